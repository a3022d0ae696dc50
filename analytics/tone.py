"""Scores the tone of words: VADER, corrected for news.

VADER (Hutto and Gilbert, ICWSM 2014) was made for short social media posts. Three things mislead it on news, and are
mended here without touching the package: typography (a curly apostrophe hides a negation, a mark glued to a word
hides the word), names ("Security Council", "Justice Department" are no praise), and words that mean something else in
politics ("party", "interest") or are a fact rather than a view ("prison"). ``analytics/data/tone_terms.csv`` lists
those words with the reason for each.

``score_vader`` gives what the package itself gives, so that anybody can check it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from analytics.lexicons import read_lexicon
from analytics.records import Tone
from analytics.text import fold, folded_sentences, sentences

if TYPE_CHECKING:
    from analytics.records import Span
    from analytics.vader import Scores, Vader

VADER_WORDS = 2_000
VADER_EMOJI = 10
"""Above these sizes ``score_vader`` aggregates: one call of the package costs the square of its words and emoji."""

CHUNK_WORDS = 60
"""A longer sentence is scored in pieces of so many words."""

TITLE_CASE = 0.6
"""Above this share of capitalised words capitals say nothing about names (a headline)."""

_DASHES = str.maketrans("–—―", "   ")
_DETACHED = str.maketrans(dict.fromkeys('"()[]{}<>«»,;:…/|*_', " "))


# The package is loaded when the first words are scored: a start that scores nothing does not wait for it.


@cache
def _vader(*, emojis: bool = True) -> Vader:
    from analytics.vader import Vader

    return Vader(emojis=emojis)


@cache
def _news_vader() -> Vader:
    """Give VADER with the reviewed words; news has no emoji."""
    from analytics.vader import Vader

    changes = {row["term"]: float(row["valence"]) if row["valence"] else None for row in read_lexicon("tone_terms")}
    return Vader(changes, emojis=False)


def score_tone(text: str) -> Tone:
    """Score the tone of words, sentence by sentence.

    Each figure is the mean over the sentences, weighted by their words; of a sentence longer than
    ``CHUNK_WORDS``, over its pieces. The cost is linear in the text.

    Args:
        text: Any string.

    Returns:
        ``compound`` in -1..1 and the shares ``pos``, ``neu``, ``neg``; 0, 0, 1, 0 where there is no word.

    Example:
        >>> score_tone("It isn’t good.").label
        'negative'
        >>> score_tone("The United Nations Security Council met.").label
        'neutral'
    """
    folded, cut = folded_sentences(text)
    shown = folded if text.isascii() else fold(text.translate(_DASHES))
    return _mean([_polarity(words) for span in cut for words in _chunks(_news_words(shown, span))])


def _mean(scored: list[tuple[int, Scores]]) -> Tone:
    total = sum(size for size, _ in scored)
    if not total:
        return Tone(0.0, 0.0, 1.0, 0.0)
    mean = {
        key: sum(size * figures[key] for size, figures in scored) / total for key in ("compound", "pos", "neu", "neg")
    }
    return Tone(**{key: round(value, 4) for key, value in mean.items()})


def _polarity(words: list[str]) -> tuple[int, Scores]:
    return len(words), _news_vader().score_words(words, " ".join(words))


def _chunks(words: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(words), CHUNK_WORDS):
        yield words[start : start + CHUNK_WORDS]


class _Shown(NamedTuple):
    """A printed word as VADER should see it."""

    bare: str  # without a full stop ("No." is "no" to VADER only without it); other end marks stay
    name: bool  # written like a name
    capital: bool


@lru_cache(maxsize=20_000)
def _show(word: str) -> _Shown:
    capital = word[0].isupper()
    return _Shown(word.rstrip(".").strip("'") or "_", capital and word[1:].islower(), capital)


def _news_words(text: str, sentence: Span) -> list[str]:
    """Give the words of a sentence as VADER should see them: marks detached, names out of its sight.

    A capitalised word inside a sentence is a name; it keeps its place (VADER counts places) without its letters.
    """
    stretch = sentence.of(text).translate(_DETACHED).replace("--", " ").replace(" - ", " ")
    words = list(map(_show, stretch.split()))
    if not words:
        return []
    capitals = sum(word.capital for word in words)
    if capitals > TITLE_CASE * len(words):  # a headline
        return [word.bare for word in words]
    return [words[0].bare, *("_" if word.name else word.bare for word in words[1:])]


def score_vader(text: str) -> float:
    """Give the compound (-1..1) that vaderSentiment itself gives for the folded text.

    The package takes time by the square of the length: a text of more than ``VADER_WORDS`` words or
    ``VADER_EMOJI`` emoji is scored sentence by sentence instead, without emoji, and
    the mean weighted by words is given.

    Args:
        text: Any string.

    Example:
        >>> score_vader("The talks were good.") > 0 > score_vader("The talks aren’t good.")
        True
    """
    folded = fold(text)
    emojis = {} if folded.isascii() else _vader().emojis
    found = sum(character in emojis for character in folded) if emojis else 0
    if found <= VADER_EMOJI and folded.count(" ") < VADER_WORDS and len(folded.split()) <= VADER_WORDS:
        return _vader().polarity_scores(folded)["compound"]
    plain = "".join(" " if character in emojis else character for character in folded) if found else folded
    scored = [
        (len(words), _vader(emojis=False).score_words(words, " ".join(words)))
        for span in sentences(plain)
        for words in _chunks(span.of(plain).split())
    ]
    return _mean(scored).compound
