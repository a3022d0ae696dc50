"""Meanings that lie in the build of a sentence are read as such, and their look-alikes are not."""

from __future__ import annotations

import pytest

from analytics.axes import load_axis
from analytics.patterns import read_signals
from analytics.stance import score_stance


def features(text: str) -> set[str]:
    return {signal.feature for reading in read_signals(text, axis=load_axis()) for signal in reading.signals}


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        pytest.param("Bombs have never rebuilt a school.", "restraint", id="force that achieves nothing"),
        pytest.param("The bloodshed must stop.", "restraint", id="killing that must stop"),
        pytest.param("Sanctions only hurt the fishermen of the delta.", "restraint", id="pressure that only hurts"),
        pytest.param("War would be a calamity for both valleys.", "restraint", id="war as a calamity"),
        pytest.param("Hatred breeds hatred.", "restraint", id="hatred that breeds"),
        pytest.param("We cannot let the situation slide into chaos.", "restraint", id="what must not come to pass"),
        pytest.param("Sanctions will not break us.", "reject", id="pressure defied"),
        pytest.param("Threats have never frightened us.", "reject", id="threats defied"),
        pytest.param("The patience of our village is at an end.", "threat", id="patience at an end"),
        pytest.param("Our patience is not endless.", "threat", id="patience not endless"),
        pytest.param("They are trying our patience.", "threat", id="patience tried"),
        pytest.param("The offensive will go on until the last outpost falls.", "will_force", id="force that goes on"),
        pytest.param("They have twelve hours to leave the depot.", "demand", id="an ultimatum in hours"),
        pytest.param("The captain has until noon to hand back the crew.", "demand", id="an ultimatum until noon"),
        pytest.param("If they keep the truce, so will we.", "open", id="like for like"),
        pytest.param("If they stop, we stop.", "open", id="step for step"),
    ],
)
def test_a_construction_has_its_meaning(text: str, feature: str) -> None:
    assert feature in features(text)


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        pytest.param("It was a triumph of patience over rage.", "threat", id="patience over rage"),
        pytest.param("He showed great patience with the children.", "threat", id="patience by itself"),
        pytest.param("We will not let them through.", "restraint", id="persons let through"),
        pytest.param("We have until noon to hand in the form.", "demand", id="our own time"),
        pytest.param("They have two hours to finish the exam.", "demand", id="an exam"),
        pytest.param("The civil war is a catastrophe.", "restraint", id="a war described"),
        pytest.param("If they stop, we will not stop.", "open", id="not like for like"),
        pytest.param("The war will last as long as the winter, I fear.", "will_force", id="a war that lasts"),
    ],
)
def test_a_look_alike_has_it_not(text: str, feature: str) -> None:
    assert feature not in features(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("The guards tried to make her sign the paper.", "none", id="made to sign"),
        pytest.param("Why should we withdraw from our own hills?", "hawkish", id="why should we"),
        pytest.param("Our balloons cannot be shot down by anyone.", "none", id="not to be shot down"),
        pytest.param("He found his way home with a torch.", "none", id="a torch in the hand"),
    ],
)
def test_what_others_force_or_a_question_turns_down_is_no_offer(text: str, label: str) -> None:
    found = score_stance(text).label
    assert found == label or (label == "none" and found == "neutral")


@pytest.mark.parametrize(
    "text",
    ["The fire destroyed four barns.", "The flood killed two hikers.", "The storm hit the coast at dawn."],
)
def test_what_nature_does_is_no_violence(text: str) -> None:
    assert score_stance(text).label == "none"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("We shall not be inspected like smugglers.", "hawkish", id="handled like others"),
        pytest.param("We will not be told how to fish.", "hawkish", id="told how to"),
        pytest.param("We will not be delayed by the snow.", "none", id="delayed"),
        pytest.param("We will not be involved in the concert.", "none", id="involved"),
        pytest.param("Whoever harms our pilots will not sail home.", "hawkish", id="whoever"),
        pytest.param("Those who board our ferries will answer to the navy.", "hawkish", id="those who"),
        pytest.param("Whoever arrives late will find the door locked.", "none", id="whoever arrives"),
    ],
)
def test_refusals_in_the_passive_and_conditions_without_if_are_read(text: str, label: str) -> None:
    assert score_stance(text).label == label


@pytest.mark.parametrize(
    ("text", "cue", "act"),
    [
        pytest.param("A deal between the two banks is possible.", "", "statement", id="a deal spoken of"),
        pytest.param("Both sides accepted the deal.", "", "agreement", id="a deal accepted"),
        pytest.param("The talks with the miners were very constructive.", "", "praise", id="talks praised"),
        pytest.param("Come back to the table.", "", "appeal", id="bidden"),
        pytest.param("It is time for dialogue.", "", "appeal", id="time for"),
        pytest.param("There is not a shred of evidence for it.", "", "denial", id="no shred of evidence"),
        pytest.param("The general does not want a deal.", "", "accusation", id="another does not want it"),
        pytest.param("We will veto the budget if the dam is built.", "", "threat", id="a veto on a condition"),
        pytest.param("We called on them to stop these senseless raids.", "", "demand", id="called on to stop"),
        pytest.param("they had nothing to fear", "assured them that", "promise", id="assured"),
        pytest.param("immediate de-escalation", "called for", "appeal", id="a term that is called for"),
    ],
)
def test_the_act_follows_the_grammar(text: str, cue: str, act: str) -> None:
    assert score_stance(text, cue=cue).speech_act == act


def test_each_possessive_stands_in_a_phrase_that_leaves_it_open() -> None:
    for owner in ("our", "their", "his", "the"):
        assert "accuse" in features(f"They broke {owner} word.")
