"""Words that name people and bodies: titles are told from names, nominals keep their modifiers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.mentions import find_mentions
from analytics.records import Article, Mention
from analytics.regions import mark_regions


def mentions_of(text: str) -> list[Mention]:
    article = Article(text)
    return find_mentions(article, mark_regions(article))


@pytest.mark.parametrize(
    ("text", "words", "name", "title"),
    [
        pytest.param(
            "Secretary of State Anna Vale left.",
            "Secretary of State Anna Vale",
            "Anna Vale",
            "Secretary of State",
            id="office with of",
        ),
        pytest.param(
            "Then Russian Foreign Minister Piet Brann left.",
            "Russian Foreign Minister Piet Brann",
            "Piet Brann",
            "Russian Foreign Minister",
            id="demonym and office",
        ),
        pytest.param(
            "UN special coordinator Jon Marr left.",
            "UN special coordinator Jon Marr",
            "Jon Marr",
            "UN special coordinator",
            id="initials open the sentence",
        ),
        pytest.param(
            "Then White House spokesman Jon Marr left.",
            "White House spokesman Jon Marr",
            "Jon Marr",
            "White House spokesman",
            id="lower-case office",
        ),
        pytest.param(
            "Then US secretary of state Anna Vale left.",
            "US secretary of state Anna Vale",
            "Anna Vale",
            "US secretary of state",
            id="lower-case office with of",
        ),
        pytest.param(
            "Mother-of-two Anna Vale left.",
            "Mother-of-two Anna Vale",
            "Anna Vale",
            "Mother-of-two",
            id="what one is before the name",
        ),
        pytest.param("Then Mr. Vale left.", "Mr. Vale", "Vale", "Mr.", id="civil title"),
        pytest.param("Then J. Randy Vale left.", "J. Randy Vale", "J. Randy Vale", "", id="initial first"),
        pytest.param("Then Hassan al-Omari left.", "Hassan al-Omari", "Hassan al-Omari", "", id="particle"),
        pytest.param("Then Anna Vale’s aeroplane left.", "Anna Vale", "Anna Vale", "", id="possessive cut off"),
    ],
)
def test_a_name_is_parted_from_its_title(text: str, words: str, name: str, title: str) -> None:
    found = next(m for m in mentions_of(text) if m.kind == "name")
    assert (found.span.of(text), found.name, found.title) == (words, name, title)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        pytest.param("Then a senior U.S. official left.", "nominal", "a senior U.S. official", id="unnamed official"),
        pytest.param("Then the foreign ministry objected.", "body", "the foreign ministry", id="ministry"),
        pytest.param("Then officials objected.", "group", "officials", id="group"),
        pytest.param("Then Moscow objected.", "body", "Moscow", id="capital"),
        pytest.param("Then the Kremlin objected.", "body", "the Kremlin", id="metonym"),
        pytest.param(
            "Then the Democratic Republic of Congo objected.",
            "body",
            "the Democratic Republic of Congo",
            id="a state with of in its name",
        ),
        pytest.param(
            "Then the presidents of Norway and the Republic of Congo objected.",
            "group",
            "the presidents of Norway and the Republic of Congo",
            id="those of two states",
        ),
        pytest.param(
            "Norway’s prime minister has objected.",
            "nominal",
            "Norway’s prime minister",
            id="a possessor first",
        ),
        pytest.param(
            "Then the spokesman of Karl Voss’s army objected.",
            "nominal",
            "the spokesman of Karl Voss’s army",
            id="of what is somebody's",
        ),
        pytest.param(
            "Then the spokesman of Karl Voss’s self-styled “Harbour Army” objected.",
            "nominal",
            "the spokesman of Karl Voss’s self-styled “Harbour Army”",
            id="of a body by its own account",
        ),
        pytest.param("Then the ex-Harbour Guard objected.", "nominal", "the ex-Harbour Guard", id="what one was"),
        pytest.param(
            "Then Norway’s Minister of State for Harbour Affairs objected.",
            "nominal",
            "Norway’s Minister of State for Harbour Affairs",
            id="a minister of state",
        ),
        pytest.param(
            "Then the sister of Norwegian leader Erik Dahl objected.",
            "nominal",
            "the sister of Norwegian leader Erik Dahl",
            id="of somebody with an office",
        ),
        pytest.param("Then she objected.", "pronoun", "she", id="pronoun"),
        pytest.param("Then a statement said so.", "document", "a statement", id="document"),
    ],
)
def test_other_mentions_are_told_by_kind(text: str, kind: str, words: str) -> None:
    assert (kind, words) in [(m.kind, m.span.of(text)) for m in mentions_of(text)]


def test_days_and_sentence_openers_are_no_names() -> None:
    found = mentions_of("However, talks stopped on Monday. Speaking later, nobody objected in March.")
    assert [m.span.of("") for m in found if m.kind == "name"] == []


@given(st.text(alphabet=st.sampled_from(list("abMS .,’'\n")), max_size=150))
def test_mentions_lie_in_order_inside_the_text(text: str) -> None:
    found = mentions_of(text)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in found)
    assert [m.span.start for m in found] == sorted(m.span.start for m in found)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        pytest.param("The talks failed. Another said so.", "nominal", "Another", id="one more"),
        pytest.param("It asked them, and 49 percent said no.", "group", "49 percent", id="a share"),
        pytest.param("“Go,” said the 46-year-old.", "nominal", "the 46-year-old", id="by age"),
        pytest.param("Clara White left. Then Ms. White said no.", "name", "Ms. White", id="a colour for a surname"),
        pytest.param("Leonard E. Burman came. Mr. Burman said no.", "name", "Mr. Burman", id="a demonym for a surname"),
        pytest.param("Furious MPs left.", "group", "Furious MPs", id="members described as a name may be"),
        pytest.param("The Danish side said no.", "group", "The Danish side", id="a side"),
        pytest.param("Diane Small came. Small said no.", "name", "Small", id="a plain word for a surname"),
    ],
)
def test_subjects_that_are_plain_words_are_mentions(text: str, kind: str, words: str) -> None:
    assert (kind, words) in [(mention.kind, mention.span.of(text)) for mention in mentions_of(text)]


@pytest.mark.parametrize("text", ["Most of the talks failed.", "It was one of two plans.", "No one said so."])
def test_a_quantity_that_does_nothing_is_no_mention(text: str) -> None:
    assert [mention.span.of(text) for mention in mentions_of(text) if mention.kind == "group"] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("It was a major issue for them.", [], id="an adjective"),
        pytest.param("Then a major said no.", ["a major"], id="a rank"),
        pytest.param(
            "Then the High Negotiations Committee left.", ["the High Negotiations Committee"], id="a plain word"
        ),
    ],
)
def test_a_word_that_is_also_an_adjective_names_nobody_before_a_noun(text: str, words: list[str]) -> None:
    found = [mention.span.of(text) for mention in mentions_of(text) if mention.kind in ("nominal", "body")]
    assert found == words


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Defense",
        "Council of Europe",
        "Association of Ferry Pilots",
        "Council on Foreign Relations",
        "Committee to Protect Journalists",
        "International Committee of the Red Cross",
        "Organization for Harbour Safety",
        "Party of Regions",
        "NATO",
    ],
)
def test_a_body_is_named_with_what_it_is_for(name: str) -> None:
    article = Article(f"It rained all day in the harbour, where the ships waited. {name} said so.")
    found = find_mentions(article, mark_regions(article))
    assert [(m.kind, m.name) for m in found if m.kind in ("body", "name", "group")] == [("body", name)]


def test_an_office_of_a_body_is_a_person() -> None:
    article = Article("It rained all day. Secretary General of the Council of Europe Ana Vale said so.")
    assert not [m for m in find_mentions(article, mark_regions(article)) if m.kind == "body"]
