"""The learned judge of stances: for a sentence and the issues of a case, each party's position on each issue.

A transformer reads the sentence, with a mark before every mention of a party, and the propositions that a glance
leaves; the marks' own vectors are compared pair by pair. Described in docs/explanation/stance-model.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from zopa.cases import Case
from zopa.read.reading import DATA, JUDGE, judge_is_set
from zopa.read.stance_network import Network, Row
from zopa.read.stance_passages import PARTIES, Passage

ISSUES: Final = 8  # propositions in one pass
_TOKENS: Final = 384  # of a text, marks included: the encoder knows 512 places
_TEXT_TOKENS: Final = 128
BEFORE: Final = 48  # tokens of the sentence before, its last ones
_PROPOSITION_TOKENS: Final = 24
_REMEMBERED: Final = 4096  # passes whose answers are kept, a kilobyte or two each


class StanceModel:
    """The tokenizer and the network."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / JUDGE["tokens"]))
        one: Any = self._tokenizer.token_to_id
        self._party = [one(f"[unused{n}]") for n in range(1, PARTIES + 1)]
        self._issue = one("[unused10]")
        self._cls, self._sep = one("[CLS]"), one("[SEP]")
        network = Network(folder)
        # reprints repeat whole paragraphs
        self._glanced = lru_cache(maxsize=_REMEMBERED)(network.glance)
        self._told = lru_cache(maxsize=_REMEMBERED)(network.answer)
        self._pieces = lru_cache(maxsize=512)(self._encode)  # the propositions, and what was just looked at

    def glance(self, passage: Passage, issues: Sequence[str], case: Case) -> Any:
        """For each of `issues` the probability (issues,) that the passage shows a position on it, whose and which ever.

        Reads the passage with half of the layers, the propositions once in a case.
        """
        if not issues:
            return np.zeros(0, np.float32)
        propositions = tuple(self._proposition(case, key, passage.parties) for key in issues)
        return self._glanced(self._text(passage)[0], propositions).copy()

    def judge(self, passage: Passage, issues: Sequence[str], case: Case) -> Any:
        """Probabilities (parties of the passage, `issues`, 4): no position, for, against, open.

        The passage goes alone: 8-bit arithmetic is scaled by all that goes in together, and one article must not
        change how another is read. Issues beyond ISSUES take further passes.
        """
        text, parties = self._text(passage)
        propositions = tuple(self._proposition(case, key, passage.parties) for key in issues)
        parts = [
            self._told(Row(text, parties, propositions[at : at + ISSUES])) for at in range(0, len(propositions), ISSUES)
        ]
        return np.concatenate(parts, axis=1) if parts else np.zeros((len(passage.parties), 0, 4), np.float32)

    def forget(self) -> None:
        """Drop the answers that are kept, so that the next article is timed like a first one."""
        self._glanced.cache_clear()
        self._told.cache_clear()

    def _text(self, passage: Passage) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
        """The passage's tokens, and the places of each party's marks among them."""
        ids = [self._cls]
        parties: list[list[int]] = [[] for _ in passage.parties]

        def mark(index: int) -> None:
            parties[index].append(len(ids))
            ids.append(self._party[index])

        if passage.before:
            ids += self._ids(passage.before)[-BEFORE:] + self._ids(";")
        if passage.lead is not None:
            mark(passage.lead[1])
            ids += self._ids(passage.lead[0] + ":")
        marks = list(passage.marks)
        for token, start in self._pieces(passage.text)[:_TEXT_TOKENS]:
            while marks and marks[0][0] <= start:
                mark(marks.pop(0)[1])
            ids.append(token)
        if len(ids) > _TOKENS - 1:  # one word may carry the marks of several parties
            del ids[_TOKENS - 1 :]
            parties = [[place for place in places if place + 1 < len(ids)] for places in parties]
        return (*ids, self._sep), tuple(map(tuple, parties))

    def _encode(self, text: str) -> list[tuple[int, int]]:
        """The word pieces of a text, each with the offset where it starts."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        return [(token, start) for token, (start, _) in zip(encoded.ids, encoded.offsets, strict=True)]

    def _ids(self, text: str) -> list[int]:
        return [token for token, _ in self._pieces(text)]

    def _proposition(self, case: Case, key: str, parties: Sequence[str]) -> tuple[int, ...]:
        """The proposition's mark and tokens, with the marks of the passage's parties where it names them."""
        spots: dict[int, int] = {}
        for index, party in enumerate(parties):
            at = _named(case.issues[key].proposition, names_of(case, party))
            if at is not None:
                spots.setdefault(at, index)
        ids = [self._issue]
        for token, start in self._pieces(case.issues[key].proposition)[:_PROPOSITION_TOKENS]:
            if start in spots:
                ids.append(self._party[spots.pop(start)])
            ids.append(token)
        return tuple(ids)


@lru_cache(maxsize=4096)
def _named(proposition: str, names: tuple[str, ...]) -> int | None:
    """Offset at which a proposition names somebody, by the longest of the names."""
    for name in names:
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", proposition)
        if found is not None:
            return found.start()
    return None


def names_of(case: Case, party: str) -> tuple[str, ...]:
    """The names of a party in the case, the longest first."""
    known = case.parties.get(party)
    return tuple(sorted({party, *(known.names if known else ())}, key=lambda name: (-len(name), name)))


def stance_model() -> StanceModel | None:
    """The model that ships with zopa, loaded once; None where it is not set."""
    return _loaded() if judge_is_set() else None


@lru_cache(maxsize=1)
def _loaded() -> StanceModel:
    return StanceModel(DATA)
