"""Tells what is negated, announced and asked for: "will not", "we should", "they must"."""

from __future__ import annotations

from itertools import compress

from analytics.inflections import verb_forms
from analytics.phrases import Hit, Sentence

NEGATION_REACH = 4
"""Words from a negation to what it covers. Of 3 to 7 none does clearly better on public development sentences."""
MODAL_REACH = 4
"""Words from "will" or "must" to the act; chosen likewise."""

COORDINATION_REACH = 12
"""Words from "must" to a second act joined by "and" ("must stop the pumps and hand over the keys")."""

_NEGATIONS = frozenset("not no never neither nor without nobody none hardly".split())
_NOT_NEGATIONS = frozenset("only just merely least doubt longer".split())
_UNABLE = frozenset("impossible hard difficult".split())
_THEM = frozenset("us me them him her you".split())
_FINITE = frozenset("is are was were has have had will would".split())
_MODALS = frozenset("will shall would vow vows vowed vowing threaten threatens threatened swear swears swore".split())
_READY = frozenset("ready prepared going determined poised".split())
_SIDES = frozenset("parties sides states members countries actors leaders armies neighbours nations of".split())
_ALL = frozenset("both each everyone everybody somebody someone".split())
_EVERY = frozenset("all two".split())
_WISHES = frozenset("like prefer rather welcome love hope".split())
_OUGHT = frozenset("should must".split())
_WISHING = frozenset("want wish intend seek desire".split())
WISHED_REACH = 5
"""Words more that a negation reaches over a verb of wishing."""

_ANNOUNCING = _MODALS | _READY | _OUGHT | {"let"}


def find_negation(words: Sentence, at: int, reach: int = NEGATION_REACH) -> int | None:
    """Give the index of the negation that covers the word at ``at``, if there is one in the same clause."""
    texts = words.texts
    if _NEGATIONS.isdisjoint(texts[max(0, at - reach - WISHED_REACH) : at]):
        return None
    if "or" in texts[max(0, at - 2) : at]:
        reach += WISHED_REACH  # "were not taken into account or even discussed"
    for i in range(at - 1, max(-1, at - 1 - reach), -1):
        if words.clauses[i] != words.clauses[at]:
            return None
        if texts[i] in _NEGATIONS:
            return None if texts[i + 1] in _NOT_NEGATIONS or _is_closed(words, i, at) else i
    return _unwished(words, at, reach)


def _unwished(words: Sentence, at: int, reach: int) -> int | None:
    """Give the negation of a wish farther ahead: "does not want the valley to become a graveyard"."""
    texts, clauses = words.texts, words.clauses
    low = max(0, at - reach - WISHED_REACH)
    for i in range(at - reach - 2, low - 1, -1):
        if clauses[i] != clauses[at]:
            return None
        if texts[i] == "not" and texts[i + 1] in _WISHING:
            return i
    return None


def _is_closed(words: Sentence, negation: int, at: int) -> bool:
    """Tell whether a negation ends before the word at ``at``.

    So "hybrid or not, ...", "if they do not, I will vote for it", "it is they, not us, who ...", "men without badges
    have ..."; or takes back another one:
    "impossible not to condemn".
    """
    texts, pauses = words.texts, words.pauses
    if negation and texts[negation - 1] in _UNABLE:
        return True
    if texts[negation] == "without":
        return not _FINITE.isdisjoint(texts[negation + 1 : at])
    if texts[negation + 1] in _THEM and pauses[min(negation + 2, len(texts) - 1)]:
        return True
    return pauses[negation + 1] and (texts[negation - 1] == "or" or texts[negation] == "not") if negation else False


_BEARING = frozenset(
    """suffer endure tolerate accept forgive forget stand hide hidden conceal excuse justify erase disguise whitewash
    undo ignore overlook deny denies shield""".split()
)
_OURS = frozenset("we i our ours us my nobody none".split())
_THIRD = frozenset("he she they it".split())
_IS = frozenset("is was were are".split())


def is_borne(words: Sentence, negation: int, at: int) -> bool:
    """Tell whether what is negated is bearing or hiding the act at ``at``: "will not suffer more attacks"."""
    return not _BEARING.isdisjoint(words.texts[negation + 1 : at])


def is_own(words: Sentence, negation: int) -> bool:
    """Tell whether the speaker's own side is the one who does not do it: "we never blamed", "said he did not".

    In a frame the third person is the speaker; a sentence that begins with the negation has the speaker as its subject.
    """
    texts, clauses = words.texts, words.clauses
    if texts[negation] in _OURS:
        return True
    subject = [i for i in range(max(0, negation - 2 * NEGATION_REACH), negation) if clauses[i] == clauses[negation]]
    third = (i for i in subject if i < words.cue and texts[i] in _THIRD)
    return any(texts[i] in _OURS for i in subject) or any(texts[i] != "it" or texts[i + 1] not in _IS for i in third)


def is_announced(words: Sentence, at: int) -> bool:
    """Tell whether the word at ``at`` is said to come, or called for by those who would do it.

    So "will", "prepared to", "we should", "let us"; but not "would like".
    """
    texts = words.texts
    first = max(0, at - MODAL_REACH)
    if _ANNOUNCING.isdisjoint(texts[first:at]):
        return False
    for i in range(first, at):
        word, following = texts[i], texts[i + 1]
        announced = word in _MODALS and following not in _WISHES
        announced |= word in _READY and following == "to"
        announced |= word in _OUGHT and i > 0 and texts[i - 1] == "we"
        announced |= word == "let" and following == "us"
        if announced and words.clauses[i] == words.clauses[at]:
            return True
    return False


def is_obliged(words: Sentence, at: int, *, passive: bool = False) -> bool:
    """Tell whether somebody else is told to do the act at ``at`` ("they must implement", not "we must").

    ``passive`` lets the act stand in the passive too ("must be handed back", but not "must be settled").
    """
    texts = words.texts
    first = max(1, at - (COORDINATION_REACH if texts[at - 1] in ("and", "or") else MODAL_REACH))
    if _OBLIGING.isdisjoint(texts[first:at]):
        return False
    for i in range(first, at):
        told = texts[i] == "must" or (texts[i] in ("has", "have") and texts[i + 1] == "to")
        if told and words.clauses[i] == words.clauses[at]:
            others = texts[i - 1] not in ("we", "i", "us", "also")
            return others and (passive or texts[at - 1] not in ("be", "been") or texts[at] in _READY)
    return False


_OBLIGING = frozenset("must has have".split())
_WANTING = frozenset("expect want demand require insist need".split())


def is_wanted(words: Sentence, at: int) -> bool:
    """Tell whether a passive is required of others: "we expect the tariffs to be withdrawn"."""
    if words.texts[max(0, at - 2) : at] != ["to", "be"]:
        return False
    return not _WANTING.isdisjoint(words.texts[max(0, at - COORDINATION_REACH) : at])


_CLAIMING = frozenset("want demand require".split())


def is_claimed(words: Sentence, at: int) -> bool:
    """Tell whether one's own side claims the thing at ``at`` from others: "we want the immediate release of"."""
    texts, clauses = words.texts, words.clauses
    if texts[at - 1] == "to":
        return False
    for i in range(max(1, at - 2 * NEGATION_REACH), at):
        if texts[i] in _CLAIMING and texts[i - 1] in ("we", "i") and clauses[i] == clauses[at]:
            return True
    return False


_URGING = frozenset(
    form for verb in "urge call tell order warn command instruct ask press".split() for form in verb_forms(verb)
)


def is_urged(words: Sentence, at: int) -> bool:
    """Tell whether somebody else is urged to do the act at ``at``: "we urge you to surrender", "calls on X to"."""
    texts = words.texts
    first = max(0, at - COORDINATION_REACH)
    if _URGING.isdisjoint(texts[first:at]):
        return False
    to = next((i for i in range(at - 1, max(0, at - 3), -1) if texts[i] == "to"), None)
    if to is None or "not" in texts[first:at]:
        return False
    return any(
        texts[i] in _URGING
        and words.clauses[i] == words.clauses[at]
        and (texts[i] not in _CALLS or texts[i + 1] in _UPON)  # one calls a friend to apologize, and calls on a foe
        for i in range(max(0, to - 7), to)
    )


_CALLS = frozenset(verb_forms("call"))
_UPON = frozenset("on upon for".split())

_DEPLORED = frozenset(
    """escalation revenge war violence retaliation vengeance bloodshed confrontation conflict force weapons bombs
    hatred""".split()
)
_COPULAS = frozenset("is are was will would can could".split())
_VERDICTS = frozenset("no not never neither nobody none only nothing madness folly".split())
_CHANCES = frozenset("possibility option necessity right duty matter response answer last must real way tool".split())


def is_deplored(words: Sentence, hit: Hit) -> bool:
    """Tell whether a word of violence is the subject of a verdict: "escalation is in nobody's interest".

    "War is no way out" and "revenge is a well without a bottom" speak against it; "war is a last resort" does not.
    """
    texts = words.texts
    following = texts[hit.end : hit.end + 5]
    if hit.end - hit.start > 1 or texts[hit.start] not in _DEPLORED or _COPULAS.isdisjoint(following[:1]):
        return False
    before = texts[max(words.cue, hit.start - 2) : hit.start]
    if any(text not in _OPENING for text in before):
        return False
    if not _VERDICTS.isdisjoint(following[1:4]):
        return True
    return following[0] == "is" and following[1:2] in (["a"], ["an"]) and _CHANCES.isdisjoint(following)


_OPENING = frozenset("because and but for that as since more further any".split())


_ON_TERMS = frozenset("if when once after with".split())
_WHEN = (["when"], ["once"])
_OURS_FIRST: tuple[list[str], ...] = (["we"], ["i"], [])
PUT_OFF_REACH = 4
"""Words from an offer to the "only if" that ties it to another's act."""
_AUXILIARIES = frozenset("will can could would is are was were do does did has have".split())
_TO_BE_HAD = frozenset(
    """be found reached achieved possible come work exist happen begin start realistic bring solve last hold help stop
    resume mean""".split()
)


def is_put_off(words: Sentence, end: int) -> bool:
    """Tell whether what ends before the word at ``end`` hangs on another's act: "dialogue is possible only if"."""
    texts, clauses = words.texts, words.clauses
    if texts[end : end + 1] in _WHEN and texts[end + 1 : end + 2] not in _OURS_FIRST:
        return True  # "would talk when they stopped shooting"
    if "only" not in texts[end : end + PUT_OFF_REACH]:
        return False
    at = texts.index("only", end)
    return texts[at + 1 : at + 2] != [] and texts[at + 1] in _ON_TERMS and clauses[at] == clauses[end - 1]


def is_doubted(words: Sentence, end: int) -> bool:
    """Tell whether the verb behind a noun denies it: "a solution will not be found", "peace is not possible"."""
    texts = words.texts
    if end + 2 >= len(texts) or texts[end] not in _AUXILIARIES or texts[end + 1] != "not":
        return False
    return not _TO_BE_HAD.isdisjoint(texts[end + 2 : end + 4]) and "only" not in texts[end + 2 : end + 3]


def is_defined(words: Sentence, end: int) -> bool:
    """Tell a noun that is only defined by what it is not: "peace is not a ceremony"."""
    texts = words.texts
    return texts[end : end + 2] == ["is", "not"] and texts[end + 2 : end + 3] in (["a"], ["an"])


CONDITION_REACH = 10
"""Words from "only after" to the act that is waited for."""


def is_condition(words: Sentence, at: int) -> bool:
    """Tell an act that is made a condition: "only after the premier has resigned", "until the land is returned"."""
    texts = words.texts
    first = max(words.cue, at - CONDITION_REACH)
    if "until" in texts[first:at]:
        return True
    if "only" not in texts[first:at]:
        return False
    return any(texts[i] == "only" and texts[i + 1] in _ON_TERMS for i in range(first, at - 1))


_TALKING = frozenset(
    "saying say says discuss discussing talk talking read reading hear hearing study watch see".split()
)


def is_talked_of(words: Sentence, at: int) -> bool:
    """Tell whether what is announced is only to be talked of: "will go on saying that the bombs were ours"."""
    return not _TALKING.isdisjoint(words.texts[max(0, at - MODAL_REACH) : at])


_TIMES = frozenset("before after during since than".split())
_NOUN_PHRASE = frozenset("the a an its their his her our that this next last ordinary first second".split())


def is_background(words: Sentence, at: int) -> bool:
    """Tell whether the word at ``at`` only says when, or is compared: "before the summit", "better than bombs"."""
    texts = words.texts
    if at > 1 and texts[at - 1] == "to" and texts[at - 2] == "used":
        return True  # "they used to fight"
    if _TIMES.isdisjoint(texts[max(0, at - 3) : at]):
        return False
    for i in range(at - 1, max(-1, at - 4), -1):
        if texts[i] in _TIMES:
            return i < at - 1 or texts[i] == "than"
        if texts[i] not in _NOUN_PHRASE:
            return False
    return False


def is_passing(words: Sentence, at: int) -> bool:
    """Tell a past told in passing, of a thing or a person: "returned the painting that was stolen"."""
    texts = words.texts
    if not texts[at].endswith(("ed", "en")):
        return False
    if texts[at - 1] in _ONCE:
        return True
    i = at - 1
    while i > at - 4 and texts[i] in _PASSIVE:
        i -= 1
    return i > 0 and at - 3 <= i < at - 1 and texts[i] in _RELATIVE


_ONCE = frozenset("previously formerly once earlier".split())
_PASSIVE = frozenset("was were been had".split())
_RELATIVE = frozenset("that which who it they".split())


def is_mutual(words: Sentence, at: int) -> bool:
    """Tell whether all are asked alike: "both sides must", "somebody must"."""
    texts = words.texts
    first = max(0, at - (COORDINATION_REACH if texts[at - 1] in ("and", "or") else 2 * MODAL_REACH))
    before = texts[first:at]
    if not _ALL.isdisjoint(before):
        return True
    if _EVERY.isdisjoint(before):
        return False
    return any(texts[i] in _EVERY and texts[i + 1] in _SIDES for i in range(first, at))


BENT = frozenset("bullied intimidated deterred blackmailed cowed threatened provoked pressured coerced".split())
"""What one's own side will not be: defiance."""
REFUSERS = frozenset(("not", "never"))
"""What turns something down, in the name of one's own side."""
_DENYING = frozenset("deny denies denied denying".split())
_REFUSING = frozenset("will shall cannot can would".split())
_OWN = frozenset(
    """we i government delegation country nation people republic side administration movement party army forces council
    authorities ministry kingdom command""".split()
)
_NO_REFUSAL = frozenset(
    """comment speculate say tell discuss answer go prejudge hesitate forget confirm elaborate predict imagine
    afford overstate exclude know be have do see think believe understand help explain describe name give make
    rest repeat add hide ignore wait stop overlook neglect deny identify attend reveal disclose provide change take
    cross enter fire shoot advance march invade harm hurt touch
    treat regard consider view call describe interpret let lose find get succeed fail hear happen become
    always""".split()
).union(_NOT_NEGATIONS)


def find_refusal(words: Sentence) -> int | None:
    """Give the index of a "not" or "never" by which the speaker's own side turns something down.

    So "we will not go back", "my government cannot entertain it"; not what says nothing ("I will not speculate") nor
    what depends on its object ("we cannot be", "will not have").
    """
    texts = words.texts
    if REFUSERS.isdisjoint(texts):
        return None
    if texts[words.cue :] == ["never"] and _DENYING.isdisjoint(texts):
        return words.cue  # "Asked whether they would leave, she said: “Never.”"
    for i in compress(range(len(texts) - 1), map(REFUSERS.__contains__, texts)):
        if not i or texts[i - 1] not in _REFUSING:
            continue
        clauses = words.parse().clauses
        first = max(0, i - 4)
        subject = [texts[k] for k in range(first, i - 1) if clauses[k] == clauses[i]]
        bent = texts[i + 1] == "be" and i + 2 < len(texts) and (texts[i + 2] in BENT or _is_handled(words, i))
        if texts[i + 1] == "be" and texts[i + 2 : i + 3] in (["a"], ["an"]):  # "we will not be a pawn"
            bent = _HARMS.isdisjoint(texts[i + 3 : i + 5])
        if not _OWN.isdisjoint(subject) and (bent or texts[i + 1] not in _NO_REFUSAL):
            return i
    return None


_HANDLED = frozenset("told spoken bought sold held made driven kept ruled shut beaten taken thrown torn".split())
_UNHANDLED = frozenset(
    """involved attended released published completed finished delayed postponed changed included interested prepared
    satisfied surprised closed opened extended signed resumed used needed required limited repeated concerned affected
    tempted provoked drawn dragged deployed stationed provided discussed disappointed united tired scared harmed
    attacked targeted prosecuted punished abandoned forgotten forced""".split()
)


def _is_handled(words: Sentence, negation: int) -> bool:
    """Tell whether one's own people will not be dealt with so: "we shall not be inspected like thieves"."""
    texts = words.texts
    if not {"we", "i"} & set(texts[max(0, negation - 3) : negation]) or texts[negation - 1] not in ("will", "shall"):
        return False
    done = texts[negation + 2]
    return done in _HANDLED or (done.endswith("ed") and done not in _UNHANDLED)


_HARMS = frozenset(
    """threat obstacle burden problem hindrance danger party war conflict attack repeat return surprise change deal
    solution vote meeting""".split()
)
_LINKING = frozenset("has have had will would could is was finally now to soon must".split())
_AFTERWARDS = frozenset(
    """in on at after today yesterday last this and now at here there tomorrow before by if
when once unless""".split()
)


def is_over(words: Sentence, noun_end: int, hit: Hit) -> bool:
    """Tell whether a verb of ending stands behind its noun without an object: "the siege has ended"."""
    texts, clauses = words.texts, words.clauses
    if not _LINKING.issuperset(texts[noun_end : hit.start]):
        return False
    bare = hit.end >= len(texts) or clauses[hit.end] != clauses[hit.start] or words.pauses[hit.end]
    return bare or texts[hit.end] in _AFTERWARDS


_NATURE = frozenset(
    """fire fires blaze blazes wildfire wildfires storm storms flood floods flooding earthquake quake hurricane typhoon
    cyclone tornado tsunami landslide avalanche lightning drought heatwave""".split()
)


def is_natural(words: Sentence, at: int) -> bool:
    """Tell whether no person did the violence at ``at``: "the fire destroyed", "the storm hit"."""
    texts = words.texts
    before = texts[max(words.cue, at - 3) : at]
    if not _NATURE.isdisjoint(before):
        return not words.names[at] and _UNDER.isdisjoint(texts[max(0, at - 5) : at])
    return texts[at] == "storm" and at > 0 and texts[at - 1] in ("the", "a")


_UNDER = frozenset("under opened open ceased cease on".split())


_FORCING = frozenset(
    form for verb in "make force compel coerce pressure bully press blackmail push".split() for form in verb_forms(verb)
)


def is_forced(words: Sentence, at: int) -> bool:
    """Tell whether somebody is made to do the act at ``at``: "tried to make him sign", "forced us to withdraw"."""
    texts = words.texts
    i = at - 1 - (texts[at - 1] == "to")
    if i < 1 or texts[i] not in _THEM:
        return False
    return texts[i - 1] in _FORCING and words.clauses[i - 1] == words.clauses[at]


_ASKED = frozenset("why where how".split())


def is_questioned(words: Sentence, at: int) -> bool:
    """Tell whether a question turns the act at ``at`` down: "why should we withdraw?", "how can we trust them?"."""
    texts = words.texts
    for i in range(max(words.cue, at - 4), at - 2):
        if texts[i] in _ASKED and texts[i + 1] in ("should", "would") and texts[i + 2] in ("we", "i"):
            return words.clauses[i] == words.clauses[at]
    return False
