"""Of the words before a quote only the last reported clause frames it, and some frames judge what stands in marks."""

from __future__ import annotations

import pytest

from analytics.framing import frame_words, is_said_of
from analytics.pipeline import analyze_article
from analytics.records import Article
from analytics.stance import score_stance


@pytest.mark.parametrize(
    ("cue", "kept"),
    [
        pytest.param("said the truce", "said the truce", id="all of a short one"),
        pytest.param("hid his name, disclosed that the pact", "disclosed that the pact", id="before a verb of telling"),
        pytest.param("It was a crime, she said. But the vote was", "but the vote was", id="an earlier sentence"),
        pytest.param("would keep the truce, then threatened to", "threatened to", id="another clause"),
    ],
)
def test_the_last_reported_clause_is_the_frame(cue: str, kept: str) -> None:
    frame = frame_words(cue)
    assert frame is not None
    assert " ".join(frame[0]).endswith(kept)
    assert len(frame[0]) <= len(kept.split()) + 1


@pytest.mark.parametrize(
    ("cue", "said_of"),
    [
        ("described Ostland as a", True),
        ("said the talks were", True),
        ("urged both sides to", True),
        ("referred to", False),
        ("called it", False),
        ("said", False),
    ],
)
def test_words_said_of_something_are_no_mere_term(cue: str, said_of: bool) -> None:
    assert is_said_of(cue) is said_of


def test_a_belittling_term_has_no_stance_whatever_it_is_said_of() -> None:
    assert score_stance("minor incursion", cue="called the raid a").label == "none"
    assert score_stance("brutal incursion", cue="called the raid a").label == "hawkish"


def test_the_parts_of_a_split_sentence_are_read_as_one() -> None:
    found = analyze_article(Article("“The door for talks,” President Ana Lopez of Ostland said, “stays open.”"))
    assert [(quote.stance.label, quote.stance.speech_act) for quote in found] == [("dovish", "offer")]


def test_parts_that_are_sentences_stay_apart() -> None:
    text = "“We will strike back.” President Ana Lopez said. “No talks remain.”"
    assert all(quote.stance.label == "hawkish" for quote in analyze_article(Article(text)))


@pytest.mark.parametrize(
    ("cue", "text", "label"),
    [
        pytest.param("promised", "two more ferries", "none", id="a promise of anything"),
        pytest.param("promised", "that nobody in the valley would be touched", "dovish", id="a promise to spare"),
        pytest.param("promised his men", "a safe way home", "dovish", id="a promise of good"),
        pytest.param("warned of", "heavy rain until Friday", "none", id="the weather"),
        pytest.param("warned of", "a long road", "hawkish", id="something else"),
        pytest.param("blamed", "the fog", "none", id="the fog blamed"),
        pytest.param("blamed", "the generals", "hawkish", id="somebody blamed"),
        pytest.param("complained", "that nobody had told him", "none", id="a complaint"),
        pytest.param("said that the talks were", "intense", "none", id="talks described"),
        pytest.param("insisted", "on compensation", "hawkish", id="insisting on"),
        pytest.param("insisted", "that it had rained", "none", id="insisting that"),
        pytest.param("cautioned", "against revenge", "dovish", id="a caution"),
        pytest.param("denied", "that any shells had been fired", "neutral", id="a deed denied"),
        pytest.param("denied", "planning to invade", "dovish", id="an intention denied"),
        pytest.param("denied", "that any pact existed", "neutral", id="a fact denied"),
        pytest.param("denied", "letting anyone use the harbour", "neutral", id="a doing denied"),
    ],
)
def test_a_frame_alone_makes_a_stance_of_few_words(cue: str, text: str, label: str) -> None:
    assert score_stance(text, cue=cue).label == label


@pytest.mark.parametrize(
    ("cue", "text", "act"),
    [
        ("appealed", "for more blankets", "appeal"),
        ("asked", "not to swim at night", "appeal"),
        ("told villagers", "to boil the water", "appeal"),
        ("told", "a story about his aunt", "statement"),
        ("promised", "two more ferries", "promise"),
        ("thanked the crew", "for a quiet night", "praise"),
        ("proposed", "a later date", "offer"),
        ("refused", "to sail", "refusal"),
        ("warned of", "heavy rain until Friday", "warning"),
        ("said", "it had rained", "statement"),
    ],
)
def test_the_verb_of_the_frame_names_the_act_of_words_without_a_side(cue: str, text: str, act: str) -> None:
    stance = score_stance(text, cue=cue)
    assert (stance.label in ("none", "neutral") or cue == "proposed", stance.speech_act) == (True, act)
