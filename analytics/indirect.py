"""Finds indirect speech: what somebody said, in the reporter's words, without quotation marks.

A reporting verb with its subject governs a clause: behind it ("the minister said that ..."), in front of it
("..., the minister said") or around it ("according to the minister, ..."). Clauses that hold quotation marks are mixed
quotes and belong to ``quotes``. The turns of a transcript that sets no marks are rows of this kind too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from analytics.candidates import LAST_QUOTES, Candidate, default_ranker, find_candidates
from analytics.clauses import HEARER_THAT, THAT_BEHIND_WORDS, can_be_said, opens_with_that, read_clause
from analytics.cues import Cue
from analytics.days import ANY_WEEKDAY
from analytics.inflections import irregular_forms
from analytics.labels import find_turns, labelled
from analytics.lexicons import word_set
from analytics.lineups import line_up
from analytics.quotes import LONGEST_AROUND, outer_sentences
from analytics.records import PART_GLUE, Attribution, Mention, Quote, Span
from analytics.remarks import find_remarks
from analytics.scenes import Scene
from analytics.second_verbs import is_joined
from analytics.text import narrow, pieces_outside
from analytics.whole_phrases import whole_phrase
from analytics.word_classes import BE
from analytics.words import AUXILIARIES

CONFIDENCE = 0.95
"""Probability that the speaker is right where one mention stands before the cue: a little below the share (.97) in the
public corpus."""

_FEWEST_WORDS = 3
_NOUN_LIKE = frozenset(
    """state note claim report demand promise order pledge show vow stress warn states claims notes appeal
    appeals hope hopes fear fears offer offers""".split()
)
"""Forms that are nouns as often as verbs: they govern a clause only right behind a name or pronoun."""

_PASSIVE = BE | {"gets", "got"}
_NO_FINITE_VERB = BE | {"to", "of", "by", "for"}
_REFUSES = frozenset("declined declines refused refuses failed unwilling unable reluctant".split())
_OF = re.compile(
    r",? (?:(?:briefed|working) on|familiar with|close to|involved in|of|for|at|in|from|with)(?: [a-z’'-]+){0,3} ?"
)
"""What stands between a speaker and the place or body that he is of."""

_TAKES_OBJECT = frozenset(
    ("accuse", "blame", "condemn", "criticize", "criticise", "praise", "thank", "welcome", "urge")
)
_CLOSED = re.compile(rf"[,.]|\Z|\n| (?:on |late |early |last |in a statement |{ANY_WEEKDAY}|today|yesterday)")
"""What stands behind a verb that reports the words before it."""

_ADVERBS = frozenset("also now still then again often later once never always both".split())
_CERTAIN = frozenset("adamant confident hopeful optimistic".split())
"""Adjectives that report, behind a form of "be"."""

_GOES_ON = frozenset("continued continues continue went goes go began begins".split())

_EPITHET = re.compile(r" [a-z][a-z-]+(?: [a-z][a-z-]+){0,2} ")
_NO_EPITHET = frozenset(
    "that or to of in on at by for from with as after before during under over further having if when his her its"
    " their he she it they we you i is are was were has have had would will not".split()
)
_OWN_CLAUSE = re.compile(r" (?:that|(?:he|she|it|they|we|I)['’](?:d|ll|s|re|ve|m)) ")
"""Behind a verb of saying: it reports this clause, not the quote before it."""

_IF = re.compile(r"\b(?:if|whether) \Z")
_INSERTION = re.compile(r", (?:[a-z]+(?:ed|ing)|who|when|in|at|on|after) [^,;:()]{2,120}, ")
"""What may stand between a subject and its verb: ", pressed to say whether he knew, "."""

_NOTE = re.compile(r", in an? (?:[a-z-]+ ){1,3}to [^,;:()]{2,80}(?:, [^,;:()]{2,50})?, ")
"""The same where it says by what and to whom: "the ministers, in a note to the envoy, Jan Holub, protested"."""

_WHO_DID = re.compile(r"\bwho [^,;.]*\Z")
_SENT = re.compile(
    r"(?:sent|sends|wrote|writes|submitted|handed|delivered) (?:an? )?[^,.;:]{2,60} to (?:the )?[^,.;:]{2,80} \Z"
)
_HEARD = re.compile(r" (?:was|were|has been|have been|is|are) (?:over)?heard ")
_QUOTED_AS = re.compile(r" (?:is|are|was|were|been) (?:quoted|cited|reported) (?:[^,.;:]{2,50} )?as \Z")
_MOST_LATER = 12
"""Verbs of saying behind one that are asked whether they report it."""

_LONGEST_OPENING = 30
"""Words before those who speak together, that they still open the sentence."""

_BEFORE_ING = ("and", "also", "while", "whilst")
_JOINED, _LISTED = re.compile(r",? and (?:the )?"), re.compile(", (?:the )?")
_REPORTED_TO = re.compile(r" (?:is|are|was|were) (?:reported|said|understood|believed|alleged|thought) to have ")
_DID_AND = re.compile(r" [a-z]+(?: [a-z]+ly)? and (?:[a-z]+ly |then |also |again )?")
"""What stands between a subject and its verb of saying: "he is reported to have told", "she smiled and said"."""

_ADDRESSED = re.compile(r"\bto (?:the )?\Z")
_OBJECTS = {"him": "he", "her": "she", "them": "they"}
"""Pronouns behind "according to", by their form as a subject."""

_TO_STOP = re.compile(r" ([^,.;:()“”\"]{2,160})")
_DESCRIBES = frozenset("of in at for from with who whose on and to during after".split())


@cache
def _governing() -> frozenset[str]:
    """Give the lemmas that govern indirect speech without any marks."""
    return word_set("cues", "cue", indirect="yes") | {"according to"} | _governing_that()


@cache
def _governing_that() -> frozenset[str]:
    """Give the lemmas that do so only where "that" stands in front of the clause: "assured investors that"."""
    return word_set("cues", "cue", indirect="that")


def find_indirect(scene: Scene, article_id: str, spoken: Sequence[Attribution]) -> list[Attribution]:
    """Give the indirect clauses of an article, attributed, in order; none overlaps a quote in marks or its clause.

    Args:
        scene: The article laid out for attribution.
        article_id: Id of the article.
        spoken: The attributions of its quotes in marks: their cues are taken.
    """
    taken = {attribution.cue.start for attribution in spoken if attribution.cue} | _beside_quotes(scene)
    clauses = sorted(attribution.quote.clause for attribution in spoken)
    named = [attribution for attribution in spoken if attribution.mention]
    starts = [attribution.quote.span.start for attribution in named]
    found: list[Attribution] = []
    for label, turn in find_turns(scene.text, scene.blocks):
        parts = _outside_marks(scene, turn)
        if parts:
            words = PART_GLUE.join(part.of(scene.text) for part in parts)
            quote = Quote(article_id, tuple(parts), words, "indirect", turn, turn)
            found.append(labelled(scene.text, quote, label))
    clauses = sorted([*clauses, *(attribution.quote.clause for attribution in found)])
    last_end = -1
    sentences = list(_sentences(scene))
    for sentence in sentences:
        at = bisect_left(starts, sentence.start)
        inside = named[at : bisect_left(starts, sentence.end)]
        for cue, mention, parts, joined in _clauses(scene, sentence, inside, taken):
            clause = Span(parts[0].start, parts[-1].end)
            overlap = any(clause.overlaps(other) for other in _near(clauses, clause))
            led = scene.text.startswith(": ", clause.end)  # "said that talks failed: “They were over.”": two statements
            led |= not inside and clause.end < cue.span.start  # "The talks failed, he said. “They were over.”"
            if (cue.span.start in taken and not led) or overlap or clause.start < last_end:
                continue
            last_end = clause.end
            words = PART_GLUE.join(part.of(scene.text) for part in parts)
            around = narrow(scene.text, sentence, clause, LONGEST_AROUND)
            quote = Quote(article_id, tuple(parts), words, "indirect", clause, around)
            chance = CONFIDENCE
            if not joined:
                mention, chance = _ranked(scene, quote, cue, mention, spoken)
            last, mention = mention, _first_joined(scene, sentence, mention)
            named_so = Span(mention.span.start, last.span.end).of(scene.text)
            rule = f"cue '{cue.span.of(scene.text)}', subject '{' '.join(named_so.split())[:60]}'"
            rule += ", of whom the first is given" if mention is not last else ""
            phrase = whole_phrase(scene, mention)
            subject = mention if phrase.overlaps(clause) else replace(mention, span=phrase)
            found.append(Attribution(quote, subject, cue.span, "", rule, chance))
    clauses = sorted([*clauses, *(attribution.quote.clause for attribution in found)])
    found += _remarks(scene, article_id, sentences, clauses)
    found.sort(key=lambda attribution: attribution.quote.span)
    return found


def _remarks(scene: Scene, article_id: str, sentences: Sequence[Span], taken: list[Span]) -> Iterator[Attribution]:
    """Give what is told of as somebody's claim or warning, outside all clauses found before."""
    for sentence in sentences:
        for remark in find_remarks(scene, sentence):
            clause, noun = remark.clause, remark.noun
            if any(clause.overlaps(other) for other in _near(taken, clause)):
                continue
            around = narrow(scene.text, sentence, clause, LONGEST_AROUND)
            quote = Quote(article_id, (clause,), clause.of(scene.text), "indirect", clause, around)
            rule = f"'{noun.of(scene.text)}' of '{scene.shown(remark.owner.span)}'"
            yield Attribution(quote, remark.owner, noun, "", rule, CONFIDENCE)


def _ranked(
    scene: Scene, quote: Quote, cue: Cue, subject: Mention, spoken: Sequence[Attribution]
) -> tuple[Mention, float]:
    """Choose again by the ranker where several are named before the cue: "Vale, who met Brann, told parliament ...".

    Of such clauses in the public corpus the ranker, fitted to quotes in marks, gives 84 % the right subject, the rule
    75 %; where one mention stands before the cue, both give 97 %.
    """
    starts, inside = scene.mention_starts, quote.content[0]
    named = bisect_left(starts, cue.span.start) - bisect_left(starts, quote.sentence.start)
    if named < 2 or inside.start < cue.span.start or cue.lemma == "according to" or _is_settled(scene, subject, cue):
        return subject, CONFIDENCE
    at = bisect_left(spoken, inside.start, key=lambda one: one.quote.span.start)
    found = find_candidates(line_up(scene), quote, spoken[max(0, at - LAST_QUOTES) : at])
    found = [item for item in found if _may_say(scene, item, cue, inside)]
    chances = default_ranker().probabilities([item.levels for item in found])
    best = max(range(len(found)), key=lambda number: chances[number])
    chosen = found[best].mention
    if chosen and _OF.fullmatch(scene.text, subject.span.end, chosen.span.start):
        return subject, CONFIDENCE  # "a spokesman for Vale said"
    return (chosen, chances[best]) if chosen else (subject, CONFIDENCE)


def _may_say(scene: Scene, item: Candidate, cue: Cue, clause: Span) -> bool:
    """Tell a candidate that is no part of the clause and has no other verb of saying for its own before the cue."""
    own = item.link.cue if item.link else cue
    elsewhere = own.strong and own.span.start < cue.span.start
    if item.mention:
        start = item.mention.span.start
        if start > cue.span.start and _hears(scene.text, cue):
            return False  # "told a meeting in Aldby that"
        if item.mention.kind == "pronoun" and _IF.search(scene.text[max(0, start - 9) : start]):
            return False  # "asked if he had a plan"
    return not elsewhere and not (item.mention and clause.holds(item.mention.span))


def _beside_quotes(scene: Scene) -> set[int]:
    """Give where strong cues stand right behind a quote with its comma: they report the quote, nothing else."""
    taken: set[int] = set()
    for part in scene.marked:
        if scene.text[part.end - 1] in ",?!" or scene.text[part.end + 1 : part.end + 2] == ",":
            near = scene.cues_between(part.end, part.end + 40)[:1]
            taken.update(
                cue.span.start for cue in near if cue.strong and not _OWN_CLAUSE.match(scene.text, cue.span.end)
            )
    return taken


def _outside_marks(scene: Scene, turn: Span) -> list[Span]:
    """Give what a turn of a transcript holds beside words in marks, which are quotes of their own."""
    marks = [mark.outer for mark in scene.stretches_near(turn) if turn.overlaps(mark.outer)]
    parts = pieces_outside(scene.text, turn, marks)
    return [part for part in parts if any(letter.isalpha() for letter in part.of(scene.text))]


def _near(clauses: list[Span], clause: Span) -> list[Span]:
    at = bisect_left(clauses, clause)
    return clauses[max(0, at - 2) : at + 2]


def _sentences(scene: Scene) -> Iterator[Span]:
    for block in scene.blocks:
        inside = [mark for mark in scene.stretches_near(block) if block.start <= mark.outer.start]
        yield from outer_sentences(scene.text, block, inside)


def _clauses(
    scene: Scene, sentence: Span, quoted: Sequence[Attribution], taken: Collection[int]
) -> Iterator[tuple[Cue, Mention, list[Span], bool]]:
    """Give the cues of a sentence that govern a clause, with subject, parts, and whether "and" gives the subject."""
    done = sentence.start
    speaker = quoted[0].mention if quoted else None
    marked = [mark.outer.end for mark in scene.stretches_near(sentence) if speaker and sentence.overlaps(mark.outer)]
    marked += [attribution.quote.clause.end for attribution in quoted]
    last: tuple[Mention, int] | None = None
    for cue in scene.cues_between(sentence.start, sentence.end):
        if cue.lemma not in _governing() or cue.span.start < done or _is_within(scene, sentence, cue):
            continue
        near = narrow(scene.text, sentence, cue.span, LONGEST_AROUND)
        subject = last[0] if last and (is_joined(scene, last[1], cue) or last[1] == cue.span.start - 2) else None
        if speaker and any(is_joined(scene, end, cue) for end in marked):
            subject = speaker
        joined = subject is not None
        subject = subject or _subject(scene, near, cue, speaker)
        joined |= subject is speaker and cue.span.of(scene.text).endswith("ing")
        if subject is None:
            continue
        parts = read_clause(scene, near, subject, cue)
        if parts:
            last = subject, parts[-1].end
        if sum(scene.words_between(part.start, part.end) for part in parts) < _FEWEST_WORDS:
            continue
        if not can_be_said(scene, cue, parts[0]) or scene.text.startswith(("'s ", "’s "), parts[0].start):
            continue
        if cue.lemma in _governing_that() and len(parts) < 2 and not opens_with_that(scene, cue, parts[0]):
            continue
        yield cue, subject, parts, joined
        if cue.span.start not in taken:
            done = parts[-1].end


def _is_within(scene: Scene, sentence: Span, cue: Cue) -> bool:
    """Tell a verb in what another reports from behind: "Norland will rule out nothing, the minister said"."""
    reach = min(sentence.end, cue.span.end + LONGEST_AROUND)
    for later in scene.cues_between(cue.span.end, reach)[:_MOST_LATER]:
        at = bisect_left(scene.mention_starts, later.span.start) - 1
        if at < 0:
            continue
        who, link = scene.mentions[at], scene.links[at]
        governs = link is not None and link.cue is later and not link.inverted and not link.gap and not link.comma
        parted = who.span.start > cue.span.end and scene.text.endswith((", ", ",” ", '," '), 0, who.span.start)
        if later.strong and governs and parted and _CLOSED.match(scene.text, later.span.end):
            return True
    return False


def _subject(scene: Scene, sentence: Span, cue: Cue, speaker: Mention | None) -> Mention | None:
    """Give the mention that a cue has for its subject, ``None`` where none is sure.

    That is the mention right before it, the one right behind it that closes the sentence, for a participle
    ("..., adding that") whoever speaks in the sentence, else the first mention of the sentence.
    """
    text, form = scene.text, cue.span.of(scene.text).lower()
    at = bisect_left(scene.mention_starts, cue.span.start)
    behind = scene.mentions[at] if at < len(scene.mentions) else None
    if behind and _closes(text, sentence, behind) and _is_behind(scene, cue, at):
        return behind
    before = text[max(sentence.start, cue.span.start - 40) : cue.span.start]
    if _is_unsaid(before):
        return None  # "did not respond to a request", "declined to say": nothing was said
    if cue.lemma == "according to":
        return behind if behind and behind.span.start - cue.span.end <= 5 else _paper(text, sentence, cue)
    first = bisect_left(scene.mention_starts, sentence.start)
    ahead = before.split()
    while ahead and (ahead[-1] in _ADVERBS or ahead[-1].endswith("ly")):
        ahead.pop()
    if form.endswith("ing") and not before:
        return _behind_comma(scene, sentence, at)
    quoted = _QUOTED_AS.search(before) if form == "saying" else None
    if quoted and first < at:
        last = bisect_left(scene.mention_starts, cue.span.start - len(before) + quoted.start()) - 1
        return scene.mentions[last] if last >= first else None  # "the minister was quoted as saying"
    if form.endswith("ing") and _HEARD.search(before) and first < at:
        near = scene.mentions[at - 1]
        return near if _HEARD.fullmatch(text, near.span.end, cue.span.start) else None
    if form.endswith("ing") and (not ahead or ahead[-1].endswith(",") or ahead[-1].lower() in _BEFORE_ING):
        return speaker or (scene.mentions[first] if first < at else None)
    return _subject_ahead(scene, sentence, cue, ahead) if first < at else None


def _behind_comma(scene: Scene, sentence: Span, number: int) -> Mention | None:
    """Give the subject of a participle that opens its sentence: behind its comma: "Noting that ..., she said"."""
    for at in range(number, bisect_left(scene.mention_starts, sentence.end)):
        mention, link = scene.mentions[at], scene.links[at]
        if scene.text[mention.span.start - 2 : mention.span.start] == ", " and link and not link.inverted:
            return mention
    return None


def _is_behind(scene: Scene, cue: Cue, number: int) -> bool:
    """Tell whether a mention right behind a cue is its subject: ", said the minister", ", said tractor driver X"."""
    link, mention = scene.links[number], scene.mentions[number]
    if _hears(scene.text, cue):
        return False
    inverted = link is not None and link.cue is cue and link.inverted
    return inverted or (mention.kind == "name" and _is_epithet(scene, cue, mention))


def _subject_ahead(scene: Scene, sentence: Span, cue: Cue, ahead: Sequence[str]) -> Mention | None:
    """Give the mention before a cue that is its subject: the nearest, else the one that opens the sentence.

    ``ahead`` holds the words before the cue, adverbs right before it left out.
    """
    text, form = scene.text, cue.span.of(scene.text).lower()
    first = bisect_left(scene.mention_starts, sentence.start)
    at = bisect_left(scene.mention_starts, cue.span.start)
    behind, at = at, _past_its_place(scene, first, at)
    nearest, link = scene.mentions[at - 1], scene.links[at - 1]
    if first < at - 1 and _NOTE.fullmatch(text, scene.mentions[first].span.end, cue.span.start):
        return scene.mentions[first]
    if _is_left(scene, sentence, cue, nearest, lone=first == at - 1):
        return None  # "After Vale testified, Brann left"
    if at < behind and not text[scene.mentions[behind - 1].span.end : cue.span.start].strip():
        return nearest  # "two diplomats briefed on the plan said"
    if ahead and ahead[-1].lower() == "which":  # "It was removed by the firm, which said"
        return nearest if text[nearest.span.end : cue.span.start] == ", which " else None
    between = text[nearest.span.end : cue.span.start]
    if _REPORTED_TO.fullmatch(between) or (link and not link.gap and _DID_AND.fullmatch(between)):
        return nearest
    adjacent = link is not None and link.cue is cue and link.gap <= 2 + _words_of(scene, nearest, cue)
    if ahead and ahead[-1].lower() in _PASSIVE and not (form.split()[0].endswith("ing") or form in _CERTAIN):
        return None  # "it must be said", "Vale was told"
    if form.endswith("ing"):
        acts = bool(ahead) and ahead[-1].lower() in AUXILIARIES
        if not acts and _ADDRESSED.search(text, max(0, nearest.span.start - 8), nearest.span.start):
            return scene.mentions[first] if _is_sender(scene, scene.mentions[first], cue) else None
        return nearest if adjacent and link and (acts or not link.gap) and not link.comma else None
    owned = text[nearest.span.end : nearest.span.end + 2] in ("'s", "’s")
    if form in _NOUN_LIKE and not (adjacent and link and not link.gap and not owned):
        return None
    if adjacent and link and not (link.comma and not link.gap and _is_inverted(scene, sentence, cue)):
        return nearest
    goes_on = len(ahead) > 1 and ahead[-1] == "to" and not _GOES_ON.isdisjoint(ahead[-3:-1])
    if ahead and not goes_on and ahead[-1].lower() in _NO_FINITE_VERB:
        return None
    opening = scene.mentions[first]
    earlier = scene.cues_between(sentence.start, cue.span.start)
    goes = ("go on", "continue") if goes_on else ()
    others = [other for other in earlier if other.strong and other.lemma not in goes and not _is_aside(text, other)]
    lone = not others or _INSERTION.fullmatch(text, opening.span.end, cue.span.start) is not None
    reach = scene.words_between(opening.span.end, cue.span.start)
    farthest = 40 if ahead and (ahead[-1] in ("and", "but") or ahead[-1].endswith(",")) else 14
    return opening if lone and reach <= farthest and not _is_inverted(scene, sentence, cue) else None


def _first_joined(scene: Scene, sentence: Span, last: Mention) -> Mention:
    """Give the first of those who say something together: "Norland, Lorn and Varn said"; else the mention given.

    They must open the sentence: in "Vale met Holub and Brann said" only one of them speaks.
    """
    text, first = scene.text, bisect_left(scene.mention_starts, sentence.start)
    at = bisect_left(scene.mention_starts, last.span.start)
    glue = _JOINED
    while at > first and glue.fullmatch(text, scene.mentions[at - 1].span.end, scene.mentions[at].span.start):
        at, glue = at - 1, _LISTED
    if glue is _JOINED:
        return last
    start = scene.mentions[at].span.start
    opened, stop = bisect_left(scene.word_starts, sentence.start), bisect_left(scene.word_starts, start)
    if stop - opened > _LONGEST_OPENING:
        return last
    forms = scene.outer.forms[opened:stop]
    acts = any(form.verbal or form.lower in irregular_forms() or form.lower.endswith("ing") for form in forms)
    return last if acts else scene.mentions[at]


def _past_its_place(scene: Scene, first: int, at: int) -> int:
    """Go back over a speaker's place, body or initials: "a spokesman for the ministry", "the Trade Board (TB)"."""
    text, spans = scene.text, [mention.span for mention in scene.mentions[first:at]]
    while len(spans) > 1:
        last = spans.pop()
        initials = text[last.start - 1] == "(" and text.startswith(")", last.end)
        if not initials and not _OF.fullmatch(text, spans[-1].end, last.start):
            break
        at -= 1
    return at


def _is_settled(scene: Scene, subject: Mention, cue: Cue) -> bool:
    """Tell a subject that the grammar leaves no choice of: "removed by the firm, which said", who sent a letter."""
    noted = subject.span.end < cue.span.start and _NOTE.fullmatch(scene.text, subject.span.end, cue.span.start)
    return noted is not None or scene.text.endswith(", which ", 0, cue.span.start) or _is_sender(scene, subject, cue)


def _is_sender(scene: Scene, mention: Mention, cue: Cue) -> bool:
    """Tell who sent a letter that demands: "Vale sent a letter to Brann demanding that"."""
    form = cue.span.of(scene.text)
    return form.endswith("ing") and _SENT.search(scene.text[mention.span.end : cue.span.start]) is not None


def _is_aside(text: str, cue: Cue) -> bool:
    """Tell a participle behind a comma, or a clause of its own: "Vale, asked about it, said", "who urged it"."""
    form = cue.span.of(text).lower()
    if _WHO_DID.search(text[max(0, cue.span.start - 80) : cue.span.start]):
        return True
    return text[cue.span.start - 2 : cue.span.start] == ", " and (form == "asked" or form.endswith("ing"))


def _is_left(scene: Scene, sentence: Span, cue: Cue, nearest: Mention, *, lone: bool) -> bool:
    """Tell whether a comma behind a cue leaves it without a clause: "After Vale testified, Brann left".

    No such comma stands in ", Vale said, ...", "say, however, that ...", and "As the paper noted, ...".
    """
    text = scene.text
    if text[cue.span.end : cue.span.end + 1] != "," or THAT_BEHIND_WORDS.match(text, cue.span.end):
        return False
    parted = text[max(0, nearest.span.start - 2) : nearest.span.start] == ", "
    as_told = text.startswith("As ", sentence.start) or text.startswith("as ", sentence.start + 4)
    return not parted and not (as_told and lone)


def _words_of(scene: Scene, mention: Mention, cue: Cue) -> int:
    """Count the words of the place or body that a speaker is of, right before a cue."""
    end = whole_phrase(scene, mention).end
    return scene.words_between(mention.span.end, end) if mention.span.end < end <= cue.span.start else 0


def _is_unsaid(before: str) -> bool:
    """Tell whether the words before a verb of saying take it back: "did not immediately", "refused to", "none of"."""
    words = before.rpartition(",")[2].lower().replace("’", "'").split()
    near = [word for word in words[-4:] if not word.endswith("ly")][-2:]
    if any(word in ("not", "never") or word.endswith("n't") for word in near):
        return True
    refused = len(near) == 2 and near[1] == "to" and near[0] in _REFUSES
    return refused or any(pair in (["none", "of"], ["neither", "of"]) for pair in map(list, pairwise(words[-6:])))


def _paper(text: str, sentence: Span, cue: Cue) -> Mention | None:
    """Give the words behind "according to" up to the next stop, where they are no mention of a known form."""
    found = _TO_STOP.match(text, cue.span.end, sentence.end)
    if not found or not 1 <= len(found.group(1).split()) <= 22:
        return None
    span = Span(found.start(1), found.end(1))
    if found.group(1) in _OBJECTS:
        return Mention(span, "pronoun", "", "", _OBJECTS[found.group(1)])
    return Mention(span, "document", "", found.group(1), found.group(1).split()[-1].lower())


def _is_inverted(scene: Scene, sentence: Span, cue: Cue) -> bool:
    """Tell whether a cue's subject stands behind it and closes the sentence: ", said a spokesman in Kyiv."."""
    at = bisect_left(scene.mention_starts, cue.span.end)
    mention = scene.mentions[at] if at < len(scene.mentions) else None
    if (
        mention is None
        or mention.kind == "pronoun"
        or _hears(scene.text, cue)
        or scene.text.startswith(" that ", cue.span.end)
    ):
        return False
    near = mention.span.start - cue.span.end <= 5 or (mention.kind == "name" and _is_epithet(scene, cue, mention))
    return near and _closes(scene.text, sentence, mention)


def _hears(text: str, cue: Cue) -> bool:
    """Tell a cue with its hearer or object behind it from one with its subject: "told a crowd", ", warned Vale"."""
    if cue.lemma in _TAKES_OBJECT:
        return True  # "Vale, the envoy, accused Norland of"
    parted = text[max(0, cue.span.start - 2)] in ",”\"’'?!–—"
    return cue.tells and (cue.lemma == "tell" or not parted or HEARER_THAT.match(text, cue.span.end) is not None)


def _is_epithet(scene: Scene, cue: Cue, behind: Mention) -> bool:
    """Tell whether plain words between a cue behind a comma and a name say who that is: ", said tractor driver X"."""
    text = scene.text
    finite = cue.strong and not cue.span.of(text).lower().endswith(("ing", "ten"))
    if not finite or text[max(0, cue.span.start - 2) : cue.span.start] != ", ":
        return False
    found = _EPITHET.fullmatch(text, cue.span.end, behind.span.start)
    return found is not None and _NO_EPITHET.isdisjoint(found.group().split())


def _closes(text: str, sentence: Span, mention: Mention) -> bool:
    behind = text[mention.span.end : sentence.end].strip(' ”"')
    return not behind or behind[0] in ".,;(–—-" or behind.split()[0] in _DESCRIBES
