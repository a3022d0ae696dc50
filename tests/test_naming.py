"""Whether a given name is the one that gold asks for."""

from __future__ import annotations

import pytest

from analytics.gold import GoldName
from analytics.naming import judge_name
from analytics.records import Article, Span

NOWHERE = Article("x")


def gold(name: str, kind: str = "person", **more: object) -> GoldName:
    return GoldName(NOWHERE, Span(0, 1), name, kind, **more)  # type: ignore[arg-type]


PEOPLE = gold("Oda Marsh", must_not=("Piet Marsh", "Ada Quell"), accept=("Senator Oda K. Marsh-Lorne",))
SON = gold("Tom Vale Jr.", must_not=("Tom Vale",))
SPOKESMAN = gold("spokesman", "unnamed", form="nominal", mention="a ministry spokesman")
BODY = gold("Council of Ministers", "organization", accept=("cabinet",), must_not=("Varn Council",))
JOINT = gold("Oda Marsh and Ada Quell", "collective", members=("Oda Marsh", "Ada Quell"))


@pytest.mark.parametrize(
    ("wanted", "given", "verdict"),
    [
        pytest.param(PEOPLE, "Oda Marsh", "right", id="the-name"),
        pytest.param(PEOPLE, "Foreign Minister Óda K. MARSH’s", "right", id="title-initial-case-accent-possessive"),
        pytest.param(PEOPLE, "Oda Marsh-Lorne", "right", id="another-accepted-name"),
        pytest.param(PEOPLE, "Marsh", "unknown", id="a-part-of-it"),
        pytest.param(PEOPLE, "Piet Marsh", "wrong", id="of-the-same-surname"),
        pytest.param(PEOPLE, "Ada Quell", "wrong", id="somebody-else-who-is-listed"),
        pytest.param(PEOPLE, "Irena Vale", "wrong", id="somebody-else"),
        pytest.param(PEOPLE, "she", "unknown", id="pronoun"),
        pytest.param(PEOPLE, "The minister", "unknown", id="description"),
        pytest.param(PEOPLE, " Unknown ", "unknown", id="the-word-unknown"),
        pytest.param(SON, "Tom Vale Jr.", "right", id="son"),
        pytest.param(SON, "Tom Vale", "wrong", id="father-for-son"),
        pytest.param(SON, "Vale", "unknown", id="father-or-son"),
        pytest.param(gold("Tom Vale"), "Tom Vale Sr.", "wrong", id="a-suffix-too-many"),
        pytest.param(gold("Melana"), "Melana", "right", id="one-name-is-all-there-is"),
        pytest.param(gold("Melana"), "Melana Orr", "wrong", id="more-than-there-is"),
        pytest.param(SPOKESMAN, "", "right", id="unnamed-by-its-mention"),
        pytest.param(SPOKESMAN, "Ada Quell", "wrong", id="a-name-for-the-unnamed"),
        pytest.param(BODY, "the Council of Ministers", "right", id="body"),
        pytest.param(BODY, "the cabinet", "right", id="body-by-another-name"),
        pytest.param(BODY, "Varn Council", "wrong", id="another-body"),
        pytest.param(BODY, "it", "unknown", id="body-by-pronoun"),
        pytest.param(JOINT, "Ms. Marsh and Ms. Quell", "right", id="both-speakers"),
        pytest.param(JOINT, "Oda Marsh", "unknown", id="one-of-both"),
        pytest.param(gold("", "none"), "", "right", id="nobody"),
        pytest.param(gold("", "none"), "Ada Quell", "wrong", id="somebody-for-nobody"),
    ],
)
def test_a_name_is_right_wrong_or_unknown(wanted: GoldName, given: str, verdict: str) -> None:
    assert judge_name(wanted, given, "a ministry spokesman") == verdict
