"""Holds a figure as it is sent, until somebody asks for a part of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
import plotly.io

__all__ = ["Drawing", "with_words"]


class Drawing(go.Figure):  # type: ignore[misc]  # Plotly has no types
    """A figure of traces and a layout that nobody looks into on its way to the page.

    Plotly makes an object of every part, and copies all of them and its template twice: 15 ms for a chart of 150
    points, several times what it takes to write it as JSON. So the parts are made when the first of them is asked for,
    as for a picture, and without Plotly's check of every value; the tests make it (``tests/test_charts.py``).

    Args:
        spec: ``data`` and ``layout`` as Plotly's JSON has them: lists and dicts of numbers and words, no arrays.

    Example:
        >>> figure = Drawing({"data": [{"type": "bar", "y": [1, 2]}], "layout": {"height": 90}})
        >>> figure.to_dict()["data"] == [{"type": "bar", "y": [1, 2]}], figure.layout.height
        (True, 90)
    """

    def __init__(self, spec: Mapping[str, Any]) -> None:
        self._spec = spec

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever Plotly keeps under the name
        """Make the parts, one of which is asked for."""
        if self._looked_into or name == "_spec":
            raise AttributeError(name)
        self.__dict__["_looked_into"] = True
        super().__init__(dict(self._spec), _validate=False)
        return getattr(self, name)

    _looked_into = False

    def to_dict(self) -> dict[str, Any]:
        """Give the figure as Plotly's JSON has it; what is in it is shared, and not to be altered."""
        if self._looked_into:
            return dict(super().to_dict())
        layout = self._spec["layout"]
        template = {} if "template" in layout else _template(str(plotly.io.templates.default or ""))
        return {"data": self._spec["data"], "layout": {**layout, **template}}


def with_words(figure: go.Figure, colour: str) -> Drawing:
    """Give a figure whose words, at the axes and in the legend, have another colour; it is not altered itself."""
    drawn = figure.to_dict()
    layout: dict[str, Any] = dict(drawn["layout"])
    for name in ("font", "legend"):
        layout[name] = dict(layout.get(name, {}))
    layout["font"]["color"] = colour
    layout["legend"]["font"] = {**layout["legend"].get("font", {}), "color": colour}
    for name in [name for name in layout if name.startswith(("xaxis", "yaxis"))]:
        layout[name] = {**layout[name], "tickfont": {**layout[name].get("tickfont", {}), "color": colour}}
    return Drawing({**drawn, "layout": layout})


@lru_cache(maxsize=4)
def _template(name: str) -> dict[str, Any]:
    """Give the layout's part that Plotly would fill in: its default template, Streamlit's own on a page."""
    return {"template": plotly.io.templates[name].to_plotly_json()} if name else {}
