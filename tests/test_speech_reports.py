"""Who said it and what belongs to it, where news reports in roundabout ways: each case is a misreading once seen."""

from __future__ import annotations

import pytest

from analytics.pipeline import analyze_article
from analytics.records import Article, ScoredQuote

LEAD = "Envoys of the two sides met again on Monday after a night of shelling at the bridge by the town.\n\n"


def rows_of(text: str) -> list[ScoredQuote]:
    return analyze_article(Article(LEAD + text))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("“We will leave by June,” Voss said, according to Reuters.", "Voss", id="according to an agency"),
        pytest.param("“We go,” Ada Voss told Brandt, according to two officials.", "Ada Voss", id="to two officials"),
        pytest.param("Rick Dolan was quoted by Tasnil as saying: “I am happy.”", "Rick Dolan", id="quoted by"),
        pytest.param("“We go home,” said the prime minister, Jan Holub.", "Jan Holub", id="an office, then its name"),
        pytest.param("The Foreign Secretary, Daniel Marsh, said: “We are done here.”", "Daniel Marsh", id="in front"),
        pytest.param(
            "Her rival, opposition leader Tomas Brandt, said: “We are done with this.”", "Tomas Brandt", id="a rival"
        ),
        pytest.param("Ada Voss and Rolf Brandt said they were “ready.”", "Ada Voss and Rolf Brandt", id="two"),
        pytest.param("“Peace is a virtue that we need.”\n— Maria Delgado, envoy", "Maria Delgado", id="signed"),
        pytest.param("The envoy was told that the road was “not safe”.", "", id="who was told did not say it"),
        pytest.param("“We will not yield, said General Mako Tern. They cheered.", "Mako Tern", id="never closed"),
    ],
)
def test_the_speaker_is_who_spoke(text: str, speaker: str) -> None:
    assert [row.speaker for row in rows_of(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        pytest.param(
            "The minister did not “expect” any progress, he told the newspaper.",
            "The minister did not “expect” any progress",
            id="attributed further behind",
        ),
        pytest.param(
            "The deal was not “a gift” to anyone, according to Voss.", "The deal was not “a gift” to anyone", id="by"
        ),
        pytest.param(
            "Marsh said in a joint statement that she was not “committed to the pact”.",
            "she was not “committed to the pact",
            id="a place before that",
        ),
    ],
)
def test_the_clause_keeps_its_not(text: str, clause: str) -> None:
    (row,) = rows_of(text)
    assert row.quote.clause.of(LEAD + text) == clause


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The general refused to say that the bridge had fallen.", id="refused"),
        pytest.param("The general declined to say whether the bridge had fallen.", id="declined"),
        pytest.param("The general did not immediately say how many had fallen.", id="not immediately"),
        pytest.param("None of the ministers said that the bridge had fallen.", id="none of them"),
    ],
)
def test_what_nobody_said_is_no_row(text: str) -> None:
    assert rows_of(text) == []


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        pytest.param("A spokesman for the ministry said it fell at noon.", "spokesman", "it fell at noon", id="1"),
        pytest.param("Prices will rise, the envoy, Karim Aziz, warned.", "Karim Aziz", "Prices will rise", id="2"),
        pytest.param(
            "Some said no; others said yes, they would sign.", "others", "yes, they would sign", id="no word is a row"
        ),
    ],
)
def test_an_indirect_clause_has_its_own_subject_and_end(text: str, speaker: str, words: str) -> None:
    assert [(row.speaker, row.quote.text) for row in rows_of(text)] == [(speaker, words)]


def test_a_turn_of_a_transcript_keeps_what_it_says_around_words_in_marks() -> None:
    text = "LEE: Will it hold?\n\nVALE: We will see. Brandt said, “Stay as you like.” That is enough.\n\nLEE: Then go."
    spoken = {row.quote.text: row.speaker for row in rows_of(text)}
    assert spoken["Stay as you like."] == "Brandt"
    assert spoken["We will see. Brandt said, … That is enough."] == "Vale"


def test_a_round_up_by_country_is_no_transcript() -> None:
    assert rows_of("Norway: The government agreed.\n\nSweden: It did not.\n\nNorway: It paid for all.") == []


def test_a_reason_never_gives_the_runner_up_a_greater_chance_than_the_speaker() -> None:
    (row,) = rows_of("Reuters quoted an unnamed official as saying the plan was “as good as dead.”")
    assert row.attribution.confidence == pytest.approx(0.8)
    assert "runner-up: 'Reuters' (20%)" in row.attribution.rule or "(19%)" in row.attribution.rule
