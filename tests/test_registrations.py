"""A collection's own actors: shown before they are laid over, undone without a trace, the same in any order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.actor_lines import COLUMNS, Line, RosterError, check_lines
from analytics.actors import read_registry
from analytics.additions import add_articles
from analytics.corrections import Author, correct
from analytics.records import Article
from analytics.registrations import (
    Entries,
    entry_of,
    list_registrations,
    list_unresolved,
    names_of,
    own_actors,
    preview,
    read_actors,
    register,
    undo_registration,
    with_alias,
    write_actors,
)
from analytics.rosters import Roster, make_id
from analytics.store import QuoteFilter, Store, StoreError, open_store
from analytics.suggestions import suggest
from tests.conftest import blank_store, row_of

ALL = QuoteFilter(kinds=())
ADA = Author("Ada", "own knowledge", "2025-04-01T09:00:00+00:00")
ARTICLES = [Article(f"text {n}", f"Talks {n}", f"2025-0{n + 1}-10", "Varn Post") for n in range(3)]


def line(name: str, /, **cells: str) -> Line:
    return dict.fromkeys(COLUMNS, "") | {"id": make_id(name), "name": name, "kind": "person"} | cells


BRANN = {
    "piet-brann": [
        line("Piet Brann", country="XVE", side="Velmora", aliases="Brann|P. Brann", role="envoy", since="2025-01-01",
             until="2025-02-20"),
        line("Piet Brann", country="XVE", side="Velmora", aliases="Brann|P. Brann", role="Foreign Minister",
             since="2025-02-21"),
    ]
}  # fmt: skip


def add(store: Store, collection: str = "Talks") -> None:
    for article in ARTICLES:
        rows = [
            row_of(article, 0, actor="P. Brann", speaker="Brann", country="", role="official"),
            row_of(article, 1, actor="Ada Quell", actor_id="ada-quell", addressee="Brann", target="Brann"),
            row_of(article, 2, actor="", actor_kind="unnamed", speaker="senior official"),
        ]
        store.add(article, rows, collection=collection)


@pytest.fixture
def talks(store: Store) -> Store:
    add(store)
    return store


def test_an_own_actor_is_read_with_country_side_and_the_office_of_that_day(talks: Store) -> None:
    register(talks, "Talks", BRANN, ADA)
    rows = talks.quotes(QuoteFilter(actors=("Piet Brann",)), order="oldest")
    assert [(row["published"], row["role"]) for row in rows] == [
        ("2025-01-10", "envoy"),
        ("2025-02-10", "envoy"),
        ("2025-03-10", "Foreign Minister"),
    ]
    assert {(row["actor_id"], row["country"], row["side"]) for row in rows} == {("piet-brann", "XVE", "Velmora")}
    assert all("registry: 'P. Brann' is Piet Brann" in row["rule"] for row in rows)
    assert {row["corrected"] for row in rows} == {""}  # nobody corrected a quote
    others = talks.quotes(QuoteFilter(actors=("Ada Quell",)))
    assert {(row["addressee"], row["target"], row["target_country"]) for row in others} == {
        ("Piet Brann", "Piet Brann", "XVE")
    }


def test_an_actor_with_the_id_of_a_registry_gives_its_side_only(talks: Store) -> None:
    register(talks, "Talks", {"ada-quell": [line("Ada Quell", side="Kestria")]}, ADA)
    rows = talks.quotes(QuoteFilter(actors=("Ada Quell",)))
    assert {(row["side"], row["country"]) for row in rows} == {("Kestria", "XAV")}


def test_an_own_term_that_ended_takes_the_office_away_that_the_registry_claims(store: Store) -> None:
    article = Article("text", published="2022-03-01")
    cells = {"actor": "Antony Blinken", "actor_id": "antony-blinken"}
    rows = [row_of(article, 0, **cells, role="Secretary of State"), row_of(article, 1, **cells, role="professor")]
    store.add(article, rows, collection="Talks")
    ended = [line("Antony Blinken", role="Secretary of State", since="2021-01-26", until="2022-02-01")]
    register(store, "Talks", {"antony-blinken": ended}, ADA)
    assert [row["role"] for row in store.quotes(ALL, order="article")] == ["", "professor"]  # the latter is printed
    register(store, "Talks", {"antony-blinken": [line("Antony Blinken", side="West")]}, ADA)
    assert [row["role"] for row in store.quotes(ALL, order="article")] == ["Secretary of State", "professor"]


def test_what_a_change_would_touch_is_told_before_and_nothing_is_stored(talks: Store) -> None:
    before, version = talks.quotes(ALL), talks.version()
    effects = preview(talks, "Talks", BRANN)
    assert (talks.quotes(ALL), talks.version()) == (before, version)
    register(talks, "Talks", BRANN, ADA)
    old = {row["quote_id"]: row for row in before}
    new = {row["quote_id"]: row for row in talks.quotes(ALL)}
    assert {effect.quote_id for effect in effects} == {key for key in old if old[key] != new[key]}
    for effect in effects:
        assert effect.cells
        for column, (was, is_) in effect.cells.items():
            assert (was, is_) == (old[effect.quote_id][column], new[effect.quote_id][column])
    assert {effect.cells["actor"] for effect in effects if "actor" in effect.cells} == {("P. Brann", "Piet Brann")}


def test_a_name_of_two_is_no_pick_unless_one_alone_held_an_office_then(talks: Store) -> None:
    other = {"jan-brann": [line("Jan Brann", aliases="P. Brann|Brann", role="judge", since="2025-03-01")]}
    register(talks, "Talks", BRANN | other, ADA)
    actors = [row["actor"] for row in talks.quotes(ALL, order="oldest") if row["start"] == 0]
    assert actors == ["Piet Brann", "Piet Brann", "P. Brann"]  # in March both held one


def test_an_office_without_a_first_day_is_not_claimed(talks: Store) -> None:
    register(talks, "Talks", {"piet-brann": [line("Piet Brann", aliases="P. Brann", role="judge")]}, ADA)
    assert {row["role"] for row in talks.quotes(QuoteFilter(actors=("Piet Brann",)))} == {"official"}


def test_a_change_of_actors_is_undone_and_what_was_there_before_holds_again(talks: Store) -> None:
    before = talks.quotes(ALL)
    first = register(talks, "Talks", BRANN, ADA)
    held = talks.quotes(ALL)
    second = register(talks, "Talks", {"piet-brann": [line("Pieter Brann", id="piet-brann", aliases="Brann")]}, ADA)
    third = register(talks, "Talks", {"piet-brann": []}, ADA)
    assert talks.quotes(ALL) == before
    assert undo_registration(talks, third, "Bo")
    assert undo_registration(talks, second, "Bo")
    assert not undo_registration(talks, second, "Bo")
    assert talks.quotes(ALL) == held
    assert undo_registration(talks, first, "Bo")
    assert talks.quotes(ALL) == before
    listed = list_registrations(talks, "Talks")
    assert [entry["change"] for entry in listed] == [third, second, first]
    assert {entry["undone_by"] for entry in listed} == {"Bo"}
    assert listed[-1]["new"] == BRANN["piet-brann"]


def test_articles_before_or_after_their_actors_read_the_same(tmp_path: Path) -> None:
    read = []
    for number, steps in enumerate(("ar", "ra")):
        with open_store(f"sqlite:///{tmp_path}/{number}.db") as store:
            for step in steps:
                if step == "a":
                    add(store)
                else:
                    register(store, "Talks", BRANN, ADA)
            read.append(store.quotes(ALL))
    assert read[0] == read[1]
    assert "Piet Brann" in {row["actor"] for row in read[0]}


def test_a_new_analysis_with_the_same_result_reads_the_same(store: Store) -> None:
    article = Article("Talks\n\n“We will strike back,” Piet Brann said.\n", "Talks", "2025-03-10", "Varn Post")
    list(add_articles(store, [article], collection="Talks"))
    register(store, "Talks", BRANN, ADA)
    before = store.quotes(ALL)
    assert [row["side"] for row in before] == ["Velmora"]
    store.delete([article.id], final=True)
    list(add_articles(store, [article], collection="Talks"))
    assert store.quotes(ALL) == before


def test_a_correction_lies_over_the_registry(talks: Store) -> None:
    register(talks, "Talks", BRANN, ADA)
    quote_id = row_of(ARTICLES[0])["quote_id"]
    correct(talks, quote_id, "actor", "Ada Quell", "Ada")
    row = talks.quote(quote_id)
    assert row is not None
    assert (row["actor"], row["actor_id"]) == ("Ada Quell", "ada-quell")


def test_a_corrected_speaker_takes_the_side_that_the_registry_gets_later(talks: Store) -> None:
    quote_id = row_of(ARTICLES[0], 2)["quote_id"]
    correct(talks, quote_id, "actor", "Noor Tamm", "Ada")
    register(talks, "Talks", {"noor-tamm": [line("Noor Tamm", side="Kestria", country="XKE")]}, ADA)
    row = talks.quote(quote_id)
    assert row is not None
    assert (row["actor"], row["side"], row["actor_id"], row["country"]) == ("Noor Tamm", "Kestria", "noor-tamm", "XKE")


def test_a_confirmed_speaker_is_named_as_the_own_actors_name_it(talks: Store) -> None:
    quote_id = row_of(ARTICLES[0])["quote_id"]
    correct(talks, quote_id, "actor", "P. Brann", "Ada", "confirmed")
    register(talks, "Talks", BRANN, ADA)
    row = talks.quote(quote_id)
    assert row is not None
    assert (row["actor"], row["actor_id"], row["role"]) == ("Piet Brann", "piet-brann", "envoy")


def test_a_corrected_day_decides_which_office_was_held(talks: Store) -> None:
    register(talks, "Talks", BRANN, ADA)
    quote_id = row_of(ARTICLES[0])["quote_id"]
    correct(talks, quote_id, "said_on", "2025-03-05", "Ada")
    row = talks.quote(quote_id)
    assert row is not None
    assert row["role"] == "Foreign Minister"


def test_another_collection_is_not_touched(talks: Store) -> None:
    add(talks, "Others")
    register(talks, "Talks", BRANN, ADA)
    assert "Piet Brann" not in {row["actor"] for row in talks.quotes(QuoteFilter(collection="Others"))}


def test_the_own_actors_outlast_the_last_article(talks: Store) -> None:
    register(talks, "Talks", BRANN, ADA)
    talks.delete([article.id for article in ARTICLES])
    assert set(own_actors(talks, "Talks").lines) == {"piet-brann"}
    talks.undelete([article.id for article in ARTICLES])
    assert talks.count(QuoteFilter(actors=("Piet Brann",))) == 3


def test_unresolved_names_are_ranked_with_near_names_that_are_only_offered(talks: Store) -> None:
    article = Article("more", published="2025-03-11")
    talks.add(article, [row_of(article, actor="Ada Qell")], collection="Talks")
    assert [item.name for item in list_unresolved(talks, "Talks")] == ["P. Brann", "Ada Qell"]
    found = list_unresolved(talks, "Talks", unnamed=True)
    assert [(item.name, item.kind, item.quotes, item.articles) for item in found] == [
        ("P. Brann", "person", 3, 3),
        ("senior official", "unnamed", 3, 3),
        ("Ada Qell", "person", 1, 1),
    ]
    assert [near.actor_id for near in found[2].suggestions] == ["ada-quell"]
    assert talks.count(QuoteFilter(actors=("Ada Qell",))) == 1
    register(talks, "Talks", BRANN, ADA)
    assert "P. Brann" not in {item.name for item in list_unresolved(talks, "Talks")}


def test_a_fuzzy_tie_gives_both_and_a_far_name_gives_none() -> None:
    known = {"Anna Varga": "a", "Anne Varga": "b", "Piet Lorne": "c"}
    assert {near.actor_id for near in suggest("Anni Varga", known)} == {"a", "b"}
    assert suggest("Joris Maddern", known) == []
    assert suggest("Brann", {"Branko Vale": "x", "Jan Brandt": "y"}) == []  # a first name is near no surname
    assert suggest("the Kremlin", {"the Institute for Peace": "x"}) == []
    assert suggest("", known) == []


def test_the_registry_offers_other_spellings() -> None:
    assert suggest("Serguei Lavrov", names_of(Roster({})))[0].actor_id == "sergey-lavrov"


def test_an_entry_of_the_registry_is_copied_with_all_its_terms_and_one_more_alias() -> None:
    lines = with_alias(entry_of("antony-blinken", Roster({})), "Tony Blinkin")
    assert "Secretary of State" in {entry["role"] for entry in lines}
    assert all("Tony Blinkin" in entry["aliases"].split("|") for entry in lines)
    assert with_alias(lines, "Tony Blinkin") == lines
    assert check_lines(lines)["antony-blinken"] == lines
    assert entry_of("nobody", Roster({})) == []


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "no id": ({"id": ""}, "needs an id and a name"),
    "no name": ({"name": " "}, "needs an id and a name"),
    "no kind of ours": ({"kind": "ship"}, "no kind of actor"),
    "no country code": ({"country": "Velmora"}, "no country code"),
    "no day": ({"since": "March 2025"}, "is no day"),
    "a term that ends before it begins": ({"since": "2025-03-01", "until": "2025-02-01"}, "ends before it begins"),
    "a cell too long": ({"side": "x" * 301}, "longer than 300"),
    "a control character": ({"role": "a\u202eb"}, "control character"),
}


@pytest.mark.parametrize(("cells", "reason"), WRONG.values(), ids=WRONG)
def test_a_line_that_cannot_be_used_is_refused_and_nothing_is_stored(
    talks: Store, cells: dict[str, str], reason: str
) -> None:
    entry = line("Piet Brann", **cells)
    for act in (preview, lambda *args: register(*args, ADA)):
        with pytest.raises(RosterError, match=reason):
            act(talks, "Talks", {entry["id"]: [entry]})
    assert list_registrations(talks, "Talks") == []


def test_lines_of_one_id_under_two_names_are_refused() -> None:
    with pytest.raises(RosterError, match="different names"):
        check_lines([line("Piet Brann"), line("Jan Brann", id="piet-brann")])


def test_a_change_that_changes_nothing_or_has_no_author_is_refused(talks: Store) -> None:
    with pytest.raises(StoreError, match="Type your name"):
        register(talks, "Talks", BRANN, Author(" "))
    register(talks, "Talks", BRANN, ADA)
    with pytest.raises(StoreError, match="Nothing would change"):
        register(talks, "Talks", BRANN, ADA)


NOT_READ = {
    "not UTF-8": (b"id,name\n\xff,x\n", "not UTF-8"),
    "empty": (b"", "holds no table"),
    "no column name": (b"id,side\nx,y\n", "'name' is missing"),
    "too many cells": (b"id,name\nx,y,z\n", "number of cells"),
    "an open quotation mark": (b'id,name\nx,"y\n', "never closed"),
    "a line without a name": (b"id,name\nx,\n", "needs an id and a name"),
    "a line after a comment": (b"# ours\nid,name\n\nx,\n", "Line 4"),
}


@pytest.mark.parametrize(("data", "reason"), NOT_READ.values(), ids=NOT_READ)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(RosterError, match=reason):
        read_actors(data)


def test_a_registry_file_with_comments_semicolons_and_few_columns_is_read() -> None:
    found = read_actors("\ufeff# ours\nname;id;side\nPiet Brann;piet-brann;Velmora\n".encode())
    assert found == {"piet-brann": [line("Piet Brann", side="Velmora")]}


NAMES = st.text(st.characters(categories=["L", "Nd", "P", "S"]), min_size=1, max_size=12)
LINES = st.builds(
    lambda name, side, alias, since: line(name, id=make_id(name), side=side, aliases=alias, since=since),
    NAMES | st.sampled_from(["'Abd", "'=1", "''+1"]), NAMES | st.just(""), NAMES | st.just("=1+1") | st.just("a|b"),
    st.dates().map(lambda day: day.isoformat()) | st.just(""),
)  # fmt: skip


@given(st.lists(LINES, max_size=5, unique_by=lambda entry: entry["id"]))
def test_actors_written_as_csv_are_read_back_and_run_no_formula(lines: list[Line]) -> None:
    roster = Roster(check_lines(lines))
    data = write_actors(roster)
    assert read_actors(data) == roster.lines
    cells = [cell for record in data.decode("utf-8-sig").splitlines() for cell in record.strip('"').split('","')]
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_the_own_actors_as_csv_serve_the_command_line_as_a_registry(tmp_path: Path) -> None:
    entries = BRANN | {"abd": [line("'Abd al-Rahman", id="abd", side="=x")]}
    (tmp_path / "actors.csv").write_bytes(write_actors(Roster(entries)))
    registry = read_registry(tmp_path / "actors.csv")
    brann, other = registry.find("Piet Brann", on="2025-03-10"), registry.actor("abd")
    assert brann is not None
    assert other is not None
    assert (brann.role, brann.side) == ("Foreign Minister", "Velmora")
    assert (other.name, other.side) == ("'Abd al-Rahman", "=x")


@given(
    st.permutations([BRANN, {"ada-quell": [line("Ada Quell", side="Kestria")]}, {"tamm": [line("Tamm", id="tamm")]}])
)
def test_actors_added_in_any_order_read_the_same(order: list[Entries]) -> None:
    with blank_store() as store:
        add(store)
        for entries in order:
            register(store, "Talks", entries, ADA)
        rows = store.quotes(ALL)
    assert {(row["actor"], row["side"]) for row in rows} == {
        ("Piet Brann", "Velmora"),
        ("Ada Quell", "Kestria"),
        ("", ""),
    }
    assert json.dumps(rows[0])
