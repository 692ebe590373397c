"""Sentences of where things stand."""

from __future__ import annotations

from dataclasses import replace

from tests.present.build import harbour_brief
from zopa.present.summary import summary
from zopa.read import Shift, Statement


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


def test_a_turn_without_issue_or_ends_is_told_in_its_words() -> None:
    brief = harbour_brief()
    reported = Shift(
        id="s1", article="a", start=0, end=38, text="the Harbour Board swung back and forth",
        parties=("Harbour Board",), kind="wavering", basis="reported",
    )  # fmt: skip
    (moved,) = [one for one, _ in summary(replace(brief, shifts=(reported,))) if one.startswith("Latest movement")]
    assert moved.endswith("swung (“the Harbour Board swung back and forth”).")
    on = replace(reported, about="the mooring fees")
    (moved,) = [one for one, _ in summary(replace(brief, shifts=(on,))) if one.startswith("Latest movement")]
    assert moved.endswith("swung on the mooring fees.")


def test_a_red_line_is_told_on_the_side_on_which_it_is_drawn() -> None:
    brief = harbour_brief()
    row = next(row for row in brief.positions if row.polarity == "contested" and row.red_line)
    drawn = brief.knowledge.find(row.red_lines[-1])
    assert isinstance(drawn, Statement)
    (told,) = [one for one, _ in summary(replace(brief, positions=(row,))) if one.startswith("Red lines")]
    assert ("not “" in told) == (drawn.polarity == "against")
    other = replace(drawn, id="other", polarity="for" if drawn.polarity == "against" else "against")
    brief.knowledge.finding["other"] = other
    (turned,) = [
        one
        for one, _ in summary(replace(brief, positions=(replace(row, red_lines=("other",)),)))
        if one.startswith("Red lines")
    ]
    assert ("not “" in turned) != ("not “" in told)


def test_what_opponents_share_rests_on_positions_without_a_mark_of_doubt() -> None:
    brief = harbour_brief()
    (told,) = [one for one, _ in summary(brief) if one.startswith(("Opponents agree", "Not in dispute"))]
    unsure = replace(brief, positions=tuple(replace(row, uncertainty=0.9) for row in brief.positions))
    (doubtful,) = [one for one, _ in summary(unsure) if one.startswith(("Opponents agree", "Not in dispute"))]
    assert ", on thin evidence:" in doubtful
    sure = replace(brief, positions=tuple(replace(row, uncertainty=0.1) for row in brief.positions))
    (certain,) = [one for one, _ in summary(sure) if one.startswith(("Opponents agree", "Not in dispute"))]
    assert ", on thin evidence:" not in certain
    assert doubtful.replace(", on thin evidence", "") == certain
    assert told.split(":")[0].split(",")[0] == certain.split(":")[0]
