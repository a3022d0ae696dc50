"""Lays what people changed over what the machine scored: first the collection's own actors, then the corrections.

The layer of people in the table of quotes is made here, and only here, from the machine's rows, the actors and the
corrections. It can be thrown away and made anew at any time, and comes out the same in whichever order these came.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select, update

from analytics import schema
from analytics.actors import name_key, read_registry
from analytics.database import ACTORS, CORRECTIONS, MACHINE, PEOPLE, QUOTES, of_articles
from analytics.records import Actor
from analytics.rosters import Roster
from analytics.schema import Row
from analytics.selections import derived

NOT_A_QUOTE = "not a quote"
"""A correction of ``kind`` to this hides the row: nobody said these words."""

_NAMED = ("actor_id", "actor", "speaker", "addressee", "target")
"""Columns whose names a collection's own actors may stand behind."""

_BATCH = 300  # SQLite takes at most 999 bound values in its older builds


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of one cell that holds: its column, the new value, who made it, and why."""

    column: str
    new: str
    who: str
    why: str = ""


def overlay(row: Row, roster: Roster, corrections: Sequence[Correction] = ()) -> Row | None:
    """Give a row as people changed it; the row given is left as it is.

    Args:
        row: The machine's row.
        roster: The collection's own actors.
        corrections: The corrections of this quote that hold, oldest first; the last of a column counts.

    Returns:
        The changed row, or ``None`` when a person said that it is no quote. ``corrected`` lists the corrected columns
        in the order of the table; ``rule`` says who named the speaker, before the machine's own reason.
    """
    cells = {correction.column: correction for correction in corrections}
    dated = row | {"said_on": cells["said_on"].new} if "said_on" in cells else row
    changed = _named(row, roster, _day(dated))
    if cells.get("kind") and cells["kind"].new == NOT_A_QUOTE:
        return None
    changed |= {column: correction.new for column, correction in cells.items()}
    if "actor" in cells:
        by = cells["actor"]
        changed["rule"] = f"corrected by {by.who}{f' ({by.why})' if by.why else ''}; before: {row['rule']}"
        own = roster.find(changed["actor"], _day(changed))
        if own:
            changed |= {column: cell for column, cell in _cells(own).items() if not changed[column]}
            changed |= {"actor": own.name, "actor_id": own.id, "actor_kind": own.kind}
    if cells:
        changed["corrected"] = json.dumps([name for name in schema.NAMES if name in cells])
    return changed


def _named(row: Row, roster: Roster, on: str) -> Row:
    """Put the collection's own actors where the row names one of them, with the office held on a day."""
    changed = dict(row)
    if not roster.lines:
        return changed
    by_id, by_actor = roster.actor(row["actor_id"], on), roster.find(row["actor"], on)
    own = by_id or by_actor or roster.find(row["speaker"], on)
    if own:
        changed |= {column: cell for column, cell in _cells(own).items() if cell}
        words = row["actor"] if by_actor else row["speaker"]
        if by_id:
            changed["role"] = own.role or _printed_role(row, roster)
        else:
            changed["rule"] = f"{row['rule']}; registry: '{words}' is {own.name} among this collection's own actors"
    for column in ("addressee", "target"):
        whom = roster.find(row[column], on)
        if whom:
            changed[column] = whom.name
            if column == "target" and whom.country:
                changed["target_country"] = whom.country
    return changed


def _printed_role(row: Row, roster: Roster) -> str:
    """Give the role that the article prints, without one that a registry claims and the own offices do not."""
    own = {line["role"] for line in roster.lines[row["actor_id"]]} - {""}
    claimed = own | {office.role for office in read_registry().offices.get(row["actor_id"], ())}
    return "" if own and row["role"] in claimed else str(row["role"])


def _cells(actor: Actor) -> dict[str, str]:
    return {
        "actor": actor.name, "actor_id": actor.id, "actor_kind": actor.kind, "role": actor.role,
        "country": actor.country, "side": actor.side,
    }  # fmt: skip


def _day(row: Row) -> str:
    return str(row["said_on"] or row["published"])


def read_roster(connection: Connection, collection: str) -> Roster:
    """Read a collection's own actors as they hold now."""
    query = select(ACTORS.c.actor_id, ACTORS.c.new).where(ACTORS.c.collection == collection, ACTORS.c.undone == "")
    latest = {line.actor_id: line.new for line in connection.execute(query.order_by(ACTORS.c.change))}
    lines = {actor_id: json.loads(new) for actor_id, new in sorted(latest.items())}
    return Roster({actor_id: offices for actor_id, offices in lines.items() if offices})


def read_corrections(connection: Connection, collection: str, article_id: str = "") -> dict[str, list[Correction]]:
    """Read the corrections that hold, by quote, oldest first."""
    query = select(CORRECTIONS).where(CORRECTIONS.c.collection == collection, CORRECTIONS.c.undone == "")
    if article_id:
        query = query.where(CORRECTIONS.c.article_id == article_id)
    found = defaultdict(list)
    for line in connection.execute(query.order_by(CORRECTIONS.c.change)).mappings():
        found[line["quote_id"]].append(Correction(line["column"], line["new"], line["who"], line["why"]))
    return dict(found)


def machine_rows(connection: Connection, collection: str, quote_ids: Iterable[str]) -> Iterator[Row]:
    """Give the machine's rows of quotes, in the order of their ids."""
    wanted = sorted(quote_ids)
    for start in range(0, len(wanted), _BATCH):
        query = select(*(QUOTES.c[name] for name in schema.NAMES)).where(
            QUOTES.c.collection == collection,
            QUOTES.c.layer == MACHINE,
            QUOTES.c.quote_id.in_(wanted[start : start + _BATCH]),
        )
        yield from (dict(line) for line in connection.execute(query.order_by(QUOTES.c.quote_id)).mappings())


def touched_by(connection: Connection, collection: str, rosters: Sequence[Roster], article_id: str = "") -> set[str]:
    """Give the ids of the quotes, as the machine found them, that name an actor of one of the rosters.

    The names are looked at once each, not once for each quote: in a large collection they are few.
    """
    ids = {actor_id for roster in rosters for actor_id in roster.lines}
    names = {key for roster in rosters for key in roster.names}
    if not ids:
        return set()
    place = [QUOTES.c.collection == collection, QUOTES.c.layer == MACHINE]
    place += [QUOTES.c.article_id == article_id] if article_id else []
    found: set[str] = set()
    for name in _NAMED:
        column = QUOTES.c[name]
        cells = connection.execute(select(column).distinct().where(*place, column != "")).scalars()
        meant = [cell for cell in cells if (cell in ids if name == "actor_id" else name_key(cell) in names)]
        for start in range(0, len(meant), _BATCH):
            part = column.in_(meant[start : start + _BATCH])
            found.update(connection.execute(select(QUOTES.c.quote_id).where(*place, part)).scalars())
    return found


def lay_over(connection: Connection, collection: str, article_id: str = "") -> None:
    """Make the layer of people anew, for one article or a whole collection."""
    place = and_(QUOTES.c.collection == collection, *([QUOTES.c.article_id == article_id] if article_id else []))
    roster, corrections = read_roster(connection, collection), read_corrections(connection, collection, article_id)
    connection.execute(delete(QUOTES).where(place, QUOTES.c.layer == PEOPLE))
    connection.execute(update(QUOTES).where(place, ~QUOTES.c.shown).values(shown=True))
    changed = touched_by(connection, collection, [roster], article_id) | set(corrections)
    rows, covered = [], []
    for row in machine_rows(connection, collection, changed):
        read = overlay(row, roster, corrections.get(row["quote_id"], ()))
        if read == row:
            continue
        covered.append(row["quote_id"])
        if read is not None:
            rows.append(read | derived(read) | {"layer": PEOPLE, "shown": True})
    for start in range(0, len(covered), _BATCH):
        part = QUOTES.c.quote_id.in_(covered[start : start + _BATCH])
        connection.execute(update(QUOTES).where(place, part).values(shown=False))
    if rows:
        connection.execute(insert(QUOTES), rows)


def insert_rows(connection: Connection, collection: str, article_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Store the machine's rows of an article, and what people changed about them over it."""
    if not rows:
        return
    own = {"collection": collection, "article_id": article_id, "layer": MACHINE, "shown": True}
    connection.execute(insert(QUOTES), [{**row, **own, **derived(dict(row))} for row in rows])
    changed = select(CORRECTIONS.c.change).where(of_articles(CORRECTIONS.c, collection, [article_id])).limit(1)
    actors = select(ACTORS.c.change).where(ACTORS.c.collection == collection).limit(1)
    if connection.execute(changed).first() or connection.execute(actors).first():
        lay_over(connection, collection, article_id)
