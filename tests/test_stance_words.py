"""The words behind stances as numbers: what moves and joins them, and that they weigh what their cells say."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence import weigh_words
from analytics.stance_words import StanceWords

ITEMS = st.lists(
    st.tuples(st.sampled_from(["force", "Force", "step back", "Step back"]), st.sampled_from(["threat", "restraint"]),
              st.integers(-8, 8).map(lambda number: number / 8)),
    max_size=3,
)  # fmt: skip
QUOTES = st.lists(st.tuples(ITEMS, st.integers(0, 2), st.booleans()), max_size=8)


def held(quotes: list[list[tuple[str, str, float]]]) -> StanceWords:
    """Give words as they are read: the terms in the order in which they come."""
    number: dict[tuple[str, str], int] = {}
    rows = [
        (place, number.setdefault((words, category), len(number)), weight)
        for place, items in enumerate(quotes)
        for words, category, weight in items
    ]
    quote, term, weight = zip(*rows, strict=True) if rows else ((), (), ())
    return StanceWords(np.array(quote, np.int32), np.array(term, np.int32), np.array(weight, float), list(number))


def lines(words: StanceWords, quotes: list[Any]) -> list[dict[str, Any]]:
    """Weigh the words of the quotes that are meant."""
    among = np.array([meant for _, _, meant in quotes], bool)
    return words.weigh(among, np.array([article for _, article, _ in quotes], np.int32))


@given(QUOTES)
def test_they_weigh_what_their_cells_say(quotes: list[Any]) -> None:
    cells = [
        (str(article), json.dumps([{"words": w, "category": c, "weight": x, "start": 0} for w, c, x in items]))
        for items, article, meant in quotes
        if meant
    ]
    assert lines(held([items for items, _, _ in quotes]), quotes) == weigh_words(cells)


@given(QUOTES, st.randoms(use_true_random=False))
def test_quotes_that_move_take_their_words_along(quotes: list[Any], random: Any) -> None:  # noqa: ANN401 - a Random
    order = random.sample(range(len(quotes)), len(quotes))
    gone = len(order) // 2
    places = np.full(len(quotes), -1, np.int64)
    for now, before in enumerate(order[gone:]):
        places[before] = now
    moved = [quotes[before] for before in order[gone:]]
    words = held([items for items, _, _ in quotes]).moved(places)
    assert lines(words, moved) == lines(held([items for items, _, _ in moved]), moved)


@given(QUOTES, QUOTES)
def test_joined_words_are_those_of_both(quotes: list[Any], more: list[Any]) -> None:
    new = held([[] for _ in quotes] + [items for items, _, _ in more])
    joined = held([items for items, _, _ in quotes]).joined(new)
    assert lines(joined, quotes + more) == lines(held([items for items, _, _ in quotes + more]), quotes + more)
