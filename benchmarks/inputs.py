"""What the speed benchmarks read: articles, each time a little different, and texts made to hurt."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from itertools import count, islice
from pathlib import Path

from analytics.articles import read_articles
from analytics.records import Article
from analytics.text import fold, sentences

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data"

NEW_WORDS = 0.05
"""Share of the words of a copy that no text before it held: that of news, after 800 articles of it (measured)."""

_WORD = re.compile(r"(?<![\w’'])[a-z]{4,}(?![\w’'])")


class Articles:
    """Gives articles that were not seen before.

    A text that is analyzed a second time costs less, because what was found out about it is remembered. So each copy
    has words that are new, as every day's news has: a letter is put into some of its lower-case words.
    """

    def __init__(self, folder: Path = SAMPLE) -> None:
        files = sorted(folder.glob("*.txt"))
        self._known = [article for path in files for article in read_articles(path)]
        if not self._known:
            raise ValueError(f"{folder} holds no .txt files")
        self._copies = count()

    @property
    def size(self) -> int:
        """Characters of one copy of all articles."""
        return sum(len(article.text) for article in self._known)

    def fresh(self, most: int = 0) -> list[Article]:
        """Give a new copy of the articles, or of the first of them up to so many characters (0: all)."""
        copy = next(self._copies)
        found: list[Article] = []
        held = 0
        for number, article in enumerate(self._known):
            if most and held >= most:
                break
            text = _changed(article.text, random.Random(f"{copy} {number}"))  # noqa: S311 - no secret
            found.append(Article(text, article.title, article.published))
            held += len(text)
        return found


def _changed(text: str, chance: random.Random) -> str:
    def change(found: re.Match[str]) -> str:
        word = found[0]
        if chance.random() >= 2 * NEW_WORDS:  # about half the words are long enough to be looked at
            return word
        at = chance.randrange(1, len(word))
        return word[:at] + chance.choice("bcdfghjklmnpqrstvwxz") + word[at:]

    return _WORD.sub(change, text)


def sentences_of(articles: list[Article]) -> list[str]:
    """Give every sentence of some articles, with plain apostrophes, as VADER needs them."""
    folded = [fold(article.text) for article in articles]
    return [span.of(text) for text in folded for span in sentences(text)]


def _repeated(*parts: str) -> Callable[[int], str]:
    """Give a text of a size that repeats some parts."""
    unit = "".join(parts)
    return lambda size: unit * max(1, size // len(unit))


def _nested(size: int) -> str:
    return "“‘" * (size // 4) + "’”" * (size // 4)


def _distinct(size: int) -> str:
    return " ".join(f"w{next(_words):07d}" for _ in range(size // 9))


_words = count()
"""Numbers of words never used before: what is remembered of one text must not help with the next."""


def _elements(size: int) -> str:
    return "<div>" * (size // 11) + "</div>" * (size // 11)


def _persons(sentence: str) -> Callable[[int], str]:
    """Give sentences each of which names a person of its own, by two names that no other person has."""

    def text(size: int) -> str:
        made = (sentence.format(_name(3 * number), _name(7 * number + 1)) for number in count(1))
        return "".join(islice(made, size // len(sentence.format(_name(1), _name(2)))))

    return text


def _name(number: int) -> str:
    """Write a number as a name of four letters and an ending."""
    letters = []
    for _ in range(4):
        number, letter = divmod(number, 26)
        letters.append(chr(ord("a") + letter))
    return "".join(letters).capitalize() + "ov"


HOSTILE: Mapping[str, Callable[[int], str]] = {
    "opening marks": _repeated("“"),
    "closing marks": _repeated("”"),
    "straight marks": _repeated('"'),
    "apostrophes": _repeated("'"),
    "marks never closed": _repeated("“a "),
    "one mark, then words": lambda size: "“" + "word " * (size // 5),
    "mixed marks": _repeated('“x" '),
    "tiny quotes": _repeated("“x” "),
    "nested marks": _nested,
    "marks and apostrophes": _repeated("'\"a, "),
    "he said": _repeated("he said "),
    "said": _repeated("said "),
    "names": _repeated("Aaa "),
    "initials": _repeated("A. B. "),
    "short sentences": _repeated("a. "),
    "full stops": _repeated("."),
    "spaces": lambda size: " " * size + "x",
    "empty lines": _repeated("\n"),
    "each paragraph opens": _repeated("\n\n“a"),
    "one long word": _repeated("a"),
    "emoji": _repeated("😁"),
    "but good": _repeated("but good "),
    "felt words on one line": _repeated("The war is terrible and we do not want a bad attack or good peace . "),
    "combining marks": lambda size: "a" + "\u0301\u0316" * (size // 2),
    "zero characters": _repeated("\x00"),
    "lone surrogates": _repeated("\ud800 "),
    "a speaker in every quote": _repeated("“Aaa said "),
    "quotes with speakers": _repeated("“We will not go,” Ada Quell said. "),
    "a deputy of somebody": _repeated("his deputy, Ada Quell, said talks had failed. "),
    "delegates": _repeated("ADA QUELL (Norland), noting that talks had failed, said that war came. "),
    "a crowd with offices": _persons("Minister {} {} came. “We will not go,” the minister said. "),
    "a crowd of one surname": _persons("Minister {} {} Quell came. “We will not go,” Quell said. "),
    "words that are all new": _distinct,
    "nested elements": _elements,
    "two-character line ends": _repeated("He said no.\r\n"),
}
"""Families of texts that made parsers of news hang: each gives a text of about so many characters."""
