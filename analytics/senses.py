"""Tells in which sense a word of the stance lexicon stands.

Common verbs have a stance only with the right object: one meets an envoy and a friend, signs a treaty and a cheque,
backs a plan and backs away. And "met with" is no meeting where a response follows: "will be met with a firm, united
and overwhelming response" is a threat in every order of its words. Everything looks a few words ahead or back, so the
cost is linear in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from analytics.axes import Axis
from analytics.days import MONTHS, WEEKDAYS
from analytics.phrases import Entry, Hit, Sentence
from analytics.word_classes import BE

# --- verbs that need their object ------------------------------------------------------------------------------------

OBJECT_WORDS = 5
"""Words in which the object of a verb is looked for."""

_DAYS = frozenset((*WEEKDAYS, *MONTHS))
_AT = frozenset("in at on by near this last next since until during from".split())
_BEFORE_A_VERB = frozenset(
    "to will would shall should must can could may might we they i you who and not also fully strongly".split()
)
_TOGETHER = frozenset("sides leaders ministers presidents delegations rivals negotiators envoys".split())


def has_object(words: Sentence, hit: Hit, axis: Axis) -> bool:
    """Tell whether a verb stands with an object that gives it its stance ("met the envoy", "signed the accord").

    Also where the object comes first, in the passive ("the treaty was signed") or as two who meet ("both sides met").

    Args:
        words: The words of the sentence.
        hit: The verb, found in them.
        axis: The axis, whose ``objects`` are the nouns that give the verb's category its stance.
    """
    texts, clauses = words.texts, words.clauses
    fitting, any_name, together = axis.objects[hit.entry.category]
    if texts[hit.start] == "back" and (not hit.start or texts[hit.start - 1] not in _BEFORE_A_VERB):
        return False  # "sent back", "its edges back"
    clause = clauses[hit.start]
    for i in range(hit.end, min(len(texts), hit.end + OBJECT_WORDS)):
        if clauses[i] != clause:
            break
        named = any_name and words.names[i] and texts[i] not in _DAYS and texts[i - 1] not in _AT
        if named or texts[i] in fitting:
            return True
    before = [texts[i] for i in range(max(0, hit.start - OBJECT_WORDS), hit.start) if clauses[i] == clause]
    if together:
        return not _TOGETHER.isdisjoint(before)
    return not BE.isdisjoint(before[-1:]) and not fitting.isdisjoint(before)


_BODIES = frozenset(
    """commission committee ministry museum office mission panel tribunal agency department conference commissioner
    directorate secretariat board bureau institute monitors monitoring memorial college cemetery exhibition seminar
    working subcommittee programme department""".split()
)


def names_body(words: Sentence, hit: Hit) -> bool:
    """Tell whether a word only names a body: "the sanctions committee", "the war museum".

    Args:
        words: The words of the sentence.
        hit: What the lexicon found in them.
    """
    texts = words.texts
    if hit.end >= len(texts) or texts[hit.end] not in _BODIES or words.pauses[hit.end]:
        return False
    if words.clauses[hit.end] != words.clauses[hit.start] or texts[hit.end - 1].endswith(("ed", "ing")):
        return False
    return not hit.start or texts[hit.start - 1] not in _BEFORE_A_VERB


_PUBLISHED = frozenset(
    """statement statements results result report reports video videos footage figures data photo photos photograph
    photographs picture pictures images image letter transcript recording audio clip document documents list findings
    text map study survey poll film song album book version details information""".split()
)


def is_published(words: Sentence, hit: Hit) -> bool:
    """Tell a release to the public from one of persons: "released a statement", "release the footage"."""
    texts = words.texts
    if hit.end - hit.start > 1 or not texts[hit.start].startswith("releas"):
        return False
    return not _PUBLISHED.isdisjoint(texts[hit.end : hit.end + OBJECT_WORDS - 1])


_FOES = frozenset(
    """terrorists terrorism terrorist militants conspirators extremists extremism guerrillas mercenaries aggressor
    aggressors occupiers gangs traffickers warlords plotters saboteurs jihadists""".split()
)
_TIES = frozenset(
    "ambassador ambassadors envoy envoys diplomats recognition consent signature invitation offer".split()
)
_ARMING = frozenset(
    """nuclear missile missiles programme program enrichment tests testing deployment deployments settlement
    settlements construction centrifuges""".split()
)
_OTHERS = frozenset("the them him these those all every any illegal armed".split())
_BROKE = frozenset("break breaks broke broken breaking betray betrayed".split())


def sense_of_object(words: Sentence, hit: Hit, axis: Axis) -> str:
    """Give the category that a word gets from its object, empty where it keeps its own.

    So "they finance terrorists" and "they broke their promise" accuse, "withdrew its ambassador" breaks off, "froze
    their missile tests" concedes, "disarm the militia" coerces.

    Args:
        words: The words of the sentence.
        hit: A word of the lexicon, found in them.
        axis: The axis of the lexicon.
    """
    kind, having = hit.entry.category, axis.having
    if kind in having["promising"]:
        return axis.made["promise_broken"] if _is_broken(words, hit) else ""
    if kind in having["giving"]:
        return "" if _FOES.isdisjoint(_object_of(words, hit)) else axis.made["foes_helped"]
    verb = words.texts[hit.start]
    if kind in having["conceding"] and verb.startswith("withdr"):
        return "" if _TIES.isdisjoint(_object_of(words, hit)) else axis.made["ties_withdrawn"]
    if kind in having["conceding"] and verb in ("disarm", "disarming"):
        return axis.made["others_disarmed"] if _disarms_others(words, hit) else ""
    if kind in having["freezing"] and verb.startswith(("freez", "froz", "frozen")):
        return "" if _ARMING.isdisjoint(_object_of(words, hit)) else axis.made["arms_frozen"]
    return ""


def _disarms_others(words: Sentence, hit: Hit) -> bool:
    """Tell "disarm the militia" from "agreed to disarm": with an object it is done to others."""
    texts = words.texts
    following = texts[hit.end : hit.end + 3]
    if following[:1] == ["and"]:  # "disarming and driving out the garrison"
        return following[1:2] != [] and following[1].endswith("ing") and texts[hit.start].endswith("ing")
    return not _OTHERS.isdisjoint(following[:1]) or (hit.end < len(texts) and words.names[hit.end])


def _is_broken(words: Sentence, hit: Hit) -> bool:
    """Tell a promise that was broken from one made."""
    if not words.texts[hit.start].startswith("promise"):
        return False
    before = range(max(0, hit.start - 3), hit.start)
    return any(words.texts[i] in _BROKE and words.clauses[i] == words.clauses[hit.start] for i in before)


def _object_of(words: Sentence, hit: Hit) -> list[str]:
    """Give the words right behind a verb, of its clause."""
    behind = range(hit.end, min(len(words), hit.end + OBJECT_WORDS - 1))
    return [words.texts[i] for i in behind if words.clauses[i] == words.clauses[hit.start]]


# --- meanings spread over several words ------------------------------------------------------------------------------

RESPONSE_WORDS = 8
"""Words from "met with" to the response, with what adjectives come between."""

_MEET = frozenset("meet meets met answer answers answered greet greeted counter countered reply respond".split())
_ARMED = frozenset(
    "navy army fleet guns soldiers troops rifles tanks artillery warships cannon bayonets missiles jets".split()
)
_RESPONSES = frozenset("response responses answer answers reply reaction".split())
_BLOWS = frozenset(
    """force retaliation resistance counterattack reprisal reprisals sanctions consequences punishment violence
    bullets steel strength resolve firmness fury fire firepower iron""".split()
)
_HARSH = frozenset(
    """firm swift severe harsh crushing overwhelming decisive devastating strong stronger tough tougher forceful
    painful massive fierce lethal ruthless united robust resolute fitting unprecedented hard harder brutal stern
    merciless immediate unmistakable""".split()
)
_CRUSHING = frozenset(
    """severe harsh crushing overwhelming decisive devastating forceful painful fierce lethal ruthless brutal
    merciless stern firm""".split()
)
_MILD = frozenset(
    """positive warm enthusiastic favourable favorable constructive generous mixed cool muted lukewarm polite kind
    friendly humanitarian emergency medical peaceful measured""".split()
)
_DRAW = frozenset("take takes taking took pull pulls pulling pulled move moves moving moved draw draws drew".split())
_BACK = frozenset(("back",))
_WITH = frozenset("with by in".split())
_ENDS = frozenset("to for of on at about from who which that as into after before".split())
_WILL = frozenset("will shall would must".split())
_LEAVE = frozenset("leave leaves left leaving".split())
_SENT = frozenset("troops soldiers forces army garrison tanks fleet warships mercenaries contingent".split())
_CORES = _RESPONSES | _BLOWS | _ARMED | _SENT
"""Words of which every meaning spread over several words holds one."""
_APART = _LEAVE | _MEET | _CRUSHING | _RESPONSES | _DRAW | _ARMED
"""Words that such a reading begins with."""


class _Apart(NamedTuple):
    """What such a reading counts as on an axis; ``None`` where the axis does not know it."""

    met: Entry | None
    drawn_back: Entry | None
    answered: Entry | None


@lru_cache(maxsize=16)
def _apart(axis: Axis) -> _Apart:
    def entry(term: str, pattern: str, strength: float) -> Entry | None:
        return Entry(term, axis.made[pattern], strength) if axis.made[pattern] else None

    return _Apart(
        entry("met with a response", "met_with", 1.3),
        entry("draw arms back", "drawn_back", 1.0),
        entry("a harsh response", "harsh_answer", 1.3),
    )


def merge_apart(words: Sentence, hits: Sequence[Hit], axis: Axis) -> Sequence[Hit]:
    """Read "met with ... response" and its like as one hit, in place of what the words between mean elsewhere.

    Read so are the passive and the active ("will be met with force", "we will answer any raid with fire"), arms that
    one will meet ("you will meet our navy"), a harsh response by itself ("our answer will be crushing"), with all
    adjectives in any order, and arms drawn back ("they will take their guns back").

    Args:
        words: The words of the sentence.
        hits: What the lexicon found in them, from left to right.
        axis: The axis, which says what such a reading counts for.
    """
    if _CORES.isdisjoint(words.texts) or _APART.isdisjoint(words.texts):
        return hits
    met, drawn_back, answered = _apart(axis)
    words.parse()
    found: list[Hit] = []
    for at in [at for at, text in enumerate(words.texts) if text in _APART]:
        if found and at < found[-1].end:
            continue
        response = (
            (_met_with(words, at, met) if met else None)
            or (_harsh(words, at, answered) if answered else None)
            or (_drawn_back(words, at, drawn_back) or _left(words, at, drawn_back) if drawn_back else None)
        )
        found += [response] if response else []
    if not found:
        return hits
    covered = {i for hit in found for i in range(hit.start, hit.end)}
    kept = [hit for hit in hits if covered.isdisjoint(range(hit.start, hit.end))]
    return sorted([*kept, *found], key=lambda hit: hit.start)


def _met_with(words: Sentence, at: int, met: Entry) -> Hit | None:
    """Find a response that something is met with, from the verb on."""
    texts = words.texts
    if texts[at] not in _MEET:
        return None
    announced = not _WILL.isdisjoint(texts[max(0, at - 4) : at])
    armed = _ahead(words, at + 1, _ARMED) if announced and texts[at] == "meet" else None
    if armed is not None:
        return Hit(at, armed + 1, met)
    link = _ahead(words, at + 1, _WITH)
    end = None if link is None else _ahead(words, link + 1, _RESPONSES | _BLOWS)
    if link is None or end is None:
        return None
    between = texts[link + 1 : end]
    if not _MILD.isdisjoint(between) or any(words.names[link + 1 : end + 1]):
        return None
    hard = announced or texts[end] in _BLOWS or not _HARSH.isdisjoint(between)
    return Hit(at, end + 1, met) if hard else None


def _ahead(words: Sentence, start: int, wanted: frozenset[str]) -> int | None:
    """Give where the next wanted word stands, in the same clause and noun phrase."""
    texts, clauses = words.texts, words.clauses
    for i in range(start, min(len(texts), start + RESPONSE_WORDS)):
        if clauses[i] != clauses[start - 1]:
            return None
        if texts[i] in wanted:
            return i
        if texts[i] in _ENDS:
            return None
    return None


def _harsh(words: Sentence, at: int, answered: Entry) -> Hit | None:
    """Find a harsh response by itself: "a swift and crushing answer", "our answer will be crushing"."""
    texts = words.texts
    if texts[at] in _CRUSHING:
        end = _ahead(words, at + 1, _RESPONSES)
        if end is not None and end - at <= 4:
            return Hit(at, end + 1, answered)
    if texts[at] in _RESPONSES and at + 2 < len(texts) and texts[at + 1] in _WILL:
        end = _ahead(words, at + 2, _CRUSHING)
        return Hit(at, end + 1, answered) if end is not None else None
    return None


def _drawn_back(words: Sentence, at: int, drawn_back: Entry) -> Hit | None:
    """Find arms drawn back: "take its guns back", "the guns go on moving back"."""
    texts = words.texts
    if texts[at] in _DRAW:
        arms = _ahead(words, at + 1, _ARMED)
        end = None if arms is None else _ahead(words, arms + 1, _BACK)
        return Hit(at, end + 1, drawn_back) if end is not None and end - at <= 5 else None
    if texts[at] in _ARMED:
        drawn = (i for i in range(at + 2, min(len(texts), at + 6)) if texts[i] == "back")
        end = next((i for i in drawn if texts[i - 1] in _DRAW and words.clauses[i] == words.clauses[at]), None)
        return Hit(at, end + 1, drawn_back) if end is not None else None
    return None


def _left(words: Sentence, at: int, drawn_back: Entry) -> Hit | None:
    """Find armed forces that leave, from the verb on: "our troops will leave the valley"."""
    texts = words.texts
    if texts[at] not in _LEAVE:
        return None
    own = any(texts[i] in _SENT and words.clauses[i] == words.clauses[at] for i in range(max(0, at - 4), at))
    return Hit(at, at + 1, drawn_back) if own and texts[at - 1] not in ("and", "by") else None
