"""Who speaks, and how hawkish: headline figures, actors on the dove-hawk line, the strongest quotes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analytics import charts, frames
from analytics.messages import counted
from analytics.schema import Row
from views import elements, state

# More lines than this are no longer read as a picture; the table has them all.
MOST_ACTORS = 15
STRONGEST = 4


def draw() -> None:
    """Draw the page."""
    view = elements.open_page("Overview", "Who speaks in these articles, and how hawkish or dovish are they?")
    if view is None:
        return
    sums = state.sums(view, "week")
    _draw_figures(view)
    _draw_labels(sums)
    _draw_actors(view)
    _draw_volume(sums)
    _draw_strongest(view)
    st.divider()
    elements.download_quotes(view)


def _draw_figures(view: state.View) -> None:
    counts = state.summary(view.filters)
    quotes = counts["quotes"]
    figures = (
        ("Quotes", f"{quotes:,}", f"{counts['utterances']:,} utterances: the others are copies in further articles."),
        ("Articles", f"{counts['articles']:,}", None),
        ("Named actors", f"{counts['actors']:,}", None),
        (
            "Speaker known",
            f"{counts['attributed'] / quotes:.0%}",
            "Of all quotes; a speaker without a name counts too.",
        ),
        ("No stance found", f"{1 - counts['with_stance'] / quotes:.0%}", "These quotes count nowhere as neutral."),
        ("Needs review", f"{counts['needs_review']:,}", "Quotes whose speaker is less sure than the threshold."),
    )
    with st.container(horizontal=True):
        for label, value, note in figures:
            st.metric(label, value, help=note, width=140)
    if counts["needs_review"] and st.button(
        "Look at the least sure speakers", type="tertiary", icon=":material/rule:", on_click=state.order_by_doubt
    ):
        elements.go("views/quotes.py")


def _draw_labels(sums: pd.DataFrame) -> None:
    table = frames.by_label(sums)
    st.subheader(f"Stance of {counted(int(table['n'].sum()), 'quote')}")
    st.html(_labels_html(table))


def _labels_html(table: pd.DataFrame) -> str:
    """Give one bar cut by stance label, with a legend in words, as HTML: it has to fit the narrowest screen."""
    colours = state.palette()
    looks = {
        "dovish": ("dovish", colours.dove),
        "neutral": ("neutral", colours.even),
        "hawkish": ("hawkish", colours.hawk),
        "none": ("no stance found", "repeating-linear-gradient(45deg, #8c8c8c55 0 5px, #8c8c8caa 5px 10px)"),
        "ascribed": ("about others", "repeating-linear-gradient(135deg, #8c8c8c33 0 3px, #8c8c8c88 3px 6px)"),
    }
    parts, words = [], []
    for line in table[table["n"] > 0].to_dict("records"):
        name, look = looks[line["label"]]
        parts.append(f'<span style="flex:{line["n"]};background:{look}"></span>')
        words.append(f'<span><i style="background:{look}"></i>{name} <b>{line["n"]}</b> ({line["share"]:.0%})</span>')
    return f'<div class="pq-bar" aria-hidden="true">{"".join(parts)}</div><div class="pq-legend">{"".join(words)}</div>'


def _draw_actors(view: state.View) -> None:
    table = state.by_actor(view)
    known = table[table["n_stance"] > 0]
    shown = known.head(MOST_ACTORS)
    st.subheader(f"Net stance of {counted(len(shown), 'actor')}")
    if shown.empty:
        st.info("No stance was found for a named actor. Choose a wider selection.", icon=":material/info:")
        return
    st.caption(_explain_actors(shown, len(known), view.min_n))
    elements.draw_weights(shown)
    event: Any = st.plotly_chart(
        charts.actor_chart(shown, palette=state.palette()), config=elements.CHART, key="actors",
        on_select="rerun", selection_mode="points",
        alt="Net stance by actor. " + elements.chart_words(shown, "net", "actors"),
    )  # fmt: skip
    for point in event["selection"]["points"][:1]:
        elements.go("views/actors.py", who=str(point["customdata"][0]))
    elements.draw_table(table, "actors")


def _explain_actors(shown: pd.DataFrame, known: int, min_n: int) -> str:
    parts = [
        "Net stance = (hawkish − dovish quotes) ÷ quotes with a stance. Bars are 95 % intervals by article. "
        "Click a mark to see the actor's page."
    ]
    if shown["thin"].any():
        parts.append(f"Hollow grey, at the bottom: fewer than {min_n} quotes with a stance, so no interval.")
    if (~shown["thin"] & shown["low"].isna()).any():
        parts.append("Hollow in colour: all from one article, so no interval.")
    if known > len(shown):
        parts.append(f"The {len(shown)} most quoted of {known} are drawn; the table has them all.")
    return " ".join(parts)


def _draw_volume(sums: pd.DataFrame) -> None:
    table = frames.by_period(sums)
    undated = frames.count_undated(sums)
    if table.empty:
        st.subheader("Quotes per week")
        st.caption("None of these quotes has a known date, so there is nothing to draw over time.")
        return
    st.subheader(f"Quotes per week, {table['n'].sum():,} with a date")
    if undated:
        st.caption(f"Not drawn: {counted(undated, 'quote')} without a known date.")
    st.plotly_chart(
        charts.volume_chart(table, step="week", palette=state.palette()), config=elements.CHART, key="volume",
        alt=f"Quotes per week over {len(table)} weeks, at most {table['n'].max()}.",
    )  # fmt: skip
    elements.draw_table(table, "weeks")


def _draw_strongest(view: state.View) -> None:
    hawkish = state.strongest(view.filters, "hawkish", STRONGEST)
    dovish = state.strongest(view.filters, "dovish", STRONGEST)
    left, right = st.columns(2, gap="large")
    _draw_side(left, "Most hawkish quotes", hawkish)
    _draw_side(right, "Most dovish quotes", dovish)


def _draw_side(column: Any, title: str, rows: list[Row]) -> None:  # noqa: ANN401 - Streamlit's own container type is private
    with column:
        st.subheader(title)
        if not rows:
            st.caption("None in this selection.")
        elements.draw_quotes(rows, title)


if __name__ == "__main__":
    draw()
