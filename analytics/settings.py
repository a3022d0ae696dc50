"""Settings of this machine: where the database lies, and the published thresholds."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

VERSION = "0.1.0"
"""Version of the program; pyproject.toml says the same."""

NEEDS_REVIEW_BELOW = 0.6
"""A quote whose speaker is less sure than this (probability, 0..1) is marked "needs review"."""

_YES = ("1", "true", "yes", "on")
_NO = ("", "0", "false", "no", "off")


class SettingsError(ValueError):
    """A PARLEY_* variable that cannot be used; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the PARLEY_* variables say.

    ``database`` is an SQLAlchemy URL, empty when ``PARLEY_DB`` is not set: then the default file is meant.
    ``read_only`` says that nothing may be written: commands that would are refused, pages show no button that would.
    """

    database: str = ""
    read_only: bool = False


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read and check the PARLEY_* variables.

    Args:
        environment: The variables; those of the process when left out.

    Returns:
        The settings. A variable that is set to nothing counts as not set.

    Raises:
        SettingsError: When ``PARLEY_DB`` is a plain path instead of a URL, or ``PARLEY_READ_ONLY`` neither yes nor no.

    Example:
        >>> read_settings({"PARLEY_DB": "sqlite:////tmp/p.db"}).database
        'sqlite:////tmp/p.db'
    """
    variables = os.environ if environment is None else environment
    database = variables.get("PARLEY_DB", "").strip()
    if database and "://" not in database:
        raise SettingsError(
            f"PARLEY_DB is {database!r}, which is not a database URL. "
            "Write it as sqlite:////home/me/parley.db (four slashes before a full path)."
        )
    read_only = variables.get("PARLEY_READ_ONLY", "").strip().casefold()
    if read_only not in (*_YES, *_NO):  # a slip must not open to writing what was meant to be shut
        raise SettingsError(f"PARLEY_READ_ONLY is {read_only!r}. Set it to 1, or leave it out.")
    return Settings(database, read_only in _YES)


def data_folder(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> Path:
    """Give the folder for the user's data, by the custom of the operating system; it may not exist yet.

    Linux follows the XDG Base Directory Specification, by which a relative ``XDG_DATA_HOME`` is ignored.

    Example:
        >>> data_folder({"XDG_DATA_HOME": "/data"}, "linux").as_posix()
        '/data/parley'
    """
    variables = os.environ if environment is None else environment
    if platform == "win32":
        base = variables.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "Parley"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Parley"
    named = variables.get("XDG_DATA_HOME", "")
    base_folder = Path(named) if named.startswith("/") else Path.home() / ".local" / "share"
    return base_folder / "parley"


def default_database() -> Path:
    """Give the file that holds the database when no URL is named."""
    return data_folder() / "parley.db"
