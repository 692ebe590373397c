"""Model files (docs/reference/model-file.md), both directions; every fault is one line with its place and mend.

`read_model`, `model_from_text` and `model_from_data` make a `Negotiation`; `model_to_text` writes one that reads back
equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field

from zopa.errors import ModelError, SchemaError
from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_checks import Loc, check_issues, unknown
from zopa.model.negotiation_terms import Interval, Link, Options, Order, Party, RedLine, Reservation
from zopa.yamlfile import FileModel, load_with_lines, read_yaml_text, validated

LINE_KEYS = ("unless", "firmness", "price")  # what stands beside issues in a red line
LINK_KEYS = ("together", "unless")  # and in a link; an issue of such a name is told apart by what follows it
_FROM_TO = re.compile(r"(at least|at most)\s+(.+)", re.DOTALL)


class _PartyFile(FileModel):
    power: Any = 1.0
    weights: Any = None
    values: Any = None
    red_lines: Any = None
    reservation: Any = None


class Selection(FileModel):
    """Whom and what `zopa model build` was asked to take in; empty is all."""

    parties: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()


class ModelBuild(FileModel):
    """How a proposed model came to be; it means nothing to the negotiation itself."""

    selection: Selection = Selection()
    judged: int = 0  # the newest judgement that was taken into account


class _ModelFile(ModelBuild):
    """The shape of the file; what stands inside the loose fields is checked here by hand, for clearer messages."""

    zopa: Literal[1] = 1
    name: str = Field(default="negotiation", alias="model")
    issues: Any
    parties: dict[str, _PartyFile]
    links: Any = None
    status_quo: Any = None
    evidence: Any = None


def read_model(path: Path | str) -> Negotiation:
    """The model file at `path`. Raises `FileError`, or `SchemaError` with the line."""
    return model_from_text(read_yaml_text(path), where=str(path))


def model_from_text(text: str, *, where: str = "model") -> Negotiation:
    """A negotiation from YAML text. Raises `SchemaError` with the line."""
    lines: dict[Loc, int] = {}
    raw: dict[Loc, str] = {}
    data = load_with_lines(text, lines, where=where, raw=raw)
    shape = validated(data, _ModelFile, lines, where=where)
    if isinstance(data, dict) and not {"zopa", "model"} <= data.keys():
        missing = next(key for key in ("zopa", "model") if key not in data)
        raise SchemaError(f"'{missing}' is missing", where=f"{where}, line 1", mend=f"add '{missing}'")
    try:
        return _Reader(raw).negotiation(shape)
    except ModelError as error:
        known = error.loc
        while known and known not in lines:
            known = known[:-1]
        raise ModelError(
            error.what, loc=error.loc, where=f"{where}, line {lines.get(known, 1)}", mend=error.mend
        ) from None


def model_from_data(data: Mapping[str, Any], *, where: str = "model") -> Negotiation:
    """A negotiation from plain data shaped like a model file. Raises `SchemaError`; places are paths of keys."""
    return _Reader({}).negotiation(validated(dict(data), _ModelFile, {}, where=where))


def build_from_text(text: str, *, where: str = "model") -> ModelBuild:
    """What a proposed model file says of the build that it comes from. Raises `SchemaError`."""
    lines: dict[Loc, int] = {}
    return validated(load_with_lines(text, lines, where=where), _ModelFile, lines, where=where)


class _Reader:
    """Turns the loose fields into terms; `raw` holds the words of scalars whose YAML type is not what they mean."""

    def __init__(self, raw: Mapping[Loc, str]) -> None:
        self.raw = raw
        self.issues: dict[str, tuple[str, ...]] = {}

    def negotiation(self, shape: _ModelFile) -> Negotiation:
        for issue, options in self.mapping(shape.issues, ("issues",), "issues with their options").items():
            loc: Loc = ("issues", issue)
            self.issues[issue] = self.names(options, loc, "options", whole=False) if options is not None else ()
        check_issues(self.issues)
        for name, party in shape.parties.items():
            self.known_issues(party.values, ("parties", name, "values"))
        return Negotiation(
            issues=self.issues,
            parties={name: self.party(party, ("parties", name)) for name, party in shape.parties.items()},
            links=tuple(self.link(item, loc) for item, loc in self.items(shape.links, ("links",), "links")),
            status_quo={
                issue: self.word(option, ("status_quo", issue))
                for issue, option in self.mapping(shape.status_quo, ("status_quo",), "issue: option").items()
            },
            name=shape.name,
            evidence={
                key: self.names(ids, ("evidence", key), "finding ids", whole=False)
                for key, ids in self.mapping(shape.evidence, ("evidence",), "names with their findings").items()
            },
        )

    def party(self, party: _PartyFile, loc: Loc) -> Party:
        weights = party.weights
        return Party(
            weights=self.scale(weights, (*loc, "weights"), "weight") if weights is not None else {},
            values={
                issue: self.scale(values, (*loc, "values", issue), "value")
                for issue, values in self.mapping(party.values, (*loc, "values"), "issues with their values").items()
            },
            red_lines=tuple(
                self.red_line(item, at) for item, at in self.items(party.red_lines, (*loc, "red_lines"), "red lines")
            ),
            reservation=self.reservation(party.reservation, (*loc, "reservation")),
            power=self.number(party.power, (*loc, "power"), "power"),
        )

    def known_issues(self, values: Any, loc: Loc) -> None:
        """Told before anything else: a misspelt issue is the cause of most other faults."""
        if isinstance(values, Mapping):
            for issue in values:
                if issue not in self.issues:
                    raise unknown(str(issue), self.issues, "issue", (*loc, issue))

    def scale(self, value: Any, loc: Loc, what: str) -> Mapping[str, Interval] | Order:
        if isinstance(value, str) or not isinstance(value, Mapping):
            words = self.word(value, loc)
            order = Order.parse(words)
            if not all(order.names) or isinstance(value, list | float | int):
                mend = f"write `{{name: {what}}}`, or an order such as `best > middle > worst`"
                raise ModelError(f"{words!r} is neither {what}s nor an order", loc=loc, mend=mend)
            return order
        return {str(name): self.amount(amount, (*loc, name), what) for name, amount in value.items()}

    def amount(self, value: Any, loc: Loc, what: str) -> Interval:
        if isinstance(value, list | tuple):
            if len(value) != 2:
                raise ModelError(f"{what} is a list of {len(value)}", loc=loc, mend="write [low, high]")
            return Interval(self.number(value[0], loc, what), self.number(value[1], loc, what))
        number = self.number(value, loc, what)
        return Interval(number, number)

    def number(self, value: Any, loc: Loc, what: str) -> float:
        if isinstance(value, Interval):
            return value.middle
        if isinstance(value, bool) or not isinstance(value, int | float):
            shown = self.raw.get(loc, value)
            raise ModelError(f"{what} is {shown!r}, not a number", loc=loc, mend="give a number, or [low, high]")
        return float(value)

    def reservation(self, value: Any, loc: Loc) -> Reservation | None:
        if value is None:
            return None
        if not (isinstance(value, list) and any(isinstance(item, Mapping) for item in value)):
            return Reservation(self.amount(value, loc, "reservation value"))
        base, changes = Interval(0.0, 0.0), []
        for k, item in enumerate(value):
            at = (*loc, k)
            if not isinstance(item, Mapping) or not {"value"} <= item.keys() <= {"from", "value"}:
                mend = "write `- {from: 2025-06-01, value: 0.3}`; the first may leave out `from`"
                raise ModelError("a reservation over time is a list of dates and values", loc=at, mend=mend)
            amount = self.amount(item["value"], (*at, "value"), "reservation value")
            start = item.get("from")
            if start is None and k == 0:
                base = amount
            elif isinstance(start, date):
                changes.append((start, amount))
            else:
                raise ModelError(f"{start!r} is not a date", loc=(*at, "from"), mend="write it as 2025-06-01")
        return Reservation(base, tuple(changes))

    def red_line(self, item: Any, loc: Loc) -> RedLine:
        given = self.mapping(item, loc, "`issue: [options]`")
        words = self.words_beside(given, LINE_KEYS)
        return RedLine(
            options=self.options(given, loc, words),
            unless=self.unless(words.get("unless"), (*loc, "unless")),
            firmness=self.optional(words.get("firmness"), (*loc, "firmness"), "firmness"),
            price=self.optional(words.get("price"), (*loc, "price"), "price"),
        )

    def link(self, item: Any, loc: Loc) -> Link:
        given = self.mapping(item, loc, "`issue: [options]`")
        words = self.words_beside(given, LINK_KEYS)
        unless = self.unless(words.get("unless"), (*loc, "unless"))
        if "together" not in words:
            return Link(self.options(given, loc, words), unless=unless)
        at = (*loc, "together")
        extra = next((key for key in given if key not in words), None)
        if extra is not None:
            raise ModelError(f"'{extra}' stands beside `together`", loc=(*loc, extra), mend="put it inside `together`")
        return Link(self.options(self.mapping(given["together"], at, "`issue: [options]`"), at), True, unless)

    def words_beside(self, given: Mapping[str, Any], words: tuple[str, ...]) -> dict[str, Any]:
        """The keys that are not issues here: a mapping, or a number that is no option, follows the word itself."""
        found = {}
        for word in words:
            if word in given:
                value = given[word]
                shaped = isinstance(value, Mapping) or (
                    isinstance(value, list) and any(isinstance(v, Mapping) for v in value)
                )
                number = isinstance(value, int | float) and str(value) not in self.issues.get(word, ())
                if word not in self.issues or shaped or number:
                    found[word] = value
        return found

    def unless(self, value: Any, loc: Loc) -> tuple[Options, ...]:
        if value is None:
            return ()
        if isinstance(value, list):
            return tuple(self.options(self.mapping(v, (*loc, k), "issues"), (*loc, k)) for k, v in enumerate(value))
        return (self.options(self.mapping(value, loc, "`issue: [options]`"), loc),)

    def options(self, given: Mapping[str, Any], loc: Loc, beside: Iterable[str] = ()) -> Options:
        result = {}
        for issue, names in given.items():
            if issue in beside:
                continue
            if issue not in self.issues:
                raise unknown(issue, [*self.issues, *LINE_KEYS], "issue", (*loc, issue))
            result[issue] = self.from_to(names, (*loc, issue), self.issues[issue])
        return result

    def from_to(self, value: Any, loc: Loc, options: tuple[str, ...]) -> tuple[str, ...]:
        """A list of options, one option, or `at least x` / `at most x` in the order of the issue."""
        if isinstance(value, str) and value not in options and (match := _FROM_TO.fullmatch(value.strip())):
            side, name = match.groups()
            if name not in options:
                raise unknown(name, options, "option", loc, f" of issue '{loc[-1]}'")
            k = options.index(name)
            return options[k:] if side == "at least" else options[: k + 1]
        return self.names(value, loc, "options", whole=True)

    def names(self, value: Any, loc: Loc, what: str, *, whole: bool) -> tuple[str, ...]:
        if isinstance(value, list | tuple):
            return tuple(self.word(item, (*loc, k)) for k, item in enumerate(value))
        if whole and not isinstance(value, Mapping) and value is not None:
            return (self.word(value, loc),)
        raise ModelError(f"'{loc[-1]}' is not a list of {what}", loc=loc, mend="write [first, second]")

    def word(self, value: Any, loc: Loc) -> str:
        if isinstance(value, Mapping | list | tuple) or (value is None and loc not in self.raw):
            raise ModelError(f"{value!r} stands where a name should", loc=loc, mend="write a name")
        word = self.raw.get(loc, str(value)).strip()
        if not word:
            raise ModelError("an empty name", loc=loc, mend="write a name")
        return word

    def optional(self, value: Any, loc: Loc, what: str) -> float | None:
        return None if value is None else self.number(value, loc, what)

    def mapping(self, value: Any, loc: Loc, what: str) -> Mapping[str, Any]:
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise ModelError(f"'{loc[-1]}' is not a mapping of {what}", loc=loc, mend="write `name: ...` lines")
        return value

    def items(self, value: Any, loc: Loc, what: str) -> list[tuple[Any, Loc]]:
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            raise ModelError(f"'{loc[-1]}' is not a list of {what}", loc=loc, mend="begin each with `- `")
        return [(item, (*loc, k)) for k, item in enumerate(value)]


# ---- writing -------------------------------------------------------------------------------------------------------


def model_to_text(model: Negotiation) -> str:
    """The model as YAML text that reads back equal."""

    class Flow(yaml.SafeDumper):
        """Block style down to each party's fields, flow style inside, as a person would write it."""

    data = model_to_data(model)
    Flow.add_representer(_Inline, lambda d, v: d.represent_mapping("tag:yaml.org,2002:map", v, flow_style=True))
    Flow.add_representer(_InlineList, lambda d, v: d.represent_sequence("tag:yaml.org,2002:seq", v, flow_style=True))
    return yaml.dump(data, Dumper=Flow, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=False)


class _Inline(dict[Any, Any]):
    pass


class _InlineList(list[Any]):
    pass


def model_to_data(model: Negotiation) -> dict[str, Any]:
    """Plain data shaped like a model file."""
    data: dict[str, Any] = {
        "zopa": 1,
        "model": model.name,
        "issues": {issue: _InlineList(options) for issue, options in model.issues.items()},
        "parties": {name: _party_data(party) for name, party in model.parties.items()},
    }
    if model.links:
        data["links"] = [_link_data(link) for link in model.links]
    if model.status_quo:
        data["status_quo"] = _Inline(model.status_quo)
    if model.evidence:
        data["evidence"] = {key: _InlineList(ids) for key, ids in model.evidence.items()}
    return data


def _party_data(party: Party) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if party.power != 1:
        data["power"] = party.power
    if party.weights:
        data["weights"] = _scale_data(party.weights)
    data["values"] = {issue: _scale_data(values) for issue, values in party.values.items()}
    if party.red_lines:
        data["red_lines"] = [_red_line_data(line) for line in party.red_lines]
    if party.reservation is not None:
        base = _amount_data(party.reservation.base)
        changes = [_Inline({"from": d, "value": _amount_data(amount)}) for d, amount in party.reservation.changes]
        data["reservation"] = [_Inline(value=base), *changes] if changes else base
    return data


def _scale_data(scale: Mapping[str, Interval] | Order) -> Any:
    if isinstance(scale, Order):
        return str(scale)
    return _Inline((name, _amount_data(amount)) for name, amount in scale.items())


def _amount_data(amount: Interval) -> Any:
    tidy: Callable[[float], float | int] = lambda x: int(x) if x == int(x) else x  # noqa: E731 - used twice, here
    return tidy(amount.low) if amount.exact else _InlineList([tidy(amount.low), tidy(amount.high)])


def _options_data(options: Options) -> dict[str, Any]:
    return _Inline((issue, _InlineList(names)) for issue, names in options.items())


def _red_line_data(line: RedLine) -> dict[str, Any]:
    data = _options_data(line.options)
    _add_unless(data, line.unless)
    for key in ("firmness", "price"):
        if getattr(line, key) is not None:
            if key in line.options:
                what = f"a red line on the issue '{key}' has a {key} of its own, which a model file cannot say"
                raise ModelError(what, mend="rename the issue")
            data[key] = getattr(line, key)
    return data


def _link_data(link: Link) -> dict[str, Any]:
    data = _Inline(together=_options_data(link.options)) if link.together else _options_data(link.options)
    _add_unless(data, link.unless)
    return data


def _add_unless(data: dict[str, Any], unless: tuple[Options, ...]) -> None:
    if unless:
        alternatives = _InlineList(_options_data(one) for one in unless)
        data["unless"] = alternatives[0] if len(alternatives) == 1 else alternatives
