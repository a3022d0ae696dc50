"""Names the speech act behind a stance, and whose view the words give.

The acts follow the codebook of the axis: threat, demand, accusation, refusal, warning, offer, promise, appeal,
agreement, denial, praise, statement. The act is the one that the axis suggests for the heaviest evidence on the side
of the score, among those that the codebook allows for its label: a dovish quote is never an accusation.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Protocol

from analytics.axes import Axis
from analytics.inflections import verb_forms

ANSWERING = 0.4
THREATENING = 0.8
"""Share of the heaviest act from which a threat is what the words do; less where an answer is announced, for "your raid
will be met with fire" blames as well."""

DRAWING = 0.25
"""Share from which a warning is a threat: a response is what is warned of."""

STRONG = 0.7
"""Weight of the evidence from which a dovish quote is more than a statement: more than one usual signal."""


def _verbs(verbs: str) -> frozenset[str]:
    return frozenset(form for verb in verbs.split() for form in verb_forms(verb))


_WILL = frozenset("will shall ready willing prepared".split())
_OFFERED = frozenset(
    "offer offers offered offering propose proposes proposed proposal ready willing invite door outstretched".split()
)
_READY = frozenset("ready willing prepared".split())
_STANDS = frozenset("is are was were am be stands stood stand remains remained".split())
_WILLING_TO = frozenset("open ready prepared willing".split())
_PROPOSING = frozenset("offer offers propose proposes".split())
_ASKING = frozenset("should must let need needed necessary please".split())
_COMING = frozenset(
    """will shall would going intend intends intended intention plan plans seek seeks seeking looking aimed never
    promise promised pledge pledged vow assure assured guarantee guaranteed commit committed undertake aim""".split()
)
"""Words of which a promise holds one: it speaks of what comes."""
_BOTH = frozenset("both sides parties we".split())
_GOOD = frozenset(
    """useful constructive productive fruitful encouraging excellent substantive warm cordial brave courageous
    positive""".split()
)
_THANKING = _verbs("thank hail praise applaud congratulate commend salute") | {"grateful", "gratitude"}
_BIDDING = frozenset(
    """come talk sit give put stop let spare think lower take bring choose respect listen save show make hold
    lay return silence open end help please""".split()
)
_WHOM = frozenset("we i he she they it you is are was were".split())
_AGREEING = _verbs(
    """agree accept sign ratify reach conclude finalize settle resolve reconcile consent concede comply withdraw release
    pardon lift restore resume reopen grant adopt approve implement fulfil fulfill honour honor recognize normalize
    suspend drop cancel ease end abide lay leave resign share return free hand open evacuate disarm dismantle extend"""
)
"""Verbs of which an agreement holds one: somebody agrees, or does what was agreed."""
_CHOSEN = frozenset(
    (have, chosen) for have in ("have", "has") for chosen in ("decided", "agreed", "chosen", "resolved")
)
_FRIENDS = frozenset("friend friends partner partners ally allies".split())
_REQUIRED = frozenset("must should".split())
_NOT_TOLD = frozenset("we i us not nobody why how what who however also and".split())
_NO_ACT = frozenset("have we not".split())
_PLEDGES = frozenset("promise commit committed pledge guarantee".split())
_WE = frozenset(("we", "i"))
_BE = frozenset("is are was were am be".split())
_OURS = frozenset("we i us our".split())


class _Weighed(Protocol):
    """A piece of evidence: a feature and its weight."""

    @property
    def feature(self) -> str: ...

    @property
    def weight(self) -> float: ...


def find_speech_act(
    evidence: Sequence[_Weighed],
    side: int,
    words: Sequence[str],
    *,
    axis: Axis,
    conditional: bool,
    stated: Collection[str],
) -> str:
    """Give the speech act of scored words.

    Args:
        evidence: The evidence of the score by feature, the baseline among it.
        side: The side of the label: 1 for the high end of the axis, -1 for the low one, 0 for the middle; such words
            are a statement, unless they deny.
        words: The words, in lower case.
        axis: The axis, which suggests an act for each feature.
        conditional: There is an if-clause.
        stated: Acts that a word states outright: "appeal", "denial".

    Example:
        >>> from analytics.axes import load_axis
        >>> from analytics.records import Evidence
        >>> evidence = [Evidence(None, "open", -1.0)]
        >>> find_speech_act(evidence, -1, ["we", "offer"], axis=load_axis(), conditional=False, stated=())
        'offer'
    """
    if side <= 0:
        denial = axis.made["denial"]
        if "denial" in stated or any(item.feature == denial for item in evidence):
            return "denial"
    if not side:
        return "statement"
    totals: dict[str, float] = {}
    for item in evidence:
        if item.weight * side > 0 and item.feature != "baseline":
            act = axis.acts[item.feature]
            totals[act] = totals.get(act, 0.0) + abs(item.weight)
    if not totals:
        return "statement"  # the baseline alone makes the label
    act = max(totals, key=totals.__getitem__)
    answered = any(item.feature in (axis.made["met_with"], axis.made["conditional_threat"]) for item in evidence)
    if totals.get("threat", 0.0) >= (ANSWERING if answered else THREATENING) * totals[act]:
        act = "threat"
    if side > 0:
        if act == "warning" and totals.get("threat", 0.0) >= DRAWING * totals[act]:
            return "threat"  # "warned that it will draw a response"
        if act in ("accusation", "warning") and not conditional and _tells_own_deed(evidence, side, words, axis):
            return "statement"  # "we hit our target"
        return _hawkish_act(act, words, conditional=conditional)
    strong = totals[act] >= STRONG
    return _dovish_act(act, words, conditional=conditional, asks="appeal" in stated, strong=strong)


_OWN_DEED = frozenset("we i our".split())
_SUFFERED = frozenset("were are was been".split())
OWN_WORDS = 5
"""First words of which one names the speaker's own side where it tells a deed of its own."""


def _tells_own_deed(evidence: Sequence[_Weighed], side: int, words: Sequence[str], axis: Axis) -> bool:
    """Tell a deed of force that its own side reports, which accuses nobody: "our gunners hit the depot"."""
    if any(
        item.weight * side > 0 and item.feature not in axis.having["violent"]
        for item in evidence
        if item.feature != "baseline"
    ):
        return False
    first = words[:OWN_WORDS]
    if _OWN_DEED.isdisjoint(first) or not _OTHERS_TOLD.isdisjoint(first):
        return False
    return not any(who in ("we", "i") and then in _SUFFERED for who, then in pairwise(words[: OWN_WORDS + 1]))


_OTHERS_TOLD = frozenset(
    "they you he she their your his on against of from down into not say says said will that him them".split()
)

_OTHERS = frozenset("he she they it".split())
_STOPPING = frozenset("stop end halt cease withdraw release leave lift disarm surrender shut hand stand pull".split())
_ENDING = _STOPPING | frozenset("remove repeal reverse return respect lift withdraw free".split())


def _hawkish_act(act: str, words: Sequence[str], *, conditional: bool) -> str:
    """Tell demands, warnings and threats from what is simply blamed or turned down."""
    if act in ("accusation", "refusal") and _calls_for_end(words):
        return "demand"  # "I called on them to stop this madness"
    if act == "refusal" and conditional and not _COMING_WORDS.isdisjoint(words):
        return "threat"  # "we will veto it unless it is changed"
    if (
        act == "refusal"
        and "not" in words
        and any(map(_UNWILLING.__contains__, zip(words, words[1:], words[2:], strict=False)))
    ):
        return "accusation"  # "he does not want a deal"
    if act == "accusation" and (conditional or not _SUPPOSING.isdisjoint(words)):
        return "threat" if conditional and _acts_itself(words) else "warning"  # "if we are driven out, all will know"
    if act in ("accusation", "warning") and _requires(words, act):
        return "demand"  # "their fleet must be recalled"
    if act in ("accusation", "refusal") and not _STOPPING.isdisjoint(words[words[:1] == ["to"] :][:1]):
        return "demand"  # "stop the shelling"
    if act == "refusal" and list(words[:2]) == ["do", "not"]:
        return "warning"  # "do not test our resolve"
    if act == "accusation" and _warns(words):
        return "warning"  # "could lead to an accident" warns of what it blames
    return act


def _warns(words: Sequence[str]) -> bool:
    """Tell whether blame speaks of what may come of it: "could lead to", "a risk", "would be a mistake"."""
    if not _RISK.isdisjoint(words) or ("would", "be") in pairwise(words):
        return True
    return any(word in _MAY and not _COMING_OF.isdisjoint(words[i + 1 : i + 4]) for i, word in enumerate(words))


_RISK = frozenset("potential risk risks".split())
_MAY = frozenset("could may might".split())
_COMING_OF = frozenset(
    """lead cause trigger provoke escalate spark result end bring drag turn become plunge ignite spill have get be
    happen push make spread destroy open set throw cost draw widen worsen undermine threaten jeopardise jeopardize
    endanger derail""".split()
)


def _bids(words: Sequence[str]) -> bool:
    """Tell whether others are bidden, by a bare verb or by what it is time for: "put down your guns"."""
    if words[0] in _BIDDING and _WHOM.isdisjoint(words[1:2]):
        return True
    return any(first == "time" and then in ("to", "for") for first, then in pairwise(words))


_COMING_WORDS = frozenset(("will", "shall"))
_SUPPOSING = frozenset(("if", "unless", "whoever"))
_UNWILLING = frozenset(
    [
        tuple(words.split())
        for words in "does not want|did not want|is not ready|are not ready|is not interested|are not interested|"
        "is not serious|are not serious|is not willing|are not willing".split("|")
    ]
)
_CALLING = frozenset((("call", "on"), ("calls", "on"), ("called", "on"), ("call", "for"), ("called", "for")))
_CALLS = frozenset(("call", "calls", "called"))
CALLED_REACH = 6
"""Words from "called on" to what is called for."""


def _acts_itself(words: Sequence[str]) -> bool:
    """Tell whether one's own side says what it will do: "our navy will", "we shall"."""
    ours = (i for i, word in enumerate(words) if word in ("we", "our"))
    return any(not _COMING_WORDS.isdisjoint(words[i + 1 : i + 4]) for i in ours)


def _calls_for_end(words: Sequence[str]) -> bool:
    """Tell whether somebody is called on to stop or undo something: "we call on them to remove the wall"."""
    if _CALLS.isdisjoint(words):
        return False
    for i, pair in enumerate(pairwise(words)):
        if pair in _CALLING:
            called = words[i + 2 : i + 2 + CALLED_REACH]
            if any(first == "to" and then in _ENDING for first, then in pairwise(called)):
                return True
    return False


def _agreed_or_praised(act: str, known: Collection[str], *, conditional: bool) -> str:
    """Tell an agreement, of those who agree, from one that is only spoken of and from words of praise."""
    if act == "agreement" and not _FRIENDS.isdisjoint(known) and not conditional:
        return "praise"
    if act == "agreement" and _AGREEING.isdisjoint(known) and _BOTH.isdisjoint(known):
        act = "statement"  # "a deal is possible"
    if act in ("agreement", "statement") and not _THANKING.isdisjoint(known):
        return "praise"
    told = act in ("agreement", "statement") or (act == "offer" and _OFFERED.isdisjoint(known))
    if told and _OURS.isdisjoint(known) and not _GOOD.isdisjoint(known):
        return "praise"  # "a very useful meeting"
    return act


def _dovish_act(act: str, words: Sequence[str], *, conditional: bool, asks: bool, strong: bool) -> str:
    """Tell offers, promises and appeals from what is simply reported."""
    known = frozenset(words)
    own = not _OURS.isdisjoint(known)
    if (
        act == "promise"
        and _COMING.isdisjoint(known)
        and _WE.isdisjoint(known)
        and not asks
        and _ASKING.isdisjoint(known)
    ):
        return "statement"  # "nobody here wants a war"
    if act == "appeal" and own and not asks and not _CHOSEN.isdisjoint(pairwise(words)):
        return "agreement"  # "we have decided to turn the page"
    meant = _agreed_or_praised(act, known, conditional=conditional)
    if meant == "praise" != act:
        return meant
    act = meant
    if not asks and _bids(words):
        return "appeal"  # "come back to the table"
    if conditional and own:
        return "offer"
    if own and not asks and not _PLEDGES.isdisjoint(known):
        return "promise"
    if asks or not _ASKING.isdisjoint(known):
        return "appeal"
    if any(
        (first in _BE and then in _READY) or (first in _STANDS and then in _WILLING_TO)
        for first, then in pairwise(words)
    ):
        return "offer"  # "the ministry is ready to"
    if not _WILL.isdisjoint(known) and _announces(words):
        return "offer" if act == "offer" or not _READY.isdisjoint(known) else "promise"
    if act == "agreement" and own and not _PROPOSING.isdisjoint(known):
        return "offer"
    if act == "offer" and _OFFERED.isdisjoint(known):
        return "offer" if strong and own else "appeal" if strong else "statement"
    return act


def _requires(words: Sequence[str], act: str) -> bool:
    """Tell whether others are told what they must do ("the port must open", not "we must" nor "they must have")."""
    told = _REQUIRED if act == "accusation" else {"must"}
    pairs = (i for i in range(1, len(words) - 1) if words[i] in told)
    return any(words[i - 1] not in _NOT_TOLD and _is_act(words, i + 1) for i in pairs)


def _is_act(words: Sequence[str], at: int) -> bool:
    """Tell an act, done or suffered, from a state: "must open", "must be recalled", but not "must be aware"."""
    if words[at] == "be":
        return at + 1 < len(words) and words[at + 1].endswith("ed")
    return words[at] not in _NO_ACT


def _announces(words: Sequence[str]) -> bool:
    """Tell whether a first person says what will be done ("we will release", "we're ready")."""
    ours = [i for i, word in enumerate(words) if word in ("we", "i")]
    return any(not _WILL.isdisjoint(words[i + 1 : i + 4]) for i in ours)


_GUESSES = frozenset(
    tuple(pair.split())
    for pair in (
        "my guess|my sense|my prediction|i guess|i suspect|i predict|i expect|i think|i believe|"
        "we expect|we believe|we think"
    ).split("|")
)
_FUTURE = frozenset("will would may might could going".split())
_TOLD = frozenset(
    """said says say told tells claim claims claimed thinks believes wants argued argues insist insists insisted allege
    alleges""".split()
)
_REPORTING = _TOLD | {guess for _, guess in _GUESSES}
"""Words of which each guess and each report about somebody else holds one."""
_LINKS = frozenset("and but so well yes no".split())
_FRAME = 8
"""Words in which a guess names who will act ("my guess is that the president will")."""


def find_holder(words: Sequence[str], *, quoted: bool) -> str:
    """Tell whose view the words give: "own", or "ascribed" for a guess or a report about somebody else.

    Args:
        words: The lower-case words of the first sentence.
        quoted: The words are known to be a quotation, so that "he said" in them reports another's words.

    Example:
        >>> find_holder("my guess is he will move in".split(), quoted=False)
        'ascribed'
        >>> find_holder("i think we will move in".split(), quoted=False)
        'own'
    """
    head = words[: _FRAME + 2]
    if _REPORTING.isdisjoint(head):
        return "own"
    for i, pair in enumerate(pairwise(head)):
        if pair in _GUESSES and _of_another(words[i + 2 : i + 2 + _FRAME]):
            return "ascribed"
        opens = all(word in _LINKS for word in words[:i])
        if quoted and opens and pair[0] in _OTHERS and pair[1] in _TOLD:
            return "ascribed"
    return "own"


def _of_another(frame: Sequence[str]) -> bool:
    """Tell whether a guess is about what somebody else will do."""
    future = next((i for i, word in enumerate(frame) if word in _FUTURE), None)
    if future is None:
        return False
    return future > 0 and {"we", "i", "us", "our"}.isdisjoint(frame[:future])
