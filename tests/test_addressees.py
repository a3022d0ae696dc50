"""Who was told, where the quote's own sentence says so."""

from __future__ import annotations

import pytest

from analytics.pipeline import analyze_article
from analytics.records import Article

LEAD = "Anna Vale and Piet Brann met again in the capital on Monday.\n\n"


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        pytest.param("“We agree,” Vale told Brann.", "Piet Brann", id="told a person, by the full name"),
        pytest.param("“We agree,” Vale told reporters on Monday.", "reporters", id="told reporters"),
        pytest.param("“We agree,” Vale said in an interview with the Harbour Post.", "Harbour Post", id="interview"),
        pytest.param("“We agree,” Vale said.", "", id="nobody"),
    ],
)
def test_the_addressee_is_read_beside_the_cue(text: str, addressee: str) -> None:
    (found,) = analyze_article(Article(LEAD + text))
    assert found.attribution.addressee == addressee
