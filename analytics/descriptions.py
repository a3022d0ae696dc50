"""Finds the person whom a description means that names no office of theirs: epithets, relations, counterparts.

Where two would fit, or somebody without a name stands nearer, nobody is found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from analytics.antecedents import Antecedents
from analytics.epithets import is_epithet, is_office, is_past, is_related, relation
from analytics.lexicons import Places
from analytics.offices import has_qualifier, may_hold, names_office, ranks
from analytics.persons import People, Person, first_country, gendered_words, office_words
from analytics.records import Mention

_FAR = 2
"""Paragraph breaks between a name and a description of the same person."""

_MOST_BEFORE = 14
_REACH = 900
"""Mentions, and characters, before a description in which the name is looked for."""

_AHEAD = 300
"""Characters behind an office in which the next sentence names who holds it."""

_OWNER = re.compile(r"(?:the |The )?([A-Z][\w.]+)['’]s? ")


def owner_of(title: str) -> str:
    """Give the one word of whose somebody is, "" where a description begins otherwise.

    Example:
        >>> owner_of("Vale's lawyer"), owner_of("the lawyer")
        ('Vale', '')
    """
    found = _OWNER.match(title)
    return found.group(1) if found else ""


class Descriptions:
    """The descriptions of one article; ``name_of`` says whom a mention stands for, by name."""

    def __init__(
        self,
        people: People,
        antecedents: Antecedents,
        mentions: Sequence[Mention],
        name_of: Callable[[Mention], str],
    ) -> None:
        self.people = people
        self.places: Places = people.places
        self.antecedents = antecedents
        self.mentions = mentions
        self.name_of = name_of

    def related(self, mention: Mention) -> Person | None:
        """Give the one person whom the article calls what the noun says: "Ren's mum" is the mother it names."""
        owner, kin = relation(mention)
        found = [p for p in self.people.persons if kin and is_related(p.offices, kin) and owner not in p.name]
        return found[0] if len(found) == 1 else None

    def told_of(self, mention: Mention) -> Person | None:
        """Give the person of whom the sentences before are told, for a description that adds to the name."""
        if not is_epithet(mention):
            return None
        start = mention.span.start
        others: set[str] = set()  # who is named in between
        for earlier in self._before(start):
            if self.antecedents.breaks_between(earlier.span.end, start) > _FAR:
                break
            if earlier.kind in ("name", "nominal") and self._leads(earlier, start):
                person = self.people.by_mention.get(earlier.span.start) or self.people.named(self.name_of(earlier))
                alone = person is not None and (is_past(mention) or not others - {person.name})
                return person if person and alone and self._fits(mention, person) else None
            other = self.people.by_mention.get(earlier.span.start)
            if other and other.is_described and not self.antecedents.is_marked(earlier.span.start):
                others.add(other.name)
        return None

    def named_next(self, mention: Mention, country: str) -> Person | None:
        """Give who is named first in the next sentence and holds the office that this one speaks of."""
        end = mention.span.end
        at = bisect_left(self.mentions, end, key=lambda other: other.span.start)
        for later in self.mentions[at : at + _MOST_BEFORE]:
            if later.span.start - end > _AHEAD or self.antecedents.breaks_between(end, later.span.start) > 1:
                break
            person = self.people.by_mention.get(later.span.start)
            if person is None or not self.antecedents.leads(later.span.start):
                continue
            owner = owner_of(mention.title)
            owned = owner != "" and owner.lower() not in self.places.codes
            holds = names_office(mention.head, person) and may_hold(mention.title, person, country)
            return person if holds and (not owned or has_qualifier(mention.title, person, self.places)) else None
        return None

    def counterpart(self, mention: Mention, office: str, own: str) -> Person | None:
        """Give the one other person of an office: "his Norwegian counterpart", beside a foreign minister.

        Args:
            mention: The words.
            office: The office of whose counterpart it is.
            own: The country of that one.
        """
        country = first_country(mention.title, self.places)
        words = office_words(office, self.places).partition(" of ")[0].lower()
        if not words:
            return None
        noun, wanted = words.split()[-1], ranks(words)
        fits = (p for p in self.people.persons if names_office(noun, p) and wanted <= ranks(p.offices))
        found = [p for p in fits if p.country and (p.country == country or (not country and p.country != own))]
        return found[0] if len(found) == 1 else None

    def one_of_two(self, mention: Mention) -> Person | None:
        """Give the first or the second of the two persons named last, for "the former" and "the latter"."""
        found: list[Person] = []
        for earlier in self._before(mention.span.start):
            if self.antecedents.breaks_between(earlier.span.end, mention.span.start) > 1:
                break
            person = self.people.by_mention.get(earlier.span.start)
            marked = self.antecedents.is_marked(earlier.span.start)
            if person and not person.is_bare and not marked and person not in found:
                found.append(person)
        return found[mention.head == "former"] if len(found) > 1 else None

    def _before(self, position: int) -> list[Mention]:
        at = bisect_left(self.mentions, position, key=lambda other: other.span.start)
        near = reversed(self.mentions[max(0, at - _MOST_BEFORE) : at])
        return [mention for mention in near if position - mention.span.start < _REACH]

    def _leads(self, earlier: Mention, position: int) -> bool:
        """Tell a mention that leads a sentence before the one of a position, outside the marks."""
        start = earlier.span.start
        told = self.antecedents.leads(start) and not self.antecedents.is_marked(start)
        return told and self.antecedents.is_parted(earlier.span.end, position)

    def _fits(self, mention: Mention, person: Person) -> bool:
        """Tell whether gender, country and office of a person leave a description open."""
        gender = gendered_words().get(mention.head, "")
        body = person.known is not None and person.known.kind != "person"
        if body or person.is_bare or (gender and not (person.male if gender == "m" else person.female)):
            return False
        if not is_past(mention) and (person.known or person.titles):
            return False  # "the Republican nominee" may be another
        office = is_office(mention) and (person.known.role if person.known else person.role)
        country = first_country(mention.title, self.places)
        return not office and (not country or person.country in ("", country))
