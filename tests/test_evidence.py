"""The words behind many stances: added up whatever the order, the capitals or the blanks."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence import weigh_words


def cell(*items: tuple[str, str, float]) -> str:
    """Make the evidence of one quote, with the starting value that each has."""
    start: list[dict[str, Any]] = [
        {"words": "no words", "category": "baseline", "weight": 0.02, "start": None, "end": None}
    ]
    return json.dumps(
        start + [{"words": w, "category": c, "weight": x, "start": 0, "end": len(w)} for w, c, x in items]
    )


def test_words_in_other_capitals_and_blanks_are_the_same() -> None:
    cells = [("a", cell(("Step back", "restraint", -0.5))), ("b", cell(("step\n back", "restraint", -0.25)))]
    (line,) = weigh_words([*cells, ("b", cell(("step back", "restraint", -0.25)))])
    assert line == {"words": "step back", "category": "restraint", "weight": -1.0, "n": 3, "articles": 2}


def test_a_word_twice_in_a_quote_weighs_twice_and_counts_one_quote() -> None:
    (line,) = weigh_words([("a", cell(("bully", "accusation", 0.7), ("bully", "accusation", 0.7)))])
    assert (line["weight"], line["n"], line["articles"]) == (1.4, 1, 1)


def test_the_same_words_in_two_categories_are_told_apart() -> None:
    lines = weigh_words([("a", cell(("force", "restraint", -0.2), ("force", "force announced", 0.6)))])
    assert [(line["category"], line["weight"]) for line in lines] == [("force announced", 0.6), ("restraint", -0.2)]


def test_the_starting_value_and_empty_cells_are_no_words() -> None:
    assert weigh_words([("a", cell()), ("b", "")]) == []


@given(st.permutations([(str(n % 3), cell((word, "c", n / 7 - 1))) for n, word in enumerate("abcABCxyzXYZ")]))
def test_the_order_of_the_quotes_does_not_matter(cells: list[tuple[str, str]]) -> None:
    assert weigh_words(cells) == weigh_words(sorted(cells))
