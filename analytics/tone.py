"""Scores the tone of words: VADER, corrected for news.

VADER (Hutto and Gilbert, ICWSM 2014) was made for short social media posts. What misleads it on news is mended here
without touching the package: typography (a curly apostrophe hides a negation, a mark glued to a word hides the word),
names ("Security Council", "Justice Department" are no praise), words that mean something else in politics ("party",
"interest") or are a fact rather than a view ("prison"), and defects of its rules. AFINN (Nielsen 2011), a second
lexicon made by another hand, has half the say: where two lexica agree, they are right more often than either.

Each correction has a name in ``CORRECTIONS`` and can be left out, so that what it brings can be measured.
``analytics/data/tone_terms.csv`` lists the words with the reason for each. ``score_vader`` gives what the package
itself gives, so that anybody can check it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from analytics.lexicons import read_lexicon
from analytics.records import Span, Tone
from analytics.text import fold, folded_sentences, sentences

if TYPE_CHECKING:
    from analytics.vader import Form, Scores, Vader

VADER_WORDS = 2_000
VADER_EMOJI = 10
"""Above these sizes ``score_vader`` aggregates: one call of the package costs the square of its words and emoji."""

CHUNK_WORDS = 60
"""A longer sentence is scored in pieces of so many words."""

TITLE_CASE = 0.6
"""Above this share of capitalised words capitals say nothing about names (a headline)."""

CORRECTIONS = {
    "typography": "Quotation marks, dashes and ellipses glued to a word are taken off it; they hide it from VADER.",
    "full stop": "“No.” is read as “no”: VADER keeps the marks of words of two letters.",
    "names": "A capitalised word inside a sentence is a name: “Security Council” is no praise.",
    "reviewed words": "Words that mean something else in politics (“party”) or are a fact (“prison”) lose weight.",
    "sentences": "Sentences are scored one by one and averaged by their words; one long call runs to the extremes.",
    "second lexicon": "The mean of VADER and AFINN is taken.",
    "so or this": "In “do not want this war” VADER forgets the “not” because of “this”.",
    "nobody": "“Nobody” negates, as “none” does.",
    "but by place": "“But” weighs the words before and behind it; VADER finds them by their value and may hit another.",
    "far negation": "A negation reaches five words where nothing felt stands between; VADER’s reaches three.",
}
"""The corrections, in words for a reader."""

_ALPHA = 15
"""Sum of valences at which the score is about .7 (VADER's own)."""
_AFINN_REACH = 3
"""Words in which a negation turns a word of AFINN, as in VADER."""

_DASHES = str.maketrans("–—―", "   ")
_DETACHED = str.maketrans(dict.fromkeys('"()[]{}<>«»,;:…/|*_', " "))


def score_tone(text: object, *, without: frozenset[str] = frozenset()) -> Tone:
    """Score the tone of words, sentence by sentence.

    Each figure is the mean over the sentences, weighted by their words; of a sentence longer than
    ``CHUNK_WORDS``, over its pieces. The cost is linear in the text.

    Args:
        text: Any string. Bytes are read as UTF-8; what is no text (``None``, a number) has no words.
        without: Corrections to leave out, by their names in ``CORRECTIONS``.

    Returns:
        ``compound`` in -1..1, the mean of both lexica, and VADER's shares ``pos``, ``neu``, ``neg``; 0, 0, 1, 0 where
        there is no word.

    Raises:
        ValueError: ``without`` names no correction.

    Example:
        >>> score_tone("It isn’t good.").label
        'negative'
        >>> score_tone("The United Nations Security Council met.").label
        'neutral'
    """
    return _reader(without).score(_as_text(text))


def _as_text(text: object) -> str:
    if isinstance(text, bytes | bytearray):
        return text.decode("utf-8", "replace")
    return text if isinstance(text, str) else ""


@cache
def _reader(without: frozenset[str]) -> _Reader:
    return _Reader(without)


class _Reader:
    """Reads words as news writes them, with all corrections but those left out."""

    def __init__(self, without: frozenset[str]) -> None:
        # The package is loaded when the first words are scored: a start that scores nothing does not wait for it.
        from analytics.vader import MENDED, Vader

        unknown = without - CORRECTIONS.keys()
        if unknown:
            raise ValueError(f"no correction is called {', '.join(sorted(unknown))}")
        self.without = without
        reviewed = {} if "reviewed words" in without else _reviewed()
        self.second = {} if "second lexicon" in without else _afinn(reviewed)
        self.vader = Vader(reviewed, emojis=False, mended=MENDED - without, telling=self.second)

    def score(self, text: str) -> Tone:
        """Give the tone of a text."""
        folded, cut = folded_sentences(text)
        if "sentences" in self.without:
            cut = (Span(0, len(folded)),)
        plain = text.isascii() or "typography" in self.without
        shown = folded if plain else fold(text.translate(_DASHES))
        most = VADER_WORDS if "sentences" in self.without else CHUNK_WORDS
        return _mean([self._polarity(words) for span in cut for words in _chunks(self._words(shown, span), most)])

    def _polarity(self, words: list[str]) -> tuple[int, Scores]:
        forms = self.vader.read(words)
        figures = self.vader.score_forms(forms, " ".join(words))
        if self.second:
            figures["compound"] = (figures["compound"] + self._score_second(forms)) / 2
        return len(words), figures

    def _score_second(self, forms: Sequence[Form]) -> float:
        """Give the score of the second lexicon, -1..1: its valences summed, a negation before one turning it."""
        lexicon = self.second
        total = 0.0
        for at, form in enumerate(forms):
            valence = lexicon.get(form.lower)
            if valence:
                negated = any(other.negates for other in forms[max(0, at - _AFINN_REACH) : at])
                total += valence * _NEGATED if negated else valence
        return total / math.sqrt(total * total + _ALPHA)

    def _words(self, text: str, sentence: Span) -> list[str]:
        """Give the words of a sentence as VADER should see them: marks detached, names out of its sight.

        A capitalised word inside a sentence is a name; it keeps its place (VADER counts places) without its letters.
        """
        stretch = sentence.of(text)
        if "typography" not in self.without:
            stretch = stretch.translate(_DETACHED).replace("--", " ").replace(" - ", " ")
        words = list(map(_show, stretch.split()))
        if "full stop" in self.without:
            words = [word._replace(bare=word.whole) for word in words]
        capitals = sum(word.capital for word in words)
        if not words or capitals > TITLE_CASE * len(words) or "names" in self.without:
            return [word.bare for word in words]
        return [words[0].bare, *("_" if word.name else word.bare for word in words[1:])]


_NEGATED = -0.74
"""What a negation makes of a valence (VADER's own)."""


@cache
def _reviewed() -> dict[str, float | None]:
    rows = read_lexicon("tone_terms")
    return {row["term"]: float(row["valence"]) if row["valence"] else None for row in rows}


def _afinn(reviewed: dict[str, float | None]) -> dict[str, float]:
    """Give AFINN's words with their valence (-5..5); a reviewed word keeps its side and counts at most as reviewed."""
    lexicon = {}
    for line in (files("afinn") / "data" / "AFINN-en-165.txt").read_text(encoding="utf-8").splitlines():
        word, _, figure = line.partition("\t")
        valence = float(figure)
        most = reviewed.get(word, valence)
        if most:
            lexicon[word] = math.copysign(min(abs(valence), abs(most)), valence)
    return lexicon


class _Shown(NamedTuple):
    """A printed word as VADER should see it."""

    bare: str  # without a full stop ("No." is "no" to VADER only without it); other end marks stay
    whole: str  # as printed
    name: bool  # written like a name
    capital: bool


@lru_cache(maxsize=20_000)
def _show(word: str) -> _Shown:
    capital = word[0].isupper()
    return _Shown(word.rstrip(".").strip("'") or "_", word, capital and word[1:].islower(), capital)


def _chunks(words: list[str], most: int = CHUNK_WORDS) -> Iterator[list[str]]:
    for start in range(0, len(words), most):
        yield words[start : start + most]


def _mean(scored: list[tuple[int, Scores]]) -> Tone:
    total = sum(size for size, _ in scored)
    if not total:
        return Tone(0.0, 0.0, 1.0, 0.0)
    mean = {
        key: sum(size * figures[key] for size, figures in scored) / total for key in ("compound", "pos", "neu", "neg")
    }
    return Tone(**{key: round(value, 4) for key, value in mean.items()})


@cache
def _vader(*, emojis: bool = True) -> Vader:
    from analytics.vader import Vader

    return Vader(emojis=emojis)


def score_vader(text: object) -> float:
    """Give the compound (-1..1) that vaderSentiment itself gives for the folded text.

    The package takes time by the square of the length: a text of more than ``VADER_WORDS`` words or
    ``VADER_EMOJI`` emoji is scored sentence by sentence instead, without emoji, and
    the mean weighted by words is given.

    Args:
        text: Any string. Bytes are read as UTF-8; what is no text (``None``, a number) has no words.

    Example:
        >>> score_vader("The talks were good.") > 0 > score_vader("The talks aren’t good.")
        True
    """
    folded = fold(_as_text(text))
    emojis = {} if folded.isascii() else _vader().emojis
    found = sum(character in emojis for character in folded) if emojis else 0
    short = len(folded) <= VADER_WORDS or len(folded.split()) <= VADER_WORDS
    if found <= VADER_EMOJI and short:
        return _vader().compound(folded)
    plain = "".join(" " if character in emojis else character for character in folded) if found else folded
    vader = _vader(emojis=False)
    pieces = (words for span in sentences(plain) for words in _chunks(span.of(plain).split()))
    scored = [(len(words), vader.score_words(words, " ".join(words))) for words in pieces]
    return _mean(scored).compound
