"""Who is for, against or open on which issue: a scene to statements.

Owns the reading of a `Path` (zopa.read.climb) as positions of parties: whose attitude it is, what negation and nested
attitudes make of it, and which act it is. Words that speak of an issue come from zopa.read.issues.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from zopa import limits
from zopa.read.climb import DROPPING, Level, Path, asides, climb
from zopa.read.findings import Move, Polarity, Quote, Statement, finding_id
from zopa.read.issues import Anchor, Slot, frames_for
from zopa.read.lexicon import lexicon
from zopa.read.scene import Scene

_HEDGES = frozenset(
    "may might could perhaps possibly reportedly allegedly apparently seemingly probably likely unlikely seem appear "
    "suggest hint signal rumoured rumored supposedly purportedly potentially".split()
)
_DEONTIC = frozenset("must should shall ought".split())
_VOLITION = frozenset("will would wo 'll ’ll can could ca".split())
_FIRM = frozenset("never flatly categorically absolutely adamantly unequivocally steadfastly outright firmly".split())
# what befalls a subject is no promise of its own: `we will reach a deal`, `the party will have to`
_OUTCOMES = frozenset("reach achieve get be have become lose face need see remain find know take fall rise".split())
_CONTAINING = frozenset("include contain cover address mention offer provide go".split())
_LEAST = 0.3  # statements below this confidence are not worth an analyst's time


@dataclass(frozen=True, slots=True)
class Stance:
    """One party's attitude, before it is tied to words."""

    holder: Token | None
    attitude: int  # +1 for what the path says, -1 against it, 0 open
    act: Move
    strength: float
    firm: bool
    level: Level


def read_statements(scene: Scene) -> list[Statement]:
    """Statements in the order of the text; each span lies in one sentence."""
    frames = frames_for(scene.case)
    found: list[Statement] = []
    topic: Topic | None = None
    named = _party_tokens(scene)
    for number, sentence in enumerate(scene.sentences):
        if not 12 <= len(sentence.text) <= limits.SENTENCE_CHARS:
            continue
        anchors = frames.anchors(sentence, named)
        if not anchors:
            faint = frames.anchors(sentence, named, _FAINT)
            anchors = [a for a in faint if scene.doc[a.token].pos_ != "PROPN" and _attitude_to(scene, a)]
        for anchor in anchors:
            theme = scene.doc[anchor.token]
            path = climb(theme, lexicon(), anchor.inert)
            direction = _direction(path, anchor.slot, scene)
            found += _of_path(scene, sentence, anchor, theme, path, direction)
            for aside in asides(theme, lexicon()):
                own = aside.sign * anchor.slot.sign
                found += _of_path(scene, sentence, anchor, theme, aside, own)
            depth = sum(1 for _ in theme.ancestors)
            if topic is None or topic.sentence != number or depth < topic.depth:
                # `We will not retreat. That is no option`: `that` is the retreat, not its refusal
                topic = Topic(number, anchor, direction * (-1) ** path.negations, depth)
        if topic is not None and not anchors and number - topic.sentence <= _REACH:
            for theme in _references(sentence):
                path = climb(theme, lexicon())
                if any(level.kind in ("attitude", "evaluation") for level in path.levels):
                    direction = topic.direction * path.sign
                    found += _of_path(scene, sentence, topic.anchor, theme, path, direction, share=_REFERRED)
                    break
    return _distinct(found, scene.sentences)


_FAINT = 0.34  # a fit that is enough where somebody plainly takes an attitude to the thing


def _attitude_to(scene: Scene, anchor: Anchor) -> bool:
    """Whether a party is named as holding an attitude to the anchor's thing."""
    path = climb(scene.doc[anchor.token], lexicon(), anchor.inert)
    if path.adjunct or path.other:
        return False
    for level in path.levels:
        if level.kind in ("attitude", "evaluation"):
            mention = scene.mention_of(level.holder) if level.holder is not None else None
            return level.holder is None or (mention is not None and bool(mention.parties))
    return False


def _party_tokens(scene: Scene) -> frozenset[int]:
    """Indexes of tokens that stand in the name of a party."""
    found: set[int] = set()
    for mention in scene.mentions:
        if mention.parties and mention.kind == "name":
            span = scene.doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None:
                found.update(range(span.start, span.end))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Topic:
    """The issue that was last spoken of, which `that`, `it` and `the idea` may take up."""

    sentence: int
    anchor: Anchor
    direction: int
    depth: int  # below the root of its sentence: what stands highest is what the sentence is about


_REACH = 2  # sentences
_REFERRED = 0.75  # of the confidence that a sentence with the issue's own words would have
_POINTERS = frozenset("that this it them".split())
_THINGS = frozenset(
    "idea proposal plan move suggestion notion demand step measure offer request concept scheme prospect condition "
    "proposition arrangement option request change point formula deal concession compromise package text".split()
)


def _references(sentence: Span) -> Iterator[Token]:
    """Words that take up what was said before and stand where an attitude can reach them."""
    for token in sentence:
        slot = token.dep_ in ("dobj", "pobj", "nsubjpass") or (
            token.dep_ == "nsubj" and token.head.lemma_ in ("be", "remain", "seem", "look", "sound")
        )
        if not slot:
            continue
        if (
            token.lower_ in _POINTERS and not (token.lower_ == "it" and token.dep_ == "nsubj" and _expletive(token))
        ) or (
            token.lemma_.lower() in _THINGS
            and any(
                c.dep_ == "det" and c.lower_ in ("the", "that", "this", "such", "any", "both") for c in token.children
            )
            and not any(c.dep_ in ("prep", "acl", "relcl", "compound") for c in token.children)
        ):
            yield token


def _expletive(token: Token) -> bool:
    return any(c.dep_ in ("ccomp", "xcomp", "advcl") for c in token.head.children)


def _of_path(
    scene: Scene, sentence: Span, anchor: Anchor, theme: Token, path: Path, direction: int, *, share: float = 1.0
) -> Iterator[Statement]:
    quote = _quote_at(scene, theme)
    for stance in _stances(path, theme):
        if path.adjunct and stance.level.token.i == path.levels[0].token.i and not stance.level.noun:
            continue
        holders, speaker, speaker_token, via = _people(scene, path, stance, quote)
        sense = stance.attitude * direction
        polarity: Polarity = "open" if sense == 0 else "for" if sense > 0 else "against"
        hedge = _hedge(sentence, stance.level.token)
        confidence = share * stance.strength * (0.55 + 0.45 * anchor.score)
        if hedge:
            confidence *= 0.85
        if stance.level.hypothetical or path.condition == "if":
            confidence *= 0.35
        if via:
            confidence *= 0.9
        if path.other:
            confidence *= 0.5
        if confidence < _LEAST:
            continue
        firm = (
            stance.firm or path.strengthened or path.condition in ("unless", "only", "without")
        ) and stance.attitude != 0
        start, end = _span(sentence, theme, path, stance, speaker_token)
        for holder in holders:
            act = _act(stance, polarity)
            yield Statement(
                id=finding_id("statement", scene.article.id, start, end, holder, anchor.frame.issue, polarity),
                article=scene.article.id,
                start=start,
                end=end,
                text=scene.article.text[start:end],
                holder=holder,
                speaker=speaker,
                via=via,
                issue=anchor.frame.issue,
                option=anchor.option,
                polarity=polarity,
                act=act,
                red_line=firm and act in ("reject", "demand", "oppose"),
                condition=path.condition or None,
                hedge=hedge,
                negated=stance.level.negated or path.negations > 0,
                date=scene.article.published,
                confidence=round(min(confidence, 0.97), 3),
            )


# the path as attitudes


def _stances(path: Path, theme: Token) -> list[Stance]:
    """The attitudes that a path tells, innermost first; nested attitudes of one holder are made one."""
    found: list[Stance] = []
    levels = path.levels
    i = 0
    while i < len(levels):
        level = levels[i]
        if level.kind in ("attitude", "evaluation") and level.attitude is not None:
            value = {"for": 1, "against": -1, "open": 0}[level.attitude.polarity]
            if value == 0 and _bare_compromise(level, levels[i + 1 :]):
                i += 1
                continue
            if level.negated:
                value = {1: -1, -1: 0, 0: -1}[value]
            act = level.attitude.act if not level.negated else _negated_act(value)
            stance = Stance(level.holder, value, act, level.attitude.strength, level.attitude.firm, level)
            # outer attitudes of the same clause chain: `refuses to consider`, `is willing to accept`
            while i + 1 < len(levels):
                outer = levels[i + 1]
                if outer.kind not in ("attitude", "evaluation") or outer.attitude is None:
                    break
                if level.noun and outer.token.lemma_.lower() in DROPPING:
                    if outer.negated:  # `has not dropped its demand`
                        level = outer
                        i += 1
                        continue
                    # `dropped its objection` accepts; `dropped its demand` leaves the matter open
                    stance = Stance(
                        outer.holder or level.holder,
                        1 if value < 0 else 0,
                        "accept",
                        outer.attitude.strength,
                        False,
                        outer,
                    )
                elif level.noun and outer.holder is not None and level.holder is not None and not outer.noun:
                    found.append(stance)  # `Kyiv rejected Moscow's demand`: two parties, two attitudes
                    over = {"for": 1, "against": -1, "open": 0}[outer.attitude.polarity]
                    over = {1: -1, -1: 0, 0: -1}[over] if outer.negated else over
                    stance = Stance(
                        outer.holder, over, outer.attitude.act, outer.attitude.strength, outer.attitude.firm, outer
                    )
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


def _bare_compromise(level: Level, outer: Sequence[Level]) -> bool:
    """`will not compromise on X` tells that a party is firm on X, not which way."""
    word = level.token.lemma_.lower()
    refused = level.negated or any(
        (o.attitude is not None and o.attitude.polarity == "against") != o.negated
        for o in outer
        if o.kind == "attitude"
    )
    return word in ("compromise", "budge", "flexible", "flexibility") and refused


def _nest(outer: Level, inner: Stance) -> Stance:
    """`outer` governs `inner`: refuse(consider x) is against x, refuse(rule out x) is open on x."""
    assert outer.attitude is not None
    over = {"for": 1, "against": -1, "open": 0}[outer.attitude.polarity]
    if outer.negated:
        over = {1: -1, -1: 0, 0: -1}[over]
    others = outer.holder is not None and inner.holder is not None and outer.holder.i != inner.holder.i
    if over > 0 and inner.attitude == 0 and others:
        value = 1  # `wants Kyiv to consider X` is for X
    elif over > 0:
        value = inner.attitude
    elif over < 0:
        value = {1: -1, -1: 0, 0: -1}[inner.attitude]
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


def _plain(level: Level, path: Path, theme: Token) -> Stance | None:
    """A clause without a word of attitude: a duty that a speaker states, or a will that its subject announces."""
    if path.other or path.adjunct:
        return None
    speech = any(item.kind == "speech" for item in path.levels)
    if level.modal in _DEONTIC:
        return Stance(None, 1, "demand", 0.75, False, level)
    if level.modal in _VOLITION:
        negative = path.negations > 0
        if negative and level.token.lemma_.lower() in _OUTCOMES:
            # `they will not get it back` tells what the speaker wants, if anybody's will
            return Stance(None, 1, "reject", 0.5, False, level) if speech else None
        if negative:
            return Stance(level.holder, 1, "reject", 0.75, False, level)
        conditional = any(c.dep_ == "advcl" for c in level.token.children)
        if speech and not conditional and level.holder is not None and level.holder.i in {theme.i, theme.head.i}:
            # `she said sanctions would stay`: what the speaker says will become of the thing
            return Stance(None, 1, "promise", 0.55, False, level)
        if level.modal in ("will", "would", "'ll", "’ll", "wo") and level.token.lemma_.lower() not in _OUTCOMES:
            return Stance(level.holder, 1, "promise", 0.6 if speech else 0.5, False, level)
    if speech and path.negations and level.token.lemma_.lower() in _CONTAINING:
        return Stance(None, -1, "demand", 0.55, False, level)  # `said the offer did not include X`
    if level.modal in ("may", "might"):
        return Stance(level.holder, 1, "open", 0.45, False, level)
    return None


def _negated_act(value: int) -> Move:
    return "reject" if value < 0 else "open"


def _act(stance: Stance, polarity: Polarity) -> Move:
    if polarity == "open" or (stance.level.modal in ("may", "might") and stance.act in ("accept", "support")):
        return "open"
    return stance.act


def _direction(path: Path, slot: Slot, scene: Scene) -> int:
    """+1 where the words say what the proposition says, -1 where they say its opposite."""
    direction = path.sign * slot.sign
    if path.owning and slot.owning:
        mine = path.owner
        if mine is not None and slot.owner:
            mention = scene.mention_of(mine)
            names = {mine.lower_, *(p.lower() for p in (mention.parties if mention else ()))}
            if not any(name and (name in slot.owner or slot.owner in name) for name in names):
                direction = -direction
    return direction


# people


def _people(
    scene: Scene, path: Path, stance: Stance, quote: Quote | None
) -> tuple[tuple[str, ...], str | None, Token | None, tuple[str, ...]]:
    """Holders, who said it, the speaker's word, and through whom it came."""
    after = False
    speakers: list[Level] = []
    for level in path.levels:
        if level is stance.level:
            after = True
        elif after and level.kind == "speech":
            speakers.append(level)
    if stance.level.kind == "clause":
        speakers = [item for item in path.levels if item.kind == "speech"]
    speech = [(s.holder, scene.mention_of(s.holder)) for s in speakers if s.holder is not None]
    mention = scene.mention_of(stance.holder) if stance.holder is not None else None
    said = next(((token, found) for token, found in speech if found is not None), None)
    first_person = stance.holder is not None and stance.holder.lower_ in ("we", "i", "us", "our", "my")
    if stance.level.modal in _DEONTIC and said is not None and said[1].parties:
        # `Corker said Republicans should press for X`: what ought to be is the speaker's position
        stance = replace(stance, holder=said[0])
        mention = said[1]
    holders: tuple[str, ...] = mention.parties if mention is not None else ()
    if stance.holder is not None and mention is not None:
        for other in stance.holder.conjuncts:  # `the U.S. and Russia may agree`
            joined = scene.mention_of(other) if other.i > stance.holder.i else None
            if joined is not None and other.dep_ == "conj":
                holders += tuple(p for p in joined.parties if p not in holders)
    speaker = None
    token = stance.holder
    stated = path.condition in ("only", "unless", "without")  # `the war ends only if X`: who says so wants X
    if not holders and (stance.holder is None or first_person or stated or _impersonal(stance.holder)):
        if said is not None:
            token, source = said
            holders = source.parties
            speaker = source.actor
        elif quote is not None and quote.party is not None:
            holders = (quote.party,)
            speaker = quote.speaker
    elif mention is not None and mention.person:
        speaker = mention.actor
    via: list[str] = []
    for _, found in speech:
        if found is not None and found.actor and not (set(found.parties) & set(holders)):
            via.append(found.actor)
        elif found is not None and found.actor and speaker is None and found.person:
            speaker = found.actor
    if quote is not None and quote.speaker and quote.party not in holders and quote.speaker not in via:
        via.append(quote.speaker)
    return holders, speaker, token, tuple(via)


def _impersonal(token: Token) -> bool:
    return token.lower_ in ("it", "there", "that", "this", "which", "what", "everyone", "anyone", "somebody")


def _quote_at(scene: Scene, token: Token) -> Quote | None:
    for quote in scene.quotes:
        if quote.start <= token.idx < quote.end and quote.kind != "scare":
            return quote
    return None


# words


def _hedge(sentence: Span, token: Token) -> str | None:
    near = [t for t in sentence if abs(t.i - token.i) <= 4 and (t.lower_ in _HEDGES or t.lemma_.lower() in _HEDGES)]
    return near[0].text if near and near[0].i != token.i else None


def _span(sentence: Span, theme: Token, path: Path, stance: Stance, speaker: Token | None) -> tuple[int, int]:
    """From the holder (or the attitude) to the end of the theme's phrase, inside the sentence."""
    tokens = [theme, stance.level.token]
    if stance.holder is not None:
        tokens.append(stance.holder)
    if speaker is not None:
        tokens.append(speaker)
    tokens = [t for t in tokens if sentence.start <= t.i < sentence.end]
    first = min(min((t.i for t in tokens), default=theme.i), theme.left_edge.i)
    last = max(t.i for t in tokens) if tokens else theme.i
    last = max(last, theme.right_edge.i if theme.right_edge.i - theme.i < 25 else theme.i)
    del path
    words = [t for t in sentence if first <= t.i <= last and not t.is_space]
    return words[0].idx, words[-1].idx + len(words[-1])


def _distinct(found: list[Statement], sentences: Sequence[Span]) -> list[Statement]:
    """One statement for each holder and issue of a sentence: the surest."""
    ends = [sentence.end_char for sentence in sentences]
    best: dict[tuple[int, str, str], Statement] = {}
    for statement in found:
        key = (bisect_right(ends, statement.start), statement.holder, statement.issue)
        if key not in best or statement.confidence > best[key].confidence:
            best[key] = statement
    return sorted(best.values(), key=lambda s: (s.start, s.end, s.issue, s.holder))
