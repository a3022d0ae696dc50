"""The full-text index of the quotes' words: SQLite's FTS5, which the database itself keeps with every change.

The index holds no text of its own. It follows the column ``searchable`` of the table of quotes by triggers, in the same
transaction as what changes there, so that a stopped run cannot part the two. Other databases have no such index;
``holding`` asks them with ``LIKE`` for the same words.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Table,
    and_,
    bindparam,
    false,
    literal,
    literal_column,
    select,
    update,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import Boolean

from analytics.searches import Search, full_text_query, patterns, searchable

_CREATE = (
    # The column holds nothing but letters, digits and blanks (see ``searches``): the plainest tokenizer will do. FTS5
    # finds a quote by its rowid, which VACUUM keeps in a table that has an index.
    """CREATE VIRTUAL TABLE quotes_words USING fts5(
        searchable, content='quotes', content_rowid='rowid', tokenize='ascii', columnsize=0)""",
    """CREATE TRIGGER quotes_words_added AFTER INSERT ON quotes BEGIN
        INSERT INTO quotes_words(rowid, searchable) VALUES (new.rowid, new.searchable); END""",
    """CREATE TRIGGER quotes_words_gone AFTER DELETE ON quotes BEGIN
        INSERT INTO quotes_words(quotes_words, rowid, searchable) VALUES ('delete', old.rowid, old.searchable); END""",
    """CREATE TRIGGER quotes_words_changed AFTER UPDATE OF searchable ON quotes BEGIN
        INSERT INTO quotes_words(quotes_words, rowid, searchable) VALUES ('delete', old.rowid, old.searchable);
        INSERT INTO quotes_words(rowid, searchable) VALUES (new.rowid, new.searchable); END""",
)
_BATCH = 10_000  # lines written at once


def create_index(connection: Connection) -> None:
    """Make the index and its triggers where the database is SQLite, and fill it."""
    if connection.dialect.name != "sqlite":
        return
    for statement in _CREATE:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO quotes_words(quotes_words) VALUES ('rebuild')")


def make_searchable(connection: Connection, quotes: Table) -> None:
    """Make the words of all quotes alike anew, before the index is made."""
    key = list(quotes.primary_key)
    lines = [tuple(line) for line in connection.execute(select(*key, quotes.c.quote))]
    place = and_(*(column == bindparam(f"key_{column.name}") for column in key))
    change = update(quotes).where(place).values(searchable=bindparam("words"))
    names = [f"key_{column.name}" for column in key]
    for start in range(0, len(lines), _BATCH):
        connection.execute(
            change,
            [
                dict(zip(names, line[:-1], strict=True)) | {"words": searchable(line[-1])}
                for line in lines[start : start + _BATCH]
            ],
        )


def forget_words(connection: Connection) -> None:
    """Write the index anew without the words of quotes that are gone: FTS5 only strikes them out at first."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO quotes_words(quotes_words) VALUES ('optimize')")


class Holding(ColumnElement[bool]):
    """The condition that a quote's words hold a search."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: ColumnElement[str], search: Search) -> None:
        self.by_index = literal(full_text_query(search))
        framed = literal(" ") + column + " "
        self.by_patterns = and_(*(framed.contains(pattern, autoescape=True) for pattern in patterns(search)))


@compiles(Holding)
def _compile_like(element: Holding, compiler: Any, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    return str(compiler.process(element.by_patterns, **options))


@compiles(Holding, "sqlite")
def _compile_match(element: Holding, compiler: Any, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    words = compiler.process(element.by_index, **options)
    return f"quotes.rowid IN (SELECT rowid FROM quotes_words WHERE quotes_words MATCH {words})"  # noqa: S608 - bound


def find_places(connection: Connection, search: Search) -> str:
    """Give the rowids of all quotes that hold a search, parted by blanks; only SQLite has them.

    They come as one text: hundreds of thousands of lines take three times as long (40,000 of them 5 ms against 16).
    """
    if not search.phrases:
        return ""
    query = "SELECT group_concat(rowid, ' ') FROM quotes_words WHERE quotes_words MATCH ?"
    return str(connection.exec_driver_sql(query, (full_text_query(search),)).scalar() or "")


def place_of_quote(connection: Connection) -> ColumnElement[int]:
    """Give the column of the quotes' rowids; elsewhere than in SQLite nothing but zeros."""
    return literal_column("quotes.rowid" if connection.dialect.name == "sqlite" else "0", Integer)


def holding(column: ColumnElement[str], search: Search) -> ColumnElement[bool]:
    """Give the condition that the words in a column (the quotes' ``searchable``) hold a search."""
    return Holding(column, search) if search.phrases else false()
