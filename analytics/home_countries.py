"""Reads a person's country from what stands around the name: a party mark, a seat in a parliament, the dateline.

Only what is plain counts; what could be two countries' stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from analytics.lexicons import Places, word_set

_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|"
    "Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|"
    "Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|"
    "Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|"
    "West Virginia|Wisconsin|Wyoming"
)
_PARTY_MARK = re.compile(r",? ?\([RDI][-–][A-Z][A-Za-z. ]{0,14}\)")
"""The party and state of a member of the Congress: "(R-Ga.)", "(D-N.Y.)"."""

_PARTY_STATE = re.compile(
    rf"(?:, |\b)(?:the |an? )?(?:(?:Republican|Democrat) (?:of|from) (?:{_STATES})"
    rf"|(?:{_STATES}) (?:Republican|Democrat(?:ic)?|GOP))\b"
)
_CONGRESS = re.compile(r"\b(?:Rep|Sen|Reps|Sens)\.|\b(?:Senator|Congressman|Congresswoman)\b")
_PARTIES = re.compile(r"\b(?:Republicans?|Democrats?)\b")
_BRITISH_SEAT = re.compile(r"\b(?:Tory|Labour|Lib Dem|Liberal Democrat) (?:MP|peer)\b")
_OTHER_TORIES = re.compile(r"\b(?:Canad|Ottawa|New Zealand|Wellington|Malta|Maltese|Irish|Ireland|Maurit)")
"""Lands in which a Labour or Tory member may sit as well."""

_DELEGATE = re.compile(r" \((?:the )?([A-Z][^()\n]{2,40})\)")
"""Whom a delegate speaks for, as reports of meetings print it: "JAN HOLUB (Norland) said"."""

_KNESSET = re.compile(r", MK\b|,? \(MK\)")
_OF_BODY = re.compile(r", of (?:the )?([A-Z][\w-]+(?: [A-Z][\w-]+)?)['’]s [A-Z]")
"""A body of a state to which somebody belongs: "X, of Norland's Naval Academy"."""

_DATELINE = re.compile(
    r"^([A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,2})(?:, [A-Z][^\n–—:]{2,24})?(?: ?\([^()\n]{2,24}\))?"
    r"(?:$|: | ?[–—―]| ?--)",
    re.MULTILINE,
)
_FOR = re.compile(r"(?:^|[.!?”\"] |[\r\n])(?:Speaking )?For (?:the )?([A-Z][\w.-]*(?: (?:and |of )?[A-Z][\w.-]*)*), \Z")
_SAYS = re.compile(r"(?:, [^,.;:“”\"\n]{2,60},)? (?:[a-z]+ly |then |also )?([a-z]+)\b")
"""Whom a speaker before a body speaks for, and the verb behind the name: "For Norland, Jan Holub replied"."""

_BODIES_SIT = frozenset("geneva vienna brussels strasbourg washington nairobi cairo doha".split()) | frozenset(
    ("new york", "the hague", "addis ababa", "rome", "paris", "london", "moscow", "beijing")
)
"""Seats of bodies of many states and usual goals of visits: a minister there may be anybody's."""

_GOVERNMENT = re.compile(r"\b(?:minister|government|ministry|foreign office)\b", re.IGNORECASE)
_BEYOND = re.compile(r"\b(?:UN|U\.N\.|EU|NATO|Nato|European|African|Union|former|ex-)\b")
_SHARED_OFFICE = re.compile(r"\bForeign Office\b")
_CAPITALISED = re.compile(r"[A-Z][\w.-]*")
_RELATIVE = re.compile(r" (?:who|whose|which|that) [^|]*")


def marked_country(text: str, titles: Sequence[str], ends: Sequence[int], places: Places) -> str:
    """Give the country that a mark beside a name states, "" where none does.

    Args:
        text: The article's text.
        titles: What is printed beside the name.
        ends: Where the name ends, each time that it is printed.
        places: The words for countries.

    Example:
        >>> from analytics.lexicons import read_places
        >>> text = "Rep. Ann Vale (R-Ga.) spoke."
        >>> marked_country(text, ["Rep."], [13], read_places())
        'USA'
    """
    shown = " | ".join(titles)
    if _PARTY_STATE.search(shown) or any(_PARTY_MARK.match(text, end) or _PARTY_STATE.match(text, end) for end in ends):
        return "USA"
    of_a_land = any(word.lower() in places.codes for word in _CAPITALISED.findall(shown))
    if _CONGRESS.search(shown) and _speaks_of_congress(text) and not of_a_land:
        return "USA"
    if _BRITISH_SEAT.search(shown) and not _OTHER_TORIES.search(text):
        return "GBR"
    if any(_KNESSET.match(text, end) for end in ends):
        return "ISR"
    stated = (_DELEGATE.match(text, end) for end in ends)
    for land in (one.group(1).lower() for one in stated if one):
        if land in places.speaking and land in places.codes and land not in places.seats:
            return places.codes[land]
    bodies = (_OF_BODY.match(text, end) for end in ends)
    return next((code for body in bodies if body and (code := places.codes.get(body.group(1).lower(), ""))), "")


def spoken_for(text: str, start: int, end: int, places: Places) -> str:
    """Give the country for which a name between two offsets speaks: "For Norland, Jan Holub replied"; else "".

    Example:
        >>> from analytics.lexicons import read_places
        >>> text = "For Norway, Jan Holub replied that it was late."
        >>> spoken_for(text, 12, 21, read_places())
        'NOR'
    """
    stated = _FOR.search(text, max(0, start - 60), start)
    verb = _SAYS.match(text, end) if stated else None
    says = verb is not None and verb.group(1) in word_set("cues", "forms")
    return places.codes.get(stated.group(1).lower(), "") if stated and says else ""


def plain_titles(titles: Sequence[str]) -> str:
    """Give the titles beside a name, joined, without what the holder did: "the chief who met his Norlandic guest"."""
    return _RELATIVE.sub("", " | ".join(titles))


def home_government(text: str, titles: str, start: int, places: Places) -> str:
    """Give the country of the dateline for a member of a government that no other words place.

    The paragraph up to the name must speak of no other country, and the city must be no seat of bodies.

    Args:
        text: The article's text.
        titles: What is printed beside the name, joined.
        start: Where the name is printed first.
        places: The words for countries.
    """
    home = dateline_country(text, places)
    if not home or not _GOVERNMENT.search(titles) or _BEYOND.search(titles):
        return ""
    paragraph = text[text.rfind("\n", 0, start) + 1 : start].replace("’s", "").replace("'s", "")
    words = _CAPITALISED.findall(_DATELINE.sub("", paragraph))
    named = {places.codes.get(word.lower(), home) for word in words if word.lower() not in ("foreign", "office")}
    return home if named <= {home} else ""


def without_shared(titles: str) -> str:
    """Give titles without an office that several states call so: "Foreign Office" in London and in Islamabad."""
    return _SHARED_OFFICE.sub("", titles)


@lru_cache(maxsize=4)
def _speaks_of_congress(text: str) -> bool:
    return bool(_PARTIES.search(text))


@lru_cache(maxsize=8)
def _dateline_seat(text: str) -> str:
    found = next((line.group(1).lower() for line in _DATELINE.finditer(text)), "")
    return "" if found in _BODIES_SIT else found


def dateline_country(text: str, places: Places) -> str:
    r"""Give the country whose capital the article's dateline names, "" for other cities and seats of bodies.

    Example:
        >>> from analytics.lexicons import read_places
        >>> dateline_country("ATHENS\n\nThe minister left.", read_places())
        'GRC'
    """
    seat = _dateline_seat(text)
    return places.codes.get(seat, "") if seat in places.seats else ""
