"""Finds the same utterance in several articles: the same words of the same actor at about the same time.

Every cluster is a star: its members were each compared with its longest quote. A chain, in which each quote is like
the next, could drift from "we will strike" to "we will not strike"; a star cannot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from analytics.records import PART_GLUE, short_hash
from analytics.wordings import (
    EDITED_FROM,
    Wording,
    count_edits,
    denies,
    edits_allowed,
    read_wording,
    weighty_pairs,
    without_negations,
)

NEAR_DAYS = 14
"""Days between two publications within which the same words are taken for one utterance."""

SHORTEST = 3
"""Quotes of fewer words ("yes", "never again") never share a cluster: anyone says them at any time."""

UNKNOWN_FROM = 8
"""Words that a quote of an unknown speaker must have to be recognised by its words alone."""

NEEDED = ("quote_id", "quote", "kind", "sentence", "cue", "published", "actor_id", "actor")
"""The columns of ``schema.QUOTES`` that the clusters are made from."""

_STRETCH = 32  # days of a stretch of time by which quotes are looked up
_FRAME = 60  # characters before the marks in which a negation is looked for


def cluster_quotes(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Give each quote of a whole store the id of its utterance.

    Two quotes are one utterance when their words are the same, whole or in part (see ``wordings``), their actor is
    the same, and they were published within ``NEAR_DAYS`` (where both days are known). Three and four words must be
    identical, with known days; fewer are never joined. An unknown speaker's quote joins identical words only,
    when they are many. Identical words are joined from day to day: a slogan said every week is one utterance.

    Args:
        rows: Lines with at least the columns ``NEEDED``, in any order; lines of one quote_id are one quote.

    Returns:
        ``{quote_id: cluster_id}`` for every quote, alone or not. The ids depend on the quotes, not on their order.

    Example:
        >>> words = ["We will answer any attack.", "We’ll answer any attack!", "We will not answer any attack."]
        >>> rows = [{"quote_id": str(n), "quote": text, "actor": "Ada Quell"} for n, text in enumerate(words)]
        >>> found = cluster_quotes(rows)
        >>> found["0"] == found["1"], found["0"] == found["2"]
        (True, False)
    """
    lines = one_each(rows)
    known = ids_of_names(lines)
    return cluster_said(read_said(line, known) for line in lines)


class Said(NamedTuple):
    """A quote as it is compared: who spoke ("" when unknown), the day (an ordinal) and the words."""

    quote_id: str
    actor: str
    day: int | None
    wording: Wording

    @property
    def alone(self) -> bool:
        """Whether it is too short, or short and undated or of an unknown speaker, to be recognised elsewhere."""
        size = len(self.wording.words)
        return size < SHORTEST or (size < EDITED_FROM and self.day is None) or (size < UNKNOWN_FROM and not self.actor)


def cluster_said(said: Iterable[Said]) -> dict[str, str]:
    """Give each quote the id of its utterance, see `cluster_quotes`; one line for each quote.

    Quotes that nothing links (see `may_join`) do not alter each other's clusters: those of a part of the store that has
    no link to the rest are the same, found alone or with the rest.
    """
    named, unknown, alone = _gather(said)
    clusters = [cluster for heard in named for cluster in _find_stars(heard)]
    _join_unknown(clusters, unknown)
    found = {quote_id: short_hash("cluster", quote_id) for quote_id in alone}
    for cluster in clusters:
        cluster_id = short_hash("cluster", min(cluster.ids))
        found.update(dict.fromkeys(cluster.ids, cluster_id))
    return found


def read_said(line: Mapping[str, Any], known: Mapping[str, str]) -> Said:
    """Read a line of the table of quotes; ``known`` has the ids of names, see `ids_of_names`."""
    return Said(line["quote_id"], _actor(line, known), _day(line), _wording(line))


def pairs_needed(words: int, pairs: int) -> int:
    """Give how many pairs of words another quote has to share with one of so many: an edited word spoils two of them.

    Example:
        >>> pairs_needed(20, 15)
        10
    """
    return max(1, pairs - 2 * edits_allowed(words) - 1)


def may_join(one: Wording, other: Wording) -> bool:
    """Tell whether two quotes of one actor could be one utterance by their words, leaving out when they were printed.

    What this denies, and what shares fewer pairs of words than either of the two needs (see `pairs_needed`), is never
    joined by `cluster_said`, however often and in whatever company both were printed.
    """
    if min(len(one.words), len(other.words)) < EDITED_FROM:
        return (one.words, one.denied) == (other.words, other.denied)
    return count_edits(one, other) is not None


@dataclass(slots=True)
class _Heard:
    """Quotes of identical words and one actor, printed at about the same time; days are ordinals."""

    wording: Wording
    first: int | None
    last: int | None
    ids: list[str]

    def gap(self, other: _Heard) -> int:
        """Give the days between the two; none where the days of one are unknown."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return 0
        return max(0, self.first - other.last, other.first - self.last)

    @property
    def rank(self) -> tuple[int, Wording, int, str]:
        """The longest first, so that a part finds the whole there."""
        return (-len(self.wording.words), self.wording, self.first or 0, self.ids[0])


@dataclass(slots=True)
class _Star:
    """An utterance: its longest quote, and all that was found the same as that one."""

    centre: _Heard
    ids: list[str]
    heard: list[_Heard] = field(default_factory=list)
    said: dict[tuple[str, ...], tuple[tuple[str, ...], bool]] = field(default_factory=dict)

    def takes(self, heard: _Heard) -> bool:
        """Tell whether no member has the same words but for a negation: a long quote can hold both."""
        said = heard.wording.words, heard.wording.denied
        return self.said.get(without_negations(heard.wording), said) == said

    def add(self, heard: _Heard) -> None:
        """Take in a member; one with a day dates a centre without one."""
        self.ids.extend(heard.ids)
        self.heard.append(heard)
        self.said[without_negations(heard.wording)] = heard.wording.words, heard.wording.denied
        if self.centre.first is None:
            self.centre.first, self.centre.last = heard.first, heard.last


def _gather(said: Iterable[Said]) -> tuple[list[list[_Heard]], list[_Heard], list[str]]:
    """Put identical words together.

    Returns:
        For each actor what was heard of them; what unknown speakers were heard to say; the ids of quotes that are
        too short, or short and undated.
    """
    alone: list[str] = []
    alike: dict[tuple[str, tuple[str, ...], bool], list[tuple[int | None, str, Wording]]] = defaultdict(list)
    for each in said:
        if each.alone:
            alone.append(each.quote_id)
        else:
            key = each.actor, each.wording.words, each.wording.denied
            alike[key].append((each.day, each.quote_id, each.wording))
    by_actor: dict[str, list[_Heard]] = defaultdict(list)
    for (actor, _, _), quotes in alike.items():
        by_actor[actor].extend(_runs(quotes))
    unknown = by_actor.pop("", [])
    return [by_actor[actor] for actor in sorted(by_actor)], unknown, alone


def one_each(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Keep one line for each quote: an article in two collections was printed once. The earliest dated one stays."""
    kept: dict[str, tuple[tuple[str, ...], Mapping[str, Any]]] = {}
    for row in rows:
        cells = [str(row.get(name) or "") for name in ("published", "actor_id", "actor", "quote", "sentence")]
        order = (cells[0] or "~", *cells[1:])
        if row["quote_id"] not in kept or order < kept[row["quote_id"]][0]:
            kept[row["quote_id"]] = order, row
    return [line for _, line in kept.values()]


def ids_of_names(lines: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Give the registry's id of every name that belongs to one id only."""
    ids: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.get("actor_id") and line.get("actor"):
            ids[line["actor"].casefold()].add(line["actor_id"])
    return {name: found.pop() for name, found in ids.items() if len(found) == 1}


def _actor(line: Mapping[str, Any], known: Mapping[str, str]) -> str:
    """Give who spoke: an id, else a name that no id can equal, else ""."""
    name = str(line.get("actor") or "").casefold()
    actor_id = line.get("actor_id") or known.get(name)
    return f"id {actor_id}" if actor_id else name and f"name {name}"


def _day(line: Mapping[str, Any]) -> int | None:
    try:
        return date.fromisoformat(str(line.get("published") or "")).toordinal()
    except ValueError:
        return None


def _wording(line: Mapping[str, Any]) -> Wording:
    """Read the words of a quote, and whether a negation before its marks belongs to them."""
    if line.get("kind") != "mixed":
        return read_wording(line["quote"])
    before, found, _ = str(line.get("sentence") or "").partition(line["quote"].split(PART_GLUE)[0])
    frame = before[-_FRAME:].rpartition(str(line.get("cue") or "\n"))[2] if found else ""
    return read_wording(line["quote"], denied=denies(frame))


def _runs(quotes: Iterable[tuple[int | None, str, Wording]]) -> Iterator[_Heard]:
    """Part quotes of identical words where nobody printed them for too long; undated ones go with the first."""
    dated = sorted((day, quote_id, wording) for day, quote_id, wording in quotes if day is not None)
    undated = sorted((quote_id, wording) for day, quote_id, wording in quotes if day is None)
    runs: list[list[tuple[int, str, Wording]]] = []
    for line in dated:
        if runs and line[0] - runs[-1][-1][0] <= NEAR_DAYS:
            runs[-1].append(line)
        else:
            runs.append([line])
    for number, run in enumerate(runs):
        joined = [(quote_id, wording) for _, quote_id, wording in run] + ([] if number else undated)
        yield _heard(joined, run[0][0], run[-1][0])
    if not runs:
        yield _heard(undated, None, None)


def _heard(quotes: list[tuple[str, Wording]], first: int | None, last: int | None) -> _Heard:
    return _Heard(min(wording for _, wording in quotes), first, last, sorted(quote_id for quote_id, _ in quotes))


def _find_stars(heard: list[_Heard]) -> list[_Star]:
    """Join what one actor was heard to say, the longest quotes first; only pairs that share rare words are compared."""
    pairs = {id(one): weighty_pairs(one.wording) for one in heard}
    times = Counter(pair for found in pairs.values() for pair in found)
    index = _Index()
    for one in sorted(heard, key=lambda each: each.rank):
        found = pairs.pop(id(one))
        star = _best_star(one, index.like(one, found))
        if star is None:
            star = _Star(one, [])
            index.add(star, found, [pair for pair in found if times[pair] > 1])
        star.add(one)
    return index.stars


class _Index:
    """The stars of one actor by the pairs of words in their centres and by the time of these."""

    def __init__(self) -> None:
        self.stars: list[_Star] = []
        self._pairs: list[frozenset[str]] = []
        self._ever: dict[str, list[int]] = defaultdict(list)
        self._then: dict[tuple[str, int | None], list[int]] = defaultdict(list)

    def add(self, star: _Star, pairs: frozenset[str], shared: Iterable[str]) -> None:
        """Take in a star; of its pairs only those that others share are looked up."""
        if len(star.centre.wording.words) >= EDITED_FROM:
            times = _times(star.centre, 0)
            for pair in shared:
                self._ever[pair].append(len(self.stars))
                for time in times:
                    self._then[pair, time].append(len(self.stars))
        self.stars.append(star)
        self._pairs.append(pairs)

    def like(self, heard: _Heard, pairs: frozenset[str]) -> list[_Star]:
        """Give the stars at about its time whose centres share enough pairs of words with it."""
        size = len(heard.wording.words)
        if size < EDITED_FROM:
            return []
        needed = pairs_needed(size, len(pairs))
        holding = sorted((self._holding(pair, heard) for pair in pairs), key=len)
        near = set().union(*holding[: len(pairs) - needed + 1])
        return [self.stars[number] for number in near if len(pairs & self._pairs[number]) >= needed]

    def _holding(self, pair: str, heard: _Heard) -> Collection[int]:
        if heard.first is None:
            return self._ever.get(pair, ())
        times = [*_times(heard, NEAR_DAYS), None]
        return {number for time in times for number in self._then.get((pair, time), ())}


def _times(heard: _Heard, reach: int) -> list[int | None]:
    """Give the stretches of time in which something was heard, as numbers; ``None`` where no day is known."""
    if heard.first is None or heard.last is None:
        return [None]
    return list(range((heard.first - reach) // _STRETCH, (heard.last + reach) // _STRETCH + 1))


def _best_star(heard: _Heard, stars: Iterable[_Star]) -> _Star | None:
    """Give the star whose centre is the most like it and the nearest in time."""
    best: tuple[tuple[Any, ...], _Star] | None = None
    for star in stars:
        gap = star.centre.gap(heard)
        if gap > NEAR_DAYS or not star.takes(heard):
            continue
        edits = count_edits(heard.wording, star.centre.wording)
        if edits is not None and (best is None or (edits, gap, star.centre.rank) < best[0]):
            best = (edits, gap, star.centre.rank), star
    return best[1] if best else None


def _join_unknown(stars: list[_Star], unknown: Iterable[_Heard]) -> None:
    """Let quotes of unknown speakers join an utterance of the very same words; else they are one of their own."""
    wanted = {(one.wording.words, one.wording.denied) for one in unknown}
    places: dict[tuple[tuple[str, ...], bool], list[tuple[_Heard, _Star]]] = defaultdict(list)
    for star in stars:
        for one in star.heard:
            key = one.wording.words, one.wording.denied
            if key in wanted:
                places[key].append((one, star))
    for one in unknown:
        near = [
            (place.gap(one), place.rank, number)
            for number, (place, _) in enumerate(places[one.wording.words, one.wording.denied])
            if place.gap(one) <= NEAR_DAYS
        ]
        if near:
            places[one.wording.words, one.wording.denied][min(near)[2]][1].ids.extend(one.ids)
        else:
            stars.append(_Star(one, list(one.ids)))
