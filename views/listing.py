"""The list of quotes, page by page, and beside it the article of the one that is open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from analytics.charts import shorten
from analytics.messages import speaker_of
from analytics.schema import Row
from analytics.score_words import stance_words, tone_words
from analytics.searches import read_search
from analytics.store import QuoteFilter
from views import elements, reading, state

PAGE = 50
FOUND = 20
"""Quotes on a page of what was found by a search, or on a telephone: they are drawn in full, which takes more room."""

ROW_HEIGHT, HEAD_HEIGHT = 66, 39
"""Pixels of the table’s rows and of its head; from 65 on Streamlit breaks a cell’s words, here into three lines."""

LONGEST, LONGEST_NARROW = 118, 66
"""So many characters of a quote fit on three lines, with the list alone and beside an article."""

ORDERS = {"newest": "Newest first", "hawkish": "Most hawkish first", "dovish": "Most dovish first",
          "unsure": "Least certain speaker first"}  # fmt: skip


def draw_search(filters: QuoteFilter) -> tuple[QuoteFilter, str]:
    """Draw the search in the quoted words and the choice of order; give the narrowed filter and the order."""
    words, sorting = st.columns([3, 2])
    text = words.text_input(
        "Search in the quoted words", key="q", bind="query-params", icon=":material/search:",
        help="Words in any order, an “exact phrase”, or a beginning: sanction*. Case and accents do not count.",
    )  # fmt: skip
    order = sorting.selectbox(
        "Order", list(ORDERS), key="order", format_func=ORDERS.__getitem__, bind="query-params"
    )  # fmt: skip
    return replace(filters, text=(text or "").strip()), order


def draw_quotes(filters: QuoteFilter, order: str, collection: str) -> None:
    """Draw one page of the quotes; the one that the page's address names is open beside it."""
    total = state.count(filters)
    wanted = st.query_params.get("quote", "")
    if not total:
        fault = read_search(filters.text).fault if filters.text else ""
        told = fault or "No quote holds these words. Search for others, or clear the search."
        st.info(told, icon=":material/search_off:")
    row = state.store().quote(wanted, collection) if wanted else None
    if row is None:
        _draw_list(filters, order, total, opened="")
        return
    left, right = st.columns(2, gap="large")
    with left, st.container(key="quote-list"):
        _draw_list(filters, order, total, opened=wanted)
    with right, st.container(key="quote-open"):  # on a narrow screen it lies over the page, see elements' style
        reading.draw_article(row, filters.text)


def _draw_list(filters: QuoteFilter, order: str, total: int, *, opened: str) -> None:
    if not total:
        return
    as_cards = bool(filters.text) or state.on_phone()
    size = FOUND if as_cards else PAGE
    page = _draw_pager(size, total, (filters, order))
    rows = state.quotes(filters, order, size, (page - 1) * size)
    if as_cards:
        _draw_found(rows, filters.text, opened)
        return
    event: Any = st.dataframe(
        _table(rows, LONGEST_NARROW if opened else LONGEST), hide_index=True, on_select="rerun",
        selection_mode="single-row", column_config=_columns(narrow=bool(opened)),
        key=f"list-{hash((filters, order, page))}-{st.session_state.get('list-turn', 0)}", row_height=ROW_HEIGHT,
        column_order=["Speaker", "Quote", "Stance"] if opened else None,
        height=min(732, ROW_HEIGHT * len(rows) + HEAD_HEIGHT),
        alt="Quotes with speaker, stance and tone; select one to open it",
    )  # fmt: skip
    chosen = event["selection"]["rows"]
    if not chosen:
        if not opened:
            st.caption("Select a row to open its article; with the keyboard, Shift+Space selects it.")
        return
    picked = str(rows[chosen[0]]["quote_id"]) if chosen[0] < len(rows) else opened
    if picked != opened:
        st.query_params["quote"] = picked
        st.rerun()


def _draw_found(rows: list[Row], search: str, opened: str) -> None:
    """List quotes in full, the words of a search marked: a table could not, and a telephone cuts it off."""
    for row in rows:
        with st.container(border=True, gap="xxsmall"):
            st.html(f'<div class="pq">{elements.quote_html(row, search)}</div>')
            if row["quote_id"] == opened:
                st.caption("This one is open")
            elif st.button(
                "Open in article", key=f"found-{row['quote_id']}", type="tertiary", icon=":material/article:"
            ):
                st.query_params["quote"] = str(row["quote_id"])
                st.rerun()


def _draw_pager(size: int, total: int, listed: tuple[QuoteFilter, str]) -> int:
    """Draw the choice of page; another selection or order starts at the first one again."""
    pages = -(-total // size)
    if st.session_state.setdefault("listed", listed) != listed:
        st.session_state["listed"] = listed
        st.session_state["page"] = 1
    if st.session_state.get("page", 1) > pages:
        st.session_state["page"] = pages
    if pages == 1:
        st.caption(state.found_words(listed[0]))
        return 1
    note, choice = st.columns([3, 2], vertical_alignment="bottom")
    page = choice.number_input(f"Page (1 to {pages:,})", 1, pages, key="page", bind="query-params")
    note.caption(f"{(page - 1) * size + 1:,} to {min(total, page * size):,} of {state.found_words(listed[0])}")
    return int(page)


def _table(rows: list[Row], longest: int) -> pd.DataFrame:
    lines = [
        {
            "Speaker": speaker_of(row) + (" (needs review)" if elements.needs_review(row) else ""),
            "Quote": shorten(row["quote"], longest),
            "Stance": stance_words(row) or "none found",
            "Tone": tone_words(row),
            "Date": elements.day_of(row),
            "Outlet": row["outlet"],
            "Kind": state.KINDS[row["kind"]],
        }
        for row in rows
    ]
    return pd.DataFrame(lines)


def _columns(*, narrow: bool) -> dict[str, Any]:
    """Set the widths in pixels; ``narrow`` leaves room for the article beside the table."""
    text = st.column_config.TextColumn
    return {
        "Speaker": text(width=110 if narrow else 125), "Quote": text(width=180 if narrow else 300),
        "Stance": text(width=110, help="What the speaker wants done: −1 dovish to +1 hawkish"),
        "Tone": text(width=112, help="How the words sound: −1 negative to +1 positive; it is not stance"),
        "Date": text(width=88, help="The day it was said, where the text is sure, else of publication"),
        "Outlet": text(width=105),
        "Kind": text(width=64, help="Direct: all in quotation marks; partial: partly; indirect: not"),
    }  # fmt: skip
