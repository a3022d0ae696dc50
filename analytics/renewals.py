"""Renews the scores of stored articles after the rules changed: each is analyzed again in a transaction of its own.

The machine's layer of an article is replaced as a whole. What people corrected is kept in rows of its own and laid over
the new layer by the quotes' ids; a correction whose quote is not found any more is kept too, and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from analytics.actors import ActorRegistry, read_registry
from analytics.additions import SAMPLE_FOLDER
from analytics.database import ARTICLES, COLLECTIONS, MACHINE, QUOTES, count_change, of_articles
from analytics.messages import count_kinds, counted, counted_quotes, tell_fault
from analytics.overlays import insert_rows, read_corrections
from analytics.pipeline import analyze_article, model_version
from analytics.publications import known_printing, printed_of
from analytics.records import Article
from analytics.schema import Row, row
from analytics.store import Store, StoreError

_TRIES = 3
"""So often an article is analyzed again when somebody adds an earlier printing of it meanwhile."""

_SHOWN = 60  # characters of a lost quote's words


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article is stored; the sample is fictional, and knows its own actors."""

    collection: str
    id: str
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class Renewal:
    """What became of one article: ``status`` is renewed, same, gone or error, ``message`` a sentence for a person."""

    id: str
    collection: str
    status: str
    message: str


def list_stale(store: Store, collection: str = "", *, all_versions: bool = False) -> list[Place]:
    """List the articles without a row of the present rules and model, by collection and id.

    An article in which nothing was found has no version, and is among them.

    Args:
        store: Where they are.
        collection: In this collection only; in every one when empty.
        all_versions: List every article, also those of the present version: a word list may have changed without it.
    """
    query = select(ARTICLES.c.collection, ARTICLES.c.id, COLLECTIONS.c.fictional)
    query = query.join(COLLECTIONS, COLLECTIONS.c.name == ARTICLES.c.collection)
    query = query.order_by(ARTICLES.c.collection, ARTICLES.c.id)
    if collection:
        query = query.where(ARTICLES.c.collection == collection)
    if not all_versions:
        present = select(QUOTES.c.quote_id).where(
            QUOTES.c.collection == ARTICLES.c.collection,
            QUOTES.c.article_id == ARTICLES.c.id,
            QUOTES.c.model_version == model_version(),
        )
        query = query.where(~present.exists())
    with store.reading() as connection:
        return [Place(line.collection, line.id, line.fictional) for line in connection.execute(query)]


def renew_articles(store: Store, places: Sequence[Place], registry: ActorRegistry | None = None) -> Iterator[Renewal]:
    """Analyze stored articles again, each in a transaction of its own.

    Args:
        store: Where they are.
        places: Which, see `list_stale`.
        registry: Who is who; when left out the shipped registry, and an article that was scored with another one is
            left as it is. The sample keeps its own.

    Yields:
        What became of each article, once it is durable. A fault in one does not stop the others.
    """
    for place in places:
        try:
            known = read_registry(SAMPLE_FOLDER / "actors.csv") if place.fictional else registry or read_registry()
            status, message = _renew(store, place, known, own=registry is not None)
        except StoreError as error:
            status, message = "error", str(error)
        except Exception as error:  # whatever is wrong with one article, the others go on
            status, message = "error", tell_fault(error)
        yield Renewal(place.id, place.collection, status, message)


def _renew(store: Store, place: Place, registry: ActorRegistry, *, own: bool) -> tuple[str, str]:
    for _ in range(_TRIES):
        article = store.article(place.id, place.collection)
        if article is None:
            return "gone", "It was deleted meanwhile."
        rows = [row(article, scored, place.collection) for scored in analyze_article(article, registry)]
        with store.writing() as connection:
            if known_printing(connection, place.collection, place.id) != printed_of(article):
                continue
            before = _machine_rows(connection, place)
            strangers = sorted({line["actor_id"] for line in before} - registry.offices.keys() - {""})
            if strangers and not own and not place.fictional:
                return "error", (
                    f"It was scored with a registry of its own, which knows {strangers[0]!r}: name it with --actors. "
                    "The article was left as it is."
                )
            if not before and not rows:
                return "same", "Nothing was found in it, as before."
            return "renewed", _replace(connection, article, place.collection, before, rows)
    return "error", "It was added again and again meanwhile. Try again."


def _machine_rows(connection: Connection, place: Place) -> list[Row]:
    found = select(QUOTES.c.quote_id, QUOTES.c.quote, QUOTES.c.kind, QUOTES.c.actor_id).where(
        of_articles(QUOTES.c, place.collection, [place.id]), QUOTES.c.layer == MACHINE
    )
    return [dict(line) for line in connection.execute(found.order_by(QUOTES.c.start, QUOTES.c.quote_id)).mappings()]


def _replace(
    connection: Connection, article: Article, collection: str, before: Sequence[Row], rows: Sequence[Row]
) -> str:
    """Put an article's new rows in the place of both layers, lay people's changes over them, and say what changed."""
    corrected = read_corrections(connection, collection, article.id)
    connection.execute(delete(QUOTES).where(of_articles(QUOTES.c, collection, [article.id])))
    insert_rows(connection, collection, article.id, rows)
    count_change(connection)
    told = f"{counted_quotes(*count_kinds(rows))}; before: {counted_quotes(*count_kinds(before))}."
    found = {line["quote_id"] for line in rows}
    words = {line["quote_id"]: line["quote"] for line in before}
    lost = sorted(key for key in corrected if key not in found)
    if lost:
        shown = next((words[key] for key in lost if key in words), "")
        named = f", as “{shown[:_SHOWN]}{'…' if len(shown) > _SHOWN else ''}”" if shown else ""
        told += (
            f" What people corrected of {counted(len(lost), 'quote')} is kept and not shown: no such quote is found "
            f"any more{named}."
        )
    return told
