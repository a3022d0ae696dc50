"""Says when a thing was said, where the text is sure of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from analytics.days import read_day
from analytics.records import Article, Attribution, Span

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_NAMED = re.compile(r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday)\b(?!['’]s)")
_MONTH_DAY = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2})\b(?!,? \d{3}|:|\d|%)|\b(\d{1,2}) ([A-Z][a-z]{2,8})\b")
_NO_SAYING_BEFORE = frozenset(
    "next last coming every each until till by about since after before of from between through the".split()
)
_NO_SAYING_BEHIND = re.compile(
    r" (?:was|were|is|would|will|has|had|of (?:last|next)|next|last|attacks?|deal|accord|agreement|deadline|election)\b"
)
"""Words beside a day that something else than the saying is dated by: "since Monday", "Sept. 11 was"."""

_LONGEST_AGO = timedelta(days=180)
_NEAR = 60
"""Characters between a cue and the day that dates it; further off a day tends to date something else."""


def find_said_on(article: Article, attribution: Attribution) -> str:
    """Give the ISO date on which a quote was said, or "" where the text is not sure.

    Only words outside the quotation marks and close to the cue count ("told reporters Thursday"), and only when they
    name exactly one day: a weekday is the last such day up to the day of publication (that day included), "today" and
    "yesterday" count from it, a day of the month is the last such day. A day that dates something else ("since
    Monday", "said Sept. 11 was") does not count. Without a day of publication or a cue nothing
    is sure.
    """
    cue = attribution.cue
    try:
        published = date.fromisoformat(article.published)
    except ValueError:
        return ""
    if cue is None or published.isoformat() != article.published:  # "20220121" and "2022-W03-5" are no days of ours
        return ""
    near = _outside_marks(article.text, attribution, cue)
    named = {_day_before(found.group(1).lower(), published) for found in _saying(_DAY_NAMED, near)}
    named |= {_month_day(found, published) for found in _saying(_MONTH_DAY, near)}
    day = named.pop() if len(named - {None}) == 1 and None not in named else None
    return day.isoformat() if day else ""


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


def _saying(pattern: re.Pattern[str], near: str) -> Iterator[re.Match[str]]:
    """Give the days that may date the saying; one beside a telling word dates something else."""
    for found in pattern.finditer(near):
        ahead = near[max(0, found.start() - 12) : found.start()].split()
        if not (ahead and ahead[-1].lower() in _NO_SAYING_BEFORE) and not _NO_SAYING_BEHIND.match(near, found.end()):
            yield found


def _day_before(word: str, published: date) -> date | None:
    if word == "today":
        return published
    back = 1 if word == "yesterday" else (published.weekday() - _DAYS.index(word)) % 7
    try:
        return published - timedelta(days=back)
    except OverflowError:  # the calendar's first days
        return None


def _month_day(found: re.Match[str], published: date) -> date | None:
    """Give the last such day up to the day of publication, ``None`` where that is more than half a year ago."""
    name, number = (found[1], found[2]) if found[1] else (found[4], found[3])
    for year in (published.year, published.year - 1):
        written = read_day(f"{number} {name} {year:04d}", published).iso
        if written and (day := date.fromisoformat(written)) <= published:
            return day if published - day <= _LONGEST_AGO else None
    return None
