"""A Word file gives what its printed page shows, in order; nothing deleted, hidden or outside is read."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.articles import read_upload
from analytics.documents import Document, DocumentError
from analytics.wordfiles import read_wordfile
from tests.makers import STRICT, W, docx_of, paragraph, run

FIRST = "The two delegations sat together for three hours."
SECOND = "“We will not give up one metre,” Defence Minister Ada Quell said."
THIRD = "Envoy Piet Lorne said “the door remains open.”"
PLANTED = "“I secretly agree,” said Ada Quell."
BOX = f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent>"


def between(planted: str, **more: str) -> bytes:
    """Make a file with something between its first and second paragraph."""
    return docx_of(paragraph(FIRST) + planted + paragraph(SECOND), more)


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def styles(*lines: str) -> dict[str, str]:
    return {"word/styles.xml": f"<w:styles {W}>{''.join(lines)}</w:styles>"}


def style(key: str, settings: str = "", based: str = "", name: str = "") -> str:
    return (
        f'<w:style w:styleId="{key}"><w:name w:val="{name or key}"/>'
        f"{f'<w:basedOn w:val={chr(34)}{based}{chr(34)}/>' if based else ''}<w:rPr>{settings}</w:rPr></w:style>"
    )


def test_paragraphs_and_cells_come_in_order() -> None:
    body = paragraph(FIRST) + table(("Ardesk", "12"), ("Varn", "7")) + paragraph(SECOND)
    assert read_wordfile(docx_of(body)).text.split("\n\n") == [FIRST, "Ardesk", "12", "Varn", "7", SECOND]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(run("Talks ") + run("end", "<w:b/>") + run("."), "Talks end.", id="words cut into runs"),
        pytest.param(f"<w:ins>{run('Put in.')}</w:ins>", "Put in.", id="inserted"),
        pytest.param(f"<w:moveTo>{run('Moved here.')}</w:moveTo>", "Moved here.", id="moved"),
        pytest.param(f"<w:hyperlink>{run('A link.')}</w:hyperlink>", "A link.", id="link"),
        pytest.param(f"<w:sdt><w:sdtContent>{run('Filled in.')}</w:sdtContent></w:sdt>", "Filled in.", id="control"),
        pytest.param(f"<w:smartTag>{run('Tagged.')}</w:smartTag>", "Tagged.", id="smart tag"),
        pytest.param(f"<w:fldSimple w:instr='DATE'>{run('3 March')}</w:fldSimple>", "3 March", id="simple field"),
        pytest.param(
            "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>HYPERLINK evil</w:instrText>"
            f"<w:fldChar w:fldCharType='separate'/></w:r>{run('Shown')}<w:r><w:fldChar w:fldCharType='end'/></w:r>",
            "Shown",
            id="field with its code",
        ),
        pytest.param("<w:r><w:t>cease</w:t><w:noBreakHyphen/><w:t>fire</w:t></w:r>", "cease-fire", id="fixed hyphen"),
        pytest.param("<w:r><w:t>sur</w:t><w:softHyphen/><w:t>render</w:t></w:r>", "surrender", id="soft hyphen"),
        pytest.param("<w:r><w:t>One</w:t><w:br/><w:t>Two</w:t></w:r>", "One\nTwo", id="line break"),
        pytest.param(run("Seen.", "<w:vanish w:val='0'/>"), "Seen.", id="hiding switched off"),
        pytest.param(run("Seen.", "<w:color w:val='FFFFFF'/><w:shd w:fill='000000'/>"), "Seen.", id="white on black"),
    ],
)
def test_printed_words_are_read(content: str, text: str) -> None:
    assert read_wordfile(docx_of(paragraph(content))).text == text


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(between(f"<w:p><w:del><w:r><w:delText>{PLANTED}</w:delText></w:r></w:del></w:p>"), id="deleted"),
        pytest.param(between(f"<w:p><w:del>{run(PLANTED)}</w:del></w:p>"), id="deleted, kept as text"),
        pytest.param(between(f"<w:p><w:moveFrom>{run(PLANTED)}</w:moveFrom></w:p>"), id="moved away"),
        pytest.param(between(f"<w:del>{paragraph(PLANTED)}</w:del>"), id="deleted paragraph"),
        pytest.param(
            between(f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph(PLANTED)}</w:tc></w:tr></w:tbl>"),
            id="deleted row",
        ),
        pytest.param(between(paragraph(run(PLANTED, "<w:vanish/>"))), id="hidden"),
        pytest.param(between(paragraph(run(PLANTED, "<w:vanish w:val='true'/>"))), id="hidden, in words"),
        pytest.param(between(paragraph(run(PLANTED, "<w:sz w:val='2'/>"))), id="one point high"),
        pytest.param(between(paragraph(run(PLANTED, "<w:color w:val='FFFFFF'/>"))), id="white"),
        pytest.param(
            docx_of(
                paragraph(FIRST) + paragraph(run(PLANTED, "<w:rStyle w:val='B'/>")) + paragraph(SECOND),
                styles(style("A", "<w:vanish/>"), style("B", based="A")),
            ),
            id="hidden by a style of its run",
        ),
        pytest.param(
            docx_of(paragraph(FIRST) + paragraph(PLANTED, "A") + paragraph(SECOND), styles(style("A", "<w:vanish/>"))),
            id="hidden by the style of its paragraph",
        ),
        pytest.param(
            between(
                f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph(PLANTED)}</w:sdtContent></w:sdt>"
            ),
            id="hint of a control",
        ),
        pytest.param(
            between("", **{"word/comments.xml": f"<w:comments {W}>{paragraph(PLANTED)}</w:comments>"}), id="comment"
        ),
        pytest.param(between("", **{"word/header1.xml": f"<w:hdr {W}>{paragraph(PLANTED)}</w:hdr>"}), id="header"),
        pytest.param(between("", **{"word/vbaProject.bin": PLANTED}), id="macro"),
        pytest.param(between("", **{"../out.xml": PLANTED, "/abs.xml": PLANTED}), id="parts outside"),
        pytest.param(between("<w:altChunk/>", **{"word/chunk.html": PLANTED}), id="embedded page"),
    ],
)
def test_what_is_not_printed_is_left_out(data: bytes) -> None:
    assert read_wordfile(data).text == f"{FIRST}\n\n{SECOND}"


def test_what_was_left_out_is_told() -> None:
    body = paragraph(f"{run('Shown. ')}<w:del>{run(PLANTED)}</w:del>{run('Hidden.', '<w:vanish/>')}") + "<w:altChunk/>"
    deleted, hidden, embedded = read_wordfile(docx_of(body)).notes
    assert ("deleted" in deleted, "Hidden" in hidden, "embedded" in embedded) == (True, True, True)


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    names = f'{W} xmlns:mc="m"'
    twice = f"<mc:Choice>{BOX}</mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback>"
    boxed = f"<mc:AlternateContent>{twice}</mc:AlternateContent>"
    body = paragraph(run("Before ") + f"<w:r>{boxed}</w:r>" + run("after.")) + paragraph(SECOND)
    assert read_wordfile(docx_of(body, names=names)).text.split("\n\n") == ["Before after.", "In a box.", SECOND]
    old = paragraph(f"{run('Old.')}<w:r><w:pict>{BOX}</w:pict></w:r>")
    assert read_wordfile(docx_of(old)).text.split("\n\n") == ["Old.", "In a box."]


def test_notes_come_last_without_their_rules() -> None:
    notes = (
        f"<w:footnote w:type='separator'>{paragraph('---')}</w:footnote><w:footnote>{paragraph('A note.')}</w:footnote>"
    )
    data = docx_of(paragraph(FIRST), {"word/footnotes.xml": f"<w:footnotes {W}>{notes}</w:footnotes>"})
    assert read_wordfile(data).text == f"{FIRST}\n\nA note."


@pytest.mark.parametrize("key", ["Title", "berschrift1"], ids=["by its id", "by its name, the id translated"])
def test_the_title_is_the_paragraph_styled_as_one(key: str) -> None:
    data = docx_of(paragraph("Talks end", key) + paragraph(SECOND), styles(style("berschrift1", name="heading 1")))
    assert read_wordfile(data).title == "Talks end"
    assert read_upload(data, "a.docx").articles[0].title == "Talks end"


def test_the_dates_that_word_keeps_are_no_day_of_publication() -> None:
    core = '<cp xmlns:dcterms="d"><dcterms:created>2013-12-23T00:00:00Z</dcterms:created></cp>'
    assert read_upload(between("", **{"docProps/core.xml": core}), "a.docx").articles[0].published == ""


def test_the_strict_form_is_read() -> None:
    assert read_wordfile(docx_of(paragraph(THIRD), names=STRICT)).text == THIRD


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(
            docx_of(paragraph("&x;"), intro='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            "entities",
            id="outside entity",
        ),
        pytest.param(
            docx_of(paragraph("&b;"), intro='<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'),
            "entities",
            id="entities in entities",
        ),
        pytest.param(
            docx_of(paragraph("a"), intro='<!DOCTYPE w SYSTEM "http://a.invalid/a.dtd">'),
            "entities",
            id="outside document type",
        ),
        pytest.param(docx_of("<w:tbl>" * 4000 + "</w:tbl>" * 4000), "deep", id="nested"),
        pytest.param(docx_of(paragraph("<w:ins>" * 4000 + "</w:ins>" * 4000)), "deep", id="nested within a paragraph"),
        pytest.param(docx_of(paragraph(" " * 3_000_000)), "100 times", id="bomb"),
        pytest.param(docx_of(paragraph("")), "no text", id="empty"),
        pytest.param(docx_of("<w:p>"), "damaged", id="broken XML"),
        pytest.param(docx_of(paragraph(FIRST))[:-60], "damaged", id="cut"),
        pytest.param(docx_of("", {"word/document.xml": b"\xff\xfe<\x00"}), "damaged", id="half a character"),
        pytest.param(b"PK\x03\x04 nothing", "damaged", id="no archive"),
    ],
)
def test_a_broken_or_hostile_file_is_refused_with_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_wordfile(data)


def test_a_file_without_its_main_part_is_damaged() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/styles.xml", f"<w:styles {W}/>")
    reading = read_upload(file.getvalue(), "a.docx")
    assert "damaged" in reading.errors[0].message


def test_a_word_file_is_known_by_its_content_and_within_an_archive() -> None:
    data = docx_of(paragraph(FIRST) + paragraph(SECOND))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("inner.docx", data)
    for content, name in ((data, "a.txt"), (data, "a"), (file.getvalue(), "a.zip")):
        assert SECOND in read_upload(content, name).articles[0].text


def test_text_named_as_a_word_file_is_text() -> None:
    assert read_upload(SECOND.encode(), "a.docx").articles[0].text == SECOND


def test_another_office_file_named_as_a_word_file_is_told() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "Of office files" in read_upload(file.getvalue(), "a.docx").errors[0].message


def test_a_locked_office_file_is_said_to_need_a_password() -> None:
    data = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "needs a password" in read_upload(data, "a.docx").errors[0].message


@given(
    st.lists(
        st.sampled_from(
            [
                "<w:p>",
                "</w:p>",
                "<w:r>",
                "</w:r>",
                "<w:t>a</w:t>",
                "<w:tbl>",
                "</w:tbl>",
                "<w:del>",
                "</w:del>",
                "<w:tr/>",
                "<w:sdt/>",
                "<w:txbxContent/>",
                "<w:pict/>",
                "<w:br/>",
                "&amp;",
                "&#0;",
                paragraph(FIRST),
            ]
        ),
        max_size=12,
    )
)
def test_any_xml_gives_a_document_or_a_sentence(pieces: list[str]) -> None:
    with contextlib.suppress(DocumentError):
        assert isinstance(read_wordfile(docx_of("".join(pieces))), Document)
