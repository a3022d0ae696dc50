"""Aggregates with intervals: from the store's sums to tables that charts can draw.

Every function is pure: lines in, a new table out. The unit of resampling is the article, because the quotes
of one article are not independent (Cameron, Gelbach and Miller 2008, "Bootstrap-based improvements for
inference with clustered errors").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.days import first_day

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.integer[Any]]

MIN_N = 5
"""Fewer quotes than this give no interval: with no true change, two means of three quotes differ by more than
0.3 in 46 % of draws."""

DRAWS = 1000
"""Bootstrap draws; with 20 articles a bound then moves by 0.01 (standard deviation over seeds, measured)."""

SEED = 0
LARGE = 400
"""Above so many articles the bootstrap's normal limit is used (the two differed by 0.002 there, measured)."""

FIRM_SHARE = 0.5
"""A period is long enough when at least this share of its points rests on enough quotes."""

EVERYBODY = "All quotes"
"""Stands in the ``actor`` column where nobody is told apart."""

_LABELS = ["dovish", "neutral", "hawkish", "none", "ascribed"]
_COUNTS = ["n", "hawkish", "dovish", "neutral", "none", "ascribed", "stance_n", "tone_n"]
_SUMS = ["stance_sum", "tone_sum"]
_ORDER = ["actor", "period", "article_id", "actor_kind", "country"]
_BATCH = 2000  # groups resampled at once: 16 MB of draws

MEASURES = (
    "n", "n_stance", "articles", "hawkish", "dovish", "neutral", "none", "ascribed",
    "net", "low", "high", "mean_stance", "mean_tone", "tone_low", "tone_high", "thin", "tone_thin",
)  # fmt: skip
"""The columns of figures that `by_actor` and `over_time` share; see `by_actor` for what each means."""


def by_actor(sums: Iterable[Mapping[str, Any]], *, min_n: int = MIN_N) -> pd.DataFrame:
    """Aggregate stance and tone by named actor, most quoted first.

    Args:
        sums: Lines of ``Store.sums``, in any order. Those without an actor's name are left out.
        min_n: An actor with fewer quotes is marked thin and gets no interval.

    Returns:
        One line for each actor: ``actor``, ``country`` (the one most often spoken for), then ``MEASURES``:
        ``n`` quotes; ``n_stance`` of them with a stance of the speaker's own; ``articles`` they come from;
        the quotes by stance label; ``net`` = (hawkish - dovish) / n_stance with its 95 % interval ``low`` to
        ``high``; ``mean_stance`` and ``mean_tone`` (-1..1), the tone's interval; ``thin`` and ``tone_thin``
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
    named = lines[lines["actor"] != ""]
    table = _aggregate(named, ["actor"], min_n).merge(_main_country(named), on="actor", how="left")
    ranked = table.sort_values(["n", "actor"], ascending=[False, True], ignore_index=True)
    return ranked[["actor", "country", *MEASURES]]


def over_time(sums: Iterable[Mapping[str, Any]], *, min_n: int = MIN_N, together: bool = False) -> pd.DataFrame:
    """Aggregate stance and tone by actor and period; undated quotes are left out (see `count_undated`).

    Args:
        sums: Lines of ``Store.sums`` for a day, week or month, in any order.
        min_n: A point with fewer quotes is marked thin and gets no interval.
        together: Do not tell actors apart; quotes without a known speaker then count too, and ``actor`` is
            ``EVERYBODY``.

    Returns:
        ``actor``, ``period`` (ISO date of its first day), then ``MEASURES`` as in `by_actor`, sorted by both.
    """
    lines = _lines(sums)
    dated = lines[lines["period"] != ""]
    dated = dated.assign(actor=EVERYBODY) if together else dated[dated["actor"] != ""]
    table = _aggregate(dated, ["actor", "period"], min_n)
    return table[["actor", "period", *MEASURES]]


def by_period(sums: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Count quotes and articles by period, every speaker together, undated quotes left out.

    Returns:
        ``period``, ``n``, ``articles``, sorted by period.
    """
    lines = _lines(sums)
    groups = lines[lines["period"] != ""].groupby("period", sort=True)
    return groups.agg(n=("n", "sum"), articles=("article_id", "nunique")).reset_index()


def by_label(sums: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
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


def count_undated(sums: Iterable[Mapping[str, Any]]) -> int:
    """Count the quotes that no period holds.

    Example:
        >>> count_undated([{"period": "", "n": 3}, {"period": "2025-03-03", "n": 2}])
        3
    """
    return sum(int(line["n"]) for line in sums if line["period"] == "")


def finest_period(
    sums: Iterable[Mapping[str, Any]],
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
    counted = ("tone_n",) if measure == "tone" else ("hawkish", "dovish", "neutral")
    by_day: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    for line in sums:
        if line["actor"] and line["period"]:
            by_day[line["actor"], line["period"]] += sum(line[name] for name in counted)
            totals[line["actor"]] += line["n"]
    shown = set(sorted(totals, key=lambda actor: (-totals[actor], actor))[:actors])
    for period in ("day", "week"):
        points: Counter[tuple[str, date]] = Counter()
        for (actor, day), n in by_day.items():
            if actor in shown and n:
                points[actor, first_day(date.fromisoformat(day), period)] += n
        if points and sum(n >= min_n for n in points.values()) >= FIRM_SHARE * len(points):
            return period
    return "month"


def _lines(sums: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Make a table of the lines, sorted, so that the order they came in cannot matter even to rounding."""
    columns = [*_ORDER, *_COUNTS, *_SUMS]
    table = pd.DataFrame([{name: line[name] for name in columns} for line in map(_counted, sums)], columns=columns)
    types = {**dict.fromkeys(_ORDER, "object"), **dict.fromkeys(_COUNTS, "int64")}
    typed = table.astype({**types, **dict.fromkeys(_SUMS, "float64")})
    return typed.sort_values([*_ORDER, *_COUNTS, *_SUMS], ignore_index=True)


def _counted(line: Mapping[str, Any]) -> Mapping[str, Any]:
    """Fill in how many scores were summed where a line does not say: one for each label."""
    return {"stance_n": line["hawkish"] + line["dovish"] + line["neutral"], **line}


def _main_country(lines: pd.DataFrame) -> pd.DataFrame:
    counts = lines.groupby(["actor", "country"], sort=True)["n"].sum().reset_index()
    ranked = counts.sort_values(["actor", "n", "country"], ascending=[True, False, True])
    return ranked.drop_duplicates("actor")[["actor", "country"]]


def _aggregate(lines: pd.DataFrame, keys: Sequence[str], min_n: int) -> pd.DataFrame:
    """Add up by ``keys`` and put shares, means and intervals beside the sums."""
    names = list(keys)
    articles = lines.groupby([*names, "article_id"], sort=True)[[*_COUNTS, *_SUMS]].sum().reset_index()
    articles["n_stance"] = articles["hawkish"] + articles["dovish"] + articles["neutral"]
    articles["balance"] = articles["hawkish"] - articles["dovish"]
    groups = articles.groupby(names, sort=True)
    summed = [*_COUNTS, *_SUMS, "n_stance", "balance"]
    table = groups[summed].sum().join(groups.size().rename("articles")).reset_index()

    table["net"] = _ratio(table["balance"], table["n_stance"])
    table["mean_stance"] = _ratio(table["stance_sum"], table["stance_n"])
    table["mean_tone"] = _ratio(table["tone_sum"], table["tone_n"])
    table["thin"] = table["n_stance"] < min_n
    table["tone_thin"] = table["tone_n"] < min_n
    group = groups.ngroup().to_numpy()
    bounds = _intervals(group, articles, ("balance", "n_stance"), ~table["thin"].to_numpy(dtype=bool))
    table["low"], table["high"] = bounds[:, 0], bounds[:, 1]
    bounds = _intervals(group, articles, ("tone_sum", "tone_n"), ~table["tone_thin"].to_numpy(dtype=bool))
    table["tone_low"], table["tone_high"] = bounds[:, 0], bounds[:, 1]
    return table


def _ratio(top: pd.Series[Any], bottom: pd.Series[Any]) -> pd.Series[Any]:
    return (top / bottom.where(bottom > 0)).astype("float64").clip(-1, 1).round(6)


def _intervals(group: Numbers, articles: pd.DataFrame, ratio: tuple[str, str], wanted: npt.NDArray[np.bool_]) -> Floats:
    """Give the 95 % interval of sum(top) / sum(bottom) for each wanted group.

    Args:
        group: For each line of ``articles`` the number of its group, shape (lines,); groups lie together.
        articles: One line for each article of each group.
        ratio: The columns above and below the line.
        wanted: Which groups need an interval, shape (groups,).

    Returns:
        Shape (groups, 2); NaN where not wanted, or where fewer than two articles hold such quotes.
    """
    top = articles[ratio[0]].to_numpy(dtype=np.float64)
    bottom = articles[ratio[1]].to_numpy(dtype=np.float64)
    bounds: Floats = np.full((len(wanted), 2), np.nan)
    counted = bottom > 0  # an article without such quotes says nothing about them
    sizes = np.bincount(group[counted], minlength=len(wanted))
    lines = np.flatnonzero(counted & wanted[group] & (sizes[group] > 1))
    lines = lines[np.argsort(sizes[group[lines]], kind="stable")]
    found, starts = np.unique(sizes[group[lines]], return_index=True)
    for size, part in zip(found, np.split(lines, starts[1:]), strict=False):
        tops, bottoms = top[part].reshape(-1, size), bottom[part].reshape(-1, size)
        bounds[group[part][::size]] = _bounds(tops, bottoms)
    return bounds.clip(-1, 1).round(6)


def _bounds(tops: Floats, bottoms: Floats) -> Floats:
    """Give the intervals of groups with equally many articles; both shapes are (groups, articles)."""
    size = tops.shape[1]
    if size > LARGE:
        return _normal_bounds(tops, bottoms)
    # The same seed for each size: a group's interval depends on its own articles alone, whoever is beside it.
    draws = np.random.default_rng(SEED).multinomial(size, np.full(size, 1 / size), size=DRAWS)
    weights = draws.astype(np.float64).T
    parts = [
        np.percentile((tops[rows] @ weights) / (bottoms[rows] @ weights), [2.5, 97.5], axis=1).T
        for rows in _batches(len(tops))
    ]
    return np.concatenate(parts)


def _normal_bounds(tops: Floats, bottoms: Floats) -> Floats:
    """Give ratio ± 1.96 standard errors, those of a ratio over clusters (Cochran 1977, section 6.3)."""
    size = tops.shape[1]
    total = bottoms.sum(axis=1, keepdims=True)
    ratio = tops.sum(axis=1, keepdims=True) / total
    spread = ((tops - ratio * bottoms) ** 2).sum(axis=1, keepdims=True)
    error = np.sqrt(size / (size - 1) * spread) / total
    return np.hstack([ratio - 1.96 * error, ratio + 1.96 * error])


def _batches(count: int) -> Iterator[slice]:
    for start in range(0, count, _BATCH):
        yield slice(start, start + _BATCH)
