"""The stance model is fitted to our own sentences, the same way each time."""

from __future__ import annotations

from collections import Counter

import pytest

from analytics.lexicons import DATA, read_lexicon
from analytics.patterns import polarity
from analytics.stance import StanceModel, default_model, score_stance
from analytics.training import FEATURES, fit_stance_model

EXAMPLES = read_lexicon("stance_examples")
ACTS = {row["speech_act"] for row in read_lexicon("codebook")}


@pytest.fixture(scope="module")
def fitted() -> StanceModel:
    return fit_stance_model(EXAMPLES)


def test_the_model_that_ships_is_what_the_examples_give(fitted: StanceModel) -> None:
    assert fitted.version == default_model().version
    assert fitted == StanceModel.read(DATA / "stance_model.json")


def test_every_weight_speaks_for_its_own_side(fitted: StanceModel) -> None:
    assert set(fitted.weights) == set(FEATURES)
    for feature, weight in fitted.weights.items():
        assert weight * polarity(feature) > 0, f"{feature} does nothing"


def test_the_examples_are_many_varied_and_labelled_by_the_codebook() -> None:
    labels = Counter(row["label"] for row in EXAMPLES)
    assert sum(labels.values()) >= 150
    assert min(labels[label] for label in ("dovish", "neutral", "hawkish")) >= 30
    assert len({row["text"] for row in EXAMPLES}) == len(EXAMPLES)
    assert {row["speech_act"] for row in EXAMPLES} <= ACTS
    assert all(row["note"] for row in EXAMPLES)


def test_the_examples_are_read_as_labelled_with_few_exceptions() -> None:
    named = [(row["label"], score_stance(row["text"]).label) for row in EXAMPLES]
    wrong_way = [pair for pair in named if set(pair) == {"hawkish", "dovish"}]
    right = sum(gold == found or (gold == "neutral" and found == "none") for gold, found in named)
    assert len(wrong_way) <= 0.02 * len(named)
    assert right >= 0.85 * len(named)


def test_corrections_move_the_model() -> None:
    moved = fit_stance_model([*EXAMPLES, *({"text": "They held talks.", "label": "hawkish"} for _ in range(30))])
    assert moved.weights["talk"] > default_model().weights["talk"]
    assert moved.version != default_model().version


def test_a_cue_is_read_with_its_sentence() -> None:
    rows = [*EXAMPLES, *({"text": "talks", "cue": "refused", "label": "dovish"} for _ in range(30))]
    assert fit_stance_model(rows).weights["refusal"] < default_model().weights["refusal"]


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([{"text": "They attacked.", "label": "hawkish"}], "both hawkish and dovish"),
        ([], "both hawkish and dovish"),
        ([{"text": "They attacked.", "label": "grim"}], "unknown stance labels: grim"),
    ],
    ids=["one side only", "nothing", "unknown label"],
)
def test_labels_that_cannot_be_fitted_are_refused(labels: list[dict[str, str]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        fit_stance_model(labels)
