"""Everyday uses of words that the stance lexicon knows have no side; the same words said in earnest keep theirs."""

from __future__ import annotations

import pytest

from analytics.stance import score_stance

NO_SIDE = {"none", "neutral"}


@pytest.mark.parametrize(
    ("everyday", "meant", "label"),
    [
        pytest.param("Something is wrong with the lamp.", "It was wrong to shell the mill.", "hawkish", id="wrong"),
        pytest.param("A petition was handed over at noon.", "The prisoners were handed over.", "dovish", id="papers"),
        pytest.param("It was a terrible human tragedy.", "It was a terrible raid.", "hawkish", id="a misfortune"),
        pytest.param("The mass media came early.", "They mass troops at the pass.", "hawkish", id="mass"),
        pytest.param("The oil saved is worth a fortune.", "They saved the sailors.", "dovish", id="saved"),
        pytest.param("The guard will restore order.", "They restored all rights.", "dovish", id="order"),
        pytest.param("They talk about goals.", "They are ready to talk about peace.", "dovish", id="chat"),
        pytest.param("The target is three per cent.", "Their gunners target villages.", "hawkish", id="an aim"),
        pytest.param("Silence is a virtue here.", "They silence every critic.", "hawkish", id="silence"),
        pytest.param("That is our end of the phone.", "The two leaders phoned the envoy.", "dovish", id="a device"),
        pytest.param("Welcome to Ostland.", "We welcome the truce.", "dovish", id="a greeting"),
        pytest.param("She saluted the gunners.", "She saluted the mediators.", "dovish", id="praise of fighters"),
        pytest.param("Ostland supports resolution 12.", "Ostland supports the peace plan.", "dovish", id="procedure"),
        pytest.param("Contrary to their claim, it rained.", "It is contrary to the charter.", "hawkish", id="denied"),
        pytest.param("May the drowned rest in peace.", "We want peace.", "dovish", id="in peace"),
        pytest.param("Promising is a word for it.", "They promised us aid.", "dovish", id="promising"),
        pytest.param("The crews refused to sail.", "They refused to meet.", "hawkish", id="a crew that refuses"),
        pytest.param("Thank you for convening this debate.", "They convened a summit.", "dovish", id="convening"),
        pytest.param('They showed "restraint" again.', "They showed restraint again.", "dovish", id="doubting marks"),
        pytest.param("Peace is not a ceremony.", "We want a just peace.", "dovish", id="only defined"),
    ],
)  # fmt: skip
def test_an_everyday_use_has_no_side(everyday: str, meant: str, label: str) -> None:
    assert score_stance(everyday).label in NO_SIDE
    assert score_stance(meant).label == label


@pytest.mark.parametrize(
    ("toll", "blamed"),
    [
        ("Forty people were injured.", "Forty people were injured by their mines."),
        ("Some 300 villagers have been killed since May.", "They killed 300 villagers."),
        ("Two fishermen were killed.", "Our fishermen were killed."),
    ],
)
def test_a_toll_only_counts(toll: str, blamed: str) -> None:
    assert score_stance(toll, cue="according to").label in NO_SIDE
    assert score_stance(blamed, cue="said").label == "hawkish"
