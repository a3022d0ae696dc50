"""Our VADER gives the package's own figures, and gives them in linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

from analytics.vader import Vader

STOCK = SentimentIntensityAnalyzer()
OURS = Vader()

WORDS = st.one_of(
    st.sampled_from(sorted(STOCK.lexicon)),
    st.sampled_from([*sorted(BOOSTER_DICT), *NEGATE, *(word for idiom in SPECIAL_CASES for word in idiom.split())]),
    st.sampled_from("no kind of so this but least at very never without doubt the or nor BUT NO Least".split()),
    st.sampled_from(["GREAT!", "bad??", "???", "!!!!!", "no.", ":)", ":(", "😁", "☺", "good😁bad", "☺️", "'tis", "--"]),
    st.text(max_size=8),
)


@given(st.lists(WORDS, max_size=14).map(" ".join))
@settings(max_examples=400)
def test_every_row_of_words_scores_as_the_package_scores_it(text: str) -> None:
    assert OURS.polarity_scores(text) == STOCK.polarity_scores(text)


@given(st.text(max_size=200))
def test_every_text_scores_as_the_package_scores_it(text: str) -> None:
    assert OURS.polarity_scores(text) == STOCK.polarity_scores(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We do not want this war.", id="so or this right before cancels a negation"),
        pytest.param("It was never so good, never this bad.", id="never so"),
        pytest.param("Without a doubt a good deal, without doubt good.", id="without doubt"),
        pytest.param("It was kind of good, sort of bad, and kind.", id="bigrams that damp"),
        pytest.param("The least good and at least good and the very least good.", id="least"),
        pytest.param("No good, no really bad, no fine or good deal.", id="no before a word"),
        pytest.param("They have the bomb and it was yeah right.", id="idioms"),
        pytest.param("It was good but bad but good.", id="but, with the same value twice"),
        pytest.param("It was VERY good and REALLY BAD.", id="capitals"),
        pytest.param("SHOUTING IS GREAT", id="all in capitals"),
        pytest.param("good!!!!!! bad????", id="marks"),
        pytest.param("", id="nothing"),
        pytest.param(" \n ", id="white space"),
    ],
)
def test_each_rule_of_the_package_is_kept(text: str) -> None:
    assert OURS.polarity_scores(text) == STOCK.polarity_scores(text)


def test_a_changed_lexicon_leaves_the_package_and_other_analyzers_alone() -> None:
    changed = Vader({"good": None, "bad": -0.5})
    assert changed.polarity_scores("good")["compound"] == 0
    assert -0.3 < changed.polarity_scores("bad")["compound"] < 0
    assert Vader().polarity_scores("good bad") == STOCK.polarity_scores("good bad")


@pytest.mark.parametrize("pattern", ["The war is terrible and we do not want a bad attack . ", "\U0001f601", "good "])
def test_twice_the_text_takes_twice_the_time(pattern: str) -> None:
    def seconds(size: int) -> float:
        text = pattern * (size // len(pattern))
        taken = []
        for _ in range(3):
            started = time.process_time()
            OURS.polarity_scores(text)
            taken.append(time.process_time() - started)
        return min(taken)

    # A busy machine makes a ratio look worse than it is, never better, so the best of some counts.
    grown = min(seconds(80_000) / seconds(40_000) for _ in range(3))
    assert grown < 3.2, "the package needs four times the time"


def test_our_path_is_several_times_faster_than_the_package() -> None:
    sentence = "The minister said that nobody wanted this terrible war, but a good deal needs more than kind words."
    sentences = [sentence.replace("minister", f"minister{number}") for number in range(300)]

    def seconds(analyzer: Vader | SentimentIntensityAnalyzer) -> float:
        taken = []
        for _ in range(5):
            started = time.process_time()
            for text in sentences:
                analyzer.polarity_scores(text)
            taken.append(time.process_time() - started)
        return min(taken)

    assert seconds(STOCK) / seconds(OURS) > 2
