"""What a preposition does to the theme that hangs below it.

Owns the step from a preposition to its governor: attitudes, owners, trades (`in exchange for`) and `without`.
"""

from __future__ import annotations

from zopa.read.climb_path import Climber
from zopa.read.climb_verbs import adjective, aim_of, governing_verb
from zopa.read.document import Token
from zopa.read.grammar_words import ADJUNCT, ATTACHED, PRAISING
from zopa.read.tree import (
    agent_of,
    evaluated,
    fixed,
    has_object,
    is_passive,
    is_verb,
    judged_for,
    negated,
    no_object,
    same_clause,
    subject_of,
    trade_of,
    verb_above,
    yes_or_no,
)

# prepositions that may belong to the object before them rather than date or place the verb
_OF_THE_OBJECT = frozenset("of to for on in with over about alongside including regarding per".split())


_ANY = frozenset(["anything", "nothing"])
_LESS = frozenset("below under beneath than of".split())


def preposition(climber: Climber, prep: Token) -> Token:
    """The word to go on from above `prep`, after what `prep` and its governor do to the theme."""
    governor = prep.head
    name = prep.lower_
    path = climber.path
    before = prep.doc[prep.i - 1] if prep.i else prep
    if before.i != governor.i and name in ATTACHED and climber.turns(before) and same_clause(before, governor):
        governor = before  # `agree to savings in X`: the parser hangs `in X` on the verb
    least = governor if governor.lower_ in _ANY else governor.head
    if name in _LESS and least.lower_ in _ANY and (governor.i == least.i or governor.lower_ in ("less", "short")):
        if least.lower_ == "anything":  # `will not settle for anything below eight`
            path.sign = -path.sign
        return least
    if name == "without":
        return _without(climber, prep)
    if name == "against" and is_verb(governor) and governor.lemma_ == "be":
        climber.add_attitude(climber.words.attitude("p", name), prep, subject_of(governor), governor)
        climber.clause(governor)
        return governor
    if name == "for" and prep.i > 1 and (traded := trade_of(prep)) is not None:
        top = verb_above(prep)
        governor = traded
        path.condition = path.condition or "exchange"
        climber.add_attitude(
            climber.words.attitude("v", "demand"), governor, subject_of(top) if is_verb(top) else None, top
        )
        return top
    if name == "of" and governor.lower_ == "short":  # `stopped short of backing X`
        if climber.attitudes():
            path.levels[-1].negated = not path.levels[-1].negated
        else:
            path.sign = -path.sign
        return governor
    if governor.pos_ in ("NOUN", "PROPN"):
        if name in ADJUNCT:
            path.adjunct = True
        else:
            climber.noun(governor, name)
        climber.own_words(governor)
        return governor
    if is_verb(governor):
        _below_verb(climber, prep, governor)
        return governor
    if governor.pos_ in ("ADV", "ADP") and is_verb(governor.head):  # `walk away from X`, `pull out of X`
        _below_verb(climber, prep, governor.head, governor)
        return governor.head
    if governor.pos_ == "ADJ":
        adjective(climber, governor, name)
        return governor
    return governor


def _below_verb(climber: Climber, prep: Token, governor: Token, between: Token | None = None) -> None:
    """The theme hangs by `prep` on a verb: `insist on`, `gain control over`, or only `in March`.

    `between` is an adverb that carries the preposition: `away` from, `out` of.
    """
    path = climber.path
    name = prep.lower_
    words = climber.words
    key = governor.lemma_.lower()
    particle = next((c.lower_ for c in governor.children if c.dep_ == "prt"), "")
    adverb = next(
        (
            c.lower_
            for c in (between, *governor.children)
            if c is not None
            and (c is between or c.dep_ in ("advmod", "acomp", "dobj", "intj", "det"))
            and c.i > governor.i
        ),
        "",
    )
    if name == "to" and key == "say" and (word := yes_or_no(governor, prep)):
        climber.add_attitude(words.attitude("v", f"say+{word}+to"), governor, subject_of(governor), governor)
        return
    clause = next((c for c in prep.children if c.dep_ == "pcomp"), None)
    if clause is not None and judged_for(clause) is not None and climber.attitudes():
        judgement = words.attitude("v", "praise" if key in PRAISING else "criticise")
        judge = agent_of(governor) if is_passive(governor) else subject_of(governor)
        climber.add_attitude(judgement, governor, judge, governor)
        climber.clause(governor)
        return
    praised = words.attitude("v", key) if name == "as" and clause is not None else None
    if praised is not None and praised.act == "support":  # `touted the plan as raising wages`
        climber.add_attitude(praised, governor, agent_of(governor) or subject_of(governor), governor)
        climber.clause(governor)
        return
    called = (
        name == "on" and key == "call" and evaluated(governor) is not None
    )  # `called troops on their soil a threat`
    found = None if called else words.attitude(
        "v", f"{key}+{particle}+{name}", f"{key}+{adverb}+{name}", f"{key}+{name}"
    )  # fmt: skip
    if found is None and name in ("around", "in", "on", "of", "with", "upon") and aim_of(climber, prep, governor):
        climber.clause(governor)
        return
    if found is None and name in ("on", "to", "in", "with", "for") and not has_object(governor):
        found = words.attitude("v", f"{key}+{particle}" if particle else key)
    if found is not None:
        done = next((c for c in governor.children if c.dep_ in ("xcomp", "advcl") and c.i > prep.i), None)
        if name == "for" and done is not None and is_passive(done):  # `called for X to be lifted`
            climber.own_verb(done)
        climber.add_attitude(found, governor, subject_of(governor), governor)
        climber.clause(governor)
        return
    thing = next((c for c in governor.children if c.dep_ in ("dobj", "nsubjpass", "attr")), None)
    if (
        thing is not None
        and name in ("over", "for", "to", "on", "against", "in", "about", "of")
        and climber.turns(thing)
    ):
        # the parser hung `over X` of `gain control over X` on the verb
        climber.noun(thing, name)
        climber.own_words(thing)
        governing_verb(climber, thing, thing.dep_, governor)
        return
    keys = (f"{key}+{particle}+{name}", f"{key}+{adverb}+{name}", f"{key}+{name}")
    own = next((words.owning[k] for k in keys if k in words.owning), 0)
    sign = next((words.verbs[k] for k in keys if k in words.verbs), 0)
    if own:
        climber.own(own, subject_of(governor))
    elif sign:
        path.sign *= sign
    elif particle and words.verbs.get(f"{key}+{particle}"):
        path.sign *= words.verbs[f"{key}+{particle}"]
    elif name in ("from", "in", "of", "to", "out") and key in words.verbs and not has_object(governor):
        path.sign *= words.verbs[key]
    elif name == "at" and key in ("be", "sit", "stay") and any(c.lower_ == "table" for c in prep.children):
        pass  # `must be at the table` says where, and that is what it is about
    elif name == "as" and governor.tag_ == "VBN":
        pass  # `forces stationed there as peacekeepers` are peacekeepers
    elif name in ADJUNCT or (has_object(governor) and name not in _OF_THE_OBJECT) or _takes_place(governor):
        if clause is not None and climber.attitudes():
            path.closed = True  # `after refusing X`, `by saying that X is vital`: told as a circumstance, but told
        else:
            path.adjunct = True
    climber.clause(governor)


def _takes_place(verb: Token) -> bool:
    """`take place in X`: X says where."""
    return verb.lemma_.lower() == "take" and any(c.dep_ == "dobj" and c.lower_ == "place" for c in verb.children)


def _without(climber: Climber, prep: Token) -> Token:
    """`no deal without X` asks for X; any other `without X` has X away."""
    path = climber.path
    verb = verb_above(prep)
    chain = [verb]
    for _ in range(6):
        last = chain[-1]
        if last.dep_ in ("xcomp", "conj") and is_verb(last.head):
            chain.append(last.head)
        elif last.dep_ in ("acl", "relcl"):  # `any deal made without X will be worthless`
            chain.append(verb_above(last.head))
        else:
            break
    refusing = any(negated(v) or no_object(v) for v in chain) or any(
        (e := evaluated(v)) is not None
        and (a := climber.words.attitude("e", fixed(e), e.lemma_.lower())) is not None
        and a.polarity == "against"
        for v in chain
    )
    if refusing:
        path.condition = path.condition or "without"
        first_person = subject_of(chain[-1])
        own = first_person if first_person is not None and first_person.lower_ in ("we", "i") else None
        climber.add_attitude(climber.words.attitude("v", "demand"), prep, own, prep)
        return chain[-1]
    path.sign = -path.sign
    path.condition = path.condition or "without"
    return prep.head
