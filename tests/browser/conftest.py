"""The dashboard on a free port, and a real Chromium that notes every request to another origin."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Page, Request, expect, sync_playwright

ROOT = Path(__file__).parents[2]
CHROME = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
PATIENCE = 90_000  # milliseconds; a page takes 3 s on an idle machine, 40 s where two cores serve sixteen processes


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
        """Wait until the script has run to its end."""
        self.page.get_by_role("heading", level=1).wait_for()
        self.page.locator("[data-test-script-state=notRunning]").wait_for()

    def note(self, request: Request) -> None:
        """Remember a request that leaves the dashboard's own origin."""
        if not request.url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:")):
            self.strangers.append(request.url)


@pytest.fixture
def dashboard(tmp_path: Path) -> Iterator[Dashboard]:
    """Start the dashboard on an empty database of the test's own."""
    if not CHROME:
        pytest.skip("no Chromium found: install it or set CHROME_PATH")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = f"sqlite:///{(tmp_path / 'parley.db').as_posix()}"
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "dashboard.py",
        f"--server.port={port}",
        "--server.headless=true",
    ]
    server = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "PARLEY_DB": database}, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert server.stdout
    try:
        _await_address(server.stdout)
        rest = threading.Thread(target=server.stdout.read)  # a full pipe would block the server
        rest.start()
        yield Dashboard(f"http://127.0.0.1:{port}", database)
    finally:
        server.terminate()
        server.wait(10)
    rest.join()
    server.stdout.close()


def _await_address(output: IO[str]) -> None:
    said = ""
    for line in output:
        said += line
        if "URL:" in line:
            return
    pytest.fail(f"The dashboard did not start:\n{said}")


@pytest.fixture
def visit(dashboard: Dashboard) -> Iterator[Visit]:
    """Open a browser on the dashboard."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROME, args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = browser.new_context(viewport={"width": 1400, "height": 1600}, accept_downloads=True).new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        visit = Visit(page, dashboard.address)
        page.on("request", visit.note)
        page.on("dialog", lambda dialog: (visit.dialogs.append(dialog.message), dialog.dismiss()))
        yield visit
        browser.close()
