"""Scores how hawkish or dovish words are, and shows the words that decided it.

The score is the hyperbolic tangent of a sum: the weight of each signal that ``patterns`` finds, and a baseline. The
weights are half fitted to our own example sentences by a strongly regularised logistic regression and half set by
hand (``training``); with half the log-odds as the sum, the score stands for the probability of hawkish less that of
dovish.

Hawkish and dovish are the ends of the axis that ships with the program; on another axis (``axes``) the ends have
other names, and all else is the same. A model is a JSON file that a person can read and that runs no code when it is
loaded.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from analytics.axes import SHIPPED, Axis, load_axis
from analytics.framing import is_said_of
from analytics.named_acts import find_framed_act, find_named_act
from analytics.patterns import Reading, read_signals
from analytics.records import Evidence, Span, Stance, short_hash
from analytics.speech_acts import find_holder, find_speech_act

FORMAT = 1
"""The layout of a model file; a file of another layout is refused."""

RULES = 9
"""Counts the changes of the patterns, and of what the shipped axis declares, that alter what is printed; the first
figure of every model's version."""

WEIGHT_DIGITS = 4
"""Decimals of a piece of evidence: it is rounded before the sum, so that what is printed adds up exactly."""

BEFORE_BUT = 0.4
"""How much pleading and offering count before a sentence that begins with "but" and threatens."""

TERM_WORDS = 3
"""Quoted words up to this number are a term, where they hold no word of grammar and no judgement."""

_GRAMMAR = frozenset(
    """i we you he she it they us him her them me not no never will would shall can must should is are was were be to
    let a an the our my your his their its do does did have has""".split()
)


_PRAISING = frozenset(
    """good great excellent constructive useful positive encouraging substantive fruitful productive significant
    remarkable""".split()
)
"""Adjectives that judge, so that what they stand with is no mere term ("good progress")."""


class ModelError(ValueError):
    """A stance model that cannot be used; the message says why."""


_BELITTLING = frozenset("minor small little limited brief so-called".split())


@dataclass(frozen=True, slots=True)
class StanceModel:
    """Weights of the features of an axis, with the bounds of the labels.

    ``weights`` are added to the sum for a feature of value 1, ``baseline`` always. A score of at least ``high`` gets
    the label of the high end (hawkish), of at most ``low`` that of the low end (dovish). ``calibration`` holds for
    each label intercept and slope of the log-odds that it is right, the slope for the distance of the sum from zero
    (neutral: for its nearness); it is empty where nobody has measured them. ``version`` names rules, weights and
    lexicon together.
    """

    version: str
    baseline: float
    weights: Mapping[str, float]
    low: float
    high: float
    calibration: Mapping[str, tuple[float, float]]
    axis: Axis = field(default_factory=load_axis)

    def __post_init__(self) -> None:
        numbers = [self.baseline, self.low, self.high, *self.weights.values()]
        numbers += [number for pair in self.calibration.values() for number in pair]
        labels = self.axis.labels
        if not all(math.isfinite(number) for number in numbers):
            raise ModelError("a stance model holds finite numbers only")
        if not -1 < self.low < self.high < 1:
            raise ModelError(f"the bounds of a stance model must satisfy -1 < {labels.low} < {labels.high} < 1")
        if self.calibration and set(self.calibration) != set(labels):
            raise ModelError(f"a stance model calibrates exactly {', '.join(labels)}")
        unknown = sorted(self.weights.keys() - self.axis.features.keys())
        if unknown:
            raise ModelError(f"the axis {self.axis.name} has no feature {unknown[0]!r}")

    @classmethod
    def read(cls, path: Path | str, axis: Axis | None = None) -> StanceModel:
        """Read a model from its JSON file.

        Args:
            path: The file.
            axis: The axis that it belongs to; the shipped one where none is given.

        Raises:
            ModelError: The file is no model, of another layout or axis, or holds a number that is not finite.
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
            return cls._from_json(data, axis or load_axis())
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ModelError(f"{Path(path).name} is not a stance model: {error!r}") from error

    @classmethod
    def _from_json(cls, data: dict[str, Any], axis: Axis) -> StanceModel:
        return cls(
            version=str(data["version"]),
            baseline=float(data["baseline"]),
            weights={str(name): float(weight) for name, weight in data["weights"].items()},
            low=float(data["thresholds"][axis.labels.low]),
            high=float(data["thresholds"][axis.labels.high]),
            calibration={
                str(label): (float(intercept), float(slope))
                for label, (intercept, slope) in data["calibration"].items()
            },
            axis=axis,
        )

    def write(self, path: Path | str) -> None:
        """Write the model as JSON, the same model always as the same bytes."""
        labels = self.axis.labels
        data = {
            "format": FORMAT,
            "version": self.version,
            "baseline": self.baseline,
            "thresholds": {labels.low: self.low, labels.high: self.high},
            "calibration": {label: list(self.calibration[label]) for label in labels if self.calibration},
            "weights": dict(sorted(self.weights.items(), key=lambda item: (item[1], item[0]))),
        }
        Path(path).write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")

    def side(self, score: float) -> int:
        """Give 1 for a score (-1..1) at the high end, -1 for one at the low end, 0 between."""
        return (score >= self.high) - (score <= self.low)

    def label(self, score: float) -> str:
        """Give the label of a score in -1..1: dovish, neutral or hawkish on the shipped axis."""
        return self.axis.labels[self.side(score) + 1]

    def confidence(self, raw: float, label: str) -> float | None:
        """Give the probability (0..1) that the label is right, for a sum of weights; ``None`` if never measured."""
        if not self.calibration:
            return None
        intercept, slope = self.calibration[label]
        distance = min(abs(raw), 3.0)
        return 1 / (1 + math.exp(-(intercept + slope * distance)))


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not allowed")


@cache
def default_model() -> StanceModel:
    """Give the model that ships with the program, read once."""
    axis = load_axis()
    return StanceModel.read(axis.model_path, axis)


@lru_cache(maxsize=8)
def axis_model(axis: Axis) -> StanceModel:
    """Give the model in the folder of an axis, read once for each time that the axis is loaded.

    Raises:
        ModelError: There is none yet, or it cannot be used.
    """
    if axis is load_axis():
        return default_model()
    try:
        return StanceModel.read(axis.model_path, axis)
    except OSError as error:
        reason = f"{axis.model_path} cannot be read: {error.strerror}; train makes it"
        raise ModelError(reason) from error


def stance_version(weights: Mapping[str, float], axis: Axis | None = None) -> str:
    """Name the rules, weights and lexicon of stance together: any change of one gives another version.

    A row's ``model_version`` has the version of the rules that find and attribute before it, see ``pipeline``.

    What another axis than the shipped one declares counts, too; a change of that one counts ``RULES`` up.

    Example:
        >>> stance_version({"threat": 1.0}) == stance_version({"threat": 1.1})
        False
    """
    axis = axis or load_axis()
    parts = ["\t".join(row.values()) for row in axis.terms]
    if axis.name != SHIPPED:
        parts += [str(feature) for feature in (axis.labels, axis.low, axis.high, *axis.features.values())]
        parts += [f"{category} {sorted(nouns.words)} {nouns[1:]}" for category, nouns in axis.objects.items()]
    return f"{RULES}-" + short_hash(json.dumps(sorted(weights.items())), *parts)[:8]


def stance_features(text: str, *, cue: str = "", axis: Axis | None = None) -> dict[str, float]:
    """Give the dense features of a text: for each feature found, the sum of its values.

    Example:
        >>> stance_features("They lifted the embargo.")
        {'relief': 1.0}
    """
    features: dict[str, float] = {}
    for reading in read_signals(text, cue, axis=axis or load_axis()):
        for signal in reading.signals:
            features[signal.feature] = features.get(signal.feature, 0.0) + signal.value
    return features


def score_stance(text: str, *, cue: str = "", model: StanceModel | None = None, axis: Axis | None = None) -> Stance:
    """Score the stance of words somebody said.

    Args:
        text: The words; the evidence counts its characters. Any string; the cost is linear in its length.
        cue: The reporting words before them, which can turn the reading ("ruled out", "said he did not").
        model: The weights; those in the folder of the axis where none are given. A model knows its axis.
        axis: The axis; hawkish or dovish where neither axis nor model is given.

    Returns:
        The stance. Its score is -1 (dovish) .. 1 (hawkish), the hyperbolic tangent of the sum of the evidence; it
        is ``None``, with the label "none", where there is no evidence, or the words are a mere term ("minor
        incursion") that its frame does not turn. Evidence without a span is the baseline, or comes from the cue; its
        features have the names that the axis gives them.

    Raises:
        ValueError: Model and axis do not belong together.

    Example:
        >>> stance = score_stance("They will pay a heavy price.")
        >>> stance.label, stance.speech_act, stance.evidence[1].span.of("They will pay a heavy price.")
        ('hawkish', 'threat', 'pay a heavy price')
        >>> score_stance("It rained in Geneva.").label
        'none'
    """
    model = choose_model(model, axis)
    axis = model.axis
    readings = list(read_signals(text, cue, axis=axis))
    if not readings:
        return _NOTHING
    texts = [reading.texts() for reading in readings]
    holder = find_holder(texts[0], quoted=bool(cue))
    conditions = [reading.condition for reading in readings if reading.condition]
    condition = conditions[0].of(text) if conditions else ""
    evidence = _evidence(readings, model)
    term = _is_term(text, texts, readings, axis) and not (is_said_of(cue) and _BELITTLING.isdisjoint(texts[0]))
    term = term and not (cue and "appeal" in readings[0].acts)  # "called for “immediate calm”"
    frame = readings[0].words
    if not evidence or (term and not _framed(text, readings, axis)):
        act = find_framed_act(texts[0], frame.texts[: frame.cue]) or "statement"
        return Stance(None, "none", speech_act=act, condition=condition, holder=holder)
    raw = math.fsum([item.weight for item in evidence])
    score = math.tanh(raw)
    side = model.side(score)
    label = axis.labels[side + 1]
    words = texts[0] if len(texts) == 1 else list(chain.from_iterable(texts))
    stated = readings[0].acts.union(*[reading.acts for reading in readings[1:]])
    act = find_named_act(side, words, frame.texts[: frame.cue]) or find_speech_act(
        evidence, side, words, axis=axis, conditional=bool(conditions), stated=stated
    )
    named = tuple([Evidence(item.span, axis.names[item.feature], item.weight) for item in evidence])
    return Stance(score, label, model.confidence(raw, label), named, act, condition, holder)


_NOTHING = Stance(None, "none", speech_act="statement")
"""The stance of no words."""


def choose_model(model: StanceModel | None, axis: Axis | None) -> StanceModel:
    """Give the model to score with: the one given, that of the axis given, or the shipped one.

    Raises:
        ValueError: Model and axis are given and do not belong together.
    """
    if model is None:
        return axis_model(axis) if axis else default_model()
    if axis is not None and axis is not model.axis:
        raise ValueError(f"the model belongs to the axis {model.axis.name}, not to {axis.name}")
    return model


class _Weighed(NamedTuple):
    """A piece of evidence with the id of its feature, before it gets the name that a person reads."""

    span: Span | None
    feature: str
    weight: float


def _evidence(readings: Sequence[Reading], model: StanceModel) -> tuple[_Weighed, ...]:
    """Weigh the signals: one piece of evidence, the strongest, for one stretch of words; the cue is one stretch."""
    strongest: dict[Span | None, _Weighed] = {}
    weights = model.weights
    turn = _threatens_after(readings, model.axis)
    for number, reading in enumerate(readings):
        for signal in reading.signals:
            weight = weights.get(signal.feature, 0.0) * signal.value
            if number < turn and model.axis.sides[signal.feature] < 0:
                weight *= BEFORE_BUT
            weight = round(weight, WEIGHT_DIGITS)
            if not weight:
                continue
            span = reading.span(signal)
            other = strongest.get(span)
            if other is None or abs(weight) > abs(other.weight):
                strongest[span] = _Weighed(span, signal.feature, weight)
    if not strongest:
        return ()
    return (_Weighed(None, "baseline", round(model.baseline, WEIGHT_DIGITS)), *strongest.values())


def _threatens_after(readings: Sequence[Reading], axis: Axis) -> int:
    """Give the number of the sentence that takes back what was said before it: it begins with "but" and threatens.

    Zero where there is none. "We beg you to stay calm. But if you dare to cross the line, ..." is a threat.
    """
    for number in range(len(readings) - 1, 0, -1):
        acts = {axis.acts[signal.feature] for signal in readings[number].signals}
        if readings[number].texts()[:1] == ["but"] and "threat" in acts:
            return number
    return 0


def _is_term(text: str, texts: Sequence[Sequence[str]], readings: Sequence[Reading], axis: Axis) -> bool:
    """Tell whether the quoted words are a term and no sentence ("minor incursion"): few, and all of them naming.

    What charges or judges ("illegal aggression") is more than a term, and so is a whole sentence ("Direct hits.").
    """
    if sum(map(len, texts)) > TERM_WORDS:
        return False
    words = list(chain.from_iterable(texts))
    features = {signal.feature for reading in readings for signal in reading.signals}
    whole = text.strip()[:1].isupper() and text.rstrip()[-1:] in ".!?,"
    judging = not _PRAISING.isdisjoint(words)
    judging |= any(first.endswith("ly") and then.endswith("ed") for first, then in pairwise(words))
    judging |= not axis.having["judging"].isdisjoint(features) or not axis.patterns.isdisjoint(features)
    return not whole and _GRAMMAR.isdisjoint(words) and not judging


def _framed(text: str, readings: Sequence[Reading], axis: Axis) -> bool:
    """Tell whether the words around a term give it a stance that it has not by itself ("ruled out military action")."""
    alone = [signal.feature for reading in read_signals(text, axis=axis) for signal in reading.signals]
    return alone != [signal.feature for reading in readings for signal in reading.signals]
