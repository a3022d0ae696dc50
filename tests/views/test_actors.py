"""The page of one actor: chosen by name, row or link; figures with n; hostile names as plain text."""

from __future__ import annotations

import json

import pytest

from analytics.records import Article
from analytics.store import QuoteFilter, open_store
from tests.views.conftest import RunPage, fill, made_row
from tests.views.test_pages import HOSTILE, pages_html, press, words


@pytest.mark.usefixtures("filled")
def test_without_a_choice_the_actors_are_listed_to_choose_from(run_page: RunPage) -> None:
    app = run_page("actors")
    assert not app.exception
    assert "3 actors to choose from" in words(app)
    assert sorted(app.dataframe[0].value["Actor"]) == ["Ada Okoro", "Irena Vale", "Tomas Brandt"]
    assert app.selectbox(key="who").value is None


@pytest.mark.usefixtures("filled")
def test_a_row_of_the_list_opens_its_actor(run_page: RunPage) -> None:
    app = run_page("actors")
    name = app.dataframe[0].value["Actor"][1]
    app.session_state[app.dataframe[0].key] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    app.run()
    assert not app.exception
    assert app.selectbox(key="who").value == name
    assert f'<h2 class="pq-name">{name}</h2>' in pages_html(app)


@pytest.mark.usefixtures("filled")
def test_a_link_opens_an_actor_with_figures_and_their_n(run_page: RunPage) -> None:
    app = run_page("actors", who="Irena Vale")
    assert not app.exception
    assert app.selectbox(key="who").value == "Irena Vale"
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures["Quotes"] == "18"
    assert {"Net stance", "Tone"} < set(figures)
    assert "in 6 articles" in words(app)
    assert words(app).count("95% interval") >= 2
    assert "n = 18" in words(app)
    shown = pages_html(app)
    assert "The Courier" in shown
    assert "nobody named" in shown
    assert "answer any attack with force" in shown
    assert set(app.dataframe[-1].value["Speaker"]) == {"Irena Vale"}


@pytest.mark.parametrize(
    ("code", "fictional", "told"),
    [("KEN", False, "Kenya (KEN)"), ("XKE", True, "Kestria (XKE)"), ("XKE", False, "XKE"), ("", False, "")],
    ids=["a country", "of the sample", "not of the sample", "none"],
)
def test_a_country_is_named_beside_its_code(
    run_page: RunPage, database: str, code: str, fictional: bool, told: str
) -> None:
    with open_store(database) as store:
        article = Article("“We will talk,” Irena Vale said.", "Talks", "2025-03-03")
        row = made_row(article, "We will talk", actor="Irena Vale", country=code)
        store.add(article, [row], collection="Tests", fictional=fictional)
    assert f'<div class="pq-meta">{told}</div>' in pages_html(run_page("actors", who="Irena Vale"))


@pytest.mark.parametrize("wanted", ["Kestria", "XKE"], ids=["by its name", "by its code, as in older links"])
def test_countries_are_chosen_by_their_names(run_page: RunPage, database: str, wanted: str) -> None:
    with open_store(database) as store:
        article = Article("“We will talk,” Irena Vale said. “We will not,” said Jon Sand.", "Talks", "2025-03-03")
        rows = [
            made_row(article, "We will talk", actor="Irena Vale", country="XKE"),
            made_row(article, "We will not", actor="Jon Sand", country="XVE"),
        ]
        store.add(article, rows, collection="Tests", fictional=True)
    app = run_page("overview", country=wanted)
    chosen = app.multiselect(key="country")
    assert chosen.options == ["Kestria", "Velmora"]
    assert chosen.value == ["XKE"]
    assert app.metric[0].value == "1"
    assert "Countries: Kestria" in pages_html(app)
    assert list(run_page("actors", country=wanted).dataframe[0].value["Country"]) == ["Kestria"]


@pytest.mark.usefixtures("filled")
def test_stance_and_tone_are_two_charts_of_the_same_periods(run_page: RunPage) -> None:
    charts = run_page("actors", who="Irena Vale", step="Week").get("plotly_chart")
    assert len(charts) == 2
    assert "Net stance by week" in words(run_page("actors", who="Irena Vale", step="Week"))


@pytest.mark.usefixtures("filled")
def test_a_click_on_a_point_lists_the_actors_quotes_behind_it(run_page: RunPage) -> None:
    app = run_page("actors", who="Irena Vale", step="Week")
    point = {"customdata": ["Irena Vale", "2025-03-10"], "point_index": 1}
    app.session_state["tone-week-actor-Irena Vale"] = {"selection": {"points": [point], "point_indices": [1]}}
    app.run()
    assert not app.exception
    assert "3 quotes behind the point" in words(app)


@pytest.mark.usefixtures("filled")
def test_the_filters_of_the_sidebar_hold(run_page: RunPage) -> None:
    app = run_page("actors", who="Irena Vale", **{"from": "2025-03-31"})
    assert next(metric.value for metric in app.metric if metric.label == "Quotes") == "6"


def test_too_few_quotes_give_no_interval_and_it_is_said(run_page: RunPage, database: str) -> None:
    with open_store(database) as store:
        fill(store, weeks=1)
    assert "too few for an interval, which needs 5" in words(run_page("actors", who="Irena Vale"))
    assert "all from one article, so no interval" in words(run_page("actors", who="Irena Vale", min_n="2"))


@pytest.mark.parametrize(
    "filters",
    [
        pytest.param({"actor": "Ada Okoro"}, id="another actor"),
        pytest.param({"country": "XAC"}, id="another's country"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_an_actor_whom_the_filters_hide_is_named_with_a_way_out(run_page: RunPage, filters: dict[str, str]) -> None:
    app = run_page("actors", who="Irena Vale", **filters)
    assert not app.exception
    assert "No quote by Irena Vale passes the filters." in app.text[0].value
    assert "The collection has 18 quotes of this actor." in words(app)
    app = press(app, "Reset filters")
    assert app.selectbox(key="who").value == "Irena Vale"
    assert "passes the filters" not in words(app)
    assert app.metric


@pytest.mark.usefixtures("filled")
def test_a_link_to_an_actor_who_is_not_there_says_so(run_page: RunPage) -> None:
    app = run_page("actors", who="Nobody ![p](https://evil.test/p.png)")
    assert not app.exception
    assert "is by Nobody" in app.text[0].value
    assert "evil.test" not in words(app)
    assert app.dataframe


def test_quotes_without_dates_or_stance_leave_sentences_not_blanks(run_page: RunPage, database: str) -> None:
    article = Article("“Some day,” Ada Quell said.", "A")
    with open_store(database) as store:
        store.add(article, [made_row(article, "Some day", actor="Ada Quell")], collection="Tests")
    app = run_page("actors", who="Ada Quell")
    assert not app.exception
    assert "None of these quotes has a known date" in words(app)
    assert "No words of stance were found" in words(app)
    assert "none found" in [metric.value for metric in app.metric]
    assert not app.get("plotly_chart")


def test_a_measure_that_no_dated_quote_has_is_a_sentence_not_a_blank_chart(run_page: RunPage, database: str) -> None:
    article = Article("“Some day,” Ada Quell said.", "A", "2025-03-03")
    with open_store(database) as store:
        store.add(article, [made_row(article, "Some day", actor="Ada Quell")], collection="Tests")
    app = run_page("actors", who="Ada Quell")
    assert "None found in the dated quotes" in words(app)
    assert len(app.get("plotly_chart")) == 1  # the tone


def test_words_that_rest_on_few_quotes_are_called_so(run_page: RunPage, database: str) -> None:
    with open_store(database) as store:
        fill(store, weeks=1)
    assert "fewer than 5 quotes: too few to call" in words(run_page("actors", who="Irena Vale"))
    assert "too few to call" not in words(run_page("actors", who="Irena Vale", min_n="1"))


def test_a_selection_without_a_named_actor_says_what_to_do(run_page: RunPage, database: str) -> None:
    article = Article("“Some day,” somebody said.", "A")
    with open_store(database) as store:
        store.add(article, [made_row(article, "Some day", actor_kind="unnamed")], collection="Tests")
    app = run_page("actors")
    assert "Choose a wider selection." in words(app)
    assert not app.dataframe


def test_hostile_names_roles_outlets_and_words_are_plain_text(run_page: RunPage, database: str) -> None:
    article = Article(f"{HOSTILE}\n\n“{HOSTILE},” {HOSTILE} said.", HOSTILE, "2025-03-03", HOSTILE)
    evidence = json.dumps([{"words": HOSTILE, "category": HOSTILE, "weight": 0.5, "start": 0, "end": 9}])
    cells = dict.fromkeys(("actor", "speaker", "mention", "role", "country", "addressee"), HOSTILE)
    row = made_row(article, HOSTILE, stance=0.5, stance_label="hawkish", evidence=evidence, **cells)
    with open_store(database) as store:
        store.add(article, [row], collection="Tests")
    app = run_page("actors", who=HOSTILE)
    assert not app.exception
    assert app.selectbox(key="who").value == HOSTILE
    assert "evil.test" not in words(app)
    assert "<img" not in pages_html(app)
    assert pages_html(app).count("&lt;img") >= 5
    point = {"customdata": [HOSTILE, "2025-03-01"], "point_index": 0}
    app.session_state[f"stance-month-actor-{HOSTILE}"] = {"selection": {"points": [point], "point_indices": [0]}}
    app.run()
    assert "1 quote behind the point" in words(app)
    assert "evil.test" not in words(app)


def test_an_open_quote_is_closed_on_another_actors_page(run_page: RunPage, filled: str) -> None:
    with open_store(filled) as store:
        (row,) = store.quotes(QuoteFilter(actors=("Ada Okoro",)), order="hawkish", limit=1)
    assert "Stance = tanh(sum)" in pages_html(run_page("actors", who="Ada Okoro", quote=row["quote_id"]))
    app = run_page("actors", who="Irena Vale", quote=row["quote_id"])
    assert not app.exception
    assert "Stance = tanh(sum)" not in pages_html(app)


@pytest.mark.usefixtures("filled")
def test_a_mark_of_the_overview_leads_to_its_actor_and_keeps_the_filters(run_page: RunPage) -> None:
    app = run_page("overview", outlet="The Courier")
    app.session_state["actors"] = {"selection": {"points": [{"customdata": ["Ada Okoro"]}], "point_indices": [0]}}
    app.run()
    assert not app.exception
    assert '<h2 class="pq-name">Ada Okoro</h2>' in pages_html(app)
    assert app.sidebar.multiselect(key="outlet").value == ["The Courier"]


@pytest.mark.usefixtures("filled")
def test_a_quote_opened_from_a_filtered_page_keeps_the_filters(run_page: RunPage) -> None:
    app = press(run_page("overview", outlet="The Courier"), "Open in article")
    assert not app.exception
    assert "Stance = tanh(sum)" in pages_html(app)
    assert app.sidebar.multiselect(key="outlet").value == ["The Courier"]
