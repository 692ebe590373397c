"""From a word up the dependency tree: what governs it, which way it is turned, and who takes which attitude to it.

Owns the grammar of positions: objects and subjects, passives, control (`wants X to Y`), nominalisations (`Russian
opposition to`), negation, coordination, conditions, reported speech. Knows no issues and no parties: it returns tokens.

A `Path` runs from the inside out. `sign` gathers what the words between the theme and the first attitude do to the
theme (`an end to` turns it); each `Level` is a word by which somebody takes an attitude or says something.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Token

from zopa.read.lexicon import Attitude, Lexicon

LevelKind = Literal["attitude", "evaluation", "speech", "clause"]

SPEECH = frozenset(
    "say tell argue state declare claim add note insist stress explain announce report write reiterate repeat maintain "
    "assert contend emphasize emphasise underline underscore affirm reaffirm confirm suggest indicate imply believe "
    "think feel hold warn acknowledge admit concede stipulate observe remark respond reply answer counter comment "
    "signal hint reveal disclose testify tweet post quip recall joke caution complain predict estimate expect hope "
    "understand know conclude decide make_clear agree vow promise pledge claim demand propose deny mention point "
    "describe see view regard consider call deem".split()
)
_MODALS = frozenset("will would wo 'll ’ll can could ca may might must shall should ought".split())
_ADJUNCT = frozenset(
    "after before during since despite amid following until till by at ahead throughout within upon because due "
    "because_of besides beyond unlike like than as given via near under".split()
)
_OBJECT_CONTROL = frozenset(
    "urge ask tell force press pressure push want need allow let permit persuade convince order invite encourage "
    "enable require expect help compel oblige authorize authorise "
    "instruct direct call challenge bully coerce get make have "
    "beg implore advise lobby entreat appeal cause lead forbid prompt drive leave see like prefer wish".split()
)
_LIGHT = frozenset(
    "have show express voice make repeat reiterate maintain renew signal state issue underscore stress raise give "
    "offer declare announce reaffirm affirm harden register convey present "
    "submit stick receive reach find see face set put "
    "keep confirm open leave emphasize emphasise underline lodge take launch mount bring outline table press".split()
)
DROPPING = frozenset("drop abandon soften withdraw relax lift renounce waive shelve overcome remove ease".split())
_PASS = frozenset("include contain involve cover feature comprise entail mean bring see".split())
_FAIL = frozenset("fail stop cease neglect avoid refrain forget".split())
_CATENATIVE = frozenset(
    "continue keep try attempt begin start go come manage help proceed move seem appear tend happen get be have serve "
    "act work use focus concentrate succeed opt want_to".split()
)
# attitudes that merely report when a full clause without `should` follows: `agreed that taxes rose`
_REPORTING = frozenset(
    "agree suggest expect hope signal hint warn concede deny maintain want wish urge consider fear argue".split()
)
_CALLING = frozenset("call describe consider deem see regard view label brand make find declare".split())
_UNLIKELY = frozenset("unlikely improbable doubtful".split())
# words that only talk about a thing
_ABOUT = frozenset(
    "rumor rumour speculation news report article study history dispute row debate question uncertainty analysis "
    "doubt book story coverage anniversary expert adviser advisor specialist case event face wake light".split()
)
_REMARKS = frozenset(
    "remark comment statement assertion argument warning speech address letter tweet post message view belief claim "
    "insistence announcement declaration contention opinion".split()
)
_AIMS = frozenset("be remain revolve centre center consist include lie rest stay become".split())
_COPULAS = frozenset("be remain become seem appear look stay prove sound feel".split())
_NEGATIVES = frozenset("no not n't never neither nor nobody none nothing hardly scarcely barely without".split())
_STRENGTHENING = frozenset(
    "flatly never categorically absolutely firmly adamantly unequivocally vehemently steadfastly outright strictly "
    "totally completely unconditionally resolutely squarely repeatedly consistently strongly fiercely emphatically "
    "ever".split()
)


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


def climb(theme: Token, words: Lexicon, inert: frozenset[int] = frozenset()) -> Path:
    """The path from `theme` up to the root of its sentence.

    `inert` are indexes of tokens that belong to the theme's own name (`debt limit`) and so turn nothing.
    """
    return _Climber(words, inert).run(theme)


def asides(theme: Token, words: Lexicon) -> list[Path]:
    """Paths through clauses that qualify `theme`: `a levy which they reject`, `support promised by the city`."""
    found: list[Path] = []
    for clause in theme.children:
        if clause.dep_ == "relcl":
            pronoun = next(
                (t for t in clause.subtree if t.lower_ in ("which", "that", "whom") and t.dep_ == "dobj"), None
            )
            if pronoun is not None:
                found.append(climb(pronoun, words))
        elif clause.dep_ == "acl" and clause.tag_ == "VBN":
            agent = agent_of(clause)
            attitude = words.attitude("v", clause.lemma_.lower())
            if agent is not None and attitude is not None:
                found.append(Path(levels=[Level(clause, "attitude", attitude, False, agent)]))
    return found


class _Climber:
    def __init__(self, words: Lexicon, inert: frozenset[int]) -> None:
        self.words = words
        self.inert = inert
        self.path = Path()

    def run(self, theme: Token) -> Path:
        path = self.path
        lemma = theme.lemma_.lower()
        self._own_words(theme)
        node = theme
        if _is_verb(node):
            self._own_verb(node)
            self._clause(node)
        elif theme.i in self.inert:
            pass
        elif lemma in self.words.owning_nouns:
            self._own(self.words.owning_nouns[lemma], _possessor(theme))
        else:
            path.sign *= self.words.signed.get(lemma) or self.words.nouns.get(lemma) or 1
        shared = False  # came up through a conjunction: the head is a sibling, not a governor
        for _ in range(60):
            head = node.head
            if head.i == node.i:
                break
            rel = node.dep_
            if shared and rel != "conj":
                shared = False
            if rel == "conj":
                node = self._past_sibling(node, head)
                shared = True
                continue
            node = self._step(node, rel, head)
            if path.closed or (path.adjunct and path.levels):
                break
        if not any(level.kind == "speech" for level in path.levels):
            # `Sanctions, she added, would stay`: who says so stands in brackets
            said = next((c for c in node.children if c.dep_ == "parataxis" and c.lemma_.lower() in SPEECH), None)
            if said is not None and not path.closed:
                self._speech(said)
        return path

    # one step

    def _past_sibling(self, node: Token, head: Token) -> Token:
        """Up through `and`: what the first of the joined words has before it holds for all of them."""
        if _is_verb(node) and not _is_verb(head):
            self.path.other = self.path.other or not self.path.levels
        if _is_verb(head) and not any(c.dep_ in ("nsubj", "nsubjpass") for c in node.children):
            self._negation(head, shared=True)
        return head

    def _step(self, node: Token, rel: str, head: Token) -> Token:
        if rel == "pobj" or (rel == "pcomp" and head.dep_ == "prep"):
            if rel == "pcomp" and _is_verb(node):
                pass
            return self._preposition(head)
        if rel in ("compound", "amod", "nmod", "nummod", "poss", "npadvmod", "appos", "quantmod"):
            if rel != "appos":
                self._noun(head, "")
            self._own_words(head)
            return head
        if rel == "prep":  # a bare preposition reached from inside
            return head
        if _is_verb(head) or head.pos_ == "ADJ":
            self._governing_verb(node, rel, head)
            return head
        if head.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "DET"):
            if rel == "acl" or (rel == "ccomp" and node.i > head.i):
                if not self._noun(head, "to"):
                    self.path.other = self.path.other or not self.path.levels
            elif rel == "relcl":
                inner = [level for level in self.path.levels if level.kind != "clause"]
                if not inner and node.lemma_.lower() in _PASS:
                    self._noun(head, "for")
                elif not inner and self.words.verbs.get(node.lemma_.lower()) is None:
                    self.path.other = True
                elif inner:
                    self.path.closed = True
            self._own_words(head)
            return head
        return head

    def _preposition(self, prep: Token) -> Token:
        governor = prep.head
        name = prep.lower_
        path = self.path
        before = prep.doc[prep.i - 1] if prep.i else prep
        if before.i != governor.i and name in _ATTACHED and self._turns(before) and _same_clause(before, governor):
            governor = before  # `agree to savings in X`: the parser hangs `in X` on the verb
        if name == "without":
            return self._without(prep)
        if name == "against" and _is_verb(governor) and governor.lemma_ == "be":
            self._add_attitude(self.words.attitude("p", name), prep, subject_of(governor), governor)
            return governor
        if name == "for" and prep.i > 1 and (traded := _traded(prep)) is not None:
            top = _verb_above(prep)
            governor = traded
            path.condition = path.condition or "exchange"
            self._add_attitude(
                self.words.attitude("v", "demand"), governor, subject_of(top) if _is_verb(top) else None, top
            )
            return top
        if name == "of" and governor.lower_ == "short":  # `stopped short of backing X`
            if self._attitudes():
                path.levels[-1].negated = not path.levels[-1].negated
            else:
                path.sign = -path.sign
            return governor
        if governor.pos_ in ("NOUN", "PROPN"):
            if name in _ADJUNCT:
                path.adjunct = True
            else:
                self._noun(governor, name)
            self._own_words(governor)
            return governor
        if _is_verb(governor):
            key = governor.lemma_.lower()
            particle = next((c.lower_ for c in governor.children if c.dep_ == "prt"), "")
            adverb = next(
                (
                    c.lower_
                    for c in governor.children
                    if c.dep_ in ("advmod", "acomp", "dobj", "intj", "det") and c.i > governor.i
                ),
                "",
            )
            if name == "to" and key == "say" and (word := _yes_or_no(governor, prep)):
                self._add_attitude(self.words.attitude("v", f"say+{word}+to"), governor, subject_of(governor), governor)
                return governor
            found = self.words.attitude(
                "v", f"{key}+{particle}+{name}", f"{key}+{adverb}+{name}", f"{key}+{name}"
            )  # fmt: skip
            if found is None and name in ("around", "in", "on", "of", "with", "upon") and self._aim(prep, governor):
                self._clause(governor)
                return governor
            if found is None and name in ("on", "to", "in", "with", "for") and not _has_object(governor):
                found = self.words.attitude("v", f"{key}+{particle}" if particle else key)
            if found is not None:
                self._add_attitude(found, governor, subject_of(governor), governor)
                self._clause(governor)
                return governor
            thing = next((c for c in governor.children if c.dep_ in ("dobj", "nsubjpass", "attr")), None)
            if (
                thing is not None
                and name in ("over", "for", "to", "on", "against", "in", "about", "of")
                and self._turns(thing)
            ):
                # the parser hung `over X` of `gain control over X` on the verb
                self._noun(thing, name)
                self._own_words(thing)
                self._governing_verb(thing, thing.dep_, governor)
                return governor
            own = self.words.owning.get(f"{key}+{particle}+{name}") or self.words.owning.get(f"{key}+{name}")
            sign = self.words.verbs.get(f"{key}+{particle}+{name}") or self.words.verbs.get(f"{key}+{name}")
            if own:
                self._own(own, subject_of(governor))
            elif sign:
                path.sign *= sign
            elif particle and self.words.verbs.get(f"{key}+{particle}"):
                path.sign *= self.words.verbs[f"{key}+{particle}"]
            elif name in ("from", "in", "of", "to", "out") and key in self.words.verbs and not _has_object(governor):
                path.sign *= self.words.verbs[key]
            elif name in _ADJUNCT or (
                _has_object(governor)
                and name
                not in (
                    "of",
                    "to",
                    "for",
                    "on",
                    "in",
                    "with",
                    "over",
                    "about",
                    "alongside",
                    "including",
                    "regarding",
                    "per",
                )
            ):
                path.adjunct = True
            elif name == "on" and key == "put":
                pass
            self._clause(governor)
            return governor
        if governor.pos_ == "ADJ":
            self._adjective(governor, name)
            return governor
        return governor

    def _without(self, prep: Token) -> Token:
        """`no deal without X` asks for X; any other `without X` has X away."""
        path = self.path
        verb = _verb_above(prep)
        chain = [verb]
        for _ in range(6):
            last = chain[-1]
            if last.dep_ in ("xcomp", "conj") and _is_verb(last.head):
                chain.append(last.head)
            elif last.dep_ in ("acl", "relcl"):  # `any deal made without X will be worthless`
                chain.append(_verb_above(last.head))
            else:
                break
        refusing = any(self._negated(v) or _no_object(v) for v in chain) or any(
            (e := _evaluated(v)) is not None
            and (a := self.words.attitude("e", _fixed(e), e.lemma_.lower())) is not None
            and a.polarity == "against"
            for v in chain
        )
        if refusing:
            path.condition = path.condition or "without"
            first_person = subject_of(chain[-1])
            own = first_person if first_person is not None and first_person.lower_ in ("we", "i") else None
            self._add_attitude(self.words.attitude("v", "demand"), prep, own, prep)
            return chain[-1]
        path.sign = -path.sign
        path.condition = path.condition or "without"
        return prep.head

    def _governing_verb(self, node: Token, rel: str, head: Token) -> None:
        """`head` is a verb or adjective that governs `node` by `rel`."""
        path = self.path
        lemma = head.lemma_.lower()
        if rel in ("ccomp", "parataxis") and any(
            t.text == ";" for t in head.doc[min(node.i, head.i) : max(node.i, head.i)]
        ):
            path.closed = True  # two sentences joined by a semicolon
            return
        if head.pos_ == "ADJ":
            found = self.words.attitude("e", head.lemma_.lower()) if rel == "nsubj" else None
            if found is not None and _is_verb(head.head):
                self._add_attitude(found, head, subject_of(head.head), head.head, kind="evaluation")
                return
            self._adjective(head, "to" if rel in ("xcomp", "advcl", "ccomp") else "")
            return
        particle = next((c.lower_ for c in head.children if c.dep_ == "prt"), "")
        keys: tuple[str, ...] = (f"{lemma}+{particle}",) if particle else (lemma,)
        if rel == "advcl" and self._aim(node, head):
            self._clause(head)
            return
        if rel == "advcl":
            self._adverbial(node, head)
            self._clause(head)
            return
        if rel == "csubj":
            path.other = path.other or lemma not in _COPULAS
            path.levels = [level for level in path.levels if lemma in _COPULAS]
            if lemma in _COPULAS:
                self._as_subject(head, lemma)
            self._clause(head)
            return
        if rel == "nsubj":
            self._as_subject(head, lemma)
            self._clause(head)
            return
        if rel == "acomp" and lemma in _COPULAS:
            self._clause(head)
            return
        judged = _evaluated(head) if lemma in _COPULAS and rel in ("ccomp", "xcomp", "advcl") else None
        if judged is not None and judged.i < node.i:  # `it is unlikely that ...`, `it is essential to ...`
            if judged.lemma_.lower() in _UNLIKELY:
                path.sign = -path.sign
                path.negations += 1
                self._clause(head)
                return
            found = self.words.attitude("e", _fixed(judged), judged.lemma_.lower())
            if found is not None:
                self._add_attitude(found, judged, _for_whom(judged), head, kind="evaluation")
                self._clause(head)
                return
        if rel in ("xcomp", "ccomp", "attr", "pcomp", "prep") and self._aim(node, head):
            self._clause(head)
            return
        evaluation = _evaluated(head) if lemma in _CALLING else None
        if evaluation is not None and evaluation.i != node.i and rel in ("dobj", "nsubjpass", "ccomp", "oprd"):
            found = self.words.attitude("e", _fixed(evaluation), evaluation.lemma_.lower())
            if found is not None:
                self._add_attitude(found, evaluation, subject_of(head), head, kind="evaluation")
                self._clause(head)
                return
        if rel == "ccomp" and _mark(node) in ("whether", "if"):  # `asked whether X`
            path.other = path.other or not self._attitudes()
            self._clause(head)
            return
        if rel in ("xcomp", "ccomp"):  # `called on X to`, `appealed to X to`, `pleaded with X to`
            keys += tuple(f"{lemma}+{c.lower_}" for c in head.children if c.dep_ == "prep" and c.i < node.i)
        if rel in ("xcomp", "ccomp") and _mark(node) == "for":
            keys = (f"{lemma}+for", *keys)
        if lemma == "let" and any(t.lower_ in ("known", "slip") for t in head.doc[head.i : head.i + 5]):
            self._speech(head)  # `let it be known that`, `let slip that`
            self._clause(head)
            return
        attitude = self.words.attitude("v", *keys)
        passive = rel == "nsubjpass" or (rel in ("ccomp", "xcomp") and _is_passive(head))
        if rel in ("dobj", "nsubjpass", "ccomp", "xcomp", "dative", "oprd", "pcomp", "attr") and attitude is not None:
            if not (lemma in SPEECH and rel == "ccomp" and _speechlike(attitude, node)):
                holder = agent_of(head) if passive and rel == "nsubjpass" else subject_of(head)
                self._add_attitude(attitude, head, holder, head)
                self._clause(head)
                return
            self._speech(head)
            self._clause(head)
            return
        if (rel == "ccomp" and lemma in SPEECH) or rel == "parataxis":
            self._speech(head)
            self._clause(head)
            return
        if rel in ("dobj", "nsubjpass", "dative", "oprd", "attr"):
            self._own_verb(head, *(f"{k}" for k in keys))
            if lemma == "put" and any(
                c.lower_ == "on" and any(g.lower_ == "table" for g in c.children) for c in head.children
            ):
                self._add_attitude(self.words.attitude("v", "offer"), head, subject_of(head), head)
            if path.levels and path.levels[-1].noun and path.levels[-1].holder is None and lemma in (_LIGHT | DROPPING):
                path.levels[-1].holder = agent_of(head) if rel == "nsubjpass" else subject_of(head)
                path.levels[-1].noun = False  # the verb and its noun are one attitude: `renounced any plan`
                if lemma in DROPPING:
                    path.levels[-1].negated = not path.levels[-1].negated
                if self._negated(head):
                    path.levels[-1].negated = not path.levels[-1].negated
        elif rel in ("xcomp", "ccomp", "pcomp"):
            if lemma in _FAIL:
                path.sign = -path.sign
            elif lemma in self.words.verbs and lemma not in _CATENATIVE and rel == "xcomp" and node.tag_ == "VBG":
                path.sign *= self.words.verbs[lemma]
            elif lemma in ("prevent", "stop", "keep", "block", "bar", "ban", "prohibit"):
                path.sign = -path.sign
        self._clause(head)

    def _aim(self, node: Token, head: Token) -> bool:
        """`Their goal is to ...`, `the demand remains that ...`: what follows is what the noun wants."""
        if head.lemma_.lower() not in _AIMS:
            return False
        cleft = next((c for c in head.children if c.dep_ == "csubj"), None)
        if cleft is not None and cleft.i != node.i:  # `what they want is X`
            said = next((c for c in cleft.children if c.dep_ == "acomp"), None)
            wanted = self.words.attitude("v", cleft.lemma_.lower()) or (
                self.words.attitude("a", said.lemma_.lower()) if said is not None else None
            )
            if wanted is not None:
                self._add_attitude(wanted, cleft, subject_of(cleft), head)
                return True
        aim = next((c for c in head.children if c.dep_ == "nsubj"), None)
        found = self.words.attitude("n", aim.lemma_.lower()) if aim is not None else None
        if found is None or aim is None or aim.i == node.i:
            return False
        self._add_attitude(found, aim, _possessor(aim), head, noun=True)
        return True

    def _phrase(self, prep: Token) -> Attitude | None:
        """`out of the question`, `off the table`, `up for debate`, with whatever follows."""
        words = "_".join(t.lower_ for t in prep.doc[prep.i : prep.i + 4])
        table = self.words.attitudes["e"]
        return next((found for key, found in table.items() if "_" in key and words.startswith(key)), None)

    def _as_subject(self, head: Token, lemma: str) -> None:
        path = self.path
        leaning = next((c.lower_ for c in head.children if c.dep_ == "prep"), "")
        if lemma in _COPULAS and f"{lemma}+{leaning}" not in self.words.owning:
            evaluation = _evaluated(head)
            if evaluation is not None:
                found = self.words.attitude("e", _fixed(evaluation), evaluation.lemma_.lower())
                if found is not None:
                    self._add_attitude(
                        found, evaluation, _for_whom(evaluation) or _for_whom(head), head, kind="evaluation"
                    )
                    return
                noun = self.words.attitude("n", evaluation.lemma_.lower()) if evaluation.pos_ == "NOUN" else None
                if noun is not None:
                    self._add_attitude(noun, evaluation, _possessor(evaluation), head, noun=True)
                    return
                path.sign *= self.words.modifiers.get(evaluation.lower_, 1)
            for prep in head.children:
                found = self._phrase(prep) if prep.dep_ in ("prep", "advmod", "prt") else None
                if found is not None:
                    self._add_attitude(found, prep, _for_whom(prep), head, kind="evaluation")
                    return
            if evaluation is not None:
                path.other = path.other or not path.levels
            return
        if self._attitudes():
            path.closed = True
            return
        self._own_verb(head)
        if _has_object(head):
            path.other = path.other or not path.levels

    def _adjective(self, head: Token, prep: str) -> None:
        lemma = head.lemma_.lower()
        if lemma in _UNLIKELY:
            self.path.sign = -self.path.sign
            self.path.negations += 1
            return
        found = self.words.attitude("a", lemma)
        copula = head.head if _is_verb(head.head) else head
        if found is not None:
            holder = subject_of(copula)
            if holder is not None and holder.lower_ == "it":
                holder = None
            self._add_attitude(found, head, holder or _modified(head), copula)
            return
        found = self.words.attitude("e", lemma)
        if found is not None and prep:
            self._add_attitude(found, head, _for_whom(head), copula, kind="evaluation")

    def _adverbial(self, node: Token, head: Token) -> None:
        path = self.path
        before = [c for c in node.children if c.i < node.i and c.dep_ in ("mark", "advmod")]
        mark = next(
            (c.lower_ for c in before if c.dep_ == "mark" or c.tag_ == "WRB"), before[0].lower_ if before else ""
        )
        edge = node.left_edge.i
        only = any(t.lower_ == "only" for t in node.doc[max(edge - 1, 0) : edge + 2])
        called = self.words.attitude("v", f"{head.lemma_.lower()}+for") if mark == "for" else None
        if called is not None:  # `called for X to be lifted`
            self._add_attitude(called, head, subject_of(head), head)
        elif mark in ("if", "when", "once", "after", "provided") and only:
            path.condition = path.condition or "only"
            self._add_attitude(self.words.attitude("v", "demand"), node, subject_of(head), head)
        elif mark in ("unless", "until"):
            path.condition = path.condition or "unless"
            if mark == "unless" or self._negated(head) or self.words.attitude("v", head.lemma_.lower()):
                self._add_attitude(self.words.attitude("v", "demand"), node, subject_of(head), head)
        elif mark in ("if", "whether"):
            path.condition = path.condition or "if"
            for level in path.levels:
                level.hypothetical = True
            path.other = path.other or not path.levels
        elif node.tag_ == "VB" or mark == "so":
            if not path.levels:
                self._add_attitude(self.words.attitude("v", "aim"), node, subject_of(head), head)
        elif mark in ("as", "while", "because", "since", "although", "though", "after", "before", "when", "whereas"):
            path.other = path.other or not path.levels
            path.closed = True

    # what a word does

    def _noun(self, noun: Token, prep: str) -> bool:
        """`noun` governs the theme: an attitude (`demand for`), a turn (`end to`) or an owner (`control over`)."""
        lemma = noun.lemma_.lower()
        if noun.i in self.inert:
            return True
        if lemma in _ABOUT:
            self.path.other = self.path.other or not self._attitudes()
            return True
        found = self.words.attitude("n", lemma)
        if (
            found is None
            and lemma in _REMARKS
            and prep in ("about", "on", "regarding", "concerning", "to", "for", "of")
        ):
            self.path.levels.append(Level(noun, "speech", None, False, _possessor(noun)))
            return True
        if found is not None and prep in (
            "to",
            "for",
            "of",
            "on",
            "against",
            "over",
            "about",
            "in",
            "by",
            "with",
            "at",
            "",
        ):
            if prep == "" and found.polarity == "open":
                return False
            self._add_attitude(found, noun, _possessor(noun), noun, noun=True)
            return True
        owning = self.words.owning_nouns.get(lemma)
        if owning:
            owner = _possessor(noun)
            if owner is None and noun.dep_ == "dobj" and _is_verb(noun.head) and noun.head.lemma_.lower() not in _PASS:
                owner = subject_of(noun.head)  # `Russia gains control`
            self._own(owning, owner)
            return True
        sign = self.words.nouns.get(lemma) or self.words.signed.get(lemma)
        if sign is None and noun.tag_ == "VBG":
            sign = self.words.verbs.get(lemma)
        if sign:
            self.path.sign *= sign
            return True
        return prep in ("of", "in", "on", "for", "to", "with", "between", "from", "over", "about")

    def _turns(self, noun: Token) -> bool:
        lemma = noun.lemma_.lower()
        return noun.pos_ == "NOUN" and (
            lemma in self.words.attitudes["n"] or lemma in self.words.owning_nouns or lemma in self.words.nouns
        )

    def _attitudes(self) -> bool:
        return any(level.kind != "clause" for level in self.path.levels)

    def _own_verb(self, verb: Token, *keys: str) -> None:
        lemma = verb.lemma_.lower()
        particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
        prep = next((c.lower_ for c in verb.children if c.dep_ == "prep"), "")
        adverb = next((c.lower_ for c in verb.children if c.dep_ == "advmod" and c.i == verb.i + 1), "")
        names = [*(k for k in keys if "+" in k)]
        if particle:
            names.append(f"{lemma}+{particle}")
        if adverb:
            names.append(f"{lemma}+{adverb}")
        if prep:
            names.append(f"{lemma}+{prep}")
        names.append(lemma)
        for name in names:
            own = self.words.owning.get(name)
            if own:
                if name.endswith(("stay+with", "remain+with", "belong+to")):
                    holder = next(
                        (g for c in verb.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"), None
                    )
                    self._own(1, holder)
                elif _is_passive(verb):
                    self._own(own, agent_of(verb))
                else:
                    self._own(own, subject_of(verb))
                return
            sign = self.words.verbs.get(name)
            if sign:
                self.path.sign *= sign
                return

    def _own(self, owning: int, owner: Token | None) -> None:
        if not self.path.owning:
            self.path.owning = owning
            self.path.owner = owner
        self.path.sign *= owning

    def _own_words(self, node: Token) -> None:
        """What stands at the word itself: `no`, `without`, `higher`, `reduced`."""
        path = self.path
        for child in node.children:
            if child.dep_ == "det" and child.lower_ in ("no", "neither"):
                if path.levels and path.levels[-1].token.i == node.i:
                    path.levels[-1].negated = not path.levels[-1].negated
                else:
                    path.sign = -path.sign
                    path.negations += 1
            elif child.dep_ in ("amod", "advmod") and node.pos_ in ("NOUN", "PROPN"):
                path.sign *= self.words.modifiers.get(child.lower_, 1)
            elif child.dep_ == "neg" and not _is_verb(node):
                path.sign = -path.sign
                path.negations += 1

    def _negated(self, verb: Token) -> bool:
        negated = any(
            c.dep_ == "neg" or c.lower_ == "nor" or (c.dep_ == "advmod" and c.lower_ in ("never", "hardly", "scarcely"))
            for c in verb.children
        )
        for child in verb.children:
            if (
                child.dep_ in ("nsubj", "nsubjpass")
                and any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in child.children)
            ) or (child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in ("nobody", "none", "neither", "nothing")):
                negated = not negated
        return negated

    def _negation(self, verb: Token, *, shared: bool = False) -> None:
        del shared
        if any(c.dep_ == "neg" for c in verb.children):
            if self.path.levels:
                self.path.levels[-1].negated = not self.path.levels[-1].negated
            else:
                self.path.sign = -self.path.sign
                self.path.negations += 1

    def _clause(self, verb: Token) -> None:
        """Negation, modal and subject of the clause that `verb` heads."""
        path = self.path
        if any(c.lower_ in _STRENGTHENING for c in verb.children):
            path.strengthened = True
        modal = next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.lower_ in _MODALS), "")
        last = path.levels[-1] if path.levels else None
        own = last is not None and last.kind != "clause"
        if last is not None and own and (last.token.i == verb.i or (not last.noun and last.token.head.i == verb.i)):
            if self._negated(verb):
                last.negated = not last.negated
            last.modal = last.modal or modal
            return
        if last is not None and last.kind == "evaluation" and any(c.i == last.token.i for c in verb.children):
            if self._negated(verb):
                last.negated = not last.negated
            return
        if self._negated(verb):
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
                Level(verb, "clause", None, False, subject_of(verb), deontic or modal, False, _own_subject(verb))
            )  # fmt: skip

    def _add_attitude(
        self,
        attitude: Attitude | None,
        token: Token,
        holder: Token | None,
        clause: Token,
        *,
        kind: LevelKind = "attitude",
        noun: bool = False,
    ) -> None:
        if attitude is None:
            return
        path = self.path
        path.levels = [item for item in path.levels if item.kind != "clause"]
        level = Level(token, kind, attitude, False, holder, "", False, _own_subject(clause), noun)
        path.levels.append(level)

    def _speech(self, verb: Token) -> None:
        self.path.levels.append(Level(verb, "speech", None, self._negated(verb), subject_of(verb), "", False, True))


def _yes_or_no(verb: Token, prep: Token) -> str:
    """`said no to`, with whatever stands between."""
    return next((t.lower_ for t in verb.doc[verb.i + 1 : prep.i] if t.lower_ in ("no", "yes")), "")


def _mark(clause: Token) -> str:
    return next((c.lower_ for c in clause.children if c.dep_ == "mark"), "")


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl") and not any(c.dep_ == "nsubj" for c in verb.children)
    )


_ATTACHED = frozenset("of to in on for over against from".split())


def _same_clause(noun: Token, verb: Token) -> bool:
    """Whether `noun` hangs below `verb` with no other verb between them."""
    node = noun
    for _ in range(6):
        if node.i == verb.i:
            return True
        if node.head.i == node.i or _is_verb(node):
            return False
        node = node.head
    return False


def _no_object(verb: Token) -> bool:
    """`will hold no value`."""
    return any(c.dep_ in ("dobj", "attr") and any(g.lower_ == "no" for g in c.children) for c in verb.children)


def _has_object(verb: Token) -> bool:
    return any(c.dep_ in ("dobj", "ccomp") for c in verb.children)


def _speechlike(attitude: Attitude, clause: Token) -> bool:
    """`agreed that taxes rose` reports; `agreed that taxes should rise` takes a position."""
    modal = any(c.dep_ == "aux" and c.lower_ in _MODALS for c in clause.children)
    if attitude.word in ("demand", "insist", "propose", "promise", "pledge", "vow", "decide"):
        return False
    if clause.tag_ in ("VB", "VBG") and not modal:
        return False
    return attitude.word in _REPORTING


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def subject_of(verb: Token) -> Token | None:
    """Who does what `verb` says, through control, coordination and relative clauses; None where nobody is named."""
    node = verb
    for _ in range(12):
        own = next((c for c in node.children if c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl")), None)
        if own is not None:
            if own.lower_ in ("who", "which", "that") and node.dep_ == "relcl":
                return _whoever(node.head)
            if own.dep_ == "nsubjpass" and node.i == verb.i and node.dep_ not in ("xcomp",):
                return own
            return own
        if node.dep_ == "xcomp" or node.dep_ == "ccomp":
            governor = node.head
            if governor.lemma_.lower() in _OBJECT_CONTROL and node.dep_ == "xcomp":
                thing = next((c for c in governor.children if c.dep_ in ("dobj", "dative") and c.i < node.i), None)
                if thing is not None:
                    return thing
                if _is_passive(governor):
                    return next((c for c in governor.children if c.dep_ == "nsubjpass"), None)
            if governor.pos_ == "ADJ" and not any(c.dep_ == "nsubj" for c in governor.children):
                governor = governor.head
            node = governor
        elif node.dep_ in ("conj", "advcl", "aux", "auxpass", "acomp", "attr", "oprd", "pcomp") or node.dep_ == "prep":
            node = node.head
        elif node.dep_ == "acl":
            noun = node.head
            if node.tag_ in ("VBG", "VBN"):
                return noun
            if noun.dep_ == "attr":
                return _whoever(noun)
            owner = _possessor(noun)
            if owner is not None:
                return owner
            node = noun.head
        elif node.dep_ == "relcl":
            return _whoever(node.head)
        elif node.pos_ in ("NOUN", "PROPN") and node.dep_ in ("dobj", "pobj", "nsubj"):
            if node.dep_ == "pobj":
                node = node.head
            node = node.head
        else:
            return None
        if not (_is_verb(node) or node.pos_ in ("ADJ", "NOUN", "ADP", "SCONJ", "ADV")):
            return None
    return None


def _traded(prep: Token) -> Token | None:
    """The `exchange` or `return` of `in exchange for`, however the parser attached it."""
    before = prep.doc[prep.i - 1]
    return before if before.lower_ in ("exchange", "return") and prep.doc[prep.i - 2].lower_ == "in" else None


def _verb_above(token: Token) -> Token:
    """The nearest verb that governs `token`, else the top of the sentence."""
    node = token
    while node.head.i != node.i:
        node = node.head
        if _is_verb(node):
            return node
    return node


def _whoever(noun: Token) -> Token:
    """`Corker became the latest Republican to open the door`: Corker, where the noun is only said of a subject."""
    return (subject_of(noun.head) or noun) if noun.dep_ == "attr" and _is_verb(noun.head) else noun


def agent_of(verb: Token) -> Token | None:
    """The `by` phrase of a passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    return None


def _possessor(noun: Token) -> Token | None:
    """Whose `noun` it is: `Russia's`, `Russian`, `of Russia`, `by Russia`, `from Russia`, `among Russians`."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod") and (child.text[:1].isupper() or child.pos_ == "PROPN"):
            return child
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "among", "of"):
            held = next((g for g in child.children if g.dep_ == "pobj"), None)
            if held is not None and (held.text[:1].isupper() or child.lower_ in ("by", "from", "among")):
                return held
    for child in noun.children:
        if child.dep_ == "compound":
            return child
    return None


def _evaluated(verb: Token) -> Token | None:
    """The word that says what something is or is called."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "as" and verb.lemma_.lower() in _CALLING:
            return next((g for g in child.children if g.dep_ in ("pobj", "amod", "acomp", "pcomp")), None)
        if child.dep_ in ("acomp", "attr", "oprd") or (child.dep_ == "ccomp" and child.pos_ == "ADJ"):
            return child
        if child.dep_ == "dobj":  # `called the increase unacceptable`, parsed as if the adjective stood before
            after = next((c for c in child.children if c.dep_ == "amod" and c.i > child.i), None)
            if after is not None:
                return after
    return None


def _fixed(token: Token) -> str:
    """The fixed expression that `token` heads: `red_line`, `off_the_table`, `out_of_the_question`, else its lemma."""
    if token.pos_ in ("ADP", "SCONJ", "ADV") or token.dep_ == "prep":
        return "_".join(t.lower_ for t in token.subtree)[:40]
    before = [c.lemma_.lower() for c in token.children if c.dep_ in ("amod", "compound")]
    return "_".join([*before[-1:], token.lemma_.lower()]) if before else token.lemma_.lower()


def _for_whom(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ in ("prep", "dative") and child.lower_ in ("for", "to"):
            held = next((g for g in child.children if g.dep_ == "pobj"), None)
            if held is not None:
                return held
    return None


def _modified(adjective: Token) -> Token | None:
    """`a party ready to talk`, `Moscow, unwilling to move`."""
    head = adjective.head
    return head if adjective.dep_ in ("amod", "relcl", "acl", "appos") and head.pos_ in ("NOUN", "PROPN") else None
