"""The filters that all pages share, bound to the page's address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from analytics.axes import ACTS
from analytics.frames import MIN_N
from analytics.messages import counted
from views import state

WEIGHTS = {"quote": "Every quote", "speaker": "Every speaker", "article": "Every article"}

_KINDS_EXPLAINED = (
    "Direct: all in quotation marks. Partial: partly. Indirect: no marks, the reporter's own wording; "
    "such statements count nowhere unless chosen here."
)


_HOLDERS_EXPLAINED = "About others: the words report or predict what somebody else thinks or does."


def draw_filters() -> None:
    """Draw collection, filters, Reset, and what they leave; nothing while the database is empty."""
    collections = state.collections()
    if not collections:
        return
    with st.sidebar:
        _draw_collection([line["name"] for line in collections])
        _draw_pills("kind", "Kind of quote", state.KINDS, state.MARKED, _KINDS_EXPLAINED)
        choices = state.choices(st.session_state["collection"], state.chosen_kinds())
        _draw_multiple("actor", "Actors", [name for name, _ in choices["actors"]])
        _draw_dates(choices)
        _draw_multiple("outlet", "Outlets", choices["outlets"])
        with st.expander("More filters"):
            _draw_multiple("country", "Countries", choices["countries"])
            _draw_pills("stance", "Stance", state.STANCES, ())
            _draw_multiple("act", "Speech act", ACTS)
            _draw_multiple("target", "Directed at", choices["targets"])
            _draw_pills("holder", "Whose view", state.HOLDERS, (), _HOLDERS_EXPLAINED)
            st.number_input(
                "Minimum quotes for an interval", 1, 100, MIN_N, key="min_n", bind="query-params",
                help="An actor or a point with fewer quotes is drawn grey, without an interval.",
            )  # fmt: skip
            _draw_multiple("at", "Directed at (country)", choices["target_countries"])
            for key, label in (("side", "Sides"), ("language", "Languages")):
                if len(choices[f"{key}s"]) > 1 or st.session_state.get(key):
                    _draw_multiple(key, label, choices[f"{key}s"])
            st.slider("Least sure speaker, %", 0, 100, 0, 5, key="sure", bind="query-params",
                      help="The confidence that the named speaker is right.")  # fmt: skip
        with st.expander("How quotes count"):
            st.toggle("Every printing", key="copies", bind="query-params",
                      help="Otherwise the same utterance carried by several articles counts once.")  # fmt: skip
            st.toggle("Words about others", key="others", bind="query-params",
                      help="Otherwise a view reported of somebody else is nobody's own stance.")  # fmt: skip
            st.selectbox("What counts the same", list(WEIGHTS), format_func=WEIGHTS.__getitem__, key="weigh",
                         bind="query-params", help="By quote, who is quoted most decides. By speaker, each "
                         "speaker counts once; by article, each article.")  # fmt: skip
        _draw_counts()
        st.button("Reset filters", on_click=state.reset_filters, icon=":material/restart_alt:", width="stretch")


def _draw_collection(names: Sequence[str]) -> None:
    if st.session_state.get("collection") not in names:
        st.session_state.pop("collection", None)  # it was deleted, or the address names one that never was
    st.selectbox("Collection", names, key="collection", bind="query-params")


def _draw_multiple(key: str, label: str, options: Sequence[str]) -> None:
    chosen = st.session_state.get(key)
    if chosen and not set(chosen) <= set(options):
        st.session_state[key] = [value for value in chosen if value in options]
    st.multiselect(label, options, key=key, bind="query-params", placeholder="All")


def _draw_dates(choices: dict[str, Any]) -> None:
    first, last = (date.fromisoformat(choices[key]) if choices[key] else None for key in ("first", "last"))
    if first is None or last is None:
        return
    for key, label in (("from", "From"), ("to", "To")):
        chosen = st.session_state.get(key)
        if chosen and not first <= chosen <= last:
            st.session_state.pop(key)
        st.date_input(
            label, None, first, last, key=key, format="YYYY-MM-DD", bind="query-params",
            help="Quotes without a date stay in." if key == "from" else None,
        )  # fmt: skip


def _draw_pills(key: str, label: str, names: dict[str, str], default: Sequence[str], note: str | None = None) -> None:
    st.pills(
        label, list(names), selection_mode="multi", default=list(default), key=key, help=note,
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
