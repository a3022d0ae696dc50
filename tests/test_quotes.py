"""Quotes: split ones joined, mixed ones with their clause, words that nobody said left out."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.quotes import find_not_speech, find_quotes
from analytics.records import PART_GLUE, Article, Quote
from analytics.regions import mark_regions


def quotes_of(text: str) -> list[Quote]:
    article = Article(text)
    return find_quotes(article, mark_regions(article))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“We agree,” she said. “For now.”", [("direct", 2)], id="split by its attribution"),
        pytest.param(
            "“We agree,” said Mr. Vale, who left early. “For now.”", [("direct", 2)], id="split, relative clause"
        ),
        pytest.param(
            "“We agree,” she said. Brann did not. “Never,” he said.", [("direct", 1), ("direct", 1)], id="two speakers"
        ),
        pytest.param(
            "She called it “a bad day” and “a worse week.”", [("mixed", 1), ("mixed", 1)], id="two mixed quotes"
        ),
        pytest.param("He said: “We will go.”", [("direct", 1)], id="after a colon"),
        pytest.param("He did not “expect much.”", [("mixed", 1)], id="inside its clause"),
        pytest.param("“We go on\n\n“and on,” he said.", [("direct", 2)], id="over two paragraphs"),
        pytest.param("“We go on\n\nNobody answered.", [("direct", 1)], id="an open mark ends with its paragraph"),
    ],
)
def test_parts_are_joined_and_kinds_told(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(quote.kind, len(quote.content)) for quote in quotes_of(text)] == expected


def test_a_mixed_quote_keeps_the_words_before_the_marks_in_its_clause() -> None:
    text = "Brann, meanwhile, said he did not “expect a breakthrough” on Monday."
    (quote,) = quotes_of(text)
    assert quote.clause.of(text).startswith("he did not “expect a breakthrough”")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("He hosts “Morning Harbour” on Sundays.", "a title or a name", id="a programme"),
        pytest.param("Rep. Robert “Bobby” Vale left early.", "a nickname", id="nickname"),
        pytest.param("She spoke of the so-called “buffer zone” again.", "a term", id="so-called"),
        pytest.param('<tweet author="someone">', "markup", id="an attribute's value"),
    ],
)
def test_marked_words_that_nobody_said_are_set_aside_with_a_reason(text: str, reason: str) -> None:
    article = Article(f"{text} The talks went on for several days after that, officials said, without any result.")
    assert quotes_of(article.text) == []
    assert [region.reason for region in find_not_speech(article, mark_regions(article))] == [reason]


def test_calling_somebody_names_is_speech() -> None:
    assert [quote.text for quote in quotes_of("The envoy called him “Two Face Vale” and left the room at once.")]


@given(st.text(alphabet=st.sampled_from(list("abS .,\n“”\"'’—")), max_size=160))
def test_every_part_gives_back_the_very_words(text: str) -> None:
    found = quotes_of(text)
    for quote in found:
        assert PART_GLUE.join(part.of(text) for part in quote.content) == quote.text
        assert quote.sentence.start <= quote.content[0].start
        assert quote.clause.holds(quote.content[0])
    spans = [part for quote in found for part in quote.content]
    assert all(one.end <= two.start for one, two in pairwise(spans))


@given(st.text(alphabet=st.sampled_from(list("abS .,“”")), max_size=80))
def test_an_unrelated_paragraph_behind_changes_nothing_before_it(text: str) -> None:
    ahead = f"Title\n\nThe council met. {text}\n\nIt ended."
    behind = f"{ahead}\n\nRain fell in the north."
    assert [q.content for q in quotes_of(ahead)] == [q.content for q in quotes_of(behind)]


def test_ids_are_stable_and_differ() -> None:
    first = quotes_of("“One,” he said. She said: “Two.”")
    again = quotes_of("“One,” he said. She said: “Two.”")
    assert [quote.id for quote in first] == [quote.id for quote in again]
    assert len({quote.id for quote in first}) == len(first) == 2
    assert json.dumps([quote.id for quote in first]) == json.dumps([quote.id for quote in again])
