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
from functools import cache
from typing import TYPE_CHECKING, Any

from analytics.lexicons import read_lexicon
from analytics.records import Tone
from analytics.text import fold, sentences

if TYPE_CHECKING:
    from analytics.records import Span

VADER_WORDS = 2_000
VADER_EMOJI = 10
"""Above these sizes ``score_vader`` aggregates: one call of the package costs the square of its words and emoji."""

CHUNK_WORDS = 60
"""A longer sentence is scored in pieces of so many words."""

TITLE_CASE = 0.6
"""Above this share of capitalised words capitals say nothing about names (a headline)."""

_DASHES = str.maketrans("–—―", "   ")
_DETACHED = str.maketrans(dict.fromkeys('"()[]{}<>«»,;:…/|*_', " "))


@cache
def _vader() -> Any:  # noqa: ANN401 - the package has no types
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


@cache
def _news_vader() -> Any:  # noqa: ANN401 - the package has no types
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    for row in read_lexicon("tone_terms"):
        if row["valence"]:
            analyzer.lexicon[row["term"]] = float(row["valence"])
        else:
            analyzer.lexicon.pop(row["term"], None)
    analyzer.emojis = {}  # news has none, and a long row of them costs the square of its length
    return analyzer


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
    folded = fold(text.translate(_DASHES))
    return _mean([_polarity(words) for span in sentences(folded) for words in _chunks(_news_words(folded, span))])


def _mean(scored: list[tuple[int, dict[str, float]]]) -> Tone:
    total = sum(size for size, _ in scored)
    if not total:
        return Tone(0.0, 0.0, 1.0, 0.0)
    mean = {
        key: sum(size * figures[key] for size, figures in scored) / total for key in ("compound", "pos", "neu", "neg")
    }
    return Tone(**{key: round(value, 4) for key, value in mean.items()})


def _polarity(words: list[str]) -> tuple[int, dict[str, float]]:
    return len(words), _news_vader().polarity_scores(" ".join(words))


def _chunks(words: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(words), CHUNK_WORDS):
        yield words[start : start + CHUNK_WORDS]


def _news_words(text: str, sentence: Span) -> list[str]:
    """Give the words of a sentence as VADER should see them: marks detached, names out of its sight.

    A capitalised word inside a sentence is a name; it keeps its place (VADER counts places) without its letters.
    """
    words = sentence.of(text).translate(_DETACHED).replace("--", " ").replace(" - ", " ").split()
    capitals = sum(word[0].isupper() for word in words)
    headline = capitals > TITLE_CASE * len(words)
    return ["_" if at and not headline and _is_name(word) else _bare(word) for at, word in enumerate(words)]


def _is_name(word: str) -> bool:
    return word[0].isupper() and word[1:].islower()


def _bare(word: str) -> str:
    """Take the full stop off ("No." is "no" to VADER only without it); exclamation and question marks stay."""
    return word.rstrip(".").strip("'") or "_"


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
    if found <= VADER_EMOJI and len(folded.split()) <= VADER_WORDS:
        return float(_vader().polarity_scores(folded)["compound"])
    plain = "".join(" " if character in emojis else character for character in folded) if found else folded
    scored = [
        (len(words), _vader().polarity_scores(" ".join(words)))
        for span in sentences(plain)
        for words in _chunks(span.of(plain).split())
    ]
    return _mean(scored).compound
