"""Finds who wrote a paper: a letter, a note, a statement read out. What it says are its writer's words.

The writer stands behind it ("a note from Vale"), owns it ("her letter"), or is the subject of the verb of writing in
its sentence ("Vale sent her president a letter") or the one before ("Vale wrote first. Her tone was civil.").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from analytics.records import Mention, Span
from analytics.word_classes import PREPOSITIONS
from analytics.words import POSSESSIVES

NEAR = 320
"""Characters between a paper and "it" or the verb of writing of the sentence before."""

_WRITES = re.compile(
    r"\b(?:sen[dt](?:s|ing)?|wr[oi]tes?|writ(?:e|ing|ten)|post(?:s|ed|ing)?|issue[sd]?|release[sd]?|publishe[sd]|left|handed"
    r"|delivered|circulated|penned|dictated|tweeted|texted|e-?mailed|signed|put out|read out|drafted|filed|dispatched"
    r"|shared|scribbled|painted)\b"
)
_WROTE = re.compile(r"\b(?:wrote|writes|(?:to|has|have|had|is|was) (?:begun to |started to )?writ(?:e|ing|ten))\b")
_BEHIND = re.compile(r"(?: [\w’'-]+){0,9}? (?:from|by) (?:the )?")
_OWNER = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?([A-Z][\w.-]*(?: [A-Z][\w.-]*){0,3})['’]s? ")
_STOP = re.compile(r"[.?!][”\"’']? |[\r\n]")
_PREPOSED = PREPOSITIONS | frozenset("at against towards like than as and".split())
_OWNS = ("'s", "’s", "s'", "s’")
_PRONOUNS = frozenset("he she they we".split())
_FOLLOWS = re.compile(r"(?: (?:of|from) [^.:\n]{1,60}?)?,? (?:follows|in full)\b")
_PERSONAL = frozenset(
    """letter note message memo e-mail email card postcard diary post tweet text telegram cable statement sheet appeal
    communique communiqué invitation ultimatum reply response""".split()
)
"""Papers whose writer speaks by them; a report or a book stands for itself."""


class Outer(NamedTuple):
    """An article's text and mentions, and which characters stand in quotation marks."""

    text: str
    mentions: Sequence[Mention]
    starts: Sequence[int]
    is_marked: Callable[[int], bool]

    def last(self, pattern: re.Pattern[str], start: int, end: int) -> int:
        """Give where the last match outside the marks begins, -1 for none."""
        found = [match.start() for match in pattern.finditer(self.text, start, end)]
        return next((at for at in reversed(found) if not self.is_marked(at)), -1)


def find_writer(outer: Outer, paper: Mention) -> Mention | None:
    """Give the words that name who wrote a paper, ``None`` where the text does not say.

    The subject of a verb of writing is asked only for papers that one person writes to others, no reports or books.
    """
    text, mentions, starts = outer.text, outer.mentions, outer.starts
    owner = _owner(text, paper)
    if owner:
        return owner
    if " joint " in f" {paper.title.lower()} ":
        return None  # several speak by it
    end = paper.span.end
    behind = _BEHIND.match(text, end, end + 90)
    if behind:
        at = bisect_left(starts, behind.end() - len("the "))
        if at < len(starts) and starts[at] <= behind.end() and not _STOP.search(text, end, behind.end()):
            return mentions[at]
    if paper.head not in _PERSONAL:
        return None
    start = _sentence_start(text, paper.span.start)
    verb = outer.last(_WRITES, start, paper.span.start)
    if verb >= 0:
        return _subject(outer, start, verb)
    before = _sentence_start(text, max(0, start - 2))
    verb = outer.last(_WROTE, max(before, start - NEAR), start)
    return _subject(outer, before, verb) if verb >= 0 else None


def is_announced(text: str, paper: Mention) -> bool:
    """Tell a paper whose words come next: "The full text of the declaration follows."."""
    return bool(_FOLLOWS.match(text, paper.span.end, paper.span.end + 90))


def _owner(text: str, paper: Mention) -> Mention | None:
    """Give the owner whose name or pronoun begins the paper's own words: "her letter", "Vale's note"."""
    start = paper.span.start
    first = paper.title.split(" ", 1)[0].lower()
    if first in POSSESSIVES:
        return Mention(Span(start, start + len(first)), "pronoun", "", "", first)
    owner = _OWNER.match(text, start, paper.span.end)
    return Mention(Span(start, owner.end(1)), "name", owner.group(1)) if owner else None


def _sentence_start(text: str, position: int) -> int:
    stops = list(_STOP.finditer(text, max(0, position - NEAR), position))
    return stops[-1].end() if stops else max(0, position - NEAR)


def _subject(outer: Outer, start: int, verb: int) -> Mention | None:
    """Give the mention before a verb that can be its subject: the last that owns nothing and follows no preposition."""
    text, starts = outer.text, outer.starts
    for number in range(bisect_left(starts, verb) - 1, bisect_left(starts, start) - 1, -1):
        mention = outer.mentions[number]
        if mention.kind == "document" or (mention.kind == "pronoun" and mention.head not in _PRONOUNS):
            continue
        ahead = text[max(start, mention.span.start - 12) : mention.span.start].split()
        preposed = bool(ahead) and ahead[-1].lower() in _PREPOSED
        if not (preposed or text.startswith(_OWNS, mention.span.end) or outer.is_marked(mention.span.start)):
            return mention
    return None
