"""What the tree allows as the content of a cue: candidates only, chosen among elsewhere.

A cue is the word that says words or thoughts are somebody's (`said`, `demand`, `sure`, `according`, a colon after a
name). Each candidate carries `how`, the name of the construction that gave it, which the choice is learned from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from zopa.read.quotes_continuation import continuation, unclosed_before
from zopa.read.quotes_tree import Tokens, Tree

Add = Callable[..., None]


class Content(NamedTuple):
    """Words that a cue may attribute: token spans in order, and the construction."""

    how: str
    parts: tuple[Tokens, ...]

    def words(self) -> list[int]:
        """Positions of all its tokens."""
        return [i for a, b in self.parts for i in range(a, b)]


_CLAUSES = frozenset(["ccomp", "xcomp", "pcomp", "acl", "advcl", "csubj", "relcl", "parataxis"])
_OBJECTS = frozenset(["dobj", "attr", "oprd", "acomp", "appos", "dative", "npadvmod", "dep", "nmod", "pobj", "intj"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "expl"])
_GROUP = frozenset(["nsubj", "nsubjpass", "aux", "auxpass", "neg", "advmod", "expl", "dative", "agent", "prt", "mark"])
SENTENCE_TOKENS = 600
INTERRUPTING = frozenset(["citing", "quoting"])
_COLON_REACH = 40  # tokens from a cue to the colon that ends its line
OTHER_TAGS = frozenset(["NN", "NNS", "JJ", "JJR", "IN", ":", "NNP"])
_WH = frozenset(["WDT", "WP", "WRB"])
_SENTENCE_ENDS = frozenset([".", "?", "!", "...", "…"])


def tried_cues(tree: Tree, others: frozenset[str]) -> list[int]:
    """Positions of the words that may be cues: verbs that are no auxiliaries, and other words by lemma.

    Lists and tables that the parser takes for one endless sentence have none.
    """
    found = []
    endless = {k for k, (a, b) in enumerate(tree.sents) if b - a > SENTENCE_TOKENS}
    for i, tag in enumerate(tree.tag):
        if endless and tree.sent[i] in endless:
            continue
        if tag[:2] == "VB":
            if tree.dep[i] not in ("aux", "auxpass"):
                found.append(i)
        elif tag in OTHER_TAGS and tree.lemma[i].lower() in others:
            found.append(i)
    return found


def contents(tree: Tree, cue: int) -> list[Content]:
    """Candidate contents of the word at `cue`, each once, most specific construction first."""
    tag = tree.tag[cue]
    found: dict[tuple[Tokens, ...], str] = {}

    def add(how: str, *spans: Tokens | None) -> None:
        parts = tuple(s for s in (_tidy(tree, span, cue) for span in spans if span is not None) if s is not None)
        if parts and parts not in found:
            found[parts] = how

    if tag == ":":
        _after_colon(tree, cue, add)
    elif tree.lower[cue] == "according":
        _around_phrase(tree, cue, add)
    else:
        if tag[:2] != "VB":
            _of_nominal(tree, cue, add)
        _below(tree, cue, add)
        _quoted_beside(tree, cue, add)
        if tag[:2] == "VB":
            _main_clause(tree, cue, add)
    for parts, how in list(found.items()):
        if len(parts) == 1 and how in _CUTTABLE:
            for name, cut in _cuts(tree, parts[0]):
                add(f"{how}-{name}", (parts[0][0], cut))
    for parts, how in list(found.items()):
        a, b = parts[-1]
        if a > cue and how in _LONG:
            stop = next((i for i in range(a, b) if tree.lower[i] == ";" and tree.quote_at[i] < 0), None)
            if stop is not None and tree.tag[stop + 1 : b].count("VBD") + tree.tag[stop + 1 : b].count("VBZ"):
                del found[parts]  # what follows is a sentence of its own
                add(how, *parts[:-1], (a, stop))
    for parts, how in list(found.items()):
        if "-" in how:
            continue
        near, far = continuation(tree, cue, parts)
        if near and unclosed_before(tree, parts[-1][1]):
            del found[parts]  # without its closing mark a quotation goes on by custom
        if near:
            add(how + "+", *parts, *near)
        if far:
            add(how + "++", *parts, *far)
    return [Content(how, parts) for parts, how in found.items()]


def _tidy(tree: Tree, span: Tokens, cue: int) -> Tokens | None:
    """The span trimmed, and stretched over a quotation that it stands in or enters, unless the cue stands there too."""
    trimmed = tree.trim(span)
    if trimmed is None:
        return None
    a, b = trimmed
    inside = tree.quote_at[b - 1]
    if inside < 0 or tree.quote_at[cue] == inside:
        return trimmed
    first, last = tree.quote_tokens[inside]
    if a <= first:
        return a, last
    return (first, last) if tree.quote_at[a] == inside else trimmed


_CUTTABLE = frozenset(["ccomp", "xcomp", "dobj", "dobj..", "ccomp..", "to sentence end", "after", "acl"])
_LONG = frozenset(
    ["main around", "main right", "sentence around", "to sentence end", "ccomp..", "around phrase", "after"]
)
_RELATIVE = frozenset(["who", "which", "where", "whose", "whom"])
_ADVERBIAL = frozenset(["after", "as", "while", "when", "before", "because", "during", "since", "until", "although"])


def _cuts(tree: Tree, span: Tokens) -> list[tuple[str, int]]:
    """Where a clause or phrase may end sooner than the parse has it: at a relative clause, a conjunct, an adverbial."""
    a, b = span
    found: dict[str, int] = {}
    for i in range(a + 1, b - 1):
        if tree.quote_at[i] >= 0:
            continue
        lower = tree.lower[i]
        if lower == ",":
            after = tree.lower[i + 1]
            if after in _RELATIVE or (tree.tag[i + 1] == "IN" and tree.lower[min(i + 2, b - 1)] in _RELATIVE):
                found.setdefault("relative", i)
            elif after in ("and", "but", "or"):
                found.setdefault("conjunct", i)
            else:
                found.setdefault("comma", i)
        elif lower in _ADVERBIAL and i > a + 1:
            found.setdefault("adverbial", i)
        elif lower in ("and", "but") and tree.tag[i + 1][:2] == "VB":
            found.setdefault("conjunct", i)
        elif lower in ("—", "--", "–", "(", ";"):
            found.setdefault("dash", i)
    return list(found.items())


def _below(tree: Tree, cue: int, add: Add) -> None:
    """Clauses, objects and objects of prepositions that hang on the cue, alone and joined to what follows them."""
    dep, left, right = tree.dep, tree.left, tree.right
    kids = tree.children[cue]
    stop = right[cue] + 1
    first_right: int | None = None
    subject = next((k for k in kids if dep[k] in ("nsubj", "nsubjpass")), None)
    wh = next((k for k in kids if k < cue and tree.tag[k] in _WH and dep[k] in _OBJECTS), None)
    for k in kids:
        d = dep[k]
        if k < cue:
            if d in ("ccomp", "xcomp", "csubj", "parataxis", "advcl", "dep"):
                add("left:" + d, tree.subtree(k))
            continue
        start = left[k]
        if d == "prep" or d == "agent":
            for p in tree.children[k]:
                if dep[p] in ("pobj", "pcomp", "prep"):
                    add(f"{d}:{dep[p]}:{tree.lower[k]}", tree.subtree(p))
                    if start_of := (left[p] if left[p] > cue else None):
                        add(f"{d}..:{tree.lower[k]}", (start_of, stop))
            if first_right is None:
                first_right = start
        elif d in _CLAUSES or d in _OBJECTS:
            start = _after_interruption(tree, k)
            add(d, (start, right[k] + 1))
            if first_right is None or d in ("ccomp", "xcomp", "dobj", "oprd"):
                if stop > right[k] + 1:
                    add(d + "..", (start, stop))
                if first_right is None:
                    first_right = start
        elif d == "nsubj" and dep[cue] != "relcl":
            add("late subject", tree.subtree(k))
    if wh is not None:
        rest = (first_right, stop) if first_right is not None else None
        add("wh", tree.subtree(wh))
        if rest:
            add("wh+rest", tree.subtree(wh), rest)
    if subject is not None and subject < cue:
        passive = dep[subject] == "nsubjpass"
        rest = (first_right, stop) if first_right is not None else None
        name = "passive subject" if passive else "subject"
        add(name, tree.subtree(subject))
        if rest:
            add(name + "+rest", tree.subtree(subject), rest)
    if dep[cue] in ("relcl", "acl"):
        noun = tree.head[cue]
        if noun < cue:
            add("antecedent", (left[noun], left[cue] if left[cue] > noun else cue))
            if first_right is not None:
                add("antecedent+rest", (left[noun], left[cue]), (first_right, stop))
    sentence_stop = tree.sents[tree.sent[cue]][1]
    if first_right is not None and sentence_stop > stop:
        add("to sentence end", (first_right, sentence_stop))
    after = cue + 1
    if first_right is None or first_right > after:
        add("after", (after, sentence_stop))


def _after_interruption(tree: Tree, clause: int) -> int:
    """Where a clause begins: at its `that`, where the parser has hung what stands between the cue and it below it.

    `reported, citing two officials, that the talks had failed`
    """
    start = tree.left[clause]
    if tree.dep[clause] == "ccomp" and tree.lower[start] in INTERRUPTING:
        return next((k for k in tree.children[clause] if tree.dep[k] == "mark" and tree.lower[k] == "that"), start)
    return start


def _of_nominal(tree: Tree, cue: int, add: Add) -> None:
    """What a noun or adjective takes through its verb: `the hope is that ...`, `is sure that ...`."""
    head = tree.head[cue]
    if tree.dep[cue] in ("acomp", "attr", "dobj", "nsubj", "nsubjpass", "oprd") and tree.tag[head][:2] == "VB":
        for k in tree.children[head]:
            if k > cue and k > head and tree.dep[k] in ("ccomp", "xcomp", "attr", "advcl", "prep", "acomp"):
                if tree.dep[k] == "prep":
                    for p in tree.children[k]:
                        add(f"verb:prep:{tree.lower[k]}", tree.subtree(p))
                else:
                    add("verb:" + tree.dep[k], tree.subtree(k))
    elif tree.dep[cue] == "pobj":
        verb = tree.head[head]
        for k in tree.children[verb]:
            if k > cue and tree.dep[k] in ("ccomp", "xcomp", "acl"):
                add("verb:" + tree.dep[k], tree.subtree(k))
    if tree.dep[cue] == "compound" and head > cue:
        add("compound head", (head, head + 1))
    for k in tree.children[cue]:
        if k < cue and tree.dep[k] in ("amod", "compound", "nmod"):
            add("modifier:" + tree.dep[k], tree.subtree(k))


def clause_start(tree: Tree, cue: int) -> int:
    """First token of the reporting clause itself: the cue with its subject, auxiliaries and adverbs."""
    first = cue
    for k in tree.children[cue]:
        if k < cue and tree.dep[k] in _GROUP and tree.quote_at[k] == tree.quote_at[cue]:
            first = min(first, max(tree.left[k], _after_quote(tree, k)))
    return first


def _after_quote(tree: Tree, i: int) -> int:
    """The token after the last quotation that ends before `i` within its subtree (a wrong parse spans both)."""
    a = tree.left[i]
    for j in range(i - 1, a - 1, -1):
        if tree.quote_at[j] != tree.quote_at[i]:
            return j + 1
    return a


def clause_stop(tree: Tree, cue: int) -> int:
    """The token after the reporting clause: the cue, its late subject, particles and short complements."""
    last = cue + 1
    for k in tree.children[cue]:
        if k > cue and tree.quote_at[k] == tree.quote_at[cue] and tree.dep[k] in (
            "nsubj", "dobj", "dative", "prt", "advmod", "npadvmod", "prep", "agent", "attr", "appos", "oprd", "advcl",
        ):  # fmt: skip
            stop = tree.right[k] + 1
            for j in range(k, stop):
                if tree.quote_at[j] != tree.quote_at[cue]:
                    stop = j
                    break
            last = max(last, stop)
    return last


def _quoted_beside(tree: Tree, cue: int, add: Add) -> None:
    """`"A," X said`, `"A," X said, "B"`, `X said: "A"`, and the parts of the sentence around the clause."""
    own = tree.quote_at[cue]
    a, b = tree.sents[tree.sent[cue]]
    start, stop = clause_start(tree, cue), clause_stop(tree, cue)
    paragraph = tree.line(cue)
    before: Tokens | None = None
    j = start - 1
    while j >= paragraph[0] and tree.quote_at[j] == own and tree.tag[j] in (",", ":", "_SP"):
        j -= 1
    if j >= paragraph[0] and tree.quote_at[j] != own:
        q = tree.quote_tokens[tree.quote_at[j]]
        before = q if own < 0 else None
        if before:
            add("quote before", before)
            s0 = tree.sents[tree.sent[before[0]]][0]
            if s0 < before[0] and tree.lower[before[0] - 1] != ":":
                add("sentence before", (s0, before[1]))
    after: Tokens | None = None
    j = stop
    while j < paragraph[1] and tree.quote_at[j] == own and tree.tag[j] in (",", ":", "_SP", "IN"):
        j += 1
    if own < 0 and j < paragraph[1] and tree.quote_at[j] >= 0:
        after = tree.quote_tokens[tree.quote_at[j]]
        add("quote after", after)
        if before:
            add("quote around", before, after)
    if own < 0 and not after:
        for j in range(cue + 1, min(b, paragraph[1])):
            if tree.quote_at[j] >= 0:
                add("quote later", tree.quote_tokens[tree.quote_at[j]])
                break
    if own < 0 and after is None:
        _next_paragraph(tree, cue, paragraph[1], add)
    if start > a:
        add("sentence left", (a, start))
    if stop < b and start > a and start - a > 2:
        add("sentence around", (a, start), (stop, b))


def _next_paragraph(tree: Tree, cue: int, end: int, add: Add) -> None:
    """`X said:` at the end of a line, the words on the next ones."""
    last = end - 1
    while last > cue and tree.tag[last] in ("``", "''", "_SP"):
        last -= 1
    if tree.lower[last] not in (":", ".") or end - cue > _COLON_REACH:
        return
    first = end
    while first < tree.n and tree.tag[first] == "_SP":
        first += 1
    if first >= tree.n:
        return
    how = "next paragraph" if tree.lower[last] == ":" else "next paragraph after stop"
    if tree.quote_at[first] >= 0:
        add("quote " + how, tree.quote_tokens[tree.quote_at[first]])
    elif tree.lower[last] == ":":
        add(how, (first, tree.line(first)[1]))


def _main_clause(tree: Tree, cue: int, add: Add) -> None:
    """`as X said, ...` and other reporting clauses hung into the clause that they report."""
    if tree.dep[cue] not in ("advcl", "parataxis", "ccomp", "conj", "relcl", "dep", "acl"):
        return
    a, b = tree.sents[tree.sent[cue]]
    head = tree.head[cue]
    left, right = tree.left[cue], tree.right[cue] + 1
    h0, h1 = tree.subtree(head)
    if left > a:
        add("main left", (max(a, min(h0, left)), left))
    if right < b:
        add("main right", (right, h1 if h1 > right else b))
    if left > a and right < b:
        add("main around", (h0, left), (right, max(h1, right + 1)))


def _around_phrase(tree: Tree, cue: int, add: Add) -> None:
    """`According to X, A`, `A, according to X`, `A, according to X, B`."""
    a, b = tree.sents[tree.sent[cue]]
    left = cue
    stop = tree.right[cue] + 1
    for j in range(cue, stop):  # the phrase ends at its first comma that is not part of a name's apposition
        if j > cue + 1 and tree.tag[j] == "," and j + 1 < b and tree.head[j] < cue:
            stop = j
            break
    if left - a > 1:
        add("before phrase", (a, left))
        clause = tree.head[cue]
        if clause < left and tree.left[clause] > a:
            add("clause before phrase", (tree.left[clause], left))
        if stop < b:
            add("around phrase", (a, left), (stop, b))
        j = left - 1
        while j > a and tree.tag[j] == ",":
            j -= 1
        if tree.quote_at[j] >= 0:
            add("quote before", tree.quote_tokens[tree.quote_at[j]])
    if stop < b:
        add("after phrase", (stop, b))
        clause = tree.head[cue]
        if clause > stop:
            add("clause after phrase", (max(stop, tree.left[clause]), tree.right[clause] + 1))


def _after_colon(tree: Tree, cue: int, add: Add) -> None:
    """`Kremlin: no meeting yet`: to the end of the sentence or of the paragraph."""
    paragraph = tree.line(cue)
    following = min(cue + 1, tree.n - 1)
    add("after colon", (cue + 1, min(tree.sents[tree.sent[following]][1], paragraph[1])))
    add("paragraph after colon", (cue + 1, paragraph[1]))
    _next_paragraph(tree, cue, paragraph[1], add)
    j = cue + 1
    if j < tree.n and tree.quote_at[j] >= 0:
        add("quote after", tree.quote_tokens[tree.quote_at[j]])
