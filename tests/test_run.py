"""run.py sets up what is missing, and says in sentences what stands in its way."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import run


@pytest.fixture
def empty_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Put run.py into a folder with requirements and no environment; give the commands that it starts."""
    for name in run.DEVELOPER_REQUIREMENTS:
        (tmp_path / name).write_text("streamlit>=1.65\n", encoding="utf-8")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(run, "STAMP", tmp_path / ".venv" / "stamp.json")
    started: list[list[str]] = []

    def start(command: list[str], **_: Any) -> SimpleNamespace:  # noqa: ANN401
        started.append([str(word) for word in command])
        return SimpleNamespace(returncode=0)

    def make() -> None:
        python = tmp_path / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        python.parent.mkdir(parents=True)
        python.touch()
        started.append(["make"])

    monkeypatch.setattr(run.subprocess, "run", start)
    monkeypatch.setattr(run, "make_environment", make)
    monkeypatch.setattr(run, "works", lambda python: python.exists())
    monkeypatch.setattr(run, "hand_over", lambda command: started.append(command) or 0)
    return started


def test_the_environment_is_made_once_and_left_alone_while_nothing_changes(empty_house: list[list[str]]) -> None:
    run.ready_environment(run.USER_REQUIREMENTS)
    assert [command[0] == "make" for command in empty_house] == [True, False]
    assert "requirements.txt" in empty_house[1]
    empty_house.clear()
    run.ready_environment(run.USER_REQUIREMENTS)
    assert empty_house == []


def test_changed_requirements_are_installed_into_the_same_environment(empty_house: list[list[str]]) -> None:
    run.ready_environment(run.USER_REQUIREMENTS)
    (run.ROOT / "requirements.txt").write_text("streamlit>=1.66\n", encoding="utf-8")
    empty_house.clear()
    run.ready_environment(run.USER_REQUIREMENTS)
    assert ["pip" in command for command in empty_house] == [True]


def test_the_developers_environment_serves_the_dashboard_too(empty_house: list[list[str]]) -> None:
    run.ready_environment(run.DEVELOPER_REQUIREMENTS)
    empty_house.clear()
    run.ready_environment(run.USER_REQUIREMENTS)
    assert empty_house == []


def test_a_half_made_environment_is_made_again(empty_house: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "works", lambda python: False)
    run.ready_environment(run.USER_REQUIREMENTS)
    assert empty_house[0] == ["make"]


def test_a_failed_installation_is_told_and_tried_again_next_time(
    empty_house: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run.subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1))
    assert run.main(["test"]) == 1
    assert "could not be installed" in capsys.readouterr().out
    assert run.read_stamp() == {}


def test_an_environment_without_python_does_not_work(tmp_path: Path) -> None:
    broken = tmp_path / "python"
    assert not run.works(broken)
    broken.write_text("no program", encoding="utf-8")
    broken.chmod(0o755)
    assert not run.works(broken)
    assert run.works(Path(sys.executable))


def test_a_python_without_venv_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr(run, "ENVIRONMENT", tmp_path / ".venv")
    with pytest.raises(run.SetUpError, match="apt install python3"):
        run.make_environment()


def test_an_old_python_is_told_first(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2))
    assert run.main([]) == 1
    assert "needs Python 3.11 or newer; this is 3.9" in capsys.readouterr().out


def test_an_unknown_word_gets_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["dance"]) == 2
    assert "python3 run.py test" in capsys.readouterr().out


def test_a_taken_port_is_told_and_the_next_one_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(run, "FIRST_PORT", port)
        assert run.free_port() > port
        assert f"Port {port} is taken" in capsys.readouterr().out
        monkeypatch.setattr(run, "PORTS_TRIED", 1)
        with pytest.raises(run.SetUpError, match="all taken"):
            run.free_port()


@pytest.mark.parametrize(
    ("variables", "missing", "present"),
    [
        pytest.param({}, [], ["--server.port", "127.0.0.1"], id="nothing set"),
        pytest.param({"STREAMLIT_SERVER_PORT": "9000"}, ["--server.port"], ["127.0.0.1"], id="the port is set"),
        pytest.param({"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}, ["--server.address"], [], id="the address is set"),  # noqa: S104
    ],
)
def test_the_dashboard_starts_on_this_machine_with_the_sample(
    empty_house: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    missing: list[str],
    present: list[str],
) -> None:
    for name in ("STREAMLIT_SERVER_PORT", "STREAMLIT_SERVER_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert run.main([]) == 0
    *_, sample, dashboard = empty_house
    assert sample[1:] == ["-m", "analytics", "sample", "--if-empty"]
    assert dashboard[1:5] == ["-m", "streamlit", "run", "dashboard.py"]
    assert not set(missing) & set(dashboard)
    assert set(present) <= set(dashboard)


def test_lint_gives_the_status_of_the_first_check_that_fails(
    empty_house: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.ready_environment(run.DEVELOPER_REQUIREMENTS)
    monkeypatch.setattr(
        run.subprocess, "run", lambda command, **_: SimpleNamespace(returncode=3 * ("--check" in command))
    )
    assert run.main(["lint"]) == 3


def test_it_starts_with_nothing_but_the_standard_library() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(Path(run.__file__)), "--help"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "python3 run.py" in done.stdout
