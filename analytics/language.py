"""Tells the language of an article, or that it cannot be told.

Languages in Latin letters are told by the share of their commonest small words (about 45 % of the words of English
news are among some 75); those in other scripts by the script and the letters that only one of them uses. Only what is
surely in another language is called so: an article wrongly called foreign would lose its quotes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from analytics.lexicons import read_lexicon, values

_READ = 30_000
"""So many characters from the start are enough."""

_FEWEST_WORDS = 20
_FEWEST_LETTERS = 20
_LEAST_SHARE = 0.18
"""Of the words must be small words of the language. In own texts in 18 languages .29 or more were of the right one; in
936 English articles of public test sets at most .05 were of another one."""

_AHEAD = 2.5
"""So many times as many small words of a foreign language as of English alone must stand there: names with "de la" and
"van der", and quotes in the original, make no article foreign."""

_MOST_ENGLISH = 0.1
"""A text with more than this share of small English words is English, or both."""

_OTHER_SCRIPT = 0.6
"""Above this share of letters that are not Latin the script decides."""

_WORD = re.compile(r"[^\W\d_]+")

_SCRIPTS = {
    "GREEK": "el", "HEBREW": "he", "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "THAI": "th", "GEORGIAN": "ka",
    "ARMENIAN": "hy", "ETHIOPIC": "am", "MYANMAR": "my", "KHMER": "km", "HANGUL": "ko", "HIRAGANA": "ja",
    "KATAKANA": "ja", "CJK": "zh", "CYRILLIC": "ru", "ARABIC": "ar",
}  # fmt: skip
"""The language of a script, by the first word of its letters' names in Unicode."""

_OWN_LETTERS = {
    "CYRILLIC": {"uk": "іїєґ", "be": "ўі", "kk": "әғқңөұүһ", "mk": "ѓќѕ", "sr": "ђћјљњџ", "ru": "ыэё", "bg": "ъ"},
    "ARABIC": {"ur": "ٹڈڑےں", "fa": "پچژگی"},
}
"""Letters that tell the languages of a script apart. A language earlier in the list wins a tie."""


def detect_language(text: str) -> str:
    """Tell an article's language.

    Args:
        text: The article.

    Returns:
        Its code by ISO 639-1, "" when the text is short or unclear.

    Example:
        >>> detect_language("Le ministre a déclaré que les deux pays ne sont pas d'accord sur la question de la "
        ...                 "frontière, mais que le dialogue se poursuit avec les représentants de la région.")
        'fr'
        >>> detect_language("Talks end.")
        ''
    """
    sample = text[:_READ]
    letters = [letter for letter in sample if letter.isalpha()]
    others = [
        letter for letter in letters if letter > "\u024f" and not unicodedata.name(letter, "").startswith("LATIN")
    ]
    if len(others) >= max(_FEWEST_LETTERS, _OTHER_SCRIPT * len(letters)):
        return _by_script(others)
    if len(others) > 0.3 * len(letters):
        return ""  # two languages beside each other
    return _by_small_words(Counter(_WORD.findall(sample.casefold())))


def is_scored(language: str) -> bool:
    """Tell whether articles in a language are scored: English ones, and those whose language is not known.

    Example:
        >>> is_scored("en"), is_scored(""), is_scored("fr")
        (True, True, False)
    """
    return language in ("", "en")


def language_name(code: str) -> str:
    """Give a language's name, the code itself when it has none.

    Example:
        >>> language_name("fr")
        'French'
    """
    return _names().get(code, code)


def not_scored(code: str) -> str:
    """Say that an article in this language is kept and not scored; "" when it is scored.

    Example:
        >>> not_scored("fr")
        'In French: kept, but not scored. Parley reads English.'
    """
    return "" if is_scored(code) else f"In {language_name(code)}: kept, but not scored. Parley reads English."


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in read_lexicon("languages")}


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {row["code"]: frozenset(values(row["words"])) for row in read_lexicon("languages") if row["words"]}


def _by_small_words(words: Counter[str]) -> str:
    total = words.total()
    if total < _FEWEST_WORDS:
        return ""
    small = _small_words()
    english = small["en"]
    # A word that is an English one too counts as English alone, but not against the language that has it.
    found = {code: sum(words[word] for word in own - english) for code, own in small.items() if code != "en"}
    best = max(found, key=found.__getitem__)  # of equals, the first
    against = sum(words[word] for word in english - small[best])
    if against <= _MOST_ENGLISH * total and found[best] >= max(_LEAST_SHARE * total, _AHEAD * against):
        return best
    every = sum(words[word] for word in english)
    return "en" if every >= max(_LEAST_SHARE * total, found[best]) else ""


def _by_script(letters: list[str]) -> str:
    scripts = Counter(unicodedata.name(letter, "").split(" ")[0].split("-")[0] for letter in letters)
    script = next((name for name, _ in scripts.most_common() if name in _SCRIPTS), "")
    if not script:
        return ""
    if script == "CJK" and scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.05 * len(letters):
        return "ja"  # Chinese characters are Japanese too, kana are not Chinese
    used = Counter(letter.casefold() for letter in letters)
    own = {code: sum(used[letter] for letter in marks) for code, marks in _OWN_LETTERS.get(script, {}).items()}
    best = max(own, key=own.__getitem__, default="")
    return best if best and own[best] > 0.005 * len(letters) else _SCRIPTS[script]
