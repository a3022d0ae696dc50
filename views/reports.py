"""Puts together the report of what the filters show."""

from __future__ import annotations

import pandas as pd

from analytics import charts, contrasts, frames
from analytics.messages import counted
from analytics.report import Section, write_report
from analytics.stance import default_model
from views import described, state, timelines

MOST_ACTORS = 15
MOST_QUOTES = 60

_CAVEATS = (
    "Net stance = (hawkish − dovish quotes) ÷ quotes with a stance. Tone is the mean tone of the words, and no stance: "
    "a threat can sound warm. The two are never put into one number.",
    "Intervals hold the true figure in 95 of 100 cases; the article is their unit (jackknife by article with one "
    "imagined quote added). They do not show errors of the scoring itself.",
    "Scores are made by rules and a small model. A trend here is a trend in these articles, not in the world. Read the "
    "words before you print a number.",
)


_NUMBERS = ("n", "n_stance", "n_effective", "articles", "net", "low", "high", "mean_tone", "share_none")
_NAMES = {
    "actor": "Actor", "period": "From", "n": "Quotes", "n_stance": "With a stance", "n_effective": "Effective n",
    "articles": "Articles", "net": "Net stance", "low": "Low", "high": "High", "tone_n": "With a tone",
    "mean_tone": "Tone", "share_none": "Share without stance",
}  # fmt: skip


def make_report(view: state.View) -> str:
    """Write the report of a view, see ``report.write_report``."""
    actors = state.by_actor(view)
    shown = actors[actors["n_stance"] > 0].head(MOST_ACTORS)
    step = timelines.suit_period(view, "stance", 1)
    time = state.over_time(view, step, together=True)
    styles = {frames.EVERYBODY: (charts.LIGHT.even, "circle")}
    thin = f"Hollow grey: fewer than {view.min_n} quotes."
    stanced, dated = int(shown["n_stance"].sum()), int(time["n_stance"].sum())
    sections = [
        Section(f"Net stance of {counted(len(shown), 'actor')}",
                f"Net stance with 95 % intervals by article. {thin} {_basis(view, stanced)}",
                charts.actor_chart(shown) if len(shown) else None, _named(actors, "actor", *_NUMBERS)),
        Section(f"Net stance of all, by {step}",
                f"All quotes with a date; the band is the 95 % interval, the bars count. {thin} {_basis(view, dated)}",
                charts.timeline_chart(time, styles, step=step) if time["net"].notna().any() else None,
                _named(time, "period", *_NUMBERS)),
        Section(f"Stance against tone of {counted(len(shown), 'actor')}",
                f"Across: how the words sound. Up: what they want. {thin} {_basis(view, stanced)}",
                contrasts.stance_tone_map(shown) if len(shown) else None,
                _named(shown, "actor", "n_stance", "net", "tone_n", "mean_tone")),
    ]  # fmt: skip
    rows = state.utterances(view.filters, "hawkish", MOST_QUOTES)
    return write_report("Parley report", describe(view), sections, rows, (*_CAVEATS, _version()))


def _basis(view: state.View, n: int) -> str:
    return f"{described.basis_of(view, f'{n:,} quotes with a stance')}."


def _named(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Take these columns, by names for a reader."""
    return table[list(columns)].rename(columns=_NAMES)


def describe(view: state.View) -> list[str]:
    """Say in words what a view shows and how it counts."""
    counts = state.summary(view.filters)
    said = [f"Collection: {view.filters.collection}", *(described.filters_of(view) or ["No filter"])]
    said.append(f"{counted(counts['quotes'], 'quote')}, {counts['utterances']:,} without copies, "
                f"from {counted(counts['articles'], 'article')}; {counts['with_stance']:,} with a stance")  # fmt: skip
    said.append(f"Counting: {', '.join(described.counting_of(view))}; minimum n {view.min_n}")
    if described.is_fictional(view.filters.collection):
        said.append("Fictional sample: all states, people and events in it are invented")
    return said


def _version() -> str:
    return f"Stance model {default_model().version}."
