"""Puts together the report of what the filters show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from analytics import charts, contrasts, frames
from analytics.messages import counted
from analytics.report import Section, write_report
from analytics.schema import Row
from analytics.settings import VERSION
from views import described, plates, state, timelines

_SIDES = ("dovish", "neutral", "hawkish")

MOST_ACTORS = 15
MOST_QUOTES = 60
MOST_COLUMNS = 10
"""So many columns have room on a sheet; the CSV has them all."""

_CAVEATS = (
    "Net stance = (hawkish − dovish quotes) ÷ quotes with a stance. Tone is how the words sound on average, and is "
    "not stance: a threat can sound warm. The two are never put into one number.",
    "Intervals hold the true figure in 95 of 100 cases; the article is their unit (jackknife by article with one "
    "imagined quote added). They do not show errors of the scoring itself.",
    "Scores are made by rules and a small model. A trend here is a trend in these articles, not in the world. Read the "
    "words before you print a number.",
)

_NUMBERS = ("n", "n_stance", "n_effective", "articles", "net", "low", "high", "mean_tone", "share_none")
_NAMES = {
    "actor": "Actor", "words": "Words", "category": "Category", "weight": "Weight", "outlet": "Outlet",
    "target_country": "Target", "addressee": "Told to", "period": "From",
    "speech_act": "Speech act", "label": "Stance", "share": "Share", "n_before": "Quotes before", "before": "Before",
    "n_after": "Quotes after", "after": "After", "difference": "Difference", "q": "q", "n": "Quotes",
    "n_stance": "With a stance", "n_effective": "Effective n", "articles": "Articles",
    "net": "Net stance", "low": "Low", "high": "High", "mean_tone": "Tone", "tone_n": "With a tone",
    "share_none": "Share without stance",
}  # fmt: skip
"""What a reader calls the columns of tables, in the order in which they are printed."""

_WRITTEN: dict[str, Callable[[float], str]] = {
    **dict.fromkeys(
        ("Net stance", "Low", "High", "Tone", "Before", "After", "Difference", "Weight"), charts.signed
    ),
    "Effective n": lambda n: f"{n:,.1f}", "Share": charts.percent, "Share without stance": charts.percent,
}  # fmt: skip
"""How figures are written, where they are more than numbers: with their sign, or as a share."""

_TONES = {"stance": "Stance", **{tone: f"{tone.capitalize()} tone" for tone in contrasts.TONES}, "n": "Quotes"}
"""The columns of ``frames.stance_by_tone``; elsewhere ``neutral`` is a stance."""


def make_report(view: state.View, drawn: Sequence[plates.Drawn] = ()) -> str:
    """Write the report of a view, see ``report.write_report``.

    Args:
        view: What the sidebar says.
        drawn: The charts of the page that was looked at; without them the report has charts of its own.
    """
    narrowed = {chart.view.filters for chart in drawn}
    chosen = replace(view, filters=narrowed.pop()) if len(narrowed) == 1 else view  # one actor's page, for example
    sections = [section(chart) for chart in drawn] or _general(view)
    said, rows = _choose_quotes(chosen)
    return write_report("Parley report", describe(chosen), sections, rows, (*_CAVEATS, _version()), said)


def _choose_quotes(view: state.View) -> tuple[str, list[Row]]:
    """Give the quotes to print and say which they are: all, or as many from the one end as from the other."""
    total = state.summary(view.filters)["utterances"]
    if total <= MOST_QUOTES:
        return "Quotes, the most hawkish first", state.utterances(view.filters, "hawkish", MOST_QUOTES)
    sided = tuple(label for label in _SIDES if not view.filters.stances or label in view.filters.stances)
    filters = replace(view.filters, stances=sided)
    number = state.summary(filters)["utterances"] if sided else 0
    if not number:
        return f"Quotes: the latest {MOST_QUOTES} of {total:,}", state.utterances(view.filters, "newest", MOST_QUOTES)
    if number <= MOST_QUOTES:
        said = f"Quotes: the {number:,} with a stance of {total:,}, the most hawkish first"
        return said, state.utterances(filters, "hawkish", MOST_QUOTES)
    half = MOST_QUOTES // 2
    rows = [row for order in ("hawkish", "dovish") for row in state.utterances(filters, order, half)]
    return f"Quotes: the {half} most hawkish and the {half} most dovish of {total:,}", rows


def section(chart: plates.Drawn) -> Section:
    """Give a chart of a page as a section, with as many columns of its table as a sheet has room for."""
    plate = chart.plate
    basis = described.basis_of(chart.view, plate.counted)
    names = _TONES if set(_TONES) <= set(chart.table.columns) else _NAMES
    columns = [name for name in names if name in chart.table.columns][:MOST_COLUMNS]
    caption = " ".join(part for part in (plate.meaning, plate.footnote, f"{basis}.") if part)
    return Section(plates.full_title(plate), caption, plates.on_paper(plate),
                   chart.table[columns].rename(columns=names), _WRITTEN)  # fmt: skip


def _general(view: state.View) -> list[Section]:
    """Give the charts of a report that no page was looked at for: actors, time, stance against tone."""
    actors = state.by_actor(view)
    shown = actors[actors["n_stance"] > 0].head(MOST_ACTORS)
    step = timelines.suit_period(view, "stance", 1)
    time = state.over_time(view, step, together=True)
    styles = {frames.EVERYBODY: (charts.LIGHT.even, "circle")}
    thin = f"Hollow grey: fewer than {view.min_n} quotes."
    stanced, dated = int(shown["n_stance"].sum()), int(time["n_stance"].sum())
    return [
        Section(f"Net stance of {counted(len(shown), 'actor')}",
                f"Net stance with 95% intervals by article. {thin} {_basis(view, stanced)}",
                charts.actor_chart(shown) if len(shown) else None, _named(actors, "actor", *_NUMBERS), _WRITTEN),
        Section(f"Net stance of all, by {step}",
                f"All quotes with a date; the band is the 95% interval, the bars count. {thin} {_basis(view, dated)}",
                charts.timeline_chart(time, styles, step=step) if time["net"].notna().any() else None,
                _named(time, "period", *_NUMBERS), _WRITTEN),
        Section(f"Stance against tone of {counted(len(shown), 'actor')}",
                f"Across: how the words sound. Up: what they want. {thin} {_basis(view, stanced)}",
                contrasts.stance_tone_map(shown) if len(shown) else None,
                _named(shown, "actor", "n_stance", "net", "tone_n", "mean_tone"), _WRITTEN),
    ]  # fmt: skip


def _basis(view: state.View, n: int) -> str:
    return f"{described.basis_of(view, counted(n, 'quote') + ' with a stance')}."


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
    """Say when and with what the report was made."""
    from analytics.pipeline import model_version  # brings the whole pipeline, needed for a report alone

    day = date.today().isoformat()  # noqa: DTZ011 - the reader's own day: a cited page wants one, and articles are added
    return f"Made on {day} by Parley {VERSION}, model {model_version()}."
