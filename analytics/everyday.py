"""Tells the everyday uses of words that the stance lexicon knows from those that it means.

Something is wrong with the engine, a letter is handed over, order is restored, and the boat will sail in silence: such
uses say nothing about a stance. Everything looks a few words ahead or back, so the cost is linear in the text; and
only the words listed here are looked at.
"""

from __future__ import annotations

from collections.abc import Callable

from analytics.phrases import Hit, Sentence
from analytics.word_classes import BE, DETERMINERS

REACH = 4
"""Words in which the object of such a word is looked for."""

_BEFORE_A_VERB = frozenset("to will would shall should must can could may might not and cannot".split())
_CLAIMS = frozenset(
    """complaint complaints claim claims report reports rumour rumours rumor rumors belief beliefs expectation
    expectations impression assertion assertions allegation allegations suggestion suggestions what appearance
    appearances media press""".split()
)
_PAPERS = frozenset(
    """paper papers letter letters note notes document documents list lists message messages copy copies petition
    credentials draft drafts text file files report reports invitation photograph photographs baton dossier envelope
    cheque check phone""".split()
)
_MISFORTUNES = frozenset(
    """tragedy tragedies accident accidents loss losses misfortune earthquake storm flood floods disaster weather news
    winter day night year toll""".split()
)
_MASSED = frozenset("at on near along around its their troops forces tanks armour armor men more".split())
_AMISS = frozenset("something anything nothing went go goes gone going get gets got getting".split())
_ASTRAY = frozenset("number address place time turn note with way end foot".split())
_SPARED = frozenset(
    """time money fuel face energy cost costs diesel water hours days minutes skin jobs seat trouble expense space
    electricity power paper much some""".split()
)
_ORDER = frozenset("order law discipline power electricity deterrence control authority pride confidence".split())
_EAGER = frozenset(
    """ready willing want wants wanted prepared sit come need can let us let's agreed agree invited happy must should
    will could open free start begin time to""".split()
)
_AIMS = frozenset(
    """coastal moving training practice inflation growth price climate emission emissions export production sales
    spending budget recruitment main sole only""".split()
)
_NOT_SPOKEN = frozenset("minute minutes moment of in into the his her their our its a with long by".split())


def is_everyday(words: Sentence, hit: Hit) -> bool:
    """Tell whether a word of the lexicon stands in an everyday use that has no stance.

    Args:
        words: The words of the sentence.
        hit: What the lexicon found in them.
    """
    tell = _TELLERS.get(words.texts[hit.start])
    return tell is not None and tell(words, hit)


def _is_contradicted(words: Sentence, hit: Hit) -> bool:
    """Tell what is only contradicted: "contrary to their complaint"."""
    texts = words.texts
    if texts[hit.start] == "contrary":
        return not _CLAIMS.isdisjoint(texts[hit.end : hit.end + REACH])
    return "contrary" in texts[max(0, hit.start - REACH - 1) : hit.start]


def _is_paper(words: Sentence, hit: Hit) -> bool:
    """Tell papers that are handed over: "a note handed over in spring", "handed over the list"."""
    texts = words.texts
    return not _PAPERS.isdisjoint(texts[hit.end : hit.end + REACH]) or not _PAPERS.isdisjoint(
        texts[max(words.cue, hit.start - REACH + 1) : hit.start]
    )


def _is_misfortune(words: Sentence, hit: Hit) -> bool:
    """Tell a misfortune, which is nobody's deed: "a terrible human tragedy"."""
    return not _MISFORTUNES.isdisjoint(words.texts[hit.end : hit.end + 2])


def _is_no_muster(words: Sentence, hit: Hit) -> bool:
    """Tell a mass of something from troops that mass: "mass media", "a critical mass"."""
    texts, start = words.texts, hit.start
    if texts[start] != "mass" or hit.end - start > 1:
        return False
    return texts[start - 1 : start] != ["to"] and _MASSED.isdisjoint(texts[hit.end : hit.end + 1])


def _is_amiss(words: Sentence, hit: Hit) -> bool:
    """Tell what does not work from what is blamed: "something is wrong", "the wrong number"."""
    texts, start = words.texts, hit.start
    if hit.end - start > 1:
        return False
    before = texts[max(0, start - 2) : start]
    return not _AMISS.isdisjoint(before) or not _ASTRAY.isdisjoint(texts[hit.end : hit.end + 1])


def _is_spared(words: Sentence, hit: Hit) -> bool:
    """Tell what is not spent from whom one saves: "the diesel saved is", "to save time"."""
    behind = words.texts[hit.end : hit.end + REACH]
    return not behind or behind[0] in BE or not _SPARED.isdisjoint(behind[:2])


def _is_order(words: Sentence, hit: Hit) -> bool:
    """Tell order that is restored from rights or ties: "will restore order"."""
    return not _ORDER.isdisjoint(words.texts[hit.end : hit.end + 2])


def _is_chat(words: Sentence, hit: Hit) -> bool:
    """Tell talk about something from talks: "they would rather talk about football"."""
    texts = words.texts
    if texts[hit.end : hit.end + 1] not in (["about"], ["of"]) or hit.end - hit.start > 1:
        return False
    return _EAGER.isdisjoint(texts[max(0, hit.start - 3) : hit.start])


def _is_aim(words: Sentence, hit: Hit) -> bool:
    """Tell an aim, or a thing shot at, from a deed: "the target was", "the inflation target"."""
    texts, start = words.texts, hit.start
    if hit.end - start > 1 or not start:
        return False
    return texts[start - 1] in ("the", "a", "of") or texts[start - 1] in _AIMS


def _is_hush(words: Sentence, hit: Hit) -> bool:
    """Tell silence from silencing: "a minute of silence", "silence is no answer"."""
    texts, start = words.texts, hit.start
    if hit.end - start > 1:
        return False
    behind = texts[hit.end : hit.end + 1]
    verb = start and texts[start - 1] in _BEFORE_A_VERB
    return not verb and (not behind or behind[0] in BE or bool(start and texts[start - 1] in _NOT_SPOKEN))


def _is_device(words: Sentence, hit: Hit) -> bool:
    """Tell a telephone from a call: "our side of the phone"."""
    return hit.end - hit.start == 1 and hit.start > 0 and words.texts[hit.start - 1] in DETERMINERS


def _is_procedure(words: Sentence, hit: Hit) -> bool:
    """Tell support of a body's own work from support of a side: "supports resolution 12", "support for the agenda"."""
    texts = words.texts
    behind = texts[hit.end : hit.end + PROCEDURE_REACH]
    if not _PROCEDURES.isdisjoint(behind):
        return True
    at = next((i for i, text in enumerate(behind) if text in ("resolution", "resolutions")), None)
    return at is not None and any(text[:1].isdigit() for text in behind[at + 1 : at + 2])


def _is_greeting(words: Sentence, hit: Hit) -> bool:
    """Tell a greeting: "Welcome to the valley"."""
    return hit.start == words.cue and words.texts[hit.start + 1 : hit.start + 2] == ["to"]


def _is_for_fighters(words: Sentence, hit: Hit) -> bool:
    """Tell praise of those who fight: "saluted the gunners", "praised the brigade"."""
    return not _FIGHTERS.isdisjoint(words.texts[hit.end : hit.end + PRAISED_REACH])


def _is_unhindered(words: Sentence, hit: Hit) -> bool:
    """Tell what is free from whom one frees: "to keep the channel free", "remained free to decide"."""
    texts, start = words.texts, hit.start
    if hit.end - start > 1 or (start and texts[start - 1] in _SET_FREE):
        return False
    behind = texts[hit.end : hit.end + 1]
    return not behind or behind[0] in _FREE_OF or words.pauses[hit.end]


_SET_FREE = frozenset("set sets setting walk walks walked walking go goes went to be".split())
_FREE_OF = frozenset("of from to in for and or".split())
PRAISED_REACH = 6
_FIGHTERS = frozenset(
    """division brigade battalion regiment troops soldiers army navy fighters martyrs fallen commandos pilots gunners
    militia militiamen warriors infantry marines paratroopers""".split()
)
PROCEDURE_REACH = 8
_PROCEDURES = frozenset(
    """agenda policy policies substance courts recommendation recommendations mandate empowerment participation
    secretariat secretary adoption debate""".split()
)

_Teller = Callable[[Sentence, Hit], bool]

_TELLERS: dict[str, _Teller] = {}
for _forms, _teller in (
    ("contrary complaint complaints claim claims allegation allegations", _is_contradicted),
    ("hand hands handed handing", _is_paper),
    ("terrible horrible dreadful awful", _is_misfortune),
    ("mass", _is_no_muster),
    ("wrong", _is_amiss),
    ("save saves saved saving", _is_spared),
    ("restore restores restored restoring", _is_order),
    ("talk talks talked talking", _is_chat),
    ("target targets", _is_aim),
    ("silence", _is_hush),
    ("phone telephone", _is_device),
    ("support supports supported supporting", _is_procedure),
    ("welcome", _is_greeting),
    ("free", _is_unhindered),
    ("praise praises praised praising salute salutes saluted hail hails hailed", _is_for_fighters),
):
    for _form in _forms.split():
        _TELLERS[_form] = _teller
EVERYDAY = frozenset(_TELLERS)
"""First words of what can stand in an everyday use."""


_COUNTED = frozenset(
    """one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand dozen
    dozens scores hundreds thousands several many people persons others citizens""".split()
)
HURT = frozenset("killed injured wounded hurt displaced drowned".split())
"""Participles of a toll."""
_BY = frozenset("by when after as".split())
TOLL_REACH = 9
"""Words before the verb in which a toll is counted."""


def is_toll(words: Sentence, at: int) -> bool:
    """Tell a toll, which only counts: "forty people were injured", but not "were killed by their guns".

    Args:
        words: The words of the sentence.
        at: The verb.
    """
    texts = words.texts
    if texts[at] not in HURT or "our" in texts[max(words.cue, at - TOLL_REACH) : at]:
        return False
    before = texts[max(words.cue, at - TOLL_REACH) : at]
    counted = not _COUNTED.isdisjoint(before) or any(text[:1].isdigit() for text in before)
    passive = not BE.isdisjoint(before[-2:]) or texts[at + 1 : at + 2] == [] or words.pauses[at + 1]
    return counted and passive and _BY.isdisjoint(texts[at + 1 : at + 4])
