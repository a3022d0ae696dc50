"""The dashboard's frame: its pages and the filters they share. Start it with ``streamlit run dashboard.py``."""

from pathlib import Path

import streamlit as st

from views import choices, elements, sidebar

# A file of our own: an icon by name would be fetched from another server.
VIEWS = Path(__file__).parent / "views"
st.set_page_config(page_title="Parley", page_icon=VIEWS / "icon.svg", layout="wide")
st.logo(VIEWS / "logo.svg", size="large", icon_image=VIEWS / "icon.svg")

pages = {
    "Explore": [
        st.Page("views/overview.py", title="Overview", icon=":material/balance:", default=True),
        st.Page("views/actors.py", title="Actors", icon=":material/person_search:"),
        st.Page("views/over_time.py", title="Over time", icon=":material/timeline:"),
        st.Page("views/what_changed.py", title="What changed", icon=":material/compare_arrows:"),
        st.Page("views/contrasts.py", title="Compare", icon=":material/grid_on:"),
        st.Page("views/quotes.py", title="Quotes", icon=":material/format_quote:"),
    ],
    "Data": [
        st.Page("views/upload.py", title="Upload", icon=":material/upload_file:"),
        st.Page("views/saved.py", title="Keep and share", icon=":material/bookmark:"),
        st.Page("views/registry.py", title="Registry", icon=":material/contacts:"),
    ],
    "Trust": [st.Page("views/method.py", title="Method", icon=":material/science:")],
}

page = st.navigation(pages, expanded=True)
elements.draw_style()
with elements.plain_errors():
    sidebar.rename_countries(page)
    sidebar.draw_filters()
    choices.note_page(page.url_path)
    page.run()
