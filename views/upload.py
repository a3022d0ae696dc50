"""Bring articles in: read files or pasted text, look at what they hold, mend title and date, then save."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from analytics.additions import Addition, add_articles, is_sample
from analytics.articles import Problem
from analytics.language import is_scored, language_name
from analytics.limits import list_limits
from analytics.messages import counted, counted_quotes, speaker_of, told_copies
from analytics.records import Article
from analytics.score_words import stance_words, tone_words
from analytics.store import DEFAULT_COLLECTION, StoreError, check_collection
from views import elements, state, trash
from views.drafts import Draft, Drafts, counted_drafts, mend_draft

# So many quotes are shown before saving: enough to see whether reading went well.
LISTED_QUOTES = 200
LISTED_PROBLEMS = 30


def draw() -> None:
    """Draw the page."""
    elements.draw_head(
        "Upload", "Add articles from files or the clipboard. You see what was found before anything is saved. They "
        "stay on this machine, in a collection of their own; the sample is never mixed in.",
    )  # fmt: skip
    if state.read_only():
        st.info(
            "The database is open for reading only, so nothing can be added. Start the dashboard without "
            "`PARLEY_READ_ONLY` to add articles.", icon=":material/lock:",
        )  # fmt: skip
        return
    _draw_saved()
    _keep_edits()
    _draw_sources()
    _draw_problems()
    drafts: dict[str, Draft] = st.session_state.get("drafts", {})
    if drafts:
        _draw_preview(drafts)
    elif not state.collections():
        _draw_sample_offer()
    trash.draw_trash()


def _draw_sample_offer() -> None:
    with st.container(border=True):
        st.markdown("**Only looking around?** The sample is a collection of fictional articles.")
        if st.button("Load sample"):
            elements.load_sample()


def _draw_sources() -> None:
    turn = st.session_state.setdefault("upload-turn", 0)
    files, paste = st.tabs(["Files", "Pasted text"])
    with files:
        uploads = st.file_uploader(
            "Articles as .txt, .html, .pdf or .docx, tables as .csv, .tsv or .jsonl, or a .zip of these",
            accept_multiple_files=True, key=f"files-{turn}",
            help="One article in each file; a table needs a column 'text' and may have title, date, outlet, url.",
        )  # fmt: skip
        with st.expander("Limits"):
            st.table(pd.DataFrame(list_limits().items(), columns=["What", "Limit"]), hide_index=True)
        if uploads:
            _read([(upload.name, upload.getvalue()) for upload in uploads])
    with paste:
        # In a form, the click that leaves the box counts; a button of its own would be drawn anew under the pointer.
        with st.form(f"paste-form-{turn}", border=False):
            text = st.text_area("Text of one article, headline first", height=220, key=f"paste-{turn}")
            pressed = st.form_submit_button("Read the text")
        if pressed and text.strip():
            _read([("pasted text", text.encode("utf-8", "replace"))])
        elif pressed:
            st.caption("There is no text yet. Paste it into the box first.")


def _read(sources: Sequence[tuple[str, bytes]]) -> None:
    """Read the files once, keep what they hold, and empty the widget so that their bytes are let go."""
    drafts = Drafts(dict(st.session_state.get("drafts", {})))
    bar = st.progress(0.0, "Reading")
    for number, (name, data) in enumerate(sources):
        bar.progress(number / len(sources), f"Reading file {number + 1} of {len(sources)}")
        for done, total in drafts.read(name, data):
            words = f"Reading file {number + 1} of {len(sources)}, article {done + 1} of {total}"
            bar.progress((number + done / total) / len(sources), words)
    st.session_state["drafts"] = drafts.found
    st.session_state["problems"] = (drafts.problems, drafts.notes)
    st.session_state.pop("saved", None)
    st.session_state["upload-turn"] += 1
    st.rerun()


def _draw_problems() -> None:
    """Say what could not be read, and apart from it what there is to know of what was."""
    faults, notes = st.session_state.get("problems", ([], []))
    _draw_told(f":material/error: **{len(faults):,} could not be read**", faults)
    _draw_told(f":material/info: **{counted(len(notes), 'note')} on what was read**", notes)


def _draw_told(head: str, problems: Sequence[Problem]) -> None:
    if not problems:
        return
    with st.container(border=True):
        st.markdown(head)
        items = "".join(
            f"<li><b>{html.escape(problem.member)}</b>: {html.escape(problem.message)}</li>"
            for problem in problems[:LISTED_PROBLEMS]
        )
        st.html(f'<ul class="pq">{items}</ul>')
        if len(problems) > LISTED_PROBLEMS:
            st.caption(f"{len(problems) - LISTED_PROBLEMS} more.")


def _draw_preview(drafts: dict[str, Draft]) -> None:
    collection = _draw_collection()
    known = state.store().known(drafts, collection) if collection else set()
    st.header(f"{counted(len(drafts), 'article')} read: {counted_drafts(list(drafts.values()))} found")
    undated = sum(not draft.wanted.published for draft in drafts.values())
    if undated:
        st.info(
            f"{counted(undated, 'article')} without a date. Fill in the day if you know it. "
            "Left empty, it stays unknown, and such quotes are not drawn over time.", icon=":material/event:",
        )  # fmt: skip
    _draw_editor(drafts, known, collection)
    _draw_found(drafts)
    chosen = [_tidied(draft.wanted) for draft in drafts.values() if _is_ticked(draft, known)]
    if not chosen:
        there = "Each is in this collection already. " if set(drafts) <= known else ""
        st.caption(f"{there}Tick *Save* in the table for what is to be saved.")
    save, discard = st.columns([1, 3])
    label, idle = f"Save {counted(len(chosen), 'article')}", not (chosen and collection)
    # Another session may store one of them meanwhile: the label then changes, and with the key the click still counts.
    if save.button(label, key="save-articles", type="primary", disabled=idle, width="stretch"):
        _save(chosen, collection, edited={article.id for article in chosen if _is_edited(article, drafts)})
    discard.button("Discard all", on_click=_forget, type="tertiary")


def _is_edited(article: Article, drafts: dict[str, Draft]) -> bool:
    read = drafts[article.id].article
    return article != _tidied(read)


def _tidied(article: Article) -> Article:
    return replace(article, title=_words(article.title), outlet=_words(article.outlet))


def _is_ticked(draft: Draft, known: set[str]) -> bool:
    """Tell whether an article is to be saved: as a person decided, else when it is not there yet."""
    return draft.article.id not in known if draft.ticked is None else draft.ticked


def _draw_collection() -> str:
    """Draw the choice of collection; give its name, or "" when it cannot be used."""
    names = [line["name"] for line in state.collections() if not line["fictional"]]
    options = names if DEFAULT_COLLECTION in names else [*names, DEFAULT_COLLECTION]
    chosen = st.selectbox(
        "Save to the collection",
        options,
        key="save-to",
        accept_new_options=True,
        help="Choose one, or type a new name.",
    )
    reason = refuse_collection(chosen or "")
    if reason:
        st.text(reason)
        return ""
    return check_collection(chosen or "")


def refuse_collection(name: str) -> str:
    """Say why no article can be saved to a collection of this name; empty when one can.

    Example:
        >>> refuse_collection("Gulf 1987"), refuse_collection(" ")
        ('', 'A collection needs a name.')
    """
    try:
        usable = check_collection(name)
    except StoreError as error:
        return str(error)
    if is_sample(usable):
        return "The sample collection holds fictional articles and nothing else. Name another one."
    return ""


def _editor_key() -> str:
    return f"editor-{st.session_state['upload-turn']}"


def _keep_edits() -> None:
    """Write what was typed in the table into the drafts, so that it outlives the table.

    The table goes when a further file is read, or when the reader looks at another page.
    """
    shown: dict[str, Draft] = st.session_state.get("shown-drafts", {})
    drafts: dict[str, Draft] = st.session_state.get("drafts", {})
    typed = st.session_state.get(_editor_key(), {}).get("edited_rows", {}) if drafts and shown else {}
    ids = list(shown)
    for number, cells in typed.items():
        article_id = ids[int(number)]
        drafts[article_id] = mend_draft(drafts[article_id], _fields(cells))


def _fields(cells: dict[str, Any]) -> dict[str, object]:
    """Translate the table's cells into a draft's fields."""
    fields: dict[str, object] = {"title": _words(cells["Title"])} if "Title" in cells else {}
    if "Outlet" in cells:
        fields["outlet"] = _words(cells["Outlet"])
    if "Date" in cells:
        day = pd.to_datetime(cells["Date"], errors="coerce")
        fields["published"] = "" if pd.isna(day) else day.date().isoformat()
    if cells.get("Save") is not None:
        fields["ticked"] = bool(cells["Save"])
    return fields


def _draw_editor(drafts: dict[str, Draft], known: set[str], collection: str) -> None:
    """Draw the table of drafts; `_keep_edits` takes up what is typed in it.

    While the table stands, it is given what it was first drawn with: its edits lie over that.
    """
    if _editor_key() not in st.session_state:
        st.session_state["shown-drafts"] = dict(drafts)
    drafts = st.session_state["shown-drafts"]
    articles = [draft.wanted for draft in drafts.values()]
    copies = state.store().copies(articles, collection) if collection else {}
    table = pd.DataFrame(
        {
            "Save": [_is_ticked(draft, known) for draft in drafts.values()],
            "Title": [article.title for article in articles],
            "Date": pd.Series([article.published or None for article in articles], dtype="datetime64[s]"),
            "Outlet": [article.outlet for article in articles],
            "Quotes": [draft.counts[0] for draft in drafts.values()],
            "Indirect": [draft.counts[1] for draft in drafts.values()],
            "Note": [_note(draft, known, copies.get(draft.article.id, [])) for draft in drafts.values()],
            "File": [article.source_path for article in articles],
        }
    )
    st.data_editor(
        table, hide_index=True, disabled=["Quotes", "Indirect", "Note", "File"], placeholder="",
        alt="Articles to save; title, date and outlet can be edited",
        key=_editor_key(),
        column_config={
            "Save": st.column_config.CheckboxColumn(width=70),
            "Title": st.column_config.TextColumn(width=230, max_chars=300),
            "Date": st.column_config.DateColumn(format="YYYY-MM-DD", width=100),
            "Outlet": st.column_config.TextColumn(width=110, max_chars=200),
            "Note": st.column_config.TextColumn(width=210),
            "Quotes": st.column_config.NumberColumn(width=70),
            "Indirect": st.column_config.NumberColumn(
                width=70, help="Statements without quotation marks; the pages leave them out until they are chosen."
            ),
        },
    )  # fmt: skip


def _note(draft: Draft, known: set[str], copies: list[dict[str, Any]]) -> str:
    notes = []
    if not is_scored(draft.article.language):
        notes.append(f"in {language_name(draft.article.language)}: not scored")
    if draft.article.id in known:
        notes.append("already in this collection")
    if copies:
        notes.append(told_copies(copies))
    if draft.doubtful_day:
        notes.append(f"date unclear: {draft.doubtful_day}")
    elif not draft.article.published:
        notes.append("no date")
    if not draft.counts[0] and is_scored(draft.article.language):
        notes.append("no quotes in marks found" if draft.rows else "no quotes found")
    return "; ".join(notes)


def _words(cell: object) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _draw_found(drafts: dict[str, Draft]) -> None:
    """List what was found, the quotes of each article before its indirect statements."""
    found = [
        {
            "Article": draft.article.title,
            "Speaker": speaker_of(line),
            "Quote": line["quote"],
            "Kind": state.KINDS[line["kind"]],
            "Stance": stance_words(line) or "none found",
            "Tone": tone_words(line),
        }
        for draft in drafts.values()
        for line in sorted(draft.rows, key=lambda line: line["kind"] == "indirect")
    ]
    if not found:
        return
    text = st.column_config.TextColumn
    with st.expander("Look at what was found before saving", expanded=len(drafts) == 1):
        st.dataframe(
            pd.DataFrame(found[:LISTED_QUOTES]), hide_index=True, alt="Quotes found in the articles",
            column_order=None if len(drafts) > 1 else [name for name in found[0] if name != "Article"],
            column_config={
                "Article": text(width=180), "Speaker": text(width=150), "Quote": text(width=360),
                "Kind": text(width=70), "Stance": text(width=112), "Tone": text(width=112),
            },
        )  # fmt: skip
        if len(found) > LISTED_QUOTES:
            st.caption(f"The first {LISTED_QUOTES} of {len(found)}.")


def _save(articles: Sequence[Article], collection: str, *, edited: set[str]) -> None:
    bar = st.progress(0.0, "Saving")
    additions: list[Addition] = []
    for addition in add_articles(state.store(), articles, collection=collection, edited=edited):
        additions.append(addition)
        bar.progress(len(additions) / len(articles), f"Saved {len(additions)} of {len(articles)}")
    _forget()
    st.session_state["saved"] = (collection, additions)
    st.rerun()


def _forget() -> None:
    for key in ("drafts", "shown-drafts", "problems", "saved"):
        st.session_state.pop(key, None)


def _draw_saved() -> None:
    """Say what became of the articles that were saved last."""
    collection, additions = st.session_state.get("saved", ("", []))
    if not additions:
        return
    with st.container(border=True):
        added = [addition for addition in additions if addition.status == "added"]
        known = sum(addition.status == "known" for addition in additions)
        quotes = counted_quotes(sum(addition.quotes for addition in added), sum(line.indirect for line in added))
        place = html.escape(collection)
        words = f"<b>{counted(len(added), 'article')} saved to {place}</b>: {quotes}"
        if not added:
            words = "<b>No article was saved</b>"
        also = f"; {counted(known, 'article')} known already" if known else ""
        if known and not added:
            words, also = f"<b>{counted(known, 'article')} known already</b> in {place}", ""
        st.html(f'<div class="pq">{words}{also}.</div>')
        others = [addition for addition in additions if addition.status != "added"]
        for addition in others[:LISTED_PROBLEMS]:
            st.text(f"{addition.title or addition.id}: {addition.message}")
        if len(others) > LISTED_PROBLEMS:
            st.caption(f"{len(others) - LISTED_PROBLEMS} more.")
        if st.button("See them", type="primary", on_click=state.choose_collection, args=(collection,)):
            elements.go("views/overview.py")


if __name__ == "__main__":
    draw()
