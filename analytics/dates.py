"""Says when a thing was said, where the text is sure of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from analytics.days import ANY_WEEKDAY, WEEKDAYS, read_day
from analytics.records import Article, Attribution, Span
from analytics.text import ABBREVIATIONS

_AGO = ("two", "three", "four", "five", "six")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
)
_MONTH += r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DAY = re.compile(
    rf"""\b(?:
    (?P<ago>{"|".join(_AGO)})[ ]days[ ]ago
    |the[ ]day[ ]before[ ](?P<eve>yesterday)
    |(?P<night>[Ll]ast[ ]night)
    |(?P<today>[Tt]oday|[Tt]onight|[Tt]his[ ](?:morning|afternoon|evening))
    |(?P<yesterday>[Yy]esterday)
    |[Ll]ast[ ](?P<last>{ANY_WEEKDAY})
    |(?P<weekday>{ANY_WEEKDAY})
    |(?<=on[ ])(?P<short>Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.
    |(?P<month>{_MONTH})[ ](?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?[ ](?P<year>\d{{4}})\b)?(?!,?[ ]\d{{3}}|[:%])
    |(?:the[ ])?(?P<day_>\d{{1,2}})(?:st|nd|rd|th)?[ ](?:of[ ])?(?P<month_>{_MONTH})(?:,?[ ](?P<year_>\d{{4}}))?
    )(?!\w|['’]s)""",
    re.VERBOSE,
)
_ANOTHER = re.compile(rf"(?:,? (?:and|or|to|through|until) |[-–/])(?:on )?(?:{ANY_WEEKDAY}|yesterday|today|\d)")
_NO_SAYING_BEFORE = frozenset(
    """next coming every each until till by about since after before of from between through the a an than and or to
    over black good easter holy bloody ash palm super ago""".split()
)
_PAPER = re.compile(
    r"\b(?:Sun|Mail|Independent|Scotland|Wales|Express|Star|Times) on Sunday\b"
    r"|\bSunday (?:Times|Telegraph|Mirror|Mail|Express|Post|People|Independent|World|Herald|Tribune|Business)\b"
)
"""A paper that has a day in its name: "told The Sun on Sunday" names no day."""

_NO_SAYING_BEHIND = re.compile(
    r" (?:was|were|is|would|will|has|had|of (?:last|next)|next|last|(?:a )?week|attacks?|deal|accord|agreement|deadline"
    r"|election|meeting|talks|summit|vote|strikes?|programme|program|show)\b"
)
"""Words beside a day that something else than the saying is dated by: "since Monday", "Sept. 11 was"."""

_BREAKS = frozenset(
    """who whom whose which that what after before since until till about because if whether ahead than while when
    where why how and but or due will would was were is are has had have be been being can could may might should
    eve wake aftermath anniversary published broadcast next for over between not its""".split()
)
"""Words between the cue and a day that make the day one of something else."""

_LINKS = frozenset(
    """in at on during to via from through with by late early earlier later again also only just there here as when
    while this onstage online""".split()
)
"""Words that may follow "said" when a day does: other words ("said the strike on Monday") begin what was said."""

_WHEN = frozenset("on late early earlier".split())
_OPENERS = _LINKS | frozenset("speaking talking addressing appearing asked meanwhile".split())
"""Words with which a sentence may begin when its day is that of its verb: "Speaking in Geneva on Monday, she said"."""

_TELLS = frozenset(
    """tell tells told telling inform informed assure assured remind reminded brief briefed ask asked warn warned urge
    urged accuse accused thank thanked""".split()
)
"""Cues whose hearer stands beside them without a preposition."""

_NOT_YET = frozenset("will to would may might could should must shall expected due".split())
_INNOCENT = frozenset(
    """issued released posted televised united asked aired speaking talking addressing appearing evening morning meeting
    briefing hearing gathering building during king sitting wedding red need""".split()
)
"""Words in -ing and -ed that are no verb of another event, or one of saying."""

_OTHERS_WORDS = frozenset(["referring to", "quoting", "citing", "recalling"])
"""Participles of what another said, on another day perhaps."""

_SAME_TIME = re.compile(r"when asked|while \w+ing")
_PERSONS = frozenset("he she they it we".split())
_HEARERS = re.compile(r"(?:the|a|an|his|her|their|reporters|journalists|lawmakers|[A-Z]\w*)\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STOP = re.compile(r"(\w+)[.!?][\"”’)]*\s+(?=[A-Z“\"])")
_TITLE = re.compile(r"[“\"][A-Z][^“”\"]{1,40}(?<![,.!?])[”\"]")  # a programme: NBC's “Today”
_DATELINE = re.compile(r"[—–]| --? ")
_WRITTEN = re.compile(
    rf"^[A-Z][A-Z.'’-]{{2,}}(?:[ ,]{{1,2}}[A-Z(][\w.'’)-]*){{0,5}}?,? (?P<month>{_MONTH}) (?P<day>\d{{1,2}})"
    r"(?: ?\([^()\n]{2,30}\))? ?(?:--?|—|–|―)",
    re.MULTILINE,
)
"""A dateline with its day: "GENEVA, Jan. 12 (Wire) --"."""

_LONGEST_WAY = timedelta(days=3)
"""From the day of a dateline to that of publication; what is printed later is a reprint, of which nothing is sure."""

_LONGEST_AGO = timedelta(days=180)
_NEAR_AHEAD, _NEAR_BEHIND, _NEAR_BEHIND_HEARER = 120, 60, 110
"""Characters between a day and the cue that it dates; further off a day tends to date something else. A hearer with
his office may stand between the two."""


def find_said_on(article: Article, attribution: Attribution) -> str:
    """Give the ISO date on which a quote was said, or "" where the text is not sure.

    Only words outside the quotation marks and close to the cue count, where they belong to the cue ("told reporters
    Thursday", "On Thursday, she said", "Vale on Thursday called"), and only when they name exactly one day. A weekday
    is the last such day up to the day of publication (that day included), "last Tuesday" one that is three to seven
    days ago, "today" and "yesterday" count from it, a day of the month is the last such day. A day that dates
    something else ("since Monday", "said Sept. 11 was", "after the strike on Monday") does not count, and a stretch
    of days ("earlier this week") is no day. Without a day of publication or a cue nothing is sure.
    """
    return find_day(article, attribution)[0]


def find_day(article: Article, attribution: Attribution) -> tuple[str, Span | None]:
    """Give the day on which a quote was said, see `find_said_on`, and the words that say so; ("", None) for none."""
    cue = attribution.cue
    try:
        published = date.fromisoformat(article.published)
    except ValueError:
        return "", None
    if cue is None or published.isoformat() != article.published:  # "20220121" and "2022-W03-5" are no days of ours
        return "", None
    start, end = _bounds(article.text, attribution, cue)
    before = article.text[start : cue.start].split()
    if before and before[-1] in _NOT_YET:  # "is expected to say on Monday"; "Anna May" is a name
        return "", None
    found = list(_saying(article.text, attribution, Span(start, end)))
    if found:
        written = [day for place, day in _datelines(article.text, published) if place < cue.start]
        published = written[-1] if written else published
    named = {_read(words, published) for words in found}
    day = named.pop() if len(named) == 1 else None
    return (day.isoformat(), Span(*found[0].span())) if day else ("", None)


@lru_cache(maxsize=4)
def _datelines(text: str, published: date) -> list[tuple[int, date]]:
    """Give the datelines of an article that name a day shortly before its publication: where they stand, the day.

    "Today" and "yesterday" below one of them count from its day: a paper prints the next morning.
    """
    found = (
        (line.start(), _month_day(f"{line['day']} {line['month']}", None, published))
        for line in _WRITTEN.finditer(text)
    )
    return [(start, day) for start, day in found if day and published - day <= _LONGEST_WAY]


def _bounds(text: str, attribution: Attribution, cue: Span) -> tuple[int, int]:
    """Give the bounds of the words around the cue, cut at the marks and the sentence."""
    start, end = attribution.quote.sentence.start, attribution.quote.sentence.end
    for part in attribution.quote.content:
        if part.end <= cue.start:
            start = max(start, part.end)
        if part.start >= cue.end:
            end = min(end, part.start)
    for stop in _stops(text, start, end):
        if stop.end() <= cue.start:
            start = stop.end()
        elif stop.start() >= cue.end:
            return start, stop.end()
    return start, end


def _stops(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Give the ends of sentences; "Mr." and the letters of "U.S." are none."""
    for stop in _STOP.finditer(text, start, end):
        if stop[1].lower() not in ABBREVIATIONS and (len(stop[1]) > 1 or not stop[1].isupper()):
            yield stop


def _saying(text: str, attribution: Attribution, around: Span) -> Iterator[re.Match[str]]:
    """Give the days that belong to the cue; one beside a telling word dates something else."""
    cue, mention = attribution.cue or around, attribution.mention.span if attribution.mention else None
    near = _NEAR_BEHIND_HEARER if _takes_hearer(text, cue) else _NEAR_BEHIND
    start, end = max(around.start, cue.start - _NEAR_AHEAD), min(around.end, cue.end + near)
    for found in _DAY.finditer(text, start, end):
        day = Span(*found.span())
        ahead = text[max(start, day.start - 12) : day.start].split()
        if ahead and ahead[-1].lower() in _NO_SAYING_BEFORE and not (ahead[-1] == "From" and len(ahead) == 1):
            continue
        if _NO_SAYING_BEHIND.match(text, day.end) or _ANOTHER.match(text, day.end):
            continue
        if any(
            Span(*paper.span()).overlaps(day) for paper in _PAPER.finditer(text, max(0, day.start - 20), day.end + 20)
        ):
            continue
        if found["today"] and text[day.start] == "T" and text[around.start : day.start].strip():  # a programme's name
            continue
        if (mention and mention.overlaps(day)) or day.overlaps(cue):  # "Vale, who arrived on Monday, said"
            continue
        dates = _dates_behind if day.start >= cue.end else _dates_ahead
        if dates(text, cue, mention, day, around):
            yield found


def _dates_behind(text: str, cue: Span, mention: Span | None, day: Span, around: Span) -> bool:
    """Tell whether a day behind the cue belongs to it: "said (Vale in Geneva on) Monday"."""
    del around
    inverted = mention is not None and cue.end <= mention.start and mention.end <= day.start
    path = text[mention.end if mention and inverted else cue.end : day.start].strip()
    path = _TITLE.sub("", path)
    words = _WORD.findall(path)
    if _breaks(path, words):
        return False
    if not words or _takes_hearer(text, cue) or path[0] in ",(":
        return True
    return words[0] in _LINKS or words[0].endswith("ly")


def _takes_hearer(text: str, cue: Span) -> bool:
    """Tell whether the one who is told may stand right behind the cue: "told the visiting minister on Monday"."""
    form = cue.of(text).lower()
    return form.split()[0] in _TELLS or form.endswith(" to")


def _dates_ahead(text: str, cue: Span, mention: Span | None, day: Span, around: Span) -> bool:
    """Tell whether a day before the cue belongs to it: "On Monday, Vale said", "Vale on Monday said"."""
    opening, gap = text[around.start : day.start].strip(" \n”’\"',"), text[day.end : cue.start]
    words = _WORD.findall(opening)
    named = mention is not None and around.start <= mention.start and mention.end <= day.start
    path = text[mention.end : day.start] if mention and named else ""
    link = _WORD.findall(path)
    says = cue.of(text).split()[0].endswith("ing") and cue.of(text) not in _OTHERS_WORDS
    if named and says and text[max(0, cue.start - 2) : cue.start] == ", ":
        return _dates_deed(path, link, gap)
    if _breaks(gap, _WORD.findall(gap)) or _DATELINE.search(gap):  # "GENEVA, Jan. 12 (Wire) - Vale said"
        return False
    if named:
        return (not link or link[0] in _LINKS | {"of"}) and not _breaks(path, link) and len(_WORD.findall(gap)) <= 2
    if set(_WORD.findall(opening.rpartition(",")[2])) <= _WHEN and "," in opening:  # "..., on Monday night she said"
        return True
    if _breaks(opening, [word for word in words if word != "for"]):  # "At a rally for peace on Monday, she said"
        return False
    return not words or (words[0][0].isupper() and words[0].lower() in _OPENERS)


def _dates_deed(path: str, words: list[str], gap: str) -> bool:
    """Tell whether a day is that of what somebody did "saying": "On Monday he cut ties, saying", "cut ties on Monday,".

    One verb of the deed stands in the way, before the day or behind it.
    """
    deed = _WORD.findall(gap)
    if not deed:
        verb = next((number for number, word in enumerate(words) if word.endswith("ed")), None)
        return not _breaks(path, [word for number, word in enumerate(words) if number != verb])
    verb = 1 if deed[0].endswith("ly") else 0
    return not _breaks(path, words) and len(words) <= 2 and not _breaks(gap.strip(" ,"), deed[verb + 1 :])


def _breaks(path: str, words: list[str]) -> bool:
    """Tell whether words part a day from the cue: a conjunction, another verb, a second event, a full stop."""
    for at, word in enumerate(words):
        behind = words[at + 1] if at + 1 < len(words) else ""
        meanwhile = at > 0 and words[at - 1] == "while"
        names = word == "and" and at > 0 and words[at - 1][0].isupper() and behind[:1].isupper()
        if word in _BREAKS and not names and not _SAME_TIME.fullmatch(f"{word} {behind}"):
            return True
        if word[0].islower() and word.endswith(("ing", "ed")) and word not in _INNOCENT and not meanwhile:
            return True
        if word == "as" and behind not in _PERSONS:
            return True
        if word == "to" and behind and not _HEARERS.match(behind):  # "urged them to leave on Monday"
            return True
    return next(_stops(path, 0, len(path)), None) is not None or any(mark in path for mark in ";:“”")


def _read(found: re.Match[str], published: date) -> date | None:
    """Give the day that the words name, seen from the day of publication."""
    if found["month"] or found["month_"]:
        number, month = found["day"] or found["day_"], found["month"] or found["month_"]
        return _month_day(f"{number} {month}", found["year"] or found["year_"], published)
    try:
        back = _days_back(found, published)
        return None if back is None else published - timedelta(days=back)
    except OverflowError:  # the calendar's first days
        return None


def _days_back(found: re.Match[str], published: date) -> int | None:
    """Give how many days before the publication the words mean, ``None`` where that is not sure."""
    if found["today"]:
        return 0
    if found["yesterday"] or found["night"]:
        return 1
    if found["eve"]:
        return 2
    if found["ago"]:
        return _AGO.index(found["ago"]) + 2
    name = (found["weekday"] or found["last"] or found["short"]).lower()
    weekday = next(number for number, day in enumerate(WEEKDAYS) if day.startswith(name))
    back = (published.weekday() - weekday) % 7
    if not found["last"]:
        return back
    # Nobody calls yesterday "last Tuesday": then it may be the one of the week before.
    return 7 if back == 0 else back if back > 2 else None


def _month_day(written: str, year: str | None, published: date) -> date | None:
    """Give the last such day up to the day of publication, ``None`` where that is more than half a year ago."""
    for number in [int(year)] if year else [published.year, published.year - 1]:
        iso = read_day(f"{written} {number:04d}", published).iso
        if iso and (day := date.fromisoformat(iso)) <= published:
            return day if year or published - day <= _LONGEST_AGO else None
    return None
