"""Whose turn it is: speakers of `he said` and of quotations without a cue, by who spoke or acted just before."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache

from zopa.read.findings import Span
from zopa.read.knowledge import words as word_lists
from zopa.read.quotes_attribution import Attribution
from zopa.read.quotes_rules import SPEECH
from zopa.read.quotes_speaker import Speaker, name_span, named_beside, speaker_at
from zopa.read.quotes_tree import Tokens, Tree
from zopa.read.scene import Scene

_MALE = frozenset(["he", "him", "his", "mr.", "mr", "sir", "lord"])
_FEMALE = frozenset(["she", "her", "hers", "ms.", "ms", "mrs.", "mrs", "dame", "lady"])


class Turns:
    """Follows the speakers of an article in text order.

    In news, the subject of `he said` is nearly always whoever was quoted last, not whoever was named last.
    """

    def __init__(self, scene: Scene, tree: Tree) -> None:
        self._scene, self._tree = scene, tree
        self._last: Speaker | None = None
        self._last_end = 0
        self._genders: dict[str, str] | None = None

    def speaker(self, attribution: Attribution, found: Speaker) -> Speaker:
        """The speaker of the next attribution, `found` being what its own words give."""
        if attribution.inside is not None or attribution.source_head is None:
            return found
        tree, head = self._tree, attribution.source_head
        speech = tree.lemma[attribution.cue_head].lower() in SPEECH or attribution.kind != "indirect"
        pronoun = tree.lower[head]
        if pronoun in ("he", "she") and speech:
            found = self._by_turn(attribution, pronoun, found) or found
        if speech and tree.quote_at[attribution.cue_head] < 0:
            person = self._is_person(head, found)
            self._last = found if person and found.name else None
            if tree.lemma[attribution.cue_head] in _ASKING:
                self._last = next(self._hearers(attribution.cue_head), self._last)
            self._last_end = max(attribution.parts[-1][1], attribution.cue[1])
        return found

    def _by_turn(self, attribution: Attribution, pronoun: str, found: Speaker) -> Speaker | None:
        """Who acted in the sentence before, else who spoke last, where the gender is not the other one."""
        tree = self._tree
        first = bisect_left(tree.start, min(attribution.parts[0][0], attribution.cue[0]))
        actor = before_quotation(self._scene, tree, (first, first + 1)) if attribution.kind == "direct" else None
        last = self._last if self._near(attribution) else None
        earlier = None
        if last is None and tree.sent[first] > 0 and (not found.name or attribution.kind == "direct"):
            earlier = _person_of(self._scene, tree, tree.sent[first] - 1)
        told = {hearer.name for hearer in self._hearers(attribution.cue_head)}
        genders = (None, "m" if pronoun == "he" else "f")
        for speaker in (actor[0] if actor else None, last, earlier[0] if earlier else None):
            if speaker and speaker.name and speaker.name not in told and self._gender(speaker.name) in genders:
                return speaker
        return None

    def _hearers(self, cue: int) -> Iterator[Speaker]:
        """The persons to whom a verb says its words: `told Lee`, `asked Lee`."""
        tree = self._tree
        for k in tree.children[cue]:
            mention = self._scene.mention_of(self._scene.doc[k]) if tree.dep[k] in ("dobj", "dative") else None
            if mention is not None and mention.person and mention.actor is not None and mention.head == k:
                yield speaker_at(self._scene, tree, (mention.start, mention.end), k)

    def _near(self, attribution: Attribution) -> bool:
        tree = self._tree
        start = min(attribution.parts[0][0], attribution.cue[0])
        opening = tree.sents[tree.sent[attribution.cue_head]][0]
        if tree.lower[opening] in _ASKED:
            start = min(start, tree.start[opening])
        between = tree.text[self._last_end : max(self._last_end, start)]
        return sum(1 for line in between.split("\n")[1:] if line.strip()) == 0 and len(between) < _REACH

    def _is_person(self, head: int, speaker: Speaker) -> bool:
        tree = self._tree
        if tree.lower[head] in ("he", "she", "who"):
            return True
        mention = self._scene.mention_of(self._scene.doc[head])
        if mention is not None and mention.actor == speaker.name:
            return mention.person
        return tree.tag[head] == "NNP" and speaker.name is not None and " " in speaker.name

    def _gender(self, name: str) -> str | None:
        if self._genders is None:
            self._genders = self._all_genders()
        return self._genders.get(name)

    def _all_genders(self) -> dict[str, str]:
        """By the forms of address and the pronouns that stand for each actor."""
        votes: dict[str, Counter[str]] = {}
        tree = self._tree
        for mention in self._scene.mentions:
            if mention.actor is None or not mention.person:
                continue
            words = {tree.lower[mention.head]}
            first = tree.left[mention.head]
            words.update(tree.lower[first : mention.head])
            if first > 0:
                words.add(tree.lower[first - 1])
            for gender, lexicon in (("m", _MALE), ("f", _FEMALE)):
                if words & lexicon:
                    votes.setdefault(mention.actor, Counter())[gender] += 1
        return {name: counts.most_common(1)[0][0] for name, counts in votes.items()}


@cache
def _person_words() -> frozenset[str]:
    """Nouns for one person: `negotiator`, `nurse`."""
    lists = word_lists("role")
    return frozenset((*lists["speaks"], *lists["other"]))


_ASKED = frozenset(["asked", "pressed", "questioned"])  # `Asked about the vote, she said`: whoever spoke just before
_ASKING = frozenset(["ask", "question"])
_REACH = 700  # characters between two turns of one speaker


def before_quotation(scene: Scene, tree: Tree, span: Tokens) -> tuple[Speaker, Span] | None:
    """The person who acts in the sentence right before a quotation in its paragraph: `Lee shook his head. "Never."`."""
    i = span[0] - 1
    dashed = i >= 0 and tree.lower[i] in ("-", "–", "—", "--")  # `A diplomat disagrees - "Never."`
    if i < 0 or tree.tag[i] == "_SP" or tree.quote_at[i] >= 0 or not (dashed or tree.lower[i][-1:] in ".:?"):
        return None
    return _person_of(scene, tree, tree.sent[i])


def _person_of(scene: Scene, tree: Tree, sentence: int) -> tuple[Speaker, Span] | None:
    """The person who is the subject of a sentence, with the words that name him or her."""
    first, stop = tree.sents[sentence]
    root = next((k for k in range(first, stop) if tree.head[k] == k and tree.tag[k] != "_SP"), None)
    if root is None:
        return None
    subject = next((k for k in tree.children[root] if tree.dep[k] in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return None
    whole = tree.chars(tree.subtree(subject))
    subject = named_beside(tree, subject)
    mention = scene.mention_of(scene.doc[subject])
    where = whole if tree.tag[subject][:3] != "NNP" else tree.chars(tree.subtree(subject))
    if mention is not None and mention.person and mention.actor is not None and mention.head == subject:
        return speaker_at(scene, tree, where, subject), where
    if tree.tag[subject] == "NNP" and tree.dep[subject] == "appos":
        return speaker_at(scene, tree, where, subject), where
    if tree.lemma[subject] not in _person_words() or tree.tag[subject] != "NN":
        return None
    phrase = tree.chars(name_span(tree, subject))
    return speaker_at(scene, tree, phrase, subject), where
