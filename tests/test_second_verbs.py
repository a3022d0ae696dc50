"""Two verbs of one speaker in a sentence are two statements, and none takes the other's words."""

from __future__ import annotations

import pytest

from analytics.pipeline import analyze_article
from analytics.records import Article

LEAD = "The envoys met again on Monday after a night of shelling at the bridge by the town.\n\n"


def statements(text: str) -> list[tuple[str, str]]:
    """Give speaker and words of the rows without marks."""
    return [
        (row.speaker, row.quote.text) for row in analyze_article(Article(LEAD + text)) if row.quote.kind == "indirect"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Kolb said the ship would sail and warned that any attack would be answered.",
            [("Kolb", "the ship would sail"), ("Kolb", "that any attack would be answered")],
            id="that behind the second",
        ),
        pytest.param(
            "Kolb promised not to give up the valley but asked volunteers to stay at home.",
            [("Kolb", "not to give up the valley"), ("Kolb", "volunteers to stay at home")],
            id="the first has no finite verb",
        ),
        pytest.param(
            "Kolb told members to “vote as they felt” and said he was content with the list.",
            [("Kolb", "he was content with the list")],
            id="behind a quote",
        ),
        pytest.param(
            "“No,” Kolb told the newspaper, adding that Varn was ready to negotiate.",
            [("Kolb", "that Varn was ready to negotiate")],
            id="adding, behind who was told",
        ),
        pytest.param(
            "Kolb deplored the raid on the mill and said the road was open.",
            [("Kolb", "the raid on the mill"), ("Kolb", "the road was open")],
            id="the first has no verb",
        ),
        pytest.param(
            "Kolb said the rebels took the town and demanded a ransom.",
            [("Kolb", "the rebels took the town and demanded a ransom")],
            id="the rebels demand, not Kolb",
        ),
    ],
)
def test_each_verb_reports_its_own_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert statements(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("He charged that 700 of them had been driven out.", "that 700 of them had been driven out",
                     id="charged that"),
        pytest.param("The Lorn ministry advised citizens to leave the valley.", "to leave the valley", id="advised to"),
        pytest.param("Two skippers last night begged the Navy to get tough.", "to get tough", id="begged to"),
        pytest.param("Holub welcomed Varn's offer of talks.", "Varn's offer of talks", id="what is welcomed"),
        pytest.param("Holub thanked Varn for its patience in May.", "for its patience in May", id="what for"),
        pytest.param("General Nassir swore to fight from village to village.", "to fight from village to village",
                     id="swore to"),
        pytest.param("Ferries will sail again on Thursday, the airline has announced.",
                     "Ferries will sail again on Thursday", id="has announced"),
        pytest.param("Varn has agreed to the draft, the Ministry of Trade (MT) said.", "Varn has agreed to the draft",
                     id="initials of a body"),
        pytest.param("At the port, according to a radio operator in Lorn, the baker sang all night.",
                     "At the port … the baker sang all night", id="a source with its place"),
    ],
)  # fmt: skip
def test_what_is_asked_sworn_or_announced_is_a_statement(text: str, expected: str) -> None:
    assert [words for _, words in statements(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Holub welcomed the guests at the door of the palace.",
        "Holub welcomed President Ada Quell to the palace on Monday.",
        "The crowd thanked them and left the square.",
    ],
)
def test_a_greeting_is_no_statement(text: str) -> None:
    assert statements(text) == []


def test_who_asks_for_no_name_says_nothing_by_it() -> None:
    text = "A clerk of the port, who asked not to be named, said the ship had left."
    assert [words for _, words in statements(text)] == ["the ship had left"]


def test_claims_behind_an_adjective_are_nothing_that_somebody_says() -> None:
    assert statements("Holub was blunt. Legal claims to compensation cannot be derived from it.") == []


def test_an_envoy_named_in_a_note_is_not_who_sends_it() -> None:
    text = "The three commandants, in a note to the consul, Col. Andrei Holub, protested that the road was shut."
    ((speaker, words),) = statements(text)
    assert (speaker, words) == ("three commandants", "that the road was shut")
