"""NegMAS scenario folders (Mohammad, Nakadai and Greenwald 2021): one YAML of issues, one YAML per utility function.

Read: issues of every kind (continuous ones become evenly spaced options) and linear additive utility functions with
tables, linear, affine, constant, identity, quadratic, polynomial and triangular value functions, plain or inside a
discounted one; tables over whole outcomes where they are additive. Written: tables and weights, which read back equal.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, ClassVar, TypeAlias

import yaml

from zopa import limits
from zopa.errors import InputError, LimitError, ZopaError
from zopa.exchange.base import Exported, Format, Imported, Note
from zopa.exchange.files import file_names, files_below, number, read_text, sequence
from zopa.exchange.utilities import REAL_POINTS, Utility, beyond_utilities, certain, grid, label, scaled_party
from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_terms import Party
from zopa.yamlfile import Loc, load_with_lines

CLASS_KEYS = ("type", "__python_class__", "python_class")  # where NegMAS's versions keep the kind of an object
Data: TypeAlias = Mapping[str, Any]


class _Issue:
    """An issue with the Python value behind every option, on which value functions work."""

    def __init__(self, name: str, values: Sequence[Any]) -> None:
        self.name = name
        self.options = {label(value): value for value in values}


class NegmasFormat(Format):
    """NegMAS scenario folders, both directions."""

    name: ClassVar[str] = "negmas"
    title: ClassVar[str] = "NegMAS scenario folder (YAML)"

    def recognises(self, path: Path) -> bool:
        try:
            files = (path,) if path.is_file() else files_below(path, ".yml", ".yaml")[:200]
            return any(
                f.suffix.lower()
                in (
                    ".yml",
                    ".yaml",
                )
                and _is_domain(f)
                for f in files
            )
        except ZopaError:
            return False

    def read(self, path: Path) -> Imported:
        notes: list[Note] = []
        domains: list[tuple[Path, Data]] = []
        functions: list[tuple[Path, Data]] = []
        for file in files_below(path, ".yml", ".yaml"):
            data, raw = _load(file)
            if isinstance(data, dict) and isinstance(data.get("issues"), list):
                domains.append((file, {**data, "issues": _in_words(data["issues"], raw)}))
            elif isinstance(data, dict) and (_kind(data) or "weights" in data or "values" in data):
                functions.append((file, data))
            else:
                notes.append(Note("skipped", file.name, "holds neither issues nor a utility function"))
        if path.is_file():
            domains = [pair for pair in domains if pair[0] == path] or domains
        if len(domains) != 1:
            what = f"{len(domains)} files with issues" if domains else "no file with issues"
            raise InputError(what, where=str(path), mend="name a scenario folder, or its one domain file")
        if not functions:
            raise InputError("no utility function of any party", where=str(path), mend="add the parties' YAML files")
        file, domain = domains[0]
        issues = _issues(domain["issues"], file, notes)
        options = {issue.name: tuple(issue.options) for issue in issues}
        parties: dict[str, Party] = {}
        for file_, data in functions:
            party = str(data.get("name") or file_.stem)
            party = file_.stem if party in parties or "/" in party else party
            utility = _Function(party, str(file_), issues, notes).utility(data)
            parties[party], more = scaled_party(utility, options)
            notes += more
        name = str(domain.get("name") or file.stem)
        negotiation = Negotiation(issues=options, parties=parties, name=name)
        return Imported(negotiation, self.name, tuple(f for f, _ in (*domains, *functions)), tuple(notes))

    def write(self, negotiation: Negotiation) -> Exported:
        notes = certain(negotiation) + beyond_utilities(negotiation)
        domain = {
            "name": negotiation.name,
            "type": "DiscreteCartesianOutcomeSpace",
            "issues": [
                {"name": issue, "type": "CategoricalIssue", "values": list(options)}
                for issue, options in negotiation.issues.items()
            ],
        }
        stem = next(iter(file_names([negotiation.name], "").values()))
        files = {f"{stem}.yml": _dump(domain)}
        for p, (party, file) in enumerate(file_names(negotiation.parties, ".yml", files).items()):
            tables = zip(negotiation.issues.values(), negotiation.values, strict=True)
            function = {
                "name": party,
                "type": "LinearAdditiveUtilityFunction",
                "reserved_value": float(negotiation.reservations[p]),
                "values": [
                    {"type": "TableFun", "mapping": {o: float(v) for o, v in zip(names, table[:, p], strict=True)}}
                    for names, table in tables
                ],
                "weights": [float(w) for w in negotiation.weights[p]],
            }
            files[file] = _dump(function)
        return Exported(self.name, files, tuple(notes))


def _is_domain(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            head = stream.read(65_536)
    except OSError:
        return False
    lines = head.splitlines()
    # a model file of ours has `zopa:` and a mapping of issues; theirs has a list
    after = [line for k, line in enumerate(lines) if k and lines[k - 1].rstrip() == b"issues:"]
    return not any(line.startswith(b"zopa:") for line in lines) and any(
        line.lstrip().startswith(b"-") for line in after
    )


def _load(file: Path) -> tuple[object, dict[Loc, str]]:
    """Plain data of a YAML file and its scalars as written; what would run code is refused by the safe loader."""
    raw: dict[Loc, str] = {}
    text = read_text(file, limits.EXCHANGE_YAML_BYTES)
    return load_with_lines(text, {}, where=str(file), raw=raw), raw


def _in_words(issues: Sequence[Any], raw: Mapping[Loc, str]) -> list[Any]:
    """Issues whose values `yes`, `no` and the like are words again, which YAML 1.1 reads as truth values."""
    found: list[Any] = []
    for k, issue in enumerate(issues):
        if isinstance(issue, dict) and isinstance(issue.get("values"), list):
            at = enumerate(issue["values"])
            values = [raw[("issues", k, "values", j)] if isinstance(v, bool) or v is None else v for j, v in at]
            issue = {**issue, "values": values}
        found.append(issue)
    return found


def _canonical(word: str) -> str:
    """One spelling for each number, so that the key `1.0` is found for the option 1."""
    try:
        return label(float(word))
    except ValueError:
        return word


def _dump(data: object) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10_000)


def _issues(items: Sequence[Any], file: Path, notes: list[Note]) -> tuple[_Issue, ...]:
    issues: dict[str, _Issue] = {}
    for k, item in enumerate(items):
        where = f"{file}, issue {k + 1}"
        if not isinstance(item, dict) or "values" not in item:
            raise InputError("is no issue with values", where=where, mend="give its name and values")
        name = str(item.get("name") or f"issue{k + 1}")
        kind = str(item.get("type") or "").rsplit(".", 1)[-1]
        values = item["values"]
        if name in issues:
            raise InputError(f"issue '{name}' stands twice", where=where, mend="rename one")
        if isinstance(values, int) and not isinstance(values, bool):
            values = [0, values - 1]
            kind = "ContiguousIssue"
        if not isinstance(values, list) or not values:
            raise InputError(f"issue '{name}' has no options", where=where, mend="list its values")
        if kind.startswith(("Contiguous", "CountableInfinite", "Continuous")):
            if len(values) < 2:
                raise InputError(f"issue '{name}' has no range", where=where, mend="give [lowest, highest]")
            low, high = number(values[0], where, "lower bound"), number(values[1], where, "upper bound")
            if high < low:
                raise InputError(f"range {low:g} to {high:g} is empty", where=where, mend="swap the bounds")
            if kind.startswith("Continuous"):
                issues[name] = _Issue(name, grid(low, high, REAL_POINTS))
                what = f"real numbers {low:g} to {high:g} became {REAL_POINTS} evenly spaced options"
                notes.append(Note("changed", name, what))
                continue
            if high - low >= limits.MODEL_OPTIONS:
                what = f"issue '{name}' has {high - low + 1:.0f} options, the limit is {limits.MODEL_OPTIONS}"
                raise LimitError(what, where=where, mend="use coarser steps")
            values = list(range(int(low), int(high) + 1))
        issues[name] = _Issue(name, values)
    if not issues:
        raise InputError("no issues", where=str(file), mend="list the issues")
    return tuple(issues.values())


class _Function:
    """Reads one utility function against the issues of its scenario."""

    def __init__(self, party: str, where: str, issues: tuple[_Issue, ...], notes: list[Note]) -> None:
        self.party, self.where, self.issues, self.notes = party, where, issues, notes

    def utility(self, data: Data) -> Utility:
        kind = _kind(data)
        reserved = data.get("reserved_value")
        if kind in ("ExpDiscountedUFun", "LinDiscountedUFun") and isinstance(data.get("ufun"), dict):
            rate = data.get("discount", data.get("cost"))
            if rate not in (None, 1.0, 1):
                self._lost(f"discount {rate}: here utilities do not shrink with time")
            inner = self.utility({"reserved_value": reserved, **data["ufun"]})
            return inner if inner.reservation is not None else self._reserved(inner, reserved)
        if kind in ("LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction", ""):
            utility = self._additive(data)
        elif kind in ("LinearUtilityFunction", "AffineUtilityFunction"):
            identity = [{"type": "IdentityFun"}] * len(self.issues)
            utility = self._additive({**data, "values": identity})
        elif kind == "ConstUtilityFunction":
            utility = self._additive({"values": [{"type": "ConstFun", "bias": 0.0}] * len(self.issues)})
        elif kind == "MappingUtilityFunction":
            utility = self._mapping(data)
        else:
            what = f"utility function '{kind}' values issues together, which weights and values cannot express"
            raise InputError(what, where=self.where, mend="import a scenario with linear additive utilities")
        return self._reserved(utility, reserved)

    def _reserved(self, utility: Utility, value: object) -> Utility:
        """With a reservation value; minus infinity (no reservation) is how NegMAS says that any deal is better."""
        if value is None or (isinstance(value, float) and value == -math.inf):
            return utility
        reservation = number(value, self.where, "reserved value")
        return Utility(utility.party, utility.weights, utility.values, utility.constant, reservation)

    def _additive(self, data: Data) -> Utility:
        values, weights = data.get("values"), data.get("weights")
        if isinstance(values, dict):
            values = [values.get(issue.name, {"type": "ConstFun"}) for issue in self.issues]
        if isinstance(weights, dict):
            weights = [weights.get(issue.name, 0.0) for issue in self.issues]
        weights = [1.0] * len(self.issues) if weights is None else sequence(weights, self.where, "weights")
        if not isinstance(values, list) or len(values) != len(self.issues) or len(weights) != len(self.issues):
            what = f"values and weights do not match the {len(self.issues)} issues"
            raise InputError(what, where=self.where, mend="give one value function and one weight per issue")
        tables = {i.name: self._values(f, i) for f, i in zip(values, self.issues, strict=True)}
        own = {i.name: number(w, self.where, "weight") for w, i in zip(weights, self.issues, strict=True)}
        return Utility(self.party, own, tables, number(data.get("bias", 0.0) or 0.0, self.where, "bias"))

    def _values(self, function: object, issue: _Issue) -> dict[str, float]:
        where = f"{self.where}, issue '{issue.name}'"
        if not isinstance(function, dict):
            raise InputError("has no value function", where=where, mend="give a table or a linear function")
        kind = _kind(function)
        if kind == "TableFun" or "mapping" in function or not kind:
            mapping = function.get("mapping", function)
            if not isinstance(mapping, dict):
                raise InputError("its table is no mapping", where=where, mend="give one value per option")
            named = {label(key): value for key, value in mapping.items() if key not in CLASS_KEYS}
            spelled = {_canonical(key): value for key, value in named.items()}
            if any(option not in named for option in issue.options):
                alike = {o: spelled[_canonical(o)] for o in issue.options if _canonical(o) in spelled}
                taken = {_canonical(o) for o in alike}
                named = {key: value for key, value in named.items() if _canonical(key) not in taken} | alike
            missing = [option for option in issue.options if option not in named]
            if missing:
                what = f"{issue.name}: no value for {', '.join(missing)}: 0 counts"
                self.notes.append(Note("changed", self.party, what))
            extra = [option for option in named if option not in issue.options]
            if extra:
                self._lost(f"{issue.name}: values of {', '.join(extra)}, which are no options")
            return {o: number(named.get(o, 0.0), f"{where}, option '{o}'", "value") for o in issue.options}
        return {o: self._at(function, kind, x, where) for o, x in issue.options.items()}

    def _at(self, function: Data, kind: str, x: Any, where: str) -> float:
        """The value function at one number; NegMAS writes each function's parameters under the names used here."""

        def parameter(name: str, default: float) -> float:
            return number(function.get(name, default), where, name)

        bias = parameter("bias", 0.0)
        if kind == "ConstFun":
            return bias
        at = number(x, where, "option")
        if kind == "IdentityFun":
            return at + bias
        if kind in ("LinearFun", "AffineFun"):
            return parameter("slope", 1.0) * at + bias
        if kind == "QuadraticFun":
            return (parameter("a2", 0.0) * at + parameter("a1", 1.0)) * at + bias
        if kind == "PolynomialFun":
            coefficients = function.get("coefficients") or ()
            if not isinstance(coefficients, list | tuple):
                raise InputError("coefficients are no list", where=where, mend="write [first, second]")
            return math.fsum(number(c, where, "coefficient") * at ** (k + 1) for k, c in enumerate(coefficients)) + bias
        if kind == "TriangularFun":
            start, middle, end = (parameter(key, 0.0) for key in ("start", "middle", "end"))
            if not start < end:
                raise InputError("a triangle without width", where=where, mend="give start below end")
            rising = (at - start) / (middle - start) if middle > start else 1.0
            falling = (end - at) / (end - middle) if end > middle else 1.0
            return max(0.0, min(rising, falling)) * parameter("scale", 1.0) + bias
        raise InputError(f"value function '{kind}' is not known", where=where, mend="give a table")

    def _mapping(self, data: Data) -> Utility:
        """A table over whole outcomes, taken apart issue by issue; refused when it is not additive."""
        table = data.get("mapping")
        if isinstance(table, list):
            pairs = [sequence(pair, self.where, "an entry of the mapping") for pair in table]
            if not all(len(pair) == 2 for pair in pairs):
                raise InputError(
                    "an entry of the mapping is no pair", where=self.where, mend="write [outcome, utility]"
                )
            table = {_outcome(key): value for key, value in pairs}
        if not isinstance(table, dict):
            raise InputError("a mapping without entries", where=self.where, mend="give a utility per outcome")
        named = {_outcome(key): number(value, self.where, "utility") for key, value in table.items()}
        names = [list(issue.options) for issue in self.issues]
        if math.prod(len(options) for options in names) != len(named):
            raise InputError("the mapping leaves outcomes out", where=self.where, mend="give all of them a utility")
        first = tuple(options[0] for options in names)
        try:
            base = named[first]
            tables = {
                issue.name: {o: named[(*first[:i], o, *first[i + 1 :])] - base for o in names[i]}
                for i, issue in enumerate(self.issues)
            }
            for outcome in product(*names):
                added = base + sum(tables[i.name][o] for i, o in zip(self.issues, outcome, strict=True))
                if abs(added - named[outcome]) > 1e-9 * max(1.0, abs(base)):
                    what = f"the mapping is not a sum over issues (at {', '.join(outcome)})"
                    raise InputError(what, where=self.where, mend="import a scenario with additive utilities")
        except KeyError as error:
            raise InputError(
                f"the mapping has no outcome {error}", where=self.where, mend="name every outcome"
            ) from None
        return Utility(self.party, {i.name: 1.0 for i in self.issues}, tables, base)

    def _lost(self, what: str) -> None:
        self.notes.append(Note("lost", self.party, what))


def _outcome(key: object) -> tuple[str, ...]:
    return tuple(label(part) for part in key) if isinstance(key, tuple | list) else (label(key),)


def _kind(data: Data) -> str:
    return str(next((data[key] for key in CLASS_KEYS if data.get(key)), "")).rsplit(".", 1)[-1]
