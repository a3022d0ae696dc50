"""Gives the part of the store to which a quote belongs, while parts that turn out to be linked are joined."""

from __future__ import annotations


class Parts:
    """Joins parts of the store, which are sets of numbers; each goes by the smallest of its numbers."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def of(self, number: int) -> int:
        """Give the part that a number belongs to now."""
        while (above := self._above.get(number, number)) != number:
            self._above[number] = number = self._above.get(above, above)
        return number

    def join(self, one: int, other: int) -> None:
        """Make two parts one."""
        small, large = sorted((self.of(one), self.of(other)))
        if small != large:
            self._above[large] = small
