"""From a mention to a person: surnames, pronouns, titles; and unknown where the text leaves it open."""

from __future__ import annotations

import pytest

from analytics.pipeline import analyze_article
from analytics.records import Article, ScoredQuote

LEAD = "Kestrel Foreign Minister Anna Vale and President Piet Brann met on Monday. A spokesman waited outside.\n\n"


def last_of(text: str, published: str = "") -> ScoredQuote:
    return analyze_article(Article(text, published=published))[-1]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        pytest.param("“We agree,” Vale said.", "Anna Vale", id="surname"),
        pytest.param("Vale left early. “We agree,” she told reporters.", "Anna Vale", id="she, after her name"),
        pytest.param("Vale waited. Brann spoke first. “We agree,” she said later.", "Anna Vale", id="gender decides"),
        pytest.param("“We agree,” the president said.", "Piet Brann", id="title"),
        pytest.param("“We agree,” the minister said.", "Anna Vale", id="part of a title"),
        pytest.param("“We agree,” the top diplomat said.", "Anna Vale", id="another word for the office"),
    ],
)
def test_a_mention_stands_for_the_fullest_name(text: str, actor: str) -> None:
    assert last_of(LEAD + text).actor.name == actor


@pytest.mark.parametrize(
    ("text", "kind", "country"),
    [
        pytest.param("“We agree,” a senior U.S. official said.", "unnamed", "USA", id="unnamed official"),
        pytest.param("“We agree,” Russian officials said.", "collective", "RUS", id="group"),
        pytest.param("“We agree,” the Turkish foreign ministry said.", "organization", "TUR", id="ministry"),
        pytest.param("“We agree,” Moscow said.", "organization", "RUS", id="capital"),
        pytest.param("“We agree,” one diplomat said.", "unnamed", "", id="nobody's country"),
    ],
)
def test_unnamed_speakers_and_bodies_are_classes_of_their_own(text: str, kind: str, country: str) -> None:
    found = last_of(LEAD + text)
    assert (found.actor.kind, found.actor.country) == (kind, country)


def test_an_unnamed_official_never_takes_the_nearest_name() -> None:
    found = last_of(LEAD + "Vale nodded. “We agree,” a senior official said.")
    assert found.actor.name == ""
    assert found.speaker == "senior official"


def test_a_familys_surname_goes_to_the_one_named_so_before() -> None:
    text = (
        "Bill Harrow spoke first on Monday. Nora Harrow, the senator, came later to the hall.\n\n"
        "“We agree,” Mr. Harrow said. “So do I,” Mrs. Harrow said."
    )
    first, second = analyze_article(Article(text))
    assert (first.actor.name, second.actor.name) == ("Bill Harrow", "Nora Harrow")


def test_somebodys_lawyer_is_not_that_somebody() -> None:
    assert last_of(LEAD + "“We agree,” Brann’s lawyer said.").actor.name == ""


def test_the_registry_gives_name_office_and_country_of_the_day() -> None:
    found = last_of("Talks went on in Geneva all day long on Friday.\n\n“We agree,” Blinken said.", "2022-01-21")
    assert (found.actor.name, found.actor.role, found.actor.country) == ("Antony Blinken", "Secretary of State", "USA")


def test_the_rule_tells_the_whole_chain() -> None:
    found = last_of(LEAD + "“We agree,” the president said.")
    assert "the president" in found.attribution.rule
    assert "by the title" in found.attribution.rule
