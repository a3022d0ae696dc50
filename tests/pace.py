"""Judges what a text costs on a machine of any speed: limits are told in the work of a yardstick, not in seconds.

The same work takes three times as long in a bad hour of a busy machine, so that a limit in seconds is either missed by
chance or so wide that it holds nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from time import process_time

_TEXT = " ".join(f"Word{number % 5003} and so it’s {number % 97}." for number in range(12_000))
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_TRIES = 4
"""A busy machine can lengthen any one measurement; what costs too much has no good one."""


_TICK = 0.02
"""Seconds, about one step of the coarsest clock of processor time (Windows)."""


def seconds(work: Callable[[], object]) -> float:
    """Give the processor time that some work takes, in seconds."""
    start = process_time()
    work()
    return process_time() - start


def _count_words() -> None:
    Counter(word.lower() for word in _WORD.findall(_TEXT))


def takes_at_most(lengths: float, work: Callable[[], object]) -> bool:
    """Tell whether some work takes at most so many times as long as counting 60,000 words takes at this moment."""
    return any(seconds(work) < lengths * min(seconds(_count_words) for _ in range(2)) for _ in range(_TRIES))


def is_done_within(limit: float, work: Callable[[], object]) -> bool:
    """Tell whether some work, which may be done again, takes at most so many seconds of the processor."""
    return any(seconds(work) < limit for _ in range(_TRIES))


def grows_at_most(times: float, cost: Callable[[int], float], sizes: tuple[int, int]) -> bool:
    """Tell whether the larger of two sizes costs at most so many times as much as the smaller."""
    small, large = sizes
    cost(small)
    return any(cost(large) < times * cost(small) + _TICK for _ in range(_TRIES))
