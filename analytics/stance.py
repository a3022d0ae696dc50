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
from analytics.patterns import PATTERNS, Reading, read_signals
from analytics.records import Evidence, Span, Stance, short_hash
from analytics.speech_acts import find_holder, find_speech_act

FORMAT = 1
"""The layout of a model file; a file of another layout is refused."""

RULES = 3
"""Counts the changes of the patterns that alter scores; the first figure of every model's version."""

LABELS = ("dovish", "neutral", "hawkish")

WEIGHT_DIGITS = 4
"""Decimals of a piece of evidence: it is rounded before the sum, so that what is printed adds up exactly."""

TERM_WORDS = 3
"""Quoted words up to this number are a term, where they hold no word of grammar and no judgement."""

_GRAMMAR = frozenset(
    """i we you he she it they us him her them me not no never will would shall can must should is are was were be to
    let a an the our my your his their its do does did have has""".split()
)
_JUDGING = frozenset("accuse condemn threat warning reject demand".split()) | PATTERNS.keys()

FEATURE_NAMES = {
    "baseline": "baseline",
    "assault": "violence",
    "coerce": "coercion",
    "sanction": "sanctions",
    "mobilize": "military posture",
    "threat": "threat",
    "warning": "warning",
    "accuse": "accusation",
    "condemn": "condemnation",
    "demand": "demand",
    "reject": "rejection",
    "breakoff": "ties broken off",
    "protest": "protest",
    "prosecute": "prosecution",
    "agree": "agreement",
    "support": "support or praise",
    "talk": "talks",
    "yield": "concession",
    "aid": "aid",
    "cooperate": "cooperation",
    "open": "openness",
    "restraint": "restraint",
    "reassure": "reassurance",
    "relief": "pressure eased or ended",
    "restrain": "force ruled out",
    "negated_hawkish": "hostility negated",
    "cutoff": "talks or aid cut off",
    "refusal": "refusal",
    "breach": "agreement broken",
    "denial": "denial",
    "demand_stop": "demand to stop",
    "will_force": "force announced",
    "met_with": "will be met with a response",
    "conditional_threat": "conditional threat",
}
"""What a person reads for a feature; evidence carries these names."""


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
        is ``None``, with the label "none", where there is no evidence, or the words are a mere term ("minor
        incursion") that its frame does not turn. Evidence without a span is the baseline, or comes from the cue; its
        features have the names of ``FEATURE_NAMES``.

    Example:
        >>> stance = score_stance("They will pay a heavy price.")
        >>> stance.label, stance.speech_act, stance.evidence[1].span.of("They will pay a heavy price.")
        ('hawkish', 'threat', 'pay a heavy price')
        >>> score_stance("It rained in Geneva.").label
        'none'
    """
    model = model or default_model()
    readings = list(read_signals(text, cue))
    span = next((reading.condition for reading in readings if reading.condition), None)
    condition = span.of(text) if span else ""
    holder = find_holder(readings[0].texts() if readings else [], quoted=bool(cue))
    evidence = _evidence(readings, model)
    if not evidence or (_is_term(text, readings) and not _framed(text, readings)):
        return Stance(None, "none", speech_act="statement", condition=condition, holder=holder)
    raw = math.fsum(item.weight for item in evidence)
    score = math.tanh(raw)
    label = model.label(score)
    words = [word for reading in readings for word in reading.texts()]
    stated = {act for reading in readings for act in reading.acts}
    act = find_speech_act(evidence, label, words, conditional=span is not None, stated=stated)
    named = tuple(Evidence(item.span, FEATURE_NAMES[item.feature], item.weight) for item in evidence)
    return Stance(score, label, model.confidence(raw, label), named, act, condition, holder)


def _evidence(readings: Sequence[Reading], model: StanceModel) -> tuple[Evidence, ...]:
    """Weigh the signals: one piece of evidence, the strongest, for one stretch of words; the cue is one stretch."""
    strongest: dict[Span | None, Evidence] = {}
    for reading in readings:
        for signal in reading.signals:
            weight = round(model.weights.get(signal.feature, 0.0) * signal.value, WEIGHT_DIGITS)
            item = Evidence(reading.span(signal), signal.feature, weight)
            other = strongest.get(item.span)
            if item.weight and (other is None or abs(item.weight) > abs(other.weight)):
                strongest[item.span] = item
    baseline = Evidence(None, "baseline", round(model.baseline, WEIGHT_DIGITS))
    return (baseline, *strongest.values()) if strongest else ()


def _is_term(text: str, readings: Sequence[Reading]) -> bool:
    """Tell whether the quoted words are a term and no sentence ("minor incursion"): few, and all of them naming.

    What charges or judges ("illegal aggression") is more than a term, and so is a whole sentence ("Direct hits.").
    """
    words = [word for reading in readings for word in reading.texts()]
    features = {signal.feature for reading in readings for signal in reading.signals}
    whole = text.strip()[:1].isupper() and text.rstrip()[-1:] in ".!?,"
    return len(words) <= TERM_WORDS and not whole and _GRAMMAR.isdisjoint(words) and _JUDGING.isdisjoint(features)


def _framed(text: str, readings: Sequence[Reading]) -> bool:
    """Tell whether the words around a term give it a stance that it has not by itself ("ruled out military action")."""
    alone = [signal.feature for reading in read_signals(text) for signal in reading.signals]
    return alone != [signal.feature for reading in readings for signal in reading.signals]
