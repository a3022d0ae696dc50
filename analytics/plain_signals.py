"""Gives the signal that one hit of the stance lexicon makes by itself, whatever other hits its sentence has.

A hit is read with what stands right before and behind it: a negation, will or shall, what others must do, a question.
What one hit does to the next is told by ``patterns``.
"""

from __future__ import annotations

from itertools import pairwise

from analytics.axes import Axis
from analytics.axis_rules import Rules
from analytics.damping import Signal
from analytics.everyday import EVERYDAY, HURT, is_everyday, is_toll
from analytics.framing import is_reporting_promise
from analytics.inflections import verb_forms
from analytics.modality import (
    BENT,
    MODAL_REACH,
    NEGATION_REACH,
    find_negation,
    is_announced,
    is_background,
    is_borne,
    is_claimed,
    is_condition,
    is_defined,
    is_deplored,
    is_doubted,
    is_forced,
    is_mutual,
    is_natural,
    is_obliged,
    is_own,
    is_put_off,
    is_questioned,
    is_talked_of,
    is_urged,
)
from analytics.phrases import Hit, Sentence
from analytics.senses import has_object, is_published, names_body, sense_of_object
from analytics.word_classes import BE

ADJECTIVE_REACH = 2
OBJECT_REACH = 3

ASKED_PEACE = 0.8
"""What is asked of others counts that much of what is done where the asking is itself the dovish act ("called for
restraint")."""
OBLIGED = 0.6
NOT_SUFFERED = 0.2
"""What was not done to somebody tells that much of what somebody does not do ("not isolated" beside "not attack")."""
NOT_DONE = 0.5
"""What somebody says not to have done, beside what somebody says not to do ("did not attack", "will not attack")."""
NOT_BLAMED = 0.25
"""What others are not blamed for, or do not refuse, is no peace offer ("it is no coup", "they have no veto")."""
LEFT_WITHOUT = 0.3
"""What goes on without a thing turns it down less than a refusal does ("the summit closed without an accord")."""
UNEXPECTED = 0.35
"""To expect no deal is less than to refuse one."""
TURNED = 0.8
"""What a verb means with an object that turns it ("finance terrorists", "withdrew its ambassador")."""
PUT_OFF = 0.3
"""What hangs on another's act ("talks only if they leave") or is not to be had ("peace cannot come") offers little."""
BACKGROUND = 0.25
"""What only tells the time ("before the summit", "during the war") is background; and a plain fact denied ("denied
that a date was set") tells as little: the denial of a charge is a feature of its own."""

DENIALS = frozenset(("deny", "refute"))
_KEEPING_PEACE = frozenset("peacekeeping peacekeepers peacekeeper".split())
_ARTICLES = frozenset(("a", "an", "the"))
_DONE = frozenset("did was were have has had are is am".split())
_FACTS = frozenset("that having any being knowledge".split())
_TIDINGS = frozenset("report reports rumour rumours rumor rumors".split())


def means_anything(words: Sentence, hit: Hit, axis: Axis) -> bool:
    """Tell whether a hit means anything here.

    A single capitalised word does not, which is part of a name ("Gaza Strip", "in March"), nor one that names a body
    ("the sanctions committee"); what we ourselves must do is no demand; some verbs only count after will or shall
    ("responded to reporters"), others only with their object ("met the envoy").
    """
    start, end, entry = hit
    if words.names[start] and (end - start == 1 or not words.names[end - 1]):
        return False
    if (
        names_body(words, hit)
        or is_published(words, hit)
        or (words.texts[start] in EVERYDAY and is_everyday(words, hit))
        or (entry.operator == "object" and not has_object(words, hit, axis))
    ):
        return False
    texts = words.texts
    if texts[start] in ("must", "have", "has") and texts[start - 1] in ("we", "i"):
        return False
    return entry.operator != "modal" or is_announced(words, start)


def plain_signal(rules: Rules, words: Sentence, hit: Hit, free_from: int) -> Signal | None:
    """Read a hit by itself: with negation, with will, or with what others must do.

    Args:
        rules: What the patterns ask of the axis.
        words: The parsed sentence.
        hit: A hit that means something there.
        free_from: The first word that a negation of this hit may stand at; one before it belongs to an earlier hit.

    Returns:
        The signal, ``None`` where the hit is not meant.
    """
    start, end, entry = hit
    feature, value = entry.category, entry.strength
    if not _is_meant(rules, words, hit):
        return None
    turned = sense_of_object(words, hit, rules.axis) if feature in rules.sense else ""
    if turned:
        feature, value = turned, max(value, TURNED)
    negation = find_negation(words, start, ADJECTIVE_REACH if feature in rules.adjective else NEGATION_REACH)
    if negation is not None and rules.side(feature) > 0 and is_borne(words, negation, start):
        negation = None  # "cannot hide its mistake" still blames
    behind = _turned_behind(rules, words, hit, Signal(start, end, feature, value)) if rules.side(feature) > 0 else None
    if behind and (negation is None or behind.feature == rules.made["restrain"]):
        return behind
    if negation is not None and negation >= free_from and not holds_negation(hit):
        return _negated(rules, words, hit, Signal(negation, end, feature, value))
    if _tells_little(rules, words, hit, feature):
        value *= BACKGROUND
    if feature in rules.force and is_announced(words, start) and not is_talked_of(words, start):
        return Signal(start, end, rules.made["will_force"], value)
    if feature in rules.order and is_mutual(words, start):
        return Signal(start, end, rules.made["asked_of_all"], value * ASKED_PEACE)  # "both sides have to stop"
    if rules.side(feature) < 0 and is_questioned(words, start):
        return Signal(start, end, rules.negated(feature), value)  # "why should we withdraw?"
    if rules.side(feature) < 0:
        if is_put_off(words, end) or is_doubted(words, end) or is_defined(words, end):
            value *= PUT_OFF
        feature, value = _asked_of_others(rules, words, hit, feature, value)
    return Signal(start, end, feature, value)


_SPARED = frozenset(("no", "nobody"))
_DOING = frozenset("will would shall to can could may might must should have has had we they i and he she".split())
_NO_MATTER = frozenset("longer less fewer doubt matter other more sooner but except save".split())


def _turned_behind(rules: Rules, words: Sentence, hit: Hit, found: Signal) -> Signal | None:
    """Read what the words behind a hit make of it: "war is no way out", "would harm no civilian"."""
    if found.feature in rules.dreaded and is_deplored(words, hit):
        return found._replace(feature=rules.made["restrain"], value=max(found.value, TURNED))
    if hit.end < len(words) and _spares_all(words, hit):
        return found._replace(end=hit.end + 1, feature=rules.made["negated"])
    return None


def _spares_all(words: Sentence, hit: Hit) -> bool:
    """Tell a verb whose object is nobody: "would harm no civilian", "we have attacked nobody"."""
    texts, end = words.texts, hit.end
    if texts[end] not in _SPARED or not hit.start or texts[hit.start - 1] not in _DOING:
        return False
    same = words.clauses[end] == words.clauses[hit.start]
    return same and _NO_MATTER.isdisjoint(texts[end + 1 : end + OBJECT_REACH])


def _tells_little(rules: Rules, words: Sentence, hit: Hit, feature: str) -> bool:
    """Tell what is only background or a fact: "ordered by", "denied having", "during the war", "forty were injured"."""
    start, end, entry = hit
    if feature in rules.order and end < len(words) and words.texts[end] == "by":
        return True
    if entry.term in DENIALS and _denies_fact(words, hit):
        return True
    texts = words.texts
    if feature in rules.force and not _HAPPENED.isdisjoint(texts[end : end + 1]):
        return True  # "the attack took place at dawn"
    if texts[start - 1] in BE and _is_dated(texts[end : end + DATE_REACH]):
        return True  # "the bridge was destroyed in 1944"
    counted = feature in rules.force and texts[start] in HURT and is_toll(words, start)
    if feature in rules.posture and not _KEEPING_PEACE.isdisjoint(
        words.texts[max(0, start - COMING_REACH) : end + COMING_REACH]
    ):
        return True  # "troops sent on a peacekeeping mission"
    return counted or is_background(words, start)


_HAPPENED = frozenset("took happened occurred".split())
DATE_REACH = 5
"""Words behind a passive among which a year makes it history."""


def _is_dated(texts: list[str]) -> bool:
    """Tell whether a year stands behind "in": what was done then is history."""
    return any(before == "in" and len(year) == 4 and year.isdigit() for before, year in pairwise(texts))


def _is_meant(rules: Rules, words: Sentence, hit: Hit) -> bool:
    """Tell what somebody does or says from what is only reported, done by nature or forced on somebody."""
    start, feature = hit.start, hit.entry.category
    if not rules.side(feature) or (start < words.cue and is_reporting_promise(words, hit)):
        return False
    if feature in rules.force and is_natural(words, start):
        return False
    return rules.side(feature) > 0 or start < 2 or not is_forced(words, start)  # "tried to make him sign"


def _negated(rules: Rules, words: Sentence, hit: Hit, found: Signal) -> Signal:
    """Read a hit after a negation, from which ``found`` reaches to its end."""
    negation, end, feature, value = found
    texts = words.texts
    if hit.entry.operator == "allow":  # "nor will we allow any breach"
        return Signal(negation, end, rules.made["not_allowed"], 1.0 if is_announced(words, hit.start) else value)
    hawkish = rules.side(feature) > 0
    if not hawkish and not _ARMED.isdisjoint(texts[hit.start : end + 2]) and texts[hit.start] in _SENDING:
        return Signal(negation, end, rules.made["negated"], value * TURNED)  # "would not supply arms"
    if not hawkish and _holds_no_refusal(words, hit, negation):
        return Signal(negation, end, "", value)
    if not hawkish and not _WILLING.isdisjoint(texts[negation + 1 : hit.start]):
        return Signal(negation, end, feature, value)  # "not afraid to talk"
    if hawkish and feature in rules.order and texts[hit.start] in _STOPPING:
        return Signal(negation, end, rules.made["refusal"], value)  # "will never stop its war"
    before = texts[hit.start - 1]
    if hawkish and (before in BE or before == "not") and _suffered(words, hit):
        return _unbowed(rules, words, hit, negation, value)
    if any(text.startswith("expect") for text in texts[negation : hit.start]):
        value *= UNEXPECTED
    if hawkish and is_denied(words, negation):
        value *= NOT_DONE
    if hawkish and _done_by_nobody(words, negation, hit.start):
        value *= NOT_BLAMED
    if (
        not hawkish
        and texts[negation] == "without"
        and _COMING.isdisjoint(texts[max(0, negation - COMING_REACH) : negation])
    ):
        value *= LEFT_WITHOUT
    named = texts[negation - 1] in BE and texts[negation + 1] in _ARTICLES  # "it is not a coup"
    if hawkish and (named or feature in rules.blaming) and not is_own(words, negation):
        value *= NOT_BLAMED
    return Signal(negation, end, rules.negated(feature), value)


_SENDING = frozenset(form for verb in "send dispatch commit supply ship".split() for form in verb_forms(verb))
_ARMED = frozenset(
    """reinforcements troops troop soldiers forces arms weapons tanks missiles rockets warships jets mercenaries
    fighters gunboats bombers battalions divisions brigades ammunition warplanes artillery""".split()
)
_ASKING = frozenset("asking ask asks asked begging beg begs begged".split())
_WILLING = frozenset("afraid reluctant ashamed against averse opposed late".split())
_SPOKEN = frozenset("discussed met spoke talked spoken promised assured guaranteed".split())
"""What did not happen, or is not warranted, is no refusal: "he never discussed tables", "was not promised to us"."""
COMING_REACH = 10
"""Words from "will" to "without the pact", and from troops to the peacekeeping that they are sent for."""
_COMING = frozenset("will would shall can must".split())
_STOPPING = frozenset("stop end halt cease".split())
_HARDLY = frozenset("never been be was is were".split())


def _holds_no_refusal(words: Sentence, hit: Hit, negation: int) -> bool:
    """Tell a negation that turns nothing down: "not asking for charity", "their safety could not be assured"."""
    texts = words.texts
    if not _ASKING.isdisjoint(texts[negation + 1 : hit.start + 1]):
        return True
    return texts[hit.start] in _SPOKEN and texts[hit.start - 1] in _HARDLY


def _done_by_nobody(words: Sentence, negation: int, at: int) -> bool:
    """Tell a fact denied of all: "nobody had rejected the plan", "no one is starving"; "no one wants war" is a wish."""
    texts = words.texts
    if texts[negation] not in _NOBODY and texts[negation : negation + 2] != ["no", "one"]:
        return False
    between = texts[negation + 1 : at]
    return not _FACTUAL.isdisjoint(between) and _INTENT.isdisjoint(between)


_NOBODY = frozenset(("nobody", "none"))
_FACTUAL = frozenset("is are was were has have had".split())
_INTENT = frozenset("going interested ready prepared willing planning the a".split())
_DONE_TO = ("ed", *"shot struck beaten driven broken taken overrun sunk hit held torn blown thrown".split())


def _suffered(words: Sentence, hit: Hit) -> bool:
    """Tell a passive: "we were not isolated", "we will not be bullied"."""
    texts, start = words.texts, hit.start
    return texts[start].endswith(_DONE_TO) and not BE.isdisjoint(texts[max(0, start - 2) : start])


def _unbowed(rules: Rules, words: Sentence, hit: Hit, negation: int, value: float) -> Signal:
    """Read what is not done to somebody: with "will" it is defiance of oneself or of pressure, else it says little."""
    before = words.texts[max(0, negation - MODAL_REACH) : negation]
    own = "we" in before or "i" in before
    if (own or words.texts[hit.start] in BENT) and is_announced(words, hit.start):
        return Signal(negation, hit.end, rules.made["refusal"], value)
    return Signal(negation, hit.end, rules.made["negated"], value * NOT_SUFFERED)


def _asked_of_others(rules: Rules, words: Sentence, hit: Hit, feature: str, value: float) -> tuple[str, float]:
    """Read a dovish act that others are told to do: feature and value, unchanged where nobody is told."""
    conceding = feature in rules.conceding
    bare = conceding and is_imperative(words, hit) and words.texts[min(hit.end, len(words) - 1)] != "of"
    told = is_obliged(words, hit.start, passive=conceding) or (conceding and is_condition(words, hit.start))
    told = told or (conceding and (is_urged(words, hit.start) or is_claimed(words, hit.start)))
    if not bare and not told:
        return feature, value
    if not bare and is_mutual(words, hit.start):
        return feature, value * ASKED_PEACE
    return rules.made["demanded"], value * OBLIGED


def _denies_fact(words: Sentence, hit: Hit) -> bool:
    """Tell a fact denied from a charge denied: "denied that a date was set", "denied a newspaper report"."""
    after = words.texts[hit.end : hit.end + OBJECT_REACH]
    doing = after[:1] != [] and after[0].endswith("ing")
    return doing or not _FACTS.isdisjoint(after[:1]) or not _TIDINGS.isdisjoint(after)


def is_denied(words: Sentence, negation: int) -> bool:
    """Tell whether a negation says that something did not happen ("we did not attack")."""
    return negation > 0 and words.texts[negation - 1] in _DONE


def holds_negation(hit: Hit) -> bool:
    """Tell whether the phrase holds its own negation ("no intention of")."""
    return hit.entry.term.startswith(("not ", "no ", "never "))


def is_imperative(words: Sentence, hit: Hit) -> bool:
    """Tell whether the sentence begins with the bare verb ("Stop the shelling!")."""
    return hit.start == 0 and words.texts[0] == hit.entry.term.partition(" ")[0]
