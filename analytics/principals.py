"""Reads the country of somebody from whom they speak for or serve: "a spokesman for President Vale", "his deputy".

The principal's country is the speaker's; a lawyer or a friend of somebody serves no state and has none from him.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from analytics.records import Mention, Span
from analytics.speakers import Speaker
from analytics.words import nouns

_SPEAKERS = frozenset(("spokesperson",))
_SERVANTS = frozenset("aide adviser advisor official deputy".split())
_FOR = re.compile(r" (?:for|of|to|at|from|in) ")
_TO_OFFICE = frozenset("minister president premier spokesperson leader chief diplomat official secretary".split())
"""Groups of nouns whose holder is of the country of whose deputy or minister it is."""

_OWNED = re.compile(r"(?:his|her|its|their) ", re.IGNORECASE)


class Principals:
    """Whom the unnamed and the named of one article serve.

    Args:
        text: The article's text.
        mentions: Its names and nouns in order.
        resolve: Says whom a mention stands for.
    """

    def __init__(self, text: str, mentions: Sequence[Mention], resolve: Callable[[Mention], Speaker]) -> None:
        self.text = text
        self.mentions = mentions
        self.starts = [mention.span.start for mention in mentions]
        self.resolve = resolve
        self._asking = False
        self._told: dict[int, str] = {}

    def country(self, mention: Mention) -> str:
        """Give the country of whom an unnamed one speaks for, named right behind; "" where nobody is."""
        head = mention.head
        if nouns().get(head, ("", ""))[1] not in _SPEAKERS and head not in _SERVANTS:
            return ""
        behind = _FOR.match(self.text, mention.span.end)
        if behind is None:
            return ""
        at = bisect_left(self.starts, behind.end())
        near = at < len(self.mentions) and not self.text[behind.end() : self.starts[at]].removeprefix("the ")
        served = self.mentions[at] if near else None
        if served is None or served.kind not in ("name", "body"):
            return ""
        return self._ask(served)

    def owner(self, start: int) -> str:
        """Give the country of whose office is filled by the name at an offset: "his deputy, Jan Holub", else ""."""
        at = bisect_left(self.starts, start)
        before = self.mentions[at - 1] if at else None
        if before is None or before.kind != "nominal" or self.text[before.span.end : start] not in (", ", ""):
            return ""
        group = nouns().get(before.head, ("", ""))[1]
        owned = _OWNED.match(self.text, before.span.start, before.span.end)
        if owned is None or group not in _TO_OFFICE:
            return ""
        word = owned.group().strip()
        end = before.span.start + len(word)
        return self._ask(Mention(Span(before.span.start, end), "pronoun", "", "", word.lower()))

    def _ask(self, mention: Mention) -> str:
        """Give the country of whom a mention stands for; while one is asked for, nobody else is."""
        if self._asking:
            return ""
        start = mention.span.start
        if start not in self._told:
            self._asking = True
            try:
                self._told[start] = self.resolve(mention).actor.country
            finally:
                self._asking = False
        return self._told[start]
