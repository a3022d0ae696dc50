"""A day is given only where the text is sure of it; never today's, never invented."""

from __future__ import annotations

import pytest

from analytics.dates import find_said_on
from analytics.pipeline import analyze_article
from analytics.records import Article, Attribution, Quote, Span

LEAD = "The two sides met again in the capital after a night of shelling at the bridge.\n\n"


def said_on(text: str, published: str) -> str:
    (scored,) = analyze_article(Article(LEAD + text, published=published))
    return scored.said_on


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“We agree,” Anna Vale told reporters Thursday.", "2022-01-20", id="weekday before"),
        pytest.param("“We agree,” Anna Vale said on Friday.", "2022-01-21", id="the day of publication itself"),
        pytest.param("“We agree,” Anna Vale said yesterday.", "2022-01-20", id="yesterday"),
        pytest.param("“We agree,” Anna Vale said on Jan. 12.", "2022-01-12", id="day of the month"),
        pytest.param("“We agree,” Anna Vale said on December 30.", "2021-12-30", id="last year's day"),
        pytest.param("“We agree,” Anna Vale said next Monday would do.", "", id="a day to come"),
        pytest.param("“We meet on Monday,” Anna Vale said.", "", id="a day inside the quote"),
        pytest.param("“We agree,” Anna Vale said on Monday or Tuesday.", "", id="two days"),
        pytest.param("“We agree,” Anna Vale said.", "", id="no day"),
        pytest.param("Anna Vale said Sept. 11 was “a dark day.”", "", id="a day spoken of"),
        pytest.param("Anna Vale said Monday would be “a dark day.”", "", id="a weekday spoken of"),
        pytest.param("“We agree,” Anna Vale said on Tuesday of last week.", "", id="a day of another week"),
        pytest.param("“We agree,” Anna Vale said after the Jan. 12 attack.", "", id="the day of an event"),
        pytest.param("“We agree,” Anna Vale said of the Tuesday deal.", "", id="a day beside a thing"),
        pytest.param("“Since Monday we agree,” Anna Vale said about Tuesday.", "", id="said about a day"),
        pytest.param("“We agree,” Anna Vale said on Thursday, before Sunday.", "2022-01-20", id="one of two days"),
        pytest.param("“We agree,” Anna Vale said on Feb. 29.", "", id="no such day"),
    ],
)
def test_the_day_is_read_near_the_cue(text: str, expected: str) -> None:
    assert said_on(text, "2022-01-21") == expected


@pytest.mark.parametrize("published", ["", "soon", "2022-13-01", "20220121", "2022-W03-5", "0001-01-01"])
def test_without_a_sure_day_of_publication_there_is_no_day(published: str) -> None:
    assert said_on("“We agree,” Anna Vale said on Tuesday.", published) == ""


def test_the_calendar_has_no_day_before_its_first() -> None:
    assert said_on("“We agree,” Anna Vale said yesterday.", "0001-01-01") == ""
    assert said_on("“We agree,” Anna Vale said on Jan. 12.", "0001-01-01") == ""


def test_without_a_cue_there_is_no_day() -> None:
    article = Article("“We agree.” It was Thursday.", published="2022-01-21")
    quote = Quote(article.id, (Span(1, 10),), "We agree.", "direct", Span(1, 10), Span(0, 28))
    assert find_said_on(article, Attribution(quote, None, None, "", "", 0.5)) == ""
