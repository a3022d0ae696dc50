"""Gives the inflected forms of English words, and of the phrases of a word list."""

from __future__ import annotations

from functools import cache, lru_cache

_VOWELS = frozenset("aeiou")

_IRREGULAR = {
    "be": ("is", "are", "was", "were", "been", "being"),
    "bear": ("bears", "bore", "borne", "bearing"),
    "beat": ("beats", "beat", "beaten", "beating"),
    "begin": ("begins", "began", "begun", "beginning"),
    "blow": ("blows", "blew", "blown", "blowing"),
    "break": ("breaks", "broke", "broken", "breaking"),
    "bring": ("brings", "brought", "bringing"),
    "build": ("builds", "built", "building"),
    "come": ("comes", "came", "coming"),
    "cast": ("casts", "casting"),
    "cut": ("cuts", "cutting"),
    "deal": ("deals", "dealt", "dealing"),
    "dig": ("digs", "dug", "digging"),
    "do": ("does", "did", "done", "doing"),
    "drive": ("drives", "drove", "driven", "driving"),
    "draw": ("draws", "drew", "drawn", "drawing"),
    "fight": ("fights", "fought", "fighting"),
    "feed": ("feeds", "fed", "feeding"),
    "find": ("finds", "found", "finding"),
    "flee": ("flees", "fled", "fleeing"),
    "fly": ("flies", "flew", "flown", "flying"),
    "forbid": ("forbids", "forbade", "forbidden", "forbidding"),
    "forgive": ("forgives", "forgave", "forgiven", "forgiving"),
    "freeze": ("freezes", "froze", "frozen", "freezing"),
    "get": ("gets", "got", "gotten", "getting"),
    "give": ("gives", "gave", "given", "giving"),
    "go": ("goes", "went", "gone", "going"),
    "hang": ("hangs", "hanged", "hung", "hanging"),
    "have": ("has", "had", "having"),
    "hide": ("hides", "hid", "hidden", "hiding"),
    "hit": ("hits", "hitting"),
    "hold": ("holds", "held", "holding"),
    "keep": ("keeps", "kept", "keeping"),
    "know": ("knows", "knew", "known", "knowing"),
    "lay": ("lays", "laid", "laying"),
    "lead": ("leads", "led", "leading"),
    "leave": ("leaves", "left", "leaving"),
    "lend": ("lends", "lent", "lending"),
    "let": ("lets", "letting"),
    "lie": ("lies", "lied", "lying"),
    "lose": ("loses", "lost", "losing"),
    "make": ("makes", "made", "making"),
    "mean": ("means", "meant", "meaning"),
    "meet": ("meets", "met", "meeting"),
    "mislead": ("misleads", "misled", "misleading"),
    "overrun": ("overruns", "overran", "overrunning"),
    "oversee": ("oversees", "oversaw", "overseen", "overseeing"),
    "overthrow": ("overthrows", "overthrew", "overthrown", "overthrowing"),
    "pay": ("pays", "paid", "paying"),
    "put": ("puts", "putting"),
    "quit": ("quits", "quitting"),
    "rebuild": ("rebuilds", "rebuilt", "rebuilding"),
    "retake": ("retakes", "retook", "retaken", "retaking"),
    "say": ("says", "said", "saying"),
    "run": ("runs", "ran", "running"),
    "seek": ("seeks", "sought", "seeking"),
    "send": ("sends", "sent", "sending"),
    "set": ("sets", "setting"),
    "shake": ("shakes", "shook", "shaken", "shaking"),
    "shoot": ("shoots", "shot", "shooting"),
    "show": ("shows", "showed", "shown", "showing"),
    "shut": ("shuts", "shutting"),
    "sit": ("sits", "sat", "sitting"),
    "sink": ("sinks", "sank", "sunk", "sinking"),
    "sow": ("sows", "sowed", "sown", "sowing"),
    "slay": ("slays", "slew", "slain", "slaying"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "spend": ("spends", "spent", "spending"),
    "spy": ("spies", "spied", "spying"),
    "spread": ("spreads", "spreading"),
    "stand": ("stands", "stood", "standing"),
    "steal": ("steals", "stole", "stolen", "stealing"),
    "strive": ("strives", "strove", "striven", "strived", "striving"),
    "strike": ("strikes", "struck", "stricken", "striking"),
    "sue": ("sues", "sued", "suing"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "take": ("takes", "took", "taken", "taking"),
    "teach": ("teaches", "taught", "teaching"),
    "tear": ("tears", "tore", "torn", "tearing"),
    "tell": ("tells", "told", "telling"),
    "think": ("thinks", "thought", "thinking"),
    "throw": ("throws", "threw", "thrown", "throwing"),
    "unfreeze": ("unfreezes", "unfroze", "unfrozen", "unfreezing"),
    "understand": ("understands", "understood", "understanding"),
    "uphold": ("upholds", "upheld", "upholding"),
    "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"),
    "withhold": ("withholds", "withheld", "withholding"),
}

_DOUBLED = frozenset(
    """confer refer acquit initial deter expel repel rebel compel commit permit admit submit impel abet spur regret
    control patrol enrol extol""".split()
)
"""Verbs of two syllables, stressed on the last: the final consonant doubles ("expelled")."""

_PLAIN_MAN = frozenset("human german roman norman ottoman talisman".split())
"""Nouns whose plural is none of "men"."""

_PREPOSITIONS = frozenset("of for to on with against in into at from between".split())


@cache
def irregular_forms() -> frozenset[str]:
    """Give the forms of irregular verbs that can be a clause's verb: "stood", "stands", not "standing"."""
    return frozenset(form for forms in _IRREGULAR.values() for form in forms if not form.endswith("ing"))


def verb_forms(verb: str) -> tuple[str, ...]:
    """Give the inflected forms of an English verb, the base form first.

    Example:
        >>> verb_forms("ban")
        ('ban', 'bans', 'banned', 'banning')
        >>> verb_forms("withdraw")[2:4]
        ('withdrew', 'withdrawn')
    """
    if verb in _IRREGULAR:
        return (verb, *_IRREGULAR[verb])
    if verb.endswith("ie"):
        return (verb, verb + "s", verb + "d", verb[:-2] + "ying")
    if verb.endswith("e"):
        stem = verb if verb.endswith(("ee", "oe", "ye")) else verb[:-1]
        return (verb, verb + "s", verb + "d", stem + "ing")
    if verb.endswith("ic"):
        return (verb, verb + "s", verb + "ked", verb + "king")
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    stem = verb + verb[-1] if _doubles(verb) else verb
    regular = (verb, _with_s(verb), stem + "ed", stem + "ing")
    return (*regular, verb + "led", verb + "ling") if stem.endswith("el") else regular  # cancelled, canceled


def noun_forms(noun: str) -> tuple[str, ...]:
    """Give singular and plural of an English noun.

    Example:
        >>> noun_forms("casualty")
        ('casualty', 'casualties')
    """
    if noun.endswith("s"):
        return (noun, noun + "es") if noun.endswith("ss") else (noun,)
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return (noun, noun[:-1] + "ies")
    if noun.endswith("man") and noun not in _PLAIN_MAN:
        return (noun, noun[:-2] + "en")
    return (noun, _with_s(noun))


def _with_s(word: str) -> str:
    hissing = word.endswith(("s", "x", "z", "ch", "sh")) or (word.endswith("o") and word[-2:-1] not in _VOWELS)
    return word + ("es" if hissing else "s")


def _doubles(verb: str) -> bool:
    """Tell whether the final consonant doubles: one short vowel before it ("ban"), or stress on the end."""
    if len(verb) < 3 or verb[-1] in _VOWELS or verb[-1] in "wxy":
        return False
    short = verb[-2] in _VOWELS and verb[-3] not in _VOWELS and sum(letter in _VOWELS for letter in verb) == 1
    return short or verb in _DOUBLED


@lru_cache(maxsize=20_000)
def plain_words(token: str) -> tuple[str, ...]:
    """Give the lower-case words of a token without hyphen: contractions are opened, a possessive falls away.

    Example:
        >>> plain_words("won't"), plain_words("Iran's")
        (('will', 'not'), ('iran',))
    """
    word = token.lower()
    if word in _CONTRACTED:
        return _CONTRACTED[word]
    if word.endswith("n't"):
        return (_STEMS.get(word[:-3], word[:-3]), "not")
    if word.endswith("'ll"):
        return (word[:-3], "will")
    word = word.partition("'")[0]
    return (word,) if word and word not in ("s", "t") else ()


_CONTRACTED = {"cannot": ("can", "not"), "let's": ("let", "us")}
_STEMS = {"wo": "will", "ca": "can", "sha": "shall"}


ANYONES = "one's"
"""In a phrase: each possessive, and "the"."""

_OWNERS = "my our your his her its their the".split()


def phrase_forms(term: str, inflect: str) -> set[tuple[str, ...]]:
    """Give all inflected forms of a phrase as tuples of lower-case words.

    Hyphens part words. Verbs on -ize are also spelled on -ise. "one's" stands for each possessive, and for "the".

    Args:
        term: The phrase in its base form.
        inflect: "v" (the first word is a verb), "n" (the last word before a preposition is a noun) or "".

    Raises:
        ValueError: ``inflect`` is something else, or the phrase has no word.

    Example:
        >>> sorted(phrase_forms("threat of force", "n"))
        [('threat', 'of', 'force'), ('threats', 'of', 'force')]
    """
    if ANYONES in term:
        return set().union(*[phrase_forms(term.replace(ANYONES, owner), inflect) for owner in _OWNERS])
    words = base_words(term)
    if not words or inflect not in ("", "v", "n"):
        raise ValueError(f"cannot inflect {term!r} as {inflect!r}")
    return {words} if not inflect else _verbal(words, term) if inflect == "v" else _nominal(words)


def _verbal(words: tuple[str, ...], term: str) -> set[tuple[str, ...]]:
    at = term.partition(" ")[0].count("-")  # "co-host": the verb comes last
    before, after = words[:at], words[at + 1 :]
    verbs = verb_forms(words[at])
    return {(*before, verb, *after) for verb in (verbs if "iz" not in verbs[0] else {*verbs, *map(_british, verbs)})}


def _nominal(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    at = len(words) - 1
    if at:
        at = next((i for i, word in enumerate(words) if i and word in _PREPOSITIONS), len(words)) - 1
    return {(*words[:at], form, *words[at + 1 :]) for form in noun_forms(words[at])}


def base_words(term: str) -> tuple[str, ...]:
    """Give the words of a phrase as it is listed, in lower case; hyphens part words.

    Example:
        >>> base_words("cease-fire can't hold")
        ('cease', 'fire', 'can', 'not', 'hold')
    """
    if term.isalpha() and term.islower() and term not in _CONTRACTED:
        return (term,)
    return tuple([word for token in term.replace("-", " ").split() for word in plain_words(token)])


def _british(form: str) -> str:
    if "iz" not in form:
        return form
    for ending in ("ize", "izes", "ized", "izing"):
        if form.endswith(ending):
            return form[: -len(ending)] + ending.replace("z", "s")
    return form
