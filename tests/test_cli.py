"""The commands: what goes where, with which exit status, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analytics import cli
from analytics.actor_lines import check_lines
from analytics.cli import INTERRUPTED, PIPE_CLOSED, main
from analytics.corrections import Author, correct
from analytics.records import Article
from analytics.registrations import register
from analytics.schema import NAMES
from analytics.store import open_store
from analytics.tables import read_table
from analytics.utterances import SCORE_COLUMNS
from tests.conftest import ROOT, TALKS, row_of

COMMANDS = (
    "analyze",
    "score",
    "preview",
    "add",
    "reanalyze",
    "sample",
    "export",
    "delete",
    "backup",
    "restore",
    "collections",
    "evaluate",
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Make a folder of one good article, one table of two, and one file that is no text."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "talks.txt").write_text(TALKS, encoding="utf-8", newline="")
    table = 'title,text,date\nA,"“We will not yield,” President Oda Marsh said.",2025-03-03\nB,Nothing was said.,\n'
    (folder / "wires.csv").write_text(table, encoding="utf-8", newline="")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_help_says_that_own_actors_are_laid_over_the_shipped_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["analyze", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "laid over the shipped one" in told
    assert "instead of the shipped" not in told


def test_one_row_is_told_in_the_singular(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "said.csv").write_text("text\nWe will strike.\n", encoding="utf-8")
    assert main(["score", str(tmp_path / "said.csv"), "-o", str(tmp_path / "scored.csv")]) == 0
    assert capsys.readouterr().err == "1 row scored.\n"


def test_a_model_that_cannot_be_fitted_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.csv"
    assert main(["train", "--examples", str(missing), "--model", str(tmp_path / "model.json")]) == 1
    assert capsys.readouterr().err == f"The model cannot be fitted: {missing}: No such file or directory.\n"
    nowhere = tmp_path / "none" / "model.json"
    assert main(["train", "--model", str(nowhere)]) == 1
    assert capsys.readouterr().err == f"The model cannot be written: {nowhere}: No such file or directory.\n"


# analyze


def test_analyze_writes_a_row_for_each_quote_and_tells_what_it_could_not_read(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "quotes.csv"
    assert main(["analyze", str(news), "-o", str(out)]) == 1
    rows = read_table(out)
    assert len(rows) >= 3
    assert list(rows[0]) == list(NAMES)
    assert {Path(row["source_path"]).name for row in rows} == {"talks.txt", "wires.csv"}
    for row in rows:
        if row["source_path"].endswith("talks.txt"):
            parts = [TALKS[start:end] for start, end in json.loads(row["spans"])]
            assert " … ".join(parts) == row["quote"]
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "photo.png: This is a picture" in captured.err


def test_analyze_counts_indirect_statements_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.txt"
    source.write_text("“We will wait,” Mayor Ada Quell said. Envoy Piet Lorne said that the talks would go on.")
    assert main(["analyze", str(source), "-o", str(tmp_path / "quotes.csv")]) == 0
    assert "1 quote, 1 indirect statement written." in capsys.readouterr().err


def test_analyze_gives_the_same_bytes_whatever_the_hash_seed(news: Path) -> None:
    command = [sys.executable, "-m", "analytics", "analyze", str(news / "talks.txt"), "-o", "-"]
    environments = [os.environ | {"PYTHONHASHSEED": seed} for seed in ("0", "1")]
    outputs = {
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True).stdout
        for environment in environments
    }
    assert len(outputs) == 1
    assert outputs.pop().startswith(b'{"quote_id": "')


def test_a_stopped_run_leaves_quietly_and_leaves_no_half_file(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "quotes.csv"
    out.write_text("what was there before", encoding="utf-8")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_score_article", stop)
    assert main(["analyze", str(news / "talks.txt"), "-o", str(out)]) == INTERRUPTED
    assert capsys.readouterr() == ("", "")
    assert out.read_text(encoding="utf-8") == "what was there before"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["quotes.csv"]


@pytest.mark.parametrize(
    ("out", "message"),
    [
        pytest.param("quotes.xlsx", "must end in .csv or .jsonl", id="an unknown ending"),
        pytest.param("none/quotes.csv", "no such folder", id="a missing folder"),
        pytest.param("news", "must end in", id="a folder"),
    ],
)
def test_an_output_that_cannot_be_written_is_told(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str, message: str
) -> None:
    assert main(["analyze", str(news / "talks.txt"), "-o", str(tmp_path / out)]) == 1
    assert message in capsys.readouterr().err


# score


def test_score_adds_its_columns_and_carries_the_others_as_they_are(tmp_path: Path) -> None:
    table, out = tmp_path / "said.csv", tmp_path / "scored.csv"
    cells = [["-1", "We will attack, if they cross.", "007"], ["'x", "", "=1+1"], ["a\r\nb", "We thank them.", "NA"]]
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "said", "note"], *cells])
    assert main(["score", str(table), "--text-column", "said", "-o", str(out)]) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == ("id", "said", "note", *SCORE_COLUMNS)
    assert [row[:3] for row in rows] == [cells[0], ["'x", "", "'=1+1"], cells[2]]
    assert all(-1 <= float(row[3]) <= 1 for row in rows)
    assert rows[1][header.index("stance_label")] == "none"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        pytest.param("id,words\n1,a\n", "no column 'text'. Found: 'id', 'words'", id="no such column"),
        pytest.param("text,text\n1,a\n", "'text' twice", id="a column twice"),
        pytest.param("text,stance\n1,a\n", "'stance' twice", id="a column that would be added"),
        pytest.param("", "holds no table", id="empty"),
    ],
)
def test_a_table_that_cannot_be_scored_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], table: str, message: str
) -> None:
    path = tmp_path / "said.csv"
    path.write_text(table, encoding="utf-8")
    assert main(["score", str(path), "-o", str(tmp_path / "out.csv")]) == 1
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_a_faulty_row_is_left_out_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "said.csv"
    path.write_text("id;text\n1;We will talk.\n2\n", encoding="utf-8")
    assert main(["score", str(path), "-o", "-"]) == 1
    captured = capsys.readouterr()
    assert [json.loads(line)["id"] for line in captured.out.splitlines()] == ["1"]
    assert "line 3" in captured.err


# preview


@pytest.mark.parametrize(
    ("name", "content", "status", "exit_status"),
    [
        pytest.param("a.txt", TALKS, "ok", 0, id="ok"),
        pytest.param("a.csv", "text,date\nShe left.,03/04/2022\n,\n", "partial", 1, id="partial"),
        pytest.param("a.csv", "words\nShe left.\n", "error", 1, id="error"),
    ],
)
def test_preview_prints_one_object_and_stores_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, status: str, exit_status: int
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    assert main(["preview", str(path)]) == exit_status
    (found,) = lines_of(capsys)
    assert found["status"] == status
    assert bool(found["errors"]) == (status != "ok")
    for article in found["articles"]:
        assert {"title", "text", "published", "published_doubtful", "outlet", "quotes"} <= set(article)
        assert article["text"] in content
        for row in article["quotes"]:
            spans = json.loads(row["spans"])
            assert " … ".join(article["text"][start:end] for start, end in spans) == row["quote"]
    if status == "partial":
        assert found["articles"][0]["published_doubtful"] == "03/04/2022"
    assert not (tmp_path / "home").exists()


# the store


def test_add_tells_of_each_article_and_export_gives_them_back(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = ["--db", f"sqlite:///{tmp_path / 'parley.db'}"]
    assert main(["add", str(news), *db]) == 1
    told = lines_of(capsys)
    assert sorted(line["status"] for line in told) == ["added", "added", "added", "error"]
    assert main(["add", str(news / "talks.txt"), *db]) == 0
    assert [line["status"] for line in lines_of(capsys)] == ["known"]
    assert main(["collections", *db]) == 0
    assert [line["articles"] for line in lines_of(capsys)] == [3]

    assert main(["export", "--articles", *db, "-o", "-"]) == 0
    exported = lines_of(capsys)
    assert [line["id"] for line in exported] == sorted(line["id"] for line in told if line["status"] == "added")
    quotes = [row for line in exported for row in line["quotes"]]
    assert quotes
    assert all("cluster_id" not in row and row["collection"] == "My articles" for row in quotes)
    assert main(["export", *db, "-o", str(tmp_path / "out.csv")]) == 0
    assert [row["quote_id"] for row in read_table(tmp_path / "out.csv")] == [row["quote_id"] for row in quotes]

    assert main(["delete", exported[0]["id"], "unknown", *db]) == 1
    assert [line["status"] for line in lines_of(capsys)] == ["deleted", "unknown"]
    assert main(["export", "--articles", *db, "-o", "-"]) == 0
    assert lines_of(capsys) == exported[1:]


@pytest.mark.parametrize("more", [[], ["--articles"]], ids=["quotes", "articles"])
def test_an_export_of_a_collection_that_is_not_there_is_empty_and_says_so(
    news: Path, tmp_path: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    db = ["--db", f"sqlite:///{tmp_path / 'parley.db'}"]
    assert main(["add", str(news / "talks.txt"), *db]) == 0
    lines_of(capsys)
    assert main(["export", "--collection", "Geneve", *more, *db, "-o", "-"]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "There is no collection 'Geneve': what is written is empty.\n")


def test_more_articles_than_are_compared_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "MOST_COMPARED", 1)
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Report {number}\n\nThey met.", encoding="utf-8")
    files = [str(tmp_path / f"{number}.txt") for number in range(3)]
    assert main(["add", *files, "--db", f"sqlite:///{tmp_path / 'parley.db'}"]) == 0
    assert "Copies were not looked for: that is done for at most 1 new articles at once." in capsys.readouterr().err


def test_the_export_does_not_depend_on_the_order_of_adding(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(news / "talks.txt"), str(news / "wires.csv")]
    exports = []
    for number, order in enumerate((files, files[::-1])):
        db = ["--db", f"sqlite:///{tmp_path}/{number}.db"]
        assert main(["add", *order, *db]) == 0
        capsys.readouterr()
        assert main(["export", "--articles", "-o", "-", *db]) == 0
        exports.append(capsys.readouterr().out)
    assert exports[0] == exports[1] != ""


def test_the_table_names_the_same_utterance_in_two_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wires = {
        "a": "“We will answer any attack on our ships,” Defence Minister Ada Quell told reporters in Varn.\n",
        "b": "Varn is calm.\n\nDefence Minister Ada Quell said: “We’ll answer any attack on our ships.”\n",
        "c": "Varn is calm.\n\nDefence Minister Ada Quell said: “We will not answer any attack on our ships.”\n",
    }
    for name, words in wires.items():
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    tables = []
    for number, order in enumerate(("abc", "cba")):
        db = ["--db", f"sqlite:///{tmp_path}/{number}.db"]
        assert main(["add", *(str(tmp_path / f"{name}.txt") for name in order), *db]) == 0
        assert main(["export", "-o", str(tmp_path / f"{number}.csv"), *db]) == 0
        tables.append((tmp_path / f"{number}.csv").read_bytes())
    assert tables[0] == tables[1]
    ids = {Path(row["source_path"]).stem: row["cluster_id"] for row in read_table(tmp_path / "0.csv")}
    assert "" != ids["a"] == ids["b"] != ids["c"] != ""


def test_the_export_gives_what_people_changed(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'parley.db'}"
    article = Article("“We will talk,” Brann said.", "Talks", "2025-03-03")
    with open_store(database) as store:
        store.add(article, [row_of(article, 0, actor="Brann"), row_of(article, 1)], collection="Talks")
        lines = check_lines([{"id": "piet-brann", "name": "Piet Brann", "aliases": "Brann", "side": "Velmora"}])
        register(store, "Talks", lines, Author("Bo"))
        correct(store, row_of(article, 1)["quote_id"], "stance_label", "none", "Bo")
    assert main(["export", "--db", database, "-o", str(tmp_path / "quotes.csv")]) == 0
    rows = read_table(tmp_path / "quotes.csv")
    assert [(row["actor"], row["side"], row["stance_label"], row["corrected"]) for row in rows] == [
        ("Piet Brann", "Velmora", "dovish", ""),
        ("Ada Quell", "", "none", '["stance_label"]'),
    ]
    assert main(["export", "--db", database, "--articles", "-o", str(tmp_path / "articles.jsonl")]) == 0
    stored = json.loads((tmp_path / "articles.jsonl").read_text(encoding="utf-8"))
    assert [quote["actor"] for quote in stored["quotes"]] == ["Piet Brann", "Ada Quell"]


@pytest.mark.usefixtures("sample_read_once")
def test_the_sample_is_loaded_only_into_an_empty_store_when_asked(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = ["--db", f"sqlite:///{tmp_path / 'parley.db'}"]
    assert main(["add", str(news / "talks.txt"), *db]) == 0
    assert main(["sample", "--if-empty", *db]) == 0
    assert len(lines_of(capsys)) == 1
    assert main(["sample", *db]) == 0
    assert {line["status"] for line in lines_of(capsys)} == {"added"}
    assert main(["add", str(news / "talks.txt"), "--collection", "Sample (fictional)", *db]) == 1
    assert "fictional sample" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["collections", "--db", "sqlite:////nowhere/at/all.db"], id="a missing folder"),
        pytest.param(["collections", "--db", "parley.db"], id="no URL"),
        pytest.param(["export", "-o", "-"], id="nothing stored yet"),
        pytest.param(["preview", "a.txt", "--actors", "none.csv"], id="a missing registry"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_status_one(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.strip().endswith(".")
    assert "Traceback" not in captured.err


# the command line itself


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_shows_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main([command, "--help"])
    assert leaving.value.code == 0
    assert f"python -m analytics {command}" in capsys.readouterr().out.partition("example:")[2]


def test_a_command_that_is_not_understood_has_status_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["dance"])
    assert leaving.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


def test_control_characters_of_a_name_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["analyze", str(tmp_path / "a\x1b[2Jb.txt"), "-o", str(tmp_path / "out.csv")]) == 1
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows tells it in another way")
def test_a_reader_that_goes_away_is_no_fault(news: Path) -> None:
    command = [sys.executable, "-m", "analytics", "preview", str(news / "talks.txt")]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (PIPE_CLOSED, b"")


def test_standard_output_is_utf_8_whatever_the_terminal(news: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    command = [sys.executable, "-m", "analytics", "preview", str(news / "talks.txt")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert json.load(io.TextIOWrapper(io.BytesIO(done.stdout), "utf-8"))["articles"][0]["text"] == TALKS


def test_a_missing_package_is_told_with_what_to_do_and_without_a_traceback(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("“We will talk,” Mira Tolland said.", encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['vaderSentiment'] = None\n", encoding="utf-8")
    command = [sys.executable, "-m", "analytics", "analyze", str(article), "-o", "-"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, text=True)
    assert done.returncode == 1
    assert "vaderSentiment is not installed" in done.stderr
    assert "python3 run.py" in done.stderr
    assert "Traceback" not in done.stderr
