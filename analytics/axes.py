"""Reads an axis of stance from its folder: what its two ends are, and which words and readings speak for each.

An axis is data. Its folder holds

- ``axis.json``: the labels of the ends and of the middle, the thresholds, and the features in order, each with the
  name that a person reads, its side and the speech act that it suggests;
- ``terms.csv``: words and phrases, each with the category (a feature) that it counts for;
- ``objects.csv``, if need be: nouns that give a common verb its stance;
- ``examples.csv`` (labelled sentences) and ``codebook.csv`` (what a label means);
- ``model.json``: the weights, which ``python -m analytics train --axis FOLDER`` makes from the examples.

A second axis is another such folder, ``analytics/data/axes/<name>`` or anywhere else. How words act on one another
("lifted the embargo", "will not attack") is code, the same for all axes: an axis says by ``PATTERNS`` which of these
readings count and for what, and by ``TRAITS`` which categories they treat in a way of their own. A reading that no
feature is made by says nothing on this axis.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from analytics.lexicons import DATA, read_rows, values
from analytics.phrases import Entry, PhraseBook

AXES = DATA / "axes"
"""The axes that are known by their name: each folder in it is one."""

SHIPPED = "hawkish_dovish"
"""The axis that the dashboard shows and every command uses where none is named."""

FORMAT = 1
"""The layout of ``axis.json``; a file of another layout is refused."""

PATTERNS = {
    "relief": "what the high end does is ended: “lifted the sanctions”",
    "restrain": "what the high end does is avoided or refused: “ruled out an attack”",
    "negated": "what the high end does is negated: “will not attack”",
    "cutoff": "what the low end does is ended: “suspended the talks”",
    "refusal": "what the low end does, or a charge, is refused or negated: “will not negotiate”",
    "breach": "what the low end made is broken: “violated the truce”",
    "denial": "a fact or a charge is denied: “denied the allegations”",
    "demand_stop": "others are called on to end what the high end does: “called on them to stop the shelling”",
    "demanded": "others are told to do what the low end does: “they must withdraw”",
    "asked_of_all": "all are told so alike: “both sides must stop”",
    "will_force": "a category of force is announced: “will strike”",
    "not_allowed": "something will not be allowed: “nor will we allow it”",
    "met_with": "something will be met with a response: “will be met with force”",
    "harsh_answer": "a harsh answer by itself: “our answer will be crushing”",
    "conditional_threat": "a condition, and a response that will follow: “if they cross, we will strike”",
    "drawn_back": "armed forces are drawn back: “take their guns back”",
    "arms_frozen": "an armament is frozen: “froze their missile tests”",
    "foes_helped": "aid goes to outlaws: “finance terrorists”",
    "promise_broken": "a promise is broken: “broke their promise”",
    "others_disarmed": "others are disarmed: “disarm the militia”",
    "ties_withdrawn": "an ambassador or an offer is withdrawn",
    "force_deplored": "force is spoken against: “bombs have never fed a child”, “the killing must stop”",
    "force_defied": "pressure is defied: “sanctions will not break us”",
    "patience_spent": "patience is at an end: “our patience is not endless”",
    "time_limit": "others have so much time: “they have until noon to leave”",
    "mutual_step": "like for like is offered: “if they stop, so will we”",
}
"""The readings that ``patterns`` makes out of several words, with what each is."""

TRAITS = {
    "force": "announced (“will ...”) it is a reading of its own",
    "charge": "a charge or a judgement: to refuse or deny it is a refusal or a denial, not peace",
    "scorn": "a verdict in words, which nobody can end or undo; its adverb passes judgement (“cynically rejected”)",
    "breaking": "with an object of the low end it is a breach (“violated the truce”)",
    "adjective": "mostly an adjective: a negation reaches it only from near by",
    "rejecting": "its object is turned round (“rejected an attack”, “rejected talks”)",
    "order": "an order to others; asked of all alike it is no order",
    "plea": "asking for it is itself the act (“called for restraint”)",
    "halting": "where it is a word of stopping, what is to be stopped belongs to it",
    "conceding": "something is given up or handed over: in the passive it frees its noun, by itself it can be told",
    "giving": "something is given: to deny it to somebody is no denial",
    "consent": "with a demand it is an agreement (“accepted the demands”)",
    "embracing": "the side of its object counts (“backed the raid”)",
    "promising": "broken, it is an accusation (“broke their promise”)",
    "freezing": "of an armament it is a concession (“froze their missile tests”)",
    "judging": "says more than a mere term even in a word or two (“illegal aggression”)",
    "violent": "who stands behind it is its victim, not whom the words are directed at",
    "deed": "who stands before it did it",
    "required": "who stands right before it is to do it",
}
"""What a feature can be, with what that changes."""

SILENT = ("mask", "neutral", "scourge", "appeal", "none")
"""Categories of words that have no side on any axis: names to pass over, frames that damp, what it is no violence to
fight, words of asking, and words that only act on others."""

OPERATORS = frozenset(("", *"end avoid refuse embrace face fight allow modal undo object topic".split()))
"""What a word can do to its neighbours (see ``patterns``)."""

ACTS = tuple("threat demand accusation refusal warning denial appeal offer promise agreement praise statement".split())
"""All speech acts, those of the high end first; a feature suggests one of them."""


class AxisError(ValueError):
    """A folder that is no axis; the message says why."""


class Labels(NamedTuple):
    """The names of the two ends and of what lies between them; "none" is the same on every axis."""

    low: str
    middle: str
    high: str


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature: its id, the name that a person reads, its side (1 high, -1 low), the speech act that it suggests.

    ``made_by`` lists the patterns that make it; ``lexical`` tells that words of the lexicon count for it by themselves.
    ``object`` names the nouns of ``objects.csv`` that its common verbs need.
    """

    id: str
    name: str
    side: int
    act: str
    traits: tuple[str, ...] = ()
    made_by: tuple[str, ...] = ()
    object: str = ""
    lexical: bool = True


class Objects(NamedTuple):
    """Nouns that give a verb its stance.

    ``named`` says that any name will do, too; ``together`` that two subjects do it with one another ("both sides met").
    """

    words: frozenset[str]
    named: bool
    together: bool


@dataclass(frozen=True, eq=False)
class Axis:
    """An axis of stance, as its folder declares it.

    ``low`` and ``high`` are the bounds of the labels on the score. ``calibration`` holds for each label intercept and
    slope of the log-odds that it is right; it is empty where nobody has measured them, and then no confidence is given.
    """

    name: str
    folder: Path
    about: str
    labels: Labels
    low: float
    high: float
    calibration: Mapping[str, tuple[float, float]]
    features: Mapping[str, Feature]

    @cached_property
    def sides(self) -> Mapping[str, int]:
        """Give 1 for each feature of the high end, -1 for each of the low one."""
        return {feature.id: feature.side for feature in self.features.values()}

    @cached_property
    def acts(self) -> Mapping[str, str]:
        """Give the speech act that each feature suggests."""
        return {feature.id: feature.act for feature in self.features.values()}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Give what a person reads for each feature; evidence carries these names."""
        return {"baseline": "baseline"} | {feature.id: feature.name for feature in self.features.values()}

    @cached_property
    def made(self) -> Mapping[str, str]:
        """Give the feature that each pattern counts for, "" for a pattern that says nothing on this axis."""
        made = dict.fromkeys(PATTERNS, "")
        made.update({pattern: feature.id for feature in self.features.values() for pattern in feature.made_by})
        return made

    @cached_property
    def patterns(self) -> frozenset[str]:
        """Give the features that patterns alone make, no word by itself."""
        return frozenset(feature.id for feature in self.features.values() if not feature.lexical)

    @cached_property
    def having(self) -> Mapping[str, frozenset[str]]:
        """Give the features that have each of the ``TRAITS``."""
        return {
            trait: frozenset(feature.id for feature in self.features.values() if trait in feature.traits)
            for trait in TRAITS
        }

    @cached_property
    def named_having(self) -> Mapping[str, frozenset[str]]:
        """Give the names that a person reads of the features that have each of the ``TRAITS``."""
        return {trait: frozenset(self.names[id_] for id_ in ids) for trait, ids in self.having.items()}

    @cached_property
    def objects(self) -> Mapping[str, Objects]:
        """Give the nouns that the common verbs of a category need, by category.

        Raises:
            AxisError: The list of objects lacks one that a feature names.
        """
        wanted = {feature.id: feature.object for feature in self.features.values() if feature.object}
        if not wanted:
            return {}
        listed = {
            row["object"]: Objects(frozenset(values(row["words"])), row["named"] == "yes", row["together"] == "yes")
            for row in self._rows("objects", "object", "words", "named", "together")
        }
        missing = sorted(set(wanted.values()) - listed.keys())
        if missing:
            raise AxisError(f"{self.folder / 'objects.csv'} lacks the object {missing[0]!r}")
        return {category: listed[name] for category, name in wanted.items()}

    @cached_property
    def phrases(self) -> PhraseBook:
        """Give the lexicon as a phrase book.

        Raises:
            AxisError: A line of ``terms.csv`` cannot be used.
        """
        rows = self.terms
        known = {feature.id for feature in self.features.values() if feature.lexical} | set(SILENT)
        for column, names in (("category", known), ("operator", OPERATORS), ("inflect", {"", "v", "n"})):
            unknown = sorted({row[column] for row in rows} - names)
            if unknown:
                raise AxisError(f"{self.folder / 'terms.csv'}: there is no {column} {unknown[0]!r}")
        bare = sorted({row["category"] for row in rows if row["operator"] == "object"} - self.objects.keys())
        if bare:
            raise AxisError(f"{self.folder / 'terms.csv'}: {bare[0]!r} declares no object for its verbs")
        try:
            return PhraseBook(
                (Entry(row["term"], row["category"], float(row["strength"]), row["operator"]), row["inflect"])
                for row in rows
            )
        except ValueError as error:
            raise AxisError(f"{self.folder / 'terms.csv'}: {error}") from error

    @property
    def terms(self) -> tuple[Mapping[str, str], ...]:
        """Give the lines of ``terms.csv``."""
        return self._rows("terms", "term", "inflect", "category", "strength", "operator")

    @property
    def examples(self) -> tuple[Mapping[str, str], ...]:
        """Give the lines of ``examples.csv``."""
        return self._rows("examples", "text", "label")

    @property
    def codebook(self) -> tuple[Mapping[str, str], ...]:
        """Give the lines of ``codebook.csv``."""
        return self._rows("codebook", "value", "label", "speech_act", "meaning", "example", "hard_case")

    @property
    def model_path(self) -> Path:
        """Say where the weights stand."""
        return self.folder / "model.json"

    def _rows(self, name: str, *columns: str) -> tuple[Mapping[str, str], ...]:
        path = self.folder / f"{name}.csv"
        try:
            rows = _read_once(path) if self.folder.parent == AXES else read_rows(path)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise AxisError(f"{path} cannot be read: {reason}") from error
        missing = [column for column in columns if rows and column not in rows[0]]
        if missing or not rows:
            raise AxisError(f"{path} has no column {missing[0]!r}" if missing else f"{path} is empty")
        return rows


_read_once = cache(read_rows)


def load_axis(name_or_path: str | Path = SHIPPED) -> Axis:
    """Read an axis.

    Args:
        name_or_path: The name of a folder in ``analytics/data/axes``, or the path of a folder.

    Raises:
        AxisError: There is no such axis, or its declaration cannot be used; the message says why.

    Example:
        >>> axis = load_axis()
        >>> axis.labels
        Labels(low='dovish', middle='neutral', high='hawkish')
        >>> axis.acts["relief"], axis.sides["relief"], axis.names["relief"]
        ('agreement', -1, 'pressure eased or ended')
    """
    if name_or_path == SHIPPED:
        return _shipped_axis()
    folder = Path(name_or_path)
    if len(folder.parts) == 1 and (AXES / folder).is_dir():
        folder = AXES / folder
    return _read_axis(folder.resolve())


@cache
def _shipped_axis() -> Axis:
    return _read_axis(AXES / SHIPPED)


def _read_axis(folder: Path) -> Axis:
    path = folder / "axis.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AxisError(f"{folder} is no axis: {path.name} cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise AxisError(f"{path} is no declaration of an axis: {error}") from error
    found = data.get("format") if isinstance(data, dict) else None
    if found != FORMAT:
        raise AxisError(f"{path} has format {found!r}; this program reads format {FORMAT}")
    try:
        return _axis(data, folder)
    except AxisError as error:
        raise AxisError(f"{path}: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AxisError(f"{path} is no declaration of an axis: {error!r}") from error


def _axis(data: Mapping[str, Any], folder: Path) -> Axis:
    labels = Labels(*(str(data["labels"][end]) for end in Labels._fields))
    if len({*labels, "none", ""}) != 5:
        raise AxisError("the three labels must differ from one another and from 'none'")
    low, high = float(data["thresholds"]["low"]), float(data["thresholds"]["high"])
    if not -1 < low < high < 1:
        raise AxisError("the thresholds must satisfy -1 < low < high < 1")
    calibration = {
        str(label): (float(intercept), float(slope))
        for label, (intercept, slope) in data.get("calibration", {}).items()
    }
    if calibration and set(calibration) != set(labels):
        raise AxisError(f"the calibration must be of exactly {', '.join(labels)}")
    if not all(math.isfinite(number) for pair in calibration.values() for number in pair):
        raise AxisError("the calibration must hold finite numbers only")
    features = [_feature(item, labels, lexical=True) for item in data["categories"]]
    features += [_feature(item, labels, lexical=False) for item in data.get("patterns", ())]
    _check(features)
    return Axis(
        name=str(data["name"]),
        folder=folder,
        about=str(data.get("about", "")),
        labels=labels,
        low=low,
        high=high,
        calibration=calibration,
        features={feature.id: feature for feature in features},
    )


def _feature(item: Mapping[str, Any], labels: Labels, *, lexical: bool) -> Feature:
    id_, side = str(item["feature"]), item["side"]
    if side not in (labels.low, labels.high):
        raise AxisError(f"{id_!r} is on the side {side!r}, not {labels.low!r} or {labels.high!r}")
    return Feature(
        id=id_,
        name=str(item["name"]),
        side=1 if side == labels.high else -1,
        act=str(item["act"]),
        traits=tuple(item.get("traits", ())),
        made_by=tuple(item.get("made_by", () if lexical else (id_,))),
        object=str(item.get("object", "")),
        lexical=lexical,
    )


def _check(features: Sequence[Feature]) -> None:
    """Refuse what would be passed over in silence: a name given twice, or one that the code does not know."""
    makers = [pattern for feature in features for pattern in feature.made_by]
    for what, given in (("feature", [f.id for f in features]), ("name", [f.name for f in features]), ("maker", makers)):
        twice = sorted({item for item in given if given.count(item) > 1})
        if twice:
            raise AxisError(f"the {what} {twice[0]!r} is declared twice")
    known = (
        ("pattern", makers, PATTERNS),
        ("trait", [trait for feature in features for trait in feature.traits], TRAITS),
        ("speech act", [feature.act for feature in features], ACTS),
    )
    for what, given, names in known:
        unknown = sorted(set(given) - set(names))
        if unknown:
            raise AxisError(f"there is no {what} {unknown[0]!r}")
    taken = {feature.id for feature in features} & {*SILENT, "baseline", ""}
    if taken:
        raise AxisError(f"a feature cannot be called {min(taken)!r}")
    if {feature.side for feature in features} != {1, -1}:
        raise AxisError("an axis needs features on both sides")
