"""Correcting a quote: the form, what was corrected by whom, and the way back."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

import streamlit as st

from analytics.actors import read_registry
from analytics.axes import ACTS
from analytics.charts import shorten
from analytics.corrections import NOT_A_QUOTE, STANCES, Author, correct_quote, undo
from analytics.messages import counted, speaker_of
from analytics.schema import Row
from analytics.store import QuoteFilter, StoreError
from views import elements, state

UNKNOWN = "Unknown speaker"
LISTED = 20
"""So many changes are listed with their buttons; the CSV has them all."""

COLUMNS = (
    "collection", "article_id", "quote_id", "title", "quote", "column", "old", "new", "who", "why", "made", "undone",
    "undone_by",
)  # fmt: skip
"""The columns of the CSV of corrections."""

_FOLLOWS = ("speaker", "actor_id", "actor_kind", "role", "side")
_FIRST_DAY, _LAST_DAY = date(1500, 1, 1), date(2200, 1, 1)  # that can be typed; what is found already always can
_HOLDERS = {"own": "the speaker’s own", "ascribed": "about others"}


def author(key: str) -> Author:
    """Draw the boxes for why and by whom; the name is remembered for the session."""
    st.session_state.setdefault(f"who-{key}", st.session_state.get("editor", ""))
    reason, name = st.columns([3, 2])
    why = reason.text_input("Why", key=f"why-{key}", max_chars=500)
    who = name.text_input("Your name", key=f"who-{key}", max_chars=100, help="It is kept beside the change.")
    return Author(who or "", why or "")


def remember(who: str) -> None:
    """Remember for the session who makes changes."""
    st.session_state["editor"] = who


def draw_form(row: Row) -> None:
    """Draw the form that corrects a quote, folded; nothing where the database is open for reading only."""
    if state.read_only():
        return
    turn = st.session_state.get("correct-turn", 0)
    key = f"{row['quote_id']}-{turn}"
    with st.expander("Correct this quote", icon=":material/edit:"), st.form(f"correct-{key}", border=False):
        st.caption("What you change is laid over what the machine found, which stays. It can be undone.")
        cells = _draw_cells(row, key)
        by = author(f"correct-{key}")
        pressed = st.form_submit_button("Save the correction", type="primary")
        if pressed:
            _save(row, cells, by)


def _draw_cells(row: Row, key: str) -> dict[str, str]:
    """Draw a box for each thing that can be corrected; give the cells that differ from the row's."""
    now = speaker_of(row)
    names = _names(row)
    speaker = st.selectbox(
        "Speaker", names, key=f"speaker-{key}", accept_new_options=True,
        help="Those of this article come first, then the collection’s and the registry’s. A new name can be typed.",
    )  # fmt: skip
    right = elements.needs_review(row) and st.checkbox("This speaker is right", key=f"right-{key}")
    left, right_side = st.columns(2)
    with left:
        cells = {"country": _text("Speaks for country (three letters)", "country", row, key, 3).upper()}
        cells["addressee"] = _text("Told to", "addressee", row, key)
        cells["stance_label"] = st.selectbox(
            "Stance", STANCES, STANCES.index(row["stance_label"]) if row["stance_label"] in STANCES else None,
            key=f"stance-{key}", help="The label only: the score stays the machine’s, and counts in no mean then.",
        ) or row["stance_label"]  # fmt: skip
        cells["speech_act"] = _choice("Speech act", ("", *ACTS), "speech_act", row, key)
    with right_side:
        cells["target"] = _text("Directed at", "target", row, key)
        cells["target_country"] = _text("Country directed at", "target_country", row, key, 3).upper()
        cells["holder"] = _choice("Whose view", tuple(_HOLDERS), "holder", row, key)
        known = _day(row["said_on"])
        first, last = (end(known or bound, bound) for end, bound in ((min, _FIRST_DAY), (max, _LAST_DAY)))
        day = st.date_input("Said on", known, first, last, key=f"day-{key}", format="YYYY-MM-DD")
        cells["said_on"] = day.isoformat() if isinstance(day, date) else ""
    hidden = st.checkbox("These words are no quote: hide them everywhere", key=f"hide-{key}")
    changed = {column: cell for column, cell in cells.items() if cell != row[column]}
    if (speaker or now) != now:
        changed["actor"] = "" if speaker == UNKNOWN else str(speaker)
        if speaker == UNKNOWN:
            changed["actor_kind"] = "unknown"
    elif right:
        changed["actor"] = str(row["actor"])
    return {"kind": NOT_A_QUOTE} if hidden else changed


def _text(label: str, column: str, row: Row, key: str, most: int = 200) -> str:
    return (st.text_input(label, str(row[column]), key=f"{column}-{key}", max_chars=most) or "").strip()


def _choice(label: str, options: tuple[str, ...], column: str, row: Row, key: str) -> str:
    known = options if row[column] in options else (str(row[column]), *options)
    words = {"": "none", **_HOLDERS}
    return st.selectbox(
        label, known, known.index(row[column]), key=f"{column}-{key}", format_func=lambda value: words.get(value, value)
    )


def _names(row: Row) -> list[str]:
    """Give the speakers to choose from: as it is now, of the article, of the collection, of the registries."""
    place = QuoteFilter(collection=row["collection"], article_id=row["article_id"], kinds=())
    here = [line["actor"] for line in state.tally(place, ("actor",))]
    everywhere = [name for name, _ in state.choices(row["collection"], ())["actors"]]
    own = [lines[0]["name"] for lines in state.roster(row["collection"]).lines.values()]
    shipped = sorted({offices[0].name for offices in read_registry().offices.values()})
    return list(dict.fromkeys(filter(None, [speaker_of(row), *here, UNKNOWN, *everywhere, *own, *shipped])))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _save(row: Row, cells: Mapping[str, str], by: Author) -> None:
    if not cells:
        st.text("Nothing was changed yet, so there is nothing to save.")
        return
    try:
        change = correct_quote(state.store(), row["quote_id"], cells, by, collection=row["collection"])
    except StoreError as error:
        st.text(str(error))
        return
    remember(by.who)
    st.session_state["correct-turn"] = st.session_state.get("correct-turn", 0) + 1
    done = "Hidden" if "kind" in cells else "Corrected"
    st.session_state["corrected"] = (change, f"{done}: “{shorten(row['quote'], 70)}”")
    st.rerun()


def draw_undo() -> None:
    """Say what was corrected last in this session, and offer to take it back."""
    last = st.session_state.get("corrected")
    if not last or state.read_only():
        return
    change, words = last
    elements.draw_last_change(words, "undo-correction", _undo, change)


def _undo(change: int) -> None:
    try:
        undo(state.store(), change, st.session_state.get("editor", ""))
    except StoreError as error:  # a callback runs before the page, whose notice for such errors is not there yet
        st.session_state["corrected"] = (change, f"It was not taken back. {error}")
        return
    if st.session_state.get("corrected", (0,))[0] == change:
        del st.session_state["corrected"]
    st.session_state["correct-turn"] = st.session_state.get("correct-turn", 0) + 1


def draw_made(row: Row) -> None:
    """List what was corrected about a quote, by whom and why, with a way back; nothing when nothing was."""
    lines = state.corrections(row["collection"], row["quote_id"])
    if lines:
        st.markdown("### Corrections")
        _draw_changes(lines, "made", titled=False)


def draw_all(collection: str) -> None:
    """List what was corrected in a collection, folded; nothing when nothing was."""
    lines = state.corrections(collection)
    if not lines:
        return
    held = len({line["change"] for line in lines if not line["undone"]})
    with st.expander(f"{counted(held, 'correction')} in this collection", icon=":material/edit:"):
        _draw_changes(lines, "all", titled=True)
        elements.download("Download all corrections as CSV", "parley-corrections", lambda: lines, COLUMNS)


def _draw_changes(lines: Iterable[dict[str, Any]], key: str, *, titled: bool) -> None:
    changes = [list(group) for _, group in groupby(lines, key=lambda line: line["change"])]
    for change in changes[:LISTED]:
        words, back = st.columns([5, 1.3], vertical_alignment="center")
        words.html(f'<div class="pq">{change_html(change, titled=titled)}</div>')
        if not change[0]["undone"] and not state.read_only():
            back.button(
                "Undo", key=f"undo-{key}-{change[0]['change']}", on_click=_undo, args=(change[0]["change"],),
                type="tertiary", icon=":material/undo:",
            )  # fmt: skip
    if len(changes) > LISTED:
        st.caption(f"{len(changes) - LISTED} more.")


def change_html(lines: list[dict[str, Any]], *, titled: bool = False) -> str:
    """Give one change of a quote as escaped HTML: old and new of each cell, who, when and why."""
    first = lines[0]
    columns = {line["column"] for line in lines}
    shown = [line for line in lines if not ("actor" in columns and line["column"] in _FOLLOWS)]
    cells = "".join(
        f'<div>{html.escape(elements.CORRECTED[line["column"]])}: <span class="pq-old">'
        f"{html.escape(line['old'] or 'none')}</span> → <b>{html.escape(line['new'] or 'none')}</b></div>"
        for line in shown
    )
    quoted = html.escape(shorten(first["quote"] or "a quote no longer found", 90))
    return f'<div class="pq-meta">“{quoted}”</div>' * titled + cells + made_html(first)


def made_html(line: Mapping[str, Any]) -> str:
    """Say by whom, when and why a change was made, and undone, as escaped HTML."""
    words = f"{line['who']}, {_minute(line['made'])}{': ' + line['why'] if line['why'] else ''}"
    if line["undone"]:
        words += f"; undone {_minute(line['undone'])}{' by ' + line['undone_by'] if line['undone_by'] else ''}"
    return f'<div class="pq-meta">{html.escape(words)}</div>'


def _minute(iso: str) -> str:
    return iso[:16].replace("T", " ") + " UTC"
