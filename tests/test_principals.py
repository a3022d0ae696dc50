"""The country of one who speaks for or serves somebody, and of a name that closes an office."""

from __future__ import annotations

import pytest

from analytics import analyze_article
from analytics.records import Article


def last(text: str) -> tuple[str, str]:
    """Give who spoke last, by name or description, and the country."""
    found = analyze_article(Article(text))[-1]
    return found.speaker, found.actor.country


@pytest.mark.parametrize(
    ("text", "speaker", "country"),
    [
        pytest.param(
            "President Lars Holub of Norway left. A spokesman for President Holub said it was good to talk.",
            "spokesman", "NOR", id="whom a spokesman speaks for",
        ),
        pytest.param(
            "An aide to Norwegian President Lars Holub called it “a key in a lock”.",
            "aide", "NOR", id="whom an aide serves",
        ),
        pytest.param(
            "A spokeswoman for the Kremlin said the road was shut for good.", "spokeswoman", "RUS", id="a body",
        ),
        pytest.param(
            "President Lars Holub of Norway left. A lawyer for President Holub said it was good to talk.",
            "lawyer", "", id="a lawyer serves no state",
        ),
        pytest.param(
            "President Lars Holub of Norway left. Tom Berrill, a spokesman for President Holub, was brief. "
            "“No,” Mr Berrill said.",
            "Tom Berrill", "NOR", id="a spokesman with a name",
        ),
        pytest.param(
            "Norwegian Foreign Minister Lars Holub said his country had broken no rule. "
            "His deputy, Tom Berrill, said that the share of exports was small.",
            "Tom Berrill", "NOR", id="his deputy",
        ),
        pytest.param(
            "Norwegian Foreign Minister Lars Holub spoke. His counterpart, Ada Lund, called it “a small share”.",
            "Ada Lund", "", id="his counterpart is another's",
        ),
        pytest.param(
            "Norwegian Foreign Minister Lars Holub spoke. His guest, Ada Lund, called it “a small share”.",
            "Ada Lund", "", id="a guest holds no office of his",
        ),
    ],
)  # fmt: skip
def test_who_serves_somebody_is_of_that_ones_country(text: str, speaker: str, country: str) -> None:
    assert last(text) == (speaker, country)


@pytest.mark.parametrize(
    ("text", "speaker", "country"),
    [
        pytest.param(
            "Norway's ambassador to Finland Lars Holub said that it was late.",
            "Lars Holub", "NOR", id="an envoy behind the place of his post",
        ),
        pytest.param(
            "The head of the Norwegian Navy Lars Holub said that it was late.",
            "Lars Holub", "NOR", id="the head of a body",
        ),
        pytest.param(
            "Norway's consul general in Turku Lars Holub said that it was late.",
            "Lars Holub", "NOR", id="a consul behind a town",
        ),
        pytest.param(
            "The spokesman for the Norwegian Foreign Ministry Lars Holub said that it was late.",
            "Lars Holub", "NOR", id="a spokesman behind his house",
        ),
        pytest.param(
            "The president of the Lars Holub Foundation said that it was late.",
            "president of the Lars Holub Foundation", "", id="a foundation is no person",
        ),
        pytest.param(
            "The spokesman for President Lars Holub said that it was late.",
            "spokesman", "", id="a principal does not speak",
        ),
        pytest.param(
            "Norway's newly elected President Lars Holub said that it was late.",
            "Lars Holub", "NOR", id="newly elected",
        ),
        pytest.param(
            "State Duma member Lars Holub said that it was late.", "Lars Holub", "RUS", id="a member of a house",
        ),
        pytest.param(
            "Norway's Foreign Minister, Dr Holub, said that it was late.", "Holub", "NOR", id="a civil title between",
        ),
    ],
)  # fmt: skip
def test_a_name_behind_an_office_and_its_place_holds_the_office(text: str, speaker: str, country: str) -> None:
    assert last(text) == (speaker, country)


@pytest.mark.parametrize(
    "text",
    [
        "The ambassador to Finland, Lars Holub, said that it was late.",
        "Lars Holub, a UN envoy to Finland, said that it was late.",
        "The ambassador to Finland said that it was late.",
    ],
)
def test_an_envoy_is_not_of_the_country_where_he_is_sent(text: str) -> None:
    assert last(text)[1] == ""


@pytest.mark.parametrize(
    ("described", "noun"),
    [("Norway's consul general in Turku", "diplomat"), ("a Norwegian member of parliament", "lawmaker")],
)
def test_a_noun_takes_up_the_office_that_stands_beside_the_name(described: str, noun: str) -> None:
    assert last(f"Lars Holub, {described}, spoke first. “It is nonsense,” the {noun} said.") == ("Lars Holub", "NOR")
