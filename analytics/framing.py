"""Reads the reporting words that stand before quoted ones: which of them frame what was said.

A frame can hold more than the cue: another clause, another sentence, what somebody else did. Only the last reported
clause governs the words behind it ("would keep the truce, then threatened to “burn the ground”").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from analytics.phrases import Hit, Sentence, read_words
from analytics.records import Span
from analytics.text import folded_sentences

SAYING = frozenset(
    "said says saying say told tells telling added adds adding noted insisted claimed claims claiming".split()
)
_CONVEYING = SAYING | frozenset(
    """disclosed discloses conveyed conveys revealed reveals indicated indicates indicating stated states explained
    explains remarked remarks reported reports stressed stresses argued argues recalled recalls recalling
    pointing""".split()
)
"""Verbs that only say that something was said: what stands before them, behind a pause, is no frame."""
_JOINTS = frozenset(("and", "but"))
_TURNS = frozenset("then while whereas".split())
_SPEAKING = frozenset("speak speaks spoke speaking spoken talk talks talked talking".split())
_SUBJECTS = frozenset("it they we he she i you there our their".split())
PROMISING = frozenset(
    "promise promises promised promising vow vows vowed pledge pledges pledged assure assured".split()
)
_OWN = frozenset("he she it they we i his her its their our".split())
_DEEMING = frozenset("consider considers considered considering".split())
DEEMED_WORDS = 2
"""Words from "considered" to the marks from which on what stands in them is its judgement ("considered the visit")."""


@lru_cache(maxsize=4096)
def frame_words(cue: str, first: str = "") -> tuple[list[str], list[bool], list[bool]] | None:
    """Give the words of the cue that frame what follows, those of its last reported clause, with pauses and names.

    ``first`` is "on" where that is the first word behind it: to insist "on an apology" demands, to insist that it rains
    only says so.

    Between "agreed with the letter, he said" and the marks a whole other report can stand, which is no frame of
    these words.
    """
    folded, cut = folded_sentences(cue)
    words = read_words(folded, cut[-1]).parse() if cut else read_words(folded, Span(0, len(cue))).parse()
    texts = words.texts
    said = max((i for i, text in enumerate(texts) if text in _CONVEYING), default=0)
    start = max((i for i in range(min(said + 1, len(texts))) if words.pauses[i] or texts[i] in _JOINTS), default=0)
    start = max((i for i in range(start + 1, len(texts) - 1) if _turns(words, i)), default=start)
    start += _speaks([*texts[start:], first])
    return (texts[start:], words.pauses[start:], words.names[start:]) if texts[start:] else None


def _turns(words: Sentence, at: int) -> bool:
    """Tell whether another clause of the frame begins here, which alone governs what follows.

    So "would keep the truce, then threatened to", "had attacked nobody and that it was they who were", "will answer
    the raid, as his allies begged him to".
    """
    text, following = words.texts[at], words.texts[at + 1]
    if text in ("and", "but"):
        return following == "that" or following in _SUBJECTS
    return text in _TURNS or (text == "as" and words.pauses[at])


def _speaks(frame: Sequence[str]) -> int:
    """Count the words of a frame that only say that somebody spoke: "spoke of", "insisted", "insisted that"."""
    if len(frame) > 1 and frame[0] in _SPEAKING and frame[1] in ("of", "about"):
        return 2
    if frame and frame[0].startswith("insist") and "on" not in frame[1:2]:
        return 1
    return 0


def is_reporting_promise(words: Sentence, hit: Hit) -> bool:
    """Tell a promise about others, which only reports: "promised his men that the enemy would “drown”".

    Of one's own doing it is a promise: "promised to", "promised that she would", "promised aid".
    """
    texts, cue = words.texts, words.cue
    if hit.end > cue or texts[hit.start] not in PROMISING:
        return False
    that = next((i for i in range(hit.end, cue) if texts[i] == "that"), None)
    return that is not None and that + 1 < cue and texts[that + 1] not in _OWN


def judges_ahead(words: Sentence, hit: Hit) -> bool:
    """Tell a "considered" of the frame whose judgement stands in the marks: "considered the visit “a blunder”"."""
    near = words.cue - hit.end
    return words.texts[hit.start] in _DEEMING and DEEMED_WORDS <= near <= 2 * DEEMED_WORDS


_NAMING = frozenset("as is are was were be being been".split())
_CALLING = frozenset(
    """call calls called calling brand brands branded label labels labelled labeled describe describes described dub
    dubbed denounce denounces denounced hail hails hailed dismiss dismisses dismissed deem deemed found finds""".split()
)


_POINTING = (
    "refer",
    "allu",
    "point",
    "object",
    "oppos",
    "due",
    "respon",
    "react",
    "answer",
    "relat",
    "return",
    "amount",
)


def is_said_of(cue: str) -> bool:
    """Tell whether the words behind a frame are said of somebody or something, and are no mere term.

    So "called the raid an “act of war”", "described them as “partners”", "said the talks were “a farce”".
    """
    last = cue.lower().split()[-8:]
    if last and last[-1] in ("a", "an"):
        return not _CALLING.isdisjoint(last) or not _NAMING.isdisjoint(last[-2:])
    if last[-1:] == ["to"]:  # "urged both to “show restraint”"
        return len(last) > 1 and not last[-2].startswith(_POINTING)
    return not _NAMING.isdisjoint(last[-1:])
