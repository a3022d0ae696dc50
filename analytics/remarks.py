"""Finds what somebody's words are told of as a noun: "repeated his warning that the ford would close".

Only where the noun stands behind a verb, so that the clause ends with the sentence: in "his warning that the ford would
close angered them" nothing tells where it ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from analytics.records import Mention, Span
from analytics.scenes import Scene

_NOUNS = (
    "accusation|admission|allegation|announcement|argument|assertion|assessment|assurance|belief|claim|comment|complaint|"
    "concern|contention|conviction|declaration|demand|denial|fear|hope|insistence|message|opinion|pledge|position|"
    "prediction|promise|proposal|remark|statement|suggestion|threat|view|vow|warning"
)
_REMARK = re.compile(
    rf"(?:\b(?P<own>[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)|(?<=\w)(?P<mark>['’]s|s['’])) (?:[a-z-]+ ){{0,2}}"
    rf"(?P<noun>(?:{_NOUNS})s?) (?:(?:on|in|at|to|from|last|this) [^,.;:“”\"]{{2,30}} )?(?=that )"
)
_STOPS = re.compile(r"[;:“”\"—–(]|, (?=which|who|while|and|but|as|a |an |the |in |after|when|despite)| -")
_THAT = " that "
_LONGEST = 90
"""Characters of a noun with its owner and its place or day, before "that"."""

_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Remark:
    """Somebody's words told of as a noun: who, the noun, what it says."""

    owner: Mention
    noun: Span
    clause: Span


def find_remarks(scene: Scene, sentence: Span) -> Iterator[Remark]:
    """Give the remarks of a sentence whose owner is a mention, in order."""
    for found in _matches(scene.text, sentence):
        owner = _owner(scene, found)
        if owner is None or not _has_verb(scene, sentence.start, owner.span.start):
            continue
        stop = _STOPS.search(scene.text, found.end(), sentence.end)
        end = stop.start() if stop else sentence.end
        end -= len(scene.text[found.end() : end]) - len(scene.text[found.end() : end].rstrip(" .!?"))
        clause = Span(found.end(), end)
        at = bisect_left(scene.word_starts, clause.start)
        told = [form.verbal for form in scene.outer.forms[at + 1 : at + 12]]
        marked = stop is not None and stop.group() in '“"'
        if marked or scene.words_between(clause.start, end) <= _FEWEST_WORDS or not any(told) or told[0]:
            continue  # "his claim that angered them"
        yield Remark(owner, Span(found.start("noun"), found.end("noun")), clause)


def _matches(text: str, sentence: Span) -> Iterator[re.Match[str]]:
    """Give the nouns with their owner right before each "that", which is quicker to find than they are."""
    at = text.find(_THAT, sentence.start, sentence.end)
    while at >= 0:
        near = _REMARK.search(text, max(sentence.start, at - _LONGEST), at + len(_THAT))
        if near and near.end() == at + 1:
            yield near
        at = text.find(_THAT, at + 1, sentence.end)


def _owner(scene: Scene, found: re.Match[str]) -> Mention | None:
    """Give whose remark it is: the mention right before the possessive, or the pronoun."""
    if found.group("own"):
        start, end = found.span("own")
        return Mention(Span(start, end), "pronoun", "", "", found.group("own").lower())
    end = found.start("mark")
    at = bisect_left(scene.mention_starts, end) - 1
    if at < 0:
        return None
    owner = scene.mentions[at]
    return owner if owner.span.end == end and owner.kind != "document" else None


def _has_verb(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a verb stands before the remark, whose object or complement it then is."""
    forms = scene.outer.forms[bisect_left(scene.word_starts, start) : bisect_left(scene.word_starts, end)]
    return any(form.verbal for form in forms)
