"""Shifts that an article reports: `the American stance has oscillated`, `Kyiv softened its demand`, `a U-turn`.

Owns which words tell that somebody's stance changed, wavered or held, whose it is, from what to what, and when. What
may yet change, or should, is no shift. Shifts that nobody reports but that statements of two dates show are found by
`zopa.ledger.shifts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from zopa.read.findings import Shift, ShiftKind, Statement
from zopa.read.roles import Roles
from zopa.read.shift_words import (
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
    TURNS,
    VERBS,
)
from zopa.read.shifts_ground import ShiftGround, Told

MAKING: Final = frozenset({"do", "make", "perform", "execute", "pull", "stage", "signal", "announce", "mark"})


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
            kept.setdefault((roles.tree.sent[i], found.parties, found.kind), reader.ground.shift(found))
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
        self.ground = ShiftGround(roles)

    def at(self, i: int) -> Told | None:
        """The shift that token `i` tells, if any."""
        found = self._verb(i) if self.tree.tag[i][:2] == "VB" else self._noun(i)
        if found is None or self._asked(i):
            return None
        return found

    # verbs

    def _verb(self, i: int) -> Told | None:
        if self._only_possible(i):
            return None
        found = self._of_stance(i) or self._of_gap(i) or self._mixed(i) or self._idiom(i) or self._of_party(i)
        if found is not None and self.roles.negated(i):
            # `has not changed its position`, `refused to soften its stance`: it held
            return None if found.kind in ("steady", "converging", "diverging") else self._as(found, "steady")
        return found

    def _as(self, found: Told, kind: ShiftKind) -> Told:
        return Told(kind, found.verb, found.parties, found.noun, found.tokens)

    def _of_stance(self, i: int) -> Told | None:
        """`its stance has hardened`, `has hardened its stance`, `its stance remains firm`."""
        tree, roles = self.tree, self.roles
        subject = roles.subject(i)
        if subject is not None and tree.lemma[subject] in STANCES:
            if tree.lemma[i] in BECOMING:
                word = next((c for c in tree.children[i] if tree.dep[c] in ("acomp", "attr", "oprd")), None)
                kind = self._compared(word) if word is not None else None
                return Told(kind, i, self._whose(subject), subject, [word or i]) if kind else None
            kind = VERBS.get(tree.lemma[i])
            return Told(kind, i, self._whose(subject), subject) if kind and not roles.objects(i) else None
        held = next((o for o in roles.objects(i) if tree.lemma[o] in STANCES), None)
        if held is None:
            return None
        kind = OF_STANCES.get(tree.lemma[i]) or VERBS.get(tree.lemma[i])
        if kind is None:
            return None
        whose = self._whose(held) or (roles.parties(subject) if subject is not None else ())
        if kind in ("converging", "diverging"):
            return Told(kind, i, whose, held) if len(whose) > 1 else None
        return Told(kind, i, whose, held)

    def _compared(self, word: int) -> ShiftKind | None:
        lemma = self.tree.lower[word]
        if lemma in HELD:
            return "steady"
        return COMPARED.get(lemma)

    def _of_gap(self, i: int) -> Told | None:
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
            return Told(kind, i, whose, gap) if len(whose) > 1 else None
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
        return Told("diverging" if tree.lower[near] == "apart" else "converging", i, whose, None, [near])

    def _mixed(self, i: int) -> Told | None:
        """`sent mixed signals`."""
        tree, roles = self.tree, self.roles
        if tree.lemma[i] not in SENDING:
            return None
        for o in roles.objects(i):
            how = next((c for c in tree.children[o] if tree.lower[c] in MIXED), None)
            if tree.lemma[o] in SIGNALS and how is not None:
                subject = roles.subject(i)
                return Told("wavering", i, roles.parties(subject) if subject is not None else (), None, [o])
        return None

    def _idiom(self, i: int) -> Told | None:
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
        return Told(kind, i, whose, None, objects) if kind else None

    def _turn(self, i: int) -> bool:
        """`U-turn`, `about-face`, `volte-face`, however the hyphen was taken apart."""
        tree = self.tree
        return "".join(tree.lower[max(0, i - 2) : i + 1]).endswith(TURNS) or tree.lower[i].endswith(TURNS)

    def _of_party(self, i: int) -> Told | None:
        """`backtracked`, `swung from threats to praise`: a verb that needs no stance to be named."""
        tree, roles = self.tree, self.roles
        kind, subject = VERBS.get(tree.lemma[i]), roles.subject(i)
        if kind is None or subject is None or roles.objects(i) or roles.passive(i):
            return None
        parties = roles.parties(subject)
        plain = tree.lemma[i] in HOLDING
        if not parties or (not plain and len(self.ground.ends(i)) < 2):
            return None  # `the talks moved`, `prices swung`, `Russia changed` tell nothing of a stance
        return Told(kind, i, parties)

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

    def _noun(self, i: int) -> Told | None:
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
        return Told("steady" if denied else kind, i, whose, held)

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
