"""Finds the condition of a sentence: "if they cross the line", "any attack ... will be met"."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.phrases import Word

SUBJECT_REACH = 20
"""Words in which "any ..." finds its "will be met with"."""

_IF = frozenset("if unless should".split())
_CONSEQUENCE = frozenset("then will would shall".split())
_SUBJECTS = frozenset("that this it we i they he she there you".split())
_WHATEVER = frozenset("any an a every each all another further".split())
_ANSWERED = frozenset("met answered".split())
_ASKING = frozenset("as even see know knows ask asks asked wonder wonders or unclear unsure unknown tell".split())
_THEM = frozenset("them us him her me".split())
_TRESPASS = frozenset(
    """enter enters cross crosses approach approaches attack attacks invade invades fire fires shoot shoots strike
    strikes touch touches violate violates provoke provokes threaten threatens intrude intrudes block blocks
    follow follows land lands""".split()
)


def find_condition(words: Sequence[Word]) -> tuple[int, int] | None:
    """Give the bounds of the condition in words: from "if" to the words that say what then happens.

    Returns:
        The first word and the one after the last, or ``None`` without a condition.
    """
    begin = next((i for i, word in enumerate(words) if _opens_condition(words, i, word.text)), None)
    if begin is None:
        return None
    end = begin + 1
    while end < len(words) and words[end].clause == words[begin].clause:
        if (words[end].text in _CONSEQUENCE and not _pause_ahead(words, end, begin)) or _pause(words, end, begin):
            break
        end += 1
    if end < len(words) and words[end].text in _CONSEQUENCE and words[end - 1].text in _SUBJECTS and end - begin > 2:
        end -= 1
    return (begin, end) if end - begin > 1 else None


def is_trespass(words: Sequence[Word], condition: tuple[int, int]) -> bool:
    """Tell whether the condition is a hostile act of others, with a consequence announced after it.

    "If their ships enter the strait, they will not leave it" threatens without a word of force.
    """
    begin, end = condition
    supposed = [word.text for word in words[begin:end]]
    follows = [word.text for word in words[end : end + 6]]
    ours = any(text in ("we", "i") for text in supposed)
    return not ours and not _TRESPASS.isdisjoint(supposed) and not {"will", "shall"}.isdisjoint(follows)


def _opens_condition(words: Sequence[Word], at: int, text: str) -> bool:
    if text in _WHATEVER:  # "any attempt will be met with ..."
        ahead = [word.text for word in words[at + 1 : at + SUBJECT_REACH] if word.clause == words[at].clause]
        return (
            not _ANSWERED.isdisjoint(ahead)
            and not _CONSEQUENCE.isdisjoint(ahead)
            and _CONSEQUENCE.isdisjoint(word.text for word in words[:at])
        )
    if text not in _IF:
        return False
    if text == "should":  # only inverted: "Should they cross the line, ..."
        return at == 0
    asked = at > 1 and words[at - 1].text in _THEM and words[at - 2].text in _ASKING  # "ask them if"
    return not asked and not (at and words[at - 1].text in _ASKING)


def _pause(words: Sequence[Word], at: int, begin: int) -> bool:
    return words[at].pause and at - begin >= 3


def _pause_ahead(words: Sequence[Word], at: int, begin: int) -> bool:
    """Tell whether a "will" belongs to the condition itself: "if they will take their guns back, we ..."."""
    ahead = words[at + 1 : at + SUBJECT_REACH]
    return at - begin <= 2 and any(word.pause for word in ahead if word.clause == words[begin].clause)
