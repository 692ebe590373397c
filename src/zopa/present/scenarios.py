"""Scenarios side by side, in words and as plain data."""

from __future__ import annotations

import math
from typing import Any

from zopa.present.model_changes import side_data, zone_in_words
from zopa.present.page import Block, Figure, Grid, Heading, Page
from zopa.present.scenario_figure import settling_svg
from zopa.present.solution import in_words
from zopa.present.wording import count, parties
from zopa.solve.scenarios import Choice, Compared, Comparison

Triple = tuple[float, float, float]


def comparison_page(found: Comparison) -> Page:
    """The comparison in words."""
    blocks: list[Block] = [Heading("Zones")]
    rows = []
    for one in found.compared:
        keys = one.side.keys
        cheapest = f"{count(len(keys), 'key')}; cheapest: {'; '.join(keys[0].texts)}" if keys else "none needed"
        if not keys and one.side.status.value != "non-empty":
            cheapest = "none found"
        rows.append((one.title, zone_in_words(one.side).rstrip("."), f"{one.deal:.0%}", cheapest))
    blocks.append(Grid(("scenario", "zone", "a deal exists", "keys"), tuple(rows), (2,)))
    for one in found.compared:
        if one.why:
            blocks.append(f"{one.title}: {one.why}")
    titles = {one.name: one.title for one in found.compared}
    preferred = tuple(
        (
            party,
            " > ".join(titles[name] for name in ranked),
            f"{found.surer[party]:.0%}" if party in found.surer else "",
        )
        for party, ranked in found.preferred.items()
    )
    blocks += [
        Heading("Which each party would rather have"),
        Grid(("party", "best to worst", "sure"), preferred, (2,)),
        Heading("To settle or to go on"),
        Figure(lambda: settling_svg(found)),
        Grid(("scenario", *found.preferred), tuple(_choices(found, one) for one in found.compared)),
        "What each party would do about the proposal of a scenario: it settles or goes on where the whole 80% interval "
        "of what it gains by settling says so; otherwise it leans to where the mean lies.",
    ]
    careless = [party for party, choice in found.compared[0].choices.items() if choice.going_on[2] <= 0]
    if careless:
        blocks.append(
            f"Missing: what going on is worth to {parties(careless)}. The model says nothing (0), so they settle for "
            "whatever their red lines allow, and scenarios that make going on worse change nothing: give a reservation."
        )
    for one in found.compared:
        body = tuple(
            (
                party,
                choice_in_words(choice),
                f"{choice.settles:.0%}",
                _range(choice.gain),
                _range(choice.going_on),
                _range(choice.payoff),
            )
            for party, choice in one.choices.items()
        )
        columns = ("party", "choice", "settles for it", "gain by settling", "going on is worth", "what it gets")
        blocks += [Heading(one.title), _proposal(one), Grid(columns, body, (2,))]
    blocks.append(
        f"{count(found.draws, 'draw')} of what is uncertain, the same for every scenario (seed {found.seed}); means "
        "with 80% intervals. settles for it: in how many draws the proposal gives it at least what going on is worth. "
        "what it gets: the Nash solution, or going on where no deal exists, in units of the model as it stands. "
        "sure: in how many draws its first choice is no worse than its second."
    )
    if not found.listed:
        blocks.append(
            "There are too many outcomes to list: the best of many fronts were followed, so shares may be low."
        )
    return Page(f"{found.model}: scenarios", tuple(blocks))


def choice_in_words(choice: Choice) -> str:
    """What the party would do about the proposal, told from the interval of what it gains by settling."""
    low, mean, high = choice.gain
    if math.isnan(mean):
        return "goes on"
    if low >= 0:
        return "settles"
    if high <= 0:
        return "goes on"
    return "leans to settling" if mean > 0 else "leans to going on"


def _choices(found: Comparison, one: Compared) -> tuple[str, ...]:
    """The row of a scenario: what each party would do, with the mean gain."""
    cells = [one.title]
    for party in found.preferred:
        choice = one.choices.get(party)
        gain = "" if choice is None or math.isnan(choice.gain[1]) else f" ({choice.gain[1]:+.2f})"
        cells.append(f"{choice_in_words(choice)}{gain}" if choice else "need not agree")
    return tuple(cells)


def _proposal(one: Compared) -> str:
    if one.proposal is None:
        return "Red lines and links leave no outcome: everybody goes on."
    best = (
        "The proposal that all accept most often" if one.accepted else "No deal is accepted by all in any draw; closest"
    )
    share = f" ({one.accepted:.0%} of draws)" if one.accepted else ""
    return f"{best}{share}: {in_words(one.proposal)}."


def comparison_data(found: Comparison) -> dict[str, Any]:
    """The comparison as plain data; triples are [low, mean, high], null where there is none."""
    return {
        "zopa": 1,
        "model": found.model,
        "draws": found.draws,
        "seed": found.seed,
        "listed": found.listed,
        "scenarios": {
            one.name: {
                "title": one.title,
                "why": one.why,
                "zone": side_data(one.side),
                "deal_exists": one.deal,
                "proposal": None if one.proposal is None else {"outcome": dict(one.proposal), "accepted": one.accepted},
                "parties": {party: _choice_data(choice) for party, choice in one.choices.items()},
            }
            for one in found.compared
        },
        "preferred": {party: list(ranked) for party, ranked in found.preferred.items()},
        "sure": dict(found.surer),
    }


def _choice_data(choice: Choice) -> dict[str, Any]:
    return {
        "choice": choice_in_words(choice),
        "settles": choice.settles,
        "gain": _numbers(choice.gain),
        "going_on": _numbers(choice.going_on),
        "payoff": _numbers(choice.payoff),
    }


def _numbers(triple: Triple) -> list[float] | None:
    return None if math.isnan(triple[1]) else list(triple)


def _range(triple: Triple) -> str:
    low, middle, high = triple
    if math.isnan(middle):
        return "no deal to judge"
    return f"{middle:.2f}" if high - low < 0.005 else f"{middle:.2f} ({low:.2f} to {high:.2f})"
