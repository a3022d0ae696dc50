"""The one definition of the table of quotes: CSV header, SQL table and data dictionary come from here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from analytics.records import Article, Evidence, ScoredQuote, Span

STANCE_DIGITS = 10
"""Decimals of the stance in a row: enough that it is tanh of the sum of the printed weights within 1e-9."""

Row = dict[str, Any]
"""One line of the table: a ``str`` for text columns ("" when empty), ``int`` or ``None``, ``float`` or ``None``."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what a cell holds, and what it means to a reader."""

    name: str
    type: Literal["text", "integer", "number"]
    meaning: str


QUOTES: tuple[Column, ...] = (
    Column("quote_id", "text", "Stable id of the quote, derived from content: the same on every machine."),
    Column("article_id", "text", "Stable id of the article: a hash of its text."),
    Column("source_path", "text", "Name or path of the file the article came from."),
    Column("title", "text", "The article's title."),
    Column("outlet", "text", "Who published it."),
    Column("url", "text", "Where it was published."),
    Column("published", "text", "Day of publication, ISO 8601 (2022-01-21), or empty when unknown."),
    Column("collection", "text", "The collection that the article belongs to."),
    Column("language", "text", "The article's language (ISO 639-1), or empty."),
    Column("kind", "text", "direct (all in marks), mixed (partly in marks) or indirect (no marks)."),
    Column("quote", "text", "The words, verbatim; parts of a split quote are joined with ' … '."),
    Column("start", "integer", "Offset of the first quoted character in the article's text."),
    Column("end", "integer", "Offset after the last quoted character."),
    Column("spans", "text", "JSON [[start, end], ...]: one pair for each part, inside the marks."),
    Column("sentence", "text", "The verbatim sentence or sentences that hold the quote and its cue."),
    Column("clause_start", "integer", "Offset where the whole reported clause, quoted and unquoted, begins."),
    Column("clause_end", "integer", "Offset where it ends."),
    Column("cue", "text", "The reporting words as printed ('said'), or empty."),
    Column("mention", "text", "The words that name the speaker as printed ('he'), or empty."),
    Column("mention_start", "integer", "Offset of the mention, or empty."),
    Column("mention_end", "integer", "Offset after the mention, or empty."),
    Column("speaker", "text", "The fullest name that the article itself gives, or empty."),
    Column("actor", "text", "Display name of who spoke, the fullest known; empty when unnamed or unknown."),
    Column("actor_id", "text", "The registry's id, or empty."),
    Column("actor_kind", "text", "person, organization, collective, unnamed or unknown."),
    Column("role", "text", "Office or function at that date, or empty."),
    Column("country", "text", "Country spoken for (ISO 3166-1 alpha-3), or empty."),
    Column("side", "text", "The actor's side in this collection, or empty."),
    Column("addressee", "text", "Who was told, or empty."),
    Column("target", "text", "Whom the words are directed at; empty where unsure."),
    Column("target_country", "text", "That one's country; empty where unsure."),
    Column("said_on", "text", "The day it was said, where the text is sure; else empty."),
    Column("rule", "text", "Why this speaker, in words."),
    Column("confidence", "number", "Probability (0..1) that the speaker is right."),
    Column("tone", "number", "Tone of the quoted words, -1 (negative) to 1 (positive)."),
    Column("tone_label", "text", "negative, neutral or positive."),
    Column("vader_compound", "number", "What vaderSentiment itself gives for the words (apostrophes folded)."),
    Column("stance", "number", "Stance, -1 (dovish) to 1 (hawkish); empty when none was found."),
    Column("stance_label", "text", "dovish, neutral, hawkish, or none."),
    Column("stance_confidence", "number", "Probability (0..1) that the stance label is right."),
    Column("speech_act", "text", "threat, demand, accusation, refusal, warning, offer, agreement, appeal, ..."),
    Column("condition", "text", "The words of the condition ('if they cross the border'), or empty."),
    Column("holder", "text", "own, or ascribed when the words report somebody else's view or act."),
    Column("evidence", "text", "JSON list of the words behind the stance, their category and weight."),
    Column("cluster_id", "text", "The same utterance carried by several articles; joined on reading a store."),
    Column("model_version", "text", "Which rules and stance model scored the quote, as rules/model."),
    Column("corrected", "text", "JSON list of the columns that a person corrected, or empty."),
)

NAMES: tuple[str, ...] = tuple(column.name for column in QUOTES)


def row(article: Article, scored: ScoredQuote, collection: str = "") -> Row:
    """Turn a scored quote into one line of the table of quotes: the only door from records to tables.

    Args:
        article: The article that holds the quote.
        scored: The quote with its attribution and scores.
        collection: The collection the article belongs to, empty outside a store.

    Returns:
        A mapping with exactly the columns of ``QUOTES``, in their order.
    """
    quote, attribution, actor, stance = scored.quote, scored.attribution, scored.actor, scored.stance
    mention, text = attribution.mention, article.text
    cells: Row = dict.fromkeys(NAMES, "")
    cells.update(
        quote_id=quote.id,
        article_id=article.id,
        source_path=article.source_path,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        collection=collection,
        language=article.language,
        kind=quote.kind,
        quote=quote.text,
        start=quote.span.start,
        end=quote.span.end,
        spans=json.dumps([[part.start, part.end] for part in quote.content]),
        sentence=quote.sentence.of(text),
        clause_start=quote.clause.start,
        clause_end=quote.clause.end,
        cue=_words(text, attribution.cue),
        mention=_words(text, mention.span if mention else None),
        mention_start=mention.span.start if mention else None,
        mention_end=mention.span.end if mention else None,
        speaker=scored.speaker,
        actor=actor.name,
        actor_id=actor.id,
        actor_kind=actor.kind,
        role=actor.role,
        country=actor.country,
        side=actor.side,
        addressee=attribution.addressee,
        target=scored.target,
        target_country=scored.target_country,
        said_on=scored.said_on,
        rule=attribution.rule,
        confidence=round(attribution.confidence, 3),
        tone=scored.tone.compound,
        tone_label=scored.tone.label,
        vader_compound=scored.vader_compound,
        stance=None if stance.score is None else round(stance.score, STANCE_DIGITS),
        stance_label=stance.label,
        stance_confidence=None if stance.confidence is None else round(stance.confidence, 3),
        speech_act=stance.speech_act,
        condition=stance.condition,
        holder=stance.holder,
        evidence=evidence_cell(text, stance.evidence),
        model_version=scored.model_version,
    )
    return cells


def _words(text: str, span: Span | None) -> str:
    return span.of(text) if span else ""


def evidence_cell(text: str, evidence: Iterable[Evidence]) -> str:
    """Give the words behind a stance as JSON: a list of words, category, weight, start and end; "" for none.

    Only the baseline has no words of its own.
    """
    items = [
        {
            "words": item.span.of(text) if item.span else "no words",
            "category": item.feature,
            "weight": item.weight,
            "start": item.span.start if item.span else None,
            "end": item.span.end if item.span else None,
        }
        for item in evidence
    ]
    return json.dumps(items, ensure_ascii=False) if items else ""
