"""What changed between two periods: findings that pass, the quotes behind each, and what the others would need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from analytics import charts, trends
from analytics.messages import counted
from views import elements, plates, state, timelines

WAYS = {"baseline": "Last days against all before", "periods": "Two periods"}
WINDOW = 7
MOST_QUOTES = 3
POWER = (
    "By simulation (one actor, one to three quotes in each article), a turn of net stance by 0.5 is found in 20 % of "
    "cases with 5 articles in each period, in 39 % with 10, 69 % with 20 and 90 % with 40; a turn by 0.75 in "
    "37, 78, 98 and 100 %. Among many actors it takes more."
)


def draw() -> None:
    """Draw the page."""
    view = elements.open_page("What changed", "Who became more hawkish or dovish, and is it more than chance?")
    if view is None:
        return
    choices = state.choices(view.filters.collection, view.filters.kinds)
    first, last = view.filters.since or choices["first"], view.filters.until or choices["last"]
    if not first or first >= last:
        if first > last:
            st.info(
                f"No dated quote lies between {first} and {last}: the period in the sidebar begins after it ends, or "
                "after the last dated quote. Choose other days there.", icon=":material/event:",
            )  # fmt: skip
        elif first:
            st.info(
                "All dated quotes here are of one day: there are no two periods to compare. Choose a wider selection, "
                "or add articles of other days.", icon=":material/event:",
            )  # fmt: skip
        else:
            timelines.draw_undated()
        return
    measure, spans = _draw_choices(date.fromisoformat(first), date.fromisoformat(last))
    if spans is None:
        return
    comparison = Comparison(view, measure, *spans)
    st.text(f"{_words(spans[0])}, compared with {_words(spans[1])}")
    table = state.what_changed(comparison.part(0), comparison.part(1), measure)
    _draw_findings(table, comparison)
    _draw_others(table, measure)
    _draw_change_point(view, measure)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared: a measure within a view, in the days before a turn and in those from it on."""

    view: state.View
    measure: charts.Measure
    before: tuple[str, str]
    after: tuple[str, str]

    def part(self, place: int) -> state.View:
        """Give the view of one period, the earlier one first; undated quotes are in neither."""
        since, until = (self.before, self.after)[place]
        return replace(self.view, filters=replace(self.view.filters, undated=False, since=since, until=until))

    @property
    def explained(self) -> str:
        """Say what the table's columns are about."""
        return (
            f"Before: {_words(self.before)}. After: {_words(self.after)}. p: the chance of such a difference without a "
            "change; q: the same among all compared."
        )


def _draw_choices(first: date, last: date) -> tuple[charts.Measure, tuple[tuple[str, str], tuple[str, str]] | None]:
    """Draw the choice of measure and periods; give the periods' first and last days, if they are two."""
    columns = st.columns(3)
    with columns[0]:
        measure = timelines.draw_choice("Measure", "measure", timelines.MEASURES, "stance")
    with columns[1]:
        way = timelines.draw_choice("Compare", "compare", WAYS, "baseline")
    with columns[2]:
        if way == "baseline":
            most = max(1, (last - first).days)
            days = st.number_input("Last days", 1, most, min(WINDOW, most), key="window", bind="query-params")
            turn = last - timedelta(days=int(days) - 1)
        else:
            middle = first + (last - first) / 2
            turn = st.date_input("Second period begins", middle, first + timedelta(days=1), last, key="turn",
                                 format="YYYY-MM-DD", bind="query-params")  # fmt: skip
    if turn <= first:
        st.info("Nothing lies before these days. Choose fewer of them.", icon=":material/info:")
        return measure, None
    before = first.isoformat(), (turn - timedelta(days=1)).isoformat()
    return measure, (before, (turn.isoformat(), last.isoformat()))


def _words(span: tuple[str, str]) -> str:
    return span[0] if span[0] == span[1] else f"{span[0]} to {span[1]}"


def _draw_findings(table: pd.DataFrame, comparison: Comparison) -> None:
    """Draw what passes, each with its quotes; or say what a finding would take."""
    view, measure = comparison.view, comparison.measure
    compared = int(table["p"].notna().sum())
    found = table[table["finding"].astype(bool)]
    title = f"{counted(len(found), 'finding')} among {counted(compared, 'actor')} compared"
    if found.empty:
        st.header(title)
        with st.container(border=True):
            st.markdown(
                "**Nothing here differs by more than chance would.**" if compared else "**Too little to compare.**"
            )
            kind = " with a stance" if measure == "stance" else ""
            st.markdown(
                f"To be compared an actor needs {view.min_n} quotes{kind} from at least two articles in each period. "
                f"{POWER} Choose more days or *Two periods* above, or add articles."
            )
        if not table.empty:
            elements.draw_table(table, "what-changed", explained=comparison.explained)
        return
    plate = plates.Plate(
        name="what-changed",
        title=f"{title}: {timelines.MEASURES[measure].lower()}",
        meaning=f"{_words(comparison.before)}, compared with {_words(comparison.after)}. Differences with 95 % "
        "intervals by article. Each passed a test of dealing its articles to the two periods at random, and is still a "
        f"finding among all {compared} compared (false discovery rate 5 %; q: the chance of such a "
        "difference, corrected for them all).",
        hint="Click a mark for the actor’s quotes of both periods.",
        figure=lambda palette: charts.change_chart(found, measure=measure, palette=palette),
        n=int((found["n_before"] + found["n_after"]).sum()), key=f"changes-{measure}",
        unit="quotes with a stance" if measure == "stance" else "quotes",
        alt=f"Differences of {counted(len(found), 'actor')}; the numbers are in the table below.", cell=("actor",),
    )  # fmt: skip
    for cell in plates.draw(view, plate, table, explained=comparison.explained):
        both = replace(comparison.part(1).filters, since=comparison.before[0], actors=(cell[0],))
        plates.draw_behind(both, cell[0], order=timelines.FIRST[measure])
    for line in found.head(12).to_dict("records"):
        _draw_finding(line, comparison)


def _draw_finding(line: Mapping[Any, Any], comparison: Comparison) -> None:
    measure = comparison.measure
    with st.container(border=True):
        st.text(f"{line['actor']}: {trends.in_words(line, measure)}")
        st.caption(
            f"{charts.in_words(line['before'], measure)} (n = {line['n_before']}) → "
            f"{charts.in_words(line['after'], measure)} (n = {line['n_after']}); difference "
            f"{charts.signed(line['difference'])}, 95 % interval {charts.signed(line['low'])} to "
            f"{charts.signed(line['high'])}, q = {line['q']:.3f}"
        )
        up = line["difference"] > 0
        columns = st.columns(2, gap="medium")
        for column, name, part, rising in (
            (columns[0], "Before", comparison.part(0), not up),
            (columns[1], "After", comparison.part(1), up),
        ):
            filters = replace(part.filters, actors=(line["actor"],))
            with column:
                st.markdown(f"**{name}**, quotes that made it so")
                rows = state.behind(filters, measure, MOST_QUOTES, rising=rising)
                elements.draw_quotes(rows, f"{name}-{line['actor']}")
                if not rows:
                    st.caption("None; the others weigh more.")


def _draw_others(table: pd.DataFrame, measure: charts.Measure) -> None:
    """List who was compared without a finding, and who could not be compared."""
    others = table[~table["finding"].astype(bool)]
    if others.empty:
        return
    compared = others[others["p"].notna()]
    left_out = len(others) - len(compared)
    with st.expander(f"{counted(len(compared), 'actor')} without a finding, {left_out:,} not compared"):
        st.caption("A difference that is no finding says nothing: it can be chance.")
        lines = [
            {
                "Actor": line["actor"],
                "Before": f"{charts.in_words(line['before'], measure)}, n {line['n_before']}",
                "After": f"{charts.in_words(line['after'], measure)}, n {line['n_after']}",
                "Result": line["why"] or f"no finding (q = {line['q']:.2f})",
            }
            for line in others.head(200).to_dict("records")
        ]  # fmt: skip
        st.dataframe(pd.DataFrame(lines), hide_index=True, alt="Actors without a finding and why")


def _draw_change_point(view: state.View, measure: charts.Measure) -> None:
    """Look for the day of one actor's largest change, when asked."""
    st.header("When did one actor change?")
    names = [name for name, _ in state.ranked(view.filters)[:200]]
    if not names:
        return
    who = st.selectbox("Actor", names, index=None, key="turned", bind="query-params", placeholder="Choose an actor")
    if not who:
        st.caption("Choose an actor to look for the day that parts their quotes best.")
        return
    found = state.change_point(replace(view, filters=replace(view.filters, actors=(who,))), measure)
    if found is None:
        st.info("That takes at least six dated articles with this actor's quotes, on more than one day.",
                icon=":material/info:")  # fmt: skip
    elif found.p > trends.DISCOVERY_RATE:
        st.info(
            f"No day parts these quotes better than chance would (p = {found.p:.2f}, "
            f"{counted(sum(found.articles), 'article')}).", icon=":material/info:",
        )  # fmt: skip
    else:
        before, after = charts.in_words(found.before, measure), charts.in_words(found.after, measure)
        st.markdown(
            f"**{found.day}**: from {before} to {after} "
            f"({found.articles[0]} and {found.articles[1]} articles, p = {found.p:.3f})."
        )
        st.caption(
            f"The day lies between {found.first} and {found.last} with 90 % confidence. One change was looked for; "
            f"there may be more. {view.min_n} quotes on each side are the least to trust."
        )


if __name__ == "__main__":
    draw()
