"""Proposals of attributions by the learned model: cues first, then their contents, then who is the source."""

from __future__ import annotations

import math
from typing import Any

from zopa.read.quotes_candidates import Content, contents, tried_cues
from zopa.read.quotes_features import content_features, cue_features, source_features
from zopa.read.quotes_model import AttributionModel, Example, with_zeros
from zopa.read.quotes_rules import holds_its_speaker, quotes_words
from zopa.read.quotes_sources import Proposal, Source, sources
from zopa.read.quotes_tree import Tree


def proposals_by_model(tree: Tree, model: AttributionModel) -> list[Proposal]:
    """Every content that passes the threshold, with its most likely source."""
    vectors = with_zeros(tree.vectors)
    least = model.thresholds["cue"]
    tried = tried_cues(tree, model.nouns)
    examples: list[Example] = []
    for i in tried:
        names, positions = cue_features(tree, i)
        examples.append((model.cue.known(names), positions, ()))
    likely = [
        (i, float(p)) for i, p in zip(tried, model.cue.scores(examples, vectors).tolist(), strict=True) if p >= least
    ]

    options: list[tuple[int, Content]] = []
    examples = []
    for i, p in likely:
        logit = math.log(p / max(1e-6, 1.0 - p))
        candidates = contents(tree, i)
        for candidate, (names, positions) in zip(candidates, content_features(tree, i, candidates), strict=True):
            examples.append((model.content.known(names), positions, (logit,)))
            options.append((i, candidate))
    scores = model.content.scores(examples, vectors).tolist()
    least = model.thresholds["content"]
    passed = [(i, c, s) for (i, c), s in zip(options, scores, strict=True) if s >= least and not _strays(tree, i, c)]
    best = _best_few(passed)
    return _with_sources(tree, model, vectors, best)


def _strays(tree: Tree, cue: int, content: Content) -> bool:
    """What no word reports, however likely it looks.

    A word that tells of no speech does not reach into the next paragraph, and `so-called` reports nothing.
    """
    if tree.lower[cue] == "called" and tree.lower[max(cue - 2, 0) : cue] == ["so", "-"]:
        return True
    if tree.lemma[cue] in ("respond", "react", "reply") and tree.lower[content.parts[0][0]] == "to":
        return True  # what somebody responds to, not what was said
    if (
        tree.lemma[cue] in ("tell", "inform", "assure", "remind")
        and content.how.startswith("subject")
        and tree.tag[cue] != "VBN"
    ):
        return True  # who tells is not what is told
    if "next paragraph" in content.how and not quotes_words(tree, cue):
        return True
    return holds_its_speaker(tree, cue, content) or _holds_a_lead(tree, cue, content)


def _holds_a_lead(tree: Tree, cue: int, content: Content) -> bool:
    """Whether the words take in what leads up to a quotation: `They asked for money: "Promises," said X`."""
    return any(
        tree.lower[i] == ":" and tree.quote_at[i] < 0 <= tree.quote_at[i + 1] == tree.quote_at[b - 1]
        for a, b in content.parts
        if b <= cue
        for i in range(a, b - 1)
    )


def _best_few(passed: list[tuple[int, Content, float]]) -> list[tuple[int, Content, float]]:
    """The two best contents of each cue: the second stands in where the first cannot be had."""
    ranked = sorted(passed, key=lambda item: -item[2])
    seen: dict[int, int] = {}
    kept = []
    for item in ranked:
        seen[item[0]] = seen.get(item[0], 0) + 1
        if seen[item[0]] <= 2:
            kept.append(item)
    return kept


def _with_sources(
    tree: Tree, model: AttributionModel, vectors: Any, chosen: list[tuple[int, Content, float]]
) -> list[Proposal]:
    examples: list[Example] = []
    who: list[tuple[int, list[Source]]] = []
    of_cue = {cue: sources(tree, cue) for cue, _, _ in chosen}
    for cue, content, _ in chosen:
        candidates = of_cue[cue]
        who.append((len(examples), candidates))
        for names, positions in source_features(tree, cue, content, candidates):
            examples.append((model.source.known(names), positions, ()))
    scores = model.source.scores(examples, vectors).tolist()
    found = []
    for (cue, content, score), (at, candidates) in zip(chosen, who, strict=True):
        of_these = scores[at : at + len(candidates) + 1]
        top = max(range(len(of_these)), key=of_these.__getitem__)
        found.append(Proposal(cue, content, None if top == 0 else candidates[top - 1], score))
    return found
