"""What is negated, announced and asked for."""

from __future__ import annotations

import pytest

from analytics.modality import find_negation, is_announced, is_mutual, is_obliged
from analytics.phrases import Sentence, read_words
from analytics.records import Span


def words_of(text: str) -> tuple[Sentence, int]:
    """Give the words, and the place of "act" among them."""
    words = read_words(text, Span(0, len(text))).parse()
    return words, words.texts.index("act")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("They will not act", True), ("Not only act", False), ("There is no time; act", False), ("They act", False)],
)
def test_a_negation_covers_what_follows_in_its_clause(text: str, expected: bool) -> None:
    assert (find_negation(*words_of(text)) is not None) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We will act", True),
        ("They are ready to act", True),
        ("We should act", True),
        ("Let's act", True),
        ("They should act", False),
        ("We would like them to act", False),
        ("They act", False),
    ],
)
def test_an_act_is_announced(text: str, expected: bool) -> None:
    assert is_announced(*words_of(text)) is expected


@pytest.mark.parametrize(
    ("text", "obliged", "mutual"),
    [
        ("They must act", True, False),
        ("Both sides must act", True, True),
        ("Somebody has to act", True, True),
        ("We must act", False, False),
    ],
)
def test_others_are_told_to_act_alone_or_together(text: str, obliged: bool, mutual: bool) -> None:
    assert (is_obliged(*words_of(text)), is_mutual(*words_of(text))) == (obliged, mutual)
