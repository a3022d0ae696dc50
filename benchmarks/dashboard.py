"""Times what the dashboard asks after a change of filter, on a database of made-up quotes that it makes first.

    python benchmarks/dashboard.py --quotes 100000
    python benchmarks/dashboard.py --quotes 1000000 --json times.json

Each question is asked of fresh answers, so that nothing is remembered from before. Times are the process's own.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from sqlalchemy import delete, insert, select

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from analytics import charts, frames, schema
from analytics.columns import QuoteColumns, read_columns
from analytics.database import ARTICLES, CLUSTERS, COLLECTIONS, MACHINE, QUOTES, TOUCHED
from analytics.kept_clusters import mark_clustered
from analytics.records import Article, short_hash
from analytics.selections import QuoteFilter, derived
from analytics.store import Store, open_store

ACTORS, OUTLETS, WEEKS, EACH = 2000, 60, 156, 10
COPIED = 0.1
"""So many of the quotes are copies of one printed before."""

WORDS = (
    "we will answer any attack with force and nobody should doubt it the door to talks stays open border army deal "
    "sanctions ships minister council treaty ceasefire weapons aid partners region people peace war troops energy"
).split()
LABELS = (("hawkish", 0.6), ("dovish", -0.5), ("neutral", 0.0), ("none", None))
PART = 20_000
SEARCH = "search:"


def main() -> None:
    """Make the database, ask, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--quotes", type=int, default=100_000, help="how many quotes (default 100,000)")
    parser.add_argument("--json", type=Path, help="write the times in seconds here as well")
    chosen = parser.parse_args()
    times, size = measure(chosen.quotes)
    for name, seconds in times.items():
        print(f"{name:<62} {seconds:8.3f} s")
    print(f"{chosen.quotes:,} quotes, database {size:,.0f} MB")
    if chosen.json:
        chosen.json.write_text(json.dumps({"quotes": chosen.quotes, "seconds": times}, indent=1) + "\n")


def measure(quotes: int) -> tuple[dict[str, float], float]:
    """Give the seconds of each question about so many quotes, and the size of the database in megabytes."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{Path(folder).as_posix()}/p.db") as store:
        times = {"make the database": timed(lambda: make_quotes(store, quotes))[0]}
        times["read the columns, once after a change"], columns = timed(lambda: read_columns(store))
        for name, ask in questions(store, columns).items():
            if not name.startswith(SEARCH):
                ask()  # the orders of the quotes are found once for each state of the store
            columns.forget()
            gc.collect()
            times[name] = timed(ask)[0]
        return times, Path(store.place).stat().st_size / 1e6


def measure_clusters(quotes: int) -> tuple[float, float]:
    """Give the seconds to find the clusters of so many quotes, and to bring them up to date with one more article."""
    with open_store("sqlite://") as store:
        make_quotes(store, quotes, clustered=False)
        whole = timed(store.keep_clusters)[0]
        article = Article("One more", published="2023-05-05")
        with store.reading() as connection:
            said = connection.execute(select(QUOTES.c.quote).limit(EACH)).scalars().all()
        rows = [blank_row() | {"quote_id": short_hash("more", str(number)), "article_id": article.id, "kind": "direct",
                "quote": words, "start": number, "end": number, "published": article.published, "actor": "Actor 0000",
                "actor_id": "a0", "holder": "own"} for number, words in enumerate(said)]  # fmt: skip
        store.add(article, rows, collection="Made up")
        return whole, timed(store.keep_clusters)[0]


def timed(ask: Callable[[], Any]) -> tuple[float, Any]:
    """Give the seconds of the process that an answer took, and the answer."""
    before = time.process_time()
    answer = ask()
    return time.process_time() - before, answer


def questions(store: Store, columns: QuoteColumns) -> dict[str, Callable[[], Any]]:
    """Give what each page asks for after a change of filter, data and figures together."""
    everything = QuoteFilter(collection="Made up")
    narrow = replace(everything, countries=("C03", "C04"), since="2023-06-01", until="2024-12-31")

    def overview(filters: QuoteFilter) -> Any:  # noqa: ANN401 - nobody looks at it
        columns.summary(filters)
        sums = columns.sums(filters, "week")
        table = frames.by_actor(sums)
        store.rows(columns.ids(filters, "hawkish", 4) + columns.ids(filters, "dovish", 4))
        figures = [charts.actor_chart(table.head(15)), charts.volume_chart(frames.by_period(sums))]
        return frames.by_label(sums), [figure.to_json() for figure in figures]

    def over_time(filters: QuoteFilter) -> Any:  # noqa: ANN401 - nobody looks at it
        sums = columns.sums(filters, "week")
        everybody, table = frames.over_time(sums, together=True), frames.over_time(sums)
        shown = table.groupby("actor")["n"].sum().nlargest(6).index
        styles = charts.actor_styles(list(shown), list(shown)) | {frames.EVERYBODY: ("#767676", "circle")}
        panels = [everybody, *(table[table["actor"] == name] for name in shown)]
        return [charts.timeline_chart(panel, styles).to_json() for panel in panels]

    def quotes(filters: QuoteFilter) -> Any:  # noqa: ANN401 - nobody looks at it
        return columns.count(filters), store.rows(columns.ids(filters, "newest", 50))

    asked: dict[str, Callable[[], Any]] = {}
    for name, page in (("Overview", overview), ("Over time", over_time), ("Quotes", quotes)):
        asked[f"{name}, no filter"] = lambda page=page: page(everything)  # type: ignore[misc]
        asked[f"{name}, two countries and dates"] = lambda page=page: page(narrow)  # type: ignore[misc]
    for name, words in (("a common word", "sanctions"), ("two words", "sanctions 77*"), ("a phrase", '"open border"')):
        asked[f"{SEARCH} {name}"] = lambda words=words: quotes(replace(everything, text=words))  # type: ignore[misc]
    return asked


def blank_row() -> dict[str, Any]:
    """Give a line of the table of quotes without anything in it."""
    empty: dict[str, Any] = dict.fromkeys(schema.NAMES, "")
    return empty | {column.name: None for column in schema.QUOTES if column.type != "text"}


def make_quotes(store: Store, number: int, *, clustered: bool = True) -> None:
    """Store so many made-up quotes, ten to an article, some of them copies; which are is made up too."""
    with store.writing() as connection:
        connection.execute(insert(COLLECTIONS), {"name": "Made up", "fictional": False})
        for articles, quotes, clusters in parts(number):
            connection.execute(insert(ARTICLES), articles)
            connection.execute(insert(QUOTES), quotes)
            if clustered:
                connection.execute(insert(CLUSTERS), clusters)
        if clustered:
            connection.execute(delete(TOUCHED))
            mark_clustered(connection)


def parts(number: int) -> Iterator[tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]]:
    """Give articles, quotes and clusters, a part at a time."""
    random, numbers = Random(0), np.random.default_rng(0)  # noqa: S311 - made-up data
    popularity = 1 / np.arange(1, ACTORS + 1)
    popularity /= popularity.sum()
    blank = dict.fromkeys(schema.NAMES, "")
    earlier: list[tuple[str, str, str]] = []
    for start in range(0, number, PART):
        size = min(PART, number - start)
        speakers = numbers.choice(ACTORS, size, p=popularity)
        articles, quotes, clusters = [], [], []
        for place in range(size):
            if place % EACH == 0:
                day = (date(2022, 1, 3) + timedelta(days=random.randrange(7 * WEEKS))).isoformat()
                outlet = f"Outlet {random.randrange(OUTLETS)}"
                article_id = short_hash("article", str(start + place))
                printed = {"title": f"No. {start + place}", "published": day, "outlet": outlet, "url": ""}
                articles.append({"collection": "Made up", "id": article_id, "text": "", "source_path": "",
                                 "language": "en", **printed})  # fmt: skip
            who = int(speakers[place])
            words = " ".join([*random.choices(WORDS, k=18), str(random.randrange(100_000))])
            label, stance = LABELS[random.choices(range(4), (3, 3, 1, 3))[0]]
            quote_id = short_hash("quote", str(start + place))
            row = blank | printed | {
                "quote_id": quote_id, "article_id": article_id, "collection": "Made up", "language": "en",
                "kind": "direct" if who % 3 else "mixed", "quote": words, "start": place % EACH * 200,
                "end": place % EACH * 200 + len(words), "spans": "[]", "sentence": words, "clause_start": 0,
                "clause_end": 0, "mention_start": None, "mention_end": None, "actor": f"Actor {who:04}",
                "actor_id": f"a{who}", "actor_kind": "person", "country": f"C{who % 90:02}", "confidence": 0.9,
                "speaker": f"Actor {who:04}", "cue": "said", "rule": "name beside the cue",
                "tone": round(random.uniform(-1, 1), 3), "tone_label": "neutral", "vader_compound": 0.0,
                "stance": stance, "stance_label": label, "stance_confidence": None, "holder": "own",
                "speech_act": random.choice(("threat", "offer", "demand", "")), "model_version": "made up",
                "target_country": f"C{random.randrange(90):02}" if random.random() < 0.3 else "",
            }  # fmt: skip
            quotes.append({**row, **derived(row), "layer": MACHINE, "shown": True})
            alone = short_hash("cluster", quote_id), article_id
            first = random.choice(earlier)[:2] if earlier and random.random() < COPIED else alone
            clusters.append({"quote_id": quote_id, "cluster_id": first[0], "home": first[1], "printed": "", "name": "",
                             "actor_id": ""})  # fmt: skip
            if len(earlier) < PART:
                earlier.append((*alone, quote_id))
        yield articles, quotes, clusters


if __name__ == "__main__":
    main()
