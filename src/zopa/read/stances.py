"""The attitudes that a path tells: who takes which, by what act, how firmly.

Owns what negation, nested attitudes (`refuses to consider`) and bare clauses (`will leave`) make of a `Path`. Knows no
issues and no parties: a `Stance` holds tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zopa.read.climb import Level, Path, dropping
from zopa.read.document import Token
from zopa.read.findings import Move, Polarity
from zopa.read.grammar_words import BARRING, JUDGING, UNSETTLED
from zopa.read.tree import imperative, mark_of

# auxiliaries of a duty that a speaker states
DEONTIC = frozenset("must should shall ought".split())
# auxiliaries of a will that the subject announces
_VOLITION = frozenset("will would wo 'll ’ll can could ca".split())
# what befalls a subject is no promise of its own: `we will reach a deal`, `the party will have to`
_OUTCOMES = frozenset("reach achieve get be have become lose face need see remain find know take fall rise".split())
# verbs of what an offer holds: `said the offer did not include X` asks for X
_CONTAINING = frozenset("include contain cover address mention offer provide go".split())

_PLAINLY = 0.95  # grammar that leaves no doubt: `dropped its demand`, `no longer insists`
# `would be pardoned if`, not `will remain until`
_CONDITIONAL = frozenset(["if", "unless", "once", "provided", ""])
_VALUE = {"for": 1, "against": -1, "open": 0}
_DENIED = {1: -1, -1: 0, 0: -1}  # not to support or consider is against; not to reject leaves open


@dataclass(frozen=True, slots=True)
class Stance:
    """One party's attitude, before it is tied to words."""

    holder: Token | None
    attitude: int  # +1 for what the path says, -1 against it, 0 open
    act: Move
    strength: float
    firm: bool
    level: Level
    stubborn: bool = False  # `will not compromise on X`: firm, but which way depends on whose X is


def stances_of(path: Path, theme: Token) -> list[Stance]:
    """The attitudes that a path tells, innermost first; nested attitudes of one holder are made one."""
    found: list[Stance] = []
    levels = path.levels
    i = 0
    while i < len(levels):
        level = levels[i]
        if level.kind in ("attitude", "evaluation") and level.attitude is not None:
            value = _VALUE[level.attitude.polarity]
            if value == 0 and _bare_compromise(level, levels[i + 1 :]):
                while i + 1 < len(levels) and levels[i + 1].kind == "attitude":
                    i += 1
                found.append(Stance(level.holder or levels[i].holder, 1, "demand", 0.8, True, levels[i], True))
                i += 1
                continue
            ended = _no_longer(level.token)
            if ended:
                value = 0 if level.attitude.act == "demand" else _DENIED[value]
            elif level.negated and not (value == 0 and level.token.lemma_.lower() in UNSETTLED):
                value = _DENIED[value]
            act = _negated_act(value) if ended or level.negated else level.attitude.act
            strength = max(level.attitude.strength, _PLAINLY) if ended else level.attitude.strength
            stance = Stance(level.holder, value, act, strength, level.attitude.firm, level)
            # outer attitudes of the same clause chain: `refuses to consider`, `is willing to accept`
            while i + 1 < len(levels):
                outer = levels[i + 1]
                if outer.kind not in ("attitude", "evaluation") or outer.attitude is None:
                    break
                if level.noun and dropping(outer.token):
                    if outer.negated:  # `has not dropped its demand`
                        level = outer
                        i += 1
                        continue
                    # `dropped its objection` accepts; `dropped its demand` leaves the matter open, `its plan` does not
                    planned = level.attitude is not None and level.attitude.act in ("promise", "offer")
                    value = 1 if value < 0 else -1 if planned else 0
                    stance = Stance(
                        outer.holder or level.holder,
                        value,
                        "reject" if value < 0 else "accept",
                        max(outer.attitude.strength, _PLAINLY),
                        False,
                        outer,
                    )
                elif level.noun and outer.holder is not None and level.holder is not None and not outer.noun:
                    found.append(stance)  # `Kyiv rejected Moscow's demand`: two parties, two attitudes
                    over = _VALUE[outer.attitude.polarity]
                    over = _DENIED[over] if outer.negated else over
                    stance = Stance(
                        outer.holder, over, outer.attitude.act, outer.attitude.strength, outer.attitude.firm, outer
                    )
                elif outer.token.lemma_.lower() in JUDGING and outer.holder is not None and stance.holder is not None:
                    found.append(stance)  # `criticised Kyiv for refusing`: what Kyiv does, and the other wants
                    stance = _judge(outer, stance)
                else:
                    stance = _nest(outer, stance)
                level = outer
                i += 1
            found.append(stance)
        elif level.kind == "clause" and i == 0:
            plain = _plain(level, path, theme)
            if plain is not None:
                found.append(plain)
        i += 1
    return found


def act_of(stance: Stance, polarity: Polarity) -> Move:
    """The stance's act, or `open` where its polarity or a `may` leaves the matter open."""
    if polarity == "open" or (stance.level.modal in ("may", "might") and stance.act in ("accept", "support")):
        return "open"
    return stance.act


def _nest(outer: Level, inner: Stance) -> Stance:
    """`outer` governs `inner`: refuse(consider x) is against x, refuse(rule out x) is open on x."""
    assert outer.attitude is not None
    over = _VALUE[outer.attitude.polarity]
    if _no_longer(outer.token) and outer.attitude.act == "demand":
        over = 0
    elif outer.negated:
        over = _DENIED[over]
    others = outer.holder is not None and inner.holder is not None and outer.holder.i != inner.holder.i
    if over > 0 and inner.attitude == 0 and others:
        value = 1  # `wants Kyiv to consider X` is for X
    elif over > 0:
        value = inner.attitude
    elif over < 0:
        value = _DENIED[inner.attitude]
    else:
        value = 0
    act = inner.act if over > 0 and inner.act in ("accept", "reject") else outer.attitude.act
    if outer.negated:
        act = _negated_act(value)
    return Stance(
        outer.holder or inner.holder,
        value,
        act,
        min(outer.attitude.strength, max(inner.strength, 0.75)),
        outer.attitude.firm or inner.firm,
        outer,
    )


def _judge(outer: Level, inner: Stance) -> Stance:
    """Who praises somebody for an attitude shares it; who criticises him for it takes the other side."""
    assert outer.attitude is not None
    over = _VALUE[outer.attitude.polarity] * (-1 if outer.negated else 1)
    value = over * inner.attitude
    act: Move = "support" if value > 0 else "oppose" if value < 0 else "open"
    return Stance(outer.holder, value, act, _PLAINLY, False, outer)


def _bare_compromise(level: Level, outer: Sequence[Level]) -> bool:
    """`will not compromise on X` tells that a party is firm on X, not which way."""
    word = level.token.lemma_.lower()
    refused = level.negated or any(
        (o.attitude is not None and o.attitude.polarity == "against") != o.negated
        for o in outer
        if o.kind == "attitude"
    )
    return word in ("compromise", "budge", "flexible", "flexibility") and refused


def _plain(level: Level, path: Path, theme: Token) -> Stance | None:
    """A clause without a word of attitude: a duty that a speaker states, or a will that its subject announces."""
    if path.other or path.adjunct:
        return None
    speech = any(item.kind == "speech" for item in path.levels)
    if imperative(level.token):
        return Stance(None, -1 if path.negations else 1, "demand", 0.65, False, level)
    if level.modal in DEONTIC:
        return Stance(None, 1, "demand", 0.75, False, level)
    if level.modal in _VOLITION:
        negative = path.negations > 0
        if negative and level.token.lemma_.lower() in _OUTCOMES:
            # `they will not get it back` tells what the speaker wants, if anybody's will
            return Stance(None, 1, "reject", 0.5, False, level) if speech else None
        if negative and speech and level.holder is not None and level.holder.i == theme.i:
            return Stance(None, 1, "reject", 0.65, False, level)  # `said that no tax would be introduced`
        if negative:
            return Stance(level.holder, 1, "reject", 0.75, False, level)
        conditional = any(c.dep_ == "advcl" and mark_of(c) in _CONDITIONAL for c in level.token.children)
        told = level.holder is not None and (
            level.holder.i in {theme.i, theme.head.i} or level.holder.lower_ == "there"
        )
        offered = conditional and level.token.tag_ == "VBN"  # `said fighters would be pardoned if they disarmed`
        if speech and (offered or not conditional) and told:
            # `she said sanctions would stay`, `there would be a swap`: what the speaker says will become of the thing
            if level.modal in ("could", "can", "ca"):
                return Stance(None, 0, "open", 0.5, False, level)
            return Stance(None, 1, "promise", 0.55, False, level)
        if level.modal in ("will", "would", "'ll", "’ll", "wo") and level.token.lemma_.lower() not in _OUTCOMES:
            return Stance(level.holder, 1, "promise", 0.6 if speech else 0.5, False, level)
    if _under_way(level):
        return Stance(level.holder, 1, "reject" if path.negations else "promise", 0.55, False, level)
    if speech and level.token.lemma_.lower() in BARRING and level.holder is not None:
        return Stance(None, 1, "reject", 0.6, False, level)  # `the constitution forbids it, she said`
    if speech and path.negations and level.token.lemma_.lower() in _CONTAINING:
        return Stance(None, -1, "demand", 0.55, False, level)  # `said the offer did not include X`
    if level.modal in ("may", "might"):
        return Stance(level.holder, 1, "open", 0.45, False, level)
    return None


def _under_way(level: Level) -> bool:
    """`we are staying`: who says so means to."""
    word = level.token
    mine = level.holder is not None and level.holder.lower_ in ("we", "i")
    return mine and word.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in word.children)


def _no_longer(word: Token) -> bool:
    """`no longer insists`, `does not insist any more`: an end of the attitude, not its opposite."""
    clause = word.head if word.pos_ == "ADJ" else word
    for child in (*word.children, *clause.children):
        if child.lower_ == "longer" and any(c.lower_ in ("no", "any") for c in child.children):
            return True
        if child.lower_ == "anymore" or (child.lower_ == "more" and any(c.lower_ == "any" for c in child.children)):
            return True
    return False


def _negated_act(value: int) -> Move:
    return "reject" if value < 0 else "open"
