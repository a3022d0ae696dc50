"""What is set against each other: tone and stance, speaker and target, sides of one actor, outlets, speech acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics import charts, contrasts
from analytics.messages import counted
from views import elements, state, timelines

MOST_ACTORS = 15
MOST_TARGETS = 8
LISTED = 4
KINDS = {
    "map": "Stance and tone", "dyads": "Speaker and target", "divided": "Within one actor", "outlets": "Outlets",
    "acts": "Speech acts",
}  # fmt: skip


def draw() -> None:
    """Draw the page."""
    view = elements.open_page("Compare", "Which words, targets, outlets and acts stand against each other?")
    if view is None:
        return
    kind = timelines.draw_choice("Chart", "chart", KINDS, "map")
    {"map": _draw_map, "dyads": _draw_dyads, "divided": _draw_divided, "outlets": _draw_outlets, "acts": _draw_acts}[
        kind
    ](view)


def _draw_figure(figure: go.Figure, key: str, words: str) -> list[list[str]]:
    """Draw a chart; give what its clicked points carry."""
    event: Any = st.plotly_chart(
        figure, config=elements.CHART, key=f"contrast-{key}", on_select="rerun", selection_mode="points", alt=words
    )
    return [cell for point in event["selection"]["points"][:3] if (cell := contrasts.cell_of(point))]


def _draw_behind(view: state.View, title: str, **narrowed: tuple[str, ...] | str) -> None:
    """List the quotes behind a clicked point; ``narrowed`` are fields of the filter."""
    filters = replace(view.filters, **narrowed)  # type: ignore[arg-type]
    total = state.count(filters)
    with st.container(border=True):
        st.markdown(f"**{state.found_words(filters)} behind the point**")
        st.text(title)
        elements.draw_quotes(state.quotes(filters, "hawkish", timelines.MOST_QUOTES), title)
        if total > timelines.MOST_QUOTES:
            st.caption(f"{total - timelines.MOST_QUOTES:,} more are on the Quotes page.")


def _caption(view: state.View, words: str, n: int) -> None:
    """Say under a title what is drawn, of how many quotes, and how they count."""
    once = "copies counted once" if view.counting.once else "every printing counted"
    st.caption(f"{words} n = {n:,} quotes within the filters, {once}.")


def _empty(words: str) -> None:
    st.info(words, icon=":material/info:")


def _draw_map(view: state.View) -> None:
    table = state.by_actor(view)
    known = table[table["net"].notna() & table["mean_tone"].notna()]
    st.subheader(f"Stance against tone of {counted(min(len(known), 60), 'actor')}")
    if known.empty:
        _empty("No named actor has both a stance and a tone here. Choose a wider selection.")
        return
    words = (
        "Across: how the words sound. Up: what they want. A threat can sound warm. Hollow grey: fewer than "
        f"{view.min_n} quotes. Click a mark for its quotes."
    )
    _caption(view, words, int(known["n"].sum()))
    figure = contrasts.stance_tone_map(known.head(60), palette=state.palette())
    for cell in _draw_figure(figure, "map", "Actors by tone and stance; the numbers are in the table below."):
        _draw_behind(view, cell[0], actors=(cell[0],))
    elements.draw_table(table, "stance-against-tone")
    left, right = st.columns(2, gap="large")
    for column, title, stance, tone in (
        (left, "Threats in warm words", "hawkish", "positive"),
        (right, "Peace calls in grim words", "dovish", "negative"),
    ):
        with column:
            filters = replace(view.filters, stances=(stance,), tones=(tone,), holder="own")
            st.subheader(title)
            st.caption(f"{counted(state.count(filters), 'quote')}: {stance} in stance, {tone} in tone.")
            elements.draw_quotes(
                state.utterances(filters, "hawkish" if stance == "hawkish" else "dovish", LISTED), title
            )


def _draw_dyads(view: state.View) -> None:
    whole = state.by_group(view, ("actor", "target_country"))
    whom, column = "target country", "target_country"
    table = whole[(whole["actor"] != "") & (whole[column] != "")]
    if table.empty:
        whole = state.by_group(view, ("actor", "addressee"))
        whom, column = "who was told", "addressee"
        table = whole[(whole["actor"] != "") & (whole[column] != "")]
    st.subheader(f"Net stance, speaker → {whom}")
    if table.empty:
        _empty("No quote here has both a named speaker and somebody whom it is directed at or told to.")
        return
    without = int(whole.loc[whole[column] == "", "n"].sum())
    words = (
        f"Down: who speaks. Across: {whom}. {counted(without, 'quote')} without one left out. Hollow: fewer than "
        f"{view.min_n} quotes. Click a cell for its quotes."
    )
    _caption(view, words, int(table["n"].sum()))
    shown = table
    for name, most in (("actor", MOST_ACTORS), (column, MOST_TARGETS)):
        top = shown.groupby(name)["n"].sum().nlargest(most).index
        shown = shown[shown[name].isin(top)]
    figure = contrasts.dyad_matrix(shown, ("actor", column), palette=state.palette())
    field = "target_countries" if column == "target_country" else "addressees"
    for cell in _draw_figure(figure, "dyads", f"Net stance by speaker and {whom}; the numbers are in the table below."):
        _draw_behind(view, f"{cell[0]} → {cell[1]}", **{"actors": (cell[0],), field: (cell[1],)})
    elements.draw_table(table, "speaker-and-target")


def _draw_divided(view: state.View) -> None:
    table = state.by_actor(view)
    known = table[table["n_stance"] > 1].head(MOST_ACTORS)
    st.subheader(f"Disagreement within {counted(len(known), 'actor')}")
    if known.empty:
        _empty("No named actor has two quotes with a stance here. Choose a wider selection.")
        return
    words = (
        "The most divided on top: as many hawkish as dovish quotes. Mixed words can be a change of mind, two "
        f"audiences or two offices. Faint: fewer than {view.min_n} quotes. Click a part for its quotes."
    )
    _caption(view, words, int(known["n_stance"].sum()))
    figure = contrasts.shares_chart(known, palette=state.palette())
    for cell in _draw_figure(figure, "divided", "Shares of hawkish and dovish quotes by actor; see the table below."):
        _draw_behind(view, f"{cell[0]}, {cell[1]}", actors=(cell[0],), stances=(cell[1],), holder="own")
    elements.draw_table(table, "disagreement")


def _draw_outlets(view: state.View) -> None:
    names = [name for name, _ in state.choices(view.filters.collection, view.filters.kinds)["actors"]]
    allowed = [name for name in names if not view.filters.actors or name in view.filters.actors]
    who = st.selectbox("Speaker", allowed, index=0 if allowed else None, key="speaker", bind="query-params")
    if not who:
        _empty("No quote here has a speaker with a name. Choose a wider selection.")
        return
    chosen = replace(view, filters=replace(view.filters, actors=(who,)))
    table = state.by_group(chosen, ("outlet",)).rename(columns={"outlet": "actor"})
    table["actor"] = [name or "unknown outlet" for name in table["actor"]]
    known = table[table["n_stance"] > 0].sort_values("n", ascending=False, kind="stable").head(MOST_ACTORS)
    st.subheader(f"One speaker in {counted(len(table), 'outlet')}")
    st.text(who)
    if known.empty:
        _empty("No quote of this speaker within the filters has a stance.")
        return
    words = (
        "Net stance of what each outlet printed of the same speaker, with 95 % intervals by article. A difference can "
        f"be a choice of quotes or of occasions. Hollow grey: fewer than {view.min_n} quotes. Click one for its quotes."
    )
    _caption(view, words, int(table["n"].sum()))
    figure = charts.actor_chart(known, palette=state.palette())
    for cell in _draw_figure(figure, f"outlets-{who}", "Net stance by outlet; the numbers are in the table below."):
        outlet = "" if cell[0] == "unknown outlet" else cell[0]
        _draw_behind(chosen, f"{who} in {cell[0]}", outlets=(outlet,))
    elements.draw_table(table.rename(columns={"actor": "outlet"}), "outlets-of-one-speaker")


def _draw_acts(view: state.View) -> None:
    step = timelines.draw_period(view, "stance", 1)
    table = state.by_group(view, ("period", "speech_act"), step)[["period", "speech_act", "n"]]
    shown = contrasts.fold_acts(table)
    st.subheader(f"Speech acts by {step}")
    if shown.empty:
        _empty("No dated quote here has a speech act.")
        return
    without = int(table["n"].sum() - shown["n"].sum())
    words = f"Threats, demands, offers and the like. {counted(without, 'quote')} without an act or a day left out. "
    _caption(view, words + "Click a bar for its quotes.", int(shown["n"].sum()))
    figure = contrasts.acts_chart(shown, step=step, palette=state.palette())
    for cell in _draw_figure(figure, f"acts-{step}", "Quotes by speech act and period; see the table below."):
        since, until = timelines.bounds(view, cell[1], step)
        acts = _acts_of(cell[0], table, shown)
        _draw_behind(replace(view, filters=replace(view.filters, undated=False)), f"{cell[0]}, {step} of {cell[1]}",
                     acts=acts, since=since, until=until)  # fmt: skip
    elements.draw_table(table, f"speech-acts-by-{step}")


def _acts_of(name: str, table: pd.DataFrame, shown: pd.DataFrame) -> tuple[str, ...]:
    """Give the acts behind a bar's name: itself, or all that were added up as others."""
    if name != contrasts.OTHERS:
        return (name,)
    named: Sequence[str] = list(shown["speech_act"])
    return tuple(sorted({act for act in table["speech_act"] if act and act not in named}))


if __name__ == "__main__":
    draw()
