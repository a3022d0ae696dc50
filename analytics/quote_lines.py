"""Reads the quotes of a store as columns of numbers, and brings what was read up to date with what changed since.

A million quotes take half a minute to read. A change takes as long as its own quotes, and a fraction of a second to put
them in their places among the others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select

from analytics.database import CLUSTERS, QUOTES
from analytics.fulltext import place_of_quote
from analytics.selections import label_corrected, sureness

Codes = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

GROUPS = (
    "collection", "article_id", "actor", "actor_kind", "country", "side", "role", "outlet", "kind", "holder",
    "stance_label", "tone_label", "speech_act", "target", "target_country", "addressee", "language", "day", "week",
    "month",
)  # fmt: skip
"""The columns of text that are kept, each name once and a number for each quote."""

NAMES = (*GROUPS, "cluster", "home", "quote_id")
NUMBERS = ("start", "end", "sure", "tone", "stance", "corrected", "rowid")
PRINTED = ("undated", "day", "article_id", "start", "end", "quote_id", "collection")
"""The keys of the order in which quotes were first printed, the first the most significant."""
IN_ARTICLE = ("collection", "article_id", "start", "end", "quote_id")
"""Those of the order that breaks ties, see ``selections.ordering``."""

_READ = 20_000  # lines read at once
_ASKED = 500  # values of one question: SQLite takes at most 999 in its older builds
MOST_CHANGED = 20_000
"""More changed quotes than this are not put in their places one by one: everything is read anew."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Quotes as columns: for each of ``NAMES`` a number by quote, and its names in their order; numbers otherwise."""

    codes: Mapping[str, Codes]
    names: Mapping[str, list[str]]
    numbers: Mapping[str, Floats]

    @property
    def size(self) -> int:
        """Count the quotes."""
        return len(self.codes["quote_id"])

    @property
    def undated(self) -> npt.NDArray[np.bool_]:
        """Tell which quotes have no day."""
        return np.asarray(self.codes["day"] == (0 if self.names["day"][:1] == [""] else -1))

    def keys(self, names: Sequence[str]) -> list[npt.NDArray[Any]]:
        """Give the columns of an order."""
        found: dict[str, npt.NDArray[Any]] = {**self.codes, **self.numbers, "undated": self.undated}
        return [found[name] for name in names]

    def mapped(self, change: Callable[[npt.NDArray[Any]], npt.NDArray[Any]]) -> Lines:
        """Give the lines with each column changed alike."""
        codes = {name: change(column) for name, column in self.codes.items()}
        return Lines(codes, self.names, {name: change(column) for name, column in self.numbers.items()})


@dataclass(frozen=True, slots=True)
class Ordered:
    """Lines in the order in which they were first printed; ``ties`` is each line's place in ``IN_ARTICLE``."""

    lines: Lines
    ties: Numbers


def read_lines(
    connection: Connection,
    quote_ids: Sequence[str] | None = None,
    clusters: Mapping[str, tuple[str, str]] | None = None,
) -> Lines:
    """Read quotes, those of these ids or all, in any order.

    Args:
        connection: Where.
        quote_ids: Which; all when ``None``.
        clusters: Cluster and home by quote_id, where those kept are not to be used.
    """
    found = QUOTES.c
    copies = [CLUSTERS.c.cluster_id, CLUSTERS.c.home]
    numbers = [found.start, found.end, sureness(), found.tone, found.stance, label_corrected(),
               place_of_quote(connection)]  # fmt: skip
    query = select(*(found[name] for name in GROUPS), *copies, found.quote_id, *numbers).where(found.shown)
    joined = query.join_from(QUOTES, CLUSTERS, CLUSTERS.c.quote_id == found.quote_id, isouter=True)
    wanted = [] if quote_ids is None else sorted(quote_ids)
    parts = [found.quote_id.in_(wanted[at : at + _ASKED]) for at in range(0, len(wanted), _ASKED)]
    coders = [_Coder() for _ in NAMES]
    read: list[list[Any]] = [[] for _ in (*NAMES, *NUMBERS)]
    for asked in [joined] if quote_ids is None else [joined.where(part) for part in parts]:
        cursor = connection.execute(asked).cursor  # the driver's own lines: SQLAlchemy's take twice as long
        while cursor is not None and (lines := cursor.fetchmany(_READ)):
            cells: list[Any] = _with_clusters(list(zip(*lines, strict=True)), clusters)
            for place, coder in enumerate(coders):
                read[place].append(np.fromiter(map(coder.__getitem__, cells[place]), np.int32, len(lines)))
            for place in range(len(NAMES), len(cells)):
                read[place].append(np.array(cells[place], dtype=np.float64))
    coded = {name: _sorted_codes(coder, part) for name, coder, part in zip(NAMES, coders, read, strict=False)}
    codes = {name: pair[0] for name, pair in coded.items()}
    names = {name: pair[1] for name, pair in coded.items()}
    numbered = zip(NUMBERS, read[len(NAMES) :], strict=True)
    return Lines(codes, names, {name: np.concatenate(part) if part else np.empty(0) for name, part in numbered})


def _with_clusters(cells: list[Any], clusters: Mapping[str, tuple[str, str]] | None) -> list[Any]:
    """Put cluster and home into columns of cells; one that no cluster knows is alone."""
    places = {name: place for place, name in enumerate(NAMES)}
    if clusters is not None:
        pairs = [clusters.get(quote_id, (None, None)) for quote_id in cells[places["quote_id"]]]
        cells[places["cluster"]], cells[places["home"]] = zip(*pairs, strict=True)
    for own, plain in (("cluster", "quote_id"), ("home", "article_id")):
        if None in cells[places[own]]:
            both = zip(cells[places[own]], cells[places[plain]], strict=True)
            cells[places[own]] = tuple(first or second for first, second in both)
    return cells


class _Coder(dict[str, int]):
    """Gives each name its number, a new one the next."""

    def __missing__(self, name: str) -> int:
        self[name] = number = len(self)
        return number


def _sorted_codes(coder: Mapping[str, int], parts: Sequence[Codes]) -> tuple[Codes, list[str]]:
    """Number the names anew in their order, so that numbers compare as names do."""
    names = sorted(coder)
    rank = np.empty(len(names), np.int32)
    rank[[coder[name] for name in names]] = np.arange(len(names), dtype=np.int32)
    return (rank[np.concatenate(parts)] if parts else np.empty(0, np.int32)), names


def put_in_order(lines: Lines) -> Ordered:
    """Put lines in the order in which they were first printed."""
    order = np.lexsort(lines.keys(PRINTED)[::-1])
    ordered = lines.mapped(lambda column: column[order])
    ties = np.empty(len(order), np.int64)
    ties[np.lexsort(ordered.keys(IN_ARTICLE)[::-1])] = np.arange(len(order))
    return Ordered(ordered, ties)


def renew(held: Ordered, changed: set[str], fresh: Lines) -> Ordered:
    """Give lines in which some quotes are as they were read anew; what is held stays as it is.

    Args:
        held: The lines so far.
        changed: The ids of the quotes that may have changed, come or gone.
        fresh: These quotes as they are now.
    """
    gone = np.zeros(len(held.lines.names["quote_id"]) + 1, bool)
    gone[[place_of(held.lines.names["quote_id"], quote_id) for quote_id in changed]] = True
    gone[-1] = False  # the place of names that no quote had
    stays = ~gone[held.lines.codes["quote_id"]]
    left, added = _named_alike(held.lines.mapped(lambda column: column[stays]), fresh)
    added = added.mapped(lambda column: column[np.lexsort(added.keys(PRINTED)[::-1])])
    at = _places_among(left, added, PRINTED, np.arange(left.size))
    merged = Lines(
        {name: np.insert(left.codes[name], at, added.codes[name]) for name in NAMES}, left.names,
        {name: np.insert(left.numbers[name], at, added.numbers[name]) for name in NUMBERS},
    )  # fmt: skip
    # the order that breaks ties: without what is gone, then with what came, in the places that lines have now
    by_article = np.empty(len(stays), np.int64)
    by_article[held.ties] = np.arange(len(stays))
    by_article = (np.cumsum(stays) - 1)[by_article[stays[by_article]]]
    sorted_anew = np.lexsort(added.keys(IN_ARTICLE)[::-1])
    among = _places_among(left, added.mapped(lambda column: column[sorted_anew]), IN_ARTICLE, by_article)
    moved = np.arange(left.size) + np.cumsum(np.bincount(at, minlength=left.size + 1))[: left.size]
    new_places = (at + np.arange(added.size))[sorted_anew]
    ties = np.empty(merged.size, np.int64)
    ties[np.insert(moved[by_article], among, new_places)] = np.arange(merged.size)
    return Ordered(merged, ties)


def _places_among(left: Lines, added: Lines, keys: Sequence[str], order: Numbers) -> Numbers:
    """Give where each added line, in the order of some keys, belongs among lines in the same order."""
    theirs, ours = left.keys(keys), added.keys(keys)

    def key_of(place: int) -> tuple[Any, ...]:
        line = order[place]
        return tuple(column[line] for column in theirs)

    wanted = [tuple(column[line] for column in ours) for line in range(added.size)]
    return np.array([bisect_left(range(left.size), each, key=key_of) for each in wanted], np.int64)


def _named_alike(one: Lines, other: Lines) -> tuple[Lines, Lines]:
    """Number the names of two lots of lines in one order."""
    codes: tuple[dict[str, Codes], dict[str, Codes]] = {}, {}
    names: dict[str, list[str]] = {}
    for name in NAMES:
        known, more = one.names[name], other.names[name]
        new = [each for each in more if place_of(known, each) < 0]
        names[name], codes[0][name] = known, one.codes[name]
        if new:
            at = [bisect_left(known, each) for each in new]
            names[name] = _put_among(known, new, at)
            shift = np.cumsum(np.bincount(at, minlength=len(known) + 1))[: len(known)]
            codes[0][name] = (np.arange(len(known)) + shift).astype(np.int32)[one.codes[name]]
        rank = np.array([bisect_left(names[name], each) for each in more], np.int32)
        codes[1][name] = rank[other.codes[name]] if len(rank) else other.codes[name]
    return Lines(codes[0], names, one.numbers), Lines(codes[1], names, other.numbers)


def _put_among(known: Sequence[str], new: Sequence[str], at: Sequence[int]) -> list[str]:
    """Give known names with new ones before these places."""
    found: list[str] = []
    done = 0
    for place, name in zip(at, new, strict=True):
        found += known[done:place]
        found.append(name)
        done = place
    return [*found, *known[done:]]


def place_of(names: Sequence[str], name: str) -> int:
    """Give a name's number; -1 for one that no quote has."""
    place = bisect_left(names, name)
    return place if place < len(names) and names[place] == name else -1
