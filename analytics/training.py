"""Fits the stance model to labelled sentences.

The model that ships with the program is this, over ``analytics/data/stance_examples.csv``::

    python -m analytics train

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

from analytics.patterns import DOVISH, HAWKISH, PATTERNS, polarity
from analytics.stance import LABELS, StanceModel, model_version, stance_features

FEATURES = tuple(sorted(HAWKISH | DOVISH | set(PATTERNS)))

INVERSE_PENALTY = 1.0
"""C of the regression. 0.5 and 1 differ by less than .03 on public development sentences."""

PRIOR = 2.0
"""How many sentences a feature's entry by itself weighs. 0.5 to 4 differ by less than .05 on the same sentences."""

BY_HAND = 0.5
"""The weight set by hand, with the feature's sign: one signal alone then makes a score of 0.46."""

THRESHOLDS = (-0.2, 0.21)
"""Bounds of the labels on the score, chosen on public development sentences (UN speeches and news), where 0.18 to 0.22
differ by less than .04. The dovish one is a little nearer, for the baseline leans to the hawkish side."""

CALIBRATION = {"dovish": (-1.0, 3.8), "neutral": (0.0, 0.0), "hawkish": (0.3, 2.7)}
"""Log-odds that a label is right: intercept, and slope for the distance of the sum from zero (up to 3). Measured on
public development sentences: news of events, UN speeches and quotes in the news, the latter two counted three times.
Neutral is measured on speeches and quotes alone (10 right of 20), for news of events is chosen to hold few neutrals
(30 right of 158); its distance from zero tells nothing."""


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


def fit_stance_model(labels: Iterable[Mapping[str, str]], seed: int = 0) -> StanceModel:
    """Fit a model.

    Args:
        labels: Rows with ``text`` and ``label`` (dovish, neutral or hawkish); a ``cue`` is read where there is one.
        seed: Seed of the solver.

    Returns:
        The fitted model, with the published thresholds and calibration.

    Raises:
        ValueError: A label is unknown, or there are not both hawkish and dovish sentences.
    """
    rows = [(stance_features(row["text"], cue=row.get("cue", "")), row["label"]) for row in labels]
    unknown = sorted({label for _, label in rows} - set(LABELS))
    if unknown:
        raise ValueError(f"unknown stance labels: {', '.join(unknown)}")
    sides = {side: sum(label == side for _, label in rows) for side in LABELS}
    if not sides["hawkish"] or not sides["dovish"]:
        raise ValueError("a stance model needs both hawkish and dovish sentences")
    baseline, weights = _regress(rows, sides, seed)
    return StanceModel(
        version=model_version({**weights, "baseline": baseline}),
        baseline=baseline,
        weights=weights,
        dovish=THRESHOLDS[0],
        hawkish=THRESHOLDS[1],
        calibration=CALIBRATION,
    )


def _regress(
    rows: list[tuple[dict[str, float], str]], sides: dict[str, int], seed: int
) -> tuple[float, dict[str, float]]:
    from sklearn.linear_model import LogisticRegression

    half = (sides["hawkish"] + sides["dovish"]) / 2
    balance = {"hawkish": half / sides["hawkish"], "dovish": half / sides["dovish"], "neutral": 0.5}
    weighed = [(features, label, balance[label]) for features, label in rows]
    own_side = {name: "hawkish" if polarity(name) > 0 else "dovish" for name in FEATURES}
    for name, side in own_side.items():
        share = len(FEATURES) / 2 / list(own_side.values()).count(side)
        weighed.append(({name: 1.0}, side, PRIOR * share))
    matrix, target, importance = [], [], []
    for features, label, weight in weighed:
        for side in ("hawkish", "dovish") if label == "neutral" else (label,):
            matrix.append([features.get(name, 0.0) for name in FEATURES])
            target.append(side == "hawkish")
            importance.append(weight)
    regression = LogisticRegression(C=INVERSE_PENALTY, max_iter=2000, random_state=seed)
    regression.fit(matrix, target, sample_weight=importance)
    weights = {}
    for name, coefficient in zip(FEATURES, regression.coef_[0], strict=True):
        sign = polarity(name)
        fitted = max(0.0, sign * float(coefficient) / 2)  # half the log-odds: its tanh is P(hawkish) - P(dovish)
        weights[name] = round(sign * (fitted + BY_HAND) / 2, 4)
    return round(float(regression.intercept_[0]) / 4, 4), weights  # by hand it is zero
