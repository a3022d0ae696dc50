"""Finds the same utterance in several articles: the same words of the same actor at about the same time.

Every cluster is a star: its members were each compared with its longest quote. A chain, in which each quote is like
the next, could drift from "we will strike" to "we will not strike"; a star cannot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

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

_MOST_COMMON = 1000  # a pair of words that so many clusters of one actor hold tells nothing
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
    named, unknown, alone = _gather(rows)
    clusters = [cluster for heard in named for cluster in _find_stars(heard)]
    _join_unknown(clusters, unknown)
    found = {quote_id: short_hash("cluster", quote_id) for quote_id in alone}
    for cluster in clusters:
        cluster_id = short_hash("cluster", min(cluster.ids))
        found.update(dict.fromkeys(cluster.ids, cluster_id))
    return found


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


def _gather(rows: Iterable[Mapping[str, Any]]) -> tuple[list[list[_Heard]], list[_Heard], list[str]]:
    """Put identical words together.

    Returns:
        For each actor what was heard of them; what unknown speakers were heard to say; the ids of quotes that are
        too short, or short and undated.
    """
    lines = _one_each(rows)
    known = _ids_of_names(lines)
    alone: list[str] = []
    alike: dict[tuple[str, tuple[str, ...], bool], list[tuple[int | None, str, Wording]]] = defaultdict(list)
    for line in lines:
        wording, day, actor = _wording(line), _day(line), _actor(line, known)
        size = len(wording.words)
        if size < SHORTEST or (size < EDITED_FROM and day is None) or (size < UNKNOWN_FROM and not actor):
            alone.append(line["quote_id"])
        else:
            alike[actor, wording.words, wording.denied].append((day, line["quote_id"], wording))
    by_actor: dict[str, list[_Heard]] = defaultdict(list)
    for (actor, _, _), quotes in alike.items():
        by_actor[actor].extend(_runs(quotes))
    unknown = by_actor.pop("", [])
    return [by_actor[actor] for actor in sorted(by_actor)], unknown, alone


def _one_each(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Keep one line for each quote: an article in two collections was printed once. The earliest dated one stays."""
    kept: dict[str, tuple[tuple[str, ...], Mapping[str, Any]]] = {}
    for row in rows:
        cells = [str(row.get(name) or "") for name in ("published", "actor_id", "actor", "quote", "sentence")]
        order = (cells[0] or "~", *cells[1:])
        if row["quote_id"] not in kept or order < kept[row["quote_id"]][0]:
            kept[row["quote_id"]] = order, row
    return [line for _, line in kept.values()]


def _ids_of_names(lines: Iterable[Mapping[str, Any]]) -> dict[str, str]:
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
    index: dict[str, list[int]] = defaultdict(list)
    stars: list[_Star] = []
    for one in sorted(heard, key=lambda each: each.rank):
        found = pairs.pop(id(one))
        star = _best_star(one, (stars[number] for number in _candidates(one, found, index)))
        if star is None:
            star = _Star(one, [])
            for pair in found:
                if times[pair] > 1 and len(one.wording.words) >= EDITED_FROM:
                    index[pair].append(len(stars))
            stars.append(star)
        star.add(one)
    return stars


def _candidates(heard: _Heard, pairs: Collection[str], index: Mapping[str, Sequence[int]]) -> list[int]:
    """Give the numbers of the stars that share enough pairs of words: an edited word spoils two of them."""
    size = len(heard.wording.words)
    if size < EDITED_FROM:
        return []
    spoilt = 2 * edits_allowed(size) + 1
    known = sorted((len(index[pair]), pair) for pair in pairs if pair in index)
    spared = spoilt - (len(pairs) - len(known))
    if spared < 0:
        return []
    rare = [pair for number, pair in known[: 2 * spared + 3] if number <= _MOST_COMMON]
    shared: Counter[int] = Counter()
    for pair in rare:
        shared.update(index[pair])
    needed = max(1, len(rare) - spared)
    return [number for number, times in shared.items() if times >= needed]


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
