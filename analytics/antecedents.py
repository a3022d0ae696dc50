"""Weighs whom a pronoun may mean by where the name stands: near, first in its sentence, no possessor, outside marks.

The weights were chosen on public development articles; the order of their sizes is what matters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from analytics.records import Span
from analytics.word_classes import BE, PREPOSITIONS

KNOWN_GENDER = 0.8
"""Added where the name's gender is known and agrees."""

JUST_SPOKE = 1.3
"""Added for who said the quote before, shared out over the paragraphs since."""

UNNAMED = -0.7
"""Added for one without a name: a story is told of those it names."""

BARE = -1.0
"""Added for a single capitalised word of which nothing says that it is a person ("Sanctions")."""

IS = re.compile(
    r"(?:'s|’s| is| was| has been| had been| became)(?: (?:now|once|then|also|still|himself|herself))?(?: \d+,)? "
)
"""What stands between a person and a noun that says what that person is."""

SUBJECT = 2.0
"""Added for the subject of the sentence right before the pronoun's own: whom the story has just turned to."""

_RANK = -0.35
_PARAGRAPH = -1.2
_SENTENCE = -0.2
_LEADS = 1.2
_OWNS = -0.7
_OBJECT = -0.8
_MARKED = -1.5
_JOINED = -0.8
"""Added for one of two whom "and" joins: they are "they"."""

_MOST_PARAGRAPHS = 4
_MOST_SENTENCES = 6
_LEAD = 60
"""Characters before a name in which its sentence is seen to begin."""

_BREAK = re.compile(r"[\r\n]\s*")
_STOPS = (") — ", ") – ", ") - ", ". ", "\n", "\r", "” ", '" ', "? ", "! ")
_FOLLOWED = 0.8
"""Added for one whom the sentence brings in and goes on about: "behind it was Vale, who had come for the soup"."""
_END = re.compile(r"[.?!][\"”’']? |[\r\n]")
_AGENT = re.compile(r"\b(?:was|were|is|are|been) \w+ by $")
_BROUGHT_IN = frozenset("was is came stood sat".split())
_OBJECT_OF = PREPOSITIONS | frozenset("against than and after under towards toward".split())
_PLACED = re.compile(r"\b(?:[Oo]n|[Ii]n|[Aa]t|[Aa]bout|[Oo]ver|[Nn]ear|[Ff]rom|[Aa]cross|[Ii]nto) \Z")
_IS = BE | frozenset("as become became like not".split())
_AND = re.compile(r" and (?:(?:his|her|the|its|their) (?:[a-z-]+ ){0,2})?")
_CLAUSE = re.compile(r"(?:: |; |, (?:and|but|while|whereas) )")
_ACTS = re.compile(r" (?:told|said|says|was|were|is|has|had|would|will|did|made|took|gave|came|went|kept|[a-z]+ed)\b")
_IS_AGED = re.compile(r"\b(?:is|was) \d+, $")
_SAME = re.compile(r"(?:He|She)\b")
_SUBJECT = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)\b")
_STOP = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|Lt|Jr|Sr))(?<!\b(?:Mrs|Sen|Gen|Rep|Gov|Col|Maj|Rev))[.?!][\"”’'»)]* +|[\r\n]+"
)
_LEAD_IN = re.compile(
    r"(?:(?:But|And|Yet|Then|So|Still|Meanwhile|Later|Instead|Also|Even|Only|Earlier|However),? )?(?:(?:"
    r"In|At|On|From|Across|Outside|Inside|Near|For|By|After|Before|When|While|As|With|Without|To|Of|Among|Under|Over"
    r"|During|Since|Until|If|Though|Although|Because|Like|Unlike|Behind|Beside|[A-Z][a-z]+(?:ed|ing))\b"
    r"[^.?!\r\n]*?, )?"
)
"""What may stand before the subject of a sentence: "But in Kyiv, ", "Asked about the border, "."""

_DESCRIBES = re.compile(r"(?:(?:the|an?) )?(?:[\w’'-]+ )?", re.IGNORECASE)
"""Words before a subject that are no mention: "The 45-page document", "village elder Jan Holub"."""

_REPORTS = re.compile(
    r"(?:he|she) (?:also |later |then )?(?:said|added|noted|argued|insisted|claimed|charged|wrote)[.,]"
)
_GOES_ON = re.compile(r", (?:who|\d|an? |the |his |her )")
_OPENING = " \u00a0\u202f“\"„«‘'"
_LONGEST_SENTENCE = 500
_CLOSES = 4
"""Characters between quoted words and the pronoun that speaks them."""

_OBJECT_HER = re.compile(r"\bher (?:an?|the|that|if|whether|to|about|for|with|on|in)\b")


class Antecedents:
    """The places of an article's names and nouns, for weighing."""

    def __init__(self, text: str, spans: Sequence[Span], marked: Sequence[Span]) -> None:
        """Take in an article.

        Args:
            text: The article's text.
            spans: Where its mentions stand, in order, pronouns left out.
            marked: Its quoted parts, in order.
        """
        self.text = text
        self.spans = spans
        self.starts = [span.start for span in spans]
        self.marked = marked
        self._breaks = [found.start() for found in _BREAK.finditer(text)]
        self._ends: dict[int, int] = {}  # of the sentences before the places asked about: each is asked about often

    def weigh(self, pronoun: int, name: Span, rank: int) -> float:
        """Weigh a name before a pronoun.

        Args:
            pronoun: Where the pronoun begins.
            name: Where the name stands.
            rank: How many names stand between them.

        Returns:
            A weight, higher for the likelier; only differences mean something.
        """
        text = self.text
        score = _RANK * rank + _PARAGRAPH * min(self.breaks_between(name.end, pronoun), _MOST_PARAGRAPHS)
        score += _SENTENCE * min(text.count(". ", name.end, pronoun), _MOST_SENTENCES)
        score += _LEADS * self.leads(name.start)
        score += _OWNS * (text[name.end : name.end + 2] in ("'s", "’s"))
        ahead = text[max(0, name.start - 12) : name.start].split()
        before = ahead[-1].lower() if ahead else ""
        agent = before == "by" and _AGENT.search(text, max(0, name.start - _LEAD), name.start)
        if (agent or before in _BROUGHT_IN) and text.startswith(", who ", name.end):
            score += _FOLLOWED
        else:
            score += _OBJECT * (before in _OBJECT_OF)
        score += _JOINED * self._is_joined(name)
        return score + _MARKED * self.is_marked(name.start)

    def _is_joined(self, name: Span) -> bool:
        """Tell one of two that "and" joins: "Vale and his deputy Brann stayed"."""
        at = bisect_left(self.starts, name.start)
        following = self.spans[at + 1] if at + 1 < len(self.spans) else None
        before = self.spans[at - 1] if at else None
        ahead = following is not None and bool(_AND.fullmatch(self.text, name.end, following.start))
        return ahead or (before is not None and bool(_AND.fullmatch(self.text, before.end, name.start)))

    def subject_before(self, pronoun: int) -> int:
        """Give where the subject of the sentence right before a pronoun's own begins, -1 where no mention is it.

        The quoted words beside the pronoun belong to its own sentence. What leads up to the subject is passed over:
        "In Kyiv, ", "Asked about the border, ". A quote that opens its paragraph looks back into the one before.
        """
        text = self.text
        opened = self._before_marks(pronoun)
        own = self._sentence_of(opened)
        if opened < pronoun and text[max(0, opened - 4) : opened].rstrip(_OPENING).endswith(":"):
            ahead = self._leading_at(own if own >= 0 else self.paragraph_of(opened))
            if ahead >= 0:
                return ahead  # "Vale had no such words: '...,' she told the agency"
        begin = own if own >= 0 else self.paragraph_of(opened)
        if text.endswith(", ", 0, pronoun) and _REPORTS.match(text, pronoun) and ": " in text[begin:opened]:
            ahead = self._leading_at(begin)
            if ahead >= 0:
                return ahead  # "Vale disagreed: the colonel, he said, had gone"
        if own < 0:
            at = bisect_left(self._breaks, opened) - 1
            if at < 0 or text[self._breaks[at] : opened].strip():
                return -1
            own = self._breaks[at]  # the quote opens its paragraph: the one before ends with that sentence
        start = self._sentence_start(own)
        if start < 0 or self.breaks_between(start, pronoun) > 1:
            return -1
        last = self._last_clause(start, own)
        if last >= 0:
            return last
        lead = _LEAD_IN.match(text, start, own)
        begin = lead.end() if lead else start
        for number in range(bisect_left(self.starts, start), bisect_left(self.starts, own)):
            at = self.starts[number]
            described = begin <= at and _DESCRIBES.fullmatch(text, begin, at)
            if at == start or ((described or text.startswith(", ", at - 2)) and begin > start and self._acts(number)):
                return at
            if described and begin == start:
                return at
        return -1

    def _last_clause(self, start: int, end: int) -> int:
        """Give where the subject of a later main clause begins, -1 for none: "Vale left, and Brann wept"."""
        for found in reversed(list(_CLAUSE.finditer(self.text, start, end))):
            at = bisect_left(self.starts, found.end())
            if (
                at < len(self.starts)
                and self.starts[at] < end
                and _DESCRIBES.fullmatch(self.text, found.end(), self.starts[at])
            ):
                return self.starts[at] if self._has_verb(at) else -1
        return -1

    def _has_verb(self, number: int) -> bool:
        """Tell a mention with a verb behind it, perhaps its own name or a comma between."""
        return bool(_ACTS.match(self.text, self.spans[number].end))

    def goes_on(self, pronoun: int) -> bool:
        """Tell a pronoun that opens its sentence, as one of its gender does the sentence before: "He left. He said"."""
        text = self.text
        own = self._sentence_of(pronoun)
        start = self._sentence_start(own) if own == pronoun else -1
        return start >= 0 and bool(_SAME.match(text, start)) and text[start] == text[pronoun]

    def _leading_at(self, start: int) -> int:
        """Give where the mention begins with which a sentence does, a determiner before it or not; -1 for none."""
        number = bisect_left(self.starts, start)
        begins = number < len(self.starts) and not self.text[start : self.starts[number]].strip()
        return self.starts[number] if begins else -1

    def paragraph_of(self, position: int) -> int:
        """Give where the paragraph of a position begins, its line break not counted."""
        at = bisect_left(self._breaks, position) - 1
        found = _BREAK.match(self.text, self._breaks[at]) if at >= 0 else None
        return found.end() if found else 0

    def are_placed(self, names: Sequence[int]) -> bool:
        """Tell names of which each stands behind "on", "in", "about": topics and places, and no persons."""
        return all(_PLACED.search(self.text, max(0, name - 8), name) for name in names)

    def opens(self, position: int) -> bool:
        """Tell whether a sentence begins at an offset."""
        ahead = self.text[max(0, position - 3) : position]
        return position < 2 or "\n" in ahead or "\r" in ahead or ahead.rstrip()[-1:] in '.!?”"'

    def _acts(self, number: int) -> bool:
        """Tell a mention behind a lead-in that the sentence goes on about, not one that only closes a lead-in's aside.

        The minister is such an aside in "Asked whether Vale, the minister, had lied, Brann shrugged".
        """
        end = self.spans[number].end
        named = number + 1 < len(self.starts) and self.starts[number + 1] == end + 2
        return not self.text.startswith(", ", end) or named or bool(_GOES_ON.match(self.text, end))

    def _before_marks(self, position: int) -> int:
        """Give where the quoted parts begin that end right before a position, else the position."""
        while True:
            number = bisect_left(self.marked, position, key=lambda part: part.end) - 1
            if number < 0 or position - self.marked[number].end > _CLOSES:
                return position
            position = max(0, self.marked[number].start - 1)

    def _sentence_of(self, position: int) -> int:
        """Give where the sentence of a position begins, -1 where that is far off or the first of its paragraph."""
        low = max(0, position - _LONGEST_SENTENCE)
        stops = [stop for stop in _STOP.finditer(self.text, low, position) if not self.is_marked(stop.end() - 1)]
        return stops[-1].end() if stops and stops[-1].group().strip() else -1

    def _sentence_start(self, end: int) -> int:
        """Give where the sentence begins that ends at an offset."""
        low = max(0, end - _LONGEST_SENTENCE)
        found = _STOP.finditer(self.text, low, end - 3)
        stops = [stop for stop in found if stop.end() < end and not self.is_marked(stop.end() - 1)]
        return stops[-1].end() if stops else (0 if low == 0 else -1)

    def reported_from(self, pronoun: int) -> int:
        """Give where the clause begins that a pronoun behind it reports: "Norland's guns were old, he said.".

        Its names are not the speaker's own: who speaks says "I". Without such a clause it is the pronoun's offset.
        """
        text = self.text
        begin = self._before_marks(pronoun)
        if begin < pronoun:
            return begin  # quoted words are right before it
        if not text.endswith(", ", 0, pronoun) or not _REPORTS.match(text, pronoun):
            return pronoun
        at = bisect_left(self._breaks, pronoun) - 1
        opened = max(self._sentence_of(pronoun), self._breaks[at] if at >= 0 else 0)
        parted = max(text.rfind(mark, opened, pronoun) for mark in (": ", "; "))
        return max(opened, parted)

    def breaks_between(self, start: int, end: int) -> int:
        """Count the paragraph breaks between two offsets, however many blank lines each has."""
        return max(0, bisect_left(self._breaks, end) - bisect_left(self._breaks, start))

    def is_marked(self, position: int) -> bool:
        """Tell whether a character stands in quotation marks."""
        number = bisect_right(self.marked, position, key=lambda part: part.start) - 1
        return number >= 0 and position < self.marked[number].end

    def is_predicate(self, position: int) -> bool:
        """Tell a noun that says what somebody is: "he was a brigadier", "she is 38, the daughter of"."""
        ahead = self.text[max(0, position - 16) : position]
        last = ahead.split()[-1:]
        return bool(last and last[0].lower() in _IS) or bool(_IS_AGED.search(ahead))

    def is_introduced(self, pronoun: int, noun: Span, *, told_of: bool) -> bool:
        """Tell whether an unnamed one opens a sentence, or the one before, and nobody else is "her" in it.

        The object of a verb is not whom the next pronoun means in a story about somebody with a name.
        """
        text, opened = self.text, self._opened(noun.start)
        leads = opened >= 0 and self.leads(noun.start) and not _SUBJECT.search(text, opened, noun.start)
        return (told_of or leads) and not _OBJECT_HER.search(text, noun.end, pronoun)

    def is_parted(self, start: int, end: int) -> bool:
        """Tell whether a sentence ends between two offsets."""
        return bool(_END.search(self.text, start, end))

    def is_object(self, pronoun: int) -> bool:
        """Tell "her" as the object of a verb: "fed her a line"."""
        return bool(_OBJECT_HER.match(self.text, pronoun))

    def leads(self, position: int) -> bool:
        """Tell whether what begins at an offset is the first mention of its sentence: most likely its subject."""
        at = bisect_left(self.starts, position)
        opened = self._opened(position)
        return opened >= 0 and (at == 0 or self.starts[at - 1] <= opened)

    def _opened(self, position: int) -> int:
        """Give where the sentence before an offset ends, -1 where that is far off."""
        found = self._ends.get(position)
        if found is None:
            start = max(0, position - _LEAD)
            ahead = self.text[start:position]
            last = max(map(ahead.rfind, _STOPS))
            found = self._ends[position] = start + last if last >= 0 else (0 if start == 0 else -1)
        return found


def paragraphs_back(count: int) -> str:
    """Say how far back something stands, for a reader."""
    return ("in the same paragraph", "one paragraph before")[count] if count < 2 else f"{count} paragraphs before"
