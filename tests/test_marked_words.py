"""Quotation marks of every style, missing and wrong-way ones, are read in one pass."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.marked_words import MOST_MARKS, find_marked
from analytics.records import Span
from tests.pace import takes_at_most


def contents(text: str) -> list[str]:
    return [mark.content.of(text) for mark in find_marked(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“Yes,” he said. “No.”", ["Yes,", "No."], id="curly"),
        pytest.param('"Yes," he said. "No."', ["Yes,", "No."], id="straight"),
        pytest.param("''Yes,'' he said. ''No.''", ["Yes,", "No."], id="two apostrophes"),
        pytest.param("``Yes,'' he said.", ["Yes,"], id="backticks"),
        pytest.param("«Oui», dit-il.", ["Oui"], id="guillemets"),
        pytest.param("„Ja“, sagte er.", ["Ja"], id="low opening mark"),
        pytest.param('“Yes," he said. “No.”', ["Yes,", "No."], id="mixed styles"),
        pytest.param("”Yes,” he said.", ["Yes,"], id="wrong-way opening mark"),
        pytest.param("He said “yes“ twice.", ["yes"], id="wrong-way closing mark"),
        pytest.param("“He told me “go” and left,” she said.", ["He told me “go” and left,"], id="nested"),
        pytest.param("He said: “We will go on", ["We will go on"], id="never closed"),
        pytest.param("He stood 6'2\" tall and said “hi”.", ["hi"], id="inches"),
        pytest.param("“” and “x”", ["x"], id="empty marks"),
        pytest.param("It’s the soldiers’ day.", [], id="apostrophes only"),
    ],
)
def test_marked_words_are_found(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("He said: ‘We will not go.’ No more.", ["We will not go."], id="behind a colon"),
        pytest.param("‘We won’t go,’ said Mr. Vale.", ["We won’t go,"], id="an apostrophe inside"),
        pytest.param("‘Nor will they’, said Mr. Vale.", ["Nor will they"], id="comma behind the mark"),
        pytest.param("'We won't go,' he said, 'ever.'", ["We won't go,", "ever."], id="straight"),
        pytest.param("‘The soldiers’ day is over,’ he said.", ["The soldiers’ day is over,"], id="plural inside"),
        pytest.param("‘Go,’ he said of the ‘bad boys’ there.", ["Go,", "bad boys"], id="closed behind an s"),
        pytest.param("‘Go,’ he said. It’s the soldiers’ day.", ["Go,"], id="plural outside"),
        pytest.param("‘Go,’ he said. Get ‘em in the ’90s.", ["Go,"], id="elisions outside"),
        pytest.param("She wore a 'mask' to the officials' ball.", [], id="no verb of saying beside a mark"),
        pytest.param("“Go,” he said. ‘Stay,’ he said.", ["Go,"], id="an article with double marks"),
        pytest.param(
            "‘We will not go there,’ said Mr. Vale. ‘He told us: “Stay.” So we did.’",
            ["We will not go there,", "He told us: “Stay.” So we did."],
            id="double marks inside single ones",
        ),
        pytest.param(
            "The “plan” failed. ‘We will not go there,’ said Mr. Vale, whose ‘plan’ it was.",
            ["plan", "We will not go there,", "plan"],
            id="double marks beside single ones",
        ),
        pytest.param(
            "“He shouted, ‘we will not go there,’ said so again and left,” Vale said of the boys’ day.",
            ["He shouted, ‘we will not go there,’ said so again and left,"],
            id="single marks inside double ones",
        ),
    ],
)
def test_single_marks_are_read_where_an_article_sets_speech_in_them(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


def test_the_marks_of_a_text_with_too_many_are_read_up_to_a_bound() -> None:
    assert len(contents("“x” " * MOST_MARKS)) == MOST_MARKS / 2


@given(st.text(alphabet=st.sampled_from(list("ab ,.“”\"'«»‘’\n")), max_size=120), st.booleans())
def test_marked_stretches_lie_in_order_inside_the_paragraph(text: str, singles: bool) -> None:
    text = f"{text} ‘We will not go there,’ he said." if singles else text
    found = find_marked(text, Span(0, len(text)))
    assert all(0 <= m.outer.start <= m.content.start < m.content.end <= m.outer.end <= len(text) for m in found)
    assert all(one.outer.end <= two.outer.start for one, two in pairwise(found))


@given(st.text(alphabet=st.sampled_from(list("abs ,.‘’'")), max_size=80))
def test_single_marks_lie_in_order_and_leave_apostrophes_between_letters_alone(text: str) -> None:
    text = f"‘Go,’ he said. {text}"
    found = find_marked(text, Span(0, len(text)))
    assert all(one.outer.end <= two.outer.start for one, two in pairwise(found))
    for mark in found:
        assert text[mark.outer.start] in "'‘"
        assert not text[mark.outer.end : mark.outer.end + 1].isalpha()


@pytest.mark.parametrize(
    "unit", ["“", "”", '"', "“a ", '“x" ', "“x” ", "''", "“'", "'a ", "'a b c d e f,' ", "“'ab,' "]
)
def test_a_text_of_marks_alone_costs_little(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert takes_at_most(30, lambda: find_marked(text, Span(0, len(text))))  # the dearest takes 6
