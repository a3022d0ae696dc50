"""Reads gold: what people marked by hand, in the forms of the public corpora and in our own.

- Quotes: a folder as PolNeAR publishes it (``text/*.txt``, ``attributions/*.ann`` in brat's standoff form), or JSON
  lines with an article on each: ``source_path``; ``direct``, a list of segments with ``start``, ``end`` and
  ``source``; where it is known ``indirect`` (``spans``, ``says``) and ``marked``, all stretches in quotation marks.
- Names: JSON lines with a quote on each: ``source_path``, ``quote_start``, ``quote_end``, ``speaker_full``, and where
  it is known ``kind``, ``form``, ``mention``, ``members``, ``accept``, ``must_not``, ``doubtful``.
- Stance and tone: a table with the columns ``text`` and ``label`` (-1, 0, 1 or the label's word), where it is known
  ``score`` (-1..1) and ``article``; or JSON lines with a quote of an article on each: ``source_path``, ``start``,
  ``end`` and ``stance`` or ``tone``.

Articles are looked for in ``articles`` beside the file, in ``text``, then beside it. Offsets count characters of the
article (Python ``str``). What does not fit is refused with a sentence that says where.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analytics.articles import UnreadableFile, read_articles
from analytics.decoding import UndecodableError, decode
from analytics.records import Article, Span
from analytics.tables import TableError, find_delimiter, read_records

LABELS: Mapping[str, Mapping[str, int]] = {
    "stance": {"dovish": -1, "neutral": 0, "none": 0, "hawkish": 1},
    "tone": {"negative": -1, "neg": -1, "neutral": 0, "neu": 0, "positive": 1, "pos": 1},
}
"""The words that a label may be, with the side they stand for."""


class GoldError(TableError):
    """Gold that cannot be used; the message is a sentence for a person, told as that of any table."""


@dataclass(frozen=True, slots=True)
class GoldSegment:
    """Words in quotation marks that somebody said, with the stretches that name who; none where nobody is named."""

    span: Span
    sources: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its quotes.

    ``said`` holds the indirect statements under a verb of saying, ``other`` content outside the marks that is no
    such statement (beliefs, wishes); ``indirect`` tells whether they were marked at all. ``marked`` holds every
    stretch in quotation marks, speech or not.
    """

    article: Article
    segments: tuple[GoldSegment, ...]
    said: tuple[tuple[Span, ...], ...] = ()
    other: tuple[tuple[Span, ...], ...] = ()
    marked: tuple[Span, ...] = ()
    indirect: bool = True


@dataclass(frozen=True, slots=True)
class GoldName:
    """Who said a quote, by the fullest name that the article gives.

    ``accept`` holds other right names, ``must_not`` wrong ones, ``members`` those who spoke jointly. ``kind`` is
    person, organization, collective, document, unnamed or none; ``form`` how the article names the speaker at the
    quote.
    """

    article: Article
    span: Span
    name: str
    kind: str = "person"
    form: str = ""
    mention: str = ""
    members: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldLabel:
    """The stance or tone of words: ``label`` is -1, 0 or 1, ``score`` the same in degrees (-1..1).

    ``cluster`` names what is resampled together. The words are ``text``, or stand in ``article`` at ``span``.
    """

    label: int
    score: float
    cluster: str
    text: str = ""
    article: Article | None = None
    span: Span | None = None


def form_of(path: Path) -> str:
    """Tell what gold is about: quotes, names, stance or tone; empty where its form does not say.

    Raises:
        GoldError: It cannot be read, or is none of the forms.
    """
    if path.is_dir():
        return "quotes"
    if path.suffix.casefold() != ".jsonl":
        _, rows = _table(path)
        words = {row["label"].strip().casefold() for row in rows}
        told = [part for part, labels in LABELS.items() if words & (labels.keys() - {"neutral"})]
        return told[0] if len(told) == 1 else ""
    row = next(_json_lines(path))
    if "direct" in row.cells:
        return "quotes"
    if "speaker_full" in row.cells:
        return "names"
    told = [part for part in LABELS if part in row.cells]
    return told[0] if len(told) == 1 else ""


def read_quote_gold(path: Path, articles: Path | None = None) -> list[GoldArticle]:
    """Read articles with their quotes from JSON lines; `standoff` reads a PolNeAR folder.

    Raises:
        GoldError: The gold cannot be read, or does not belong to the articles.
    """
    library = Library(path, articles)
    return [_quote_row(row, library) for row in _json_lines(path)]


def _quote_row(row: _Row, library: Library) -> GoldArticle:
    article = library.article(row)
    segments, kept = [], row.items("direct")
    for item in kept:
        span = item.span("start", "end", article)
        if "text" in item.cells and item.words("text") != span.of(article.text):
            raise item.error(f"the words at {span.start} to {span.end} of {article.source_path} are others")
        segments.append(GoldSegment(span, item.spans("source", article)))
    said: list[tuple[Span, ...]] = []
    other: list[tuple[Span, ...]] = []
    for item in row.items("indirect") if "indirect" in row.cells else []:
        (said if item.cells.get("says", True) else other).append(item.spans("spans", article))
    marked = row.spans("marked", article) if "marked" in row.cells else tuple(segment.span for segment in segments)
    complete = "indirect" in row.cells and row.cells.get("indirect_annotated", True) is not False
    return GoldArticle(article, tuple(segments), tuple(said), tuple(other), marked, complete)


def read_name_gold(path: Path, articles: Path | None = None) -> list[GoldName]:
    """Read who said which quote; doubtful lines are left out.

    Raises:
        GoldError: The gold cannot be read, or does not belong to the articles.
    """
    library = Library(path, articles)
    found = []
    for row in _json_lines(path):
        if row.cells.get("doubtful"):
            continue
        article = library.article(row)
        found.append(
            GoldName(
                article,
                row.span("quote_start", "quote_end", article),
                row.optional("speaker_full"),
                row.optional("kind") or "person",
                row.optional("form"),
                row.optional("mention"),
                row.strings("members"),
                row.strings("accept"),
                row.strings("must_not"),
            )
        )
    if not found:
        raise GoldError(f"{path} holds no line that is not doubtful.")
    return found


def read_label_gold(path: Path, part: str, articles: Path | None = None) -> list[GoldLabel]:
    """Read texts, or quotes of articles, with their stance or tone.

    Args:
        path: A table or JSON lines.
        part: ``stance`` or ``tone``.
        articles: The folder of the articles, for JSON lines.

    Raises:
        GoldError: The gold cannot be read, or does not belong to the articles.
    """
    if path.suffix.casefold() == ".jsonl":
        return _quote_labels(path, part, articles)
    header, rows = _table(path)
    words = LABELS[part]
    found = []
    for number, row in enumerate(rows):
        cell = row["label"].strip().casefold()
        label = words.get(cell)
        if label is None:
            label = _side(cell)
        if label is None:
            known = ", ".join(words)
            raise GoldError(f"{path}, text {number + 1}: the label {cell[:40]!r} is none of -1, 0, 1, {known}.")
        score = _score(row.get("score", ""))
        if score is not None and not -1 <= score <= 1:
            raise GoldError(f"{path}, text {number + 1}: the score {score} is not between -1 and 1.")
        cluster = row["article"] if "article" in header else str(number)
        found.append(GoldLabel(label, label if score is None else score, cluster, row["text"]))
    return found


def _quote_labels(path: Path, part: str, articles: Path | None) -> list[GoldLabel]:
    library = Library(path, articles)
    found = []
    for row in _json_lines(path):
        if row.cells.get("type", "quote") != "quote":
            continue
        if part not in row.cells:
            raise row.error(f"{part!r} is missing")
        value = row.cells[part]
        score = 0.0 if value is None else LABELS[part].get(str(value).casefold(), _score(str(value)))
        if score is None or not -1 <= score <= 1:
            raise row.error(f"the {part} {value!r} is no label and no number from -1 to 1")
        article = library.article(row)
        span = row.span("start", "end", article)
        label = (score > 0) - (score < 0)
        found.append(GoldLabel(label, score, article.source_path, span.of(article.text), article, span))
    if not found:
        raise GoldError(f"{path} holds no quote.")
    return found


def _side(cell: str) -> int | None:
    number = _score(cell)
    return int(number) if number in (-1, 0, 1) else None


def _score(cell: str) -> float | None:
    """Read a number; an empty cell and what is no finite number have none."""
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


@dataclass(frozen=True, slots=True)
class Library:
    """Finds the articles that gold names, each read once."""

    gold: Path
    folder: Path | None = None
    known: dict[str, Article] = field(default_factory=dict)

    def article(self, row: _Row) -> Article:
        """Give the article that a line of gold names by its ``source_path``.

        Raises:
            GoldError: No folder holds it.
        """
        name = Path(row.words("source_path").replace("\\", "/")).name
        if name not in self.known:
            beside = self.gold.parent
            folders = [self.folder] if self.folder else [beside / "articles", beside / "text", beside]
            path = next((folder / name for folder in folders if (folder / name).is_file()), None)
            if path is None:
                raise row.error(f"the article {name!r} is not in {folders[0]}; --articles names another folder")
            self.known[name] = read_article(path)
        return self.known[name]


def read_article(path: Path) -> Article:
    """Read the one article of a file, whose text is the whole file.

    Raises:
        GoldError: It cannot be read, or holds several.
    """
    try:
        found = read_articles(path, path.name)
    except UnreadableFile as error:
        raise GoldError(f"The article {path} cannot be read: {error.reason}") from error
    if len(found) != 1:
        raise GoldError(f"{path} holds {len(found)} articles; gold counts characters of one.")
    return found[0]


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of gold, or a part of one, with where it stands."""

    cells: Mapping[str, Any]
    place: str

    def error(self, what: str) -> GoldError:
        return GoldError(f"{self.place}: {what}.")

    def words(self, name: str) -> str:
        value = self.cells.get(name)
        if not isinstance(value, str) or not value:
            raise self.error(f"{name!r} is missing" if value is None else f"{name!r} is no text")
        return value

    def optional(self, name: str) -> str:
        return "" if self.cells.get(name) in (None, "") else self.words(name)

    def strings(self, name: str) -> tuple[str, ...]:
        values = self.cells.get(name) or []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.error(f"{name!r} is no list of texts")
        return tuple(value for value in values if value.strip())

    def items(self, name: str) -> list[_Row]:
        values = self.cells.get(name)
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.error(f"{name!r} is missing" if values is None else f"{name!r} is no list of objects")
        return [_Row(value, f"{self.place}, {name} {number}") for number, value in enumerate(values, start=1)]

    def span(self, start: str, end: str, article: Article) -> Span:
        return self._span([self.cells.get(start), self.cells.get(end)], f"{start!r} and {end!r}", article)

    def spans(self, name: str, article: Article) -> tuple[Span, ...]:
        values = self.cells.get(name)
        if not isinstance(values, list):
            raise self.error(f"{name!r} is no list of [start, end]")
        return tuple(self._span(value, repr(name), article) for value in values)

    def _span(self, value: object, name: str, article: Article) -> Span:
        if not isinstance(value, list) or [type(number) for number in value] != [int, int]:
            raise self.error(f"{name} must be two whole numbers")
        start, end = value
        if not 0 <= start < end <= len(article.text):
            raise self.error(f"{start} to {end} lies outside {article.source_path} ({len(article.text)} characters)")
        return Span(start, end)


def _json_lines(path: Path) -> Iterator[_Row]:
    """Give the lines of a JSONL file, at least one."""
    empty = True
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        try:
            cells = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise GoldError(f"{place}: this is no JSON.") from error
        if not isinstance(cells, dict):
            raise GoldError(f"{place}: this is no JSON object.")
        empty = False
        yield _Row(cells, place)
    if empty:
        raise GoldError(f"{path} is empty.")


def _table(path: Path) -> tuple[Sequence[str], list[dict[str, str]]]:
    """Read a table of texts with labels; lines before the header that begin with ``#`` are comments."""
    text = read_text(path)
    while text.startswith("#"):
        text = text.partition("\n")[2]
    try:
        records = list(read_records(text, delimiter=find_delimiter(text, "label")))
    except TableError as error:
        raise GoldError(f"{path}: {error}") from error
    header = records[0].cells if records else ()
    for name in ("text", "label"):
        if name not in header:
            found = ", ".join(map(repr, header[:20])) or "nothing"
            raise GoldError(f"{path} has no column {name!r}. Found: {found}.")
    rows = []
    for number, record in enumerate(records[1:], start=1):
        if record.fault or len(record.cells) != len(header):
            fault = record.fault or f"it has {len(record.cells)} cells where the header has {len(header)}"
            raise GoldError(f"{path}, text {number}: {fault}.")
        rows.append(dict(zip(header, record.cells, strict=True)))
    if not rows:
        raise GoldError(f"{path} holds no text under its header.")
    return header, rows


def read_text(path: Path) -> str:
    """Read a file of gold.

    Raises:
        GoldError: It is not there, or is no text.
    """
    try:
        return decode(path.read_bytes()).text
    except (OSError, UndecodableError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise GoldError(f"{path} cannot be read: {reason}") from error


def by_article(gold: Sequence[GoldName | GoldLabel]) -> dict[str, list[int]]:
    """Give the numbers of the items of each article, by its name."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(gold):
        if item.article:
            found[item.article.source_path].append(number)
    return found
