"""Who is for, against or open on which issue: a scene to statements.

Owns how the stances of a path (zopa.read.stances) become positions of parties on issues (zopa.read.issues): whose they
are, who said so and through whom, how sure the reading is, and which words show it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zopa import limits
from zopa.read.climb import Level, Path, asides, climb
from zopa.read.document import Span, Token
from zopa.read.findings import Polarity, Statement, finding_id
from zopa.read.issues import Anchor, Slot, frames_for
from zopa.read.lexicon import lexicon
from zopa.read.references import answers, is_change, references, undecided
from zopa.read.scene import Scene
from zopa.read.stances import DEONTIC, act_of, stances_of
from zopa.read.statement_parts import hedge_near, mention_for, people, quote_at, words_of
from zopa.read.tree import clause_of, negated, subject_of

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


def read_statements(scene: Scene) -> list[Statement]:
    """Statements in the order of the text; each span lies in one sentence."""
    frames = frames_for(scene.case)
    found: list[Statement] = []
    topic: Topic | None = None
    named = _party_tokens(scene)
    whose = {m.head: m.parties for m in scene.mentions if m.parties}
    for number, sentence in enumerate(scene.sentences):
        if not 12 <= len(sentence.text) <= limits.SENTENCE_CHARS:
            continue
        anchors = frames.anchors(sentence, named, whose=whose)
        if topic is not None and number - topic.sentence <= _REACH:
            anchors = [a for a in anchors if not is_change(scene.doc[a.token])]  # `rejected the increase`
        plain = {a.token for a in anchors}
        if not anchors or frames.lands(sentence):
            # a region by itself is at issue only where somebody would have it or give it away
            issues = {a.frame.issue for a in anchors}
            anchors += [
                a
                for a in frames.anchors(sentence, named, _FAINT, whose)
                if a.frame.issue not in issues
                and (frames.is_land(scene.doc[a.token]) or (not issues and scene.doc[a.token].pos_ != "PROPN"))
                and not is_change(scene.doc[a.token])
                and _attitude_to(scene, a)
            ]
        newest: tuple[tuple[bool, int], Topic] | None = None
        for anchor in anchors:
            theme = scene.doc[anchor.token]
            path = climb(theme, lexicon(), anchor.inert)
            direction = _direction(path, anchor, scene)
            before = len(found)
            found += _of_path(scene, sentence, anchor, theme, path, direction)
            for aside in asides(theme, lexicon(), anchor.inert):
                own = aside.sign * anchor.slot.sign
                found += _of_path(scene, sentence, anchor, theme, aside, own)
            if frames.is_land(theme):
                continue  # `that` seldom takes up a place
            # what stands highest is what the sentence is about, and first of all what somebody takes a position on.
            # `We will not retreat. That is no option`: `that` is the retreat, not its refusal
            rank = (len(found) > before, -sum(1 for _ in theme.ancestors))
            if newest is None or rank > newest[0]:
                newest = rank, Topic(number, anchor, direction * (-1) ** path.negations)
        earlier = topic if topic is not None and number - topic.sentence <= _REACH else None
        taken, of = _taken_up(scene, sentence, earlier, newest[1] if newest else None, plain)
        found += taken
        topic = newest[1] if newest else replace(of, sentence=number) if of and taken else topic
    return _distinct(found, scene.sentences)


def _taken_up(
    scene: Scene, sentence: Span, earlier: Topic | None, here: Topic | None, plain: set[int]
) -> tuple[list[Statement], Topic | None]:
    """What words that take up a topic tell, and that topic; `plain` are words with an issue of their own.

    `here` is the topic of the sentence itself, which only words after it can take up.
    """
    found: list[Statement] = []
    of: Topic | None = None
    clauses = {clause_of(scene.doc[i]).i for i in plain}
    for theme in references(sentence):
        topic = earlier
        if here is not None and here.anchor.token < theme.i:
            topic = here if theme.pos_ == "NOUN" else None  # a pronoun may take up anything in its own sentence
        if topic is None or clause_of(theme).i in clauses:
            continue
        mention = scene.mention_of(theme)
        path = climb(theme, lexicon())
        # what becomes of the thing is told here (`wants them released`, `opposes any reduction`), not in `supports it`
        judged = any(level.token.i == theme.head.i for level in path.levels)
        anew = is_change(theme) or (theme.head.lemma_.lower() in lexicon().verbs and not judged)
        if mention is not None and mention.parties and not anew:
            continue
        willed = theme.dep_ == "nsubjpass" and any(level.modal for level in path.levels)
        if not willed and not any(level.kind in ("attitude", "evaluation") for level in path.levels):
            continue
        direction = topic.anchor.slot.sign if anew else topic.direction
        found += _of_path(scene, sentence, topic.anchor, theme, path, direction * path.sign, share=_REFERRED)
        of = of or topic
    if of is not None:
        return found, of
    if earlier is not None and not plain:
        found += _unsaid(scene, sentence, earlier)
        if found:
            return found, earlier
    word = undecided(sentence) if earlier is not None and not plain else None
    if word is not None and earlier is not None:
        level = Level(word, "attitude", lexicon().attitude("v", "consider"), False, subject_of(word))
        told = _of_path(scene, sentence, earlier.anchor, word, Path(levels=[level]), 1, share=_REFERRED)
        return list(told), earlier
    return [], None


def _unsaid(scene: Scene, sentence: Span, topic: Topic) -> Iterator[Statement]:
    """`The union accepted at once`: an answer whose thing is not named is given to what was said before."""
    for word in answers(sentence):
        attitude = lexicon().attitude("v", word.lemma_.lower())
        level = Level(word, "attitude", attitude, negated(word), subject_of(word))
        yield from _of_path(scene, sentence, topic.anchor, word, Path(levels=[level]), topic.direction, share=_REFERRED)


def _attitude_to(scene: Scene, anchor: Anchor) -> bool:
    """Whether a party is named as holding an attitude to the anchor's thing."""
    path = climb(scene.doc[anchor.token], lexicon(), anchor.inert)
    if path.adjunct or path.other:
        return False
    for level in path.levels:
        if level.kind in ("attitude", "evaluation"):
            mention = scene.mention_of(level.holder) if level.holder is not None else None
            return level.holder is None or (mention is not None and bool(mention.parties))
    first = path.levels[0] if path.levels else None
    if first is None or first.kind != "clause":
        return False
    return path.owning != 0 or (first.modal in DEONTIC and len(path.levels) > 1)


def _party_tokens(scene: Scene) -> frozenset[int]:
    """Indexes of tokens that stand in the name of a party."""
    found: set[int] = set()
    for mention in scene.mentions:
        if mention.parties and mention.kind == "name":
            span = scene.doc.char_span(mention.start, mention.end)
            if span is not None:
                found.update(range(span.start, span.end))
    return frozenset(found)


def _of_path(
    scene: Scene, sentence: Span, anchor: Anchor, theme: Token, path: Path, direction: int, *, share: float = 1.0
) -> Iterator[Statement]:
    quote = quote_at(scene, theme)
    for stance in stances_of(path, theme):
        if path.adjunct and stance.level.token.i == path.levels[0].token.i and not stance.level.noun:
            continue
        if stance.stubborn and not anchor.slot.owning:
            continue
        holders, speaker, speaker_token, via = people(scene, path, stance, quote)
        sense = stance.attitude * direction
        polarity: Polarity = "open" if sense == 0 else "for" if sense > 0 else "against"
        hedge = hedge_near(sentence, stance.level.token)
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
        start, end = words_of(sentence, theme, stance, speaker_token)
        for holder in holders:
            if _own_not_foreign(scene, theme, anchor, holder):
                continue
            turned = polarity
            willed = stance.level.kind != "clause" and (stance.attitude < 0 or stance.act == "demand")
            if anchor.slot.owning and not path.owning and polarity != "open" and willed:
                turned = _of_unheld(anchor.slot, stance.attitude * path.sign, _names(scene, holder))
            act = act_of(stance, turned)
            yield Statement(
                id=finding_id("statement", scene.article.id, start, end, holder, anchor.frame.issue, turned),
                article=scene.article.id,
                start=start,
                end=end,
                text=scene.article.text[start:end],
                holder=holder,
                speaker=speaker,
                via=via,
                issue=anchor.frame.issue,
                option=anchor.option,
                polarity=turned,
                act=act,
                red_line=firm and act in ("reject", "demand", "oppose"),
                condition=path.condition or None,
                hedge=hedge,
                negated=stance.level.negated or path.negations > 0,
                date=scene.article.published,
                confidence=round(min(confidence, 0.97), 3),
            )


def _direction(path: Path, anchor: Anchor, scene: Scene) -> int:
    """+1 where the words say what the proposition says, -1 where they say its opposite."""
    slot = anchor.slot
    direction = path.sign * slot.sign
    if path.owning and slot.owning:
        mine = path.owner
        if mine is not None and slot.owner:
            mention = mention_for(scene, mine)
            parties = mention.parties if mention else ()
            own = _owns(slot, mine.lower_, *(name for party in parties for name in _names(scene, party)))
            own = own or not anchor.frame.owners.isdisjoint(parties)  # `our forces` are `American troops`
            if not own and not _everybodys(slot, scene):
                direction = -direction
    elif path.given:
        direction = -direction
    return direction


_OF_ALL = frozenset(["both", "all", "each", "every", "sides", "parties"])


def _everybodys(slot: Slot, scene: Scene) -> bool:
    """`Both armies withdraw`: whoever does is one of them, unless a party is named."""
    general = not _OF_ALL.isdisjoint(slot.owner.split())
    return general and not any(_owns(slot, *_names(scene, party)) for party in scene.case.parties)


def _names(scene: Scene, party: str) -> tuple[str, ...]:
    """What the case calls a party, in lower case."""
    known = scene.case.parties.get(party)
    return party.lower(), *(name.lower() for name in (known.names if known is not None else ()))


def _owns(slot: Slot, *names: str) -> bool:
    """Whether one of the names is the owner in the proposition."""
    owner = f" {slot.owner} "
    return any(name and (f" {name} " in owner or owner in f" {name} ") for name in names)


def _of_unheld(slot: Slot, wanted: int, holder: tuple[str, ...]) -> Polarity:
    """What somebody's will says of who is to hold a thing, where the sentence names no holder.

    `Moscow demands the valley` under `Kyiv gives up the valley`: who wants a thing wants to hold it. Who will not hear
    of the valley is against what the proposition makes of it.
    """
    if wanted < 0:
        return "against"
    return "for" if (slot.sign > 0) == _owns(slot, *holder) else "against"


def _own_not_foreign(scene: Scene, theme: Token, anchor: Anchor, holder: str) -> bool:
    """`Zelensky kept his troops there` under `Foreign troops are deployed`: to their own party they are not foreign."""
    words = scene.case.issues[anchor.frame.issue].proposition.lower().split()
    if _FOREIGN.isdisjoint(words):
        return False
    owner = next((c for c in theme.children if c.dep_ in ("poss", "amod") and scene.mention_of(c) is not None), None)
    mention = scene.mention_of(owner) if owner is not None else None
    # `rules out sending American troops` to Ukraine: there they are foreign, whoever says so
    home = anchor.frame.parties or {holder}
    return mention is not None and not home.isdisjoint(mention.parties)


_FOREIGN = frozenset(["foreign", "outside", "external"])


def _distinct(found: list[Statement], sentences: Sequence[Span]) -> list[Statement]:
    """One statement for each holder and issue of a sentence: the surest."""
    ends = [sentence.end_char for sentence in sentences]
    best: dict[tuple[int, str, str], Statement] = {}
    for statement in found:
        key = (bisect_right(ends, statement.start), statement.holder, statement.issue)
        if key not in best or statement.confidence > best[key].confidence:
            best[key] = statement
    return sorted(best.values(), key=lambda s: (s.start, s.end, s.issue, s.holder))
