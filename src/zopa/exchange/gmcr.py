"""Ordinal models of the graph model for conflict resolution (Fang, Hipel and Kilgour 1993), as JSON.

A file holds `options` (yes or no, each under some decision maker's control), `infeasibles` (combinations that cannot
be) and `decisionMakers` with preferences over states. Two forms of preference are read: `preferences`, statements in
order of priority, each a list of `[option number, "Y" or "N"]` that must all hold; and `ranking`, states from best to
worst, each a string such as `"YN"`, states equally good in a list.

Where every statement speaks of one option, options become issues (no, yes) and weights are powers of two, which give
exactly that order of states. Otherwise the one issue is the `state`, and each party has an order over the states.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from zopa import limits
from zopa.errors import InputError, LimitError, ZopaError
from zopa.exchange.base import Exported, Format, Imported, Note
from zopa.exchange.files import file_names, mapping, sequence
from zopa.exchange.safe_json import read_json
from zopa.exchange.utilities import beyond_utilities
from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_terms import Interval, Link, Order, Party

Literals = tuple[tuple[int, str], ...]


class GmcrFormat(Format):
    """Graph models with ordinal preferences, both directions."""

    name: ClassVar[str] = "gmcr"
    title: ClassVar[str] = "graph model for conflict resolution (JSON, ordinal preferences)"

    def recognises(self, path: Path) -> bool:
        if not path.is_file() or path.suffix.lower() not in (".json", ".gmcr"):
            return False
        try:
            data = read_json(path)
        except ZopaError:
            return False
        return isinstance(data, dict) and isinstance(data.get("decisionMakers"), list) and "options" in data

    def read(self, path: Path) -> Imported:
        data = read_json(path)
        if not isinstance(data, dict) or not isinstance(data.get("decisionMakers"), list):
            raise InputError("has no decision makers", where=str(path), mend="name a graph model's JSON file")
        notes: list[Note] = []
        model = _Graph(data, str(path), notes)
        negotiation = model.by_options(path.stem) if model.single else model.by_states(path.stem)
        return Imported(negotiation, self.name, (path,), tuple(notes))

    def write(self, negotiation: Negotiation) -> Exported:
        notes = beyond_utilities(negotiation)
        if negotiation.size > limits.GRAPH_STATES:
            what = f"{negotiation.size:.3g} outcomes are too many to rank singly, the limit is {limits.GRAPH_STATES}"
            raise LimitError(what, where=negotiation.name, mend="write it as NegMAS or GENIUS instead")
        names, rows, forbidden = _options(negotiation)
        outcomes = np.array(list(product(*(range(c) for c in negotiation.counts))), dtype=np.int64)
        utilities = np.round(negotiation.utilities(outcomes), 12)
        makers = []
        for p, (party, terms) in enumerate(negotiation.parties.items()):
            ranking: list[list[str]] = []
            for utility in sorted(set(utilities[:, p].tolist()), reverse=True):
                ranking.append([rows[tuple(o)] for o in outcomes[utilities[:, p] == utility].tolist()])
            makers.append({"name": party, "options": [], "preferences": [], "ranking": ranking})
            if not all(isinstance(values, Order) for values in terms.values.values()):
                notes.append(Note("lost", party, "how much better one outcome is than another: only the order stays"))
            if terms.reservation is not None and terms.reservation.base.middle > 0:
                notes.append(Note("lost", f"{party}, reservation", f"{terms.reservation.base.middle:.6g}"))
        notes.append(Note("lost", "control", "who controls which option: a model of deals does not say"))
        data = {
            "decisionMakers": makers,
            "options": [{"name": name, "permittedDirection": "both"} for name in names],
            "infeasibles": forbidden,
        }
        file = next(iter(file_names([negotiation.name], ".json").values()))
        return Exported(self.name, {file: json.dumps(data, ensure_ascii=False, indent=1) + "\n"}, tuple(notes))


class _Graph:
    """A graph model in plain terms."""

    def __init__(self, data: Mapping[str, Any], where: str, notes: list[Note]) -> None:
        self.where, self.notes = where, notes
        options = sequence(data.get("options"), where, "options")
        self.options = [self._name(option, "option", k) for k, option in enumerate(options)]
        if not self.options or len(set(self.options)) < len(self.options):
            raise InputError("options are missing or stand twice", where=where, mend="name each option once")
        infeasibles = sequence(data.get("infeasibles"), where, "infeasibles")
        self.forbidden = [self._literals(item, "infeasibles") for item in infeasibles]
        self.makers: dict[str, Mapping[str, Any]] = {}
        for k, maker in enumerate(data["decisionMakers"]):
            name = self._name(maker, "decision maker", k)
            if name in self.makers:
                raise InputError(f"decision maker '{name}' stands twice", where=where, mend="rename one")
            self.makers[name] = maker = mapping(maker, where, name)
            owned = sequence(maker.get("options"), where, f"options of {name}")
            owned = [self.options[int(o)] for o in owned if self._known(o)]
            if owned:
                notes.append(
                    Note("lost", name, f"controls {', '.join(owned)}: a model of deals does not say who moves")
                )
        if not self.makers:
            raise InputError("has no decision makers", where=where, mend="add one with its preferences")
        self.statements = {
            name: [
                self._literals(item, f"preferences of {name}")
                for item in sequence(maker.get("preferences"), where, f"preferences of {name}")
            ]
            for name, maker in self.makers.items()
        }
        for k, option in enumerate(options):
            direction = option.get("permittedDirection", "both") if isinstance(option, dict) else "both"
            if direction != "both":
                notes.append(Note("lost", self.options[k], f"can only change one way ({direction})"))

    @property
    def single(self) -> bool:
        """Whether weights on single options can say every preference."""
        ranked = any(maker.get("ranking") for maker in self.makers.values())
        return not ranked and all(len(s) == 1 for statements in self.statements.values() for s in statements)

    def by_options(self, name: str) -> Negotiation:
        """One issue per option."""
        issues = dict.fromkeys(self.options, ("no", "yes"))
        links = tuple(
            Link({self.options[k]: (("yes",) if answer == "Y" else ("no",)) for k, answer in literals})
            for literals in self.forbidden
        )
        parties: dict[str, Party] = {}
        for maker, statements in self.statements.items():
            first: dict[int, str] = {}
            for ((option, answer),) in statements:
                # a later statement on the same option can change nothing any more
                first.setdefault(option, answer)
            values: dict[str, dict[str, Interval]] = {}
            weights: dict[str, Interval] = {}
            for rank, (option, answer) in enumerate(first.items(), start=1):
                issue = self.options[option]
                yes = 1.0 if answer == "Y" else 0.0
                values[issue] = {"no": Interval.of(1 - yes), "yes": Interval.of(yes)}
                weights[issue] = Interval.of(0.5**rank)
            if not values:
                values = {self.options[0]: {"no": Interval.of(0.0), "yes": Interval.of(0.0)}}
                self.notes.append(Note("changed", maker, "has no preferences: it is indifferent between all states"))
            else:
                what = "preferences are an order: weights that halve from one to the next give exactly this order"
                self.notes.append(Note("changed", maker, what))
            parties[maker] = Party(values=values, weights=weights)
        return Negotiation(issues=issues, parties=parties, links=links, name=name)

    def by_states(self, name: str) -> Negotiation:
        """One issue, `state`, with an order over the states that can be."""
        if 2 ** len(self.options) > limits.GRAPH_STATES:
            what = f"{len(self.options)} options make too many states to list, the limit is {limits.GRAPH_STATES}"
            raise LimitError(what, where=self.where, mend="give preferences on single options, or fewer options")
        states = ["".join(answers) for answers in product("NY", repeat=len(self.options))]
        states = [s for s in states if not any(all(s[k] == a for k, a in literals) for literals in self.forbidden)]
        if not states:
            raise InputError("no state can be: everything is infeasible", where=self.where, mend="loosen infeasibles")
        parties = {}
        for maker, data in self.makers.items():
            ranking = sequence(data.get("ranking"), self.where, f"ranking of {maker}")
            ranks = self._ranked(maker, ranking, states) if ranking else self._scored(maker, states)
            order = Order(tuple(tuple(self.words(s) for s in rank) for rank in ranks))
            parties[maker] = Party(values={"state": order})
        return Negotiation(issues={"state": tuple(map(self.words, states))}, parties=parties, name=name)

    def words(self, state: str) -> str:
        """`YN` -> `attack: Y; ally: N`."""
        return "; ".join(f"{option}: {answer}" for option, answer in zip(self.options, state, strict=True))

    def _scored(self, maker: str, states: Sequence[str]) -> list[list[str]]:
        met = {s: tuple(all(s[k] == a for k, a in literals) for literals in self.statements[maker]) for s in states}
        return [[s for s in states if met[s] == score] for score in sorted(set(met.values()), reverse=True)]

    def _ranked(self, maker: str, ranking: Sequence[Any], states: Sequence[str]) -> list[list[str]]:
        ranks = [[str(s) for s in (rank if isinstance(rank, list) else [rank])] for rank in ranking]
        named = [s for rank in ranks for s in rank]
        unknown = next((s for s in named if s not in set(states)), None)
        if unknown is not None:
            what = f"ranking of {maker} names '{unknown}', which is no feasible state"
            raise InputError(
                what, where=self.where, mend=f"write one of Y and N for each of {len(self.options)} options"
            )
        left = [s for s in states if s not in set(named)]
        if left or len(set(named)) < len(named):
            fault = f"leaves out {left[0]}" if left else "names a state twice"
            raise InputError(f"ranking of {maker} {fault}", where=self.where, mend="rank each feasible state once")
        return ranks

    def _literals(self, item: object, what: str) -> Literals:
        pairs = item if isinstance(item, list) else ()
        result: dict[int, str] = {}
        for pair in pairs:
            if not (isinstance(pair, list) and len(pair) == 2 and self._known(pair[0]) and pair[1] in ("Y", "N")):
                mend = f'write [option number 0 to {len(self.options) - 1}, "Y" or "N"]'
                raise InputError(f"{what}: {pair!r} is no answer to an option", where=self.where, mend=mend)
            if result.setdefault(int(pair[0]), pair[1]) != pair[1]:
                raise InputError(f"{what}: an option is both Y and N", where=self.where, mend="remove one")
        if not result:
            raise InputError(f"{what}: an empty statement", where=self.where, mend="remove it")
        return tuple(result.items())

    def _known(self, option: object) -> bool:
        return isinstance(option, int) and not isinstance(option, bool) and 0 <= option < len(self.options)

    def _name(self, item: object, what: str, k: int) -> str:
        name = item.get("name") if isinstance(item, dict) else item
        if not isinstance(name, str) or not name.strip():
            raise InputError(f"{what} {k + 1} has no name", where=self.where, mend="add a name")
        return " ".join(name.split())


def _options(negotiation: Negotiation) -> tuple[list[str], dict[tuple[int, ...], str], list[list[list[Any]]]]:
    """Yes/no options for a model's issues, the state of every outcome, and the combinations that cannot be."""
    names: list[str] = []
    at: list[list[str]] = []  # per issue and option: the answers to this issue's yes/no options
    forbidden: list[list[list[Any]]] = []
    for issue, options in negotiation.issues.items():
        start = len(names)
        states = [dict(pair.rsplit(": ", 1) for pair in o.split("; ") if ": " in pair) for o in options]
        same = issue == "state" and len({tuple(s) for s in states}) == 1 and states[0]
        if same and all(set(s.values()) <= {"Y", "N"} for s in states):
            names += states[0]
            at.append(["".join(s.values()) for s in states])
            for answers in product("NY", repeat=len(states[0])):
                if "".join(answers) not in at[-1]:
                    forbidden.append([[start + k, answer] for k, answer in enumerate(answers)])
        elif set(options) == {"no", "yes"}:
            names.append(issue)
            at.append(["Y" if option == "yes" else "N" for option in options])
        else:
            names += [f"{issue}: {option}" for option in options]
            at.append(["".join("Y" if k == o else "N" for k in range(len(options))) for o in range(len(options))])
            forbidden.append([[start + k, "N"] for k in range(len(options))])
            forbidden += [[[start + k, "Y"], [start + j, "Y"]] for k in range(len(options)) for j in range(k)]
    rows = {
        outcome: "".join(at[i][o] for i, o in enumerate(outcome))
        for outcome in product(*(range(c) for c in negotiation.counts))
    }
    return names, rows, forbidden
