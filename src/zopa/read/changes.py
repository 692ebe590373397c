"""What became of a deadline, a measure or a meeting: `extended to`, `was suspended`, `the deadline passed`.

A change needs a word for the thing and a word for what happens to it, in one clause, told as done or decided. What it
changes is settled later, against the calendar (`zopa.ledger.clock`); here only the words are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from zopa.read.acts_ground import Ground
from zopa.read.findings import Change, ChangeKind, finding_id
from zopa.read.roles import Roles
from zopa.read.scene import Moment
from zopa.read.timed import THINGS

_RUNNING: Final = frozenset("countdown clock deadline ultimatum timetable cutoff".split())
# verbs: what they do to the thing
_VERBS: Final[dict[str, ChangeKind]] = {
    "extend": "extended", "prolong": "extended", "renew": "extended", "lengthen": "extended",
    "shorten": "shortened", "accelerate": "shortened", "advance": "shortened",
    "pause": "paused", "suspend": "paused", "freeze": "paused", "halt": "paused", "shelve": "paused", "stay": "paused",
    "interrupt": "paused", "cancel": "called off", "scrap": "called off", "drop": "called off",
    "withdraw": "called off", "lift": "called off", "abandon": "called off", "revoke": "called off",
    "rescind": "called off", "scuttle": "called off", "nix": "called off", "avert": "called off",
    "postpone": "postponed", "delay": "postponed", "defer": "postponed", "adjourn": "postponed",
    "reschedule": "postponed", "expire": "lapsed", "lapse": "lapsed", "elapse": "lapsed", "honour": "met",
    "honor": "met", "miss": "missed", "ignore": "missed", "overrun": "missed", "breach": "missed", "resume": "resumed",
    "reinstate": "resumed", "reimpose": "resumed", "restart": "resumed",
}  # fmt: skip
_PARTICLES: Final[dict[tuple[str, str], ChangeKind]] = {
    ("call", "off"): "called off", ("put", "off"): "postponed", ("push", "back"): "postponed",
    ("put", "back"): "postponed", ("run", "out"): "lapsed", ("cut", "short"): "shortened",
    ("bring", "forward"): "shortened", ("move", "up"): "shortened", ("break", "off"): "called off",
    ("hold", "off"): "postponed", ("go", "by"): "lapsed", ("set", "aside"): "paused",
}  # fmt: skip
_NOMINAL: Final[dict[str, ChangeKind]] = {
    "extension": "extended", "suspension": "paused", "postponement": "postponed", "cancellation": "called off",
    "expiry": "lapsed", "expiration": "lapsed", "pause": "paused", "delay": "postponed", "halt": "paused",
    "resumption": "resumed", "freeze": "paused",
}  # fmt: skip
_TO: Final = frozenset("to until till by".split())
_PAST: Final = ("VBN", "VBD")
_TAKING: Final = frozenset("effect force".split())


@dataclass(frozen=True, slots=True)
class _Found:
    kind: ChangeKind
    thing: int
    verb: int
    extra: tuple[int, ...] = ()


def read_changes(roles: Roles) -> list[Change]:
    """The changes of the article, in text order, each once in a sentence."""
    reader = _Reader(roles)
    made: dict[tuple[int, str, str], Change] = {}
    for f in reader.found():
        change = reader.change(f)
        made.setdefault((roles.tree.sent[f.thing], change.kind, change.thing), change)
    return sorted(made.values(), key=lambda c: c.start)


class _Reader(Ground):
    def found(self) -> Iterator[_Found]:
        tree = self.tree
        for i in range(tree.n):
            if tree.lemma[i] not in THINGS and tree.lower[i] not in THINGS:
                continue
            if tree.tag[i][:2] != "NN" or tree.dep[i] == "compound":
                continue
            yield from self._of_thing(i)

    def _of_thing(self, thing: int) -> Iterator[_Found]:
        tree = self.tree
        verb, relation = self._governor(thing)
        if verb is None:
            return
        lemma = tree.lemma[verb]
        if tree.tag[verb][:2] == "NN":
            if lemma in _NOMINAL and not self.roles.negated(verb):
                yield _Found(_NOMINAL[lemma], thing, verb)
            return
        if not self._decided(verb) or self._still_to_come(verb):
            return
        acted_on = relation in ("dobj", "nsubjpass", "acl")
        for (word, particle), kind in _PARTICLES.items():
            if lemma == word:
                extra = next((c for c in tree.children[verb] if tree.lower[c] == particle and c > verb), None)
                if extra is not None and (acted_on or kind == "lapsed"):
                    yield _Found(self._kind(kind, thing), thing, verb, (extra,))
                    return
        if lemma in _VERBS:
            kind = _VERBS[lemma]
            if acted_on or kind in ("lapsed",) or (relation == "nsubj" and kind in ("resumed",)):
                yield _Found(self._kind(kind, thing), thing, verb)
            return
        if lemma in ("move", "shift", "push") and acted_on:
            day, until, _ = self._days(_Found("postponed", thing, verb))
            if until is not None:
                earlier = day is not None and until < day
                yield _Found("shortened" if earlier else self._kind("postponed", thing), thing, verb)
            return
        running = tree.lemma[thing] in _RUNNING
        if running and relation == "nsubj" and lemma in ("pass", "come"):
            if lemma == "pass" or any(tree.lemma[c] == "go" for c in tree.children[verb]):
                yield _Found("lapsed", thing, verb)
        elif running and acted_on and lemma in ("meet", "observe", "beat"):
            yield _Found("missed" if self._fails(verb) else "met", thing, verb)
        elif relation == "nsubj" and lemma in ("be", "remain", "stay"):
            off = [c for c in tree.children[verb] if tree.lower[c] == "off" or self._on_hold(c)]
            if off:
                kind = "paused" if any(self._on_hold(c) for c in off) or self._for_now(verb) else "called off"
                yield _Found(kind, thing, verb, tuple(off[:1]))
        elif acted_on and lemma in ("put", "place"):
            hold = next((c for c in tree.children[verb] if self._on_hold(c)), None)
            if hold is not None:
                yield _Found("paused", thing, verb, (hold, *tree.children[hold][:1]))
        elif relation in ("nsubj", "nsubjpass") and THINGS.get(tree.lemma[thing]) in ("sanction", "truce", "closure"):
            below = (g for c in tree.children[verb] for g in (c, *tree.children[c]))
            taking = next((g for g in below if tree.lower[g] in _TAKING), None)
            if lemma in ("take", "enter", "come", "go") and taking is not None and self._past(verb):
                yield _Found("met", thing, verb, (taking,))
        elif relation == "dobj" and lemma == "reverse":
            yield _Found("called off", thing, verb)

    def _governor(self, thing: int) -> tuple[int | None, str]:
        """The verb (or noun of change) that the thing is subject or object of, and how."""
        tree, node = self.tree, thing
        participle = next((c for c in tree.children[thing] if tree.dep[c] == "acl" and tree.tag[c] in _PAST), None)
        if participle is not None and tree.lemma[participle] in _VERBS:
            return participle, "acl"
        for _ in range(3):
            relation, head = tree.dep[node], tree.head[node]
            if head == node:
                return None, ""
            if relation == "pobj" and tree.lower[head] in ("of", "to", "on", "in", "for"):
                above = tree.head[head]
                if tree.tag[above][:2] == "NN" and tree.lemma[above] in _NOMINAL:
                    return above, "of"
                if tree.tag[above][:2] != "NN":
                    return None, ""
                node = above  # `a round of talks`, `the imposition of sanctions`
                continue
            if relation == "conj":
                node = head
                continue
            if relation in ("dobj", "nsubjpass", "nsubj") and tree.tag[head][:2] in ("VB", "MD"):
                verb = head
                if relation == "nsubj" and self.roles.passive(verb):
                    relation = "nsubjpass"
                return verb, relation
            return None, ""
        return None, ""

    def _decided(self, verb: int) -> bool:
        """Told as done, or as decided by whoever can: not denied, only possible, or wished for."""
        tree = self.tree
        if self.roles.negated(verb):
            return tree.lemma[verb] in ("meet", "observe")
        if any(tree.tag[c] == "MD" and tree.lower[c] not in ("will", "shall", "'ll") for c in tree.children[verb]):
            return False
        if any(tree.lower[c] == "to" and tree.dep[c] == "aux" for c in tree.children[verb]):
            return tree.lemma[tree.head[verb]] in ("agree", "decide", "fail", "move", "announce", "choose")
        # `hours before the deadline expired` does not say that it did
        open_end = ("if", "unless", "before", "until")
        return not any(tree.dep[c] == "mark" and tree.lower[c] in open_end for c in tree.children[verb])

    def _still_to_come(self, verb: int) -> bool:
        """`the deadline runs out on Saturday`, `will expire`: it has not lapsed yet."""
        tree = self.tree
        if tree.lemma[verb] not in ("run", "expire", "lapse", "elapse", "pass", "go", "come"):
            return False
        modal = any(tree.tag[c] == "MD" for c in tree.children[verb])
        return modal or tree.tag[verb] in ("VBZ", "VBP") or tree.tag[verb] == "VBG"

    def _fails(self, verb: int) -> bool:
        return self.roles.negated(verb) or self.tree.lemma[self.tree.head[verb]] == "fail"

    def _past(self, verb: int) -> bool:
        tree = self.tree
        return tree.tag[verb] in ("VBD", "VBN") and not any(tree.tag[c] == "MD" for c in tree.children[verb])

    def _on_hold(self, i: int) -> bool:
        return self.tree.lower[i] == "on" and any(self.tree.lower[c] in ("hold", "ice") for c in self.tree.children[i])

    def _for_now(self, verb: int) -> bool:
        first, last = self.tree.subtree(verb)
        words = " ".join(self.tree.lower[first:last])
        return any(w in words for w in ("for now", "for the moment", "for the time being", "temporarily"))

    def _kind(self, kind: ChangeKind, thing: int) -> ChangeKind:
        """A deadline that is delayed is extended; a meeting that is extended merely lasts longer."""
        if THINGS.get(self.tree.lemma[thing]) == "deadline" and kind == "postponed":
            return "extended"
        return kind

    def change(self, f: _Found) -> Change:
        tree, article = self.tree, self.roles.scene.article.id
        tokens = (f.thing, f.verb, *f.extra)
        day, until, moment = self._days(f)
        start, end = tree.start[min(tokens)], tree.end[max(tokens)]
        if moment is not None and until is not None:
            start, end = min(start, moment.start), max(end, moment.end)
        family, moved = self._family(f.thing)
        return Change(
            id=finding_id("change", article, start, end, f.kind, family),
            article=article,
            start=start,
            end=end,
            text=tree.text[start:end],
            kind=f.kind,
            thing=family,
            parties=self._who(f),
            day=day,
            until=until,
            moved=moved,
        )

    def _family(self, thing: int) -> tuple[str, bool]:
        """`the sanctions countdown`: the clock of a measure."""
        tree = self.tree
        own = THINGS.get(tree.lemma[thing]) or THINGS[tree.lower[thing]]
        if own == "deadline":
            for c in tree.children[thing]:
                inner = THINGS.get(tree.lemma[c]) or THINGS.get(tree.lower[c])
                if tree.dep[c] in ("compound", "nmod", "amod") and inner:
                    return inner, True
        return own, False

    def _who(self, f: _Found) -> tuple[str, ...]:
        tree, roles = self.tree, self.roles
        names: list[str] = []
        doer = roles.agent(f.verb) if roles.passive(f.verb) else roles.subject(f.verb)
        if doer is not None and doer != f.thing:
            names += self._parties(doer)
        for c in tree.children[f.thing]:
            if tree.dep[c] in ("poss", "compound", "amod", "nmod"):
                mention = roles.mention(c)
                names += mention.parties if mention is not None else ()
            elif tree.dep[c] == "prep":
                for g in tree.children[c]:
                    names += roles.parties(g) if tree.dep[g] == "pobj" else ()
            elif tree.dep[c] in ("acl", "relcl") and c != f.verb:  # `the deadline set by`, `that the union has set`
                setter = roles.agent(c) if roles.passive(c) or tree.dep[c] == "acl" else roles.subject(c)
                names += self._parties(setter) if setter is not None and setter != f.thing else ()
        return tuple(dict.fromkeys(names))

    def _days(self, f: _Found) -> tuple[date | None, date | None, Moment | None]:
        """The day the thing itself is dated, and the new day (`to 1 May`, `until Friday`)."""
        tree, roles = self.tree, self.roles
        first, last = tree.subtree(f.verb)
        day: date | None = None
        for m in roles.scene.moments_in(tree.start[first], tree.end[last - 1]):
            if m.last is None or m.kind not in ("date", "time"):
                continue
            before = roles.token_at(m.start) - 1
            if before >= first and tree.lower[before] == "from" and m.first != m.last:
                return m.first, m.last, m  # `from 20 March to 27 March`
            if before >= first and _TO & set(tree.lower[max(before - 1, first) : before + 1]):
                return day, m.last, m
            at = roles.token_at(m.start)
            if tree.left[f.thing] <= at <= tree.right[f.thing]:
                day = m.last
        return day, None, None
