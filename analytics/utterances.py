"""Reads and scores single utterances that come without an article: the columns that the command ``score`` adds."""

from __future__ import annotations

from pathlib import Path

from analytics.axes import Axis
from analytics.decoding import UndecodableError, decode
from analytics.schema import STANCE_DIGITS, Row, evidence_cell
from analytics.stance import score_stance
from analytics.tables import TableError, find_delimiter, read_records
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


def score_utterance(text: str, axis: Axis | None = None) -> Row:
    """Score the tone and the stance of one utterance.

    Args:
        text: The words, without the sentence around them.
        axis: The axis of the stance; dovish to hawkish where none is given.

    Returns:
        A mapping with exactly ``SCORE_COLUMNS``.

    Example:
        >>> score_utterance("")["stance_label"]
        'none'
    """
    tone, stance = score_tone(text), score_stance(text, axis=axis)
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


def read_utterances(path: Path, column: str) -> tuple[tuple[str, ...], list[dict[str, str]], list[str]]:
    """Read a table whole, so that a missing column is told before anything is written.

    Args:
        path: The table, with a header.
        column: The column that holds the utterances.

    Returns:
        The header, the rows, and a sentence for each line that had to be left out.

    Raises:
        TableError: The file cannot be read, lacks the column, or has one that would be added; a sentence for a person.
    """
    try:
        text = decode(path.read_bytes()).text
    except (OSError, UndecodableError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise TableError(f"{path} cannot be read: {(reason or 'it is no file').rstrip('.')}.") from error
    records = read_records(text, delimiter=find_delimiter(text, column.casefold()))
    header = next(records, None)
    if header is None or not header.cells:
        raise TableError(f"{path} holds no table.")
    if column not in header.cells:
        found = ", ".join(map(repr, header.cells[:20]))
        raise TableError(f"{path} has no column {column!r}. Found: {found}. Name another with --text-column.")
    twice = {name for name in header.cells if header.cells.count(name) > 1} | set(header.cells) & set(SCORE_COLUMNS)
    if twice:
        raise TableError(f"{path} has a column {min(twice)!r} twice, or it is one that would be added. Rename it.")
    rows, faults = [], []
    for record in records:
        fault = record.fault
        if not fault and len(record.cells) != len(header.cells):
            fault = f"it has {len(record.cells)} cells where the header has {len(header.cells)}"
        if fault:
            faults.append(f"{path}, line {record.line}: {fault}; the row was left out.")
        else:
            rows.append(dict(zip(header.cells, record.cells, strict=True)))
    return header.cells, rows, faults
