"""Gives the extent of the words that name a speaker: the name with its place, its brackets and its apposition."""

from __future__ import annotations

import re
from bisect import bisect_right

from analytics.days import ANY_MONTH, ANY_WEEKDAY
from analytics.records import Mention, Span
from analytics.scenes import Scene
from analytics.words import nouns, title_words

_OF_NAMES = re.compile(
    rf" (?:of|for|at|from|in|with|on) (?!{ANY_WEEKDAY}|{ANY_MONTH})(?:the |a |an )?[A-Z][\w.’'&-]*"
    r"(?:(?: (?:of|for|and|the|at|in) (?:the )?| )[A-Z][\w.’'&-]*){0,6}"
)
_IN_BRACKETS = re.compile(r" \([^()]{1,40}\)")
_APPOSITION = re.compile(r", ([A-Za-z][\w.’'-]*)(?: ([A-Za-z][\w.’'-]*))?")
_OPENS_APPOSITION = frozenset(
    """a an the his her their its one who whose which former founder author chairman director head chair
    co-founder co-director co-chair executive associate assistant deputy senior vice legal chief""".split()
)
_WANTS_NOUN = frozenset("now then also once".split())
"""They open an apposition only before an office: ", then a minister", not ", then left for home"."""
_STOP = re.compile(r"[,;:“”\"()]| [—–-] ")

_STOPPED = re.compile(r"[a-z]\.$")
"""A stop behind a word that is no initial ends the sentence."""

_LONGEST_PHRASE = 260
"""Characters of the whole phrase; a longer one is a story of its own."""

_MOST_APPOSITIONS = 3


def whole_phrase(scene: Scene, mention: Mention) -> Span:
    """Stretch a mention to the whole phrase that names the speaker.

    Args:
        scene: The article laid out.
        mention: The words that name the speaker by themselves.

    Returns:
        The mention with the place it is of ("of the Tax Centre"), what stands in brackets, and its appositions: those
        between commas, and one that closes the sentence (", a former adviser to the king.").
    """
    start, end = mention.span.start, mention.span.end
    number = scene.block_at(start)
    if mention.kind == "pronoun" or scene.is_marked(start) or number < 0:
        return mention.span
    limit = min(_sentence_end(scene, start, scene.blocks[number].end), start + _LONGEST_PHRASE)
    limit = min(limit, scene.next_mark(end))
    for pattern in (_OF_NAMES, _IN_BRACKETS):
        found = pattern.match(scene.text, end, limit)
        if found and _is_quiet(scene, end, found.end()):
            end = found.end() - (_STOPPED.search(found.group()) is not None)
    for _ in range(_MOST_APPOSITIONS):
        stop = _apposition_end(scene, end, limit)
        if stop == end:
            break
        end = stop
    return Span(start, end)


def _sentence_end(scene: Scene, start: int, limit: int) -> int:
    """Give where the sentence of an offset ends, the next sentence outside the marks or the paragraph's end."""
    at = bisect_right(scene.sentence_starts, start)
    return min(limit, scene.sentence_starts[at]) if at < len(scene.sentence_starts) else limit


def _is_quiet(scene: Scene, start: int, end: int) -> bool:
    """Tell a stretch without a verb of saying: it still describes."""
    return not any(cue.strong for cue in scene.cues_between(start, end))


def _apposition_end(scene: Scene, end: int, limit: int) -> int:
    """Give where an apposition right behind an offset ends, the offset itself where there is none."""
    text = scene.text
    found = _APPOSITION.match(text, end, limit)
    if not found or not _describes(found.group(1), found.group(2) or ""):
        return end
    stop = _STOP.search(text, end + 2, limit)
    until = stop.start() if stop else limit
    while until > end and text[until - 1] in " .'\"“‘`\n\r\u00a0":
        until -= 1
    closes = text[until : until + 1] == "." or (stop is not None and stop.group() in ",:;")
    return until if closes and _is_quiet(scene, end, until) else end


def _describes(first: str, second: str) -> bool:
    """Tell whether a phrase that begins with these words says who somebody is."""
    if first.lower() in _WANTS_NOUN:
        return second.lower() in ("a", "an", "the", *nouns()) or second.lower() in title_words()
    if first.lower() in _OPENS_APPOSITION or first.lower() in nouns() or first.lower() in title_words():
        return True
    return first[0].isupper() and (second.lower() in nouns() or second.lower() in title_words())
