"""One actor: stance and tone over time and side by side, the words behind them, where, to whom, in which office."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from analytics import charts, contrasts, frames
from analytics.charts import in_words, signed
from analytics.messages import counted
from analytics.schema import Row
from analytics.selections import Counting
from analytics.text import DOUBLE_MARKS
from views import corrections, elements, listing, plates, state, timelines, trash

# More lines than this are not read at a glance; the table below has them all.
MOST_LINES = 8
LONGEST_WORD = 18
LONGEST_CELL = 80

_EXPLAINED = {
    "Country": "The country spoken for; the CSV has it as three letters (ISO 3166)",
    "Net stance": elements.EXPLAINED["net"], "With a stance": elements.EXPLAINED["n_stance"],
    "Tone": "How the words sound, −1 to +1; it is not stance",
    "95% interval": "Holds the true figure in 95 of 100 cases; its unit is the article",
}  # fmt: skip
_NARROW = ("Actor", "Net stance", "Quotes", "Country", "With a stance", "95% interval", "Tone", "Tone’s 95% interval")
"""The order of the columns where only the first two or three are seen at once."""

_NO_QUOTATION_MARKS = str.maketrans(dict.fromkeys(f'"{DOUBLE_MARKS}', " "))
"""Words looked for as a phrase lose the marks that would end it."""


def draw() -> None:
    """Draw the page."""
    trash.draw_undo()
    corrections.draw_undo()
    view = elements.open_page("Actors", "What does each actor say, how does it change, and which words make it so?")
    if view is None:
        return
    who = _draw_choice(view)
    if not who:
        _draw_everyone(view)
        return
    if view.filters.actors and who not in view.filters.actors:
        _draw_filtered_away(view, who)
        return
    chosen = replace(view, filters=replace(view.filters, actors=(who,)))
    if not state.count(chosen.filters):
        _draw_filtered_away(view, who)
        return
    _draw_head(chosen, who)
    _draw_time(chosen, who)
    _draw_words_and_labels(chosen, who)
    _draw_places(chosen)
    _draw_quotes(chosen, who)


def _draw_choice(view: state.View) -> str:
    """Draw the search for an actor; give the chosen name, or nothing."""
    if "picked-actor" in st.session_state:  # picked in the table, which is drawn after the box
        st.session_state["who"] = st.session_state.pop("picked-actor")
    everyone = [name for name, _ in state.choices(view.filters.collection, view.filters.kinds)["actors"]]
    wanted = st.session_state.get("who") or st.query_params.get("who", "")
    missing = bool(wanted) and wanted not in everyone
    if missing:
        st.session_state["who"] = None
    allowed = [name for name in everyone if not view.filters.actors or name in (*view.filters.actors, wanted)]
    who = st.selectbox(
        "Actor", allowed, index=None, key="who", bind="query-params", placeholder="Type a name", width=420,
        help="The most quoted first. The filters of the sidebar hold here too.",
    )  # fmt: skip
    if missing and not who:
        st.text(f"No quote of the chosen kinds in this collection is by {wanted}. Choose another actor.")
    return who or ""


def _draw_everyone(view: state.View) -> None:
    """List the actors to choose from."""
    table = state.by_actor(view)
    if table.empty:
        st.info(
            "No quote in this selection has a speaker with a name. Choose a wider selection.", icon=":material/info:"
        )
        return
    elements.draw_thin(view)
    st.header(f"{counted(len(table), 'actor')} to choose from")
    st.caption("Select a row to see one actor, or type a name above; with the keyboard, Shift+Space selects a row.")
    event: Any = st.dataframe(
        _lines_of(table, view.filters.collection), hide_index=True, on_select="rerun", selection_mode="single-row",
        row_height=38, key=f"everyone-{hash(view)}", height=min(620, 38 * (len(table) + 1) + 3),
        alt="Actors with their quotes, net stance and tone; select one to see its page",
        column_config={name: st.column_config.Column(help=about) for name, about in _EXPLAINED.items()},
        column_order=_NARROW if state.on_phone() else None,
    )  # fmt: skip
    rows = event["selection"]["rows"]
    if rows and rows[0] < len(table):
        st.session_state["picked-actor"] = str(table["actor"].iloc[rows[0]])
        st.rerun()


def _lines_of(table: pd.DataFrame, collection: str) -> pd.DataFrame:
    """Write the figures of each actor for reading, each mean with its interval or the reason for none."""
    places = state.country_names(table["country"].unique(), collection)
    lines = [
        {
            "Actor": line["actor"],
            "Country": places[line["country"]],
            "Quotes": line["n"],
            "With a stance": line["n_stance"],
            "Net stance": in_words(line["net"]),
            "95% interval": _interval(line["low"], line["high"], thin=line["thin"]),
            "Tone": in_words(line["mean_tone"], "tone"),
            "Tone’s 95% interval": _interval(line["tone_low"], line["tone_high"], thin=line["tone_thin"]),
        }
        for line in charts.records(table)
    ]
    return pd.DataFrame(lines)


def _interval(low: float, high: float, *, thin: bool) -> str:
    if thin:
        return "too few quotes"
    return "one article" if pd.isna(low) else f"{signed(low)} to {signed(high)}"


def _draw_filtered_away(view: state.View, who: str) -> None:
    """Say that the filters hide all that this actor said, and offer to reset them."""
    total = state.count(replace(view.everything, actors=(who,)))
    with st.container(border=True):
        st.text(f"No quote by {who} passes the filters.")
        st.markdown(f"The collection has {counted(total, 'quote')} of this actor.")
        st.button("Reset filters", type="primary", on_click=state.reset_filters, key="reset-on-page")


def _draw_head(view: state.View, who: str) -> None:
    """Draw name, last known office, and the headline figures."""
    line = charts.records(state.by_actor(view))[0]
    offices = [office for office in state.tally(view.filters, ("role",)) if office["role"]]
    last = max(offices, key=lambda office: (office["last"], office["n"]))["role"] if offices else ""
    country = state.country_words(str(line["country"]), view.filters.collection)
    about = " · ".join(part for part in (last, country) if part)
    name = f'<h2 class="pq-name">{html.escape(who)}</h2>'
    st.html(f'<div class="pq">{name}<div class="pq-meta">{html.escape(about)}</div></div>')
    counts = state.summary(view.filters)
    quotes = counts["quotes"]
    unsure = counts["needs_review"]
    reviewed = f"{unsure:,} need{'s' * (unsure == 1)} review" if unsure else "none needs review"
    figures = (
        ("Quotes", f"{quotes:,}", "", f"in {counted(counts['articles'], 'article')}; {reviewed}"),
        ("Net stance", in_words(line["net"]), "(hawkish − dovish quotes) ÷ quotes with a stance, from −1 to +1",
         _explain(line, ("n_stance", "low", "high", "thin"), view.min_n)),
        ("Tone", in_words(line["mean_tone"], "tone"), "How the words sound, from −1 to +1. It is not stance.",
         _explain(line, ("n", "tone_low", "tone_high", "tone_thin"), view.min_n)),
        ("No stance found", f"{line['none']:,}", "", f"of {counted(quotes, 'quote')}; not the same as neutral"),
    )  # fmt: skip
    with st.container(key="notes"):
        for label, value, about, note in figures:
            with st.container(gap="xxsmall"):
                st.metric(label, value, help=about or None)
                st.caption(note)


def _explain(line: Mapping[Any, Any], names: tuple[str, str, str, str], min_n: int) -> str:
    """Say how far a figure can be trusted: its interval, or why it has none, and n."""
    count, low, high, thin = (line[name] for name in names)
    if thin:
        return f"n = {count:,}: too few for an interval, which needs {min_n}"
    if pd.isna(low):
        return f"n = {count:,}, all from one article, so no interval"
    return f"95% interval {_interval(low, high, thin=False)}, n = {count:,}"


def _draw_time(view: state.View, who: str) -> None:
    """Draw stance and tone over time, each in a chart of its own: they are measured apart."""
    step = timelines.draw_period(view, "stance", 1)
    table = state.over_time(view, step)
    undated = state.count_undated(view)
    if table.empty:
        timelines.draw_undated()
        return
    if undated:
        st.caption(f"Not drawn: {counted(undated, 'quote')} without a known date.")
    ranking = [name for name, _ in state.choices(view.filters.collection, view.filters.kinds)["actors"]]
    styles = charts.actor_styles([who], ranking)
    days = table["period"].iloc[0], table["period"].iloc[-1]
    st.caption(f"In both charts: {timelines.marks(view.min_n)[0].lower()}{timelines.marks(view.min_n)[1:]}")
    clicked: list[tuple[charts.Measure, list[str]]] = []  # a mark that is clicked in both counts once
    columns = st.columns(2, gap="medium")
    for column, measure in zip(columns, timelines.MEASURES, strict=True):
        with column:
            points = _draw_course(view, table, styles, timelines.Course(measure, step, days))
            clicked += [(measure, point) for point in points if point not in [known for _, known in clicked]]
    for measure in timelines.MEASURES:
        points = [point for own, point in clicked if own == measure]
        timelines.draw_picked(points, view, step, order=timelines.FIRST[measure])


def _draw_course(
    view: state.View, table: pd.DataFrame, styles: Mapping[str, tuple[str, str]], course: timelines.Course
) -> list[list[str]]:
    """Draw one measure of the actor over time; give what the clicked points carry."""
    (who,) = styles
    title = f"{timelines.MEASURES[course.measure]} by {course.step}"
    if table["net" if course.measure == "stance" else "mean_tone"].isna().all():
        st.header(title)
        st.caption("None found in the dated quotes, so there is nothing to draw.")
        return []
    plate = plates.Plate(
        name=f"actor-{course.measure}-by-{course.step}", title=title, meaning=course.meaning(view.min_n), about=who,
        figure=lambda _: course.figure(table, styles), n=course.n_of(table), unit=course.unit,
        alt=course.words_of(table),
        key=f"{course.measure}-{course.step}-actor-{who}", cell=("actor", "period"),
    )  # fmt: skip
    about = timelines.MEANINGS[course.measure]  # what both charts share is said once above them
    plates.draw_head(view, replace(plate, about="", meaning=about))  # the page names the actor, a picture has to
    return plates.draw_marks(plate) + plates.draw_foot(view, plate, table)


def _draw_words_and_labels(view: state.View, who: str) -> None:
    """Draw stance against tone, and the words behind the stance; both count every printing and every quote alike."""
    view = replace(view, counting=Counting(once=False), weight="quote")
    table = frames.stance_by_tone(state.tally(view.filters, ("holder", "stance_label", "tone_label")))
    left, right = st.columns([2, 3], gap="large")
    with left:
        _draw_labels(view, who, table)
    with right:
        _draw_words(view, who, int(table.loc[table["stance"].isin(contrasts.SIDES), "n"].sum()))


def _draw_labels(view: state.View, who: str, table: pd.DataFrame) -> None:
    plate = plates.Plate(
        name="actor-stance-by-tone", title="Stance against tone", about=who, hint="", cell=("stance",),
        meaning="Numbers of quotes. The two need not agree: look for hawkish words in a friendly tone.",
        figure=lambda palette: contrasts.label_tone_grid(table, palette=palette), n=int(table["n"].sum()),
        alt="Quotes by stance and tone; the numbers are in the table below.",
    )  # fmt: skip
    plates.draw_head(view, replace(plate, about=""))
    st.html(f'<div class="pq">{_labels_html(table)}</div>')
    for (label,) in plates.draw_foot(view, plate, table):
        plates.draw_behind(state.labelled(view, label), f"{who}, {contrasts.LABELS[label]}")


def _labels_html(table: pd.DataFrame) -> str:
    """Give the counts as an HTML table, shaded by number in the colour of the stance."""
    colours = state.palette()
    most = max(1, int(table[list(contrasts.TONES)].to_numpy().max()))
    lines = []
    for line in charts.records(table):
        if not line["n"] and line["stance"] == "ascribed":
            continue
        name, colour = contrasts.LABELS[line["stance"]], contrasts.label_colour(line["stance"], colours)
        cells = "".join(
            f'<td class="num" style="background:{contrasts.faded(colour, line[tone] / most)}">{line[tone]:,}</td>'
            for tone in contrasts.TONES
        )
        lines.append(f'<tr><th scope="row">{name}</th>{cells}<td class="num pq-total">{line["n"]:,}</td></tr>')
    heads = "".join(f'<th scope="col">{name}</th>' for name in (*(f"{tone} tone" for tone in contrasts.TONES), "all"))
    return f'<table class="pq-small pq-grid"><tr><td></td>{heads}</tr>{"".join(lines)}</table>'


def _draw_words(view: state.View, who: str, n: int) -> None:
    """Draw the heaviest words of an actor whose ``n`` quotes have a stance."""
    words = state.words(view.filters)
    if not words:
        st.header("Words that weigh most")
        st.caption("No words of stance were found in these quotes. That is not the same as neutral.")
        return
    few = all(line["n"] < view.min_n for line in words)
    plate = plates.Plate(
        name="actor-words", title="Words that weigh most", about=who, hint="", cell=("words",), n=n,
        meaning="What words add to the stance, summed over the actor’s own quotes; n counts the quotes that hold them."
        + f" Each stands in fewer than {view.min_n} quotes: too few to call any of them typical." * few,
        figure=lambda palette: contrasts.words_chart(words, MOST_LINES, palette=palette), unit="quotes with a stance",
        alt="The heaviest hawkish and dovish words; the numbers are in the table below.",
    )  # fmt: skip
    plates.draw_head(view, replace(plate, about=""))
    most = max(abs(line["weight"]) for line in words)
    columns = st.columns(2, gap="medium")
    for column, (name, style, sign) in zip(columns, (("▲ Hawkish", "hawk", 1), ("▼ Dovish", "dove", -1)), strict=True):
        lines = [line for line in words if line["weight"] * sign > 0]
        column.html(f'<div class="pq">{_words_html(name, style, lines, most)}</div>')
    for (phrase,) in plates.draw_foot(view, plate, pd.DataFrame(words)):
        sought = phrase.translate(_NO_QUOTATION_MARKS)
        plates.draw_behind(
            replace(view.filters, text=f'"{sought}"'), f"{who}: {phrase}", what="with these words",
            none="They are reporting words before the marks of a quote (“refused to …”), and the search looks within.",
        )  # fmt: skip


def _words_html(name: str, style: str, lines: Sequence[dict[str, Any]], most: float) -> str:
    """Give the heaviest words of one side as an escaped HTML table with a bar for each weight."""
    if not lines:
        return f'<table class="pq-small"><tr><th class="pq-{style}-text">{name}</th></tr><tr><td>none</td></tr></table>'
    shown = "".join(
        f"<tr><td>{html.escape(charts.shorten(line['words'], 60))}"
        f'<div class="pq-track pq-{style}-fill" style="width:{100 * abs(line["weight"]) / most:.0f}%"></div></td>'
        f'<td class="num">{signed(line["weight"])}</td><td class="num">{line["n"]:,}</td></tr>'
        for line in lines[:MOST_LINES]
    )
    heads = f'<th class="pq-{style}-text">{name}</th><th class="num">Weight</th><th class="num">n</th>'
    return f'<table class="pq-small"><tr>{heads}</tr>{shown}</table>{_more(len(lines))}'


def _more(count: int) -> str:
    return f'<div class="pq-meta">{count - MOST_LINES:,} more in the table</div>' if count > MOST_LINES else ""


def _draw_places(view: state.View) -> None:
    """Draw where, to whom and in which office it was said."""
    outlets = state.tally(view.filters, ("outlet",))
    addressees = state.tally(view.filters, ("addressee",))
    offices = state.tally(view.filters, ("role", "country"))
    offices.sort(key=lambda line: (not line["first"], line["first"], line["last"], line["role"], line["country"]))
    places = state.country_names({line["country"] for line in offices}, view.filters.collection)
    columns = st.columns([3, 3, 5], gap="medium")
    with columns[0]:
        st.header("Outlets")
        _draw_lines(outlets, {"Outlet": lambda line: line["outlet"] or "unknown"})
    with columns[1]:
        st.header("Told to")
        _draw_lines(addressees, {"Addressee": lambda line: line["addressee"] or "nobody named"})
    with columns[2]:
        st.header("Roles by date")
        _draw_lines(
            offices,
            {
                "Role": lambda line: line["role"] or "not stated",
                "Country": lambda line: places[line["country"]],
                "First quoted": lambda line: line["first"] or "no date",
                "Last quoted": lambda line: line["last"],
            },
        )
    whole = [
        {"what": what, "value": line[what], "country": line.get("country", ""),
         **{name: line[name] for name in ("n", "articles", "first", "last")}}
        for what, lines in (("outlet", outlets), ("addressee", addressees), ("role", offices))
        for line in lines
    ]  # fmt: skip
    elements.draw_table(pd.DataFrame(whole), "actor-outlets-addressees-roles")


def _draw_lines(lines: Sequence[dict[str, Any]], columns: dict[str, Callable[[dict[str, Any]], str]]) -> None:
    """Draw a small table of counts, every cell escaped."""
    heads = "".join(f"<th>{name}</th>" for name in columns) + '<th class="num">Quotes</th>'
    body = "".join(
        f'<tr>{"".join(_cell_html(cell(line)) for cell in columns.values())}<td class="num">{line["n"]:,}</td></tr>'
        for line in lines[:MOST_LINES]
    )
    table = f'<table class="pq-small"><tr>{heads}</tr>{body}</table>'
    st.html(f'<div class="pq">{table}{_more(len(lines))}</div>')


def _cell_html(words: str) -> str:
    """Give a cell: a day stays on one line, and only a word that is too long for a column is broken."""
    longest = max(map(len, words.split()), default=0)
    style = "pq-broken" if longest > LONGEST_WORD else "pq-line" if " " not in words else ""
    return f'<td class="{style}">{html.escape(charts.shorten(words, LONGEST_CELL))}</td>'


def _draw_quotes(view: state.View, who: str) -> None:
    st.header("All quotes")
    opened = st.query_params.get("quote", "")
    row: Row | None = state.store().quote(opened, view.filters.collection) if opened else None
    if row and row["actor"] != who:
        st.query_params.pop("quote")  # it was opened on another actor's page
    filters, order = listing.draw_search(view.filters)
    listing.draw_quotes(filters, order, view.filters.collection)
    elements.download_quotes(replace(view, filters=filters), order)


if __name__ == "__main__":
    draw()
