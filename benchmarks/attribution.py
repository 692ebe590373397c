"""Attribution on PolNeAR's development part, beside textacy's direct quotations where that is installed.

The scorer is the corpus folder's own (`tools/score_attribution.py`); without the corpus nothing is run. Speed counts
processor time on documents that are parsed already, words as white space separates them.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from spacy.tokens import Doc

from zopa.read.document import Doc as Document
from zopa.read.parse import DEFAULT_MODEL, language_model
from zopa.read.quotes_attribution import attributions

SHARED = Path(os.environ.get("ZOPA_SHARED") or Path(__file__).resolve().parents[1].parent / "shared")
SCORER = SHARED / "tools" / "score_attribution.py"
CORPUS = SHARED / "data" / "polnear" / "data" / "dev"
Spans = dict[str, list[tuple[int, int]]]


def scorer() -> ModuleType | None:
    """The scorer's module; None where it or the corpus is absent."""
    if not (SCORER.is_file() and CORPUS.is_dir()):
        return None
    spec = importlib.util.spec_from_file_location("score_attribution", SCORER)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ours(doc: Doc, *, learned: bool) -> list[Spans]:
    """Our attributions in the scorer's shape."""
    return [
        {"content": list(a.parts), "source": [a.source] if a.source else [], "cue": [a.cue]}
        for a in attributions(Document(doc), learned=learned)
    ]


def textacy_quotes(doc: Doc) -> list[Spans]:
    """textacy's direct quotations in the scorer's shape, paragraph by paragraph: it refuses unbalanced marks."""
    read = importlib.import_module("textacy.extract").direct_quotations
    breaks = [t.i + 1 for t in doc if t.is_space and "\n" in t.text]
    found: list[Spans] = []
    for start, stop in zip([0, *breaks], [*breaks, len(doc)], strict=True):
        if start == stop:
            continue
        try:
            found += _shifted(read(doc[start:stop].as_doc()), doc[start].idx)
        except ValueError:  # unbalanced marks in this paragraph, or none of its words left
            continue
    return found


def _shifted(quotations: Iterable[Any], offset: int) -> list[Spans]:

    def spans(tokens: Iterable[Any]) -> list[tuple[int, int]]:
        return [(t.idx + offset, t.idx + offset + len(t)) for t in tokens]

    return [{"content": spans(q.content), "source": spans(q.speaker), "cue": spans(q.cue)} for q in quotations]


def measure(documents: list[Any], docs: list[Doc], read: Callable[[Doc], list[Spans]], module: ModuleType) -> Any:
    """The scorer's figures and the words read in a second of processor time."""
    begun = time.process_time()
    found = {name: read(doc) for (name, _, _), doc in zip(documents, docs, strict=True)}
    spent = time.process_time() - begun
    words = sum(len(text.split()) for _, text, _ in documents)
    return module.score(documents, found), words / max(spent, 1e-9)


def run() -> None:
    """Print the figures of every reader that can be run here."""
    module = scorer()
    if module is None:
        print("skipped: PolNeAR or its scorer is not in", SHARED)
        return
    documents = module.load("dev")
    docs = list(language_model().pipe(text for _, text, _ in documents))
    print(f"PolNeAR dev, {len(documents)} articles, parsed by {DEFAULT_MODEL}")
    recall = "recall direct/mixed/indirect"
    print(f"{'reader':28s} {'AR F1':>6s} {'token F1':>8s} {'exact F1':>8s} {recall:>28s} {'words/s':>8s}")
    readers: list[tuple[str, Callable[[Doc], list[Spans]]]] = [
        ("zopa", lambda doc: ours(doc, learned=True)),
        ("zopa, rules alone", lambda doc: ours(doc, learned=False)),
    ]
    if importlib.util.find_spec("textacy"):
        readers.append((f"textacy {importlib.metadata.version('textacy')}", textacy_quotes))
    for name, read in readers:
        result, speed = measure(documents, docs, read, module)
        recalls = "/".join(f"{100 * result['rec_' + kind][0]:.1f}" for kind in ("direct", "mixed", "indirect"))
        print(
            f"{name:28s} {100 * result['AR'][2]:6.1f} {100 * result['token'][2]:8.1f} {100 * result['exact'][2]:8.1f}"
            f" {recalls:>28s} {speed:8.0f}"
        )
    if not importlib.util.find_spec("textacy"):
        print("textacy is not installed here: pip install -r benchmarks/requirements.txt")
