"""What people correct is laid over what the machine scored, is listed, and can be taken back without a trace."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from analytics import backups
from analytics.columns import read_columns
from analytics.corrections import (
    NOT_A_QUOTE,
    Author,
    Correction,
    correct,
    correct_quote,
    list_corrections,
    overlay,
    undo,
)
from analytics.database import MACHINE, QUOTES
from analytics.records import Article
from analytics.rosters import Roster
from analytics.schema import NAMES, Row
from analytics.store import QuoteFilter, Store, StoreError
from tests.conftest import blank_store, row_of

ALL = QuoteFilter(kinds=())
ADA = Author("Ada", "read the article", "2025-04-01T09:00:00+00:00")
ARTICLE = Article("“We will talk,” Piet Lorne said. Ada Quell agreed.", "Talks", "2025-03-03", "Varn Post")
ROWS = [
    row_of(ARTICLE, 0),
    row_of(ARTICLE, 1, actor="Piet Lorne", speaker="Lorne", role="envoy", country="XVE", side="Varn"),
    row_of(ARTICLE, 2, stance=0.75, stance_label="hawkish"),
]
FIRST, SECOND, THIRD = (row["quote_id"] for row in ROWS)


@pytest.fixture
def talks(store: Store) -> Store:
    store.add(ARTICLE, ROWS, collection="Talks")
    return store


def machine(store: Store) -> list[Row]:
    """Give the machine's layer as it stands in the database."""
    columns = [QUOTES.c[name] for name in NAMES]
    query = select(*columns).where(QUOTES.c.layer == MACHINE).order_by(QUOTES.c.quote_id)
    with store.reading() as connection:
        return [dict(line) for line in connection.execute(query).mappings()]


def shown(store: Store, quote_id: str) -> Row:
    row = store.quote(quote_id)
    assert row is not None
    return row


def test_a_corrected_cell_is_read_everywhere_and_the_machines_stays(talks: Store) -> None:
    before = machine(talks)
    correct(talks, FIRST, "target", "Velmora", "Ada", "it says so above")
    row = shown(talks, FIRST)
    assert row["target"] == "Velmora"
    assert json.loads(row["corrected"]) == ["target"]
    assert row in talks.quotes(ALL)
    assert machine(talks) == before


def test_a_correction_made_after_a_restore_counts_over_those_of_the_backup(
    talks: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "randbelow", lambda most: 0)  # the least that chance may give
    url = f"sqlite:///{talks.place}"
    first = correct(talks, FIRST, "target", "Velmora", "Ada")
    backups.back_up(url, tmp_path / "backup.db")
    backups.restore(url, tmp_path / "backup.db")
    assert correct(talks, FIRST, "target", "Ardesk", "Piet") > first
    assert shown(talks, FIRST)["target"] == "Ardesk"


def test_with_the_speaker_go_role_country_and_side_as_the_article_knows_them(talks: Store) -> None:
    correct(talks, FIRST, "actor", "Piet Lorne", "Ada")
    row = shown(talks, FIRST)
    assert [row[name] for name in ("actor", "speaker", "role", "country", "side")] == [
        *("Piet Lorne", "Lorne", "envoy", "XVE", "Varn"),
    ]
    assert row["rule"].startswith("corrected by Ada")
    assert {"speaker", "actor", "role", "country", "side"} == set(json.loads(row["corrected"]))
    assert talks.choices()["actors"] == [("Piet Lorne", 2), ("Ada Quell", 1)]
    assert {(line["actor"], line["n"]) for line in talks.sums(ALL)} == {("Piet Lorne", 2), ("Ada Quell", 1)}


def test_a_speaker_of_the_shipped_registry_comes_with_the_office_of_that_day(store: Store) -> None:
    article = Article("He spoke.", published="2022-01-21")
    store.add(article, [row_of(article)], collection="Real")
    correct(store, row_of(article)["quote_id"], "actor", "Antony Blinken", "Ada")
    row = shown(store, row_of(article)["quote_id"])
    assert (row["actor_id"], row["role"], row["country"]) == ("antony-blinken", "Secretary of State", "USA")
    assert row["speaker"] == ""  # the article does not print this name


def test_a_typed_name_is_a_person_of_whom_nothing_else_is_known(talks: Store) -> None:
    correct(talks, SECOND, "actor", "Noor Tamm", "Ada")
    row = shown(talks, SECOND)
    assert [row[name] for name in ("actor", "actor_kind", "actor_id", "role", "country", "side", "speaker")] == [
        *("Noor Tamm", "person", "", "", "", "", ""),
    ]


def test_an_empty_speaker_is_unknown_not_a_name(talks: Store) -> None:
    correct(talks, FIRST, "actor", "", "Ada")
    assert (shown(talks, FIRST)["actor"], shown(talks, FIRST)["actor_kind"]) == ("", "unknown")
    assert read_columns(talks).summary(ALL)["unknown"] == 1


def test_a_speaker_named_by_a_person_needs_no_review(talks: Store) -> None:
    article = Article("Somebody spoke.", published="2025-03-04")
    talks.add(article, [row_of(article, confidence=0.2)], collection="Talks")
    assert read_columns(talks).summary(ALL)["needs_review"] == 1
    quote_id = row_of(article)["quote_id"]
    correct(talks, quote_id, "actor", "Ada Quell", "Ada", "confirmed")
    assert read_columns(talks).summary(ALL)["needs_review"] == 0
    assert shown(talks, quote_id)["confidence"] == 0.2  # the machine's figure is no person's
    assert talks.quotes(ALL, order="unsure")[-1]["quote_id"] == quote_id


def test_a_stance_label_counts_as_corrected_and_the_score_in_no_mean(talks: Store) -> None:
    correct(talks, THIRD, "stance_label", "dovish", "Ada")
    row = shown(talks, THIRD)
    assert (row["stance_label"], row["stance"]) == ("dovish", 0.75)
    sums = [line for line in talks.sums(ALL) if line["actor"] == "Ada Quell"]
    assert [(line["dovish"], line["hawkish"], line["stance_n"], line["stance_sum"]) for line in sums] == [
        (2, 0, 1, -0.5)
    ]


def test_a_day_that_a_person_gives_moves_the_quote_in_time(talks: Store) -> None:
    correct(talks, FIRST, "said_on", "2025-02-10", "Ada")
    assert [row["quote_id"] for row in talks.quotes(QuoteFilter(until="2025-02-28"))] == [FIRST]
    assert {line["period"] for line in talks.sums(ALL, "month")} == {"2025-02-01", "2025-03-01"}


def test_what_is_no_quote_is_hidden_and_comes_back(talks: Store) -> None:
    before = talks.quotes(ALL)
    change = correct(talks, FIRST, "kind", NOT_A_QUOTE, "Ada", "a film's title")
    assert talks.quote(FIRST) is None
    assert talks.count(ALL) == talks.collections()[0]["quotes"] == talks.articles()[0]["quotes"] == 2
    with pytest.raises(StoreError, match="not there any more"):
        correct(talks, FIRST, "target", "Velmora", "Ada")
    assert [line["quote"] for line in list_corrections(talks)] == ["We will talk."]
    assert undo(talks, change, "Bo")
    assert talks.quotes(ALL) == before


def test_corrections_are_listed_with_who_when_old_new_and_why(talks: Store) -> None:
    change = correct_quote(talks, FIRST, {"target": "Velmora", "holder": "ascribed"}, ADA)
    undo(talks, change, "Bo", "2025-04-02T09:00:00+00:00")
    correct(talks, SECOND, "target", "Kestria", "Cy")
    newest, *older = list_corrections(talks, "Talks")
    assert (newest["who"], newest["quote_id"], newest["undone"]) == ("Cy", SECOND, "")
    assert [(line["column"], line["old"], line["new"]) for line in older] == [
        ("target", "", "Velmora"),
        ("holder", "own", "ascribed"),
    ]
    assert {line["who"] for line in older} == {"Ada"}
    assert {line["undone_by"] for line in older} == {"Bo"}
    assert older[0]["made"] == "2025-04-01T09:00:00+00:00"
    assert older[0]["why"] == "read the article"


WRONG = {
    "a score": ("stance", "0.5", "cannot be corrected"),
    "the words": ("quote", "Something else", "cannot be corrected"),
    "no label": ("stance_label", "angry", "is no stance_label"),
    "no speech act": ("speech_act", "shouting", "is no speech_act"),
    "no day": ("said_on", "Friday", "is no day"),
    "no such day": ("said_on", "2025-02-30", "is no day"),
    "no country code": ("country", "France", "three capital letters"),
    "another kind": ("kind", "indirect", "is no kind"),
    "too long": ("target", "x" * 301, "at most 300"),
    "a control character": ("target", "a\u202eb", "without control"),
}


@pytest.mark.parametrize(("column", "new", "reason"), WRONG.values(), ids=WRONG)
def test_what_a_column_cannot_hold_is_refused_and_nothing_kept(
    talks: Store, column: str, new: str, reason: str
) -> None:
    with pytest.raises(StoreError, match=reason):
        correct(talks, FIRST, column, new, "Ada")
    assert list_corrections(talks) == []


@pytest.mark.parametrize("who", ["", "  ", "x" * 301])
def test_a_correction_without_a_name_is_refused(talks: Store, who: str) -> None:
    with pytest.raises(StoreError, match="name"):
        correct(talks, FIRST, "target", "Velmora", who)


def test_the_same_quote_in_another_collection_stays(talks: Store) -> None:
    talks.add(ARTICLE, ROWS, collection="Others")
    correct_quote(talks, FIRST, {"target": "Velmora"}, ADA, collection="Talks")
    assert [row["target"] for row in talks.quotes(QuoteFilter(collection="Others"))] == ["", "", ""]


def test_an_undo_is_done_once(talks: Store) -> None:
    change = correct(talks, FIRST, "target", "Velmora", "Ada")
    assert undo(talks, change)
    version = talks.version()
    assert not undo(talks, change)
    assert not undo(talks, -1)
    assert talks.version() == version


def test_deleting_an_article_takes_its_corrections_along_and_undo_brings_them_back(talks: Store) -> None:
    correct(talks, FIRST, "actor", "Piet Lorne", "Ada")
    correct(talks, THIRD, "kind", NOT_A_QUOTE, "Ada")
    before, listed = talks.quotes(ALL), list_corrections(talks)
    talks.delete([ARTICLE.id])
    assert list_corrections(talks) == []
    talks.undelete([ARTICLE.id])
    assert (talks.quotes(ALL), list_corrections(talks)) == (before, listed)


def test_a_final_delete_leaves_no_correction_in_the_file(talks: Store) -> None:
    correct(talks, FIRST, "target", "Zanzimar", "Quillfeather", "Because-of-this")
    talks.delete([ARTICLE.id], final=True)
    talks.close()
    data = Path(talks.place).read_bytes()
    assert not any(words in data for words in (b"Zanzimar", b"Quillfeather", b"Because-of-this"))


def test_corrections_survive_a_new_analysis_where_the_quote_is_the_same(talks: Store) -> None:
    correct(talks, FIRST, "target", "Velmora", "Ada")
    correct(talks, SECOND, "target", "Kestria", "Ada")
    earlier = Article(ARTICLE.text, "Talks", "2025-03-01", "Varn Post", "https://a.invalid")
    talks.add(earlier, [row_of(earlier, 0, tone=0.9)], collection="Talks")  # the second is found no more
    assert [(row["target"], row["tone"]) for row in talks.quotes(ALL)] == [("Velmora", 0.9)]
    assert [line["quote"] for line in list_corrections(talks)] == ["", "We will talk."]
    undo(talks, list_corrections(talks)[1]["change"])
    assert talks.quotes(ALL)[0]["target"] == ""


# Laws

CELLS = st.sampled_from(
    [
        *(("actor", name) for name in ("Piet Lorne", "Ada Quell", "Noor Tamm", "")),
        *(("stance_label", label) for label in ("dovish", "hawkish", "none")),
        *(("target", "Velmora"), ("said_on", "2025-01-31"), ("holder", "ascribed"), ("speech_act", "threat")),
    ]
)
STEPS = st.lists(st.tuples(st.sampled_from([FIRST, SECOND, THIRD]), CELLS), min_size=1, max_size=6)


@given(STEPS, st.randoms(use_true_random=False))
def test_correcting_and_undoing_in_any_order_gives_the_same_rows(
    steps: list[tuple[str, tuple[str, str]]], random: Random
) -> None:
    with blank_store() as store:
        store.add(ARTICLE, ROWS, collection="Talks")
        before = store.quotes(ALL)
        changes = [correct(store, quote_id, *cell, "Ada") for quote_id, cell in steps]
        random.shuffle(changes)
        assert all(undo(store, change) for change in changes)
        assert store.quotes(ALL) == before


@given(STEPS)
def test_what_is_read_is_the_overlay_of_what_the_machine_scored(steps: list[tuple[str, tuple[str, str]]]) -> None:
    with blank_store() as store:
        store.add(ARTICLE, ROWS, collection="Talks")
        for quote_id, cell in steps:
            correct(store, quote_id, *cell, "Ada")
        held: dict[str, list[Correction]] = {}
        for line in reversed(list_corrections(store)):
            held.setdefault(line["quote_id"], []).append(Correction(line["column"], line["new"], line["who"]))
        read = [overlay(row, Roster({}), held.get(row["quote_id"], ())) for row in machine(store)]
        assert [shown(store, row["quote_id"]) for row in machine(store)] == read


@given(st.permutations([("target", "Velmora"), ("stance_label", "none"), ("actor", "Noor Tamm")]))
def test_corrections_of_different_columns_do_not_depend_on_their_order(order: list[tuple[str, str]]) -> None:
    with blank_store() as store:
        store.add(ARTICLE, ROWS, collection="Talks")
        for cell in order:
            correct(store, FIRST, *cell, "Ada")
        row = shown(store, FIRST)
    assert (row["target"], row["stance_label"], row["actor"]) == ("Velmora", "none", "Noor Tamm")
    assert json.loads(row["corrected"]) == ["actor", "country", "target", "stance_label"]


def test_overlay_leaves_the_row_it_was_given_as_it_is() -> None:
    row = ROWS[0] | {"collection": "Talks"}
    before = dict(row)
    assert overlay(row, Roster({}), [Correction("target", "Velmora", "Ada")]) != row
    assert row == before
