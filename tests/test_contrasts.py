"""Charts of what is set against each other: what is drawn is what the tables hold, and words stay words."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics import charts, contrasts, frames
from tests.test_charts import HOSTILE

pytestmark = pytest.mark.usefixtures("_checked_figures")


def grid() -> pd.DataFrame:
    lines = [
        {"holder": "own", "stance_label": "hawkish", "tone_label": "positive", "n": 1200},
        {"holder": "own", "stance_label": "dovish", "tone_label": "negative", "n": 3},
    ]
    return frames.stance_by_tone(lines)


@pytest.mark.parametrize("palette", [charts.LIGHT, charts.DARK], ids=["light", "dark"])
def test_the_grid_of_labels_draws_every_number_of_its_table(palette: charts.Palette) -> None:
    figure = contrasts.label_tone_grid(grid(), palette=palette)
    assert list(figure.layout.yaxis.ticktext) == ["▼ dovish", "● neutral", "▲ hawkish", "no stance found"]
    assert list(figure.layout.xaxis.ticktext) == ["negative tone", "neutral tone", "positive tone", "all"]
    assert list(figure.data[0].text) == [
        *("3", "0", "0", "<b>3</b>"), *("0", "0", "0", "<b>0</b>"),
        *("0", "0", "1,200", "<b>1,200</b>"), *("0", "0", "0", "<b>0</b>"),
    ]  # fmt: skip


def test_the_grid_shades_the_fullest_cell_most_and_an_empty_one_not_at_all() -> None:
    shades = [shape.fillcolor for shape in contrasts.label_tone_grid(grid()).layout.shapes]
    assert shades.count("rgba(0,0,0,0)") == 10
    assert contrasts.faded(charts.LIGHT.hawk, 1.0) in shades


def test_the_heaviest_words_are_drawn_by_side_and_stay_words() -> None:
    lines = [
        {"words": HOSTILE, "weight": 2.0, "n": 1000},
        {"words": "talks", "weight": -1.5, "n": 2},
        {"words": "force", "weight": 1.0, "n": 1},
        {"words": "offer", "weight": -0.5, "n": 1},
    ]
    figure = contrasts.words_chart(lines, 8)
    assert list(figure.data[0].x) == [2.0, 1.0, -0.5, -1.5]
    assert figure.data[0].text[0] == "+2.00, n 1,000"
    assert "<" not in "".join(figure.layout.yaxis.ticktext)
    assert list(contrasts.words_chart(lines, 1).data[0].x) == [2.0, -1.5]
    assert len(contrasts.words_chart([], 8).data[0].x) == 0


def test_a_cell_of_speaker_and_target_tells_of_how_many_quotes_with_a_stance_it_is_made() -> None:
    line = {"actor": "Vale", "target_country": "XAB", "net": 1.0, "thin": True, "n": 6, "n_stance": 3,
            "hawkish": 3, "neutral": 0, "dovish": 0}  # fmt: skip
    figure = contrasts.dyad_matrix(pd.DataFrame([line]), ("actor", "target_country"))
    assert figure.data[0].text[0] == "+1.00<br>n 3"
    assert "n = 3 of 6 quotes" in figure.data[0].hovertext[0]


def test_an_axis_over_time_leaves_room_beside_a_few_bars() -> None:
    table = pd.DataFrame([{"period": "2025-03-03", "n": 3, "articles": 1}])
    first, last = charts.volume_chart(table).layout.xaxis.range
    assert (pd.Timestamp(last) - pd.Timestamp(first)).days >= 5 * 7


@pytest.mark.parametrize(
    ("tone", "net", "side"),
    [(-0.02, 0.5, "middle left"), (0.3, 0.0, "top center"), (0.2, 0.5, "middle right"), (0.0, 0.5, "middle right")],
    ids=["beside the line of no tone", "on the line of no stance", "clear of both", "on the line of no tone"],
)
def test_a_name_on_the_map_stands_clear_of_the_zero_lines(tone: float, net: float, side: str) -> None:
    line = {"actor": "Irena Vale", "mean_tone": tone, "net": net, "n_stance": 9, "tone_n": 9, "thin": False}
    (points,) = contrasts.stance_tone_map(pd.DataFrame([line])).data
    assert list(points.textposition) == [side]


@pytest.mark.parametrize("step", ["day", "week", "month"])
def test_one_period_of_speech_acts_does_not_fill_the_chart(step: charts.Step) -> None:
    lines = [("2025-03-03", "threat", 3), ("2025-03-03", "offer", 1)]
    figure = contrasts.acts_chart(pd.DataFrame(lines, columns=["period", "speech_act", "n"]), step=step)
    first, last = map(pd.Timestamp, figure.layout.xaxis.range)
    assert figure.data[0].width / 1000 < (last - first).total_seconds() / 4
