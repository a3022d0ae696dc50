"""Turns a file's bytes into text, or says why they are none.

The order of trial is: byte order mark, UTF-16 or UTF-32 by the place of the zero bytes, UTF-8, UTF-8 with a few
bad bytes, and last a guess among single-byte encodings. What cannot be stored anywhere (NUL, half a surrogate
pair) becomes U+FFFD, one for one, so that no offset moves; the reader is told.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

REPLACEMENT = "\ufffd"

# The longer mark first: UTF-32 little-endian begins as UTF-16 little-endian does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SINGLE_BYTE = ("cp1252", "cp1250", "cp1251", "mac_roman", "koi8_r", "cp1253")
"""Guessed among, the likelier first: Western, Central European, Cyrillic, old Mac and Greek files."""

_COMMON_LETTERS = {"cp1251": "оаеинт", "koi8_r": "оаеинт", "cp1253": "αοιετσν"}
"""The commonest letters of the languages so written: about half of the letters of any text."""

_LEAST_COMMON = 0.3
_LEAST_LIKELY = {"cp1251": 0.8, "koi8_r": 0.8, "cp1253": 0.8}
_LEAST_LIKELY_LATIN = 0.3
_FEW_LETTERS = 30
"""Bytes of Chinese, Arabic or DOS files make letters too, in every encoding; but the words look less natural, or
common letters are rarer. Of 27 made texts the right readings reach 0.99 (Latin: 0.43), wrong ones 0.56 (0.22)."""

_SIGNS = frozenset("“”‘’–—…•«»„€£")
_WITHIN_WORDS = frozenset("’–—")
_BLANKS = frozenset("\u00a0\u00ad")
_RARER_SIGNS = frozenset("©®™°§½¼¾·¢¥±×²³¹ªº¿¡†‡")

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_MULTI_BYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ODD_CONTROLS = bytes(range(1, 8)) + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f"

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9][A-Za-z0-9_:.-]{1,30})""", re.I)
_MARKUP = re.compile(rb"<(?:meta|html|head|\?xml)\b", re.I)
# By the Encoding Standard of WHATWG, pages that say one of these mean its superset.
_AS_BROWSERS_READ = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "iso-8859-9": "cp1254",
    "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
}

_ABOVE_ASCII = bytes(range(128, 256))
_FEW_ODD = 0.01
"""An English text with so few letters that fit no encoding is read without them."""

_MOST_ODD = 0.02
"""A text file holds next to no control characters; above this share of the bytes it is taken for binary."""

_SAMPLE_BYTES = 64 * 1024
_GUESS_BYTES = 16 * 1024


class UndecodableError(ValueError):
    """The bytes are no text; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the name of its encoding, and what a person should know about the reading (or "")."""

    text: str
    encoding: str
    note: str = ""


def decode(data: bytes) -> Decoded:
    """Decode a file; line ends and everything else stay as they are, but for the byte order mark.

    A web page may declare its encoding. It is believed where the bytes are no UTF-8 and fit it.

    Args:
        data: The whole file.

    Returns:
        The text, without NUL and lone surrogates.

    Raises:
        UndecodableError: When the bytes are binary, or cut in the middle of a character of a wide encoding.

    Example:
        >>> decode("“Enough”".encode("cp1252")).text
        '“Enough”'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            return _utf8(rest) if encoding == "utf-8" else _wide(rest, encoding)
    wide = _wide_by_zeros(data[:_SAMPLE_BYTES])
    if wide:
        return _wide(data, wide)
    if _is_binary(data[:_SAMPLE_BYTES]):
        raise UndecodableError("This is not a text file (its content is binary).")
    return _utf8(data)


def clean(text: str) -> tuple[str, int]:
    r"""Replace what cannot be stored by U+FFFD, one for one.

    Returns:
        The text and the number of characters replaced.

    Example:
        >>> clean("a\x00b")
        ('a�b', 1)
    """
    return _UNSTORABLE.subn(REPLACEMENT, text)


def _utf8(data: bytes) -> Decoded:
    try:
        return _cleaned(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    faults = text.count(REPLACEMENT) - data.count(b"\xef\xbf\xbd")
    sound = sum(1 for _ in _MULTI_BYTE.finditer(data))
    # Text in a single-byte encoding hardly ever forms sound UTF-8 sequences: a few by chance among many faults.
    if sound >= faults:
        return _cleaned(text, "utf-8", faults)
    if declared := _declared(data):
        return Decoded(clean(declared[0])[0], declared[1])
    encoding = _guess_single_byte(data)
    if not encoding:
        odd = len(data) - len(data.translate(None, _ABOVE_ASCII))
        if odd > len(data) * _FEW_ODD:
            raise UndecodableError("The encoding of this file cannot be told. Save it as UTF-8 and try again.")
        encoding = "ascii"
    text = data.decode(encoding, "replace")
    return _cleaned(text, encoding, text.count(REPLACEMENT))


def _declared(data: bytes) -> tuple[str, str] | None:
    """Decode a web page by the encoding that it declares; ``None`` where it declares none that fits."""
    named = _CHARSET.search(data[:4096])
    if not named or not _MARKUP.search(data[:4096]):
        return None
    encoding = _AS_BROWSERS_READ.get(named[1].decode("ascii").lower(), named[1].decode("ascii").lower())
    try:
        if not codecs.lookup(encoding)._is_text_encoding:  # such as "hex" and "zlib"
            return None
        return data.decode(encoding), encoding
    except (LookupError, UnicodeError, AttributeError):
        return None


def _wide(data: bytes, encoding: str) -> Decoded:
    unit = 4 if "32" in encoding else 2
    if len(data) % unit:
        raise UndecodableError(f"The file is cut off in the middle of a character ({encoding}). Save it again.")
    try:
        return _cleaned(data.decode(encoding), encoding, 0)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        faults = text.count(REPLACEMENT)
        if faults > 1 + len(text) // 100:
            raise UndecodableError("This is not a text file (its content is binary).") from None
        return _cleaned(text, encoding, faults)


def _cleaned(text: str, encoding: str, faults: int) -> Decoded:
    kept, removed = clean(text)
    faults += removed
    note = ""
    if faults:
        note = f"{faults} unreadable character{'s' * (faults > 1)} replaced by �; the rest was read."
    elif encoding not in ("utf-8", "cp1252") and "-" not in encoding:
        note = f"Read as {encoding}, which is a guess: if letters look wrong, save the file as UTF-8."
    return Decoded(kept, encoding, note)


def _wide_by_zeros(sample: bytes) -> str:
    """Recognise UTF-16 and UTF-32 without a mark: Latin letters leave zero bytes in fixed places."""
    sample = sample[: len(sample) // 4 * 4]
    if len(sample) < 4 or sample.count(0) < len(sample) * 0.2:
        return ""
    quarter = len(sample) // 4
    first, second, third, fourth = (sample[start::4].count(0) / quarter for start in range(4))
    if min(second, third, fourth) > 0.9 and first < 0.1:
        return "utf-32-le"
    if min(first, second, third) > 0.9 and fourth < 0.1:
        return "utf-32-be"
    if min(second, fourth) > 0.6 and max(first, third) < 0.1:
        return "utf-16-le"
    if min(first, third) > 0.6 and max(second, fourth) < 0.1:
        return "utf-16-be"
    return ""


def _is_binary(sample: bytes) -> bool:
    odd = len(sample) - len(sample.translate(None, _ODD_CONTROLS))
    # A lone NUL is a fault in a text; several in every thousand bytes are a picture, a program or a database.
    return odd > max(8, len(sample) * _MOST_ODD) or sample.count(0) > max(4, len(sample) * 0.005)


def _guess_single_byte(data: bytes) -> str:
    """Choose the encoding in which the letters make the likeliest words; "" when they make none in any."""
    first = next((place for place, byte in enumerate(data) if byte > 127), 0)
    sample = data[max(0, first - 100) :][:_GUESS_BYTES]
    likeness = {encoding: _likeness(sample, encoding) for encoding in _SINGLE_BYTE}
    best = max(_SINGLE_BYTE, key=likeness.__getitem__)  # of equals, the first
    return best if likeness[best] >= 0 else ""


def _likeness(sample: bytes, encoding: str) -> float:
    """Weigh how natural the characters outside ASCII look in their places, per such character."""
    text = sample.decode(encoding, "replace")
    total = seen = 0
    before = " "
    for place, letter in enumerate(text):
        if not letter.isascii():
            after = text[place + 1 : place + 2] or " "
            total += _weight(before, letter, after)
            seen += 1
        before = letter
    likeness = total / seen if seen else 0.0
    common = _COMMON_LETTERS.get(encoding, "")
    letters = [letter for letter in text.casefold() if letter.isalpha() and not _is_latin(letter)] if common else []
    share = sum(map(common.__contains__, letters)) / len(letters) if letters else 0.0
    rare = len(letters) > _FEW_LETTERS and share < _LEAST_COMMON
    if rare or likeness < _LEAST_LIKELY.get(encoding, _LEAST_LIKELY_LATIN):
        return -1.0
    return likeness + share / 10  # letters of KOI8 make words in Windows' Cyrillic too


def _weight(before: str, letter: str, after: str) -> int:
    """Judge one character outside ASCII by its neighbours: 2 for a good fit down to -3 for none."""
    if letter == REPLACEMENT or unicodedata.category(letter) in ("Cc", "Cn"):
        return -3
    if not letter.isalpha():
        between = before.isalpha() and after.isalpha()
        if letter in _BLANKS:
            return 1
        if letter in _SIGNS:
            return -1 if between and letter not in _WITHIN_WORDS else 2
        free = not before.isalpha() and (not after.isalpha() or before.isdigit() or letter in "¿¡")
        return 1 if letter in _RARER_SIGNS and free else -1
    neighbours = [one for one in (before, after) if one.isalpha()]
    latin = _is_latin(letter)
    if any(_is_latin(one) != latin for one in neighbours):
        return -2  # scripts do not mix within a word
    if letter.isupper() and before.isalpha() and before.islower():
        return -2  # a capital within a word
    if not latin:
        return 1 if neighbours else 0
    return 1 if all(one.isascii() for one in neighbours) and neighbours else -1


def _is_latin(letter: str) -> bool:
    return letter < "\u0250"
