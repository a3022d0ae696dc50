"""Reads what a web page says about its article: title, day of publication, outlet and address.

A day is taken where the page gives it to machines, or where htmldate (Apache-2.0) finds it in a place for dates
and it is written there beyond doubt; one that can be read in two ways is handed on as it stands, to be asked.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from analytics.days import MONTHS, read_day

_LONGEST_DATA = 500_000
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date", "dcterms.created", "dc.date.created",
    "publication_date", "publish_date", "publishdate", "publish-date", "pubdate", "date.created", "article.published",
    "article.created", "cxenseparse:recs:publishtime", "citation_publication_date", "citation_date", "date",
)  # fmt: skip
_SITE_NAMES = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "citation_journal_title",
)
_MARKUP = re.compile(r"<(?:script\b.{0,5000}?</script\s*|[A-Za-z/!][^<>]{0,2000})>", re.I | re.S)
_SITE_SUFFIX = re.compile(r"(.{15,}?)\s+[|–—·»\-]\s+([^|–—·»]{2,60})")
_NUMBERS = re.compile(r"(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?!\d)")
_ARTICLE = re.compile(r"article|report|posting|review|webpage", re.I)


def read_header(tree: HtmlElement) -> dict[str, str]:
    """Give ``title``, ``published`` (as written), ``outlet`` and ``url``, each "" where the page does not say."""
    linked = list(_linked_data(tree))
    named = _named(tree)
    site = next(filter(None, [*(named.get(name, "") for name in _SITE_NAMES), *map(_publisher, linked)]), "")
    title, suffix = _title(tree, named, linked, site)
    return {
        "title": title,
        "published": _published(tree, named, linked),
        "outlet": _plain(site or suffix),
        "url": _address(tree, named),
    }


def _named(tree: HtmlElement) -> dict[str, str]:
    """Give the page's meta elements by name in lower case; of several, the first that says something."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().casefold(), content)
    return found


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Give the articles that the page describes for machines (JSON-LD)."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").casefold():
            continue
        try:
            waiting = [json.loads((script.text or "")[:_LONGEST_DATA])]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting += item[:100]
            elif isinstance(item, dict):
                if _ARTICLE.search(str(item.get("@type"))[:200]):
                    yield item
                waiting += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def _title(tree: HtmlElement, named: dict[str, str], linked: list[dict[str, Any]], site: str) -> tuple[str, str]:
    """Give the article's title, and the site's name where the page's title ends with it."""
    headings = [" ".join(element.text_content().split()) for element in tree.iter("h1")]
    own = " ".join((tree.findtext(".//title") or "").split())
    suffixed = _SITE_SUFFIX.fullmatch(own)
    parts = [suffixed[1], suffixed[2]] if suffixed else [own, ""]
    # That the end of the title names the site is sure only where a heading gives the rest.
    is_site = suffixed and (parts[0] in headings or parts[1].casefold() == site.casefold())
    candidates = [
        *(headings if len(headings) == 1 else [heading for heading in headings if heading and heading in own]),
        named.get("og:title", ""),
        parts[0] if is_site else own,
        named.get("twitter:title", ""),
        *(str(item.get("headline") or "") for item in linked),
    ]
    usable = [_plain(candidate) for candidate in candidates]
    return next((title for title in usable if 3 <= len(title) <= 300), ""), parts[1] if is_site else ""


def _plain(words: str) -> str:
    """Take out what looks like markup: a title in entities may hold a script."""
    return " ".join(_MARKUP.sub(" ", words).split())


def _publisher(item: dict[str, Any]) -> str:
    publisher = item.get("publisher")
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else ""
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    return name if isinstance(name, str) and "://" not in name else ""


def _address(tree: HtmlElement, named: dict[str, str]) -> str:
    links = [element.get("href") or "" for element in tree.iter("link") if element.get("rel") == "canonical"]
    for address in (*links, named.get("og:url", "")):
        if re.match(r"https?://\S+$", address.strip(), re.I):
            return address.strip()
    return ""


def _published(tree: HtmlElement, named: dict[str, str], linked: list[dict[str, Any]]) -> str:
    """Give the day of publication as written: the first that can be read, else the first there is."""
    dates = [str(item["datePublished"]) for item in linked if isinstance(item.get("datePublished"), str)]
    dates += [named[name] for name in _DATE_NAMES if name in named]
    for element in tree.iter("time", "span", "div", "p", "abbr"):
        if element.tag == "time" and (element.get("pubdate") is not None or element.get("itemprop") == "datePublished"):
            dates.append(element.get("datetime") or element.text_content()[:80])
        elif element.get("itemprop") == "datePublished":
            dates.append(element.get("content") or element.get("datetime") or element.text_content()[:80])
    stamps = [element.get("datetime") or "" for element in tree.iter("time")]
    if len({read_day(stamp).iso for stamp in stamps}) == 1:  # several may be days of comments or of other articles
        dates.append(stamps[0])
    dates = [" ".join(written.split()) for written in dates if written.strip()]
    readable = [written for written in dates if read_day(written).iso]
    return (readable or dates or [_searched_day(tree)])[0]


def _searched_day(tree: HtmlElement) -> str:
    """Search the places where pages print their date.

    htmldate decides for one reading of 01/02/2022 on its own; its day counts only where it also stands there in
    words or in the order of ISO 8601. Otherwise the numbers are given as they stand.
    """
    import htmldate

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = htmldate.find_date(tree, extensive_search=False, original_date=True, min_date="1900-01-01")
    except (RecursionError, ValueError, TypeError, AttributeError, OverflowError):
        return ""
    if not found:
        return ""
    year, month, day = found.split("-")
    printed = " ".join(tree.text_content().split())[:200_000]
    attributes = " ".join(
        value for element in tree.iter("time", "abbr", "meta", "link") for value in element.values() if len(value) < 300
    )
    if re.search(rf"(?<!\d){year}([-/.]?){month}\1{day}(?!\d)", f"{printed} {attributes}"):
        return str(found)
    name = MONTHS[int(month) - 1][:3].title()
    ordinal = f"0?{int(day)}(?:st|nd|rd|th)?"
    in_words = rf"\b{name}[a-z]*\.? {ordinal},? {year}\b|\b{ordinal}[ -]{name}[a-z]*\.?,?[ -]{year}\b"
    if re.search(in_words, printed, re.I):
        return str(found)
    for numbers in _NUMBERS.findall(printed):
        figures = [int(part) for part in re.split(r"[-/.]", numbers)]
        if figures[2] == int(year) and sorted(figures[:2]) == sorted((int(day), int(month))):
            return str(numbers)
    return ""
