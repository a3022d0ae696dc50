"""Hostile words in every place where a page shows text: nothing runs, nothing is fetched, nothing becomes a link."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, TimeoutError

from analytics.corrections import Author, correct_quote
from analytics.records import Article
from analytics.registrations import register
from analytics.saved_views import save_view
from analytics.store import Store, open_store
from tests.browser.conftest import PATIENCE, Dashboard, Visit
from tests.views.conftest import made_row

pytestmark = pytest.mark.browser

STRIKE = "window.struck=1"
HOSTILE = (
    f"<script>{STRIKE}</script><img src='https://evil.test/a.png' onerror='{STRIKE}'> ![p](https://evil.test/b.png) "
    f"<iframe srcdoc=\"<script>parent.{STRIKE}</script>\"></iframe><svg onload='{STRIKE}'> <a href='https://evil.test'>x</a>"
    f' [y](javascript:{STRIKE}) $\\href{{javascript:{STRIKE}}}{{z}}$ "onmouseover="{STRIKE}'
)
SHORT = f"<img src=//evil.test/c onerror={STRIKE}><a href=https://evil.test>x</a>"
NAME = f"![q](https://evil.test/d.png)<img src=x onerror={STRIKE}>"
"""For the name of a file, which holds no slash but those of an address."""
PAPERS = ("Paper one " + HOSTILE, "Paper two " + SHORT, "Paper three")
TURNED, STEADY = "Irena " + HOSTILE, "Tomas " + SHORT
COLLECTION = "Tests " + SHORT

_FAULTS = """() => ({
    struck: window.struck ?? null,
    links: [...document.querySelectorAll('a')]
        .map(a => a.getAttribute('href') ?? a.getAttributeNS('http://www.w3.org/1999/xlink', 'href') ?? '')
        .filter(to => /^\\s*(\\w+:)?[/][/]evil[.]test|^\\s*(javascript|data):/i.test(to)),
    armed: document.querySelectorAll('[onerror], [onload], [onmouseover], [srcdoc]').length,
    planted: [...document.querySelectorAll('script, img, iframe')]
        .filter(one => !(one.text ?? '').trim().startsWith('window.PLOTLYENV'))  // a chart: its words are escaped data
        .filter(one => /evil[.]test|window[.]struck/.test(one.outerHTML.slice(0, 300))).length,
    raw: document.querySelectorAll('[data-testid=stHtml] :is(script, img, iframe, svg)').length,
})"""
_CLEAN = {"struck": None, "links": [], "armed": 0, "planted": 0, "raw": 0}
_UNFOLD = """() => document.querySelectorAll('[data-testid=stExpander] details:not([open]) > summary')
    .forEach(one => one.click())"""
_MARKS = ".point, .points path, .heatmaplayer image, .nsewdrag"
_MARK = """(plot, part) => {
    plot.scrollIntoView({block: 'center'})
    const marks = [...plot.querySelectorAll('MARKS')]
    const box = marks[Math.floor(part * (marks.length - 1))].getBoundingClientRect()
    return [box.x + box.width / 2, box.y + box.height / 2]
}""".replace("MARKS", _MARKS)
"""Where a mark of a chart stands now, the first for part 0 and the last for 1."""
_TOLD = "plot => plot.querySelector('.hoverlayer .hovertext') !== null"


def fill_hostile(store: Store, articles: int = 24) -> str:
    """Store articles whose every word of text is hostile; one actor turns half-way. Gives the id of a quote."""
    rows: list[dict[str, Any]] = []
    for number in range(articles):
        day = (date(2025, 3, 3) + timedelta(days=number)).isoformat()
        said = [(actor, f"Matter {number} {turn} of {actor}") for actor in (TURNED, STEADY) for turn in range(2)]
        text = f"{HOSTILE}\n\n" + "\n\n".join(f"“{words},” {actor} said." for actor, words in said)
        url = f"javascript:{STRIKE}" if number % 2 else f'https://news.invalid/"onmouseover="{STRIKE}'
        article = Article(text, f"Day {number} {HOSTILE}", day, PAPERS[number % 3], url, f"{number} {HOSTILE}")
        rows = [_hostile_row(article, number, place, *line) for place, line in enumerate(said)]
        store.add(article, rows, collection=COLLECTION)
    return str(rows[0]["quote_id"])


def _hostile_row(article: Article, number: int, place: int, actor: str, words: str) -> dict[str, Any]:
    up = number >= 12 if actor == TURNED else (number + place) % 2 == 0
    start = article.text.index(words)
    item = {"words": HOSTILE, "category": HOSTILE, "weight": 0.6 if up else -0.6, "start": start, "end": start + 9}
    return made_row(
        article, words, actor=actor, actor_id=SHORT + actor[:5], speaker=HOSTILE, mention=HOSTILE, mention_start=0,
        mention_end=len(HOSTILE), cue=HOSTILE, country=SHORT, role=HOSTILE, side=SHORT, addressee=HOSTILE,
        target=SHORT, target_country=f"{place % 2} {SHORT}", rule=HOSTILE, condition=HOSTILE, said_on=article.published,
        stance=0.6 if up else -0.6, stance_label="hawkish" if up else "dovish", stance_confidence=0.7,
        tone=0.4 if place % 2 else -0.4, tone_label="positive" if place % 2 else "negative", language="en",
        speech_act="threat" if up else "offer", url=article.url,
        evidence=json.dumps([item]), model_version=SHORT, confidence=0.3,
    )  # fmt: skip


@pytest.fixture
def quote(dashboard: Dashboard) -> str:
    """Fill the dashboard's database with hostile words in every column, layer and list; give a quote's id."""
    with open_store(dashboard.database) as store:
        quote = fill_hostile(store)
        own = {"id": SHORT, "name": f"Own {SHORT}", "side": SHORT, "role": HOSTILE[:290], "aliases": TURNED[:290]}
        register(store, COLLECTION, {SHORT: [own]}, Author(SHORT, HOSTILE))
        correct_quote(store, quote, {"addressee": SHORT, "role": SHORT, "target": SHORT}, Author(SHORT, HOSTILE))
        with store.writing() as connection:
            save_view(connection, SHORT[:80], "//evil.test", {"actor": [HOSTILE], "collection": [COLLECTION]})
        gone = Article(f"Gone {HOSTILE}", f"Gone {HOSTILE}", "2025-03-03", HOSTILE)
        store.add(gone, [], collection=COLLECTION)
        store.delete([gone.id])
    return quote


def point_at(visit: Visit, plot: Locator, wait: float = 500) -> bool:
    """Point at marks of a chart from the first to the last; tell whether one showed its figures in ``wait`` ms."""
    told = False
    plot.locator(_MARKS).first.wait_for(state="attached")
    for part in (0, 0.25, 0.5, 0.75, 1):
        across, down = plot.evaluate(_MARK, part)
        visit.page.mouse.move(across - 1, down - 1)
        visit.page.mouse.move(across, down)
        with suppress(TimeoutError):
            visit.page.wait_for_function(_TOLD, arg=plot.element_handle(), timeout=wait)
            told = True
    return told


def look(visit: Visit, *, charts: int = 0) -> None:
    """Unfold everything on a page, point at marks and table cells, and see that nothing came of it."""
    page = visit.page
    page.evaluate(_UNFOLD)
    visit.settle()
    plots = page.locator(".js-plotly-plot:has(.main-svg)")
    if charts:
        plots.nth(charts - 1).wait_for()
    told = [point_at(visit, plot) for plot in plots.all()[:3]]
    if charts and not any(told):  # a busy machine: once more, with patience
        told = [point_at(visit, plots.first, PATIENCE / 10)]
    assert any(told) == bool(charts), "a mark that was pointed at tells its figures"
    for table in page.get_by_test_id("stDataFrame").all()[:2]:
        table.hover(position={"x": 60, "y": 50}, force=True)
    assert page.evaluate(_FAULTS) == _CLEAN, page.url
    assert page.get_by_test_id("stException").count() == 0


def test_hostile_words_stay_words_on_every_page(visit: Visit, quote: str) -> None:
    for path, charts in (
        ("", 1), ("over_time?step=week", 3), ("what_changed?window=12", 1), ("quotes", 0), (f"quotes?quote={quote}", 0),
        ("upload", 0), ("saved", 0), ("registry", 0), ("method", 0),
    ):  # fmt: skip
        visit.go(path)
        look(visit, charts=charts)
    for chart in ("map", "dyads", "divided", "outlets", "acts"):
        visit.go(f"contrasts?chart={chart}")
        look(visit, charts=1)
    visit.go("actors")
    look(visit)
    visit.page.get_by_role("combobox", name="Actor", exact=True).fill("Tomas")
    visit.page.get_by_role("combobox", name="Actor", exact=True).press("Enter")
    visit.page.get_by_role("heading", name="Words that weigh most").wait_for()
    look(visit, charts=2)
    assert (visit.strangers, visit.dialogs) == ([], [])


def test_hostile_files_and_reports_stay_words(visit: Visit, quote: str, tmp_path: Path) -> None:
    page = visit.page
    page.set_default_timeout(2 * PATIENCE)

    def upload(sign: Locator, *files: tuple[str, str]) -> None:
        given = [{"name": name, "mimeType": "text/plain", "buffer": content.encode()} for name, content in files]
        page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(given)  # type: ignore[arg-type]
        sign.first.wait_for()

    visit.go("upload")
    upload(
        page.get_by_role("heading", name="article read"),
        (
            f"{NAME}.txt",
            f"---\ntitle: {HOSTILE}\noutlet: {HOSTILE}\ndate: {SHORT}\n---\n“{HOSTILE},” {NAME} Quell said.",
        ),
        (f"{NAME}.csv", f"{NAME},more\n1,2\n"),
        (f"{NAME}.pdf", "%PDF-1.7 broken"),
        (f"{NAME}.exe", "x"),
    )
    look(visit)

    visit.go("over_time?step=week")
    page.locator("summary", has_text="Dated events").dispatch_event("click")
    chosen = page.get_by_test_id("stFileChipName")
    upload(chosen, (f"{NAME}.csv", f'date,label,kind\n2025-03-10,"{SHORT}","{SHORT}"\n2025-03-17,"{NAME}",x\n'))
    look(visit, charts=3)

    visit.go("registry")
    page.locator("summary", has_text="Import or export as CSV").dispatch_event("click")
    preview = page.get_by_text("would read differently")
    upload(preview, (f"{NAME}.csv", f'id,name,side,country,kind\nz,"{NAME}","{SHORT}",XAA,person\n'))
    look(visit)

    visit.go("saved")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the report").click()
    download.value.save_as(tmp_path / "report.html")
    page.goto((tmp_path / "report.html").as_uri())
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    page.locator(".point").first.hover(force=True)
    assert page.evaluate(_FAULTS) == _CLEAN
    links = page.evaluate("[...document.links].map(link => link.protocol)")
    assert links
    assert set(links) == {"https:"}
    asked = [url for url in visit.strangers if not url.startswith("file:")]
    assert (asked, visit.dialogs) == ([], [])

    # That nothing was seen means something only if these eyes see.
    page.goto(f"{visit.address}/method")
    page.evaluate("words => document.body.insertAdjacentHTML('beforeend', words)", HOSTILE)
    page.wait_for_function("window.struck")
    assert page.evaluate(_FAULTS)["links"]
    assert visit.strangers
