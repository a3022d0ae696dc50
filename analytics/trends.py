"""Tells what changed between two periods, and what only looks so.

A change is a finding when articles dealt at random to the two periods would seldom differ as much (a permutation test
of the studentised difference: Chung and Romano 2013, "Exact and asymptotically robust permutation tests", Annals of
Statistics 41), and when it still is one among all actors that were looked at (Benjamini and Hochberg 1995). With too
few articles such a test can find nothing, which is as it should be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice
from math import comb, erfc
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.frames import MIN_N, Sums, Units, sum_units
from analytics.intervals import Floats, Numbers, adder, find_intervals, student
from analytics.messages import counted

Measure = Literal["stance", "tone"]

DISCOVERY_RATE = 0.05
"""Of the changes that are called findings, at most this share is expected to be none."""

DEALS = 4999
"""Random deals of the articles; fewer than so many possible ones are all tried."""

FIRST_DEALS, OPEN = 399, 45
"""Where so many of the first deals differ as much, the chance is above 0.1, and the other deals are spared."""

MANY_ARTICLES = 300
"""Above so many the studentised difference is taken for normal, which all deals then show as well."""

LEAST_DRAWS, MOST_DRAWN = 99, 1_000_000
"""Random orders of an actor's articles, at least; and articles in all orders together, at most, where that is more."""

SEED = 0
_EVEN = 1e-9  # what differs by less is as large
_ALONE = 250_000  # multiplications up to which OpenBLAS works on one processor
_BATCH = 4_000_000  # articles in all deals that are dealt at once; more of them are no faster (measured)
_DRAWN = 50  # orders of articles whose differences are reckoned at once
_ALIKE = 40  # pairs of which all deals are tried at once
LEAST_BESIDE = 3
"""Articles on each side of a day of change."""

LEAST_ARTICLES = 2
"""Articles that each period needs: one alone shows nothing of how much articles differ."""

CHANGE_COLUMNS = (
    "actor", "before", "after", "difference", "low", "high", "p", "q", "finding", "n_before", "n_after",
    "articles_before", "articles_after", "why",
)  # fmt: skip


def what_changed(before: Sums, after: Sums, *, measure: Measure = "stance", min_n: int = MIN_N) -> pd.DataFrame:
    """Compare each named actor's quotes of two periods.

    Args:
        before: The table of sums of the earlier period, or of an actor's baseline.
        after: That of the later one.
        measure: Net stance or mean tone.
        min_n: Quotes (with a stance, or a tone) that each period needs.

    Returns:
        A line for each actor with such a quote in either period: ``before`` and ``after`` (NaN where there is
        none), their ``difference`` with its 95 % interval ``low`` to ``high``, the chance ``p`` of such a difference
        without a change, ``q``, the same among all actors that were compared, whether it is a ``finding`` (q at most
        ``DISCOVERY_RATE``), the numbers of quotes and articles, and ``why`` an actor was not compared. Findings come
        first, then by ``p``, then the actors not compared by name.
    """
    actors, sides = _sides(sum_units(before, measure), sum_units(after, measure))
    tops, numbers = ([side.total(column) for side in sides] for column in (0, 1))
    articles = [side.articles for side in sides]
    with np.errstate(invalid="ignore"):
        values = [top / n for top, n in zip(tops, numbers, strict=True)]
    why = [
        _why(n, printed, min_n)
        for n, printed in zip(zip(*numbers, strict=True), zip(*articles, strict=True), strict=True)
    ]
    table = pd.DataFrame({
        "actor": np.array(actors, object), "before": values[0], "after": values[1], "difference": values[1] - values[0],
        "low": np.nan, "high": np.nan, "p": np.nan, "n_before": numbers[0].astype(np.int64),
        "n_after": numbers[1].astype(np.int64), "articles_before": articles[0].astype(np.int64),
        "articles_after": articles[1].astype(np.int64), "why": np.array(why, object),
    })  # fmt: skip
    compared = np.flatnonzero([not reason for reason in why])
    if len(compared):
        pairs = [tuple(side.of(place) for side in sides) for place in compared.tolist()]
        low, high = _difference_intervals(pairs, measure)
        summed = [side.products()[compared] for side in sides]
        sizes = _studentised(summed[0], summed[0] + summed[1])
        for name, found in (("low", low), ("high", high), ("p", _chances(pairs, sizes))):
            table[name] = pd.Series(found, index=compared).reindex(table.index)
    table["q"] = false_discovery_rates(table["p"].to_numpy(dtype=np.float64))
    table["finding"] = table["q"] <= DISCOVERY_RATE
    ranked = table.sort_values(["finding", "p", "actor"], ascending=[False, True, True], ignore_index=True)
    return ranked[list(CHANGE_COLUMNS)]


Pair = tuple[Floats, ...]
"""An actor's units before and after, each of shape (units, 3): top, n, squares."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The units of one period in the order of their actors, shape (units, 3): top, n, squares; ``starts`` of each."""

    units: Floats
    actor: Numbers
    starts: Numbers

    def of(self, place: int) -> Floats:
        """Give an actor's units."""
        return self.units[self.starts[place] : self.starts[place + 1]]

    @property
    def articles(self) -> Floats:
        """Count the articles of each actor."""
        return np.diff(self.starts).astype(np.float64)

    def total(self, column: int) -> Floats:
        """Add up a column by actor, each by itself and in pairs: that is more exact than one number after the other.

        NumPy adds up so what stands behind the first number of a stretch; hence a zero before each actor's.
        """
        actors = len(self.starts) - 1
        padded = np.zeros(len(self.actor) + actors)
        padded[np.arange(len(self.actor)) + self.actor + 1] = self.units[:, column]
        return np.add.reduceat(padded, self.starts[:-1] + np.arange(actors)) if actors else padded

    def products(self) -> Floats:
        """Add up by actor what the studentised difference is made of, shape (actors, 6)."""
        columns = _products(_counted(self.units)).T
        return np.stack([np.bincount(self.actor, each, len(self.starts) - 1) for each in columns], axis=-1)


def _sides(before: Units, after: Units) -> tuple[list[str], list[_Side]]:
    """Number the actors of two periods alike, by name."""
    named = [[units.names[code] for code in np.unique(units.actor).tolist()] for units in (before, after)]
    actors = sorted({*named[0], *named[1]})
    place = {name: number for number, name in enumerate(actors)}
    sides = []
    for units in (before, after):
        actor = np.array([place.get(name, 0) for name in units.names], np.int64)[units.actor]
        starts = np.searchsorted(actor, np.arange(len(actors) + 1))
        sides.append(_Side(np.column_stack([units.top, units.n, units.squares]), actor, starts))
    return actors, sides


def _why(numbers: tuple[float, ...], articles: tuple[float, ...], min_n: int) -> str:
    """Say why an actor is not compared; nothing of one that is."""
    fewest = int(min(numbers))
    if fewest < min_n:
        return f"{counted(fewest, 'quote')} {'before' if numbers[0] < numbers[1] else 'after'}, needs {min_n}"
    if min(articles) < LEAST_ARTICLES:
        return f"one article {'before' if articles[0] < articles[1] else 'after'}, needs two"
    return ""


def _difference_intervals(pairs: Sequence[Pair], measure: Measure) -> tuple[Floats, Floats]:
    """Give the interval of each difference of two ratios, its freedom by Welch 1947 and Satterthwaite 1946."""
    sides = [side for pair in pairs for side in pair]
    whole = np.concatenate(sides)
    group = np.repeat(np.arange(len(sides)), [len(side) for side in sides])
    total = adder(group, len(sides))
    totals = total(whole[:, 1]), total(whole[:, 2])
    found = find_intervals(group, (whole[:, 0], whole[:, 1]), totals, measure, effective=False)
    spread = found.error.reshape(-1, 2) ** 2
    total_spread = spread.sum(axis=1)
    each = (spread**2 / found.freedom.reshape(-1, 2)).sum(axis=1)
    freedom = np.divide(total_spread**2, each, out=np.full(len(each), np.inf), where=total_spread > 0)
    half = student(freedom) * total_spread**0.5
    centre, value = (np.diff(ratio.reshape(-1, 2), axis=1)[:, 0] for ratio in (found.centre, found.value))
    return np.maximum(-2, np.minimum(centre - half, value)), np.minimum(2, np.maximum(centre + half, value))


def _chances(pairs: Sequence[Pair], sizes: Floats) -> Floats:
    """Give for each pair of sides the chance of a difference as large when articles are dealt to them at random.

    Args:
        pairs: The sides.
        sizes: Their studentised differences.
    """
    found = np.empty(len(pairs))
    exact: dict[tuple[int, int], list[int]] = {}
    dealt = []
    for place, (before, after) in enumerate(pairs):
        total = len(before) + len(after)
        if total > MANY_ARTICLES:
            found[place] = erfc(sizes[place] / 2**0.5)
        elif comb(total, len(before)) <= DEALS:
            exact.setdefault((len(before), total), []).append(place)
        else:
            dealt.append(place)
    for (first, _), alike in exact.items():
        for start in range(0, len(alike), _ALIKE):
            some = alike[start : start + _ALIKE]
            found[some] = _exact_chances([pairs[place] for place in some], first, sizes[some])
    dealt.sort(key=lambda place: len(pairs[place][0]) + len(pairs[place][1]))
    for some in _batches(dealt, pairs, FIRST_DEALS):
        found[some] = _dealt_chances([pairs[place] for place in some], FIRST_DEALS)
    near = [place for place in dealt if found[place] < (OPEN + 1) / (FIRST_DEALS + 1)]
    for some in _batches(near, pairs, DEALS):
        found[some] = _dealt_chances([pairs[place] for place in some], DEALS)
    return found


def _batches(places: Sequence[int], pairs: Sequence[Pair], deals: int) -> Iterator[list[int]]:
    """Part pairs, sorted by size, so that no batch holds more articles than a small table of deals has room for."""
    batch: list[int] = []
    for place in places:
        size = len(pairs[place][0]) + len(pairs[place][1])
        if batch and (len(batch) + 1) * size * deals > _BATCH:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _sizes(pairs: Sequence[Pair]) -> Floats:
    """Give the studentised difference of each pair of sides as they are."""
    one, other = ([_products(_counted(pair[side])).sum(axis=0) for pair in pairs] for side in (0, 1))
    return _studentised(np.array(one), np.add(one, other))


def _exact_chances(pairs: Sequence[Pair], first: int, sizes: Floats) -> Floats:
    """Try all deals, the real one among them, of pairs with as many articles on each side."""
    products = _products(np.stack([_counted(np.concatenate(pair)) for pair in pairs]))
    dealt = _all_deals(first, products.shape[1])
    tried = _studentised(_sums_of(np.moveaxis(products, -1, 1), dealt), products.sum(axis=1)[:, np.newaxis])
    return np.asarray((tried >= sizes[:, np.newaxis] - _EVEN).mean(axis=1))


def _dealt_chances(pairs: Sequence[Pair], deals: int) -> Floats:
    """Try random deals, the first so many; the real one is one more (Phipson and Smyth 2010)."""
    firsts = np.array([len(before) for before, _ in pairs])
    totals = firsts + [len(after) for _, after in pairs]
    units = np.zeros((len(pairs), totals.max(), 3))
    for place, pair in enumerate(pairs):
        units[place, : totals[place], :2] = np.concatenate(pair)[:, :2]
        units[place, : totals[place], 2] = 1
    products = np.moveaxis(_products(units), -1, 1)
    dealt = _deal(firsts, totals, deals)
    sizes = _studentised(_sums_of(products.astype(np.float32), dealt), products.sum(axis=2)[:, np.newaxis])
    larger = (sizes[:, 1:] >= sizes[:, :1] - _EVEN).sum(axis=1)
    return np.asarray((larger + 1) / (deals + 1))


def _deal(firsts: Numbers, totals: Numbers, deals: int) -> npt.NDArray[np.bool_]:
    """Deal the articles of pairs at random, so many times; the real deal is the first of all.

    Which articles come to the first period is drawn one by one (Knuth 1997, "Seminumerical Algorithms", 3.4.2 S), for
    all pairs from the same random numbers. All is done in the smallest whole numbers, a third of the time of others.

    Args:
        firsts: Of each pair the number of articles before.
        totals: That of all its articles, at most ``MANY_ARTICLES``.
        deals: How many random ones.

    Returns:
        Shape (pairs, largest total, deals + 1): True in the first period, False where a pair has no such article.
    """
    most = int(totals.max())
    whole = np.uint8 if firsts.max() <= np.iinfo(np.uint8).max else np.uint16
    highest = np.iinfo(whole).max  # what is drawn above all that are left is as good cut off
    sizes, size_of = np.unique(totals, return_inverse=True)
    left = np.repeat(firsts[:, np.newaxis].astype(whole), deals, axis=1)
    dealt = np.empty((len(firsts), most, deals + 1), bool)
    dealt[:, :, 0] = np.arange(most) < firsts[:, np.newaxis]
    rest = np.maximum(sizes - np.arange(most)[:, np.newaxis], 0).astype(np.float32)[:, :, np.newaxis]
    for place, chance in enumerate(_random_numbers()[:most, :deals]):
        drawn = rest[place] * chance
        if most - place > highest:
            np.minimum(drawn, highest, out=drawn)
        chosen = dealt[:, place, 1:]
        np.less(drawn.astype(whole)[size_of], left, out=chosen)  # its fraction decides nothing
        left -= chosen.view(np.uint8)
    return dealt


@lru_cache(maxsize=1)
def _random_numbers() -> npt.NDArray[np.float32]:
    """Give the numbers (0..1) by which articles are dealt, shape (MANY_ARTICLES, DEALS)."""
    return np.random.default_rng(SEED).random((MANY_ARTICLES, DEALS), np.float32)


@lru_cache(maxsize=64)
def _all_deals(first: int, total: int) -> npt.NDArray[np.bool_]:
    """Give all ways to deal articles, shape (total, deals), True in the first period."""
    dealt = np.zeros((total, comb(total, first)), bool)
    chosen = np.array(list(combinations(range(total), first)))
    dealt[chosen, np.arange(len(chosen))[:, np.newaxis]] = True
    return dealt


def _sums_of(products: npt.NDArray[Any], dealt: npt.NDArray[Any]) -> Floats:
    """Add up products, shape (pairs, 6, total), over one side of deals, (pairs, total, deals): (pairs, deals, 6).

    A stretch of deals at a time, so small that no second processor is asked for: that costs more than it brings.
    """
    step = max(1, _ALONE // (products.shape[1] * products.shape[2]))
    stretches = [products @ dealt[..., at : at + step].astype(products.dtype) for at in range(0, dealt.shape[-1], step)]
    return np.moveaxis(np.concatenate(stretches, axis=2), 1, -1).astype(np.float64)


def _counted(units: Floats) -> Floats:
    """Put a 1 behind top and n of each unit, so that sums count the units."""
    return np.column_stack([units[:, :2], np.ones(len(units))])


def _products(units: Floats) -> Floats:
    """Give of units, shape (..., 3), whose last number is 1, what the studentised difference is made of, (..., 6)."""
    top, bottom = units[..., 0], units[..., 1]
    return np.stack([top, bottom, top**2, top * bottom, bottom**2, units[..., 2]], axis=-1)


def _studentised(one: Floats, whole: Floats) -> Floats:
    """Give the difference of two sides by its error.

    Args:
        one: The sums of `_products` over one side of each deal, shape (..., 6).
        whole: Those over both sides, of a shape that fits.
    """
    spreads, values = [], []
    for side in (one, whole - one):
        top, bottom, squares, crossed, below, size = np.moveaxis(side, -1, 0)
        ratio = top / bottom
        # sum of (top - ratio * bottom)^2 over the side, without its single residuals
        residual = squares - 2 * ratio * crossed + ratio**2 * below
        spreads.append(np.maximum(residual, 0) * size / np.maximum(size - 1, 1) / bottom**2)
        values.append(ratio)
    floor = 0.25 / whole[..., 1] ** 2  # articles that all agree are not taken for free of error
    return np.asarray(np.abs(values[1] - values[0]) / np.sqrt(spreads[0] + spreads[1] + floor))


def false_discovery_rates(chances: Floats) -> Floats:
    """Give for each p the smallest rate at which it is a finding (Benjamini and Hochberg 1995); NaN stays out.

    Example:
        >>> false_discovery_rates(np.array([0.01, np.nan, 0.04, 0.03])).round(3).tolist()
        [0.03, nan, 0.04, 0.04]
    """
    rates = np.full(len(chances), np.nan)
    known = np.flatnonzero(~np.isnan(chances))
    order = known[np.argsort(chances[known], kind="stable")]
    scaled = chances[order] * len(order) / np.arange(1, len(order) + 1)
    rates[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1)
    return rates


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """The one day at which an actor's quotes part best; ``p`` says whether they part at all.

    ``first`` and ``last`` bound the days where the change lies with 90 % confidence; ``before`` and ``after`` are the
    figures on both sides, of so many articles.
    """

    day: str
    first: str
    last: str
    p: float
    before: float
    after: float
    articles: tuple[int, int]


def find_change_point(sums: Sums, *, measure: Measure = "stance", draws: int = 999) -> ChangePoint | None:
    """Look for the day at which an actor's figure changed most.

    The largest studentised difference over all days is compared with what it is when the articles come in random
    order (Antoch and Huskova 2001, "Permutation tests in change point analysis", Statistics & Probability Letters 53),
    so looking at every day costs no false alarms. The uncertainty of the day comes from drawing the articles of both
    sides anew.

    Args:
        sums: The table of sums of one actor by day.
        measure: Net stance or mean tone.
        draws: Random orders, and draws for the day's uncertainty; fewer where there are many articles.

    Returns:
        The change point, whether or not it is one by its ``p``; ``None`` with fewer than six dated articles or days
        that leave fewer than three articles on a side.
    """
    units = sum_units(sums, measure, apart=True)
    known = np.array([day != "" for day in units.periods], bool)[units.period]
    dated = np.flatnonzero(known)[np.argsort(units.period[known], kind="stable")]
    day, top, bottom = units.period[dated], units.top[dated], units.n[dated]
    turns = np.flatnonzero(np.diff(day)) + 1  # where another day begins
    cuts = turns[(turns >= LEAST_BESIDE) & (turns <= len(day) - LEAST_BESIDE)]
    if not len(cuts):
        return None
    days = [units.periods[code] for code in day.tolist()]
    products = np.ascontiguousarray(_products(_counted(np.column_stack([top, bottom]))).T)
    starts = np.concatenate([[0], cuts])
    lengths = np.diff(starts, append=len(days))
    stretches = np.repeat(np.arange(len(starts)), lengths)
    place = np.empty(len(days), np.int64)
    column = np.empty(len(days))

    def shuffled(order: Numbers) -> Floats:
        """Add up the products of articles in an order over the stretches between the cuts, shape (6, stretches)."""
        place[order] = stretches  # so that the products are read from end to end, whatever the order
        return np.array([*(np.bincount(place, row, len(starts)) for row in products[:-1]), lengths])

    def drawn_anew() -> Floats:
        """Draw as many articles anew on each side, and add them up as `shuffled` does, in their order."""
        left, right = random.integers(0, cut, cut), random.integers(cut, len(days), len(days) - cut)
        times = np.bincount(np.concatenate([left, right]), minlength=len(days))
        order = np.repeat(np.arange(len(days)), times)  # what sorting gives, at a tenth of its time
        sums = np.empty((len(products), len(starts)))
        for row, values in enumerate(products[:-1]):
            np.take(values, order, out=column, mode="clip")  # without it the output is checked, and copied
            np.add.reduceat(column, starts, out=sums[row])
        sums[-1] = lengths
        return sums

    def sizes(drawn: Iterator[Floats]) -> Floats:
        """Give the studentised difference at each cut for each draw of sums, shape (draws, cuts)."""
        found = []
        while some := list(islice(drawn, _DRAWN)):
            sums = np.moveaxis(np.cumsum(some, axis=2), 1, -1)
            found.append(_studentised(sums[:, :-1], sums[:, -1:]))
        return np.concatenate(found)

    found = sizes(iter([shuffled(np.arange(len(days)))]))[0]
    best = int(found.argmax())
    draws = max(min(draws, LEAST_DRAWS), min(draws, MOST_DRAWN // len(days)))
    random = np.random.default_rng(SEED)
    largest = sizes(shuffled(random.permutation(len(days))) for _ in range(draws)).max(axis=1)
    larger = int((largest >= found[best] - _EVEN).sum())
    cut = int(cuts[best])
    places = cuts[sizes(drawn_anew() for _ in range(draws)).argmax(axis=1)]
    first, last = (int(place) for place in np.percentile(places, [5, 95], method="nearest"))
    return ChangePoint(
        str(days[cut]), str(days[first]), str(days[last]), (larger + 1) / (draws + 1),
        float(top[:cut].sum() / bottom[:cut].sum()), float(top[cut:].sum() / bottom[cut:].sum()),
        (cut, len(days) - cut),
    )  # fmt: skip


def in_words(line: Mapping[Any, Any], measure: Measure = "stance") -> str:
    """Say in which direction an actor moved.

    Example:
        >>> in_words({"difference": -0.4}), in_words({"difference": 0.2}, "tone")
        ('more dovish', 'more positive')
    """
    words = ("more dovish", "more hawkish") if measure == "stance" else ("more negative", "more positive")
    return words[int(line["difference"] > 0)]
