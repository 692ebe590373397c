"""Quotes of one article: whose words or thoughts, in what form, and through whom they reached the page.

Joins the attributions of the text (`quotes_attribution`) to the actors of the scene, adds quotations without a cue
(their speaker is the one who was speaking) and marked words that nobody is said to have spoken (`scare`).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import accumulate

from zopa.read.findings import Quote, QuoteKind, Span, finding_id
from zopa.read.quotes_attribution import Attribution, at_a_distance, attributions_of, kind_of
from zopa.read.quotes_interviews import Said, interview
from zopa.read.quotes_model import shipped_model
from zopa.read.quotes_rules import quotes_words
from zopa.read.quotes_speaker import Speaker, carriers, speaker_at
from zopa.read.quotes_tree import Tokens, Tree, tree_of
from zopa.read.quotes_turns import Turns, before_quotation
from zopa.read.scene import Scene

_SCARE_WORDS = 4  # marked words without a cue are a quotation from five words on, or as a sentence of their own


@dataclass(frozen=True, slots=True)
class _Told:
    attribution: Attribution
    speaker: Speaker
    via: tuple[str, ...]


def read_quotes(scene: Scene) -> list[Quote]:
    """Every attribution of the article as a quote, in text order; what stands inside another's words has `via`."""
    tree = tree_of(scene.doc)
    told = _with_speakers(scene, tree, attributions_of(tree, shipped_model(), nested=True))
    quotes = [_quote(scene, tree, t) for t in told if not _carries(tree, t.attribution)]
    quotes += _without_cue(scene, tree, told)
    quotes = _interviewed(scene, tree, quotes)
    return sorted(quotes, key=lambda q: (q.start, q.end, q.id))


def _interviewed(scene: Scene, tree: Tree, quotes: list[Quote]) -> list[Quote]:
    """The quotes with the turns of an interview or transcript, which carry what is reported inside them."""
    said = interview(scene)
    if not said:
        return quotes
    found = [q for q in quotes if not any(_stands_for(q, one) for one in said)]
    for k, q in enumerate(found):
        one = next((one for one in said if _within((q.start, q.end), one.turn.words)), None)
        if one is None or one.speaker.name is None:
            continue
        first_person = q.speaker_span is not None and tree.text[slice(*q.speaker_span)].lower() in ("i", "we")
        if q.speaker is None and (first_person or (q.speaker_span is None and q.kind == "indirect")):
            found[k] = replace(q, speaker=one.speaker.name, party=q.party or one.speaker.party)
        elif q.kind != "scare" and q.speaker != one.speaker.name:
            found[k] = replace(q, via=tuple(dict.fromkeys((*q.via, one.speaker.name))))
    spoken = [one for one in said if one.speaker.name is not None or not one.turn.asks]
    return found + [_make(scene, (s.turn.words,), "direct", s.speaker, s.where, None, (), tree) for s in spoken]


def _stands_for(quote: Quote, said: Said) -> bool:
    """Whether a quote is the turn itself, read from its colon, or reaches over from another turn."""
    turn = said.turn
    if quote.kind == "scare":
        return False
    label = quote.cue_span or quote.speaker_span
    by_label = turn.label and label is not None and turn.named[0] <= label[0] < turn.words[0]
    across = quote.start < turn.words[0] < quote.end or quote.start < turn.words[1] < quote.end
    return bool(by_label) or across or _within(turn.words, (quote.start, quote.end))


def _with_speakers(scene: Scene, tree: Tree, found: list[Attribution]) -> list[_Told]:
    told: dict[int, _Told] = {}
    turns = Turns(scene, tree)

    def tell(k: int) -> _Told:
        if k in told:
            return told[k]
        attribution = found[k]
        speaker = speaker_at(scene, tree, attribution.source, attribution.source_head)
        speaker = turns.speaker(attribution, speaker)
        via = carriers(scene, tree, attribution)
        if attribution.inside is not None:
            outer = tell(attribution.inside)
            links = (*via, *outer.via, outer.speaker.name)
            via = tuple(dict.fromkeys(name for name in links if name and name != speaker.name))
        told[k] = _Told(attribution, speaker, via)
        return told[k]

    return [tell(k) for k in range(len(found))]


def _carries(tree: Tree, attribution: Attribution) -> bool:
    """Whether the words only name who carried others: `reported, citing two officials, that ...`."""
    cue = attribution.cue_head
    return (
        attribution.kind == "indirect"
        and tree.lower[cue] in ("citing", "quoting")
        and tree.dep[cue] in ("advcl", "prep")
        and not any(tree.dep[k] == "ccomp" for k in tree.children[cue])
    )


def _quote(scene: Scene, tree: Tree, told: _Told) -> Quote:
    attribution = told.attribution
    return _make(
        scene, attribution.parts, attribution.kind, told.speaker, attribution.source, attribution.cue, told.via, tree
    )


def _make(
    scene: Scene,
    parts: tuple[Span, ...],
    kind: QuoteKind,
    speaker: Speaker,
    speaker_span: Span | None,
    cue: Span | None,
    via: tuple[str, ...],
    tree: Tree,
) -> Quote:
    start, end = min(a for a, _ in parts), max(b for _, b in parts)
    article = scene.article
    return Quote(
        id=finding_id("quote", article.id, start, end, kind, parts, cue),
        article=article.id,
        start=start,
        end=end,
        text=tree.text[start:end],
        parts=tuple(sorted(parts)),
        speaker=speaker.name,
        speaker_span=speaker_span,
        party=speaker.party,
        cue=None if cue is None else tree.text[cue[0] : cue[1]],
        cue_span=cue,
        via=via,
        kind=kind,
    )


def _without_cue(scene: Scene, tree: Tree, told: list[_Told]) -> list[Quote]:
    """Marked stretches that no cue accounts for: speech of whoever was speaking, or words at a distance."""
    outside = [t for t in told if tree.quote_at[t.attribution.cue_head] < 0]
    spoken = {
        i for t in outside if t.attribution.kind != "indirect" for a, b in t.attribution.parts for i in range(a, b)
    }
    taken = sorted(part for t in outside for part in t.attribution.parts)
    starts = [a for a, _ in taken]
    reach = [0, *accumulate((b for _, b in taken), max)]  # how far the first k parts go
    cued = [t for t in outside if t.attribution.inside is None and quotes_words(tree, t.attribution.cue_head)]
    found: list[Quote] = []
    for k, (quoted, span) in enumerate(zip(tree.quoted, tree.quote_tokens, strict=True)):
        if reach[bisect_left(starts, quoted.inner[1])] > quoted.inner[0]:
            if at_a_distance(tree, k) and quoted.inner[0] not in spoken:
                found.append(_make(scene, (quoted.inner,), "scare", Speaker(), None, None, (), tree))
            continue
        names = any(t.attribution.source and _within(quoted.inner, t.attribution.source) for t in outside)
        if not names and _is_speech(tree, span):
            speaker, speaker_span = before_quotation(scene, tree, span) or _from_context(tree, cued, span)
            found.append(_make(scene, ((quoted.start, quoted.end),), "direct", speaker, speaker_span, None, (), tree))
        elif not names and (owner := _headline_owner(scene, tree, span)) is not None:
            found.append(_make(scene, ((quoted.start, quoted.end),), "mixed", *owner, None, (), tree))
        elif not names and (report := _report_above(tree, cued, span)) is not None and not at_a_distance(tree, k):
            it = report.attribution
            parts = ((quoted.start, quoted.end),)
            found.append(_make(scene, parts, "direct", report.speaker, it.source, it.cue, report.via, tree))
        else:
            found.append(_make(scene, (quoted.inner,), "scare", Speaker(), None, None, (), tree))
    return found


def _headline_owner(scene: Scene, tree: Tree, span: Tokens) -> tuple[Speaker, Span] | None:
    """Whoever a headline names right before marked words: `Vane "not satisfied" with offer`."""
    first, last = tree.line(span[0])
    while last > first and tree.tag[last - 1] == "_SP":
        last -= 1
    if last - first > 25 or tree.lower[last - 1][-1:] in ".?!" or any(tree.tag[i] == "." for i in range(first, last)):
        return None
    before = span[0] - 1
    if before >= first and tree.lemma[before] == "be":
        before -= 1
    mention = scene.mention_of(scene.doc[before]) if before >= first else None
    if mention is None or mention.actor is None or mention.modifier or mention.head != before:
        return None
    if not any(tree.tag[i][:2] in ("JJ", "VB", "RB", "MD") for i in range(*span)):
        return None  # a name or a title in marks
    where = (mention.start, mention.end)
    return speaker_at(scene, tree, where, before), where


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _report_above(tree: Tree, cued: list[_Told], span: Tokens) -> _Told | None:
    """The report that a stretch hangs on: its words end before the mark, but the clause they stand in goes on.

    `X hinted that he would wait, treating it as a "listening exercise"`
    """
    heads = {t.attribution.cue_head: t for t in cued}
    below = span[0]
    for i in tree.above(span):
        if i in heads and tree.dep[below] not in ("nsubj", "nsubjpass", "agent", "advcl", "conj"):
            return heads[i]
        below = i
    return None


def _is_speech(tree: Tree, span: Tokens) -> bool:
    """Whether marked words are spoken: a clause of five words or more, or a sentence that stands by itself."""
    if tree.lower[max(span[0] - 3, 0) : span[0]] == ["so", "-", "called"] or tree.lower[span[0] - 1] == "so-called":
        return False
    if _stands_alone(tree, span):
        return True
    words = [i for i in range(*span) if tree.tag[i] not in ("``", "''", ",", ".", ":", "_SP")]
    if kind_of(tree, (span,)) != "direct" or len(words) <= _SCARE_WORDS:
        return False
    return any(tree.tag[i] in ("VBD", "VBP", "VBZ", "MD") for i in words)


def _stands_alone(tree: Tree, span: Tokens) -> bool:
    """Whether a quotation begins after a full stop, is closed by its own, and has its sentence to itself."""
    first, last = span[0] + 1, span[1] - 1
    if last - first < 2 or not tree.quoted[tree.quote_at[span[0]]].closed or tree.lower[last - 1][-1:] not in ".!?…":
        return False
    before = span[0] == 0 or tree.tag[span[0] - 1] == "_SP" or tree.lower[span[0] - 1][-1:] in ".!?:"
    after = span[1] >= tree.n or not tree.text[tree.start[span[1]]].islower()
    return before and after and tree.text[tree.start[first]].isupper()


def _from_context(tree: Tree, cued: list[_Told], span: Tokens) -> tuple[Speaker, Span | None]:
    """The speaker of the nearest quotation before, within two paragraphs."""
    start = tree.start[span[0]]
    for t in reversed(cued):
        if t.attribution.parts[-1][1] > start:
            continue
        between = tree.text[t.attribution.parts[-1][1] : start]
        breaks = sum(1 for line in between.split("\n")[1:] if line.strip()) + (between.rstrip() != between)
        if breaks > 2 or t.speaker.name is None:
            break
        return t.speaker, t.attribution.source
    return Speaker(), None
