"""Charts over time as pages draw them: the choice of period, and the quotes behind a point on a click."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar, cast

import pandas as pd
import streamlit as st

from analytics import charts, frames
from views import elements, state

# So many quotes are listed for a point; the Quotes page has them all.
MOST_QUOTES = 20

PERIODS = {"auto": "Auto", "day": "Day", "week": "Week", "month": "Month"}
MEASURES: dict[charts.Measure, str] = {"stance": "Net stance", "tone": "Tone"}
Choice = TypeVar("Choice", bound=str)


def draw_choice(
    label: str, key: str, names: Mapping[Choice, str], default: Choice, *, note: str | None = None
) -> Choice:
    """Draw a row of named choices, one of which is always taken; ``key`` is its name in the page's address."""
    chosen = st.segmented_control(
        label, list(names), default=default, required=True, key=key, format_func=names.__getitem__,
        help=note, bind="query-params",
    )  # fmt: skip
    return default if chosen is None else chosen


def draw_period(view: state.View, measure: charts.Measure, actors: int) -> charts.Step:
    """Draw the choice of period; left to itself it suits so many of the most quoted actors."""
    period = draw_choice(
        "Period", "step", PERIODS, "auto",
        note="Auto takes the shortest period of which at least half the points rest on enough quotes.",
    )  # fmt: skip
    return cast(charts.Step, period) if period != "auto" else state.finest_period(view, measure, actors)


def draw_chart(
    table: pd.DataFrame,
    styles: dict[str, tuple[str, str]],
    what: tuple[charts.Measure, charts.Step],
    days: tuple[str, str],
    key: str,
) -> list[list[str]]:
    """Draw a chart and give the ``[actor, period]`` of each clicked point."""
    measure, step = what
    column = "net" if measure == "stance" else "mean_tone"
    last = days[1][:8] + "31"
    marked = st.session_state.get("events", []) if key in ("everybody", "together") else []  # small panels have no room
    events = [event for event in marked if days[0] <= event.day <= last]
    figure = charts.timeline_chart(table, styles, measure=measure, step=step, days=days, events=events)
    event: Any = st.plotly_chart(
        figure, config=elements.CHART, key=f"{measure}-{step}-{key}", on_select="rerun", selection_mode="points",
        alt=f"{MEASURES[measure]} by {step}. " + elements.chart_words(table, column, "points"),
    )  # fmt: skip
    return [point["customdata"] for point in event["selection"]["points"] if point.get("customdata")]


def draw_picked(picked: list[list[str]], view: state.View, step: charts.Step) -> None:
    """List the quotes behind the points that were clicked."""
    for actor, period in picked[:3]:
        since, until = bounds(view, period, step)
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


def bounds(view: state.View, period: str, step: charts.Step) -> tuple[str, str]:
    """Give the first and last day of a period, within the days that the filters show."""
    first = date.fromisoformat(period)
    last = first + timedelta(days=6 if step == "week" else 0)
    if step == "month":
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    since, until = view.filters.since, view.filters.until
    return max(first.isoformat(), since), min(last.isoformat(), until or last.isoformat())
