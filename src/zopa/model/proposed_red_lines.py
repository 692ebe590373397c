"""Which options a party's red line refuses, by its words and by where the issue's proposition begins to hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from zopa.cases import CaseIssue
from zopa.ledger import Knowledge, Position
from zopa.ledger.stands import GIVES, WANTS, asked_for
from zopa.model.grounds import Ground, number_of, origins, short
from zopa.read import Statement

LEAST: Final = frozenset("any anything inch single slightest whatsoever ever".split())  # `cede any land`
MOST: Final = frozenset(
    "all complete entire fixed full general immediate indefinite permanent total unconditional unlimited whole".split()
)  # `an unconditional truce`
REACH: Final = 3  # words between such a word and the one of the issue that it goes with
STEM: Final = 5  # letters by which two words count as one


def proposed_red_line(
    row: Position, said: Sequence[Statement], ladder: Sequence[str], knowledge: Knowledge
) -> tuple[dict[str, Any], Ground]:
    """The red line of a position that has one, in the file's shape."""
    drawn = [one for one in said if one.id in row.red_lines]
    hard = [one for one in said if one.red_line and one.polarity == row.polarity]  # those too unsure to draw it as well
    refused, extent = refuses(hard, ladder, knowledge.case.issues[row.issue], against=row.polarity == "against")
    firmness = round(min(1.0, max(0.0, row.firmness)), 2)
    line = {row.issue: [option for option in ladder if option in refused], "firmness": firmness}
    told = f"{number_of(len(drawn), 'statement')} in {number_of(origins(drawn, knowledge), 'independent article')}"
    others = [one for one in said if one.polarity != row.polarity]
    otherwise = f" {number_of(len(others), 'statement')} say otherwise." if len(others) > 1 else ""
    otherwise = " 1 statement says otherwise." if len(others) == 1 else otherwise
    conditions = [one.condition for one in drawn if one.condition and " " in one.condition.strip()]
    condition = (
        f" Condition: “{short(conditions[-1])}”; write it as `unless` where it is an option." if conditions else ""
    )
    why = (
        f"Red line by {told}, such as “{short(drawn[-1].text)}”; {extent}. Firmness {firmness:.2f} by how hard, how "
        f"often and how surely it is said.{otherwise}{condition}"
    )
    # how firm it is rests on all that was said
    return line, Ground((*row.red_lines, *(s for s in row.statements if s not in row.red_lines)), why)


def refuses(
    drawn: Sequence[Statement], ladder: Sequence[str], issue: CaseIssue, *, against: bool
) -> tuple[frozenset[str], str]:
    """The options that red lines of one side refuse, and why these.

    The first of these that applies: an option refused by name, and all beyond it; all short of an option demanded by
    name; only the far end, where the whole is refused (`an unconditional truce`), or all but the near end, where the
    whole is demanded; the options where the proposition holds, for a red line against it, or does not hold yet, for one
    that demands it, as the case says; all but the near end, where the least part is refused (`any land`); those beyond
    the middle.
    """
    order = list(ladder) if against else list(reversed(ladder))  # from what the party likes to what it likes least
    named = {one.option for one in drawn if one.option in order and (one.negated or one.act not in WANTS | GIVES)}
    if refused := [o for o in order[1:] if o in named]:
        return frozenset(order[order.index(refused[0]) :]), f"the words refuse '{refused[0]}'"
    wanted = [asked for one in drawn if (asked := asked_for(one, ladder))]
    if wanted and (least := max(map(order.index, wanted))) < len(order) - 1:
        return frozenset(order[least + 1 :]), f"the words ask for '{order[least]}', so all short of it are refused"
    keys = _stems(" ".join([issue.proposition, *issue.cues]))
    if word := next((w for one in drawn if (w := _word_beside(one.text, MOST, keys))), None):
        if against:
            return frozenset(order[-1:]), f"by the word “{word}” it covers '{order[-1]}' alone"
        return frozenset(order[1:]), f"by the word “{word}” it covers all but '{order[0]}'"
    if issue.holds_from is not None and issue.holds_from in ladder[1:]:
        first = ladder.index(issue.holds_from)
        options = ladder[first:] if against else ladder[:first]
        covered = "that and all beyond" if against else "all short of that"
        return frozenset(
            options
        ), f"the proposition holds from '{issue.holds_from}' on, by the case: it covers {covered}"
    word = next((w for one in drawn if (w := _word_beside(one.text, LEAST, keys))), None)
    if word and against:
        return frozenset(order[1:]), f"by the word “{word}” it covers all but '{order[0]}'"
    options = order[len(order) // 2 + len(order) % 2 :] or order[-1:]
    return frozenset(options), "which options it covers is assumed (those beyond the middle): the words do not say"


def _word_beside(text: str, words: frozenset[str], keys: frozenset[str]) -> str | None:
    """One of `words` that stands at most `REACH` words before a word of the issue."""
    tokens: list[str] = re.findall(r"[\w'’-]+", text.casefold())
    for k, token in enumerate(tokens):
        if token in words and any(t[:STEM] in keys for t in tokens[k + 1 : k + 1 + REACH]):
            return token
    return None


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in re.findall(r"[^\W\d_]{4,}", text.casefold()))
