"""Attribution by rule: which words report, and which construction they take. Used where no learned model is at hand.

Scores are 0..1 and rank alternatives; they are not probabilities.
"""

from __future__ import annotations

import re
from functools import cache

from zopa.read.knowledge import words as word_lists
from zopa.read.quotes_candidates import SENTENCE_TOKENS, Content, contents
from zopa.read.quotes_sources import Proposal, Source, sources
from zopa.read.quotes_tree import Tree


def words(text: str) -> frozenset[str]:
    """The words of a lexicon written as running text."""
    return frozenset(text.split())


SPEECH = words(
    """say tell add note argue claim state write report announce declare explain insist suggest warn acknowledge admit
    concede recall reply respond ask answer promise vow pledge predict estimate reveal confirm deny allege
    assert contend maintain stress emphasize emphasise remark comment observe joke quip tweet post testify
    complain boast conclude caution counter read demand urge propose recommend reiterate repeat signal indicate
    hint imply assure remind inform advise agree swear shout whisper mention underline underscore affirm
    proclaim pronounce lament muse opine retort interject exclaim disclose divulge clarify elaborate stipulate
    forecast calculate find show quote cite charge brief notify threaten offer volunteer chime argue plead beg
    grumble protest"""
)
THOUGHT = words(
    """think believe feel hope want wish expect fear worry know understand doubt suspect consider see view regard
    prefer intend plan seek refuse decline decide hop realize realise learn imagine assume guess hold favor
    favour support back oppose endorse praise criticize criticise condemn denounce blame accuse reject dismiss
    welcome applaud defend call describe question challenge blast slam attack advocate embrace tout resist
    dispute mock like love hate"""
)
NOUNS = words(
    """claim statement demand call request proposal promise pledge warning accusation allegation assertion suggestion
    belief hope fear concern view opinion criticism praise support opposition refusal insistence argument idea
    report assessment prediction forecast estimate announcement denial expectation plan desire commitment
    comment remark threat vow offer rejection endorsement condemnation conviction doubt"""
)
ADJECTIVES = words(
    """sure certain confident convinced optimistic pessimistic hopeful afraid concerned worried aware clear adamant
    willing unwilling eager ready reluctant skeptical sceptical critical supportive unclear"""
)
_CLAUSE_HOWS = {
    "quote around": 1.0, "left:ccomp": 0.95, "quote before": 0.94, "left:parataxis": 0.93, "quote after": 0.92,
    "ccomp": 0.9, "ccomp..": 0.6, "sentence around": 0.55, "sentence left": 0.5, "quote next paragraph": 0.6,
    "next paragraph": 0.4,
    "quote later": 0.5, "verb:ccomp": 0.7, "acl": 0.8, "xcomp": 0.65, "main around": 0.7, "main left": 0.6,
    "main right": 0.65, "around phrase": 0.9, "before phrase": 0.85, "after phrase": 0.8, "after colon": 0.8,
}  # fmt: skip
_OBJECT_HOWS = {
    "ccomp": 0.9, "xcomp": 0.85, "dobj..": 0.6, "dobj": 0.7, "oprd": 0.5, "prep:pobj:for": 0.6, "prep:pobj:on": 0.45,
    "prep:pcomp:about": 0.6, "prep:pobj:about": 0.6, "prep:pobj:against": 0.6, "prep:pobj:of": 0.5, "acl": 0.8,
    "verb:ccomp": 0.7, "verb:xcomp": 0.65, "left:ccomp": 0.8, "prep:pobj:to": 0.4, "quote around": 0.8,
    "quote before": 0.75, "quote after": 0.7, "prep:pcomp:for": 0.6, "prep:pcomp:of": 0.5,
}  # fmt: skip
_WITH_CLAUSE_ONLY = words("see hold find show know understand learn read call consider post offer cite")
_OF_THINGS = words("offer propose demand quote cite promise pledge")  # speech that may take a thing for its object
_SOURCE_HOWS = (
    "nsubj",
    "late nsubj",
    "agent:by",
    "according",
    "before colon",
    "poss",
    "prep:of",
    "prep:by",
    "prep:from",
)


def cue_score(tree: Tree, i: int) -> float:
    """How likely the word reports, by lexicon and part of speech."""
    tag, lemma = tree.tag[i], tree.lemma[i].lower()
    if tree.lower[i] == "according":
        return 0.9
    if tag[:2] == "VB":
        if tree.dep[i] in ("aux", "auxpass", "amod"):
            return 0.0
        return 0.9 if lemma in SPEECH else 0.6 if lemma in THOUGHT else 0.05
    if tag[:2] == "NN":
        return 0.5 if lemma in NOUNS else 0.0
    if tag == "JJ":
        return 0.4 if lemma in ADJECTIVES else 0.0
    return 0.5 if tag == ":" and names_speaker(tree, i) else 0.0


_LABELS = words(
    """update video photo photos watch related analysis opinion breaking exclusive live read more note source editor
    correction fact timeline explainer review editorial interview background summary highlights key listen podcast"""
)


_NAMING = words("call describe term dub label refer brand name deem style characterize characterise define denounce")


_JUDGING = words(
    """think consider dismiss view regard see deem describe reject denounce condemn praise criticise criticize hail slam
    blast blame brand mock"""
)


def quotes_words(tree: Tree, cue: int) -> bool:
    """Whether the cue tells what somebody said, rather than thinks, wants or does."""
    lemma = tree.lemma[cue].lower()
    return lemma in SPEECH or lemma in _NAMING or lemma in NOUNS or tree.lower[cue] in ("according", ":")


def holds_its_speaker(tree: Tree, cue: int, content: Content) -> bool:
    """Whether the words of a plain verb of speech or thought take in their own subject: `expects X that Y` from `X
    expects that Y`, `one man, "never"` from `said one man, "never"`."""
    if tree.tag[cue][:2] != "VB" or tree.lemma[cue].lower() not in SPEECH | THOUGHT or tree.tag[cue] == "VBN":
        return False
    subject = next((k for k in tree.children[cue] if tree.dep[k] == "nsubj"), None)
    late = subject is not None and subject > cue and content.how != "late subject"
    if subject is None or not (late or any(tree.dep[k] == "ccomp" for k in tree.children[cue])):
        return False
    return any(a <= subject < b for a, b in content.parts)


def names_speaker(tree: Tree, colon: int) -> bool:
    """Whether a colon follows a short name at the start of its line: `Kremlin: ...`, `MR. LEE: ...`.

    A line with a name before its colon is a headline where it ends without a full stop, or a transcript where the
    name is in capitals.
    """
    if tree.lower[colon] != ":" or colon + 1 >= tree.n or tree.tag[colon + 1] == "_SP":
        return False
    first = tree.line(colon)[0]
    while first < colon and (tree.tag[first] in ("_SP", "``", "''") or _CLOCK.fullmatch(tree.lower[first])):
        first += 1
    name = range(first, colon)
    if not 0 < len(name) <= 5 or any(tree.lower[j] in _LABELS for j in name):
        return False
    named = names_a_speaker(tree, colon - 1) or (is_transcript(tree, colon) and len(_TURN.findall(tree.text)) > 2)
    if not named or any(tree.tag[j][:2] not in ("NN", "JJ", "IN", "DT", "PO") for j in name):
        return False
    last = tree.line(colon)[1] - 1
    return tree.lower[last] not in (".", ":") or is_transcript(tree, colon)


_CLOCK = re.compile(r"\d{1,2}[.:]\d{2}|\d{3,4}|[ap]\.?m\.?|gmt|bst|est|et|utc")  # `09.42 Kremlin: ...`


def names_a_speaker(tree: Tree, i: int) -> bool:
    """Whether a noun can name who speaks in a headline: a name, or a word for those who do (`sources`)."""
    if tree.tag[i][:3] == "NNP" or tree.lemma[i].lower() in _speakers():
        return True
    word = tree.text[tree.start[i] : tree.end[i]]
    elsewhere = (k for k in range(tree.n) if tree.lower[k] == tree.lower[i] and k != i)  # the parser errs in headlines
    return word[:1].isupper() and tree.tag[i] == "NN" and any(tree.tag[k] == "NNP" for k in elsewhere)


@cache
def _speakers() -> frozenset[str]:
    lists = word_lists("role")
    return frozenset((*lists["speaks"], *lists["other"], "source", "report", "paper", "minister", "poll", "study"))


_TURN = re.compile(r"^[A-Z][A-Z .'’-]{0,40}: ", re.M)


def is_transcript(tree: Tree, colon: int) -> bool:
    """Whether the words before a colon, from the start of their line, are all in capitals."""
    return tree.text[tree.start[tree.line(colon)[0]] : tree.end[colon - 1]].isupper()


def content_score(tree: Tree, cue: int, content: Content) -> float:
    """How well the construction suits the cue."""
    how = content.how
    if how.endswith("++"):
        return 0.0
    more = how.endswith("+")
    base = how[:-1] if more else how
    lemma, tag = tree.lemma[cue].lower(), tree.tag[cue]
    if base[:4] in ("left", "quot") and "before" not in base and any(tree.dep[k] == "mark" for k in tree.children[cue]):
        score = 0.0  # `X reported that Y told Z ...`: what stands before the conjunction is not what Y told
    elif tree.lower[cue] == "according" or (tag[:2] == "VB" and lemma in SPEECH - _OF_THINGS):
        score = _CLAUSE_HOWS.get(base, 0.0)
    elif tag[:2] == "VB" and lemma in THOUGHT | SPEECH:
        score = _OBJECT_HOWS.get(base, 0.0)
        if lemma in _WITH_CLAUSE_ONLY and "ccomp" not in base and "quote" not in base and base != "oprd":
            score = 0.0
    elif tag[:2] == "VB":
        score = 0.0
        if base in ("left:ccomp", "quote before", "quote around") and _whole_quote(tree, content):
            score = 0.9
    elif tag[:2] == "NN":
        score = {"acl": 0.9, "verb:ccomp": 0.7, "prep:pobj:for": 0.6, "prep:pcomp:of": 0.5}.get(base, 0.0)
    elif tag == "JJ":
        score = {"ccomp": 0.9, "xcomp": 0.7, "verb:ccomp": 0.8, "prep:pobj:of": 0.4}.get(base, 0.0)
    else:
        score = _CLAUSE_HOWS.get(base, 0.0)
    if score and more:
        score += 0.02
    return score


def _is_quotation(tree: Tree, part: tuple[int, int]) -> bool:
    k = tree.quote_at[part[0]]
    return k >= 0 and tree.quote_tokens[k] == part


def _whole_quote(tree: Tree, content: Content) -> bool:
    a, b = content.parts[0]
    k = tree.quote_at[a]
    return k >= 0 and b - a > 3 and tree.lower[b - 2] in (",", "?", "!", ".")


def source_score(tree: Tree, cue: int, source: Source) -> float:
    """How well the construction names whoever the cue reports."""
    how = source.how
    passive = any(tree.dep[k] == "auxpass" for k in tree.children[cue])
    if how == "nsubjpass" or (passive and how == "nsubj"):
        return 0.0
    if how in _SOURCE_HOWS:
        return 1.0 - 0.05 * _SOURCE_HOWS.index(how)
    if passive:
        return 0.0
    if how.startswith("up:") and how.endswith(":nsubj"):
        return 0.5 - 0.05 * how.count("<") if not how.startswith("up:ccomp") else 0.1
    return 0.3 if how.startswith("noun:acl") else 0.1 if how.startswith("up:") and how.endswith("poss") else 0.0


_LEAST = 0.3


def endless(tree: Tree, i: int) -> bool:
    """Whether a token stands in a list or table that the parser takes for one sentence."""
    first, stop = tree.sents[tree.sent[i]]
    return stop - first > SENTENCE_TOKENS


def proposals_by_rule(tree: Tree) -> list[Proposal]:
    """Every content that the rules allow, with its source."""
    found = []
    for cue in range(tree.n):
        score = cue_score(tree, cue)
        if score <= 0.0 or endless(tree, cue):
            continue
        who: list[Source] | None = None
        for content in contents(tree, cue):
            total = max(score, 0.5) * content_score(tree, cue, content)
            if total < _LEAST:
                continue
            if who is None:
                who = sources(tree, cue)
            found.append(Proposal(cue, content, best_source(tree, cue, content, who), total))
    return found


def proposals_for_marked(tree: Tree, free: list[int], kept: list[Proposal]) -> list[Proposal]:
    """Contents of plain verbs of speech that hold a quotation of `free` (indices of quoted stretches) whole.

    What the learned judge has passed over; scores stay below those of `kept`, unless one of them gave the same verb a
    content without any marked word. A verb that the quotation hangs on goes before its neighbours.
    """
    unmarked = {p.cue: p.score for p in kept if all(tree.quote_at[i] < 0 for i in p.content.words())}
    found = []
    for k in free:
        first, stop = tree.quote_tokens[k]
        found += _of_noun(tree, (first, stop))
        sentences = {tree.sent[i] for i in (first, stop - 1, min(stop, tree.n - 1))}
        for sentence in sorted(sentences):
            if endless(tree, tree.sents[sentence][0]):
                continue
            for cue in range(*tree.sents[sentence]):
                lemma = tree.lemma[cue].lower()
                if tree.quote_at[cue] >= 0 or tree.tag[cue][:2] != "VB" or lemma not in SPEECH | _JUDGING:
                    continue
                above = cue in tree.above((first, stop))
                if lemma not in SPEECH and not above:
                    continue
                for content in contents(tree, cue):
                    if holds_its_speaker(tree, cue, content):
                        continue
                    score = content_score(tree, cue, content)
                    if above and not score and content.how.startswith(("prep:pobj", "dobj")):
                        score = 0.4
                    if score and any(a <= first and stop <= b for a, b in content.parts):
                        source = best_source(tree, cue, content, sources(tree, cue))
                        rank = (0.2 if above else 0.1) * score
                        found.append(Proposal(cue, content, source, rank + unmarked.get(cue, 0.0)))
    return found


def _of_noun(tree: Tree, span: tuple[int, int]) -> list[Proposal]:
    """The owner of a noun of speech that a quotation hangs on, no verb between: `her remarks about the "swap"`."""
    for cue in tree.above(span):
        if tree.tag[cue][:2] == "VB" and tree.lemma[cue].lower() in SPEECH | THOUGHT:
            break
        owner = next((s for s in sources(tree, cue) if s.how == "poss"), None)
        if tree.tag[cue][:2] == "NN" and tree.lemma[cue].lower() in NOUNS and owner is not None:
            return [Proposal(cue, Content("quote later", (span,)), owner, 0.25)]
    return []


def proposals_for_colons(tree: Tree) -> list[Proposal]:
    """`Kremlin: no meeting yet`: names before a colon in headlines and transcripts."""
    found = []
    for cue in range(tree.n):
        if tree.tag[cue] == ":" and names_speaker(tree, cue):
            for content in contents(tree, cue):
                whole = is_transcript(tree, cue) and content.how == "paragraph after colon"
                if whole or content.how in ("after colon", "quote after", "quote next paragraph"):
                    source = best_source(tree, cue, content, sources(tree, cue))
                    found.append(Proposal(cue, content, source, 0.3 if whole else 0.3 * _CLAUSE_HOWS[content.how]))
    return found


def best_source(tree: Tree, cue: int, content: Content, candidates: list[Source]) -> Source | None:
    """The best construction whose phrase lies outside the content."""
    best, best_score = None, 0.05
    for candidate in candidates:
        if any(a <= candidate.head < b for a, b in content.parts):
            continue
        score = source_score(tree, cue, candidate)
        if score > best_score:
            best, best_score = candidate, score
    return best
