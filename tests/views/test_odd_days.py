"""Days at the end of the calendar, and centuries ago, are drawn like any other: a file may be dated 9999-12-31."""

from __future__ import annotations

import pytest

from analytics.charts import padded_days
from analytics.records import Article
from analytics.store import open_store
from tests.views.conftest import SAYINGS, RunPage, scored_row
from tests.views.test_pages import words
from views.timelines import last_day

SPEECH_ACTS = {"chart": "Speech acts"}
DAYS = ("1650-01-05", "2025-03-03", "9999-12-31")


@pytest.fixture
def last_quote(database: str) -> str:
    """Store an article of each day; give the id of the last one's quote, which says when it was said."""
    quote_id = ""
    with open_store(database) as store:
        for day in DAYS:
            said = [f"“{saying[0]} ({day}),” Irena Vale said." for saying in SAYINGS]
            article = Article("\n\n".join(said), day, day)
            rows = [
                scored_row(article, line, "Irena Vale", "XAA", saying) | {"said_on": day}
                for line, saying in zip(said, SAYINGS, strict=True)
            ]
            store.add(article, rows, collection="Tests")
            quote_id = rows[0]["quote_id"]
    return quote_id


@pytest.mark.parametrize(
    ("page", "chosen"),
    [
        *((page, {}) for page in ("overview", "what_changed", "quotes", "upload", "saved", "registry")),
        *(
            (page, {"step": step, "min_n": "1", **more})
            for step in ("Day", "Week", "Month")
            for page, more in (("actors", {"who": "Irena Vale"}), ("over_time", {}), ("contrasts", SPEECH_ACTS))
        ),
    ],
    ids=lambda part: part if isinstance(part, str) else part.get("step", "all"),
)
@pytest.mark.usefixtures("last_quote")
def test_a_page_draws_the_ends_of_the_calendar(run_page: RunPage, page: str, chosen: dict[str, str]) -> None:
    app = run_page(page, **chosen)
    assert not app.exception
    assert "12 quotes" in words(app)


def test_a_quote_of_the_calendars_last_day_opens_with_its_form(run_page: RunPage, last_quote: str) -> None:
    app = run_page("quotes", quote=last_quote)
    assert not app.exception
    assert str(next(box.value for box in app.date_input if box.label == "Said on")) == DAYS[-1]


@pytest.mark.parametrize(
    ("period", "step", "last"),
    [
        ("2024-02-01", "month", "2024-02-29"),
        ("2025-12-01", "month", "2025-12-31"),
        ("9999-12-01", "month", "9999-12-31"),
        ("2025-03-31", "week", "2025-04-06"),
        ("9999-12-27", "week", "9999-12-31"),
        ("9999-12-31", "day", "9999-12-31"),
    ],
)
def test_a_period_ends_with_its_last_day(period: str, step: str, last: str) -> None:
    assert last_day(period, step).isoformat() == last  # type: ignore[arg-type] # the words of the table above


def test_an_axis_is_padded_within_the_calendar() -> None:
    assert padded_days(("0001-01-01", "9999-12-31"), "month") == ["0001-01-01", "9999-12-31"]
    assert padded_days(("2025-03-03", "2025-03-03"), "day")[0] < "2025-03-03"
