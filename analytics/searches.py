"""Reads what a person searches for: words, "exact phrases", and beginnings of words (sanction*).

Words are compared without case, accents and marks, whole and in the order of a phrase. Nothing that is typed is an
operator: whatever is neither letter nor digit parts words, but for quotation marks around a phrase and a star behind a
word. The same reading serves SQLite's full-text index, ``LIKE`` elsewhere, and the marks on the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analytics.records import Span
from analytics.text import DOUBLE_MARKS

LONGEST = 1_000
"""Characters that a search may have."""

MOST_WORDS = 40
"""Words that a search may have: more are no search but a text."""

_SIGNS = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # no blanks part words there: each stands alone
_WORD = re.compile(rf"[{_SIGNS}]|(?:(?![{_SIGNS}])[^\W_][\u0300-\u036f]*)+")
_MARKS = re.compile(f'["{DOUBLE_MARKS}]')


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand beside each other; with ``open_end`` the last one may go on."""

    words: tuple[str, ...]
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """The phrases that must all be there; ``fault`` is a sentence that says why nothing can be found instead."""

    phrases: tuple[Phrase, ...] = ()
    fault: str = ""


def searchable(text: str) -> str:
    """Give the words of a text in the form in which they are compared, parted by single blanks.

    Example:
        >>> searchable("They WON’T talk in Genève!")
        'they won t talk in geneve'
    """
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
    return " ".join(word for word in map(_plain, _WORD.findall(text)) if word)


@lru_cache(maxsize=64)
def read_search(text: str) -> Search:
    """Read a search.

    Args:
        text: What was typed, of any kind and length.

    Returns:
        The search; one without phrases finds nothing and has a ``fault``.

    Example:
        >>> [" ".join(phrase.words) for phrase in read_search('talks "cease-fire now" sanction*').phrases]
        ['cease fire now', 'talks', 'sanction']
    """
    if len(text) > LONGEST:
        return Search(fault=f"A search has at most {LONGEST:,} characters; this one has {len(text):,}.")
    parts = _MARKS.split(text)
    closed = len(parts) - 1 if len(parts) % 2 == 0 else len(parts)  # a mark that nothing closes opens no phrase
    found = [Phrase(tuple(searchable(part).split())) for part in parts[1:closed:2]]
    for part in [*parts[0:closed:2], *parts[closed:]]:
        found += [Phrase(tuple(searchable(piece).split()), piece.endswith("*")) for piece in part.split()]
    phrases = tuple(dict.fromkeys(phrase for phrase in found if phrase.words))
    if not phrases:
        return Search(fault="Search for words: these are marks without a letter or digit.")
    if sum(len(phrase.words) for phrase in phrases) > MOST_WORDS:
        return Search(fault=f"A search has at most {MOST_WORDS} words. Search for the rarest of them.")
    return Search(phrases)


def full_text_query(search: Search) -> str:
    """Give a search in the language of SQLite's FTS5: every phrase is quoted, and holds letters and digits alone.

    Example:
        >>> full_text_query(read_search("NOT a* OR"))
        '"not" "a"* "or"'
    """
    return " ".join(f'"{" ".join(each.words)}"' + "*" * each.open_end for each in search.phrases)


def patterns(search: Search) -> list[str]:
    """Give for each phrase what stands in the words with a blank before the first and after the last.

    Example:
        >>> patterns(read_search("“no war” sanction*"))
        [' no war ', ' sanction']
    """
    return [f" {' '.join(each.words)}" + " " * (not each.open_end) for each in search.phrases]


def holds(text: str, search: Search) -> bool:
    """Tell in plain Python what a search finds."""
    words = f" {searchable(text)} "
    return bool(search.phrases) and all(pattern in words for pattern in patterns(search))


def found_spans(text: str, search: Search) -> list[Span]:
    """Give where the phrases of a search stand in a text, in their order, without overlap.

    Example:
        >>> [span.of("A Cease-fire, now!") for span in found_spans("A Cease-fire, now!", read_search("cease-fire"))]
        ['Cease-fire']
    """
    words = list(_words(text))
    covered: set[int] = set()
    joined: set[int] = set()  # words that belong to the one before them
    for phrase in search.phrases:
        size = len(phrase.words)
        for at in range(len(words) - size + 1):
            here = tuple(word for word, _ in words[at : at + size])
            last = here[-1].startswith(phrase.words[-1]) if phrase.open_end else here[-1] == phrase.words[-1]
            if last and here[:-1] == phrase.words[:-1]:
                covered.update(range(at, at + size))
                joined.update(range(at + 1, at + size))
    spans: list[Span] = []
    for at in sorted(covered):
        if at in joined and spans:
            spans[-1] = Span(spans[-1].start, words[at][1].end)
        else:
            spans.append(words[at][1])
    return spans


def _words(text: str) -> Iterator[tuple[str, Span]]:
    for found in _WORD.finditer(text):
        word = _plain(found[0])
        if word:
            yield word, Span(found.start(), found.end())


@lru_cache(maxsize=1 << 14)
def _plain(word: str) -> str:
    """Give a word without case and accents; only letters and digits are left."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    return "".join(letter for letter in apart if letter.isalnum())
