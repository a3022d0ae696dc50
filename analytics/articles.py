"""Turns files and uploads into articles: text, web pages, PDF, Word files, tables, JSON, and ZIP archives of them.

Nothing is invented: a title, day, outlet or address that the file does not give stays empty, and one that cannot
be trusted is told. The article's text is the decoded file (or cell) as it stands, line ends included; of a web page,
PDF or Word file it is the paragraphs that the reader found.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from analytics.archives import ArchiveError, names, read_members
from analytics.days import read_day
from analytics.decoding import UndecodableError, clean, decode
from analytics.documents import DocumentError
from analytics.filetypes import UnsupportedFileError, check_signature, suffix_of, text_type
from analytics.front_matter import read_front_matter
from analytics.language import detect_language, not_scored
from analytics.limits import MAX_ARCHIVE_SECONDS, MAX_ARTICLE_CHARACTERS, MAX_FILE_BYTES
from analytics.messages import counted
from analytics.readers import Kind, read_document
from analytics.records import Article
from analytics.tables import find_delimiter, read_records

MAX_PROBLEMS = 100
"""So many faulty rows of one file are told one by one; the rest are counted."""

_LONGEST = {"title": 300, "outlet": 200, "url": 2000}
_COLUMNS = ("text", "title", "date", "published", "outlet", "url")
_HEADLINE_CHARACTERS = 200
_GLUED_CHARACTERS = 30
_SEPARATOR_SAID = re.compile(r"\ufeff?sep=([,;|\t])[ \t]*(?=[\r\n])", re.I)
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.I)


class UnreadableFile(ValueError):  # noqa: N818 - the name that the command line and its users know
    """A file that cannot be read; ``name`` is the file, ``reason`` a sentence for a person."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class Problem(NamedTuple):
    """What a person should know about one file, archive member or row."""

    member: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held.

    ``errors`` tell what was not read, ``notes`` what was read with a reservation. ``doubtful_days`` has, for each
    article in turn, the words of a date that could not be trusted, or "".
    """

    articles: tuple[Article, ...] = ()
    errors: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    doubtful_days: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """Give ok, partial (something was not read) or error (nothing was)."""
        if not self.articles:
            return "error"
        return "partial" if self.errors else "ok"


def read_articles(source: bytes | Path, name: str = "") -> list[Article]:
    r"""Read all the articles of a file or folder, or none.

    Args:
        source: A file's bytes, or the path of a file or folder.
        name: The file's name, for messages and ``Article.source_path``; the path when left out.

    Returns:
        The articles in their order in the file.

    Raises:
        UnreadableFile: When anything in it could not be read. `read_upload` is the tolerant way.

    Example:
        >>> read_articles("Talks resume\n\nThey met.".encode(), "a.txt")[0].title
        'Talks resume'
    """
    paths = list_files(source) if isinstance(source, Path) else [None]
    found: list[Article] = []
    for path in paths:
        reading = read_upload(source if path is None else path, name if path in (None, source) else "")
        if reading.errors:
            raise UnreadableFile(*reading.errors[0])
        found += reading.articles
    return found


def list_files(path: Path) -> Iterator[Path]:
    """Give the files to read at a path: itself, or all within the folder, sorted, without hidden ones."""
    if not path.is_dir():
        yield path
        return
    try:
        entries = sorted(path.iterdir(), key=lambda found: found.name)
    except OSError:
        yield path  # reading it will tell why not
        return
    for entry in entries:
        if not entry.name.startswith(".") and not (entry.is_dir() and entry.is_symlink()):
            yield from list_files(entry)


def read_upload(source: bytes | Path, name: str = "") -> Reading:
    """Read what can be read of a file, and tell what cannot.

    Args:
        source: The file's bytes, or its path.
        name: Its name, for messages and ``Article.source_path``; the path when left out. It is never opened.

    Returns:
        The articles, and a sentence for everything that is wrong.

    Example:
        >>> read_upload(b"", "a.txt").errors
        (Problem(member='a.txt', message='The file is empty.'),)
    """
    shown = printable(name or (source.as_posix() if isinstance(source, Path) else "pasted text"))
    try:
        data = _content(source) if isinstance(source, Path) else source
        return _read(data, shown, inside=False)
    except (UnreadableFile, UnsupportedFileError, UndecodableError, ArchiveError, DocumentError) as error:
        return Reading(errors=(Problem(shown, error.reason if isinstance(error, UnreadableFile) else str(error)),))


def printable(name: str) -> str:
    r"""Give a file name that can be stored and shown on one line: at most 300 characters, no control characters.

    Example:
        >>> printable("a\nb.txt")
        'a b.txt'
    """
    kept = "".join(letter if letter.isprintable() else " " for letter in clean(name)[0])
    return kept if len(kept) <= 300 else kept[:140] + "…" + kept[-140:]


def is_blank(text: str) -> bool:
    r"""Tell whether a text shows nothing: blanks, controls and characters without a width alone.

    Example:
        >>> is_blank("\u00a0\u200b\n"), is_blank("\u200bNo")
        (True, False)
    """
    return not any(letter.isprintable() and not letter.isspace() for letter in text.strip())


def _content(path: Path) -> bytes:
    name = printable(path.as_posix())
    try:
        if path.is_dir():
            raise UnreadableFile(name, "This is a folder that cannot be read as a file.")
        if not path.is_file() and path.exists():
            raise UnreadableFile(name, "This is not an ordinary file.")
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except UnreadableFile:
        raise
    except FileNotFoundError as error:
        raise UnreadableFile(name, "There is no such file.") from error
    except PermissionError as error:
        raise UnreadableFile(name, "No permission to read this file.") from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(name, "The file cannot be read from the disk.") from error


def _read(data: bytes, name: str, *, inside: bool) -> Reading:
    """Read a file's bytes; ``inside`` an archive, another archive is refused."""
    if not data:
        raise UnreadableFile(name, "The file is empty.")
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableFile(name, f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB. Split it.")
    signature = check_signature(data, name)
    if signature == "pdf":
        return _read_document("pdf", data, name)
    if signature == "zip":
        if _is_word_file(data, name):
            return _read_document("docx", data, name)
        if inside:
            raise UnreadableFile(name, "An archive within an archive is not read. Unpack it first.")
        return _read_zip(data, name)
    decoded = decode(data)
    if is_blank(decoded.text):
        raise UnreadableFile(name, "The file holds no text.")
    kind = text_type(decoded.text, name)
    if kind == "table":
        found = _join(_row_readings(_table_rows(decoded.text, name), name))
    elif kind == "html":
        found = _read_document("html", decoded.text.encode(), name)
    elif kind == "json":
        found = _join(_row_readings(_json_rows(decoded.text), name))
    else:
        found = _read_text(decoded.text, name)
    notes = (Problem(name, decoded.note),) if decoded.note else ()
    return Reading(found.articles, found.errors, notes + found.notes, found.doubtful_days)


def _is_word_file(data: bytes, name: str) -> bool:
    """Tell a Word file from other archives.

    Raises:
        UnsupportedFileError: For another office file.
    """
    inner = names(data)
    if any(part.startswith("word/") and part.endswith(".xml") for part in inner):
        return True
    if "mimetype" in inner or any(part.startswith(("xl/", "ppt/")) for part in inner):
        raise UnsupportedFileError(
            "Of office files Parley reads .docx alone. Save it as .docx, or copy the article's words into a .txt file."
        )
    return suffix_of(name) in ("docx", "docm")


def _read_document(kind: Kind, data: bytes, name: str) -> Reading:
    """Read a web page, PDF or Word file in a process of its own."""
    found = read_document(kind, data)
    fields = {key: value for key in ("title", "published", "outlet", "url") if (value := getattr(found, key))}
    if "title" not in fields:
        fields["title"] = find_headline(found.text)
    reading = _article(found.text, fields, name, name)
    notes = tuple(Problem(name, note) for note in found.notes)
    return Reading(reading.articles, notes=notes + reading.notes, doubtful_days=reading.doubtful_days)


def _read_zip(data: bytes, name: str) -> Reading:
    readings = []
    end = time.monotonic() + MAX_ARCHIVE_SECONDS
    for member in read_members(data):
        shown = printable(f"{name}/{member.name}")
        if time.monotonic() > end:
            late = f"Not read: the archive took more than {MAX_ARCHIVE_SECONDS} seconds up to here. Split it."
            readings.append(Reading(errors=(Problem(shown, late),)))
            continue
        if member.refused:
            problem = (Problem(shown, member.refused),)
            readings.append(Reading(notes=problem) if member.hidden else Reading(errors=problem))
            continue
        try:
            found = _read(member.data, shown, inside=True)
        except (UnreadableFile, UnsupportedFileError, UndecodableError, DocumentError) as error:
            reason = error.reason if isinstance(error, UnreadableFile) else str(error)
            found = Reading(errors=(Problem(shown, reason),))
        readings.append(found)
    if not any(reading.articles or reading.errors for reading in readings):
        raise UnreadableFile(name, "The archive holds no files to read.")
    return _join(readings)


def _join(readings: Iterable[Reading]) -> Reading:
    """Put readings of parts together; beyond ``MAX_PROBLEMS`` sentences the rest are counted."""
    parts = list(readings)
    return Reading(
        tuple(article for part in parts for article in part.articles),
        _capped([error for part in parts for error in part.errors]),
        _capped([note for part in parts for note in part.notes]),
        tuple(day for part in parts for day in part.doubtful_days),
    )


def _capped(problems: list[Problem]) -> tuple[Problem, ...]:
    more = len(problems) - MAX_PROBLEMS
    if more <= 0:
        return tuple(problems)
    return (*problems[:MAX_PROBLEMS], Problem(problems[-1].member, f"And {more} more, up to here."))


def _read_text(text: str, name: str) -> Reading:
    """Read one article with its front matter, if there is any; the title may be its first line."""
    fields, end = read_front_matter(text)
    if is_blank(text[end:]):
        raise UnreadableFile(name, "The file holds no text after its front matter.")
    if not fields.get("title"):
        fields["title"] = find_headline(text[end:])
    return _article(text, fields, name, name)


def find_headline(text: str) -> str:
    r"""Give the first line if it looks like a headline: short, followed by more, not ended like a sentence.

    Example:
        >>> find_headline("Talks resume\nThey met."), find_headline("They met.\nThey left.")
        ('Talks resume', '')
    """
    lines = [line for line in text[:20_000].splitlines() if line.strip()]
    if len(lines) < 2:
        return ""
    first, second = (" ".join(line.strip("\ufeff \t").split()) for line in lines[:2])
    glued = len(second) >= _GLUED_CHARACTERS and second[:_GLUED_CHARACTERS] in first[1:]
    if glued and _may_be_headline(second):
        return second  # the first line is a crumb of the page with the headline glued on
    return first if _may_be_headline(first) else ""


def _may_be_headline(line: str) -> bool:
    sentence = line.rstrip("\"'”’»)").endswith((".", ",", ";", ":", "…"))
    return not sentence and len(line) <= _HEADLINE_CHARACTERS


def _article(text: str, fields: Mapping[str, str], path: str, member: str) -> Reading:
    """Make an article of a text and its fields, telling what could not be taken from them."""
    if len(text) > MAX_ARTICLE_CHARACTERS:
        raise UnreadableFile(member, f"One article of more than {MAX_ARTICLE_CHARACTERS:,} characters is not read.")
    notes = []
    day = read_day(fields.get("published") or fields.get("date") or "")
    if day.doubt:
        notes.append(Problem(member, day.doubt[0].upper() + day.doubt[1:] + ". Please check the day."))
    url = _one_line(fields.get("url", ""), "url")
    if url and not _WEB_ADDRESS.fullmatch(url):
        notes.append(Problem(member, "The url is no web address (http or https) and was left out."))
        url = ""
    words, faults = clean(text)
    if faults:
        told = f"{counted(faults, 'character')} that cannot be stored {'was' if faults == 1 else 'were'} replaced by �."
        notes.append(Problem(member, told))
    language = detect_language(words)
    if reason := not_scored(language):
        notes.append(Problem(member, reason))
    article = Article(
        words,
        title=_one_line(fields.get("title", ""), "title"),
        published=day.iso,
        outlet=_one_line(fields.get("outlet", ""), "outlet"),
        url=url,
        source_path=path,
        language=language,
    )
    doubtful = _one_line(fields.get("published") or fields.get("date") or "", "outlet") if day.doubt else ""
    return Reading((article,), notes=tuple(notes), doubtful_days=(doubtful,))


def _one_line(words: str, field: str) -> str:
    """Give a field on one line, storable, and not longer than it may be."""
    line = " ".join(clean(words)[0].split())
    return line if len(line) <= _LONGEST[field] else line[: _LONGEST[field] - 1] + "…"


class _Row(NamedTuple):
    """A row of a table or a line of JSON: where it stands, its fields, or what is wrong with it."""

    place: str
    fields: Mapping[str, Any]
    fault: str = ""


def _row_readings(rows: Iterable[_Row], name: str) -> Iterator[Reading]:
    empty = True
    for row in rows:
        empty = False
        member = f"{name}, {row.place}"
        fault = row.fault or _field_fault(row.fields)
        if fault:
            yield Reading(errors=(Problem(member, f"{fault[0].upper()}{fault[1:]}. The row was left out."),))
            continue
        fields = {key: str(row.fields[key]) for key in _COLUMNS[1:] if row.fields.get(key) is not None}
        try:
            yield _article(row.fields["text"], fields, name, member)
        except UnreadableFile as error:
            yield Reading(errors=(Problem(member, error.reason),))
    if empty:
        raise UnreadableFile(name, "The file holds no rows.")


def _field_fault(fields: Mapping[str, Any]) -> str:
    """Say what is wrong with a row's fields, or give ""."""
    text = fields.get("text")
    if not isinstance(text, str):
        return "its 'text' is missing" if text is None else "its 'text' is not a text"
    if is_blank(text):
        return "its 'text' is empty"
    for key in ("title", "outlet", "url"):
        if fields.get(key) is not None and not isinstance(fields[key], str):
            return f"its {key!r} is not a text"
    for key in ("date", "published"):
        if isinstance(fields.get(key), bool | list | dict | float):
            return f"its {key!r} is not a text"
    return ""


def _table_rows(text: str, name: str) -> Iterator[_Row]:
    """Give a table's rows below the header.

    Raises:
        UnreadableFile: When there is no column `text`, or a column stands twice.
    """
    said = _SEPARATOR_SAID.match(text)
    if said:  # a line that Excel writes for itself; left blank, so that lines are counted as they stand
        text = text[said.end() :]
    records = read_records(text, delimiter=said[1] if said else find_delimiter(text, "text"))
    header = next(records, None)
    if header and header.fault:
        raise UnreadableFile(name, f"The line of column names cannot be read: {header.fault}.")
    columns = [cell.strip().casefold() for cell in header.cells] if header else []
    for known in _COLUMNS:
        if columns.count(known) > 1:
            raise UnreadableFile(name, f"The column {known!r} stands there twice. Rename or remove one.")
    if "text" not in columns:
        found = ", ".join(repr(printable(column)[:40]) for column in columns[:20])
        raise UnreadableFile(
            name, f"There is no column 'text'. Found: {found}. Columns: text; also title, date, outlet, url."
        )
    for record in records:
        place = f"line {record.line}"
        if record.fault:
            yield _Row(place, {}, record.fault)
        elif len(record.cells) != len(columns):
            yield _Row(place, {}, f"it has {len(record.cells)} cells where the header has {len(columns)}")
        else:
            yield _Row(place, dict(zip(columns, record.cells, strict=True)))


def _json_rows(text: str) -> Iterator[_Row]:
    """Give the articles of a JSON document (one, a list, or under "articles"), or of JSON lines."""
    whole = _parse(text)
    if isinstance(whole, dict) and isinstance(whole.get("articles"), list):
        whole = whole["articles"]
    if isinstance(whole, list):
        for number, item in enumerate(whole, start=1):
            yield _json_row(f"article {number}", item)
        return
    if isinstance(whole, dict):
        yield _json_row("article 1", whole)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _json_row(f"line {number}", _parse(line))


def _json_row(place: str, item: object) -> _Row:
    if item is _NO_JSON:
        return _Row(place, {}, "it is not valid JSON")
    if not isinstance(item, dict):
        return _Row(place, {}, "it is not an object with a text")
    return _Row(place, {str(key).casefold(): value for key, value in item.items()})


_NO_JSON = object()


def _parse(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return _NO_JSON
