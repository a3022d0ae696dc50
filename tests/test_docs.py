"""The README says what is so: its table is the schema's, its commands and its Python run, what it names is there."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from analytics.axes import AXES, SHIPPED
from analytics.cli import main
from analytics.schema import QUOTES
from tests.conftest import ROOT, TALKS
from tests.test_evaluation import ARTICLE, STANDOFF

README = (ROOT / "README.md").read_text(encoding="utf-8")
LARGEST_PICTURE = 250_000


def section(title: str) -> str:
    """Give a section of the README by its headline."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


(COMMANDS,) = re.findall(r"```\n(.*?)```", section("Commands"), flags=re.DOTALL)
EXAMPLES = [line.partition("  #")[0].strip() for line in COMMANDS.splitlines()]


def help_of(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "analytics", *words, "--help"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return done.stdout


def test_the_data_dictionary_is_that_of_the_schema() -> None:
    shown = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*) \|$", README, flags=re.MULTILINE)
    assert shown == [(column.name, column.type, column.meaning) for column in QUOTES]


def test_it_begins_with_what_it_is_in_three_sentences_and_a_picture() -> None:
    _, first, picture, *_ = README.split("\n\n")
    assert len(re.findall(r"\.(?:\s|$)", first)) == 3
    (name,) = re.findall(r"^!\[[^\]]{40,}\]\(([\w./]+)\)$", picture)
    assert (ROOT / name).read_bytes().startswith(b"\x89PNG")
    assert (ROOT / name).stat().st_size < LARGEST_PICTURE


def test_the_two_commands_come_first() -> None:
    blocks = re.findall(r"```\n(.*?)```", README, flags=re.DOTALL)
    assert [line.split("#")[0].strip() for line in blocks[0].splitlines()] == ["python3 run.py", "python3 run.py test"]


def test_every_command_is_in_the_readme() -> None:
    known = set(re.findall(r"^    (\w+)(?:  |$)", help_of(), flags=re.MULTILINE))
    assert {line.split()[3] for line in EXAMPLES} == known


def test_every_example_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARLEY_DB", f"sqlite:///{tmp_path / 'parley.db'}")
    monkeypatch.setattr("analytics.additions.SAMPLE_FOLDER", _small_sample(tmp_path / "sample"))
    monkeypatch.setattr("analytics.cross_validation.measure_folds", lambda *_: {})  # measured by other tests, and slow
    for name, content in {
        "talks.txt": TALKS, "news/a.txt": ARTICLE, "speeches.csv": 'text,id\n"We will strike back.",1\n',
        "said.csv": 'text\n"We will lift the tariffs."\n',
        "polnear/data/dev/text/a.txt": ARTICLE, "polnear/data/dev/attributions/a_1.ann": STANDOFF,
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    shutil.copytree(AXES / SHIPPED, tmp_path / "trade")
    added = ""
    for line in EXAMPLES:
        words = shlex.split(line.replace("ARTICLE_ID", added))
        assert words[:3] == ["python", "-m", "analytics"]
        assert main(words[3:]) == 0, line
        said = capsys.readouterr().out
        if words[3] == "add":
            added = json.loads(said.splitlines()[0])["id"]
        written = words[words.index("-o") + 1] if "-o" in words else ""
        assert said or not written or Path(written).stat().st_size > 100, line


def _small_sample(folder: Path) -> Path:
    """Copy an article of the sample with its registry: the whole is loaded by other tests."""
    folder.mkdir()
    articles = sorted((ROOT / "sample_data").glob("*.txt"))[:1]
    for path in (*articles, ROOT / "sample_data" / "actors.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_the_python_of_the_readme_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.count("\n") > 5


def test_files_that_the_readme_names_are_there() -> None:
    for path in re.findall(r"`((?:analytics|tests|benchmarks|sample_data|views)/[\w./-]*)", README):
        assert Path(ROOT / path).exists(), path


def test_each_of_the_ten_commonest_changes_names_where_it_goes() -> None:
    lines = re.findall(r"^\| (.+?) \| (.+) \|$", section("Contributing"), flags=re.MULTILINE)[1:]
    assert len(lines) == 10
    for change, where in lines:
        named = re.findall(r"`([\w.]+/[\w./]*|\w+\.py)`", where)
        assert named, change
        assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_share_of_intervals_that_hold_is_told_as_the_tests_hold_it() -> None:
    said = {
        tuple(re.findall(r"(\d\d) to (\d\d)% of intervals", text))
        for text in (README, (ROOT / "views" / "method.py").read_text(encoding="utf-8"))
    }
    held = re.findall(r"0\.(\d\d) <= np\.mean\(held\) <= 0\.(\d\d)", (ROOT / "tests/test_intervals.py").read_text())
    assert said == {(bounds,) for bounds in held}


def test_examples_in_docstrings_are_tests_too() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert "--doctest-modules" in settings["addopts"]
    assert {"analytics", "views"} <= set(settings["testpaths"])
