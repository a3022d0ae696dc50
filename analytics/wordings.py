"""Says whether two printed quotes hold the same words: whole or in part, as different desks print them.

Case, marks, spacing, contractions and common spellings do not count. A desk's small edits are borne; a word that
decides the sense (a negation, a number, a name, "will" for "may", a word of the stance lists) must be the same in both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from analytics.axes import load_axis
from analytics.inflections import phrase_forms
from analytics.text import ABBREVIATIONS, fold

NAME, DESK, CLAUSE, SENTENCE = 1, 2, 4, 8
"""What a word's mark says: it has a capital; it stands in square brackets, so a desk put it there; a mark that parts
clauses, or sentences, stands before it."""

EDITED_FROM, REWORDED_FROM = 5, 12
"""Words that the shorter quote must have for one edit, and for two. Below the first only the very same words will do;
from the second a plain word may stand for another: eleven of twelve words in the same order are no chance."""

_INSERTED_FROM = 8  # with fewer words, only an article or the like may be missing
_LONG = 40  # from here one edit for every twenty words
_TYPO_FROM = 8  # letters of a word in which one wrong letter is a slip or another spelling ("Zelensky", "Zelenskiy")

_LIGHT = frozenset(
    """the a an that this which and but so well also just very really quite indeed now then there here of to in on at
    as uh um er""".split()
)
_NEGATIONS = frozenset(
    """not no never none nobody nothing nowhere neither nor without hardly scarcely barely rarely seldom
    ne pas jamais rien nicht nie kein keine keinen nunca nao não non niet geen inte не нет ни никогда""".split()
)
_DENIALS = _NEGATIONS | frozenset(
    """deny denies denied denying doubt doubts doubted lie lies lied false untrue wrong nonsense refuse refuses refused
    refusing reject rejects rejected fail fails failed unable impossible unlikely unless stop stops avoid prevent
    prevents against""".split()
)
"""Words before or after a part of a sentence that turn it round: "it is a lie that we will ..."."""

_PRONOUNS = frozenset(
    """i we you he she it they me us him her them my our your his its their mine ours yours theirs who whom whose
    myself ourselves himself herself itself themselves""".split()
)
_DECISIVE = frozenset(
    """will would shall should can could may might must need ought if unless until before after for from with all
    some any every each many few more less most least only always ever again still yet already soon first last next
    up down in out or than both half double million billion trillion thousand hundred dozen percent good bad better
    worse best worst right wrong true false open closed friend enemy ally allies strong weak north south east west
    left high low higher lower great small big long short old new safe dangerous easy hard start begin end
    increase decrease raise cut win lose won lost buy sell give take come go stay leave yes day days week weeks month
    months year years hour hours today tomorrow yesterday morning evening night""".split()
)
_JOINERS = frozenset("and but or so because if when while as although though that which who whose where".split())

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split()
    )
}
_SPELLED = _NUMBERS | {
    "%": "percent",
    "defence": "defense",
    "offence": "offense",
    "centre": "center",
    "programme": "program",
    "kiev": "kyiv",
    "ok": "okay",
    "toward": "towards",
}
_OPENED = {"cannot": ("can", "not"), "won't": ("will", "not"), "can't": ("can", "not"), "shan't": ("shall", "not")}
_ENDINGS = {"re": "are", "ve": "have", "ll": "will", "m": "am"}

_DASH = re.compile(r"[—―]|--+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_ACCENTS = re.compile("[\u0300-\u036f]")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_PIECE = re.compile(
    r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W_]+(?:['&][^\W_]+)*|[$€£¥%\[\]]|[.!?]+(?=\W|$)|[,;:()]|(?<=\s)-(?=\s)"
)


_Row = dict[int, tuple[int, int]]
"""Where in the longer quote an alignment has come to: its edits, and its start as a negative number."""


class Wording(NamedTuple):
    """The words of a quote made alike: ``marks`` has one byte of flags for each word of ``words``.

    ``denied`` says that the words before the quotation marks turn it round ("would not “strike any ship”").
    """

    words: tuple[str, ...]
    marks: bytes
    denied: bool = False


def read_wording(quote: str, *, denied: bool = False) -> Wording:
    """Read the words of a quote in the form in which they are compared.

    Args:
        quote: The quoted words.
        denied: Whether a negation stands before the quotation marks.

    Example:
        >>> read_wording("We won’t wait: 1,000 U.S. cease-fire monitors").words
        ('we', 'will', 'not', 'wait', '1000', 'us', 'ceasefire', 'monitors')
    """
    words: list[str] = []
    marks = bytearray()
    desk = border = 0
    for piece in _PIECE.findall(_plain(quote)):
        first = piece[0]
        if first in "[]":
            desk = DESK if first == "[" else 0
        elif first in ".!?":
            # "Mr." ends no sentence; and nor do the dots of a quote that was cut ("...").
            if len(piece) != 3 and not (words and words[-1] in ABBREVIATIONS):
                border |= SENTENCE
        elif first in ",;:()-":
            border |= CLAUSE
        else:
            flags = desk | (NAME if first.isupper() else 0)
            for word in _open(piece):
                words.append(word)
                marks.append(flags | border)
                border = 0
    return Wording(tuple(words), bytes(marks), denied)


def denies(words: str) -> bool:
    """Tell whether a negation, or a word that turns round what follows, is among these words.

    Example:
        >>> denies("said he wouldn’t"), denies("said he would")
        (True, False)
    """
    return not _DENIALS.isdisjoint(read_wording(words).words)


def without_negations(wording: Wording) -> tuple[str, ...]:
    """Give the words but the negations: two quotes that differ by a negation alone have them in common."""
    return tuple(word for word in wording.words if word not in _NEGATIONS)


def weighty_pairs(wording: Wording) -> frozenset[str]:
    """Give the pairs of neighbouring words by which a quote is looked up; articles, brackets and endings apart.

    Example:
        >>> sorted(weighty_pairs(read_wording("We will answer the attacks")))
        ['answer attack', 'we will', 'will answer']
    """
    kept = [
        _stem(word)
        for word, mark in zip(wording.words, wording.marks, strict=True)
        if word not in _LIGHT and not mark & DESK
    ]
    if len(kept) < 2:
        kept = [_stem(word) for word in wording.words]
    return frozenset(map(" ".join, pairwise(kept)))


def edits_allowed(words: int) -> int:
    """Give how many edits two quotes may differ by, the shorter of which has so many words."""
    if words < EDITED_FROM:
        return 0
    return 1 if words < REWORDED_FROM else 2 if words < _LONG else words // 20


def count_edits(one: Wording, other: Wording) -> int | None:
    """Count the edits by which two quotes of the same words differ; the order of the two does not matter.

    The shorter may be a part of the longer, if what stands around it there does not turn it round.

    Returns:
        The edits, or ``None`` when the words are not the same.

    Example:
        >>> whole = read_wording("We will answer any attack on our ships, and with force.")
        >>> part, turned = "will answer any attack on our ships", "We will not answer any attack on our ships"
        >>> count_edits(whole, read_wording(part)), count_edits(whole, read_wording(turned))
        (0, None)
    """
    short, long = sorted((one, other), key=lambda wording: (len(wording.words), wording))
    if not short.words:
        return None
    if len(short.words) < EDITED_FROM:
        return 0 if (short.words, short.denied) == (long.words, long.denied) else None
    if any(_keeps_sense(short, long, start, start + len(short.words)) for start in _places(short.words, long.words)):
        return 0
    most = edits_allowed(len(short.words))
    spare = most + 2 + sum(1 for mark in short.marks if mark & DESK)  # "cease fire" are two words of "ceasefire"
    if len(set(short.words).difference(long.words)) > spare:
        return None
    costs = (
        cost
        for end, (cost, start) in _align(short, long, most).items()
        if end + start >= EDITED_FROM - 1 and _keeps_sense(short, long, -start, end)  # brackets alone are no quote
    )
    return min(costs, default=None)


def _plain(quote: str) -> str:
    """Fold marks and accents; a hyphen between letters goes, a dash parts clauses."""
    if not quote.isascii():
        quote = _ACCENTS.sub("", unicodedata.normalize("NFKD", _DASH.sub(" , ", quote).replace("…", "...")))
    return _HYPHEN.sub("", _DASH.sub(" , ", fold(quote)))


@lru_cache(maxsize=1 << 16)
def _open(piece: str) -> tuple[str, ...]:
    """Give the words of one token: contractions opened, possessives and dots gone, numbers and spelling alike."""
    word = piece.casefold()
    if word[0].isdigit():
        return (_THOUSANDS.sub("", word),)
    if "'" not in word:
        return _OPENED.get(word) or (_spell(word.replace(".", "")),)
    if word in _OPENED:
        return _OPENED[word]
    if word.endswith("n't"):
        return (word[:-3], "not")
    stem, _, ending = word.partition("'")
    if ending == "s" and (stem in _PRONOUNS or stem in ("that", "there", "here", "what")):
        return (stem, "us") if stem == "let" else (stem, "is")
    return (stem, _ENDINGS[ending]) if ending in _ENDINGS else (_spell(stem if ending == "s" else stem + ending),)


def _spell(word: str) -> str:
    """Give the one spelling of a word that is spelled in two ways."""
    if word in _SPELLED:
        return _SPELLED[word]
    if len(word) > 5:
        for british, american in (("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ise", "ize")):
            if word.endswith(british):
                return word.removesuffix(british) + american
        if "our" in word[3:]:
            return word[:3] + word[3:].replace("our", "or")
    return word


def _stem(word: str) -> str:
    return word.rstrip("s")[:6] or word


@cache
def _decisive() -> frozenset[str]:
    """Give the words that decide the sense: negations, modal verbs, pronouns, and all forms of the stance words."""
    terms = ((row["term"], row["inflect"]) for row in load_axis().terms if " " not in row["term"])
    stance = {form[0] for term, inflect in terms for form in phrase_forms(term, inflect) if len(form) == 1}
    return frozenset(stance) | _DECISIVE | _DENIALS | _PRONOUNS


@lru_cache(maxsize=1 << 16)
def _is_number(word: str) -> bool:
    return any(letter.isdigit() for letter in word) or word in "$€£¥"


@lru_cache(maxsize=1 << 16)
def _is_fixed(word: str) -> bool:
    """Tell whether a word must stand in both quotes, names apart."""
    return word not in _LIGHT and (word in _decisive() or _is_number(word))


def _lone_cost(wording: Wording, at: int, size: int) -> int | None:
    """Give what it costs that the other quote lacks a word, ``None`` when it may not."""
    word, mark = wording.words[at], wording.marks[at]
    if word in _LIGHT:
        return 1
    if mark & DESK and word not in _DENIALS and not _is_number(word):
        return 0
    return None if size < _INSERTED_FROM or mark & NAME or _is_fixed(word) else 1


def _may_swap(short: Wording, at: int, long: Wording, there: int) -> bool:
    """Tell whether one word may stand for another one."""
    one, other = short.words[at], long.words[there]
    if _is_number(one) or _is_number(other) or one in _DENIALS or other in _DENIALS:
        return False
    if (one in _LIGHT and other in _LIGHT) or _is_variant(one, other):
        return True
    mark, mark_there = short.marks[at], long.marks[there]
    if mark & DESK != mark_there & DESK:  # a bracket stands for a pronoun, not for another name
        return (other if mark & DESK else one) in _PRONOUNS
    if len(short.words) < REWORDED_FROM or (mark | mark_there) & NAME:
        return False
    return not (_is_fixed(one) or _is_fixed(other))


@lru_cache(maxsize=1 << 14)
def _is_variant(one: str, other: str) -> bool:
    """Tell whether two words are singular and plural, or two spellings of a long word."""
    if one[0] != other[0]:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) >= 3 and long == short + "s":
        return True
    if len(short) < _TYPO_FROM or len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]


def _places(part: tuple[str, ...], whole: tuple[str, ...]) -> list[int]:
    """Give where a whole run of words stands in another."""
    size = len(part)
    found = [at for at, word in enumerate(whole[: len(whole) - size + 1]) if word == part[0]]
    return [at for at in found if whole[at : at + size] == part]


def _align(short: Wording, long: Wording, most: int) -> _Row:
    """Lay the shorter quote on a stretch of the longer one with as few edits as can be.

    An approximate search in a text (Sellers 1980), kept to the cells that cost no more than ``most``.

    Returns:
        For each end of such a stretch, the edits and the start's negative: among equals the shortest stretch wins.
    """
    size, width = len(short.words), len(long.words)
    printed = [at for at, mark in enumerate(short.marks) if not mark & DESK]
    passed = [_lone_cost(long, there, size) for there in range(width)]
    rows: list[_Row] = [{} for _ in range(size + 2)]
    rows[0] = {at: (0, -at) for at in range(width + 1)}
    for at, word in enumerate(short.words):
        # A bracket at either end tells of whom the rest is said: it cannot be left out ("[Iran] will pay").
        alone = _lone_cost(short, at, size) if printed and printed[0] <= at <= printed[-1] else None
        double = word + short.words[at + 1] if at + 1 < size else None
        for there, (cost, start) in rows[at].items():
            if alone is not None:
                _offer(rows[at + 1], there, (cost + alone, start), most)
            if there == width:
                continue
            other = long.words[there]
            if word == other:
                _offer(rows[at + 1], there + 1, (cost, start), most)
            elif double == other:
                _offer(rows[at + 2], there + 1, (cost, start), most)
            elif there + 1 < width and word == other + long.words[there + 1]:
                _offer(rows[at + 1], there + 2, (cost, start), most)
            elif cost < most and _may_swap(short, at, long, there):
                _offer(rows[at + 1], there + 1, (cost + 1, start), most)
        if at + 1 < size:
            _pass_over(rows[at + 1], passed, most)
    return rows[size]


def _offer(row: _Row, there: int, cell: tuple[int, int], most: int) -> None:
    if cell[0] <= most and (there not in row or cell < row[there]):
        row[there] = cell


def _pass_over(row: _Row, passed: list[int | None], most: int) -> None:
    """Let words of the longer quote be missing in the shorter one."""
    waiting = sorted(row, reverse=True)
    while waiting:
        there = waiting.pop()
        alone = passed[there] if there < len(passed) else None
        if alone is None or row[there][0] + alone > most:
            continue
        known = row.get(there + 1)
        _offer(row, there + 1, (row[there][0] + alone, row[there][1]), most)
        if row[there + 1] != known:
            waiting.append(there + 1)


def _keeps_sense(short: Wording, long: Wording, start: int, end: int) -> bool:
    """Tell whether the words around a stretch of the longer quote leave it the sense it has in the shorter one."""
    return short.denied == _is_turned(long, start) and not _is_taken_back(long, end)


def _is_turned(wording: Wording, start: int) -> bool:
    """Tell whether a negation stands before this word in its sentence, or before the quote."""
    for at in range(start, 0, -1):
        if wording.marks[at] & SENTENCE:  # a stretch has at least one word, so ``at`` is one
            return False
        if wording.words[at - 1] in _DENIALS:
            return True
    return wording.denied


def _is_taken_back(wording: Wording, end: int) -> bool:
    """Tell whether a negation follows in the same clause: "(a deal by Friday) is not possible"."""
    for word, mark in zip(wording.words[end:], wording.marks[end:], strict=True):
        if mark & (CLAUSE | SENTENCE) or word in _JOINERS:
            return False
        if word in _DENIALS:
            return True
    return False
