"""Articles are added one by one, each durable when told; the sample keeps to itself."""

from __future__ import annotations

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
    with open_store(f"sqlite:///{store.place}", read_only=True) as other:
        assert other.known([first.id], "Talks") == {first.id}
        assert other.count(QuoteFilter(article_id=first.id, kinds=())) == first.quotes > 0
    second = next(coming)
    assert (second.status, second.quotes, second.message) == ("added", 0, "0 quotes found.")


def test_a_known_article_is_said_to_be_known(store: Store) -> None:
    statuses = [addition.status for addition in add_articles(store, [Article(TALKS)] * 2, collection="Talks")]
    assert statuses == ["added", "known"]


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


@pytest.mark.parametrize("name", [SAMPLE_COLLECTION, SAMPLE_COLLECTION.upper(), f" {SAMPLE_COLLECTION} "])
def test_nobody_adds_to_the_sample(store: Store, name: str) -> None:
    with pytest.raises(StoreError, match="fictional sample"):
        next(add_articles(store, [Article(TALKS)], collection=name))
    assert store.collections() == []


def test_the_sample_is_loaded_once_and_marked_as_fiction(store: Store) -> None:
    first = add_sample(store)
    assert {addition.status for addition in first} == {"added"}
    assert len(first) >= 14
    assert {addition.status for addition in add_sample(store)} == {"known"}
    (collection,) = store.collections()
    assert (collection["name"], collection["fictional"]) == (SAMPLE_COLLECTION, True)
    assert all(line["published"] and line["title"] and line["outlet"] for line in store.articles())
