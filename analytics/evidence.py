"""Adds up the words behind many stances: which words weigh most, and in how many quotes."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from analytics.text import fold


@dataclass(slots=True)
class _Sum:
    """What is known of one word or phrase so far."""

    weights: list[float] = field(default_factory=list)
    spellings: Counter[str] = field(default_factory=Counter)
    quotes: int = 0
    articles: set[str] = field(default_factory=set)


def weigh_words(cells: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Add up the weights of words over quotes; words in other capitals or with other blanks are the same.

    Args:
        cells: The article's id and the cell ``evidence`` of each quote, in any order.

    Returns:
        Lines with ``words`` (as most often printed), ``category``, ``weight`` (the sum of the weights: above zero
        hawkish, below dovish), ``n`` quotes and ``articles``; the heaviest first. The starting value, which every
        quote has, is no word and left out.

    Example:
        >>> cell = '[{"words": "talks", "category": "talks", "weight": -0.5, "start": 3, "end": 8}]'
        >>> weigh_words([("a", cell), ("b", cell)])
        [{'words': 'talks', 'category': 'talks', 'weight': -1.0, 'n': 2, 'articles': 2}]
    """
    plain: dict[str, tuple[str, str]] = {}
    sums: defaultdict[tuple[str, str], _Sum] = defaultdict(_Sum)
    for article, cell in cells:
        seen = set()
        for item in json.loads(cell) if cell else []:
            if item["start"] is None:
                continue
            if item["words"] not in plain:  # the same few words come again and again
                words = " ".join(item["words"].split())
                plain[item["words"]] = (words, fold(words).casefold())
            words, alike = plain[item["words"]]
            key = (alike, item["category"])
            found = sums[key]
            found.weights.append(float(item["weight"]))
            found.spellings[words] += 1
            found.articles.add(article)
            found.quotes += key not in seen
            seen.add(key)
    lines = [
        {
            "words": min(found.spellings, key=lambda words: (-found.spellings[words], words)),
            "category": category,
            "weight": round(sum(sorted(found.weights)), 4),
            "n": found.quotes,
            "articles": len(found.articles),
        }
        for (_, category), found in sums.items()
    ]
    return sorted(lines, key=lambda line: (-abs(line["weight"]), line["words"], line["category"]))
