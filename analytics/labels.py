"""Finds the labels that say who speaks in a transcript: "WALLACE: Governor, ...", "Sergey Lavrov: ...", "Q: ..."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from analytics.lexicons import read_places, word_set
from analytics.records import Attribution, Mention, Quote, Span

_WORDS = re.compile(r"[^\W\d_]{2}")
"""Letters: "Vale: 1,769" is a count."""

FEWEST_TURNS = 3
"""Labelled paragraphs without quotation marks that make a text a transcript; fewer are headings and asides."""

_CONFIDENCE = 0.98
"""Probability that a label names who speaks: it stands there to do so."""

_LABEL = re.compile(
    r"[“\"„«]?(?P<label>[^\W\d_][\w'’-]*\.?(?: [^\W\d_][\w'’-]*\.?){0,5})(?: \([^()\n]{1,40}\)){0,2}:[ \u00a0]"
)
_NO_TURN = '“"([*'
"""What begins a quotation, or a note of the meeting: "(Applause)"."""

_MARKED = re.compile('[“”"«»]')
_LINE_END = re.compile(r"[\r\n]")
_FIRST_PERSON = re.compile(r"\b(?:I(?=[ ’'][a-z])|[Ww]e|[Oo]ur|[Mm]y)\b")
_LETTER = re.compile(r"(Q|A|Question|Answer)\.[ \u00a0]")
_LONGEST_LABEL = 45
_QUESTION = frozenset("q a question answer moderator reporter journalist correspondent interviewer".split())
_PARTICLES = word_set("name_words", "word", kind="particle")
_CALENDAR = word_set("name_words", "word", kind="calendar")
_NO_LABEL = frozenset(
    """video watch update updated note editor's photo photos breaking related exclusive correction read more listen
    analysis opinion source sources background summary transcript date time place location subject from to re fact
    claim verdict warning example media clip audio location dateline report poll""".split()
)
"""Words that head a paragraph and name nobody."""


@dataclass(frozen=True, slots=True)
class Label:
    """Who is said to speak: the span of the name, and where the words begin."""

    span: Span
    start: int
    named: bool  # false for "Q", "Question": they name nobody
    capital: bool  # the name stands in capitals, which hardly anything else does


def find_label(text: str, paragraph: Span) -> Label | None:
    """Give the speaker's label with which a paragraph begins, behind an opening quotation mark or not.

    Example:
        >>> text = "WALLACE: Governor, will you go?"
        >>> find_label(text, Span(0, len(text))).span.of(text)
        'WALLACE'
    """
    found = _LABEL.match(text, paragraph.start, min(paragraph.end, paragraph.start + 3 * _LONGEST_LABEL))
    if not found or len(found["label"]) > _LONGEST_LABEL:
        return None
    label = found["label"]
    words = label.lower().replace("’", "'").split()
    capital = _is_in_capitals(label)
    behind_mark = found.start("label") > paragraph.start
    if not capital and (not _is_a_name(label) or (behind_mark and len(words) == 1)):
        return None  # "“Look: we agree": words that open a quote
    if not _NO_LABEL.isdisjoint(word.rstrip(".") for word in words) or label.lower() in read_places().codes:
        return None
    span = Span(found.start("label"), found.end("label"))
    return Label(span, found.end(), words[0].rstrip(".") not in _QUESTION, capital)


def _find_letter(text: str, paragraph: Span) -> Label | None:
    """Give "Question.", "Answer.", "Q." or "A." at the head of a paragraph; in a text of turns it is a label."""
    found = _LETTER.match(text, paragraph.start, paragraph.end)
    return Label(Span(*found.span(1)), found.end(), named=False, capital=False) if found else None


def _is_in_capitals(label: str) -> bool:
    """Tell a label in capitals, "MR. McCARTHY" among them; "Q" and "A" count."""
    letters = [letter for letter in label if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) >= 0.7 * len(letters)


def _is_a_name(label: str) -> bool:
    """Tell whether all words have a capital, but for particles: "Ursula von der Leyen"."""
    words = label.split()
    named = all(word[0].isupper() or word in _PARTICLES for word in words)
    return named and words[-1][0].isupper() and not _CALENDAR.intersection(label.lower().split())


def find_turns(text: str, paragraphs: Iterable[Span]) -> list[tuple[Label, Span]]:
    r"""Give the labelled turns of a transcript without quotation marks, each with its words; none in another text.

    A transcript has at least ``FEWEST_TURNS`` labelled paragraphs and two labels, one of which comes back. The
    paragraphs under a label go on with its turn, up to one with words in marks, as far as the last one in which
    somebody speaks of "I" or "we".

    Example:
        >>> text = "LEE: Will you go?\nVALE: I will.\nLEE: When?"
        >>> [words.of(text) for _, words in find_turns(text, [Span(0, 17), Span(18, 31), Span(32, 42)])]
        ['Will you go?', 'I will.', 'When?']
    """
    turns: list[tuple[Label, Span]] = []
    further: list[tuple[Label, Span]] = []  # not yet known to go on
    labels: list[Label] = []
    goes_on = False
    for paragraph in paragraphs:
        label = find_label(text, paragraph) or _find_letter(text, paragraph)
        plain = text[paragraph.start] not in _NO_TURN
        told = not label and _MARKED.search(text, paragraph.start, paragraph.end) is not None  # by the reporter
        goes_on = not told and (goes_on or label is not None)
        if label and plain and _WORDS.search(text, label.start, paragraph.end):
            turns.append((label, Span(label.start, paragraph.end)))
            labels.append(label)
            further = []
        elif turns and plain and goes_on and not label:
            further.append((labels[-1], paragraph))
            if _FIRST_PERSON.search(text, paragraph.start, paragraph.end):
                turns += further
                further = []
    names = Counter(label.span.of(text) if label.named else text[label.span.start] for label in labels)
    if len(labels) < FEWEST_TURNS or len(names) < 2 or max(names.values()) < 2:
        return []
    return turns


def labelled(text: str, quote: Quote, label: Label) -> Attribution:
    """Attribute a turn of a transcript to the label that it begins with."""
    words = label.span.of(text)
    if not label.named:
        return Attribution(quote, None, None, "", f"the label '{words}' names nobody", _CONFIDENCE)
    if words.lower().startswith("the "):  # "The President": an office, whose holder the meeting knows
        mention = Mention(label.span, "nominal", "", "", words.split()[-1].lower())
    else:
        mention = Mention(label.span, "name", words.title() if label.capital else words)
    goes_on = _LINE_END.search(text, label.start, quote.span.start) is not None  # the first is near: no long search
    rule = f"goes on with the turn labelled '{words}'" if goes_on else f"the turn is labelled '{words}'"
    return Attribution(quote, mention, None, "", rule, _CONFIDENCE)
