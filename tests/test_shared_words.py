"""A person without a country who says the words of a state speaks for it."""

from __future__ import annotations

import pytest

from analytics import analyze_article
from analytics.records import Article

LEAD = "Norway said on Sunday that it “wants neither toll nor any gate” and will keep the ford.\n\n"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        pytest.param(
            "“We seek no feud, but we want neither toll nor any gate,” Admiral Lars Holub said.", "NOR", id="its words"
        ),
        pytest.param("“We want no storm, but it will come,” Admiral Lars Holub said.", "", id="other words"),
        pytest.param("“We want neither toll nor bears,” Admiral Lars Holub said.", "", id="too few words"),
        pytest.param(
            "“They say: ‘We want neither toll nor any gate.’ Nonsense,” the miller Lars Holub said.",
            "",
            id="another's words",
        ),
        pytest.param(
            "“We want neither toll nor any gate,” Finnish Admiral Lars Holub said.", "FIN", id="a country of his own"
        ),
    ],
)
def test_the_words_of_a_state_place_who_says_them(text: str, country: str) -> None:
    assert analyze_article(Article(LEAD + text))[-1].actor.country == country


def test_all_that_such_a_person_says_is_said_for_the_state() -> None:
    text = (
        LEAD
        + "“We want neither toll nor any gate,” Admiral Lars Holub said.\n\nHe told reporters that the ford was open."
    )
    assert [scored.actor.country for scored in analyze_article(Article(text))] == ["NOR"] * 3


def test_words_that_everybody_says_place_nobody() -> None:
    text = (
        "Norway said on Sunday that it “will not be a part of it” and will keep the ford.\n\n"
        "“We will not be a part of it,” Admiral Lars Holub said."
    )
    assert analyze_article(Article(text))[-1].actor.country == ""
