"""Numbers the groups of equal codes, and puts quotes in the order of their groups: what sums are made from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]

_LARGEST = 2**62
_FEW_KEYS = 100_000  # so many possible keys are counted off, more are looked up
_BITS = 8  # how far apart the packed flags lie: a byte, so that their sums need no taking apart


def number_groups(codes: Sequence[npt.NDArray[Any]], sizes: Sequence[int], length: int) -> tuple[Numbers, Numbers]:
    """Number the groups of equal codes in their order.

    Args:
        codes: Columns of numbers from 0, each of this length, the first the most significant.
        sizes: For each column a number above all of its own.
        length: The number of lines.

    Returns:
        The group of each line, shape (length,), and the first line of each group, shape (groups,).

    Example:
        >>> number_groups([np.array([1, 0, 1]), np.array([0, 2, 0])], [2, 3], 3)
        (array([1, 0, 1]), array([1, 0]))
    """
    key = np.zeros(length, np.int64)
    above = 1
    for code, size in zip(codes, sizes, strict=True):
        if above * max(1, size) >= _LARGEST:
            key, above = _dense(key, above)[0], length
        key = key * size + code
        above *= max(1, size)
    return _dense(key, above)


def sort_groups(codes: Sequence[npt.NDArray[Any]], sizes: Sequence[int], length: int) -> tuple[Numbers, Numbers]:
    """Put lines in the order of their groups, those of one group in the order in which they stand.

    Args:
        codes: As `number_groups` takes them; without any, all lines are one group.
        sizes: For each column a number above all of its own.
        length: The number of lines.

    Returns:
        The group of each line in the new order, and the place where the line stood.
    """
    if not codes:
        return np.zeros(length, np.int64), np.arange(length)
    group, _ = number_groups(codes, sizes, length)
    order = np.argsort(group, kind="stable")
    return group[order], order


def _dense(key: Numbers, above: int) -> tuple[Numbers, Numbers]:
    """Number equal keys, all below ``above``, in their order, and find the first line of each."""
    if np.all(key[:-1] <= key[1:]):
        new = _are_new(key)
        group = np.cumsum(new, dtype=np.int64)
        group -= 1
        return group, np.flatnonzero(new)
    if above <= max(_FEW_KEYS, 8 * len(key)):
        used = np.zeros(above, bool)
        used[key] = True
        group = (np.cumsum(used) - 1)[key]
        size = int(used.sum())
        first = np.empty(size, np.int64)
        first[group[::-1]] = np.arange(len(key))[::-1]
        return group, first
    order = np.argsort(key, kind="stable")
    new = np.diff(key[order], prepend=-1) != 0
    group = np.empty(len(key), np.int64)
    group[order] = np.cumsum(new) - 1
    return group, order[new]


class Order(NamedTuple):
    """All quotes in an order: their places, their groups, and the columns asked for so far, in that order."""

    lines: Codes
    group: Codes
    held: dict[object, npt.NDArray[Any]]


class Run(NamedTuple):
    """Some quotes in an order, cut into groups at ``starts``: their places among all, or in a ``whole`` order.

    What stands in an order is read from end to end, which is several times as fast as from here and there.
    """

    lines: Numbers
    starts: Numbers
    whole: Order | None

    @property
    def sizes(self) -> Numbers:
        """Count the quotes of each group."""
        return np.diff(self.starts, append=len(self.lines))

    def take(self, key: object, column: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Give a column of these quotes; ``key`` is its name."""
        return self._ordered(key, column)[self.lines]

    def heads(self, key: object, column: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Give a column of the first quote of each group."""
        return self._ordered(key, column)[self.lines[self.starts]]

    def add(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Add up values of these quotes by group."""
        return np.add.reduceat(values, self.starts) if len(self.starts) else values[:0]

    def _ordered(self, key: object, column: npt.NDArray[Any]) -> npt.NDArray[Any]:
        if self.whole is None:
            return column
        if key not in self.whole.held:
            self.whole.held[key] = column[self.whole.lines]
        return self.whole.held[key]


def starts_of(group: npt.NDArray[Any]) -> Numbers:
    """Give where the groups of a sorted column start."""
    return np.flatnonzero(_are_new(group))


def _are_new(group: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Tell of each line of a sorted column whether a group starts with it."""
    new = np.ones(len(group), bool)
    np.not_equal(group[1:], group[:-1], out=new[1:])
    return new


def first_places(codes: npt.NDArray[Any], size: int) -> Numbers:
    """Give the places where a code stands for the first time, in their order."""
    first = np.full(size, -1, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return np.flatnonzero(first[codes] == np.arange(len(codes)))


def are_shared(codes: Codes, size: int) -> npt.NDArray[np.bool_]:
    """Tell of each line whether another one has its code; ``size`` is above all codes."""
    return np.asarray((np.bincount(codes, minlength=size) > 1)[codes])


def first_in_order(key: npt.NDArray[Any], tie: npt.NDArray[Any], most: int) -> Numbers:
    """Give the places of the first lines by a key, and by a tie among equal keys, in that order.

    Args:
        key: What is sorted by, a number for each line.
        tie: What decides among equal keys.
        most: So many lines are given, or all where there are fewer.
    """
    near = np.arange(len(key))
    if most < len(key):  # only those that can be among the first are put in full order
        border = np.partition(key, most)[most]
        before, at = np.flatnonzero(key < border), np.flatnonzero(key == border)
        wanted = most - len(before)
        near = np.concatenate([before, at[np.argpartition(tie[at], wanted)[:wanted]] if wanted < len(at) else at])
    return near[np.lexsort((tie[near], key[near]))[:most]]


def pack_flags(flags: Sequence[npt.NDArray[np.bool_]], size: int) -> Numbers:
    """Pack what each of ``size`` lines counts for or not into one number, for `add_flags`.

    The flags lie so many bits apart that one sum adds them all up without one running into the next, as long as no
    group has more lines than these bits can count.
    """
    packed = np.zeros(size, np.int64)
    for place, flag in enumerate(flags):
        packed |= flag.astype(np.int64) << (_BITS * place)
    return packed


def add_flags(flags: Numbers, number: int, run: Run) -> list[Numbers]:
    """Add up packed flags by group.

    Args:
        flags: What `pack_flags` gave, for the lines of the run.
        number: How many flags are packed, at most seven.
        run: The lines in the order of their groups.

    Returns:
        For each flag, in the order of packing, the number of lines in each group that have it.
    """
    most = 2**_BITS - 1
    if run.sizes.max(initial=0) > most:
        return [run.add((flags >> (_BITS * place)) & 1) for place in range(number)]
    parts = run.add(flags).astype("<i8", copy=False).view(np.uint8).reshape(-1, 8)
    return [parts[:, place].astype(np.int64) for place in range(number)]
