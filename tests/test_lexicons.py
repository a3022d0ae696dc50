"""Word lists are read once, comments left out, and other files can be laid over the countries."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.lexicons import DATA, read_lexicon, read_places, values, word_set


def test_several_values_of_a_cell_are_cut_and_trimmed() -> None:
    assert values(" Kyiv | Kiev ||") == ("Kyiv", "Kiev")


def test_a_missing_list_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        read_lexicon("no_such_list")


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.stem)
def test_every_shipped_list_has_a_full_row_on_every_line(path: object) -> None:
    rows = read_lexicon(path.stem)
    assert rows
    assert all(None not in row.values() and None not in row for row in rows)


def test_word_sets_can_be_narrowed() -> None:
    assert "said" in word_set("cues", "forms", strength="strong")
    assert "called" not in word_set("cues", "forms", strength="strong")


def test_demonyms_describe_but_do_not_speak() -> None:
    places = read_places()
    assert places.codes["russian"] == places.codes["kremlin"] == "RUS"
    assert "russian" not in places.speaking
    assert {"russia", "moscow", "kremlin"} <= places.speaking


def test_a_users_name_for_a_shipped_country_is_laid_over_it(tmp_path: Path) -> None:
    own = tmp_path / "countries.csv"
    own.write_text(
        "code,name,aliases,demonyms,capital,metonyms,ambiguous\nTUR,Turkiye,,,,,\nXAA,Varn,,Varnish,,,\n",
        encoding="utf-8",
    )
    places = read_places(own)
    assert (places.names["TUR"], places.names["XAA"]) == ("Turkiye", "Varn")
    assert places.names["DEU"] == read_places().names["DEU"]
    assert places.codes["turkiye"] == places.codes["ankara"] == "TUR"
