"""Whom words are directed at: named in them, in their frame, or told."""

from __future__ import annotations

import csv
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.actors import read_registry
from analytics.named import Names, Target
from analytics.pipeline import analyze_article
from analytics.records import Article
from analytics.stance import score_stance
from analytics.targets import Setting, find_target
from tests.conftest import ROOT
from tests.pace import takes_at_most

ENOUGH = 0.95
"""Share of the cases that the rules were written with; the issue asks for .75."""
ENOUGH_SECOND = 0.80
"""Share of those written after the first rules."""


def read_cases() -> list[dict[str, str]]:
    with (ROOT / "tests" / "cases_target.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


CASES = read_cases()


@cache
def names() -> Names:
    return Names(read_registry())


def target_of(case: dict[str, str]) -> tuple[str, str]:
    setting = Setting(
        before=case["before"], cue=case["cue"], addressee=case["addressee"], country=case["own"], mixed=True
    )
    found = find_target(case["text"], score_stance(case["text"], cue=case["before"]), names(), setting)
    return found.name, found.country


@pytest.mark.parametrize(("second", "enough"), [(False, ENOUGH), (True, ENOUGH_SECOND)], ids=["first", "second"])
def test_the_target_is_right_in_most_hand_made_cases(second: bool, enough: float) -> None:
    cases = [case for case in CASES if (case["case"] == "second") == second]
    right = [target_of(case) == (case["target"], case["country"]) for case in cases]
    assert len(CASES) >= 175
    assert sum(right) >= enough * len(right)


def test_a_wrong_target_is_rarer_than_none() -> None:
    """Unsure is empty: of the cases that fail hardly any names somebody who is not meant."""
    wrong = [case["text"] for case in CASES if target_of(case)[0] not in ("", case["target"])]
    assert len(wrong) <= 2, wrong


KNOWN_FAILURES = {
    "The regime of Bashar al-Assad has gassed its own people.": "the lexicon does not know 'gassed'",
    "The conduct of the Cuban authorities towards these prisoners is a disgrace.": "the judgement stands far off",
    "It is Moscow, not us, that walked away from the agreement.": "a cleft sentence",
    "Myanmar's generals should hand power back.": "the subject is a noun that the name owns",
    "Without Chinese interference there would be no crisis.": "'without' is read as a promise",
    "In the face of Chinese coercion, we stand with the Philippines.": "both sides in one sentence",
}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=f"{case['case']}: {case['text'][:40]}",
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES[case["text"]])]
            if case["text"] in KNOWN_FAILURES
            else [],
        )
        for case in CASES
    ],
)
def test_a_case_has_its_target(case: dict[str, str]) -> None:
    assert target_of(case) == (case["target"], case["country"])


ARTICLE = """Foreign Minister Ana Lopez of Peru said on Monday: “We condemn the raid, and Chile must stop it.”

Lopez accused Chile of “breaking every promise”.

“If you cross the river, we will strike back,” she told President Juan Soto of Chile.

“Peru will never attack anyone,” she added.
"""


def test_an_analysed_article_says_whom_its_quotes_are_directed_at() -> None:
    found = [(quote.target, quote.target_country) for quote in analyze_article(Article(ARTICLE)) if quote.speaker]
    assert found[:2] == [("Chile", "CHL"), ("Chile", "CHL")]
    assert found[2] in [("Juan Soto", "CHL"), ("Chile", "CHL")]
    assert found[3] == ("", ""), "the speaker's own country is no target"


def test_without_words_nobody_is_a_target() -> None:
    for text in ("", " ", "…", "\x00", "\ud800", "It rained in Chile."):
        assert find_target(text, score_stance(text), names()) == Target()


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_is_read_the_same_each_time(text: str, frame: str) -> None:
    setting = Setting(before=frame, after=frame, addressee=frame, mixed=True)
    stance = score_stance(text)
    assert find_target(text, stance, names(), setting) == find_target(text, stance, names(), setting)


@pytest.mark.parametrize(
    "pattern", ["Iran ", "Iran and Iraq, ", "Russian President ", "of the ", "U.S.", "We urge Iran to "]
)
def test_the_cost_grows_with_the_length_not_with_its_square(pattern: str) -> None:
    text = pattern * (100_000 // len(pattern))
    stance = score_stance(text)
    names()
    assert takes_at_most(100, lambda: find_target(text, stance, names()))  # the dearest takes 16


@pytest.mark.parametrize(
    ("clause", "country"),
    [
        ("said the raid would carry “a heavy price” for Chile", "CHL"),
        ("warned that there would be “a painful response” against the Chilean navy", "CHL"),
        ("spoke of “a crushing response”, and left for Chile", ""),
        ("said there would be “a heavy price” in Chile", ""),
    ],
)
def test_whom_a_clause_names_behind_the_marks_is_meant(clause: str, country: str) -> None:
    found = analyze_article(Article(f"Foreign Minister Ana Lopez of Peru {clause}."))
    assert [quote.target_country for quote in found if quote.quote.kind == "mixed"] == [country]
