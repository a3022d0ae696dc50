"""Stored articles are scored anew after the rules changed, and what people said of them stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from analytics import pipeline, renewals
from analytics.actors import ActorRegistry, read_registry
from analytics.additions import add_articles
from analytics.cli import main
from analytics.corrections import Author, correct_quote, list_corrections
from analytics.database import MACHINE, QUOTES
from analytics.pipeline import model_version
from analytics.records import Article, ScoredQuote
from analytics.renewals import Renewal, list_stale, renew_articles
from analytics.schema import NAMES, Row
from analytics.store import QuoteFilter, Store, open_store
from tests.conftest import TALKS, row_of

ALL = QuoteFilter(kinds=())
OTHER = "The council met.\n\n“We will strike back,” President Oda Marsh said.\n"


def add(store: Store, *texts: str, registry: ActorRegistry | None = None, collection: str = "Talks") -> list[Article]:
    articles = [Article(text, f"Article {n}", "2025-03-03", "Varn Post") for n, text in enumerate(texts)]
    assert {made.status for made in add_articles(store, articles, collection=collection, registry=registry)} == {
        "added"
    }
    return articles


def add_old(store: Store, *texts: str, registry: ActorRegistry | None = None) -> list[Article]:
    """Store articles as an older version scored them, which found another tone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "RULES_VERSION", "1")
        patch.setattr(pipeline, "score_vader", lambda _: -1.0)
        return add(store, *texts, registry=registry)


def machine(store: Store) -> list[Row]:
    """Give the machine's layer as it stands in the database."""
    query = select(*(QUOTES.c[name] for name in NAMES)).where(QUOTES.c.layer == MACHINE).order_by(QUOTES.c.quote_id)
    with store.reading() as connection:
        return [dict(line) for line in connection.execute(query).mappings()]


def renew(store: Store, registry: ActorRegistry | None = None) -> list[Renewal]:
    return list(renew_articles(store, list_stale(store), registry))


def test_articles_of_an_older_version_come_out_as_if_they_were_added_now(store: Store) -> None:
    (new,) = add(store, OTHER)
    (old,) = add_old(store, TALKS)
    assert [line["articles"] for line in store.versions()] == [1, 1]
    assert [place.id for place in list_stale(store)] == [old.id]
    version = store.version()
    assert [(made.id, made.status) for made in renew(store)] == [(old.id, "renewed")]
    assert store.version() > version
    assert store.versions() == [{"model_version": model_version(), "articles": 2}]
    assert list_stale(store) == []
    renewed = store.quotes(ALL, order="article")
    assert store.delete([old.id, new.id], final=True) == 2
    add(store, OTHER, TALKS)
    fresh = store.quotes(ALL, order="article")
    assert [row | {"title": ""} for row in renewed] == [row | {"title": ""} for row in fresh]


def test_what_people_corrected_is_laid_over_the_new_scores(store: Store) -> None:
    add_old(store, TALKS)
    row = store.quotes(ALL)[0]
    correct_quote(store, row["quote_id"], {"actor": "Piet Brann", "stance_label": "dovish"}, Author("Ada", "heard it"))
    listed = list_corrections(store)
    renew(store)
    now = store.quote(row["quote_id"])
    assert now is not None
    assert (now["actor"], now["stance_label"], now["model_version"]) == ("Piet Brann", "dovish", model_version())
    assert now["vader_compound"] != row["vader_compound"]
    assert list_corrections(store) == listed
    assert [line["actor"] for line in machine(store) if line["quote_id"] == row["quote_id"]] == [row["actor"]]


def test_a_correction_whose_quote_is_not_found_any_more_is_kept_and_told(store: Store) -> None:
    article = Article(TALKS, "Talks", "2025-03-03", "Varn Post")
    store.add(article, [row_of(article, quote="Words that no rule finds", actor_id="")], collection="Talks")
    correct_quote(store, store.quotes(ALL)[0]["quote_id"], {"target": "Varn"}, Author("Ada"))
    (made,) = renew(store)
    assert made.status == "renewed"
    assert "What people corrected of 1 quote is kept and not shown" in made.message
    assert "“Words that no rule finds”" in made.message
    assert [(line["new"], line["quote"]) for line in list_corrections(store)] == [("Varn", "")]


def test_an_article_scored_with_a_registry_of_its_own_waits_for_it(store: Store, tmp_path: Path) -> None:
    own = tmp_path / "actors.csv"
    own.write_text("id,name,kind,country,role,since\noda-m,Oda Marsh,person,XAA,President,2024-01-01\n")
    registry = read_registry(own)
    add_old(store, OTHER, registry=registry)
    before = machine(store)
    assert {line["actor_id"] for line in before} == {"oda-m"}
    (made,) = renew(store)
    assert (made.status, "--actors" in made.message) == ("error", True)
    assert machine(store) == before
    (made,) = renew(store, registry)
    assert made.status == "renewed"
    assert {(line["actor_id"], line["model_version"]) for line in machine(store)} == {("oda-m", model_version())}


def test_each_article_is_durable_before_the_next_and_a_fault_in_one_stops_no_other(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sorted(add_old(store, TALKS, OTHER), key=lambda article: article.id)
    analyze = pipeline.analyze_article

    def faulty(article: Article, registry: ActorRegistry | None = None) -> list[ScoredQuote]:
        if article.id == first.id:
            raise RuntimeError
        return analyze(article, registry)

    made = renew_articles(store, list_stale(store))
    assert next(made).status == "renewed"
    assert [place.id for place in list_stale(store)] == [second.id]
    monkeypatch.setattr(renewals, "analyze_article", faulty)
    places = list_stale(store, all_versions=True)
    assert [made.status for made in renew_articles(store, places)] == ["error", "renewed"]
    assert {line["article_id"] for line in machine(store)} == {first.id, second.id}


def test_an_article_deleted_meanwhile_and_one_without_quotes_change_nothing(store: Store) -> None:
    (gone,) = add_old(store, TALKS)
    add(store, "Nothing was said.")
    places = list_stale(store)
    store.delete([gone.id])
    version = store.version()
    assert sorted(made.status for made in renew_articles(store, places)) == ["gone", "same"]
    assert store.version() == version


def test_an_earlier_printing_that_comes_meanwhile_is_not_lost(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    (article,) = add_old(store, TALKS)
    analyze = pipeline.analyze_article
    earlier = Article(TALKS, "Earlier", "2025-03-01", "Quay Times")
    waiting = [earlier]

    def slow(analyzed: Article, registry: ActorRegistry | None = None) -> list[ScoredQuote]:
        for other in waiting[:]:
            waiting.clear()
            list(add_articles(store, [other], collection="Talks"))
        return analyze(analyzed, registry)

    monkeypatch.setattr(renewals, "analyze_article", slow)
    assert [made.status for made in renew(store)] == ["renewed"]
    assert {(line["article_id"], line["outlet"]) for line in machine(store)} == {(article.id, "Quay Times")}


def test_the_command_renews_one_collection_or_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = ["--db", f"sqlite:///{tmp_path / 'parley.db'}"]
    with open_store(db[1]) as store:
        add_old(store, TALKS, OTHER)
        add(store, OTHER, collection="Other")
    assert main(["reanalyze", "--collection", "None", *db]) == 1
    assert "no collection 'None'" in capsys.readouterr().err
    assert main(["reanalyze", "--collection", "Other", *db]) == 0
    assert capsys.readouterr() == ("", "0 articles scored anew.\n")
    assert main(["reanalyze", *db]) == 0
    said = capsys.readouterr()
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [(line["collection"], line["status"]) for line in lines] == [("Talks", "renewed")] * 2
    assert said.err == "2 articles scored anew.\n"
    assert main(["reanalyze", "--all", *db]) == 0
    assert capsys.readouterr().err == "3 articles scored anew.\n"
