"""Fits the weights that tell speech in quotation marks from other marked words, and writes them as JSON.

    python benchmarks/fit_speech.py CORPUS [--out analytics/data/speech_weights.json] [--penalty 1.0]

CORPUS is as in ``fit_attribution.py``. A marked stretch is speech when it overlaps a segment that the corpus
attributes. Logistic regression with a quadratic penalty; only weights of named features are written.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analytics.quotes import read_paragraphs
from analytics.records import Article
from analytics.regions import mark_regions
from analytics.speech import WEIGHTS, Features, speech_features


def read_examples(corpus: Path) -> tuple[list[Features], list[bool]]:
    """Give the features of every marked stretch, and whether somebody said it."""
    features, spoken = [], []
    for line in (corpus / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        with (corpus / "articles" / Path(gold["source_path"]).name).open(encoding="utf-8", newline="") as file:
            article = Article(file.read())
        for paragraph in read_paragraphs(article.text, mark_regions(article)):
            for mark in paragraph.marked:
                inside = paragraph.sentence_at(mark.outer.start)
                features.append(speech_features(article.text, mark.content, mark.outer, inside))
                said = gold["direct"]
                spoken.append(any(s["start"] < mark.content.end and mark.content.start < s["end"] for s in said))
    return features, spoken


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the corpus, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--penalty", type=float, default=1.0)
    options = parser.parse_args(arguments)
    features, spoken = read_examples(options.corpus)
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=1 / options.penalty, max_iter=3000, fit_intercept=False)
    model.fit(vectorizer.fit_transform(features), spoken)
    names = vectorizer.get_feature_names_out()
    weights = {str(name): round(float(value), 4) for name, value in zip(names, model.coef_[0], strict=True)}
    about = "Logistic regression over named features; refit with benchmarks/fit_speech.py"
    saved = {"about": about, "examples": len(spoken), "penalty": options.penalty, "weights": weights}
    options.out.write_text(json.dumps(saved, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(spoken)} stretches, {len(weights)} features -> {options.out}")


if __name__ == "__main__":
    main()
