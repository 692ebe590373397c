"""What a verb or adjective does to the theme that it governs.

Owns the step from a theme or its clause to the verb above: objects, subjects, clauses, copulas, conditions.
"""

from __future__ import annotations

from dataclasses import replace

from zopa.read.climb_clauses import adverbial, threat
from zopa.read.climb_path import Climber, dropping
from zopa.read.document import Token
from zopa.read.grammar_words import (
    AIMS,
    BARRING,
    CALLING,
    CATENATIVE,
    COPULAS,
    FAIL,
    LIGHT,
    MODALS,
    OBJECT_CONTROL,
    PARTICLES,
    RAISING,
    REPORTING,
    SETTLING,
    SPEECH,
    TENDING,
    TYING,
    UNLIKELY,
)
from zopa.read.lexicon import Attitude, Lexicon
from zopa.read.tree import (
    agent_of,
    evaluated,
    fixed,
    for_whom,
    has_object,
    imperative,
    is_passive,
    is_verb,
    mark_of,
    modified,
    negated,
    possessor,
    subject_of,
)


def governing_verb(climber: Climber, node: Token, rel: str, head: Token) -> None:
    """`head` is a verb or adjective that governs `node` by `rel`."""
    path = climber.path
    lemma = head.lemma_.lower()
    if rel in ("ccomp", "parataxis") and _two_sentences(node, head):
        path.closed = True
        return
    if lemma == "see" and rel == "ccomp" and head.dep_ == "xcomp":
        return  # `would like to see China agree`
    if head.lower_ in ("clear", "plain") and head.head.lemma_.lower() == "make":
        climber.speech(head.head)  # `made clear that X would stay`
        return
    if head.pos_ == "ADJ":
        found = climber.words.attitude("e", head.lemma_.lower()) if rel == "nsubj" else None
        if found is not None and is_verb(head.head):
            climber.add_attitude(found, head, subject_of(head.head), head.head, kind="evaluation")
            return
        adjective(climber, head, "to" if rel in ("xcomp", "advcl", "ccomp") else "")
        return
    particle = next((c.lower_ for c in head.children if c.dep_ == "prt"), "")
    keys: tuple[str, ...] = (f"{lemma}+{particle}",) if particle else (lemma,)
    aside = next((c.lower_ for c in head.children if c.dep_ == "advmod" and c.i == head.i + 1), "")
    if aside in PARTICLES:
        keys = (f"{lemma}+{aside}", *keys)  # `brushed aside the idea`
    if rel == "advcl" and _gerund(climber, node, head, keys):
        rel = "xcomp"  # `ruled out recognising X`, parsed as a circumstance
    if rel == "advcl" and aim_of(climber, node, head):
        climber.clause(head)
        return
    if rel == "advcl" or (rel == "ccomp" and mark_of(node) == "if" and threat(head)):
        adverbial(climber, node, head)
        climber.clause(head)
        return
    if rel == "csubj":
        path.other = path.other or lemma not in COPULAS
        path.levels = [level for level in path.levels if lemma in COPULAS]
        if lemma in COPULAS:
            _as_subject(climber, head, lemma)
        climber.clause(head)
        return
    if rel == "nsubj":
        raised = next((c for c in head.children if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
        if lemma in RAISING and raised is not None:  # `the duties have to go`, `sanctions need to be lifted`
            if is_passive(raised):
                climber.own_verb(raised)
            else:
                _as_subject(climber, raised, raised.lemma_.lower())
        else:
            _as_subject(climber, head, lemma)
        climber.clause(head)
        return
    if rel == "acomp" and lemma in COPULAS:
        climber.clause(head)
        return
    judged = evaluated(head) if lemma in COPULAS and rel in ("ccomp", "xcomp", "advcl") else None
    if judged is not None and judged.i < node.i:  # `it is unlikely that ...`, `it is essential to ...`
        if judged.lemma_.lower() in UNLIKELY:
            path.sign = -path.sign
            path.negations += 1
            climber.clause(head)
            return
        found = climber.words.attitude("e", fixed(judged), judged.lemma_.lower())
        if found is not None:
            climber.add_attitude(found, judged, for_whom(judged), head, kind="evaluation")
            climber.clause(head)
            return
    if rel in ("xcomp", "ccomp", "attr", "pcomp", "prep") and aim_of(climber, node, head):
        climber.clause(head)
        return
    evaluation = evaluated(head) if lemma in CALLING else None
    # `called the carbon tax unrealistic` may be parsed as one phrase
    apart = evaluation is not None and (evaluation.i != node.i or any(c.dep_ == "compound" for c in node.children))
    if evaluation is not None and apart and rel in ("dobj", "nsubjpass", "ccomp", "oprd"):
        found = climber.words.attitude("e", fixed(evaluation), evaluation.lemma_.lower())
        if found is not None:
            # who calls a thing unrealistic judges it; that it is unrealistic may be mere fact
            found = replace(found, strength=max(found.strength, 0.7))
            climber.add_attitude(found, evaluation, subject_of(head), head, kind="evaluation")
            climber.clause(head)
            return
    if rel in ("ccomp", "xcomp") and _whether(node) and lemma in SETTLING and negated(head):
        # `has not decided whether to`
        climber.add_attitude(climber.words.attitude("v", "consider"), head, subject_of(head), head)
        path.levels[-1].negated = False
        return
    if rel == "ccomp" and mark_of(node) in ("whether", "if"):  # `asked whether X`
        path.other = path.other or not climber.attitudes()
        for level in path.levels:
            level.hypothetical = True
        climber.clause(head)
        return
    if rel in ("xcomp", "ccomp"):  # `called on X to`, `appealed to X to`, `pleaded with X to`
        keys += tuple(f"{lemma}+{c.lower_}" for c in head.children if c.dep_ == "prep" and c.i < node.i)
    if rel in ("xcomp", "ccomp") and mark_of(node) == "for":
        keys = (f"{lemma}+for", *keys)
    if lemma == "let" and any(t.lower_ in ("known", "slip") for t in head.doc[head.i : head.i + 5]):
        climber.speech(head)  # `let it be known that`, `let slip that`
        climber.clause(head)
        return
    attitude = climber.words.attitude("v", *keys)
    if lemma == "need" and rel == "xcomp":
        attitude = None  # `Kyiv needs to cede land`: a duty that somebody sees, no wish of Kyiv's
    if attitude is None and rel == "dobj" and dropping(head) and path.levels and path.levels[-1].noun:
        attitude = climber.words.attitude("v", "drop")  # `gave up her plan`, while `gave up land` tells who holds it
    passive = rel == "nsubjpass" or (rel in ("ccomp", "xcomp") and is_passive(head))
    if lemma in TYING and rel in ("dobj", "nsubjpass"):
        path.other = True  # `cannot accept that the aid be tied to reforms`: the tie is at issue, not the aid
    if rel in ("dobj", "nsubjpass", "ccomp", "xcomp", "dative", "oprd", "pcomp", "attr") and attitude is not None:
        if not (lemma in SPEECH and rel == "ccomp" and _speechlike(attitude, node)):
            # `she will be allowed to play`, `the city is asked to pay`: by somebody else
            by = passive and (rel == "nsubjpass" or lemma in OBJECT_CONTROL)
            holder = agent_of(head) if by else subject_of(head)
            if rel == "dobj" and attitude.act == "demand" and _away(node, head):
                path.sign = -path.sign
            climber.add_attitude(attitude, head, holder, head)
            climber.clause(head)
            return
        climber.speech(head)
        climber.clause(head)
        return
    shouted = rel in ("xcomp", "dobj", "dep") and lemma in SPEECH and imperative(node)
    if (rel == "ccomp" and lemma in SPEECH) or rel == "parataxis" or shouted:
        climber.speech(head)
        climber.clause(head)
        return
    if rel in ("dobj", "nsubjpass", "dative", "oprd", "attr"):
        if not (path.levels and path.levels[-1].token.i == node.i):
            climber.own_verb(head, *keys)  # `ended its opposition` ends the opposition, not the thing opposed
        if lemma == "put" and any(
            c.lower_ == "on" and any(g.lower_ == "table" for g in c.children) for c in head.children
        ):
            climber.add_attitude(climber.words.attitude("v", "offer"), head, subject_of(head), head)
        if lemma == "give" and rel in ("dobj", "dative") and not path.levels and _blessed(climber, node, head):
            climber.clause(head)
            return
        if (
            path.levels
            and path.levels[-1].noun
            and path.levels[-1].holder is None
            and (lemma in LIGHT or dropping(head))
        ):
            path.levels[-1].holder = agent_of(head) if rel == "nsubjpass" else subject_of(head)
            path.levels[-1].noun = False  # the verb and its noun are one attitude: `renounced any plan`
            if dropping(head):
                path.levels[-1].negated = not path.levels[-1].negated
            if negated(head):
                path.levels[-1].negated = not path.levels[-1].negated
    elif rel in ("xcomp", "ccomp", "pcomp"):
        if lemma in FAIL:
            path.sign = -path.sign
        elif lemma in climber.words.verbs and lemma not in CATENATIVE and rel == "xcomp" and node.tag_ == "VBG":
            path.sign *= climber.words.verbs[lemma]
        elif lemma in ("prevent", "stop", "keep", "block") or lemma in BARRING:
            path.sign = -path.sign
    climber.clause(head)


def _two_sentences(clause: Token, head: Token) -> bool:
    """Two sentences joined by a semicolon, or by a colon after the first: `She ruled it out: the city will not pay`."""
    marks = {t.text for t in head.doc[min(clause.i, head.i) : max(clause.i, head.i)]}
    return ";" in marks or (":" in marks and clause.i < head.i)


def _whether(clause: Token) -> bool:
    return any(c.lower_ in ("whether", "if", "how") and c.i < clause.i for c in clause.children)


def _blessed(climber: Climber, thing: Token, verb: Token) -> bool:
    """`gave the deal their seal of approval`, `gave the plan its backing`."""
    for given in verb.children:
        if given.dep_ != "dobj" or given.i <= thing.i:
            continue
        inside = [given, *(g for c in given.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj")]
        found = next((a for t in inside if (a := climber.words.attitude("n", t.lemma_.lower())) is not None), None)
        if found is not None:
            climber.add_attitude(found, given, subject_of(verb), verb)
            return True
    return False


def _away(thing: Token, verb: Token) -> bool:
    """`wants the troops out of the valley`, `wants the tax gone`: the thing is not wanted."""
    after = (*thing.children, *verb.children)
    return any(c.i > thing.i and c.lower_ in ("out", "gone", "away", "off") for c in after)


def _gerund(climber: Climber, node: Token, head: Token, keys: tuple[str, ...]) -> bool:
    """Whether the `-ing` clause of `node` is what the attitude of `head` is about, whatever the parse."""
    between = node.doc[head.i + 1 : node.i]
    return (
        node.tag_ == "VBG"
        and len(between) <= 1
        and all(t.dep_ == "prt" for t in between)
        and climber.words.attitude("v", *keys) is not None
    )


def aim_of(climber: Climber, node: Token, head: Token) -> bool:
    """`Their goal is to ...`, `the demand remains that ...`: what follows is what the noun wants."""
    if head.lemma_.lower() not in AIMS:
        return False
    cleft = next((c for c in head.children if c.dep_ == "csubj"), None)
    if cleft is not None and cleft.i != node.i:  # `what they want is X`
        said = next((c for c in cleft.children if c.dep_ == "acomp"), None)
        wanted = climber.words.attitude("v", cleft.lemma_.lower()) or (
            climber.words.attitude("a", said.lemma_.lower()) if said is not None else None
        )
        if wanted is not None:
            climber.add_attitude(wanted, cleft, subject_of(cleft), head)
            return True
    aim = next((c for c in head.children if c.dep_ == "nsubj"), None)
    found = climber.words.attitude("n", aim.lemma_.lower()) if aim is not None else None
    if found is None or aim is None or aim.i == node.i:
        return False
    climber.add_attitude(found, aim, possessor(aim), head, noun=True)
    return True


def _phrase(words: Lexicon, prep: Token) -> Attitude | None:
    """`out of the question`, `off the table`, `in our interest`, with whatever follows."""
    if prep.lower_ == "in" and any(c.dep_ == "pobj" and c.lemma_.lower() == "interest" for c in prep.children):
        return words.attitude("e", "in_interest")
    text = "_".join(t.lower_ for t in prep.doc[prep.i : prep.i + 4])
    table = words.attitudes["e"]
    return next((found for key, found in table.items() if "_" in key and text.startswith(key)), None)


def _as_subject(climber: Climber, head: Token, lemma: str) -> None:
    """The theme is the subject of `head`: what is said of it, or what it does."""
    path = climber.path
    leaning = next((c.lower_ for c in head.children if c.dep_ == "prep"), "")
    if lemma in COPULAS and f"{lemma}+{leaning}" not in climber.words.owning:
        evaluation = evaluated(head)
        if evaluation is not None:
            found = climber.words.attitude("e", fixed(evaluation), evaluation.lemma_.lower())
            if found is not None:
                climber.add_attitude(found, evaluation, for_whom(evaluation) or for_whom(head), head, kind="evaluation")
                return
            noun = climber.words.attitude("n", evaluation.lemma_.lower()) if evaluation.pos_ == "NOUN" else None
            if noun is not None:
                climber.add_attitude(noun, evaluation, possessor(evaluation), head, noun=True)
                return
            if evaluation.pos_ in ("ADJ", "PROPN") and evaluation.is_title:  # `the island remains Norlandic`
                climber.own(1, evaluation)
                return
            done = evaluation.lower_ if evaluation.lower_.endswith("ed") else ""  # `is closed`, taken for an adjective
            turned = next((s for w in (done[:-1], done[:-2], done[:-3]) if (s := climber.words.verbs.get(w))), 1)
            path.sign *= climber.words.modifiers.get(evaluation.lower_, turned)
        for prep in head.children:
            found = _phrase(climber.words, prep) if prep.dep_ in ("prep", "advmod", "prt") else None
            if found is not None:
                whom = None if prep.lower_ == "up" else for_whom(prep)  # `up for debate` names nobody
                climber.add_attitude(found, prep, whom, head, kind="evaluation")
                return
        cleft = next((c for c in head.children if c.dep_ == "ccomp" and c.i > head.i), None)
        if cleft is not None and any(c.lower_ == "what" and c.dep_ == "dobj" for c in cleft.children):
            # `guarantees are what Kyiv needs`
            found = climber.words.attitude("v", cleft.lemma_.lower())
            climber.add_attitude(found, cleft, subject_of(cleft), cleft)
            return
        if evaluation is not None:
            path.other = path.other or not path.levels
        return
    said = next((c for c in head.children if c.dep_ == "dobj"), None)
    found = climber.words.attitude("e", f"{lemma}_{said.lemma_.lower()}") if said is not None else None
    if found is not None and said is not None:  # `a meeting makes no sense`
        climber.add_attitude(found, said, None, head, kind="evaluation")
        path.levels[-1].negated = any(c.lower_ in ("no", "little") for c in said.children)
        return
    if climber.attitudes():
        path.closed = True
        return
    if lemma == "go" and not any(c.dep_ in ("prep", "prt", "advmod", "acomp", "xcomp") for c in head.children):
        path.sign = -path.sign  # `the duties must go`
        return
    sign = path.sign
    turned = climber.own_verb(head)
    if (has_object(head) and not _set_phrase(climber.words, head)) or not turned:
        path.other = path.other or (not path.levels and lemma not in TENDING)
        if not path.owning:
            path.sign = sign  # `a panel settles the dispute`: what it does turns the dispute, not the panel


def _set_phrase(words: Lexicon, verb: Token) -> bool:
    """`set foot`, `take part`, `take effect`: verb and object are one."""
    return any(c.dep_ == "dobj" and f"{verb.lemma_.lower()}+{c.lower_}" in words.verbs for c in verb.children)


def adjective(climber: Climber, head: Token, prep: str) -> None:
    """`ready to`, `opposed to`, `unlikely to`, `vital for`: the adjective `head` governs the theme by `prep`."""
    lemma = head.lemma_.lower()
    if lemma in UNLIKELY:
        climber.path.sign = -climber.path.sign
        climber.path.negations += 1
        return
    found = climber.words.attitude("a", lemma)
    copula = head.head if is_verb(head.head) else head
    if found is not None:
        holder = subject_of(copula)
        if holder is not None and holder.lower_ == "it":
            holder = None
        climber.add_attitude(found, head, holder or modified(head), copula)
        return
    found = climber.words.attitude("e", lemma)
    if found is not None and prep:
        climber.add_attitude(found, head, for_whom(head), copula, kind="evaluation")


def _speechlike(attitude: Attitude, clause: Token) -> bool:
    """`agreed that taxes rose` reports; `suggested that taxes could rise` takes a position."""
    modal = any(c.dep_ == "aux" and c.lower_ in MODALS for c in clause.children)
    if attitude.word in ("demand", "insist", "propose", "promise", "pledge", "vow", "decide"):
        return False
    if clause.tag_ in ("VB", "VBG") and not modal:
        return False
    if attitude.word == "suggest" and any(c.dep_ == "aux" and c.lower_ == "could" for c in clause.children):
        return False
    return attitude.word in REPORTING
