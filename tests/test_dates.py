"""A day is given only where the text is sure of it; never today's, never invented."""

from __future__ import annotations

import pytest

from analytics.dates import find_day, find_said_on
from analytics.pipeline import analyze_article
from analytics.records import Article, Attribution, Quote, Span

LEAD = "The two sides met again in the capital after a night of shelling at the bridge.\n\n"


def said_on(text: str, published: str) -> str:
    scored, *_ = analyze_article(Article(LEAD + text, published=published))
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
        pytest.param("“We agree,” said Anna Vale, the envoy, on Thursday.", "2022-01-20", id="behind an apposition"),
        pytest.param("“We agree,” Anna Vale told the BBC late on Tuesday night.", "2022-01-18", id="behind the hearer"),
        pytest.param("“We agree,” Anna Vale told the BBC’s “Today” on Tuesday.", "2022-01-18", id="behind a title"),
        pytest.param("“We agree,” Anna Vale told Today.", "", id="a programme called Today"),
        pytest.param("“We agree,” Anna Vale said in a statement issued Tuesday.", "2022-01-18", id="a statement's day"),
        pytest.param("“We agree,” the U.S. envoy said in the U.N. Council on Tuesday.", "2022-01-18", id="initials"),
        pytest.param(
            "“We agree,” Anna Vale said while visiting Geneva on Tuesday.", "2022-01-18", id="at the same time"
        ),
        pytest.param("On Tuesday, Anna Vale said: “We agree.”", "2022-01-18", id="a day that opens the sentence"),
        pytest.param("Yesterday, Anna Vale said: “We agree.”", "2022-01-20", id="yesterday opens the sentence"),
        pytest.param(
            "Speaking in Geneva on Tuesday, Anna Vale said: “We agree.”", "2022-01-18", id="speaking on a day"
        ),
        pytest.param("Anna Vale left the talks on Tuesday, saying: “We agree.”", "2022-01-18", id="a verb in -ing"),
        pytest.param("Anna Vale, in an interview on Tuesday, said: “We agree.”", "2022-01-18", id="an interview's day"),
        pytest.param("On Tuesday, Mr. Lorne and Anna Vale said: “We agree.”", "2022-01-18", id="two names between"),
        pytest.param("On Tuesday, Anna Vale (R-Varn) said: “We agree.”", "2022-01-18", id="a bracket between"),
        pytest.param("At a rally for peace on Tuesday, Anna Vale said: “We agree.”", "2022-01-18", id="a rally's day"),
        pytest.param("Anna Vale on Tuesday called the talks “a great step for us.”", "2022-01-18", id="between"),
        pytest.param("According to Anna Vale on Tuesday, “we agree with them.”", "2022-01-18", id="according to"),
        pytest.param("“We agree,” Anna Vale said last Tuesday.", "2022-01-18", id="last Tuesday"),
        pytest.param("“We agree,” Anna Vale said last Friday.", "2022-01-14", id="last Friday, printed on a Friday"),
        pytest.param("“We agree,” Anna Vale said last Thursday.", "", id="yesterday or a week before"),
        pytest.param("“We agree,” Anna Vale said on Wed. in Geneva.", "2022-01-19", id="a weekday cut short"),
        pytest.param("“We agree,” Anna Vale said this morning.", "2022-01-21", id="this morning"),
        pytest.param("“We agree,” Anna Vale said last night.", "2022-01-20", id="last night"),
        pytest.param("“We agree,” Anna Vale said two days ago.", "2022-01-19", id="two days ago"),
        pytest.param("“We agree,” Anna Vale said the day before yesterday.", "2022-01-19", id="before yesterday"),
        pytest.param("“We agree,” Anna Vale said on Jan. 12, 2019.", "2019-01-12", id="with its year"),
        pytest.param("“We agree,” Anna Vale said on the 12th of January.", "2022-01-12", id="the 12th of"),
        pytest.param("“We agree,” Anna Vale said on Wednesday, January 19.", "2022-01-19", id="weekday and date agree"),
        pytest.param("“We agree,” Anna Vale said on Wednesday, Jan. 12.", "", id="weekday and date differ"),
        pytest.param(
            "“We agree,” Anna Vale said Tuesday, a day after the strike on Monday.", "2022-01-18", id="day after"
        ),
        pytest.param("“We agree,” Anna Vale said earlier this week.", "", id="a week is no day"),
        pytest.param("“We agree,” Anna Vale said over the weekend.", "", id="a weekend is no day"),
        pytest.param("“We agree,” Anna Vale said a week ago on Tuesday.", "", id="a week ago"),
        pytest.param("“We agree,” Anna Vale said between Monday and Wednesday.", "", id="between two days"),
        pytest.param("“We agree,” Anna Vale said no later than Tuesday.", "", id="no later than"),
        pytest.param("“We agree,” Anna Vale will say on Friday.", "", id="to be said"),
        pytest.param("“We agree,” Anna May told envoys on Tuesday.", "2022-01-18", id="a surname that is a verb"),
        pytest.param("“We agree,” Anna Vale said of the strike on Tuesday.", "", id="said of an event"),
        pytest.param("“We agree,” Anna Vale said after the strike on Tuesday.", "", id="after an event"),
        pytest.param("After the strike on Tuesday, Anna Vale said: “We agree.”", "", id="after an event, ahead"),
        pytest.param("“We agree,” Anna Vale said ahead of a Tuesday meeting.", "", id="a meeting's day"),
        pytest.param("“We agree,” said Anna Vale, who was elected on Jan. 9.", "", id="in the speaker's own clause"),
        pytest.param("“We agree,” Anna Vale said in an interview published on Tuesday.", "", id="printed, not said"),
        pytest.param("“We agree,” Anna Vale said on Black Friday.", "", id="a day's own name"),
        pytest.param("Anna Vale said talks would resume on Monday in “a good mood.”", "", id="what was said has a day"),
        pytest.param("Anna Vale said the strike on Monday was “a great crime.”", "", id="an event that was spoken of"),
        pytest.param("Anna Vale warned on Tuesday that “we will answer.”", "2022-01-18", id="before that"),
        pytest.param("Anna Vale came to Geneva on Tuesday and said: “We agree.”", "", id="another verb's day"),
        pytest.param("“We agree,” Anna Vale told the Mail on Sunday.", "", id="a paper with a day in its name"),
        pytest.param("“We agree,” Anna Vale told Sunday Times reporters.", "", id="a paper's name before reporters"),
        pytest.param(
            "GENEVA, Jan. 19 -- Anna Vale announced today that they “agree to it.”", "2022-01-19", id="dateline's day"
        ),
        pytest.param(
            "GENEVA, Jan. 19 (Wire) — Anna Vale said yesterday that they “agree to it.”",
            "2022-01-18",
            id="the day before the dateline's",
        ),
        pytest.param(
            "GENEVA, Jan. 2 — Anna Vale said today that they “agree to it.”", "2022-01-21", id="a reprint's dateline"
        ),
        pytest.param(
            "Anna Vale told the Ostrian minister of trade Ole Brandt during a call on Tuesday that she “agrees.”",
            "2022-01-18",
            id="behind a long hearer",
        ),
        pytest.param(
            "Anna Vale on Tuesday defended the treaty, pointing out that it was “signed twice.”",
            "2022-01-18",
            id="the day of the deed, a participle behind",
        ),
        pytest.param(
            "Anna Vale stopped short of an apology here on Tuesday, saying her “heart aches.”",
            "2022-01-18",
            id="the day behind the deed",
        ),
        pytest.param(
            "GENEVA, Jan. 19--Anna Vale announced today that they “agree.”",
            "2022-01-19",
            id="a dateline without a space",
        ),
        pytest.param(
            "Anna Vale on Tuesday met Ole Brandt, who walked out, saying “we agree.”", "", id="somebody else's deed"
        ),
        pytest.param(
            "On Sunday the army left. On Tuesday Anna Vale said: “We agree.”", "2022-01-18", id="next sentence"
        ),
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


def test_the_words_that_say_the_day_come_with_it() -> None:
    article = Article(LEAD + "“We agree,” Anna Vale said on Friday.", published="2022-01-23")
    (scored, *_) = analyze_article(article)
    day, words = find_day(article, scored.attribution)
    assert day == scored.said_on == "2022-01-21"
    assert words is not None
    assert words.of(article.text) == "Friday"
    assert find_day(Article(article.text), scored.attribution) == ("", None)
