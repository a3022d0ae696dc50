"""Figures on their way to a page: what is sent without being looked into, and what is when it was."""

from __future__ import annotations

import copy
import json
from typing import Any

import plotly.graph_objects as go
import pytest
from plotly.utils import PlotlyJSONEncoder

from analytics.drawings import Drawing, with_words

DATA = [
    {"type": "scatter", "x": ["2025-03-03", None], "y": [0.5, None], "customdata": [["Vale", "2025-03-03"]]},
    {"type": "bar", "y": [1, 2], "yaxis": "y2"},
]
LAYOUT = {
    "xaxis": {"tickfont": {"size": 10}, "range": [0, 1]}, "yaxis2": {"domain": [0, 0.2]}, "font": {"size": 13},
    "shapes": [{"type": "line", "x0": 0, "x1": 0}],
}  # fmt: skip


def drawing() -> Drawing:
    return Drawing({"data": copy.deepcopy(DATA), "layout": copy.deepcopy(LAYOUT)})


def plain(figure: go.Figure) -> Any:  # noqa: ANN401 - what JSON holds
    return json.loads(json.dumps(figure.to_dict(), cls=PlotlyJSONEncoder))


def test_a_figure_sends_what_plotly_makes_of_it_looked_into_or_not() -> None:
    figure = drawing()
    before = plain(figure)
    assert before == plain(go.Figure({"data": DATA, "layout": LAYOUT}))
    assert figure.layout.xaxis.tickfont.size == 10
    assert plain(figure) == before


def test_what_is_altered_is_sent_altered_and_its_source_stays() -> None:
    spec = {"data": copy.deepcopy(DATA), "layout": copy.deepcopy(LAYOUT)}
    figure = Drawing(spec)
    figure.update_layout(height=120, font_color="#ff0000")
    figure.data[1].y = [3, 4]
    sent = plain(figure)
    assert (sent["layout"]["height"], sent["layout"]["font"]) == (120, {"size": 13, "color": "#ff0000"})
    assert sent["data"][1]["y"] == [3, 4]
    assert spec == {"data": DATA, "layout": LAYOUT}


def test_a_copy_is_the_same_figure() -> None:
    assert plain(copy.deepcopy(drawing())) == plain(drawing())


def test_a_figure_has_no_parts_but_those_of_plotly() -> None:
    with pytest.raises(AttributeError):
        drawing().no_such_part  # noqa: B018 - asking is what fails


def test_words_take_another_colour_as_plotly_would_give_it() -> None:
    figure = drawing()
    before = plain(figure)
    words = {"color": "#123456"}
    expected = go.Figure({"data": DATA, "layout": LAYOUT})
    expected.update_layout(font=words, legend_font=words, xaxis_tickfont=words, yaxis2_tickfont=words)
    assert plain(with_words(figure, "#123456")) == plain(expected)
    assert plain(figure) == before
