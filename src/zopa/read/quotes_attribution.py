"""Attributions of a parsed document: which words are whose, and by which cue. No case and no names needed.

The cue, its content and its source are chosen together: every candidate is scored, the best content of each cue is
kept, and where contents of two cues overlap the better one wins (the loser is kept as nested where it lies inside).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from spacy.tokens import Doc

from zopa.read import quotes_rules
from zopa.read.quotes_candidates import Content, Source, contents, sources
from zopa.read.quotes_tree import Tokens, Tree

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that are somebody's; all spans count code points of the text.

    `source` is None where nobody is named. `cue_head` and `source_head` are token positions. `score` is 0..1.
    `inside` is the position, in the same list, of the attribution that this one is nested in, None at the top.
    """

    parts: tuple[Span, ...]
    source: Span | None
    source_head: int | None
    cue: Span | None
    cue_head: int | None
    kind: Literal["direct", "mixed", "indirect", "scare"]
    score: float
    inside: int | None = None


class Judge(Protocol):
    """Scores candidates, 0..1."""

    threshold: float

    def cue(self, tree: Tree, i: int) -> float: ...
    def content(self, tree: Tree, cue: int, candidates: list[Content]) -> list[float]: ...
    def source(self, tree: Tree, cue: int, content: Content, candidates: list[Source]) -> int | None: ...


class RuleJudge:
    """Judges by lexicon and construction."""

    threshold = 0.3

    def cue(self, tree: Tree, i: int) -> float:
        """See `quotes_rules.cue_score`; any verb may report a whole quotation."""
        return quotes_rules.cue_score(tree, i)

    def content(self, tree: Tree, cue: int, candidates: list[Content]) -> list[float]:
        """Construction scores."""
        weight = max(quotes_rules.cue_score(tree, cue), 0.5)
        return [weight * quotes_rules.content_score(tree, cue, c) for c in candidates]

    def source(self, tree: Tree, cue: int, content: Content, candidates: list[Source]) -> int | None:
        """The best construction whose phrase lies outside the content."""
        best, best_score = None, 0.05
        for k, candidate in enumerate(candidates):
            if any(a <= candidate.head < b for a, b in content.parts):
                continue
            score = quotes_rules.source_score(tree, cue, candidate)
            if score > best_score:
                best, best_score = k, score
        return best


@dataclass(slots=True)
class _Found:
    cue: int
    content: Content
    source: Source | None
    score: float
    inside: _Found | None = None


_OUTER_SHARE = 0.5  # a content that holds another attribution goes before it from this share of its score on


def default_judge() -> Judge:
    """The judge in use."""
    return RuleJudge()


def attributions(doc: Doc, judge: Judge | None = None, *, nested: bool = False) -> list[Attribution]:
    """Who says, thinks or wants what in `doc`, in text order; with `nested` also what stands inside another's words."""
    return attributions_of(Tree(doc), judge or default_judge(), nested=nested)


def attributions_of(tree: Tree, judge: Judge, *, nested: bool = False) -> list[Attribution]:
    """The same for a tree that is already made."""
    kept = _without_overlap(_scored(tree, judge), nested=nested)
    kept = [f for f in kept if f.inside is None or _reports(tree, f)]
    kept.sort(key=lambda f: (f.content.parts[0], f.cue))
    place = {id(f): k for k, f in enumerate(kept)}
    return [_finish(tree, f, None if f.inside is None else place[id(f.inside)]) for f in kept]


def _scored(tree: Tree, judge: Judge) -> list[_Found]:
    """The best content of every cue that passes."""
    found: list[_Found] = []
    for i in range(tree.n):
        if judge.cue(tree, i) <= 0.0:
            continue
        candidates = contents(tree, i)
        if not candidates:
            continue
        scores = judge.content(tree, i, candidates)
        who: list[Source] | None = None
        for score, candidate in zip(scores, candidates, strict=True):
            if score < judge.threshold:
                continue
            if who is None:
                who = sources(tree, i)
            chosen = judge.source(tree, i, candidate, who)
            found.append(_Found(i, candidate, None if chosen is None else who[chosen], score))
    found.sort(key=lambda f: -f.score)
    return found


def _without_overlap(found: list[_Found], *, nested: bool) -> list[_Found]:
    """The best contents that do not overlap; one that wholly holds another with its cue goes before it.

    `found` comes best first. With `nested`, speech inside a kept content is kept as well, with `inside` set.
    """
    owner: dict[int, _Found] = {}
    cues: dict[int, _Found] = {}
    inner: list[_Found] = []
    for item in found:
        if item.cue in cues:
            continue
        if item.cue in owner:
            inner.append(item)
            continue
        words = item.content.words()
        rivals = {id(r): r for i in words for r in (owner.get(i), cues.get(i)) if r is not None}
        if rivals:
            inside = set(words)
            if not all(r.cue in inside and inside.issuperset(r.content.words()) for r in rivals.values()):
                continue
            if item.score < _OUTER_SHARE * max(r.score for r in rivals.values()):
                continue
            for rival in rivals.values():
                inner.append(rival)
                del cues[rival.cue]
        cues[item.cue] = item
        owner.update(dict.fromkeys(words, item))
    kept = list(cues.values())
    if nested:
        inner.sort(key=lambda f: -f.score)
        for item in inner:
            outer = owner.get(item.cue)
            if item.cue in cues or outer is None or any(owner.get(i) is not outer for i in item.content.words()):
                continue
            item.inside = outer
            cues[item.cue] = item
            kept.append(item)
    return kept


def _reports(tree: Tree, item: _Found) -> bool:
    """Whether an attribution inside another's words is speech of a third party, so that the words have a chain."""
    if item.source is None or tree.lower[item.source.head] in ("i", "we", "you", "me", "us"):
        return False
    return tree.lower[item.cue] == "according" or (
        tree.tag[item.cue][:2] == "VB" and tree.lemma[item.cue].lower() in quotes_rules.SPEECH
    )


def _finish(tree: Tree, found: _Found, inside: int | None) -> Attribution:
    source = found.source
    return Attribution(
        parts=tuple(tree.chars(part) for part in found.content.parts),
        source=None if source is None else tree.chars(source.span),
        source_head=None if source is None else source.head,
        cue=tree.chars((found.cue, found.cue + 1)),
        cue_head=found.cue,
        kind=kind_of(tree, found.content.parts) if inside is None or tree.quote_at[found.cue] < 0 else "indirect",
        score=found.score,
        inside=inside,
    )


def kind_of(tree: Tree, parts: tuple[Tokens, ...]) -> Literal["direct", "mixed", "indirect"]:
    """Direct where at least four fifths of the words stand between marks, indirect where none does."""
    words = [i for a, b in parts for i in range(a, b) if tree.tag[i] not in ("``", "''", ",", ".", ":", "_SP")]
    within = sum(tree.quote_at[i] >= 0 for i in words)
    return "direct" if within >= 0.8 * max(1, len(words)) else "mixed" if within else "indirect"
