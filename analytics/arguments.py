"""What the commands of ``python -m analytics`` are given: each argument and option, told once."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

Argument = Callable[[ArgumentParser], object]
"""Adds what a command is given to its parser."""


def _given(*names: str, **how: Any) -> Argument:  # noqa: ANN401 - as `ArgumentParser.add_argument` takes it
    return lambda parser: parser.add_argument(*names, **how)


def _together(*parts: Argument) -> Argument:
    return lambda parser: [part(parser) for part in parts]


PATHS = _given("paths", nargs="+", type=Path, metavar="PATH", help="a file, folder or zip of articles")
PATH = _given("path", type=Path, metavar="PATH", help="one file")
TABLE = _together(
    _given("table", type=Path, metavar="TABLE", help="a CSV file with a header"),
    _given("--text-column", default="text", metavar="NAME", help="the column to score (default: text)"),
)
IDS = _given("ids", nargs="+", metavar="ID", help="an article's id, as add and export print it")
ACTORS = _given("--actors", type=Path, metavar="CSV", help="a registry of actors, laid over the shipped one")
OUT = _given("-o", "--out", required=True, metavar="OUT", help="a .csv or .jsonl file; - prints JSON lines")
RAW = _given("--raw", action="store_true", help="leave cells that a spreadsheet would run as they are")
AXIS = _given(
    "--axis",
    metavar="PATH",
    help="the folder of another axis of stance than dovish to hawkish, or its name in analytics/data/axes",
)
EXAMPLES = _given(
    "--examples",
    type=Path,
    metavar="CSV",
    help="a CSV file with the columns text and label instead of the axis's own sentences",
)
MODEL = _given("--model", type=Path, metavar="JSON", help="where to write it (default: into the axis's folder)")
DATABASE = _given("--db", metavar="URL", help="SQLAlchemy URL, like sqlite:////home/me/parley.db")
BACKUP = _given("-o", "--out", required=True, type=Path, metavar="FILE", help="the new file")
SOURCE = _given("source", type=Path, metavar="FILE", help="the backup")
IF_EMPTY = _given("--if-empty", action="store_true", help="only when nothing is stored yet")
INTO = _given("--collection", metavar="NAME", help="the collection they join (default: My articles)")
COLLECTION = _given("--collection", default="", metavar="NAME", help="this collection only")
ALL = _given("--all", action="store_true", help="also the articles that this version scored")
ARTICLES = _given("--articles", action="store_true", help="one JSON object for each article, with its quotes")
GOLD = _together(
    _given(
        "part",
        nargs="?",
        choices=("quotes", "names", "stance", "tone"),
        help="what to measure (default: what the gold is about)",
    ),
    _given("--gold", required=True, type=Path, metavar="PATH", help="a PolNeAR folder, .jsonl or .csv"),
    _given("--articles", type=Path, metavar="DIR", help="the articles, if not beside the gold"),
    _given("--name", dest="data", default="", metavar="NAME", help="what to call the gold (default: its path)"),
    _given("--corrections", action="store_true", help="for the tone, each correction for news alone"),
    _given("--json", type=Path, metavar="FILE", help="write the figures also as JSON"),
)
