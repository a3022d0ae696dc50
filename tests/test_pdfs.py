"""A PDF gives its paragraphs again, without what repeats on each page, or a sentence says why it cannot."""

from __future__ import annotations

import contextlib
import io
import zipfile
import zlib

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import pdfs
from analytics.articles import read_upload
from analytics.documents import DocumentError
from analytics.pdfs import Line, join_lines, read_pdf
from tests.makers import Text, column, drawn, numbered, pdf_of
from tests.pace import grows_at_most, seconds

LINES = [
    "The two delegations sat together for about three hours in a customs",
    "house by the river, and aides on both sides said that the mood was",
    "tense but businesslike.",
    "",
    "“We will not give up one metre of the valley,” Defence Minister Ada",
    "Quell told reporters after the meeting.",
    "",
    "Envoy Piet Lorne said “the door remains open” and left.",
]
FIRST, SECOND, THIRD = (" ".join(LINES[:3]), " ".join(LINES[4:6]), LINES[7])


def paragraphs_of(*pages: list[Text]) -> list[str]:
    return read_pdf(pdf_of([drawn(page) for page in pages])).text.split("\n\n")


def test_wrapped_lines_are_joined_to_paragraphs() -> None:
    assert paragraphs_of(column(LINES)) == [FIRST, SECOND, THIRD]


def test_a_headline_in_larger_letters_stands_alone() -> None:
    lines = [Text("Talks end without a deal", 72, 730, 20), *column(LINES)]
    assert paragraphs_of(lines) == ["Talks end without a deal", FIRST, SECOND, THIRD]
    assert read_upload(pdf_of([drawn(lines)]), "a.pdf").articles[0].title == "Talks end without a deal"


def test_indented_paragraphs_without_space_between_them_are_parted() -> None:
    lines = [line for line in LINES if line]
    places = [
        Text(words, 84 if words in (LINES[0], LINES[4], LINES[7]) else 72, 700 - 13 * number)
        for number, words in enumerate(lines)
    ]
    assert paragraphs_of(places) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        pytest.param(
            "They will not with-", "draw from here", "They will not withdraw from here", id="hyphen taken out"
        ),
        pytest.param(
            "The cease-", "fire holds for now", "The cease-fire holds for now", id="hyphen kept, by its first part"
        ),
        pytest.param(
            "A truce-keeping force and a truce-",
            "keeping force",
            "A truce-keeping force and a truce-keeping force",
            id="hyphen kept, as printed elsewhere",
        ),
        pytest.param("Minister Quell-", "Lorne of Varn", "Minister Quell-Lorne of Varn", id="double name"),
        pytest.param("They sur\xad", "rendered at once", "They surrendered at once", id="soft hyphen"),
        pytest.param("From 2019-", "2022 they met", "From 2019-2022 they met", id="figures"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_mended(above: str, below: str, text: str) -> None:
    assert paragraphs_of(column([above, below])) == [text]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            Text(f"The Varn Post, 3 March 2025, page {number}", 72, 800, 9),
            *column([f"Words {letter}{'xyzw'[number - 1]} go" for letter in "abcdefghij"]),
            Text("www.varn.invalid", 72, 40, 9),
            Text(str(number), 290, 25, 9),
        ]
        for number in (1, 2, 3, 4)
    ]
    text = " ".join(paragraphs_of(*pages))
    assert text == " ".join(f"Words {letter}{page} go" for page in "xyzw" for letter in "abcdefghij")


def test_the_headline_that_later_pages_repeat_is_kept_once() -> None:
    pages = [[Text("Talks end", 72, 800, 9), *column([f"Words of page {number}."])] for number in (1, 2, 3)]
    assert " ".join(paragraphs_of(*pages)).count("Talks end") == 1


def test_a_sentence_goes_on_over_the_page() -> None:
    first = column([LINES[0], LINES[1]], up=100)
    assert paragraphs_of([*column(LINES[4:6]), *first], column([LINES[2]], up=780)) == [SECOND, FIRST]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [Text("Talks in Varn end", 60, 780, 18), *column(LINES[:3], left=60)]
    right = column(LINES[4:], left=320)
    assert paragraphs_of([*left, *right]) == ["Talks in Varn end", FIRST, SECOND, THIRD]


def test_a_page_set_sideways_is_read() -> None:
    turned = [
        Text(line.words, 100 + 13 * number, 72, line.size, "0 1 -1 0") for number, line in enumerate(column(LINES[:3]))
    ]
    assert read_pdf(pdf_of([drawn(turned)], page="/Rotate 90")).text == FIRST


def test_a_stamp_across_the_page_is_left_out() -> None:
    stamp = Text("DRAFT", 30, 300, 40, "0 1 -1 0")
    assert paragraphs_of([stamp, *column(LINES)]) == [FIRST, SECOND, THIRD]


def protected(**words: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of([drawn(column(LINES))])))
    writer.encrypt(words["user"], words["owner"], algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    assert SECOND in read_pdf(protected(user="", owner="secret")).text


def looped() -> bytes:
    return numbered([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"])


def picture() -> bytes:
    return pdf_of([b"q 500 0 0 700 0 0 cm /Im0 Do Q"])


def chained() -> bytes:
    """Pack 40 MB of blanks twice, so that each step stays small."""
    packed = zlib.compress(zlib.compress(b" " * 90_000_000))
    stream = (
        f"<< /Length {len(packed)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n".encode() + packed + b"\nendstream"
    )
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    return numbered([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, stream])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(protected(user="geheim", owner="x"), "needs a password", id="locked"),
        pytest.param(picture(), "no text layer", id="a picture"),
        pytest.param(pdf_of([b""]), "no text layer", id="an empty page"),
        pytest.param(pdf_of([drawn([Text("1234 5678", 72, 700)])]), "no text layer", id="figures alone"),
        pytest.param(pdf_of([]), "damaged", id="no page"),
        pytest.param(pdf_of([drawn(column(LINES))])[:400], "damaged", id="cut"),
        pytest.param(looped(), "damaged", id="a page tree within itself"),
        pytest.param(b"%PDF-1.7\n" + b"\x00" * 500, "damaged", id="zeroed"),
        pytest.param(chained(), "larger than any article|no text layer", id="bomb"),
        pytest.param(pdf_of([b""] * 301), "301 pages; at most 300", id="too many pages"),
    ],
)
def test_a_broken_or_hostile_file_is_refused_with_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_pdf(data)


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", id="script"),
        pytest.param("/OpenAction << /S /Launch /F (calc.exe) >>", id="program"),
        pytest.param("/OpenAction << /S /URI /URI (http://a.invalid/) >>", id="address"),
        pytest.param("/Outlines 1 0 R", id="outline within itself"),
        pytest.param("/AcroForm << /Fields [] /XFA (secretly) >>", id="form"),
        pytest.param("/Names << /EmbeddedFiles << /Names [] >> >>", id="attachments"),
    ],
)
def test_what_a_file_would_do_is_passed_over(extra: str) -> None:
    assert read_pdf(pdf_of([drawn(column(LINES))], extra=extra)).text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_a_pdf_is_known_by_its_content_and_within_an_archive() -> None:
    data = pdf_of([drawn(column(LINES))])
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("inner.pdf", data)
    for content, name in ((data, "a.txt"), (b"\n\n" + data, "a"), (file.getvalue(), "a.zip")):
        article = read_upload(content, name).articles[0]
        assert (SECOND in article.text, "%PDF" in article.text, article.published) == (True, False, "")


def test_text_named_as_a_pdf_is_text() -> None:
    assert read_upload(SECOND.encode(), "a.pdf").articles[0].text == SECOND


def test_twice_the_lines_of_one_paragraph_cost_about_twice_the_time() -> None:
    """A paragraph that never ends was once read again for each of its lines."""

    def cost(lines: int) -> float:
        printed = [Line("and so it goes on without a stop in every line of it", 72, 13.0 * n, 9) for n in range(lines)]
        return seconds(lambda: list(join_lines(printed)))

    assert grows_at_most(3, cost, (10_000, 20_000))


def test_a_word_broken_over_three_lines_is_mended() -> None:
    lines = [Line("They will not sur-", 0, 0, 9), Line("ren-", 0, 11, 9), Line("der at all", 0, 22, 9)]
    assert list(join_lines(lines)) == ["They will not surrender at all"]


def test_an_article_longer_than_any_is_refused_while_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfs, "MAX_ARTICLE_CHARACTERS", 100)
    with pytest.raises(DocumentError, match="more than 100 characters"):
        read_pdf(pdf_of([drawn(column(LINES))]))


@given(st.data())
def test_any_damage_gives_a_document_or_a_sentence(data: st.DataObject) -> None:
    whole = bytearray(pdf_of([drawn(column(LINES))]))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(8, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    with contextlib.suppress(DocumentError):
        assert read_pdf(bytes(whole)).text.strip()
