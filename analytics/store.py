"""Keeps collections of articles with their publications and scored quotes.

One transaction holds one article with all its quotes: a stopped run leaves whole articles or nothing. Lines
come out as ``schema.Row``, in the same order every time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from types import TracebackType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, delete, func, insert, select, update

from analytics import schema
from analytics.copies import CopyFinder
from analytics.database import (
    ARTICLES,
    COLLECTIONS,
    CORRECTIONS,
    PUBLICATIONS,
    QUOTES,
    TRASH,
    StoreError,
    count_change,
    of_articles,
    open_engine,
    plain_errors,
    wipe_log,
)
from analytics.evidence import weigh_words
from analytics.fulltext import forget_words
from analytics.kept_clusters import changed_last, changes, find_clusters, is_clustered, keep_clusters, kept_clusters
from analytics.overlays import insert_rows
from analytics.publications import (
    PRINTED,
    add_publication,
    goes_before,
    known_printing,
    printed_of,
)
from analytics.records import Article
from analytics.schema import Row
from analytics.selections import (
    EVERY,
    MARKED_KINDS,
    ORDERS,
    Counting,
    QuoteFilter,
    about_query,
    conditions,
    evidence_query,
    ordering,
    quoteless_query,
    sums_query,
    tally_query,
    versions_query,
)
from analytics.trash import list_trash, throw_away

__all__ = [
    "DEFAULT_COLLECTION",
    "ORDERS",
    "QuoteFilter",
    "Store",
    "StoreError",
    "check_collection",
    "open_store",
]

DEFAULT_COLLECTION = "My articles"
"""Where an article goes when nobody names a collection."""

_STREAMED = 1000  # lines held at once where only their sum is wanted
_BATCH = 500  # SQLite takes at most 999 bound values in its older builds


def open_store(url: str | None = None, *, read_only: bool = False) -> Store:
    """Open the store of quotes; use it as a context manager or close it.

    Args:
        url: An SQLAlchemy URL. Without one, ``PARLEY_DB``; without that, a file in the user's data folder.
        read_only: Refuse every write.

    Returns:
        The open store.

    Raises:
        StoreError: When the database cannot be used; the message says why and what to do.

    Example:
        >>> with open_store("sqlite://") as store:
        ...     store.add(Article("“Enough,” she said."), [], collection="Talks")
        ...     store.collections()
        'added'
        [{'name': 'Talks', 'articles': 1, 'quotes': 0, 'fictional': False}]
    """
    engine, place = open_engine(url, read_only=read_only)
    return Store(engine, place)


def check_collection(name: str) -> str:
    """Give a collection's name without outer blanks.

    Raises:
        StoreError: When it is empty, longer than 200 characters, or holds control characters.

    Example:
        >>> check_collection(" Gulf 1987 ")
        'Gulf 1987'
    """
    stripped = name.strip()
    if not stripped:
        raise StoreError("A collection needs a name.")
    if len(stripped) > 200 or not stripped.isprintable():
        raise StoreError("A collection's name has at most 200 characters, on one line, without control characters.")
    return stripped


class Store:
    """The stored articles and quotes; safe to use from several threads and processes at once."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self.place = place
        self._finder = CopyFinder()
        self._clusters: tuple[int, dict[str, str]] | None = None  # the version they were found at, and they

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def add(
        self,
        article: Article,
        rows: Sequence[Row],
        *,
        collection: str,
        fictional: bool = False,
        edited: bool = False,
    ) -> str:
        """Store an article with its quotes in one transaction; when this returns, it is durable.

        The same text printed elsewhere (other outlet, url or day) adds a publication. The article goes by its
        earliest dated publication, in whichever order they came; its quotes are then those scored with it.

        Args:
            article: The article.
            rows: Its quotes, from ``schema.row``.
            collection: The collection it joins; made when there is none of that name.
            fictional: Whether the article is made up. Made-up and real articles never share a collection.
            edited: Whether a person set title, day or outlet by hand. Such a publication takes the place of what
                was known of the same outlet and url, also where it is not the earliest.

        Returns:
            "added", or "known" when the collection held the text already.

        Raises:
            StoreError: When it cannot be stored; nothing of it is then kept.
        """
        name = check_collection(collection)
        with self.writing() as connection:
            _join_collection(connection, name, fictional)
            printed = printed_of(article)
            known = known_printing(connection, name, article.id)
            if known is None:
                connection.execute(delete(TRASH).where(of_articles(TRASH.c, name, [article.id])))
                content = {"text": article.text, "language": article.language}
                connection.execute(insert(ARTICLES), {"collection": name, "id": article.id, **content, **printed})
                connection.execute(insert(PUBLICATIONS), {"collection": name, "article_id": article.id, **printed})
                insert_rows(connection, name, article.id, rows)
                count_change(connection)
                return "added"
            changed = add_publication(connection, name, article.id, printed, edited=edited)
            if goes_before(printed, known, edited=edited):
                place = of_articles(ARTICLES.c, name, [article.id], key="id")
                connection.execute(update(ARTICLES).where(place).values(**printed))
                connection.execute(delete(QUOTES).where(of_articles(QUOTES.c, name, [article.id])))
                insert_rows(connection, name, article.id, rows)
                changed = True
            if changed:
                count_change(connection)
            return "known"

    def delete(self, article_ids: Iterable[str], *, collection: str = "", final: bool = False) -> int:
        """Delete articles with their publications and quotes, in one transaction.

        Args:
            article_ids: Their ids; unknown ones are passed over.
            collection: Delete them from this collection only; from every one when empty.
            final: Keep nothing, also of those deleted before. Otherwise `undelete` brings them back.

        Returns:
            How many articles were deleted; those deleted before count where `final` takes them out of the trash.
        """
        wanted = list(dict.fromkeys(article_ids))
        gone = 0
        with self.writing() as connection:
            for part in _batches(wanted):
                stored = of_articles(ARTICLES.c, collection, part, key="id")
                keys = {
                    (line.collection, line.id)
                    for line in connection.execute(select(ARTICLES.c.collection, ARTICLES.c.id).where(stored))
                }
                if final:
                    thrown = of_articles(TRASH.c, collection, part)
                    kept = connection.execute(select(TRASH.c.collection, TRASH.c.article_id).where(thrown))
                    gone += len({(line.collection, line.article_id) for line in kept} - keys)
                    connection.execute(delete(TRASH).where(thrown))
                else:  # what lies in the trash already stays there
                    for name, key in sorted(keys):
                        throw_away(connection, name, key)
                connection.execute(delete(ARTICLES).where(stored))
                gone += len(keys)
            if gone:
                used = select(ARTICLES.c.collection)
                connection.execute(delete(COLLECTIONS).where(COLLECTIONS.c.name.not_in(used)))
                count_change(connection)
            if final:
                forget_words(connection)
        if final:
            self._wipe()
        return gone

    def undelete(self, article_ids: Iterable[str], *, collection: str = "") -> int:
        """Bring deleted articles back as they were.

        Args:
            article_ids: Their ids; those never deleted, or deleted for good, are passed over.
            collection: Bring them back into this collection only; into every one they came from when empty.

        Returns:
            How many articles came back.
        """
        back = 0
        with self.writing() as connection:
            for part in _batches(list(dict.fromkeys(article_ids))):
                place = of_articles(TRASH.c, collection, part)
                for line in connection.execute(select(TRASH).where(place)).all():
                    content = json.loads(line.content)
                    _join_collection(connection, line.collection, content["fictional"])
                    connection.execute(insert(ARTICLES), content["article"])
                    connection.execute(insert(PUBLICATIONS), content["publications"])
                    if content.get("corrections"):
                        connection.execute(insert(CORRECTIONS), content["corrections"])
                    insert_rows(connection, line.collection, line.article_id, content["quotes"])
                    back += 1
                connection.execute(delete(TRASH).where(place))
            if back:
                count_change(connection)
        return back

    def trash(self) -> list[dict[str, Any]]:
        """List the deleted articles that can still be brought back.

        Returns:
            Lines with ``id``, ``collection``, ``title``, ``outlet``, ``published`` and ``quotes`` (how many there
            were, of every kind), by collection and title.
        """
        with self.reading() as connection:
            return list_trash(connection)

    def forget(self, article_ids: Iterable[str], *, collection: str = "") -> int:
        """Take deleted articles out of the trash for good; articles that are not deleted stay as they are.

        Args:
            article_ids: Their ids; those not in the trash are passed over.
            collection: Forget those deleted from this collection only; from every one when empty.

        Returns:
            How many were forgotten.
        """
        gone = 0
        with self.writing() as connection:
            for part in _batches(list(dict.fromkeys(article_ids))):
                gone += connection.execute(delete(TRASH).where(of_articles(TRASH.c, collection, part))).rowcount
            if gone:
                forget_words(connection)
                count_change(connection)
        if gone:
            self._wipe()
        return gone

    def collections(self) -> list[dict[str, Any]]:
        """List the collections by name, with the number of articles and of quotes in marks."""
        articles = select(func.count()).where(ARTICLES.c.collection == COLLECTIONS.c.name).scalar_subquery()
        quotes = (
            select(func.count())
            .where(QUOTES.c.collection == COLLECTIONS.c.name, QUOTES.c.shown, QUOTES.c.kind.in_(MARKED_KINDS))
            .scalar_subquery()
        )
        return self._lines(
            select(
                COLLECTIONS.c.name,
                articles.label("articles"),
                quotes.label("quotes"),
                COLLECTIONS.c.fictional,
            ).order_by(COLLECTIONS.c.name)
        )

    def articles(self, collection: str = "") -> list[dict[str, Any]]:
        """List articles by collection and id, without their text, with the number of quotes in marks."""
        quotes = (
            select(func.count())
            .where(
                QUOTES.c.collection == ARTICLES.c.collection,
                QUOTES.c.article_id == ARTICLES.c.id,
                QUOTES.c.shown,
                QUOTES.c.kind.in_(MARKED_KINDS),
            )
            .scalar_subquery()
        )
        columns = [column for column in ARTICLES.c if column.name != "text"]
        query = select(*columns, quotes.label("quotes")).order_by(ARTICLES.c.collection, ARTICLES.c.id)
        return self._lines(query.where(ARTICLES.c.collection == collection) if collection else query)

    def quoteless(self, collection: str = "") -> list[dict[str, Any]]:
        """List the articles without a quote of any kind, such as those not in English, without their text, by title."""
        return self._lines(quoteless_query(collection))

    def versions(self, collection: str = "") -> list[dict[str, Any]]:
        """Count the articles with quotes by the ``model_version`` that scored them."""
        return self._lines(versions_query(collection))

    def article(self, article_id: str, collection: str = "") -> Article | None:
        """Give one article, from the first collection by name that holds it, or ``None``."""
        query = select(ARTICLES).where(of_articles(ARTICLES.c, collection, [article_id], key="id"))
        lines = self._lines(query.order_by(ARTICLES.c.collection).limit(1))
        if not lines:
            return None
        return Article(**{name: lines[0][name] for name in ("text", "language", *PRINTED)})

    def publications(self, article_id: str, collection: str = "") -> list[dict[str, Any]]:
        """List where and when an article was printed, in a fixed order."""
        query = select(PUBLICATIONS).where(of_articles(PUBLICATIONS.c, collection, [article_id]))
        return self._lines(query.order_by(*PUBLICATIONS.primary_key))

    def whole_articles(self, collection: str = "") -> Iterator[dict[str, Any]]:
        """Give what is stored of each article, with its publications and quotes; a line depends on one article alone.

        An empty cell of a quote is ``None``. An article that another process deletes meanwhile is passed over.
        """
        for line in self.articles(collection):
            article = self.article(line["id"], line["collection"])
            if article is None:
                continue
            filters = QuoteFilter(collection=line["collection"], article_id=line["id"], kinds=())
            described = {name: cell for name, cell in line.items() if name != "quotes"}
            yield described | {
                "text": article.text,
                "publications": [
                    {name: printed[name] for name in ("outlet", "url", "published", "title", "source_path")}
                    for printed in self.publications(line["id"], line["collection"])
                ],
                "quotes": [
                    {name: None if cell == "" else cell for name, cell in row.items() if name != "cluster_id"}
                    for row in self.quotes(filters, order="article")
                ],
            }

    def copies(self, articles: Sequence[Article], collection: str) -> dict[str, list[dict[str, Any]]]:
        """Find what is much like some articles, in a collection at about their days and among themselves.

        Args:
            articles: The articles, stored or not.
            collection: Where to look.

        Returns:
            For the id of each article that has any: lines with ``id``, ``title``, ``outlet``, ``published``, ``kind``
            (what the other is to it: copy, update or part) and ``likeness`` (0..1), the likest first.
        """
        given = {article.id: article for article in articles}
        lines = {line["id"]: line for line in self._lines(about_query(collection, [a.published for a in articles]))}
        for part in _batches([key for key in lines if key not in self._finder and key not in given]):
            texts = select(ARTICLES.c.id, ARTICLES.c.text).where(of_articles(ARTICLES.c, collection, part, key="id"))
            for line in self._lines(texts):
                self._finder.add(line["id"], line["text"])
        for article in articles:
            self._finder.add(article.id, article.text)
            lines.setdefault(article.id, {"id": article.id, **printed_of(article)})

        def text_of(key: str) -> str | None:
            other = given.get(key) or self.article(key, collection)
            return None if other is None else other.text

        among = [key for key in lines if key in self._finder]
        found = self._finder.find({article.id: article.text for article in articles}, text_of, among)
        wanted = ("id", "title", "outlet", "published")
        return {
            key: [{name: lines[copy.id][name] for name in wanted} | copy._asdict() for copy in copies]
            for key, copies in found.items()
        }

    def known(self, article_ids: Iterable[str], collection: str) -> set[str]:
        """Tell which of these articles the collection holds."""
        return {
            line["id"]
            for part in _batches(list(dict.fromkeys(article_ids)))
            for line in self._lines(select(ARTICLES.c.id).where(of_articles(ARTICLES.c, collection, part, key="id")))
        }

    def clusters(self) -> dict[str, str]:
        """Tell which quotes of the whole store, in every collection, are one utterance.

        They are found anew when the store has changed since they were asked for (some 0.5 ms for each quote).

        Returns:
            ``{quote_id: cluster_id}`` for every quote.
        """
        with self.reading() as connection:
            version = changes(connection)
            if self._clusters is None or self._clusters[0] != version:
                kept = kept_clusters(connection)
                self._clusters = version, kept or {key: found[0] for key, found in find_clusters(connection).items()}
            return self._clusters[1]

    def keep_clusters(self) -> bool:
        """Have the clusters kept in the database, found anew where it has changed since.

        Returns:
            Whether they were found anew.

        Raises:
            StoreError: When they would have to be written and the database may only be read.
        """
        with self.reading() as connection:
            if is_clustered(connection):
                return False
        with self.writing() as connection:
            keep_clusters(connection)
        return True

    def quotes(
        self,
        filters: QuoteFilter,
        *,
        order: str = "newest",
        limit: int | None = None,
        offset: int = 0,
        clustered: bool = False,
    ) -> list[Row]:
        """List the quotes that a filter keeps.

        Args:
            filters: Which quotes.
            order: One of ``ORDERS``; ties are broken by article and place in it.
            limit: At most so many; all when ``None``.
            offset: Pass over so many first.
            clustered: Fill ``cluster_id``, which depends on all quotes of the store; it is empty otherwise.

        Returns:
            Lines with exactly the columns of ``schema.QUOTES``.
        """
        query = select(*(QUOTES.c[name] for name in schema.NAMES)).where(*conditions(filters))
        query = query.order_by(*ordering(order)).offset(max(0, offset))
        rows = self._lines(query if limit is None else query.limit(max(0, limit)))
        if clustered:
            clusters = self.clusters()
            for row in rows:
                row["cluster_id"] = clusters.get(row["quote_id"], "")  # "" if another process added it just now
        return rows

    def quote(self, quote_id: str, collection: str = "") -> Row | None:
        """Give one quote, from the first collection by name that holds it, or ``None``."""
        query = select(*(QUOTES.c[name] for name in schema.NAMES)).where(QUOTES.c.shown, QUOTES.c.quote_id == quote_id)
        if collection:
            query = query.where(QUOTES.c.collection == collection)
        lines = self._lines(query.order_by(QUOTES.c.collection).limit(1))
        return lines[0] if lines else None

    def rows(self, places: Sequence[tuple[str, str]]) -> list[Row]:
        """Give the quotes at these places (collection and quote_id), in their order, without those that are gone."""
        found = {}
        wanted = [quote_id for _, quote_id in places]
        for part in _batches(wanted):
            query = select(*(QUOTES.c[name] for name in schema.NAMES)).where(
                QUOTES.c.shown, QUOTES.c.quote_id.in_(part)
            )
            found.update({(line["collection"], line["quote_id"]): line for line in self._lines(query)})
        return [found[place] for place in places if place in found]

    def holding(self, text: str) -> list[str]:
        """Give the ids of the quotes, in every collection, whose words hold this text; see ``QuoteFilter``."""
        query = select(QUOTES.c.quote_id).where(*conditions(QuoteFilter(kinds=(), text=text)))
        return [line["quote_id"] for line in self._lines(query)]

    def count(self, filters: QuoteFilter) -> int:
        """Count the quotes that a filter keeps."""
        return int(self._lines(select(func.count().label("n")).select_from(QUOTES).where(*conditions(filters)))[0]["n"])

    def sums(self, filters: QuoteFilter, period: str = "", counting: Counting = EVERY) -> list[dict[str, Any]]:
        """Add up stance and tone for every actor, period and article: all that the charts need.

        Words that report somebody else's view (``holder`` is ascribed) count among ``n`` and ``ascribed`` and
        in the tone, but not in the stance of who says them.

        Args:
            filters: Which quotes.
            period: day, week (it starts on Monday), month, or empty for no division by time.
            counting: Whether copies count, and words about others. Where copies do not, ``article_id`` is the
                article that printed an utterance first: articles that share copies are then one.

        Returns:
            Lines with ``actor``, ``actor_kind``, ``country``, ``period`` (ISO date of its first day; empty
            when undated or undivided), ``article_id``, ``n``, ``hawkish``, ``dovish``, ``neutral``, ``none``,
            ``ascribed``, ``stance_n``, ``stance_sum``, ``stance_sq`` (number, sum and sum of squares of the scores
            whose label is the machine's own), ``tone_n``, ``tone_sum``, ``tone_sq``.
        """
        if counting.once:
            self.keep_clusters()
        return self._lines(sums_query(filters, period, counting))

    def tally(self, filters: QuoteFilter, by: Sequence[str]) -> list[dict[str, Any]]:
        """Count quotes by what stands in columns of text, an empty cell being a value of its own.

        Args:
            filters: Which quotes.
            by: Names of text columns of ``schema.QUOTES``, such as ``("outlet",)`` or ``("role", "country")``.

        Returns:
            Lines with these columns, ``n`` quotes, the ``articles`` they come from, and their ``first`` and
            ``last`` day (ISO dates, empty when none is dated); the most frequent first.
        """
        return self._lines(tally_query(filters, by))

    def words(self, filters: QuoteFilter) -> list[dict[str, Any]]:
        """Add up the words behind the stances of a selection, see ``evidence.weigh_words``.

        Words that report somebody else's view are left out, as they are from the stance in ``sums``.
        """
        with self.reading() as connection:
            cells = connection.execution_options(yield_per=_STREAMED).execute(evidence_query(filters))
            return weigh_words((line.article_id, line.evidence) for line in cells)

    def choices(self, collection: str = "", kinds: tuple[str, ...] = MARKED_KINDS) -> dict[str, Any]:
        """Give what a filter can choose from.

        Args:
            collection: Among the quotes of this collection; of all when empty.
            kinds: Among quotes of these kinds; of all when empty.

        Returns:
            ``actors`` as (name, quotes), most quoted first; ``countries``, ``outlets`` and ``targets`` by name;
            ``first`` and ``last`` day, empty when no quote has one.
        """
        found, places = QUOTES.c, conditions(QuoteFilter(collection=collection, kinds=kinds))
        number = func.count().label("n")
        actors = select(found.actor, number).where(*places, found.actor != "").group_by(found.actor)
        days = self._lines(
            select(func.min(found.day).label("first"), func.max(found.day).label("last")).where(
                *places, found.day != ""
            )
        )[0]
        return {
            "actors": [(line["actor"], line["n"]) for line in self._lines(actors.order_by(number.desc(), found.actor))],
            "countries": self._values(found.country, places),
            "outlets": self._values(found.outlet, places),
            "targets": self._values(found.target, places),
            "first": days["first"] or "",
            "last": days["last"] or "",
        }

    def version(self) -> int:
        """Give a number that every change by any process alters; good as part of a cache's key."""
        with plain_errors(self.place), closing(self._engine.raw_connection()) as connection:
            return changed_last(connection)  # asked some eighty times a page: SQLAlchemy takes ten times as long

    def _values(self, column: ColumnElement[str], places: list[ColumnElement[bool]]) -> list[str]:
        query = select(column.label("value")).distinct().where(*places, column != "").order_by("value")
        return [line["value"] for line in self._lines(query)]

    def _lines(self, query: Select[Any]) -> list[dict[str, Any]]:
        with self.reading() as connection:
            return [dict(line) for line in connection.execute(query).mappings()]

    def _wipe(self) -> None:
        with plain_errors(self.place):
            wipe_log(self._engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that reads; for the rooms above."""
        with plain_errors(self.place), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes, waiting for its turn; for the rooms above. All of it is kept or nothing."""
        with (
            plain_errors(self.place),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection


def _join_collection(connection: Connection, name: str, fictional: bool) -> None:
    """Make the collection where there is none; refuse to mix made-up and real articles."""
    kind = connection.execute(select(COLLECTIONS.c.fictional).where(COLLECTIONS.c.name == name)).scalar()
    if kind is None:
        connection.execute(insert(COLLECTIONS), {"name": name, "fictional": fictional})
    elif kind and not fictional:
        raise StoreError(f"The collection {name!r} holds fictional articles only. Name another collection.")
    elif fictional and not kind:
        raise StoreError(f"The collection {name!r} holds real articles; fictional ones need one of their own.")


def _batches(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]
