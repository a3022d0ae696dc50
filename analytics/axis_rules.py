"""Gives what the patterns ask of an axis: which of its features threaten, judge, concede, and so on."""

from __future__ import annotations

from functools import lru_cache

from analytics.axes import Axis


class Rules:
    """What the patterns ask of an axis, each at hand under a name of its own."""

    def __init__(self, axis: Axis) -> None:
        having, made = axis.having, axis.made
        self.axis = axis
        self.sides = axis.sides
        self.patterns = axis.patterns
        self.made = made
        self.force, self.charge, self.scorn = having["force"], having["charge"], having["scorn"]
        self.order, self.plea, self.conceding = having["order"], having["plea"], having["conceding"]
        self.adjective, self.halting, self.rejecting = having["adjective"], having["halting"], having["rejecting"]
        self.breaking, self.consent, self.embracing = having["breaking"], having["consent"], having["embracing"]
        self.violent = having["violent"]
        self.given = having["conceding"] | having["giving"]
        self.blaming = having["charge"] - having["order"]
        self.charging = (having["deed"] | having["charge"]) - having["order"] - having["rejecting"]
        self.governing = having["judging"] | having["plea"]
        self.spoken_against = having["judging"] | self.blaming | self.violent
        self.warning = frozenset(id_ for id_, act in axis.acts.items() if act == "warning")
        self.posture = self.violent & self.warning
        self.turned = frozenset(made[name] for name in ("refusal", "cutoff", "relief", "restrain", "breach"))
        self.turned |= having["order"]
        self.threatening = frozenset(id_ for id_, act in axis.acts.items() if act == "threat")
        self.dreaded = having["force"] | self.threatening
        self.dreaded |= frozenset(id_ for id_, act in axis.acts.items() if act == "warning")
        self.sense = having["promising"] | having["giving"] | having["conceding"] | having["freezing"]

    def side(self, feature: str) -> int:
        """Give 1 for a feature of the high end, -1 for one of the low end, 0 for one without a side."""
        return self.sides.get(feature, 0)

    def negated(self, feature: str) -> str:
        """Name what the negation of a feature is; of one that says nothing here, nothing."""
        if not feature:
            return ""
        return self.made["negated" if self.side(feature) > 0 else "refusal"]


@lru_cache(maxsize=16)
def rules_of(axis: Axis) -> Rules:
    """Give what the patterns ask of the axis, made once for each axis."""
    return Rules(axis)
