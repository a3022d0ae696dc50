"""Scores single utterances that come without an article: the columns that the command ``score`` adds."""

from __future__ import annotations

from analytics.schema import STANCE_DIGITS, Row, evidence_cell
from analytics.stance import score_stance
from analytics.tone import score_tone, score_vader

SCORE_COLUMNS = (
    "tone",
    "tone_label",
    "vader_compound",
    "stance",
    "stance_label",
    "stance_confidence",
    "speech_act",
    "condition",
    "holder",
    "evidence",
)
"""The added columns, which mean what they mean in ``schema.QUOTES``; evidence counts characters of the utterance."""


def score_utterance(text: str) -> Row:
    """Score the tone and the stance of one utterance.

    Args:
        text: The words, without the sentence around them.

    Returns:
        A mapping with exactly ``SCORE_COLUMNS``.

    Example:
        >>> score_utterance("")["stance_label"]
        'none'
    """
    tone, stance = score_tone(text), score_stance(text)
    return {
        "tone": tone.compound,
        "tone_label": tone.label,
        "vader_compound": score_vader(text),
        "stance": None if stance.score is None else round(stance.score, STANCE_DIGITS),
        "stance_label": stance.label,
        "stance_confidence": None if stance.confidence is None else round(stance.confidence, 3),
        "speech_act": stance.speech_act,
        "condition": stance.condition,
        "holder": stance.holder,
        "evidence": evidence_cell(text, stance.evidence),
    }
