"""Compares what Parley finds with gold, and gives each figure with its n and a 95 % interval.

The figures and their rules are those that others have published on the same corpora, so that they can be set side by
side. Everything is counted per cluster (an article, or one text), and the intervals resample clusters. Same gold, same
figures: nothing here is random but the seeded draws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from analytics.accuracy import Accuracy, Effect, Report, data_version
from analytics.axes import load_axis
from analytics.gold import (
    GoldArticle,
    GoldError,
    GoldLabel,
    GoldName,
    by_article,
    form_of,
    read_label_gold,
    read_name_gold,
    read_quote_gold,
)
from analytics.matching import count_words, match, pieces, word_starts
from analytics.naming import judge_name
from analytics.pipeline import analyze_article, model_version
from analytics.records import Article, ScoredQuote, Span
from analytics.resampling import Counts, Floats, Sums, correlation, f1, ratio
from analytics.settings import VERSION
from analytics.stance import score_stance
from analytics.standoff import read_standoff
from analytics.tone import CORRECTIONS, score_tone

LONG = 3
"""Quotes of so many words and more are counted apart: shorter ones are often terms rather than speech."""

BINS = 10
"""Bins of confidence for the calibration error."""

SIDES = (-1, 0, 1)
_SIDE = {"dovish": -1, "hawkish": 1, "negative": -1, "positive": 1}

Progress = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class _Found:
    """A quoted stretch that was found, a line of it, with its quote."""

    span: Span
    scored: ScoredQuote


def _ignore(_: str) -> None:
    """Tell nobody how far the work is."""


def evaluate(
    path: Path,
    part: str | None = None,
    *,
    articles: Path | None = None,
    data: str = "",
    corrections: bool = False,
    progress: Progress = _ignore,
) -> Report:
    """Measure one part on gold in any of the forms that `gold` and `standoff` read.

    Args:
        path: A file of gold, or a PolNeAR folder.
        part: quotes, names, stance or tone; told from the form of the gold when left out.
        articles: The folder of the articles, where they do not lie beside the gold.
        data: What the gold is called; the last two parts of its path when left out.
        corrections: For the tone, measure also what each correction for news brings.
        progress: Is told how far the work is.

    Raises:
        GoldError: The gold cannot be used; the message is a sentence for a person.
    """
    part = part or form_of(path)
    name = data or "/".join(path.parts[-2:])
    if part == "quotes":
        return evaluate_quotes(
            read_standoff(path) if path.is_dir() else read_quote_gold(path, articles), name, progress
        )
    if part == "names":
        return evaluate_names(read_name_gold(path, articles), name, progress)
    if part not in ("stance", "tone"):
        raise GoldError(f"{path} does not tell what its labels mean: say stance or tone before --gold.")
    gold = read_label_gold(path, part, articles)
    if part == "tone":
        return evaluate_tone(gold, name, progress, corrections=corrections)
    own = path.resolve() == (load_axis().folder / "examples.csv").resolve()
    return replace(evaluate_stance(gold, name, progress), note=_FITTED if own else "")


def stamp(*reports: Report) -> Accuracy:
    """Put today's date (on this machine's calendar) and the installed versions to some reports."""
    today = date.today().isoformat()  # noqa: DTZ011 - a day for a reader, not a moment
    return Accuracy(today, VERSION, model_version(), data_version(), reports)


_FITTED = "The model was fitted to these sentences: expect less on others."


def evaluate_quotes(gold: Sequence[GoldArticle], data: str, progress: Progress = _ignore) -> Report:
    """Measure whether quotes are found whole, and whether the mention of their speaker is right.

    A mention is right when it overlaps one of the gold's; where gold names nobody, when none was given. F1 pools all
    quotes; end to end, a quote counts as found when words and mention are both right. Indirect statements are
    compared word by word: those under a verb of saying count, other content is neither asked for nor a fault.

    Args:
        gold: Articles with their quotes.
        data: What the gold is called.
        progress: Is told how far the work is.
    """
    counted = []
    for number, item in enumerate(gold, start=1):
        progress(f"{number} of {len(gold)} articles")
        counted.append(_count_quotes(item))
    counts = _counts(counted)
    figures = [
        counts.figure("span_f1", lambda s: f1(s["hit"], s["found"], s["gold"]), "gold"),
        counts.figure("end_to_end_f1", lambda s: f1(s["right"], s["found"], s["gold"]), "gold"),
        counts.figure(
            "end_to_end_f1_long", lambda s: f1(s["right_long"], s["found_long"], s["gold_long"]), "gold_long"
        ),
        counts.figure("attribution", lambda s: ratio(s["answered"], s["asked"]), "asked"),
    ]
    if counts.count("said"):
        figures.append(
            counts.figure("indirect_f1", lambda s: f1(s["word_hit"], s["word_found"], s["word_gold"]), "said")
        )
    return Report("quotes", data, {"article": len(gold), "quote": counts.count("gold")}, tuple(figures))


def _count_quotes(gold: GoldArticle) -> Counter[str]:
    text = gold.article.text
    scored = analyze_article(gold.article)
    wanted = [(piece, one.sources) for one in gold.segments for piece in pieces(text, one.span)]
    found = _quoted(text, scored)
    matched = match([span for span, _ in wanted], [one.span for one in found])
    sizes = [count_words(text, span) for span, _ in wanted]
    found_sizes = [count_words(text, one.span) for one in found]
    counts = Counter(
        gold=len(wanted),
        found=len(found),
        hit=len(matched),
        gold_long=sum(size >= LONG for size in sizes),
        found_long=sum(size >= LONG for size in found_sizes),
    )
    for number, other in matched.items():
        sources = wanted[number][1]
        mention = found[other].scored.attribution.mention
        right = any(mention.span.overlaps(span) for span in sources) if mention else not sources
        counts["right"] += right
        counts["right_long"] += right and min(sizes[number], found_sizes[other]) >= LONG
        if sources:
            counts["asked"] += 1
            counts["answered"] += right
    if gold.indirect:
        marked = word_starts(text, gold.marked)
        said = word_starts(text, [span for spans in gold.said for span in spans]) - marked
        other_content = word_starts(text, [span for spans in gold.other for span in spans]) - marked - said
        words = word_starts(text, _unquoted(scored)) - marked - other_content
        counts.update(
            said=sum(not marked.issuperset(word_starts(text, spans)) for spans in gold.said),
            word_hit=len(words & said),
            word_found=len(words),
            word_gold=len(said),
        )
    return counts


def _quoted(text: str, scored: Iterable[ScoredQuote]) -> list[_Found]:
    """Give the quoted stretches, line by line; indirect statements have none."""
    return [
        _Found(piece, one)
        for one in scored
        if one.quote.kind != "indirect"
        for part in one.quote.content
        for piece in pieces(text, part)
    ]


def _unquoted(scored: Iterable[ScoredQuote]) -> list[Span]:
    """Give the indirect statements, and what a partly quoted clause says outside its marks."""
    spans: list[Span] = []
    for one in scored:
        quote = one.quote
        if quote.kind == "indirect":
            spans += quote.content
        elif quote.kind == "mixed":
            at = quote.clause.start
            for part in (*quote.content, Span(quote.clause.end, quote.clause.end)):
                if part.start - at > len("“ "):
                    spans.append(Span(at, part.start))
                at = part.end
    return spans


def evaluate_names(gold: Sequence[GoldName], data: str, progress: Progress = _ignore) -> Report:
    """Measure whether the person or body behind a quote is named right; see `naming` for what right means.

    The quote is the one found that covers most of gold's, at least half. A quote that was not found counts as
    unknown, and so does a part of the name.
    """
    counted = []
    groups = by_article(gold)
    for done, numbers in enumerate(groups.values(), start=1):
        progress(f"{done} of {len(groups)} articles")
        scored = [one for one in analyze_article(gold[numbers[0]].article) if one.quote.kind != "indirect"]
        counts: Counter[str] = Counter(n=len(numbers))
        for number in numbers:
            one = _covering(gold[number].span, scored)
            mention = one.attribution.mention if one else None
            words = mention.span.of(gold[number].article.text) if mention else ""
            counts[judge_name(gold[number], (one.actor.name or one.speaker) if one else "", words)] += bool(one)
        counts["unknown"] = len(numbers) - counts["right"] - counts["wrong"]
        counted.append(counts)
    totals = _counts(counted)
    figures = [totals.figure(name, _share(name), "n") for name in ("right", "wrong", "unknown")]
    return Report("names", data, {"article": len(groups), "quote": len(gold)}, tuple(figures))


def _share(name: str) -> Callable[[Sums], Floats]:
    return lambda sums: ratio(sums[name], sums["n"])


def _covering(span: Span, scored: Iterable[ScoredQuote]) -> ScoredQuote | None:
    """Give the quote that holds most of a stretch, at least half; the shorter one of two that hold as much."""
    best, best_key = None, (0, 0)
    for one in scored:
        shared = sum(max(0, min(part.end, span.end) - max(part.start, span.start)) for part in one.quote.content)
        key = (shared, -sum(map(len, one.quote.content)))
        if 2 * shared >= len(span) and (best is None or key > best_key):
            best, best_key = one, key
    return best


@dataclass(frozen=True, slots=True)
class _Called:
    """What one text was called: its side, how sure that is (``None``: no stance found), and its score."""

    side: int
    score: float = 0.0
    confidence: float | None = None


def evaluate_stance(gold: Sequence[GoldLabel], data: str, progress: Progress = _ignore) -> Report:
    """Measure the stance of texts or of quotes in their articles.

    No stance found, and a quote that was not found, count as neutral. Macro-F1 is the mean over the labels that gold
    has. The calibration error is the mean distance, over ten bins of confidence, between confidence and the share
    that is right, of the texts with a stance.
    """
    called = _call(gold, _call_stance, _stance_of_quote, progress)
    counted = []
    for item, one in zip(gold, called, strict=True):
        counts = _side_counts(item.label, one.side)
        if one.confidence is not None:
            number = min(BINS - 1, int(one.confidence * BINS))
            counts.update({"given": 1, f"sure {number}": one.confidence, f"right {number}": item.label == one.side})
        counted.append(counts)
    totals = _counts(_by_cluster(gold, counted))
    figures = (
        totals.figure("macro_f1", _macro_f1({item.label for item in gold}), "n"),
        totals.figure("wrong_way", _wrong_way, "sided"),
        totals.figure("right_committed", _right_committed, "committed"),
        totals.figure("coverage", _coverage, "sided"),
        totals.figure("calibration_error", _calibration_error, "given"),
    )
    return Report("stance", data, _label_sizes(gold), figures)


def _call_stance(item: GoldLabel) -> _Called:
    stance = score_stance(item.text)
    return _Called(_SIDE.get(stance.label, 0), stance.score or 0.0, stance.confidence)


def _stance_of_quote(one: ScoredQuote) -> _Called:
    return _Called(_SIDE.get(one.stance.label, 0), one.stance.score or 0.0, one.stance.confidence)


def evaluate_tone(
    gold: Sequence[GoldLabel], data: str, progress: Progress = _ignore, *, corrections: bool = False
) -> Report:
    """Measure the tone of texts or of quotes in their articles; a quote that was not found counts as neutral.

    Args:
        gold: Texts with a label, and a rating in degrees where there is one.
        data: What the gold is called.
        progress: Is told how far the work is.
        corrections: Measure also what each correction for news brings, leaving out one at a time. The gain in r is
            taken draw by draw, so its interval is that of the difference.
    """
    called = _call(gold, _call_tone, _tone_of_quote, progress)
    counts = _counts(_by_cluster(gold, _tone_counts(gold, called)))
    figures = (
        counts.figure("r", correlation, "n"),
        counts.figure("macro_f1", _macro_f1({item.label for item in gold}), "n"),
        counts.figure("wrong_way", _wrong_way, "sided"),
    )
    effects = tuple(_effects(gold, progress)) if corrections else ()
    return Report("tone", data, _label_sizes(gold), figures, effects)


def _call_tone(item: GoldLabel, without: frozenset[str] = frozenset()) -> _Called:
    tone = score_tone(item.text, without=without)
    return _Called(_SIDE.get(tone.label, 0), tone.compound)


def _tone_of_quote(one: ScoredQuote) -> _Called:
    return _Called(_SIDE.get(one.tone.label, 0), one.tone.compound)


def _effects(gold: Sequence[GoldLabel], progress: Progress) -> Iterator[Effect]:
    """Measure the tone of the words without each correction, beside the tone with all."""
    with_all = [_call_tone(item) for item in gold]
    counted = _tone_counts(gold, with_all)
    macro_f1 = _macro_f1({item.label for item in gold})
    for name in CORRECTIONS:
        progress(f"without the correction {name!r}")
        without = [_call_tone(item, frozenset((name,))) for item in gold]
        pairs = [
            Counter({**one, **{f"{_WITHOUT}{key}": value for key, value in other.items()}})
            for one, other in zip(counted, _tone_counts(gold, without), strict=True)
        ]
        counts = _counts(_by_cluster(gold, pairs))
        gain = counts.figure("gain", _gain, "n")
        yield Effect(
            name,
            counts.value(lambda sums: correlation(sums.under(_WITHOUT))),
            counts.value(lambda sums: macro_f1(sums.under(_WITHOUT))),
            gain.value,
            gain.low,
            gain.high,
            sum(one.score != other.score for one, other in zip(with_all, without, strict=True)) / len(gold),
        )


_WITHOUT = "without "
"""Begins the names of what was counted with one correction left out."""


def _gain(sums: Sums) -> Floats:
    return correlation(sums) - correlation(sums.under(_WITHOUT))


def _tone_counts(gold: Sequence[GoldLabel], called: Sequence[_Called]) -> list[Counter[str]]:
    """Count each text: how it was called, and the sums that r is made of."""
    counted = []
    for item, one in zip(gold, called, strict=True):
        x, y = one.score, item.score
        counts = _side_counts(item.label, one.side)
        counts.update({"x": x, "y": y, "xx": x * x, "yy": y * y, "xy": x * y})
        counted.append(counts)
    return counted


def _call(
    gold: Sequence[GoldLabel],
    of_text: Callable[[GoldLabel], _Called],
    of_quote: Callable[[ScoredQuote], _Called],
    progress: Progress,
) -> list[_Called]:
    """Score each text; each quote of an article as the article's analysis scores it."""
    called = [_Called(0)] * len(gold)
    for article, numbers in by_article(gold).items():
        progress(f"article {article}")
        for number, one in _scored_at(gold, numbers):
            called[number] = of_quote(one)
    for number, item in enumerate(gold):
        if item.article is None:
            if number % _TELL == 0:
                progress(f"{number} of {len(gold)} texts")
            called[number] = of_text(item)
    return called


_TELL = 100
"""Progress is told after so many texts."""


def _scored_at(gold: Sequence[GoldLabel], numbers: Sequence[int]) -> Iterator[tuple[int, ScoredQuote]]:
    """Give the quote that was found for each numbered item of one article; the first line of an item decides."""
    article = gold[numbers[0]].article or Article("")
    found = _quoted(article.text, analyze_article(article))
    wanted = [(number, piece) for number in numbers for piece in pieces(article.text, gold[number].span or Span(0, 0))]
    matched = match([piece for _, piece in wanted], [one.span for one in found])
    for place, other in reversed(matched.items()):
        yield wanted[place][0], found[other].scored


def _counts(counted: Iterable[Mapping[str, float]]) -> Counts:
    """Lay what was counted in each cluster into a table."""
    rows = list(counted)
    columns = tuple(sorted({name for row in rows for name in row}))
    return Counts(np.array([[row.get(name, 0.0) for name in columns] for row in rows], dtype=np.float64), columns)


def _by_cluster(gold: Sequence[GoldLabel], counted: Sequence[Counter[str]]) -> list[Counter[str]]:
    """Add up the counts of each cluster, in the order of the gold."""
    clusters: dict[str, Counter[str]] = {}
    for item, counts in zip(gold, counted, strict=True):
        clusters.setdefault(item.cluster, Counter()).update(counts)
    return list(clusters.values())


def _side_counts(gold: int, called: int) -> Counter[str]:
    """Count a text with a gold side under what it was called."""
    return Counter({_cell(gold, called): 1, "n": 1, "sided": abs(gold), "committed": abs(gold * called)})


def _cell(gold: int, called: int) -> str:
    return f"{gold} called {called}"


def _macro_f1(labels: Iterable[int]) -> Callable[[Sums], Floats]:
    """Give the formula of the mean F1 over some labels; a draw without one of them is judged by the others."""
    wanted = sorted(labels)

    def formula(sums: Sums) -> Floats:
        scores = []
        for label in wanted:
            gold = np.sum([sums[_cell(label, other)] for other in SIDES], axis=0)
            called = np.sum([sums[_cell(other, label)] for other in SIDES], axis=0)
            scores.append(f1(sums[_cell(label, label)], called, np.where(gold > 0, gold, np.nan)))
        present = np.isfinite(scores)
        return ratio(np.where(present, scores, 0.0).sum(axis=0), present.sum(axis=0))

    return formula


def _wrong_way(sums: Sums) -> Floats:
    return ratio(sums[_cell(-1, 1)] + sums[_cell(1, -1)], sums["sided"])


def _right_committed(sums: Sums) -> Floats:
    return ratio(sums[_cell(-1, -1)] + sums[_cell(1, 1)], sums["committed"])


def _coverage(sums: Sums) -> Floats:
    return ratio(sums["committed"], sums["sided"])


def _calibration_error(sums: Sums) -> Floats:
    off = sum(np.abs(sums[f"sure {number}"] - sums[f"right {number}"]) for number in range(BINS))
    return ratio(np.asarray(off), sums["given"])


def _label_sizes(gold: Sequence[GoldLabel]) -> dict[str, int]:
    articles = len({item.cluster for item in gold})
    if gold[0].article:
        return {"article": articles, "quote": len(gold)}
    return {"article": articles, "text": len(gold)} if articles < len(gold) else {"text": len(gold)}
