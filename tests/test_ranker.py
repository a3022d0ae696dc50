"""The tables of the ranker: sums, probabilities, and what is refused when they are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.candidate_features import FEATURES
from analytics.candidates import WEIGHTS
from analytics.ranker import Ranker, read_ranker

FORM = {"form": ("nobody", "name"), "side": ("none", "before", "after")}


def ranker(weight: float) -> Ranker:
    return Ranker(FORM, {"form": [0.0, weight]}, {"form & side": [[0.0, 0.0, 0.0], [0.0, 1.0, -1.0]]})


@given(st.floats(-50, 50), st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2)), min_size=1, max_size=9))
def test_probabilities_sum_to_one_and_follow_the_scores(weight: float, candidates: list[tuple[int, int]]) -> None:
    model = ranker(weight)
    found = model.probabilities(candidates)
    scores = [model.score(levels) for levels in candidates]
    assert sum(found) == pytest.approx(1)
    assert max(found) == found[scores.index(max(scores))]


def test_the_score_is_the_sum_of_the_levels_and_of_their_pairs() -> None:
    assert ranker(2.0).score([1, 1]) == 3.0
    assert ranker(2.0).score([1, 2]) == 1.0
    assert ranker(2.0).score([0, 2]) == 0.0


@pytest.mark.parametrize("number", ["NaN", "Infinity", '"one"'])
def test_weights_that_are_no_finite_numbers_are_refused(tmp_path: Path, number: str) -> None:
    path = tmp_path / "weights.json"
    saved = f'{{"features": {{"form": ["no", "yes"]}}, "weights": {{"form": [0, {number}]}}, "pairs": {{}}}}'
    path.write_text(saved, encoding="utf-8")
    with pytest.raises(ValueError, match="finite number"):
        read_ranker(path, {"form": ("no", "yes")})


def test_a_table_of_another_size_than_its_features_is_refused() -> None:
    with pytest.raises(ValueError, match="2 weights are needed, found 1"):
        Ranker(FORM, {"form": [0.0]}, {})


def test_the_shipped_weights_are_for_the_features_that_the_code_gives() -> None:
    assert read_ranker(WEIGHTS, FEATURES).probabilities([[0] * len(FEATURES)]) == [1.0]


@pytest.mark.parametrize("saved", ['{"features": {"side": ["no", "yes"]}, "weights": {}, "pairs": {}}', "{}", "[]"])
def test_a_file_for_other_features_is_refused(tmp_path: Path, saved: str) -> None:
    path = tmp_path / "weights.json"
    path.write_text(saved, encoding="utf-8")
    with pytest.raises(ValueError, match=r"weights\.json"):
        read_ranker(path, {"form": ("no", "yes")})
