"""Whatever is done to a store, in whatever order: it holds what was added and not deleted, and says it the same way."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from analytics.additions import add_articles
from analytics.cli import main
from analytics.records import Article
from analytics.store import QuoteFilter, Store, StoreError, open_store
from tests.conftest import row_of

OUTLETS = ("", "The Varn Post", "Harbour Wire")
COLLECTIONS = ("Talks", "War")
Key = tuple[str, str]


class Stored(RuleBasedStateMachine):
    """A store beside a model of it: the articles of each collection with their outlets, and those in the trash."""

    articles = Bundle("articles")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "parley.db"
        self.turn = 0
        self.model: dict[Key, set[str]] = {}
        self.trash: dict[Key, set[str]] = {}
        self.store: Store = open_store(self.url)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @initialize(target=articles)
    def first(self) -> str:
        return "“We will not wait,” Ada Quell said on Monday."

    @rule(target=articles, number=st.integers(0, 5))
    def another(self, number: int) -> str:
        return f"“We will wait {number} days,” Minister Ada Quell said on Monday."

    @rule(text=articles, outlet=st.sampled_from(OUTLETS), collection=st.sampled_from(COLLECTIONS))
    def add(self, text: str, outlet: str, collection: str) -> None:
        article = Article(text, outlet=outlet)
        (addition,) = add_articles(self.store, [article], collection=collection)
        known = (collection, article.id) in self.model
        assert addition.status == ("known" if known else "added")
        self.model.setdefault((collection, article.id), set()).add(outlet)
        self.trash.pop((collection, article.id), None)

    @rule(text=articles, collection=st.sampled_from(("", *COLLECTIONS)), final=st.booleans())
    def delete(self, text: str, collection: str, final: bool) -> None:
        article = Article(text)
        gone = [key for key in self.model if key[1] == article.id and collection in ("", key[0])]
        thrown = [key for key in self.trash if key[1] == article.id and collection in ("", key[0])] if final else []
        assert self.store.delete([article.id], collection=collection, final=final) == len(gone) + len(thrown)
        for key in thrown:
            del self.trash[key]
        for key in gone:
            outlets = self.model.pop(key)
            if not final:
                self.trash[key] = outlets

    @rule(text=articles)
    def undelete(self, text: str) -> None:
        article = Article(text)
        back = [key for key in self.trash if key[1] == article.id]
        assert self.store.undelete([article.id]) == len(back)
        for key in back:
            self.model[key] = self.trash.pop(key)

    @rule(text=articles, collection=st.sampled_from(COLLECTIONS))
    def fail_halfway(self, text: str, collection: str) -> None:
        """A second row that cannot be stored takes the first one with it."""
        article = Article(f"{text} And more.")
        rows = [row_of(article, 0), row_of(article, 0)]
        with pytest.raises(StoreError):
            self.store.add(article, rows, collection=collection)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(self.url)

    @rule()
    def crash(self) -> None:
        """Go on with what lies on the disk at this moment, as after a power cut; nothing was closed."""
        self.turn += 1
        after = self.folder / f"after{self.turn}"
        after.mkdir()
        for file in self.folder.glob("parley.db*"):
            shutil.copy(file, after / file.name)
        self.store.close()
        for file in self.folder.glob("parley.db*"):
            file.unlink()
        for file in after.iterdir():
            shutil.move(file, self.folder / file.name)
        self.store = open_store(self.url)

    @rule()
    def back_up_and_restore(self) -> None:
        self.turn += 1
        backup = self.folder / f"backup{self.turn}.db"
        with redirect_stderr(io.StringIO()):
            assert main(["backup", "-o", str(backup), "--db", self.url]) == 0
            assert main(["restore", str(backup), "--db", self.url]) == 0

    @rule()
    def export(self) -> None:
        lines = [json.loads(line) for line in self.exported().splitlines()]
        assert [(line["collection"], line["id"]) for line in lines] == sorted(self.model)
        assert self.exported() == self.exported()

    def exported(self) -> str:
        out = io.StringIO()
        with redirect_stdout(out):
            assert main(["export", "--articles", "-o", "-", "--db", self.url]) == 0
        return out.getvalue()

    @invariant()
    def the_store_holds_what_the_model_holds(self) -> None:
        stored: list[dict[str, Any]] = self.store.articles()
        assert [(line["collection"], line["id"]) for line in stored] == sorted(self.model)
        for key, outlets in self.model.items():
            printed = self.store.publications(key[1], key[0])
            assert {line["outlet"] for line in printed} == outlets
        for line in stored:
            article = self.store.article(line["id"], line["collection"])
            assert article is not None
            rows = self.store.quotes(QuoteFilter(collection=line["collection"], article_id=line["id"], kinds=()))
            assert len(rows) == 1
            assert article.text[rows[0]["start"] : rows[0]["end"]] == rows[0]["quote"]

    @invariant()
    def nothing_is_left_of_what_was_deleted(self) -> None:
        assert self.store.count(QuoteFilter(kinds=())) == len(self.model)
        assert {line["name"] for line in self.store.collections()} == {key[0] for key in self.model}
        assert {(line["collection"], line["id"]) for line in self.store.trash()} == set(self.trash)


TestStored = Stored.TestCase
TestStored.settings = settings(max_examples=15, stateful_step_count=15, deadline=None, derandomize=True)
