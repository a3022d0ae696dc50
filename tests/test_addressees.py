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
        pytest.param("“We agree,” Vale told the 15-member council.", "15-member council", id="noun phrase"),
        pytest.param("“We agree,” Vale told private radio KLM on Friday.", "private radio KLM", id="outlet on no list"),
        pytest.param("In public remarks to his cabinet, Brann said: “We agree.”", "cabinet", id="before the cue"),
        pytest.param("“We agree,” Vale shouted to the cheering crowd.", "cheering crowd", id="shouted to"),
        pytest.param("“We agree,” Vale said.", "", id="nobody"),
        pytest.param("“We agree,” Vale told him.", "", id="a pronoun"),
        pytest.param("Vale told a story of “fear and loss.”", "", id="a story is not who is told"),
        pytest.param("Vale responded that Danes “will not yield.”", "", id="what is said is not who is told"),
        pytest.param(
            "Vale told Danish media a day earlier that the talks with Brann were “useful.”",
            "Danish media",
            id="with whom one talked is not who is told",
        ),
        pytest.param("Asked on Monday, Vale said: “We agree.”", "", id="a day is not who is told"),
        pytest.param("“We agree,” cautioned Brann, a scholar in the town.", "", id="the speaker behind the cue"),
        pytest.param("Brann promised his followers that they would “swim home.”", "followers", id="his own people"),
        pytest.param("Vale had promised she “only wanted peace.”", "", id="a clause's subject"),
        pytest.param("“We agree,” Vale told Harbour TV's Ole Brandt.", "Ole Brandt", id="an outlet's reporter"),
        pytest.param("“We agree,” Vale told HBR/TV's Aldby Service.", "HBR/TV's Aldby Service", id="a slash"),
        pytest.param("Brann has urged the big powers not to “choose sides.”", "big powers", id="urged not to"),
    ],
)
def test_the_addressee_is_read_beside_the_cue(text: str, addressee: str) -> None:
    (found,) = analyze_article(Article(LEAD + text))
    assert found.attribution.addressee == addressee
