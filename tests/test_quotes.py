"""Quotes: split ones joined, mixed ones with their clause, words that nobody said left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.marked_words import MOST_MARKS
from analytics.quotes import LONGEST_AROUND, MOST_PARTS, find_quotes, read_paragraphs
from analytics.records import PART_GLUE, Article, Quote
from analytics.regions import mark_regions
from analytics.speech import judge_marked
from tests.pace import seconds, takes_at_most


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
def test_marked_words_that_nobody_said_are_no_quote_and_the_reason_is_known(text: str, reason: str) -> None:
    article = Article(f"{text} The talks went on for several days after that, officials said, without any result.")
    assert quotes_of(article.text) == []
    (paragraph,) = read_paragraphs(article.text, mark_regions(article))
    (mark,) = paragraph.marked
    inside = paragraph.sentence_at(mark.outer.start)
    assert judge_marked(article.text, mark.content, mark.outer, inside)[1] == reason


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


def test_the_lead_paragraph_gives_its_quote() -> None:
    assert [q.text for q in quotes_of("“We will go,” Vale told Brann.\n\nIt rained.")] == ["We will go,"]


def test_a_british_article_gives_its_quotes() -> None:
    text = "He said: ‘We won’t go there, whatever they say.’ It rained. ‘Nor will they’, said Mr. Vale."
    assert [q.text for q in quotes_of(text)] == ["We won’t go there, whatever they say.", "Nor will they"]


def test_an_endless_sentence_is_kept_only_around_the_quote() -> None:
    text = "and so it went " * 500 + "and Vale said “we will go” " + "and so it went " * 500
    (quote,) = quotes_of(text)
    before, behind = quote.span.start - quote.sentence.start, quote.sentence.end - quote.span.end
    assert LONGEST_AROUND - 20 < before <= LONGEST_AROUND + 1
    assert LONGEST_AROUND - 20 < behind <= LONGEST_AROUND + 1
    assert quote.sentence.of(text).split()[0] in "and so it went".split()


def test_an_endless_utterance_goes_on_as_the_next_quote() -> None:
    found = quotes_of("“We will go.\n\n" * (MOST_PARTS + 5))
    assert [len(quote.content) for quote in found] == [MOST_PARTS, 5]


def test_what_has_too_many_marks_is_read_up_to_a_bound() -> None:
    article = Article("He said “we will go” twice.\n\n" * MOST_MARKS)
    assert len(find_quotes(article, mark_regions(article))) == MOST_MARKS / 2


WAR = "the war is terrible and we do not want a bad attack or good peace . "
HOSTILE: list[tuple[str, Callable[[int], str]]] = [
    *(
        (unit, lambda size, unit=unit: unit * (size // len(unit)))
        for unit in (
            "“",
            "”",
            '"',
            "'",
            "“a ",
            '“x" ',
            "“x” ",
            "'\"a, '",
            'he said "',
            'said "',
            "Aaa ",
            "A. B. ",
            "a. ",
            ".",
            "\n",
            "\n\n“a",
            "a",
            "😀",
            "but good ",
            WAR,
            "\x00",
            "\ud800",
            "“Aaa said ",
            "“We will go.\n\n",
            "? “",
            '“"',
            "‘We go,’ he said. ",
            "he said: ‘we’ll go ",
            "A/",
            "Mr. ",
            "The minister said “no”.\r\n\r\n",
            "“We go,” he said. “And on,” ",
            "he said it was “a mess” and ",
        )
    ),
    ("marks, then words", lambda size: '“"' * 20 + " word" * (size // 5)),
    ("nested", lambda size: "“‘" * (size // 4) + "’”" * (size // 4)),
    ("spaces", lambda size: " " * size + "x"),
    ("combining", lambda size: "a" + "\u0301\u0316" * (size // 2)),
    ("distinct words", lambda size: " ".join(f"w{number}" for number in range(size // 7))),
    ("elements", lambda size: "<div>" * (size // 11) + "</div>" * (size // 11)),
]


@pytest.mark.parametrize("build", [pytest.param(build, id=repr(name)) for name, build in HOSTILE])
def test_the_cost_of_a_hostile_text_grows_with_its_length(build: Callable[[int], str]) -> None:
    def cost(size: int) -> float:
        article = Article(build(size))
        return seconds(lambda: find_quotes(article, mark_regions(article)))

    # A busy machine can lengthen any one measurement, so one good one of several is asked for; what grows with the
    # square of the length has none.
    assert any(cost(40_000) < 2.6 * cost(20_000) + 0.05 for _ in range(4))
    long = Article(build(100_000))
    assert takes_at_most(250, lambda: find_quotes(long, mark_regions(long)))  # the dearest takes 65
