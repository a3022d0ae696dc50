"""Takes down what people correct about single quotes, and takes it back.

A correction is a row of its own: who, when, which column, the old value, the new one, why. What the machine scored
stays as it is; the correction is laid over it wherever quotes are read, and survives a new analysis of the article as
long as the quote keeps its id. A person's stance label takes the place of the machine's label only: the score beside it
stays the machine's, and counts in no mean then. Tone is a measurement of the words and is not corrected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from analytics import schema
from analytics.actor_lines import LONGEST, is_day
from analytics.actors import read_registry
from analytics.axes import ACTS
from analytics.database import ARTICLES, CORRECTIONS, MACHINE, QUOTES, StoreError, count_change
from analytics.overlays import NOT_A_QUOTE, Correction, lay_over, overlay, read_roster
from analytics.schema import Row
from analytics.store import Store

__all__ = ["NOT_A_QUOTE", "Author", "Correction", "correct", "correct_quote", "list_corrections", "overlay", "undo"]

STANCES = ("dovish", "neutral", "hawkish", "none")

CHOICES: dict[str, tuple[str, ...]] = {
    "actor_kind": ("person", "organization", "collective", "unnamed", "unknown"),
    "stance_label": STANCES,
    "speech_act": ("", *ACTS),
    "holder": ("own", "ascribed"),
    "kind": (NOT_A_QUOTE,),
}
"""Columns of which only these values are possible."""

CORRECTABLE = (
    "kind", "speaker", "actor", "actor_id", "actor_kind", "role", "country", "side", "addressee", "target",
    "target_country", "said_on", "stance_label", "speech_act", "holder",
)  # fmt: skip
"""The columns that a person can correct. The words, their places and the scores are not among them."""

_WHO = ("actor_id", "actor_kind", "role", "country", "side")
_LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change, and why; ``when`` is an ISO time in UTC, now when left out."""

    who: str
    why: str = ""
    when: str = ""

    def columns(self) -> dict[str, str]:
        """Give the columns that say so in a table of changes, checked.

        Raises:
            StoreError: There is no name, or name or reason are too long.
        """
        who, why = " ".join(self.who.split()), " ".join(self.why.split())
        if not who or not who.isprintable():
            raise StoreError("Type your name: each change is kept with who made it.")
        if len(who) > LONGEST or len(why) > _LONGEST_REASON:
            raise StoreError(f"A name has at most {LONGEST} characters, a reason {_LONGEST_REASON}.")
        return {"who": who, "why": why, "made": self.when or now(), "undone": "", "undone_by": ""}


def now() -> str:
    """Give the time as changes note it: ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def correct(store: Store, quote_id: str, column: str, new: str, who: str, why: str = "") -> int:
    """Correct one column of a quote, in the first collection by name that holds it; see `correct_quote`."""
    return correct_quote(store, quote_id, {column: new}, Author(who, why))


def correct_quote(
    store: Store, quote_id: str, cells: Mapping[str, str], author: Author, *, collection: str = ""
) -> int:
    """Correct cells of a quote in one change.

    With ``actor`` go the columns that follow from it, where they are not given: the article's name for that speaker,
    id, kind, role, country and side, as the article, the collection's own actors or the registry know them, else empty.
    An empty ``actor`` is an unknown speaker.

    Args:
        store: Where the quote is.
        quote_id: Its id.
        cells: The new values by column, one of ``CORRECTABLE`` each; one that is there already is thereby confirmed.
        author: Who says so, and why.
        collection: The collection; the first by name that holds the quote when empty.

    Returns:
        The number of the change, for `undo`.

    Raises:
        StoreError: The quote is not there, or a column or value is not possible.
    """
    wanted = {column: _checked(column, new) for column, new in cells.items()}
    made = author.columns()
    if not wanted:
        raise StoreError("There is nothing to correct.")
    with store.writing() as connection:
        row = _shown(connection, quote_id, collection)
        if "actor" in wanted:
            known = _speaker(connection, row, wanted["actor"])
            follows = {column: cell for column, cell in known.items() if cell != row[column]}
            wanted = follows | wanted
        place = {"collection": row["collection"], "article_id": row["article_id"], "quote_id": quote_id}
        change = count_change(connection)
        lines = [
            {**place, **made, "change": change, "column": column, "old": str(row[column]), "new": new}
            for column, new in wanted.items()
        ]
        connection.execute(insert(CORRECTIONS), lines)
        lay_over(connection, row["collection"], row["article_id"])
    return change


def undo(store: Store, change: int, who: str = "", when: str = "") -> bool:
    """Take a change of a quote back; what was corrected before or after it stays.

    Args:
        store: Where it was made.
        change: Its number.
        who: Who takes it back.
        when: The ISO time in UTC; now when left out.

    Returns:
        Whether there was such a change that still held.
    """
    with store.writing() as connection:
        held = (CORRECTIONS.c.change == change, CORRECTIONS.c.undone == "")
        places = select(CORRECTIONS.c.collection, CORRECTIONS.c.article_id).distinct().where(*held)
        found = connection.execute(places).all()
        taken = {"undone": when or now(), "undone_by": " ".join(who.split())[:LONGEST]}
        connection.execute(update(CORRECTIONS).where(*held).values(**taken))
        for collection, article_id in found:
            lay_over(connection, collection, article_id)
        if found:
            count_change(connection)
    return bool(found)


def list_corrections(store: Store, collection: str = "", quote_id: str = "") -> list[dict[str, Any]]:
    """List what people corrected, the latest change first, what was undone included.

    Returns:
        Lines with the columns of ``database.CORRECTIONS``, ``title`` (the article's) and ``quote`` (the words; empty
        where a new analysis no longer finds the quote).
    """
    words = select(QUOTES.c.quote).where(
        QUOTES.c.collection == CORRECTIONS.c.collection,
        QUOTES.c.quote_id == CORRECTIONS.c.quote_id,
        QUOTES.c.layer == MACHINE,
    )
    titles = select(ARTICLES.c.title).where(
        ARTICLES.c.collection == CORRECTIONS.c.collection, ARTICLES.c.id == CORRECTIONS.c.article_id
    )
    query = select(CORRECTIONS, titles.scalar_subquery().label("title"), words.scalar_subquery().label("quote"))
    for column, value in ((CORRECTIONS.c.collection, collection), (CORRECTIONS.c.quote_id, quote_id)):
        query = query.where(column == value) if value else query
    order = {name: number for number, name in enumerate(schema.NAMES)}
    with store.reading() as connection:
        lines = [dict(line) | {"quote": line["quote"] or ""} for line in connection.execute(query).mappings()]
    return sorted(
        lines, key=lambda line: (-line["change"], line["collection"], line["quote_id"], order[line["column"]])
    )


def _checked(column: str, new: str) -> str:
    """Give a new value without outer blanks; refuse one that its column cannot hold."""
    cell = " ".join(new.split())
    if column not in CORRECTABLE:
        raise StoreError(f"{column!r} cannot be corrected. Possible are: {', '.join(CORRECTABLE)}.")
    if column in CHOICES and cell not in CHOICES[column]:
        raise StoreError(f"{cell!r} is no {column}. Possible are: {', '.join(CHOICES[column])}.")
    if column in ("country", "target_country") and cell and not re.fullmatch("[A-Z]{3}", cell):
        raise StoreError(f"{cell!r} is no country code of three capital letters (ISO 3166-1).")
    if column == "said_on" and cell and not is_day(cell):
        raise StoreError(f"{cell!r} is no day. Write it as 2025-03-31, or leave it empty when it is not known.")
    if len(cell) > LONGEST or not cell.isprintable():
        raise StoreError(f"A value has at most {LONGEST} characters, on one line, without control characters.")
    return cell


def _shown(connection: Connection, quote_id: str, collection: str) -> Row:
    query = select(*(QUOTES.c[name] for name in schema.NAMES)).where(QUOTES.c.shown, QUOTES.c.quote_id == quote_id)
    if collection:
        query = query.where(QUOTES.c.collection == collection)
    line = connection.execute(query.order_by(QUOTES.c.collection).limit(1)).mappings().first()
    if line is None:
        raise StoreError("The quote is not there any more: its article was deleted, or it was called no quote.")
    return dict(line)


def _speaker(connection: Connection, row: Row, name: str) -> dict[str, str]:
    """Give what follows from a speaker's name: from the article, the own actors, the registry or other articles."""
    empty = dict.fromkeys(_WHO, "") | {"speaker": ""}
    if name == row["actor"]:  # confirmed, an unnamed one included
        return {column: row[column] for column in empty}
    if not name:
        return empty | {"actor_kind": "unknown"}
    here = (QUOTES.c.shown, QUOTES.c.collection == row["collection"], QUOTES.c.actor == name)
    columns = select(*(QUOTES.c[column] for column in empty)).where(*here).order_by(QUOTES.c.start, QUOTES.c.quote_id)
    same = connection.execute(columns.where(QUOTES.c.article_id == row["article_id"]).limit(1)).mappings().first()
    if same:
        return dict(same)
    text = str(connection.execute(select(ARTICLES.c.text).where(ARTICLES.c.id == row["article_id"])).scalar() or "")
    named = {"speaker": name if name in text else ""}
    on = str(row["said_on"] or row["published"])
    actor = read_roster(connection, row["collection"]).find(name, on) or read_registry().find(name, on)
    if actor:
        found = {"actor_id": actor.id, "actor_kind": actor.kind, "role": actor.role, "country": actor.country}
        return named | found | {"side": actor.side}
    other = connection.execute(columns.where(QUOTES.c.actor_id != "").limit(1)).mappings().first()
    if other:  # the office was that of another day
        return dict(other) | named | {"role": ""}
    return empty | named | {"actor_kind": "person"}
