"""With PARLEY_READ_ONLY set, no page shows a widget that would write."""

from __future__ import annotations

import pytest

from analytics.store import QuoteFilter, open_store
from tests.views.conftest import RunPage
from tests.views.test_pages import words

WRITING = ("delete", "restore", "undo", "save", "load sample", "upload", "correct", "add ", "forget", "import", "take")
PAGES = (
    "overview",
    "actors",
    "over_time",
    "what_changed",
    "contrasts",
    "saved",
    "quotes",
    "registry",
    "upload",
    "method",
)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("some", [True, False], ids=["with articles", "empty"])
def test_no_page_shows_a_widget_that_writes(
    run_page: RunPage, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, page: str, some: bool
) -> None:
    if some:
        request.getfixturevalue("filled")
    else:
        run_page("overview")  # makes the database
    monkeypatch.setenv("PARLEY_READ_ONLY", "1")
    app = run_page(page)
    assert not app.exception
    labels = [button.label for button in app.button]
    assert [label for label in labels if label.casefold().startswith(WRITING)] == []
    assert not app.file_uploader
    assert not app.text_area
    if page == "registry":
        assert "Select a row to say who it is" not in words(app)
    if page == "upload":
        assert "for reading only" in words(app)


def test_an_open_article_can_be_read_and_not_deleted(
    run_page: RunPage, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(filled) as store:
        row = store.quotes(QuoteFilter(), limit=1)[0]
    shut = "Delete article" in [button.label for button in run_page("quotes", quote=row["quote_id"]).button]
    monkeypatch.setenv("PARLEY_READ_ONLY", "1")
    app = run_page("quotes", quote=row["quote_id"])
    labels = [button.label for button in app.button]
    assert (shut, "Close" in labels, "Delete article" in labels) == (True, True, False)
