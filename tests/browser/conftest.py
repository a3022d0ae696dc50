"""The dashboard on a free port, and a real Chromium that notes every request to another origin."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect, sync_playwright

from tests.browser.serving import served

CHROME = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
QUIET = 500  # milliseconds without a change of the page, after which it is called drawn
PATIENCE = 90_000  # milliseconds; a page takes 3 s on an idle machine, 40 s where two cores serve sixteen processes
_AT_REST = """quiet => {
    if (!window.watched) {
        window.watched = {last: performance.now()}
        new MutationObserver(() => { window.watched.last = performance.now() }).observe(
            document.body, {subtree: true, childList: true, attributeFilter: ['data-test-script-state']})
    }
    return document.querySelector('[data-test-script-state=notRunning]') !== null
        && document.querySelector('[data-testid=stSkeleton]') === null
        && performance.now() - window.watched.last > quiet
}"""


@dataclass(frozen=True)
class Dashboard:
    """A running dashboard: its address, and the URL of its database."""

    address: str
    database: str


@dataclass
class Visit:
    """A page in the browser with what it asked of other origins and which dialogs it opened."""

    page: Page
    address: str
    strangers: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page of the dashboard and wait until Streamlit has drawn it."""
        self.page.goto(f"{self.address}/{path}")
        self.settle()

    def settle(self) -> None:
        """Wait until the page is drawn: the script has ended, nothing is loading, and nothing has moved for a while.

        The script's state alone says too little: it is at rest before the first run, and between a run and the one
        that this run asked for.
        """
        self.page.get_by_role("heading", level=1).wait_for()
        self.page.wait_for_function(_AT_REST, arg=QUIET, polling=100)

    def picture_of(self, chart: str) -> Locator:
        """Find the button that saves one chart, by the chart's name: its place among others moves while they load."""
        return self.page.locator(f".st-key-picture-{chart}").get_by_role("button")

    def note(self, request: Request) -> None:
        """Remember a request that leaves the dashboard's own origin."""
        if not request.url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:")):
            self.strangers.append(request.url)


@pytest.fixture
def dashboard(tmp_path: Path) -> Iterator[Dashboard]:
    """Start the dashboard on an empty database of the test's own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = f"sqlite:///{(tmp_path / 'parley.db').as_posix()}"
    with served(port, {**os.environ, "PARLEY_DB": database}, tmp_path / "server.txt"):
        yield Dashboard(f"http://127.0.0.1:{port}", database)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all tests; each opens a context of its own in it, with nothing kept from the last."""
    if not CHROME:
        pytest.skip("no Chromium found: install it or set CHROME_PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROME, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def visit(dashboard: Dashboard, browser: Browser) -> Iterator[Visit]:
    """Open a window on the dashboard."""
    context = browser.new_context(viewport={"width": 1400, "height": 1600}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    visit = Visit(page, dashboard.address)
    page.on("request", visit.note)
    page.on("dialog", lambda dialog: (visit.dialogs.append(dialog.message), dialog.dismiss()))
    yield visit
    context.close()
