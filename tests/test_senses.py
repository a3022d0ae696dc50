"""The sense of a word of the lexicon depends on its object and on what follows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.axes import load_axis
from analytics.phrases import Hit, read_words
from analytics.records import Span
from analytics.senses import has_object, merge_apart


def hits_of(text: str) -> tuple[list[str], list[Hit]]:
    words, axis = read_words(text, Span(0, len(text))), load_axis()
    hits = list(merge_apart(words, axis.phrases.find(words.texts), axis))
    return [" ".join(words.texts[hit.start : hit.end]) for hit in hits], hits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("She met the envoy.", True, id="meet a diplomat"),
        pytest.param("Yesterday she met Orlova.", True, id="meet a name"),
        pytest.param("Both sides met at noon.", True, id="two who meet"),
        pytest.param("They met on Friday.", False, id="meet on a day"),
        pytest.param("We met at the river.", False, id="meet nobody"),
        pytest.param("They signed the accord.", True, id="sign a pact"),
        pytest.param("The treaty was signed.", True, id="passive"),
        pytest.param("He signed the cheque.", False, id="sign something else"),
        pytest.param("We back the plan.", True, id="back a plan"),
        pytest.param("The map got its plan back.", False, id="back is no verb"),
        pytest.param("They sent food to the camp.", True, id="send aid"),
        pytest.param("They sent word to the camp.", False, id="send word"),
    ],
)
def test_a_common_verb_counts_with_its_object(text: str, expected: bool) -> None:
    words, axis = read_words(text, Span(0, len(text))).parse(), load_axis()
    (hit,) = [hit for hit in axis.phrases.find(words.texts) if hit.entry.operator == "object"]
    assert has_object(words, hit, axis) is expected


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("It will be met with a firm, united and overwhelming response.", "met_with"),
        ("It will be met with an overwhelming, united, firm reply.", "met_with"),
        ("It will be met by force.", "met_with"),
        ("We will answer any raid with fire.", "met_with"),
        ("They were met with bullets.", "met_with"),
        ("You will meet our navy.", "met_with"),
        ("Our answer will be swift and crushing.", "threat"),
        ("They pulled their guns back.", "yield"),
        ("The guns go on moving back.", "yield"),
    ],
)
def test_a_meaning_spread_over_words_is_one_hit(text: str, category: str) -> None:
    assert category in [hit.entry.category for hit in hits_of(text)[1]]


@pytest.mark.parametrize(
    "text",
    [
        "The plan was met with a warm response.",
        "She met with the envoy in response to a letter.",
        "He met with officials to discuss a response.",
        "Late at night they met with Force Commander Ode.",
        "She will meet the minister.",
    ],
)
def test_a_meeting_or_a_welcome_is_no_response(text: str) -> None:
    assert "met_with" not in [hit.entry.category for hit in hits_of(text)[1]]


@given(st.lists(st.sampled_from("will be met with by a firm force response back take guns our navy meet .".split())))
def test_hits_stay_in_order_and_never_overlap(words: list[str]) -> None:
    _, hits = hits_of(" ".join(words))
    assert all(one.end <= other.start for one, other in pairwise(hits))
