"""The whole chain on one article: the laws hold, and the seed-like article reads as a person reads it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.articles import read_articles
from analytics.pipeline import analyze_article
from analytics.records import PART_GLUE, Article
from analytics.schema import row
from tests.conftest import ROOT

ARTICLE = """HomeWorld NewsTwo states meet at 'last chance' talks over the strait

Two states meet at ‘last chance’ talks over the strait

Foreign Minister Anna Vale of Norway and Russian Foreign Minister Piet Brann met in Oslo on Friday.

“We don’t expect to settle it tonight. Still, I hope that the door to talks stays open,” Vale told Brann ahead \
of the meeting. “This is a hard hour.”

Brann, meanwhile, said he did not “expect a breakthrough in this round.”

Soldiers stand guard at the bridge.Jan Moor / Anadolu Agency via Getty Images

“If any troops set foot on the island, that will be met with a firm, united answer,” she told reporters Thursday.

Ola Berg and Wire Desk contributed.

Source link
"""


def test_an_article_like_a_real_page_is_read_as_a_person_reads_it() -> None:
    found = analyze_article(Article(ARTICLE, published="2025-03-07"))
    assert [(s.actor.name, s.quote.kind, s.stance.label) for s in found] == [
        ("Anna Vale", "direct", "dovish"),
        ("Piet Brann", "mixed", found[1].stance.label),
        ("Anna Vale", "direct", "hawkish"),
    ]
    assert [s.attribution.addressee for s in found] == ["Piet Brann", "", "reporters"]
    assert [s.actor.country for s in found] == ["NOR", "RUS", "NOR"]
    assert found[2].vader_compound > 0 > -found[2].stance.score if found[2].stance.score else False
    assert found[2].said_on == "2025-03-06"
    assert found[2].stance.condition.startswith("If any troops set foot on the island")


def test_the_frame_around_a_mixed_quote_turns_its_reading() -> None:
    lead = "The envoy spoke for an hour in the harbour hall.\n\n"
    (plain,) = analyze_article(Article(lead + "Vale said she would “sign the peace agreement” this week."))
    article = Article(lead + "Vale said she would never “sign the peace agreement” this week.")
    (turned,) = analyze_article(article)
    assert plain.stance.score is not None
    assert plain.stance.score < 0
    assert turned.stance.score is None or turned.stance.score > plain.stance.score
    assert all(item.span for item in turned.stance.evidence if item.feature != "baseline")


def test_the_words_of_another_quote_do_not_make_the_stance() -> None:
    text = "Vale said the “brutal attack” on the market at noon was “regrettable and sad.”"
    *_, second = analyze_article(Article(f"The envoy spoke for an hour in the harbour hall.\n\n{text}"))
    assert second.quote.text == "regrettable and sad."
    assert second.stance.label != "hawkish"
    assert {item.feature for item in second.stance.evidence} <= {"baseline", "condemnation"}, "no assault in it"


def test_a_cue_far_off_frames_nothing() -> None:
    lead = "The envoy spoke for an hour in the harbour hall.\n\n"
    for gap, framed in (("and so on " * 5, True), ("and so on " * 45, False)):
        (scored,) = analyze_article(Article(f"{lead}Vale said that, with an attack {gap}it was “late.”"))
        assert any(item.span for item in scored.stance.evidence) is framed


def test_evidence_gives_back_the_very_words() -> None:
    article = Article("The envoy spoke.\n\n“We will strike back,” Vale said. “They broke the cease-fire again.”")
    (scored,) = analyze_article(article)
    spans = [item.span for item in scored.stance.evidence if item.span]
    assert spans
    assert all(any(part.holds(span) for part in scored.quote.content) for span in spans)


@given(st.text(alphabet=st.sampled_from(list("abcVS .,\n“”\"'’—:;!?")), max_size=300))
def test_any_text_gives_rows_whose_offsets_hold(text: str) -> None:
    article = Article(text)
    for scored in analyze_article(article):
        cells = row(article, scored)
        assert PART_GLUE.join(part.of(text) for part in scored.quote.content) == cells["quote"]
        assert cells["mention"] == (text[cells["mention_start"] : cells["mention_end"]] if cells["mention"] else "")
        assert -1 <= scored.tone.compound <= 1
        assert scored.stance.score is None or -1 <= scored.stance.score <= 1
        assert 0 <= scored.attribution.confidence <= 1


@given(st.text(alphabet=st.sampled_from(list("abV .,\n“”'")), max_size=200))
def test_the_same_article_gives_the_same_rows(text: str) -> None:
    article = Article(text)
    one = [row(article, scored) for scored in analyze_article(article)]
    assert one == [row(article, scored) for scored in analyze_article(Article(text))]


def test_scores_do_not_depend_on_line_endings() -> None:
    unix, windows = (analyze_article(Article(ARTICLE.replace("\n", end))) for end in ("\n", "\r\n"))
    assert [(s.actor.name, s.quote.text, s.stance.score, s.tone) for s in unix] == [
        (s.actor.name, s.quote.text, s.stance.score, s.tone) for s in windows
    ]


def test_the_seed_is_the_same_for_every_hash_seed(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(ARTICLE, encoding="utf-8")
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "analytics", "analyze", str(source), "-o", "-"],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1
    assert outputs.pop()


SEED = ROOT.parent / "shared" / "benchmarks" / "seed" / "geneva_talks.txt"


@pytest.mark.skipif(not SEED.exists(), reason="the Geneva article is not beside the repository")
def test_the_geneva_article_reads_as_it_should() -> None:
    (article,) = read_articles(SEED)
    named = {s.quote.text[:20]: s for s in analyze_article(article)}
    split = named["We don’t expect to r"]
    assert (len(split.quote.content), split.actor.name, split.attribution.addressee) == (
        2,
        "Antony Blinken",
        "Sergey Lavrov",
    )
    warning = named["We have been very cl"]
    assert (warning.actor.name, warning.stance.label) == ("Antony Blinken", "hawkish")
    assert warning.vader_compound > 0
    guess = named["My guess is he will "]
    assert (guess.actor.name, guess.stance.holder) == ("Joe Biden", "ascribed")
    assert not any("Schwan" in s.speaker or "Williams" in s.speaker for s in named.values())
