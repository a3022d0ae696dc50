"""What changed: few false alarms where nothing did, findings where much did, and words where too little is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from analytics import trends
from analytics.trends import DISCOVERY_RATE, false_discovery_rates, find_change_point, what_changed
from tests.test_frames import line


def drawn(random: np.random.Generator, actors: int, articles: int, share: tuple[float, ...], period: str) -> list[dict]:  # type: ignore[type-arg]
    """Draw actors' articles of one to three quotes that resemble each other."""
    leaning = random.dirichlet(np.array(share) * 0.85 / 0.15, size=actors * articles)
    labels = random.multinomial(random.integers(1, 4, actors * articles), leaning)
    return [
        line(f"{number // articles:04}", f"{period}{number}", period, hawkish=int(h), dovish=int(d), neutral=int(n))
        for number, (h, d, n) in enumerate(labels)
    ]


@pytest.mark.parametrize("articles", [3, 5, 10, 20])
def test_without_a_change_hardly_one_in_twenty_is_called_one(articles: int) -> None:
    """Each actor alone, before the control over all of them, which only takes findings away."""
    random = np.random.default_rng(articles)
    share = (0.5, 0.2, 0.3)
    tables = [
        what_changed(*(drawn(random, 100, articles, share, period) for period in "ba"), min_n=3) for _ in range(3)
    ]
    chances = pd.concat(tables)["p"].dropna()
    assert len(chances) > 250
    assert (chances <= 0.05).mean() <= 0.05 + 2 * (0.05 * 0.95 / len(chances)) ** 0.5
    assert sum(bool(table["finding"].any()) for table in tables) <= 1


@pytest.mark.parametrize("articles", [3, 5, 10, 20])
def test_a_difference_s_interval_holds_none_where_nothing_changed(articles: int) -> None:
    random = np.random.default_rng(articles)
    table = what_changed(*(drawn(random, 150, articles, (0.5, 0.2, 0.3), period) for period in "ba"), min_n=3)
    known = table[table["low"].notna()]
    assert 0.93 <= ((known["low"] <= 0) & (known["high"] >= 0)).mean() <= 1


def test_of_many_actors_those_who_changed_are_found() -> None:
    random = np.random.default_rng(1)
    before = drawn(random, 60, 12, (0.4, 0.4, 0.2), "b")
    after = drawn(random, 60, 12, (0.4, 0.4, 0.2), "a")
    turned = [f"{number:04}" for number in range(6)]
    random_turn = iter(drawn(random, 6, 12, (0.97, 0.01, 0.02), "t"))
    after = [each if each["actor"] not in turned else next(random_turn) for each in after]
    table = what_changed(before, after)
    found = table[table["finding"]]
    assert set(found["actor"]) >= set(turned[:4])
    assert (~found["actor"].isin(turned)).sum() <= 1
    assert (found["low"] > 0).all()
    assert (found["q"] <= DISCOVERY_RATE).all()
    assert trends.in_words(found.iloc[0]) == "more hawkish"


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        pytest.param([line(hawkish=9)], [line(hawkish=9)], "one article", id="one article each"),
        pytest.param([line(article=str(n), hawkish=1) for n in range(4)],
                     [line(article=str(n), hawkish=2) for n in range(4)],
                     "4 quotes before, needs 5", id="too few quotes"),
        pytest.param([line(hawkish=1)], [line(article=str(n), hawkish=2) for n in range(4)],
                     "1 quote before, needs 5", id="one quote"),
        pytest.param([], [line(article=str(n), hawkish=2) for n in range(4)], "0 quotes before", id="none before"),
    ],
)  # fmt: skip
def test_too_little_is_no_finding_and_says_what_it_takes(before: list, after: list, why: str) -> None:  # type: ignore[type-arg]
    found = what_changed(before, after).iloc[0]
    assert not found["finding"]
    assert np.isnan(found["p"])
    assert why in found["why"]


def test_nothing_in_gives_an_empty_table() -> None:
    assert list(what_changed([], []).columns) == list(trends.CHANGE_COLUMNS)
    assert what_changed([], []).empty


def test_three_articles_a_side_can_never_be_a_finding() -> None:
    """Of 20 ways to deal six articles two are as extreme as can be: p is 0.1 at the least."""
    before = [line(article=f"b{n}", dovish=9) for n in range(3)]
    after = [line(article=f"a{n}", hawkish=9) for n in range(3)]
    found = what_changed(before, after).iloc[0]
    assert found["difference"] == 2
    assert found["p"] == pytest.approx(0.1)
    assert not found["finding"]


def test_the_false_discovery_rate_never_falls_with_p() -> None:
    chances = np.random.default_rng(0).random(50)
    rates = false_discovery_rates(chances)
    assert (np.diff(rates[np.argsort(chances)]) >= 0).all()
    assert (rates >= chances - 1e-12).all()


def series(turn: int | None, days: int = 40) -> list[dict]:  # type: ignore[type-arg]
    random = np.random.default_rng(2)
    lines = []
    for day in range(days):
        share = 0.15 if turn is not None and day < turn else 0.8 if turn is not None else 0.5
        hawkish = int(random.binomial(2, share))
        stamp = (np.datetime64("2025-03-01") + day).astype(str)
        lines.append(line(article=f"{day}", period=str(stamp), hawkish=hawkish, dovish=2 - hawkish))
    return lines


def test_a_change_point_is_found_with_the_days_where_it_may_lie() -> None:
    found = find_change_point(series(20), draws=199)
    assert found is not None
    assert found.p <= 0.01
    assert found.first <= "2025-03-21" <= found.last
    assert found.before < found.after


def test_a_steady_series_has_no_change_point_that_passes() -> None:
    found = find_change_point(series(None), draws=199)
    assert found is not None
    assert found.p > 0.05


def test_too_short_a_series_has_no_change_point() -> None:
    assert find_change_point(series(2, days=5)) is None


def power_table(
    articles: Sequence[int], differences: Sequence[float], *, seed: int = 0, tries: int = 200
) -> npt.NDArray[np.float64]:
    """Give how often a true difference of net stance is found at p <= 0.05, by simulation.

    Each article holds one to three quotes, that resemble each other (intraclass correlation 0.15); before the change
    hawkish and dovish quotes are as many.

    Args:
        articles: Numbers of articles in each period.
        differences: True differences of net stance, 0..1.
        seed: Of the random numbers.
        tries: Simulated comparisons for each pair.

    Returns:
        Shares 0..1, shape (articles, differences).
    """
    random = np.random.default_rng(seed)

    def draw(number: int, net: float) -> trends.Floats:
        share = np.array([(0.8 + net) / 2, (0.8 - net) / 2, 0.2]).clip(0.001)
        leaning = random.dirichlet(share / share.sum() * 0.85 / 0.15, size=number)
        labels = random.multinomial(random.integers(1, 4, number), leaning)
        return np.column_stack([labels[:, 0] - labels[:, 1], labels.sum(axis=1)]).astype(np.float64)

    found = [
        [
            np.mean(trends._chances(pairs, trends._sizes(pairs)) <= 0.05)
            for true in differences
            for pairs in [[(draw(number, 0.0), draw(number, true)) for _ in range(tries)]]
        ]
        for number in articles
    ]
    return np.array(found)


def test_the_power_that_the_page_states_is_so() -> None:
    found = power_table([5, 10, 20], [0.5, 0.75], tries=100)
    assert found == pytest.approx(np.array([[0.20, 0.37], [0.39, 0.78], [0.69, 0.98]]), abs=0.13)
