"""Facts in the parties' own accounts: denied, conceded, told together; what is wished for is no fact."""

from __future__ import annotations

import pytest

from tests.ledger.build import act, article, known, quote
from zopa.ledger import between, contradictions, islands, positions
from zopa.ledger.facts import Fact, conceded, denied, joint

TEXT = (
    "The port accused the dockers of blocking the north gate on Monday. The dockers denied that they had blocked any "
    "gate. The city said the port was losing money. The port conceded that it had lost two ships. The port and the "
    "city said that the strike of 1998 had failed. The city denied that it would pay."
)
A = article("a", TEXT, "2025-03-12")
CHARGE = quote(A, "the dockers of blocking the north gate on Monday", kind="indirect", cue="accused", party="Port")
DENIAL = quote(A, "that they had blocked any gate", kind="indirect", cue="denied", party="Dockers")
ADMITS = quote(A, "that it had lost two ships", kind="indirect", cue="conceded", party="Port")
BOTH = quote(A, "that the strike of 1998 had failed", kind="indirect", cue="said", speaker="Port and City")
WISH = quote(A, "that it would pay", kind="indirect", cue="denied", party="City")


def test_a_denial_answers_the_charge_before_it() -> None:
    found = denied(known([A], [CHARGE, DENIAL, act(A, "accused the dockers", "Port", "criticism", toward="Dockers")]))
    assert found == [
        Fact(
            "the dockers of blocking the north gate on Monday",
            "denied: “they had blocked any gate”",
            ("Port", "Dockers"),
            (CHARGE.id, DENIAL.id),
            ("charges it", "denies it"),
        )
    ]


def test_a_denial_of_nobody_stands_alone_and_a_charge_against_another_is_not_answered() -> None:
    against_city = act(A, "accused the dockers", "Port", "criticism", toward="City")
    for more in ([], [CHARGE, against_city]):
        (fact,) = denied(known([A], [DENIAL, *more]))
        assert (fact.parties, fact.stands, fact.findings) == (("Dockers",), ("denies it",), (DENIAL.id,))


def test_a_charge_far_away_or_in_another_article_is_not_answered() -> None:
    far = article("b", TEXT.replace("The dockers denied", "More was said. " * 60 + "The dockers denied"), "2025-03-12")
    denial = quote(far, "that they had blocked any gate", kind="indirect", cue="denied", party="Dockers")
    charge = quote(
        far, "the dockers of blocking the north gate on Monday", kind="indirect", cue="accused", party="Port"
    )
    for findings in ([charge, denial], [CHARGE, denial]):
        assert denied(known([A, far], findings))[0].parties == ("Dockers",)


def test_what_is_conceded_or_told_together_is_agreed() -> None:
    k = known([A], [ADMITS, BOTH, CHARGE, DENIAL])
    assert [(f.parties, f.stands) for f in conceded(k)] == [(("Port",), ("concedes it",))]
    assert [(f.parties, f.about) for f in joint(k)] == [(("City", "Port"), "the strike of 1998 had failed")]
    assert (
        joint(known([A], [quote(A, "that the strike of 1998 had failed", cue="said", speaker="Rain and City")])) == []
    )


def test_what_is_wished_for_is_no_fact() -> None:
    assert denied(known([A], [WISH])) == []


@pytest.mark.parametrize(
    ("pair", "contested", "agreed"),
    [(("Port", "Dockers"), 1, 1), (("City", "Port"), 0, 2), (("City", "Dockers"), 0, 0)],
)
def test_two_parties_see_what_concerns_them(pair: tuple[str, str], contested: int, agreed: int) -> None:
    k = known([A], [CHARGE, DENIAL, ADMITS, BOTH])
    rows = positions(k)
    four = between(islands(k, rows, contradictions(k)), *pair)
    assert (len(four.facts_contested), len(four.facts_agreed)) == (contested, agreed)
