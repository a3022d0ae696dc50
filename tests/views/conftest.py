"""A store made by hand, so that the pages' tests depend on no rule that finds or scores quotes."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics import schema
from analytics.records import Article, short_hash
from analytics.store import Store, open_store
from benchmarks.pages import scan_packages_once
from views import drafts

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"
ACTORS = (("Irena Vale", "XAA"), ("Tomas Brandt", "XAB"), ("Ada Okoro", "XAC"))
SAYINGS = (
    ("We will answer any attack with force", 0.76, -0.62, "answer any attack with force"),
    ("The door to talks stays open", -0.58, 0.32, "talks"),
    ("Their claims are false and they know it", 0.42, -0.4, "false"),
    ("The meeting begins at nine", None, 0.0, ""),
)

MakeRow = Callable[..., schema.Row]
RunPage = Callable[..., AppTest]

scan_packages_once()


def made_row(article: Article, words: str, **cells: Any) -> schema.Row:  # noqa: ANN401 - cells of any column
    """Make a line of the table of quotes for words that stand in the article's text."""
    start = article.text.index(words)
    row: schema.Row = dict.fromkeys(schema.NAMES, "")
    row.update(
        quote_id=short_hash(article.id, words), article_id=article.id, title=article.title, outlet=article.outlet,
        published=article.published, kind="direct", quote=words, start=start, end=start + len(words),
        spans=json.dumps([[start, start + len(words)]]), sentence=article.text[max(0, start - 1) :],
        clause_start=start, clause_end=start + len(words), cue="said", actor_kind="person",
        mention_start=None, mention_end=None, rule="name beside the cue", confidence=0.9, tone=0.1,
        tone_label="positive", vader_compound=0.1, stance=None, stance_label="none", stance_confidence=None,
        holder="own", model_version="test", collection="Tests",
    )  # fmt: skip
    row.update(cells)
    return row


def fill(store: Store, *, weeks: int = 6, collection: str = "Tests", fictional: bool = False) -> None:
    """Store one article a week; each actor says three things in it, from a fixed round of sayings."""
    round_trip = itertools.cycle(SAYINGS)
    for week in range(weeks):
        day = (date(2025, 3, 3) + timedelta(weeks=week)).isoformat()
        said = [(actor, country, next(round_trip), turn) for actor, country in ACTORS for turn in range(3)]
        lines = [f"“{saying[0]} ({turn}, {actor}),” {actor} said." for actor, _, saying, turn in said]
        article = Article(f"Week {week}\n\n" + "\n\n".join(lines), f"Week {week}", day, "The Courier")
        rows = [
            scored_row(article, line, actor, country, saying)
            for line, (actor, country, saying, _) in zip(lines, said, strict=True)
        ]
        store.add(article, rows, collection=collection, fictional=fictional)


def scored_row(
    article: Article, line: str, actor: str, country: str, saying: tuple[str, float | None, float, str]
) -> schema.Row:
    """Make the row of one of `SAYINGS` with its evidence."""
    words = line[1 : line.index(",”")]
    _, stance, tone, reason = saying
    start = article.text.index(words)
    items = []
    if stance is not None:
        place = start + words.index(reason)
        items = [
            {"words": "no words", "category": "baseline", "weight": -0.05, "start": None, "end": None},
            {"words": reason, "category": "made up", "weight": stance, "start": place, "end": place + len(reason)},
        ]
    mention = article.text.index(f"{actor} said", start)
    return made_row(
        article, words, actor=actor, actor_id=actor.casefold(), country=country, speaker=actor, mention=actor,
        mention_start=mention, mention_end=mention + len(actor), stance=stance, tone=tone,
        stance_label="none" if stance is None else "hawkish" if stance > 0 else "dovish",
        evidence=json.dumps(items) if items else "",
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _patient_upload(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take up every article, however long a busy machine was at those before; tests of lateness bring a clock."""
    monkeypatch.setattr(drafts, "PATIENCE", 3600)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Name an empty database of the test's own, which the dashboard then uses."""
    url = f"sqlite:///{(tmp_path / 'parley.db').as_posix()}"
    monkeypatch.setenv("PARLEY_DB", url)
    return url


@pytest.fixture
def filled(database: str) -> str:
    """Name a database with six weeks of quotes by three actors."""
    with open_store(database) as store:
        fill(store)
    return database


@pytest.fixture
def run_page(database: str) -> RunPage:
    """Give a function that runs one page of the dashboard, with query parameters."""

    def run(page: str = "overview", **parameters: str) -> AppTest:
        app = AppTest.from_file(str(DASHBOARD), default_timeout=300)  # as a busy machine may take
        for name, value in parameters.items():
            app.query_params[name] = value
        app.run()
        return app if page == "overview" else app.switch_page(f"views/{page}.py").run()

    return run
