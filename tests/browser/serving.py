"""The dashboard in a process of its own, which finds the slow modules read already.

A process that does nothing but read them is started once; each test's server is a copy of it with a database and an
environment of its own. Where a process cannot be copied (Windows), every server reads them anew.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic, sleep

import plotly.graph_objects  # noqa: F401 - read for the copies
from streamlit.web import cli

from analytics import charts, columns, pipeline, report  # noqa: F401 - read for the copies

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0
"""Seconds that a server may take to start where two cores serve many processes."""


@contextmanager
def served(port: int, environment: Mapping[str, str], said: Path) -> Iterator[None]:
    """Serve the dashboard while the context lasts; what the server prints goes into a file."""
    context = get_context("spawn" if os.name == "nt" else "forkserver")
    context.set_forkserver_preload([__name__])
    server = context.Process(target=_serve, args=(port, dict(environment), str(said)))
    server.start()
    try:
        _await_answer(port, server, said)
        yield
    finally:
        server.terminate()
        server.join(10)


def _serve(port: int, environment: dict[str, str], said: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    with Path(said).open("w", encoding="utf-8") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    cli.main(["run", "dashboard.py", f"--server.port={port}", "--server.headless=true"])


def _await_answer(port: int, server: BaseProcess, said: Path) -> None:
    end = monotonic() + PATIENCE
    while server.is_alive() and monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5):
                return
        except OSError:
            sleep(0.1)
    words = said.read_text(encoding="utf-8") if said.exists() else ""
    raise RuntimeError(f"The dashboard did not start:\n{words}")
