"""Pieces that several pages draw: notices, empty states, downloads, quotes.

Words that come from articles, file names and addresses included, go through `st.text`, a table or our own
escaping in `highlights` and here, never through Markdown: it would fetch pictures that a text names.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from analytics import charts, frames, pictures, schema
from analytics.articles import UnreadableFile
from analytics.charts import in_words, signed
from analytics.messages import counted, speaker_of
from analytics.schema import Row
from analytics.score_words import corrected_columns, stance_words, tone_words
from analytics.settings import NEEDS_REVIEW_BELOW, SettingsError
from analytics.store import StoreError
from analytics.tables import table_bytes
from views import highlights, state

_STYLE = """<style>
.stMainBlockContainer {{ padding-top: 3rem; }}
[data-testid=stCaptionContainer], [data-testid=stCaptionContainer] * {{ color: {words}; opacity: 1; }}
:is([data-testid=stBaseButton-primary], [data-testid=stBaseButton-primaryFormSubmit]):enabled * {{ color: {inside}; }}
:is(a, button, summary, main, label, [role=radio], [role=spinbutton]):focus-visible {{
  outline: 2px solid {dove} !important; outline-offset: 1px; }}
.pq-legend {{ display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .9rem; }}
.pq-legend i {{ display: inline-block; width: .8em; height: .8em; margin-right: .4em; border-radius: 2px; }}
.pq {{ font-size: 1rem; line-height: 1.6; overflow-wrap: anywhere; }}
.pq a {{ color: {dove}; }}
.pq-words {{ font-family: "Source Serif", Georgia, serif; font-size: 1.08rem; }}
.pq-meta {{ font-size: .875rem; opacity: .75; unicode-bidi: isolate; }}
.pq-corrected {{ font-size: .875rem; font-style: italic; }}
.pq ol.pq-chain {{ margin: .25rem 0 .5rem; padding: 0; list-style: none; font-size: .9rem; }}
.pq-chain li {{ margin: 0; padding: 0 0 .35rem 1.1rem; position: relative; }}
.pq-chain li + li::before {{ content: "→"; position: absolute; left: 0; opacity: .75; }}
.pq-chain .pq-meta {{ display: block; }}
.pq-old {{ opacity: .7; text-decoration: line-through; }}
.pq-dove-text {{ color: {dove}; font-weight: 600; }}
.pq-hawk-text {{ color: {hawk}; font-weight: 600; }}
.pq-text {{ white-space: pre-wrap; }}
.pq-text mark {{ background: none; color: inherit; padding: 0; }}
.pq-text mark.pq-other {{ border-bottom: 1px solid rgba(128,128,128,.55); }}
.pq-text mark.pq-quote {{ background: rgba(214,170,40,.24); }}
.pq-text mark.pq-mention {{ border-bottom: 3px double currentColor; font-weight: 600; }}
.pq-text mark.pq-cue {{ border-bottom: 2px dotted currentColor; }}
.pq-text mark.pq-hawk {{ border-bottom: 3px solid {hawk}; font-weight: 600; }}
.pq-text mark.pq-dove {{ border-bottom: 3px solid {dove}; font-weight: 600; }}
.pq mark.pq-found, .pq-text mark.pq-found {{ background: rgba(255,214,10,.35); color: inherit; padding: 0 .1em;
  border-radius: 2px; }}
.pq-label {{ font-size: .7rem; opacity: .85; margin: 0 .25em; white-space: nowrap; user-select: none; }}
.pq table {{ border-collapse: collapse; width: 100%; font-size: .9rem; }}
.pq-wide {{ max-width: 60rem; overflow-x: auto; overflow-wrap: normal; }}
.pq-wide td:nth-child(-n+2), .pq-wide th {{ white-space: nowrap; }} .pq-wide table {{ min-width: 44rem; }}
.pq td, .pq th {{ text-align: left; padding: .25rem .6rem .25rem 0; vertical-align: top;
  border-bottom: 1px solid rgba(128,128,128,.25); font-weight: inherit; }}
.pq td.num {{ text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }}
.pq dl {{ display: grid; grid-template-columns: 10.5rem 1fr; gap: .25rem 1rem; margin: .5rem 0 0; padding: 0;
  font-size: .9rem; }}
.pq dt {{ opacity: .75; font-weight: 400; }} .pq dd {{ margin: 0; padding: 0; }}
.pq .pq-small {{ overflow-wrap: break-word; }} .pq .pq-line {{ white-space: nowrap; }}
.pq .pq-broken {{ overflow-wrap: anywhere; }}
.pq-figures {{ max-width: 51rem; overflow-x: auto; overflow-wrap: break-word; }}
.pq-figures th[scope=rowgroup] {{ padding-top: .9rem; }}
.pq th.num {{ text-align: right; white-space: nowrap; }}
.pq .pq-name {{ font-size: 1.5rem; font-weight: 600; line-height: 1.3; margin: 0; padding: 0; }}
.pq .pq-title {{ font-size: 1rem; font-weight: 600; line-height: 1.4; margin: 0 0 .4rem; padding: 0; }}
.pq .pq-grid {{ border-collapse: separate; border-spacing: 3px; }}
.pq-grid td, .pq-grid th {{ border: 0; padding: .4rem .5rem; vertical-align: middle; line-height: 1.3; }}
.pq-grid th[scope=row] {{ padding-left: 0; white-space: nowrap; }} .pq-grid th[scope=col] {{ text-align: right; }}
.pq-grid td {{ border-radius: .25rem; }} .pq .pq-total {{ font-weight: 600; }}
.pq-track {{ height: 4px; border-radius: 2px; margin-top: 2px; }}
.pq-hawk-fill {{ background: {hawk}; }} .pq-dove-fill {{ background: {dove}; }}
.st-key-figures {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(128px, 1fr)); gap: .75rem .5rem; }}
.st-key-notes {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 1rem .75rem; }}
.st-key-figures > *, .st-key-notes > * {{ width: auto; min-width: 0; }}
@media (hover: none) {{ [data-testid=stElementContainer]:has(.stDataFrame) {{ margin-top: 1.75rem; }} }}
@media (max-width: 640px) {{
  .st-key-quote-open {{ position: fixed; inset: 3.75rem 0 0 0; z-index: 999; overflow-y: auto; padding: 0 1rem 3rem;
    background: {inside}; overscroll-behavior: contain; }}
  .st-key-close-article {{ position: sticky; top: 0; z-index: 1; background: {inside}; padding: .5rem 0;
    width: 100% !important; }}
  [data-testid=stMain]:has(.st-key-quote-open) .st-key-quote-list {{ visibility: hidden; }}
}}
.st-key-picture {{ overflow-x: auto; }} .st-key-picture > * {{ min-width: {picture}px; }}
.st-key-picture .modebar {{ left: 10px; right: auto; }} .st-key-picture .modebar-btn {{ font-size: 20px; }}
</style>"""


EXPLAINED = {
    "n": "Quotes; copies count once unless you count every printing",
    "n_stance": "Quotes with a stance of the speaker’s own",
    "n_effective": "As many independent quotes would say as much as these, which share articles",
    "none": "Quotes in which no words of stance were found", "ascribed": "Quotes about somebody else’s view",
    "share_none": "Share of quotes without a stance", "net": "(hawkish − dovish) ÷ quotes with a stance",
    "low": "Lower end of the 95% interval", "high": "Upper end of the 95% interval",
    "mean_stance": "Mean of the scores, −1 to +1; within one sign their size says little",
    "spread": "Disagreement: 0 all on one side, 1 half hawkish and half dovish",
    "mean_tone": "Mean tone, −1 to +1", "tone_low": "Lower end of the tone’s 95% interval",
    "tone_high": "Upper end of the tone’s 95% interval", "tone_n": "Quotes with a tone",
    "thin": "Fewer quotes with a stance than the minimum: no interval", "tone_thin": "Fewer quotes than the minimum",
    "period": "First day of the period", "p": "How often chance alone gives such a difference",
    "q": "The same, corrected for comparing many actors",
}  # fmt: skip
"""What the columns of the tables behind charts mean, where the name does not say it."""

PICK = "Select a row to read its quotes, as a click in the chart does; with the keyboard, Shift+Space selects it."
"""Said above the table of a chart whose marks can be clicked."""


def draw_style() -> None:
    """Set the type and the marks of quotes, in the colours of the reader's theme."""
    colours = state.palette()
    st.html(
        _STYLE.format(
            dove=colours.dove, hawk=colours.hawk, words=colours.words, inside=colours.inside, picture=pictures.WIDTH
        )
    )


@contextmanager
def plain_errors() -> Iterator[None]:
    """Show what went wrong with the database as a sentence, in place of the page."""
    try:
        yield
    except (StoreError, SettingsError) as error:
        st.title("The database cannot be used")
        with st.container(border=True):
            st.text(str(error))
            st.caption(
                "`PARLEY_DB` says which database is opened; without it, it is one in your user data folder. Mend the "
                "cause, then reload this page; after a change of `PARLEY_DB` start the dashboard anew."
            )


def draw_fiction_notice(collection: str, *, leads: bool = False) -> None:
    """Say on the page that the chosen collection is made up, if it is.

    Args:
        collection: Its name.
        leads: Whether to lead on to articles of one's own, as long as there are none.
    """
    collections = state.collections()
    if not any(line["name"] == collection and line["fictional"] for line in collections):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.caption(
            ":material/theater_comedy: **Fictional sample.** All states, people and events in this collection are "
            "invented, for trying things out.", width="content",
        )  # fmt: skip
        if leads and all(line["fictional"] for line in collections) and not state.read_only():
            label = "Now your own: upload articles"
            if st.button(label, key="now-your-own", type="tertiary", icon=":material/upload_file:"):
                go("views/upload.py")


def draw_head(title: str, sentence: str, *, leads: bool = False) -> None:
    """Draw a page's title, what it is for, and whether the chosen collection is made up.

    Args:
        title: The page's name.
        sentence: What it is for, in words of our own.
        leads: Whether to lead from the sample on to articles of one's own.
    """
    st.title(title)
    st.caption(sentence)
    if state.collections():
        draw_fiction_notice(state.current_view().filters.collection, leads=leads)


def draw_thin(view: state.View) -> None:
    """Say what to do where no actor has quotes enough for an interval; nothing elsewhere."""
    if state.all_thin(view):
        st.caption(
            f":material/info: No actor here has {view.min_n} or more quotes with a stance. That is too few for an "
            "interval, so read the quotes rather than the marks. A wider selection or more articles would help."
        )


def open_page(title: str, question: str) -> state.View | None:
    """Draw a data page's head.

    Args:
        title: The page's name.
        question: What it answers, in one sentence of our own.

    Returns:
        What to show, or ``None`` when there is nothing: then the reader has been told, and what to do about it.
    """
    draw_head(title, question, leads=True)
    if not state.collections():
        draw_empty_database()
        return None
    view = state.current_view()
    if not state.count(view.filters):
        _draw_nothing_found(view)
        return None
    return view


def draw_empty_database() -> None:
    """Say that there are no articles yet, and offer the sample and the upload."""
    if state.read_only():
        st.info("There are no articles yet, and the database is open for reading only.", icon=":material/lock:")
        return
    with st.container(border=True):
        st.markdown("**There are no articles yet.** Load the fictional sample to look around, or add your own.")
        st.caption(
            "Parley finds the quotations in news articles, says who spoke, scores the tone of the words and how "
            "hawkish or dovish they are, and charts both. Every number leads back to the words. Nothing leaves "
            "this machine."
        )
        with st.container(horizontal=True):
            wanted = st.button("Load sample", type="primary")
            if st.button("Upload articles"):
                go("views/upload.py")
        if wanted:
            load_sample()


def load_sample() -> None:
    """Store the sample collection and show it."""
    from analytics.additions import add_sample  # brings the whole pipeline, needed once

    with st.spinner("Reading the sample articles"):
        try:
            additions = add_sample(state.store())
        except UnreadableFile as error:
            st.text(f"The sample cannot be loaded. {error}")
            return
    failed = [addition.message for addition in additions if addition.status == "error"]
    if failed:
        st.text(f"{counted(len(failed), 'article')} of the sample could not be stored. {failed[0]}")
        return
    st.rerun()


def _draw_nothing_found(view: state.View) -> None:
    total = state.count(view.everything)
    with st.container(border=True):
        if total:
            st.markdown(f"**No quote passes the filters.** The collection has {total:,}.")
            st.button("Reset filters", type="primary", on_click=state.reset_filters, key="reset-on-page")
            return
        st.markdown("**No quotes were found in this collection’s articles.**")
        indirect = state.count(view.indirect)
        if indirect:
            st.markdown(f"{counted(indirect, 'indirect statement')}, without quotation marks, can be shown.")
            st.button("Show indirect statements", on_click=state.show_indirect, key="show-indirect")
        if not state.read_only() and st.button("Upload articles", type="primary"):
            go("views/upload.py")


def download(
    label: str,
    name: str,
    rows: Callable[[], Iterable[Mapping[str, Any]]],
    columns: Sequence[str] = schema.NAMES,
) -> None:
    """Offer a CSV file; it is made only when it is asked for.

    Args:
        label: What the button says, in words of our own.
        name: The file's name without ending, also the button's key.
        rows: Gives the rows.
        columns: Their columns.
    """
    st.download_button(
        label, lambda: table_bytes(rows(), columns=columns), f"{name}.csv", "text/csv",
        key=f"download-{name}", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def download_quotes(view: state.View, order: str = "article") -> None:
    """Offer the quotes that the filters show, all columns, as CSV; nothing where there are none."""
    if not state.count(view.filters):
        return
    store = state.store()
    download(
        f"Download {state.found_words(view.filters)} as CSV",
        "parley-quotes",
        lambda: store.quotes(view.filters, order=order, clustered=True),
    )


def draw_table(table: pd.DataFrame, name: str, *, explained: str = "", pick: str = "") -> dict[str, Any] | None:
    """Put the numbers behind a chart in a fold, with their CSV.

    Args:
        table: The numbers.
        name: The chart's name, also the file's.
        explained: What has to be known of the columns.
        pick: The key under which a line can be selected; "" for none. It is the chart's way for the keyboard.

    Returns:
        The selected line.
    """
    chosen: list[int] = []
    with st.expander("Table"):
        told = f"{explained} {PICK}".strip() if pick else explained
        if told:
            st.caption(told)
        columns = [str(column) for column in table.columns]
        fractions = [pd.api.types.is_float_dtype(kind) for kind in table.dtypes]
        shown = {column: _column(column, fraction=own) for column, own in zip(columns, fractions, strict=True)}
        look: dict[str, Any] = {
            "hide_index": True, "alt": f"Numbers behind the chart: {name.replace('-', ' ')}", "column_config": shown,
        }  # fmt: skip
        if pick:
            event: Any = st.dataframe(table, key=pick, on_select="rerun", selection_mode="single-row", **look)
            chosen = event["selection"]["rows"]
        else:
            st.dataframe(table, **look)
        download("Download this table as CSV", f"parley-{name}", lambda: _rows_of(table), columns)
    if not chosen or chosen[0] >= len(table):
        return None
    return _rows_of(table.iloc[chosen[0] : chosen[0] + 1])[0]


def _rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the lines of a table for its CSV, when somebody asks for it: of a long one that takes seconds."""
    cells = table.astype(object).where(table.notna(), None)  # an empty cell, not "nan"
    return [{str(key): cell for key, cell in line.items()} for line in cells.to_dict("records")]


def _column(name: str, *, fraction: bool) -> Any:  # noqa: ANN401 - Streamlit's own column type is private
    """Say what a column of a table means, and round its fractions for reading; the CSV has all places."""
    about = EXPLAINED.get(name)
    if not fraction:
        return st.column_config.Column(help=about)
    return st.column_config.NumberColumn(format="%.3f" if name in ("p", "q") else "%.2f", help=about)


def draw_quotes(rows: Sequence[Row], key: str) -> None:
    """List quotes with speaker, stance and a button that opens the article."""
    for row in rows:
        with st.container(border=True, gap="xxsmall"):
            st.html(f'<div class="pq">{quote_html(row)}</div>')
            if st.button("Open in article", key=f"{key}-{row['quote_id']}", type="tertiary", icon=":material/article:"):
                open_quote(row)


def go(page: str, **more: str) -> None:
    """Go to another page with these parameters in its address; the filters come along.

    They are bound to widgets that the other page draws too, and these write them into the address again. Naming
    them here would be an error, and so would naming nothing at all.
    """
    st.switch_page(page, query_params=more)


def open_quote(row: Row) -> None:
    """Go to the page that shows the quote in its article."""
    go("views/quotes.py", quote=str(row["quote_id"]))


def quote_html(row: Row, search: str = "") -> str:
    """Give a quote's words, speaker and scores as escaped HTML; the words of a search are marked."""
    quote = str(row["quote"])
    words = highlights.marked_html(quote, highlights.found_marks(quote, search)) if search else html.escape(quote)
    words = f"“{words}”" if row["kind"] == "direct" else words
    kind = "indirect, the reporter’s words" if row["kind"] == "indirect" else ""
    about = html.escape(" · ".join(part for part in (row["outlet"], day_of(row), kind) if part))
    return (
        f'<div class="pq-words">{words}</div>'
        f'<div><b>{html.escape(speaker_of(row))}</b><span class="pq-meta">{f" · {about}" * bool(about)}</span></div>'
        f"<div>{stance_html(row)} "
        f'<span class="pq-meta">· tone {html.escape(tone_words(row))}{review_note(row)}</span></div>'
        + _corrected_html(row)
    )


CORRECTED = {
    "kind": "kind", "speaker": "name in the article", "actor": "speaker", "actor_id": "id",
    "actor_kind": "sort of speaker", "role": "role",
    "country": "country", "side": "side", "addressee": "told to", "target": "directed at",
    "target_country": "country directed at", "said_on": "day", "stance_label": "stance", "speech_act": "speech act",
    "holder": "whose view",
}  # fmt: skip
"""What a column that a person can correct is called on the pages."""


def _corrected_html(row: Row) -> str:
    """Say which cells of a quote a person corrected; "" for none."""
    columns = corrected_columns(row)
    if "actor" in columns:  # the rest follows from it
        columns = [column for column in columns if column not in ("speaker", "actor_id", "actor_kind", "role", "side")]
    words = html.escape(", ".join(CORRECTED[column] for column in columns))
    return f'<div class="pq-corrected">✎ corrected by a person: {words}</div>' if words else ""


def stance_html(row: Row) -> str:
    """Give a quote's stance as a symbol, number and word; colour is never alone. A person's label has no number."""
    by_hand = "stance_label" in corrected_columns(row)
    if row["stance_label"] in ("none", "") if by_hand else row["stance"] is None:
        return '<span class="pq-meta">no stance found</span>'
    label = str(row["stance_label"])
    symbol, style = {"hawkish": ("▲", "pq-hawk-text"), "dovish": ("▼", "pq-dove-text")}.get(label, ("●", "pq-meta"))
    note = " (about others)" if row["holder"] == "ascribed" else ""
    if by_hand and row["stance"] is not None:
        note += f' <span class="pq-meta">· the machine’s score {signed(row["stance"])}</span>'
    return f'<span class="{style}">{symbol} {html.escape(stance_words(row))}</span>{note}'


def review_note(row: Row) -> str:
    """Mark a quote whose speaker is not sure enough."""
    return " · speaker needs review" if needs_review(row) else ""


def needs_review(row: Row) -> bool:
    """Tell whether the confidence in a known speaker is below the published threshold, and no person named it."""
    unsure = row["actor_kind"] not in ("", "unknown") and (row["confidence"] or 0) < NEEDS_REVIEW_BELOW
    return unsure and "actor" not in corrected_columns(row)


def day_of(row: Row) -> str:
    """Give the day of a quote: said, else published; empty when neither is known."""
    return str(row["said_on"] or row["published"])


def draw_weights(table: pd.DataFrame, measure: charts.Measure = "stance") -> None:
    """Name the actors who change sides when speakers or articles, instead of quotes, weigh the same."""
    torn = [
        f"{line['actor']} (same weight for every {' or for every '.join(found)})"
        for line in charts.records(table)
        if (found := frames.differing_weights(line, measure))
    ]
    if torn:
        names = html.escape("; ".join(torn[:6]) + (" …" if len(torn) > 6 else ""))
        st.html(
            f'<div class="pq pq-meta">With other weights the sign turns for: {names}. '
            "See “How quotes count” in the sidebar.</div>"
        )


def chart_words(table: pd.DataFrame, column: str, names: str) -> str:
    """Describe a chart to those who cannot see it, by its strongest and weakest lines."""
    values = table[column].to_numpy(dtype=float)
    known = np.flatnonzero(~np.isnan(values))
    if not len(known):
        return "No values to show."
    order = known[np.argsort(values[known])]
    (lowest, low), (highest, high) = ((table["actor"].iloc[place], values[place]) for place in order[[0, -1]])
    return (
        f"{len(known)} {names}. Lowest: {lowest}, {in_words(low)}. Highest: {highest}, {in_words(high)}. "
        "The numbers are in the table below."
    )


def draw_last_change(words: str, key: str, undo: Callable[[int], None], change: int) -> None:
    """Say what was changed last in this session, and offer to take it back.

    Args:
        words: What was done; they may hold an article's words.
        key: The button's.
        undo: Takes a change back.
        change: Its number.
    """
    with st.container(border=True):
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.text(words)
        right.button("Undo", key=key, icon=":material/undo:", on_click=undo, args=(change,), width="stretch")
