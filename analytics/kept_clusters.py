"""Keeps which quotes are one utterance, and brings it up to date with what changed, not with the whole store.

The store falls into parts that nothing links (see ``clusters.may_join``); each keeps its clusters whatever happens to
the others. A change is looked up among the words that are kept, the parts that it touches are found anew, and the
rest stays. Parts may grow together for longer than they must: that costs time, and alters nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.pool import PoolProxiedConnection

from analytics.clusters import (
    NEAR_DAYS,
    NEEDED,
    UNKNOWN_FROM,
    Said,
    cluster_said,
    ids_of_names,
    may_join,
    one_each,
    pairs_needed,
    read_said,
)
from analytics.database import CLUSTERS, META, PAIRS, QUOTES, TOUCHED, WORDINGS
from analytics.noted import note
from analytics.parts import Parts
from analytics.wordings import EDITED_FROM, Wording, weighty_pairs

_BATCH = 10_000  # lines written at once
_ASKED = 500  # values of one question: SQLite takes at most 999 in its older builds
_STRETCH = 32  # days of a stretch of time by which quotes are looked up
_WHOLE = 4  # where more than one in so many quotes changed, all are found anew: that is faster


def changes(connection: Connection) -> int:
    """Give the number of the last change to the store."""
    return int(connection.execute(select(META.c.value).where(META.c.key == "changes")).scalar_one())


def changed_last(connection: PoolProxiedConnection) -> int:
    """Give the number of the last change by the driver alone."""
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"SELECT value FROM {META.name} WHERE key = 'changes'")  # noqa: S608 - names of our own
        return int(cursor.fetchall()[0][0])


def is_clustered(connection: Connection) -> bool:
    """Tell whether the kept clusters are those of the store as it is."""
    return _clustered(connection) == changes(connection)


def _clustered(connection: Connection) -> int | None:
    return connection.execute(select(META.c.value).where(META.c.key == "clustered")).scalar()


def kept_clusters(connection: Connection) -> dict[str, str]:
    """Give the kept clusters as ``{quote_id: cluster_id}``; nothing when they are stale."""
    if not is_clustered(connection):
        return {}
    return {line[0]: line[1] for line in connection.execute(select(CLUSTERS.c.quote_id, CLUSTERS.c.cluster_id))}


def find_clusters(connection: Connection) -> dict[str, tuple[str, str]]:
    """Find the clusters of the whole store anew, whatever is kept (some 0.5 ms for each quote).

    Returns:
        Cluster and home by quote_id; the home is the article that printed the utterance first.
    """
    kept = _read_all(connection)
    return _homes(cluster_said(each.said for each in kept), kept)


def keep_clusters(connection: Connection) -> None:
    """Bring the kept clusters up to date; the connection has to be one that writes."""
    number = int(connection.execute(select(func.count()).select_from(CLUSTERS)).scalar_one())
    touched = list(connection.execute(select(TOUCHED.c.quote_id).limit(number // _WHOLE + 1)).scalars())
    noted = connection.dialect.name == "sqlite" and _clustered(connection) is not None
    if noted and len(touched) <= number // _WHOLE:
        _bring_up_to_date(connection, set(touched))
    else:
        _begin_anew(connection)
    connection.execute(delete(TOUCHED))
    mark_clustered(connection)


def mark_clustered(connection: Connection) -> None:
    """Say that the kept clusters are those of the store as it is."""
    version = changes(connection)
    done = connection.execute(update(META).where(META.c.key == "clustered").values(value=version))
    if not done.rowcount:
        connection.execute(insert(META), {"key": "clustered", "value": version})


class _Kept(NamedTuple):
    """A quote as it is compared, with what is kept of it; ``printed`` sorts by day and article."""

    said: Said
    name: str
    actor_id: str
    printed: str
    variant: int
    group: int | None

    @property
    def day(self) -> int:
        return self.said.day or 0


def _number(*parts: str | bytes) -> int:
    """Give a number of 63 bits for some words: two that differ have the same one by a chance of 1 in 10^18."""
    digest = blake2b(digest_size=8)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data) + data)
    return int.from_bytes(digest.digest(), "big") >> 1


class _Lines(NamedTuple):
    """Lines of the table of quotes, one for each quote, and when and where each was printed first."""

    once: list[Mapping[str, Any]]
    printed: dict[str, str]


def _read_lines(connection: Connection, quote_ids: Iterable[str] | None = None) -> _Lines:
    """Read what is compared of the quotes of these ids, or of all."""
    columns = [*(QUOTES.c[name] for name in NEEDED), QUOTES.c.article_id, QUOTES.c.day]
    query = select(*columns).where(QUOTES.c.shown)
    if quote_ids is None:
        lines = [dict(line) for line in connection.execute(query).mappings()]
    else:
        lines = [dict(line) for line in _asked(connection, query, QUOTES.c.quote_id, quote_ids)]
    printed: dict[str, str] = {}
    for line in lines:
        when = f"{line['day'] or '~'} {line['article_id']}"  # an undated printing comes after every dated one
        printed[line["quote_id"]] = min(printed.get(line["quote_id"], when), when)
    return _Lines(one_each(lines), printed)


def _read_all(connection: Connection) -> list[_Kept]:
    lines = _read_lines(connection)
    known = ids_of_names(lines.once)
    return [_kept(line, known, lines.printed[line["quote_id"]]) for line in lines.once]


def _kept(line: Mapping[str, Any], known: Mapping[str, str], printed: str) -> _Kept:
    said = read_said(line, known)
    words = " ".join(said.wording.words)
    denied = str(said.wording.denied)
    return _Kept(
        said,
        str(line["actor"] or "").casefold(),
        str(line["actor_id"] or ""),
        printed,
        0 if said.alone else _number(said.actor, words, denied, said.wording.marks),
        None if said.alone else _number(said.actor, words, denied),
    )


def _id_of(connection: Connection, name: str) -> str:
    """Give the id that belongs to a name alone; "" where none or more than one does."""
    place = (CLUSTERS.c.name == name) & (CLUSTERS.c.actor_id != "")
    ends = [
        connection.execute(select(CLUSTERS.c.actor_id).where(place).order_by(order).limit(1)).scalar()
        for order in (CLUSTERS.c.actor_id, CLUSTERS.c.actor_id.desc())
    ]
    return str(ends[0]) if ends[0] and ends[0] == ends[1] else ""


def _homes(clusters: Mapping[str, str], kept: Sequence[_Kept]) -> dict[str, tuple[str, str]]:
    """Put the article beside each cluster that printed it first."""
    first: dict[str, str] = {}
    for each in kept:
        cluster = clusters[each.said.quote_id]
        first[cluster] = min(first.get(cluster, each.printed), each.printed)
    return {quote_id: (cluster, first[cluster].rpartition(" ")[2]) for quote_id, cluster in clusters.items()}


# The whole store


def _begin_anew(connection: Connection) -> None:
    """Find everything anew, and keep what the next change will be looked up in."""
    kept = _read_all(connection)
    found = _homes(cluster_said(each.said for each in kept), kept)
    for table in (CLUSTERS, WORDINGS, PAIRS):
        connection.execute(delete(table))
    parts = Parts()
    by_actor: dict[str, list[_Kept]] = defaultdict(list)
    alike: dict[int, int] = {}
    for each in kept:
        if each.group is not None:
            by_actor[each.said.actor].append(each)
            number = _alike(each.said.wording)
            if number is not None:
                parts.join(alike.setdefault(number, each.group), each.group)
    if connection.dialect.name == "sqlite":  # elsewhere nobody notes what changes
        _write_words(connection, by_actor.values(), parts)
    part_of = {each.group: parts.of(each.group) for each in kept if each.group is not None}
    lines = [_cluster_line(each, found[each.said.quote_id], part_of) for each in kept]
    note(connection, [""])
    _write(connection, CLUSTERS, sorted(lines, key=lambda line: str(line["quote_id"])))


def _write_words(connection: Connection, by_actor: Iterable[Sequence[_Kept]], parts: Parts) -> None:
    pairs: list[tuple[int, int, int]] = []
    for said in by_actor:
        wordings = {each.variant: each for each in map(_wording_of, said)}
        _write(connection, WORDINGS, [_wording_line(each) for each in wordings.values()])
        pairs += _link_actor(wordings, _days_of(said), parts)
        if len(pairs) > 100 * _BATCH:
            _write_pairs(connection, pairs)
            pairs = []
    _write_pairs(connection, pairs)


def _wording_of(each: _Kept) -> _Wording:
    wording = each.said.wording
    needed = pairs_needed(len(wording.words), len(weighty_pairs(wording)))
    return _Wording(each.variant, each.group or 0, each.said.actor, wording, needed)


def _days_of(said: Iterable[_Kept]) -> dict[int | None, set[int]]:
    """Give the days on which each group of the same words was printed."""
    days: dict[int | None, set[int]] = defaultdict(set)
    for each in said:
        days[each.group].add(each.day)
    return days


def _link_actor(
    wordings: Mapping[int, _Wording], days: Mapping[int | None, set[int]], parts: Parts
) -> list[tuple[int, int, int]]:
    """Join the parts of what one actor said wherever two quotes might be one; give the pairs to look them up by."""
    ever: dict[int, list[tuple[int, int]]] = defaultdict(list)
    then: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    pairs = {each.variant: frozenset(_pairs(each.actor, each.wording)) for each in wordings.values()}
    lines: list[tuple[int, int, int]] = []
    for one in wordings.values():
        mine = pairs[one.variant]
        for day in sorted(days[one.group]):
            near: set[int] = set()
            for pair in mine:
                if day:
                    near.update(other for time in (0, day // _STRETCH - 1, day // _STRETCH, day // _STRETCH + 1)
                                for other, when in then.get((pair, time), ())
                                if not time or abs(when - day) <= NEAR_DAYS)  # fmt: skip
                else:
                    near.update(other for other, _ in ever.get(pair, ()))
                ever[pair].append((one.variant, day))
                then[pair, day // _STRETCH].append((one.variant, day))
            _join([wordings[key] for key in near if len(mine & pairs[key]) >= min(one.needed, wordings[key].needed)],
                  one, {}, parts)  # fmt: skip
            lines += [(pair, day, one.variant) for pair in mine]
    return lines


def _join(others: Iterable[_Wording], one: _Wording, part_of: Mapping[int, int], parts: Parts) -> None:
    """Join the part of a wording with those of others that share enough pairs of words with it and might be one."""
    mine = part_of.get(one.group, one.group)
    for other in others:
        theirs = part_of.get(other.group, other.group)
        if parts.of(theirs) != parts.of(mine) and may_join(one.wording, other.wording):
            parts.join(mine, theirs)


def _pairs(actor: str, wording: Wording) -> list[int]:
    """Give the numbers of the pairs by which words are looked up; few words are never like others."""
    if len(wording.words) < EDITED_FROM:
        return []
    found = blake2b(actor.encode("utf-8", "surrogatepass"), digest_size=8)
    return [_pair(found, pair) for pair in weighty_pairs(wording)]


def _pair(begun: blake2b, pair: str) -> int:
    digest = begun.copy()
    digest.update(b"\n" + pair.encode("utf-8", "surrogatepass"))
    return int.from_bytes(digest.digest(), "big") >> 1


def _alike(wording: Wording) -> int | None:
    """Give the number of words that an unknown speaker's quote may share with anybody's; few words never do."""
    return _number(" ".join(wording.words), str(wording.denied)) if len(wording.words) >= UNKNOWN_FROM else None


# What changed


class _Row(NamedTuple):
    """A line of ``CLUSTERS`` that has words to be looked up by."""

    quote_id: str
    variant: int
    group: int
    day: int
    part: int


def _bring_up_to_date(connection: Connection, touched: set[str]) -> None:
    """Find anew the clusters of the parts that a change touches."""
    before, kept = _exchange(connection, touched)
    groups = {row.group for row in before} | {each.group for each in kept if each.group is not None}
    left = _rows(connection, CLUSTERS.c.said, groups)
    added = _exchange_words(connection, before, left, kept)
    part_of = {each.group: each.group for each in kept if each.group is not None}
    part_of |= {row.group: row.part for row in left}
    meant = {row.part for row in before} | set(part_of.values())
    parts = Parts()
    _link(connection, added, part_of, parts)
    _link_alike(connection, kept, part_of, parts)
    ends = {parts.of(part) for part in meant}
    meant |= {part for part in part_of.values() if parts.of(part) in ends}
    now = {group: parts.of(part) for group, part in part_of.items()}
    _cluster_parts(connection, meant, kept, now, parts)


def _exchange(connection: Connection, touched: set[str]) -> tuple[list[_Row], list[_Kept]]:
    """Take the old lines of changed quotes out; give them, and the quotes as they are now.

    A name that gets or loses an id of its own changes who spoke in other quotes too: these are among them.
    """
    lines = _read_lines(connection, touched)
    old = list(_asked(connection, select(CLUSTERS.c.name, CLUSTERS.c.actor_id), CLUSTERS.c.quote_id, touched))
    names = {str(line["name"]) for line in old if line["actor_id"]}
    names |= {str(line["actor"] or "").casefold() for line in lines.once if line["actor_id"]}
    names.discard("")
    ids = {name: _id_of(connection, name) for name in names}
    before = _rows(connection, CLUSTERS.c.quote_id, touched)
    _delete(connection, CLUSTERS.c.quote_id, touched)
    blank = {"cluster_id": "", "home": "", "printed": ""}
    named = [
        {"quote_id": line["quote_id"], "name": str(line["actor"] or "").casefold(), "actor_id": line["actor_id"] or ""}
        for line in lines.once
    ]
    _write(connection, CLUSTERS, [line | blank for line in named])
    renamed = {name for name in names if _id_of(connection, name) != ids[name]}
    query = select(CLUSTERS.c.quote_id).where(CLUSTERS.c.actor_id == "")
    others = {str(line["quote_id"]) for line in _asked(connection, query, CLUSTERS.c.name, renamed)} - touched
    before += _rows(connection, CLUSTERS.c.quote_id, others)
    more = _read_lines(connection, others)
    known = {name: _id_of(connection, name) for name in {str(line["actor"] or "").casefold()
             for line in (*lines.once, *more.once) if not line["actor_id"]} - {""}}  # fmt: skip
    known = {name: actor_id for name, actor_id in known.items() if actor_id}
    kept = [_kept(line, known, read.printed[line["quote_id"]]) for read in (lines, more) for line in read.once]
    _delete(connection, CLUSTERS.c.quote_id, touched | others)
    return before, kept


def _exchange_words(
    connection: Connection, before: Sequence[_Row], left: Sequence[_Row], kept: Sequence[_Kept]
) -> list[tuple[_Wording, int]]:
    """Bring the wordings and their pairs up to date; give what can be looked up now and could not be before."""
    now = {each.variant: _wording_of(each) for each in kept if each.group is not None}
    known = {each.variant: each for each in _wordings(connection, {row.variant for row in (*before, *left)})}
    known |= now
    old = _combinations([(row.group, row.variant, row.day) for row in (*before, *left)])
    new = [(row.group, row.variant, row.day) for row in left]
    new += [(each.group, each.variant, each.day) for each in kept if each.group is not None]
    current = _combinations(new)
    gone, come = {variant for variant, _ in old - current}, {variant for variant, _ in current - old}
    pairs = {variant: _pairs(known[variant].actor, known[variant].wording) for variant in gone | come}
    place = and_(*(PAIRS.c[name] == bindparam(f"the_{name}") for name in ("pair", "day", "variant")))
    struck = [{"the_pair": pair, "the_day": day, "the_variant": variant}
              for variant, day in sorted(old - current) for pair in pairs[variant]]  # fmt: skip
    if struck:
        connection.execute(delete(PAIRS).where(place), struck)
    _write_pairs(connection, [(pair, day, variant) for variant, day in current - old for pair in pairs[variant]])
    variants_old, variants_now = {variant for variant, _ in old}, {variant for variant, _ in current}
    _delete(connection, WORDINGS.c.variant, variants_old - variants_now)
    _write(connection, WORDINGS, [_wording_line(known[variant]) for variant in sorted(variants_now - variants_old)])
    return [(known[variant], day) for variant, day in sorted(current - old)]


def _combinations(rows: Iterable[tuple[int, int, int]]) -> set[tuple[int, int]]:
    """Give each variant of a group of the same words with each day of the group.

    Printings of the same words count as one, with the marks of any of them, so all are looked up on all these days.
    """
    variants: dict[int, set[int]] = defaultdict(set)
    days: dict[int, set[int]] = defaultdict(set)
    for group, variant, day in rows:
        variants[group].add(variant)
        days[group].add(day)
    return {(variant, day) for group, found in variants.items() for variant in found for day in days[group]}


def _link(connection: Connection, added: Sequence[tuple[_Wording, int]], part_of: dict[int, int], parts: Parts) -> None:
    """Join the parts of what was added with the parts of all that might be one with it."""
    for one, day in added:
        others = _near(connection, one, day)
        _learn_parts(connection, {other.group for other in others}, part_of)
        _join(others, one, part_of, parts)


def _link_alike(connection: Connection, kept: Sequence[_Kept], part_of: dict[int, int], parts: Parts) -> None:
    """Join the parts of the very same words, whoever said them: an unknown speaker may be any of these."""
    numbers = {_alike(each.said.wording): each.group for each in kept if each.group is not None}
    numbers.pop(None, None)
    query = select(WORDINGS.c.alike, WORDINGS.c.said)
    found = [(line["alike"], line["said"]) for line in _asked(connection, query, WORDINGS.c.alike, numbers)]
    _learn_parts(connection, {group for _, group in found}, part_of)
    for number, group in found:
        mine = numbers[number]
        if mine is not None:
            parts.join(part_of[mine], part_of[group])


def _near(connection: Connection, one: _Wording, day: int) -> list[_Wording]:
    """Give what shares enough pairs of words with something said on about this day, or on an unknown one."""
    pairs = _pairs(one.actor, one.wording)
    if not pairs:
        return []
    shared: dict[int, set[int]] = defaultdict(set)
    query = select(PAIRS.c.variant, PAIRS.c.pair).where(PAIRS.c.pair.in_(pairs))
    times = [PAIRS.c.day == 0, PAIRS.c.day.between(day - NEAR_DAYS, day + NEAR_DAYS)] if day else [true()]
    for time in times:
        for variant, pair in connection.execute(query.where(time)):
            shared[variant].add(pair)
    return [
        other
        for other in _wordings(connection, shared)
        if other.group != one.group and len(shared[other.variant]) >= min(one.needed, other.needed)
    ]


def _learn_parts(connection: Connection, groups: set[int], part_of: dict[int, int]) -> None:
    for row in _rows(connection, CLUSTERS.c.said, groups - part_of.keys()):
        part_of[row.group] = row.part


def _cluster_parts(
    connection: Connection, meant: set[int], kept: Sequence[_Kept], part_of: Mapping[int, int], parts: Parts
) -> None:
    """Find the clusters of these parts anew, and write what is not as it was."""
    columns = (CLUSTERS, WORDINGS.c.actor, WORDINGS.c.words, WORDINGS.c.marks, WORDINGS.c.denied)
    query = select(*columns).join_from(CLUSTERS, WORDINGS, WORDINGS.c.variant == CLUSTERS.c.variant)
    lines = list(_asked(connection, query, CLUSTERS.c.part, meant))
    stayed = [
        _Kept(Said(line["quote_id"], line["actor"], line["day"], _read_wording(line)), line["name"], line["actor_id"],
              line["printed"], line["variant"], line["said"])
        for line in lines
    ]  # fmt: skip
    found = _homes(cluster_said(each.said for each in (*stayed, *kept)), [*stayed, *kept])
    changed = []
    for line in lines:
        cluster, home = found[line["quote_id"]]
        part = parts.of(line["part"])
        if (cluster, home, part) != (line["cluster_id"], line["home"], line["part"]):
            changed.append({"the_quote": line["quote_id"], "cluster_id": cluster, "home": home, "part": part})
    if changed:
        change = update(CLUSTERS).where(CLUSTERS.c.quote_id == bindparam("the_quote"))
        values: dict[str, Any] = {name: bindparam(name) for name in ("cluster_id", "home", "part")}
        connection.execute(change.values(values), changed)
    note(connection, sorted({line["the_quote"] for line in changed} | {each.said.quote_id for each in kept}))
    _write(connection, CLUSTERS, [_cluster_line(each, found[each.said.quote_id], part_of) for each in kept])


# Reading and writing


class _Wording(NamedTuple):
    """A line of ``WORDINGS``; ``needed`` tells how many pairs of words another quote has to share with it."""

    variant: int
    group: int
    actor: str
    wording: Wording
    needed: int


def _read_wording(line: Mapping[Any, Any]) -> Wording:
    return Wording(tuple(line["words"].split(" ")), line["marks"], line["denied"])


def _wordings(connection: Connection, variants: Iterable[int]) -> list[_Wording]:
    lines = _asked(connection, select(WORDINGS), WORDINGS.c.variant, variants)
    return [
        _Wording(line["variant"], line["said"], line["actor"], _read_wording(line), line["needed"]) for line in lines
    ]


def _rows(connection: Connection, column: ColumnElement[Any], values: Iterable[Any]) -> list[_Row]:
    """Read the lines of ``CLUSTERS`` that have words to be looked up by."""
    found = CLUSTERS.c
    query = select(found.quote_id, found.variant, found.said, found.day, found.part).where(found.said.is_not(None))
    lines = _asked(connection, query, column, values)
    return [_Row(line["quote_id"], line["variant"], line["said"], line["day"] or 0, line["part"]) for line in lines]


def _asked(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], values: Iterable[Any]
) -> Iterator[Mapping[Any, Any]]:
    """Ask for the lines in which a column has one of many values."""
    wanted = sorted(values)
    for start in range(0, len(wanted), _ASKED):
        yield from connection.execute(query.where(column.in_(wanted[start : start + _ASKED]))).mappings()


def _delete(connection: Connection, column: ColumnElement[Any], values: Iterable[Any]) -> None:
    wanted = sorted(values)
    for start in range(0, len(wanted), _ASKED):
        table = column.table
        connection.execute(delete(table).where(column.in_(wanted[start : start + _ASKED])))


def _write(connection: Connection, table: Table, lines: Sequence[Mapping[str, Any]]) -> None:
    for start in range(0, len(lines), _BATCH):
        connection.execute(insert(table), lines[start : start + _BATCH])


def _write_pairs(connection: Connection, pairs: Iterable[tuple[int, int, int]]) -> None:
    lines = sorted(pairs)
    if lines:  # they are many: past SQLAlchemy it takes half the time
        connection.exec_driver_sql("INSERT INTO pairs (pair, day, variant) VALUES (?, ?, ?)", lines)


def _wording_line(each: _Wording) -> dict[str, Any]:
    wording = each.wording
    return {
        "variant": each.variant, "said": each.group, "alike": _alike(wording), "actor": each.actor,
        "words": " ".join(wording.words), "marks": wording.marks, "denied": wording.denied,
        "needed": each.needed,
    }  # fmt: skip


def _cluster_line(each: _Kept, found: tuple[str, str], part_of: Mapping[int, int]) -> dict[str, Any]:
    return {
        "quote_id": each.said.quote_id, "cluster_id": found[0], "home": found[1], "printed": each.printed,
        "name": each.name, "actor_id": each.actor_id, "day": each.said.day, "variant": each.variant,
        "said": each.group, "part": None if each.group is None else part_of[each.group],
    }  # fmt: skip
