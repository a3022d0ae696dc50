"""Adds articles to the store, scored: one by one, so that each is durable before it is reported.

The command ``add``, the upload page and the sample collection all come through here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analytics.actors import ActorRegistry, read_registry
from analytics.articles import list_files, read_articles
from analytics.pipeline import analyze_article
from analytics.records import Article
from analytics.schema import row
from analytics.store import Store, StoreError, check_collection

SAMPLE_COLLECTION = "Sample (fictional)"
"""The collection of made-up articles; nothing else ever joins it."""

SAMPLE_FOLDER = Path(__file__).resolve().parent.parent / "sample_data"


@dataclass(frozen=True, slots=True)
class Addition:
    """What became of one article: ``status`` is added, known or error, ``message`` a sentence for a person.

    ``quotes`` counts the quotes in marks and beyond that were found, whether or not the article was known.
    """

    id: str
    title: str
    status: str
    message: str
    quotes: int = 0


def add_articles(
    store: Store, articles: Iterable[Article], *, collection: str, registry: ActorRegistry | None = None
) -> Iterator[Addition]:
    """Score articles and store them, each in a transaction of its own.

    Args:
        store: Where to.
        articles: The articles.
        collection: The collection they join; the sample's is refused.
        registry: Who is who; the shipped registry when left out.

    Yields:
        What became of each article, once it is durable. A fault in one does not stop the others.

    Raises:
        StoreError: At the first article, when the collection's name is not usable.
    """
    name = check_collection(collection)
    if name.casefold() == SAMPLE_COLLECTION.casefold():
        raise StoreError(
            f"The collection {SAMPLE_COLLECTION!r} holds the fictional sample and nothing else. Name another one."
        )
    for article in articles:
        yield _add(store, article, name, registry, fictional=False)


def add_sample(store: Store) -> list[Addition]:
    """Load the fictional sample articles into a collection of their own.

    Returns:
        What became of each article; all are "known" when the sample was there already.

    Raises:
        UnreadableFile: When a sample file is missing or damaged.
    """
    registry = read_registry(SAMPLE_FOLDER / "actors.csv")
    files = [path for path in list_files(SAMPLE_FOLDER) if path.suffix == ".txt"]
    return [
        _add(store, article, SAMPLE_COLLECTION, registry, fictional=True)
        for path in files
        for article in read_articles(path, path.name)
    ]


def _add(
    store: Store, article: Article, collection: str, registry: ActorRegistry | None, *, fictional: bool
) -> Addition:
    try:
        rows = [row(article, scored, collection) for scored in analyze_article(article, registry)]
        status = store.add(article, rows, collection=collection, fictional=fictional)
    except StoreError as error:
        return Addition(article.id, article.title, "error", str(error))
    except Exception as error:
        message = f"A fault in Parley stopped this article ({type(error).__name__}). Please report it."
        return Addition(article.id, article.title, "error", message)
    quotes = f"{len(rows)} quote{'' if len(rows) == 1 else 's'} found"
    message = f"{quotes}." if status == "added" else f"Already in {collection!r}; {quotes}."
    return Addition(article.id, article.title, status, message, len(rows))
