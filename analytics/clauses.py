"""Reads the clause that a cue governs: before it, behind it, or on both sides of cue and subject.

``indirect`` finds the cue and its subject; here is told where the reported words begin and end, and whether what stands
there can be what was said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import takewhile

from analytics.cues import Cue
from analytics.days import ANY_WEEKDAY
from analytics.inflections import irregular_forms
from analytics.records import Mention, Span
from analytics.scenes import Scene
from analytics.second_verbs import cut_at_second, is_inserted, main_verb_behind
from analytics.word_classes import BE, PREPOSITIONS
from analytics.words import AUXILIARIES, CONJUNCTIONS

_AFTER_CUE = re.compile(
    r"(?:,? ?(?:on |in |at |during |late |early |earlier )?"
    rf"(?:{ANY_WEEKDAY}|today|yesterday|"
    r"return|turn|reply|(?:the |very )?(?:\w+ )?(?:possible )?terms|(?:last|this) \w+|"
    r"a (?:(?:joint|written|brief|short|separate|later|televised|rare) )?"
    r"(?:statement|tweet|communiqu[eé]|speech|interview|letter|news conference|briefing|memo))\b"
    r"(?!(?: (?:morning|afternoon|evening|night))?['’])(?: (?:morning|afternoon|evening|night))?,? ?){0,3}"
)
_NO_SPEECH_OBJECT = frozenset("goodbye hello so yes no nothing little much farewell prayers grace".split())
_NEGATES = frozenset("so yes no nothing little much".split())
"""Those of them that may open a clause too: "said no soldier would be sent"."""

_PREPOSITIONS = PREPOSITIONS | frozenset("at around as into under after before".split())
_TAKES_PREPOSITION = frozenset(
    """appeal accuse criticize criticise urge vow pledge promise threaten warn caution complain demand claim propose
    insist reject deny swear""".split()
) | {"call for", "call on"}
"""Lemmas whose clause may begin with a preposition: "vowed to", "complained about"."""

_GUESTS = frozenset("guests visitors delegates crowds fans players arrivals newcomers".split())

_DIRECTS = frozenset("ask tell advise beg exhort implore".split())
"""Lemmas whose clause says what somebody shall do: "asked the council to act"."""

_WANTS_CLAUSE = frozenset("find note show state write respond add tweet declare claim predict see".split())
"""Lemmas that have plain objects as often as clauses ("found them online", "wrote a letter"): a clause has a verb."""

_OPENS_NO_CLAUSE = (
    _PREPOSITIONS
    | CONJUNCTIONS
    | frozenset("despite amid without against among between within since once even so then but and".split())
)
_LONGEST_LEAD = 8
"""Words of a phrase of time or place that opens a sentence before ", according to X,"."""

_WHEN = re.compile(
    r"(?:\w+ )?(?:second|minute|hour|day|week|month|year|moment)s? (?:after|before|earlier|ago)\b"
    r"|(?:just|shortly|soon) (?:after|before)\b"
)
_UNNAMED = re.compile(
    r"(?:not to be (?:named|identified|quoted)|(?:that )?(?:his|her|their) names? not be"
    r"|to (?:remain|stay) (?:anonymous|unnamed)|(?:for |to speak on condition of )?anonymity)\b"
)
_NAMES = re.compile(
    r"(?:the|this|that|his|her|its|their|it|[A-Z])[^,.;:“”\"()]{0,60}? (?:an?|the) "
    r"(?!(?:day|few|bit|second|third|last|next|time|while|minute)\b)[a-z]"
)
"""A thing and what it is called: "called the visits a mockery"."""

_HOME = re.compile(
    r"(?:its|his|her|their|the) (?:\w+ )?(?:envoy|ambassador|diplomat|consul|representative|staff|troops)"
)
"""What a verb of saying has behind it that is a time, or somebody called home."""

_OPENS_CLAUSE = frozenset("that to how what why whether if who when where".split())
_NO_MODIFIER = _OPENS_NO_CLAUSE | AUXILIARIES | _OPENS_CLAUSE
_VERB_WITHIN = 10
"""Words from the beginning of a clause in which its verb is looked for."""

_NEVER_BEHIND = frozenset(["urge", "call on", "call for", "accuse", "criticize", "praise", "reject"])
"""Lemmas that do not close the sentence that they report."""

_THAT_FURTHER_ON = re.compile(
    r" (?:at|in|on|during|after|to|by|through|via|with|from|for) [^,.;:“”\"()]{2,70}?(?:, [^,.;:“”\"()]{2,50},)? that "
)
THAT_BEHIND_WORDS = re.compile(
    r"(?:, (?:however|though|too|for example|for instance|meanwhile),| [a-z]+ly| audiences"
    r"| supporters| voters| donors| crowds| viewers| listeners| lawmakers| aides| staff| diplomats| people){1,2} that "
)
"""What stands between a cue and its clause: "say, however, that", "told audiences that"."""

HEARER_THAT = re.compile(r"((?: [\w’'.-]+){1,8}) that ")
"""Who is told, in words that may be no mention: "assured foreign investors that"."""

_HEARER_TO = re.compile(r"((?! (?:of|about|by|for|in|on|at|later|again) )(?: [\w’'.-]+){1,6}?) (?=(?:not )?to )")
_ONLY_HEARER = re.compile(
    r"(?:an?|the|his|her|their)(?: (?!(?:is|are|was|were|has|had|have|will|would|to) )[\w’'-]+){1,5}"
)
_HEARERS = re.compile(
    r"(?: (?:a|the|his|her|its|their|state|local|national|public|private|foreign|senior|party|fellow|Western))*"
    r" (?:television|radio|TV|media|broadcasters?|parliament|lawmakers|legislators|senators|deputies|ministers"
    r"|diplomats|officials|troops|soldiers|supporters|voters|crowds?|students|residents|viewers|listeners|aides|allies|colleagues"
    r"|relatives|investors|delegates|villagers|commanders|officers|visitors)(?= [a-z])"
)
"""Hearers that are no mention, before a clause without "that": "told state television the ships had left"."""

_OWNED = re.compile(
    r"['’]s(?: [\w’'-]+){1,6}?(?:, [^,;:“”\"]{2,80},)?"
    r"(?= (?:he|she|it|they|we|the|a|an|his|her|its|their|there|to|not to)\b)"
)
"""What belongs to a name behind a verb of telling, up to the clause: "told Norland's weekly show it was clear"."""

_NO_HEARER = frozenset("whether if what how why who whom which when where to not than nothing".split())
_CHARGES = frozenset(("accuse", "blame", "urge", "call on", "dismiss"))
_RELATIVE = ("which", "who", "whose")
_LINKED = re.compile(r"[ ,;](which|who|whose|because|since|but|and|though|although|as|so|yet),$")
"""The word that opens the clause which a speaker's insertion parts: "the envoys who, he said, had lied"."""

_SECOND = re.compile(r", (?:while|but|though|although|whereas) ")
_AND = re.compile(r", and ")
_TAIL = re.compile(
    r"(?:(?:in|on|at|during|to|after|before|late|early|last|with|while|when|by|as|from|through|via|adding|citing|"
    rf"according|earlier|later|again|today|yesterday|{ANY_WEEKDAY})\b|,)"
)
"""What may follow a cue that closes its sentence: ", the minister said on Monday in Oslo"."""

_REPORTS = re.compile(r"\bthat\b")
_BY = re.compile(r", according to [^,;:]*\Z")
"""The source of a whole report, which is no part of what it says."""

_OF_SOURCE = re.compile(r" (?:in|at|of|from|for|with|on) [^,.;:()“”\"]{2,50}(?=, )")
"""What a source is of or where it is: "according to a radio operator in Aldby, the guns fell silent"."""

_WHERE = re.compile(r" (?:in|on|at|to|during|from|after|before|by|via|through) [^,.;:“”\"()]{2,80}(?=, )")
"""Where or when it was said, between the verb and the comma behind which the clause goes on."""

_MODIFIERS = re.compile(r", ((?:[a-z][a-z-]+ ){1,3})\Z")
"""Words before an office that are no part of a mention: "..., extension director Roy Vale said"."""

_WHO = re.compile(r", (?:who|which) (?:\w+ ){0,2}\Z")
_CUT = re.compile(r"(?:,|;)? (?:and|but) (?=\S)|; |, ")
_LEADS = re.compile(r"(?:and|but|yet|still|so|also|meanwhile|however|instead|now|then|moreover),? ", re.IGNORECASE)


def read_clause(scene: Scene, sentence: Span, subject: Mention, cue: Cue) -> list[Span]:
    """Give the parts of what a subject says by a cue, in order, cut before what another says and before marks.

    Args:
        scene: The article laid out.
        sentence: The bounds to read in.
        subject: The mention that is the cue's subject.
        cue: The reporting verb or phrase.
    """
    parts = [_own_part(scene, part, cue) for part in _clause(scene, sentence, subject, cue) if part]
    return _before_marks(scene, parts)


def _own_part(scene: Scene, part: Span, cue: Cue) -> Span:
    """Cut from a clause what another says: behind a semicolon, or ", while" with a verb of saying behind."""
    text, end = scene.text, part.end
    if part.start < cue.span.start:
        return part
    source = _BY.search(text, part.start, end)
    end = source.start() if source else end
    stop = text.find(";", part.start, end)
    end = stop if stop > part.start else end
    for found in _SECOND.finditer(text, part.start, end):
        if any(other.strong or other.lemma in _CHARGES for other in scene.cues_between(found.end(), end)):
            end = found.start()
            break
    end = _other_says(scene, part.start, end)
    end = cut_at_second(scene, Span(part.start, end), asks=cue.lemma in _DIRECTS | {"call on", "urge"})
    if _WHO.search(text, max(0, cue.span.start - 24), cue.span.start):
        end = _main_verb(scene, part.start, end)
    elif is_inserted(scene, cue):
        end = main_verb_behind(scene, part.start, end)
    return Span(part.start, end)


def _other_says(scene: Scene, start: int, end: int) -> int:
    """Give where ", and" with another's verb of saying begins in a stretch, else the end: "..., and Vale said that"."""
    for found in _AND.finditer(scene.text, start, end):
        at = bisect_left(scene.mention_starts, found.end())
        if at == len(scene.mentions) or scene.mention_starts[at] != found.end():
            continue
        link = scene.links[at]
        pronoun = scene.mentions[at].kind == "pronoun"
        if link and link.cue.strong and not (link.inverted or link.gap or link.comma or pronoun):
            return found.start()
    return end


def _main_verb(scene: Scene, start: int, end: int) -> int:
    """Give the first comma in a stretch with a verb right behind it, else the end: "X, who said Y left, replied"."""
    words = scene.outer
    for at in range(bisect_left(words.starts, start + 2), bisect_left(words.starts, end)):
        comma = words.starts[at] - 2
        if words.forms[at].verbal and scene.text[comma] == "," and not words.forms[at].lower.endswith("ing"):
            return comma
    return end


def can_be_said(scene: Scene, cue: Cue, part: Span) -> bool:
    """Tell whether a stretch beside a cue is what it reports, and no object or place of the verb."""
    words = scene.text[part.start : part.end].split()
    first = words[0].lower().strip(",;.")
    if part.start < cue.span.start:
        bare = words[0].lower() in _NO_SPEECH_OBJECT and not _is_subject(words)
        return cue.lemma not in _NEVER_BEHIND and not bare
    answers = words[0].lower() in _NO_SPEECH_OBJECT and cue.lemma not in _TAKES_PREPOSITION
    if answers and not _is_subject(words):
        return False  # "said no", "said little about it"
    if cue.span.of(scene.text).lower() == "citing" or first == "according" or first.startswith("("):
        return False
    if _UNNAMED.match(scene.text, part.start):
        return False  # "who asked not to be named"
    if _WHEN.match(scene.text, part.start):
        return False  # "said hours after the raid"
    own = _by_its_verb(scene, cue, part, words)
    if own is not None:
        return own
    if first in _PREPOSITIONS:
        return cue.lemma in _TAKES_PREPOSITION or (cue.lemma in _DIRECTS and _asks_to(scene, cue, first))
    if cue.lemma not in _WANTS_CLAUSE or first in _OPENS_CLAUSE:
        return True
    return _has_verb(scene, part)


def _by_its_verb(scene: Scene, cue: Cue, part: Span, words: list[str]) -> bool | None:
    """Tell whether words are what a verb of its own kind reports, ``None`` for all other verbs."""
    first, form = words[0].lower().strip(",;."), cue.span.of(scene.text)
    if cue.lemma == "recall":
        return False if _HOME.match(scene.text, part.start) else None  # "recalled its envoy"
    if cue.lemma == "welcome":
        return False if _is_greeted(scene, cue, part) else None  # "welcomed the guests at the door"
    if cue.lemma == "offer":
        return first == "to" and not form.endswith("ing")
    if cue.lemma == "call":
        return _NAMES.match(scene.text, part.start, part.end) is not None
    if cue.lemma == "thank":
        return first == "for" and form == "thanked"
    if cue.lemma == "appeal":
        return form in ("appealed", "appeals") and (first == "for" or (first == "to" and "to" in words[2:]))
    return None


def _is_greeted(scene: Scene, cue: Cue, part: Span) -> bool:
    """Tell whether somebody is welcomed and nothing that was done."""
    at = bisect_left(scene.mention_starts, part.start)
    first = scene.mentions[at] if at < len(scene.mentions) else None
    someone = first is not None and first.span.start == part.start and first.kind not in ("body", "document")
    owns = first is not None and scene.text.startswith(("'s", "’s"), first.span.end)
    guests = not _GUESTS.isdisjoint(part.of(scene.text).lower().split()[:3])
    return (someone and not owns) or guests or cue.span.of(scene.text).endswith("ing")


def _is_subject(words: list[str]) -> bool:
    """Tell whether a word that is an answer by itself opens a clause: "no ship would be sent", "much of it failed"."""
    opening, behind = words[0].lower(), words[1].lower() if len(words) > 1 else ""
    if opening not in _NEGATES or not behind.isalpha():
        return False
    if behind in _OPENS_NO_CLAUSE:
        return behind in ("of", "that")
    own = takewhile(lambda word: word not in _OPENS_CLAUSE, words[1:_VERB_WITHIN])
    return any(word in AUXILIARIES or word.endswith("ed") for word in own)


def opens_with_that(scene: Scene, cue: Cue, part: Span) -> bool:
    """Tell whether "that" and a verb stand in a clause, or a whole one before the cue: "..., it recommends."."""
    if part.start < cue.span.start:
        return _is_clause(scene, part.start, part.end)
    return scene.text.startswith(("that ", "whether "), part.start) and _has_verb(scene, part)


def _has_verb(scene: Scene, part: Span) -> bool:
    at = bisect_left(scene.word_starts, part.start)
    forms = scene.outer.forms[at + 1 : at + _VERB_WITHIN]
    return any(form.verbal or form.lower in irregular_forms() for form in forms)


def _asks_to(scene: Scene, cue: Cue, first: str) -> bool:
    """Tell an order or request ("asked the council to act", "told him to go") from "was asked to", "if asked about"."""
    before = scene.outer.forms[cue.first - 1].lower if cue.first else ""
    bent = before in BE or before in AUXILIARIES - {"has", "have", "had", "will", "also"}
    return first == "to" and not bent and before not in ("when", "if", "once", "not", "to")


def _before_marks(scene: Scene, parts: list[Span]) -> list[Span]:
    """Cut the clause before a second cue that governs words in marks: "noted that he taught, and added: '...'"."""
    kept = []
    for part in parts:
        near = scene.stretches_near(part)
        marks = [mark for mark in near if part.overlaps(mark.outer) and scene.is_quoted(mark.outer)]
        if not marks:
            kept.append(part)
            continue
        cues = [cue for cue in scene.cues_between(part.start, marks[0].outer.start) if cue.strong]
        cuts = (list(_CUT.finditer(scene.text, part.start, cue.span.start + 1)) for cue in cues)
        stops = next(filter(None, cuts), None)
        colon = scene.text.rfind(": ", part.start, marks[0].outer.start)
        whole = colon > 0 and (scene.text.startswith("that ", part.start) or _is_clause(scene, part.start, colon))
        if not stops and whole and colon + 2 == marks[0].outer.start:
            return [*kept, Span(part.start, colon)]
        if not stops:
            return []
        return [*kept, Span(part.start, stops[-1].start())]
    return kept


def _clause(scene: Scene, sentence: Span, mention: Mention, cue: Cue) -> list[Span | None]:
    """Give the parts of the clause: before, behind, or (parted by ", he said,") on both sides of cue and subject."""
    text = scene.text
    if mention.span.start > cue.span.end and cue.span.of(text).endswith("ing"):  # "Noting that ..., Vale left"
        comma = text.rfind(",", cue.span.end, mention.span.start)
        return [_trimmed(text, cue.span.end, comma)] if comma > 0 else []
    start, end = min(_office_start(scene, mention), cue.span.start), max(mention.span.end, cue.span.end)
    told = _told(scene, end) if cue.tells else None
    if told and text[told.span.end : told.span.end + 1] == ",":
        end = told.span.end  # "The accord, he told reporters, is dead"
    of = _OF_SOURCE.match(text, end, sentence.end) if cue.lemma == "according to" else None
    end = of.end() if of else end
    modifiers = _MODIFIERS.search(text, max(sentence.start, start - 60), start)
    if modifiers and not mention.title.startswith(("the ", "a ", "an ")) and mention.title:
        start = modifiers.start(1) if _NO_MODIFIER.isdisjoint(modifiers[1].split()) else start
    ahead = text[sentence.start : start].rstrip()
    behind = text[end : sentence.end].strip(" .!?")
    inverted = cue.span.start < mention.span.start
    parted = behind.startswith(",") and (not inverted or _goes_on(scene, sentence, start, end))
    where = None if parted or inverted or not ahead.endswith(",") else _where(scene, sentence, Span(start, end), cue)
    if where:
        parted, end = True, where
    if ahead.endswith(",") and (parted or len(ahead.split()) > 2):
        before = _before(text, sentence, start, len(ahead))
        if parted:
            linked = _LINKED.search(text, sentence.start, sentence.start + len(ahead))
            if linked:  # "Vale refused it because, he said, it was a trap": the reporter tells the refusal
                before = Span(linked.start(1), linked.end(1)) if linked[1] in _RELATIVE else None
            return [before, _trimmed(text, text.index(",", end) + 1, sentence.end)]
        whole = _is_clause(scene, sentence.start, start)
        closing = (
            not behind
            or behind[0] in ";—–("
            or (cue.tells and len(behind.split()) <= 3)
            or (cue.lemma == "tell" and _ONLY_HEARER.fullmatch(behind))
            or (_TAIL.match(behind) and (len(behind.split()) <= 8 or whole) and not _REPORTS.search(behind))
            or (cue.lemma == "tell" and mention.head != "who" and (whole or _is_told(scene, sentence, start, end)))
        )
        if cue.lemma == "according to" or inverted or closing:
            return [before]
    if cue.lemma == "according to":
        comma = text.find(",", end, sentence.end)
        return [_trimmed(text, comma + 1, sentence.end)] if comma >= 0 and len(ahead.split()) < 3 else []
    begin = _behind_hearer(scene, sentence, end, told) if cue.tells else end
    return [] if begin is None else [_behind(scene, sentence, begin)]


def _behind(scene: Scene, sentence: Span, begin: int) -> Span | None:
    """Give the clause from "that" on where words of time, place or hearers stand before it."""
    text = scene.text
    further = _THAT_FURTHER_ON.match(text, begin, min(sentence.end, begin + 150))
    further = further or THAT_BEHIND_WORDS.match(text, begin, min(sentence.end, begin + 90))
    relative = further and _is_relative(scene, further.end())
    if further and not relative and not any(cue.strong for cue in scene.cues_between(begin, further.end())):
        return _trimmed(text, further.end() - len("that "), sentence.end)
    skipped = _AFTER_CUE.match(text, begin, min(sentence.end, begin + 120))
    return _trimmed(text, skipped.end() if skipped else begin, sentence.end)


def _behind_hearer(scene: Scene, sentence: Span, begin: int, told: Mention | None) -> int | None:
    """Give where the clause begins behind a verb of telling and who was told, ``None`` where something is told of."""
    text = scene.text
    hearer = HEARER_THAT.match(text, begin, min(sentence.end, begin + 120))
    if hearer and _is_hearer(scene, begin, hearer.end(1)):
        return hearer.end(1)
    if told:
        begin = told.span.end
    else:
        asked = _HEARER_TO.match(text, begin, min(sentence.end, begin + 80))
        if asked and _is_hearer(scene, begin, asked.end(1)) and text.count(" ", asked.end(), sentence.end) > 2:
            begin = asked.end(1)
        heard = _HEARERS.match(text, begin, min(sentence.end, begin + 80))
        begin = heard.end() if heard and _has_verb(scene, Span(heard.end(), sentence.end)) else begin
    owned = _OWNED.match(text, begin, sentence.end)
    begin = owned.end() if owned else begin
    return None if text.startswith(("'s ", "’s "), begin) else begin  # "told Norland's envoys of the plan"


def _is_relative(scene: Scene, position: int) -> bool:
    """Tell whether a verb stands right behind a "that", which then is no conjunction: "in a speech that lasted"."""
    at = bisect_left(scene.word_starts, position)
    return at < len(scene.outer.forms) and scene.outer.forms[at].verbal


def _told(scene: Scene, position: int) -> Mention | None:
    """Give the mention right behind a position: who was told."""
    at = bisect_left(scene.mention_starts, position)
    told = scene.mentions[at] if at < len(scene.mentions) else None
    if told is None or told.span.start - position > 5:
        return None
    return told if scene.text[position : told.span.start].strip() not in _NO_HEARER else None


def _is_hearer(scene: Scene, start: int, end: int) -> bool:
    """Tell whether the words between a verb of telling and "that" may all say who was told, and where or when."""
    first, stop = bisect_left(scene.word_starts, start), bisect_left(scene.word_starts, end)
    forms = scene.outer.forms[first:stop]
    acts = [number for number, form in enumerate(forms) if form.verbal or form.cue]
    nouns_alone = all(
        number and forms[number - 1].lower in ("a", "an", "the") for number in acts
    )  # "a press conference"
    return nouns_alone and not any(form.lower in _NO_HEARER for form in forms)


def _is_clause(scene: Scene, start: int, end: int, *, finite: bool = True) -> bool:
    """Tell whether a stretch before ", X told Y ..." is a main clause, which X then said: it opens with its subject.

    ``finite`` asks for an auxiliary; else any form that may be a verb will do.
    """
    words = scene.outer
    first, stop = bisect_left(words.starts, start), bisect_left(words.starts, end)
    lower = words.forms[first].lower if first < stop else ""
    if not lower or lower in _OPENS_NO_CLAUSE or lower.endswith(("ing", "ed", "ly")):
        return False
    return any(form.lower in AUXILIARIES or (form.verbal and not finite) for form in words.forms[first + 1 : stop])


def _where(scene: Scene, sentence: Span, said: Span, cue: Cue) -> int | None:
    """Give the end of where it was said, the clause going on behind: "The ship, X said in a telegram, had left"."""
    if cue.lemma in _WANTS_CLAUSE | _TAKES_PREPOSITION:
        return None
    first = bisect_left(scene.word_starts, sentence.start)
    found = _WHERE.match(scene.text, said.end, min(sentence.end, said.end + 90))
    if not found or scene.outer.forms[first].lower in _OPENS_NO_CLAUSE:
        return None
    return found.end() if _goes_on(scene, sentence, said.start, found.end()) else None


def _is_told(scene: Scene, sentence: Span, start: int, end: int) -> bool:
    """Tell whether a clause stands before "X told reporters at the summit", and no verb behind that could be told."""
    words = scene.outer
    behind = words.forms[bisect_left(words.starts, end) : bisect_left(words.starts, sentence.end)]
    return _is_clause(scene, sentence.start, start, finite=False) and not any(form.verbal for form in behind)


def _goes_on(scene: Scene, sentence: Span, start: int, end: int) -> bool:
    """Tell whether what stands before ", said X," is no clause yet, so that the words behind belong to it.

    "The contrast, said Doyle, would be clear": no verb stands before, one right behind the comma. "Over the long term,
    according to the office, prices rise": a few words that begin with a preposition stand before.
    """
    words = scene.outer
    first, cue = bisect_left(words.starts, sentence.start), bisect_left(words.starts, start)
    behind = bisect_left(words.starts, end)
    if behind >= len(words):
        return False
    if words.forms[first].lower in _PREPOSITIONS and cue - first <= _LONGEST_LEAD:
        return not any(form.lower in AUXILIARIES for form in words.forms[first:cue])
    return words.forms[behind].lower in AUXILIARIES and not any(form.verbal for form in words.forms[first:cue])


def _office_start(scene: Scene, mention: Mention) -> int:
    """Give where a subject begins, the office before its comma taken in: "the minister, Karim Bensaid, warned"."""
    at = bisect_left(scene.mention_starts, mention.span.start) - 1
    office = scene.mentions[at] if at >= 0 else None
    return office.span.start if office and scene.filler(office) is mention else mention.span.start


def _before(text: str, sentence: Span, start: int, size: int) -> Span | None:
    lead = _LEADS.match(text, sentence.start, start)
    return _trimmed(text, lead.end() if lead else sentence.start, sentence.start + size - 1)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in " ,:\u00a0":
        start += 1
    while end > start and text[end - 1] in " .\u00a0":
        end -= 1
    return Span(start, end) if start < end else None
