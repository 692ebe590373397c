"""Train the judge of stances on `training/`: `python -m scripts.train_stances [-o FOLDER] [--anew]`.

Learns from the sentences of `training/stances` and, where the articles are beside the checkout, from the labels of real
reporting in `training/reported`.

Goes on from the judge that ships, as far as its 8 bits keep it, or starts anew from its encoder. Needs what
`training/requirements.txt` lists. Writes the layers (`scripts/eight_bit.py`) and the vectors in 8-bit form, the glance
and the comparison. Every random choice has a fixed seed. `--hold N` keeps every Nth negotiation back and prints how
well its positions are told.
`python -m scripts.fit_statements` fits the scale afterwards.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from scripts.eight_bit import eight_bit
from scripts.stance_corpus import MENTION, TURN, Item, Negotiation, corpus, in_other_words, reword
from scripts.stance_net import MARKS, TOKENS, Batch, Judge, shipped
from scripts.stance_reported import reported
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from zopa.read.reading import DATA, JUDGE
from zopa.read.stance_model import BEFORE, ISSUES
from zopa.read.stance_network import Words
from zopa.read.stance_passages import PARTIES

PARTY_IDS = list(range(2, 2 + PARTIES))  # [unused1] to [unused8]
ISSUE_ID = 11  # [unused10]
WEIGHTS = (0.5, 1.0, 1.0, 1.3)  # none, for, against, open: most pairs show nothing
SMOOTHING = 0.05
DOUBT = 0.5  # weight and probability of a debatable position: between those that show one and those that show none
BATCH = 32
PEAKS = 200  # invented sentences that show how large each channel gets
WARM_UP = 0.06
TEXT, PROPOSITION = 96, 24  # tokens
GLANCE = 0.3  # weight of its loss
TOLD_EVERY = 100  # batches
SILENT = 0.4  # of the passages of real reporting that show nothing are shown, drawn once: there are far more of them
INVENTED = 0.65  # of the invented sentences are shown, so that real ones, with a position twice, weigh as much
RENAMED = 0.25  # of the sentences get other names for their parties: marks, not names, tell who is who
CODES = {"none": 0, "for": 1, "against": 2, "open": 3, "debatable": -1, "unknown": -2}
# up to three words in capitals that are no pronoun and no `The union`
NAME = re.compile(
    r"(?!(?:The|An?|He|She|It|They|We|You|Us|Them|His|Her|Its|Their|Our|Both|Neither)\b)"
    r"[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}"
)

Example = tuple[list[int], list[list[int]], list[tuple[int, int, int]]]  # text, propositions, (party, issue, label)


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
        ids = self._ids(MENTION.sub(r"\1", item.before))[-BEFORE:] + self._ids(";") if item.before else []
        text = self._renamed(item.text) if shuffled and self.random.random() < RENAMED else item.text
        ids += self._marked(text, slot)[:TEXT]
        propositions = [self._proposition(text, case, slot)[:PROPOSITION] for _, text in texts]
        labels = [
            (slot[party], n, CODES[told])
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

    def batch(self, examples: Sequence[Example]) -> Batch:
        """Tensors for `Judge.forward`."""
        cls, sep = self.tokenizer.token_to_id("[CLS]"), self.tokenizer.token_to_id("[SEP]")
        rows: list[tuple[list[int], list[int], list[int]]] = []
        party, issue, row, labels, issues, issue_rows, positions = [], [], [], [], [], [], []
        for n, (text, propositions, told) in enumerate(examples):
            ids = [cls, *text, sep]
            ends = len(ids)
            block, place = [0] * ends, list(range(ends))
            spans = []
            for index, proposition in enumerate(propositions, 1):
                spans.append((len(ids), len(ids) + 1 + len(proposition)))
                ids += [ISSUE_ID, *proposition]
                block += [index] * (1 + len(proposition))
                place += range(1 + len(proposition))
            rows.append((ids, block, place))
            known: list[list[int]] = [[] for _ in propositions]
            for slot, index, label in told:
                places = [i for i, token in enumerate(ids[:ends]) if token == PARTY_IDS[slot]][:6]
                if places:
                    party.append(places)
                    issue.append(spans[index])
                    row.append(n)
                    labels.append(label)
                    known[index].append(label)
            issues += spans
            issue_rows += [n] * len(spans)
            positions += [1 if max(one, default=-1) > 0 else min(one, default=-1) for one in known]
        width, most = max(len(ids) for ids, *_ in rows), max(map(len, party), default=1)
        ids = torch.zeros(len(rows), width, dtype=torch.long)
        block, place = torch.full_like(ids, -1), torch.zeros_like(ids)
        for n, told_of in enumerate(rows):
            for table, values in zip((ids, block, place), told_of, strict=True):
                table[n, : len(values)] = torch.tensor(values)
        padded = [places + [-1] * (most - len(places)) for places in party]
        return Batch(
            ids, block, place, torch.tensor(padded), torch.tensor(issue), torch.tensor(row),
            torch.tensor(labels), torch.tensor(issues), torch.tensor(issue_rows), torch.tensor(positions),
        )  # fmt: skip


def lessons(invented: Sequence[Negotiation], real: Sequence[Negotiation], seed: random.Random) -> list[Negotiation]:
    """What an epoch shows: a part of the invented sentences, and the real ones by whether they show a position."""
    cases = [replace(case, items=[item for item in case.items if seed.random() < INVENTED]) for case in invented]
    for case in real:
        held = [item for item in case.items if _shows(item)]
        silent = [item for item in case.items if not _shows(item) and seed.random() < SILENT]
        cases.append(replace(case, items=2 * held + silent))
    return [case for case in cases if case.items and case.issues]


def _shows(item: Item) -> bool:
    """Whether somebody surely has a position there."""
    return any(CODES[told] > 0 for told in item.labels.values())


def batches(examples: list[Example], seed: random.Random) -> list[list[Example]]:
    """Batches of about one length, in random order."""
    length = [(len(text) + sum(map(len, rest)) + 10 * seed.random(), n) for n, (text, rest, _) in enumerate(examples)]
    order = [n for _, n in sorted(length)]
    found = [[examples[n] for n in order[at : at + BATCH]] for at in range(0, len(order), BATCH)]
    seed.shuffle(found)
    return found


def train(judge: Judge, examples: Examples, epochs: int, rate: float, held: Examples | None) -> None:
    """Adam with a falling rate, the marks and what is new ten times as fast as the encoder."""
    slow = [p for p in judge.encoder.parameters() if p.requires_grad]
    fast = [*judge.head.parameters(), *judge.glance.parameters(), judge.marks, judge.kinds]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": rate}, {"params": fast, "lr": 10 * rate}], weight_decay=0.01, fused=True
    )
    steps = epochs * -(-sum(len(case.items) for case in examples.cases) // BATCH)
    falling = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (steps * WARM_UP + 1)) * max(0.02, 1 - step / steps)
    )
    weights, started = torch.tensor(WEIGHTS), time.time()
    for epoch in range(epochs):
        judge.train()
        total, glances = 0.0, 0.0
        todo = batches(examples.all(shuffled=True), examples.random)
        for step, drawn in enumerate(todo, 1):
            batch = examples.batch(drawn)
            sure, debated, told = batch.labels >= 0, batch.labels == CODES["debatable"], batch.told >= 0
            if not sure.any():
                continue
            scores, glanced = scored(judge, batch)
            loss = functional.cross_entropy(scores[sure], batch.labels[sure], weights, label_smoothing=SMOOTHING)
            look = functional.binary_cross_entropy_with_logits(glanced[told], batch.told[told].float())
            odds = scores[debated, 1:].logsumexp(-1) - scores[debated, 0]
            doubt = functional.binary_cross_entropy_with_logits(odds, torch.full_like(odds, DOUBT), reduction="sum")
            optimiser.zero_grad()
            (loss + GLANCE * look + DOUBT * doubt / sure.sum()).backward()
            nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimiser.step()
            falling.step()
            total, glances = total + loss.item(), glances + look.item()
            if step % TOLD_EVERY == 0 or step == len(todo):
                print(
                    f"epoch {epoch + 1}, {step} of {len(todo)}: loss {total / step:.3f}, of the glance"
                    f" {glances / step:.3f}, {time.time() - started:.0f} s",
                    flush=True,
                )
        if held is not None:
            print(score(judge, held), flush=True)


def scored(judge: Judge, batch: Batch) -> tuple[Any, Any]:
    """The judge's scores, reckoned in 16 bits where the processor can: three times as fast, and as good."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores, glanced = judge(batch)
    return scores.float(), glanced.float()


def score(judge: Judge, held: Examples) -> str:
    """How well positions of negotiations held out are told, and how few propositions a glance leaves."""
    judge.eval()
    answers, labels, glances, positions = [], [], [], []
    todo = held.all(shuffled=False)
    with torch.no_grad():
        for at in range(0, len(todo), 2 * BATCH):
            batch = held.batch(todo[at : at + 2 * BATCH])
            scores, glanced = scored(judge, batch)
            answers.append(scores.softmax(-1)[batch.labels >= 0])
            labels.append(batch.labels[batch.labels >= 0])
            glances.append(glanced[batch.told >= 0].sigmoid())
            positions.append(batch.told[batch.told >= 0])
    p, y = torch.cat(answers), torch.cat(labels)
    lines = []
    for least in (0.3, 0.4, 0.5, 0.6, 0.7):
        guess = torch.where(p[:, 0] < 1 - least, p[:, 1:].argmax(-1) + 1, 0)
        right = ((guess == y) & (y > 0)).sum().item()
        precision, recall = right / max(1, (guess > 0).sum().item()), right / max(1, (y > 0).sum().item())
        lines.append(f"  at {least}: precision {precision:.3f}, recall {recall:.3f}")
    g, t = torch.cat(glances), torch.cat(positions)
    for least in (0.02, 0.05, 0.1, 0.2):
        lines.append(
            f"  a glance at {least}: keeps {(g >= least).float().mean().item():.3f} of the propositions,"
            f" {(g[t > 0] >= least).float().mean().item():.3f} of those with a position"
        )
    known = y > 0
    polarity = (p[known][:, 1:].argmax(-1) + 1 == y[known]).float().mean().item()
    return "\n".join(
        [f"  {len(y)} pairs, {int(known.sum())} positions; polarity of these right {polarity:.3f}", *lines]
    )


class Part(nn.Module):
    """What a file of the judge does: `work` on the inputs, by the judge's own modules."""

    def __init__(self, judge: Judge, work: Callable[..., Any]) -> None:
        super().__init__()
        self.judge, self.work = judge, work

    def forward(self, *inputs: Any) -> Any:
        return self.work(*inputs)


def export(judge: Judge, folder: Path) -> None:
    """The files that zopa reads."""
    judge.eval()
    width = judge.encoder.config.hidden_size
    store_words(judge, folder / JUDGE["words"])

    def apart(vectors: Any) -> Any:
        return judge.apart(vectors, torch.arange(vectors.shape[1]).unsqueeze(0))

    def look(propositions: Any, text: Any) -> Any:
        return judge.glance(propositions, text, torch.ones(text.shape[:2])).sigmoid()

    def compared(pairs: Any) -> Any:
        return judge.head(pairs).softmax(-1)

    row, tokens, asked = torch.zeros(1, 16, width), {1: "tokens"}, {0: "propositions"}
    with tempfile.TemporaryDirectory() as room:
        halves = Path(room) / "apart.onnx", Path(room) / "together.onnx"
        _export(Part(judge, apart), {"vectors": row}, "hidden", {"vectors": tokens, "hidden": tokens}, halves[0])
        _export(Part(judge, judge.together), {"hidden": row}, "told", {"hidden": tokens, "told": tokens}, halves[1])
        shown = list(feeds(folder))
        eight_bit(halves[0], folder / JUDGE["apart"], [feed for one in shown for feed in one])
        session = onnxruntime.InferenceSession(halves[0], providers=["CPUExecutionProvider"])
        rows = (np.concatenate([session.run(None, feed)[0] for feed in one], axis=1) for one in shown)
        eight_bit(halves[1], folder / JUDGE["together"], ({"hidden": row} for row in rows))
    axes = {"propositions": asked, "text": tokens, "likely": asked}
    _export(Part(judge, look), {"propositions": row[0], "text": row}, "likely", axes, folder / JUDGE["glance"])
    pairs = torch.zeros(2, 6 * width)
    axes = {"pairs": {0: "pairs"}, "answers": {0: "pairs"}}
    _export(Part(judge, compared), {"pairs": pairs}, "answers", axes, folder / JUDGE["head"])


def _export(part: Any, inputs: dict[str, Any], output: str, axes: dict[str, dict[int, str]], target: Path) -> None:
    torch.onnx.export(
        part, tuple(inputs.values()), str(target), input_names=list(inputs), output_names=[output],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def feeds(folder: Path) -> Iterator[list[dict[str, Any]]]:
    """Inputs of the first layers: a text and its propositions, invented, with the vectors stored in `folder`."""
    seed, words = random.Random(4), Words(folder)
    cases = [replace(case, items=[seed.choice(case.items)]) for case in corpus() if case.items and case.issues]
    examples = Examples(seed.sample(cases, PEAKS), seed=4)
    cls, sep = examples.tokenizer.token_to_id("[CLS]"), examples.tokenizer.token_to_id("[SEP]")
    for text, propositions, _ in examples.all(shuffled=True):
        vectors = [words.vectors([cls, *text, sep], proposition=False)]
        vectors += [words.vectors([ISSUE_ID, *ids], proposition=True) for ids in propositions]
        yield [{"vectors": one} for one in vectors]


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
    parser.add_argument("-o", "--output", type=Path, default=DATA, help="folder for the files")
    parser.add_argument("--anew", action="store_true", help="start from all-mpnet-base-v2")
    parser.add_argument("--epochs", type=int, default=1, help="0 only puts the files into 8-bit form again")
    parser.add_argument("--rate", type=float, default=3e-5)
    parser.add_argument("--hold", type=int, default=0, help="hold every Nth negotiation out and score it")
    options = parser.parse_args()
    torch.manual_seed(1)
    judge = Judge()
    if not options.anew:
        judge.load_state_dict(shipped(), strict=False)
    if options.epochs:
        cases = lessons(corpus(), reported(), random.Random(1))
        reword(cases)
        held = [case for n, case in enumerate(cases) if options.hold and n % options.hold == 3]
        examples = Examples([case for case in cases if case not in held], seed=1)
        train(judge, examples, options.epochs, options.rate, Examples(held, seed=2) if held else None)
    export(judge, options.output)


if __name__ == "__main__":
    main()
