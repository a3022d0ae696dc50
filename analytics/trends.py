"""Tells what changed between two periods, and what only looks so.

A change is a finding when articles dealt at random to the two periods would seldom differ as much (a permutation test
of the studentised difference: Chung and Romano 2013, "Exact and asymptotically robust permutation tests", Annals of
Statistics 41), and when it still is one among all actors that were looked at (Benjamini and Hochberg 1995). With too
few articles such a test can find nothing, which is as it should be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import comb, erfc
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.frames import MIN_N, Sums, sum_units
from analytics.intervals import Floats, find_intervals, student
from analytics.messages import counted

Measure = Literal["stance", "tone"]

DISCOVERY_RATE = 0.05
"""Of the changes that are called findings, at most this share is expected to be none."""

DEALS = 4999
"""Random deals of the articles; fewer than so many possible ones are all tried."""

MANY_ARTICLES = 300
"""Above so many the studentised difference is taken for normal, which all deals then show as well."""

SEED = 0
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
    tables = sum_units(before, measure), sum_units(after, measure)
    sides = [side[["top", "n", "squares"]].to_numpy(dtype=np.float64) for side in tables]
    places = [{str(name): found for name, found in side.groupby("actor").indices.items()} for side in tables]
    lines = [
        _compare(actor, [side[place.get(actor, [])] for side, place in zip(sides, places, strict=True)], measure, min_n)
        for actor in sorted({*places[0], *places[1]})
    ]
    table = pd.DataFrame(lines, columns=[name for name in CHANGE_COLUMNS if name not in ("q", "finding")])
    table["q"] = false_discovery_rates(table["p"].to_numpy(dtype=np.float64))
    table["finding"] = table["q"] <= DISCOVERY_RATE
    ranked = table.sort_values(["finding", "p", "actor"], ascending=[False, True, True], ignore_index=True)
    return ranked[list(CHANGE_COLUMNS)]


def _compare(actor: str, sides: Sequence[Floats], measure: Measure, min_n: int) -> dict[str, Any]:
    """Give an actor's line; ``sides`` holds the units before and after, shape (units, 3): top, n, squares."""
    numbers = [int(side[:, 1].sum()) for side in sides]
    articles = [len(side) for side in sides]
    values = [side[:, 0].sum() / number if number else np.nan for side, number in zip(sides, numbers, strict=True)]
    line = {
        "actor": actor, "before": values[0], "after": values[1], "difference": values[1] - values[0], "low": np.nan,
        "high": np.nan, "p": np.nan, "n_before": numbers[0], "n_after": numbers[1], "articles_before": articles[0],
        "articles_after": articles[1], "why": "",
    }  # fmt: skip
    if min(numbers) < min_n:
        where = "before" if numbers[0] < numbers[1] else "after"
        return line | {"why": f"{counted(min(numbers), 'quote')} {where}, needs {min_n}"}
    if min(articles) < LEAST_ARTICLES:
        return line | {"why": f"one article {'before' if articles[0] < articles[1] else 'after'}, needs two"}
    low, high = _difference_interval(sides, measure)
    return line | {"low": low, "high": high, "p": _chance(sides)}


def _difference_interval(sides: Sequence[Floats], measure: Measure) -> tuple[float, float]:
    """Give the interval of a difference of two ratios, its freedom by Welch 1947 and Satterthwaite 1946."""
    whole = np.concatenate(sides)
    group = np.repeat([0, 1], [len(side) for side in sides])
    totals = [np.array([side[:, place].sum() for side in sides]) for place in (1, 2)]
    found = find_intervals(group, (whole[:, 0], whole[:, 1]), (totals[0], totals[1]), measure)
    spread = found.error**2
    total = spread.sum()
    freedom = total**2 / (spread**2 / found.freedom).sum() if total else np.inf
    half = float(student(np.array([freedom]))[0]) * total**0.5
    centre, value = found.centre[1] - found.centre[0], found.value[1] - found.value[0]
    return float(max(-2, min(centre - half, value))), float(min(2, max(centre + half, value)))


def _chance(sides: Sequence[Floats]) -> float:
    """Give the chance of a difference as large when the articles are dealt to the periods at random."""
    whole = np.concatenate(sides)
    top, bottom = whole[:, 0], whole[:, 1]
    first, total = len(sides[0]), len(whole)
    real = np.zeros((1, total))
    real[0, :first] = 1
    size = float(_studentised(real, top, bottom)[0])
    if total > MANY_ARTICLES:
        return erfc(size / 2**0.5)
    dealt, exact = _deals(first, total)
    as_large = int((_studentised(dealt.astype(np.float64), top, bottom) >= size - 1e-9).sum())
    # Where all deals are tried the real one is among them; of random deals it is one more (Phipson and Smyth 2010).
    return as_large / len(dealt) if exact else (as_large + 1) / (len(dealt) + 1)


@lru_cache(maxsize=64)
def _deals(first: int, total: int) -> tuple[npt.NDArray[np.bool_], bool]:
    """Give ways to deal articles, shape (deals, total), True in the first period; and whether these are all."""
    exact = comb(total, first) <= DEALS
    dealt = np.zeros((comb(total, first) if exact else DEALS, total), bool)
    if exact:
        for row, chosen in enumerate(combinations(range(total), first)):
            dealt[row, list(chosen)] = True
    else:
        order = np.random.default_rng(SEED).random(dealt.shape).argpartition(first, axis=1)[:, :first]
        np.put_along_axis(dealt, order, True, axis=1)
    return dealt, exact


def _studentised(dealt: Floats, top: Floats, bottom: Floats) -> Floats:
    """Give the difference by its error for each deal, shape (deals,); 1 in ``dealt`` is the first period."""
    sizes, spreads, values = [], [], []
    for side in (dealt, 1 - dealt):
        below = side @ bottom
        ratio = (side @ top) / below
        # sum of (top - ratio * bottom)^2 over the side, without the matrix of residuals
        residual = side @ top**2 - 2 * ratio * (side @ (top * bottom)) + ratio**2 * (side @ bottom**2)
        size = side.sum(axis=1)
        sizes.append(size)
        spreads.append(np.maximum(residual, 0) * size / np.maximum(size - 1, 1) / below**2)
        values.append(ratio)
    floor = 0.25 / bottom.sum() ** 2  # articles that all agree are not taken for free of error
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
        draws: Random orders, and draws for the day's uncertainty.

    Returns:
        The change point, whether or not it is one by its ``p``; ``None`` with fewer than six dated articles or days
        that leave fewer than three articles on a side.
    """
    units = sum_units(sums, measure, ["period"])
    units = units[units["period"] != ""].sort_values("period", kind="stable")
    days = units["period"].to_numpy(dtype=object)
    top, bottom = units["top"].to_numpy(dtype=np.float64), units["n"].to_numpy(dtype=np.float64)
    cuts = [place for place in range(3, len(days) - 2) if days[place] != days[place - 1]]
    if not cuts:
        return None
    splits = np.zeros((len(cuts), len(days)))
    for row, cut in enumerate(cuts):
        splits[row, :cut] = 1
    found = _studentised(splits, top, bottom)
    best = int(found.argmax())
    random = np.random.default_rng(SEED)
    larger = 0
    for _ in range(draws):
        order = random.permutation(len(days))
        larger += bool(_studentised(splits, top[order], bottom[order]).max() >= found[best] - 1e-9)
    cut = cuts[best]
    places = []
    for _ in range(draws):
        left, right = random.integers(0, cut, cut), random.integers(cut, len(days), len(days) - cut)
        drawn = np.sort(np.concatenate([left, right]))
        places.append(cuts[int(_studentised(splits, top[drawn], bottom[drawn]).argmax())])
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


def power_table(
    articles: Sequence[int], differences: Sequence[float], *, seed: int = SEED, tries: int = 200
) -> npt.NDArray[np.float64]:
    """Give how often a true difference of net stance is found at p <= 0.05, by simulation.

    Each article holds one to three quotes, that resemble each other (intraclass correlation 0.15); before the change
    hawkish and dovish quotes are as many.

    Args:
        articles: Numbers of articles in each period.
        differences: True differences of net stance, 0..1.
        seed: Of the random numbers.
        tries: Simulated comparisons for each pair.

    Returns:
        Shares 0..1, shape (articles, differences).
    """
    random = np.random.default_rng(seed)

    def draw(number: int, net: float) -> Floats:
        share = np.array([(0.8 + net) / 2, (0.8 - net) / 2, 0.2]).clip(0.001)
        leaning = random.dirichlet(share / share.sum() * 0.85 / 0.15, size=number)
        labels = random.multinomial(random.integers(1, 4, number), leaning)
        return np.column_stack([labels[:, 0] - labels[:, 1], labels.sum(axis=1)]).astype(np.float64)

    found = [
        [
            np.mean([_chance([draw(number, 0.0), draw(number, true)]) <= 0.05 for _ in range(tries)])
            for true in differences
        ]
        for number in articles
    ]
    return np.array(found)
