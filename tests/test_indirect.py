"""Indirect speech: clauses under a reporting verb, with the subject that said them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.pipeline import analyze_article
from analytics.records import PART_GLUE, Article, ScoredQuote

LEAD = "Envoys of the two sides met again on Monday after a night of shelling at the bridge near the town.\n\n"


def indirect_of(text: str) -> list[ScoredQuote]:
    return [scored for scored in analyze_article(Article(LEAD + text)) if scored.quote.kind == "indirect"]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        pytest.param("Vale said that peace talks failed.", "Vale", "that peace talks failed", id="said that"),
        pytest.param("Vale told reporters peace talks failed.", "Vale", "peace talks failed", id="told somebody"),
        pytest.param("Peace talks failed, Vale said on Monday.", "Vale", "Peace talks failed", id="after it"),
        pytest.param("Peace talks failed, said Vale, the envoy.", "Vale", "Peace talks failed", id="inverted"),
        pytest.param("According to Vale, peace talks failed.", "Vale", "peace talks failed", id="according to X"),
        pytest.param("Peace talks failed, according to Vale.", "Vale", "Peace talks failed", id="by X"),
        pytest.param(
            "The talks, Vale said, had failed for good.",
            "Vale",
            f"The talks{PART_GLUE}had failed for good",
            id="parted",
        ),
        pytest.param("Norland and Lorn said peace talks failed.", "Norland", "peace talks failed", id="two together"),
        pytest.param("Norland, Lorn and Varn said peace talks failed.", "Norland", "peace talks failed", id="three"),
        pytest.param("Vale met Holub and Brann said peace talks failed.", "Brann", "peace talks failed", id="one"),
        pytest.param(
            "Norland and Lorn said in a joint statement they were ready.", "Norland", "they were ready", id="joint"
        ),
        pytest.param(
            "Vale, for her part, underlined that Norland stood by it.", "Vale", "that Norland stood by it", id="stood"
        ),
        pytest.param(
            "The ministry, which denies raids, said it had hit a train.",
            "ministry",
            "it had hit a train",
            id="a relative clause before the verb",
        ),
        pytest.param(
            "Two envoys briefed on the plan said it was unlikely to fly.",
            "Two envoys",
            "it was unlikely to fly",
            id="briefed on",
        ),
        pytest.param("The other said that talks were over.", "other", "that talks were over", id="the other"),
        pytest.param(
            "Vale told a press conference that Norland saw it as closed.",
            "Vale",
            "that Norland saw it as closed",
            id="a press conference",
        ),
        pytest.param(
            "Vale wanted to know whether it had sailed.", "Vale", "whether it had sailed", id="wanted to know"
        ),
        pytest.param(
            "A member of the Norwegian parliament said that talks were over.",
            "member of the Norwegian parliament",
            "that talks were over",
            id="a member",
        ),
        pytest.param(
            "A captain of the Norwegian army said that talks were over.",
            "captain of the Norwegian army",
            "that talks were over",
            id="of an army",
        ),
        pytest.param(
            "Vale refused the offer because, Brann said, it was a trap.",
            "Brann",
            "it was a trap",
            id="the reporter tells what comes before because",
        ),
        pytest.param(
            "Norland said it would keep up patrols, while Lorn accused its neighbour.",
            "Norland",
            "it would keep up patrols",
            id="while another accuses",
        ),
        pytest.param(
            "Vale, of the military staff, said it was a trap.", "Vale", "it was a trap", id="of a body between commas"
        ),
        pytest.param("Vale asked how many ships had sailed.", "Vale", "how many ships had sailed", id="how many"),
        pytest.param("Vale called upon all to hold fire.", "Vale", "all to hold fire", id="called upon"),
        pytest.param("The Kremlin denied planning to invade.", "Kremlin", "planning to invade", id="denied"),
        pytest.param("Vale warned of severe economic consequences.", "Vale", "of severe economic consequences", id="1"),
        pytest.param(
            "Vale said at the March conference that peace talks failed.",
            "Vale",
            "that peace talks failed",
            id="a place before that",
        ),
        pytest.param("Peace talks failed, Vale told her.", "Vale", "Peace talks failed", id="and who is told behind"),
        pytest.param(
            "Anna Vale left the hall early, got into a car and said she would be back.",
            "Anna Vale",
            "she would be back",
            id="a second verb",
        ),
        pytest.param("The White House says peace talks failed.", "White House", "peace talks failed", id="a seat"),
        pytest.param("Old campaigners say peace talks failed.", "Old campaigners", "peace talks failed", id="noun"),
        pytest.param("Vale said much of it had failed.", "Vale", "much of it had failed", id="much of"),
        pytest.param(
            "One in five say peace talks failed.", "One in five", "peace talks failed", id="a part of those asked"
        ),
        pytest.param(
            "Those surveyed said peace talks failed.", "Those surveyed", "peace talks failed", id="those asked"
        ),
        pytest.param(
            "Vale told audiences that peace talks failed.", "Vale", "that peace talks failed", id="told a crowd"
        ),
        pytest.param(
            "Analysts say, however, that peace talks failed.", "Analysts", "that peace talks failed", id="however"
        ),
        pytest.param("Anna Vale asked the council to send troops.", "Anna Vale", "to send troops", id="a request"),
        pytest.param("As the Tribune noted, peace talks failed.", "Tribune", "peace talks failed", id="as X noted"),
        pytest.param(
            "The official, whose name was not given, told Anna Vale the talks had failed.",
            "official",
            "the talks had failed",
            id="a not in front that is another's",
        ),
        pytest.param(
            "Anna Vale, who said the talks had failed, handed in her papers.",
            "Anna Vale",
            "the talks had failed",
            id="who said",
        ),
        pytest.param(
            "The firm worked for the state, said tractor driver Ali Hassan.",
            "Ali Hassan",
            "The firm worked for the state",
            id="a trade before the name behind",
        ),
        pytest.param(
            "Peace talks may fail, analysts say; in 2012, they did.",
            "analysts",
            "Peace talks may fail",
            id="a semicolon",
        ),
        pytest.param(
            "Anna Vale said Tuesday night's vote was void.", "Anna Vale", "Tuesday night's vote was void", id="a day's"
        ),
        pytest.param(
            "Orrin has never refused to talk, Anna Vale told the wire on Monday, commenting on reports from Arden.",
            "Anna Vale",
            "Orrin has never refused to talk",
            id="a clause before who was told",
        ),
        pytest.param(
            "The contrast with Rivo, said Anna Vale, would be clear.",
            "Anna Vale",
            f"The contrast with Rivo{PART_GLUE}would be clear",
            id="parted by an inverted cue",
        ),
        pytest.param(
            "Over the long term, according to Anna Vale, prices will rise.",
            "Anna Vale",
            f"Over the long term{PART_GLUE}prices will rise",
            id="parted by according to",
        ),
        pytest.param(
            "Anna Vale assured foreign investors that they had nothing to fear.",
            "Anna Vale",
            "that they had nothing to fear",
            id="a hearer that is no mention",
        ),
        pytest.param(
            "Anna Vale replied that the army would stay.", "Anna Vale", "that the army would stay", id="replied that"
        ),
        pytest.param(
            "Anna Vale said no soldier would be sent to Aldby.",
            "Anna Vale",
            "no soldier would be sent to Aldby",
            id="a clause that opens with no",
        ),
        pytest.param(
            "No one is starving in Aldby, Anna Vale said on Monday.",
            "Anna Vale",
            "No one is starving in Aldby",
            id="and before the verb",
        ),
        pytest.param(
            "There was, she insisted, no common view in Aldby.",
            "",
            f"There was{PART_GLUE}no common view in Aldby",
            id="and behind an inserted verb",
        ),
        pytest.param(
            "Small towns do not want to choose, Mayor Anna Vale said on Sunday (June 12) as the fair of Aldby ended.",
            "Anna Vale",
            "Small towns do not want to choose",
            id="a long tail behind a whole clause",
        ),
        pytest.param(
            "Aldby sees no ground for peace, spokesman Anton Vale told reporters on the sidelines of the fair.",
            "Anton Vale",
            "Aldby sees no ground for peace",
            id="told reporters at a place",
        ),
        pytest.param(
            "The ship, Anna Vale said in a telegram to the admiral, had left for good.",
            "Anna Vale",
            f"The ship{PART_GLUE}had left for good",
            id="parted by where it was said",
        ),
        pytest.param(
            "Anna Vale said in a speech on Monday, her first this year, that the army would stay.",
            "Anna Vale",
            "that the army would stay",
            id="an insertion before that",
        ),
        pytest.param(
            "Anna Vale told state television the ships had left.",
            "Anna Vale",
            "the ships had left",
            id="a broadcaster that is told",
        ),
        pytest.param(
            "In Aldby, Anna Vale appealed to both sides to keep calm.",
            "Anna Vale",
            "to both sides to keep calm",
            id="an appeal to somebody",
        ),
        pytest.param(
            "Anna Vale appealed for calm in the streets.", "Anna Vale", "for calm in the streets", id="an appeal for"
        ),
        pytest.param(
            "Anna Vale expressed hope that the truce would hold.",
            "Anna Vale",
            "that the truce would hold",
            id="expressed hope",
        ),
        pytest.param(
            "Anna Vale made it clear that the ships would leave.",
            "Anna Vale",
            "that the ships would leave",
            id="made it clear",
        ),
        pytest.param(
            "Anna Vale was adamant that the port would stay shut.",
            "Anna Vale",
            "that the port would stay shut",
            id="an adjective",
        ),
        pytest.param(
            "The minister was quoted as saying that the talks had failed.",
            "minister",
            "that the talks had failed",
            id="quoted as saying",
        ),
        pytest.param(
            "State media reported that the ships had left.",
            "State media",
            "that the ships had left",
            id="state media",
        ),
        pytest.param(
            "Anna Vale sent a letter to Secretary Rolf Brann demanding that his envoy be replaced.",
            "Anna Vale",
            "that his envoy be replaced",
            id="who sent a letter",
        ),
        pytest.param(
            "Arden's leaders have urged Rivo to stop the raids, according to cables seen on Monday.",
            "Arden's leaders",
            "to stop the raids",
            id="the source of the report is cut off",
        ),
        pytest.param(
            "Asked by the paper about the date, Anna Vale smiled and said the soup was excellent.",
            "Anna Vale",
            "the soup was excellent",
            id="smiled and said",
        ),
        pytest.param(
            "An officer, pressed to say whether anyone in Aldby had been asked, replied that the matter was in hand.",
            "officer",
            "that the matter was in hand",
            id="other verbs of saying in an insertion",
        ),
        pytest.param(
            "On Monday Anna Vale is reported to have told envoys that all might as well go home.",
            "Anna Vale",
            "that all might as well go home",
            id="is reported to have told",
        ),
        pytest.param(
            "The soil meeting is off until Nov. 6, extension director Roy Vale said.",
            "Roy Vale",
            "The soil meeting is off until Nov. 6",
            id="words before an office",
        ),
        pytest.param(
            "Anna Vale begged people not to watch the news.",
            "Anna Vale",
            "not to watch the news",
            id="begged somebody",
        ),
        pytest.param(
            "Anna Vale (Arden) regretted that sanctions had been given no time.",
            "Anna Vale",
            "that sanctions had been given no time",
            id="a country in brackets",
        ),
        pytest.param(
            "It was taken off by Anna Vale's Tide, which said it incited violence.",
            "Tide",
            "it incited violence",
            id="which said",
        ),
        pytest.param(
            "Anna Vale gave warning in Aldby on Monday that the ports would close.",
            "Anna Vale",
            "that the ports would close",
            id="gave warning that",
        ),
        pytest.param(
            "In the hall Anna Vale was heard muttering that this was not the time.",
            "Anna Vale",
            "that this was not the time",
            id="heard muttering that",
        ),
        pytest.param(
            "Anna Vale has urged the big powers not to make small states choose sides.",
            "Anna Vale",
            "not to make small states choose sides",
            id="urged them not to",
        ),
        pytest.param(
            "Underlining that the strait should stay open, Anna Vale ended the talks.",
            "Anna Vale",
            "that the strait should stay open",
            id="a participle that opens the sentence",
        ),
        pytest.param(
            "The soldiers, Anna Vale went on, must not cross the river.",
            "Anna Vale",
            f"The soldiers{PART_GLUE}must not cross the river",
            id="she went on",
        ),
        pytest.param(
            "Anna Vale went on to say that the army would stay.",
            "Anna Vale",
            "that the army would stay",
            id="on to say",
        ),
        pytest.param(
            "The accord, Anna Vale told reporters, was dead for good.",
            "Anna Vale",
            f"The accord{PART_GLUE}was dead for good",
            id="parted, with who was told",
        ),
        pytest.param(
            "Anna Vale dismissed the charges as “groundless” and said that some of them were forged.",
            "Anna Vale",
            "that some of them were forged",
            id="a second verb behind words in marks",
        ),
        pytest.param(
            "Anna Vale, asked if she had a “secret plan”, said she’d rather wait.",
            "Anna Vale",
            "she’d rather wait",
            id="asked, and a verb with a contraction",
        ),
        pytest.param(
            "If they march, they must bear the costs, Anna Vale told a regular press briefing.",
            "Anna Vale",
            "If they march, they must bear the costs",
            id="told a briefing",
        ),
        pytest.param(
            "Spokesman Jan Holub, a general who had briefed the press, told a meeting in Oslo that the ports close.",
            "Jan Holub",
            "that the ports close",
            id="a meeting in a capital is told",
        ),
        pytest.param(
            "Anna Vale pledged free access to the ports.", "Anna Vale", "free access to the ports", id="pledged a thing"
        ),
        pytest.param(
            "Anna Vale told Norland's old trade minister that the ports would close.",
            "Anna Vale",
            "that the ports would close",
            id="somebody's minister is told",
        ),
    ],
)
def test_the_clause_and_its_speaker_are_found(text: str, speaker: str, words: str) -> None:
    (found,) = indirect_of(text)
    assert (found.speaker, found.quote.text) == (speaker, words)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“We failed,” Vale said after the talks.", id="the cue of a direct quote"),
        pytest.param("Vale said he did not “expect a breakthrough” soon.", id="the clause of a mixed quote"),
        pytest.param("The report was long and the claim was bold.", id="nouns that look like cues"),
        pytest.param("Vale left the hall early in the evening.", id="no cue"),
        pytest.param("Vale did not respond to a request for comment.", id="nothing was said"),
        pytest.param("Ole Brandt was told that the talks had failed for good.", id="who was told does not speak"),
        pytest.param("It must be said that the talks were held too late.", id="nobody says"),
        pytest.param("Anna Vale told of waving to two little girls in the street.", id="told of"),
        pytest.param("Anna Vale assured the port its bread and coal for a year.", id="assured a thing"),
    ],
)
def test_what_is_no_indirect_speech_makes_no_row(text: str) -> None:
    assert indirect_of(text) == []


def test_an_endless_sentence_of_clauses_makes_rows_of_bounded_length() -> None:
    text = ", and ".join(["Vale said that peace talks failed"] * 300)
    found = indirect_of(text)
    assert found
    assert sum(len(scored.quote.sentence) for scored in found) < 2_000 * len(found)


@given(st.text(alphabet=st.sampled_from(list("abV .,“”")), max_size=60), st.sampled_from(["said", "denied", "told"]))
def test_indirect_clauses_never_overlap_quotes_or_each_other(noise: str, cue: str) -> None:
    text = f"{LEAD}Vale {cue} that it was late. {noise} Brann {cue} it was early, {noise} and left."
    spans = sorted(part for s in analyze_article(Article(text)) for part in s.quote.content)
    assert all(one.end <= two.start for one, two in pairwise(spans))


def test_a_clause_before_a_colon_and_the_quote_behind_it_are_two_statements() -> None:
    text = "The coach, Anna Vale, said that the match will be played: “We have no enemies here,” she told the press."
    found = analyze_article(Article(LEAD + text))
    assert [(one.quote.kind, one.quote.text, one.speaker) for one in found] == [
        ("indirect", "that the match will be played", "Anna Vale"),
        ("direct", "We have no enemies here,", "Anna Vale"),
    ]


@pytest.mark.parametrize("word", ["But", "However", "And", "Still"])
def test_a_linking_word_before_the_reporting_words_does_not_stop_the_analysis(word: str) -> None:
    (found,) = indirect_of(f"{word}, Ana Vale said, peace talks failed.")
    assert found.quote.text == "peace talks failed"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Vale, who met Brann on Monday, told parliament the deal was dead.", "Vale", id="relative clause"),
        pytest.param("The ministry, in a statement, said the ship was seized.", "ministry", id="where it was said"),
    ],
)
def test_of_several_before_the_cue_the_subject_speaks(text: str, speaker: str) -> None:
    assert [found.speaker for found in indirect_of(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Olga Rusk said hours after a kite flew over the town, as asked, it was hers.", id="a time behind the verb"
        ),
        pytest.param("Kestrel recalled its envoy, Mila Oster, on Monday night.", id="somebody called home"),
        pytest.param("On Friday a letter to Rolf Brann was found demanding that his cook be replaced.", id="a hearer"),
        pytest.param("Anna Vale said no to the plan on Monday.", id="an answer"),
        pytest.param("Anna Vale showed no sign that she would go.", id="no sign"),
        pytest.param("Anna Vale appealed against the ruling of the court.", id="an appeal at law"),
        pytest.param("The appeal to the court was heard on Monday by Anna Vale.", id="an appeal that is a noun"),
        pytest.param("The judge ruled that out on Monday for good.", id="ruled out"),
    ],
)
def test_what_is_no_statement_of_its_subject_gives_no_row(text: str) -> None:
    assert analyze_article(Article(text)) == []
