"""Keeps where and when an article was printed, and by which of its printings it goes.

The same text from several outlets is one article with several publications. It goes by the earliest dated one, in
whichever order they came, unless a person decided.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, and_, delete, insert, select

from analytics.database import ARTICLES, PUBLICATIONS, of_articles
from analytics.records import Article

PRINTED = ("published", "outlet", "url", "title", "source_path")
"""A publication's columns; of two publications the first that differs decides which ranks first."""

Printed = Mapping[str, str]


def printed_of(article: Article) -> dict[str, str]:
    """Give what an article says of its own printing."""
    return {column: getattr(article, column) for column in PRINTED}


def known_printing(connection: Connection, collection: str, article_id: str) -> dict[str, str] | None:
    """Give the printing that a stored article goes by, or ``None`` when it is not stored."""
    query = select(*(ARTICLES.c[column] for column in PRINTED))
    line = connection.execute(query.where(of_articles(ARTICLES.c, collection, [article_id], key="id"))).one_or_none()
    return None if line is None else line._asdict()


def goes_before(printed: Printed, known: Printed, *, edited: bool) -> bool:
    """Tell whether an article should go by a new printing instead of the one it goes by.

    What a person ``edited`` decides about the printing by that outlet at that address; else the rank does.
    """
    if edited and _same_place(printed, known):
        return _rank(printed) != _rank(known)
    return _rank(printed) < _rank(known)


def add_publication(
    connection: Connection, collection: str, article_id: str, printed: Printed, *, edited: bool
) -> bool:
    """Note where an article was printed; tell whether anything changed.

    A day that becomes known fills the gap of the same outlet and url. Of two readings of one publication, the one
    that ranks first gives title and file; either way, the order of arrival does not matter. What a person
    ``edited`` takes the place of whatever was known of the same outlet and url.
    """
    place = and_(
        of_articles(PUBLICATIONS.c, collection, [article_id]),
        PUBLICATIONS.c.outlet == printed["outlet"],
        PUBLICATIONS.c.url == printed["url"],
    )
    lines = [line._asdict() for line in connection.execute(select(PUBLICATIONS).where(place))]
    replaced = lines if edited else [line for line in lines if line["published"] in ("", printed["published"])]
    if edited:
        says_nothing_new = [_rank(line) for line in lines] == [_rank(printed)]
    else:
        undated = not printed["published"] and any(line["published"] for line in lines)
        says_nothing_new = undated or any(_rank(line) <= _rank(printed) for line in replaced)
    if says_nothing_new:
        return False
    days = [line["published"] for line in replaced]
    connection.execute(delete(PUBLICATIONS).where(place, PUBLICATIONS.c.published.in_(days)))
    connection.execute(insert(PUBLICATIONS), {"collection": collection, "article_id": article_id, **printed})
    return True


def _same_place(printed: Printed, known: Printed) -> bool:
    return printed["outlet"] == known["outlet"] and printed["url"] == known["url"]


def _rank(printed: Printed) -> tuple[tuple[bool, str], ...]:
    """Order publications: what is known comes before what is empty, the earliest day first."""
    return tuple((printed[column] == "", printed[column]) for column in PRINTED)
