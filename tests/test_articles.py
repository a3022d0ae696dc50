"""Files become articles whatever their encoding and form, or a sentence says why not; nothing is invented."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import archives, articles
from analytics.articles import (
    UnreadableFile,
    find_headline,
    list_files,
    printable,
    read_articles,
    read_upload,
)
from analytics.days import read_day
from analytics.decoding import decode
from analytics.front_matter import read_front_matter
from analytics.records import Article
from analytics.regions import mark_regions
from tests.conftest import TALKS

FRENCH = "“We won’t accept this — ever,” said the Café Müller’s François Béchu, who paid £5 and called it déjà vu…"
POLISH = "Prezydent Łukasz Żądło powiedział “nie”, a Dvořák i Gołębiewski: “Enough,” said Mr. Kaczyński."
RUSSIAN = "Президент сказал: «Мы не отступим». Он уехал. “We will respond,” Lavrov said."


def zip_of(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


# Encodings


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(FRENCH, "utf-8", id="UTF-8"),
        pytest.param(FRENCH, "utf-8-sig", id="UTF-8 with mark"),
        pytest.param(FRENCH, "utf-16", id="UTF-16 with mark"),
        pytest.param(FRENCH, "utf-16-le", id="UTF-16 little-endian, no mark"),
        pytest.param(FRENCH, "utf-16-be", id="UTF-16 big-endian, no mark"),
        pytest.param(FRENCH, "utf-32", id="UTF-32 with mark"),
        pytest.param(FRENCH, "utf-32-be", id="UTF-32 big-endian, no mark"),
        pytest.param(FRENCH, "cp1252", id="Windows Western"),
        pytest.param(FRENCH, "mac_roman", id="old Mac"),
        pytest.param(POLISH, "cp1250", id="Windows Central European"),
        pytest.param(RUSSIAN, "cp1251", id="Windows Cyrillic"),
    ],
)
def test_text_is_read_in_its_encoding(text: str, encoding: str) -> None:
    assert read_articles(text.encode(encoding), "a.txt")[0].text == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028"], ids=["CR LF", "CR", "LF", "line separator"])
def test_line_ends_stay_as_they_are(end: str) -> None:
    text = TALKS.replace("\n", end)
    assert read_articles(text.encode(), "a.txt")[0].text == text


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(b"\xff\xfe\x80", id="bytes that are no UTF-8"),
        pytest.param(b"\xed\xa0\x80", id="half a surrogate pair"),
        pytest.param(b"\x00", id="NUL"),
    ],
)
def test_a_few_bad_bytes_are_replaced_and_told(fault: bytes) -> None:
    data = TALKS.encode()
    reading = read_upload(data[:40] + fault + data[40:], "a.txt")
    assert reading.status == "ok"
    assert "replaced" in reading.notes[0].message
    text = reading.articles[0].text
    assert "\x00" not in text
    assert text.replace("\ufffd", "") == TALKS


@given(data=st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_become_storable_articles_or_a_sentence(data: bytes) -> None:
    for name in ("a.txt", "a.csv", "a.jsonl", "a.zip", "a"):
        reading = read_upload(data, name)
        assert reading.articles or reading.errors
        assert len(reading.articles) == len(reading.doubtful_days)
        for article in reading.articles:
            article.text.encode("utf-8")
            assert "\x00" not in article.text + article.title


def test_a_text_of_control_characters_is_no_text() -> None:
    with pytest.raises(ValueError, match="binary"):
        decode(bytes(range(256)) * 4)


# What is refused, and how


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        pytest.param(b"", "a.txt", "is empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf \n", "a.txt", "no text", id="nothing but a mark and blanks"),
        pytest.param(b"---\ntitle: A\n---\n\n", "a.txt", "no text after its front matter", id="front matter alone"),
        pytest.param(b"%PDF-1.7 ...", "a.txt", "PDF is damaged", id="PDF under another name"),
        pytest.param(b"<!DOCTYPE html><p>Hi", "a.txt", "web page", id="web page under another name"),
        pytest.param(b"{\\rtf1 Hello}", "a.txt", "cannot read RTF", id="RTF under another name"),
        pytest.param(b"Hello there", "a.eml", "e-mails yet", id="e-mail by its name"),
        pytest.param(b"Hello there", "a.txt.exe", "ending in .exe", id="unknown ending"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "a.txt", "picture", id="picture"),
        pytest.param(gzip.compress(b"text"), "a.csv", "gzip", id="gzip"),
        pytest.param(b"SQLite format 3\x00" + b"\0" * 90, "a.csv", "database", id="database"),
        pytest.param(b"just words", "a.zip", "not a ZIP", id="no archive"),
        pytest.param(zip_of({"word/document.xml": b"<w/>"}), "a.docx", "Word file holds no text", id="empty Word file"),
        pytest.param(zip_of({"mimetype": b"x", "content.xml": b"<w/>"}), "a.zip", ".docx alone", id="OpenDocument"),
        pytest.param(b"x" * (articles.MAX_FILE_BYTES + 1), "a.txt", "larger than 50 MB", id="enormous"),
        pytest.param(b"x " * (articles.MAX_ARTICLE_CHARACTERS // 2 + 1), "a", "characters is not read", id="too long"),
    ],
)
def test_what_is_not_read_is_told_with_name_and_reason(data: bytes, name: str, reason: str) -> None:
    reading = read_upload(data, name)
    assert (reading.status, reading.articles) == ("error", ())
    assert reading.errors[0].member == name
    assert reason in reading.errors[0].message
    with pytest.raises(UnreadableFile, match=reason.replace("(", r"\(")):
        read_articles(data, name)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert "no such file" in read_upload(tmp_path / "a.txt").errors[0].message
    assert "folder" in read_upload(tmp_path).errors[0].message


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "a\nb.txt", "x" * 1000 + ".txt", "\ud800.txt", "\x00.txt"])
def test_a_hostile_name_is_shown_on_one_short_line(name: str) -> None:
    shown = printable(name)
    assert shown.isprintable()
    assert len(shown) <= 300
    assert read_upload(b"Talks resume.", name).articles[0].source_path == shown


# Fields


def test_front_matter_gives_the_fields_and_stays_in_the_text() -> None:
    text = (
        '---\ntitle: "Talks: day two"\ndate: 2025-03-03\noutlet: The Varn Post\nurl: https://a.invalid/x\n---\n' + TALKS
    )
    article = read_articles(text.encode(), "a.txt")[0]
    assert article.text == text
    assert (article.title, article.published) == ("Talks: day two", "2025-03-03")
    assert (article.outlet, article.url) == ("The Varn Post", "https://a.invalid/x")


def test_a_header_without_dashes_gives_title_day_and_outlet_and_is_no_text_of_the_article() -> None:
    text = "Headline: Talks: day two\nSource: The Varn Post\nDate: 3 March 2025\n\n“We will talk,” Jon Sand said.\n"
    (article,) = read_articles(text.encode(), "a.txt")
    assert (article.title, article.published, article.outlet) == ("Talks: day two", "2025-03-03", "The Varn Post")
    first = mark_regions(article)[0]
    assert (first.kind, first.span.of(text)) == ("front matter", text[: text.index("\n\n") + 1])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\ntitle: A\n" + "words\n" * 100, id="never ends"),
        pytest.param("---\nnote: A\n" + "They met.\n" * 40 + "---\nThey left.\n", id="ends too late"),
        pytest.param("---\nThey met.\n---\nThey left.\n", id="without a field"),
        pytest.param("--- title: A\nThey met.\n---\nThey left.\n", id="not a line of its own"),
        pytest.param("Title: A\n\nThey met.\n", id="a header of one line"),
        pytest.param("Title: A\nDate: 2025-03-03\nThey met.\n", id="a header without a blank line"),
        pytest.param("Title: A\nTolland: We will talk.\n\nThey met.\n", id="a header with a speaker's turn"),
        pytest.param("Author: A\nOutlet: B\n\nThey met.\n", id="a header without title and day"),
        pytest.param("Date: 2025-03-03\nDate: 2025-03-04\nTitle: A\n\nThey met.\n", id="a header with two days"),
    ],
)
def test_what_is_no_front_matter_to_the_reader_is_none_to_the_regions_either(text: str) -> None:
    assert read_front_matter(text) == ({}, 0)
    assert all(region.kind != "front matter" for region in mark_regions(Article(text)))


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        pytest.param("Talks resume\n\nThey met.", "Talks resume", id="a line without a stop"),
        pytest.param("Will they talk?\nThey met.", "Will they talk?", id="a question"),
        pytest.param("They met.\nThey left.", "", id="a sentence"),
        pytest.param("“Enough.”\nThey left.", "", id="a quoted sentence"),
        pytest.param("Talks resume", "", id="nothing below it"),
        pytest.param("word " * 60 + "\nThey met.", "", id="too long"),
    ],
)
def test_the_first_line_is_the_title_only_when_it_looks_like_one(text: str, headline: str) -> None:
    assert find_headline(text) == headline


def test_a_url_that_is_no_web_address_is_left_out_and_told() -> None:
    reading = read_upload(json.dumps({"text": "She left.", "url": "javascript:alert(1)"}).encode(), "a.json")
    assert reading.articles[0].url == ""
    assert "no web address" in reading.notes[0].message


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        pytest.param("2022-01-21", "2022-01-21", id="ISO"),
        pytest.param("2022-01-21T23:30:00+05:00", "2022-01-21", id="ISO with time and zone: the day as written"),
        pytest.param("20220121", "2022-01-21", id="ISO basic"),
        pytest.param("21 January 2022", "2022-01-21", id="day first, by name"),
        pytest.param("Friday, Jan. 21, 2022", "2022-01-21", id="month first, by name"),
        pytest.param("Fri, 21 Jan 2022 10:00:00 GMT", "2022-01-21", id="RFC 2822"),
        pytest.param("21/01/2022", "2022-01-21", id="only one reading"),
        pytest.param("03/03/2022", "2022-03-03", id="both readings agree"),
        pytest.param("03/04/2022", "", id="ambiguous"),
        pytest.param("31 February 2023", "", id="impossible"),
        pytest.param("14.03.23", "", id="two-digit year"),
        pytest.param("yesterday", "", id="relative"),
        pytest.param("1647216000", "", id="epoch"),
        pytest.param("0022-01-21", "", id="a slip in the year"),
        pytest.param("2" * 5000, "", id="endless"),
    ],
)
def test_a_day_is_read_only_when_there_is_no_doubt(written: str, iso: str) -> None:
    day = read_day(written, today=date(2025, 1, 1))
    assert day.iso == iso
    assert bool(day.doubt) == (iso == "")


def test_a_day_to_come_is_kept_and_doubted() -> None:
    assert read_day("2025-01-03", today=date(2025, 1, 1)).doubt.endswith("future")
    assert not read_day("2025-01-02", today=date(2025, 1, 1)).doubt


def test_a_day_of_another_age_is_kept_and_doubted() -> None:
    day = read_day("4 March 1850")
    assert (day.iso, "before 1900" in day.doubt) == ("1850-03-04", True)
    assert not read_day("1900-01-01").doubt


@pytest.mark.parametrize("zone", ["", "Z", "+14:00", "-12:00", "+05:30"])
def test_no_zone_moves_a_day(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for local in ("Pacific/Kiritimati", "Etc/GMT+12"):
        monkeypatch.setenv("TZ", local)
        assert read_day(f"2022-01-21T23:59:00{zone}").iso == "2022-01-21"
        assert read_day(f"2022-01-21T00:01:00{zone}").iso == "2022-01-21"


@given(st.text(max_size=30) | st.datetimes().map(str) | st.dates().map(lambda day: day.strftime("%d/%m/%Y")))
def test_any_day_is_empty_within_bounds_or_doubted(written: str) -> None:
    today = date(2025, 1, 1)
    day = read_day(written, today=today)
    assert day.doubt or day.iso == "" or "1900-01-01" <= day.iso <= "2025-01-02"
    assert bool(day.doubt) or bool(day.iso) == bool(written.strip())


def test_no_day_is_no_doubt() -> None:
    reading = read_upload(TALKS.encode(), "a.txt")
    assert (reading.articles[0].published, reading.doubtful_days) == ("", ("",))


def test_a_doubtful_day_stays_empty_and_is_given_as_written() -> None:
    reading = read_upload(b'{"text": "She left.", "date": "03/04/2022"}\n{"text": "He left."}', "a.jsonl")
    assert [article.published for article in reading.articles] == ["", ""]
    assert reading.doubtful_days == ("03/04/2022", "")


# Tables and JSON


def test_a_table_gives_an_article_for_each_row_with_cells_as_they_stand() -> None:
    data = 'title;published;text;outlet\r\nNA;2025-03-03;"One,\r\ntwo.";null\r\n007;;Three.;'.encode("utf-8-sig")
    first, second = read_articles(data, "a.csv")
    assert (first.title, first.text, first.outlet, first.published) == ("NA", "One,\r\ntwo.", "null", "2025-03-03")
    assert (second.title, second.outlet) == ("007", "")


@pytest.mark.parametrize(
    ("data", "status", "message"),
    [
        pytest.param("text,title\nOne.\nTwo.,B\n", "partial", "line 2: It has 1 cells", id="a cell too few"),
        pytest.param("text,title\n,A\nTwo.,B\n", "partial", "line 2: Its 'text' is empty", id="no text"),
        pytest.param('text,title\n"One.,A\nTwo.,B\n', "partial", "line 2: A quotation mark", id="an open mark"),
        pytest.param("text,text\na,b\n", "error", "'text' stands there twice", id="a column twice"),
        pytest.param("headline,when\nA,2023\n", "error", "Found: 'headline', 'when'", id="no column text"),
        pytest.param("text,title\n", "error", "no rows", id="a header alone"),
    ],
)
def test_a_faulty_table_is_told_by_line_and_its_good_rows_are_kept(data: str, status: str, message: str) -> None:
    reading = read_upload(data.encode(), "a.csv")
    assert reading.status == status
    assert message in "; ".join(f"{member}: {message}" for member, message in reading.errors)
    assert [article.title for article in reading.articles] == (["B"] if status == "partial" else [])


@pytest.mark.parametrize(
    ("data", "texts", "faults"),
    [
        pytest.param('{"text": "A."}\n{bad\n\n{"text": "B."}', ["A.", "B."], 1, id="a bad line"),
        pytest.param('[{"text": "A."}, {"text": 1}, "B."]', ["A."], 2, id="wrong types"),
        pytest.param('{"articles": [{"TEXT": "A."}]}', ["A."], 0, id="under articles, capital letters"),
        pytest.param('{"text": ' + "[" * 60_000 + '}\n{"text": "B."}', ["B."], 1, id="nested endlessly"),
        pytest.param('{"text": "A\\ud800B\\u0000."}', ["A\ufffdB\ufffd."], 0, id="what cannot be stored"),
    ],
)
def test_json_gives_its_good_articles(data: str, texts: list[str], faults: int) -> None:
    reading = read_upload(data.encode(), "a.jsonl")
    assert [article.text for article in reading.articles] == texts
    assert len(reading.errors) == faults


def test_content_decides_over_a_plain_name() -> None:
    assert read_articles(b'{"text": "A."}', "a.txt")[0].text == "A."
    assert read_articles(b"title,text\nT,A.", "a.txt")[0].title == "T"


def test_more_faults_than_anyone_reads_are_counted() -> None:
    reading = read_upload(("text\n" + " \n" * 500 + "A.\n").replace(" \n", '""\n').encode(), "a.csv")
    assert len(reading.errors) == articles.MAX_PROBLEMS + 1
    assert "400 more" in reading.errors[-1].message


# Archives and folders


def test_an_archive_gives_its_articles_and_tells_what_it_refused() -> None:
    reading = read_upload(
        zip_of(
            {
                "good.txt": TALKS.encode(),
                "sub/table.csv": b"text\nOne.\n",
                "../out.txt": b"out",
                "/abs.txt": b"abs",
                "C:\\drive.txt": b"drive",
                "inner.zip": zip_of({"a.txt": b"inner"}),
                "__MACOSX/._good.txt": b"\0\1",
            }
        ),
        "news.zip",
    )
    assert [article.source_path for article in reading.articles] == ["news.zip/good.txt", "news.zip/sub/table.csv"]
    refused = {error.member.removeprefix("news.zip/"): error.message for error in reading.errors}
    assert set(refused) == {"../out.txt", "/abs.txt", "C:\\drive.txt", "inner.zip"}
    assert "outside" in refused["../out.txt"]
    assert "within an archive" in refused["inner.zip"]
    assert [note.member for note in reading.notes] == ["news.zip/__MACOSX/._good.txt"]


def test_an_archive_whose_folders_are_parted_by_backslashes_is_read() -> None:
    members = {"press\\": b"", "press\\monday.txt": TALKS.encode(), "press\\..\\..\\out.txt": b"out"}
    reading = read_upload(zip_of(members), "a.zip")
    assert [article.source_path for article in reading.articles] == ["a.zip/press\\monday.txt"]
    assert [error.member for error in reading.errors] == ["a.zip/press\\..\\..\\out.txt"]


def test_a_link_in_an_archive_is_not_followed() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "link" in read_upload(file.getvalue(), "a.zip").errors[0].message


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        pytest.param(lambda data: data[:-30], "damaged", id="cut off"),
        pytest.param(lambda data: data.replace(b"Talks", b"Walks", 1), "damaged", id="checksum"),
        pytest.param(lambda data: flagged(data), "password", id="encrypted"),
    ],
)
def test_a_damaged_or_locked_archive_is_told(damage: Any, reason: str) -> None:  # noqa: ANN401
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", "Talks resume. " * 20)
    reading = read_upload(damage(file.getvalue()), "a.zip")
    assert reading.articles == ()
    assert reason in reading.errors[0].message


def flagged(data: bytes) -> bytes:
    """Set the flag that says "encrypted" in both headers of a one-member archive."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", changed, data.index(signature) + offset, 1)
    return bytes(changed)


def test_a_member_that_lies_about_its_size_is_stopped_while_reading() -> None:
    data = bytearray(zip_of({"a.txt": b" " * 3_000_000, "b.txt": TALKS.encode()}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 100)
    reading = read_upload(bytes(data), "a.zip")
    assert [error.member for error in reading.errors] == ["a.zip/a.txt"]
    assert len(reading.articles) == 1


def test_an_archive_that_inflates_without_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_TOTAL_BYTES", 1000)
    members = {f"{number}.txt": b"peace and war " * 30 for number in range(5)}
    assert "larger than" in read_upload(zip_of(members), "a.zip").errors[0].message


def test_an_archive_that_takes_too_long_gives_what_was_read_and_tells_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter([0.0, 1.0, 2.0, 301.0, 302.0])
    monkeypatch.setattr(articles.time, "monotonic", lambda: next(clock))
    reading = read_upload(zip_of({f"{number}.txt": TALKS.encode() for number in range(4)}), "a.zip")
    assert (reading.status, len(reading.articles)) == ("partial", 2)
    assert [error.member for error in reading.errors] == ["a.zip/2.txt", "a.zip/3.txt"]
    assert all("more than 300 seconds" in error.message for error in reading.errors)


def test_an_archive_of_too_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 2)
    assert "at most 2" in read_upload(zip_of({"a": b"1", "b": b"2", "c": b"3"}), "a.zip").errors[0].message


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Talks resume.", encoding="utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in list_files(tmp_path)] == ["a/z.txt", "b.txt"]
    assert len(read_articles(tmp_path)) == 2


HEADLINE = "Envoys of Varn and Quell agree to meet again in spring"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(f"Home World{HEADLINE}...\n\n{HEADLINE}\n\nThey met.", HEADLINE, id="crumb with it glued on"),
        pytest.param(f"{HEADLINE}\n\n{HEADLINE} and talk.\n", HEADLINE, id="a text that begins with its headline"),
        pytest.param("Home World...\n\nTalks\n\nThey met.", "", id="a crumb without it"),
    ],
)
def test_a_headline_glued_to_a_crumb_is_read_from_the_next_paragraph(text: str, title: str) -> None:
    assert read_articles(text.encode(), "a.txt")[0].title == title


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("A\\ud800B.", "1 character that cannot be stored was replaced by \ufffd.", id="one"),
        pytest.param("A\\ud800B\\u0000.", "2 characters that cannot be stored were replaced by \ufffd.", id="two"),
    ],
)
def test_what_cannot_be_stored_is_counted(text: str, told: str) -> None:
    reading = read_upload(f'{{"text": "{text}"}}'.encode(), "a.json")
    assert told in [note.message for note in reading.notes]
