"""The words of a sentence and the phrases in them are the same however fast they are found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics import phrases
from analytics.inflections import plain_words
from analytics.phrases import TITLE_CASE, Entry, PhraseBook, read_words
from analytics.records import Span
from analytics.text import read_tokens

TEXT = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            """We Won't won’t's "They stop, stop. but - -- , . ... arms-embargo U.S. Al-Assad's s't 3.5 of; ¿É (and) \n
            \t x…y AT&T , yet""".split(" ")
        ),
        max_size=20,
    ).map(" ".join),
)

TURNS = set("but however although though while whereas yet because".split())


def words_one_by_one(text: str) -> Iterator[tuple[str, Span, int, bool, bool]]:
    """Give each word with its place, clause, pause and capital, read from the gaps between tokens."""
    clause = 0
    found = read_tokens(text, Span(0, len(text)))
    for start, gap, token in zip(found.starts, found.gaps, found.words, strict=True):
        clause += " - " in gap or not set(".;:!?").isdisjoint(gap)
        at = start
        for piece in token.split("-"):
            for word in plain_words(piece):
                clause += word in TURNS
                yield word, Span(at, at + len(piece)), clause, "," in gap, text[at].isupper()
            at += len(piece) + 1


@given(TEXT)
@example("We will - but, they won't: arms-embargo")
def test_the_columns_of_a_sentence_are_what_its_words_give_one_by_one(text: str) -> None:
    words = read_words(text, Span(0, len(text))).parse()
    expected = list(words_one_by_one(text))
    capitals = [capital for *_, capital in expected]
    headline = sum(capitals) > TITLE_CASE * len(capitals)
    assert words.texts == [word for word, *_ in expected]
    assert words.clauses == [clause for _, _, clause, _, _ in expected]
    assert words.pauses == [pause for *_, pause, _ in expected]
    assert words.names == [capital and i > 0 and not headline for i, capital in enumerate(capitals)]
    for first, (_, span, *_) in enumerate(expected):
        assert words.span(first, first + 1) == span
        assert words.span(first, len(expected)) == Span(span.start, expected[-1][1].end)


def test_the_words_of_a_cue_stand_before_those_of_the_sentence_and_outside_the_text() -> None:
    words = read_words("Talk, then.", Span(0, 11))
    words.put_before(["ruled", "out"], [False, False], [False, True])
    assert words.parse().texts == ["ruled", "out", "talk", "then"]
    assert (words.clauses, words.pauses) == ([0] * 4, [False, False, False, True])
    assert words.names == [False, True, False, False]
    assert (words.span(0, 2), words.span(1, 3), words.span(2, 4)) == (None, Span(0, 4), Span(0, 10))


def test_what_is_remembered_of_words_is_bounded_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "_KNOWN_STRETCHES", 3)
    text = "One, two-three four won't five Six seven. Eight " + "x" * 100
    expected = [word for word, *_ in words_one_by_one(text)]
    for _ in range(3):
        assert read_words(text, Span(0, len(text))).parse().texts == expected
        assert len(phrases._STRETCHES) <= 3
    assert all(len(stretch) < 100 for stretch in phrases._STRETCHES)


LETTERS = st.lists(st.sampled_from("abc"), min_size=1, max_size=4)


def longest_first(words: Sequence[str], terms: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Give place and phrase from left to right, the longest at each place, without overlap."""
    at = 0
    while at < len(words):
        rest = " ".join(words[at:])
        found = [term for term in terms if re.match(rf"{term}(?: |$)", rest)]
        if not found:
            at += 1
            continue
        best = max(found, key=len)
        yield at, best
        at += len(best.split())


@given(st.lists(LETTERS.map(" ".join), min_size=1, unique=True), st.lists(st.sampled_from("abcd"), max_size=30))
def test_phrases_are_found_as_by_one_who_tries_them_all_at_each_word(terms: list[str], words: list[str]) -> None:
    book = PhraseBook((Entry(term, "x", 1.0), "") for term in terms)
    found = [(hit.start, hit.entry.term) for hit in book.find(words)]
    assert found == list(longest_first(words, terms))
