"""Red lines and links as nogoods: sets of options, on one issue or several, that must not all occur together.

Every red line, condition and link of a model comes down to a few nogoods, so that the engine knows one kind of rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from zopa.model.negotiation_terms import Clause, Link, Options, RedLine


@dataclass(frozen=True, slots=True)
class Nogood:
    """Broken by an outcome whose option lies in the given set (of option numbers) for every issue in `parts`.

    `parts` is sorted by issue number and names each issue once; an empty `parts` is broken by every outcome.
    `clause` names the red line it comes from; None for a link, which nobody can give up.
    """

    parts: tuple[tuple[int, frozenset[int]], ...]
    clause: Clause | None = None

    @property
    def issues(self) -> tuple[int, ...]:
        return tuple(issue for issue, _ in self.parts)


class Numbering:
    """Issue and option numbers of the names in a model."""

    def __init__(self, issues: Mapping[str, Sequence[str]]) -> None:
        self.issue = {name: i for i, name in enumerate(issues)}
        self.option = [{name: o for o, name in enumerate(options)} for options in issues.values()]

    def sets(self, options: Options) -> list[tuple[int, frozenset[int]]]:
        """Each named issue's number with the numbers of the named options."""
        found = []
        for issue, names in options.items():
            i = self.issue[issue]
            found.append((i, frozenset(self.option[i][name] for name in names)))
        return found

    def others(self, issue: int, options: frozenset[int]) -> frozenset[int]:
        return frozenset(range(len(self.option[issue]))) - options


def red_line_nogoods(line: RedLine, numbers: Numbering, clause: Clause | None) -> Iterator[Nogood]:
    """The nogoods of a red line: its options, with one unmet part of every condition that could lift it."""
    yield from _unless(numbers.sets(line.options), line.unless, numbers, clause)


def link_nogoods(link: Link, numbers: Numbering) -> Iterator[Nogood]:
    """The nogoods of a link. All or none of k options is a ring of k implications."""
    sets = numbers.sets(link.options)
    if not link.together:
        yield from _unless(sets, link.unless, numbers, None)
        return
    for (i, mine), (j, next_) in zip(sets, sets[1:] + sets[:1], strict=True):
        yield from _unless([(i, mine), (j, numbers.others(j, next_))], link.unless, numbers, None)


def _unless(
    body: list[tuple[int, frozenset[int]]],
    unless: Sequence[Options],
    numbers: Numbering,
    clause: Clause | None,
) -> Iterator[Nogood]:
    unmet = [[(i, numbers.others(i, options)) for i, options in numbers.sets(one)] for one in unless]
    for choice in product(*unmet):
        nogood = _joined([*body, *choice], numbers, clause)
        if nogood is not None:
            yield nogood


def _joined(parts: Iterable[tuple[int, frozenset[int]]], numbers: Numbering, clause: Clause | None) -> Nogood | None:
    """One set per issue; None when no outcome can break it. An issue on which every option counts drops out."""
    sets: dict[int, frozenset[int]] = {}
    for issue, options in parts:
        sets[issue] = sets.get(issue, options) & options
    if not all(sets.values()):
        return None
    kept = ((i, s) for i, s in sorted(sets.items()) if len(s) < len(numbers.option[i]))
    return Nogood(tuple(kept), clause)


def satisfiable(nogoods: Sequence[Nogood], counts: Sequence[int]) -> bool:
    """Whether any outcome breaks none of `nogoods`; a search over the issues that they name.

    Meant for links, which are few; forward checking keeps it short.
    """
    return _search([dict(n.parts) for n in nogoods], {i: set(range(c)) for i, c in enumerate(counts)})


def _search(open_: list[dict[int, frozenset[int]]], domains: dict[int, set[int]]) -> bool:
    """Branch on the first issue of the shortest open nogood; a nogood with one issue left takes options away."""
    while True:
        if any(not n for n in open_):
            return False
        unit = next((n for n in open_ if len(n) == 1), None)
        if unit is None:
            break
        [(issue, options)] = unit.items()
        domains = {**domains, issue: domains[issue] - options}
        if not domains[issue]:
            return False
        open_ = list(_narrowed(open_, issue, domains[issue]))
    if not open_:
        return True
    issue, options = min((len(s), i, s) for n in open_ for i, s in n.items())[1:]
    inside, outside = domains[issue] & options, domains[issue] - options
    return any(
        bool(part) and _search(list(_narrowed(open_, issue, part)), {**domains, issue: part})
        for part in (outside, inside)
    )


def _narrowed(
    nogoods: Iterable[dict[int, frozenset[int]]], issue: int, domain: set[int]
) -> Iterator[dict[int, frozenset[int]]]:
    for nogood in nogoods:
        options = nogood.get(issue)
        if options is None or not (options >= domain or options.isdisjoint(domain)):
            yield nogood
        elif options >= domain:
            yield {i: s for i, s in nogood.items() if i != issue}
