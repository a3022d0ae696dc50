"""A small screen and a keyboard: what is opened is seen at once, and no chart needs a pointer."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from analytics.articles import read_articles
from analytics.charts import DARK, LIGHT
from analytics.store import DEFAULT_COLLECTION, QuoteFilter, open_store
from tests.browser.conftest import Dashboard, Visit
from tests.views.conftest import fill

pytestmark = pytest.mark.browser

PHONE = {"width": 420, "height": 900}


def on_top(page: Page, name: str) -> bool:
    """Tell whether nothing lies over the middle of a button that is on the screen."""
    return bool(
        page.get_by_role("button", name=name).evaluate(
            """button => {
                const box = button.getBoundingClientRect();
                const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return button.contains(found);
            }"""
        )
    )


def test_on_a_phone_an_opened_quote_lies_over_the_list_and_gives_way_again(visit: Visit, dashboard: Dashboard) -> None:
    with open_store(dashboard.database) as store:
        fill(store)
        quotes = store.quotes(QuoteFilter(collection="Tests"))
    page = visit.page
    page.set_viewport_size(PHONE)
    browser = page.context.new_cdp_session(page)
    browser.send("Emulation.setUserAgentOverride", {"userAgent": "Chrome/140.0.0.0 Mobile Safari/537.36"})
    visit.go("quotes")
    opener = page.get_by_role("button", name="Open in article").last
    opener.scroll_into_view_if_needed()  # far down the list
    opener.click()
    close = page.get_by_role("button", name="Close", exact=True)
    expect(close).to_be_in_viewport()
    expect(page.get_by_text("the quote", exact=True)).to_be_in_viewport()
    visit.settle()
    assert on_top(page, "Close")
    expect(page.get_by_role("button", name="Open in article").first).to_be_hidden()
    close.click()
    expect(close).to_have_count(0)
    expect(page.get_by_role("button", name="Open in article").first).to_be_visible()

    browser.send("Emulation.setUserAgentOverride", {"userAgent": ""})  # a small window, with a table
    visit.go(f"quotes?quote={quotes[0]['quote_id']}")  # a link opens it as well
    expect(close).to_be_in_viewport()
    page.get_by_role("button", name="Delete article").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.set_viewport_size({"width": 1400, "height": 900})
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()  # beside it, where there is room
    assert page.get_by_test_id("stException").count() == 0


def test_the_quotes_behind_a_mark_are_reached_by_keys_alone(visit: Visit, dashboard: Dashboard) -> None:
    with open_store(dashboard.database) as store:
        fill(store, weeks=3)
    page = visit.page
    visit.go("contrasts")
    fold = page.locator("main summary, [data-testid=stMain] summary").filter(has_text=re.compile("Table$")).first
    fold.focus()
    page.keyboard.press("Enter")
    grid = page.get_by_test_id("data-grid-canvas").first
    expect(grid).to_be_visible()
    visit.settle()  # a table takes its size when it is unfolded
    for _ in range(12):  # by Tab from the fold into the table
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.testid") == "data-grid-canvas":
            break
    assert page.evaluate("document.activeElement.dataset.testid") == "data-grid-canvas"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    expect(page.get_by_text("9 quotes behind the point")).to_be_visible()
    opener = page.get_by_role("button", name="Open in article").first
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What made the stance")).to_be_visible()
    assert page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("width", [1280, 1360, 1920])
def test_the_figures_of_the_overview_stand_in_one_row(visit: Visit, dashboard: Dashboard, width: int) -> None:
    with open_store(dashboard.database) as store:
        fill(store)
    visit.page.set_viewport_size({"width": width, "height": 900})
    visit.go("")
    figures = visit.page.get_by_test_id("stMetric")
    expect(figures).to_have_count(6)
    tops = {round(box["y"]) for figure in figures.all() if (box := figure.bounding_box())}
    assert len(tops) == 1


def test_the_grid_and_the_words_of_an_actor_are_saved_as_pictures(
    visit: Visit, dashboard: Dashboard, tmp_path: Path
) -> None:
    with open_store(dashboard.database) as store:
        fill(store)
    page = visit.page
    for name, title, held in (
        ("actor-stance-by-tone", "Stance against tone", "no stance found"),
        ("actor-words", "Words that weigh most", "talks"),
    ):
        visit.go("actors?who=Irena+Vale")
        visit.picture_of(name).click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("radio", name="SVG").click()
        with page.expect_download() as download:
            dialog.get_by_role("button", name="Download plot", exact=True).click()
        download.value.save_as(tmp_path / "chart.svg")
        drawn = re.sub(r"<[^>]+>", " ", (tmp_path / "chart.svg").read_text(encoding="utf-8"))
        assert f"{title}: Irena Vale" in drawn
        assert held in drawn
        assert "every printing counted" in drawn
    assert page.get_by_test_id("stException").count() == 0
    assert visit.strangers == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_of_a_button_that_cannot_be_pressed_are_seen(
    visit: Visit, dashboard: Dashboard, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    source = tmp_path / "talks.txt"
    source.write_text("Talks\n\n“We will talk,” Mira Tolland said.", encoding="utf-8")
    with open_store(dashboard.database) as store:
        for article in read_articles(source):
            store.add(article, [], collection=DEFAULT_COLLECTION)
    page = visit.page
    page.emulate_media(color_scheme=scheme)
    visit.go("upload")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(source)
    save = page.get_by_role("button", name="Save 0 articles")
    expect(save).to_be_disabled()
    expect(page.get_by_text("Each is in this collection already.")).to_be_visible()
    inside = LIGHT.inside if scheme == "light" else DARK.inside
    drawn = "element => getComputedStyle(element.querySelector('p')).color"
    red, green, blue = (int(inside[place : place + 2], 16) for place in (1, 3, 5))
    assert not str(save.evaluate(drawn)).startswith((f"rgb({red}, {green}, {blue}", f"rgba({red}, {green}, {blue}"))


def test_every_chart_has_a_name_and_headings_go_down_one_level_at_a_time(visit: Visit, dashboard: Dashboard) -> None:
    with open_store(dashboard.database) as store:
        fill(store)
        quote = store.quotes(QuoteFilter(collection="Tests"))[0]["quote_id"]
    for path, charts in (
        ("", 3), ("actors?who=Irena+Vale", 2), ("over_time", 4), ("contrasts", 1), (f"quotes?quote={quote}", 0),
        ("what_changed", 0), ("saved", 0), ("registry", 0), ("method", 0), ("upload", 0),
    ):  # fmt: skip
        visit.go(path)
        figures = visit.page.get_by_role("figure")
        expect(figures).to_have_count(charts)
        names = [figure.get_attribute("aria-label") or "" for figure in figures.all()]
        assert all(len(name) > 30 for name in names), path
        levels = visit.page.evaluate(
            "[...document.querySelectorAll('[data-testid=stMain] :is(h1, h2, h3, h4, h5, h6)')].map(h => +h.tagName[1])"
        )
        assert levels[0] == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), (path, levels)
