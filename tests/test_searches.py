"""A search means the same to the full-text index, to LIKE and to plain Python, and nothing that is typed breaks it."""

from __future__ import annotations

import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select
from sqlalchemy.dialects import postgresql

from analytics.columns import read_columns
from analytics.database import QUOTES
from analytics.fulltext import Holding, holding
from analytics.records import Article
from analytics.searches import LONGEST, MOST_WORDS, found_spans, holds, read_search, searchable
from analytics.store import QuoteFilter, Store, open_store
from tests.conftest import blank_store, row_of

WORDS = st.sampled_from(
    ["we", "will", "Will", "war", "wars", "Genève", "geneve", "won't", "won’t", "cease-fire", "“", "”", '"', "*",
     "war*", "NOT", "OR", "NEAR(", "searchable:", "^", "-", "1,000", "和平", "和", "\x00", "\ud800", "%", "_", "'", ";",
     "ß", "SS"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(WORDS, max_size=8).map(" ".join), st.lists(WORDS, max_size=4).map("".join), st.text())


@pytest.mark.parametrize(
    ("search", "text", "expected"),
    [
        pytest.param("WAR peace", "Peace, not war.", True, id="words in any order, whatever their case"),
        pytest.param("war peace", "No more war.", False, id="every word has to be there"),
        pytest.param("war", "Warriors came.", False, id="a word is whole"),
        pytest.param("war*", "Warriors came.", True, id="a beginning"),
        pytest.param('"not a war"', "It is not a war!", True, id="a phrase"),
        pytest.param("“not a war”", "It is a war, not peace", False, id="a phrase in its order"),
        pytest.param("geneve", "GENÈVE", True, id="without accents"),
        pytest.param("Genève", "Gene\u0300ve", True, id="accents apart"),
        pytest.param("won't", "We won’t", True, id="any apostrophe"),
        pytest.param("iran", "Iran’s ships", True, id="a possessive"),
        pytest.param("cease-fire", "a cease fire", True, id="a hyphen"),
        pytest.param("cease-fire", "fire, then cease", False, id="the parts of a word stand together"),
        pytest.param("U.S.", "the U.S. Navy", True, id="an initialism"),
        pytest.param("和平", "我们要和平", True, id="signs without blanks"),
        pytest.param("平和", "我们要和平", False, id="signs in their order"),
        pytest.param("war OR peace", "war", False, id="OR is a word"),
        pytest.param('an "open phrase', "an open phrase", True, id="a mark that is not closed"),
        pytest.param("100%", "a hundred, 100", True, id="marks are passed over"),
    ],
)  # fmt: skip
def test_a_search_finds_words_and_phrases(search: str, text: str, expected: bool) -> None:
    assert holds(text, read_search(search)) is expected


@pytest.mark.parametrize(
    ("search", "sentence"),
    [
        pytest.param("x" * (LONGEST + 1), "at most 1,000 characters", id="too long"),
        pytest.param("a b " * MOST_WORDS, "", id="the same words again"),
        pytest.param(" ".join(f"w{n}" for n in range(MOST_WORDS + 1)), "at most 40 words", id="too many words"),
        pytest.param('"*" % _ \x00', "without a letter or digit", id="marks alone"),
        pytest.param("\ud800", "without a letter or digit", id="half a character"),
    ],
)
def test_what_cannot_be_searched_for_is_told(search: str, sentence: str) -> None:
    found = read_search(search)
    assert sentence in found.fault
    assert bool(found.phrases) is not bool(found.fault)


@given(TEXTS, TEXTS)
def test_index_like_and_python_agree(search: str, quote: str) -> None:
    words = quote.encode("utf-8", "ignore").decode().replace("\x00", "")
    article, read = Article("text"), read_search(search)
    with blank_store() as store:
        store.add(article, [row_of(article, quote=words)], collection="Talks")
        found = bool(store.count(QuoteFilter(kinds=(), text=search))) if search else holds(words, read)
        condition = holding(QUOTES.c.searchable, read)
        query = select(QUOTES.c.quote_id).where(condition.by_patterns if isinstance(condition, Holding) else condition)
        with store.reading() as connection:
            by_like = bool(connection.execute(query).all())
        by_columns = bool(read_columns(store).count(QuoteFilter(kinds=(), text=search))) if search else by_like
    assert found == by_like == by_columns == holds(words, read)


@given(TEXTS, TEXTS)
def test_found_words_are_stretches_of_the_text_and_there_whenever_it_is_found(search: str, text: str) -> None:
    read = read_search(search)
    spans = found_spans(text, read)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    if holds(text, read):
        assert spans
        marked = " ".join(searchable(span.of(text)) for span in spans)
        assert all(phrase.words[0] in marked for phrase in read.phrases)


def test_other_databases_look_for_the_same_words_with_like() -> None:
    query = select(QUOTES.c.quote_id).where(holding(QUOTES.c.searchable, read_search('no "more war" sanc*')))
    written = str(query.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
    assert "MATCH" not in written
    assert written.count("LIKE") == 3
    assert "' more war '" in written


def filled(place: Path) -> Store:
    store = open_store(f"sqlite:///{(place / 'parley.db').as_posix()}")
    for number in range(20):
        article = Article(f"text {number}")
        store.add(article, [row_of(article, quote=f"A word {number} of peace")], collection="Talks")
    return store


def counts(store: Store) -> list[int]:
    return [store.count(QuoteFilter(kinds=(), text=text)) for text in ("peace", "word 3", '"word 1"', "wo*")]


def test_the_index_follows_what_is_added_deleted_and_brought_back(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        assert counts(store) == [20, 1, 1, 20]
        gone = [line["id"] for line in store.articles()][:19]
        store.delete(gone)
        assert counts(store)[0] == 1
        store.undelete(gone)
        assert counts(store) == [20, 1, 1, 20]
        with store.reading() as connection:
            connection.exec_driver_sql("INSERT INTO quotes_words(quotes_words, rank) VALUES ('integrity-check', 1)")


def test_the_index_outlives_vacuum(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        store.delete([line["id"] for line in store.articles()][:7])
        before = counts(store)
    with sqlite3.connect(tmp_path / "parley.db") as connection:
        connection.execute("VACUUM")
    connection.close()
    with open_store(f"sqlite:///{tmp_path / 'parley.db'}") as store:
        assert counts(store) == before


def test_a_search_asks_the_index_and_reads_no_text(tmp_path: Path) -> None:
    asked: list[str] = []
    with filled(tmp_path) as store:
        columns = read_columns(store)
        with store.reading() as connection:
            event.listen(connection.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
        assert columns.count(QuoteFilter(kinds=(), text="peace")) == 20
        asked = [statement for statement in asked if not statement.startswith("BEGIN")]
        assert len(asked) == 1
        with store.reading() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0]}", ("peace",)).all()
    assert [line[-1] for line in plan] == ["SCAN quotes_words VIRTUAL TABLE INDEX 0:M1"]
