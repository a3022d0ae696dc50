"""Fits the attribution weights to a corpus of marked attributions and writes them as reviewable JSON.

    python benchmarks/fit_attribution.py CORPUS [--out analytics/data/attribution_weights.json] [--penalty 6.0]

CORPUS is a folder with ``gold.jsonl`` (one row per article: ``source_path`` and ``direct``, a list of segments with
``start``, ``end`` and ``source`` spans) and ``articles/``: the public PolNeAR corpus (Newell, Margolin and Ruths,
LREC 2018) in that form. The model is a conditional logit over the candidates of each quote (McFadden 1974) with a
quadratic penalty; where several candidates are right, their probabilities are summed. Only the weights of named
features are written: no text, name or span of the corpus.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analytics.attribution import Candidate, find_candidates
from analytics.mentions import find_mentions
from analytics.quotes import find_quotes
from analytics.records import Article, Attribution, Quote
from analytics.regions import mark_regions
from analytics.scenes import Scene


def read_examples(corpus: Path) -> list[tuple[list[Candidate], list[int]]]:
    """Give for each quote of the corpus its candidates and the numbers of the right ones."""
    examples = []
    for line in (corpus / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        with (corpus / "articles" / Path(gold["source_path"]).name).open(encoding="utf-8", newline="") as file:
            article = Article(file.read())
        examples.extend(read_article(article, gold["direct"]))
    return examples


def read_article(article: Article, segments: list[dict[str, Any]]) -> list[tuple[list[Candidate], list[int]]]:
    """Give the examples of one article; a quote before takes its right speaker, as if it had been found."""
    regions = mark_regions(article)
    mentions = find_mentions(article, regions)
    scene = Scene(article, regions, find_quotes(article, regions), mentions)
    spoken: list[Attribution] = []
    examples = []
    for quote in scene.quotes:
        candidates = find_candidates(scene, quote, spoken)
        right = right_ones(quote, candidates, segments)
        mention = candidates[right[0]].mention if right else None
        if right is None:
            spoken.append(Attribution(quote, None, None, "", "", 0.0))
            continue
        spoken.append(Attribution(quote, mention, None, "", "", 1.0))
        if right:
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


def fit(examples: list[tuple[list[Candidate], list[int]]], penalty: float) -> dict[str, float]:
    """Fit the weights: maximise the probability of the right candidates less the penalty."""
    names = sorted({name for candidates, _ in examples for item in candidates for name in item.features})
    index = {name: number for number, name in enumerate(names)}
    columns, values, rows, groups, right = [], [], [], [], []
    row = 0
    for number, (candidates, wanted) in enumerate(examples):
        for position, item in enumerate(candidates):
            for name, value in item.features.items():
                if value:
                    rows.append(row)
                    columns.append(index[name])
                    values.append(value)
            groups.append(number)
            right.append(position in wanted)
            row += 1
    from scipy.sparse import csr_matrix

    table = csr_matrix((values, (rows, columns)), shape=(row, len(names)))
    group, mask = np.array(groups), np.array(right)
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        scores -= np.maximum.reduceat(scores, starts)[group]
        raised = np.exp(scores)
        whole = np.add.reduceat(raised, starts)
        good = np.add.reduceat(raised * mask, starts)
        share = raised / whole[group]
        share_good = raised * mask / good[group]
        value = -np.log(good / whole).sum() + 0.5 * penalty * (weights**2).sum()
        return value, table.T @ (share - share_good) + penalty * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {name: round(float(value), 4) for name, value in zip(names, found.x, strict=True)}


def main() -> None:
    """Read the corpus, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=Path("analytics/data/attribution_weights.json"))
    parser.add_argument("--penalty", type=float, default=6.0)
    options = parser.parse_args()
    examples = read_examples(options.corpus)
    weights = fit(examples, options.penalty)
    about = "Conditional logit over named features; refit with benchmarks/fit_attribution.py"
    saved = {"about": about, "examples": len(examples), "penalty": options.penalty, "weights": weights}
    options.out.write_text(json.dumps(saved, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(examples)} quotes, {len(weights)} features -> {options.out}")


if __name__ == "__main__":
    main()
