"""Makes files as they come: broken, mislabelled, odd in their encoding, or made to do harm; with what is expected."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tests.makers import Text, column, docx_of, drawn, paragraph, pdf_of, run

FIRST = "The two delegations sat together for about three hours in a customs house by the river, aides said on Tuesday."
SECOND = "“We will not give up one metre of the valley,” Defence Minister Ada Quell told reporters after the meeting."
THIRD = "Envoy Piet Lorne said “the door remains open” and left for the airport without taking any questions at all."
NEWS = f"Talks in Varn end without a deal\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n"
PLANTED = "“I secretly agree with them,” Ada Quell said in private to nobody at all."
PLAIN = NEWS.translate(str.maketrans("“”", '""'))
RUSSIAN = 'Президент сказал журналистам: "Мы не отступим ни на шаг". Потом он уехал домой, а переговоры прервались.'
JAPANESE = "外相は記者団に対し「我々は一歩も譲らない」と述べた。交渉は火曜日に再開される予定である。"


class Awkward(NamedTuple):
    """A file: its name, its bytes, and what is expected of it.

    ``status`` is ok, partial or error, or several of them parted by a bar where each is right. ``holds`` must stand
    in the articles' text or titles, ``lacks`` must not; ``says`` stands in what is told about the file.
    """

    name: str
    data: bytes
    status: str
    holds: str = ""
    lacks: str = ""
    says: str = ""


def archive(members: Iterable[tuple[str | zipfile.ZipInfo, bytes]], **more: int) -> bytes:
    """Make a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", more.get("method", zipfile.ZIP_DEFLATED)) as packed:
        for name, data in members:
            packed.writestr(name, data)
    return file.getvalue()


def page(body: str, head: str = "") -> str:
    """Make a web page."""
    return f"<!doctype html><html><head><title>Talks in Varn</title>{head}</head><body>{body}</body></html>"


def _patched(data: bytes, signature: bytes, offset: int, value: bytes, *, which: int = 0) -> bytes:
    """Overwrite bytes at an offset from one of the places where a signature stands."""
    place = -1
    for _ in range(which + 1):
        place = data.index(signature, place + 1)
    return data[: place + offset] + value + data[place + offset + len(value) :]


def _named(name: str, **more: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    for key, value in more.items():
        setattr(info, key, value)
    return info


BODY = f"<article><h1>Talks in Varn end</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
_TWO = archive([("a.txt", NEWS.encode()), ("b.txt", THIRD.encode())])
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_WIDE_HEADER = ",".join(f"column {number}" for number in range(100_000))


def _archives() -> Iterable[Awkward]:
    yield Awkward(
        "broken local header.zip", _patched(_TWO, _LOCAL, 0, b"XX", which=1), "partial", "metre", says="damaged"
    )
    yield Awkward("broken directory.zip", _patched(_TWO, _CENTRAL, 0, b"XX"), "error", says="damaged")
    yield Awkward("directory elsewhere.zip", _patched(_TWO, _END, 16, b"\xff\xff\xff\x7f"), "error", says="damaged")
    yield Awkward("lying number of files.zip", _patched(_TWO, _END, 8, b"\xff\x7f\xff\x7f"), "ok|error")
    yield Awkward("junk in front.zip", b"#!/bin/sh\nexit 0\n" + _TWO, "error", says="not a ZIP")
    yield Awkward("junk behind.zip", _TWO + b"junk" * 100, "ok", "metre")
    yield Awkward("long comment.zip", _TWO[:-2] + b"\xff\xff" + b"c" * 65_535, "ok", "metre")
    yield Awkward("empty.zip", _END + bytes(18), "error", says="no files")
    yield Awkward("folders alone.zip", archive([("a/", b""), ("a/b/", b"")]), "error", says="no files")
    yield Awkward(
        "hostile names.zip",
        archive(
            [
                ("/etc/cron.d/x.txt", NEWS.encode()),
                ("../../up.txt", NEWS.encode()),
                ("a/../../b.txt", b"x"),
                ("C:\\x.txt", b"x"),
                ("\\\\host\\share.txt", b"x"),
                ("good.txt", NEWS.encode()),
            ]
        ),
        "partial",
        "metre",
        says="outside the archive",
    )
    yield Awkward(
        "name with NUL.zip", archive([("a.txtX.exe", NEWS.encode())]).replace(b"a.txtX", b"a.txt\0"), "ok|error"
    )
    yield Awkward(
        "odd names.zip",
        archive(
            [
                ("two\nlines.txt", NEWS.encode()),
                ("\u202egpj.txt", THIRD.encode()),
                ("x" * 300 + ".txt", NEWS.encode()),
                ("con.txt", NEWS.encode()),
                ("<img src=x>.txt", NEWS.encode()),
                (" .txt", NEWS.encode()),
            ]
        ),
        "ok",
        "metre",
    )
    yield Awkward(
        "same name twice.zip",
        archive([("a.txt", NEWS.encode()), ("b.txt", THIRD.encode())]).replace(b"b.txt", b"a.txt"),
        "ok",
        "door",
    )
    yield Awkward("archive within.zip", archive([("in.zip", _TWO), ("a.txt", THIRD.encode())]), "partial", "door")
    yield Awkward(
        "locked.zip", _patched(_patched(_TWO, _LOCAL, 6, b"\1"), _CENTRAL, 8, b"\1"), "partial", "door", says="password"
    )
    yield Awkward("link.zip", archive([(_named("a.txt", external_attr=0o120777 << 16), b"/etc/passwd")]), "error")
    yield Awkward("device.zip", archive([(_named("a.txt", external_attr=0o020666 << 16), b"")]), "error")
    yield Awkward("wrong checksum.zip", _patched(_TWO, _CENTRAL, 16, b"\0\0\0\0"), "partial", "door", says="damaged")
    yield Awkward(
        "bzip2 inside.zip", archive([("a.txt", NEWS.encode())], method=zipfile.ZIP_BZIP2), "error", says="unusual way"
    )
    yield Awkward(
        "bomb.zip",
        archive([("a.txt", b" " * 15_000_000), ("b.txt", THIRD.encode())]),
        "partial",
        "door",
        says="100 times",
    )
    yield Awkward("cut in half.zip", _TWO[: len(_TWO) // 2], "error", says="damaged")
    yield Awkward(
        "broken pages.zip",
        archive(
            [("a.pdf", b"%PDF-1.7 x"), ("b.docx", b"PK\x03\x04"), ("c.html", b"<html>"), ("d.txt", THIRD.encode())]
        ),
        "partial",
        "door",
    )


def _word_files() -> Iterable[Awkward]:
    body = paragraph(FIRST) + paragraph(SECOND)
    deleted = f"<w:p><w:del><w:r><w:delText>{PLANTED}</w:delText></w:r></w:del><w:ins>{run(THIRD)}</w:ins></w:p>"
    comment = f"<w:p><w:commentRangeStart w:id='0'/>{run(THIRD)}<w:commentReference w:id='0'/></w:p>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph(THIRD)}</w:txbxContent></w:pict></w:r></w:p>"
    yield Awkward("tracked.docx", docx_of(body + deleted), "ok", "door remains", PLANTED)
    yield Awkward(
        "comments.docx", docx_of(body + comment, {"word/comments.xml": f"<w>{PLANTED}</w>"}), "ok", "door", PLANTED
    )
    yield Awkward("text box.docx", docx_of(body + box), "ok", "door remains")
    yield Awkward("notes broken.docx", docx_of(body, {"word/footnotes.xml": "<w:footnotes"}), "ok|error", "", PLANTED)
    yield Awkward("styles broken.docx", docx_of(body, {"word/styles.xml": "<"}), "ok|error", "", PLANTED)
    yield Awkward("no main part.docx", archive([("word/styles.xml", b"<a/>")]), "error", says="damaged")
    yield Awkward("not XML.docx", archive([("word/document.xml", NEWS.encode())]), "error", says="damaged")
    yield Awkward("document type.docx", docx_of(body, intro="<!DOCTYPE a [<!ENTITY b 'c'>]>"), "error")
    yield Awkward("old Word.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "error", says="old Word")
    yield Awkward("pages of text.docx", docx_of(paragraph(SECOND) * 3000), "ok", "metre")


def _pages() -> Iterable[Awkward]:
    yield Awkward("frames.html", b"<html><frameset><frame src=a.html></frameset></html>", "error", says="inner page")
    meta = "<meta charset=iso-8859-1>"
    yield Awkward("charset lies.html", page(BODY, meta).encode(), "ok", "“We will not give up one metre")
    yield Awkward("charset lies too.html", page(BODY, "<meta charset=utf-8>").encode("cp1252"), "ok", "“We will not")
    yield Awkward("unknown charset.html", page(BODY, "<meta charset=klingon>").encode("cp1252"), "ok", "“We will not")
    yield Awkward("wide with mark.html", page(BODY, "<meta charset=utf-8>").encode("utf-16"), "ok", "“We will not")
    yield Awkward("nested.html", page("<div>" * 100_000 + BODY).encode(), "ok", "metre")
    yield Awkward("nested lists.html", page("<ul><li>" * 50_000 + BODY).encode(), "ok", "metre")
    yield Awkward("nested oddly.html", page("<x>" * 100_000 + BODY).encode(), "ok|error")
    yield Awkward("script never closed.html", page(f"{BODY}<script>var a='{PLANTED}'").encode(), "ok", "metre", PLANTED)
    yield Awkward("script before all.html", page(f"<script>var a='{PLANTED}';{BODY}").encode(), "ok|error", "", PLANTED)
    style = "<style>.y{display:none}</style>"
    yield Awkward(
        "hidden by class.html",
        page(BODY.replace("<p>", f"<p class=y>{PLANTED}</p><p>", 1), style).encode(),
        "ok",
        "metre",
        PLANTED,
        "hides from its readers",
    )
    yield Awkward(
        "noscript.html", page(f"<noscript><p>{PLANTED}</p></noscript>{BODY}").encode(), "ok", "metre", PLANTED
    )
    image = f"<img src='data:image/png;base64,{'iVBORw0KGgo' * 300_000}'>"
    yield Awkward("pictures inside.html", page(image + BODY + image).encode(), "ok", "metre", "iVBORw0KGgo")
    yield Awkward("plaintext.html", page(f"{BODY}<plaintext>{PLANTED}").encode(), "ok", "metre")
    yield Awkward("CDATA.xhtml", f"<html><body><![CDATA[{PLANTED}]]>{BODY}</body></html>".encode(), "ok", "metre")
    yield Awkward("NUL inside.html", page(BODY.replace("valley", "val\0ley")).encode(), "ok", "metre")
    yield Awkward(
        "old comments.html", page(f"<!--[if IE]><p>{PLANTED}</p><![endif]-->{BODY}").encode(), "ok", "metre", PLANTED
    )
    yield Awkward(
        "many attributes.html", page(f"<div {' '.join(f'a{n}=1' for n in range(5_000))}>{BODY}").encode(), "ok", "metre"
    )
    yield Awkward(
        "entities.html", page(BODY.replace("“", "&ldquo;").replace("”", "&#8221;")).encode(), "ok", "“We will"
    )
    yield Awkward("only quotes.html", page("<p>" + "“" * 30_000 + "</p>").encode(), "ok|error")


def _tables() -> Iterable[Awkward]:
    row = SECOND.replace(",", " –")
    yield Awkward("semicolons.csv", f"title;text;date\r\nTalks;{row};2025-03-03\r\n".encode("utf-8-sig"), "ok", "metre")
    yield Awkward("tabs.csv", f"title\ttext\nTalks\t{row}\n".encode(), "ok", "metre")
    yield Awkward("tabs.tsv", f"title\ttext\nTalks\t{row}\n".encode("utf-16"), "ok", "metre")
    yield Awkward("bars.csv", f"title|text\nTalks|{row}\n".encode(), "ok", "metre")
    yield Awkward("lines in cells.csv", f'text,title\n"{FIRST}\n\n{row}\r\n",Talks\n'.encode(), "ok", "metre")
    yield Awkward(
        "open mark.csv", f'text,title\n"{row},Talks\n{THIRD},Door\n'.encode(), "partial", "door", says="line 2"
    )
    yield Awkward("wide.csv", f"text,{_WIDE_HEADER}\n{row}{',' * 100_000}\n".encode(), "ok", "metre")
    yield Awkward(
        "very wide rows.csv", f"text,title\n{row},{',' * 2_000_000}\n{row},Talks\n".encode(), "partial", "metre"
    )
    yield Awkward("no header.csv", f"Talks,{row}\nMore,{row}\n".encode(), "error", says="no column 'text'")
    yield Awkward("same column twice.csv", f"text,title,title\n{row},a,b\n".encode(), "error", says="twice")
    yield Awkward(
        "wrong dates.csv",
        f"text,date\n{row},2025-13-45\n{row}x,45678\n{row}y,0000-00-00\n".encode(),
        "ok",
        "metre",
        says="check the day",
    )
    yield Awkward("NUL in a cell.csv", f"text,title\n{row}\0,a\0b\n".encode(), "ok", "metre")
    yield Awkward("old Mac.csv", f"text,title\r{row},Talks\r".encode(), "ok", "metre")
    yield Awkward("blank lines.csv", f"\n\n\ntext,title\n\n{row},Talks\n\n\n".encode(), "ok", "metre")
    yield Awkward("header in marks.csv", f'"text" , "title"\n"{row}",Talks\n'.encode(), "error", says="cannot be read")
    yield Awkward("separator said.csv", f"sep=;\r\ntext;title\r\n{row};Talks\r\n".encode(), "ok", "metre")
    yield Awkward("formulas.csv", b'text,title,outlet,url\n"=1+1 said Ada Quell.","=cmd|x","@x",=HYPERLINK(1)\n', "ok")


def _json() -> Iterable[Awkward]:
    good = json.dumps({"text": SECOND})
    yield Awkward(
        "broken lines.jsonl", f"{good}\n{{'text': 1\n\n{good[:-3]}\n".encode(), "partial", "metre", says="line 2"
    )
    yield Awkward(
        "not a number.jsonl",
        f'{{"text": "{THIRD}", "date": NaN}}\n{{"text": NaN}}\n{good}'.replace("“", "'").replace("”", "'").encode(),
        "partial",
        "metre",
    )
    yield Awkward(
        "huge number.jsonl", f'{{"text": "x said.", "date": {"9" * 6000}}}\n{good}\n'.encode(), "partial", "metre"
    )
    yield Awkward(
        "long number.json", b'{"text": "She left.", "date": 20250303, "title": 12}', "error", says="not a text"
    )
    yield Awkward("deep.json", b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "error")
    yield Awkward(
        "deep elsewhere.json",
        f'{{"text": "{THIRD}", "x": '.replace("“", "'").replace("”", "'").encode() + b"[" * 500 + b"]" * 500 + b"}",
        "ok|error",
    )
    yield Awkward("half pairs.jsonl", b'{"text": "She said \\ud83d no \\udc00.", "title": "\\ud800"}', "ok", "She said")
    yield Awkward("a value.json", b"42", "error")
    yield Awkward("nothing.json", b"[]", "error")
    yield Awkward("null.json", b"null", "error")
    yield Awkward("trailing comma.json", f"[{good},]".encode(), "error")
    yield Awkward("wide.json", json.dumps([{"text": SECOND}]).encode("utf-16"), "ok", "metre")
    yield Awkward("same key twice.json", b'{"text": "She left.", "text": "He left."}', "ok", "left")
    yield Awkward("many keys.json", json.dumps({"text": SECOND} | {str(n): n for n in range(100_000)}).encode(), "ok")


def _texts() -> Iterable[Awkward]:
    for name, encoding in (
        ("16 mark", "utf-16"),
        ("16 little", "utf-16-le"),
        ("16 big", "utf-16-be"),
        ("32 mark", "utf-32"),
        ("32 little", "utf-32-le"),
        ("32 big", "utf-32-be"),
        ("8 mark", "utf-8-sig"),
    ):
        yield Awkward(f"{name}.txt", NEWS.encode(encoding), "ok", SECOND)
    yield Awkward("cp1251.txt", RUSSIAN.encode("cp1251"), "ok", "отступим")
    yield Awkward("koi8.txt", RUSSIAN.encode("koi8_r"), "ok", "отступим")
    yield Awkward("cp866.txt", RUSSIAN.encode("cp866"), "error", says="encoding")
    yield Awkward("Shift JIS.txt", JAPANESE.encode("shift_jis"), "error", says="encoding")
    yield Awkward(
        "GB 18030.txt", "外长对记者说：“我们绝不让步。”谈判将于周二恢复。".encode("gb18030"), "error", says="encoding"
    )
    yield Awkward(
        "blank beside ASCII.txt",
        PLAIN.replace("the valley", "the\u00a0valley").encode("cp1252"),
        "ok",
        "the\u00a0valley",
    )
    yield Awkward("sign beside ASCII.txt", f"{PLAIN}© 2025 The Varn Post".encode("cp1252"), "ok", "©")
    yield Awkward(
        "a byte of no encoding.txt", PLAIN.encode() * 3 + b"at the caf\x81 x\x8d.", "ok", "metre", says="replaced"
    )
    yield Awkward("right to left.txt", f"\u202e{NEWS}\u202c\u2066x\u2069".encode(), "ok", "metre")
    yield Awkward("unseen letters.txt", NEWS.replace("metre", "me\u200btre\ufeff").encode(), "ok", "valley")
    yield Awkward("escaped halves.txt", (NEWS + "\\ud800 and more.").encode(), "ok", "\\ud800")
    yield Awkward("CR.txt", NEWS.replace("\n", "\r").encode(), "ok", "metre")
    yield Awkward("one line.txt", (SECOND + " ").encode() * 9_000, "ok", "metre")
    yield Awkward("one word.txt", b"a" * 1_000_000, "ok|error")
    yield Awkward("quotation marks.txt", ("“" * 200_000).encode(), "ok|error")
    yield Awkward("straight marks.txt", b'" ' * 300_000, "ok|error")
    yield Awkward("empty.txt", b"", "error", says="empty")
    yield Awkward("white space.txt", " \t\r\n\u00a0\u2003\u3000\ufeff".encode() * 1000, "error", says="no text")
    yield Awkward("unseen alone.txt", "\u200b\u200e\u2060\ufeff".encode() * 1000, "error", says="no text")
    yield Awkward("gzip.txt", gzip.compress(NEWS.encode()), "error", says="gzip")
    yield Awkward(
        "tar.txt",
        b"a.txt" + bytes(252) + b"ustar  \0" + bytes(247) + NEWS.encode() + bytes(4096),
        "error",
        says="binary",
    )
    yield Awkward("front matter alone.txt", b"---\ntitle: x\ndate: 2025-03-03\n---\n", "error", says="no text")
    yield Awkward(
        "front matter odd.txt",
        f"---\ntitle: =1+1\ndate: 99/99/9999\nurl: javascript:x\n---\n{NEWS}".encode(),
        "ok",
        "metre",
        says="no web address",
    )
    yield Awkward("e-mail.eml", b"From: a@b.invalid\n\nThey met.", "error", says="e-mails")
    yield Awkward("program.txt", b"\x7fELF\2\1\1" + bytes(200) + b"text" * 50, "error", says="binary")


def _pdfs() -> Iterable[Awkward]:
    lines = [FIRST[:60], FIRST[60:], "", SECOND[:60], SECOND[60:]]
    whole = pdf_of([drawn(column(lines))])
    yield Awkward("as text.txt", whole, "ok", "metre of the valley")
    yield Awkward("scan.pdf", pdf_of([b"q 500 0 0 700 0 0 cm /Im0 Do Q"]), "error", says="no text layer")
    yield Awkward("no page.pdf", pdf_of([]), "error", says="damaged")
    yield Awkward("cut in half.pdf", whole[: len(whole) // 2], "error", says="damaged")
    yield Awkward("junk in front.pdf", b"\n\r\n" + whole, "ok", "metre")
    yield Awkward("turned.pdf", pdf_of([drawn(column(lines))], page="/Rotate 180"), "ok", "metre")
    columns = [*column(lines[:2], left=60), *column(lines[3:], left=320)]
    yield Awkward("two columns.pdf", pdf_of([drawn(columns)]), "ok", "metre of the valley")
    yield Awkward("wrong place of the table.pdf", whole.replace(b"startxref\n", b"startxref\n9"), "ok|error")
    yield Awkward(
        "letters in the margin.pdf", pdf_of([drawn([Text("x", -9e9, 9e9, 1e9), *column(lines)])]), "ok", "metre"
    )


def awkward_files() -> Mapping[str, Awkward]:
    """Give all files by their names."""
    parts = (_archives(), _word_files(), _pages(), _tables(), _json(), _texts(), _pdfs())
    return {file.name: file for part in parts for file in part}


def lying_size(data: bytes, size: int) -> bytes:
    """Let an archive say of its first file that it has another size, unpacked."""
    return _patched(data, _CENTRAL, 24, struct.pack("<I", size))
