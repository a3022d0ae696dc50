"""Turns a filter into SQL conditions, orders and sums over the table of quotes.

Every value is a bound parameter. What a filter keeps here is what plain Python would keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, distinct, func, literal, or_, select, true
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from analytics import schema
from analytics.database import ARTICLES, CLUSTERS, QUOTES
from analytics.days import first_day, move_day
from analytics.fulltext import holding
from analytics.schema import Row
from analytics.searches import read_search, searchable

MARKED_KINDS = ("direct", "mixed")
"""The kinds of quote with words in marks; indirect speech is looked at only when asked for."""

ORDERS = ("newest", "oldest", "hawkish", "dovish", "unsure", "article")
"""The orders in which quotes can be read; undated quotes and quotes without a stance come last."""

_SIDES = ("dovish", "neutral", "hawkish")
ABOUT_DAYS = 14
"""Days before and after its publication within which the copies of an article are looked for."""

MOST_ABOUT = 5_000
"""Among so many articles at most: a millisecond for each that was not looked at before."""

_TEXTS = {column.name for column in schema.QUOTES if column.type == "text"}


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which quotes are meant; an empty field restricts nothing.

    ``since`` and ``until`` are ISO dates, both included; ``undated`` keeps quotes without a day beside them.
    ``text`` is a search in the quoted words, see ``searches``: words and "exact phrases", whatever their case, accents
    and marks; one that cannot be read keeps nothing. ``min_confidence`` is a probability (0..1). ``holder`` is own,
    ascribed, or empty for both. ``acts`` are speech acts, ``targets`` those whom the words are directed at, by the
    names in the column; ``tones`` are labels.
    """

    collection: str = ""
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = MARKED_KINDS
    since: str = ""
    until: str = ""
    text: str = ""
    min_confidence: float = 0.0
    stances: tuple[str, ...] = ()
    undated: bool = True
    article_id: str = ""
    holder: str = ""
    acts: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    target_countries: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    tones: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counting:
    """How quotes are counted; everything once and the speaker's own unless asked otherwise.

    ``once``: an utterance that several articles carry counts once, where it was printed first among what the filter
    keeps. ``ascribed``: words that report somebody else's view count as the stance of who says them.
    """

    once: bool = True
    ascribed: bool = False


ONCE = Counting()
EVERY = Counting(once=False)
"""Every printing counts by itself."""


def quoteless_query(collection: str) -> Select[Any]:
    """Ask for the articles in which no quote of any kind was found, without their text, by title."""
    place = (QUOTES.c.collection == ARTICLES.c.collection) & (QUOTES.c.article_id == ARTICLES.c.id)
    columns = [column for column in ARTICLES.c if column.name != "text"]
    query = select(*columns).where(~select(QUOTES.c.quote_id).where(place).exists())
    query = query.order_by(ARTICLES.c.title, ARTICLES.c.collection, ARTICLES.c.id)
    return query.where(ARTICLES.c.collection == collection) if collection else query


def versions_query(collection: str) -> Select[Any]:
    """Count the articles by the version of the rules that scored them; one row of each tells it for all its rows."""
    place = (QUOTES.c.collection == ARTICLES.c.collection) & (QUOTES.c.article_id == ARTICLES.c.id)
    of_one = select(QUOTES.c.model_version).where(place).limit(1).scalar_subquery()
    each = select(of_one.label("model_version"))
    each = each.where(ARTICLES.c.collection == collection) if collection else each.select_from(ARTICLES)
    version = each.subquery().c.model_version
    query = select(version, func.count().label("articles")).where(version.is_not(None))
    return query.group_by(version).order_by(version)


def about_query(collection: str, days: Sequence[str]) -> Select[Any]:
    """Ask for the articles of a collection printed at about these days (ISO dates or ""), without their text.

    Where a day is empty, all are meant; the articles without one always are. The newest ``MOST_ABOUT`` are given.
    """
    found = ARTICLES.c
    query = select(found.id, found.title, found.outlet, found.published).where(found.collection == collection)
    if days and all(days):
        first = move_day(date.fromisoformat(min(days)), -ABOUT_DAYS)
        last = move_day(date.fromisoformat(max(days)), ABOUT_DAYS)
        inside = found.published.between(first.isoformat(), last.isoformat())
        query = query.where(or_(found.published == "", inside))
    return query.order_by(found.published.desc(), found.id).limit(MOST_ABOUT)


def derived(row: Row) -> dict[str, str]:
    """Give the columns that filters use: day, week and month of the quote, and its words made alike."""
    words = searchable(str(row["quote"]))
    try:
        day = date.fromisoformat(str(row["said_on"] or row["published"]))
    except ValueError:
        return {"day": "", "week": "", "month": "", "searchable": words}
    return {
        "day": day.isoformat(),
        "week": first_day(day, "week").isoformat(),
        "month": first_day(day, "month").isoformat(),
        "searchable": words,
    }


def conditions(filters: QuoteFilter) -> list[ColumnElement[bool]]:
    """Give the conditions that a quote must meet, all of them; what people changed counts as they changed it."""
    found = QUOTES.c
    kept: list[ColumnElement[bool]] = [found.shown]
    kept += [
        column.in_(values)
        for column, values in (
            (found.actor, filters.actors),
            (found.country, filters.countries),
            (found.outlet, filters.outlets),
            (found.kind, filters.kinds),
            (found.stance_label, filters.stances),
            (found.speech_act, filters.acts),
            (found.target, filters.targets),
            (found.target_country, filters.target_countries),
            (found.side, filters.sides),
            (found.language, filters.languages),
            (found.tone_label, filters.tones),
            (found.addressee, filters.addressees),
        )
        if values
    ]
    kept += [
        column == value
        for column, value in (
            (found.collection, filters.collection),
            (found.article_id, filters.article_id),
            (found.holder, filters.holder),
        )
        if value
    ]
    if filters.min_confidence > 0:
        kept.append(sureness() >= filters.min_confidence)
    if filters.text:
        kept.append(holding(found.searchable, read_search(filters.text)))
    return kept + _days(filters)


def _days(filters: QuoteFilter) -> list[ColumnElement[bool]]:
    undated = QUOTES.c.day == ""
    bounds = []
    if filters.since:
        bounds.append(QUOTES.c.day >= filters.since)
    if filters.until:
        bounds.append(QUOTES.c.day <= filters.until)
    dated = and_(~undated, *bounds)
    if not filters.undated:
        return [dated]
    return [or_(undated, dated)] if bounds else []


def ordering(order: str) -> list[ColumnElement[Any]]:
    """Give the sort keys of an order, the last of which make it complete.

    Raises:
        ValueError: When the order is not one of ``ORDERS``.
    """
    found = QUOTES.c
    keys: dict[str, list[ColumnElement[Any]]] = {
        "newest": [found.day.desc()],
        "oldest": [found.day == "", found.day],
        "hawkish": [found.stance.is_(None), found.stance.desc()],
        "dovish": [found.stance.is_(None), found.stance],
        "unsure": [sureness()],
        "article": [],
    }
    if order not in keys:
        raise ValueError(f"order is {order!r}, not one of {', '.join(ORDERS)}")
    return [*keys[order], found.collection, found.article_id, found.start, found.end, found.quote_id]


def sums_query(filters: QuoteFilter, period: str, counting: Counting = EVERY) -> Select[Any]:
    """Add up stance and tone for every actor, period and article; see ``Store.sums``.

    The table of clusters has to be up to date, see ``kept_clusters.keep_clusters``.

    Raises:
        ValueError: When the period is none of day, week, month and "".
    """
    if period not in ("day", "week", "month", ""):
        raise ValueError(f"period is {period!r}, not day, week, month or empty")
    found = _counted(filters, counting)
    when = found[period] if period else literal("", String)
    own = true() if counting.ascribed else found.holder != "ascribed"
    # A score beside a label that a person set is no score of that label: it counts in no mean.
    scored = and_(own, found.stance_label.in_(_SIDES), ~found.label_corrected)
    stance = case((scored, found.stance), else_=None)
    labels = ("hawkish", "dovish", "neutral", "none")
    summed: Select[Any] = select(
        found.actor,
        found.actor_kind,
        found.country,
        when.label("period"),
        found.home.label("article_id"),
        func.count().label("n"),
        *(_times(and_(own, found.stance_label == label)).label(label) for label in labels),
        _times(~own).label("ascribed"),
        func.count(stance).label("stance_n"),
        func.coalesce(func.sum(stance), 0.0).label("stance_sum"),
        func.coalesce(func.sum(stance * stance), 0.0).label("stance_sq"),
        func.count(found.tone).label("tone_n"),
        func.coalesce(func.sum(found.tone), 0.0).label("tone_sum"),
        func.coalesce(func.sum(found.tone * found.tone), 0.0).label("tone_sq"),
    )
    if counting.once:
        summed = summed.where(found.printing == 1)
    groups = [found.actor, found.actor_kind, found.country, *([when] if period else []), found.home]
    return summed.group_by(*groups).order_by(*groups)


def _counted(filters: QuoteFilter, counting: Counting) -> ReadOnlyColumnCollection[str, Any]:
    """Give the columns of the quotes that a filter keeps, with ``home`` and the number of the ``printing``."""
    found = QUOTES.c
    names = ("actor", "actor_kind", "country", "day", "week", "month", "holder", "stance_label", "stance", "tone")
    kept = select(*(found[name] for name in names), label_corrected().label("label_corrected")).where(
        *conditions(filters)
    )
    if not counting.once:
        return kept.add_columns(found.article_id.label("home")).subquery().c
    utterance = func.coalesce(CLUSTERS.c.cluster_id, found.quote_id)
    printing = func.row_number().over(partition_by=utterance, order_by=printing_order())
    home = func.coalesce(CLUSTERS.c.home, found.article_id)
    joined = kept.add_columns(home.label("home"), printing.label("printing"))
    return joined.join_from(QUOTES, CLUSTERS, CLUSTERS.c.quote_id == found.quote_id, isouter=True).subquery().c


def printing_order() -> list[ColumnElement[Any]]:
    """Give the order in which printings of one utterance are the first: by day, undated ones last."""
    found = QUOTES.c
    return [found.day == "", found.day, found.article_id, found.start, found.end, found.quote_id, found.collection]


def tally_query(filters: QuoteFilter, by: Sequence[str]) -> Select[Any]:
    """Count quotes and articles by columns of text; see ``Store.tally``.

    Raises:
        ValueError: When one of them is no column of text in the table of quotes.
    """
    for name in by:
        if name not in _TEXTS:
            raise ValueError(f"{name!r} is no column of text in the table of quotes")
    found = QUOTES.c
    groups = [found[name] for name in by]
    number, day = func.count().label("n"), func.nullif(found.day, "")
    counted: Select[Any] = select(
        *groups,
        number,
        func.count(distinct(found.article_id)).label("articles"),
        func.coalesce(func.min(day), "").label("first"),
        func.coalesce(func.max(day), "").label("last"),
    ).where(*conditions(filters))
    return counted.group_by(*groups).order_by(number.desc(), *groups)


def evidence_query(filters: QuoteFilter) -> Select[Any]:
    """Give article and evidence of every quote with a stance of the speaker's own; see ``Store.words``."""
    found = QUOTES.c
    own = (found.holder != "ascribed", found.evidence != "")
    return select(found.article_id, found.evidence).where(*conditions(filters), *own)


def sureness() -> ColumnElement[float]:
    """Give how sure the speaker is (0..1): whom a person named is sure, whatever the machine held."""
    return case((_corrected("actor"), 1.0), else_=func.coalesce(QUOTES.c.confidence, 0.0))


def label_corrected() -> ColumnElement[bool]:
    """Tell whether a person set the stance label; the score beside it is then none of that label."""
    return _corrected("stance_label")


def _corrected(column: str) -> ColumnElement[bool]:
    """Tell whether a person corrected a column."""
    return QUOTES.c.corrected.contains(f'"{column}"', autoescape=True)


def _times(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Count how often a condition holds."""
    return func.count(case((condition, 1)))
