"""Figures: what they show, what they escape, and that they leave their tables alone."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import charts, frames

pytestmark = pytest.mark.usefixtures("_checked_figures")

HOSTILE = '<img src="https://evil.test/x.png"> & <a href="https://evil.test">log in</a>'


def line(actor: str, article: str, hawkish: int, dovish: int, period: str = "") -> dict[str, Any]:
    """Make a line of the store's sums."""
    n = hawkish + dovish
    return {
        "actor": actor, "actor_kind": "person", "country": "", "article_id": article, "period": period, "n": n,
        "hawkish": hawkish, "dovish": dovish, "neutral": 0, "none": 0, "ascribed": 0, "stance_sum": 0.5 * hawkish,
        "tone_n": n, "tone_sum": -0.2 * n,
    }  # fmt: skip


def actors() -> pd.DataFrame:
    """Give a hawk and a dove with intervals, one from a single article, and a thin one."""
    lines = [line("Hawk", article, 3, 1) for article in "abc"] + [line("Dove", article, 0, 2) for article in "abc"]
    return frames.by_actor([*lines, line("Single", "a", 6, 2), line("Thin", "a", 1, 0)])


def weeks(actor: str = "Vale") -> pd.DataFrame:
    """Give four weeks, the third thin, and a fifth after a gap."""
    counts = {"2025-03-03": 6, "2025-03-10": 6, "2025-03-17": 1, "2025-03-24": 6, "2025-04-14": 6}
    return frames.over_time(
        [line(actor, f"{week}-{part}", count, 1, week) for week, count in counts.items() for part in range(2)],
        min_n=6,
    )


def points(figure: Any) -> list[tuple[Any, Any, str, str]]:  # noqa: ANN401 - a Plotly figure has no types
    """Give name, x, symbol and colour of every mark in a figure."""
    found = []
    for trace in figure.data:
        if trace.customdata is not None and trace.type != "bar":
            count = len(trace.x)
            symbols = [trace.marker.symbol] * count if isinstance(trace.marker.symbol, str) else trace.marker.symbol
            colours = [trace.marker.color] * count if isinstance(trace.marker.color, str) else trace.marker.color
            found += list(zip([data[0] for data in trace.customdata], trace.x, symbols, colours, strict=True))
    return found


def texts(figure: Any) -> str:  # noqa: ANN401 - a Plotly figure has no types
    """Give all words of a figure that a browser would lay out."""
    parts = [str(figure.layout.xaxis.ticktext), str(figure.layout.yaxis.ticktext)]
    parts += [f"{trace.name} {trace.hovertext} {trace.text}" for trace in figure.data]
    return " ".join(parts)


def test_the_sign_is_in_place_symbol_and_words_besides_colour() -> None:
    shown = {name: (x, symbol, colour) for name, x, symbol, colour in points(charts.actor_chart(actors()))}
    assert shown["Hawk"] == (0.5, "triangle-up", charts.LIGHT.hawk)
    assert shown["Dove"] == (-1.0, "triangle-down", charts.LIGHT.dove)
    assert "net stance +0.50 hawkish" in texts(charts.actor_chart(actors()))


def test_a_thin_actor_is_grey_and_hollow_and_one_from_a_single_article_only_hollow() -> None:
    shown = {name: (symbol, colour) for name, _, symbol, colour in points(charts.actor_chart(actors()))}
    assert shown["Thin"] == ("triangle-up-open", charts.LIGHT.thin)
    assert shown["Single"] == ("triangle-up-open", charts.LIGHT.hawk)


def test_thin_actors_stand_below_all_others() -> None:
    figure = charts.actor_chart(actors())
    heights = {data[0]: y for trace in figure.data for data, y in zip(trace.customdata, trace.y, strict=True)}
    assert heights["Thin"] < min(heights[name] for name in ("Hawk", "Dove", "Single"))


def test_both_axes_of_stance_run_from_dovish_to_hawkish_and_stay() -> None:
    across = charts.actor_chart(actors()).layout.xaxis
    upward = charts.timeline_chart(weeks(), {"Vale": ("#0072B2", "circle")}).layout.yaxis
    for axis in (across, upward):
        assert list(axis.range) == [-1.1, 1.1]
        assert axis.fixedrange
        assert "dovish" in axis.ticktext[0]
        assert "hawkish" in axis.ticktext[-1]


def test_a_line_joins_neighbours_and_skips_thin_and_missing_weeks() -> None:
    figure = charts.timeline_chart(weeks(), {"Vale": ("#0072B2", "circle")})
    lines = [
        list(trace.x) for trace in figure.data if trace.type != "bar" and trace.mode == "lines" and trace.fill is None
    ]
    assert lines == [["2025-03-03", "2025-03-10", None, "2025-03-24", None, "2025-04-14"]]
    thin = [x for _, x, symbol, colour in points(figure) if symbol.endswith("-open") and colour == charts.LIGHT.thin]
    assert thin == ["2025-03-17"]


def test_a_bar_below_each_point_counts_its_quotes() -> None:
    figure = charts.timeline_chart(weeks(), {"Vale": ("#0072B2", "circle")})
    (bars,) = (trace for trace in figure.data if trace.type == "bar")
    assert bars.yaxis == "y2"
    assert dict(zip(bars.x, bars.y, strict=True)) == {
        "2025-03-03": 14, "2025-03-10": 14, "2025-03-17": 4, "2025-03-24": 14, "2025-04-14": 14,
    }  # fmt: skip
    assert [text for trace in figure.data if trace.text for text in trace.text] == ["14", "14", "4", "14", "14"]


def test_every_actor_of_a_shared_chart_is_in_its_legend_also_a_thin_one() -> None:
    table = pd.concat([weeks("Vale"), frames.over_time([line("Thin", "a", 1, 0, "2025-03-03")])])
    figure = charts.timeline_chart(table, {"Vale": ("#0072B2", "circle"), "Thin": ("#009E73", "square")})
    assert figure.layout.showlegend
    assert [trace.name for trace in figure.data if trace.showlegend is not False] == ["Thin", "Vale"]


def test_stance_and_tone_are_never_drawn_together() -> None:
    styles = {"Vale": ("#0072B2", "circle")}
    stance, tone = (points(charts.timeline_chart(weeks(), styles, measure=measure)) for measure in ("stance", "tone"))
    assert {x for _, x, _, _ in stance} == {x for _, x, _, _ in tone}
    figure = charts.timeline_chart(weeks(), styles, measure="tone")
    assert "hawkish" not in texts(figure)
    assert "negative" in texts(figure)


def test_a_point_tells_whose_and_when_it_is() -> None:
    figure = charts.timeline_chart(weeks(HOSTILE), {HOSTILE: ("#0072B2", "circle")})
    found = [data for trace in figure.data if trace.customdata is not None for data in trace.customdata]
    assert sorted(period for _, period in found)[0] == "2025-03-03"
    assert {actor for actor, _ in found} == {HOSTILE}  # unescaped: it is looked up, never laid out


@pytest.mark.parametrize("kind", ["actors", "time"])
def test_tags_in_a_name_stay_words(kind: str) -> None:
    lines = [line(HOSTILE, article, 3, 1, "2025-03-03") for article in "abc"]
    if kind == "actors":
        figure = charts.actor_chart(frames.by_actor(lines))
    else:
        figure = charts.timeline_chart(frames.over_time(lines), {HOSTILE: ("#0072B2", "circle")})
    assert "<img" not in texts(figure)
    assert "<a " not in texts(figure)
    assert "&lt;img" in texts(figure)


@given(st.text(), st.integers(1, 40))
def test_an_escaped_text_has_no_tags_and_one_line(text: str, longest: int) -> None:
    shown = charts.plain(text, longest)
    assert not set("<>") & set(shown)
    assert shown.isprintable()
    assert len(shown) <= longest * len("&amp;")


@given(st.floats(-1, 1))
def test_words_and_number_of_a_value_agree(value: float) -> None:
    number, word = charts.in_words(value).split()
    assert float(number.replace("−", "-")) == round(value, 2)
    assert word == ("even" if round(value, 2) == 0 else "hawkish" if value > 0 else "dovish")


def test_what_is_not_known_is_no_number() -> None:
    assert charts.in_words(None) == charts.in_words(math.nan) == "none found"


@settings(deadline=None)
@given(st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=6), st.lists(st.text(max_size=3), max_size=30))
def test_up_to_six_actors_never_share_a_colour(shown: list[str], ranking: list[str]) -> None:
    styles = charts.actor_styles(shown, ranking)
    assert set(styles) == set(shown)
    assert len(set(styles.values())) == len(shown)


def test_an_actor_keeps_its_colour_when_another_is_taken_away() -> None:
    ranking = ["A", "B", "C", "D"]
    assert charts.actor_styles(["D", "B"], ranking)["D"] == charts.actor_styles(["A", "B", "D"], ranking)["D"]


def test_many_points_are_drawn_by_webgl() -> None:
    many = pd.concat([weeks()] * (charts.SVG_POINTS // 5 + 1), ignore_index=True)
    figure = charts.timeline_chart(many, {"Vale": ("#0072B2", "circle")})
    assert {trace.type for trace in figure.data if trace.type != "bar" and "markers" in trace.mode} == {"scattergl"}


@pytest.mark.parametrize("step", ["day", "week", "month"])
def test_no_chart_alters_its_table(step: charts.Step) -> None:
    by_actor, over_time = actors(), weeks()
    by_period = over_time[["period", "n", "articles"]]
    before = by_actor.copy(), over_time.copy(), by_period.copy()
    charts.actor_chart(by_actor)
    charts.timeline_chart(over_time, {"Vale": ("#0072B2", "circle")}, step=step)
    charts.volume_chart(by_period, step=step)
    for table, copy in zip((by_actor, over_time, by_period), before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_an_empty_table_gives_an_empty_chart() -> None:
    assert points(charts.actor_chart(frames.by_actor([]))) == []
    assert points(charts.timeline_chart(frames.over_time([]), {})) == []
    assert len(charts.volume_chart(frames.by_period([])).data[0].x) == 0
