"""Attributions of a parsed document: which words are whose, and by which cue. No case and no names needed.

Proposals (cue, content, source, score) come from the learned judge, or from rules where it is missing or does not
suit the parse. Here they are made to fit each other: contents of two cues that overlap exclude each other, one that
wholly holds another report goes before it, and speech inside a kept content is kept as nested.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from zopa.read import quotes_rules
from zopa.read.document import Doc
from zopa.read.quotes_judge import proposals_by_model
from zopa.read.quotes_model import AttributionModel, shipped_model
from zopa.read.quotes_plain import maker, nested_proposals, plain_proposals, told_by
from zopa.read.quotes_sources import Proposal
from zopa.read.quotes_surface import after_the_day, beside_the_quotation, surface_proposals
from zopa.read.quotes_tree import Tokens, Tree

Span = tuple[int, int]
_OUTER_SHARE = 0.9  # a content that holds another report goes before it from this share of its score on


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that are somebody's; all spans count code points of the text.

    `source` is None where nobody is named. `cue_head` and `source_head` are token positions. `score` is 0..1: with the
    learned judge the probability that content and cue are right, by rule a mere rank. `inside` is the position, in
    the same list, of the attribution that this one is nested in, None at the top.
    """

    parts: tuple[Span, ...]
    source: Span | None
    source_head: int | None
    cue: Span
    cue_head: int
    kind: Literal["direct", "mixed", "indirect"]
    score: float
    inside: int | None = None


def attributions(doc: Doc, *, nested: bool = False, learned: bool = True) -> list[Attribution]:
    """Who says, thinks or wants what in `doc`, in text order.

    `nested` adds speech that stands inside another's words; `learned=False` uses the rules alone.
    """
    return attributions_of(Tree(doc), shipped_model() if learned else None, nested=nested)


def attributions_of(tree: Tree, model: AttributionModel | None, *, nested: bool = False) -> list[Attribution]:
    """The same for a tree that is already made, with a model of one's own or none."""
    if model is not None and model.suits(tree):
        proposals = proposals_by_model(tree, model)
        proposals += quotes_rules.proposals_for_colons(tree)
        proposals += told_by(tree)
        kept = _fit(proposals)[0]
        free = _unclaimed(tree, kept)
        if free:
            proposals += quotes_rules.proposals_for_marked(tree, free, kept)
        proposals += plain_proposals(tree, _fit(proposals)[0])
        proposals += surface_proposals(tree, _fit(proposals)[0])
        proposals = [
            p if p.source else p._replace(source=beside_the_quotation(tree, p) or maker(tree, p.cue)) for p in proposals
        ]
    else:
        proposals = quotes_rules.proposals_by_rule(tree)
    chosen, inside = _fit(proposals)
    if nested:
        chosen = _with_outer_reports(tree, chosen, inside, proposals)
        inside = {p: outer for p, outer in inside.items() if _reports(tree, p)}
        for p in nested_proposals(tree, chosen, (*chosen, *inside)):
            if _reports(tree, p):
                inside[p] = next(outer for outer in chosen if p.cue in outer.content.words())
        chosen += inside
        inside = {p: _nearest(p, inside) or outer for p, outer in inside.items()}
    chosen.sort(key=lambda p: (p.content.parts[0], p.cue))
    place = {id(p): k for k, p in enumerate(chosen)}
    return [_finish(tree, p, place.get(id(inside.get(p)))) for p in chosen]


def _fit(proposals: list[Proposal]) -> tuple[list[Proposal], dict[Proposal, Proposal]]:
    """The proposals kept at the top, and those nested in one of them, each with that one."""
    owner: dict[int, Proposal] = {}
    cues: dict[int, Proposal] = {}
    inner: list[Proposal] = []
    for item in sorted(proposals, key=lambda p: -p.score):
        if item.cue in cues:
            continue
        if item.cue in owner:
            inner.append(item)
            continue
        words = item.content.words()
        rivals = {id(r): r for i in words for r in (owner.get(i), cues.get(i)) if r is not None}
        if rivals:
            within = set(words)
            if not all(r.cue in within and within.issuperset(r.content.words()) for r in rivals.values()):
                continue
            if item.score < _OUTER_SHARE * max(r.score for r in rivals.values()):
                continue
            for rival in rivals.values():
                inner.append(rival)
                del cues[rival.cue]
        cues[item.cue] = item
        owner.update(dict.fromkeys(words, item))
    kept = list(cues.values())
    inside: dict[Proposal, Proposal] = {}
    for item in sorted(inner, key=lambda p: -p.score):
        outer = owner.get(item.cue)
        if item.cue not in cues and outer is not None and all(owner.get(i) is outer for i in item.content.words()):
            inside[item] = outer
            cues[item.cue] = item
    return kept, inside


def _with_outer_reports(
    tree: Tree, chosen: list[Proposal], inside: dict[Proposal, Proposal], proposals: Iterable[Proposal]
) -> list[Proposal]:
    """The chosen, with reports that wholly hold one of them as the first link of its chain: `Local media reported,
    citing two officials, that X had told Y that ...`, where the inner one was the likelier."""
    kept = list(chosen)
    for item in sorted(proposals, key=lambda p: -p.score):
        whole = {item.cue, *item.content.words()}
        touched = [p for p in kept if not whole.isdisjoint((p.cue, *p.content.words()))]
        clause = item.content.how.rstrip(".+") == "ccomp" and tree.lemma[item.cue].lower() in quotes_rules.SPEECH
        broken = any(tree.lower[i] == ";" and tree.quote_at[i] < 0 for i in item.content.words())
        if not touched or not clause or broken or item.source is None or item in inside:
            continue
        words = set(item.content.words())
        if all(words.issuperset((p.cue, *p.content.words())) and _told_within(tree, p.cue, item.cue) for p in touched):
            kept = [p for p in kept if p not in touched] + [item]
            inside.update(dict.fromkeys(touched, item))
    return kept


def _told_within(tree: Tree, inner: int, outer: int) -> bool:
    """Whether one verb is what the other tells of, or a clause of it, and not merely joined to it."""
    i = inner
    while i != outer:
        if tree.dep[i] not in ("ccomp", "xcomp", "advcl") or tree.head[i] == i:
            return False
        i = tree.head[i]
    return True


def _nearest(item: Proposal, others: Iterable[Proposal]) -> Proposal | None:
    """The shortest of the other reports whose words hold this one: the last link of its chain."""
    words = {item.cue, *item.content.words()}
    holding = [o for o in others if o is not item and o.cue not in words and words.issubset(o.content.words())]
    return min(holding, key=lambda o: len(o.content.words()), default=None)


def _unclaimed(tree: Tree, proposals: list[Proposal]) -> list[int]:
    """Quoted stretches that no content of a cue outside them holds."""
    claimed: set[int] = set()
    for proposal in proposals:
        own = tree.quote_at[proposal.cue]
        for a, b in proposal.content.parts:
            claimed.update(k for k in tree.quote_at[a:b] if k != own)
    return [k for k in range(len(tree.quoted)) if k not in claimed]


def _reports(tree: Tree, item: Proposal) -> bool:
    """Whether an attribution inside another's words is speech of a third party, so that the words have a chain."""
    if item.source is None or tree.lower[item.source.head] in ("i", "we", "you", "me", "us"):
        return False
    lemma = tree.lemma[item.cue].lower()
    if tree.lower[item.cue] == "according":
        return True
    if tree.tag[item.cue][:2] != "VB":
        return False
    marked = tree.quote_at[item.cue] < 0 and all(tree.quote_at[i] >= 0 for i in item.content.words())
    # marked words in what X says that Y thinks are X's own
    thinks = lemma in quotes_rules.THOUGHT and not marked and "ccomp" in item.content.how
    return lemma in quotes_rules.SPEECH or thinks


def _finish(tree: Tree, proposal: Proposal, inside: int | None) -> Attribution:
    source = proposal.source
    return Attribution(
        parts=tuple(tree.chars(after_the_day(tree, part, proposal.cue)) for part in proposal.content.parts),
        source=None if source is None else tree.chars(source.span),
        source_head=None if source is None else source.head,
        cue=tree.chars((proposal.cue, proposal.cue + 1)),
        cue_head=proposal.cue,
        kind=_kind(tree, proposal),
        score=proposal.score,
        inside=inside,
    )


def _kind(tree: Tree, proposal: Proposal) -> Literal["direct", "mixed", "indirect"]:
    """As `kind_of`, but marked words inside a view or wish are at a distance rather than spoken: indirect."""
    own = tree.quote_at[proposal.cue]
    words = proposal.content.words()
    if own >= 0 and all(tree.quote_at[i] == own for i in words):
        return "indirect"
    kind = kind_of(tree, proposal.content.parts)
    if kind == "mixed" and not quotes_rules.quotes_words(tree, proposal.cue):
        return "indirect" if 3 * sum(tree.quote_at[i] >= 0 for i in words) < len(words) else kind
    marked = {tree.quote_at[i] for i in words} - {-1}
    if kind == "mixed" and all(at_a_distance(tree, k) and _in_a_clause(tree, k, proposal.cue) for k in marked):
        return "indirect"
    return kind


def _in_a_clause(tree: Tree, quoted: int, cue: int) -> bool:
    """Whether another verb stands between the cue and the stretch: not so in `called for a "balanced" plan`."""
    above = tree.above(tree.quote_tokens[quoted])
    return any(tree.tag[i][:2] == "VB" for i in above[: above.index(cue)]) if cue in above else True


def at_a_distance(tree: Tree, quoted: int) -> bool:
    """Whether a quoted stretch is one modifier: `a "swift" meeting` tells how to take the word, not who spoke it."""
    marked = [i for i in range(*tree.quote_tokens[quoted]) if tree.tag[i] not in ("``", "''", ",", ".")]
    return len(marked) == 1 and tree.dep[marked[0]] in ("amod", "advmod") and tree.tag[marked[0]][:2] in ("JJ", "RB")


def kind_of(tree: Tree, parts: tuple[Tokens, ...]) -> Literal["direct", "mixed", "indirect"]:
    """Direct where at least four fifths of the words stand between marks, indirect where none does."""
    words = [i for a, b in parts for i in range(a, b) if tree.tag[i] not in ("``", "''", ",", ".", ":", "_SP")]
    within = sum(tree.quote_at[i] >= 0 for i in words)
    return "direct" if within >= 0.8 * max(1, len(words)) else "mixed" if within else "indirect"
