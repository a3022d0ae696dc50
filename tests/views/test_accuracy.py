"""The Method page shows the measured figures, and says where they are another model's."""

from __future__ import annotations

import html

import pytest

from analytics import accuracy
from analytics.accuracy import AccuracyError, lines_of, shipped_accuracy
from tests.views.conftest import RunPage
from tests.views.test_pages import pages_html


def test_the_page_shows_every_shipped_figure_with_its_interval_and_n(run_page: RunPage) -> None:
    app = run_page("method")
    assert not app.exception
    shown = pages_html(app)
    for report in shipped_accuracy().reports:
        assert html.escape(report.data) in shown
        for line in lines_of(report):
            first, *numbers = map(html.escape, line)
            cells = "".join(f'<td class="num">{number}</td>' for number in numbers)
            assert f"<tr><td>{first}</td>{cells}</tr>" in shown
        for effect in report.effects:
            assert f"<td>{effect.correction}</td>" in shown
    assert any(shipped_accuracy().date in element.value for element in app.text)


@pytest.mark.parametrize("changed", ["model_version", "data_version", ""])
def test_the_page_says_when_the_figures_are_of_another_model(
    run_page: RunPage, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    for name in ("model_version", "data_version"):
        installed = getattr(shipped_accuracy(), name) + ("x" if name == changed else "")
        monkeypatch.setattr(f"views.accuracy.{name}", lambda installed=installed: installed)
    warnings = [element.value for element in run_page("method").warning]
    assert any("whose own may differ" in words for words in warnings) is bool(changed)


def test_without_usable_figures_the_page_still_stands(run_page: RunPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> accuracy.Accuracy:
        raise AccuracyError("damaged")

    monkeypatch.setattr("views.accuracy.shipped_accuracy", refuse)
    app = run_page("method")
    assert not app.exception
    assert any("No figures" in element.value for element in app.markdown)
