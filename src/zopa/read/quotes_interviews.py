"""Interviews printed as questions and answers: `Q: ...`, `A: ...`. The answers are the interviewee's words.

The interviewee is the person whom the words before the first question name most often, the last of them where two are
named as often.
"""

from __future__ import annotations

import re
from collections import Counter

from zopa.read.findings import Span
from zopa.read.scene import Scene

_QUESTION = re.compile(r"^(?:Q|Question)(?:[:.]| ?[-–—]) ?", re.M)
_ANSWER = re.compile(r"^(?:A|Answer)(?:[:.]| ?[-–—]) ?(?=\S)", re.M)
_LABEL = re.compile(r"^(?:Q|A|Question|Answer)(?:[:.]| ?[-–—]) ?", re.M)


def answers(scene: Scene) -> tuple[str | None, str | None, Span | None, list[Span]] | None:
    """Name and party of the interviewee, where he or she is named, and the answers; None where this is no interview."""
    text = scene.article.text
    first = _QUESTION.search(text)
    found = list(_ANSWER.finditer(text))
    if first is None or len(found) < 2:
        return None
    spans = []
    for match in found:
        following = _LABEL.search(text, match.end())
        stop = following.start() if following is not None else _paragraph_end(text, match.end())
        inner = text[match.end() : stop].rstrip()
        if inner:
            spans.append((match.end(), match.end() + len(inner)))
    named = [m for m in scene.mentions if m.start < first.start() and m.person and m.actor is not None]
    counted = Counter(m.actor for m in named)
    if not named:
        return None, None, None, spans
    most = max(counted.values())
    who = next(m for m in reversed(named) if counted[m.actor] == most and m.kind == "name")
    return who.actor, who.parties[0] if len(who.parties) == 1 else None, (who.start, who.end), spans


def _paragraph_end(text: str, position: int) -> int:
    line = text.find("\n", position)
    return len(text) if line < 0 else line
