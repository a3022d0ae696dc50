"""Keeps of the signals of a frame what it says itself, and leaves out what it only tells of.

A frame is what stands between a quote and its reporting verb: "announced that the captured pilot would go home". It is
asked for only where both hold signals or where the frame alone does.
"""

from __future__ import annotations

from analytics.axis_rules import Rules
from analytics.damping import Signal
from analytics.framing import PROMISING
from analytics.inflections import verb_forms
from analytics.phrases import Sentence
from analytics.plain_signals import BACKGROUND
from analytics.word_classes import BE


def keep_framed(rules: Rules, words: Sentence, signals: list[Signal]) -> list[Signal]:
    """Leave out what the frame only tells of, where the quoted words speak for themselves.

    Of "announced that the seized boat would sail home “as a sign of goodwill”" the frame gives a setting; a verb
    that threatens, warns, demands, blames or refuses governs the words behind it and stays; so does one right before
    them ("welcomed “any compromise”").
    """
    if all(signal.end <= words.cue for signal in signals):
        return [signal for signal in signals if not _says_little(rules, words, signal)]
    if _admits(words):
        signals = [
            signal._replace(value=signal.value * BACKGROUND) if rules.side(signal.feature) > 0 else signal
            for signal in signals
        ]
    return [signal for signal in signals if signal.end >= words.cue or signal.feature in rules.governing]


_ADMITTING = frozenset(
    form
    for verb in "acknowledge admit concede confess apologise apologize regret recognise recognize".split()
    for form in verb_forms(verb)
)
_OWN = frozenset("its his her their our my he she they we i it".split())
ADMITTED_REACH = 20
"""Words of a clause in which somebody's own side is named as the one who did what is admitted."""


def _admits(words: Sentence) -> bool:
    """Tell a wrong of one's own that is admitted: "admitted that its gunners had shelled the ferry"."""
    texts, cue = words.texts, words.cue
    if _ADMITTING.isdisjoint(texts[:2]):
        return False
    return not _OWN.isdisjoint(texts[1 : cue + ADMITTED_REACH])


def _says_little(rules: Rules, words: Sentence, signal: Signal) -> bool:
    """Tell a word of the frame that makes no stance of words which have none themselves.

    A promise can be of anything ("promised two more ferries") and is dovish where something will not be done. The
    weather is warned of and blamed; one complains of anything; and what is said of talks lies in the quoted word ("the
    talks were “intensive”").
    """
    texts, cue = words.texts, words.cue
    if texts[signal.start] in PROMISING:
        spares = texts[cue] == "that" and not _SPARING.isdisjoint(texts[cue:]) and _UNENDING.isdisjoint(texts[cue:])
        return not spares and _GOODS.isdisjoint(texts[cue:])
    if (signal.feature in rules.blaming or signal.feature in rules.warning) and not _MUNDANE.isdisjoint(texts[cue:]):
        return True
    if texts[signal.start].startswith("complain"):
        return True
    spoken_of = texts[cue - 1] in _COPULAS and signal.end < cue and signal.feature not in rules.spoken_against
    return spoken_of and len(texts) - cue <= DESCRIBED


_SPARING = frozenset("not no nobody none never".split())
_GOODS = frozenset(
    """safe safety protection security home elections election inquiry investigation compensation reforms respect
    freedom justice full fair transparent""".split()
)
"""What is promised to others for their good."""
_UNENDING = frozenset("stop rest yield surrender forget forgive give relent".split())
DESCRIBED = 3
"""Words in marks that may describe what the frame speaks of."""
_COPULAS = BE | {"become", "became", "into"}
_MUNDANE = frozenset(
    """weather rain rains storm storms fog wind winds snow ice flood floods drought heat cold winter price prices
    inflation rate rates harvest crops traffic delay delays tide shoals fault error errors technical budget tax taxes
    voters turnout shortage shortages cost costs wages decades predecessor predecessors himself herself ourselves
    themselves myself ourself itself""".split()
)
