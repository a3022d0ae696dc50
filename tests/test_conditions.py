"""Where a condition begins and ends, and when it threatens."""

from __future__ import annotations

import pytest

from analytics.conditions import find_condition, is_trespass
from analytics.phrases import read_words
from analytics.records import Span


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        pytest.param("If they cross the line, we will act.", "if they cross the line", id="to the comma"),
        pytest.param("We act if they cross", "if they cross", id="at the end"),
        pytest.param("Should they fire, we answer.", "should they fire", id="inverted"),
        pytest.param("An attack on us will be met with force.", "an attack on us", id="an attack will be met"),
        pytest.param("If they will leave the hill, we will go.", "if they will leave the hill", id="will in it"),
        pytest.param("If one falls in this ‘pause,’ we go.", "if one falls in this pause", id="marks are no pause"),
        pytest.param("I do not know if they come.", "", id="an asked if"),
        pytest.param("Every day will do.", "", id="every day"),
    ],
)
def test_a_condition_ends_where_the_consequence_begins(text: str, condition: str) -> None:
    words = read_words(text, Span(0, len(text)))
    bounds = find_condition(words)
    assert (" ".join(words.texts[slice(*bounds)]) if bounds else "") == condition


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If they enter the strait, they will not leave it.", True),
        ("If they enter the strait, it is their loss.", False),
        ("If we enter the strait, they will not leave it.", False),
        ("If they sign, they will not regret it.", False),
    ],
)
def test_a_trespass_with_an_announced_consequence_threatens(text: str, expected: bool) -> None:
    words = read_words(text, Span(0, len(text)))
    condition = find_condition(words)
    assert condition is not None
    assert is_trespass(words, condition) is expected
