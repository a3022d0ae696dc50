"""Charts as every page shows them: title, what has to be known, the marks, a table with its CSV, a picture to save.

A click on a mark gives its cell back; `draw_behind` lists the quotes behind it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics import charts, contrasts, drawings, pictures
from analytics.store import QuoteFilter
from views import described, elements, state

MOST_QUOTES = 20
"""So many quotes are listed behind a mark; the Quotes page has them all."""

MOST_MARKS = 3
"""Behind so many clicked marks quotes are listed."""

FORMATS = {"png": "PNG, for documents", "svg": "SVG, to edit or scale"}

_DRAWN = "drawn-charts"
_ON_PAGE = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}  # the page scrolls, not the chart


@dataclass(frozen=True, slots=True)
class Plate:
    """A chart with all that a reader needs to judge it; ``title``, ``meaning`` and ``alt`` are our own words.

    ``name`` stands in the file names of table and picture. ``meaning`` says how to read it, ``hint`` what can be done
    with it on the page. ``about`` names whom it is about, in an article's words, which never become Markdown.
    ``figure`` draws it in the colours of a theme, ``printed`` the picture to save where that is another drawing. ``n``
    counts its quotes, all or, as ``unit`` says, some. ``key`` is the chart's own on its page, ``name`` unless it says
    otherwise. ``footnote`` tells in the picture what the page says by pointing at a mark; it may hold foreign words.
    ``cell`` names the columns of the table whose values a mark carries: then its lines can be selected instead, which
    the keyboard can do.
    """

    name: str
    title: str
    meaning: str
    figure: Callable[[charts.Palette], go.Figure]
    n: int
    alt: str
    unit: str = "quotes"
    hint: str = "Click a mark for its quotes."
    about: str = ""
    key: str = ""
    printed: Callable[[], go.Figure] | None = None
    footnote: str = ""
    cell: tuple[str, ...] = ()

    @property
    def counted(self) -> str:
        """Say what the chart counts, with the number before it: '1 quote with a stance'."""
        return f"{self.n:,} {self.unit if self.n != 1 else self.unit.replace('quotes', 'quote', 1)}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as it was drawn on a page: its table, the view of it, and what the sidebar said then."""

    plate: Plate
    table: pd.DataFrame
    view: state.View
    sidebar: state.View


def forget_drawn() -> None:
    """Begin the list of the charts that a page draws."""
    st.session_state[_DRAWN] = []


def drawn_for(view: state.View) -> list[Drawn]:
    """Give the charts of the page that was looked at last; none when the sidebar says something else by now."""
    drawn: list[Drawn] = st.session_state.get(_DRAWN, [])
    return [chart for chart in drawn if chart.sidebar == view]


def draw(view: state.View, plate: Plate, table: pd.DataFrame, *, explained: str = "") -> list[list[str]]:
    """Draw a chart with title, caption, table and picture; give what clicked marks and the selected line carry."""
    draw_head(view, plate)
    cells = draw_marks(plate)
    return cells + [cell for cell in draw_foot(view, plate, table, explained=explained) if cell not in cells]


def draw_head(view: state.View, plate: Plate) -> None:
    """Draw a chart's title and caption: how to read it, its n, and what the filters let through."""
    st.header(plate.title)
    if plate.about:
        st.text(plate.about)
    with st.container(gap="xxsmall"):
        st.caption(f"{plate.meaning} {plate.hint}".strip())
        st.html(f'<div class="pq pq-meta">{html.escape(described.basis_of(view, plate.counted))}</div>')


def draw_marks(plate: Plate) -> list[list[str]]:
    """Draw the chart alone; give what its clicked marks carry."""
    palette = state.palette()
    # Streamlit's own grey of labels has a contrast of 3.7 on white
    figure = drawings.with_words(plate.figure(palette), palette.words)
    event: Any = st.plotly_chart(
        figure, config=_ON_PAGE, key=plate.key or plate.name, on_select="rerun",
        selection_mode="points", alt=f"{plate.title}. {plate.alt}",
    )  # fmt: skip
    return [cell for point in event["selection"]["points"][:MOST_MARKS] if (cell := contrasts.cell_of(point))]


def draw_foot(view: state.View, plate: Plate, table: pd.DataFrame, *, explained: str = "") -> list[list[str]]:
    """Offer the chart as a picture that says on itself what it shows, and the numbers behind it.

    Returns:
        What the mark of the selected line would carry, if a line is selected.
    """
    with st.container(gap="xxsmall"):
        key = f"picture-{plate.key or plate.name}"
        pressed = st.button("Picture (PNG, SVG)", key=key, type="tertiary", icon=":material/image:")
        pick = f"rows-{plate.key or plate.name}-{hash((view, len(table)))}" if plate.cell else ""
        line = elements.draw_table(table, plate.name, explained=explained, pick=pick)
    st.session_state.setdefault(_DRAWN, []).append(Drawn(plate, table, view, state.current_view()))
    if pressed:
        _draw_picture(view, plate)
    return [[str(line[column] or "") for column in plate.cell]] if line else []


@st.dialog("Picture", width="large")
def _draw_picture(view: state.View, plate: Plate) -> None:
    """Show the picture, in one of two formats, with the button that saves it."""
    kind = st.segmented_control(
        "Format", list(FORMATS), default="png", required=True, format_func=FORMATS.__getitem__, key="picture-format"
    )
    st.caption("The camera above the picture saves it. Title, n and caveats go with it.")
    notes = [note for note in (plate.meaning, plate.footnote, *described.notes_of(view, plate.counted)) if note]
    figure = pictures.as_picture(on_paper(plate), full_title(plate), notes)
    saved = {
        "format": kind, "filename": file_name(plate.name, view.filters.collection), "width": pictures.WIDTH,
        "height": figure.layout.height, "scale": pictures.SCALE if kind == "png" else 1,
    }  # fmt: skip
    bar = {"displayModeBar": True, "displaylogo": False, "modeBarButtons": [["toImage"]], "toImageButtonOptions": saved}
    with st.container(key="picture"):  # as wide as it is saved: a narrow screen scrolls it
        st.plotly_chart(
            figure, config=_ON_PAGE | bar, key=f"picture-{kind}", theme=None, width=pictures.WIDTH,
            alt=f"Picture: {plate.alt}",
        )  # fmt: skip


def full_title(plate: Plate) -> str:
    """Give a chart's title with whom it is about, in an article's words."""
    return f"{plate.title}: {plate.about}" if plate.about else plate.title


def on_paper(plate: Plate) -> go.Figure:
    """Draw a chart for a light page outside the dashboard."""
    return plate.printed() if plate.printed else plate.figure(charts.LIGHT)


def file_name(chart: str, collection: str) -> str:
    """Name a file after its chart and collection, without what a file system or a shell would read as its own.

    Example:
        >>> file_name("stance-against-tone", "Sample (fictional)")
        'parley-stance-against-tone-sample-fictional'
    """
    words = re.findall(r"\w+", f"{chart} {collection}".casefold())
    return "-".join(["parley", *words])[:120]


def order_of(label: str) -> str:
    """Give the order in which the quotes of a stance are listed: those that lean furthest its way first."""
    return label if label in ("hawkish", "dovish") else "newest"


def draw_behind(
    filters: QuoteFilter, title: str, *, mark: str = "point", order: str = "hawkish", what: str = "", none: str = ""
) -> None:
    """List the quotes behind what was clicked.

    Args:
        filters: Which quotes.
        title: What the mark stands for; it may hold an article's words.
        mark: What was clicked: a point, bar, cell or part.
        order: Which come first, see ``QuoteColumns.ids``; what the mark measures decides.
        what: Which quotes these are, where they are not those "behind the mark".
        none: Says why there are none, in words of our own, where that can be.
    """
    total = state.count(filters)
    with st.container(border=True):
        st.markdown(f"**{state.found_words(filters)} {what or f'behind the {mark}'}**")
        st.text(title)
        if none and not total:
            st.caption(none)
        elements.draw_quotes(state.quotes(filters, order, MOST_QUOTES), title)
        more = total - MOST_QUOTES
        if more > 0:
            st.caption(f"{more:,} more {'is' if more == 1 else 'are'} on the Quotes page.")
