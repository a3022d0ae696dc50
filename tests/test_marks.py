"""Quotation marks of every style, missing and wrong-way ones, are read in one pass."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.marks import find_marked
from analytics.records import Span


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


@given(st.text(alphabet=st.sampled_from(list("ab ,.“”\"'«»\n")), max_size=120))
def test_marked_stretches_lie_in_order_inside_the_paragraph(text: str) -> None:
    found = find_marked(text, Span(0, len(text)))
    assert all(0 <= m.outer.start <= m.content.start < m.content.end <= m.outer.end <= len(text) for m in found)
    assert all(one.outer.end <= two.outer.start for one, two in pairwise(found))


@pytest.mark.parametrize("unit", ["“", "”", '"', "“a ", '“x" ', "“x” ", "''"])
def test_a_text_of_marks_alone_costs_little(unit: str) -> None:
    from time import process_time

    text = unit * (200_000 // len(unit))
    start = process_time()
    find_marked(text, Span(0, len(text)))
    assert process_time() - start < 3
