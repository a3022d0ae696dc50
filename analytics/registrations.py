"""Keeps a collection's own actors: adds, edits and takes them back, and shows first what that would change.

They are laid over the machine's rows wherever quotes are read (``overlays``); the rows themselves stay. Adding an
article before or after an actor, or analyzing it again, gives the same in the end.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import case, distinct, func, insert, select, update

from analytics.actor_lines import COLUMNS, LONGEST, Line, RosterError, check_lines, read_lines
from analytics.actors import ActorRegistry, read_registry
from analytics.corrections import Author, now
from analytics.database import ACTORS, QUOTES, StoreError, count_change
from analytics.lexicons import values
from analytics.overlays import lay_over, machine_rows, overlay, read_corrections, read_roster, touched_by
from analytics.records import Actor
from analytics.rosters import Roster
from analytics.selections import MARKED_KINDS, QuoteFilter, conditions
from analytics.store import Store, check_collection
from analytics.suggestions import Suggestion, suggest
from analytics.tables import CSV_ENCODING, guard_name, write_table

Entries = Mapping[str, Sequence[Line]]
"""Actors by id, one line for each office; no line takes the actor out of the collection's own."""

SHOWN_COLUMNS = ("actor", "role", "country", "side", "addressee", "target")
"""The columns in which a reader sees what actors of the own registry change."""

_SUGGESTED = ("person", "organization")  # near names are looked for these

LISTED = 60
"""So many names without an entry are listed, those quoted most."""

MOST_ACTORS = 20_000
"""More lines than this are no registry of a collection but a mistake."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change would do to one quote: by column the old and the new value; ``speaker`` as it reads before."""

    quote_id: str
    article_id: str
    title: str
    published: str
    quote: str
    speaker: str
    cells: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that no registry knows, as it reads now; ``quotes`` in so many ``articles``."""

    name: str
    kind: str
    country: str
    quotes: int
    articles: int
    suggestions: tuple[Suggestion, ...] = ()


def own_actors(store: Store, collection: str) -> Roster:
    """Read a collection's own actors as they hold now."""
    with store.reading() as connection:
        return read_roster(connection, collection)


def list_unresolved(
    store: Store, collection: str, *, kinds: tuple[str, ...] = MARKED_KINDS, unnamed: bool = False, most: int = LISTED
) -> list[Unresolved]:
    """List the names without an entry in any registry, the most quoted first, each with near names from the registries.

    Args:
        store: Where the quotes are.
        collection: Which of its collections.
        kinds: Quotes of these kinds; of all when empty.
        unnamed: Also list the words for speakers without a name of their own ("senior official"), officials and groups;
            no near names are looked for these.
        most: At most so many names.
    """
    found = QUOTES.c
    name = case((found.actor != "", found.actor), else_=found.speaker)
    country = func.nullif(found.country, "")
    query = select(
        name.label("name"),
        found.actor_kind,
        case((func.count(distinct(country)) == 1, func.max(country)), else_="").label("country"),
        func.count().label("n"),
        func.count(distinct(found.article_id)).label("articles"),
    ).where(*conditions(QuoteFilter(collection=collection, kinds=kinds)), found.actor_id == "", name != "")
    if not unnamed:
        query = query.where(found.actor != "", found.actor_kind != "collective")
    ranked = query.group_by(name, found.actor_kind).order_by(func.count().desc(), name, found.actor_kind).limit(most)
    quoted = select(found.actor, found.actor_id).distinct().where(found.collection == collection, found.actor_id != "")
    with store.reading() as connection:
        lines = connection.execute(ranked).all()

        def known() -> Mapping[str, str]:
            said = connection.execute(quoted.where(found.shown).order_by(found.actor_id))
            return names_of(read_roster(connection, collection)) | {line.actor: line.actor_id for line in said}

        return with_near_names([Unresolved(*line) for line in lines], known)


def with_near_names(names: Sequence[Unresolved], known: Callable[[], Mapping[str, str]]) -> list[Unresolved]:
    """Put the near names of registries beside names without an entry.

    Args:
        names: The names.
        known: Gives each name that has an entry with its actor's id; asked only where it is needed, as it may take
            the reading of all quotes.
    """
    if not any(item.kind in _SUGGESTED for item in names):
        return list(names)
    near = known()
    return [
        replace(item, suggestions=tuple(suggest(item.name, near))) if item.kind in _SUGGESTED else item
        for item in names
    ]


def names_of(roster: Roster, registry: ActorRegistry | None = None) -> dict[str, str]:
    """Give every full name and alias of the own actors and the registry with its actor's id; own ones come last."""
    shipped = registry or read_registry()
    found: dict[str, str] = {}
    for actor_id, offices in shipped.offices.items():
        if actor_id not in roster.lines:
            found |= {name: actor_id for office in offices for name in (office.name, *office.aliases) if " " in name}
    for actor_id, lines in roster.lines.items():
        found |= {name: actor_id for line in lines for name in (line["name"], *values(line["aliases"]))}
    return found


def entry_of(actor_id: str, roster: Roster, registry: ActorRegistry | None = None) -> list[Line]:
    """Give the lines of an actor: the collection's own, else those of the registry; empty for an unknown id."""
    if actor_id in roster.lines:
        return [dict(line) for line in roster.lines[actor_id]]
    return [_line(office) for office in (registry or read_registry()).offices.get(actor_id, ())]


def with_alias(lines: Sequence[Line], alias: str) -> list[Line]:
    """Give lines that know one more spelling of the name."""

    def widened(line: Line) -> str:
        kept = values(line["aliases"])
        return "|".join(kept if alias in (*kept, line["name"]) else (*kept, alias))

    return [{**line, "aliases": widened(line)} for line in lines]


def preview(store: Store, collection: str, entries: Entries) -> list[Effect]:
    """Tell what a change would do, quote by quote, storing nothing.

    Raises:
        RosterError: A line cannot be used.
    """
    checked = _checked(entries)
    with store.reading() as connection:
        before = read_roster(connection, collection)
        after = _changed(before, checked)
        corrections = read_corrections(connection, collection)
        ids = touched_by(connection, collection, [before, after])
        found = []
        rows = machine_rows(connection, collection, ids)
        for row in sorted(rows, key=lambda row: (row["published"], row["article_id"], row["start"])):
            held = corrections.get(row["quote_id"], ())
            old, new = overlay(row, before, held), overlay(row, after, held)
            if old is None or new is None:
                continue
            cells = {name: (old[name], new[name]) for name in SHOWN_COLUMNS if old[name] != new[name]}
            if cells or old["actor_id"] != new["actor_id"]:
                place = (row["quote_id"], row["article_id"], row["title"], row["published"], row["quote"], old["actor"])
                found.append(Effect(*place, cells))
    return found


def register(store: Store, collection: str, entries: Entries, author: Author) -> int:
    """Add, edit or take out actors of a collection in one change.

    Args:
        store: Where the collection is.
        collection: Its name.
        entries: The actors' new lines by id; an actor without lines is taken out.
        author: Who makes the change, and why.

    Returns:
        The number of the change, for `undo_registration`.

    Raises:
        RosterError: A line cannot be used; nothing is then changed.
        StoreError: The author has no name, or nothing would change.
    """
    checked, made, name = _checked(entries), author.columns(), check_collection(collection)
    with store.writing() as connection:
        before = read_roster(connection, name)
        lines = [
            {"collection": name, "actor_id": actor_id, "old": _json(old), "new": _json(new), **made}
            for actor_id, new in checked.items()
            if (old := before.lines.get(actor_id, [])) != new
        ]
        if not lines:
            raise StoreError("Nothing would change: the actors are there already, just so.")
        change = count_change(connection)
        connection.execute(insert(ACTORS), [{**line, "change": change} for line in lines])
        lay_over(connection, name)
    return change


def undo_registration(store: Store, change: int, who: str = "", when: str = "") -> bool:
    """Take a change of actors back; tell whether there was such a change that still held."""
    with store.writing() as connection:
        held = (ACTORS.c.change == change, ACTORS.c.undone == "")
        found = connection.execute(select(ACTORS.c.collection).distinct().where(*held)).scalars().all()
        taken = {"undone": when or now(), "undone_by": " ".join(who.split())[:LONGEST]}
        connection.execute(update(ACTORS).where(*held).values(**taken))
        for collection in found:
            lay_over(connection, collection)
        if found:
            count_change(connection)
    return bool(found)


def list_registrations(store: Store, collection: str) -> list[dict[str, Any]]:
    """List the changes of a collection's actors, the latest first, what was undone included.

    Returns:
        Lines with the columns of ``database.ACTORS``; ``old`` and ``new`` are lists of lines.
    """
    query = select(ACTORS).where(ACTORS.c.collection == collection)
    with store.reading() as connection:
        found = connection.execute(query.order_by(ACTORS.c.change.desc(), ACTORS.c.actor_id)).mappings()
        return [dict(line) | {name: json.loads(line[name]) for name in ("old", "new")} for line in found]


def read_actors(data: bytes) -> dict[str, list[Line]]:
    """Read actors from a CSV file: those that `write_actors` wrote, or a registry file of the same columns.

    Raises:
        RosterError: It is no such table, or a line cannot be used.
    """
    found = read_lines(data)
    if sum(map(len, found.values())) > MOST_ACTORS:
        raise RosterError(f"The file has more than {MOST_ACTORS:,} lines.")
    return found


def write_actors(roster: Roster) -> bytes:
    """Give a collection's own actors as a CSV file that runs no formula; `read_actors` reads it back."""
    lines = [line for offices in roster.lines.values() for line in offices]
    guarded = ({name: guard_name(cell) for name, cell in line.items()} for line in lines)
    text = io.StringIO(newline="")
    write_table(guarded, text, format="csv", columns=COLUMNS, raw=True)
    return text.getvalue().encode(CSV_ENCODING)


def _checked(entries: Entries) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for actor_id, lines in entries.items():
        found[actor_id] = check_lines(lines).get(actor_id, []) if lines else []
        if len(found[actor_id]) != len(lines):
            raise RosterError(f"The lines of {actor_id!r} have another id.")
    return found


def _changed(before: Roster, entries: Entries) -> Roster:
    return Roster({key: list(lines) for key, lines in sorted({**before.lines, **entries}.items()) if lines})


def _json(lines: Iterable[Line]) -> str:
    return json.dumps(list(lines), ensure_ascii=False)


def _line(office: Actor) -> Line:
    return {
        "id": office.id, "name": office.name, "kind": office.kind, "country": office.country, "side": office.side,
        "role": office.role, "aliases": "|".join(office.aliases), "since": office.since, "until": office.until,
    }  # fmt: skip
