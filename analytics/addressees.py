"""Says who was told: "told Lavrov", "in an interview with the BBC"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from analytics.lexicons import read_lexicon, values
from analytics.records import Article, Attribution, Mention

if TYPE_CHECKING:
    from analytics.speakers import Cast

_TALK = re.compile(
    r"\b(?:(?:interview|phone call|telephone call|conversation|briefing|talks?) with|"
    r"(?:letter|statement|message|speech|remarks|testimony|address) to|speaking to|speaks to|asked by) ",
)


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
    starts = cast.all_starts
    if cue.of(article.text).lower() in _telling():
        told = _mention_at(article.text, mentions, starts, cue.end)
        if told and told != attribution.mention:
            return _shown(article.text, told, cast)
    stop = next((part.start for part in attribution.quote.content if part.start >= cue.end), sentence.end)
    talk = _TALK.search(article.text, cue.end, min(stop, cue.end + 120))
    if talk:
        told = _mention_at(article.text, mentions, starts, talk.end() - 1)
        if told and told != attribution.mention:
            return _shown(article.text, told, cast)
    return ""


@cache
def _telling() -> frozenset[str]:
    return frozenset(form for row in read_lexicon("cues") if row["addressee"] == "yes" for form in values(row["forms"]))


def _mention_at(text: str, mentions: Sequence[Mention], starts: Sequence[int], position: int) -> Mention | None:
    """Give the mention that begins right after a position, a determiner or space between them allowed."""
    at = bisect_left(starts, position)
    if at < len(mentions) and text[position : mentions[at].span.start].strip().lower() in ("", "the"):
        return mentions[at]
    return None


def _shown(text: str, mention: Mention, cast: Cast) -> str:
    speaker = cast.resolve(mention)
    return speaker.actor.name or speaker.name or " ".join(mention.span.of(text).split())
