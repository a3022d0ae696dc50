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

from analytics.conditions import find_condition, is_trespass
from analytics.lexicons import read_lexicon
from analytics.modality import (
    BENT,
    MODAL_REACH,
    NEGATION_REACH,
    find_negation,
    find_refusal,
    is_announced,
    is_background,
    is_mutual,
    is_obliged,
    is_over,
    is_wanted,
)
from analytics.phrases import Entry, Hit, PhraseBook, Word, read_words
from analytics.records import Span
from analytics.senses import has_object, merge_apart, names_body, sense_of_object
from analytics.text import fold, folded_sentences

HAWKISH = frozenset(
    "assault coerce sanction mobilize threat warning accuse condemn demand reject breakoff protest prosecute".split()
)
DOVISH = frozenset("agree support talk yield aid cooperate open restraint reassure".split())

REACH = 5
"""Words between an operator and what it acts on ("lifted the old arms embargo"). Of 3 to 7 none does clearly better on
public development sentences; the same holds for the reaches below and those of ``modality``."""

ADJECTIVE_REACH = 2
OBJECT_REACH = 3

ASKED = 0.3
"""What is asked of others counts that much of what is done ("asked for aid" beside "sent aid")."""
ASKED_PEACE = 0.8
"""Except where the asking is itself the dovish act ("called for restraint")."""
OBLIGED = 0.6
NOT_SUFFERED = 0.2
"""What was not done to somebody tells that much of what somebody does not do ("not isolated" beside "not attack")."""
NOT_DONE = 0.5
"""What somebody says not to have done, beside what somebody says not to do ("did not attack", "will not attack")."""
UNEXPECTED = 0.4
"""To expect no deal is less than to refuse one."""

_SAYING = frozenset("said says saying say told tells telling added adds adding noted insisted".split())
_FORCE = frozenset("assault coerce sanction mobilize threat".split())
_CHARGES = frozenset("accuse condemn prosecute reject demand".split())
_SCORN = frozenset("accuse condemn".split())
_PEACE = frozenset("restraint talk open refusal".split())
_NEW_SUBJECTS = frozenset("it they we he she i you there our their".split())
_BE = frozenset("is are was were be been being".split())
_DONE = frozenset("did was were have has had are is am".split())
_DENIALS = frozenset(("deny", "refute"))
_URGES = frozenset(("call on", "call upon", "urge", "demand"))
_FACTS = frozenset("that having any being knowledge".split())
TURNED = 0.8
"""What a verb means with an object that turns it ("finance terrorists", "withdrew its ambassador")."""
DEMANDED = 0.8
"""The least weight of a demand to stop, whatever is to be stopped."""
BACKGROUND = 0.25
"""What only tells the time ("before the summit", "during the war") is background; and a plain fact denied ("denied
that a date was set") tells as little: the denial of a charge is a feature of its own."""
_TIDINGS = frozenset("report reports rumour rumours rumor rumors".split())


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

    def texts(self) -> list[str]:
        """Give the words themselves, without those of the cue."""
        return [word.text for word in self.words if word.span is not None]

    def span(self, signal: Signal) -> Span | None:
        """Give where the signal stands in the text, ``None`` when only the cue holds it."""
        spans = [word.span for word in self.words[signal.start : signal.end] if word.span is not None]
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
    lead = [word._replace(span=None, clause=0) for word in _frame_words(fold(cue))] if cue else []
    folded, cut = folded_sentences(text)
    for sentence in cut:
        words = (*lead, *read_words(folded, sentence))
        lead = []
        if words:
            yield _read_sentence(words, folded[sentence.end - 1] == "?")


def _frame_words(cue: str) -> list[Word]:
    """Give the words of the cue that frame what follows: its last reported clause.

    Between "agreed with the letter, he said" and the marks a whole other report can stand, which is no frame of
    these words.
    """
    words = read_words(cue, Span(0, len(cue)))
    said = max((i for i, word in enumerate(words) if word.text in _SAYING), default=0)
    start = max((i for i, word in enumerate(words[: said + 1]) if word.pause or word.text == "and"), default=0)
    return words[start:]


def _read_sentence(words: tuple[Word, ...], question: bool) -> Reading:
    hits = merge_apart(words, stance_phrases().find([word.text for word in words]))
    condition = find_condition(words)
    signals = _add_refusal(words, _combine(words, hits))
    signals = _add_conditional(words, signals, condition)
    if question:
        signals = [replace(signal, value=signal.value * QUESTION_DAMP) for signal in signals]
    signals = _damp(words, hits, signals, condition)
    acts = {"appeal" for hit in hits if hit.entry.category == "appeal"}
    acts |= {"denial" for hit in hits if hit.entry.term in _DENIALS}
    acts |= {
        "denial"
        for s in signals
        if s.feature == "negated_hawkish" and _denied(words, s.start, "assault") and words[s.start].text != "no"
    }
    span = _span_of(words[condition[0] : condition[1]]) if condition else None
    return Reading(words, tuple(signals), span, frozenset(acts))


def _span_of(words: Sequence[Word]) -> Span | None:
    spans = [word.span for word in words if word.span is not None]
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
        judged = _judged(words, signals)
        verdict = _verdict(words, signals[judged], hit) if signals else ""
        if verdict:
            signals[judged] = replace(signals[judged], end=hit.end, feature=verdict)
            continue
        if signals and _frees(words, signals[-1], hit):
            signals.pop()  # "the hostages were handed over"
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


def _frees(words: Sequence[Word], last: Signal, hit: Hit) -> bool:
    """Tell whether a concession in the passive is about the noun before it, which is then no violence."""
    if hit.entry.category != "yield" or polarity(last.feature) <= 0 or last.feature in PATTERNS:
        return False
    between = [word.text for word in words[last.end : hit.start]]
    same = words[last.end - 1].clause == words[hit.start].clause
    return same and len(between) <= OBJECT_REACH and not _BE.isdisjoint(between)


def _judged(words: Sequence[Word], signals: Sequence[Signal]) -> int:
    """Give the place of the signal that a verdict is about, an adverb passed over: "was cynically rejected"."""
    adverb = len(signals) > 1 and signals[-1].feature in _SCORN and words[signals[-1].end - 1].text.endswith("ly")
    return -2 if adverb else -1


def _counts(words: Sequence[Word], hit: Hit) -> bool:
    """Tell whether a hit means anything here.

    Masks do not; nor does a single capitalised word, which is part of a name ("Gaza Strip", "in March"), or one that
    names a body ("the sanctions committee"); what we ourselves must do is no demand; some verbs only count after will
    or shall ("responded to reporters"), others only with their object ("met the envoy").
    """
    part_of_name = words[hit.start].name and (hit.end - hit.start == 1 or not words[hit.end - 1].name)
    if hit.entry.category == "mask" or part_of_name or names_body(words, hit):
        return False
    if hit.entry.operator == "object" and not has_object(words, hit):
        return False
    if words[hit.start].text in ("must", "have", "has") and words[hit.start - 1].text in ("we", "i"):
        return False
    return hit.entry.operator != "modal" or is_announced(words, hit.start)


def _verdict(words: Sequence[Word], last: Signal, hit: Hit) -> str:
    """Give what a hit makes of what stands before it, empty where it leaves it alone.

    So "is out of the question", "was rejected", "were lifted", "have been suspended".
    """
    if words[last.end - 1].clause != words[hit.start].clause:
        return ""
    if hit.entry.operator == "undo" and hit.start - last.end <= REACH:
        return _negated(last.feature) if last.feature not in _SCORN else ""
    start = max(last.end, hit.start - 2)
    passive = any(word.text in _BE for word in words[start : hit.start])
    near = hit.start - last.end <= OBJECT_REACH and last.feature not in PATTERNS
    if hit.entry.operator == "end" and near and polarity(last.feature) > 0 and is_over(words, last.end, hit):
        return "relief"  # "the siege has ended"
    if not passive or find_negation(words, hit.start, OBJECT_REACH) is not None:
        return ""
    if hit.entry.operator == "end" and near and polarity(hit.entry.category) != polarity(last.feature):
        if polarity(last.feature) < 0:
            return "cutoff"
        return "demand_stop" if is_wanted(words, hit.start) else "relief"
    return _negated(last.feature) if hit.entry.operator == "refuse" and polarity(last.feature) < 0 else ""


def _absorbed(words: Sequence[Word], last: Signal, hit: Hit) -> bool:
    """Tell whether a hit belongs to the object turned by the signal before it ("rejected the offer of talks")."""
    turned = last.feature in ("refusal", "cutoff", "relief", "restrain", "demand", "breach")
    turned |= last.feature == "restraint" and words[last.end - 1].text in ("stop", "end", "halt", "cease")
    near = hit.start - last.end <= OBJECT_REACH and words[hit.start].clause == words[last.end - 1].clause
    inert = hit.entry.operator in ("", "embrace")
    return turned and near and inert and polarity(hit.entry.category) == -polarity(last.feature)


def _plain(words: Sequence[Word], hit: Hit, free_from: int) -> Signal | None:
    """Read a hit by itself: with negation, with will, or with what others must do."""
    feature, value = hit.entry.category, hit.entry.strength
    if not polarity(feature):
        return None
    turned = sense_of_object(words, hit)
    if turned:
        feature, value = turned, max(value, TURNED)
    reach = ADJECTIVE_REACH if feature == "condemn" else NEGATION_REACH
    negation = find_negation(words, hit.start, reach)
    if negation is not None and negation >= free_from and not _negative(hit):
        if hit.entry.operator == "allow":  # "nor will we allow any breach"
            return Signal(negation, hit.end, "threat", 1.0 if is_announced(words, hit.start) else value)
        if polarity(feature) > 0 and words[hit.start - 1].text in _BE | {"not"} and _suffered(words, hit):
            return _unbowed(words, hit, negation, value)
        if any(word.text.startswith("expect") for word in words[negation : hit.start]):
            value *= UNEXPECTED
        if _denied(words, negation, feature):
            value *= NOT_DONE
        return Signal(negation, hit.end, _negated(feature), value)
    ordered_by = feature == "demand" and hit.end < len(words) and words[hit.end].text == "by"
    if ordered_by or (hit.entry.term in _DENIALS and _denies_fact(words, hit)) or is_background(words, hit.start):
        value *= BACKGROUND
    if feature in _FORCE and is_announced(words, hit.start):
        return Signal(hit.start, hit.end, "will_force", value)
    if feature == "demand" and is_mutual(words, hit.start):
        return Signal(hit.start, hit.end, "restraint", value * ASKED_PEACE)  # "both sides have to stop"
    if feature in DOVISH:
        feature, value = _asked_of_others(words, hit, feature, value)
    return Signal(hit.start, hit.end, feature, value)


def _asked_of_others(words: Sequence[Word], hit: Hit, feature: str, value: float) -> tuple[str, float]:
    """Read a dovish act that others are told to do: feature and value, unchanged where nobody is told."""
    bare = feature == "yield" and _imperative(words, hit) and words[min(hit.end, len(words) - 1)].text != "of"
    if not bare and not is_obliged(words, hit.start, passive=feature == "yield"):
        return feature, value
    return (feature, value * ASKED_PEACE) if not bare and is_mutual(words, hit.start) else ("demand", value * OBLIGED)


def _denies_fact(words: Sequence[Word], hit: Hit) -> bool:
    """Tell a fact denied from a charge denied: "denied that a date was set", "denied a newspaper report"."""
    after = [word.text for word in words[hit.end : hit.end + OBJECT_REACH]]
    return not _FACTS.isdisjoint(after[:1]) or not _TIDINGS.isdisjoint(after)


def _denied(words: Sequence[Word], negation: int, feature: str) -> bool:
    """Tell whether something hostile is said not to have happened ("we did not attack")."""
    return polarity(feature) > 0 and negation > 0 and words[negation - 1].text in _DONE


def _suffered(words: Sequence[Word], hit: Hit) -> bool:
    """Tell a passive: "we were not isolated", "we will not be bullied"."""
    before = {word.text for word in words[max(0, hit.start - 2) : hit.start]}
    return words[hit.start].text.endswith("ed") and not _BE.isdisjoint(before)


def _unbowed(words: Sequence[Word], hit: Hit, negation: int, value: float) -> Signal:
    """Read what is not done to somebody: with "will" it is defiance of oneself or of pressure, else it says little."""
    own = any(word.text in ("we", "i") for word in words[max(0, negation - MODAL_REACH) : negation])
    if (own or words[hit.start].text in BENT) and is_announced(words, hit.start):
        return Signal(negation, hit.end, "refusal", value)
    return Signal(negation, hit.end, "negated_hawkish", value * NOT_SUFFERED)


def _negative(hit: Hit) -> bool:
    """Tell whether the phrase holds its own negation ("no intention of")."""
    return hit.entry.term.startswith(("not ", "no ", "never "))


def _negated(feature: str) -> str:
    return "negated_hawkish" if polarity(feature) > 0 else "refusal"


def _reaches(words: Sequence[Word], operator: Hit, hit: Hit) -> bool:
    """Tell whether the operator acts on the hit: near, in the same clause, and not "rejected by" it."""
    if words[operator.end].text == "by":
        return False
    near = hit.start - operator.end <= REACH
    if not near or words[hit.start].clause != words[operator.start].clause:
        return False
    between = words[operator.end : hit.start]  # "should they refuse, we will attack"
    return not any(word.pause and word.text in _NEW_SUBJECTS for word in between)


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
    if operator.entry.operator == "topic":
        return None  # "a working group on sanctions" imposes none
    if operator.entry.operator == "fight" and hit.entry.category == "scourge":
        _take_back(signals, operator)  # to fight a disease is no fight
        return None
    feature = _joint_feature(operator, hit)
    if not feature:
        return _embraced(operator, hit, signal, signals) if _embraces(operator) else signal
    _take_back(signals, operator)
    start = operator.start
    outer = operators[0] if len(operators) > 1 and _reaches(words, operators[0], operator) else None
    negation = find_negation(words, operator.start)
    if negation is not None and not _negative(operator):
        start, feature = negation, _negated(feature)
    elif outer and outer.entry.operator == "refuse" and outer.entry.category == "reject":  # not "regret that"
        _take_back(signals, outer)
        start, feature = outer.start, _negated(feature)
    elif feature == "relief" and (_imperative(words, operator) or urged == words[operator.start].clause):
        feature = "demand_stop"
    strength = hit.entry.strength
    return Signal(start, hit.end, feature, max(strength, DEMANDED) if feature == "demand_stop" else strength)


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
    if kind == "end":
        return "cutoff" if side < 0 else "relief" if category not in _SCORN else ""
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


def _embraces(operator: Hit) -> bool:
    """Tell whether the object's side counts, not the operator's: "agreed to attack", "backed the raid"."""
    return operator.entry.operator == "embrace" or (
        operator.entry.operator == "object" and operator.entry.category in ("agree", "support", "aid")
    )


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


# --- refusals without a word of the lexicon ---------------------------------------------------------------------

REFUSED = 0.6
"""What one's own side will not do, without a word that says what that means ("we will not go there")."""


def _add_refusal(words: Sequence[Word], signals: list[Signal]) -> list[Signal]:
    """Add the refusal of something that the lexicon does not know ("we shall never go back to that line")."""
    at = find_refusal(words)
    if at is None or any(signal.start <= at + NEGATION_REACH and at < signal.end for signal in signals):
        return signals
    return [*signals, Signal(at, min(len(words), at + 2), "refusal", REFUSED)]


# --- conditions --------------------------------------------------------------------------------------------------

TRESPASS = 0.8
"""A condition of trespass whose consequence is left open threatens a little less than one that names it."""


def _add_conditional(words: Sequence[Word], signals: list[Signal], condition: tuple[int, int] | None) -> list[Signal]:
    """Add the conditional threat: a condition, and force or a response that will follow."""
    if condition is None:
        return signals
    follows = [signal.feature for signal in signals if not _inside(signal, condition)]
    if not {"will_force", "met_with", "threat"}.isdisjoint(follows):
        return [*signals, Signal(*condition, "conditional_threat", 1.0)]
    if is_trespass(words, condition) and all(polarity(feature) >= 0 for feature in follows):
        return [*signals, Signal(*condition, "conditional_threat", TRESPASS)]
    return signals


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
DEEM_REACH = 16
"""Words in which "will consider any ship that ..." comes to "an act of war"."""
_HOSTILE = frozenset("war aggression provocation hostile enemy attack".split())
QUESTION_DAMP = 0.7
CUE_DAMP = 0.8


def _deems(words: Sequence[Word], hit: Hit) -> bool:
    """Tell a "consider" that judges from one that studies: "will consider it an act of war"."""
    if hit.entry.term != "consider" or not is_announced(words, hit.start):
        return False
    return any(word.text in _HOSTILE for word in words[hit.end : hit.end + DEEM_REACH])


def _damp(
    words: Sequence[Word], hits: Sequence[Hit], signals: Sequence[Signal], condition: tuple[int, int] | None
) -> list[Signal]:
    """Weigh the signals by where they stand, and put them in order."""
    frames = [hit.start for hit in hits if hit.entry.category == "neutral" and not _deems(words, hit)]
    neutral = min(frames, default=len(words))
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
        damped.append(Signal(signal.start, signal.end, signal.feature, signal.value * factor))
    return damped
