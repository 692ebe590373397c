"""Reasons: why a party says it wants or does something, in the words that follow `because`, `so that`, `to prevent`.

    cause       because, because of, due to, given that, in response to; since, as (never of time); a clause after a
                colon; `That is why`
    purpose     so that, in order to, for the sake of, `to protect ...`
    prevention  to prevent, to avoid, lest, for fear of; `will not open the gates so that they come back`; `cannot go
                higher without putting wards at risk`
    argument    arguing that, on the grounds that, citing, on security grounds
    fear        fears that, is worried that, fearing, amid concern over

A reason needs a party that it is given for: the doer of the clause that it hangs on, else whoever says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from zopa.read.findings import Reason, ReasonKind, Statement, finding_id
from zopa.read.reasons_words import (
    ABLE,
    AFRAID,
    AGREEING,
    ARGUING,
    BARRED,
    BY_NOUN,
    FEARING,
    FIRST_PERSON,
    FIRST_WORDS,
    FRONTED,
    HOLDING,
    NOT,
    PHRASES,
    PREVENTING,
    SAYING,
    SERVING,
    STANDING,
    WORRIES,
)
from zopa.read.roles import Roles

LONGEST: Final = 60  # tokens of a reason; a longer one is a parse gone wrong
PARTIES_MOST: Final = 3  # that one clause speaks for


@dataclass(frozen=True, slots=True)
class _Found:
    first: int  # tokens of the reason, its cue included
    last: int
    cue: tuple[int, int]
    governor: int  # the verb (or noun) that it is given for
    kind: ReasonKind
    explains: tuple[int, int] | None
    whole: bool = False  # a sentence of its own


def read_reasons(roles: Roles, statements: Sequence[Statement]) -> list[Reason]:
    """The reasons of the article, in text order; `statements` say which issues they bear on."""
    if not roles.scene.mentions:
        return []
    return _Reader(roles, statements).read()


class _Reader:
    def __init__(self, roles: Roles, statements: Sequence[Statement]) -> None:
        self.roles = roles
        self.tree = roles.tree
        self.statements = statements

    def read(self) -> list[Reason]:
        made: dict[str, Reason] = {}
        taken: list[tuple[int, int]] = []
        # `This is why` takes the whole sentence before it, with whatever other reason stands in there
        for f in sorted(self._found(), key=lambda f: not f.whole):
            if any(a < f.last and f.first < b for a, b in taken):
                continue
            reasons = self._reasons(f)
            if reasons:
                taken.append((f.first, f.last))
                made |= {reason.id: reason for reason in reasons}
        return sorted(made.values(), key=lambda r: (r.start, r.holder))

    def _found(self) -> Iterator[_Found]:
        tree = self.tree
        for i in range(tree.n):
            lower = tree.lower[i]
            if lower in FIRST_WORDS:
                yield from self._phrase(i)
            if lower in ("because", "lest") and tree.dep[i] == "mark":
                yield from self._clause(i, tree.head[i], "cause" if lower == "because" else "prevention")
            elif lower in ("since", "as") and tree.dep[i] == "mark":
                yield from self._since(i, tree.head[i])
            elif lower == "given" and i + 1 < tree.n and tree.lower[i + 1] == "that":
                yield from self._given(i)
            elif lower in BY_NOUN and tree.dep[i] in ("prep", "mark"):
                yield from self._ground(i)
            elif tree.tag[i] == "VB" and tree.dep[i] == "advcl":
                yield from self._infinitive(i)
            elif lower in FRONTED and tree.sents[tree.sent[i]][0] == i:
                yield from list(self._participle(i)) or self._fronted(i)
            elif tree.tag[i] == "VBG" and tree.lemma[i] in ARGUING | FEARING:
                yield from self._participle(i)
            elif tree.tag[i] in ("VBZ", "VBP", "VBD") and tree.lemma[i] in HOLDING | FEARING:
                yield from self._view(i)
            elif lower in AFRAID and tree.dep[i] == "acomp":
                yield from self._afraid(i)
            elif lower == "without" and tree.dep[i] == "prep":
                yield from self._without(i)
            elif lower == ":":
                yield from self._colon(i)
            elif lower == "why":
                yield from self._that_is_why(i)

    # the ways in which a reason is marked

    def _phrase(self, i: int) -> Iterator[_Found]:
        tree = self.tree
        for words, kind in PHRASES:
            end = i + len(words)
            if tuple(tree.lower[i:end]) != words or end >= tree.n or tree.sent[end - 1] != tree.sent[i]:
                continue
            inner = range(i, end)
            below = [tree.right[k] + 1 for k in inner if tree.left[k] >= i - 1]
            verb = tree.head[end - 1] if tree.dep[end - 1] in ("mark", "aux") else None
            last = max([*below, tree.right[verb] + 1 if verb is not None and verb >= end else end])
            outside = next((tree.head[k] for k in inner if not i <= tree.head[k] < last), None)
            if verb is not None and verb >= end:
                outside = outside if outside is not None and not i <= outside < last else tree.head[verb]
            if last <= end or outside is None:
                return
            yield self._made(i, last, (i, end), outside, kind)
            return

    def _since(self, mark: int, verb: int) -> Iterator[_Found]:
        """`since a dry bed would ruin it`, never `since the war began`: told of what is or would be, behind a comma.

        `as` is a reason only where its clause says what somebody cannot, need not or must not do.
        """
        tree = self.tree
        first, last = tree.left[verb], tree.right[verb] + 1
        if tree.dep[verb] != "advcl" or not first <= mark < verb:
            return
        if self.roles.scene.moments_in(tree.start[mark], tree.end[last - 1]):
            return
        helpers = {tree.lower[c] for c in tree.children[verb] if tree.dep[c] in ("aux", "neg", "auxpass")}
        stands = tree.tag[verb] in ("VBZ", "VBP", "MD") or bool(helpers & STANDING)
        behind = mark > 0 and tree.lower[mark - 1] == ","
        if tree.lower[mark] == "as":
            stands = behind and bool(helpers & BARRED)
        if stands and (behind or mark == tree.sents[tree.sent[mark]][0]):
            governor = tree.head[verb]
            if governor > mark:  # fronted: `Since it would flood, the town refuses`
                last = min(last, governor)
            yield self._made(mark, last, (mark, mark + 1), governor, "cause")

    def _given(self, i: int) -> Iterator[_Found]:
        """`given that trust had to begin`, to the next comma or the end: parsers take `that` for a pronoun."""
        tree = self.tree
        first, last = self._sentence(i)
        stop = next((k for k in range(i + 2, last) if tree.lower[k] in (",", ";", ".", "–", "—")), last)
        before = next((k for k in range(i - 1, first - 1, -1) if tree.tag[k][:2] == "VB" or tree.tag[k] == "MD"), None)
        after = next((k for k in range(stop, last) if tree.tag[k][:2] == "VB" or tree.tag[k] == "MD"), None)
        governor = before if before is not None else after
        if governor is not None and any(tree.tag[k] in ("VBZ", "VBP", "VBD", "MD") for k in range(i + 2, stop)):
            explains = (first, i) if before is not None else (stop, last)
            yield _Found(i, stop, (i, i + 2), governor, "cause", explains)

    def _ground(self, i: int) -> Iterator[_Found]:
        """`over fears of sabotage`, `amid concern that it will flood`, `on security grounds`."""
        tree = self.tree
        noun = next((c for c in tree.children[i] if tree.dep[c] == "pobj"), None)
        governor = tree.head[i]
        for _ in range(3):  # parsers hang it on the object (`a release amid concern`)
            if tree.tag[governor][:2] in ("VB", "MD") or tree.dep[governor] not in ("dobj", "pobj", "prep", "attr"):
                break
            governor = tree.head[governor]
        if noun is None or tree.tag[governor][:2] not in ("VB", "MD"):
            return
        if tree.lower[i] == "on":
            if tree.lower[noun] == "grounds" and tree.tag[noun - 1][:2] in ("NN", "JJ"):
                yield self._made(i, tree.right[noun] + 1, (i, noun + 1), governor, "argument")
        elif tree.lemma[noun] in WORRIES and tree.right[noun] > noun:
            yield self._made(i, tree.right[noun] + 1, (i, noun + 1), governor, "fear")

    def _clause(self, mark: int, verb: int, kind: ReasonKind) -> Iterator[_Found]:
        tree = self.tree
        if tree.dep[verb] in ("advcl", "ccomp", "pcomp") and tree.head[verb] != verb:
            yield self._made(mark, tree.right[verb] + 1, (mark, mark + 1), tree.head[verb], kind)

    def _infinitive(self, verb: int) -> Iterator[_Found]:
        tree = self.tree
        to = next((c for c in tree.children[verb] if tree.lower[c] == "to" and tree.dep[c] == "aux"), None)
        prevents = tree.lemma[verb] in PREVENTING
        if (
            to is None
            or to < 1
            or tree.lower[to - 1] in ("order", "as")
            or not (prevents or tree.lemma[verb] in SERVING)
        ):
            return
        if tree.tag[tree.head[verb]][:2] not in ("VB", "MD") or tree.lemma[tree.head[verb]] in ("be", "make", "need"):
            return  # `it is hard to end the war`, `which makes it difficult to`: no purpose of anybody's
        if any(tree.dep[c] == "nsubj" for c in tree.children[verb]):
            return  # `challenging for Russia to achieve its goals`: the whole is one clause
        for c in tree.children[tree.head[verb]]:
            if tree.lower[c] == "for" and tree.right[c] == to - 1:
                return
        kind: ReasonKind = "prevention" if prevents else "purpose"
        yield self._made(to, tree.right[verb] + 1, (to, verb + 1), tree.head[verb], kind)

    def _participle(self, verb: int) -> Iterator[_Found]:
        tree = self.tree
        if tree.dep[verb] not in ("advcl", "conj", "acl") or tree.head[verb] == verb:
            return
        wanted = ("dobj",) if tree.lemma[verb] in ("cite", "fear", "dread") else ()
        content = next((c for c in tree.children[verb] if tree.dep[c] in ("ccomp", *wanted) and c > verb), None)
        if content is None and wanted:  # `Fearing sabotage, Varnia refuses`: a parser may call the noun anything
            content = next((c for c in tree.children[verb] if c > verb and tree.tag[c][:2] == "NN"), None)
        if content is not None:
            kind: ReasonKind = "fear" if tree.lemma[verb] in FEARING else "argument"
            yield self._made(verb, tree.right[content] + 1, (verb, verb + 1), tree.head[verb], kind)

    def _fronted(self, i: int) -> Iterator[_Found]:
        """`Fearing sabotage, Varnia refuses`, where a parser makes nothing of the first word."""
        tree = self.tree
        last = self._sentence(i)[1]
        comma = next((k for k in range(i + 2, last) if tree.lower[k] == ","), None)
        verb = next((k for k in range(comma or last, last) if tree.tag[k] in ("VBZ", "VBP", "VBD", "MD")), None)
        if comma is not None and verb is not None:
            kind: ReasonKind = "argument" if tree.lower[i] == "citing" else "fear"
            yield _Found(i, comma, (i, i + 1), verb, kind, (comma + 1, last))

    def _view(self, verb: int) -> Iterator[_Found]:
        tree = self.tree
        content = next((c for c in tree.children[verb] if tree.dep[c] == "ccomp" and c > verb), None)
        if content is None or self.roles.negated(verb):
            return
        kind: ReasonKind = "fear" if tree.lemma[verb] in FEARING else "argument"
        first = max(tree.left[content], verb + 1)
        yield _Found(first, tree.right[content] + 1, (verb, verb + 1), verb, kind, None)

    def _afraid(self, adjective: int) -> Iterator[_Found]:
        tree = self.tree
        wanted = ("ccomp", "prep")
        content = next((c for c in tree.children[adjective] if tree.dep[c] in wanted and c > adjective), None)
        if content is None or self.roles.negated(tree.head[adjective]):
            return
        if tree.dep[content] == "prep" and tree.lower[content] not in ("about", "of", "over", "by"):
            return
        cue = (adjective, adjective + 1)
        yield _Found(adjective, tree.right[content] + 1, cue, tree.head[adjective], "fear", None)

    def _colon(self, i: int) -> Iterator[_Found]:
        """`It refused: the law does not allow it`: a clause after a colon explains a position before it."""
        tree = self.tree
        first, last = self._sentence(i)
        if i - first < 3 or last - i < 4 or tree.quote_at[min(i + 1, tree.n - 1)] >= 0:
            return
        if any(tree.lemma[k] in SAYING for k in range(max(first, i - 4), i)):
            return
        finite = any(tree.tag[k] in ("VBZ", "VBP", "VBD", "MD") for k in range(i + 1, last))
        start, end = tree.chars((first, i))
        taken = [s for s in self.statements if s.start < end and start < s.end]
        if finite and taken:
            verb = next((k for k in range(first, i) if tree.tag[k] in ("VBZ", "VBP", "VBD", "MD")), first)
            yield _Found(i + 1, last, (i, i + 1), verb, "cause", (first, i))

    def _that_is_why(self, i: int) -> Iterator[_Found]:
        tree = self.tree
        first, last = self._sentence(i)
        if i - first > 4 or tree.lower[first] not in ("that", "this", "which") or tree.sent[first] == 0:
            return
        if not any(tree.lemma[k] == "be" for k in range(first, i)):
            return
        verb = tree.head[i] if tree.head[i] > i else next((k for k in range(i, last) if tree.tag[k][:2] == "VB"), i)
        before = tree.sents[tree.sent[first] - 1]
        yield _Found(before[0], before[1], (first, i + 1), verb, "cause", (i + 1, last), whole=True)

    def _without(self, i: int) -> Iterator[_Found]:
        """`We cannot go higher without putting wards at risk`: what would come of it bars it."""
        tree = self.tree
        doing = next((c for c in tree.children[i] if tree.dep[c] == "pcomp" and tree.tag[c] == "VBG"), None)
        verb = tree.head[i]
        if doing is None or tree.tag[verb][:2] != "VB" or tree.right[doing] + 1 - i > LONGEST:
            return
        helpers = {tree.lower[c] for c in tree.children[verb] if tree.dep[c] in ("aux", "neg")}
        barred = (helpers & NOT and helpers & ABLE) or "cannot" in helpers
        if barred and tree.lemma[doing] not in AGREEING:
            yield self._made(i, tree.right[doing] + 1, (i, i + 1), verb, "prevention")

    # what is made of them

    def _sentence(self, i: int) -> tuple[int, int]:
        return self.tree.sents[self.tree.sent[i]]

    def _made(self, first: int, last: int, cue: tuple[int, int], governor: int, kind: ReasonKind) -> _Found:
        tree = self.tree
        left, right = tree.left[governor], tree.right[governor] + 1
        if kind == "purpose" and tree.lower[cue[1] - 1] == "that" and self.roles.negated(governor):
            kind = "prevention"  # `will not open the prisons so that killers can return`
        explains = (left, first) if governor < first else (last, right)
        return _Found(first, last, cue, governor, kind, explains if explains[0] < explains[1] else None)

    def _reasons(self, f: _Found) -> list[Reason]:
        tree = self.tree
        span = tree.trim((f.first, f.last))
        if span is None or not 2 <= span[1] - span[0] <= LONGEST:
            return []
        holders, speaker = self._holders(f)
        start, end = tree.chars(span)
        explained = tree.trim(f.explains) if f.explains else None
        at = tree.chars(explained) if explained else None
        article = self.roles.scene.article.id
        return [
            Reason(
                id=finding_id("reason", article, start, end, holder, f.kind),
                article=article,
                start=start,
                end=end,
                text=tree.text[start:end],
                holder=holder,
                kind=f.kind,
                cue=" ".join(tree.text[slice(*tree.chars(f.cue))].split()),
                explains=tree.text[slice(*at)] if at else None,
                explains_span=at,
                issues=self._issues(f, holder, at),
                speaker=speaker,
            )
            for holder in holders[:PARTIES_MOST]
        ]

    def _holders(self, f: _Found) -> tuple[tuple[str, ...], str | None]:
        """The parties whose reason it is, and who says so: the doer of what is explained, else the speaker."""
        tree, roles = self.tree, self.roles
        start, end = tree.chars((f.first, f.last))
        party, speaker = roles.speaking_party(start, end), roles.speaker_at(start, end)
        taken = self._taken(f)
        if taken:
            return taken, speaker
        node = f.governor
        for _ in range(5):
            if tree.tag[node][:2] in ("VB", "MD"):
                subject = roles.agent(node) if roles.passive(node) else roles.subject(node)
                if subject is not None:
                    if tree.lower[subject] in FIRST_PERSON and party:
                        return (party,), speaker
                    parties = roles.parties(subject)
                    if parties:
                        return parties, speaker
            if tree.head[node] == node:
                break
            node = tree.head[node]
        return ((party,), speaker) if party else ((), None)

    def _taken(self, f: _Found) -> tuple[str, ...]:
        """Holders of the statements in the words that are explained: they know who is meant."""
        if f.explains is None:
            return ()
        start, end = self.tree.chars(f.explains)
        return tuple(dict.fromkeys(s.holder for s in self.statements if start <= s.start and s.end <= end))

    def _issues(self, f: _Found, holder: str, explained: tuple[int, int] | None) -> tuple[str, ...]:
        """Issues on which the holder takes a position in what is explained, else in this sentence or the two before."""
        spans = [explained] if explained else []
        sentence = self.tree.sent[f.governor]
        for k in (sentence, sentence - 1, sentence - 2):
            if k >= 0:
                first, last = self.tree.sents[k]
                spans.append(self.tree.chars((first, last)))
        for start, end in spans:
            found = [s.issue for s in self.statements if s.holder == holder and s.start < end and start < s.end]
            if found:
                return tuple(dict.fromkeys(found))
        return ()
