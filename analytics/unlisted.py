"""Lists the names without an entry in any registry from the quotes' columns in memory.

``registrations.list_unresolved`` asks the database for the same, which reads all its quotes for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from analytics.columns import QuoteColumns
from analytics.registrations import LISTED, Unresolved, names_of, with_near_names
from analytics.rosters import Roster
from analytics.selections import QuoteFilter


def list_unlisted(columns: QuoteColumns, roster: Roster, collection: str, kinds: tuple[str, ...]) -> list[Unresolved]:
    """List the names of people and organisations without an entry, see ``registrations.list_unresolved``.

    Args:
        columns: The quotes.
        roster: The collection's own actors.
        collection: Which collection.
        kinds: Quotes of these kinds; of all when empty.
    """
    filters = QuoteFilter(collection=collection, kinds=kinds)
    places: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    counts = columns.counts(filters, ("actor", "actor_kind", "actor_id", "country"))
    for name, kind, actor_id, country in zip(*(counts[column] for column in counts.columns[:4]), strict=True):
        if country and not actor_id:
            places[name, kind].add(country)
    found = [
        line
        for line in columns.tally(filters, ("actor", "actor_kind", "actor_id"))
        if line["actor"] and not line["actor_id"] and line["actor_kind"] != "collective"
    ]
    names = []
    for line in found[:LISTED]:
        named = places[line["actor"], line["actor_kind"]]
        country = next(iter(named)) if len(named) == 1 else ""
        names.append(Unresolved(line["actor"], line["actor_kind"], country, line["n"], line["articles"]))

    def known() -> Mapping[str, str]:
        said = columns.counts(QuoteFilter(collection=collection), ("actor_id", "actor"))
        pairs = zip(said["actor"], said["actor_id"], strict=True)
        return names_of(roster) | {name: actor_id for name, actor_id in pairs if actor_id}

    return with_near_names(names, known)
