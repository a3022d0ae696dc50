"""Whatever comes in, nothing is raised, nothing takes long, and every offset gives back the very words.

``PARLEY_RANDOM_INPUTS=20000`` makes the long run: so many inputs in all, over readers, analysis and tables.
"""

from __future__ import annotations

import json
import math
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.articles import read_upload
from analytics.pipeline import analyze_article
from analytics.records import PART_GLUE, Article, Span
from analytics.schema import NAMES, row
from analytics.tables import read_table, write_table
from tests.pace import is_done_within

INPUTS = int(os.environ.get("PARLEY_RANDOM_INPUTS", "2000"))
LONGEST = 2.0
"""Seconds of processor time that one input may take."""

PIECES = st.one_of(
    st.sampled_from(
        """Vale said told Brann he she they who the minister a spokesman NATO Moscow Russia's U.S. officials not no
        never will we you if unless talks war sanctions peace attack offer on Friday 3 May 2022 according to that and
        but while : ; , . ? ! — - -- … ... “ ” " ' ’ ‘ « » „ '' `` ( ) [ ] Q: A: VALE: = * @ #
        called asked pleaded wrote saying added accused its reporters by whom letter people I""".split()
    ),
    st.sampled_from(["\n", "\n\n", "\r\n", "\u2028", "\u00a0", "\t", " ", "\u200b", "\ufeff", "\x00", "\ud800", "😁"]),
    st.sampled_from(
        ["“We will talk,” Vale said.", "“Never,” he said. “Not once.”", "Vale did not “expect” it.", "said"]
    ),
    st.text(max_size=6),
)
TEXTS = st.lists(PIECES, max_size=60).flatmap(
    lambda pieces: st.sampled_from([" ", "", "\n\n"]).map(lambda joint: joint.join(pieces))
)
DAYS = st.sampled_from(["", "2022-01-21", "1987-03-23", "0001-01-01"])

FILES = st.binary(max_size=300) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))
ENDINGS = st.sampled_from([".txt", ".csv", ".tsv", ".json", ".jsonl", ".zip", ""])


@pytest.fixture(scope="module", autouse=True)
def _tables_are_read() -> None:
    """Reading the lexica and the registry, a second on a slow machine, is no cost of the first input."""
    analyze_article(Article("“We will talk,” the minister said."))


many = HealthCheck.too_slow, HealthCheck.function_scoped_fixture


@given(text=TEXTS, published=DAYS)
@settings(max_examples=INPUTS * 6 // 10, suppress_health_check=many)
def test_every_text_is_analyzed_and_every_offset_gives_back_its_words(text: str, published: str) -> None:
    article = Article(text, published=published)
    started = time.process_time()
    found = analyze_article(article)
    assert time.process_time() - started < LONGEST or is_done_within(LONGEST, lambda: analyze_article(article))
    for scored in found:
        cells = row(article, scored)
        parts = [text[start:end] for start, end in json.loads(cells["spans"])]
        assert PART_GLUE.join(parts) == cells["quote"] == scored.quote.text
        assert 0 <= cells["clause_start"] <= cells["start"] < cells["end"] <= cells["clause_end"] <= len(text)
        assert cells["sentence"] in text
        if cells["mention"]:
            assert " ".join(text[cells["mention_start"] : cells["mention_end"]].split()) == cells["mention"]
        assert 0 <= cells["confidence"] <= 1
        assert -1 <= cells["tone"] <= 1
        weights = [item["weight"] for item in json.loads(cells["evidence"] or "[]")]
        assert cells["stance"] is None or abs(math.tanh(math.fsum(weights)) - cells["stance"]) < 1e-9
        for item in scored.stance.evidence:
            assert item.span is None or Span(0, len(text)).holds(item.span)


@given(data=FILES, end=ENDINGS)
@settings(max_examples=INPUTS * 3 // 10, suppress_health_check=many)
def test_every_file_becomes_articles_or_a_sentence(data: bytes, end: str) -> None:
    started = time.process_time()
    reading = read_upload(data, f"a{end}")
    assert time.process_time() - started < LONGEST or is_done_within(LONGEST, lambda: read_upload(data, f"a{end}"))
    assert reading.articles or reading.errors
    for article in reading.articles:
        article.text.encode("utf-8")


@given(cells=st.lists(st.text(max_size=20), min_size=1, max_size=8))
@settings(max_examples=INPUTS // 10, suppress_health_check=many)
def test_every_cell_comes_back_from_both_kinds_of_tables(cells: list[str], tmp_path: Path) -> None:
    rows = [dict.fromkeys(NAMES, "") | {"quote": cell, "title": cell} for cell in cells]
    for path in (tmp_path / "t.csv", tmp_path / "t.jsonl"):
        write_table(rows, path)
        came = [(line["quote"], line["title"]) for line in read_table(path)]
        assert came == [(_storable(cell), _storable(cell)) for cell in cells]


def _storable(cell: str) -> str:
    """Give what a file of UTF-8 can hold of a string: lone surrogates are replaced."""
    return cell.encode("utf-8", "replace").decode("utf-8")
