"""Whom the tree allows as the source of a cue: subjects, agents, possessors, and those of the clauses above.

Candidates only, each with `how`, the construction that gave it; the choice is made elsewhere.
"""

from __future__ import annotations

from typing import NamedTuple

from zopa.read.quotes_candidates import Content
from zopa.read.quotes_tree import Tokens, Tree


class Source(NamedTuple):
    """Whom a cue may name: head word and span of the noun phrase, and the construction."""

    how: str
    head: int
    span: Tokens


class Proposal(NamedTuple):
    """A cue with a content and a source (None: nobody is named) and how good they are together, 0..1."""

    cue: int
    content: Content
    source: Source | None
    score: float


def sources(tree: Tree, cue: int) -> list[Source]:
    """Candidate sources of the word at `cue`, nearest construction first."""
    found: dict[int, Source] = {}
    dep, head, tag = tree.dep, tree.head, tree.tag

    def add(how: str, i: int) -> None:
        if i in found or i == cue or tag[i] in ("_SP", ",", ".", ":", "``", "''"):
            return
        found[i] = Source(how, i, noun_phrase(tree, i, cue))

    def subject_of(how: str, verb: int) -> bool:
        done = False
        for k in tree.children[verb]:
            if dep[k] in ("nsubj", "nsubjpass", "expl"):
                add(f"{how}:{dep[k]}", k)
                done = True
        return done

    lower = tree.lower[cue]
    if tag[cue] == ":":
        first = max(tree.line(cue)[0], cue - 7)
        to = next((j for j in range(first + 1, cue) if tree.lower[j] == "to"), cue)  # `Kyiv to Moscow: come and talk`
        for j in range(to - 1, first - 1, -1):
            if tag[j] in ("NNP", "NNPS", "NN", "NNS"):
                add("before colon", j)
                break
    if lower == "according":
        for k in tree.children[cue]:
            for p in tree.children[k]:
                add("according", p)
        if not found and cue + 2 < tree.n:
            add("according next", min(cue + 2, tree.n - 1))
    for k in tree.children[cue]:
        d = dep[k]
        if d in ("nsubj", "nsubjpass", "expl"):
            add(d if k < cue else "late " + d, k)
        elif d == "poss":
            add("poss", k)
        elif d == "agent" or (
            d == "prep" and tree.lower[k] in ("by", "from", "of", "among", "with", "in", "to", "for")
        ):
            for p in tree.children[k]:
                if dep[p] == "pobj":
                    add(f"{d}:{tree.lower[k]}", p)
        elif d in ("amod", "compound", "nmod") and tag[cue][:2] == "NN":
            add(d, k)
        elif k > cue and d in ("dobj", "attr", "npadvmod", "oprd", "dative", "ccomp"):
            add("object", k)
    verb, steps, path = cue, 0, ""
    while steps < 4 and head[verb] != verb:
        d, up = dep[verb], head[verb]
        path = d if not path else f"{path}<{d}"
        if d in ("conj", "xcomp", "advcl", "ccomp", "acomp", "attr", "dobj", "pcomp", "prep", "pobj", "oprd", "dep",
                 "parataxis", "nsubj", "nsubjpass"):  # fmt: skip
            if tag[up][:2] == "VB" or tag[up] == "MD":
                subject_of(f"up:{path}", up)
                if d in ("xcomp", "ccomp") and steps == 0:
                    for k in tree.children[up]:
                        if dep[k] in ("dobj", "dative"):
                            add("up:object", k)
            elif tag[up][:2] == "NN":
                for k in tree.children[up]:
                    if dep[k] == "poss":
                        add(f"up:{path}:poss", k)
        elif d in ("relcl", "acl"):
            add(f"noun:{path}", up)
            if d == "acl":
                for k in tree.children[up]:
                    if dep[k] == "poss":
                        add(f"up:{path}:poss", k)
        verb, steps = up, steps + 1
    return list(found.values())


def noun_phrase(tree: Tree, i: int, cue: int) -> Tokens:
    """The noun phrase of `i`, cut at the cue, at quotations and at relative clauses that hold the cue."""
    a, b = tree.subtree(i)
    if a <= cue < b:
        if cue > i:
            b = cue
            for k in tree.children[i]:
                if k > i and tree.left[k] <= cue <= tree.right[k]:
                    b = max(i + 1, tree.left[k])
        else:
            a = cue + 1
    own = tree.quote_at[i]
    for j in range(i, b):
        if tree.quote_at[j] != own and tree.quote_at[j] >= 0 and tree.tag[j] in ("``", "''"):
            b = j
            break
    for j in range(i, a - 1, -1):
        if tree.quote_at[j] != own:
            a = j + 1
            break
    while b > i + 1 and tree.tag[b - 1] in (",", ":", ".", "_SP", "``", "''", "POS"):
        b -= 1
    while a < i and tree.tag[a] in (",", ":", "_SP", "``", "''"):
        a += 1
    return a, b
