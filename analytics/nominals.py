"""Reads noun phrases that name people and bodies without a name: "a senior official", "another", "the diver".

A noun of the word list is the head; the phrase goes back over what modifies it to its determiner. Nouns on no list are
found too, where a verb of saying follows.
"""

from __future__ import annotations

import re

from analytics.lexicons import Places, word_set
from analytics.records import Mention, Span
from analytics.word_classes import BEFORE_OBJECT
from analytics.words import AUXILIARIES, CONJUNCTIONS, POSSESSIVES, PRONOUNS, RELATIVES, Form, Words, nouns

_COMPLEMENT = re.compile(
    r" of (?:(?:the )?[A-Z][\w.’'-]*(?: (?:and the |of the |and |of |the )?[A-Z][\w.’'-]*){0,5}"
    r"(?: (?:opposition |rebel |prime |foreign |interior )?(?:leader|ruler|president|premier|chancellor|dictator|king"
    r"|strongman|warlord|commander|minister|general|chief)(?: [A-Z][\w-]*){1,4})?"
    r"(?: for (?:the )?[A-Z][\w-]*(?: (?:and )?[A-Z][\w-]*){0,3})?"
    r"(?: (?:army|navy|air force|military|police|parliament|delegation|government|cabinet|opposition|foreign ministry"
    r"|ministry|coast guard|mission|team|senate|assembly|border service))?"
    r"|(?:state|defen[cs]e|foreign affairs|the interior|interior|finance|justice|energy|trade|health|staff)\b)"
)
_OWNED = re.compile(r" (?:[a-z-]+ )??([a-z]+)\b")
_STYLED = re.compile(r" (?:self-styled|self-proclaimed|so-called) [“\"](?:[A-Z][\w-]* ?){1,4}[”\"]")
_POST = re.compile(r" (?:to|for) (?:the )?[A-Z][\w.’'-]*(?: (?:and |of |the )?[A-Z][\w.’'-]*){0,4}")
_OFFICES_OF = frozenset(
    ("state", "defence", "defense", "finance", "justice", "energy", "trade", "health", "staff", "foreign affairs")
)
_SENT = frozenset(
    "ambassador envoy representative adviser advisor delegate negotiator commissioner coordinator".split()
)
"""Offices that are held with somebody or for a place: "ambassador to the United Nations"."""

_CALENDAR = word_set("name_words", "word", kind="calendar")
_STARTERS = word_set("name_words", "word", kind="starter")
_DETERMINERS = word_set("name_words", "word", kind="determiner")
_BEFORE_QUANTITY = frozenset("of no to for with by in on from at than every any".split())
_BETWEEN = frozenset("has have had also later then now recently once often still repeatedly".split())
_ALSO_SURNAMES = frozenset(("may", "march"))
_OF_TWO = frozenset(("former", "latter", "other"))
_IN_ORDER = frozenset(("second", "third"))
_ONE_PERSON = frozenset("another one someone former latter other second third".split())
_OF_GROUP = frozenset("one another several two three four someone".split())
_OF_THEM = {("of", "them"), ("of", "us"), ("of", "those"), ("of", "these"), ("of", "its")}
_BEFORE_OBJECT = BEFORE_OBJECT | AUXILIARIES
"""Words before a noun that make it no subject."""

_NO_SUBJECT = (
    _STARTERS
    | _CALENDAR
    | PRONOUNS
    | POSSESSIVES
    | RELATIVES
    | CONJUNCTIONS
    | _BEFORE_OBJECT
    | frozenset(
        """and or not n never also week month year day today yesterday tomorrow night morning afternoon evening time
        weeks months years days hours minutes ago times thus hence perhaps there here so too either neither himself
        herself itself themselves""".split()
    )
)
"""Words right before a verb of saying that are no noun, or a time and not who speaks."""

_BEFORE_SUBJECT = frozenset("a an the one another".split())
_CLOSING = ("”", '"', "’", "'", "»")

_FAR = re.compile(
    r"(?:(?<![\w,])|(?<=, )|(?<=: )|(?<=; ))((?:An?|a|an|[Oo]ne|[Aa]nother) (?:[a-z-]+ ){0,2}?([a-z-]{3,})"
    r" (?:of|at|from|in|with|for|on|near|outside) (?:(?:the |one of the |a )?[A-Z][\w.’'-]*"
    r"(?: (?:[A-Z][\w.’'-]*|of|the|and)){0,5}|(?:the |one of the |an? )[a-z-]+(?: [a-z-]+)?))"
    r"(?:, who [^,.;:“”\"]{3,60},)? \Z"
)
"""A noun with its place or body, and perhaps who that is, before a verb: "a gup of the valley, who was out, "."""

_LONGEST_FAR = 140
"""Characters of such a phrase."""

_ONE = re.compile(
    r" ((?:an)?other|others|one|some|several|many|a (?:second|third|fourth)|the other)"
    r"(?= ?[.,;:]| (?:of|in|at|from|near|who)\b)"
)
_SEVERAL = frozenset("others some several many".split())

_BODIES_OF = frozenset("ministry department office bureau house chamber board bank league council".split())
_NO_NOUN_PHRASE = _CALENDAR | _STARTERS | PRONOUNS


_SHARES = frozenset(
    """two three four five six seven eight nine ten half third thirds quarter quarters fifth fifths tenth majority
    majorities surveyed polled interviewed questioned percent""".split()
)
_SHARE = re.compile(
    r"\b(?:(?:nearly|almost|about|around|roughly|over|more than|fewer than|less than|just over|just under|only) )?"
    r"(?:(?:\w+ (?:in|of|out of) (?:every )?\w+)|(?:an? |the )?(?:\w+[ -])?(?:half|thirds?|quarters?|fifths?|tenth)"
    r"|(?:an? |the )?(?:\w+ )?majorit(?:y|ies)|[A-Za-z-]+ percent|(?:those|people|voters|adults) \w+ed)\Z",
    re.IGNORECASE,
)
_ALSO_NOUNS = frozenset("state states reports claims notes votes points".split())
_MEDIA = frozenset("media television tv".split())
"""They speak without an article: "state media reported"."""

_LONGEST_SHARE = 60
"""Characters of the words that give a part of those asked."""

_OFFICE_OF = frozenset("of for to in on at with from".split())
_IN_POST = frozenset("of for and the in on to".split())
_PLACE_OPENERS = frozenset("san santa são st saint port fort mount lake".split())
_LONGEST_POST = 11
"""Words of an office with its body or place in which the holder's name is looked for."""

_CHOSEN = frozenset("elected appointed named installed chosen minted".split())
_HOW_CHOSEN = frozenset("newly recently freshly democratically freely popularly".split())
"""What may stand before an office: "the newly elected president"."""


class NounPhrases:
    """The noun phrases of an article, by the numbers of their words."""

    def __init__(self, text: str, words: Words, places: Places) -> None:
        self.text = text
        self.places = places
        self.words = words
        self.starts, self.ends, self.forms, self.opens = words.starts, words.ends, words.forms, words.opens
        self.touches, self.gaps = words.touches, words.gaps

    def plain_subjects(self) -> list[Mention]:
        """Give the nouns right before a verb of saying that are on no list: "campaigners say", "the diver said"."""
        cues = [number for number in self.words.cues() if number and self.forms[number].speaks == 2]
        found = [self._share(number) or self._plain_subject(number) or self._far_subject(number) for number in cues]
        found += [self._one_of_several(number) or self._inverted_subject(number) for number in cues]
        return [mention for mention in found if mention]

    def _share(self, cue: int) -> Mention | None:
        """Read the part of those asked that is a verb's subject: "nearly two in three say", "those surveyed said"."""
        last = self.forms[cue - 1].lower
        if last not in _SHARES or self.opens[cue] or self.forms[cue].lower in _ALSO_NOUNS:
            return None
        end = self.ends[cue - 1]
        found = _SHARE.search(self.text, max(0, end - _LONGEST_SHARE), end)
        return found and Mention(Span(found.start(), end), "group", "", found.group(), last)

    def _inverted_subject(self, cue: int) -> Mention | None:
        """Read a noun on no list right behind a verb of saying that closes a quote: "...,” predicted a beekeeper"."""
        first, forms = cue + 1, self.forms
        ahead = self.text[max(0, self.starts[cue] - 2) : self.starts[cue]]
        if first + 1 >= len(forms) or forms[first].lower not in _BEFORE_SUBJECT or ahead[:1] not in _CLOSING:
            return None
        last = first
        while last - first < 3 and last + 1 < len(forms) and self.touches(last + 1):
            form = forms[last + 1]
            lower = form.lower
            plain = form.text.isalpha() and lower not in _NO_SUBJECT and not (form.capital or form.named or form.verbal)
            if not plain or lower.endswith(("ly", "ing")):
                break
            last += 1
        following = forms[last + 1] if last + 1 < len(forms) and self.touches(last + 1) else None
        if last == first or (following and (following.named or following.stands_alone)):
            return None
        span = Span(self.starts[first], self.ends[last])
        return Mention(span, "nominal", "", self.words_of(span.start, span.end), forms[last].lower)

    def _plain_subject(self, cue: int) -> Mention | None:
        number = cue - 1
        if number > 0 and self.forms[number].lower in _BETWEEN and self.touches(cue):
            number -= 1
        form = self.forms[number]
        joined = number >= 0 and not self.opens[cue] and self.touches(number + 1)
        if not joined or form.capital or form.named or form.verbal or not form.lower.isalpha():
            return None
        lower = form.lower
        if lower in _NO_SUBJECT or lower.endswith(("ly", "ing", "ed")) or self.forms[cue].lower.endswith("ing"):
            return None
        if cue + 1 < len(self.forms) and self.forms[cue + 1].lower == "by":
            return None  # "the inquiry proposed by Vale"
        first = self.start_of(number)
        before = self.forms[first - 1].lower if first and self.touches(first) else ""
        determined = self.forms[first].lower in _DETERMINERS and first < number
        plural = lower.endswith("s") and not lower.endswith("ss")
        if before in _BEFORE_OBJECT or not (determined or plural or lower in _MEDIA):
            return None
        span = Span(self.starts[first], self.ends[number])
        kind = "body" if lower in _MEDIA else "group" if plural else "nominal"
        return Mention(span, kind, "", self.words_of(span.start, span.end), lower)

    def _far_subject(self, cue: int) -> Mention | None:
        """Read a noun on no list with its place or body before a verb: "a caller from Aldby said"."""
        start = self.starts[cue]
        found = _FAR.search(self.text, max(0, start - _LONGEST_FAR), start)
        if not found or found[2] in nouns() or found[2] in _NO_SUBJECT or self.forms[cue].lower.endswith("ing"):
            return None
        span = Span(*found.span(1))
        return Mention(span, "nominal", "", self.words_of(span.start, span.end), found[2])

    def _one_of_several(self, cue: int) -> Mention | None:
        """Read one of several behind a verb of saying that closes a quote: "...,” said another."."""
        number, start = cue + 1, self.starts[cue]
        if number >= len(self.forms) or self.text[max(0, start - 2) : start - 1] not in _CLOSING:
            return None
        found = _ONE.match(self.text, self.ends[cue])
        if not found:
            return None
        head = found[1].split()[-1]
        kind = "group" if head in _SEVERAL else "nominal"
        span = Span(found.start(1), found.end(1))
        return Mention(span, kind, "", self.words_of(span.start, span.end), head)

    def nominal(self, number: int, head: str) -> Mention:
        """Read the phrase whose head noun is the word of a number: "a senior official of the ministry"."""
        kind = self.forms[number].noun
        first = self.start_of(number)
        start, last = self.starts[self._partitive(first)], self.ends[number]
        end = self.end_without_possessive(start, last)
        held = self._held_by(number) if kind == "person" and end == last else 0
        if held:
            stop = self._name_end(held)
            name = self.words_of(self.starts[held], stop)
            return Mention(Span(start, stop), "name", name, self.words_of(start, self.ends[held - 1]))
        stop = self._complement(number, end) if kind in ("person", "body", "group") else end
        if kind == "group" and " and " not in self.text[end:stop]:
            stop = end  # only "the leaders of Norland and Zandia" are named by what they are of
        title = self.words_of(start, stop)
        shown = "nominal" if kind == "person" else kind
        return Mention(Span(start, stop), shown, "", title, head)

    def _held_by(self, number: int) -> int:
        """Give the number of the given name that closes an office with its place: "head of the Navy Jan Holub"; or 0.

        A foundation that is named after somebody ("head of the Jan Holub Fund") has its name right behind "the".
        """
        forms, at = self.forms, number + 2
        if at >= len(forms) or forms[number + 1].lower not in _OFFICE_OF or not self.touches(number + 1):
            return 0
        while at + 1 < len(forms) and at - number < _LONGEST_POST and self.touches(at):
            form, before = forms[at], forms[at - 1]
            given = form.capital and form.bare in word_set("given_names", "name") and before.bare not in _PLACE_OPENERS
            if given and before.capital and self.touches(at + 1) and forms[at + 1].capital:
                return 0 if self._goes_with_name(before) or self._names_a_thing(at) else at
            if not (form.capital or form.lower in _IN_POST):
                return 0
            at += 1
        return 0

    def _goes_with_name(self, before: Form) -> bool:
        """Tell a word that is a part of the name behind it: a given name, an office, "Norlandic"."""
        office = before.title and before.noun != "body"
        people = before.bare in self.places.codes and before.bare not in self.places.speaking
        return office or people or before.noun == "person" or before.bare in word_set("given_names", "name")

    def _names_a_thing(self, number: int) -> bool:
        """Tell a body, or what somebody owns, by the words from a given name on: "Jan Holub Fund", "Jan Holub's"."""
        last = self._last_of_name(number)
        form = self.forms[last]
        return form.bare != form.lower or bool(form.noun) or form.bare in self.places.codes

    def _last_of_name(self, number: int) -> int:
        last = number + 1
        while last + 1 < len(self.forms) and self.touches(last + 1) and self.forms[last + 1].capital:
            last += 1
        return last

    def _name_end(self, number: int) -> int:
        return self.ends[self._last_of_name(number)]

    def quantity(self, number: int) -> Mention | None:
        """Read some of a group, or a person by age, as a verb's subject: "Another said", "the 46-year-old"."""
        head, end = self.forms[number].lower, self.ends[number]
        some = self._some_of(number) if head in _OF_GROUP else None
        if some:
            return some
        joined = number + 1 < len(self.forms) and self.touches(number + 1)
        aged = head == "year-old"
        acts = joined and (self.forms[number + 1].verbal or self.forms[number + 1].lower == "put")  # "put it bluntly"
        if not acts and not (aged and not joined):
            return None
        if head == "percent" or aged:
            if not number or not self.forms[number - 1].text[0].isdigit():
                return None
            number -= 1
        elif head == "both" and number and self.touches(number) and self.forms[number - 1].capital:
            return None  # "Vale and Brann both said"
        elif head in _OF_TWO:
            if not number or self.forms[number - 1].lower != "the" or number + 1 == len(self.forms):
                return None
        elif head in _IN_ORDER:
            if not number or self.forms[number - 1].lower != "a":
                return None
        elif number and self.touches(number) and self.forms[number - 1].lower in _BEFORE_QUANTITY:
            return None  # "of which most are", "no one said"
        start = self.left_bound(number)
        kind = "nominal" if aged or head in _ONE_PERSON else "group"
        return Mention(Span(start, end), kind, "", self.words_of(start, end), head)

    def _some_of(self, number: int) -> Mention | None:
        """Read "one of them" before a verb or behind a verb of saying, and "someone who"."""
        forms = self.forms
        if number + 2 >= len(forms) or not self.touches(number + 1) or not self.touches(number + 2):
            return None
        pair = (forms[number + 1].lower, forms[number + 2].lower)
        said = number > 0 and forms[number - 1].speaks == 2
        if pair[0] == "who" and said:
            span = Span(self.starts[number], self.ends[number])
        elif pair in _OF_THEM and (said or (number + 3 < len(forms) and forms[number + 3].verbal)):
            span = Span(self.starts[number], self.ends[number + 2])
        else:
            return None
        kind = "nominal" if forms[number].lower in _ONE_PERSON else "group"
        return Mention(span, kind, "", self.words_of(span.start, span.end), forms[number].lower)

    def before_plain_noun(self, number: int) -> bool:
        """Tell whether a plain word that is no verb follows right behind, which an adjective would describe."""
        if number + 1 == len(self.forms) or not self.touches(number + 1):
            return False
        after = self.forms[number + 1]
        acts = after.speaks == 2 or after.lower.endswith("ed") or after.lower in _NO_SUBJECT
        return after.lower.isalpha() and not (after.capital or after.noun or acts)

    def _complement(self, number: int, end: int) -> int:
        """Take in what an office is of: "the president of Syria", "minister of defense", "envoy to Sudan"."""
        if self.ends[number] != end:
            return end
        sent = self.forms[number].bare in _SENT
        found = _COMPLEMENT.match(self.text, end) or (_POST.match(self.text, end) if sent else None)
        if not found:
            return end
        stop = found.end()
        if not self.text.endswith(("'s", "’s"), end, stop):
            return stop
        styled = _STYLED.match(self.text, stop)
        if styled:
            return styled.end()
        owned = _OWNED.match(self.text, stop)  # "the spokesman of Vale's army"
        return owned.end() if owned and owned.group(1) in nouns() else stop - 2

    def office_of(self, last: int) -> int:
        """Give the number of the office whose last word is of a number: "secretary of state", "minister of defence"."""
        low = [form.lower for form in self.forms[max(0, last - 4) : last + 1]]
        for size in (1, 2):
            at = last - size
            if at >= 1 and self.forms[at].lower == "of" and self.forms[at - 1].noun == "person":
                return at - 1 if " ".join(low[-size:]) in _OFFICES_OF and self.touches(last) else -1
        return -1

    def _partitive(self, start: int) -> int:
        """Take in "one of" before "the officials"."""
        if start < 2 or self.forms[start - 1].lower != "of" or self.forms[start - 2].lower not in _DETERMINERS:
            return start
        return start - 2

    def start_of(self, number: int) -> int:
        """Walk back over modifiers, capitalised words and possessives to the determiner; at most seven words."""
        first = number
        while first and number - first < 7 and (self.touches(first) or self._is_owned(first)):
            before = self.forms[first - 1]
            if before.lower in _DETERMINERS:
                return first if self._is_relative(first - 1, number) else first - 1
            if before.lower == "of" and self._belongs_to(first):
                first -= 2  # "a Ministry of Commerce spokesperson"
                continue
            if before.lower in _CHOSEN and self.forms[first - 2].lower in _HOW_CHOSEN and first >= 2:
                first -= 2  # "Norland's newly elected President"
                continue
            known = before.modifies or before.bare in self.places.codes or before.lower.startswith("ex-")
            person = before.bare in _ALSO_SURNAMES and before.bare != before.lower  # "Theresa May's spokeswoman"
            capital = before.capital and (before.bare not in _NO_NOUN_PHRASE or person)
            if not (known or capital or self._qualifies(first - 1)):
                break
            first -= 1
        return self._joined_country(first)

    def _is_owned(self, number: int) -> bool:
        """Tell a word behind a possessor in "s" that has the mark alone: "the United States' envoy"."""
        before = self.forms[number - 1]
        owns = self.gaps[number] in ("’ ", "' ") and before.lower.endswith("s") and not self.forms[number].capital
        return owns and (before.bare in self.places.codes or bool(before.noun) or before.capital)

    def _belongs_to(self, first: int) -> bool:
        """Tell a body's name with "of" before a word of a number: "Ministry of" before "Commerce"."""
        body = first >= 2 and self.forms[first - 2].capital and self.forms[first - 2].bare in _BODIES_OF
        return body and self.forms[first].capital and self.touches(first - 1)

    def _joined_country(self, first: int) -> int:
        """Take in the other country of "U.S. and Iraqi officials"."""
        codes = self.places.codes
        joined = first >= 2 and self.forms[first - 1].lower == "and" and self.touches(first) and self.touches(first - 1)
        both = joined and self.forms[first].bare in codes and self.forms[first - 2].bare in codes
        return first - 2 if both else first

    def _qualifies(self, number: int) -> bool:
        """Tell an unknown word inside a noun phrase by the name or determiner before it: "U.N. aid chief"."""
        lower = self.forms[number].lower
        if not number or lower in _STARTERS or not self.touches(number):
            return False
        before = self.forms[number - 1]
        owns = before.bare != before.lower
        surely = owns or not self.opens[number - 1] or before.text.isupper()  # "UN" has its capitals anywhere
        named = before.capital and before.lower not in _STARTERS and surely
        if not named and before.lower not in _DETERMINERS:
            return False
        return lower not in word_set("cues", "forms") and not lower.endswith(("ed", "ing", "ly", "s"))

    def left_bound(self, start: int) -> int:
        """Give the offset of a determiner right before the word, else the word's own.

        Before a name "that" begins a clause: "said that Norland had agreed".
        """
        if start and self.forms[start - 1].lower in _DETERMINERS and self.touches(start):
            return self.starts[start if self._is_relative(start - 1, start) else start - 1]
        return self.starts[start]

    def _is_relative(self, number: int, head: int) -> bool:
        """Tell whether a "that" opens a clause: "a plan that critics call", "a step that Russia called"."""
        form = self.forms[head]
        plural = form.lower.endswith("s") and not form.lower.endswith("ss")
        return self.forms[number].lower == "that" and (plural or form.capital)

    def end_without_possessive(self, first: int, last: int) -> int:
        """Give the end of a stretch without a possessive 's."""
        return last - 2 if self.text.endswith(("'s", "’s"), first, last) else last

    def words_of(self, start: int, end: int) -> str:
        """Give the words of a stretch on one line."""
        return " ".join(self.text[start:end].split())
