"""Settings come from PARLEY_* variables, and a wrong one is told in a sentence."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from analytics.settings import VERSION, SettingsError, data_folder, default_database, read_settings


def test_a_variable_set_to_nothing_counts_as_not_set() -> None:
    assert read_settings({"PARLEY_DB": " "}).database == ""


def test_a_plain_path_for_a_database_is_refused_with_the_right_form() -> None:
    with pytest.raises(SettingsError, match="sqlite:////"):
        read_settings({"PARLEY_DB": "/home/me/parley.db"})


@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        pytest.param({"XDG_DATA_HOME": "/data"}, "linux", Path("/data/parley"), id="Linux, XDG"),
        pytest.param({}, "linux", Path.home() / ".local/share/parley", id="Linux, default"),
        pytest.param({"XDG_DATA_HOME": "data"}, "linux", Path.home() / ".local/share/parley", id="Linux, relative XDG"),
        pytest.param({}, "darwin", Path.home() / "Library/Application Support/Parley", id="macOS"),
        pytest.param({"LOCALAPPDATA": "C:/Users/me"}, "win32", Path("C:/Users/me/Parley"), id="Windows"),
    ],
)
def test_the_data_folder_follows_the_system(
    environment: dict[str, str], platform: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the folder of whoever runs this is only named here, never touched
    assert data_folder(environment, platform) == folder


def test_the_default_database_is_a_file_in_the_data_folder() -> None:
    assert default_database().name == "parley.db"


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION


@pytest.mark.parametrize(("written", "read_only"), [("1", True), ("TRUE ", True), ("", False), ("0", False)])
def test_reading_only_is_asked_for_by_a_variable(written: str, read_only: bool) -> None:
    assert read_settings({"PARLEY_READ_ONLY": written}).read_only == read_only


def test_a_slip_in_the_variable_does_not_open_the_database_to_writing() -> None:
    with pytest.raises(SettingsError, match="PARLEY_READ_ONLY"):
        read_settings({"PARLEY_READ_ONLY": "ture"})
