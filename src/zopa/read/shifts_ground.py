"""A shift that words tell, to a finding: what it is about, from what to what, when, and by whose account.

The words themselves are those of `zopa.read.shifts`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from zopa.read.findings import Shift, ShiftKind, finding_id
from zopa.read.issues import Frames, frames_for
from zopa.read.roles import Roles
from zopa.read.shift_words import ABOUT, TIMES, WANTING

CHUNK: Final = 9  # tokens of one end of `from ... to ...`; longer ones are no name of a stance


@dataclass(slots=True)
class Told:
    """Whose stance does what, and the tokens that say so."""

    kind: ShiftKind
    verb: int  # the token that tells the shift
    parties: tuple[str, ...]
    noun: int | None = None  # the stance, where a noun names it
    tokens: list[int] = field(default_factory=list)  # more words to show


class ShiftGround:
    """Makes findings of the shifts of one article."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.tree = roles.tree
        self.frames: Frames = frames_for(roles.scene.case)

    def ends(self, i: int) -> list[tuple[int, int]]:
        """The ends of `from X to Y to Z` behind token `i`, as token spans."""
        tree = self.tree
        last = tree.sents[tree.sent[i]][1]
        start = next((k for k in range(i + 1, min(last, i + 14)) if tree.lower[k] == "from"), None)
        if start is None:
            return []
        ends: list[tuple[int, int]] = []
        first = start + 1
        k = first
        while k < last and k - first <= CHUNK and tree.tag[k] not in (".", ",", ":", "-LRB-"):
            # `from refusing to talk to offering terms`: the `to` of a verb that a verb governs joins nothing
            governed = k + 1 < last and tree.tag[k + 1] == "VB" and tree.tag[k - 1][:2] == "VB"
            if tree.lower[k] == "to" and not governed and k > first:
                ends.append((first, k))
                first = k + 1
            k += 1
        if k > first:
            ends.append((first, k))
        return ends if len(ends) > 1 else []

    def _about(self, found: Told) -> tuple[int, int] | None:
        tree = self.tree
        for head in (found.noun, found.verb):
            if head is None:
                continue
            for c in tree.children[head]:
                wanted = head == found.noun and tree.lower[c] in ("for", "to") and tree.lemma[head] in WANTING
                if (wanted or tree.lower[c] in ABOUT) and tree.dep[c] in ("prep", "acl", "dative"):
                    held = next((g for g in tree.children[c] if tree.dep[g] in ("pobj", "pcomp", "dobj")), None)
                    if held is not None and tree.lemma[held] not in TIMES and not self._in_moment(held):
                        return tree.subtree(held)
        return None

    def _in_moment(self, i: int) -> bool:
        at = self.tree.start[i]
        return any(m.start <= at < m.end for m in self.roles.scene.moments_in(*self.roles.sentence(i)))

    def _issue(self, found: Told, spans: list[tuple[int, int]]) -> str | None:
        """The issue of the case that the words about the stance, or the stance itself, speak of."""
        sentence = self.roles.scene.doc[found.verb].sent
        anchors = self.frames.anchors(sentence, frozenset())
        if found.noun is not None:
            spans = [*spans, self.tree.subtree(found.noun)]
        named = [a for a in anchors if any(first <= a.token < last for first, last in spans)]
        return max(named, key=lambda a: a.score).frame.issue if named else None

    def _days(self, found: Told, about: tuple[int, int] | None) -> tuple[date | None, date | None, list[int]]:
        roles, tree = self.roles, self.tree
        published = roles.scene.article.published
        first: date | None = None
        last: date | None = None
        tokens: list[int] = []
        for moment in roles.scene.moments_in(*roles.sentence(found.verb)):
            a, b = roles.span_of(moment)
            apart = any(tree.tag[k] in (",", ":") for k in range(min(b, found.verb), max(a, found.verb)))
            if (about and about[0] <= a < about[1]) or moment.first is None or moment.last is None:
                continue
            if (published and moment.first > published) or (apart and a > found.verb):
                continue
            first = min(first, moment.first) if first else moment.first
            last = max(last, moment.last) if last else moment.last
            tokens += [a - 1 if a and tree.tag[a - 1] == "IN" else a, b - 1]
        if first is None and published:
            first = self._since(found.verb, published)
        if last and published:
            last = min(last, published)
        return first, last or published, tokens

    def _since(self, verb: int, published: date) -> date | None:
        """`over the past month`, `within a week`: a length of time that ends when the article was written."""
        tree = self.tree
        for c in tree.children[verb]:
            if tree.lower[c] in ("over", "within", "in", "during", "for") and tree.dep[c] == "prep":
                unit = next((g for g in tree.children[c] if tree.dep[g] == "pobj" and tree.lemma[g] in TIMES), None)
                if unit is not None and tree.tag[unit] == "NN":  # how many `days` or `recent weeks` are is not said
                    return published - timedelta(days=TIMES[tree.lemma[unit]])
        return None

    def _reporter(self, start: int, end: int) -> str | None:
        """Who is quoted as saying so: a person or body, never a thing that `has shown` it."""
        quote = self.roles.quote_at(start, end)
        if quote is None:
            return None
        known = {mention.actor for mention in self.roles.scene.mentions}
        return quote.speaker if quote.speaker in known else quote.party

    def shift(self, found: Told) -> Shift:
        """The finding, with the words from the first to the last that tell it."""
        roles, tree, article = self.roles, self.tree, self.roles.scene.article
        about = self._about(found)
        ends = self.ends(found.verb)
        first_day, last_day, moments = self._days(found, about)
        tokens = [found.verb, *moments, *found.tokens, *(k for a, b in ends for k in (a, b - 1))]
        for token in (found.noun, *found.tokens):
            if token is not None:
                tokens += [tree.left[token], tree.right[token]]
        subject = roles.subject(found.verb) if tree.tag[found.verb][:2] == "VB" else None
        own = tree.sents[tree.sent[found.verb]]
        if subject is not None and own[0] <= subject < found.verb:
            tokens.append(tree.left[subject])
        if about:
            tokens += [about[0], about[1] - 1]
        span = tree.trim((min(tokens), max(tokens) + 1)) or (found.verb, found.verb + 1)
        start, end = tree.chars(span)
        kind = found.kind
        if kind == "turned" and len(ends) > 2:
            kind = "wavering"
        places = [tree.chars(e) for e in ends]
        return Shift(
            id=finding_id("move", article.id, start, end, kind, *found.parties),
            article=article.id,
            start=start,
            end=end,
            text=tree.text[start:end],
            parties=found.parties,
            kind=kind,
            basis="reported",
            issue=self._issue(found, [about] if about else ends),
            about=roles.words(*about) if about else None,
            stood=roles.words(*ends[0]) if ends else None,
            stands=roles.words(*ends[-1]) if ends else None,
            before=tuple(f"{article.id}:{a}-{b}" for a, b in places[:-1]),
            after=tuple(f"{article.id}:{a}-{b}" for a, b in places[-1:]),
            first=first_day,
            last=last_day,
            reporter=self._reporter(start, end),
        )
