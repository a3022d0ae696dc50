"""Whatever a file is: its articles or a sentence, by the status that a person would expect; no fault of our own."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from analytics.articles import is_blank, read_upload
from analytics.cli import main
from analytics.decoding import decode
from tests.awkward import NEWS, Awkward, awkward_files, lying_size

FILES = awkward_files()


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_a_file_gives_what_it_holds_or_a_sentence(file: Awkward) -> None:
    reading = read_upload(file.data, file.name)
    assert reading.status in file.status.split("|")
    words = " ".join(f"{article.title} {article.text}" for article in reading.articles)
    if reading.articles:
        assert file.holds in words
    if file.lacks:
        assert file.lacks not in words
    told = [f"{problem.member}: {problem.message}" for problem in (*reading.errors, *reading.notes)]
    assert file.says in " ".join(told)
    assert all(line.isprintable() and line.endswith(".") for line in told)
    assert not any(is_blank(article.text) for article in reading.articles)


def test_a_folder_of_all_of_them_is_analyzed_and_stored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news = tmp_path / "news"
    news.mkdir()
    few = [file for file in FILES.values() if len(file.data) < 20_000][::4]
    for file in few:
        (news / file.name).write_bytes(file.data)
    assert main(["analyze", str(news), "-o", str(tmp_path / "quotes.jsonl")]) == 1
    told = capsys.readouterr().err
    assert "A fault in Parley" not in told
    assert all(line.isprintable() for line in told.splitlines())
    assert "metre" in (tmp_path / "quotes.jsonl").read_text(encoding="utf-8")
    assert main(["add", str(news), "--db", f"sqlite:///{tmp_path / 'a.db'}"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["status"] for line in lines} == {"added", "known", "error"}
    assert not any("A fault in Parley" in line["message"] for line in lines)
    assert all(line["message"] for line in lines)


@pytest.mark.parametrize("name", ["archive within.zip", "open mark.csv", "koi8.txt", "cut in half.pdf", "empty.txt"])
def test_preview_says_the_same_as_one_json_object(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name].data)
    status = main(["preview", str(path)])
    found = json.loads(capsys.readouterr().out)
    assert found["status"] == FILES[name].status
    assert status == (found["status"] != "ok")
    assert bool(found["errors"]) == (found["status"] != "ok")


@pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and such names are another matter there")
@pytest.mark.parametrize("what", ["a link to nothing", "a link to itself", "a pipe", "a folder", "a device"])
def test_what_is_no_file_is_told_and_does_not_hang(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    if what == "a link to nothing":
        path.symlink_to(tmp_path / "nowhere.txt")
    elif what == "a link to itself":
        path.symlink_to(path)
    elif what == "a pipe":
        os.mkfifo(path)
    elif what == "a folder":
        path.mkdir()
    else:
        path = Path("/dev/zero")
    for words in (["preview", str(path)], ["analyze", str(path), "-o", "-"]):
        assert main(words) == 1
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        assert captured.out + captured.err


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be made there")
@pytest.mark.parametrize("name", [b"two\nlines.txt", b"\x1b[31mred.txt", b"\xff\xfe.txt", b"n" * 250 + b".txt"])
def test_an_odd_name_is_read_and_shown_on_one_line(
    name: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_text(NEWS, encoding="utf-8")
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    for source in (path, link):
        assert main(["add", str(source), "--db", f"sqlite:///{tmp_path / 'a.db'}"]) == 0
        assert json.loads(capsys.readouterr().out)["status"] in ("added", "known")
    assert main(["export", "-o", "-", "--db", f"sqlite:///{tmp_path / 'a.db'}"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows
    assert all(row["source_path"].isprintable() for row in rows)


def test_a_lie_about_a_size_is_found_while_reading() -> None:
    told = lying_size(FILES["bomb.zip"].data, 10)
    assert read_upload(told, "a.zip").status in ("partial", "error")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param("It took 1½ hours at 5° in the café. © 2025", "cp1252", id="signs beside words"),
        pytest.param("They met\u00a0again, without result.", "cp1252", id="a fixed blank alone"),
        pytest.param("They sur\u00adrendered at once.", "cp1252", id="a soft hyphen alone"),
        pytest.param("Mr Лавров said no.", "cp1251", id="a name in another script"),
        pytest.param("ПРЕЗИДЕНТ СКАЗАЛ ЖУРНАЛИСТАМ, ЧТО ОТСТУПАТЬ НЕКУДА", "cp1251", id="capitals"),
        pytest.param("Ο πρόεδρος δήλωσε ότι δεν θα υποχωρήσουμε ούτε βήμα", "cp1253", id="Greek"),
    ],
)
def test_an_encoding_is_guessed_where_the_words_are_natural(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param("外务部长对记者说：“我们绝不让步。”谈判将于周二恢复。", "gb18030", id="Chinese"),
        pytest.param("외무장관은 기자들에게 한 발도 물러서지 않겠다고 말했다.", "euc_kr", id="Korean"),
        pytest.param("外相は記者団に対し一歩も譲らないと述べた。", "euc_jp", id="Japanese"),
        pytest.param("قال وزير الخارجية للصحفيين إننا لن نتراجع خطوة واحدة", "cp1256", id="Arabic"),
        pytest.param("Президент сказал журналистам, что отступать некуда", "iso8859_5", id="rare Cyrillic"),
        pytest.param("Президент сказал журналистам, что отступать некуда", "cp866", id="DOS"),
    ],
)
def test_an_encoding_that_is_not_known_is_no_guess_at_letters(text: str, encoding: str) -> None:
    with pytest.raises(ValueError, match="cannot be told"):
        decode(text.encode(encoding))
