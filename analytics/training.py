"""Fits the stance model of an axis to labelled sentences.

The model that ships with the program is this, over the ``examples.csv`` of its axis; another axis is named::

    python -m analytics train
    python -m analytics train --axis FOLDER

Method: logistic regression with an L2 penalty on the dense features of ``stance.stance_features`` (scikit-learn).
A neutral sentence enters twice with half its weight, once as hawkish and once as dovish, so that it pulls the sum
towards zero. Hawkish and dovish sentences weigh the same in all. Each feature enters once more by itself, as a
sentence of its own side (both sides again alike): so a pattern that few examples show ("met with a severe response")
is not shrunk to nothing. Only a feature's own sign is allowed: a fitted weight with the other one counts as zero.
The model's weight is the mean of what is fitted and of a weight set by hand, the same for every feature: on public
development sentences each alone does about as well as the other, and the mean gets more signs right.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from analytics.axes import Axis, load_axis
from analytics.stance import StanceModel, stance_features, stance_version

INVERSE_PENALTY = 1.0
"""C of the regression. 0.5 and 1 differ by less than .03 on public development sentences."""

PRIOR = 2.0
"""How many sentences a feature's entry by itself weighs. 0.5 to 4 differ by less than .05 on the same sentences."""

BY_HAND = 0.5
"""The weight set by hand, with the feature's sign: one signal alone then makes a score of 0.46."""


def read_examples(path: Path) -> tuple[dict[str, str], ...]:
    """Read labelled sentences from a CSV file; lines that start with ``#`` are comments.

    Raises:
        ValueError: The file lacks a column, or is not in UTF-8.
        OSError: The file cannot be read.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(line for line in file if not line.startswith("#"))
        missing = [name for name in ("text", "label") if name not in (reader.fieldnames or ())]
        if missing:
            raise ValueError(f"{path.name} has no column {missing[0]!r}")
        return tuple({name: row.get(name) or "" for name in ("text", "label", "cue")} for row in reader)


def fit_stance_model(labels: Iterable[Mapping[str, str]], seed: int = 0, axis: Axis | None = None) -> StanceModel:
    """Fit a model.

    Args:
        labels: Rows with ``text`` and ``label`` (those of the axis); a ``cue`` is read where there is one.
        seed: Seed of the solver.
        axis: The axis; dovish to hawkish where none is given.

    Returns:
        The fitted model, with the thresholds and the calibration that the axis declares.

    Raises:
        ValueError: A label is unknown, or there are not sentences of both ends.
    """
    axis = axis or load_axis()
    rows = [(stance_features(row["text"], cue=row.get("cue", ""), axis=axis), row["label"]) for row in labels]
    unknown = sorted({label for _, label in rows} - set(axis.labels))
    if unknown:
        raise ValueError(f"no such label: {', '.join(unknown)} (there are {', '.join(axis.labels)})")
    sides = {side: sum(label == side for _, label in rows) for side in axis.labels}
    if not sides[axis.labels.high] or not sides[axis.labels.low]:
        raise ValueError(f"it takes sentences labelled {axis.labels.high} and sentences labelled {axis.labels.low}")
    baseline, weights = _regress(rows, sides, axis, seed)
    return StanceModel(
        version=stance_version({**weights, "baseline": baseline}, axis),
        baseline=baseline,
        weights=weights,
        low=axis.low,
        high=axis.high,
        calibration=axis.calibration,
        axis=axis,
    )


def _regress(
    rows: list[tuple[dict[str, float], str]], sides: dict[str, int], axis: Axis, seed: int
) -> tuple[float, dict[str, float]]:
    from sklearn.linear_model import LogisticRegression

    low, middle, high = axis.labels
    names = sorted(axis.features)
    half = (sides[high] + sides[low]) / 2
    balance = {high: half / sides[high], low: half / sides[low], middle: 0.5}
    weighed = [(features, label, balance[label]) for features, label in rows]
    for name in names:
        alike = sum(side == axis.sides[name] for side in axis.sides.values())
        share = len(names) / 2 / alike
        weighed.append(({name: 1.0}, high if axis.sides[name] > 0 else low, PRIOR * share))
    matrix, target, importance = [], [], []
    for features, label, weight in weighed:
        for side in (high, low) if label == middle else (label,):
            matrix.append([features.get(name, 0.0) for name in names])
            target.append(side == high)
            importance.append(weight)
    regression = LogisticRegression(C=INVERSE_PENALTY, max_iter=2000, random_state=seed)
    regression.fit(matrix, target, sample_weight=importance)
    weights = {}
    for name, coefficient in zip(names, regression.coef_[0], strict=True):
        sign = axis.sides[name]
        fitted = max(0.0, sign * float(coefficient) / 2)  # half the log-odds: its tanh is P(hawkish) - P(dovish)
        weights[name] = round(sign * (fitted + BY_HAND) / 2, 4)
    return round(float(regression.intercept_[0]) / 4, 4), weights  # by hand it is zero
