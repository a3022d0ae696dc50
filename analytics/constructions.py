"""Reads meanings of the stance lexicon that lie in the build of a sentence and not in a word of it.

"Bombs have never fed a child" holds a word of violence and speaks against it; "our patience is at an end" holds a word
of restraint and threatens; "we must not let it come to that" refuses nothing. Such readings are hits like those of the
lexicon and take the place of what their words mean elsewhere. Everything looks a few words ahead or back, so the cost
is linear in the text; and nothing is looked at in a sentence without one of the words that such a reading begins with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from analytics.axes import Axis
from analytics.inflections import verb_forms
from analytics.phrases import Entry, Hit, Sentence

REACH = 6
"""Words from the first word of such a reading to those that make it one."""


def _verbs(verbs: str) -> frozenset[str]:
    return frozenset(form for verb in verbs.split() for form in verb_forms(verb))


# --- verdicts on force -----------------------------------------------------------------------------------------------

_FORCE = frozenset(
    """war wars bombs bullets guns weapons missiles rockets tanks violence force escalation confrontation isolation
    sanctions embargoes tariffs threats ultimatums revenge retaliation hatred bloodshed militarism arms pressure
    blockades drones airstrikes""".split()
)
_KILLING = frozenset(
    """killing killings dying fighting bloodshed violence war madness suffering slaughter carnage bloodletting conflict
    hostilities nightmare tragedy""".split()
)
_BEFORE = frozenset(
    """more any another further such new all this that these those the because and but for since as only even endless
    economic military armed brute foreign our their his its your of still yet no mere that's""".split()
)
_NEVER = frozenset("not never no nothing nobody none only rarely hardly".split())
_ACHIEVE = _verbs(
    """solve bring help work end feed achieve lead save settle serve secure heal build resolve produce create make win
    deliver improve rebuild change buy give guarantee"""
)
_BREED = _verbs("breed beget prolong harm hurt deepen feed worsen punish impoverish destroy")
_BEND = _verbs(
    "stop break bend deter scare frighten impress intimidate silence cow move shake weaken divide change work hurt harm"
)
_US = frozenset("us our me ours anything anyone".split())
_LOSS = frozenset("disaster catastrophe tragedy mistake madness folly ruin calamity nightmare suicide".split())
_TOLD = frozenset("must should has have needs need ought".split())
_STOP = frozenset("stop end cease halt stopped ended".split())


def _verdict_on_force(words: Sentence, at: int, kinds: _Kinds) -> Hit | None:
    """Find what is said against force, or in defiance of it: "bombs have never fed", "sanctions will not break us"."""
    texts = words.texts
    if at > words.cue and texts[at - 1] not in _BEFORE and not words.pauses[at]:
        return None
    end = _clause_end(words, at, REACH)
    ahead = texts[at + 1 : end]
    if texts[at] in _KILLING and ahead[:1] and ahead[0] in _TOLD:
        stop = next((i for i in range(at + 2, min(end, at + 6)) if texts[i] in _STOP), None)
        return Hit(at, stop + 1, kinds.deplored) if stop is not None else None
    if texts[at] not in _FORCE or not ahead:
        return None
    never = next((i for i in range(at + 1, min(end, at + 4)) if texts[i] in _NEVER), None)
    done = None if never is None else next((i for i in range(never + 1, end) if texts[i] in _ACHIEVE | _BEND), None)
    if done is not None:
        if texts[done] in _BEND and not _US.isdisjoint(texts[done + 1 : done + 3]):
            return Hit(at, done + 2, kinds.defied)
        return Hit(at, _clause_end(words, done, 4), kinds.deplored) if texts[done] in _ACHIEVE | _BREED else None
    if never is None and ahead[0] in _BREED and _US.isdisjoint(ahead[1:3]) and texts[at] != "tariffs":
        return Hit(at, _clause_end(words, at, 4), kinds.deplored)
    if never is not None and texts[never] == "only" and not _BREED.isdisjoint(texts[never + 1 : never + 3]):
        return Hit(at, _clause_end(words, never, 4), kinds.deplored)
    if not _LOSS.isdisjoint(ahead) and ahead[1:2] == ["be"] and texts[at] in _WAR and "if" not in ahead:
        return Hit(at, next(i for i in range(at, end) if texts[i] in _LOSS) + 1, kinds.deplored)
    return None


_WAR = frozenset("war wars escalation confrontation violence bloodshed".split())


# --- force that is needless ------------------------------------------------------------------------------------------

_ASSAULTS = frozenset(
    """assault attack attacks strike strikes airstrikes invasion offensive intervention raid bombing bombardment war
    blockade operation escalation retaliation reprisals""".split()
)
_NEEDLESS = frozenset(
    """unnecessary needless pointless futile premature senseless avoidable unwise rash counterproductive hasty
    reckless""".split()
)
_UNLAWFUL = frozenset(
    """mistake error illegal unlawful disaster catastrophe disastrous catastrophic folly madness unjustified wrong
    conformity accordance line suicidal insane ruinous tragic tragedy""".split()
)
_JUDGED = _NEEDLESS | _UNLAWFUL
_SUPPOSED = frozenset("would could".split())
_UPON = frozenset("on upon against".split())


def _needless(words: Sentence, at: int, kinds: _Kinds) -> Hit | None:
    """Find force that is called needless or a wrong: "an assault is unnecessary", "a strike would be a mistake".

    Of an attack that was made only "unnecessary" and its like count; "an attack on us would be a mistake" deters.
    """
    texts = words.texts
    if _JUDGED.isdisjoint(texts[at + 1 : at + 2 * REACH + 2]):
        return None
    end = _clause_end(words, at, 2 * REACH)
    be = next((i for i in range(at + 1, end) if texts[i] in _BE_FORMS), None)
    if be is None:
        return None
    upon = next((i for i in range(at + 1, be) if texts[i] in _UPON), None)
    supposed = texts[be - 1] in _SUPPOSED or texts[be - 2 : be] == ["would", "not"]
    judged = _JUDGED if supposed else _NEEDLESS
    last = next((i for i in range(be + 1, min(end, be + 6)) if texts[i] in judged), None)
    if last is None:
        return None
    turned = "not" in texts[be - 1 : last]
    if turned == (texts[last] not in _IN_LINE):
        return None
    if upon is not None:
        return Hit(at, last + 1, kinds.threatened) if texts[upon + 1] in ("us", "our") else None
    return Hit(at, last + 1, kinds.deplored)


_BE_FORMS = frozenset("is was were be been are".split())
_IN_LINE = frozenset("conformity accordance line".split())


# --- patience --------------------------------------------------------------------------------------------------------

_SPENT = frozenset(
    "over out limits limit limited exhausted thin gone ended end ends finite dry thinner expired".split()
)
_ENDLESS = frozenset("endless infinite unlimited eternal forever inexhaustible limitless indefinite".split())
_LOSING = _verbs("lose run exhaust try test strain") | {"limits", "end", "out", "limit", "enough", "thin"}


def _patience(words: Sentence, at: int, kinds: _Kinds) -> Hit | None:
    """Find patience that is spent: "our patience is at an end", "has shown patience long enough"."""
    texts = words.texts
    end = _clause_end(words, at, REACH + 2)
    ahead = texts[at + 1 : end]
    if ahead[:1] == ["over"]:
        return None  # "patience over rage"
    spent = not _SPENT.isdisjoint(ahead) or ("long" in ahead and "enough" in ahead)
    spent |= "not" in ahead and not _ENDLESS.isdisjoint(ahead)
    if spent:
        last = max(i for i in range(at + 1, end) if texts[i] in _SPENT or texts[i] in _ENDLESS or texts[i] == "enough")
        return Hit(at, last + 1, kinds.threatened)
    first = max(words.cue, at - 4)
    lost = [i for i in range(first, at) if texts[i] in _LOSING and words.clauses[i] == words.clauses[at]]
    if lost and "not" not in texts[max(0, lost[0] - 2) : at]:
        return Hit(lost[0], at + 1, kinds.threatened)
    return None


# --- what must not come to pass --------------------------------------------------------------------------------------

_LETTING = frozenset("allow let permit".split())
_THINGS = frozenset(
    """this it things matters situation crisis conflict tensions tension dispute quarrel region country land soil
    territory""".split()
)
_TURN = frozenset(
    """deteriorate escalate slide spiral spin drift get come explode spread grow boil become turn descend slip happen
    go fall""".split()
)


def _not_let(words: Sentence, at: int, kinds: _Kinds) -> Hit | None:
    """Find what both should hinder: "we must not let it come to war", "cannot allow the situation to deteriorate"."""
    texts = words.texts
    if "not" not in texts[max(words.cue, at - 2) : at]:
        return None
    end = _clause_end(words, at, REACH + 2)
    thing = next((i for i in range(at + 1, min(end, at + 4)) if texts[i] in _THINGS), None)
    if thing is None:
        return None
    turn = next((i for i in range(thing + 1, min(end, thing + 4)) if texts[i] in _TURN), None)
    if turn is None or (texts[turn] in ("happen", "go") and _AGAIN.isdisjoint(texts[turn : turn + 4])):
        return None
    start = next(i for i in range(max(words.cue, at - 2), at) if texts[i] == "not")
    return Hit(start, _clause_end(words, turn, 6), kinds.held_back)


_AGAIN = frozenset("again further hand".split())


# --- force that goes on ----------------------------------------------------------------------------------------------

_CAMPAIGN = frozenset(
    """war fight struggle resistance operation operations offensive campaign strikes attacks battle bombardment jihad
    siege blockade raids bombing retaliation advance march uprising""".split()
)
_WILL = frozenset("will shall must would".split())
_OTHERWISE = frozenset("peaceful other".split())
"""Words of other means: "the struggle will go on by peaceful means"."""
_GO_ON = frozenset("continue go last".split())


def _goes_on(words: Sentence, at: int, kinds: _Kinds) -> Hit | None:
    """Find force that is to go on: "the operation will continue until", "the war will go on"."""
    texts = words.texts
    end = _clause_end(words, at, REACH)
    will = next((i for i in range(at + 1, end) if texts[i] in _WILL), None)
    if will is None or will + 1 >= end or texts[will + 1] not in _GO_ON:
        return None
    if texts[will + 1] == "go" and "on" not in texts[will + 2 : will + 3]:
        return None
    for_long = texts[will + 1] != "last" or "until" in texts[will:]
    against = texts[max(0, at - 1)] in ("for", "against") or "if" in texts[:at] or "fear" in texts[:at]
    against |= not _OTHERWISE.isdisjoint(texts[will:end])
    return Hit(at, will + 2, kinds.announced) if for_long and not against else None


# --- time limits -----------------------------------------------------------------------------------------------------

_GRANT = frozenset("has have give gave given giving gives had".split())
_SPELL = frozenset("hours minutes".split())
_OURSELVES = frozenset(("we", "i"))
_THEY = frozenset("they them he she you him".split())
_OFFICIAL = frozenset(
    """appeal register file vote apply pay play win score collect enjoy decide whether enter drive submit cast visit
    buy meet travel rest sleep talk finish prepare save find study respond comment""".split()
)


def _time_limit(words: Sentence, at: int, kinds: _Kinds) -> Hit | None:
    """Find an ultimatum by its time: "they have 48 hours", "the governor has until noon to hand over the keys"."""
    texts = words.texts
    first = max(0, at - 4)
    grant = next((i for i in range(at - 1, first - 1, -1) if texts[i] in _GRANT), None)
    if grant is None or not _OURSELVES.isdisjoint(texts[max(0, grant - 2) : grant]):
        return None
    if not _OFFICIAL.isdisjoint(texts[at:]):
        return None
    counted = texts[at] in _SPELL and not _THEY.isdisjoint(texts[max(0, grant - 2) : at])
    counted &= "ago" not in texts[at : at + 2] and texts[at - 1] not in ("few", "office", "rush")
    bounded = texts[at] == "until" and "to" in texts[at + 2 : at + 4]
    if not bounded and not counted:
        return None
    to = next((i for i in range(at + 1, min(len(texts), at + 4)) if texts[i] == "to"), None)
    return Hit(grant, at + 1 if to is None else min(len(texts), to + 3), kinds.limited)


# --- step for step ---------------------------------------------------------------------------------------------------

_CALMING = _verbs("stop cease halt withdraw keep respect release free leave disarm return lift honour honor comply")
_ALIKE = frozenset("so too also likewise same".split())


def _step_for_step(words: Sentence, at: int, kinds: _Kinds) -> Hit | None:
    """Find an offer of like for like: "if they stop, we stop", "if they keep the truce, so will we"."""
    texts = words.texts
    supposed = texts[at + 1 : at + 10]
    us = next((i for i in range(at + 2, min(len(texts), at + 12)) if texts[i] in ("we", "i", "so")), None)
    if us is None or not {"we", "i", "not"}.isdisjoint(texts[at + 1 : us]):
        return None
    calming = [text for text in texts[at + 1 : us] if text in _CALMING]
    if not calming or texts[at] != "if" or supposed[:1] == ["not"]:
        return None
    follows = texts[us : us + 6]
    like = not _ALIKE.isdisjoint(follows) or not set(calming).isdisjoint(follows)
    return Hit(us, min(len(texts), us + 4), kinds.mutual) if like and "not" not in follows else None


# --- better than force ------------------------------------------------------------------------------------------------


def _better_than(words: Sentence, at: int, kinds: _Kinds) -> Hit | None:
    """Find what is called better than force: "trade is better than tanks"."""
    texts = words.texts
    if texts[at + 1 : at + 2] != ["than"] or "not" in texts[max(0, at - 2) : at]:
        return None
    force = next((i for i in range(at + 2, _clause_end(words, at, 4)) if texts[i] in _FORCE), None)
    if force is None or not _FORCE.isdisjoint(texts[max(words.cue, at - 4) : at]):
        return None
    return Hit(at, force + 1, kinds.deplored)


# --- doors -----------------------------------------------------------------------------------------------------------

_SHUT = frozenset("closed shut locked bolted slammed sealed barred".split())
_LEADS_TO = frozenset(("to", "for", "of"))
_TALKS = frozenset(
    """talks dialogue negotiations negotiation diplomacy peace compromise settlement reconciliation understanding
    agreement mediation""".split()
)


def _door(words: Sentence, at: int, kinds: _Kinds) -> Hit | None:
    """Find a door that is not shut, and one to talks that is: "the door to a settlement was never bolted"."""
    texts = words.texts
    end = _clause_end(words, at, 2 * REACH)
    shut = next((i for i in range(at + 1, end) if texts[i] in _SHUT), None)
    if shut is None:
        return None
    if not _NEVER.isdisjoint(texts[max(at + 1, shut - 4) : shut]):
        return Hit(at, shut + 1, kinds.mutual)
    leads = texts[at + 1] in _LEADS_TO and not _TALKS.isdisjoint(texts[at + 2 : shut])
    return Hit(at, shut + 1, kinds.defied) if leads else None


# --- all of them -----------------------------------------------------------------------------------------------------


class _Kinds(NamedTuple):
    """What such a reading counts as on an axis."""

    deplored: Entry
    defied: Entry
    threatened: Entry
    held_back: Entry
    announced: Entry
    limited: Entry
    mutual: Entry


@lru_cache(maxsize=16)
def _kinds(axis: Axis) -> _Kinds:
    made = axis.made
    return _Kinds(
        Entry("no force", made["force_deplored"], 1.0),
        Entry("no pressure", made["force_defied"], 1.0),
        Entry("no patience", made["patience_spent"], 0.9),
        Entry("not let it", made["force_deplored"], 1.0),
        Entry("no end", made["will_force"], 1.0),
        Entry("no time", made["time_limit"], 0.9),
        Entry("no first step", made["mutual_step"], 1.0),
    )


_Reader = Callable[[Sentence, int, _Kinds], Hit | None]

_READERS: dict[str, tuple[_Reader, ...]] = {}
for _begins, _reader in (
    (_FORCE | _KILLING, _verdict_on_force),
    (_ASSAULTS, _needless),
    (frozenset(("patience",)), _patience),
    (_LETTING, _not_let),
    (_CAMPAIGN, _goes_on),
    (_SPELL | {"until"}, _time_limit),
    (frozenset(("if",)), _step_for_step),
    (frozenset(("door", "doors")), _door),
    (frozenset(("better",)), _better_than),
):
    for _word in _begins:
        _READERS[_word] = (*_READERS.get(_word, ()), _reader)
_BEGINS = frozenset(_READERS)


def read_constructions(words: Sentence, hits: Sequence[Hit], axis: Axis) -> Sequence[Hit]:
    """Put the readings that lie in the build of a sentence in the place of what their words mean elsewhere.

    Args:
        words: The words of the sentence.
        hits: What the lexicon found in them, from left to right.
        axis: The axis, which says what such a reading counts for; what it does not know is not read.

    Returns:
        All hits, from left to right, without overlap.
    """
    if _BEGINS.isdisjoint(words.texts):
        return hits
    kinds = _kinds(axis)
    found: list[Hit] = []
    for at in compress(range(len(words)), map(_BEGINS.__contains__, words.texts)):
        if found and at < found[-1].end:
            continue
        words.parse()
        read = (reader(words, at, kinds) for reader in _READERS[words.texts[at]])
        hit = next((hit for hit in read if hit is not None and hit.entry.category), None)
        found += [hit] if hit is not None else []
    if not found:
        return hits
    covered = {i for hit in found for i in range(hit.start, hit.end)}
    kept = [hit for hit in hits if covered.isdisjoint(range(hit.start, hit.end))]
    return sorted([*kept, *found], key=lambda hit: hit.start)


def _clause_end(words: Sentence, at: int, reach: int) -> int:
    """Give the end of the words of one clause behind the word at ``at``, ``reach`` at most."""
    end = min(len(words), at + 1 + reach)
    return next((i for i in range(at + 1, end) if words.clauses[i] != words.clauses[at]), end)
