"""Gives VADER's polarity scores in linear time: the package's rules over words known by form.

The package (vaderSentiment 3.3.2; Hutto and Gilbert, ICWSM 2014) looks at the whole text again for each word of its
lexicon, so one call costs the square of its words. Here each printed word is looked up once and remembered, and the
rules look at the three words before it. Lexicon, tables and constants are the package's own, the figures equal to its
figures (``tests/test_vader.py`` compares them on random text).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import compress
from operator import attrgetter
from string import punctuation
from typing import NamedTuple

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
    normalize,
)

_NEGATIONS = frozenset(NEGATE)
_FADING = (1.0, 0.95, 0.9)
"""Weight of an intensifier one, two and three words before (the package's own)."""

NEVER_SO = 1.25
"""What "never so" makes of a valence (the package's own)."""

BEFORE_BUT, BEHIND_BUT = 0.5, 1.5
"""Weights of what stands before and behind "but" (the package's own)."""

SO_THIS, NOBODY, BUT, FAR_NEGATION = "so or this", "nobody", "but by place", "far negation"
MENDED = frozenset((SO_THIS, NOBODY, BUT, FAR_NEGATION))
"""The defects of the package that can be mended: "so" or "this" right before a word cancels a negation ("do not want
this war"); "nobody" does not negate; "but" weighs another word of the same value; a negation reaches three
words only ("do not think that this is good")."""

NEGATION_REACH = 5
"""Words from a negation to what it turns, where it is mended. 4 to 6 do alike on public development sentences."""

_MORE_NEGATIONS = frozenset(("nobody",))
_SO = ("so", "this")
_READ_ON = ("kind", "no")

_MOST_FORMS = 20_000
_LONGEST_FORM = 40
"""So many printed words are remembered, none longer than that: the memory is bounded."""

_MOST_BANGS = 4
_BANG = 0.292
_QUERY = 0.18
_MANY_QUERIES = 0.96
"""What exclamation and question marks add (the package's own, written there inside a function)."""

_IDIOM_MARKS = frozenset(max(idiom.split(), key=len) for idiom in (*SPECIAL_CASES, *BOOSTER_DICT) if " " in idiom)
"""The longest word of each idiom: where none stands near, no idiom is looked for."""

_ACTING = frozenset((*_SO, *_READ_ON, "never", "without", "least"))
_ACTS = attrgetter("acts")
_TELLING = frozenset(
    word for words in (*SPECIAL_CASES, *BOOSTER_DICT, *_ACTING, "but or nor of doubt at very") for word in words.split()
)
"""The words that a rule compares with another, beside those of the lexicon and the negations."""

_COUNTS = attrgetter("counts")
_IDIOM = attrgetter("idiom")
_UPPER = attrgetter("upper")

Scores = dict[str, float]
"""The package's result: "neg", "neu", "pos" (shares, 0..1) and "compound" (-1..1)."""


class Form(NamedTuple):
    """What the rules ask of a printed word."""

    lower: str  # without the marks at its ends, in lower case; empty where nothing asks for it
    valence: float | None  # -4..4, where the lexicon has it and it is no booster
    known: bool  # the lexicon has it
    boost: float  # what it adds to a positive word behind it
    negates: bool
    upper: bool  # in capitals
    idiom: bool  # it marks an idiom
    acts: bool  # it may change the valence of a word near it
    counts: bool  # it has a valence, or is "but": without such a word the text is neutral


_DULL = Form("", None, known=False, boost=0.0, negates=False, upper=False, idiom=False, acts=False, counts=False)
_DULL_UPPER = _DULL._replace(upper=True)
"""What the rules ask of most words of a language: nothing but whether they shout."""


class Forms(dict[str, Form]):
    """Learns a printed word when it is first met."""

    def __init__(self, lexicon: Mapping[str, float], negations: Collection[str], telling: Collection[str]) -> None:
        super().__init__()
        self.lexicon = lexicon
        self.negations = negations
        self.telling = _TELLING.union(lexicon, negations, telling)

    def __missing__(self, word: str) -> Form:
        shown = word.strip(punctuation)
        shown = word if len(shown) <= 2 else shown  # else it was likely an emoticon
        lower = shown.lower()
        if lower in self.telling or "n't" in lower:
            form = self._tell(lower, upper=shown.isupper())
        else:
            form = _DULL_UPPER if shown.isupper() else _DULL
        if len(word) <= _LONGEST_FORM:
            if len(self) >= _MOST_FORMS:
                self.clear()
            self[word] = form
        return form

    def _tell(self, lower: str, *, upper: bool) -> Form:
        boost = BOOSTER_DICT.get(lower, 0.0)
        valence = None if lower in BOOSTER_DICT else self.lexicon.get(lower)
        negates = lower in self.negations or "n't" in lower
        idiom, counts = lower in _IDIOM_MARKS, valence is not None or lower == "but"
        acts = bool(boost) or negates or idiom or lower in _ACTING
        return Form(lower, valence, lower in self.lexicon, boost, negates, upper, idiom, acts, counts)


class Vader:
    """The analyzer, with its own lexicon.

    Args:
        changes: Words whose valence is another than the package's; ``None`` takes a word out.
        emojis: Whether emoji are read as the words that describe them, as the package does.
        mended: Defects of the package's rules that are mended, by their names in ``MENDED``.
        telling: More words, in lower case, whose forms are asked for: those of another lexicon.

    Example:
        >>> Vader().polarity_scores("The talks were good.")["compound"]
        0.4404
    """

    def __init__(
        self,
        changes: Mapping[str, float | None] | None = None,
        *,
        emojis: bool = True,
        mended: Collection[str] = frozenset(),
        telling: Collection[str] = frozenset(),
    ) -> None:
        stock = _stock()
        lexicon = dict(stock.lexicon)
        for word, valence in (changes or {}).items():
            if valence is None:
                lexicon.pop(word, None)
            else:
                lexicon[word] = valence
        self.forms = Forms(lexicon, _NEGATIONS | _MORE_NEGATIONS if NOBODY in mended else _NEGATIONS, telling)
        self.mended = frozenset(mended)
        self.emojis: Mapping[str, str] = stock.emojis if emojis else {}

    def polarity_scores(self, text: str) -> Scores:
        """Give what the package gives for the text: the shares "neg", "neu", "pos" and the "compound"."""
        if self.emojis and not text.isascii() and not self.emojis.keys().isdisjoint(text):
            text = self._describe(text)
        return self.score_words(text.split(), text)

    def compound(self, text: str) -> float:
        """Give the package's compound alone."""
        if self.emojis and not text.isascii() and not self.emojis.keys().isdisjoint(text):
            text = self._describe(text)
        valences = self._weigh(self.read(text.split()))
        return round(normalize(_total(valences, _emphasis(text))), 4) if valences else 0.0

    def score_words(self, words: Sequence[str], text: str) -> Scores:
        """Score words as ``str.split`` gives them; of the text only its exclamation and question marks count."""
        return self.score_forms(self.read(words), text)

    def read(self, words: Iterable[str]) -> list[Form]:
        """Give what the rules ask of each word."""
        return list(map(self.forms.__getitem__, words))

    def score_forms(self, forms: Sequence[Form], text: str) -> Scores:
        """Score words that were read before."""
        valences = self._weigh(forms)
        if not valences:
            return {"neg": 0.0, "neu": 1.0 if forms else 0.0, "pos": 0.0, "compound": 0.0}
        return _sum_up(valences, len(forms), _emphasis(text))

    def _weigh(self, forms: Sequence[Form]) -> Sequence[float]:
        """Give the valences of the words that have one, as the rules see them; empty where no word has one."""
        counting = list(compress(range(len(forms)), map(_COUNTS, forms)))
        hits = [number for number in counting if forms[number].valence is not None]
        if not hits:
            return ()
        shouts = 0 < sum(map(_UPPER, forms)) < len(forms)  # some words in capitals, not all
        valences = [_valence(forms, number, shouts=shouts, mended=self.mended) for number in hits]
        if len(hits) < len(counting):
            weigh = _weigh_by_place if BUT in self.mended else _weigh_but
            return weigh(forms, hits, valences)
        return valences

    def _describe(self, text: str) -> str:
        """Put descriptions in place of emoji, as the package does."""
        pieces: list[str] = []
        spaced = True
        for character in text:
            description = self.emojis.get(character)
            if description is None:
                pieces.append(character)
                spaced = character == " "
            else:
                pieces.append(description if spaced else f" {description}")
                spaced = False
        return "".join(pieces)


@cache
def _stock() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def _valence(forms: Sequence[Form], at: int, *, shouts: bool, mended: frozenset[str]) -> float:
    """Give the valence of a word of the lexicon where it stands."""
    form = forms[at]
    valence = own = form.valence or 0.0
    if not (shouts and form.upper) and not any(map(_ACTS, forms[max(0, at - NEGATION_REACH) : at + 3])):
        return own  # nearly always
    if form.lower in _READ_ON and at + 1 < len(forms):
        following = forms[at + 1]
        if form.lower == "kind" and following.lower == "of":
            return 0.0
        if form.lower == "no" and following.known:
            valence = 0.0
    before = list(reversed(forms[max(0, at - 3) : at]))  # the nearest first
    if _is_after_no(before):
        valence = own * N_SCALAR
    if shouts and form.upper:
        valence += C_INCR if valence > 0 else -C_INCR
    for distance, other in enumerate(before):
        if not other.known:
            if other.boost:
                valence += _boost(other, valence, shouts=shouts) * _FADING[distance]
            valence *= _negation(before, distance, own_precedence=SO_THIS not in mended)
            if distance == len(_FADING) - 1 and any(map(_IDIOM, forms[at - 3 : at + 3])):
                valence = _read_idioms(forms, at, valence)
    if FAR_NEGATION in mended and at > len(_FADING) and _is_negated_far(forms, at):
        valence *= N_SCALAR
    return valence * N_SCALAR if _is_least(before) else valence


def _is_negated_far(forms: Sequence[Form], at: int) -> bool:
    """Tell a negation beyond the package's three words, with nothing between that negates or is felt itself."""
    near = forms[at - len(_FADING) : at]
    far = forms[max(0, at - NEGATION_REACH) : at - len(_FADING)]
    return any(form.negates for form in far) and not any(form.negates or form.known for form in near)


def _is_after_no(before: Sequence[Form]) -> bool:
    near = [form.lower for form in before]
    return "no" in near and (near.index("no") < len(near[:2]) or near[0] in ("or", "nor"))


def _boost(form: Form, valence: float, *, shouts: bool) -> float:
    """Give what an intensifier adds to a valence, before it fades with the distance."""
    boost = -form.boost if valence < 0 else form.boost
    if shouts and form.upper:
        boost += C_INCR if valence > 0 else -C_INCR
    return boost


def _negation(before: Sequence[Form], distance: int, *, own_precedence: bool) -> float:
    """Give the factor by which a word at a distance (0 is the nearest) turns a valence; 1 for most words."""
    first, other = before[0].lower, before[distance]
    if distance == 1:
        if other.lower == "never" and first in _SO:
            return NEVER_SO
        if other.lower == "without" and first == "doubt":
            return 1.0
    elif distance:
        second = before[1].lower
        if own_precedence and first in _SO:
            return NEVER_SO  # the package's "or" binds weaker than its "and": "so" or "this" right before is enough
        if other.lower == "never" and (second in _SO or first in _SO):
            return NEVER_SO
        if other.lower == "without" and "doubt" in (first, second):
            return 1.0
    return N_SCALAR if other.negates else 1.0


def _read_idioms(forms: Sequence[Form], at: int, valence: float) -> float:
    """Read the package's idioms around a word with three words before it ("the bomb", "sort of")."""
    third, second, first, own = (form.lower for form in forms[at - 3 : at + 1])
    pair, triple, far = f"{second} {first}", f"{third} {second} {first}", f"{third} {second}"
    for idiom in (f"{first} {own}", f"{second} {first} {own}", pair, triple, far):
        if idiom in SPECIAL_CASES:
            valence = SPECIAL_CASES[idiom]
            break
    behind = [form.lower for form in forms[at + 1 : at + 3]]
    for size in range(1, len(behind) + 1):
        valence = SPECIAL_CASES.get(" ".join([own, *behind[:size]]), valence)
    for idiom in (triple, far, pair):
        valence += BOOSTER_DICT.get(idiom, 0.0)
    return valence


def _is_least(before: Sequence[Form]) -> bool:
    """Tell "least" right before, unless it is "at least" or "very least"."""
    if not before or before[0].lower != "least" or before[0].known:
        return False
    return len(before) < 2 or before[1].lower not in ("at", "very")


def _weigh_but(forms: Sequence[Form], hits: Sequence[int], valences: Sequence[float]) -> list[float]:
    """Weigh what stands before and behind "but", by the package's own method (which finds words by their value)."""
    every = [0.0] * len(forms)
    for number, valence in zip(hits, valences, strict=True):
        every[number] = valence
    weighed: list[float] = SentimentIntensityAnalyzer._but_check([form.lower for form in forms], every)
    return weighed


def _weigh_by_place(forms: Sequence[Form], hits: Sequence[int], valences: Sequence[float]) -> list[float]:
    """Halve what stands before the first "but" and raise what stands behind it by half."""
    but = next(number for number, form in enumerate(forms) if form.lower == "but")
    return [
        valence * (BEFORE_BUT if number < but else BEHIND_BUT) for number, valence in zip(hits, valences, strict=True)
    ]


def _emphasis(text: str) -> float:
    queries = text.count("?")
    query = 0.0 if queries < 2 else queries * _QUERY if queries <= 3 else _MANY_QUERIES
    return min(text.count("!"), _MOST_BANGS) * _BANG + query


def _total(valences: Sequence[float], emphasis: float) -> float:
    total: float = sum(valences, 0.0)
    return total + emphasis if total > 0 else total - emphasis if total < 0 else total


def _sum_up(valences: Sequence[float], words: int, emphasis: float) -> Scores:
    """Sum the valences as the package does; words without one count as neutral."""
    positive = [valence + 1 for valence in valences if valence > 0]
    negative = [valence - 1 for valence in valences if valence < 0]
    pos, neg = sum(positive, 0.0), sum(negative, 0.0)
    neu = words - len(positive) - len(negative)
    if pos > -neg:
        pos += emphasis
    elif pos < -neg:
        neg -= emphasis
    whole = pos + math.fabs(neg) + neu
    return {
        "neg": round(math.fabs(neg / whole), 3),
        "neu": round(math.fabs(neu / whole), 3),
        "pos": round(math.fabs(pos / whole), 3),
        "compound": round(normalize(_total(valences, emphasis)), 4),
    }
