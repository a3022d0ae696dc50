"""Articles are added one by one, each durable when told; the sample keeps to itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics import additions
from analytics.additions import SAMPLE_COLLECTION, add_articles, add_sample
from analytics.records import Article, ScoredQuote
from analytics.store import QuoteFilter, Store, StoreError, open_store
from tests.conftest import TALKS


def test_an_addition_is_durable_when_it_is_told(store: Store) -> None:
    articles = iter([Article(TALKS), Article("Nothing was said.")])
    coming = add_articles(store, articles, collection="Talks")
    first = next(coming)
    found = first.quotes + first.indirect
    with open_store(f"sqlite:///{store.place}", read_only=True) as other:
        assert other.known([first.id], "Talks") == {first.id}
        assert other.count(QuoteFilter(article_id=first.id, kinds=())) == found > 0
    second = next(coming)
    assert (second.status, second.quotes, second.message) == ("added", 0, "0 quotes found.")


def test_a_known_article_is_said_to_be_known(store: Store) -> None:
    statuses = [addition.status for addition in add_articles(store, [Article(TALKS)] * 2, collection="Talks")]
    assert statuses == ["added", "known"]


def test_indirect_statements_are_counted_apart_from_quotes(store: Store) -> None:
    article = Article("“We will wait,” Mayor Ada Quell said. Envoy Piet Lorne said that the talks would go on.")
    (addition,) = add_articles(store, [article], collection="Talks")
    assert (addition.quotes, addition.indirect) == (1, 1)
    assert addition.message == "1 quote, 1 indirect statement found."


def saved_again(store: Store, first: Article, second: Article, *, edited: bool) -> str:
    """Save two versions of an article, the second as a person left it; give what is told of it."""
    list(add_articles(store, [first], collection="Talks"))
    (addition,) = add_articles(store, [second], collection="Talks", edited={second.id} if edited else ())
    assert addition.status == "known"
    return addition.message


def test_a_later_date_of_a_known_article_is_not_dropped_without_a_word(store: Store) -> None:
    first = Article(TALKS, "Talks", "2025-03-01", "Varn Post")
    message = saved_again(store, first, replace(first, published="2025-03-05", title="More talks"), edited=False)
    assert message.startswith("Already in 'Talks'; its earlier date 2025-03-01 and title are kept; ")
    assert store.article(first.id) == first


def test_a_date_mended_by_hand_is_taken_over(store: Store) -> None:
    first = Article(TALKS, "Talks", "2025-03-01", "Varn Post")
    mended = replace(first, published="2025-03-05")
    assert "your changes were taken over" in saved_again(store, first, mended, edited=True)
    assert store.article(first.id) == mended
    assert [line["published"] for line in store.publications(first.id)] == ["2025-03-05"]
    assert {row["published"] for row in store.quotes(QuoteFilter(kinds=()))} == {"2025-03-05"}


def test_what_a_person_left_empty_is_not_forgotten(store: Store) -> None:
    first = Article(TALKS, "", "2025-03-01", "Varn Post")
    saved_again(store, first, Article(TALKS, "Talks", "", "Varn Post"), edited=True)
    assert store.article(first.id) == replace(first, title="Talks")
    assert {row["published"] for row in store.quotes(QuoteFilter(kinds=()))} == {"2025-03-01"}


def test_a_fault_in_one_article_does_not_stop_the_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = additions.analyze_article

    def fail(article: Article, *rest: object) -> list[ScoredQuote]:
        if article.text == "bad":
            raise RecursionError("too deep")
        return real(article, *rest)

    monkeypatch.setattr(additions, "analyze_article", fail)
    found = list(add_articles(store, [Article("bad"), Article("good")], collection="Talks"))
    assert [addition.status for addition in found] == ["error", "added"]
    assert "RecursionError" in found[0].message
    assert "too deep" not in found[0].message
    assert len(store.articles()) == 1


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(SAMPLE_COLLECTION, id="its name"),
        pytest.param(SAMPLE_COLLECTION.upper(), id="capitals"),
        pytest.param(f" {SAMPLE_COLLECTION} ", id="blanks around it"),
        pytest.param("Sample   (fictional)", id="blanks in it"),
        pytest.param("Ｓample (ｆictional)", id="full-width letters"),
    ],
)
def test_nobody_adds_to_the_sample(store: Store, name: str) -> None:
    with pytest.raises(StoreError, match="fictional sample"):
        next(add_articles(store, [Article(TALKS)], collection=name))
    assert store.collections() == []


@pytest.mark.usefixtures("sample_read_once")
def test_the_sample_is_loaded_once_and_marked_as_fiction(store: Store) -> None:
    first = add_sample(store)
    assert {addition.status for addition in first} == {"added"}
    assert len(first) >= 14
    assert {addition.status for addition in add_sample(store)} == {"known"}
    (collection,) = store.collections()
    assert (collection["name"], collection["fictional"]) == (SAMPLE_COLLECTION, True)
    assert all(line["published"] and line["title"] and line["outlet"] for line in store.articles())
