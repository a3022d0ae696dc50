"""Says when a thing was said, where the text is sure of it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from analytics.records import Article, Attribution, Span

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january february march april may june july august september october november december".split(),
    "jan feb mar apr may jun jul aug sept oct nov dec".split(),
)
_DAY_NAMED = re.compile(
    r"(?<!next )(?<!last )(?<!coming )(?<!every )(?<!until )(?<!by )\b"
    r"(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday)\b(?!['’]s)"
)
_MONTH_DAY = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2})\b(?!,? \d{3}|:|\d|%)|\b(\d{1,2}) ([A-Z][a-z]{2,8})\b")


_NEAR = 60
"""Characters between a cue and the day that dates it; further off a day tends to date something else."""


def find_said_on(article: Article, attribution: Attribution) -> str:
    """Give the ISO date on which a quote was said, or "" where the text is not sure.

    Only words outside the quotation marks and close to the cue count ("told reporters Thursday"), and only when they
    name exactly one day: a weekday is the last such day up to the day of publication (that day included), "today" and
    "yesterday" count from it, a day of the month is the last such day. Without a day of publication or a cue nothing
    is sure.
    """
    cue = attribution.cue
    try:
        published = date.fromisoformat(article.published)
    except ValueError:
        return ""
    if cue is None:
        return ""
    near = _outside_marks(article.text, attribution, cue)
    named = {day for word in _DAY_NAMED.findall(near) if (day := _day_before(word.lower(), published))}
    named |= {day for found in _MONTH_DAY.findall(near) if (day := _month_day(found, published))}
    return named.pop().isoformat() if len(named) == 1 else ""


def _outside_marks(text: str, attribution: Attribution, cue: Span) -> str:
    """Give the words around the cue, cut at the marks, the sentence and a full stop."""
    sentence = attribution.quote.sentence
    start = max(sentence.start, cue.start - _NEAR)
    end = min(sentence.end, cue.end + _NEAR)
    for part in attribution.quote.content:
        if part.end <= cue.start:
            start = max(start, part.end)
        if part.start >= cue.end:
            end = min(end, part.start)
    return text[start:end]


def _day_before(word: str, published: date) -> date | None:
    if word == "today":
        return published
    if word == "yesterday":
        return published - timedelta(days=1)
    back = (published.weekday() - _DAYS.index(word)) % 7
    return published - timedelta(days=back)


def _month_day(found: tuple[str, str, str, str], published: date) -> date | None:
    name, number = (found[0], found[1]) if found[0] else (found[3], found[2])
    months = [months.index(name.lower()) + 1 for months in _MONTHS if name.lower() in months]
    if not months:
        return None
    for year in (published.year, published.year - 1):
        try:
            day = date(year, months[0], int(number))
        except ValueError:
            return None
        if day <= published:
            return day if published - day <= timedelta(days=180) else None
    return None
