"""What changed, in a real browser: the finding, its chart, the quotes behind it, and nothing fetched from elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from analytics.store import open_store
from tests.browser.conftest import Dashboard, Visit
from tests.views.test_numbers import STEADY, TURNED, fill_turn


@pytest.mark.browser
def test_a_reader_sees_who_changed_and_opens_a_quote_behind_it(dashboard: Dashboard, visit: Visit) -> None:
    with open_store(dashboard.database) as store:
        fill_turn(store)
    visit.go("what_changed?window=12")
    page = visit.page
    expect(page.get_by_role("heading", name="1 finding among 2 actors compared")).to_be_visible()
    expect(page.get_by_text(f"{TURNED}: more hawkish")).to_be_visible()
    expect(page.get_by_text(f"{STEADY}: more")).to_have_count(0)
    expect(page.locator(".scatterlayer .point")).to_have_count(1)
    page.get_by_role("button", name="Open in article").first.click()
    expect(page.get_by_role("heading", name="Quotes", level=1)).to_be_visible()
    visit.settle()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert visit.strangers == []
    assert visit.dialogs == []
