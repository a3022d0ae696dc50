"""Finds words that are set off as quoted without quotation marks: a "> " block, or a post under "Vale wrote on X:".

Both stand in a paragraph of their own under one that ends with a colon. Without the colon nothing is sure: ">" opens
menus, and a paragraph below a mention of X is most often the article's own.
"""

from __future__ import annotations

import re

from analytics.records import Span

_BLOCK = re.compile(r"> ?(?=[^\s>])")
_POSTED_ON = re.compile(
    r"\b(?:on|via) (?:X|Twitter|Telegram|Facebook|Truth Social|Instagram|Weibo|LinkedIn|Bluesky|(?:his|her|its|their)"
    r" (?:[a-zA-Z]+ )?(?:channel|account|page|feed)):$"
)
_LONGEST_PLACE = 50
_POSTS = re.compile(r"\b(?:wrote|writes|posted|posts|tweeted|tweets|said|says|put it)\b|,")
_NAMES = re.compile(r"\b[A-Z][a-zÀ-ÿ]")
"""An introduction names somebody, what he did and where: "Here is Ana Vale, the envoy, on X:"."""

_SENTENCE = re.compile(r"[A-ZÀ-Þ][^\n“”\"]{15,1200}[.!?…]")
_LONGEST_INTRODUCTION = 400
_MOST_BLOCKS = 50


def find_set_off(text: str, paragraph: Span) -> Span | None:
    r"""Give the words of a paragraph that is set off as quoted, ``None`` for any other.

    Args:
        text: The article's text.
        paragraph: One of its paragraphs.

    Example:
        >>> text = "This is what Vale wrote:\n\n> We will go.\n\nShe left."
        >>> find_set_off(text, Span(26, 39)).of(text)
        'We will go.'
    """
    ahead = text.rfind("\n", 0, paragraph.start)
    if ahead < 0 or text[ahead : paragraph.start].strip() or text.find("\n", paragraph.start, paragraph.end) >= 0:
        return None
    block = _BLOCK.match(text, paragraph.start, paragraph.end)
    if block:
        return Span(block.end(), paragraph.end) if _introduction(text, ahead).endswith(":") else None
    if not text[max(0, ahead - 8) : ahead].rstrip().endswith(":"):
        return None
    posted = _is_post(_introduction(text, ahead)) and _SENTENCE.fullmatch(text, paragraph.start, paragraph.end)
    return paragraph if posted else None


def _is_post(introduction: str) -> bool:
    """Tell whether a line says who posted what stands below, and where."""
    place = _POSTED_ON.search(introduction, max(0, len(introduction) - _LONGEST_PLACE))
    before = introduction[: place.start()] if place else ""
    return bool(_POSTS.search(before) and _NAMES.search(before))


def _introduction(text: str, end: int) -> str:
    """Give the end of the last line before a position that is neither empty nor a block."""
    for _ in range(_MOST_BLOCKS):
        start = text.rfind("\n", 0, end)
        line = text[max(start + 1, end - _LONGEST_INTRODUCTION) : end].strip()
        if line and not line.startswith(">"):
            return line
        if start < 0:
            break
        end = start
    return ""
