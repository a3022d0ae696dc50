"""The README says what is so: its table is the schema's, its commands and its Python run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.schema import QUOTES
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_data_dictionary_is_that_of_the_schema() -> None:
    shown = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*) \|$", README, flags=re.MULTILINE)
    assert shown == [(column.name, column.type, column.meaning) for column in QUOTES]


def test_the_two_commands_come_first() -> None:
    blocks = re.findall(r"```\n(.*?)```", README, flags=re.DOTALL)
    assert [line.split("#")[0].strip() for line in blocks[0].splitlines()] == ["python3 run.py", "python3 run.py test"]


@pytest.mark.parametrize("command", sorted(set(re.findall(r"python -m analytics (\w+)", README))))
def test_every_command_of_the_readme_exists_and_explains_itself(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "analytics", command, "--help"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0
    assert "example" in done.stdout


def test_the_python_of_the_readme_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.count("\n") > 5


def test_files_that_the_readme_names_are_there() -> None:
    for path in re.findall(r"`((?:analytics|tests|benchmarks|sample_data)/[\w./-]*)", README):
        assert Path(ROOT / path).exists(), path
