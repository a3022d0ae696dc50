"""The commands of ``python -m analytics``.

Results go to standard output or the file named by ``-o``, everything meant for a person to standard error. Exit
status: 0 all went well, 1 something could not be done (the rest was), 2 the command was not understood.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics import arguments as args
from analytics import schema
from analytics.messages import counted, counted_quotes, tell_fault, tell_why, told_copies
from analytics.outputs import OutputError, open_output
from analytics.settings import VERSION, SettingsError, read_settings
from analytics.tables import TableError, escape_cell, guard_cell, write_table

if TYPE_CHECKING:  # the heavy rooms are imported by the commands that need them: a cold start stays short
    from analytics.actors import ActorRegistry
    from analytics.articles import Reading
    from analytics.axes import Axis
    from analytics.records import Article
    from analytics.store import Store

INTERRUPTED = 130
"""Exit status after Ctrl-C, by the custom of shells (128 + SIGINT)."""

PIPE_CLOSED = 141
"""Exit status when the reader of our output went away (128 + SIGPIPE)."""

PREVIEWED = ("title", "text", "published", "outlet", "url", "id", "language")
"""What ``preview`` says of an article, beside its quotes."""

MOST_COMPARED = 1_000
"""``add`` looks for copies of so many new articles at most."""


class CommandError(Exception):
    """A command cannot be carried out; the message is a sentence for a person."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command.

    Args:
        arguments: The words after ``python -m analytics``; those of the process when left out.

    Returns:
        The exit status.

    Raises:
        SystemExit: With status 2 when the command is not understood, 0 after ``--help``.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Nobody reads any more: what is still buffered goes nowhere, and Python must not complain at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except (CommandError, OutputError, TableError) as error:
        _tell(str(error))
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analytics",
        description="Finds who said what in news articles, and scores the tone and the stance of each quote.",
        epilog="Each command explains itself: python -m analytics analyze --help",
    )
    parser.add_argument("--version", action="version", version=f"Parley {VERSION}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], about: str, example: str) -> Command:
        made = commands.add_parser(
            name,
            help=about,
            description=about[0].upper() + about[1:] + ".",
            epilog=f"example:\n  python -m analytics {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        made.set_defaults(run=run)
        return Command(made)

    command("analyze", run_analyze, "articles in, one row for each quote out", "analyze talks.txt news/ -o quotes.csv")(
        args.PATHS, args.ACTORS, args.AXIS, args.OUT, args.RAW
    )
    command("score", run_score, "score a table with one utterance in each row", "score said.csv -o scored.csv")(
        args.TABLE, args.AXIS, args.OUT, args.RAW
    )
    command("preview", run_preview, "show what one upload holds, storing nothing", "preview news.zip")(
        args.PATH, args.ACTORS
    )
    command("add", run_add, "store articles with their scored quotes", 'add news/ --collection "Gulf 1987"')(
        args.PATHS, args.ACTORS, args.DATABASE, args.INTO
    )
    command("reanalyze", run_reanalyze, "score stored articles anew after the rules changed", "reanalyze")(
        args.ACTORS, args.DATABASE, args.COLLECTION, args.ALL
    )
    command("sample", run_sample, "store the fictional sample articles", "sample")(args.DATABASE, args.IF_EMPTY)
    command("export", run_export, "write the stored quotes, or the articles with them", "export -o quotes.csv")(
        args.DATABASE, args.COLLECTION, args.OUT, args.ARTICLES, args.RAW
    )
    command("delete", run_delete, "delete articles for good", "delete 1f0c5a9d3b7e2468")(
        args.IDS, args.DATABASE, args.COLLECTION
    )
    command("backup", run_backup, "copy the database to a new file", "backup -o parley-backup.db")(
        args.DATABASE, args.BACKUP
    )
    command("restore", run_restore, "put a backup in the database's place", "restore parley-backup.db")(
        args.DATABASE, args.SOURCE
    )
    command("collections", run_collections, "list the collections", "collections")(args.DATABASE)
    command("train", run_train, "fit the stance model to example sentences", "train --model trial.json")(
        args.AXIS, args.EXAMPLES, args.MODEL
    )
    command("evaluate", run_evaluate, "measure how often gold is met", "evaluate quotes --gold polnear/data/dev")(
        args.GOLD
    )
    return parser


@dataclass(frozen=True, slots=True)
class Command:
    """A command being described; calling it adds its arguments, so that the list above reads at a glance."""

    parser: argparse.ArgumentParser

    def __call__(self, *parts: args.Argument) -> None:
        """Add each of the arguments."""
        for part in parts:
            part(self.parser)


def run_analyze(options: argparse.Namespace) -> int:
    """Write one row for each quote of the articles."""
    faults: list[str] = []
    axis = _chosen_axis(options)
    with open_output(options.out) as (file, kind):
        kinds: Counter[str] = Counter()

        def rows() -> Iterator[schema.Row]:
            for _, found in _analyzed(options, axis, faults):
                kinds.update(row["kind"] for row in found)
                yield from found

        write_table(rows(), file, format=kind, raw=options.raw)
    marked = kinds.total() - kinds["indirect"]
    _tell(f"{counted_quotes(marked, kinds['indirect'])} written" + (f"; problems: {len(faults)}." if faults else "."))
    return 1 if faults else 0


def run_score(options: argparse.Namespace) -> int:
    """Write a table's rows with the columns of the scores added."""
    from analytics.utterances import SCORE_COLUMNS, read_utterances, score_utterance

    axis = _chosen_axis(options)
    header, rows, faults = read_utterances(options.table, options.text_column)
    for fault in faults:
        _tell(fault)

    def scored(plain: bool) -> Iterator[dict[str, Any]]:
        for row in rows:
            scores = score_utterance(row[options.text_column], axis)
            if plain:
                yield row | scores
            else:
                carried = {name: guard_cell(cell) for name, cell in row.items()}
                added = {name: escape_cell(cell) if isinstance(cell, str) else cell for name, cell in scores.items()}
                yield carried | added

    with open_output(options.out) as (file, kind):
        plain = options.raw or kind == "jsonl"
        # The cells are made safe above, each in its way: what was carried is altered only where it would run.
        count = write_table(scored(plain), file, format=kind, columns=(*header, *SCORE_COLUMNS), raw=True)
    _tell(f"{counted(count, 'row')} scored" + (f"; left out: {len(faults)}." if faults else "."))
    return 1 if faults else 0


def run_train(options: argparse.Namespace) -> int:
    """Fit the stance model of an axis and write it; for its own sentences, print the figures on left-out folds.

    Raises:
        CommandError: The sentences or the axis cannot be read, or no model fits them.
    """
    from analytics.axes import load_axis
    from analytics.cross_validation import measure_folds
    from analytics.training import fit_stance_model, read_examples

    try:
        axis = load_axis(options.axis) if options.axis else load_axis()
        examples = read_examples(options.examples) if options.examples else axis.examples
        model = fit_stance_model(examples, axis=axis)
    except (ValueError, OSError) as error:
        raise CommandError(f"The model cannot be fitted: {tell_why(error)}.") from error
    try:
        model.write(options.model or axis.model_path)
    except OSError as error:
        raise CommandError(f"The model cannot be written: {tell_why(error)}.") from error
    if not options.examples:
        try:
            _print(measure_folds(examples, axis))
        except ValueError as error:
            _tell(f"How often the model is right cannot be measured: {tell_why(error)}.")
    _tell(f"Stance model {model.version} fitted to {counted(len(examples), 'sentence')}.")
    return 0


def run_preview(options: argparse.Namespace) -> int:
    """Print what one upload holds as one JSON object."""
    from analytics.articles import read_upload
    from analytics.language import not_scored
    from analytics.loading import start_loading

    # What scores is loaded while the child process, if the file needs one, loads what reads: half a second less.
    loading = start_loading()
    registry = _registry(options)
    reading = read_upload(options.path)
    if reading.articles:
        loading.join()
    errors = [{"member": member, "message": message} for member, message in reading.errors]
    articles = []
    for article, doubtful in zip(reading.articles, reading.doubtful_days, strict=True):
        rows, fault = _score_article(article, registry)
        if fault:
            errors.append({"member": article.source_path, "message": fault})
            continue
        described = {name: getattr(article, name) for name in PREVIEWED}
        quotes = [{name: None if cell == "" else cell for name, cell in row.items()} for row in rows]
        marks = {"published_doubtful": doubtful, "not_scored": not_scored(article.language)}
        articles.append(described | marks | {"quotes": quotes})
    status = "error" if not articles else "partial" if errors else "ok"
    notes = [{"member": member, "message": message} for member, message in reading.notes]
    _print({"status": status, "articles": articles, "errors": errors, "notes": notes})
    return 0 if status == "ok" else 1


def run_add(options: argparse.Namespace) -> int:
    """Store articles, printing a line for each once it is durable."""
    from analytics.additions import add_articles
    from analytics.store import DEFAULT_COLLECTION

    status = 0
    added: list[Article] = []
    registry = _registry(options)
    collection = DEFAULT_COLLECTION if options.collection is None else options.collection
    with _store(options) as store:
        for reading in _readings(options.paths):
            new: dict[str, Article] = {article.id: article for article in reading.articles}
            for member, message in reading.errors:
                status = 1
                _print({"id": "", "status": "error", "message": f"{member}: {message}"})
            for addition in add_articles(store, reading.articles, collection=collection, registry=registry):
                status = max(status, int(addition.status == "error"))
                _print({"id": addition.id, "status": addition.status, "message": addition.message})
                if addition.status == "added" and len(added) <= MOST_COMPARED:
                    added.append(new[addition.id])
        _tell_copies(store, added, collection)
    return status


def run_reanalyze(options: argparse.Namespace) -> int:
    """Score stored articles anew, printing a line for each once it is durable; what people changed is kept.

    Raises:
        CommandError: There is no such collection.
    """
    from analytics.renewals import list_stale, renew_articles

    statuses: Counter[str] = Counter()
    registry = _registry(options)
    with _store(options) as store:
        if not _is_there(store, options.collection):
            raise CommandError(f"There is no collection {options.collection!r}.")
        places = list_stale(store, options.collection, all_versions=options.all)
        for renewal in renew_articles(store, places, registry):
            _print({name: getattr(renewal, name) for name in ("id", "collection", "status", "message")})
            statuses[renewal.status] += 1
            _progress(f"{statuses.total()} of {counted(len(places), 'article')}")
    failed = statuses["error"]
    _tell(f"{counted(statuses['renewed'], 'article')} scored anew" + (f"; problems: {failed}." if failed else "."))
    return int(failed > 0)


def _tell_copies(store: Store, added: list[Article], collection: str) -> None:
    """Say which of the articles just added are much like others; they are kept, each as an article of its own."""
    if len(added) > MOST_COMPARED:
        _tell(f"Copies were not looked for: that is done for at most {MOST_COMPARED:,} new articles at once.")
        return
    if not added:
        return
    for article_id, copies in store.copies(added, collection).items():
        _tell(f"{article_id}: {told_copies(copies)}. Both are kept; what both quote counts once.")


def run_sample(options: argparse.Namespace) -> int:
    """Store the sample collection, printing a line for each article.

    Raises:
        CommandError: A file of the sample is missing or damaged.
    """
    from analytics.additions import add_sample
    from analytics.articles import UnreadableFile

    with _store(options) as store:
        if options.if_empty and store.collections():
            return 0
        try:
            additions = add_sample(store)
        except UnreadableFile as error:
            raise CommandError(f"The sample is damaged. {error}") from error
    for addition in additions:
        _print({"id": addition.id, "status": addition.status, "message": addition.message})
    return int(any(addition.status == "error" for addition in additions))


def run_export(options: argparse.Namespace) -> int:
    """Write what is stored, in a fixed order."""
    from analytics.store import QuoteFilter

    with _store(options, read_only=True) as store:
        if not _is_there(store, options.collection):
            _tell(f"There is no collection {options.collection!r}: what is written is empty.")
        if options.articles:
            with open_output(options.out, only="jsonl") as (file, _):
                for line in store.whole_articles(options.collection):
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")
            return 0
        rows = store.quotes(QuoteFilter(collection=options.collection, kinds=()), order="article", clustered=True)
        with open_output(options.out) as (file, kind):
            write_table(rows, file, format=kind, raw=options.raw)
    return 0


def run_delete(options: argparse.Namespace) -> int:
    """Delete articles for good, printing a line for each."""
    unknown = 0
    with _store(options) as store:
        for article_id in dict.fromkeys(options.ids):
            gone = store.delete([article_id], collection=options.collection, final=True)
            unknown += not gone
            _print({"id": article_id, "status": "deleted" if gone else "unknown"})
    return int(unknown > 0)


def run_backup(options: argparse.Namespace) -> int:
    """Copy the database to a new file.

    Raises:
        CommandError: The copy cannot be written.
    """
    from analytics.backups import back_up
    from analytics.database import StoreError

    try:
        back_up(options.db, options.out)
    except StoreError as error:
        raise CommandError(str(error)) from error
    _tell(f"Backed up to {options.out}.")
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Put a backup in the database's place; what was there is kept beside it.

    Raises:
        CommandError: The backup is none, or cannot be put there.
    """
    from analytics.backups import restore
    from analytics.database import StoreError

    _refuse_when_read_only()
    try:
        kept = restore(options.db, options.source)
    except StoreError as error:
        raise CommandError(str(error)) from error
    _tell(f"Restored from {options.source}." + (f" What was there is kept as {kept}." if kept else ""))
    return 0


def run_collections(options: argparse.Namespace) -> int:
    """Print a line for each collection."""
    with _store(options, read_only=True) as store:
        for collection in store.collections():
            _print(collection)
    return 0


def run_evaluate(options: argparse.Namespace) -> int:
    """Print how often gold is met, each figure with its n and interval."""
    from analytics.accuracy import text_table, write_accuracy
    from analytics.evaluation import evaluate, stamp

    chosen = {name: getattr(options, name) for name in ("part", "articles", "data", "corrections")}
    made = stamp(evaluate(options.gold, progress=_progress, **chosen))
    _progress("")
    sys.stdout.write(f"Parley {made.version}, model {made.model_version}\n{text_table(made.reports[0])}\n")
    if options.json:
        with open_output(str(options.json), only="jsonl") as (file, _):
            write_accuracy(made, file)
    return 0


def _analyzed(
    options: argparse.Namespace, axis: Axis | None, faults: list[str]
) -> Iterator[tuple[Article, list[schema.Row]]]:
    """Read and score the articles at the paths, telling the faults on standard error as they come."""
    registry = _registry(options)
    number = 0
    for reading in _readings(options.paths):
        for member, message in reading.errors:
            faults.append(f"{member}: {message}")
            _tell(faults[-1])
        for article in reading.articles:
            rows, fault = _score_article(article, registry, axis)
            if fault:
                faults.append(f"{article.source_path}: {fault}")
                _tell(faults[-1])
                continue
            number += 1
            _progress(f"{counted(number, 'article')} analyzed")
            yield article, rows
    _progress("")


def _readings(paths: Iterable[Path]) -> Iterator[Reading]:
    """Read the files at the paths one by one; what was read with a reservation is told at once."""
    from analytics.articles import Problem, Reading, list_files, read_upload

    for path in paths:
        empty = True
        for file in list_files(path):
            empty = False
            reading = read_upload(file)
            for member, message in reading.notes:
                _tell(f"{member}: {message}")
            yield reading
        if empty:
            yield Reading(errors=(Problem(str(path), "The folder holds no files."),))


def _score_article(
    article: Article, registry: ActorRegistry | None, axis: Axis | None = None
) -> tuple[list[schema.Row], str]:
    """Give the rows of an article, or what is wrong; a fault in one article does not stop the others."""
    from analytics.pipeline import analyze_article

    try:
        return [schema.row(article, scored) for scored in analyze_article(article, registry, axis=axis)], ""
    except ModuleNotFoundError:
        raise  # no article can be worked on
    except Exception as error:
        return [], tell_fault(error)


def _chosen_axis(options: argparse.Namespace) -> Axis | None:
    """Give the axis that was named, read whole so that a fault is told before anything is written."""
    if options.axis is None:
        return None
    from analytics.axes import AxisError, load_axis
    from analytics.stance import ModelError, score_stance

    try:
        axis = load_axis(options.axis)
        score_stance("They talk.", axis=axis)
    except (AxisError, ModelError) as error:
        raise CommandError(f"The axis {options.axis} cannot be used: {tell_why(error)}.") from error
    return axis


def _registry(options: argparse.Namespace) -> ActorRegistry | None:
    if options.actors is None:
        return None
    from analytics.actors import read_registry

    try:
        return read_registry(options.actors)
    except (OSError, ValueError, KeyError) as error:
        raise CommandError(f"The registry {options.actors} cannot be read: {tell_why(error)}.") from error


@contextmanager
def _store(options: argparse.Namespace, *, read_only: bool = False) -> Iterator[Store]:
    from analytics.store import StoreError, open_store

    if not read_only:
        _refuse_when_read_only()
    try:
        with open_store(options.db, read_only=read_only) as store:
            yield store
    except StoreError as error:
        raise CommandError(str(error)) from error


def _is_there(store: Store, collection: str) -> bool:
    """Tell whether a collection of this name is stored; "" stands for all of them."""
    return not collection or collection in {line["name"] for line in store.collections()}


def _refuse_when_read_only() -> None:
    try:
        read_only = read_settings().read_only
    except SettingsError as error:
        raise CommandError(str(error)) from error
    if read_only:
        raise CommandError("PARLEY_READ_ONLY is set: nothing is written. Unset it to change the database.")


def _print(line: object) -> None:
    """Print one line of JSON at once, so that a reader knows of it when it is true."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _tell(message: str) -> None:
    """Say a sentence to the person at the terminal; control characters in it are made harmless."""
    _progress("")
    sys.stderr.write("".join(letter if letter.isprintable() else " " for letter in message) + "\n")


def _progress(message: str) -> None:
    """Show how far the work is, on one line of a terminal; an empty message clears it."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{message}")
        sys.stderr.flush()
