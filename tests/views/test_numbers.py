"""The pages that compare: what they find, what they hold back, and that their CSV holds what they draw."""

from __future__ import annotations

import ast
import json
import re
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics import charts
from analytics.additions import add_sample
from analytics.events import Event
from analytics.records import Article
from analytics.saved_views import SavedView, list_views, save_view
from analytics.store import Store, StoreError, open_store
from tests.conftest import ROOT
from tests.views.conftest import RunPage, made_row
from tests.views.test_pages import HOSTILE, pages_html, press, words
from views import choices, sidebar, state, timelines
from views.saved import link_html

CONTRASTS = ["map", "dyads", "divided", "outlets", "acts"]
TURNED, STEADY = "Irena Vale", "Tomas Brandt"


def fill_turn(store: Store, articles: int = 24) -> None:
    """Store one article a day; in the second half one actor speaks the other way round, another does not."""
    for number in range(articles):
        day = (date(2025, 3, 3) + timedelta(days=number)).isoformat()
        lines = [(actor, f"Matter {number} of {actor} stands as point {turn} of the list")
                 for actor in (TURNED, STEADY) for turn in range(2)]  # fmt: skip
        text = f"Day {number}\n\n" + "\n\n".join(f"“{said},” {actor} said." for actor, said in lines)
        article = Article(text, f"Day {number}", day, f"Paper {number % 3}", url="https://example.org/a")
        rows = []
        for place, (actor, said) in enumerate(lines):
            up = number >= articles // 2 if actor == TURNED else (number + place) % 2 == 0
            rows.append(
                made_row(
                    article, said, actor=actor, actor_id=actor.casefold(), country="XAA", stance=0.6 if up else -0.6,
                    stance_label="hawkish" if up else "dovish", tone=0.4 if place % 2 else -0.4,
                    tone_label="positive" if place % 2 else "negative", target_country="XAB" if place % 2 else "",
                    speech_act="threat" if up else "offer",
                )
            )  # fmt: skip
        store.add(article, rows, collection="Tests")


@pytest.fixture
def turned(database: str) -> str:
    """Name a database in which one of two actors turns."""
    with open_store(database) as store:
        fill_turn(store)
    return database


def shown(app: AppTest) -> str:
    return words(app) + "\n".join(element.value for element in app.get("text"))


def figures(app: AppTest) -> list[dict[str, Any]]:
    """Give the charts of a page as the browser gets them."""
    return [json.loads(element.proto.spec) for element in app.get("plotly_chart")]


def tables(app: AppTest) -> list[pd.DataFrame]:
    return [element.value for element in app.dataframe]


def test_the_actor_who_turned_is_found_and_the_steady_one_is_not(run_page: RunPage, turned: str) -> None:
    app = run_page("what_changed", window="12")
    assert not app.exception
    assert "1 finding among 2 actors compared" in shown(app)
    assert f"<b>{TURNED}</b>: more hawkish" in pages_html(app)
    assert f"{STEADY}</b>: more" not in pages_html(app)
    assert "Matter" in pages_html(app), "the quotes that made it so are listed"


def test_nothing_is_shown_as_a_finding_that_does_not_pass(run_page: RunPage, filled: str) -> None:
    app = run_page("what_changed")
    assert not app.exception
    assert "No actor has enough quotes." in shown(app)
    assert "an actor needs 5 quotes" in shown(app)
    assert not figures(app)
    press(app, "Compare the first half with the second")
    assert "Before: 2025-03-03 to 2025-03-19. After: 2025-03-20 to 2025-04-07." in shown(app)


def test_a_change_point_comes_on_request_with_its_uncertainty(run_page: RunPage, turned: str) -> None:
    app = run_page("what_changed")
    choice = next(box for box in app.selectbox if box.label == "Actor")
    choice.set_value(TURNED).run()
    assert "2025-03-15" in shown(app)
    assert "90% confidence" in shown(app)
    next(box for box in app.selectbox if box.label == "Actor").set_value(STEADY).run()
    assert "No day stands out by more than chance" in shown(app)


def test_a_change_point_names_the_least_number_that_the_reader_chose(run_page: RunPage, turned: str) -> None:
    app = run_page("what_changed", turned=TURNED, min_n="9")
    assert "With fewer than 9 quotes on a side" in shown(app)


def test_a_period_that_begins_after_it_ends_is_told_as_such(run_page: RunPage, turned: str) -> None:
    with open_store(turned) as store:
        article = Article("“Some day,” she said.", "A")
        store.add(article, [made_row(article, "Some day")], collection="Tests")
    app = run_page("what_changed", **{"from": "2025-03-20", "to": "2025-03-10"})
    assert not app.exception
    assert "No dated quote lies between 2025-03-20 and 2025-03-10" in shown(app)
    assert "of one day" not in shown(app)


@pytest.mark.parametrize("chart", CONTRASTS)
def test_each_comparison_draws_with_a_table_behind_it(run_page: RunPage, turned: str, chart: str) -> None:
    app = run_page("contrasts")
    next(group for group in app.get("button_group") if group.label == "Chart").set_value(chart).run()
    assert not app.exception
    assert len(figures(app)) == 1
    assert re.search(r"n = \d+ quotes.*, copies counted once · (no filter|Actors: )", pages_html(app))
    assert [button.label for button in app.button].count("Picture (PNG, SVG)") == 1
    assert [button for button in app.get("download_button") if "table" in button.label]


@pytest.mark.parametrize("chart", CONTRASTS)
def test_each_comparison_says_what_is_missing(run_page: RunPage, database: str, chart: str) -> None:
    with open_store(database) as store:
        article = Article(f"“{HOSTILE},” he said.", HOSTILE, "", HOSTILE)
        store.add(article, [made_row(article, HOSTILE, actor=HOSTILE)], collection="Tests")
    app = run_page("contrasts")
    next(group for group in app.get("button_group") if group.label == "Chart").set_value(chart).run()
    assert not app.exception
    assert app.info or "Fill in dates on the Upload page" in words(app)
    assert "evil.test" not in words(app)


def test_the_map_s_points_are_those_of_its_table(run_page: RunPage, turned: str) -> None:
    app = run_page("contrasts")
    table = next(found for found in tables(app) if "net" in found)
    points = next(trace for trace in figures(app)[0]["data"] if trace.get("customdata"))
    assert len(points["customdata"]) == 2
    for who, across, up in zip(points["customdata"], points["x"], points["y"], strict=True):
        line = table[table["actor"] == who[0]].iloc[0]
        assert (across, up) == pytest.approx((line["mean_tone"], line["net"]))


def test_a_switch_lets_every_printing_count(run_page: RunPage, database: str) -> None:
    said = "We will answer any attack on our ships with all the force that we have"
    with open_store(database) as store:
        for paper in ("One", "Two", "Three"):
            article = Article(f"{paper}. “{said},” Irena Vale said.", paper, "2025-03-03", paper)
            rows = [made_row(article, said, actor="Irena Vale", actor_id="vale", stance=0.6, stance_label="hawkish")]
            store.add(article, rows, collection="Tests")
    app = run_page()
    assert "Stance of 1 quote" in shown(app)
    assert "**3 quotes** from 3 articles, 1 without copies" in "\n".join(
        caption.value for caption in app.sidebar.caption
    )
    next(toggle for toggle in app.toggle if toggle.label == "Count every printing").set_value(True).run()
    assert "Stance of 3 quotes" in shown(app)


@pytest.mark.usefixtures("sample_read_once")
def test_the_sample_s_events_are_marked_on_the_timeline(run_page: RunPage, database: str) -> None:
    with open_store(database) as store:
        add_sample(store)
    app = run_page("over_time")
    assert not app.exception
    hover = [trace.get("hovertext", []) for figure in figures(app) for trace in figure["data"]]
    assert any("Truce begins" in str(words) for words in hover)


def test_a_view_is_saved_by_name_and_its_link_brings_it_back(run_page: RunPage, turned: str) -> None:
    app = run_page("saved", actor=TURNED)
    app.text_input[-1].set_value("<b>Vale</b>")
    next(button for button in app.button if button.label == "Save").click().run()
    assert not app.exception
    with open_store(turned) as store, store.reading() as connection:
        (view,) = list_views(connection)
    assert view.parameters["collection"] == ["Tests"]
    assert "&lt;b&gt;Vale&lt;/b&gt;" in pages_html(app)


def test_a_view_takes_along_what_its_page_has_chosen_even_where_it_is_the_beginning(
    run_page: RunPage, turned: str
) -> None:
    app = run_page("what_changed", compare="Two periods", turn="2025-03-12")
    app.switch_page("views/saved.py").run()
    assert not app.exception
    assert "Second period begins: 2025-03-12" in shown(app)
    app.text_input[-1].set_value("Turn")
    next(button for button in app.button if button.label == "Save").click().run()
    with open_store(turned) as store, store.reading() as connection:
        (view,) = list_views(connection)
    assert view.page == "what_changed"
    assert view.parameters == {
        "collection": ["Tests"], "compare": ["Two periods"], "measure": ["Net stance"], "turn": ["2025-03-12"],
    }  # fmt: skip


def test_the_report_is_of_the_charts_that_were_looked_at_until_the_filters_say_otherwise(
    run_page: RunPage, turned: str
) -> None:
    assert turned
    app = run_page("over_time").switch_page("views/saved.py").run()
    assert "the charts of Over time as you saw them" in words(app)
    app.sidebar.multiselect(key="actor").set_value([STEADY]).run()
    assert not app.exception
    assert "as you saw them" not in words(app)


def test_events_are_named_where_a_picture_shows_their_lines() -> None:
    course = timelines.Course(
        "stance", "week", ("2025-03-03", "2025-03-10"), (Event("2025-03-05", "Truce"), Event("2024-01-01", "Long ago"))
    )
    assert course.events_told == "Dotted lines: 5 Mar 2025: Truce."
    assert timelines.Course("stance", "week", ("2025-03-03", "2025-03-10")).events_told == ""


@pytest.mark.parametrize(
    ("step", "last", "inside", "outside"),
    [
        pytest.param("week", "2025-03-31", "2025-04-06", "2025-04-07", id="a week over the end of a month"),
        pytest.param("day", "2025-03-03", "2025-03-03", "2025-03-04", id="a day"),
        pytest.param("month", "2025-02-01", "2025-02-28", "2025-03-01", id="a short month"),
    ],
)
def test_events_are_marked_to_the_end_of_the_last_period_and_on_the_axis(
    step: charts.Step, last: str, inside: str, outside: str
) -> None:
    events = (Event(inside, "Truce"), Event(outside, "Too late"))
    course = timelines.Course("stance", step, ("2025-02-01", last), events)
    assert [event.day for event in course.marked] == [inside]
    columns = ["actor", "period", "n", "net", "low", "high", "n_stance", "thin", "articles"]
    table = pd.DataFrame([["Irena Vale", last, 9, 0.5, 0.2, 0.8, 9, False, 3]], columns=columns)
    figure = course.figure(table, charts.actor_styles(["Irena Vale"], ["Irena Vale"]))
    assert figure.layout.xaxis.range[1] > inside


def test_every_choice_that_stands_in_an_address_is_kept_with_a_view() -> None:
    """A widget bound to the address that neither the sidebar nor `choices` names would be lost from a saved view."""
    not_a_view = {"page"}  # how far the list of quotes was turned
    known = {"collection", *state.DEFAULTS, *(key for own in choices.OWN.values() for key in own)}
    assert bound_keys() - not_a_view <= known
    assert set(choices.PAGES) == set(choices.OWN)
    assert set(state.DEFAULTS) - {"q"} <= set(sidebar.LABELS)


def bound_keys() -> set[str]:
    """Give the keys of all widgets in the pages' code that are bound to the address."""
    found = set()
    for path in (ROOT / "views").glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            named = {word.arg: word.value for word in call.keywords}
            if isinstance(named.get("key"), ast.Constant) and "bind" in named:
                found.add(named["key"].value)
            if getattr(call.func, "attr", getattr(call.func, "id", "")) == "draw_choice":
                found.add(call.args[1].value)
    return found


def test_a_saved_link_is_escaped_and_stays_within_the_dashboard() -> None:
    link = link_html(SavedView('"><script>', "//evil.test", {"actor": ["A & B", "C"]}))
    assert 'href="/?actor=A+%26+B&amp;actor=C"' in link
    assert "<script>" not in link


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 81])
def test_a_view_needs_a_name_on_one_line(name: str) -> None:
    with open_store("sqlite://") as store, store.writing() as connection, pytest.raises(StoreError, match="name"):
        save_view(connection, name, "", {})
