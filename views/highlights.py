"""The one place where an article's text becomes HTML: every character is escaped, then marks are set around it."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from analytics.charts import signed
from analytics.front_matter import read_front_matter
from analytics.records import Span
from analytics.schema import Row
from analytics.searches import found_spans, read_search

PASSAGE = 700
"""So many characters before and after a quote are shown with it; the cut is made at a paragraph's end."""

LONGEST = 60_000
"""Of a longer text only so many characters around the quote are shown: the browser has to lay them all out."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Marks a stretch of the text; ``kind`` is a CSS class of the pages' style, ``label`` is shown after the words."""

    span: Span
    kind: str
    label: str = ""


def quote_marks(row: Row, others: Iterable[Row] = ()) -> list[Mark]:
    """Give the marks of a quote: its parts, cue, speaker, and the words that made its stance.

    Args:
        row: The quote, a line of the table of quotes.
        others: More quotes of the article, marked faintly.
    """
    marks = [
        Mark(part, "other") for other in others if other["quote_id"] != row["quote_id"] for part in parts_of(other)
    ]
    marks += [Mark(part, "quote") for part in parts_of(row)]
    if row["mention_start"] is not None:
        label = "taken for the speaker" if '"actor"' in row["corrected"] else "speaker"
        marks.append(Mark(Span(row["mention_start"], row["mention_end"]), "mention", label))
    for item in evidence_of(row):
        if item["start"] is not None and item["weight"]:
            lean = "hawk" if item["weight"] > 0 else "dove"
            marks.append(Mark(Span(item["start"], item["end"]), lean, f"{lean} {signed(item['weight'])}"))
    return marks


def found_marks(text: str, search: str, inside: Sequence[Span] = ()) -> list[Mark]:
    """Mark the words of a search, in the whole text or in some stretches of it."""
    read = read_search(search) if search else None
    if read is None:
        return []
    return [
        Mark(Span(part.start + found.start, part.start + found.end), "found")
        for part in inside or [Span(0, len(text))]
        for found in found_spans(part.of(text), read)
    ]


def cue_mark(text: str, row: Row) -> list[Mark]:
    """Find the cue's words in the quote's sentences, outside its parts; none where they are not found.

    The table holds the cue's words but not their place. Of several places the one nearest to quote and speaker
    is taken.
    """
    if not row["cue"]:
        return []
    parts, reach = parts_of(row), len(row["sentence"])
    start, end = max(0, row["start"] - reach), row["end"] + reach
    sentence = text.find(row["sentence"], start, end)
    if 0 <= sentence <= row["start"]:
        start, end = sentence, sentence + reach
    places = []
    place = text.find(row["cue"], start, end)
    while place >= 0:
        found = Span(place, place + len(row["cue"]))
        if _whole_words(text, found) and not any(part.overlaps(found) for part in parts):
            places.append(found)
        place = text.find(row["cue"], found.end, end)
    if not places:
        return []
    anchors = [] if row["mention_start"] is None else [Span(row["mention_start"], row["mention_end"])]

    def distance(span: Span) -> int:
        return min(_gap(span, part) for part in parts) + sum(_gap(span, anchor) for anchor in anchors)

    return [Mark(min(places, key=distance), "cue")]


def parts_of(row: Row) -> list[Span]:
    """Give the parts of a quote as spans of the article's text."""
    return [Span(start, end) for start, end in json.loads(row["spans"])]


def evidence_of(row: Row) -> list[dict[str, Any]]:
    """Give the words behind a quote's stance: words, category, weight, start, end."""
    return json.loads(row["evidence"]) if row["evidence"] else []


def passage(text: str, row: Row, reach: int = PASSAGE) -> Span:
    """Give the stretch to show around a quote: whole paragraphs where they are not too long."""
    near = [row["start"], row["end"], *(row[key] for key in ("mention_start", "mention_end") if row[key] is not None)]
    start, end = max(0, min(near) - reach), min(len(text), max(near) + reach)
    if start > 0:
        line = text.find("\n", start, min(near))
        start = line + 1 if line >= 0 else start
    if end < len(text):
        line = text.rfind("\n", max(near), end)
        end = line if line >= 0 else end
    return Span(start, end)


def below_front_matter(text: str, shown: Span) -> Span:
    """Take the lines of title, date and outlet off a stretch to show, unless it holds nothing else."""
    _, front = read_front_matter(text)
    return Span(front, shown.end) if shown.start < front < shown.end else shown


def marked_html(text: str, marks: Sequence[Mark], shown: Span | None = None) -> str:
    r"""Turn text into HTML with marks around its words; nothing of the text can become a tag.

    Marks may overlap: each stretch between two edges gets the classes of all marks over it.

    Args:
        text: The article's text.
        marks: Marks with spans of the text.
        shown: The stretch to show; all of it when left out.

    Example:
        >>> marked_html("He <b>lied", [Mark(Span(6, 10), "hawk", "hawk +0.50")])
        'He &lt;b&gt;<mark class="pq-hawk">lied</mark><sup class="pq-label">hawk +0.50</sup>'
    """
    view = shown or Span(0, len(text))
    inside = [mark for mark in marks if len(mark.span) and mark.span.overlaps(view)]
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in inside:
        opening.setdefault(max(mark.span.start, view.start), []).append(mark)
        closing.setdefault(min(mark.span.end, view.end), []).append(mark)
    edges = sorted({view.start, view.end, *opening, *closing})
    active: list[Mark] = []
    pieces = []
    for start, end in zip(edges, [*edges[1:], view.end], strict=True):
        ended = closing.get(start, [])
        pieces += [f'<sup class="pq-label">{html.escape(mark.label)}</sup>' for mark in ended if mark.label]
        active = [mark for mark in active if mark not in ended] + opening.get(start, [])
        words = html.escape(text[start:end])
        kinds = " ".join(dict.fromkeys(f"pq-{mark.kind}" for mark in active))
        pieces.append(f'<mark class="{kinds}">{words}</mark>' if kinds and words else words)
    return "".join(pieces)


def _gap(one: Span, other: Span) -> int:
    return max(0, other.start - one.end, one.start - other.end)


def _whole_words(text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return not before.isalnum() and not after.isalnum()
