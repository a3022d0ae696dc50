"""The registry knows offices by date, and a tie is never a pick."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.actors import ActorRegistry, RegistryError, name_key, read_registry

HEAD = "id,name,kind,country,side,role,aliases,since,until\n"


def own(tmp_path: Path, *lines: str, head: str = HEAD) -> Path:
    path = tmp_path / "actors.csv"
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "on", "role", "country"),
    [
        pytest.param("Antony Blinken", "2022-01-21", "Secretary of State", "USA", id="office of the day"),
        pytest.param("Antony J. Blinken", "2022-01-21", "Secretary of State", "USA", id="middle initial"),
        pytest.param("Sergei Lavrov", "2022-01-21", "Foreign Minister", "RUS", id="transliteration"),
        pytest.param("Volodymyr Zelenskiy", "2023-01-01", "President", "UKR", id="another transliteration"),
    ],
)
def test_a_person_is_found_with_the_office_of_the_day(name: str, on: str, role: str, country: str) -> None:
    found = read_registry().find(name, on)
    assert found is not None
    assert (found.role, found.country) == (role, country)


def test_without_a_day_a_person_of_several_offices_has_no_role() -> None:
    found = read_registry().find("Joe Biden")
    assert found is not None
    assert found.role == ""


def test_a_name_that_nobody_has_is_nobody() -> None:
    assert read_registry().find("Ulderic Quaysworth") is None


def test_a_surname_alone_needs_a_day_or_a_country() -> None:
    registry = read_registry()
    assert registry.find_surname("Lavrov") is None
    found = registry.find_surname("Lavrov", on="2022-01-21")
    assert found is not None
    assert found.name == "Sergey Lavrov"


def test_an_alias_of_two_people_is_never_a_pick(tmp_path: Path) -> None:
    path = own(tmp_path, "a-one,Ada One,person,,,,A. Both Names,,", "b-two,Bea Two,person,,,,A. Both Names,,")
    assert read_registry(path).find("A. Both Names") is None


def test_a_users_file_is_laid_over_the_shipped_one(tmp_path: Path) -> None:
    path = own(tmp_path, "antony-blinken,Antony Blinken,person,USA,West,Secretary of State,,2021-01-26,")
    registry = read_registry(path)
    found = registry.find("Antony Blinken", "2022-01-21")
    assert found is not None
    assert found.side == "West"
    assert registry.find("Sergey Lavrov", "2022-01-21") is not None


@pytest.mark.parametrize(
    "aliases", ["Iren Vail|Rena Vail", "Iren Vail | Rena Vail", "Iren Vail| Rena Vail", "Iren Vail||Rena Vail|"]
)
def test_the_bars_between_aliases_may_have_blanks_or_nothing_around_them(tmp_path: Path, aliases: str) -> None:
    registry = read_registry(own(tmp_path, f"vale,Irena Vale,person,XAV,,,{aliases},,"))
    for name in ("Irena Vale", "Iren Vail", "Rena Vail"):
        found = registry.find(name)
        assert found is not None, name
        assert found.id == "vale"
    assert registry.find("") is None
    assert "" not in registry.by_surname


def test_countries_beside_a_users_file_are_read(tmp_path: Path) -> None:
    (tmp_path / "countries.csv").write_text(
        "code,name,aliases,demonyms,capital,metonyms,ambiguous\nXAV,Averna,,Avernan|Avernans,Port Aver,Rose House,\n",
        encoding="utf-8",
    )
    places = read_registry(own(tmp_path, "x,Ada One,person,XAV,,,,,")).places
    assert places.codes["avernan"] == "XAV"
    assert "rose house" in places.speaking
    assert "avernan" not in places.speaking


@pytest.mark.parametrize(
    ("lines", "head", "message"),
    [
        pytest.param(["x"], "id\n", "'name' is missing", id="missing column"),
        pytest.param([",Ada One,person,,,,,,"], HEAD, "Line 2", id="missing id"),
        pytest.param(["x"], "name\n", "needed are id, name", id="what is needed"),
        pytest.param(["# ours", "", ",Ada One,person,,,,,,"], HEAD, "Line 4", id="a line after a comment and a blank"),
        pytest.param(["x,Ada One,ship,,,,,,"], HEAD, "'ship' is no kind of actor", id="no kind"),
        pytest.param(["x,Ada One,person,,,,,March 2025,"], HEAD, "'March 2025' is no day", id="no day"),
        pytest.param(["x,Ada One,person,,,,,2025-03-01,2024-03-01"], HEAD, "ends before it begins", id="a term turned"),
        pytest.param(["x,Ada One"], HEAD, "number of cells", id="a short line"),
    ],
)
def test_a_broken_registry_is_refused_in_plain_words(tmp_path: Path, lines: list[str], head: str, message: str) -> None:
    with pytest.raises(RegistryError, match=message):
        read_registry(own(tmp_path, *lines, head=head))


def test_the_holder_of_an_office_is_known_by_day() -> None:
    found = read_registry().find_holder("Secretary of State", "USA", "2016-02-21")
    assert found is not None
    assert found.name == "John Kerry"
    assert read_registry().find_holder("Secretary of State", "USA", "") is None


@pytest.mark.parametrize(
    ("one", "other"), [("Erdoğan", "Erdogan"), ("Antony J. Blinken", "antony j blinken"), ("O’Neil", "O'Neil")]
)
def test_names_are_compared_without_accents_case_and_dots(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_the_short_name_of_a_body_is_nobodys_surname() -> None:
    registry = read_registry()
    assert registry.find("Fateh").kind == "organization"
    assert registry.find_surname("Fateh", "2025-03-03") is None
    assert registry.find_surname("Duma", "2025-03-03") is None


def test_somebody_of_one_name_is_found_by_it_on_a_day() -> None:
    known = read_registry().find_surname("Suharto", on="1975-12-08")
    assert known is not None
    assert (known.id, known.role) == ("suharto", "President")
    assert read_registry().find("Suharto") is None


@pytest.mark.parametrize(
    ("name", "country"),
    [
        pytest.param("Teng Hsiao-ping", "CHN", id="older spelling"),
        pytest.param("Chou En-lai", "CHN", id="another older spelling"),
        pytest.param("Moammar Gadhafi", "LBY", id="a spelling of an agency"),
        pytest.param("Otto Grotewohl", "DDR", id="a state that is no more"),
        pytest.param("Nguyen Van Thieu", "VNM", id="South Vietnam"),
        pytest.param("Moïse Tshombe", "COD", id="a leader of a part"),
        pytest.param("Foday Sankoh", "SLE", id="a leader of rebels"),
        pytest.param("Ieremia Tabai", "KIR", id="a small state"),
        pytest.param("Sadako Ogata", "", id="an officer of the United Nations"),
    ],
)
def test_the_registry_reaches_back_to_1945_and_to_all_states(name: str, country: str) -> None:
    found = read_registry().find(name)
    assert found is not None
    assert found.country == country


@pytest.mark.parametrize(
    ("name", "on", "role", "country"),
    [
        pytest.param("Eduard Shevardnadze", "1989-05-02", "Foreign Minister", "SUN", id="for the Soviet Union"),
        pytest.param("Eduard Shevardnadze", "1999-05-02", "President", "GEO", id="for Georgia"),
        pytest.param("Eduard Shevardnadze", "2010-05-02", "", "", id="for neither"),
        pytest.param("Slobodan Milosevic", "1995-11-21", "President", "SRB", id="for Serbia"),
        pytest.param("Slobodan Milosevic", "1999-03-24", "President", "YUG", id="for Yugoslavia"),
        pytest.param("Vaclav Havel", "1990-02-21", "President", "CSK", id="for Czechoslovakia"),
        pytest.param("Vaclav Havel", "1999-03-12", "President", "CZE", id="for the Czech Republic"),
    ],
)
def test_who_served_two_states_has_the_country_of_the_day(name: str, on: str, role: str, country: str) -> None:
    found = read_registry().find(name, on)
    assert found is not None
    assert (found.role, found.country) == (role, country)


def test_of_two_with_a_surname_and_a_title_the_one_who_held_the_office_then_is_meant(tmp_path: Path) -> None:
    registry = read_registry(
        own(
            tmp_path,
            "a-quaysworth,Ada Quaysworth,person,XAV,,President,,1990-01-01,1995-01-01",
            "b-quaysworth,Bea Quaysworth,person,XNO,,President,,2020-01-01,2024-01-01",
        )
    )
    found = registry.find_titled("Quaysworth", ["president"], "2022-06-01")
    assert found is not None
    assert found.name == "Bea Quaysworth"
    assert registry.find_titled("Quaysworth", ["president"], "2010-06-01") is None
    assert registry.find_titled("Quaysworth", ["president"], "2022-06-01", "XAV") is not None
    assert registry.find_titled("Quaysworth", ["president"], "2022-06-01", "XPL") is None


def test_a_bare_surname_of_one_whose_days_are_not_known_is_nobody() -> None:
    registry = read_registry()
    days = ("1961-08-14", "1994-05-01", "2024-05-01")
    undated = [
        i for i, lines in registry.offices.items() if lines[0].kind == "person" and not any(x.since for x in lines)
    ]
    assert len(undated) > 2000
    ids = {found.id for i in undated for day in days if (found := registry.find_surname(_surname(registry, i), day))}
    assert ids.isdisjoint(undated)


def _surname(registry: ActorRegistry, actor_id: str) -> str:
    return registry.offices[actor_id][0].name.rpartition(" ")[2]


def test_an_office_is_made_once_however_often_it_is_asked_for() -> None:
    offices = read_registry().offices
    assert offices["sergey-lavrov"] is offices["sergey-lavrov"]
    assert "nobody" not in offices
    assert len(offices) == len(list(offices)) > 7000
