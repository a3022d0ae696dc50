"""The whole phrase that names a speaker: place, brackets, appositions, and where it stops."""

from __future__ import annotations

import pytest

from tests.test_attribution import LEAD, attributions_of


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        pytest.param("“We agree,” Ana Vale of the Harbour Union said.", "Ana Vale of the Harbour Union", id="of"),
        pytest.param("“We agree,” Sen. Ana Vale (D-Winmouth) said.", "Sen. Ana Vale (D-Winmouth)", id="brackets"),
        pytest.param(
            "“We agree,” said Ana Vale, a former adviser to the king.",
            "Ana Vale, a former adviser to the king",
            id="closes the sentence",
        ),
        pytest.param(
            "“We agree,” said Ana Vale, a former adviser. “Go home.”",
            "Ana Vale, a former adviser",
            id="a quote",
        ),
        pytest.param(
            "“We agree,” said Ana Vale, president of the union, a body of sailors.",
            "Ana Vale, president of the union, a body of sailors",
            id="two appositions",
        ),
        pytest.param("“We agree,” Ana Vale, who was there, said.", "Ana Vale, who was there", id="a relative clause"),
        pytest.param("“We agree,” said Ana Vale on Monday.", "Ana Vale", id="not a day"),
        pytest.param("“We agree,” said Ana Vale, walking to the door.", "Ana Vale", id="not what she did"),
        pytest.param("“We agree,” he said, a hand on the door.", "he", id="not behind a pronoun"),
    ],
)
def test_the_whole_phrase_is_the_mention(text: str, phrase: str) -> None:
    found = attributions_of(LEAD + text)[0]
    assert found.mention is not None
    assert found.mention.span.of(LEAD + text) == phrase
