"""What is uploaded becomes drafts; one bad or slow piece leaves the others."""

from __future__ import annotations

import itertools

import pytest

from analytics.records import Article, ScoredQuote
from views import drafts
from views.drafts import Draft, Drafts, counted_drafts, mend_draft

TABLE = b"text,title\n" + b"".join(b"Nothing was said on day %d.,Day %d\n" % (n, n) for n in range(5))


def test_articles_that_come_after_the_time_are_left_out_and_told() -> None:
    clock = itertools.count(1.0)
    read = Drafts({}, deadline=3.0, clock=lambda: next(clock))
    assert list(read.read("table.csv", TABLE)) == [(0, 5), (1, 5), (2, 5)]  # one look at the clock for the file
    assert [draft.article.title for draft in read.found.values()] == ["Day 0", "Day 1"]
    assert list(read.read("more.csv", TABLE)) == []
    assert [(name, words[:20]) for name, words in read.problems] == [
        ("table.csv", "3 articles left out:"),
        ("more.csv", "Not read: reading to"),
    ]


def test_within_the_time_all_are_read_and_nothing_is_told() -> None:
    read = Drafts({})
    assert len(list(read.read("table.csv", TABLE))) == len(read.found) == 5
    assert (read.problems, read.notes) == ([], [])


def test_a_text_read_twice_is_listed_once_and_told() -> None:
    read = Drafts({})
    for name in ("a.txt", "b.txt"):
        list(read.read(name, b"Nothing was said."))
    assert len(read.found) == 1
    assert [note.member for note in read.notes] == ["b.txt"]
    assert read.problems == []


def test_a_fault_in_one_article_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(article: Article) -> list[ScoredQuote]:
        if article.title == "Day 1":
            raise RecursionError
        return []

    monkeypatch.setattr(drafts, "analyze_article", fail)
    read = Drafts({})
    list(read.read("table.csv", TABLE))
    assert len(read.found) == 4
    assert "RecursionError" in read.problems[0].message


def test_indirect_statements_are_counted_apart() -> None:
    read = Drafts({})
    list(read.read("a.txt", b'"We will wait," Mayor Ada Quell said. Envoy Piet Lorne said that the talks would go on.'))
    assert counted_drafts(list(read.found.values())) == "1 quote, 1 indirect statement"


def test_a_mended_draft_keeps_what_was_read() -> None:
    read = Draft(Article("They met.", "Talks"), ())
    mended = mend_draft(read, {"published": "2025-05-02", "ticked": False})
    assert mended.article == read.article
    assert (mended.wanted.title, mended.wanted.published, mended.ticked) == ("Talks", "2025-05-02", False)
    assert mend_draft(mended, {"published": ""}).mended is None
