"""Finds who owns the clause that holds a quote, where the grammar decides it whoever else the sentence is about.

"X closed the port, a step that Y called '...'", "X left, hours after Y told the council that '...'", "X called it wise;
Y retorted that it was '...'", "X, citing the 'betrayal' denounced by Y": whatever X said, these words are Y's. The
weights know such clauses too seldom to tell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analytics.cues import Cue
from analytics.days import ANY_WEEKDAY
from analytics.lineups import PREPOSED
from analytics.records import Mention, Quote
from analytics.scenes import Link, Scene
from analytics.word_classes import DETERMINERS
from analytics.words import AUXILIARIES, Form

_WHAT = frozenset("what where how why".split())
_SIDE_CLAUSES = frozenset(
    "as while when after because although though whereas before since until if despite amid once".split()
)
_LEADING_TO = frozenset("prompting leading causing pushing moving forcing driving".split())

_NEAR_CUE = 60
"""Characters before the marks in which the cue of a side clause stands: "called the plan '...'"."""

_FAR_CUE = 160
"""Characters before the marks in which the cue of a later clause stands: "told the council that an attack '...'"."""

_LONGEST_ASKED = 6
"""Words from such a cue to the marks where it asks somebody to do something."""

_MOST_BETWEEN = 5
"""Words between subject and verb that hold nobody else: "a captain at the bridge answers:"."""

_WORDS_OF = re.compile(
    r"[\s”\"»’',.]{0,4}(?<![A-Za-z])(?:[Ii]n the (?:words|phrase) of|[Tt]o (?:quote|use the words of)) "
)
"""What stands before the one whose words the marked ones are."""

_DESCRIBED = re.compile(r"(?:(?:the|an?|one) )?(?:[a-z-]+ ){0,2}")
_IN_SERVICE = re.compile(r" (?:of|to|for|in|at|from) (?:the )?")
"""What stands between a servant and whom he serves."""

_MOST_OWNERS = 4
"""Mentions before the marks that are asked whether they own the remarks."""

_NAMING = frozenset("call calls called dub dubs dubbed term terms termed label labels labeled labelled".split())
_DESCRIBING = _NAMING | frozenset("describes described denounced denounces branded brands condemned condemns".split())

_DONE_BY = re.compile(
    r"[\s”\"»’',]{1,4}(?:that (?:was|were|had been) |which (?:was|were|had been) |as )?"
    r"(?:denounced|described|condemned|deplored|decried|coined|voiced|promised|cited|used|invoked|alleged|issued|made)"
    r"\b[^.;:“\"«»]{0,60}? by (?:the )?"
)
"""What stands between marked words and who said them: "the 'betrayal' denounced at the summit by Y"."""

_CLOSES = re.compile(
    r"\s*(?:\Z|[.;,]|(?:reporters|journalists)\b|(?:on|in|at|to|during|after|before|late|early|earlier|yesterday|today"
    rf"|last|this|{ANY_WEEKDAY})\b)"
)
"""What stands behind a verb that closes its sentence: "..., the president said on Tuesday."."""

_REMARK = (
    r"(?:remark|comment|claim|statement|warning|word|pledge|promise|demand|call|threat|charge|vow|assertion|description"
    r"|declaration)s?"
)
_TO_MARKS = re.compile(r" (?:that|of|about) (?:(?! -)[^,.;:“\"«»–—])*\Z")
_REMARKS = re.compile(rf"['’]s? (?:[\w-]+ ){{0,2}}?{_REMARK}(?= (?:that|of|about) )")
"""What stands between the one whose remarks are told and the marks: "Y's May remark that talks could begin '...'"."""

_REMARKED = re.compile(rf"['’]s? .*{_REMARK}\Z", re.DOTALL)
"""The same where owner and remarks are one mention."""


def find_clause_owner(scene: Scene, quote: Quote) -> int | None:
    """Give the number of the mention that owns the clause holding a quote, ``None`` where the grammar tells nobody.

    A pronoun may be anybody, and "X said that Y called it '...'" reports Y: those are left to the ranker.
    """
    return _Clause(scene, quote).owner()


class _Clause:
    """The words of a sentence up to a quote in it."""

    def __init__(self, scene: Scene, quote: Quote) -> None:
        self.scene, self.text, self.words = scene, scene.text, scene.outer
        self.start, self.end = quote.content[0].start, quote.content[-1].end
        self.sentence = quote.sentence
        self.first = bisect_left(scene.mention_starts, self.sentence.start)

    def owner(self) -> int | None:
        """Give the owner by the first rule that holds."""
        for rule in (
            self._near_owner,
            self._worded_by,
            self._agent,
            self._remarker,
            self._far_owner,
            self._participle_owner,
            self._closer,
        ):
            found = rule()
            if found is not None:
                return found
        return None

    # -- a cue right before the marks -------------------------------------------------------------------------

    def _near_owner(self) -> int | None:
        """Give the subject of a side clause whose cue stands right before the marks."""
        cues = self.scene.cues_between(max(self.sentence.start, self.start - _NEAR_CUE), self.start)
        cue = cues[-1] if cues else None
        away = 0 if cue is None else self.scene.words_between(cue.span.end, self.start)
        asked = away <= _LONGEST_ASKED and self.text.endswith(" to ", 0, self.start - 1)  # "pleaded with X to '...'"
        if cue is None or (away > 1 and not asked) or self.words.forms[cue.first].lower.endswith("ing"):
            return None
        number = bisect_left(self.scene.mention_starts, cue.span.start) - 1
        link = self._plain_link(number, cue) if number > self.first else None
        if link is None or link.gap > 1:
            return None
        while number > self.first and _IN_SERVICE.fullmatch(self.text, *self._between_spans(number)):
            number -= 1  # "a senior aide to the president"
        mention = self.scene.mentions[number]
        if mention.kind == "pronoun":
            return None
        at = self._word_at(mention)
        if self.words.starts[at - 1] < self.sentence.start or "," in self.text[cue.span.end : self.start]:
            return None
        return number if self._opens_side_clause(at, cue) else None

    def _between_spans(self, number: int) -> tuple[int, int]:
        mentions = self.scene.mentions
        return mentions[number - 1].span.end, mentions[number].span.start

    def _plain_link(self, number: int, cue: Cue) -> Link | None:
        """Give how a mention behind the first of the sentence governs a cue, where nothing but words part them."""
        link = self.scene.links[number]
        if link is None or link.cue is not cue or link.comma or link.inverted:
            return None
        end = self.scene.mentions[number].span.end
        between = self.text[end : cue.span.start]
        if between.startswith(("'s", "’s")) or not {"and", "but"}.isdisjoint(between.split()):
            return None
        return link

    def _word_at(self, mention: Mention) -> int:
        return bisect_left(self.words.starts, mention.span.start)

    def _opens_side_clause(self, at: int, cue: Cue) -> bool:
        """Tell whether a side clause begins with the word of a number, or right before it."""
        words, text = self.words, self.text
        own, previous = words.forms[at].lower, words.forms[at - 1]
        before = previous.lower
        if own == "that" or before == "that":
            noun = at - 1 if own == "that" else at - 2
            named = words.forms[noun - 1].lower in DETERMINERS
            return named or not (words.forms[noun].verbal or words.forms[noun].speaks)
        if before in _SIDE_CLAUSES or before in _WHAT:
            return True
        if before in ("and", "but"):
            return cue.strong and text[words.starts[at - 1] - 2] == ","
        naming = text[cue.span.start : cue.span.end].lower() in _NAMING and own not in DETERMINERS
        plain = before.isalpha() and before not in PREPOSED and not (previous.verbal or previous.capital)
        return naming and plain

    # -- a later clause of the sentence -----------------------------------------------------------------------

    def _far_owner(self) -> int | None:
        """Give the subject of a later clause that reaches from its verb of saying to the marks."""
        low = max(self.sentence.start, self.start - _FAR_CUE)
        cues = [cue for cue in self.scene.cues_between(low, self.start) if cue.strong or self._describes(cue)]
        if not cues or self._is_closed_by_a_cue():
            return None
        cue = cues[-1]
        gap = self.text[cue.span.end : self.start - 1]
        own = bisect_left(self.scene.mention_starts, cue.span.start) - 1
        if own >= self.first and self.scene.mentions[own].head == "i" and self._plain_link(own, cue):
            return own  # "Well, Dan, no. As I have said before, '...'"
        if ";" in gap or "," in gap or self.words.forms[cue.first].lower.endswith("ing"):
            return None
        number = bisect_left(self.scene.mention_starts, cue.span.start) - 1
        if number <= self.first:
            return None
        mention = self.scene.mentions[number]
        office = self._filled_before(number, cue)
        if office is not None:
            return number if self._opens_later_clause(self._word_at(office)) else None
        link = self._plain_link(number, cue)
        if link is None or (link.between and not self._is_answer(link, gap)):
            return None
        at = self._word_at(mention)
        if mention.head == "who":
            helped = all(form.lower in AUXILIARIES or form.lower in _SINCE for form in self._between(mention, cue))
            return number if helped and self.text.endswith(", ", 0, mention.span.start) else None
        if mention.kind == "pronoun" or self.words.starts[at - 1] < self.sentence.start:
            return None
        if self._is_led_to(at, mention, cue):
            return number
        if self._opens_later_clause(at) and (link.gap <= 1 or self._is_answer(link, gap)):
            return number
        return self._who_answers(number - 1, cue, gap)

    def _who_answers(self, number: int, cue: Cue, gap: str) -> int | None:
        """Give the subject with a place behind it: "to which a captain at the Lorn bridge answers:"."""
        link = self._plain_link(number, cue) if number > self.first else None
        answers = link is not None and self._is_answer(link, gap)
        return number if answers and self._opens_later_clause(self._word_at(self.scene.mentions[number])) else None

    def _filled_before(self, number: int, cue: Cue) -> Mention | None:
        """Give the noun that a name between commas fills: "her brother" in "her brother, Jan Holub, said"."""
        name, noun = self.scene.mentions[number], self.scene.mentions[number - 1]
        between = self.text[name.span.end : cue.span.start].strip() == ","
        filled = between and name.kind == "name" and self.text[noun.span.end : name.span.start] == ", "
        return noun if filled and noun.kind == "nominal" else None

    def _describes(self, cue: Cue) -> bool:
        return self.text[cue.span.start : cue.span.end].lower() in _DESCRIBING

    def _is_closed_by_a_cue(self) -> bool:
        """Tell a quote with its own verb of saying right behind it: "..., X said"."""
        behind = self.scene.cues_between(self.end, min(self.sentence.end, self.end + _NEAR_CUE))
        ends = self.text[self.end - 1 : self.end] == ","
        behind = [cue for cue in behind if not self.words.forms[cue.first].lower.endswith("ing")]
        return ends or any(cue.strong and self.scene.words_between(self.end, cue.span.start) <= 1 for cue in behind)

    def _between(self, mention: Mention, cue: Cue) -> Sequence[Form]:
        return tuple(self.words.forms[bisect_left(self.words.starts, mention.span.end) : cue.first])

    def _opens_later_clause(self, at: int) -> bool:
        """Tell whether a semicolon or a word of time or contrast stands right before the word of a number."""
        previous = self.words.forms[at - 1].lower
        gap = self.text[self.words.ends[at - 1] : self.words.starts[at]]
        before = self.words.forms[at - 2].lower if at > 1 else ""
        return ";" in gap or previous in _SIDE_CLAUSES or (previous == "which" and before == "to")

    @staticmethod
    def _is_answer(link: Link, gap: str) -> bool:
        """Tell a verb with a colon behind it, right before the marks: "to which a captain at the bridge answers:"."""
        return gap.strip() == ":" and link.gap <= _MOST_BETWEEN

    def _is_led_to(self, at: int, mention: Mention, cue: Cue) -> bool:
        """Tell whom something leads to say so: "prompting Y to joke that he had '...'"."""
        led = self.words.forms[at - 1].lower in _LEADING_TO
        return led and self.text[mention.span.end : cue.span.start].strip() == "to"

    # -- who closes the sentence ------------------------------------------------------------------------------

    def _closer(self) -> int | None:
        """Give who closes the sentence as its source: "Norland will '...' him if he stays, its president said."."""
        behind = [cue for cue in self.scene.cues_between(self.end, self.sentence.end) if cue.strong]
        if not behind or self.scene.cues_between(self.sentence.start, self.start):
            return None
        number = self._parted_subject(self.end, behind[0])
        return number if _CLOSES.match(self.text, behind[0].span.end, self.sentence.end) else None

    def _participle_owner(self) -> int | None:
        """Give who closes the clause that goes on: "It is ours, an expert on trade told them, adding that '...'"."""
        cues = self.scene.cues_between(self.sentence.start, self.start)
        if len(cues) < 2 or not self.words.forms[cues[-1].first].lower.endswith("ing"):
            return None
        goes_on = self.text.endswith(", ", 0, cues[-1].span.start) and cues[-2].strong
        return self._parted_subject(self.sentence.start, cues[-2]) if goes_on else None

    def _parted_subject(self, start: int, cue: Cue) -> int | None:
        """Give the subject of a verb that a comma parts from what it reports before it: "..., its president said"."""
        comma = self.text.rfind(", ", start, cue.span.start)
        number = bisect_left(self.scene.mention_starts, comma)
        if comma < 0 or number == len(self.scene.mentions):
            return None
        mention, at = self.scene.mentions[number], bisect_left(self.words.starts, comma)
        opens = mention.span.start == comma + 2 or self.words.forms[at].lower in DETERMINERS
        subject = opens and mention.span.end < cue.span.start and mention.kind != "pronoun"
        verbs = any(form.verbal for form in self.words.forms[at : cue.first])
        return number if subject and not verbs else None

    # -- whose words they are ---------------------------------------------------------------------------------

    def _worded_by(self) -> int | None:
        """Give whose words the marked ones are said to be, before them or behind: "in the words of one official"."""
        behind = _WORDS_OF.match(self.text, self.end, self.sentence.end)
        if behind:
            return self._described_at(behind.end())
        low = max(self.sentence.start, self.start - _FAR_CUE)
        last = None
        for last in _WORDS_OF.finditer(self.text, low, self.start):  # noqa: B007 - the last is asked for
            pass
        number = self._described_at(last.end()) if last else None
        if number is None:
            return None
        end = self.scene.mentions[number].span.end
        parted = {";", ":", "“", "”", '"'}.isdisjoint(self.text[end : self.start - 1].removesuffix(": "))
        return number if parted and not any(cue.strong for cue in self.scene.cues_between(end, self.start)) else None

    # -- whose words are told of ------------------------------------------------------------------------------

    def _agent(self) -> int | None:
        """Give who is named behind the marks as the one who said so: "the '...' denounced at the summit by Y"."""
        found = _DONE_BY.match(self.text, self.end, self.sentence.end)
        return self._mention_at(found.end()) if found else None

    def _remarker(self) -> int | None:
        """Give whose remark the marked words end: "Y's May remark that it was ready to talk '...'"."""
        last = bisect_left(self.scene.mention_starts, self.start) - 1
        for number in range(last, max(self.first - 1, last - _MOST_OWNERS), -1):
            end = self._remarks_end(self.scene.mentions[number])
            cues = self.scene.cues_between(end, self.start)
            if end and not any(cue.strong for cue in cues) and _TO_MARKS.match(self.text, end, self.start - 1):
                return number
        return None

    def _remarks_end(self, mention: Mention) -> int:
        """Give where the remarks that a mention owns or names end, 0 where there are none."""
        if mention.kind == "document":
            return mention.span.end if _REMARKED.search(mention.span.of(self.text)) else 0
        found = _REMARKS.match(self.text, mention.span.end) if mention.kind in ("name", "body") else None
        return found.end() if found else 0

    def _described_at(self, start: int) -> int | None:
        """Give the mention at a place, or behind words that describe it: "one tired official"."""
        number = bisect_left(self.scene.mention_starts, start)
        if number == len(self.scene.mentions) or self.scene.mentions[number].kind == "pronoun":
            return None
        return number if _DESCRIBED.fullmatch(self.text, start, self.scene.mentions[number].span.start) else None

    def _mention_at(self, start: int) -> int | None:
        number = bisect_left(self.scene.mention_starts, start)
        named = number < len(self.scene.mentions) and self.scene.mentions[number].span.start - start <= len("the ")
        return number if named and self.scene.mentions[number].kind != "pronoun" else None


_SINCE = frozenset("just only earlier also once recently previously already long later never ever often".split())
"""Words that may stand between "who" and its verb."""
