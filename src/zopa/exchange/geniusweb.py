"""GeniusWeb folders (TU Delft): one JSON of the domain, one JSON profile per party with a linear additive utility.

Both spellings of value utilities are read, the older `discreteutils` / `numberutils` and the newer
`DiscreteValueSetUtilities` / `NumberValueSetUtilities`; the newer is written. GeniusWeb insists that weights sum to
exactly 1, so they are written as decimals that do. Its reservation is a bid, ours a number: a reservation bid becomes
its utility, and the status quo where all parties name the same one. The other way a bid is named that is worth the
reservation value or the next utility above it, so that the same outcomes stay acceptable.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from zopa import limits
from zopa.errors import InputError, LimitError, ZopaError
from zopa.exchange.base import Exported, Format, Imported, Note
from zopa.exchange.files import file_names, files_below, mapping, number
from zopa.exchange.safe_json import read_json
from zopa.exchange.utilities import Utility, beyond_utilities, certain, label, scaled_party
from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_terms import Party

SPACE = "LinearAdditiveUtilitySpace"
DISCRETE = ("DiscreteValueSetUtilities", "discreteutils")
NUMBERS = ("NumberValueSetUtilities", "numberutils")
PARTS = 10**15  # weights are written with so many digits as a double keeps
SUMS = 200_000  # utilities of one party told apart in search of a bid


class GeniusWebFormat(Format):
    """GeniusWeb folders, both directions."""

    name: ClassVar[str] = "geniusweb"
    title: ClassVar[str] = "GeniusWeb folder (JSON domain and profiles)"

    def recognises(self, path: Path) -> bool:
        try:
            files = (path,) if path.is_file() else files_below(path, ".json")[:200]
            return any(f.suffix.lower() in (".json",) and _mentions(f) for f in files)
        except ZopaError:
            return False

    def read(self, path: Path) -> Imported:
        notes: list[Note] = []
        domains: list[tuple[Path, Mapping[str, Any]]] = []
        profiles: list[tuple[Path, Mapping[str, Any]]] = []
        for file in files_below(path, ".json"):
            data = read_json(file)
            if isinstance(data, dict) and isinstance(data.get("issuesValues"), dict):
                domains.append((file, data))
            elif isinstance(data, dict) and isinstance(data.get(SPACE), dict):
                profiles.append((file, data[SPACE]))
            elif isinstance(data, dict) and len(data) == 1 and str(next(iter(data))).endswith(("Space", "Ordering")):
                what = f"{next(iter(data))} is no linear additive utility, the only kind with weights and values"
                notes.append(Note("skipped", file.name, what))
            else:
                notes.append(Note("skipped", file.name, "holds neither a domain nor a profile"))
        if path.is_file():
            domains = [pair for pair in domains if pair[0] == path] or domains
        if len(domains) > 1:
            names = ", ".join(file.name for file, _ in domains)
            raise InputError(f"{len(domains)} domain files: {names}", where=str(path), mend="name one of these files")
        if not profiles:
            raise InputError("no linear additive profile of any party", where=str(path), mend="add the profiles' files")
        if not domains:
            file, profile = profiles[0]
            if not isinstance(profile.get("domain"), dict):
                raise InputError("no domain file", where=str(path), mend="add the JSON file with `issuesValues`")
            domains = [(file, profile["domain"])]
        file, domain = domains[0]
        options = _issues(domain, file)
        parties: dict[str, Party] = {}
        bids: list[Mapping[str, Any]] = []
        for file_, profile in profiles:
            party = str(profile.get("name") or file_.stem)
            party = file_.stem if party in parties else party
            bids.append(_bid(profile, str(file_)))
            utility = _utility(profile, party, str(file_), options, notes)
            parties[party], more = scaled_party(utility, options)
            notes += more
        status_quo: dict[str, str] = {}
        first = bids[0]
        if first and all(bid == first for bid in bids):
            named = {k: label(v) for k, v in first.items() if k in options}
            if all(named.get(issue) in values for issue, values in options.items()):
                status_quo = named
                notes.append(Note("changed", "status quo", "is the reservation bid that all parties share"))
        name = str(domain.get("name") or file.stem)
        negotiation = Negotiation(issues=options, parties=parties, status_quo=status_quo, name=name)
        used = tuple(dict.fromkeys(f for f, _ in (*domains, *profiles)))
        return Imported(negotiation, self.name, used, tuple(notes))

    def write(self, negotiation: Negotiation) -> Exported:
        notes = certain(negotiation) + beyond_utilities(negotiation, status_quo=True)
        domain = {
            "name": negotiation.name,
            "issuesValues": {issue: {"values": list(options)} for issue, options in negotiation.issues.items()},
        }
        files = {"domain.json": _dump(domain)}
        full = len(negotiation.status_quo) == len(negotiation.issues)
        at_rest = negotiation.utility(negotiation.status_quo) if full else {}
        if negotiation.status_quo and not full:
            notes.append(Note("lost", "status quo", "it leaves issues out, and a reservation bid names all of them"))
        for p, (party, file) in enumerate(file_names(negotiation.parties, ".json", files).items()):
            tables = zip(negotiation.issues.items(), negotiation.values, strict=True)
            space: dict[str, Any] = {
                "name": party,
                "domain": domain,
                "issueWeights": _to_one(negotiation.weights[p].tolist(), tuple(negotiation.issues)),
                "issueUtilities": {
                    issue: {DISCRETE[0]: {"valueUtilities": dict(zip(options, table[:, p].tolist(), strict=True))}}
                    for (issue, options), table in tables
                },
            }
            reservation = float(negotiation.reservations[p])
            if full and abs(at_rest[party] - reservation) <= 1e-9:
                space["reservationBid"] = {"issuevalues": dict(negotiation.status_quo)}
            elif reservation > 0:
                bid, worth = _bid_worth(negotiation, p, reservation)
                if bid is None:
                    what = f"{reservation:.6g}: a profile can only name a bid, and no outcome is worth so much"
                    notes.append(Note("lost", f"{party}, reservation", what))
                else:
                    space["reservationBid"] = {"issuevalues": bid}
                    if worth - reservation > 1e-9:
                        what = f"{reservation:.6g} becomes {worth:.6g}, the worth of the bid next above it"
                        notes.append(Note("changed", f"{party}, reservation", what))
            files[file] = _dump({SPACE: space})
        return Exported(self.name, files, tuple(notes))


def _mentions(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            head = stream.read(65_536)
    except OSError:
        return False
    return b'"issuesValues"' in head or f'"{SPACE}"'.encode() in head


def _dump(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _to_one(weights: Sequence[float], issues: Sequence[str]) -> dict[str, float]:
    """Weights in whole parts that sum to exactly 1; the largest remainders are rounded up."""
    exact = [weight * PARTS for weight in weights]
    parts = [math.floor(value) for value in exact]
    order = sorted(range(len(parts)), key=lambda k: parts[k] - exact[k])
    for k in order[: PARTS - sum(parts)]:
        parts[k] += 1
    return {issue: part / PARTS for issue, part in zip(issues, parts, strict=True)}


def _bid_worth(negotiation: Negotiation, party: int, least: float) -> tuple[dict[str, str] | None, float]:
    """The outcome worth least to a party among those worth at least `least`, with its utility; None when none is."""
    sums, ways = np.zeros(1), []
    for table in negotiation.tables:
        more = (sums[:, None] + table[None, :, party]).reshape(-1)
        _, first = np.unique(np.round(more, 12), return_index=True)
        if len(first) > SUMS:
            first = first[np.linspace(0, len(first) - 1, SUMS).astype(np.int64)]
        ways.append(np.divmod(first, len(table)))
        sums = more[first]
    at = int(np.searchsorted(sums, least - 1e-9))
    if at == len(sums):
        return None, 0.0
    worth, numbers = float(sums[at]), []
    for before, option in reversed(ways):
        numbers.append(int(option[at]))
        at = int(before[at])
    return negotiation.outcome(reversed(numbers)), worth


def _issues(domain: Mapping[str, Any], file: Path) -> dict[str, tuple[str, ...]]:
    issues: dict[str, tuple[str, ...]] = {}
    for name, spec in domain["issuesValues"].items():
        where = f"{file}, issue '{name}'"
        values = spec.get("values") if isinstance(spec, dict) else spec
        interval = spec.get("range") if isinstance(spec, dict) else None
        if isinstance(interval, list) and len(interval) == 3:
            low, high, step = (number(v, where, "range") for v in interval)
            if step <= 0 or high < low:
                raise InputError("its range is empty", where=where, mend="give [lowest, highest, step above 0]")
            count = math.floor((high - low) / step + 1e-9) + 1
            if count > limits.MODEL_OPTIONS:
                what = f"{count} options, the limit is {limits.MODEL_OPTIONS}"
                raise LimitError(what, where=where, mend="use coarser steps")
            values = [low + step * k for k in range(count)]
        if not isinstance(values, list) or not values:
            raise InputError("has no options", where=where, mend="list its values")
        issues[name] = tuple(dict.fromkeys(label(v) for v in values))
    if not issues:
        raise InputError("no issues", where=str(file), mend="list the issues and their values")
    return issues


def _utility(
    profile: Mapping[str, Any],
    party: str,
    where: str,
    issues: Mapping[str, tuple[str, ...]],
    notes: list[Note],
) -> Utility:
    weights = mapping(profile.get("issueWeights"), where, "issueWeights")
    utilities = mapping(profile.get("issueUtilities"), where, "issueUtilities")
    values: dict[str, dict[str, float]] = {}
    own: dict[str, float] = {}
    for issue, options in issues.items():
        at = f"{where}, issue '{issue}'"
        own[issue] = number(weights.get(issue, 0.0), at, "weight")
        values[issue] = _values(utilities.get(issue), options, at, party, issue, notes)
    for issue in utilities.keys() - issues.keys():
        notes.append(Note("lost", f"{party}, {issue}", "stands in the profile, not in the domain"))
    reservation: float | None = None
    bid = _bid(profile, where)
    if bid:
        # an issue that the bid leaves open counts nothing, as in GeniusWeb
        named = {issue: label(option) for issue, option in bid.items() if issue in issues}
        reservation = sum(own[i] * values[i].get(option, 0.0) for i, option in named.items())
    return Utility(party, own, values, reservation=reservation)


def _bid(profile: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    """The issue values of a profile's reservation bid; empty when it has none."""
    bid = mapping(profile.get("reservationBid"), where, "reservationBid")
    return mapping(bid.get("issuevalues"), where, "issuevalues")


def _values(
    spec: object, options: tuple[str, ...], where: str, party: str, issue: str, notes: list[Note]
) -> dict[str, float]:
    found = spec if isinstance(spec, dict) else {}
    numbers = next((found[key] for key in NUMBERS if isinstance(found.get(key), dict)), None)
    if numbers is not None:
        keys = ("lowValue", "highValue", "lowUtility", "highUtility")
        low, high, worth_low, worth_high = (number(numbers.get(key), where, key) for key in keys)
        span = (high - low) or 1.0
        at = {o: (number(o, where, "option") - low) / span for o in options}
        return {o: worth_low + (worth_high - worth_low) * share for o, share in at.items()}
    table: Mapping[str, Any] = next((found[key] for key in DISCRETE if isinstance(found.get(key), dict)), {})
    named = mapping(table.get("valueUtilities"), where, "valueUtilities")
    missing = [option for option in options if option not in named]
    if missing:
        notes.append(Note("changed", f"{party}, {issue}", f"no value for {', '.join(missing)}: 0 counts, as there"))
    extra = [option for option in named if option not in options]
    if extra:
        notes.append(Note("lost", f"{party}, {issue}", f"values of {', '.join(extra)}, which are no options"))
    return {o: number(named.get(o, 0.0), f"{where}, option '{o}'", "value") for o in options}
