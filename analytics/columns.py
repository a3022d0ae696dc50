"""The quotes' columns in memory, and the table of sums made from them: what the pages ask after every change of filter.

Reading a million quotes takes seconds, adding them up a fraction of one. The columns are read once for each state of
the store; ``Store.sums`` makes the same table in SQL, and a test holds the two equal.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import Connection

from analytics import groups
from analytics.fulltext import find_places
from analytics.groups import Order, Run
from analytics.kept_clusters import changes, find_clusters, is_clustered
from analytics.noted import last_noted, noted_since
from analytics.quote_lines import (
    GROUPS,
    MOST_CHANGED,
    Floats,
    Numbers,
    Ordered,
    place_of,
    put_in_order,
    read_lines,
    renew,
)
from analytics.searches import read_search
from analytics.selections import EVERY, MARKED_KINDS, Counting, QuoteFilter
from analytics.settings import NEEDS_REVIEW_BELOW
from analytics.stance_words import Place, StanceWords, read_stance_words
from analytics.store import Store, StoreError

__all__ = ["ACTOR", "GROUPS", "Floats", "Numbers", "QuoteColumns", "read_columns"]

Answer = TypeVar("Answer")

ACTOR = ("actor", "actor_kind", "country")
"""The columns that the table of sums tells apart by default."""

_CHOICES = {
    "countries": "country", "outlets": "outlet", "acts": "speech_act", "targets": "target",
    "target_countries": "target_country", "languages": "language", "sides": "side",
}  # fmt: skip
_FIELDS = {
    "collection": "collection", "article_id": "article_id", "holder": "holder", "actor": "actors",
    "country": "countries", "outlet": "outlets", "kind": "kinds", "stance_label": "stances", "speech_act": "acts",
    "target": "targets", "target_country": "target_countries", "language": "languages", "side": "sides",
    "tone_label": "tones", "addressee": "addressees",
}  # fmt: skip
"""Which field of a filter speaks of a column."""

_REMEMBERED = 64  # answers kept, the latest asked for
_ORDERS = 8  # orders of the quotes that are kept, the latest asked for; some fifty bytes for each quote
_FEW_OF_ALL = 4  # less than this part of all quotes is sorted anew
_SIDES = ("dovish", "neutral", "hawkish")
_PERIODS = ("day", "week", "month")
_COUNTED = (*_SIDES, "none", "ascribed", "stance_n", "tone_n")
"""What a quote counts for or not, packed into one number (see ``groups.pack_flags``)."""
_FIGURES = ("n", "hawkish", "dovish", "neutral", "none", "ascribed", "stance_n", "stance_sum", "stance_sq", "tone_n",
            "tone_sum", "tone_sq")  # fmt: skip
_SHORT = 2**15
_TRIES = 3


def read_columns(store: Store, held: QuoteColumns | None = None) -> QuoteColumns:
    """Read the columns of all quotes of a store as it is now, with their clusters.

    Clusters that are stale are found anew first, and kept where the database may be written.

    Args:
        store: The store.
        held: Its columns at an earlier state: only what changed since is then read, where the database noted it.

    Raises:
        StoreError: When the database cannot be read.
    """
    for _ in range(_TRIES):  # somebody may write between the clusters and the reading
        try:
            store.keep_clusters()
        except StoreError:  # for reading only, or somebody else is writing
            break
        with store.reading() as connection:
            if is_clustered(connection):
                return _read(store, connection, held)
    with store.reading() as connection:
        lines = put_in_order(read_lines(connection, clusters=find_clusters(connection)))
        return QuoteColumns(store, State(changes(connection), None), lines)


def _read(store: Store, connection: Connection, held: QuoteColumns | None) -> QuoteColumns:
    """Read what changed, or everything; the kept clusters are those of the quotes."""
    state = State(changes(connection), last_noted(connection))
    if held is not None and held.state.noted is not None:
        changed = noted_since(connection, held.state.noted)
        if changed is not None and len(changed) <= min(MOST_CHANGED, held.size // 4):
            lines = renew(held.lines, changed, read_lines(connection, sorted(changed)))
            words = held.stance_words_of(changed)
            renewed = QuoteColumns(store, state, lines, words)
            if words is not None:
                renewed.read_words()
            return renewed
    return QuoteColumns(store, state, put_in_order(read_lines(connection)))


class State(NamedTuple):
    """Which state of a store was read: its number, and that of the last change noted; ``None`` where none counts."""

    version: int
    noted: int | None


class QuoteColumns:
    """All quotes of a store at one state, as columns of numbers in the order in which they were first printed."""

    def __init__(
        self, store: Store, state: State, lines: Ordered, words: tuple[StanceWords, set[str]] | None = None
    ) -> None:
        self.lines, self.state = lines, state
        self.version, self.size = state.version, lines.lines.size
        self._store = store
        self._codes, self._names, numbers = lines.lines.codes, lines.lines.names, lines.lines.numbers
        self._tie = lines.ties
        self._sure, self._tone, self._stance = numbers["sure"], numbers["tone"], numbers["stance"]
        self._rowids = numbers["rowid"].astype(np.int64)
        self._undated = lines.lines.undated
        self._own = ~self._is("holder", ("ascribed",))
        self._scored = ~np.isnan(self._stance) & self._is("stance_label", _SIDES) & (numbers["corrected"] == 0)
        self._toned = np.nan_to_num(self._tone, nan=0.0)
        self._shared = groups.are_shared(self._codes["cluster"], len(self._names["cluster"]))
        self._counting: dict[bool, tuple[Numbers, Floats]] = {}
        self._words_before = words  # of the state before, and the quotes that changed since
        self._words: StanceWords | None = None
        self._reading, self._keeping = Lock(), Lock()
        self._answers: OrderedDict[Any, Any] = OrderedDict()
        self._lines_of: Numbers | None = None
        self._by_id: dict[tuple[str, str], int] | None = None
        self._indexes: dict[str, pd.CategoricalDtype] = {}
        self._orders: OrderedDict[tuple[str, ...], Order] = OrderedDict()

    def sums(
        self,
        filters: QuoteFilter,
        period: str = "",
        counting: Counting | None = None,
        by: Sequence[str] = ACTOR,
        *,
        actors: Sequence[str] = (),
    ) -> pd.DataFrame:
        """Add up stance and tone for every actor, period and article; see ``Store.sums`` for the columns.

        Args:
            filters: Which quotes.
            period: day, week, month, or empty for no division by time.
            counting: How they are counted; everything once and the speaker's own when left out.
            by: The columns of ``GROUPS`` to tell apart, in whose order the lines come. Period and article, which are
                told apart anyway, come last where they are not named here ("period", "article_id").
            actors: Lines of these alone, all when empty. Unlike in the filter, copies are left out before.

        Returns:
            A table that is shared and not to be altered; its columns of text are categories in their order.

        Raises:
            ValueError: When the period or a column is none of those named.
        """
        if period not in ("day", "week", "month", ""):
            raise ValueError(f"period is {period!r}, not day, week, month or empty")
        how = counting or Counting()
        key = ("sums", filters, period, how, tuple(by), tuple(actors))
        return self._remember(key, lambda: self._add_up(filters, period, how, tuple(by), tuple(actors)))

    def _add_up(
        self, filters: QuoteFilter, period: str, counting: Counting, by: tuple[str, ...], actors: tuple[str, ...]
    ) -> pd.DataFrame:
        own = {"period": period, "article_id": "home" if counting.once else "article_id"}
        heads = [*by, *(name for name in own if name not in by)]  # as the table calls its columns
        named = {head: own.get(head, head) for head in heads if own.get(head, head)}
        kept = self.kept(filters, once=counting.once, by=[name for name in by if name not in (*ACTOR, *own)])
        if actors:
            kept = kept[self._is("actor", actors)[kept]]
        run = self._run(kept, tuple(named.values()))
        table: dict[str, Any] = {head: self._texts(run, name) for head, name in named.items()}
        if not period:
            zeros: Any = np.zeros(len(run.starts), np.int8)  # the stubs know lists alone
            table["period"] = pd.Categorical.from_codes(zeros, pd.Index([""]), validate=False)
        told, stances = self._told(ascribed=counting.ascribed)
        flags = run.take(("flags", counting.ascribed), told)
        stance, tone = run.take(("stance", counting.ascribed), stances), run.take("tone", self._toned)
        figures = {
            "n": run.sizes, **dict(zip(_COUNTED, groups.add_flags(flags, len(_COUNTED), run), strict=True)),
            "stance_sum": run.add(stance), "stance_sq": run.add(stance**2),
            "tone_sum": run.add(tone), "tone_sq": run.add(tone**2),
        }  # fmt: skip
        return pd.DataFrame({**table, **{name: figures[name] for name in _FIGURES}}, copy=False)

    def _told(self, *, ascribed: bool) -> tuple[Numbers, Floats]:
        """Give what each quote counts for, packed into a number (see ``_COUNTED``), and the score that counts.

        Args:
            ascribed: Words that report somebody else's view count as the stance of who says them.
        """

        def find() -> tuple[Numbers, Floats]:
            own = np.ones(self.size, bool) if ascribed else self._own
            label, names = self._codes["stance_label"], self._names["stance_label"]
            scored = own & self._scored
            flags = {name: own & (label == place_of(names, name)) for name in (*_SIDES, "none")}
            flags |= {"ascribed": ~own, "stance_n": scored, "tone_n": ~np.isnan(self._tone)}
            return groups.pack_flags([flags[name] for name in _COUNTED], self.size), np.where(scored, self._stance, 0.0)

        if ascribed not in self._counting:
            self._counting[ascribed] = find()
        return self._counting[ascribed]

    def counts(
        self, filters: QuoteFilter, by: Sequence[str], counting: Counting = EVERY, *, stanced: bool = False
    ) -> pd.DataFrame:
        """Count quotes by columns, and nothing else: a hundredth of what a table of sums takes.

        Args:
            filters: Which quotes.
            by: Columns of ``GROUPS``.
            counting: How they are counted; every printing when left out.
            stanced: Only those that have a stance of the speaker's own, as ``counting`` understands it.

        Returns:
            These columns and ``n``, in their order.
        """
        kept = self.kept(filters, once=counting.once, by=[name for name in by if name not in (*ACTOR, *_PERIODS)])
        if stanced:
            sided = self._is("stance_label", _SIDES)[kept]
            kept = kept[sided if counting.ascribed else sided & self._own[kept]]
        group, first = self._groups(kept, by)
        table: dict[str, Any] = {name: self._named(name, first) for name in by}
        return pd.DataFrame({**table, "n": np.bincount(group, minlength=len(first))})

    def _named(self, name: str, places: Numbers) -> npt.NDArray[np.object_]:
        """Give the names in a column at some places."""
        names = self._names[name]
        found = np.empty(len(places), object)
        found[:] = [names[code] for code in self._codes[name][places].tolist()]
        return found

    def tally(self, filters: QuoteFilter, by: Sequence[str], *, once: bool = False) -> list[dict[str, Any]]:
        """Count quotes by columns, the most frequent first; see ``Store.tally`` for the lines.

        Args:
            filters: Which quotes.
            by: Columns of ``GROUPS``.
            once: Count an utterance once in each group.
        """
        kept = self.kept(filters, once=once, by=by)
        group, first = self._groups(kept, by)
        pairs, firsts = self._groups(kept, [*by, "article_id"])
        articles = np.bincount(group[groups.first_places(pairs, len(firsts))], minlength=len(first))
        number = np.bincount(group, minlength=len(first))
        day, days = self._codes["day"][kept], self._names["day"]
        early, late = np.full(len(first), len(days)), np.full(len(first), -1)
        dated = ~self._undated[kept]
        np.minimum.at(early, group[dated], day[dated])
        np.maximum.at(late, group[dated], day[dated])
        names = {name: [self._names[name][code] for code in self._codes[name][first]] for name in by}
        return [
            {
                **{name: names[name][line] for name in by}, "n": int(number[line]), "articles": int(articles[line]),
                "first": days[early[line]] if early[line] < len(days) else "",
                "last": days[late[line]] if late[line] >= 0 else "",
            }
            for line in np.argsort(-number, kind="stable")
        ]  # fmt: skip

    def ranked(
        self, filters: QuoteFilter, counting: Counting = EVERY, *, stanced: bool = False
    ) -> list[tuple[str, int]]:
        """Give the named actors with their numbers of quotes, the most quoted first; see `counts`."""
        table = self.counts(filters, ("actor",), counting, stanced=stanced)
        numbers = table["n"].to_numpy()
        order = np.argsort(-numbers, kind="stable")
        lines = zip(table["actor"].to_numpy()[order].tolist(), numbers[order].tolist(), strict=True)
        return [(name, number) for name, number in lines if name]

    def summary(self, filters: QuoteFilter) -> dict[str, int]:
        """Count what a filter keeps.

        Returns:
            ``quotes``; ``utterances``, what is carried twice counted once; ``articles``; ``actors``, those with a name;
            ``attributed``, those whose speaker is known, or known to be unnamed; ``unknown``; ``needs_review``, the
            known ones less sure than ``NEEDS_REVIEW_BELOW``; ``undated``; ``with_stance``.
        """
        kept = self.kept(filters)
        unknown = self._is("actor_kind", ("unknown", ""))[kept]
        return {
            "quotes": len(kept),
            "utterances": len(self.kept(filters, once=True)),
            "articles": len(self._used(kept, "article_id")),
            "actors": int((self._used(kept, "actor") != place_of(self._names["actor"], "")).sum()),
            "attributed": int((~unknown).sum()),
            "unknown": int(unknown.sum()),
            "needs_review": int((~unknown & (self._sure[kept] < NEEDS_REVIEW_BELOW)).sum()),
            "undated": int(self._undated[kept].sum()),
            "with_stance": int(self._is("stance_label", _SIDES)[kept].sum()),
        }

    def count(self, filters: QuoteFilter) -> int:
        """Count the quotes that a filter keeps."""
        return len(self.kept(filters))

    def words(self, filters: QuoteFilter) -> list[dict[str, Any]]:
        """Add up the words behind the stances of a selection, see ``Store.words``.

        Asked for the first time, they are read: some seconds for a million quotes.
        """

        def look() -> list[dict[str, Any]]:
            among = np.zeros(self.size, bool)
            among[self.kept(filters)] = True
            return self.read_words().weigh(among & self._own, self._codes["article_id"])

        return self._remember(("words", filters), look)

    def stance_words_of(self, changed: set[str]) -> tuple[StanceWords, set[str]] | None:
        """Give the words behind the stances with the quotes that changed since; nothing where nobody asked for them."""
        return None if self._words is None else (self._words, changed)

    def read_words(self) -> StanceWords:
        """Read the words behind all stances, or what changed of them."""
        with self._reading:  # two sessions need not read them both
            if self._words is None:
                held, changed = self._words_before or (None, None)
                with self._store.reading() as connection:
                    self._words = read_stance_words(connection, self._find, changed)
                if held is not None and self.lines.moved is not None:
                    self._words = held.moved(self.lines.moved).joined(self._words)
                self._words_before = None
            return self._words

    def _find(self, places: Sequence[Place]) -> Numbers:
        """Give where quotes stand among the columns, -1 for those that are newer."""
        if self._rowids.any():
            if self._lines_of is None:
                self._lines_of = np.full(int(self._rowids.max()) + 2, -1, np.int64)
                self._lines_of[self._rowids] = np.arange(self.size)
            rows = np.array([place[0] for place in places], np.int64)
            return self._lines_of[np.minimum(rows, len(self._lines_of) - 1)]
        if self._by_id is None:
            names = zip(self._named("quote_id", np.arange(self.size)), self._named("collection", np.arange(self.size)),
                        strict=True)  # fmt: skip
            self._by_id = {name: line for line, name in enumerate(names)}
        return np.array([self._by_id.get((quote_id, collection), -1) for _, quote_id, collection in places], np.int64)

    def choices(self, collection: str = "", kinds: tuple[str, ...] = MARKED_KINDS) -> dict[str, Any]:
        """Give what a filter can choose from, see ``Store.choices``."""
        filters = QuoteFilter(collection=collection, kinds=kinds)
        kept = self.kept(filters)
        found: dict[str, Any] = {"actors": self.ranked(filters)}
        for key, name in _CHOICES.items():
            used = [self._names[name][code] for code in self._used(kept, name)]
            found[key] = [value for value in used if value]
        days = np.unique(self._codes["day"][kept][~self._undated[kept]])
        names = self._names["day"]
        return {
            **found,
            "first": names[days[0]] if len(days) else "",
            "last": names[days[-1]] if len(days) else "",
        }

    def ids(
        self, filters: QuoteFilter, order: str, limit: int, offset: int = 0, *, once: bool = False
    ) -> list[tuple[str, str]]:
        """Give collection and quote_id of one page of the quotes that a filter keeps.

        The order is one of ``ORDERS``, or positive or negative: by tone.

        Raises:
            ValueError: There is no such order.
        """
        kept = self.kept(filters, once=once)
        stance, tone = self._stance[kept], self._tone[kept]
        day = np.where(self._undated[kept], -1, self._codes["day"][kept])
        keys: dict[str, npt.NDArray[Any]] = {
            "newest": -day,
            "oldest": np.where(day < 0, len(self._names["day"]), day),
            "hawkish": np.where(np.isnan(stance), 9.0, -stance),
            "dovish": np.where(np.isnan(stance), 9.0, stance),
            "unsure": self._sure[kept],
            "positive": np.where(np.isnan(tone), 9.0, -tone),
            "negative": np.where(np.isnan(tone), 9.0, tone),
            "article": np.zeros(len(kept)),
        }
        if order not in keys:
            raise ValueError(f"order is {order!r}, not one of {', '.join(keys)}")
        start, end = max(0, offset), max(0, offset) + max(0, limit)
        chosen = kept[groups.first_in_order(keys[order], self._tie[kept], end)[start:]]
        places = tuple(self._codes[name][chosen].tolist() for name in ("collection", "quote_id"))
        collections, ids = self._names["collection"], self._names["quote_id"]
        return [(collections[one], ids[other]) for one, other in zip(*places, strict=True)]

    def kept(self, filters: QuoteFilter, *, once: bool = False, by: Sequence[str] = ()) -> Numbers:
        """Give the places of the quotes that a filter keeps.

        Args:
            filters: Which quotes.
            once: Of each utterance its first printing alone.
            by: Columns in each value of which an utterance may be printed first.
        """
        if once:
            return self._remember(("once", filters, tuple(by)), lambda: self._first_printings(filters, by))
        return self._remember(("kept", filters), lambda: np.flatnonzero(self._mask(filters)))

    def _first_printings(self, filters: QuoteFilter, by: Sequence[str]) -> Numbers:
        kept = self.kept(filters)
        several = self._shared[kept]  # an utterance that nobody copied is its own first printing
        copied = kept[several]
        group, first = self._groups(copied, ["cluster", *by])
        stays = ~several
        stays[np.flatnonzero(several)[groups.first_places(group, len(first))]] = True
        return kept[stays]

    def _mask(self, filters: QuoteFilter) -> npt.NDArray[np.bool_]:
        mask = np.ones(self.size, bool)
        for name, field in _FIELDS.items():
            wanted = getattr(filters, field)
            values = (wanted,) if isinstance(wanted, str) and wanted else wanted
            if values:
                mask &= self._is(name, values)
        if filters.min_confidence > 0:
            mask &= self._sure >= filters.min_confidence
        if filters.text:
            mask &= self._holding(filters.text)
        return mask & self._within(filters)

    def _within(self, filters: QuoteFilter) -> npt.NDArray[np.bool_]:
        """Tell which quotes lie within the days of a filter."""
        days, day = self._names["day"], self._codes["day"]
        first = bisect_left(days, filters.since) if filters.since else 0
        last = bisect_right(days, filters.until) if filters.until else len(days)
        inside = ~self._undated & (day >= first) & (day < last)
        return np.asarray(inside | self._undated if filters.undated else inside)

    def _holding(self, text: str) -> npt.NDArray[np.bool_]:
        """Tell which quotes hold the words of a search."""

        def look() -> npt.NDArray[np.bool_]:
            if not self._rowids.any():
                names = self._names["quote_id"]
                marked = np.zeros(len(names) + 1, bool)
                marked[[place_of(names, quote_id) for quote_id in self._store.holding(text)]] = True
                marked[-1] = False  # the place of quotes that are newer than these columns
                return np.asarray(marked[self._codes["quote_id"]])
            with self._store.reading() as connection:
                found = np.fromstring(find_places(connection, read_search(text)), dtype=np.int64, sep=" ")
            highest = int(self._rowids.max())
            marked = np.zeros(highest + 1, bool)
            marked[found[found <= highest]] = True
            return np.asarray(marked[self._rowids])

        found: npt.NDArray[np.bool_] = self._remember(("holding", text), look)
        return found

    def _is(self, name: str, values: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Tell which quotes have one of these names in a column."""
        names = self._names[name]
        wanted = np.zeros(len(names) + 1, bool)
        wanted[[place_of(names, value) for value in values]] = True
        wanted[-1] = False  # the place of names that no quote has
        return np.asarray(wanted[self._codes[name]])

    def _used(self, places: Numbers, name: str) -> Numbers:
        """Give the numbers of the names that stand in a column at some places."""
        used = np.zeros(len(self._names[name]), bool)
        used[self._codes[name][places]] = True
        return np.flatnonzero(used)

    def _texts(self, run: Run, name: str) -> pd.Categorical[Any]:
        """Give a column of the groups of a run, with the names that are used."""
        names, codes = self._names[name], run.heads(name, self._codes[name])
        if name in ("article_id", "home"):  # they are many, and nobody lists them: those that are not used stay
            if name not in self._indexes:
                self._indexes[name] = pd.CategoricalDtype(pd.Index(names, dtype=object))
            return pd.Categorical.from_codes(codes, dtype=self._indexes[name], validate=False)
        used = np.zeros(len(names), bool)
        used[codes] = True
        number = (np.cumsum(used) - 1).astype(np.int16 if used.sum() < _SHORT else np.int32)
        index = pd.Index([names[code] for code in np.flatnonzero(used)], dtype=object)
        found: Any = number[codes]  # the stubs know lists alone
        return pd.Categorical.from_codes(found, index, validate=False)

    def _groups(self, kept: Numbers, names: Sequence[str]) -> tuple[Numbers, Numbers]:
        """Number the groups of equal names in their order; give each quote's group, and a quote of each."""
        for name in names:
            if name not in self._names:
                raise ValueError(f"{name!r} is no column of text that is kept")
        if not names:
            return np.zeros(len(kept), np.int64), kept[:1]
        group, first = groups.number_groups([self._codes[name][kept] for name in names], self._sizes(names), len(kept))
        return group, kept[first]

    def _run(self, kept: Numbers, names: tuple[str, ...]) -> Run:
        """Put quotes in the order of their names: few are sorted by themselves, many taken from all in their order."""
        if len(kept) < self.size // _FEW_OF_ALL:
            group, order = self._sort(names, kept)
            return Run(kept[order], groups.starts_of(group), None)
        whole = self._in_order(names)
        among = np.zeros(self.size, bool)
        among[kept] = True
        at = np.flatnonzero(among[whole.lines])
        return Run(at, groups.starts_of(whole.group[at]), whole)

    def _sort(self, names: tuple[str, ...], places: Numbers) -> tuple[Numbers, Numbers]:
        """Number the groups of equal names at some places, in their order; give also the order itself."""
        return groups.sort_groups([self._codes[name][places] for name in names], self._sizes(names), len(places))

    def _in_order(self, names: tuple[str, ...]) -> Order:
        """Give all quotes in the order of their names; no filter changes it, so it is found once."""
        with self._keeping:
            if names in self._orders:
                self._orders.move_to_end(names)
                return self._orders[names]
        group, order = self._sort(names, np.arange(self.size))
        made = Order(order.astype(np.int32), group.astype(np.int32), {})
        with self._keeping:
            _keep(self._orders, names, made, _ORDERS)
        return made

    def _sizes(self, names: Sequence[str]) -> list[int]:
        return [len(self._names[name]) for name in names]

    def forget(self) -> None:
        """Let go of the remembered answers."""
        with self._keeping:
            self._answers.clear()

    def _remember(self, key: object, answer: Callable[[], Answer]) -> Answer:
        """Answer from the latest answers where it can be; several threads may ask."""
        with self._keeping:
            if key in self._answers:
                self._answers.move_to_end(key)
                found: Answer = self._answers[key]
                return found
        made = answer()
        with self._keeping:
            _keep(self._answers, key, made, _REMEMBERED)
        return made


def _keep(kept: OrderedDict[Any, Any], key: object, value: object, most: int) -> None:
    """Put a value last, and let go of the first ones beyond so many."""
    kept[key] = value
    while len(kept) > most:
        kept.popitem(last=False)
