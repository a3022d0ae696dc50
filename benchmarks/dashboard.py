"""Times what a reader of the dashboard waits for, on a database of made-up quotes.

    python benchmarks/dashboard.py --quotes 100000
    python benchmarks/dashboard.py --quotes 1000000 --database million.db --json times.json

Each page is run whole, after changes of filter that were not asked for before (``pages``), and so is each search, up to
the words marked on the first page. A database that is named is made when it is not there, and used again when it is.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from analytics import schema
from analytics.database import QUOTES
from analytics.records import Article, short_hash
from analytics.selections import QuoteFilter
from analytics.store import Store, open_store
from benchmarks.made_up import COLLECTION, COUNTRIES, EACH, count_quotes, make_file, make_quotes
from benchmarks.pages import LOOKS, Look, Reader, Spent, named_database, timed
from views import elements, listing, reports, state

SEARCHES = {"a common word": "sanctions", "two words": "sanctions 77*", "a phrase": '"open border"'}

FIRST = {
    "Actors, the most quoted one": "an actor's page for the first time: read all words behind stances",
    "Quotes": "the Quotes page for the first time", "Upload": "the Upload page for the first time",
    "Registry": "the Registry for the first time: list names without an entry",
}  # fmt: skip
"""Pages that have something to find once after each change of the database, and what that is called."""


@dataclass(frozen=True)
class Times:
    """Seconds of each question: what is asked once, the pages after a change of filter, and the searches."""

    quotes: int
    megabytes: float
    once: dict[str, Spent]
    pages: dict[str, Spent]
    searches: dict[str, Spent]


def main() -> None:
    """Make the database, ask, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--quotes", type=int, default=100_000, help="how many quotes (default 100,000)")
    parser.add_argument("--database", type=Path, help="use this file, made when it is not there; else one for this run")
    parser.add_argument("--json", type=Path, help="write the times in seconds here as well")
    chosen = parser.parse_args()
    times = measure(chosen.quotes, chosen.database)
    print(f"{'seconds':<64} {'processor':>9} {'waited':>9}")
    for name, spent in {**times.once, **times.pages, **times.searches}.items():
        print(f"{name:<64} {spent.processor:9.3f} {spent.waited:9.3f}")
    print(f"{times.quotes:,} quotes, database {times.megabytes:,.0f} MB")
    if chosen.json:
        seconds = {kind: getattr(times, kind) for kind in ("once", "pages", "searches")}
        chosen.json.write_text(json.dumps({"quotes": times.quotes, "seconds": seconds}, indent=1) + "\n")


def measure(quotes: int, database: Path | None = None, looks: Mapping[str, Look] = LOOKS) -> Times:
    """Give the times of each question about so many quotes.

    Args:
        quotes: How many to make, where there is no database yet.
        database: The file, made when it is not there; without one, a file that is gone afterwards.
        looks: Which pages are looked at, as a reader sees them.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, _in_peace():
        file = database or Path(folder) / "made_up.db"
        once: dict[str, Spent] = {}
        if not file.exists():
            once["make the database"] = timed(lambda: make_file(file, quotes))
        url = f"sqlite:///{file.absolute().as_posix()}"
        with named_database(url):
            return _ask(url, file, once, looks)


def _ask(url: str, file: Path, once: dict[str, Spent], looks: Mapping[str, Look]) -> Times:
    with open_store(url) as store:
        found = store.choices(COLLECTION)
        reader = Reader((found["first"], found["last"]), [f"C{number}" for number in range(COUNTRIES)])
        once["open the dashboard: read all quotes"] = reader.begin()
        once |= _after_changes(store, reader)
        pages: dict[str, Spent] = {}
        for name, look in looks.items():
            first = reader.look(look)
            if name in FIRST:
                once[FIRST[name]] = first
            pages[f"{name}, all but some days"] = reader.narrow_days()
            pages[f"{name}, two countries"] = reader.narrow_countries()
        everything = QuoteFilter(collection=COLLECTION)
        for name, filters in (("all but some days", replace(everything, since="2022-01-20")),
                              ("two countries", replace(everything, countries=("C3", "C4")))):  # fmt: skip
            view = state.View(filters, 5)
            pages[f"The report, {name}"] = timed(lambda view=view: reports.make_report(view))  # type: ignore[misc]
        searches = {f"search: {name}": _search(replace(everything, text=words)) for name, words in SEARCHES.items()}
        return Times(count_quotes(store), file.stat().st_size / 1e6, once, pages, searches)


def _after_changes(store: Store, reader: Reader) -> dict[str, Spent]:
    """Take an article away and bring it back; give how long the Overview takes after each."""
    with store.reading() as connection:
        article = str(connection.execute(select(QUOTES.c.article_id).limit(1)).scalar_one())
    store.delete([article])
    gone = reader.look(LOOKS["Overview"])
    store.undelete([article])
    return {
        "Overview after an article was deleted": gone,
        "Overview after it came back": reader.look(LOOKS["Overview"]),
    }


def _search(filters: QuoteFilter) -> Spent:
    """Time a search: the count, the first page, and its words marked."""

    def look() -> Any:  # noqa: ANN401 - nobody looks at it
        asked = state.columns()
        rows = state.store().rows(asked.ids(filters, "newest", listing.FOUND))
        return asked.count(filters), [elements.quote_html(row, filters.text) for row in rows]

    return timed(look)


@contextmanager
def _in_peace() -> Iterator[None]:
    """Keep Streamlit from telling that it runs without a browser."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def measure_clusters(quotes: int) -> tuple[float, float]:
    """Give the seconds to find the clusters of so many quotes, and to bring them up to date with one more article."""
    with open_store("sqlite://") as store:
        make_quotes(store, quotes, clustered=False)
        whole = timed(store.keep_clusters).processor
        article = Article("One more", published="2023-05-05")
        with store.reading() as connection:
            said = connection.execute(select(QUOTES.c.quote).limit(EACH)).scalars().all()
        rows = [_blank_row() | {"quote_id": short_hash("more", str(number)), "article_id": article.id, "kind": "direct",
                "quote": words, "start": number, "end": number, "published": article.published, "actor": "Actor 0",
                "actor_id": "a0", "holder": "own"} for number, words in enumerate(said)]  # fmt: skip
        store.add(article, rows, collection=COLLECTION)
        return whole, timed(store.keep_clusters).processor


def _blank_row() -> dict[str, Any]:
    """Give a line of the table of quotes without anything in it."""
    empty: dict[str, Any] = dict.fromkeys(schema.NAMES, "")
    return empty | {column.name: None for column in schema.QUOTES if column.type != "text"}


if __name__ == "__main__":
    main()
