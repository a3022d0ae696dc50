"""Pictures of charts: words on them, nothing of an article as markup, and nothing altered."""

from __future__ import annotations

import json
from typing import Any

import plotly.graph_objects as go

from analytics import charts, frames
from analytics.pictures import WIDTH, as_picture, join_panels
from tests.test_charts import HOSTILE, actors, weeks

STYLES = {"Vale": ("#0072B2", "circle")}


def test_a_picture_says_what_it_shows_on_white() -> None:
    figure = charts.actor_chart(actors())
    picture = as_picture(figure, "Net stance of 4 actors", ["n = 31 quotes", "Read the quotes"])
    for words in ("Net stance of 4 actors", "n = 31 quotes", "Read the quotes"):
        assert words in picture.layout.title.text
    assert picture.layout.paper_bgcolor == "#ffffff"
    assert picture.layout.width == WIDTH
    assert picture.layout.height > figure.layout.height


def test_the_words_above_a_chart_have_room_however_many_they_are() -> None:
    figure = charts.actor_chart(actors())
    short, long = (as_picture(figure, "Title", [note]).layout for note in ("A note.", "A long note. " * 60))
    lines = long.title.text.count("<br>") - short.title.text.count("<br>")
    assert lines > 3
    assert long.margin.t - short.margin.t == long.height - short.height >= 13 * lines


def test_names_in_a_picture_stay_words() -> None:
    picture = as_picture(charts.actor_chart(actors()), HOSTILE, [HOSTILE])
    joined = join_panels([(HOSTILE, charts.timeline_chart(weeks(), STYLES))])
    for text in (picture.layout.title.text, joined.layout.annotations[0].text):
        assert "<img" not in text
        assert "<a " not in text
        assert "&lt;img" in text


def test_a_picture_leaves_its_chart_as_it_was() -> None:
    figure = charts.timeline_chart(weeks(), STYLES)
    before = json.loads(figure.to_json())
    as_picture(figure, "Title", ["Note"])
    join_panels([("Vale", figure)])
    assert json.loads(figure.to_json()) == before


def boxes(figure: go.Figure) -> list[tuple[Any, ...]]:
    """Give the places of all upward axes with those of the axis across that they stand on."""
    layout = figure.to_dict()["layout"]
    return [
        (*layout[axis["anchor"].replace("x", "xaxis")]["domain"], *axis["domain"])
        for name, axis in layout.items()
        if name.startswith("yaxis")
    ]


def test_joined_panels_keep_their_data_and_do_not_overlap() -> None:
    names = ["A", "B", "C", "D"]
    tables = {name: weeks(name) for name in names}
    figures = [(name, charts.timeline_chart(tables[name], {name: STYLES["Vale"]})) for name in names]
    joined = join_panels(figures)
    assert len(joined.data) == sum(len(figure.data) for _, figure in figures)
    assert len({(trace.xaxis, trace.yaxis) for trace in joined.data}) == 2 * len(names)
    places = boxes(joined)
    assert len(places) == 2 * len(names)
    for number, (left, right, low, high) in enumerate(places):
        assert 0 <= left < right <= 1
        assert 0 <= low < high <= 1
        for other in places[number + 1 :]:
            assert right <= other[0] or other[1] <= left or high <= other[2] or other[3] <= low


def test_a_panel_without_points_is_joined_too() -> None:
    empty = charts.timeline_chart(frames.over_time([]), {})
    joined = join_panels([("Nobody", empty), ("Vale", charts.timeline_chart(weeks(), STYLES))])
    assert [note.text for note in joined.layout.annotations] == ["<b>Nobody</b>", "<b>Vale</b>"]
