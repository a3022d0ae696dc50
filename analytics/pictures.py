"""Makes a chart fit to leave the page: on white, with its title, its n and its caveats in the picture itself.

Whoever gets the picture alone still reads what it shows, of how many quotes, and how far it can be trusted.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from analytics.charts import plain

WIDTH = 960
"""Pixels across a picture; a PNG is saved at twice that, sharp in print and on fine screens."""

SCALE = 2

INK = "#22262b"
MUTED = "#4a5058"
GRID = "#e3e6ea"
FONT = "Helvetica, Arial, sans-serif"
"""A font that is on every machine: a saved picture brings none along."""

_TITLE_SIZE, _NOTE_SIZE = 20, 13
_TITLE_LETTERS, _NOTE_LETTERS = 82, 130  # so many letters fit on a line of WIDTH pixels
_LINE = 1.3  # Plotly's distance of two lines, in sizes of the font
_PANEL_HEIGHT = 230
_GAP = 0.06  # of the width, between two panels


def as_picture(figure: go.Figure, title: str, notes: Sequence[str]) -> go.Figure:
    """Give a chart on white paper, `WIDTH` wide, with title and notes above it.

    Args:
        figure: The chart, in colours for a light page; it is not altered.
        title: What it shows; words of an article are escaped here.
        notes: What else has to be known: n, filters, caveats. Each begins a line.

    Returns:
        A new figure, as high as the chart and its words.
    """
    heads = [f"<b>{plain(line)}</b>" for line in textwrap.wrap(title, _TITLE_LETTERS)]
    small = [plain(line) for note in notes for line in textwrap.wrap(note, _NOTE_LETTERS)]
    words = [f"<span style='font-size:{_TITLE_SIZE}px'>{line}</span>" for line in heads] + small
    above = round(_LINE * _NOTE_SIZE * len(words)) + 10 * len(heads) + 30
    picture = on_paper(figure)
    margin, height = picture.layout.margin, picture.layout.height + above
    picture.update_layout(
        width=WIDTH, height=height, margin={"l": 16, "r": 24, "t": (margin.t or 0) + above, "b": (margin.b or 0) + 12},
        title={
            "text": "<br>".join(words), "x": 16 / WIDTH, "xref": "container", "xanchor": "left",
            "y": 1 - 26 / height, "yref": "container", "yanchor": "top", "font": {"size": _NOTE_SIZE},
        },
        modebar={"color": MUTED, "activecolor": INK, "bgcolor": "rgba(0,0,0,0)"},
    )  # fmt: skip
    return picture


def on_paper(figure: go.Figure) -> go.Figure:
    """Give a copy of a chart in dark letters on white, with lines to read it by."""
    paper = go.Figure(figure)
    axis = {"gridcolor": GRID, "linecolor": GRID, "automargin": True}
    paper.update_layout(
        template="none", paper_bgcolor="#ffffff", plot_bgcolor="#ffffff", font={"family": FONT, "color": INK}
    )
    paper.update_xaxes(axis)
    paper.update_yaxes(axis)
    return paper


def join_panels(panels: Sequence[tuple[str, go.Figure]], *, across: int = 3) -> go.Figure:
    """Put small charts of the same kind into one figure, each with its name above it.

    Args:
        panels: Name and chart, in reading order, each with one axis across and up to two upwards; names are escaped.
        across: So many stand beside each other.
    """
    across = max(1, min(across, len(panels)))
    down = -(-len(panels) // across)
    height = _PANEL_HEIGHT * down
    data: list[dict[str, Any]] = []
    layout: dict[str, Any] = {"shapes": [], "annotations": [], "showlegend": False, "height": height}
    for place, (name, figure) in enumerate(panels):
        left, top = place % across / across, 1 - place // across / down
        box = (left + _GAP / 2, left + 1 / across - _GAP / 4), (top - 1 / down + 44 / height, top - 28 / height)
        drawn, part = figure.to_dict(), {"x": _number(place), "y": _number(2 * place), "y2": _number(2 * place + 1)}
        data += [
            {**trace, "xaxis": f"x{part['x']}", "yaxis": f"y{part[trace.get('yaxis', 'y')]}"} for trace in drawn["data"]
        ]
        layout |= _axes(drawn["layout"], part, box, first=place % across == 0)
        layout["shapes"] += [_moved(shape, part) for shape in drawn["layout"].get("shapes", ())]
        layout["annotations"].append({
            "text": f"<b>{plain(name, 40)}</b>", "x": box[0][0], "y": top, "xref": "paper", "yref": "paper",
            "xanchor": "left", "yanchor": "top", "showarrow": False, "font": {"size": _NOTE_SIZE},
        })  # fmt: skip
    first = panels[0][1].to_dict()["layout"] if panels else {}
    return go.Figure({"data": data, "layout": {**first, **layout}})


def _number(place: int) -> str:
    """Give the number that Plotly puts behind an axis: none for the first one."""
    return str(place + 1) if place else ""


def _axes(
    layout: dict[str, Any], part: dict[str, str], box: tuple[tuple[float, float], tuple[float, float]], *, first: bool
) -> dict[str, Any]:
    """Give a panel's axes by their new names, drawn within its box (left and right, bottom and top).

    Only the ``first`` panel of a row names the heights, for all of them.
    """
    across, (bottom, top) = box
    lowest, small = part["y2" if "yaxis2" in layout else "y"], {"tickfont": {"size": 10}}
    axes = {f"xaxis{part['x']}": {**layout["xaxis"], "domain": across, "anchor": f"y{lowest}", **small}}
    for axis in ("y", "y2"):
        found = layout.get(axis.replace("y", "yaxis"))
        if found:
            low, high = found.get("domain", (0, 1))
            domain = bottom + low * (top - bottom), bottom + high * (top - bottom)
            ours = {"domain": domain, "anchor": f"x{part['x']}", "showticklabels": first}
            axes[f"yaxis{part[axis]}"] = {**found, **ours, **small}
    return axes


def _moved(shape: dict[str, Any], part: dict[str, str]) -> dict[str, Any]:
    """Give a shape that refers to a panel's axes in the joined figure."""

    def axis(wanted: str) -> str:
        name, _, rest = wanted.partition(" ")
        return f"{name[0]}{part[name]}{' ' + rest if rest else ''}"

    return {**shape, "xref": axis(shape.get("xref", "x")), "yref": axis(shape.get("yref", "y"))}
