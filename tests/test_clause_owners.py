"""Whose words a quote in a clause of its own holds: the grammar decides it, whoever the sentence is about."""

from __future__ import annotations

import pytest

from analytics.pipeline import analyze_article
from analytics.records import Article, ScoredQuote


def speaker_of(words: str, text: str) -> ScoredQuote:
    """Give the row of the innermost quote that begins with the words."""
    rows = [row for row in analyze_article(Article(text)) if row.attribution.quote.text.startswith(words)]
    return rows[-1]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        pytest.param(
            "President Piet Brann asked both fleets to turn back, hours after Defence Minister Olga Rusk told a dinner "
            "of shipowners that a blockade of the strait “was a question of days”.",
            "was a question", "Olga Rusk", id="a clause of time, its cue far from the marks",
        ),
        pytest.param(
            "The Fisheries Ministry praised the ruling as “long overdue”; Anna Vale countered that Kestrel was “not "
            "for sale”.",
            "not for", "Anna Vale", id="behind a semicolon",
        ),
        pytest.param(
            "Premier Jan Holub toured the docks with the Lornish envoy Mila Oster, who had only recently described his "
            "country as a “difficult cousin”.",
            "difficult cousin", "Mila Oster", id="a relative clause",
        ),
        pytest.param(
            "Senator Bram Holt was not on the list of the saved; his sister, Ines Holt, wrote: “He hated the sea.”",
            "He hated", "Ines Holt", id="a name between commas behind a semicolon",
        ),
        pytest.param(
            "“The mines are cleared,” General Rolf Aker said, prompting Deputy Mayor Sonja Lind to joke that he had "
            "“counted the fish”.",
            "counted the", "Lind", id="whom it prompted",
        ),
        pytest.param(
            "Reacting in Kestrel, Olga Rusk pointed to the “theft in daylight” deplored at the assembly by Mila Oster.",
            "theft in", "Mila Oster", id="the agent behind the marks",
        ),
        pytest.param(
            "Norland ties its aid to reform; in the words of one tired official in Aldby, “no reform, no road”.",
            "no reform", "official", id="in the words of",
        ),
        pytest.param(
            "It was “a disagreement about herring”, in the words of Jan Holub, who had just left.",
            "a disagreement", "Jan Holub", id="in the words of, behind the marks",
        ),
        pytest.param(
            "“We have buried enough,” one officer said. Another put it more bluntly: “My men are tired.”",
            "My men", "Another", id="another puts it",
        ),
        pytest.param(
            "Norland laid out terms that a senior aide to the president dismissed as “a fairy tale”.",
            "a fairy", "senior aide", id="a servant named with whom he serves",
        ),
        pytest.param(
            "“We are neighbours,” Jan Holub has said, to which an old pilot at the Aldby lock replies: “Then mend the "
            "fence.”",
            "Then mend", "old pilot", id="to which somebody replies",
        ),
    ],
)  # fmt: skip
def test_a_clause_keeps_its_own_quote(text: str, words: str, speaker: str) -> None:
    found = speaker_of(words, text)
    assert found.speaker.endswith(speaker), found.attribution.rule


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        pytest.param(
            "Brannia will “teach a lesson” to the rebels if they keep attacking, its president said on Tuesday.",
            "teach a", "its president", id="who closes the sentence",
        ),
        pytest.param(
            'Troops will land "within hours", the chief of staff of the Brannian army said Monday, as others waited.',
            "within", "chief of staff", id="an office of a body",
        ),
        pytest.param(
            "In Aldby, the Foreign Minister Claude Chesnay, questioned on the radio, said: “We shall wait.”",
            "We shall", "Claude Chesnay", id="an aside of who was asked",
        ),
        pytest.param(
            "Captain Jan Brandt, who was shouted at in the Old Hall, wrote that he was tired of “a truce in the sky”.",
            "a truce", "Jan Brandt", id="who was shouted at",
        ),
        pytest.param(
            "The palace shrugged: Ari Fischer told reporters that the king was calm, and that time was “running out”.",
            "running", "Ari Fischer", id="behind a colon",
        ),
        pytest.param(
            "In Varn, the agency quoted the Foreign Ministry as calling for “joint action” by the three.",
            "joint", "Foreign Ministry", id="quoted as calling for",
        ),
        pytest.param(
            "Brannia acts for others, an Aldby-based expert on trade told them, predicting that “the soup will burn”.",
            "the soup", "Aldby-based expert", id="a participle goes on",
        ),
        pytest.param(
            "Mayor Ada Quell spoke. Placards were blunter. “Paper stops no tanks,” said one.",
            "Paper", "one", id="said one",
        ),
        pytest.param("“Nobody may shoot,” a bell-ringer at the Nunciature told this paper.", "Nobody",
                     "bell-ringer at the Nunciature", id="a noun on no list with its place"),
    ],
)  # fmt: skip
def test_the_sentences_own_speaker_has_the_marked_words(text: str, words: str, speaker: str) -> None:
    found = speaker_of(words, text)
    assert found.speaker == speaker, found.attribution.rule


def test_remarks_belong_to_their_owner_not_to_who_comments_on_them() -> None:
    text = (
        "Deputy Minister Olga Rusk met the press.\n\nAsked about Jan Holub's March remark that the gate would stay "
        "shut “for ever,” the deputy minister said that it was “for the gallery.”"
    )
    assert speaker_of("for ever", text).actor.name != "Olga Rusk"


def test_a_pronoun_behind_a_semicolon_is_left_to_the_weights() -> None:
    found = speaker_of("not for", "Anna Vale called the ruling “mild”; she added that Kestrel was “not for sale”.")
    assert found.actor.name == "Anna Vale"


def test_a_quote_with_its_own_verb_behind_it_is_not_a_clauses() -> None:
    text = "Jan Holub spoke after Olga Rusk told a dinner that war was near. “We have time,” Holub said."
    assert speaker_of("We have", text).actor.name == "Jan Holub"


@pytest.mark.parametrize(
    "text", ["said “We go", "It pleaded to “go now” said", "called it “a mess”", "said: “we go” to “go”"]
)
def test_a_cue_where_nobody_is_named_is_no_fault(text: str) -> None:
    """The mention before such a cue was looked up in an empty list."""
    assert all(not found.speaker for found in analyze_article(Article(text)))
