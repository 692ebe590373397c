"""From a word up the dependency tree: what governs it, which way it is turned, and who takes which attitude to it.

Owns the grammar of positions: objects and subjects, passives, control (`wants X to Y`), nominalisations (`Russian
opposition to`), negation, coordination, conditions, reported speech. Knows no issues and no parties: it returns tokens.

A `Path` runs from the inside out. `sign` gathers what the words between the theme and the first attitude do to the
theme (`an end to` turns it); each `Level` is a word by which somebody takes an attitude or says something.
"""

from __future__ import annotations

from dataclasses import replace

from zopa.read.climb_path import Climber, Level, Path, dropping
from zopa.read.climb_prepositions import preposition
from zopa.read.climb_verbs import governing_verb
from zopa.read.document import Token
from zopa.read.grammar_words import PASS, SPEECH
from zopa.read.lexicon import Lexicon
from zopa.read.tree import agent_of, is_passive, is_verb, possessor, subject_of

__all__ = ["Level", "Path", "asides", "climb", "dropping"]


def climb(theme: Token, words: Lexicon, inert: frozenset[int] = frozenset()) -> Path:
    """The path from `theme` up to the root of its sentence.

    `inert` are indexes of tokens that belong to the theme's own name (`debt limit`) and so turn nothing.
    """
    return _run(Climber(words, inert), theme)


def asides(theme: Token, words: Lexicon, inert: frozenset[int] = frozenset()) -> list[Path]:
    """Paths through clauses that qualify `theme`: `a levy which they reject`, `support promised by the city`."""
    found: list[Path] = []
    if theme.dep_ in ("nsubj", "nsubjpass"):  # `the levy breaks the rules and must be dropped`
        for verb in theme.head.conjuncts:
            if verb.i > theme.head.i and is_verb(verb) and subject_of(verb) in (None, theme):
                rel = "nsubjpass" if is_passive(verb) else "nsubj"
                climber = Climber(words, inert)
                climber.own_words(theme)
                governing_verb(climber, theme, rel, verb)
                found.append(_up(climber, verb, shared=True))
    if theme.dep_ in ("compound", "amod") and theme.head.pos_ == "NOUN":  # `a wage rise which they reject`
        sign = words.nouns.get(theme.head.lemma_.lower(), 1)
        found += [replace(path, sign=path.sign * sign) for path in asides(theme.head, words)]
    whole = theme.head.head if theme.dep_ == "pobj" and theme.head.lower_ == "of" else theme
    parts = [g for c in theme.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    near = [whole, *parts] if whole.pos_ == "NOUN" else parts  # `the size of the army, which they want reduced`
    for clause in (*theme.children, *(c for noun in near if noun is not theme for c in noun.children)):
        if clause.dep_ == "relcl":
            pronoun = next(
                (t for t in clause.subtree if t.lower_ in ("which", "that", "whom") and t.dep_ == "dobj"), None
            )
            if pronoun is not None:
                path = climb(pronoun, words)
                done = _wished(pronoun.head)
                found.append(path if done is None else replace(path, sign=path.sign * words.verbs.get(done, 1)))
        elif clause.dep_ == "acl" and clause.tag_ == "VBN":
            agent = agent_of(clause)
            attitude = words.attitude("v", clause.lemma_.lower())
            if agent is not None and attitude is not None:
                found.append(Path(levels=[Level(clause, "attitude", attitude, False, agent)]))
    return found


def _wished(verb: Token) -> str | None:
    """`which Moscow wants reduced`: what is to become of the thing, whatever the parse."""
    done = verb.head if verb.dep_ == "aux" else next((c for c in verb.children if c.dep_ in _WISHED), None)
    return done.lemma_.lower() if done is not None and done.tag_ in ("VBN", "VBD") else None


_WISHED = frozenset("xcomp ccomp oprd acl".split())


def _run(climber: Climber, theme: Token) -> Path:
    path = climber.path
    lemma = theme.lemma_.lower()
    climber.own_words(theme)
    node = theme
    if is_verb(node):
        climber.own_verb(node)
        climber.clause(node)
    elif theme.i in climber.inert:
        pass
    elif lemma in climber.words.owning_nouns:
        climber.own(climber.words.owning_nouns[lemma], possessor(theme))
    else:
        path.sign *= climber.words.signed.get(lemma) or climber.words.nouns.get(lemma) or 1
    return _up(climber, node)


def _up(climber: Climber, node: Token, *, shared: bool = False) -> Path:
    """From `node` to the root; `shared`: came up through a conjunction, so that the head is a sibling, no governor."""
    path = climber.path
    for _ in range(60):
        head = node.head
        if head.i == node.i:
            break
        rel = node.dep_
        if shared and rel != "conj":
            shared = False
        if rel == "conj":
            node = _past_sibling(climber, node, head)
            shared = True
            continue
        node = _step(climber, node, rel, head)
        if path.closed or (path.adjunct and path.levels):
            break
    if not any(level.kind == "speech" for level in path.levels):
        # `Sanctions, she added, would stay`: who says so stands in brackets
        said = next((c for c in node.children if c.dep_ == "parataxis" and c.lemma_.lower() in SPEECH), None)
        if said is not None and not path.closed:
            climber.speech(said)
    return path


def _foretold(clause: Token) -> bool:
    """`under which`, `by which`: the clause tells what is in the thing before it."""
    return any(
        c.dep_ == "prep" and c.lower_ in ("under", "by", "through") and any(g.tag_ == "WDT" for g in c.children)
        for c in clause.children
    )


def _about_another(clause: Token) -> bool:
    """`the towns that his army failed to take`: what the clause's own subject does only tells which towns."""
    subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and subject.tag_ not in ("WDT", "WP")


def _past_sibling(climber: Climber, node: Token, head: Token) -> Token:
    """Up through `and`: what the first of the joined words has before it holds for all of them."""
    head = _finite_sibling(node, head)
    if is_verb(node) and not is_verb(head):
        climber.path.other = climber.path.other or not climber.path.levels
    if is_verb(head) and not any(c.dep_ in ("nsubj", "nsubjpass") for c in node.children):
        climber.negation(head)
    return head


def _finite_sibling(node: Token, head: Token) -> Token:
    """`refuses to cede land and wants help`: the inflected verb is joined to the inflected one, whatever the parse."""
    if node.tag_ not in _INFLECTED or not any(c.lower_ == "to" and c.dep_ == "aux" for c in head.children):
        return head
    above = head
    while above.head.i != above.i and above.tag_ not in _INFLECTED:
        above = above.head
    return above if above.tag_ in _INFLECTED else head


_INFLECTED = frozenset(["VBZ", "VBD", "VBP"])


def _step(climber: Climber, node: Token, rel: str, head: Token) -> Token:
    """What `head` does to `node`, which hangs on it by `rel`; the word to go on from."""
    if rel == "pobj" or (rel == "pcomp" and head.dep_ == "prep"):
        return preposition(climber, head)
    if rel in ("compound", "amod", "nmod", "nummod", "poss", "npadvmod", "appos", "quantmod"):
        if rel != "appos":
            climber.noun(head, "")
        climber.own_words(head)
        return head
    if rel == "prep":  # a bare preposition reached from inside
        return head
    wish = node.doc[node.left_edge.i - 1] if rel == "xcomp" and node.left_edge.i > head.i + 1 else None
    # `agrees to Kyiv's demand to lift X`, hung on the verb
    wished = wish is not None and wish.dep_ == "pobj" and wish.pos_ == "NOUN"
    if wish is not None and wished and climber.words.attitude("n", wish.lemma_.lower()) is not None:
        climber.noun(wish, "to")
        climber.own_words(wish)
        return wish
    if is_verb(head) or head.pos_ == "ADJ":
        governing_verb(climber, node, rel, head)
        return head
    if head.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "DET"):
        if rel in ("acl", "advcl") or (rel == "ccomp" and node.i > head.i):
            if not climber.noun(head, "to"):
                climber.path.other = climber.path.other or not climber.path.levels
        elif rel == "relcl":
            inner = [level for level in climber.path.levels if level.kind != "clause"]
            if not inner and node.lemma_.lower() in PASS:
                climber.noun(head, "for")
            elif not inner and _foretold(node):
                pass  # `a plan under which Kyiv cedes land`
            elif not inner and _about_another(node):
                climber.path.closed = True
            elif not inner and climber.words.verbs.get(node.lemma_.lower()) is None:
                climber.path.other = True
            elif inner:
                climber.path.closed = True
        elif rel == "nsubj":  # `wants the army cut`, the verb taken for a noun
            climber.path.sign *= climber.words.nouns.get(head.lemma_.lower(), 1)
        climber.own_words(head)
        return head
    return head
