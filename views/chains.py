"""Why this speaker and why this day: each link with its reason, as escaped HTML."""

from __future__ import annotations

import html
import re

from analytics.dates import find_day
from analytics.messages import speaker_of
from analytics.records import Article, Attribution, Mention, Quote, Span
from analytics.schema import Row
from analytics.score_words import corrected_columns
from views import highlights

_RUNNER_UP = re.compile(r"; runner-up: .* \((?:\d+|under 1)%\)")
_BY_HAND = re.compile(r"corrected by (.*?); before: (.*)", re.DOTALL)


def links_of(row: Row) -> list[tuple[str, str]]:
    """Give the links from the words that name the speaker to the actor, each with its reason.

    The reasons are those of ``rule``; what stands in it and belongs to no later link is the first one's.

    Args:
        row: A line of the table of quotes.

    Returns:
        Words and reason: the mention as printed, the fullest name in the article, the actor. A link that adds nothing
        is left out; with no mention there is only one, the reason why nobody is named.
    """
    by_hand = _BY_HAND.fullmatch(row["rule"])
    rule = by_hand[2] if by_hand else row["rule"]
    rest, _, registered = rule.partition("; registry: ") if "; registry: " in rule else (rule, "", "")
    first, named = rest, ""
    runner_up = list(_RUNNER_UP.finditer(rest))
    if runner_up:
        first, named = rest[: runner_up[-1].end()], rest[runner_up[-1].end() :].removeprefix("; ")
    elif "; '" in rest:
        first, _, named = rest.rpartition("; ")
    links = [(f"“{' '.join(row['mention'].split())}”" if row["mention"] else "No words name the speaker", first)]
    if by_hand:
        links = [(links[0][0], "; ".join(filter(None, (first, named, registered and f"registry: {registered}"))))]
        return [*links, (_actor_words(row), f"corrected by {by_hand[1]}")]
    if row["speaker"] and row["speaker"] != row["mention"] and (named or not row["actor"]):
        links.append((row["speaker"], named))
        named = ""
    if row["actor"] or row["actor_kind"] in ("unnamed", "collective"):
        reasons = filter(None, (named, registered and f"registry: {registered.replace('; registry: ', '; ')}"))
        links.append((_actor_words(row), "; ".join(reasons) or "no registry knows the name"))
    elif row["mention"]:
        links.append((speaker_of(row), named))
    return links


def _actor_words(row: Row) -> str:
    return ", ".join(part for part in (speaker_of(row), row["role"] if row["actor"] else "", row["country"]) if part)


def chain_html(row: Row) -> str:
    """Give the links from mention to actor as an HTML list."""
    items = (
        f'<li><b>{html.escape(words)}</b><span class="pq-meta">{html.escape(reason)}</span></li>'
        for words, reason in links_of(row)
    )
    return f'<ol class="pq-chain">{"".join(items)}</ol>'


def day_words(article: Article, row: Row) -> str:
    """Say on which day a quote was said and what says so; "day not stated" where nothing does.

    The table holds the day, not its words: they are looked for again, and shown when they give the same day.
    """
    if "said_on" in corrected_columns(row):
        return f"{row['said_on'] or 'not known'}, by a person’s correction"
    if not row["said_on"]:
        return "day not stated"
    day, words = find_day(article, _attribution(article, row))
    if day != row["said_on"] or words is None:
        return str(row["said_on"])
    return f"{day}: “{' '.join(words.of(article.text).split())}”, seen from the publication on {article.published}"


def _attribution(article: Article, row: Row) -> Attribution:
    """Make of a row what tells the day: quote, cue and mention with their places."""
    parts = tuple(highlights.parts_of(row))
    at = article.text.find(row["sentence"], max(0, row["start"] - len(row["sentence"])))
    sentence = Span(at, at + len(row["sentence"])) if at >= 0 else Span(row["start"], row["end"])
    quote = Quote(article.id, parts, row["quote"], row["kind"], sentence, sentence)
    mention = None
    if row["mention_start"] is not None:
        mention = Mention(Span(row["mention_start"], row["mention_end"]), "name")
    cues = highlights.cue_mark(article.text, row)
    return Attribution(quote, mention, cues[0].span if cues else None, "", "", 0.0)
