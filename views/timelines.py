"""Charts over time as pages draw them: the choice of period, and the quotes behind a point on a click."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar, cast

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics import charts, frames
from analytics.days import move_day
from analytics.events import Event
from views import elements, plates, state

PERIODS = {"auto": "Auto", "day": "Day", "week": "Week", "month": "Month"}
MOST_POINTS = 120
"""More points of one line than this run into each other, also on a wide screen."""

MEASURES: dict[charts.Measure, str] = {"stance": "Net stance", "tone": "Tone"}
MEANINGS: dict[charts.Measure, str] = {
    "stance": "Net stance = (hawkish − dovish quotes) ÷ quotes with a stance.",
    "tone": "Tone = how the words sound on average, −1 negative to +1 positive. A threat can sound friendly.",
}
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
    """Draw the choice of period; left to itself it suits so many of the most quoted actors, and `MOST_POINTS`."""
    period = draw_choice(
        "Period", "step", PERIODS, "auto",
        note="Auto takes the shortest period for which at least half the points have enough quotes "
        f"and there are no more than {MOST_POINTS} points.",
    )  # fmt: skip
    return cast(charts.Step, period) if period != "auto" else suit_period(view, measure, actors)


def suit_period(view: state.View, measure: charts.Measure, actors: int) -> charts.Step:
    """Choose the shortest period whose points are mostly firm, and are few enough to be told apart."""
    step = state.finest_period(view, measure, actors)
    choices = state.choices(view.filters.collection, view.filters.kinds)
    first, last = view.filters.since or choices["first"], view.filters.until or choices["last"]
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days if first and last else 0
    if step == "day" and days > MOST_POINTS:
        step = "week"
    return "month" if step == "week" and days > 7 * MOST_POINTS else step


@dataclass(frozen=True, slots=True)
class Course:
    """What charts over time share: what they measure, in which steps, from which period to which, and the events."""

    measure: charts.Measure
    step: charts.Step
    days: tuple[str, str]
    events: tuple[Event, ...] = ()

    def figure(self, table: pd.DataFrame, styles: Mapping[str, tuple[str, str]]) -> go.Figure:
        """Draw a table of points in time, see ``charts.timeline_chart``."""
        return charts.timeline_chart(
            table, styles, measure=self.measure, step=self.step, days=self.days, events=self.marked
        )

    @property
    def marked(self) -> list[Event]:
        """Give the events that fall among the periods."""
        last = last_day(self.days[1], self.step).isoformat()
        return [event for event in self.events if self.days[0] <= event.day <= last]

    @property
    def events_told(self) -> str:
        """Name the marked events with their days, for whoever sees the picture alone."""
        told = "; ".join(f"{charts.name_period(event.day, 'day')}: {event.label}" for event in self.marked)
        return f"Dotted lines: {told}." if told else ""

    def n_of(self, table: pd.DataFrame) -> int:
        """Count the quotes behind the points."""
        return int(table["n_stance" if self.measure == "stance" else "n"].sum())

    @property
    def unit(self) -> str:
        """Name what the points count."""
        return "quotes with a stance" if self.measure == "stance" else "quotes"

    def words_of(self, table: pd.DataFrame) -> str:
        """Describe the chart to those who cannot see it."""
        return elements.chart_words(table, "net" if self.measure == "stance" else "mean_tone", "points")

    def meaning(self, min_n: int) -> str:
        """Say how to read such a chart."""
        return f"{MEANINGS[self.measure]} {marks(min_n, self.unit)}"


def marks(min_n: int, unit: str = "quotes") -> str:
    """Say what is drawn in a chart over time that one line has for itself."""
    return (
        "The band is the 95% interval; the bars below count the quotes. Hollow grey points rest on fewer than "
        f"{min_n} {unit} and are not joined."
    )


FIRST: dict[charts.Measure, str] = {"stance": "hawkish", "tone": "positive"}
"""The order in which the quotes behind a figure are listed."""


def draw_picked(
    picked: list[list[str]], view: state.View, step: charts.Step, *, mark: str = "point", order: str = "hawkish"
) -> None:
    """List the quotes behind the marks that were clicked, see `plates.draw_behind`."""
    clicked = dict.fromkeys((actor, period) for actor, period in picked)  # one mark can be in two charts
    for actor, period in list(clicked)[: plates.MOST_MARKS]:
        since, until = bounds(view, period, step)
        filters = replace(view.filters, undated=False, since=since, until=until)
        if actor != frames.EVERYBODY:
            filters = replace(filters, actors=(actor,))
        title = f"{actor}, {step} of {period}" if step != "day" else f"{actor}, {period}"
        plates.draw_behind(filters, title, mark=mark, order=order)


def draw_undated() -> None:
    """Say that nothing can be drawn over time without a date, how one is filled in, and lead there."""
    with st.container(border=True):
        st.markdown("**None of these quotes has a known date, so there is nothing to draw over time.**")
        if state.read_only():
            return
        st.markdown(
            "Put the same files on the Upload page again, fill in the column *Date*, tick *Save* and save: what is "
            "stored already takes the date over. The day of one quote can be set under *Correct this quote* on the "
            "Quotes page."
        )
        with st.container(horizontal=True):
            if st.button("Fill in dates on the Upload page", type="primary", icon=":material/upload_file:"):
                elements.go("views/upload.py")
            if st.button("Go to the Quotes page", icon=":material/format_quote:"):
                elements.go("views/quotes.py")


def bounds(view: state.View, period: str, step: charts.Step) -> tuple[str, str]:
    """Give the first and last day of a period, within the days that the filters show."""
    last = last_day(period, step).isoformat()
    return max(period, view.filters.since), min(last, view.filters.until or last)


def last_day(period: str, step: charts.Step) -> date:
    """Give the last day of the period that begins on a day."""
    first = date.fromisoformat(period)
    if step == "month":
        return first.replace(day=monthrange(first.year, first.month)[1])
    return move_day(first, 6 if step == "week" else 0)
