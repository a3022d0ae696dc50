"""How stance and tone move: one panel for each actor, the quotes behind a point on a click."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics import charts, frames
from analytics.events import MOST, Event, UnreadableEventsError, read_events
from analytics.messages import counted
from views import elements, state, timelines

# More panels than this are no longer compared; it is also the number of colours that stay apart.
MOST_PANELS = 6
LAYOUTS = {"panels": "Side by side", "together": "In one chart"}


def draw() -> None:
    """Draw the page."""
    view = elements.open_page("Over time", "How do stance and tone move from one period to the next?")
    if view is None:
        return
    step, measure, layout = _draw_choices(view)
    st.session_state["events"] = _draw_events(view.filters.collection)
    sums = state.sums(view, step)
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
    timelines.draw_picked(picked, view, step)
    elements.draw_table(pd.concat([everybody, table], ignore_index=True), f"over-time-by-{step}")
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
    st.subheader(f"{timelines.MEASURES[measure]} of {counted(int(table['n'].sum()), 'dated quote')}, by {step}")
    styles = {frames.EVERYBODY: (state.palette().even, "circle")}
    return timelines.draw_chart(table, styles, (measure, step), days, "everybody")


def _draw_actors(
    table: pd.DataFrame, view: state.View, choice: tuple[charts.Step, charts.Measure, str], days: tuple[str, str]
) -> list[list[str]]:
    """Draw the chosen actors, or the most quoted ones; give the points that were clicked."""
    step, measure, layout = choice
    totals = table.groupby("actor")["n"].sum().sort_values(ascending=False, kind="stable")
    if totals.empty:
        return []
    shown = [str(name) for name in totals.index[:MOST_PANELS]]
    st.subheader(f"{timelines.MEASURES[measure]} of {counted(len(shown), 'actor')}, by {step}")
    if len(totals) > len(shown):
        st.caption(f"The most quoted of {len(totals)}. Choose others with the filter Actors.")
    ranking = [name for name, _ in state.choices(view.filters.collection, view.filters.kinds)["actors"]]
    styles = charts.actor_styles(shown, ranking)
    if layout == "together":
        return timelines.draw_chart(table[table["actor"].isin(shown)], styles, (measure, step), days, "together")
    picked = []
    width = 2 if len(shown) < 5 else 3
    for place, name in enumerate(shown):
        if place % width == 0:  # a row of its own, so that on a narrow screen the order stays
            columns = st.columns(width, gap="medium")
        with columns[place % width]:
            st.text(f"{name} · {counted(int(totals[name]), 'quote')}")
            lines = table[table["actor"] == name]
            picked += timelines.draw_chart(lines, styles, (measure, step), days, f"panel-{place}-{name}")
    return picked


if __name__ == "__main__":
    draw()
