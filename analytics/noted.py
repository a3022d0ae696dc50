"""The log of quotes that changed, by which a reader brings up to date what it holds, whoever changed them.

SQLite keeps it by triggers, in the transaction of the change (see ``database``); what the clusters change is noted by
``kept_clusters``. A line without a quote says that everything may have changed. Other databases keep no log.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, select

from analytics.database import NOTED

KEPT = 100_000
"""So many of the latest changes are kept; whoever is further behind reads everything anew."""


def last_noted(connection: Connection) -> int:
    """Give the number of the latest change, 0 before any."""
    return int(connection.execute(select(func.max(NOTED.c.number))).scalar() or 0)


def noted_since(connection: Connection, number: int) -> set[str] | None:
    """Give the ids of the quotes that changed after a change; ``None`` when they cannot be told, but by reading all."""
    ends = connection.execute(select(func.min(NOTED.c.number), func.max(NOTED.c.number))).one()
    if connection.dialect.name != "sqlite" or ends[0] is None or not ends[0] <= number <= ends[1]:
        return None
    found = set(connection.execute(select(NOTED.c.quote_id).where(NOTED.c.number > number)).scalars())
    return None if "" in found else found


def note(connection: Connection, quote_ids: Iterable[str]) -> None:
    """Say that these quotes changed, and forget what is too long ago."""
    if connection.dialect.name != "sqlite":
        return
    lines = [{"quote_id": quote_id} for quote_id in quote_ids]
    if lines:
        connection.execute(insert(NOTED), lines)
    connection.execute(delete(NOTED).where(NOTED.c.number <= last_noted(connection) - KEPT))
