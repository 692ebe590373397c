"""The network of the judge of stances: layers over word pieces, a glance at their middle, a comparison at their end.

The first layers read a text and each proposition alone; the glance tells from these which propositions the text may
take a position on; the other layers read the text together with the propositions that are left.
Trained by `scripts/train_stances.py`; described in docs/explanation/stance-model.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np

from zopa.read.reading import JUDGE

NONE, FOR, AGAINST, OPEN = range(4)  # columns of the answers
_UNSEEN: Final = (1.0, 0.0, 0.0, 0.0)
_KEPT: Final = 512  # texts and propositions read alone that are kept, some 50 KB each

Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One question: the token ids of the text and of each proposition, and where the text marks each party."""

    text: Ids
    parties: tuple[tuple[int, ...], ...]
    propositions: tuple[Ids, ...]


class Words:
    """The vectors of word pieces, in 8 bits with a scale for each, and what tells text from propositions."""

    def __init__(self, folder: Path) -> None:
        with np.load(folder / JUDGE["words"]) as stored:
            self._codes, self._scales, self.kinds = stored["codes"], stored["scales"], stored["kinds"]

    def vectors(self, ids: Sequence[int], *, proposition: bool) -> Any:
        """What the first layers take: (1, tokens, width)."""
        at = np.asarray(ids, np.int64)
        return (self._codes[at] * self._scales[at][:, None] + self.kinds[int(proposition)])[None]


class Network:
    """The network from the files of a folder."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # articles are read side by side instead

        def load(part: str) -> Any:
            path = str(folder / JUDGE[part])
            return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"]).run

        self._apart, self._together = load("apart"), load("together")
        self._glance, self._head = load("glance"), load("head")
        self._words = Words(folder)
        self._alone = lru_cache(maxsize=_KEPT)(self._read)

    def glance(self, text: Ids, propositions: tuple[Ids, ...]) -> Any:
        """For each proposition the probability (propositions,) that the text shows a position on it at all."""
        read = [self._alone(ids, proposition=True)[0].mean(axis=0) for ids in propositions]
        return self._glance(None, {"propositions": np.stack(read), "text": self._alone(text, proposition=False)})[0]

    def answer(self, row: Row) -> Any:
        """Probabilities (parties, propositions, 4): no position, for, against, open."""
        read = [self._alone(row.text, proposition=False)]
        read += [self._alone(ids, proposition=True) for ids in row.propositions]
        hidden = self._together(None, {"hidden": np.concatenate(read, axis=1)})[0][0]
        ends = np.cumsum([one.shape[1] for one in read])
        issues = np.stack([hidden[start:end].mean(axis=0) for start, end in pairwise(ends)])
        whole = np.broadcast_to(hidden[: ends[0]].mean(axis=0), issues.shape)
        pairs = []
        for places in row.parties:
            # the mark and the first word of the mention
            beside = [*places, *(place + 1 for place in places)] or [0]
            party = np.broadcast_to(hidden[beside].mean(axis=0), issues.shape)
            pairs.append(
                np.concatenate([party, issues, whole, party * issues, whole * issues, np.abs(whole - issues)], axis=1)
            )
        told = self._head(None, {"pairs": np.concatenate(pairs)})[0]
        answer = told.reshape(len(row.parties), len(row.propositions), 4)
        unseen = [n for n, places in enumerate(row.parties) if not places]  # beyond the text that the model sees
        answer[unseen] = _UNSEEN
        return answer

    def _read(self, ids: Ids, *, proposition: bool) -> Any:
        """A text or a proposition after the first layers (1, tokens, width)."""
        return self._apart(None, {"vectors": self._words.vectors(ids, proposition=proposition)})[0]
