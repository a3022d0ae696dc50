"""Who said it, by the words around it; and nobody, where nobody is named."""

from __future__ import annotations

import pytest

from analytics.attribution import attribute_quotes
from analytics.mentions import find_mentions
from analytics.quotes import find_quotes
from analytics.records import Article, Attribution
from analytics.regions import mark_regions
from analytics.scenes import Scene
from analytics.speech import THRESHOLD, UNCUED_THRESHOLD

LEAD = "The two sides met again in the capital on Monday after a night of shelling at the bridge.\n\n"


def attributions_of(text: str) -> list[Attribution]:
    article = Article(text)
    regions = mark_regions(article)
    return attribute_quotes(Scene(article, regions, find_quotes(article, regions), find_mentions(article, regions)))


@pytest.mark.parametrize(
    ("text", "mention", "cue"),
    [
        pytest.param("“We agree,” Anna Vale said.", "Anna Vale", "said", id="subject then cue"),
        pytest.param("“We agree,” said Anna Vale.", "Anna Vale", "said", id="inverted"),
        pytest.param("Anna Vale said: “We agree on this.”", "Anna Vale", "said", id="before the quote"),
        pytest.param(
            "According to Anna Vale, it was “a bad day for us.”", "Anna Vale", "According to", id="according to"
        ),
        pytest.param("“We agree,” Anna Vale told Piet Brann.", "Anna Vale", "told", id="not the one who was told"),
        pytest.param("“We agree,” he told reporters.", "he", "told", id="pronoun"),
        pytest.param(
            "Brann, meanwhile, said he did not “expect a breakthrough” soon.", "Brann", "said", id="interposed adverb"
        ),
        pytest.param(
            "Anna Vale, a member of Brann’s party, said it was “a farce.”",
            "Anna Vale, a member of Brann’s party",
            "said",
            id="appositive with a name",
        ),
        pytest.param(
            "Arden sent troops into Veldt, a step that Orrin called “open aggression”.",
            "Orrin",
            "called",
            id="relative",
        ),
        pytest.param(
            "Anna Vale backed a plan that critics call “appeasement”.", "critics", "call", id="relative, plural subject"
        ),
        pytest.param(
            "Anna Vale told the forum that a deal was close, even as the Orrin Council demanded “new terms”.",
            "the Orrin Council",
            "demanded",
            id="side clause",
        ),
        pytest.param(
            "Anna Vale said her army will respond to the attack, as other leaders pleaded with Brann to “stop it”.",
            "other leaders",
            "pleaded",
            id="side clause that asks somebody",
        ),
        pytest.param(
            "“We agree on this,” a diplomat who was briefed on the talks told the Tribune.",
            "a diplomat",
            "briefed",
            id="who was told before",
        ),
        pytest.param("A source close to Vale said: “We agree.”", "A source", "said", id="close to somebody"),
        pytest.param("“We agree!” Anna Vale is said to have shouted.", "Anna Vale", "said", id="is said to have"),
        pytest.param("“We agree,” a senior official said.", "a senior official", "said", id="nominal"),
        pytest.param("“We agree,” the foreign ministry said.", "the foreign ministry", "said", id="body"),
    ],
)
def test_the_speaker_is_the_cues_subject(text: str, mention: str, cue: str) -> None:
    (found,) = attributions_of(LEAD + text)
    assert found.mention is not None
    assert found.mention.span.of(LEAD + text) == mention
    assert found.cue is not None
    assert found.cue.of(LEAD + text) == cue


def test_a_quote_after_its_attribution_sentence_goes_to_that_sentences_subject() -> None:
    text = LEAD + "Vale also predicted that Brann would invade. “My guess is that he will send them in.”"
    (found,) = attributions_of(text)
    assert found.mention is not None
    assert found.mention.span.of(text) == "Vale"
    assert found.quote.sentence.of(text).startswith("Vale also predicted")


def test_who_is_quoted_speaks_not_who_likes_to_quote() -> None:
    (found,) = attributions_of(LEAD + "Sailors love to quote Vale: “We agree.”")
    assert found.mention is not None
    assert found.mention.name == "Vale"


def test_both_parts_of_a_split_quote_have_one_speaker() -> None:
    text = LEAD + "“We will see,” Vale told Brann ahead of the meeting. “This is a hard hour.”"
    (found,) = attributions_of(text)
    assert len(found.quote.content) == 2
    assert found.mention is not None
    assert found.mention.span.of(text) == "Vale"


def test_a_quote_without_any_name_near_it_has_no_speaker() -> None:
    (found,) = attributions_of("“Nothing is lost.”")
    assert found.mention is None
    assert "no speaker" in found.rule


def test_the_rule_says_in_words_what_decided() -> None:
    (found,) = attributions_of(LEAD + "“We agree,” Anna Vale said.")
    assert found.rule == "cue 'said' after the quote, subject 'Anna Vale'; runner-up: nobody named (under 1%)"


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        pytest.param("“It was a long winter for all of us.” — Anna Vale\n", "Anna Vale", id="a dash and the name"),
        pytest.param("“It was a hard road for us.”\u00a0― Piet Brann, Tolley\n", "Piet Brann", id="with a place"),
    ],
)
def test_who_signs_a_quote_said_it_not_who_signed_the_one_before(text: str, mention: str) -> None:
    before = LEAD + "“We had enough of it by then,” Rosa Keel said.\n“I was cold.” ― Odo Marr\n"
    found = attributions_of(before + text)[-1]
    assert found.mention is not None
    assert found.mention.span.of(before + text).startswith(mention)


def test_a_turn_of_a_marked_transcript_goes_to_its_label_and_the_label_is_no_quoted_word() -> None:
    text = LEAD + "“KEEL: Will you go, Minister?\n\n“VALE: We will, as I told Brann.\n\n“KEEL: When?”"
    found = attributions_of(text)
    assert [a.mention.span.of(text) if a.mention else "" for a in found] == ["KEEL", "VALE", "KEEL"]
    assert [a.quote.text for a in found] == ["Will you go, Minister?", "We will, as I told Brann.", "When?"]
    assert "labelled 'VALE'" in found[1].rule


def test_an_open_paragraph_with_a_speaker_of_its_own_is_not_joined_to_the_next_speakers() -> None:
    text = LEAD + "“It is a trap,” Anna Vale said. “Look at the map.\n\n“It is a chance,” added Piet Brann. “Go.”"
    found = attributions_of(text)
    assert [a.mention.span.of(text) if a.mention else "" for a in found] == ["Anna Vale", "Piet Brann"]


def test_the_reason_names_the_cue_the_subject_and_the_runner_up() -> None:
    (found,) = attributions_of(LEAD + "“We agree,” Anna Vale told Piet Brann.")
    assert found.rule.startswith("cue 'told' after the quote, subject 'Anna Vale'; runner-up: ")
    (alone,) = attributions_of("“Nothing is lost.”")
    assert "runner-up" not in alone.rule


def test_the_one_quoted_as_saying_is_the_speaker_not_who_relays_it() -> None:
    text = LEAD + "Harbour radio quoted a naval spokesman as saying any attack would meet “a strong response.”"
    (found,) = attributions_of(text)
    assert found.mention is not None
    assert found.mention.span.of(text) == "a naval spokesman"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Their “go slow” line has failed.", 0, id="without one"),
        pytest.param("Vale said their “go slow” line has failed.", 1, id="with one"),
    ],
)
def test_doubtful_words_are_a_quote_only_with_a_verb_that_reports(text: str, expected: int) -> None:
    article = Article(f"It rained all day in the harbour.\n\n{text}")
    regions = mark_regions(article)
    found = find_quotes(article, regions)
    kept = attribute_quotes(Scene(article, regions, found, find_mentions(article, regions)))
    assert [quote.said >= THRESHOLD for quote in found] == [True]
    assert len(kept) == expected
    assert all(one.cue or one.quote.said >= UNCUED_THRESHOLD for one in kept)
