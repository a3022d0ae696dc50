"""Reporting words are told from nouns of the same form."""

from __future__ import annotations

import pytest

from analytics.cues import find_cues
from analytics.mentions import find_words
from analytics.records import Span


def cues_of(text: str) -> list[tuple[str, str, bool]]:
    words = find_words(text, [Span(0, len(text))])
    return [(cue.span.of(text), cue.lemma, cue.strong) for cue in find_cues(words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Vale said so.", [("said", "say", True)], id="plain"),
        pytest.param("According to Vale, it rained.", [("According to", "according to", True)], id="according to"),
        pytest.param("Vale pointed out flaws.", [("pointed out", "point out", True)], id="two words"),
        pytest.param("If Vale insists on going alone, it must pay.", [], id="insisting in a condition"),
        pytest.param("Vale insists on a vote.", [("insists", "insist", True)], id="insisting"),
        pytest.param("A friend close to Vale left.", [], id="close to"),
        pytest.param("Vale called it a farce.", [("called", "call", False)], id="weak"),
        pytest.param("The report was long.", [], id="noun after an article"),
        pytest.param("His claim was long.", [], id="noun after a possessive"),
        pytest.param("Vale’s comments were long.", [], id="noun after a possessive name"),
    ],
)
def test_cues_are_found(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert cues_of(text) == expected


def test_offsets_give_back_the_cue() -> None:
    text = "Brann, meanwhile, warned that it “will not go well,” adding: “Ever.”"
    assert [words for words, _, _ in cues_of(text)] == ["warned", "adding"]
