"""Intervals: what they promise, tried on made-up quotes of which the truth is known."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.intervals import Intervals, find_intervals, student

TRUTHS = ((0.4, 0.2, 0.4), (0.6, 0.2, 0.2), (0.2, 0.2, 0.6), (0.8, 0.1, 0.1), (0.33, 0.33, 0.34), (0.1, 0.6, 0.3))
"""Shares of hawkish, dovish and neutral quotes."""

ALIKE = 0.15
"""How much the quotes of one article resemble each other (intraclass correlation)."""


def drawn(articles: int, actors: int, truth: tuple[float, float, float], seed: int) -> Iterator[np.ndarray]:
    """Draw net and number of the quotes of each article: one to three in each, of labels that lean its way."""
    random = np.random.default_rng(seed)
    shares = random.dirichlet(np.array(truth) * (1 - ALIKE) / ALIKE, size=actors * articles)
    labels = random.multinomial(random.integers(1, 4, actors * articles), shares)
    yield labels[:, 0] - labels[:, 1]
    yield labels.sum(axis=1)
    yield labels[:, 0] + labels[:, 1]


def intervals_of(articles: int, actors: int, truth: tuple[float, float, float], seed: int = 0) -> Intervals:
    top, bottom, squares = (part.astype(float) for part in drawn(articles, actors, truth, seed))
    group = np.repeat(np.arange(actors), articles)
    totals = bottom.reshape(actors, -1).sum(axis=1), squares.reshape(actors, -1).sum(axis=1)
    return find_intervals(group, (top, bottom), totals)


@pytest.mark.parametrize("articles", [3, 5, 10, 20])
def test_intervals_of_net_stance_hold_the_truth_as_often_as_they_say(articles: int) -> None:
    held = []
    for seed, truth in enumerate(TRUTHS):
        found = intervals_of(articles, 2000, truth, seed)
        held.append(((found.low <= truth[0] - truth[1]) & (found.high >= truth[0] - truth[1])).mean())
    assert 0.93 <= np.mean(held) <= 0.97
    assert min(held) >= 0.90


@pytest.mark.parametrize("articles", [3, 5, 10, 20])
def test_intervals_of_tone_hold_the_truth_as_often_as_they_say(articles: int) -> None:
    random = np.random.default_rng(5)
    held = []
    for mean in (0.0, -0.4, 0.5):

        def tones(actors: int, mean: float = mean) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
            size = random.integers(1, 4, (actors, articles))
            article = random.normal(0, 0.2, (actors, articles, 1))
            each = np.tanh(random.normal(mean, 0.5, (actors, articles, 3)) + article)
            each *= random.random(each.shape) > 0.25  # a quarter of quotes has no word of tone
            each *= np.arange(3) < size[..., None]
            return each.sum(axis=2), size, (each**2).sum(axis=(1, 2))

        top, bottom, _ = tones(30_000)
        truth = top.sum() / bottom.sum()
        top, bottom, squares = tones(2000)
        group = np.repeat(np.arange(2000), articles)
        found = find_intervals(
            group, (top.ravel(), bottom.ravel().astype(float)), (bottom.sum(axis=1).astype(float), squares), "tone"
        )
        held.append(((found.low <= truth) & (found.high >= truth)).mean())
    assert 0.93 <= np.mean(held) <= 0.97


@pytest.mark.parametrize("articles", [40, 200])
def test_with_many_articles_the_interval_is_the_bootstrap_s(articles: int) -> None:
    top, bottom, squares = (part.astype(float) for part in drawn(articles, 1, TRUTHS[0], 3))
    found = find_intervals(
        np.zeros(articles, int), (top, bottom), (bottom.sum(keepdims=True), squares.sum(keepdims=True))
    )
    draws = np.random.default_rng(0).multinomial(articles, np.full(articles, 1 / articles), size=4000)
    low, high = np.percentile((draws @ top) / (draws @ bottom), [2.5, 97.5])
    assert (found.low[0], found.high[0]) == pytest.approx((low, high), abs=0.6 / articles**0.5 / 2)
    assert found.high[0] - found.low[0] == pytest.approx(high - low, rel=0.12)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=9))
def test_an_interval_holds_its_value_and_takes_two_articles(articles: list[tuple[int, int, int]]) -> None:
    labels = np.array(articles, float)
    top, bottom = labels[:, 0] - labels[:, 1], labels.sum(axis=1)
    totals = bottom.sum(keepdims=True), (labels[:, 0] + labels[:, 1]).sum(keepdims=True)
    found = find_intervals(np.zeros(len(labels), int), (top, bottom), totals)
    if (bottom > 0).sum() < 2:
        assert np.isnan(found.low[0])
    else:
        assert -1 <= found.low[0] <= found.value[0] <= found.high[0] <= 1
        assert found.high[0] - found.low[0] > 0.01
        assert 1 <= found.effective[0] <= totals[0][0]


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(2, 4.3027), (10, 2.2281), (31, 2.0395), (40, 2.0211), (120, 1.9799)]
)
def test_the_quantiles_are_those_of_the_printed_tables(freedom: float, quantile: float) -> None:
    assert student(np.array([freedom]))[0] == pytest.approx(quantile, abs=2e-4)
