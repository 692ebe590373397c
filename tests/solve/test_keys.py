"""Keys open the zone and nothing less does; certificates clash and nothing less does; closing changes close."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given

from tests.solve.models import cases, in_zone, models, permitted
from tests.solve.test_engine import additive
from zopa.errors import UsageError
from zopa.model import Clause, Negotiation, RedLine, model_from_text
from zopa.solve import Status, keys, unlock

many = cases(80)


def opens(model: Negotiation, given_up: Iterable[Clause]) -> bool:
    variation = model.without(given_up)
    _, utilities = permitted(variation)
    return bool(in_zone(variation, utilities).any())


@many
@given(models())
def test_keys_and_certificates_are_sound_and_minimal(model: Negotiation) -> None:
    answer = unlock(model)
    assert (answer.status is Status.NON_EMPTY) == opens(model, ())
    assert answer.complete
    for key in answer.keys:
        assert opens(model, key.clauses)
        assert not any(opens(model, set(key.clauses) - {clause}) for clause in key.clauses)
        assert key.deal is not None
    for certificate in answer.certificates:
        others = set(model.clauses) - set(certificate.clauses)
        assert not opens(model, others)
        assert all(opens(model, others | {clause}) for clause in certificate.clauses)
    if answer.status is Status.EMPTY:
        assert answer.keys
        assert answer.certificates


@cases(40)  # each is solved twice
@given(models(rules=2))
def test_searching_finds_the_same_keys_as_listing(model: Negotiation) -> None:
    listed = unlock(model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "LISTED", 0)
        searched = unlock(model)
    assert searched.status is listed.status
    assert searched.complete
    assert {k.clauses for k in searched.keys} == {k.clauses for k in listed.keys}
    assert searched.certificates == listed.certificates
    for one in listed.keys:
        other = next(k for k in searched.keys if k.clauses == one.clauses)
        assert one.deal is not None
        assert other.deal is not None
        least = [
            min(u - r for u, r in zip(k.utilities.values(), model.reservations, strict=True))
            for k in (one.deal, other.deal)
        ]
        assert least[0] == pytest.approx(least[1], abs=1e-8)


@many
@given(models())
def test_closing_changes_close_the_zone(model: Negotiation) -> None:
    answer = unlock(model)
    if answer.status is not Status.NON_EMPTY:
        assert not answer.closing
        return
    assert {c.party for c in answer.closing if c.reservation is not None} == set(model.parties)
    for change in answer.closing:
        if change.red_line is not None:
            assert not opens(model.with_red_line(change.party, change.red_line), ())
        elif change.reservation is not None and change.reservation < 1 - 1e-6:
            less = max(0.0, change.reservation - 1e-9)
            assert opens(model.with_reservation(change.party, less), ())
            assert not opens(model.with_reservation(change.party, change.reservation + 1e-6), ())


CEASEFIRE = """\
zopa: 1
model: truce
issues:
  truce: [now, later]
  force: [none, observers, troops]
parties:
  North:
    values: {truce: now > later, force: none > observers > troops}
    red_lines:
      - {force: [troops], firmness: 0.9, price: 5}
    reservation: 0.4
  South:
    values: {truce: later > now, force: troops > observers > none}
    red_lines:
      - {truce: [now], unless: {force: troops}, firmness: 0.2, price: 2}
      - {truce: [later], force: [observers], firmness: 0.5}
    reservation: 0.6
"""


def test_prices_rank_keys() -> None:
    model = model_from_text(CEASEFIRE)
    first = {by: unlock(model, priced_by=by).keys[0] for by in keys.PRICINGS}
    assert first["count"].price == 1
    assert first["firmness"].price <= 1
    assert first["price"].price <= 5
    assert first["loss"].price == pytest.approx(sum(first["loss"].loss.values()))
    dear = dict.fromkeys(first["count"].clauses, 10.0)
    assert unlock(model, prices=dear).keys[0].clauses != first["count"].clauses
    with pytest.raises(UsageError, match="cannot price"):
        unlock(model, priced_by="mood")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no clause"):
        unlock(model, prices={Clause("East", "reservation"): 1})


def test_ten_billion_outcomes_are_unlocked_with_proof() -> None:
    model = additive(6, 10, 10, 0.8)
    rng = np.random.default_rng(7)
    for k in range(8):
        party = f"P{k % 6}"
        first, second = rng.choice(10, 2, replace=False)
        worst = {int(i): np.argsort(model.values[i][:, k % 6])[:6] for i in (first, second)}
        model = model.with_red_line(party, RedLine({f"i{i}": tuple(f"o{o}" for o in w) for i, w in worst.items()}))
    answer = unlock(model)
    assert model.size == 10**10
    assert answer.status is Status.EMPTY
    assert answer.complete
    assert answer.keys
    for key in answer.keys:
        assert key.deal is not None
        kept = model.without(key.clauses)
        assert kept.permitted(np.array([model.indices(key.deal.outcome)])).all()
        assert all(key.deal.utilities[p] >= r - 1e-9 for p, r in zip(kept.parties, kept.reservations, strict=True))


def test_a_search_out_of_time_says_so() -> None:
    answer = unlock(additive(6, 10, 10, 0.8), seconds=0.0)
    assert not answer.complete


def test_a_line_drawn_through_the_order_of_an_issue_closes_the_zone() -> None:
    even = {"a": 0.5, "b": 0.5, "c": 0.5, "d": 0.5}
    model = Negotiation.of(
        {
            "issues": {"troops": ["a", "b", "c", "d"]},
            "parties": {
                "P": {"values": {"troops": even}, "red_lines": [{"troops": ["a", "b"]}]},
                "Q": {"values": {"troops": {"a": 1, "b": 0.9, "c": 0.2, "d": 0.1}}},
            },
        }
    )
    lines = {str(change.red_line) for change in unlock(model).closing if change.red_line}
    assert lines == {"no troops: c or d"}
