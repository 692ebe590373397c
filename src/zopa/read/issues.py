"""Which words of a sentence speak of which issue, and in which direction.

Owns the `Frame` of an issue (what its proposition is about, and whether it says that thing grows or shrinks) and the
matching of a sentence's words to the frames of a case. Works from propositions alone; cues add to it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from spacy.tokens import Doc, Span, Token

from zopa.cases import Case, CaseIssue
from zopa.ingest import Article
from zopa.read.actors import find_mentions
from zopa.read.climb import climb
from zopa.read.lexicon import Lexicon, lexicon
from zopa.read.parse import parse
from zopa.read.vectors import Table, closeness, word_vectors

# words too general to stand for an issue by themselves
_GENERIC = frozenset(
    "program programme plan level number government country state administration system rate case kind amount measure "
    "rule position party leader official president minister power force world sum area region right question problem "
    "support work member international national public local foreign new large high low top good great full political "
    "company firm group body agency authority staff people worker citizen side talk final main general special dispute "
    "buyer user owner holder resident customer employer child man woman money "
    "train station office line game season board operation service product market".split()
)
SAME_CHANGE = 0.6  # two verbs of change, in whichever direction: `raise` and `hike`, `cede` and `keep`
SAME_CONCEPT = 0.85  # closeness of two words of one concept; the same word has 1
RELATED = 0.8  # the most that vectors alone may give
_EMPTY = frozenset(
    "be have do will would can could may might must shall should other such certain various several many some any all "
    "both each every side part way thing matter issue question place time year month day week people end get make take "
    "go come put set face see use keep let become bring give more less most least new same own part much last first "
    "two three one its their his her this that these those who which what there under over between among against "
    "without within into onto from with before after until during while than also only just still again".split()
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a proposition."""

    word: str  # lemma, lower case
    stem: str
    name: bool  # part of a name: only the same name matches it
    concepts: frozenset[int]
    change: str  # "own" or "turn" for verbs that say what becomes of a thing


@dataclass(frozen=True, slots=True)
class Way:
    """One of the alternatives in a slot."""

    terms: tuple[
        tuple[int, float, float], ...
    ]  # index in `Frames.terms`, how telling the word is, how rare in the case
    rarity: float  # of all its words together


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that the proposition mentions, as alternatives (`programs such as A and B`) of terms."""

    ways: tuple[Way, ...]
    weight: float
    sign: int  # +1: the proposition says that this grows, begins or exists; -1: it shrinks or ends
    owning: int = 0  # +1 keeps or gains it, -1 gives it up, 0 no such verb
    owner: str = ""  # who does, lower case


@dataclass(frozen=True, slots=True)
class Frame:
    """What one issue is about."""

    issue: str
    slots: tuple[Slot, ...]
    cues: tuple[tuple[str, ...], ...]
    options: tuple[tuple[str, tuple[str, ...]], ...]  # (option, cue lemmas)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word that stands for an issue's theme, and how well the sentence fits the issue."""

    token: int
    frame: Frame
    slot: Slot
    score: float
    inert: frozenset[int] = frozenset()  # tokens that belong to the theme's own name
    used: frozenset[int] = frozenset()  # tokens of the clause that speak of the issue
    option: str | None = None


class Frames:
    """The issues of a case, ready to be looked for."""

    def __init__(self, case: Case, docs: Sequence[Doc]) -> None:
        self._parties = {id(doc): _party_words(doc, case) for doc in docs}
        self._lexicon = lexicon()
        self.terms: list[Term] = []
        self._index: dict[tuple[str, bool], int] = {}
        issues = list(case.issues.items())
        # a proposition's words and the words of the same concept: `land` in one issue makes `territory` less rare
        self._stems = [{_stem(t) for t in doc} | self._kin(doc) for doc in docs]
        self.frames = tuple(self._frame(key, issue, doc) for (key, issue), doc in zip(issues, docs, strict=True))
        vectors = word_vectors()
        rows = [vectors.of(t.word) if not t.name else np.zeros(96, np.float32) for t in self.terms]
        self._table: Table = np.stack(rows) if rows else np.zeros((0, 96), np.float32)
        self._vague = frozenset(word for part in ("n", "a", "v") for word in self._lexicon.attitudes[part])
        self._anchoring = [
            [i for s in frame.slots if s.weight >= 0.3 for way in s.ways for i, _, _ in way.terms]
            for frame in self.frames
        ]
        self._cues: dict[str, list[tuple[tuple[str, ...], Frame, str | None]]] = {}
        for frame in self.frames:
            for option, cue in (*((None, c) for c in frame.cues), *frame.options):
                if cue:
                    self._cues.setdefault(cue[0], []).append((cue, frame, option))
        self._names: Table = np.array([1.0 if t.name else 0.0 for t in self.terms], np.float32)
        self._known: dict[tuple[str, bool], Table] = {}

    # building

    def _kin(self, doc: Doc) -> set[str]:
        concepts = {c for t in doc if t.pos_ == "NOUN" for c in self._lexicon.concepts.get(t.lemma_.lower(), ())}
        return {_bare(word) for word, known in self._lexicon.concepts.items() if known & concepts}

    def _term(self, token: Token) -> int:
        name = token.pos_ == "PROPN" or token.text.isupper()
        key = (_stem(token), name)
        if key not in self._index:
            self._index[key] = len(self.terms)
            lemma = word_of(token)
            concepts = frozenset() if name else self._lexicon.concepts.get(lemma, frozenset())
            plain = token.pos_ in ("VERB", "AUX") and (_plain_verb(lemma) or lemma in self._lexicon.owning)
            change = self._change(lemma) if plain else ""
            self.terms.append(Term(lemma, key[0], name, concepts, change))
        return self._index[key]

    def _change(self, lemma: str) -> str:
        words = self._lexicon
        if lemma in words.owning or lemma in words.owning_nouns:
            return "own"
        return "turn" if lemma in words.verbs or lemma in words.nouns else ""

    def _rarity(self, *words: str) -> float:
        """1 for words that only one issue of the case has, less where several share them all."""
        shared = sum(all(word in stems for word in words) for stems in self._stems)
        return 1.0 / (1.0 + 0.55 * math.log(shared)) if shared > 1 else 1.0

    def _way(self, tokens: list[Token], parties: frozenset[int]) -> Way:
        mixed = any(t.i not in parties for t in tokens)
        mixed_of = any(t.dep_ != "pobj" for t in tokens)
        terms = tuple(
            (
                self._term(t),
                0.25
                if mixed and t.i in parties
                else 0.4
                if word_of(t) in _GENERIC or (mixed_of and t.dep_ == "pobj")
                else 1.0,
                self._rarity(_stem(t)),
            )
            for t in tokens
        )
        return Way(terms, self._rarity(*(_stem(t) for t in tokens)))

    def _frame(self, key: str, issue: CaseIssue, doc: Doc) -> Frame:
        root = next((t for t in doc if t.head.i == t.i and not t.is_space), doc[0])
        subject = next((t for t in root.children if t.dep_ in ("nsubj", "nsubjpass")), None)
        parties = self._parties[id(doc)]
        theme = _theme(root, subject, parties)
        slots: list[Slot] = []
        for head, members in _slot_heads([t for t in doc if _is_content(t)]).items():
            role = _role(head, members, theme, subject, parties)
            ways = tuple(self._way(way, parties) for way in _ways(head, members))
            own = (
                frozenset(t.i for t in members) if len(members) > 1 and head.pos_ in ("NOUN", "PROPN") else frozenset()
            )
            sign, owning, owner = _direction(head, own, self._lexicon)
            slots.append(Slot(ways, role, sign, owning, owner))
        cues = tuple(_cue(cue) for cue in issue.cues)
        options = tuple((name, _cue(cue)) for name, option in issue.options.items() for cue in option.cues)
        return Frame(key, tuple(slots), cues, options)

    # matching

    def _closeness(self, token: Token) -> Table:
        """Closeness of one word to every term (m,)."""
        lemma = word_of(token)
        name = token.pos_ == "PROPN"
        if lemma == "talk" and token.tag_ == "NN":
            lemma = "mention"  # `talk of X` is no talks
        key = (lemma, name)
        known = self._known.get(key)
        if known is not None:
            return known
        row: Table = np.zeros(len(self.terms), np.float32)
        if lemma not in _EMPTY and _is_word(token):
            if not name:
                vector = word_vectors().of(lemma)
                if not vector.any():
                    vector = word_vectors().of(token.lower_)
                row = np.minimum(closeness(vector[None, :], self._table)[0], RELATED)
            concepts = self._lexicon.concepts.get(lemma, frozenset())
            change = self._change(lemma)
            stem = _stem(token)
            same = [i for i, term in enumerate(self.terms) if term.stem == stem and (not term.name or name)]
            for i, term in enumerate(self.terms):
                if name or term.name:
                    continue
                if concepts & term.concepts:
                    row[i] = max(row[i], SAME_CONCEPT)
                elif change and not term.change:
                    row[i] *= 0.5  # a verb of change says what happens to a thing, not which thing
                elif change and change == term.change:
                    row[i] = max(row[i], SAME_CHANGE)
            if same:  # the case's own words mean themselves: `tax` is not `revenue` where the case has both
                row *= 0.3
                row[same] = 1.0
        if len(self._known) > 60_000:
            self._known.clear()
        self._known[key] = row
        return row

    def anchors(self, sentence: Span, parties: frozenset[int] = frozenset(), threshold: float = 0.5) -> list[Anchor]:
        """The words of `sentence` that speak of an issue, one issue a word, one anchor an issue and clause."""
        tokens = [t for t in sentence if _is_word(t)]
        if not tokens or not self.terms:
            return []
        table = np.stack([self._closeness(t) for t in tokens])
        # a party's name is no issue (`the League` where matches are at issue), but an issue may be about it (NATO)
        table[[n for n, t in enumerate(tokens) if t.i in parties]] *= self._names
        # `offer`, `demand`, `plan` say that something is wanted, not what: their own issue must have the very word
        vague = [n for n, t in enumerate(tokens) if word_of(t) in self._vague]
        if vague:
            table[vague] = np.where(table[vague] < SAME_CONCEPT, 0.0, table[vague])
        found: list[Anchor] = []
        told = table.max(axis=0) >= 0.5
        frames = [frame for frame, theme in zip(self.frames, self._anchoring, strict=True) if told[theme].any()]
        if frames:
            clause = [_clause(t) for t in tokens]
            near = np.array([[1.0 if a == b else 0.72 for b in clause] for a in clause], np.float32)
            for frame in frames:
                found += self._match(frame, tokens, table, near, clause, threshold)
        if self._cues:
            found += self._cued(sentence)
        return _settle(found, sentence.doc) if found else []

    def _match(
        self, frame: Frame, tokens: list[Token], table: Table, near: Table, clause: list[int], threshold: float
    ) -> list[Anchor]:
        best: dict[int, Anchor] = {}
        told = table[:, sorted({i for s in frame.slots for way in s.ways for i, _, _ in way.terms})].max(axis=1)
        whole = sum(slot.weight * max((way.rarity for way in slot.ways), default=0.0) for slot in frame.slots)
        for slot in frame.slots:
            if slot.weight < 0.3:
                continue
            theme = max(frame.slots, key=lambda s: s.weight)
            vivid = any(telling >= 0.6 for way in theme.ways for _, telling, _ in way.terms)
            for way in slot.ways:
                named = any(self.terms[i].name for i, _, _ in way.terms)
                most = max(telling for _, telling, _ in way.terms)
                indexes = [i for i, telling, _ in way.terms if telling >= 0.6 * most]
                for n in np.flatnonzero(table[:, indexes].max(axis=1) >= 0.5):
                    if vivid and slot.weight in (0.45, 0.75) and not named and _fit(theme, table, near[n]) < 0.5:
                        continue  # `talks` alone are not `taking part in the talks`
                    standing = self._standing(tokens[n])
                    strength = _strength(way, table, int(n), near[n])
                    coverage = sum(s.weight * _fit(s, table, near[n]) for s in frame.slots) / max(whole, 1e-6)
                    score = standing * (0.6 * slot.weight * strength + 0.4 * coverage)
                    if score < threshold:
                        continue
                    old = best.get(tokens[n].i)
                    if old is None or score > old.score + 1e-6:
                        at, inert = _whole_name(tokens[n], tokens, table, way)
                        used = frozenset(t.i for m, t in enumerate(tokens) if clause[m] == clause[n] and told[m] >= 0.5)
                        best[tokens[n].i] = Anchor(at, frame, slot, score, inert, used)
        return list(best.values())

    def _standing(self, token: Token) -> float:
        """Less for a word that only qualifies another thing: `military alliance` is not about the military."""
        if token.dep_ not in ("amod", "compound", "nmod", "poss"):
            return 1.0
        head = word_of(token.head)
        words = self._lexicon
        if token.pos_ == "ADJ" and head in words.attitudes["n"]:
            return 0.55  # `military support`
        plain = head in _GENERIC or head in _EMPTY or head in words.nouns or head in words.owning_nouns
        if plain or head in words.attitudes["n"] or token.head.tag_ == "VBG":
            return 1.0
        return 0.5 if token.pos_ == "PROPN" else 0.6

    def _cued(self, sentence: Span) -> list[Anchor]:
        lemmas = [t.lemma_.lower() for t in sentence]
        found: list[Anchor] = []
        for at, lemma in enumerate(lemmas):
            for cue, frame, option in self._cues.get(lemma, ()):
                if tuple(lemmas[at : at + len(cue)]) == cue:
                    slot = max(frame.slots, key=lambda s: s.weight)
                    root = sentence[at : at + len(cue)].root.i
                    found.append(Anchor(root, frame, slot, 0.97, option=option))
        return found


def _whole_name(token: Token, tokens: list[Token], table: Table, way: Way) -> tuple[int, frozenset[int]]:
    """The head of the name that `token` belongs to, and the tokens of the name, where its words stand together."""
    if len(way.terms) == 1:
        return token.i, frozenset()
    matched = {t.i for n, t in enumerate(tokens) if any(table[n, i] >= 0.5 for i, _, _ in way.terms)}
    head = token
    while head.dep_ in ("compound", "amod", "nmod") and head.head.i in matched:
        head = head.head
    inside = {t.i for t in head.children if t.i in matched and t.dep_ in ("compound", "amod", "nmod")}
    return head.i, frozenset({head.i, *inside})


def _strength(way: Way, table: Table, n: int, near: Table) -> float:
    """How surely word `n` stands for the way: alone, or as one of several words that only together are telling."""
    total = sum(telling for _, telling, _ in way.terms)
    alone = max(
        telling * rare * float(table[n, i]) * (1.0 if telling / total > 0.6 else 0.7) for i, telling, rare in way.terms
    )
    if len(way.terms) == 1:
        return alone
    close = np.where(near < 1.0, 0.35, 1.0)  # the words of one name stand together
    together = sum(telling * float((table[:, i] * close).max()) for i, telling, _ in way.terms) / total
    return max(alone, together * way.rarity)


def _fit(slot: Slot, table: Table, near: Table) -> float:
    """How well the best of the slot's alternatives is covered by words near the anchor, 0..1."""
    best = 0.0
    for way in slot.ways:
        total = sum(telling for _, telling, _ in way.terms)
        got = sum(telling * float((table[:, i] * near).max()) for i, telling, _ in way.terms)
        best = max(best, got / total * way.rarity)
    return best


_IDIOMS = {
    ("take", "part"): "participate", ("take", "place"): "happen", ("take", "effect"): "start",
    ("call", "off"): "cancel",
    ("carry", "out"): "implement", ("set", "up"): "establish", ("lay", "off"): "dismiss", ("shut", "down"): "close",
    ("phase", "out"): "end", ("wind", "down"): "end", ("do", "away"): "abolish", ("hand", "over"): "surrender",
    ("give", "up"): "cede", ("pull", "out"): "withdraw", ("step", "down"): "resign", ("let", "go"): "release",
    ("pay", "off"): "repay", ("buy", "out"): "acquire", ("take", "over"): "acquire", ("break", "up"): "divide",
}  # fmt: skip


def word_of(token: Token) -> str:
    """The lemma, lower case; verbs with their particle or fixed object as one word (`take part`: participate)."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB":
        for child in token.children:
            if child.i > token.i and (lemma, child.lower_) in _IDIOMS:
                return _IDIOMS[lemma, child.lower_]
    return lemma


def _stem(token: Token) -> str:
    """A word without its commonest endings, so that `spending` the noun and `spending` the verb are one."""
    return _bare(word_of(token))


def _bare(word: str) -> str:
    for ending in ("ally", "ing", "ed", "ly"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)]
    return word


def _is_word(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM") and len(token.text) > 1


def _is_content(token: Token) -> bool:
    if token.pos_ == "ADV":
        return token.lower_.endswith("ly")
    if token.pos_ == "NUM":
        return token.dep_ not in ("nummod", "quantmod", "compound")
    return token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and word_of(token) not in _EMPTY


def _clause(token: Token) -> int:
    """Index of the verb that heads the clause of `token`."""
    node = token
    while node.head.i != node.i:
        if node.dep_ in ("ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "parataxis") or (
            node.dep_ == "conj" and node.pos_ in ("VERB", "AUX")
        ):
            return node.i
        node = node.head
    return node.i


@lru_cache(maxsize=4096)
def _cue(cue: str) -> tuple[str, ...]:
    return tuple(t.lemma_.lower() for t in next(iter(parse([cue]))) if not t.is_space)


def _party_words(doc: Doc, case: Case) -> frozenset[int]:
    """Indexes of the words of a proposition that name a party: they matter less than what it is about."""
    article = Article(id="proposition", text=doc.text)
    found: set[int] = set()
    for mention in find_mentions(doc, article, case):
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is not None and mention.parties:
            found.update(t.i for t in span if t.pos_ == "PROPN" or t.text[:1].isupper())
    return frozenset(found)


def _theme(root: Token, subject: Token | None, parties: frozenset[int]) -> Token | None:
    """The thing that a proposition is about: object, else passive or plain subject, else what its verb leans on."""
    node = root
    for _ in range(3):
        deeper = next((c for c in node.children if c.dep_ in ("xcomp", "ccomp") and c.pos_ == "VERB"), None)
        if deeper is None:
            break
        node = deeper
    own_subject = subject is not None and subject.i not in parties
    for child in node.children:
        if child.dep_ == "dobj" and _is_content(child):
            return child
        if child.dep_ in ("attr", "acomp", "oprd") and _is_content(child) and not own_subject:
            return child
    passive = next((c for c in node.children if c.dep_ == "nsubjpass" and c.i not in parties), None)
    if passive is not None:
        return passive
    if own_subject:
        return subject
    if _is_content(node) and not _plain_verb(word_of(node)):
        return node
    for child in node.children:
        if child.dep_ in ("prep", "agent", "dative"):
            held = next((c for c in child.children if c.dep_ == "pobj"), None)
            if held is not None and _is_content(held):
                return held
    return node if _is_content(node) else subject


def _role(
    head: Token, members: list[Token], theme: Token | None, subject: Token | None, parties: frozenset[int]
) -> float:
    """How much of the issue hangs on this slot."""
    inside = {t.i for t in members} | {head.i}
    if theme is not None and theme.i in inside:
        return 1.0
    if inside <= parties:
        return 0.2 if subject is not None and subject.i in inside else 0.35
    if any(a.dep_ == "advcl" for a in (head, *head.ancestors)) or _set_apart(head):
        return 0.25  # `... before a final settlement is agreed`, `... without cuts in return`: not what it is about
    if subject is not None and subject.i in inside:
        return 0.7
    if head.pos_ in ("VERB", "AUX"):
        return 0.45 if _plain_verb(word_of(head)) else 0.85
    return 0.75


def _plain_verb(lemma: str) -> bool:
    words = lexicon()
    turns = lemma in words.verbs or lemma in words.owning
    return lemma in _PLAIN_VERBS or (turns and lemma not in words.concepts)


def _set_apart(head: Token) -> bool:
    return any(a.dep_ == "prep" and a.lower_ in ("before", "after", "without", "until", "by") for a in head.ancestors)


# verbs that say only that a thing grows, shrinks, begins or ends
_PLAIN_VERBS = frozenset(
    "raise cut increase reduce lower rise fall go stop end start begin continue keep give get take make bring reach "
    "avoid join leave pay receive hold allow let permit put set "
    "accept agree run work stay remain become halt lift face see "
    "return remain look order lead replace decide send show play stage work "
    "move open expand limit extend provide offer maintain introduce impose remove adopt".split()
)


def _slot_heads(words: list[Token]) -> dict[Token, list[Token]]:
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
            if whole.pos_ == "NOUN" and word_of(whole) not in _GENERIC and not _turning(whole):
                head = whole
        # `such as A and B` belongs to what it exemplifies
        prep = head.head
        if head.dep_ == "pobj" and prep.lower_ in ("as", "like", "including") and prep.head.i in known:
            head = prep.head
            while head.dep_ in ("compound", "amod", "conj", "appos") and head.head.i in known:
                head = head.head
        heads.setdefault(head, []).append(token)
    return heads


def _turning(noun: Token) -> bool:
    words = lexicon()
    lemma = noun.lemma_.lower()
    return lemma in words.nouns or lemma in words.owning_nouns or lemma in words.attitudes["n"]


def _ways(head: Token, members: list[Token]) -> list[list[Token]]:
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


def _direction(head: Token, inert: frozenset[int], words: Lexicon) -> tuple[int, int, str]:
    """Sign of the proposition for the thing that `head` names, whether it says who holds it, and who does."""
    path = climb(head, words, inert)
    return path.sign, path.owning, path.owner_words if path.owning else ""


def _settle(found: list[Anchor], doc: Doc) -> list[Anchor]:
    """One issue for a word: the better fit; words of one phrase count as one word."""
    best: dict[str, float] = {}
    for anchor in found:
        best[anchor.frame.issue] = max(best.get(anchor.frame.issue, 0.0), anchor.slot.weight)
    found = [a for a in found if a.option or a.slot.weight >= 0.99 * best[a.frame.issue]]
    kept: dict[int, Anchor] = {}
    for anchor in sorted(found, key=lambda a: -a.score):
        top = doc[anchor.token]
        while top.dep_ in ("compound", "amod", "nmod") and top.head.pos_ in ("NOUN", "PROPN"):
            top = top.head
        if any(
            anchor.token in other.used and other.frame.issue != anchor.frame.issue and other.score > anchor.score + 0.05
            for other in kept.values()
        ):
            continue  # `tax hikes on top earners` is about the rates of top earners, not about taxes at large
        rival = kept.get(top.i)
        if rival is None:
            kept[top.i] = anchor
        elif rival.frame.issue != anchor.frame.issue and abs(rival.score - anchor.score) < 1e-9:
            kept[top.i] = rival
    return sorted(kept.values(), key=lambda a: a.token)


@lru_cache(maxsize=16)
def _frames(serial: str) -> Frames:
    case = Case.model_validate_json(serial)
    return Frames(case, [_proposition(issue.proposition) for issue in case.issues.values()])


def _proposition(text: str) -> Doc:
    """A parsed proposition; one that the parser takes for a mere name (`Coal plants close`) is read as a clause."""
    doc = next(iter(parse([text])))
    root = next((t for t in doc if t.head.i == t.i and not t.is_space), None)
    if root is not None and root.pos_ in ("VERB", "AUX"):
        return doc
    verb = next((t for t in doc if t.pos_ != "VERB" and t.i > 0 and t.lemma_.lower() in lexicon().verbs), None)
    if verb is None:
        return doc
    clause = next(iter(parse([f"{text[: verb.idx]}will {text[verb.idx :]}"])))
    return clause if any(t.head.i == t.i and t.pos_ in ("VERB", "AUX") for t in clause) else doc


def frames_for(case: Case) -> Frames:
    """The frames of a case, built once."""
    return _frames(case.model_dump_json(by_alias=True))
