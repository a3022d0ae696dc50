"""Finds the condition of a sentence: "if they cross the line", "any attack ... will be met"."""

from __future__ import annotations

from itertools import islice

from analytics.phrases import Sentence

SUBJECT_REACH = 20
"""Words in which "any ..." finds its "will be met with"."""

_IF = frozenset("if unless should".split())
_CONSEQUENCE = frozenset("then will would shall".split())
_SUBJECTS = frozenset("that this it we i they he she there you".split())
_WHATEVER = frozenset("any an a every each all another further".split())
_ANSWERED = frozenset("met answered".split())
_WANTING = frozenset("want wants prefer prefers choose chooses seek seeks insist insists wish wishes".split())
_FIGHTS = frozenset("war fight conflict confrontation battle violence escalation one it that trouble".split())
_GIVEN = frozenset("get have find deal respond answer ready prepared fight meet give face handle defend".split())
_OURSELVES = frozenset("we i".split())
_WHOEVER = frozenset("whoever whomever anyone anybody everyone those he".split())
_OPENERS = _IF | _WHATEVER
_ASKING = frozenset("as even see know knows ask asks asked wonder wonders or unclear unsure unknown tell".split())
_THEM = frozenset("them us him her me".split())
_TRESPASS = frozenset(
    """enter enters cross crosses approach approaches attack attacks invade invades fire fires shoot shoots strike
    strikes touch touches violate violates provoke provokes threaten threatens intrude intrudes block blocks
    follow follows land lands dare dares harm harms kill kills break breaks arm arms cut cuts board boards sink sinks
    kidnap kidnaps sets raises interfere interferes insult insults harbours shelters""".split()
)


def find_condition(words: Sentence) -> tuple[int, int] | None:
    """Give the bounds of the condition in words: from "if" to the words that say what then happens.

    Returns:
        The first word and the one after the last, or ``None`` without a condition.
    """
    texts = words.texts
    begin = _begin_of_condition(words)
    if begin is None:
        return None
    clauses = words.parse().clauses
    end = begin + 1
    while end < len(texts) and clauses[end] == clauses[begin]:
        if (texts[end] in _CONSEQUENCE and not _pause_ahead(words, end, begin)) or _pause(words, end, begin):
            break
        end += 1
    if end < len(texts) and texts[end] in _CONSEQUENCE and texts[end - 1] in _SUBJECTS and end - begin > 2:
        end -= 1
    return (begin, end) if end - begin > 1 else None


def _begin_of_condition(words: Sentence) -> int | None:
    """Give the first word that opens a condition: "if", or "any ..." that will be met or answered."""
    texts = words.texts
    openers = _IF if _ANSWERED.isdisjoint(texts) else _OPENERS
    if texts[words.cue : words.cue + 1] and texts[words.cue] in _WHOEVER:
        openers = openers | _WHOEVER
    if openers.isdisjoint(texts):
        return None
    words.parse()
    return next((i for i, text in enumerate(texts) if text in openers and _opens_condition(words, i, text)), None)


def is_trespass(words: Sentence, condition: tuple[int, int]) -> bool:
    """Tell whether the condition is a hostile act of others, with a consequence announced after it.

    "If their ships enter the strait, they will not leave it" threatens without a word of force.
    """
    begin, end = condition
    supposed, follows = words.texts[begin:end], words.texts[end : end + 6]
    ours = "we" in supposed or "i" in supposed
    return not ours and not _TRESPASS.isdisjoint(supposed) and not {"will", "shall"}.isdisjoint(follows)


def is_dare(words: Sentence, condition: tuple[int, int]) -> bool:
    """Tell whether others are told that they can have the fight they want: "if they want a war, they will get one"."""
    begin, end = condition
    supposed, follows = words.texts[begin:end], words.texts[end : end + 8]
    wanted = next((i for i, text in enumerate(supposed) if text in _WANTING), None)
    if wanted is None or not _OURSELVES.isdisjoint(supposed[:wanted]) or not _FIGHTS.issuperset(supposed[-1:]):
        return False
    if supposed[wanted + 1 : wanted + 2] in (["to"], ["not"]) or _CONSEQUENCE.isdisjoint(follows):
        return False
    return not _GIVEN.isdisjoint(follows) and "not" not in follows


def _opens_condition(words: Sentence, at: int, text: str) -> bool:
    texts = words.texts
    if text in _WHATEVER:  # "any attempt will be met with ..."
        ahead = texts[at + 1 : at + SUBJECT_REACH]
        if _ANSWERED.isdisjoint(ahead) or _CONSEQUENCE.isdisjoint(ahead):
            return False
        clauses = words.clauses[at : at + SUBJECT_REACH]
        ahead = [text for text, clause in zip(ahead, clauses[1:], strict=True) if clause == clauses[0]]
        return (
            not _ANSWERED.isdisjoint(ahead)
            and not _CONSEQUENCE.isdisjoint(ahead)
            and _CONSEQUENCE.isdisjoint(islice(texts, at))
        )
    if text in _WHOEVER:  # "whoever crosses the line will ..."
        behind = texts[at + 1 : at + SUBJECT_REACH]
        named = text.startswith("who") or behind[:1] in (["who"], ["that"])
        return named and at == words.cue and not (_TRESPASS.isdisjoint(behind) or _CONSEQUENCE.isdisjoint(behind))
    if text == "should":  # only inverted: "Should they cross the line, ..."
        return at == 0
    asked = at > 1 and texts[at - 1] in _THEM and texts[at - 2] in _ASKING  # "ask them if"
    return not asked and not (at and texts[at - 1] in _ASKING)


def _pause(words: Sentence, at: int, begin: int) -> bool:
    return words.pauses[at] and at - begin >= 3


def _pause_ahead(words: Sentence, at: int, begin: int) -> bool:
    """Tell whether a "will" belongs to the condition itself: "if they will take their guns back, we ..."."""
    if at - begin > 2:
        return False
    ahead = range(at + 1, min(len(words), at + SUBJECT_REACH))
    return any(words.pauses[i] and words.clauses[i] == words.clauses[begin] for i in ahead)
