"""Adds articles to the store, scored: one by one, so that each is durable before it is reported.

The command ``add``, the upload page and the sample collection all come through here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from analytics.actors import ActorRegistry, read_registry
from analytics.articles import list_files, read_articles
from analytics.language import not_scored
from analytics.messages import count_kinds, counted_quotes, tell_fault
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

    ``quotes`` counts the quotes in marks that were found, ``indirect`` the indirect statements, whether or not the
    article was known.
    """

    id: str
    title: str
    status: str
    message: str
    quotes: int = 0
    indirect: int = 0


def is_sample(collection: str) -> bool:
    """Tell whether a collection's name is, or looks like, the sample's.

    Width and case of the letters and the number of blanks do not count (Unicode's form NFKC).

    Example:
        >>> is_sample("ＳAMPLE  (fictional)"), is_sample("Sample")
        (True, False)
    """

    def alike(name: str) -> str:
        return " ".join(unicodedata.normalize("NFKC", name).casefold().split())

    return alike(collection) == alike(SAMPLE_COLLECTION)


def add_articles(
    store: Store,
    articles: Iterable[Article],
    *,
    collection: str,
    registry: ActorRegistry | None = None,
    edited: Collection[str] = (),
) -> Iterator[Addition]:
    """Score articles and store them, each in a transaction of its own.

    Args:
        store: Where to.
        articles: The articles.
        collection: The collection they join; the sample's is refused.
        registry: Who is who; the shipped registry when left out.
        edited: The ids of those whose title, day or outlet a person set by hand; see ``Store.add``. What the person
            left empty stays as it was.

    Yields:
        What became of each article, once it is durable. A fault in one does not stop the others.

    Raises:
        StoreError: At the first article, when the collection's name is not usable.
    """
    name = check_collection(collection)
    if is_sample(name):
        raise StoreError(
            f"The collection {SAMPLE_COLLECTION!r} holds the fictional sample and nothing else. Name another one."
        )
    for article in articles:
        yield _add(_Place(store, name), article, registry, edited=article.id in edited)


def add_sample(store: Store) -> list[Addition]:
    """Load the fictional sample articles into a collection of their own.

    Returns:
        What became of each article; all are "known" when the sample was there already.

    Raises:
        UnreadableFile: When a sample file is missing or damaged.
    """
    registry = read_registry(SAMPLE_FOLDER / "actors.csv")
    files = [path for path in list_files(SAMPLE_FOLDER) if path.suffix == ".txt"]
    place = _Place(store, SAMPLE_COLLECTION, fictional=True)
    return [_add(place, article, registry) for path in files for article in read_articles(path, path.name)]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where articles go."""

    store: Store
    collection: str
    fictional: bool = False

    def kept(self, article: Article) -> Article | None:
        """Give the article as it is stored there, if it is."""
        return self.store.article(article.id, self.collection)


def _add(place: _Place, article: Article, registry: ActorRegistry | None, *, edited: bool = False) -> Addition:
    try:
        wanted = _completed(article, place.kept(article)) if edited else article
        rows = [row(wanted, scored, place.collection) for scored in analyze_article(wanted, registry)]
        status = place.store.add(wanted, rows, collection=place.collection, fictional=place.fictional, edited=edited)
        kept = place.kept(wanted) if status == "known" else None
    except StoreError as error:
        return Addition(article.id, article.title, "error", str(error))
    except Exception as error:  # whatever is wrong with one article, the others go on
        return Addition(article.id, article.title, "error", tell_fault(error))
    marked, indirect = count_kinds(rows)
    found = not_scored(wanted.language) or f"{counted_quotes(marked, indirect)} found."
    if status == "known":
        found = f"Already in {place.collection!r}; {_what_was_kept(wanted, kept, edited=edited)}{found}"
    return Addition(article.id, article.title, status, found, marked, indirect)


def _completed(article: Article, kept: Article | None) -> Article:
    """Fill what a person left empty with what is known of the same publication."""
    if kept is None or (kept.outlet, kept.url) != (article.outlet, article.url):
        return article
    return replace(article, title=article.title or kept.title, published=article.published or kept.published)


def _what_was_kept(article: Article, kept: Article | None, *, edited: bool) -> str:
    """Say which of its title, date and outlet a known article did not take over; "" when there is nothing to say."""
    if kept is None:
        return ""
    fields = {"date": "published", "title": "title", "outlet": "outlet"}
    earlier = [
        f"{word} {kept.published}" if name == "published" else word
        for word, name in fields.items()
        if getattr(article, name) and getattr(kept, name) and getattr(article, name) != getattr(kept, name)
    ]
    if not earlier:
        return "your changes were taken over; " if edited else ""
    return f"its earlier {' and '.join(earlier)} {'is' if len(earlier) == 1 else 'are'} kept; "
