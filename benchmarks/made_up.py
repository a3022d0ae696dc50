"""Makes databases of made-up quotes, as large as one likes, and quickly: ten quotes to an article, some of them copies.

The lines are those that ``Store.add`` would write, but go in past it, a part at a time: indexes, triggers and the index
of words are taken off first and made again at the end, which costs a tenth of keeping them with every line. The file is
then one that any store opens (``tests/test_benchmarks.py`` compares it with one that ``Store.add`` filled).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Table, func, select

from analytics import schema
from analytics.database import ARTICLES, CLUSTERS, COLLECTIONS, MACHINE, PUBLICATIONS, QUOTES
from analytics.kept_clusters import mark_clustered
from analytics.selections import derived
from analytics.store import Store, open_store

COLLECTION = "Made up"
ACTORS, COUNTRIES, OUTLETS, WEEKS, EACH = 2000, 90, 60, 156, 10
COPIED = 0.1
"""So many of the quotes are copies of one printed before."""

WORDS = (
    "we will answer any attack with force and nobody should doubt it the door to talks stays open border army deal "
    "sanctions ships minister council treaty ceasefire weapons aid partners region people peace war troops energy"
).split()
LABELS, SHARES = ("hawkish", "dovish", "neutral", "none"), (0.3, 0.3, 0.1, 0.3)
SCORES = (0.6, -0.5, 0.0, None)
ACTS = ("threat", "offer", "demand", "")
ROLES = ("minister", "spokesman", "envoy", "")
PART = 20_000
LONG = 18  # words of a quote
_FIRST = date(2022, 1, 3)


def make_file(place: Path, quotes: int) -> None:
    """Make a database file with so many quotes; nothing is kept of one that is stopped half-way."""
    part = place.with_name(f"{place.name}.part")
    part.unlink(missing_ok=True)
    with open_store(f"sqlite:///{part.absolute().as_posix()}") as store:
        make_quotes(store, quotes)
    with sqlite3.connect(part) as plain:
        plain.execute("PRAGMA journal_mode=DELETE")  # one file, that can be named anew
    plain.close()
    part.replace(place)


def count_quotes(store: Store) -> int:
    """Count the quotes of a database."""
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(QUOTES)).scalar_one())


def make_quotes(store: Store, number: int, *, clustered: bool = True) -> None:
    """Store so many made-up quotes in an empty SQLite database.

    Args:
        store: Where.
        number: How many.
        clustered: Also say which of them are one utterance; else the store has to find that out.
    """
    with store.writing() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - for the type checker
        raw.execute("PRAGMA cache_size=-400000")  # kilobytes: the keys come in no order
        made = _take_off(raw)
        _write(raw, COLLECTIONS, [(COLLECTION, False)])
        for articles, quotes, clusters in _parts(number):
            _write(raw, ARTICLES, articles)
            _write(raw, PUBLICATIONS, _publications(articles))
            _write(raw, QUOTES, quotes)
            if clustered:
                _write(raw, CLUSTERS, clusters)
        for statement in made:
            raw.execute(statement)
        raw.execute("INSERT INTO quotes_words(quotes_words) VALUES ('rebuild')")
        if clustered:
            mark_clustered(connection)


def _take_off(raw: sqlite3.Connection) -> list[str]:
    """Drop the triggers and the indexes that no key needs; give what makes them again."""
    found = raw.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL "
        "AND tbl_name IN ('quotes', 'clusters') ORDER BY type, name"
    ).fetchall()
    for kind, name, _ in found:
        raw.execute(f"DROP {kind} {name}")
    return [sql for _, _, sql in found]


def _write(raw: sqlite3.Connection, table: Table, lines: Iterable[tuple[Any, ...]]) -> None:
    """Write lines that have the columns of a table in their order."""
    names = ", ".join(f'"{column.name}"' for column in table.c)
    marks = ", ".join("?" for _ in table.c)
    raw.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", lines)  # noqa: S608 - names of our own


def _lines(table: Table, cells: dict[str, Any], size: int) -> list[tuple[Any, ...]]:
    """Make lines of columns: a list of cells each, or one cell for all."""
    columns = [cells[column.name] for column in table.c]
    return list(zip(*(cell if isinstance(cell, list) else repeat(cell, size) for cell in columns), strict=False))


def _publications(articles: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    names = [column.name for column in ARTICLES.c]
    for line in articles:
        cells = dict(zip(names, line, strict=True))
        cells["article_id"] = cells["id"]
        yield tuple(cells[column.name] for column in PUBLICATIONS.c)


@cache
def _days(day: int) -> dict[str, str]:
    """Give the columns that a day fills, from the place that every quote takes."""
    row: dict[str, Any] = {"quote": "", "said_on": "", "published": (_FIRST + timedelta(days=day)).isoformat()}
    return derived(row)


def _names(stem: str, numbers: np.ndarray) -> list[str]:
    """Give names with these numbers."""
    return [f"{stem}{number}" for number in numbers.tolist()]


def _parts(number: int) -> Iterator[tuple[list[Any], list[Any], list[Any]]]:
    """Give lines of articles, quotes and clusters, a part at a time; the same ones every time."""
    chance = np.random.default_rng(0)
    popularity = 1 / np.arange(1, ACTORS + 1)
    popularity /= popularity.sum()
    earlier: list[tuple[str, str]] = []  # cluster and article of the first quotes, which copies are of
    for start in range(0, number, PART):
        size = min(PART, number - start)
        article = np.arange(size) // EACH
        few = int(article[-1]) + 1
        days = chance.integers(0, 7 * WEEKS, few)
        ids = [f"{key:016x}" for key in chance.integers(0, 2**63, few).tolist()]
        printed = {
            "title": _names("No. ", start // EACH + np.arange(few)),
            "outlet": _names("Outlet ", chance.integers(0, OUTLETS, few)),
            "published": [_days(day)["day"] for day in days.tolist()],
        }  # fmt: skip
        same = {"collection": COLLECTION, "text": "", "url": "", "source_path": "", "language": "en"}
        articles = _lines(ARTICLES, {**same, "id": ids, **printed}, few)
        own = {name: [cells[place] for place in article.tolist()] for name, cells in printed.items()}
        own["article_id"] = [ids[place] for place in article.tolist()]
        when = [_days(day) for day in days[article].tolist()]
        own |= {name: [cells[name] for cells in when] for name in ("day", "week", "month")}
        quotes = _quotes(chance, chance.choice(ACTORS, size, p=popularity), size) | own
        yield articles, _lines(QUOTES, quotes, size), _clusters(chance, quotes, earlier)


def _quotes(chance: np.random.Generator, who: np.ndarray, size: int) -> dict[str, Any]:
    """Give what stands in the columns of quotes, but for what they have from their article."""
    blank: dict[str, Any] = dict.fromkeys(schema.NAMES, "")
    blank |= {column.name: None for column in schema.QUOTES if column.type != "text"}
    drawn = chance.integers(0, len(WORDS), (size, LONG)).tolist()
    words = [" ".join([*map(WORDS.__getitem__, line), str(rare)])
             for line, rare in zip(drawn, chance.integers(0, 100_000, size).tolist(), strict=True)]  # fmt: skip
    label = chance.choice(4, size, p=SHARES)
    starts = (np.arange(size) % EACH * 200).tolist()
    towards = np.where(chance.random(size) < 0.3, chance.integers(0, COUNTRIES, size), -1)
    told = np.where(chance.random(size) < 0.1, chance.integers(0, ACTORS, size), -1)
    named = _names("Actor ", who)
    tone = chance.uniform(-1, 1, size).round(3)
    return blank | {
        "quote_id": [f"{key:016x}" for key in chance.integers(0, 2**63, size).tolist()],
        "collection": COLLECTION, "language": "en",
        "kind": ["direct" if each % 3 else "mixed" for each in who.tolist()],
        "quote": words, "searchable": words, "sentence": words, "start": starts,
        "end": [start + len(said) for start, said in zip(starts, words, strict=True)],
        "spans": "[]", "clause_start": 0, "clause_end": 0, "actor": named, "speaker": named, "cue": "said",
        "actor_id": _names("a", who), "actor_kind": "person", "country": _names("C", who % COUNTRIES),
        "role": [ROLES[each] for each in chance.integers(0, len(ROLES), size).tolist()],
        "rule": "name beside the cue", "confidence": chance.uniform(0.3, 1, size).round(2).tolist(),
        "tone": tone.tolist(), "vader_compound": tone.tolist(),
        "tone_label": np.select([tone > 0.05, tone < -0.05], ["positive", "negative"], "neutral").tolist(),
        "stance": [SCORES[each] for each in label.tolist()], "stance_label": [LABELS[each] for each in label.tolist()],
        "holder": np.where(chance.random(size) < 0.05, "ascribed", "own").tolist(),
        "speech_act": [ACTS[each] for each in chance.integers(0, len(ACTS), size).tolist()],
        "target_country": [f"C{each}" if each >= 0 else "" for each in towards.tolist()],
        "addressee": [f"Actor {each}" if each >= 0 else "" for each in told.tolist()],
        "evidence": _evidence(chance, drawn, label), "model_version": "made up", "layer": MACHINE, "shown": True,
    }  # fmt: skip


def _evidence(chance: np.random.Generator, drawn: list[list[int]], label: np.ndarray) -> list[str]:
    """Give the words behind each stance: what every quote has, and two of its own words."""
    weights = chance.uniform(-1, 1, len(drawn)).round(4).tolist()
    first = '[{"words": "no words", "category": "baseline", "weight": -0.05, "start": null, "end": null}'
    cells = []
    for line, side, weight in zip(drawn, label.tolist(), weights, strict=True):
        items = "".join(
            f', {{"words": "{WORDS[word]}", "category": "{WORDS[word]}", "weight": {weight}, '
            f'"start": {6 * word}, "end": {6 * word + len(WORDS[word])}}}'
            for word in line[:2]
        )
        cells.append(f"{first}{items}]" if LABELS[side] != "none" else "")
    return cells


def _clusters(
    chance: np.random.Generator, quotes: dict[str, Any], earlier: list[tuple[str, str]]
) -> list[tuple[Any, ...]]:
    """Say which quotes are one utterance: most stand alone, some are copies of an earlier one."""
    alone = list(zip(quotes["quote_id"], quotes["article_id"], strict=True))
    size = len(alone)
    known = earlier or alone[: -(-size // EACH)]  # in the first part, copies of its own beginning
    copied, which = chance.random(size) < COPIED, chance.integers(0, len(known), size).tolist()
    if not earlier:
        copied[: len(known)] = False
    found = [known[place] if again else mine for mine, again, place in zip(alone, copied.tolist(), which, strict=True)]
    earlier += alone[: PART - len(earlier)]
    cells: dict[str, Any] = dict.fromkeys((column.name for column in CLUSTERS.c), None)
    cells |= {
        "quote_id": quotes["quote_id"], "cluster_id": [each[0] for each in found], "home": [each[1] for each in found],
        "printed": "", "name": "", "actor_id": "",
    }  # fmt: skip
    return _lines(CLUSTERS, cells, size)
