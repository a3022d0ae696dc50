"""Tells by its content what kind of file it is; the name has the last word only where the content is plain text."""

from __future__ import annotations

import json
import re
from typing import Literal

FileType = Literal["text", "table", "json", "html", "zip", "pdf"]

READ_SUFFIXES = (
    "txt", "text", "html", "htm", "xhtml", "pdf", "docx", "docm", "csv", "tsv", "tab", "json", "jsonl", "ndjson", "zip",
)  # fmt: skip
"""Endings of the files that are read; a name without an ending is read as text."""

_WHAT_IS_READ = "Parley reads .txt, .html, .pdf, .docx, tables (.csv, .tsv), .json, .jsonl and .zip."
_COPY = "Copy the article's words into a .txt file instead."

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", f"Parley cannot read old Word or Excel files yet. {_COPY}"),
    (b"{\\rtf", f"Parley cannot read RTF yet. {_COPY}"),
    (b"\x1f\x8b", "This is a gzip file. Unpack it first."),
    (b"BZh", "This is a bzip2 file. Unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "This is a 7z archive. Unpack it, or make a .zip of it."),
    (b"Rar!", "This is a RAR archive. Unpack it, or make a .zip of it."),
    (b"SQLite format 3\x00", f"This is a database, not an article. {_WHAT_IS_READ}"),
    (b"\x89PNG", f"This is a picture, not an article. {_WHAT_IS_READ}"),
    (b"\xff\xd8\xff", f"This is a picture, not an article. {_WHAT_IS_READ}"),
    (b"GIF8", f"This is a picture, not an article. {_WHAT_IS_READ}"),
)
_NOT_YET = {
    "doc": "Word files",
    "odt": "OpenDocument files",
    "rtf": "RTF",
    "xlsx": "Excel files",
    "xls": "Excel files",
    "mht": "web archives",
    "mhtml": "web archives",
    "eml": "e-mails",
}
_SUFFIX = re.compile(r"\.([A-Za-z0-9]{1,8})\.?$")
_WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|frameset)[\s>]", re.I)
_FRAGMENT = re.compile(
    r"<(?:!--|article|main|section|header|div|p|h1|meta|title|link|script|style|table|span|font|center)\b", re.I
)
_TAGS = re.compile(r"</(?:p|div|article|h1|h2|a|span|table|section|title|script|style)\s*>|<br\s*/?>|<p>", re.I)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.I)
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_PDF = re.compile(rb"(?:\A|[\r\n])%PDF-\d|\A[\x00\s]*%PDF")
_COLUMNS = {"title", "date", "published", "outlet", "url"}


class UnsupportedFileError(ValueError):
    """A kind of file that is not read; the message is a sentence for a person."""


def check_signature(data: bytes, name: str) -> FileType | None:
    """Recognise what is not text by its first bytes and its name.

    Args:
        data: The file.
        name: Its name; only the ending counts.

    Returns:
        "zip" for an archive (a Word file is one), "pdf", or ``None`` for what may be text.

    Raises:
        UnsupportedFileError: For a kind of file that is not read.
    """
    if _PDF.search(data[:1024]):
        return "pdf"
    for signature, reason in _SIGNATURES:
        if data.startswith(signature):
            if _LOCKED_OFFICE in data:
                raise UnsupportedFileError("This Office file needs a password. Save a copy without one.")
            raise UnsupportedFileError(reason)
    suffix = suffix_of(name)
    if suffix in _NOT_YET:
        raise UnsupportedFileError(f"Parley cannot read {_NOT_YET[suffix]} yet. {_COPY}")
    if suffix and suffix not in READ_SUFFIXES:
        raise UnsupportedFileError(f"Files ending in .{suffix} are not read. {_WHAT_IS_READ}")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if suffix == "zip":
        raise UnsupportedFileError("This is not a ZIP archive, or it is damaged.")
    return None


def text_type(text: str, name: str) -> FileType:
    """Tell whether decoded text is an article, a web page, a table or JSON.

    Raises:
        UnsupportedFileError: For a feed of news.

    Example:
        >>> text_type('{"text": "She said no."}', "a.txt"), text_type("She said no.", "a.txt")
        ('json', 'text')
        >>> text_type("<html><p>She said no.", "a.txt"), text_type("She said no.", "a.html")
        ('html', 'text')
    """
    start = text[:5000].lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        if _FEED.search(start[:1000]):
            raise UnsupportedFileError(f"This is a feed of headlines, not an article. {_WHAT_IS_READ}")
        if _WEB_PAGE.search(start) or (_FRAGMENT.match(start) and _TAGS.search(text[:100_000])):
            return "html"
    if suffix_of(name) in ("html", "htm", "xhtml") and _TAGS.search(text[:100_000]):
        return "html"
    suffix = suffix_of(name)
    if suffix in ("json", "jsonl", "ndjson") or (start.startswith(("{", "[")) and _is_json(text)):
        return "json"
    if suffix in ("csv", "tsv", "tab"):
        return "table"
    header = {cell.strip('" ').casefold() for cell in re.split("[,;\t|]", start.partition("\n")[0].rstrip("\r"))}
    return "table" if "text" in header and header & _COLUMNS else "text"


def suffix_of(name: str) -> str:
    """Give a file name's ending in lower case without the dot, "" when there is none.

    Example:
        >>> suffix_of("Talks.CSV"), suffix_of("Talks in the U.S. capital")
        ('csv', '')
    """
    found = _SUFFIX.search(name)
    return found[1].casefold() if found else ""


def _is_json(text: str) -> bool:
    """Tell whether the first line is a JSON object with a text, or the whole a list of such."""
    for part in (text.lstrip("\ufeff \t\r\n").partition("\n")[0], text):
        try:
            found = json.loads(part)
        except (ValueError, RecursionError):
            continue
        first = found[0] if isinstance(found, list) and found else found
        return isinstance(first, dict) and "text" in first
    return False
