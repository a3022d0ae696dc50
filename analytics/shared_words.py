"""Finds whose country somebody speaks for by words that the article quotes from both: first the state, then the person.

News says first "Norland says it 'wants neither toll nor any gate'", and further down who said so. Who says a state's
own quoted words, and has no other country, speaks for that state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from analytics.lexicons import Places
from analytics.records import Attribution
from analytics.speakers import Speaker
from analytics.text import fold
from analytics.word_classes import BE, BEFORE_OBJECT, DETERMINERS
from analytics.words import AUXILIARIES, CONJUNCTIONS, POSSESSIVES, PRONOUNS

_FEWEST = 4
"""Words that two quotes share in a row: fewer may be anybody's."""

_PLAIN = (
    BE | DETERMINERS | BEFORE_OBJECT | AUXILIARIES | PRONOUNS | POSSESSIVES | CONJUNCTIONS
    | frozenset("not never all more ready there here and or".split())
)  # fmt: skip
_FEWEST_TELLING = 2
"""Words of such a run that anybody would not say: "we will not be" is everybody's."""

_INNER = re.compile(r"[“”\"‘«]|(?<!\w)'")
_WORD = re.compile(r"\w+(?:'\w+)*")


def find_homes(spoken: Sequence[tuple[Attribution, Speaker]], places: Places) -> Mapping[str, str]:
    """Give the country of each person without one who says quoted words that the article gives to a state too.

    Args:
        spoken: The attributions of an article with their speakers.
        places: The words that stand for countries.

    Returns:
        Country codes by the person's name; nobody whose words are those of two states.
    """
    placeless = [(a, s) for a, s in spoken if s.actor.kind == "person" and not s.actor.country and s.name]
    if not placeless:
        return {}
    states: dict[tuple[str, ...], set[str]] = {}
    for attribution, speaker in spoken:
        code = speaker.actor.country
        if code and speaker.actor.kind == "organization" and speaker.actor.name == places.names.get(code):
            for run in _runs(attribution):
                states.setdefault(run, set()).add(code)
    found: dict[str, set[str]] = {}
    for attribution, speaker in placeless if states else ():
        for run in _runs(attribution):
            found.setdefault(speaker.name, set()).update(states.get(run, ()))
    return {name: min(codes) for name, codes in found.items() if len(codes) == 1}


def _runs(attribution: Attribution) -> Iterator[tuple[str, ...]]:
    """Give each few words in a row of a quote in marks, folded; who quotes another within it says that one's words."""
    if attribution.quote.kind == "indirect" or _INNER.search(attribution.quote.text):
        return
    words = _WORD.findall(fold(attribution.quote.text).lower())
    runs = (tuple(words[at : at + _FEWEST]) for at in range(len(words) - _FEWEST + 1))
    yield from (run for run in runs if sum(word not in _PLAIN for word in run) >= _FEWEST_TELLING)
