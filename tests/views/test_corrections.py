"""Correcting a quote on the pages: what is saved is shown everywhere, marked as a person's, and undone."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from analytics.corrections import Author, correct_quote, list_corrections
from analytics.records import Article
from analytics.schema import Row
from analytics.store import QuoteFilter, open_store
from tests.views.conftest import RunPage, made_row
from tests.views.test_pages import HOSTILE, pages_html, press, words
from views.chains import day_words, links_of


def box(app: AppTest, kind: str, label: str) -> object:
    """Give the first widget of a kind with this label."""
    return next(widget for widget in getattr(app, kind) if widget.label == label)


def first_quote(database: str) -> Row:
    with open_store(database) as store:
        return store.quotes(QuoteFilter(actors=("Irena Vale",)), order="hawkish", limit=1)[0]


def test_a_corrected_speaker_is_read_on_every_page_and_undone(run_page: RunPage, filled: str) -> None:
    row = first_quote(filled)
    app = run_page("quotes", quote=row["quote_id"])
    box(app, "selectbox", "Speaker").select("Ada Okoro")  # type: ignore[attr-defined]
    box(app, "text_input", "Why").input("she signs the letter")  # type: ignore[attr-defined]
    box(app, "text_input", "Your name").input("Bo")  # type: ignore[attr-defined]
    app = press(app, "Save the correction")
    assert not app.exception
    shown = pages_html(app)
    assert "✎ corrected by a person: speaker, country" in shown
    assert "Bo, 20" in shown
    assert "she signs the letter" in shown
    assert '<span class="pq-old">Irena Vale</span> → <b>Ada Okoro</b>' in shown
    assert box(app, "text_input", "Your name").value == "Bo"  # type: ignore[attr-defined]
    with open_store(filled) as store:
        read = store.quote(row["quote_id"])
        assert read is not None
        assert (read["actor"], read["country"]) == ("Ada Okoro", "XAC")
    assert next(line.value for line in run_page("actors", who="Ada Okoro").metric if line.label == "Quotes") == "19"
    app = press(app, "Undo")
    assert "✎ corrected" not in pages_html(app)
    with open_store(filled) as store:
        assert store.quote(row["quote_id"]) == row
        assert list_corrections(store)[0]["undone_by"] == "Bo"


def test_a_person_s_stance_label_stands_without_the_machine_s_number_as_its_own(run_page: RunPage, filled: str) -> None:
    row = first_quote(filled)
    app = run_page("quotes", quote=row["quote_id"])
    box(app, "selectbox", "Stance").select("dovish")  # type: ignore[attr-defined]
    box(app, "text_input", "Your name").input("Bo")  # type: ignore[attr-defined]
    app = press(app, "Save the correction")
    shown = pages_html(app)
    assert "▼ dovish (by hand)" in shown
    assert "the machine’s score +0.76" in shown
    assert "dovish (by hand)" in set(app.dataframe[0].value["Stance"])


def test_words_called_no_quote_leave_the_pages_and_come_back(run_page: RunPage, filled: str) -> None:
    row = first_quote(filled)
    app = run_page("quotes", quote=row["quote_id"])
    box(app, "checkbox", "These words are no quote: hide them everywhere").check()  # type: ignore[attr-defined]
    box(app, "text_input", "Your name").input("Bo")  # type: ignore[attr-defined]
    app = press(app, "Save the correction")
    assert not app.exception
    assert "53 quotes" in words(app)
    assert app.text[0].value.startswith("Hidden: “We will answer")
    assert "1 correction in this collection" in words(app)
    app = press(app, "Undo")
    assert "54 quotes" in words(app)


def test_a_correction_without_a_name_or_a_change_is_refused_in_a_sentence(run_page: RunPage, filled: str) -> None:
    app = run_page("quotes", quote=first_quote(filled)["quote_id"])
    app = press(app, "Save the correction")
    assert "Nothing was changed yet" in app.text[0].value
    box(app, "text_input", "Directed at").input("Velmora")  # type: ignore[attr-defined]
    app = press(app, "Save the correction")
    assert "Type your name" in app.text[0].value
    with open_store(filled) as store:
        assert list_corrections(store) == []


def test_a_speaker_can_be_called_unknown(run_page: RunPage, filled: str) -> None:
    row = first_quote(filled)
    app = run_page("quotes", quote=row["quote_id"])
    box(app, "selectbox", "Speaker").select("Unknown speaker")  # type: ignore[attr-defined]
    box(app, "text_input", "Your name").input("Bo")  # type: ignore[attr-defined]
    app = press(app, "Save the correction")
    assert not app.exception
    with open_store(filled) as store:
        read = store.quote(row["quote_id"])
    assert read is not None
    assert (read["actor"], read["actor_kind"], read["country"]) == ("", "unknown", "")


def test_an_unsure_speaker_can_be_confirmed(run_page: RunPage, database: str) -> None:
    article = Article("“Some day,” Ada Quell said.", "A", "2025-03-03")
    row = made_row(article, "Some day", actor="Ada Quell", confidence=0.3)
    with open_store(database) as store:
        store.add(article, [row], collection="Tests")
    app = run_page("quotes", quote=row["quote_id"])
    assert "speaker needs review" in pages_html(app)
    box(app, "checkbox", "This speaker is right").check()  # type: ignore[attr-defined]
    box(app, "text_input", "Your name").input("Bo")  # type: ignore[attr-defined]
    app = press(app, "Save the correction")
    assert "speaker needs review" not in pages_html(app)
    assert "30% in the machine’s choice" in pages_html(app)


def test_hostile_corrections_are_plain_text(run_page: RunPage, filled: str) -> None:
    row = first_quote(filled)
    cells = dict.fromkeys(("actor", "addressee", "target"), HOSTILE)
    with open_store(filled) as store:
        correct_quote(store, row["quote_id"], cells, Author(HOSTILE, HOSTILE))
    app = run_page("quotes", quote=row["quote_id"])
    assert not app.exception
    assert "evil.test" not in words(app)
    assert "<img" not in pages_html(app)
    assert pages_html(app).count("&lt;img") >= 5


CHAINS = {
    "a pronoun, a name, an actor of the registry": (
        {"mention": "he", "speaker": "Ana Vale", "actor": "Ana Vale", "role": "envoy", "country": "XAA",
         "rule": "cue 'said' after the quote, subject 'he'; runner-up: 'Brann' (3%); 'he' is Ana Vale, the likeliest "
         "named before it (one paragraph before); registry: Ana Vale by the full name, envoy since 2024-01-01"},
        [("“he”", "cue 'said' after the quote, subject 'he'; runner-up: 'Brann' (3%)"),
         ("Ana Vale", "'he' is Ana Vale, the likeliest named before it (one paragraph before)"),
         ("Ana Vale, envoy, XAA", "registry: Ana Vale by the full name, envoy since 2024-01-01")],
    ),
    "a full name that no registry knows": (
        {"mention": "Ana Vale", "speaker": "Ana Vale", "actor": "Ana Vale", "rule": "cue 'said' before the quote"},
        [("“Ana Vale”", "cue 'said' before the quote"), ("Ana Vale", "no registry knows the name")],
    ),
    "nobody is named": (
        {"actor_kind": "unknown", "rule": "no speaker is named near the quote; runner-up: 'Brann' (12%)"},
        [("No words name the speaker", "no speaker is named near the quote; runner-up: 'Brann' (12%)")],
    ),
    "a pronoun that stays open": (
        {"mention": "they", "actor_kind": "unknown", "rule": "cue 'said' after the quote; 'they' cannot be resolved"},
        [("“they”", "cue 'said' after the quote"), ("Unknown speaker", "'they' cannot be resolved")],
    ),
    "an unnamed official": (
        {"mention": "an official", "speaker": "official", "actor_kind": "unnamed", "country": "XAA",
         "rule": "cue 'said' after the quote; runner-up: nobody named (under 1%); 'an official' is not named"},
        [("“an official”", "cue 'said' after the quote; runner-up: nobody named (under 1%)"),
         ("official", "'an official' is not named"),
         ("Unnamed (official), XAA", "no registry knows the name")],
    ),
    "an own actor": (
        {"mention": "Brann", "speaker": "Brann", "actor": "Piet Brann",
         "rule": "cue 'said' after the quote; registry: 'Brann' is Piet Brann among this collection's own actors"},
        [("“Brann”", "cue 'said' after the quote"),
         ("Piet Brann", "registry: 'Brann' is Piet Brann among this collection's own actors")],
    ),
    "a person's correction": (
        {"mention": "he", "speaker": "Ana Vale", "actor": "Piet Brann",
         "rule": "corrected by Bo (signed); before: cue 'said'"},
        [("“he”", "cue 'said'"), ("Piet Brann", "corrected by Bo (signed)")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "links"), CHAINS.values(), ids=CHAINS)
def test_the_chain_leads_from_the_mention_to_the_actor_with_a_reason_for_each_link(
    cells: dict[str, str], links: list[tuple[str, str]]
) -> None:
    article = Article("“Some day,” he said.")
    assert links_of(made_row(article, "Some day", **cells)) == links


DAYS = {
    "a weekday": ("“Some day,” he said on Friday.", {"said_on": "2025-03-07"},
                  "2025-03-07: “Friday”, seen from the publication on 2025-03-09"),
    "nothing says so": ("“Some day,” he said.", {"said_on": ""}, "day not stated"),
    "another day than the words give": ("“Some day,” he said on Friday.", {"said_on": "2025-03-01"}, "2025-03-01"),
    "a person's correction": ("“Some day,” he said.", {"said_on": "2025-03-01", "corrected": json.dumps(["said_on"])},
                              "2025-03-01, by a person’s correction"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "cells", "shown"), DAYS.values(), ids=DAYS)
def test_the_day_is_shown_with_the_words_that_say_so(text: str, cells: dict[str, str], shown: str) -> None:
    article = Article(text, published="2025-03-09")
    row = made_row(article, "Some day", mention="he", mention_start=12, mention_end=14, sentence=text, **cells)
    assert day_words(article, row) == shown
