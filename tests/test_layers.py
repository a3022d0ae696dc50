"""Every module stands on a floor and imports only from below it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

FLOORS: tuple[tuple[str, str], ...] = (
    ("0", "records limits documents"),
    (
        "1",
        "arguments schema text lexicons settings word_classes inflections archives days decoding filetypes messages "
        "setoff faults front_matter",
    ),
    (
        "1, upper step",
        "language tables searches phrases marked_words speech words labels ranker candidate_features evidence",
    ),
    ("1, top step but one", "axes actor_lines outputs events"),
    (
        "1, top step",
        "antecedents writers epithets senses constructions conditions framing modality wordings nominals matching "
        "accuracy",
    ),
    ("1, beside them", "fillers home_countries damping axis_rules titled_names everyday printed_names"),
    ("1, upon them", "plain_signals"),
    ("1, upon those", "framed_signals"),
    ("1, readers of files", "hiding headers pdfs wordfiles"),
    ("1, readers, upper step", "webpages"),
    ("1, their child process", "readers"),
    ("2, under the tables", "fulltext engines"),
    (
        "2",
        "articles regions quotes mentions actors dates vader patterns speech_acts named_acts database clusters copies "
        "parts",
    ),
    ("2, middle step", "stance tone cues selections publications trash rosters suggestions backups noted"),
    ("2, upper step", "overlays scenes persons named kept_clusters saved_views"),
    ("2, top step but one", "store"),
    ("2, top step", "offices lineups interviews speakers"),
    ("2, above the top step", "clause_owners second_verbs remarks"),
    (
        "2, under the roof",
        "candidates clauses whole_phrases targets descriptions turns short_names preceding principals shared_words",
    ),
    ("3", "attribution indirect casts corrections"),
    ("3, upper step", "addressees registrations"),
    ("4, ground", "quote_lines stance_words groups"),
    ("4", "pipeline utterances training intervals columns"),
    ("4, upper step", "frames unlisted"),
    ("5, ground", "drawings"),
    ("5", "trends charts cross_validation"),
    ("5, upper step", "contrasts pictures score_words"),
    ("6", "additions gold loading report"),
    ("6, upper step", "standoff naming resampling renewals"),
    ("6, top step", "evaluation"),
    ("7", "cli"),
    ("above", "__init__ __main__"),
)
"""From the ground up; a floor's steps part those of its modules that build on others of them."""

STANDARD_ONLY = 5  # how many of the lowest steps use nothing but the standard library

HEAVY = {
    "pandas": {"columns", "frames", "charts", "contrasts", "trends", "report"},
    "sklearn": {"training"},
    "plotly": {"drawings", "charts", "contrasts", "pictures", "report"},
    "sqlalchemy": {
        *("fulltext", "database", "backups", "selections", "publications", "trash", "overlays", "store", "corrections"),
        *("kept_clusters", "saved_views", "columns", "quote_lines", "noted", "renewals", "stance_words"),
        "registrations",
        "engines",
    },
    "numpy": {
        "intervals",
        "columns",
        "quote_lines",
        "stance_words",
        "groups",
        "frames",
        "trends",
        "resampling",
        "evaluation",
    },
    "vaderSentiment": {"vader"},
    "rapidfuzz": {"suggestions"},
    "streamlit": set(),
    "trafilatura": {"webpages"},
    "htmldate": {"headers"},
    "lxml": {"webpages", "headers", "hiding"},
    "datasketch": {"copies"},
    "pypdf": {"pdfs"},
    "defusedxml": {"wordfiles"},
}
"""Which modules import which package; a module that gives one up gives up its right to it."""

LEVEL = {module: level for level, (_, modules) in enumerate(FLOORS) for module in modules.split()}
MODULES = sorted(path.stem for path in (ROOT / "analytics").glob("*.py"))


def path_of(module: str) -> Path:
    return ROOT / "analytics" / f"{module}.py"


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Give the package and the module (within ours) of every import, wherever it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are absolute"
            inside = node.module == "analytics"
            names = [f"analytics.{alias.name}" for alias in node.names] if inside else [node.module or ""]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            yield package, rest.partition(".")[0] if package == "analytics" else ""


def test_every_module_stands_on_one_floor_and_every_entry_is_a_module() -> None:
    assert len(LEVEL) == sum(len(modules.split()) for _, modules in FLOORS), "no module stands on two floors"
    assert sorted(LEVEL) == MODULES


@pytest.mark.parametrize("package", HEAVY)
def test_a_heavy_package_is_imported_by_those_modules_that_may_and_no_others(package: str) -> None:
    importing = {module for module in MODULES if package in {found for found, _ in imported(path_of(module))}}
    assert importing == HEAVY[package]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_lower_floors(module: str) -> None:
    assert module in LEVEL, f"{module} needs a floor: put it into FLOORS"
    for package, ours in imported(path_of(module)):
        if package == "analytics" and ours in LEVEL:
            assert LEVEL[ours] < LEVEL[module], f"{module} imports {ours}, which is not below it"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_no_page_and_near_the_ground_only_the_standard_library(module: str) -> None:
    packages = {package for package, _ in imported(path_of(module))}
    assert not packages & {"views", "dashboard"}
    if LEVEL[module] < STANDARD_ONLY:
        assert packages <= {*sys.stdlib_module_names, "analytics"}, f"{module} stands too low for {packages}"


@pytest.mark.parametrize("name", ["analytics", "analytics.cli"])
def test_a_cold_start_loads_nothing_heavy(name: str) -> None:
    code = f"import sys, {name}; print(*sorted(set(sys.modules) & {set(HEAVY)!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.split() == []
