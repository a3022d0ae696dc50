"""Judges whether a name that was given is the one that gold asks for.

A person is right when the surname and one more name agree; case, accents, titles, initials and "Jr." do not count,
the last but where it tells two people apart. A part of the name ("Marsh") is neither right nor wrong, nor is a
pronoun or description handed on as if it were a name. Bodies, documents and unnamed people are right when their
deciding words are there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

from analytics.gold import GoldName
from analytics.lexicons import read_lexicon
from analytics.word_classes import NAME_SUFFIXES

Verdict = Literal["right", "wrong", "unknown"]

_PARTICLES = frozenset("the a an del former retired vice sens reps capt chairwoman chief of".split())
_SMALL = frozenset(
    "the a an of for in on at to by from with and his her their its one another several some top".split()
)
_PRONOUNS = frozenset("he she they it who which i we you him her them his hers their one another this that".split())
_NOBODY = frozenset(("", "unknown", "none", "null", "n/a", "?", "-"))

_POSSESSIVE = re.compile(r"'s\b")
_INSIDE = re.compile(r"(?<=\w)['.](?=\w)")
_WORD = re.compile(r"\w+(?:-\w+)*")
_HEAD_ENDS = re.compile(r"\s+(?:of|for|from|in)\s+")
_DETERMINER = re.compile(r"^(?:The|A|An|One|His|Her|My)\b")
_CAPITAL = re.compile(r"[A-Z]")


def judge_name(gold: GoldName, given: str, mention: str = "") -> Verdict:
    """Judge the name given for a quote.

    Args:
        gold: Who said it.
        given: The name that was given, empty where none was.
        mention: The words of the article that name the speaker; they stand in for a missing name of what is no
            person.

    Example:
        >>> from analytics.records import Article, Span
        >>> quell = GoldName(Article("x"), Span(0, 1), "Ada Quell", must_not=("Piet Lorne",))
        >>> [judge_name(quell, given) for given in ("Minister Ada J. Quell", "Piet Lorne", "Quell", "")]
        ['right', 'wrong', 'unknown', 'unknown']
    """
    absent = given.strip().casefold() in _NOBODY
    if gold.kind == "none":
        return "right" if absent else "wrong"
    if absent and gold.kind != "person":
        given = mention
    if given.strip().casefold() in _NOBODY:
        return "unknown"
    return _judge_person(gold, given) if gold.kind == "person" else _judge_thing(gold, given)


def _judge_person(gold: GoldName, given: str) -> Verdict:
    name, suffixes = _person(given)
    wanted, wanted_suffixes = _person(gold.name)
    others = [_person(other) for other in gold.must_not]
    alike = _compare(wanted, name)
    if any(other == wanted for other, _ in others):
        # Father and son: "Jr." decides, and the surname alone tells nothing.
        if suffixes != wanted_suffixes and alike:
            return "wrong" if name == wanted or len(name) > 1 else "unknown"
    elif suffixes and not wanted_suffixes and alike and not any(_person(other)[1] for other in gold.accept):
        return "wrong"
    if (name, suffixes) in others and name != wanted:
        return "wrong"
    found = {alike}
    for other in gold.accept:
        accepted, _ = _person(other)
        if len(accepted) > 1 or accepted == name:  # a single accepted word is right as that word alone
            found.add(_compare(accepted, name))
        if set(_nouns(other)) == set(_nouns(given)):
            return "right"
    if "whole" in found:
        return "right"
    if any(other == name for other, _ in others):
        return "wrong"
    return "unknown" if "part" in found or _is_no_name(gold, given) else "wrong"


def _judge_thing(gold: GoldName, given: str) -> Verdict:
    words = _nouns(given)
    if any(_nouns(other) == words for other in gold.must_not):
        return "wrong"
    if gold.members:
        said = set(_words(given))
        present = [member for member in gold.members if said.intersection(_person(member)[0][-1:])]
        if present:
            return "right" if len(present) == len(gold.members) else "unknown"
    for name in (gold.name, *gold.accept):
        wanted = set(_nouns(name))
        if words and wanted and wanted <= set(words):
            return "right"
        head = _nouns(_HEAD_ENDS.split(name)[0])[-1:]
        if gold.kind != "organization" and words and set(words) <= wanted and set(head) <= set(words):
            return "right"
    return "unknown" if _is_no_name(gold, given) else "wrong"


def _compare(wanted: tuple[str, ...], given: tuple[str, ...]) -> Literal["whole", "part", ""]:
    if not wanted or not given:
        return ""
    if len(wanted) == 1:
        return "whole" if given == wanted else ""
    if wanted[-1] in given and any(word in given for word in wanted[:-1]):
        return "whole"
    return "part" if set(given) <= set(wanted) else ""


def _is_no_name(gold: GoldName, given: str) -> bool:
    """Tell whether what was given is a pronoun, a description without a name, or the mention's own description."""
    if _PRONOUNS.issuperset(_words(given)) or not _CAPITAL.search(_DETERMINER.sub("", given)):
        return True
    words, mention = _nouns(given), _nouns(gold.mention)
    return gold.form in ("nominal", "pronoun") and bool(mention) and words[-1:] == mention[-1:]


def _person(name: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Give the words of a name without titles and initials, and apart from it suffixes ("Jr.")."""
    words = [word for word in _words(name) if word not in NAME_SUFFIXES]
    kept = tuple(word for word in words if word not in _titles() and len(word) > 1)
    return kept or tuple(words), frozenset(NAME_SUFFIXES.intersection(_words(name)))


def _nouns(name: str) -> list[str]:
    return [word for word in _words(name) if word not in _SMALL]


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return _WORD.findall(_INSIDE.sub("", _POSSESSIVE.sub("", plain)))


@cache
def _titles() -> frozenset[str]:
    return _PARTICLES.union(*(_words(row["title"]) for row in read_lexicon("titles")))
