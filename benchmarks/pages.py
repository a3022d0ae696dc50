"""Runs the dashboard's pages without a browser, each after a change of filter, and times what the server does.

A page is run whole, by Streamlit's own `AppTest`: the sidebar, the data, the figures, and all that is sent to the
browser. Each change is to a filter that was not asked for before, so that no answer is remembered.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from views import choices

DASHBOARD = Path(__file__).resolve().parents[1] / "dashboard.py"
PATIENCE = 600.0
"""Seconds that a page may take before the run is given up."""


class Spent(NamedTuple):
    """Seconds of the process on all processors, and seconds that a reader waits."""

    processor: float
    waited: float


@dataclass(frozen=True, slots=True)
class Look:
    """A page as a reader looks at it: its file in ``views`` and what stands in its address."""

    page: str
    address: Mapping[str, str] = field(default_factory=dict)


LOOKS: Mapping[str, Look] = {
    "Overview": Look("overview"),
    "Actors": Look("actors"),
    "Actors, the most quoted one": Look("actors", {"who": "Actor 0"}),
    "Over time": Look("over_time"),
    "Over time, tone in one chart": Look("over_time", {"measure": "Tone", "layout": "In one chart", "step": "Month"}),
    "What changed, last days": Look("what_changed", {"window": "30"}),
    "What changed, two periods": Look("what_changed", {"compare": "Two periods"}),
    "What changed, one actor": Look("what_changed", {"turned": "Actor 0"}),
    "Compare, stance and tone": Look("contrasts", {"chart": "Stance and tone"}),
    "Compare, speaker and target": Look("contrasts", {"chart": "Speaker and target"}),
    "Compare, within one actor": Look("contrasts", {"chart": "Within one actor"}),
    "Compare, outlets": Look("contrasts", {"chart": "Outlets"}),
    "Compare, speech acts": Look("contrasts", {"chart": "Speech acts"}),
    "Quotes": Look("quotes"),
    "Quotes, a search": Look("quotes", {"q": "sanctions"}),
    "Upload": Look("upload"),
    "Keep and share": Look("saved"),
    "Registry": Look("registry"),
    "Method": Look("method"),
}
"""Every page of the dashboard, and of those that hold several charts each of these."""


def scan_packages_once() -> None:
    """Have Streamlit look for components among the installed packages once, as its server does when it starts.

    `AppTest` looks before each run, and reads the metadata of every package for it: more than half of a small page's
    time, which no reader of the dashboard waits for.
    """
    if not hasattr(manifest_scanner.scan_component_manifests, "cache_info"):
        manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def _open() -> AppTest:
    scan_packages_once()
    return AppTest.from_file(str(DASHBOARD), default_timeout=PATIENCE)


class Reader:
    """A reader of the dashboard on a database, who looks at pages and changes filters."""

    def __init__(self, days: tuple[str, str], countries: Sequence[str]) -> None:
        self._first, self._last = (date.fromisoformat(day) for day in days)
        self._countries = countries
        self._turns = 0
        self._app = _open()

    def begin(self) -> Spent:
        """Open the dashboard, which reads the quotes."""
        return self._run()

    def look(self, look: Look) -> Spent:
        """Open a page by its address, in a session of its own.

        Raises:
            RuntimeError: When the page did not take what stands in the address.
        """
        self._app = _open()
        for name, value in look.address.items():
            self._app.query_params[name] = value
        self._app.run()
        self._app.switch_page(f"views/{look.page}.py")
        spent = self._run()
        for name, words in look.address.items():
            value = self._app.session_state[name]
            if choices.OWN[look.page][name][1].get(value, str(value)) != words:
                raise RuntimeError(f"{look.page} has {name}={value!r}, not {words!r}")
        return spent

    def narrow_days(self) -> Spent:
        """Leave out a few days: almost all quotes stay."""
        self._turns += 1
        self._app.date_input(key="from").set_value(self._first + timedelta(days=self._turns))
        self._app.multiselect(key="country").set_value([])
        return self._run()

    def narrow_countries(self) -> Spent:
        """Keep two countries, and leave out the last days."""
        self._turns += 1
        at = self._turns * 2 % len(self._countries)
        self._app.multiselect(key="country").set_value(self._countries[at : at + 2])
        return self._run()

    def _run(self) -> Spent:
        spent = timed(self._app.run)
        if self._app.exception:
            raise RuntimeError(f"a page failed: {self._app.exception[0].value}")
        return spent


def timed(ask: Callable[[], Any]) -> Spent:
    """Give the seconds that an answer took, garbage collected before."""
    gc.collect()
    processor, waited = time.process_time(), time.perf_counter()
    ask()
    return Spent(time.process_time() - processor, time.perf_counter() - waited)


@contextmanager
def named_database(url: str) -> Iterator[None]:
    """Have the dashboard use a database while the context lasts."""
    before = os.environ.get("PARLEY_DB")
    os.environ["PARLEY_DB"] = url
    try:
        yield
    finally:
        if before is None:
            del os.environ["PARLEY_DB"]
        else:
            os.environ["PARLEY_DB"] = before
