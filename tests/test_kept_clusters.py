"""Clusters that are kept up to date are those found anew, whatever changed and in whichever order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from analytics import kept_clusters
from analytics.clusters import Said, cluster_quotes, cluster_said
from analytics.corrections import Author, correct
from analytics.database import CLUSTERS, PAIRS, TOUCHED, WORDINGS
from analytics.kept_clusters import find_clusters
from analytics.records import Article
from analytics.registrations import register
from analytics.schema import Row
from analytics.store import QuoteFilter, Store, open_store
from tests.conftest import blank_store, row_of

WHOLE = "We will answer any attack on our ships with a swift, severe and united response"
SAYINGS = (
    WHOLE,
    WHOLE.upper() + "!",
    WHOLE.replace("a swift", "swift"),
    WHOLE.replace("will", "will not"),
    WHOLE.replace("ships", "vessels"),
    "answer any attack on our ships",
    "a swift, severe and united response",
    f"{WHOLE}. We will not strike any ship at sea.",
    "We will strike any ship at sea",
    "strike any ship at sea",
    "We are ready now",
    "We are ready",
    "[Our friends] are ready for talks at sea now",
    "They are ready for talks at sea now",
    "Our friends are ready for talks at sea now, and for peace",
)
DAYS = ("", "2025-03-01", "2025-03-12", "2025-03-24", "2025-04-04", "2026-01-01")
ACTORS = (("Ada Quell", ""), ("Ada Quell", "Q1"), ("ADA QUELL", "Q2"), ("Piet Lorne", ""), ("", ""))

SAID = st.tuples(st.sampled_from(SAYINGS), st.sampled_from(ACTORS), st.sampled_from(("direct", "mixed")))
ARTICLE = st.tuples(st.sampled_from(DAYS), st.lists(SAID, min_size=1, max_size=4))
STEP = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 11)),
    st.tuples(st.just("elsewhere"), st.integers(0, 11)),
    st.tuples(st.just("delete"), st.integers(0, 11)),
    st.tuples(st.just("bring back"), st.integers(0, 11)),
    st.tuples(st.just("correct"), st.integers(0, 11)),
    st.tuples(st.just("no quote"), st.integers(0, 11)),
    st.tuples(st.just("look"), st.just(0)),
)


def made(number: int, day: str, said: list[tuple[str, tuple[str, str], str]]) -> tuple[Article, list[Row]]:
    """Make an article and its rows; the same number is another article on another day."""
    article = Article(f"{number} {day}", published=day)
    return article, [
        row_of(article, place, quote=words, actor=actor, actor_id=actor_id, kind=kind, cue="said",
               sentence=f"She said she would not “{words}”." if place % 2 else f"“{words},” she said.")
        for place, (words, (actor, actor_id), kind) in enumerate(said)
    ]  # fmt: skip


def take(store: Store, step: tuple[str, int], articles: list[tuple[Article, list[Row]]]) -> None:
    article, rows = articles[step[1] % len(articles)]
    if step[0] == "add":
        store.add(article, rows, collection="One")
    elif step[0] == "elsewhere":
        store.add(article, rows, collection="Two")
    elif step[0] == "delete":
        store.delete([article.id])
    elif step[0] == "bring back":
        store.undelete([article.id])
    elif store.quote(rows[0]["quote_id"]):
        column, new = ("actor", "Piet Lorne") if step[0] == "correct" else ("kind", "not a quote")
        correct(store, rows[0]["quote_id"], column, new, "tester")


def kept(store: Store) -> dict[str, tuple[str, str]]:
    """Bring the clusters up to date, and give them as they are kept."""
    store.keep_clusters()
    with store.reading() as connection:
        query = select(CLUSTERS.c.quote_id, CLUSTERS.c.cluster_id, CLUSTERS.c.home)
        return {line[0]: (line[1], line[2]) for line in connection.execute(query)}


def anew(store: Store) -> dict[str, tuple[str, str]]:
    with store.reading() as connection:
        return find_clusters(connection)


def words_kept(store: Store) -> tuple[set[Any], set[Any]]:
    with store.reading() as connection:
        wordings, pairs = (set(map(tuple, connection.execute(select(table)).all())) for table in (WORDINGS, PAIRS))
    return wordings, pairs


@contextmanager
def never_whole() -> Iterator[None]:
    """Have every change after the first looked up, however large it is for the store."""
    with patch.object(kept_clusters, "_WHOLE", 1e-6):
        yield


@settings(max_examples=150)
@given(st.lists(ARTICLE, min_size=1, max_size=6), st.lists(STEP, max_size=14))
def test_clusters_brought_up_to_date_are_those_found_anew(
    articles: list[tuple[str, list[Any]]], steps: list[tuple[str, int]]
) -> None:
    with blank_store() as store, never_whole():
        store.keep_clusters()
        known = [made(number, *article) for number, article in enumerate(articles)]
        for step in steps:
            take(store, step, known)
            if step[0] == "look":
                assert kept(store) == anew(store)
        assert kept(store) == anew(store)
        words = words_kept(store)
        with store.writing() as connection:
            kept_clusters._begin_anew(connection)
        assert kept(store) == anew(store)
        assert words_kept(store) == words, "nothing is left of words that are gone, and none is missing"


@settings(max_examples=30)
@given(st.lists(ARTICLE, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_in_which_articles_come_does_not_matter(articles: list[tuple[str, list[Any]]], chance: Any) -> None:  # noqa: ANN401
    known = [made(number, *article) for number, article in enumerate(articles)]
    found = []
    for _ in range(2):
        with blank_store() as store, never_whole():
            for article, rows in known:
                store.add(article, rows, collection="One")
                kept(store)
            found.append(kept(store))
            rows = store.quotes(QuoteFilter(kinds=()))
            assert {key: cluster for key, (cluster, _) in found[-1].items()} == cluster_quotes(rows)
        chance.shuffle(known)
    assert found[0] == found[1]


def test_a_name_that_gets_an_id_joins_what_was_said_without_one(store: Store) -> None:
    with never_whole():
        for number, (actor, actor_id) in enumerate((("Ada Quell", ""), ("Piet Lorne", ""))):
            store.add(*made(number, "2025-03-01", [(WHOLE, (actor, actor_id), "direct")]), collection="One")
        assert len({cluster for cluster, _ in kept(store).values()}) == 2
        store.add(*made(2, "2025-03-02", [(WHOLE, ("Quell", "Q1"), "direct")]), collection="One")
        store.add(*made(3, "2025-03-02", [("No", ("Ada Quell", "Q1"), "direct")]), collection="One")
        found = kept(store)
        assert found == anew(store)
        assert len({cluster for cluster, _ in found.values()}) == 3
        store.delete([made(3, "2025-03-02", [])[0].id])
        assert kept(store) == anew(store)
        assert len({cluster for cluster, _ in kept(store).values()}) == 3


def test_an_entry_in_the_registry_changes_who_spoke_in_the_clusters_too(store: Store) -> None:
    with never_whole():
        for number, actor in enumerate(("Ada Quell", "Minister Quell")):
            store.add(*made(number, "2025-03-01", [(WHOLE, (actor, ""), "direct")]), collection="One")
        assert len({cluster for cluster, _ in kept(store).values()}) == 2
        entry = {"id": "own-1", "name": "Ada Quell", "kind": "person", "aliases": "Minister Quell"}
        register(store, "One", {"own-1": [entry]}, Author("tester"))
        assert kept(store) == anew(store)
        assert len({cluster for cluster, _ in kept(store).values()}) == 1


def fill(store: Store, articles: int) -> None:
    """Store articles that share a few wire copies, each with words of its own."""
    for number in range(articles):
        said = [
            (f"The matter of point {number} and port {number * 7} stays open", ("Ada Quell", ""), "direct"),
            (f"We will strike any ship at sea near port {number // 3}", ("Piet Lorne", ""), "direct"),
        ]
        store.add(*made(number, f"2025-{1 + number % 12:02}-01", said), collection="One")


@pytest.mark.parametrize("articles", [60, 240])
def test_one_more_article_reads_and_writes_as_much_in_a_large_store_as_in_a_small_one(
    tmp_path: Path, articles: int
) -> None:
    with open_store(f"sqlite:///{tmp_path / 'parley.db'}") as store:
        fill(store, articles)
        store.keep_clusters()
        said = [(f"We will strike any ship at sea near port {articles // 3}", ("Piet Lorne", ""), "direct")]
        store.add(*made(articles + 1, "2025-03-01", said), collection="One")
        with store.reading() as connection:
            assert len(connection.execute(select(TOUCHED)).all()) == 1
            engine = connection.engine
        asked: list[str] = []
        event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
        compared: list[int] = []

        def clustered(said: Iterable[Said]) -> dict[str, str]:
            given = list(said)
            compared.append(len(given))
            return cluster_said(given)

        with patch.object(kept_clusters, "cluster_said", clustered):
            store.keep_clusters()
        assert len(asked) < 40
        assert sum(compared) < 40
        with store.reading() as connection:
            assert not connection.execute(select(TOUCHED)).all()
        assert kept(store) == anew(store)


def test_what_was_not_kept_up_to_date_is_found_anew(store: Store) -> None:
    fill(store, 5)
    assert store.keep_clusters()
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE key = 'clustered'")
        connection.exec_driver_sql("DELETE FROM pairs")
    assert kept(store) == anew(store)
    assert words_kept(store)[1]
