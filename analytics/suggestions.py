"""Finds names that are near a name: offered to a person, never taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from analytics.actors import name_key

NEAR = 80.0
"""Likeness (0..100, rapidfuzz's WRatio) from which a name is offered. Other spellings of one name ("Zelenskiy") reach
83 and more; a name that nothing is like reached 38 at most (measured on names of politicians)."""

_COMMON = frozenset("the of for and al el bin de".split())
"""Words that two names may share without being alike."""

LONGEST = 100
"""Characters of a name that are compared."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that is near: whose it is, the name or alias that is near, and how near (0..100)."""

    actor_id: str
    name: str
    likeness: float


def suggest(name: str, known: Mapping[str, str], most: int = 4) -> list[Suggestion]:
    """Give the known names nearest to a name, one for each actor.

    Args:
        name: The name to look for.
        known: Names and aliases, each with the id of its actor.
        most: At most so many.

    Returns:
        The nearest first; equals in the order of their names. A tie is no pick: all of it is given, as far as ``most``
        goes.

    Example:
        >>> suggest("Irena Wale", {"Irena Vale": "irena-vale", "Tomas Brandt": "tomas-brandt"})
        [Suggestion(actor_id='irena-vale', name='Irena Vale', likeness=90.0)]
    """
    keys = {shown: name_key(shown)[:LONGEST] for shown in known}
    wanted = name_key(name)[:LONGEST]
    if not wanted:
        return []
    found = process.extract(wanted, keys, scorer=fuzz.WRatio, score_cutoff=NEAR, limit=most * 6)
    best: dict[str, Suggestion] = {}
    for key, likeness, shown in sorted(found, key=lambda item: (-item[1], item[2])):
        if _share_word(wanted, key):
            best.setdefault(known[shown], Suggestion(known[shown], shown, round(likeness, 1)))
    return list(best.values())[:most]


def _share_word(one: str, other: str) -> bool:
    """Tell whether two names have a word in common, or nearly: likeness of parts of words says nothing.

    A name of one word is a surname, and no first name is like it: "Brann" is not near "Branko Vale".
    """
    words = [word for word in other.split() if word not in _COMMON]
    mine = [word for word in one.split() if word not in _COMMON]
    if len(mine) == 1:
        return any(fuzz.ratio(mine[0], known) >= NEAR for known in words[-1:])
    return any(fuzz.ratio(word, known) >= NEAR - 10 for word in mine for known in words)
