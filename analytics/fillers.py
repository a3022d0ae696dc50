"""Finds the name between commas that says who somebody described is: "the mayor of Lorn, Jan Holub, said"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analytics.records import Mention

_PLACED = re.compile(r" (?:in|at|of|from|to|for|with|on|near|outside) [^,.;:“”\"\n\r()]{1,60}, ")
"""What may part a description from the name: "in the bazaar", "for the ministry"."""

_SHORT_NAME = re.compile(r" \([A-Z][A-Za-z-]{1,9}\)(?=, )")
"""A body's short name behind its long one: "the head of the Harbour Office (HARO), Jan Holub, said"."""

_AGED = re.compile(r", \d{1,3}[,.]")
_LISTED = re.compile(r", (?:and )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*(?:,| and )")
_OF_PLACE = re.compile(r" (?:of|in|at|from|near) (?:the )?[A-Z]")
_COMPASS = ("North ", "South ", "East ", "West ", "New ", "Northern ", "Southern ", "Eastern ", "Western ")
_CLOSES = (",", ".", ":", "")


def find_filler(text: str, mentions: Sequence[Mention], starts: Sequence[int], mention: Mention) -> Mention | None:
    """Give the name that fills a description of one person, ``None`` where none does.

    Behind a place ("a farmer in Aldby, Norland, said") a single word is as likely a larger place: there only an age
    tells a person.

    Args:
        text: The article's text.
        mentions: Its mentions in order.
        starts: Where they begin.
        mention: The description.
    """
    if mention.kind != "nominal":
        return None
    short = _SHORT_NAME.match(text, mention.span.end)
    end = short.end() if short else mention.span.end
    direct = text.startswith(", ", end)
    placed = None if direct else _PLACED.match(text, end)
    if not (direct or placed):
        return None
    begin = end + 2 if direct else placed.end() if placed else end
    at = bisect_left(starts, begin)
    name = mentions[at] if at < len(mentions) and starts[at] == begin else None
    if name is None or name.kind != "name" or text[name.span.end : name.span.end + 1] not in _CLOSES:
        return None
    placed_in = placed is not None or bool(_OF_PLACE.search(mention.title))
    place = " " not in name.name or name.name.startswith(_COMPASS)
    if placed_in and place and not _AGED.match(text, name.span.end):
        return None
    return None if _LISTED.match(text, name.span.end) else name
