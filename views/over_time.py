"""How stance and tone move: one panel for each actor, the quotes behind a point on a click."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics import charts, frames, pictures
from analytics.events import MOST, Event, UnreadableEventsError, read_events
from analytics.messages import counted
from views import elements, plates, state, timelines

# More panels than this are no longer compared; it is also the number of colours that stay apart.
MOST_PANELS = 6
HINT = "Point at a mark for its figures; click it to read the quotes behind it."
LAYOUTS = {"panels": "Side by side", "together": "In one chart"}


def draw() -> None:
    """Draw the page."""
    view = elements.open_page("Over time", "How do stance and tone move from one period to the next?")
    if view is None:
        return
    step, measure, layout = _draw_choices(view)
    events = _draw_events(view.filters.collection)
    everybody = state.over_time(view, step, together=True)
    undated = state.count_undated(view)
    if everybody.empty:
        timelines.draw_undated()
        return
    if undated:
        st.caption(f"Not drawn: {counted(undated, 'quote')} without a known date.")
    elements.draw_thin(view)
    days = everybody["period"].iloc[0], everybody["period"].iloc[-1]
    picked = _draw_everybody(view, everybody, timelines.Course(measure, step, days, tuple(events)))
    picked += _draw_actors(view, timelines.Course(measure, step, days, tuple(events)), layout)
    timelines.draw_picked(picked, view, step, order=timelines.FIRST[measure])
    elements.download_quotes(view)


def _draw_choices(view: state.View) -> tuple[charts.Step, charts.Measure, str]:
    columns = st.columns(3)
    with columns[0]:
        measure = timelines.draw_choice("Measure", "measure", timelines.MEASURES, "stance")
    with columns[1]:
        step = timelines.draw_period(view, measure, MOST_PANELS)
    with columns[2]:
        layout = timelines.draw_choice("Actors", "layout", LAYOUTS, "panels")
    return step, measure, layout


def _draw_events(collection: str) -> list[Event]:
    """Draw the choice of dated events; give those to mark: the sample's, or a file of the reader's own."""
    with st.expander("Dated events"):
        file = None
        if not state.read_only():
            file = st.file_uploader("A CSV file with the columns date and label", "csv", key="events-file")
        marked = st.toggle("Mark events", True, key="mark", bind="query-params")
        try:
            found = state.sample_events(collection) if file is None else read_events(file.getvalue(), file.name)
        except UnreadableEventsError as error:
            st.text(str(error))
            return []
        if len(found) > MOST:
            st.caption(f"The first {MOST} of {len(found)} events are marked; more would hide the line.")
        if found:
            lines = [{"Date": event.day, "Event": event.label, "Kind": event.kind} for event in found]
            st.dataframe(pd.DataFrame(lines), hide_index=True, alt="Dated events")
    return found[:MOST] if marked else []


def _draw_everybody(view: state.View, table: pd.DataFrame, course: timelines.Course) -> list[list[str]]:
    plate = plates.Plate(
        name=f"over-time-by-{course.step}",
        title=f"{timelines.MEASURES[course.measure]} of {counted(int(table['n'].sum()), 'dated quote')}, by "
        f"{course.step}",
        meaning=course.meaning(view.min_n),
        hint=f"{HINT} Dotted lines are the dated events above; point at a triangle to read one."
        if course.marked else HINT,
        figure=lambda palette: course.figure(table, {frames.EVERYBODY: (palette.even, "circle")}),
        n=course.n_of(table), unit=course.unit,
        alt=course.words_of(table), key=f"{course.measure}-{course.step}-everybody", footnote=course.events_told,
        cell=("actor", "period"),
    )  # fmt: skip
    return plates.draw(view, plate, table)


def _draw_actors(view: state.View, course: timelines.Course, layout: str) -> list[list[str]]:
    """Draw the chosen actors, or the most quoted ones; give what the clicked points carry."""
    totals = state.most_dated(view)
    shown = list(totals)[:MOST_PANELS]
    if not shown:
        return []
    ranking = [name for name, _ in state.choices(view.filters.collection, view.filters.kinds)["actors"]]
    styles = charts.actor_styles(shown, ranking)
    lines = state.over_time(view, course.step, actors=tuple(shown))
    more = f" These are the most quoted of {len(totals):,}." if len(totals) > len(shown) else ""
    together = layout == "together"
    meaning = course.meaning(view.min_n)
    if together:
        meaning = (
            "A line for each actor; intervals and numbers are in the table. Hollow grey points rest on fewer than "
            f"{view.min_n} {course.unit} and are not joined."
        )
    whole = plates.Plate(
        name=f"actors-by-{course.step}",
        title=f"{timelines.MEASURES[course.measure]} of {counted(len(shown), 'actor')}, by {course.step}",
        meaning=f"{meaning}{more}",
        hint=f"{HINT} Choose others with the filter Actors." if more else HINT,
        figure=lambda _: course.figure(lines, styles) if together else _joined(lines, shown, styles, course),
        n=course.n_of(lines), unit=course.unit,
        alt=course.words_of(lines), key=f"{course.measure}-{course.step}-together",
        footnote=course.events_told if together else "", cell=("actor", "period"),
    )  # fmt: skip
    if together:
        return plates.draw(view, whole, lines)
    short = f"A panel for each actor, drawn like the chart above.{more}"
    plates.draw_head(view, replace(whole, meaning=short))
    picked = []
    width = 2 if len(shown) < 5 else 3
    for place, name in enumerate(shown):
        if place % width == 0:  # a row of its own, so that on a narrow screen the order stays
            columns = st.columns(width, gap="medium")
        with columns[place % width]:
            st.text(f"{name} · {counted(totals[name], 'quote')}")
            own = lines[lines["actor"] == name]
            panel = replace(
                whole, figure=_panel(own, styles, course), alt=course.words_of(own),
                key=f"{course.measure}-{course.step}-panel-{place}-{name}",
            )  # fmt: skip
            picked += plates.draw_marks(panel)
    return picked + plates.draw_foot(view, whole, lines)


def _panel(
    lines: pd.DataFrame, styles: Mapping[str, tuple[str, str]], course: timelines.Course
) -> Callable[[charts.Palette], go.Figure]:
    """Give what draws one actor's panel; it has no room for events."""
    return lambda _: replace(course, events=()).figure(lines, styles)


def _joined(
    lines: pd.DataFrame, shown: Sequence[str], styles: Mapping[str, tuple[str, str]], course: timelines.Course
) -> go.Figure:
    """Draw all panels in one figure, as they are saved."""
    panels = [(name, _panel(lines[lines["actor"] == name], styles, course)(charts.LIGHT)) for name in shown]
    return pictures.join_panels(panels, across=2)


if __name__ == "__main__":
    draw()
