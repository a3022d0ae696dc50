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
