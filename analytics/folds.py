"""Measures the stance on our own example sentences, each judged by a model that has not seen it.

The examples are parted into folds; sentences of one minimal pair stay together, for a model that knows one of them
knows half of the other. These are sentences written for this project, many of them hard on purpose: the figures tell
whether a change of rules or words makes things better or worse, not how good the scores are on news.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from analytics.actors import name_key, read_registry
from analytics.named import Names, Target
from analytics.records import Stance, short_hash
from analytics.stance import LABELS, score_stance
from analytics.targets import find_target
from analytics.training import fit_stance_model

FOLDS = 5

Example = Mapping[str, str]


def fold_of(example: Example) -> int:
    """Give the fold of a sentence: the same one for all sentences of its pair, on every machine."""
    return int(short_hash(example["pair"] or example["text"]), 16) % FOLDS


def measure_folds(examples: Sequence[Example]) -> dict[str, float]:
    """Score each example with a model fitted to the other folds.

    Args:
        examples: Rows of ``stance_examples.csv``.

    Returns:
        Shares from 0 to 1: ``macro_f1`` of the three labels ("none" counts as neutral), ``wrong_way`` (hawkish read as
        dovish or the other way round, of those that have a side), ``coverage`` (of these, how many get a side),
        ``speech_act_macro_f1`` (of all acts that occur), ``condition`` and ``holder`` (how many are right of those
        that have a condition, or are not the speaker's own), ``target`` (how many are right, the empty ones too).
    """
    scored: list[tuple[Example, Stance]] = []
    for fold in range(FOLDS):
        model = fit_stance_model([example for example in examples if fold_of(example) != fold])
        scored += [
            (example, score_stance(example["text"], model=model)) for example in examples if fold_of(example) == fold
        ]
    labels = [(example["label"], "neutral" if s.label == "none" else s.label) for example, s in scored]
    sided = [pair for pair in labels if pair[0] != "neutral"]
    conditional = [(example["condition"], s.condition) for example, s in scored if example["condition"]]
    ascribed = [s.holder for example, s in scored if example["holder"] == "ascribed"]
    names = _invented(examples)
    aimed = [find_target(example["text"], s, names).name == example["target"] for example, s in scored]
    return {
        "macro_f1": _macro_f1(labels, LABELS),
        "wrong_way": _share([gold != found != "neutral" for gold, found in sided]),
        "coverage": _share([found != "neutral" for _, found in sided]),
        "speech_act_macro_f1": _macro_f1(
            [(example["speech_act"], s.speech_act) for example, s in scored],
            sorted({example["speech_act"] for example in examples}),
        ),
        "condition": _share([gold == found for gold, found in conditional]),
        "holder": _share([holder == "ascribed" for holder in ascribed]),
        "target": _share(aimed),
    }


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
