"""Whom the tree allows as the source of a cue: subjects, agents, possessors, and those of the clauses above.

Candidates only, each with `how`, the construction that gave it; the choice is made elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from zopa.read.quotes_candidates import Content
from zopa.read.quotes_tree import Tokens, Tree

Named: TypeAlias = tuple[str, int]  # the construction, and the word that it names
_NO_NAMES: Final = frozenset(["_SP", ",", ".", ":", "``", "''"])
_SUBJECTS: Final = frozenset(["nsubj", "nsubjpass", "expl"])
_FROM_WHOM: Final = frozenset("by from of among with in to for".split())
_CLIMBED: Final = frozenset(
    "conj xcomp advcl ccomp acomp attr dobj pcomp prep pobj oprd dep parataxis nsubj nsubjpass".split()
)


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
    grammar = (*_before_colon(tree, cue), *_according(tree, cue), *_below(tree, cue), *_above(tree, cue))
    for how, i in (*grammar, *_inverted(tree, cue)):
        if i not in found and i != cue and tree.tag[i] not in _NO_NAMES:
            found[i] = Source(how, i, noun_phrase(tree, i, cue))
    return list(found.values())


def _before_colon(tree: Tree, cue: int) -> Iterator[Named]:
    if tree.tag[cue] != ":":
        return
    first = max(tree.line(cue)[0], cue - 7)
    to = next((j for j in range(first + 1, cue) if tree.lower[j] == "to"), cue)  # `Kyiv to Moscow: come and talk`
    named = next((j for j in range(to - 1, first - 1, -1) if tree.tag[j] in ("NNP", "NNPS", "NN", "NNS")), None)
    if named is None:
        return
    top = named
    while first <= tree.head[named] < named:
        named = tree.head[named]  # `Ann Vane of Corvane Bank: ...`
        top = named if tree.tag[named][:2] == "NN" else top
    yield "before colon", top


def _inverted(tree: Tree, cue: int) -> Iterator[Named]:
    """`Continued Vane: ...`, where the parser sees no verb: the name between a first word and its colon."""
    first = tree.sents[tree.sent[cue]][0]
    if cue != first or tree.tag[cue] not in ("VBD", "VBN", "JJ", "NNP"):
        return
    last = cue
    while last + 1 < tree.n and tree.tag[last + 1] == "NNP":
        last += 1
    if last > cue and last + 1 < tree.n and tree.lower[last + 1] == ":":
        yield "late nsubj", last


def _according(tree: Tree, cue: int) -> Iterator[Named]:
    if tree.lower[cue] != "according":
        return
    named = [p for k in tree.children[cue] for p in tree.children[k] if p != cue and tree.tag[p] not in _NO_NAMES]
    yield from (("according", p) for p in named)
    if not named and cue + 2 < tree.n:
        yield "according next", cue + 2


def _below(tree: Tree, cue: int) -> Iterator[Named]:
    for k in tree.children[cue]:
        d = tree.dep[k]
        if d in _SUBJECTS:
            yield d if k < cue else "late " + d, k
        elif d == "poss":
            yield "poss", k
        elif d == "agent" or (d == "prep" and tree.lower[k] in _FROM_WHOM):
            yield from ((f"{d}:{tree.lower[k]}", p) for p in tree.children[k] if tree.dep[p] == "pobj")
        elif d in ("amod", "compound", "nmod") and tree.tag[cue][:2] == "NN":
            yield d, k
        elif k > cue and d in ("dobj", "attr", "npadvmod", "oprd", "dative", "ccomp"):
            yield "object", k


def _above(tree: Tree, cue: int) -> Iterator[Named]:
    """Of the clauses that the cue stands in, up to four of them."""
    verb, path = cue, ""
    for step in range(4):
        if tree.head[verb] == verb:
            return
        d, up = tree.dep[verb], tree.head[verb]
        path = f"{path}<{d}" if path else d
        owners = [(f"up:{path}:poss", k) for k in tree.children[up] if tree.dep[k] == "poss"]
        if d in ("relcl", "acl"):
            yield f"noun:{path}", up
            yield from owners if d == "acl" else ()
        elif d in _CLIMBED and (tree.tag[up][:2] == "VB" or tree.tag[up] == "MD"):
            yield from ((f"up:{path}:{tree.dep[k]}", k) for k in tree.children[up] if tree.dep[k] in _SUBJECTS)
            if d in ("xcomp", "ccomp") and step == 0:
                yield from (("up:object", k) for k in tree.children[up] if tree.dep[k] in ("dobj", "dative"))
        elif d in _CLIMBED and tree.tag[up][:2] == "NN":
            yield from owners
        verb = up


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
