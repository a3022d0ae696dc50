"""The page of the registry: names without an entry, what a change would touch before it is made, CSV in and out."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from analytics.actor_lines import check_lines
from analytics.corrections import Author
from analytics.records import Article
from analytics.registrations import own_actors, register, write_actors
from analytics.store import QuoteFilter, open_store
from tests.views.conftest import RunPage, fill, made_row
from tests.views.test_corrections import box
from tests.views.test_pages import HOSTILE, pages_html, press, words
from views import registry

BRANN = {"id": "piet-brann", "name": "Piet Brann", "side": "Velmora"}


@pytest.fixture
def unknowns(database: str) -> str:
    """Name a database with one speaker whom no registry knows, quoted in two articles, and one near a known name."""
    with open_store(database) as store:
        fill(store, weeks=1)
        for number in range(2):
            article = Article(
                f"“Some day {number},” Brann said. “No,” Irina Vale said.", f"Talks {number}", "2025-03-03"
            )
            rows = [
                made_row(article, f"Some day {number}", actor="Brann", speaker="Brann"),
                *([made_row(article, "No", actor="Irina Vale")] if number else []),
            ]
            store.add(article, rows, collection="Tests")
    return database


def choose(app: AppTest, name: str) -> AppTest:
    box(app, "selectbox", "Name").set_value(name)  # type: ignore[attr-defined]
    return app.run()


def test_names_without_an_entry_are_ranked_with_near_names(run_page: RunPage, unknowns: str) -> None:
    assert unknowns
    app = run_page("registry")
    assert not app.exception
    table = app.dataframe[0].value
    assert list(table["Name"]) == ["Brann", "Irina Vale"]
    assert list(table["Quotes"]) == [2, 1]
    assert list(table["Articles"]) == [2, 1]
    assert list(table["Near names in the registry"]) == ["none", "Irena Vale"]


def test_a_row_of_the_list_is_taken_into_the_form(run_page: RunPage, unknowns: str) -> None:
    assert unknowns
    app = run_page("registry")
    app.session_state[app.dataframe[0].key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    assert not app.exception
    assert box(app, "text_input", "Name to show").value == "Brann"  # type: ignore[attr-defined]


def test_what_a_change_would_touch_is_shown_before_it_is_made_and_it_can_be_undone(
    run_page: RunPage, unknowns: str
) -> None:
    app = choose(run_page("registry"), "Brann")
    box(app, "text_input", "Name to show").input("Piet Brann")  # type: ignore[attr-defined]
    box(app, "text_input", "Country (three letters)").input("xab")  # type: ignore[attr-defined]
    app = press(app, "Show what it changes")
    assert not app.exception
    assert "2 quotes in 2 articles would read differently" in words(app)
    effects = next(table.value for table in app.dataframe if "Other changes" in table.value)
    assert set(effects["Speaker"]) == {"Brann → Piet Brann"}
    assert set(effects["Other changes"]) == {"country: none → XAB"}
    assert set(effects["Article"]) == {"Talks 0", "Talks 1"}
    with open_store(unknowns) as store:
        assert not own_actors(store, "Tests").lines
    app = press(app, "Save 1 actor")
    assert "Type your name" in app.text[0].value
    box(app, "text_input", "Your name").input("Bo")  # type: ignore[attr-defined]
    app = press(app, "Save 1 actor")
    assert not app.exception
    assert app.text[0].value == "Saved: Piet Brann"
    assert list(app.dataframe[0].value["Name"]) == ["Irina Vale"]
    assert box(app, "selectbox", "Name").value is None  # type: ignore[attr-defined]
    with open_store(unknowns) as store:
        assert store.count(QuoteFilter(actors=("Piet Brann",), countries=("XAB",))) == 2
    app = press(app, "Undo")
    assert "Brann" in list(app.dataframe[0].value["Name"])
    assert "0 changes of your own actors" in words(app)


def test_a_near_name_is_chosen_by_a_person_and_then_knows_the_spelling(run_page: RunPage, unknowns: str) -> None:
    app = choose(run_page("registry"), "Irina Vale")
    who = box(app, "selectbox", "Who is it?")
    assert who.value == ""  # type: ignore[attr-defined]  # a near name is offered, not taken
    who.set_value("irena vale")  # type: ignore[attr-defined]
    app.run()
    assert box(app, "text_input", "Name to show").value == "Irena Vale"  # type: ignore[attr-defined]
    assert box(app, "text_input", "Other spellings, separated by |").value == "Irina Vale"  # type: ignore[attr-defined]
    app = press(app, "Show what it changes")
    box(app, "text_input", "Your name").input("Bo")  # type: ignore[attr-defined]
    app = press(app, "Save 1 actor")
    assert not app.exception
    with open_store(unknowns) as store:
        assert store.count(QuoteFilter(actors=("Irina Vale",))) == 0
        assert store.count(QuoteFilter(actors=("Irena Vale",))) == 4


def test_offices_of_several_countries_keep_theirs(run_page: RunPage, unknowns: str) -> None:
    terms = [{"role": "minister", "country": "XAA"}, {"role": "envoy", "country": "XAB", "since": "2025-01-01"}]
    with open_store(unknowns) as store:
        register(store, "Tests", check_lines(BRANN | {"aliases": "Brann"} | term for term in terms), Author("Bo"))
    app = choose(run_page("registry"), "Piet Brann")
    box(app, "text_input", "Other spellings, separated by |").input("Brann|P. Brann")  # type: ignore[attr-defined]
    app = press(app, "Show what it changes")
    box(app, "text_input", "Your name").input("Bo")  # type: ignore[attr-defined]
    app = press(app, "Save 1 actor")
    with open_store(unknowns) as store:
        lines = own_actors(store, "Tests").lines["piet-brann"]
    assert [(line["role"], line["country"], line["aliases"]) for line in lines] == [
        ("minister", "XAA", "Brann|P. Brann"),
        ("envoy", "XAB", "Brann|P. Brann"),
    ]


def test_an_entry_that_cannot_be_used_is_told_in_a_sentence(run_page: RunPage, unknowns: str) -> None:
    assert unknowns
    app = choose(run_page("registry"), "Brann")
    box(app, "text_input", "Country (three letters)").input("12")  # type: ignore[attr-defined]
    app = press(app, "Show what it changes")
    assert "is no country code" in app.text[0].value


def test_an_own_actor_is_edited_and_taken_out(run_page: RunPage, unknowns: str) -> None:
    with open_store(unknowns) as store:
        register(store, "Tests", check_lines([BRANN | {"aliases": "Brann"}]), Author("Bo"))
    app = choose(run_page("registry"), "Piet Brann")
    assert box(app, "selectbox", "Side in this collection").value == "Velmora"  # type: ignore[attr-defined]
    app = press(app, "Take out of your own actors")
    assert "2 quotes in 2 articles would read differently" in words(app)
    box(app, "text_input", "Your name").input("Bo")  # type: ignore[attr-defined]
    app = press(app, "Save 1 actor")
    assert app.text[0].value == "Taken out of your own actors"
    with open_store(unknowns) as store:
        assert not own_actors(store, "Tests").lines


def test_the_offices_of_an_entry_come_back_from_the_table_as_they_went_in() -> None:
    terms = [
        {"role": "envoy", "since": "2024-01-01", "until": "2024-12-31"},
        {"role": "minister", "since": "2025-01-01", "until": ""},
        {"role": "adviser", "since": "", "until": ""},
    ]
    entry = check_lines(BRANN | term for term in terms)["piet-brann"]
    assert registry._terms(registry._offices(entry)) == terms
    assert registry._terms(registry._offices([])) == [{"role": "", "since": "", "until": ""}]


def test_a_csv_is_looked_at_before_it_is_taken_in(run_page: RunPage, unknowns: str) -> None:
    app = run_page("registry")
    data = b"id,name,side,aliases\npiet-brann,Piet Brann,Velmora,Brann\nada,Ada,Kestria,\n"
    app.file_uploader[0].set_value([("actors.csv", data, "text/csv")]).run()
    assert not app.exception
    assert "2 quotes in 2 articles would read differently" in words(app)
    box(app, "text_input", "Your name").input("Bo")  # type: ignore[attr-defined]
    app = press(app, "Save 2 actors")
    assert not app.exception
    with open_store(unknowns) as store:
        assert write_actors(own_actors(store, "Tests")).count(b"\r\n") == 3
        assert {row["side"] for row in store.quotes(QuoteFilter(actors=("Piet Brann",)))} == {"Velmora"}


def test_a_csv_that_cannot_be_read_is_told_in_a_sentence(run_page: RunPage, unknowns: str) -> None:
    assert unknowns
    app = run_page("registry")
    app.file_uploader[0].set_value([("actors.csv", b"who\nx\n", "text/csv")]).run()
    assert not app.exception
    assert any("'id' is missing" in text.value for text in app.text)


@pytest.mark.usefixtures("filled")
def test_a_collection_whose_speakers_are_all_known_says_so(run_page: RunPage) -> None:
    app = run_page("registry")
    assert not app.exception
    assert "Every speaker with a name is in the registry." in words(app)
    assert "choose or type a name here" in words(app)
    assert "None yet." in words(app)


def test_hostile_names_are_plain_text(run_page: RunPage, database: str) -> None:
    article = Article(f"“Some day,” {HOSTILE} said.", HOSTILE, "2025-03-03")
    with open_store(database) as store:
        store.add(article, [made_row(article, "Some day", actor=HOSTILE, side=HOSTILE)], collection="Tests")
        entry = check_lines([{"id": "x", "name": HOSTILE, "side": HOSTILE, "role": HOSTILE}])
        register(store, "Tests", entry, Author(HOSTILE, HOSTILE))
    app = choose(run_page("registry"), HOSTILE)
    app = press(app, "Show what it changes")
    assert not app.exception
    assert "evil.test" not in words(app)
    assert "<img" not in pages_html(app)
    assert "&lt;img" in pages_html(app)
