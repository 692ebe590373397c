"""Whose a stance is and which words show it: holders, speakers and spans for the readers of statements.

Owns how a stance of a path (zopa.read.stances) is tied to parties, to those who reported it, and to a span of its
sentence. Knows no issues.
"""

from __future__ import annotations

from dataclasses import replace

from zopa.read.climb import Level, Path
from zopa.read.document import Span, Token
from zopa.read.findings import Quote
from zopa.read.grammar_words import PARTICLES
from zopa.read.scene import Mention, Scene
from zopa.read.stances import DEONTIC, Stance
from zopa.read.tree import possessor

_HEDGES = frozenset(
    "may might could perhaps possibly reportedly allegedly apparently seemingly probably likely unlikely seem appear "
    "suggest hint signal rumoured rumored supposedly purportedly potentially".split()
)
# those who do what their leader says
_FOLK = frozenset("man force troop soldier army fighter team delegation side party people government country".split())


def mention_for(scene: Scene, token: Token) -> Mention | None:
    """Who is meant by a word, or by whose people they are: `his men`."""
    mention = scene.mention_of(token)
    if (mention is None or not mention.parties) and token.lemma_.lower() in _FOLK:
        owner = possessor(token)
        return scene.mention_of(owner) if owner is not None else mention
    return mention


def people(
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
    mention = mention_for(scene, stance.holder) if stance.holder is not None else None
    said = next(((token, found) for token, found in speech if found is not None), None)
    first_person = stance.holder is not None and stance.holder.lower_ in ("we", "i", "us", "our", "my")
    if stance.level.modal in DEONTIC and said is not None and said[1].parties:
        # `she said her party should press for X`: what ought to be is the speaker's position
        stance = replace(stance, holder=said[0])
        mention = said[1]
    holders: tuple[str, ...] = mention.parties if mention is not None else ()
    if stance.holder is not None:
        for other in stance.holder.conjuncts:  # `the U.S. and Russia may agree`
            joined = scene.mention_of(other) if other.i > stance.holder.i else None
            if joined is not None and other.dep_ == "conj":
                holders += tuple(p for p in joined.parties if p not in holders)
    speaker = None
    token = stance.holder
    stated = path.condition in ("only", "unless", "without")  # `the war ends only if X`: who says so wants X
    # `said that guarantees came first, and offered to pay`: parsed as if guarantees offered
    astray = mention is None and stance.level.token.dep_ == "conj" and not stance.level.own_subject
    judged = mention is None and stance.level.kind == "evaluation"  # `vital for a deal, said the envoy`
    nobody = stance.holder is None or _impersonal(stance.holder)
    if not holders and (nobody or first_person or stated or astray or judged):
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


def quote_at(scene: Scene, token: Token) -> Quote | None:
    for quote in scene.quotes:
        if quote.start <= token.idx < quote.end and quote.kind != "scare":
            return quote
    return None


def hedge_near(sentence: Span, token: Token) -> str | None:
    near = [t for t in sentence if abs(t.i - token.i) <= 4 and (t.lower_ in _HEDGES or t.lemma_.lower() in _HEDGES)]
    return near[0].text if near and near[0].i != token.i else None


def words_of(sentence: Span, theme: Token, stance: Stance, speaker: Token | None) -> tuple[int, int]:
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
    after = sentence.doc[last + 1] if last + 1 < sentence.end else None
    if after is not None and after.dep_ in ("advmod", "prt") and after.lower_ in PARTICLES and after.head.i >= first:
        last += 1  # `get the island back`
    words = [t for t in sentence if first <= t.i <= last and not t.is_space]
    return words[0].idx, words[-1].idx + len(words[-1])
