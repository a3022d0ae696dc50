"""One quote in its article: the words marked, who said them and why we think so, what made the score."""

from __future__ import annotations

import html
import math
from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.charts import percent, signed
from analytics.language import language_name
from analytics.messages import counted_quotes, told_copies
from analytics.records import Article, Span
from analytics.schema import Row
from analytics.score_words import corrected_columns, tone_words
from analytics.settings import NEEDS_REVIEW_BELOW
from analytics.store import QuoteFilter
from views import chains, corrections, elements, highlights, state, trash

_LEGEND = (
    '<p class="pq-meta pq-text"><mark class="pq-quote">the quote</mark> · <mark class="pq-mention">speaker</mark> · '
    '<mark class="pq-cue">reporting words</mark> · <mark class="pq-hawk">hawkish</mark> and '
    '<mark class="pq-dove">dovish</mark> words with their weight · <mark class="pq-other">other quotes</mark></p>'
)


def draw_article(row: Row, search: str = "") -> None:
    """Draw the quote's article with all that is known about the quote; the words of a search are marked in it."""
    article = state.store().article(row["article_id"], row["collection"])
    if article is None:
        return
    st.button("Close", key="close-article", on_click=_close, icon=":material/close:")
    title = html.escape(article.title or "Article without a title")
    st.html(f'<div class="pq"><h2 class="pq-title">{title}</h2>{elements.quote_html(row, search)}</div>')
    _draw_passage(article, row, search)
    corrections.draw_made(row)
    corrections.draw_form(row)
    st.markdown("### Who said it")
    st.html(f'<div class="pq">{chains.chain_html(row)}{_speaker_html(row)}</div>')
    st.markdown("### What made the stance")
    st.html(f'<div class="pq" style="overflow-wrap: break-word">{score_html(row)}</div>')
    st.markdown("### The article")
    st.html(f'<div class="pq">{_metadata_html(article, row)}</div>')
    if not state.read_only() and st.button("Delete article", key="delete-article", icon=":material/delete:"):
        _confirm_delete(row)


def _draw_passage(article: Article, row: Row, search: str) -> None:
    others = state.quotes(QuoteFilter(collection=row["collection"], article_id=article.id), "article", 500)
    marks = highlights.quote_marks(row, others) + highlights.cue_mark(article.text, row)
    marks += highlights.found_marks(article.text, search, highlights.parts_of(row))
    shown = highlights.below_front_matter(article.text, highlights.passage(article.text, row))
    st.html(f'{_LEGEND}<div class="pq pq-text">{highlights.marked_html(article.text, marks, shown)}</div>')
    if shown == highlights.below_front_matter(article.text, Span(0, len(article.text))):
        return
    with st.expander("Whole article"):
        whole = highlights.passage(article.text, row, highlights.LONGEST // 2)
        if len(whole) < len(article.text):
            st.caption(f"Characters {whole.start:,} to {whole.end:,} of {len(article.text):,} are shown.")
        st.html(f'<div class="pq pq-text">{highlights.marked_html(article.text, marks, whole)}</div>')


def _speaker_html(row: Row) -> str:
    confidence = row["confidence"] or 0.0
    review = f" (below {NEEDS_REVIEW_BELOW:.0%}: needs review)" if elements.needs_review(row) else ""
    machines = " in the machine’s choice, before the correction" if "actor" in corrected_columns(row) else ""
    return _definitions(
        {
            "Role": row["role"],
            "Country": state.country_words(row["country"], row["collection"]),
            "Side": row["side"],
            "Reporting words": row["cue"],
            "Told to": row["addressee"],
            "Directed at": row["target"],
            "Kind": "indirect: told in the reporter’s own words" if row["kind"] == "indirect" else "",
            "Confidence": f"{percent(confidence)}{review}{machines}",
        }
    )


def score_html(row: Row) -> str:
    """Give the words behind a stance, their weights, and how they add up, as escaped HTML."""
    items = highlights.evidence_of(row)
    if not items or row["stance"] is None:
        return '<p class="pq-meta">No words were found that say hawkish or dovish. That is not the same as neutral.</p>'
    lines = "".join(f'<tr>{_named_html(item)}<td class="num">{signed(item["weight"])}</td></tr>' for item in items)
    raw = math.fsum(item["weight"] for item in items)
    ascribed, sure, vader = row["holder"] == "ascribed", row["stance_confidence"], row["vader_compound"]
    act = _definitions(
        {
            "Speech act": row["speech_act"],
            "Condition": row["condition"],
            "Directed at": row["target"],
            "Whose view": "about others, not the speaker’s own" if ascribed else "",
            "Probability that the label is right": "" if sure is None else percent(sure),
            "Tone, apart from stance": tone_words(row),
            "VADER itself": "" if vader is None else signed(vader),
        }
    )
    return (
        f"<table><tr><th>Words</th><th>Category</th><th class='num'>Weight (rounded)</th></tr>{lines}"
        f'<tr><td colspan="2">Sum</td><td class="num">{signed(raw)}</td></tr>'
        f'<tr><td colspan="2">Stance = tanh(sum)</td><td class="num">{_own_stance_html(row)}</td></tr></table>{act}'
    )


def _own_stance_html(row: Row) -> str:
    """Give the machine's own stance; its label stands beside it unless a person's took its place."""
    if "stance_label" in corrected_columns(row):
        return signed(row["stance"])
    return elements.stance_html(row)


def _named_html(item: dict[str, Any]) -> str:
    """Give an item's words and category as cells; the baseline, which has no words, is where the sum starts."""
    if item["start"] is None:
        return '<td colspan="2">starting value</td>'
    return f"<td>{html.escape(str(item['words']))}</td><td>{html.escape(str(item['category']).replace('_', ' '))}</td>"


def _metadata_html(article: Article, row: Row) -> str:
    return _definitions(
        {
            "Title": article.title or "(none)",
            "Outlet": article.outlet or "unknown",
            "Published": article.published or "unknown",
            "Said on": chains.day_words(article, row),
            "Language": language_name(article.language),
            "Other versions": told_copies(state.copies(article, row["collection"])),
            "Address": article.url,
            "File": article.source_path,
            "Scored by": row["model_version"],
        }
    )


def _definitions(pairs: dict[str, str]) -> str:
    """Give names and values as an escaped HTML list, empty ones left out."""
    items = (
        f"<dt>{html.escape(name)}</dt><dd>{html.escape(str(value))}</dd>" for name, value in pairs.items() if value
    )
    return f"<dl>{''.join(items)}</dl>"


def _close() -> None:
    st.query_params.pop("quote", None)
    st.session_state["list-turn"] = st.session_state.get("list-turn", 0) + 1


@st.dialog("Delete this article?")
def _confirm_delete(row: Row) -> None:
    place = QuoteFilter(collection=row["collection"], article_id=row["article_id"])
    marked, indirect = state.count(place), state.count(replace(place, kinds=("indirect",)))
    st.text(row["title"] or "Article without a title")
    st.markdown(
        f"It leaves the collection with all that was found in it: {counted_quotes(marked, indirect)}. "
        "You can undo it right after, or later on the Upload page."
    )
    if st.button("Delete", type="primary", key="delete-for-sure", on_click=_delete, args=(row,)):
        st.rerun()


def _delete(row: Row) -> None:
    if trash.delete(row["article_id"], row["collection"], row["title"]):
        _close()
