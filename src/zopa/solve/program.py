"""A negotiation as a constraint program (OR-Tools CP-SAT): one literal per option, one per clause that may be given up.

Where listing is out of the question this settles whether the zone is empty, which clauses to give up, and what the
best deal is. Utilities are whole numbers, rounded (towards accepting nothing wrongly) only past 2**40.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_terms import Clause
from zopa.solve.results import Status

_COARSE = 2.0**40


class Program:
    """The rules of a space over option literals, with the clauses in `free` switched by a literal each.

    `space` must be prepared from the model without the clauses in `free` that are red lines; `give` maps each such
    clause to its literal, true when it is given up.
    """

    def __init__(self, model: Negotiation, free: Iterable[Clause] = ()) -> None:
        from ortools.sat.python import cp_model

        from zopa.solve.space import whole_tables

        self.cp = cp_model
        self.program: Any = cp_model.CpModel()
        self.model = model
        tables, self.scale, self.whole = whole_tables(model)
        shrink = np.maximum(1.0, self.scale / _COARSE)
        self.tables = [np.floor(t / shrink).astype(np.int64) for t in tables]
        self.unit = self.scale / shrink
        self.options = [[self.program.new_bool_var("") for _ in range(c)] for c in model.counts]
        for literals in self.options:
            self.program.add_exactly_one(literals)
        self.give: dict[Clause, Any] = {clause: self.program.new_bool_var("") for clause in free}
        self._sets: dict[tuple[int, frozenset[int]], Any] = {}
        for nogood in model.nogoods:
            unmet = [self._within(i, options).negated() for i, options in nogood.parts]
            if nogood.clause in self.give:
                unmet.append(self.give[nogood.clause])
            self.program.add_bool_or(unmet)
        self.utility = [
            sum(int(t[o, p]) * x for t, row in zip(self.tables, self.options, strict=True) for o, x in enumerate(row))
            for p in range(len(model.parties))
        ]
        slack = np.array([len(self.tables)] * len(shrink)) * (shrink > 1)  # what rounding down can take away
        for p, (name, wanted) in enumerate(zip(model.parties, model.reservations, strict=True)):
            if wanted <= 0:
                continue
            bound = self.program.add(self.utility[p] >= int(np.ceil(wanted * self.unit[p] * (1 - 1e-12)) - slack[p]))
            clause = Clause(name, "reservation")
            if clause in self.give:
                bound.only_enforce_if(self.give[clause].negated())

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
        solver = self.cp.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
        solver.parameters.num_search_workers = 1
        solver.parameters.random_seed = seed
        return solver

    def outcome(self, solver: Any) -> dict[str, str]:
        chosen = [next(o for o, x in enumerate(row) if solver.boolean_value(x)) for row in self.options]
        return self.model.outcome(chosen)

    def given(self, solver: Any) -> frozenset[Clause]:
        return frozenset(clause for clause, x in self.give.items() if solver.boolean_value(x))


def feasible(model: Negotiation, *, seconds: float = 10.0) -> Status:
    """Whether the zone is empty, proven either way, or unknown when the time is up."""
    program = Program(model)
    solver = program.solver(seconds)
    found = solver.solve(program.program)
    if found in (program.cp.OPTIMAL, program.cp.FEASIBLE):
        return Status.NON_EMPTY
    return Status.EMPTY if found == program.cp.INFEASIBLE else Status.UNKNOWN
