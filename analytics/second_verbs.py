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
_OTHER = re.compile(r", (?:and|but) (?:the [a-z]+(?: [a-z]+)?|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}) \Z")
"""Somebody else with a verb of saying: "told Lorn to sign, and Vale urged restraint"."""

_LONGEST_OTHER = 60
_OF_PEOPLE = frozenset(("call on", "urge", "appeal", "call for", "warn", "vow", "pledge"))
"""Behind a comma and "and" they are the speaker's: ", and called on all to hold their fire"."""


def is_joined(scene: Scene, end: int, cue: Cue) -> bool:
    """Tell whether nothing but "and" or "but" stands between a place and a verb of saying that has its own clause."""
    gap = cue.span.start - end
    return (
        0 < gap <= _LONGEST_JOINT and _is_finite(scene, cue) and bool(_JOINT.fullmatch(scene.text, end, cue.span.start))
    )


def is_inserted(scene: Scene, cue: Cue) -> bool:
    """Tell a participle between commas behind a subject, before the verb: "Vale, noting that X, said that Y"."""
    behind_subject = cue.first > 0 and scene.text.endswith(", ", 0, cue.span.start)
    if not behind_subject or not scene.outer.forms[cue.first].lower.endswith("ing"):
        return False
    at = bisect_left(scene.mention_starts, cue.span.start) - 1
    return at >= 0 and scene.mentions[at].span.end == cue.span.start - 2


def main_verb_behind(scene: Scene, start: int, end: int) -> int:
    """Give the comma before the verb of saying that an insertion parts from its subject, else the end: ", said Y"."""
    for cue in scene.cues_between(start, end):
        if cue.strong and scene.text.endswith(", ", start, cue.span.start) and _is_finite(scene, cue):
            return cue.span.start - 2
    return end


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
        goes_on = text.startswith(" that ", cue.span.end) and goes_on_with(scene, cue, joins=False)
        if goes_on and (wished or not _has_verb(scene, part.start, cue.span.start)):
            return cue.span.start - 2  # "urged them to return, underscoring that", "called for a truce, saying that"
        other = _OTHER.search(text, max(part.start, cue.span.start - _LONGEST_OTHER), cue.span.start)
        if wished and other and cue.strong and _is_finite(scene, cue):
            return other.start()
        joint = _BEFORE.search(text, max(part.start, cue.span.start - _LONGEST_JOINT), cue.span.start)
        if joint is None or not (cue.strong or cue.lemma in _OF_PEOPLE) or not _is_finite(scene, cue):
            continue
        plain = cue.lemma == "say" and not _has_verb(scene, part.start, joint.start())
        parted = joint.group().startswith(",") and cue.lemma in _OF_PEOPLE
        if text.startswith(" that ", cue.span.end) or wished or plain or parted:
            return joint.start()
    return part.end


def _has_verb(scene: Scene, start: int, end: int) -> bool:
    words = scene.outer
    return any(form.verbal for form in words.forms[bisect_left(words.starts, start) : bisect_left(words.starts, end)])


def _is_finite(scene: Scene, cue: Cue) -> bool:
    form = scene.outer.forms[cue.first].lower
    return form.endswith(("ed", "s")) or form in ("said", "told", "swore", "wrote", "began", "went", "held")
