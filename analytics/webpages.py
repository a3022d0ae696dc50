"""Reads saved web pages: the article's words, and what the page says of its title, day and outlet.

Runs in the child process of ``readers`` alone. Scripts and what the page hides from its readers are taken out
first; then trafilatura (Apache-2.0) parts the article from navigation, comments and the like.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from analytics.documents import Document, DocumentError
from analytics.headers import read_header
from analytics.hiding import hidden_elements

_DROPPED = (
    "script", "style", "noscript", "template", "iframe", "frame", "noframes", "object", "embed", "applet", "svg",
    "math", "canvas", "audio", "video", "select", "button", "textarea", "input", "datalist", "dialog",
)  # fmt: skip
_STRUCK_OUT = ("del", "s", "strike")
_BESIDE = ("nav", "header", "footer", "aside", "form", "figure")

# What is no article stands in boxes that say so; each word must be a whole word of the class or id.
_BOX_WORDS = frozenset(
    """cookie cookies consent gdpr onetrust paywall piano newsletter signup subscribe subscription comment comments
    disqus respond related recirc recirculation sharing advert advertisement promo sponsored breadcrumb breadcrumbs
    modal popup overlay toast interstitial""".split()
)
_BOX_NAME = re.compile(r"[A-Za-z][a-z]*|[A-Z]+(?![a-z])")
_MOST_OF_PAGE = 0.4
"""A box with more than this share of the page's words is the page, whatever its name says ("has-paywall")."""

_FEW_ELEMENTS = 3_000
_MOST_ELEMENTS = 20_000
"""Of trafilatura's second opinions one takes the square of the number of paragraphs: it is asked about pages of
ordinary size. Beyond the second bound the page is read by its paragraphs alone."""

_DEEPEST = 150
_NESTING = re.compile(
    r"<(/?)(div|span|section|article|main|font|center|blockquote|a|b|i|u|em|strong|small|big|ul|ol|dl|table|tbody|tr|td)"
    r"\b[^<>]*>",
    re.I,
)
_SCRIPT_IN_WORDS = re.compile(r"<script\b[^<>]{0,500}>.{0,5000}?</script\s*>", re.I | re.S)
_SENTENCE = re.compile(r"\w[.!?…]['\"”’»)]*(?:\s|$)|[“”\"«»„]")
_NO_TEXT = "No article was found on this web page."
_FRAMES = " It only frames other pages: save the inner page."
_SCRIPTED = " A script may write its text when a browser shows it: copy the article's words into a .txt file instead."
_BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 li blockquote pre td th dd dt figcaption div section article".split())


def read_webpage(data: bytes) -> Document:
    """Read one saved web page.

    Args:
        data: The page as UTF-8.

    Returns:
        The article's paragraphs, parted by blank lines, with title, day, outlet and address as the page gives them.

    Raises:
        DocumentError: When the page holds no article.
    """
    markup = data.decode("utf-8", "replace")
    notes = []
    start = markup.rfind("<!--")
    if start >= 0 and "-->" not in markup[start:] and "--!>" not in markup[start:]:
        markup = markup[:start]  # as browsers do
        notes.append("A comment that is never closed hides the end of this page; it was left out.")
    tree = _parse(_flattened(markup))
    header = read_header(tree)
    hint = _FRAMES if tree.find(".//frame") is not None else _SCRIPTED if tree.find(".//script") is not None else ""
    notes += _clean(tree)
    text = _article_text(tree)
    text, scripts = _SCRIPT_IN_WORDS.subn(" ", text)
    if scripts:
        notes.append("A script written out as text was left out.")
    paragraphs = [" ".join(line.split()) for line in text.splitlines()]
    kept = [line for line in paragraphs if line]
    if not any(_SENTENCE.search(line) and len(line) >= 20 for line in kept):
        raise DocumentError(_NO_TEXT + hint)
    return Document("\n\n".join(kept), **header, notes=tuple(notes))


def _parse(markup: str) -> HtmlElement:
    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        tree = lxml.html.document_fromstring(markup.encode(), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise DocumentError(_NO_TEXT) from error
    return tree


def _flattened(markup: str) -> str:
    """Take out tags nested deeper than libxml2 reads, beyond which it would lose the words."""
    depth = 0

    def keep(found: re.Match[str]) -> str:
        nonlocal depth
        if found[1]:
            depth = max(0, depth - 1)
            return found[0] if depth < _DEEPEST else " "
        depth += 1
        return found[0] if depth <= _DEEPEST else " "

    return _NESTING.sub(keep, markup)


def _clean(tree: HtmlElement) -> list[str]:
    """Take out of the tree what is no text of the article; give sentences on what a reader should know of."""
    lxml.etree.strip_elements(tree, *(name for name in _DROPPED if name != "style"), with_tail=False)
    notes = []
    hidden = sum(_drop(element) for element in hidden_elements(tree))
    if hidden:
        notes.append(f"Text that the page hides from its readers was left out ({hidden:,} characters).")
    lxml.etree.strip_elements(tree, "style", with_tail=False)
    struck = sum(_drop(element) for element in list(tree.iter(*_STRUCK_OUT)))
    if struck:
        notes.append(f"Struck-out text was left out ({struck:,} characters).")
    whole = max(1, len(tree.text_content()))
    for element in list(tree.iter("div", "section", "aside", "form", "ul", "ol", "p")):
        if _is_box(element) and len(element.text_content()) < _MOST_OF_PAGE * whole:
            _drop(element)
    return notes


def _is_box(element: HtmlElement) -> bool:
    if element.get("role") in ("dialog", "alertdialog") or element.get("aria-modal") == "true":
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    return not _BOX_WORDS.isdisjoint(word.casefold() for word in _BOX_NAME.findall(named))


def _drop(element: HtmlElement) -> int:
    """Take an element out, leaving what follows it; give how many characters of prose it held.

    Menus and labels are no prose: nobody needs to be told of them.
    """
    if element.getparent() is None:
        return 0
    words = " ".join(element.text_content().split())
    element.drop_tree()
    return len(words) if _SENTENCE.search(words) and len(words) >= 20 else 0


def _article_text(tree: HtmlElement) -> str:
    """Give the article's text, by trafilatura, or by its paragraphs where trafilatura finds much less."""
    plain = "\n".join(_plain_blocks(tree))
    elements = sum(1 for _ in tree.iter())
    if elements > _MOST_ELEMENTS:
        return plain
    prose = [line for line in plain.splitlines() if len(line) >= 40]
    found = ""
    try:
        import trafilatura

        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
        document = trafilatura.bare_extraction(tree, include_comments=False, fast=elements > _FEW_ELEMENTS)
        found = str(getattr(document, "text", "") or "")
    except (RecursionError, ValueError, TypeError, AttributeError, lxml.etree.LxmlError):
        pass  # a page that its rules do not foresee
    return found if len(found) >= 0.5 * sum(map(len, prose)) and found.strip() else plain


def _plain_blocks(tree: HtmlElement) -> Iterator[str]:
    """Give the text of each block of the body in order, leaving out what stands beside articles."""
    bodies = tree.xpath("//article|//main") or tree.xpath("//body") or [tree]
    body = max(bodies, key=lambda element: len(element.text_content()))
    line: list[str] = []
    skipped = 0
    for event, element in lxml.etree.iterwalk(body, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        block, beside = element.tag in _BLOCKS or element.tag == "br", element.tag in _BESIDE
        if block and line:
            yield " ".join("".join(line).split())
            line = []
        if event == "start":
            skipped += beside
            words = element.text
        else:
            skipped -= beside
            words = element.tail if element is not body else ""
        if words and not skipped:
            line.append(words)
    yield " ".join("".join(line).split())
