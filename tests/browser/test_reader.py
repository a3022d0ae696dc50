"""What a reader does, in a real browser: upload, look, take the CSV home, delete; and a hostile article."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from analytics.records import Article
from analytics.store import QuoteFilter, open_store
from analytics.tables import read_table
from tests.browser.conftest import Dashboard, Visit
from tests.views.conftest import fill, made_row

pytestmark = pytest.mark.browser

ARTICLE = """Ferry talks end in warnings

HALDEN — “We will not wait for ever,” Foreign Minister Mira Tolland said. “If it holds, we will answer with force.”

Tolland spoke after three hours of talks. “The door stays open until Sunday,” she told reporters.
"""


def test_an_article_goes_in_and_its_quotes_come_out(visit: Visit, dashboard: Dashboard, tmp_path: Path) -> None:
    page = visit.page
    source = tmp_path / "ferry.txt"
    source.write_text(ARTICLE, encoding="utf-8")
    visit.go("upload")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(source)
    expect(page.get_by_role("heading", name="1 article read: 2 quotes found")).to_be_visible()
    page.get_by_role("button", name="Save 1 article").click()
    page.get_by_role("button", name="See them").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("2")

    page.get_by_role("link", name="Quotes").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download 2 quotes as CSV").click()
    download.value.save_as(tmp_path / "quotes.csv")
    rows = read_table(tmp_path / "quotes.csv")
    with open_store(dashboard.database) as store:
        assert rows == store.quotes(QuoteFilter(collection="My articles"), clustered=True)
    assert {row["quote"] for row in rows} == {
        "We will not wait for ever, … If it holds, we will answer with force.",
        "The door stays open until Sunday,",
    }
    assert {row["actor"] for row in rows} == {"Mira Tolland"}
    assert {row["mention"] for row in rows} >= {"she"}
    assert page.get_by_test_id("stException").count() == 0
    assert visit.strangers == []


def test_a_click_on_a_point_shows_its_quotes_and_leads_to_the_article(visit: Visit, dashboard: Dashboard) -> None:
    with open_store(dashboard.database) as store:
        fill(store, weeks=3)
    visit.go("over_time?step=Week")
    page = visit.page
    visit.settle()
    point = page.locator(".scatterlayer .point").first
    _point_at(page, point)
    point.click(force=True)
    expect(page.get_by_text("9 quotes behind the point")).to_be_visible()
    page.get_by_role("button", name="Open in article").first.click()
    expect(page.get_by_role("heading", name="What made the stance")).to_be_visible()
    expect(page).to_have_url(re.compile("quote="))
    assert page.get_by_test_id("stException").count() == 0


def _point_at(page: Page, point: Locator) -> None:
    """Point at a mark until the chart tells its figures: before, a click on it is lost; a chart may be drawn again."""
    told = page.locator(".hoverlayer .hovertext").first
    for _ in range(20):
        page.mouse.move(0, 0)
        point.hover(force=True)  # a line may lie over the mark; the chart takes the nearest point
        with suppress(TimeoutError):
            told.wait_for(timeout=3_000)
            return
    expect(told).to_be_visible()


def test_a_deleted_article_comes_back_on_undo(visit: Visit, dashboard: Dashboard) -> None:
    article = Article("“We will talk,” Mira Tolland said.", "Ferry talks", "2025-03-04")
    row = made_row(article, "We will talk", actor="Mira Tolland")
    with open_store(dashboard.database) as store:
        store.add(article, [row], collection="Tests")
        visit.go(f"quotes?quote={row['quote_id']}")
        page = visit.page
        page.get_by_role("button", name="Delete article").click()
        page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        expect(page.get_by_text("Deleted: Ferry talks")).to_be_visible()
        assert store.articles() == []
        file = page.get_by_role("button", name="Download 1 quote as CSV")
        expect(file).to_have_count(0)  # what was drawn before stays until the page is drawn to its end
        page.get_by_role("button", name="Undo").click()
        expect(file).to_be_visible()
        assert [line["id"] for line in store.articles()] == [article.id]
    assert page.get_by_test_id("stException").count() == 0


def test_a_speaker_is_corrected_and_the_correction_undone(visit: Visit, dashboard: Dashboard) -> None:
    article = Article("“We will talk,” Mira Tolland said. “Never,” Jon Sand said.", "Ferry talks", "2025-03-04")
    rows = [
        made_row(article, "We will talk", actor="Mira Tolland"),
        made_row(article, "Never", actor="Jon Sand", country="XAB"),
    ]
    with open_store(dashboard.database) as store:
        store.add(article, rows, collection="Tests")
        visit.go(f"quotes?quote={rows[0]['quote_id']}")
        page = visit.page
        page.get_by_text("Correct this quote").click()
        speaker = page.get_by_role("combobox", name="Speaker")
        speaker.fill("Jon Sand")
        speaker.press("Enter")
        page.get_by_role("textbox", name="Your name").fill("Bo")
        page.get_by_role("button", name="Save the correction").click()
        expect(page.get_by_text("corrected by a person: speaker, country")).to_be_visible()
        assert [row["country"] for row in store.quotes(QuoteFilter(actors=("Jon Sand",)))] == ["XAB", "XAB"]
        page.get_by_role("button", name="Undo").first.click()
        expect(page.get_by_text("corrected by a person")).to_have_count(0)
        assert [row["actor"] for row in store.quotes(QuoteFilter(), order="article")] == ["Mira Tolland", "Jon Sand"]
    assert page.get_by_test_id("stException").count() == 0
    assert visit.strangers == []


def test_an_actor_is_added_after_a_look_at_what_it_touches(visit: Visit, dashboard: Dashboard) -> None:
    article = Article("“We will talk,” Tolland said.", "Ferry talks", "2025-03-04")
    with open_store(dashboard.database) as store:
        store.add(article, [made_row(article, "We will talk", actor="Tolland")], collection="Tests")
        visit.go("registry")
        page = visit.page
        name = page.get_by_role("combobox", name="Name", exact=True)
        name.fill("Tolland")
        name.press("Enter")
        page.get_by_role("textbox", name="Name to show").fill("Mira Tolland")
        page.get_by_role("button", name="Show what it changes").click()
        expect(page.get_by_text("1 quote in 1 article would read differently")).to_be_visible()
        assert store.count(QuoteFilter(actors=("Mira Tolland",))) == 0
        page.get_by_role("textbox", name="Your name").fill("Bo")
        page.get_by_role("button", name="Save 1 actor").click()
        expect(page.get_by_text("Saved: Mira Tolland")).to_be_visible()
        assert store.count(QuoteFilter(actors=("Mira Tolland",))) == 1
        expect(page.get_by_text("Every speaker with a name is in the registry.")).to_be_visible()
        page.get_by_role("button", name="Undo").first.click()
        expect(page.get_by_text("Saved: Mira Tolland")).to_have_count(0)
        assert store.count(QuoteFilter(actors=("Tolland",))) == 1
    assert page.get_by_test_id("stException").count() == 0
    assert visit.strangers == []
