"""What was read is brought up to date with what changed, and is then what a reading of everything gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from analytics import columns, noted
from analytics.backups import back_up, restore
from analytics.columns import QuoteColumns, read_columns
from analytics.corrections import correct
from analytics.database import NOTED
from analytics.quote_lines import NAMES, NUMBERS
from analytics.records import Article
from analytics.store import QuoteFilter, Store, open_store
from tests.views.conftest import made_row

WIRE = "We will answer any attack on our ships with all the force that we have"
EVIDENCE = '[{"words": "%s", "category": "a", "weight": 0.%d, "start": 1, "end": 2}]'
CHANGES = ("add", "print again", "delete", "undelete", "correct", "none")


def add(store: Store, number: int, day: str = "") -> None:
    """Store an article with a wire copy and a quote of its own."""
    own = f"The matter of point {number} stays on the table of both sides here"
    when = day or ("" if number % 5 == 4 else f"2025-0{1 + number % 3}-{10 + number % 15}")
    article = Article(
        f"{number}\n\n“{WIRE},” she said.\n\n“{own},” he said.", f"No. {number}", when, f"Paper {number % 3}"
    )
    rows = [
        made_row(
            article,
            words,
            actor=actor,
            actor_id=actor.casefold(),
            country=f"X{number % 4}",
            confidence=number / 30,
            stance=0.3,
            stance_label="hawkish",
            evidence=EVIDENCE % (words.split()[-1], number),
        )
        for words, actor in ((WIRE, "Irena Vale"), (own, ("", "Ada Quell", "Zoë Œhm")[number % 3]))
    ]
    store.add(article, rows, collection="Two" if number % 7 == 6 else "One")


def change(store: Store, what: str, number: int) -> None:
    """Change something about the store."""
    articles = store.articles()
    one = articles[number % len(articles)] if articles else {"id": "", "collection": ""}
    if what == "add":
        add(store, number)
    elif what == "print again":
        add(store, number % 6, "2024-12-01")
    elif what == "delete":
        store.delete([one["id"]])
    elif what == "undelete":
        store.undelete([line["id"] for line in store.trash()][:1])
    elif what == "correct" and (rows := store.quotes(QuoteFilter(kinds=()))):
        correct(store, rows[number % len(rows)]["quote_id"], "actor", f"New Name {number}", "Tester")


def contents(read: QuoteColumns) -> dict[str, list[Any]]:
    """Give the columns as they read, line by line, with the order that breaks ties."""
    lines = read.lines.lines
    found: dict[str, list[Any]] = {name: [lines.names[name][code] for code in lines.codes[name]] for name in NAMES}
    found |= {name: np.nan_to_num(lines.numbers[name], nan=-9.0).tolist() for name in NUMBERS}
    return found | {"ties": read.lines.ties.tolist()}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 40)), min_size=1, max_size=3), max_size=4))
def test_columns_brought_up_to_date_are_those_read_anew(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, int]]]
) -> None:
    place = tmp_path_factory.mktemp("lines") / "parley.db"
    with open_store(f"sqlite:///{place.as_posix()}") as store:
        for number in range(6):
            add(store, number)
        held = read_columns(store)
        held.words(QuoteFilter(kinds=()))  # from now on the words are brought up to date, too
        for made in rounds:
            for what, number in made:
                change(store, what, number)
            before = contents(held)
            now = read_columns(store, held)
            assert contents(now) == contents(read_columns(store))
            assert contents(held) == before, "what is held may be shown to somebody else just now"
            assert now.version == store.version()
            assert now.words(QuoteFilter(kinds=())) == store.words(QuoteFilter(kinds=()))
            held = now


@pytest.fixture
def store(tmp_path: Path) -> Any:  # noqa: ANN401 - a store
    with open_store(f"sqlite:///{(tmp_path / 'parley.db').as_posix()}") as opened:
        for number in range(30):
            add(opened, number)
        yield opened


def test_one_more_article_reads_its_own_quotes_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    held = read_columns(store)
    add(store, 35)
    asked: list[int | None] = []
    read = columns.read_lines

    def watched(connection: Any, quote_ids: Any = None, **more: Any) -> Any:  # noqa: ANN401 - as the original
        asked.append(None if quote_ids is None else len(quote_ids))
        return read(connection, quote_ids, **more)

    monkeypatch.setattr(columns, "read_lines", watched)
    read_columns(store, held)
    assert asked != [None]
    assert len(asked) == 1


def test_who_is_too_far_behind_reads_everything(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    held = read_columns(store)
    monkeypatch.setattr(noted, "KEPT", 3)
    for number in (35, 36, 38):
        add(store, number)
        store.keep_clusters()
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(NOTED)).scalar_one() <= 8
        assert noted.noted_since(connection, held.state.noted or 0) is None
    assert contents(read_columns(store, held)) == contents(read_columns(store))


def test_a_restored_database_is_read_anew(store: Store, tmp_path: Path) -> None:
    url = f"sqlite:///{store.place}"
    back_up(url, tmp_path / "old.db")
    add(store, 35)
    held = read_columns(store)
    restore(url, tmp_path / "old.db")
    for number in (36, 37, 38, 39):
        add(store, number)
    with store.reading() as connection:
        assert noted.noted_since(connection, held.state.noted or 0) is None
    assert contents(read_columns(store, held)) == contents(read_columns(store))
