"""Article text as HTML: nothing of the text may become a tag, and no character may be lost."""

from __future__ import annotations

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.records import Article, Span
from tests.views.conftest import made_row
from views.highlights import LONGEST, PASSAGE, Mark, below_front_matter, cue_mark, marked_html, passage, quote_marks

HOSTILE = '<script>alert(1)</script> & <img src="https://evil.test/x.png" onerror=alert(2)> \'"'
OURS = re.compile(r'</?mark>|<mark class="[a-z -]*">|<sup class="pq-label">[^<]*</sup>')


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """Draw a text and marks that may nest, overlap and touch."""
    text = draw(st.text(alphabet=st.sampled_from("ab <>&\"'\n“”é\u202e😀"), max_size=40))
    edges = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(edges, edges), max_size=5))
    kinds = st.sampled_from(["quote", "hawk", "dove", "mention"])
    return text, [
        Mark(Span(*sorted(span)), draw(kinds), draw(st.sampled_from(["", "hawk +0.50", "<b>"]))) for span in spans
    ]


@given(marked())
def test_taking_our_tags_away_gives_back_the_very_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    assert html.unescape(OURS.sub("", marked_html(text, marks))) == text


@given(marked())
def test_the_only_tags_are_ours_and_they_close(case: tuple[str, list[Mark]]) -> None:
    made = marked_html(*case)
    rest = OURS.sub("", made)
    assert "<" not in rest
    assert ">" not in rest
    assert made.count("<mark ") == made.count("</mark>")


@given(marked())
def test_marked_words_are_those_under_the_spans(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    pieces = re.findall(r'<mark class="[^"]*pq-quote[^"]*">([^<]*)</mark>', marked_html(text, marks))
    under = {place for mark in marks if mark.kind == "quote" for place in range(mark.span.start, mark.span.end)}
    assert html.unescape("".join(pieces)) == "".join(text[place] for place in sorted(under))


def test_a_hostile_text_stays_words() -> None:
    made = marked_html(HOSTILE, [Mark(Span(8, 20), "hawk", HOSTILE)])
    assert "<script" not in made
    assert "<img" not in made
    assert made.count("&lt;script&gt;") == 2


def test_a_mark_that_leaves_the_shown_stretch_is_cut_with_it() -> None:
    assert marked_html("one two three", [Mark(Span(0, 13), "quote")], Span(4, 7)) == '<mark class="pq-quote">two</mark>'


def article_and_row(text: str, words: str, **cells: object) -> tuple[Article, dict[str, object]]:
    """Make an article of a text and the row of a quote in it."""
    article = Article(text)
    return article, made_row(article, words, sentence=text, **cells)


@pytest.mark.parametrize(
    ("text", "cue", "place"),
    [
        pytest.param("“No,” he said.", "said", 9, id="after the quote"),
        pytest.param("He said: “No, they said so.”", "said", 3, id="never inside the quote"),
        pytest.param("“Yes,” she said. “No,” he said.", "said", 26, id="not that of the sentence before"),
        pytest.param("“No,” he aforesaid.", "said", None, id="whole words only"),
        pytest.param("“No.”", "", None, id="no cue"),
    ],
)
def test_the_cue_is_marked_where_it_stands(text: str, cue: str, place: int | None) -> None:
    words = "No, they said so." if "they" in text else "No"
    article, row = article_and_row(text, words, cue=cue)
    row["sentence"] = text[text.index("“No") :] if text.startswith("“Yes") else text
    assert [mark.span.start for mark in cue_mark(article.text, row)] == ([] if place is None else [place])


def test_stance_words_are_labelled_with_their_lean_and_weight() -> None:
    items = [
        {"words": "no words", "category": "baseline", "weight": -0.1, "start": None, "end": None},
        {"words": "talks", "category": "talks", "weight": -0.6, "start": 9, "end": 14},
    ]
    _, row = article_and_row("“We want talks.”", "We want talks.", evidence=json.dumps(items))
    labels = [(mark.kind, mark.label) for mark in quote_marks(row) if mark.label]
    assert labels == [("dove", "dove −0.60")]


def test_a_passage_is_whole_paragraphs_around_the_quote() -> None:
    near = "“Enough,” she said.\n"
    text = ("far away\n" * 500) + near + ("long after\n" * 500)
    article, row = article_and_row(text, "Enough")
    shown = passage(article.text, row)
    assert near.strip() in shown.of(text)
    assert text[shown.start - 1] == "\n"
    assert text[shown.end] == "\n"
    assert len(shown) < 2 * PASSAGE + len(near)


def test_the_lines_of_title_and_date_are_not_shown_above_the_quote() -> None:
    text = "---\ntitle: Talks\ndate: 2025-03-03\n---\nThey met.\n\n“Enough,” she said.\n"
    article, row = article_and_row(text, "Enough")
    shown = below_front_matter(text, passage(article.text, row))
    assert shown.of(text) == "They met.\n\n“Enough,” she said.\n"
    assert below_front_matter(text, shown) == shown


def test_of_a_text_without_line_ends_only_a_part_is_shown() -> None:
    text = "word " * LONGEST + "“Enough,” she said." + " word" * LONGEST
    article, row = article_and_row(text, "Enough")
    assert len(passage(article.text, row, LONGEST // 2)) <= LONGEST + 10
