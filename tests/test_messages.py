"""A fault is told and logged by its place, never by words that may be an article's."""

from __future__ import annotations

import pytest

from analytics.messages import tell_fault

WORDS = "words of a confidential article"


def fail(depth: int) -> None:
    if not depth:
        raise RecursionError(WORDS)
    fail(depth - 1)


def test_a_fault_is_logged_by_its_place_and_not_by_its_words(caplog: pytest.LogCaptureFixture) -> None:
    try:
        fail(100)
    except RecursionError as error:
        told = tell_fault(error)
    assert "RecursionError" in told
    assert "RecursionError" in caplog.text
    assert "in fail" in caplog.text
    assert "confidential" not in caplog.text + told
    assert len(caplog.text.splitlines()) < 60
