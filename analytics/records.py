"""The frozen records that travel down the pipeline.

A record never changes: the next step wraps it. Every span counts characters (Python ``str`` offsets) in
``Article.text``, which never changes either, so ``article.text[start:end]`` gives back the very words.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

PART_GLUE = " … "
"""Joins the parts of a split quote wherever they are shown as one line."""


TONE_BOUND = 0.15
"""Tone beyond this counts as negative or positive. VADER's own bound of 0.05 is for one tweet; ours is a mean over
sentences of news. 0.15 was chosen on public development sets, where 0.08 to 0.16 do about as well."""


def short_hash(*parts: str) -> str:
    """Give a stable 16-digit hexadecimal id of the given strings.

    The same strings give the same id on every machine. Lone surrogates are allowed.

    Example:
        >>> short_hash("a", "b") != short_hash("ab")
        True
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(str(len(data)).encode("ascii") + b":" + data)
    return digest.hexdigest()[:16]


class Span(NamedTuple):
    """A stretch of the article's text, ``text[start:end]``; its length is the number of characters.

    A tuple, unlike the records that hold it: an article has a thousand of them.
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Give the words under the span.

        Example:
            >>> Span(0, 5).of("peace talks")
            'peace'
        """
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Tell whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read; ``text`` is exactly the decoded file.

    ``published`` is an ISO date (``2022-01-21``) or empty when unknown. ``id`` is a hash of the text alone: the
    same words from two outlets are one article with two publications.
    """

    text: str
    title: str = ""
    published: str = ""
    outlet: str = ""
    url: str = ""
    source_path: str = ""
    language: str = ""
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", short_hash(self.text))


@dataclass(frozen=True, slots=True)
class Region:
    """A typed stretch of an article: title, body, caption, credit, navigation, front matter, ...; and why it is one."""

    span: Span
    kind: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Reported words under one attribution, not yet attributed.

    ``content`` has one span per part, inside the quotation marks (for ``kind == "indirect"``: the reported
    clause). ``clause`` bounds the whole reported clause, quoted and unquoted; ``sentence`` the sentence or
    sentences that hold the quote and its cue. ``kind`` is direct, mixed or indirect. ``said`` is the probability
    (0..1) that somebody said the words in marks; where they begin a quote that goes on, that of its beginning.
    """

    article_id: str
    content: tuple[Span, ...]
    text: str
    kind: str
    clause: Span
    sentence: Span
    said: float = 1.0
    id: str = field(init=False)

    def __post_init__(self) -> None:
        where = ",".join(f"{part.start}-{part.end}" for part in self.content)
        object.__setattr__(self, "id", short_hash(self.article_id, self.kind, where))

    @property
    def span(self) -> Span:
        """From the first to the last quoted character."""
        return Span(self.content[0].start, self.content[-1].end)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a possible speaker.

    ``kind`` is name (a person's), pronoun, nominal ("the minister"), group ("officials"), body (an organisation,
    government or place that stands for one) or document. ``name`` is the person's or body's name without titles,
    as far as the mention itself gives it; ``title`` the office or description printed beside it; ``head`` the
    deciding noun of a nominal in lower case.
    """

    span: Span
    kind: str
    name: str = ""
    title: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said a quote and why we think so.

    ``confidence`` is the probability (0..1) that the mention is right. ``cue`` and ``mention`` are ``None`` where
    the text has none; ``addressee`` is empty where the sentence names nobody.
    """

    quote: Quote
    mention: Mention | None
    cue: Span | None
    addressee: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is behind a mention, as far as the registry or the article is sure.

    ``id`` is empty when the registry does not know the actor. ``kind`` is person, organization, collective,
    unnamed or unknown. ``country`` is ISO 3166-1 alpha-3. ``since`` and ``until`` are ISO dates of the office.
    """

    id: str = ""
    name: str = ""
    kind: str = "unknown"
    country: str = ""
    side: str = ""
    role: str = ""
    aliases: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Tone:
    """How words sound, see ``tone``.

    ``compound`` in -1..1 is the mean of VADER corrected for news and AFINN; ``pos``, ``neu``, ``neg`` are corrected
    VADER's shares, in 0..1.
    """

    compound: float
    pos: float
    neu: float
    neg: float

    @property
    def label(self) -> str:
        """Give negative, neutral or positive, by ``TONE_BOUND``."""
        if self.compound >= TONE_BOUND:
            return "positive"
        return "negative" if self.compound <= -TONE_BOUND else "neutral"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words behind a stance.

    ``weight`` is what they add to the raw sum (positive: hawkish). ``span`` is where they stand, ``None`` for what
    has no words of its own (the baseline, "no words").
    """

    span: Span | None
    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class Stance:
    """A hawkish/dovish score with the words that made it.

    ``score`` is in -1 (dovish) .. +1 (hawkish), ``None`` when no evidence was found: unknown is not zero.
    ``label`` is dovish, neutral, hawkish or none; ``confidence`` is the probability that the label is right.
    ``speech_act`` may be empty, ``condition`` holds the words of an if-clause, ``holder`` is own or ascribed.
    """

    score: float | None
    label: str
    confidence: float | None = None
    evidence: tuple[Evidence, ...] = ()
    speech_act: str = ""
    condition: str = ""
    holder: str = "own"


@dataclass(frozen=True, slots=True)
class ScoredQuote:
    """A quote with everything known about it; evidence spans count characters of the article."""

    attribution: Attribution
    speaker: str
    actor: Actor
    tone: Tone
    vader_compound: float
    stance: Stance
    target: str = ""
    target_country: str = ""
    said_on: str = ""
    model_version: str = ""

    @property
    def quote(self) -> Quote:
        """The quote at the bottom of the stack."""
        return self.attribution.quote
