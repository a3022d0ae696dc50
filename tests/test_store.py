"""The store keeps whole articles, gives the same lines in the same order, and fails in sentences."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from analytics.clusters import cluster_quotes
from analytics.database import MIGRATIONS, SCHEMA_VERSION, plain_errors
from analytics.records import Article
from analytics.schema import NAMES, Row
from analytics.searches import holds, read_search
from analytics.store import ORDERS, QuoteFilter, Store, StoreError, open_store
from tests.conftest import ROOT, blank_store, row_of

ALL = QuoteFilter(kinds=())


def fill(store: Store, number: int = 3, collection: str = "Talks") -> list[Article]:
    """Store a few articles of three quotes each, on successive days of March 2025."""
    articles = [Article(f"text {n}", published=f"2025-03-{n + 1:02}", outlet="Varn Post") for n in range(number)]
    for article in articles:
        store.add(article, [row_of(article, place) for place in range(3)], collection=collection)
    return articles


def dump(store: Store) -> Any:  # noqa: ANN401 - compared only
    return (
        store.collections(),
        store.articles(),
        store.quotes(ALL),
        [store.publications(a["id"]) for a in store.articles()],
    )


# Adding


def test_an_article_comes_back_as_it_was_stored(store: Store) -> None:
    article = Article(
        "“Enough,”\r\nshe said. 😀", "A title", "2025-03-03", "Varn Post", "https://a.invalid", "a.txt", "en"
    )
    row = row_of(article, quote="“Enough,”\r\n… 😀", spans="[[1, 8]]", evidence='[{"words": "“x”"}]')
    assert store.add(article, [row], collection="Talks") == "added"
    assert store.article(article.id, "Talks") == article
    assert store.quotes(ALL) == [row | {"collection": "Talks"}]
    assert tuple(store.quotes(ALL)[0]) == NAMES


def test_the_same_article_twice_is_known_and_changes_nothing(store: Store) -> None:
    article = fill(store, 1)[0]
    before, version = dump(store), store.version()
    assert store.add(article, [], collection="Talks") == "known"
    assert (dump(store), store.version()) == (before, version)
    assert store.known([article.id, "other"], "Talks") == {article.id}


def test_the_same_text_from_another_outlet_is_a_publication(store: Store) -> None:
    fill(store, 1)
    again = Article("text 0", published="2025-03-05", outlet="Quay Times")
    assert store.add(again, [row_of(again)], collection="Talks") == "known"
    assert [printed["outlet"] for printed in store.publications(again.id)] == ["Quay Times", "Varn Post"]
    assert store.count(ALL) == 3


def test_a_day_that_becomes_known_fills_the_gap(store: Store) -> None:
    for day in ("", "2025-03-05", ""):
        article = Article("text", published=day, outlet="Varn Post")
        store.add(article, [row_of(article)], collection="Talks")
    assert [printed["published"] for printed in store.publications(article.id)] == ["2025-03-05"]
    assert [row["published"] for row in store.quotes(ALL)] == ["2025-03-05"]


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    printed = [
        Article("same", published="", outlet="A"),
        Article("same", published="2025-03-02", outlet="B", title="Second"),
        Article("same", published="2025-03-01", outlet="C"),
        Article("same", published="2025-03-01", outlet="C", source_path="b.txt"),
        Article("same", published="2025-03-01", outlet="C", source_path="a.txt"),
        Article("same", published="", outlet="C", source_path="0.txt"),
    ]
    dumps = []
    for number, order in enumerate((printed, printed[::-1], printed[2:] + printed[:2])):
        with open_store(f"sqlite:///{tmp_path}/{number}.db") as store:
            for article in order:
                store.add(article, [row_of(article)], collection="Talks")
            dumps.append(dump(store))
    assert dumps[0] == dumps[1] == dumps[2]
    assert dumps[0][1][0]["source_path"] == "a.txt"


EDITED = {
    "a later day": {"published": "2025-03-09"},
    "an earlier day": {"published": "2025-02-01"},
    "another title": {"title": "Zebra crossings"},
    "a title where there was none, no day": {"title": "Aa", "published": ""},
}


@pytest.mark.parametrize("mended", EDITED.values(), ids=EDITED)
def test_what_a_person_mended_takes_the_place_of_what_was_known(store: Store, mended: dict[str, str]) -> None:
    first = Article("text", "Talks", "2025-03-03", "Varn Post", "https://a.invalid")
    store.add(first, [row_of(first)], collection="Talks")
    article = replace(first, **mended)
    assert store.add(article, [row_of(article)], collection="Talks", edited=True) == "known"
    (printed,) = store.publications(article.id)
    assert (printed["published"], printed["title"]) == (article.published, article.title)
    assert store.article(article.id) == article
    assert [(row["published"], row["title"]) for row in store.quotes(ALL)] == [(article.published, article.title)]
    before, version = dump(store), store.version()
    store.add(article, [row_of(article)], collection="Talks", edited=True)
    assert (dump(store), store.version()) == (before, version)


def test_a_mended_publication_leaves_those_of_other_outlets(store: Store) -> None:
    first, other = (Article("text", published=day, outlet=outlet) for day, outlet in (("2025-03-03", "A"), ("", "B")))
    for article in (first, other):
        store.add(article, [row_of(article)], collection="Talks")
    mended = replace(other, published="2025-03-20")
    store.add(mended, [row_of(mended)], collection="Talks", edited=True)
    assert [(line["outlet"], line["published"]) for line in store.publications(first.id)] == [
        ("A", "2025-03-03"),
        ("B", "2025-03-20"),
    ]
    assert store.article(first.id) == first


def test_the_same_article_may_be_in_two_collections(store: Store) -> None:
    article = fill(store, 1, "One")[0]
    fill(store, 1, "Two")
    assert store.count(QuoteFilter(collection="One")) == store.count(QuoteFilter(collection="Two")) == 3
    assert store.delete([article.id], collection="One") == 1
    assert [line["name"] for line in store.collections()] == ["Two"]


def test_real_and_fictional_articles_never_share_a_collection(store: Store) -> None:
    article = Article("made up")
    store.add(article, [], collection="Sample", fictional=True)
    with pytest.raises(StoreError, match="fictional"):
        store.add(Article("real"), [], collection="Sample")
    store.add(Article("real"), [], collection="Mine")
    with pytest.raises(StoreError, match="real articles"):
        store.add(article, [], collection="Mine", fictional=True)
    assert {line["name"]: line["fictional"] for line in store.collections()} == {"Mine": False, "Sample": True}


def test_nothing_is_kept_of_an_article_that_fails_halfway(store: Store) -> None:
    article = Article("text")
    twice = [row_of(article), row_of(article)]
    with pytest.raises(StoreError):
        store.add(article, twice, collection="Talks")
    assert (store.articles(), store.collections(), store.quotes(ALL)) == ([], [], [])


@pytest.mark.parametrize(
    "name", ["", "  ", "x" * 201, "a\nb", "a\x00b"], ids=["empty", "blank", "long", "lines", "NUL"]
)
def test_an_unusable_name_of_a_collection_is_refused(store: Store, name: str) -> None:
    with pytest.raises(StoreError, match=r"name"):
        store.add(Article("text"), [], collection=name)


def test_half_a_surrogate_pair_is_refused_in_a_sentence(store: Store) -> None:
    with pytest.raises(StoreError, match="half a character"):
        store.add(Article("\ud800"), [], collection="Talks")


# Deleting


def test_delete_takes_an_article_with_its_quotes_and_undelete_brings_all_back(store: Store) -> None:
    first, *_ = fill(store)
    before = dump(store)
    assert store.delete([first.id, "unknown"]) == 1
    assert (store.count(ALL), store.article(first.id)) == (6, None)
    assert store.undelete([first.id]) == 1
    assert dump(store) == before
    assert store.undelete([first.id]) == 0


def test_deleting_an_article_twice_keeps_its_way_back(store: Store) -> None:
    first, *_ = fill(store)
    before = dump(store)
    assert store.delete([first.id], collection="Talks") == 1
    version = store.version()
    assert store.delete([first.id], collection="Talks") == 0
    assert store.version() == version
    assert store.undelete([first.id]) == 1
    assert dump(store) == before


def test_deleting_a_text_everywhere_keeps_what_another_collection_threw_away(store: Store) -> None:
    article = fill(store, 1, "One")[0]
    fill(store, 1, "Two")
    assert store.delete([article.id], collection="One") == 1
    assert store.delete([article.id]) == 1
    assert [line["collection"] for line in store.trash()] == ["One", "Two"]
    assert store.undelete([article.id]) == 2


def test_a_final_delete_of_what_lies_in_the_trash_alone_is_counted(store: Store) -> None:
    article = fill(store, 1, "One")[0]
    fill(store, 1, "Two")
    store.delete([article.id], collection="One")
    version = store.version()
    assert store.delete([article.id], collection="One", final=True) == 1
    assert store.version() != version
    assert store.trash() == []
    assert [line["collection"] for line in store.articles()] == ["Two"]
    assert store.delete([article.id], collection="One", final=True) == 0


def test_a_final_delete_leaves_no_word_in_the_file(store: Store) -> None:
    article = Article("A most confidential despatch")
    store.add(article, [row_of(article, quote="most secret words")], collection="Talks")
    store.delete([article.id])
    assert store.forget([article.id]) == 1
    assert store.undelete([article.id]) == 0
    content = b"".join(path.read_bytes() for path in Path(store.place).parent.glob("parley.db*"))
    assert b"confidential" not in content
    assert b"secret" not in content


def test_an_open_database_holds_no_word_of_what_was_deleted_for_good_at_once(store: Store) -> None:
    article = Article("A most confidential despatch")
    store.add(article, [row_of(article, quote="most secret words")], collection="Talks")
    assert store.delete([article.id], final=True) == 1
    content = b"".join(path.read_bytes() for path in Path(store.place).parent.glob("parley.db*"))
    assert b"confidential" not in content
    assert b"secret" not in content


def test_deleting_one_article_for_good_takes_nobody_elses_undo(store: Store) -> None:
    mine, theirs, kept = fill(store)
    store.delete([mine.id])
    store.delete([theirs.id])
    assert store.forget([mine.id], collection="Talks") == 1
    assert store.undelete([theirs.id]) == 1
    assert {line["id"] for line in store.articles()} == {theirs.id, kept.id}


def test_forgetting_leaves_an_article_that_was_added_again(store: Store) -> None:
    article = fill(store, 1)[0]
    store.delete([article.id])
    fill(store, 1)
    before, version = dump(store), store.version()
    assert store.forget([article.id]) == 0
    assert (dump(store), store.version()) == (before, version)


def test_the_trash_lists_what_can_be_brought_back(store: Store) -> None:
    fill(store, 2)
    later = Article("later", "A title", "2025-04-01", "Quay Times")
    store.add(later, [row_of(later)], collection="Other")
    assert store.trash() == []
    store.delete([line["id"] for line in store.articles()])
    found = store.trash()
    assert [(line["collection"], line["quotes"]) for line in found] == [("Other", 1), ("Talks", 3), ("Talks", 3)]
    assert found[0] == {
        "id": later.id, "collection": "Other", "title": "A title", "outlet": "Quay Times", "published": "2025-04-01",
        "quotes": 1,
    }  # fmt: skip
    store.undelete([later.id])
    assert [line["collection"] for line in store.trash()] == ["Talks", "Talks"]


def test_an_article_added_again_is_not_brought_back_twice(store: Store) -> None:
    article = fill(store, 1)[0]
    store.delete([article.id])
    fill(store, 1)
    assert store.undelete([article.id]) == 0
    assert store.count(ALL) == 3


def test_every_change_and_nothing_else_alters_the_version(store: Store) -> None:
    versions = [store.version()]
    article = fill(store, 1)[0]
    for change in (lambda: store.delete([article.id]), lambda: store.undelete([article.id])):
        versions.append(store.version())
        change()
    assert store.version() not in versions
    assert len(set(versions)) == 3
    last = store.version()
    assert store.delete(["unknown"]) == 0
    assert store.version() == last


# Filters: what SQL keeps is what Python keeps

WORDS = st.sampled_from(["We WON’T go", "100% sure", "a_b", "a\\b", "ÉTÉ à Genève", "'; DROP TABLE quotes; --", "ß"])
QUOTE = st.fixed_dictionaries(
    {
        "quote": WORDS,
        "kind": st.sampled_from(["direct", "mixed", "indirect"]),
        "actor": st.sampled_from(["", "Ada Quell", "Piet Lorne"]),
        "country": st.sampled_from(["", "XAV"]),
        "outlet": st.sampled_from(["", "Varn Post"]),
        "published": st.sampled_from(["", "2025-03-02", "2025-03-09"]),
        "said_on": st.sampled_from(["", "2025-03-01", "nonsense"]),
        "confidence": st.sampled_from([None, 0.3, 0.9]),
        "stance_label": st.sampled_from(["none", "hawkish"]),
        "holder": st.sampled_from(["own", "ascribed"]),
        "speech_act": st.sampled_from(["threat", "statement"]),
        "target": st.sampled_from(["", "Varn"]),
    }
)
FILTER = st.builds(
    QuoteFilter,
    actors=st.sampled_from([(), ("Ada Quell",), ("Ada Quell", "Nobody' OR '1'='1")]),
    countries=st.sampled_from([(), ("XAV",)]),
    outlets=st.sampled_from([(), ("Varn Post",)]),
    kinds=st.sampled_from([(), ("direct", "mixed"), ("indirect",)]),
    since=st.sampled_from(["", "2025-03-02"]),
    until=st.sampled_from(["", "2025-03-02"]),
    text=st.sampled_from(
        ["", "%", "_", "\\", "won't", "été", "GENÈVE", "' OR '1'='1", "\x00", "\ud800", "SS", "x" * 20_000]
    ),
    min_confidence=st.sampled_from([0.0, 0.5]),
    stances=st.sampled_from([(), ("hawkish",)]),
    acts=st.sampled_from([(), ("threat", "offer")]),
    targets=st.sampled_from([(), ("Varn",)]),
    undated=st.booleans(),
    holder=st.sampled_from(["", "own"]),
)


def keeps(filters: QuoteFilter, row: Row) -> bool:
    """Say in plain Python what a filter keeps."""
    said = row["said_on"] or row["published"]
    day = "" if said == "nonsense" else said
    chosen = [
        (filters.actors, row["actor"]),
        (filters.countries, row["country"]),
        (filters.outlets, row["outlet"]),
        (filters.kinds, row["kind"]),
        (filters.stances, row["stance_label"]),
        (filters.acts, row["speech_act"]),
        (filters.targets, row["target"]),
    ]
    within = (not filters.since or day >= filters.since) and (not filters.until or day <= filters.until)
    return (
        all(not values or cell in values for values, cell in chosen)
        and (not filters.holder or row["holder"] == filters.holder)
        and (filters.min_confidence == 0 or (row["confidence"] or 0) >= filters.min_confidence)
        and (not filters.text or holds(row["quote"], read_search(filters.text)))
        and (within if day else filters.undated)
    )


@given(cells=st.lists(QUOTE, min_size=1, max_size=8), filters=FILTER)
def test_a_filter_keeps_in_sql_what_it_keeps_in_python(cells: list[Row], filters: QuoteFilter) -> None:
    article = Article("text")
    rows = [row_of(article, number, **cell) for number, cell in enumerate(cells)]
    with blank_store() as store:
        store.add(article, rows, collection="Talks")
        wanted = {row["quote_id"] for row in rows if keeps(filters, row)}
        assert {row["quote_id"] for row in store.quotes(filters)} == wanted
        assert store.count(filters) == len(wanted)
        assert sum(line["n"] for line in store.sums(filters, "week")) == len(wanted)


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_is_complete_and_pages_fit_together(store: Store, order: str) -> None:
    article = Article("text", published="2025-03-03")
    rows = [
        row_of(
            article,
            n,
            stance=[None, -0.5, 0.5][n % 3],
            confidence=[None, 0.5][n % 2],
            said_on=["", "2025-01-01"][n % 2],
        )
        for n in range(12)
    ]
    store.add(article, rows, collection="Talks")
    whole = store.quotes(ALL, order=order)
    assert [row for start in range(0, 12, 5) for row in store.quotes(ALL, order=order, limit=5, offset=start)] == whole
    assert len(whole) == 12


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        pytest.param("hawkish", 0.7, None, id="most hawkish first, no stance last"),
        pytest.param("dovish", -0.7, None, id="most dovish first, no stance last"),
    ],
)
def test_quotes_are_ordered_by_stance(store: Store, order: str, first: float, last: float | None) -> None:
    article = Article("text")
    store.add(article, [row_of(article, n, stance=s) for n, s in enumerate((None, 0.7, -0.7, 0.0))], collection="Talks")
    stances = [row["stance"] for row in store.quotes(ALL, order=order)]
    assert (stances[0], stances[-1]) == (first, last)


def test_newest_first_puts_undated_quotes_last(store: Store) -> None:
    article = Article("text")
    days = ("", "2025-01-01", "2025-02-01")
    store.add(article, [row_of(article, n, said_on=day) for n, day in enumerate(days)], collection="Talks")
    assert [row["said_on"] for row in store.quotes(ALL)] == ["2025-02-01", "2025-01-01", ""]
    assert [row["said_on"] for row in store.quotes(ALL, order="oldest")] == ["2025-01-01", "2025-02-01", ""]


def test_an_unknown_order_or_period_is_an_error(store: Store) -> None:
    with pytest.raises(ValueError, match="order"):
        store.quotes(ALL, order="1; DROP TABLE quotes")
    with pytest.raises(ValueError, match="period"):
        store.sums(ALL, "searchable")


# Clusters


def test_the_same_utterance_is_found_over_the_whole_store_and_joined_only_when_asked_for(store: Store) -> None:
    words = ("We will talk to them in May.", "“We’ll talk to them in May”", "We will not talk to them in May.")
    for number, (text_, collection) in enumerate(zip(words, ("Talks", "Wires", "Talks"), strict=True)):
        article = Article(f"text {number}", published="2025-03-01")
        store.add(article, [row_of(article, quote=text_)], collection=collection)
    assert {row["cluster_id"] for row in store.quotes(ALL)} == {""}
    first, second, denied = (row["cluster_id"] for row in sorted(store.quotes(ALL, clustered=True), key=by_article))
    assert "" != first == second != denied != ""
    (alone,) = store.quotes(replace(ALL, collection="Wires"), clustered=True)
    assert alone["cluster_id"] == first


def by_article(row: Row) -> int:
    """Order rows by the place of their article among those of a test."""
    return [Article(f"text {number}").id for number in range(3)].index(row["article_id"])


def test_clusters_are_kept_until_the_store_changes(store: Store) -> None:
    article = fill(store, 1)[0]
    found = store.clusters()
    assert store.clusters() is found
    store.delete([article.id])
    assert store.clusters() == {}


# Sums


def test_sums_count_stance_and_tone_by_actor_period_and_article(store: Store) -> None:
    article = Article("text", published="2025-03-05")
    rows = [
        row_of(article, 0, stance=0.5, stance_label="hawkish", tone=0.5),
        row_of(article, 1, stance=-1.0, stance_label="dovish", tone=-0.5),
        row_of(article, 2, stance=None, stance_label="none", tone=None),
        row_of(article, 3, stance=0.9, stance_label="hawkish", tone=0.0, holder="ascribed"),
    ]
    store.add(article, rows, collection="Talks")
    (line,) = store.sums(QuoteFilter(), "week")
    assert (line["actor"], line["period"], line["article_id"]) == ("Ada Quell", "2025-03-03", article.id)
    assert (line["n"], line["hawkish"], line["dovish"], line["none"], line["ascribed"]) == (4, 1, 1, 1, 1)
    assert (line["stance_sum"], line["stance_sq"]) == (-0.5, 1.25)
    assert (line["tone_n"], line["tone_sum"], line["tone_sq"]) == (3, 0.0, 0.5)


@pytest.mark.parametrize(
    ("period", "first"),
    [("day", "2025-03-02"), ("week", "2025-02-24"), ("month", "2025-03-01"), ("", "")],
    ids=["day", "week begins on Monday", "month", "undivided"],
)
def test_a_period_is_named_by_its_first_day(store: Store, period: str, first: str) -> None:
    article = Article("text", published="2025-03-02")  # a Sunday
    store.add(article, [row_of(article)], collection="Talks")
    assert [line["period"] for line in store.sums(ALL, period)] == [first]


def test_a_tally_counts_quotes_articles_and_days_by_what_stands_in_columns(store: Store) -> None:
    days = ("2025-03-05", "2025-02-01", "")
    for place, day in enumerate(days):
        article = Article(f"text {place}", published=day, outlet="Varn Post" if day else "")
        roles = ("Minister", "Minister") if day == days[0] else ("Envoy",)
        rows = [row_of(article, n, role=role, country="XAV") for n, role in enumerate(roles)]
        store.add(article, rows, collection="Talks")
    assert store.tally(ALL, ("role", "country")) == [
        {"role": "Envoy", "country": "XAV", "n": 2, "articles": 2, "first": "2025-02-01", "last": "2025-02-01"},
        {"role": "Minister", "country": "XAV", "n": 2, "articles": 1, "first": "2025-03-05", "last": "2025-03-05"},
    ]
    assert [(line["outlet"], line["n"], line["first"]) for line in store.tally(ALL, ("outlet",))] == [
        ("Varn Post", 3, "2025-02-01"), ("", 1, ""),
    ]  # fmt: skip
    assert store.tally(QuoteFilter(actors=("Nobody",)), ("outlet",)) == []


@pytest.mark.parametrize("name", ["stance", "searchable", "1; DROP TABLE quotes", ""])
def test_a_tally_by_anything_but_a_column_of_text_is_an_error(store: Store, name: str) -> None:
    with pytest.raises(ValueError, match="no column of text"):
        store.tally(ALL, ("outlet", name))


def test_words_are_weighed_over_the_speakers_own_quotes_that_the_filter_keeps(store: Store) -> None:
    evidence = '[{"words": "talks", "category": "talks", "weight": -0.5, "start": 1, "end": 6}]'
    article = Article("text")
    cells = ({}, {"actor": "Piet Lorne"}, {"holder": "ascribed"}, {"evidence": ""})
    rows = [row_of(article, n, **{"evidence": evidence, **cell}) for n, cell in enumerate(cells)]
    store.add(article, rows, collection="Talks")
    assert [(line["words"], line["weight"], line["n"]) for line in store.words(ALL)] == [("talks", -1.0, 2)]
    assert [line["n"] for line in store.words(QuoteFilter(actors=("Piet Lorne",)))] == [1]


def test_choices_name_actors_by_number_of_quotes(store: Store) -> None:
    fill(store, 2)
    other = Article("other", published="2024-12-31")
    store.add(other, [row_of(other, actor="Piet Lorne", country="")], collection="Talks")
    found = store.choices("Talks")
    assert found["actors"] == [("Ada Quell", 6), ("Piet Lorne", 1)]
    assert (found["countries"], found["outlets"]) == (["XAV"], ["Varn Post"])
    assert (found["first"], found["last"]) == ("2024-12-31", "2025-03-02")
    assert store.choices("Nothing here")["first"] == ""


def test_who_is_only_told_of_indirectly_can_be_chosen_when_that_is_asked_for(store: Store) -> None:
    article = Article("text")
    rows = [row_of(article), row_of(article, 1, actor="Piet Lorne", kind="indirect")]
    store.add(article, rows, collection="Talks")
    assert store.choices("Talks")["actors"] == [("Ada Quell", 1)]
    assert store.choices("Talks", ())["actors"] == [("Ada Quell", 1), ("Piet Lorne", 1)]


# What can be wrong with a database


def test_a_newer_database_is_refused_and_left_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    open_store(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(StoreError, match="newer version"):
            open_store(f"sqlite:///{path}", read_only=read_only)
    assert path.read_bytes() == before


def make_old(path: Path) -> None:
    """Turn a database into one of version 1: a single layer of quotes, no tables of changes."""
    with sqlite3.connect(path) as connection:
        columns = [line[1] for line in connection.execute("PRAGMA table_info(quotes)")]
        kept = ", ".join(f'"{name}"' for name in columns if name not in ("layer", "shown"))
        connection.execute("DROP TABLE quotes_words")
        connection.execute(f"CREATE TABLE old AS SELECT {kept} FROM quotes")  # noqa: S608 - our own column names
        connection.executescript("DROP TABLE quotes; ALTER TABLE old RENAME TO quotes;")
        for name, place in (("actor", "actor, day"), ("day", "collection, day"), ("article", "collection, article_id")):
            connection.execute(f"CREATE INDEX quotes_by_{name} ON quotes ({place})")
        connection.executescript("DROP TABLE corrections; DROP TABLE actors; PRAGMA user_version=1;")
        connection.execute("UPDATE meta SET value = 1 WHERE key = 'schema'")
    connection.close()


def test_an_older_database_is_copied_then_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    with open_store(f"sqlite:///{path}") as store:
        fill(store)
        before = dump(store)
    make_old(path)
    with closing(sqlite3.connect(path)) as connection:
        old = connection.execute("SELECT * FROM quotes").fetchall()
    with open_store(f"sqlite:///{path}") as store:
        assert dump(store) == before
        store.delete([store.articles()[0]["id"]])
        assert store.count(ALL) == 6  # what hangs on an article still goes with it
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    with sqlite3.connect(tmp_path / "parley.db.version1.bak") as copy:
        assert copy.execute("SELECT * FROM quotes").fetchall() == old
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
    copy.close()
    assert [file.name for file in tmp_path.iterdir() if file.name.endswith((".bak", ".part"))] == [
        "parley.db.version1.bak"
    ]


def test_a_column_that_a_later_version_brought_is_empty_in_what_was_stored_before(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    with open_store(f"sqlite:///{path}") as store:
        fill(store)
        before = store.quotes(ALL)
    make_old(path)
    with sqlite3.connect(path) as connection:
        for name in ("language", "stance_confidence"):
            connection.execute(f"ALTER TABLE quotes DROP COLUMN {name}")
    connection.close()
    with open_store(f"sqlite:///{path}") as store:
        assert store.quotes(ALL) == [row | {"language": "", "stance_confidence": None} for row in before]


def version_3(place: Path) -> Path:
    """Give a database as version 3 wrote it, with a correction, a name in two articles, and clusters that are kept."""
    path = place / "parley.db"
    with sqlite3.connect(path) as connection:
        connection.executescript((Path(__file__).parent / "version3.sql").read_text(encoding="utf-8"))
    connection.close()
    return path


def test_a_database_of_version_3_gets_an_index_of_words_and_keeps_everything_else(tmp_path: Path) -> None:
    path = version_3(tmp_path)
    with sqlite3.connect(path) as connection:
        before = connection.execute("SELECT quote_id, layer, quote, stance_label FROM quotes ORDER BY 1, 2").fetchall()
    connection.close()
    with open_store(f"sqlite:///{path}") as store:
        for search, number in (("doubt", 2), ('"peace in geneve"', 1), ("nobo*", 2), ("oubt", 0)):
            assert store.count(QuoteFilter(kinds=(), text=search)) == number, search
        assert store.keep_clusters(), "what version 3 kept is not enough to go on from"
        assert store.clusters() == cluster_quotes(store.quotes(ALL))
        store.delete([store.articles()[0]["id"]])
        store.undelete([store.trash()[0]["id"]])
        assert store.count(QuoteFilter(kinds=(), text="doubt")) == 2
    with sqlite3.connect(path) as connection:
        after = connection.execute("SELECT quote_id, layer, quote, stance_label FROM quotes ORDER BY 1, 2").fetchall()
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert after == before
    with sqlite3.connect(f"{path}.version3.bak") as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (3,)
    copy.close()


def test_a_database_of_version_3_opened_for_reading_is_searched_and_stays_byte_for_byte(tmp_path: Path) -> None:
    path = version_3(tmp_path)
    data = path.read_bytes()
    with open_store(f"sqlite:///{path}", read_only=True) as store:
        assert store.count(QuoteFilter(kinds=(), text="DOUBT")) == 2
        assert store.clusters() == cluster_quotes(store.quotes(ALL))
    assert path.read_bytes() == data
    assert [file.name for file in tmp_path.iterdir()] == ["parley.db"]


def test_a_migration_that_fails_leaves_the_older_tables_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "parley.db"
    with open_store(f"sqlite:///{path}") as store:
        fill(store)
        before = dump(store)
    make_old(path)

    def fail(connection: Any) -> None:  # noqa: ANN401
        MIGRATIONS[2](connection)
        raise OperationalError("ALTER", {}, sqlite3.OperationalError("database or disk is full"))

    with monkeypatch.context() as patched:
        patched.setattr("analytics.database.MIGRATIONS", {2: fail})
        with pytest.raises(StoreError, match="no room left"):
            open_store(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM quotes").fetchone() == (9,)
    connection.close()
    with open_store(f"sqlite:///{path}") as store:
        assert dump(store) == before


def test_an_older_database_opened_for_reading_is_read_and_stays_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    with open_store(f"sqlite:///{path}") as store:
        fill(store)
        before = dump(store)
    make_old(path)
    data = path.read_bytes()
    with open_store(f"sqlite:///{path}", read_only=True) as store:
        assert dump(store) == before
        with pytest.raises(StoreError, match="only be read"):
            store.delete([store.articles()[0]["id"]])
    assert path.read_bytes() == data
    assert not list(tmp_path.glob("*.bak"))


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        pytest.param(lambda data: b"plain words" * 100, "not a Parley database", id="no database"),
        pytest.param(lambda data: data[: len(data) // 2], "damaged", id="cut off"),
        pytest.param(lambda data: data[:4096] + bytes(len(data) - 4096), "damaged", id="zeroed"),
        pytest.param(lambda data: data[:20], "not a Parley database", id="a stump"),
    ],
)
def test_a_damaged_file_is_told_and_left_as_it_is(tmp_path: Path, damage: Any, reason: str) -> None:  # noqa: ANN401
    path = tmp_path / "parley.db"
    with open_store(f"sqlite:///{path}") as store:
        fill(store, 30)
    path.write_bytes(damage(path.read_bytes()))
    before = path.read_bytes()
    with pytest.raises(StoreError, match=reason):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE birds (name TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        pytest.param("sqlite:///{folder}", "is a folder", id="a folder in its place"),
        pytest.param("sqlite:///{folder}/none/parley.db", "is not there", id="a missing folder"),
        pytest.param("parley.db", "not a database URL", id="a path for a URL"),
        pytest.param("nothing://x:secret@y/z", "not a database URL", id="an unknown kind"),
    ],
)
def test_a_place_that_cannot_be_used_is_told(tmp_path: Path, url: str, reason: str) -> None:
    with pytest.raises(StoreError, match=reason) as caught:
        open_store(url.format(folder=tmp_path))
    assert "secret" not in str(caught.value)


def test_the_default_database_is_made_with_its_folder_in_the_data_folder(tmp_path: Path) -> None:
    with open_store() as store:
        assert Path(store.place).is_relative_to(tmp_path / "home")
        assert Path(store.place).exists()


def test_parley_db_names_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_DB", f"sqlite:///{tmp_path / 'named.db'}")
    open_store().close()
    assert (tmp_path / "named.db").exists()


def test_a_wrong_parley_db_is_told_as_every_fault_of_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_DB", "/home/me/parley.db")
    with pytest.raises(StoreError, match="PARLEY_DB"):
        open_store()


def test_a_read_only_store_is_read_and_never_written(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'parley.db'}"
    with pytest.raises(StoreError, match="no database"):
        open_store(url, read_only=True)
    assert not (tmp_path / "parley.db").exists()
    with open_store(url) as store:
        fill(store, 1)
    with open_store(url, read_only=True) as store:
        assert store.count(ALL) == 3
        with pytest.raises(StoreError, match="only be read"):
            store.add(Article("more"), [], collection="Talks")


def test_a_locked_database_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.engines.BUSY_SECONDS", 0.05)
    with open_store(f"sqlite:///{store.place}") as second:
        other = sqlite3.connect(store.place)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Another program is writing"):
            second.add(Article("text"), [], collection="Talks")
        other.close()
        assert second.add(Article("text"), [], collection="Talks") == "added"


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("database or disk is full", "no room left"),
        ("disk I/O error", "disk failed"),
        ("attempt to write a readonly database", "only be read"),
        ("something else", "something else"),
    ],
)
def test_faults_of_the_database_are_told_in_sentences(fault: str, sentence: str) -> None:
    with pytest.raises(StoreError, match=sentence), plain_errors("parley.db"):
        raise OperationalError("INSERT", {}, sqlite3.OperationalError(fault))


def test_the_file_is_kept_as_safely_as_promised(store: Store) -> None:
    with store._engine.connect() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")}
        found["foreign_keys"] = connection.execute(text("PRAGMA foreign_keys")).scalar()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_tables_hold_every_column_of_the_definition(store: Store) -> None:
    engine = create_engine(f"sqlite:///{store.place}")
    with engine.connect() as connection:
        columns = [line[1] for line in connection.execute(text("PRAGMA table_info(quotes)"))]
    engine.dispose()
    assert columns[: len(NAMES)] == list(NAMES)


# Many at once, and a sudden end


def test_many_writers_lose_nothing_and_store_nothing_twice(store: Store) -> None:
    articles = [Article(f"text {number % 20}") for number in range(60)]

    def add(article: Article) -> str:
        return store.add(article, [row_of(article)], collection="Talks")

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(add, articles))
    assert statuses.count("added") == len(store.articles()) == store.count(ALL) == 20


def test_a_killed_process_leaves_whole_articles(tmp_path: Path) -> None:
    """A child adds articles and says each when it is durable; it is killed after the tenth word from it."""
    path = tmp_path / "parley.db"
    code = (
        "import sys; from analytics.records import Article; from analytics.store import open_store\n"
        "from tests.conftest import row_of\n"
        f"store = open_store('sqlite:///{path}')\n"
        "for number in range(100_000):\n"
        "    article = Article(f'text {number}')\n"
        "    store.add(article, [row_of(article, place) for place in range(3)], collection='Talks')\n"
        "    print(article.id, flush=True)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout
    told = [child.stdout.readline().strip() for _ in range(10)]
    child.kill()
    told += child.stdout.read().split()
    child.stdout.close()
    child.wait()
    shutil.copytree(tmp_path, tmp_path / "copy")
    with open_store(f"sqlite:///{path}") as store:
        kept = {line["id"]: line["quotes"] for line in store.articles()}
        assert set(told[:-1]) <= set(kept)
        assert set(kept.values()) == {3}
