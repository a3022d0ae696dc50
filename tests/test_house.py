"""The house stays in order: what lies at the top, what the code never does, how long a module may be."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

TOP = {
    *("README.md", "requirements.txt", "requirements-dev.txt", "LICENSE", "CHANGELOG.md", "pyproject.toml"),
    *("run.py", "dashboard.py", "views", "analytics", "tests", "sample_data", "benchmarks"),
    *(".streamlit", ".ci", ".pre-commit-config.yaml", ".gitignore"),
}
CARD = ["streamlit", "pandas", "vaderSentiment", "plotly", "scikit-learn"]
"""The five packages that the project was asked to use, in their order."""

MOST_LINES_OF_CODE = 400
"""A module is split by what it is responsible for before it grows past that."""

FORBIDDEN_IMPORTS = {
    "pickle": "a model file must not run code when it is read",
    "joblib": "a model file must not run code when it is read",
    "streamlit.components": "its frames run scripts in our own page",
}
FORBIDDEN_NAMES = {
    "unsafe_allow_html": "article text in it is stored cross-site scripting",
    "eval": "no text is code",
    "exec": "no text is code",
}
SOURCES = sorted([*ROOT.glob("analytics/*.py"), *ROOT.glob("views/*.py"), ROOT / "dashboard.py", ROOT / "run.py"])


def names_in(tree: ast.Module) -> Iterator[str]:
    """Give every name that code mentions: variables, attributes, keyword arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg


def imports_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def lines_of_code(path: Path) -> int:
    """Count the lines that are neither blank, comment nor docstring."""
    text = path.read_text(encoding="utf-8")
    documented = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    return sum(
        1
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.lstrip().startswith("#") and number not in documented
    )


def test_the_top_level_holds_only_what_belongs_there() -> None:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout")
    assert {name.partition("/")[0] for name in listed} <= TOP


def test_the_five_packages_of_the_card_come_first() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line.partition(">=")[0] for line in lines[:5]] == CARD
    assert all(">=" in line and "<" in line for line in lines), "every package has a lowest and an upper version"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_is_documented_short_and_does_nothing_dangerous(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body, "a module says what it gives"
    assert lines_of_code(path) <= MOST_LINES_OF_CODE, "split it by responsibility"
    for name in names_in(tree):
        assert name not in FORBIDDEN_NAMES, FORBIDDEN_NAMES.get(name)
    for name in imports_in(tree):
        for forbidden, reason in FORBIDDEN_IMPORTS.items():
            assert not f"{name}.".startswith(f"{forbidden}."), reason


def test_streamlit_is_shipped_shut() -> None:
    """Bound to this machine, silent to others, without error details or a CSV that is not formula-safe."""
    found = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert found["server"]["address"] == "127.0.0.1"
    assert set(found["server"]["allowedHosts"]) == {"localhost", "127.0.0.1"}
    assert found["browser"]["gatherUsageStats"] is False
    assert found["client"]["showErrorDetails"] == "none"
    assert found["client"]["disableDataExport"] is True


def public_functions(body: Iterable[ast.stmt]) -> Iterator[ast.FunctionDef]:
    """Give the public functions of a module and the public methods of its public classes."""
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_functions(node.body)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def raises(node: ast.AST) -> bool:
    """Tell whether a function raises an error of its own, functions within it left out."""
    children = [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.FunctionDef | ast.Lambda)]
    return any((isinstance(child, ast.Raise) and child.exc is not None) or raises(child) for child in children)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_public_function_says_which_errors_it_raises(path: Path) -> None:
    functions = public_functions(ast.parse(path.read_text(encoding="utf-8")).body)
    silent = [one.name for one in functions if raises(one) and "Raises:" not in (ast.get_docstring(one) or "")]
    assert silent == []
