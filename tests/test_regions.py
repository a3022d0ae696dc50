"""Page furniture is marked, and every character keeps its place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.records import Article
from analytics.regions import mark_regions

BODY = "The minister arrived in the capital on Monday for talks that nobody had expected.\n\nShe left at noon."


def kinds(text: str, title: str = "") -> dict[str, str]:
    article = Article(text, title=title)
    return {region.span.of(text).split("\n")[0][:40]: region.kind for region in mark_regions(article)}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("Source link", "navigation", id="source link"),
        pytest.param("Anna Vale, Piet Brann and the Wire Desk contributed.", "contributors", id="contributors"),
        pytest.param("(Reporting by Anna Vale; Editing by Piet Brann)", "contributors", id="agency sign-off"),
        pytest.param("Follow Anna Vale on Twitter @vale.", "navigation", id="follow line"),
        pytest.param("Photo by Anna Vale/Reuters", "credit", id="credit line"),
        pytest.param("© 2025 The Harbour Wire", "navigation", id="copyright"),
        pytest.param(
            "He contributed to the talks for years, she said, and then he left.", "body", id="a plain sentence"
        ),
    ],
)
def test_a_line_of_page_furniture_is_told_from_text(line: str, kind: str) -> None:
    assert kinds(f"{BODY}\n\n{line}")[line[:40]] == kind


def test_a_credit_glued_to_a_caption_is_cut_off() -> None:
    text = f"{BODY}\n\nSoldiers stand guard at the bridge.Jan Moor / Anadolu Agency via Getty Images"
    found = {region.kind: region.span.of(text) for region in mark_regions(Article(text))}
    assert found["caption"] == "Soldiers stand guard at the bridge."
    assert found["credit"].startswith("Jan Moor")


def test_a_menu_glued_to_the_headline_is_navigation_and_the_headline_follows() -> None:
    headline = "Two states meet at ‘last chance’ talks over the strait"
    text = f"HomeBreaking News{headline}\n\n{headline}\n\n{BODY}"
    assert [region.kind for region in mark_regions(Article(text))][:2] == ["navigation", "title"]


def test_front_matter_is_a_region_and_stays_in_the_text() -> None:
    text = f"---\ntitle: Talks\ndate: 2025-03-03\n---\n{BODY}"
    first = mark_regions(Article(text))[0]
    assert (first.kind, first.span.of(text)) == ("front matter", "---\ntitle: Talks\ndate: 2025-03-03\n---\n")


@pytest.mark.parametrize(
    ("line", "title", "kind"),
    [
        pytest.param("“We will go,” Vale told Brann.", "", "body", id="a lead with attributed words"),
        pytest.param("‘We will go,’ Vale told Brann.", "", "body", id="the same in single marks"),
        pytest.param("Vale told Brann: “We will go.”", "Other", "body", id="a lead that ends with the quote"),
        pytest.param("Vale left the hall.", "Talks fail in Oslo", "body", id="a short lead under another title"),
        pytest.param("Vale left the hall.", "", "title", id="a headline with a stop"),
        pytest.param("Vale Says Brann Was “Unfit”", "", "title", id="a headline that quotes"),
        pytest.param("Vale says Brann was unfit", "Other", "title", id="a second headline, no stop"),
        pytest.param("Vale Told Brann: “We Will Go.”", "", "title", id="a headline in capitals with a stop"),
    ],
)
def test_a_first_paragraph_that_reports_speech_is_no_headline(line: str, title: str, kind: str) -> None:
    assert kinds(f"{line}\n\n{BODY}", title)[line[:40]] == kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("“We will go,” Vale said at the bridge.", "body", id="somebody speaks in it"),
        pytest.param("Some of the soldiers stand at the “bridge of sighs” in the rain.", "caption", id="nobody does"),
    ],
)
def test_a_caption_with_attributed_words_is_read(line: str, kind: str) -> None:
    text = f"{BODY}\n\n{line}Jan Moor / Anadolu Agency via Getty Images"
    assert kinds(text)[line[:40]] == kind


@given(st.text(alphabet=st.sampled_from(list("aB .\n-:“”/|")), max_size=200))
def test_regions_are_in_order_and_cover_every_letter(text: str) -> None:
    found = mark_regions(Article(text))
    assert all(one.span.end <= two.span.start for one, two in pairwise(found))
    assert sum(c.isalpha() for r in found for c in r.span.of(text)) == sum(c.isalpha() for c in text)
