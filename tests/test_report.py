"""The report: whole, escaped, and the same each time."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from analytics import charts, frames, schema
from analytics.report import Section, source_link, write_report
from tests.test_frames import line

HOSTILE = '</script><img src="https://evil.test/x.png" onerror=alert(1)>'


def row(**cells: Any) -> schema.Row:  # noqa: ANN401 - cells of any column
    made: schema.Row = dict.fromkeys(schema.NAMES, "")
    made.update(kind="direct", quote="We will go", stance=0.5, stance_label="hawkish", tone=-0.2, tone_label="negative")
    return made | cells


def report(words: str) -> str:
    table = frames.by_actor([line(words, article, hawkish=2) for article in "abc"])
    section = Section(words, words, charts.actor_chart(table), table[["actor", "n", "net"]])
    quote = row(quote=words, actor=words, outlet=words, url="https://example.org/a")
    return write_report(words, [words], [section], [quote, row(url="javascript:alert(1)")], [words])


def test_nothing_of_an_article_becomes_markup() -> None:
    page = report(HOSTILE)
    assert "<img" not in page.split("</script>")[-1]
    assert 'src="https://evil.test' not in page
    assert "javascript:alert" not in page
    assert page.count("&lt;img") >= 5


def test_a_report_asks_nothing_of_any_server() -> None:
    page = report("Vale")
    assert "<script src" not in page
    assert "<link" not in page
    assert page.startswith("<!doctype html>")


def test_each_chart_of_a_report_has_a_place_of_its_own() -> None:
    table = frames.by_actor([line("Vale", article, hawkish=2) for article in "abc"])
    sections = [Section(f"Net stance {n}", "", charts.actor_chart(table), table[["actor"]]) for n in range(2)]
    page = write_report("Two", [], sections, [], [])
    assert re.findall(r'<div id="(chart-\d)"', page) == ["chart-0", "chart-1"]
    assert page.count("Plotly.newPlot(") >= 2


def test_a_sheet_of_paper_names_the_source_without_the_words_behind_its_address() -> None:
    page = report("Vale")
    assert 'href="https://example.org/a#:~:text=Vale" data-place="https://example.org/a"' in page


def test_a_report_is_the_same_each_time() -> None:
    assert report("Vale") == report("Vale")


def test_a_report_without_quotes_or_charts_says_so() -> None:
    page = write_report("Empty", [], [Section("No chart", "", None, pd.DataFrame({"n": [1.5, float("nan")]}))], [], [])
    assert "None." in page
    assert '<td class="num">1.50</td>' in page


@pytest.mark.parametrize(
    ("url", "link"),
    [
        pytest.param("https://example.org/a", "https://example.org/a#:~:text=We%20go%2C%20now", id="https"),
        pytest.param("HTTP://example.org/a#x", "http://example.org/a#:~:text=We%20go%2C%20now", id="another fragment"),
        pytest.param("data:text/html,hi", "", id="data"),
        pytest.param("//example.org/a", "", id="no scheme"),
        pytest.param("http://[broken", "", id="no address at all"),
        pytest.param("", "", id="none"),
    ],
)
def test_a_source_is_linked_at_its_words_where_it_can_be(url: str, link: str) -> None:
    assert source_link(url, "We go, now … and here") == link


def test_the_quotes_are_headed_by_what_they_are() -> None:
    page = write_report("Ends", [], [], [row()], [], "Quotes: the 30 most hawkish & <b>")
    assert "<h2>Quotes: the 30 most hawkish &amp; &lt;b&gt;</h2>" in page


def test_a_speaker_without_a_name_is_not_printed_as_if_it_were_one() -> None:
    page = write_report("One", [], [], [row(actor_kind="unnamed", speaker="child"), row(speaker="he")], [])
    assert "Unnamed (child) ·" in page
    assert "Unknown speaker ·" in page


@pytest.mark.parametrize(
    ("label", "stance", "told"),
    [
        pytest.param("hawkish", -0.5, "hawkish (by hand)", id="against the machine"),
        pytest.param("dovish", None, "dovish (by hand)", id="where the machine found none"),
        pytest.param("none", -0.5, "no stance found", id="none"),
    ],
)
def test_a_label_set_by_a_person_is_printed_without_the_machine_s_score(
    label: str, stance: float | None, told: str
) -> None:
    corrected = row(stance=stance, stance_label=label, corrected='["stance_label"]')
    page = write_report("One", [], [], [corrected], [])
    assert f"{told} · tone −0.20 negative · corrected by a person" in page
    assert "0.50" not in page


def test_figures_of_a_report_are_written_as_their_column_asks() -> None:
    table = pd.DataFrame({"Net stance": [0.4, float("nan")], "Effective n": [41.1, 2.0]})
    written = {"Net stance": charts.signed, "Effective n": lambda n: f"{n:.1f}"}
    page = write_report("One", [], [Section("Net", "", None, table, written)], [], [])
    assert re.findall(r'<td class="num">([^<]*)</td>', page) == ["+0.40", "41.1", "", "2.0"]


@pytest.mark.parametrize(("lines", "told"), [(40, ""), (41, "1 more line."), (42, "2 more lines.")])
def test_a_table_says_how_many_of_its_lines_are_not_printed(lines: int, told: str) -> None:
    page = write_report("One", [], [Section("Long", "", None, pd.DataFrame({"n": range(lines)}))], [], [])
    assert "".join(re.findall(r"<p class=meta>(\d[^<]*)</p>", page)) == told
