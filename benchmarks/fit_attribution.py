"""Fits the attribution weights to a corpus of marked attributions and writes them as reviewable JSON.

    python benchmarks/fit_attribution.py CORPUS [--out analytics/data/attribution_weights.json] [--folds 5]

CORPUS is a folder with ``gold.jsonl`` (one row per article: ``source_path`` and ``direct``, a list of segments with
``start``, ``end`` and ``source`` spans) and ``articles/``: the public PolNeAR corpus (Newell, Margolin and Ruths,
LREC 2018) in that form. The model is a conditional logit over the candidates of each quote (McFadden 1974) with a
quadratic penalty; where several candidates are right, their probabilities are summed. Which pairs of features get a
table of their own is decided by the corpus too: those whose cells would lower the loss most for their number (a score
test, as in the "FAST" step of Lou et al., KDD 2013). ``--folds`` measures the accuracy on left-out articles before the
fit. Only weights of named features are written: no text, name or span of the corpus.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analytics.attribution import label_of
from analytics.candidate_features import FEATURES
from analytics.candidates import WEIGHTS, Candidate, find_candidates
from analytics.lineups import Lineup
from analytics.mentions import find_mentions
from analytics.quotes import find_quotes
from analytics.ranker import PAIR
from analytics.records import Article, Attribution, Quote
from analytics.regions import mark_regions
from analytics.scenes import Scene

Example = tuple[str, list[Candidate], list[int]]
"""The article's name, the candidates of one of its quotes, and the numbers of the right ones."""

Pairs = list[tuple[int, int]]

NAMES = list(FEATURES)
SIZES = [len(levels) for levels in FEATURES.values()]

ROUNDS, PER_ROUND = 4, 15
"""Pairs are chosen in rounds with a fit after each, so that two pairs that tell the same are not both taken."""

CELL_COST = 0.6
"""What a cell of a pair's table must gain to be worth a weight; 0.6 was best of 0, 0.6 and 1 on left-out articles."""


def read_examples(corpus: Path) -> list[Example]:
    """Give for each quote of the corpus its candidates and the numbers of the right ones."""
    examples = []
    for line in (corpus / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        name = Path(gold["source_path"]).name
        with (corpus / "articles" / name).open(encoding="utf-8", newline="") as file:
            article = Article(file.read())
        examples.extend((name, *found) for found in read_article(article, gold["direct"]))
    return examples


def read_article(article: Article, segments: list[dict[str, Any]]) -> list[tuple[list[Candidate], list[int]]]:
    """Give the examples of one article.

    A quote before takes its right speaker, as if it had been found; one that the corpus does not mark has none. A turn
    of a transcript is left out: its label says who speaks.
    """
    regions = mark_regions(article)
    scene = Scene(article, regions, find_quotes(article, regions), find_mentions(article, regions))
    lineup = Lineup(scene)
    spoken: list[Attribution] = []
    examples = []
    for quote in scene.quotes:
        if label_of(scene, quote):
            continue
        candidates = find_candidates(lineup, quote, spoken)
        right = right_ones(quote, candidates, segments)
        mention = candidates[right[0]].mention if right else None
        spoken.append(Attribution(quote, mention, None, "", "", 1.0))
        if right is not None:
            examples.append((candidates, right))
    return examples


def right_ones(quote: Quote, candidates: list[Candidate], segments: list[dict[str, Any]]) -> list[int] | None:
    """Give the numbers of the right candidates; ``None`` when the corpus does not mark the quote."""
    matched = [s for s in segments if s["start"] < quote.content[0].end and quote.content[0].start < s["end"]]
    if not matched:
        return None
    spans = [span for segment in matched for span in segment["source"]]
    if not spans:
        return [0]
    heads = [span for segment in matched for span in segment.get("head") or []]
    for wanted in (heads, spans):
        right = [
            number
            for number, item in enumerate(candidates)
            if item.mention
            and any(item.mention.span.start < end and start < item.mention.span.end for start, end in wanted)
        ]
        if right:
            return right
    return []


class Table:
    """The examples as arrays: a row for each candidate."""

    def __init__(self, examples: list[Example]) -> None:
        self.levels = np.array([item.levels for _, candidates, _ in examples for item in candidates], dtype=np.int64)
        sizes = [len(candidates) for _, candidates, _ in examples]
        self.starts = np.r_[0, np.cumsum(sizes)[:-1]]
        self.group = np.repeat(np.arange(len(examples)), sizes)
        self.right = np.concatenate(
            [np.isin(np.arange(size), wanted) for size, (_, _, wanted) in zip(sizes, examples, strict=True)]
        ).astype(float)

    def design(self, pairs: Pairs) -> csr_matrix:
        """Give the indicator of each level of each feature and of each pair of levels."""
        columns, offset = [], 0
        for number, size in enumerate(SIZES):
            columns.append(self.levels[:, number] + offset)
            offset += size
        for one, two in pairs:
            columns.append(self.cells(one, two) + offset)
            offset += SIZES[one] * SIZES[two]
        cells = np.stack(columns, 1)
        ends = np.arange(0, cells.size + 1, cells.shape[1])
        return csr_matrix((np.ones(cells.size), cells.ravel(), ends), shape=(len(cells), offset))

    def cells(self, one: int, two: int) -> np.ndarray:
        """Give for each row the number of its cell in a pair's table."""
        return self.levels[:, one] * SIZES[two] + self.levels[:, two]

    def shares(self, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
        """Give each row's probability, its probability among the right ones, and the loss."""
        raised = np.exp(scores - np.maximum.reduceat(scores, self.starts)[self.group])
        whole = np.add.reduceat(raised, self.starts)
        good = np.add.reduceat(raised * self.right, self.starts)
        share = raised / whole[self.group]
        return share, raised * self.right / good[self.group], float(-np.log(good / whole).sum())


def fit(table: Table, pairs: Pairs, penalty: float) -> tuple[np.ndarray, np.ndarray]:
    """Give the weights that maximise the probability of the right candidates less the penalty, and the scores."""
    design = table.design(pairs)
    turned = design.T.tocsr()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        share, good, value = table.shares(design @ weights)
        return value + 0.5 * penalty * float(weights @ weights), turned @ (share - good) + penalty * weights

    found = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return found.x, design @ found.x


def choose_pairs(table: Table, penalty: float) -> Pairs:
    """Choose the pairs of features that get a table, the most telling first."""
    chosen: Pairs = []
    for _ in range(ROUNDS):
        share, good, _loss = table.shares(fit(table, chosen, penalty)[1])
        slope, bend = good - share, share * (1 - share)
        gains = []
        for one, two in combinations(range(len(NAMES)), 2):
            cells = table.cells(one, two)
            size = SIZES[one] * SIZES[two]
            up, down = np.bincount(cells, slope, size), np.bincount(cells, bend, size)
            gains.append((float((up * up / (down + penalty)).sum() - CELL_COST * (down > 0.5).sum()), (one, two)))
        taken = set(chosen)
        chosen += [pair for _, pair in sorted(gains, reverse=True) if pair not in taken][:PER_ROUND]
    return chosen


def cross_validate(examples: list[Example], penalty: float, folds: int) -> float:
    """Give the share of quotes whose most probable candidate is right, each article left out once.

    Pairs are chosen and weights fitted without the left-out articles; a quote whose speaker is no candidate is wrong.
    """
    number = [int(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % folds for name, _, _ in examples]
    hits = 0
    for fold in range(folds):
        learnt = Table([e for e, n in zip(examples, number, strict=True) if n != fold and e[2]])
        pairs = choose_pairs(learnt, penalty)
        weights, _ = fit(learnt, pairs, penalty)
        left_out = [e for e, n in zip(examples, number, strict=True) if n == fold]
        table = Table(left_out)
        scores = np.split(table.design(pairs) @ weights, table.starts[1:])
        hits += sum(int(np.argmax(s)) in wanted for s, (_, _, wanted) in zip(scores, left_out, strict=True))
    return hits / len(examples)


def as_tables(weights: np.ndarray, pairs: Pairs) -> dict[str, Any]:
    """Give the weights as the tables that ``ranker`` reads."""
    values, at = [round(float(value), 3) + 0.0 for value in weights], 0
    single, double = {}, {}
    for name, size in zip(NAMES, SIZES, strict=True):
        single[name] = values[at : at + size]
        at += size
    for one, two in pairs:
        rows = [values[at + row * SIZES[two] : at + (row + 1) * SIZES[two]] for row in range(SIZES[one])]
        double[NAMES[one] + PAIR + NAMES[two]] = rows
        at += SIZES[one] * SIZES[two]
    return {"features": {name: list(levels) for name, levels in FEATURES.items()}, "weights": single, "pairs": double}


def write_tables(path: Path, about: dict[str, Any], tables: dict[str, Any]) -> None:
    """Write the file with a line for each feature and each row of a pair, so that a change can be read."""
    parts = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in about.items()]
    for name, table in tables.items():
        lines = []
        for key, value in table.items():
            rows = value if isinstance(value[0], list) else None
            shown = json.dumps(value) if rows is None else "[\n   " + ",\n   ".join(map(json.dumps, rows)) + "]"
            lines.append(f"  {json.dumps(key)}: {shown}")
        parts.append(f" {json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n }")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def main() -> None:
    """Read the corpus, choose the pairs, measure on left-out articles if asked, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--penalty", type=float, default=14.0)
    parser.add_argument(
        "--folds", type=int, default=0, help="measure on so many parts of the articles, left out in turn"
    )
    options = parser.parse_args()
    examples = read_examples(options.corpus)
    table = Table([example for example in examples if example[2]])
    pairs = choose_pairs(table, options.penalty)
    about = {
        "about": "Conditional logit with pairs; refit with benchmarks/fit_attribution.py",
        "examples": len(examples),
        "penalty": options.penalty,
    }
    if options.folds:
        about["accuracy on left-out articles"] = round(cross_validate(examples, options.penalty, options.folds), 4)
    weights, _ = fit(table, pairs, options.penalty)
    write_tables(options.out, about, as_tables(weights, pairs))
    print(f"{about} -> {options.out}")


if __name__ == "__main__":
    main()
