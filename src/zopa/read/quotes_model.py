"""The learned judge of attributions: three small networks over named features and the parser's own word vectors.

Each has one hidden layer: the rows of its features, added up, and the vectors of a few words, through a rectifier to
one number. Trained by `scripts/train_attribution.py`; described in docs/explanation/attribution-model.md.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from zopa.read.quotes_tree import Tree

Example = tuple[Sequence[int], Sequence[int], Sequence[float]]  # feature rows, positions of words, numbers


@dataclass(frozen=True, slots=True)
class Net:
    """`rows` maps a feature to its row of `sparse`; `dense` holds a block of rows for each word position."""

    rows: dict[str, int]
    sparse: Any  # features x hidden
    dense: Any  # (positions * width + numbers) x hidden
    bias: Any  # hidden
    out: Any  # hidden
    out_bias: float

    def known(self, names: list[str]) -> list[int]:
        """Rows of the features that training saw; never empty, since every example has the feature `b` or `none`."""
        get = self.rows.get
        return [row for row in map(get, names) if row is not None] or [0]

    def scores(self, examples: Sequence[Example], vectors: Any) -> Any:
        """Probability, 0..1, of each example; `vectors` has one row per word and a last row of zeros."""
        if not examples:
            return np.zeros(0, dtype=np.float32)
        counts = [len(e[0]) for e in examples]
        flat = np.fromiter(chain.from_iterable(e[0] for e in examples), dtype=np.int64, count=sum(counts))
        offsets = np.cumsum([0, *counts[:-1]])
        hidden = np.add.reduceat(self.sparse[flat], offsets, axis=0) + self.bias
        positions = np.asarray([e[1] for e in examples], dtype=np.int64)
        beside = vectors[positions].reshape(len(examples), -1)
        split = beside.shape[1]
        hidden += beside @ self.dense[:split]
        if examples[0][2]:
            hidden += np.asarray([e[2] for e in examples], dtype=np.float32) @ self.dense[split:]
        return 1.0 / (1.0 + np.exp(-(np.maximum(hidden, 0.0) @ self.out + self.out_bias)))


@dataclass(frozen=True, slots=True)
class AttributionModel:
    """The nets for cues, contents and sources, with what else training settled."""

    cue: Net
    content: Net
    source: Net
    nouns: frozenset[str]  # lemmas besides verbs that are looked at as cues
    width: int  # of the word vectors it was trained with
    thresholds: dict[str, float]

    def suits(self, tree: Tree) -> bool:
        """Whether the document was parsed by a pipeline with vectors of the width that training had."""
        return tree.vectors is not None and tree.vectors.shape[1] == self.width


def with_zeros(vectors: Any) -> Any:
    """The vectors with a last row of zeros, which position -1 names."""
    return np.vstack([vectors, np.zeros((1, vectors.shape[1]), dtype=np.float32)])


def save_model(model: AttributionModel, path: Path) -> None:
    """Write the model as one compressed file: bytes with a scale for each row, and half-precision numbers."""
    arrays: dict[str, Any] = {}
    for name in ("cue", "content", "source"):
        net: Net = getattr(model, name)
        features = sorted(net.rows, key=net.rows.__getitem__)
        arrays[f"{name}.features"] = _text(features)
        scale = np.abs(net.sparse).max(axis=1, keepdims=True) / 127 + 1e-9
        arrays[f"{name}.scale"] = scale.astype(np.float16)
        arrays[f"{name}.sparse"] = np.rint(net.sparse / scale.astype(np.float16)).clip(-127, 127).astype(np.int8)
        for part in ("dense", "bias", "out"):
            arrays[f"{name}.{part}"] = getattr(net, part).astype(np.float16)
        arrays[f"{name}.out_bias"] = np.asarray(net.out_bias, dtype=np.float32)
    about = {"nouns": sorted(model.nouns), "width": model.width, "thresholds": model.thresholds}
    arrays["about"] = _text(about)
    np.savez_compressed(path, **arrays)


def _text(value: object) -> Any:
    return np.frombuffer(json.dumps(value, separators=(",", ":")).encode(), dtype=np.uint8)


def load_model(path: Path) -> AttributionModel:
    """The model that `save_model` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        nets = {}
        for name in ("cue", "content", "source"):
            features = json.loads(bytes(arrays[f"{name}.features"]))
            parts = {p: arrays[f"{name}.{p}"].astype(np.float32) for p in ("sparse", "dense", "bias", "out")}
            parts["sparse"] *= arrays[f"{name}.scale"].astype(np.float32)
            rows = {feature: row for row, feature in enumerate(features)}
            nets[name] = Net(rows=rows, out_bias=float(arrays[f"{name}.out_bias"]), **parts)
        about = json.loads(bytes(arrays["about"]))
    return AttributionModel(
        nouns=frozenset(about["nouns"]), width=about["width"], thresholds=about["thresholds"], **nets
    )


@lru_cache(maxsize=1)
def shipped_model() -> AttributionModel | None:
    """The model that comes with zopa; None where its file is missing, and rules judge instead."""
    file = resources.files("zopa.read") / "quotes_model.npz"
    with resources.as_file(file) as path:
        return load_model(path) if path.is_file() else None
