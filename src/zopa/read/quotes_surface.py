"""Reports that punctuation and word order show where the parse of a sentence does not.

- a clause set into another by commas: `the deal, he warned in Jerusalem, would fail`;
- a source behind its verb or a dash at the end of a headline: `Pact near, says paper`, `Pact near - sources`;
- whoever is quoted by another: `it quoted an official as saying`;
- the noun phrase beside a verb of speech and a quotation: `"Never," said pensioner Ann Vane, 71, of ...`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from zopa.read.quotes_candidates import INTERRUPTING, Content
from zopa.read.quotes_rules import SPEECH, THOUGHT, endless, names_a_speaker, quotes_words, words
from zopa.read.quotes_sources import Proposal, Source
from zopa.read.quotes_tree import Tokens, Tree

_SCORE = 0.05  # below whatever was judged or found beside a quotation
_SURE = 0.9  # the form leaves no doubt
_INTERPOSED = (
    SPEECH
    - words("read show find quote cite charge offer threaten agree promise pledge brief notify demand propose ask urge")
) | words("think believe feel reckon suspect fear hope understand joke")
_TOLD = words("tell assure inform remind warn")
_CLOSING = words("say report claim warn write")
_QUOTING = words("quote cite")
_OPENS_CLAUSE = words("as while when although because if since after before until unless whereas though so once where")
_NOUNS = ("NN", "NNS", "NNP", "NNPS")
_IN_NAME = (*_NOUNS, "DT", "PRP$", "JJ", "CD", "POS", "JJS", "JJR", "VBN", "HYPH")
_DAYS = words("monday tuesday wednesday thursday friday saturday sunday yesterday")
_LENGTHS = words("day days week weeks month months year years hour hours")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_DASHES = frozenset(["-", "–", "—", "--"])


def surface_proposals(tree: Tree, taken: Iterable[Proposal]) -> list[Proposal]:
    """Those forms whose cue and words no proposal of `taken` has; forms that leave no doubt stand against it."""
    owned = {i for p in taken for i in (p.cue, *p.content.words())}
    found = list(_headlines(tree))
    for cue in range(tree.n):
        if tree.tag[cue] in ("VBD", "VBZ", "VBP") and tree.quote_at[cue] < 0 and not endless(tree, cue):
            item = _interposed(tree, cue) or _interrupted(tree, cue)
            if item is None and cue not in owned:
                item = _told_that(tree, cue)
                item = item if item is not None and owned.isdisjoint(item.content.words()) else None
            if item is not None:
                found.append(item)
        elif tree.lower[cue] == "saying" and tree.lower[cue - 1 : cue] == ["as"]:
            item = _quoted_as_saying(tree, cue)
            if item is not None:
                found.append(item)
    return found


def _interposed(tree: Tree, cue: int) -> Proposal | None:
    """`A, X said (in B), C`: a subject and its verb between two commas, with nothing that X said between them."""
    lemma = tree.lemma[cue].lower()
    first, last = tree.sents[tree.sent[cue]]
    if lemma not in _INTERPOSED and lemma not in _TOLD:
        return None
    opening = next((i for i in range(cue - 1, max(first, cue - 20), -1) if tree.lower[i] == ","), -1)
    closing = next((i for i in range(cue + 1, min(last, cue + 12)) if tree.lower[i] == ","), -1)
    subject = _phrase_head(tree, opening + 1, cue)
    if opening <= first or closing < 0 or subject is None or closing + 2 >= last:
        return None
    if any(tree.tag[i] in (*_FINITE, "IN", "WDT", "WP", "CC") for i in (opening + 1, cue + 1)):
        allowed = tree.lower[cue + 1] in ("in", "on", "at", "to", "during", "after")
        if not allowed or tree.tag[opening + 1] in ("IN", "WDT", "WP", "CC", "MD"):
            return None
    inside = range(opening + 1, closing)
    if any(tree.quote_at[i] >= 0 or (tree.tag[i] in _FINITE and i != cue) for i in inside):
        return None
    if any(tree.dep[k] in ("ccomp", "xcomp") for k in tree.children[cue] if k in inside):
        return None
    objects = [k for k in tree.children[cue] if k in inside and k > cue and tree.dep[k] == "dobj"]
    if objects and lemma not in _TOLD:
        return None
    clause = next((i for i in range(opening - 1, first, -1) if tree.lower[i] in (":", ";")), first - 1) + 1
    while clause < opening and tree.tag[clause] in ("_SP", "CC"):
        clause += 1
    end = next((i for i in range(closing + 1, last) if tree.lower[i] == ";" and tree.quote_at[i] < 0), last)
    before, after = tree.trim((clause, opening)), tree.trim((closing + 1, end))
    if before is None or after is None or tree.lower[before[0]] in _OPENS_CLAUSE or tree.tag[after[0]] in ("CC", "WDT"):
        return None
    begun = tree.tag[before[1] - 1] in _FINITE  # `it was, he thought, "hopeless"`
    if not begun and not any(tree.tag[i] in _FINITE for i in range(*after)):
        return None
    if not begun and not (tree.tag[after[0]] in (*_FINITE, "RB") or _closed_phrase(tree, before)):
        return None
    source = Source("nsubj", subject, (opening + 1, _phrase_stop(tree, subject, cue)))
    return Proposal(cue, Content("sentence around", (before, after)), source, _SURE)


def _interrupted(tree: Tree, cue: int) -> Proposal | None:
    """`X reported on Friday, citing two officials, that A`: the report goes on at its `that`."""
    citing = interruption(tree, cue)
    if citing is None or tree.lemma[cue].lower() not in SPEECH:
        return None
    stop = tree.line(cue)[1]
    that = next(
        (i for i in range(citing + 2, min(citing + 16, stop - 2)) if tree.lower[i - 1 : i + 1] == [",", "that"]), 0
    )
    subject = cue - 1
    while tree.tag[subject] in ("RB", "MD") and subject > 0:
        subject -= 1
    if not that or tree.tag[subject] not in (*_NOUNS, "PRP"):
        return None
    end = next((i for i in range(that, stop) if tree.tag[i] == "." and tree.quote_at[i] < 0), stop)
    content = tree.trim((that, end))
    if content is None:
        return None
    start = min(subject, tree.left[subject])
    return Proposal(cue, Content("ccomp", (content,)), Source("nsubj", subject, (start, subject + 1)), _SURE)


def _told_that(tree: Tree, cue: int) -> Proposal | None:
    """`X told the BBC's World programme on Sunday that A`, where the parser hangs A on what stands before it."""
    if tree.lemma[cue] not in _TOLD:
        return None
    stop = min(cue + 15, tree.sents[tree.sent[cue]][1] - 2)
    that = next((i for i in range(cue + 2, stop) if tree.lower[i] == "that"), 0)
    between = range(cue + 1, that)
    subject = next((k for k in tree.children[cue] if tree.dep[k] == "nsubj" and k < cue), None)
    if not that or subject is None or any(tree.tag[i] in _FINITE or tree.quote_at[i] >= 0 for i in between):
        return None
    content = tree.trim((that, tree.sents[tree.sent[cue]][1]))
    if content is None or not any(tree.tag[i] in _FINITE for i in range(*content)):
        return None
    return Proposal(
        cue, Content("ccomp", (content,)), Source("nsubj", subject, (tree.left[subject], subject + 1)), _SCORE
    )


def interruption(tree: Tree, cue: int) -> int | None:
    """The `citing` or `quoting` that a comma sets behind a verb and what tells its day."""
    stop = min(cue + 7, tree.n - 1)
    comma = next((i for i in range(cue + 1, stop) if tree.lower[i] == ","), None)
    return comma + 1 if comma is not None and tree.lower[comma + 1] in INTERRUPTING else None


def after_the_day(tree: Tree, part: Tokens, cue: int) -> Tokens:
    """Words that begin with the day of the report begin behind it: `told MPs on Thursday the chances ...`."""
    a, b = part
    if a <= cue or a - cue > 8 or b - a < 4 or tree.quote_at[a] >= 0:
        return part
    if tree.lower[a] in _DAYS and tree.lower[a - 1] in ("on", "late", "early", "last"):
        return (a + 1, b) if tree.tag[a + 1] not in ("IN", ",", "POS", "CC", ":") else part
    if tree.lower[a + 1] in _LENGTHS and tree.lower[a + 2] in ("earlier", "ago", "before", "later"):
        behind = a + 3 + (tree.lower[a + 3] == "that")
        return (behind, b) if behind < b - 2 and tree.tag[a + 3] not in ("VBD", "VBZ", "MD") else part
    that = next((i for i in range(a + 1, a + 3) if tree.lower[i] == "that" and tree.tag[i] in ("IN", "WDT")), None)
    if (
        that is not None
        and tree.lemma[cue] in _TOLD
        and (that == a + 1 or all(tree.tag[i] in _IN_NAME for i in range(a, that)))
    ):
        return that, b  # whoever is told is not what is told
    return part


def _closed_phrase(tree: Tree, part: Tokens) -> bool:
    """Whether what stands before the report is an adverbial of what follows: `Under the plan`, `By Friday`."""
    return tree.tag[part[0]] == "IN" and not any(tree.tag[i] in _FINITE for i in range(*part))


def _headlines(tree: Tree) -> Iterable[Proposal]:
    """`Pact near, says paper`; `Pact near - sources`: lines without a full stop."""
    edges = [-1, *tree.breaks, tree.n]
    for a, b in pairwise(edges):
        first, last = a + 1, b
        while last > first and tree.tag[last - 1] == "_SP":
            last -= 1
        if last - first < 5 or last - first > 30 or tree.lower[last - 1][-1:] in '.?!:”"':
            continue
        for cue in range(max(first + 2, last - 6), last - 1):
            inverted = tree.lower[cue - 1] == "," and tree.lemma[cue].lower() in _CLOSING and tree.tag[cue][:2] == "VB"
            dashed = tree.lower[cue] in _DASHES and tree.end[cue - 1] < tree.start[cue]
            head = _phrase_head(tree, cue + 1, last) if inverted or dashed else None
            if head != last - 1 or head is None or (dashed and not names_a_speaker(tree, head)):
                continue
            content = tree.trim((first, cue - 1 if inverted else cue))
            if content is None or any(tree.tag[i] == "." for i in range(*content)):
                continue
            yield Proposal(cue, Content("sentence left", (content,)), Source("nsubj", head, (cue + 1, last)), _SURE)


def _quoted_as_saying(tree: Tree, cue: int) -> Proposal | None:
    """`"A," it quoted an official as saying (that B)`: the words are the official's."""
    first, last = tree.sents[tree.sent[cue]]
    verb = next((i for i in range(cue - 2, max(first - 1, cue - 14), -1) if tree.lemma[i] in _QUOTING), -1)
    if verb < 0:
        return None
    passive = any(tree.dep[k] in ("auxpass", "nsubjpass") for k in tree.children[verb])
    subject = next((k for k in tree.children[verb] if tree.dep[k] == "nsubjpass"), None)
    head = subject if passive else _phrase_head(tree, verb + 1, cue - 1)
    if head is None:
        return None
    span = (tree.left[head], head + 1) if passive else (verb + 1, _phrase_stop(tree, head, cue - 1))
    parts = _beside(tree, tree.left[verb] if passive else _subject_start(tree, verb), cue, last)
    if not parts:
        return None
    return Proposal(cue, Content("quote around", tuple(parts)), Source("nsubj", head, span), _SURE)


def _subject_start(tree: Tree, verb: int) -> int:
    return min([verb, *(tree.left[k] for k in tree.children[verb] if tree.dep[k] == "nsubj" and tree.quote_at[k] < 0)])


def _beside(tree: Tree, start: int, cue: int, last: int) -> list[Tokens]:
    """The quotation before a report and the one behind it, or the clause behind it."""
    found: list[Tokens] = []
    before = start - 1
    while before >= 0 and tree.tag[before] in (",", "_SP"):
        before -= 1
    if before >= 0 and tree.quote_at[before] >= 0:
        found.append(tree.quote_tokens[tree.quote_at[before]])
    behind = cue + 1
    while behind < last and tree.tag[behind] in (",", ":"):
        behind += 1
    if behind < last and tree.quote_at[behind] >= 0:
        found.append(tree.quote_tokens[tree.quote_at[behind]])
    elif behind < last and not found:
        part = tree.trim((behind, last))
        found += [part] if part is not None else []
    return found


def beside_the_quotation(tree: Tree, item: Proposal) -> Source | None:
    """The noun phrase right behind or before a verb of speech that a quotation touches: `"A," asked another mother`."""
    cue = item.cue
    if tree.tag[cue] not in ("VBD", "VBZ") or (not quotes_words(tree, cue) and tree.lemma[cue] not in THOUGHT):
        return None
    parts = item.content.parts
    if not any(tree.quote_at[a] >= 0 for a, _ in parts) or tree.quote_at[cue] >= 0:
        return None
    if any(b in (cue, cue - 1) for _, b in parts) and cue + 1 < tree.n and tree.tag[cue + 1] in _IN_NAME:
        stop = tree.sents[tree.sent[cue + 1]][1]
        head = _phrase_head(tree, cue + 1, stop)
        if head is not None and not any(a <= head < b for a, b in parts):
            return Source("late nsubj", head, (cue + 1, head + 1))
    return None


def _phrase_head(tree: Tree, start: int, stop: int) -> int | None:
    """The head of the plain noun phrase that begins at `start`: its last noun before anything else comes."""
    if start >= stop or tree.tag[start] not in (*_IN_NAME, "PRP"):
        return None
    if tree.tag[start] == "PRP":
        return start
    i, head = start, None
    while i < stop and tree.tag[i] in _IN_NAME and tree.quote_at[i] < 0:
        if tree.tag[i] in _NOUNS:
            head = i
        i += 1
    return head


def _phrase_stop(tree: Tree, head: int, stop: int) -> int:
    """Where the phrase of `head` ends before `stop`, with what is hung on it by a preposition."""
    return min(stop, max([head + 1, *(tree.right[k] + 1 for k in tree.children[head] if tree.dep[k] == "prep")]))
