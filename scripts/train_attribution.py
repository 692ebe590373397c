"""Train the judge of attributions on PolNeAR's training part: `python scripts/train_attribution.py FOLDER [-o FILE]`.

FOLDER is a copy of the PolNeAR corpus (the folder that holds `data/train`). Only weights and feature names are
written. Same input, same machine, same file: every random choice has a fixed seed.
"""

from __future__ import annotations

import argparse
import bisect
import glob
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from zopa.read.parse import parse
from zopa.read.quotes_candidates import OTHER_TAGS, Content, contents, tried_cues
from zopa.read.quotes_features import content_features, cue_features, source_features
from zopa.read.quotes_model import AttributionModel, Net, save_model, with_zeros
from zopa.read.quotes_sources import sources
from zopa.read.quotes_tree import Tree

WORD = re.compile(r"\w+(?:['’\-.]\w+)*")
NOT_CUES = frozenset(["_SP", "``", "''", ".", ","])
FOLDS = 2
Words = frozenset[int]


@dataclass
class Gold:
    """One annotated attribution: word numbers of content and source, token positions of the cue."""

    content: Words
    source: Words
    cue: list[int]


@dataclass
class Document:
    """A parsed article with its annotation; `words` gives the word numbers of each token."""

    tree: Tree
    vectors: Any
    words: list[list[int]]
    gold: list[Gold] = field(default_factory=list)

    def covered(self, parts: Sequence[tuple[int, int]]) -> Words:
        return frozenset(w for a, b in parts for i in range(a, b) for w in self.words[i])


def annotated(folder: Path) -> Iterator[tuple[str, list[dict[str, list[tuple[int, int]]]]]]:
    """Text and attributions (character spans of content, source, cue) of each article; the first annotator's."""
    for file in sorted((folder / "text").glob("*.txt")):
        found = sorted((folder / "attributions").glob(glob.escape(file.stem) + "_*.ann"))
        if not found:
            continue
        with open(file, encoding="utf8", newline="") as stream:
            text = stream.read()
        spans: dict[str, list[tuple[int, int]]] = {}
        relations = []
        for line in found[0].read_text(encoding="utf8").split("\n"):
            cells = line.split("\t")
            if cells[0][:1] == "T" and len(cells) > 1:
                pieces = cells[1].split(" ", 1)[1].split(";")
                spans[cells[0]] = [(int(p.split()[0]), int(p.split()[1])) for p in pieces]
            elif cells[0][:1] == "E" and len(cells) > 1:
                relations.append(cells[1].split())
        gold = []
        for relation in relations:
            roles: dict[str, list[tuple[int, int]]] = {"content": [], "source": [], "cue": []}
            for argument in relation[1:]:
                role, name = argument.split(":")
                role = role.rstrip("0123456789").lower()
                if role in roles:
                    roles[role] += spans.get(name, [])
            gold.append(roles)
        yield text, gold


def documents(folder: Path) -> list[Document]:
    """Every annotated article, parsed."""
    items = list(annotated(folder))
    found = []
    for (text, gold), doc in zip(items, parse(text for text, _ in items), strict=True):
        found.append(document(Tree(doc), text, gold))
    return found


def document(tree: Tree, text: str, gold: list[dict[str, list[tuple[int, int]]]]) -> Document:
    """A parsed article with its annotation in words and tokens."""
    spans = [m.span() for m in WORD.finditer(text)]
    starts, ends = [a for a, _ in spans], [b for _, b in spans]

    def words(pieces: Sequence[tuple[int, int]]) -> Words:
        return frozenset(
            k for a, b in pieces for k in range(bisect.bisect_right(ends, a), bisect.bisect_left(starts, b))
        )

    of_token = [sorted(words([(tree.start[i], tree.end[i])])) for i in range(tree.n)]
    result = Document(tree, with_zeros(tree.vectors), of_token)
    for roles in gold:
        content = words(roles["content"])
        cue = [
            i
            for i in range(tree.n)
            if tree.tag[i] not in NOT_CUES and any(a < tree.end[i] and tree.start[i] < b for a, b in roles["cue"])
        ]
        if content:
            result.gold.append(Gold(content, words(roles["source"]), cue))
    return result


def agreement(a: Words, b: Words) -> float:
    return len(a & b) / len(a | b) if a else 0.0


# --- a network with one hidden layer, trained by Adam ---


@dataclass
class Data:
    """Examples of one net: feature rows (sparse), positions into stacked vectors, numbers, targets."""

    sparse: Any
    dense: Any
    target: Any


class Trainer:
    """Collects examples and fits a `Net`."""

    def __init__(self, hidden: int, least: int, seed: int) -> None:
        self.hidden, self.least, self.seed = hidden, least, seed
        self.names: list[list[str]] = []
        self.dense: list[Any] = []
        self.target: list[float] = []
        self.group: list[int] = []

    def add(self, names: list[str], dense: Any, target: float, group: int) -> None:
        self.names.append([sys.intern(n) for n in names])
        self.dense.append(dense.astype(np.float16))
        self.target.append(target)
        self.group.append(group)

    def rows(self, chosen: Sequence[int]) -> dict[str, int]:
        counts = Counter(n for k in chosen for n in self.names[k])
        return {n: row for row, n in enumerate(sorted(n for n, c in counts.items() if c >= self.least))}

    def data(self, chosen: Sequence[int], rows: dict[str, int]) -> Data:
        indices, pointers = [], [0]
        for k in chosen:
            indices += [rows[n] for n in self.names[k] if n in rows] or [0]
            pointers.append(len(indices))
        sparse = csr_matrix(
            (np.ones(len(indices), dtype=np.float32), np.asarray(indices), np.asarray(pointers)),
            shape=(len(pointers) - 1, len(rows)),
        )
        dense = np.stack([self.dense[k] for k in chosen]).astype(np.float32)
        return Data(sparse, dense, np.asarray([self.target[k] for k in chosen], dtype=np.float32))

    def fit(self, chosen: Sequence[int], *, epochs: int, rate: float = 0.003, decay: float = 1e-5) -> Net:
        rows = self.rows(chosen)
        data = self.data(chosen, rows)
        random = np.random.default_rng(self.seed)
        n, d, h = data.sparse.shape[1], data.dense.shape[1], self.hidden
        mean, spread = data.dense.mean(0), data.dense.std(0) + 1e-3
        dense = (data.dense - mean) / spread
        weights = {
            "sparse": (random.standard_normal((n, h)) * 0.05).astype(np.float32),
            "dense": (random.standard_normal((d, h)) / np.sqrt(d)).astype(np.float32),
            "bias": np.zeros(h, dtype=np.float32),
            "out": (random.standard_normal(h) / np.sqrt(h)).astype(np.float32),
            "out_bias": np.asarray(float(np.log(data.target.mean() / (1 - data.target.mean()))), dtype=np.float32),
        }
        first = {k: np.zeros_like(w) for k, w in weights.items()}
        second = {k: np.zeros_like(w) for k, w in weights.items()}
        total, size, step = len(data.target), 2048, 0
        average = {k: np.zeros_like(w) for k, w in weights.items()}
        averaged = 0
        for epoch in range(epochs):
            order = random.permutation(total)
            speed = rate * (1.0 - epoch / epochs) + rate * 0.05
            loss = 0.0
            for at in range(0, total, size):
                batch = order[at : at + size]
                x = data.sparse[batch]
                x.data = x.data * (random.random(len(x.data)) > 0.15) / 0.85
                z = dense[batch]
                before = x @ weights["sparse"] + z @ weights["dense"] + weights["bias"]
                keep = (random.random(before.shape) > 0.2).astype(np.float32) / 0.8
                active = np.maximum(before, 0) * keep
                guess = 1 / (1 + np.exp(-(active @ weights["out"] + weights["out_bias"])))
                y = data.target[batch]
                loss -= float((y * np.log(guess + 1e-7) + (1 - y) * np.log(1 - guess + 1e-7)).sum())
                error = (guess - y) / len(batch)
                back = np.outer(error, weights["out"]) * keep * (before > 0)
                slopes = {
                    "sparse": (x.T @ back),
                    "dense": z.T @ back,
                    "bias": back.sum(0),
                    "out": active.T @ error,
                    "out_bias": np.asarray(error.sum(), dtype=np.float32),
                }
                step += 1
                for name, w in weights.items():
                    g = slopes[name].astype(np.float32)
                    if name in ("sparse", "dense"):
                        g += decay * w
                    first[name] += 0.1 * (g - first[name])
                    second[name] += 0.001 * (g * g - second[name])
                    scale = speed * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
                    weights[name] = w - scale * first[name] / (np.sqrt(second[name]) + 1e-8)
            if epoch >= epochs // 2:
                averaged += 1
                for name in weights:
                    average[name] += (weights[name] - average[name]) / averaged
            print(f"  epoch {epoch + 1} loss {loss / total:.4f}", flush=True)
        folded = average["dense"] / spread[:, None]
        return Net(
            rows=rows,
            sparse=average["sparse"],
            dense=folded,
            bias=average["bias"] - mean @ folded,
            out=average["out"],
            out_bias=float(average["out_bias"]),
        )

    def predict(self, net: Net, chosen: Sequence[int]) -> Any:
        data = self.data(chosen, net.rows)
        hidden = np.maximum(data.sparse @ net.sparse + data.dense @ net.dense + net.bias, 0)
        return 1 / (1 + np.exp(-(hidden @ net.out + net.out_bias)))


def beside(document: Document, positions: Sequence[int], numbers: Sequence[float] = ()) -> Any:
    return np.concatenate([document.vectors[list(positions)].ravel(), np.asarray(numbers, dtype=np.float32)])


# --- examples ---


def cue_lexicon(found: list[Document], least: int = 5, share: float = 0.06) -> frozenset[str]:
    """Lemmas of words other than verbs that stand in a cue often enough, and in a fair share of their uses."""
    counts: Counter[str] = Counter()
    uses: Counter[str] = Counter()
    for d in found:
        uses.update(lemma.lower() for lemma, tag in zip(d.tree.lemma, d.tree.tag, strict=True) if tag in OTHER_TAGS)
        for gold in d.gold:
            counts.update(d.tree.lemma[i].lower() for i in gold.cue if d.tree.tag[i] in OTHER_TAGS)
    return frozenset(lemma for lemma, count in counts.items() if count >= least and count >= share * uses[lemma])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("src/zopa/read/quotes_model.npz"))
    arguments = parser.parse_args()
    began = time.time()
    found = documents(arguments.folder / "data" / "train")
    print(f"{len(found)} articles, {sum(len(d.gold) for d in found)} attributions, {time.time() - began:.0f} s")
    model = train(found)
    save_model(model, arguments.output)
    print(f"{arguments.output}: {arguments.output.stat().st_size / 1e6:.1f} MB, {time.time() - began:.0f} s")


def train(found: list[Document]) -> AttributionModel:
    """The three nets, each after the other; contents see cue scores of nets that did not see their article."""
    nouns = cue_lexicon(found)
    cues = Trainer(hidden=48, least=6, seed=1)
    places: list[tuple[int, int]] = []
    candidates: dict[tuple[int, int], list[Content]] = {}
    for k, d in enumerate(found):
        best: dict[int, int] = {}
        marked: set[int] = set()
        for gold in d.gold:
            top, where = 0.0, -1
            for i in gold.cue:
                marked.add(i)
                candidates[k, i] = candidates.get((k, i)) or contents(d.tree, i)
                reach = max((agreement(d.covered(c.parts), gold.content) for c in candidates[k, i]), default=0.0)
                if reach > top:
                    top, where = reach, i
            if where >= 0:
                best[where] = 1
        for i in tried_cues(d.tree, nouns):
            if i in marked and i not in best:
                continue
            names, positions = cue_features(d.tree, i)
            cues.add(names, beside(d, positions), float(i in best), k)
            places.append((k, i))
    print(f"cues: {len(places)} examples, {sum(cues.target):.0f} right")
    cue_scores = np.zeros(len(places))
    groups = np.asarray(cues.group)
    for fold in range(FOLDS):
        net = cues.fit(np.flatnonzero(groups % FOLDS != fold).tolist(), epochs=6)
        held = np.flatnonzero(groups % FOLDS == fold).tolist()
        cue_scores[held] = cues.predict(net, held)
    cue_net = cues.fit(list(range(len(places))), epochs=6)

    content = Trainer(hidden=48, least=6, seed=2)
    source = Trainer(hidden=32, least=5, seed=3)
    for (k, i), score in zip(places, cue_scores, strict=True):
        if score < CUE_LEAST:
            continue
        d = found[k]
        options = candidates.get((k, i)) or contents(d.tree, i)
        logit = float(np.log(score / (1 - score)))
        near = [g for g in d.gold if i in g.cue] or d.gold
        described = content_features(d.tree, i, options)
        for option, (names, positions) in zip(options, described, strict=True):
            covered = d.covered(option.parts)
            reach = max((agreement(covered, g.content) for g in near), default=0.0)
            content.add(names, beside(d, positions, [logit]), target_of(reach), k)
            if reach >= 0.5:
                gold = max(near, key=lambda g: agreement(covered, g.content))
                who = sources(d.tree, i)
                rights = [not gold.source, *(bool(d.covered([w.span]) & gold.source) for w in who)]
                for right, (names, positions) in zip(rights, source_features(d.tree, i, option, who), strict=True):
                    source.add(names, beside(d, positions), float(right), k)
    print(f"contents: {len(content.names)} examples; sources: {len(source.names)}")
    content_net = content.fit(list(range(len(content.names))), epochs=6)
    source_net = source.fit(list(range(len(source.names))), epochs=6)
    return AttributionModel(
        cue_net, content_net, source_net, nouns, found[0].vectors.shape[1], {"cue": CUE_LEAST, "content": 0.4}
    )


def target_of(reach: float) -> float:
    """What a content is worth: nothing below half agreement, and the more the closer it is to the annotated one."""
    return 0.0 if reach < 0.5 else 0.5 + 0.5 * reach


CUE_LEAST = 0.06

if __name__ == "__main__":
    main()
