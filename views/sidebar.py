"""The filters that all pages share, bound to the page's address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from analytics.axes import ACTS
from analytics.frames import MIN_N
from analytics.messages import counted
from views import state

WEIGHTS = {"quote": "Every quote", "speaker": "Every speaker", "article": "Every article"}

LABELS = {
    "collection": "Collection", "kind": "Kind of quote", "actor": "Actors", "from": "From", "to": "To",
    "outlet": "Outlets", "country": "Countries", "stance": "Stance", "act": "Speech act", "target": "Directed at",
    "holder": "Whose view", "min_n": "Minimum quotes for an interval", "at": "Directed at (country)", "side": "Sides",
    "language": "Languages", "sure": "Speaker at least so certain, %", "copies": "Count every printing",
    "others": "Count words about others", "weigh": "Same weight for",
}  # fmt: skip
"""What each filter is called, by its name in the address."""

_KINDS_EXPLAINED = (
    "Direct: all in quotation marks. Partial: partly. Indirect: no marks, the reporter’s own wording; "
    "such statements are left out everywhere unless you choose them here."
)


_HOLDERS_EXPLAINED = "About others: the words report or predict what somebody else thinks or does."


def rename_countries(page: StreamlitPage) -> None:
    """Open a page anew where its address, as it was kept before, has countries by their codes instead of names."""
    asked = {key: st.query_params.get_all(key) for key in ("country", "at") if key not in st.session_state}
    if not any(asked.values()) or not state.collections():
        return
    place = st.query_params.get("collection", state.collections()[0]["name"])
    named = {key: list(state.country_names(codes, place).values()) for key, codes in asked.items() if codes}
    if any(named[key] != asked[key] for key in named):
        kept = {key: st.query_params.get_all(key) for key in st.query_params}
        st.switch_page(page, query_params=kept | named)


def draw_filters() -> None:
    """Draw collection, filters, Reset, and what they leave; nothing while the database is empty."""
    collections = state.collections()
    if not collections:
        return
    with st.sidebar:
        _draw_collection([line["name"] for line in collections])
        _draw_pills("kind", state.KINDS, state.MARKED, _KINDS_EXPLAINED)
        choices = state.choices(st.session_state["collection"], state.chosen_kinds())
        _draw_multiple("actor", [name for name, _ in choices["actors"]])
        _draw_dates(choices)
        _draw_multiple("outlet", choices["outlets"])
        with st.expander("More filters"):
            _draw_countries("country", choices["countries"])
            _draw_pills("stance", state.STANCES, ())
            _draw_multiple("act", ACTS)
            _draw_multiple("target", choices["targets"])
            _draw_pills("holder", state.HOLDERS, (), _HOLDERS_EXPLAINED)
            st.number_input(
                LABELS["min_n"], 1, 100, MIN_N, key="min_n", bind="query-params",
                help="An actor or a point with fewer quotes is drawn grey, without an interval.",
            )  # fmt: skip
            _draw_countries("at", choices["target_countries"])
            for key in ("side", "language"):
                if len(choices[f"{key}s"]) > 1 or st.session_state.get(key):
                    _draw_multiple(key, choices[f"{key}s"])
            st.slider(LABELS["sure"], 0, 100, 0, 5, key="sure", bind="query-params",
                      help="Hides quotes whose speaker is less certain than this.")  # fmt: skip
        with st.expander("How quotes count"):
            st.toggle(LABELS["copies"], key="copies", bind="query-params",
                      help="Otherwise an utterance that several articles carry counts once.")  # fmt: skip
            st.toggle(LABELS["others"], key="others", bind="query-params",
                      help="Otherwise what a speaker says of somebody else’s view counts in no stance.")  # fmt: skip
            st.selectbox(LABELS["weigh"], list(WEIGHTS), format_func=WEIGHTS.__getitem__, key="weigh",
                         bind="query-params", help="With every quote, those quoted most weigh most. With every "
                         "speaker or every article, each of them weighs the same.")  # fmt: skip
        _draw_counts()
        st.button("Reset filters", on_click=state.reset_filters, icon=":material/restart_alt:", width="stretch")


def _draw_collection(names: Sequence[str]) -> None:
    if st.session_state.get("collection") not in names:
        st.session_state.pop("collection", None)  # it was deleted, or the address names one that never was
    st.selectbox(LABELS["collection"], names, key="collection", bind="query-params")


def _draw_multiple(key: str, options: Sequence[str]) -> None:
    _keep_known(key, options)
    st.multiselect(LABELS[key], options, key=key, bind="query-params", placeholder="All")


def _keep_known(key: str, options: Sequence[str]) -> None:
    """Drop what was chosen and can be chosen no more."""
    chosen = st.session_state.get(key)
    if chosen and not set(chosen) <= set(options):
        st.session_state[key] = [value for value in chosen if value in options]


def _draw_countries(key: str, codes: Sequence[str]) -> None:
    """Draw the choice of countries, which stand there and in the address by their names."""
    names = state.country_names(codes, st.session_state["collection"])
    _keep_known(key, codes)
    st.multiselect(
        LABELS[key], sorted(codes, key=names.__getitem__), key=key, format_func=names.__getitem__,
        bind="query-params", placeholder="All",
    )  # fmt: skip


def _draw_dates(choices: dict[str, Any]) -> None:
    first, last = (date.fromisoformat(choices[key]) if choices[key] else None for key in ("first", "last"))
    if first is None or last is None:
        return
    for key in ("from", "to"):
        chosen = st.session_state.get(key)
        if chosen and not first <= chosen <= last:
            st.session_state.pop(key)
        st.date_input(
            LABELS[key], None, first, last, key=key, format="YYYY-MM-DD", bind="query-params",
            help="Quotes without a date stay in." if key == "from" else None,
        )  # fmt: skip


def _draw_pills(key: str, names: dict[str, str], default: Sequence[str], note: str | None = None) -> None:
    st.pills(
        LABELS[key], list(names), selection_mode="multi", default=list(default), key=key, help=note,
        format_func=names.__getitem__, bind="query-params",
    )  # fmt: skip


def _draw_counts() -> None:
    view = state.current_view()
    shown, total = state.summary(view.filters), state.count(view.everything)
    left_out = 0 if view.shows_indirect else state.count(view.indirect)
    words = f"**{state.found_words(view.filters)}** from {counted(shown['articles'], 'article')}"
    hidden = f"{total - shown['quotes']:,} hidden by filters"
    copies = shown["quotes"] - shown["utterances"]
    if copies:
        words += f", {shown['utterances']:,} without copies"
    st.caption("; ".join([words, hidden] + [f"{counted(left_out, 'indirect statement')} left out"] * (left_out > 0)))
