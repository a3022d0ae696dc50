"""Finds the names in words that can be a target: countries, the registry's actors, people of the article.

One look-up for each capitalised word and the few behind it, so the cost is linear in the text. Most words of a
quotation hold no name at all: ``may_name`` tells that from its capitalised words alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
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
    article (ISO 8601), on which offices are looked up. ``first`` holds the first words of the people.
    """

    registry: ActorRegistry
    people: Mapping[str, Target] = field(default_factory=dict)
    on: str = ""
    first: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "first", frozenset(key.partition(" ")[0] for key in self.people))


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


def _read_token(token: str) -> tuple[str, bool]:
    """Give the word without its possessive ending, and whether it had one."""
    for ending in ("'s", "’s"):
        if token.endswith(ending):
            return token[: -len(ending)], True
    return token, False


class _Piece(NamedTuple):
    """A word in what stands between two blanks; ``stops`` tells a mark before it that ends a sentence.

    ``near`` says that nothing but a blank can part it from the word before; ``plural`` that an apostrophe ends the
    stretch and makes it an owner ("the generals' ").
    """

    text: str
    start: int
    end: int
    stops: bool
    capital: bool
    owner: bool
    near: bool
    plural: bool
    raw: str


class _Stretch(NamedTuple):
    """What stands between two blanks: its words, and the marks behind the last."""

    pieces: tuple[_Piece, ...]
    stops: bool
    bare: bool  # it ends with a word, so that a blank alone parts it from the next


_KNOWN_STRETCHES = 20_000
_LONGEST_KNOWN = 40
"""So many stretches between two blanks are remembered, none longer than so many characters."""


class _Stretches(dict[str, _Stretch]):
    def __missing__(self, stretch: str) -> _Stretch:
        found = _read_stretch(stretch)
        if len(stretch) <= _LONGEST_KNOWN:
            if len(self) >= _KNOWN_STRETCHES:
                self.clear()
                _DULL.clear()
            self[stretch] = found
            if not _openings(found):
                _DULL.add(stretch)
        return found


_STRETCHES = _Stretches()
_DULL: set[str] = set()
"""Known stretches without a word that could begin a name."""


def _read_stretch(stretch: str) -> _Stretch:
    pieces = []
    last = 0
    for match in _TOKEN.finditer(stretch):
        plain, owner = _read_token(match.group())
        start, end = match.span()
        behind = stretch[end : end + 2]
        possible = plain.endswith("s") and not owner
        stops = bool(_STOPS.search(stretch[last:start]))
        plural = possible and behind in ("'", "’")
        pieces.append(
            _Piece(plain.lower(), start, end, stops, plain[0].isupper(), owner, not start, plural, match.group())
        )
        last = end
    return _Stretch(tuple(pieces), bool(_STOPS.search(stretch[last:])), bool(pieces) and last == len(stretch))


def read_tokens(text: str) -> list[Word]:
    """Give the words of a text with their places; abbreviations ("U.S.") are one word, possessives are taken off."""
    words: list[Word] = []
    sentence, begin = 0, 0
    stops = bare = False
    for stretch in text.split(" "):
        pieces, stops_behind, ends_bare = _STRETCHES[stretch]
        for word, start, end, stops_before, capital, owner, near, plural, _ in pieces:
            sentence += stops or stops_before
            stops = False
            owned = owner or (plural and begin + end + 1 < len(text))
            # A tuple made straight from a tuple costs a third of ``Word(...)``.
            made = (word, begin + start, begin + end, sentence, capital, owned, near and bare)
            words.append(tuple.__new__(Word, made))
        stops |= stops_behind
        bare = ends_bare
        begin += len(stretch) + 1
    return words


def may_name(text: str, names: Names) -> bool:
    """Tell whether a text can hold a name at all: false only where ``find_named`` finds none.

    Example:
        >>> from analytics.actors import read_registry
        >>> names = Names(read_registry())
        >>> may_name("We will see what Moscow does.", names), may_name("We will see what they do.", names)
        (True, False)
    """
    stretches = text.split(" ")
    for stretch in set(stretches).difference(_DULL):
        for piece in _openings(_STRETCHES[stretch]):
            if _is_name(piece, names) or (_opens_name(piece, names) and _goes_on(stretches, stretch)):
                return True
    return False


def _openings(stretch: _Stretch) -> list[_Piece]:
    return [piece for piece in stretch.pieces if piece.capital or piece.text.startswith("al-")]


def _is_name(piece: _Piece, names: Names) -> bool:
    """Tell whether one word is a name by itself, or may begin that of somebody in the article."""
    codes = names.registry.places.codes
    if piece.text in codes or piece.raw.lower() in codes:
        return True
    key = name_key(piece.text)
    return not key or key in names.registry.by_name or key.partition(" ")[0] in names.first


def _opens_name(piece: _Piece, names: Names) -> bool:
    """Tell whether a longer name begins with this word."""
    openers = _openers(names.registry)
    return piece.text in openers or name_key(piece.text).partition(" ")[0] in openers


def _goes_on(stretches: Sequence[str], stretch: str) -> bool:
    """Tell whether a word that can go on with a name stands behind a stretch anywhere."""
    behind = [after for before, after in pairwise(stretches) if before == stretch]
    return any(after[:1].isupper() or after.startswith(("of", "and", "the", "for")) for after in behind)


def _openers(registry: ActorRegistry) -> frozenset[str]:
    """Give the first words of all names of several words, without a possessive ending; once for each registry."""
    known = _OPENERS.get(id(registry))
    if known is None or known[0] is not registry:
        if len(_OPENERS) >= _REGISTRIES:
            _OPENERS.clear()
        several = {key.partition(" ")[0] for key in (*registry.places.codes, *registry.by_name) if " " in key}
        known = _OPENERS[id(registry)] = registry, frozenset(_read_token(first)[0] for first in several)
    return known[1]


_REGISTRIES = 8
_OPENERS: dict[int, tuple[ActorRegistry, frozenset[str]]] = {}


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
