"""How stance and tone move: one panel for each actor, the quotes behind a point on a click."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar, cast

import pandas as pd
import streamlit as st

from analytics import charts, frames
from analytics.messages import counted
from views import elements, state

# More panels than this are no longer compared; it is also the number of colours that stay apart.
MOST_PANELS = 6
# So many quotes are listed for a point; the Quotes page has them all.
MOST_QUOTES = 20

PERIODS = {"auto": "Auto", "day": "Day", "week": "Week", "month": "Month"}
MEASURES: dict[charts.Measure, str] = {"stance": "Net stance", "tone": "Tone"}
Choice = TypeVar("Choice", bound=str)
LAYOUTS = {"panels": "Side by side", "together": "In one chart"}


def draw() -> None:
    """Draw the page."""
    view = elements.open_page("Over time", "How do stance and tone move from one period to the next?")
    if view is None:
        return
    step, measure, layout = _draw_choices(view)
    sums = state.sums(view.filters, step)
    everybody = state.over_time(view, step, together=True)
    undated = frames.count_undated(sums)
    if undated:
        st.caption(f"Not drawn: {counted(undated, 'quote')} without a known date.")
    if everybody.empty:
        st.info("None of these quotes has a known date, so there is nothing to draw.", icon=":material/event:")
        return
    _draw_explanation(measure, view.min_n)
    days = (everybody["period"].iloc[0], everybody["period"].iloc[-1])
    picked = _draw_everybody(everybody, measure, step, days)
    table = state.over_time(view, step)
    picked += _draw_actors(table, view, (step, measure, layout), days)
    _draw_picked(picked, view, step)
    elements.draw_table(pd.concat([everybody, table], ignore_index=True), f"over-time-by-{step}")
    elements.download_quotes(view)


def _draw_choices(view: state.View) -> tuple[charts.Step, charts.Measure, str]:
    columns = st.columns(3)
    with columns[0]:
        measure = _draw_choice("Measure", "measure", MEASURES, "stance")
    with columns[1]:
        period = _draw_choice(
            "Period", "step", PERIODS, "auto",
            note="Auto takes the shortest period of which at least half the points rest on enough quotes.",
        )  # fmt: skip
    with columns[2]:
        layout = _draw_choice("Actors", "layout", LAYOUTS, "panels")
    step = cast(charts.Step, period) if period != "auto" else state.finest_period(view, measure, MOST_PANELS)
    return step, measure, layout


def _draw_choice(
    label: str, key: str, names: Mapping[Choice, str], default: Choice, *, note: str | None = None
) -> Choice:
    chosen = st.segmented_control(
        label, list(names), default=default, required=True, key=key, format_func=names.__getitem__,
        help=note, bind="query-params",
    )  # fmt: skip
    return default if chosen is None else chosen


def _draw_explanation(measure: charts.Measure, min_n: int) -> None:
    meaning = {
        "stance": "Net stance = (hawkish − dovish quotes) ÷ quotes with a stance.",
        "tone": "Tone is the mean tone of the words, negative to positive. It is not stance: a threat can sound kind.",
    }[measure]
    st.caption(
        f"{meaning} Bands are 95 % intervals. Hollow grey points rest on fewer than {min_n} quotes and are not joined. "
        "Point at a mark for its figures; click it to read the quotes behind it."
    )


def _draw_everybody(
    table: pd.DataFrame, measure: charts.Measure, step: charts.Step, days: tuple[str, str]
) -> list[list[str]]:
    st.subheader(f"{MEASURES[measure]} of {counted(int(table['n'].sum()), 'dated quote')}, by {step}")
    styles = {frames.EVERYBODY: (state.palette().even, "circle")}
    return _draw_chart(table, styles, (measure, step), days, "everybody")


def _draw_actors(
    table: pd.DataFrame, view: state.View, choice: tuple[charts.Step, charts.Measure, str], days: tuple[str, str]
) -> list[list[str]]:
    """Draw the chosen actors, or the most quoted ones; give the points that were clicked."""
    step, measure, layout = choice
    totals = table.groupby("actor")["n"].sum().sort_values(ascending=False, kind="stable")
    if totals.empty:
        return []
    shown = [str(name) for name in totals.index[:MOST_PANELS]]
    st.subheader(f"{MEASURES[measure]} of {counted(len(shown), 'actor')}, by {step}")
    if len(totals) > len(shown):
        st.caption(f"The most quoted of {len(totals)}. Choose others with the filter Actors.")
    ranking = [name for name, _ in state.choices(view.filters.collection, view.filters.kinds)["actors"]]
    styles = charts.actor_styles(shown, ranking)
    if layout == "together":
        return _draw_chart(table[table["actor"].isin(shown)], styles, (measure, step), days, "together")
    picked = []
    width = 2 if len(shown) < 5 else 3
    for place, name in enumerate(shown):
        if place % width == 0:  # a row of its own, so that on a narrow screen the order stays
            columns = st.columns(width, gap="medium")
        with columns[place % width]:
            st.text(f"{name} · {counted(int(totals[name]), 'quote')}")
            lines = table[table["actor"] == name]
            picked += _draw_chart(lines, styles, (measure, step), days, f"panel-{place}-{name}")
    return picked


def _draw_chart(
    table: pd.DataFrame,
    styles: dict[str, tuple[str, str]],
    what: tuple[charts.Measure, charts.Step],
    days: tuple[str, str],
    key: str,
) -> list[list[str]]:
    """Draw a chart and give the ``[actor, period]`` of each clicked point."""
    measure, step = what
    column = "net" if measure == "stance" else "mean_tone"
    figure = charts.timeline_chart(table, styles, measure=measure, step=step, days=days)
    event: Any = st.plotly_chart(
        figure, config=elements.CHART, key=f"{measure}-{step}-{key}", on_select="rerun", selection_mode="points",
        alt=f"{MEASURES[measure]} by {step}. " + elements.chart_words(table, column, "points"),
    )  # fmt: skip
    return [point["customdata"] for point in event["selection"]["points"] if point.get("customdata")]


def _draw_picked(picked: list[list[str]], view: state.View, step: charts.Step) -> None:
    for actor, period in picked[:3]:
        since, until = _bounds(view, period, step)
        filters = replace(view.filters, undated=False, since=since, until=until)
        if actor != frames.EVERYBODY:
            filters = replace(filters, actors=(actor,))
        total = state.count(filters)
        with st.container(border=True):
            st.markdown(f"**{state.found_words(filters)} behind the point**")
            st.text(f"{actor}, {step} of {period}" if step != "day" else f"{actor}, {period}")
            elements.draw_quotes(state.quotes(filters, "hawkish", MOST_QUOTES), f"{actor}-{period}")
            if total > MOST_QUOTES:
                st.caption(f"{total - MOST_QUOTES} more are on the Quotes page.")


def _bounds(view: state.View, period: str, step: charts.Step) -> tuple[str, str]:
    """Give the first and last day of a period, within the days that the filters show."""
    first = date.fromisoformat(period)
    last = first + timedelta(days=6 if step == "week" else 0)
    if step == "month":
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    since, until = view.filters.since, view.filters.until
    return max(first.isoformat(), since), min(last.isoformat(), until or last.isoformat())


if __name__ == "__main__":
    draw()
