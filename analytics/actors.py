"""Knows people, bodies and their offices by date.

The shipped registry is ``analytics/data/actors.csv``; a user's own file of the same columns is laid over it. A name
that could be two people is never a pick: the answer is ``None``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, filterfalse
from pathlib import Path

from analytics.actor_lines import COLUMNS, RosterError, read_lines
from analytics.lexicons import DATA, Places, read_cells, read_places, values
from analytics.records import Actor

Cells = Sequence[str]
"""The cells of one line, in the order of ``COLUMNS``."""

_ID, _NAME, _KIND, _COUNTRY, _ROLE, _ALIASES = (COLUMNS.index(c) for c in "id name kind country role aliases".split())

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
        plain = name[:200].lower()
        if "." in plain or "," in plain:
            plain = plain.replace(".", " ").replace(",", " ")
        return " ".join(plain.split())
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("ı", "i")[:200])
    return " ".join("".join(filterfalse(unicodedata.combining, plain.casefold())).translate(_STOPS).split())


def _short_key(key: str) -> str:
    """Drop middle initials: "antony j blinken" and "antony blinken" are one name."""
    words = key.split()
    if len(words) < 3 or min(map(len, words)) > 1:
        return key
    return " ".join(word for n, word in enumerate(words) if len(word) > 1 or n in (0, len(words) - 1))


class Offices(Mapping[str, tuple[Actor, ...]]):
    """The offices of each actor by id, made of the lines' cells when they are asked for: an article names few."""

    def __init__(self, lines: Mapping[str, Sequence[Cells]]) -> None:
        self._lines = lines
        self._made: dict[str, tuple[Actor, ...]] = {}
        self._by_office: dict[tuple[str, str], list[str]] = {}

    def __getitem__(self, actor_id: str) -> tuple[Actor, ...]:
        made = self._made.get(actor_id)
        if made is None:
            made = self._made[actor_id] = tuple([_actor(cells) for cells in self._lines[actor_id]])
        return made

    def __contains__(self, actor_id: object) -> bool:
        return actor_id in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def of(self, country: str, office: str) -> list[Actor]:
        """Give the lines of those who ever held an office of a country."""
        if not self._by_office:
            for cells in (cells for lines in self._lines.values() for cells in lines if cells[_ROLE]):
                self._by_office.setdefault((cells[_COUNTRY], name_key(cells[_ROLE])), []).append(cells[_ID])
        key = country, name_key(office)
        ids = dict.fromkeys(self._by_office.get(key, ()))
        return [line for i in ids for line in self[i] if (line.country, name_key(line.role)) == key]


def _actor(cells: Cells) -> Actor:
    actor_id, name, kind, country, side, role, aliases, since, until = cells
    return Actor(actor_id, name, kind or "person", country, side, role, values(aliases), since, until)


@dataclass(frozen=True, slots=True)
class ActorRegistry:
    """Who is who: offices by actor id, ids by name.

    ``by_name`` maps full names and aliases, ``by_surname`` the last word of personal names, to ids.
    """

    offices: Offices
    by_name: Mapping[str, frozenset[str]]
    by_surname: Mapping[str, frozenset[str]]
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
            ids = frozenset(i for i in ids if any(line.country == country for line in self.offices[i]))
        if on:
            ids = frozenset(i for i in ids if self._office(i, on) is not None)
        if not on and not country:
            return None
        return self._one(ids, on)

    def find_titled(self, surname: str, titles: Sequence[str], on: str = "", country: str = "") -> Actor | None:
        """Give the one actor of that surname who ever held one of the offices printed beside it: "President Obama".

        Of several, those who held it on that day go before the others. A country that is stated must be theirs.
        """
        offices = {name_key(title) for title in titles if title}
        held = [
            line
            for i in sorted(self.by_surname.get(name_key(surname), ()))
            for line in self.offices[i]
            if name_key(line.role) in offices and (not country or line.country in ("", country))
        ]
        then = [line for line in held if on and _held(line, on)]
        return self._one(frozenset(line.id for line in then or held), on)

    def find_holder(self, office: str, country: str, on: str) -> Actor | None:
        """Give who held an office of a country on a day: ("Secretary of State", "USA", "2022-01-21")."""
        holders = [line for line in self.offices.of(country, office) if _held(line, on)] if on else []
        return holders[0] if len({line.id for line in holders}) == 1 else None

    def actor(self, actor_id: str, on: str = "") -> Actor | None:
        """Give an actor by id, with the office held on a day; ``None`` for an id that is not here."""
        return self._one(frozenset([actor_id]), on) if actor_id in self.offices else None

    def _one(self, ids: frozenset[str], on: str) -> Actor | None:
        if len(ids) != 1:
            return None
        (only,) = ids
        lines = self.offices[only]
        held = self._office(only, on) if on else (lines[0] if len(lines) == 1 and _is_open(lines[0]) else None)
        if held:
            return held
        served = {line.country for line in lines} - {""}
        country = lines[0].country if len(served) < 2 else ""  # of the Soviet Union or of Georgia: the term decides
        return replace(lines[0], country=country, role="", since="", until="")

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
    return _build((), read_places())


def _overlaid(path: Path) -> ActorRegistry:
    try:
        own = [[line[c] for c in COLUMNS] for lines in read_lines(path.read_bytes()).values() for line in lines]
    except RosterError as error:
        raise RegistryError(f"{path.name}: {error}") from error
    countries = path.with_name("countries.csv")
    return _build(own, read_places(countries if countries.exists() else None))


@cache
def _shipped_lines() -> list[list[str]]:
    """Give the cells of the shipped lines, in the order of ``COLUMNS``."""
    columns, *lines = read_cells(DATA / "actors.csv")
    if tuple(columns) != COLUMNS or not all(len(line) == len(COLUMNS) for line in lines):
        raise RegistryError("actors.csv: the columns or the cells of a line are not those of a registry")
    return lines


def _build(own: Sequence[Cells], places: Places) -> ActorRegistry:
    replaced = {cells[_ID] for cells in own}
    offices: dict[str, list[Cells]] = {}
    for cells in chain(own, (cells for cells in _shipped_lines() if cells[_ID] not in replaced)):
        offices.setdefault(cells[_ID], []).append(cells)
    by_name: dict[str, frozenset[str]] = {}
    by_surname: dict[str, frozenset[str]] = {}
    for actor_id, lines in offices.items():
        own_id = frozenset((actor_id,))
        person = lines[0][_KIND] in ("", "person")
        named = {f"{line[_NAME]}|{line[_ALIASES]}" if line[_ALIASES] else line[_NAME] for line in lines}
        for key in {key for names in named for key in _keys(names)}:
            first, _, last = key.rpartition(" ")
            if person:
                _add(by_surname, last, own_id)
                if not first:
                    continue  # "Moon" alone is a surname and needs a day or a country
            _add(by_name, key, own_id)
            if " " in first:
                short = _short_key(key)
                if short != key:
                    _add(by_name, short, own_id)
    return ActorRegistry(Offices(offices), by_name, by_surname, places)


def _keys(cell: str) -> list[str]:
    """Give the keys of the names in a cell; most need no more than lower case, and there are some ten thousand."""
    if cell.isascii() and len(cell) < 200 and "." not in cell and "," not in cell:
        key = cell.lower()
        if "|" not in key:
            return [key]
        if " |" not in key and "| " not in key and "||" not in key and key[-1] != "|":
            return key.split("|")
    return [name_key(name) for name in values(cell)]


def _add(ids: dict[str, frozenset[str]], key: str, own_id: frozenset[str]) -> None:
    others = ids.get(key)
    if others is None:
        ids[key] = own_id
    elif own_id is not others:
        ids[key] = others | own_id
