"""From a mention to a person: surnames, pronouns, titles; and unknown where the text leaves it open."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.actors import read_registry
from analytics.pipeline import analyze_article
from analytics.records import Article, ScoredQuote

LEAD = "Kestrel Foreign Minister Anna Vale and President Piet Brann met on Monday. A spokesman waited outside.\n\n"


def last_of(text: str, published: str = "") -> ScoredQuote:
    return analyze_article(Article(text, published=published))[-1]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        pytest.param("“We agree,” Vale said.", "Anna Vale", id="surname"),
        pytest.param("Vale left early. “We agree,” she told reporters.", "Anna Vale", id="she, after her name"),
        pytest.param("Vale waited. Brann spoke first. “We agree,” she said later.", "Anna Vale", id="gender decides"),
        pytest.param("“We agree,” the president said.", "Piet Brann", id="title"),
        pytest.param("“We agree,” the minister said.", "Anna Vale", id="part of a title"),
        pytest.param("“We agree,” the top diplomat said.", "Anna Vale", id="another word for the office"),
    ],
)
def test_a_mention_stands_for_the_fullest_name(text: str, actor: str) -> None:
    assert last_of(LEAD + text).actor.name == actor


@pytest.mark.parametrize(
    ("text", "kind", "country"),
    [
        pytest.param("“We agree,” a senior U.S. official said.", "unnamed", "USA", id="unnamed official"),
        pytest.param("“We agree,” Russian officials said.", "collective", "RUS", id="group"),
        pytest.param("“We agree,” the Turkish foreign ministry said.", "organization", "TUR", id="ministry"),
        pytest.param("“We agree,” Moscow said.", "organization", "RUS", id="capital"),
        pytest.param("“We agree,” one diplomat said.", "unnamed", "", id="nobody's country"),
    ],
)
def test_unnamed_speakers_and_bodies_are_classes_of_their_own(text: str, kind: str, country: str) -> None:
    found = last_of(LEAD + text)
    assert (found.actor.kind, found.actor.country) == (kind, country)


def test_an_unnamed_official_never_takes_the_nearest_name() -> None:
    found = last_of(LEAD + "Vale nodded. “We agree,” a senior official said.")
    assert found.actor.name == ""
    assert found.speaker == "senior official"


def test_a_familys_surname_goes_to_the_one_named_so_before() -> None:
    text = (
        "Bill Harrow spoke first on Monday. Nora Harrow, the senator, came later to the hall.\n\n"
        "“We agree,” Mr. Harrow said. “So do I,” Mrs. Harrow said."
    )
    first, second = analyze_article(Article(text))
    assert (first.actor.name, second.actor.name) == ("Bill Harrow", "Nora Harrow")


def test_somebodys_lawyer_is_not_that_somebody() -> None:
    assert last_of(LEAD + "“We agree,” Brann’s lawyer said.").actor.name == ""


def test_the_registry_gives_name_office_and_country_of_the_day() -> None:
    found = last_of("Talks went on in Geneva all day long on Friday.\n\n“We agree,” Blinken said.", "2022-01-21")
    assert (found.actor.name, found.actor.role, found.actor.country) == ("Antony Blinken", "Secretary of State", "USA")


HE = "Secretary of State Antony Blinken spoke in Geneva.\n\nBlinken was firm. "
SHE = "Foreign Minister Annalena Baerbock spoke in Berlin. "
OFFICE = "Antony Blinken by the full name, Secretary of State since 2021-01-26"


@pytest.mark.parametrize(
    ("text", "reason", "known"),
    [
        pytest.param(SHE + "“Yes,” she said.", "(in the same paragraph)", "Annalena Baerbock", id="a pronoun"),
        pytest.param(HE + "It rained.\n\n“Yes,” he said.", "(one paragraph before)", OFFICE, id="one further on"),
        pytest.param(HE + "“Yes,” Blinken said.", "'Blinken' is Antony Blinken, so named", OFFICE, id="a surname"),
        pytest.param(HE + "“Yes,” the secretary of state said.", "by the title", OFFICE, id="an office"),
    ],
)
def test_the_rule_leads_from_the_mention_over_the_name_to_the_registry(text: str, reason: str, known: str) -> None:
    rule = last_of(text, "2022-01-23").attribution.rule
    assert reason in rule
    assert f"; registry: {known}" in rule


def test_a_surname_says_what_told_its_holder() -> None:
    found = last_of("“We agree,” Secretary of State Blinken said.", "2022-01-23")
    assert "; registry: Antony Blinken by surname and title, Secretary of State since" in found.attribution.rule


def test_the_rule_tells_the_whole_chain() -> None:
    found = last_of(LEAD + "“We agree,” the president said.")
    assert "the president" in found.attribution.rule
    assert "by the title" in found.attribution.rule


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Mrs. Johnson, a teacher from Ohio, waited. “We agree,” she said.", "Johnson", id="a teacher"),
        pytest.param("Li, a farmer, waited in the rain. “We agree,” Li said.", "Li", id="a farmer"),
        pytest.param("Ms. Blinken waited in the rain. “We agree,” Ms. Blinken said.", "Blinken", id="another gender"),
    ],
)
def test_a_bare_surname_does_not_become_a_head_of_state(text: str, name: str) -> None:
    found = last_of(f"Talks went on in Geneva for the whole day on Friday.\n\n{text}", "2022-01-21")
    assert (found.actor.name, found.actor.id) == (name, "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Macron, 24, said: “I want to go home.”", id="an age"),
        pytest.param("Macron, from Aldby, said: “I want to go home.”", id="a home"),
        pytest.param("“I want to go home,” said a shepherd, Macron.", id="a trade"),
        pytest.param("Luc Macron slept. “I want to go home,” Macron said.", id="a first name elsewhere"),
    ],
)
def test_an_age_home_or_trade_beside_a_surname_forbids_the_office_holder(text: str) -> None:
    found = last_of("The guns were quiet at the camp by the river.\n\n" + text, published="2019-05-01")
    assert found.actor.id == ""


def test_a_surname_without_its_glued_article_is_the_same_person() -> None:
    found = last_of("Envoy Samir al-Harun came to the hall early.\n\n“We agree,” Harun told reporters.")
    assert found.actor.name == "Samir al-Harun"


def test_the_president_of_another_country_is_not_the_one_named_before() -> None:
    lead = "President Barack Obama met President Ana Lopez of Chile in the capital on Monday.\n\n"
    assert last_of(lead + "“We agree,” the president of Syria said.").actor.name != "Barack Obama"
    assert last_of(lead + "“We agree,” the president of Chile said.").actor.name == "Ana Lopez"


def test_of_two_presidents_the_choice_is_marked_as_unsure() -> None:
    lead = "President Ana Lopez met President Piet Brann in the capital on Monday for talks.\n\n"
    assert last_of(lead + "“We agree,” the president said.").attribution.confidence < 0.6


def test_a_son_with_a_suffix_is_not_his_father() -> None:
    text = "Donald Harrow spoke first on Monday. Donald Harrow Jr. came later. “We agree,” Donald Harrow Jr. said."
    assert last_of(text).speaker == "Donald Harrow Jr"


def test_two_given_names_that_begin_alike_are_two_people() -> None:
    text = "Chris Harrow met Christine Harrow on Monday in the hall. “We agree,” Christine Harrow said."
    assert last_of(text).actor.name == "Christine Harrow"


def test_no_country_is_american_by_default() -> None:
    text = "Talks began in Canberra on Monday and went on.\n\n“We agree,” Attorney General Mia Cashel said."
    assert last_of(text).actor.country == ""


def test_seven_hundred_officials_are_read_without_a_fault() -> None:
    found = analyze_article(Article("The official said “no”.\n\n" * 700))
    assert len(found) > 690


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("\n", "\r\n", id="Windows line ends"),
        pytest.param("\n\n", "\n\n\n\n", id="more blank lines"),
        pytest.param(" ", "\u00a0", id="no-break spaces"),
    ],
)
def test_layout_changes_no_speaker(old: str, new: str) -> None:
    text = LEAD + "Vale waited. “We agree,” she said.\n\nBrann left. “Never,” he said.\n\n“Fine,” the minister said.\n"
    plain, other = (analyze_article(Article(t)) for t in (text, text.replace(old, new)))
    assert [s.actor.name for s in plain] == [s.actor.name for s in other] == ["Anna Vale", "Piet Brann", "Anna Vale"]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        pytest.param(
            "“We agree,” a Foreign Ministry spokesman said. “Not yet,” the Iranian spokesman said. “Soon,” he said.",
            ["IRN", "IRN", "IRN"],
            id="a later mention states it",
        ),
        pytest.param(
            "U.S. officials met on Monday.\n\n“We agree,” one official said.",
            ["USA"],
            id="one of the officials named before",
        ),
        pytest.param(
            "“We see,” said a spokesman. “No,” the German spokesman said. “Yes,” the French spokesman said.",
            ["DEU", "DEU", "FRA"],
            id="two countries are two people",
        ),
        pytest.param(
            "U.S. officials met Iranian officials. “We agree,” one official said.",
            [""],
            id="of two groups it is nobody's",
        ),
        pytest.param("U.S. Officials said “no”.", ["USA"], id="officials with a capital"),
    ],
)
def test_an_unnamed_official_has_the_country_that_the_article_gives(text: str, countries: list[str]) -> None:
    assert [quote.actor.country for quote in analyze_article(Article(text))] == countries


def test_a_relative_clause_outweighs_the_comments_it_answers() -> None:
    text = "Vale’s comments drew a sharp reply from Piet Brann, who accused the alliance of “international bullying.”"
    assert last_of(text).actor.name == "Piet Brann"


@pytest.mark.parametrize(
    ("lead", "noun", "name"),
    [
        pytest.param("NATO met on Monday.", "the alliance", "NATO", id="alliance"),
        pytest.param("The European Union met on Monday.", "the bloc", "European Union", id="bloc"),
        pytest.param(
            "The Association of Ferry Pilots met on Monday.", "the union", "Association of Ferry Pilots", id="union"
        ),
        pytest.param(
            "The Organization for Harbour Safety met.",
            "the organization",
            "Organization for Harbour Safety",
            id="first",
        ),
        pytest.param("The Lake Committee met on Monday.", "the committee", "Lake Committee", id="last word"),
    ],
)
def test_a_noun_takes_up_the_body_whose_name_says_so(lead: str, noun: str, name: str) -> None:
    assert last_of(f"Harbour talks\n\n{lead} It rained.\n\n“We agree,” {noun} said.").speaker == name


def test_a_niece_is_not_her_uncle() -> None:
    text = "Robert Vale spoke first. “We are proud of him,” Vale’s niece told the crowd."
    assert last_of(text).actor.name == ""


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        pytest.param(
            "“No,” read a statement from the Turkish Foreign Ministry.",
            "Turkish Foreign Ministry",
            "TUR",
            id="a paper speaks for who wrote it",
        ),
        pytest.param(
            "Beijing’s ambassador to the United Nations, Zhang Jun, warned against “adding fuel to the fire.”",
            "Zhang Jun",
            "CHN",
            id="an ambassador to a body",
        ),
        pytest.param(
            "Sheikh Hasina, the prime minister of Bangladesh, said it would “never bow”.",
            "Sheikh Hasina",
            "BGD",
            id="a title that is a noun makes nobody private",
        ),
        pytest.param(
            "British Prime Minister Theresa May’s spokeswoman said there would be “no running commentary”.",
            "",
            "GBR",
            id="a surname that is a month",
        ),
        pytest.param("U.S. and Iraqi officials said “no”.", "", "", id="officials of two countries"),
    ],
)
def test_who_speaks_for_whom_in_news_of_diplomacy(text: str, name: str, country: str) -> None:
    found = last_of("The talks went on all day in the old hall by the harbour.\n\n" + text, published="2019-05-01")
    assert (found.actor.name, found.actor.country) == (name, country)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "MODERATOR: Is President Brann serious?\n\nDR. INES HOLT: Hardly. On Friday he said, “The lake is ours,” "
            "and he laughed.\n\nMODERATOR: And now?\n\nHOLT: Now we wait.",
            "Brann", id="who has the turn speaks of another",
        ),
        pytest.param(
            "On the dykes, an adviser to Premier Jan Holub said quietly, “He gave them a date. Let them sweat.”",
            "", id="an adviser is not the premier",
        ),
        pytest.param(
            "Premier Jan Holub sent a wreath. A guild spokesman, Piet Adder, had other words: “Good riddance,” he told "
            "the Aldby Echo.",
            "Piet Adder", id="he, behind a colon in one's own sentence",
        ),
        pytest.param(
            "Premier Jan Holub opened the session.\n\nOn Varnia, the premier was brief. “No bread, no salt,” he said.",
            "Jan Holub", id="a topic behind on is no person",
        ),
        pytest.param(
            "Harbourview's Anna Vale was calm. She told the Aldby Echo that the code was “the work of schoolboys.”",
            "Anna Vale", id="whom one works for does not speak",
        ),
        pytest.param(
            "Premier Jan Holub arrived late. “Tea first,” said PM Holub.", "Jan Holub", id="a short title",
        ),
        pytest.param(
            "President-elect Olga Rusk has said she would “let the tide decide” who rules the strait.",
            "Olga Rusk", id="who is elect",
        ),
        pytest.param(
            "The head of the Lake Office (LAKO), Mila Oster, told the council that “the fish are gone”.",
            "Mila Oster", id="a short name in brackets before the name",
        ),
        pytest.param(
            "Consider Brann. He called the treaty “a paper boat” in his first week.", "Brann", id="a verb is no name",
        ),
        pytest.param(
            "UNMOVED: Bram Holt, home again after a month at sea, told the choir he would have sung “had they asked.”",
            "Bram Holt", id="a kicker in capitals is no body",
        ),
        pytest.param(
            "Sheikh Omar Nadir, the minister of water, sent a note. Mr. Adder, on his way to the lake, shrugged. The "
            "foreign minister denied that Kestrel would “even read” it.",
            "", id="another portfolio",
        ),
        pytest.param(
            "And a Tallinn beekeeper's short post, “we are stung”, was shared all night.", "", id="a place behind a",
        ),
        pytest.param(
            "Mila Oster, leader of the River League, beamed. “The bridge is ours and we stay.” Bram Holt sat beside "
            "her and said nothing.",
            "Mila Oster", id="who said nothing",
        ),
    ],
)  # fmt: skip
def test_who_speaks_where_a_nearer_name_misleads(text: str, name: str) -> None:
    rows = [row for row in analyze_article(Article(text)) if row.attribution.quote.kind != "indirect"]
    found = rows[0].actor
    assert found.name.endswith(name) if name else found.kind in ("unnamed", "unknown", "person") and not found.name


def test_a_surname_is_no_office_holders_where_other_countries_are_named_and_not_theirs() -> None:
    told = "“The door is open,” Scholz told the guild."
    assert analyze_article(Article(f"Berlin was quiet. {told}", published="2023-05-02"))[0].actor.country == "DEU"
    assert analyze_article(Article(f"Lima was quiet. {told}", published="2023-05-02"))[0].actor.id == ""


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        pytest.param(
            "The Social Dockers Front (SDF) met in Aldby. “We can wait,” the SDF said.",
            "Social Dockers Front", "", id="a short name that the article explains",
        ),
        pytest.param(
            "Readers Sans Frontiers (RSF) met in Aldby. “We can wait,” RSF said.",
            "RSF", "", id="a short name behind other words than the registry's",
        ),
        pytest.param(
            "Norway's Security Council met at dawn. “We sit again at noon,” the Security Council said.",
            "Security Council (Norway)", "NOR", id="a council that was a country's",
        ),
        pytest.param(
            "“We sit again at noon,” the Security Council said in New York.",
            "UN Security Council", "", id="the world's where no other was named",
        ),
    ],
)  # fmt: skip
def test_an_articles_own_short_names_come_before_the_registrys(text: str, name: str, country: str) -> None:
    found = last_of(text).actor
    assert (found.name, found.country) == (name, country)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "President Piet Brann flew home. “We agree,” the head of state said.", "Piet Brann", id="head of state"
        ),
        pytest.param(
            "President Piet Brann flew home. His foreign affairs minister, Ana Vale, found it “indecent”.",
            "Ana Vale", id="an office of several words belongs to who fills it",
        ),
    ],
)  # fmt: skip
def test_an_office_under_another_name_is_found(text: str, name: str) -> None:
    assert last_of(text).actor.name == name


def test_a_pronoun_goes_on_from_the_one_that_opened_the_sentence_before() -> None:
    text = "Premier Jan Holub sat down late. He was cross with Piet Brann. He kept saying, “You have eaten my bread.”"
    assert last_of(text).actor.name == "Jan Holub"


def test_a_word_behind_a_turns_colon_is_no_name() -> None:
    text = (
        "ODA LINN: Welcome back. Is it true?\n\nMARK REED: No. On Friday he said, “We may come by night.”\n\n"
        "LINN: And then?\n\nREED: Nothing."
    )
    quoted = next(row for row in analyze_article(Article(text)) if row.attribution.quote.kind != "indirect")
    assert quoted.actor.name == ""


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        pytest.param(
            "Premier Jan Holub sent a wreath. In Oslo, the prime minister told reporters that the sea was “cold”.",
            "", "NOR", id="an office behind its own capital",
        ),
        pytest.param(
            "The curbs are wrong, a Ministry of Fisheries spokesperson said.\n\nKestrel “put a net across the sea,” "
            "the spokesperson said.\n\nForeign Ministry spokesperson Mei Lin said the net “hurt all.”",
            "", "", id="the spokesperson of the ministry named before",
        ),
        pytest.param(
            "The historian Bram Holt sees a limit. A sailor in Lorn was less kind: « We are tested », he said.",
            "", "", id="he, behind a colon and French marks",
        ),
        pytest.param(
            "Nathan Low kept silent.\n\nHis rival Rita Low, a teacher, said people there were “rattled”.",
            "Rita Low", "", id="a possessive before a noun and a name",
        ),
        pytest.param(
            "Norway’s border service said it had shut the gate after a man was hurt in a “provocation”.",
            "Border service (Norway)", "NOR", id="a body behind its country",
        ),
        pytest.param(
            "Lima, Apr 8 (EFE).- The president of Kestrel, Gus Pender, asked this Monday for “cool heads”.",
            "Gus Pender", "", id="a dateline with its agency",
        ),
    ],
)  # fmt: skip
def test_who_speaks_in_news_of_several_houses(text: str, name: str, country: str) -> None:
    rows = [row for row in analyze_article(Article(text)) if row.attribution.quote.kind != "indirect"]
    assert (rows[0].actor.name, rows[0].actor.country) == (name, country)


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        pytest.param("Hezbollah said in a statement", "hezbollah", id="one word"),
        pytest.param("al-Shabaab said", "al-shabab", id="another spelling"),
        pytest.param("Mr. Fatah said", "", id="a title makes it a surname"),
        pytest.param("Nadia Fatah said", "", id="a given name too"),
    ],
)
def test_a_body_of_one_word_was_taken_for_a_person(words: str, actor: str) -> None:
    found = last_of(f"{LEAD}“We agree,” {words}.")
    assert found.actor.id == actor
    assert found.actor.kind == ("organization" if actor else "person")


@pytest.mark.parametrize(("word", "actor"), [("it", "Hezbollah"), ("he", "")])
def test_a_body_of_one_word_is_taken_up_by_it_and_not_by_he(word: str, actor: str) -> None:
    text = f"The envoys left on Monday after the talks.\n\nHezbollah has moved its men. “We agree,” {word} said."
    assert last_of(text).actor.name == actor


def test_who_is_named_only_inside_marks_is_not_he_outside_them() -> None:
    text = "The envoys left on Monday.\n\nA clerk waited. “They did it for Gustav Vale,” she said. “We agree,” he said."
    assert last_of(text).actor.name == ""


def test_a_state_named_inside_marks_is_not_it_outside_them() -> None:
    text = "The ministry's statement was short. “The U.S. will be held accountable,” it stressed."
    assert last_of(text).actor.country != "USA"


@pytest.mark.parametrize("people", ["Turkish Cypriot", "Bosnian Serb"])
def test_two_words_for_a_people_before_a_trade_are_nobodys_name(people: str) -> None:
    text = f"{LEAD}“Every time they hug, I paint the shop,” said {people} shoemaker Hasan Vale, 58."
    assert last_of(text).actor.name == "Hasan Vale"


def test_a_country_in_brackets_behind_a_name_does_not_speak() -> None:
    found = last_of(f"{LEAD}EDUARD VALE (Union of Soviet Socialist Republics) said the time was a pause of goodwill.")
    assert (found.actor.name, found.actor.country, found.actor.role) == ("Eduard Vale", "SUN", "")


def test_a_spokesman_for_somebody_does_not_hold_his_office() -> None:
    text = (
        "Farhan Vale, deputy spokesman for the Secretary-General, opened the briefing at noon on Monday.\n\n"
        "The Secretary-General said this morning, “Give peace a chance.”"
    )
    assert last_of(text).actor.name == ""


@pytest.mark.parametrize(
    ("text", "country"),
    [
        pytest.param(
            "The talks in Argentina ended early. “We agree,” President Galtieri said.", "ARG", id="named there"
        ),
        pytest.param(
            "The talks in Denmark ended early. “We agree,” President Galtieri said.", "", id="of another land"
        ),
        pytest.param(
            "Delegates met all day. “We agree,” Danish President Galtieri said.", "DNK", id="called another's"
        ),
    ],
)
def test_a_title_of_long_ago_is_meant_only_where_its_country_is_named(text: str, country: str) -> None:
    found = last_of(text, "2015-06-01")
    assert found.actor.country == country
    assert bool(found.actor.id) == (country == "ARG")


def test_one_envoy_is_not_the_envoys_named_before() -> None:
    found = last_of("Envoys of the two sides met again on Monday in Aldby.\n\nThe envoy said the veto was a shame.")
    assert (found.speaker, found.actor.kind) == ("envoy", "unnamed")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Norwegian Ambassador, Mr Quellmo, said that talks had failed.", "Quellmo"),
        ("The Norwegian Foreign Minister, Mr Quellmo, said that talks had failed.", "Quellmo"),
        ("The Norwegian President, Mr Quellmo, said that talks had failed.", "Lars Quellmo"),
    ],
)
def test_a_namesake_in_another_office_is_not_the_one_in_the_registry(text: str, name: str, tmp_path: Path) -> None:
    actors = tmp_path / "actors.csv"
    lines = ["id,name,kind,country,side,role,aliases,since,until", "q,Lars Quellmo,person,NOR,,President,,,"]
    actors.write_text("\n".join(lines), encoding="utf-8")
    assert analyze_article(Article(text), read_registry(actors))[-1].actor.name == name


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Brussels said the tariffs were a breach.", "European Union", ""),
        ("A Brussels official said the tariffs were a breach.", "", ""),
        ("Moscow diplomats said the tariffs were a breach.", "", ""),
        ("A Russian diplomat said the tariffs were a breach.", "", "RUS"),
        ("A Moscow official said the tariffs were a breach.", "", "RUS"),
    ],
)
def test_a_seat_of_bodies_and_a_diplomats_post_are_no_country_of_theirs(text: str, name: str, country: str) -> None:
    found = last_of(text)
    assert (found.actor.name, found.actor.country) == (name, country)
