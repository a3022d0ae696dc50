"""How often the results are right: the measured figures, as a section of the Method page."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

import streamlit as st

from analytics.accuracy import (
    Accuracy,
    AccuracyError,
    Report,
    data_version,
    lines_of,
    shipped_accuracy,
    show,
    show_interval,
)
from analytics.pipeline import model_version

_ABOUT = """
Measured on public development sets and on hand-marked news of this field. The rules were tuned in sight of these sets,
so **expect somewhat less on new text**. F1 is 1 when all that is there is found and nothing else. Intervals cover 95%
of bootstrap samples that draw whole articles, where there are articles; figures from fewer than five have none. *n*
counts the marked quotes or texts behind a figure.
"""

_EFFECTS = """
Each correction of the tone was left out alone. What it gains is the fall in r without it; where the interval reaches
zero, these texts do not show that it helps. Some mend rare words that they hardly hold.
"""


_OTHER = """
These figures were made with another model or other word lists than the ones installed here, whose own may differ.
`python benchmarks/accuracy.py` makes them again.
"""


def draw() -> None:
    """Draw the figures that ship with the program, and say where they are not those of its model."""
    st.header("How often it is right", divider="gray")
    try:
        accuracy = shipped_accuracy()
    except (AccuracyError, OSError):
        st.markdown("No figures are installed with this version.")
        return
    st.markdown(_ABOUT, width=820)
    st.text(measured_by(accuracy))
    if (accuracy.model_version, accuracy.data_version) != (model_version(), data_version()):
        st.warning(_OTHER, width=820)
    st.html(_figures_html(accuracy.reports))
    for report in accuracy.reports:
        if report.note:
            st.text(report.note, width=820)
        if report.effects:
            st.markdown(_EFFECTS, width=820)
            st.html(_effects_html(report))


def measured_by(accuracy: Accuracy) -> str:
    """Say when and with what the figures were made."""
    return f"Measured on {accuracy.date} with Parley {accuracy.version}, model {accuracy.model_version}."


def _figures_html(reports: Iterable[Report]) -> str:
    lines = []
    for report in reports:
        title = html.escape(f"{report.part.capitalize()}: {report.data}")
        lines.append(f'<tr><th colspan="4" scope="rowgroup"><b>{title}</b> ({html.escape(report.size())})</th></tr>')
        lines += [_line(line) for line in lines_of(report)]
    return _table_html(("Figure", "Value", "95% interval", "n"), lines)


def _effects_html(report: Report) -> str:
    lines = [
        _line(
            (
                effect.correction,
                show(effect.r_without),
                show(effect.gain, signed=True),
                show_interval(effect.low, effect.high, signed=True),
            )
        )
        for effect in report.effects
    ]
    return _table_html((f"Correction ({report.data})", "r without", "Gain in r", "95% interval"), lines)


def _line(cells: Sequence[str]) -> str:
    first, *numbers = map(html.escape, cells)
    return f"<tr><td>{first}</td>" + "".join(f'<td class="num">{cell}</td>' for cell in numbers) + "</tr>"


def _table_html(head: Sequence[str], lines: Iterable[str]) -> str:
    first, *numbers = map(html.escape, head)
    names = f"<th>{first}</th>" + "".join(f'<th class="num">{name}</th>' for name in numbers)
    return f'<div class="pq pq-figures"><table><tr>{names}</tr>{"".join(lines)}</table></div>'
