"""Keeps views that people named: a page and what stands in its address."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from analytics.database import SAVED_VIEWS, StoreError

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class SavedView:
    """A named view: the page's name in the address, and the address's parameters, each with its values."""

    name: str
    page: str
    parameters: dict[str, list[str]]


def save_view(connection: Connection, name: str, page: str, parameters: Mapping[str, Sequence[str]]) -> SavedView:
    """Keep a view under a name; one of the same name is replaced.

    Raises:
        StoreError: When the name is empty, too long, or holds control characters.
    """
    stripped = name.strip()
    if not stripped or len(stripped) > LONGEST_NAME or not stripped.isprintable():
        raise StoreError(f"A view’s name has 1 to {LONGEST_NAME} characters, on one line.")
    view = SavedView(stripped, page, {key: list(values) for key, values in sorted(parameters.items())})
    delete_view(connection, stripped)
    content = json.dumps(view.parameters, ensure_ascii=False)
    connection.execute(insert(SAVED_VIEWS), {"name": view.name, "page": view.page, "parameters": content})
    return view


def list_views(connection: Connection) -> list[SavedView]:
    """List the named views by name."""
    lines = connection.execute(select(SAVED_VIEWS).order_by(SAVED_VIEWS.c.name))
    return [SavedView(line.name, line.page, json.loads(line.parameters)) for line in lines]


def delete_view(connection: Connection, name: str) -> bool:
    """Forget a view; tell whether there was one of that name."""
    return connection.execute(delete(SAVED_VIEWS).where(SAVED_VIEWS.c.name == name)).rowcount > 0
