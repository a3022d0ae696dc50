"""The speed benchmarks run, say what they must, and no hostile text makes the pipeline hang.

How fast it is, is judged by ``benchmarks/run.py`` itself: a test on a busy machine would fail by chance.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.pipeline import analyze_article
from benchmarks.inputs import HOSTILE, Articles, sentences_of
from benchmarks.run import BENCHMARKS, main

WORST = 3.0
"""Twice the text takes twice the time; four times would be a square. Small texts are measured roughly."""


def test_every_benchmark_gives_a_figure_beside_its_gate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "speed.json"
    assert main(["--quick", "--json", str(out)]) == 0
    shown = capsys.readouterr().out
    data = json.loads(out.read_text(encoding="utf-8"))
    assert [result["name"] for result in data["results"]] == list(BENCHMARKS)
    for result in data["results"]:
        assert result["value"] > 0
        assert result["better"] in ("lower", "higher")
        assert result["reaches_gate"] == (
            result["value"] <= result["gate"] if result["better"] == "lower" else result["value"] >= result["gate"]
        )
        assert result["what"] in shown
    by_name = {result["name"]: result for result in data["results"]}
    parts = by_name["P1"]["detail"]["stages, as parts of the figure"]
    assert sum(parts.values()) == pytest.approx(by_name["P1"]["value"], abs=0.02)
    assert {"quotes", "mentions", "attribution", "who is who", "tone", "stance"} <= set(parts)
    assert by_name["P2"]["detail"]["with another figure than the package's"] == 0
    grown = by_name["P7"]["detail"]["families"]
    assert set(grown) == set(HOSTILE)
    assert {name: ratio for name, ratio in grown.items() if ratio > WORST} == {}
    # A busy machine doubles these; a page that reads every quote anew, or a search without its index, is far above.
    assert by_name["S1"]["value"] < 1.5
    assert by_name["S2"]["value"] < 0.3
    assert by_name["S3"]["value"] < 60


def test_a_missed_gate_is_a_status_only_when_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from benchmarks.run import Result

    slow = Result("P2", "slow", 1.0, "x", 3.0, 4.0, lower=False)
    monkeypatch.setitem(BENCHMARKS, "P2", lambda _run: slow)
    assert main(["--only", "P2"]) == 0
    assert "misses the gate" in capsys.readouterr().out
    assert main(["--only", "P2", "--strict"]) == 1


def test_a_folder_without_articles_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "holds no .txt files" in capsys.readouterr().err


def test_copies_of_the_articles_are_new_but_still_articles_with_quotes() -> None:
    articles = Articles()
    one, other = articles.fresh(8_000), articles.fresh(8_000)
    assert len(one) == len(other) > 1
    assert {article.id for article in one}.isdisjoint(article.id for article in other)
    before = Articles().fresh(8_000)
    assert [article.id for article in before] == [article.id for article in one], "each run has the same copies"
    found = sum(len(analyze_article(article)) for article in one)
    assert found == pytest.approx(sum(len(analyze_article(article)) for article in other), rel=0.2)
    assert all(sentence.strip() for sentence in sentences_of(one))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_has_about_the_size_asked_for(name: str) -> None:
    for size in (2_000, 4_000):
        assert 0.8 * size <= len(HOSTILE[name](size)) <= 1.2 * size
