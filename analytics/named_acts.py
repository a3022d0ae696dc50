"""Names the speech act that the reporting verb, or the first words themselves, name outright.

"Vowed to" threatens or promises, "rejected the charges" denies, "issued a warning" warns, "I thank" praises, and "open
the hall" bids. What lies in the evidence of a stance is read by ``speech_acts``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analytics.inflections import verb_forms


def _verbs(verbs: str) -> frozenset[str]:
    return frozenset(form for verb in verbs.split() for form in verb_forms(verb))


_READY = frozenset("ready willing prepared".split())
_WILLING_TO = frozenset("open ready prepared willing".split())
_CLAIMS = frozenset(
    """accusation accusations allegation allegations charge charges claim claims reports assertion assertions
    rumours rumors insinuations""".split()
)
_UNTRUE = frozenset(
    """groundless baseless false absurd unfounded propaganda fabricated fabrication invention invented untrue nonsense
    lies ridiculous unsubstantiated""".split()
)
_WE = frozenset(("we", "i"))
_DENYING = (
    "word of truth|shred of evidence|fairy tale|pure invention|complete invention|sheer invention|pure fiction|"
    "pure fantasy|made up|work of fiction|lie from start|no truth in|show us the proof|no evidence has"
).split("|")
"""Sayings that deny whatever is said."""
_DENIES = frozenset("truth evidence fairy invention fiction fantasy made lie proof".split())
"""Words of which each such saying holds one."""
_TURNING_DOWN = _verbs("reject dismiss deny refute rebut repudiate")
_FRAMES = {
    1: {
        "threat": _verbs("threaten vow swear"),
        "demand": _verbs("demand urge") | {f"{call} {to}" for call in _verbs("call") for to in ("on", "for")},
        "accusation": _verbs("accuse blame condemn slam denounce decry deplore lambast criticize criticise"),
        "refusal": _verbs("reject refuse") | {"rule out", "rules out", "ruled out"},
    },
    -1: {
        "appeal": _verbs("urge implore beg plead appeal exhort") | {"call on", "calls on", "called on"},
        "promise": _verbs("vow pledge promise assure reassure swear") | {"rule out", "rules out", "ruled out"},
        "offer": _verbs("offer propose invite"),
        "praise": _verbs("praise hail applaud commend welcome thank congratulate"),
        "agreement": _verbs("agree accept consent"),
    },
}
"""What a verb of the frame makes of words of that side: "vowed" threatens or promises."""
_OTHERS = frozenset("he she they it".split())
_WARNING = _verbs("warn caution")
_WOULD = frozenset("will would".split())
_PLEDGED = frozenset("committed determined".split())


def find_named_act(side: int, words: Sequence[str], frame: Sequence[str]) -> str:
    """Give the act that the verb of the frame or the first word names, empty where none does.

    Args:
        side: The side of the label, as for ``find_speech_act``.
        words: The words, in lower case.
        frame: The reporting words before them, those behind the last "and" alone.

    Example:
        >>> find_named_act(1, ["burn", "the", "bridge"], ["vowed", "to"])
        'threat'
    """
    if side >= 0 and not _DENIES.isdisjoint(words) and any(map(" ".join(words).__contains__, _DENYING)):
        return "denial"  # "not a word of truth in it"
    if side >= 0 and not _UNTRUE.isdisjoint(words) and not (_CLAIMS.isdisjoint(words) and _CLAIMS.isdisjoint(frame)):
        return "denial"  # "the charges are baseless"
    if side >= 0 and not _CLAIMS.isdisjoint(frame) and not _TURNING_DOWN.isdisjoint(frame):
        return "denial"  # "rejected the charges as “a novel”"
    if not side:
        return find_framed_act(words, frame)
    first = words[:1]
    if side < 0 and (
        not _READY.isdisjoint(first) or (frame and frame[-1] == "to" and not _WILLING_TO.isdisjoint(frame[-2:]))
    ):
        return "offer"  # "said she was willing to “fly to Aldby”"
    if side < 0 and not _PLEDGED.isdisjoint(first):
        return "promise"
    told = side < 0 and (list(words[:1]) == ["to"] or list(words[:2]) == ["not", "to"])
    last = max((i + 1 for i, word in enumerate(frame) if word == "and"), default=0)
    head = (*frame[last : last + 1], " ".join(frame[last : last + 2]))
    if told and not (_TOLD_TO | _ASKED).isdisjoint(head):
        return "appeal"  # "told the crowd “to go home”"
    if side < 0 and not _WARNING.isdisjoint(head):
        return "appeal"  # "cautioned against revenge"
    if side > 0 and not _WARNING.isdisjoint(head):
        own = zip(frame[last:], [*frame[last + 1 :], *words[:1]], strict=False)
        if any(who in _OTHERS and then in _WOULD for who, then in own):
            return "threat"
        return "" if not _COMING_WORDS.isdisjoint(words) else "warning"  # "warned of grave consequences"
    named = next((act for act, said in _FRAMES[side].items() if not said.isdisjoint(head)), "")
    return named or next((act for act in _noun_acts(frame[last:]) if act in _FRAMES[side]), "")


_LIGHT = _verbs("make issue renew repeat reiterate voice express give deliver send launch extend convey utter hold")
_NOUN_REACH = 5
"""Words from a verb that says little to the noun that names the act ("renewed her earlier appeal")."""
_NOUNS = {
    noun: act
    for act, nouns in {
        "appeal": "appeal appeals plea pleas",
        "offer": "offer offers proposal proposals invitation",
        "promise": "promise promises pledge pledges assurance assurances guarantee guarantees word",
        "praise": "thanks gratitude appreciation praise congratulations",
        "threat": "threat threats",
        "demand": "demand demands ultimatum",
        "refusal": "refusal rejection",
        "accusation": "accusation accusations condemnation",
        "warning": "warning warnings",
    }.items()
    for noun in nouns.split()
}


def _noun_acts(frame: Sequence[str]) -> Iterator[str]:
    """Name the acts of nouns behind a verb that says little itself: "issued a warning", "voiced his gratitude"."""
    if not _LIGHT.isdisjoint(frame[:1]):
        yield from (_NOUNS[word] for word in frame[1 : 1 + _NOUN_REACH] if word in _NOUNS)


_ANY_SIDE = {
    "appeal": _FRAMES[-1]["appeal"],
    "promise": _FRAMES[-1]["promise"],
    "offer": _FRAMES[-1]["offer"],
    "praise": _FRAMES[-1]["praise"],
    "demand": _verbs("demand"),
    "warning": _verbs("warn caution"),
    "refusal": _verbs("refuse reject decline") | {"rule out", "rules out", "ruled out"},
    "accusation": _FRAMES[1]["accusation"] | _verbs("complain"),
}
"""What a verb of the frame makes of words that have no side."""
_ASKED = _verbs("ask beseech entreat")
_TOLD_TO = _verbs("tell remind advise")
_BIDDEN = (["to"], ["not"])


def find_framed_act(words: Sequence[str], frame: Sequence[str]) -> str:
    """Give the act that the verb of the frame alone names, for words without a side; empty where none does.

    Args:
        words: The words, in lower case.
        frame: The reporting words before them, those behind the last "and" alone.

    Example:
        >>> find_framed_act(["to", "boil", "the", "water"], ["asked", "people"])
        'appeal'
    """
    last = max((i + 1 for i, word in enumerate(frame) if word == "and"), default=0)
    head = (*frame[last : last + 1], " ".join(frame[last : last + 2]))
    named = next((act for act, said in _ANY_SIDE.items() if not said.isdisjoint(head)), "")
    named = named or next(_noun_acts(frame[last:]), "")
    if named:
        return named
    bidden = list(words[:1]) in _BIDDEN or "to" in frame[last:]
    if not _ASKED.isdisjoint(head) and (bidden or "for" in (*frame[last:], *words[:1])):
        return "appeal"
    told = list(words[:1]) == ["to"] or list(words[:2]) == ["not", "to"]
    if told and not _TOLD_TO.isdisjoint(head):
        return "appeal"
    return _performed(words) or ("appeal" if _is_bidding(words) else "")


_PERFORMED = {
    verb: act
    for act, verbs in {
        "praise": "thank congratulate applaud salute commend",
        "appeal": "urge beg implore appeal beseech exhort",
        "promise": "promise pledge vow swear guarantee",
        "demand": "demand insist",
        "offer": "offer propose invite",
        "warning": "warn caution",
        "refusal": "refuse reject decline",
        "accusation": "accuse blame condemn",
    }.items()
    for verb in verbs.split()
}
_SOFTENERS = frozenset("would like want wish also must can only do again to hereby solemnly strongly all and".split())
PERFORMED_REACH = 5
"""Words from the first person to the verb that does what it says ("I would like to thank")."""


def _performed(words: Sequence[str]) -> str:
    """Name the act of a first person whose verb does what it says: "I thank", "we would like to invite"."""
    for i, word in enumerate(words[:2]):
        if word not in _WE:
            continue
        for following in words[i + 1 : i + 1 + PERFORMED_REACH]:
            if following in _PERFORMED:
                return _PERFORMED[following]
            if following not in _SOFTENERS:
                break
    return ""


_BARE = frozenset(
    """come go give stop spare take bring listen open close help tell ask wait stay keep leave remember repair read send
    put look get stand sit speak write turn drop follow trust respect""".split()
)
_BIDDEN_WITH = frozenset(
    "the your our us me them him to at home out back down up away this that these no in on off inside together".split()
)


def _is_bidding(words: Sequence[str]) -> bool:
    """Tell a bare verb with what belongs to it: "open the bridge", "please stay inside"."""
    first = words[1:] if words[:1] and words[0] in ("please", "now", "do") else words
    if len(first) > 1 and first[0] in _BARE and first[1] in _BIDDEN_WITH:
        return True
    return list(words[:2]) == ["do", "not"] and len(words) > 2


_COMING_WORDS = frozenset(("will", "shall"))
