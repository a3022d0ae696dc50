"""An axis of stance is a folder: the shipped one, and a second one that no line of code knows."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import pytest

from analytics.axes import ACTS, AXES, PATTERNS, SHIPPED, TRAITS, Axis, AxisError, load_axis
from analytics.cli import main
from analytics.pipeline import analyze_article, model_version
from analytics.records import Article, short_hash
from analytics.stance import RULES, ModelError, StanceModel, default_model, score_stance
from analytics.training import fit_stance_model

# --- a second axis: how open a government is to trade

DECLARED: dict[str, Any] = {
    "format": 1,
    "name": "trade",
    "about": "Trade talk: markets opened on one end, walls built on the other.",
    "labels": {"low": "cooperative", "middle": "mixed", "high": "competitive"},
    "thresholds": {"low": -0.2, "high": 0.2},
    "categories": [
        {"feature": "barrier", "name": "barriers", "side": "competitive", "act": "demand", "traits": ["force"]},
        {"feature": "blame", "name": "unfair trade", "side": "competitive", "act": "accusation",
         "traits": ["charge", "scorn", "judging", "deed"]},
        {"feature": "market", "name": "open markets", "side": "cooperative", "act": "offer", "traits": ["plea"]},
        {"feature": "bargain", "name": "trade deals", "side": "cooperative", "act": "agreement", "object": "papers"},
    ],
    "patterns": [
        {"feature": "relief", "name": "barriers taken down", "side": "cooperative", "act": "agreement"},
        {"feature": "walled", "name": "barriers announced", "side": "competitive", "act": "threat",
         "made_by": ["will_force"]},
        {"feature": "spared", "name": "barriers ruled out", "side": "cooperative", "act": "promise",
         "made_by": ["negated", "restrain"]},
        {"feature": "shut", "name": "trade cut off", "side": "competitive", "act": "refusal",
         "made_by": ["cutoff", "refusal"]},
    ],
}  # fmt: skip

TERMS = """
tariff,n,barrier,1,
quota,n,barrier,1,
import ban,n,barrier,1.2,
tax imports,v,barrier,1,
dump,v,blame,1,
unfair,,blame,1,
free trade,,market,1,
open market,n,market,1,
joint venture,n,market,0.8,
sign,v,bargain,1,object
lift,v,none,1,end
rule out,v,none,1,avoid
trade minister,n,mask,1,
""".strip().splitlines()

EXAMPLES = """
competitive,They will impose a tariff on steel.
competitive,A quota on cars came into force.
competitive,Ardesk announced an import ban.
competitive,They dump cheap steel on us.
competitive,This is unfair to our mills.
competitive,We will tax imports of wine.
competitive,We will not have free trade with them.
competitive,New tariffs and a quota follow.
competitive,Their quotas are unfair.
competitive,They dumped grain and called it help.
cooperative,They lifted the tariff on steel.
cooperative,We believe in free trade.
cooperative,An open market helps both of us.
cooperative,A joint venture will build the ships.
cooperative,Both ministers signed the compact.
cooperative,There will be no tariff on wheat.
cooperative,He ruled out a quota.
cooperative,They lifted quotas and signed the charter.
cooperative,We want free trade and open markets.
cooperative,The joint ventures will go on.
mixed,The harvest was good this year.
mixed,The committee counts the ships on Monday.
mixed,The trade minister left for lunch.
mixed,Nine containers stood on the quay.
""".strip().splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay the second axis into a folder of its own."""
    made = tmp_path / "trade"
    made.mkdir()
    (made / "axis.json").write_text(json.dumps(DECLARED), encoding="utf-8")
    (made / "terms.csv").write_text(
        "# words of trade\nterm,inflect,category,strength,operator\n" + "\n".join(TERMS) + "\n", encoding="utf-8"
    )
    (made / "objects.csv").write_text("object,words,named,together\npapers,compact|charter,,\n", encoding="utf-8")
    rows = "\n".join(f'{label},"{text}"' for label, _, text in (line.partition(",") for line in EXAMPLES))
    (made / "examples.csv").write_text(f"label,text\n{rows}\n", encoding="utf-8")
    return made


@pytest.fixture
def trade(folder: Path) -> Axis:
    """Give the second axis, with the model that its own examples make."""
    axis = load_axis(folder)
    fit_stance_model(axis.examples, axis=axis).write(axis.model_path)
    return axis


@pytest.mark.parametrize(
    ("text", "label", "name", "act"),
    [
        pytest.param("They will put a tariff on every ship.", "competitive", "barriers announced", "threat", id="will"),
        pytest.param("Import bans are what they live by.", "competitive", "barriers", "demand", id="plural"),
        pytest.param("They dumped their coal on our coast.", "competitive", "unfair trade", "accusation", id="verb"),
        pytest.param(
            "Last night we lifted the old tariff.", "cooperative", "barriers taken down", "agreement", id="end"
        ),
        pytest.param("We will not tax imports of tea.", "cooperative", "barriers ruled out", "promise", id="negation"),
        pytest.param("They signed the charter at noon.", "cooperative", "trade deals", "agreement", id="object"),
        pytest.param("We never had free trade here.", "competitive", "trade cut off", "refusal", id="refusal"),
    ],
)
def test_a_second_axis_scores_with_its_own_labels_names_and_acts(
    trade: Axis, text: str, label: str, name: str, act: str
) -> None:
    stance = score_stance(text, axis=trade)
    assert (stance.label, stance.speech_act) == (label, act)
    assert name in [item.feature for item in stance.evidence]
    assert stance.score == math.tanh(math.fsum(item.weight for item in stance.evidence))
    assert stance.confidence is None, "nobody has measured it"


@pytest.mark.parametrize(
    "text",
    ["They signed the cheque.", "The trade minister left.", "We will attack them at dawn.", "Both sides must stop."],
    ids=["another object", "a mask", "a word of the shipped axis", "a pattern that is not declared"],
)
def test_what_a_second_axis_does_not_know_is_no_stance_on_it(trade: Axis, text: str) -> None:
    assert score_stance(text, axis=trade).label == "none"


def test_two_axes_stand_beside_one_another_in_one_process(trade: Axis) -> None:
    text = "If they attack our ships, we will strike back, and we will put a tariff on their steel."
    before = score_stance(text)
    other = score_stance(text, axis=trade)
    assert (before.label, other.label) == ("hawkish", "competitive")
    assert score_stance(text) == before
    assert score_stance(text, model=StanceModel.read(trade.model_path, trade)) == other
    with pytest.raises(ValueError, match="belongs to the axis hawkish_dovish, not to trade"):
        score_stance(text, model=default_model(), axis=trade)


def test_a_model_is_the_same_each_time_and_its_version_tells_the_declaration(trade: Axis, folder: Path) -> None:
    first = trade.model_path.read_bytes()
    again = fit_stance_model(load_axis(folder).examples, axis=load_axis(folder))
    again.write(trade.model_path)
    assert trade.model_path.read_bytes() == first
    assert set(again.weights) == set(trade.features)
    assert all(weight * trade.sides[feature] > 0 for feature, weight in again.weights.items())
    changed = json.loads(json.dumps(DECLARED))
    changed["categories"][0]["act"] = "warning"
    (folder / "axis.json").write_text(json.dumps(changed), encoding="utf-8")
    assert fit_stance_model(load_axis(folder).examples, axis=load_axis(folder)).version != again.version


def test_an_article_is_analyzed_on_a_second_axis(trade: Axis) -> None:
    article = Article("“We will put a tariff on their steel,” President Ana Lopez said.")
    (scored,) = analyze_article(article, axis=trade)
    assert (scored.actor.name, scored.stance.label) == ("Ana Lopez", "competitive")
    assert scored.model_version == model_version(StanceModel.read(trade.model_path, trade)) != model_version()


def test_the_commands_train_score_and_analyze_take_an_axis(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said, out = tmp_path / "said.csv", tmp_path / "scored.csv"
    said.write_text("text\nThey lifted the tariff on steel.\nWe will attack at dawn.\n", encoding="utf-8")
    command = ["score", str(said), "-o", str(out), "--axis", str(folder)]
    assert main(command) == 1
    assert "train makes it" in capsys.readouterr().err
    assert not out.exists()

    shipped = load_axis().model_path.read_bytes()
    assert main(["train", "--axis", str(folder)]) == 0
    assert load_axis().model_path.read_bytes() == shipped
    assert set(json.loads(capsys.readouterr().out)) == {"macro_f1", "wrong_way", "coverage"}

    assert main(command) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert [row["stance_label"] for row in csv.DictReader(file)] == ["cooperative", "none"]

    (tmp_path / "talk.txt").write_text("“We believe in free trade,” President Ana Lopez said.\n", encoding="utf-8")
    assert main(["analyze", str(tmp_path / "talk.txt"), "-o", "-", "--axis", str(folder)]) == 0
    assert json.loads(capsys.readouterr().out)["stance_label"] == "cooperative"


# --- the shipped axis

DECLARATION = {9: "8cf786257d9e9b2e"}
"""The declaration of the shipped axis, by the rules that it belongs to. It is no part of a model's version: a change
that alters what is printed counts ``stance.RULES`` up."""


def test_a_change_of_the_shipped_declaration_counts_the_rules_up() -> None:
    axis = load_axis()
    declared = [str(part) for part in (axis.labels, *axis.features.values())]
    declared += [f"{name} {sorted(nouns.words)} {nouns[1:]}" for name, nouns in axis.objects.items()]
    assert {RULES: short_hash(*declared)} == DECLARATION


def test_the_shipped_axis_is_found_by_its_name_by_its_path_and_when_none_is_named() -> None:
    assert load_axis(SHIPPED) is load_axis()
    assert load_axis(AXES / SHIPPED).features == load_axis().features
    assert {axis.name for axis in map(load_axis, AXES.iterdir())} == {SHIPPED}


def test_the_shipped_axis_uses_every_pattern_and_every_trait_the_code_knows() -> None:
    axis = load_axis()
    assert all(axis.made[pattern] for pattern in PATTERNS)
    assert all(axis.having[trait] for trait in TRAITS)
    assert set(axis.acts.values()) < set(ACTS)
    assert (default_model().low, default_model().high) == (axis.low, axis.high)
    assert default_model().calibration == axis.calibration


# --- a folder that is no axis


def _without(key: str) -> dict[str, Any]:
    return {name: part for name, part in DECLARED.items() if name != key}


def _category(**change: object) -> dict[str, Any]:
    return DECLARED | {"categories": [DECLARED["categories"][0] | change, *DECLARED["categories"][1:]]}


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        pytest.param("{", "is no declaration", id="no JSON"),
        pytest.param("[]", "format None", id="no object"),
        pytest.param(DECLARED | {"format": 9}, "format 9; this program reads format 1", id="a newer layout"),
        pytest.param(_without("labels"), "is no declaration of an axis: KeyError", id="no labels"),
        pytest.param(DECLARED | {"labels": {"low": "a", "middle": "a", "high": "b"}}, "must differ", id="labels alike"),
        pytest.param(DECLARED | {"thresholds": {"low": 0.3, "high": 0.1}}, "low < high", id="bounds crossed"),
        pytest.param(DECLARED | {"thresholds": {"low": math.nan, "high": 0.1}}, "low < high", id="no number"),
        pytest.param(DECLARED | {"calibration": {"mixed": [0, 1]}}, "of exactly cooperative", id="calibration of one"),
        pytest.param(_category(side="left"), "on the side 'left'", id="no such side"),
        pytest.param(_category(act="boycott"), "no speech act 'boycott'", id="no such act"),
        pytest.param(_category(traits=["loud"]), "no trait 'loud'", id="no such trait"),
        pytest.param(_category(made_by=["magic"]), "no pattern 'magic'", id="no such pattern"),
        pytest.param(_category(made_by=["relief"]), "'relief' is declared twice", id="a pattern for two"),
        pytest.param(_category(feature="blame"), "feature 'blame' is declared twice", id="a feature twice"),
        pytest.param(_category(name="trade deals"), "name 'trade deals' is declared twice", id="a name twice"),
        pytest.param(_category(feature="mask"), "cannot be called 'mask'", id="a name of the code's"),
        pytest.param(_without("patterns") | {"categories": DECLARED["categories"][:2]}, "both sides", id="one side"),
    ],
)
def test_a_declaration_that_cannot_be_used_is_refused_with_its_reason(
    folder: Path, declared: str | dict[str, Any], message: str
) -> None:
    text = declared if isinstance(declared, str) else json.dumps(declared)
    (folder / "axis.json").write_text(text, encoding="utf-8")
    with pytest.raises(AxisError, match=message):
        load_axis(folder)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("toll,n,fees,1,", "no category 'fees'"),
        ("toll,n,barrier,1,loud", "no operator 'loud'"),
        ("toll,x,barrier,1,", "no inflect 'x'"),
        ("toll,n,barrier,much,", "could not convert"),
        ("toll,n,barrier,1,object", "'barrier' declares no object"),
        ("toll,n", r"terms\.csv cannot be read"),
    ],
)
def test_a_word_list_that_cannot_be_used_is_refused_with_its_reason(trade: Axis, line: str, message: str) -> None:
    with (trade.folder / "terms.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(AxisError, match=message):
        score_stance("A toll on salt.", axis=load_axis(trade.folder))


def test_an_axis_that_is_not_there_or_has_no_model_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(AxisError, match=r"is no axis: axis\.json cannot be read"):
        load_axis(tmp_path / "nothing")
    with pytest.raises(ModelError, match="train makes it"):
        score_stance("A toll on salt.", axis=load_axis(folder))
    (folder / "objects.csv").unlink()
    with pytest.raises(AxisError, match=r"objects\.csv cannot be read"):
        fit_stance_model(load_axis(folder).examples, axis=load_axis(folder))


def test_weights_of_another_axis_are_refused(trade: Axis) -> None:
    with pytest.raises(ModelError, match="is not a stance model"):
        StanceModel.read(load_axis().model_path, trade)
