"""Minimal pairs and hand-made cases: one word more or less, and what the stance must say then."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from analytics.stance import score_stance
from tests.conftest import ROOT


def read_cases() -> list[dict[str, str]]:
    with (ROOT / "tests" / "cases_stance.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


CASES = read_cases()


def as_parameter(case: dict[str, str]) -> object:
    reason = case["known_failure"]
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(case, id=f"{case['case']}: {case['cue']} {case['text']}"[:60], marks=marks)


@pytest.mark.parametrize("case", [as_parameter(case) for case in CASES])
def test_a_case_is_read_as_it_should_be(case: dict[str, str]) -> None:
    stance = score_stance(case["text"], cue=case["cue"])
    if case["label"]:
        assert (stance.label if stance.label != "none" else "neutral") == case["label"]
    if case["speech_act"]:
        assert stance.speech_act == case["speech_act"]
    if case["holder"]:
        assert stance.holder == case["holder"]
    assert stance.condition == case["condition"]


def test_the_cases_are_many_and_of_many_kinds() -> None:
    kinds = Counter(case["case"] for case in CASES)
    assert len(CASES) >= 300
    assert len(kinds) >= 15
    assert len({(case["text"], case["cue"]) for case in CASES}) >= 0.98 * len(CASES)
    assert sum(bool(case["known_failure"]) for case in CASES) <= 0.05 * len(CASES)
