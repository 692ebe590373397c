"""The words that name a source, to a speaker and a party: by the scene's mentions, else by the words themselves.

Also finds the carriers of a quote: `told Reuters`, `citing two officials`, `in an interview with the BBC`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from zopa.read.findings import Span
from zopa.read.knowledge import words as word_list
from zopa.read.quotes_attribution import Attribution
from zopa.read.quotes_candidates import INTERRUPTING
from zopa.read.quotes_rules import words
from zopa.read.quotes_surface import interruption
from zopa.read.quotes_tree import Tree
from zopa.read.scene import Mention, Scene

_PRONOUN_TAGS = frozenset(["PRP", "PRP$", "WP", "WDT", "WP$", "EX", "DT"])
_TITLES = words(
    """mr mr. mrs mrs. ms ms. dr dr. president prime minister secretary senator sen sen. rep rep. representative gov
    gov. governor speaker chancellor ambassador general gen gen. foreign defense defence chairman chairwoman
    chief spokesman spokeswoman spokesperson former vice deputy lady sir lord justice judge mayor king queen
    prince pope king"""
)
_OUTLET_WORDS = words(
    """times post journal news press tv television radio agency tribune herald guardian telegraph magazine daily
    gazette chronicle broadcasting network today weekly review"""
)
_OUTLETS = words(
    """ap afp reuters bloomberg cnn bbc nbc cbs abc msnbc cnbc npr pbs fox axios politico interfax tass ria rt xinhua
    kyodo dpa ansa efe anadolu haaretz bild spiegel economist newsweek time vox vice buzzfeed semafor"""
)
_BODIES = words("institute council centre center office ministry department committee agency fund group association")
_STATIONS = words("radio channel tv le la el il die der")
_HEADINGS = words("about inside meet the former late why how for from who what note contact")
_SPEAKING_FOR = words("spokesman spokeswoman spokesperson spokespeople representative negotiator lawyer")
_SPOKEN = words("spokesman spokeswoman spokesperson")
_SOME = words("several some many few various multiple dozen")
_UTTERANCES = words("reply answer response message verdict stance line")
_SUFFIXES = words("inc inc. plc ltd ltd. corp corp. llc n.v. s.a. co.")
_ASIDE = re.compile(r",|\s[-–—]+\s|\s?\(")
_PROGRAMMES = words("programme program newspaper magazine podcast broadcaster website show daily paper")
_DOCUMENT_REACH = 150  # tokens back to where a document was first spoken of
_DOCUMENTS = words(
    """statement report letter release tweet memo email post article note document transcript communique communiqué
    message editorial press"""
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted; both None where the text does not tell."""

    name: str | None = None
    party: str | None = None


def speaker_at(scene: Scene, tree: Tree, span: Span | None, head: int | None) -> Speaker:
    """The speaker that the words at `span` name.

    A named or resolved actor gives the canonical name. Unnamed persons keep their words (`two officials`), with the
    party of the principal they speak for. A document gives whoever issued it. A pronoun that nobody resolved gives
    no speaker.
    """
    if span is None or head is None:
        return Speaker()
    if tree.lower[head] in _SUFFIXES and head > 1:  # `Vane Foods, Inc.`
        head -= 1 + (tree.lower[head - 1] == ",")
    principal = _principal(scene, tree, span, head)
    spoken_for = principal if tree.lemma[head] in _SPEAKING_FOR else None
    issuer = named_beside(tree, behind(tree, head))
    if issuer != head:
        head, span = issuer, tree.chars(name_span(tree, issuer))
        principal = _principal(scene, tree, span, head) or principal
    joint = _jointly(scene, tree, span, head)
    if joint is not None:
        return joint
    mention = scene.mention_of(scene.doc[head])
    if mention is not None and mention.modifier and mention.head != head:
        mention = None
    if _counted(tree, head) and mention is not None and not mention.person:
        return Speaker(_words(tree, tree.chars(name_span(tree, head))), _only(mention.parties) or spoken_for)
    if mention is not None and mention.actor is not None:
        return Speaker(mention.actor, _only(mention.parties) or spoken_for)
    if mention is not None and len(mention.parties) == 2:
        return Speaker(" and ".join(mention.parties))  # `both camps`, `each office`: a joint statement
    party = _only(mention.parties) if mention is not None and mention.parties else principal
    if party is None and tree.lemma[head] in _SPOKEN:
        party = _spoken_of(scene, tree, head)
    if tree.tag[head] in _PRONOUN_TAGS:
        return Speaker(None, party)
    if tree.tag[head] in ("NNP", "NNPS"):
        return Speaker(_full_name(tree, head), party)
    return Speaker(_words(tree, _before_asides(tree, span, head)), party)


def _jointly(scene: Scene, tree: Tree, span: Span, head: int) -> Speaker | None:
    """`Kyiv and Warsaw said`, `Ann Vane and her deputy, Lee Orr, said`: all of them, where each has a name."""
    heads = [head]
    for k in heads:
        heads += [c for c in tree.children[k] if tree.dep[c] == "conj" and c not in heads]
    if (
        len(heads) < 2
        or tree.start[heads[-1]] >= span[1]
        or not any(tree.lower[c] == "and" for c in tree.children[heads[-2]])
    ):
        return None
    if any(tree.tag[k] in _PRONOUN_TAGS for k in heads):
        return None
    found: list[Speaker] = []
    for k in heads:
        mention = scene.mention_of(scene.doc[k])
        if mention is None or mention.actor is None or mention.head != k or mention.modifier:
            return None
        found.append(Speaker(mention.actor, _only(mention.parties)))
    names = list(dict.fromkeys(one.name for one in found if one.name))
    if len(names) < 2 or any(" and " in name for name in names):
        return None
    parties = {one.party for one in found}
    return Speaker(", ".join(names[:-1]) + " and " + names[-1], parties.pop() if len(parties) == 1 else None)


def _counted(tree: Tree, head: int) -> bool:
    """`Two Western diplomats`, `several Israeli officials`: some of them, not whoever they work for."""
    return tree.tag[head] == "NNS" and any(
        k < head and (tree.tag[k] == "CD" or tree.lower[k] in _SOME) for k in tree.children[head]
    )


def _spoken_of(scene: Scene, tree: Tree, head: int) -> str | None:
    """`The commission declined to say, but a spokesperson noted`: the body that acts in the words just before."""
    first = tree.sents[max(tree.sent[head] - 1, 0)][0]
    for mention in reversed(scene.mentions):
        if mention.head >= head or mention.person or not mention.parties or mention.modifier:
            continue
        if mention.head < first:
            break
        if tree.dep[mention.head] in ("nsubj", "nsubjpass") and len(mention.parties) == 1:
            return mention.parties[0]
    return None


def _before_asides(tree: Tree, span: Span, head: int) -> Span:
    """The words of a phrase up to what is set off behind its head by a comma, a dash or a bracket."""
    aside = _ASIDE.search(tree.text, tree.end[head], span[1])
    return (span[0], aside.start()) if aside is not None else span


def named_beside(tree: Tree, head: int) -> int:
    """The name in apposition to a title: `its deputy chair, Nora Blum`, `a spokesman for the union, Nora Blum`."""
    if tree.tag[head] not in ("NN", "NNS"):
        return head
    dash = next((i for i in range(head - 1, tree.left[head], -1) if tree.lower[i] in ("-", "–", "—", "--")), -1)
    capital = dash > 0 and tree.text[tree.start[dash - 1]].isupper()
    if capital and tree.start[dash] > tree.end[dash - 1]:
        return dash - 1  # `Vane - minister until 2016 - has said`
    beside = [k for k in tree.children[head] if tree.dep[k] == "appos" and k > head and tree.tag[k] == "NNP"]
    if not beside and tree.lemma[head] in _SPEAKING_FOR:
        # the parser hangs the name on the body that the person speaks for; on a title it would be that one's name
        bodies = [
            p
            for k in tree.children[head]
            if tree.lower[k] in ("for", "of")
            for p in tree.children[k]
            if tree.tag[p] in ("NNP", "NNPS") and tree.dep[p] == "pobj"
        ]
        beside = [
            k
            for p in bodies
            for k in tree.children[p]
            if tree.dep[k] == "appos" and tree.tag[k - 1 : k + 1] == ["NNP", "NNP"] and tree.head[k - 1] == k
        ]
    return beside[0] if beside else head


def behind(tree: Tree, head: int) -> int:
    """The noun that a relative pronoun stands for, and whoever issued the document that a noun names."""
    if tree.tag[head] in ("WDT", "WP") or (tree.lower[head] == "that" and tree.tag[head] in ("WDT", "IN")):
        verb = tree.head[head]
        while tree.dep[verb] == "conj":
            verb = tree.head[verb]
        if tree.dep[verb] != "relcl":
            return head
        head = tree.head[verb]
    if tree.lemma[head].lower() in _UTTERANCES:
        return next(
            (k for k in tree.children[head] if tree.dep[k] == "poss" and tree.tag[k] not in _PRONOUN_TAGS), head
        )
    if tree.lemma[head].lower() not in _DOCUMENTS:
        return head
    issuer = _issuer(tree, head)
    if issuer == head:
        for i in range(head - 1, max(-1, head - _DOCUMENT_REACH), -1):
            if tree.lemma[i] == tree.lemma[head] and _issuer(tree, i) != i:
                return _issuer(tree, i)
    return issuer


def _issuer(tree: Tree, head: int) -> int:
    """Whoever a document is said to be by, from or of, or who did something with it; else the document itself."""
    for k in tree.children[head]:
        if tree.dep[k] == "poss" and tree.tag[k] not in _PRONOUN_TAGS:
            return k
        if tree.dep[k] in ("prep", "agent") and tree.lower[k] in ("by", "from"):
            return next((p for p in tree.children[k] if tree.dep[p] == "pobj"), head)
        if tree.dep[k] == "acl":
            for agent in tree.children[k]:
                if tree.dep[agent] in ("agent", "prep") and tree.lower[agent] in ("by", "from"):
                    return next((p for p in tree.children[agent] if tree.dep[p] == "pobj"), head)
    if tree.dep[head] == "dobj":
        return next((k for k in tree.children[tree.head[head]] if tree.dep[k] == "nsubj"), head)
    return head


def name_span(tree: Tree, head: int) -> tuple[int, int]:
    """The noun phrase of `head` up to its head word, with prepositional phrases but without clauses."""
    last = head + 1
    for k in tree.children[head]:
        named = tree.dep[k] == "acl" and tree.lower[k] in ("named", "called")
        if k > head and (named or tree.dep[k] in ("prep", "cc", "conj", "case")):
            last = max(last, tree.right[k] + 1)
    return tree.left[head], last


def _only(parties: tuple[str, ...]) -> str | None:
    return parties[0] if len(parties) == 1 else None


def _principal(scene: Scene, tree: Tree, span: Span, head: int) -> str | None:
    """The party in `a spokesman for X`, `X's office`, `an X official`: the first that qualifies the head noun."""
    for mention in scene.mentions[bisect_left(scene.mentions, span[0], key=lambda m: m.start) :]:
        if mention.start >= span[1]:
            break
        if mention.end <= span[1] and mention.head != head and mention.parties:
            above = tree.head[mention.head]
            near = above == head or tree.head[above] == head
            if near and tree.dep[mention.head] not in ("conj", "relcl"):
                return _only(mention.parties)
    return None


def _full_name(tree: Tree, head: int) -> str:
    """The proper name around `head` without titles; a surname alone is completed from a fuller name in the text."""
    first = head
    while first > 0 and tree.tag[first - 1] in ("NNP", "NNPS") and tree.head[first - 1] in (head, tree.head[head]):
        first -= 1
    name = [tree.text[tree.start[i] : tree.end[i]] for i in range(first, head + 1)]
    while len(name) > 1 and name[0].lower() in _TITLES:
        name.pop(0)
    last = _name_stop(tree, head)
    if last > head:
        name.append(tree.text[tree.start[head + 1] : tree.end[last]])
    if len(name) > 1:
        return " ".join(name)
    return _fuller_names(tree).get(name[0].lower(), name[0])


def _name_stop(tree: Tree, head: int) -> int:
    """The last word of `Ministry of Labour`, `Institute for the Study of War`, `Council on Foreign Relations`."""
    last = k = head
    if tree.text[tree.start[head] : tree.end[head]].lower() not in _BODIES:
        return head if tree.lower[head + 1 : head + 2] != ["of"] else _run(tree, head + 1)
    while k + 1 < tree.n and tree.lower[k + 1] in ("of", "for", "on"):
        k = _run(tree, k + 1)
        if k <= last:
            break
        last = k
    return last


def _run(tree: Tree, preposition: int) -> int:
    """The last capitalised word right after a preposition; the word before it where there is none."""
    k = preposition + (2 if tree.lower[preposition + 1 : preposition + 2] == ["the"] else 1)
    if tree.tag[k : k + 1] not in (["NNP"], ["NNPS"]):
        return preposition - 1
    while k + 1 < tree.n and tree.tag[k + 1] in ("NNP", "NNPS"):
        k += 1
    return k


def _fuller_names(tree: Tree) -> dict[str, str]:
    """For every last name the first name of two or more words in the text that ends with it."""
    if tree.fuller is None:
        tree.fuller = {}
        for i in range(1, tree.n):
            if tree.tag[i] != "NNP" or tree.tag[i - 1] != "NNP" or tree.lower[i] in tree.fuller:
                continue
            first = i - 1
            while first > 0 and tree.tag[first - 1] == "NNP" and tree.lower[first] not in _TITLES:
                first -= 1
            words_of_name = [tree.text[tree.start[k] : tree.end[k]] for k in range(first, i + 1)]
            words_of_name = [w for w in words_of_name if w.lower() not in _TITLES]
            if len(words_of_name) > 1 and words_of_name[0].lower() not in _HEADINGS:
                tree.fuller[tree.lower[i]] = " ".join(words_of_name)
    return tree.fuller


def _words(tree: Tree, span: Span) -> str:
    return " ".join(tree.text[span[0] : span[1]].split())


def carriers(scene: Scene, tree: Tree, attribution: Attribution) -> tuple[str, ...]:
    """Who carried the words: sources cited by the reporter, and the outlet that was told or that interviewed."""
    cue = attribution.cue_head
    if cue is None:
        return ()
    found: list[str] = []
    for head in _carrying(tree, cue):
        mention: Mention | None = scene.mention_of(scene.doc[head])
        a, b = tree.subtree(head)
        b = min(b, head + 1) if tree.lemma[head] in _PROGRAMMES else b
        name = mention.actor if mention is not None and mention.actor else _words(tree, tree.chars((a, b)))
        if name not in found:
            found.append(name.removeprefix("the ").removeprefix("The "))
    return tuple(found)


def _carrying(tree: Tree, cue: int) -> Iterator[int]:
    clauses = [c for c in tree.children[cue] if tree.dep[c] == "ccomp"]
    interrupting = [k for c in clauses for k in tree.children[c] if tree.lower[k] in INTERRUPTING]
    citing = interruption(tree, cue)
    if citing is not None and tree.head[citing] != cue:  # the parser hangs it elsewhere
        interrupting.append(citing)
    for k in (*tree.children[cue], *interrupting):
        if tree.dep[k] in ("dobj", "dative") and tree.lemma[cue] in ("tell", "inform", "assure"):
            named = [o for o in range(tree.left[k], k) if tree.dep[o] == "poss" and is_outlet(tree, o)]
            if named or is_outlet(tree, k) or tree.lemma[k] in _PROGRAMMES or _capital_article(tree, k):
                yield named[-1] if named else k
        elif tree.lower[cue] == "according" and tree.lower[k] == "to":
            yield from _spoken_to(tree, k)
        elif tree.dep[k] in ("advcl", "prep") and tree.lower[k] in INTERRUPTING:
            yield from (p for p in tree.children[k] if tree.dep[p] in ("dobj", "pobj"))
        elif tree.dep[k] == "prep" and tree.lower[k] in ("in", "on", "to", "during"):
            for p in tree.children[k]:
                if tree.dep[p] == "pobj" and is_outlet(tree, p):
                    yield p
                elif tree.lower[p] in ("interview", "conversation", "remarks", "comments", "statement"):
                    spoken_to = [w for w in tree.children[p] if tree.lower[w] in ("with", "to")]
                    yield from (o for w in spoken_to for o in tree.children[w] if is_outlet(tree, o))


def _capital_article(tree: Tree, head: int) -> bool:
    """`told The Lantern`: an article in capitals inside a sentence belongs to a title."""
    first = tree.left[head]
    if tree.tag[head] not in ("NNP", "NNPS") or first == tree.sents[tree.sent[head]][0]:
        return False
    return tree.text[tree.start[first] : tree.end[first]] == "The"


def _spoken_to(tree: Tree, preposition: int) -> list[int]:
    """`according to people who spoke to the Daily Bell`."""
    return [
        o
        for p in tree.children[preposition]
        for verb in tree.children[p]
        if tree.dep[verb] == "relcl" and tree.lemma[verb] in ("speak", "talk")
        for to in tree.children[verb]
        if tree.lower[to] in ("to", "with")
        for o in tree.children[to]
        if is_outlet(tree, o) or tree.lemma[o] in _PROGRAMMES
    ]


def is_outlet_name(name: str) -> bool:
    """Whether words alone name a newspaper, agency or station: `SPIEGEL`, `Daily Bell`."""
    names = name.lower().split()
    known = any(w in _OUTLETS for w in names) or name.lower() in _outlets()
    return known or names[-1] in _OUTLET_WORDS or names[0] in _STATIONS | _OUTLET_WORDS


def is_outlet(tree: Tree, head: int) -> bool:
    """Whether a noun phrase names a newspaper, agency or station."""
    if tree.tag[head] not in ("NNP", "NNPS"):
        return False
    first = head
    while first > 0 and tree.tag[first - 1] in ("NNP", "NNPS"):
        first -= 1
    names = tree.lower[first : head + 1]
    known = any(w in _OUTLETS for w in names) or " ".join(names) in _outlets()
    return known or names[-1] in _OUTLET_WORDS or names[0] in _STATIONS


@cache
def _outlets() -> frozenset[str]:
    return frozenset(name.lower() for name in word_list("outlet").get("outlet", ()))
