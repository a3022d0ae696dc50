"""Reads what the words of the stance lexicon mean where they stand.

A word on its own says little: "lifted the embargo" and "imposed the embargo" hold the same noun. The patterns here
turn the hits of the lexicon into signals, each with a named feature: what is done to the object (end, avoid,
refuse), negation, will + force, conditions, demands on others, and neutral frames. Everything looks at most a few
words back, so the cost is linear in the text; and what a sentence can hold is asked of the set of its words first, so
that most sentences cost little more than cutting them into words.

What a hit means by itself is told by ``plain_signals``; here is told what one does to the next, and what the sentence
makes of them all.

Which features there are, and on which side, is said by the axis (``axes``). Here "hawkish" and "dovish" in examples
stand for the high and the low end of any axis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from analytics.axes import Axis
from analytics.axis_rules import Rules, rules_of
from analytics.conditions import find_condition, is_dare, is_trespass
from analytics.constructions import read_constructions
from analytics.damping import Signal, damp, find_scope
from analytics.framed_signals import keep_framed
from analytics.framing import SAYING, frame_words
from analytics.modality import (
    NEGATION_REACH,
    REFUSERS,
    find_negation,
    find_refusal,
    is_mutual,
    is_obliged,
    is_over,
    is_passing,
    is_wanted,
)
from analytics.phrases import Hit, PhraseBook, Sentence, read_words
from analytics.plain_signals import (
    ASKED_PEACE,
    BACKGROUND,
    DENIALS,
    OBJECT_REACH,
    holds_negation,
    is_denied,
    is_imperative,
    means_anything,
    plain_signal,
)
from analytics.records import Span
from analytics.senses import merge_apart
from analytics.text import folded_sentences
from analytics.word_classes import BE

REACH = 5
"""Words between an operator and what it acts on ("lifted the old arms embargo"). Of 3 to 7 none does clearly better on
public development sentences; the same holds for the reaches of ``plain_signals`` and of ``modality``."""

DENIED_REACH = 12
"""Words between "denied that" and the deed: the whole clause is denied, not its first words alone."""

DENIED = 0.3
"""A deed denied counts that much of one ruled out ("denied that shells were fired" beside "ruled out an attack"); to
deny an intention is to rule it out."""
_INTENDING = ("plan", "inten", "want", "seek", "aim", "prepar", "wish", "consider")
ASKED = 0.3
"""What is asked of others counts that much of what is done ("asked for aid" beside "sent aid")."""
DEMANDED = 0.8
"""The least weight of a demand to stop, whatever is to be stopped."""

_NEW_SUBJECTS = frozenset("it they we he she i you there our their".split())
_JOINED = frozenset(("and", "or"))
_AGAINST = frozenset("on against in of at near over".split())
_FINITE = frozenset("will would shall can could must is are was were has have had".split())
_OVER = frozenset(("for", "of", "with"))
_BOUNDING = frozenset(("limit",))
_AND_THEN = (["and"], ["and", "then"], ["then"])
_URGES = frozenset(("call on", "call upon", "urge", "demand"))


class Reading(NamedTuple):
    """A sentence: its words, the signals in it, its condition (``None`` without one).

    ``acts`` names speech acts that a word states outright: "appeal" ("urge"), "denial" ("deny").
    """

    words: Sentence
    signals: Sequence[Signal]
    condition: Span | None
    acts: frozenset[str]

    def texts(self) -> list[str]:
        """Give the words themselves, without those of the cue."""
        return self.words.texts[self.words.cue :] if self.words.cue else self.words.texts

    def span(self, signal: Signal) -> Span | None:
        """Give where the signal stands in the text, ``None`` when only the cue holds it."""
        return self.words.span(signal.start, signal.end)


_NO_ACTS: frozenset[str] = frozenset()


def read_signals(text: str, cue: str = "", *, axis: Axis) -> Iterator[Reading]:
    """Give the reading of each sentence.

    Args:
        text: The words, of any length.
        cue: The reporting words before them ("ruled out", "said he did not"): they act on the first sentence.
        axis: The axis, with its lexicon.

    Yields:
        One reading for each sentence that has a word.
    """
    rules = rules_of(axis)
    frame = frame_words(cue, "on" if text.startswith("on ") else "") if cue else None
    folded, cut = folded_sentences(text)
    marked = '"' in folded or "'" in folded
    for sentence in cut:
        words = read_words(folded, sentence)
        if frame:
            words.put_before(*frame)
            frame = None
        if words.texts:
            named = _set_apart(folded, sentence) if marked else ()
            yield _read_sentence(rules, words, folded[sentence.end - 1] == "?", named)


_SCARE = re.compile(
    r"""\b(?:an?|the|their|your|his|her|its|this|that|called) (['"](?:[\w-]+ ){0,2}[\w-]+['"]) (?=[a-z])"""
)
"""A few words that the speaker sets apart before a noun, and does not mean: "a 'peace' plan"."""


_DOUBTED = re.compile(
    r"""(?<!\w)(["'] ?(?:peace|restraint|friendship|friends?|help|dialogue|talks|ceasefire|truce|partners?|aid"""
    r"""|partnership|neutrality|democracy|freedom|security|stability|peaceful|friendly|humanitarian|assurances?"""
    r"""|guarantees?) ?["'])"""
)
"""A word of good will that stands alone in marks inside what somebody says, and is doubted: 'showed "restraint"'."""


def _set_apart(folded: str, sentence: Span) -> list[Span]:
    """Give the words that the speaker sets apart in marks and does not mean."""
    found = chain(
        _SCARE.finditer(folded, sentence.start, sentence.end), _DOUBTED.finditer(folded, sentence.start, sentence.end)
    )
    return [Span(*one.span(1)) for one in found]


def _read_sentence(rules: Rules, words: Sentence, question: bool, named: Sequence[Span]) -> Reading:
    hits = merge_apart(words, _find_phrases(rules.axis.phrases, words), rules.axis)
    hits = read_constructions(words, hits, rules.axis)
    if named and hits:
        hits = [hit for hit in hits if not _lies_in(words.span(hit.start, hit.end), named)]
    condition = find_condition(words)
    signals = _combine(rules, words.parse(), hits) if hits else []
    refusal = find_refusal(words)
    if refusal is not None:
        signals = _add_refusal(rules, words, signals, refusal)
    if condition is not None:
        signals = _add_conditional(rules, words, signals, condition)
    signals = [signal for signal in signals if signal.feature]
    if words.cue and signals:
        signals = keep_framed(rules, words, signals)
    if signals:
        signals = damp(words, signals, find_scope(words, hits, condition, question), rules.made["conditional_threat"])
    span = words.span(*condition) if condition else None
    return Reading(words, signals, span, _stated_acts(rules, words, hits, signals) if hits else _NO_ACTS)


def _lies_in(span: Span | None, stretches: Sequence[Span]) -> bool:
    return span is not None and any(one.start < span.end and span.start < one.end for one in stretches)


def _find_phrases(book: PhraseBook, words: Sentence) -> Sequence[Hit]:
    """Find the phrases of a sentence; none reaches from a verb of saying in the cue into the words said.

    Except where the words answer: "“No,” he said" is "to say no", "“No one came,” he said" is not.
    """
    texts, cue = words.texts, words.cue
    hits = book.find(texts)
    if not any(hit.start < cue < hit.end and texts[hit.start] in SAYING for hit in hits):
        return hits
    words.parse()
    if cue + 1 >= len(texts) or words.pauses[cue + 1] or words.clauses[cue + 1] != words.clauses[cue]:
        return hits
    said = [Hit(start + cue, end + cue, entry) for start, end, entry in book.find(texts[cue:])]
    return [*book.find(texts[:cue]), *said]


def _stated_acts(rules: Rules, words: Sentence, hits: Sequence[Hit], signals: Sequence[Signal]) -> frozenset[str]:
    """Name the speech acts that a word states outright."""
    texts = words.texts
    acts = {"appeal" for hit in hits if hit.entry.category == "appeal" and texts[hit.start - 1] not in REFUSERS}
    acts |= {"denial" for hit in hits if hit.entry.term in DENIALS}
    negated = rules.made["negated"]
    for signal in signals:
        if signal.feature == negated and is_denied(words, signal.start) and _is_past_deed(words, signal):
            acts.add("denial")
    return frozenset(acts) if acts else _NO_ACTS


def _is_past_deed(words: Sentence, signal: Signal) -> bool:
    """Tell a deed denied from "no" and from an intention denied, which promises: "did not intend to use force"."""
    texts = words.texts[signal.start : signal.end]
    return texts[0] != "no" and not any(text.startswith(_INTENDING) for text in texts)


# --- what one hit does to the next ------------------------------------------------------------------------------


def _combine(rules: Rules, words: Sentence, hits: Sequence[Hit]) -> list[Signal]:
    """Turn hits into signals, letting an operator act on the hit after it."""
    signals: list[Signal] = []
    operators: tuple[Hit, ...] = ()  # the operators right before, the nearest last
    urged: int | None = None
    free_from = 0  # a negation before this word belongs to an earlier hit
    for hit in hits:
        entry = hit.entry
        if entry.category == "mask" or not means_anything(words, hit, rules.axis):
            continue
        if signals:
            last = signals[-1]
            if _absorbed(rules, words, last, hit):
                signals[-1] = last._replace(end=hit.end)
                continue
            judged = _judged(rules, words, signals)
            verdict = _verdict(rules, words, signals[judged], hit)
            if verdict is not None:
                signals[judged] = signals[judged]._replace(end=hit.end, feature=verdict)
                continue
            if entry.category in rules.conceding and _frees(rules, words, last, hit):
                signals.pop()  # "the hostages were handed over"
        signal = _after(rules, words, signals, hit, free_from)
        if operators and _reaches(words, operators[-1], hit):
            called_on = urged == words.clauses[operators[-1].start]
            signal = _acted_on(rules, words, operators, hit, _Made(signal, signals, called_on))
        if signal and signal.value:
            signals.append(signal)
        if entry.term in _URGES:
            urged = words.clauses[hit.start]
        if entry.operator:
            operators = (*operators[-1:], hit)
            continue
        operators = ()
        if _holds_what_follows(rules, words, hit):
            free_from = hit.end
    return signals


def _holds_what_follows(rules: Rules, words: Sentence, hit: Hit) -> bool:
    """Tell a hit that takes a negation before it, or in it, for itself: "will vote no, and it will vote no again"."""
    texts = words.texts
    if texts[hit.end - 1] == "no":
        return True
    return bool(rules.side(hit.entry.category)) and not (hit.end < len(texts) and texts[hit.end] in _JOINED)


def _after(rules: Rules, words: Sentence, signals: Sequence[Signal], hit: Hit, free_from: int) -> Signal | None:
    """Read a hit by itself, behind what the sentence said before: a deed in a charge, or a past told in passing."""
    dovish = rules.side(hit.entry.category) < 0
    if dovish and signals and _is_charged(rules, words, signals[-1], hit):
        return None
    signal = plain_signal(rules, words, hit, free_from)
    if not signal or not (signals or dovish):
        return signal
    captive = words.texts[hit.start] in _CAPTIVE and _is_captivity(rules, words, signals, hit)
    return signal._replace(value=signal.value * BACKGROUND) if captive or is_passing(words, hit.start) else signal


_CAPTIVE = frozenset("captured arrested seized detained kidnapped abducted imprisoned jailed held taken".split())
_RELEASING = frozenset(
    form
    for verb in "release free return hand pardon liberate".split()
    for form in (verb, verb + "s", verb + "ed", verb + "d")
)


NEAR = 4
"""Signals before a captivity among which a release is looked for."""


def _is_captivity(rules: Rules, words: Sentence, signals: Sequence[Signal], hit: Hit) -> bool:
    """Tell the captivity of those who are set free: "freed the editor, arrested last week"."""
    return rules.side(hit.entry.category) > 0 and any(
        last.feature in rules.conceding and words.texts[last.start] in _RELEASING for last in signals[-NEAR:]
    )


def _is_charged(rules: Rules, words: Sentence, last: Signal, hit: Hit) -> bool:
    """Tell a deed that somebody is accused of or held for from an offer: "arrested for helping the rebels"."""
    start = hit.start
    charged = words.texts[start - 1] == "for" or words.texts[start - 2 : start] == ["for", "allegedly"]
    far = start - last.end > (CHARGE_REACH if charged else OBJECT_REACH + 1)
    if far or last.feature not in rules.charging or not words.texts[start].endswith("ing"):
        return False
    same = words.clauses[last.end - 1] == words.clauses[start]
    return same and not _OVER.isdisjoint(words.texts[max(last.end, start - 2) : start])


CHARGE_REACH = 10
"""Words from "arrested" to "for helping the rebels"."""


def _frees(rules: Rules, words: Sentence, last: Signal, hit: Hit) -> bool:
    """Tell whether a concession in the passive is about the noun before it, which is then no violence."""
    if rules.side(last.feature) <= 0 or last.feature in rules.patterns:
        return False
    between = words.texts[last.end : hit.start]
    same = words.clauses[last.end - 1] == words.clauses[hit.start]
    return same and len(between) <= OBJECT_REACH and not BE.isdisjoint(between)


def _judged(rules: Rules, words: Sentence, signals: Sequence[Signal]) -> int:
    """Give the place of the signal that a verdict is about, an adverb passed over: "was cynically rejected"."""
    last = signals[-1]
    adverb = len(signals) > 1 and last.feature in rules.scorn and words.texts[last.end - 1].endswith("ly")
    return -2 if adverb else -1


def _verdict(rules: Rules, words: Sentence, last: Signal, hit: Hit) -> str | None:
    """Give what a hit makes of what stands before it, ``None`` where it leaves it alone.

    So "is out of the question", "was rejected", "were lifted", "have been suspended".
    """
    operator = hit.entry.operator
    if operator not in ("undo", "end", "refuse") or words.clauses[last.end - 1] != words.clauses[hit.start]:
        return None
    if operator == "undo" and last.feature == rules.made["restrain"]:
        return last.feature  # "war is not the answer"
    if operator == "undo" and hit.start - last.end <= REACH:
        return rules.negated(last.feature) if last.feature not in rules.scorn else None
    side = rules.side(last.feature)
    reach = OBJECT_REACH if words.texts[last.end] not in _AGAINST else 2 * OBJECT_REACH  # "strikes on the town were"
    near = hit.start - last.end <= reach and last.feature not in rules.patterns
    if operator == "end" and (hit.entry.term in _BOUNDING or words.texts[last.start] in REFUSERS):
        return None  # "the strikes were limited", "not one inch will be given up"
    ends = operator == "end" and near and (side > 0 or last.feature in rules.conceding)
    if ends and is_over(words, last.end, hit):
        return rules.made["relief" if side > 0 else "cutoff"]  # "the siege has ended", "the truce has ended"
    passive = not BE.isdisjoint(words.texts[max(last.end, hit.start - 2) : hit.start])
    if not passive or find_negation(words, hit.start, OBJECT_REACH) is not None:
        return None
    if hit.entry.term == "drop" and last.feature in rules.violent:
        return None  # "bombs were dropped"
    if operator == "end" and near and rules.side(hit.entry.category) != side:
        if side < 0:
            return rules.made["cutoff"]
        return rules.made["demand_stop" if is_wanted(words, hit.start) else "relief"]
    return rules.negated(last.feature) if operator == "refuse" and side < 0 else None


def _absorbed(rules: Rules, words: Sentence, last: Signal, hit: Hit) -> bool:
    """Tell whether a hit belongs to the object turned by the signal before it ("rejected the offer of talks")."""
    if hit.start - last.end > OBJECT_REACH or hit.entry.operator not in ("", "embrace"):
        return False
    stopping = last.feature in rules.halting and words.texts[last.end - 1] in ("stop", "end", "halt", "cease")
    if not stopping and last.feature not in rules.turned:
        return False
    same = words.clauses[hit.start] == words.clauses[last.end - 1]
    return same and rules.side(hit.entry.category) == -rules.side(last.feature)


def _reaches(words: Sentence, operator: Hit, hit: Hit) -> bool:
    """Tell whether the operator acts on the hit: near, in the same clause, and not "rejected by" it."""
    reach = DENIED_REACH if operator.entry.term in DENIALS and words.texts[operator.end] == "that" else REACH
    if hit.start - operator.end > reach or words.texts[operator.end] == "by":
        return False
    if words.clauses[hit.start] != words.clauses[operator.start]:
        return False
    if operator.end < len(words) and words.pauses[operator.end]:
        return False  # "at the week's end, ..."
    if operator.entry.term in _BOUNDING and words.texts[operator.end] == "of":
        return False  # a noun: "the limits of the accord"
    if "what" in words.texts[operator.end : hit.start]:
        return False  # "asked them to refrain from what it called an unjust claim"
    if words.texts[operator.end : hit.start] in _AND_THEN:
        return False  # "withdraw and then sit down"
    return not any(_begins_anew(words, i) for i in range(operator.end, hit.start))


def _begins_anew(words: Sentence, at: int) -> bool:
    """Tell whether a verb of its own follows: "should they refuse, we will attack", "cut the fees and will meet"."""
    texts = words.texts
    if words.pauses[at] and texts[at] in _NEW_SUBJECTS:
        return True
    return texts[at] in _JOINED and texts[at + 1] in _FINITE


class _Made(NamedTuple):
    """What is made of a sentence so far: of the hit by itself, and of those before it.

    ``called_on`` says that somebody is called on to do something in the same clause.
    """

    signal: Signal | None
    signals: list[Signal]
    called_on: bool


def _acted_on(rules: Rules, words: Sentence, operators: Sequence[Hit], hit: Hit, made: _Made) -> Signal | None:
    """Read a hit after one or two operators; where they make one meaning, their own signals are taken back."""
    operator = operators[-1]
    if operator.entry.operator == "topic":
        return None  # "a working group on sanctions" imposes none
    if operator.entry.operator == "fight" and hit.entry.category == "scourge":
        _take_back(made.signals, operator)  # to fight a disease is no fight
        return None
    feature = _joint_feature(rules, words, operator, hit)
    if feature is None:
        return _embraced(rules, operator, hit, made) if _embraces(rules, operator) else made.signal
    _take_back(made.signals, operator)
    start = operator.start
    outer = operators[0] if len(operators) > 1 and _reaches(words, operators[0], operator) else None
    negation = find_negation(words, operator.start)
    if negation is not None and not holds_negation(operator):
        start, feature = negation, rules.negated(feature)
    elif outer and outer.entry.operator == "refuse" and outer.entry.category in rules.rejecting:  # not "regret that"
        _take_back(made.signals, outer)
        start, feature = outer.start, rules.negated(feature)
    elif feature == rules.made["relief"] and (made.called_on or _is_ordered(words, operator)):
        return Signal(start, hit.end, rules.made["demand_stop"], max(hit.entry.strength, DEMANDED))
    denied = operator.entry.term in DENIALS and feature == rules.made["restrain"]
    denied |= (
        feature == rules.made["denial"]
        and words.texts[operator.end] in ("that", "any")
        and rules.side(hit.entry.category) < 0
    )
    denied = denied and not any(text.startswith(_INTENDING) for text in words.texts[operator.end : hit.start])
    return Signal(start, hit.end, feature, hit.entry.strength * (DENIED if denied else 1.0))


def _is_ordered(words: Sentence, operator: Hit) -> bool:
    """Tell whether others are to do it: "Stop the shelling!", "they must stop the shelling"."""
    return is_imperative(words, operator) or (
        is_obliged(words, operator.start) and not is_mutual(words, operator.start)
    )


def _take_back(signals: list[Signal], operator: Hit) -> None:
    """Drop the operator's own signal, if it made one."""
    if signals and signals[-1].end == operator.end:
        signals.pop()


def _joint_feature(rules: Rules, words: Sentence, operator: Hit, hit: Hit) -> str | None:
    """Name what operator and object mean together, ``None`` where each keeps its own meaning."""
    kind, category, side = operator.entry.operator, hit.entry.category, rules.side(hit.entry.category)
    if not side:
        return None
    if kind == "end" and operator.entry.term == "drop" and side > 0 and category in rules.violent:
        return category  # "dropped three bombs"
    if kind == "end":
        return rules.made["cutoff"] if side < 0 else rules.made["relief"] if category not in rules.scorn else None
    if kind == "avoid":
        return rules.made["restrain"] if side > 0 else None
    if kind != "refuse":
        return None
    if operator.entry.term in DENIALS and (category not in rules.given or words.texts[operator.end] == "that"):
        return rules.made["denial" if side < 0 or category in rules.charge else "restrain"]  # but "denied them aid"
    if side < 0:
        return rules.made["breach" if operator.entry.category in rules.breaking else "refusal"]
    if operator.entry.category not in rules.rejecting:
        return None  # "banned protests", "violated sanctions": hawkish both
    return rules.made["refusal" if category in rules.charge else "restrain"]


def _embraces(rules: Rules, operator: Hit) -> bool:
    """Tell whether the object's side counts, not the operator's: "agreed to attack", "backed the raid"."""
    return operator.entry.operator == "embrace" or (
        operator.entry.operator == "object" and operator.entry.category in rules.embracing
    )


def _embraced(rules: Rules, operator: Hit, hit: Hit, made: _Made) -> Signal | None:
    """Read "agreed to attack", "called for sanctions": the object's side counts, not that of the embrace.

    What is only asked for counts less than what is done.
    """
    embrace, category, signal = operator.entry.category, hit.entry.category, made.signal
    if category in rules.order and embrace in rules.consent:
        return None  # "accepted the demands" is an agreement
    if rules.side(category) > 0 > rules.side(embrace):
        _take_back(made.signals, operator)
    if signal and rules.side(category) < 0 and (embrace == "appeal" or embrace in rules.order):
        if signal.feature == rules.made["demanded"]:
            return signal  # "urged them to surrender"
        asked = ASKED_PEACE if embrace == "appeal" and signal.feature in rules.plea else ASKED
        return signal._replace(value=signal.value * asked)
    return signal


# --- refusals without a word of the lexicon ---------------------------------------------------------------------

REFUSED = 0.6
"""What one's own side will not do, without a word that says what that means ("we will not go there")."""


def _add_refusal(rules: Rules, words: Sentence, signals: list[Signal], at: int) -> list[Signal]:
    """Add the refusal of something that the lexicon does not know ("we shall never go back to that line")."""
    if any(signal.start <= at + NEGATION_REACH and at < signal.end for signal in signals):
        return signals
    return [*signals, Signal(at, min(len(words), at + 2), rules.made["refusal"], REFUSED)]


# --- conditions --------------------------------------------------------------------------------------------------

TRESPASS = 0.8
"""A condition of trespass whose consequence is left open threatens a little less than one that names it."""


def _add_conditional(rules: Rules, words: Sentence, signals: list[Signal], condition: tuple[int, int]) -> list[Signal]:
    """Add the conditional threat: a condition, and force or a response that will follow."""
    follows = [signal.feature for signal in signals if not _inside(signal, condition)]
    threat = rules.made["conditional_threat"]
    if not rules.threatening.isdisjoint(follows):
        return [*signals, Signal(*condition, threat, 1.0)]
    if is_dare(words, condition):
        return [*[signal for signal in signals if rules.side(signal.feature) > 0], Signal(*condition, threat, TRESPASS)]
    if is_trespass(words, condition) and all(rules.side(feature) >= 0 for feature in follows):
        return [*signals, Signal(*condition, threat, TRESPASS)]
    return signals


def _inside(signal: Signal, condition: tuple[int, int]) -> bool:
    return condition[0] <= signal.start and signal.end <= condition[1]
