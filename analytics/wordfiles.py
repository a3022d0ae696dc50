"""Reads Word files (.docx): what a reader of the printed page would see, in order.

Runs in the child process of ``readers`` alone. A .docx is a ZIP archive of XML; only the parts with the text are
taken out of it, with the limits of every archive, and parsed by defusedxml (PSF licence), which refuses document
types and entities. Deleted and hidden words, comments, field codes, headers and footers are left out. The dates
that Word keeps are those of the file or its template, not of publication: the day stays empty.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from analytics.archives import ArchiveError, read_part
from analytics.documents import Document, DocumentError
from analytics.messages import counted

_DAMAGED = "This Word file is damaged, or only a part of it."
_MAIN = "word/document.xml"
_UNREAD = frozenset(
    """del moveFrom instrText delText delInstrText rPr pPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr fldData
    Fallback object control pict commentReference annotationRef footnoteRef endnoteRef rt oMath oMathPara
    proofErr bookmarkStart bookmarkEnd""".split()
)
"""Elements whose content is no printed text of the article, by their name within their namespace."""

_DEEPEST = 200
_OFF = ("0", "false", "off", "none")
_TINY_HALF_POINTS = 3


def read_wordfile(data: bytes) -> Document:
    """Read one Word file.

    Args:
        data: The file.

    Returns:
        Its paragraphs and the cells of its tables in order, parted by blank lines, then the notes at its foot; the
        title where a paragraph is styled as one.

    Raises:
        DocumentError: When it is damaged, too large, or holds no text.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except ArchiveError as error:
        raise DocumentError(str(error)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, KeyError) as error:
        raise DocumentError(_DAMAGED) from error
    except RuntimeError as error:
        raise DocumentError("This Word file is protected by a password. Save a copy without one.") from error


def _read(archive: zipfile.ZipFile) -> Document:
    main = _main_part(archive)
    folder = posixpath.dirname(main)
    styles = _part(archive, f"{folder}/styles.xml")
    reading = _Reading(_hidden_styles(styles) if styles is not None else frozenset(), _title_styles(styles))
    root = _part(archive, main)
    if root is None:
        raise DocumentError(_DAMAGED)
    reading.read(root)
    for name in ("footnotes", "endnotes"):
        notes = _part(archive, f"{folder}/{name}.xml")
        for note in list(notes) if notes is not None else []:
            if _attribute(note, "type") in ("", "normal"):
                reading.read(note)
    text = "\n\n".join(reading.paragraphs)
    if not text:
        raise DocumentError("This Word file holds no text.")
    told = []
    if reading.deleted:
        told.append(f"Text marked as deleted was left out ({counted(reading.deleted, 'character')}).")
    if reading.hidden:
        told.append(f"Hidden text was left out ({counted(reading.hidden, 'character')}).")
    if reading.embedded:
        told.append("Another document embedded in this Word file was not read.")
    return Document(text, title=reading.title, notes=tuple(told))


def _main_part(archive: zipfile.ZipFile) -> str:
    """Find the part with the text, which the package names; it is word/document.xml nearly always."""
    relations = _part(archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument") and relation.get("TargetMode") != "External":
            return posixpath.normpath(relation.get("Target", _MAIN)).lstrip("/")
    return _MAIN


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """Parse one part of the package; ``None`` when it is not there."""
    if name not in archive.NameToInfo:
        return None
    content = read_part(archive, archive.NameToInfo[name])
    try:
        root: Element = defusedxml.ElementTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise DocumentError("This Word file holds XML entities, which Word never writes: refused.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise DocumentError(_DAMAGED) from error
    return root


@dataclass(slots=True)
class _Reading:
    """What was read so far; walks the tree of XML without recursion beyond ``_DEEPEST``."""

    hidden_styles: frozenset[str]
    title_styles: frozenset[str]
    paragraphs: list[str] = field(default_factory=list)
    title: str = ""
    deleted: int = 0
    hidden: int = 0
    embedded: bool = False
    _line: list[str] = field(default_factory=list)
    _boxes: list[Element] = field(default_factory=list)

    def read(self, element: Element, depth: int = 0) -> None:
        """Read the paragraphs within an element."""
        for name, child in self._parts(element, depth):
            if name == "altChunk":
                self.embedded = True
            elif name == "p":
                self._read_paragraph(child, depth)
            elif name == "sdt" and _is_placeholder(child):
                continue
            elif name == "tr" and _has(child, "trPr", "del"):
                self.deleted += _length(child)
            elif name not in _UNREAD:
                self.read(child, depth + 1)

    def _parts(self, element: Element, depth: int) -> Iterator[tuple[str, Element]]:
        """Give the parts of an element with their names; what was deleted or moved away is counted and left out."""
        if depth > _DEEPEST:
            raise DocumentError(f"This Word file nests its parts more than {_DEEPEST} deep, which Word never does.")
        for child in element:
            name = _name(child)
            if name in ("del", "moveFrom"):
                self.deleted += _length(child)
            else:
                yield name, child

    def _read_paragraph(self, paragraph: Element, depth: int) -> None:
        settings = _child(paragraph, "pPr")
        style = _value(settings, "pStyle")
        outer_line, outer_boxes, self._line, self._boxes = self._line, self._boxes, [], []
        self._read_runs(paragraph, depth + 1, hidden=style in self.hidden_styles)
        line = "\n".join(filter(None, (" ".join(piece.split()) for piece in "".join(self._line).split("\n"))))
        boxes, self._line, self._boxes = self._boxes, outer_line, outer_boxes
        if line:
            self.paragraphs.append(line)
            if not self.title and style in self.title_styles:
                self.title = " ".join(line.split())
        for box in boxes:  # a text box floats beside its paragraph: it is read after it
            self.read(box, depth + 1)

    def _read_runs(self, element: Element, depth: int, *, hidden: bool) -> None:
        for name, child in self._parts(element, depth):
            if name == "txbxContent":
                self._boxes.append(child)
            elif name == "r":
                settings = _child(child, "rPr")
                unseen = hidden if settings is None else self._is_hidden(settings, hidden)
                self._read_runs(child, depth + 1, hidden=unseen)
            elif name == "t":
                self._write(child.text or "", hidden=hidden)
            elif name in _CHARACTERS:
                self._write(_CHARACTERS[name], hidden=hidden)
            elif name == "sdt" and _is_placeholder(child):
                continue
            elif name not in _UNREAD or (name == "pict" and child.find(".//{*}txbxContent") is not None):
                self._read_runs(child, depth + 1, hidden=hidden)

    def _write(self, words: str, *, hidden: bool) -> None:
        if hidden:
            self.hidden += len(words)
        else:
            self._line.append(words)

    def _is_hidden(self, settings: Element, outer: bool) -> bool:
        """Tell whether a run is unseen: by its own setting, its style, tiny letters, or white ones on no ground."""
        own = _flag(settings, "vanish")
        if own is not None:
            return own
        size = _value(settings, "sz")
        tiny = size.isdigit() and int(size) <= _TINY_HALF_POINTS
        white = _value(settings, "color").upper() == "FFFFFF"
        grounded = any(_child(settings, name) is not None for name in ("shd", "highlight"))
        return outer or tiny or (white and not grounded) or _value(settings, "rStyle") in self.hidden_styles


_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def _hidden_styles(styles: Element) -> frozenset[str]:
    """Give the ids of the styles whose words are hidden, by themselves or by the style they are based on."""
    based: dict[str, str] = {}
    own: dict[str, bool | None] = {}
    for style in styles:
        if _name(style) == "style":
            key = _attribute(style, "styleId")
            settings = _child(style, "rPr")
            based[key] = _value(style, "basedOn")
            own[key] = None if settings is None else _flag(settings, "vanish")
    hidden = set()
    for key in own:
        at, steps = key, 0
        while own.get(at) is None and based.get(at) and steps < 20:
            at, steps = based[at], steps + 1
        if own.get(at):
            hidden.add(key)
    return frozenset(hidden)


def _title_styles(styles: Element | None) -> frozenset[str]:
    """Give the ids of the styles named "Title" or "heading 1"; ids are translated in Word, these names are not."""
    found = {"Title", "Heading1"}
    for style in styles if styles is not None else ():
        if _name(style) == "style" and _value(style, "name").casefold() in ("title", "heading 1"):
            found.add(_attribute(style, "styleId"))
    return frozenset(found)


def _name(element: Element) -> str:
    """Give an element's name without its namespace, of which there are two for the same format."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: Element | None, name: str) -> Element | None:
    return next((child for child in element if _name(child) == name), None) if element is not None else None


def _has(element: Element, *path: str) -> bool:
    found: Element | None = element
    for name in path:
        found = _child(found, name)
    return found is not None


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _value(element: Element | None, name: str) -> str:
    """Give the ``val`` of a setting, "" where it is not set."""
    child = _child(element, name)
    return "" if child is None else _attribute(child, "val")


def _flag(settings: Element, name: str) -> bool | None:
    """Give a setting that is on or off, ``None`` where it is not set."""
    child = _child(settings, name)
    return None if child is None else _attribute(child, "val").casefold() not in _OFF


def _is_placeholder(control: Element) -> bool:
    """Tell whether a content control still shows its hint ("Click to enter text")."""
    return _has(control, "sdtPr", "showingPlcHdr")


def _texts(element: Element) -> Iterator[str]:
    return (found.text or "" for found in element.iter() if _name(found) in ("t", "delText"))


def _length(element: Element) -> int:
    return sum(map(len, _texts(element)))
