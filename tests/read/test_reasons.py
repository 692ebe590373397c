"""Reasons: why a party says it wants or does something, and nothing that merely follows `to` or `because`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.scenes import reading
from zopa.read import Reason


def reasons(text: str) -> tuple[Reason, ...]:
    found = reading(text).reasons
    for one in found:
        assert text[one.start : one.end] == one.text
        if one.explains_span:
            assert text[slice(*one.explains_span)] == one.explains
    return found


FOUND = [
    ("The union rejects the plan because wages would fall.", "cause", "Rail Union", "because wages would fall"),
    (
        "Russia wants a buffer zone in order to protect its border.",
        "purpose",
        "Russia",
        "in order to protect its border",
    ),
    ("Poland closed the border to prevent smuggling.", "prevention", "Poland", "to prevent smuggling"),
    (
        "Germany sends arms so that Ukraine can defend itself.",
        "purpose",
        "Germany",
        "so that Ukraine can defend itself",
    ),
    ("Iran refuses inspections for fear of spies.", "prevention", "Iran", "for fear of spies"),
    (
        "Norway will not open the valley so that smugglers can come back.",
        "prevention",
        "Norway",
        "so that smugglers can come back",
    ),
    (
        "Norway cannot go lower without ruining its farmers.",
        "prevention",
        "Norway",
        "without ruining its farmers",
    ),
    ("China cut exports in response to the tariffs.", "cause", "China", "in response to the tariffs"),
    ("Sweden withdrew its offer due to the costs.", "cause", "Sweden", "due to the costs"),
    (
        "France opposes the deal on the grounds that it breaks the law.",
        "argument",
        "France",
        "on the grounds that it breaks the law",
    ),
    (
        "Turkey blocked the accession, arguing that Sweden harbours terrorists.",
        "argument",
        "Turkey",
        "arguing that Sweden harbours terrorists",
    ),
    ("Israel fears that the rebels would return.", "fear", "Israel", "that the rebels would return"),
    (
        "Egypt is worried that the dam will dry its fields.",
        "fear",
        "Egypt",
        "worried that the dam will dry its fields",
    ),
    ("Fearing a boycott, Poland refuses to open the border.", "fear", "Poland", "Fearing a boycott"),
    (
        "Egypt will not sign, since a fast filling would dry its fields.",
        "cause",
        "Egypt",
        "since a fast filling would dry its fields",
    ),
    ("Sweden opposes a quota, as it cannot count the boats.", "cause", "Sweden", "as it cannot count the boats"),
    (
        "Iran would open the site, given that trust had to begin somewhere.",
        "cause",
        "Iran",
        "given that trust had to begin somewhere",
    ),
    ("France rejects inspections on security grounds.", "argument", "France", "on security grounds"),
    ("Turkey balked at the offer over fears of a drought.", "fear", "Turkey", "over fears of a drought"),
    ("China sent envoys in an effort to calm the market.", "purpose", "China", "in an effort to calm the market"),
    ("Prices rose last year. That is why the union demands more pay.", "cause", "Rail Union", "Prices rose last year"),
]


@pytest.mark.parametrize(("text", "kind", "holder", "words"), FOUND)
def test_found(text: str, kind: str, holder: str, words: str) -> None:
    assert [(r.kind, r.holder, r.text) for r in reasons(text)] == [(kind, holder, words)]


@pytest.mark.parametrize(
    "text",
    [
        "The weather was bad because it rained.",
        "It is hard to end the war.",
        "The fog makes it difficult for Poland to protect its coast.",
        "Israel does not fear that the rebels would return.",
        "Poland said: the road is open.",
        "Poland has wanted a border road since the war began.",
        "Poland has refused to pay since 2019.",
        "Sweden rejected the plan as talks began.",
        "As he left, the minister said Sweden would not pay.",
        "Iran builds its plant on the grounds of a palace.",
    ],
)
def test_what_is_no_reason_of_a_party(text: str) -> None:
    assert reasons(text) == ()


def test_who_gives_a_reason_for_whom() -> None:
    (one,) = reasons("Dana Mertens said the union would strike because members had lost a tenth of their pay.")
    assert (one.holder, one.speaker, one.explains) == ("Rail Union", "Dana Mertens", "the union would strike")


def test_the_issue_is_that_of_the_position_that_it_explains() -> None:
    (one,) = reasons("Wages must go up with prices because families cannot pay their rent, the union said.")
    assert (one.holder, one.issues) == ("Rail Union", ("wages",))


@settings(max_examples=25)
@given(st.lists(st.sampled_from([text for text, *_ in FOUND]), min_size=1, max_size=4))
def test_reasons_of_many_sentences_are_those_of_each(sentences: list[str]) -> None:
    together = reasons("\n\n".join(sentences))
    assert {r.text for r in together} >= {words for text, _, _, words in FOUND if text in sentences}
    assert len({r.id for r in together}) == len(together)
