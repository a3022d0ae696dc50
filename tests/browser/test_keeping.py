"""What a reader takes along, in a real browser: pictures of charts, and views by name, by link and in another tab."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest
from playwright.sync_api import expect

from analytics.pictures import SCALE, WIDTH
from analytics.store import open_store
from tests.browser.conftest import Dashboard, Visit
from tests.views.conftest import fill
from tests.views.test_numbers import STEADY, fill_turn

pytestmark = pytest.mark.browser


def save_picture(visit: Visit, kind: str, to: Path, *, by_key: bool) -> str:
    """Open the picture of a timeline by week and save it; give the name that the browser was told."""
    visit.picture_of("stance-week-everybody").click()
    dialog = visit.page.get_by_role("dialog")
    if kind == "SVG":
        dialog.get_by_role("radio", name="SVG").click()
        expect(dialog.get_by_role("button", name="Download plot", exact=True)).to_be_visible()
    camera = dialog.get_by_role("button", name="Download plot")
    with visit.page.expect_download() as download:
        if by_key:
            camera.focus()
            visit.page.keyboard.press("Enter")
        else:
            camera.click()
    download.value.save_as(to)
    return download.value.suggested_filename


def test_a_chart_is_saved_as_png_and_as_svg_with_its_title_n_and_caveat(
    visit: Visit, dashboard: Dashboard, tmp_path: Path
) -> None:
    with open_store(dashboard.database) as store:
        fill(store)
    visit.go("over_time?step=Week")
    name = save_picture(visit, "PNG", tmp_path / "chart.png", by_key=True)
    assert name == "parley-over-time-by-week-tests.png"
    content = (tmp_path / "chart.png").read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">I", content[16:20])[0] == WIDTH * SCALE

    visit.go("over_time?step=Week")
    assert save_picture(visit, "SVG", tmp_path / "chart.svg", by_key=False).endswith("-tests.svg")
    drawn = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    words = re.sub(r"<[^>]+>", " ", drawn)
    assert "Net stance of 54 dated quotes, by week" in words
    assert "n = 41 quotes with a stance" in words
    assert "Read the quotes before you print a number." in words
    assert visit.page.get_by_test_id("stException").count() == 0
    assert visit.strangers == []


def test_a_saved_view_keeps_what_its_page_has_chosen_also_in_another_tab(
    visit: Visit, dashboard: Dashboard, tmp_path: Path
) -> None:
    with open_store(dashboard.database) as store:
        fill_turn(store)
    page = visit.page
    visit.go("contrasts?weigh=Every+article")
    page.get_by_role("radio", name="Outlets").click()
    speaker = page.get_by_role("combobox", name="Speaker")
    speaker.fill(STEADY)
    speaker.press("Enter")
    expect(page.get_by_text(f"Actors: {STEADY}")).to_be_visible()  # the title is the same for the speaker before
    expect(page.get_by_role("button", name="Picture (PNG, SVG)")).to_be_visible()
    visit.settle()
    links = page.get_by_test_id("stSidebarNavItems")
    links.get_by_role("link", name="Keep and share").click()
    expect(page.get_by_text(f"Speaker: {STEADY}")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the report").click()
    download.value.save_as(tmp_path / "report.html")
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert re.findall(r"<h2>(.*?)</h2>", report) == [
        f"One speaker in 3 outlets: {STEADY}", "Quotes, the most hawkish first", "Method and caveats",
    ]  # fmt: skip
    page.get_by_role("textbox", name="Name").fill("Steady by outlet")
    page.get_by_role("button", name="Save").click()
    saved = page.get_by_role("link", name="Steady by outlet")
    expect(saved).to_be_visible()
    address = page.get_by_test_id("stCode").inner_text().strip()

    links.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("radio", name="Outlets")).to_be_checked()  # across pages
    for wanted in (address, f"{dashboard.address}{saved_address(visit)}"):
        tab = page.context.new_page()
        tab.goto(wanted)
        expect(tab.get_by_role("heading", name="One speaker in 3 outlets")).to_be_visible()
        expect(tab.get_by_role("radio", name="Outlets")).to_be_checked()
        expect(tab.get_by_text(f"Actors: {STEADY}")).to_be_visible()
        expect(tab.get_by_text("every article counts the same")).to_be_visible()
        tab.close()
    assert visit.strangers == []


def saved_address(visit: Visit) -> str:
    """Give where the first saved view leads."""
    visit.go("saved")
    found = visit.page.locator("[data-testid=stHtml] a").first.get_attribute("href")
    assert found
    return found


def test_the_periods_of_what_changed_are_kept(visit: Visit, dashboard: Dashboard) -> None:
    with open_store(dashboard.database) as store:
        fill_turn(store)
    page = visit.page
    visit.go("what_changed?compare=Two+periods&turn=2025-03-12&measure=Tone")
    expect(
        page.get_by_text("Before: 2025-03-03 to 2025-03-11. After: 2025-03-12 to 2025-03-26.", exact=True)
    ).to_be_visible()
    page.get_by_test_id("stSidebarNavItems").get_by_role("link", name="Keep and share").click()
    expect(page.get_by_text("Second period begins: 2025-03-12")).to_be_visible()
    address = page.get_by_test_id("stCode").inner_text().strip()
    tab = page.context.new_page()
    tab.goto(address)
    expect(
        tab.get_by_text("Before: 2025-03-03 to 2025-03-11. After: 2025-03-12 to 2025-03-26.", exact=True)
    ).to_be_visible()
    expect(tab.get_by_role("radio", name="Tone")).to_be_checked()
