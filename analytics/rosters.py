"""Knows a collection's own actors, which are laid over whatever the machine named.

A name is taken for an actor's only where it is the actor's name or one of the aliases, letter for letter but for case,
accents and dots; a name that two of them have is never a pick, unless only one held an office on that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from analytics.actors import COLUMNS, ActorRegistry, name_key
from analytics.lexicons import Places, values
from analytics.records import Actor

KINDS = ("person", "organization", "collective")
"""What an actor may be."""

LONGEST = 300
"""Characters of a name, office or side; longer ones are a mistake."""

Line = dict[str, str]
"""One office of an actor: the columns of ``actors.COLUMNS``, all text."""


class RosterError(ValueError):
    """A line of actors that cannot be used; the message is a sentence for a person."""


def check_lines(lines: Iterable[Mapping[str, str]]) -> dict[str, list[Line]]:
    """Check lines of actors and gather them by actor.

    Args:
        lines: Mappings with at least ``id`` and ``name``; other columns than those of ``COLUMNS`` are left out.

    Returns:
        The lines of each id, in their order, blanks trimmed.

    Raises:
        RosterError: An id or a name is missing, a kind, country or day is none, a term ends before it begins, or lines
            of one id differ in name or kind.

    Example:
        >>> check_lines([{"id": "vale", "name": " Irena Vale ", "since": "2024-05-01"}])["vale"][0]["name"]
        'Irena Vale'
    """
    found: dict[str, list[Line]] = {}
    for number, given in enumerate(lines, 1):
        line = {column: " ".join((given.get(column) or "").split()) for column in COLUMNS}
        line["kind"] = line["kind"] or "person"
        line["country"] = line["country"].upper()
        fault = _fault(line)
        first = found.get(line["id"], [line])[0]
        if not fault and (first["name"], first["kind"]) != (line["name"], line["kind"]):
            fault = f"the lines of {line['id']!r} have different names or kinds"
        if fault:
            raise RosterError(f"Line {number} of the actors: {fault}.")
        found.setdefault(line["id"], []).append(line)
    return found


def _fault(line: Line) -> str:
    """Say what is wrong with a line; "" when nothing is."""
    if not line["id"] or not line["name"]:
        return "an actor needs an id and a name"
    if any(len(cell) > LONGEST for name, cell in line.items() if name != "aliases") or len(line["id"]) > 200:
        return f"a cell is longer than {LONGEST} characters"
    if not all(cell.isprintable() for cell in line.values()):
        return "a cell holds a control character"
    if line["kind"] not in KINDS:
        return f"{line['kind']!r} is no kind of actor; write {', '.join(KINDS)}"
    if line["country"] and not re.fullmatch("[A-Z]{3}", line["country"]):
        return f"{line['country']!r} is no country code of three letters (ISO 3166-1)"
    for column in ("since", "until"):
        if line[column] and not is_day(line[column]):
            return f"{line[column]!r} is no day; write it as 2025-03-31"
    if line["since"] and line["until"] and line["until"] < line["since"]:
        return "the term ends before it begins"
    return ""


def is_day(written: str) -> bool:
    """Tell whether a text is a day as ISO 8601 writes it with hyphens.

    Example:
        >>> is_day("2025-03-31"), is_day("20250331"), is_day("2025-02-30")
        (True, False, False)
    """
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


@dataclass(frozen=True)
class Roster:
    """A collection's own actors: the lines of each id, as `check_lines` gives them."""

    lines: Mapping[str, list[Line]]

    def find(self, name: str, on: str = "") -> Actor | None:
        """Give the one actor of that name or alias, with the office held on a day.

        Args:
            name: The name as printed.
            on: An ISO date, or empty when unknown.

        Returns:
            The actor, or ``None`` when nobody or more than one has the name.
        """
        ids = self._ids.get(name_key(name), set()) if name else set()
        if len(ids) > 1 and on:
            ids = {actor_id for actor_id in ids if self._holds(actor_id, on)}
        return self.actor(next(iter(ids)), on) if len(ids) == 1 else None

    def actor(self, actor_id: str, on: str = "") -> Actor | None:
        """Give an actor by id, with the office held on a day; ``None`` for an id that is not here."""
        return self._registry.actor(actor_id, on)

    @property
    def names(self) -> Iterable[str]:
        """The names and aliases of all of them, as `name_key` gives them."""
        return self._ids.keys()

    def _holds(self, actor_id: str, on: str) -> bool:
        terms = self.lines[actor_id]
        return any(bool(term["since"]) and term["since"] <= on <= (term["until"] or "9999") for term in terms)

    @cached_property
    def _ids(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for actor_id, lines in self.lines.items():
            for name in {name for line in lines for name in (line["name"], *values(line["aliases"]))}:
                found.setdefault(name_key(name), set()).add(actor_id)
        return found

    @cached_property
    def _registry(self) -> ActorRegistry:
        offices = {actor_id: tuple(map(_actor, lines)) for actor_id, lines in self.lines.items()}
        return ActorRegistry(offices, {}, {}, {}, Places({}, frozenset(), {}, frozenset()))


def _actor(line: Line) -> Actor:
    return Actor(
        line["id"], line["name"], line["kind"], line["country"], line["side"], line["role"], values(line["aliases"]),
        line["since"], line["until"],
    )  # fmt: skip


def make_id(name: str, taken: Iterable[str] = ()) -> str:
    """Give an id for a name, as those of the shipped registry are made.

    Example:
        >>> make_id("Piet Brann"), make_id("Piet Brann", ["piet-brann"])
        ('piet-brann', 'piet-brann-2')
    """
    plain = re.sub(r"[^\w]+", "-", name_key(name)).strip("-")[:80] or "actor"
    used, number, made = set(taken), 1, plain
    while made in used:
        number += 1
        made = f"{plain}-{number}"
    return made
