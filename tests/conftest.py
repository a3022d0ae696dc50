"""What several tests share: a small article, rows made by hand, and a store in a temporary file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from plotly.utils import PlotlyJSONEncoder
from sqlalchemy import Engine, delete, false, insert

from analytics import additions, database, readers
from analytics.actors import ActorRegistry
from analytics.pipeline import analyze_article
from analytics.records import Article, ScoredQuote
from analytics.schema import QUOTES, Row
from analytics.store import Store, open_store

ROOT = Path(__file__).resolve().parent.parent

# Times vary on a busy machine; what is slow is judged elsewhere. A test that suppresses more names ``too_slow`` again.
settings.register_profile(
    "parley", deadline=None, max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("parley")

TALKS = """Talks in Varn end without a deal

“We will answer any attack,” Defence Minister Ada Quell told reporters. “Nobody should doubt it.”

Envoy Piet Lorne said the door “remains open” for talks.
"""
"""An article of our own, about nobody; three stretches of it stand in quotation marks."""


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the database of whoever runs it."""
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("PARLEY_DB", "PARLEY_READ_ONLY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _patient_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a web page, PDF or Word file be read for as long as it takes: to start the child alone may take long."""
    monkeypatch.setitem(readers.read_document.__kwdefaults__, "seconds", 600)


@pytest.fixture(scope="module")
def _checked_figures() -> Iterator[None]:
    """Have Plotly check every value of every figure, and that it would send the same, which the pages take as given."""
    from analytics import charts, contrasts

    plain = charts.drawing

    def checked(data: Any, layout: Any) -> Any:  # noqa: ANN401 - as the original
        sent = charts.go.Figure({"data": data, "layout": layout}).to_plotly_json()
        drawn = plain(data, layout)
        assert json.loads(json.dumps(drawn.to_dict())) == json.loads(json.dumps(sent, cls=PlotlyJSONEncoder))
        return drawn

    with pytest.MonkeyPatch.context() as patch:
        for module in (charts, contrasts):
            patch.setattr(module, "drawing", checked)
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'parley.db'}") as opened:
        yield opened


@contextmanager
def blank_store() -> Iterator[Store]:
    """Give a store in memory with nothing in it, for tests that need many in turn.

    It is the same database each time, emptied: a new one costs a fifth of a second, in which SQLAlchemy makes its
    tables and reads every statement as if for the first time.
    """
    engine = _memory()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        tables = reversed(database.QUOTES.metadata.sorted_tables)
        for table in (*tables, database.TOUCHED, database.NOTED):  # triggers fill the last two again
            kept = table.c.key != "clustered" if table is database.META else false()
            connection.execute(delete(table).where(~kept))
        connection.execute(insert(database.NOTED), {"number": 1, "quote_id": ""})
    yield Store(engine, ":memory:")


@cache
def _memory() -> Engine:
    return database.open_engine("sqlite://", read_only=False)[0]


@pytest.fixture
def sample_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the articles of the sample analysed once for all tests that load it.

    What the analysis finds in them is for `tests/test_sample.py` to say, which does not ask for this.
    """
    monkeypatch.setattr(additions, "analyze_article", _analyze_once)


def _analyze_once(article: Article, registry: ActorRegistry | None) -> list[ScoredQuote]:
    key = (article, registry is None)  # only the sample comes with a registry
    if key not in _ANALYZED:
        _ANALYZED[key] = analyze_article(article, registry)
    return _ANALYZED[key]


_ANALYZED: dict[tuple[Article, bool], list[ScoredQuote]] = {}


@pytest.fixture
def make_row() -> Callable[..., Row]:
    return row_of


def row_of(article: Article, number: int = 0, **cells: Any) -> Row:  # noqa: ANN401 - a cell is what its column holds
    """Make a line of the table of quotes that is complete, and differs from its neighbours by its place."""
    row: Row = {column.name: "" if column.type == "text" else None for column in QUOTES}
    row |= {
        "quote_id": f"{article.id[:12]}{number:04d}",
        "article_id": article.id,
        "kind": "direct",
        "quote": "We will talk.",
        "start": number,
        "end": number + 3,
        "actor": "Ada Quell",
        "actor_kind": "person",
        "country": "XAV",
        "confidence": 0.9,
        "tone": 0.25,
        "stance": -0.5,
        "stance_label": "dovish",
        "holder": "own",
        "published": article.published,
        "outlet": article.outlet,
        "title": article.title,
    }
    return row | cells
