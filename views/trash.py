"""Deleted articles: undo right after, and the list of all that can still be brought back."""

from __future__ import annotations

import html
from typing import Any

import streamlit as st

from analytics.messages import counted
from analytics.store import StoreError
from views import state

LISTED = 20
"""So many deleted articles are listed with their buttons; the others come up as these go."""


def delete(article_id: str, collection: str, title: str) -> bool:
    """Put an article into the trash and remember it for `draw_undo`; tell whether it is out of its collection."""
    try:
        gone = state.store().delete([article_id], collection=collection)
    except StoreError as error:  # a callback runs before the page, whose notice for such errors is not there yet
        _note(f"The article was not deleted. {error}")
        return False
    if not gone:
        _note("The article was deleted before, perhaps in another window. Nothing was changed.")
        return True
    st.session_state["deleted"] = (article_id, collection, title)
    return True


def draw_undo() -> None:
    """Say which article was deleted last in this session, and offer it back."""
    _draw_note()
    deleted = st.session_state.get("deleted")
    if not deleted or state.read_only():
        return
    article_id, collection, title = deleted
    with st.container(border=True):
        st.text(f"Deleted: {title or 'an article without a title'}")
        undo, final = st.columns([1, 4])
        undo.button(
            "Undo", type="primary", icon=":material/undo:", on_click=_restore, args=(article_id, collection)
        )  # fmt: skip
        final.button("Delete for good", type="tertiary", on_click=_forget, args=(article_id, collection))


def draw_trash() -> None:
    """List the deleted articles, each with a way back and a way out for good; nothing when there are none."""
    _draw_note()
    deleted = state.trash()
    if not deleted:
        return
    with st.expander(f"{counted(len(deleted), 'deleted article')}, kept until deleted for good"):
        for line in deleted[:LISTED]:
            _draw_deleted(line)
        if len(deleted) > LISTED:
            st.caption(f"{len(deleted) - LISTED} more; they are listed when these are gone.")


def _draw_deleted(line: dict[str, Any]) -> None:
    place = (line["id"], line["collection"])
    words, back, out = st.columns([5, 1.4, 1.8], vertical_alignment="center")
    title = html.escape(line["title"] or "(no title)")
    about = [line["outlet"], line["published"], f"from {line['collection']}"]
    meta = html.escape(" · ".join(part for part in about if part))
    words.html(f'<div class="pq">{title}<div class="pq-meta">{meta}</div></div>')
    back.button("Restore", key=f"restore-{place}", on_click=_restore, args=place, width="stretch")
    out.button(
        "Delete for good", key=f"forget-{place}", on_click=_forget, args=place, type="tertiary", width="stretch"
    )  # fmt: skip


def _restore(article_id: str, collection: str) -> None:
    try:
        back = state.store().undelete([article_id], collection=collection)
    except StoreError as error:
        _note(f"The article was not brought back. {error}")
        return
    if back:
        _note(f"The article is back in {collection}.")
    else:
        _note("The article was not brought back: meanwhile it was deleted for good, restored or added again.")
    _settle(article_id, collection)


def _forget(article_id: str, collection: str) -> None:
    try:
        state.store().forget([article_id], collection=collection)
    except StoreError as error:
        _note(f"The article was not deleted for good. {error}")
        return
    _settle(article_id, collection)


def _settle(article_id: str, collection: str) -> None:
    """Offer no undo any more for an article that is out of the trash."""
    if st.session_state.get("deleted", ())[:2] == (article_id, collection):
        del st.session_state["deleted"]


def _note(words: str) -> None:
    st.session_state["trash-note"] = words


def _draw_note() -> None:
    """Say once what did not work."""
    words = st.session_state.pop("trash-note", "")
    if words:
        with st.container(border=True):
            st.text(words)
