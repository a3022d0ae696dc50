"""The tables behind charts: a selected line does what a click on its mark does, for whoever uses the keyboard."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.records import Article
from analytics.store import QuoteFilter, open_store
from tests.views.conftest import RunPage, fill, made_row
from tests.views.test_pages import HOSTILE, pages_html, words
from views import reports, state


def table_of(app: AppTest, chart: str) -> Any:  # noqa: ANN401 - Streamlit's own element
    """Give the table behind a chart."""
    return next(frame for frame in app.dataframe if f"rows-{chart}" in str(frame.key))


def select(app: AppTest, chart: str, **cells: str) -> AppTest:
    """Select the line of a chart's table that holds these cells."""
    table = table_of(app, chart)
    lines = table.value.astype(str)
    found = [row for row, line in enumerate(lines.to_dict("records")) if cells.items() <= line.items()]
    app.session_state[table.key] = {"selection": {"rows": found[:1], "columns": [], "cells": []}}
    return app.run()


@pytest.mark.parametrize(
    ("page", "parameters", "chart", "cells", "told"),
    [
        pytest.param("overview", {}, "labels", {"label": "dovish"}, "14 quotes behind", id="a stance"),
        pytest.param("overview", {}, "volume", {"period": "2025-03-10"}, "9 quotes behind", id="a week"),
        pytest.param("over_time", {"step": "Week"}, "stance-week-everybody", {"period": "2025-03-10"},
                     "9 quotes behind", id="a point of all"),
        pytest.param("over_time", {"step": "Week"}, "stance-week-together",
                     {"actor": "Irena Vale", "period": "2025-03-10"}, "3 quotes behind", id="an actor's point"),
        pytest.param("contrasts", {}, "stance-against-tone", {"actor": "Ada Okoro"}, "18 quotes behind", id="an actor"),
        pytest.param("contrasts", {"chart": "Within one actor"}, "disagreement", {"actor": "Irena Vale"},
                     "14 quotes behind", id="an actor's stances"),
        pytest.param("contrasts", {"chart": "Outlets", "speaker": "Ada Okoro"}, "outlets", {"outlet": "The Courier"},
                     "18 quotes behind", id="an outlet"),
        pytest.param("actors", {"who": "Irena Vale"}, "actor-stance-by-tone", {"stance": "dovish"}, "quotes behind",
                     id="a stance of one actor"),
        pytest.param("actors", {"who": "Irena Vale"}, "actor-words", {"words": "talks"}, "quotes with these words",
                     id="words of one actor"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("filled")
def test_a_selected_line_lists_the_quotes_behind_it(
    run_page: RunPage, page: str, parameters: dict[str, str], chart: str, cells: dict[str, str], told: str
) -> None:
    app = run_page(page, **parameters)
    assert told not in words(app)
    app = select(app, chart, **cells)
    assert not app.exception
    assert told in words(app)


@pytest.mark.usefixtures("filled")
def test_a_selected_actor_of_the_overview_opens_the_actors_page(run_page: RunPage) -> None:
    app = select(run_page(), "actors", actor="Ada Okoro")
    assert not app.exception
    assert app.title[0].value == "Actors"
    assert app.selectbox(key="who").value == "Ada Okoro"


@pytest.mark.usefixtures("filled")
def test_one_mark_that_is_clicked_and_selected_is_listed_once(run_page: RunPage) -> None:
    app = run_page("actors", who="Irena Vale", step="Week")
    point = {"customdata": ["Irena Vale", "2025-03-10"], "point_index": 1}
    for measure in ("stance", "tone"):
        clicked = {"selection": {"points": [point], "point_indices": [1]}}
        app.session_state[f"{measure}-week-actor-Irena Vale"] = clicked
    app = select(app, "tone-week-actor-Irena Vale", period="2025-03-10")
    assert not app.exception
    assert [text.value for text in app.markdown].count("**3 quotes behind the point**") == 1


@pytest.mark.usefixtures("filled")
def test_a_selection_falls_away_when_the_filters_change(run_page: RunPage) -> None:
    app = select(run_page(), "labels", label="dovish")
    app.sidebar.multiselect(key="actor").set_value(["Irena Vale"]).run()
    assert not app.exception
    assert "behind the point" not in words(app)


def test_words_that_stand_before_the_marks_of_a_quote_are_told_from_words_in_it(
    run_page: RunPage, database: str
) -> None:
    article = Article("Ada Quell refused to “sit down with them.”", "A", "2025-03-03")
    item = {"words": "refused to", "category": "refusal", "weight": 0.5, "start": 10, "end": 20}
    row = made_row(article, "sit down with them.", kind="mixed", actor="Ada Quell", stance=0.5, stance_label="hawkish",
                   evidence=json.dumps([item]))  # fmt: skip
    with open_store(database) as store:
        store.add(article, [row], collection="Tests")
    app = select(run_page("actors", who="Ada Quell"), "actor-words", words="refused to")
    assert not app.exception
    assert "0 quotes with these words" in words(app)
    assert "They are reporting words before the marks of a quote" in words(app)


def test_hostile_words_of_an_actor_can_be_looked_for(run_page: RunPage, database: str) -> None:
    said = f'{HOSTILE} "quoted'
    article = Article(f"“{said}” Ada Quell said.", "A", "2025-03-03")
    place = article.text.index(said)
    evidence = (
        '[{"words": ' + '"<img src=\\"https://evil.test/x.png\\" onerror=alert(1)>"' + ', "category": "made up", '
        f'"weight": 0.5, "start": {place}, "end": {place + 10}}}]'
    )
    row = made_row(article, said, actor="Ada Quell", stance=0.5, stance_label="hawkish", evidence=evidence)
    with open_store(database) as store:
        store.add(article, [row], collection="Tests")
    app = run_page("actors", who="Ada Quell")
    app.session_state[table_of(app, "actor-words").key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    assert not app.exception
    assert "1 quote with these words" in words(app)
    assert "evil.test" not in words(app)
    assert "<img" not in pages_html(app)


def test_the_sample_leads_to_articles_of_ones_own_as_long_as_there_are_none(run_page: RunPage, database: str) -> None:
    with open_store(database) as store:
        fill(store, weeks=1, fictional=True)
    app = run_page("quotes")
    assert "Fictional sample." in words(app)
    app.button(key="now-your-own").click().run()
    assert not app.exception
    assert app.title[0].value == "Upload"
    assert "Now your own" not in words(app)
    with open_store(database) as store:
        fill(store, weeks=1, collection="My own")
    app = run_page("quotes", collection="Tests")
    assert "Fictional sample." in words(app)
    assert "Now your own" not in words(app)


@pytest.mark.parametrize("page", ["overview", "actors", "over_time", "contrasts"])
def test_a_page_of_a_few_quotes_says_what_to_do(run_page: RunPage, database: str, page: str) -> None:
    with open_store(database) as store:
        fill(store, weeks=1)
    assert "No actor here has 5 or more quotes with a stance" in words(run_page(page))
    assert "No actor here has" not in words(run_page(page, min_n="1"))


@pytest.mark.usefixtures("filled")
def test_the_report_of_an_actor_prints_tone_grid_and_words_with_their_own_columns(run_page: RunPage) -> None:
    app = run_page("actors", who="Irena Vale", step="Week")
    drawn = {chart.plate.name: chart for chart in app.session_state["drawn-charts"]}
    heads = {name: list(reports.section(chart).table.columns) for name, chart in drawn.items()}
    assert "Tone" in heads["actor-tone-by-week"]
    assert heads["actor-stance-by-tone"] == ["Stance", "Negative tone", "Neutral tone", "Positive tone", "Quotes"]
    assert heads["actor-words"] == ["Words", "Category", "Weight", "Quotes", "Articles"]


@pytest.mark.parametrize(
    ("most", "heading", "leans"),
    [(4, "Quotes: the 2 most hawkish and the 2 most dovish of 9", "++--"),
     (8, "Quotes: the 7 with a stance of 9, the most hawkish first", "+++++--"),
     (9, "Quotes, the most hawkish first", "+++++--00")],
    ids=["more than are printed", "most without a stance", "all"],
)  # fmt: skip
def test_the_report_prints_quotes_from_both_ends_and_says_which(
    run_page: RunPage, database: str, monkeypatch: pytest.MonkeyPatch, most: int, heading: str, leans: str
) -> None:
    monkeypatch.setattr(reports, "MOST_QUOTES", most)
    with open_store(database) as store:
        fill(store, weeks=1)
    run_page()
    said, rows = reports._choose_quotes(state.View(QuoteFilter(collection="Tests"), 5))
    assert said == heading
    assert "".join("0" if row["stance"] is None else "+" if row["stance"] > 0 else "-" for row in rows) == leans
    assert len({row["quote_id"] for row in rows}) == len(rows), "no quote is printed twice"
    unsided = QuoteFilter(collection="Tests", stances=("none",))
    monkeypatch.setattr(reports, "MOST_QUOTES", 1)
    assert reports._choose_quotes(state.View(unsided, 5))[0] == "Quotes: the latest 1 of 2"
