"""What the numbers mean, how they are made, and where they fail."""

from __future__ import annotations

import html
import re

import streamlit as st

from analytics.axes import load_axis
from analytics.charts import signed
from analytics.frames import MIN_N
from analytics.pipeline import model_version
from analytics.settings import NEEDS_REVIEW_BELOW, VERSION
from analytics.stance import default_model
from analytics.tone import CORRECTIONS
from views import accuracy, elements

_CONTENTS = """
[Stance](#stance) · [What not to conclude from it](#what-not-to-conclude-from-a-stance) ·
[Words and weights](#words-and-weights) · [Tone](#tone) · [Kinds of quotes](#kinds-of-quotes) ·
[Figures and intervals](#figures-and-intervals) · [How often it is right](#how-often-it-is-right) · [Limits](#limits) ·
[What leaves this machine](#what-leaves-this-machine)
"""

_STANCE = """
**Stance** says how hawkish or dovish the speaker’s own position is, from −1 to +1.

Each word or phrase of a known category carries a weight. The weights and a starting value are added up, and stance =
tanh(sum). Words that change the meaning count too: *lift* sanctions is dovish, *suspend* talks is hawkish, *not* turns
a phrase round. The Quotes
page shows the words and weights of every score. Where no such words are found there is **no stance**: that is not
neutral, and it enters no mean. What a speaker reports or predicts about others does not count as their own stance.

The codebook says what the scores are meant to be:
"""

_SIDES = """
Besides the number, each quote has:

- **Speech act**: what is done with the words (threat, demand, accusation, refusal, warning, denial; appeal, offer,
  promise, agreement, praise; statement). It never contradicts the label.
- **Condition**: the words of an *if* or *unless*, where there are any. A conditional threat is still a threat.
- **Holder**: *own*, or *ascribed* where the words report or predict what somebody else will do (“my guess is he will
  move in”). Ascribed quotes are left out of a speaker’s figures.
- **Target**: whom the words are directed at, a country or an actor named in the quote, in the reporting words
  (“accused Moscow of”) or, where the words say “you”, the one who was told. Empty where that is not sure, and never
  the speaker. Whoever is said to have suffered (“the shelling of Ukraine”) is not the target.
"""

_NOT_TO_CONCLUDE = """
- **Size within a sign means little.** +0.8 is not twice as hawkish as +0.4: on sentences that people graded, the order
  inside one sign was near chance. Count signs, and read the words.
- **Sarcasm and irony are not detected.** “What they call aid is a bribe” is read by its words.
- **Reported is not said.** Indirect statements are the reporter’s words; what somebody says about another’s plans is
  not their own stance.
- **Translations** carry the translator’s choice of words. Compare speakers of one language with care.
- **None is not neutral.** No known words were found. It is counted, shown, and enters no mean.
- **A word missing from the lexicon is not seen.** A polite threat without any of these words or patterns is missed.
- **The stance is that of the words, not of the person**, and not whether they are true or justified.
"""

_TONE = f"""
**Tone** says how negative or positive the words sound, from −1 to +1: the mean of two lexica, VADER and AFINN, with
these corrections for news:

{chr(10).join(f"- *{name}*: {what}" for name, what in CORRECTIONS.items())}

Tone is not stance. “A strong and united answer awaits them” sounds positive and is a threat; a plea to end a
slaughter sounds grim and is dovish. The two are never put into one number.
"""

_NUMBERS = f"""
- **Net stance** = (hawkish − dovish quotes) ÷ quotes with a stance, from −1 to +1. Within one sign the size of a single
  score says little, so counting signs is the headline.
- **Intervals** hold the true figure in 95 of 100 cases like this. The article is the unit, because the quotes of one
  article resemble each other: each is left out in turn, and how much the figure moves is its error. So that a few
  quotes which all agree do not look certain, one imagined quote, half hawkish and half dovish, is added first. Tried
  on made-up data without any change, with 3 to 20 articles, 93 to 97% of intervals held the truth. They do not show
  errors of the scoring itself.
- **Effective n** is how many independent quotes would say as much as these, which share articles.
- **Copies**: the same utterance carried by several articles counts once, where it was printed first; a switch in
  the sidebar counts every printing. Words about others, and indirect statements, count as nobody’s own stance unless
  you switch them on.
- **Weights**: a figure counts every quote the same unless you choose every speaker or every article. Where these
  disagree about the sign, the page says so.
- **Minimum n**: below {MIN_N} quotes with a stance (you can change it) a point is hollow and grey, has no interval
  and is joined to nothing. With no true change, two means of three quotes differ by more than 0.3 in 46% of cases.
- **Periods**: left on *Auto*, Over time takes the shortest of day, week and month of which at least half the points
  have that many quotes, and that gives at most 120 points.
- **One article** gives no interval, however many quotes it has: where it is left out, nothing remains.
- **Dates**: a quote has the day it was said, where the text is sure, else the day its article was published. Without
  either it is counted as undated and drawn nowhere over time. No date is guessed.
- **Speakers** come with a reason and a confidence. Below {NEEDS_REVIEW_BELOW:.0%} the quote is marked “needs review”.
  A speaker that the text leaves open stays unknown.
- **Corrections** by people are laid over what the machine found, in every figure, chart and download, and are marked.
  The machine’s own values stay and come back on undo. Where a person set the stance label, the score beside it is the
  machine’s and counts in no mean.
- **Versions**: an article keeps the scores of the version that read it until `python -m analytics reanalyze` scores it
  anew. Where several versions lie side by side, the Overview says so.
"""

_KINDS = """
- **Direct**: the words stand in quotation marks. **Partial**: some of them do, as in *he saw “no reason” to wait*; the
  words in the marks are the quote, those before them are read for its meaning.
- **Indirect**: a statement without marks, as in *she said the talks would go on*. The words are the reporter’s, not the
  speaker’s. Such statements are found and scored too, but left out of every figure, chart and download until
  you choose *Indirect* under *Kind of quote* in the sidebar. The CSV tells the kinds apart in the column `kind`.
"""

_LIMITS = """
- English news text. An article that is surely in another language is kept and marked, and not scored.
- Irony, quotation within quotation and hints between the lines are missed.
- A stance is read from the words alone. The same words can be soft from one speaker and hard from another.
- Speakers named only by “he” or “the minister” far from their name are sometimes wrong: check those that need review.
- A collection is what you put in. A trend in it is a trend in these articles, not in the world.
"""

_PRIVACY = """
Nothing leaves this machine: no article, no search, no usage figures. Articles and scores are kept in one database file
on it. A deleted article stays in that file and can be brought back, on the Upload page, until you choose “Delete for
good” there; its words are then overwritten. Copies and backups that you made are yours to delete.
"""


_PATTERN_EXAMPLES = {
    "relief": "lifted the embargo; the siege has ended",
    "restrain": "refrained from force; ruled out an attack",
    "negated_hawkish": "will not attack",
    "cutoff": "suspended the talks",
    "refusal": "will not negotiate; turned down the offer",
    "breach": "violated the truce",
    "denial": "denied the allegations",
    "demand_stop": "stop the shelling",
    "will_force": "will strike",
    "met_with": "will be met with a severe response",
    "conditional_threat": "if they cross the river, we will respond",
}
"""Words for each category that is made by a pattern, not by the lexicon alone."""


def draw() -> None:
    """Draw the page."""
    elements.draw_head("Method", "What the numbers mean, how they are made, and where they fail.")
    st.markdown(_CONTENTS, width=820)
    _draw_section("Stance", _STANCE)
    st.html(_codebook_html())
    st.markdown(_SIDES, width=820)
    _draw_section("What not to conclude from a stance", _NOT_TO_CONCLUDE)
    _draw_section("Words and weights", _lexicon_words())
    with st.expander("The weight of each category"):
        st.html(_weights_html())
    _draw_section("Tone", _TONE)
    _draw_section("Kinds of quotes", _KINDS)
    _draw_section("Figures and intervals", _NUMBERS)
    accuracy.draw()
    _draw_section("Limits", _LIMITS)
    _draw_section("What leaves this machine", _PRIVACY)
    st.header("Version", divider="gray")
    st.markdown(
        f"Parley {VERSION}, model {model_version()}: the rules that find quotes and speakers and, after the stroke, "
        "those of stance. Every quote names its version, on its page and in the CSV (`model_version`).", width=820,
    )  # fmt: skip


def _codebook_html() -> str:
    """Give the codebook as a table: value, what it means, an example and a hard case."""
    lines = []
    for entry in load_axis().codebook:
        value = f"{float(entry['value']):+.1f}".replace("-", "−").replace("+0.0", "0") if entry["value"] else "empty"
        name = f"{entry['label']}: {entry['speech_act']}" if entry["value"] else "no stance"
        cells = (value, name, entry["meaning"], f"“{entry['example']}”", _curled(entry["hard_case"]))
        lines.append("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>")
    head = "".join(f"<th>{name}</th>" for name in ("Value", "Label", "Meaning", "Example", "Hard case"))
    return f'<div class="pq pq-wide"><table><tr>{head}</tr>{"".join(lines)}</table></div>'


def _curled(words: str) -> str:
    """Set straight quotation marks as the other columns have them."""
    return re.sub(r'"([^"]*)"', r"“\1”", words)


def _lexicon_words() -> str:
    """Say how large the lexicon is, and how it is weighed."""
    terms, examples = len(load_axis().terms), len(load_axis().examples)
    return f"""
The lexicon has {terms:,} words and phrases, each with a category, a strength and an example; names such as “Security
Council” are in it to be passed over. A small model weighs the categories: half of each weight is set
by hand, half fitted to {examples} example sentences written for this project (`python -m analytics train` repeats it).
A word counts with its strength, less the later it stands, less in a question or an if-clause. Above zero is hawkish.
"""


def _weights_html() -> str:
    """Give the weights as a table: the category, its weight, and some of its strongest words."""
    model = default_model()
    rows = sorted(model.weights.items(), key=lambda item: -item[1])
    words: dict[str, list[str]] = {}
    for entry in sorted(load_axis().terms, key=lambda entry: -float(entry["strength"])):
        words.setdefault(entry["category"], []).append(entry["term"])
    lines = []
    for feature, weight in rows:
        shown = ", ".join(words.get(feature, [])[:6]) or _PATTERN_EXAMPLES.get(feature, "")
        cells = (signed(weight), load_axis().names[feature], shown)
        lines.append("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>")
    head = "".join(f"<th>{name}</th>" for name in ("Weight", "Category", "For example"))
    return f'<div class="pq pq-wide"><table><tr>{head}</tr>{"".join(lines)}</table></div>'


def _draw_section(title: str, words: str) -> None:
    st.header(title, divider="gray")
    st.markdown(words, width=820)


if __name__ == "__main__":
    draw()
