"""Keeps deleted articles whole until they are brought back or deleted for good."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from analytics import schema
from analytics.database import (
    ARTICLES,
    COLLECTIONS,
    CORRECTIONS,
    MACHINE,
    PUBLICATIONS,
    QUOTES,
    TRASH,
    of_articles,
)


def throw_away(connection: Connection, collection: str, article_id: str) -> None:
    """Put all that is stored of an article into the trash; it is still to be deleted itself."""
    content = json.dumps(_pack(connection, collection, article_id), ensure_ascii=False)
    connection.execute(delete(TRASH).where(of_articles(TRASH.c, collection, [article_id])))
    connection.execute(insert(TRASH), {"collection": collection, "article_id": article_id, "content": content})


def list_trash(connection: Connection) -> list[dict[str, Any]]:
    """List the deleted articles by collection and title; see ``Store.trash``."""
    found = []
    for line in connection.execute(select(TRASH)):
        content = json.loads(line.content)
        article = content["article"]
        described = {name: article[name] for name in ("title", "outlet", "published")}
        place = {"id": line.article_id, "collection": line.collection}
        found.append(place | described | {"quotes": len(content["quotes"])})
    return sorted(found, key=lambda line: (line["collection"], line["title"], line["id"]))


def _pack(connection: Connection, collection: str, article_id: str) -> dict[str, Any]:
    """Gather all that is stored of an article."""

    def lines(query: Select[Any]) -> list[dict[str, Any]]:
        return [dict(line) for line in connection.execute(query).mappings()]

    quotes = select(*(QUOTES.c[column] for column in schema.NAMES))
    quotes = quotes.where(of_articles(QUOTES.c, collection, [article_id]), QUOTES.c.layer == MACHINE)
    corrections = select(CORRECTIONS).where(of_articles(CORRECTIONS.c, collection, [article_id]))
    return {
        "fictional": bool(lines(select(COLLECTIONS).where(COLLECTIONS.c.name == collection))[0]["fictional"]),
        "article": lines(select(ARTICLES).where(of_articles(ARTICLES.c, collection, [article_id], key="id")))[0],
        "publications": lines(select(PUBLICATIONS).where(of_articles(PUBLICATIONS.c, collection, [article_id]))),
        "quotes": lines(quotes.order_by(QUOTES.c.quote_id)),
        "corrections": lines(corrections.order_by(*CORRECTIONS.primary_key)),
    }
