"""The country that stands around a name: a mark, a seat, the dateline; nothing where it could be two."""

from __future__ import annotations

import pytest

from analytics.pipeline import analyze_article
from analytics.records import Article


def country_of(text: str) -> str:
    *_, found = analyze_article(Article(text, published="2022-01-21"))
    return found.actor.country


LEAD = "The guns were quiet along the river on Monday.\n\n"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        pytest.param("Rep. Ann Harlow (R-Ga.) said: “We agree.”", "USA", id="a party mark"),
        pytest.param("Ann Harlow (D-N.Y.) said: “We agree.”", "USA", id="a party mark without a title"),
        pytest.param("Senator Ann Harlow, Republican of Ohio, said: “We agree.”", "USA", id="Republican of a state"),
        pytest.param(
            "Ann Harlow, the Georgia Democrat who led the group, said: “We agree.”", "USA", id="a state, not the land"
        ),
        pytest.param("Democrats left. Sen. Ann Harlow said: “We agree.”", "USA", id="a senator among Democrats"),
        pytest.param("Sen. Ann Harlow said: “We agree.”", "", id="a senator of any land"),
        pytest.param("Democrats left. Danish Senator Ann Harlow said: “We agree.”", "DNK", id="a land's senator"),
        pytest.param("Tory MP Ann Harlow said: “We agree.”", "GBR", id="a Tory"),
        pytest.param("Ottawa was quiet. Tory MP Ann Harlow said: “We agree.”", "", id="a Tory in Canada, perhaps"),
        pytest.param("Ruth Harlow, MK, said: “We agree.”", "ISR", id="a member of the Knesset"),
        pytest.param(
            "Admiral Bo Lindt, of Sweden's Naval Academy, said: “We agree.”", "SWE", id="of a body of a state"
        ),
        pytest.param(
            "Ulan Tashov, the chief who met his Tajik counterpart, said: “We agree.”", "", id="whom the chief met"
        ),
    ],
)
def test_a_mark_beside_the_name_states_the_country(text: str, country: str) -> None:
    assert country_of(LEAD + text) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        pytest.param("ISLAMABAD: Planning Minister Ali Harun said: “We agree.”", "PAK", id="a minister at home"),
        pytest.param("ATHENS\n\nGovernment spokesman Nikos Varis said: “We agree.”", "GRC", id="a line of its own"),
        pytest.param(
            "ISLAMABAD: Foreign Office spokesman Ali Harun said: “We agree.”", "PAK", id="an office of two states"
        ),
        pytest.param(
            "ISLAMABAD: British Foreign Office spokesman Ali Harlow said: “We agree.”", "GBR", id="a state's office"
        ),
        pytest.param("GENEVA — Planning Minister Ali Harun said: “We agree.”", "", id="a seat of bodies"),
        pytest.param(
            "ATHENS — In talks with the Danes, Planning Minister Ali Harun said: “We agree.”", "", id="others are named"
        ),
        pytest.param("ATHENS — Ali Harun, a baker, said: “We agree.”", "", id="no member of a government"),
        pytest.param("ATHENS — EU Trade Minister Ali Harun said: “We agree.”", "", id="a body's office"),
    ],
)
def test_the_dateline_places_a_government(text: str, country: str) -> None:
    assert country_of("Talks at the river\n\n" + text) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        pytest.param("For Norway, Lars Holub replied that the river was shut.", "NOR", id="for a country"),
        pytest.param(
            "For the United States, Lars Holub, who spoke last, said that the river was shut.",
            "USA",
            id="with an aside",
        ),
        pytest.param("For Norway, Lars Holub is a foe. Mr Holub said that the river was shut.", "", id="no verb"),
        pytest.param("For Lars Holub, Norway was late. Mr Holub said that the river was shut.", "", id="for a person"),
    ],
)
def test_who_replies_for_a_country_is_its_own(text: str, country: str) -> None:
    assert country_of(text) == country


@pytest.mark.parametrize(
    ("text", "speaker", "country"),
    [
        pytest.param("The United States’ delegate said all was lost.", "United States’ delegate", "USA", id="curly"),
        pytest.param("The Netherlands' minister said all was lost.", "Netherlands' minister", "NLD", id="straight"),
        pytest.param("Cyprus’ foreign minister said all was lost.", "Cyprus’ foreign minister", "CYP", id="one in s"),
        pytest.param("The rebels’ spokesman said all was lost.", "rebels’ spokesman", "", id="people of no country"),
    ],
)
def test_a_possessor_in_s_owns_the_office_behind_its_mark(text: str, speaker: str, country: str) -> None:
    *_, found = analyze_article(Article(LEAD + text))
    assert (found.speaker, found.actor.kind, found.actor.country) == (speaker, "unnamed", country)


def test_the_president_named_behind_a_possessor_in_s_is_of_that_country() -> None:
    *_, found = analyze_article(Article(f"{LEAD}The Maldives’ president, Jan Holub, said all was lost."))
    assert (found.actor.name, found.actor.country, found.actor.role) == ("Jan Holub", "MDV", "president")
