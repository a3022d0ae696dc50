"""Puts 95 % intervals around figures, by a bootstrap over clusters.

Every figure here is a function of sums (hits, misses, products). So it is enough to count once for each cluster and
to add up the counts of the clusters that a draw holds: all draws are one product of matrices. A cluster is an article
where there are articles, because the quotes of one article resemble each other, else one text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from analytics.accuracy import Figure

Floats = npt.NDArray[np.float64]

DRAWS = 2000
"""Bootstrap draws; a bound then moves by about 0.001 over seeds on 84 articles (measured)."""

SEED = 0

DIGITS = 6
"""Digits of a figure: more would be noise, and differ between machines."""

FEWEST = 5
"""A figure that rests on fewer clusters has no interval: resampling two articles shows nothing about others."""

_BATCH = 2_000_000  # weights held at once: 16 MB


class Counts:
    """What was counted in each cluster.

    Args:
        table: Shape (clusters, columns); the names of the columns are ``columns``.
        columns: Their names.
    """

    def __init__(self, table: Floats, columns: tuple[str, ...]) -> None:
        self.place = {name: number for number, name in enumerate(columns)}
        self.total = table.sum(axis=0)
        self._table = table
        self._drawn: Floats | None = None

    def figure(self, name: str, formula: Callable[[Sums], Floats], over: str) -> Figure:
        """Give a figure with its n and its interval.

        Args:
            name: What it is called.
            formula: Gives the figure for sums of counts, for one set of sums and for many at once; NaN where it
                cannot be said. Draws for which it cannot be said are left out.
            over: The column that counts the items of gold behind the figure.
        """
        value, n = self.value(formula), self.count(over)
        if value is None:
            return Figure(name, None, n)
        clusters = np.count_nonzero(self._table[:, self.place[over]]) if over in self.place else 0
        return Figure(name, value, n, *(self._bounds(formula) if clusters >= FEWEST else (None, None)))

    def count(self, name: str) -> int:
        """Give the sum of one column of whole numbers."""
        return round(float(Sums(self.total, self.place)[name]))

    def value(self, formula: Callable[[Sums], Floats]) -> float | None:
        """Give a figure alone, ``None`` where it cannot be said."""
        value = float(formula(Sums(self.total, self.place)))
        return round(value, DIGITS) + 0.0 if np.isfinite(value) else None

    def _bounds(self, formula: Callable[[Sums], Floats]) -> tuple[float | None, float | None]:
        """Give the 95 % interval of a figure (percentiles); ``None`` where no draw gives it."""
        if self._drawn is None:
            self._drawn = np.concatenate([weights @ self._table for weights in _weights(len(self._table))])
        values = formula(Sums(self._drawn, self.place))
        values = values[np.isfinite(values)]
        if not values.size:
            return None, None
        low, high = np.percentile(values, [2.5, 97.5])
        return round(float(low), DIGITS) + 0.0, round(float(high), DIGITS) + 0.0


class Sums:
    """Sums of counts by the name of their column; each has the shape of the draws. What never occurred is 0."""

    def __init__(self, table: Floats, place: dict[str, int], prefix: str = "") -> None:
        self._table = table
        self._place = place
        self._prefix = prefix

    def __getitem__(self, name: str) -> Floats:
        """Give the sums of one column."""
        place = self._place.get(self._prefix + name)
        return np.zeros(self._table.shape[:-1]) if place is None else np.asarray(self._table[..., place])

    def under(self, prefix: str) -> Sums:
        """Give the sums of the columns whose names begin with a prefix, by the rest of the name."""
        return Sums(self._table, self._place, self._prefix + prefix)


def ratio(top: Floats, bottom: Floats) -> Floats:
    """Divide, giving NaN where there is nothing below the line.

    Example:
        >>> ratio(np.array([1.0, 1.0]), np.array([2.0, 0.0])).tolist()
        [0.5, nan]
    """
    return np.asarray(top / np.where(bottom > 0, bottom, np.nan), dtype=np.float64)


def f1(hits: Floats, found: Floats, gold: Floats) -> Floats:
    """Give the harmonic mean of precision and recall, 0..1.

    Example:
        >>> float(f1(np.float64(3), np.float64(4), np.float64(4)))
        0.75
    """
    return ratio(2 * hits, found + gold)


def correlation(sums: Sums) -> Floats:
    """Give Pearson's r from the sums ``n x y xx yy xy``."""
    n = sums["n"]
    shared = n * sums["xy"] - sums["x"] * sums["y"]
    spread = (n * sums["xx"] - sums["x"] ** 2) * (n * sums["yy"] - sums["y"] ** 2)
    return ratio(shared, np.sqrt(np.maximum(spread, 0)))


def _weights(clusters: int) -> Iterator[Floats]:
    """Give how often each draw holds each cluster, some draws at a time."""
    random = np.random.default_rng(SEED)
    at_once = max(1, min(DRAWS, _BATCH // clusters))
    for done in range(0, DRAWS, at_once):
        size = min(at_once, DRAWS - done)
        yield random.multinomial(clusters, np.full(clusters, 1 / clusters), size=size).astype(np.float64)
