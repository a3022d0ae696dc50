"""Tells words in quotation marks that somebody said from those that nobody said.

Titles of works, nicknames, terms, markup and scare quotes stand in marks too. Named features of the words and their
surroundings are weighed by a logistic regression fitted to the public PolNeAR corpus
(``benchmarks/fit_speech.py``); the weights are numbers in a reviewable file.
"""

from __future__ import annotations

import math
import re
from functools import cache

from analytics.lexicons import DATA, read_weights, word_set
from analytics.records import Span
from analytics.word_classes import DETERMINERS, NAMING_VERBS, PREPOSITIONS

THRESHOLD = 0.45
"""Marked words are a quote from this probability on; chosen on public articles."""

UNCUED_THRESHOLD = 0.55
"""The same for words that no reporting verb goes with (``attribution``)."""

LONGEST_JUDGED = 400
"""Characters of a stretch that are looked at; what is longer is judged by its beginning."""

WEIGHTS = DATA / "speech_weights.json"
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_NEXT = re.compile(r" ([A-Za-z][\w’'-]*)")
_NAME_BEFORE = re.compile(r"[A-Z][\w.’'-]+ $")
_ASIDE = re.compile(r"\([A-Z. ]+\)[.!]?")

_SAYS_ALL = re.compile(r"\b(?:title|headline|name|caption)s?\b[^.:]* says? it all: $")
_BY_LAW = re.compile(
    r"^(?:Under|By|According to) (?:the |its |their )?[^,.]*"
    r"\b(?:Act|Treaty|Charter|Constitution|Convention|Law|Accord)\b[^.]*\b(?:is|are|was|were) to $"
)
_DOCTRINE = re.compile(
    r"[A-Z][\w’'-]+ (?:formula|doctrine|plan|option|scenario|principle|effect|model|line|method)[.,]?"
)

_MENTIONED = re.compile(
    r"\b(?:the|a|an|its|his|her|their|this|that|one|no|whose) (?:[a-z]+ )?(?:word|phrase|term|expression|character"
    r"|acronym|motto|mantra|hashtag|nickname|codename|code name|pseudonym|alias|item|heading|theme|rubric|label|entry"
    r"|category|abbreviation|initials) "
    r"(?:(?:for|of|like|as|meaning) )?$"
    r"|\b(?:call ?sign|code-?named?|nicknamed|tracked as|(?:was|were|is|are|been) (?:dubbed|christened))[, ]+$",
    re.IGNORECASE,
)
"""What stands before words that are named and not said: "the word “sorry”", "the callsign “Crow”"."""
_USED = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|sa(?:y|ys|id|ying)|prefer\w*|lik(?:e|es|ed)|coin(?:s|ed)"
    r"|(?:utter|count|mention|repeat|avoid)\w*)\b"
)
"""Who uses a word says it."""
_NAMES = re.compile(r"call ?sign|nick|code|pseudonym|alias|item|heading|rubric|entry|initials", re.IGNORECASE)
"""Of these the words are a name, whoever speaks: "says a pilot with the callsign “Crow”"."""
_MOTTO_BEFORE = re.compile(
    r"\b(?:motto|slogan|buzzword|watchword|mantra|catchphrase|catchword|nickname)s? "
    r"(?:is|are|was|were|remains|remained) (?:[“\"][^”\"]{1,40}[”\"],? (?:and |or )?)?$"
)
_MOTTO_BEHIND = re.compile(
    r" (?:is|was|became|remains|remained) (?:the|its|their|his|her|our|an?|[\w’']+[’']s?|the \w+[’']s?) (?:[\w-]+ )?"
    r"(?:motto|slogan|buzzword|watchword|mantra|catchphrase|nickname)\b"
)
_BODY_BEHIND = re.compile(
    r" (?:movement|group|party|militia|brigade|battalion|faction|newspaper|daily|channel|network|agency|programme"
    r"|program|organi[sz]ation|foundation|coalition|bloc|alliance|company|operation|exercise|vessel|ship|ferry|tanker)\b"
)
_BODY_BEFORE = re.compile(
    r"\b(?:state|movement|group|party|militia|brigade|battalion|faction|newspaper|channel|network|operation|exercise|plan"
    r"|campaign|organi[sz]ation|coalition|vessel|ship|province|region|place|town)(?:,)? (?:called |named )?$|\btold $"
)
"""A body or a broadcast whose name stands in marks: "the group “Open Hands”", "told “Harbour Tonight”"."""
_FACILITY_BEHIND = re.compile(
    r" (?:mine|quarry|port|harbour|bridge|camp|prison|station|factory|plant|refinery|hotel|pipeline|dam|lighthouse"
    r"|bunker|checkpoint|base|stadium|cinema|theatre|restaurant|café|submarine|frigate|destroyer|trawler|tug|icebreaker"
    r"|rocket|missile|drone|satellite)\b"
)
"""A thing whose name of one word stands in marks: "at the “Northlight” mine"."""
_WRITTEN = re.compile(
    r"\b(?:written|painted|scrawled|chalked|sprayed|daubed|stencilled|carved|engraved|scratched|stitched)"
    r"(?: the words?)? $"
)
_ON_IT = re.compile(
    r"[.,]? (?:in (?:chalk|white|red|black|blue|yellow|paint|blood|charcoal|capitals) "
    r"|(?:on|across|over|above|beneath) (?:the|an?|his|her|its|their|every|both|one) "
    r"(?!(?:\w+ )?(?:network|platform|website|page|account|app|site|channel|blog|media)\b))"
)
"""Words that stand on a thing: "boys have painted “Dry dock” on the wall"."""
_OPENING_TERM = re.compile(r"^(?:(?:In|At|On|From|Inside|Near|Behind) (?:the|a|an)|The|This|That|Its|Their) $")
_RUNS_ON = re.compile(r" (?:is|was|are|were|has|had|have|will|would|[A-Z][a-z])")

_TITLE_BEFORE = re.compile(
    r"\b(?:en)?titled[,:]? $|\b(?:headlined|headed|subtitled),? $|\bsubject line:? $"
    r"|^(?:Go deeper|Read more|Read also|See also|Watch|Listen|Related|More on this|Opinion|Analysis): $"
)
_ON_A_SIGN = re.compile(
    r"\b(?:sign|placard|banner|poster|sticker|billboard|T-shirt|shirt|plaque|badge|graffiti|mural|flag|cap)s?"
    r"(?: [\w’'-]+){0,4},? (?:(?:that|which) )?(?:reads?|reading|says?|saying|said|with the words|declaring)[,:]? $",
    re.IGNORECASE,
)
"""What stands on a thing is a slogan and nobody's statement: "a sign that read “Bread first”"."""
_GIVES_NAME = re.compile(
    r"\b(?:call|dub|dubbed|nickname|nicknamed|christened) (?:(?:him|her|it|them|us)|(?:the|this|that|these|those|their"
    r"|its|his|her|an?) (?:[\w’'-]+ ){1,4})?$"
)
_PEOPLE_CALL = re.compile(
    r"\b(?:people|locals|villagers|residents|fishermen|soldiers|sailors|herders|islanders|natives|old-timers|children"
    r"|everybody|everyone)(?: [\w’'-]+){0,4} (?:call|name|nickname|dub)s? (?:[\w’'-]+ ){1,4}$",
    re.IGNORECASE,
)
"""A name that people at a place give to a thing: "herders call the pass “the throat of the old wolf”"."""
_AS_KNOWN = re.compile(
    r",? as (?:[\w’'-]+ ){1,5}(?:call(?:s|ed)? (?:it|them|him|her|this)|(?:is|are|was|were|became|be) (?:also |better |"
    r"widely |now )?(?:known|called|dubbed))\b|,? (?:meaning|which means|which is|a (?:word|term|phrase|pun)) "
    r"|,? to (?:friend|friends|fans|family|locals|supporters|neighbours|neighbors|everyone)\b"
    r"|,? [—–-] the (?:term|phrase|word|name)\b(?! used by)|,? (?:stands|stood) for\b"
)
"""What stands behind a word that is explained: "“scatter”, as the slogan is known", "to “harbour,” meaning to"."""
_OTHER_NAME = re.compile(r"[\w’'-]+(?:,| \() ?(?:or|aka|alias|also known as|known as)(?: the| an?)? $")
_MEANT = re.compile(r"\b(?:does|do|did|would|could|can) (?:the |an? )?$")
_MEANS = re.compile(r",? (?:mean|really mean|actually mean|stand for)\b")
"""A term that is asked about: "what would “due notice” mean?"."""
_KNOWN_AS = re.compile(
    r"\b(?:known|(?:is|are|was|were|been) (?:referred to|spoken of))\b(?! by)[^,.;:“”\"]{0,40} (?:simply |only |just )?"
    r"as (?:the )?$"
    r"|\b(?:shortened|abbreviated|renamed|rechristened|initials)\b[^.;:“”\"]{0,60} (?:to|as|into) (?:the |an? )?$"
    r"|\b(?:been|was|were) (?:declared|designated|classified|listed|registered) (?:as )?(?:the |an? )$"
    r"|\b(?:learn\w*|teach\w*|taught|how) (?:(?:us|them|him|her) )?to (?:say|write|spell|pronounce|shout) $"
)
"""What somebody or something is known as, shortened to or declared; words that somebody learns."""
_CALLS = re.compile(
    r"\bcall (?:(?:him|her|it|them|us) |(?:the|this|that|these|those|their|its|his|her|an?) (?:[\w’'-]+ ){1,4}?)"
    r"(?:the )?$"
)
_KIND_BEHIND = re.compile(
    r" (?:status|schedule|clause|category|stickers?|badges?|T-shirts?|posters?|banners?|placards?|signs?|button|visa"
    r"|permit|stamp|label|logo|ringtone|song|chord|rule|procedure|timetable|class|edition)\b"
)
"""A kind of thing whose name stands in marks: "a “guest observer” status", "the “two on, two off” schedule"."""
_DOCUMENTS = frozenset(
    """declaration treaty convention protocol charter agreement accord act memorandum resolution pact covenant statute
    statutes communique manifesto decree guidelines principles programme roadmap concept""".split()
)
_LONGEST_DOCUMENT = 14
"""Words of the name of a document."""
_APPOSED = re.compile(r"[\w’'-]+, the $")
_TALK_OF = re.compile(r"\b[Tt]alk of (?:an? |the )?$")
_RUMOURED = re.compile(
    r"\b(?:is|are|was|were) (?:said|rumou?red|understood|believed|thought) to (?:be|have)(?: been)? $"
)
_THINGS = frozenset(
    """policy strategy doctrine line list zone belt wall corridor triangle crescent day law road route bill tax
    rule""".split()
)
_ITS = re.compile(
    r"\b(?:the|whose|its|their|this|that|undisclosed|new|first)(?: \d[\w-]*)? $",
    re.IGNORECASE,
)

_SMALL = frozenset("a an and at by de for from in is it not of on or our the their to we with vs your my i".split())
_WORKS = frozenset(
    """titled entitled named nicknamed known show program programme film movie documentary book song
    album series magazine newspaper podcast episode memoir novel play column anthem ad spot hashtag exhibit""".split()
)
_TERMS = frozenset("so-called self-styled self-proclaimed word words term phrase terms label".split())
_PREPOSITIONS = PREPOSITIONS | frozenset("at as into under against than like".split())
_JOINING = _PREPOSITIONS | frozenset("and but or that is was are were be if when while who which".split())
_FIRST_PERSON = frozenset("i we i'm i've we're we've my our me us i'll we'll".split())

_SIZES = ((1, "1"), (2, "2"), (3, "3"), (5, "4-5"), (8, "6-8"))
_REASONS = {
    "after =": "markup",
    "an aside in capitals": "a note of the transcript",
    "between two names": "a nickname",
    "named, not said": "a title or a name",
    "a term for a thing": "a term",
    "set apart": "a term",
    "so-called": "a term",
    "a title says it": "a title or a name",
    "a law has it": "the text of a law",
    "a doctrine": "a term",
    "a programme is told": "a title or a name",
    'after "so-called"': "a term",
    "known as": "a term",
    "title case": "a title or a name",
    "one capitalised word": "a title or a name",
    "near a word for a work": "a title or a name",
    "title case after a preposition": "a title or a name",
}
"""What a telling feature is called as the reason why nobody said these words; all else is "words set apart"."""

_SURE = (
    "a title says it",
    "a law has it",
    "a doctrine",
    "a programme is told",
    "known as",
    "after =",
    "an aside in capitals",
    "between two names",
    "so-called",
    "named, not said",
    "a term for a thing",
    "set apart",
)
"""Features that decide by themselves, whatever the weights: too rare or too plain to be left to them."""

_CALLED = re.compile(
    r"\bwhat (?!(?:is|are|was|were|has|have|had) )(?:[\w’'.-]+ ){1,4}?(?:calls?|called|terms|termed|describes as"
    r"|described as|dubbed|branded|labell?ed) (?:as )?(?:an? |the )?$"
)
"""Somebody's word for a thing, whatever its form: "of what she termed a "Hidden Hand"."""

_TELLS_PROGRAMME = re.compile(r"\b(?:told|tells) (?:[A-Z][\w.]*['’]s )?$")

_JOINTS = _SMALL | frozenset("al el ul de la le du von van bin ibn".split())
_LONGEST_NAME = 7
"""Words of a motto or a name."""
_LONGEST_LEAD_IN = 120
"""Characters before the marks that can lead to a term or a name: all that is looked for ends at the marks."""
_LONGEST_TERM = 4
"""Words of a term or of a name that people give."""

Features = dict[str, float]


@cache
def cue_words() -> frozenset[str]:
    """Give every form of every reporting verb of one word, in lower case."""
    return frozenset(form for form in word_set("cues", "forms") if " " not in form)


@cache
def strong_cues() -> frozenset[str]:
    """Give the forms of the verbs that report speech by themselves."""
    return frozenset(form for form in word_set("cues", "forms", strength="strong") if " " not in form)


@cache
def governing_cues() -> frozenset[str]:
    """Give the forms of the verbs that govern a reported clause, with quotation marks in it or without."""
    return frozenset(form for form in word_set("cues", "forms", indirect="yes") if " " not in form)


def speech_features(text: str, content: Span, outer: Span, sentence: Span) -> Features:
    """Give the features of one marked stretch.

    Args:
        text: The article's text.
        content: The words inside the marks.
        outer: The same with the marks.
        sentence: The sentence in which the marks open.
    """
    words = text[content.start : min(content.end, content.start + LONGEST_JUDGED)]
    found = _WORD.findall(words)
    features = _inside(words, found)
    if not found:
        return features
    before = text[max(sentence.start, outer.start - 60) : outer.start]
    _before(before, found, features)
    _around(text, outer, sentence, features)
    _behind(text[outer.end : outer.end + 40], before, found, features)
    return features


def _inside(words: str, found: list[str]) -> Features:
    features: Features = {"bias": 1.0}
    if not found:
        return features | {"no words": 1.0}
    number = len(found)
    size = next((name for most, name in _SIZES if number <= most), "more")
    features[f"words {size}"] = 1.0
    first = found[0][0]
    small = all(word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL for word in found)
    if first.isupper() and small and number < 9:
        features["title case" if number > 1 else "one capitalised word"] = 1.0
    if first.islower() and number < 9:
        features["short, starts low"] = 1.0
    if first.isdigit():
        features["starts with a digit"] = 1.0
    end = words.rstrip()[-1:]
    name = {",": "ends with a comma", ".": "ends with a stop", "!": "ends with ! or ?", "?": "ends with ! or ?"}
    features[name.get(end, "ends open")] = 1.0
    if not _FIRST_PERSON.isdisjoint(word.lower().replace("’", "'") for word in found[:40]):
        features["says I or we"] = 1.0
    if _ASIDE.fullmatch(words.strip()):
        features["an aside in capitals"] = 1.0
    return features


def _before(before: str, found: list[str], features: Features) -> None:
    if not before.strip():
        features["opens the sentence"] = 1.0
        return
    if before.rstrip()[-1] in ",:":
        features["after a comma or colon"] = 1.0
    if before.endswith("="):
        features["after ="] = 1.0
    lead = [word.lower() for word in _WORD.findall(before)[-4:]]
    if not lead:
        return
    last = lead[-1]
    flags = {
        "after a determiner": last in DETERMINERS,
        "after a preposition": last in _PREPOSITIONS,
        "right after a strong cue": last in strong_cues(),
        "right after a weak cue": last in cue_words() and last not in strong_cues(),
        "after a possessive": last.endswith(("'s", "’s")),
        'after "so-called"': last in _TERMS,
        "near a word for a work": not _WORKS.isdisjoint(lead[-3:]),
        'near "called"': not NAMING_VERBS.isdisjoint(lead),
        "so-called": last == "so-called" and len(found) <= 4,
        "known as": last == "as" and "known" in lead and len(found) <= 4,
        "title case after a preposition": last in _PREPOSITIONS and "title case" in features,
        "few words after a determiner": last in DETERMINERS and len(found) <= 3,
    }
    features.update((name, 1.0) for name, holds in flags.items() if holds)


def _around(text: str, outer: Span, sentence: Span, features: Features) -> None:
    before = text[max(sentence.start, outer.start - 300) : outer.start]
    behind = text[outer.end : min(sentence.end, outer.end + 300)]
    words = {word.lower() for word in _WORD.findall(f"{before} {behind}")}
    if words & strong_cues():
        features["strong cue in the sentence"] = 1.0
    elif words & cue_words():
        features["weak cue in the sentence"] = 1.0
    elif words:
        features["no cue in the sentence"] = 1.0
    if before.endswith(" all: ") and _SAYS_ALL.search(before):
        features["a title says it"] = 1.0
    if before.endswith(" to ") and _BY_LAW.match(before) and not words & strong_cues():
        features["a law has it"] = 1.0
    content = text[outer.start + 1 : outer.end - 1]
    if _is_named(content, before, text[outer.end : outer.end + 60]):
        features["named, not said"] = 1.0
    elif _is_set_apart(content, before, text[outer.end : outer.end + 60]):
        features["set apart"] = 1.0
    opens = _OPENING_TERM.match(before) and content.count(" ") < 3 and content[:1].islower()
    if opens and _RUNS_ON.match(behind) and not words & strong_cues():
        features["a term for a thing"] = 1.0
    if _DOCTRINE.fullmatch(content) and before.endswith("the ") and not words & cue_words():
        features["a doctrine"] = 1.0
    _lead_in(before, content, features)
    if "title case" in features and not words & strong_cues():
        features["title case, no strong cue"] = 1.0
    if "few words after a determiner" in features and not words & cue_words():
        features["few words after a determiner, no cue"] = 1.0


def _is_named(content: str, before: str, behind: str) -> bool:
    """Tell words that are named from words said: a word as a word, a motto, the name of a body in capitals."""
    found = _WORD.findall(content)
    if not found or len(found) > (_LONGEST_DOCUMENT if found[0].lower() in _DOCUMENTS else _LONGEST_NAME):
        return False
    near = before[-_LONGEST_LEAD_IN:]
    mentioned = _MENTIONED.search(near)
    if (
        (mentioned and (_NAMES.search(mentioned.group()) or not _USED.search(before)))
        or _MOTTO_BEFORE.search(near)
        or _MOTTO_BEHIND.match(behind)
    ):
        return True
    titled = len(found) > 1 and all(word[0].isupper() or word.lower().partition("-")[0] in _JOINTS for word in found)
    if titled and len(found) > 2 and found[0].lower() in _DOCUMENTS and content[-1:] not in ".,!?":
        return True
    if _CALLS.search(near) and found[0][0].isupper() and (titled or near.endswith("the ")):
        return True
    if len(found) == 1 and content[:1].isupper() and content.isalpha() and near.endswith("the "):
        return _FACILITY_BEHIND.match(behind) is not None
    return titled and (_BODY_BEHIND.match(behind) is not None or _BODY_BEFORE.search(near) is not None)


def _is_set_apart(content: str, before: str, behind: str) -> bool:
    """Tell a term, a name that people give, or words that stand on a thing; in all forms few words."""
    found = _WORD.findall(content)
    if not found or len(found) > _LONGEST_NAME:
        return False
    before = before[-_LONGEST_LEAD_IN:]
    if _TITLE_BEFORE.search(before) or _ON_A_SIGN.search(before) or _KNOWN_AS.search(before):
        return True
    if (_KIND_BEHIND.match(behind) and content[-1:] not in ".!?,") or (_MEANS.match(behind) and _MEANT.search(before)):
        return True
    if _WRITTEN.search(before) and _ON_IT.match(behind) and len(found) <= _LONGEST_TERM:
        return True
    if _PEOPLE_CALL.search(before) and found[0].lower() == "the" and content[-1:] not in ".!?":
        return True
    if len(found) > _LONGEST_TERM or not _FIRST_PERSON.isdisjoint(word.lower() for word in found):
        return False
    if _GIVES_NAME.search(before) and (found[0].lower() == "the" or "dub" in before[-40:] or "nick" in before[-40:]):
        return True
    if _AS_KNOWN.match(behind) or _TALK_OF.search(before) or _RUMOURED.search(before):
        return content[:1].islower() or not content.endswith(",") or behind.startswith(" meaning")
    if _OTHER_NAME.search(before) and behind[:1] in (",", ")"):
        return True
    if len(found) == 1 and content.islower() and behind[:1] == "," and _APPOSED.search(before):
        return True  # "the corner shop, the “smera”, is closed"
    named = found[-1].lower() in _THINGS and len(found) > 1 and content[-1:].isalpha()
    return named and found[0].lower() != "red" and _ITS.search(before) is not None


def _lead_in(before: str, content: str, features: Features) -> None:
    before = before[-_LONGEST_LEAD_IN:]
    if "title case" in features and len(_WORD.findall(content)) > 2 and _TELLS_PROGRAMME.search(before):
        features["a programme is told"] = 1.0
    if _CALLED.search(before):
        features["what somebody called it"] = 1.0


def _behind(after: str, before: str, found: list[str], features: Features) -> None:
    following = _NEXT.match(after)
    if not following or len(found) >= 9:
        return
    word = following.group(1)
    if word[0].isupper():
        features["a capital follows"] = 1.0
        if len(found) <= 2 and found[0][0].isupper() and _NAME_BEFORE.search(before):
            features["between two names"] = 1.0
    elif word.lower() in cue_words():
        features["a cue follows"] = 1.0
    elif word.lower() not in _JOINING:
        features["a word follows"] = 1.0
        if len(found) <= 3:
            features["few words, a word follows"] = 1.0


def judge_marked(text: str, content: Span, outer: Span, sentence: Span) -> tuple[float, str]:
    """Give the probability (0..1) that somebody said marked words, and the reason why nobody did, empty if they did.

    Args:
        text: The article's text.
        content: The words inside the marks.
        outer: The same with the marks.
        sentence: The sentence in which the marks open.

    Example:
        >>> text = "Rep. Robert “Bobby” Vale left early."
        >>> judge_marked(text, Span(13, 18), Span(12, 19), Span(0, len(text)))
        (0.0, 'a nickname')
    """
    features = speech_features(text, content, outer, sentence)
    if "no words" in features:
        return 0.0, "no words"
    if "what somebody called it" in features:
        return 1.0, ""
    sure = next((name for name in _SURE if name in features), "")
    if sure:
        return 0.0, _REASONS[sure]
    weights = read_weights(WEIGHTS)
    score = sum(weights.get(name, 0.0) * value for name, value in features.items())
    probability = 1 / (1 + math.exp(-score))
    if probability >= THRESHOLD:
        return probability, ""
    told = (name for name in _REASONS if name in features)
    return probability, _REASONS.get(next(told, ""), "words set apart")
