"""Articles in which no quote was found: those not in English, which are not scored, and those without speech."""

from __future__ import annotations

import html
from typing import Any

import streamlit as st

from analytics.language import is_scored, language_name, not_scored
from analytics.messages import counted
from views import state, trash

LONGEST = 20_000
"""So many characters of an article are shown."""


def draw_quoteless() -> None:
    """List these articles of the chosen collection in a fold, where they can be read and deleted."""
    found = state.quoteless(state.current_view().filters.collection)
    if not found:
        return
    foreign = sum(not is_scored(line["language"]) for line in found)
    also = f" ({foreign:,} not in English, not scored)" if foreign else ""
    with st.expander(f"{counted(len(found), 'article')} without quotes{also}"):
        chosen = st.selectbox(
            "Article", range(len(found)), format_func=lambda number: _label(found[number]), key="quoteless"
        )
        _draw(found[min(chosen or 0, len(found) - 1)])


def _label(line: dict[str, Any]) -> str:
    language = "" if is_scored(line["language"]) else language_name(line["language"])
    return " · ".join(filter(None, (line["title"] or "(no title)", language, line["outlet"], line["published"])))


def _draw(line: dict[str, Any]) -> None:
    article = state.store().article(line["id"], line["collection"])
    if article is None:
        return
    reason = not_scored(article.language) or "No quote and no indirect statement was found in it."
    st.caption(reason)
    rest = len(article.text) - LONGEST
    st.html(f'<div class="pq pq-text">{html.escape(article.text[:LONGEST])}</div>')
    if rest > 0:
        st.caption(f"{counted(rest, 'more character')} {'is' if rest == 1 else 'are'} not shown.")
    if not state.read_only():
        st.button(
            "Delete article", key="delete-quoteless", icon=":material/delete:",
            on_click=_delete, args=(line["id"], line["collection"], line["title"]),
        )  # fmt: skip


def _delete(article_id: str, collection: str, title: str) -> None:
    trash.delete(article_id, collection, title)
