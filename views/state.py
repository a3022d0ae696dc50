"""What the pages share: the store, the filters of the sidebar, and cached answers.

The keys of the bound widgets are the names in the page's address, so that a link brings the same view back.
What matters beyond one look lies in the database or in the address, never in the session alone.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, Literal, TypeVar

import pandas as pd
import streamlit as st

from analytics import charts, frames, trends
from analytics.columns import ACTOR, GROUPS, QuoteColumns, read_columns
from analytics.corrections import list_corrections
from analytics.events import Event, read_events
from analytics.frames import MIN_N
from analytics.lexicons import read_places
from analytics.messages import counted_quotes
from analytics.records import Article
from analytics.registrations import (
    Effect,
    Entries,
    Unresolved,
    list_registrations,
    list_unresolved,
    own_actors,
    preview,
)
from analytics.rosters import Roster
from analytics.schema import Row
from analytics.selections import ONCE, Counting
from analytics.settings import read_settings
from analytics.store import QuoteFilter, Store, open_store
from analytics.unlisted import list_unlisted

Answer = TypeVar("Answer")
Period = Literal["", "day", "week", "month"]

KINDS = {"direct": "Direct", "mixed": "Partial", "indirect": "Indirect"}
STANCES = {"dovish": "Dovish", "neutral": "Neutral", "hawkish": "Hawkish", "none": "None found"}
MARKED = ("direct", "mixed")
HOLDERS = {"own": "The speaker's own", "ascribed": "About others"}
MULTIPLE = ("actor", "country", "outlet", "target", "at", "language", "side")
"""Keys of the filters whose choices come from the collection."""

SAMPLE = Path(__file__).parent.parent / "sample_data"

DEFAULTS: dict[str, Any] = {
    **dict.fromkeys(MULTIPLE, ()), "from": None, "to": None, "kind": MARKED, "stance": (), "act": (), "holder": (),
    "min_n": MIN_N, "q": "", "sure": 0, "copies": False, "others": False, "weigh": "quote",
}  # fmt: skip
"""What the Reset button goes back to; the collection stays."""

MOST_ANSWERS = 256
"""So many answers about a database are remembered, the latest ones."""


@dataclass(frozen=True, slots=True)
class View:
    """What the sidebar says is to be shown."""

    filters: QuoteFilter
    min_n: int
    counting: Counting = ONCE
    weight: frames.Weight = "quote"

    @property
    def everything(self) -> QuoteFilter:
        """The filter that hides nothing of the collection, but indirect statements where they are not asked for."""
        return QuoteFilter(collection=self.filters.collection, kinds=() if self.shows_indirect else MARKED)

    @property
    def indirect(self) -> QuoteFilter:
        """The filter that keeps all indirect statements of the collection and nothing else."""
        return QuoteFilter(collection=self.filters.collection, kinds=("indirect",))

    @property
    def shows_indirect(self) -> bool:
        """Whether indirect statements are among what is asked for."""
        return "indirect" in self.filters.kinds


def store() -> Store:
    """Open the store named by ``PARLEY_DB``, once for all sessions.

    Raises:
        StoreError: When it cannot be used.
        SettingsError: When ``PARLEY_DB`` is not a URL.
    """
    settings = read_settings()
    key = settings.database, settings.read_only
    opened = _OPENED.get(key)
    if opened is None:
        with _OPENING:
            opened = _OPENED.get(key) or open_store(settings.database or None, read_only=settings.read_only)
            _OPENED[key] = opened
    return opened


_OPENED: dict[tuple[str, bool], Store] = {}
_OPENING = Lock()


def read_only() -> bool:
    """Tell whether nothing may be written, by ``PARLEY_READ_ONLY``: then no page shows a widget that would."""
    return read_settings().read_only


def current_view() -> View:
    """Read the filters from the sidebar's widgets; needs `sidebar.draw_filters` to have run."""
    chosen = st.session_state
    filters = QuoteFilter(
        collection=chosen.get("collection") or "",
        actors=tuple(chosen.get("actor") or ()),
        countries=tuple(chosen.get("country") or ()),
        outlets=tuple(chosen.get("outlet") or ()),
        kinds=chosen_kinds(),
        stances=tuple(chosen.get("stance") or ()),
        acts=tuple(chosen.get("act") or ()),
        targets=tuple(chosen.get("target") or ()),
        holder=_only(chosen.get("holder")),
        since=_iso(chosen.get("from")),
        until=_iso(chosen.get("to")),
        min_confidence=int(chosen.get("sure") or 0) / 100,
        target_countries=tuple(chosen.get("at") or ()),
        sides=tuple(chosen.get("side") or ()),
        languages=tuple(chosen.get("language") or ()),
    )
    counting = Counting(once=not chosen.get("copies"), ascribed=bool(chosen.get("others")))
    return View(filters, int(chosen.get("min_n") or MIN_N), counting, chosen.get("weigh") or "quote")


def chosen_kinds() -> tuple[str, ...]:
    """Give the kinds of quotes that are asked for: those in marks, unless the reader chose otherwise."""
    return tuple(st.session_state.get("kind") or MARKED)


def reset_filters() -> None:
    """Set every filter but the collection back.

    Forgetting the keys would not do: a bound widget would then take its old value from the page's address.
    """
    for key, value in DEFAULTS.items():
        st.session_state[key] = list(value) if isinstance(value, tuple) else value


def show_indirect() -> None:
    """Let indirect statements in, beside the quotes in marks."""
    st.session_state["kind"] = list(KINDS)


def choose_collection(name: str) -> None:
    """Show another collection, unfiltered; only before the sidebar is drawn, as in a callback."""
    reset_filters()
    st.session_state["collection"] = name


def order_by_doubt() -> None:
    """Have the Quotes page begin with the least sure speakers."""
    st.session_state["order"] = "unsure"


def labelled(view: View, label: str) -> QuoteFilter:
    """Keep the quotes that count under a label of ``frames.by_label``, one of which is words about others."""
    if label == "ascribed":
        return replace(view.filters, holder="ascribed")
    return replace(view.filters, holder=view.filters.holder if view.counting.ascribed else "own", stances=(label,))


def on_phone() -> bool:
    """Tell whether the reader's browser says that it is a telephone's, where a table of many columns is cut off."""
    return "Mobi" in str(st.context.headers.get("User-Agent", ""))


def palette() -> charts.Palette:
    """Give the colours for the theme that the reader's browser shows."""
    return charts.DARK if st.context.theme.type == "dark" else charts.LIGHT


def collections() -> list[dict[str, Any]]:
    """List the collections, see ``Store.collections``."""
    return _ask("collections", None, lambda: store().collections())


def columns() -> QuoteColumns:
    """Give the quotes' columns of the store as it is now; they are shared and not to be altered."""
    opened = store()
    version = opened.version()
    held = _HELD.get(opened.place)
    return held if held is not None and held.version == version else _columns(opened.place, version)


@st.cache_resource(max_entries=2, show_spinner="Reading the quotes that changed")
def _columns(place: str, version: int) -> QuoteColumns:
    _HELD[place] = read = read_columns(store(), _HELD.get(place))
    return read


_HELD: dict[str, QuoteColumns] = {}
"""The columns of each database that were read last, from which the next are made."""


def choices(collection: str, kinds: tuple[str, ...]) -> dict[str, Any]:
    """Give what the filters can choose from among quotes of these kinds, see ``QuoteColumns.choices``."""
    return _ask("choices", (collection, kinds), lambda: columns().choices(collection, kinds))


def quoteless(collection: str) -> list[dict[str, Any]]:
    """List the articles without a quote, see ``Store.quoteless``."""
    return _ask("quoteless", collection, lambda: store().quoteless(collection))


def versions(collection: str) -> list[dict[str, Any]]:
    """Count the articles by the version that scored them, see ``Store.versions``."""
    return _ask("versions", collection, lambda: store().versions(collection))


def copies(article: Article, collection: str) -> list[dict[str, Any]]:
    """List what is much like a stored article, see ``Store.copies``."""
    found = _ask("copies", (article.id, collection), lambda: store().copies([article], collection))
    return found.get(article.id, [])


def trash() -> list[dict[str, Any]]:
    """List the deleted articles, see ``Store.trash``."""
    return _ask("trash", None, lambda: store().trash())


def summary(filters: QuoteFilter) -> dict[str, int]:
    """Give the counts of a selection, see ``QuoteColumns.summary``."""
    return _ask("summary", filters, lambda: columns().summary(filters))


def count(filters: QuoteFilter) -> int:
    """Count the quotes of a selection."""
    return _ask("count", filters, lambda: columns().count(filters))


def found_words(filters: QuoteFilter) -> str:
    """Say how many quotes, and how many indirect statements where they are asked for, a selection holds."""
    total = count(filters)
    indirect = count(replace(filters, kinds=("indirect",))) if "indirect" in filters.kinds else 0
    return counted_quotes(total - indirect, indirect)


def sums(view: View, period: Period = "", by: tuple[str, ...] = ACTOR, actors: tuple[str, ...] = ()) -> pd.DataFrame:
    """Give the table of sums behind the charts, see ``QuoteColumns.sums``; it is shared and not to be altered."""
    return columns().sums(view.filters, period, view.counting, by, actors=actors)


def sums_of_all(view: View, period: Period) -> pd.DataFrame:
    """Give the table of sums by period and article, for what does not tell actors apart."""
    return sums(view, period, ("period", "article_id"))


def tally(filters: QuoteFilter, by: tuple[str, ...]) -> list[dict[str, Any]]:
    """Count the quotes of a selection by what stands in columns, see ``Store.tally``."""
    kept = set(by) <= set(GROUPS)
    return _ask("tally", (filters, by), lambda: (columns() if kept else store()).tally(filters, by))


def words(filters: QuoteFilter) -> list[dict[str, Any]]:
    """Give the words behind the stances of a selection, see ``QuoteColumns.words``."""
    return _ask("words", filters, lambda: columns().words(filters))


def corrections(collection: str, quote_id: str = "") -> list[dict[str, Any]]:
    """List what people corrected in a collection, or about one quote, see ``corrections.list_corrections``."""
    return _ask("corrections", (collection, quote_id), lambda: list_corrections(store(), collection, quote_id))


def roster(collection: str) -> Roster:
    """Give a collection's own actors, see ``registrations.own_actors``."""
    return _ask("roster", collection, lambda: own_actors(store(), collection))


def registrations(collection: str) -> list[dict[str, Any]]:
    """List the changes of a collection's own actors, see ``registrations.list_registrations``."""
    return _ask("registrations", collection, lambda: list_registrations(store(), collection))


def unresolved(collection: str, kinds: tuple[str, ...], *, unnamed: bool) -> list[Unresolved]:
    """List the names without an entry in any registry, see ``registrations.list_unresolved``."""

    def names() -> list[Unresolved]:
        if unnamed:  # the words for them are not among the columns
            return list_unresolved(store(), collection, kinds=kinds, unnamed=True)
        return list_unlisted(columns(), roster(collection), collection, kinds)

    return _ask("unresolved", (collection, kinds, unnamed), names)


def effects(collection: str, entries: Entries) -> list[Effect]:
    """Tell what a change of actors would do, see ``registrations.preview``."""
    return _ask("effects", (collection, json.dumps(entries)), lambda: preview(store(), collection, entries))


def by_actor(view: View) -> pd.DataFrame:
    """Give the table of actors, see ``frames.by_actor``."""

    def aggregate() -> pd.DataFrame:
        return frames.by_actor(sums(view, by=("actor", "country")), min_n=view.min_n, weight=view.weight)

    return _ask("by_actor", view, aggregate)


def all_thin(view: View) -> bool:
    """Tell whether there are named actors, and none with quotes enough for an interval."""

    def look() -> bool:
        most = columns().ranked(view.filters, view.counting, stanced=True)[:1]
        return (not most or most[0][1] < view.min_n) and bool(columns().ranked(view.filters))

    return _ask("all_thin", (view.filters, view.counting, view.min_n), look)


def over_time(view: View, period: Period, *, together: bool = False, actors: tuple[str, ...] = ()) -> pd.DataFrame:
    """Give the table of points in time, of all actors or of these, see ``frames.over_time``."""

    def aggregate() -> pd.DataFrame:
        by = ("period", "article_id", "actor") if together else ("actor", "period", "article_id")
        return frames.over_time(
            sums(view, period, by, actors), min_n=view.min_n, together=together, weight=view.weight, actors=actors
        )  # fmt: skip

    return _ask("over_time", (view, period, together, actors), aggregate)


def most_dated(view: View) -> dict[str, int]:
    """Give each named actor's number of dated quotes, the most quoted first."""

    def count() -> dict[str, int]:
        return dict(columns().ranked(replace(view.filters, undated=False), view.counting))

    return _ask("most_dated", (view.filters, view.counting), count)


def finest_period(view: View, measure: Literal["stance", "tone"], actors: int) -> Literal["day", "week", "month"]:
    """Choose the period for so many actors, see ``frames.finest_period``."""

    def choose() -> Literal["day", "week", "month"]:
        shown = tuple(most_dated(view))[:actors]
        dated = sums(view, "day", ("actor", "period", "article_id"), shown)
        return frames.finest_period(dated, measure=measure, min_n=view.min_n, actors=actors)

    return _ask("finest_period", (view, measure, actors), choose)


def quotes(filters: QuoteFilter, order: str, limit: int, offset: int = 0) -> list[Row]:
    """Give one page of quotes, see ``Store.quotes``."""
    key = (filters, order, limit, offset)
    return _ask("quotes", key, lambda: store().rows(columns().ids(filters, order, limit, offset)))


def utterances(filters: QuoteFilter, order: str, limit: int) -> list[Row]:
    """Give the first quotes in an order, of copies the first printing alone."""
    return _ask(
        "utterances", (filters, order, limit), lambda: store().rows(columns().ids(filters, order, limit, once=True))
    )


def strongest(filters: QuoteFilter, label: Literal["hawkish", "dovish"], limit: int) -> list[Row]:
    """Give the quotes of the selection that lean furthest one way and bear that label."""
    if (filters.stances and label not in filters.stances) or filters.holder == "ascribed":
        return []
    return utterances(replace(filters, stances=(label,), holder="own"), label, limit)


def by_group(view: View, keys: tuple[str, ...], period: Period = "") -> pd.DataFrame:
    """Give the table of groups by further columns, see ``frames.by_group``."""

    def aggregate() -> pd.DataFrame:
        by = (*keys, "article_id", *(() if "actor" in keys else ("actor",)))
        return frames.by_group(sums(view, period, by), keys, min_n=view.min_n, weight=view.weight)

    return _ask("by_group", (view, keys, period), aggregate)


def count_undated(view: View) -> int:
    """Count the quotes of a view that have no day."""
    days = counts(view, ("day",))
    return int(days.loc[days["day"] == "", "n"].sum())


def counts(view: View, by: tuple[str, ...]) -> pd.DataFrame:
    """Count the quotes of a view by columns, see ``QuoteColumns.counts``."""
    return _ask("counts", (view, by), lambda: columns().counts(view.filters, by, view.counting))


def ranked(filters: QuoteFilter) -> list[tuple[str, int]]:
    """List the named actors of a selection with their numbers of quotes, the most quoted first."""
    return _ask("ranked", filters, lambda: columns().ranked(filters))


def sample_events(collection: str) -> list[Event]:
    """Give the dated events of the fictional sample; none for any other collection."""
    if not any(line["name"] == collection and line["fictional"] for line in collections()):
        return []
    return read_events((SAMPLE / "events.csv").read_bytes())


def country_words(code: str, collection: str) -> str:
    """Name a country beside its code, as far as it is known: 'Kenya (KEN)'.

    The fictional states of the sample have codes of their own, which are read in its collection alone.
    """
    return countries_words([code], collection)[0]


def countries_words(codes: Sequence[str], collection: str) -> list[str]:
    """Name countries beside their codes, see `country_words`."""
    names = country_names(codes, collection)
    return [code if names[code] == code else f"{names[code]} ({code})" for code in codes]


def country_names(codes: Iterable[str], collection: str) -> dict[str, str]:
    """Give the names of countries by their codes; a code that nobody knows is its own name."""
    fictional = any(line["name"] == collection and line["fictional"] for line in collections())
    names = read_places(SAMPLE / "countries.csv" if fictional else None).names
    return {code: names.get(code) or code for code in codes}


def what_changed(before: View, after: View, measure: charts.Measure) -> pd.DataFrame:
    """Compare each actor's quotes in two selections, see ``trends.what_changed``."""

    def compare() -> pd.DataFrame:
        periods = [sums(part, by=("actor", "article_id")) for part in (before, after)]
        return trends.what_changed(*periods, measure=measure, min_n=before.min_n)

    return _ask("what_changed", (before, after, measure), compare)


def change_point(view: View, measure: charts.Measure) -> trends.ChangePoint | None:
    """Look for the day of the largest change, see ``trends.find_change_point``."""

    def look() -> trends.ChangePoint | None:
        return trends.find_change_point(sums(view, "day", ("actor", "period", "article_id")), measure=measure)

    return _ask("change_point", (view, measure), look)


def behind(filters: QuoteFilter, measure: charts.Measure, limit: int, *, rising: bool) -> list[Row]:
    """Give the quotes that pull a figure up (``rising``) or down the most."""
    if measure == "stance":
        return strongest(filters, "hawkish" if rising else "dovish", limit)
    return utterances(filters, "positive" if rising else "negative", limit)


def _ask(question: str, key: Hashable, answer: Callable[[], Answer]) -> Answer:
    """Answer from what is remembered as long as nobody has written to the database.

    Streamlit's own cache would hash the key and pickle the answer each time: a millisecond or two, some fifty times a
    page. Even what it keeps as it is takes a fifth of a millisecond to find.
    """
    opened = store()
    asked = (opened.version(), question, key)
    with _LOCK:
        known = _REMEMBERED.setdefault(opened.place, OrderedDict())
        if asked in known:
            known.move_to_end(asked)
            held: Answer = known[asked]
            return _own(held)
    found = answer()
    with _LOCK:
        known[asked] = found
        while len(known) > MOST_ANSWERS:
            known.popitem(last=False)
    return _own(found)


_LOCK = Lock()
_REMEMBERED: dict[str, OrderedDict[Hashable, Any]] = {}
"""The latest answers about each database, of all sessions."""


def _own(answer: Answer) -> Answer:
    """Give a table or list that its reader may alter without altering what is remembered; its cells are shared."""
    return copy(answer) if isinstance(answer, (pd.DataFrame, list, dict)) else answer


def _only(values: Sequence[str] | None) -> str:
    """Give the one value chosen; none or all of them restrict nothing."""
    return values[0] if values and len(values) == 1 else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
