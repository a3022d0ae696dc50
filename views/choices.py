"""What a page has chosen for itself beside the sidebar's filters: named, and as it stands in the page's address.

Streamlit keeps the values of widgets that are bound to the address while other pages are shown, so they can be read
here; what is written here is what Streamlit reads back from an address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

from views import contrasts, listing, over_time, plates, sidebar, state, timelines, what_changed

PAGES = {
    "": "Overview", "actors": "Actors", "over_time": "Over time", "what_changed": "What changed",
    "contrasts": "Compare", "quotes": "Quotes",
}  # fmt: skip
"""The pages that a view can be of, by their name in the address."""

_PERIOD = ("Period", timelines.PERIODS)
_MEASURE = ("Measure", timelines.MEASURES)
_SEARCH: dict[str, tuple[str, Mapping[Any, str]]] = {"q": ("With the words", {}), "order": ("Order", listing.ORDERS)}

OWN: dict[str, dict[str, tuple[str, Mapping[Any, str]]]] = {
    "": {},
    "actors": {"who": ("Actor", {}), "step": _PERIOD, **_SEARCH},
    "over_time": {
        "measure": _MEASURE, "step": _PERIOD, "layout": ("Actors", over_time.LAYOUTS), "mark": ("Events marked", {}),
    },
    "what_changed": {
        "measure": _MEASURE, "compare": ("Compare", what_changed.WAYS), "window": ("Last days", {}),
        "turn": ("Second period begins", {}), "turned": ("Change of", {}),
    },
    "contrasts": {"chart": ("Chart", contrasts.KINDS), "speaker": ("Speaker", {}), "step": _PERIOD},
    "quotes": _SEARCH,
}  # fmt: skip
"""Each page's own widgets: key, which is also the name in the address; label, and the words for its values."""

_LAST = "looked-at"


def note_page(name: str) -> None:
    """Remember which of `PAGES` the reader looked at last."""
    if name in PAGES:
        st.session_state[_LAST] = name
        plates.forget_drawn()


def last_page() -> str:
    """Give the page of `PAGES` that the reader looked at last in this session."""
    return str(st.session_state.get(_LAST, ""))


def parameters_of(page: str) -> dict[str, list[str]]:
    """Give the address's parameters of a page as it is chosen now: the sidebar's filters and its own widgets.

    A page's own values stand there even where they are what it begins with: that may hang on the data and change.
    """
    found = {key: st.query_params.get_all(key) for key in st.query_params if key in state.DEFAULTS}
    found["collection"] = [state.current_view().filters.collection]  # the first one stands in no address
    for key, (_, words) in OWN[page].items():
        value = st.session_state.get(key)
        if value not in (None, ""):
            found[key] = [_written(value, words)]
    return found


def _written(value: object, words: Mapping[Any, str]) -> str:
    """Write a widget's value as Streamlit does in an address: choices by their words, days in ISO form."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    return words.get(value, str(value))


def address_of(page: str, parameters: Mapping[str, Sequence[str]]) -> str:
    """Give a view's address within the dashboard.

    Example:
        >>> address_of("contrasts", {"actor": ["A & B", "C"]})
        '/contrasts?actor=A+%26+B&actor=C'
    """
    return f"/{page if page in PAGES else ''}?{urlencode(parameters, doseq=True)}"


def link_of(page: str, parameters: Mapping[str, Sequence[str]]) -> str:
    """Give a view's whole address, as the reader's browser knows this dashboard."""
    here = urlsplit(st.context.url or "")
    place = f"{here.scheme}://{here.netloc}{here.path.rpartition('/')[0]}" if here.netloc else ""
    return place + address_of(page, parameters)


def words_of(page: str, parameters: Mapping[str, Sequence[str]]) -> list[str]:
    """Name what a view's address says, a part each; words of articles are among them."""
    labels = {**sidebar.LABELS, **{key: label for key, (label, _) in OWN.get(page, {}).items()}}
    switches = {"true": "on", "false": "off"}
    return [
        f"{labels[key]}: {', '.join(switches.get(value, value) for value in values)}"
        for key, values in parameters.items()
        if key in labels
    ]
