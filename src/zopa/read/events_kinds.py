"""Which kind of event a noun or verb tells of, and the word that names it: `held talks` is talks, `flew to` a visit."""

from __future__ import annotations

from typing import Final

from zopa.read.events_course import SPEECH
from zopa.read.events_ground import GATHERING, LIGHT, NOMINAL
from zopa.read.events_things import Things
from zopa.read.timed import THINGS

# verbs of what becomes of a plan: the day beside them is the day of the telling, or the new day after `to`
CHANGING: Final = frozenset(
    "cancel postpone extend prolong delay suspend adjourn shelve scrap pause defer lift freeze halt abandon "
    "reschedule".split()
)
_TALKING: Final = frozenset("speak talk converse confer consult".split())
_LINES: Final = frozenset("phone telephone video videolink".split())
_GOING: Final = frozenset("walk storm pull leave quit abandon march drop".split())
_BESIDE: Final = frozenset("for in after at to during".split())


class Kinds(Things):
    """Names the kind of event that a token tells of."""

    def kind_of(self, trigger: int, *, for_day: bool = False) -> tuple[str, str, int]:
        """Kind, family and the word that names it: `held talks` is talks, `said` is dated speech."""
        tree = self.tree
        if tree.tag[trigger] in NOMINAL:
            kind, family = self.entry(trigger) or ("event", f"{trigger}")
            return kind, family, trigger
        lemma = tree.lemma[trigger]
        if (
            lemma in ("announce", "call")
            and not for_day
            and not any(tree.lower[c] == "off" for c in tree.children[trigger])
        ):
            # `the summit was announced on Friday`: the day is that of the telling
            kind, family = self.entry(trigger) or ("statement", f"say{trigger}")
            return kind, family, trigger
        ended = self._ended(trigger) if not for_day else None
        if ended is not None:
            return (*ended, trigger)
        if lemma in _TALKING and self._by_telephone(trigger):
            return "call", "call", trigger
        if lemma in LIGHT or lemma not in self.lexicon:
            for c in [*self.roles.objects(trigger), *self._subjects(trigger), *self._prepositional(trigger)]:
                for k in (c, *self._inner(c)):
                    entry = self.entry(k) if tree.tag[k] in NOMINAL and not self._is_time(k) else None
                    if entry is not None and (lemma in LIGHT or entry[1] in ("meet", "call")):
                        return (*entry, k)
        if lemma in CHANGING:  # `extended its ultimatum to 14 March`
            for c in [*self.roles.objects(trigger), *self._subjects(trigger)]:
                entry = self.entry(c) if tree.tag[c] in NOMINAL else None
                if entry is not None:
                    return (*entry, c)
        runs_out = lemma == "run" and any(tree.lower[c] == "out" for c in tree.children[trigger])
        if runs_out and self._timed(self.roles.subject(trigger)):
            return "deadline", "deadline", trigger
        if lemma in ("take", "come", "enter") and self._takes_effect(trigger):
            return "taking effect", "effect", trigger
        if lemma in ("set", "fix", "name"):
            named = self.roles.after(trigger, ("as",))
            if named is not None and tree.lemma[named] in ("date", "deadline", "limit", "day", "cutoff"):
                return "deadline", "deadline", trigger  # `set 8 August as the last date`
        if lemma in LIGHT:
            noun = self._planned_noun(trigger)
            if noun is not None:
                return (*noun[1], noun[0])
        if lemma in SPEECH:
            return "statement", f"say{trigger}", trigger
        entry = self.entry(trigger)
        if entry is not None:
            return (*entry, trigger)
        return "event", f"event{trigger}", trigger

    def _timed(self, i: int | None) -> bool:
        """Whether a thing runs for a time: a deadline, a truce, a mandate."""
        return i is not None and (self.limits(i) or self.tree.lemma[i] in THINGS or self.tree.lower[i] in THINGS)

    def _ended(self, verb: int) -> tuple[str, str] | None:
        """`broke off talks`, `the talks broke down`, `stormed out of the meeting`, `quit the negotiations`."""
        tree, lemma = self.tree, self.tree.lemma[verb]
        below = [verb, *tree.children[verb]]
        particle = next((tree.lower[c] for c in below if tree.lower[c] in ("off", "down", "up", "out")), "")
        if lemma == "break" and particle in ("off", "down", "up"):
            things = [*self.roles.objects(verb), *self._subjects(verb)]
            return ("breakdown", "break") if any(self._gathering(c) for c in things) else None
        if lemma in _GOING and (particle == "out" or lemma in ("leave", "quit", "abandon")):
            left = [*self.roles.objects(verb), *self._beyond(verb)]
            return ("walkout", "break") if any(self._gathering(c) for c in left) else None
        return None

    def _gathering(self, i: int) -> bool:
        return self.tree.tag[i] in NOMINAL and self.family(i) in GATHERING

    def _by_telephone(self, verb: int) -> bool:
        return any(self.tree.lemma[c] in _LINES for c in self._beyond(verb))

    def _takes_effect(self, verb: int) -> bool:
        tree = self.tree
        below = [verb, *tree.children[verb]]
        return any(tree.lower[c] in ("effect", "force") for k in below for c in tree.children[k])

    def came_for(self, verb: int) -> tuple[int, tuple[str, str]] | None:
        """The meeting that somebody travels for: `flew to Doha for talks with Qatar`."""
        tree = self.tree
        for c in tree.children[verb]:  # `flew to Doha to meet the Qatari delegation`
            purpose = tree.dep[c] in ("advcl", "xcomp") and any(tree.lower[g] == "to" for g in tree.children[c])
            entry = self.entry(c) if purpose and c > verb else None
            if entry is not None and entry[1] in GATHERING and self.roles.objects(c):
                return c, entry
        noun = self.roles.after(verb, ("for",)) if self.tree.tag[verb][:2] == "VB" else None
        entry = self.entry(noun) if noun is not None and self.tree.tag[noun] in NOMINAL else None
        return (noun, entry) if noun is not None and entry is not None and entry[1] in GATHERING else None

    def _planned_noun(self, verb: int) -> tuple[int, tuple[str, str]] | None:
        """The event that a participle sets a date for: `the summit, scheduled for`, `the strike, due to begin on`."""
        tree, node = self.tree, verb
        for _ in range(4):
            within = node != verb and tree.dep[node] in ("pobj", "prep")  # `a meeting with X that was planned for`
            if tree.dep[node] not in ("acl", "relcl", "xcomp", "advcl", "amod", "appos", "ccomp") and not within:
                return None
            node = tree.head[node]
            entry = self.entry(node) if tree.tag[node] in NOMINAL else None
            if entry is not None:
                return node, entry
        return None

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
