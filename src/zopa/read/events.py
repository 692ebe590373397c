"""Events: what happened, is planned or was called off on which days, between whom and where.

Two kinds of evidence make an event: a resolved date with the verb or noun that it dates, and a meeting, call or round
of talks between at least two parties, dated or not. One event told several times in an article is one finding, where
it is told most fully. That somebody merely spoke on some day is no event; what he announced or charged is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from zopa.read.dates_calendar import Grain, shift_date
from zopa.read.events_ground import GATHERING, NOMINAL
from zopa.read.events_kinds import CHANGING, Kinds
from zopa.read.findings import Event, EventStatus, finding_id
from zopa.read.lapses import end_of
from zopa.read.roles import Roles
from zopa.read.scene import Moment
from zopa.read.tense import direction

# verbs of plain reporting: when somebody merely spoke is no event
_PLAIN_SPEECH: Final = frozenset(
    "say tell suggest add note insist argue claim report write tweet post state comment acknowledge admit reiterate "
    "stress hint indicate explain ask reply respond remark describe speak believe think".split()
)
_BINDING: Final = frozenset(
    "must demand give agree urge order require oblige pledge promise commit ultimatum deadline expire lapse insist "
    "commitment duty".split()
)
_RUNNING: Final = frozenset("run last stand hold expire end".split())
_UNTIL: Final = frozenset("by until till before".split())
_WISHING: Final = frozenset(
    "call propose suggest demand urge want seek reject refuse oppose consider push press ask hope appeal float "
    "exclude prefer dismiss".split()
)
_ABOUT: Final = frozenset("on about regarding concerning over into".split())
_THOUGHT: Final = frozenset(
    "reason need idea proposal possibility prospect hope condition prerequisite chance call appeal demand request "
    "suggestion question talk point case".split()
)
_NEW_DAY: Final = frozenset("to until till for".split())
_SEASON_DAYS: Final = 31  # a longer stretch without a year, told of in passing, is a habit: `releases in summer`
_LENGTH: Final = re.compile(r"P(?P<n>\d{1,3})(?P<unit>[DWMY])")
_GRAINS: Final[dict[str, Grain]] = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_ENVOYS: Final = frozenset(
    "counterpart envoy delegation delegate negotiator minister official representative leader".split()
)
_PAIRED: Final = frozenset("meeting summit talks call conference".split())


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
    others: bool = False  # it names those who took part, and they are nobody known


def read_events(roles: Roles) -> list[Event]:
    """The events of the article, in text order, each once."""
    return _Reader(roles).read()


class _Reader(Kinds):
    def read(self) -> list[Event]:
        found = [f for m in self.roles.scene.moments if (f := self._dated(self._ahead(m))) is not None]
        found += [f for m in self.roles.scene.moments if (f := self._apart(m, found)) is not None]
        dated = {f.trigger for f in found}
        tree = self.tree
        for i in range(tree.n):
            if tree.tag[i] in NOMINAL and i not in dated:
                entry = self.lexicon.get(tree.lemma[i]) or self.lexicon.get(tree.lower[i])
                if entry is not None and entry[0] in _PAIRED:
                    undated = self._undated(i, entry)
                    if undated is not None:
                        found.append(undated)
            elif tree.lemma[i] == "meet" and tree.tag[i][:2] == "VB" and i not in dated:
                met = self._met(i)
                if met is not None:
                    found.append(met)
        return [self._event(f) for f in _merged(found)]

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
        dated = tree.lower[first - 1] if first else ""
        if self._only_told(trigger, moment, dated=dated) or self._habit(trigger, moment):
            return None
        since = any(tree.lower[k] == "since" for k in range(max(first - 2, 0), first))
        if since and tree.tag[trigger][:2] == "VB":
            return None  # the start of a stretch (`since 2015 they have not met`) dates nothing
        kind, family, trigger = self.kind_of(trigger, for_day=dated == "for")
        mover = None
        if family == "visit" and (purpose := self.came_for(trigger)) is not None:
            mover, (trigger, (kind, family)) = trigger, purpose
        clause = next((c for c in tree.children[root] if tree.dep[c] == "relcl" and c >= last), None)
        if clause is not None and kind in ("event", "statement") and tree.lemma[trigger] not in self.lexicon:
            kind, family, trigger = self.kind_of(clause)  # `a step forward from Friday, when he told reporters`
            until = False
        else:
            clause = None
        if clause is None and tree.lemma[trigger] in _PLAIN_SPEECH and kind == "statement":
            return None  # the day of a remark is the quote's; only what is announced, demanded or charged is an event
        if until:
            if moment.last < (roles.scene.article.published or moment.last):
                return None
            if not self._binds(trigger):
                return None
            kind, family = "deadline", "deadline"
        participants = self.participants_of(trigger)
        if mover is not None:
            participants = (*self.participants_of(mover), *participants)
        joined, end = self.joining(trigger) if family in GATHERING else ((), trigger)
        participants = (*participants, *joined)
        participants = tuple(dict.fromkeys(participants))
        if kind in ("event", "statement") and not (
            participants and (moment.last - moment.first).days < 2 and self._tells(trigger)
        ):
            return None
        if self.denied(trigger):
            return None
        place = self.place_of(trigger) or (self.place_of(mover) if mover is not None else None)
        span = [first, last - 1, trigger, end, *([mover] if mover is not None else [])]
        start, end = min(span), max(span) + 1
        status = self.status_of(trigger, moment)
        others = not participants and self.others(trigger)
        return _Found(trigger, start, end, moment, kind, family, participants, place, status, others)

    def _ahead(self, moment: Moment) -> Moment:
        """`will meet again in two weeks`: a length behind `in` that lies ahead ends on a day."""
        tree, published = self.tree, self.roles.scene.article.published
        end = end_of(moment, published)
        if end is None or "T" in moment.value:
            return moment
        first, last = self.roles.span_of(moment)
        root = self.roles.root_of(first, last)
        preposition = tree.head[root]
        trigger, _ = self._governor(root, first, last)
        if tree.lower[preposition] != "in" or preposition != first - 1 or trigger is None:
            return moment
        if direction(self.roles.scene.doc[trigger]) <= 0:
            return moment
        return Moment(moment.start, moment.end, end, end, "date", end.isoformat())

    def _only_told(self, verb: int, moment: Moment, *, dated: str) -> bool:
        """`on Friday called off the deadline`: the day on which somebody did so, not that of the deadline."""
        tree = self.tree
        off = tree.lemma[verb] in ("call", "put", "break") and any(tree.lower[c] == "off" for c in tree.children[verb])
        if tree.tag[verb][:2] != "VB" or not (off or tree.lemma[verb] in CHANGING) or dated in _NEW_DAY:
            return False
        published = self.roles.scene.article.published
        if published is not None and moment.first is not None and moment.first > published:
            return False
        thing = next(iter(self.roles.objects(verb)), None)
        return self.roles.passive(verb) or self.limits(thing) or thing is None or moment.start < tree.start[thing]

    def _habit(self, trigger: int, moment: Moment) -> bool:
        tree = self.tree
        long = moment.first is not None and moment.last is not None and (moment.last - moment.first).days > _SEASON_DAYS
        aside = tree.tag[trigger][:2] == "VB" and tree.dep[trigger] in ("acl", "relcl")
        return long and aside and not re.search(r"\d{4}", tree.text[moment.start : moment.end])

    def _apart(self, moment: Moment, found: list[_Found]) -> _Found | None:
        """`The summit comes one week after the ultimatum`: the day of one event from that of another."""
        tree, roles = self.tree, self.roles
        length = _LENGTH.fullmatch(moment.value)
        first, last = roles.span_of(moment)
        if length is None or last >= tree.n or tree.lower[last] not in ("after", "before"):
            return None
        other = next((c for c in tree.children[last] if tree.dep[c] == "pobj"), None)
        entry = self.entry(other) if other is not None else None
        if other is None or entry is None or tree.sent[other] != tree.sent[first]:
            return None
        base = self._base(last, found)
        if base is None:
            return None
        count = int(length["n"]) * (-1 if tree.lower[last] == "after" else 1)
        try:
            day = shift_date(base, count, _GRAINS[length["unit"]])
        except (OverflowError, ValueError):
            return None
        told = Moment(moment.start, moment.end, day, day, "date", day.isoformat())
        participants, place = self.participants_of(other), self.place_of(other)
        status = self.status_of(other, told)
        return _Found(other, first, max(last, other) + 1, told, entry[0], entry[1], participants, place, status)

    def _base(self, preposition: int, found: list[_Found]) -> date | None:
        """The day from which is counted: a date beside it on the same verb, else the day of the event told of."""
        tree, roles = self.tree, self.roles
        verb = tree.head[preposition]
        while tree.tag[verb][:2] not in ("VB", "MD") and tree.head[verb] != verb:
            verb = tree.head[verb]
        for m in roles.scene.moments_in(tree.start[tree.left[verb]], tree.start[preposition]):
            if m.kind in ("date", "time") and m.first is not None and m.first == m.last:
                return m.first
        subject = roles.subject(verb)
        entry = self.entry(subject) if subject is not None else None
        if subject is None or entry is None:
            return None
        same = [f for f in found if f.family == entry[1] and f.moment is not None and f.moment.first == f.moment.last]
        before = [f for f in same if f.trigger < subject]
        nearest = before[-1] if before else same[0] if same else None
        return nearest.moment.first if nearest is not None and nearest.moment is not None else None

    def _binds(self, trigger: int) -> bool:
        """Is a date after `by` one that binds: `must`, `agreed to`, a deadline, and not merely a forecast?"""
        tree, node = self.tree, trigger
        for _ in range(3):
            if tree.lemma[node] in _BINDING or self.family(node) == "deadline":
                return True
            if any(tree.lower[c] in ("must", "shall") for c in tree.children[node]):
                return True
            subject = self.roles.subject(node) if tree.lemma[node] in _RUNNING else None
            if self.limits(subject):
                return True  # `the ultimatum now runs until 14 March`
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
            if tag in NOMINAL and (tree.lemma[node] in self.lexicon or tree.lower[node] in self.lexicon):
                return node, until
        return None, until

    def _undated(self, i: int, entry: tuple[str, str]) -> _Found | None:
        tree = self.tree
        if any(tree.lower[c] in ("no", "any") for c in tree.children[i]) or self._only_wished(i):
            return None
        joined, end = self.joining(i)
        participants = tuple(dict.fromkeys((*self.own_participants(i), *joined)))
        if len(participants) < 2:
            return None
        first, last = tree.subtree(i)
        return _Found(
            i,
            max(first, i - 6),
            max(min(last, i + 12), end + 1),
            None,
            entry[0],
            entry[1],
            participants,
            self.place_of(i),
            self.status_of(i, None),
        )

    def _met(self, i: int) -> _Found | None:
        """`delegations from Egypt and Israel met`: a clause about two parties or more, told as so or as coming."""
        roles = self.roles
        if self.tree.tag[i] == "VBG" or roles.passive(i) or roles.negated(i) or not self.real(i):
            return None
        subject = roles.subject(i)
        whom = [o for o in roles.objects(i) if not (roles.parties(o) or self.tree.lemma[o] in _ENVOYS)]
        if subject is None or not roles.parties(subject) or whom:
            return None  # `met the deadline`
        joined, end = self.joining(i)
        participants = tuple(dict.fromkeys((*self.participants_of(i), *joined)))
        if len(participants) < 2:
            return None
        first, last = self.tree.subtree(i)
        place, status = self.place_of(i), self.status_of(i, None)
        first, last = max(first, i - 12), max(min(last, i + 8), end + 1)
        return _Found(i, first, last, None, "meeting", "meet", participants, place, status)

    def _only_wished(self, i: int) -> bool:
        """`called for a summit with`, `rejected talks between`: not one that was or will be."""
        tree, head = self.tree, self.tree.head[i]
        if tree.dep[i] == "pobj" and tree.lower[head] == "for" and tree.lemma[tree.head[head]] in _WISHING:
            return True
        # `no reason for a meeting`, `on a meeting with him she was cool`: one that is only spoken of
        some = any(tree.lower[c] in ("a", "an") for c in tree.children[i])
        if tree.dep[i] == "pobj" and some:
            above = tree.head[head]
            return tree.lower[head] in _ABOUT or (
                tree.lower[head] in ("for", "of") and tree.tag[above] in NOMINAL and tree.lemma[above] in _THOUGHT
            )
        return tree.dep[i] in ("dobj", "nsubjpass") and tree.lemma[head] in _WISHING

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
            of=self.thing_of(f.trigger),
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
    if a.others or b.others:
        return not a.participants and not b.participants and a.moment == b.moment
    if a.moment is None or b.moment is None:
        return set(b.participants) <= set(a.participants) or set(a.participants) <= set(b.participants)
    return _days(a.moment) == _days(b.moment)


def _days(moment: Moment) -> tuple[date | None, date | None]:
    return moment.first, moment.last
