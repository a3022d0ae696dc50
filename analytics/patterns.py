"""Reads what the words of the stance lexicon mean where they stand.

A word on its own says little: "lifted the embargo" and "imposed the embargo" hold the same noun. The patterns here
turn the hits of the lexicon into signals, each with a named feature: what is done to the object (end, avoid,
refuse), negation, will + force, conditions, demands on others, and neutral frames. Everything looks at most a few
words back, so the cost is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from analytics.lexicons import read_lexicon
from analytics.phrases import Entry, Hit, PhraseBook, plain_words
from analytics.records import Span
from analytics.text import fold, sentences, tokens

HAWKISH = frozenset(
    "assault coerce sanction mobilize threat warning accuse condemn demand reject breakoff protest prosecute".split()
)
DOVISH = frozenset("agree support talk yield aid cooperate open restraint reassure".split())

REACH = 5
"""Words between an operator and what it acts on ("lifted the old arms embargo"). Of 3 to 7 none does clearly better on
public development sentences; the same holds for the next four."""

FACE_REACH = 8
NEGATION_REACH = 4
ADJECTIVE_REACH = 2
OBJECT_REACH = 3
MODAL_REACH = 4

ASKED = 0.3
"""What is asked of others counts that much of what is done ("asked for aid" beside "sent aid")."""
ASKED_PEACE = 0.8
"""Except where the asking is itself the dovish act ("called for restraint")."""
OBLIGED = 0.6
UNEXPECTED = 0.4
"""To expect no deal is less than to refuse one."""

_NEGATIONS = frozenset("not no never neither nor without nobody none hardly".split())
_NOT_NEGATIONS = frozenset("only just merely least doubt longer".split())
_MODALS = frozenset("will shall would vow vows vowed vowing threaten threatens threatened".split())
_READY = frozenset("ready prepared going determined poised".split())
_TURNS = frozenset("but however although though while whereas yet because".split())
_FORCE = frozenset("assault coerce sanction mobilize threat".split())
_CHARGES = frozenset("accuse condemn prosecute reject demand".split())
_PEACE = frozenset("restraint talk open refusal".split())
_BE = frozenset("is are was were be been being".split())
_DENIALS = frozenset(("deny", "refute"))
_URGES = frozenset(("call on", "call upon", "urge", "demand"))
_STOP_MARKS = frozenset(".;:!?")

TITLE_CASE = 0.6
"""Above this share of capitalised words a sentence is read as a headline."""


class Word(NamedTuple):
    """A lower-case word; ``span`` is ``None`` for a word of the reporting cue, which stands outside the text.

    ``clause`` counts the clauses of the sentence; ``name`` says that the word is capitalised inside a sentence
    that is not all in capitals or in title case. A tuple, for there is one for each word of every article.
    """

    text: str
    span: Span | None
    clause: int
    name: bool = False


@dataclass(frozen=True, slots=True)
class Signal:
    """A feature found at ``words[start:end]`` of its sentence, with its value (strength, after damping)."""

    start: int
    end: int
    feature: str
    value: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence: its words, the signals in it, its condition (``None`` without one).

    ``acts`` names speech acts that a word states outright: "appeal" ("urge"), "denial" ("deny").
    """

    words: tuple[Word, ...]
    signals: tuple[Signal, ...]
    condition: Span | None
    acts: frozenset[str]

    def span(self, signal: Signal) -> Span | None:
        """Give where the signal stands in the text, ``None`` when only the cue holds it."""
        spans = [word.span for word in self.words[signal.start : signal.end] if word.span]
        return Span(spans[0].start, spans[-1].end) if spans else None


PATTERNS = {
    "relief": -1,  # end + hawkish: "lifted sanctions"
    "restrain": -1,  # avoid or refuse + hawkish: "refrain from force", "ruled out an attack"
    "negated_hawkish": -1,  # "will not attack"
    "cutoff": 1,  # end + dovish: "suspended talks"
    "refusal": 1,  # refuse or not + dovish, or a charge: "will not negotiate"
    "breach": 1,  # violate + dovish: "violated the truce"
    "denial": 1,  # deny + a fact or a charge: "denied the allegations"
    "demand_stop": 1,  # call on + end + hawkish: "called on them to stop the shelling"
    "will_force": 1,  # "will strike", "prepared to sanction"
    "met_with": 1,  # "will be met with a severe response"
    "conditional_threat": 1,  # "if they cross, we will respond"
}
"""The features made by patterns, with the sign of the reading they speak for."""


def polarity(feature: str) -> int:
    """Give 1 for a hawkish feature, -1 for a dovish one, 0 for one without a side.

    Example:
        >>> polarity("sanction"), polarity("relief"), polarity("neutral")
        (1, -1, 0)
    """
    if feature in PATTERNS:
        return PATTERNS[feature]
    return (feature in HAWKISH) - (feature in DOVISH)


@cache
def stance_phrases() -> PhraseBook:
    """Give the stance lexicon, ``analytics/data/stance_terms.csv``, as a phrase book (read once)."""
    rows = read_lexicon("stance_terms")
    return PhraseBook(
        (Entry(row["term"], row["category"], float(row["strength"]), row["operator"]), row["inflect"]) for row in rows
    )


def read_signals(text: str, cue: str = "") -> Iterator[Reading]:
    """Give the reading of each sentence.

    Args:
        text: The words, of any length.
        cue: The reporting words before them ("ruled out", "said he did not"): they act on the first sentence.

    Yields:
        One reading for each sentence that has a word.
    """
    lead = [Word(word.text, None, 0) for word in _words(fold(cue), Span(0, len(cue)))]
    folded = fold(text)
    for sentence in sentences(folded):
        words = (*lead, *_mark_names(folded, list(_words(folded, sentence))))
        lead = []
        if words:
            yield _read_sentence(words, folded[sentence.end - 1] == "?")


def _words(text: str, within: Span) -> Iterator[Word]:
    """Give the words with contractions opened ("won't" is "will not") and hyphens parted; the text is folded."""
    clause, last = 0, within.start
    for token in tokens(text, within):
        between = text[last : token.start]
        if between != " ":
            clause += " - " in between or not _STOP_MARKS.isdisjoint(between)
        last = token.end
        for part, span in _parts(token.of(text), token):
            clause += part in _TURNS
            yield Word(part, span, clause)


def _mark_names(text: str, words: list[Word]) -> list[Word]:
    """Mark capitalised words, unless capitals mean nothing there (a headline in title case)."""
    capitals = [word.span is not None and text[word.span.start].isupper() for word in words]
    if sum(capitals) > TITLE_CASE * len(words):
        return words
    marked = zip(words, capitals, range(len(words)), strict=True)
    return [word._replace(name=True) if capital and at else word for word, capital, at in marked]


def _parts(token: str, place: Span) -> Iterator[tuple[str, Span]]:
    """Give the words of a token with their places; a word of a contraction has the place of the whole."""
    lower = token.lower()
    if len(lower) > 1 and lower.isalpha() and lower != "cannot":  # by far the most, so not taken apart
        yield lower, place
        return
    start = place.start
    for piece in token.split("-"):
        span = Span(start, start + len(piece))
        start += len(piece) + 1
        for word in plain_words(piece):
            yield word, span


def _read_sentence(words: tuple[Word, ...], question: bool) -> Reading:
    hits = stance_phrases().find([word.text for word in words])
    condition = _condition(words)
    signals = _add_conditional(_combine(words, hits), condition)
    if question:
        signals = [replace(signal, value=signal.value * QUESTION_DAMP) for signal in signals]
    signals = _damp(words, hits, signals, condition)
    acts = {"appeal" for hit in hits if hit.entry.category == "appeal"}
    acts |= {"denial" for hit in hits if hit.entry.term in _DENIALS}
    span = _span_of(words[condition[0] : condition[1]]) if condition else None
    return Reading(words, tuple(signals), span, frozenset(acts))


def _span_of(words: Sequence[Word]) -> Span | None:
    spans = [word.span for word in words if word.span]
    return Span(spans[0].start, spans[-1].end) if spans else None


# --- what one hit does to the next ------------------------------------------------------------------------------


def _combine(words: Sequence[Word], hits: Sequence[Hit]) -> list[Signal]:
    """Turn hits into signals, letting an operator act on the hit after it."""
    signals: list[Signal] = []
    operators: tuple[Hit, ...] = ()  # the operators right before, the nearest last
    urged: int | None = None
    free_from = 0  # a negation before this word belongs to an earlier hit
    for hit in hits:
        if not _counts(words, hit):
            continue
        if signals and _absorbed(words, signals[-1], hit):
            signals[-1] = replace(signals[-1], end=hit.end)
            continue
        if signals and _undoes(words, signals[-1], hit):
            signals[-1] = replace(signals[-1], end=hit.end, feature=_negated(signals[-1].feature))
            continue
        signal = _plain(words, hit, free_from)
        if operators and _reaches(words, operators[-1], hit):
            signal = _acted_on(words, operators, hit, signal, signals, urged)
        if signal and signal.value:
            signals.append(signal)
        urged = words[hit.start].clause if hit.entry.term in _URGES else urged
        if hit.entry.operator:
            operators = (*operators[-1:], hit)
            continue
        operators = ()
        if polarity(hit.entry.category) and not (hit.end < len(words) and words[hit.end].text in ("and", "or")):
            free_from = hit.end
    return signals


def _counts(words: Sequence[Word], hit: Hit) -> bool:
    """Tell whether a hit means anything here.

    Masks do not; nor does a single capitalised word, which is part of a name ("Gaza Strip", "in March"); what
    we ourselves must do is no demand; some verbs only count after will or shall ("responded to reporters").
    """
    if hit.entry.category == "mask" or (hit.end - hit.start == 1 and words[hit.start].name):
        return False
    if words[hit.start].text in ("must", "have", "has") and words[hit.start - 1].text in ("we", "i"):
        return False
    return hit.entry.operator != "modal" or _modal(words, hit.start)


def _undoes(words: Sequence[Word], last: Signal, hit: Hit) -> bool:
    """Tell whether a hit is the verdict on what stands before it: "is out of the question", "was rejected"."""
    if words[last.end - 1].clause != words[hit.start].clause:
        return False
    passive = any(word.text in _BE for word in words[max(last.end, hit.start - 2) : hit.start])
    refused = passive and hit.entry.operator == "refuse" and polarity(last.feature) < 0
    return refused or hit.entry.operator == "undo"


def _absorbed(words: Sequence[Word], last: Signal, hit: Hit) -> bool:
    """Tell whether a hit belongs to the object turned by the signal before it ("rejected the offer of talks")."""
    turned = last.feature in ("refusal", "cutoff", "relief", "restrain", "demand", "breach")
    near = hit.start - last.end <= OBJECT_REACH and words[hit.start].clause == words[last.end - 1].clause
    inert = hit.entry.operator in ("", "embrace")
    return turned and near and inert and polarity(hit.entry.category) == -polarity(last.feature)


def _plain(words: Sequence[Word], hit: Hit, free_from: int) -> Signal | None:
    """Read a hit by itself: with negation, with will, or with what others must do."""
    feature, value = hit.entry.category, hit.entry.strength
    if not polarity(feature):
        return None
    reach = ADJECTIVE_REACH if feature == "condemn" else NEGATION_REACH
    negation = _negation(words, hit.start, reach)
    if negation is not None and negation >= free_from and not _negative(hit):
        if hit.entry.operator == "allow":
            return Signal(negation, hit.end, "threat", value)  # "nor will we allow any breach"
        if any(word.text.startswith("expect") for word in words[negation : hit.start]):
            value *= UNEXPECTED
        return Signal(negation, hit.end, _negated(feature), value)
    if feature in _FORCE and _modal(words, hit.start):
        return Signal(hit.start, hit.end, "will_force", value)
    if feature in DOVISH and _obliged(words, hit.start):
        return Signal(hit.start, hit.end, "demand", value * OBLIGED)
    return Signal(hit.start, hit.end, feature, value)


def _negative(hit: Hit) -> bool:
    """Tell whether the phrase holds its own negation ("no intention of")."""
    return hit.entry.term.startswith(("not ", "no ", "never "))


def _negated(feature: str) -> str:
    return "negated_hawkish" if polarity(feature) > 0 else "refusal"


def _negation(words: Sequence[Word], at: int, reach: int = NEGATION_REACH) -> int | None:
    """Give the index of the negation that covers the word at ``at``, if there is one in the same clause."""
    for i in range(at - 1, max(-1, at - 1 - reach), -1):
        if words[i].clause != words[at].clause:
            return None
        if words[i].text in _NEGATIONS:
            return None if words[i + 1].text in _NOT_NEGATIONS else i
    return None


def _modal(words: Sequence[Word], at: int) -> bool:
    """Tell whether the word at ``at`` is said to come: "will", "prepared to"."""
    for i in range(max(0, at - MODAL_REACH), at):
        announced = words[i].text in _MODALS or (words[i].text in _READY and words[i + 1].text == "to")
        if announced and words[i].clause == words[at].clause:
            return True
    return False


def _obliged(words: Sequence[Word], at: int) -> bool:
    """Tell whether somebody else is told to do the act at ``at`` ("they must implement", not "we must")."""
    for i in range(max(1, at - MODAL_REACH), at):
        told = words[i].text == "must" or (words[i].text in ("has", "have") and words[i + 1].text == "to")
        if told and words[i].clause == words[at].clause:
            return words[i - 1].text not in ("we", "i", "us", "also") and words[at - 1].text not in ("be", "been")
    return False


def _reaches(words: Sequence[Word], operator: Hit, hit: Hit) -> bool:
    """Tell whether the operator acts on the hit: near, in the same clause, and not "rejected by" it."""
    faces = operator.entry.operator == "face"
    if not faces and words[operator.end].text == "by":
        return False
    near = hit.start - operator.end <= (FACE_REACH if faces else REACH)
    return near and words[hit.start].clause == words[operator.start].clause


def _acted_on(
    words: Sequence[Word],
    operators: Sequence[Hit],
    hit: Hit,
    signal: Signal | None,
    signals: list[Signal],
    urged: int | None,
) -> Signal | None:
    """Read a hit after one or two operators; where they make one meaning, their own signals are taken back.

    ``urged`` is the clause in which somebody is called on to do something.
    """
    operator = operators[-1]
    if operator.entry.operator == "fight" and hit.entry.category == "scourge":
        _take_back(signals, operator)  # to fight a disease is no fight
        return None
    feature = _joint_feature(operator, hit)
    if not feature:
        return _embraced(operator, hit, signal, signals) if operator.entry.operator == "embrace" else signal
    _take_back(signals, operator)
    start = operator.start
    outer = operators[0] if len(operators) > 1 and _reaches(words, operators[0], operator) else None
    negation = _negation(words, operator.start)
    if negation is not None and not _negative(operator):
        start, feature = negation, _negated(feature)
    elif outer and outer.entry.operator == "refuse":
        _take_back(signals, outer)
        start, feature = outer.start, _negated(feature)
    elif feature == "relief" and (_imperative(words, operator) or urged == words[operator.start].clause):
        feature = "demand_stop"
    return Signal(start, hit.end, feature, hit.entry.strength)


def _imperative(words: Sequence[Word], operator: Hit) -> bool:
    """Tell whether the sentence begins with the bare verb ("Stop the shelling!")."""
    return operator.start == 0 and words[0].text == operator.entry.term.partition(" ")[0]


def _take_back(signals: list[Signal], operator: Hit) -> None:
    """Drop the operator's own signal, if it made one."""
    if signals and signals[-1].end == operator.end:
        signals.pop()


def _joint_feature(operator: Hit, hit: Hit) -> str:
    """Name what operator and object mean together, empty where each keeps its own meaning."""
    kind, category, side = operator.entry.operator, hit.entry.category, polarity(hit.entry.category)
    if not side:
        return ""
    if kind == "face":
        return "met_with" if category in _FORCE - {"mobilize"} else ""
    if kind == "end":
        return "relief" if side > 0 else "cutoff"
    if kind == "avoid":
        return "restrain" if side > 0 else ""
    if kind != "refuse":
        return ""
    if operator.entry.term in _DENIALS and category not in ("yield", "aid"):
        return "denial" if side < 0 or category in _CHARGES else "restrain"  # but "denied them aid"
    if side < 0:
        return "breach" if operator.entry.category == "accuse" else "refusal"
    if operator.entry.category != "reject":
        return ""  # "banned protests", "violated sanctions": hawkish both
    return "refusal" if category in _CHARGES else "restrain"


def _embraced(operator: Hit, hit: Hit, signal: Signal | None, signals: list[Signal]) -> Signal | None:
    """Read "agreed to attack", "called for sanctions": the object's side counts, not that of the embrace.

    What is only asked for counts less than what is done.
    """
    embrace, category = operator.entry.category, hit.entry.category
    if category == "demand" and embrace in ("agree", "yield"):
        return None  # "accepted the demands" is an agreement
    if polarity(category) > 0 > polarity(embrace):
        _take_back(signals, operator)
    if signal and polarity(category) < 0 and embrace in ("appeal", "demand"):
        asked = ASKED_PEACE if embrace == "appeal" and signal.feature in _PEACE else ASKED
        return replace(signal, value=signal.value * asked)
    return signal


# --- conditions --------------------------------------------------------------------------------------------------

SUBJECT_REACH = 20
"""Words in which "any ..." finds its "will be met with"."""

_IF = frozenset("if unless should".split())
_CONSEQUENCE = frozenset("then will would shall".split())
_SUBJECTS = frozenset("that this it we i they he she there you".split())


def _condition(words: Sequence[Word]) -> tuple[int, int] | None:
    """Give the bounds of the condition in words: from "if" to the words that say what then happens."""
    begin = next((i for i, word in enumerate(words) if _opens_condition(words, i, word.text)), None)
    if begin is None:
        return None
    end = begin + 1
    while end < len(words) and words[end].clause == words[begin].clause:
        if words[end].text in _CONSEQUENCE or _comma_before(words, end, begin):
            break
        end += 1
    if end < len(words) and words[end].text in _CONSEQUENCE and words[end - 1].text in _SUBJECTS and end - begin > 2:
        end -= 1
    return (begin, end) if end - begin > 1 else None


def _opens_condition(words: Sequence[Word], at: int, text: str) -> bool:
    if text == "any":  # "any attempt will be met with ..."
        ahead = [word.text for word in words[at + 1 : at + SUBJECT_REACH]]
        return "met" in ahead and not _CONSEQUENCE.isdisjoint(ahead)
    if text not in _IF:
        return False
    if text == "should":  # only inverted: "Should they cross the line, ..."
        return at == 0
    return not (at and words[at - 1].text in ("as", "even", "see", "know", "ask", "asked", "wonder", "or"))


def _comma_before(words: Sequence[Word], at: int, begin: int) -> bool:
    left, right = words[at - 1].span, words[at].span
    return bool(left and right and at - begin >= 3 and right.start - left.end >= 2)


def _add_conditional(signals: list[Signal], condition: tuple[int, int] | None) -> list[Signal]:
    """Add the conditional threat: a condition, and force or a response that will follow."""
    if condition is None:
        return signals
    follows = [signal.feature for signal in signals if not _inside(signal, condition)]
    if {"will_force", "met_with", "threat"}.isdisjoint(follows):
        return signals
    return [*signals, Signal(*condition, "conditional_threat", 1.0)]


def _inside(signal: Signal, condition: tuple[int, int] | None) -> bool:
    return condition is not None and condition[0] <= signal.start and signal.end <= condition[1]


# --- how much a signal counts ------------------------------------------------------------------------------------

DECAY = 0.3
"""Each later signal of a sentence counts that much less: the first verb carries the news. Of 0.1 to 0.4 this did best
on public development sentences; of the next five no other value does clearly better."""
FLOOR = 0.3
NEUTRAL_DAMP = 0.2
"""After a neutral frame ("declined to comment on the sanctions") little is left."""
CONDITION_DAMP = 0.35
"""What stands in an if-clause is supposed, not done."""
QUESTION_DAMP = 0.7
CUE_DAMP = 0.8


def _damp(
    words: Sequence[Word], hits: Sequence[Hit], signals: Sequence[Signal], condition: tuple[int, int] | None
) -> list[Signal]:
    """Weigh the signals by where they stand, and put them in order."""
    neutral = min((hit.start for hit in hits if hit.entry.category == "neutral"), default=len(words))
    damped = []
    rank = 0
    for signal in sorted(signals, key=lambda signal: signal.start):
        factor = 1.0
        if signal.feature != "conditional_threat":
            supposed = _inside(signal, condition)
            factor = CONDITION_DAMP if supposed else max(FLOOR, 1 - DECAY * rank)
            rank += not supposed
        factor *= NEUTRAL_DAMP if signal.start >= neutral else 1
        factor *= CUE_DAMP if words[signal.end - 1].span is None else 1
        damped.append(replace(signal, value=signal.value * factor))
    return damped
