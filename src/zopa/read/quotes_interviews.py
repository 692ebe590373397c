"""Interviews and transcripts: whose turn is whose. Answers are the words of whoever is asked, questions of who asks.

The interviewee of an interview without names is the person whom the words around it name most often, with more
weight on whom they call interviewed or give an office, and whom the questions address.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from zopa.read.actors_lexicon import fold, split_name
from zopa.read.findings import Span
from zopa.read.quotes_layouts import Turn, answers, asks, turns_of
from zopa.read.quotes_speaker import Speaker, is_outlet_name
from zopa.read.scene import Mention, Scene

_TOLD_TO: Final = re.compile(
    r"\b(?:interview(?:ed)?(?: with)?|conversation with|spoke to|spoke with|talked to|talked with|exchange with|asked"
    r"|questions? (?:to|for)|met)(?: [\w’'-]+){0,6}? $",
    re.IGNORECASE,
)
_ASKER: Final = re.compile(
    r"(?:\bby|interview:|\b(?:reporter|correspondent|editor|journalist|colleague)) $", re.IGNORECASE
)
_SPEAKS: Final = re.compile(r"(?:,[^,.\n]*,)?(?: has| have)? (?:sp(?:eaks|oke|oken)|talk(?:s|ed)|tells?|told)\b")
_MANY: Final = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One turn with whoever speaks it; `speaker` is empty for a question that nobody signs."""

    turn: Turn
    speaker: Speaker
    where: Span | None  # the words that name the speaker


def interview(scene: Scene) -> list[Said]:
    """The turns of an interview or transcript, in order; none where the article is neither."""
    turns = turns_of(scene.article.text, lambda label: _can_speak(scene, label))
    if not turns:
        return []
    asked = _Asked(scene, turns)
    return [asked.said(turn) for turn in turns]


def _can_speak(scene: Scene, label: str) -> bool:
    """Whether a label is an outlet, a person of the article, or written as a transcript writes speakers."""
    if is_outlet_name(label) or _person(scene, label) is not None:
        return True
    letters = [c for c in label if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _person(scene: Scene, label: str) -> Mention | None:
    """The person whom a label names: in full, by surname, or by initials."""
    parts = [fold(part) for part in split_name(label)]
    persons = [m for m in scene.mentions if m.person and m.actor is not None and m.kind == "name"]
    for mention in persons:
        name = [fold(part) for part in split_name(mention.actor or "")]
        if name and parts and (name[-1] == parts[-1] or name == parts):
            return mention
    if label.isupper() and 2 <= len(label) <= _MANY and label.isalpha():
        for mention in persons:
            name = split_name(mention.actor or "")
            if len(name) == len(label) and "".join(part[0] for part in name).upper() == label:
                return mention
    return None


class _Asked:
    """Names the speakers of the turns of one article."""

    def __init__(self, scene: Scene, turns: list[Turn]) -> None:
        self._scene, self._turns = scene, turns
        self._text = scene.article.text
        self._interviewee = self._who()

    def said(self, turn: Turn) -> Said:
        """The turn with its speaker."""
        if turn.label and not asks(turn.label) and not answers(turn.label):
            person = _person(self._scene, turn.label)
            if person is not None:
                return Said(turn, _speaker(person), turn.named)
            return Said(turn, Speaker(turn.label), turn.named)
        if asks(turn.label) and len(turn.label) > 1 and turn.label.lower() != "question":
            return Said(turn, Speaker(turn.label), turn.named)
        if turn.asks or self._interviewee is None:
            return Said(turn, Speaker(), None)
        who = self._interviewee
        return Said(turn, _speaker(who), (who.start, who.end))

    def _who(self) -> Mention | None:
        """The person who is interviewed, where no label tells."""
        around = [m for m in self._scene.mentions if m.person and m.actor is not None and not self._in_turns(m)]
        if not around:
            return None
        score: Counter[str] = Counter()
        for mention in around:
            name = mention.actor or ""
            before, after = self._text[max(mention.start - 60, 0) : mention.start], self._text[mention.end :]
            score[name] += 1
            score[name] += 2 * bool(mention.parties or mention.kind == "title")
            if mention.kind == "name":
                score[name] += _MANY * bool(_TOLD_TO.search(before.split("\n")[-1]))
                score[name] += _MANY * bool(_SPEAKS.match(after))
                score[name] -= 2 * _MANY * bool(_ASKER.search(before))
        for name in score:
            score[name] += _MANY * self._addressed(name)
        most = max(score.values())
        named = [m for m in around if score[m.actor or ""] == most and m.kind == "name"]
        return named[-1] if named else None

    def _in_turns(self, mention: Mention) -> bool:
        return any(
            t.named[0] <= mention.start < t.named[1] or t.words[0] <= mention.start < t.words[1] for t in self._turns
        )

    def _addressed(self, name: str) -> bool:
        """Whether a question begins with somebody's surname: `Ms Roka, will you sign?`."""
        surname = re.escape(split_name(name)[-1])
        called = re.compile(rf"(?:[A-Z][\w.]* ){{0,3}}{surname}, ")
        return any(called.match(self._text, t.words[0], t.words[1]) for t in self._turns if t.asks)


def _speaker(mention: Mention) -> Speaker:
    return Speaker(mention.actor, mention.parties[0] if len(mention.parties) == 1 else None)
