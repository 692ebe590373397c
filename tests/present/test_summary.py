"""Sentences of where things stand."""

from __future__ import annotations

from dataclasses import replace

from tests.present.build import harbour_brief
from zopa.present.summary import summary
from zopa.read import Shift


def test_a_turn_that_was_seen_and_reported_is_told_once() -> None:
    brief = harbour_brief()
    statement = brief.knowledge.statements[0]
    seen = Shift(
        id="s1", article=statement.article, start=statement.start, end=statement.end, text=statement.text,
        parties=(statement.holder,), kind="turned", basis="observed", issue=statement.issue,
        before=(statement.id,), after=(statement.id,),
    )  # fmt: skip
    told = [one for one, _ in summary(replace(brief, shifts=(seen, replace(seen, id="s2", basis="reported"))))]
    (moved,) = [one for one in told if one.startswith("Latest movement")]
    assert ";" not in moved
