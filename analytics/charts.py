"""Draws tables as Plotly figures; pure, and no table is ever altered.

Figures have transparent backgrounds and leave the colour of their text to the page, so that they read on light
and on dark. Names come from articles and are hostile until escaped: Plotly reads ``<b>`` and ``<a>`` in any text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from analytics.days import move_day
from analytics.drawings import Drawing
from analytics.events import Event
from analytics.messages import counted
from analytics.records import TONE_BOUND

Step = Literal["day", "week", "month"]
Measure = Literal["stance", "tone"]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one theme: the dove's, the hawk's, what is neither, what is too thin to say; words beside and on them.

    ``words`` stand on the page, ``strong`` ones on a faded colour, ``inside`` ones on a full colour.
    """

    dove: str
    hawk: str
    even: str
    words: str
    strong: str
    inside: str
    thin: str = "#8c8c8c"


LIGHT = Palette(
    dove="#1f5fa8", hawk="#b9500b", even="#737373", words="#4a5058", strong="#22262b", inside="#ffffff"
)  # fmt: skip
DARK = Palette(
    dove="#8fb8de", hawk="#f0b27a", even="#b4b4b4", words="#c4c9cf", strong="#ffffff", inside="#15181c"
)  # fmt: skip
"""Blue and orange stay apart for every kind of colour blindness (Machado 2009 simulation: Lab distance of the
ends 91 to 104), and unlike red and blue they are no party's. Contrast on the page is at least 4.5 in each theme."""

ACTOR_COLOURS = ("#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#D55E00")
"""Okabe and Ito 2008, without black (unseen on dark) and yellow (unseen on white); the most hawk-like one last."""

ACTOR_SYMBOLS = ("circle", "square", "diamond", "cross", "x", "star")

SVG_POINTS = 2000
"""Above so many points WebGL draws: SVG took 0.3 s for 5,000 points and 2.3 s for 50,000, WebGL 0.7 s (measured)."""

_NUMBERED_POINTS = 16  # more numbers than this in one panel run into each other
_MOST_TICKS = 6
FEWEST_PERIODS = 7  # an axis over time has room for so many
_STEP_DAYS = {"day": 1, "week": 7, "month": 31}
ROW_HEIGHT = 46
"""Pixels for a line of a chart that lists actors."""

_RANGE = [-1.1, 1.1]
_NAMES = {"stance": ("dovish", "hawkish", "even"), "tone": ("negative", "positive", "neutral")}
_COLUMNS = {
    "stance": ("net", "low", "high", "thin", "n_stance"),
    "tone": ("mean_tone", "tone_low", "tone_high", "tone_thin", "n"),
}


def plain(text: str, longest: int = 200) -> str:
    """Make a text safe for a figure: no tags, one line, cut with an ellipsis.

    Example:
        >>> plain("<b>R&D</b> says", 9)
        '&lt;b&gt;R&amp;D&lt;/…'
    """
    return shorten(text, longest).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shorten(text: str, longest: int) -> str:
    """Put a text on one line and cut it with an ellipsis; for figures it still needs `plain`.

    Example:
        >>> shorten("cross the border", 11)
        'cross the …'
    """
    line = text if text.isprintable() else "".join(letter if letter.isprintable() else " " for letter in text)
    return line if len(line) <= longest else line[: longest - 1] + "…"


def in_words(value: float | None, measure: Measure = "stance") -> str:
    """Say a number from -1 to 1 with its sign in words; a mean tone within ``TONE_BOUND`` is neutral.

    Example:
        >>> in_words(0.42), in_words(-0.314, "tone"), in_words(0.05, "tone"), in_words(0.001), in_words(None)
        ('+0.42 hawkish', '−0.31 negative', '+0.05 neutral', '0.00 even', 'none found')
    """
    if value is None or math.isnan(value):
        return "none found"
    low, high, even = _NAMES[measure]
    rounded = round(value, 2)
    if rounded == 0:
        return f"0.00 {even}"
    if measure == "tone" and abs(rounded) < TONE_BOUND:
        low = high = even
    return f"+{rounded:.2f} {high}" if rounded > 0 else f"−{-rounded:.2f} {low}"


def signed(value: float) -> str:
    """Write a number with its sign and two places; what rounds to nothing has no sign.

    Example:
        >>> signed(0.5), signed(-1.25), signed(-0.001)
        ('+0.50', '−1.25', '0.00')
    """
    return f"{value:+.2f}".replace("-", "−") if round(value, 2) else "0.00"


def percent(share: float) -> str:
    """Write a share (0..1) in whole percent; a few are not none, and almost all are not all.

    Example:
        >>> percent(0.326), percent(0.003), percent(0.997), percent(1.0), percent(0.0)
        ('33%', 'under 1%', 'over 99%', '100%', '0%')
    """
    if 0 < share < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 <= share < 1 else f"{share:.0%}"


def actor_styles(shown: Sequence[str], ranking: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Choose a colour and a symbol for each shown actor, which it keeps when others come and go.

    Args:
        shown: The actors to draw; up to six get colours that all differ.
        ranking: All actors of the collection in a lasting order; its places decide.

    Returns:
        Colour and Plotly symbol by actor.

    Example:
        >>> actor_styles(["B"], ["A", "B"])
        {'B': ('#009E73', 'square')}
    """
    place = {name: index for index, name in enumerate(ranking)}
    count = len(ACTOR_COLOURS)
    taken: set[int] = set()
    styles = {}
    for name in sorted(shown, key=lambda name: (place.get(name, len(place)), name)):
        wished = place.get(name, len(place)) % count
        free = next((slot % count for slot in range(wished, wished + count) if slot % count not in taken), wished)
        taken.add(free)
        styles[name] = (ACTOR_COLOURS[free], ACTOR_SYMBOLS[free])
    return styles


def actor_chart(table: pd.DataFrame, *, palette: Palette = LIGHT) -> go.Figure:
    """Draw actors on the dove-hawk line: net stance with its interval, most hawkish on top, thin ones below.

    A filled mark has an interval; a hollow one in colour comes from one article; a hollow grey one is thin.
    Triangles point up for hawkish and down for dovish, so that colour is never alone.

    Args:
        table: Lines of ``frames.by_actor``; actors without any stance are left out.
        palette: The colours of the page's theme.

    Returns:
        A figure whose points carry the actor's name in ``customdata``.
    """
    known = table[table["net"].notna()]
    known = known.sort_values(["thin", "net", "actor"], ascending=[False, True, True], ignore_index=True)
    lines = list(enumerate(records(known)))
    traces = [
        _actor_trace(
            [(height, line) for height, line in lines if math.isnan(line["low"]) == hollow], palette, hollow=hollow
        )
        for hollow in (True, False)
    ]
    labels = [
        f"<b>{plain(line['actor'], 26)}</b><br>"
        f"<span style='font-size:11px'>{line['n_stance']:,} of {counted(line['n'], 'quote')}</span>"
        for _, line in lines
    ]
    upright = {"type": "line", "xref": "x", "x0": 0, "x1": 0, "yref": "y domain", "y0": 0, "y1": 1}
    layout = {
        "shapes": [{**upright, "line": {"color": palette.thin, "width": 1.5}}],
        "xaxis": {
            "range": _RANGE, "tickvals": [-1, -0.5, 0, 0.5, 1], "fixedrange": True, "zeroline": False,
            "ticktext": ["−1<br>dovish", "−0.5", "0", "+0.5", "+1<br>hawkish"],
        },
        "yaxis": {
            "tickvals": list(range(len(known))), "ticktext": labels, "range": [-0.7, len(known) - 0.3],
            "fixedrange": True, "automargin": True, "showgrid": True, "zeroline": False, "ticks": "",
        },
        "showlegend": False, **frame(height=ROW_HEIGHT * max(1, len(known)) + 70),
    }  # fmt: skip
    return drawing(traces, layout)


def _actor_trace(lines: list[tuple[int, dict[str, Any]]], palette: Palette, *, hollow: bool) -> dict[str, Any]:
    """Draw the actors at these heights, all with an interval or (``hollow``) all without one."""
    values = [line["net"] for _, line in lines]
    colours = [palette.thin if line["thin"] else sign_colour(line["net"], palette) for _, line in lines]
    bars = {
        "type": "data", "array": [line["high"] - line["net"] for _, line in lines],
        "arrayminus": [line["net"] - line["low"] for _, line in lines],
        "color": palette.even, "thickness": 1.6, "width": 5,
    }  # fmt: skip
    return {
        "type": "scatter",
        "x": values,
        "y": [height for height, _ in lines],
        "mode": "markers+text",
        "text": [in_words(value).split()[0] for value in values],
        "textposition": [_beside_zero(value) for value in values],
        "textfont": {"size": 12},
        "cliponaxis": False,
        "customdata": [[line["actor"]] for _, line in lines],
        "hovertext": [_hover_actor(line) for _, line in lines],
        "hoverinfo": "text",
        "marker": {
            "size": 13, "color": colours, "line": {"width": 2, "color": colours},
            "symbol": [_sign_symbol(value) + ("-open" if hollow else "") for value in values],
        },
        **({} if hollow else {"error_x": bars}),
    }  # fmt: skip


def _beside_zero(value: float) -> str:
    """Give where a number is written: above its mark, and off the line at zero, also on a narrow screen."""
    if abs(value) >= 0.12:
        return "top center"
    return "top right" if value >= 0 else "top left"


def _hover_actor(line: Mapping[str, Any]) -> str:
    spread = "too few quotes for an interval" if line["thin"] else "from one article, no interval"
    if not math.isnan(line["low"]):
        spread = _spread(line["low"], line["high"])
    labels = ", ".join(f"{line[label]:,} {label}" for label in ("hawkish", "neutral", "dovish"))
    return (
        f"<b>{plain(line['actor'])}</b><br>net stance {in_words(line['net'])}<br>{spread}<br>"
        f"{labels}, {line['none']:,} without stance<br>"
        f"{counted(line['n'], 'quote')} in {counted(line['articles'], 'article')}"
    )


def change_chart(table: pd.DataFrame, *, measure: Measure = "stance", palette: Palette = LIGHT) -> go.Figure:
    """Draw differences between two periods with their intervals, the largest rise on top.

    Args:
        table: Lines of ``trends.what_changed`` that have an interval.
        measure: What differs.
        palette: The colours of the page's theme.

    Returns:
        A figure whose points carry the actor's name in ``customdata``.
    """
    lines = records(table.sort_values(["difference", "actor"], ignore_index=True))
    values = [line["difference"] for line in lines]
    low, high, _ = _NAMES[measure]
    hover = [
        f"<b>{plain(line['actor'])}</b><br>{in_words(line['before'], measure)} → {in_words(line['after'], measure)}<br>"
        f"{_spread(line['low'], line['high'])}<br>n = {line['n_before']:,} → {line['n_after']:,}"
        for line in lines
    ]
    points = {
        "type": "scatter", "x": values, "y": list(range(len(lines))), "mode": "markers", "hovertext": hover,
        "hoverinfo": "text", "customdata": [[line["actor"]] for line in lines],
        "marker": {
            "size": 13, "symbol": [_sign_symbol(value) for value in values],
            "color": [sign_colour(value, palette) for value in values],
        },
        "error_x": {
            "type": "data", "array": [line["high"] - line["difference"] for line in lines],
            "arrayminus": [line["difference"] - line["low"] for line in lines],
            "color": palette.even, "thickness": 1.6, "width": 5,
        },
    }  # fmt: skip
    upright = {"type": "line", "yref": "y domain", "y0": 0, "y1": 1, "x0": 0, "x1": 0}
    layout = {
        "shapes": [{**upright, "line": {"color": palette.thin, "width": 1.5}}],
        "xaxis": {
            "range": [-2.1, 2.1], "tickvals": [-2, -1, 0, 1, 2], "fixedrange": True, "zeroline": False,
            "ticktext": [f"−2<br>more {low}", "−1", "no change", "+1", f"+2<br>more {high}"],
            "ticklabeloverflow": "allow",
        },
        "yaxis": {
            "tickvals": list(range(len(lines))), "ticktext": [plain(line["actor"], 26) for line in lines],
            "range": [-0.7, len(lines) - 0.3], "fixedrange": True, "automargin": True, "zeroline": False,
        },
        "showlegend": False, **frame(height=ROW_HEIGHT * max(1, len(lines)) + 70),
    }  # fmt: skip
    layout["margin"] = {**layout["margin"], "r": 40}
    return drawing([points], layout)


def volume_chart(table: pd.DataFrame, *, step: Step = "week", palette: Palette = LIGHT) -> go.Figure:
    """Draw the number of quotes by period as bars.

    Args:
        table: Lines of ``frames.by_period``.
        step: The length of a period.
        palette: The colours of the page's theme.
    """
    hover = [
        f"{name_period(line['period'], step)}: {counted(line['n'], 'quote')} in {counted(line['articles'], 'article')}"
        for line in records(table)
    ]
    bars = {
        "type": "bar", "x": table["period"].tolist(), "y": table["n"].tolist(), "hovertext": hover, "hoverinfo": "text",
        "marker": {"color": palette.thin, "opacity": 0.7}, "width": _STEP_DAYS[step] * 86_400_000 * 0.8,
        "customdata": [["", period] for period in table["period"]],
        "textposition": "outside", "cliponaxis": False,
        **({"text": [str(n) for n in table["n"]]} if len(table) <= _NUMBERED_POINTS else {}),
    }  # fmt: skip
    few = 0 < len(table) < FEWEST_PERIODS
    layout = {
        "xaxis": {
            "type": "date", "fixedrange": True, "showgrid": False, **date_ticks(table["period"], step),
            **({"range": padded_days((table["period"].min(), table["period"].max()), step)} if few else {}),
        },
        "yaxis": {"rangemode": "tozero", "fixedrange": True, "nticks": 4}, "showlegend": False, **frame(height=190),
    }  # fmt: skip
    return drawing([bars], layout)


def timeline_chart(
    table: pd.DataFrame,
    styles: Mapping[str, tuple[str, str]],
    *,
    measure: Measure = "stance",
    step: Step = "week",
    days: tuple[str, str] | None = None,
    events: Sequence[Event] = (),
) -> go.Figure:
    """Draw net stance or mean tone over time, one line for each actor.

    A line joins neighbouring periods that have enough quotes; a thin point stands alone, hollow and grey. Where one
    line has the chart for itself, its 95% interval is a band, and bars below it count the quotes behind each point.

    Args:
        table: Lines of ``frames.over_time``.
        styles: Colour and symbol by actor, from `actor_styles`.
        measure: stance or tone; never both.
        step: The length of a period.
        days: First and last period of the axis, so that several figures can share it.
        events: What happened, as dotted lines with their words on pointing at them.

    Returns:
        A figure whose points carry ``[actor, period]`` in ``customdata``.
    """
    net, low, high, thin, count = _COLUMNS[measure]
    told = ("actor", "period", "articles", net, low, high, thin, count)
    known = [line for line in records(table, told) if not math.isnan(line[net])]
    known.sort(key=lambda line: line["period"])
    kind = "scattergl" if len(known) > SVG_POINTS else "scatter"
    actors = sorted({line["actor"] for line in known})
    traces = [
        {"type": "scatter" if "fill" in trace else kind, **trace}  # WebGL has no such fill
        for actor in actors
        for trace in _actor_traces(
            [line for line in known if line["actor"] == actor], styles[actor], measure, step, single=len(actors) == 1
        )
    ]
    lowest, highest, _ = _NAMES[measure]
    alone = len(actors) == 1
    layout = {
        "shapes": [_level(0, LIGHT.thin), *(_event_line(event) for event in events)],
        "yaxis": {
            "range": _RANGE, "tickvals": [-1, -0.5, 0, 0.5, 1], "fixedrange": True, "zeroline": False,
            "ticktext": [f"{lowest} −1", "−0.5", "0", "+0.5", f"{highest} +1"],
            **({"domain": [0.26, 1]} if alone else {}),
        },
        "xaxis": {
            "type": "date", "fixedrange": True, "showgrid": False,
            **date_ticks([line["period"] for line in known], step),
            **({"range": padded_days(days, step, events)} if days else {}), **({"anchor": "y2"} if alone else {}),
        },
        "showlegend": len(actors) > 1, "legend": {"orientation": "h", "y": -0.14, "x": 0},
        **frame(height=300 if len(actors) <= 1 else 420),
    }  # fmt: skip
    if alone:
        traces.append(_count_bars(known, measure, step))
        layout["yaxis2"] = _count_axis([line[count] for line in known])
    if events:
        traces.append(_event_marks(events))
    return drawing(traces, layout)


def _count_bars(lines: Sequence[Mapping[str, Any]], measure: Measure, step: Step) -> dict[str, Any]:
    """Draw the number of quotes behind each point of one line as bars of its own axis."""
    counts = [line[_COLUMNS[measure][4]] for line in lines]
    periods = [line["period"] for line in lines]
    few = len(counts) <= _NUMBERED_POINTS
    return {
        "type": "bar", "x": periods, "y": counts, "yaxis": "y2", "showlegend": False, "name": "n",
        "width": _STEP_DAYS[step] * 86_400_000 * 0.7, "marker": {"color": LIGHT.thin, "opacity": 0.7},
        **({"text": [str(count) for count in counts]} if few else {}), "textposition": "outside", "textangle": 0,
        "textfont": {"size": 10}, "cliponaxis": False, "hoverinfo": "text",
        "hovertext": [f"{name_period(day, step)}: n = {n}" for day, n in zip(periods, counts, strict=True)],
        "customdata": [[line["actor"], line["period"]] for line in lines],
    }  # fmt: skip


def _count_axis(counts: Sequence[int]) -> dict[str, Any]:
    """Give the axis of `_count_bars`: from nothing to the largest number, with room for the numbers above."""
    most = max(counts)
    return {
        "domain": [0, 0.15], "range": [0, most * 1.05], "fixedrange": True,
        **({"tickvals": [0], "ticktext": ["n"]} if len(counts) <= _NUMBERED_POINTS else
           {"tickvals": [0, most], "ticktext": ["n   0", f"{most:,}"]}),
        "zeroline": False, "showgrid": False, "anchor": "x",
    }  # fmt: skip


def _event_line(event: Event) -> dict[str, Any]:
    line = {"color": LIGHT.thin, "width": 1, "dash": "dot"}
    return {"type": "line", "yref": "y domain", "y0": 0, "y1": 1, "x0": event.day, "x1": event.day, "line": line}


def _event_marks(events: Sequence[Event]) -> dict[str, Any]:
    """Put a mark at the foot of each event's line that says what happened."""
    days = [date.fromisoformat(event.day) for event in events]
    hover = [f"{day.day} {day:%b} {day.year}<br>{plain(event.label)}" for day, event in zip(days, events, strict=True)]
    return {
        "type": "scatter", "x": [event.day for event in events], "y": [-1.04] * len(events), "mode": "markers",
        "marker": {"symbol": "triangle-up", "size": 9, "color": LIGHT.thin}, "hovertext": hover, "hoverinfo": "text",
        "showlegend": False, "name": "events",
    }  # fmt: skip


def _level(height: float, colour: str) -> dict[str, Any]:
    """Draw a line across the whole chart."""
    line = {"color": colour, "width": 1.5}
    return {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": height, "y1": height, "line": line}


def _actor_traces(
    lines: Sequence[Mapping[str, Any]], style: tuple[str, str], measure: Measure, step: Step, *, single: bool
) -> Iterator[dict[str, Any]]:
    """Give what is drawn of one actor, back to front: bands, lines, solid points, thin points, the legend's entry.

    An actor that has the chart for itself (``single``) gets bands and a plain circle.
    """
    net, low, high, thin, _ = _COLUMNS[measure]
    colour, symbol = style[0], "circle" if single else style[1]
    firm, weak = ([line for line in lines if bool(line[thin]) == thinly] for thinly in (False, True))
    runs = list(_runs(firm, step))
    if single and runs:
        yield _band(runs, (low, high), colour)
    if runs:
        yield {
            "x": _joined([line["period"] for line in run] for run in runs),
            "y": _joined([line[net] for line in run] for run in runs),
            "mode": "lines", "hoverinfo": "skip", "line": {"color": colour, "width": 2.5}, "showlegend": False,
        }  # fmt: skip
    solid_mark = {"size": 10, "symbol": symbol, "color": colour}
    thin_mark = {"size": 9, "symbol": f"{symbol}-open", "color": LIGHT.thin, "line": {"width": 1.8}}
    for part, mark in ((firm, solid_mark), (weak, thin_mark)):
        if part:
            yield {**_points(part, measure, step), "marker": mark, "showlegend": False}
    if single:
        return
    name = plain(str(lines[0]["actor"]), 28)
    yield {"x": [None], "y": [None], "mode": "markers", "name": name, "marker": solid_mark, "hoverinfo": "skip"}


def _points(lines: Sequence[Mapping[str, Any]], measure: Measure, step: Step) -> dict[str, Any]:
    net, low, high, _, count = _COLUMNS[measure]
    hover = []
    for line in lines:
        spread = "" if math.isnan(line[low]) else f"<br>{_spread(line[low], line[high])}"
        hover.append(
            f"<b>{plain(line['actor'])}</b><br>{name_period(line['period'], step)}<br>"
            f"{in_words(line[net], measure)}{spread}<br>n = {line[count]:,} in {counted(line['articles'], 'article')}"
        )
    return {
        "x": [line["period"] for line in lines],
        "y": [line[net] for line in lines],
        "mode": "markers",
        "hovertext": hover,
        "hoverinfo": "text",
        "customdata": [[line["actor"], line["period"]] for line in lines],
    }


def _band(runs: Sequence[Sequence[Mapping[str, Any]]], bounds: tuple[str, str], colour: str) -> dict[str, Any]:
    """Draw the intervals of runs of periods; a period of one article has none and closes to its point."""
    low, high = bounds
    known = [[line for line in run if not math.isnan(line[low])] for run in runs]
    days = [[line["period"] for line in part] for part in known]
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return {
        "x": _joined([*part, *reversed(part)] for part in days),
        "y": _joined([*(line[high] for line in part), *(line[low] for line in reversed(part))] for part in known),
        "fill": "toself", "fillcolor": f"rgba({red},{green},{blue},0.16)",
        "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False, "mode": "lines",
    }  # fmt: skip


def _joined(parts: Iterable[list[Any]]) -> list[Any]:
    """Put lists into one with a gap between them, where Plotly lifts its pen."""
    whole: list[Any] = []
    for part in parts:
        whole += [None, *part] if whole and part else part
    return whole


def _runs(lines: Sequence[Mapping[str, Any]], step: Step) -> Iterator[Sequence[Mapping[str, Any]]]:
    """Cut sorted lines where a period is missing between two of them."""
    days = [date.fromisoformat(line["period"]).toordinal() for line in lines]
    cuts = [place for place in range(1, len(days)) if days[place] - days[place - 1] > _STEP_DAYS[step]]
    for start, end in zip([0, *cuts], [*cuts, len(days)], strict=True):
        if end > start:
            yield lines[start:end]


def padded_days(days: tuple[str, str], step: Step, events: Sequence[Event] = ()) -> list[str]:
    """Widen an axis by most of a period on both sides.

    So no mark is cut, nor an event late in the last period, and few bars are not as wide as it.
    """
    pad = max(1, _STEP_DAYS[step] * 3 // 4)
    first, last = (date.fromisoformat(day) for day in days)
    pad = max(pad, (FEWEST_PERIODS * _STEP_DAYS[step] - (last - first).days) // 2)
    ends = [move_day(last, pad), *(move_day(date.fromisoformat(event.day), 1) for event in events)]
    return [move_day(first, -pad).isoformat(), max(ends).isoformat()]


def date_ticks(periods: Iterable[str], step: Step) -> dict[str, Any]:
    """Put ticks on periods that have data, at most six, with the year where it begins to hold."""
    days = sorted(set(periods))
    ticks = days[:: -(-len(days) // _MOST_TICKS) or 1]
    words, year = [], ""
    for day in ticks:
        words.append(name_period(day, step, short=True) + (f"<br>{day[:4]}" if day[:4] != year else ""))
        year = day[:4]
    return {"tickvals": ticks, "ticktext": words, "tickangle": 0}


def name_period(day: str, step: Step, *, short: bool = False) -> str:
    """Name a period for a reader: '3 Mar 2025', 'week of 3 Mar 2025', 'Mar 2025'."""
    first = date.fromisoformat(day)
    if step == "month":
        return f"{first:%b}" if short else f"{first:%b} {first.year}"
    name = f"{first.day} {first:%b}" + ("" if short else f" {first.year}")
    return f"week of {name}" if step == "week" and not short else name


def records(table: pd.DataFrame, columns: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Give the lines of a table, with all its columns or these."""
    names = columns or [str(name) for name in table.columns]
    cells = [table[name].tolist() for name in columns or table.columns]
    return [dict(zip(names, line, strict=True)) for line in zip(*cells, strict=True)]


def _spread(low: float, high: float) -> str:
    return f"95% interval {signed(low)} to {signed(high)}"


def sign_colour(value: float, palette: Palette) -> str:
    """Give the colour of a figure by its sign, as it is shown with two places."""
    rounded = round(value, 2)
    if rounded == 0:
        return palette.even
    return palette.hawk if rounded > 0 else palette.dove


def _sign_symbol(value: float) -> str:
    rounded = round(value, 2)
    if rounded == 0:
        return "circle"
    return "triangle-up" if rounded > 0 else "triangle-down"


def drawing(data: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> Drawing:
    """Make a figure of traces and a layout."""
    return Drawing({"data": data, "layout": layout})


def frame(*, height: int) -> dict[str, Any]:
    """Give what every figure's layout has: its height in pixels, no background, no dragging."""
    return {
        "height": height, "margin": {"l": 8, "r": 8, "t": 16, "b": 8}, "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)", "font": {"size": 13}, "dragmode": False, "hoverlabel": {"align": "left"},
        "separators": ". ",
    }  # fmt: skip
