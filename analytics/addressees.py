"""Says who was told: "told Lavrov", "in an interview with the BBC"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from analytics.days import WEEKDAYS
from analytics.lexicons import read_lexicon, values
from analytics.records import Article, Attribution, Mention

if TYPE_CHECKING:
    from analytics.casts import Cast

_TALK = re.compile(
    r"\b(?:(?:interview|phone call|telephone call|conversation|briefing|talks?) with|"
    r"(?:letter|statement|message|speech|remarks|testimony|address) to|[Ss]peaking to|speaks to|[Aa]sked by) ",
)
_BOUNDARY = """that in on at after before during as by when while with from late early via through last this over
    outside inside about following ahead and but who he she it they there how why of for to not yesterday
    today""".split()
_BOUNDARY += map(str.title, WEEKDAYS)
_WHEN = r"(?:an?|one|two|three|several|some) (?:few )?(?:day|week|month|year|hour)s? (?:earlier|ago|before|later)"
_PHRASE = re.compile(
    r"(the |a |an |his |her |its |their |our |my )?((?:[\w’'/-]+ ){0,4}?[\w’'/-]+)"
    rf"(?=[,.;:“\"—)]| [“\"—(]| (?:{_WHEN}|{'|'.join(_BOUNDARY)})\b|$)"
)
"""Words that name who was told where they are no mention: "the 15-member council", "private radio RMF"."""

_OWNER = re.compile(r"['’]s ")
_OWNING = frozenset("his her its their our my your".split())
_OUTLET = re.compile(r" (?:magazine|newspaper|daily|weekly|television|TV|radio|channel)(?: [A-Z][\w-]*)*\b")
"""What a land, faith or town before it makes an outlet: "told the Norlandic daily Tide"."""

_NOBODY = frozenset("him her them me us himself herself themselves what whether if back".split()) | set(_BOUNDARY)
_TALES = frozenset(
    "question questions story stories tale tales truth lie lies joke jokes anecdote time stand speech rest".split()
)
"""What is told, and not to whom."""

_SPOKEN_TO = frozenset("said says wrote shouted yelled explained announced replied added repeated boasted".split())
_LONGEST_LEAD = 160
"""Characters before a cue in which it is looked for to whom one speaks: "In remarks to his cabinet ..., Vale said"."""


def find_addressee(article: Article, attribution: Attribution, mentions: Sequence[Mention], cast: Cast) -> str:
    """Give who was told, by the fullest name in the article, or "" where the quote's own sentence names nobody.

    Args:
        article: The article.
        attribution: The quote with its cue.
        mentions: All mentions of the article, in order.
        cast: Who each mention stands for.
    """
    cue, sentence = attribution.cue, attribution.quote.sentence
    if cue is None or not sentence.holds(cue):
        return ""
    text = article.text
    verb = cue.of(text).lower()
    told = ""
    if verb in _telling():
        told = _told(text, cue.end, attribution, mentions, cast)
    elif verb in _SPOKEN_TO and text.startswith(" to ", cue.end):
        told = _told(text, cue.end + 3, attribution, mentions, cast)
    if told:
        return told
    stop = next((part.start for part in attribution.quote.content if part.start >= cue.end), sentence.end)
    lead = max(sentence.start, cue.start - _LONGEST_LEAD)
    for start, end in ((cue.end, min(stop, cue.end + 120)), (lead, cue.start)):
        that = text.find(" that ", start, end)
        talk = _TALK.search(text, start, end if that < 0 or start < cue.end else that)
        inside = talk and any(part.start <= talk.start() < part.end for part in attribution.quote.content)
        if talk and not inside:
            return _told(text, talk.end() - 1, attribution, mentions, cast)
    return ""


def _told(text: str, position: int, attribution: Attribution, mentions: Sequence[Mention], cast: Cast) -> str:
    """Give who is named right behind a position: a mention by its fullest name, else the words of a noun phrase."""
    if text.startswith(" that ", position):
        return ""  # "responded that Norlanders ..."
    told = _mention_at(text, mentions, cast.all_starts, position)
    if told and _OWNER.match(text, told.span.end):  # "told Harbour TV's Ole Brandt"
        whose = _mention_at(text, mentions, cast.all_starts, told.span.end + 2)
        told = whose if whose and whose.kind == "name" else None
    if told and not (told.kind == "pronoun" and told.head in _OWNING) and not text.startswith("/", told.span.end):
        return "" if told.head in _TALES else _shown(text, told, attribution, cast)
    if not text.startswith(" ", position):
        return ""
    phrase = _PHRASE.match(text, position + 1)
    if not phrase:
        return ""
    words = phrase.group(2).split()
    nobody = words[0] in _NOBODY or words[0].endswith("ly") or words[-1].lower() in _TALES
    named = phrase.group(1) or words[-1][0].isupper() or words[0].lower() in cast.places.codes
    return phrase.group(2) if named and not nobody else ""


@cache
def _telling() -> frozenset[str]:
    return frozenset(form for row in read_lexicon("cues") if row["addressee"] == "yes" for form in values(row["forms"]))


def _mention_at(text: str, mentions: Sequence[Mention], starts: Sequence[int], position: int) -> Mention | None:
    """Give the mention that begins right after a position, a determiner or space between them allowed."""
    at = bisect_left(starts, position)
    if at < len(mentions) and text[position : mentions[at].span.start].strip().lower() in ("", "the"):
        return mentions[at]
    return None


def _shown(text: str, mention: Mention, attribution: Attribution, cast: Cast) -> str:
    """Give whom a mention stands for, "" for the speaker: nobody tells himself, nor is "she" told in "promised she"."""
    who = cast.resolve(mention)
    named = who.actor.name or who.name
    own = attribution.mention
    if own and (mention.span.overlaps(own.span) or named == _name(own, cast)):
        return ""
    if mention.kind == "pronoun":
        return who.actor.name
    outlet = _OUTLET.match(text, mention.span.end)
    return named + outlet.group() if outlet else named or " ".join(mention.span.of(text).split())


def _name(mention: Mention, cast: Cast) -> str:
    who = cast.resolve(mention)
    return who.actor.name or who.name or "?"
