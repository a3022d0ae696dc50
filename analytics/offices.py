"""Tells which offices and bodies a noun may stand for: "the top diplomat" is a foreign minister, "the bloc" a union."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from analytics.lexicons import Places
from analytics.persons import Person
from analytics.records import Mention
from analytics.words import nouns, title_words

_RANKS = frozenset(
    """vice prime foreign defense defence deputy interior finance oil energy trade economy justice health education
    information agriculture transport labour labor environment culture intelligence security""".split()
)
_LEADERS = ("president", "prime minister", "premier", "chancellor", "leader", "king", "chairman", "chief")
_OFFICIALS = ("spokesman", "spokeswoman", "official", "director", "secretary", "adviser", "advisor", "aide", "chief")
_EQUALS: dict[str, tuple[str, ...]] = {
    "diplomat": ("foreign", "secretary of state", "ambassador", "envoy", "diplomat", "consul", "high commissioner"),
    "envoy": ("envoy", "ambassador", "representative", "mediator"),
    "mediator": ("envoy", "mediator", "negotiator", "representative"),
    "negotiator": ("negotiator", "envoy", "mediator"),
    "boss": ("leader", "chairman", "chief", "director", "head"),
    "director": ("director", "head"),
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
    "lawmaker": ("sen", "senator", "rep", "representative", "mp", "legislator", "member of parliament", "duma member"),
    "legislator": ("sen", "senator", "rep", "representative", "mp", "lawmaker", "member of parliament"),
    "candidate": ("candidate", "nominee"),
    "nominee": ("nominee", "candidate"),
    "chief": ("chief", "leader", "secretary-general", "director", "head", "high representative"),
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
        """group organization organisation network front movement council committee coalition league brigade hamas
        hezbollah taliban houthis""".split()
    ),
    "organization": frozenset("organization organisation osce opec who observatory".split()),
    "organisation": frozenset("organization organisation osce opec who observatory".split()),
    "movement": frozenset("movement front hamas hezbollah taliban houthis".split()),
    "newspaper": frozenset("times post journal daily herald tribune gazette guardian telegraph".split()),
    "monitor": frozenset("observatory monitor osce".split()),
}
"""Words in the name of a body for which a noun may stand: "the bloc" takes up the European Union."""


STATE_OFFICES = frozenset("minister president premier spokesperson leader chief diplomat official".split())
"""Groups of nouns whose office is mostly a state's."""

_IN_SEAT = re.compile(r"(?:^|[.!?”\"] |[\r\n])In ([A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?), \Z")
_HEADS = {"head of state": "president", "head of government": "prime minister"}


def as_office(mention: Mention) -> Mention:
    """Give "the head of state" as the office that it mostly is, and any other mention as it is.

    Example:
        >>> from analytics.records import Span
        >>> as_office(Mention(Span(0, 17), "nominal", "", "the head of state", "head")).title
        'the president'
    """
    for words, office in _HEADS.items():
        if mention.title.lower().endswith(words):
            title = mention.title[: -len(words)] + office
            return replace(mention, title=title, head=office.rpartition(" ")[2])
    return mention


def seat_country(text: str, mention: Mention, places: Places) -> str:
    """Give the code of the country of an office of state behind its capital ("In Washington, the President"), else "".

    Example:
        >>> from analytics.lexicons import read_places
        >>> from analytics.records import Span
        >>> text = "In Oslo, the premier said no."
        >>> seat_country(text, Mention(Span(9, 20), "nominal", "", "the premier", "premier"), read_places())
        'NOR'
    """
    seat = _IN_SEAT.search(text, max(0, mention.span.start - 40), mention.span.start)
    office = nouns().get(mention.head, ("", ""))[1] in STATE_OFFICES
    return places.codes[seat[1].lower()] if seat and office and seat[1].lower() in places.seats else ""


def names_office(noun: str, person: Person) -> bool:
    """Tell whether a noun is a word of somebody's offices, printed or in the registry.

    Example:
        >>> names_office("minister", Person("Ana Vale", offices="foreign minister"))
        True
    """
    return has_word(_own_offices(person.offices), noun)


@lru_cache(maxsize=2_000)
def _own_offices(offices: str) -> str:
    """Cut whom an office serves: a spokesman "for the Secretary-General" is no secretary."""
    return " | ".join(re.split(r" (?:for|to) ", office, maxsplit=1)[0] for office in offices.split(" | "))


def may_name_office(noun: str, person: Person) -> bool:
    """Tell whether a noun may stand for one of somebody's offices, by itself or as another word for it."""
    own = _own_offices(person.offices)
    return has_word(own, noun) or any(has_word(own, word) for word in _EQUALS.get(noun, ()))


def has_qualifier(title: str, person: Person, places: Places) -> bool:
    """Tell whether the body that a noun phrase names is one of somebody's offices: "the Harbour chief".

    Example:
        >>> from analytics.lexicons import read_places
        >>> party = Person("Ana Vale", offices="leader of the harbour party")
        >>> [has_qualifier(title, party, read_places()) for title in ("the Harbour chief", "the Castle chief")]
        [True, False]
    """
    words = [word.lower().removesuffix("'s").removesuffix("’s") for word in title.split()[:-1] if word[0].isupper()]
    words = [word for word in words if word not in places.codes and word not in title_words()]
    return bool(words) and all(has_word(person.offices, word) for word in words)


def ranks(title: str) -> frozenset[str]:
    """Give the words before an office that part it from others of its name.

    Example:
        >>> sorted(ranks("her deputy prime minister"))
        ['deputy', 'prime']
    """
    return _RANKS.intersection(title.lower().partition(" of ")[0].split())


def may_name_body(noun: str, name: str) -> bool:
    """Tell whether a noun may stand for a body of a name: one of its end words, or one that stands for another.

    Example:
        >>> may_name_body("bloc", "European Union"), may_name_body("union", "European Union Force")
        (True, True)
    """
    words = name.lower().split()
    return noun in (words[:1] + words[-1:]) or not _BODY_WORDS.get(noun, frozenset()).isdisjoint(words)


def may_hold(title: str, person: Person, country: str) -> bool:
    """Tell whether a person may hold the office that a noun phrase describes: rank, complement, country agree.

    Args:
        title: The noun phrase, "the deputy minister of defence".
        person: Somebody with an office.
        country: The country that the phrase names, or "".
    """
    complement = title.partition(" of ")[2]
    if not all(has_word(person.offices, rank) for rank in ranks(title)):
        return False
    if country:
        return person.country == country if complement else person.country in ("", country)
    wanted = [word.lower() for word in complement.split() if word.lower() not in ("the", "of", "and")]
    return all(has_word(person.offices, word) for word in wanted)


def has_word(words: str, wanted: str) -> bool:
    """Tell whether a word or phrase stands among the words, not inside a longer one."""
    at = words.find(wanted)
    while at >= 0:
        before = words[at - 1] if at else " "
        after = words[at + len(wanted)] if at + len(wanted) < len(words) else " "
        if not before.isalpha() and not after.isalpha():
            return True
        at = words.find(wanted, at + 1)
    return False
