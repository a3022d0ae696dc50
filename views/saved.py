"""Keep what is on screen: as a report to print, as a link, and by name."""

from __future__ import annotations

import html
from urllib.parse import urlencode

import streamlit as st

from analytics.messages import counted
from analytics.saved_views import LONGEST_NAME, SavedView, delete_view, list_views, save_view
from analytics.store import StoreError
from views import elements, reports, state

PAGES = {
    "": "Overview", "actors": "Actors", "over_time": "Over time", "what_changed": "What changed",
    "contrasts": "Compare", "quotes": "Quotes",
}  # fmt: skip


def draw() -> None:
    """Draw the page."""
    view = elements.open_page("Keep and share", "A report of what the filters show, and views by name and by link.")
    if view is None:
        return
    st.subheader("Report")
    st.caption(
        f"One HTML page of {state.found_words(view.filters)}: charts, numbers, the first quotes with links to their "
        "sources, method and caveats. It needs no network and prints well."
    )
    st.download_button(
        "Download the report", lambda: reports.make_report(view).encode(), "parley-report.html", "text/html",
        key="download-report", on_click="ignore", icon=":material/print:",
    )  # fmt: skip
    st.subheader("This view by name")
    if not state.read_only():
        _draw_saving()
    _draw_list()


def _draw_saving() -> None:
    with st.form("save-view", border=False):
        name, page = st.columns([3, 2])
        words = name.text_input("Name", max_chars=LONGEST_NAME)
        chosen = page.selectbox("Page", list(PAGES), format_func=PAGES.__getitem__)
        if not st.form_submit_button("Save", icon=":material/bookmark_add:"):
            return
    parameters = {key: st.query_params.get_all(key) for key in st.query_params}
    parameters["collection"] = [state.current_view().filters.collection]  # the first one stands in no address
    try:
        with state.store().writing() as connection:
            save_view(connection, words, chosen, parameters)
    except StoreError as error:
        st.text(str(error))


def _draw_list() -> None:
    with state.store().reading() as connection:
        views = list_views(connection)
    if not views:
        st.caption("No view has been saved yet. A saved view is the filters as they stand, on the page of your choice.")
        return
    st.caption(f"{counted(len(views), 'saved view')}. A view is an address: copy its link to share it.")
    for place, view in enumerate(views):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.html(f'<div class="pq">{link_html(view)}</div>')
        if state.read_only():
            continue
        if right.button("Forget", key=f"forget-{place}-{view.name}", type="tertiary", icon=":material/delete:"):
            with state.store().writing() as connection:
                delete_view(connection, view.name)
            st.rerun()


def link_html(view: SavedView) -> str:
    """Give a saved view as a link within the dashboard; name and address are escaped."""
    address = f"/{view.page if view.page in PAGES else ''}?{urlencode(view.parameters, doseq=True)}"
    about = html.escape(PAGES.get(view.page, "Overview"))
    return (
        f'<a href="{html.escape(address)}" target="_self">{html.escape(view.name)}</a> '
        f'<span class="pq-meta">{about}</span>'
    )


if __name__ == "__main__":
    draw()
