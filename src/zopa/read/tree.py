"""Who does what to whom in a parsed sentence: subjects, agents, owners, passives.

Owns questions that a dependency tree alone answers, through control, coordination and relative clauses. Knows no
attitudes and no issues.
"""

from __future__ import annotations

from zopa.read.document import Token
from zopa.read.grammar_words import CALLING, JUDGING, OBJECT_CONTROL


def is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def is_passive(verb: Token) -> bool:
    """Also the bare participle after a noun: `measures backed by the city`."""
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl") and not any(c.dep_ == "nsubj" for c in verb.children)
    )


def has_object(verb: Token) -> bool:
    return any(c.dep_ in ("dobj", "ccomp") for c in verb.children)


def no_object(verb: Token) -> bool:
    """`will hold no value`."""
    return any(c.dep_ in ("dobj", "attr") and any(g.lower_ == "no" for g in c.children) for c in verb.children)


def inverted(verb: Token) -> bool:
    """`should they refuse`: the auxiliary stands before the subject, in no question."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    first = next((c for c in verb.children if c.dep_ == "aux"), None)
    asked = any(t.text == "?" for t in verb.doc[verb.i : verb.sent.end])
    return subject is not None and first is not None and first.i < subject.i < verb.i and not asked


def mark_of(clause: Token) -> str:
    """The conjunction that opens a clause, lower case; empty where none does."""
    return next((c.lower_ for c in clause.children if c.dep_ == "mark"), "")


def yes_or_no(verb: Token, prep: Token) -> str:
    """`said no to`, with whatever stands between."""
    return next((t.lower_ for t in verb.doc[verb.i + 1 : prep.i] if t.lower_ in ("no", "yes")), "")


def own_subject(verb: Token) -> bool:
    """Whether the clause names its own subject, so that none is taken over from a governing clause."""
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def negated(verb: Token) -> bool:
    """Whether the clause of `verb` is denied, by the verb or by its subject (`no party will`)."""
    denied = any(
        c.dep_ == "neg" or c.lower_ == "nor" or (c.dep_ == "advmod" and c.lower_ in ("never", "hardly", "scarcely"))
        for c in verb.children
    )
    for child in verb.children:
        if (
            child.dep_ in ("nsubj", "nsubjpass")
            and any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in child.children)
        ) or (child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in ("nobody", "none", "neither", "nothing")):
            denied = not denied
    return denied


def subject_of(verb: Token) -> Token | None:
    """Who does what `verb` says, through control, coordination and relative clauses; None where nobody is named."""
    node = verb
    aside = False  # came up through a circumstance: `accused them of blocking, while insisting`
    for _ in range(12):
        own = next((c for c in node.children if c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl")), None)
        if own is not None:
            own = _after_dateline(own)
            if own.lower_ in ("who", "which", "that") and node.dep_ == "relcl":
                return whoever(node.head)
            return own
        aside = aside or node.dep_ == "advcl"
        if node.dep_ == "xcomp" or node.dep_ == "ccomp":
            governor = node.head
            if governor.lemma_.lower() in OBJECT_CONTROL and node.dep_ == "xcomp":
                thing = next((c for c in governor.children if c.dep_ in ("dobj", "dative") and c.i < node.i), None)
                if thing is not None:
                    return thing
                if is_passive(governor):
                    return next((c for c in governor.children if c.dep_ == "nsubjpass"), None)
            if governor.pos_ == "ADJ" and not any(c.dep_ == "nsubj" for c in governor.children):
                governor = governor.head
            node = governor
        elif node.dep_ == "pcomp" and not aside and (judged := judged_for(node)) is not None:
            return judged
        elif node.dep_ in ("conj", "advcl", "aux", "auxpass", "acomp", "attr", "oprd", "pcomp") or node.dep_ == "prep":
            node = node.head
        elif node.dep_ == "acl":
            noun = node.head
            if node.tag_ in ("VBG", "VBN"):
                return noun
            if noun.dep_ == "attr":
                return whoever(noun)
            owner = possessor(noun)
            if owner is not None:
                return owner
            node = noun.head
        elif node.dep_ == "relcl":
            return whoever(node.head)
        elif node.pos_ in ("NOUN", "PROPN") and node.dep_ in ("dobj", "pobj", "nsubj"):
            if node.dep_ == "pobj":
                node = node.head
            node = node.head
        else:
            return None
        if not (is_verb(node) or node.pos_ in ("ADJ", "NOUN", "ADP", "SCONJ", "ADV")):
            return None
    return None


def _after_dateline(subject: Token) -> Token:
    """`HARTLEPOOL – Several thousand dockers marched`: the dockers, taken for another name of the town."""
    dash = next((c for c in subject.children if c.text in ("–", "—", "--", "-") and c.i > subject.i), None)
    if dash is None or subject.left_edge.i != subject.sent.start:
        return subject
    return next((c for c in subject.children if c.dep_ == "appos" and c.i > dash.i), subject)


def imperative(verb: Token) -> bool:
    """`"Fund our schools," they chanted`: a bare verb that opens a quotation."""
    if verb.tag_ != "VB" or any(c.dep_ in ("nsubj", "nsubjpass", "aux") and c.lower_ != "do" for c in verb.children):
        return False
    first = verb.left_edge
    before = verb.doc[first.i - 1] if first.i > 0 else first
    return first.text in QUOTES or (before.text in QUOTES and not before.whitespace_)


QUOTES = frozenset(('"', "“", "‘", "'", "``", "„", "«"))


def judged_for(clause: Token) -> Token | None:
    """`criticised the mayor for refusing`: the mayor, who is judged for what `clause` says."""
    prep, verb = clause.head, clause.head.head
    if prep.lower_ not in ("for", "of", "over") or verb.lemma_.lower() not in JUDGING:
        return None
    return next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.i < clause.i), None)


def whoever(noun: Token) -> Token:
    """`The mayor became the first to back the plan`: the mayor, where the noun is only said of a subject."""
    return (subject_of(noun.head) or noun) if noun.dep_ == "attr" and is_verb(noun.head) else noun


def agent_of(verb: Token) -> Token | None:
    """The `by` phrase of a passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    return None


def possessor(noun: Token) -> Token | None:
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


def modified(adjective: Token) -> Token | None:
    """`a party ready to talk`, `Moscow, unwilling to move`."""
    head = adjective.head
    return head if adjective.dep_ in ("amod", "relcl", "acl", "appos") and head.pos_ in ("NOUN", "PROPN") else None


def for_whom(token: Token) -> Token | None:
    """`unacceptable to Kyiv`, `vital for the union`."""
    for child in token.children:
        if child.dep_ in ("prep", "dative") and child.lower_ in ("for", "to"):
            held = next((g for g in child.children if g.dep_ == "pobj"), None)
            if held is not None:
                return held
    return None


def evaluated(verb: Token) -> Token | None:
    """The word that says what something is or is called."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "as" and verb.lemma_.lower() in CALLING:
            return next((g for g in child.children if g.dep_ in ("pobj", "amod", "acomp", "pcomp")), None)
        if child.dep_ in ("acomp", "attr", "oprd") or (child.dep_ == "ccomp" and child.pos_ == "ADJ"):
            return child
        if child.dep_ == "dobj":  # `called the increase unacceptable`, parsed as if the adjective stood before
            after = next((c for c in child.children if c.dep_ == "amod" and c.i > child.i), None)
            if after is not None:
                return after
    return None


def fixed(token: Token) -> str:
    """The fixed expression that `token` heads: `red_line`, `off_the_table`, `out_of_the_question`, else its lemma."""
    if token.pos_ in ("ADP", "SCONJ", "ADV") or token.dep_ == "prep":
        return "_".join(t.lower_ for t in token.subtree)[:40]
    rest = token.doc[token.i + 1 : token.i + 3]
    if len(rest) == 2 and rest[0].text == "-" and not token.whitespace_ and not rest[0].whitespace_:
        return token.lower_ + rest.text.lower()  # `a non-starter`, whatever the parse
    before = [c.lemma_.lower() for c in token.children if c.dep_ in ("amod", "compound")]
    return "_".join([*before[-1:], token.lemma_.lower()]) if before else token.lemma_.lower()


def trade_of(prep: Token) -> Token | None:
    """The `exchange` or `return` of `in exchange for`, however the parser attached it."""
    before = prep.doc[prep.i - 1]
    return before if before.lower_ in ("exchange", "return") and prep.doc[prep.i - 2].lower_ == "in" else None


def verb_above(token: Token) -> Token:
    """The nearest verb that governs `token`, else the top of the sentence."""
    node = token
    while node.head.i != node.i:
        node = node.head
        if is_verb(node):
            return node
    return node


def clause_of(token: Token) -> Token:
    """The nearest verb above `token`, else the root."""
    node = token
    while node.head.i != node.i:
        node = node.head
        if is_verb(node):
            break
    return node


def same_clause(noun: Token, verb: Token) -> bool:
    """Whether `noun` hangs below `verb` with no other verb between them."""
    node = noun
    for _ in range(6):
        if node.i == verb.i:
            return True
        if node.head.i == node.i or is_verb(node):
            return False
        node = node.head
    return False
