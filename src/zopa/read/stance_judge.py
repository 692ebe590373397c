"""Rules and the learned judge together: which positions of parties a sentence shows, and how sure that is.

Every pair of a party in a sentence and an issue that the judge or the rules see anything in is a `Candidate`. A
logistic scale over a few named signs (how sure the judge is, whether the rules say the same) turns it into the
probability that the position is right; it was fitted on negotiations that the judge never saw
(`scripts/fit_statements.py`).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Final

from zopa.cases import Case
from zopa.read.document import Span, Token
from zopa.read.findings import Move, Polarity, Statement, finding_id
from zopa.read.scene import Scene
from zopa.read.stance_model import StanceModel
from zopa.read.stance_network import NONE
from zopa.read.stance_numbers import fit_of
from zopa.read.stance_passages import Passage, passages, spoken
from zopa.read.stance_scale import Candidate, scale
from zopa.read.stance_words import Lean, attitudes, lean_of
from zopa.read.stances import act_of
from zopa.read.statement_parts import hedge_near, words_of

POLARITIES: Final[tuple[Polarity, ...]] = ("for", "against", "open")  # the judge's columns after NONE
MOST: Final = 6  # issues that the judge is asked about, the likeliest at a glance; rules may name more
FAR: Final = 0.15  # the judge is not asked about issues that are less likely than this at a glance
_WORTH: Final = 0.1  # a party and issue less related than this are left out unless a rule names them
_SURE: Final = 0.8  # confidence from which the rules' polarity was right 12 times of 14 where the judge saw another
_UNSEEN: Final = (0.7, 0.1, 0.1, 0.1)  # for a holder that the passage does not mention
_PLAIN_ACTS: Final[dict[Polarity, Move]] = {"for": "support", "against": "oppose", "open": "open"}
_FIRM_ACTS: Final = frozenset(["reject", "demand", "oppose"])
_SPAN: Final = 300  # characters of the words shown where no single attitude could be named


def candidates(scene: Scene, ruled: Sequence[Statement], model: StanceModel) -> list[Candidate]:
    """What the judge or the rules see in the article, in the order of the text."""
    ends = [sentence.end_char for sentence in scene.sentences]
    rules: dict[tuple[int, str, str], Statement] = {}
    for statement in ruled:
        rules[bisect_right(ends, statement.start), statement.holder, statement.issue] = statement
    keys = list(scene.case.issues)
    if not keys:
        return []
    found: list[Candidate] = []
    seen: set[tuple[int, str, str]] = set()
    for passage in passages(scene):
        sentence = scene.sentences[passage.sentence]
        named = {issue for number, _, issue in rules if number == passage.sentence}
        issues = worth_asking(keys, named, model.glance(passage, keys, scene.case))
        if not issues:
            continue
        answer = model.judge(passage, issues, scene.case)
        related = 1.0 - answer[:, :, NONE]
        if not named and related.max() < _WORTH:
            continue
        words = attitudes(scene, sentence)
        for i, party in enumerate(passage.parties):
            lean = lean_of(words, party)
            for j, issue in enumerate(issues):
                key = (passage.sentence, party, issue)
                rule = rules.get(key)
                if rule is None and related[i, j] < _WORTH:
                    continue
                seen.add(key)
                rival = max((float(related[i, k]) for k in range(len(issues)) if k != j), default=0.0)
                found.append(_candidate(scene, key, answer[i, j], rule, passage, rules, rival, lean))
    for key, rule in rules.items():
        if key not in seen:
            found.append(_candidate(scene, key, None, rule, None, rules, 0.0, Lean()))
    return sorted(found, key=lambda c: (c.sentence, c.holder, c.issue))


def worth_asking(keys: Sequence[str], named: Collection[str], glanced: Any) -> list[str]:
    """The issues worth a question: those that rules name, and the likeliest at a glance."""
    likeliest = sorted(range(len(keys)), key=lambda n: (-glanced[n], n))[:MOST]
    worth = {keys[n] for n in likeliest if glanced[n] >= FAR}
    return [key for key in keys if key in named or key in worth]


def _candidate(
    scene: Scene,
    key: tuple[int, str, str],
    answer: Any,
    rule: Statement | None,
    passage: Passage | None,
    rules: dict[tuple[int, str, str], Statement],
    rival: float,
    lean: Lean,
) -> Candidate:
    number, holder, issue = key
    row = [max(float(p), 1e-4) for p in (_UNSEEN if answer is None else answer)]
    sentence = scene.sentences[min(number, len(scene.sentences) - 1)]
    fit = fit_of(scene, sentence, issue, holder)
    clues = _clues(row, rule, lean, fit)
    weights = scale().polarity
    scores = [sum(w * c for w, c in zip(weights, clue, strict=True)) for clue in clues]
    best = max(range(3), key=scores.__getitem__)
    if rule is not None and rule.polarity == "open" and rule.confidence >= _SURE:
        best = 2  # `dropped its demand`: the judge sees the demand
    second = max(scores[k] for k in range(3) if k != best)
    polarity = POLARITIES[best]
    same = rule is not None and rule.polarity == polarity
    others = [s.confidence for (n, h, i), s in rules.items() if n == number and h == holder and i != issue]
    named = passage is not None and any(
        m.kind != "pronoun" and holder in m.parties and sentence.start_char <= m.start < sentence.end_char
        for m in scene.mentions
    )
    signs = (
        1.0,
        _logit(1.0 - row[NONE]),
        scores[best] - second,
        rule.confidence if rule is not None and same else 0.0,
        rule.confidence if rule is not None and not same else 0.0,
        1.0 if rule is not None and _cued(scene.case, issue, sentence.text) else 0.0,
        max(others, default=0.0) if rule is None else 0.0,
        1.0 if rule is None else 0.0,
        _logit(max(rival, 1e-3)),
        1.0 if lean != Lean() else 0.0,
        1.0 if passage is not None and passage.lead is not None else 0.0,
        0.0 if named else 1.0,
        1.0 if sentence.text.rstrip().endswith("?") else 0.0,
        1.0 if answer is None else 0.0,
    )
    return Candidate(number, holder, issue, polarity, signs, tuple(clues), passage, rule)


def _cued(case: Case, issue: str, sentence: str) -> bool:
    known = case.issues[issue]
    cues = (*known.cues, *(cue for option in known.options.values() for cue in option.cues))
    return any(cue.lower() in sentence.lower() for cue in cues)


def _clues(row: Sequence[float], rule: Statement | None, lean: Lean, fit: int) -> list[tuple[float, ...]]:
    """For each polarity what speaks for it, by CLUES."""
    found: list[tuple[float, ...]] = []
    for k, polarity in enumerate(POLARITIES):
        side = (1.0, -1.0, 0.0)[k]
        found.append(
            (
                math.log(row[k + 1]),
                rule.confidence if rule is not None and rule.polarity == polarity else 0.0,
                1.0 if rule is not None and rule.polarity == polarity and rule.confidence >= _SURE else 0.0,
                side * fit,
                side * lean.plain,
                side * lean.turned,
                lean.open if polarity == "open" else 0.0,
                1.0 if polarity == "against" else 0.0,
                1.0 if polarity == "open" else 0.0,
            )
        )
    return found


def _logit(p: float) -> float:
    p = min(max(p, 1e-3), 1.0 - 1e-3)
    return math.log(p / (1.0 - p))


def judged(scene: Scene, ruled: Sequence[Statement], model: StanceModel) -> list[Statement]:
    """The positions that are likely enough, each with the words that show it and the probability that it is right."""
    chosen, seen = scale(), candidates(scene, ruled, model)
    found = [
        _statement(scene, candidate, round(min(confidence, 0.97), 3))
        for candidate, confidence in zip(seen, chosen.probabilities(seen), strict=True)
        if confidence >= chosen.least
    ]
    return sorted(found, key=lambda s: (s.start, s.end, s.issue, s.holder))


def _statement(scene: Scene, candidate: Candidate, confidence: float) -> Statement:
    rule = candidate.rule
    if rule is not None and rule.polarity == candidate.polarity:
        return replace(rule, confidence=confidence)
    sentence = scene.sentences[candidate.sentence]
    told = _told(scene, sentence, candidate)
    start, end = _clause(scene, sentence, candidate.holder)
    blank = Statement(
        id="",
        article=scene.article.id,
        start=start,
        end=end,
        text="",
        holder=candidate.holder,
        issue=candidate.issue,
        option=rule.option if rule is not None else None,
        polarity=candidate.polarity,
        act=_PLAIN_ACTS[candidate.polarity],
        date=scene.article.published,
        confidence=confidence,
    )
    statement = told if told is not None else blank
    quote = spoken(scene, sentence)
    speaker = statement.speaker
    if speaker is None and quote is not None and quote.party == candidate.holder:
        speaker = quote.speaker
    return replace(
        statement,
        id=finding_id(
            "statement", scene.article.id, statement.start, statement.end, candidate.holder, candidate.issue,
            candidate.polarity,
        ),
        text=scene.article.text[statement.start : statement.end],
        issue=candidate.issue,
        option=blank.option,
        speaker=speaker,
        confidence=confidence,
    )  # fmt: skip


def _told(scene: Scene, sentence: Span, candidate: Candidate) -> Statement | None:
    """The holder's firmest attitude of this polarity that the sentence words, whatever it is about."""
    value = {"for": 1, "against": -1, "open": 0}[candidate.polarity]
    best: tuple[float, int, int, Statement] | None = None
    for found in attitudes(scene, sentence):
        stance, path = found.stance, found.path
        if (value == 0) != (stance.attitude == 0) or candidate.holder not in found.holders:
            continue
        start, end = words_of(sentence, found.token, stance, found.speaker_token)
        firm = (stance.firm or path.strengthened or path.condition in ("unless", "only", "without")) and value != 0
        act = act_of(stance, candidate.polarity)
        if value != 0 and (act in _AGAINST) != (value < 0):
            act = _PLAIN_ACTS[candidate.polarity]  # `rejects a delay` is for what would be delayed
        statement = Statement(
            id="",
            article=scene.article.id,
            start=start,
            end=end,
            text="",
            holder=candidate.holder,
            speaker=found.speaker,
            via=found.via,
            issue=candidate.issue,
            polarity=candidate.polarity,
            act=act,
            red_line=firm and (act in _FIRM_ACTS or stance.act in _FIRM_ACTS),
            condition=path.condition or None,
            hedge=hedge_near(sentence, stance.level.token),
            negated=stance.level.negated or path.negations > 0,
            date=scene.article.published,
        )
        agrees = 1.0 if value == 0 or stance.attitude * path.sign * value > 0 else 0.0
        worth = (stance.strength + agrees, -start, end, statement)
        if best is None or worth[:3] > best[:3]:
            best = worth
    return best[3] if best is not None else None


_AGAINST = frozenset(["oppose", "reject", "threat"])


def _clause(scene: Scene, sentence: Span, holder: str) -> tuple[int, int]:
    """The clause of the holder's first mention, else the whole sentence; never longer than is shown at a glance."""
    tokens: list[Token] = [t for t in sentence if not t.is_space]
    mention = next(
        (m for m in scene.mentions if holder in m.parties and sentence.start_char <= m.start < sentence.end_char), None
    )
    if mention is not None and len(sentence.text) > _SPAN:
        node = scene.doc[mention.head]
        while node.head.i != node.i and node.pos_ not in ("VERB", "AUX"):
            node = node.head
        inside = [t for t in node.subtree if not t.is_space and sentence.start <= t.i < sentence.end]
        tokens = inside or tokens
    start = tokens[0].idx
    last = next((t for t in reversed(tokens) if t.idx + len(t) - start <= _SPAN), tokens[0])
    return start, last.idx + len(last)
