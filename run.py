#!/usr/bin/env python3
"""The one door for people: sets up what is missing, then starts the dashboard, the tests or the lint.

    python3 run.py                   the dashboard, in the browser
    python3 run.py test [...]        all tests; further words go to pytest
    python3 run.py lint              ruff (lint and format) and mypy

On Windows: py run.py. It needs Python 3.11 or newer and nothing else; all packages go into .venv beside this file.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "parley-installed.json"
"""Says which requirements, by their hash, are installed; written last, so that a half-made one is made again."""

USER_REQUIREMENTS = ("requirements.txt",)
DEVELOPER_REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")

FIRST_PORT = 8501
"""Streamlit's own; when it is taken, one of the next is used."""

PORTS_TRIED = 50


class SetUpError(Exception):
    """Something outside this program is in the way; the message is a sentence for a person."""


def main(words: list[str]) -> int:
    """Carry out one command and give its exit status."""
    # Checked before all else: an older Python would stop on a line that it does not know.
    if sys.version_info < (3, 11):  # noqa: UP036 - people start this file with whatever Python they have
        print(f"Parley needs Python 3.11 or newer; this is {version()}. Get it from python.org.")
        return 1
    command, rest = (words[0], words[1:]) if words else ("dashboard", [])
    commands = {"dashboard": start_dashboard, "test": run_tests, "lint": run_lint}
    if command not in commands:
        print(__doc__)
        return 0 if command in ("-h", "--help", "help") else 2
    try:
        return commands[command](rest)
    except SetUpError as error:
        print(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        return 130


def start_dashboard(words: list[str]) -> int:
    """Start the dashboard; with the sample collection, when nothing is stored yet."""
    python = ready_environment(USER_REQUIREMENTS)
    print("Starting the dashboard (Ctrl+C stops it); the first start reads the sample articles ...", flush=True)
    # When this fails, the dashboard tells why better than we can here.
    subprocess.run(
        [python, "-m", "analytics", "sample", "--if-empty"], cwd=ROOT, stdout=subprocess.DEVNULL, check=False
    )
    command = [python, "-m", "streamlit", "run", "dashboard.py"]
    if not os.environ.get("STREAMLIT_SERVER_ADDRESS"):
        command += ["--server.address", "127.0.0.1"]
    if not os.environ.get("STREAMLIT_SERVER_PORT"):
        command += ["--server.port", str(free_port())]
    return hand_over([*command, *words])


def run_tests(words: list[str]) -> int:
    """Run all tests, or what the further words say to pytest."""
    return hand_over([ready_environment(DEVELOPER_REQUIREMENTS), "-m", "pytest", *words])


def run_lint(_words: list[str]) -> int:
    """Run every check, and give the status of the first that fails."""
    python = ready_environment(DEVELOPER_REQUIREMENTS)
    checks = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])
    statuses = [subprocess.run([python, "-m", *check], cwd=ROOT, check=False).returncode for check in checks]
    return next((status for status in statuses if status), 0)


def ready_environment(requirements: tuple[str, ...]) -> str:
    """Make .venv hold what these files require, and give its Python.

    Raises:
        SetUpError: When it cannot be made, or the packages cannot be installed.
    """
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = {name: fingerprint(ROOT / name) for name in requirements}
    installed = read_stamp()
    if python.exists() and wanted.items() <= installed.items():
        return str(python)
    if not works(python):
        make_environment()
        installed = {}
    STAMP.unlink(missing_ok=True)
    print("Installing packages into .venv (some minutes, once) ...", flush=True)
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "-qq", "-r", requirements[-1]]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SetUpError(
            "The packages could not be installed; the lines above say why. The first set-up needs a network\n"
            "connection (and a proxy's address in HTTPS_PROXY where there is one). Then run this again."
        )
    STAMP.write_text(json.dumps({**installed, **wanted}, indent=1, sort_keys=True), encoding="utf-8")
    return str(python)


def make_environment() -> None:
    """Make .venv anew.

    Raises:
        SetUpError: When Python comes without what it takes, or the folder cannot be written.
    """
    try:
        import ensurepip  # noqa: F401 - Debian and Ubuntu leave it out of their Python
        import venv
    except ImportError as error:
        raise SetUpError(
            f"This Python has no venv module. On Debian and Ubuntu: sudo apt install python{version()}-venv\n"
            "Elsewhere, install Python from python.org. Then run this again."
        ) from error
    print("Making the environment .venv ...", flush=True)
    try:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        venv.create(ENVIRONMENT, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetUpError(f"The environment {ENVIRONMENT} cannot be made: {error}") from error


def version() -> str:
    """Give the version of the Python that runs this, like 3.11."""
    return ".".join(map(str, sys.version_info[:2]))


def works(python: Path) -> bool:
    """Tell whether an environment's Python runs, is new enough and has pip; a half-made or moved one has not."""
    if not python.exists():
        return False
    check = "import pip, sys; raise SystemExit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([str(python), "-c", check], stderr=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def read_stamp() -> dict[str, str]:
    """Give the fingerprints of the installed requirements, none when there is no sound stamp."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def fingerprint(path: Path) -> str:
    """Give the hash of a file's content, line ends aside."""
    return hashlib.sha256(b"\n".join(path.read_bytes().splitlines())).hexdigest()


def free_port() -> int:
    """Give the first free port from ``FIRST_PORT`` on, saying so when it is another.

    Raises:
        SetUpError: When none is free.
    """
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        with socket.socket() as probe:
            if os.name != "nt":  # a port that was in use a moment ago is free; on Windows this would mean another thing
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port != FIRST_PORT:
            print(f"Port {FIRST_PORT} is taken (is the dashboard open already?); using {port}.", flush=True)
        return port
    last = FIRST_PORT + PORTS_TRIED - 1
    raise SetUpError(f"The ports {FIRST_PORT} to {last} are all taken. Name a free one in STREAMLIT_SERVER_PORT.")


def hand_over(command: list[str]) -> int:
    """Run a command in this program's place, so that stopping this one stops it."""
    os.chdir(ROOT)
    sys.stdout.flush()
    if os.name != "nt":  # where exec would return to the prompt while the command still runs
        os.execv(command[0], command)  # noqa: S606 - our own command
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
