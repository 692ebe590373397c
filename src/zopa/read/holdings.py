"""Who holds which share of what, by whose account: `Ukraine still holds 30% of Donetsk`, `the fund owns a third of it`.

Shares are intervals from 0 to 1: `30%` is a point, `about a third` a band of 15 percent around it, `no more than 55%`
anything up to it, `most of` more than half, `partly` anything between, `fully` all. `controls Donetsk` without a word
of share is read as all of it, and `plain` is false. What somebody wants, plans or would hold is kept as wanted, never
as held.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zopa.read.acts_ground import Ground
from zopa.read.events_ground import gathers
from zopa.read.findings import Figure, Hold, Holding, finding_id
from zopa.read.holdings_regions import AREAS, Regions
from zopa.read.places import Place
from zopa.read.roles import Roles

_HOLDING: Final = frozenset("control hold occupy own possess retain keep dominate".split())
_TAKING: Final = frozenset("take seize capture conquer annex overrun".split())  # holds what it has taken
_HAVING: Final = frozenset("have keep hold gain achieve win secure retain exert exercise regain maintain".split())
_WHOLLY: Final = frozenset("fully wholly entirely completely totally".split())
_NEARLY: Final = frozenset("almost nearly virtually largely mostly mainly".split())
_PARTLY: Final = frozenset("partially partly".split())
_ALL: Final = frozenset("all entire whole entirety full complete".split())
_MOST: Final = frozenset("most bulk majority".split())
_SOME: Final = frozenset("part parts some portion portions piece pieces swathes swaths".split())
_MODAL: Final = frozenset("would will could may might should can shall must 'd 'll wo".split())
_WANTING: Final = frozenset(
    "want demand insist seek plan hope aim intend wish allow let propose require help try expect threaten agree offer "
    "promise force order claim vow refuse".split()
)
_UNREAL: Final = frozenset("if unless until".split())
_TELLING: Final = frozenset("speak say claim put estimate give cite name quote report".split())
_PRONOUNS: Final = frozenset("it its they their them".split())
PART: Final = (0.01, 0.99)
ROUGHLY: Final = 0.15  # of a share that is told as `about`
REGIONS_MOST: Final = 12  # of one claim


@dataclass(frozen=True, slots=True)
class _Share:
    low: float
    high: float
    plain: bool
    token: int | None = None
    figure: Figure | None = None


def _of_figure(f: Figure) -> _Share:
    """The band of a figure: what its words set as bounds, else a point or what is about it."""
    value = f.value / 100
    if f.low is not None or f.high is not None:
        low, high = (0.0 if f.low is None else f.low / 100), (1.0 if f.high is None else f.high / 100)
    else:
        spread = ROUGHLY * value if f.approximate else 0.0
        low, high = value - spread, value + spread
    return _Share(max(low, 0.0), min(high, 1.0), True, None, f)


def read_holdings(roles: Roles, figures: Sequence[Figure]) -> list[Holding]:
    """The claims of the article, in text order."""
    if not roles.scene.mentions:
        return []
    return _Reader(roles, figures).read()


class _Reader(Ground):
    def __init__(self, roles: Roles, figures: Sequence[Figure]) -> None:
        super().__init__(roles)
        self.regions = Regions(roles)
        self.shares = [f for f in figures if f.unit == "percent" and 0 < f.value <= 100]
        self.made: dict[str, Holding] = {}

    def read(self) -> list[Holding]:
        tree = self.tree
        for i in range(tree.n):
            if tree.tag[i][:2] == "VB" and (tree.lemma[i] in _HOLDING or tree.lemma[i] in _TAKING):
                self._verb(i)
            elif tree.lemma[i] == "control" and tree.tag[i][:2] == "NN":
                self._control(i)
            elif tree.lower[i] == "hands" and tree.dep[i] == "pobj":
                self._hands(i)
        self._other_accounts()
        return sorted(self.made.values(), key=lambda h: (h.start, h.of))

    # the ways of saying it

    def _verb(self, i: int) -> None:
        tree, roles = self.tree, self.roles
        if roles.negated(i):
            return
        taking = tree.lemma[i] in _TAKING
        relative = tree.dep[i] in ("relcl", "acl")
        if roles.passive(i) or (relative and tree.tag[i] == "VBN"):
            holder = roles.agent(i)
            thing = next((c for c in tree.children[i] if tree.dep[c] == "nsubjpass"), None)
            if thing is None or tree.tag[thing] in ("WDT", "WP"):
                thing = tree.head[i] if relative else thing
        else:
            holder = self._subject(i)
            thing = next(iter(roles.objects(i)), None)
            if thing is None or tree.tag[thing] in ("WDT", "WP"):
                thing = tree.head[i] if relative else thing
        holders = self._who(holder)
        if not holders or thing is None or holder == thing or gathers(tree.lemma[thing]):
            return
        share = self._share(i, thing)
        if taking and not share.plain and tree.tag[i] != "VBN":
            return  # `took Avdiivka` is an event; `have taken three quarters` is a state
        self._claim(i, holders, thing, share)

    def _control(self, noun: int) -> None:
        """`has full control over Belt`, `under Russian control`."""
        tree, roles = self.tree, self.roles
        verb = tree.head[noun]
        thing = roles.after(noun, ("of", "over"))
        if thing is None and tree.dep[noun] == "dobj":
            thing = roles.after(verb, ("over",))
        if tree.dep[noun] == "dobj" and tree.lemma[verb] in _HAVING and thing is not None:
            holders = self._who(self._subject(verb))
            share = self._share(noun, thing)
            if holders:
                self._claim(verb, holders, thing, share, extra=noun)
        elif tree.dep[noun] == "pobj" and tree.lower[verb] == "under":
            holders = self._owners(noun)
            above = tree.head[verb]
            subject = roles.subject(above) if tree.tag[above][:2] == "VB" else above
            if holders and subject is not None:
                self._claim(above, holders, subject, self._share(above, subject), extra=noun)

    def _hands(self, noun: int) -> None:
        """`Luhansk is almost entirely in its hands`."""
        tree, roles = self.tree, self.roles
        prep = tree.head[noun]
        verb = tree.head[prep]
        if tree.lower[prep] != "in" or tree.lemma[verb] not in ("be", "remain", "stay", "fall"):
            return
        holders, thing = self._owners(noun), roles.subject(verb)
        if holders and thing is not None and not roles.negated(verb):
            share = self._share(verb, thing)
            if not share.plain:
                share = self._share(prep, thing)
            self._claim(verb, holders, thing, share, extra=noun)

    def _owners(self, noun: int) -> tuple[str, ...]:
        roles, tree = self.roles, self.tree
        for c in tree.children[noun]:
            if tree.dep[c] in ("poss", "amod", "compound", "nmod"):
                mention = roles.mention(c)
                if mention is not None and mention.parties:
                    return mention.parties
                if tree.lower[c] in _PRONOUNS:
                    return self._who(c)
        return ()

    def _subject(self, verb: int) -> int | None:
        """The subject that stands nearest: `In Ardal the Sylvanians have taken half` has two for a parser."""
        tree = self.tree
        own = [c for c in tree.children[verb] if tree.dep[c] == "nsubj" and c < verb]
        named = [c for c in own if self.roles.parties(c)]
        return named[-1] if len(own) > 1 and named else self.roles.subject(verb)

    def _who(self, i: int | None) -> tuple[str, ...]:
        """The parties of a holder; an unresolved pronoun goes on with whoever held something just before."""
        if i is None:
            return ()
        found = self.roles.parties(i)
        if found or self.tree.lower[i] not in _PRONOUNS:
            return found
        sentence = self.tree.sent[i]
        start, end = self.tree.chars(self.tree.sents[max(sentence - 1, 0)])
        last = max((h for h in self.made.values() if start <= h.start < end), key=lambda h: h.start, default=None)
        return (last.holder,) if last is not None else ()

    # what is claimed

    def _share(self, i: int, thing: int) -> _Share:
        tree = self.tree
        span = tree.chars((min(tree.left[i], tree.left[thing]), max(tree.right[i], tree.right[thing]) + 1))
        own = tree.chars((tree.left[thing], tree.right[thing] + 1))
        for f in self.shares:
            near = own if tree.dep[thing] != "nsubjpass" else span
            if near[0] <= f.start and f.end <= near[1] and not self._deeper(f, i):
                return _of_figure(f)
        words = [*tree.children[i], *(g for c in tree.children[i] if tree.dep[c] in ("advmod", "acomp")
                                      for g in tree.children[c])]  # fmt: skip
        words += [*tree.children[thing], thing]
        lower = {tree.lower[k]: k for k in words}
        almost = next((k for w, k in lower.items() if w in _NEARLY), None)
        for w, k in lower.items():
            if w in _WHOLLY or (w in _ALL and k != thing) or (w == "entirety" and k == thing):
                return _Share(0.9 if almost is not None else 1.0, 0.999 if almost is not None else 1.0, True, k)
            if w in _PARTLY:
                return _Share(*PART, True, k)
            if w in _MOST:
                return _Share(0.5, 0.99, True, k)
            if w in _SOME and (k == thing or tree.dep[k] in ("det", "amod")):
                return _Share(*PART, True, k)
        if almost is not None:
            return _Share(0.5, 0.99, True, almost)
        return _Share(1.0, 1.0, False)

    def _deeper(self, f: Figure, i: int) -> bool:
        """Does the figure belong to another verb inside what is held?"""
        tree, node = self.tree, self.roles.token_at(f.start)
        for _ in range(10):
            if node == i or tree.head[node] == node:
                return False
            if tree.tag[node][:2] == "VB" and node != i:
                return True
            node = tree.head[node]
        return False

    def _claim(self, i: int, holders: tuple[str, ...], thing: int, share: _Share, extra: int | None = None) -> None:
        kind = self._kind(i)
        if kind is None:
            return
        found = self.regions.of_claim(i, thing)
        shares = self._each(found, share)
        held = [(p.name, p.last - 1, its) for p, its in zip(found, shares, strict=True)]
        if not held:
            own = self._thing(thing, share)
            held = [(*own, share)] if own is not None else []
        if not held:
            return
        by = self._account(i)
        tree = self.tree
        for name, token, its in held[:REGIONS_MOST]:
            if name in holders:
                continue  # `Ukraine controls Ukraine` is nothing that anybody says
            tokens = [t for t in (i, token, its.token, extra) if t is not None]
            start, end = tree.start[min(tokens)], tree.end[max(tokens)]
            if its.figure is not None:
                start, end = min(start, its.figure.start), max(end, its.figure.end)
            for holder in holders:
                self._keep(start, end, holder, name, its, kind, by)

    def _each(self, places: Sequence[Place], share: _Share) -> list[_Share]:
        """`70% of Ardal, Belt and all of Corra`: a region's own share, else that of the one listed before it."""
        own = [self._own_share(place) for place in places]
        strangers = [its for its in own[1:] if its is not None]
        if not strangers:
            return [own[0] or share if own else share] * len(own)
        now = share
        if own[0] is None and any((its.figure, its.token) == (share.figure, share.token) for its in strangers):
            now = _Share(1.0, 1.0, False)  # `Ardal and 30% of Belt`
        shares = []
        for its in own:
            now = its or now
            shares.append(now)
        return shares

    def _own_share(self, place: Place) -> _Share | None:
        """The share that stands right before a region: `70% of`, `almost all of the`, `all`."""
        tree, k = self.tree, place.first - 1
        first = tree.sents[tree.sent[place.first]][0]
        while k > first and (
            tree.lower[k] in ("the", "its", "of") or (tree.lemma[k] in AREAS and tree.lower[k] not in _SOME)
        ):
            k -= 1
        if k < first or (k == place.first - 1 and tree.lower[k] not in _ALL):
            return None
        figure = next((f for f in self.shares if f.start < tree.end[k] <= f.end), None)
        if figure is not None:
            return _of_figure(figure)
        almost = k > first and tree.lower[k - 1] in _NEARLY
        if tree.lower[k] in _ALL or tree.lower[k] == "entirety":
            return _Share(0.9, 0.999, True, k - 1) if almost else _Share(1.0, 1.0, True, k)
        if tree.lower[k] in _MOST:
            return _Share(0.5, 0.99, True, k)
        return _Share(*PART, True, k) if tree.lower[k] in _SOME else None

    def _keep(self, start: int, end: int, holder: str, of: str, share: _Share, kind: Hold, by: str | None) -> None:
        article = self.roles.scene.article
        one = Holding(
            id=finding_id("holding", article.id, start, end, holder, of, kind),
            article=article.id,
            start=start,
            end=end,
            text=self.tree.text[start:end],
            holder=holder,
            of=of,
            low=round(share.low, 4),
            high=round(share.high, 4),
            kind=kind,
            by=by,
            plain=share.plain,
            date=article.published,
        )
        self.made.setdefault(one.id, one)

    def _thing(self, thing: int, share: _Share) -> tuple[str, int] | None:
        """A country that is held in part, or another thing that is shared out in figures."""
        for k in self.regions.of(thing):
            country = self.regions.places.whole_country(k)
            if country is not None and share.plain:
                return country, k
        if share.figure is None:
            return None
        held = self.roles.after(thing, ("of", "in"))
        if held is None:
            return None
        words = self.roles.words(self.tree.left[held], held + 1)
        return (words, held) if words else None

    def _kind(self, i: int) -> Hold | None:
        """Held, or only wanted; None for what is merely supposed."""
        tree, node = self.tree, i
        for _ in range(4):
            marks = {tree.lower[c] for c in tree.children[node] if tree.dep[c] in ("aux", "mark", "auxpass", "advmod")}
            if marks & _UNREAL:
                return None
            if marks & _MODAL or "to" in marks:
                return "wants"
            if tree.dep[node] not in ("xcomp", "conj", "ccomp", "advcl") or tree.head[node] == node:
                return "holds"
            above = tree.head[node]
            if tree.lemma[above] in _WANTING and tree.dep[node] in ("xcomp", "ccomp") and tree.lemma[above] != "claim":
                return "wants"
            if tree.dep[node] == "advcl" and marks & {"when", "once", "after"}:
                return "wants"
            if tree.dep[node] in ("ccomp", "advcl"):
                return "holds"
            node = above
        return "holds"

    def _account(self, i: int) -> str | None:
        said = self._speaker(i)
        if said:
            return said[0]
        return self.roles.speaking_party(self.tree.start[i], self.tree.end[i])

    def _other_accounts(self) -> None:
        """`Zelensky speaks of 30 percent`, right after a share of something: another account of it."""
        tree, roles = self.tree, self.roles
        for f in self.shares:
            k = roles.token_at(f.start)
            sentence = tree.sent[k]
            first, last = tree.sents[sentence]
            verb = next((v for v in range(first, k) if tree.lemma[v] in _TELLING and tree.tag[v][:2] == "VB"), None)
            if verb is None or any(tree.lemma[v] in _HOLDING for v in range(first, last)):
                continue
            subject = roles.subject(verb)
            parties = roles.parties(subject) if subject is not None else ()
            start, end = (tree.chars(tree.sents[sentence - 1])) if sentence else (0, 0)
            before = [h for h in self.made.values() if start <= h.start < end and h.plain and h.kind == "holds"]
            if parties and before and tree.lower[k - 1] in ("of", "at", "is", "about", "some"):
                told = before[-1]
                share = _of_figure(f)
                left = min(tree.start[verb], tree.start[subject] if subject is not None else f.start)
                self._keep(left, f.end, told.holder, told.of, share, "holds", parties[0])
