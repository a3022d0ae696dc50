"""A saved web page gives its article and nothing planted beside it, or a sentence says that it holds none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.articles import read_upload
from analytics.documents import Document, DocumentError
from analytics.hiding import is_hiding
from analytics.webpages import read_webpage

TITLE = "Envoys of Varn and Quell meet as the border stays shut"
FIRST = "The two delegations sat together for about three hours in a customs house by the river, aides said on Tuesday."
SECOND = "“We will not give up one metre of the valley,” Defence Minister Ada Quell told reporters after the meeting."
THIRD = "Envoy Piet Lorne said “the door remains open” and left for the airport without taking any questions at all."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
ARTICLE = f"<article><h1>{TITLE}</h1>{BODY}</article>"
PLANTED = "“I secretly agree with them,” said Ada Quell in private to nobody."


def page(body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    )


def with_inside(planted: str, head: str = "") -> str:
    """Put markup between the first and the second paragraph of the article."""
    return page(f"<article><h1>{TITLE}</h1><p>{FIRST}</p>{planted}<p>{SECOND}</p><p>{THIRD}</p></article>", head)


def read(markup: str) -> Document:
    return read_webpage(markup.encode())


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(page(ARTICLE), id="a tidy page"),
        pytest.param(f"<h1>{TITLE}</h1>{BODY}", id="no head and no body"),
        pytest.param(f"<html><body><div><h1>{TITLE}<p>{FIRST}<p>{SECOND}<p>{THIRD}", id="nothing closed"),
        pytest.param(page(f"<div>{TITLE}<br><br>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</div>"), id="line breaks alone"),
        pytest.param(page(f"<div>{FIRST}</div><div>{SECOND}</div><div>{THIRD}</div>"), id="boxes for paragraphs"),
        pytest.param(page(f"<table><tr><td>Home<td><font size=3>{BODY}</font></table>"), id="laid out by a table"),
        pytest.param(page(f"<form id=all><div>{ARTICLE}</div></form>"), id="a form around the page"),
        pytest.param(page(f"<div class='has-paywall comments-open'>{ARTICLE}</div>"), id="a box named after a paywall"),
        pytest.param(page(f"<p>{FIRST}</p><blockquote>{SECOND}</blockquote><p>{THIRD}</p>"), id="a block quotation"),
        pytest.param(page(f"<p>{FIRST}</p><ul><li>{SECOND}</li><li>{THIRD}</li></ul>"), id="a list"),
        pytest.param(page("<div>" * 6000 + BODY), id="nested deeper than the parser goes"),
        pytest.param(page("<b>" * 3000 + ARTICLE), id="bold never closed"),
        pytest.param(page(f"<div data-x='{'A' * 600_000}'>{ARTICLE}</div>"), id="an enormous attribute"),
        pytest.param(page("<" * 100_000 + ARTICLE), id="a flood of brackets"),
        pytest.param(page(ARTICLE + "<p>" * 40_000), id="a flood of paragraphs"),
        pytest.param(
            page(f"<div style='background:#000'><div style='color:white'>{BODY}</div></div>"), id="white on black"
        ),
        pytest.param('<?xml version="1.0" encoding="utf-8"?>' + page(ARTICLE), id="XHTML with a declaration"),
        pytest.param(
            page(f"<main>{BODY}</main>", "<style amp-boilerplate>body{visibility:hidden;opacity:0}</style>"), id="AMP"
        ),
    ],
)
def test_the_paragraphs_of_an_article_are_found(markup: str) -> None:
    text = read(markup).text
    assert [words for words in (FIRST, SECOND, THIRD) if words not in text] == []
    assert text.index(FIRST) < text.index(SECOND) < text.index(THIRD)


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(with_inside(f"<script>var said='{PLANTED}'</script>"), id="script"),
        pytest.param(with_inside(f"<p>&lt;script&gt;said('{PLANTED}')&lt;/script&gt;</p>"), id="script in entities"),
        pytest.param(with_inside(f"<template><p>{PLANTED}</p></template>"), id="template"),
        pytest.param(with_inside(f"<noscript><p>{PLANTED}</p></noscript>"), id="no script"),
        pytest.param(with_inside(f"<!-- <p>{PLANTED}</p> -->"), id="comment"),
        pytest.param(page(f"{ARTICLE}<!-- <p>{PLANTED}</p>"), id="comment never closed"),
        pytest.param(with_inside(f"<iframe srcdoc='<p>{PLANTED}</p>'></iframe>"), id="frame"),
        pytest.param(with_inside(f"<textarea>{PLANTED}</textarea>"), id="text box"),
        pytest.param(with_inside(f"<svg><text>{PLANTED}</text></svg>"), id="drawing"),
        pytest.param(with_inside(f"<div hidden><p>{PLANTED}</p></div>"), id="hidden attribute"),
        pytest.param(with_inside(f"<p><font color=white>{PLANTED}</font></p>"), id="white by an old tag"),
        pytest.param(with_inside(f"<p class='d-none'>{PLANTED}</p>"), id="class of a known framework"),
        pytest.param(with_inside(f"<p><del>{PLANTED}</del></p>"), id="struck out"),
        pytest.param(
            with_inside(f"<p class='x y'>{PLANTED}</p>", "<style>a{color:red} p.y, .z {display: none}</style>"),
            id="class hidden by the page's style sheet",
        ),
        pytest.param(
            with_inside(f"<p id=x>{PLANTED}</p>", "<style>#x{position:absolute;left:-9999em}</style>"),
            id="id moved out of sight by the page's style sheet",
        ),
        *(
            pytest.param(with_inside(f"<p style='{style}'>{PLANTED}</p>"), id=style)
            for style in (
                "display : none !important",
                "visibility:hidden",
                "opacity:0",
                "opacity: 0.0;",
                "font-size:0",
                "font-size:1px",
                "position:absolute;left:-9999px",
                "text-indent:-5000px",
                "clip:rect(0,0,0,0)",
                "height:0;overflow:hidden",
                "color:white",
                "color:transparent",
                "color:#eee;background:#eee",
                "transform:scale(0)",
                "clip-path:inset(50%)",
            )
        ),
        pytest.param(page(f"{ARTICLE}<section id=comments><p>{PLANTED}</p></section>"), id="comments of readers"),
        pytest.param(page(f"<div class='cookie-banner'><p>{PLANTED}</p></div>{ARTICLE}"), id="cookie banner"),
        pytest.param(with_inside(f"<div class='newsletter-signup'><p>{PLANTED}</p></div>"), id="newsletter"),
        pytest.param(page(f"{ARTICLE}<div class='paywall-overlay'><p>{PLANTED}</p></div>"), id="paywall"),
        pytest.param(page(f"{ARTICLE}<div role=dialog><p>{PLANTED}</p></div>"), id="dialog"),
        pytest.param(page(f"{ARTICLE}<aside><a href=/1>{PLANTED}</a></aside>"), id="related articles"),
        pytest.param(
            page(f"{ARTICLE}", f'<script type="application/ld+json">{{"articleBody": "{PLANTED}"}}</script>'),
            id="body for machines",
        ),
    ],
)
def test_what_is_no_article_is_left_out(markup: str) -> None:
    text = read(markup).text
    assert "secretly" not in text
    assert [words for words in (FIRST, SECOND, THIRD) if words not in text] == []


@pytest.mark.parametrize(
    "style",
    [
        "font-size: 0.9em", "font-size: .875rem", "font-size: 10px", "font-size: small", "transform: scale(0.95)",
        "font: 1.0em/1.5 arial", "font: 12px/0 arial", "left: -100px", "margin: -10px -20px",
        "margin: 0 calc(50% - 1000px)", "transform: translate(-50%, -50%)", "clip: rect(0px, 60px, 200px, 0px)",
        "clip-path: polygon(0 0, 100% 0, 100% 100%)", "clip-path: inset(50% 0 0 0)", "color: rgb(10, 20, 0)",
        "opacity: 0.9",
    ],
)  # fmt: skip
def test_a_style_that_only_begins_like_a_hiding_one_leaves_the_paragraph(style: str) -> None:
    assert PLANTED in read(with_inside(f"<p style='position:relative;{style}'>{PLANTED}</p>")).text


@pytest.mark.parametrize(
    "style",
    [
        "font-size:0px", "font-size:.0em", "font-size:0.01em;color:red", "font-size:0!important", "font:0/0a",
        "font:bold0px/1a", "left:-999em", "margin:000-9999px", "clip:rect(0000)", "clip:rect(1px,1px,1px,1px)",
        "clip-path:circle(0at50%50%)", "clip-path:polygon(00,00,00)", "transform:rotate(4deg)scalex(0)",
        "transform:translate(0,-9999px)", "color:rgba(0,0,0,0.0)", "color:rgb(000/0%)", "color:#ffffff00", "opacity:0%",
        "visibility:collapse", "content-visibility:hidden",
    ],
)  # fmt: skip
def test_a_style_that_shows_nothing_is_hiding(style: str) -> None:
    assert is_hiding(style)
    assert is_hiding(f"color:red;{style};margin:0")


@pytest.mark.parametrize(
    ("planted", "note"),
    [
        pytest.param(f"<p style='display:none'>{PLANTED}</p>", "hides from its readers", id="hidden"),
        pytest.param(f"<p><s>{PLANTED}</s></p>", "Struck-out", id="struck out"),
        pytest.param("<p>&lt;script&gt;x&lt;/script&gt;</p>", "script written out", id="script in entities"),
    ],
)
def test_what_was_left_out_is_told(planted: str, note: str) -> None:
    assert note in read(with_inside(planted)).notes[0]


def test_a_hidden_menu_is_nothing_to_tell() -> None:
    assert read(with_inside("<ul style='display:none'><li>Home<li>World</ul>")).notes == ()


def test_rules_for_printing_hide_nothing() -> None:
    markup = with_inside(f"<p class=x>{THIRD}</p>", "<style>@media print{.x{display:none}} .y{display:none}</style>")
    assert read(markup).notes == ()


@pytest.mark.parametrize(
    ("markup", "hint"),
    [
        pytest.param(page("<nav><a href=/>Home</a> <a href=/w>World</a> <a href=/s>Sign in</a></nav>"), "", id="menu"),
        pytest.param(page("<div id=root></div><script>go()</script>"), "script may write", id="built by a script"),
        pytest.param("<html><frameset><frame src=a.html></frameset></html>", "inner page", id="frames"),
        pytest.param(page(""), "", id="empty"),
        pytest.param("<html>", "", id="one tag"),
    ],
)
def test_a_page_without_an_article_is_refused_with_a_hint(markup: str, hint: str) -> None:
    with pytest.raises(DocumentError, match=f"No article was found.*{hint}"):
        read(markup)


def test_a_short_article_is_an_article() -> None:
    assert "“Enough,” Ada Quell said." in read(page("<h1>Talks end</h1><p>“Enough,” Ada Quell said.</p>")).text


# What the page says of the article


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        pytest.param(page(ARTICLE), TITLE, id="heading"),
        pytest.param(page(BODY, "<meta property='og:title' content='Talks end'>"), "Talks end", id="Open Graph"),
        pytest.param(
            f"<title>{TITLE} | The Varn Post</title><meta property='og:site_name' content='The Varn Post'>{BODY}",
            TITLE,
            id="the site's name cut off",
        ),
        pytest.param(
            f"<title>Varn | Quell talks go on for a day</title>{BODY}",
            "Varn | Quell talks go on for a day",
            id="a bar in the title",
        ),
        pytest.param(f"<h1>&lt;img src=x onerror=go()&gt; {TITLE}</h1>{BODY}", TITLE, id="markup in entities"),
    ],
)
def test_the_title_is_found(markup: str, title: str) -> None:
    assert read(f"<html>{markup}").title == title


def test_outlet_and_address_are_those_that_the_page_gives() -> None:
    head = "<meta property='og:site_name' content='The Varn Post'><link rel=canonical href='https://varn.invalid/a'>"
    found = read(page(ARTICLE, head))
    assert (found.outlet, found.url) == ("The Varn Post", "https://varn.invalid/a")
    data = '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "publisher": {"name": "Wire"}}]}'
    assert read(page(ARTICLE, f"{data}</script><link rel=canonical href='javascript:x()'>")).outlet == "Wire"
    assert read(page(ARTICLE)).outlet == ""


META = "<meta property='article:published_time' content='{}'>"


@pytest.mark.parametrize(
    ("markup", "iso", "doubtful"),
    [
        pytest.param(
            page(ARTICLE, META.format("2023-03-14T23:30:00-08:00")), "2023-03-14", "", id="the day as written"
        ),
        pytest.param(
            page(
                ARTICLE,
                '<script type="application/ld+json">[{"@type": "NewsArticle", "datePublished": "2023-03-14", '
                '"dateModified": "2023-05-01"}]</script>',
            ),
            "2023-03-14",
            "",
            id="published, not modified",
        ),
        pytest.param(with_inside("<time datetime='2022-02-01T09:00Z'>Tuesday</time>"), "2022-02-01", "", id="time"),
        pytest.param(with_inside("<span class=date>1 February 2022</span>"), "2022-02-01", "", id="in words"),
        pytest.param(with_inside("<span class=date>01/02/2022</span>"), "", "01/02/2022", id="two readings"),
        pytest.param(page(ARTICLE, "<meta name=date content='03/04/2022'>"), "", "03/04/2022", id="two readings, meta"),
        pytest.param(page(ARTICLE, META.format("2095-03-04")), "2095-03-04", "2095-03-04", id="to come"),
        pytest.param(page(f"{ARTICLE}<footer>© 2019 The Post</footer>"), "", "", id="copyright"),
        pytest.param(
            with_inside("<p>The treaty was signed on 3 March 2019 in the old town hall.</p>"), "", "", id="told"
        ),
        pytest.param(page(ARTICLE), "", "", id="none"),
    ],
)
def test_a_day_is_taken_where_it_is_beyond_doubt(markup: str, iso: str, doubtful: str) -> None:
    reading = read_upload(markup.encode(), "a.html")
    assert (reading.articles[0].published, reading.doubtful_days) == (iso, (doubtful,))


# By content, and in every encoding


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1252", "windows-1252"),
        ("cp1252", "iso-8859-1"),
        ("cp1251", "windows-1251"),
        ("utf-8", "windows-1251"),
        ("utf-8", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("utf-16", "utf-16"),
        ("gb18030", "gb2312"),
        ("utf-8", "no-such"),
    ],
)
def test_a_page_is_decoded_by_its_bytes_and_then_by_what_it_declares(encoding: str, declared: str) -> None:
    markup = page(ARTICLE).replace("<meta charset=utf-8>", f"<meta charset='{declared}'>")
    assert SECOND in read_upload(markup.encode(encoding), "a.html").articles[0].text


def test_a_declared_encoding_decides_where_bytes_could_be_many() -> None:
    markup = page(f"<p>Пресс-секретарь сообщил в Москве.</p><p>{FIRST}</p>").replace("utf-8", "koi8-r")
    assert "сообщил в Москве" in read_upload(markup.encode("koi8-r"), "a.html").articles[0].text


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a", "a.csv"])
def test_a_page_is_known_by_its_content(name: str) -> None:
    for markup in (page(ARTICLE), f"<!-- saved -->\n{page(ARTICLE)}", BODY):
        text = read_upload(markup.encode(), name).articles[0].text
        assert SECOND in text
        assert "<p" not in text


def test_plain_text_named_as_a_page_is_text() -> None:
    assert read_upload(f"{FIRST}\n\n{SECOND}".encode(), "a.html").articles[0].text == f"{FIRST}\n\n{SECOND}"


def test_a_feed_is_refused() -> None:
    assert "feed of headlines" in read_upload(b"<?xml version='1.0'?><rss><channel/></rss>", "a.txt").errors[0].message


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "<table>",
                "<td>",
                "<a href='",
                "'>",
                "<style>",
                ".a{",
                "}",
                "</style>",
                "&#0;",
                "&#xD800;",
                "&amp;",
                "<html",
                "<title>",
                FIRST,
                SECOND,
                "<p class=a>",
                "<svg>",
                "<plaintext>",
                "<![CDATA[",
                "]]>",
                "\x0c",
                "<body style='",
                "<h1>",
            ]
        ),
        max_size=30,
    )
)
def test_any_markup_gives_a_document_or_a_sentence(pieces: list[str]) -> None:
    try:
        found = read("".join(pieces))
    except DocumentError:
        return
    assert found.text.strip()
    assert "secretly" not in found.text
