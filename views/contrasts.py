"""What is set against each other: tone and stance, speaker and target, sides of one actor, outlets, speech acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from analytics import charts, contrasts
from analytics.messages import counted
from views import elements, plates, state, timelines

MOST_ACTORS = 15
MOST_MARKS = 60
MOST_TARGETS = 8
LISTED = 4
UNKNOWN_OUTLET = "unknown outlet"
KINDS = {
    "map": "Stance and tone", "dyads": "Speaker and target", "divided": "Within one actor", "outlets": "Outlets",
    "acts": "Speech acts",
}  # fmt: skip


def draw() -> None:
    """Draw the page."""
    view = elements.open_page(
        "Compare", "How do stance and tone, speakers and targets, outlets and speech acts compare?"
    )
    if view is None:
        return
    elements.draw_thin(view)
    kind = timelines.draw_choice("Chart", "chart", KINDS, "map")
    {"map": _draw_map, "dyads": _draw_dyads, "divided": _draw_divided, "outlets": _draw_outlets, "acts": _draw_acts}[
        kind
    ](view)


def _empty(title: str, words: str) -> None:
    st.header(title)
    st.info(words, icon=":material/info:")


def _draw_map(view: state.View) -> None:
    table = state.by_actor(view)
    both = table[table["net"].notna() & table["mean_tone"].notna()]
    known = both.head(MOST_MARKS)
    if known.empty:
        _empty("Stance against tone", "No named actor has both a stance and a tone here. Choose a wider selection.")
        return
    plate = plates.Plate(
        name="stance-against-tone", title=f"Stance against tone of {counted(len(known), 'actor')}", cell=("actor",),
        meaning="Across: how the words sound. Up: what the speaker wants. A threat can sound warm. Hollow grey: fewer "
        f"than {view.min_n} quotes with a stance.{_cut(len(both), len(known), 'actor')}",
        figure=lambda palette: contrasts.stance_tone_map(known, palette=palette),
        n=int(known["n"].sum()), alt="Actors by tone and stance; the numbers are in the table below.",
    )  # fmt: skip
    for cell in plates.draw(view, plate, table):
        plates.draw_behind(replace(view.filters, actors=(cell[0],)), cell[0])
    left, right = st.columns(2, gap="large")
    for column, title, stance, tone in (
        (left, "Hawkish in warm words", "hawkish", "positive"),
        (right, "Dovish in grim words", "dovish", "negative"),
    ):
        with column:
            filters = replace(view.filters, stances=(stance,), tones=(tone,), holder="own")
            st.header(title)
            found = state.count(filters)
            st.caption(f"{counted(found, 'quote') if found else 'No quote here'}: {stance} in stance, {tone} in tone.")
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
    if table.empty:
        _empty(
            "Net stance, speaker → target",
            "No quote here has both a named speaker and somebody whom it is directed at or told to. Choose a wider "
            "selection.",
        )
        return
    without = int(whole.loc[whole[column] == "", "n"].sum())
    lacking = "a target" if column == "target_country" else "an addressee"
    shown = table
    for name, most in (("actor", MOST_ACTORS), (column, MOST_TARGETS)):
        top = shown.groupby(name)["n"].sum().nlargest(most).index
        shown = shown[shown[name].isin(top)]
    plate = plates.Plate(
        name="speaker-and-target", title=f"Net stance, speaker → {whom}",
        meaning=f"Down: who speaks. Across: {whom}{_named(shown, column, view)}. In a cell: net stance, "
        f"and n, the quotes with a stance. Hollow: fewer than {view.min_n} of them."
        f"{_without(without, lacking)}{_cut(len(table), len(shown), 'pair')}",
        hint="Click a cell for its quotes.", cell=("actor", column),
        figure=lambda palette: contrasts.dyad_matrix(shown, ("actor", column), palette=palette),
        n=int(shown["n_stance"].sum()), unit="quotes with a stance",
        alt=f"Net stance by speaker and {whom}; the numbers are in the table below.",
    )  # fmt: skip
    field = "target_countries" if column == "target_country" else "addressees"
    for who, towards in plates.draw(view, plate, table):
        narrowed: dict[str, Any] = {"actors": (who,), field: (towards,)}
        plates.draw_behind(replace(view.filters, **narrowed), f"{who} → {towards}", mark="cell")


def _named(table: pd.DataFrame, column: str, view: state.View) -> str:
    """Name the countries whose codes stand above a table's columns; they are words of our own lists."""
    if column != "target_country":
        return ""
    codes = sorted(set(table[column]))
    named = [words for words in state.countries_words(codes, view.filters.collection) if words not in codes]
    return f", here {', '.join(named)}" if named else ""


def _without(count: int, what: str) -> str:
    """Say how many quotes are left out because they lack something; nothing when none are."""
    return f" {counted(count, 'quote')} without {what} {'is' if count == 1 else 'are'} left out." if count else ""


def _cut(whole: int, shown: int, noun: str) -> str:
    """Say how many of a table's lines are drawn; nothing when all are."""
    return f" {shown:,} of {counted(whole, noun)} are drawn; the table has them all." if shown < whole else ""


def _draw_divided(view: state.View) -> None:
    table = state.by_actor(view)
    divided = table[table["n_stance"] > 1]
    known = divided.head(MOST_ACTORS)
    if known.empty:
        _empty("How divided actors are", "No named actor has two quotes with a stance here. Choose a wider "
               "selection.")  # fmt: skip
        return
    plate = plates.Plate(
        name="disagreement", title=f"How divided {counted(len(known), 'actor')} {'is' if len(known) == 1 else 'are'}",
        meaning="On top the most divided, with as many hawkish as dovish quotes. That can come of a change of mind, "
        f"two audiences or two offices. Faint: fewer than {view.min_n} quotes with a stance."
        f"{_cut(len(divided), len(known), 'actor')}",
        hint="Click a part for its quotes.",
        figure=lambda palette: contrasts.shares_chart(known, palette=palette),
        n=int(known["n_stance"].sum()), unit="quotes with a stance",
        alt="Shares of hawkish and dovish quotes by actor; see the table below.", cell=("actor",),
    )  # fmt: skip
    for who, *stance in plates.draw(view, plate, divided):
        filters = replace(view.filters, actors=(who,), stances=tuple(stance) or contrasts.SIDES, holder="own")
        order = plates.order_of(stance[0] if stance else "")
        title = f"{who}, {stance[0] if stance else 'with a stance'}"
        plates.draw_behind(filters, title, mark="part", order=order)


def _draw_outlets(view: state.View) -> None:
    names = [name for name, _ in state.choices(view.filters.collection, view.filters.kinds)["actors"]]
    allowed = [name for name in names if not view.filters.actors or name in view.filters.actors]
    who = st.selectbox("Speaker", allowed, index=0 if allowed else None, key="speaker", bind="query-params")
    if not who:
        _empty("One speaker in several outlets", "No quote here has a speaker with a name. Choose a wider selection.")
        return
    chosen = replace(view, filters=replace(view.filters, actors=(who,)))
    table = state.by_group(chosen, ("outlet",)).rename(columns={"outlet": "actor"})
    table["actor"] = [name or UNKNOWN_OUTLET for name in table["actor"]]
    known = table[table["n_stance"] > 0].sort_values("n", ascending=False, kind="stable").head(MOST_ACTORS)
    if known.empty:
        _empty("One speaker in several outlets", "No quote of this speaker within the filters has a stance. Choose "
               "another speaker.")  # fmt: skip
        return
    plate = plates.Plate(
        name="outlets-of-one-speaker", title=f"One speaker in {counted(len(known), 'outlet')}", about=who,
        meaning="Net stance of what each outlet printed of the same speaker, with 95% intervals by article. A "
        f"difference can be a choice of quotes or of occasions. Hollow grey: fewer than {view.min_n} quotes with a "
        "stance.",
        hint="Click a mark for its quotes.",
        figure=lambda palette: charts.actor_chart(known, palette=palette),
        n=int(known["n_stance"].sum()), unit="quotes with a stance",
        alt="Net stance by outlet; the numbers are in the table below.",
        key=f"outlets-{who}", cell=("outlet",),
    )  # fmt: skip
    for cell in plates.draw(chosen, plate, table.rename(columns={"actor": "outlet"})):
        outlet = "" if cell[0] == UNKNOWN_OUTLET else cell[0]
        plates.draw_behind(replace(chosen.filters, outlets=(outlet,)), f"{who} in {cell[0]}")


def _draw_acts(view: state.View) -> None:
    step = timelines.draw_period(view, "stance", 1)
    table = state.counts(view, (step, "speech_act")).rename(columns={step: "period"})
    shown = contrasts.fold_acts(table)
    if shown.empty:
        if table["period"].any():
            _empty("Speech acts over time", "No dated quote here has a speech act. Choose a wider selection.")
        else:
            timelines.draw_undated()
        return
    without = int(table["n"].sum() - shown["n"].sum())
    plate = plates.Plate(
        name=f"speech-acts-by-{step}", title=f"Speech acts by {step}",
        meaning=f"Threats, demands, offers and the like.{_without(without, 'a speech act or a date')}",
        hint="Click a bar for its quotes.", cell=("speech_act", "period"),
        figure=lambda palette: contrasts.acts_chart(shown, step=step, palette=palette),
        n=int(shown["n"].sum()), alt="Quotes by speech act and period; see the table below.",
    )  # fmt: skip
    known = table[(table["period"] != "") & (table["speech_act"] != "")]
    for act, period in plates.draw(view, plate, known):
        since, until = timelines.bounds(view, period, step)
        filters = replace(view.filters, undated=False, since=since, until=until, acts=_acts_of(act, table, shown))
        plates.draw_behind(filters, f"{act}, {step} of {period}", mark="bar", order="newest")


def _acts_of(name: str, table: pd.DataFrame, shown: pd.DataFrame) -> tuple[str, ...]:
    """Give the acts behind a bar's name: itself, or all that were added up as others."""
    if name != contrasts.OTHERS:
        return (name,)
    named: Sequence[str] = list(shown["speech_act"])
    return tuple(sorted({act for act in table["speech_act"] if act and act not in named}))


if __name__ == "__main__":
    draw()
