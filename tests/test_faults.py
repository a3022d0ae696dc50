"""Whatever is wrong with the database or the disk: a sentence, status one, and the file as it was."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.cli import main
from analytics.database import SCHEMA_VERSION, DamagedError, plain_errors
from analytics.records import Article
from analytics.store import QuoteFilter, StoreError, open_store
from tests.conftest import ROOT, TALKS, row_of

PATIENCE = 120
"""Seconds within which a fault is told, and not waited at for ever; on an idle machine within one."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a database with twenty articles, closed."""
    found = tmp_path / "parley.db"
    fill(found)
    return found


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    found = tmp_path / "talks.txt"
    found.write_text(TALKS, encoding="utf-8")
    return found


def fill(path: Path) -> None:
    with open_store(f"sqlite:///{path}") as store:
        for number in range(20):
            article = Article(f"text {number} " + "word " * 200, f"Title {number}", "2025-03-03", "Post")
            store.add(article, [row_of(article, place) for place in range(3)], collection="Talks")


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()


def another(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE birds (name TEXT)")
    connection.close()


def torn(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[5000:9000] = bytes(range(7, 207)) * 20
    path.write_bytes(data)


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut": (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), "damaged"),
    "cut in its header": (lambda path: path.write_bytes(path.read_bytes()[:60]), "not a Parley database"),
    "zeroed": (lambda path: path.write_bytes(bytes(path.stat().st_size)), "not a Parley database"),
    "zeroed behind its first page": (
        lambda path: path.write_bytes(path.read_bytes()[:4096] + bytes(path.stat().st_size - 4096)), "damaged"
    ),
    "garbage": (lambda path: path.write_bytes(bytes(range(3, 253)) * 200), "not a Parley database"),
    "garbage in the middle": (torn, "damaged"),
    "a text": (lambda path: path.write_text("plain words " * 500), "not a Parley database"),
    "newer": (newer, "newer version"),
    "of another program": (another, "another program"),
}  # fmt: skip


def commands(path: Path, talks: Path) -> list[list[str]]:
    db = ["--db", f"sqlite:///{path}"]
    return [
        ["collections", *db],
        ["export", "-o", "-", *db],
        ["export", "--articles", "-o", "-", *db],
        ["add", str(talks), *db],
        ["delete", "0123456789abcdef", *db],
        ["sample", *db],
        ["backup", "-o", str(path.parent / "backup.db"), *db],
    ]


@pytest.mark.parametrize(("damage", "reason"), FAULTS.values(), ids=FAULTS)
def test_every_command_tells_of_a_faulty_file_and_leaves_it(
    path: Path, talks: Path, damage: Callable[[Path], object], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(path)
    before = path.read_bytes()
    for words in commands(path, talks):
        start = time.monotonic()
        assert main(words) == 1
        assert time.monotonic() - start < PATIENCE
        told = capsys.readouterr().err.strip()
        assert (reason in told, told.endswith("."), len(told.splitlines())) == (True, True, 1)
    assert path.read_bytes() == before
    assert {file.name for file in path.parent.iterdir()} <= {
        "parley.db",
        "parley.db-wal",
        "parley.db-shm",
        "talks.txt",
        "home",
    }


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        pytest.param("sqlite:///{folder}", "is a folder", id="a folder in its place"),
        pytest.param("sqlite:///{folder}/none/parley.db", "is not there", id="a missing folder"),
    ],
)
def test_every_command_tells_of_a_place_that_cannot_be(
    path: Path, talks: Path, url: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in commands(path, talks):
        assert main([*words[:-1], url.format(folder=path.parent)]) == 1
        assert reason in capsys.readouterr().err
    assert not (path.parent / "none").exists()


def test_after_a_fault_the_run_is_repeated_on_a_new_file(path: Path, talks: Path) -> None:
    torn(path)
    assert main(["add", str(talks), "--db", f"sqlite:///{path}"]) == 1
    path.rename(path.with_name("damaged.db"))
    assert main(["add", str(talks), "--db", f"sqlite:///{path}"]) == 0


def test_a_locked_database_is_told_in_time_and_kept(
    path: Path, talks: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analytics.engines.BUSY_SECONDS", 0.2)
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert main(["add", str(talks), "--db", f"sqlite:///{path}"]) == 1
    finally:
        other.close()
    captured = capsys.readouterr()
    assert "Another program is writing" in captured.out + captured.err
    with open_store(f"sqlite:///{path}") as store:
        assert len(store.articles()) == 20


def in_child(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False, timeout=600
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the size of files is bounded by a Unix limit")
def test_a_full_disk_is_told_and_what_was_stored_is_kept(path: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk: the file cannot grow beyond what it is."""
    news = tmp_path / "news"
    news.mkdir()
    for number in range(8):
        (news / f"{number}.txt").write_text(f"Talks {number}\n\n{TALKS * 20}", encoding="utf-8")
    limit = path.stat().st_size + 300_000
    done = in_child(
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "from analytics.cli import main\n"
        f"sys.exit(main(['add', {str(news)!r}, '--db', 'sqlite:///{path}']))"
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "no room left" in done.stdout + done.stderr or "disk failed" in done.stdout + done.stderr
    told = done.stdout.count('"added"')
    with open_store(f"sqlite:///{path}") as store:
        assert len(store.articles()) == 20 + told
    assert main(["add", str(news), "--db", f"sqlite:///{path}"]) == 0
    with open_store(f"sqlite:///{path}") as store:
        assert len(store.articles()) == 28


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_file_that_may_only_be_read_is_told(path: Path, talks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert main(["add", str(talks), "--db", f"sqlite:///{path}"]) == 1
    finally:
        path.parent.chmod(0o755)
    assert "only be read" in capsys.readouterr().err


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(places=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=40)), min_size=1, max_size=5))
def test_any_damage_is_told_or_borne(path: Path, places: list[tuple[float, bytes]]) -> None:
    hurt = path.with_name("hurt.db")
    data = bytearray(path.read_bytes())
    for place, what in places:
        start = int(place * (len(data) - len(what)))
        data[start : start + len(what)] = what
    hurt.write_bytes(data)
    try:
        with open_store(f"sqlite:///{hurt}", read_only=True) as store:
            store.quotes(QuoteFilter(kinds=()))
            store.articles()
    except StoreError as error:
        assert str(error).endswith(".")  # noqa: PT017 - either is right
    assert hurt.read_bytes() == bytes(data)


# Reading only


def test_with_the_variable_set_nothing_is_written(
    path: Path, talks: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARLEY_READ_ONLY", "1")
    before = path.read_bytes()
    db = ["--db", f"sqlite:///{path}"]
    writing = (["add", str(talks)], ["sample"], ["delete", "0123456789abcdef"], ["restore", str(path)])
    for words in writing:
        assert main([*words, *db]) == 1
        assert "PARLEY_READ_ONLY" in capsys.readouterr().err
    assert main(["collections", *db]) == main(["export", "-o", "-", *db]) == 0
    with open_store(f"sqlite:///{path}") as store, pytest.raises(StoreError, match="only be read"):
        store.add(Article("more"), [], collection="Talks")
    assert path.read_bytes() == before


# Backups


def exported(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["export", "--articles", "-o", "-", "--db", f"sqlite:///{path}"]) == 0
    return capsys.readouterr().out


def test_a_backup_brings_everything_back(path: Path, talks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = ["--db", f"sqlite:///{path}"]
    backup = path.with_name("backup.db")
    before = exported(path, capsys)
    assert main(["backup", "-o", str(backup), *db]) == 0
    assert main(["add", str(talks), *db]) == 0
    after = exported(path, capsys)
    with open_store(db[1]) as dashboard:  # stays open meanwhile
        version = dashboard.version()
        assert main(["restore", str(backup), *db]) == 0
        assert dashboard.version() != version
        assert len(dashboard.articles()) == 20
    assert exported(path, capsys) == before
    assert exported(path.with_name("parley.db.replaced1"), capsys) == after
    assert not list(path.parent.glob(".*"))


def test_a_backup_takes_what_waits_in_the_log_of_an_open_database(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_store(f"sqlite:///{path}") as store:
        store.add(Article("late"), [], collection="Talks")
        assert main(["backup", "-o", str(path.with_name("b.db")), "--db", f"sqlite:///{path}"]) == 0
    assert exported(path.with_name("b.db"), capsys) == exported(path, capsys)


@pytest.mark.parametrize("fault", ["cut", "zeroed", "garbage", "garbage in the middle"])
def test_a_damaged_database_is_put_aside_with_every_byte(
    path: Path, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    db = ["--db", f"sqlite:///{path}"]
    backup = path.with_name("backup.db")
    before = exported(path, capsys)
    assert main(["backup", "-o", str(backup), *db]) == 0
    FAULTS[fault][0](path)
    hurt = path.read_bytes()
    assert main(["restore", str(backup), *db]) == 0
    assert exported(path, capsys) == before
    assert path.with_name("parley.db.damaged1").read_bytes() == hurt


@pytest.mark.parametrize("fault", ["newer", "of another program"])
def test_a_sound_file_that_is_not_ours_is_not_moved(path: Path, fault: str) -> None:
    backup = path.with_name("backup.db")
    assert main(["backup", "-o", str(backup), "--db", f"sqlite:///{path}"]) == 0
    FAULTS[fault][0](path)
    before = path.read_bytes()
    assert main(["restore", str(backup), "--db", f"sqlite:///{path}"]) == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize("fault", ["newer", "of another program"])
@pytest.mark.parametrize("named", ["damaged-disk", "not a Parley database"])
def test_a_sound_file_in_a_folder_named_after_a_fault_is_not_moved(path: Path, fault: str, named: str) -> None:
    folder = path.parent / named
    folder.mkdir()
    inside = folder / "parley.db"
    backup = path.with_name("backup.db")
    assert main(["backup", "-o", str(backup), "--db", f"sqlite:///{path}"]) == 0
    shutil.copy(path, inside)
    FAULTS[fault][0](inside)
    before = inside.read_bytes()
    assert main(["restore", str(backup), "--db", f"sqlite:///{inside}"]) == 1
    assert (inside.read_bytes(), [file.name for file in folder.glob("*damaged*")]) == (before, [])


@pytest.mark.parametrize(
    ("fault", "damaged"),
    [(name, not name.startswith(("newer", "of another"))) for name in FAULTS],
    ids=FAULTS,
)
def test_a_damaged_file_is_an_error_of_its_own(path: Path, fault: str, damaged: bool) -> None:
    FAULTS[fault][0](path)
    with pytest.raises(StoreError) as told:
        open_store(f"sqlite:///{path}")
    assert isinstance(told.value, DamagedError) == damaged


def test_a_fault_of_the_disk_is_told_by_its_number_whatever_the_path_is_called() -> None:
    path = "/home/is full/locked by no such table/parley.db"
    with pytest.raises(StoreError, match="No permission to use") as told, plain_errors(path):
        raise PermissionError(errno.EACCES, "Permission denied", path)
    assert type(told.value) is StoreError
    with pytest.raises(StoreError, match=r"cannot be used: Too many open files\.") as told, plain_errors(path):
        raise OSError(errno.EMFILE, "Too many open files", path)
    assert type(told.value) is StoreError


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        pytest.param(["backup", "-o", "{folder}/parley.db"], "is there already", id="a file that is there"),
        pytest.param(["backup", "-o", "{folder}/none/b.db"], "is not there", id="a missing folder"),
        pytest.param(["restore", "{folder}/none.db"], "no backup", id="no backup"),
        pytest.param(["restore", "{folder}/parley.db"], "the database itself", id="itself"),
        pytest.param(["restore", "{folder}/talks.txt"], "not a Parley database", id="no database"),
    ],
)
def test_what_cannot_be_backed_up_or_restored_is_told(
    path: Path, talks: Path, words: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    assert main([*(word.format(folder=path.parent) for word in words), "--db", f"sqlite:///{path}"]) == 1
    assert reason in capsys.readouterr().err
    assert path.read_bytes() == before
    assert talks.read_text(encoding="utf-8") == TALKS


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such names")
@pytest.mark.parametrize("name", ["talks?.db", "100%.db", "a#b.db", "Genève 1.db", "file:c.db"])
def test_a_backup_may_be_called_anything(path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    db = ["--db", f"sqlite:///{path}"]
    before = exported(path, capsys)
    assert main(["backup", "-o", str(path.with_name(name)), *db]) == 0
    assert main(["restore", str(path.with_name(name)), *db]) == 0
    assert exported(path, capsys) == before


def test_a_backup_is_restored_where_there_was_nothing(path: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    shutil.copy(path, tmp_path / "backup.db")
    assert main(["restore", str(tmp_path / "backup.db"), "--db", f"sqlite:///{new}"]) == 0
    with open_store(f"sqlite:///{new}") as store:
        assert len(store.articles()) == 20
