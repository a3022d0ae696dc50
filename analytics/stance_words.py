"""Holds the words behind the stances of all quotes as numbers, and adds them up for some of the quotes.

Their cells are JSON, of which an actor's page at a million quotes would read a hundred thousand after every change of a
filter. They are read once for each state of the store, and what changed since is read alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select

from analytics.database import QUOTES
from analytics.fulltext import place_of_quote
from analytics.text import fold

Codes = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

Place = tuple[int, str, str]
"""Where a quote is found: its rowid (0 where there is none), quote_id and collection."""

_READ = 20_000  # lines read at once
_ASKED = 500  # values of one question: SQLite takes at most 999 in its older builds


@dataclass(frozen=True, slots=True)
class StanceWords:
    """Words behind stances: of each its quote (a place among all quotes), its term and its weight, in that order.

    ``terms`` are words as printed, but for blanks, and their category.
    """

    quote: Codes
    term: Codes
    weight: Floats
    terms: list[tuple[str, str]]

    def moved(self, places: Numbers) -> StanceWords:
        """Give what stays of them when each quote has a new place, -1 for one that is gone."""
        quote = places[self.quote].astype(np.int32)
        stays = quote >= 0
        return _sorted(StanceWords(quote[stays], self.term[stays], self.weight[stays], self.terms))

    def joined(self, other: StanceWords) -> StanceWords:
        """Give both: words of quotes that have none here."""
        number = {term: place for place, term in enumerate(self.terms)}
        more = np.array([number.setdefault(term, len(number)) for term in other.terms], np.int32)
        term = np.concatenate([self.term, more[other.term]])
        quote, weight = np.concatenate([self.quote, other.quote]), np.concatenate([self.weight, other.weight])
        return _sorted(StanceWords(quote, term, weight, list(number)))

    def weigh(self, among: npt.NDArray[np.bool_], articles: Codes) -> list[dict[str, Any]]:
        """Add up the weights over some quotes, see ``evidence.weigh_words``, which gives the same from their cells.

        Args:
            among: Of all quotes, those that are meant.
            articles: The number of each quote's article.
        """
        chosen = np.flatnonzero(among[self.quote])
        quote, term, weight = self.quote[chosen], self.term[chosen], self.weight[chosen]
        used = np.flatnonzero(np.bincount(term, minlength=len(self.terms)))
        alike: dict[tuple[str, str], int] = {}
        key_of = np.zeros(len(self.terms), np.int64)
        for place in used.tolist():
            words, category = self.terms[place]
            key_of[place] = alike.setdefault((fold(words).casefold(), category), len(alike))
        key, size = key_of[term], len(alike)
        weights = np.bincount(key, weight, size)
        quotes, printed = _different(key, quote, size), _different(key, articles[quote], size)
        times = np.bincount(term, minlength=len(self.terms))
        spelled: list[tuple[int, str]] = [(1, "")] * size
        for place in used.tolist():
            spelled[key_of[place]] = min(spelled[key_of[place]], (-int(times[place]), self.terms[place][0]))
        lines = [
            {
                "words": spelled[place][1], "category": category, "weight": round(float(weights[place]), 4),
                "n": int(quotes[place]), "articles": int(printed[place]),
            }
            for (_, category), place in alike.items()
        ]  # fmt: skip
        return sorted(lines, key=lambda line: (-abs(line["weight"]), line["words"], line["category"]))


def read_stance_words(
    connection: Connection, find: Callable[[Sequence[Place]], Numbers], quote_ids: Iterable[str] | None = None
) -> StanceWords:
    """Read the words behind the stances of quotes, those of these ids or all.

    Args:
        connection: Where.
        find: Gives the places of quotes among all, -1 for one that is not among them.
        quote_ids: Which; all when ``None``.
    """
    found = QUOTES.c
    query = select(place_of_quote(connection), found.quote_id, found.collection, found.evidence)
    query = query.where(found.shown, found.evidence != "")
    wanted = None if quote_ids is None else sorted(quote_ids)
    parts = [query] if wanted is None else [
        query.where(found.quote_id.in_(wanted[at : at + _ASKED])) for at in range(0, len(wanted), _ASKED)
    ]  # fmt: skip
    number: dict[tuple[str, str], int] = {}
    quotes: list[Numbers] = [np.empty(0, np.int64)]
    terms: list[int] = []
    weights: list[float] = []
    for part in parts:
        cursor = connection.execute(part).cursor  # the driver's own lines: SQLAlchemy's take twice as long
        while cursor is not None and (lines := cursor.fetchmany(_READ)):
            of_line: list[int] = []
            cells = json.loads(f"[{','.join(line[3] for line in lines)}]")
            for place, items in enumerate(cells):
                for item in items:
                    if item["start"] is not None:  # the starting value, which every quote has, is no word
                        of_line.append(place)
                        terms.append(number.setdefault((item["words"], item["category"]), len(number)))
                        weights.append(item["weight"])
            quotes.append(find([tuple(line[:3]) for line in lines])[np.array(of_line, np.int64)])
    read = StanceWords(
        np.concatenate(quotes).astype(np.int32), np.array(terms, np.int32), np.array(weights, np.float64), list(number)
    )
    known = read.quote >= 0
    read = StanceWords(read.quote[known], read.term[known], read.weight[known], read.terms)
    return _blanks_alike(_sorted(read))


def _blanks_alike(read: StanceWords) -> StanceWords:
    """Give words that differ in their blanks alone the same term."""
    number: dict[tuple[str, str], int] = {}
    places = [number.setdefault((" ".join(words.split()), category), len(number)) for words, category in read.terms]
    term = np.array(places, np.int32)[read.term] if places else read.term
    return StanceWords(read.quote, term, read.weight, list(number))


def _sorted(words: StanceWords) -> StanceWords:
    """Put words in the order of their quotes, so that no sum hangs on the order in which they were read."""
    if not np.any(words.quote[1:] < words.quote[:-1]):
        return words
    order = np.argsort(words.quote, kind="stable")
    return StanceWords(words.quote[order], words.term[order], words.weight[order], words.terms)


def _different(key: Numbers, value: npt.NDArray[Any], size: int) -> Numbers:
    """Count for each key how many different values stand beside it."""
    pairs = np.unique(key * (int(value.max(initial=0)) + 1) + value)
    return np.bincount(pairs // (int(value.max(initial=0)) + 1), minlength=size)
