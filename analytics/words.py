"""Reads the words of an article once, with what the finders of mentions and cues need to know of each.

The words lie in columns: most are only passed over, so what is known of them is kept by their form (words repeat), and
a ``Word`` is made only for who asks for one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache, partial
from itertools import compress
from operator import attrgetter
from typing import NamedTuple

from analytics.lexicons import read_lexicon, word_set
from analytics.records import Span
from analytics.text import paragraph_sentences, read_tokens

PRONOUNS = frozenset("he she they it who i we".split())
POSSESSIVES = frozenset("his her their its".split())
"""They name a speaker where what they own is speech: "his call for ..."."""

CONJUNCTIONS = frozenset("that whether if as after when because while although though since before until".split())
RELATIVES = frozenset("who whom whose which that".split())
AUXILIARIES = frozenset(
    """is are was were be been being has have had do does did will would can could may might must shall should isn't
    wasn't don't doesn't didn't hasn't haven't won't wouldn't can't couldn't isn’t wasn’t don’t doesn’t didn’t hasn’t
    haven’t won’t wouldn’t can’t couldn’t""".split()
)

QUANTITIES = frozenset(
    """another one several most both two three four someone everyone everybody percent year-old former latter
    other second third""".split()
)

PARTICLES = word_set("name_words", "word", kind="particle")
MODIFIERS = word_set("name_words", "word", kind="modifier")
_ADJECTIVES = word_set("name_words", "word", kind="adjective")
_PREFIXES = frozenset("ex co vice then deputy sub".split())
_COMPOUND = re.compile(r".+-(?:american|language|backed|led|based|born|speaking|style|era|held|controlled|made|wide)s?")
_GLUED = frozenset("al el ul an as ar ash at az d l".split())

_MOST_FORMS = 20_000
"""Forms that are remembered; with more, all are forgotten and learned anew."""

_LONGEST_FORM = 40
"""Characters of the longest form that is remembered, so that the memory is bounded too."""


class Form(NamedTuple):
    """What holds for a word wherever it stands; a fact about nouns, titles and such is one about its ``bare`` form."""

    text: str
    lower: str
    name: str  # as printed, without a possessive 's
    bare: str  # the same in lower case
    pronoun: str  # "he" of "he's", empty for all but pronouns and possessives
    stands_alone: bool  # it may stand for some of a group, or a person by age: "another", "percent", "year-old"
    noun: str  # kind of a head noun: person, body, ...; empty for all others
    title: bool  # it stands before a name
    modifies: bool  # it can stand before a head noun
    adjective: bool  # it is no name though it may be capitalised
    capital: bool
    named: bool  # it can begin or be a mention
    cue: bool  # it can begin a cue
    speaks: int  # 2 for a form of a cue that reports speech by itself, 1 for one of another cue, else 0
    verbal: bool  # an auxiliary, a form of a cue or a past form: it may be the verb of a clause
    joins: int  # 1 for "and" and "but", 2 for a relative, 4 for a conjunction; their sum for a word that is several


class Word(NamedTuple):
    """A word where it stands."""

    start: int
    end: int
    opens: bool  # stands first in its sentence
    form: Form

    @property
    def text(self) -> str:
        """The word as printed."""
        return self.form.text

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.form.lower

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, also behind a glued article: "al-Assad"."""
        return self.form.capital


@cache
def title_words() -> frozenset[str]:
    """Give the words (lower case, with and without their stop) that stand before a name and are no part of it."""
    return word_set("titles", "title") | frozenset(title.rstrip(".") for title in word_set("titles", "title"))


@cache
def nouns() -> dict[str, tuple[str, str, str]]:
    """Give the head nouns as noun → (kind, group, gender)."""
    return {row["noun"].lower(): (row["kind"], row["group"], row["gender"]) for row in read_lexicon("nouns")}


@cache
def _cue_openers() -> frozenset[str]:
    """Give the first words of all cues."""
    return frozenset(form.split()[0] for form in word_set("cues", "forms")) | {"according"}


@cache
def _cue_forms() -> frozenset[str]:
    return word_set("cues", "forms")


@cache
def _strong_forms() -> frozenset[str]:
    return word_set("cues", "forms", strength="strong")


def without_possessive(words: str) -> str:
    """Give the words without a possessive 's at their end.

    Example:
        >>> without_possessive("Syria’s")
        'Syria'
    """
    return words.removesuffix("'s").removesuffix("’s")


class _Forms(dict[str, Form]):
    """Learns a form when it is first met."""

    def __missing__(self, text: str) -> Form:
        form = _read_form(text)
        if len(text) <= _LONGEST_FORM:
            if len(self) >= _MOST_FORMS:
                self.clear()
            self[text] = form
        return form


_FORMS = _Forms()


def _read_form(text: str) -> Form:
    lower = text.lower()
    bare = without_possessive(lower)
    stem = lower.replace("’", "'").partition("'")[0]
    pronoun = stem if stem in PRONOUNS or lower in POSSESSIVES else ""
    capital = text[0].isupper() or _is_glued(text)
    noun = (nouns().get(bare) or _hyphened(bare))[0]
    speaks = (lower in _cue_forms()) + (lower in _strong_forms())
    return Form(
        text,
        lower,
        without_possessive(text),
        bare,
        pronoun,
        lower in QUANTITIES,
        noun,
        title=bare.removesuffix("-elect").removesuffix("-designate") in title_words(),
        modifies=bare in MODIFIERS or bool(noun) or bare.endswith("-based"),
        adjective=lower in _ADJECTIVES or bool(_COMPOUND.fullmatch(lower)),
        capital=capital,
        named=capital or bool(pronoun or noun) or lower in QUANTITIES,
        cue=lower in _cue_openers(),
        speaks=speaks,
        verbal=bool(speaks) or lower in AUXILIARIES or (lower.endswith("ed") and not capital),
        joins=(lower in ("and", "but")) + 2 * (lower in RELATIVES) + 4 * (lower in CONJUNCTIONS),
    )


def _hyphened(bare: str) -> tuple[str, ...]:
    """Give what is known of the noun in "ex-minister", "co-chairman" or "mother-of-three"."""
    if "-" not in bare:
        return ("",)
    first, _, rest = bare.partition("-")
    if first in _PREFIXES:
        return nouns().get(rest, ("",))
    return nouns().get(first, ("",)) if rest.startswith("of-") else ("",)


def _is_glued(word: str) -> bool:
    """Tell an article glued to a name: "al-Assad", "d'Estaing"."""
    head, joint, rest = word.partition("-") if "-" in word else word.replace("’", "'").partition("'")
    return bool(joint) and len(head) <= 3 and head in PARTICLES | _GLUED and rest[:1].isupper()


class Words:
    """Words in the order of the text, in columns; ``gaps`` holds what stands between each and the one before it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.forms: list[Form] = []
        self.gaps: list[str] = []
        self.opens: list[bool] = []

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Word]:
        # A tuple made straight from a tuple costs a third of ``Word(...)``, and there are very many.
        return map(partial(tuple.__new__, Word), zip(self.starts, self.ends, self.opens, self.forms, strict=True))

    def named(self) -> list[int]:
        """Give the numbers of the words that can begin or be a mention."""
        return list(compress(range(len(self)), map(attrgetter("named"), self.forms)))

    def cues(self) -> list[int]:
        """Give the numbers of the words that can begin a cue."""
        return list(compress(range(len(self)), map(attrgetter("cue"), self.forms)))

    def add(self, other: Words, first: int = 0, end: int | None = None) -> None:
        """Append words of the same text: all, or those from number ``first`` on and before ``end``."""
        joint = len(self)
        self.starts += other.starts[first:end]
        self.ends += other.ends[first:end]
        self.forms += other.forms[first:end]
        self.gaps += other.gaps[first:end]
        self.opens += other.opens[first:end]
        if 0 < joint < len(self):
            self.gaps[joint] = self.text[self.ends[joint - 1] : self.starts[joint]]

    def touches(self, number: int) -> bool:
        """Tell whether only one space (or a full stop after an initial) stands between a word and the one before."""
        gap = self.gaps[number]
        if gap == " ":  # nearly always
            return True
        if gap.isspace() and len(gap) <= 3:
            lines = gap.count("\n") or gap.count("\r")
            return not lines or (lines == 1 and not self.opens[number])  # a line break inside a wrapped name
        before = self.forms[number - 1]
        return gap == ". " and before.capital and (len(before.text) == 1 or f"{before.lower}." in title_words())

    def leads_on(self, number: int) -> bool:
        """Tell whether a capitalised word follows right behind."""
        return number + 1 < len(self.forms) and self.forms[number + 1].capital and self.touches(number + 1)


def find_words(text: str, spans: Iterable[Span]) -> Words:
    """Give the words of the given stretches in order."""
    known = _known_words(text)
    found = Words(text)
    for span in spans:
        words = known.get(span)
        if words is None:
            words = known[span] = _read_words(text, span)
        found.add(words)
    return found


@lru_cache(maxsize=4)
def _known_words(text: str) -> dict[Span, Words]:
    """Give the place where the words of one article are kept for all who ask; only the last few articles have one."""
    return {}


def _read_words(text: str, span: Span) -> Words:
    tokens = read_tokens(text, span)
    words = Words(text)
    words.starts, words.ends, words.gaps = tokens.starts, tokens.ends, tokens.gaps
    words.forms = [_FORMS[word] for word in tokens.words]
    words.opens = [False] * len(tokens.starts)
    for sentence in paragraph_sentences(text, span):
        number = bisect_left(tokens.starts, sentence.start)
        if number < len(tokens.starts):
            words.opens[number] = True
    return words
