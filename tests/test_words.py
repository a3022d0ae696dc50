"""Words lie in columns, know their form, and touch the word before them or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.records import Span
from analytics.text import read_tokens, tokens
from analytics.words import _FORMS, _MOST_FORMS, find_words


@given(st.text(alphabet="aB.7é'’&-, \n", max_size=60), st.integers(0, 20), st.integers(0, 60))
def test_tokens_in_columns_are_those_given_one_by_one(text: str, start: int, end: int) -> None:
    within = Span(min(start, len(text)), max(min(start, len(text)), min(end, len(text))))
    columns = read_tokens(text, within)
    assert [Span(*place) for place in zip(columns.starts, columns.ends, strict=True)] == list(tokens(text, within))
    assert columns.words == [token.of(text) for token in tokens(text, within)]
    before = [within.start, *columns.ends]
    assert columns.gaps == [text[end:start] for end, start in zip(before, columns.starts, strict=False)]


def test_a_word_knows_its_form_and_whether_it_opens_a_sentence() -> None:
    text = "Syria’s al-Assad won. He’s glad."
    found = [(word.text, word.lower, word.capital, word.opens) for word in find_words(text, [Span(0, len(text))])]
    assert found == [
        ("Syria’s", "syria’s", True, True),
        ("al-Assad", "al-assad", True, False),
        ("won", "won", False, False),
        ("He’s", "he’s", True, True),
        ("glad", "glad", False, False),
    ]


@pytest.mark.parametrize(
    ("text", "touches"),
    [("Ana Lopez", True), ("Ana, Lopez", False), ("J. Lopez", True), ("Mr. Lopez", True), ("Ana. Lopez", False)],
)
def test_a_word_touches_the_one_before_it_over_a_space_or_an_initials_stop(text: str, touches: bool) -> None:
    assert find_words(text, [Span(0, len(text))]).touches(1) == touches


def test_remembered_forms_are_bounded() -> None:
    text = " ".join(f"w{number}" for number in range(_MOST_FORMS + 5)) + " " + "x" * 1000
    find_words(text, [Span(0, len(text))])
    assert 0 < len(_FORMS) <= _MOST_FORMS
    assert "x" * 1000 not in _FORMS
