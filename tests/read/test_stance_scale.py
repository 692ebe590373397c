"""The second look: what the rest of the article says of the same position."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from zopa.read.findings import Polarity
from zopa.read.stance_scale import CLUES, CONTEXT, SIGNS, context, scale


@dataclass(frozen=True)
class Seen:
    sentence: int
    holder: str = "Kessaria"
    issue: str = "truce"
    polarity: Polarity = "for"
    signs: tuple[float, ...] = (0.0,) * len(SIGNS)


def test_elsewhere_is_not_here() -> None:
    assert context([Seen(0), Seen(0, holder="Delta Front")], [0.9, 0.8]) == [(0.0,) * 4] * 2


def test_what_counts_as_the_same_position() -> None:
    seen = [Seen(0), Seen(2), Seen(9, polarity="against"), Seen(9, holder="Delta Front"), Seen(1, issue="dam")]
    assert context(seen, [0.5, 0.6, 0.7, 0.8, 0.9])[0] == (0.6, 0.7, 0.8, 0.6)


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["for", "against"]), st.floats(0, 1)), max_size=8))
def test_the_order_of_candidates_does_not_matter(rows: list[tuple[int, Polarity, float]]) -> None:
    seen, sure = [Seen(n, polarity=p) for n, p, _ in rows], [p for _, _, p in rows]
    turned = context(seen[::-1], sure[::-1])[::-1]
    assert context(seen, sure) == turned


def test_the_scale_that_ships_has_a_weight_for_every_sign() -> None:
    shipped = scale()
    assert len(shipped.weights) == len(SIGNS)
    assert len(shipped.again) == len(SIGNS) + len(CONTEXT)
    assert len(shipped.polarity) == len(CLUES)
    assert all(0.0 <= p <= 1.0 for p in shipped.probabilities([Seen(0), Seen(1)]))
