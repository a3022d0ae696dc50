"""The measured figures: their file, and that README and page show what is in it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from analytics.accuracy import (
    FIGURES,
    Accuracy,
    AccuracyError,
    Effect,
    Figure,
    Report,
    data_version,
    read_accuracy,
    shipped_accuracy,
    text_table,
    write_accuracy,
)
from analytics.tone import CORRECTIONS
from benchmarks.accuracy import BEGIN, END, put_into, readme_table
from tests.conftest import ROOT

MADE = Accuracy(
    "2025-03-03",
    "0.1.0",
    "1/x",
    "abc",
    (
        Report("tone", "ours", {"text": 2}, (Figure("r", 0.5, 2), Figure("wrong_way", None, 0))),
        Report("tone", "theirs", {"text": 9}, (), (Effect("names", 0.4, 0.3, -0.01, -0.1, 0.1, 0.5),), "A note."),
    ),
)


def test_figures_survive_their_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with path.open("w", encoding="utf-8") as file:
        write_accuracy(MADE, file)
    assert read_accuracy(path) == MADE


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"format": 9}, "has format 9", id="another-layout"),
        pytest.param({"reports": 1}, "holds no figures", id="no-reports"),
        pytest.param({"date": None, "reports": [{"part": "tone"}]}, "holds no figures", id="half-a-report"),
    ],
)
def test_a_file_that_holds_no_figures_is_refused(tmp_path: Path, change: dict[str, object], sentence: str) -> None:
    file = io.StringIO()
    write_accuracy(MADE, file)
    path = tmp_path / "a.json"
    path.write_text(json.dumps(json.loads(file.getvalue()) | change), encoding="utf-8")
    with pytest.raises(AccuracyError, match=sentence):
        read_accuracy(path)


@pytest.mark.parametrize("value", ["NaN", '{"r": 1}'])
def test_a_figure_that_is_no_finite_number_is_refused(tmp_path: Path, value: str) -> None:
    file = io.StringIO()
    write_accuracy(MADE, file)
    path = tmp_path / "a.json"
    path.write_text(file.getvalue().replace("0.5,", f"{value},", 1), encoding="utf-8")
    with pytest.raises(AccuracyError):
        read_accuracy(path)


def test_a_terminal_gets_the_note_and_a_dash_for_what_cannot_be_said() -> None:
    shown = "\n".join(map(text_table, MADE.reports))
    assert "negative called positive, or the reverse      –" in shown
    assert "−.010" in shown
    assert shown.endswith("A note.")


def test_the_shipped_figures_cover_every_part_with_n_and_interval() -> None:
    accuracy = shipped_accuracy()
    assert {report.part for report in accuracy.reports} == set(FIGURES)
    for report in accuracy.reports:
        assert [figure.name for figure in report.figures] == list(FIGURES[report.part])
        for figure in report.figures:
            assert figure.n > 0
            assert figure.value is not None
            if figure.n > 20:
                assert figure.low is not None
                assert figure.high is not None
                assert figure.low <= figure.value <= figure.high or figure.name == "calibration_error"
    (effects,) = [report.effects for report in accuracy.reports if report.effects]
    assert [effect.correction for effect in effects] == list(CORRECTIONS)


def test_the_data_version_changes_with_a_word_list_and_not_with_line_ends_or_the_figures(tmp_path: Path) -> None:
    (tmp_path / "cues.csv").write_bytes(b"cue\nsay\n")
    before = data_version(tmp_path)
    (tmp_path / "cues.csv").write_bytes(b"cue\r\nsay\r\n")
    (tmp_path / "accuracy.json").write_bytes(b"{}")
    data_version.cache_clear()
    assert data_version(tmp_path) == before
    (tmp_path / "cues.csv").write_bytes(b"cue\nsay\nstate\n")
    data_version.cache_clear()
    assert data_version(tmp_path) != before


def test_the_readme_shows_the_shipped_figures() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert put_into(readme, readme_table(shipped_accuracy())) == readme


def test_a_readme_without_the_lines_for_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="needs the lines"):
        put_into(f"{BEGIN} but no end", "table")
    assert put_into(f"a\n{BEGIN}\nold\n{END}\nb", "new") == f"a\n{BEGIN}\nnew\n{END}\nb"
