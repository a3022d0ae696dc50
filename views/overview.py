"""Who speaks, and how hawkish: headline figures, actors on the dove-hawk line, the strongest quotes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analytics import charts, contrasts, frames
from analytics.messages import counted
from analytics.schema import Row
from analytics.settings import NEEDS_REVIEW_BELOW
from views import elements, plates, state, timelines

# More lines than this are no longer read as a picture; the table has them all.
MOST_ACTORS = 15
STRONGEST = 4


def draw() -> None:
    """Draw the page."""
    view = elements.open_page("Overview", "Who speaks in these articles, and how hawkish or dovish are they?")
    if view is None:
        return
    sums = state.sums_of_all(view, "week")
    elements.draw_thin(view)
    _draw_figures(view)
    _draw_versions(view)
    _draw_labels(view, sums)
    _draw_actors(view)
    _draw_volume(view, sums)
    _draw_strongest(view)
    st.divider()
    elements.download_quotes(view)


def _draw_figures(view: state.View) -> None:
    counts = state.summary(view.filters)
    quotes = counts["quotes"]
    figures = (
        ("Quotes", f"{quotes:,}", _explain_copies(quotes, counts["utterances"])),
        ("Articles", f"{counts['articles']:,}", None),
        ("Named actors", f"{counts['actors']:,}", None),
        (
            "Speaker known",
            charts.percent(counts["attributed"] / quotes),
            "Share of all quotes. A speaker described but not named, such as a senior official, counts as known.",
        ),
        (
            "No stance found",
            charts.percent(1 - counts["with_stance"] / quotes),
            "No word in them shows a stance. They are left out of every stance figure, and are not taken for neutral.",
        ),
        (
            "Needs review",
            f"{counts['needs_review']:,}",
            f"Quotes whose speaker is less than {NEEDS_REVIEW_BELOW:.0%} certain: read them before you cite them.",
        ),
    )
    with st.container(key="figures"):
        for label, value, note in figures:
            st.metric(label, value, help=note)
    if counts["needs_review"] and st.button(
        "Check the least certain speakers", type="tertiary", icon=":material/rule:", on_click=state.order_by_doubt
    ):
        elements.go("views/quotes.py")


def _explain_copies(quotes: int, utterances: int) -> str:
    """Say how many different utterances the quotes are."""
    if utterances == quotes:
        return "All of them are different: no article here repeats another’s quote."
    return f"{utterances:,} different utterances; the rest are copies of them in further articles."


def _draw_versions(view: state.View) -> None:
    """Say where articles scored by several versions of the rules lie side by side, and what to do about it."""
    versions = state.versions(view.filters.collection)
    if len(versions) > 1:
        numbers = ", ".join(f"{line['articles']:,}" for line in versions)
        st.info(
            f"These articles were scored by {len(versions)} versions of the rules ({numbers} articles), and the "
            "figures mix them. `python -m analytics reanalyze` scores all of them by the present one; what people "
            "corrected is kept.", icon=":material/history:",
        )  # fmt: skip


def _draw_labels(view: state.View, sums: pd.DataFrame) -> None:
    table = frames.by_label(sums)
    n = int(table["n"].sum())
    parts = [
        f"{line['label']} {line['n']:,} ({charts.percent(line['share'])})"
        for line in charts.records(table)
        if line["n"]
    ]
    plate = plates.Plate(
        name="labels", cell=("label",), title=f"Stance of {counted(n, 'quote')}", n=n, alt=f"{', '.join(parts)}.",
        meaning="Hawkish words threaten, accuse or demand; dovish ones appeal, offer or agree. No stance found is not "
        "neutral." + " About others: the speaker tells somebody else’s view." * ("ascribed" in _found(table)),
        hint="Click a part for its quotes.",
        figure=lambda palette: contrasts.labels_chart(table, palette=palette, legend=False),
        printed=lambda: contrasts.labels_chart(table),
    )  # fmt: skip
    plates.draw_head(view, plate)
    cells = plates.draw_marks(plate)
    st.html(_legend_html(table))  # in lines of its own, which wrap on a narrow screen
    cells += [cell for cell in plates.draw_foot(view, plate, table) if cell not in cells]
    for (label,) in cells:
        order = plates.order_of(label)
        plates.draw_behind(state.labelled(view, label), contrasts.LABELS[label], mark="part", order=order)


def _found(table: pd.DataFrame) -> list[str]:
    """Give the labels that a quote has."""
    return [str(label) for label in table.loc[table["n"] > 0, "label"]]


def _legend_html(table: pd.DataFrame) -> str:
    """Name the parts of the bar of labels, each with its number and share."""
    lines = {"none": "45deg, transparent 0 3px, {} 3px 5px", "ascribed": "135deg, transparent 0 2px, {} 2px 5px"}
    words = []
    for line in charts.records(table[table["n"] > 0]):
        look = contrasts.label_colour(line["label"], state.palette())
        if line["label"] in lines:
            look = f"repeating-linear-gradient({lines[line['label']].format(look)})"
        name = contrasts.LABELS[line["label"]]
        share = charts.percent(line["share"])
        words.append(f'<span><i style="background:{look}"></i>{name} <b>{line["n"]:,}</b> ({share})</span>')
    return f'<div class="pq-legend">{"".join(words)}</div>'


def _draw_actors(view: state.View) -> None:
    table = state.by_actor(view)
    known = table[table["n_stance"] > 0]
    shown = known.head(MOST_ACTORS)
    if shown.empty:
        st.header("Net stance by actor")
        st.info("No stance was found for a named actor. Choose a wider selection.", icon=":material/info:")
        return
    plate = plates.Plate(
        name="actors", title=f"Net stance of {counted(len(shown), 'actor')}",
        meaning=_explain_actors(shown, len(known), view.min_n), hint="Click a mark to see the actor’s page.",
        figure=lambda palette: charts.actor_chart(shown, palette=palette),
        n=int(shown["n_stance"].sum()), unit="quotes with a stance", alt=elements.chart_words(shown, "net", "actors"),
        cell=("actor",),
    )  # fmt: skip
    cells = plates.draw(view, plate, table)
    elements.draw_weights(shown)
    for cell in cells[:1]:
        elements.go("views/actors.py", who=cell[0])


def _explain_actors(shown: pd.DataFrame, known: int, min_n: int) -> str:
    parts = ["Net stance = (hawkish − dovish quotes) ÷ quotes with a stance. Bars are 95% intervals by article."]
    if shown["thin"].any():
        parts.append(f"Hollow grey, at the bottom: fewer than {min_n} quotes with a stance, so no interval.")
    if (~shown["thin"] & shown["low"].isna()).any():
        parts.append("Hollow in colour: all from one article, so no interval.")
    if known > len(shown):
        parts.append(f"The {len(shown)} most quoted of {known:,} are drawn; the table has them all.")
    return " ".join(parts)


def _draw_volume(view: state.View, sums: pd.DataFrame) -> None:
    table = frames.by_period(sums)
    undated = frames.count_undated(sums)
    if table.empty:
        st.header("Quotes per week")
        timelines.draw_undated()
        return
    dated = int(table["n"].sum())
    plate = plates.Plate(
        name="weeks", title=f"Quotes per week: {dated:,} with a date", hint="Click a bar for its quotes.", n=dated,
        meaning=f"Not drawn: {counted(undated, 'quote')} without a known date." if undated else "",
        figure=lambda palette: charts.volume_chart(table, step="week", palette=palette), key="volume",
        alt=f"{counted(len(table), 'week')}, at most {table['n'].max():,} quotes.", cell=("period",),
    )  # fmt: skip
    picked = plates.draw(view, plate, table)
    weeks = [[frames.EVERYBODY, cell[-1]] for cell in picked]
    timelines.draw_picked(weeks, view, "week", mark="bar", order="newest")


def _draw_strongest(view: state.View) -> None:
    hawkish = state.strongest(view.filters, "hawkish", STRONGEST)
    dovish = state.strongest(view.filters, "dovish", STRONGEST)
    left, right = st.columns(2, gap="large")
    _draw_side(left, "Most hawkish quotes", hawkish)
    _draw_side(right, "Most dovish quotes", dovish)


def _draw_side(column: Any, title: str, rows: list[Row]) -> None:  # noqa: ANN401 - Streamlit's own container type is private
    with column:
        st.header(title)
        if not rows:
            st.caption("None in this selection.")
        elements.draw_quotes(rows, title)


if __name__ == "__main__":
    draw()
