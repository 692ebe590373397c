"""Who is for, against or open on which issue: a scene to statements.

Owns how the stances of a path (zopa.read.stances) become positions of parties on issues (zopa.read.issues): whose they
are, who said so and through whom, how sure the reading is, and which words show it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from zopa import limits
from zopa.read.climb import Level, Path, asides, climb
from zopa.read.findings import Polarity, Quote, Statement, finding_id
from zopa.read.issues import Anchor, Slot, frames_for
from zopa.read.lexicon import lexicon
from zopa.read.references import references
from zopa.read.scene import Scene
from zopa.read.stances import DEONTIC, Stance, act_of, stances_of

_HEDGES = frozenset(
    "may might could perhaps possibly reportedly allegedly apparently seemingly probably likely unlikely seem appear "
    "suggest hint signal rumoured rumored supposedly purportedly potentially".split()
)
_LEAST = 0.3  # statements below this confidence are not worth an analyst's time
_FAINT = 0.34  # a fit that is enough where somebody plainly takes an attitude to the thing
_REACH = 2  # sentences
_REFERRED = 0.75  # of the confidence that a sentence with the issue's own words would have


@dataclass(frozen=True, slots=True)
class Topic:
    """The issue that was last spoken of, which `that`, `it` and `the idea` may take up."""

    sentence: int
    anchor: Anchor
    direction: int
    depth: int  # below the root of its sentence: what stands highest is what the sentence is about


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
            for theme in references(sentence):
                path = climb(theme, lexicon())
                if any(level.kind in ("attitude", "evaluation") for level in path.levels):
                    direction = topic.direction * path.sign
                    found += _of_path(scene, sentence, topic.anchor, theme, path, direction, share=_REFERRED)
                    break
    return _distinct(found, scene.sentences)


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


def _of_path(
    scene: Scene, sentence: Span, anchor: Anchor, theme: Token, path: Path, direction: int, *, share: float = 1.0
) -> Iterator[Statement]:
    quote = _quote_at(scene, theme)
    for stance in stances_of(path, theme):
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
        start, end = _span(sentence, theme, stance, speaker_token)
        for holder in holders:
            act = act_of(stance, polarity)
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
    if stance.level.modal in DEONTIC and said is not None and said[1].parties:
        # `she said her party should press for X`: what ought to be is the speaker's position
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


def _span(sentence: Span, theme: Token, stance: Stance, speaker: Token | None) -> tuple[int, int]:
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
