"""Aggregates with intervals: from the store's sums to tables that charts can draw.

Every function is pure: a table of sums in, a new table out. The table comes from ``Store.sums`` as lines or from
``columns`` as a frame, which are the same. For the intervals see ``intervals``: their unit is the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.columns import Floats, Numbers
from analytics.days import first_day
from analytics.groups import number_groups, starts_of
from analytics.intervals import add_up, adder, find_intervals

Weight = Literal["quote", "speaker", "article"]

MIN_N = 5
"""Fewer quotes than this give no interval: with no true change, two means of three quotes differ by more than
0.3 in 46 % of draws."""

FIRM_SHARE = 0.5
"""A period is long enough when at least this share of its points rests on enough quotes."""

EVERYBODY = "All quotes"
"""Stands in the ``actor`` column where nobody is told apart."""

_STANCE: Literal["stance"] = "stance"
_TONE: Literal["tone"] = "tone"
_LABELS = ["dovish", "neutral", "hawkish", "none", "ascribed"]
_COUNTS = ["n", "hawkish", "dovish", "neutral", "none", "ascribed", "stance_n", "tone_n"]
_SUMS = ["stance_sum", "stance_sq", "tone_sum", "tone_sq"]
_ORDER = ["actor", "period", "article_id", "actor_kind", "country"]

MEASURES = (
    "n", "n_stance", "n_effective", "articles", "hawkish", "dovish", "neutral", "none", "ascribed", "share_none",
    "net", "low", "high", "net_by_quote", "net_by_speaker", "net_by_article", "mean_stance", "spread",
    "mean_tone", "tone_low", "tone_high", "tone_n", "tone_by_quote", "tone_by_speaker", "tone_by_article",
    "thin", "tone_thin",
)  # fmt: skip
"""The columns of figures that `by_actor` and `over_time` share; see `by_actor` for what each means."""


Sums = pd.DataFrame | Iterable[Mapping[str, Any]]
"""A table of sums, as ``columns`` gives it, or the lines of ``Store.sums``, in any order."""


def by_actor(sums: Sums, *, min_n: int = MIN_N, weight: Weight = "quote") -> pd.DataFrame:
    """Aggregate stance and tone by named actor, most quoted first.

    Args:
        sums: The table of sums. Lines without an actor's name are left out.
        min_n: An actor with fewer quotes is marked thin and gets no interval.
        weight: What counts the same in ``net`` and ``mean_tone``: every quote, every speaker or every article.

    Returns:
        One line for each actor: ``actor``, ``country`` (the one most often spoken for), then ``MEASURES``:
        ``n`` quotes; ``n_stance`` of them with a stance of the speaker's own; ``n_effective``, the independent quotes
        that would say as much as these; ``articles`` they come from; the quotes by stance label; ``share_none`` of the
        speaker's own quotes; ``net`` = (hawkish - dovish) / n_stance with its 95 % interval ``low`` to ``high``, and
        what it is by each weight; ``mean_stance`` (-1..1), and ``spread``, the standard deviation of the labels
        around ``net_by_quote`` (0: all agree, 1: half against half); the same of tone; ``thin`` and ``tone_thin``
        where fewer than ``min_n`` quotes stand behind stance and tone. What cannot be said is NaN: the net
        stance of no quotes, an interval of a thin actor or of one found in a single article.

    Example:
        >>> line = {"actor": "Vale", "actor_kind": "person", "country": "XAA", "period": "",
        ...         "article_id": "a", "n": 2, "hawkish": 1, "dovish": 0, "neutral": 1, "none": 0, "ascribed": 0,
        ...         "stance_sum": 0.6, "tone_n": 2, "tone_sum": -0.4}
        >>> by_actor([line])[["actor", "n_stance", "net", "mean_tone", "thin"]].values.tolist()
        [['Vale', 2, 0.5, -0.2, True]]
    """
    lines = _lines(sums)
    named = _where(lines, lines["actor"] != "")
    table = _aggregate(named, ["actor"], min_n, weight)
    table["country"] = _main_countries(named)
    ranked = np.argsort(-table["n"].to_numpy(), kind="stable")  # the lines come in the order of the names
    return table[["actor", "country", *MEASURES]].take(ranked).reset_index(drop=True)


def over_time(
    sums: Sums, *, min_n: int = MIN_N, together: bool = False, weight: Weight = "quote", actors: Sequence[str] = ()
) -> pd.DataFrame:
    """Aggregate stance and tone by actor and period; undated quotes are left out (see `count_undated`).

    Args:
        sums: The table of sums for a day, week or month.
        min_n: A point with fewer quotes is marked thin and gets no interval.
        together: Do not tell actors apart; quotes without a known speaker then count too, and ``actor`` is
            ``EVERYBODY``. By speaker they do not count.
        weight: What counts the same, see `by_actor`.
        actors: Only these; everybody when empty.

    Returns:
        ``actor``, ``period`` (ISO date of its first day), then ``MEASURES`` as in `by_actor`, sorted by both.
    """
    lines = _lines(sums)
    if together:
        table = _aggregate(_where(lines, lines["period"] != ""), ["period"], min_n, weight)
        table.insert(0, "actor", EVERYBODY)
    else:
        meant = lines["actor"].isin(list(actors)) if actors else lines["actor"] != ""
        table = _aggregate(_where(lines, meant & (lines["period"] != "")), ["actor", "period"], min_n, weight)
    return table[["actor", "period", *MEASURES]]


def by_group(sums: Sums, keys: Sequence[str], *, min_n: int = MIN_N, weight: Weight = "quote") -> pd.DataFrame:
    """Aggregate stance and tone by any columns of the table of sums, an empty cell being a value of its own.

    Returns:
        The keys, then ``MEASURES`` as in `by_actor`, sorted by the keys.
    """
    return _aggregate(_lines(sums), keys, min_n, weight)[[*keys, *MEASURES]]


class Units(NamedTuple):
    """Quotes of named actors added up by article, by actor and period; names are numbers, in the order of the names.

    ``top`` is what is divided by ``n``, the number of quotes; ``squares`` are those of their single values.
    """

    names: list[str]
    actor: Numbers
    periods: list[str]
    period: Numbers
    top: Floats
    n: Floats
    squares: Floats


def sum_units(sums: Sums, measure: Literal["stance", "tone"] = "stance", *, apart: bool = False) -> Units:
    """Add up each named actor's quotes by article, the unit that intervals and tests deal with.

    Args:
        sums: The table of sums.
        measure: Whose quotes: those with a stance, or those with a tone.
        apart: Whether to tell periods apart; else all have the first one.

    Returns:
        The units; articles without such quotes are left out.
    """
    lines = _lines(sums)
    lines = _where(lines, lines["actor"] != "")
    unit, first = _numbered(lines, ["actor", *(["period"] if apart else []), "article_id"])
    total = adder(unit, len(first))

    def add(name: str) -> Floats:
        return total(lines[name].to_numpy())

    if measure == "stance":
        hawkish, dovish = add("hawkish"), add("dovish")
        top, n, squares = hawkish - dovish, hawkish + dovish + add("neutral"), hawkish + dovish
    else:
        top, n, squares = add("tone_sum"), add("tone_n"), add("tone_sq")
    said = n > 0
    first = first[said]
    period = _codes(lines, "period")[first].astype(np.int64) if apart else np.zeros(len(first), np.int64)
    return Units(
        list(lines["actor"].cat.categories), _codes(lines, "actor")[first].astype(np.int64),
        list(lines["period"].cat.categories), period, top[said], n[said], squares[said],
    )  # fmt: skip


def differing_weights(line: Mapping[Any, Any], measure: Literal["stance", "tone"] = "stance") -> list[str]:
    """Name the weights by which a figure has another sign than by the quote.

    Example:
        >>> line = {"net_by_quote": 0.2, "net_by_speaker": -0.1, "net_by_article": 0.0, "thin": False}
        >>> differing_weights(line)
        ['speaker']
    """
    name = "net" if measure == "stance" else "tone"
    if line["thin" if measure == "stance" else "tone_thin"]:
        return []
    first = line[f"{name}_by_quote"]
    return [weight for weight in ("speaker", "article") if first * line[f"{name}_by_{weight}"] < 0]


def by_period(sums: Sums) -> pd.DataFrame:
    """Count quotes and articles by period, every speaker together, undated quotes left out.

    Returns:
        ``period``, ``n``, ``articles``, sorted by period.
    """
    lines = _lines(sums)
    dated = _where(lines, lines["period"] != "")
    group, first = _numbered(dated, ["period"])
    pairs = _numbered(dated, ["period", "article_id"])[1]
    return pd.DataFrame(
        {
            "period": dated["period"].iloc[first].astype(object).to_numpy(),
            "n": add_up(group, dated["n"], len(first)).astype(np.int64),
            "articles": np.bincount(group[pairs], minlength=len(first)),
        }
    )


def by_label(sums: Sums) -> pd.DataFrame:
    """Count quotes by stance label: dovish, neutral, hawkish, none, and ascribed (somebody else's view).

    Returns:
        ``label``, ``n``, ``share`` (0..1, NaN when there is no quote), in that order of labels.
    """
    lines = _lines(sums)
    counts = np.array([int(lines[label].sum()) for label in _LABELS])
    total = counts.sum()
    share = counts / total if total else np.full(len(_LABELS), np.nan)
    return pd.DataFrame({"label": _LABELS, "n": counts, "share": share})


def stance_by_tone(lines: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Count quotes by stance label and tone label, side by side and never merged.

    Args:
        lines: Lines of ``Store.tally`` by ``holder``, ``stance_label`` and ``tone_label``, in any order.

    Returns:
        ``stance``: every label in the order of `by_label`, ascribed (somebody else's view) last; then the numbers
        of quotes ``negative``, ``neutral`` and ``positive`` in tone, and ``n`` of them all.

    Example:
        >>> line = {"holder": "own", "stance_label": "hawkish", "tone_label": "positive", "n": 2}
        >>> stance_by_tone([line]).loc[2, ["stance", "positive", "n"]].astype(str).tolist()
        ['hawkish', '2', '2']
    """
    counts: Counter[tuple[str, str]] = Counter()
    for line in lines:
        label = "ascribed" if line["holder"] == "ascribed" else line["stance_label"]
        counts[label, line["tone_label"]] += line["n"]
    tones = ["negative", "neutral", "positive"]
    table = pd.DataFrame(
        [[label, *(counts[label, tone] for tone in tones)] for label in _LABELS], columns=["stance", *tones]
    )
    return table.assign(n=table[tones].sum(axis=1))


def count_undated(sums: Sums) -> int:
    """Count the quotes that no period holds.

    Example:
        >>> count_undated([{"period": "", "n": 3}, {"period": "2025-03-03", "n": 2}])
        3
    """
    if isinstance(sums, pd.DataFrame):
        return int(sums.loc[sums["period"] == "", "n"].sum())
    return sum(int(line["n"]) for line in sums if line["period"] == "")


def finest_period(
    sums: Sums,
    *,
    measure: Literal["stance", "tone"] = "stance",
    min_n: int = MIN_N,
    actors: int = 6,
) -> Literal["day", "week", "month"]:
    """Choose the shortest period of which most points rest on enough quotes; the month when none does.

    Args:
        sums: Lines of ``Store.sums`` by day, in any order.
        measure: Which quotes count: those with a stance of the speaker's own, or those with a tone.
        min_n: A point with fewer quotes is thin.
        actors: So many of the most quoted actors are looked at, each point of theirs counting the same.

    Example:
        >>> line = {"actor": "Vale", "hawkish": 3, "dovish": 0, "neutral": 0, "tone_n": 3, "n": 3}
        >>> finest_period([{**line, "period": day} for day in ("2025-03-03", "2025-03-05")])
        'week'
    """
    counted = ["tone_n"] if measure == "tone" else ["hawkish", "dovish", "neutral"]
    lines = sums if isinstance(sums, pd.DataFrame) else _table(sums, ["actor", "period"], [*counted, "n"])
    actor, day = (np.asarray(lines[name].cat.codes, dtype=np.int64) for name in ("actor", "period"))
    known = ((lines["actor"] != "") & (lines["period"] != "")).to_numpy()
    size = len(lines["actor"].cat.categories)
    totals = add_up(actor[known], lines["n"].to_numpy()[known], size)
    ranked = np.argsort(np.where(np.bincount(actor[known], minlength=size) > 0, -totals, np.inf), kind="stable")
    shown = np.isin(np.arange(size), ranked[:actors])
    near = np.flatnonzero(known & shown[actor])
    quotes = np.sum([lines[name].to_numpy()[near] for name in counted], axis=0)
    days = list(lines["period"].cat.categories)
    for period in ("day", "week"):
        first = np.array([_number_of_first(each, period) for each in days], dtype=np.int64)[day[near]]
        points, _ = number_groups([actor[near], first], [size, date.max.toordinal()], len(near))
        numbers = np.bincount(points, quotes)
        firm, used = (numbers >= min_n).sum(), (numbers > 0).sum()
        if used and firm >= FIRM_SHARE * used:
            return period
    return "month"


@lru_cache(maxsize=40_000)
def _number_of_first(day: str, period: Literal["day", "week"]) -> int:
    """Number the first day of the period that a day lies in; the first of all where it is not known."""
    return first_day(date.fromisoformat(day) if day else date.min, period).toordinal()


def _table(lines: Iterable[Mapping[str, Any]], names: Sequence[str], figures: Sequence[str]) -> pd.DataFrame:
    """Make a table of some columns of lines, with the columns of text as categories in their order."""
    columns = [*names, *figures]
    table = pd.DataFrame([{name: line[name] for name in columns} for line in lines], columns=columns)
    types = {**dict.fromkeys(names, "object"), **dict.fromkeys(figures, "int64")}
    return table.astype(types).astype(dict.fromkeys(names, "category"))


def _where(lines: pd.DataFrame, kept: pd.Series[bool]) -> pd.DataFrame:
    """Keep some lines; where these are all, nothing is copied."""
    return lines if kept.all() else lines[kept]


def _lines(sums: Sums) -> pd.DataFrame:
    """Make a table of the lines, sorted, so that the order they came in cannot matter even to rounding."""
    if isinstance(sums, pd.DataFrame):
        return sums
    columns = [*_ORDER, *_COUNTS, *_SUMS]
    table = pd.DataFrame([{name: line[name] for name in columns} for line in map(_counted, sums)], columns=columns)
    types = {**dict.fromkeys(_ORDER, "object"), **dict.fromkeys(_COUNTS, "int64")}
    typed = table.astype({**types, **dict.fromkeys(_SUMS, "float64")})
    ordered = typed.sort_values([*_ORDER, *_COUNTS, *_SUMS], ignore_index=True)
    return ordered.astype(dict.fromkeys(_ORDER, "category"))


def _counted(line: Mapping[str, Any]) -> Mapping[str, Any]:
    """Fill in what a line need not say: how many scores were summed, one for each label, and their squares."""
    known = {"stance_n": line["hawkish"] + line["dovish"] + line["neutral"], **line}
    for name in ("stance", "tone"):
        known.setdefault(f"{name}_sq", known[f"{name}_sum"] ** 2 / max(1, known[f"{name}_n"]))
    return known


def _main_countries(lines: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Give for each actor, in the order of the names, the country of most quotes; of several the first by its code."""
    group, first = _numbered(lines, ["actor", "country"])
    actor, numbers = _codes(lines, "actor")[first], add_up(group, lines["n"], len(first))
    order = np.lexsort((-numbers, actor))  # which leaves equals in the order of the countries
    main = first[order[starts_of(actor[order])]]
    return np.asarray(lines["country"].iloc[main].astype(object))


def _numbered(lines: pd.DataFrame, keys: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Number the groups of equal keys in their order; give each line's group, and the first line of each."""
    codes = [_codes(lines, key) for key in keys]
    return number_groups(codes, [len(lines[key].cat.categories) for key in keys], len(lines))


def _codes(lines: pd.DataFrame, key: str) -> npt.NDArray[Any]:
    return np.asarray(lines[key].cat.codes)


@dataclass(frozen=True, slots=True)
class _Units:
    """The articles of each group: their groups, and what stands above and below the line of a measure in each."""

    group: Numbers
    top: Floats
    bottom: Floats


def _aggregate(lines: pd.DataFrame, keys: Sequence[str], min_n: int, weight: Weight) -> pd.DataFrame:
    """Add up by ``keys`` and put shares, means and intervals beside the sums."""
    group, first = _numbered(lines, keys)
    groups = len(first)
    total = adder(group, groups)
    summed = {name: total(lines[name].to_numpy()) for name in (*_COUNTS, *_SUMS)}
    unit, units = _numbered(lines, [*keys, "article_id"])
    unit_total = adder(unit, len(units))
    sided, split = summed["hawkish"] + summed["dovish"], summed["hawkish"] - summed["dovish"]
    n_stance = sided + summed["neutral"]
    table: dict[str, Any] = {name: lines[name].iloc[first].astype(object).to_numpy() for name in keys}
    table |= {name: summed[name].astype(np.int64) for name in _COUNTS}
    table |= {
        "articles": np.bincount(group[units], minlength=groups),
        "n_stance": n_stance.astype(np.int64),
        "share_none": _ratio(summed["none"], n_stance + summed["none"]),
        "mean_stance": _ratio(summed["stance_sum"], summed["stance_n"]),
        "spread": np.sqrt((_ratio(sided, n_stance) - _ratio(split, n_stance) ** 2).clip(0, 1)).round(6),
        "thin": n_stance < min_n,
        "tone_thin": summed["tone_n"] < min_n,
    }
    speakers = None if "actor" in keys else _speakers(lines, keys, group)
    named = np.asarray(table["actor"] != "") if "actor" in keys else np.ones(groups, bool)
    units_total = adder(group[units], groups)
    for measure, names, (top, bottom), whole, squares in (
        (_STANCE, ("net", "net", "low", "high", "thin"), _balance(lines), (split, n_stance), sided),
        (_TONE, ("tone", "mean_tone", "tone_low", "tone_high", "tone_thin"),
         (lines["tone_sum"].to_numpy(), lines["tone_n"].to_numpy(dtype=np.float64)),
         (summed["tone_sum"], summed["tone_n"]), summed["tone_sq"]),
    ):  # fmt: skip
        stem, name, low, high, thin = names
        articles = _Units(group[units], unit_total(top), unit_total(bottom))
        even = _evened(articles)
        table[f"{stem}_by_quote"] = _ratio(*whole)
        table[f"{stem}_by_article"] = _ratio(units_total(even.top), units_total(even.bottom))
        weighed = even if weight == "article" else articles
        if speakers is None:  # a group is one speaker
            table[f"{stem}_by_speaker"] = np.where(named, table[f"{stem}_by_quote"], np.nan)
            if weight == "speaker":
                weighed = _Units(articles.group, articles.top, np.where(named[articles.group], articles.bottom, 0.0))
        else:
            table[f"{stem}_by_speaker"] = speakers.ratio(top, bottom)
            if weight == "speaker":
                above, below = speakers.weigh(top, bottom)
                weighed = _Units(articles.group, unit_total(above), unit_total(below))
        found = find_intervals(
            weighed.group, (weighed.top, weighed.bottom), (whole[1], squares), measure, effective=measure == _STANCE
        )
        firm = ~table[thin] & (found.units > 1)
        table[name] = table[f"{stem}_by_{weight}"]
        table[low], table[high] = (np.where(firm, bound, np.nan).round(6) for bound in (found.low, found.high))
        if measure == _STANCE:
            table["n_effective"] = found.effective.round(1)
    return pd.DataFrame(table)


def _balance(lines: pd.DataFrame) -> tuple[Floats, Floats]:
    """Give of each line the hawkish quotes less the dovish ones, and those with a stance."""
    hawkish, dovish, neutral = (lines[name].to_numpy() for name in ("hawkish", "dovish", "neutral"))
    return (hawkish - dovish).astype(np.float64), (hawkish + dovish + neutral).astype(np.float64)


def _evened(units: _Units) -> _Units:
    """Weigh articles so that each counts the same, whatever its quotes; one that has none does not count."""
    said = units.bottom > 0
    top = np.divide(units.top, units.bottom, out=np.zeros_like(units.top), where=said)
    return _Units(units.group, top, said.astype(np.float64))


@dataclass(frozen=True, slots=True)
class _Speakers:
    """Which lines have the same speaker within a group; words without a named speaker count for none."""

    part: Numbers  # of each line
    first: Numbers  # a line of each part
    group: Numbers  # of each line
    groups: int
    named: npt.NDArray[np.bool_]  # of each part

    def ratio(self, top: Floats, bottom: Floats) -> Floats:
        """Give the mean over the speakers of a group of what each says."""
        above, below = (add_up(self.part, side, len(self.first)) for side in (top, bottom))
        even = _evened(_Units(self.group[self.first], above, np.where(self.named, below, 0.0)))
        return _ratio(*(add_up(even.group, side, self.groups) for side in (even.top, even.bottom)))

    def weigh(self, top: Floats, bottom: Floats) -> tuple[Floats, Floats]:
        """Weigh lines so that each speaker of a group counts the same, whatever the quotes."""
        below = add_up(self.part, bottom, len(self.first))
        share = np.divide(1.0, below, out=np.zeros_like(below), where=self.named & (below > 0))[self.part]
        return top * share, bottom * share


def _speakers(lines: pd.DataFrame, keys: Sequence[str], group: Numbers) -> _Speakers:
    part, first = _numbered(lines, [*keys, "actor"])
    named = (lines["actor"].iloc[first] != "").to_numpy(dtype=bool)
    return _Speakers(part, first, group, int(group.max(initial=-1)) + 1, named)


def _ratio(top: Floats, bottom: Floats) -> Floats:
    """Give a ratio within -1..1; NaN where nothing stands below the line."""
    found = np.divide(top, bottom, out=np.full(len(top), np.nan), where=bottom > 0)
    return np.asarray(found.clip(-1, 1).round(6))
