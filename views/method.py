"""What the numbers mean, how they are made, and where they fail."""

from __future__ import annotations

import html

import streamlit as st

from analytics.frames import MIN_N
from analytics.lexicons import read_lexicon
from analytics.settings import NEEDS_REVIEW_BELOW
from analytics.stance import default_model
from analytics.tone import CORRECTIONS
from views import elements

_STANCE = """
**Stance** says how hawkish or dovish the speaker's own position is, from −1 to +1.

Words with a known category each carry a weight. They are added up with a baseline, and stance = tanh(sum). Words that
change the meaning count too: *lift* sanctions is dovish, *suspend* talks is hawkish, *not* turns a phrase. The Quotes
page shows the words and weights of every score. Where no such words are found there is **no stance**: that is not
neutral, and it enters no mean. What a speaker reports or predicts about others does not count as their own stance.

The codebook says what the scores aim at:
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
  on made-up data without any change, with 3 to 20 articles, 94 to 97 % of intervals held the truth. They do not show
  errors of the scoring itself.
- **Effective n** is how many independent quotes would say as much as these, which share articles.
- **Copies**: the same utterance carried by several articles counts once, where it was printed first; a switch in
  the sidebar counts every printing. Words about others, and indirect statements, count as nobody's own stance unless
  you switch them on.
- **Weights**: a figure counts every quote the same unless you choose every speaker or every article. Where these
  disagree about the sign, the page says so.
- **Minimum n**: below {MIN_N} quotes with a stance (you can change it) a point is hollow and grey, has no interval
  and is joined to nothing. With no true change, two means of three quotes differ by more than 0.3 in 46 % of cases.
- **Periods**: left on *Auto*, Over time takes the shortest of day, week and month of which at least half the points
  have that many quotes.
- **One article** gives no interval, however many quotes it has: there is nothing to resample.
- **Dates**: a quote has the day it was said, where the text is sure, else the day its article was published. Without
  either it is counted as undated and drawn nowhere over time. No date is guessed.
- **Speakers** come with a reason and a confidence. Below {NEEDS_REVIEW_BELOW:.0%} the quote is marked “needs review”.
  A speaker that the text leaves open stays unknown.
"""

_KINDS = """
- **Direct**: the words stand in quotation marks. **Partial**: some of them do, as in *he saw “no reason” to wait*; the
  words in the marks are the quote, those before them are read for its meaning.
- **Indirect**: a statement without marks, as in *she said the talks would go on*. The words are the reporter's, not the
  speaker's. Such statements are found and scored too, but left out of every figure, chart and download until
  you choose *Indirect* under *Kind of quote* in the sidebar. The CSV tells the kinds apart in the column `kind`.
"""

_LIMITS = """
- English news text. Other languages are read, but scored poorly or not at all.
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


def draw() -> None:
    """Draw the page."""
    elements.draw_head("Method", "What the numbers mean, how they are made, and where they fail.")
    _draw_section("Stance", _STANCE)
    st.html(_codebook_html())
    _draw_section("Tone", _TONE)
    _draw_section("Kinds of quotes", _KINDS)
    _draw_section("Figures and intervals", _NUMBERS)
    _draw_section("Limits", _LIMITS)
    _draw_section("What leaves this machine", _PRIVACY)
    st.subheader("Version", divider="gray")
    st.text(f"Stance model {default_model().version}. Every row and every CSV names the version that scored it.")


def _codebook_html() -> str:
    """Give the codebook as a table: value, what it means, an example and a hard case."""
    lines = []
    for entry in read_lexicon("codebook"):
        value = f"{float(entry['value']):+.1f}".replace("-", "−").replace("+0.0", "0") if entry["value"] else "empty"
        name = f"{entry['label']}: {entry['speech_act']}" if entry["value"] else "no stance"
        cells = (value, name, entry["meaning"], f"“{entry['example']}”", entry["hard_case"])
        lines.append("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>")
    head = "".join(f"<th>{name}</th>" for name in ("Value", "Label", "Meaning", "Example", "Hard case"))
    return f'<div class="pq pq-wide"><table><tr>{head}</tr>{"".join(lines)}</table></div>'


def _draw_section(title: str, words: str) -> None:
    st.subheader(title, divider="gray")
    st.markdown(words, width=820)


if __name__ == "__main__":
    draw()
