"""Aggregates and their intervals."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import frames

LABELS = ("hawkish", "dovish", "neutral", "none", "ascribed")
ACTOR = st.sampled_from(["", "A", "B"])
PERIOD = st.sampled_from(["", "2025-03-03", "2025-03-10"])
few = settings(max_examples=25, deadline=None)


def line(actor: str = "Vale", article: str = "a", period: str = "2025-03-03", **cells: float) -> dict[str, Any]:
    """Make a line of the store's sums; ``n`` is what its labels add up to."""
    made: dict[str, Any] = dict.fromkeys(LABELS, 0)
    made.update(actor=actor, actor_kind="person", country="XAA", article_id=article, period=period)
    made.update(stance_sum=0.0, tone_sum=0.0)
    made.update(cells)
    made["n"] = sum(made[label] for label in LABELS)
    made.setdefault("tone_n", made["n"])
    return made


@st.composite
def sums(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw the lines of a few actors, articles and weeks."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for _ in range(draw(st.integers(0, 25))):
        key = draw(st.tuples(ACTOR, st.sampled_from("abcdef"), PERIOD))
        counts = {label: draw(st.integers(0, 4)) for label in LABELS}
        found[key] = line(*key, **counts, stance_sum=0.25 * (counts["hawkish"] - counts["dovish"]))
        found[key]["tone_sum"] = draw(st.floats(-1, 1)) * found[key]["n"]
    return list(found.values())


@few
@given(sums())
def test_intervals_hold_the_value_and_stay_within_the_range(lines: list[dict[str, Any]]) -> None:
    for table in (frames.by_actor(lines), frames.over_time(lines), frames.over_time(lines, together=True)):
        for value, low, high in (("net", "low", "high"), ("mean_tone", "tone_low", "tone_high")):
            known = table[table[low].notna()]
            assert (known[low] >= -1).all()
            assert (known[high] <= 1).all()
            assert (known[low] <= known[value] + 1e-6).all()
            assert (known[value] <= known[high] + 1e-6).all()


@few
@given(sums(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(lines: list[dict[str, Any]], random: Random) -> None:
    shuffled = random.sample(lines, len(lines))
    for function in (frames.by_actor, frames.over_time, frames.by_period, frames.by_label):
        assert function(shuffled).equals(function(lines))


@few
@given(sums())
def test_every_quote_is_counted_once(lines: list[dict[str, Any]]) -> None:
    total = sum(made["n"] for made in lines)
    assert frames.by_label(lines)["n"].sum() == total
    assert frames.by_actor(lines)["n"].sum() == sum(made["n"] for made in lines if made["actor"])
    dated = frames.over_time(lines, together=True)
    assert dated["n"].sum() + frames.count_undated(lines) == total
    assert frames.by_period(lines)["n"].tolist() == dated["n"].tolist()


@few
@given(sums())
def test_the_lines_are_not_altered(lines: list[dict[str, Any]]) -> None:
    before = [dict(made) for made in lines]
    frames.by_actor(lines)
    frames.over_time(lines)
    assert lines == before


@few
@given(sums(), st.integers(1, 12))
def test_a_thin_point_has_no_interval(lines: list[dict[str, Any]], min_n: int) -> None:
    table = frames.over_time(lines, min_n=min_n)
    assert (table["thin"] == (table["n_stance"] < min_n)).all()
    assert table.loc[table["thin"].astype(bool), "low"].isna().all()
    assert table.loc[table["tone_thin"].astype(bool), "tone_low"].isna().all()


@pytest.mark.parametrize(
    ("counts", "net"),
    [
        pytest.param({"hawkish": 3, "dovish": 1}, 0.5, id="more hawkish than dovish"),
        pytest.param({"hawkish": 1, "dovish": 1, "neutral": 2}, 0.0, id="neutral quotes count below the line"),
        pytest.param({"hawkish": 1, "none": 9}, 1.0, id="quotes without a stance do not count"),
        pytest.param({"dovish": 2, "ascribed": 8}, -1.0, id="words about others do not count"),
        pytest.param({"none": 4}, math.nan, id="no stance at all is no zero"),
    ],
)
def test_net_stance_is_a_share_of_the_quotes_with_a_stance(counts: dict[str, int], net: float) -> None:
    found = frames.by_actor([line(**counts)])["net"].item()
    assert found == net or (math.isnan(net) and math.isnan(found))


def test_one_article_gives_no_interval_however_many_quotes_it_has() -> None:
    table = frames.by_actor([line(hawkish=30, dovish=30)])
    assert not table["thin"].item()
    assert math.isnan(table["low"].item())


def test_an_interval_does_not_depend_on_who_else_is_shown() -> None:
    mine = [line("Vale", article, hawkish=index % 3, dovish=1) for index, article in enumerate("abcdefg")]
    others = [line("Brandt", article, hawkish=2) for article in "abcdefghij"]
    alone, beside = frames.by_actor(mine), frames.by_actor(mine + others)
    assert beside[beside["actor"] == "Vale"].reset_index(drop=True).equals(alone)


def test_quotes_of_one_article_count_as_one_draw() -> None:
    """Ten quotes in two articles say less than ten quotes in ten articles, so the interval is wider."""
    few = [line("Few", "a", hawkish=5), line("Few", "b", dovish=5)]
    many = [line("Many", str(index), hawkish=index % 2, dovish=(index + 1) % 2) for index in range(10)]
    widths = frames.by_actor(few + many).set_index("actor").eval("high - low")
    assert widths["Few"] > 1.4 * widths["Many"]


def test_a_figure_can_count_every_speaker_or_every_article_the_same() -> None:
    lines = [
        line("Loud", "a", hawkish=9),
        line("Calm", "b", dovish=1),
        line("Meek", "b", dovish=2),
        line("", "c", hawkish=1),
    ]
    found = frames.over_time(lines, together=True).iloc[0]
    assert found["net"] == found["net_by_quote"] == pytest.approx(7 / 13, abs=1e-6)
    assert found["net_by_speaker"] == pytest.approx(-1 / 3, abs=1e-6)
    assert found["net_by_article"] == pytest.approx(1 / 3, abs=1e-6)
    assert frames.differing_weights(found) == ["speaker"]
    weighed = frames.over_time(lines, together=True, weight="speaker").iloc[0]
    assert weighed["net"] == weighed["net_by_speaker"]
    assert weighed["low"] <= weighed["net"] <= weighed["high"]


def test_quotes_of_one_article_say_less_than_as_many_of_several() -> None:
    together = [line("One", "a", hawkish=5), line("One", "b", dovish=5)]
    apart = [line("Two", str(place), hawkish=place % 2, dovish=(place + 1) % 2) for place in range(10)]
    effective = frames.by_actor(together + apart).set_index("actor")["n_effective"]
    assert 1 <= effective["One"] <= 2
    assert 9 <= effective["Two"] <= 10


def test_an_actor_bears_the_country_most_often_spoken_for() -> None:
    lines = [line(article="a", none=1), {**line(article="b", none=2), "country": "XAB"}]
    assert frames.by_actor(lines)["country"].tolist() == ["XAB"]


def test_no_lines_give_empty_tables_with_all_columns() -> None:
    assert list(frames.by_actor([]).columns) == ["actor", "country", *frames.MEASURES]
    assert list(frames.over_time([]).columns) == ["actor", "period", *frames.MEASURES]
    assert frames.by_label([])["share"].isna().all()
    assert frames.by_period([]).empty


# The period that suits

DAYS = ("2025-03-03", "2025-03-05", "2025-03-12", "2025-03-20")


@pytest.mark.parametrize(
    ("each", "period"),
    [
        pytest.param(5, "day", id="enough on every day"),
        pytest.param(3, "week", id="enough in one week of three, two points of actors with one"),
        pytest.param(2, "month", id="enough in a month alone"),
        pytest.param(0, "month", id="no stance at all"),
    ],
)
def test_the_shortest_period_with_enough_quotes_is_chosen(each: int, period: str) -> None:
    days = DAYS[:3] if period == "week" else DAYS
    lines = [line(period=day, hawkish=each, none=1) for day in days]
    assert frames.finest_period(lines) == period


def test_actors_who_are_not_shown_do_not_decide_the_period() -> None:
    often = [line("Vale", period=day, hawkish=9) for day in DAYS]
    seldom = [line(f"Guest {number}", period="2025-03-03", hawkish=1) for number in range(9)]
    assert frames.finest_period(seldom + often, actors=1) == "day"
    assert frames.finest_period(seldom + often, actors=9) == "month"


def test_tone_counts_quotes_that_have_no_stance() -> None:
    lines = [line(period=day, none=5) for day in DAYS]
    assert (frames.finest_period(lines), frames.finest_period(lines, measure="tone")) == ("month", "day")


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(DAYS), st.integers(0, 9)), max_size=9), st.integers(1, 9)
)
def test_a_lower_minimum_never_asks_for_a_longer_period(found: list[tuple[str, str, int]], min_n: int) -> None:
    lines = [line(actor, str(number), day, hawkish=n) for number, (actor, day, n) in enumerate(found)]
    order = ("day", "week", "month")
    assert order.index(frames.finest_period(lines, min_n=min_n)) <= order.index(
        frames.finest_period(lines, min_n=min_n + 1)
    )


def test_stance_and_tone_are_counted_side_by_side_and_every_label_has_its_line() -> None:
    lines = [
        {"holder": "own", "stance_label": "hawkish", "tone_label": "positive", "n": 2},
        {"holder": "ascribed", "stance_label": "hawkish", "tone_label": "positive", "n": 1},
        {"holder": "ascribed", "stance_label": "none", "tone_label": "negative", "n": 4},
    ]
    table = frames.stance_by_tone(lines)
    assert table["stance"].tolist() == ["dovish", "neutral", "hawkish", "none", "ascribed"]
    assert table["n"].tolist() == [0, 0, 2, 0, 5]
    assert table.iloc[4][["negative", "neutral", "positive"]].tolist() == [4, 0, 1]
    assert frames.stance_by_tone([])["n"].sum() == 0
