"""Every value that a chart draws can be worked out again from the CSV of the quotes, by plain arithmetic."""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import charts, contrasts, frames
from analytics.columns import read_columns
from analytics.records import Article
from analytics.store import QuoteFilter, open_store
from analytics.tables import read_table, table_bytes
from tests.views.conftest import made_row

ACTORS = ("Ada Quell", "Irena Vale")
DAYS = ("2025-03-03", "2025-03-05", "2025-03-11", "")
SAID = tuple(f"Matter number {place} was always a thing of both our sides, {place} times" for place in range(6))
LABELS = {"hawkish": 0.6, "dovish": -0.6, "neutral": 0.0, "none": None}

quotes = st.tuples(st.sampled_from(ACTORS), st.sampled_from(SAID), st.sampled_from(list(LABELS)), st.integers(-9, 9))
said = st.lists(quotes, min_size=1, max_size=3, unique_by=lambda quote: quote[1])
articles = st.lists(st.tuples(st.sampled_from(DAYS), said), min_size=1, max_size=6)


def exported(found: list[Any], folder: Path) -> tuple[list[dict[str, Any]], Any]:
    """Store made-up articles; give the quotes as the CSV has them, and the columns that the pages draw from."""
    with open_store("sqlite://") as store:
        for number, (day, said) in enumerate(found):
            text = f"No. {number}\n\n" + "\n\n".join(f"“{words},” {actor} said." for actor, words, _, _ in said)
            article = Article(text, f"No. {number}", day, "Paper")
            rows = [
                made_row(article, words, actor=actor, actor_id=actor, stance=LABELS[label], stance_label=label,
                         tone=tone / 10)
                for actor, words, label, tone in said
            ]  # fmt: skip
            store.add(article, rows, collection="Tests")
        path = folder / "quotes.csv"
        path.write_bytes(table_bytes(store.quotes(QuoteFilter(), order="article", clustered=True)))
        return read_table(path), read_columns(store)


def once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep the first printing of each utterance."""
    first: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: (row["published"] or "~", row["article_id"], int(row["start"]))):
        first.setdefault(row["cluster_id"], row)
    return list(first.values())


def worked_out(rows: list[dict[str, Any]]) -> tuple[float, float]:
    """Give net stance and mean tone of some quotes."""
    labels = [row["stance_label"] for row in rows]
    sided = labels.count("hawkish") + labels.count("dovish") + labels.count("neutral")
    net = (labels.count("hawkish") - labels.count("dovish")) / sided if sided else math.nan
    return net, sum(float(row["tone"]) for row in rows) / len(rows)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(articles)
def test_every_drawn_value_follows_from_the_csv(tmp_path: Path, found: list[Any]) -> None:
    rows, columns = exported(found, tmp_path)
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in once(rows):
        groups[row["actor"], ""].append(row)
        if row["published"]:
            groups[row["actor"], row["published"]].append(row)
    by_actor = frames.by_actor(columns.sums(QuoteFilter()))
    drawn = points(charts.actor_chart(by_actor), "x")
    assert {actor: value for (actor, _), value in drawn.items()} == {
        actor: pytest.approx(net, abs=1e-6)
        for (actor, day), lines in groups.items()
        if not day and not math.isnan(net := worked_out(lines)[0])
    }
    for (actor, _), tone in points(contrasts.stance_tone_map(by_actor), "x").items():
        assert tone == pytest.approx(worked_out(groups[actor, ""])[1], abs=1e-6)
    table = frames.over_time(columns.sums(QuoteFilter(), "day"))
    styles = charts.actor_styles(ACTORS, ACTORS)
    for place, measure in enumerate(("stance", "tone")):
        figure = charts.timeline_chart(table, styles, measure="tone" if place else "stance", step="day")
        for key, value in points(figure, "y").items():
            assert value == pytest.approx(worked_out(groups[key])[place], abs=1e-6), measure
        for key, count in points(figure, "y", kind="bar").items():
            assert count == counted(groups[key], measure)


def counted(lines: list[dict[str, Any]], measure: str) -> int:
    """Count the quotes that a measure rests on: for stance those with a side or a neutral label."""
    return sum(measure == "tone" or line["stance_label"] in ("hawkish", "dovish", "neutral") for line in lines)


def points(figure: Any, axis: str, kind: str = "scatter") -> dict[tuple[str, str], float]:  # noqa: ANN401 - a figure
    """Give the drawn values of marks or bars by what they carry: actor, and period where there is one."""
    found = {}
    for trace in figure.data:
        if (trace.type == "bar") != (kind == "bar"):
            continue
        for carried, value in zip(trace.customdata if trace.customdata is not None else [], trace[axis], strict=False):
            found[str(carried[0]), str(carried[1]) if len(carried) > 1 else ""] = float(value)
    return found
