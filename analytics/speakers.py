"""Says whom a mention stands for: the fullest name in the article, then the registry's actor.

Pronouns and nominals ("the president") are resolved to a person named before them, by title, country, gender and
recency. What the text leaves open stays open: an unnamed official is a class of its own, never the nearest name; where
two people fit, the answer is marked as unsure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from analytics.actors import ActorRegistry
from analytics.lexicons import Places
from analytics.persons import People, Person, country_of, first_country, gendered_words, office_words
from analytics.records import Actor, Article, Attribution, Mention, Quote

UNSURE = 0.5
"""What a choice between several who fit is worth: it puts the quote under "needs review"."""

_MALE = frozenset("he him his himself".split())
_NEW = frozenset("a an another one some several two three many few".split())
_OWNED = ("his ", "her ", "their ", "its ", "my ", "our ", "your ")
_OBJECT_OF = frozenset("of to with by for from against about on than and in over after".split())
_RANKS = frozenset("vice prime foreign defense defence deputy interior finance".split())
_OF_STATES = frozenset(
    "ministry government administration cabinet parliament presidency military army navy embassy".split()
)
"""Bodies that every state has: without a name, the state is the one that the paragraphs before speak of."""

_PARTITIVE = re.compile(r"(?:one|two|three|some|several|many|most|another) of the ", re.IGNORECASE)
_DETERMINER = re.compile(r"^(?:the|a|an|its|their|his|her) ", re.IGNORECASE)
_OWNER = re.compile(r"(?:the |The )?([A-Z][\w.]+)['’]s? ")
_BREAK = re.compile(r"[\r\n]\s*")
_REACH = 2500
"""Characters back from a pronoun or nominal in which its person is looked for."""

_LONGEST_PAPER = 6
"""Words from a paper to who wrote it: "a joint statement issued by" the ministry."""

_LEADERS = ("president", "prime minister", "premier", "chancellor", "leader", "king", "chairman", "chief")
_OFFICIALS = ("spokesman", "spokeswoman", "official", "director", "secretary", "adviser", "advisor", "aide", "chief")
_EQUALS: dict[str, tuple[str, ...]] = {
    "diplomat": ("foreign", "secretary of state", "ambassador", "envoy", "diplomat"),
    "envoy": ("envoy", "ambassador", "representative", "mediator"),
    "ambassador": ("ambassador", "representative", "envoy"),
    "leader": _LEADERS,
    "premier": ("prime minister", "premier", "chancellor"),
    "official": _OFFICIALS,
    "spokesman": ("spokesman", "spokesperson", "press secretary"),
    "spokeswoman": ("spokeswoman", "spokesperson", "press secretary"),
    "general": ("gen", "general"),
    "senator": ("sen", "senator"),
    "governor": ("gov", "governor"),
    "congressman": ("rep", "representative", "congressman"),
    "congresswoman": ("rep", "representative", "congresswoman"),
    "lawmaker": ("sen", "senator", "rep", "representative", "mp"),
    "candidate": ("candidate", "nominee"),
    "nominee": ("nominee", "candidate"),
    "chief": ("chief", "secretary-general", "director", "head", "high representative"),
    "head": ("head", "chief", "director"),
    "commander": ("commander", "gen", "general"),
}
"""Nouns that may stand for the holder of an office: noun → words of its titles; other nouns stand for themselves."""


_BODY_WORDS: dict[str, frozenset[str]] = {
    "alliance": frozenset("nato alliance pact axis".split()),
    "bloc": frozenset("union eu asean ecowas mercosur league community brics".split()),
    "agency": frozenset("agency iaea administration bureau unhcr unicef unrwa".split()),
    "watchdog": frozenset("agency iaea opcw commission authority inspectorate observatory".split()),
    "union": frozenset("union association federation brotherhood eu au".split()),
    "group": frozenset(
        "group organization organisation network front movement hamas hezbollah taliban houthis".split()
    ),
    "organization": frozenset("organization organisation osce opec who observatory".split()),
    "organisation": frozenset("organization organisation osce opec who observatory".split()),
    "movement": frozenset("movement front hamas hezbollah taliban houthis".split()),
    "newspaper": frozenset("times post journal daily herald tribune gazette guardian telegraph".split()),
    "monitor": frozenset("observatory monitor osce".split()),
}
"""Words in the name of a body for which a noun may stand: "the bloc" takes up the European Union."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a mention stands for: the article's fullest name, the actor, why, and how surely (0..1).

    ``first`` is where an unnamed one is first mentioned, -1 for all others.
    """

    name: str
    actor: Actor
    reason: str
    sure: float = 1.0
    first: int = -1


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
        self.all_starts = [mention.span.start for mention in mentions]
        self.mentions = [mention for mention in mentions if mention.kind != "pronoun"]
        self.starts = [mention.span.start for mention in self.mentions]
        self.marked = sorted(part for quote in quotes if quote.kind != "indirect" for part in quote.content)
        self._breaks = [found.start() for found in _BREAK.finditer(article.text)]
        self._nouns: dict[int, Speaker] = {}
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
        reason = "" if mention.name == person.name else f"'{mention.name}' is {person.name}"
        return _as_speaker(person, reason, sure)

    # -- pronouns ---------------------------------------------------------------------------------------------

    def _pronoun(self, mention: Mention, before: Sequence[Spoken]) -> Speaker:
        word = mention.head
        if word in ("it", "they", "its", "their"):
            return self._it(mention)
        if word in ("i", "we"):
            return self._unknown(mention)
        if word == "who":
            near = [m for m in self._before(mention.span.start, 1) if mention.span.start - m.span.end < 60]
            return self.resolve(near[0]) if near else self._unknown(mention)
        at = bisect_left(before, mention.span.start, key=lambda pair: pair[0].quote.span.start)
        last = before[at - 1] if at else None
        scored = []
        for rank, antecedent in enumerate(self._persons_before(mention.span.start)):
            speaker = self.resolve(antecedent)
            if self._agrees(word, antecedent, speaker):
                scored.append((self._salience(mention, antecedent, rank, speaker, last), -rank, speaker))
        if not scored:
            return self._unknown(mention)
        top, _, best = max(scored, key=lambda item: item[:2])
        margin = top - max((score for score, _, other in scored if other.name != best.name), default=top - 3)
        sure = 0.92 if margin >= 1.5 else 0.85 if margin >= 0.5 else 0.65
        return replace(best, reason=f"'{word}' is {best.name}, the likeliest named before it", sure=sure * best.sure)

    def _agrees(self, word: str, antecedent: Mention, speaker: Speaker) -> bool:
        person = self.people.by_mention.get(antecedent.span.start)
        if person:
            return person.male if word in _MALE else person.female
        gender = gendered_words().get(antecedent.head, "")
        return bool(speaker.name) and gender in ("", "m" if word in _MALE else "f")

    def _salience(
        self, mention: Mention, antecedent: Mention, rank: int, speaker: Speaker, last: Spoken | None
    ) -> float:
        """Weigh an antecedent: near, opening its sentence, of known gender, and just now speaking, is likelier.

        The weights were chosen on public development articles; the order of their sizes is what matters.
        """
        start, end = antecedent.span.start, antecedent.span.end
        stops = min(self.text.count(". ", end, mention.span.start), 6)
        score = -0.35 * rank - 0.9 * min(self._breaks_between(end, mention.span.start), 4) - 0.2 * stops
        if self._leads(antecedent):
            score += 1.2
        person = self.people.by_mention.get(start)
        if person and person.male != person.female:
            score += 0.8
        if self.text[end : end + 2] in ("'s", "’s"):
            score -= 0.7
        word = self.text[max(0, start - 12) : start].split()[-1:] or [""]
        if word[0].lower() in _OBJECT_OF:
            score -= 0.8
        if self._is_marked(start):
            score -= 1.5
        if last and last[1].name and last[1].name == speaker.name:
            score += 1.3 / (1 + self._breaks_between(last[0].quote.span.end, mention.span.start))
        return score

    def _breaks_between(self, start: int, end: int) -> int:
        """Count the paragraph breaks between two offsets, however many blank lines each has."""
        return max(0, bisect_left(self._breaks, end) - bisect_left(self._breaks, start))

    def _leads(self, mention: Mention) -> bool:
        """Tell whether a mention is the first in its sentence: most likely its subject."""
        at = bisect_left(self.starts, mention.span.start)
        start = max(0, mention.span.start - 60)
        ahead = self.text[start : mention.span.start]
        stops = [ahead.rfind(stop) for stop in (". ", "\n", "\r", "” ", '" ', "? ", "! ")]
        opened = start + max(stops) if max(stops) >= 0 else (0 if start == 0 else -1)
        return opened >= 0 and (at == 0 or self.starts[at - 1] <= opened)

    def _is_marked(self, position: int) -> bool:
        number = bisect_right(self.marked, position, key=lambda part: part.start) - 1
        return number >= 0 and position < self.marked[number].end

    def _before(self, position: int, most: int = 60, reach: int = _REACH) -> list[Mention]:
        """Give the mentions before a position, the nearest first, within reach."""
        at = bisect_left(self.starts, position)
        return [m for m in reversed(self.mentions[max(0, at - most) : at]) if position - m.span.start < reach]

    def _persons_before(self, position: int) -> list[Mention]:
        """Give the mentions before a position that a pronoun may mean; a bare noun ("on guard") is nobody."""
        before = (
            m
            for m in self._before(position)
            if m.kind == "name" or (m.kind == "nominal" and " " in m.title and not self._is_marked(m.span.start))
        )
        return list(islice(before, 25))

    def _it(self, mention: Mention) -> Speaker:
        kinds = ("group", "body") if mention.head in ("they", "their") else ("body", "document")
        for antecedent in self._before(mention.span.start, 12):
            if antecedent.kind in kinds and self._opens(antecedent):
                found = self.resolve(antecedent)
                return replace(found, reason=f"'{mention.head}' is {found.name}", sure=0.7 * found.sure)
        return self._unknown(mention)

    def _opens(self, mention: Mention) -> bool:
        ahead = self.text[max(0, mention.span.start - 3) : mention.span.start]
        return mention.span.start < 2 or "\n" in ahead or "\r" in ahead or ahead.rstrip()[-1:] in '.!?”"'

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
        return self._nominal(mention) if mention.kind in ("nominal", "group") else self._body(mention)

    def _earlier(self, mention: Mention) -> Speaker:
        """Give what an earlier noun was resolved to."""
        return self._nouns.get(mention.span.start) or self._unnamed(mention)

    def _nominal(self, mention: Mention) -> Speaker:
        words = mention.span.of(self.text)
        first = words.split()[0].lower() if words else ""
        country = first_country(mention.title, self.places)
        if mention.kind == "group" and (country or not mention.head):
            return self._unnamed(mention)
        if first not in _NEW or _PARTITIVE.match(words):
            person, sure = self._titled(mention, country)
            earlier = self._earlier_unnamed(mention)
            if person and not (earlier and not _has_word(person.offices, mention.head)):
                return _as_speaker(person, f"'{words}' is {person.name}, by the title", sure)
            known = self._earlier(earlier) if earlier else None
            if known and self._may_be(known, country):
                return self._taken_up(mention, known)
            holder = self._office_holder(mention, country)
            if holder:
                return Speaker(holder.name, holder, f"'{words}' held that office then", 0.75)
        elif not country:
            return self._of_group(mention)
        return self._unnamed(mention)

    def _of_group(self, mention: Mention) -> Speaker:
        """Give "one official" the country of the officials named before, where they are of one country."""
        own = self._unnamed(mention)
        plurals = {f"{mention.head}s", mention.head.replace("man", "men")} - {mention.head}
        groups = [m for m in self._before(mention.span.start) if m.kind == "group" and m.head in plurals]
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
        if mention.kind == "group" or _PARTITIVE.match(words):
            country = own.actor.country or earlier.actor.country
            reason = f"'{words}' is of those named before"
            return replace(own, actor=replace(own.actor, country=country), reason=reason, sure=0.8)
        return replace(earlier, reason=f"'{words}' is the one named before", sure=0.8)

    def _titled(self, mention: Mention, country: str) -> tuple[Person | None, float]:
        """Give the person named before whose office the noun may mean, and how surely.

        An office "of" something must be that person's; with several who fit, the last named is unsure.
        """
        owner = _OWNER.match(mention.title)
        if owner and owner.group(1).lower() not in self.places.codes:
            return None, 0.0  # "Trump's lawyer" is not Trump
        if mention.title.lower().startswith(_OWNED):
            return None, 0.0
        fits: list[tuple[bool, int, Person]] = []
        for person, last in self._people_before(mention.span.start):
            offices = person.offices
            exact = _has_word(offices, mention.head)
            stands = exact or any(_has_word(offices, word) for word in _EQUALS.get(mention.head, ()))
            if stands and self._may_hold(mention, person, offices, country):
                fits.append((exact, last, person))
        if not fits:
            return None, 0.0
        exact_ones = [item for item in fits if item[0]] or fits
        best = max(exact_ones, key=lambda item: item[1])
        return best[2], 0.85 if len(exact_ones) == 1 or country else UNSURE

    def _people_before(self, position: int) -> list[tuple[Person, int]]:
        """Give the persons named within reach before a position, with where each was named last."""
        found = ((person, person.last_before(position)) for person in self.people.persons)
        return [(person, last) for person, last in found if last >= 0 and position - last < _REACH]

    def _may_hold(self, mention: Mention, person: Person, offices: str, country: str) -> bool:
        """Tell whether a person may hold the office that a noun phrase describes: rank, complement, country agree."""
        before, _, complement = mention.title.partition(" of ")
        ranks = {word.lower() for word in before.split()} & _RANKS
        if not all(_has_word(offices, rank) for rank in ranks):
            return False
        if country:
            return person.country == country if complement else person.country in ("", country)
        wanted = [word.lower() for word in complement.split() if word.lower() not in ("the", "of", "and")]
        return all(_has_word(offices, word) for word in wanted)

    def _office_holder(self, mention: Mention, country: str) -> Actor | None:
        """Give the registry's holder of an office of a named country: "the Russian president"."""
        if not country or not self.on:
            return None
        office = office_words(mention.title.partition(" of ")[0], self.places)
        return self.registry.find_holder(office, country, self.on) if office else None

    def _earlier_unnamed(self, mention: Mention) -> Mention | None:
        plurals = {f"{mention.head}s", mention.head.replace("man", "men")} - {mention.head}
        for antecedent in self._before(mention.span.start, 150, 2 * _REACH):
            if antecedent.kind not in ("nominal", "group"):
                continue
            if antecedent.head in plurals:
                return antecedent
            if antecedent.head == mention.head:
                words = antecedent.span.of(self.text).split()
                if words[0].lower() in _NEW or len(words) > 2:
                    return antecedent
        return None

    def _unnamed(self, mention: Mention) -> Speaker:
        words = " ".join(mention.span.of(self.text).split())
        name = re.sub(r"^(?:the|a|an|one) (?!of )", "", words, flags=re.IGNORECASE)
        kind = "collective" if mention.kind == "group" else "unnamed"
        countries = {country_of(part, self.places) for part in mention.title.split(" and ")}
        if kind == "unnamed":
            countries = {country_of(mention.title, self.places)}
        actor = Actor(kind=kind, country=min(countries) if len(countries) == 1 else "", role=name)
        return Speaker(name, actor, f"'{words}' is not named", first=mention.span.start)

    # -- bodies -----------------------------------------------------------------------------------------------

    def _body(self, mention: Mention) -> Speaker:
        words = " ".join(mention.span.of(self.text).split())
        if mention.kind == "document" and words.lower().startswith("its "):
            owner = self._it(replace(mention, head="it"))
            if owner.name:
                return replace(owner, reason=f"'{words}' is a paper of {owner.name}")
        writer = self._writer(mention) if mention.kind == "document" else None
        if writer and writer.name:
            return replace(writer, reason=f"'{words}' is a paper of {writer.name}")
        bare = _DETERMINER.sub("", " ".join((mention.name or words).split()))
        known = self.registry.find(bare, self.on)
        if known and known.kind != "person":
            return Speaker(bare, known, f"'{words}' is {known.name}")
        code = self.places.codes.get(bare.lower(), "")
        if code and bare.lower() in self.places.speaking:
            name = self.places.names[code]
            return Speaker(bare, Actor(name=name, kind="organization", country=code), f"'{words}' stands for {name}")
        return self._nameless_body(mention, words, bare) if not mention.name else self._named(bare, words, "", 1.0)

    def _writer(self, mention: Mention) -> Speaker | None:
        """Give who wrote a paper, where it says so: "a statement from the ministry", "a report by the agency"."""
        at = bisect_left(self.starts, mention.span.start + 1)
        inner = self.mentions[at] if at < len(self.mentions) else None
        ahead = self.text[mention.span.start : inner.span.start].split() if inner else []
        signed = len(ahead) <= _LONGEST_PAPER and ahead[-1:] in (["from"], ["by"])
        return self.resolve(inner) if inner and signed else None

    def _nameless_body(self, mention: Mention, words: str, bare: str) -> Speaker:
        country, sure = first_country(mention.title or bare, self.places), 1.0
        if not country:
            named = self._body_named_before(mention)
            if named:
                earlier = self._earlier(named)
                return replace(earlier, reason=f"'{words}' is {earlier.name}", sure=0.8 * earlier.sure)
            country, sure = (self._home_country(mention), 0.7) if mention.head in _OF_STATES else ("", 1.0)
        if not country and not any(word[0].isupper() for word in bare.split()[1:]):
            return Speaker(bare, Actor(kind="unnamed", role=bare), f"'{words}' is a body without a name")
        return self._named(bare, words, country, sure)

    def _named(self, bare: str, words: str, country: str, sure: float) -> Speaker:
        name = bare[:1].upper() + bare[1:]
        if country:
            stripped = _strip_places(bare, self.places)
            name = f"{stripped[:1].upper()}{stripped[1:]} ({self.places.names[country]})"
        country = country or first_country(bare, self.places)
        return Speaker(bare, Actor(name=name, kind="organization", country=country), f"'{words}' is a body", sure)

    def _body_named_before(self, mention: Mention) -> Mention | None:
        """Give the body named before that "the committee" takes up: the last one whose name says so.

        The noun ends the name, or begins it ("Organization for ..."), or stands for a word in it ("the bloc").
        """
        others = _BODY_WORDS.get(mention.head, frozenset())
        for antecedent in self._before(mention.span.start):
            if antecedent.kind == "body":
                words = _proper(antecedent).lower().split()
                if mention.head in (words[:1] + words[-1:]) or not others.isdisjoint(words):
                    return antecedent
        return None

    def _home_country(self, mention: Mention) -> str:
        """Give the country of "the ministry" where only one country opened a sentence within reach before it."""
        opening = [m for m in self._before(mention.span.start, 20) if m.kind == "body" and self._opens(m)]
        codes = {self.places.codes[m.name.lower()] for m in opening if m.name.lower() in self.places.speaking}
        return codes.pop() if len(codes) == 1 else ""

    def _unknown(self, mention: Mention) -> Speaker:
        return Speaker("", Actor(), f"'{mention.span.of(self.text)}' cannot be resolved", UNSURE)


def _proper(mention: Mention) -> str:
    """Give the name of a body, also where it is read as a noun ("the Lake Committee"); empty where it has none."""
    words = _DETERMINER.sub("", mention.title)
    return mention.name or (words if " " in words and words.rsplit(None, 1)[-1][0].isupper() else "")


def _as_speaker(person: Person, reason: str, sure: float) -> Speaker:
    if person.known:
        known = person.known if person.known.role else replace(person.known, role=person.role)
        return Speaker(person.name, known, reason, sure)
    actor = Actor(name=person.name, kind="person", country=person.country, role=person.role)
    return Speaker(person.name, actor, reason, sure)


def _has_word(words: str, wanted: str) -> bool:
    at = words.find(wanted)
    while at >= 0:
        before = words[at - 1] if at else " "
        after = words[at + len(wanted)] if at + len(wanted) < len(words) else " "
        if not before.isalpha() and not after.isalpha():
            return True
        at = words.find(wanted, at + 1)
    return False


def _strip_places(words: str, places: Places) -> str:
    parts = words.split()
    while len(parts) > 1 and parts[0].replace("’s", "").replace("'s", "").lower() in places.codes:
        parts.pop(0)
    return " ".join(parts)
