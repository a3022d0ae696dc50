"""Reads the names of people together with their titles: "the prime minister, Jan Holub", "Jan Holub, an envoy,".

Where a name stands is found before (``mentions``); here is read what the words around it say of whom it names.
"""

from __future__ import annotations

import re
from itertools import takewhile

from analytics.lexicons import Places, word_set
from analytics.nominals import NounPhrases
from analytics.records import Mention, Span
from analytics.word_classes import CIVIL_TITLES
from analytics.words import AUXILIARIES, RELATIVES, Words, nouns, title_words

_DETERMINERS = word_set("name_words", "word", kind="determiner")
_NO_APPOSITIVE = frozenset("who which speaking but and".split())
_PLACED = frozenset("in at of from to for with on near".split())
_APPOSITIVE_END = re.compile(r"[,.);“\"]")


class TitledNames:
    """Reads names with the offices and descriptions before and behind them, given the words of an article.

    Args:
        text: The article's text.
        words: Its words.
        places: The words that stand for countries.
        phrases: The noun phrases of the same words.
    """

    def __init__(self, text: str, words: Words, places: Places, phrases: NounPhrases) -> None:
        self.text = text
        self.places = places
        self.phrases = phrases
        self.starts, self.ends, self.forms, self.opens = words.starts, words.ends, words.forms, words.opens
        self.touches, self.gaps, self.leads_on = words.touches, words.gaps, words.leads_on

    def name(self, start: int, end: int, cut: int, bare: str) -> Mention:
        """Give the mention of a name with its title.

        Args:
            start: The number of the first word of the run of capitalised words that holds the name.
            end: The number after its last word.
            cut: How many of its words stand before the name itself: titles and offices.
            bare: The name itself.
        """
        left = self._extend_left(start)
        civil = all(form.lower.rstrip(".") in CIVIL_TITLES for form in self.forms[start : start + cut])
        office = self._office_before(start) if left == start and civil else ""
        first, last = self.starts[left], self.ends[end - 1]
        title = self.text[first : self.starts[start + cut]].strip(" ,") if left < start + cut else ""
        title = (f"{title}, {office}" if title and office else title + office) + self._appositive(last)
        title = title.strip(" ,")
        return Mention(Span(first, self.phrases.end_without_possessive(first, last)), "name", bare, title)

    def _office_before(self, start: int) -> str:
        """Give the office that a name between commas fills: "the prime minister, Jan Holub, said"."""
        if not start or self.gaps[start] != ", ":
            return ""
        last = self._described_at(start)
        if last < 0:
            return ""
        first = self.phrases.start_of(last)
        owned = self.forms[first].bare != self.forms[first].lower
        if self.forms[first].lower not in _DETERMINERS and not owned and not self.opens[first]:
            return ""
        return self.phrases.words_of(self.starts[first], self.ends[start - 1])

    def _described_at(self, start: int) -> int:
        """Give the number of the noun that a name fills, also one with its place behind: "envoy in Lorn, Jan Holub"."""
        for last in range(start - 1, max(-1, start - 9), -1):
            if self.forms[last].noun == "person":
                return last if last == start - 1 or self.forms[last + 1].lower in _PLACED else -1
            if not self.touches(last):
                break
        return -1

    def _extend_left(self, start: int) -> int:
        """Take in a description or possessor before a name: "White House spokesman", "its top diplomat", "Syria's"."""
        if not start or not self.touches(start):
            return start
        before = self.forms[start - 1]
        if before.bare != before.lower and (before.lower[:-2] in self.places.speaking or self._employs(start)):
            return start - 1
        member = before.lower == "member" and start > 1 and self.forms[start - 2].capital and self.touches(start - 1)
        if before.noun or member:
            return self.phrases.start_of(start - 1)
        office = self.phrases.office_of(start - 1)
        if office < 0 and before.modifies and self.forms[start].noun == "person":
            office = start  # "Norland's newly elected President Jan Holub"
        return self.phrases.start_of(office) if office >= 0 else start

    def _employs(self, start: int) -> bool:
        """Tell a possessor right before a full name: whom one works for, "Redgate's Jan Holub"."""
        full = self.leads_on(start) and self.forms[start].lower in word_set("given_names", "name")
        return full and self.forms[start - 1].capital and not self.forms[start - 1].pronoun

    def _appositive(self, end: int) -> str:
        """Give the description between commas after a name: ", a White House spokesman,"."""
        if not self.text.startswith((", ", " (", " of "), end):
            return ""
        tail = self.text[end : end + 120]
        if tail.startswith(" of "):
            if not tail[4:5].isupper():
                return ""
            return " of " + " ".join(takewhile(str.istitle, tail[4:].replace(",", " ,").split())).rstrip(".")
        stop = _APPOSITIVE_END.search(tail, 2)
        if stop and stop.group() in '“"':
            return ""  # "According to Vale, the plan was '...'": a clause of its own
        words = tail[2 : stop.start() if stop else 0].split()
        if not 1 <= len(words) <= 14:
            return ""
        first = words[0].lower()
        if first in _NO_APPOSITIVE or not (first in _DETERMINERS or words[0][0].isupper() or first in nouns()):
            return ""
        acts = next((number for number, word in enumerate(words) if word in AUXILIARIES), -1)
        if acts >= 0 and RELATIVES.isdisjoint(words[:acts]):
            return ""  # "On Norland, the minister was curt": a clause of its own
        described = any(low.removesuffix("'s") in nouns() or low in title_words() for low in map(str.lower, words))
        return ", " + " ".join(words) if described else ""
