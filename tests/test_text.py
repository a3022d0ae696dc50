"""Text is looked at, never moved: folding keeps offsets, spans give back the words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.records import Span
from analytics.text import fold, folded_sentences, narrow, paragraphs, sentences, strip_span, tokens
from tests.pace import grows_at_most, seconds

PROSE = st.text(alphabet=st.sampled_from(list("aB .,!?…\n\r“”\"'’‘—()1é\u00a0\u200b😀U.S")), max_size=200)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mr. Li left. He won.", ["Mr. Li left.", "He won."], id="civil title"),
        pytest.param("Antony J. Blinken spoke. It rained.", ["Antony J. Blinken spoke.", "It rained."], id="initial"),
        pytest.param(
            "The U.S. Navy sailed. It came.", ["The U.S. Navy sailed.", "It came."], id="initialism in a name"
        ),
        pytest.param(
            "He left the U.S. The fleet stayed.", ["He left the U.S.", "The fleet stayed."], id="initialism ends"
        ),
        pytest.param("“Stop it.” He left.", ["“Stop it.”", "He left."], id="closing mark belongs to its sentence"),
        pytest.param("“Why?” she asked. No.", ["“Why?” she asked.", "No."], id="question before the cue"),
        pytest.param("It ended.“This is new,” he said.", ["It ended.", "“This is new,” he said."], id="lost space"),
        pytest.param("She said no. He left.", ["She said no.", "He left."], id="a word that is no abbreviation"),
        pytest.param("He fell ill. She left.", ["He fell ill.", "She left."], id="a state in small letters"),
        pytest.param("Resolution No. 7 fell. So be it.", ["Resolution No. 7 fell.", "So be it."], id="a number"),
        pytest.param("He came from Quincy, Mass. Avenue.", ["He came from Quincy, Mass. Avenue."], id="a state"),
        pytest.param("Prices rose 3.5 percent. Then fell.", ["Prices rose 3.5 percent.", "Then fell."], id="decimal"),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


def test_lines_of_a_hard_wrapped_text_are_joined_to_paragraphs() -> None:
    line = "the delegation left the capital for the border late on\n"
    text = line * 5 + "\n" + line * 4 + "and stopped."
    assert len(list(paragraphs(text))) == 2


def test_a_line_is_a_paragraph_when_the_text_is_not_wrapped() -> None:
    assert len(list(paragraphs("One sentence.\nAnother one.\n\nA third."))) == 3


@given(PROSE)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(PROSE)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(PROSE, st.text(max_size=50)))
def test_the_sentences_of_a_folded_text_are_those_found_in_it(text: str) -> None:
    assert folded_sentences(text) == (fold(text), tuple(sentences(fold(text))))


@given(PROSE)
def test_sentences_lie_in_order_inside_paragraphs_and_lose_no_word(text: str) -> None:
    blocks, found = list(paragraphs(text)), list(sentences(text))
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(any(block.holds(span) for block in blocks) for span in found)
    kept = "".join(span.of(text) for span in found)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


@given(PROSE, st.integers(0, 100), st.integers(0, 100))
def test_stripping_takes_white_space_alone(text: str, start: int, size: int) -> None:
    start = min(start, len(text))
    assert strip_span(text, start, min(start + size, len(text))).of(text) == text[start : start + size].strip()


@given(PROSE, st.integers(0, 200), st.integers(1, 50), st.integers(1, 40))
def test_narrowing_keeps_the_inner_stretch_and_no_more_than_its_reach(
    text: str, start: int, size: int, reach: int
) -> None:
    inner = Span(min(start, len(text)), min(start + size, len(text)))
    found = narrow(text, Span(0, len(text)), inner, reach)
    assert found.holds(inner)
    assert inner.start - found.start <= reach
    assert found.end - inner.end <= reach


def test_narrowing_cuts_no_word() -> None:
    text = "one two three four five"
    assert narrow(text, Span(0, 23), Span(8, 13), 2).of(text) == "three"
    assert narrow(text, Span(0, 23), Span(8, 13), 5).of(text) == "two three four"


@given(PROSE, st.integers(0, 50), st.integers(0, 200))
def test_tokens_stay_within_the_stretch_asked_for(text: str, start: int, size: int) -> None:
    within = Span(min(start, len(text)), min(start + size, len(text)))
    assert all(within.holds(token) and len(token) for token in tokens(text, within))


@pytest.mark.parametrize("unit", ["“", '"', "'", ". ", "A. ", "a", " ", "\n", "...”", "U.S.", "said "])
def test_cost_grows_linearly_on_monotonous_text(unit: str) -> None:
    def cost(size: int) -> float:
        text = unit * (size // len(unit))
        return seconds(lambda: list(sentences(text)))

    assert grows_at_most(9, cost, (50_000, 200_000))  # linear would be 4 times, quadratic 16
