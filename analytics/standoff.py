"""Reads quotes from a corpus in brat's standoff form, as PolNeAR publishes it.

PolNeAR (Newell, Margolin and Ruths, LREC 2018) lays its texts in ``text/NAME.txt`` and its marks in
``attributions/NAME_ANNOTATOR.ann``. Of such a file two kinds of lines count: ``T1<tab>Source 0 12<tab>words``, a
stretch (in several parts ``0 12;20 30``) called Source, Cue or Content, and ``E1<tab>Attribution:T4 Content:T3
Cue:T2 Source:T1``, which joins such stretches. Where several people marked an article, the one whose id sorts first
counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analytics.gold import GoldArticle, GoldError, GoldSegment, read_article, read_text
from analytics.lexicons import word_set
from analytics.records import Article, Span

FITTING = 0.5
"""At least this share of the stretches must hold the words that their lines repeat, or text and marks are no pair."""

HALF = 0.5
"""A stretch in marks is said when this share of it lies in the content of one attribution."""

_STRETCH = re.compile(r"(?P<kind>\S+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)")
_ARGUMENT = re.compile(r"(?P<role>[A-Za-z-]+)\d*:(?P<id>[TE]\d+)")
_IN_MARKS = re.compile(r"(?:''|[“\"]|(?<!\S)”)(?P<words>(?:(?!'')[^“”\"\n])+)(?:''|[“”\"]|$)", re.MULTILINE)
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class _Attribution:
    sources: tuple[Span, ...]
    content: tuple[Span, ...]
    says: bool


def read_standoff(folder: Path) -> list[GoldArticle]:
    """Read a folder with ``text`` and ``attributions``.

    A stretch in double quotation marks, up to the end of its line, is a quote of the attribution that holds most of
    it, at least half. Content outside the marks is an indirect statement where its cue holds a reporting verb.

    Raises:
        GoldError: A folder is missing, a line is malformed, or a text does not fit its marks.
    """
    texts, marks = folder / "text", folder / "attributions"
    for needed in (texts, marks):
        if not needed.is_dir():
            raise GoldError(f"{folder} holds no folder {needed.name!r}; PolNeAR has text/ and attributions/.")
    files: dict[str, Path] = {}
    for path in sorted(marks.glob("*.ann")):
        files.setdefault(path.stem.rpartition("_")[0], path)
    if not files:
        raise GoldError(f"{marks} holds no .ann file.")
    found = []
    for name, path in files.items():
        text = texts / f"{name}.txt"
        if not text.is_file():
            raise GoldError(f"{path} marks {text.name}, which is not in {texts}.")
        article = read_article(text)
        found.append(_join(article, _read_marks(path, article.text)))
    return found


def _join(article: Article, attributions: list[_Attribution]) -> GoldArticle:
    text = article.text
    marked = tuple(Span(*match.span("words")) for match in _IN_MARKS.finditer(text))
    segments = []
    for span in marked:
        best = max(attributions, key=lambda one: _shared(span, one.content), default=None)
        if best and _shared(span, best.content) >= HALF * len(span):
            segments.append(GoldSegment(span, best.sources))
    said = tuple(one.content for one in attributions if one.says)
    other = tuple(one.content for one in attributions if not one.says)
    return GoldArticle(article, tuple(segments), said, other, marked)


def _shared(span: Span, others: tuple[Span, ...]) -> int:
    return sum(max(0, min(span.end, other.end) - max(span.start, other.start)) for other in others)


def _read_marks(path: Path, text: str) -> list[_Attribution]:
    """Read the attributions of one file."""
    stretches: dict[str, tuple[Span, ...]] = {}
    joined: list[tuple[str, str]] = []
    fitting = 0
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        name, _, rest = line.rstrip("\r").partition("\t")
        if name.startswith("T"):
            about, _, words = rest.partition("\t")
            stretches[name] = spans = _stretch(about, text, f"{path}, line {number}")
            fitting += " ".join(words.split()) == " ".join(" ".join(span.of(text) for span in spans).split())
        elif name.startswith("E"):
            joined.append((rest, f"{path}, line {number}"))
        elif name.strip() and name[0] not in "ARMN#*":
            raise GoldError(f"{path}, line {number}: this is no line of brat's standoff form.")
    if fitting < FITTING * len(stretches):
        raise GoldError(f"{path} does not belong to its text: the words at its offsets are others.")
    return [found for rest, place in joined for found in _attribution(rest, stretches, text, place)]


def _stretch(about: str, text: str, place: str) -> tuple[Span, ...]:
    found = _STRETCH.fullmatch(about)
    if not found:
        raise GoldError(f"{place}: a stretch is written as 'Source 0 12', not {about[:40]!r}.")
    spans = tuple(Span(*map(int, part.split())) for part in found["spans"].split(";"))
    for span in spans:
        if not span.start < span.end <= len(text):
            raise GoldError(f"{place}: {span.start} to {span.end} lies outside the text ({len(text)} characters).")
    return spans


def _attribution(rest: str, stretches: Mapping[str, tuple[Span, ...]], text: str, place: str) -> Iterator[_Attribution]:
    """Give the attribution of an event, where it has content."""
    roles: dict[str, tuple[Span, ...]] = {}
    for argument in rest.split():
        found = _ARGUMENT.fullmatch(argument)
        if not found:
            raise GoldError(f"{place}: an event is written as 'Attribution:T4 Content:T3', not {argument[:40]!r}.")
        if found["id"].startswith("E"):
            continue
        if found["id"] not in stretches:
            raise GoldError(f"{place}: there is no stretch {found['id']}.")
        roles[found["role"]] = roles.get(found["role"], ()) + stretches[found["id"]]
    if content := roles.get("Content"):
        cue = " ".join(span.of(text) for span in roles.get("Cue", ()))
        yield _Attribution(roles.get("Source", ()), content, _reports(cue))


def _reports(cue: str) -> bool:
    """Tell whether a cue holds a reporting verb, or is "according to"."""
    words = _WORD.findall(cue.lower())
    return "according" in words or not _verbs().isdisjoint(words)


@cache
def _verbs() -> frozenset[str]:
    return word_set("cues", "forms", strength="strong")
