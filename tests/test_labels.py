"""Labels of transcripts, and headings that are none."""

from __future__ import annotations

import pytest

from analytics.labels import find_label, find_turns
from analytics.pipeline import analyze_article
from analytics.records import Article, Span
from analytics.text import paragraphs


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("WALLACE: Go on.", "WALLACE", id="capitals"),
        pytest.param("“ANNA VALE: Go on.", "ANNA VALE", id="behind a mark"),
        pytest.param("Anna Vale: Go on.", "Anna Vale", id="a name"),
        pytest.param("VALE (through an interpreter): Go on.", "VALE", id="with a remark"),
        pytest.param("Mr. VALE (Norland) (spoke in French): Go on.", "Mr. VALE", id="with country and language"),
        pytest.param("Q: Will you go?", "Q", id="question"),
        pytest.param("VIDEO: The minister leaves.", "", id="a heading"),
        pytest.param("Read more: the whole speech.", "", id="furniture"),
        pytest.param("The minister said: go.", "", id="a sentence"),
    ],
)
def test_a_label_is_told_from_a_heading(text: str, label: str) -> None:
    found = find_label(text, Span(0, len(text)))
    assert (found.span.of(text) if found else "") == label


TRANSCRIPT = """Minister Anna Vale spoke to reporters on Monday in the harbour of Winmouth.

KEEL: Will you sign?

VALE: We will sign in March. We want peace.

KEEL: And then?

VALE: Then the guns go silent.
"""


def test_the_turns_of_a_transcript_without_marks_are_rows_with_their_labels_speaker() -> None:
    found = analyze_article(Article(TRANSCRIPT))
    turns = [(row.actor.name, row.quote.text) for row in found if "labelled" in row.attribution.rule]
    assert turns == [
        ("Keel", "Will you sign?"),
        ("Anna Vale", "We will sign in March. We want peace."),
        ("Keel", "And then?"),
        ("Anna Vale", "Then the guns go silent."),
    ]
    assert {row.quote.kind for row in found} == {"indirect"}


def test_the_label_of_questions_names_nobody() -> None:
    text = (
        "The minister sat down with our reporter in the harbour on Monday for a long talk.\n\n"
        + "Q: Will you go?\n\nA: I will.\n\nQ: When?\n\nA: Soon, I hope."
    )
    found = analyze_article(Article(text))
    assert [row.actor.name for row in found] == ["", "", "", ""]
    assert "names nobody" in found[0].attribution.rule


def test_questions_and_answers_with_a_full_stop_are_turns_too() -> None:
    text = "\n\n".join(("Question. Will you go?", "Answer. We will not go.", "Q. And they?", "A. They stay at home."))
    found = [scored.quote.text for scored in analyze_article(Article(f"The envoy met us on Monday.\n\n{text}"))]
    assert found == ["Will you go?", "We will not go.", "And they?", "They stay at home."]


def test_initials_that_open_paragraphs_are_no_answers() -> None:
    text = "\n\n".join(f"A. {letter}. Vale left the hall on Monday." for letter in "BCD")
    assert find_turns(text, paragraphs(text)) == []


def test_two_headings_with_a_colon_make_no_transcript() -> None:
    text = "Vale: a profile of the minister.\n\nKeel: a profile of the envoy.\n\nThe minister left."
    assert find_turns(text, list(paragraphs(text))) == []


@pytest.mark.parametrize(
    "label",
    ["José Müller", "Ian McDonald", "Sen. O'Brien", "Dr. Kim", "Ursula von der Leyen", "MR. McCARTHY", "Al-Assad"],
)
def test_names_of_all_forms_are_labels(label: str) -> None:
    text = f"{label}: We will go."
    found = find_label(text, Span(0, len(text)))
    assert found is not None
    assert found.span.of(text) == label


def test_a_word_that_opens_a_quote_with_a_colon_is_no_label() -> None:
    text = "“Look: we agree on this.”"
    assert find_label(text, Span(0, len(text))) is None


def test_the_president_of_a_meeting_is_an_office_and_no_name() -> None:
    text = (
        "The Council met at ten in the morning.\n\nMr. Vale (Norway) (spoke in French): We are ready for talks.\n\n"
        "The President (spoke in French): I thank Mr. Vale.\n\nMr. Vale (Norway): We offer a truce."
    )
    turns = [(row.actor.name, row.actor.kind, row.actor.country) for row in analyze_article(Article(text))]
    assert turns == [("Vale", "person", "NOR"), ("", "unnamed", ""), ("Vale", "person", "NOR")]


def test_a_turn_goes_on_under_its_label_as_far_as_somebody_speaks_of_himself() -> None:
    text = (
        "The Council met at ten.\n\nMr. Vale (Norway): We are ready for talks.\n\nThe attack killed ten.\n\n"
        "Our position is known.\n\n(Applause)\n\nMs. Koss (Lorn): I reject this.\n\nThe hall was full.\n\n"
        "Mr. Vale (Norway): We offer a truce.\n\nThe meeting rose at noon."
    )
    turns = [(row.actor.name, row.quote.text) for row in analyze_article(Article(text))]
    assert turns == [
        ("Vale", "We are ready for talks."),
        ("Vale", "The attack killed ten."),
        ("Vale", "Our position is known."),
        ("Koss", "I reject this."),
        ("Vale", "We offer a truce."),
    ]


def test_what_the_reporter_tells_below_an_interview_is_no_answer() -> None:
    text = (
        "Amina Koss spoke to us in Aldby on Monday.\n\nQ: Will you go?\n\nA: I will.\n\nQ: When?\n\nA: Soon.\n\n"
        "In a written reply the envoy, Jan Vale, rejected the charge. “We closed no door,” he wrote.\n\nWe asked again."
    )
    assert [row.quote.text for row in analyze_article(Article(text))][-2:] == ["Soon.", "We closed no door,"]
