"""What a person types on the upload page is not lost, and what became of it is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.store import open_store
from tests.makers import column, docx_of, drawn, paragraph, pdf_of
from tests.views.conftest import RunPage
from tests.views.test_pages import TALKS, pages_html, press, uploaded, words

MORE = "Talks go on\n\n“We will wait,” Ada Quell said on Monday.\n".encode()


def type_in_table(app: AppTest, **cells: object) -> AppTest:
    """Type into the first row of the table of drafts."""
    app.session_state[app.dataframe[0].key] = {"edited_rows": {0: cells}, "added_rows": [], "deleted_rows": []}
    return app.run()


def saved_days(database: str) -> dict[str, str]:
    """Give the day of each stored article by its title."""
    with open_store(database) as store:
        return {line["title"]: line["published"] for line in store.articles()}


def test_a_typed_date_outlives_a_second_file(run_page: RunPage, database: str) -> None:
    app = type_in_table(uploaded(run_page, ("talks.txt", TALKS)), Date="2025-05-02")
    app = app.file_uploader[0].set_value([("more.txt", MORE, "text/plain")]).run()
    press(app, "Save 2 articles")
    assert saved_days(database) == {"Talks stall": "2025-05-02", "Talks go on": ""}


def test_a_typed_date_outlives_a_look_at_another_page(run_page: RunPage, database: str) -> None:
    app = type_in_table(uploaded(run_page, ("talks.txt", TALKS)), Date="2025-05-02")
    app = app.switch_page("views/method.py").run().switch_page("views/upload.py").run()
    assert app.dataframe[0].value["Date"].item().date().isoformat() == "2025-05-02"
    press(app, "Save 1 article")
    assert saved_days(database) == {"Talks stall": "2025-05-02"}


def test_an_unticked_article_is_not_saved(run_page: RunPage, database: str) -> None:
    app = type_in_table(uploaded(run_page, ("talks.txt", TALKS), ("more.txt", MORE)), Save=False)
    press(app, "Save 1 article")
    assert list(saved_days(database)) == ["Talks go on"]


def test_the_note_on_missing_dates_counts_what_was_typed(run_page: RunPage) -> None:
    app = uploaded(run_page, ("talks.txt", TALKS))
    assert "without a date" in words(app)
    assert "without a date" not in words(type_in_table(app, Date="2025-05-02"))
    assert "1 article without a date" in words(type_in_table(app, Date=None))


@pytest.mark.parametrize("text", ["", "  \n"], ids=["empty", "blanks"])
def test_an_empty_paste_is_answered_with_a_sentence(run_page: RunPage, text: str) -> None:
    app = run_page("upload")
    app.text_area[0].set_value(text)
    assert "There is no text yet." in words(press(app, "Read the text"))


def test_after_saving_the_page_names_the_collection(run_page: RunPage) -> None:
    app = press(uploaded(run_page, ("talks.txt", TALKS)), "Save 1 article")
    assert "1 article saved to My articles" in pages_html(app)
    assert "See them" in [button.label for button in app.button]


FRENCH = (
    "Les deux délégations se sont réunies\n\nLa ministre a déclaré que son pays ne céderait pas un mètre de la vallée, "
    "mais que le dialogue n'est pas terminé et que la porte reste ouverte. “Jamais,” a dit la ministre dans la maison."
).encode()


def test_an_article_not_in_english_is_said_to_be_kept_and_not_scored(run_page: RunPage, database: str) -> None:
    app = uploaded(run_page, ("french.txt", FRENCH))
    assert "in French: not scored" in app.dataframe[0].value["Note"].item()
    assert "In French: kept, but not scored" in pages_html(app)
    press(app, "Save 1 article")
    with open_store(database) as store:
        (line,) = store.quoteless("My articles")
    assert (line["language"], line["title"]) == ("fr", "Les deux délégations se sont réunies")


def test_an_article_without_quotes_can_be_read_and_deleted(run_page: RunPage, database: str) -> None:
    press(uploaded(run_page, ("french.txt", FRENCH), ("talks.txt", TALKS)), "Save 2 articles")
    app = run_page("quotes", collection="My articles")
    assert "1 article without quotes (1 not in English, not scored)" in [fold.label for fold in app.expander]
    assert "ne céderait pas un mètre" in pages_html(app)
    app.button("delete-quoteless").click().run()
    with open_store(database) as store:
        assert store.quoteless() == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.html", b"<html><body><p>" + TALKS + b"</p></body></html>", id="web page"),
        pytest.param("a.pdf", pdf_of([drawn(column(TALKS.decode().splitlines()))]), id="PDF"),
        pytest.param("a.docx", docx_of("".join(paragraph(line) for line in TALKS.decode().splitlines())), id="Word"),
    ],
)
def test_pages_pdf_and_word_files_are_taken(run_page: RunPage, name: str, data: bytes) -> None:
    app = uploaded(run_page, (name, data))
    assert app.dataframe[0].value["Quotes"].item() >= 1


def test_what_could_not_be_read_is_told_apart_from_notes_on_what_was(run_page: RunPage) -> None:
    app = uploaded(run_page, ("talks.txt", TALKS), ("empty.txt", b""), ("again.txt", TALKS))
    told = words(app)
    assert "**1 could not be read**" in told
    assert "**1 note on what was read**" in told
    lists = [part for part in pages_html(app).split("<ul") if "<li>" in part]
    assert ["empty.txt" in part for part in lists] == [True, False]


def test_a_database_that_cannot_be_used_is_the_title_of_the_page(
    run_page: RunPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database" * 500)
    monkeypatch.setenv("PARLEY_DB", f"sqlite:///{broken.as_posix()}")
    app = run_page("overview")
    assert [title.value for title in app.title] == ["The database cannot be used"]
    assert "PARLEY_DB" in words(app)
    assert not app.exception
