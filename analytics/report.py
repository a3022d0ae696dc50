"""Writes what is on screen as one HTML page that needs nothing else: charts, numbers, quotes, method, caveats.

Every word of an article is escaped, no address but http and https becomes a link, and the page asks nothing of
any server. It prints in black on white, each chart with its table.
"""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

import pandas as pd
import plotly.graph_objects as go

from analytics.messages import counted, speaker_of
from analytics.pictures import on_paper
from analytics.schema import Row
from analytics.score_words import corrected_columns, stance_words, tone_words

MOST_LINES = 40
"""Lines of a table that are printed; the CSV has them all."""

_FRAGMENT_WORDS = 12
CHART_WIDTH = 680
"""Pixels across a chart: so much fits on a sheet of A4 and of letter paper within the margins below."""

_STYLE = """
html{color-scheme:light;background:#fff}
body{font:16px/1.5 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
h1,h2,h3,table,.meta,figure{font-family:system-ui,Helvetica,Arial,sans-serif}h1{font-size:1.7rem}
h2{font-size:1.2rem;margin-top:2rem;break-after:avoid}
.meta,figcaption{font-size:.85rem;color:#444}figure{margin:1rem 0;overflow-x:auto}figcaption{overflow-wrap:anywhere}
section,figure,blockquote,tr{break-inside:avoid}blockquote{margin:.8rem 0;padding-left:.8rem;
border-left:3px solid #bbb;overflow-wrap:anywhere}
table{border-collapse:collapse;font-size:.8rem}thead{display:table-header-group}td:first-child{min-width:7.5rem}
td,th{text-align:left;padding:.15rem .7rem .15rem 0;border-bottom:1px solid #ddd;vertical-align:top}
td.num,th.num{text-align:right;font-variant-numeric:tabular-nums}td.num{white-space:nowrap}
.wide{overflow-x:auto}a{color:#1f5fa8}
@page{margin:16mm 14mm;@bottom-right{content:counter(page) " of " counter(pages);font:9pt Helvetica,Arial,sans-serif}}
@media print{body{margin:0;padding:0;max-width:none;font-size:11pt}h1{margin:0}
.said{margin:.3rem 0}.said br{display:none}.said span~span::before{content:" · "}
h2{margin-top:1.2rem}figure{margin:.5rem 0}.wide,figure{overflow:visible}
a[data-place]::after{content:" " attr(data-place);font-size:.75rem;overflow-wrap:anywhere}}
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A chart of the report with its title, what has to be known about it, and the numbers behind it."""

    title: str
    caption: str
    figure: go.Figure | None
    table: pd.DataFrame
    written: Mapping[str, Callable[[float], str]] = field(default_factory=dict)
    """How the figures of these columns are written; the others as numbers with two digits."""


def write_report(
    title: str,
    filters: Sequence[str],
    sections: Sequence[Section],
    rows: Sequence[Row],
    caveats: Sequence[str],
    chosen: str = "Quotes",
) -> str:
    """Write a report.

    Args:
        title: Its headline.
        filters: What is shown and how it counts, a sentence or item each.
        sections: The charts, in their order.
        rows: The quotes to print, of the columns of ``schema.QUOTES``.
        caveats: Method, limits and version, a paragraph each.
        chosen: Says above the quotes which they are.

    Returns:
        A whole HTML page; the same arguments give the same page.
    """
    shown = "".join(_section(section, place) for place, section in enumerate(sections))
    said = "".join(_quote(row) for row in rows)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body><h1>{html.escape(title)}</h1>"
        f"<p class='meta said'>{'<br>'.join(f'<span>{html.escape(words)}</span>' for words in filters)}</p>{shown}"
        f"<h2>{html.escape(chosen)}</h2>{said or '<p>None.</p>'}"
        f"<h2>Method and caveats</h2>{''.join(f'<p>{html.escape(words)}</p>' for words in caveats)}</body></html>\n"
    )


def _section(section: Section, place: int) -> str:
    """Write a chart with its table; the first one brings the program that draws them all."""
    drawn = ""
    if section.figure is not None:
        figure = on_paper(section.figure).update_layout(width=CHART_WIDTH)
        drawn = figure.to_html(
            full_html=False, include_plotlyjs=place == 0, div_id=f"chart-{place}", config={"displayModeBar": False}
        )
    caption = f"<figcaption>{html.escape(section.caption)}</figcaption>"
    title = f"<h2>{html.escape(section.title)}</h2>"
    return f"<section>{title}<figure>{drawn}{caption}</figure></section>{_table(section.table, section.written)}"


def _table(table: pd.DataFrame, written: Mapping[str, Callable[[float], str]]) -> str:
    """Write a table whose head stands on each sheet again; numbers are set right."""
    numbers = [pd.api.types.is_numeric_dtype(table[name]) for name in table.columns]
    marks = [' class="num"' if number else "" for number in numbers]
    heads = "".join(f"<th{mark}>{html.escape(str(name))}</th>" for name, mark in zip(table.columns, marks, strict=True))
    lines = "".join(
        "<tr>"
        + "".join(
            f"<td{mark}>{html.escape(_cell(cell, written.get(str(name))))}</td>"
            for cell, mark, name in zip(line, marks, table.columns, strict=True)
        )
        + "</tr>"
        for line in table.head(MOST_LINES).itertuples(index=False, name=None)
    )
    more = f"<p class=meta>{counted(len(table) - MOST_LINES, 'more line')}.</p>" if len(table) > MOST_LINES else ""
    return f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>{more}'


def _cell(cell: Any, write: Callable[[float], str] | None) -> str:  # noqa: ANN401 - whatever a table holds
    if isinstance(cell, float):
        if write and not math.isnan(cell):
            return write(cell)
        return "" if math.isnan(cell) else f"{cell:.2f}".replace("-", "−") if round(cell, 2) else "0.00"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def _quote(row: Row) -> str:
    about = [speaker_of(row), row["outlet"], row["said_on"] or row["published"]]
    stance = stance_words(row) or "no stance found"
    tone = f"tone {words}" if (words := tone_words(row)) else ""
    by_hand = "corrected by a person" if corrected_columns(row) else ""
    words = " · ".join(str(part) for part in (*about, stance, tone, by_hand) if part)
    link = source_link(str(row["url"]), str(row["quote"]))
    place = html.escape(link.partition("#")[0])  # on paper nobody can follow the words behind the address
    source = f' · <a rel="noreferrer" href="{html.escape(link)}" data-place="{place}">source</a>' if link else ""
    said = html.escape(f"“{row['quote']}”" if row["kind"] == "direct" else str(row["quote"]))
    return f'<blockquote>{said}<div class="meta">{html.escape(words)}{source}</div></blockquote>'


def source_link(url: str, words: str) -> str:
    """Give the address of an article that opens at the quoted words, where the browser knows text fragments.

    Only http and https addresses are given; the fragment holds the first words (of the first part of a split quote).

    Example:
        >>> source_link("https://example.org/a?b=1#top", "We will - if asked - go")
        'https://example.org/a?b=1#:~:text=We%20will%20%2D%20if%20asked%20%2D%20go'
        >>> source_link("javascript:alert(1)", "We will")
        ''
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return ""
    first = " ".join(words.split(" … ")[0].split()[:_FRAGMENT_WORDS])
    fragment = quote(first.encode("utf-8", "replace"), safe="").replace("-", "%2D")
    return f"{parts._replace(fragment='').geturl()}#:~:text={fragment}"
