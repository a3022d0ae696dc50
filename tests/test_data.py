"""The word lists and the sample collection hold what the code and the reader rely on."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA, SAMPLE = ROOT / "analytics" / "data", ROOT / "sample_data"
ARTICLES = sorted(SAMPLE.glob("*.txt"))

COUNTRY_COLUMNS = ["code", "name", "aliases", "demonyms", "capital", "metonyms", "ambiguous"]
ACTOR_COLUMNS = ["id", "name", "kind", "country", "side", "role", "aliases", "since", "until"]
NAMING_COLUMNS = ("name", "aliases", "demonyms", "capital", "metonyms")
FORMER_STATES = {"CSK", "DDR", "SCG", "SUN", "VDR", "YMD", "YUG"}
SINGLE_HOLDER_OFFICES = {
    "President", "Prime Minister", "Premier", "Chancellor", "Supreme Leader", "King", "Pope",
    "Foreign Minister", "Foreign Secretary", "External Affairs Minister", "Secretary of State",
    "Defense Minister", "Defence Minister", "Defence Secretary", "Secretary of Defense",
}  # fmt: skip
OFFICES_AT_ONCE = {
    "antonio-tajani", "aung-san-suu-kyi", "aureliu-ciocoi", "benjamin-netanyahu", "claude-joseph", "han-duck-soo",
    "henry-kissinger", "hwang-kyo-ahn", "marta-lucia-ramirez", "miguel-diaz-canel", "mikhail-gorbachev",
    "mohammed-bin-abdulrahman-al-thani", "mohammed-bin-rashid-al-maktoum", "mohammed-bin-salman", "nguyen-phu-trong",
    "nikita-khrushchev", "raul-castro", "salman-bin-abdulaziz", "to-lam", "wang-yi", "yahya-sinwar", "yair-lapid",
    "zeina-akar", "zhou-enlai",
}  # fmt: skip
"""Those who did hold two offices at the same time, of government, party or both; reviewed one by one."""
OF_NO_COUNTRY = {
    "President of the UN General Assembly",
    "Secretary-General of the United Nations",
    "Secretary General of NATO",
    "NATO Supreme Allied Commander Europe",
}
"""Offices of bodies of states, whose holder speaks for no country."""
NOTE = "Fictional sample article. All states, people and events are invented."
FIRST_DAY, LAST_DAY = date(2025, 3, 3), date(2025, 5, 11)

Line = dict[str, str]


def read(path: Path) -> list[Line]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, strict=True))


def header(path: Path) -> list[str]:
    return list(read(path)[0])


def values(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def names_of(country: Line) -> list[str]:
    return [word for column in NAMING_COLUMNS for word in values(country[column])]


def actor_names(actor: Line) -> list[str]:
    return [actor["name"], *values(actor["aliases"])]


def plain(name: str) -> str:
    """Drop case and accents, as readers and writers of names do."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def front_matter(path: Path) -> tuple[Line, str]:
    text = path.read_text(encoding="utf-8")
    opening, matter, body = re.split(r"^---\n", text, maxsplit=2, flags=re.MULTILINE)
    assert opening == ""
    pairs = (line.split(":", 1) for line in matter.splitlines())
    return {key: value.strip() for key, value in pairs}, body


COUNTRY_FILES = [pytest.param(folder / "countries.csv", id=folder.name) for folder in (DATA, SAMPLE)]
ACTOR_FILES = [pytest.param(folder / "actors.csv", id=folder.name) for folder in (DATA, SAMPLE)]
each_article = pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)


# Countries


@pytest.mark.parametrize("path", COUNTRY_FILES)
def test_a_list_of_countries_has_its_columns_and_no_ragged_line(path: Path) -> None:
    assert header(path) == COUNTRY_COLUMNS
    assert all(None not in line and None not in line.values() for line in read(path))


@pytest.mark.parametrize("path", COUNTRY_FILES)
def test_no_cell_of_a_list_of_countries_has_an_empty_or_padded_value(path: Path) -> None:
    for country in read(path):
        for column in COUNTRY_COLUMNS:
            assert all(word and word == word.strip() for word in values(country[column])), country


def test_the_list_of_countries_covers_the_world_and_each_code_once() -> None:
    codes = [country["code"] for country in read(DATA / "countries.csv")]
    assert len(set(codes) - FORMER_STATES) >= 190
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)
    assert set(codes[-len(FORMER_STATES) :]) == FORMER_STATES, "former states stand last, as the comment says"


def test_no_name_stands_for_two_countries_or_twice_in_one() -> None:
    found = defaultdict(list)
    for country in read(DATA / "countries.csv") + read(SAMPLE / "countries.csv"):
        for word in names_of(country):
            found[word].append(country["code"])
    assert {word: codes for word, codes in found.items() if len(codes) > 1} == {}


def test_an_ambiguous_word_is_one_of_its_line() -> None:
    for country in read(DATA / "countries.csv"):
        assert set(values(country["ambiguous"])) <= set(names_of(country)), country["code"]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        pytest.param("U.S.", "USA", id="abbreviation-with-stops"),
        pytest.param("White House", "USA", id="metonym"),
        pytest.param("Kremlin", "RUS", id="metonym-of-a-palace"),
        pytest.param("Kiev", "UKR", id="older-spelling-of-a-capital"),
        pytest.param("Türkiye", "TUR", id="endonym"),
        pytest.param("Burma", "MMR", id="former-name"),
        pytest.param("Briton", "GBR", id="person-noun"),
        pytest.param("Congo", "COD", id="short-name-of-the-larger-state"),
        pytest.param("Republic of Congo", "COG", id="the-other-congo"),
        pytest.param("Nigerien", "NER", id="demonym-one-letter-apart"),
        pytest.param("Soviet", "SUN", id="former-state"),
        pytest.param("Kosovo", "XKX", id="code-outside-iso"),
    ],
)
def test_what_newspapers_print_leads_to_its_country(word: str, code: str) -> None:
    assert [line["code"] for line in read(DATA / "countries.csv") if word in names_of(line)] == [code]


@pytest.mark.parametrize("word", ["Georgia", "Jordan", "Chad", "Turk", "Guinea", "Dominican"])
def test_a_word_with_a_second_meaning_is_marked_ambiguous(word: str) -> None:
    marked = [line for line in read(DATA / "countries.csv") if word in values(line["ambiguous"])]
    assert len(marked) == 1


@pytest.mark.parametrize("word", ["Korea", "Korean", "Koreans", "Arab", "Brussels"])
def test_a_word_that_names_no_single_state_leads_nowhere(word: str) -> None:
    assert not any(word in names_of(line) for line in read(DATA / "countries.csv"))


# Actors


@pytest.mark.parametrize("path", ACTOR_FILES)
def test_a_registry_has_its_columns_and_no_ragged_line(path: Path) -> None:
    assert header(path) == ACTOR_COLUMNS
    assert all(None not in line and None not in line.values() for line in read(path))


@pytest.mark.parametrize("path", ACTOR_FILES)
def test_a_registry_holds_slugs_known_kinds_and_trimmed_values(path: Path) -> None:
    for actor in read(path):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", actor["id"]), actor
        assert actor["kind"] in {"person", "organization"}, actor
        assert all(name and name == name.strip() for name in actor_names(actor)), actor
        assert actor["name"] not in values(actor["aliases"]), actor
        assert bool(actor["role"]) == (actor["kind"] == "person"), actor


@pytest.mark.parametrize("path", ACTOR_FILES)
def test_terms_of_office_are_iso_dates_in_order(path: Path) -> None:
    for actor in read(path):
        since, until = (date.fromisoformat(actor[key]) if actor[key] else None for key in ("since", "until"))
        assert since is None or until is None or since <= until, actor


@pytest.mark.parametrize("path", ACTOR_FILES)
def test_every_country_of_an_actor_is_in_the_list_beside_it(path: Path) -> None:
    codes = {country["code"] for country in read(path.parent / "countries.csv")}
    assert {actor["country"] for actor in read(path)} - {""} <= codes


@pytest.mark.parametrize("path", ACTOR_FILES)
def test_no_line_of_a_registry_stands_twice(path: Path) -> None:
    lines = Counter((actor["id"], actor["role"], actor["since"]) for actor in read(path))
    assert [line for line, times in lines.items() if times > 1] == []


@pytest.mark.parametrize("path", ACTOR_FILES)
def test_an_id_has_one_name_one_set_of_aliases_and_one_country_at_a_time(path: Path) -> None:
    """The country is that of the office: empty on the lines of those who went to speak for an alliance.

    Where a state fell apart the term decides, so that each line of such a one has its days.
    """
    groups = defaultdict(list)
    for actor in read(path):
        groups[actor["id"]].append(actor)
    for actor_id, lines in groups.items():
        assert len({(line["name"], line["kind"], line["aliases"]) for line in lines}) == 1, actor_id
        if len({line["country"] for line in lines} - {""}) > 1:
            assert all(line["since"] and line["until"] for line in lines), actor_id


@pytest.mark.parametrize("path", ACTOR_FILES)
def test_no_full_name_belongs_to_two_actors(path: Path) -> None:
    """Single words may: Kim and Li name several people, and only the date can tell."""
    owners = defaultdict(set)
    for actor in read(path):
        for name in actor_names(actor):
            if " " in name or name == actor["name"]:
                owners[plain(name)].add(actor["id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_terms_of_a_single_holder_office_do_not_overlap() -> None:
    """Lines without a first day are left out: their beginning is not known."""
    terms = defaultdict(list)
    for actor in read(DATA / "actors.csv"):
        if actor["role"] in SINGLE_HOLDER_OFFICES and actor["country"] and actor["since"]:
            key = (actor["country"], actor["role"])
            terms[key].append((actor["since"], actor["until"] or "9999-12-31", actor["name"]))
    clashes = [
        (key, earlier, later)
        for key, held in terms.items()
        for earlier, later in pairwise(sorted(held))
        if earlier[1] > later[0]
    ]
    assert clashes == []


def test_only_those_who_held_two_offices_at_once_have_terms_that_overlap() -> None:
    """Else an office that was never closed hides the one after it."""
    terms = defaultdict(list)
    for actor in read(DATA / "actors.csv"):
        if actor["kind"] == "person" and actor["since"]:
            terms[actor["id"]].append((actor["since"], actor["until"] or "9999-12-31"))
    overlapping = {
        actor_id
        for actor_id, held in terms.items()
        for earlier, later in pairwise(sorted(held))
        if earlier[1] > later[0]
    }
    assert overlapping == OFFICES_AT_ONCE


def test_an_office_of_a_body_of_states_has_no_country() -> None:
    held = [actor for actor in read(DATA / "actors.csv") if actor["role"] in OF_NO_COUNTRY]
    assert {actor["role"] for actor in held} == OF_NO_COUNTRY
    assert [actor["id"] for actor in held if actor["country"]] == []


def test_the_shipped_registry_is_broad_and_takes_no_side() -> None:
    actors = read(DATA / "actors.csv")
    assert len({actor["id"] for actor in actors if actor["kind"] == "person"}) >= 250
    assert len({actor["country"] for actor in actors}) >= 60
    assert {actor["side"] for actor in actors} == {""}


@pytest.mark.parametrize(
    ("alias", "day", "role", "country"),
    [
        pytest.param("Tony Blinken", "2022-01-21", "Secretary of State", "USA", id="short-first-name"),
        pytest.param("Sergei Lavrov", "2022-01-21", "Foreign Minister", "RUS", id="transliteration"),
        pytest.param("Jens Stoltenberg", "2012-05-01", "Prime Minister", "NOR", id="before-the-alliance"),
        pytest.param("Jens Stoltenberg", "2022-05-01", "Secretary General of NATO", "", id="for-the-alliance"),
        pytest.param("Boris Johnson", "2017-01-01", "Foreign Secretary", "GBR", id="earlier-office"),
        pytest.param("Boris Johnson", "2020-01-01", "Prime Minister", "GBR", id="later-office"),
        pytest.param("Xi", "2020-01-01", "President", "CHN", id="surname-first"),
        pytest.param("Pete Hegseth", "2025-09-04", "Secretary of Defense", "USA", id="before-the-office-s-new-name"),
        pytest.param("Pete Hegseth", "2025-09-05", "Secretary of War", "USA", id="after-the-office-s-new-name"),
    ],
)
def test_a_name_and_a_day_lead_to_the_office_held_then(alias: str, day: str, role: str, country: str) -> None:
    held = [
        (actor["role"], actor["country"])
        for actor in read(DATA / "actors.csv")
        if alias in actor_names(actor) and actor["since"] <= day <= (actor["until"] or "9999-12-31")
    ]
    assert held == [(role, country)]


# The sample collection


def test_the_sample_collection_is_large_enough_to_chart() -> None:
    assert len(ARTICLES) >= 40
    outlets = Counter(front_matter(path)[0]["outlet"] for path in ARTICLES)
    assert len(outlets) == 5
    assert min(outlets.values()) >= 5
    weeks = {(date.fromisoformat(path.name[:10]) - FIRST_DAY).days // 7 for path in ARTICLES}
    assert weeks == set(range(10)), "no week of the ten is without an article"


def test_the_number_of_articles_is_the_one_that_the_documents_give() -> None:
    for path in (ROOT / "CHANGELOG.md", ROOT / "README.md", SAMPLE / "README.md"):
        assert re.search(rf"\b{len(ARTICLES)} (fictional |news )?articles", path.read_text(encoding="utf-8")), path


@each_article
def test_a_sample_article_says_that_it_is_fiction(path: Path) -> None:
    assert front_matter(path)[0]["note"] == NOTE


@each_article
def test_a_sample_article_has_the_front_matter_that_the_reader_needs(path: Path) -> None:
    matter, body = front_matter(path)
    assert list(matter) == ["title", "date", "outlet", "url", "note"]
    assert FIRST_DAY <= date.fromisoformat(matter["date"]) <= LAST_DAY
    assert path.name.startswith(matter["date"] + "_")
    assert matter["url"] == "" or re.match(r"https://[a-z.-]+\.example\.invalid/", matter["url"])
    assert matter["title"] in body


@each_article
def test_a_sample_article_is_of_a_news_story_s_length_and_full_of_quotes(path: Path) -> None:
    body = front_matter(path)[1]
    assert 150 <= len(body.split()) <= 720
    assert body.count("“") + body.count('"') // 2 >= 3


@each_article
def test_only_a_paragraph_that_the_speaker_goes_on_from_leaves_a_mark_open(path: Path) -> None:
    body = front_matter(path)[1]
    paragraphs = body.split("\n\n")
    for paragraph, following in pairwise([*paragraphs, ""]):
        assert paragraph.count('"') % 2 == 0, paragraph
        if paragraph.count("“") != paragraph.count("”"):
            assert paragraph.count("“") == paragraph.count("”") + 1, paragraph
            assert following.startswith("“"), paragraph


@pytest.mark.parametrize(
    "trace",
    [
        pytest.param(r"^Home(World|Top Stories)\S.*\.\.\.$", id="navigation-glued-to-the-title"),
        pytest.param(r"^(.+)\n\n\1$", id="headline-repeated"),
        pytest.param(r"[.”][A-Z][a-z]+ [A-Z][a-z]+ / ", id="credit-glued-to-a-caption"),
        pytest.param(r"^Source link$", id="source-link"),
        pytest.param(r" contributed\.$", id="contributors"),
        pytest.param(r",” (s?he|\w+ \w+) said\. “", id="split-quote"),
        pytest.param(r"^“[^”\n]+\n\n“", id="quote-over-two-paragraphs"),
        pytest.param(r"^title: .*‘[^’]+’", id="headline-with-single-marks"),
        pytest.param(r"told (reporters|Halloran|her)\b", id="addressee"),
        pytest.param(r'tweeting: "', id="quoted-tweet"),
        pytest.param(r"“If [^”]+ will ", id="conditional-threat"),
        pytest.param(r"^PELLWORTH: ", id="transcript"),
        pytest.param(r"^[A-Z][^“”]+\?\n\n“[^”]+”\n\n[A-Z][^“”]+\?$", id="interview-with-bare-answers"),
        pytest.param(r"following communiqué:\n\n“", id="communique"),
        pytest.param(r"(did not|denied that [^“”.]+|no plans to) “", id="negation-before-the-marks"),
        pytest.param(r"he said, and [^“”\n]+ “", id="words-between-cue-and-quote"),
    ],
)
def test_the_sample_collection_shows_the_messes_of_real_pages(trace: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in ARTICLES]
    assert any(re.search(trace, text, re.MULTILINE) for text in texts)


def test_every_actor_of_the_sample_appears_in_its_articles() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in ARTICLES)
    assert [actor["id"] for actor in read(SAMPLE / "actors.csv") if actor["name"] not in text] == []


def test_twelve_speakers_recur_in_the_sample() -> None:
    texts = [path.read_text(encoding="utf-8") for path in ARTICLES]
    people = {actor["name"] for actor in read(SAMPLE / "actors.csv") if actor["kind"] == "person"}
    often = {name for name in people if sum(name in text for text in texts) >= 7}
    officials = sum("senior Pact official" in text for text in texts)
    assert len(often) >= 12
    assert officials >= 8


def test_a_wire_story_of_the_sample_stands_in_three_outlets_with_small_edits() -> None:
    words = "I sold her two flounders and she was gone"
    carriers = [path for path in ARTICLES if words in path.read_text(encoding="utf-8")]
    assert len({front_matter(path)[0]["outlet"] for path in carriers}) == 3
    assert len({front_matter(path)[1] for path in carriers}) == 3


def test_no_state_person_or_body_of_the_sample_is_a_real_one() -> None:
    invented = {word for line in read(SAMPLE / "countries.csv") for word in names_of(line)}
    real = {word for line in read(DATA / "countries.csv") for word in names_of(line)}
    assert not invented & real
    invented_actors = {name for line in read(SAMPLE / "actors.csv") for name in actor_names(line)}
    assert not invented_actors & {name for line in read(DATA / "actors.csv") for name in actor_names(line)}


def test_invented_states_have_codes_that_iso_leaves_to_users() -> None:
    assert all(re.fullmatch("X[A-Z]{2}", line["code"]) for line in read(SAMPLE / "countries.csv"))
    real = {line["code"] for line in read(DATA / "countries.csv")}
    assert not real & {line["code"] for line in read(SAMPLE / "countries.csv")}


def test_no_real_country_is_named_in_the_sample() -> None:
    text = "\n".join(front_matter(path)[1] for path in ARTICLES)
    real = [line["name"] for line in read(DATA / "countries.csv")]
    assert [name for name in real if re.search(rf"\b{re.escape(name)}\b", text)] == []


def test_the_events_of_the_sample_are_dated_in_order_inside_the_story() -> None:
    events = read(SAMPLE / "events.csv")
    assert header(SAMPLE / "events.csv") == ["date", "label", "kind"]
    days = [date.fromisoformat(event["date"]) for event in events]
    assert len(events) >= 8
    assert days == sorted(days)
    assert days[0] >= FIRST_DAY
    assert days[-1] <= LAST_DAY
    assert all(event["label"] and event["kind"] for event in events)
