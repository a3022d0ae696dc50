"""Finds what a web page holds and does not show: words planted there would be scored and never seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_STYLES = re.compile(
    r"""(?:^|;)(?:
        (?:
            display:none
            |visibility:(?:hidden|collapse)
            |content-visibility:hidden
            |opacity:(?:0|0?\.0\d*)%?
            |font-size:(?:0+(?:\.0*)?|\.0+)[a-z%]*                       # nothing
            |font-size:(?:1(?:\.\d+)?(?:px|pt)|0?\.\d+(?:px|pt)|0?\.[01]\d*r?em|\d(?:\.\d+)?%)  # a dot
            |color:(?:transparent|\#(?:[0-9a-f]{3}0|[0-9a-f]{6}00))
            |color:(?:rgb|hsl)a?\((?:(?:[^,)]*,){3}|[^,)]*/)(?:0|0?\.0+)%?\)
            |-webkit-text-fill-color:transparent
        )(?=[;!]|$)
        |font:[^;]*(?<![\d./])0(?:\.0*)?(?:px|pt|em|rem|%)?/
        |(?:(?:left|right|top|bottom|margin-left|margin-top|text-indent):|margin:[^;(]*?)-(?:\d{4,}|999|\d{3}r?em)
        |clip:rect\((?:(?:[01](?:px)?,){2}|(?:[01](?:px)?){4}\))
        |clip-path:(?:inset\((?:100%|50%(?:50%|\)|round))|circle\(0(?:px|em|%)?(?:\)|at)|polygon\((?:0(?:px|%)?,?)+\))
        |transform:[^;]*?scale[xy]?\((?:0|0?\.0\d*)[,)]
        |transform:[^;]*?translate(?:[xy]|3d)?\((?:[^;()]*,)?-(?:\d{4,}|999|\d{3}(?:%|r?em|v[wh]))
    )""",
    re.X,
)
"""Each value is read to its end: 0.9em begins as nothing does, and is read by all. A box less than 999 px out of its
place may overlap another one, and be seen."""

_NO_ROOM = re.compile(r"(?:^|;)(?:max-)?(?:height|width):0(?:px|em|%)?(?:;|!|$)")
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_WHITE = frozenset(("white", "#fff", "#ffffff", "rgb(255,255,255)", "hsl(0,0%,100%)"))
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?([.#])([A-Za-z_][\w-]*)")
_UNSEEN_CLASSES = frozenset("sr-only visually-hidden visuallyhidden screen-reader-text d-none hidden hide".split())
_SHOWN_AGAIN = re.compile(r"(?:^|\s)(?:[a-z0-9]+:(?:block|flex|grid|inline\S*|table)|d-[a-z]+-\w+)(?:\s|$)")
_PAGE = ("html", "body", "main", "article")
"""A page that hides all of itself waits for a script that shows it (AMP does so)."""


def hidden_elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Give the outermost elements that are not shown, in order.

    Judged by attributes, by the element's own style, and by those rules in the page's style sheets that name one
    class or id. Style sheets in other files are not known.
    """
    classes, ids = _hiding_rules(tree)
    found = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str) and element.tag not in _PAGE and _is_hidden(element, classes, ids)
    ]
    inside = set(found)
    for element in found:
        if not any(ancestor in inside for ancestor in element.iterancestors()):
            yield element


def _is_hidden(element: HtmlElement, classes: set[str], ids: set[str]) -> bool:
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    names = set((element.get("class") or "").split())
    if names & classes or element.get("id") in ids:
        return True
    if names & _UNSEEN_CLASSES and not _SHOWN_AGAIN.search(element.get("class") or ""):
        return True
    style = _squeezed(element.get("style") or "")
    if style and is_hiding(style):
        return True
    colour = _COLOUR.search(style)
    word = colour[1] if colour else "".join((element.get("color") or "").split()).casefold()
    return word in _WHITE and not _on_colour(element)


def is_hiding(style: str) -> bool:
    """Tell whether declarations, in lower case without white space, make an element unseen.

    Example:
        >>> is_hiding("color:red;display:none"), is_hiding("opacity:0.9"), is_hiding("color:#eee;background:#eee")
        (True, False, True)
    """
    if _STYLES.search(style) or (_NO_ROOM.search(style) and "overflow:hidden" in style):
        return True
    colour, ground = _COLOUR.search(style), _BACKGROUND.search(style)
    return bool(colour and ground and colour[1] == ground[1])


def _on_colour(element: HtmlElement) -> bool:
    """Tell whether a background is set around an element: then white words may be seen."""
    for around in (element, *element.iterancestors()):
        ground = _BACKGROUND.search(_squeezed(around.get("style") or ""))
        if around.get("bgcolor") or around.get("background") or (ground and ground[1] not in _WHITE):
            return True
    return False


def _hiding_rules(tree: HtmlElement) -> tuple[set[str], set[str]]:
    """Give the classes and the ids that the page's own style sheets hide."""
    classes: set[str] = set()
    ids: set[str] = set()
    for sheet in tree.iter("style"):
        if (sheet.get("media") or "all").strip().casefold() not in ("all", "screen", ""):
            continue
        rules = re.sub(r"/\*.{0,5000}?\*/", " ", (sheet.text or "")[:200_000], flags=re.S)
        for selectors, declarations in _RULE.findall(_without_conditions(rules)):
            if not is_hiding(_squeezed(declarations)):
                continue
            for selector in selectors.split(","):
                if simple := _SIMPLE.fullmatch(selector.strip()):
                    (classes if simple[2] == "." else ids).add(simple[3])
    return classes, ids


def _without_conditions(rules: str) -> str:
    """Leave out blocks such as ``@media print { ... }``, whose rules hold only sometimes."""
    kept, depth, skipping = [], 0, 0
    for piece in re.split(r"(@[\w-]+[^{};]*\{|[{}])", rules):
        if piece.startswith("@"):
            depth += 1
            skipping = skipping or depth
        elif piece == "{":
            depth += 1
        elif piece == "}":
            depth -= 1
            if skipping and depth < skipping:
                skipping = 0
                continue
        if not skipping:
            kept.append(piece)
    return "".join(kept)


def _squeezed(style: str) -> str:
    return "".join(style.split()).casefold()
