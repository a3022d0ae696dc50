"""Tables survive the way out and back in, and no cell of a CSV runs as a formula."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import schema
from analytics.tables import (
    FORMULA_STARTS,
    TableError,
    escape_cell,
    find_delimiter,
    guard_cell,
    read_records,
    read_table,
    table_bytes,
    unescape_cell,
    write_table,
)
from tests.pace import grows_at_most, seconds

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
HOSTILE = st.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "'quoted", "''", "NA", "007", " "]
)
CELLS = {
    "text": WORDS | HOSTILE,
    "integer": st.none() | st.integers(0, 10**9),
    "number": st.none() | st.floats(-1, 1),
}
ROWS = st.lists(st.fixed_dictionaries({column.name: CELLS[column.type] for column in schema.QUOTES}), max_size=3)


@given(rows=ROWS, suffix=st.sampled_from(["csv", "jsonl"]))
def test_what_is_written_is_read_back(rows: list[dict[str, Any]], suffix: str, tmp_path_factory: Any) -> None:  # noqa: ANN401
    path = tmp_path_factory.getbasetemp() / f"round.{suffix}"
    write_table(rows, path)
    assert read_table(path) == rows


@given(rows=ROWS)
def test_a_raw_table_is_read_back_raw(rows: list[dict[str, Any]], tmp_path_factory: Any) -> None:  # noqa: ANN401
    path = tmp_path_factory.getbasetemp() / "raw.csv"
    write_table(rows, path, raw=True)
    assert read_table(path, raw=True) == rows


@given(rows=ROWS)
def test_no_text_cell_starts_a_formula(rows: list[dict[str, Any]]) -> None:
    lines = list(csv.DictReader(io.StringIO(table_bytes(rows).decode("utf-8-sig"), newline="")))
    for line in lines:
        for column in schema.QUOTES:
            if column.type == "text":
                assert not line[column.name].startswith(FORMULA_STARTS)


@given(rows=ROWS)
def test_the_same_rows_give_the_same_bytes(rows: list[dict[str, Any]]) -> None:
    assert table_bytes(rows) == table_bytes([dict(reversed(row.items())) for row in rows])


@given(cell=WORDS | HOSTILE)
def test_escaping_is_undone_by_unescaping(cell: str) -> None:
    assert unescape_cell(escape_cell(cell)) == cell


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        pytest.param("-0.53", "-0.53", id="a number stays bare"),
        pytest.param("+1e5", "+1e5", id="a number with an exponent"),
        pytest.param("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0", id="a command dressed as a number"),
        pytest.param("'quoted", "'quoted", id="an apostrophe is not altered"),
        pytest.param("peace", "peace", id="plain words"),
        pytest.param("－1", "'－1", id="full-width sign"),
    ],
)
def test_a_carried_cell_is_altered_only_where_it_would_run(cell: str, guarded: str) -> None:
    assert guard_cell(cell) == guarded


def test_an_empty_cell_is_null_in_jsonl_and_numbers_are_numbers() -> None:
    file = io.StringIO()
    write_table([{"quote": "", "start": 3, "tone": None, "stance": -0.5}], file, format="jsonl")
    line = json.loads(file.getvalue())
    assert (line["quote"], line["start"], line["tone"], line["stance"]) == (None, 3, None, -0.5)
    assert list(line) == list(schema.NAMES)


def test_csv_begins_with_a_byte_order_mark_and_ends_lines_with_cr_lf() -> None:
    data = table_bytes([{"a": "“peace”", "b": 0.1}], columns=("a", "b"))
    assert data == b'\xef\xbb\xbf"a","b"\r\n"\xe2\x80\x9cpeace\xe2\x80\x9d",0.1\r\n'


def test_a_name_without_a_known_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="must end in"):
        write_table([], tmp_path / "quotes.xlsx")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        pytest.param("a.jsonl", b'{"start": 1}\n{"start": \n', "Line 2 of 'a.jsonl': it is not valid JSON", id="JSON"),
        pytest.param("a.jsonl", b"[1]\n", "Line 1 of 'a.jsonl': it is not an object", id="no object"),
        pytest.param("a.jsonl", b'{"start": "x"}\n', "Line 1 of 'a.jsonl': its 'start' is no number", id="no number"),
        pytest.param("a.csv", b"start,quote\n,\nx,y\n", "Line 3 of 'a.csv': its 'start' is no number", id="a cell"),
        pytest.param("a.csv", "quote\nGenève\n".encode("cp1252"), "'a.csv' is no text in UTF-8", id="encoding"),
        pytest.param("a.csv", b"", "'a.csv' is empty", id="empty"),
    ],
)
def test_what_is_no_table_is_told_by_its_line(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TableError, match=told):
        read_table(tmp_path / name)


def test_a_record_with_a_cell_too_few_is_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,2\n"x\ny"\n', encoding="utf-8")
    with pytest.raises(TableError, match="Line 3"):
        read_table(path)


@pytest.mark.parametrize(
    ("text", "records"),
    [
        pytest.param("a,b\n1,2\n", [(1, ("a", "b")), (2, ("1", "2"))], id="plain"),
        pytest.param("a\n\n1\n", [(1, ("a",)), (3, ("1",))], id="a blank line is passed over"),
        pytest.param('a\n"1\n2"\n3\n', [(1, ("a",)), (2, ("1\n2",)), (4, ("3",))], id="a cell of two lines"),
        pytest.param('a\n"open\n3\n', [(1, ("a",)), (2, "never closed"), (3, ("3",))], id="an open mark"),
        pytest.param('a\n"x" y\n3\n', [(1, ("a",)), (2, "stands where none may"), (3, ("3",))], id="a stray mark"),
        pytest.param('a\r\n"x\r\ny"\r\n', [(1, ("a",)), (2, ("x\r\ny",))], id="line ends within a cell are kept"),
        pytest.param("a\n1\u20282\n", [(1, ("a",)), (2, ("1\u20282",))], id="a line separator is no line end"),
    ],
)
def test_records_are_read_with_the_line_where_they_begin(text: str, records: list[tuple[int, Any]]) -> None:
    found = list(read_records(text, delimiter=","))
    assert [record.line for record in found] == [line for line, _ in records]
    for record, (_, wanted) in zip(found, records, strict=True):
        assert wanted in record.fault if isinstance(wanted, str) else record.cells == wanted


def test_a_cell_longer_than_the_csv_modules_limit_is_read() -> None:
    assert len(next(read_records('"' + "x" * 200_000 + '"', delimiter=",")).cells[0]) == 200_000


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param('a,"b\n', id="marks that are never closed"),
        pytest.param('a,"b" c\n', id="stray marks"),
        pytest.param('"a\n', id="marks that close each other"),
    ],
)
def test_twice_the_faults_cost_about_twice_the_time(fault: str) -> None:
    def cost(faults: int) -> float:
        text = "text\n" + fault * faults
        return seconds(lambda: [record.fault for record in read_records(text, delimiter=",")])

    assert next(record.fault for record in read_records(f"text\n{fault}", delimiter=",") if record.fault)
    assert grows_at_most(3, cost, (40_000, 80_000))  # a square would be four times


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
def test_the_delimiter_is_found_by_the_header(delimiter: str) -> None:
    text = f"title{delimiter}text\nTalks{delimiter}They met; then, at last, they left.\n"
    assert find_delimiter(text, "text") == delimiter
