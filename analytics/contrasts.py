"""Draws what is set against each other: stance and tone, speaker and target, sides and words of one actor, acts.

As pure as ``charts`` and in its colours; names are hostile until `plain` made them safe.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import (
    ACTOR_COLOURS,
    FEWEST_PERIODS,
    LIGHT,
    Palette,
    Step,
    date_ticks,
    drawing,
    frame,
    in_words,
    name_period,
    padded_days,
    percent,
    plain,
    records,
    sign_colour,
    signed,
)

MOST_ACTS = 6
"""So many speech acts get a colour; the rest are added up as others."""

OTHERS = "others"
LABELS = {
    "dovish": "▼ dovish", "neutral": "● neutral", "hawkish": "▲ hawkish", "none": "no stance found",
    "ascribed": "about others",
}  # fmt: skip
"""What a reader calls the labels of ``frames.by_label``; a symbol stands beside the colour."""

SIDES = ("dovish", "neutral", "hawkish")
TONES = ("negative", "neutral", "positive")
MOST_NAMES = 14
_MANY_MARKS = 40  # more large marks than this hide each other
_MAP_SIZE = (560, 430)  # pixels of the map's plot that names are fitted to, between a telephone and a wide screen


def stance_tone_map(table: pd.DataFrame, *, palette: Palette = LIGHT) -> go.Figure:
    """Draw each actor by mean tone (across) and net stance (up); thin ones hollow and grey.

    Args:
        table: Lines of ``frames.by_actor``; those without a stance or a tone are left out.
        palette: The colours of the page's theme.

    Returns:
        A figure whose points carry the actor's name in ``customdata``.
    """
    lines = records(table[table["net"].notna() & table["mean_tone"].notna()])
    bound = min(1.08, max([0.4, *(1.3 * abs(line["mean_tone"]) for line in lines)]))
    named = _place_names(lines, bound)
    most = 14 if len(lines) <= _MANY_MARKS else 6  # pixels that its quotes add to a mark
    hover = [
        f"<b>{plain(line['actor'])}</b><br>net stance {in_words(line['net'])}, n = {line['n_stance']}<br>"
        f"tone {in_words(line['mean_tone'], 'tone')}, n = {line['tone_n']}" for line in lines
    ]  # fmt: skip
    colours = [palette.thin if line["thin"] else sign_colour(line["net"], palette) for line in lines]
    points = {
        "type": "scatter", "x": [line["mean_tone"] for line in lines], "y": [line["net"] for line in lines],
        "mode": "markers+text", "text": [plain(line["actor"], 20) if line["actor"] in named else "" for line in lines],
        "textposition": [named.get(line["actor"], "middle right") for line in lines],
        "textfont": {"size": 11}, "hovertext": hover, "hoverinfo": "text",
        "customdata": [[line["actor"]] for line in lines],
        "marker": {
            "size": [7 + min(most, 2 * math.sqrt(line["n_stance"])) for line in lines],
            "color": colours, "opacity": 0.85,
            "symbol": ["circle-open" if line["thin"] else "circle" for line in lines],
            "line": {"width": 1.5, "color": colours},
        },
    }  # fmt: skip
    axis = {"fixedrange": True, "zeroline": True, "zerolinecolor": palette.thin}
    far = math.floor(9 * min(1, bound)) / 10  # within the edge, where a label has room
    layout = {
        "xaxis": {**axis, "range": [-bound, bound], "tickvals": [-far, 0, far],
                  "ticktext": [f"−{far:g}<br>grim words", "0", f"+{far:g}<br>warm words"]},
        "yaxis": {**axis, "range": [-1.15, 1.15], "tickvals": [-1, -0.5, 0, 0.5, 1],
                  "ticktext": ["dovish −1", "−0.5", "0", "+0.5", "hawkish +1"]},
        "showlegend": False, **frame(height=480),
    }  # fmt: skip
    return drawing([points], layout)


def _place_names(lines: list[dict[str, Any]], bound: float) -> dict[str, str]:
    """Choose which actors' names are written, and on which side of their mark: where no mark or other name stands.

    The most quoted come first. A side clear of the zero lines is taken before one that they cross, above all before
    one where the level line strikes the name through. Sizes are guessed for a chart of `_MAP_SIZE` pixels.
    """
    wide, high = _MAP_SIZE
    marks = [(wide * (1 + line["mean_tone"] / bound) / 2, high * (1.15 - line["net"]) / 2.3) for line in lines]
    taken = [(x - 8, y - 8, x + 8, y + 8) for x, y in marks]
    zeros = ((0, high / 2 - 1, wide, high / 2 + 1), (wide / 2 - 1, 0, wide / 2 + 1, high))
    placed: dict[str, str] = {}
    for line, (x, y) in zip(lines, marks, strict=True):
        length = 6.2 * min(20, len(line["actor"]))
        sides = {
            "middle right": (x + 12, y - 7), "middle left": (x - 12 - length, y - 7),
            "top center": (x - length / 2, y - 26), "bottom center": (x - length / 2, y + 12),
        }  # fmt: skip
        boxes = {side: (left, top, left + length, top + 14) for side, (left, top) in sides.items()}
        for side, box in sorted(boxes.items(), key=lambda place: [_meet(place[1], zero) for zero in zeros]):
            inside = box[0] >= 0 and box[2] <= wide and box[1] >= 0 and box[3] <= high
            if inside and len(placed) < MOST_NAMES and not any(_meet(box, other) for other in taken):
                placed[line["actor"]] = side
                taken.append(box)
                break
    return placed


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Tell whether two boxes (left, top, right, bottom) share a place."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


_FEWEST_HEADS = 5
"""Room is left for so many columns: one or two alone would stand far apart on a wide screen."""


def dyad_matrix(table: pd.DataFrame, columns: tuple[str, str], *, palette: Palette = LIGHT) -> go.Figure:
    """Draw net stance of speakers (down) towards targets (across); a thin cell is grey, an empty one nothing.

    Args:
        table: Lines of ``frames.by_group`` with these two columns, those to be drawn.
        columns: The speaker's and the target's column.
        palette: The colours of the page's theme.

    Returns:
        A figure whose cells carry ``[speaker, target]`` in ``customdata``.
    """
    who, whom = columns
    rows = _ranked(table, who)[::-1]
    heads = _ranked(table, whom)
    lines = records(table)
    hover = [
        f"<b>{plain(line[who])}</b> → {plain(line[whom])}<br>{in_words(line['net'])}<br>"
        f"{line['hawkish']} hawkish, {line['neutral']} neutral, {line['dovish']} dovish<br>"
        f"n = {line['n_stance']:,} of {line['n']:,} quotes"
        for line in lines
    ]
    text = ["n 0" if math.isnan(line["net"]) else f"{in_words(line['net']).split()[0]}<br>n {line['n_stance']:,}"
            for line in lines]  # fmt: skip
    points = {
        "type": "scatter", "mode": "markers+text", "x": [heads.index(line[whom]) for line in lines],
        "y": [rows.index(line[who]) for line in lines], "text": text, "textfont": {"size": 11, "color": palette.strong},
        "hovertext": hover, "hoverinfo": "text", "customdata": [[line[who], line[whom]] for line in lines],
        "marker": {"symbol": "square", "size": 24, "color": "rgba(0,0,0,0)"},
        "unselected": {"textfont": {"color": palette.strong}},  # else a click makes the others all but invisible
    }  # fmt: skip
    cells = [_cell(heads.index(line[whom]), rows.index(line[who]), line, palette) for line in lines]
    layout = {
        "xaxis": {"tickvals": list(range(len(heads))), "ticktext": [plain(head, 12) for head in heads], "side": "top",
                  "range": [-0.6, max(_FEWEST_HEADS, len(heads)) - 0.4], "fixedrange": True, "showgrid": False,
                  "zeroline": False},
        "yaxis": {"tickvals": list(range(len(rows))), "ticktext": [plain(row, 24) for row in rows], "automargin": True,
                  "range": [-0.6, len(rows) - 0.4], "fixedrange": True, "showgrid": False, "zeroline": False},
        "showlegend": False, "shapes": cells, "hoverdistance": 60, **frame(height=54 * max(2, len(rows)) + 60),
    }  # fmt: skip
    layout["margin"] = {"l": 8, "r": 8, "t": 40, "b": 8}
    return drawing([points], layout)


def _cell(place: int, row: int, line: Mapping[str, Any], palette: Palette) -> dict[str, Any]:
    """Draw a cell as wide as its column on any screen: as strong as its net stance, a thin one as an outline."""
    hollow = line["thin"] or math.isnan(line["net"])
    edge = {"color": palette.thin, "width": 1}
    fill = "rgba(0,0,0,0)" if hollow else faded(sign_colour(line["net"], palette), max(0.05, abs(line["net"])))
    return {"type": "rect", "x0": place - 0.46, "x1": place + 0.46, "y0": row - 0.42, "y1": row + 0.42,
            "line": edge if hollow else {"width": 0}, "fillcolor": fill, "layer": "below"}  # fmt: skip


def _ranked(table: pd.DataFrame, column: str) -> list[str]:
    """Give the names in a column, the most quoted first."""
    return [str(name) for name in table.groupby(column)["n"].sum().sort_values(ascending=False, kind="stable").index]


def label_colour(label: str, palette: Palette) -> str:
    """Give the colour of one of `LABELS`; those that count nowhere have the colour of what is too thin to say."""
    own = {"dovish": palette.dove, "neutral": palette.even, "hawkish": palette.hawk}
    return own.get(label, palette.thin)


def labels_chart(table: pd.DataFrame, *, palette: Palette = LIGHT, legend: bool = True) -> go.Figure:
    """Draw all quotes as one bar cut by stance label: dovish, neutral, hawkish, none found, about others.

    Args:
        table: Lines of ``frames.by_label``; labels without a quote are left out.
        palette: The colours of the page's theme.
        legend: Whether the names of the labels, with their numbers, stand below the bar.

    Returns:
        A figure whose parts carry ``[label]`` in ``customdata``.
    """
    patterns = {"none": "/", "ascribed": "x"}
    bars = []
    for line in records(table[table["n"] > 0]):
        name, colour = LABELS[line["label"]], label_colour(line["label"], palette)
        pattern = patterns.get(line["label"], "")
        bars.append({
            "type": "bar", "orientation": "h", "x": [line["share"]], "y": [0], "customdata": [[line["label"]]],
            "name": f"{name} {line['n']:,} ({percent(line['share'])})", "hoverinfo": "text",
            "hovertext": [f"{name}: {line['n']:,} quotes, {percent(line['share'])}"],
            "marker": {"color": colour, "pattern": {"shape": pattern, "solidity": 0.25, "fillmode": "replace"}},
        })  # fmt: skip
    unseen = {"visible": False, "fixedrange": True}
    layout = {
        "barmode": "stack", "bargap": 0, "xaxis": {**unseen, "range": [0, 1]}, "yaxis": unseen, "showlegend": legend,
        "legend": {"orientation": "h", "y": -0.1, "yanchor": "top", "x": 0, "traceorder": "normal"},
        **frame(height=104 if legend else 40),
    }  # fmt: skip
    layout["margin"] = {"l": 0, "r": 0, "t": 4, "b": 60 if legend else 4}
    return drawing(bars, layout)


def faded(colour: str, share: float) -> str:
    """Give a colour as strong as the share (0..1) of the fullest cell; words stay readable on the strongest.

    Example:
        >>> faded("#1f5fa8", 1.0), faded("#1f5fa8", 0)
        ('rgba(31,95,168,0.45)', 'rgba(0,0,0,0)')
    """
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{0.08 + 0.37 * share:.2f})" if share else "rgba(0,0,0,0)"


def label_tone_grid(table: pd.DataFrame, *, palette: Palette = LIGHT) -> go.Figure:
    """Draw numbers of quotes by stance label (down) and tone label (across), shaded in the colour of the stance.

    Args:
        table: ``frames.stance_by_tone``; no line for words about others when there are none.
        palette: The colours of the page's theme.
    """
    lines = [line for line in records(table) if line["n"] or line["stance"] != "ascribed"]
    most = max([1, *(line[tone] for line in lines for tone in TONES)])
    heads = [*TONES, "n"]
    shapes = [
        {"type": "rect", "x0": place - 0.47, "x1": place + 0.47, "y0": row - 0.44, "y1": row + 0.44,
         "line": {"width": 0}, "layer": "below",
         "fillcolor": faded(label_colour(line["stance"], palette), line[tone] / most)}
        for row, line in enumerate(lines) for place, tone in enumerate(TONES)
    ]  # fmt: skip
    cells = {
        "type": "scatter", "mode": "text", "hoverinfo": "skip", "textfont": {"size": 14, "color": palette.strong},
        "x": [place for _ in lines for place in range(len(heads))],
        "y": [row for row in range(len(lines)) for _ in heads],
        "text": [f"<b>{line[head]:,}</b>" if head == "n" else f"{line[head]:,}" for line in lines for head in heads],
    }  # fmt: skip
    fixed = {"fixedrange": True, "showgrid": False, "zeroline": False}
    layout = {
        "shapes": shapes, "showlegend": False, **frame(height=44 * max(1, len(lines)) + 50),
        "xaxis": {**fixed, "side": "top", "range": [-0.5, 3.5], "tickvals": [0, 1, 2, 3],
                  "ticktext": [*(f"{tone} tone" for tone in TONES), "all"]},
        "yaxis": {**fixed, "range": [len(lines) - 0.5, -0.5], "tickvals": list(range(len(lines))),
                  "ticktext": [LABELS[line["stance"]] for line in lines], "automargin": True},
    }  # fmt: skip
    layout["margin"] = {"l": 8, "r": 8, "t": 34, "b": 8}
    return drawing([cells], layout)


def words_chart(lines: Sequence[Mapping[str, Any]], most: int, *, palette: Palette = LIGHT) -> go.Figure:
    """Draw the heaviest words behind stances as bars: hawkish ones on top and to the right, dovish ones to the left.

    Args:
        lines: As ``evidence.weigh_words`` gives them, the heaviest first.
        most: So many of each side.
        palette: The colours of the page's theme.
    """
    hawkish = [line for line in lines if line["weight"] > 0][:most]
    dovish = [line for line in lines if line["weight"] < 0][:most]
    shown = [*hawkish, *reversed(dovish)]
    bound = max([0.01, *(abs(line["weight"]) for line in shown)])
    bars = {
        "type": "bar", "orientation": "h", "x": [line["weight"] for line in shown], "y": list(range(len(shown))),
        "text": [f"{signed(line['weight'])}, n {line['n']:,}" for line in shown], "textposition": "outside",
        "cliponaxis": False, "hoverinfo": "skip",
        "marker": {"color": [sign_colour(line["weight"], palette) for line in shown]},
    }  # fmt: skip
    layout = {
        "bargap": 0.35, "showlegend": False, **frame(height=28 * max(1, len(shown)) + 60),
        "xaxis": {"range": [-1.4 * bound, 1.4 * bound], "tickvals": [-bound, 0, bound], "fixedrange": True,
                  "ticktext": ["◀ dovish", "0", "hawkish ▶"], "showgrid": False,
                  "zerolinecolor": palette.thin, "zerolinewidth": 1.5},
        "yaxis": {"range": [len(shown) - 0.4, -0.6], "tickvals": list(range(len(shown))), "fixedrange": True,
                  "ticktext": [plain(line["words"], 40) for line in shown], "automargin": True, "showgrid": False,
                  "zeroline": False},
    }  # fmt: skip
    return drawing([bars], layout)


def shares_chart(table: pd.DataFrame, *, palette: Palette = LIGHT) -> go.Figure:
    """Draw each actor's quotes with a stance by side, the most divided actor on top: disagreement within one actor.

    Args:
        table: Lines of ``frames.by_actor`` with a stance, those to be drawn.
        palette: The colours of the page's theme.

    Returns:
        A figure whose bars carry ``[actor, stance]`` in ``customdata``.
    """
    ordered = table.sort_values(["thin", "spread", "n_stance", "actor"], ascending=[False, True, True, False])
    lines = records(ordered)
    colours = {"dovish": palette.dove, "neutral": palette.even, "hawkish": palette.hawk}
    letters = [palette.strong if line["thin"] else palette.inside for line in lines]
    bars = [
        {
            "type": "bar", "orientation": "h", "name": side, "y": list(range(len(lines))),
            "x": [line[side] / line["n_stance"] for line in lines],
            "text": [f"{line[side]:,}" if line[side] else "" for line in lines], "textposition": "inside",
            "insidetextanchor": "middle", "insidetextfont": {"color": letters}, "textangle": 0,
            "customdata": [[line["actor"], side] for line in lines],
            "hovertext": [
                f"<b>{plain(line['actor'])}</b><br>{line[side]} of {line['n_stance']} {side}<br>"
                f"disagreement {line['spread']:.2f}" for line in lines
            ],
            "hoverinfo": "text",
            "marker": {"color": colours[side], "opacity": [0.35 if line["thin"] else 1 for line in lines]},
        }
        for side in SIDES
    ]  # fmt: skip
    layout = {
        "barmode": "stack", "bargap": 0.35,
        "xaxis": {"range": [0, 1], "tickvals": [0, 0.5, 1], "ticktext": ["0%", "50%", "100%"], "fixedrange": True},
        "yaxis": {"tickvals": list(range(len(lines))), "ticktext": [plain(line["actor"], 24) for line in lines],
                  "automargin": True, "fixedrange": True, "range": [-0.6, len(lines) - 0.4]},
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        **frame(height=36 * max(1, len(lines)) + 90),
    }  # fmt: skip
    layout["margin"] = {"l": 8, "r": 28, "t": 40, "b": 8}
    return drawing(bars, layout)


def acts_chart(table: pd.DataFrame, *, step: Step = "week", palette: Palette = LIGHT) -> go.Figure:
    """Draw the number of quotes by speech act and period as stacked bars.

    Args:
        table: ``period``, ``speech_act`` and ``n``, as `fold_acts` gives it.
        step: The length of a period.
        palette: The colours of the page's theme.

    Returns:
        A figure whose bars carry ``[speech_act, period]`` in ``customdata``.
    """
    acts = _ranked(table, "speech_act")
    acts.sort(key=lambda act: act == OTHERS)
    patterns = ("", "/", "x", ".", "-", "|", "+")
    days = {"day": 1, "week": 7, "month": 31}[step]
    periods = sorted(set(table["period"]))
    few = 0 < len(periods) < FEWEST_PERIODS
    shown = {"range": padded_days((periods[0], periods[-1]), step)} if few else {}
    bars = []
    for place, act in enumerate(acts):
        lines = records(table[table["speech_act"] == act])
        bars.append({
            "type": "bar", "name": plain(act, 20), "x": [line["period"] for line in lines],
            "y": [line["n"] for line in lines], "width": days * 86_400_000 * 0.8,
            "hovertext": [f"{name_period(line['period'], step)}<br>{plain(act)}: {line['n']}" for line in lines],
            "hoverinfo": "text", "customdata": [[act, line["period"]] for line in lines],
            "marker": {
                "color": palette.thin if act == OTHERS else ACTOR_COLOURS[place % len(ACTOR_COLOURS)],
                "pattern": {"shape": patterns[place % len(patterns)], "fillmode": "overlay", "fgopacity": 0.35},
            },
        })  # fmt: skip
    layout = {
        "barmode": "stack", "xaxis": {"type": "date", "fixedrange": True, "showgrid": False,
                                      **date_ticks(table["period"], step), **shown},
        "yaxis": {"rangemode": "tozero", "fixedrange": True, "nticks": 5}, "showlegend": True,
        "legend": {"orientation": "h", "y": -0.18, "x": 0}, **frame(height=340),
    }  # fmt: skip
    return drawing(bars, layout)


def fold_acts(table: pd.DataFrame, most: int = MOST_ACTS) -> pd.DataFrame:
    """Keep the most frequent speech acts by name and add up the others.

    Args:
        table: ``period``, ``speech_act`` and ``n``; quotes without a speech act or a period are left out.
        most: So many keep their name.

    Returns:
        ``period``, ``speech_act``, ``n``, sorted by both.

    Example:
        >>> lines = [("2025-03-03", "threat", 3), ("2025-03-03", "offer", 1), ("2025-03-03", "appeal", 1)]
        >>> fold_acts(pd.DataFrame(lines, columns=["period", "speech_act", "n"]), 1).values.tolist()
        [['2025-03-03', 'others', 2], ['2025-03-03', 'threat', 3]]
    """
    known = table[(table["period"] != "") & (table["speech_act"] != "")]
    kept = set(_ranked(known, "speech_act")[:most])
    named = known.assign(speech_act=[act if act in kept else OTHERS for act in known["speech_act"]])
    return named.groupby(["period", "speech_act"], sort=True)["n"].sum().reset_index()


def cell_of(point: Any) -> list[str]:  # noqa: ANN401 - what the browser sent
    """Give the ``customdata`` of a clicked point as texts; nothing where it has none."""
    found = point.get("customdata") if isinstance(point, dict) else None
    return [str(part) for part in found] if isinstance(found, list) else []
