"""Scenario files (docs/reference/scenario-file.md): what would be different, and the model that follows from it.

read_scenarios   the file, checked against the model it is about
Scenario.apply   the model under a scenario, and in which units it measures
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import Field

from zopa.errors import ModelError, SchemaError
from zopa.model.modelfile import model_from_data, model_to_data
from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_checks import Loc, unknown
from zopa.model.negotiation_terms import Interval, Order
from zopa.yamlfile import FileModel, load_with_lines, read_yaml_text, validated

PAYMENT: Final = ("without", "with")  # the options of a side payment
Data = dict[str, Any]


class _PartyChange(FileModel):
    power: float | None = None
    reservation: Any = None
    weights: dict[str, Any] = Field(default_factory=dict)
    values: dict[str, dict[str, Any]] = Field(default_factory=dict)
    red_lines: list[dict[str, Any]] = Field(default_factory=list)
    gives_up: list[str] = Field(default_factory=list)


class _ScenarioFile(FileModel):
    title: str | None = None
    why: str = ""
    leaves: list[str] = Field(default_factory=list)
    fixed: dict[str, Any] = Field(default_factory=dict)
    parties: dict[str, _PartyChange] = Field(default_factory=dict)
    links: list[dict[str, Any]] = Field(default_factory=list)
    side_payments: dict[str, dict[str, float]] = Field(default_factory=dict)


class _File(FileModel):
    zopa: Literal[1]
    name: str = Field(alias="scenarios")
    cases: dict[str, _ScenarioFile] = Field(alias="compare")


@dataclass(frozen=True)
class Variant:
    """A model under a scenario. A party's utility there is `(old utility + shift + payments) / scale` of the plain
    model's: payments need room on a scale that ends at 1."""

    model: Negotiation
    scale: Mapping[str, float] = field(default_factory=dict)
    shift: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """One way things could go: its name, what it is in words, and the changes as the file says them."""

    name: str
    title: str
    why: str
    where: str
    changes: _ScenarioFile

    def apply(self, model: Negotiation) -> Variant:
        """The model under this scenario. Raises `ModelError` in one line where the two do not fit."""
        try:
            return _apply(self.changes, model)
        except ModelError as error:
            place = f"{self.where}, scenario '{self.name}'" + (
                f", {'.'.join(map(str, error.loc))}" if error.loc else ""
            )
            raise ModelError(error.what, where=place, mend=error.mend) from None


def read_scenarios(path: Path | str) -> tuple[Scenario, ...]:
    """The scenarios of a file, in its order. Raises `FileError` or `SchemaError` with the line."""
    lines: dict[Loc, int] = {}
    data = load_with_lines(read_yaml_text(path), lines, where=str(path))
    found = validated(data, _File, lines, where=str(path))
    if not found.cases:
        raise SchemaError("'compare' names no scenario", where=str(path), mend="add one")
    return tuple(
        Scenario(name, own.title or name.replace("_", " "), own.why, str(path), own)
        for name, own in found.cases.items()
    )


def _apply(changes: _ScenarioFile, model: Negotiation) -> Variant:
    # reservation values are made plain first: what no deal is worth must not move with what is fixed below
    for name, value in zip(model.parties, model.reservations, strict=True):
        party = model.parties[name]
        model = model.with_reservation(name, party.reservation.base if party.reservation else float(value))
    data = model_to_data(model)
    data = {**data, "links": list(data.get("links", []))}
    data.pop("status_quo", None)
    data.pop("evidence", None)
    for name in changes.leaves:
        if name not in data["parties"]:
            raise unknown(name, model.parties, "party", ("leaves",))
        del data["parties"][name]
    for name, change in changes.parties.items():
        if name not in model.parties:
            raise unknown(name, model.parties, "party", ("parties", name))
        if name not in data["parties"]:
            raise ModelError(f"{name} leaves and changes", loc=("parties", name), mend="keep one of the two")
        _change(data["parties"][name], change, model, name)
    for issue, kept in changes.fixed.items():
        _fix(data, model, issue, kept)
    data["links"] += changes.links
    scale, shift = _pay(data, changes.side_payments, model)
    return Variant(model_from_data(data), scale, shift)


# ---- a party -------------------------------------------------------------------------------------------------------


def _change(party: Data, change: _PartyChange, model: Negotiation, name: str) -> None:
    if change.power is not None:
        party["power"] = change.power
    if change.reservation is not None:
        party["reservation"] = _changed(party["reservation"], change.reservation, ("parties", name, "reservation"))
    if change.weights:
        party["weights"] = _table(party.get("weights"), model, name)
        for issue, new in change.weights.items():
            old = party["weights"].get(issue, 0.0)
            party["weights"][issue] = _changed(old, new, ("parties", name, "weights", issue), most=None)
    for issue, values in change.values.items():
        if issue not in model.issues:
            raise unknown(issue, model.issues, "issue", ("parties", name, "values", issue))
        own = _values(party["values"].get(issue), model.issues[issue])
        for option, new in values.items():
            if option not in model.issues[issue]:
                raise unknown(option, model.issues[issue], "option", ("parties", name, "values", issue))
            own[option] = _changed(own[option], new, ("parties", name, "values", issue, option))
        party["values"][issue] = own
    lines = party.get("red_lines", [])
    for issue in change.gives_up:
        left = [line for line in lines if issue not in line]
        if len(left) == len(lines):
            mend = "name an issue of one of its red lines"
            raise ModelError(f"no red line about '{issue}'", loc=("parties", name, "gives_up"), mend=mend)
        lines = left
    lines = [*lines, *change.red_lines]
    party.pop("red_lines", None)
    if lines:
        party["red_lines"] = lines


def _changed(old: Any, change: Any, loc: tuple[str, ...], most: float | None = 1.0) -> Any:
    """A new amount, `{add: ...}` to the old one or `{times: ...}` it; kept in 0..1, or above 0 for weights."""
    if not isinstance(change, Mapping):
        return change
    low, high = _ends(old, loc)
    if set(change) == {"add"}:
        by = _ends(change["add"], loc)
        low, high = low + by[0], high + by[1]
    elif set(change) == {"times"}:
        by = _ends(change["times"], loc)
        low, high = low * by[0], high * by[1]
    else:
        mend = "write a number, [low, high], {add: ...} or {times: ...}"
        raise ModelError(f"{dict(change)} is no change", loc=loc, mend=mend)
    top = max(low, high) if most is None else most
    low, high = (min(max(v, 0.0), top) for v in (low, high))
    return low if low == high else [low, high]


def _ends(amount: Any, loc: tuple[str, ...]) -> tuple[float, float]:
    pair = amount if isinstance(amount, list | tuple) else [amount, amount]
    if len(pair) != 2 or not all(isinstance(v, int | float) and not isinstance(v, bool) for v in pair):
        raise ModelError(f"{amount!r} is no amount", loc=loc, mend="give a number, or [low, high]")
    return float(pair[0]), float(pair[1])


def _table(weights: Any, model: Negotiation, name: str) -> Data:
    """Weights as numbers: an order becomes its mean, and equal weights are written out."""
    given = model.parties[name].weights
    if isinstance(given, Order):
        return dict(given.weights())
    return dict(weights) if weights else dict.fromkeys(model.parties[name].values, 1.0)


def _values(values: Any, options: tuple[str, ...]) -> Data:
    if isinstance(values, str):
        return dict(Order.parse(values).values())
    return dict(values) if values else dict.fromkeys(options, 0.0)


# ---- what is fixed -------------------------------------------------------------------------------------------------


def _fix(data: Data, model: Negotiation, issue: str, kept: Any) -> None:
    """Leave only these options of an issue: what no longer can be is no matter for red lines either."""
    if issue not in model.issues:
        raise unknown(issue, model.issues, "issue", ("fixed", issue))
    options = [kept] if isinstance(kept, str) else list(kept or ())
    for option in options:
        if option not in model.issues[issue]:
            raise unknown(str(option), model.issues[issue], "option", ("fixed", issue))
    if not options:
        raise ModelError("nothing is left of it", loc=("fixed", issue), mend="name an option")
    left = [option for option in model.issues[issue] if option in options]
    data["issues"][issue] = left
    for party in data["parties"].values():
        if issue in party["values"]:
            own = _values(party["values"][issue], model.issues[issue])
            party["values"][issue] = {option: own[option] for option in left}
        lines = [fitting for line in party.get("red_lines", []) if (fitting := _still(line, issue, left)) is not None]
        party.pop("red_lines", None)
        if lines:
            party["red_lines"] = lines
    links: list[Data] = []
    for link in data["links"]:
        if "together" in link:
            inside = {k: [o for o in v if k != issue or o in left] for k, v in link["together"].items()}
            gone = [k for k, v in inside.items() if not v]
            # one of all-or-none cannot be: the others must not be either
            links += [{k: v} for k, v in inside.items() if v] if gone else [{**link, "together": inside}]
        elif (fitting := _still(link, issue, left)) is not None:
            links.append(fitting)
    data["links"] = links


def _still(line: Mapping[str, Any], issue: str, left: list[str]) -> Data | None:
    """A red line or link as far as its options can still be; None where they cannot."""
    result = dict(line)
    if issue in result:
        options = [o for o in ([result[issue]] if isinstance(result[issue], str) else result[issue]) if o in left]
        if not options:
            return None
        result[issue] = options
    if "unless" in result:
        alternatives = result["unless"] if isinstance(result["unless"], list) else [result["unless"]]
        holding = [fit for one in alternatives if (fit := _still(one, issue, left)) is not None]
        result.pop("unless")
        if holding:
            result["unless"] = holding
    return result


# ---- side payments -------------------------------------------------------------------------------------------------


def _pay(
    data: Data, payments: Mapping[str, Mapping[str, float]], model: Negotiation
) -> tuple[dict[str, float], dict[str, float]]:
    """Add each payment as an issue, `without` or `with`; returns each party's scale and shift.

    With payments d the new utility is (old + sum of d where paid + sum of losses) / (1 + sum of |d|), which stays in
    0..1; the reservation value moves with it, so that every comparison of a party is as before.
    """
    scale, shift = dict.fromkeys(data["parties"], 1.0), dict.fromkeys(data["parties"], 0.0)
    for payment, worth in payments.items():
        if payment in data["issues"]:
            raise ModelError(f"'{payment}' is an issue already", loc=("side_payments", payment), mend="rename it")
        for name, amount in worth.items():
            if name not in model.parties:
                raise unknown(name, model.parties, "party", ("side_payments", payment))
            if not -1 <= amount <= 1:
                mend = "give what it is worth in utility, -1 to 1"
                raise ModelError(f"{amount:g} to {name}", loc=("side_payments", payment), mend=mend)
        data["issues"][payment] = list(PAYMENT)
        for name, party in data["parties"].items():
            amount = worth.get(name, 0.0)
            weights = _table(party.get("weights"), model, name) if scale[name] == 1 else party["weights"]
            whole = sum(_middle(w) for issue, w in weights.items() if issue not in payments)
            party["weights"] = {**weights, payment: abs(amount) * whole}
            without, paid = (0, 1) if amount >= 0 else (1, 0)
            party["values"] = {**party["values"], payment: {PAYMENT[0]: without, PAYMENT[1]: paid}}
            scale[name] += abs(amount)
            shift[name] += max(0.0, -amount)
    for name, party in data["parties"].items():
        low, high = ((v + shift[name]) / scale[name] for v in _ends(party["reservation"], ("reservation",)))
        party["reservation"] = low if low == high else [low, high]
    return scale, shift


def _middle(amount: Any) -> float:
    return Interval.of(amount).middle
