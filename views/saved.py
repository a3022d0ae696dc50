"""Keep what is on screen: as a report to print, as a link, and by name."""

from __future__ import annotations

import html

import streamlit as st

from analytics.messages import counted
from analytics.saved_views import LONGEST_NAME, SavedView, delete_view, list_views, save_view
from analytics.store import StoreError
from views import choices, elements, plates, reports, state


def draw() -> None:
    """Draw the page."""
    view = elements.open_page(
        "Keep and share", "Take what the filters show with you: as a report, as a link, or as a view saved by name."
    )
    if view is None:
        return
    st.header("Report")
    drawn = plates.drawn_for(view)
    what = f"the charts of {choices.PAGES[choices.last_page()]} as you saw them" if drawn else "charts"
    st.caption(
        f"One HTML page of {state.found_words(view.filters)}: {what}, their numbers, quotes from both ends with "
        "links to their sources, method and caveats. It needs no network and prints well."
    )
    st.download_button(
        "Download the report", lambda: reports.make_report(view, drawn).encode(), "parley-report.html", "text/html",
        key="download-report", on_click="ignore", icon=":material/print:",
    )  # fmt: skip
    _draw_view()
    _draw_list()


def _draw_view() -> None:
    """Draw the choice of page, what its view keeps, its link, and the box that gives it a name."""
    st.header("This view, by link and by name")
    pages = list(choices.PAGES)
    page = st.selectbox(
        "Page", pages, pages.index(choices.last_page()), format_func=choices.PAGES.__getitem__, width=420,
        help="The page that you looked at last, unless you choose another.",
    )  # fmt: skip
    parameters = choices.parameters_of(page)
    st.caption("A view keeps the filters and what was chosen on its page:")
    st.text(" · ".join(choices.words_of(page, parameters)))
    st.caption("Its link, for those who can open this dashboard:")
    st.code(choices.link_of(page, parameters), language=None, wrap_lines=True)
    if state.read_only():
        return
    with st.form("save-view", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input("Name", max_chars=LONGEST_NAME, width=420)
        if not st.form_submit_button("Save", icon=":material/bookmark_add:"):
            return
    try:
        with state.store().writing() as connection:
            save_view(connection, words, page, parameters)
    except StoreError as error:
        st.text(str(error))


def _draw_list() -> None:
    st.header("Saved views")
    with state.store().reading() as connection:
        views = list_views(connection)
    if not views:
        st.caption("None yet. Choose what to see on a page, come back here and give it a name.")
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
    """Give a saved view as a link within the dashboard, with what it keeps; all of it is escaped."""
    page = view.page if view.page in choices.PAGES else ""
    kept = " · ".join([choices.PAGES[page], *choices.words_of(page, view.parameters)])
    return (
        f'<a href="{html.escape(choices.address_of(page, view.parameters))}" target="_self">{html.escape(view.name)}'
        f'</a><div class="pq-meta">{html.escape(kept)}</div>'
    )


if __name__ == "__main__":
    draw()
