"""Finds whom words are directed at: the accused, the threatened, who is called on, who is offered something or praised.

A target is a country or an actor that is named: in the words, in the reporting words around them ("accused Moscow of
...") or as the one who was told, where the words say "you". Each name gets points for the place where it stands: the
object of a verb that turns to somebody, the subject of "must", the owner of what is condemned. The best place wins.
Where two names share it, or no place speaks for a name, the target stays empty. Everything looks a few words back and
ahead, so the cost is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analytics.axes import Axis, load_axis
from analytics.inflections import verb_forms
from analytics.named import Named, Names, Target, Word, find_named, look_up, may_name, read_tokens
from analytics.records import Stance


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around quoted words: the reporting words before and after them, who spoke, who was told.

    ``mixed`` says that the words before run on into the quoted ones ("said Russia had “shown disdain”"), and ``tail``
    are the words behind the marks that such a clause goes on with ("“a high price” for Russia"). ``own`` holds the
    names of the speaker, ``country`` the speaker's country: neither is ever the target.
    """

    before: str = ""
    after: str = ""
    cue: str = ""
    addressee: str = ""
    own: tuple[str, ...] = ()
    country: str = ""
    mixed: bool = False
    tail: str = ""


NOWHERE = Setting()


class _Judged(NamedTuple):
    """Where a piece of evidence stands, and what its feature is (see ``axes.TRAITS``)."""

    start: int
    end: int
    violent: bool
    deed: bool
    required: bool


# --- words that place a name ----------------------------------------------------------------------------------------


def _forms(verbs: str) -> frozenset[str]:
    return frozenset(form for verb in verbs.split() for form in verb_forms(verb))


_TURNED_TO = _forms(
    """accuse blame condemn denounce urge warn ask order tell press pressure implore thank praise commend
    congratulate welcome criticize criticise rebuke remind threaten assure invite offer advise exhort punish sanction
    support back applaud hail salute trust oppose confront boycott embargo deter isolate demand hold want expect
    force compel pressure allow reassure promise lambast castigate chastise upbraid fault censure beseech challenge
    recognize recognise beg"""
)
"""Verbs whose object is whom the words turn to."""
_CALLING = frozenset("call calls called calling appeal appeals appealed appealing".split())
_MUST = frozenset("must should shall needs ought".split())
_HAS = frozenset("has have need had".split())
_PAYING = frozenset("pay regret face suffer bear answer know learn understand be find".split())
_PLACES = frozenset("in near inside across around into outside between over throughout within since via let".split())
_JOURNEYS = frozenset(
    """flight flights trip trips travel travels travelled way road route fly flew go goes going went come came journey
    visa visas ticket tickets return returned moved move sent""".split()
)
_ANY = frozenset(("a", "an", "any", "every"))
_FOES = frozenset(
    """invader invaders aggressor aggressors occupier occupiers occupation regime junta mercenaries terrorists
    warmongers militarists imperialists""".split()
)
_UNLESS = frozenset("unless until".split())
_PLEADING = _forms("plead")
_CLAIMS = frozenset(
    """claim claims assertion assertions allegation allegations accusation accusations statement statements charges
    remarks""".split()
)
_COUNTS = frozenset("for against on towards toward".split())
TAIL_WORDS = 4
"""Words behind the marks in which the one who is meant is named ("“a heavy price” for the Belmoran fleet")."""
_LEAVING = _forms("withdraw pull leave retreat vacate evacuate expel flee remove exit depart")
_SHIELDED = _forms("defend protect help assist aid save liberate shield free arm supply")
_SKIPPED = frozenset(
    """the a an all both our their his her its this that these those mr mrs ms president
    military ruling central federal transitional brave friendly neighbouring neighboring new
    current whole entire""".split()
)
_VICTIM_LINKS = frozenset("of on against upon toward towards".split())
_SENT = frozenset(
    """message appeal appeals offer warning ultimatum signal say speak talk apologize apologise aid assistance relief
    listen turn overture response answer invitation word threat concession concessions hand close opposed committed
    promise pledge proposal death""".split()
)
_PRESSED = frozenset("sanctions sanction pressure tariffs embargo blame responsibility ban bans restrictions".split())
_CLAUSES = frozenset("because while but as if when that since where until although though unless whereas".split())
_ASKED_OF = frozenset("ask asks asked demand demands expect expects require requires".split())
_SIDING = frozenset("stand stands standing stood side sided solidarity lies".split())
_AIMED = frozenset("aimed directed pointed targeted fingers finger".split())
_ASKED_FROM = frozenset("demand demands expect want need apology answer answers explanation threat threats".split())
_LINKING = {
    "to": _SENT | {"up"},
    "with": _SIDING | _PLEADING | {"down"},
    "of": _ASKED_OF | {"said", "says"},
    "on": _PRESSED,
    "at": _AIMED,
}
"""Prepositions before a name, with the words before them that turn to it: "a message to", "pleaded with"."""
_NOT_THE_STATE = frozenset(
    """people rebels rebel opposition separatists separatist civilians civilian refugees refugee citizens hostages
    language coast border borders children women men families victims soil territory territories city cities town
    towns hospitals waters airspace peninsula islands journalists students workers sailors fishermen prisoners
    sovereignty independence crisis conflict war question issue""".split()
)
_LINKS_BEFORE = frozenset("of with for to from by against about on like than at under".split())
_STATES = frozenset(
    """government regime leaders leadership authorities rulers republic junta army forces delegation ambassador
    representative representatives generals diplomats president minister ministers king""".split()
)
_ABOUT_DEEDS = frozenset("accusation demand refusal warning".split())
_SUBJECT_ACTS = frozenset("accusation warning denial".split())
_YOU = frozenset("you your yours yourselves".split())
_PRESS = frozenset(
    """reporters reporter journalists journalist press newspaper media correspondent audience supporters viewers
    lawmakers voters crowd""".split()
)
_DIRECT_CUES = _forms("warn urge ask order assure thank press threaten implore advise congratulate remind praise")

OBJECT, SUBJECT, LINKED, OWNER, NEAR, ALONE = 6, 6, 5, 5, 3, 1
"""Points of a place: object of a verb that turns to somebody, subject of "must", behind a fitting preposition, owner
of what is judged, subject or object of the evidence, the only name and the first word."""
FRAMED = 2
"""Points more for a name in the reporting words."""


# --- where a name stands --------------------------------------------------------------------------------------------


def find_target(
    text: str, stance: Stance, names: Names, setting: Setting = NOWHERE, axis: Axis | None = None
) -> Target:
    """Find whom words are directed at.

    Args:
        text: The words; the spans of the evidence count its characters.
        stance: Their stance. Without one, or with a neutral one, only words that turn to somebody count.
        names: The names that can be a target.
        setting: What stands around the words.
        axis: The axis of the stance; dovish to hawkish where none is given.

    Returns:
        The target; empty where nobody is named, or where it is not sure who is meant.

    Example:
        >>> from analytics.actors import read_registry
        >>> from analytics.named import Names
        >>> from analytics.stance import score_stance
        >>> text = "Moscow must withdraw its troops."
        >>> find_target(text, score_stance(text), Names(read_registry()))
        Target(name='Russia', country='RUS')
    """
    lead = f"{setting.before} " if setting.before and setting.mixed else ""
    axis = axis or load_axis()
    points: list[tuple[int, Target]] = []
    if may_name(lead + text, names):
        points += _weigh(lead + text, stance, _judged(stance, axis, len(lead)), names, lead=len(lead))
    for frame in ("" if lead else setting.before, setting.after):
        if frame and may_name(frame, names):
            points += _weigh(frame, stance, (), names, lead=len(frame))
    if setting.tail and stance.score and may_name(setting.tail, names):
        points += _behind_marks(setting.tail, names)
    if not points and not setting.addressee:
        return Target()
    places = names.registry.places
    points = [
        (point, target)
        for point, target in points
        if point > 0
        and target.name not in setting.own
        and not (setting.country and target == Target(places.names.get(setting.country, ""), setting.country))
    ]
    best = max((point for point, _ in points), default=0)
    if stance.label in ("none", axis.labels.middle) and best < LINKED:
        return Target()
    told = _told(text, setting, names)
    if told.name and best < LINKED:
        return told
    winners = {target for point, target in points if point == best}
    return winners.pop() if len(winners) == 1 else Target()


def _behind_marks(tail: str, names: Names) -> Iterator[tuple[int, Target]]:
    """Give whom a clause turns to behind the marks: "“a next step” against Russia"."""
    words = read_tokens(tail)
    if not words or words[0].text not in _COUNTS:
        return
    for named in find_named(tail, words, names)[:1]:
        if named.start <= TAIL_WORDS and words[named.start].sentence == words[0].sentence:
            yield LINKED + FRAMED, named.target


def _told(text: str, setting: Setting, names: Names) -> Target:
    """Give the one who was told, where "you" or the verb makes clear that the words turn to them."""
    if not setting.addressee or not _PRESS.isdisjoint(setting.addressee.lower().split()):
        return Target()
    if setting.cue.lower() not in _DIRECT_CUES and _YOU.isdisjoint(text.lower().split()):
        return Target()
    words = read_tokens(setting.addressee)
    known = look_up(setting.addressee, words, names) if words else None
    return known or Target(setting.addressee)


def _judged(stance: Stance, axis: Axis, lead: int) -> list[_Judged]:
    """Give the evidence on the side of the score, moved behind ``lead`` characters of reporting words."""
    having = axis.named_having
    violent, deed, required = having["violent"], having["deed"], having["required"]
    return [
        _Judged(
            item.span.start + lead,
            item.span.end + lead,
            item.feature in violent,
            item.feature in deed,
            item.feature in required,
        )
        for item in stance.evidence
        if item.span and item.weight * (stance.score or 0) > 0
    ]


def _weigh(
    text: str, stance: Stance, evidence: Sequence[_Judged], names: Names, lead: int = 0
) -> Iterator[tuple[int, Target]]:
    """Give each name of a text with the points of its place; the first ``lead`` characters are reporting words."""
    words = read_tokens(text)
    found = find_named(text, words, names)
    hawkish = stance.score is not None and stance.score > 0
    alone = hawkish and len({named.target for named in found}) == 1
    for number, named in enumerate(found):
        if _is_joined(words, found, number):
            continue
        point = _directed(words, named, stance.speech_act)
        if point > 0 and words[named.start].start < lead:
            point += FRAMED
        if not point:
            point = _beside(words, named, stance, _in_reach(words, found, number, evidence))
        if not point and alone and not lead and _opens(words, named):
            point = ALONE
        yield point, named.target


def _in_reach(
    words: Sequence[Word], found: Sequence[Named], number: int, evidence: Sequence[_Judged]
) -> Sequence[_Judged]:
    """Leave out the evidence behind the next subject: in "Peru is poor because Chile stole it" it is not Peru's."""
    if number + 1 == len(found):
        return evidence
    after = found[number + 1]
    if words[after.start - 1].text not in _CLAUSES:
        return evidence
    return [item for item in evidence if item.start < words[after.start].start]


def _is_joined(words: Sequence[Word], found: Sequence[Named], number: int) -> bool:
    """Tell whether another name is joined to this one: "Russia and Ukraine should", "between Iran and Iraq"."""
    here = found[number]
    for other in (found[number - 1] if number else None, found[number + 1] if number + 1 < len(found) else None):
        if other is None or other.target == here.target:
            continue
        first, second = sorted((here, other))
        between = [word.text for word in words[first.end : second.start]]
        if between and between[-1] in ("and", "or") and len(between) <= 2:
            return True
    return False


def _opens(words: Sequence[Word], named: Named) -> bool:
    """Tell whether the name is the first word, or the first but for "the", and the subject of what follows."""
    first = named.start == 0 or (named.start == 1 and words[0].text in ("the", "but", "and"))
    return first and named.end < len(words) and not words[named.end].capital


def _around(words: Sequence[Word], named: Named) -> tuple[list[str], list[str]]:
    """Give the words before a name (nearest first, determiners left out) and after it, of its own sentence."""
    sentence = words[named.start].sentence
    before = [
        word.text
        for word in reversed(words[max(0, named.start - 7) : named.start])
        if word.sentence == sentence and word.text not in _SKIPPED
    ]
    if before[:1] == ["of"] and not _STATES.isdisjoint(before[1:2]):
        before = before[2:]  # "the government of Sudan" is Sudan
    after = [word.text for word in words[named.end : named.end + 4] if word.sentence == sentence]
    return before, after


def _directed(words: Sequence[Word], named: Named, act: str) -> int:
    """Give the points of a name by the words beside it; below zero where it is a place or a victim."""
    before, after = _around(words, named)
    one, two = (*before[:2], "", "")[:2]
    owner = words[named.end - 1].owner
    if _is_addressed(words, named):
        return SUBJECT
    if named.adjective and not _FOES.isdisjoint(after[:1]):
        return LINKED  # "under the Belmoran invaders"
    if _is_elsewhere(words, named, before, act):
        return -1
    if one in _UNLESS or one == "condition":
        return LINKED if after and not owner else 0  # "unless Moscow returns", "on the condition that Iran stops"
    if one in _TURNED_TO or (one in ("on", "upon", "to") and two in _CALLING):
        return OBJECT
    if not owner and one not in _LINKS_BEFORE and _is_told(after, act):
        return SUBJECT
    linked = (
        two in _LINKING.get(one, ())
        or (one == "by" and two == "made" and not _CLAIMS.isdisjoint(before[2:7]))
        or (one == "from" and not _ASKED_FROM.isdisjoint(before[1:5]))
    )
    return LINKED if linked else 0


def _is_elsewhere(words: Sequence[Word], named: Named, before: Sequence[str], act: str) -> bool:
    """Tell whether a name is a mere place, a people's member, a victim or one who is helped."""
    one, two = (*before[:2], "", "")[:2]
    after = words[named.end] if named.end < len(words) else None
    if after and after.text in _NOT_THE_STATE and not after.capital and after.sentence == words[named.start].sentence:
        return True  # but "the China Coast Guard"
    if one in _PLACES or _is_anybody(words, named) or (one == "to" and two in _JOURNEYS):
        return True
    if one == "from" and not _LEAVING.isdisjoint(before[1:6]):
        return True
    helping = act in ("praise", "offer", "agreement", "promise")
    return not helping and (one in _SHIELDED or (one == "for" and two in _SENT))


def _is_addressed(words: Sequence[Word], named: Named) -> bool:
    """Tell a name that the words call out to: "President Soto, you have made a mistake"."""
    titled = all(words[i].text in _SKIPPED for i in range(named.start))
    if not titled or named.end >= len(words) or words[named.end].near or words[named.end - 1].owner:
        return False
    sentence = words[named.start].sentence
    behind = (word.text for word in words[named.end : named.end + 20] if word.sentence == sentence)
    return not named.adjective and any(text in _YOU for text in behind)


def _is_anybody(words: Sequence[Word], named: Named) -> bool:
    """Tell "an Iranian" from "an Iranian attack": somebody of a people is not its state."""
    if not named.adjective or not named.start or words[named.start - 1].text not in _ANY:
        return False
    return named.end >= len(words) or not words[named.end].near


def _is_told(after: Sequence[str], act: str) -> bool:
    """Tell whether the words after a name say what it must do, or what awaits it."""
    state = [word for word in after if word not in ("government", "army", "forces", "troops", "side", "regime", "also")]
    one, two = (*state[:2], "", "")[:2]
    if one in _MUST or (one in _HAS and two == "to"):
        return True
    return one == "will" and two in _PAYING and act in ("threat", "warning", "demand")


def _beside(words: Sequence[Word], named: Named, stance: Stance, evidence: Sequence[_Judged]) -> int:
    """Give the points of a name by the evidence beside it."""
    act = stance.speech_act
    before, _ = _around(words, named)
    link = before[0] if before else ""
    start, end = words[named.start].start, words[named.end - 1].end
    best = 0
    for item in evidence:
        if start < item.end and item.start < end:
            best = max(best, 0 if link in _LINKS_BEFORE else NEAR)
            continue
        gap = _gap(words, named, item)
        if gap is None:
            continue
        if item.start >= end:
            best = max(best, _ahead_of(named, gap, link, words[named.end - 1].owner, item, stance))
        elif gap <= 5:
            point = _behind(item, act, link, gap)
            if point < 0:
                return point
            best = max(best, point)
    return best


def _gap(words: Sequence[Word], named: Named, item: _Judged) -> int | None:
    """Count the words between a name and a piece of evidence of its sentence."""
    near = [
        i
        for i in range(max(0, named.start - 8), min(len(words), named.end + 9))
        if words[i].start < item.end and item.start < words[i].end
    ]
    if not near or words[near[0]].sentence != words[named.start].sentence:
        return None
    return named.start - near[-1] - 1 if near[-1] < named.start else near[0] - named.end


def _ahead_of(named: Named, gap: int, link: str, owner: bool, item: _Judged, stance: Stance) -> int:
    """Give the points of a name that stands before the evidence: its owner or its subject."""
    if gap <= 3 and (owner or (named.adjective and gap <= 1)) and link not in ("with", "from", "like", "than", "under"):
        return OWNER
    if link in _LINKS_BEFORE:
        return 0
    act = stance.speech_act
    if act == "praise":
        return NEAR if gap else 0  # "has played a constructive role", not "stands ready"
    conditional = bool(stance.condition) and act in ("threat", "warning", "offer")
    stops = item.required and gap <= 1  # "until Moscow stops"
    return NEAR if act in _SUBJECT_ACTS or conditional or stops or item.deed else 0


def _behind(item: _Judged, act: str, link: str, gap: int) -> int:
    """Give the points of a name that stands behind the evidence: its object, unless that is the victim."""
    violent = item.violent
    if link == "by":
        return LINKED
    if violent and act in _ABOUT_DEEDS and (link in _VICTIM_LINKS or (act == "accusation" and not gap)):
        return -1
    if link == "to" and act in ("accusation", "warning"):
        return 0  # "is sending weapons to"
    if link in ("against", "with", "to", "on", "at", "toward", "towards"):
        return LINKED
    if link == "of":
        return NEAR if gap <= 2 and not violent else 0
    return NEAR if gap <= 2 and link not in ("for", "about", "like", "than", "under") else 0
