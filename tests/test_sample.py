"""The analysis reads the sample collection as a person marked it, within floors that only rise."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from benchmarks.measure_sample import SAMPLE, Figures, find_marked, measure, read_gold

FOUND, FALSE = 0.99, 7
"""The least share of quotations found; the most marked words taken for speech that nobody said."""
RIGHT, NAMED_WRONGLY = 0.95, 0.03
"""The least share of right speakers, and the most of quotations given to somebody else."""
SIGN_RIGHT, OPPOSITE = 0.75, 0.075
"""The least share of signs that agree where the sign is clear, and the most that are the opposite."""


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure()


def test_the_golden_file_has_a_line_for_each_pair_of_marks_of_each_article() -> None:
    gold = read_gold()
    for path in SAMPLE.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        body = text[text.index("\n---\n") + 5 :]
        marked = list(find_marked(text, gold[path.name]))
        double = [one for one in marked if text[one.span.start - 1] in '“"']
        assert len(double) == body.count("“") + body.count('"') // 2, path.name


def test_the_golden_file_names_only_articles_signs_and_speakers_that_there_are() -> None:
    gold = read_gold()
    assert set(gold) == {path.name for path in SAMPLE.glob("*.txt")}
    assert {line["stance"] for lines in gold.values() for line in lines} == {"hawkish", "dovish", ""}
    with (SAMPLE / "actors.csv").open(encoding="utf-8", newline="") as file:
        people = {actor["name"] for actor in csv.DictReader(file)}
    times = Counter(line["speaker"] for lines in gold.values() for line in lines)
    often = {name for speaker, n in times.items() if n > 6 for name in speaker.split("|")[:1]}
    assert often - people == {"unnamed", "nobody"}, "who speaks often has a line in actors.csv"


def test_twelve_speakers_of_the_sample_have_quotes_enough_for_firm_points() -> None:
    lines = Counter(line["speaker"] for lines in read_gold().values() for line in lines)
    assert sum(times >= 12 for name, times in lines.items() if name not in {"unnamed", "nobody"}) >= 12
    assert lines["unnamed"] >= 12


def test_the_quotations_of_the_sample_are_found_and_few_others(figures: Figures) -> None:
    assert figures.share("found", "quotations") >= FOUND
    assert figures.counts["false"] <= FALSE


def test_the_speakers_of_the_sample_are_right_and_seldom_somebody_else(figures: Figures) -> None:
    assert figures.share("right", "found") >= RIGHT
    assert figures.share("named wrongly", "found") <= NAMED_WRONGLY


def test_the_signs_of_stance_in_the_sample_agree_with_a_reader(figures: Figures) -> None:
    assert figures.share("sign right", "signs") >= SIGN_RIGHT
    assert figures.share("opposite sign", "signs") <= OPPOSITE
