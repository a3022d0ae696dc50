"""Says what each stretch of an article is, so that page furniture is never read as speech.

Nothing is deleted: a region only names a stretch. Paragraphs that are no region of another kind are body.
"""

from __future__ import annotations

import re
from itertools import pairwise

from analytics.front_matter import read_front_matter
from analytics.labels import find_label
from analytics.lexicons import read_places
from analytics.marked_words import find_marked
from analytics.records import Article, Region, Span
from analytics.speech import strong_cues
from analytics.text import fold, paragraph_sentences, paragraphs, strip_span, tokens

TITLE_LIMIT = 200
"""Characters of the longest paragraph that is taken for a headline."""

SHORTEST_LINE = 5
"""Characters of the shortest credit, byline, subhead or dateline; a shorter paragraph is looked at no further."""

_AGENCIES = (
    "Getty Images|Getty|AP|AP Photo|Associated Press|Reuters|REUTERS|AFP|EPA|EPA-EFE|Shutterstock|Anadolu|"
    "Anadolu Agency|Bloomberg|UPI|Alamy|PA|Xinhua|TASS|Sputnik|Handout|Photo|Images|Press|Pictures|Pool|News"
)
_AGENCY = f"(?:{_AGENCIES})"
_AGENCY_ENDS = tuple(f"{agency}{stop}" for agency in _AGENCIES.split("|") for stop in ("", "."))
_CREDIT_TAIL = re.compile(
    r"(?<=[.!?”\"’'])(?:\s*(?:Photo|Photograph|Image|Picture|Credit)s?(?: by| credit)?:?\s*|\s*)"
    r"([A-Z][\w.'’-]*+(?: [A-Z(][\w.'’()-]*+){0,5} ?(?:/|\||via|for|—|-) ?[^.!?\n]{0,80}" + _AGENCY + r")\.?$"
)
_CREDIT_LINE = re.compile(
    r"\(?(?:File )?(?:Photo|Photograph|Image|Picture|Credit|Video|Illustration)s?"
    r"(?: credit| courtesy)?(?: by\b|:| of\b).{0,160}\)?\.?",
    re.IGNORECASE,
)
_AGENCY_LINE = re.compile(r"\(?[^.!?]{2,80}(?:/| via | for )\s?" + _AGENCY + r"\)?\.?", re.IGNORECASE)
_AGENCY_SIGNS = ("/", " v", " for ")
"""Without one of these (in lower case) a paragraph is no ``_AGENCY_LINE``; most are spared the pattern."""

_SIGNED = re.compile(r"[”\"] ?[—–―-] ?[A-Z]")
_SLASHED = re.compile(r"[^“”\"]{2,90} ?/ ?\w{2,20}$")
_CONTRIBUTORS = re.compile(
    r"\(?(?:additional |with )?(?:reporting|writing|editing|compiled|edited|written|translated) by\b.{0,400}"
    r"|.{2,300}\bcontributed(?: to this (?:report|story|article|post)| reporting)?(?: from [^.]{2,60})?\.?"
    r"|.{2,120}\b(?:is|are) (?:a|an|the) (?:staff writer|reporter|correspondent|columnist)s? (?:for|at|with) .{2,120}"
    r"|(?:The )?(?:Associated Press|Reuters|AFP)(?: writers?)? .{0,200}contributed.{0,80}",
    re.IGNORECASE,
)
_CONTRIBUTOR_SIGNS = (" by", "uted", "taff wr", "reporter", "pondent", "column")
"""Without one of these (in lower case) a paragraph is none of ``_CONTRIBUTORS``; they have no i, k or s, which other
letters can stand for where case is ignored."""

_PLACE = r"[A-Z][A-Z.'’-]++(?: [A-Z][A-Z.'’-]++){0,3}"
_DATELINE = re.compile(
    rf"{_PLACE}(?:, (?:[A-Z][\w.]*+ ?){{1,3}})?(?: ?\([A-Z][\w ]{{1,20}}\))?(?:,? (?:[A-Z][a-z]{{2,8}}\.? )\d{{1,2}})?"
    rf"(?: ?\([A-Z][\w ]{{1,20}}\))? ?(?:--\s*|(?:-|—|–|―|//)\s+)"
    r"|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)"
    r" \([A-Za-z]{2,12}\)\.? ?(?:--?|—|–) ?"  # "Bogota, Apr 8 (EFE).-"
    rf"|([A-Z]{{4,}}(?: [A-Z]{{4,}}){{0,2}}) (?=[A-Z][a-z]+\b)"  # "JERUSALEM Prime Minister": the dash was lost
)
_SEATS_OF_BODIES = frozenset(["united nations", "new york", "geneva", "the hague", "strasbourg"])
_NAVIGATION = re.compile(
    r"(?=[sracfmwl©h])"  # nearly all paragraphs end here
    r"(?:source link|read more|read also|see also|related(?: stories| articles)?|advertisement|continue reading|"
    r"share (?:this|on)|sign up|subscribe|follow .{1,60} on (?:twitter|facebook|x|instagram)|click here|"
    r"most read|recommended|watch:|listen:|copyright|©|all rights reserved|home ?[|>/»]|skip to).{0,200}",
    re.IGNORECASE,
)
_MENU_WORDS = re.compile(r"(?:Home|Breaking News|World|Politics|News|Menu|Search|Sections|Latest)(?=[A-Z ]|$)")


def mark_regions(article: Article) -> list[Region]:
    r"""Give the regions of an article in order, one or more for each paragraph, without overlap.

    Kinds: front matter, navigation, title, dateline, body, caption, credit, contributors.

    Example:
        >>> text = "Talks open\n\nThe minister arrived.\n\nSource link"
        >>> [region.kind for region in mark_regions(Article(text, title="Talks open"))]
        ['title', 'body', 'navigation']
    """
    text = article.text
    _, front_end = read_front_matter(text)
    regions = [Region(Span(0, front_end), "front matter")] if front_end else []
    blocks = [block for block in paragraphs(text) if block.start >= front_end]
    head = _head_kinds(article, blocks)
    for number, block in enumerate(blocks):
        kind = head.get(number)
        if kind:
            regions.append(Region(block, kind, "at the top of the page"))
        else:
            regions.extend(_mark_paragraph(text, block))
    return regions


def _head_kinds(article: Article, blocks: list[Span]) -> dict[int, str]:
    """Tell which of the first paragraphs are headlines or navigation (a menu glued to the headline)."""
    text = article.text
    title = _shape(article.title)
    kinds: dict[int, str] = {}
    for number, block in enumerate(blocks[:4]):
        shape = _shape(block.of(text)) if len(block) <= TITLE_LIMIT else ""
        first = number == 0 and len(blocks) > 1 and _is_headline(text, block, another=bool(title))
        if shape and (shape == title or first):
            kinds[number] = "title"
    for number, (block, following) in enumerate(pairwise(blocks[:4])):
        if len(following) > TITLE_LIMIT:
            continue
        start = _shape(following.of(text)[:40])
        glued = len(block) <= 2 * TITLE_LIMIT and len(start) > 12 and start[:24] in _shape(block.of(text))
        if glued and number + 1 not in kinds and _is_headline(text, following):
            kinds[number + 1] = "title"
        if glued and kinds.get(number + 1) == "title" and (_MENU_WORDS.match(block.of(text)) or kinds.get(number)):
            kinds[number] = "navigation"
    return kinds


def _shape(words: str) -> str:
    return " ".join(fold(words).casefold().split()).rstrip(".… ")


def _is_headline(text: str, block: Span, *, another: bool = False) -> bool:
    """Tell a headline by its form; where another title is known, a paragraph that ends with a stop is text."""
    words = block.of(text)
    label = find_label(text, block)
    if (label and label.capital) or _SIGNED.search(words):
        return False  # a turn of a transcript, or a quote with its signature
    if len(words) > TITLE_LIMIT or (words[0] in '“"' and (words[-1] in '”"' or not set(words[1:]) & set('”"'))):
        return False  # a paragraph that is all quote, or opens one that the next goes on with
    if words[-1] not in ".!?”\"’'":
        return True
    if words.rstrip("”\"’'")[-1:] in (*".!?,",) and reports_speech(text, block) and not _is_in_capitals(words):
        return False
    return words[-1] == "?" or (not another and _stopped_headline(text, block))


def _stopped_headline(text: str, block: Span) -> bool:
    """Tell a headline that ends with a full stop, as some archives print it, from a short first paragraph."""
    return len(block) <= (110 if len(paragraph_sentences(text, block)) == 1 else 75)


def _mark_paragraph(text: str, block: Span) -> list[Region]:
    words = text[block.start : min(block.end, block.start + 700)]
    if len(block) <= 600:
        if _NAVIGATION.fullmatch(words):
            return [Region(block, "navigation", "page furniture")]
        if len(block) < SHORTEST_LINE:
            return [Region(block, "body")]
        lower = words.lower()
        if any(sign in lower for sign in _CONTRIBUTOR_SIGNS) and _CONTRIBUTORS.fullmatch(words):
            return [Region(block, "contributors", "names those who wrote it")]
        if len(block) <= 200 and _is_credit(words, lower):
            return [Region(block, "credit", "names a picture's source")]
        if _is_subhead(words):
            return [Region(block, "navigation", "a related headline or a subhead")]
    tail_start = max(block.start, block.end - 300)
    named = text.endswith(_AGENCY_ENDS, tail_start, block.end)
    credit = _CREDIT_TAIL.search(text, tail_start, block.end) if named else None
    if credit:
        cut = credit.start(1)
        kind = "body" if reports_speech(text, Span(block.start, cut)) else "caption"
        return [
            Region(Span(block.start, cut), kind, "a picture credit is glued to its end"),
            Region(Span(cut, block.end), "credit", "names a picture's source"),
        ]
    dateline = _DATELINE.match(text, block.start, min(block.end, block.start + 120))
    if dateline and dateline.end() < block.end and _is_place(dateline.group(1)):
        return [
            Region(strip_span(text, block.start, dateline.end()), "dateline", "where and when it was written"),
            Region(Span(dateline.end(), block.end), "body"),
        ]
    return [Region(block, "body")]


def _is_credit(words: str, lower: str) -> bool:
    """Tell a picture's credit by its first words, or by an agency at its end."""
    if _CREDIT_LINE.fullmatch(words) or ("/" in words and _SLASHED.match(words)):
        return True
    return any(sign in lower for sign in _AGENCY_SIGNS) and bool(_AGENCY_LINE.fullmatch(words))


def _is_subhead(words: str) -> bool:
    """Tell a line in headline capitals without a final stop: "Minister Says Talks Are Near"."""
    if len(words) > 120 or words[-1] in ".!?:,;”\"’'…)":
        return False
    return _is_in_capitals(words)


def _is_in_capitals(words: str) -> bool:
    """Tell words in headline capitals: three of four longer ones have one."""
    long = [word for word in words.split() if len(word) > 3 and word[0].isalpha()]
    return len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.75 * len(long)


def reports_speech(text: str, block: Span) -> bool:
    """Tell whether a paragraph holds words in quotation marks and, outside them, a verb that reports speech.

    Example:
        >>> text = "“We will go,” Vale told reporters."
        >>> reports_speech(text, Span(0, len(text)))
        True
    """
    marked = find_marked(text, block)
    if not marked:
        return False
    ends = [block.start, *(mark.outer.end for mark in marked)]
    starts = [*(mark.outer.start for mark in marked), block.end]
    outside = (Span(end, start) for end, start in zip(ends, starts, strict=True))
    return any(token.of(text).lower() in strong_cues() for gap in outside for token in tokens(text, gap))


def _is_place(words: str | None) -> bool:
    """Tell whether capitals without a dash behind them are a place: "JERUSALEM", not "NATO"."""
    return words is None or words.lower() in read_places().codes or words.lower() in _SEATS_OF_BODIES
