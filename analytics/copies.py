"""Finds articles that are much alike: copies of one wire report, updates, and shortened versions.

They stay articles of their own and are only linked: which words each outlet printed is part of the record, and what
both quote is counted once (``kept_clusters``). Articles in which one says what the other denies are not linked.

MinHash comes from datasketch (MIT). On a wire report it gave 1.0 for a copy, .99 with another title, .92 re-edited, .60
cut to half, and 0 for other reports of the same style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from analytics.text import fold, sentences
from analytics.wordings import denies

if TYPE_CHECKING:
    from collections.abc import Callable

    from datasketch import MinHash

Kind = Literal["copy", "update", "part"]

COPY_FROM = 0.5
"""Two articles that share this part of their runs of words are copies of each other: in a report of a hundred words one
changed word breaks a twentieth of the runs."""

HOLDS_FROM = 0.8
"""A longer article that holds this part of another's runs of words is an update of it, the other a part of it."""

_LONGER = 1.25
"""So many times as long an article must be to be more than a copy."""

_RUN = 5  # words
_FEWEST_RUNS = 10
_LOOK_FROM = 0.15
"""Estimated likeness from which the very runs are compared; the estimate from 128 values errs by some .09."""

_VALUES = 128
_READ = 60_000
_ALIKE_SENTENCES = 0.6
_MOST_PAIRS = 10_000
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


class Copy(NamedTuple):
    """An article much like another: ``kind`` says what the other article is to it, ``likeness`` is in 0..1."""

    id: str
    kind: Kind
    likeness: float


class CopyFinder:
    """Articles by their runs of words, among which copies are looked for.

    Example:
        >>> report = "The envoys met for three hours and left. They said that talks would go on in the spring."
        >>> finder = CopyFinder()
        >>> finder.add("a", report)
        >>> finder.find({"b": f"(Wire) {report}"}, {"a": report}.get)["b"][0].kind
        'copy'
    """

    def __init__(self) -> None:
        self._sketches: dict[str, MinHash] = {}

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._sketches

    def add(self, article_id: str, text: str) -> None:
        """Take up an article; the same one twice costs nothing."""
        if article_id not in self._sketches:
            self._sketches[article_id] = _sketch(runs_of(text))

    def find(
        self, texts: Mapping[str, str], text_of: Callable[[str], str | None], among: Iterable[str] | None = None
    ) -> dict[str, list[Copy]]:
        """Find the articles much like each of some texts.

        Args:
            texts: The texts by their ids; a text is no copy of itself.
            text_of: Gives the text of an article that was taken up, ``None`` when it is gone.
            among: The ids to look among; all that were taken up when left out.

        Returns:
            The copies of each text, the likest first; none where there is none.
        """
        known = list(self._sketches if among is None else among)
        found: dict[str, list[Copy]] = {}
        for own, text in texts.items():
            runs = runs_of(text)
            sketch = _sketch(runs)
            near = [other for other in known if other != own and sketch.jaccard(self._sketches[other]) >= _LOOK_FROM]
            copies = [copy for other in near if (copy := _compare(text, runs, other, text_of(other) or ""))]
            if copies:
                found[own] = sorted(copies, key=lambda copy: (-copy.likeness, copy.id))
        return found


def runs_of(text: str) -> frozenset[str]:
    """Give the runs of five words that a text holds, in one case and with plain marks.

    Example:
        >>> sorted(runs_of("They’ll meet again in Varn soon."))
        ['meet again in varn soon', "they'll meet again in varn"]
    """
    words = _words(text[:_READ])
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))


def _sketch(runs: frozenset[str]) -> MinHash:
    from datasketch import MinHash

    sketch = MinHash(num_perm=_VALUES, seed=1)
    sketch.update_batch([run.encode("utf-8", "surrogatepass") for run in runs])
    return sketch


def _compare(text: str, runs: frozenset[str], other: str, other_text: str) -> Copy | None:
    """Say what another article is to a text, ``None`` when they are not much alike or say opposite things."""
    others = runs_of(other_text)
    if min(len(runs), len(others)) < _FEWEST_RUNS:
        return None
    shared = len(runs & others)
    likeness = shared / len(runs | others)
    kind: Kind
    if shared >= HOLDS_FROM * len(others) and len(runs) >= _LONGER * len(others):
        kind = "part"
    elif shared >= HOLDS_FROM * len(runs) and len(others) >= _LONGER * len(runs):
        kind = "update"
    elif likeness >= COPY_FROM:
        kind = "copy"
    else:
        return None
    return None if is_turned(text, other_text) else Copy(other, kind, round(likeness, 3))


def is_turned(one: str, other: str) -> bool:
    """Tell whether a sentence of one text stands in the other with a negation put in or taken out.

    Example:
        >>> is_turned("We will accept this peace.", "We will not accept this peace.")
        True
    """
    own, others = ({frozenset(_words(span.of(text))) for span in sentences(text[:_READ])} for text in (one, other))
    changed, against = own - others, others - own
    if len(changed) * len(against) > _MOST_PAIRS:
        return False  # so many different sentences are no edit of each other
    return any(
        len(words & theirs) >= _ALIKE_SENTENCES * len(words | theirs)
        and denies(" ".join(words - theirs)) != denies(" ".join(theirs - words))
        for words in changed
        for theirs in against
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text).casefold())
