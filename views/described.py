"""Says in words what a view shows and how it counts: under charts, in pictures that leave the page, in the report."""

from __future__ import annotations

from analytics.settings import VERSION
from views import state

CAVEAT = "Scored by rules from these articles alone. Read the quotes before you print a number."


def filters_of(view: state.View) -> list[str]:
    """Name what the filters let through, a part each; nothing where they hide nothing."""
    filters = view.filters
    places = state.country_names((*filters.countries, *filters.target_countries), filters.collection)
    countries, at = (tuple(map(places.__getitem__, one)) for one in (filters.countries, filters.target_countries))
    holder = (state.HOLDERS[filters.holder],) if filters.holder else ()
    kinds = () if set(filters.kinds) == set(state.MARKED) else tuple(state.KINDS[kind] for kind in filters.kinds)
    named = {
        "Actors": filters.actors, "Countries": countries, "Sides": filters.sides, "Outlets": filters.outlets,
        "Kinds of quote": kinds, "Stance": tuple(state.STANCES[name] for name in filters.stances),
        "Tone": filters.tones, "Speech acts": filters.acts, "Whose view": holder,
        "Directed at": (*filters.targets, *at), "Told to": filters.addressees,
        "Languages": filters.languages, "With the words": (filters.text,) if filters.text else (),
    }  # fmt: skip
    said = [f"{name}: {', '.join(values)}" for name, values in named.items() if values]
    if filters.since or filters.until:
        undated = ", undated quotes too" if filters.undated else ""
        said.append(f"Days: {filters.since or 'the first'} to {filters.until or 'the last'}{undated}")
    if filters.min_confidence:
        said.append(f"Speaker sure to {filters.min_confidence:.0%} or more")
    return said


def counting_of(view: state.View) -> list[str]:
    """Say how quotes count in this view, a part each."""
    parts = ["copies counted once" if view.counting.once else "every printing counted"]
    if view.counting.ascribed:
        parts.append("words about others counted")
    if view.weight != "quote":
        parts.append(f"every {view.weight} counts the same")
    return parts


def basis_of(view: state.View, n: str) -> str:
    """Say of how many quotes a chart is made, how they count, and what was filtered."""
    filters = "; ".join(filters_of(view)) or "no filter"
    return f"n = {n}, {', '.join(counting_of(view))} · {filters}"


def notes_of(view: state.View, n: str) -> list[str]:
    """Give what a chart that leaves the page has to say for itself, a line each."""
    fiction = " Fictional: all states, people and events are invented." if is_fictional(view.filters.collection) else ""
    from analytics.pipeline import model_version  # brings the whole pipeline, needed for a picture alone

    return [
        f"{basis_of(view, n)}.",
        f"Collection: {view.filters.collection}.{fiction}",
        f"{CAVEAT} Minimum n {view.min_n}; Parley {VERSION}, model {model_version()}.",
    ]


def is_fictional(collection: str) -> bool:
    """Tell whether a collection is made up."""
    return any(line["name"] == collection and line["fictional"] for line in state.collections())
