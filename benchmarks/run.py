"""Measures speed: most figures are ratios within one run, as a busy or a slow machine changes both sides alike.

Some, such as what a person waits for, are seconds of processor time, which depend on the machine.

    python benchmarks/run.py [ARTICLES] [--seconds 60] [--only P1 P2] [--quotes N] [--database FILE]
                             [--json FILE] [--strict]

ARTICLES is a folder of .txt files, the sample collection when left out. What is compared runs in turns (A B A B), each
turn on texts that were not seen before; the figure is the median of the rounds. Times are those of the process on the
processor, with garbage collection off. ``--quick`` shows in seconds whether everything runs; its figures are rough.

A benchmark is a function that takes a ``Run`` and gives a ``Result``; ``BENCHMARKS`` lists them.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analytics import pipeline
from analytics.pipeline import analyze_article
from analytics.records import Article
from analytics.settings import VERSION
from analytics.tone import score_vader
from benchmarks import dashboard
from benchmarks.inputs import HOSTILE, SAMPLE, Articles, sentences_of

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Run:
    """How thoroughly to measure: the articles, the seconds that each benchmark may take, and whether to hurry."""

    articles: Articles
    seconds: float
    quick: bool = False
    quotes: int = 100_000
    database: Path | None = None

    def rounds(self, fewest: int = 3) -> Iterator[int]:
        """Give the numbers of rounds until the time is up, at least ``fewest``; one in a hurry."""
        end = time.monotonic() + self.seconds
        number = 0
        while number < (1 if self.quick else fewest) or (not self.quick and time.monotonic() < end):
            yield number
            number += 1


@dataclass(frozen=True)
class Result:
    """One figure beside its gate (must) and goal (should); ``lower`` tells whether less is better."""

    name: str
    what: str
    value: float
    unit: str
    gate: float
    goal: float | None = None
    lower: bool = True
    detail: dict[str, Any] = field(default_factory=dict)

    def reaches(self, bar: float) -> bool:
        """Tell whether the figure is as good as a bar."""
        return self.value <= bar if self.lower else self.value >= bar


class Side(NamedTuple):
    """One side of a comparison: makes its input, which is not timed, and works on it."""

    prepare: Callable[[list[Article]], Any]
    work: Callable[[Any], object]


HURRIED = 9_000
"""Characters of the articles that are read in a hurry."""


def cpu_time(work: Callable[[Any], object], given: object) -> float:
    """Give the seconds of processor time that work takes, garbage collection off."""
    gc.disable()
    try:
        started = time.process_time()
        work(given)
        return time.process_time() - started
    finally:
        gc.enable()


def compare(run: Run, one: Side, other: Side) -> tuple[float, list[float], list[float]]:
    """Give the median of one side's time to the other's, round by round, and both sides' times.

    Args:
        run: How thoroughly.
        one: The side above the line.
        other: The side below it.
    """
    above: list[float] = []
    below: list[float] = []
    for number in run.rounds():
        articles = run.articles.fresh(HURRIED if run.quick else 0)
        turns = [(one, above), (other, below)]
        for side, times in turns if number % 2 == 0 else turns[::-1]:
            times.append(cpu_time(side.work, side.prepare(articles)))
    return statistics.median(a / b for a, b in zip(above, below, strict=True)), above, below


def analyze_all(articles: Sequence[Article]) -> None:
    """Run the whole pipeline over some articles."""
    for article in articles:
        analyze_article(article)


def _same(articles: list[Article]) -> list[Article]:
    return articles


def whole_pipeline(run: Run) -> Result:
    """P1: everything Parley does with an article, against stock VADER alone on each of its sentences."""
    stock = SentimentIntensityAnalyzer()

    def score_all(found: Sequence[str]) -> None:
        for sentence in found:
            stock.polarity_scores(sentence)

    analyze_all(run.articles.fresh(HURRIED))  # word lists and models are read before the clock starts
    ratio, ours, theirs = compare(run, Side(_same, analyze_all), Side(sentences_of, score_all))
    with timed_stages() as stages:
        for _ in range(1 if run.quick else 3):
            analyze_all(run.articles.fresh(HURRIED if run.quick else 0))
        times = stages.times()
    total = sum(times.values())
    parts = {name: round(ratio * taken / total, 3) for name, taken in sorted(times.items(), key=lambda i: -i[1])}
    detail = {
        "rounds": len(ours),
        "pipeline, milliseconds a round": round(1000 * statistics.median(ours), 1),
        "stock VADER, milliseconds a round": round(1000 * statistics.median(theirs), 1),
        "stages, as parts of the figure": parts,
    }
    return Result("P1", "whole pipeline / stock VADER alone", ratio, "x", 2.0, 1.0, detail=detail)


def tone_path(run: Run) -> Result:
    """P2: our linear VADER against the package on the same sentences; both give the same figures."""
    stock = SentimentIntensityAnalyzer()
    sentences = sentences_of(run.articles.fresh())
    different = sum(score_vader(words) != stock.polarity_scores(words)["compound"] for words in sentences)

    def theirs(found: Sequence[str]) -> None:
        for sentence in found:
            stock.polarity_scores(sentence)

    def ours(found: Sequence[str]) -> None:
        for sentence in found:
            score_vader(sentence)

    ratio, slow, _ = compare(run, Side(sentences_of, theirs), Side(sentences_of, ours))
    detail = {"rounds": len(slow), "sentences": len(sentences), "with another figure than the package's": different}
    return Result("P2", "vaderSentiment / our tone path", ratio, "x", 3.0, 4.0, lower=False, detail=detail)


def growth(run: Run) -> Result:
    """P6: one long article against the same words as articles of their own, time per character."""
    copies = 1 if run.quick else max(1, 160_000 // run.articles.size)
    most = HURRIED if run.quick else 160_000
    ratios = []
    characters = 0
    for number in run.rounds():
        short = [article for _ in range(copies) for article in run.articles.fresh(most)]
        long = [Article("\n\n".join(article.text for article in short), short[0].title)]
        characters = len(long[0].text)
        turns = [long, short] if number % 2 == 0 else [short, long]
        first, second = (cpu_time(analyze_all, turn) / sum(len(a.text) for a in turn) for turn in turns)
        ratios.append(first / second if number % 2 == 0 else second / first)
    detail = {"rounds": len(ratios), "characters of the long article": characters}
    return Result("P6", "time per character, long / short", statistics.median(ratios), "x", 1.15, detail=detail)


SMALL, MEASURABLE, LARGEST = 20_000, 0.02, 320_000
"""Characters to begin with; seconds that can be measured; more characters than this are not tried for the half."""

DOUBTFUL = 2.4
"""A growth beyond this is measured again: a busy machine makes it look worse than it is, never better."""


def hostile(run: Run) -> Result:
    """P7: twice as much of a text made to hurt must take about twice as long."""
    grown = {}
    for name, text in HOSTILE.items():
        size = 2_000 if run.quick else SMALL
        while not run.quick and size < LARGEST and _fastest(text(size), 1) < MEASURABLE:
            size *= 4
        ratio = _growth_of(text, size, 2)
        for _ in range(3):
            if ratio <= DOUBTFUL:
                break
            ratio = min(ratio, _growth_of(text, size, 3))
        grown[name] = round(ratio, 2)
    worst = max(grown.values())
    ordered = dict(sorted(grown.items(), key=lambda item: -item[1]))
    return Result("P7", "hostile texts, time(2n) / time(n), worst", worst, "x", 2.6, detail={"families": ordered})


def _growth_of(text: Callable[[int], str], size: int, times: int) -> float:
    return _fastest(text(2 * size), times) / max(_fastest(text(size), times), 1e-6)


def _fastest(text: str, times: int) -> float:
    """Give the least time of several; each text differs from the one before it, so that nothing is remembered."""
    return min(cpu_time(analyze_article, Article(f"{text}\n\n{_fastest_number()}")) for _ in range(times))


def _fastest_number() -> int:
    _made.append(len(_made))
    return _made[-1]


_made: list[int] = []


def cold_start(run: Run) -> Result:
    """P10: the command ``analyze`` on one article, from nothing to the last row."""
    article = sorted(SAMPLE.glob("*.txt"))[0]
    command = [sys.executable, "-m", "analytics", "analyze", str(article), "-o", "-"]
    spent, waited = [], []
    for number in run.rounds(5):
        before, started = os.times(), time.monotonic()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        after = os.times()
        waited.append(time.monotonic() - started)
        spent.append(after.children_user + after.children_system - before.children_user - before.children_system)
        if number >= 10:
            break
    # Windows tells no time of children: there the time that a person waits is all there is.
    value = statistics.median(spent) or statistics.median(waited)
    detail = {"rounds": len(spent), "seconds waited": round(statistics.median(waited), 3)}
    return Result("P10", "cold start of analyze, one article", value, "s", 0.5, detail=detail)


LARGE = 500_000
"""From so many quotes on the pages have the bar of a million."""


FEW_LOOKS = ("Overview", "Over time", "Quotes")
"""The pages of a hurried run."""


@cache
def _asked(quotes: int, database: Path | None, quick: bool) -> dashboard.Times:
    if quick:
        return dashboard.measure(1_000, database, {name: dashboard.LOOKS[name] for name in FEW_LOOKS})
    return dashboard.measure(quotes, database)


def pages(run: Run) -> Result:
    """S1: the slowest page after a change of filter, run whole on a database that is made first."""
    found = _asked(run.quotes, run.database, run.quick)
    detail = {"quotes": found.quotes, "seconds": _rounded(found.pages), "once": _rounded(found.once)}
    worst = max(spent.processor for spent in found.pages.values())
    gate = 1.5 if found.quotes >= LARGE else 0.5
    return Result("S1", "slowest page after a change of filter", worst, "s", gate, detail=detail)


def search(run: Run) -> Result:
    """S2: the count and the first page of what a search finds, its words marked, on the same database."""
    found = _asked(run.quotes, run.database, run.quick)
    detail = {"quotes": found.quotes, "seconds": _rounded(found.searches)}
    worst = max(spent.processor for spent in found.searches.values())
    return Result("S2", "slowest search, count and first page", worst, "s", 0.1, detail=detail)


def _rounded(times: Mapping[str, dashboard.Spent]) -> dict[str, float]:
    """Give the seconds on the processor, and as many more as a reader waits under names of their own."""
    waited = {f"{name} (waited)": round(spent.waited, 3) for name, spent in times.items()}
    return {name: round(spent.processor, 3) for name, spent in times.items()} | waited


def clusters(run: Run) -> Result:
    """S3: the clusters of a store brought up to date with one more article, against all found anew."""
    quotes = 1_000 if run.quick else min(run.quotes, 20_000)
    whole, more = dashboard.measure_clusters(quotes)
    detail = {"quotes": quotes, "seconds": {"all found anew": round(whole, 3), "one more article": round(more, 3)}}
    return Result("S3", "clusters after one more article / all anew", 100 * more / whole, "%", 10.0, detail=detail)


BENCHMARKS: dict[str, Callable[[Run], Result]] = {
    "P1": whole_pipeline,
    "P2": tone_path,
    "P6": growth,
    "P7": hostile,
    "P10": cold_start,
    "S1": pages,
    "S2": search,
    "S3": clusters,
}

SHARES = {"P1": 0.25, "P2": 0.1, "P6": 0.15, "P10": 0.08}
"""What part of the time a benchmark may take; P7 takes what its texts need, about a third."""

STAGES = {
    "mark_regions": "regions",
    "find_quotes": "quotes",
    "find_mentions": "mentions",
    "Scene": "attribution",
    "attribute_quotes": "attribution",
    "find_indirect": "indirect statements",
    "Cast": "who is who",
    "find_addressee": "addressee",
    "find_said_on": "dates",
    "score_tone": "tone",
    "score_vader": "vader_compound",
    "score_stance": "stance",
    "Names": "target",
    "find_target": "target",
}
"""The steps as the pipeline calls them, with what a reader calls them. What two steps share counts for the first;
a step that the pipeline calls by another name one day counts for the rest."""

REST = "the rest"


class Stages:
    """Adds up the time within each step, without that of steps it calls."""

    def __init__(self) -> None:
        self._times: dict[str, float] = {}
        self._open: list[str] = [REST]
        self._since = time.process_time()

    def times(self) -> dict[str, float]:
        """Give the seconds of each step so far."""
        self._turn()
        return dict(self._times)

    def wrap(self, name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        """Give a step that is timed."""

        def timed(*given: object, **named: object) -> object:
            self._turn()
            self._open.append(name)
            try:
                return step(*given, **named)
            finally:
                self._turn()
                self._open.pop()

        return timed

    def _turn(self) -> None:
        now = time.process_time()
        self._times[self._open[-1]] = self._times.get(self._open[-1], 0.0) + now - self._since
        self._since = now


@contextmanager
def timed_stages() -> Iterator[Stages]:
    """Time the steps of the pipeline while the context lasts."""
    stages = Stages()
    kept = {name: getattr(pipeline, name) for name in STAGES if hasattr(pipeline, name)}
    speaker = pipeline.Cast.speaker
    for name, step in kept.items():
        setattr(pipeline, name, stages.wrap(STAGES[name], step))
    kept["Cast"].speaker = stages.wrap(STAGES["Cast"], speaker)
    try:
        yield stages
    finally:
        for name, step in kept.items():
            setattr(pipeline, name, step)
        kept["Cast"].speaker = speaker


def table(results: Sequence[Result]) -> str:
    """Write the results for a terminal."""
    lines = [f"{'':<4} {'':<42} {'now':>9} {'gate':>8} {'goal':>8}"]
    for result in results:
        sign = "<=" if result.lower else ">="
        goal = f"{sign}{result.goal:g}" if result.goal is not None else ""
        reached = result.goal is not None and result.reaches(result.goal)
        verdict = "" if result.reaches(result.gate) else "  misses the gate"
        verdict = "  reaches the goal" if reached else verdict
        now = f"{result.value:.2f} {result.unit}"
        lines.append(f"{result.name:<4} {result.what:<42} {now:>9} {f'{sign}{result.gate:g}':>8} {goal:>8}{verdict}")
        for name, value in result.detail.items():
            if isinstance(value, dict):
                lines.append(f"       {name}: " + ", ".join(f"{key} {number:g}" for key, number in value.items()))
            else:
                lines.append(f"       {name}: {value:g}")
    return "\n".join(lines)


def as_json(results: Sequence[Result]) -> dict[str, Any]:
    """Give the results with what they were measured on."""
    return {
        "format": 1,
        "date": datetime.now(UTC).date().isoformat(),
        "version": VERSION,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "results": [
            {
                "name": result.name,
                "what": result.what,
                "value": round(result.value, 4),
                "unit": result.unit,
                "gate": result.gate,
                "goal": result.goal,
                "better": "lower" if result.lower else "higher",
                "reaches_gate": result.reaches(result.gate),
                "detail": result.detail,
            }
            for result in results
        ],
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks, print a table, and write JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path, default=SAMPLE, metavar="ARTICLES")
    parser.add_argument("--seconds", type=float, default=60.0, help="about so long in all (default: 60)")
    parser.add_argument("--only", nargs="+", choices=list(BENCHMARKS), default=list(BENCHMARKS))
    parser.add_argument("--quotes", type=int, default=100_000, help="in the database of S1 and S2 (default: 100,000)")
    parser.add_argument("--database", type=Path, metavar="FILE", help="of S1 and S2: used again where it is there")
    parser.add_argument("--quick", action="store_true", help="one round of each")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--strict", action="store_true", help="exit status 1 when a gate is missed")
    options = parser.parse_args(arguments)
    try:
        articles = Articles(options.articles)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    results = []
    for name in options.only:
        print(f"{name} ...", file=sys.stderr, flush=True)
        run = Run(articles, options.seconds * SHARES.get(name, 0.0), options.quick, options.quotes, options.database)
        results.append(BENCHMARKS[name](run))
    print(table(results))
    if options.json:
        options.json.write_text(json.dumps(as_json(results), indent=1) + "\n", encoding="utf-8")
    return int(options.strict and not all(result.reaches(result.gate) for result in results))


if __name__ == "__main__":
    raise SystemExit(main())
