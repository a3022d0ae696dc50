"""Gives the mentions before a pronoun or a noun that it may take up, and says how well each of them fits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from analytics import offices
from analytics.antecedents import BARE, JUST_SPOKE, KNOWN_GENDER, UNNAMED, Antecedents
from analytics.persons import People, gendered_words
from analytics.records import Attribution, Mention, Span
from analytics.speakers import Speaker, proper_name

MALE = frozenset("he him his himself".split())
"""Pronouns for a man."""

NEW = frozenset("a an another one some several two three many few".split())
"""With these a noun begins that speaks of somebody for the first time."""

_OWNER = re.compile(r"([A-Z][\w-]+(?: [A-Z][\w-]+)?)['’]s ")

REACH = 2500
"""Characters back from a pronoun or nominal in which its person is looked for."""


class Preceding:
    """The names and nouns of one article, as they stand before each other.

    Args:
        text: The article's text.
        mentions: Its names and nouns, in order.
        people: Its persons.
        antecedents: Its sentences and paragraphs.
    """

    def __init__(self, text: str, mentions: Sequence[Mention], people: People, antecedents: Antecedents) -> None:
        self.text = text
        self.mentions = mentions
        self.starts = [mention.span.start for mention in mentions]
        self.people = people
        self.places = people.places
        self.antecedents = antecedents

    def before(self, position: int, most: int = 60, reach: int = REACH) -> list[Mention]:
        """Give at most so many mentions before a position, the nearest first, within reach (characters)."""
        at = bisect_left(self.starts, position)
        return [m for m in reversed(self.mentions[max(0, at - most) : at]) if position - m.span.start < reach]

    def persons(self, position: int) -> list[Mention]:
        """Give the mentions before a position that a pronoun may mean; a bare noun ("on guard") is nobody."""
        found = (self._possessor(mention) or mention for mention in self.before(position))
        return list(islice(filter(self._may_be_he, found), 25))

    def _possessor(self, mention: Mention) -> Mention | None:
        """Give the person whose paper or voice a noun phrase tells of: Vale of "Vale's video"."""
        owner = _OWNER.match(mention.title) if mention.kind == "document" else None
        if owner is None or not self.text.startswith(owner[1], mention.span.start):
            return None
        name = Mention(Span(mention.span.start, mention.span.start + len(owner[1])), "name", owner[1], "")
        return name if self.people.single(name) else None

    def _may_be_he(self, mention: Mention) -> bool:
        """Tell whom a pronoun may mean: nobody named in marks only, and not what somebody is said to be."""
        if self.antecedents.is_marked(mention.span.start):
            return False
        described = mention.kind == "nominal" and " " in mention.title
        return mention.kind == "name" or (described and not self.antecedents.is_predicate(mention.span.start))

    def groups_of(self, mention: Mention) -> list[Mention]:
        """Give the groups before "one official" that it may be one of: "the officials"."""
        return [m for m in self.before(mention.span.start) if m.kind == "group" and m.head in _plurals(mention)]

    def unnamed(self, mention: Mention) -> Mention | None:
        """Give the unnamed one, or the group, that "the official" takes up: the last one whose ranks do not differ."""
        plurals = _plurals(mention)
        heads, wanted = plurals | {mention.head}, offices.ranks(mention.title)
        for antecedent in self.before(mention.span.start, 150, 2 * REACH):
            if antecedent.head not in heads or antecedent.kind not in ("nominal", "group"):
                continue
            held = offices.ranks(antecedent.title)
            complement = antecedent.title.lower().partition(" of ")[2]
            if wanted and (held or complement) and wanted != held and wanted.isdisjoint(complement.split()):
                continue
            if antecedent.head in plurals:
                return antecedent
            words = antecedent.span.of(self.text).split()
            if words[0].lower() in NEW or len(words) > 2:
                return antecedent
        return None

    def body(self, mention: Mention) -> Mention | None:
        """Give the body named before that "the committee" takes up: the last one whose name says so.

        The noun ends the name, or begins it ("Organization for ..."), or stands for a word in it ("the bloc").
        """
        for antecedent in self.before(mention.span.start):
            if antecedent.kind == "body" and offices.may_name_body(mention.head, proper_name(antecedent)):
                return antecedent
        return None

    def home_country(self, mention: Mention) -> str:
        """Give the country of "the ministry" where only one country opened a sentence within reach before it."""
        bodies = {m.span.start: m.name.lower() for m in self.before(mention.span.start, 20) if m.kind == "body"}
        opening = {name for start, name in bodies.items() if self.antecedents.opens(start)} & self.places.speaking
        codes = {self.places.codes[name] for name in opening}
        return codes.pop() if len(codes) == 1 else ""

    def is_told_of(self, antecedent: Mention, speaker: Speaker) -> bool:
        """Tell whether a sentence is about somebody with a name, who stands first in it."""
        person = self.people.by_mention.get(antecedent.span.start)
        named = speaker.first < 0 and (person is None or person.is_described)
        start = antecedent.span.start
        return named and self.antecedents.leads(start) and not self.antecedents.is_marked(start)

    def agrees(self, word: str, antecedent: Mention, speaker: Speaker) -> bool:
        """Tell whether "he" or "she" may mean a mention, which stands for this speaker."""
        person = self.people.by_mention.get(antecedent.span.start) or self.people.named(speaker.name)
        if person and person.is_bare and self.antecedents.are_placed(person.places):
            return False
        if person:
            return not person.is_body and (person.male if word in MALE else person.female)
        gender = gendered_words().get(antecedent.head, "")
        return bool(speaker.name) and gender in ("", "m" if word in MALE else "f")

    def salience(
        self, mention: Mention, antecedent: Mention, rank: int, name: str, last: tuple[Attribution, Speaker] | None
    ) -> float:
        """Weigh an antecedent; of known gender, and just now speaking, it is likelier.

        Args:
            mention: The pronoun.
            antecedent: The mention before it.
            rank: How many that may be meant stand between them.
            name: Whom the antecedent stands for.
            last: The quote before the pronoun and its speaker, where it counts.

        Returns:
            A weight without a unit, to be compared with those of other antecedents.
        """
        person = self.people.by_mention.get(antecedent.span.start)
        score = self.antecedents.weigh(mention.span.start, antecedent.span, rank)
        person = person or self.people.named(name)
        score += KNOWN_GENDER * bool(person and person.male != person.female)
        score += UNNAMED * (person is None and antecedent.kind == "nominal")
        score += BARE * bool(person and person.is_bare)
        if last and last[1].name and last[1].name == name:
            score += JUST_SPOKE / (1 + self.antecedents.breaks_between(last[0].quote.span.end, mention.span.start))
        return score


def _plurals(mention: Mention) -> set[str]:
    """Give how the head of a noun may read in the plural."""
    return {f"{mention.head}s", mention.head.replace("man", "men")} - {mention.head}
