"""Verbs and nouns have the forms that English gives them."""

from __future__ import annotations

import pytest

from analytics.inflections import noun_forms, verb_forms


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("free", "frees freed freeing"),
        ("agree", "agrees agreed agreeing"),
        ("veto", "vetoes vetoed vetoing"),
        ("die", "dies died dying"),
        ("panic", "panics panicked panicking"),
        ("control", "controls controlled controlling"),
        ("regret", "regrets regretted regretting"),
        ("oversee", "oversees oversaw overseen overseeing"),
        ("spread", "spreads spreading"),
        ("boo", "boos booed booing"),
    ],
)
def test_verbs_that_follow_no_simple_rule_are_found_in_all_their_forms(verb: str, forms: str) -> None:
    assert verb_forms(verb) == (verb, *forms.split())


@pytest.mark.parametrize(("noun", "plural"), [("embargo", "embargoes"), ("gunman", "gunmen"), ("human", "humans")])
def test_nouns_that_take_no_plain_s(noun: str, plural: str) -> None:
    assert noun_forms(noun) == (noun, plural)
