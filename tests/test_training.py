"""The stance model is fitted to our own sentences, the same way each time."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from analytics.axes import load_axis
from analytics.cross_validation import fold_of, measure_folds
from analytics.stance import StanceModel, default_model
from analytics.training import fit_stance_model, read_examples
from tests.conftest import ROOT

AXIS = load_axis()
EXAMPLES = AXIS.examples
ACTS = {row["speech_act"] for row in AXIS.codebook}


@pytest.fixture(scope="module")
def fitted() -> StanceModel:
    return fit_stance_model(EXAMPLES)


def test_the_model_that_ships_is_what_the_examples_give(fitted: StanceModel, tmp_path: Path) -> None:
    assert fitted.version == default_model().version
    assert fitted == StanceModel.read(AXIS.model_path)
    fitted.write(tmp_path / "model.json")
    assert (tmp_path / "model.json").read_bytes() == AXIS.model_path.read_bytes()


def test_every_weight_speaks_for_its_own_side(fitted: StanceModel) -> None:
    assert set(fitted.weights) == set(AXIS.features)
    for feature, weight in fitted.weights.items():
        assert weight * AXIS.sides[feature] > 0, f"{feature} does nothing"


def test_the_examples_are_many_varied_and_labelled_by_the_codebook() -> None:
    labels = Counter(row["label"] for row in EXAMPLES)
    assert sum(labels.values()) >= 590
    assert 0.37 <= labels["neutral"] / len(EXAMPLES) <= 0.43, "two in five are talk of institutions"
    assert labels["dovish"] >= 100
    blamed = [row for row in EXAMPLES if row["speech_act"] in ("accusation", "refusal")]
    assert len(blamed) >= 0.27 * len(EXAMPLES)
    assert len({row["text"] for row in EXAMPLES}) == len(EXAMPLES)
    assert {row["speech_act"] for row in EXAMPLES} <= ACTS
    assert all(row["note"] or row["setting"] for row in EXAMPLES)


def test_the_five_steps_agree_with_the_labels_and_the_codebook() -> None:
    steps = {(row["speech_act"], row["label"]): row["value"] for row in AXIS.codebook if row["value"]}
    for row in EXAMPLES:
        value = float(row["value"])
        assert row["label"] == ("hawkish" if value > 0 else "dovish" if value < 0 else "neutral"), row["text"]
        told = row["speech_act"] == "statement" and row["label"] == "hawkish"  # an event, told by whoever
        assert told or row["value"] == steps[row["speech_act"], row["label"]], row["text"]
        assert row["condition"] in row["text"]
        assert row["holder"] in ("own", "ascribed")
        assert row["target"] in row["text"]


def test_the_examples_come_from_every_region_and_decade() -> None:
    settings = Counter(row["setting"].rsplit(" ", 1)[0] for row in EXAMPLES if row["setting"])
    decades = Counter(row["setting"].rsplit(" ", 1)[1] for row in EXAMPLES if row["setting"])
    assert min(settings[region] for region in ("Africa", "Asia", "Europe", "Middle East", "Latin America")) >= 40
    assert min(settings[region] for region in ("North America", "Oceania", "world")) >= 20
    assert set(decades) == {f"{year}s" for year in range(1940, 2030, 10)}
    assert min(decades.values()) >= 20


def test_a_minimal_pair_differs_in_little_and_stays_in_one_fold() -> None:
    pairs = [row for row in EXAMPLES if row["pair"]]
    sizes = Counter(row["pair"] for row in pairs)
    assert len(sizes) >= 35
    assert min(sizes.values()) >= 2
    for pair in sizes:
        assert len({fold_of(row) for row in pairs if row["pair"] == pair}) == 1


def test_no_figure_on_left_out_folds_falls_below_its_floor() -> None:
    """The floors stand in benchmarks/floors.json; raise them when a figure rises."""
    floors = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))["stance_folds"]
    figures = measure_folds(EXAMPLES)
    assert set(floors) == set(figures)
    for name, floor in floors.items():
        fallen = figures[name] > floor if name == "wrong_way" else figures[name] < floor
        assert not fallen, f"{name} is {figures[name]}, its floor {floor}"


def test_labels_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("# ours\nlabel,text,id\nhawkish,They attacked.,1\ndovish,They held talks.,2\n", encoding="utf-8")
    assert [row["label"] for row in read_examples(path)] == ["hawkish", "dovish"]
    path.write_text("text\nThey attacked.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no column 'label'"):
        read_examples(path)


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
        ([{"text": "They attacked.", "label": "hawkish"}], "labelled hawkish and sentences labelled dovish"),
        ([], "labelled hawkish and sentences labelled dovish"),
        ([{"text": "They attacked.", "label": "grim"}], r"no such label: grim \(there are dovish, neutral, hawkish\)"),
    ],
    ids=["one side only", "nothing", "unknown label"],
)
def test_labels_that_cannot_be_fitted_are_refused(labels: list[dict[str, str]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        fit_stance_model(labels)
