"""Finds the phrases of a word list, with their inflections, in one pass over the words of a sentence.

A phrase book is a dictionary from one word of each phrase, its rarest, to the phrases looked for by it. Most words of
a sentence are nobody's rarest, so the cost is little more than one look-up for each word, whatever the size of the
list; whole words are compared, so "sever" is not found in "several".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress, pairwise, repeat
from typing import Any, NamedTuple

from analytics.inflections import ANYONES, base_words, phrase_forms, plain_words
from analytics.records import Span
from analytics.text import read_tokens


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a word list: the phrase, its category, how strong it is (1 is usual), and what it acts on."""

    term: str
    category: str
    strength: float
    operator: str = ""


class Hit(NamedTuple):
    """An entry found at ``words[start:end]``; a tuple, for most hits are looked at once and dropped."""

    start: int
    end: int
    entry: Entry


_COMMON = dict.fromkeys(
    """the to of and a in is that for it on be with are was as this by at have from not will we they has but he you or
    an which who there been were his their our all would can if more no one its out up about so what them into us my
    do over should how any than other only some must may could when these new also people time now then very just
    because through make take going go get back down let way where against after before under between said had more
    over i she her like such those same most many even how too yet own still two first last one new while never
    government country state states president minister united nations security council military international
    political national public city house world court police law forces today day year years time week long end
    high good great well made part group general armed women called against until during without own us""".split()
)
"""Words that are poor to look for a phrase by, the commonest first. They decide how fast, never what is found."""


class _Form(NamedTuple):
    """A phrase in one of its forms, looked for by the word at ``offset`` of it."""

    offset: int
    words: tuple[str, ...]
    entry: Entry


class _Forms(NamedTuple):
    """The forms that are looked for by one word: the word alone, and by the word right before or behind it."""

    alone: Entry | None
    before: Mapping[str, list[_Form]]
    behind: Mapping[str, list[_Form]]


_NO_FORMS: dict[str, list[_Form]] = {}


class PhraseBook:
    """The phrases of a word list, ready to be found.

    Example:
        >>> book = PhraseBook([(Entry("ban", "coerce", 1.0), "v")])
        >>> [(hit.start, hit.entry.term) for hit in book.find(["they", "banned", "bananas"])]
        [(1, 'ban')]
    """

    def __init__(self, entries: Iterable[tuple[Entry, str]]) -> None:
        """Index the entries.

        Args:
            entries: Each entry with how it inflects (see ``phrase_forms``). Where two entries share a form, the
                one that is listed in that very form keeps it ("meeting" before "meet"), else the first one.
        """
        listed = list(entries)
        forms: dict[tuple[str, ...], Entry] = {}
        for entry, _ in listed:
            if ANYONES not in entry.term:
                forms.setdefault(base_words(entry.term), entry)
        for entry, inflect in listed:
            for form in phrase_forms(entry.term, inflect):
                forms.setdefault(form, entry)
        uses = Counter(chain.from_iterable(forms))
        uses.update({word: 1_000 - rank for rank, word in enumerate(_COMMON)})
        alone: dict[str, Entry] = {}
        before: dict[str, dict[str, list[_Form]]] = {}
        behind: dict[str, dict[str, list[_Form]]] = {}
        for form, entry in forms.items():
            if len(form) == 1:
                alone[form[0]] = entry
                continue
            counts = [uses[word] for word in form]
            offset = counts.index(min(counts))
            side, beside = (before, form[offset - 1]) if offset else (behind, form[1])
            side.setdefault(form[offset], {}).setdefault(beside, []).append(_Form(offset, form, entry))
        self._by_word = {
            word: _Forms(alone.get(word), before.get(word, _NO_FORMS), behind.get(word, _NO_FORMS))
            for word in chain(alone, before, behind)
        }

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Give the phrases found, from left to right, the longest at each place, without overlap.

        Args:
            words: Lower-case words.
        """
        by_word = self._by_word
        hits: list[Hit] = []
        last = len(words) - 1
        for at in compress(range(len(words)), map(by_word.__contains__, words)):
            alone, before, behind = by_word[words[at]]
            if alone is not None:
                hits.append(Hit(at, at + 1, alone))
            if at and words[at - 1] in before:
                hits += _matching(words, at, before[words[at - 1]])
            if at < last and words[at + 1] in behind:
                hits += _matching(words, at, behind[words[at + 1]])
        return hits if len(hits) < 2 else _apart(hits)


def _matching(words: Sequence[str], at: int, forms: Iterable[_Form]) -> list[Hit]:
    """Give the forms that stand around a word, by which they are looked for."""
    hits = []
    for offset, form, entry in forms:
        start, end = at - offset, at - offset + len(form)
        if start >= 0 and (len(form) == 2 or tuple(words[start:end]) == form):
            hits.append(Hit(start, end, entry))
    return hits


def _apart(hits: list[Hit]) -> list[Hit]:
    """Keep the longest hit at each place, and of those that overlap the first."""
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    free = 0
    for hit in hits:
        if hit.start >= free:
            kept.append(hit)
            free = hit.end
    return kept


# --- the words of a sentence -----------------------------------------------------------------------------------------

_TURNS = frozenset("but however although though while whereas yet because".split())
_STOP_MARKS = frozenset(".;:!?")

TITLE_CASE = 0.6
"""Above this share of capitalised words a sentence is read as a headline."""

_SHORT = 200
"""Up to so many words the place of one is counted from the first; in a longer sentence all places are noted."""

_KNOWN_STRETCHES = 20_000
_LONGEST_KNOWN = 40
"""So many stretches between two blanks are remembered, none longer than so many characters."""


class Sentence:
    """The words of a sentence, in columns: one list for each property, all of the same length.

    ``texts`` holds the lower-case words. The other columns are made by ``parse``, for most sentences hold nothing that
    asks for them: ``clauses`` counts the clauses of the sentence, ``pauses`` says that a comma stands before the word,
    ``names`` that it is capitalised inside a sentence that is not all in capitals or in title case. The first ``cue``
    words are those of the reporting cue, which stands outside the text.
    """

    __slots__ = ("_cue", "_even", "_places", "_raw", "_start", "clauses", "cue", "names", "pauses", "texts")

    clauses: list[int]
    pauses: list[bool]
    names: list[bool]

    def __init__(self, text: str, within: Span) -> None:
        self._start = within.start
        self._raw = raw = text[within.start : within.end].split(" ")
        texts: list[Any] = list(map(_SINGLES.get, raw))
        alike = None not in texts  # one word in each stretch, and none of them new
        self._even = alike and len(texts) <= _SHORT
        if not alike:
            texts = [word for stretch in raw for word in _STRETCHES[stretch].texts]
        self.texts: list[str] = texts
        self.cue = 0
        self._cue: tuple[list[bool], list[bool]] | None = None
        self._places: list[tuple[int, int]] | None = None

    def __len__(self) -> int:
        return len(self.texts)

    def parse(self) -> Sentence:
        """Make the other columns; once."""
        if hasattr(self, "clauses"):
            return self
        raw, count = self._raw, len(self.texts) - self.cue
        bounds, pauses = _read_marks(raw, count)
        clauses = [0] * count
        if bounds:
            for clause, (bound, after) in enumerate(pairwise((*bounds, count)), start=1):
                clauses[bound:after] = [clause] * (after - bound)
        names: list[bool] = list(chain.from_iterable(map(_CAPITALS.__getitem__, raw)))
        if names:
            if sum(names) > TITLE_CASE * count:  # capitals mean nothing there
                names = [False] * count
            names[0] = False
        if self._cue:
            clauses = [0] * self.cue + clauses
            pauses = self._cue[0] + pauses
            names = self._cue[1] + names
        self.clauses, self.pauses, self.names = clauses, pauses, names
        return self

    def put_before(self, texts: list[str], pauses: list[bool], names: list[bool]) -> None:
        """Put the words of a cue before those of a sentence that is not parsed yet; they are of its first clause."""
        self.cue = len(texts)
        self.texts = texts + self.texts
        self._cue = (pauses, names)

    def span(self, start: int, end: int) -> Span | None:
        """Give where the words from number ``start`` to before ``end`` stand in the text, ``None`` for a cue alone."""
        start, end = max(start, self.cue) - self.cue, min(end, len(self.texts)) - self.cue
        if start >= end:
            return None
        if self._even:
            first, last = self._raw[start], self._raw[end - 1]
            begin = self._start + sum(map(len, self._raw[:start])) + start
            behind = begin + sum(map(len, self._raw[start : end - 1])) + end - 1 - start
            return Span(begin + _STRETCHES[first].places[0][0], behind + _STRETCHES[last].places[0][1])
        places = self._places
        if places is None:
            begins = accumulate(map(len, self._raw), _behind_blank, initial=self._start)
            places = self._places = [
                (begin + first, begin + last)
                for begin, stretch in zip(begins, self._raw, strict=False)
                for first, last in _STRETCHES[stretch].places
            ]
        return Span(places[start][0], places[end - 1][1])


def _behind_blank(begin: int, length: int) -> int:
    return begin + length + 1


def _read_marks(raw: Sequence[str], count: int) -> tuple[list[int], list[bool]]:
    """Give the words that begin another clause, and for each of the words whether a comma stands before it."""
    bounds: list[int] = []
    pauses = [False] * count
    marks = shift = done = 0
    for number in compress(range(len(raw)), map(_ODD.get, raw, repeat(True))):
        if marks and number > done:
            _put_marks(marks, done + shift, bounds, pauses)
            marks = 0
        stretch = _STRETCHES[raw[number]]
        if stretch.trails and not marks:  # a word with a mark behind it, as most are
            marks = stretch.after
        else:
            marks |= _STOP if stretch.dash and number else 0
            marks = _put_tokens(stretch, marks, number + shift, bounds, pauses)
            shift += len(stretch.texts) - 1
        done = number + 1
    if marks and done < len(raw):
        _put_marks(marks, done + shift, bounds, pauses)
    return bounds, pauses


def _put_tokens(stretch: _Stretch, marks: int, at: int, bounds: list[int], pauses: list[bool]) -> int:
    """Note what the marks before and in a stretch do to its words, the first of which is number ``at``.

    Returns:
        The marks behind its last word.
    """
    for before, parts in stretch.tokens:
        marks |= before
        _put_marks(marks if parts else marks & _STOP, at, bounds, pauses)
        bounds += [at + i for i, part in enumerate(parts) if part.turns]
        if marks >= _COMMA:
            pauses[at : at + len(parts)] = [True] * len(parts)
        at += len(parts)
        marks = 0
    return marks | stretch.after


def _put_marks(marks: int, at: int, bounds: list[int], pauses: list[bool]) -> None:
    """Note what the marks before a word do: end a clause, make a pause."""
    if marks & _STOP:
        bounds.append(at)
    if marks >= _COMMA:
        pauses[at] = True


def read_words(text: str, within: Span) -> Sentence:
    """Give the words of a sentence with contractions opened ("won't" is "will not") and hyphens parted.

    Args:
        text: The folded text.
        within: Where the sentence stands in it.

    Example:
        >>> read_words("They won't.", Span(0, 11)).texts
        ['they', 'will', 'not']
    """
    return Sentence(text, within)


class _Part(NamedTuple):
    """A lower-case word of a token, with its place in it; a word of a contraction has the place of the whole."""

    text: str
    start: int
    end: int
    capital: bool
    turns: bool  # it begins another clause


_STOP, _COMMA = 1, 2
"""What stands between two words, as bits: a mark that ends a clause, a comma."""


class _Stretch(NamedTuple):
    """What stands between two blanks, and all that does not depend on what is around it.

    ``tokens`` holds for each token the marks before it and its words; ``after`` the marks behind the last; ``places``
    the bounds of each word, ``capitals`` whether it has one. ``odd`` tells a stretch that is not just one word without
    a mark, ``trails`` one that is one word with marks behind it only, ``dash`` a dash by itself.
    """

    texts: tuple[str, ...]
    odd: bool
    capitals: tuple[bool, ...]
    tokens: tuple[tuple[int, tuple[_Part, ...]], ...]
    after: int
    trails: bool
    dash: bool
    places: tuple[tuple[int, int], ...]


class _Stretches(dict[str, _Stretch]):
    """Remembers stretches: the words of a language come again and again."""

    def __missing__(self, stretch: str) -> _Stretch:
        found = _read_stretch(stretch)
        if len(stretch) <= _LONGEST_KNOWN:
            if len(self) >= _KNOWN_STRETCHES:
                for known in (self, _SINGLES, _ODD, _CAPITALS):
                    known.clear()
            self[stretch] = found
            _ODD[stretch] = found.odd
            _CAPITALS[stretch] = found.capitals
            if len(found.texts) == 1:
                _SINGLES[stretch] = found.texts[0]
        return found


class _Capitals(dict[str, tuple[bool, ...]]):
    def __missing__(self, stretch: str) -> tuple[bool, ...]:
        return _STRETCHES[stretch].capitals


_STRETCHES = _Stretches()
_SINGLES: dict[str, str] = {}
_ODD: dict[str, bool] = {}
_CAPITALS = _Capitals()
"""What is asked of every word of every quote, in dictionaries of their own: no line of Python is run for a word, and
little of the memory is touched."""


def _read_stretch(stretch: str) -> _Stretch:
    found = read_tokens(stretch, Span(0, len(stretch)))
    tokens = []
    places = []
    for start, gap, token in zip(found.starts, found.gaps, found.words, strict=True):
        parts = tuple(
            _Part(word, first, last, token[first].isupper(), word in _TURNS) for word, first, last in _cut_token(token)
        )
        tokens.append((_marks(gap), parts))
        places += [(start + part.start, start + part.end) for part in parts]
    after = _marks(stretch[found.ends[-1] :] if found.ends else stretch)
    words = [part for _, parts in tokens for part in parts]
    simple = len(words) == 1 and len(tokens) == 1 and not (tokens[0][0] or words[0].turns)
    return _Stretch(
        texts=tuple(word.text for word in words),
        odd=not simple or after > 0,
        capitals=_ONE[words[0].capital] if len(words) == 1 else tuple(word.capital for word in words),
        tokens=tuple(tokens),
        after=after,
        trails=simple and after > 0,
        dash=stretch == "-",
        places=tuple(places),
    )


_ONE = {False: (False,), True: (True,)}


def _marks(gap: str) -> int:
    return (0 if _STOP_MARKS.isdisjoint(gap) else _STOP) + (_COMMA if "," in gap else 0)


def _cut_token(token: str) -> Iterator[tuple[str, int, int]]:
    start = 0
    for piece in token.split("-"):
        for word in plain_words(piece):
            yield word, start, start + len(piece)
        start += len(piece) + 1
