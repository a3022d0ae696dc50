"""The table of quotes has one definition, and records enter it through one door."""

from __future__ import annotations

import json

from analytics.records import Actor, Article, Attribution, Evidence, Mention, Quote, ScoredQuote, Span, Stance, Tone
from analytics.schema import NAMES, QUOTES, row

TEXT = 'Ada Quell said: "Enough," and then, "no more talks."'


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def scored_quote() -> tuple[Article, ScoredQuote]:
    article = Article(TEXT, title="Talks", published="2025-03-03", outlet="The Varn Post")
    parts = (span_of("Enough,"), span_of("no more talks."))
    quote = Quote(
        article.id,
        parts,
        " … ".join(part.of(TEXT) for part in parts),
        "direct",
        Span(16, len(TEXT)),
        Span(0, len(TEXT)),
    )
    attribution = Attribution(
        quote, Mention(span_of("Ada Quell"), "name", "Ada Quell"), span_of("said"), "", "name + cue", 0.97312
    )
    stance = Stance(
        0.123456, "neutral", 0.5, (Evidence(None, "baseline", 0.1), Evidence(span_of("no more talks"), "talks", 0.2))
    )
    actor = Actor("ada-quell", "Ada Quell", "person", "XAV", role="Minister")
    return article, ScoredQuote(attribution, "Ada Quell", actor, Tone(0.1, 0.2, 0.7, 0.1), 0.1, stance)


def test_a_row_has_exactly_the_columns_of_the_definition_in_their_order() -> None:
    assert tuple(row(*scored_quote())) == NAMES


def test_every_cell_has_the_type_of_its_column() -> None:
    cells = row(*scored_quote())
    types = {"text": str, "integer": int | None, "number": float | None}
    for column in QUOTES:
        assert isinstance(cells[column.name], types[column.type]), column.name


def test_the_spans_of_a_split_quote_give_back_its_words() -> None:
    cells = row(*scored_quote())
    assert " … ".join(TEXT[start:end] for start, end in json.loads(cells["spans"])) == cells["quote"]
    assert (cells["start"], cells["end"]) == (TEXT.index("Enough"), len(TEXT) - 1)


def test_evidence_names_words_weight_and_place_and_the_baseline_has_no_words() -> None:
    items = json.loads(row(*scored_quote())["evidence"])
    assert items[0]["words"] == "no words"
    talks = span_of("no more talks")
    wanted = {"words": "no more talks", "category": "talks", "weight": 0.2, "start": talks.start, "end": talks.end}
    assert items[1] == wanted


def test_every_column_is_explained_and_named_once() -> None:
    assert len(set(NAMES)) == len(QUOTES)
    assert all(column.meaning.endswith(".") for column in QUOTES)
