"""Scores candidates by an additive model with pairs: a weight for each level of a feature and for each pair of levels.

A model of this form (a "GA2M": Lou, Caruana, Gehrke and Hooker, KDD 2013) can be read by a person as a set of
tables, and did within half a point as well as boosted trees on the same features. The tables are numbers in a JSON
file; reading it runs no code.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from operator import getitem, itemgetter
from pathlib import Path
from typing import Any

PAIR = " & "
"""Stands between the names of two features in the file."""


class Ranker:
    """The tables of a fitted model, ready to score.

    Example:
        >>> features = {"form": ("nobody", "name"), "side": ("none", "before")}
        >>> ranker = Ranker(features, {"form": [0.0, 1.0]}, {"form & side": [[0.0, 0.0], [0.0, 0.5]]})
        >>> ranker.score([1, 1])
        1.5
    """

    def __init__(
        self,
        features: Mapping[str, Sequence[str]],
        weights: Mapping[str, Sequence[float]],
        pairs: Mapping[str, Sequence[Sequence[float]]],
    ) -> None:
        """Index the tables by the features' columns.

        Args:
            features: Every feature with the names of its levels; a candidate's levels come in this order.
            weights: For some features the weight of each level.
            pairs: For some pairs of features ("a & b") a row for each level of the first, a column for each of the
                second.

        Raises:
            ValueError: A table is of another size than its features, or a weight is not finite.
        """
        columns = {name: number for number, name in enumerate(features)}
        sizes = [len(levels) for levels in features.values()]
        alone = {columns[name]: _checked(name, row, sizes[columns[name]]) for name, row in weights.items()}
        firsts, seconds, tables = [], [], []
        for name, rows in pairs.items():
            one, two = (columns[part] for part in name.split(PAIR))
            _checked(name, [value for row in rows for value in row], sizes[one] * sizes[two])
            # A feature's own weights are folded into its first pair, so that one pass over the tables adds up all.
            own = alone.pop(one, [0.0] * sizes[one])
            tables.append([[value + weight for value in row] for row, weight in zip(rows, own, strict=True)])
            firsts.append(one)
            seconds.append(two)
        for column, row in alone.items():
            tables.append([[weight] * sizes[column] for weight in row])
            firsts.append(column)
            seconds.append(column)
        self._tables = tables
        self._first, self._second = _picker(firsts), _picker(seconds)

    def score(self, levels: Sequence[int]) -> float:
        """Give the sum of the weights of a candidate's levels and pairs of levels."""
        # Scoring is most of the cost of attribution: this runs without a step of the interpreter for each table.
        return math.fsum(map(getitem, map(getitem, self._tables, self._first(levels)), self._second(levels)))

    def probabilities(self, candidates: Sequence[Sequence[int]]) -> list[float]:
        """Give each candidate's probability (softmax of the scores); they sum to 1."""
        scores = [self.score(levels) for levels in candidates]
        top = max(scores)
        raised = [math.exp(score - top) for score in scores]
        whole = sum(raised)
        return [value / whole for value in raised]


def _picker(columns: Sequence[int]) -> Callable[[Sequence[int]], Sequence[int]]:
    """Give what picks the levels in some columns; for a single column too it gives a sequence."""
    return itemgetter(*columns) if len(columns) > 1 else lambda levels: [levels[column] for column in columns]


def _checked(name: str, values: Sequence[float], size: int) -> Sequence[float]:
    if len(values) != size:
        raise ValueError(f"{name}: {size} weights are needed, found {len(values)}")
    if not all(isinstance(value, int | float) and math.isfinite(value) for value in values):
        raise ValueError(f"{name}: every weight must be a finite number")
    return values


def read_ranker(path: Path, features: Mapping[str, Sequence[str]]) -> Ranker:
    """Read a fitted model.

    Args:
        path: The file.
        features: The features that the code gives, with their levels: the file must have the same in the same order.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is no such file, or its tables do not fit its features.
    """
    saved: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    try:
        found = {name: tuple(levels) for name, levels in saved["features"].items()}
        if list(found.items()) != [(name, tuple(levels)) for name, levels in features.items()]:
            raise ValueError(f"{path.name}: its features are not those of this version; fit it anew")
        return Ranker(found, saved["weights"], saved["pairs"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path.name}: not a file of fitted weights ({error})") from error
