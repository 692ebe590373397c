"""What stands between a theme and the root of its sentence, and how each word on the way changes it.

Owns the `Path`, its `Level`s, and the `Climber` that writes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from zopa.read.document import Token
from zopa.read.grammar_words import (
    ABOUT,
    DENYING,
    DROPPING,
    GIVING,
    MODALS,
    OPINIONS,
    PARTICLES,
    PASS,
    REMARKS,
    STRENGTHENING,
)
from zopa.read.lexicon import Attitude, Lexicon
from zopa.read.tree import agent_of, inverted, is_passive, is_verb, negated, own_subject, possessor, subject_of

LevelKind = Literal["attitude", "evaluation", "speech", "clause"]

# what joins a thing to a noun of attitude; empty in `tax demand`
_HELD_BY = frozenset(("", *"to for of on against over about in by with at".split()))


def dropping(word: Token) -> bool:
    """Whether a verb takes back the attitude that its noun tells: `dropped its demand`, `gave up her plan`."""
    lemma = word.lemma_.lower()
    return lemma in DROPPING or any(f"{lemma}+{c.lower_}" in DROPPING for c in word.children if c.i > word.i)


@dataclass(slots=True)
class Level:
    """One word on the way up by which somebody takes an attitude, says something, or acts."""

    token: Token
    kind: LevelKind
    attitude: Attitude | None = None
    negated: bool = False
    holder: Token | None = None  # who takes the attitude or speaks
    modal: str = ""
    hypothetical: bool = False  # stands in an `if` clause or below `may`/`might`
    own_subject: bool = True  # False where the holder is taken over from a governing clause
    noun: bool = False


@dataclass(slots=True)
class Path:
    """What stands between a theme and the root of its sentence."""

    sign: int = 1
    negations: int = 0
    owning: int = 0
    owner: Token | None = None
    given: bool = False  # the owner gives it to somebody: where nobody's holding is at issue, there is more of it
    levels: list[Level] = field(default_factory=list)
    adjunct: bool = False  # the theme only dates or frames something else
    other: bool = False  # the theme acts on something else: nobody's position towards it
    condition: str = ""  # if, unless, only, without, exchange
    strengthened: bool = False
    closed: bool = False  # what stands above governs something else

    @property
    def owner_words(self) -> str:
        """The owner's words in lower case, with what belongs to them."""
        if self.owner is None:
            return ""
        return " ".join(
            t.lower_ for t in self.owner.subtree if t.dep_ in ("compound", "det", "amod") or t.i == self.owner.i
        )


class Climber:
    """The path so far, and what a word does to it."""

    def __init__(self, words: Lexicon, inert: frozenset[int]) -> None:
        self.words = words
        self.inert = inert
        self.path = Path()
        self._denied: set[int] = set()  # words whose own `no` has been counted

    def attitudes(self) -> bool:
        """Whether somebody has taken an attitude or spoken yet."""
        return any(level.kind != "clause" for level in self.path.levels)

    def turns(self, noun: Token) -> bool:
        """Whether `noun` tells an attitude, a change or an owner of what hangs below it."""
        lemma = noun.lemma_.lower()
        return noun.pos_ == "NOUN" and (
            lemma in self.words.attitudes["n"] or lemma in self.words.owning_nouns or lemma in self.words.nouns
        )

    def noun(self, noun: Token, prep: str) -> bool:
        """`noun` governs the theme: an attitude (`demand for`), a turn (`end to`) or an owner (`control over`)."""
        lemma = noun.lemma_.lower()
        if noun.i in self.inert:
            return True
        if lemma in ABOUT:
            self.path.other = self.path.other or not self.attitudes()
            return True
        if lemma in ("favour", "favor", "support", "opposition") and noun.dep_ == "pobj" and noun.head.lower_ == "in":
            above = noun.head.head  # `is in favour of X`
            found = self.words.attitude("v", "oppose" if lemma == "opposition" else "support")
            self.add_attitude(found, noun, subject_of(above) if is_verb(above) else None, above)
            return True
        undecided = noun.dep_ == "dobj" and negated(noun.head) and noun.head.lemma_.lower() in ("have", "take")
        if lemma in OPINIONS and (undecided or any(c.lower_ == "no" for c in noun.children)):  # `had no view on X`
            holder = possessor(noun) or (subject_of(noun.head) if is_verb(noun.head) else None)
            self.add_attitude(self.words.attitude("v", "consider"), noun, holder, noun, noun=True)
            self._denied.add(noun.i)
            return True
        found = self.words.attitude("n", lemma)
        if (
            found is None
            and lemma in REMARKS
            and (lemma != "post" or prep in ("about", "on"))
            and prep in ("about", "on", "regarding", "concerning", "to", "for", "of")
        ):
            self.path.levels.append(Level(noun, "speech", None, False, possessor(noun)))
            return True
        if found is not None and prep in _HELD_BY:
            if prep == "" and found.polarity == "open":
                return False
            self.add_attitude(found, noun, possessor(noun), noun, noun=True)
            return True
        owning = self.words.owning_nouns.get(lemma)
        if owning:
            owner = possessor(noun)
            if owner is None and noun.dep_ == "dobj" and is_verb(noun.head) and noun.head.lemma_.lower() not in PASS:
                owner = subject_of(noun.head)  # `Russia gains control`
            self.own(owning, owner)
            return True
        sign = self.words.nouns.get(lemma) or self.words.signed.get(lemma)
        if sign is None and noun.tag_ == "VBG":
            sign = self.words.verbs.get(lemma)
        if sign:
            self.path.sign *= sign
            return True
        return prep in ("of", "in", "on", "for", "to", "with", "between", "from", "over", "about")

    def own_verb(self, verb: Token, *keys: str) -> bool:
        """What `verb` does to the thing: who gets or loses it, whether it grows or shrinks. False: nothing."""
        lemma = verb.lemma_.lower()
        particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
        prep = next((c.lower_ for c in verb.children if c.dep_ == "prep"), "")
        adverb = next(
            (
                c.lower_
                for c in verb.children
                if c.dep_ == "advmod" and (c.i == verb.i + 1 or (c.i > verb.i and c.lower_ in PARTICLES))
            ),
            "",
        )
        names = [*(k for k in keys if "+" in k)]
        if particle:
            names.append(f"{lemma}+{particle}")
        if adverb:
            names.append(f"{lemma}+{adverb}")
        if prep:
            names.append(f"{lemma}+{prep}")
        names += [f"{lemma}+{c.lower_}" for c in verb.children if c.dep_ == "dobj"]  # `take part`, `take effect`
        # `give their land to X`: the parser often hangs `to X` on the land
        if any(
            c.dep_ == "dative" or (c.dep_ == "dobj" and any(g.lower_ == "to" for g in c.children))
            for c in verb.children
        ):
            names.append(f"{lemma}+to")
        names.append(lemma)
        for name in names:
            own = self.words.owning.get(name)
            if own:
                if name.endswith(("stay+with", "remain+with", "belong+to")):
                    holder = next(
                        (g for c in verb.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"), None
                    )
                    self.own(1, holder)
                else:
                    self.path.given = self.path.given or name in GIVING
                    self.own(own, agent_of(verb) if is_passive(verb) else subject_of(verb))
                return True
            sign = self.words.verbs.get(name)
            if sign:
                self.path.sign *= sign
                return True
        return False

    def own(self, owning: int, owner: Token | None) -> None:
        """The innermost word of owning tells who owns; each turns the sign."""
        if not self.path.owning:
            self.path.owning = owning
            self.path.owner = owner
        self.path.sign *= owning

    def own_words(self, node: Token) -> None:
        """What stands at the word itself: `no`, `without`, `higher`, `reduced`, `-free`."""
        path = self.path
        if node.dep_ == "npadvmod" and node.head.lower_ == "free" and node.head.i == node.i + 2:
            path.sign = -path.sign  # `visa-free entry` is entry without a visa
        for child in node.children:
            if node.i in self._denied and child.dep_ == "det":
                continue
            if child.dep_ == "det" and child.lower_ in ("no", "neither"):
                self._denied.add(node.i)
                if path.levels and path.levels[-1].token.i == node.i:
                    path.levels[-1].negated = not path.levels[-1].negated
                else:
                    path.sign = -path.sign
                    path.negations += 1
            elif child.dep_ in ("amod", "advmod") and node.pos_ in ("NOUN", "PROPN"):
                path.sign *= self.words.modifiers.get(child.lower_, 1)
            elif child.dep_ == "neg" and not is_verb(node):
                path.sign = -path.sign
                path.negations += 1

    def negation(self, verb: Token) -> None:
        """A plain `not` at `verb` turns the last level, or the theme where nobody has taken an attitude yet."""
        if any(c.dep_ == "neg" for c in verb.children):
            if self.path.levels:
                self.path.levels[-1].negated = not self.path.levels[-1].negated
            else:
                self.path.sign = -self.path.sign
                self.path.negations += 1

    def clause(self, verb: Token) -> None:
        """Negation, modal and subject of the clause that `verb` heads."""
        path = self.path
        denied = negated(verb) != any(
            c.i in self._denied for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")
        )  # the `no` of `no troops will go` counts once
        if any(c.lower_ in STRENGTHENING for c in verb.children):
            path.strengthened = True
        modal = next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.lower_ in MODALS), "")
        if modal == "should" and inverted(verb):  # `should it refuse to`: a condition, no duty
            path.condition = path.condition or "if"
            modal = ""
        last = path.levels[-1] if path.levels else None
        own = last is not None and last.kind != "clause"
        if last is not None and own and (last.token.i == verb.i or (not last.noun and last.token.head.i == verb.i)):
            if denied:
                last.negated = not last.negated
            last.modal = last.modal or modal
            return
        if last is not None and last.kind == "evaluation" and any(c.i == last.token.i for c in verb.children):
            if denied:
                last.negated = not last.negated
            return
        if denied:
            if last is None or last.kind == "clause":
                path.sign = -path.sign
                path.negations += 1
            elif last.kind == "attitude" and last.token.dep_ in ("xcomp", "acomp", "dobj", "attr") and not last.noun:
                last.negated = not last.negated
        if last is None or last.kind == "clause":
            semi = next((f"{verb.lemma_}_{c.lemma_}" for c in verb.children if c.dep_ == "xcomp"), "")
            deontic = "must" if verb.lemma_.lower() in ("have", "need", "ought") and semi else ""
            path.levels = [item for item in path.levels if item.kind != "clause"]
            path.levels.append(
                Level(verb, "clause", None, False, subject_of(verb), deontic or modal, False, own_subject(verb))
            )  # fmt: skip

    def add_attitude(
        self,
        attitude: Attitude | None,
        token: Token,
        holder: Token | None,
        clause: Token,
        *,
        kind: LevelKind = "attitude",
        noun: bool = False,
    ) -> None:
        """A level for `attitude`, which replaces a bare clause; nothing where `attitude` is None."""
        if attitude is None:
            return
        path = self.path
        path.levels = [item for item in path.levels if item.kind != "clause"]
        level = Level(token, kind, attitude, False, holder, "", False, own_subject(clause), noun)
        path.levels.append(level)

    def speech(self, verb: Token) -> None:
        """A level for the subject of `verb` saying something; who denies it says that it is not so."""
        levels = self.path.levels
        if verb.lemma_.lower() in DENYING and not negated(verb) and levels:
            if levels[-1].kind == "attitude":
                levels[-1] = replace(levels[-1], negated=not levels[-1].negated)
            else:
                self.path.negations += 1
        self.path.levels.append(Level(verb, "speech", None, negated(verb), subject_of(verb), "", False, True))
