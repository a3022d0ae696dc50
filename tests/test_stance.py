"""The stance of words: what decides it, what turns it, and what it never does."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.axes import OPERATORS, SILENT, load_axis
from analytics.inflections import phrase_forms, plain_words
from analytics.patterns import read_signals
from analytics.phrases import Entry, PhraseBook
from analytics.stance import (
    ModelError,
    StanceModel,
    default_model,
    score_stance,
    stance_features,
    stance_version,
)
from analytics.text import tokens
from analytics.utterances import score_utterance
from tests.pace import takes_at_most

AXIS = load_axis()


def features_of(text: str, cue: str = "") -> set[str]:
    return set(stance_features(text, cue=cue))


# --- what the words mean where they stand


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        pytest.param("They lifted the old arms embargo.", "relief", id="end + hawkish object"),
        pytest.param("The suspension of talks came at night.", "cutoff", id="end + dovish object"),
        pytest.param("Both refrained from force and violence.", "restrain", id="avoid + hawkish object"),
        pytest.param("He ruled out military action.", "restrain", id="reject + force"),
        pytest.param("They denied the accusations.", "denial", id="deny + charge"),
        pytest.param("He refused to meet the mediator.", "refusal", id="refuse + dovish object"),
        pytest.param("We won’t negotiate.", "refusal", id="not + dovish"),
        pytest.param("They will not lift the embargo.", "refusal", id="not + end + hawkish"),
        pytest.param("They refused to lift the embargo.", "refusal", id="refuse + end + hawkish"),
        pytest.param("We will not attack.", "negated_hawkish", id="not + hawkish"),
        pytest.param("We will strike their ports.", "will_force", id="will + force"),
        pytest.param("It will be met with a swift and severe response.", "met_with", id="met with a response"),
        pytest.param("If they cross, we will retaliate.", "conditional_threat", id="condition and threat"),
        pytest.param("We call on them to stop the shelling.", "demand_stop", id="call on + end + hawkish"),
        pytest.param("They must implement the accord.", "demand", id="others must"),
        pytest.param("Nor will it allow any breach.", "threat", id="will not allow"),
        pytest.param("They violated the truce.", "breach", id="violate + dovish object"),
        pytest.param("The offer was firmly rejected.", "refusal", id="passive verdict"),
        pytest.param("A truce is out of the question.", "refusal", id="verdict after its object"),
        pytest.param("Stop the shelling now!", "demand_stop", id="imperative"),
        pytest.param("They denied them aid.", "refusal", id="deny + what is given"),
        pytest.param("They denied any talks.", "denial", id="deny + a fact"),
        pytest.param("They called for sanctions.", "sanction", id="call for sanctions"),
        pytest.param("They called for restraint.", "restraint", id="call for restraint"),
    ],
)
def test_a_pattern_is_found(text: str, feature: str) -> None:
    assert feature in features_of(text)


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        pytest.param("Several people came.", "breakoff", id="several is not sever"),
        pytest.param("The Security Council and the Assistant Secretary met.", "threat", id="names are masked"),
        pytest.param("They fight corruption and disease.", "assault", id="to fight a disease is no fight"),
        pytest.param("He responded to reporters.", "threat", id="respond needs will"),
        pytest.param("We must implement the accord.", "demand", id="we must is no demand"),
        pytest.param("Not only did they attack, they looted.", "negated_hawkish", id="not only is no negation"),
        pytest.param("He said so in March.", "protest", id="a capitalised word is a name"),
        pytest.param("The plan was rejected by illegal groups.", "refusal", id="rejected by names who did it"),
        pytest.param("They agreed to bomb the port.", "agree", id="agreeing to attack is no agreement"),
        pytest.param("They accepted the demands.", "demand", id="accepting demands is no demand"),
        pytest.param("They rejected the offer of talks.", "talk", id="talks belong to what was rejected"),
    ],
)
def test_a_pattern_is_not_found_where_it_only_looks_alike(text: str, feature: str) -> None:
    assert feature not in features_of(text)


def test_a_negation_ends_with_its_clause_and_its_object() -> None:
    assert "negated_hawkish" not in features_of("There is no time; they attacked.")
    assert stance_features("There was no violence, only propaganda.").keys() >= {"negated_hawkish", "accuse"}


def test_an_earlier_verb_counts_more() -> None:
    first, later = stance_features("They released, then bombed."), stance_features("They bombed, then released.")
    assert first["yield"] > later["yield"]
    assert first["assault"] < later["assault"]


def test_little_is_left_after_a_neutral_frame() -> None:
    assert stance_features("She declined to comment on the attack.")["assault"] < 0.5


# --- the score


@pytest.mark.parametrize(
    ("text", "label", "act"),
    [
        ("Any incursion will be met with a crushing response.", "hawkish", "threat"),
        ("This is a red line.", "hawkish", "warning"),
        ("They have violated the truce and lied about it.", "hawkish", "accusation"),
        ("We demand an answer by Friday.", "hawkish", "demand"),
        ("We will never sign the treaty.", "hawkish", "refusal"),
        ("The two sides signed an accord.", "dovish", "agreement"),
        ("We are ready for talks.", "dovish", "offer"),
        ("If they stop firing, we will not respond.", "dovish", "offer"),
        ("We urge both sides to show restraint.", "dovish", "appeal"),
        ("We have no intention of attacking anyone.", "dovish", "promise"),
        ("She praised both delegations.", "dovish", "praise"),
    ],
)
def test_a_sentence_has_its_label_and_speech_act(text: str, label: str, act: str) -> None:
    stance = score_stance(text)
    assert (stance.label, stance.speech_act) == (label, act)


def test_a_polite_threat_is_hawkish_though_its_tone_is_not() -> None:
    text = "If any troops set foot on the island and open fire again, that will be met with a united response."
    stance = score_stance(text)
    assert stance.score is not None
    assert stance.score > 0.3
    assert stance.condition == "If any troops set foot on the island and open fire again"


def test_a_low_hope_with_an_open_door_is_dovish() -> None:
    stance = score_stance("We don’t expect to settle it tonight. Still, we hope that the door to talks stays open.")
    assert stance.score is not None
    assert stance.score < 0


def test_a_guess_about_somebody_else_is_not_the_speakers_own() -> None:
    assert score_stance("My guess is that she will send them in, she must show strength.").holder == "ascribed"
    assert score_stance("He told me they will attack.", cue="said").holder == "ascribed"
    assert score_stance("I think we will talk.", cue="said").holder == "own"


@pytest.mark.parametrize("text", ["", "  ", "It rained.", "…", "\x00", "\ud800", "The Security Council rose."])
def test_without_evidence_there_is_no_score(text: str) -> None:
    stance = score_stance(text)
    assert (stance.score, stance.label, stance.confidence, stance.evidence) == (None, "none", None, ())


@pytest.mark.parametrize(
    ("cue", "text", "bare", "framed"),
    [
        ("ruled out", "military action", "none", "dovish"),
        ("", "military action", "none", "none"),
        ("denied", "planning to invade", "hawkish", "dovish"),
        ("refused", "talks with the envoy", "dovish", "hawkish"),
        ("said he did not", "support the plan", "dovish", "hawkish"),
        ("warned of", "a long road", "none", "hawkish"),
    ],
)
def test_the_reporting_words_turn_the_reading(cue: str, text: str, bare: str, framed: str) -> None:
    assert score_stance(text).label == bare
    assert score_stance(text, cue=cue).label == framed


def test_evidence_from_the_cue_alone_has_no_place_in_the_text() -> None:
    stance = score_stance("a long road", cue="warned of")
    assert [(item.feature, item.span) for item in stance.evidence] == [("baseline", None), ("warning", None)]


WORDS = st.sampled_from(
    "we they will not if attack talks lift embargo refuse to call for restraint but , . ? “ ” said Ada peace".split()
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)), st.sampled_from(["", "denied"]))
def test_the_score_is_the_sum_of_its_evidence_and_every_word_of_it_is_there(text: str, cue: str) -> None:
    stance = score_stance(text, cue=cue)
    assert stance == score_stance(text, cue=cue)
    if stance.score is None:
        assert stance.label == "none"
        return
    assert stance.score == math.tanh(math.fsum(item.weight for item in stance.evidence))
    assert stance.label == default_model().label(stance.score)
    assert stance.confidence is not None
    assert 0 <= stance.confidence <= 1
    assert stance.evidence[0].feature == "baseline"
    for item in stance.evidence[1:]:
        assert item.feature in AXIS.names.values()
        assert item.span is None or item.span.of(text).strip()
    assert stance.condition in text


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_what_a_row_prints_adds_up_to_its_stance(text: str) -> None:
    row = score_utterance(text)
    if row["stance"] is None:
        assert row["evidence"] == ""
        return
    items = json.loads(row["evidence"])
    assert (items[0]["words"], items[0]["category"]) == ("no words", "baseline")
    assert abs(math.tanh(sum(item["weight"] for item in items)) - row["stance"]) < 1e-9


def test_curly_and_straight_marks_score_alike() -> None:
    assert score_stance("We won’t attack.").score == score_stance("We won't attack.").score


@pytest.mark.parametrize(
    "pattern",
    [
        "if we attack ",
        "not ",
        "war-",
        "“a ",
        "lift the embargo and ",
        "é’",
        "a. ",
        "?\n\n",
        "guns go take back ",
        "met with a ",
    ],
)
def test_the_cost_grows_with_the_length_not_with_its_square(pattern: str) -> None:
    assert takes_at_most(400, lambda: score_stance(pattern * (200_000 // len(pattern))))  # the dearest takes 115


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("Don't ask me tonight about talks. I have an army to visit.", "hawkish", id="no word about talks"),
        pytest.param("There is nothing to discuss with a trespasser.", "hawkish", id="nothing to discuss"),
        pytest.param("This is no time for talks.", "hawkish", id="no time for talks"),
        pytest.param(
            "Call up the reserves, reopen fire, and end this farce.", "hawkish", id="reopen fire, end a farce"
        ),
        pytest.param("An attack will be met with a firm, united and overwhelming response.", "hawkish", id="met with"),
        pytest.param("Lay a hand on them and you'll meet our navy.", "hawkish", id="meet the navy"),
        pytest.param("They signed away in an hour what we held for years.", "hawkish", id="signed away"),
        pytest.param("We should be bombing them!", "hawkish", id="we should, with force"),
        pytest.param("We will drive them back over the river.", "hawkish", id="drive them back"),
        pytest.param("This is surrender with a brass band.", "hawkish", id="surrender as a reproach"),
        pytest.param("A truce would be a betrayal of the dead.", "hawkish", id="a verdict on a truce"),
        pytest.param("We will not be bullied.", "hawkish", id="defiance in the passive"),
        pytest.param("If their fleet enters the strait, it will not leave it.", "hawkish", id="trespass"),
        pytest.param("Guns quiet for a week, and then we all sit down.", "dovish", id="guns quiet is a plea"),
        pytest.param("If they will take their guns back, we will take our guns back.", "dovish", id="guns drawn back"),
        pytest.param("The sanctions were lifted.", "dovish", id="passive end"),
        pytest.param("Both sides must talk.", "dovish", id="both must is no demand"),
        pytest.param("We would like the killing to be over. We want peace.", "dovish", id="would like is no threat"),
        pytest.param("Today the map got its edges back.", "none", id="back is no support"),
        pytest.param("His bags had been sent back.", "none", id="sent back is no aid"),
        pytest.param("I spent the evening there and was given a chair.", "none", id="spent and given are no aid"),
        pytest.param("They were fed and questioned, in that order.", "none", id="in that order is no demand"),
    ],
)
def test_a_first_reader_finds_the_side_right(text: str, label: str) -> None:
    assert score_stance(text, cue="said").label == label


@pytest.mark.parametrize("term", ["minor incursion", "critical moment", "military action", "talks", "peace process"])
def test_a_mere_term_has_no_stance_of_its_own(term: str) -> None:
    assert score_stance(term, cue="called it").label == "none"


@pytest.mark.parametrize("text", ["Stop bombing!", "illegal aggression", "lifted sanctions", "We welcome it,"])
def test_few_words_that_judge_or_make_a_sentence_are_more_than_a_term(text: str) -> None:
    assert score_stance(text).label != "none"


def test_the_not_before_the_marks_is_read() -> None:
    text = "expect a breakthrough in this round."
    bare, framed = score_stance(text).score, score_stance(text, cue="said he did not").score
    assert bare is not None
    assert framed is not None
    assert bare < -0.5 < 0 < framed


def test_a_frame_is_one_piece_of_evidence_the_strongest() -> None:
    stance = score_stance("a long road", cue="accused them, condemned and warned of")
    assert [item.span for item in stance.evidence] == [None, None], "the baseline and the frame"
    alone = max(score_stance("a long road", cue=cue).score or 0 for cue in ("accused them of", "warned of"))
    assert stance.score == alone


def test_another_report_before_the_cue_is_no_frame() -> None:
    assert score_stance("a long road", cue="rejected the attack, but he added that it was").evidence == ()


def test_a_report_inside_the_words_does_not_make_them_anothers() -> None:
    assert score_stance("They bomb us, and she says thank you? We will strike back.", cue="said").holder == "own"


NAMED = {"appeal", "promise", "offer", "praise", "demand", "warning", "refusal", "accusation"}
"""Acts that the verb of the frame names where the words have no side."""
ALLOWED = {
    "hawkish": {"threat", "warning", "accusation", "demand", "refusal", "denial", "statement"},
    "neutral": NAMED | {"statement", "denial"},
    "dovish": {"appeal", "offer", "promise", "agreement", "praise", "denial", "statement"},
    "none": NAMED | {"statement"},
}


def test_the_codebook_lists_every_act_of_every_label() -> None:
    listed = {label: {row["speech_act"] for row in AXIS.codebook if row["label"] == label} for label in ALLOWED}
    assert listed == ALLOWED


@pytest.mark.parametrize("row", AXIS.terms[::7], ids=lambda row: row["term"])
def test_the_speech_act_never_contradicts_the_label(row: dict[str, str]) -> None:
    for text in (row["example"], f"We will not say that {row['example']}.", f"Could it be that {row['example']}?"):
        stance = score_stance(text)
        assert stance.speech_act in ALLOWED[stance.label], text


def test_a_strong_dovish_quote_is_more_than_a_statement() -> None:
    assert score_stance("They want peace, talks and dialogue.").speech_act != "statement"
    assert score_stance("The envoys met the president.").speech_act == "statement"


def test_what_people_read_for_a_feature_is_plain_and_tells_features_apart() -> None:
    assert set(AXIS.names) == set(AXIS.features) | {"baseline"}
    assert len(set(AXIS.names.values())) == len(AXIS.names)
    assert not any("_" in name for name in AXIS.names.values())


# --- the lexicon


def test_every_entry_is_found_in_its_example() -> None:
    for row in AXIS.terms:
        example = row["example"]
        words = [
            word for token in tokens(example) for part in token.of(example).split("-") for word in plain_words(part)
        ]
        found = {(hit.entry.term, hit.entry.category) for hit in AXIS.phrases.find(words)}
        assert (row["term"], row["category"]) in found, f"{row['term']} is not found in {example!r}"


def test_the_columns_of_the_lexicon_hold_what_they_should() -> None:
    rows = AXIS.terms
    assert len({(row["term"], row["inflect"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["category"] in {*AXIS.features, *SILENT} - AXIS.patterns, row["term"]
        assert row["operator"] in OPERATORS, row["term"]
        assert 0 < float(row["strength"]) <= 1.5, row["term"]
        assert row["term"] == row["term"].lower().strip()


@pytest.mark.parametrize(
    ("term", "inflect", "forms"),
    [
        ("strike", "v", {"strike", "strikes", "struck", "stricken", "striking"}),
        ("deny", "v", {"deny", "denies", "denied", "denying"}),
        ("stop", "v", {"stop", "stops", "stopped", "stopping"}),
        ("visit", "v", {"visit", "visits", "visited", "visiting"}),
        ("cancel", "v", {"cancel", "cancels", "canceled", "cancelled", "canceling", "cancelling"}),
        ("mobilize", "v", {"mobilize", "mobilizes", "mobilized", "mobilizing"}
         | {"mobilise", "mobilises", "mobilised", "mobilising"}),
        ("co-host", "v", {"co host", "co hosts", "co hosted", "co hosting"}),
        ("threat of force", "n", {"threat of force", "threats of force"}),
        ("embargo", "n", {"embargo", "embargoes"}),
        ("won't move", "", {"will not move"}),
    ],
)  # fmt: skip
def test_a_phrase_is_known_in_all_its_forms(term: str, inflect: str, forms: set[str]) -> None:
    assert {" ".join(form) for form in phrase_forms(term, inflect)} == forms


def test_an_inflection_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot inflect"):
        phrase_forms("strike", "x")


def test_the_longest_phrase_wins_and_none_overlap() -> None:
    book = PhraseBook([(Entry("call", "a", 1), "v"), (Entry("call for", "b", 1), "v"), (Entry("for", "c", 1), "")])
    assert [(hit.start, hit.end, hit.entry.category) for hit in book.find("they called for calls".split())] == [
        (1, 3, "b"),
        (3, 4, "a"),
    ]


def test_a_listed_form_goes_before_an_inflected_one() -> None:
    book = PhraseBook([(Entry("meet", "verb", 1), "v"), (Entry("meeting", "noun", 1), "n")])
    assert [hit.entry.category for hit in book.find(["meeting", "met"])] == ["noun", "verb"]


def test_spans_of_a_reading_give_back_the_words() -> None:
    text = "Ada said: “They won’t lift the arms-embargo.”"
    (reading,) = read_signals(text, axis=AXIS)
    spans = [span.of(text) for signal in reading.signals if (span := reading.span(signal))]
    assert spans == ["won’t lift the arms-embargo"]


# --- the model


def test_the_model_that_ships_belongs_to_the_lexicon_that_ships() -> None:
    model = default_model()
    assert model.version == stance_version({**model.weights, "baseline": model.baseline}), (
        "weights or lexicon changed: fit the model again (python -m analytics train)"
    )


def test_a_model_written_and_read_is_the_same(tmp_path: Path) -> None:
    default_model().write(tmp_path / "model.json")
    assert StanceModel.read(tmp_path / "model.json") == default_model()
    assert (tmp_path / "model.json").read_bytes() == (AXIS.model_path).read_bytes()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"format": 99}, "format 99", id="a newer layout"),
        pytest.param({"baseline": math.nan}, "NaN", id="not a number"),
        pytest.param({"baseline": math.inf}, "Infinity", id="infinity"),
        pytest.param({"weights": None}, "not a stance model", id="no weights"),
        pytest.param({"baseline": "low"}, "not a stance model", id="a word for a number"),
        pytest.param({"thresholds": {"dovish": 0.5, "hawkish": 0.1}}, "dovish < hawkish", id="bounds crossed"),
        pytest.param({"calibration": {"hawkish": [0, 1]}}, "calibrates exactly", id="a label without calibration"),
    ],
)
def test_a_broken_model_is_refused_with_its_reason(tmp_path: Path, change: dict[str, object], message: str) -> None:
    data = json.loads((AXIS.model_path).read_text(encoding="utf-8")) | change
    path = tmp_path / "model.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        StanceModel.read(path)


@pytest.mark.parametrize("content", ["", "[]", "{", "null", "1e999"])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "model.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"model\.json"):
        StanceModel.read(path)


def test_another_model_gives_another_score() -> None:
    model = default_model()
    flat = StanceModel("flat", 0.0, {"will_force": 0.1}, -0.5, 0.5, model.calibration)
    stance = score_stance("They will pay a heavy price.", model=flat)
    assert stance.label == "neutral"
    assert set(AXIS.labels) == set(flat.calibration)


def test_the_codebook_names_every_speech_act_and_label() -> None:
    rows = AXIS.codebook
    assert {row["label"] for row in rows} == {*AXIS.labels, "none"}
    assert set(AXIS.acts.values()) <= {row["speech_act"] for row in rows}
    for row in rows:
        assert all(row[column] for column in ("speech_act", "meaning", "example", "hard_case"))


@pytest.mark.parametrize("row", AXIS.codebook, ids=lambda row: row["speech_act"])
def test_the_examples_of_the_codebook_score_as_it_says(row: dict[str, str]) -> None:
    label = score_stance(row["example"]).label
    assert label == row["label"] or (row["label"] == "neutral" and label == "none")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("He does not want the valley to become a battlefield.", "dovish", id="a wish denied, far ahead"),
        pytest.param("Kestrel firmly opposes the new curbs.", "hawkish", id="opposing curbs is no offer"),
        pytest.param("They use the truce to rearm.", "hawkish", id="a truce put to use"),
        pytest.param("We are freeing the hostages.", "dovish", id="verbs of no simple rule"),
    ],
)
def test_words_of_news_are_read_in_their_grammar(text: str, label: str) -> None:
    assert score_stance(text).label == label


def test_a_claim_that_something_is_so_accuses_nobody() -> None:
    assert score_stance("that nothing in the letter hints at a new line", cue="claimed").label == "none"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("The plan remains on the table.", "none", id="a plan on the table"),
        pytest.param("Every option is on the table.", "hawkish", id="options on the table"),
        pytest.param("Strikes on the town have been halted.", "dovish", id="strikes on a town halted"),
        pytest.param("Attacks against the port were stopped.", "dovish", id="attacks against a port stopped"),
        pytest.param("The talks on the border were suspended.", "hawkish", id="talks on a border suspended"),
        pytest.param("If they do not, I will support the accord.", "dovish", id="a not that ends with its comma"),
    ],
)
def test_what_was_read_the_wrong_way_on_unseen_text(text: str, label: str) -> None:
    assert score_stance(text).label == label
