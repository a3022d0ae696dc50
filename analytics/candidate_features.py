"""Names the features that describe a candidate for who said a quote, and the levels of each.

Every feature has a handful of levels, numbered from 0, which means "does not apply"; counts are cut into ranges. The
weights that ``ranker`` reads stand in the same order.
"""

from __future__ import annotations

FORMS = ("nobody", "name", "pronoun", "nominal", "group", "body", "document")
PRONOUNS = ("none", "he", "she", "they", "it", "who", "i", "we", "possessive")
_CARRY = ("no mention", "end", "comma", "strong cue", "weak cue", "auxiliary", "past", "plural or present", "adverb",
          "preposition", "relative", "and", "possessive", "bracket", "the quote", "other")  # fmt: skip
_LEAD = ("no mention", "opens", "comma", "preposition", "conjunction", "cue", "and", "verb", "relative", "other")
PREPOSITIONS = ("none", "by", "to", "of", "and", "with", "another", "for", "from", "in", "on", "at", "against")
_BEFORE = ("nothing", "strong cue", "weak cue", "that", "determiner", "as", "of", "preposition", "comma", "colon",
           "possessive", "verb", "other")  # fmt: skip
_BEHIND = ("nothing", "strong cue", "weak cue", "pronoun", "capital", "other")
_ENDS = ("open", "comma", "stop", "! or ?")
_YES = ("no", "yes")


def _counted(*bounds: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Give the level names of a count and a table from count to level; the last bound opens the highest level."""
    names, table = ["none"], []
    for number, low in enumerate(bounds):
        high = bounds[number + 1] - 1 if number + 1 < len(bounds) else None
        names.append(f"{low}+" if high is None else (str(low) if high == low else f"{low}-{high}"))
        table += [number + 1] * ((high or low) - low + 1)
    return tuple(names), tuple(table)


_AWAY, AWAY = _counted(0, 1, 2, 3, 5, 8, 13, 21, 40)
_NEARER, NEARER = _counted(0, 1, 2, 3, 4, 6, 9)
_FEW, FEW = _counted(0, 1, 2, 3, 4)
_MORE, MORE = _counted(0, 1, 2, 3, 4, 6)
_CUE, TO_CUE = _counted(0, 1, 2, 3, 5, 8, 14)
_LONG, LONG = _counted(0, 2, 3, 5, 8, 16, 30)
_TIMES, TIMES = _counted(0, 1, 2, 3, 5, 9)


def level(table: tuple[int, ...], count: int) -> int:
    """Give the level of a count by one of the tables; what is beyond the table has its last level.

    Example:
        >>> FEATURES["verbs between"][level(FEW, 7)]
        '4+'
    """
    return table[count] if count < len(table) else table[-1]


FEATURES: dict[str, tuple[str, ...]] = {
    # the mention by itself
    "form": FORMS,
    "pronoun": PRONOUNS,
    "titled": _YES,
    "several words": _YES,
    "times named": _TIMES,
    "what comes before": _LEAD,
    "preposition": PREPOSITIONS,
    "what follows": _CARRY,
    "is told": _YES,
    # the cue it governs
    "governs": ("nothing", "near", "far", "inverted"),
    "its cue": ("none", "weak", "strong"),
    "words to its cue": _FEW,
    "mentions to its cue": _FEW,
    "comma to its cue": ("no cue", "none", "one", "an appositive"),
    "its cue is": ("no cue", "plain", "passive", "a participle", "according to"),
    # how it stands to the quote
    "side": ("none", "before", "between the parts", "after"),
    "paragraphs back": ("none", "0", "1", "2+"),
    "sentences between": ("same sentence", *_FEW[1:]),
    "words away": _AWAY,
    "mentions nearer": _NEARER,
    "subjects nearer": _FEW,
    "place in the sentence": ("outside", *_MORE[1:]),
    "subjects before it": ("outside", *_FEW[1:]),
    "other quotes between": _FEW,
    "commas between": _FEW,
    "verbs between": _FEW,
    "dash between": _YES,
    "and between": _YES,
    "relative between": _YES,
    "conjunction between": _YES,
    "cue behind the quote": _YES,
    "cue before the quote": _YES,
    "cue in the sentence": _YES,
    "words from its cue": _CUE,
    "strong cues nearer": _FEW,
    "behind the cue": _YES,
    "object of a cue": _YES,
    "beside the quote": ("no", "a colon", "a dash"),
    "sentence ends with a colon": _YES,
    # what was said before
    "last speaker": ("no", "its name", "its mention"),
    "spoke": _FEW,
    "said one of the last": _YES,
    "took turns": ("no", "spoke before the last", "spoke before the last, in the paragraph before"),
    # the quote
    "quote": ("direct", "mixed"),
    "quote words": _LONG,
    "quote begins low": _YES,
    "quote ends": _ENDS,
    "alone": ("no", "in its sentence", "in its paragraph"),
    "cues": _FEW,
    "strong cues": _FEW,
    "words to the cue behind": _CUE,
    "words to the cue before": _CUE,
    "word before the marks": _BEFORE,
    "word behind the marks": _BEHIND,
    "mentions before": _FEW,
    "paragraphs since the last quote": _FEW,
    "an inverted subject": _YES,
    "paragraph": _FEW,
}
"""Every feature with the names of its levels, in the order in which a candidate lists them."""
