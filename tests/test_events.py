"""Dated events are read from the tables that spreadsheets write; what is not sure is left out."""

from __future__ import annotations

import pytest

from analytics.events import Event, UnreadableEventsError, read_events

TALKS = Event("2025-03-14", "Talks, at last", "talks")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b'date,label,kind\n2025-03-14,"Talks, at last",talks\n', id="commas"),
        pytest.param("date;label;kind\r\n2025-03-14;Talks, at last;talks\r\n".encode("utf-8-sig"), id="semicolons"),
        pytest.param(b"kind\tlabel\tdate\ntalks\tTalks, at last\t14 March 2025\n", id="tabs, in another order"),
        pytest.param(b" Date | LABEL |Kind\n2025-03-14| Talks, at last |talks\n", id="capitals and blanks"),
    ],
)
def test_events_are_read_from_any_table_with_their_columns(content: bytes) -> None:
    assert read_events(content) == [TALKS]


def test_events_come_by_day_without_lines_that_say_nothing_sure() -> None:
    lines = ["2025-03-14,Second", "2025-03-01,First", "01/02/2025,two ways", "2025-03-02,", "2025-03-03", '2025,"open']
    found = read_events("\n".join(["date,label", *lines]).encode())
    assert [event.label for event in found] == ["First", "Second"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "needs the columns date and label", id="empty"),
        pytest.param(b"day,label\n2025-03-14,Talks\n", "needs the columns date and label", id="another column"),
        pytest.param("date,label\n2025-03-14,Gespräch\n".encode("cp1252"), "no CSV file in UTF-8", id="encoding"),
        pytest.param(b"date,label\n", "No line of mine.csv has both", id="a head alone"),
        pytest.param(b"date,label\nsoon,Talks\n", "No line of mine.csv has both", id="no day"),
    ],
)
def test_a_table_without_events_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableEventsError, match=reason):
        read_events(content, "mine.csv")
