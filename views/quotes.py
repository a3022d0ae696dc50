"""Every quote: a searchable table, and beside it the article with the words that made the scores."""

from __future__ import annotations

from dataclasses import replace

from views import corrections, elements, listing, quoteless, trash


def draw() -> None:
    """Draw the page."""
    trash.draw_undo()
    corrections.draw_undo()
    view = elements.open_page("Quotes", "Every quote behind the charts, with the article it comes from.")
    if view is None:
        quoteless.draw_quoteless()
        return
    filters, order = listing.draw_search(view.filters)
    listing.draw_quotes(filters, order, view.filters.collection)
    elements.download_quotes(replace(view, filters=filters), order)
    corrections.draw_all(view.filters.collection)
    quoteless.draw_quoteless()


if __name__ == "__main__":
    draw()
