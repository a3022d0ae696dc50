"""What somebody's words are told of as a noun: a claim, a warning."""

from __future__ import annotations

import pytest

from analytics import analyze_article
from analytics.records import Article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Lars Holub spoke in Oslo. On Friday he repeated his warning that the ford would be closed by Monday.",
            [("Lars Holub", "that the ford would be closed by Monday")], id="his warning",
        ),
        pytest.param(
            "Ada Lund laughed at Lars Holub's claim that the ford was shut, which nobody believed.",
            [("Lars Holub", "that the ford was shut")], id="somebody's claim, up to a side clause",
        ),
        pytest.param(
            "Ada Lund laughed at Norway's repeated demand on Friday that the ford be opened and cleared.",
            [("Norway", "that the ford be opened and cleared")], id="a state's, with a day",
        ),
        pytest.param("Lars Holub left. His warning that it would rain made them laugh.", [], id="a subject"),
        pytest.param("Ada Lund laughed at Lars Holub's claim that angered the whole town.", [], id="a side clause"),
        pytest.param("Ada Lund laughed at the claim that the ford was shut.", [], id="nobody's claim"),
    ],
)  # fmt: skip
def test_a_remark_behind_a_verb_is_its_owners_statement(text: str, expected: list[tuple[str, str]]) -> None:
    found = [scored for scored in analyze_article(Article(text)) if scored.quote.kind == "indirect"]
    assert [(scored.speaker, scored.quote.text) for scored in found] == expected


def test_a_remark_within_a_statement_is_no_second_one() -> None:
    found = analyze_article(Article("Ada Lund said that nobody believed Lars Holub's claim that the ford was shut."))
    assert [scored.speaker for scored in found] == ["Ada Lund"]
