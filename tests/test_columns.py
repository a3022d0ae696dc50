"""The columns in memory against SQL: the same table of sums, counts and lists, whatever the filter."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import columns as columns_module
from analytics.columns import ACTOR, QuoteColumns, read_columns
from analytics.records import Article, short_hash
from analytics.schema import Row
from analytics.selections import EVERY, Counting, derived
from analytics.settings import NEEDS_REVIEW_BELOW
from analytics.store import ORDERS, QuoteFilter, Store, open_store
from tests.conftest import row_of
from tests.views.conftest import made_row

WIRE = "We will answer any attack on our ships with all the force that we have"
ACTORS = ("", "Ada Quell", "Irena Vale", "Zoë Œhm")
LABELS = ("hawkish", "dovish", "neutral", "none")


def evidence(number: int, stance: float | None) -> str:
    """Give the cell of words behind a stance, in several spellings."""
    words = [("force", "Force", "peace\n talks", "peace talks")[number % 4], "force"]
    start = {"words": "no words", "category": "baseline", "weight": -0.05, "start": None, "end": None}
    items = [{"words": each, "category": each[:5].casefold(), "weight": stance, "start": 0, "end": 5} for each in words]
    return "" if stance is None else json.dumps([start, *items])


def fill(store: Store) -> None:
    """Store articles that share wire copies, with and without a day, in two collections."""
    for number in range(14):
        own = f"The matter of point {number} stays on the table of both sides here"
        day = "" if number % 5 == 4 else f"2025-0{1 + number % 3}-{10 + number}"
        article = Article(
            f"{number}\n\n“{WIRE},” she said.\n\n“{own},” he said.", f"No. {number}", day, f"Paper {number % 3}"
        )
        rows = []
        for place, words in enumerate((WIRE, own)):
            label = LABELS[(number + place) % 4]
            stance = {"hawkish": 0.6, "dovish": -0.4, "neutral": 0.0, "none": None}[label]
            actor = "Irena Vale" if words == WIRE else ACTORS[number % 4]
            rows.append(
                made_row(
                    article, words, actor=actor, actor_id=actor.casefold(), actor_kind="person" if actor else "unknown",
                    country=("", "XAA", "XAB")[number % 3], stance=stance, stance_label=label, tone=number / 20 - 0.3,
                    holder="ascribed" if number % 6 == 5 else "own", kind=("direct", "mixed", "indirect")[number % 3],
                    confidence=number / 14, speech_act=("threat", "offer")[number % 2],
                    target_country="XAC" * (number % 2), evidence=evidence(number, stance),
                )
            )  # fmt: skip
        store.add(article, rows, collection="Two" if number % 7 == 6 else "One")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, QuoteColumns]]:
    place: Path = tmp_path_factory.mktemp("columns")
    with open_store(f"sqlite:///{(place / 'parley.db').as_posix()}") as store:
        fill(store)
        yield store, read_columns(store)


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


filters = st.builds(
    QuoteFilter,
    collection=st.sampled_from(["", "One", "Two", "None such"]),
    actors=some(("Irena Vale", "Zoë Œhm", "Nobody")),
    countries=some(("XAA", "XAB")),
    outlets=some(("Paper 0", "Paper 1", "Paper 9")),
    kinds=some(("direct", "mixed", "indirect")),
    since=st.sampled_from(["", "2025-01-15", "2025-02-14"]),
    until=st.sampled_from(["", "2025-03-12", "2025-12-31"]),
    text=st.sampled_from(["", "ATTACK", "point 3", "100%", "no such words"]),
    min_confidence=st.sampled_from([0.0, 0.5]),
    stances=some(LABELS),
    undated=st.booleans(),
    holder=st.sampled_from(["", "own", "ascribed"]),
    acts=some(("threat", "offer")),
    targets=some(("Nobody",)),
    target_countries=some(("XAC",)),
)
check = settings(max_examples=50, deadline=None)


def rounded(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give lines whose sums are cut to nine places: the order of adding may differ."""
    return [{key: round(cell, 9) if isinstance(cell, float) else cell for key, cell in line.items()} for line in lines]


@check
@given(filters, st.sampled_from(["", "day", "week", "month"]), st.builds(Counting, st.booleans(), st.booleans()))
def test_sql_and_columns_fill_the_same_table_of_sums(
    both: tuple[Store, QuoteColumns], wanted: QuoteFilter, period: str, counting: Counting
) -> None:
    store, columns = both
    table = columns.sums(wanted, period, counting)
    assert rounded(table.to_dict("records")) == rounded(
        [{name: line[name] for name in table.columns} for line in store.sums(wanted, period, counting)]
    )


@check
@given(
    filters, st.sampled_from(["", "week"]), st.lists(st.sampled_from(["outlet", "kind", "target_country"]), unique=True)
)
def test_sums_by_further_columns_are_those_of_the_plain_rows(
    both: tuple[Store, QuoteColumns], wanted: QuoteFilter, period: str, further: list[str]
) -> None:
    store, columns = both
    table = columns.sums(wanted, period, EVERY, (*ACTOR, *further))
    plain: dict[tuple[str, ...], list[float]] = {}
    for row in store.quotes(wanted):
        when = derived(row)["week"] if period else ""
        key = (*(row[name] for name in (*ACTOR, *further)), when, row["article_id"])
        sums = plain.setdefault(key, [0, 0, 0, 0.0, 0.0])
        own = row["holder"] != "ascribed"
        label = row["stance_label"]
        scored = own and label != "none"
        added = (1, own and label == "hawkish", not own, row["stance"] if scored else 0.0, row["tone"])
        plain[key] = [before + float(more) for before, more in zip(sums, added, strict=True)]
    figures = ["n", "hawkish", "ascribed", "stance_sum", "tone_sum"]
    found = {
        tuple(line[name] for name in (*ACTOR, *further, "period", "article_id")): [line[name] for name in figures]
        for line in table.to_dict("records")
    }
    assert found.keys() == plain.keys()
    for key, sums in plain.items():
        assert found[key] == pytest.approx(sums, abs=1e-9)


def summary_of(rows: list[Row]) -> dict[str, int]:
    """Count rows one by one, as ``QuoteColumns.summary`` says it."""
    known = [row for row in rows if row["actor_kind"] not in ("unknown", "")]
    return {
        "quotes": len(rows),
        "articles": len({row["article_id"] for row in rows}),
        "actors": len({row["actor"] for row in rows} - {""}),
        "attributed": len(known),
        "unknown": len(rows) - len(known),
        "needs_review": sum(row["confidence"] < NEEDS_REVIEW_BELOW for row in known),
        "undated": sum(derived(row)["day"] == "" for row in rows),
        "with_stance": sum(row["stance_label"] != "none" for row in rows),
    }


@check
@given(filters, st.sampled_from(ORDERS), st.integers(0, 5))
def test_counts_choices_and_lists_are_those_of_sql(
    both: tuple[Store, QuoteColumns], wanted: QuoteFilter, order: str, offset: int
) -> None:
    store, columns = both
    summary = columns.summary(wanted)
    assert summary.pop("utterances") <= summary["quotes"]
    assert summary == summary_of(store.quotes(wanted))
    assert columns.count(wanted) == store.count(wanted)
    by = ("outlet", "actor")
    assert columns.tally(wanted, by) == store.tally(wanted, by)
    listed = store.quotes(wanted, order=order, limit=5, offset=offset)
    assert store.rows(columns.ids(wanted, order, 5, offset)) == listed


@check
@given(filters, st.builds(Counting, st.booleans(), st.booleans()), st.sampled_from(["", "week"]))
def test_the_order_of_the_columns_changes_no_sum(
    both: tuple[Store, QuoteColumns], wanted: QuoteFilter, counting: Counting, period: str
) -> None:
    _, columns = both
    plain = columns.sums(wanted, period, counting)
    turned = columns.sums(wanted, period, counting, ("period", "article_id", *ACTOR))
    heads = [*ACTOR, "period", "article_id"]
    assert rounded(turned.sort_values(heads).to_dict("records")) == rounded(
        [{name: line[name] for name in turned.columns} for line in plain.to_dict("records")]
    )
    some = columns.sums(wanted, period, counting, actors=("Irena Vale", "Nobody"))
    assert some["n"].sum() == plain.loc[plain["actor"] == "Irena Vale", "n"].sum()


@check
@given(filters, st.builds(Counting, st.booleans(), st.booleans()))
def test_plain_counts_are_those_of_the_sums(
    both: tuple[Store, QuoteColumns], wanted: QuoteFilter, counting: Counting
) -> None:
    _, columns = both
    table = columns.sums(wanted, "week", counting)
    for stanced in (False, True):
        number = table[["hawkish", "dovish", "neutral"]].sum(axis=1) if stanced else table["n"]
        expected = number.groupby(table["period"], observed=True).sum()
        counts = columns.counts(wanted, ("week",), counting, stanced=stanced)
        assert dict(zip(counts["week"], counts["n"], strict=True)) == expected[expected > 0].to_dict()
        by_actor: Counter[str] = Counter()
        for name, n in zip(table["actor"], number, strict=True):
            by_actor[name] += n
        ranked = columns.ranked(wanted, counting, stanced=stanced)
        assert dict(ranked) == {name: n for name, n in by_actor.items() if n and name}
        assert [n for _, n in ranked] == sorted((n for _, n in ranked), reverse=True)


@check
@given(filters)
def test_the_words_behind_stances_are_those_of_sql(both: tuple[Store, QuoteColumns], wanted: QuoteFilter) -> None:
    store, columns = both
    assert columns.words(wanted) == store.words(wanted)


def test_a_group_of_more_quotes_than_the_packed_counts_hold_is_counted_too() -> None:
    article = Article(" ".join(f"word{number}" for number in range(700)), "Long", "2025-03-03", "Paper")
    rows = [
        made_row(article, f"word{number}", actor="Irena Vale", stance=0.6, stance_label="hawkish")
        for number in range(100, 700)
    ]
    with open_store("sqlite://") as store:
        store.add(article, rows, collection="One")
        (line,) = read_columns(store).sums(QuoteFilter()).to_dict("records")
        assert (line["n"], line["hawkish"], line["dovish"], line["tone_n"]) == (600, 600, 0, 600)


def test_a_name_that_holds_the_mark_between_columns_is_read_as_it_is() -> None:
    article = Article("“Enough,” she said.", "One", "2025-03-03", "Paper")
    name = "Irena\x1fVale\x1f"
    with open_store("sqlite://") as store:
        store.add(article, [made_row(article, "Enough", actor=name)], collection="One")
        assert read_columns(store).choices("One")["actors"] == [(name, 1)]


def test_the_choices_are_those_of_sql(both: tuple[Store, QuoteColumns]) -> None:
    store, columns = both
    found = columns.choices("One")
    asked = store.choices("One")
    assert {key: found[key] for key in asked} == asked
    assert found["acts"] == ["offer", "threat"]


def test_a_wire_copy_counts_once_where_it_was_printed_first(both: tuple[Store, QuoteColumns]) -> None:
    _, columns = both
    every = QuoteFilter(kinds=(), text=WIRE)
    assert (columns.count(every), columns.summary(every)["utterances"]) == (14, 3)  # a month later it is said anew
    table = columns.sums(every, "day")
    assert table["n"].sum() == 3
    assert table["period"].tolist()[0] == "2025-01-10"
    later = columns.sums(replace(every, since="2025-01-12"), "day")
    assert later["n"].sum() == 3, "the first of what the filter keeps counts, though it was printed before"


def test_in_each_outlet_an_utterance_counts_once(both: tuple[Store, QuoteColumns]) -> None:
    _, columns = both
    table = columns.sums(QuoteFilter(kinds=(), text=WIRE), by=("outlet",))
    assert set(table.groupby("outlet", observed=True)["n"].sum()) <= {1, 2, 3}
    assert table["outlet"].nunique() == 3


def test_an_empty_store_has_empty_columns() -> None:
    with open_store("sqlite://") as store:
        columns = read_columns(store)
        assert columns.sums(QuoteFilter()).empty
        assert columns.count(QuoteFilter()) == 0
        assert columns.choices()["first"] == ""
        assert columns.ids(QuoteFilter(), "newest", 5) == []


def test_columns_that_are_not_kept_are_refused(both: tuple[Store, QuoteColumns]) -> None:
    with pytest.raises(ValueError, match="searchable"):
        both[1].tally(QuoteFilter(), ("searchable",))
    with pytest.raises(ValueError, match="year"):
        both[1].sums(QuoteFilter(), "year")


def test_the_answer_asked_for_last_is_kept_longest(both: tuple[Store, QuoteColumns]) -> None:
    columns = both[1]
    columns.forget()
    first = columns.sums(QuoteFilter())
    for number in range(200):
        columns.kept(QuoteFilter(since=f"2025-01-{number:03d}"))
        assert columns.sums(QuoteFilter()) is first


def test_many_sessions_may_ask_at_once(both: tuple[Store, QuoteColumns], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns_module, "_REMEMBERED", 1)
    monkeypatch.setattr(columns_module, "_ORDERS", 1)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)

    def ask(turn: int) -> int:
        filters = QuoteFilter(kinds=(("direct", "mixed", "indirect")[turn % 3],))
        return int(both[1].sums(filters, by=("actor", "outlet")[turn % 2 :])["n"].sum())

    try:
        alone = [ask(turn) for turn in range(6)]
        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(ask, list(range(6)) * 100)) == alone * 100
    finally:
        sys.setswitchinterval(interval)


def test_clusters_are_found_anew_only_after_a_change(both: tuple[Store, QuoteColumns]) -> None:
    store, _ = both
    assert not store.keep_clusters()
    kept = store.clusters()
    assert len(set(kept.values())) < len(kept)
    assert short_hash("x") not in kept


def test_the_summary_counts_what_is_known_and_what_is_not(store: Store) -> None:
    article = Article("text")
    kinds = ("person", "unnamed", "unknown")
    rows = [row_of(article, n, actor_kind=kind, actor="Ada" * (n == 0), confidence=0.1) for n, kind in enumerate(kinds)]
    store.add(article, rows, collection="Talks")
    found = read_columns(store).summary(QuoteFilter())
    assert (found["quotes"], found["actors"], found["attributed"], found["unknown"]) == (3, 1, 2, 1)
    assert (found["needs_review"], found["undated"], found["with_stance"]) == (2, 3, 3)
