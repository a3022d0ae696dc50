"""Names as minutes of meetings print them: in capitals, and with a bracket behind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.pipeline import analyze_article
from analytics.printed_names import without_capitals
from analytics.records import Article

LEAD = "The two sides met again on Monday after a night of shelling at the bridge near the town.\n\n"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        pytest.param(
            "MR. TOLLAND (Halden, South, Lab.) asked whether the ships would sail.", "Tolland", "", id="seat and party"
        ),
        pytest.param("SIR JON SAND (Varn and Orrin, C.) said that all was well.", "Jon Sand", "", id="party alone"),
        pytest.param("Mr Peter Quell (Lab, Halden West) shouted: “Late!”", "Peter Quell", "", id="in small letters"),
        pytest.param("Ana Koss (D., Calif.) warned that the door would close.", "Ana Koss", "", id="state"),
        pytest.param("VISCOUNT TOLLAND said that the ships would sail.", "Tolland", "", id="a peer"),
        pytest.param("MR TOLLAND said that the ships would sail.", "Tolland", "", id="without a stop"),
        pytest.param("MIRA VALE (Norway) said the draft was fair.", "Mira Vale", "NOR", id="a delegate"),
        pytest.param("Mira VALE (Norway) said the draft was fair.", "Mira Vale", "NOR", id="a surname in capitals"),
        pytest.param("Ms. VALE (Norway) said the draft was fair.", "Vale", "NOR", id="a delegate with a title"),
        pytest.param(
            "JUAN RAMÓN DE LA VEGA ORR (Mexico) stressed that talks were the only way.",
            "Juan Ramón de la Vega Orr", "MEX", id="a long name",
        ),
        pytest.param("Mira Vale (Oslo) said the draft was fair.", "Mira Vale", "", id="a city may be just a place"),
        pytest.param("NATO (Brussels) said the draft was fair.", "NATO", "", id="initials are no person"),
    ],
)  # fmt: skip
def test_the_bracket_behind_a_name_is_nobody_who_speaks(text: str, name: str, country: str) -> None:
    *_, found = analyze_article(Article(LEAD + text))
    assert (found.actor.name, found.actor.country) == (name, country)


def test_who_stands_in_a_bracket_that_is_a_clause_may_speak() -> None:
    text = LEAD + "Premier Jan Holub (whose minister Ana Koss said that talks were over) left."
    assert [found.actor.name for found in analyze_article(Article(text))] == ["Ana Koss"]


def test_a_name_in_capitals_is_the_same_person_as_in_small_letters() -> None:
    text = LEAD + "MIRA VALE (Norway) said the draft was fair.\n\nLater Mira Vale told reporters that she would sign."
    assert {found.actor.name for found in analyze_article(Article(text))} == {"Mira Vale"}


@given(st.text(st.characters(categories=["Lu", "Ll", "Zs", "Pd", "Po"]), max_size=40))
def test_a_name_without_capitals_has_the_same_letters_and_stays_so(name: str) -> None:
    once = without_capitals(name, also_parts=True)
    assert once.casefold() == name.casefold()
    assert without_capitals(once, also_parts=True) == once
