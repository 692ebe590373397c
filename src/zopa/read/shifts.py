"""Shifts that an article reports: `the American stance has oscillated`, `Kyiv softened its demand`, `a U-turn`.

Owns which words tell that somebody's stance changed, wavered or held, whose it is, from what to what, and when. What
may yet change, or should, is no shift. Shifts that nobody reports but that statements of two dates show are found by
`zopa.ledger.shifts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from zopa.read.findings import Shift, ShiftKind, Statement, finding_id
from zopa.read.issues import Frames, frames_for
from zopa.read.roles import Roles
from zopa.read.shift_words import (
    ABOUT,
    ASPECTS,
    BECOMING,
    COMPARED,
    COUNTERED,
    DENIED,
    GAPS,
    HELD,
    HOLDING,
    MIXED,
    NOUNS,
    OF_GAPS,
    OF_STANCES,
    POSSIBLE,
    SENDING,
    SIGNALS,
    STANCES,
    TAKEN,
    TIMES,
    TURNS,
    VERBS,
    WANTING,
)

CHUNK: Final = 9  # tokens of one end of `from ... to ...`; longer ones are no name of a stance
MAKING: Final = frozenset({"do", "make", "perform", "execute", "pull", "stage", "signal", "announce", "mark"})


@dataclass(slots=True)
class _Found:
    kind: ShiftKind
    verb: int  # the token that tells the shift
    parties: tuple[str, ...]
    noun: int | None = None  # the stance, where a noun names it
    tokens: list[int] = field(default_factory=list)  # more words to show


def read_shifts(roles: Roles, statements: Sequence[Statement] = ()) -> list[Shift]:
    """The shifts that the article reports, in text order; one of a kind for a party and sentence.

    One whose own words name no issue is about the one issue on which its sentence tells a position of its party.
    """
    if not roles.scene.mentions:
        return []
    reader = _Shifts(roles)
    kept: dict[tuple[int, tuple[str, ...], ShiftKind], Shift] = {}
    for i, tag in enumerate(roles.tree.tag):
        found = reader.at(i) if tag[:2] in ("VB", "NN") else None
        if found is not None and found.parties:
            kept.setdefault((roles.tree.sent[i], found.parties, found.kind), reader.shift(found))
    placed = (_placed(shift, roles.sentence(roles.token_at(shift.start)), statements) for shift in kept.values())
    return sorted(placed, key=lambda s: (s.start, s.end, s.kind))


def _placed(shift: Shift, sentence: tuple[int, int], statements: Sequence[Statement]) -> Shift:
    """The shift with the issue that its sentence speaks of, unless its words name another thing."""
    if shift.issue or shift.about or shift.stood:
        return shift
    issues = {
        s.issue for s in statements if s.holder in shift.parties and sentence[0] <= s.start and s.end <= sentence[1]
    }
    return replace(shift, issue=issues.pop()) if len(issues) == 1 else shift


class _Shifts:
    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.tree = roles.tree
        self.frames: Frames = frames_for(roles.scene.case)

    def at(self, i: int) -> _Found | None:
        """The shift that token `i` tells, if any."""
        found = self._verb(i) if self.tree.tag[i][:2] == "VB" else self._noun(i)
        if found is None or self._asked(i):
            return None
        return found

    # verbs

    def _verb(self, i: int) -> _Found | None:
        if self._only_possible(i):
            return None
        found = self._of_stance(i) or self._of_gap(i) or self._mixed(i) or self._idiom(i) or self._of_party(i)
        if found is not None and self.roles.negated(i):
            # `has not changed its position`, `refused to soften its stance`: it held
            return None if found.kind in ("steady", "converging", "diverging") else self._as(found, "steady")
        return found

    def _as(self, found: _Found, kind: ShiftKind) -> _Found:
        return _Found(kind, found.verb, found.parties, found.noun, found.tokens)

    def _of_stance(self, i: int) -> _Found | None:
        """`its stance has hardened`, `has hardened its stance`, `its stance remains firm`."""
        tree, roles = self.tree, self.roles
        subject = roles.subject(i)
        if subject is not None and tree.lemma[subject] in STANCES:
            if tree.lemma[i] in BECOMING:
                word = next((c for c in tree.children[i] if tree.dep[c] in ("acomp", "attr", "oprd")), None)
                kind = self._compared(word) if word is not None else None
                return _Found(kind, i, self._whose(subject), subject, [word or i]) if kind else None
            kind = VERBS.get(tree.lemma[i])
            return _Found(kind, i, self._whose(subject), subject) if kind and not roles.objects(i) else None
        held = next((o for o in roles.objects(i) if tree.lemma[o] in STANCES), None)
        if held is None:
            return None
        kind = OF_STANCES.get(tree.lemma[i]) or VERBS.get(tree.lemma[i])
        if kind is None:
            return None
        whose = self._whose(held) or (roles.parties(subject) if subject is not None else ())
        if kind in ("converging", "diverging"):
            return _Found(kind, i, whose, held) if len(whose) > 1 else None
        return _Found(kind, i, whose, held)

    def _compared(self, word: int) -> ShiftKind | None:
        lemma = self.tree.lower[word]
        if lemma in HELD:
            return "steady"
        return COMPARED.get(lemma)

    def _of_gap(self, i: int) -> _Found | None:
        """`the gap between A and B has narrowed`, `A and B are narrowing their differences`, `moved closer`."""
        tree, roles = self.tree, self.roles
        kind = OF_GAPS.get(tree.lemma[i])
        subject = roles.subject(i)
        if kind is not None:
            gap = next((o for o in roles.objects(i) if tree.lemma[o] in GAPS), None)
            if gap is None and subject is not None and tree.lemma[subject] in GAPS:
                gap = subject
            if gap is None:
                return None
            whose = roles.parties_below(gap) or (roles.parties(subject) if subject is not None else ())
            return _Found(kind, i, whose, gap) if len(whose) > 1 else None
        if subject is None or tree.lemma[i] not in (
            "move",
            "come",
            "draw",
            "inch",
            "edge",
            "get",
            "grow",
            "drift",
            "be",
        ):
            return None
        # `closer to a deal` is nearness to something else
        near = next((c for c in tree.children[i] if tree.lower[c] in ("closer", "nearer", "apart")), None)
        if near is None or ((tree.lower[near] != "apart" and roles.after(near, ("to",))) or roles.after(i, ("to",))):
            return None
        whose = self._whose(subject) if tree.lemma[subject] in STANCES else roles.parties(subject)
        if len(whose) < 2 or (tree.lower[near] == "apart" and tree.lemma[i] == "be"):
            return None
        return _Found("diverging" if tree.lower[near] == "apart" else "converging", i, whose, None, [near])

    def _mixed(self, i: int) -> _Found | None:
        """`sent mixed signals`."""
        tree, roles = self.tree, self.roles
        if tree.lemma[i] not in SENDING:
            return None
        for o in roles.objects(i):
            how = next((c for c in tree.children[o] if tree.lower[c] in MIXED), None)
            if tree.lemma[o] in SIGNALS and how is not None:
                subject = roles.subject(i)
                return _Found("wavering", i, roles.parties(subject) if subject is not None else (), None, [o])
        return None

    def _idiom(self, i: int) -> _Found | None:
        """`changed course`, `made a U-turn`, `backed down`, `dug in`."""
        tree, roles = self.tree, self.roles
        subject = roles.subject(i)
        if subject is None:
            return None
        words = [tree.lower[c] for c in tree.children[i] if tree.dep[c] in ("prt", "advmod", "dobj", "oprd", "prep")]
        lemmas = [tree.lemma[o] for o in roles.objects(i)]
        kind: ShiftKind | None = None
        for word in (*words, *lemmas):
            kind = kind or TAKEN.get((tree.lemma[i], word))
        if kind is None and tree.lemma[i] in MAKING:
            turn = next((o for o in roles.objects(i) if self._turn(o)), None)
            kind = "turned" if turn is not None else None
        whose = self._whose(subject) if tree.lemma[subject] in STANCES else roles.parties(subject)
        objects = list(roles.objects(i))
        return _Found(kind, i, whose, None, objects) if kind else None

    def _turn(self, i: int) -> bool:
        """`U-turn`, `about-face`, `volte-face`, however the hyphen was taken apart."""
        tree = self.tree
        return "".join(tree.lower[max(0, i - 2) : i + 1]).endswith(TURNS) or tree.lower[i].endswith(TURNS)

    def _of_party(self, i: int) -> _Found | None:
        """`backtracked`, `swung from threats to praise`: a verb that needs no stance to be named."""
        tree, roles = self.tree, self.roles
        kind, subject = VERBS.get(tree.lemma[i]), roles.subject(i)
        if kind is None or subject is None or roles.objects(i) or roles.passive(i):
            return None
        parties = roles.parties(subject)
        plain = tree.lemma[i] in HOLDING
        if not parties or (not plain and len(self._ends(i)) < 2):
            return None  # `the talks moved`, `prices swung`, `Russia changed` tell nothing of a stance
        return _Found(kind, i, parties)

    def _only_possible(self, i: int) -> bool:
        """Whether the verb, or one that governs it, says that it may, should or might yet be so."""
        tree = self.tree
        node = i
        for _ in range(4):
            if any(tree.dep[c] in ("aux", "mark") and tree.lower[c] in POSSIBLE for c in tree.children[node]):
                return True
            if tree.dep[node] == "ccomp" and tree.lemma[tree.head[node]] in DENIED:
                return True
            if tree.tag[node] == "VB" and tree.dep[node] in ("xcomp", "ccomp", "advcl", "acl"):
                governor = tree.head[node]
                if tree.lemma[governor] not in ASPECTS:
                    return True  # `urged Kyiv to soften its stance`
            if tree.dep[node] not in ("xcomp", "conj") or tree.head[node] == node:
                return tree.dep[node] == "ROOT" and tree.tag[node] == "VB" and not self.roles.negated(node)
            node = tree.head[node]
        return False

    def _asked(self, i: int) -> bool:
        first, last = self.tree.sents[self.tree.sent[i]]
        return any(self.tree.lower[k] == "?" for k in range(max(first, last - 3), last))

    # nouns

    def _noun(self, i: int) -> _Found | None:
        """`a shift in the American stance`, `Washington's softening of its position`."""
        tree, roles = self.tree, self.roles
        kind = NOUNS.get(tree.lemma[i])
        if kind is None:
            return None
        held = roles.after(i, ("in", "of", "on"))
        if held is None or tree.lemma[held] not in STANCES:
            return None
        denied = any(tree.lower[c] == "no" for c in tree.children[i])
        governor = tree.head[i]
        if tree.lemma[governor] in COUNTERED or self._only_possible(governor):
            return None
        owner = roles.possessor(i)
        whose = self._whose(held) or (roles.parties(owner) if owner is not None else ())
        return _Found("steady" if denied else kind, i, whose, held)

    def _whose(self, noun: int) -> tuple[str, ...]:
        """Whose stance it is: `Trump's`, `American`, `of the union`."""
        tree, roles = self.tree, self.roles
        for c in tree.children[noun]:
            if tree.dep[c] in ("poss", "amod", "compound", "nmod"):
                parties = self._ahead(c, noun) or roles.parties(c)
                if parties:
                    return parties
        owner = roles.after(noun, ("of", "by", "in", "from"))
        return roles.parties(owner) if owner is not None else ()

    def _ahead(self, owner: int, noun: int) -> tuple[str, ...]:
        """`In a shift of its stance, Sudland accepted`: before the subject, `its` points ahead to it."""
        tree, roles = self.tree, self.roles
        if tree.tag[owner] != "PRP$":
            return ()
        node = noun
        while tree.dep[node] in ("prep", "pobj", "dobj") and tree.head[node] != node:
            node = tree.head[node]
        subject = roles.subject(node) if tree.tag[node][:2] == "VB" and node > noun else None
        return roles.parties(subject) if subject is not None and noun < subject else ()

    # what the shift is about, from what to what, and when

    def _ends(self, i: int) -> list[tuple[int, int]]:
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

    def _about(self, found: _Found) -> tuple[int, int] | None:
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

    def _issue(self, found: _Found, spans: list[tuple[int, int]]) -> str | None:
        """The issue of the case that the words about the stance, or the stance itself, speak of."""
        sentence = self.roles.scene.doc[found.verb].sent
        anchors = self.frames.anchors(sentence, frozenset())
        if found.noun is not None:
            spans = [*spans, self.tree.subtree(found.noun)]
        named = [a for a in anchors if any(first <= a.token < last for first, last in spans)]
        return max(named, key=lambda a: a.score).frame.issue if named else None

    def _days(self, found: _Found, about: tuple[int, int] | None) -> tuple[date | None, date | None, list[int]]:
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

    def shift(self, found: _Found) -> Shift:
        """The finding, with the words from the first to the last that tell it."""
        roles, tree, article = self.roles, self.tree, self.roles.scene.article
        about = self._about(found)
        ends = self._ends(found.verb)
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
