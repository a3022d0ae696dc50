"""Figures against gold: computed by hand on articles of our own, in every form of gold."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.accuracy import Figure, Report, read_accuracy
from analytics.cli import main
from analytics.evaluation import evaluate
from analytics.matching import match
from analytics.records import Span
from analytics.resampling import FEWEST, Counts, Sums, correlation, f1, ratio
from analytics.stance import score_stance
from analytics.tone import CORRECTIONS, score_tone

ARTICLE = """Talks in Varn end without a deal

“We will answer any attack with force,” Defence Minister Ada Quell told reporters.

“The door to talks stays open,” Envoy Piet Lorne said.

Lorne said the next round would begin in June.
"""
FIRST, SECOND = "We will answer any attack with force,", "The door to talks stays open,"
INDIRECT = "the next round would begin in June"
Save = Callable[[str, str], Path]


def at(words: str, after: str = "") -> list[int]:
    start = ARTICLE.index(words, ARTICLE.index(after) if after else 0)
    return [start, start + len(words)]


def segment(words: str, source: str) -> dict[str, object]:
    start, end = at(words)
    return {"start": start, "end": end, "source": [at(source)], "text": words}


def article_row(name: str, segments: list[dict[str, object]]) -> str:
    said = {"spans": [at(INDIRECT)], "source": [at("Lorne", "Lorne said the")], "says": True}
    marked = [at(FIRST), at(SECOND)]
    return json.dumps({"source_path": name, "direct": segments, "indirect": [said], "marked": marked}) + "\n"


BOTH = [segment(FIRST, "Defence Minister Ada Quell"), segment(SECOND, "Envoy Piet Lorne")]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Give a function that writes a file below the test's folder."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write


def near(value: float) -> object:
    """Stand for a figure: it is rounded."""
    return pytest.approx(value, abs=6e-5)


def figures(report: Report) -> dict[str, Figure]:
    return {figure.name: figure for figure in report.figures}


# Quotes


def test_what_is_found_whole_and_attributed_is_perfect(save: Save) -> None:
    for number in range(FEWEST):
        save(f"articles/{number}.txt", ARTICLE)
    report = evaluate(save("gold.jsonl", "".join(article_row(f"{number}.txt", BOTH) for number in range(FEWEST))))
    assert report.sizes == {"article": 5, "quote": 10}
    assert [(figure.value, figure.low, figure.high) for figure in report.figures] == [(1.0, 1.0, 1.0)] * 5
    assert [figure.n for figure in report.figures] == [10, 10, 10, 10, 5]


def test_a_quote_too_many_and_a_wrong_speaker_lower_the_figures_they_concern(save: Save) -> None:
    save("articles/a.txt", ARTICLE)
    found = figures(evaluate(save("gold.jsonl", article_row("a.txt", [segment(FIRST, "Piet Lorne")]))))
    assert found["span_f1"].value == near(2 / 3)  # one of two found, all of one
    assert found["end_to_end_f1"].value == 0
    assert found["attribution"] == Figure("attribution", 0.0, 1)


def test_where_gold_names_nobody_only_silence_is_right(save: Save) -> None:
    save("articles/a.txt", "The note was short.\n\n“Leave the island by noon.”\n")
    text = "Leave the island by noon."
    line = {"source_path": "a.txt", "direct": [{"start": 22, "end": 22 + len(text), "source": [], "text": text}]}
    found = figures(evaluate(save("gold.jsonl", json.dumps(line))))
    assert found["end_to_end_f1"].value == 1
    assert found["attribution"] == Figure("attribution", None, 0)
    assert "indirect_f1" not in found  # it was not marked, so it is not asked for


STANDOFF = "\n".join(
    [
        f"T1\tContent {at(FIRST)[0] - 1} {at(FIRST)[1] + 1}\t“{FIRST}”",
        "T2\tSource {} {}\tDefence Minister Ada Quell".format(*at("Defence Minister Ada Quell")),
        "T3\tCue {} {}\ttold".format(*at("told")),
        "T4\tAttribution {} {}\ttold".format(*at("told")),
        "E1\tAttribution:T4 Content:T1 Cue:T3 Source:T2",
        f"T5\tContent {at(SECOND)[0] - 1} {at(SECOND)[1] + 1}\t“{SECOND}”",
        "T6\tSource {} {}\tEnvoy Piet Lorne".format(*at("Envoy Piet Lorne")),
        "E2\tAttribution-no-cue:T6 Content:T5 Source:T6",
        "T7\tContent {} {}\t{}".format(*at(INDIRECT), INDIRECT),
        "T8\tCue {} {}\tsaid".format(*at("said", "Lorne said the")),
        "E3\tAttribution:T8 Content:T7 Cue:T8",
        "#1\tAnnotatorNotes T8\ta remark",
        "",
    ]
)


def test_polnears_own_form_gives_the_figures_of_the_same_gold_as_lines(save: Save) -> None:
    save("articles/a.txt", ARTICLE)
    lines = evaluate(save("gold.jsonl", article_row("a.txt", BOTH)))
    save("text/a.txt", ARTICLE)
    folder = save("attributions/a_4b22.ann", STANDOFF).parents[1]
    save("attributions/a_5fec.ann", "T1\tContent 0 3\tno matter: the first annotator counts\n")
    published = evaluate(folder, "quotes")
    assert published.figures == lines.figures
    assert published.sizes == {"article": 1, "quote": 2}


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=8), st.data())
def test_a_match_is_one_to_one(pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    gold = [Span(start, start + size) for start, size in pairs]
    found = data.draw(st.permutations([Span(start, end + (end - start > 8)) for start, end in gold]))
    matched = match(gold, found)
    assert len(set(matched.values())) == len(matched)
    assert len(matched) == len(gold)  # each has a counterpart that shares at least nine tenths


# Names


def test_names_are_right_wrong_or_unknown(save: Save) -> None:
    save("articles/a.txt", ARTICLE)
    quotes = [(FIRST, "Ada Quell", []), (SECOND, "Oda Marsh", ["Piet Lorne"])]
    lines = [
        {"source_path": "a.txt", "quote_start": at(words)[0], "quote_end": at(words)[1], "speaker_full": name}
        | {"must_not": others, "kind": "person"}
        for words, name, others in quotes
    ]
    lines.append(lines[0] | {"quote_start": 0, "quote_end": 20})  # the headline is no quote
    lines.append(lines[0] | {"doubtful": True, "speaker_full": "Nobody"})
    report = evaluate(save("gold.jsonl", "\n".join(map(json.dumps, lines))))
    assert [round(figure.value or 0, 3) for figure in report.figures] == [0.333, 0.333, 0.333]
    assert report.sizes == {"article": 1, "quote": 3}


# Stance and tone

SENTENCES = [
    ("We will strike back with force.", 1),
    ("They will pay a heavy price.", 1),
    ("We are ready for talks.", 1),
    ("We are ready for talks and for peace.", -1),
    ("It rained in Varn.", 0),
    ("It rained in Varn.", 1),
]


def table_of(rows: list[tuple[str, int]], save: Save, name: str = "gold.csv", **more: list[str]) -> Path:
    path = save(name, "")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text", "label", *more])
        writer.writerows([number, *row, *extra] for number, (row, *extra) in enumerate(zip(rows, *more.values())))  # noqa: B905 - none or all
    return path


def test_the_figures_of_stance_are_those_computed_by_hand(save: Save) -> None:
    found = figures(evaluate(table_of(SENTENCES, save), "stance"))
    f1_hawk, f1_neutral, f1_dove = 2 * 2 / (2 + 4), 2 * 1 / (2 + 1), 2 * 1 / (2 + 1)
    assert found["macro_f1"].value == near((f1_hawk + f1_neutral + f1_dove) / 3)
    assert found["wrong_way"].value == near(1 / 5)
    assert found["right_committed"].value == near(3 / 4)
    assert found["coverage"].value == near(4 / 5)
    assert [found[name].n for name in found] == [6, 5, 4, 5, 4]
    bins: dict[int, list[float]] = {}
    for text, label in SENTENCES:
        stance = score_stance(text)
        if stance.confidence is not None:
            right = {"hawkish": 1, "dovish": -1}.get(stance.label, 0) == label
            bins.setdefault(min(9, int(stance.confidence * 10)), []).append(stance.confidence - right)
    assert found["calibration_error"].value == near(sum(abs(sum(off)) for off in bins.values()) / 4)


def test_stance_in_articles_is_that_of_the_quote_and_a_missed_quote_is_neutral(save: Save) -> None:
    save("articles/a.txt", ARTICLE)
    lines = [
        {"source_path": "a.txt", "start": at(words)[0], "end": at(words)[1], "stance": stance, "type": kind}
        for words, stance, kind in [(FIRST, 1.0, "quote"), ("Talks in Varn", -0.5, "quote"), (SECOND, None, "ignore")]
    ]
    found = figures(evaluate(save("gold.jsonl", "\n".join(map(json.dumps, lines)))))
    assert found["coverage"].value == 0.5
    assert found["right_committed"].value == 1


def test_the_tone_is_compared_in_degrees_and_resampled_by_article(save: Save) -> None:
    texts = ["A good day for all.", "A terrible day.", "It rained.", "They hate us.", "We love it.", "It is bad."]
    scores = ["0.6", "-0.5", "0", "-1", "1", "-0.3"]
    rows = [(text, (float(score) > 0) - (float(score) < 0)) for text, score in zip(texts, scores, strict=True)]
    alone = figures(evaluate(table_of(rows, save, score=scores), "tone"))
    together = evaluate(table_of(rows, save, "b.csv", score=scores, article=["1", "1", "1", "2", "2", "2"]), "tone")
    tones = [score_tone(text).compound for text in texts]
    expected = float(np.corrcoef(tones, [float(score) for score in scores])[0, 1])
    assert alone["r"].value == near(expected)
    assert alone["r"].low is not None
    assert alone["r"].low < expected < (alone["r"].high or 0)
    assert together.sizes == {"article": 2, "text": 6}
    assert figures(together)["r"].low is None  # two articles show nothing about others


def test_each_correction_is_measured_alone(save: Save) -> None:
    rows = [("No.", -1), ("We won’t help.", -1), ("The party met.", 0), ("A good deal.", 1), ("A war.", -1), ("Hm.", 0)]
    report = evaluate(table_of(rows, save), "tone", corrections=True)
    assert [effect.correction for effect in report.effects] == list(CORRECTIONS)
    r = figures(report)["r"].value or 0
    for effect in report.effects:
        without = [score_tone(text, without=frozenset((effect.correction,))).compound for text, _ in rows]
        expected = float(np.corrcoef(without, [label for _, label in rows])[0, 1])
        assert effect.r_without == near(expected)
        assert effect.gain == pytest.approx(r - expected, abs=2e-4)
    assert next(e.changed for e in report.effects if e.correction == "full stop") == near(1 / 6)


# Resampling


def test_quotes_of_one_article_are_drawn_together() -> None:
    """Twenty hits of forty are less sure when each article is all right or all wrong."""
    columns = ("hit", "n")
    single = Counts(np.array([[number % 2, 1] for number in range(40)], dtype=float), columns)
    clustered = Counts(np.array([[4 * (number % 2), 4] for number in range(10)], dtype=float), columns)

    def share(sums: Sums) -> np.ndarray:
        return ratio(sums["hit"], sums["n"])

    one, other = single.figure("share", share, "n"), clustered.figure("share", share, "n")
    assert one.value == other.value == 0.5
    assert one.n == other.n == 40
    assert one.low == pytest.approx(0.5 - 1.96 * 0.5 / 40**0.5, abs=0.03)  # the binomial's standard error
    assert (other.high or 0) - (other.low or 0) > 1.5 * ((one.high or 0) - (one.low or 0))


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=3, max_size=30))
def test_r_from_sums_is_pearsons(pairs: list[tuple[float, float]]) -> None:
    x, y = np.array(pairs).T
    if min(x.std(), y.std()) < 1e-3:
        return
    table = np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=1)
    counts = Counts(table, ("n", "x", "y", "xx", "yy", "xy"))
    assert counts.value(correlation) == near(float(np.corrcoef(x, y)[0, 1]))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f1_is_the_harmonic_mean(hits: int, more_found: int, more_gold: int) -> None:
    found, gold = hits + more_found, hits + more_gold
    value = float(f1(np.float64(hits), np.float64(found), np.float64(gold)))
    if not hits:
        assert value == 0 or (np.isnan(value) and not found + gold)
    else:
        precision, recall = hits / found, hits / gold
        assert value == pytest.approx(2 * precision * recall / (precision + recall))


# The command


def test_the_command_prints_the_same_bytes_and_writes_what_the_page_reads(
    save: Save, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save("articles/a.txt", ARTICLE)
    gold, out = save("gold.jsonl", article_row("a.txt", BOTH)), tmp_path / "figures.json"
    command = ["evaluate", "quotes", "--gold", str(gold), "--name", "our talks", "--json", str(out)]
    assert main(command) == 0
    first = capsys.readouterr().out
    assert main(command) == 0
    assert capsys.readouterr().out == first
    assert "quotes: our talks, 1 article, 2 quotes" in first
    assert "words and speaker right, F1" in first
    (report,) = read_accuracy(out).reports
    assert report == evaluate(gold, data="our talks")


def test_our_own_examples_say_that_the_model_was_fitted_to_them(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(__file__).parents[1] / "analytics" / "data" / "axes" / "hawkish_dovish" / "examples.csv"
    assert main(["evaluate", "--gold", str(path)]) == 0
    assert "fitted to these sentences" in capsys.readouterr().out


HERE = {"a.txt": ARTICLE}
SPAN = '"quote_start": 0, "quote_end": 9'
MALFORMED = [
    pytest.param("gold.jsonl", "", "is empty", id="empty"),
    pytest.param("gold.jsonl", "{", "line 1: this is no JSON", id="no-json"),
    pytest.param("gold.jsonl", "\n[1]", "line 2: this is no JSON object", id="no-object"),
    pytest.param("gold.jsonl", '{"direct": []}', "'source_path' is missing", id="no-article-named"),
    pytest.param("gold.jsonl", '{"direct": [], "source_path": 3}', "'source_path' is no text", id="no-text"),
    pytest.param("gold.jsonl", '{"direct": [], "source_path": "b.txt"}', "'b.txt' is not in", id="no-article"),
    pytest.param("gold.jsonl", '{"direct": 1, "source_path": "a.txt"}', "no list of objects", id="no-list"),
    pytest.param(
        "gold.jsonl",
        '{"direct": [{"start": 1, "end": 9999, "source": []}], "source_path": "a.txt"}',
        "1 to 9999 lies outside a.txt",
        id="outside",
    ),
    pytest.param(
        "gold.jsonl",
        '{"direct": [{"start": 1, "end": 5, "source": [], "text": "other"}], "source_path": "a.txt"}',
        "the words at 1 to 5 of a.txt are others",
        id="other-text",
    ),
    pytest.param(
        "gold.jsonl",
        '{"direct": [{"start": 1, "end": 5, "source": [[1]]}], "source_path": "a.txt"}',
        "'source' must be two whole numbers",
        id="half-a-span",
    ),
    pytest.param(
        "gold.jsonl",
        f'{{"speaker_full": "A", "source_path": "a.txt", {SPAN}, "accept": "B"}}',
        "'accept' is no list",
        id="no-names",
    ),
    pytest.param(
        "gold.jsonl",
        f'{{"speaker_full": 5, "source_path": "a.txt", {SPAN}}}',
        "'speaker_full' is no text",
        id="a-number-for-a-name",
    ),
    pytest.param("gold.jsonl", '{"stance": NaN, "source_path": "a.txt"}', "is no label", id="not-a-number"),
    pytest.param("gold.jsonl", '{"stance": "angry", "source_path": "a.txt"}', "is no label", id="no-stance"),
    pytest.param("gold.jsonl", '{"a": 1}', "does not tell", id="another-form"),
    pytest.param("gold.csv", "id,label\n1,2\n", "has no column 'text'", id="no-column"),
    pytest.param("gold.csv", "text,label\n", "holds no text", id="no-rows"),
    pytest.param("gold.csv", "text,label\na,dovish\nb\n", "text 2: it has 1 cells", id="ragged"),
    pytest.param("gold.csv", "text,label\na,dovish\nb,angry\n", "text 2: the label 'angry'", id="no-label"),
    pytest.param("gold.csv", "text,label,score\na,dovish,7\n", "the score 7.0 is not between", id="no-score"),
    pytest.param("gold.csv", "text,label\na,1\n", "say stance or tone", id="stance-or-tone"),
    pytest.param("attributions/a_1.ann", "T1\tContent 0\tx", "a stretch is written as", id="no-stretch"),
    pytest.param("attributions/a_1.ann", "T1\tContent 0 99999\tx", "lies outside the text", id="outside-the-text"),
    pytest.param("attributions/a_1.ann", "T1\tContent 0 5\tother", "does not belong to its text", id="no-pair"),
    pytest.param("attributions/a_1.ann", "E1\tContent:T9", "there is no stretch T9", id="no-such-stretch"),
    pytest.param("attributions/a_1.ann", "E1\tContent", "an event is written as", id="no-event"),
    pytest.param("attributions/a_1.ann", "<xml>", "no line of brat's standoff form", id="no-standoff"),
    pytest.param("attributions/b_1.ann", "", "b.txt, which is not in", id="no-text-of-it"),
    pytest.param("attributions/x", "", "holds no .ann file", id="no-marks"),
    pytest.param("text/b.txt", "x", "holds no folder 'attributions'", id="no-folder"),
]


@pytest.mark.parametrize(("name", "text", "sentence"), MALFORMED)
def test_malformed_gold_is_a_sentence_and_status_one(
    save: Save, capsys: pytest.CaptureFixture[str], name: str, text: str, sentence: str
) -> None:
    for article, words in HERE.items():
        save(article, words)
        save(f"text/{article}", words)
    path = save(name, text)
    assert main(["evaluate", "--gold", str(path.parents[1] if "/" in name else path)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert sentence in captured.err
    assert captured.err.count("\n") == 1


def test_gold_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--gold", str(tmp_path / "no.jsonl")]) == 1
    assert "cannot be read: No such file" in capsys.readouterr().err
