"""Scores how hawkish or dovish words are, and shows the words that decided it.

The score is the hyperbolic tangent of a sum: the weight of each signal that ``patterns`` finds, and a baseline. The
weights are half fitted to our own example sentences by a strongly regularised logistic regression and half set by
hand (``training``); with half the log-odds as the sum, the score stands for the probability of hawkish less that of
dovish.

A model is a JSON file that a person can read and that runs no code when it is loaded.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from analytics.lexicons import DATA, read_lexicon
from analytics.patterns import Reading, Signal, read_signals
from analytics.records import Evidence, Span, Stance, short_hash
from analytics.speech_acts import find_holder, find_speech_act

FORMAT = 1
"""The layout of a model file; a file of another layout is refused."""

RULES = 1
"""Counts the changes of the patterns that alter scores; the first figure of every model's version."""

LABELS = ("dovish", "neutral", "hawkish")


class ModelError(ValueError):
    """A stance model that cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class StanceModel:
    """Weights of the stance features, with the bounds of the labels.

    ``weights`` are added to the sum for a feature of value 1, ``baseline`` always. A score of at least ``hawkish``
    is hawkish, of at most ``dovish`` dovish. ``calibration`` holds for each label intercept and slope of the
    log-odds that it is right, the slope for the distance of the sum from zero (neutral: for its nearness).
    ``version`` names rules, weights and lexicon together.
    """

    version: str
    baseline: float
    weights: Mapping[str, float]
    dovish: float
    hawkish: float
    calibration: Mapping[str, tuple[float, float]]

    def __post_init__(self) -> None:
        numbers = [self.baseline, self.dovish, self.hawkish, *self.weights.values()]
        numbers += [number for pair in self.calibration.values() for number in pair]
        if not all(math.isfinite(number) for number in numbers):
            raise ModelError("a stance model holds finite numbers only")
        if not -1 < self.dovish < self.hawkish < 1:
            raise ModelError("the bounds of a stance model must satisfy -1 < dovish < hawkish < 1")
        if set(self.calibration) != set(LABELS):
            raise ModelError(f"a stance model calibrates exactly {', '.join(LABELS)}")

    @classmethod
    def read(cls, path: Path | str) -> StanceModel:
        """Read a model from its JSON file.

        Raises:
            ModelError: The file is no model, of another layout, or holds a number that is not finite.
            OSError: The file cannot be read.
        """
        try:
            data = json.loads(Path(path).read_text(encoding="utf-8"), parse_constant=_refuse_constant)
        except ValueError as error:
            raise ModelError(f"{Path(path).name} is not a stance model: {error}") from error
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            found = data.get("format") if isinstance(data, dict) else None
            raise ModelError(f"{Path(path).name} has format {found!r}; this program reads format {FORMAT}")
        try:
            return cls._from_json(data)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ModelError(f"{Path(path).name} is not a stance model: {error!r}") from error

    @classmethod
    def _from_json(cls, data: dict[str, Any]) -> StanceModel:
        return cls(
            version=str(data["version"]),
            baseline=float(data["baseline"]),
            weights={str(name): float(weight) for name, weight in data["weights"].items()},
            dovish=float(data["thresholds"]["dovish"]),
            hawkish=float(data["thresholds"]["hawkish"]),
            calibration={
                str(label): (float(intercept), float(slope))
                for label, (intercept, slope) in data["calibration"].items()
            },
        )

    def write(self, path: Path | str) -> None:
        """Write the model as JSON, the same model always as the same bytes."""
        data = {
            "format": FORMAT,
            "version": self.version,
            "baseline": self.baseline,
            "thresholds": {"dovish": self.dovish, "hawkish": self.hawkish},
            "calibration": {label: list(self.calibration[label]) for label in LABELS},
            "weights": dict(sorted(self.weights.items(), key=lambda item: (item[1], item[0]))),
        }
        Path(path).write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")

    def label(self, score: float) -> str:
        """Give dovish, neutral or hawkish for a score in -1..1."""
        if score >= self.hawkish:
            return "hawkish"
        return "dovish" if score <= self.dovish else "neutral"

    def confidence(self, raw: float, label: str) -> float:
        """Give the probability (0..1) that the label is right, for a sum of weights."""
        intercept, slope = self.calibration[label]
        distance = min(abs(raw), 3.0)
        return 1 / (1 + math.exp(-(intercept + slope * distance)))


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not allowed")


@cache
def default_model() -> StanceModel:
    """Give the model that ships with the program, read once."""
    return StanceModel.read(DATA / "stance_model.json")


def model_version(weights: Mapping[str, float]) -> str:
    """Name rules, weights and lexicon together: any change of one gives another version.

    Example:
        >>> model_version({"threat": 1.0}) == model_version({"threat": 1.1})
        False
    """
    terms = ["\t".join(row.values()) for row in read_lexicon("stance_terms")]
    return f"{RULES}-" + short_hash(json.dumps(sorted(weights.items())), *terms)[:8]


def stance_features(text: str, *, cue: str = "") -> dict[str, float]:
    """Give the dense features of a text: for each feature found, the sum of its values.

    Example:
        >>> stance_features("They lifted the embargo.")
        {'relief': 1.0}
    """
    features: dict[str, float] = {}
    for reading in read_signals(text, cue):
        for signal in reading.signals:
            features[signal.feature] = features.get(signal.feature, 0.0) + signal.value
    return features


def score_stance(text: str, *, cue: str = "", model: StanceModel | None = None) -> Stance:
    """Score the stance of words somebody said.

    Args:
        text: The words; the evidence counts its characters. Any string; the cost is linear in its length.
        cue: The reporting words before them, which can turn the reading ("ruled out", "said he did not").
        model: The weights; the ones that ship with the program where none are given.

    Returns:
        The stance. Its score is -1 (dovish) .. 1 (hawkish), the hyperbolic tangent of the sum of the evidence; it
        is ``None``, with the label "none", where there is no evidence. Evidence without a span is the baseline, or
        comes from the cue.

    Example:
        >>> stance = score_stance("They will pay a heavy price.")
        >>> stance.label, stance.speech_act, stance.evidence[1].span.of("They will pay a heavy price.")
        ('hawkish', 'threat', 'pay a heavy price')
        >>> score_stance("It rained in Geneva.").label
        'none'
    """
    model = model or default_model()
    readings = list(read_signals(text, cue))
    found = [(reading, signal) for reading in readings for signal in reading.signals]
    span = next((reading.condition for reading in readings if reading.condition), None)
    condition = span.of(text) if span else ""
    words = [word.text for reading in readings for word in reading.words if word.span]
    holder = find_holder(words, quoted=bool(cue))
    evidence = _evidence(found, model)
    if not evidence:
        return Stance(None, "none", speech_act="statement", condition=condition, holder=holder)
    raw = math.fsum(item.weight for item in evidence)
    score = math.tanh(raw)
    label = model.label(score)
    stated = {act for reading in readings for act in reading.acts}
    act = find_speech_act(evidence, label, words, conditional=span is not None, stated=stated)
    return Stance(score, label, model.confidence(raw, label), evidence, act, condition, holder)


def _evidence(found: Sequence[tuple[Reading, Signal]], model: StanceModel) -> tuple[Evidence, ...]:
    items = []
    for reading, signal in found:
        weight = model.weights.get(signal.feature, 0.0) * signal.value
        if weight:
            span: Span | None = reading.span(signal)
            items.append(Evidence(span, signal.feature, weight))
    return (Evidence(None, "baseline", model.baseline), *items) if items else ()
