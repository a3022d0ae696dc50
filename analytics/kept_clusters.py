"""Keeps which quotes are one utterance, so that it is not found anew each time somebody looks.

What is kept holds for one state of the store: META's ``clustered`` names the change after which it was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from analytics.clusters import NEEDED, cluster_quotes
from analytics.database import CLUSTERS, META, QUOTES

_BATCH = 10_000  # lines written at once


def changes(connection: Connection) -> int:
    """Give the number of the last change to the store."""
    return int(connection.execute(select(META.c.value).where(META.c.key == "changes")).scalar_one())


def is_clustered(connection: Connection) -> bool:
    """Tell whether the kept clusters are those of the store as it is."""
    return connection.execute(select(META.c.value).where(META.c.key == "clustered")).scalar() == changes(connection)


def kept_clusters(connection: Connection) -> dict[str, str]:
    """Give the kept clusters as ``{quote_id: cluster_id}``; nothing when they are stale."""
    if not is_clustered(connection):
        return {}
    return {line[0]: line[1] for line in connection.execute(select(CLUSTERS.c.quote_id, CLUSTERS.c.cluster_id))}


def find_clusters(connection: Connection) -> dict[str, tuple[str, str]]:
    """Find the clusters of the whole store anew (some 0.25 ms for each quote).

    Returns:
        Cluster and home by quote_id; the home is the article that printed the utterance first.
    """
    columns = [*(QUOTES.c[name] for name in NEEDED), QUOTES.c.article_id, QUOTES.c.day]
    lines = [dict(line) for line in connection.execute(select(*columns).where(QUOTES.c.shown)).mappings()]
    clusters = cluster_quotes(lines)
    first: dict[str, tuple[str, str]] = {}
    for line in lines:
        cluster, printed = clusters[line["quote_id"]], _printed(line)
        first[cluster] = min(first.get(cluster, printed), printed)
    return {quote_id: (cluster, first[cluster][1]) for quote_id, cluster in clusters.items()}


def _printed(line: Mapping[str, Any]) -> tuple[str, str]:
    return (line["day"] or "~", line["article_id"])  # an undated printing comes after every dated one


def keep_clusters(connection: Connection) -> None:
    """Find the clusters anew and keep them; the connection has to be one that writes."""
    found = find_clusters(connection)
    connection.execute(delete(CLUSTERS))
    lines = [{"quote_id": key, "cluster_id": cluster, "home": home} for key, (cluster, home) in sorted(found.items())]
    for start in range(0, len(lines), _BATCH):
        connection.execute(insert(CLUSTERS), lines[start : start + _BATCH])
    mark_clustered(connection)


def mark_clustered(connection: Connection) -> None:
    """Say that the kept clusters are those of the store as it is."""
    version = changes(connection)
    done = connection.execute(update(META).where(META.c.key == "clustered").values(value=version))
    if not done.rowcount:
        connection.execute(insert(META), {"key": "clustered", "value": version})
