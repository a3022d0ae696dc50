"""Puts together the report of what the filters show."""

from __future__ import annotations

from analytics import charts, contrasts, frames
from analytics.messages import counted
from analytics.report import Section, write_report
from analytics.stance import default_model
from views import described, state

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


def make_report(view: state.View) -> str:
    """Write the report of a view, see ``report.write_report``."""
    actors = state.by_actor(view)
    shown = actors[actors["n_stance"] > 0].head(MOST_ACTORS)
    step = state.finest_period(view, "stance", 1)
    time = state.over_time(view, step, together=True)
    styles = {frames.EVERYBODY: (charts.LIGHT.even, "circle")}
    thin = f"Hollow grey: fewer than {view.min_n} quotes."
    columns = ["actor", "n", "n_stance", "n_effective", "articles", "net", "low", "high", "mean_tone", "share_none"]
    sections = [
        Section(f"Net stance of {counted(len(shown), 'actor')}", f"With 95 % intervals. {thin}",
                charts.actor_chart(shown) if len(shown) else None, actors[columns]),
        Section(f"Net stance by {step}", f"All quotes with a date; the band is the 95 % interval. {thin}",
                charts.timeline_chart(time, styles, step=step) if time["net"].notna().any() else None,
                time[["period", *columns[1:]]]),
        Section("Stance against tone", f"Across: how the words sound. Up: what they want. {thin}",
                contrasts.stance_tone_map(shown) if len(shown) else None,
                shown[["actor", "n_stance", "net", "tone_n", "mean_tone"]]),
    ]  # fmt: skip
    rows = state.utterances(view.filters, "hawkish", MOST_QUOTES)
    return write_report("Parley report", describe(view), sections, rows, (*_CAVEATS, _version()))


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
