"""Measures the stance on our own example sentences, each judged by a model that has not seen it.

The examples are parted into folds; sentences of one minimal pair stay together, for a model that knows one of them
knows half of the other. These are sentences written for this project, many of them hard on purpose: the figures tell
whether a change of rules or words makes things better or worse, not how good the scores are on news.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from analytics.actors import name_key, read_registry
from analytics.axes import Axis, load_axis
from analytics.named import Names, Target
from analytics.records import Stance, short_hash
from analytics.stance import score_stance
from analytics.targets import find_target
from analytics.training import fit_stance_model

FOLDS = 5

Example = Mapping[str, str]


def fold_of(example: Example) -> int:
    """Give the fold of a sentence: the same one for all sentences of its pair, on every machine."""
    return int(short_hash(example.get("pair") or example["text"]), 16) % FOLDS


def measure_folds(examples: Sequence[Example], axis: Axis | None = None) -> dict[str, float]:
    """Score each example with a model fitted to the other folds.

    Args:
        examples: Rows of the ``examples.csv`` of an axis.
        axis: The axis; dovish to hawkish where none is given.

    Returns:
        Shares from 0 to 1: ``macro_f1`` of the three labels ("none" counts as neutral), ``wrong_way`` (hawkish read as
        dovish or the other way round, of those that have a side), ``coverage`` (of these, how many get a side); and
        where the examples tell it, ``speech_act_macro_f1`` (of all acts that occur), ``condition`` and ``holder`` (how
        many are right of those that have a condition, or are not the speaker's own), ``target`` (how many are right,
        the empty ones too).

    Raises:
        ValueError: There are too few sentences of one end to leave a fold out.
    """
    axis = axis or load_axis()
    middle = axis.labels.middle
    scored: list[tuple[Example, Stance]] = []
    for fold in range(FOLDS):
        model = fit_stance_model([example for example in examples if fold_of(example) != fold], axis=axis)
        scored += [
            (example, score_stance(example["text"], model=model)) for example in examples if fold_of(example) == fold
        ]
    labels = [(example["label"], middle if s.label == "none" else s.label) for example, s in scored]
    sided = [pair for pair in labels if pair[0] != middle]
    figures = {
        "macro_f1": _macro_f1(labels, axis.labels),
        "wrong_way": _share([gold != found != middle for gold, found in sided]),
        "coverage": _share([found != middle for _, found in sided]),
    }
    told = set(examples[0])
    if "speech_act" in told:
        acts = [(example["speech_act"], s.speech_act) for example, s in scored]
        figures["speech_act_macro_f1"] = _macro_f1(acts, sorted({gold for gold, _ in acts}))
    if "condition" in told:
        figures["condition"] = _share([x["condition"] == s.condition for x, s in scored if x["condition"]])
    if "holder" in told:
        figures["holder"] = _share([s.holder == "ascribed" for x, s in scored if x["holder"] == "ascribed"])
    if "target" in told:
        names = _invented(examples)
        figures["target"] = _share([find_target(x["text"], s, names, axis=axis).name == x["target"] for x, s in scored])
    return figures


def _invented(examples: Sequence[Example]) -> Names:
    """Give the registry with the invented states of the examples as names."""
    states = {example["target"] for example in examples if example["target"]}
    return Names(read_registry(), {name_key(state): Target(state) for state in states})


def _share(hits: Sequence[bool]) -> float:
    return round(sum(hits) / len(hits), 4) if hits else 0.0


def _macro_f1(pairs: Sequence[tuple[str, str]], classes: Sequence[str]) -> float:
    """Give the mean of the F1 of each class, for pairs of right and found."""
    right = Counter(gold for gold, found in pairs if gold == found)
    golds, founds = Counter(gold for gold, _ in pairs), Counter(found for _, found in pairs)
    return round(sum(2 * right[name] / max(1, golds[name] + founds[name]) for name in classes) / len(classes), 4)
