"""Measures accuracy on public development sets; writes the file behind the Method page and the README's table.

    python benchmarks/accuracy.py GOLD [--out analytics/data/accuracy.json] [--readme README.md]

GOLD is a folder that holds the sets as ``SETS`` lists them: what PolNeAR, PLOVER's and ConfliBERT's event sentences,
UNSCon, VADER's rated editorials and NewsMTSC publish, in the forms that ``analytics.gold`` reads, and our own marked
news on diplomacy. None of it is shipped; only figures are written. Run it after every change of rules or weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analytics.accuracy import (
    ACCURACY,
    Accuracy,
    Report,
    data_version,
    lines_of,
    show,
    show_interval,
    text_table,
    write_accuracy,
)
from analytics.evaluation import evaluate
from analytics.gold import GoldError
from analytics.lexicons import DATA
from analytics.pipeline import model_version
from analytics.settings import VERSION

ROOT = Path(__file__).resolve().parents[1]

BEGIN, END = "<!-- made by benchmarks/accuracy.py -->", "<!-- end of what is made -->"
"""The lines of the README between which the table stands."""


class GoldSet(NamedTuple):
    """One set: what it measures, what a reader calls it, where it lies, and where its articles do."""

    part: str
    name: str
    path: str
    articles: str = ""


SETS = (
    GoldSet("quotes", "political news (PolNeAR)", "quotes/dev/gold.jsonl"),
    GoldSet("quotes", "news on diplomacy", "diplomacy/dev/gold.jsonl"),
    GoldSet("names", "political news (PolNeAR), hard cases", "names/dev_names.jsonl", "quotes/dev/articles"),
    GoldSet("names", "news on diplomacy", "diplomacy/dev/names_canon.jsonl"),
    GoldSet("stance", "quotes in news on diplomacy", "diplomacy/dev/diplo_gold.jsonl"),
    GoldSet("stance", "sentences on news events (PLOVER, CAMEO)", "stance/dev/stance_events.csv"),
    GoldSet("stance", "sentences of UN Security Council speeches (UNSCon)", "stance/dev/stance_utterance.csv"),
    GoldSet("tone", "quotes in news on diplomacy", "diplomacy/dev/diplo_gold.jsonl"),
    GoldSet("tone", "newspaper editorials, 20 human ratings each", "stance/dev/tone_nyt.csv"),
    GoldSet("tone", "news sentences on a person (NewsMTSC)", "stance/dev/tone_newsmtsc.csv"),
)

CORRECTIONS_ON = "stance/dev/tone_nyt.csv"
"""The set on which each correction of the tone is measured alone: the largest, with ratings in degrees."""


def measure(gold: Path) -> Iterator[Report]:
    """Measure every set of the folder, in the order of ``SETS``."""
    for item in SETS:
        report = evaluate(
            gold / item.path,
            item.part,
            articles=gold / item.articles if item.articles else None,
            data=item.name,
            corrections=item.path == CORRECTIONS_ON,
        )
        yield replace(report, note=left_out()) if item is SETS[0] else report


def left_out() -> str:
    """Say how often the speaker is right on articles left out of the fit, as ``fit_attribution.py`` found."""
    fitted = json.loads((DATA / "attribution_weights.json").read_text(encoding="utf-8"))
    share = fitted.get("accuracy on left-out articles")
    if share is None:
        return ""
    return (
        f"Of the {fitted['examples']:,} quotes of PolNeAR’s training articles, {show(share)} get the right speaker "
        "when their article is left out of the fit."
    )


def readme_table(accuracy: Accuracy) -> str:
    """Give the README's tables, as Markdown."""
    lines = [
        f"Measured on {accuracy.date} with Parley {accuracy.version}, model `{accuracy.model_version}`.",
        "",
        "| what | figure | 95% interval | n |",
        "|---|---:|---:|---:|",
    ]
    for report in accuracy.reports:
        lines.append(f"| **{report.part}: {report.data}**, {report.size()} | | | |")
        lines += [f"| {' | '.join(line)} |" for line in lines_of(report)]
    for report in accuracy.reports:
        lines += ["", report.note] if report.note else []
    effects = [(report, effect) for report in accuracy.reports for effect in report.effects]
    if effects:
        lines += [
            "",
            f"What each correction of the tone brings alone, on {effects[0][0].data}:",
            "",
            "| correction | r without it | it gains | 95% interval | texts it changes |",
            "|---|---:|---:|---:|---:|",
        ]
    for _, effect in effects:
        gain = show(effect.gain, signed=True)
        interval = show_interval(effect.low, effect.high, signed=True)
        lines.append(f"| {effect.correction} | {show(effect.r_without)} | {gain} | {interval} | {effect.changed:.1%} |")
    return "\n".join(lines)


def put_into(readme: str, table: str) -> str:
    """Give the README with the table between its two lines.

    Raises:
        ValueError: One of the lines is missing.
    """
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the README needs the lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def main() -> int:
    """Measure, print, and write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD")
    parser.add_argument("--out", type=Path, default=ACCURACY)
    parser.add_argument("--readme", type=Path, default=ROOT / "README.md")
    options = parser.parse_args()
    reports = []
    try:
        for report in measure(options.gold):
            print(text_table(report), end="\n\n", flush=True)
            reports.append(report)
    except GoldError as error:
        print(error, file=sys.stderr)
        return 1
    today = datetime.now(UTC).date().isoformat()
    accuracy = Accuracy(today, VERSION, model_version(), data_version(), tuple(reports))
    readme = put_into(options.readme.read_text(encoding="utf-8"), readme_table(accuracy))
    with options.out.open("w", encoding="utf-8", newline="\n") as file:
        write_accuracy(accuracy, file)
    options.readme.write_text(readme, encoding="utf-8", newline="\n")
    print(f"Written: {options.out}, {options.readme}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
