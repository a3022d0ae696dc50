"""Who said it, by the words around it; and nobody, where nobody is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.attribution import Candidate, attribute_quotes, probabilities
from analytics.lexicons import DATA, read_weights
from analytics.mentions import find_mentions
from analytics.quotes import find_quotes
from analytics.records import Article, Attribution
from analytics.regions import mark_regions
from analytics.scenes import Scene

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
    text = LEAD + "Vale also predicted that Brann would invade. “My guess is he will move in.”"
    (found,) = attributions_of(text)
    assert found.mention is not None
    assert found.mention.span.of(text) == "Vale"
    assert found.quote.sentence.of(text).startswith("Vale also predicted")


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
    assert found.rule == "cue 'said' after the quote, subject 'Anna Vale'"


def test_probabilities_sum_to_one_and_follow_the_weights() -> None:
    items = [Candidate(None, {"a": 1.0}), Candidate(None, {"b": 2.0})]
    found = probabilities(items, {"a": 0.5, "b": 1.0})
    assert sum(found) == pytest.approx(1)
    assert found[1] > found[0]


@pytest.mark.parametrize("number", ["NaN", "Infinity", '"1.0"'])
def test_weights_that_are_no_finite_numbers_are_refused(tmp_path: Path, number: str) -> None:
    path = tmp_path / "weights.json"
    path.write_text(f'{{"weights": {{"form name": {number}}}}}', encoding="utf-8")
    with pytest.raises(ValueError, match="finite number"):
        read_weights(path)


def test_every_shipped_weight_names_a_feature_that_the_code_can_give() -> None:
    weights = json.loads((Path("analytics/data/attribution_weights.json")).read_text(encoding="utf-8"))["weights"]
    assert set(weights) == set(read_weights(DATA / "attribution_weights.json"))
    assert "form name" in weights


def test_the_one_quoted_as_saying_is_the_speaker_not_who_relays_it() -> None:
    text = LEAD + "Harbour radio quoted a naval spokesman as saying any attack would meet “a strong response.”"
    (found,) = attributions_of(text)
    assert found.mention is not None
    assert found.mention.span.of(text) == "a naval spokesman"
