"""Makes small PDF and Word files for the tests, byte by byte, so that their faults can be made too."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'


class Text(NamedTuple):
    """A line of words on a PDF's page: where it stands in points from the lower left, and its size."""

    words: str
    left: float = 72
    up: float = 700
    size: float = 11
    matrix: str = "1 0 0 1"


def drawn(lines: Sequence[Text]) -> bytes:
    """Give the content of a page with these lines."""
    parts = []
    for line in lines:
        words = line.words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        place = f"BT /F1 {line.size} Tf {line.matrix} {line.left} {line.up} Tm (".encode()
        parts.append(place + words + b") Tj ET")
    return b"\n".join(parts)


def column(words: Sequence[str], *, left: float = 72, up: float = 700, leading: float = 13) -> list[Text]:
    """Set lines below each other; an empty one leaves a line free."""
    return [Text(line, left, up - number * leading) for number, line in enumerate(words) if line]


def pdf_of(pages: Sequence[bytes], *, count: int | None = None, extra: str = "", page: str = "") -> bytes:
    """Make a PDF of pages' contents.

    Args:
        pages: The contents.
        count: What the page tree says of their number, when it lies.
        extra: Further entries of the catalog.
        page: Further entries of each page.
    """
    number = len(pages)
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(number))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>".encode(),
        f"<< /Type /Pages /Count {number if count is None else count} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page} /Contents {5 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        packed = zlib.compress(content)
        objects.append(f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream")
    return numbered(objects)


def numbered(objects: Sequence[bytes]) -> bytes:
    """Put objects together to a PDF; the first is its catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for index, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{index} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def run(words: str, settings: str = "") -> str:
    """Give a run of words with its settings in Word's XML."""
    return f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(content: str, style: str = "") -> str:
    """Give a paragraph in Word's XML, of runs or of plain words."""
    content = content if content.startswith("<") else run(content)
    settings = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{settings}{content}</w:p>"


def docx_of(body: str, parts: Mapping[str, str | bytes] | None = None, *, names: str = W, intro: str = "") -> bytes:
    """Make a Word file.

    Args:
        body: The XML of its body.
        parts: Further parts by their names.
        names: The declaration of the namespace.
        intro: What stands before the XML of the document, such as a document type.
    """
    document = f"{intro}<w:document {names}><w:body>{body}</w:body></w:document>"
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": document,
        **(parts or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()
