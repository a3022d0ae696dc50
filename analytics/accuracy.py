"""Holds measured accuracy: figures with their n and interval, the file that keeps them, and their words for a reader.

``analytics/data/accuracy.json`` is written by ``benchmarks/accuracy.py`` from public development sets. It lies beside
the models because the Method page shows it: what is installed can say how often it is right. It holds figures alone,
no text of any corpus.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from analytics.lexicons import DATA
from analytics.messages import counted
from analytics.records import short_hash

ACCURACY = DATA / "accuracy.json"

FORMAT = 1
"""The layout of the file; a file of another layout is refused."""

FIGURES: Mapping[str, Mapping[str, str]] = {
    "quotes": {
        "span_f1": "words of a quotation found, F1",
        "end_to_end_f1": "words and speaker right, F1",
        "end_to_end_f1_long": "the same, of three words or more, F1",
        "attribution": "right speaker, of the quotes found",
        "indirect_f1": "indirect statements: words found, F1",
    },
    "names": {
        "right": "the person or body named in full, right",
        "wrong": "a wrong name",
        "unknown": "left unknown, or no full name",
    },
    "stance": {
        "macro_f1": "hawkish, neutral, dovish: macro-F1",
        "wrong_way": "hawkish called dovish, or the reverse",
        "right_committed": "right side, where hawkish or dovish is said",
        "coverage": "of what is hawkish or dovish, called one of them",
        "calibration_error": "the confidence in a stance is off by, on average",
    },
    "tone": {
        "r": "correlation with the human rating, r",
        "macro_f1": "negative, neutral, positive: macro-F1",
        "wrong_way": "negative called positive, or the reverse",
    },
}
"""The figures of each part, in the order they are shown, with their words."""


_ABOUT = ("date", "version", "model_version", "data_version")

_NO_MATTER = {"accuracy.json", "codebook.csv", "examples.csv"}
"""Files of ``analytics/data`` that no result depends on."""


class AccuracyError(ValueError):
    """A file of figures that cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name in ``FIGURES``, its value, and the n items of gold behind it.

    ``low`` to ``high`` is the 95% interval; both are ``None`` where there is nothing to resample, the value where
    there is nothing to measure.
    """

    name: str
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What one correction of the tone does alone: the figures without it, and the gain in r with its interval.

    ``changed`` is the share of the texts (0..1) whose tone it alters.
    """

    correction: str
    r_without: float | None
    macro_f1_without: float | None
    gain: float | None
    low: float | None
    high: float | None
    changed: float


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one part (quotes, names, stance, tone) on one set of gold.

    ``data`` names the set, ``sizes`` says how many articles, quotes or texts it holds.
    """

    part: str
    data: str
    sizes: Mapping[str, int]
    figures: tuple[Figure, ...]
    effects: tuple[Effect, ...] = ()
    note: str = ""

    def size(self) -> str:
        """Say how much gold there is.

        Example:
            >>> Report("names", "x", {"article": 2, "quote": 3}, ()).size()
            '2 articles, 3 quotes'
        """
        return ", ".join(counted(number, noun) for noun, number in self.sizes.items())


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Reports of one day (ISO date) and one version of program, model, and word lists with weights."""

    date: str
    version: str
    model_version: str
    data_version: str
    reports: tuple[Report, ...]


class Line(NamedTuple):
    """A figure as a reader sees it."""

    what: str
    value: str
    interval: str
    n: str


def lines_of(report: Report) -> Iterator[Line]:
    """Give the figures of a report in words, in their order.

    Example:
        >>> list(lines_of(Report("tone", "x", {}, (Figure("r", 0.5586, 40, 0.5, 0.6),))))
        [Line(what='correlation with the human rating, r', value='.559', interval='.500 to .600', n='40')]
    """
    for figure in report.figures:
        what = FIGURES[report.part][figure.name]
        yield Line(what, show(figure.value), show_interval(figure.low, figure.high), f"{figure.n:,}")


def show(value: float | None, *, signed: bool = False) -> str:
    """Write a figure with three digits and no leading zero; a dash where there is none.

    Example:
        >>> show(0.0884), show(-0.02, signed=True), show(1), show(None)
        ('.088', '−.020', '1.000', '–')
    """
    if value is None:
        return "–"
    digits = f"{abs(value):.3f}"
    digits = digits[1:] if digits.startswith("0") else digits
    zero = digits == ".000"
    return ("−" if value < 0 and not zero else "+" if signed and not zero else "") + digits


def show_interval(low: float | None, high: float | None, *, signed: bool = False) -> str:
    """Write an interval, or a dash where there is none."""
    return "–" if low is None or high is None else f"{show(low, signed=signed)} to {show(high, signed=signed)}"


def write_accuracy(accuracy: Accuracy, file: TextIO) -> None:
    """Write the figures as JSON; the same figures give the same bytes."""
    reports = [
        {
            "part": report.part,
            "data": report.data,
            "sizes": dict(report.sizes),
            "note": report.note,
            "figures": [_plain(figure) for figure in report.figures],
            "corrections": [_plain(effect) for effect in report.effects],
        }
        for report in accuracy.reports
    ]
    about = {"format": FORMAT} | {name: getattr(accuracy, name) for name in _ABOUT}
    text = json.dumps(about | {"reports": reports}, ensure_ascii=False, indent=1)
    file.write(text + "\n")


def read_accuracy(path: Path = ACCURACY) -> Accuracy:
    """Read a file of figures.

    Raises:
        AccuracyError: The file holds none, or is of another layout.
        OSError: The file cannot be read.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise AccuracyError(f"{path.name} has format {data['format']!r}; this program reads format {FORMAT}")
        reports = tuple(_report(item) for item in data["reports"])
        date, version, model, lists = (str(data[name]) for name in _ABOUT)
        return Accuracy(date, version, model, lists, reports)
    except AccuracyError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise AccuracyError(f"{path.name} holds no figures: {error!r}") from error


@cache
def shipped_accuracy() -> Accuracy:
    """Give the figures that ship with the program, read once."""
    return read_accuracy()


@cache
def data_version(folder: Path = DATA) -> str:
    """Name the word lists and weights together: any change of one gives another version.

    A fitted ranker of speakers or a new reporting verb changes no model version, but it changes figures.
    """
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".csv", ".json")]
    parts = [path.read_text(encoding="utf-8") for path in files if path.name not in _NO_MATTER]
    return short_hash(*parts)[:8]


def _report(data: Mapping[str, Any]) -> Report:
    part = str(data["part"])
    figures = tuple(Figure(**item) for item in data["figures"])
    unknown = {figure.name for figure in figures} - FIGURES[part].keys()
    if unknown:
        raise AccuracyError(f"{min(unknown)!r} is no figure of {part}")
    numbers = [number for figure in figures for number in (figure.value, figure.low, figure.high) if number is not None]
    if not all(math.isfinite(number) for number in numbers):
        raise AccuracyError("a figure is a finite number")
    sizes = {str(noun): int(number) for noun, number in data["sizes"].items()}
    effects = tuple(Effect(**item) for item in data["corrections"])
    return Report(part, str(data["data"]), sizes, figures, effects, str(data["note"]))


def _plain(item: Figure | Effect) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__slots__}


def text_table(report: Report) -> str:
    """Write a report for a terminal.

    Example:
        >>> print(text_table(Report("tone", "ours", {"text": 40}, (Figure("r", 0.5586, 40, 0.5, 0.6),))))
        tone: ours, 40 texts
        figure                                value  95% interval   n
        correlation with the human rating, r   .559  .500 to .600  40
    """
    head = Line("figure", "value", "95% interval", "n")
    blocks = [f"{report.part}: {report.data}, {report.size()}", *_aligned([head, *lines_of(report)], left=(0, 2))]
    if report.effects:
        rows = [("without the correction", "r", "macro-F1", "it gains (r)", "95% interval", "changes")]
        rows += [
            (
                effect.correction,
                show(effect.r_without),
                show(effect.macro_f1_without),
                show(effect.gain, signed=True),
                show_interval(effect.low, effect.high, signed=True),
                f"{effect.changed:.0%}",
            )
            for effect in report.effects
        ]
        blocks += ["", *_aligned(rows, left=(0, 4))]
    if report.note:
        blocks += ["", report.note]
    return "\n".join(blocks)


def _aligned(rows: Sequence[Sequence[str]], *, left: Sequence[int]) -> Iterator[str]:
    """Give the rows with their columns under one another; numbers stand to the right but for the ``left`` columns."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if column in left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
