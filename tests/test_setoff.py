"""Words set off as quoted without marks: blocks and posts, and what only looks like one."""

from __future__ import annotations

import pytest

from analytics.pipeline import analyze_article
from analytics.records import Article
from analytics.setoff import find_set_off
from analytics.text import paragraphs

LEAD = "The envoys met in the capital on Monday.\n\n"


def set_off(text: str) -> list[str]:
    found = (find_set_off(text, paragraph) for paragraph in paragraphs(text))
    return [span.of(text) for span in found if span]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Vale wrote to us:\n\n> We will go.", ["We will go."], id="a block"),
        pytest.param("Vale wrote:\n\n>We will go.\n\n> Soon.", ["We will go.", "Soon."], id="a block of two"),
        pytest.param("Vale left.\n\n> We will go.", [], id="a block without an introduction"),
        pytest.param("> We will go.", [], id="a block that opens the text"),
        pytest.param("Vale wrote:\n\n> We will go\n> to the river.", ["We will go", "to the river."], id="two lines"),
        pytest.param(
            "Vale wrote on Telegram:\n\nWe shall keep the bridge.", ["We shall keep the bridge."], id="a post"
        ),
        pytest.param("Here is Anna Vale, on X:\n\nWe shall keep the bridge.", ["We shall keep the bridge."], id="on X"),
        pytest.param("Vale wrote in the spring:\n\nWe shall keep the bridge.", [], id="no place of posts"),
        pytest.param("Vale wrote on Telegram.\n\nThe minister left the hall.", [], id="no colon"),
        pytest.param("Vale wrote on Telegram:\n\nBridges and ports", [], id="no sentence"),
    ],
)
def test_words_below_a_colon_are_set_off(text: str, expected: list[str]) -> None:
    assert set_off(text) == expected


def test_who_is_named_above_a_block_said_it() -> None:
    text = "This is what Foreign Minister Anna Vale wrote in her letter:\n\n> We have never been against it.\n"
    (found,) = analyze_article(Article(LEAD + text))
    assert (found.quote.text, found.quote.kind, found.speaker) == (
        "We have never been against it.",
        "direct",
        "Anna Vale",
    )
