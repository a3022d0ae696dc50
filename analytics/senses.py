"""Tells in which sense a word of the stance lexicon stands.

Common verbs have a stance only with the right object: one meets an envoy and a friend, signs a treaty and a cheque,
backs a plan and backs away. And "met with" is no meeting where a response follows: "will be met with a firm, united
and overwhelming response" is a threat in every order of its words. Everything looks a few words ahead or back, so the
cost is linear in the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from analytics.phrases import Entry, Hit, Word

# --- verbs that need their object ------------------------------------------------------------------------------------

OBJECT_WORDS = 5
"""Words in which the object of a verb is looked for."""

_PEOPLE = frozenset(
    """president presidents premier minister ministers leader leaders envoy envoys official officials counterpart
    counterparts delegation delegations ambassador ambassadors negotiator negotiators mediator mediators diplomat
    diplomats side sides king queen chancellor representative representatives opposition rival rivals chief
    secretary lawmakers senators parliament delegates summit talks capital governor mayor general commissioner head
    heads pope prince sultan emir members conference meeting dialogue negotiations mission""".split()
)
_PACTS = frozenset(
    """deal deals agreement agreements accord accords treaty treaties pact pacts truce ceasefire cease memorandum mou
    protocol protocols contract contracts convention declaration document documents law bill resolution compact
    statement communique charter constitution decree""".split()
)
_PASSAGES = frozenset(
    """border borders embassy embassies consulate consulates road roads crossing crossings airspace port ports airport
    airports route routes office offices school schools mission missions railway bridge channel channels gate gates
    strait corridor corridors talks negotiations dialogue case gas pipeline market trade""".split()
)
_HELP = frozenset(
    """aid help food relief assistance tents medicine medicines medical supplies supply equipment money fund funds
    funding loan loans grant grants credit million billion dollars euros support refugees refugee victims
    patients wounded injured hungry poor children displaced students officers police army soldiers troops forces
    doctors doctor nurses experts rescuers observers monitors engineers team teams vaccines vaccine blankets
    fuel grain wheat water asylum amnesty access status citizenship visas visa pardon autonomy immunity
    permission pledge pilots recruits cadets extension guarantees guarantee assurances consent backing weapons
    arms ships planes helicopters generators""".split()
)
_CAUSES = frozenset(
    """plan plans bid effort efforts proposal proposals initiative deal agreement accord treaty pact truce ceasefire
    resolution peace call calls idea move decision government president minister policy reform reforms candidate
    opposition mission role process solution settlement independence sanctions measure measures project rebels us
    him her it them""".split()
)
_OBJECTS = {
    "talk": _PEOPLE,
    "agree": _PACTS | _PASSAGES,
    "aid": _HELP,
    "yield": _HELP,
    "support": _CAUSES,
}
_NAMED = frozenset("talk support".split())
"""Whose object may be any name: one meets and backs somebody."""

_DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()
)
_AT = frozenset("in at on by near this last next since until during from".split())
_BE = frozenset("is are was were be been being".split())
_BEFORE_A_VERB = frozenset(
    "to will would shall should must can could may might we they i you who and not also fully strongly".split()
)
_TOGETHER = frozenset("sides leaders ministers presidents delegations rivals negotiators envoys".split())


def has_object(words: Sequence[Word], hit: Hit) -> bool:
    """Tell whether a verb stands with an object that gives it its stance ("met the envoy", "signed the accord").

    Also where the object comes first, in the passive ("the treaty was signed") or as two who meet ("both sides met").

    Args:
        words: The words of the sentence.
        hit: The verb, found in them.
    """
    kind = hit.entry.category
    fitting = _OBJECTS[kind]
    if words[hit.start].text == "back" and (not hit.start or words[hit.start - 1].text not in _BEFORE_A_VERB):
        return False  # "sent back", "its edges back"
    clause = words[hit.start].clause
    for i in range(hit.end, min(len(words), hit.end + OBJECT_WORDS)):
        if words[i].clause != clause:
            break
        named = kind in _NAMED and words[i].name and words[i].text not in _DAYS and words[i - 1].text not in _AT
        if named or words[i].text in fitting:
            return True
    before = [word.text for word in words[max(0, hit.start - 4) : hit.start] if word.clause == clause]
    if kind == "talk":
        return not _TOGETHER.isdisjoint(before)
    return not _BE.isdisjoint(before[-1:]) and not fitting.isdisjoint(before)


_BODIES = frozenset(
    """commission committee ministry museum office mission panel tribunal agency department conference commissioner
    directorate secretariat board bureau institute monitors monitoring memorial college cemetery exhibition seminar
    working subcommittee programme department""".split()
)


def names_body(words: Sequence[Word], hit: Hit) -> bool:
    """Tell whether a word only names a body: "the sanctions committee", "the war museum".

    Args:
        words: The words of the sentence.
        hit: What the lexicon found in them.
    """
    if hit.end >= len(words) or words[hit.end].text not in _BODIES or words[hit.end].pause:
        return False
    if words[hit.end].clause != words[hit.start].clause or words[hit.end - 1].text.endswith(("ed", "ing")):
        return False
    return not hit.start or words[hit.start - 1].text not in _BEFORE_A_VERB


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
_BROKE = frozenset("break breaks broke broken breaking betray betrayed".split())


def sense_of_object(words: Sequence[Word], hit: Hit) -> str:
    """Give the category that a word gets from its object, empty where it keeps its own.

    So "they finance terrorists" and "they broke their promise" accuse, "withdrew its ambassador" breaks off, "froze
    their missile tests" concedes.

    Args:
        words: The words of the sentence.
        hit: A word of the lexicon, found in them.
    """
    kind, verb = hit.entry.category, words[hit.start].text
    if kind not in ("aid", "yield", "support", "coerce"):
        return ""
    clause = words[hit.start].clause
    if kind == "support":
        before = words[max(0, hit.start - 3) : hit.start]
        broken = verb.startswith("promise") and any(w.text in _BROKE and w.clause == clause for w in before)
        return "accuse" if broken else ""
    ahead = {word.text for word in words[hit.end : hit.end + OBJECT_WORDS - 1] if word.clause == clause}
    if kind == "aid":
        return "" if _FOES.isdisjoint(ahead) else "accuse"
    if kind == "yield":
        return "breakoff" if verb.startswith("withdr") and not _TIES.isdisjoint(ahead) else ""
    return "yield" if verb.startswith(("freez", "froz", "frozen")) and not _ARMING.isdisjoint(ahead) else ""


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
_APART = _LEAVE | _MEET | _CRUSHING | _RESPONSES | _DRAW | _ARMED
"""Words that such a reading begins with."""

_MET = Entry("met with a response", "met_with", 1.3)
_DRAWN_BACK = Entry("draw arms back", "yield", 1.0)
_ANSWERED = Entry("a harsh response", "threat", 1.3)


def merge_apart(words: Sequence[Word], hits: Sequence[Hit]) -> list[Hit]:
    """Read "met with ... response" and its like as one hit, in place of what the words between mean elsewhere.

    Read so are the passive and the active ("will be met with force", "we will answer any raid with fire"), arms that
    one will meet ("you will meet our navy"), a harsh response by itself ("our answer will be crushing"), with all
    adjectives in any order, and arms drawn back ("they will take their guns back").

    Args:
        words: The words of the sentence.
        hits: What the lexicon found in them, from left to right.
    """
    found: list[Hit] = []
    for at in [at for at, word in enumerate(words) if word.text in _APART]:
        if not found or at >= found[-1].end:
            response = _met_with(words, at) or _harsh(words, at) or _drawn_back(words, at) or _left(words, at)
            found += [response] if response else []
    if not found:
        return list(hits)
    covered = {i for hit in found for i in range(hit.start, hit.end)}
    kept = [hit for hit in hits if covered.isdisjoint(range(hit.start, hit.end))]
    return sorted([*kept, *found], key=lambda hit: hit.start)


def _met_with(words: Sequence[Word], at: int) -> Hit | None:
    """Find a response that something is met with, from the verb on."""
    if words[at].text not in _MEET:
        return None
    announced = any(word.text in _WILL for word in words[max(0, at - 4) : at])
    armed = _ahead(words, at + 1, _ARMED) if announced and words[at].text == "meet" else None
    if armed is not None:
        return Hit(at, armed + 1, _MET)
    link = _ahead(words, at + 1, _WITH)
    end = None if link is None else _ahead(words, link + 1, _RESPONSES | _BLOWS)
    if link is None or end is None:
        return None
    between = {word.text for word in words[link + 1 : end]}
    if not between.isdisjoint(_MILD) or any(word.name for word in words[link + 1 : end + 1]):
        return None
    hard = announced or words[end].text in _BLOWS or not between.isdisjoint(_HARSH)
    return Hit(at, end + 1, _MET) if hard else None


def _ahead(words: Sequence[Word], start: int, wanted: frozenset[str]) -> int | None:
    """Give where the next wanted word stands, in the same clause and noun phrase."""
    for i in range(start, min(len(words), start + RESPONSE_WORDS)):
        if words[i].clause != words[start - 1].clause:
            return None
        if words[i].text in wanted:
            return i
        if words[i].text in _ENDS:
            return None
    return None


def _harsh(words: Sequence[Word], at: int) -> Hit | None:
    """Find a harsh response by itself: "a swift and crushing answer", "our answer will be crushing"."""
    if words[at].text in _CRUSHING:
        end = _ahead(words, at + 1, _RESPONSES)
        if end is not None and end - at <= 4:
            return Hit(at, end + 1, _ANSWERED)
    if words[at].text in _RESPONSES and at + 2 < len(words) and words[at + 1].text in _WILL:
        end = _ahead(words, at + 2, _CRUSHING)
        return Hit(at, end + 1, _ANSWERED) if end is not None else None
    return None


def _drawn_back(words: Sequence[Word], at: int) -> Hit | None:
    """Find arms drawn back: "take its guns back", "the guns go on moving back"."""
    if words[at].text in _DRAW:
        arms = _ahead(words, at + 1, _ARMED)
        end = None if arms is None else _ahead(words, arms + 1, _BACK)
        return Hit(at, end + 1, _DRAWN_BACK) if end is not None and end - at <= 5 else None
    if words[at].text in _ARMED:
        drawn = (i for i in range(at + 2, min(len(words), at + 6)) if words[i].text == "back")
        end = next((i for i in drawn if words[i - 1].text in _DRAW and words[i].clause == words[at].clause), None)
        return Hit(at, end + 1, _DRAWN_BACK) if end is not None else None
    return None


_SENT = frozenset("troops soldiers forces army garrison tanks fleet warships mercenaries contingent".split())


def _left(words: Sequence[Word], at: int) -> Hit | None:
    """Find armed forces that leave, from the verb on: "our troops will leave the valley"."""
    if words[at].text not in _LEAVE:
        return None
    before = words[max(0, at - 4) : at]
    own = any(word.text in _SENT and word.clause == words[at].clause for word in before)
    return Hit(at, at + 1, _DRAWN_BACK) if own and words[at - 1].text not in ("and", "by") else None
