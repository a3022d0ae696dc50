"""The tone is VADER's, read as news writes: typography, names and political words do not mislead it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.lexicons import read_lexicon
from analytics.records import Tone
from analytics.tone import CORRECTIONS, score_tone, score_vader
from tests.pace import takes_at_most


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("It isn’t good.", "negative", id="curly apostrophe in a negation"),
        pytest.param("“The talks were good”", "positive", id="quotation marks glued to a word"),
        pytest.param("A disaster… for everyone", "negative", id="ellipsis glued to a word"),
        pytest.param("A disaster—for everyone", "negative", id="dash glued to a word"),
        pytest.param("The United Nations Security Council met on Monday.", "neutral", id="institution is no praise"),
        pytest.param("Officials of the Justice Department spoke.", "neutral", id="ministry is no praise"),
        pytest.param("The party has an interest in energy security.", "neutral", id="words of politics are no praise"),
        pytest.param("They agreed on a wonderful solution.", "positive", id="praise stays praise"),
        pytest.param("A brutal and cowardly massacre.", "negative", id="blame stays blame"),
    ],
)
def test_a_text_has_the_tone_of_its_words(text: str, label: str) -> None:
    assert score_tone(text).label == label


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "…", "“”", "\x00", "\ud800", "1 2 3"])
def test_a_text_without_words_of_feeling_is_neutral(text: str) -> None:
    assert score_tone(text).compound == 0
    assert score_vader(text) == 0


def test_nothing_at_all_has_a_tone_of_its_own() -> None:
    assert score_tone("") == Tone(0.0, 0.0, 1.0, 0.0)


def test_a_name_counts_in_a_headline_only_as_a_word() -> None:
    assert score_tone("Peace Talks End In Total Disaster").label == "negative", "capitals mean nothing in a headline"


def test_the_figure_of_the_package_is_given_as_it_is() -> None:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    stock = SentimentIntensityAnalyzer()
    for text in ("The war is terrible!", "The UN is GREAT, but slow.", "They do not want this war."):
        assert score_vader(text) == stock.polarity_scores(text)["compound"]


def test_correcting_the_lexicon_leaves_the_package_alone() -> None:
    score_tone("Build the analyzer.")
    assert score_vader("like") > 0, "a word taken out of our copy is still in the package's"


def test_a_sentence_more_moves_the_tone_between_the_two() -> None:
    good, bad = "The talks were excellent.", "The shelling was horrible."
    assert score_tone(bad).compound < score_tone(f"{good} {bad}").compound < score_tone(good).compound


@given(st.text(max_size=300))
def test_every_text_has_a_tone_within_bounds(text: str) -> None:
    tone = score_tone(text)
    assert -1 <= tone.compound <= 1
    assert all(0 <= share <= 1 for share in (tone.pos, tone.neu, tone.neg))
    assert -1 <= score_vader(text) <= 1


@given(st.sampled_from("'’ʼ＇‘"))
def test_every_apostrophe_negates_alike(apostrophe: str) -> None:
    assert score_tone(f"They don{apostrophe}t want a good deal.") == score_tone("They don't want a good deal.")


@pytest.mark.parametrize(
    "pattern",
    [
        "The war is terrible and we do not want a bad attack. ",
        "bad good ",
        "but good ",
        "\U0001f601",
        "\U0001f601" * 10 + " good ",
        "☺",
        "a. ",
        "\n\n“a",
    ],
)
@pytest.mark.parametrize("score", [score_tone, score_vader])
def test_the_cost_grows_with_the_length_not_with_its_square(pattern: str, score: Callable[[str], object]) -> None:
    text = pattern * (200_000 // len(pattern))
    assert takes_at_most(200, lambda: score(text)), "the dearest takes 47; stock VADER minutes to hours"


def test_every_reviewed_word_is_in_a_lexicon_and_says_why() -> None:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    second = (files("afinn") / "data" / "AFINN-en-165.txt").read_text(encoding="utf-8").splitlines()
    lexicon = {word: float(figure) for word, _, figure in (line.partition("\t") for line in second)}
    lexicon |= SentimentIntensityAnalyzer().lexicon
    rows = read_lexicon("tone_terms")
    assert len({row["term"] for row in rows}) == len(rows)
    for row in rows:
        assert row["term"] in lexicon, f"{row['term']}: neither lexicon knows it"
        assert row["kind"]
        assert row["reason"]
        valence = float(row["valence"] or 0)
        assert abs(valence) < abs(lexicon[row["term"]]), f"{row['term']}: reviewed words only lose weight"
        assert valence * lexicon[row["term"]] >= 0, f"{row['term']}: reviewed words keep their side"


CORRECTED = {
    "typography": ("A disaster… for everyone", -1),
    "full stop": ("No. They met on Monday.", -1),
    "names": ("They met at the Sacred Heart Hospital of Freedom.", -1),
    "reviewed words": ("They met the party.", -1),
    "sentences": ("It was horrible, awful and disgusting. They met on a Monday at the usual place.", 1),
    "second lexicon": ("They spoke of airstrikes, corrupt rulers and afraid people.", -1),
    "so or this": ("We do not want this war.", 1),
    "nobody": ("Nobody wants war.", 1),
    "but by place": ("The abuse was old, but it annoyed them.", -1),
    "far negation": ("I do not think that this is good.", -1),
}
"""A sentence for each correction, and the side to which the correction moves its tone."""


@pytest.mark.parametrize(("name", "text", "side"), [(name, *case) for name, case in CORRECTED.items()])
def test_each_correction_moves_the_tone_the_way_it_should(name: str, text: str, side: int) -> None:
    assert (score_tone(text).compound - score_tone(text, without=frozenset([name])).compound) * side > 0


def test_each_correction_has_its_sentence() -> None:
    assert CORRECTED.keys() == CORRECTIONS.keys()


def test_without_any_correction_the_tone_is_the_packages_own() -> None:
    for text in ("The war is terrible!", "A good, but slow UN.", "It was so good."):
        assert score_tone(text, without=frozenset(CORRECTIONS)).compound == score_vader(text)


def test_a_correction_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="sarcasm"):
        score_tone("Well done.", without=frozenset(["sarcasm"]))


@pytest.mark.parametrize("nothing", [None, float("nan"), 0, 3.5, True, [], {"good": 1}])
def test_what_is_no_text_has_no_tone(nothing: object) -> None:
    assert score_tone(nothing) == Tone(0.0, 0.0, 1.0, 0.0)
    assert score_vader(nothing) == 0


@pytest.mark.parametrize("data", ["It isn’t good.".encode(), b"\xff bad \xfe"])
def test_bytes_are_read_as_text(data: bytes) -> None:
    assert score_tone(data) == score_tone(data.decode("utf-8", "replace"))
    assert score_vader(data) == score_vader(data.decode("utf-8", "replace"))


def test_many_emoji_are_scored_apart_at_once() -> None:
    assert score_vader("good " + "\U0001f62d" * 11) == score_vader("good"), "with the eleventh none counts"
    assert score_vader("good " + "\U0001f62d" * 10) < score_vader("good")
