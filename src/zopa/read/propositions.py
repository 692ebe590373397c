"""The grammar of a proposition: what it is about, what else it mentions, and which way it turns its theme.

Owns the parts of one parsed proposition; weighs no words against other issues.
"""

from __future__ import annotations

from zopa.cases import Case
from zopa.ingest import Article
from zopa.read.actors import find_mentions
from zopa.read.climb import climb
from zopa.read.document import Doc, Token
from zopa.read.grammar_words import TENDING
from zopa.read.issue_words import GENERIC, is_content, is_plain_verb, is_turning, word_of
from zopa.read.lexicon import Lexicon, lexicon
from zopa.read.parse import parse
from zopa.read.tree import agent_of


def parsed(text: str) -> Doc:
    """A parsed proposition; one that the parser takes for a mere name (`Coal plants close`) is read as a clause."""
    doc = next(iter(parse([text])))
    root = next((t for t in doc if t.head.i == t.i and not t.is_space), None)
    if root is not None and root.pos_ in ("VERB", "AUX") and not _gerund(root):
        return doc
    words = lexicon()
    turning = words.verbs.keys() | words.owning.keys()
    verb = next(
        (t for t in doc if t.i > 0 and (t.pos_ != "VERB" or t.dep_ == "compound") and t.lemma_.lower() in turning), None
    )
    if verb is None:
        return doc
    clause = next(iter(parse([f"{text[: verb.idx]}will {verb.lemma_.lower()}{text[verb.idx + len(verb) :]}"])))
    return clause if any(t.head.i == t.i and t.pos_ in ("VERB", "AUX") for t in clause) else doc


def _gerund(root: Token) -> bool:
    """`Filling of the reservoir stops`, its verb taken for a noun."""
    return root.tag_ == "VBG" and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in root.children)


def party_words(doc: Doc, case: Case) -> dict[int, tuple[str, ...]]:
    """The words of a proposition that name a party, by index: they matter less than what it is about."""
    article = Article(id="proposition", text=doc.text)
    found: dict[int, tuple[str, ...]] = {}
    for mention in find_mentions(doc, article, case):
        span = doc.char_span(mention.start, mention.end)
        if span is not None and mention.parties:
            found.update({t.i: mention.parties for t in span if t.pos_ == "PROPN" or t.text[:1].isupper()})
    return found


def theme_of(root: Token, subject: Token | None, parties: frozenset[int]) -> Token | None:
    """The thing that a proposition is about: object, else passive or plain subject, else what its verb leans on."""
    theme = _theme(root, subject, parties)
    while theme is not None and is_turning(theme):  # `the rise in the retirement age` is about the age
        inner = next(
            (
                g
                for c in theme.children
                if c.dep_ == "prep" and c.lower_ in ("of", "in", "to", "on", "for")
                for g in c.children
                if g.dep_ == "pobj" and is_content(g) and g.i not in parties and word_of(g) not in GENERIC
            ),
            None,
        )
        if inner is None:
            break
        theme = inner
    return theme


def _theme(root: Token, subject: Token | None, parties: frozenset[int]) -> Token | None:
    node = root
    for _ in range(3):
        below = (*node.children, *(g for c in node.children if c.lower_ == "on" for g in c.children))  # `go on buying`
        deeper = next((c for c in below if c.dep_ in ("xcomp", "ccomp", "pcomp") and c.pos_ == "VERB"), None)
        if deeper is None:
            break
        node = deeper
    own_subject = subject is not None and subject.i not in parties
    if node.lemma_.lower() in TENDING:  # who is to watch, judge or settle a thing is at issue, not the thing
        agent = agent_of(node) or next(
            (g for c in node.children if c.dep_ == "prep" and c.lower_ == "by" for g in c.children if g.dep_ == "pobj"),
            None,
        )
        if agent is not None and agent.i not in parties and word_of(agent) not in GENERIC:
            return agent
        if own_subject and subject is not None and subject.dep_ == "nsubj":
            return subject
    for child in node.children:
        if child.dep_ == "dobj" and is_content(child):
            given = _given_to(child, node) if child.i in parties else None
            return child if given is None else given
        if child.dep_ in ("attr", "acomp", "oprd") and is_content(child) and not own_subject:
            return child
    passive = next((c for c in node.children if c.dep_ == "nsubjpass" and c.i not in parties), None)
    if passive is not None:
        return passive
    if own_subject and not (subject is not None and word_of(subject) in GENERIC and is_plain_verb(word_of(node))):
        return subject
    if is_content(node) and not is_plain_verb(word_of(node)):
        return node
    for child in node.children:
        if child.dep_ in ("prep", "agent", "dative"):
            held = next((c for c in child.children if c.dep_ == "pobj"), None)
            if held is not None and is_content(held) and word_of(held) not in GENERIC:
                return held  # also `disputes go to a court`, which is about the court
    if own_subject:
        return subject
    return node if is_content(node) else subject


def _given_to(party: Token, verb: Token) -> Token | None:
    """`supply Kyiv with weapons`: the weapons, whichever word the parser hung them on."""
    preps = (c for word in (party, verb) for c in word.children if c.dep_ == "prep" and c.lower_ == "with")
    return next((g for p in preps for g in p.children if g.dep_ == "pobj" and is_content(g)), None)


def role_of(
    head: Token, members: list[Token], theme: Token | None, subject: Token | None, parties: frozenset[int]
) -> float:
    """How much of the issue hangs on this slot."""
    inside = {t.i for t in members} | {head.i}
    if theme is not None and theme.i in inside:
        return 1.0
    if theme is not None and _tended(head):
        return 0.35  # the truce that somebody is to watch
    if inside <= parties:
        return 0.2 if subject is not None and subject.i in inside else 0.35
    if any(a.dep_ == "advcl" for a in (head, *head.ancestors)) or _set_apart(head):
        return 0.25  # `... before a final settlement is agreed`, `... without cuts in return`: not what it is about
    if subject is not None and subject.i in inside:
        return 0.7
    if head.pos_ in ("VERB", "AUX"):
        return 0.45 if is_plain_verb(word_of(head)) else 0.85
    return 0.75


def _tended(head: Token) -> bool:
    return head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_.lower() in TENDING


def _set_apart(head: Token) -> bool:
    return any(a.dep_ == "prep" and a.lower_ in ("before", "after", "without", "until", "by") for a in head.ancestors)


def slot_heads(words: list[Token]) -> dict[Token, list[Token]]:
    """Content words by the head of the noun phrase (or verb) that they belong to."""
    heads: dict[Token, list[Token]] = {}
    known = {t.i for t in words}
    for token in words:
        head = token
        while (
            head.dep_ in ("compound", "amod", "nmod", "poss", "conj", "appos", "nummod", "advmod")
            and head.head.i in known
        ):
            head = head.head
        # `prisoners of war` are one thing; `release of prisoners` is about the prisoners
        of = head.head
        if head.dep_ == "pobj" and of.lower_ == "of" and head.pos_ == "NOUN" and of.head.i in known:
            whole = of.head
            if whole.pos_ == "NOUN" and word_of(whole) not in GENERIC and not is_turning(whole):
                head = whole
        # `such as A and B` belongs to what it exemplifies
        prep = head.head
        if head.dep_ == "pobj" and prep.lower_ in ("as", "like", "including") and prep.head.i in known:
            head = prep.head
            while head.dep_ in ("compound", "amod", "conj", "appos") and head.head.i in known:
                head = head.head
        heads.setdefault(head, []).append(token)
    return heads


def ways_of(head: Token, members: list[Token]) -> list[list[Token]]:
    """Alternatives within one slot: the phrase itself, and each thing joined to it by `and` or given as an example."""
    groups: dict[int, list[Token]] = {}
    known = {t.i for t in members}
    for token in members:
        top = token
        while top.i != head.i:
            if top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.i in known:
                top = top.head.head
            elif top.dep_ in ("compound", "amod", "nmod", "poss", "nummod", "advmod") and top.head.i in known:
                top = top.head
            else:
                break
        groups.setdefault(top.i, []).append(token)
    return list(groups.values())


def direction_of(head: Token, inert: frozenset[int], words: Lexicon) -> tuple[int, int, str]:
    """Sign of the proposition for the thing that `head` names, whether it says who holds it, and who does."""
    path = climb(head, words, inert)
    for level in path.levels:  # `no worker is dismissed`, `entry is refused`: in a proposition they tell what happens
        # `Norland attacks the island` says what happens, and turns nothing
        acted = level.attitude is not None and level.attitude.act == "oppose" and level.token.pos_ == "VERB"
        if level.attitude is not None and not acted and (level.attitude.polarity == "against") != level.negated:
            path.sign = -path.sign
    return path.sign, path.owning, path.owner_words if path.owning else ""
