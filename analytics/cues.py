"""Finds the words that report speech: "said", "according to", "went on to say"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from analytics.lexicons import read_lexicon, values
from analytics.records import Span
from analytics.word_classes import BE

if TYPE_CHECKING:
    from analytics.words import Words

_NOT_BEFORE_VERB = frozenset("a an the this that these those his her its their our my of any no every".split())
_BEFORE_NOUN = frozenset(
    """of in on at for with by from about into after before during amid over under against without despite peace direct
    new more further fresh joint formal bilateral recent legal territorial maritime competing conflicting unconfirmed
    earlier several many some such high-level security""".split()
)
_NOUNS = frozenset(
    """talks calls reports claims demands comments remarks states notes offers attacks charges threats hopes fears views
    plans plan talk call report claim demand comment remark state note offer attack charge press answer question
    questions answers rates ranks lists aims ends starts closes opens shares issues targets backs deals raises releases
    state estimates promises orders votes links protest protests address addresses objects address update""".split()
)
"""Forms that are nouns as often as verbs: behind a preposition or adjective they report nothing."""


_MARKS = frozenset('“”„«»"')
_NO_REPORT = {"close": "to", "counsel": "for", "insist": "on", "insists": "on"}
"""Forms that report nothing before a word; those of insisting only in a condition."""

_LONGEST_CONDITION = 8
"""Words from "if" to the verb of a condition."""


_ASKED = frozenset("asked questioned pressed quizzed challenged grilled probed prodded interviewed".split())
_ABOUT = frozenset(
    """about on by if whether why how what when where who in at during after again repeatedly further directly
    yesterday today later""".split()
)
"""What stands behind who is asked: "Vale, pressed by reporters on the deal, said"."""

_SILENCE = frozenset("nothing little".split())
_BUT = frozenset("but except more other beyond".split())


class Cue(NamedTuple):
    """A reporting verb or phrase: where it stands, its lemma, and how surely it reports."""

    span: Span
    lemma: str
    strong: bool
    tells: bool  # its first object is the one who was told
    first: int  # number of its first word
    last: int  # number of its last word


_LET = ("let", "lets", "letting")
"""Words with which a form of four words begins: "let it be known"."""


@cache
def _forms() -> dict[str, tuple[str, bool, bool]]:
    return {
        form: (row["cue"], row["strength"] == "strong", row["addressee"] == "yes")
        for row in read_lexicon("cues")
        for form in values(row["forms"])
    }


def _is_condition(words: Words, number: int) -> bool:
    """Tell whether a verb stands in a condition: "if Norland insists on", nothing but words between."""
    for at in range(number, max(-1, number - _LONGEST_CONDITION), -1):
        if at < number and words.forms[at].lower in ("if", "should", "unless"):
            return True
        if not at or words.opens[at] or not words.touches(at):
            return False
    return False


def _is_but(words: Words, number: int) -> bool:
    return number < len(words.forms) and words.forms[number].lower in _BUT


def find_cues(words: Words) -> list[Cue]:
    """Give the cues among the words, in order; the caller leaves out words inside quotation marks.

    A form after an article or possessive is a noun ("the report") and no cue. "According to" counts as strong.
    """
    found: list[Cue] = []
    forms = words.forms
    for number in words.cues():
        lower = forms[number].lower
        previous = forms[number - 1].lower if number and not _MARKS.intersection(words.gaps[number]) else ""
        following = forms[number + 1].lower if number + 1 < len(forms) else ""
        if lower == "according" and following == "to":
            span = Span(words.starts[number], words.ends[number + 1])
            found.append(Cue(span, "according to", True, False, number, number + 1))
            continue
        noun = lower in _NOUNS and (previous in _BEFORE_NOUN or previous.endswith(("'s", "’s")))
        if following == _NO_REPORT.get(lower) and (lower in ("close", "counsel") or _is_condition(words, number)):
            continue  # "a source close to Vale", "if Norland insists on going on"
        if lower in _ASKED and following in _ABOUT and words.gaps[number].startswith(","):
            continue  # "the minister, questioned on radio, said": somebody else asks
        if following == "at" and previous in BE:
            continue  # "who was shouted at in the hall"
        if following in _SILENCE and not _is_but(words, number + 2):
            continue  # "sat beside him and said nothing"
        if noun or previous in _NOT_BEFORE_VERB or (forms[number].capital and not words.opens[number]):
            continue
        third = forms[number + 2].lower if number + 2 < len(forms) else ""
        fourth = forms[number + 3].lower if lower in _LET and number + 3 < len(forms) else ""
        if fourth and (known := _forms().get(f"{lower} {following} {third} {fourth}")):
            found.append(Cue(Span(words.starts[number], words.ends[number + 3]), *known, number, number + 3))
        elif triple := _forms().get(f"{lower} {following} {third}"):
            found.append(Cue(Span(words.starts[number], words.ends[number + 2]), *triple, number, number + 2))
        elif pair := _forms().get(f"{lower} {following}"):
            found.append(Cue(Span(words.starts[number], words.ends[number + 1]), *pair, number, number + 1))
        elif (single := _forms().get(lower)) and not (lower == single[0] and words.opens[number] and lower in _NOUNS):
            found.append(Cue(Span(words.starts[number], words.ends[number]), *single, number, number))
    return found
