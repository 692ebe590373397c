"""Ties: who supports whom, who is left out, who mediates, who objects to its absence; nothing denied."""

from __future__ import annotations

import pytest

from tests.read.scenes import reading

Found = tuple[str, str | None, str | None]


def ties(text: str) -> list[Found]:
    found = reading(text).ties
    assert all(text[t.start : t.end] == t.text for t in found)
    return [(t.kind, t.actor, t.toward) for t in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Germany backs Ukraine.", [("supports", "Germany", "Ukraine")]),
        ("Ukraine has the backing of Poland.", [("supports", "Poland", "Ukraine")]),
        ("Poland's support for Ukraine is firm.", [("supports", "Poland", "Ukraine")]),
        ("France stands firmly behind Germany.", [("supports", "France", "Germany")]),
        ("China sided with Russia.", [("supports", "China", "Russia")]),
        ("Germany does not support Israel.", []),
        ("Germany may support Israel.", []),
        ("Iran supports the plan.", []),
        ("Egypt was left out of the talks.", [("leaves out", None, "Egypt")]),
        ("Northline left the union out of the talks.", [("leaves out", "Northline", "Rail Union")]),
        ("The rebels were excluded from the summit.", [("leaves out", None, "Delta Front")]),
        ("Egypt has not been invited.", [("leaves out", None, "Egypt")]),
        ("Egypt was invited.", []),
        ("Spain is not represented at the talks.", [("leaves out", None, "Spain")]),
        ("Turkey has no seat at the table.", [("leaves out", None, "Turkey")]),
        (
            "Qatar brokered the truce between Israel and Iran.",
            [("mediates", "Qatar", "Iran"), ("mediates", "Qatar", "Israel")],
        ),
        (
            "Norway hosted talks between Kessaria and the rebels.",
            [("mediates", "Norway", "Delta Front"), ("mediates", "Norway", "Kessaria")],
        ),
        ("The union said that no deal can hold without it.", [("objects", "Rail Union", None)]),
        ('"No agreement without us will last," said Dana Mertens.', [("objects", "Rail Union", None)]),
        ("The rebels rejected any decision made in their absence.", [("objects", "Delta Front", None)]),
        ("Ukraine demanded a seat at the table.", [("objects", "Ukraine", None)]),
        ("Poland insists on taking part in the talks.", [("objects", "Poland", None)]),
        ("Poland left without a coat.", []),
        ("Poland supports Norway's mediation.", [("supports", "Poland", "Norway")]),
        ("Poland supports Norway's enemies.", []),
        (
            "Envoys of Iran and Israel met on Monday, with Norway's minister, Kari Dahl, acting as mediator.",
            [("mediates", "Norway", "Iran"), ("mediates", "Norway", "Israel")],
        ),
        ("Norway did not act as mediator between Iran and Israel.", []),
        ("Poland said it would not recognise any deal that was struck behind its back.", [("objects", "Poland", None)]),
        ('"Nobody can trade our gas over our heads," said Dana Mertens.', [("objects", "Rail Union", None)]),
        ("Poland walked behind the house at its back.", []),
        ("The rebels said that they would not be bound by the deal.", [("objects", "Delta Front", None)]),
        ("The rebels are bound by the deal.", []),
        (
            "The rebels threatened to leave unless they were given a seat at the table.",
            [("objects", "Delta Front", None)],
        ),
        (
            "The rebels said a truce was impossible while they were not at the table.",
            [("objects", "Delta Front", None)],
        ),
        ("The food was not at the table.", []),
    ],
)
def test_found(text: str, expected: list[Found]) -> None:
    assert ties(text) == expected
