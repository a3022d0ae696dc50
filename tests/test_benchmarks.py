"""The benchmark's made-up database is one that a store would have filled, and no page is left out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from analytics.columns import read_columns
from analytics.database import QUOTES
from analytics.selections import QuoteFilter, derived
from analytics.store import Store, open_store
from benchmarks.dashboard import measure
from benchmarks.made_up import COLLECTION, EACH, count_quotes, make_file
from benchmarks.pages import LOOKS
from tests.conftest import ROOT

SIZE = 400


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    place: Path = tmp_path_factory.mktemp("made") / "made_up.db"
    make_file(place, SIZE)
    assert [file.name for file in place.parent.iterdir()] == [place.name]
    with open_store(f"sqlite:///{place.as_posix()}") as store:
        yield store


def schema_of(store: Store) -> set[tuple[str, ...]]:
    with store.reading() as connection:
        lines = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
    return {tuple(map(str, line)) for line in lines}


def test_a_made_up_database_has_the_tables_indexes_and_triggers_of_any_other(made: Store) -> None:
    with open_store("sqlite://") as store:
        assert schema_of(made) == schema_of(store)


def test_its_lines_are_those_that_a_store_derives_from_their_words_and_days(made: Store) -> None:
    names = ("day", "week", "month", "searchable")
    with made.reading() as connection:
        kept = connection.execute(select(*(QUOTES.c[name] for name in ("quote_id", *names)))).mappings().all()
    rows = {row["quote_id"]: row for row in made.quotes(QuoteFilter())}
    assert len(rows) == count_quotes(made) == SIZE
    assert all(derived(rows[line["quote_id"]]) == {name: line[name] for name in names} for line in kept)
    assert len(made.articles()) == SIZE / EACH
    assert len(made.publications(rows[kept[0]["quote_id"]]["article_id"])) == 1


def test_it_is_searched_clustered_and_sound(made: Store) -> None:
    words = QuoteFilter(collection=COLLECTION, text="sanctions")
    found = made.count(words)
    assert found == sum("sanctions" in row["quote"].split() for row in made.quotes(QuoteFilter())) > 0
    assert read_columns(made).count(words) == found
    assert not made.keep_clusters(), "the clusters are there"
    assert 0 < len(set(made.clusters().values())) < SIZE
    with made.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_every_page_of_the_dashboard_is_measured() -> None:
    pages = set(re.findall(r"views/(\w+)\.py", (ROOT / "dashboard.py").read_text(encoding="utf-8")))
    assert {look.page for look in LOOKS.values()} == pages


def test_a_named_database_is_made_once_and_used_again(tmp_path: Path) -> None:
    place = tmp_path / "kept.db"
    make_file(place, 200)
    looks = {name: LOOKS[name] for name in ("What changed, one actor", "Quotes, a search")}
    times = measure(999, place, looks)
    assert times.quotes == 200
    assert "make the database" not in times.once
    assert len(times.pages) == 2 * (len(looks) + 1)
    with open_store(f"sqlite:///{place.as_posix()}") as store:
        assert count_quotes(store) == 200
        assert not store.trash()
