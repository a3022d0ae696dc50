"""Copies, updates and cut versions are linked and never merged; an article that says the opposite is no copy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.copies import CopyFinder, is_turned
from analytics.records import Article
from analytics.store import Store

REPORT = """Envoys meet in Varn as the border stays shut

VARN, March 14, 2025 — The two delegations sat together for about three hours in a customs house by the river. Aides
on both sides described the mood as tense but businesslike.

“We will accept a line drawn by neutral engineers,” Defence Minister Ada Quell told reporters.

Piet Lorne, the envoy of the other side, said “the door remains open.”

The talks go on next week in the same place, with a smaller circle of advisers and without the press.
"""
OTHER = "Envoys meet in Varn as the border stays shut\n\nA wholly different report. “Nothing,” he said that day.\n"
MARKS = str.maketrans("“”", '""')
LATER = " ".join(f"Adviser {n} said on day {n} that town {n} had seen {n} carts." for n in range(12))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(REPORT.translate(MARKS).replace("\n", "\r\n"), "copy", id="marks and line ends"),
        pytest.param(f"(Wire) {REPORT}".replace("about three", "nearly three"), "copy", id="small edits"),
        pytest.param(REPORT.replace("Envoys meet in Varn as", "Talks begin while"), "copy", id="another headline"),
        pytest.param(
            f"{REPORT}{LATER}",
            "part",
            id="an update holds the report",
        ),
        pytest.param("\n\n".join(REPORT.split("\n\n")[1:4]), "update", id="a cut version is held by the report"),
        pytest.param(OTHER, "", id="the same headline alone"),
        pytest.param(REPORT.replace("will accept", "will not accept"), "", id="a negation"),
        pytest.param(REPORT.replace("We will accept", "We won’t accept"), "", id="a short negation"),
        pytest.param(REPORT.replace("the door remains", "the door never remains"), "", id="never"),
        pytest.param("Too short.", "", id="a few words"),
    ],
)
def test_what_is_much_alike_is_linked(text: str, kind: str) -> None:
    finder = CopyFinder()
    finder.add("report", REPORT)
    found = finder.find({"new": text}, {"report": REPORT}.get).get("new", [])
    assert [copy.kind for copy in found] == ([kind] if kind else [])


def test_articles_of_one_style_are_not_alike() -> None:
    finder = CopyFinder()
    texts = {
        str(n): f"Minister {n} spoke. “We will do {n} things at {n} places,” the minister said. " * 3 for n in range(9)
    }
    for key, text in texts.items():
        finder.add(key, text)
    assert finder.find(texts, texts.get) == {}


@given(st.text(max_size=200), st.text(max_size=200))
def test_being_turned_is_mutual(one: str, other: str) -> None:
    assert is_turned(one, other) == is_turned(other, one)
    assert not is_turned(one, one)


def test_the_store_tells_copies_and_keeps_both(store: Store) -> None:
    first = Article(REPORT, "Envoys meet", "2025-03-14", "The Varn Post")
    late = Article(f"(Wire) {REPORT}", "Envoys meet again", "2025-03-15", "Wire")
    denied = Article(REPORT.replace("will accept", "will not accept"), "Never", "2025-03-15", "Wire")
    for article in (first, late, denied):
        store.add(article, [], collection="Tests")
    assert len(store.articles("Tests")) == 3
    found = store.copies([first], "Tests")
    assert [(line["title"], line["outlet"], line["kind"]) for line in found[first.id]] == [
        ("Envoys meet again", "Wire", "copy")
    ]
    assert store.copies([denied], "Tests") == {}
    assert store.copies([first], "Elsewhere") == {}


def test_copies_are_looked_for_at_about_the_day(store: Store) -> None:
    store.add(Article(REPORT, "Then", "2024-01-01"), [], collection="Tests")
    wire = f"(Wire) {REPORT}"
    assert store.copies([Article(wire, "Now", "2025-03-14")], "Tests") == {}
    undated = Article(wire, "Undated")
    assert store.copies([undated], "Tests")[undated.id][0]["title"] == "Then"


def test_copies_are_looked_for_at_the_end_of_the_calendar(store: Store) -> None:
    store.add(Article(REPORT, "Then", "9999-12-24"), [], collection="Tests")
    for_ever = Article(f"(Wire) {REPORT}", "Now", "9999-12-31")
    assert store.copies([for_ever], "Tests")[for_ever.id][0]["title"] == "Then"


def test_copies_that_come_together_are_told_before_they_are_stored(store: Store) -> None:
    pair = [Article(REPORT, "One"), Article(f"(Wire) {REPORT}", "Two")]
    assert {key: lines[0]["title"] for key, lines in store.copies(pair, "Tests").items()} == {
        pair[0].id: "Two",
        pair[1].id: "One",
    }


def test_a_deleted_article_is_no_copy(store: Store) -> None:
    first = Article(REPORT, "One")
    store.add(first, [], collection="Tests")
    wire = Article(f"(Wire) {REPORT}", "Two")
    assert store.copies([wire], "Tests")
    store.delete([first.id])
    assert store.copies([wire], "Tests") == {}
