"""Says whom a mention stands for: the fullest name in the article, then the registry's actor.

Names of one person are joined first; pronouns and nominals ("the president") are then resolved to a person named
before them, by title, country, gender and recency. What the text leaves open stays open: an unnamed official is a
class of its own, never the nearest name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import islice

from analytics.actors import ActorRegistry, name_key
from analytics.lexicons import Places, read_lexicon
from analytics.mentions import nouns, title_words
from analytics.records import Actor, Article, Attribution, Mention, Quote

_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
_MALE = frozenset("he him his himself".split())
_FEMALE = frozenset("she her hers herself".split())
_NEW = frozenset("a an another one some several two three many few".split())
_OBJECT_OF = frozenset("of to with by for from against about on than and in over after".split())
_OF_STATES = frozenset(
    "ministry government administration cabinet parliament presidency military army navy embassy".split()
)
"""Bodies that every state has: without a name, the state is the one that the paragraphs before speak of."""

_PARTITIVE = re.compile(r"(?:one|two|three|some|several|many|most|another) of the ", re.IGNORECASE)
_REACH = 2500
"""Characters back from a pronoun or nominal in which its person is looked for."""

_AMERICAN_OFFICES = re.compile(
    r"\b(?:White House|State Department|Pentagon|Secretary of State|Secretary of Defense|Defense Secretary|"
    r"Treasury Secretary|Attorney General|Sens?\.|Senator|Reps?\.|Congress(?:man|woman)|Capitol Hill|"
    r"Joint Chiefs of Staff|Republican|Democrat(?:ic)?|GOP)(?!\w)"
)
_EQUALS = {
    "diplomat": ("foreign", "secretary of state", "ambassador", "envoy", "diplomat"),
    "envoy": ("envoy", "ambassador", "representative", "mediator"),
    "ambassador": ("ambassador", "representative", "envoy"),
    "leader": ("president", "prime minister", "premier", "chancellor", "leader", "king", "chairman", "chief"),
    "premier": ("prime minister", "premier", "chancellor"),
    "minister": ("minister",),
    "secretary": ("secretary",),
    "president": ("president",),
    "official": (
        "spokesman",
        "spokeswoman",
        "official",
        "director",
        "secretary",
        "adviser",
        "advisor",
        "aide",
        "chief",
    ),
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
"""Nouns that may stand for the holder of an office: noun → words of its titles."""


@dataclass(slots=True)
class Person:
    """One person of the article: the fullest name, titles as printed, where mentioned."""

    name: str
    titles: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    male: bool = True
    female: bool = True
    country: str = ""
    known: Actor | None = None

    @property
    def surname(self) -> str:
        """The last word of the name without its suffix, folded."""
        return _name_words(self.name)[-1]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a mention stands for: the article's fullest name, the actor, and why."""

    name: str
    actor: Actor
    reason: str
    sure: float = 1.0


Spoken = tuple[Attribution, Speaker]
"""An attribution and whom it names."""


@lru_cache(maxsize=20_000)
def _name_words(name: str) -> tuple[str, ...]:
    words = tuple(word for word in name_key(name).split() if word not in _SUFFIXES)
    return words or tuple(name_key(name).split()) or ("",)


@cache
def _given_names() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in read_lexicon("given_names")}


@cache
def _title_genders() -> dict[str, str]:
    found = {row["title"].lower().rstrip("."): row["gender"] for row in read_lexicon("titles") if row["gender"]}
    return found | {noun: gender for noun, (_, _, gender) in nouns().items() if gender}


class Cast:
    """Everybody named in an article, and who each mention stands for."""

    def __init__(
        self, article: Article, mentions: Sequence[Mention], registry: ActorRegistry, quotes: Sequence[Quote] = ()
    ) -> None:
        self.text = article.text
        self.marked = sorted(part for quote in quotes if quote.kind != "indirect" for part in quote.content)
        self.on = article.published
        self.registry = registry
        self.places: Places = registry.places
        self.all_starts = [mention.span.start for mention in mentions]
        self.mentions = [mention for mention in mentions if mention.kind != "pronoun"]
        self.starts = [mention.span.start for mention in self.mentions]
        self.persons: list[Person] = []
        self.by_mention: dict[int, Person] = {}
        self._join_names([mention for mention in mentions if mention.kind == "name"])
        for person in self.persons:
            self._describe(person)

    # -- joining names ----------------------------------------------------------------------------------------

    def _join_names(self, named: list[Mention]) -> None:
        singles: list[Mention] = []
        for mention in named:
            if len(_name_words(mention.name)) > 1:
                self._note(self._full(mention.name) or self._new(mention), mention)
            else:
                singles.append(mention)
        for mention in singles:
            self._note(self._single(mention) or self._new(mention), mention)

    def _full(self, name: str) -> Person | None:
        words = _name_words(name)
        for person in self.persons:
            known = _name_words(person.name)
            same_ends = words[-1] == known[-1] and _same_given(words[0], known[0])
            if same_ends or words == known[: len(words)] or words == known[-len(words) :]:
                return person
        return None

    def _single(self, mention: Mention) -> Person | None:
        """Join a surname (or a first name standing alone) to the person last named so before it, else after it."""
        word = _name_words(mention.name)[0]
        title = mention.title.lower()
        fits = [p for p in self.persons if word in (p.surname, _name_words(p.name)[0])]
        surnames = [p for p in fits if p.surname == word] or fits
        gender = next((g for t, g in _title_genders().items() if title and t in title.rstrip(".").split()), "")
        if gender:
            sure = [p for p in surnames if _gender(p) == gender]
            surnames = sure or [p for p in surnames if not _gender(p)] or surnames
        before = [p for p in surnames if any(place < mention.span.start for place in p.places)]
        if before:
            return max(before, key=lambda p: max(place for place in p.places if place < mention.span.start))
        return surnames[0] if surnames else None

    def _new(self, mention: Mention) -> Person:
        person = Person(mention.name)
        self.persons.append(person)
        return person

    def _note(self, person: Person, mention: Mention) -> None:
        if len(mention.name) > len(person.name) and len(_name_words(mention.name)) > 1:
            person.name = mention.name
        if mention.title:
            person.titles.append(mention.title)
        person.places.append(mention.span.start)
        self.by_mention[mention.span.start] = person

    def _describe(self, person: Person) -> None:
        gender = _gender(person)
        person.male, person.female = gender != "f", gender != "m"
        person.country = self._country_of(" | ".join(person.titles)) or self._possessor_country(person)
        person.known = self._registered(person)
        if person.known:
            person.country = person.known.country or person.country

    def _country_of(self, words: str) -> str:
        """Give the first country that a title names: "Syria's deputy U.N. envoy" is Syria's."""
        found = _first_country(words, self.places)
        if found:
            return found
        return "USA" if _AMERICAN_OFFICES.search(words) else ""

    def _possessor_country(self, person: Person) -> str:
        for place in person.places:
            before = self.text[max(0, place - 40) : place]
            owner = re.search(r"([A-Z][\w.]+(?: [A-Z][\w.]+)?)['’]s? $", before)
            if owner and owner.group(1).lower() in self.places.codes:
                return self.places.codes[owner.group(1).lower()]
        return ""

    def _registered(self, person: Person) -> Actor | None:
        if len(_name_words(person.name)) > 1:
            return self.registry.find(person.name, self.on)
        known = self.registry.find_surname(person.name, self.on, person.country)
        return known or self.registry.find_titled(
            person.name, [_office(t, self.places) for t in person.titles], self.on
        )

    # -- resolving mentions -----------------------------------------------------------------------------------

    def speaker(self, attribution: Attribution, before: Sequence[Spoken]) -> Speaker:
        """Say whom an attribution's mention stands for.

        Args:
            attribution: The attribution.
            before: The attributions before it with their speakers, in order.
        """
        mention = attribution.mention
        if mention is None:
            return Speaker("", Actor(), "nobody is named")
        return self.resolve(mention, before)

    def resolve(self, mention: Mention, before: Sequence[Spoken] = ()) -> Speaker:
        """Say whom a mention stands for."""
        if mention.kind == "name":
            person = self.by_mention.get(mention.span.start) or self._single(mention)
            if person:
                return self._as_speaker(person, f"'{mention.name}' is {person.name}")
        if mention.kind == "pronoun":
            return self._pronoun(mention, before)
        if mention.kind == "nominal":
            return self._nominal(mention)
        return self._body(mention)

    def _as_speaker(self, person: Person, reason: str, sure: float = 1.0) -> Speaker:
        known = person.known
        if known:
            role = known.role or self._role(person)
            return Speaker(person.name, replace(known, role=role), reason, sure)
        actor = Actor(name=person.name, kind="person", country=person.country, role=self._role(person))
        return Speaker(person.name, actor, reason, sure)

    def _role(self, person: Person) -> str:
        """Give the longest office printed beside the name, without country words in front and civil titles."""
        offices = [_office(part, self.places) for title in person.titles for part in title.split(", ")]
        civil = frozenset("mr mrs ms miss dr sir lord lady madam prof".split())
        offices = [office for office in offices if office and office.lower().rstrip(".") not in civil]
        return max(offices, key=len)[:80] if offices else ""

    def _pronoun(self, mention: Mention, before: Sequence[Spoken]) -> Speaker:
        word = mention.head
        if word in ("it", "they", "its", "their"):
            return self._it(mention)
        if word in ("i", "we"):
            return _unknown(mention, self.text)
        if word == "who":
            nearest = self._before(mention.span.start)
            near = [m for m in nearest if mention.span.start - m.span.end < 60][:1]
            return self.resolve(near[0]) if near else _unknown(mention, self.text)
        last = next((pair for pair in reversed(before) if pair[0].quote.span.start < mention.span.start), None)
        best: tuple[float, Speaker] | None = None
        for rank, antecedent in enumerate(self._persons_before(mention.span.start)):
            speaker = self.resolve(antecedent)
            person = self.by_mention.get(antecedent.span.start)
            if not self._agrees(word, person, antecedent, speaker):
                continue
            score = self._salience(mention, antecedent, rank, speaker, last)
            if best is None or score > best[0]:
                best = (score, speaker)
        if best is None:
            return _unknown(mention, self.text)
        return replace(best[1], reason=f"'{word}' is {best[1].name}, the likeliest named before it", sure=0.85)

    def _agrees(self, word: str, person: Person | None, antecedent: Mention, speaker: Speaker) -> bool:
        if person:
            return person.male if word in _MALE else person.female
        gender = _title_genders().get(antecedent.head, "")
        return bool(speaker.name) and gender in ("", "m" if word in _MALE else "f")

    def _salience(
        self, mention: Mention, antecedent: Mention, rank: int, speaker: Speaker, last: Spoken | None
    ) -> float:
        """Weigh an antecedent: near, opening its sentence or paragraph, and just now speaking, is likelier.

        The weights were chosen on public development articles; the order of their sizes is what matters.
        """
        start = antecedent.span.start
        between = self.text[antecedent.span.end : mention.span.start]
        breaks = between.count("\n\n") or between.count("\n")
        score = -0.35 * rank - 0.9 * min(breaks, 4) - 0.2 * min(between.count(". "), 6)
        if self._leads(antecedent):
            score += 1.2
        person = self.by_mention.get(antecedent.span.start)
        if person and person.male != person.female:
            score += 0.8  # the gender is known, and agrees
        if self.text[antecedent.span.end : antecedent.span.end + 2] in ("'s", "’s"):
            score -= 0.7
        word = self.text[max(0, start - 12) : start].split()[-1:] or [""]
        if word[0].lower() in _OBJECT_OF:
            score -= 0.8
        if self._is_marked(start):
            score -= 1.5
        if last and last[1].name and last[1].name == speaker.name:
            gap = self.text[last[0].quote.span.end : mention.span.start]
            score += 1.3 / (1 + (gap.count("\n\n") or gap.count("\n")))
        return score

    def _leads(self, mention: Mention) -> bool:
        """Tell whether a mention is the first in its sentence: most likely its subject."""
        at = bisect_left(self.starts, mention.span.start)
        start = max(0, mention.span.start - 60)
        ahead = self.text[start : mention.span.start]
        stops = [ahead.rfind(stop) for stop in (". ", "\n", "” ", '" ', "? ", "! ")]
        opened = start + max(stops) if max(stops) >= 0 else (0 if start == 0 else -1)
        return opened >= 0 and (at == 0 or self.starts[at - 1] <= opened)

    def _is_marked(self, position: int) -> bool:
        number = bisect_right(self.marked, position, key=lambda part: part.start) - 1
        return number >= 0 and position < self.marked[number].end

    def _before(self, position: int) -> list[Mention]:
        """Give the mentions before a position, the nearest first, within reach."""
        at = bisect_left(self.starts, position)
        return [m for m in reversed(self.mentions[max(0, at - 60) : at]) if position - m.span.start < _REACH]

    def _persons_before(self, position: int) -> list[Mention]:
        """Give the mentions before a position that a pronoun may mean; a bare noun ("on guard") is nobody."""
        before = (
            m
            for m in self._before(position)
            if m.kind == "name" or (m.kind == "nominal" and " " in m.title and not self._is_marked(m.span.start))
        )
        return list(islice(before, 25))

    def _it(self, mention: Mention) -> Speaker:
        plural = mention.head in ("they", "their")
        kinds = ("group", "body") if plural else ("body", "document")
        for antecedent in self._before(mention.span.start)[:12]:
            ahead = self.text[max(0, antecedent.span.start - 3) : antecedent.span.start]
            opens = antecedent.span.start < 2 or "\n" in ahead or ahead.rstrip()[-1:] in '.!?”"'
            if antecedent.kind in kinds and opens:
                found = self.resolve(antecedent)
                return replace(found, reason=f"'{mention.head}' is {found.name}", sure=0.7)
        return _unknown(mention, self.text)

    def _nominal(self, mention: Mention) -> Speaker:
        words = mention.span.of(self.text)
        first = words.split()[0].lower() if words else ""
        country = _first_country(mention.title, self.places)
        if mention.kind == "group" and (country or not mention.head):
            return self._unnamed(mention)
        if first not in _NEW or _PARTITIVE.match(words):
            person = self._titled(mention, country)
            if person:
                return self._as_speaker(person, f"'{words}' is {person.name}, by the title", 0.85)
            holder = self._office_holder(mention, country)
            if holder:
                return Speaker(holder.name, holder, f"'{words}' held that office then", 0.75)
            earlier = self._earlier_unnamed(mention)
            if earlier:
                return self._taken_up(mention, self.resolve(earlier))
        return self._unnamed(mention)

    def _taken_up(self, mention: Mention, earlier: Speaker) -> Speaker:
        """Give "the official" the name of the one before; "one of the officials" only their country."""
        own = self._unnamed(mention)
        reason = f"'{mention.span.of(self.text)}' is of those named before"
        if mention.kind == "group" or _PARTITIVE.match(mention.span.of(self.text)):
            country = own.actor.country or earlier.actor.country
            return replace(own, actor=replace(own.actor, country=country), reason=reason, sure=0.8)
        return replace(earlier, reason=reason.replace("of those", "the one"), sure=0.8)

    def _titled(self, mention: Mention, country: str) -> Person | None:
        """Give the person named before whose printed title has the noun, or one that it may stand for."""
        owner = re.match(r"(?:the |The )?([A-Z][\w.]+)['’]s? ", mention.title)
        if owner and owner.group(1).lower() not in self.places.codes:
            return None  # "Trump's lawyer" is not Trump
        if mention.title.split()[:1] and mention.title.split()[0].lower() in (
            "his",
            "her",
            "their",
            "its",
            "my",
            "our",
        ):
            return None
        wanted = _EQUALS.get(mention.head, (mention.head,))
        modifiers = {w.lower() for w in mention.title.split()[:-1]} & {
            "vice",
            "prime",
            "foreign",
            "defense",
            "defence",
            "deputy",
        }
        best: tuple[int, Person] | None = None
        for person in self.persons:
            titles = " ".join(person.titles).lower()
            titles += " " + (person.known.role.lower() if person.known else "")
            if country and person.country and country != person.country:
                continue
            exact = _has_word(titles, mention.head)
            if not (exact or any(_has_word(titles, word) for word in wanted)):
                continue
            if modifiers and not all(_has_word(titles, word) for word in modifiers):
                continue
            before = [place for place in person.places if place < mention.span.start]
            if not before or mention.span.start - before[-1] > 2 * _REACH:
                continue
            score = before[-1] + (600 if exact else 0)
            if best is None or score > best[0]:
                best = (score, person)
        return best[1] if best else None

    def _office_holder(self, mention: Mention, country: str) -> Actor | None:
        """Give the registry's holder of an office of a named country: "the Russian president"."""
        if not country or not self.on:
            return None
        office = _office(mention.title, self.places)
        return self.registry.find_holder(office, country, self.on) if office else None

    def _earlier_unnamed(self, mention: Mention) -> Mention | None:
        for antecedent in self._before(mention.span.start):
            plural = antecedent.head in (f"{mention.head}s", mention.head.replace("man", "men"))
            if antecedent.kind in ("nominal", "group") and (antecedent.head == mention.head or plural):
                words = antecedent.span.of(self.text).split()
                if words[0].lower() in _NEW or len(words) > 2 or plural:
                    return antecedent
        return None

    def _unnamed(self, mention: Mention) -> Speaker:
        words = " ".join(mention.span.of(self.text).split())
        country = self._country_of(mention.title)
        name = re.sub(r"^(?:the|a|an) ", "", words, flags=re.IGNORECASE)
        kind = "collective" if mention.kind == "group" else "unnamed"
        return Speaker(name, Actor(kind=kind, country=country, role=name), f"'{words}' is not named")

    def _body(self, mention: Mention) -> Speaker:
        words = " ".join(mention.span.of(self.text).split())
        if mention.kind == "group":
            return self._nominal(mention)
        if mention.kind == "document" and words.split()[0].lower() == "its":
            owner = self._it(replace(mention, head="it"))
            if owner.name:
                return replace(owner, reason=f"'{words}' is a paper of {owner.name}")
        bare = re.sub(r"^(?:the|a|an|its|their|his|her) ", "", mention.name or words, flags=re.IGNORECASE)
        code = self.places.codes.get(bare.lower(), "")
        known = self.registry.find(bare, self.on)
        if known and known.kind != "person":
            return Speaker(bare, known, f"'{words}' is {known.name}")
        if code and bare.lower() in self.places.speaking:
            name = self.places.names[code]
            return Speaker(bare, Actor(name=name, kind="organization", country=code), f"'{words}' stands for {name}")
        country = _first_country(mention.title or bare, self.places)
        if not mention.name and not country:
            named = self._named_body(mention)
            if named:
                return replace(self._body(named), reason=f"'{words}' is {named.name}", sure=0.8)
            country = self._home_country(mention) if mention.head in _OF_STATES else ""
        if not mention.name and not country and not any(word[0].isupper() for word in bare.split()[1:]):
            return Speaker(bare, Actor(kind="unnamed", role=bare), f"'{words}' is a body without a name")
        name = bare[:1].upper() + bare[1:]
        if country and mention.head:
            stripped = _strip_places(bare, self.places)
            name = f"{stripped[:1].upper()}{stripped[1:]} ({self.places.names[country]})"
        return Speaker(bare, Actor(name=name, kind="organization", country=country), f"'{words}' is a body")

    def _named_body(self, mention: Mention) -> Mention | None:
        """Give the body named before that "the committee" takes up: the last one whose name ends so."""
        for antecedent in self._before(mention.span.start):
            if antecedent.kind == "body" and antecedent.name.lower().split()[-1:] == [mention.head]:
                return antecedent
        return None

    def _home_country(self, mention: Mention) -> str:
        """Give the country of "the ministry": the last one that opened a sentence before it."""
        for antecedent in self._before(mention.span.start)[:20]:
            ahead = self.text[max(0, antecedent.span.start - 3) : antecedent.span.start]
            opens = antecedent.span.start < 2 or "\n" in ahead or ahead.rstrip()[-1:] in '.!?”"'
            if opens and antecedent.kind == "body" and antecedent.name.lower() in self.places.speaking:
                return self.places.codes[antecedent.name.lower()]
        return ""


def _same_given(first: str, second: str) -> bool:
    """Tell whether two given names may be one: equal, an initial, or a short form that begins alike."""
    if first == second or ((len(first) == 1 or len(second) == 1) and first[0] == second[0]):
        return True
    short, long = sorted((first, second), key=len)
    return len(short) >= 3 and long.startswith(short)


def _has_word(words: str, wanted: str) -> bool:
    at = words.find(wanted)
    while at >= 0:
        before = words[at - 1] if at else " "
        after = words[at + len(wanted)] if at + len(wanted) < len(words) else " "
        if not before.isalpha() and not after.isalpha():
            return True
        at = words.find(wanted, at + 1)
    return False


def _gender(person: Person) -> str:
    """Give m or f where a printed title or the given name says so, else ""."""
    words = [word for title in person.titles for word in title.split(",")[0].lower().replace(".", "").split()]
    titled = next((gender for word in words if (gender := _title_genders().get(word, ""))), "")
    return titled or _given_names().get(_name_words(person.name)[0], "")


def _first_country(words: str, places: Places) -> str:
    """Give the code of the first country word among the words, longest match first ("South Korean")."""
    parts = words.replace("’s", "").replace("'s", "").replace(",", "").split()
    for start in range(len(parts)):
        for size in (4, 3, 2, 1):
            chunk = " ".join(parts[start : start + size])
            if len(parts) - start >= size and chunk[:1].isupper():
                code = places.codes.get(chunk.lower()) or places.codes.get(chunk.lower().rstrip("."))
                if code:
                    return code
    return ""


def _strip_places(words: str, places: Places) -> str:
    parts = words.split()
    while len(parts) > 1 and parts[0].replace("’s", "").replace("'s", "").lower() in places.codes:
        parts.pop(0)
    return " ".join(parts)


def _office(title: str, places: Places) -> str:
    """Give an office without determiner and country: "the Russian foreign minister" → "foreign minister"."""
    words = re.sub(r"^(?:the|a|an|its|their|his|her)\s", "", title.strip(" ,"), flags=re.IGNORECASE)
    for size in (3, 2, 1):
        parts = words.split()
        head = " ".join(parts[:size]).replace("’s", "").replace("'s", "")
        if len(parts) > size and head.lower() in places.codes and head.lower() not in title_words():
            words = " ".join(parts[size:])
            break
    return words


def _unknown(mention: Mention, text: str) -> Speaker:
    return Speaker("", Actor(), f"'{mention.span.of(text)}' cannot be resolved", 0.5)
