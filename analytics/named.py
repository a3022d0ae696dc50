"""Finds the names in words that can be a target: countries, the registry's actors, people of the article.

One look-up for each capitalised word and the few behind it, so the cost is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from analytics.actors import ActorRegistry, name_key


@dataclass(frozen=True, slots=True)
class Target:
    """Whom words are directed at: the display name, and the country (ISO 3166-1 alpha-3); both empty where unsure."""

    name: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that can be a target: all of the registry, and people of the article.

    ``people`` maps the ``name_key`` of a full name or a surname to the target it stands for. ``on`` is the day of the
    article (ISO 8601), on which offices are looked up.
    """

    registry: ActorRegistry
    people: Mapping[str, Target] = field(default_factory=dict)
    on: str = ""


LONGEST_NAME = 5
"""Words of the longest name that is looked up."""


class Word(NamedTuple):
    """A word: lower-case text without a possessive ending, place, sentence, capital, and whether "'s" was there."""

    text: str
    start: int
    end: int
    sentence: int
    capital: bool
    owner: bool
    near: bool  # only a blank parts it from the word before


class Named(NamedTuple):
    """A name at ``words[start:end]`` and whom it stands for; ``adjective`` tells "Russian" from "Russia"."""

    start: int
    end: int
    target: Target
    adjective: bool


_OPENINGS = frozenset(
    """the but and if when while as that only both why how what should let yes no unless once now today so then yet
    because although though since until after before whether or nor even still not any never today we i with by for
    president king queen mr mrs ms secretary minister general chancellor premier""".split()
)

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\w+(?:[-'’]\w+)*")
_STOPS = re.compile(r"[.!?;:\n]")


@cache
def _read_token(token: str) -> tuple[str, bool]:
    """Give the word without its possessive ending, and whether it had one."""
    for ending in ("'s", "’s"):
        if token.endswith(ending):
            return token[: -len(ending)], True
    return token, False


def read_tokens(text: str) -> list[Word]:
    """Give the words of a text with their places; abbreviations ("U.S.") are one word, possessives are taken off."""
    words: list[Word] = []
    sentence, last = 0, 0
    for match in _TOKEN.finditer(text):
        between = text[last : match.start()]
        sentence += bool(between and _STOPS.search(between))
        plain, owner = _read_token(match.group())
        owner = owner or (plain.endswith("s") and text[match.end() : match.end() + 2] in ("' ", "’ "))
        words.append(
            Word(plain.lower(), match.start(), match.end(), sentence, plain[0].isupper(), owner, between == " ")
        )
        last = match.end()
    return words


def find_named(text: str, words: Sequence[Word], names: Names) -> list[Named]:
    """Give the names in the words, from left to right; an adjective before a person's name belongs to that."""
    found: list[Named] = []
    at = 0
    while at < len(words):
        named = _longest(text, words, at, names) if words[at].capital or words[at].text.startswith("al-") else None
        if named is None:
            at += 1
            continue
        last = found[-1] if found else None
        if last and all(word.capital and word.near for word in words[last.end : named.start + 1]):
            found.pop()  # "Russian President Vladimir Putin"
        found.append(named)
        at = named.end
    return found


def _longest(text: str, words: Sequence[Word], at: int, names: Names) -> Named | None:
    end = at + 1
    while (
        end < len(words)
        and end - at < LONGEST_NAME
        and words[end].near
        and not words[end - 1].owner
        and (words[end].capital or words[end].text in ("of", "and", "the", "for"))
    ):
        end += 1
    for stop in range(end, at, -1):
        target = look_up(text[words[at].start : words[stop - 1].end], words[at:stop], names)
        if target is None:
            continue
        if stop - at == 1 and _follows_a_name(words, at) and words[at].text not in names.people:
            return None  # "George Washington"
        places, printed = names.registry.places, " ".join(word.text for word in words[at:stop])
        return Named(at, stop, target, printed in places.codes and printed not in places.speaking)
    return None


def _follows_a_name(words: Sequence[Word], at: int) -> bool:
    """Tell whether the word before is a name of the same phrase: capitalised, and no mere opening of a sentence."""
    return at > 0 and words[at].near and words[at - 1].capital and words[at - 1].text not in _OPENINGS


def look_up(printed: str, words: Sequence[Word], names: Names) -> Target | None:
    """Give whom a name stands for, ``None`` where nobody knows it."""
    places = names.registry.places
    lower = " ".join(word.text for word in words) if len(words) > 1 else words[0].text
    code = places.codes.get(lower) or places.codes.get(printed.lower())
    if code:
        return Target(places.names.get(code, printed), code)
    key = name_key(lower)
    if key in names.people:
        return names.people[key]
    if key not in names.registry.by_name:
        return None
    actor = names.registry.find(lower, names.on)
    return Target(actor.name, actor.country) if actor else None
