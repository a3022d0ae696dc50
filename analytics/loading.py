"""Loads what scores an article in the background, while its file is being read."""

from __future__ import annotations

import contextlib
import threading


def start_loading() -> threading.Thread:
    """Import what scores and read its word lists, which the first article would have to wait for.

    Returns:
        The thread that does it; to be joined before the first article is scored, else both read the same lists.
    """
    thread = threading.Thread(target=_load, daemon=True)
    thread.start()
    return thread


def _load() -> None:
    with contextlib.suppress(Exception):  # the first article will meet the same fault, and there it is told
        from analytics.pipeline import analyze_article
        from analytics.records import Article

        analyze_article(Article("“We will not yield,” Minister Ada Quell said."))
