"""Reads names as minutes and reports of meetings print them: in capitals, with a bracket behind that says whose seat.

"SIR JON SAND (Varn and Orrin, C.) said", "MARÍA DE LA VEGA (Norland) stressed", "Ms. VALE (Lorn)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from analytics.lexicons import word_set
from analytics.records import Mention

_NOTE = re.compile(r" \(([^()\n“”\"]{1,60})\)")
_JOINS = frozenset("and of the upon on in for de la le du von & - –".split())
_PARTICLES = word_set("name_words", "word", kind="particle")
_WORD = re.compile(r"[^\W\d_]+")
_NUMERAL = re.compile(r"[IVX]+")
_SCOTS = re.compile(r"M[Cc](?=[A-Z]{3})")


def has_note(text: str, end: int) -> bool:
    """Tell whether a bracket right behind a name says what its bearer is: party, seat, state, country.

    A bracket with a word of another kind ("who was in Halden") is a clause, whose mentions may speak.

    Example:
        >>> has_note("Jan Holub (Leeds, South, Lab.) asked", 9), has_note("Jan Holub (who asked)", 9)
        (True, False)
    """
    return _note_end(text, end) > 0


def outside_notes(text: str, found: Iterable[Mention]) -> Iterator[Mention]:
    """Leave out the mentions in the bracket behind a name: "Lab." is nobody who asks.

    Args:
        text: The article's text.
        found: Its mentions in order, none over another.
    """
    end = 0
    for mention in found:
        if mention.span.start >= end:
            yield mention
            if mention.kind == "name":
                end = max(end, _note_end(text, mention.span.end))


def _note_end(text: str, start: int) -> int:
    note = _NOTE.match(text, start)
    plain = note and all(word[0].isupper() or word[0].isdigit() or word in _JOINS for word in note[1].split())
    return note.end() if note and plain else 0


def without_capitals(name: str, *, also_parts: bool) -> str:
    """Write a name that is printed in capitals as other articles write it; initials and numerals stay.

    Args:
        name: The name, without a title.
        also_parts: Whether one word in capitals among others is meant too: "Mira VALE".

    Example:
        >>> without_capitals("MARÍA DE LA VEGA-ORR", also_parts=False)
        'María de la Vega-Orr'
        >>> [without_capitals(name, also_parts=True) for name in ("J. McTAGGART", "Mira VALE", "Jan Holub III")]
        ['J. McTaggart', 'Mira Vale', 'Jan Holub III']
    """
    if not also_parts and not name.isupper():
        return name
    return " ".join(_low(word) for word in name.split(" "))


def _low(word: str) -> str:
    if word.lower() in _PARTICLES:
        return word.lower()
    scots = _SCOTS.match(word)
    if scots:
        return f"Mc{word[2:].capitalize()}"
    if not word.isupper() or "." in word or _NUMERAL.fullmatch(word):
        return word
    return _WORD.sub(lambda part: part.group().capitalize(), word)
