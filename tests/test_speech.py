"""Marked words that nobody said are told from quotes, and the reason is given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.records import Span
from analytics.speech import WEIGHTS, judge_marked, speech_features
from benchmarks.fit_speech import main


def reason_for(text: str, words: str) -> str:
    start = text.index(words)
    content = Span(start, start + len(words))
    return judge_marked(text, content, Span(content.start - 1, content.end + 1), Span(0, len(text)))[1]


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        pytest.param("He hosts “Morning Harbour” on Sundays.", "Morning Harbour", "a title or a name", id="programme"),
        pytest.param("Rep. Robert “Bobby” Vale left early.", "Bobby", "a nickname", id="nickname"),
        pytest.param('<tweet author="someone">', "someone", "markup", id="attribute"),
        pytest.param("“We will go on,” he said.", "We will go on,", "", id="a quote"),
        pytest.param("He called the plan “a disgrace.”", "a disgrace.", "", id="a few words said"),
        pytest.param(
            "According to the “Declaration on the Use of the Vale River”, boats may pass.",
            "Declaration on the Use of the Vale River",
            "a title or a name",
            id="a document",
        ),
        pytest.param(
            "The session, held under the item “situation in the valley”, was short.",
            "situation in the valley",
            "a title or a name",
            id="an agenda item",
        ),
        pytest.param("What would “due notice” mean?", "due notice", "a term", id="a term asked about"),
        pytest.param("A “guest observer” status was found for him.", "guest observer", "a term", id="a status"),
        pytest.param("The team is known to its fans as the “Otters”.", "Otters", "a term", id="known to its fans as"),
        pytest.param("Vale is known as a man who says “never”.", "never", "", id="what a known man says"),
        pytest.param("Soldiers call the hill the “Bald Monk”.", "Bald Monk", "a title or a name", id="soldiers' name"),
        pytest.param("He called Vale a “Bald Monk”.", "Bald Monk", "", id="somebody's word"),
        pytest.param(
            "Herders on the ridge call the pass “the throat of the old wolf”.",
            "the throat of the old wolf",
            "a term",
            id="a name that herders give",
        ),
        pytest.param("The “heron line” crosses two parishes.", "heron line", "a term", id="a line on a map"),
        pytest.param("Trucks use the 12-mile “Aldby ring road”.", "Aldby ring road", "a term", id="a road"),
        pytest.param("Work at the “Northlight” mine has stopped.", "Northlight", "a title or a name", id="a mine"),
        pytest.param("Boys have painted “Dry Dock” on the gate.", "Dry Dock", "a term", id="chalk on a thing"),
        pytest.param("She has written “shame on them” on the network Chirp.", "shame on them", "", id="a post"),
        pytest.param("He called it the “Northlight” of the left.", "Northlight", "", id="somebody's name for it"),
        pytest.param("The yard has been declared a “bird park”.", "bird park", "a term", id="declared"),
        pytest.param("The cooks are learning to say “gas mask” in Velish.", "gas mask", "a term", id="words learnt"),
        pytest.param("The wags shortened its initials to “Moth”, they say.", "Moth", "a term", id="initials"),
        pytest.param("The baker, the “smera”, now stays shut.", "smera", "a term", id="another word for it"),
        pytest.param("Ada Holub, “Wren” to friend and foe, left.", "Wren", "a term", id="to friend and foe"),
        pytest.param("“It is raining”, says a pilot called “Crow”.", "It is raining", "", id="a pilot says"),
        pytest.param("So says a pilot with the callsign “Crow”.", "Crow", "a title or a name", id="a callsign"),
        pytest.param(
            "The title of Vale’s book says it all: “Nobody Slept.”", "Nobody Slept.", "a title or a name", id="a title"
        ),
        pytest.param(
            "Under the Harbour Defence Act Ostland is to “meet any siege with force”.",
            "meet any siege with force",
            "the text of a law",
            id="a law",
        ),
        pytest.param(
            "Vale spoke of what he termed a “Hidden Hand Party”.", "Hidden Hand Party", "", id="what he termed"
        ),
        pytest.param(
            "The leaders will meet, Vale told “Meet the Nation.”",
            "Meet the Nation.",
            "a title or a name",
            id="a programme is told",
        ),
        pytest.param("The ghost at the table was the “Holub formula.”", "Holub formula.", "a term", id="a doctrine"),
        pytest.param("Vale praised the “Holub plan” and said it worked.", "Holub plan", "", id="praise"),
        pytest.param("Vale said the talks were “difficult” at times.", "difficult", "", id="one word said"),
        pytest.param("A boy held a sign that read “Bread first”.", "Bread first", "a term", id="a sign"),
        pytest.param("His statement read: “Bread first.”", "Bread first.", "", id="a statement that reads"),
        pytest.param("The miners call the ridge “the anvil.”", "the anvil.", "a term", id="a name people give"),
        pytest.param("Officials call the claim “a lie”.", "a lie", "", id="a claim called a lie"),
        pytest.param("“Scatter”, as the slogan is known, won.", "Scatter", "a term", id="as it is known"),
        pytest.param("A new verb is to “harbour,” meaning to wait.", "harbour,", "a term", id="a verb explained"),
        pytest.param("Such clips, or “quickfakes”, need no skill.", "quickfakes", "a term", id="another name"),
        pytest.param("Talk of “a second siege” was idle.", "a second siege", "a term", id="talk of"),
        pytest.param("Vale said ships avoid the “ten-mile line” now.", "ten-mile line", "a term", id="a thing's name"),
        pytest.param("Vale said it was a “red line” for him.", "red line", "", id="a red line"),
        pytest.param("Vale is said to be “thinking it over”.", "thinking it over", "a term", id="rumoured"),
        pytest.param("Read more: “A valley without maps”", "A valley without maps", "a term", id="a link"),
        pytest.param("The word “ransom” stands nowhere in it.", "ransom", "a title or a name", id="a word as a word"),
        pytest.param("Vale used the word “ransom” four times.", "ransom", "", id="a word somebody used"),
        pytest.param("Vale called the letter “amateur theatre”.", "amateur theatre", "", id="said of a letter"),
        pytest.param("A gunner with the callsign “Crow,” waved.", "Crow,", "a title or a name", id="a callsign"),
        pytest.param(
            "“Grain before guns” was the league's motto.", "Grain before guns", "a title or a name", id="a motto"
        ),
        pytest.param(
            "He spoke at a rally of the group “Open Hands.”", "Open Hands.", "a title or a name", id="a group"
        ),
        pytest.param(
            "Speakers of the “Asdar al-Nur” movement left.", "Asdar al-Nur", "a title or a name", id="a movement"
        ),
        pytest.param(
            "Vale told “Harbour Tonight” on Monday.", "Harbour Tonight", "a title or a name", id="a broadcast"
        ),
        pytest.param("He called the group “a disgrace to Ostland”.", "a disgrace to Ostland", "", id="said of a group"),
        pytest.param("The “grey truce” is neither grey nor a truce.", "grey truce", "a term", id="a term for a thing"),
        pytest.param("The “grey truce” is over, Vale said.", "grey truce", "", id="a term that somebody said"),
    ],
)
def test_speech_is_told_from_other_marked_words(text: str, words: str, reason: str) -> None:
    assert reason_for(text, words) == reason


def test_features_are_named_and_bounded() -> None:
    features = speech_features("He said “no.”", Span(9, 12), Span(8, 13), Span(0, 13))
    assert "right after a strong cue" in features
    assert all(value == 1.0 for value in features.values())


def test_the_weights_are_fitted_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert WEIGHTS.is_absolute()
    text = "“We will go,” he said. It was a so-called “peace”, and they called it a “truce”."
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(text, encoding="utf-8", newline="")
    gold = {"source_path": "one.txt", "direct": [{"start": text.index("We"), "end": text.index(",”")}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    main([".", "--out", "weights.json"])
    fitted = json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert fitted["examples"] == 3
    assert set(fitted) == set(json.loads(WEIGHTS.read_text(encoding="utf-8")))
