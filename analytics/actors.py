"""Knows people, bodies and their offices by date.

The shipped registry is ``analytics/data/actors.csv``; a user's own file of the same columns is laid over it. A name
that could be two people is never a pick: the answer is ``None``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import filterfalse
from pathlib import Path

from analytics.actor_lines import RosterError, read_lines
from analytics.lexicons import Places, read_lexicon, read_places, values
from analytics.records import Actor

_STOPS = str.maketrans(".,\u00a0", "   ")


class RegistryError(ValueError):
    """A registry file that cannot be used; the message says why."""


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """Give the form under which names are compared: lower case, no accents, no dots, plain apostrophes.

    Example:
        >>> name_key("Antony J. Blinken"), name_key("Erdoğan")
        ('antony j blinken', 'erdogan')
    """
    if name.isascii():
        return " ".join(name[:200].lower().translate(_STOPS).split())
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("ı", "i")[:200])
    return " ".join("".join(filterfalse(unicodedata.combining, plain.casefold())).translate(_STOPS).split())


def _short_key(key: str) -> str:
    """Drop middle initials: "antony j blinken" and "antony blinken" are one name."""
    words = key.split()
    if len(words) < 3 or min(map(len, words)) > 1:
        return key
    return " ".join(word for n, word in enumerate(words) if len(word) > 1 or n in (0, len(words) - 1))


@dataclass(frozen=True, slots=True)
class ActorRegistry:
    """Who is who: offices by actor id, ids by name.

    ``by_name`` maps full names and aliases, ``by_surname`` the last word of personal names, to ids; ``by_office`` maps
    country and office to those who ever held it.
    """

    offices: Mapping[str, tuple[Actor, ...]]
    by_name: Mapping[str, frozenset[str]]
    by_surname: Mapping[str, frozenset[str]]
    by_office: Mapping[tuple[str, str], tuple[Actor, ...]]
    places: Places

    def find(self, name: str, on: str = "") -> Actor | None:
        """Give the one actor of that full name or alias, with the office held on a day.

        Args:
            name: The name as printed, without titles.
            on: An ISO date; without it an actor of several offices has no role.

        Returns:
            The actor, or ``None`` when nobody or more than one has the name.

        Example:
            >>> read_registry().find("Vladimir Putin", on="2022-01-21").country
            'RUS'
        """
        key = name_key(name)
        ids = self.by_name.get(key) or self.by_name.get(_short_key(key)) or frozenset()
        return self._one(ids, on)

    def find_surname(self, surname: str, on: str = "", country: str = "") -> Actor | None:
        """Give the one actor of that surname who held an office on that day (or, undated, in that country).

        A surname alone is weak: without a day on which an office was held, or a country that agrees, nobody is picked.
        """
        ids = self.by_surname.get(name_key(surname), frozenset())
        if country:
            ids = frozenset(i for i in ids if self.offices[i][0].country == country)
        if on:
            ids = frozenset(i for i in ids if self._office(i, on) is not None)
        if not on and not country:
            return None
        return self._one(ids, on)

    def find_titled(self, surname: str, titles: Sequence[str], on: str = "") -> Actor | None:
        """Give the one actor of that surname who ever held one of the offices printed beside it: "President Obama"."""
        offices = {name_key(title) for title in titles if title}
        ids = frozenset(
            i
            for i in self.by_surname.get(name_key(surname), frozenset())
            if any(name_key(line.role) in offices for line in self.offices[i])
        )
        return self._one(ids, on)

    def find_holder(self, office: str, country: str, on: str) -> Actor | None:
        """Give who held an office of a country on a day: ("Secretary of State", "USA", "2022-01-21")."""
        holders = [line for line in self.by_office.get((country, name_key(office)), ()) if _held(line, on)]
        return holders[0] if on and len({line.id for line in holders}) == 1 else None

    def actor(self, actor_id: str, on: str = "") -> Actor | None:
        """Give an actor by id, with the office held on a day; ``None`` for an id that is not here."""
        return self._one(frozenset([actor_id]), on) if actor_id in self.offices else None

    def _one(self, ids: frozenset[str], on: str) -> Actor | None:
        if len(ids) != 1:
            return None
        (only,) = ids
        lines = self.offices[only]
        held = self._office(only, on) if on else (lines[0] if len(lines) == 1 and _is_open(lines[0]) else None)
        return held or replace(lines[0], role="", since="", until="")

    def _office(self, actor_id: str, on: str) -> Actor | None:
        return next((line for line in self.offices[actor_id] if _held(line, on)), None)


def _is_open(line: Actor) -> bool:
    """Tell whether an office, begun on a known day, may be held still; a body's line always is."""
    return line.kind != "person" or bool(line.since and not line.until)


def _held(line: Actor, on: str) -> bool:
    """Tell whether an office was surely held on a day; a body's line always holds."""
    if line.kind != "person":
        return True
    if not line.since:
        return False  # began on a day nobody is sure of
    return line.since <= on and (not line.until or on <= line.until)


def read_registry(path: Path | None = None) -> ActorRegistry:
    """Give the shipped registry, with a user's file (and a ``countries.csv`` beside it) laid over it.

    Args:
        path: A CSV file with the columns of ``actor_lines.COLUMNS``; several aliases are separated by ``|``. An
            id of the shipped file is replaced as a whole.

    Raises:
        RegistryError: The file is no such table, or a line cannot be used; see ``actor_lines.check_lines``.
        OSError: The file cannot be read.
    """
    return _shipped() if path is None else _overlaid(path)


@cache
def _shipped() -> ActorRegistry:
    return _build(read_lexicon("actors"), (), read_places())


def _overlaid(path: Path) -> ActorRegistry:
    try:
        own = [line for lines in read_lines(path.read_bytes()).values() for line in lines]
    except RosterError as error:
        raise RegistryError(f"{path.name}: {error}") from error
    countries = path.with_name("countries.csv")
    return _build(read_lexicon("actors"), own, read_places(countries if countries.exists() else None))


def _build(shipped: Iterable[Mapping[str, str]], own: Iterable[Mapping[str, str]], places: Places) -> ActorRegistry:
    own = list(own)
    replaced = {row["id"] for row in own}
    offices: dict[str, list[Actor]] = {}
    for row in [*own, *(row for row in shipped if row["id"] not in replaced)]:
        aliases = values(row["aliases"])
        kind = row["kind"] or "person"
        actor = Actor(
            row["id"], row["name"], kind, row["country"], row["side"], row["role"], aliases, row["since"], row["until"]
        )
        offices.setdefault(actor.id, []).append(actor)
    by_name: dict[str, frozenset[str]] = {}
    by_surname: dict[str, frozenset[str]] = {}
    for actor_id, lines in offices.items():
        own_id = frozenset((actor_id,))
        person = lines[0].kind == "person"
        for name in {name for line in lines for name in (line.name, *line.aliases)}:
            if person and " " not in name:
                continue  # "Moon" alone is a surname and needs a day or a country
            key = name_key(name)
            _add(by_name, key, own_id)
            _add(by_name, _short_key(key), own_id)
            if person and " " in key:
                _add(by_surname, key.rpartition(" ")[2], own_id)
        for word in {name for line in lines for name in (line.name, *line.aliases) if person and " " not in name}:
            _add(by_surname, name_key(word), own_id)
    by_office: dict[tuple[str, str], list[Actor]] = {}
    for line in (line for lines in offices.values() for line in lines if line.role):
        by_office.setdefault((line.country, name_key(line.role)), []).append(line)
    return ActorRegistry(
        {actor_id: tuple(lines) for actor_id, lines in offices.items()},
        by_name,
        by_surname,
        {key: tuple(lines) for key, lines in by_office.items()},
        places,
    )


def _add(ids: dict[str, frozenset[str]], key: str, own_id: frozenset[str]) -> None:
    others = ids.get(key)
    ids[key] = own_id if others is None else others | own_id
