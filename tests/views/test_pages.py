"""Each page as a reader meets it: empty, filled, filtered to nothing, and with hostile articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.records import Article
from analytics.schema import Row
from analytics.store import QuoteFilter, Store, StoreError, open_store
from tests.views.conftest import RunPage, fill, made_row
from views import state
from views.upload import refuse_collection

DATA_PAGES = ["overview", "actors", "over_time", "what_changed", "contrasts", "quotes", "saved"]
PAGES = [*DATA_PAGES, "upload", "registry", "method"]
HOSTILE = '<img src="https://evil.test/x.png" onerror=alert(1)> ![p](https://evil.test/p.png) :red[x] $y$'
MARKDOWN = (
    "markdown", "caption", "title", "header", "subheader", "metric", "info", "warning", "error", "success",
    "expander", "button",
)  # fmt: skip


def words(app: AppTest) -> str:
    """Give all that the page hands to Streamlit as Markdown, in bodies and labels."""
    found = []
    for kind in MARKDOWN:
        for element in app.get(kind):
            found += [str(getattr(element, name, "")) for name in ("value", "label", "help", "body")]
    return "\n".join(found)


def pages_html(app: AppTest) -> str:
    """Give all HTML of the page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button with this label."""
    return next(button for button in app.button if button.label == label).click().run()


@pytest.mark.parametrize("page", DATA_PAGES)
def test_an_empty_database_offers_the_sample_first(run_page: RunPage, page: str) -> None:
    app = run_page(page)
    assert not app.exception
    assert [button.label for button in app.button] == ["Load sample", "Upload articles"]
    assert "There are no articles yet." in words(app)
    assert not app.sidebar.selectbox


@pytest.mark.usefixtures("sample_read_once")
def test_the_sample_can_be_loaded_from_the_empty_page(run_page: RunPage) -> None:
    app = press(run_page(), "Load sample")
    assert not app.exception
    assert "Fictional sample." in words(app)
    assert int(next(metric.value for metric in app.metric if metric.label == "Articles")) >= 14


@pytest.mark.usefixtures("sample_read_once")
def test_a_sample_that_cannot_be_stored_says_why(run_page: RunPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> str:
        raise StoreError("Another program is writing.")

    app = run_page()
    monkeypatch.setattr(Store, "add", locked)
    app = press(app, "Load sample")
    assert not app.exception
    assert "articles of the sample could not be stored. Another program is writing." in app.text[0].value


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("filled")
def test_a_page_draws_without_a_fault(run_page: RunPage, page: str) -> None:
    app = run_page(page)
    assert not app.exception
    assert len(app.title) == 1
    assert "54 quotes" in words(app)  # in the sidebar, beside the number of articles
    assert "0 hidden by filters" in words(app)


@pytest.mark.parametrize("page", DATA_PAGES)
@pytest.mark.usefixtures("filled")
def test_filters_that_match_nothing_are_said_and_can_be_reset(run_page: RunPage, page: str) -> None:
    app = run_page(page, stance="Neutral")
    assert not app.exception
    assert "No quote passes the filters." in words(app)
    assert not app.dataframe
    app = press(app, "Reset filters")
    assert not app.exception
    assert "54 quotes" in words(app)


@pytest.mark.parametrize(
    ("key", "value", "left"),
    [("act", "threat", "2 quotes"), ("target", "Varn", "3 quotes"), ("holder", "About others", "1 quote")],
)
def test_quotes_can_be_filtered_by_what_they_do_to_whom(
    run_page: RunPage, database: str, key: str, value: str, left: str
) -> None:
    cells = [("threat", "Varn", "own"), ("threat", "Varn", "ascribed"), ("offer", "Varn", "own"), ("offer", "", "own")]
    words_said = [f"Words number {n}" for n in range(len(cells))]
    article = Article(" ".join(f"“{said},” she said." for said in words_said), "Title", "2025-03-03", "Courier")
    rows = [
        made_row(article, said, actor="Ada Quell", speech_act=act, target=target, holder=holder)
        for said, (act, target, holder) in zip(words_said, cells, strict=True)
    ]
    with open_store(database) as store:
        store.add(article, rows, collection="Tests")
    app = run_page("quotes", **{key: value})
    assert not app.exception
    assert f"**{left}**" in words(app)


@pytest.mark.parametrize("page", PAGES)
def test_the_fiction_of_the_sample_is_said_on_every_page(run_page: RunPage, database: str, page: str) -> None:
    with open_store(database) as store:
        fill(store, collection="Sample (fictional)", fictional=True)
    assert "Fictional sample." in words(run_page(page))


@pytest.mark.parametrize("page", PAGES)
def test_a_collection_of_ones_own_is_not_called_fiction(run_page: RunPage, filled: str, page: str) -> None:
    assert filled
    assert "Fictional sample." not in words(run_page(page))


@pytest.mark.parametrize("page", DATA_PAGES)
def test_hostile_words_never_reach_markdown_or_become_tags(run_page: RunPage, database: str, page: str) -> None:
    article = Article(f"{HOSTILE}\n\n“{HOSTILE},” {HOSTILE} said.", HOSTILE, "2025-03-03", HOSTILE, source_path=HOSTILE)
    cells = {"actor": HOSTILE, "speaker": HOSTILE, "mention": HOSTILE, "rule": HOSTILE, "stance": 0.5}
    evidence = json.dumps([{"words": HOSTILE, "category": HOSTILE, "weight": 0.5, "start": 0, "end": 9}])
    row = made_row(article, HOSTILE, stance_label="hawkish", evidence=evidence, **cells)
    with open_store(database) as store:
        store.add(article, [row], collection="Tests")
    app = run_page(page, quote=row["quote_id"]) if page == "quotes" else run_page(page)
    assert not app.exception
    assert "evil.test" not in words(app)
    assert "<img" not in pages_html(app)
    if page not in ("over_time", "actors", "what_changed", "saved"):  # names stand in charts and tables there
        assert "&lt;img" in pages_html(app)


def test_a_damaged_database_is_a_sentence_and_stays_as_it_is(run_page: RunPage, tmp_path: Path, database: str) -> None:
    assert database
    (tmp_path / "parley.db").write_bytes(b"this is no database" * 20)
    app = run_page()
    assert not app.exception
    assert "is not a Parley database" in app.text[0].value
    assert (tmp_path / "parley.db").read_bytes() == b"this is no database" * 20


@pytest.mark.usefixtures("filled")
def test_filters_come_from_the_address_and_false_ones_are_dropped(run_page: RunPage) -> None:
    app = run_page("overview", actor="Irena Vale", collection="Nowhere", min_n="-3", **{"from": "2025-03-10"})
    assert not app.exception
    assert app.sidebar.multiselect(key="actor").value == ["Irena Vale"]
    assert app.sidebar.number_input(key="min_n").value == 5
    assert "15 quotes" in words(app)
    assert "39 hidden by filters" in words(app)


def test_indirect_speech_is_hidden_until_asked_for(run_page: RunPage, database: str) -> None:
    article = Article("She said they would leave. “We will,” she said.", "A", "2025-03-03")
    rows = [made_row(article, "they would leave", kind="indirect"), made_row(article, "We will")]
    with open_store(database) as store:
        store.add(article, rows, collection="Tests")
    app = run_page("quotes")
    assert app.dataframe[0].value["Quote"].tolist() == ["We will"]
    assert "0 hidden by filters; 1 indirect statement left out" in words(app)
    app.sidebar.button_group(key="kind").set_value(["direct", "indirect"]).run()
    assert app.dataframe[0].value["Kind"].tolist() == ["Indirect", "Direct"]
    assert "**1 quote, 1 indirect statement** from 1 article; 0 hidden by filters" in words(app)


@pytest.mark.parametrize("page", DATA_PAGES)
def test_a_collection_with_indirect_statements_alone_offers_them(run_page: RunPage, database: str, page: str) -> None:
    article = Article("She said they would leave.", "A", "2025-03-03")
    with open_store(database) as store:
        store.add(article, [made_row(article, "they would leave", kind="indirect")], collection="Tests")
    app = run_page(page)
    assert "1 indirect statement, without quotation marks, can be shown." in words(app)
    app = press(app, "Show indirect statements")
    assert not app.exception
    assert "**0 quotes, 1 indirect statement** from 1 article" in words(app)


@pytest.mark.usefixtures("filled")
def test_the_overview_gives_the_figures_of_the_selection(run_page: RunPage) -> None:
    app = run_page()
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures["Quotes"] == "54"
    assert figures["Articles"] == "6"
    assert figures["Named actors"] == "3"
    assert figures["No stance found"] == "24%"
    assert "▲ +0.76 hawkish" in pages_html(app)
    assert "▼ −0.58 dovish" in pages_html(app)


def test_scores_of_several_versions_side_by_side_are_told_with_what_to_do(run_page: RunPage, filled: str) -> None:
    assert "versions of the rules" not in words(run_page())
    article = Article("“We will talk,” Ada Okoro said.", "Old", "2025-03-03")
    with open_store(filled) as store:
        store.add(article, [made_row(article, "We will talk", model_version="1/0-old")], collection="Tests")
        store.add(article, [made_row(article, "We will talk", model_version="1/0-old")], collection="Other")
    told = words(run_page(collection="Tests"))
    assert "scored by 2 versions of the rules (1, 6 articles)" in told
    assert "python -m analytics reanalyze" in told
    assert "versions of the rules" not in words(run_page(collection="Other"))


@pytest.mark.usefixtures("filled")
def test_a_click_on_a_point_lists_the_quotes_behind_it(run_page: RunPage) -> None:
    app = run_page("over_time", step="Week")
    point = {"customdata": ["Irena Vale", "2025-03-10"], "point_index": 1}
    app.session_state["stance-week-panel-1-Irena Vale"] = {"selection": {"points": [point], "point_indices": [1]}}
    app.run()
    assert not app.exception
    assert "3 quotes behind the point" in words(app)
    assert pages_html(app).count("Irena Vale)") == 3


@pytest.mark.parametrize(
    ("parameters", "period"),
    [
        pytest.param({}, "month", id="left to itself: weeks of three quotes are too thin"),
        pytest.param({"min_n": "2"}, "day", id="enough for the reader's own minimum"),
        pytest.param({"min_n": "2", "step": "Month"}, "month", id="the reader's own longer choice"),
        pytest.param({"step": "Day"}, "day", id="the reader's own shorter choice"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_the_period_suits_the_number_of_quotes_unless_chosen(
    run_page: RunPage, parameters: dict[str, str], period: str
) -> None:
    app = run_page("over_time", **parameters)
    assert not app.exception
    assert f"Net stance of 54 dated quotes, by {period}" in words(app)


def test_quotes_without_a_date_are_counted_and_not_drawn(run_page: RunPage, database: str) -> None:
    with open_store(database) as store:
        fill(store)
        article = Article("“Some day,” she said.", "A")
        store.add(article, [made_row(article, "Some day")], collection="Tests")
    assert "Not drawn: 1 quote without a known date." in words(run_page("over_time"))
    assert "Not drawn: 1 quote without a known date." in words(run_page())


@pytest.mark.parametrize(
    ("key", "cell", "found"),
    [
        pytest.param("labels", ["dovish"], "14 quotes behind the part", id="a stance"),
        pytest.param("labels", ["none"], "13 quotes behind the part", id="no stance found"),
        pytest.param("volume", ["", "2025-03-10"], "9 quotes behind the bar", id="a week"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_a_click_on_the_overview_lists_the_quotes_behind_it(
    run_page: RunPage, key: str, cell: list[str], found: str
) -> None:
    app = run_page()
    app.session_state[key] = {"selection": {"points": [{"customdata": cell}], "point_indices": [0]}}
    app.run()
    assert not app.exception
    assert found in words(app)


@pytest.mark.parametrize(
    ("page", "key", "cell", "order"),
    [
        pytest.param("", "labels", ["dovish"], "dovish", id="the part of the dovish"),
        pytest.param("", "labels", ["none"], "newest", id="the part without a stance"),
        pytest.param("over_time", "tone-week-panel-1-Irena Vale", ["Irena Vale", "2025-03-10"], "positive", id="tone"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_the_quotes_behind_a_mark_come_in_the_order_of_what_it_measures(
    run_page: RunPage, monkeypatch: pytest.MonkeyPatch, page: str, key: str, cell: list[str], order: str
) -> None:
    app = run_page(page, measure="Tone", step="Week") if page else run_page()
    asked: list[str] = []
    quotes = state.quotes

    def noted(filters: QuoteFilter, order: str, limit: int, offset: int = 0) -> list[Row]:
        asked.append(order)
        return quotes(filters, order, limit, offset)

    monkeypatch.setattr(state, "quotes", noted)
    app.session_state[key] = {"selection": {"points": [{"customdata": cell}], "point_indices": [0]}}
    app.run()
    assert not app.exception
    assert asked == [order]


@pytest.mark.parametrize("page", ["", "over_time", "what_changed", "actors"])
def test_without_dates_a_page_says_where_to_fill_them_in_and_leads_there(
    run_page: RunPage, database: str, page: str
) -> None:
    article = Article("“Some day,” she said.", "A")
    with open_store(database) as store:
        store.add(article, [made_row(article, "Some day", actor="Ada Okoro")], collection="Tests")
    app = run_page(page or "overview", **({"who": "Ada Okoro"} if page == "actors" else {}))
    assert "None of these quotes has a known date" in words(app)
    assert "in the column *Date*" in words(app)
    app = press(app, "Fill in dates on the Upload page")
    assert not app.exception
    assert app.title[0].value == "Upload"


@pytest.mark.usefixtures("filled")
def test_a_caption_names_what_is_filtered_and_how_quotes_count(run_page: RunPage) -> None:
    app = run_page("overview", actor="Irena Vale", copies="true", weigh="Every article", **{"from": "2025-03-10"})
    assert (
        "n = 15 quotes, every printing counted, every article counts the same · Actors: Irena Vale; "
        "Days: 2025-03-10 to the last, undated quotes too" in pages_html(app)
    )


@pytest.mark.usefixtures("filled")
def test_the_quotes_are_paged_by_fifty(run_page: RunPage) -> None:
    app = run_page("quotes")
    assert len(app.dataframe[0].value) == 50
    app.number_input(key="page").set_value(2).run()
    assert len(app.dataframe[0].value) == 4
    app.selectbox(key="order").set_value("hawkish").run()
    assert len(app.dataframe[0].value) == 50  # another order starts at the first page again


@pytest.mark.usefixtures("filled")
def test_a_telephone_gets_the_quotes_in_full_instead_of_a_table(
    run_page: RunPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("views.state.on_phone", lambda: True)
    app = run_page("quotes")
    assert not app.exception
    assert not app.dataframe
    assert pages_html(app).count('<div class="pq-words">') == 20
    press(app, "Open in article")
    assert "What made the stance" in " ".join(element.value for element in app.markdown)


@pytest.mark.usefixtures("filled")
def test_a_search_is_for_plain_words(run_page: RunPage) -> None:
    app = run_page("quotes")
    app.text_input(key="q").set_value("DOOR to talks").run()
    shown = pages_html(app)
    assert '<mark class="pq-found">door</mark>' in shown
    assert '<mark class="pq-found">talks</mark>' in shown
    assert "dovish" in shown
    assert "hawkish" not in shown
    for search, told in (("100% [", "No quote holds"), ('"* %', "Search for words"), ("x" * 10_000, "at most 1,000")):
        app.text_input(key="q").set_value(search).run()
        assert not app.exception
        assert told in app.info[0].value
        assert not app.get("download_button"), "nothing found is no file"


@pytest.mark.usefixtures("filled")
def test_what_was_found_opens_in_its_article_with_the_words_marked(run_page: RunPage) -> None:
    app = run_page("quotes", q='"door to talks" <b>')
    assert not app.exception
    app.text_input(key="q").set_value('"door to talks"').run()
    assert '<mark class="pq-found">door to talks</mark>' in pages_html(app)
    next(button for button in app.button if str(button.key).startswith("found-")).click().run()
    assert "What made the stance" in " ".join(element.value for element in app.markdown)
    marked = [part for part in pages_html(app).split("<mark ") if "pq-quote" in part and "pq-found" in part]
    assert marked


def test_a_link_to_a_quote_opens_its_article_with_the_marks(run_page: RunPage, filled: str) -> None:
    with open_store(filled) as store:
        row = store.quotes(QuoteFilter(), order="hawkish", limit=1)[0]
    shown = pages_html(run_page("quotes", quote=row["quote_id"]))
    assert '<mark class="pq-quote pq-hawk">answer any attack with force</mark>' in shown
    assert '<sup class="pq-label">hawk +0.76</sup>' in shown
    assert '<mark class="pq-cue">said</mark>' in shown
    assert "name beside the cue" in shown
    assert "Stance = tanh(sum)" in shown


def test_selecting_a_row_opens_it(run_page: RunPage, filled: str) -> None:
    app = run_page("quotes")
    app.session_state[app.dataframe[0].key] = {"selection": {"rows": [3], "columns": [], "cells": []}}
    app.run()
    with open_store(filled) as store:
        wanted = store.quotes(QuoteFilter(collection="Tests"), limit=4)[3]["quote_id"]
    assert app.query_params["quote"] in (wanted, [wanted])  # a list in some versions of Streamlit
    assert "Stance = tanh(sum)" in pages_html(app) or "No words were found" in pages_html(app)


@pytest.mark.parametrize("wanted", ["nonsense", "' OR 1=1 --", ""])
@pytest.mark.usefixtures("filled")
def test_a_link_to_no_quote_shows_the_list(run_page: RunPage, wanted: str) -> None:
    app = run_page("quotes", quote=wanted)
    assert not app.exception
    assert len(app.dataframe[0].value) == 50


def test_a_deleted_article_can_be_brought_back(run_page: RunPage, filled: str) -> None:
    with open_store(filled) as store:
        row = store.quotes(QuoteFilter(), order="hawkish", limit=1)[0]
        app = press(run_page("quotes", quote=row["quote_id"]), "Delete article")
        assert len(store.articles()) == 6  # asked, not done
        app = press(app, "Delete")
        assert len(store.articles()) == 5
        press(app, "Undo")
        assert len(store.articles()) == 6
        assert store.quote(row["quote_id"]) == row


def test_an_article_deleted_in_two_windows_is_not_lost(run_page: RunPage, filled: str) -> None:
    with open_store(filled) as store:
        row = store.quotes(QuoteFilter(), order="hawkish", limit=1)[0]
        app = press(run_page("quotes", quote=row["quote_id"]), "Delete article")
        store.delete([row["article_id"]], collection=row["collection"])  # in the other window
        app = press(app, "Delete")
        assert not app.exception
        assert "was deleted before" in app.text[0].value
        assert "Undo" not in [button.label for button in app.button]
        assert [line["id"] for line in store.trash()] == [row["article_id"]]


def test_an_undo_that_comes_too_late_says_so(run_page: RunPage, filled: str) -> None:
    with open_store(filled) as store:
        row = store.quotes(QuoteFilter(), order="hawkish", limit=1)[0]
        app = press(press(run_page("quotes", quote=row["quote_id"]), "Delete article"), "Delete")
        store.forget([row["article_id"]])  # by somebody else, elsewhere
        app = press(app, "Undo")
        assert not app.exception
        assert "was not brought back" in app.text[0].value
        assert "Undo" not in [button.label for button in app.button]
        assert len(store.articles()) == 5


def test_delete_for_good_leaves_what_others_deleted(run_page: RunPage, filled: str) -> None:
    with open_store(filled) as store:
        row = store.quotes(QuoteFilter(), order="hawkish", limit=1)[0]
        other = next(line["id"] for line in store.articles() if line["id"] != row["article_id"])
        store.delete([other])
        app = press(press(run_page("quotes", quote=row["quote_id"]), "Delete article"), "Delete")
        press(app, "Delete for good")
        assert [line["id"] for line in store.trash()] == [other]


@pytest.mark.parametrize(
    ("label", "method", "sentence"),
    [
        pytest.param("Undo", "undelete", "was not brought back", id="undo"),
        pytest.param("Delete for good", "forget", "was not deleted for good", id="delete for good"),
    ],
)
def test_a_locked_database_leaves_the_undo_and_says_why(
    run_page: RunPage, filled: str, monkeypatch: pytest.MonkeyPatch, label: str, method: str, sentence: str
) -> None:
    def locked(*_: object, **__: object) -> int:
        raise StoreError("Another program is writing.")

    with open_store(filled) as store:
        row = store.quotes(QuoteFilter(), order="hawkish", limit=1)[0]
    app = press(press(run_page("quotes", quote=row["quote_id"]), "Delete article"), "Delete")
    monkeypatch.setattr(Store, method, locked)
    app = press(app, label)
    assert not app.exception
    assert sentence in app.text[0].value
    assert "Another program is writing." in app.text[0].value
    assert "Undo" in [button.label for button in app.button]
    assert app.dataframe  # the page itself goes on


def test_a_deleted_article_is_found_again_after_a_reload(run_page: RunPage, filled: str) -> None:
    with open_store(filled) as store:
        first, second = (line["id"] for line in store.articles()[:2])
        store.delete([first, second])
        app = run_page("upload")
        assert "2 deleted articles, kept until deleted for good" in words(app)
        app.button(key=f"restore-{(first, 'Tests')}").click().run()
        assert store.known([first], "Tests") == {first}
        app.button(key=f"forget-{(second, 'Tests')}").click().run()
        assert not app.exception
        assert store.trash() == []
        assert "deleted article" not in words(app)


def uploaded(run_page: RunPage, *files: tuple[str, bytes]) -> AppTest:
    """Put files on the upload page."""
    app = run_page("upload")
    return app.file_uploader[0].set_value([(name, data, "text/plain") for name, data in files]).run()


TALKS = "Talks stall\n\n“We will not wait,” Ada Quell said. “They must go,” she said on Friday.\n".encode()


def test_an_upload_is_shown_before_it_is_saved_and_edits_are_kept(run_page: RunPage, database: str) -> None:
    app = uploaded(run_page, ("talks.txt", TALKS))
    assert not app.exception
    assert "1 article read: 2 quotes found" in words(app)
    assert "1 article without a date" in words(app)
    with open_store(database) as store:
        assert store.articles() == []
        app.session_state[app.dataframe[0].key] = {
            "edited_rows": {0: {"Date": "2025-05-02", "Outlet": "The Courier"}}, "added_rows": [], "deleted_rows": [],
        }  # fmt: skip
        app = press(app.run(), "Save 1 article")
        assert not app.exception
        (article,) = store.articles()
        assert article["published"] == "2025-05-02"
        assert article["outlet"] == "The Courier"
        assert article["title"] == "Talks stall"
        assert article["collection"] == "My articles"
    assert "1 article saved to My articles" in pages_html(app)


def test_an_unknown_date_stays_empty(run_page: RunPage, database: str) -> None:
    press(uploaded(run_page, ("talks.txt", TALKS)), "Save 1 article")
    with open_store(database) as store:
        assert store.articles()[0]["published"] == ""


def test_a_bad_file_is_named_with_its_reason_and_the_others_go_on(run_page: RunPage) -> None:
    name = '<img src="https://evil.test/x.png">![p](https://evil.test/p.png).txt'
    app = uploaded(run_page, ("talks.txt", TALKS), (name, b""))
    assert not app.exception
    assert "1 article read" in words(app)
    assert "The file is empty." in pages_html(app)
    assert "<img" not in pages_html(app)
    assert "evil.test" not in words(app)


def test_what_is_known_already_is_said_and_not_ticked(run_page: RunPage, database: str) -> None:
    press(uploaded(run_page, ("talks.txt", TALKS)), "Save 1 article")
    app = uploaded(run_page, ("again.txt", TALKS))
    assert "already in this collection" in app.dataframe[0].value["Note"].item()
    assert next(button for button in app.button if button.label.startswith("Save")).disabled
    with open_store(database) as store:
        assert len(store.articles()) == 1


def test_a_date_mended_on_the_upload_page_is_taken_over(run_page: RunPage, database: str) -> None:
    with open_store(database) as store:
        for day in ("2025-05-02", "2025-05-09"):
            app = uploaded(run_page, ("talks.txt", TALKS))
            app.session_state[app.dataframe[0].key] = {
                "edited_rows": {0: {"Save": True, "Date": day}}, "added_rows": [], "deleted_rows": [],
            }  # fmt: skip
            app = press(app.run(), "Save 1 article")
        assert not app.exception
        assert "1 article known already" in pages_html(app)
        assert "your changes were taken over" in app.text[0].value
        (article,) = store.articles()
        assert [line["published"] for line in store.publications(article["id"])] == [article["published"]]
        assert article["published"] == "2025-05-09"


def test_pasted_text_is_read_like_a_file(run_page: RunPage) -> None:
    app = run_page("upload")
    app.text_area[0].set_value(TALKS.decode())
    app = press(app, "Read the text")
    assert not app.exception
    assert "1 article read" in words(app)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("Sample (fictional)", "fictional", id="the sample's"),
        pytest.param(" SAMPLE (Fictional) ", "fictional", id="the sample's in other letters"),
        pytest.param("Ｓample (fictional)", "fictional", id="the sample's in full-width letters"),
        pytest.param("x" * 201, "200 characters", id="too long"),
        pytest.param("a\nb", "control characters", id="two lines"),
        pytest.param("", "needs a name", id="empty"),
    ],
)
def test_a_collection_that_cannot_be_used_is_refused_with_a_reason(name: str, reason: str) -> None:
    assert reason in refuse_collection(name)
