"""What makes a negotiation model impossible to read one way only; each fault is one `ModelError` with its mend."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rapidfuzz import process

from zopa import limits
from zopa.errors import ModelError
from zopa.model.negotiation_rules import Nogood, Numbering, link_nogoods, satisfiable
from zopa.model.negotiation_terms import Interval, Link, Options, Order, Party, RedLine, Reservation, in_words

if TYPE_CHECKING:
    from zopa.model.negotiation import Negotiation

Loc = tuple[str | int, ...]
Issues = Mapping[str, Sequence[str]]


def check_negotiation(model: Negotiation) -> None:
    """Raise `ModelError` for the first fault of a model."""
    check_issues(model.issues)
    if not model.parties:
        raise ModelError("no parties", loc=("parties",), mend="name at least one party")
    if len(model.parties) > limits.MODEL_PARTIES:
        raise ModelError(f"{len(model.parties)} parties, the limit is {limits.MODEL_PARTIES}", loc=("parties",))
    for name, party in model.parties.items():
        _check_party(party, model.issues, ("parties", name))
    for k, link in enumerate(model.links):
        _check_link(link, model.issues, ("links", k))
    _check_links_together(model)
    _check_status_quo(model)


def check_reservation(reservation: Reservation, party: str) -> None:
    """Raise `ModelError` for a reservation value that is no utility, or dates out of order."""
    loc: Loc = ("parties", party, "reservation")
    _check_unit(reservation.base, loc, "reservation value")
    days = [day for day, _ in reservation.changes]
    for k, (_, amount) in enumerate(reservation.changes):
        _check_unit(amount, (*loc, k), "reservation value")
    if days != sorted(set(days)):
        raise ModelError("dates are not in order of time", loc=loc, mend="sort them; each date once")


def check_red_line(line: RedLine, issues: Issues, loc: Loc) -> None:
    """Raise `ModelError` for a red line that names what the model has not."""
    _check_options(line.options, issues, loc, "red line")
    for one in line.unless:
        _check_options(one, issues, (*loc, "unless"), "condition")
    if line.firmness is not None and not 0 <= line.firmness <= 1:
        raise ModelError(f"firmness {line.firmness} lies outside 0..1", loc=(*loc, "firmness"), mend="scale it to 0..1")
    if line.price is not None and not (math.isfinite(line.price) and line.price >= 0):
        raise ModelError(f"price {line.price} is no price", loc=(*loc, "price"), mend="give a number from 0 up")


def unknown(name: str, known: Iterable[str], what: str, loc: Loc, of: str = "") -> ModelError:
    """The fault 'unknown option', with the nearest known name as its mend."""
    names = list(known)
    near = process.extractOne(name, names, score_cutoff=50)
    mend = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(names[:12])}"
    return ModelError(f"unknown {what} '{name}'{of}", loc=loc, mend=mend)


def check_issues(issues: Issues) -> None:
    """Raise `ModelError` for issues without options, options that stand twice, or too many of either."""
    if not issues:
        raise ModelError("no issues", loc=("issues",), mend="name at least one issue with its options")
    if len(issues) > limits.MODEL_ISSUES:
        raise ModelError(f"{len(issues)} issues, the limit is {limits.MODEL_ISSUES}", loc=("issues",))
    for issue, options in issues.items():
        loc: Loc = ("issues", issue)
        if not options:
            raise ModelError(
                f"issue '{issue}' has no options", loc=loc, mend="list the ways to settle it, or remove it"
            )
        if len(options) > limits.MODEL_OPTIONS:
            raise ModelError(f"{len(options)} options, the limit is {limits.MODEL_OPTIONS}", loc=loc)
        twice = None
        if len(set(options)) < len(options):
            twice = next(o for k, o in enumerate(options) if o in options[:k])
        if twice is not None:
            raise ModelError(f"option '{twice}' stands twice in issue '{issue}'", loc=loc, mend="remove one")


def _check_party(party: Party, issues: Issues, loc: Loc) -> None:
    for issue, values in party.values.items():
        if issue not in issues:
            raise unknown(issue, issues, "issue", (*loc, "values", issue))
        _check_values(values, issue, issues[issue], (*loc, "values", issue))
    if not party.values:
        raise ModelError("no values", loc=(*loc, "values"), mend="give this party's values of the options, 0..1")
    _check_weights(party, issues, (*loc, "weights"))
    for k, line in enumerate(party.red_lines):
        check_red_line(line, issues, (*loc, "red_lines", k))
    if party.reservation is not None:
        check_reservation(party.reservation, str(loc[-1]))
    if not (math.isfinite(party.power) and party.power >= 0):
        raise ModelError(f"power {party.power} is no weight", loc=(*loc, "power"), mend="give a number from 0 up")


def _check_values(values: Mapping[str, Interval] | Order, issue: str, options: Sequence[str], loc: Loc) -> None:
    names = values.names if isinstance(values, Order) else tuple(values)
    known, given = set(options), set(names)
    for name in names:
        if name not in known:
            raise unknown(name, options, "option", loc, f" of issue '{issue}'")
    missing = next((o for o in options if o not in given), None)
    if missing is not None:
        raise ModelError(f"option '{missing}' of issue '{issue}' has no value", loc=loc, mend=f"add '{missing}'")
    if len(set(names)) < len(names):
        raise ModelError(f"an option stands twice in the order of '{issue}'", loc=loc, mend="remove one")
    if not isinstance(values, Order):
        for name, amount in values.items():
            _check_unit(amount, (*loc, name), f"value of '{name}'")


def _check_weights(party: Party, issues: Issues, loc: Loc) -> None:
    weights = party.weights
    names = weights.names if isinstance(weights, Order) else tuple(weights)
    for issue in names:
        if issue not in issues:
            raise unknown(issue, issues, "issue", (*loc, issue) if not isinstance(weights, Order) else loc)
    if len(set(names)) < len(names):
        raise ModelError("an issue stands twice in the order of weights", loc=loc, mend="remove one")
    heavy = set(names)
    if not isinstance(weights, Order) and weights:
        for issue, amount in weights.items():
            if not amount.sound or amount.low < 0:
                nan = math.isnan(amount.low) or math.isnan(amount.high)
                what = f"weight of '{issue}' is {'not a number (NaN)' if nan else _shown(amount)}"
                raise ModelError(what, loc=(*loc, issue), mend="give a finite number from 0 up, or [low, high]")
        heavy = {issue for issue, amount in weights.items() if amount.high > 0}
        if not heavy:
            raise ModelError("weights sum to 0", loc=loc, mend="give some issue a weight above 0")
    for issue in names:
        if issue in heavy and issue not in party.values:
            what = f"issue '{issue}' has a weight but no values"
            raise ModelError(what, loc=loc, mend=f"add '{issue}' to this party's values, or give it weight 0")


def _check_unit(amount: Interval, loc: Loc, what: str) -> None:
    if math.isnan(amount.low) or math.isnan(amount.high):
        raise ModelError(f"{what} is not a number (NaN)", loc=loc, mend="give a number in 0..1, or [low, high]")
    if amount.low > amount.high:
        raise ModelError(f"{what} is {_shown(amount)}, low above high", loc=loc, mend="write [low, high]")
    if amount.low < 0 or amount.high > 1:
        raise ModelError(f"{what} is {_shown(amount)}, outside 0..1", loc=loc, mend="scale it to 0..1")


def _check_options(options: Options, issues: Issues, loc: Loc, what: str) -> None:
    if not options:
        raise ModelError(f"{what} names no issue", loc=loc, mend="write `{issue: [options]}`, or remove it")
    for issue, names in options.items():
        if issue not in issues:
            raise unknown(issue, issues, "issue", (*loc, issue))
        if not names:
            raise ModelError(f"{what} names no option of '{issue}'", loc=(*loc, issue), mend="list the options meant")
        for name in names:
            if name not in issues[issue]:
                raise unknown(name, issues[issue], "option", (*loc, issue), f" of issue '{issue}'")


def _check_link(link: Link, issues: Issues, loc: Loc) -> None:
    _check_options(link.options, issues, loc, "link")
    for one in link.unless:
        _check_options(one, issues, (*loc, "unless"), "condition")
    if link.together and len(link.options) < 2:
        raise ModelError("a link of what must go together names one issue only", loc=loc, mend="name two or more")


def _check_links_together(model: Negotiation) -> None:
    """Links that leave no outcome, or whose package can never be had, contradict each other."""
    numbers, counts = Numbering(model.issues), [len(options) for options in model.issues.values()]
    nogoods: list[Nogood] = []
    for k, link in enumerate(model.links):
        nogoods += link_nogoods(link, numbers)
        if not satisfiable(nogoods, counts):
            before = f" together with the {k} before it" if k else ""
            what = f"links contradict each other: '{link}'{before} leaves no outcome"
            raise ModelError(what, loc=("links", k), mend="remove or loosen one of them")
    for k, link in enumerate(model.links):
        if link.together and not link.unless:
            others = [(i, numbers.others(i, options)) for i, options in numbers.sets(link.options)]
            package = [Nogood((part,)) for part in others if part[1]]
            if not satisfiable([*nogoods, *package], counts):
                what = f"links contradict each other: {in_words(link.options)} must go together, and never can"
                raise ModelError(what, loc=("links", k), mend="remove or loosen one of them")


def _check_status_quo(model: Negotiation) -> None:
    for issue, option in model.status_quo.items():
        if issue not in model.issues:
            raise unknown(issue, model.issues, "issue", ("status_quo", issue))
        if option not in model.issues[issue]:
            raise unknown(option, model.issues[issue], "option", ("status_quo", issue), f" of issue '{issue}'")
    if not model.status_quo:
        return
    missing = next((issue for issue in model.issues if issue not in model.status_quo), None)
    needed = next((name for name, party in model.parties.items() if party.reservation is None), None)
    if missing is not None and needed is not None:
        what = f"the status quo leaves out '{missing}', so that the reservation value of '{needed}' is unknown"
        raise ModelError(what, loc=("status_quo",), mend=f"add '{missing}', or give '{needed}' a reservation")


def _shown(amount: Interval) -> str:
    return f"{amount.low:g}" if amount.exact else f"[{amount.low:g}, {amount.high:g}]"
