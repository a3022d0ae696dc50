"""The name between commas that says who somebody described is, and what only looks like one."""

from __future__ import annotations

import pytest

from analytics.fillers import find_filler
from analytics.mentions import find_mentions
from analytics.pipeline import analyze_article
from analytics.records import Article
from analytics.regions import mark_regions

LEAD = "The guns were quiet along the river on Monday.\n\n“We will see,” said Minister Karl Voss.\n\n"


def filler_of(text: str) -> str:
    """Give the name that fills the first description of a text."""
    article = Article(text)
    mentions = find_mentions(article, mark_regions(article))
    described = next(mention for mention in mentions if mention.kind == "nominal")
    name = find_filler(text, mentions, [mention.span.start for mention in mentions], described)
    return name.name if name else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("The mayor of Aldby, Jan Holub, was angry about it.", "Jan Holub", id="an office of a place"),
        pytest.param("A spokesman for the ministry, Jan Holub, said no.", "Jan Holub", id="whom one speaks for"),
        pytest.param("A baker in the old market, Milo, 43, was tired.", "Milo", id="an age behind a single name"),
        pytest.param("A farmer in Aldby, Ostland, said no.", "", id="a place and a larger place"),
        pytest.param("The mayor of Aldby, North Ostland, said no.", "", id="a place and a quarter of a land"),
        pytest.param("The envoy, Jan Holub, Piet Brann and Anna Vale left.", "", id="a list"),
        pytest.param("The envoy, Jan Holub said, had left.", "", id="a verb behind the name"),
    ],
)
def test_a_description_is_filled_by_a_person_and_not_by_a_place_or_list(text: str, name: str) -> None:
    assert filler_of(f"On Monday nobody slept. {text}") == name


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        pytest.param(
            "A tailor in the bazaar, Milo, 43, was tired of it. “Cloth is dear,” he sighed.",
            "Milo",
            id="he is the tailor",
        ),
        pytest.param(
            "Norway’s ambassador in Geneva, Erik Dahl, told reporters it was “a fair text.”", "Erik Dahl", id="told"
        ),
        pytest.param(
            "A spokeswoman for the harbour office, Anna Vale, said it was “a fair text.”", "Anna Vale", id="said"
        ),
    ],
)
def test_who_fills_a_description_speaks(text: str, actor: str) -> None:
    rows = [row for row in analyze_article(Article(LEAD + text)) if row.quote.kind != "indirect"]
    assert rows[-1].actor.name == actor


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Milo, 24, from Oslo, said: “I am cold.”", id="a home"),
        pytest.param(
            "Norwegian President Erik Dahl slept.\n\nDahl’s spokeswoman, Anna Vale, said he was “cold.”",
            id="of whom one speaks",
        ),
    ],
)
def test_a_home_or_whom_one_speaks_for_tells_the_country(text: str) -> None:
    rows = [row for row in analyze_article(Article(LEAD + text)) if row.quote.kind != "indirect"]
    assert rows[-1].actor.country == "NOR"


def test_the_country_of_an_office_held_at_a_place_is_the_owners() -> None:
    text = LEAD + "Norway’s ambassador in Geneva, Erik Dahl, told reporters it was “a fair text.”"
    rows = [row for row in analyze_article(Article(text)) if row.quote.kind != "indirect"]
    assert rows[-1].actor.country == "NOR"
