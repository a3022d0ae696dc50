"""Who is who in a collection: names without an entry, the collection's own actors, and what a change would touch."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from analytics.actor_lines import COLUMNS, KINDS, Line, RosterError
from analytics.actors import read_registry
from analytics.charts import shorten
from analytics.corrections import Author
from analytics.messages import counted
from analytics.registrations import (
    Effect,
    Entries,
    Unresolved,
    entry_of,
    read_actors,
    register,
    undo_registration,
    with_alias,
    write_actors,
)
from analytics.rosters import make_id
from analytics.store import StoreError
from views import corrections, elements, state

NEW = "a new actor"
LISTED_EFFECTS = 200
LISTED_CHANGES = 20

_OFFICES = ("Office", "Since", "Until")
_KIND_WORDS = {"person": "person", "organization": "organisation or state", "collective": "group"}


def draw() -> None:
    """Draw the page."""
    elements.draw_head("Registry", "Who is who in this collection, in which office, on which side.")
    if not state.collections():
        elements.draw_empty_database()
        return
    collection = state.current_view().filters.collection
    _draw_undo(collection)
    _draw_unresolved(collection)
    if not state.read_only():
        _draw_editor(collection)
    _draw_own(collection)
    _draw_files(collection)
    _draw_changes(collection)


def _draw_unresolved(collection: str) -> None:
    """List the names without an entry; one that is selected goes into the box below."""
    st.header("Names without an entry")
    unnamed = st.toggle(
        "Also officials and groups without a name", key="registry-unnamed",
        help="Words such as “senior official”. An entry with these words as another spelling says who it is.",
    )  # fmt: skip
    names = _unresolved(collection)
    if not names:
        more = "" if state.read_only() else " You can still add actors."
        st.info(f"Every speaker with a name is in the registry.{more}", icon=":material/check:")
    else:
        select = (
            "" if state.read_only() else " Select a row to say who it is; with the keyboard, Shift+Space selects it."
        )
        st.caption(
            "Speakers that neither the shipped registry nor your own actors know, the most quoted first. Near names "
            f"are offered, never taken.{select}"
        )
        turn = st.session_state.get("registry-turn", 0)
        event: Any = st.dataframe(
            _table(names, collection), hide_index=True, on_select="rerun", selection_mode="single-row", row_height=38,
            key=f"unresolved-{collection}-{turn}-{unnamed}", height=min(430, 38 * (len(names) + 1) + 3),
            alt="Names without an entry, with their quotes and near names; select one to say who it is",
            column_config={
                "Name": st.column_config.TextColumn(width=200), "Kind": st.column_config.TextColumn(width=130),
                "Country": st.column_config.TextColumn(width=90), "Quotes": st.column_config.NumberColumn(width=65),
                "Articles": st.column_config.NumberColumn(width=65),
            },
        )  # fmt: skip
        rows = event["selection"]["rows"]
        picked = names[rows[0]].name if rows and rows[0] < len(names) else ""
        if picked and picked != st.session_state.get("registry-picked"):
            st.session_state[_name_key()] = picked
            _forget_wanted()
        st.session_state["registry-picked"] = picked


def _unresolved(collection: str) -> list[Unresolved]:
    unnamed = bool(st.session_state.get("registry-unnamed"))
    return state.unresolved(collection, state.chosen_kinds(), unnamed=unnamed)


def _table(names: Sequence[Unresolved], collection: str) -> pd.DataFrame:
    places = state.country_names({item.country for item in names}, collection)
    lines = [
        {
            "Name": item.name,
            "Kind": _KIND_WORDS.get(item.kind, item.kind),
            "Country": places[item.country],
            "Quotes": item.quotes,
            "Articles": item.articles,
            "Near names in the registry": "; ".join(near.name for near in item.suggestions) or "none",
        }
        for item in names
    ]
    return pd.DataFrame(lines)


def _name_key() -> str:
    """Give the key of the box for the name: a new one after each change, so that the box is empty again."""
    return f"registry-name-{st.session_state.get('registry-turn', 0)}"


def _draw_editor(collection: str) -> None:
    """Draw the choice of who a name is, and the form for the entry."""
    st.header("Add or edit an actor")
    roster, registry = state.roster(collection), read_registry()
    found = _unresolved(collection)
    own = [lines[0]["name"] for lines in roster.lines.values()]
    options = list(dict.fromkeys([*own, *(item.name for item in found)]))
    typed = st.session_state.get(_name_key())
    if typed and typed not in options:
        options.insert(0, typed)
    left, right = st.columns(2)
    name = left.selectbox(
        "Name", options, index=None, key=_name_key(), accept_new_options=True, placeholder="Choose or type a name",
        on_change=_forget_wanted,
    ) or ""  # fmt: skip
    if not name.strip():
        st.caption("Select a row above, or choose or type a name here, to say who it is.")
        return
    near = next((item.suggestions for item in found if item.name == name), ())
    ids = {lines[0]["name"]: actor_id for actor_id, lines in roster.lines.items()}
    mine = [ids[name]] if name in ids else []
    known = [*mine, *(item.actor_id for item in near)]
    everyone = dict.fromkeys([*known, "", *roster.lines, *registry.offices]) if not mine else dict.fromkeys([*mine, ""])

    def shown(actor_id: str) -> str:
        if not actor_id:
            return NEW
        first = entry_of(actor_id, roster, registry)[:1] or [{"name": _name_of(near, actor_id), "country": ""}]
        place = "your own" if actor_id in roster.lines else "near" if actor_id in known else "shipped"
        return ", ".join(part for part in (first[0]["name"], first[0]["country"], place) if part)

    who = right.selectbox(
        "Who is it?", list(everyone), 0 if mine else list(everyone).index(""), format_func=shown,
        key=f"registry-who-{name}-{st.session_state.get('registry-turn', 0)}", on_change=_forget_wanted,
        help="A new actor, or one of the registry, which then knows this name too.",
    )  # fmt: skip
    if near and not mine:
        st.caption("Near names of the registry come first in that list: look at them before you add a new actor.")
    _draw_entry(collection, name.strip(), who or "")
    _draw_preview(collection)


def _name_of(near: Sequence[Any], actor_id: str) -> str:
    return next((item.name for item in near if item.actor_id == actor_id), actor_id)


def _draw_entry(collection: str, name: str, who: str) -> None:
    roster = state.roster(collection)
    lines = entry_of(who, roster) if who else []
    if who and not lines:  # an actor of the file that the articles were read with
        lines = [dict.fromkeys(COLUMNS, "") | {"id": who, "name": _quoted_name(who) or name, "kind": "person"}]
    lines = with_alias(lines, name) if lines and name != lines[0]["name"] else lines
    first = lines[0] if lines else dict.fromkeys(COLUMNS, "") | {"name": name, "kind": "person"}
    key = f"{name}-{who}-{st.session_state.get('registry-turn', 0)}"
    with st.form(f"entry-{key}"):
        left, right = st.columns(2)
        shown = left.text_input("Name to show", first["name"], key=f"shown-{key}", max_chars=200)
        aliases = right.text_input(
            "Other spellings, separated by |", first["aliases"], key=f"aliases-{key}", max_chars=2000,
            help="A name in an article is this actor’s only where it is one of these, letter for letter.",
        )  # fmt: skip
        kind_box, country_box, side_box = st.columns(3)
        kind = kind_box.selectbox(
            "What it is", KINDS, KINDS.index(first["kind"]) if first["kind"] in KINDS else 0, key=f"kind-{key}",
            format_func=_KIND_WORDS.__getitem__,
        )  # fmt: skip
        country = country_box.text_input("Country (three letters)", first["country"], key=f"country-{key}", max_chars=3)
        sides = _sides(collection, first["side"])
        side = side_box.selectbox(
            "Side in this collection", sides, sides.index(first["side"]) if first["side"] else None, key=f"side-{key}",
            accept_new_options=True, placeholder="None, or type one",
        )  # fmt: skip
        st.caption(
            "Offices, each with its days. One without a first day is never used; one without a last day is still held."
        )
        offices = st.data_editor(
            _offices(lines), num_rows="dynamic", hide_index=True, key=f"offices-{key}", height="content",
            alt="Offices of this actor with their first and last days",
            column_config={
                "Office": st.column_config.TextColumn(max_chars=200),
                "Since": st.column_config.DateColumn(format="YYYY-MM-DD"),
                "Until": st.column_config.DateColumn(format="YYYY-MM-DD"),
            },
        )  # fmt: skip
        with st.container(horizontal=True):
            wanted = st.form_submit_button("Show what it changes", type="primary")
            out = who in roster.lines and st.form_submit_button("Take out of your own actors", type="tertiary")
    if wanted:
        cells = {
            "name": shown or "",
            "aliases": aliases or "",
            "kind": kind,
            "country": country or "",
            "side": side or "",
        }
        actor_id = who or make_id(shown or name, [*roster.lines, *read_registry().offices])
        kept = {(line["role"], line["since"]): line["country"] for line in lines}
        changed = [cells | {"id": actor_id} | term for term in _terms(offices)]
        if cells["country"] == first["country"]:  # else it is meant for all offices, which may be of several countries
            changed = [line | {"country": kept.get((line["role"], line["since"]), line["country"])} for line in changed]
        _want(collection, {actor_id: with_alias(changed, name)})
    elif out:
        _want(collection, {who: []})


def _sides(collection: str, side: str) -> list[str]:
    """Give the sides to choose from: those of the collection's quotes and own actors."""
    place = state.current_view().everything
    quoted = [line["side"] for line in state.tally(place, ("side",))]
    own = [line["side"] for lines in state.roster(collection).lines.values() for line in lines]
    return sorted({name for name in (*quoted, *own, side) if name})


def _quoted_name(actor_id: str) -> str:
    place = state.current_view().everything
    names = [line["actor"] for line in state.tally(place, ("actor_id", "actor")) if line["actor_id"] == actor_id]
    return names[0] if names else ""


def _offices(lines: Sequence[Line]) -> pd.DataFrame:
    held = [line for line in lines if line["role"] or line["since"] or line["until"]]
    table = pd.DataFrame(
        [[line["role"], line["since"] or None, line["until"] or None] for line in held], columns=_OFFICES
    )
    return table.astype({"Office": "object", "Since": "datetime64[s]", "Until": "datetime64[s]"})


def _terms(offices: pd.DataFrame) -> list[dict[str, str]]:
    """Give role and days of each line of the table; one empty term where there is none."""

    def day(cell: Any) -> str:  # noqa: ANN401 - a time, a day, or nothing in one of pandas' ways
        return "" if pd.isna(cell) else date(cell.year, cell.month, cell.day).isoformat()

    terms = [
        {"role": line["Office"] if isinstance(line["Office"], str) else "", "since": day(line["Since"]),
         "until": day(line["Until"])}
        for line in offices.to_dict("records")
    ]  # fmt: skip
    return [term for term in terms if any(term.values())] or [{"role": "", "since": "", "until": ""}]


def _want(collection: str, entries: Entries) -> None:
    """Keep a change that waits for its preview to be looked at."""
    st.session_state["registry-wanted"] = (collection, entries)
    st.session_state.pop("registry-saved", None)


def _forget_wanted() -> None:
    st.session_state.pop("registry-wanted", None)


def _draw_preview(collection: str) -> None:
    """Show what the waiting change would touch, before it is made."""
    place, entries = st.session_state.get("registry-wanted", ("", {}))
    if not entries or place != collection:
        return
    try:
        effects = state.effects(collection, entries)
    except RosterError as error:
        st.text(str(error))
        return
    own = state.roster(collection).lines
    if all(own.get(actor_id, []) == list(lines) for actor_id, lines in entries.items()):
        st.text("Nothing would change: this is what your own actors say already.")
        return
    with st.container(border=True):
        articles = len({effect.article_id for effect in effects})
        if effects:
            st.markdown(
                f"**{counted(len(effects), 'quote')} in {counted(articles, 'article')} would read differently:**"
            )
            st.dataframe(_effects(effects[:LISTED_EFFECTS]), hide_index=True, alt="Quotes that would read differently")
            if len(effects) > LISTED_EFFECTS:
                st.caption(f"The first {LISTED_EFFECTS} of {len(effects):,}.")
        else:
            st.markdown("**No stored quote would read differently.** It counts for articles added later.")
        with st.form("registry-save", border=False):
            by = corrections.author("registry")
            with st.container(horizontal=True):
                save = st.form_submit_button(f"Save {counted(len(entries), 'actor')}", type="primary")
                cancel = st.form_submit_button("Cancel", type="tertiary", on_click=_forget_wanted)
        if save and not cancel:
            _save(collection, entries, by)


def _effects(effects: Sequence[Effect]) -> pd.DataFrame:
    def change(cells: tuple[str, str]) -> str:
        return f"{cells[0] or 'none'} → {cells[1] or 'none'}"

    lines = [
        {
            "Quote": shorten(effect.quote, 80),
            "Speaker": change(effect.cells["actor"]) if "actor" in effect.cells else effect.speaker,
            "Other changes": "; ".join(
                f"{elements.CORRECTED[column]}: {change(cells)}"
                for column, cells in effect.cells.items()
                if column != "actor"
            ),
            "Article": shorten(effect.title or "no title", 60),
            "Published": effect.published,
        }
        for effect in effects
    ]
    return pd.DataFrame(lines)


def _save(collection: str, entries: Entries, by: Author) -> None:
    try:
        change = register(state.store(), collection, entries, by)
    except (StoreError, RosterError) as error:
        st.text(str(error))
        return
    corrections.remember(by.who)
    names = [lines[0]["name"] for lines in entries.values() if lines]
    words = f"Saved: {shorten(', '.join(names), 80)}" if names else "Taken out of your own actors"
    st.session_state["registry-saved"] = (collection, change, words)
    _forget_wanted()
    st.session_state["registry-turn"] = st.session_state.get("registry-turn", 0) + 1
    st.rerun()


def _draw_undo(collection: str) -> None:
    """Say which change of actors was made last in this session, and offer to take it back."""
    place, change, words = st.session_state.get("registry-saved", ("", 0, ""))
    if not change or place != collection or state.read_only():
        return
    elements.draw_last_change(words, "undo-registration", _undo, change)


def _undo(change: int) -> None:
    try:
        undo_registration(state.store(), change, st.session_state.get("editor", ""))
    except StoreError as error:  # a callback runs before the page, whose notice for such errors is not there yet
        st.session_state["registry-saved"] = (*st.session_state["registry-saved"][:2], f"Not taken back. {error}")
        return
    if st.session_state.get("registry-saved", ("", 0))[1] == change:
        del st.session_state["registry-saved"]
    st.session_state["registry-turn"] = st.session_state.get("registry-turn", 0) + 1


def _draw_own(collection: str) -> None:
    roster = state.roster(collection)
    st.header("Your own actors of this collection")
    if not roster.lines:
        st.caption("None yet. They are laid over the shipped registry, in this collection only.")
        return
    lines = [
        {
            "Name": line["name"], "Country": line["country"], "Side": line["side"], "Office": line["role"],
            "Since": line["since"], "Until": line["until"], "Other spellings": line["aliases"].replace("|", ", "),
        }
        for own in roster.lines.values()
        for line in own
    ]  # fmt: skip
    st.dataframe(pd.DataFrame(lines), hide_index=True, alt="The collection’s own actors with their offices")


def _draw_files(collection: str) -> None:
    """Offer the own actors as CSV, and take such a file in."""
    roster = state.roster(collection)
    with st.expander("Export as CSV" if state.read_only() else "Import or export as CSV", icon=":material/table:"):
        label = "Download your own actors as CSV" if roster.lines else "Download an empty table to fill in"
        st.download_button(
            label, lambda: write_actors(roster), "parley-actors.csv", "text/csv", key="download-actors",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        if state.read_only():
            return
        turn = st.session_state.get("import-turn", 0)
        upload = st.file_uploader(
            "A CSV of actors", ["csv"], key=f"import-{turn}",
            help="Columns: " + ", ".join(COLUMNS) + ". One line for each office; several aliases are separated by |. "
            "An id that is there already is replaced; other actors stay.",
        )  # fmt: skip
        if upload:
            st.session_state["import-turn"] = turn + 1
            st.session_state.pop("import-fault", None)
            try:
                _want(collection, read_actors(upload.getvalue()))
            except RosterError as error:
                st.session_state["import-fault"] = str(error)
            st.rerun()
        if st.session_state.get("import-fault"):
            st.text(st.session_state["import-fault"])
    if not st.session_state.get(_name_key()):  # else it stands below the form
        _draw_preview(collection)


def _draw_changes(collection: str) -> None:
    """List the changes of the own actors with a way back."""
    lines = state.registrations(collection)
    if not lines:
        return
    changes = [list(group) for _, group in groupby(lines, key=lambda line: line["change"])]
    held = sum(not change[0]["undone"] for change in changes)
    with st.expander(f"{counted(held, 'change')} of your own actors", icon=":material/history:"):
        for change in changes[:LISTED_CHANGES]:
            words, back = st.columns([5, 1.3], vertical_alignment="center")
            words.html(f'<div class="pq">{_change_html(change)}</div>')
            if not change[0]["undone"] and not state.read_only():
                number = change[0]["change"]
                back.button(
                    "Undo", key=f"undo-actors-{number}", on_click=_undo, args=(number,), type="tertiary",
                    icon=":material/undo:",
                )  # fmt: skip
        if len(changes) > LISTED_CHANGES:
            st.caption(f"{len(changes) - LISTED_CHANGES} more.")


def _change_html(lines: Sequence[dict[str, Any]]) -> str:
    """Give one change of actors as escaped HTML: whom, how, by whom and when."""
    said = []
    for line in lines[:10]:
        name = (line["new"] or line["old"] or [{"name": line["actor_id"]}])[0]["name"]
        how = "edited" if line["new"] and line["old"] else "added" if line["new"] else "taken out"
        said.append(f"<b>{html.escape(name)}</b> {how}")
    more = f" and {len(lines) - 10:,} more" if len(lines) > 10 else ""
    return f"<div>{', '.join(said)}{more}</div>{corrections.made_html(lines[0])}"


if __name__ == "__main__":
    draw()
