"""Periods are those of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.days import first_day

PERIODS: tuple[Literal["day", "week", "month"], ...] = ("day", "week", "month")


@pytest.mark.parametrize("period", PERIODS)
@given(day=st.dates())
def test_a_day_lies_in_the_period_that_its_first_day_begins(period: Literal["day", "week", "month"], day: date) -> None:
    first = first_day(day, period)
    assert first_day(first, period) == first <= day
    assert (day - first).days < {"day": 1, "week": 7, "month": 31}[period]


@given(st.dates(min_value=date(1, 1, 8)))
def test_a_week_begins_on_monday_and_a_month_on_its_first(day: date) -> None:
    assert first_day(day, "week").weekday() == 0
    assert first_day(day, "month").day == 1


def test_the_first_days_of_the_calendar_have_a_week() -> None:
    assert first_day(date.min + timedelta(days=2), "week") == date.min
