"""Articles that were read and not saved yet, each with what was found in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analytics.articles import Problem, Reading, read_upload
from analytics.messages import count_kinds, counted, counted_quotes, tell_fault
from analytics.pipeline import analyze_article
from analytics.records import Article
from analytics.schema import Row, row

PATIENCE = 60
"""Seconds after which no further article is taken up; about 2,000 news reports take as long (at 160,000 characters a
second, measured on one core). The command ``add`` has no such bound."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that was read and not saved yet, with its rows and the words of a date that is in doubt.

    ``mended`` is the article as a person left it, ``ticked`` whether it is to be saved; ``None`` where nobody touched.
    """

    article: Article
    rows: tuple[Row, ...]
    doubtful_day: str = ""
    mended: Article | None = None
    ticked: bool | None = None

    @property
    def wanted(self) -> Article:
        """The article as it is to be saved."""
        return self.mended or self.article

    @property
    def counts(self) -> tuple[int, int]:
        """The number of quotes in marks, and of indirect statements."""
        return count_kinds(self.rows)


@dataclass(slots=True)
class Drafts:
    """Reads sources one by one into drafts, and gathers what a person should know about them.

    ``found`` has the drafts by article id, ``problems`` what could not be read, ``notes`` what a person should know of
    what was. Once ``clock`` (in seconds) has passed
    ``deadline``, articles are left out and told, not read.
    """

    found: dict[str, Draft]
    deadline: float = field(default_factory=lambda: time.monotonic() + PATIENCE)
    clock: Callable[[], float] = time.monotonic
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def read(self, name: str, data: bytes) -> Iterator[tuple[int, int]]:
        """Read one source, a file's bytes or a pasted text's.

        Args:
            name: What it is called.
            data: Its bytes.

        Yields:
            Before each article how many are done, and how many there are in all.
        """
        if self._late():
            self.problems.append(Problem(name, f"Not read: {_LATE}"))
            return
        reading = read_upload(data, name)
        self.problems += reading.errors
        self.notes += reading.notes
        yield from self._draft(name, reading)

    def _draft(self, name: str, reading: Reading) -> Iterator[tuple[int, int]]:
        total = len(reading.articles)
        for number, (article, doubtful) in enumerate(zip(reading.articles, reading.doubtful_days, strict=True)):
            yield number, total
            if self._late():
                self.problems.append(Problem(name, f"{counted(total - number, 'article')} left out: {_LATE}"))
                return
            self._draft_one(article, doubtful)

    def _draft_one(self, article: Article, doubtful: str) -> None:
        if article.id in self.found:
            self.notes.append(Problem(article.source_path, "The same text was read already; it is listed once."))
            return
        try:
            rows = tuple(row(article, scored) for scored in analyze_article(article))
        except Exception as error:  # whatever is wrong with one article, the others go on
            self.problems.append(Problem(article.source_path, tell_fault(error)))
            return
        self.found[article.id] = Draft(article, rows, doubtful)

    def _late(self) -> bool:
        return self.clock() > self.deadline


_LATE = (
    f"reading took more than {PATIENCE} seconds. Save what is here and upload the rest, "
    "or use the command: python -m analytics add"
)


def mend_draft(draft: Draft, cells: Mapping[str, object]) -> Draft:
    """Write what a person typed into a draft; what it holds already is kept.

    Args:
        draft: The draft.
        cells: The new ones of title, published (an ISO date), outlet and ticked.

    Example:
        >>> mend_draft(Draft(Article("They met."), ()), {"published": "2025-05-02"}).wanted.published
        '2025-05-02'
    """
    typed = {name: str(cells[name]) for name in ("title", "published", "outlet") if name in cells}
    mended = replace(draft.wanted, **typed) if typed else draft.mended
    return replace(
        draft,
        mended=None if mended == draft.article else mended,
        ticked=bool(cells["ticked"]) if "ticked" in cells else draft.ticked,
    )


def counted_drafts(drafts: Sequence[Draft]) -> str:
    """Say how much was found: '11 quotes, 7 indirect statements'."""
    counts = [draft.counts for draft in drafts]
    return counted_quotes(sum(marked for marked, _ in counts), sum(indirect for _, indirect in counts))
