"""Reads the quotes of a store as columns of numbers, and brings what was read up to date with what changed since.

A million quotes take a quarter of a minute to read. A change takes as long as its own quotes, and a fraction of a
second to put them in their places among the others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from secrets import token_hex
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, Connection, func, literal, or_, select

from analytics.database import CLUSTERS, QUOTES
from analytics.fulltext import place_of_quote
from analytics.selections import label_corrected, sureness

Codes = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

GROUPS = (
    "collection", "article_id", "actor", "actor_id", "actor_kind", "country", "side", "role", "outlet", "kind",
    "holder", "stance_label", "tone_label", "speech_act", "target", "target_country", "addressee", "language", "day",
    "week", "month",
)  # fmt: skip
"""The columns of text that are kept, each name once and a number for each quote."""

NAMES = (*GROUPS, "cluster", "home", "quote_id")
NUMBERS = ("start", "end", "sure", "tone", "stance", "corrected", "rowid")
PRINTED = ("undated", "day", "article_id", "start", "end", "quote_id", "collection")
"""The keys of the order in which quotes were first printed, the first the most significant."""
IN_ARTICLE = ("collection", "article_id", "start", "end", "quote_id")
"""Those of the order that breaks ties, see ``selections.ordering``."""

_TOGETHER = (
    ("article_id", "outlet", "day", "week", "month"),
    ("actor", "actor_id", "actor_kind", "country", "side", "role"),
    ("target", "target_country", "addressee"),
    ("collection", "language", "kind", "holder", "stance_label", "tone_label", "speech_act"),
)
"""Columns that are read as one text each: few of their names stand beside each other in more than one way."""
_BETWEEN = "\x1f"  # the mark between them: ASCII's own for it
_READ = 1000  # lines read at once; Python looks for garbage among more of them again and again, a third of the time
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
    moved: Numbers | None = None
    """Where each of the lines that these were made from stands now, -1 for one that is gone or was read anew."""


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
    if quote_ids is None and clusters is None:  # to look up a million one by one takes a fifth of the whole time
        clusters = _of_several(connection)
    try:
        return _read(connection, quote_ids, clusters, _BETWEEN)
    except _HeldMarkError:  # a hostile text may hold any mark but one that nobody knows
        return _read(connection, quote_ids, clusters, token_hex(8))


def _of_several(connection: Connection) -> dict[str, tuple[str, str]]:
    """Give the kept cluster and home of each quote that is not the only one of its cluster."""
    found = CLUSTERS.c
    copies = select(found.cluster_id).where(found.cluster_id != found.quote_id)
    wanted = select(found.quote_id, found.cluster_id, found.home).where(
        or_(found.cluster_id != found.quote_id, found.quote_id.in_(copies))
    )
    return {line[0]: (line[1], line[2]) for line in connection.execute(wanted)}


class _HeldMarkError(ValueError):
    """A column holds the mark that stands between the columns of one text."""


def _read(
    connection: Connection,
    quote_ids: Sequence[str] | None,
    clusters: Mapping[str, tuple[str, str]] | None,
    mark: str,
) -> Lines:
    found = QUOTES.c
    texts = [_one_text([found[name] for name in names], mark) for names in _TOGETHER]
    numbers = [found.start, found.end, sureness(), found.tone, found.stance, label_corrected(),
               place_of_quote(connection)]  # fmt: skip
    if clusters is None:
        copies = [func.nullif(CLUSTERS.c.cluster_id, found.quote_id), func.nullif(CLUSTERS.c.home, found.article_id)]
        joined = select(*texts, found.quote_id, *copies, *numbers).where(found.shown)
        joined = joined.join_from(QUOTES, CLUSTERS, CLUSTERS.c.quote_id == found.quote_id, isouter=True)
    else:
        joined = select(*texts, found.quote_id, *numbers).where(found.shown)
    wanted = [] if quote_ids is None else sorted(quote_ids)
    parts = [found.quote_id.in_(wanted[at : at + _ASKED]) for at in range(0, len(wanted), _ASKED)]
    coders = [_Coder() for _ in _TOGETHER]
    coded: list[list[Codes]] = [[] for _ in coders]
    ids: list[str] = []
    read: list[list[Floats]] = [[] for _ in NUMBERS]
    others = _Others(), _Others()
    for asked in [joined] if quote_ids is None else [joined.where(part) for part in parts]:
        cursor = connection.execute(asked).cursor  # the driver's own lines: SQLAlchemy's take twice as long
        while cursor is not None and (lines := cursor.fetchmany(_READ)):
            columns = list(zip(*lines, strict=True))
            for column, coder, into in zip(columns, coders, coded, strict=False):
                into.append(np.fromiter(map(coder.__getitem__, column), np.int32, len(lines)))
            own, *pairs = columns[len(coders) : -len(NUMBERS)]
            ids += own
            if clusters is not None:
                pairs = list(zip(*(clusters.get(key, (None, None)) for key in own), strict=True))
            for other, column in zip(others, pairs, strict=True):
                other.add(column)
            for column, amounts in zip(columns[-len(NUMBERS) :], read, strict=True):
                amounts.append(np.array(column, dtype=np.float64))
    codes, names = _taken_apart(coders, coded, mark)
    codes["quote_id"], names["quote_id"] = _coded(ids)
    for name, plain, other in zip(("cluster", "home"), ("quote_id", "article_id"), others, strict=True):
        codes[name], names[name] = other.laid_over(codes[plain], names[plain])
    numbered = zip(NUMBERS, read, strict=True)
    return Lines(codes, names, {name: np.concatenate(part) if part else np.empty(0) for name, part in numbered})


def _one_text(columns: Sequence[ColumnElement[str]], mark: str) -> ColumnElement[str]:
    """Give columns as one text: what a cell costs the driver is more than what all its letters do."""
    text = columns[0]
    for column in columns[1:]:
        text = text.concat(literal(mark)).concat(column)
    return text


def _taken_apart(
    coders: Sequence[_Coder], coded: Sequence[Sequence[Codes]], mark: str
) -> tuple[dict[str, Codes], dict[str, list[str]]]:
    """Give the columns that were read as one text, each with its names in their order.

    Raises:
        _HeldMarkError: When a column holds the mark.
    """
    codes: dict[str, Codes] = {}
    names: dict[str, list[str]] = {}
    for together, coder, parts in zip(_TOGETHER, coders, coded, strict=True):
        whole = np.concatenate(parts) if parts else np.empty(0, np.int32)
        lines = [text.split(mark) for text in coder]
        if {*map(len, lines)} - {len(together)}:
            raise _HeldMarkError
        for name, column in zip(together, zip(*lines, strict=True) if lines else repeat(()), strict=False):
            single = _Coder()
            each = np.fromiter(map(single.__getitem__, column), np.int32, len(lines))
            ordered, names[name] = _sorted_codes(single, [each])
            codes[name] = ordered[whole]
    return codes, names


class _Others:
    """Names that some lines have in the place of a plain one: whose copy a quote is, and its home."""

    def __init__(self) -> None:
        self._lines: list[int] = []
        self._names: list[str] = []
        self._read = 0

    def add(self, column: Sequence[str | None]) -> None:
        """Take the next lines; ``None`` stands for the plain name."""
        other = [place for place, name in enumerate(column) if name is not None]
        self._lines += [self._read + place for place in other]
        self._names += [name for name in column if name is not None]
        self._read += len(column)

    def laid_over(self, codes: Codes, names: list[str]) -> tuple[Codes, list[str]]:
        """Give the column of plain names, as numbers and names, with these in their places."""
        new = [name for name in sorted(set(self._names)) if place_of(names, name) < 0]
        merged, codes = _widened(names, codes, new)
        laid = codes.copy()
        place = {name: place_of(merged, name) for name in set(self._names)}
        laid[np.array(self._lines, np.int64)] = [place[name] for name in self._names]
        return laid, merged


def _coded(names: Sequence[str]) -> tuple[Codes, list[str]]:
    """Number names, most of which stand there once, in their order; give also the names, each once."""
    held = np.array(names, dtype=np.str_)
    order = np.argsort(held, kind="stable")
    new = np.ones(len(held), bool)
    np.not_equal(held[order[1:]], held[order[:-1]], out=new[1:])
    codes = np.empty(len(held), np.int32)
    codes[order] = np.cumsum(new) - 1
    return codes, [names[place] for place in order[new].tolist()]


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
    all_moved = np.full(len(stays), -1, np.int64)
    all_moved[stays] = moved
    return Ordered(merged, ties, all_moved)


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
        names[name], codes[0][name] = _widened(known, one.codes[name], new)
        rank = np.array([bisect_left(names[name], each) for each in more], np.int32)
        codes[1][name] = rank[other.codes[name]] if len(rank) else other.codes[name]
    return Lines(codes[0], names, one.numbers), Lines(codes[1], names, other.numbers)


def _widened(known: list[str], codes: Codes, new: Sequence[str]) -> tuple[list[str], Codes]:
    """Give names, in their order, with new ones among them, and the numbers that lines then have."""
    if not new:
        return known, codes
    at = [bisect_left(known, each) for each in new]
    shift = np.cumsum(np.bincount(at, minlength=len(known) + 1))[: len(known)]
    return _put_among(known, new, at), (np.arange(len(known)) + shift).astype(np.int32)[codes]


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
