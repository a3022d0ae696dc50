"""Reads the second thing that a sentence reports of one speaker: "said that X and warned that Y"."""

from __future__ import annotations

import re
from bisect import bisect_left

from analytics.cues import Cue
from analytics.records import Span
from analytics.scenes import Scene

_JOINT = re.compile(r"[”\"’'»]?,? (?:and|but|then|and then) (?:also |later |again |further |once more )?")
"""What stands between the first thing reported and the verb that reports the second."""

_BEFORE = re.compile(r",? (?:and|but) (?:also |later |then |again |further )?\Z")
_LONGEST_JOINT = 24


def is_joined(scene: Scene, end: int, cue: Cue) -> bool:
    """Tell whether nothing but "and" or "but" stands between a place and a verb of saying that has its own clause."""
    gap = cue.span.start - end
    return (
        0 < gap <= _LONGEST_JOINT and _is_finite(scene, cue) and bool(_JOINT.fullmatch(scene.text, end, cue.span.start))
    )


def goes_on_with(scene: Scene, cue: Cue, *, joins: bool) -> bool:
    """Tell a verb of saying that "and" joins to one before it, where that is asked for, or a participle: ", adding"."""
    if scene.outer.forms[cue.first].lower.endswith("ing"):
        return scene.text.endswith(", ", 0, cue.span.start)
    before = _BEFORE.search(scene.text, max(0, cue.span.start - _LONGEST_JOINT), cue.span.start)
    return joins and before is not None and _is_finite(scene, cue)


def cut_at_second(scene: Scene, part: Span, *, asks: bool) -> int:
    """Give where what a verb of saying reports ends: before "and warned that", which the same speaker does.

    What is reported may itself be joined: "said that the rebels took the town and demanded a ransom". So a second verb
    counts where "that" stands behind it, or where the first clause says what shall be done and has no finite verb that
    it could go on from ("promised not to yield but asked for time"), or no verb at all ("deplored the raid and said").

    Args:
        scene: The article laid out.
        part: What the first verb reports.
        asks: Whether the first verb asks somebody to do something.
    """
    text = scene.text
    wished = asks or text.startswith(("to ", "not to "), part.start)
    for cue in scene.cues_between(part.start, part.end):
        joint = _BEFORE.search(text, max(part.start, cue.span.start - _LONGEST_JOINT), cue.span.start)
        if joint is None or not cue.strong or not _is_finite(scene, cue):
            continue
        plain = cue.lemma == "say" and not _has_verb(scene, part.start, joint.start())
        if text.startswith(" that ", cue.span.end) or wished or plain:
            return joint.start()
    return part.end


def _has_verb(scene: Scene, start: int, end: int) -> bool:
    words = scene.outer
    return any(form.verbal for form in words.forms[bisect_left(words.starts, start) : bisect_left(words.starts, end)])


def _is_finite(scene: Scene, cue: Cue) -> bool:
    form = scene.outer.forms[cue.first].lower
    return form.endswith(("ed", "s")) or form in ("said", "told", "swore", "wrote", "began", "went", "held")
