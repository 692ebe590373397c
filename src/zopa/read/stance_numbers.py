"""Numbers of a sentence beside the number of a proposition: who asks for five per cent is not for eight.

Owns which numbers may be compared (of one unit, or without any) and whose each number is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from zopa.read.document import Doc, Span
from zopa.read.numbers import number_at, starts_number
from zopa.read.propositions import parsed
from zopa.read.quotes_tree import Tree, tree_of
from zopa.read.scene import Scene

_PERCENT = frozenset(["%", "percent", "pc", "percentage"])
_MONEY = frozenset("$€£¥")
_NEARLY = 1e-6  # two numbers are the same
_ENDS = frozenset([",", ".", ";", ":", "”", '"', "’", "'", "and", "or", "but", "instead", ")", "?", "!"])


def fit_of(scene: Scene, sentence: Span, issue: str, holder: str) -> int:
    """1 where the holder's clause has the proposition's number, -1 where it has another of the same unit, else 0."""
    wanted = _of_proposition(scene.case.issues[issue].proposition)
    if not wanted:
        return 0
    told = [
        (value, unit)
        for at, value, unit in _numbers(scene.doc, sentence.start, sentence.end)
        if holder in _whose(scene, sentence, at, holder)
    ]
    fits = 0
    for value, unit in wanted:
        near = [v for v, u in told if u == unit or not u]
        if any(abs(v - value) <= _NEARLY * abs(value) for v in near):
            return 1
        if near:
            fits = -1
    return fits


@lru_cache(maxsize=4096)
def _of_proposition(text: str) -> tuple[tuple[float, str], ...]:
    doc = parsed(text)
    return tuple((value, unit) for _, value, unit in _numbers(doc, 0, len(doc)) if unit)


def _numbers(doc: Doc, first: int, end: int) -> Iterator[tuple[int, float, str]]:
    """Where it stands, value and unit of each number that is no date; the unit is empty where none is said."""
    tree = tree_of(doc)
    i = first
    while i < end:
        number = number_at(tree, i, end) if starts_number(tree.lower[i], tree.tag[i]) else None
        if number is None or number.fraction or tree.lower[i] in ("a", "an"):
            i += 1
            continue
        unit = _unit(tree, i, number.last, end)
        if unit is not None:
            yield i, number.value, unit
        i = max(number.last, i + 1)


def _unit(tree: Tree, first: int, last: int, end: int) -> str | None:
    if first > 0 and tree.lower[first - 1] in _MONEY:
        return tree.lower[first - 1]
    after = last
    while after < end and (tree.lower[after] == "-" or tree.tag[after].startswith("JJ")):
        after += 1
    if after >= end or tree.lower[after] in _ENDS:
        return (
            ""
            if tree.dep[last - 1] in ("dobj", "pobj", "attr", "npadvmod", "appos") and not _year(tree, first)
            else None
        )
    if tree.lower[after] in _PERCENT or (
        tree.lower[after] == "per" and after + 1 < end and tree.lower[after + 1] == "cent"
    ):
        return "%"
    return tree.lemma[after] if tree.tag[after].startswith("NN") and tree.tag[after] not in ("NNP", "NNPS") else None


def _year(tree: Tree, i: int) -> bool:
    return len(tree.lower[i]) == 4 and tree.lower[i].isdigit()


def _whose(scene: Scene, sentence: Span, at: int, holder: str) -> tuple[str, ...]:
    """The parties last named before the number, or everybody."""
    start = scene.doc[at].idx
    before = [m for m in scene.mentions if m.parties and sentence.start_char <= m.start < start]
    return before[-1].parties if before else (holder,)
