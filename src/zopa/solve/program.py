"""A negotiation as a constraint program (OR-Tools CP-SAT): one literal per option.

For questions that neither listing nor merging settles. Utilities are whole numbers of at
most 2**30 per unit; past that they are rounded, and a reservation value may be missed by 1e-8.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from zopa.model.negotiation import Negotiation
from zopa.solve.results import Status

_COARSE = 2.0**30


class Program:
    """The rules and reservation values of a negotiation over option literals, to add wishes to.

    `options` holds a literal for each option of each issue; `tables` (options, parties) and `utility` (an expression
    for each party) are whole numbers, `unit` of them to a utility of 1.
    """

    def __init__(self, model: Negotiation) -> None:
        from ortools.sat.python import cp_model

        from zopa.solve.space import whole_tables

        self.cp = cp_model
        self.program: Any = cp_model.CpModel()
        self.model = model
        tables, scale, _ = whole_tables(model)
        shrink = np.maximum(1.0, scale / _COARSE)
        self.tables = [np.floor(t / shrink).astype(np.int64) for t in tables]
        self.unit = scale / shrink
        self.options = [[self.program.new_bool_var("") for _ in range(c)] for c in model.counts]
        for literals in self.options:
            self.program.add_exactly_one(literals)
        self._sets: dict[tuple[int, frozenset[int]], Any] = {}
        for nogood in model.nogoods:
            self.program.add_bool_or([self._within(i, options).negated() for i, options in nogood.parts])
        self.utility = [
            sum(int(t[o, p]) * x for t, row in zip(self.tables, self.options, strict=True) for o, x in enumerate(row))
            for p in range(len(model.parties))
        ]
        slack = np.array([len(self.tables)] * len(shrink)) * (shrink > 1)  # what rounding down can take away
        for p, wanted in enumerate(model.reservations):
            if wanted > 0:
                self.program.add(self.utility[p] >= int(np.ceil(wanted * self.unit[p] * (1 - 1e-12)) - slack[p]))

    def _within(self, issue: int, options: frozenset[int]) -> Any:
        """A literal that is true when the issue takes one of these options."""
        if len(options) == 1:
            return self.options[issue][next(iter(options))]
        key = (issue, options)
        if key not in self._sets:
            literal = self.program.new_bool_var("")
            self.program.add(sum(self.options[issue][o] for o in options) == literal)
            self._sets[key] = literal
        return self._sets[key]

    def solver(self, seconds: float, *, seed: int = 0) -> Any:
        """A solver with one worker, so that the same question has the same answer."""
        solver = self.cp.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
        solver.parameters.num_search_workers = 1
        solver.parameters.random_seed = seed
        return solver

    def outcome(self, solver: Any) -> dict[str, str]:
        """The outcome that a solver found."""
        chosen = [next(o for o, x in enumerate(row) if solver.boolean_value(x)) for row in self.options]
        return self.model.outcome(chosen)


def feasible(model: Negotiation, *, seconds: float = 10.0) -> tuple[Status, dict[str, str] | None]:
    """Whether the zone is empty, proven either way, or unknown when the time is up; an outcome inside if it is not."""
    program = Program(model)
    solver = program.solver(seconds)
    found = solver.solve(program.program)
    if found in (program.cp.OPTIMAL, program.cp.FEASIBLE):
        return Status.NON_EMPTY, program.outcome(solver)
    return (Status.EMPTY if found == program.cp.INFEASIBLE else Status.UNKNOWN), None
