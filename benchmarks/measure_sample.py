"""Measures the analysis on the sample collection against its hand-marked quotations, and lists what went wrong.

    python benchmarks/measure_sample.py [--misses]

``tests/sample_gold.csv`` has a line for each pair of quotation marks of ``sample_data/*.txt`` outside headlines, in the
order of the text: ``article`` (the file), ``quote`` (its first words, at most eight), ``speaker`` (the canonical name;
``unnamed`` where the article names nobody; ``nobody`` where the marks hold no speech; names of one body divided by
``|``) and ``stance`` (hawkish or dovish where a reader would not hesitate, else empty). A speech that goes on over
several paragraphs, and a quote that its attribution splits, have a line for each part.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analytics import analyze_article, read_articles
from analytics.actors import read_registry
from analytics.records import Span
from analytics.schema import Row, row

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "sample_gold.csv"
SAMPLE = ROOT / "sample_data"
OPENING = "“\"‘'"
CONTEXT = 100
"""Characters shown before and after what went wrong."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One line of the golden file, found again in its article: ``span`` is that of its first words."""

    span: Span
    speaker: str
    stance: str

    @property
    def spoken(self) -> bool:
        """Tell whether the marks hold somebody's words."""
        return self.speaker != "nobody"


@dataclass(slots=True)
class Figures:
    """What was counted over the whole sample; each share lies between 0 and 1."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[tuple[str, str, str]] = field(default_factory=list)
    """What kind, what was expected and found, and the words around it."""

    def share(self, part: str, whole: str) -> float:
        """Divide one count by another, 0 where there is nothing to divide."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 0.0

    def miss(self, kind: str, what: str, where: str) -> None:
        """Count one miss and keep the words around it."""
        self.counts[kind] += 1
        self.misses.append((kind, what, where))


def read_gold() -> dict[str, list[dict[str, str]]]:
    """Read the golden lines of each article, in their order."""
    found: dict[str, list[dict[str, str]]] = {}
    with GOLD.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, strict=True):
            found.setdefault(line["article"], []).append(line)
    return found


def find_marked(text: str, lines: list[dict[str, str]]) -> Iterator[Marked]:
    """Find each golden line behind the one before it.

    Raises:
        ValueError: When a line's words do not stand in the rest of the article behind a quotation mark.
    """
    at = text.index("\n---\n")
    for line in lines:
        places = [text.find(mark + line["quote"], at) for mark in OPENING]
        if max(places) < 0:
            raise ValueError(f"{line['article']} has no {line['quote']!r} where the golden file expects it.")
        start = min(place for place in places if place >= 0) + 1
        at = start + len(line["quote"])
        yield Marked(Span(start, at), line["speaker"], line["stance"])


def is_right(found: Row, speaker: str) -> bool:
    """Tell whether a row names the golden speaker, or for an unnamed one somebody without a name."""
    if speaker == "unnamed":
        return not found["actor"] and found["actor_kind"] != "unknown"
    return (found["actor"] or found["speaker"]) in speaker.split("|")


def measure() -> Figures:
    """Analyse the whole sample with its own registry and compare."""
    figures = Figures()
    registry = read_registry(SAMPLE / "actors.csv")
    gold = read_gold()
    for path in sorted(SAMPLE.glob("*.txt")):
        (article,) = read_articles(path, path.name)
        rows = [row(article, scored, "sample") for scored in analyze_article(article, registry)]
        _compare(figures, article.text, list(find_marked(article.text, gold[path.name])), rows)
    return figures


def _compare(figures: Figures, text: str, marked: list[Marked], rows: list[Row]) -> None:
    parts = [
        (Span(start, end), found)
        for found in rows
        if found["kind"] != "indirect"
        for start, end in json.loads(str(found["spans"]))
    ]
    for one in marked:
        found = next((found for span, found in parts if _overlap(span, one.span)), None)
        where = _around(text, one.span)
        if not one.spoken:
            if found:
                figures.miss("false", f"nobody, not {found['speaker'] or 'unknown'}", where)
            continue
        figures.counts["quotations"] += 1
        if not found:
            figures.miss("missed", one.speaker, where)
            continue
        figures.counts["found"] += 1
        _compare_speaker(figures, one, found, where)
        _compare_stance(figures, one, found)
    for span, found in parts:
        if not any(_overlap(span, one.span) or _inside(text, span, one.span) for one in marked):
            figures.miss("false", f"nobody, not {found['speaker'] or 'unknown'}", _around(text, span))


def _compare_speaker(figures: Figures, one: Marked, found: Row, where: str) -> None:
    if is_right(found, one.speaker):
        figures.counts["right"] += 1
    else:
        kind = "named wrongly" if found["actor"] else "not named"
        got = found["actor"] or found["mention"] or found["actor_kind"]
        figures.miss(kind, f"{one.speaker}, not {got} ({found['confidence']})", where)


def _compare_stance(figures: Figures, one: Marked, found: Row) -> None:
    if not one.stance:
        return
    figures.counts["signs"] += 1
    label = found["stance_label"]
    if label == one.stance:
        figures.counts["sign right"] += 1
    else:
        kind = "opposite sign" if label in {"hawkish", "dovish"} else "no sign"
        figures.miss(kind, f"{one.stance}, not {label}", str(found["quote"]))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _inside(text: str, span: Span, first_words: Span) -> bool:
    """Tell whether a span lies in the same pair of marks, behind its first words: a quote within a quote."""
    return first_words.end <= span.start and not set(text[first_words.end : span.start]) & set('”"\n')


def _around(text: str, span: Span) -> str:
    return " ".join(text[max(0, span.start - CONTEXT) : span.end + CONTEXT].split())


def main(argv: list[str] | None = None) -> int:
    """Print the figures and, when asked, each miss."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--misses", action="store_true", help="list what went wrong, by kind")
    options = parser.parse_args(argv)
    figures = measure()
    for part, whole in (
        ("found", "quotations"), ("right", "found"), ("named wrongly", "found"), ("not named", "found"),
        ("sign right", "signs"), ("no sign", "signs"), ("opposite sign", "signs"),
    ):  # fmt: skip
        print(f"{part:14} {figures.counts[part]:4} of {figures.counts[whole]:4}  {figures.share(part, whole):.3f}")
    print(f"{'false':14} {figures.counts['false']:4}")
    if options.misses:
        for kind, what, where in sorted(figures.misses):
            print(f"\n{kind}: {what}\n    {where}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
