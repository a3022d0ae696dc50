"""Ties the answers of an interview to who gives them: paragraphs all in marks, with questions without marks between.

Who answers is named in some of the answers ("..., she said"); the others have nobody near, or only those of whom the
questions speak.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analytics.records import Attribution
from analytics.scenes import Scene

FEWEST = 2
"""Questions with an answer that make an interview."""

LONGEST_QUESTION = 45
"""Words of a paragraph that can be a question or a remark of the interviewer."""

_ANSWERED = 0.75
"""Probability given to the one who answers elsewhere in the interview."""


def tie_answers(scene: Scene, found: Sequence[Attribution]) -> list[Attribution]:
    """Give the attributions with those of an interview's answers that stand alone tied to who answers.

    Args:
        scene: The article laid out.
        found: The attributions of its quotes, in order.
    """
    asked = [number for number, one in enumerate(found) if _is_asked(scene, one)]
    sure = [one for one in found if _names_who(scene, one)]
    if sum(_is_question(scene, _block(scene, found[number]) - 1) for number in asked) < FEWEST:
        return list(found)
    first, last = found[asked[0]].quote.span.start, found[asked[-1]].quote.span.end
    voices = [one for one in sure if scene.opens_block(one.quote) and first - _FAR < one.quote.span.start < last + _FAR]
    tied = list(found)
    for number in asked:
        before = [one for one in voices if one.quote.span.start < found[number].quote.span.start]
        voice = before[-1] if before else voices[0] if voices else None
        if voice and voice.mention:
            rule = f"an answer in the interview of '{scene.shown(voice.mention.span)}'"
            tied[number] = replace(found[number], mention=voice.mention, cue=None, rule=rule, confidence=_ANSWERED)
    return tied


_FAR = 1500
"""Characters before the first answer and behind the last in which an answer names who gives it."""


def _block(scene: Scene, one: Attribution) -> int:
    return scene.block_at(one.quote.content[0].start)


def _names_who(scene: Scene, one: Attribution) -> bool:
    """Tell a quote whose own paragraph has the verb of saying and who governs it."""
    block = _block(scene, one)
    if block < 0 or one.cue is None or one.mention is None:
        return False
    return scene.blocks[block].holds(one.cue) and scene.blocks[block].holds(one.mention.span)


def _is_asked(scene: Scene, one: Attribution) -> bool:
    """Tell an answer that stands alone: its paragraph has nothing but marked words, the one before has none."""
    block = _block(scene, one)
    if block < 1 or not scene.opens_block(one.quote):
        return False
    span, before = scene.blocks[block], scene.blocks[block - 1]
    if scene.words_between(span.start, span.end) or scene.marks_between(before.start, before.end):
        return False
    return scene.words_between(before.start, before.end) <= LONGEST_QUESTION


def _is_question(scene: Scene, block: int) -> bool:
    return block >= 0 and scene.text.endswith("?", 0, scene.blocks[block].end)
