"""Says whom a mention stands for: the fullest name in the article, then the registry's actor.

Pronouns and nominals ("the president") are resolved to a person named before them, by title, country, gender and
recency. What the text leaves open stays open: an unnamed official is a class of its own, never the nearest name; where
two people fit, the answer is marked as unsure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from analytics import offices
from analytics.actors import ActorRegistry
from analytics.antecedents import IS, SUBJECT, Antecedents, paragraphs_back
from analytics.descriptions import Descriptions, owner_of
from analytics.epithets import goes_on
from analytics.fillers import find_filler
from analytics.lexicons import Places, word_set
from analytics.persons import People, Person, first_country, office_words, own_country
from analytics.preceding import MALE, NEW, REACH, Preceding
from analytics.principals import Principals
from analytics.records import Actor, Article, Attribution, Mention, Quote, Span
from analytics.short_names import ShortNames
from analytics.speakers import DETERMINER, Speaker, as_body, as_speaker, as_unnamed, link_of, proper_name, without_post
from analytics.turns import Turns
from analytics.words import nouns
from analytics.writers import NEAR, Outer, find_writer, is_announced

UNSURE = 0.5
"""What a choice between several who fit is worth: it puts the quote under "needs review"."""

_GOES_ON = 0.75
"""What an earlier pronoun is worth that leads to the name."""

_CALLED = 0.7
"""What a description is worth that fits several, and meant one of them before."""

_MOST_PLACES = 5
"""Places of a name at which a possessor of its office is looked for: "his deputy, Jan Holub"."""

_MOST_CARRIED = 12
"""Pronouns before one that are asked whom they mean."""

_PERSONAL = frozenset("he she his her".split())
_OWNED = ("his ", "her ", "their ", "its ", "my ", "our ", "your ")
_OF_STATES = frozenset(
    "ministry government administration cabinet parliament presidency military army navy embassy".split()
)
"""Bodies that every state has: without a name, the state is the one that the paragraphs before speak of."""

_OWNED_OFFICE = 0.7
"""What "her foreign minister" is worth."""

_DESCRIBED = 0.65
"""What a description is worth that names neither an office nor the person."""

_PARTITIVE = re.compile(r"(?:one|two|three|some|several|many|most|another) of the ", re.IGNORECASE)
_SEAT = re.compile(r" in ([A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)")
"""Where a body sits: "a defence ministry in Aldby"."""

Spoken = tuple[Attribution, Speaker]
"""An attribution and whom it names."""


class Cast:
    """Everybody in an article, and who each mention stands for."""

    def __init__(
        self, article: Article, mentions: Sequence[Mention], registry: ActorRegistry, quotes: Sequence[Quote] = ()
    ) -> None:
        self.text = article.text
        self.on = article.published
        self.registry = registry
        self.places: Places = registry.places
        self.people = People(article.text, article.published, mentions, registry)
        self.all_mentions = mentions
        self.all_starts = [mention.span.start for mention in mentions]
        self.mentions = [mention for mention in mentions if mention.kind != "pronoun"]
        self.pronouns = [mention for mention in mentions if mention.head in _PERSONAL]
        self.starts = [mention.span.start for mention in self.mentions]
        marked = sorted(part for quote in quotes if quote.kind != "indirect" for part in quote.content)
        self.antecedents = Antecedents(article.text, [mention.span for mention in self.mentions], marked)
        self.descriptions = Descriptions(
            self.people, self.antecedents, self.mentions, lambda mention: self.resolve(mention).name
        )
        self.preceding = Preceding(self.text, self.mentions, self.people, self.antecedents)
        self.principals = Principals(self.text, self.mentions, self.resolve)
        self.short_names = ShortNames(self.text, self.mentions, self.places)
        self.turns = Turns(self.text, self.mentions, self.antecedents, lambda mention: self._name(mention).name)
        self.outer = Outer(self.text, mentions, self.all_starts, self.antecedents.is_marked)
        self._nouns: dict[int, Speaker] = {}
        self._asked: set[int] = set()  # papers whose writer is being looked for
        self._called: dict[str, Person] = {}  # whom a description means that fitted one person alone
        self._meant: dict[int, Speaker] = {}  # whom the pronouns mean that a later one leads back to
        self._stated: dict[int, set[str]] = {}  # countries that the article gives an unnamed one, by its first mention
        self._read = 0  # mentions up to here are resolved

    def speaker(self, attribution: Attribution, before: Sequence[Spoken]) -> Speaker:
        """Say whom an attribution's mention stands for.

        Args:
            attribution: The attribution.
            before: The attributions before it with their speakers, in the order of their quotes.
        """
        if attribution.mention is None:
            return Speaker("", Actor(), "nobody is named")
        return self._at_home(self.resolve(attribution.mention, before))

    def _at_home(self, speaker: Speaker) -> Speaker:
        """Give an unnamed one the country that another mention of them states ("the Iranian spokesman")."""
        if speaker.first < 0 or speaker.actor.country:
            return speaker
        self._read_nouns(len(self.text))
        stated = self._stated.get(speaker.first, set())
        return replace(speaker, actor=replace(speaker.actor, country=min(stated))) if len(stated) == 1 else speaker

    def resolve(self, mention: Mention, before: Sequence[Spoken] = ()) -> Speaker:
        """Say whom a mention stands for."""
        if mention.kind == "name":
            return self._name(mention)
        if mention.kind == "pronoun":
            return self._pronoun(mention, before)
        return self._noun(mention)

    # -- names ------------------------------------------------------------------------------------------------

    def _name(self, mention: Mention) -> Speaker:
        person = self.people.by_mention.get(mention.span.start) or self.people.single(mention)
        if person is None:
            return Speaker(
                mention.name, Actor(name=mention.name, kind="person"), f"'{mention.name}' is named only here"
            )
        sure = UNSURE if mention.span.start in self.people.unsure else 1.0
        reason = "" if mention.name == person.name else f"'{mention.name}' is {person.name}, so named in this article"
        if sure < 1:
            reason += ", the last of several with that name"
        speaker = as_speaker(person, reason, sure)
        if speaker.actor.country or not any(title.lower().startswith(_OWNED) for title in person.titles):
            return speaker
        owned = next(filter(None, map(self.principals.owner, person.places[:_MOST_PLACES])), "")
        return replace(speaker, actor=replace(speaker.actor, country=owned)) if owned else speaker

    # -- pronouns ---------------------------------------------------------------------------------------------

    def _pronoun(self, mention: Mention, before: Sequence[Spoken]) -> Speaker:
        word = mention.head
        if word in ("it", "they", "its", "their"):
            return self._it(mention)
        if word in ("i", "we"):
            return self._unknown(mention)
        if word == "who":
            near = [m for m in self.preceding.before(mention.span.start, 1) if mention.span.start - m.span.end < 60]
            return self.resolve(near[0]) if near else self._unknown(mention)
        return self._personal(mention, before, _MOST_CARRIED)

    def _personal(self, mention: Mention, before: Sequence[Spoken], most: int) -> Speaker:
        """Say whom "he" or "she" means; ``most`` earlier pronouns are asked where only somebody unnamed fits."""
        word = mention.head
        at = bisect_left(before, mention.span.start, key=lambda pair: pair[0].quote.span.start)
        last = before[at - 1] if at else None
        scored = []
        spoke = last[0].quote.span.end if last else 0
        told_of = self.antecedents.subject_before(mention.span.start)
        others = self.turns.excluded(mention.span.start)
        for rank, antecedent in enumerate(self.preceding.persons(self.antecedents.reported_from(mention.span.start))):
            speaker = self.resolve(antecedent)
            if self.preceding.agrees(word, antecedent, speaker) and speaker.name not in others:
                subject = antecedent.span.start == told_of
                if antecedent.span.start >= spoke and (subject or self.preceding.is_told_of(antecedent, speaker)):
                    last = None  # since the quote before, a sentence was about this one
                breaks = self.antecedents.breaks_between(antecedent.span.start, mention.span.start)
                salience = self.preceding.salience(mention, antecedent, rank, speaker.name, last)
                scored.append((salience + SUBJECT * subject / (1 + breaks), -rank, speaker, antecedent))
        if most and self.antecedents.goes_on(mention.span.start):
            carried = self._carried(mention, before, most)
            if carried is not None:
                return carried
        top, _, best, antecedent = max(scored, key=lambda item: item[:2], default=(0.0, 0, None, mention))
        introduced = self.antecedents.is_introduced(
            mention.span.start, antecedent.span, told_of=antecedent.span.start == told_of
        )
        if best is None or (best.first >= 0 and not introduced):
            carried = self._carried(mention, before, most)
            if carried is not None:
                return carried
        if best is None:
            return self._unknown(mention)
        margin = top - max((score for score, _, other, _ in scored if other.name != best.name), default=top - 3)
        sure = 0.92 if margin >= 1.5 else 0.85 if margin >= 0.5 else 0.65
        where = paragraphs_back(self.antecedents.breaks_between(antecedent.span.end, mention.span.start))
        reason = f"'{word}' is {best.name}, the likeliest named before it ({where})"
        return replace(best, reason=reason, sure=sure * best.sure)

    def _carried(self, mention: Mention, before: Sequence[Spoken], most: int) -> Speaker | None:
        """Give the named person that the pronoun before means, of the same gender: a story says "he" for a page."""
        at = bisect_left(self.pronouns, mention.span.start, key=lambda pronoun: pronoun.span.start)
        male = mention.head in MALE
        for number in range(at - 1, max(-1, at - 1 - _MOST_CARRIED), -1):
            earlier = self.pronouns[number]
            skipped = self.antecedents.is_marked(earlier.span.start) or self.antecedents.is_object(earlier.span.start)
            if skipped or (earlier.head in MALE) != male:
                continue
            found = self._meant.get(earlier.span.start)
            if found is None and most > 0:
                found = self._meant[earlier.span.start] = self._personal(earlier, before, most - 1)
            if found is None or not found.name or found.first >= 0:
                return None
            reason = f"'{mention.head}' is {found.name}, as the one before it"
            return replace(found, reason=reason, sure=min(found.sure, _GOES_ON))
        return None

    def _it(self, mention: Mention) -> Speaker:
        several = mention.head in ("they", "their")
        kinds = ("group", "body") if several else ("body", "document")
        told_of = self.antecedents.subject_before(mention.span.start)
        inside = mention.head == "it" and self.text.endswith(("In ", "in "), 0, mention.span.start)
        for antecedent in self.preceding.before(mention.span.start, 12):
            state = several and antecedent.name.lower() in self.places.codes  # no capital is "they"
            if state or self.antecedents.is_marked(antecedent.span.start):
                continue
            near = mention.span.start - antecedent.span.end < NEAR
            writer = (
                self._writer(antecedent) if near and (antecedent.kind, mention.head) == ("document", "it") else None
            )
            if writer and writer.name and writer.first < 0:
                reason = f"'it' is '{antecedent.span.of(self.text)}', a paper of {writer.name}"
                return replace(writer, reason=reason, sure=0.7 * writer.sure)
            if inside and antecedent.kind == "document":
                return replace(self.resolve(antecedent), reason=f"'it' is '{antecedent.span.of(self.text)}'")
            subject = antecedent.span.start == told_of
            body = antecedent.kind in kinds or self.people.is_body(antecedent)
            if body and (subject or self.antecedents.opens(antecedent.span.start)):
                found = self.resolve(antecedent)
                return replace(found, reason=f"'{mention.head}' is {found.name}", sure=0.7 * found.sure)
        return self._unknown(mention)

    # -- nouns ------------------------------------------------------------------------------------------------

    def _noun(self, mention: Mention) -> Speaker:
        """Resolve nouns in the order of the text, each once: a noun may take up an earlier one."""
        self._read_nouns(mention.span.start)
        found = self._nouns.get(mention.span.start)
        return found if found is not None else self._resolve_noun(mention)

    def _read_nouns(self, position: int) -> None:
        """Resolve the nouns up to a position that were not resolved before."""
        while self._read < len(self.mentions) and self.starts[self._read] <= position:
            noun = self.mentions[self._read]
            self._read += 1
            if noun.kind != "name":
                self._nouns[noun.span.start] = self._resolve_noun(noun)

    def _resolve_noun(self, mention: Mention) -> Speaker:
        noun = mention.kind in ("nominal", "group")
        return self._nominal(offices.as_office(mention)) if noun else self._body(mention)

    def _earlier(self, mention: Mention) -> Speaker:
        """Give what an earlier noun was resolved to."""
        return self._nouns.get(mention.span.start) or self._unnamed(mention)

    def _nominal(self, mention: Mention) -> Speaker:
        words = mention.span.of(self.text)
        first = words.split()[0].lower() if words else ""
        country = own_country(without_post(mention.title, mention.head, self.places), self.places)
        country = country or offices.seat_country(self.text, mention, self.places)
        if self.antecedents.is_predicate(mention.span.start):
            subject = self._subject(mention)
            if subject and subject.name:
                return replace(subject, reason=f"{subject.name} is called '{words}'", sure=0.8 * subject.sure)
        filler = find_filler(self.text, self.mentions, self.starts, mention)
        if filler:
            return replace(self._name(filler), reason=f"'{words}' is {filler.name}, named right behind")
        if mention.kind == "group" and (country or not mention.head):
            return self._unnamed(mention)
        at = bisect_left(self.starts, mention.span.start) - 1
        if at >= 0 and goes_on(self.text[self.mentions[at].span.end : mention.span.start], mention):
            return self._earlier(self.mentions[at])
        if first not in NEW or _PARTITIVE.match(words):
            person, sure = self._titled(mention, country)
            earlier = self.preceding.unnamed(mention)
            if person and not (earlier and not offices.names_office(mention.head, person)):
                return as_speaker(person, f"'{words}' is {person.name}, by the title", sure)
            known = self._earlier(earlier) if earlier else None
            if known and self._may_be(known, country):
                return self._taken_up(mention, known)
            holder = self._office_holder(mention, country or self._owners_country(mention))
            if holder:
                return Speaker(
                    holder.name, holder, f"'{words}' held that office then", 0.75, link_of(holder, "by office")
                )
            described = self._described(mention, country)
            if described:
                return described
        elif not country:
            return self._of_group(mention)
        return self._unnamed(mention, country)

    def _subject(self, predicate: Mention) -> Speaker | None:
        """Give the person of whom a noun says what he is: "Vale was a brigadier", "she is 38, the daughter of"."""
        at = bisect_left(self.all_starts, predicate.span.start)
        subject = self.all_mentions[at - 1] if at else None
        if subject is None or (subject.kind != "name" and subject.head not in ("he", "she")):
            return None
        return self.resolve(subject) if IS.fullmatch(self.text, subject.span.end, predicate.span.start) else None

    def _described(self, mention: Mention, country: str) -> Speaker | None:
        """Give the person whom a noun means that is no office printed beside a name before it."""
        person = self.descriptions.named_next(mention, country)
        if mention.head in ("former", "latter"):
            person = self.descriptions.one_of_two(mention)
        elif mention.head == "counterpart":
            owner = self._owner(mention)
            person = self.descriptions.counterpart(mention, owner.actor.role, owner.actor.country) if owner else None
            holder = self.registry.find_holder(owner.actor.role, country, self.on) if owner and country else None
            if holder and not person:
                return Speaker(holder.name, holder, f"{holder.name} held that office then", _DESCRIBED)
        person = person or self.descriptions.related(mention) or self.descriptions.told_of(mention)
        if person is None:
            return None
        words = mention.span.of(self.text)
        return as_speaker(person, f"'{words}' is {person.name}, so described in this article", _DESCRIBED)

    def _of_group(self, mention: Mention) -> Speaker:
        """Give "one official" the country of the officials named before, where they are of one country."""
        own = self._unnamed(mention)
        groups = self.preceding.groups_of(mention)
        stated = {self._earlier(group).actor.country for group in groups}
        if not groups or len(stated) != 1:
            return own
        return replace(own, actor=replace(own.actor, country=own.actor.country or min(stated)))

    def _may_be(self, known: Speaker, country: str) -> bool:
        """Tell whether one named before can be of a country: nothing in the article says another."""
        stated = {known.actor.country} - {""} or self._stated.get(known.first, set())
        return not country or not stated or country in stated

    def _taken_up(self, mention: Mention, earlier: Speaker) -> Speaker:
        """Give "the official" the name of the one before; "one of the officials" only their country."""
        own = self._unnamed(mention)
        words = mention.span.of(self.text)
        if own.actor.country and earlier.first >= 0:
            self._stated.setdefault(earlier.first, set()).add(own.actor.country)
        one_of_many = earlier.actor.kind == "collective" != own.actor.kind  # "envoys met ... The envoy said"
        if mention.kind == "group" or one_of_many or _PARTITIVE.match(words):
            country = own.actor.country or earlier.actor.country
            reason = f"'{words}' is of those named before"
            return replace(own, actor=replace(own.actor, country=country), reason=reason, sure=0.8)
        return replace(earlier, reason=f"'{words}' is the one named before", sure=0.8)

    def _titled(self, mention: Mention, country: str) -> tuple[Person | None, float]:
        """Give the person named before whose office the noun may mean, and how surely.

        An office "of" something must be that person's; with several who fit, the last named is unsure.
        """
        owner = owner_of(mention.title)
        if owner and owner.lower() not in self.places.codes:
            return None, 0.0  # "Trump's lawyer" is not Trump
        if mention.title.lower().startswith(_OWNED):
            return self._of_owner(mention)
        fits: list[tuple[bool, int, Person]] = []
        for person, last in self.people.before(mention.span.start, REACH):
            if offices.may_name_office(mention.head, person) and offices.may_hold(mention.title, person, country):
                fits.append((offices.names_office(mention.head, person), last, person))
        if not fits:
            return None, 0.0
        fits = [item for item in fits if offices.has_qualifier(mention.title, item[2], self.places)] or fits
        exact_ones = [item for item in fits if item[0]] or fits
        best = max(exact_ones, key=lambda item: item[1])[2]
        words = mention.title.lower()
        if len(exact_ones) == 1 or country:
            self._called.setdefault(words, best)
            return best, 0.85
        called = self._called.get(words)
        if any(item[2] is called for item in exact_ones):
            return called, _CALLED  # "the minister" is the one so called before
        told_of = self.people.by_mention.get(self.antecedents.subject_before(mention.span.start))
        return (told_of if any(item[2] is told_of for item in exact_ones) else best), UNSURE

    def _of_owner(self, mention: Mention) -> tuple[Person | None, float]:
        """Give the one person of the owner's country with that office: "her foreign minister", "its president"."""
        country = self._owners_country(mention)
        found = [
            person
            for person, _ in self.people.before(mention.span.start, REACH)
            if country and person.country == country
            if offices.names_office(mention.head, person) and offices.may_hold(mention.title, person, country)
        ]
        return (found[0], _OWNED_OFFICE) if len(found) == 1 else (None, 0.0)

    def _owners_country(self, mention: Mention) -> str:
        """Give the country of whose office it is: of her in "her foreign minister"."""
        office = nouns().get(mention.head, ("", ""))[1] in offices.STATE_OFFICES
        owner = self._owner(mention) if office else None
        return owner.actor.country if owner else ""

    def _owner(self, mention: Mention) -> Speaker | None:
        """Give whom the pronoun means that begins a noun phrase: her in "her foreign minister"."""
        owner = mention.title.split()[0].lower() if mention.title else ""
        if owner not in ("his", "her", "its", "their"):
            return None
        start = mention.span.start
        who = self.resolve(Mention(Span(start, start + len(owner)), "pronoun", "", "", owner))
        return who if who.name and who.first < 0 else None

    def _office_holder(self, mention: Mention, country: str) -> Actor | None:
        """Give the registry's holder of an office of a named country: "the Russian president"."""
        if not country or not self.on:
            return None
        office = office_words(mention.title.partition(" of ")[0], self.places)
        return self.registry.find_holder(office, country, self.on) if office else None

    def _unnamed(self, mention: Mention, country: str = "") -> Speaker:
        country = country or self.principals.country(mention)
        return as_unnamed(mention, mention.span.of(self.text), self.places, country)

    # -- bodies -----------------------------------------------------------------------------------------------

    def _body(self, mention: Mention) -> Speaker:
        words = " ".join(mention.span.of(self.text).split())
        writer = self._writer(mention) if mention.kind == "document" else None
        if writer and writer.name and writer.first < 0:
            return replace(writer, reason=f"'{words}' is a paper of {writer.name}", sure=0.9 * writer.sure)
        bare = DETERMINER.sub("", " ".join((mention.name or words).split()))
        long = self.short_names.long_of(bare, mention.span.start)
        if long is not None and long.span != mention.span:
            return replace(self._body(long), reason=f"'{words}' is {proper_name(long)}, so named here")
        known = self.registry.find(bare, self.on)
        if known and known.kind != "person" and not self.short_names.means_another(bare, known.name):
            return Speaker(bare, known, f"'{words}' is {known.name}", link=link_of(known, "by name"))
        code = self.places.codes.get(bare.lower(), "")
        if code and bare.lower() in self.places.speaking:
            name = self.places.names[code]
            return Speaker(bare, Actor(name=name, kind="organization", country=code), f"'{words}' stands for {name}")
        return (
            self._nameless_body(mention, words, bare)
            if not mention.name
            else as_body(bare, words, "", 1.0, self.places)
        )

    def _writer(self, mention: Mention) -> Speaker | None:
        """Give who wrote a paper, where it says so: "a statement from the ministry", "her letter"."""
        if mention.span.start in self._asked:
            return None  # "a letter by it": the one leads to the other
        self._asked.add(mention.span.start)
        try:
            return self._find_writer(mention)
        finally:
            self._asked.discard(mention.span.start)

    def _find_writer(self, mention: Mention) -> Speaker | None:
        writer = find_writer(self.outer, mention)
        if writer and writer.kind == "name" and writer.span.start == mention.span.start:
            person = self.people.single(writer)  # "Vale's letter", but not "Russia's statement"
            return as_speaker(person, "", 1.0) if person else self._named_once(writer.name)
        if writer is None and is_announced(self.text, mention):
            begin = (m for m in self.preceding.before(mention.span.start, 12) if m.kind in ("body", "name"))
            writer = next((m for m in begin if self.antecedents.leads(m.span.start)), None)
        return self.resolve(writer) if writer else None

    def _named_once(self, name: str) -> Speaker | None:
        """Give the person of a full name that stands nowhere else: "Jan Holub's remarks"."""
        first, _, last = name.partition(" ")
        if not last or first.lower() not in word_set("given_names", "name"):
            return None
        known = self.registry.find(name, self.on)
        return Speaker(name, known or Actor(name=name, kind="person"), "")

    def _nameless_body(self, mention: Mention, words: str, bare: str) -> Speaker:
        country, sure = first_country(mention.title or bare, self.places), 1.0
        seat = _SEAT.match(self.text, mention.span.end)
        if seat and not country:
            country = first_country(seat.group(1), self.places)
            if not country:
                return Speaker(bare, Actor(kind="unnamed", role=bare), f"'{words}' is a body of an unknown place")
        if not country:
            named = self.preceding.body(mention)
            if named:
                earlier = self._earlier(named)
                return replace(earlier, reason=f"'{words}' is {earlier.name}", sure=0.8 * earlier.sure)
            country, sure = (self.preceding.home_country(mention), 0.7) if mention.head in _OF_STATES else ("", 1.0)
        if not country and not any(word[0].isupper() for word in bare.split()[1:]):
            return Speaker(bare, Actor(kind="unnamed", role=bare), f"'{words}' is a body without a name")
        return as_body(bare, words, country, sure, self.places)

    def _unknown(self, mention: Mention) -> Speaker:
        return Speaker("", Actor(), f"'{mention.span.of(self.text)}' cannot be resolved", UNSURE)
