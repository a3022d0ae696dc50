"""The same utterance in several articles is found, whatever the order; what was altered is another one."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.clusters import NEEDED, cluster_quotes
from analytics.schema import NAMES
from analytics.wordings import count_edits, read_wording

WHOLE = "We will answer any attack on our ships with a swift, severe and united response"
DEADLINE = "The deadline is 10 days from now for all of the forces in the north"
PAY = "[Russia] will pay a heavy price for this attack"
MEET = "We are ready to meet Mr. Zelensky for talks in Geneva"


def line(quote_id: str, quote: str = WHOLE, **cells: Any) -> dict[str, Any]:  # noqa: ANN401 - as in a row
    row = {"quote_id": quote_id, "quote": quote, "kind": "direct", "sentence": "", "cue": ""}
    return row | {"published": "2025-03-03", "actor_id": "", "actor": "Ada Quell"} | cells


def joined(*rows: dict[str, Any]) -> bool:
    return len(set(cluster_quotes(rows).values())) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(WHOLE, WHOLE.upper() + "!", id="case and marks"),
        pytest.param(
            WHOLE, "We’ll  answer any attack on our ships with a swift, severe, and united response.", id="’ll"
        ),
        pytest.param(WHOLE, WHOLE.replace("ships with", "ships … with"), id="a split quote"),
        pytest.param(WHOLE, WHOLE.replace("a swift", "swift"), id="an article"),
        pytest.param(WHOLE, WHOLE.replace("ships", "vessels"), id="one plain word of many"),
        pytest.param(WHOLE, "answer any attack on our ships", id="a part"),
        pytest.param(WHOLE, WHOLE.replace("our ships", "our [navy’s] ships"), id="a desk's bracket"),
        pytest.param(PAY, "It will pay a heavy price for this attack", id="a bracket for a pronoun"),
        pytest.param(DEADLINE, DEADLINE.replace("10", "ten"), id="a number in letters"),
        pytest.param(MEET, MEET.replace("Zelensky", "Zelenskiy"), id="a name spelled otherwise"),
        pytest.param("The ceasefire will hold for now", "The cease-fire will hold for now", id="a hyphen"),
        pytest.param("The ceasefire will hold for now", "The cease fire will hold for now", id="a blank"),
        pytest.param("Labour and defence are honoured", "Labor and defense are honored", id="British and American"),
        pytest.param(
            "strike any ship in the bay",
            "We want no war. But we will strike any ship in the bay.",
            id="another sentence",
        ),
        pytest.param("We are ready now", "We’re ready now.", id="four words"),
    ],
)
def test_the_same_words_of_one_actor_are_one_utterance(one: str, other: str) -> None:
    assert joined(line("1", one), line("2", other, published="2025-03-09"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("We will strike", "We will not strike", id="three words and a negation"),
        pytest.param(WHOLE, WHOLE.replace("will", "will not"), id="a negation"),
        pytest.param(WHOLE, WHOLE.replace("will", "won’t"), id="a negation, contracted"),
        pytest.param(WHOLE, WHOLE.replace("will", "may"), id="a modal verb"),
        pytest.param(WHOLE, WHOLE.replace("We", "They"), id="another subject"),
        pytest.param(DEADLINE, DEADLINE.replace("10", "12"), id="a number"),
        pytest.param(DEADLINE, DEADLINE.replace("10", "twelve"), id="a number in letters"),
        pytest.param(MEET, MEET.replace("Geneva", "Vienna"), id="a name"),
        pytest.param(PAY, "Ukraine will pay a heavy price for this attack", id="a name for a bracket"),
        pytest.param("We accept the offer of the mediators", "We reject the offer of the mediators", id="the opposite"),
        pytest.param("We won $5 million in that port", "We won €5 million in that port", id="a currency"),
        pytest.param(
            "strike any ship in the bay",
            "We will not, come what may, strike any ship in the bay",
            id="a negation before the part",
        ),
        pytest.param(
            "a deal with them by May", "A deal with them by May is not possible", id="a negation behind the part"
        ),
        pytest.param(
            "We will attack our neighbours", "It is a lie that we will attack our neighbours", id="called a lie"
        ),
        pytest.param("Never again", "Never again", id="two words"),
        pytest.param("We are ready now", "We are ready now for talks", id="four words are no part"),
        pytest.param("[Our friends in the bay]", WHOLE, id="nothing but a bracket"),
    ],
)
def test_altered_or_short_words_are_another_utterance(one: str, other: str) -> None:
    assert not joined(line("1", one), line("2", other))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"actor": "Piet Lorne"}, False, id="another actor"),
        pytest.param({"actor_id": "Q1"}, True, id="a name whose id is known elsewhere"),
        pytest.param({"published": "2025-03-17"}, True, id="two weeks later"),
        pytest.param({"published": "2025-03-18"}, False, id="more than two weeks later"),
        pytest.param({"published": ""}, True, id="a day that is not known"),
        pytest.param({"published": "", "quote": "We are ready now"}, False, id="other, short words"),
        pytest.param({"actor": ""}, True, id="an unknown speaker of many identical words"),
        pytest.param({"actor": "", "quote": WHOLE.replace("a swift", "swift")}, False, id="unknown, an article less"),
    ],
)
def test_actor_and_day_decide_too(cells: dict[str, str], expected: bool) -> None:
    assert joined(line("1"), line("2", **cells)) is expected


def test_short_words_without_a_day_or_a_speaker_stay_alone() -> None:
    assert not joined(line("1", "We are ready now", published=""), line("2", "We are ready now", published=""))
    assert not joined(line("1", "We are ready for talks", actor=""), line("2", "We are ready for talks", actor=""))


def test_one_name_of_two_people_is_not_given_an_id() -> None:
    found = cluster_quotes([line("1", actor_id="Q1"), line("2", actor_id="Q2"), line("3")])
    assert len(set(found.values())) == 3


@pytest.mark.parametrize(("frame", "expected"), [("said they would not", False), ("said they would", True)])
def test_a_negation_before_the_marks_belongs_to_the_words(frame: str, expected: bool) -> None:
    words = "strike any ship in the bay"
    partial = line("1", words, kind="mixed", cue="said", sentence=f"No friend of war, she {frame} “{words}.”")
    assert joined(partial, line("2", f"We will {words}")) is expected
    assert joined(partial, line("2", f"We will not {words}")) is not expected


def test_a_part_of_two_opposites_does_not_join_them() -> None:
    """A chain would: each half of it holds."""
    part, yes, no = "any ship in the bay of Varn", "We will strike {}", "We will not go and strike {}"
    found = cluster_quotes([line("1", part), line("2", yes.format(part)), line("3", no.format(part))])
    assert found["1"] == found["2"] != found["3"]


def test_a_quote_that_holds_both_does_not_join_opposites() -> None:
    one, other = "We will strike any ship at sea", "We will not strike any ship at sea"
    found = cluster_quotes([line("1", one), line("2", other), line("3", f"{one}. {other}.")])
    assert found["1"] != found["2"]


def test_edits_do_not_add_up_along_a_chain() -> None:
    """Four texts, each two plain words from the next: the last has eight other words than the first."""
    plain = "table chair window carpet lamp curtain pillow blanket kettle spoon saucer napkin".split()
    other = "garden fence hedge lawn shrub flower pebble gravel trellis orchard meadow pond".split()
    texts = [" ".join(other[:n] + plain[n:]) for n in range(0, 9, 2)]
    found = cluster_quotes([line(str(n), text) for n, text in enumerate(texts)])
    assert found["0"] != found["4"]


def test_an_undated_quote_does_not_join_two_years() -> None:
    parts = [line("1", "answer any attack on our ships"), line("2", "a swift, severe and united response")]
    found = cluster_quotes([line("0", published=""), parts[0], parts[1] | {"published": "2024-03-03"}])
    assert len(set(found.values())) == 2


def test_a_quote_in_two_collections_is_one_quote() -> None:
    rows = [line("1", published=""), line("1", published="2025-03-01"), line("1", published="2025-04-01")]
    assert cluster_quotes(rows) == cluster_quotes(rows[::-1]) == cluster_quotes([rows[1]])


def test_the_needed_columns_are_columns_of_the_table() -> None:
    assert set(NEEDED) <= set(NAMES)


def test_no_quotes_no_clusters() -> None:
    assert cluster_quotes([]) == {}
    assert cluster_quotes([line("1", ""), line("2", "…")]).keys() == {"1", "2"}


# Laws

WORDS = st.sampled_from(
    "we will strike any ship they talk now the a harbour Varn Lorne 10 12 peace, force. [sea] it's".split()
)
TEXTS = st.lists(WORDS, min_size=1, max_size=16).map(" ".join)
LINES = st.lists(
    st.tuples(
        TEXTS, st.sampled_from(["", "Ada Quell", "Piet Lorne"]), st.sampled_from(["", "2025-03-01", "2025-04-01"])
    ),
    max_size=12,
).map(lambda found: [line(str(n), quote, actor=actor, published=day) for n, (quote, actor, day) in enumerate(found)])


@given(LINES, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(rows: list[dict[str, Any]], chance: random.Random) -> None:
    found = cluster_quotes(rows)
    shuffled = rows[:]
    chance.shuffle(shuffled)
    assert cluster_quotes(shuffled) == found
    assert found.keys() == {row["quote_id"] for row in rows}


@given(LINES)
def test_clustering_again_changes_nothing(rows: list[dict[str, Any]]) -> None:
    found = cluster_quotes(rows)
    assert cluster_quotes([row | {"cluster_id": found[row["quote_id"]]} for row in [*rows, *rows]]) == found


@given(TEXTS, TEXTS)
def test_sameness_is_symmetric(one: str, other: str) -> None:
    first, second = read_wording(one), read_wording(other)
    assert count_edits(first, second) == count_edits(second, first)


PLAIN = st.lists(st.sampled_from("we will strike any ship they talk now the a harbour Varn sea".split()), min_size=1)


@given(PLAIN, st.integers(0, 20), st.sampled_from(["not", "never", "no", "without"]), st.lists(TEXTS, max_size=6))
def test_a_text_and_its_negation_never_meet(words: list[str], at: int, negation: str, others: list[str]) -> None:
    denied = [*words[:at], negation, *words[at:]]
    rows = [line("a", " ".join(words)), line("b", " ".join(denied))]
    rows += [line(str(n), text) for n, text in enumerate([*others, " ".join([*words, *denied])])]
    found = cluster_quotes(rows)
    assert found["a"] != found["b"]


@given(LINES, TEXTS)
def test_the_same_words_always_join(rows: list[dict[str, Any]], text: str) -> None:
    if len(read_wording(text).words) < 3:
        return
    found = cluster_quotes([*rows, line("x", text), line("y", text.upper(), published="2025-03-12")])
    assert found["x"] == found["y"]
