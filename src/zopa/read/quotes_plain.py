"""Reports that their form alone gives away, for where the learned judge has passed over them or does not look.

- a clause set off by a comma: `Pumps will run until March, the ministry confirms`;
- a noun with its owner and a clause: `the minister's insistence that`, `the suggestion by X that`, `X's line is that`;
- a phrase of words or view: `in her words, ...`, `in the view of Kyiv, ...`;
- a clause with `as` and a passive: `the aim is neutrality, as noted by X` (`told_by`);
- a report inside the words of another: `Axios reported that Putin told Witkoff that ...` (`nested_proposals`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zopa.read.quotes_candidates import Content, contents
from zopa.read.quotes_rules import NOUNS, SPEECH, THOUGHT, best_source, content_score, endless, words
from zopa.read.quotes_sources import Proposal, Source, noun_phrase, sources
from zopa.read.quotes_tree import Tokens, Tree

_TAGLINES = words(
    """say add warn confirm admit claim argue announce report insist acknowledge concede predict estimate note declare
    explain suggest deny allege"""
)
_LINES = words("line position stance argument message answer verdict point reasoning")  # `X's line is that`
_CALLS = words("demand call request plea appeal")
_VIEWS = words("view words opinion telling account reading estimation judgment judgement assessment phrase eyes")
_OWNERS = ("poss", "prep:of", "prep:by", "prep:among", "prep:from", "agent:by")
_SCORE = 0.05  # below whatever was judged or found beside a quotation
_INNER = frozenset(["ccomp", "ccomp..", "dobj", "dobj..", "xcomp", "oprd"])


def plain_proposals(tree: Tree, taken: Iterable[Proposal]) -> list[Proposal]:
    """Those of the forms named first whose cue and words no proposal of `taken` has."""
    owned = {i for p in taken for i in (p.cue, *p.content.words())}
    return [
        item
        for cue in range(tree.n)
        if cue not in owned and not endless(tree, cue)
        for item in (_tagline(tree, cue) or _owned_noun(tree, cue) or _view(tree, cue),)
        if item is not None and owned.isdisjoint(item.content.words())
    ]


def nested_proposals(tree: Tree, kept: Iterable[Proposal], known: Iterable[Proposal]) -> Iterator[Proposal]:
    """Reports inside the words of `kept`, by verbs of speech and thought, whose cue `known` does not have."""
    cues = {p.cue for p in known}
    for outer in kept:
        for cue in outer.content.words():
            if cue in cues or tree.tag[cue][:2] != "VB" or tree.lemma[cue].lower() not in SPEECH | THOUGHT:
                continue
            ranked = [(content_score(tree, cue, c), c) for c in contents(tree, cue) if c.how in _INNER]
            held = set(outer.content.words())
            ranked = [(s, c) for s, c in ranked if s and held.issuperset(c.words())]
            if ranked:
                score, content = max(ranked, key=lambda r: r[0])
                yield Proposal(cue, content, best_source(tree, cue, content, sources(tree, cue)), _SCORE * score)


def _tagline(tree: Tree, cue: int) -> Proposal | None:
    """A subject and its verb of speech after a comma, with a whole clause before and no words of its own behind."""
    if tree.tag[cue] not in ("VBD", "VBZ", "VBP") or tree.lemma[cue].lower() not in _TAGLINES:
        return None
    subject = next((k for k in tree.children[cue] if tree.dep[k] == "nsubj" and k < cue), None)
    if subject is None or any(tree.dep[k] in ("ccomp", "dobj", "xcomp", "prt") for k in tree.children[cue] if k > cue):
        return None
    start, first = tree.left[subject], tree.sents[tree.sent[cue]][0]
    after = cue + 1
    ends = after >= tree.n or tree.tag[after] == "_SP" or tree.lower[after] in (",", ".")
    if not ends or start - first < 3 or tree.lower[start - 1] != "," or tree.right[subject] != cue - 1:
        return None
    while first < start and tree.tag[first] == "_SP":
        first += 1
    clause = tree.trim((first, start - 1))
    if clause is None or any(tree.quote_at[i] >= 0 for i in (clause[0], clause[1] - 1)):
        return None
    if tree.lower[clause[0]] in ("as", "while", "although", "because", "when", "if"):
        return None
    content = Content("sentence left", (clause,))
    return Proposal(cue, content, Source("nsubj", subject, (start, cue)), _SCORE)


def _owned_noun(tree: Tree, cue: int) -> Proposal | None:
    """A noun of speech with whoever it belongs to and the clause that tells what was said."""
    lemma = tree.lemma[cue].lower()
    if tree.tag[cue] not in ("NN", "NNS") or lemma not in NOUNS | _LINES:
        return None
    owner = next((s for s in sources(tree, cue) if s.how in _OWNERS), None) or maker(tree, cue)
    if owner is None:
        return None
    for content in contents(tree, cue):
        clause = content.parts[0][0]
        if content.how == "verb:ccomp" and tree.dep[cue] == "nsubj" and tree.lemma[tree.head[cue]] == "be":
            return Proposal(cue, content, owner, _SCORE)
        if lemma in _CALLS and owner.how == "poss" and content.how == "prep:pobj:for":
            return Proposal(cue, content, owner, _SCORE)
        wanted = ("that",) if owner.how != "poss" else ("that", "to")
        if lemma in NOUNS and content.how == "acl" and tree.lower[clause] in wanted:
            return Proposal(cue, content, owner, _SCORE)
    return None


def maker(tree: Tree, cue: int) -> Source | None:
    """`The claim, made by X among others, that A`."""
    for verb in tree.children[cue]:
        if tree.tag[verb] == "VBN" and tree.lemma[verb] in (
            "make",
            "put",
            "voice",
            "raise",
            "repeat",
            "share",
            "utter",
        ):
            for by in tree.children[verb]:
                for who in tree.children[by] if tree.lower[by] == "by" else ():
                    if tree.dep[who] == "pobj":
                        return Source("agent:by", who, noun_phrase(tree, who, cue))
    return None


def _view(tree: Tree, cue: int) -> Proposal | None:
    """`In X's words, A`, `A, in the view of X`."""
    into = tree.head[cue]
    if tree.lemma[cue].lower() not in _VIEWS | {"word"} or tree.dep[cue] != "pobj" or tree.lower[into] != "in":
        return None
    owner = next((s for s in sources(tree, cue) if s.how in ("poss", "prep:of")), None)
    stop = tree.right[cue] + 1
    if owner is None or tree.lower[into + 1] == "other":
        return None
    first, last = tree.sents[tree.sent[cue]]
    part: Tokens | None = None
    how = "after phrase"
    if into - first <= 1 and tree.lower[stop : stop + 1] == [","]:
        part = tree.trim((stop, last))
    elif tree.lower[into - 1] == "," and stop < tree.n and tree.lower[stop] == ",":
        around = tree.trim((first, into)), tree.trim((stop, last))  # `It was, in her words, "a done deal"`
        if around[0] is not None and around[1] is not None:
            source = Source(owner.how, owner.head, noun_phrase(tree, owner.head, cue))
            return Proposal(cue, Content("around phrase", (around[0], around[1])), source, _SCORE)
    elif tree.lower[into - 1] == "," and (stop >= tree.n or tree.lower[stop] == "."):
        how, part = "before phrase", tree.trim((first, into))
    if part is None:
        return None
    source = Source(owner.how, owner.head, noun_phrase(tree, owner.head, cue))
    return Proposal(cue, Content(how, (part,)), source, _SCORE)


def told_by(tree: Tree) -> Iterator[Proposal]:
    """`A, as noted by X` at the end of a sentence: X tells all of it, whatever words of telling A has."""
    for cue in range(1, tree.n):
        if tree.tag[cue] not in ("VBN", "VBD") or tree.lower[cue - 1] != "as" or tree.lemma[cue].lower() not in SPEECH:
            continue
        owner = next((s for s in sources(tree, cue) if s.how in ("agent:by", "prep:by")), None)
        first, last = tree.sents[tree.sent[cue]]
        clause = tree.trim((first, cue - 1))
        rest = tree.trim((max(cue, tree.right[cue]) + 1, last))
        if owner is not None and clause is not None and rest is None and clause[1] - clause[0] >= 4:
            yield Proposal(cue, Content("sentence left", (clause,)), owner, 1.0)
