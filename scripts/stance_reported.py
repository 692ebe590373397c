"""Labels of real reporting in `training/reported`, laid over the articles where these are present.

    python -m scripts.stance_reported        count the labels; names every one that cannot be laid

The articles are those of PolNeAR's training part, of TimeBank and of a benchmark of web pages (`ZOPA_SHARED`, or a
folder `shared` beside the checkout); nothing of their text is kept here, only who stands where between which
characters. What the judge is shown of them is what the reader would show it: its own sentences, mentions and speakers.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from benchmarks._reported import text_of
from benchmarks.statements import SHARED
from scripts.stance_corpus import MENTION, Item, Negotiation, counted

from zopa.cases import Case, case_from_text
from zopa.errors import ZopaError
from zopa.ingest import Article
from zopa.read.parse import parse
from zopa.read.pipeline import scene_of
from zopa.read.scene import Scene
from zopa.read.stance_passages import Passage, passages

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "training" / "reported"
ARTICLES = SHARED / "data"


@dataclass(frozen=True)
class Told:
    """One label: who stands how on what, by characters `start` to `end` of the article."""

    party: str
    issue: str
    polarity: str
    start: int
    end: int


def reported(folder: Path = LABELS, articles: Path = ARTICLES) -> list[Negotiation]:
    """Each labelled article as a negotiation of the corpus; what cannot be laid is told in its `errors`."""
    return [laid(path, articles) for path in sorted(folder.glob("*.yaml"))]


def laid(path: Path, articles: Path = ARTICLES) -> Negotiation:
    """One file of labels over its article: an item for each passage that the judge would be shown."""
    stored: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = Negotiation(path, issues=dict(stored["issues"]))
    text = text_of(articles, stored["article"])
    if text is None:
        found.errors.append(f"{path.name}: no article {stored['article']}")
        return found
    told = [Told(*row) for row in stored["positions"]]
    keys = {name: f"P{n}" for n, name in enumerate(stored["parties"], 1)}
    found.parties |= {key: ", ".join([name, *stored["parties"][name].get("names", ())]) for name, key in keys.items()}
    try:
        case = _case(stored)
    except ZopaError as error:
        found.errors.append(f"{path.name}: {error}")
        return found
    article = Article(id=path.stem, text=text, published=stored["published"])
    scene = scene_of(Scene(article=article, case=case, doc=next(iter(parse([text])))))
    strangers = sorted({party for mention in scene.mentions for party in mention.parties if party not in keys})
    for number, name in enumerate(strangers):  # states that the reader knows although the labels do not name them
        keys[name], found.parties[f"S{number}"] = f"S{number}", name
    lost = set(told)
    for passage in passages(scene):
        sentence = scene.sentences[passage.sentence]
        here = [t for t in told if t.start < sentence.end_char and sentence.start_char < t.end]
        lost -= {t for t in here if t.party in passage.parties}
        found.items.append(_item(passage, here, keys, scene))
    found.items = [item for item in found.items if item.parties]
    found.errors += [
        f"{path.name}: no mention of {t.party} beside {text[t.start : t.end]!r}"
        for t in sorted(lost, key=lambda t: t.start)
    ]
    return found


def _case(stored: dict[str, Any]) -> Case:
    day: datetime.date = stored["published"]
    return case_from_text(
        yaml.safe_dump(
            {
                "zopa": 1,
                "case": "reported",
                "title": "reported",
                "period": {"from": day - datetime.timedelta(days=200), "to": day + datetime.timedelta(days=200)},
                "parties": stored["parties"],
                "issues": {key: {"proposition": text} for key, text in stored["issues"].items()},
            },
            allow_unicode=True,
            sort_keys=False,
        )
    )


def _item(passage: Passage, told: Iterable[Told], keys: dict[str, str], scene: Scene) -> Item:
    """The passage in the corpus's own notation."""
    labels = {
        (keys[p], issue): "unknown"
        for p in passage.parties
        if p not in scene.case.parties
        for issue in scene.case.issues
    }
    for one in told:
        if one.party in passage.parties:
            key = (keys[one.party], one.issue)
            labels[key] = one.polarity if labels.get(key, one.polarity) == one.polarity else "debatable"
    text, at = "", 0
    marks: dict[int, list[str]] = {}
    for offset, party in passage.marks:
        marks.setdefault(offset, []).append(keys[passage.parties[party]])
    for offset, marked in marks.items():
        word = re.match(r"[^\[\]|\s]+", passage.text[offset:])
        if word is None or offset < at:
            continue
        text += _plain(passage.text[at:offset]) + f"[{word[0]}|{','.join(dict.fromkeys(marked))}]"
        at = offset + word.end()
    text += _plain(passage.text[at:])
    if passage.lead is not None:
        name, party = passage.lead
        text = f"[{_plain(name)}|{keys[passage.parties[party]]}]: {text}"
    parties = frozenset(p for _, marked in MENTION.findall(text) for p in marked.split(","))
    return Item(
        _plain(passage.before), " ".join(text.split()), parties, {k: v for k, v in labels.items() if k[0] in parties}
    )


def _plain(text: str) -> str:
    """Without the signs of the notation."""
    return text.translate(str.maketrans("[]|", "()/"))


if __name__ == "__main__":
    sys.exit(counted(reported()))
