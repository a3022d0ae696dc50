"""Whom a mention was found to stand for: the article's fullest name, the actor, and the reason for each link."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from analytics.lexicons import Places
from analytics.persons import Person, country_of, first_country
from analytics.records import Actor, Mention

DETERMINER = re.compile(r"^(?:the|a|an|its|their|his|her) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a mention stands for: the article's fullest name, the actor, why, and how surely (0..1).

    ``reason`` leads from the mention to the name, ``link`` from the name to the registry's actor, if that one is there.
    ``first`` is where an unnamed one is first mentioned, -1 for all others.
    """

    name: str
    actor: Actor
    reason: str
    sure: float = 1.0
    link: str = ""
    first: int = -1


def as_speaker(person: Person, reason: str, sure: float) -> Speaker:
    """Give a person of the article as a speaker, with the registry's entry where there is one."""
    if person.known:
        known = person.known if person.known.role else replace(person.known, role=person.role)
        return Speaker(person.name, known, reason, sure, link_of(person.known, person.known_by))
    actor = Actor(name=person.name, kind="person", country=person.country, role=person.role)
    return Speaker(person.name, actor, reason, sure)


def link_of(known: Actor, found: str) -> str:
    """Say why a name is an actor of the registry: what told it, and the office held on that day."""
    office = ""
    if known.role:
        since = f" since {known.since}" if known.since else ""
        office = f", {known.role}{since}{f' until {known.until}' if known.until else ''}"
    elif known.kind == "person":
        office = ", no office known on that day"
    return f"registry: {known.name} {found}{office}"


def without_places(words: str, places: Places) -> str:
    """Give the words without the countries in front: "Kenyan foreign ministry" is a foreign ministry."""
    parts = words.split()
    while len(parts) > 1 and parts[0].replace("’s", "").replace("'s", "").lower() in places.codes:
        parts.pop(0)
    return " ".join(parts)


def proper_name(mention: Mention) -> str:
    """Give the name of a body, also where it is read as a noun ("the Lake Committee"); empty where it has none."""
    words = DETERMINER.sub("", mention.title)
    return mention.name or (words if " " in words and words.rsplit(None, 1)[-1][0].isupper() else "")


def as_body(bare: str, words: str, country: str, sure: float, places: Places) -> Speaker:
    """Give a body that no registry knows as a speaker; that of a country is named with it: "Navy (Norway)".

    Args:
        bare: Its name without a determiner.
        words: What the article prints.
        country: The code of its country, empty where only the name may tell.
        sure: How surely (0..1).
        places: The words that stand for countries.
    """
    name = bare[:1].upper() + bare[1:]
    if country:
        stripped = without_places(bare, places)
        name = f"{stripped[:1].upper()}{stripped[1:]} ({places.names[country]})"
    actor = Actor(name=name, kind="organization", country=country or first_country(bare, places))
    return Speaker(bare, actor, f"'{words}' is a body", sure)


def without_post(words: str, head: str, places: Places) -> str:
    """Give the words for a diplomat without the capital that is the post: "Moscow diplomats" are those of others.

    Example:
        >>> from analytics.lexicons import read_places
        >>> without_post("Western Moscow diplomats", "diplomats", read_places())
        'Western diplomats'
    """
    if not head.startswith("diplomat"):
        return words
    return " ".join(word for word in words.split() if word.lower() not in places.seats)


def as_unnamed(mention: Mention, printed: str, places: Places, country: str = "") -> Speaker:
    """Give one who has no name as a speaker: "a senior official", "lawmakers".

    Args:
        mention: The noun with what describes it.
        printed: What the article prints.
        places: The words that stand for countries.
        country: The code of the country where the description tells of none, or of several.
    """
    words = " ".join(printed.split())
    name = re.sub(r"^(?:the|a|an|one) (?!of |in )", "", words, flags=re.IGNORECASE)
    kind = "collective" if mention.kind == "group" else "unnamed"
    parts = mention.title.split(" and ") if kind == "collective" else [mention.title]
    countries = {country_of(without_post(part, mention.head, places), places) for part in parts}
    actor = Actor(kind=kind, country=(min(countries) if len(countries) == 1 else "") or country, role=name)
    return Speaker(name, actor, f"'{words}' is not named", first=mention.span.start)
