"""Knows a collection's own actors, which are laid over whatever the machine named.

A name is taken for an actor's only where it is the actor's name or one of the aliases, letter for letter but for case,
accents and dots; a name that two of them have is never a pick, unless only one held an office on that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from analytics.actor_lines import COLUMNS, Line
from analytics.actors import ActorRegistry, Offices, name_key
from analytics.lexicons import Places, values
from analytics.records import Actor


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
        cells = {actor_id: [[line[c] for c in COLUMNS] for line in lines] for actor_id, lines in self.lines.items()}
        return ActorRegistry(Offices(cells), {}, {}, Places({}, frozenset(), {}, frozenset()))


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
