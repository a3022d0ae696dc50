"""What changed between two periods: findings that pass, the quotes behind each, and what the others would need."""

from __future__ import annotations

import html
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
    "Small numbers hide real changes: in simulations, a turn of one actor’s net stance by 0.5 was found in 39% of "
    "cases with 10 articles in each period, and in 90% with 40. Among many actors it takes more."
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
    def days(self) -> str:
        """Say which days are compared."""
        return f"Before: {_words(self.before)}. After: {_words(self.after)}."

    @property
    def lopsided(self) -> bool:
        """Whether the earlier period is so much longer that a turn in the middle would compare other days."""
        early, late = (
            date.fromisoformat(last) - date.fromisoformat(first) for first, last in (self.before, self.after)
        )
        return early - late > timedelta(days=1)

    @property
    def explained(self) -> str:
        """Say what the table's columns are about."""
        return f"{self.days} p: how often chance alone gives such a difference; q: corrected for comparing so many."


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


def _compare_halves() -> None:
    """Choose two periods, parted in the middle of the days."""
    st.session_state["compare"] = "periods"


def _words(span: tuple[str, str]) -> str:
    return span[0] if span[0] == span[1] else f"{span[0]} to {span[1]}"


def _draw_findings(table: pd.DataFrame, comparison: Comparison) -> None:
    """Draw what passes, each with its quotes; or say what a finding would take."""
    view, measure = comparison.view, comparison.measure
    compared = int(table["p"].notna().sum())
    found = table[table["finding"].astype(bool)]
    findings = counted(len(found), "finding") if len(found) else "No finding"
    title = f"{findings} among {counted(compared, 'actor')} compared" if compared else "Too little to compare"
    if found.empty:
        st.header(title)
        st.caption(comparison.days)
        with st.container(border=True):
            told = (
                "No difference here is larger than chance alone would give."
                if compared
                else "No actor has enough quotes."
            )
            kind = " with a stance" if measure == "stance" else ""
            st.markdown(
                f"**{told}** To be compared, an actor needs {view.min_n} quotes{kind} from at least two articles in "
                f"each period. {POWER}"
            )
            if comparison.lopsided:
                st.button(
                    "Compare the first half with the second", on_click=_compare_halves, icon=":material/compare_arrows:"
                )
            st.caption("Other days above, a wider selection or more articles can show more.")
        if not table.empty:
            elements.draw_table(table, "what-changed", explained=comparison.explained)
        return
    plate = plates.Plate(
        name="what-changed",
        title=f"{title}: {timelines.MEASURES[measure].lower()}",
        meaning=f"{comparison.days} The marks are differences, the bars their 95% intervals by article. Each is "
        "larger than chance gives, which deals the actor’s articles to the two periods at random, also after "
        f"correction for comparing {counted(compared, 'actor')} (false discovery rate 5%).",
        hint="Click a mark for the actor’s quotes of both periods.",
        figure=lambda palette: charts.change_chart(found, measure=measure, palette=palette),
        n=int((found["n_before"] + found["n_after"]).sum()), key=f"changes-{measure}",
        unit="quotes with a stance" if measure == "stance" else "quotes",
        alt=f"Differences of {counted(len(found), 'actor')}; the numbers are in the table below.", cell=("actor",),
    )  # fmt: skip
    for cell in plates.draw(view, plate, table, explained=comparison.explained):
        both = replace(comparison.part(1).filters, since=comparison.before[0], actors=(cell[0],))
        plates.draw_behind(both, cell[0], order=timelines.FIRST[measure])
    for place, line in enumerate(found.head(12).to_dict("records")):
        _draw_finding(line, comparison, unfolded=place == 0)


def _draw_finding(line: Mapping[Any, Any], comparison: Comparison, *, unfolded: bool) -> None:
    """Draw one actor’s change in figures, and in a fold the quotes that weigh most in it."""
    measure = comparison.measure
    with st.container(border=True):
        words = f"<b>{html.escape(line['actor'])}</b>: {trends.in_words(line, measure)}"
        st.html(f'<div class="pq">{words}</div>')
        st.caption(
            f"{charts.in_words(line['before'], measure)} (n = {line['n_before']:,}) → "
            f"{charts.in_words(line['after'], measure)} (n = {line['n_after']:,}); difference "
            f"{charts.signed(line['difference'])}, 95% interval {charts.signed(line['low'])} to "
            f"{charts.signed(line['high'])}, q = {line['q']:.3f}"
        )
        up = line["difference"] > 0
        with st.expander("The quotes that weigh most in this", expanded=unfolded):
            columns = st.columns(2, gap="medium")
        for column, name, part, rising in (
            (columns[0], "Before", comparison.part(0), not up),
            (columns[1], "After", comparison.part(1), up),
        ):
            filters = replace(part.filters, actors=(line["actor"],))
            with column:
                st.markdown(f"**{name}**")
                rows = state.behind(filters, measure, MOST_QUOTES, rising=rising)
                elements.draw_quotes(rows, f"{name}-{line['actor']}")
                if not rows:
                    st.caption("No quote of this period leans that way.")


def _draw_others(table: pd.DataFrame, measure: charts.Measure) -> None:
    """List who was compared without a finding, and who could not be compared."""
    others = table[~table["finding"].astype(bool)]
    if others.empty:
        return
    compared = others[others["p"].notna()]
    left_out = len(others) - len(compared)
    with st.expander(f"{counted(len(compared), 'actor')} without a finding, {left_out:,} with too little to compare"):
        st.caption("A difference that is not a finding can be chance. It does not show that nothing changed.")
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
        st.caption("Choose an actor to look for the day from which their quotes differ most from those before.")
        return
    found = state.change_point(replace(view, filters=replace(view.filters, actors=(who,))), measure)
    if found is None:
        st.info("Looking for a change takes at least six dated articles that quote this actor, on more than one day.",
                icon=":material/info:")  # fmt: skip
    elif found.p > trends.DISCOVERY_RATE:
        st.info(
            f"No day stands out by more than chance alone would give (p = {found.p:.2f}, "
            f"{counted(sum(found.articles), 'article')}).", icon=":material/info:",
        )  # fmt: skip
    else:
        before, after = charts.in_words(found.before, measure), charts.in_words(found.after, measure)
        st.markdown(
            f"**{found.day}**: from {before} to {after} "
            f"({found.articles[0]} and {found.articles[1]} articles, p = {found.p:.3f})."
        )
        st.caption(
            f"With 90% confidence the change lies between {found.first} and {found.last}. Only the largest change was "
            f"looked for; there may be more. With fewer than {view.min_n} quotes on a side, do not rely on it."
        )


if __name__ == "__main__":
    draw()
