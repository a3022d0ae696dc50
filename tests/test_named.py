"""Words in which no name can stand are passed over, and only those."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from analytics.actors import read_registry
from analytics.named import Names, Target, find_named, may_name, read_tokens

NAMES = Names(read_registry(), {"sabo": Target("Ana Sabo"), "ana sabo": Target("Ana Sabo")})
WORDS = st.lists(
    st.sampled_from(
        """Russia Russia's U.S. U.S.' the The Kremlin's People's Republic of China and United States' I White House
        al-Assad (Moscow) Bosnia Herzegovina "Sabo" Ana Sabo’s J.P. But, will say they — \n""".split(" ")
    ),
    max_size=12,
).map(" ".join)


@given(st.one_of(st.text(max_size=60), WORDS))
@example("We ask the United States' envoy")
@example("the People's Republic of China")
def test_no_name_is_passed_over(text: str) -> None:
    if find_named(text, read_tokens(text), NAMES):
        assert may_name(text, NAMES)


def test_most_words_without_a_name_are_passed_over() -> None:
    assert not may_name("The minister said that I must go, and United we stand.", NAMES)
    assert may_name("the row with Ana Sabo", NAMES)
    assert may_name("Then Russia did.", NAMES)


@given(st.one_of(st.text(max_size=60), WORDS))
def test_words_stand_where_they_say(text: str) -> None:
    for word in read_tokens(text):
        assert text[word.start : word.end].lower().startswith(word.text)
        assert word.capital == text[word.start].isupper()
