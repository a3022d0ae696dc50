"""Names without an entry, from memory: the same as the database gives."""

from __future__ import annotations

import pytest

from analytics.columns import read_columns
from analytics.records import Article
from analytics.registrations import list_unresolved, own_actors, register
from analytics.store import Store
from analytics.unlisted import list_unlisted
from tests.conftest import row_of
from tests.test_registrations import ADA, BRANN, talks

__all__ = ["talks"]


@pytest.mark.parametrize("kinds", [(), ("direct",), ("direct", "mixed")], ids=["all", "direct", "in marks"])
@pytest.mark.parametrize("registered", [False, True], ids=["before", "after an entry"])
def test_names_without_an_entry_are_those_of_the_database(
    talks: Store, kinds: tuple[str, ...], *, registered: bool
) -> None:
    more = Article("more", published="2025-03-11")
    rows = [row_of(more, actor="Ada Qell"), row_of(more, 1, actor="Ada Quell", actor_id="ada-quell", country="XAA")]
    talks.add(more, rows, collection="Talks")
    last = Article("last", published="2025-03-12")
    talks.add(last, [row_of(last, actor="Ada Qell", country="XBB")], collection="Talks")
    if registered:
        register(talks, "Talks", BRANN, ADA)
    expected = list_unresolved(talks, "Talks", kinds=kinds)
    assert expected
    assert list_unlisted(read_columns(talks), own_actors(talks, "Talks"), "Talks", kinds) == expected
