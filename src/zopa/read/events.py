"""Events: what happened, is planned or was called off on which days, between whom and where.

Two kinds of evidence make an event: a resolved date with the verb or noun that it dates (`On Thursday he estimated`
is dated speech), and a meeting, call or round of talks between at least two parties, dated or not. One event told
several times in an article is one finding, where it is told most fully.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Final

from zopa.read.findings import Event, EventStatus, finding_id
from zopa.read.roles import Roles
from zopa.read.scene import Moment
from zopa.read.tense import direction

_LIGHT: Final = frozenset(
    "hold have take occur happen convene schedule plan host begin start open resume conclude end finish set attend "
    "stage "
    "lead chair conduct mark announce make follow come launch carry reach strike reconvene postpone cancel delay "
    "suspend call break collapse be slate expect due join enter mediate broker arrange agree remain last see".split()
)
_SPEECH: Final = frozenset(
    "say tell estimate warn suggest add note insist argue claim report write tweet post state comment predict declare "
    "acknowledge admit confirm deny reiterate stress accuse chide criticise criticize condemn urge vow pledge promise "
    "threaten demand call propose offer reject dismiss signal hint indicate explain ask reply respond remark describe "
    "counter denounce blame praise thank speak".split()
)
# verbs of plain reporting: when somebody merely spoke is no event
_PLAIN_SPEECH: Final = frozenset(
    "say tell suggest add note insist argue claim report write tweet post state comment acknowledge admit reiterate "
    "stress hint indicate explain ask reply respond remark describe speak believe think".split()
)
_BINDING: Final = frozenset(
    "must demand give agree urge order require oblige pledge promise commit ultimatum deadline expire lapse insist "
    "commitment duty".split()
)
_CALLED_OFF: Final = frozenset(
    "cancel postpone scrap shelve abort abandon suspend delay adjourn scuttle scupper nix defer halt".split()
)
_OFF_WORDS: Final = frozenset(
    "cancelled canceled postponed scrapped shelved aborted abandoned suspended delayed".split()
)
_PLANNED: Final = frozenset(
    "set schedule plan slate expect due propose prepare aim intend await plan hope agree".split()
)
_PLANNED_WORDS: Final = frozenset(
    "upcoming forthcoming planned scheduled proposed next expected possible potential looming anticipated "
    "future".split()
)
_UNTIL: Final = frozenset("by until till before".split())
_PAIRED: Final = frozenset("meeting summit talks call conference".split())
_BESIDE: Final = frozenset("for in after at to during".split())
_NOMINAL: Final = frozenset("NN NNS NNP NNPS".split())


@dataclass(frozen=True, slots=True)
class _Found:
    trigger: int
    first: int
    last: int
    moment: Moment | None
    kind: str
    family: str
    participants: tuple[str, ...]
    place: str | None
    status: EventStatus


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, tuple[str, str]]:
    table = {}
    text = (resources.files("zopa.read") / "event_words.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            lemma, kind, family = line.split("\t")
            table[lemma] = (kind, family)
    return table


def read_events(roles: Roles) -> list[Event]:
    """The events of the article, in text order, each once."""
    return _Reader(roles).read()


class _Reader:
    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.tree = roles.tree
        self.lexicon = _lexicon()

    def read(self) -> list[Event]:
        found = [f for m in self.roles.scene.moments if (f := self._dated(m)) is not None]
        dated = {f.trigger for f in found}
        tree = self.tree
        for i in range(tree.n):
            if tree.tag[i] in _NOMINAL and i not in dated:
                entry = self.lexicon.get(tree.lemma[i]) or self.lexicon.get(tree.lower[i])
                if entry is not None and entry[0] in _PAIRED:
                    undated = self._undated(i, entry)
                    if undated is not None:
                        found.append(undated)
        return [self._event(f) for f in _merged(found)]

    # an event from a date

    def _dated(self, moment: Moment) -> _Found | None:
        if moment.first is None or moment.last is None or moment.kind not in ("date", "time"):
            return None
        if (moment.last - moment.first).days > 400 or moment.value.endswith("_REF"):
            return None
        tree, roles = self.tree, self.roles
        first, last = roles.span_of(moment)
        root = roles.root_of(first, last)
        trigger, until = self._governor(root, first, last)
        if trigger is None:
            return None
        clause = next((c for c in tree.children[root] if tree.dep[c] == "relcl" and c >= last), None)
        if clause is not None:
            trigger, until = clause, False  # `Friday, when he told reporters`
        kind, family, trigger = self._kind(trigger)
        if clause is None and tree.lemma[trigger] in _PLAIN_SPEECH and kind == "statement":
            return None  # the day of a remark is the quote's; only what is announced, demanded or charged is an event
        if until:
            if moment.last < (roles.scene.article.published or moment.last):
                return None
            if not self._binds(trigger):
                return None
            kind, family = "deadline", "deadline"
        participants = self._participants(trigger)
        if kind in ("event", "statement") and not (
            participants and moment.first == moment.last and self._tells(trigger)
        ):
            return None
        place = self._place(trigger)
        span = [first, last - 1, trigger]
        start, end = min(span), max(span) + 1
        return _Found(trigger, start, end, moment, kind, family, participants, place, self._status(trigger, moment))

    def _binds(self, trigger: int) -> bool:
        """Is a date after `by` one that binds: `must`, `agreed to`, a deadline, and not merely a forecast?"""
        tree, node = self.tree, trigger
        for _ in range(3):
            if tree.lemma[node] in _BINDING or (self._entry(node) or ("", ""))[1] == "deadline":
                return True
            if any(tree.lower[c] in ("must", "shall") for c in tree.children[node]):
                return True
            if tree.lemma[node] in ("have", "need") and any(tree.dep[c] == "xcomp" for c in tree.children[node]):
                return True
            if tree.head[node] == node or tree.dep[node] not in ("xcomp", "ccomp", "advcl", "dobj", "acl", "conj"):
                return False
            node = tree.head[node]
        return False

    def _tells(self, trigger: int) -> bool:
        """Is it a clause about what a party did or will do, and no aside (`was pushed aside in the run-up to`)?"""
        tree = self.tree
        subject = self.roles.subject(trigger) if tree.tag[trigger][:2] in ("VB", "MD") else None
        return subject is not None and bool(self.roles.parties(subject)) and not self.roles.passive(trigger)

    def _governor(self, root: int, first: int, last: int) -> tuple[int | None, bool]:
        """The noun or verb that a date belongs to, and whether the date is a limit (`by Friday`)."""
        tree = self.tree
        node, until = root, False
        for _ in range(8):
            head = tree.head[node]
            if head == node:
                return (node, until) if not first <= node < last else (None, until)
            node = head
            if tree.lower[node] in _UNTIL and tree.dep[node] == "prep":
                until = True
            tag = tree.tag[node]
            if tag[:2] == "VB" or tag == "MD":
                return node, until
            if tag in _NOMINAL and (tree.lemma[node] in self.lexicon or tree.lower[node] in self.lexicon):
                return node, until
        return None, until

    def _kind(self, trigger: int) -> tuple[str, str, int]:
        """Kind, family and the word that names it: `held talks` is talks, `said` is dated speech."""
        tree = self.tree
        if tree.tag[trigger] in _NOMINAL:
            kind, family = self._entry(trigger) or ("event", f"{trigger}")
            return kind, family, trigger
        lemma = tree.lemma[trigger]
        if lemma in _LIGHT or lemma not in self.lexicon:
            for c in [*self.roles.objects(trigger), *self._subjects(trigger), *self._prepositional(trigger)]:
                for k in (c, *self._inner(c)):
                    entry = self._entry(k) if tree.tag[k] in _NOMINAL else None
                    if entry is not None and (lemma in _LIGHT or entry[1] in ("meet", "call")):
                        return (*entry, k)
        if lemma in _SPEECH:
            return "statement", f"say{trigger}", trigger
        entry = self._entry(trigger)
        if entry is not None:
            return (*entry, trigger)
        return "event", f"event{trigger}", trigger

    def _entry(self, i: int) -> tuple[str, str] | None:
        tree = self.tree
        entry = self.lexicon.get(tree.lemma[i]) or self.lexicon.get(tree.lower[i])
        if entry is None:
            return None
        if tree.tag[i][:2] == "VB" and tree.lemma[i] in (
            "call",
            "head",
            "address",
            "table",
            "walk",
            "strike",
            "free",
            "host",
            "phone",
            "round",
        ):
            objects = self.roles.objects(i)
            if tree.lemma[i] == "call" and not any(self.roles.parties(o) for o in objects):
                return None
            if tree.lemma[i] in ("head", "walk", "table", "round"):
                return (
                    ("visit", "visit")
                    if tree.lemma[i] == "head" and self.roles.after(i, ("to", "for", "back")) is not None
                    else None
                )
        if (
            tree.lemma[i] == "strike"
            and tree.tag[i][:2] == "NN"
            and any(
                tree.lower[c] in ("air", "missile", "drone", "military", "retaliatory", "israeli", "russian", "rocket")
                for c in tree.children[i]
            )
        ):
            return ("attack", "fight")
        if tree.lemma[i] == "strike" and tree.tag[i][:2] == "VB":
            return ("attack", "fight") if any(True for _ in self.roles.objects(i)) else ("strike", "strike")
        return entry

    def _subjects(self, verb: int) -> list[int]:
        return [c for c in self.tree.children[verb] if self.tree.dep[c] in ("nsubj", "nsubjpass", "attr")]

    def _prepositional(self, verb: int) -> list[int]:
        tree = self.tree
        return [
            g for c in tree.children[verb] if tree.dep[c] == "prep" and tree.lower[c] in _BESIDE
            for g in tree.children[c] if tree.dep[g] == "pobj"
        ]  # fmt: skip

    def _inner(self, i: int) -> list[int]:
        """Nouns inside a noun: `a round of talks`, `a date for the summit`."""
        tree = self.tree
        return [
            g for c in tree.children[i] if tree.dep[c] == "prep" and tree.lower[c] in ("of", "for")
            for g in tree.children[c] if tree.dep[g] == "pobj"
        ]  # fmt: skip

    # who and where

    def _participants(self, trigger: int) -> tuple[str, ...]:
        tree, roles = self.tree, self.roles
        names: list[str] = []

        def add(i: int | None) -> None:
            if i is None:
                return
            found = roles.parties(i)
            if not found:  # `attacked Kessarian posts`, `imposed sanctions on Iran`
                for c in tree.children[i]:
                    mention = roles.mention(c) if tree.dep[c] in ("poss", "amod", "compound", "nmod") else None
                    found += mention.parties if mention is not None else ()
                reached = roles.after(i, ("on", "against", "with", "between"))
                found += roles.parties(reached) if reached is not None else ()
            names.extend(found)

        nominal = tree.tag[trigger] in _NOMINAL
        if nominal:
            for c in tree.children[trigger]:
                if tree.dep[c] in ("poss", "compound", "amod", "nmod"):
                    mention = roles.mention(c)
                    if mention is not None:
                        names.extend(mention.parties)
                elif tree.dep[c] == "prep" and tree.lower[c] in (
                    "between",
                    "with",
                    "of",
                    "by",
                    "among",
                    "from",
                    "to",
                    "for",
                    "on",
                    "against",
                    "involving",
                ):
                    for g in tree.children[c]:
                        if tree.dep[g] == "pobj":
                            add(g)
            verb = tree.head[trigger]
            steps = 0
            while (
                tree.tag[verb][:2] != "VB"
                and tree.head[verb] != verb
                and steps < 4
                and tree.dep[verb] in ("prep", "pobj", "conj", "dobj", "attr")
            ):
                verb = tree.head[verb]
                steps += 1
            if tree.tag[verb][:2] == "VB" and (
                tree.dep[trigger] != "pobj" or tree.lemma[verb] in _LIGHT or tree.lemma[verb] == "meet"
            ):
                add(self._doer(verb))
                with_whom = roles.after(verb, ("with", "between"))
                add(with_whom)
        else:
            add(self._doer(trigger))
            for o in roles.objects(trigger):
                add(o)
            for c in tree.children[trigger]:
                if tree.dep[c] in ("prep", "agent", "dative") and tree.lower[c] in (
                    "with",
                    "to",
                    "by",
                    "between",
                    "against",
                    "from",
                    "for",
                ):
                    for g in tree.children[c]:
                        if tree.dep[g] == "pobj":
                            add(g)
        return tuple(dict.fromkeys(names))

    def _doer(self, verb: int) -> int | None:
        return (
            self.roles.agent(verb) or self.roles.subject(verb) if self.roles.passive(verb) else self.roles.subject(verb)
        )

    def _place(self, trigger: int) -> str | None:
        """The name after `in` or `at` on the event or on the verb that it hangs on."""
        tree, roles = self.tree, self.roles
        nodes = [trigger]
        if tree.tag[trigger] in _NOMINAL and tree.tag[tree.head[trigger]][:2] == "VB":
            nodes.append(tree.head[trigger])
        for node in nodes:
            for c in tree.children[node]:
                if (tree.dep[c] == "prep" and tree.lower[c] in ("in", "at")) or (
                    tree.lower[c] == "to" and self._moves(node)
                ):
                    for g in tree.children[c]:
                        if tree.dep[g] == "pobj" and tree.tag[g] in ("NNP", "NNPS") and not self._is_time(g):
                            return roles.words(*self._name(g))
        return None

    def _name(self, i: int) -> tuple[int, int]:
        """A place with what stands before it; titles and relative clauses after it stay out."""
        tree = self.tree
        first = min([i, *[c for c in tree.children[i] if tree.dep[c] in ("compound", "amod", "nmod", "poss")]])
        return first, i + 1

    def _moves(self, node: int) -> bool:
        return (self.lexicon.get(self.tree.lemma[node]) or ("", ""))[1] == "visit"

    def _is_time(self, i: int) -> bool:
        start = self.tree.start[i]
        return any(m.start <= start < m.end for m in self.roles.scene.moments)

    # whether

    def _status(self, trigger: int, moment: Moment | None) -> EventStatus:
        tree, roles = self.tree, self.roles
        node = trigger
        for _ in range(3):
            if self._called_off(node):
                return "called off"
            head = tree.head[node]
            if head == node or tree.dep[node] not in ("nsubj", "nsubjpass", "dobj", "pobj", "prep", "conj", "acl"):
                break
            node = head
        if (
            tree.tag[trigger][:2] == "VB"
            and any(tree.dep[c] == "neg" for c in tree.children[trigger])
            and tree.lemma[trigger] not in _SPEECH
        ):
            return (
                "called off"
                if tree.lemma[trigger] in ("meet", "happen", "take", "attend", "go", "occur")
                else "planned"
                if direction(roles.scene.doc[trigger]) > 0
                else "happened"
            )
        published = roles.scene.article.published
        if moment is not None and moment.first is not None and moment.last is not None and published is not None:
            if moment.first > published:
                return "planned"
            if moment.last < published:
                return "happened"
        if any(tree.lower[c] in _PLANNED_WORDS for c in tree.children[trigger]):
            return "planned"
        verb = trigger
        for _ in range(4):
            if tree.tag[verb][:2] == "VB" or tree.head[verb] == verb:
                break
            verb = tree.head[verb]
        if tree.lemma[verb] in _PLANNED and tree.tag[verb] in ("VBN", "VBG") and tree.lemma[verb] != "agree":
            return "planned"
        return "planned" if direction(roles.scene.doc[trigger]) > 0 else "happened"

    def _called_off(self, i: int) -> bool:
        tree = self.tree
        lemma = tree.lemma[i]
        if lemma in _CALLED_OFF and tree.tag[i][:2] == "VB":
            return not self.roles.negated(i) and not any(tree.tag[c] == "MD" for c in tree.children[i])
        if lemma == "call" and any(tree.lower[c] == "off" for c in tree.children[i]):
            return not any(tree.tag[c] == "MD" for c in tree.children[i])
        return any(tree.lower[c] in _OFF_WORDS and tree.dep[c] == "amod" for c in tree.children[i])

    # without a date

    def _undated(self, i: int, entry: tuple[str, str]) -> _Found | None:
        tree = self.tree
        if any(tree.lower[c] in ("no", "any") for c in tree.children[i]):
            return None
        participants = self._own_participants(i)
        if len(participants) < 2:
            return None
        first, last = tree.subtree(i)
        return _Found(
            i,
            max(first, i - 6),
            min(last, i + 12),
            None,
            entry[0],
            entry[1],
            participants,
            self._place(i),
            self._status(i, None),
        )

    def _own_participants(self, i: int) -> tuple[str, ...]:
        tree, roles, names = self.tree, self.roles, list[str]()
        for c in tree.children[i]:
            if tree.dep[c] == "prep" and tree.lower[c] in ("between", "with", "among"):
                for g in tree.children[c]:
                    if tree.dep[g] == "pobj":
                        names.extend(roles.parties(g))
            elif tree.dep[c] in ("poss", "compound", "amod", "nmod"):
                mention = roles.mention(c)
                if mention is not None:
                    names.extend(mention.parties)
        return tuple(dict.fromkeys(names))

    def _event(self, f: _Found) -> Event:
        tree, article = self.tree, self.roles.scene.article
        span = tree.trim((f.first, f.last)) or (f.first, f.last)
        start, end = tree.chars(span)
        if f.moment is not None:
            start, end = min(start, f.moment.start), max(end, f.moment.end)
        first = f.moment.first if f.moment is not None else None
        last = f.moment.last if f.moment is not None else None
        return Event(
            id=finding_id("event", article.id, start, end, f.kind, first, last),
            article=article.id,
            start=start,
            end=end,
            text=tree.text[start:end],
            first=first,
            last=last,
            kind=f.kind,
            participants=f.participants,
            place=f.place,
            status=f.status,
        )


def _merged(found: list[_Found]) -> list[_Found]:
    """Each event once: the same family on the same days with participants that fit together."""
    kept: list[_Found] = []
    for f in sorted(found, key=lambda f: (f.moment is None, f.first)):
        twin = next((k for k, other in enumerate(kept) if _same(other, f)), None)
        if twin is None:
            kept.append(f)
            continue
        fuller = kept[twin]
        everyone = tuple(dict.fromkeys([*fuller.participants, *f.participants]))
        status: EventStatus = "called off" if "called off" in (fuller.status, f.status) else fuller.status
        kept[twin] = replace(fuller, participants=everyone, place=fuller.place or f.place, status=status)
    return sorted(kept, key=lambda f: f.first)


def _same(a: _Found, b: _Found) -> bool:
    if a.family != b.family:
        return False
    apart = a.participants and b.participants and not set(a.participants) & set(b.participants)
    if apart and (min(len(a.participants), len(b.participants)) > 1 or a.moment is None or b.moment is None):
        return (
            False  # one-sided mentions of a call on one day (`with Trump`, `with the Europeans`) may be the same call
        )
    if a.moment is None or b.moment is None:
        return set(b.participants) <= set(a.participants) or set(a.participants) <= set(b.participants)
    return _days(a.moment) == _days(b.moment)


def _days(moment: Moment) -> tuple[date | None, date | None]:
    return moment.first, moment.last
