"""Parley: who said what, in which tone, how hawkish.

    from analytics import analyze_article, read_articles

    for article in read_articles(Path("talks.txt")):
        for scored in analyze_article(article):
            print(scored.actor.name, scored.stance.score, scored.quote.text)

The names below are imported when first used, so that ``import analytics`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "Article": "records",
    "ScoredQuote": "records",
    "Span": "records",
    "QUOTES": "schema",
    "row": "schema",
    "read_articles": "articles",
    "UnreadableFile": "articles",
    "read_registry": "actors",
    "score_tone": "tone",
    "score_stance": "stance",
    "analyze_article": "pipeline",
    "open_store": "store",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type is that of the name asked for
    if name not in _HOMES:
        raise AttributeError(f"module 'analytics' has no attribute {name!r}")
    return getattr(import_module(f"analytics.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
