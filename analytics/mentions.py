"""Finds words that name people and bodies: names with their titles, pronouns, nominals.

One pass over the words of an article. What a mention stands for is decided later (``speakers``); here it only
counts that it could name somebody who speaks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from analytics.lexicons import Places, read_lexicon, read_places, word_set
from analytics.records import Article, Mention, Region, Span
from analytics.text import sentences, tokens

PRONOUNS = frozenset("he she they it who i we".split())
POSSESSIVES = frozenset("his her their its".split())
"""They name a speaker where what they own is speech: "his call for ..."."""

_PARTICLES = word_set("name_words", "word", kind="particle")
_GLUED = frozenset("al el ul an as ar ash at az d l".split())
_COMPLEMENT = re.compile(
    r" of (?:(?:the )?[A-Z][\w.’'-]*(?: (?:and |of |the )?[A-Z][\w.’'-]*){0,4}"
    r"|(?:state|defen[cs]e|foreign affairs|the interior|interior|finance|justice|energy|trade|health|staff)\b)"
)
_AFTER_NAME = frozenset("has had is was will would also and who then later himself herself did does".split())
_CALENDAR = word_set("name_words", "word", kind="calendar")
_STARTERS = word_set("name_words", "word", kind="starter")
_BODY_WORDS = word_set("name_words", "word", kind="body")
_THINGS = word_set("name_words", "word", kind="thing")
_MODIFIERS = word_set("name_words", "word", kind="modifier")
_DETERMINERS = word_set("name_words", "word", kind="determiner")
_ADJECTIVES = word_set("name_words", "word", kind="adjective")
_COMPOUND = re.compile(r".+-(?:american|language|backed|led|based|born|speaking|style|era|held|controlled|made|wide)s?")


class Word(NamedTuple):
    """A word of the article with what the finder needs to know of it: a tuple, as there are very many."""

    start: int
    end: int
    text: str
    lower: str
    capital: bool
    opens: bool  # stands first in its sentence

    def touches(self, following: Word, text: str) -> bool:
        """Tell whether only one space (or a full stop after an initial) stands between this word and the next."""
        gap = text[self.end : following.start]
        if gap.isspace() and len(gap) <= 3:
            lines = gap.count("\n") or gap.count("\r")
            return not lines or (lines == 1 and not following.opens)  # a line break inside a wrapped name
        return gap == ". " and self.capital and (len(self.text) == 1 or f"{self.lower}." in title_words())


@cache
def title_words() -> frozenset[str]:
    """Give the words (lower case, with and without their stop) that stand before a name and are no part of it."""
    return word_set("titles", "title") | frozenset(title.rstrip(".") for title in word_set("titles", "title"))


@cache
def nouns() -> dict[str, tuple[str, str, str]]:
    """Give the head nouns as noun → (kind, group, gender)."""
    return {row["noun"].lower(): (row["kind"], row["group"], row["gender"]) for row in read_lexicon("nouns")}


@cache
def _low_words() -> frozenset[str]:
    """Give the plain words that can be a mention by themselves."""
    return PRONOUNS | POSSESSIVES | frozenset(nouns())


def find_words(text: str, spans: Iterable[Span]) -> Sequence[Word]:
    """Give the words of the given stretches in order."""
    return _read_words(text, tuple(spans))


@lru_cache(maxsize=4)
def _read_words(text: str, spans: tuple[Span, ...]) -> tuple[Word, ...]:
    """Read the words once for all who ask about the same article."""
    found: list[Word] = []
    for span in spans:
        starts = [sentence.start for sentence in sentences(text, span)]
        number = 0
        for token in tokens(text, span):
            start, end = token.start, token.end
            words = text[start:end]
            opens = number < len(starts) and start >= starts[number]
            while number < len(starts) and start >= starts[number]:
                number += 1
            found.append(Word(start, end, words, words.lower(), words[0].isupper() or _is_capital(words), opens))
    return tuple(found)


def _is_capital(word: str) -> bool:
    """Tell an article glued to a name: "al-Assad", "d'Estaing"."""
    if "-" not in word and "'" not in word and "’" not in word:
        return False
    head, joint, rest = word.partition("-") if "-" in word else word.replace("’", "'").partition("'")
    return bool(joint) and len(head) <= 3 and head in _PARTICLES | _GLUED and rest[:1].isupper()


def _is_epithet(word: str) -> bool:
    """Tell a compound that opens a sentence and is no part of a name: "Soft-spoken", "Mother-of-two"."""
    return "-" in word and not any(part[:1].isupper() for part in word.split("-")[1:])


def find_mentions(article: Article, regions: Sequence[Region], places: Places | None = None) -> list[Mention]:
    """Give the mentions in the article's title and body in order; a mention never overlaps another of its kind.

    Args:
        article: The article.
        regions: Its regions (``regions.mark_regions``).
        places: The words that stand for countries; the shipped ones when ``None``.

    Example:
        >>> from analytics.regions import mark_regions
        >>> article = Article("Foreign Minister Ana Lopez arrived. She said a senior official had lied.")
        >>> [(m.kind, m.span.of(article.text)) for m in find_mentions(article, mark_regions(article))]
        [('name', 'Foreign Minister Ana Lopez'), ('pronoun', 'She'), ('nominal', 'a senior official')]
    """
    places = places or read_places()
    inside = [region.span for region in regions if region.kind in ("body", "caption")]
    titles = [region.span for region in regions if region.kind == "title"]
    plain = [span for span in titles if _in_sentence_case(span.of(article.text))]
    words = find_words(article.text, sorted([*plain, *inside]))
    found = list(_Finder(article.text, words, places).find())
    headlines = find_words(article.text, [span for span in titles if span not in plain])
    found += _headline_names(headlines, {word.text for word in words if word.capital and not word.opens})
    found.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    return list(_outermost(found))


def _in_sentence_case(words: str) -> bool:
    """Tell a headline, or a first paragraph taken for one, whose capitals are those of a sentence."""
    long = [word for word in words.split() if len(word) > 3 and word not in ("with", "from", "over", "into", "than")]
    return any(word[0].islower() for word in long)


def _headline_names(words: Sequence[Word], inside: set[str]) -> Iterator[Mention]:
    """Give the full names in a headline, where all words may be capitalised: a given name and a surname of the body."""
    given = word_set("given_names", "name")
    for first, second in pairwise(words):
        if first.lower in given and second.capital and second.text in inside:
            name = f"{first.text} {second.text}".removesuffix("'s").removesuffix("’s")
            yield Mention(Span(first.start, first.start + len(name)), "name", name)


def _outermost(found: list[Mention]) -> Iterator[Mention]:
    """Leave out what only qualifies a longer mention: "Ukraine" in "Ukraine's president"."""
    end = -1
    for mention in found:
        if mention.span.end > end:
            yield mention
            end = mention.span.end


class _Finder:
    """Walks over the words once and collects mentions."""

    def __init__(self, text: str, words: Sequence[Word], places: Places) -> None:
        self.text = text
        self.places = places
        self.words = words
        self.inside = Counter(word.text for word in words if word.capital and not word.opens)
        self.things = self._find_things()
        given = word_set("given_names", "name")
        self.surnames = {  # "Mark Cuban" makes "Cuban" a person here
            second.text
            for first, second in pairwise(words)
            if first.capital and second.capital and first.lower in given and first.touches(second, text)
        }

    def find(self) -> Iterator[Mention]:
        number = 0
        while number < len(self.words):
            word = self.words[number]
            if word.capital and self._starts_name(number):
                end = self._run_end(number)
                yield from self._read_run(number, end)
                number = end
                continue
            yield from self._read_low(number)
            number += 1

    def _find_things(self) -> frozenset[str]:
        """Give the capitalised words that mostly follow "the": a ship, paper or place ("the Heron"), not a person."""
        after_the: Counter[str] = Counter()
        named: set[str] = set()
        for first, second in pairwise(self.words):
            if second.capital and first.touches(second, self.text):
                if first.lower == "the":
                    after_the[second.text] += 1
                elif first.capital:
                    named.add(second.text)
        return frozenset(word for word, n in after_the.items() if word not in named and 2 * n >= self.inside[word])

    # -- names ------------------------------------------------------------------------------------------------

    def _starts_name(self, number: int) -> bool:
        word = self.words[number]
        lower = word.lower.removesuffix("'s").removesuffix("’s")
        if word.text in self.surnames and not (word.opens and lower in _STARTERS):
            return True
        if lower in _CALENDAR or lower in POSSESSIVES or lower in PRONOUNS:
            return False
        if not word.opens:
            return lower not in _STARTERS or lower in ("new", "good", "first")
        if lower in _STARTERS:
            return False
        if lower in self.places.codes or lower in title_words() or self.inside[word.text] or lower in nouns():
            return True
        following = self.words[number + 1] if number + 1 < len(self.words) else None
        if following is None or not word.touches(following, self.text):
            return self.text[word.end : word.end + 1] in (",", "'", "’") and not lower.endswith(("ly", "ing", "ed"))
        return following.capital or following.lower in _AFTER_NAME or following.lower in word_set("cues", "forms")

    def _run_end(self, start: int) -> int:
        """Give the number after the last word of a run of capitalised words, joined by particles and "of"."""
        number = start + 1
        while number < len(self.words) and self.words[number - 1].touches(self.words[number], self.text):
            word = self.words[number]
            following = self.words[number + 1] if number + 1 < len(self.words) else None
            joined = following and following.capital and word.touches(following, self.text)
            if self.words[number - 1].lower.endswith(("'s", "’s")):
                break
            lower = word.lower
            in_name = word.capital and lower not in _CALENDAR and lower not in _STARTERS - {"new", "first", "second"}
            if in_name or (lower in _PARTICLES and (joined or self._particles_lead_on(number))):
                number += 1
            elif joined and following and self._joins_office(number, following):
                number += 2
            else:
                break
        return number

    def _particles_lead_on(self, number: int) -> bool:
        """Tell whether a second particle and a capital follow: "von der Leyen"."""
        ahead = self.words[number : number + 3]
        if len(ahead) < 3 or ahead[1].lower not in _PARTICLES or not ahead[2].capital:
            return False
        return ahead[0].touches(ahead[1], self.text) and ahead[1].touches(ahead[2], self.text)

    def _joins_office(self, number: int, following: Word) -> bool:
        """Tell whether "of", "for" or "and" holds an office together: "Secretary of State"."""
        lower, previous = self.words[number].lower, self.words[number - 1].lower
        if previous not in title_words() and previous not in _BODY_WORDS:
            return False
        return lower in ("of", "for") or (lower == "and" and following.lower in title_words())

    def _read_run(self, start: int, end: int) -> Iterator[Mention]:
        """Cut a run into title and name and say what it names."""
        words = self.words[start:end]
        head = words[-1].lower.removesuffix("'s").removesuffix("’s")
        determined = bool(start) and self.words[start - 1].lower in _DETERMINERS
        opening = len(words) == 1 and words[0].opens and words[0].text not in self.surnames
        if head in nouns() and (determined or opening):
            yield self._nominal(end - 1, head)  # "the Ohio Republican", "the President", "Officials"
            return
        cut = self._name_start(words)
        name = words[cut:]
        if not name:
            yield from self._read_nameless(start, end)
            return
        if cut and len(name) == 1 and nouns().get(head, ("",))[0] == "group":
            yield self._nominal(end - 1, head)  # "U.S. Officials"
            return
        bare = " ".join(self.text[name[0].start : name[-1].end].split())
        bare = bare.removesuffix("'s").removesuffix("’s")
        lower = bare.lower()
        place = not (len(name) == 1 and bare in self.surnames)
        if place and lower in self.places.speaking:
            yield self._body(start, end, bare)
            return
        if place and (lower in self.places.codes or lower.removesuffix("s") in self.places.codes):
            yield from self._read_nameless(start, end)  # "Russian forces", "Iranians"
            return
        if all(word.lower in _ADJECTIVES or _COMPOUND.fullmatch(word.lower) for word in name):
            yield from self._read_nameless(start, end)
            return
        tail = name[-1].lower.removesuffix("'s").removesuffix("’s")
        acronym = len(name) == 1 and bare.isupper() and len(bare) > 1
        if tail in _BODY_WORDS or acronym or len(name) > 5:
            if tail not in _THINGS:
                yield self._body(
                    start, end, " ".join(word.text for word in words).removesuffix("'s").removesuffix("’s")
                )
            return
        if len(words) == 1 and bare in self.things:
            yield self._body(start, end, bare)
            return
        left = self._extend_left(start)
        title = self.text[self.words[left].start : name[0].start].strip(" ,") if left < start + cut else ""
        span = Span(self.words[left].start, name[0].start + len(self.text[name[0].start : name[-1].end]))
        if self.text[span.start : span.end].endswith(("'s", "’s")):
            span = Span(span.start, span.end - 2)
        yield Mention(span, "name", bare, (title + self._appositive(end - 1)).strip(" ,"))

    def _name_start(self, words: Sequence[Word]) -> int:
        """Give where the name itself begins, after titles, offices and whom they are held for."""
        last = -1
        for number, word in enumerate(words):
            lower = word.lower.removesuffix("'s").removesuffix("’s")
            described = number == 0 and len(words) > 2 and word.opens and (lower in nouns() or _is_epithet(word.text))
            if lower in title_words() or described:
                last = number
            elif last >= 0 and lower in ("of", "for", "the", "and") and number + 1 < len(words):
                last = number + 1 if number == last + 1 else last
        if last < 0:
            first = words[0].lower
            if len(words) >= 3 and first in self.places.codes and first not in self.places.speaking:
                return 1  # "Russian Sergey Lavrov"
            return 0
        return last + 1

    def _read_nameless(self, start: int, end: int) -> Iterator[Mention]:
        """Read a run without a personal name: "Russian Foreign Minister", "Iranian officials", "the President"."""
        words = self.words[start:end]
        last = words[-1]
        low = last.lower.removesuffix("'s").removesuffix("’s")
        following = self.words[end] if end < len(self.words) else None
        if following and not following.capital and last.touches(following, self.text) and following.lower in nouns():
            return  # the noun will be read as the head, and reach back over these words
        if following and not following.capital and last.touches(following, self.text) and following.lower in _MODIFIERS:
            return
        if low in nouns():
            yield self._nominal(end - 1, low)
        elif low.endswith("s") and low in self.places.codes and low not in self.places.speaking:
            yield Mention(Span(self._left_bound(start), last.end), "group", "", "", low)

    def _body(self, start: int, end: int, name: str) -> Mention:
        owner = start
        while owner and self._owns(owner - 1, owner) and start - owner < 5:
            owner -= 1
        if owner < start:
            name = f"{self.text[self.words[owner].start : self.words[start].start]}{name}"
        first = self._left_bound(owner)
        last = self.words[end - 1].end
        if self.text[first:last].endswith(("'s", "’s")):
            last -= 2
        return Mention(Span(first, last), "body", name)

    def _owns(self, number: int, following: int) -> bool:
        """Tell whether a word belongs to a possessor right before a body: "the U.S. military's" European Command."""
        word = self.words[number]
        if not word.touches(self.words[following], self.text) or word.lower in _DETERMINERS:
            return False
        if word.lower.endswith(("'s", "’s")):
            return word.capital or word.lower[:-2] in nouns()
        return self.words[following].lower.endswith(("'s", "’s")) and word.capital and word.lower in self.places.codes

    def _left_bound(self, start: int) -> int:
        """Give the offset of a determiner right before the word, else the word's own."""
        if start and self.words[start - 1].lower in _DETERMINERS:
            before = self.words[start - 1]
            if before.touches(self.words[start], self.text):
                return before.start
        return self.words[start].start

    def _extend_left(self, start: int) -> int:
        """Take in a description or possessor before a name: "White House spokesman", "its top diplomat", "Syria's"."""
        if not start or not self.words[start - 1].touches(self.words[start], self.text):
            return start
        before = self.words[start - 1].lower
        if before.endswith(("'s", "’s")) and before[:-2] in self.places.speaking:
            return start - 1
        return self._noun_phrase_start(start - 1) if before.removesuffix("'s").removesuffix("’s") in nouns() else start

    def _appositive(self, last: int) -> str:
        """Give the description between commas after a name: ", a White House spokesman,"."""
        end = self.words[last].end
        tail = self.text[end : end + 120]
        if tail.startswith(" of ") and tail[4:5].isupper():
            return " of " + " ".join(takewhile(str.istitle, tail[4:].replace(",", " ,").split()))
        if not tail.startswith((", ", " (")):
            return ""
        stop = min((tail.find(mark, 2) for mark in (",", ".", ")", ";", "“", '"') if tail.find(mark, 2) > 0), default=0)
        words = tail[2:stop].split()
        if not 1 <= len(words) <= 14:
            return ""
        heads = [word for word in words if word.lower().removesuffix("'s") in nouns() or word.lower() in title_words()]
        opens = words[0].lower() in _DETERMINERS or words[0][0].isupper() or words[0].lower() in nouns()
        verbal = words[0].lower() in ("who", "which", "speaking", "but", "and")
        return ", " + " ".join(words) if heads and opens and not verbal else ""

    # -- pronouns and nominals --------------------------------------------------------------------------------

    def _read_low(self, number: int) -> Iterator[Mention]:
        word = self.words[number]
        lower = word.lower
        if lower not in _low_words() and lower.isalpha():
            return
        bare_pronoun = lower.replace("’", "'").split("'")[0]
        if bare_pronoun in PRONOUNS or lower in POSSESSIVES:
            yield Mention(Span(word.start, word.start + len(bare_pronoun)), "pronoun", "", "", bare_pronoun)
        elif (base := lower.removesuffix("'s").removesuffix("’s")) in nouns():
            following = self.words[number + 1] if number + 1 < len(self.words) else None
            joined = following is not None and word.touches(following, self.text) and base == lower
            describes = (
                joined
                and following is not None
                and (following.lower in nouns() or (following.capital and self._starts_name(number + 1)))
            )
            if describes and nouns()[base][0] in ("person", "body"):
                return  # the next word is the head, or a name that this describes
            yield self._nominal(number, base)

    def _nominal(self, number: int, head: str) -> Mention:
        kind = nouns()[head][0]
        start = self._partitive(self._noun_phrase_start(number))
        end = self.words[number].end
        if self.text[start:end] and self.text[self.words[start].start : end].endswith(("'s", "’s")):
            end -= 2
        stop = self._complement(number, end) if kind in ("person", "body") else end
        title = " ".join(self.text[self.words[start].start : stop].split())
        shown = "nominal" if kind == "person" else kind
        return Mention(Span(self.words[start].start, stop), shown, "", title, head)

    def _complement(self, number: int, end: int) -> int:
        """Take in what an office is of: "the president of Syria", "minister of defense"."""
        found = _COMPLEMENT.match(self.text, end)
        if not found or self.words[number].end != end:
            return end
        return found.end()

    def _partitive(self, start: int) -> int:
        """Take in "one of" before "the officials"."""
        if start < 2 or self.words[start - 1].lower != "of" or self.words[start - 2].lower not in _DETERMINERS:
            return start
        return start - 2

    def _noun_phrase_start(self, number: int) -> int:
        """Walk back over modifiers, capitalised words and possessives to the determiner; at most seven words."""
        first = number
        while first and number - first < 7:
            before = self.words[first - 1]
            if not before.touches(self.words[first], self.text):
                break
            lower = before.lower.removesuffix("'s").removesuffix("’s")
            if before.lower in _DETERMINERS:
                return first - 1
            known = lower in _MODIFIERS or lower in self.places.codes or lower in nouns() or lower.endswith("-based")
            capital = before.capital and lower not in _CALENDAR and lower not in _STARTERS and lower not in PRONOUNS
            if not (known or capital or self._qualifies(first - 1)):
                break
            first -= 1
        return first

    def _qualifies(self, number: int) -> bool:
        """Tell an unknown word inside a noun phrase by the name or determiner before it: "U.N. aid chief"."""
        word, before = self.words[number], self.words[number - 1] if number else None
        if before is None or not before.touches(word, self.text) or word.lower in _STARTERS:
            return False
        verbal = word.lower in word_set("cues", "forms") or word.lower.endswith(("ed", "ing", "ly", "s"))
        named = before.capital and before.lower not in _STARTERS and not before.opens
        return not verbal and (before.lower in _DETERMINERS or named)
