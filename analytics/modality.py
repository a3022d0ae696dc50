"""Tells what is negated, announced and asked for: "will not", "we should", "they must"."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.phrases import Hit, Word

NEGATION_REACH = 4
"""Words from a negation to what it covers. Of 3 to 7 none does clearly better on public development sentences."""
MODAL_REACH = 4
"""Words from "will" or "must" to the act; chosen likewise."""

COORDINATION_REACH = 12
"""Words from "must" to a second act joined by "and" ("must stop the pumps and hand over the keys")."""

_NEGATIONS = frozenset("not no never neither nor without nobody none hardly".split())
_NOT_NEGATIONS = frozenset("only just merely least doubt longer".split())
_THEM = frozenset("us me them him her you".split())
_FINITE = frozenset("is are was were has have had will would".split())
_MODALS = frozenset("will shall would vow vows vowed vowing threaten threatens threatened".split())
_READY = frozenset("ready prepared going determined poised".split())
_SIDES = frozenset("parties sides states members countries actors leaders armies of".split())
_ALL = frozenset("both each everyone everybody somebody someone".split())
_WISHES = frozenset("like prefer rather welcome love hope".split())
_OUGHT = frozenset("should must".split())


def find_negation(words: Sequence[Word], at: int, reach: int = NEGATION_REACH) -> int | None:
    """Give the index of the negation that covers the word at ``at``, if there is one in the same clause."""
    for i in range(at - 1, max(-1, at - 1 - reach), -1):
        if words[i].clause != words[at].clause:
            return None
        if words[i].text in _NEGATIONS:
            return None if words[i + 1].text in _NOT_NEGATIONS or _is_closed(words, i, at) else i
    return None


def _is_closed(words: Sequence[Word], negation: int, at: int) -> bool:
    """Tell whether a negation ends before the word at ``at``.

    So "hybrid or not, ...", "it is they, not us, who ...", "men without badges have ...".
    """
    if words[negation].text == "without":
        return any(word.text in _FINITE for word in words[negation + 1 : at])
    if words[negation + 1].text in _THEM and words[min(negation + 2, len(words) - 1)].pause:
        return True
    return negation > 0 and words[negation - 1].text == "or" and words[negation + 1].pause


def is_announced(words: Sequence[Word], at: int) -> bool:
    """Tell whether the word at ``at`` is said to come, or called for by those who would do it.

    So "will", "prepared to", "we should", "let us"; but not "would like".
    """
    for i in range(max(0, at - MODAL_REACH), at):
        word, following = words[i].text, words[i + 1].text
        announced = word in _MODALS and following not in _WISHES
        announced |= word in _READY and following == "to"
        announced |= word in _OUGHT and i > 0 and words[i - 1].text == "we"
        announced |= word == "let" and following == "us"
        if announced and words[i].clause == words[at].clause:
            return True
    return False


def is_obliged(words: Sequence[Word], at: int, *, passive: bool = False) -> bool:
    """Tell whether somebody else is told to do the act at ``at`` ("they must implement", not "we must").

    ``passive`` lets the act stand in the passive too ("must be handed back", but not "must be settled").
    """
    joined = words[at - 1].text in ("and", "or")
    for i in range(max(1, at - (COORDINATION_REACH if joined else MODAL_REACH)), at):
        told = words[i].text == "must" or (words[i].text in ("has", "have") and words[i + 1].text == "to")
        if told and words[i].clause == words[at].clause:
            others = words[i - 1].text not in ("we", "i", "us", "also")
            return others and (passive or words[at - 1].text not in ("be", "been"))
    return False


_WANTING = frozenset("expect want demand require insist need".split())


def is_wanted(words: Sequence[Word], at: int) -> bool:
    """Tell whether a passive is required of others: "we expect the tariffs to be withdrawn"."""
    if [word.text for word in words[max(0, at - 2) : at]] != ["to", "be"]:
        return False
    return any(word.text in _WANTING for word in words[max(0, at - COORDINATION_REACH) : at])


_TIMES = frozenset("before after during since than".split())
_NOUN_PHRASE = frozenset("the a an its their his her our that this next last ordinary first second".split())


def is_background(words: Sequence[Word], at: int) -> bool:
    """Tell whether the word at ``at`` only says when, or is compared: "before the summit", "better than bombs"."""
    if at > 1 and words[at - 1].text == "to" and words[at - 2].text == "used":
        return True  # "they used to fight"
    for i in range(at - 1, max(-1, at - 4), -1):
        if words[i].text in _TIMES:
            return i < at - 1 or words[i].text == "than"
        if words[i].text not in _NOUN_PHRASE:
            return False
    return False


def is_mutual(words: Sequence[Word], at: int) -> bool:
    """Tell whether all are asked alike: "both sides must", "somebody must"."""
    for i in range(max(0, at - 2 * MODAL_REACH), at):
        if words[i].text in _ALL or (words[i].text == "all" and words[i + 1].text in _SIDES):
            return True
    return False


BENT = frozenset("bullied intimidated deterred blackmailed cowed threatened provoked pressured coerced".split())
"""What one's own side will not be: defiance."""
_REFUSING = frozenset("will shall cannot can would".split())
_OWN = frozenset("we i government delegation country nation people republic side administration".split())
_NO_REFUSAL = frozenset(
    """comment speculate say tell discuss answer go prejudge hesitate forget confirm elaborate predict imagine
    afford overstate exclude know be have do see think believe understand help explain describe name give make
    rest repeat add hide ignore wait stop overlook neglect deny identify attend reveal disclose provide change take
    treat regard consider view call describe interpret let lose find get succeed fail hear happen become
    always""".split()
)


def find_refusal(words: Sequence[Word]) -> int | None:
    """Give the index of a "not" or "never" by which the speaker's own side turns something down.

    So "we will not go back", "my government cannot entertain it"; not what says nothing ("I will not speculate") nor
    what depends on its object ("we cannot be", "will not have").
    """
    for i in range(1, len(words) - 1):
        if words[i].text not in ("not", "never") or words[i - 1].text not in _REFUSING:
            continue
        subject = [word.text for word in words[max(0, i - 4) : i - 1] if word.clause == words[i].clause]
        bent = words[i + 1].text == "be" and i + 2 < len(words) and words[i + 2].text in BENT
        if not _OWN.isdisjoint(subject) and (bent or words[i + 1].text not in _NO_REFUSAL | _NOT_NEGATIONS):
            return i
    return None


_LINKING = frozenset("has have had will is was finally now to soon must".split())
_AFTERWARDS = frozenset("in on at after today yesterday last this and now at here there tomorrow before by".split())


def is_over(words: Sequence[Word], noun_end: int, hit: Hit) -> bool:
    """Tell whether a verb of ending stands behind its noun without an object: "the siege has ended"."""
    if any(word.text not in _LINKING for word in words[noun_end : hit.start]):
        return False
    bare = hit.end >= len(words) or words[hit.end].clause != words[hit.start].clause or words[hit.end].pause
    return bare or words[hit.end].text in _AFTERWARDS
