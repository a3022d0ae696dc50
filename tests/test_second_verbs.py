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
        pytest.param(
            "Kolb, noting that the text ignored the host, said that his side could not support it.",
            [("Kolb", "that the text ignored the host"), ("Kolb", "that his side could not support it")],
            id="a participle between subject and verb",
        ),
        pytest.param(
            "The delegate of Varn, noting the rise in raids, said the talks must go on.",
            [("delegate of Varn", "the rise in raids"), ("delegate of Varn", "the talks must go on")],
            id="a participle with a noun",
        ),
        pytest.param(
            "Kolb said the bridge was a lifeline, and called on all parties to respect the law.",
            [("Kolb", "the bridge was a lifeline"), ("Kolb", "all parties to respect the law")],
            id="a call behind a comma",
        ),
        pytest.param(
            "Kolb urged the parties to return to the table, underscoring that pressure would not help.",
            [("Kolb", "to return to the table"), ("Kolb", "that pressure would not help")],
            id="a participle behind a request",
        ),
        pytest.param(
            "Kolb called for an immediate truce, saying that Varn was walking into war.",
            [("Kolb", "an immediate truce"), ("Kolb", "that Varn was walking into war")],
            id="a participle behind a noun",
        ),
        pytest.param(
            "Kolb expressed regret that talks had failed, while emphasizing that his side was ready.",
            [("Kolb", "that talks had failed"), ("Kolb", "that his side was ready")],
            id="while",
        ),
        pytest.param(
            "Kolb called on Varn to sign, and Brann urged restraint.", [("Kolb", "Varn to sign")], id="another's verb"
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Holub said 14 trucks were stuck at the pass and begged both sides to “stop playing flags”.",
            ["14 trucks were stuck at the pass", "stop playing flags"], id="and",
        ),
        pytest.param(
            "Holub says Norland will not join the convoy, but adds: “We will steer our own boats without drums.”",
            ["Norland will not join the convoy", "We will steer our own boats without drums."], id="but, a quote",
        ),
        pytest.param(
            "Norland is a tool of strangers, an expert on trade told them, predicting that “the soup will be salty”.",
            ["Norland is a tool of strangers", "the soup will be salty"], id="a participle",
        ),
        pytest.param(
            "Holub assured the settlers that “not a hair” should suffer, and begged Norland to take no rash turn.",
            ["not a hair", "to take no rash turn"], id="behind the rest of a clause",
        ),
        pytest.param(
            "There could be no checks at the ford, Holub said. “First the rafts go, then we open the gate.”",
            ["There could be no checks at the ford", "First the rafts go, then we open the gate."],
            id="a statement and the quote behind it",
        ),
        pytest.param(
            "Holub said the rebels took the town and demanded “a ransom of ten cows”.",
            ["a ransom of ten cows"], id="the rebels may demand",
        ),
    ],
)  # fmt: skip
def test_words_in_marks_and_those_before_them_have_a_verb_each(text: str, expected: list[str]) -> None:
    assert [scored.quote.text for scored in analyze_article(Article(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "At the same time, Holub expressed the hope that the ford would open.",
            "that the ford would open", id="hope",
        ),
        pytest.param(
            "Holub wondered whether the sides might not meet at noon.", "whether the sides might not meet at noon",
            id="wondered whether",
        ),
        pytest.param(
            "Holub asked in return whether Norland had counted its bases.", "whether Norland had counted its bases",
            id="asked in return",
        ),
        pytest.param(
            "Norway condemns in the strongest terms the entry of police into the embassy.",
            "the entry of police into the embassy", id="condemns in the strongest terms",
        ),
        pytest.param(
            "On the other side, Foreign Minister Lars Holub reiterated on radio that the demands are final.",
            "that the demands are final", id="a lead-in is no statement",
        ),
        pytest.param(
            "Holub believes that Norland should answer in kind.", "that Norland should answer in kind", id="belief"
        ),
    ],
)  # fmt: skip
def test_a_hope_a_question_and_a_belief_are_statements(text: str, expected: str) -> None:
    assert [scored.quote.text for scored in analyze_article(Article(text))] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Holub called the visits a mockery of the worst kind.", ["the visits a mockery of the worst kind"],
            id="calls a thing something",
        ),
        pytest.param("Holub called the police a second time.", [], id="calls somebody"),
        pytest.param("Holub called the next witness.", [], id="calls somebody in"),
        pytest.param("Holub offered to send two ships.", ["to send two ships"], id="an offer"),
        pytest.param("Holub offered the guests a chair by the fire.", [], id="offers a thing"),
        pytest.param(
            "The miller of Lorn, Lars Holub, accused Norland of giving away the land.",
            ["Norland of giving away the land"], id="whom somebody accuses does not speak",
        ),
    ],
)  # fmt: skip
def test_what_somebody_calls_offers_or_accuses(text: str, expected: list[str]) -> None:
    found = analyze_article(Article(text))
    assert [(scored.quote.text, scored.speaker.split()[-1]) for scored in found] == [
        (said, "Holub") for said in expected
    ]


def test_who_is_meant_behind_according_to_may_be_a_pronoun() -> None:
    found = analyze_article(Article("Lars Holub was calm. According to him, the office has received no note."))
    assert [(scored.quote.text, scored.speaker) for scored in found] == [
        ("the office has received no note", "Lars Holub")
    ]


def test_a_title_in_marks_does_not_hide_a_statement() -> None:
    found = analyze_article(Article("Holub specified that the film “Night Boats” will be shown at nine in the hall."))
    assert [(scored.quote.kind, scored.quote.text) for scored in found] == [
        ("indirect", "that the film “Night Boats” will be shown at nine in the hall")
    ]


def test_who_lets_something_be_known_says_it() -> None:
    text = "The envoy, after an hour with Holub, let it be known that Norland would “respond in kind” to any base."
    found = analyze_article(Article(text + " Oslo's Tom Berrill asked in return whether it had a base."))
    assert [(scored.quote.text, scored.speaker) for scored in found] == [
        ("respond in kind", "envoy"),
        ("whether it had a base", "Tom Berrill"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Vale told Brann that the ford was shut, and Holub said that it was open.",
            [("Vale", "that the ford was shut"), ("Holub", "that it was open")], id="and another said",
        ),
        pytest.param(
            "General Lars Holub has agreed to visit, and traders say that he was heard in the town.",
            [("traders", "that he was heard in the town")], id="too short an offer, and others say",
        ),
        pytest.param(
            "Norway will give up no inch of its coast, Defense Minister Lars Holub said on Tuesday.",
            [("Lars Holub", "Norway will give up no inch of its coast")], id="a verb in what is reported",
        ),
        pytest.param(
            "The captain had offered to melt the guns in nine years, Norwegian officials say.",
            [("Norwegian officials", "The captain had offered to melt the guns in nine years")], id="an offer told of",
        ),
    ],
)  # fmt: skip
def test_who_reports_a_clause_is_its_speaker(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(scored.speaker, scored.quote.text) for scored in analyze_article(Article(text))] == expected
