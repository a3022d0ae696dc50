"""Finds the long name that an article itself gives a short one, before any registry is asked.

"The Lake Guards (LG) said" makes LG the guards in this article, whatever LG is elsewhere; behind "Norland's Security
Council" the bare Security Council is Norland's, not the world's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analytics.lexicons import Places
from analytics.persons import first_country
from analytics.records import Mention
from analytics.speakers import proper_name

_SHORT = re.compile(r" \(([A-Z][A-Za-z]{1,9})\)")

_FEWEST = 2
"""Words of a name that can stand behind a country: "Norland's Security Council"."""


class ShortNames:
    """The short names of bodies in one article.

    Args:
        text: The article's text.
        mentions: Its names and nouns, in order.
        places: The words that stand for countries.
    """

    def __init__(self, text: str, mentions: Sequence[Mention], places: Places) -> None:
        self.text = text
        self._bracketed = frozenset(_SHORT.findall(text))
        self._same: dict[str, bool] = {}
        self._defined: dict[str, Mention] = {}
        self._owned: dict[str, list[Mention]] = {}
        for mention in mentions:
            body = mention.kind == "body"
            found = _SHORT.match(text, mention.span.end) if body or mention.kind == "name" else None
            name = proper_name(mention) if body or found else ""
            owner, _, rest = name.partition(" ")
            if rest and found and (body or name[0] == found.group(1)[0]):
                self._defined.setdefault(found.group(1), mention)
            if body and rest.count(" ") + 1 >= _FEWEST and first_country(owner, places):
                self._owned.setdefault(rest.lower(), []).append(mention)

    def long_of(self, name: str, position: int) -> Mention | None:
        """Give the mention with the long form of a body's name that stands at an offset, ``None`` where there is none.

        The short form in brackets holds for the whole article, what belongs to a country from there on.
        """
        defined = self._defined.get(name)
        if defined is not None:
            return defined
        owned = self._owned.get(name.lower(), [])
        at = bisect_left(owned, position, key=lambda mention: mention.span.start)
        return owned[at - 1] if at else None

    def means_another(self, short: str, long: str) -> bool:
        """Tell a short name in brackets behind other words than the long name that a registry knows for it."""
        if short not in self._bracketed:
            return False
        if short not in self._same:
            self._same[short] = long in self.text
        return not self._same[short]
