"""Tells who has the turns of a transcript: they speak of others as "he" and "she", and of themselves as "I"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property

from analytics.antecedents import Antecedents
from analytics.records import Mention


class Turns:
    """The turns of one article, each a paragraph that a name with a colon heads: "VALE: On Monday he said".

    Args:
        text: The article's text.
        mentions: Its names and nouns, in order.
        antecedents: Its paragraphs.
        name_of: Says whom a name stands for.
    """

    def __init__(
        self, text: str, mentions: Sequence[Mention], antecedents: Antecedents, name_of: Callable[[Mention], str]
    ) -> None:
        self.text = text
        self.mentions = mentions
        self.starts = [mention.span.start for mention in mentions]
        self.antecedents = antecedents
        self.name_of = name_of

    def excluded(self, position: int) -> frozenset[str]:
        """Give the names that no "he" or "she" at an offset means: all who have turns, where it stands in a turn."""
        at = bisect_left(self.starts, self.antecedents.paragraph_of(position))
        first = self.mentions[at] if at < len(self.mentions) else None
        turn = first is not None and first.span.start <= position and self._heads(first)
        return self._names if turn else frozenset()

    def _heads(self, mention: Mention) -> bool:
        start = mention.span.start
        named = mention.kind == "name" and self.text.startswith(":", mention.span.end)
        return named and self.antecedents.paragraph_of(start) == start

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self.name_of(mention) for mention in self.mentions if self._heads(mention))
