"""The network of the judge of stances: an encoder over one row of tokens, and the comparison of its marks behind it.

Trained by `scripts/train_stances.py`; described in docs/explanation/stance-model.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

NONE, FOR, AGAINST, OPEN = range(4)  # columns of the answers
_UNSEEN: Final = (1.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Row:
    """One pass: its token ids, where the text ends, and where parties and issues are marked."""

    ids: tuple[int, ...]
    text: int
    parties: tuple[tuple[int, ...], ...]
    issues: tuple[tuple[int, int], ...]


class Words:
    """The vectors of word pieces, in 8 bits with a scale for each, and what tells text from propositions."""

    def __init__(self, folder: Path) -> None:
        with np.load(folder / "stance-words.npz") as stored:
            self._codes, self._scales, self._kinds = stored["codes"], stored["scales"], stored["kinds"]

    def feed(self, row: Row) -> dict[str, Any]:
        """What the encoder takes: vectors (1, tokens, width) and a mask (1, tokens) that hides nothing."""
        ids = np.asarray(row.ids, np.int64)
        kinds = (np.arange(len(ids)) >= row.text).astype(np.int64)
        vectors = self._codes[ids] * self._scales[ids][:, None] + self._kinds[kinds]
        return {"vectors": vectors[None], "attention_mask": np.ones((1, len(ids)), np.int64)}


class Network:
    """Vectors of word pieces, the encoder's layers, and the comparison, from the files of a folder."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # articles are read side by side instead
        on = ["CPUExecutionProvider"]
        self._encoder = onnxruntime.InferenceSession(str(folder / "stance-encoder.onnx"), options, providers=on)
        self._head = onnxruntime.InferenceSession(str(folder / "stance-head.onnx"), options, providers=on)
        self._words = Words(folder)

    def answer(self, row: Row) -> Any:
        """Probabilities (parties, issues, 4): no position, for, against, open."""
        hidden = self._hidden(row)
        issues = np.stack([hidden[start:end].mean(axis=0) for start, end in row.issues])
        whole = np.broadcast_to(hidden[: row.text].mean(axis=0), issues.shape)
        pairs = []
        for places in row.parties:
            # the mark and the first word of the mention
            beside = [*places, *(place + 1 for place in places)] or [0]
            party = np.broadcast_to(hidden[beside].mean(axis=0), issues.shape)
            pairs.append(
                np.concatenate([party, issues, whole, party * issues, whole * issues, np.abs(whole - issues)], axis=1)
            )
        told = self._head.run(None, {"pairs": np.concatenate(pairs)})[0]
        answer = told.reshape(len(row.parties), len(row.issues), 4)
        unseen = [n for n, places in enumerate(row.parties) if not places]  # beyond the text that the model sees
        answer[unseen] = _UNSEEN
        return answer

    def _hidden(self, row: Row) -> Any:
        return self._encoder.run(None, self._words.feed(row))[0][0]
