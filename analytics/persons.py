"""Joins the names of one person in an article: "Foreign Minister Ana Lopez", "Lopez", "Ms. Lopez".

Full names are joined first, single words then; a suffix (Jr.) or another given name makes another person. Titles,
gender and country are gathered from what stands beside the names, the office from the registry.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from analytics.actors import ActorRegistry, name_key
from analytics.home_countries import home_government, marked_country, plain_titles, spoken_for, without_shared
from analytics.lexicons import Places, read_lexicon, word_set
from analytics.records import Actor, Mention
from analytics.word_classes import CIVIL_TITLES, NAME_SUFFIXES
from analytics.words import nouns, title_words

_PRIVATE = frozenset(["person", "expert", "press", "candidate"])
"""Groups of nouns that describe a private person: a farmer of that surname is not the minister."""

NAMESAKES = 40
"""So many persons of one name are told apart; a text with more of them would cost the square of its length."""

_ARTICLES = frozenset("al el as ash an ad at az ar".split())
"""Articles that are glued to an Arabic surname and often left out."""

_AMERICAN = re.compile(
    r"\b(?:White House|State Department|Pentagon|Secretary of State|Secretary of Defense|Defense Secretary|"
    r"Treasury Secretary|Capitol Hill|Joint Chiefs of Staff|GOP)(?!\w)"
)
"""Offices that are American where no country is named; "Senator" and "Attorney General" are not among them."""

_WORD = re.compile(r" (\w+)")
_MARK = re.compile(r"['’]s?$")
"""The end of a possessor: "Norland's", "the Emirates'"."""

_SAME_OFFICE = dict.fromkeys(("secretary", "premier", "prime"), "minister") | {
    "spokeswoman": "spokesman", "spokesperson": "spokesman", "envoy": "ambassador", "representative": "ambassador",
}  # fmt: skip
_TELLING_OFFICES = frozenset(
    "ambassador minister president senator governor consul mayor judge professor bishop archbishop spokesman".split()
)
"""Offices by which a namesake is told; a general, a leader or a diplomat may be anything else besides."""

_HOME = re.compile(r"(?:, (?:aged? )?\d{1,3},?|,) (?:who is )?from ([A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?),?")
_OWNER = re.compile(r"(?:the |The )?((?:[A-Z][\w-]+ )?[A-Z][\w-]+)['’]s ")
_SPEAKS_FOR = re.compile(
    r"\b(?:spokes(?:man|woman|person)|aide|advis[eo]r) (?:for|of|to) (?:[\w’'.-]+ )*([A-Z][\w’'-]+)$"
)
_SENT_TO = re.compile(
    r"\b((?:ambassador|envoy|consul(?: general)?|high commissioner) (?:to|in|on)|envoy for) [^|,]*", re.IGNORECASE
)
"""Where somebody is sent, which is not whose envoy it is."""

_AGED = re.compile(r",? (?:\(?\d{1,2}\)?|(?:aged|age) \d{1,2})[,.)]|, from [A-Z][\w’'-]+(?:,| said)")
"""What stands behind the name of somebody who holds no office: an age, a home."""

_LONGEST_NAME = 120
"""Characters of a name with the title before it in which its last word is looked for."""

_SHORT_FORMS = {
    "al": "albert", "alex": "alexander", "andy": "andrew", "ben": "benjamin", "bill": "william", "bob": "robert",
    "chris": "christopher", "dan": "daniel", "dave": "david", "don": "donald", "ed": "edward", "fred": "frederick",
    "greg": "gregory", "jeff": "jeffrey", "jim": "james", "joe": "joseph", "jon": "jonathan", "kate": "katherine",
    "ken": "kenneth", "larry": "lawrence", "liz": "elizabeth", "matt": "matthew", "mike": "michael",
    "nick": "nicholas", "pat": "patrick", "pete": "peter", "phil": "philip", "rob": "robert", "ron": "ronald",
    "sam": "samuel", "steve": "steven", "sue": "susan", "ted": "edward", "tim": "timothy", "tom": "thomas",
    "tony": "antony",
}  # fmt: skip


@dataclass(slots=True)
class Person:
    """One person of the article: the fullest name, titles as printed, where mentioned (sorted offsets).

    ``known`` is the registry's actor, ``known_by`` says by what in the article that one was told.
    """

    name: str
    titles: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    male: bool = True
    female: bool = True
    country: str = ""
    role: str = ""
    known: Actor | None = None
    known_by: str = ""
    speaks: bool = False  # the subject of a verb of saying somewhere
    offices: str = ""  # all titles printed beside the name and the registry's office, in lower case

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name, folded, without its suffix."""
        return name_words(self.name)

    @property
    def is_body(self) -> bool:
        """Whether the name is a body's in the registry: "Hezbollah"."""
        return self.known is not None and self.known.kind == "organization"

    @property
    def is_bare(self) -> bool:
        """Tell a single word of which nothing says that it names a person: it may be "Sanctions"."""
        alone = len(self.words) == 1 and self.known is None
        return alone and not self.titles and self.male == self.female and not self.speaks

    @property
    def is_described(self) -> bool:
        """Tell whether a title, the given name or the registry says that it is a person."""
        known = self.known is not None and self.known.kind == "person"
        return known or bool(self.titles) or self.male != self.female

    def last_before(self, position: int) -> int:
        """Give the offset of the last mention before a position, -1 for none."""
        at = bisect_left(self.places, position)
        return self.places[at - 1] if at else -1


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """Give the folded words of a name without its suffix.

    Example:
        >>> name_words("Donald Trump Jr.")
        ('donald', 'trump')
    """
    words = tuple(word for word in name_key(name).split() if word not in NAME_SUFFIXES)
    return words or tuple(name_key(name).split()) or ("",)


def without_article(word: str) -> str:
    """Give a folded surname without a glued article.

    Example:
        >>> without_article("al-harun"), without_article("el-amin"), without_article("alder")
        ('harun', 'amin', 'alder')
    """
    head, joint, rest = word.partition("-")
    return rest if joint and rest and head in _ARTICLES else word


class People:
    """The persons named in an article."""

    def __init__(self, text: str, on: str, mentions: Sequence[Mention], registry: ActorRegistry) -> None:
        self.text = text
        self.on = on
        self.registry = registry
        self.places: Places = registry.places
        self.persons: list[Person] = []
        self.by_mention: dict[int, Person] = {}
        self.unsure: set[int] = set()
        self._by_word: dict[str, list[Person]] = {}
        self._others = [mention for mention in mentions if mention.kind != "name"]
        self._join([mention for mention in mentions if mention.kind == "name"])
        self._starts = sorted(self.by_mention)
        for person in self.persons:
            self._describe(person)
        for person in self.persons:
            person.country = person.country or self._home_country(person)

    def named(self, name: str) -> Person | None:
        """Give the person of the article whose fullest name that is."""
        found = self._by_word.get(name_words(name)[-1], []) if name else []
        return next((person for person in found if person.name == name), None)

    def _join(self, named: list[Mention]) -> None:
        singles: list[Mention] = []
        for mention in named:
            if len(name_words(mention.name)) > 1:
                self._note(self._full(mention.name) or self._new(mention), mention)
            else:
                singles.append(mention)
        for mention in singles:
            self._note(self.single(mention) or self._new(mention), mention)

    def _full(self, name: str) -> Person | None:
        words, suffix = name_words(name), _suffix(name)
        for person in self._by_word.get(words[-1], [])[:NAMESAKES]:
            known = person.words
            same_ends = words[-1] == known[-1] and _same_given(words[0], known[0])
            part = words == known[: len(words)] or words == known[-len(words) :]
            epithet = words[-len(known) :] == known and _is_epithet(words[0], known)
            if (same_ends or part or epithet) and suffix == _suffix(person.name):
                return person
        return None

    def is_body(self, mention: Mention) -> bool:
        """Tell whether the name that a mention prints is a body's in the registry."""
        person = self.by_mention.get(mention.span.start)
        return person is not None and person.is_body

    def single(self, mention: Mention) -> Person | None:
        """Give the person that a surname, or a first name standing alone, means: the last one named so before it.

        Where several have the name and no title tells them apart, the mention is noted as unsure.
        """
        word = name_words(mention.name)[0]
        fits = (self._by_word.get(word) or self._by_word.get(without_article(word), []))[:NAMESAKES]
        fits = [p for p in fits if p.words[-1] == word] or fits
        gender = _title_gender(mention.title)
        if gender:
            sure = [p for p in fits if _gender(p) == gender]
            fits = sure or [p for p in fits if not _gender(p)]
        if not fits:
            return None
        if len(fits) > 1 and not gender:
            self.unsure.add(mention.span.start)
        latest = max(fits, key=lambda p: p.last_before(mention.span.start))
        return latest if latest.last_before(mention.span.start) >= 0 else fits[0]

    def before(self, position: int, reach: int) -> list[tuple[Person, int]]:
        """Give the persons whose last mention before a position is within reach, with its offset, the last first.

        Only the mentions within reach are looked at: an article of hundreds of persons costs no more than a short one.
        """
        low, high = bisect_left(self._starts, position - reach + 1), bisect_left(self._starts, position)
        last: dict[int, tuple[Person, int]] = {}
        for start in reversed(self._starts[low:high]):
            person = self.by_mention[start]
            last.setdefault(id(person), (person, start))
        return list(last.values())

    def _new(self, mention: Mention) -> Person:
        person = Person(mention.name)
        self.persons.append(person)
        last = person.words[-1]
        for word in {person.words[0], last, without_article(last)}:
            self._by_word.setdefault(word, []).append(person)
        return person

    def _note(self, person: Person, mention: Mention) -> None:
        longer, shorter = sorted((mention.name, person.name), key=len, reverse=True)
        if len(name_words(longer)) > 1:
            epithet = longer.endswith(shorter) and _is_epithet(name_words(longer)[0], name_words(shorter))
            person.name = shorter if epithet else longer
        if mention.title:
            person.titles.append(mention.title)
        insort(person.places, mention.span.start)
        self.by_mention[mention.span.start] = person

    def _without_epithet(self, person: Person) -> None:
        """Cut a word from before a full name that the registry knows without it: "Bruiser Jan Holub"."""
        if len(person.words) < 3 or self.registry.find(person.name, self.on):
            return
        cut = person.name.partition(" ")[2]
        known = self.registry.find(cut, self.on)
        if known and known.kind == "person":
            person.name = cut

    def _describe(self, person: Person) -> None:
        self._without_epithet(person)
        gender = _gender(person)
        person.male, person.female = gender != "f", gender != "m"
        person.country = self._stated_country(person)
        person.role = self._role(person)
        person.known = self._registered(person)
        if person.known:
            person.country = person.known.country or person.country
            if not gender:
                gender = _given_names().get(name_words(person.known.name)[0], "")
                person.male, person.female = gender != "f", gender != "m"
        person.speaks = len(person.words) == 1 and self._speaks(person)
        person.offices = " | ".join([*person.titles, person.known.role if person.known else ""]).lower()

    def _stated_country(self, person: Person) -> str:
        """Give the country that a mark, a title, an owner or, for a government's member, the dateline states."""
        last = person.name.split()[-1]
        printed = (
            last if self.text.find(last, person.places[0], person.places[0] + _LONGEST_NAME) >= 0 else last.upper()
        )
        found = [self.text.find(printed, place, place + _LONGEST_NAME) for place in person.places[:5]]
        ends = [place + len(last) for place in found if place >= 0]
        marked = marked_country(self.text, person.titles, ends, self.places)
        titles = plain_titles(person.titles)
        stated = marked or country_of(without_shared(titles), self.places) or self._possessor_country(person)
        stated = stated or home_government(self.text, titles, person.places[0], self.places)
        return stated or country_of(titles, self.places)

    def _speaks(self, person: Person) -> bool:
        """Tell whether a verb of saying follows one of the first mentions of a name."""
        forms = word_set("cues", "forms")
        behind = (_WORD.match(self.text, place + len(person.name)) for place in person.places[:5])
        return any(word is not None and word.group(1) in forms for word in behind)

    def _possessor_country(self, person: Person) -> str:
        for place in person.places[:20]:
            before = self.text[max(0, place - 40) : place]
            owner = re.search(r"([A-Z][\w.]+(?: [A-Z][\w.]+)?)['’]s? $", before)
            if owner and owner.group(1).lower() in self.places.codes:
                return self.places.codes[owner.group(1).lower()]
        return ""

    def _home_country(self, person: Person) -> str:
        """Give the country of a home behind the name ("Milo, 24, from Oslo"), or of whose spokesman one is."""
        last = person.name.split()[-1]
        for place in person.places[:5]:
            end = self.text.find(last, place, place + _LONGEST_NAME) + len(last)
            served = spoken_for(self.text, place, end, self.places)
            if served:
                return served
            home = _HOME.match(self.text, place + len(person.name))
            if home and home.group(1).lower() in self.places.codes:
                return self.places.codes[home.group(1).lower()]
        for title in person.titles:
            owner = _OWNER.match(title)
            speaks = owner and any(nouns().get(word, ("", ""))[1] == "spokesperson" for word in title.lower().split())
            of = self._by_word.get(name_words(owner.group(1))[-1], []) if owner and speaks else []
            spoken = _SPEAKS_FOR.search(title)
            of = of or (self._by_word.get(name_words(spoken.group(1))[-1], []) if spoken else [])
            if len(of) == 1 and of[0] is not person and of[0].country:
                return of[0].country
        return ""

    def _role(self, person: Person) -> str:
        """Give the longest office printed beside the name, without country words in front and civil titles."""
        offices = [office_words(part, self.places) for title in person.titles for part in title.split(", ")]
        offices = [office for office in offices if office and office.lower().rstrip(".") not in CIVIL_TITLES]
        offices = [office for office in offices if not office.endswith(("'s", "’s"))]  # "Ukraine's Zelensky"
        offices = [office for office in offices if office.lower() not in self.places.codes]  # "VALE (Norland)"
        return max(offices, key=len)[:80] if offices else ""

    def _registered(self, person: Person) -> Actor | None:
        if len(person.words) > 1:
            person.known_by = "by the full name"
            return self.registry.find(person.name, self.on)
        body = self.registry.find(person.name, self.on)
        if body and body.kind == "organization" and not person.titles:
            person.known_by = "by the name"  # "Hezbollah said"
            return body
        offices = [office_words(title, self.places) for title in person.titles]
        offices += [office.partition(" of ")[0] for office in offices]  # "prime minister of Bangladesh"
        titled = self.registry.find_titled(person.name, offices, self.on, person.country)
        if titled and not titled.role and not person.country and self._is_about_others(titled.country):
            titled = None  # of another time, and of a country that is not named here
        if titled or self._is_private(person):
            person.known_by = "by surname and title"
            return titled
        known = self.registry.find_surname(person.name, self.on, person.country)
        if known and known.country and not person.country and self._is_about_others(known.country):
            return None  # a namesake: other countries are named here, and not that one's
        person.known_by = f"by the surname and {'the office held then' if self.on else 'the country'}"
        if known and self._is_of_another_office(person, known):
            return None
        gender = _given_names().get(name_words(known.name)[0], "") if known else ""
        fits = not gender or (person.male if gender == "m" else person.female)
        return known if fits else None

    def _is_of_another_office(self, person: Person, known: Actor) -> bool:
        """Tell a namesake by an office printed beside the name that is none of the known one's: "Ambassador Byrd"."""
        printed = {word for title in person.titles for word in _office_key(title) & _TELLING_OFFICES}
        ever = {word for line in self.registry.offices[known.id] for word in _office_key(line.role)}
        return bool(printed) and bool(ever) and printed.isdisjoint(ever)

    def _is_about_others(self, country: str) -> bool:
        """Tell whether the article names some country, and none of this one's words."""
        words = [word for word, code in self.places.codes.items() if code == country]
        pattern = rf"\b(?:{'|'.join(map(re.escape, words))})(?![^\W_])"
        return self._names_a_country and not re.search(pattern, self._lower)

    @cached_property
    def _lower(self) -> str:
        return self.text.lower()

    @cached_property
    def _names_a_country(self) -> bool:
        """Tell whether a body or a noun of the article is a country's: "Norland", "Norlandic officials"."""
        bodies = any(mention.name.lower() in self.places.codes for mention in self._others)
        return bodies or any(first_country(mention.title, self.places) for mention in self._others if mention.title)

    def _is_private(self, person: Person) -> bool:
        """Tell whether a bare surname must not become an office-holder: common, or described as somebody else."""
        if person.words[0] in word_set("name_words", "word", kind="surname"):
            return True
        if any(_AGED.match(self.text, place + len(person.name)) for place in person.places[:5]):
            return True
        described = {word for title in person.titles for word in title.lower().replace(",", " ").split()}
        return any(nouns().get(word, ("", "", ""))[1] in _PRIVATE for word in described - title_words())


def _office_key(title: str) -> set[str]:
    """Give the words of an office in small letters; ministers are called secretaries and premiers elsewhere."""
    words = re.findall(r"[a-z]+", title.lower())
    return {_SAME_OFFICE.get(word, word) for word in words}


def _suffix(name: str) -> str:
    return next((word for word in name_key(name).split()[1:] if word in NAME_SUFFIXES), "")


def _is_epithet(first: str, name: Sequence[str]) -> bool:
    """Tell a word that is no given name before a full name that begins with one: "Gobby Jan Holub"."""
    given = _given_names()
    return len(name) > 1 and len(first) > 2 and first not in given and name[0] in given and first not in name


def _same_given(first: str, second: str) -> bool:
    """Tell whether two given names may be one: equal, an initial, or a usual short form."""
    if first == second or ((len(first) == 1 or len(second) == 1) and first[0] == second[0]):
        return True
    return _SHORT_FORMS.get(first) == second or _SHORT_FORMS.get(second) == first


@cache
def _given_names() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in read_lexicon("given_names")}


@cache
def gendered_words() -> dict[str, str]:
    """Give the titles and nouns that tell m from f."""
    found = {row["title"].lower().rstrip("."): row["gender"] for row in read_lexicon("titles") if row["gender"]}
    return found | {noun: gender for noun, (_, _, gender) in nouns().items() if gender}


def _title_gender(title: str) -> str:
    words = title.split(",")[0].lower().replace(".", "").split()
    return next((gender for word in words if (gender := gendered_words().get(word, ""))), "")


def _gender(person: Person) -> str:
    """Give m or f where a printed title or the given name says so, else ""."""
    titled = next((gender for title in person.titles if (gender := _title_gender(title))), "")
    return titled or _given_names().get(person.words[0], "")


def country_of(words: str, places: Places) -> str:
    """Give the first country that a title names: "Syria's deputy U.N. envoy" is Syria's, "envoy to Syria" nobody's."""
    return own_country(words, places) or ("USA" if _AMERICAN.search(words) else "")


def own_country(words: str, places: Places) -> str:
    """Give the first country that an office names as its own: none for "the ambassador to Syria"."""
    return first_country(_SENT_TO.sub(" ", words), places)


def first_country(words: str, places: Places) -> str:
    """Give the code of the first country word among the words, longest match first ("South Korean")."""
    parts = [_MARK.sub("", word) for word in words.replace(",", "").split()]
    for start, part in enumerate(parts):
        if not part[0].isupper():
            continue
        for size in range(min(4, len(parts) - start), 0, -1):
            chunk = " ".join(parts[start : start + size])
            code = places.codes.get(chunk.lower()) or places.codes.get(chunk.lower().rstrip("."))
            if code:
                return code
    return ""


def office_words(title: str, places: Places) -> str:
    """Give an office without determiner and country: "the Russian foreign minister" → "foreign minister"."""
    words = re.sub(r"^(?:the|a|an|its|their|his|her)\s", "", title.strip(" ,"), flags=re.IGNORECASE)
    parts = words.split()
    for size in (3, 2, 1):
        head = " ".join(_MARK.sub("", part) for part in parts[:size])
        if len(parts) > size and head.lower() in places.codes and head.lower() not in title_words():
            return " ".join(parts[size:])
    return words
