"""Finds words that name people and bodies: names with their titles, pronouns, nominals.

One pass over the words of an article. What a mention stands for is decided later (``casts``); here it only
counts that it could name somebody who speaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from analytics.lexicons import Places, read_places, word_set
from analytics.nominals import NounPhrases
from analytics.printed_names import has_note, outside_notes, without_capitals
from analytics.records import Article, Mention, Region, Span
from analytics.titled_names import TitledNames
from analytics.words import (
    MODIFIERS,
    PARTICLES,
    POSSESSIVES,
    PRONOUNS,
    Form,
    Words,
    find_words,
    nouns,
    title_words,
    without_possessive,
)

_AFTER_NAME = frozenset("has had is was will would also and who then later himself herself did does".split())
_CALENDAR = word_set("name_words", "word", kind="calendar")
_STARTERS = word_set("name_words", "word", kind="starter")
_BODY_WORDS = word_set("name_words", "word", kind="body")
_AFTER_BODY = ("of", "for", "on", "to")
_THINGS = word_set("name_words", "word", kind="thing")
_DETERMINERS = word_set("name_words", "word", kind="determiner")
_PERSONAL = frozenset(
    "mr mrs ms miss dr sen rep gov gen col lt sgt capt adm prof rev sir lord lady mme viscount".split()
)
_SEATS = ("MP", "MPs", "MEP", "MEPs")
_ALSO_GIVEN = frozenset("jan may june april august".split())
_ALSO_ADJECTIVES = frozenset(
    "major general private chief head lead individual native moderate conservative liberal progressive".split()
)
_NO_NAME = _CALENDAR | POSSESSIVES | PRONOUNS
_NO_NAME_INSIDE = _STARTERS - {"new", "good", "first"}
_NOT_IN_NAME = _CALENDAR | (_STARTERS - {"new", "first", "second", "watch"})
_LONGEST_HEADING = 40
"""Characters of a heading between paragraphs."""

_OPENING = ("“", '"', "„", "«", "‘", "'")


def _is_body_of(forms: Sequence[Form]) -> bool:
    """Tell the name of a body that says what it is for: "Ministry of Defense"; an office before it is a person's."""
    if len(forms) < 3:
        return False
    for at in range(1, len(forms) - 1):
        if forms[at].lower in _AFTER_BODY and forms[at - 1].bare in _BODY_WORDS:
            return not any(form.noun == "person" for form in forms[: at - 1])
    return False


def _is_epithet(word: str) -> bool:
    """Tell a compound that opens a sentence and is no part of a name: "Soft-spoken", "Mother-of-two"."""
    return "-" in word and not any(part[:1].isupper() for part in word.split("-")[1:])


def _before_name(form: Form, number: int) -> bool:
    """Tell a word that describes whom the words behind it name: "Minister", "Mother-of-two"; of ``number`` words."""
    return "-of-" in form.text or (number > 2 and (bool(form.noun) or _is_epithet(form.text)))


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
    inside = [span for span in inside if not _is_heading(article.text, span)]
    titles = [region.span for region in regions if region.kind == "title"]
    plain = [span for span in titles if _in_sentence_case(span.of(article.text))]
    words = find_words(article.text, sorted([*plain, *inside]))
    finder = _Finder(article.text, words, places)
    found = [*finder.find(), *finder.phrases.plain_subjects()]
    headlines = find_words(article.text, [span for span in titles if span not in plain])
    found += _headline_names(headlines, finder.inside)
    found = [mention for mention in found if not _is_kicker(article.text, mention)]
    found.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    return list(outside_notes(article.text, _outermost(found)))


def _is_kicker(text: str, mention: Mention) -> bool:
    """Tell a word in capitals with a colon that heads a paragraph and no turn ("AMUSED: Jan Holub said")."""
    start, end = mention.span.start, mention.span.end
    if mention.kind != "body" or not text.startswith(": ", end) or not mention.name.isupper():
        return False
    heads = start == 0 or text[start - 1] in "\r\n"
    turns = text.count(f"\n{mention.name}:") + text.startswith(f"{mention.name}:")
    return heads and not text.startswith(_OPENING, end + 2) and turns == 1


def _in_sentence_case(words: str) -> bool:
    """Tell a headline, or a first paragraph taken for one, whose capitals are those of a sentence."""
    long = [word for word in words.split() if len(word) > 3 and word not in ("with", "from", "over", "into", "than")]
    return any(word[0].islower() for word in long)


def _is_heading(text: str, span: Span) -> bool:
    """Tell a short line all in capitals between paragraphs ("ON TALKS"): its words name nobody."""
    words = text[span.start : span.end] if span.end - span.start <= _LONGEST_HEADING else ""
    return words.isupper() and words[-1] not in ".,:;!?”\"'’"


def _headline_names(words: Words, inside: Collection[str]) -> Iterator[Mention]:
    """Give the full names in a headline, where all words may be capitalised: a given name and a surname of the body."""
    given = word_set("given_names", "name")
    for first, second in pairwise(words):
        if first.lower in given and second.capital and second.text in inside:
            name = without_possessive(f"{first.text} {second.text}")
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

    def __init__(self, text: str, words: Words, places: Places) -> None:
        self.text = text
        self.places = places
        self.phrases = NounPhrases(text, words, places)
        self.titled = TitledNames(text, words, places, self.phrases)
        self.starts, self.ends, self.forms, self.opens = words.starts, words.ends, words.forms, words.opens
        self.touches, self.gaps, self.leads_on = words.touches, words.gaps, words.leads_on
        self.named = words.named()  # all others are passed over
        self.inside = Counter(
            self.forms[number].text for number in self.named if self.forms[number].capital and not self.opens[number]
        )
        self.things: frozenset[str] = frozenset()
        self.surnames: frozenset[str] = frozenset()
        self._learn()

    def find(self) -> list[Mention]:
        mentions = []
        done = 0
        for number in self.named:
            if number < done:
                continue
            if self.forms[number].capital and self._starts_name(number):
                done = self._run_end(number)
                found = self._read_run(number, done)
            else:
                found = self._read_low(number)
            if found:
                mentions.append(found)
        return mentions

    def _learn(self) -> None:
        """Learn the surnames of the article and its capitalised things from the word before each.

        "Mark Cuban" and "Ms. White" make "Cuban" and "White" persons here. A thing mostly follows "the": a ship, paper
        or place ("the Heron").
        """
        given = word_set("given_names", "name")
        after_the: Counter[str] = Counter()
        named: set[str] = set()
        surnames: set[str] = set()
        for number in self.named:
            form = self.forms[number]
            if not number or not form.capital or not self.touches(number):
                continue
            before = self.forms[number - 1]
            if before.lower == "the":
                after_the[form.text] += 1
            elif before.capital:
                named.add(form.text)
            month = form.bare in _CALENDAR and before.lower not in _PERSONAL and not self._is_may(number)
            plain = not form.noun and not month
            if plain and before.capital and self._goes_before_a_surname(number - 1, given):
                surnames.add(form.name)
        self.surnames = frozenset(surnames)
        self.things = frozenset(
            word for word, n in after_the.items() if word not in named and 2 * n >= self.inside[word]
        )

    def _is_may(self, number: int) -> bool:
        """Tell a month's name that no day follows: "Theresa May", not "April May 3"."""
        after = self.forms[number + 1].text if number + 1 < len(self.forms) else ""
        return self.forms[number].bare in ("may", "march", "june", "august") and not after[:1].isdigit()

    def _goes_before_a_surname(self, number: int, given: frozenset[str]) -> bool:
        """Tell a given name, an initial behind one, or a personal title."""
        lower = self.forms[number].lower
        if lower in given or lower in _PERSONAL:
            return True
        return len(lower) == 1 and number > 0 and self.touches(number) and self.forms[number - 1].lower in given

    # -- names ------------------------------------------------------------------------------------------------

    def _starts_name(self, number: int) -> bool:
        form, behind_colon = self.forms[number], self._is_alone_behind_colon(number)
        opens = self.opens[number] or behind_colon
        bare = form.bare
        if form.pronoun:
            return False  # "I'm"
        if form.name in self.surnames and not (opens and bare in _STARTERS and not self._acts(number)):
            return True
        if bare in _ALSO_GIVEN and self.leads_on(number) and not self._is_dated(number):
            return True
        if bare in _NO_NAME:
            return False
        if not opens:
            return bare not in _NO_NAME_INSIDE
        if bare in _STARTERS:
            return False
        initials = form.text.isupper() and len(form.text) > 1  # "NATO met"
        known = form.text in self.inside and not behind_colon
        if form.title or form.noun or initials or known or bare in self.places.codes:
            return True
        if number + 1 == len(self.forms) or not self.touches(number + 1):
            end = self.ends[number]
            return self.text[end : end + 1] in (",", "'", "’") and not bare.endswith(("ly", "ing", "ed"))
        following = self.forms[number + 1]
        return following.capital or following.lower in _AFTER_NAME or following.lower in word_set("cues", "forms")

    def _is_alone_behind_colon(self, number: int) -> bool:
        """Tell a word behind a colon that comes nowhere else: its capital says as little as in "VALE: Hardly."."""
        return self.gaps[number] == ": " and self.inside[self.forms[number].text] == 1

    def _is_day(self, number: int) -> bool:
        """Tell a number right behind a month."""
        return number < len(self.forms) and self.forms[number].text[0].isdigit() and self.touches(number)

    def _is_dated(self, number: int) -> bool:
        """Tell a month by the title or calendar word behind it: "in June President Vale"."""
        after = self.forms[number + 1]
        return after.title or after.bare in _CALENDAR

    def _acts(self, number: int) -> bool:
        """Tell whether a verb of speech, or a clause about a person, follows a word: "Small said", "Small, who"."""
        following = self.forms[number + 1] if number + 1 < len(self.forms) else None
        return following is not None and (following.speaks == 2 or following.lower == "who")

    def _run_end(self, start: int) -> int:
        """Give the number after the last word of a run of capitalised words, joined by particles and "of"."""
        forms = self.forms
        country = self._country_end(start)
        if country:
            return country
        number = start + 1
        while number < len(forms) and self.touches(number):
            form, before = forms[number], forms[number - 1]
            if before.bare != before.lower:  # "'s" ends a name
                break
            given = form.bare in _CALENDAR and before.title and self.leads_on(number)  # "Prime Minister Jan Holub"
            given |= form.lower == "jun" and not self._is_day(number + 1)  # "Zhang Jun", not "Jun 3"
            given |= form.text == "He" and before.capital and not self.opens[number]  # "Liu He"
            in_name = form.capital and (form.lower not in _NOT_IN_NAME or form.name in self.surnames or given)
            if in_name or (form.lower in PARTICLES and (self.leads_on(number) or self._particles_lead_on(number))):
                number += 1
            elif form.lower in ("of", "for", "and") and self.leads_on(number) and self._joins_office(number):
                number += 2
            elif before.bare in _BODY_WORDS and self._belongs(number):
                number += 3 if forms[number + 1].lower == "the" else 2
            else:
                break
        return number

    def _country_end(self, start: int) -> int:
        """Give the number after a country's name that holds "of": "Democratic Republic of the Congo"; else 0."""
        of = next((at for at in range(start + 1, min(start + 4, len(self.forms))) if self.forms[at].lower == "of"), 0)
        if not of:
            return 0
        end = of
        while end - start < 6 and end < len(self.forms) and self.touches(end):
            end += 1
        for stop in range(end, of + 1, -1):
            words = without_possessive(self.phrases.words_of(self.starts[start], self.ends[stop - 1]))
            if words.lower() in self.places.codes:
                return stop
        return 0

    def _particles_lead_on(self, number: int) -> bool:
        """Tell whether a second particle and a capital follow: "von der Leyen"."""
        if number + 2 >= len(self.forms) or self.forms[number + 1].lower not in PARTICLES:
            return False
        return self.touches(number + 1) and self.leads_on(number + 1)

    def _belongs(self, number: int) -> bool:
        """Tell what belongs to the name of a body: "Council on Foreign Relations", "Committee of the Red Cross"."""
        if self.forms[number].lower not in _AFTER_BODY:
            return False
        if number + 1 < len(self.forms) and self.forms[number + 1].lower == "the" and self.touches(number + 1):
            return self.forms[number].lower != "to" and self.leads_on(number + 1)
        return self.leads_on(number) and self.forms[number + 1].bare not in _CALENDAR

    def _joins_office(self, number: int) -> bool:
        """Tell whether "of", "for" or "and" holds an office together: "Secretary of State"."""
        previous = self.forms[number - 1].lower
        if previous not in title_words() and previous not in _BODY_WORDS:
            return False
        return self.forms[number].lower != "and" or self.forms[number + 1].lower in title_words()

    def _read_run(self, start: int, end: int) -> Mention | None:
        """Cut a run into title and name and say what it names."""
        forms = self.forms[start:end]
        head = forms[-1].bare
        if _is_body_of(forms) or self._country_end(start) == end:
            return self._body(
                start, end, without_possessive(self.phrases.words_of(self.starts[start], self.ends[end - 1]))
            )
        if forms[-1].noun and self._is_description(start, end):
            return self.phrases.nominal(
                end - 1, head
            )  # "the Ohio Republican", "the President", "Officials", "U.S. Officials"
        cut = self._name_start(forms, self.opens[start])
        name = forms[cut:]
        if not name:
            seat = without_possessive(self.phrases.words_of(self.starts[start], self.ends[end - 1]))
            if len(forms) > 1 and seat.lower() in self.places.speaking and not self._describes(end - 1):
                return self._body(start, end, seat)  # "the White House", whose words also describe who speaks for it
            return self._read_nameless(start, end)
        if cut and len(name) == 1 and forms[-1].noun == "group":
            return self.phrases.nominal(end - 1, head)  # "U.S. Officials"
        bare = name[0].name
        if len(name) > 1:
            bare = without_possessive(self.phrases.words_of(self.starts[start + cut], self.ends[end - 1]))
        if self._is_place(name, bare):
            if bare.lower() in self.places.speaking and not (self._is_one_of_many(start) or self._owns_next(end)):
                return self._body(start, end, bare)
            return self._read_nameless(start, end)  # "Russian forces", "Iranians"
        adjectives = name[-1].name not in self.surnames and all(form.adjective for form in name)
        if adjectives or (len(forms) == 1 and forms[0].noun == "person" and bare.isupper()):
            return self._read_nameless(start, end)  # "the would-be PM"
        if len(forms) == 1 and bare in self.things:
            return self._body(start, end, bare)
        return self._read_named(start, end, cut, bare)

    def _read_named(self, start: int, end: int, cut: int, bare: str) -> Mention | None:
        """Read a run with a name of its own: a person's or a body's."""
        forms = self.forms[start:end]
        name, head = forms[cut:], forms[-1].bare
        delegate = has_note(self.text, self.ends[end - 1])
        titled = cut > 0 and forms[cut - 1].bare.rstrip(".") in _PERSONAL
        initials = len(name) == 1 and bare.isupper() and len(bare) > 1 and not titled  # "NATO", not "MR. VALE"
        if head in _BODY_WORDS or initials or (len(name) > 5 and not (delegate and bare.isupper())):
            whole = without_possessive(" ".join(form.text for form in forms))
            return self._body(start, end, whole) if head not in _THINGS else None
        if titled or len(name) > 1:
            bare = without_capitals(bare, also_parts=titled or delegate)
        return self.titled.name(start, end, cut, bare)

    def _is_description(self, start: int, end: int) -> bool:
        """Tell a run that ends in a noun and is no name by what stands before it, or by its other words."""
        alone = self._is_determined(start) or self._is_former(start) or self._opens_alone(start, end)
        return alone or self.forms[end - 1].text in _SEATS or self._is_national(self.forms[start:end])

    def _is_determined(self, start: int) -> bool:
        return start > 0 and self.forms[start - 1].lower in _DETERMINERS

    def _is_one_of_many(self, start: int) -> bool:
        """Tell a place behind "a": it describes a noun that is not known ("a Lorn beekeeper's post")."""
        return start > 0 and self.forms[start - 1].lower in ("a", "an") and self.touches(start)

    def _owns_next(self, end: int) -> bool:
        """Tell a plural possessor with its noun behind it: "the Lorn Emirates' envoy"."""
        if end >= len(self.forms) or self.gaps[end] not in ("’ ", "' "):
            return False
        return bool(self.forms[end].noun) and self.forms[end - 1].lower.endswith("s")

    def _is_former(self, start: int) -> bool:
        """Tell what somebody was: "the ex-Norland Guard"."""
        return start > 0 and self.forms[start - 1].lower.startswith("ex-") and self.touches(start)

    def _opens_alone(self, start: int, end: int) -> bool:
        """Tell one capitalised word that opens a sentence and is no surname here."""
        return end - start == 1 and self.opens[start] and self.forms[start].name not in self.surnames

    def _is_national(self, forms: Sequence[Form]) -> bool:
        """Tell people with a country and nothing else before them: "U.S. Officials"."""
        people = forms[-1].noun in ("person", "group") and not forms[-1].title
        return people and len(forms) > 1 and all(form.bare in self.places.codes for form in forms[:-1])

    def _is_people(self, word: str) -> bool:
        """Tell an adjective of a country ("Turkish"), which is no name of the state."""
        return word in self.places.codes and word not in self.places.speaking

    def _is_place(self, name: Sequence[Form], bare: str) -> bool:
        """Tell whether a run without its title is a word for a country, and no surname here."""
        if len(name) == 1 and bare in self.surnames:
            return False
        if len(name) > 1 and all(self._is_people(form.bare) for form in name):
            return True  # "Turkish Cypriot shoemaker Hasan Vale"
        lower, codes = bare.lower(), self.places.codes
        return lower in self.places.speaking or lower in codes or lower.removesuffix("s") in codes

    def _name_start(self, forms: Sequence[Form], opens: bool) -> int:
        """Give where the name itself begins, after titles, offices and whom they are held for."""
        if len(forms) == 1:
            return int(forms[0].title and forms[0].name not in self.surnames)
        last = -1
        for number, form in enumerate(forms):
            surname = 0 < number == len(forms) - 1 and form.name in self.surnames
            if (form.title and not surname) or (
                number == 0 and opens and len(forms) > 1 and _before_name(form, len(forms))
            ):
                last = number
            elif last >= 0 and form.bare in ("of", "for", "the", "and") and number + 1 < len(forms):
                last = number + 1 if number == last + 1 else last
        if last < 0:
            first = forms[0].lower
            if len(forms) >= 3 and first in self.places.codes and first not in self.places.speaking:
                return 1  # "Russian Sergey Lavrov"
            shouted = opens and len(forms) >= 3 and len(first) > 2 and forms[0].text.isupper()
            return int(shouted and not forms[1].text.isupper())  # "BRAVE Dilys Oake"
        return last + 1

    def _read_nameless(self, start: int, end: int) -> Mention | None:
        """Read a run without a personal name: "Russian Foreign Minister", "Iranian officials", "the President"."""
        form = self.forms[end - 1]
        head = form.bare
        if end < len(self.forms) and not self.forms[end].capital and self.touches(end):
            following = self.forms[end].lower
            if following in nouns() or following in MODIFIERS:
                return None  # a noun that follows will be read as the head, and reach back over these words
        if form.noun:
            return self.phrases.nominal(end - 1, head)
        for number in range(start, end - 2):
            if self.forms[number].noun == "person" and self.forms[number + 1].lower == "of":
                return self.phrases.nominal(number, self.forms[number].bare)  # "Minister of State for Trade"
        if head.endswith("s") and head in self.places.codes and head not in self.places.speaking:
            return Mention(Span(self.phrases.left_bound(start), self.ends[end - 1]), "group", "", "", head)
        return None

    def _body(self, start: int, end: int, name: str) -> Mention:
        owner = start
        while owner and self._owns(owner - 1) and start - owner < 5:
            owner -= 1
        while owner and self._is_plain_capital(owner - 1):
            owner -= 1  # "the High Negotiations Committee"
        if owner < start:
            name = f"{self.text[self.starts[owner] : self.starts[start]]}{name}"
        first = self.phrases.left_bound(owner)
        return Mention(Span(first, self.phrases.end_without_possessive(first, self.ends[end - 1])), "body", name)

    def _is_plain_capital(self, number: int) -> bool:
        """Tell a plain word that has a capital inside a sentence right before a name: it belongs to it."""
        form = self.forms[number]
        plain = form.bare in _STARTERS and form.bare not in _CALENDAR and form.lower not in _DETERMINERS
        return plain and form.capital and not self.opens[number] and self.touches(number + 1)

    def _owns(self, number: int) -> bool:
        """Tell whether a word belongs to a possessor right before a body: "the U.S. military's" European Command."""
        form, following = self.forms[number], self.forms[number + 1]
        if not self.touches(number + 1) or form.lower in _DETERMINERS:
            return False
        if form.bare != form.lower:
            return form.capital or form.lower[:-2] in nouns()
        return following.bare != following.lower and form.capital and form.lower in self.places.codes

    # -- pronouns and nominals --------------------------------------------------------------------------------

    def _read_low(self, number: int) -> Mention | None:
        form = self.forms[number]
        if form.stands_alone:
            return self.phrases.quantity(number)
        if form.pronoun and self._is_before_described(number):
            return None
        if form.pronoun:
            start = self.starts[number]
            return Mention(Span(start, start + len(form.pronoun)), "pronoun", "", "", form.pronoun)
        owned = form.bare != form.lower
        if form.lower in _ALSO_ADJECTIVES and self.phrases.before_plain_noun(number):
            return None  # "a major issue"
        if not form.noun or (form.noun in ("person", "body") and not owned and self._describes(number)):
            return None  # the next word may be the head, or a name that this describes
        return self.phrases.nominal(number, form.bare)

    def _is_before_described(self, number: int) -> bool:
        """Tell a possessive whose noun is not known and names a person: "His namesake Jan Holub"."""
        if self.forms[number].lower not in POSSESSIVES or number + 2 >= len(self.forms):
            return False
        noun, name = self.forms[number + 1], self.forms[number + 2]
        described = noun.lower.isalpha() and not noun.capital and name.capital and name.bare not in _CALENDAR
        return described and self.touches(number + 1) and self.touches(number + 2)

    def _describes(self, number: int) -> bool:
        """Tell whether a noun or a name follows right behind a noun."""
        if number + 1 == len(self.forms) or not self.touches(number + 1):
            return False
        following = self.forms[number + 1]
        return following.lower in nouns() or (following.capital and self._starts_name(number + 1))
