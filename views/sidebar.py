"""The filters that all pages share, bound to the page's address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from analytics.frames import MIN_N
from views import elements, state


def draw_filters() -> None:
    """Draw collection, filters, Reset, and what they leave; nothing while the database is empty."""
    collections = state.collections()
    if not collections:
        return
    with st.sidebar:
        _draw_collection([line["name"] for line in collections])
        choices = state.choices(st.session_state["collection"])
        _draw_multiple("actor", "Actors", [name for name, _ in choices["actors"]])
        _draw_dates(choices)
        _draw_multiple("outlet", "Outlets", choices["outlets"])
        with st.expander("More filters"):
            _draw_multiple("country", "Countries", choices["countries"])
            _draw_pills("kind", "Kind of quote", state.KINDS, state.MARKED)
            _draw_pills("stance", "Stance", state.STANCES, ())
            st.number_input(
                "Minimum quotes for an interval", 1, 100, MIN_N, key="min_n", bind="query-params",
                help="An actor or a point with fewer quotes is drawn grey, without an interval.",
            )  # fmt: skip
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


def _draw_pills(key: str, label: str, names: dict[str, str], default: Sequence[str]) -> None:
    st.pills(
        label, list(names), selection_mode="multi", default=list(default), key=key,
        format_func=names.__getitem__, bind="query-params",
    )  # fmt: skip


def _draw_counts() -> None:
    view = state.current_view()
    shown, hidden = state.summary(view.filters), state.count(view.everything)
    st.caption(
        f"**{elements.counted(shown['quotes'], 'quote')}** from {elements.counted(shown['articles'], 'article')}; "
        f"{hidden - shown['quotes']:,} hidden by filters"
    )
