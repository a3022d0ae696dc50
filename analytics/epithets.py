"""Tells descriptions that stand for somebody named just before: "the former general", "Vale's niece".

News names a person once and then describes: the epithet adds what the reader may not know. An office that others hold
as well ("the spokesman") is no epithet: it may mean somebody whom the article has not named.
"""

from __future__ import annotations

import re

from analytics.records import Mention
from analytics.words import nouns

_PAST = frozenset("former one-time onetime longtime ousted deposed retired would-be".split())
_OTHERS = frozenset(("spokesperson", "official", "press", "officials", "people", "expert"))
"""Groups of nouns that describe somebody else as often as not."""

_OFFICES = frozenset("minister president premier leader chief diplomat governor mayor secretary lawmaker".split())
"""Groups of nouns that name an office."""

_SIDES = frozenset("side camp party delegation team leadership authority regime".split())
"""Nouns for all who speak for one side, never for one person."""

_RICH = 4
"""Words of a description that says more than an office: "the vice presidential nominee"."""

_AND = re.compile(r" and (?:current|now|present|future) ")
_OWNER = re.compile(r"(?:the |The )?((?:[A-Z][\w.-]+ )*[A-Z][\w.-]+)['’]s? ")
_KIN = {
    "mum": "mother", "mom": "mother", "mother": "mother", "dad": "father", "father": "father", "wife": "wife",
    "husband": "husband", "widow": "wife", "sister": "sister", "brother": "brother", "son": "son",
    "daughter": "daughter",
    "niece": "niece", "nephew": "nephew", "uncle": "uncle", "aunt": "aunt", "lawyer": "lawyer", "attorney": "lawyer",
    "gran": "grandmother", "granny": "grandmother", "grandmother": "grandmother", "cousin": "cousin",
    "grandfather": "grandfather",
}  # fmt: skip
"""What somebody is to another, by the words that say so."""


def is_epithet(mention: Mention) -> bool:
    """Tell a definite description that says more than an office, and so is of one whom the text has just named.

    Example:
        >>> from analytics.records import Span
        >>> def tell(title, head):
        ...     return is_epithet(Mention(Span(0, 1), "nominal", "", title, head))
        >>> tell("the former general", "general"), tell("the spokesman", "spokesman"), tell("the minister", "minister")
        (True, False, False)
    """
    words = mention.title.lower().split()
    if mention.kind != "nominal" or not words:
        return False
    if nouns().get(mention.head, ("person",))[0] != "person" or mention.head in _SIDES:
        return False
    if words[0] != "the":
        return _is_past(words) and bool(_OWNER.match(mention.title))  # "Brann's former strategist"
    if is_past(mention):
        return True
    shared = nouns().get(mention.head, ("", ""))[1] in _OTHERS
    return not shared and (len(words) >= _RICH or any(word[0].isupper() for word in mention.title.split()[1:-1]))


def goes_on(gap: str, mention: Mention) -> bool:
    """Tell the second half of one description: "the former minister and current nominee"."""
    return bool(_AND.fullmatch(gap)) or (gap == " and " and mention.title.lower().startswith(("current ", "now ")))


def _is_past(words: list[str]) -> bool:
    return any(word in _PAST or word.startswith("ex-") for word in words)


def is_past(mention: Mention) -> bool:
    """Tell a description by what one was, by age or by family, which says nothing of an office held now."""
    by_life = mention.head == "year-old" or "-of-" in mention.head or "-turned-" in mention.title
    return by_life or _is_past(mention.title.lower().split())


def is_office(mention: Mention) -> bool:
    """Tell an office held now: only who holds it is meant, not somebody of another office."""
    return not _is_past(mention.title.lower().split()) and nouns().get(mention.head, ("", ""))[1] in _OFFICES


def relation(mention: Mention) -> tuple[str, str]:
    """Give to whom somebody is what: ("Ren", "mother") for "Ren's mum"; two empty strings for all others."""
    owner = _OWNER.match(mention.title)
    kin = _KIN.get(mention.head, "")
    return (owner.group(1), kin) if owner and kin else ("", "")


def is_related(offices: str, kin: str) -> bool:
    """Tell whether what is printed beside a name says that one is somebody's mother, lawyer, ..."""
    return any(word in _KIN and _KIN[word] == kin for word in re.findall(r"[a-z-]+", offices))
