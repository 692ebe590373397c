"""Fit the scale that turns what rules and the learned judge say of a sentence into a probability.

    python -m scripts.fit_statements            fit on the gold of the repository and write the scale
    python -m scripts.fit_statements --show     print what it would write, and how it does on held-out negotiations

The gold is that of `examples/`, of `benchmarks/negotiations/dev` and `plain-dev`, and, where the articles are present
(they were for the scale that ships), of `benchmarks/reported/dev` and the hand-made answers beside the checkout; what
trained the judge is not among them. What is named `test` is never read here.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.statements import beds
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from zopa.cases import Case, load_case
from zopa.evaluate.agree import same_triple
from zopa.evaluate.articles import Finder, dated_by
from zopa.evaluate.goldfile import Gold, GoldPosition, gold_paths, read_gold
from zopa.evaluate.place import Places, Span, within
from zopa.evaluate.score import case_beside
from zopa.read import Statement
from zopa.read.parse import parse
from zopa.read.pipeline import scene_of
from zopa.read.scene import Scene
from zopa.read.stance_judge import POLARITIES, candidates
from zopa.read.stance_model import StanceModel, stance_model
from zopa.read.stance_passages import Passage
from zopa.read.stance_scale import CLUES, CONTEXT, SIGNS, Candidate, context, scale
from zopa.read.statements import read_statements

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "zopa" / "read" / "data" / "stance-scale.json"
STRENGTH = 0.5  # of the pull towards zero: there are some hundred positions to fit a dozen weights to
START = {"judge": 1.0, "rule": 2.0} | dict.fromkeys(CLUES[2:], 0.0)  # of the clues, before they are fitted
REAL = 6.0  # weight of an article of real reporting beside an invented one: there are far fewer
NEARLY = 0.005  # F1 within which thresholds are as good as each other
GROUPS = 5  # negotiations held out in turn


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    before = TARGET.read_text() if TARGET.is_file() else ""
    model = Remembering()
    read = [(gold, scene, read_statements(scene), weight) for gold, scene, weight in scenes()]
    nothing = dict.fromkeys((*SIGNS, *CONTEXT), 0.0)
    stored = {"weights": dict.fromkeys(SIGNS, 0.0), "again": nothing, "polarity": START, "least": 0.5}
    write(stored)

    weighed = [(c, weight) for gold, scene, ruled, weight in read for c in polarities(gold, scene, ruled, model)]
    choices = [choice for choice, _ in weighed]
    stored["polarity"] = dict(zip(CLUES, fitted_polarity(choices, [w for _, w in weighed]), strict=True))
    write(stored)
    print(f"{len(choices)} polarities, {sum(chosen(stored, c) for c in choices) / len(choices):.3f} right")
    told = [Told(*labelled(gold, scene, ruled, model), weight) for gold, scene, ruled, weight in read]
    stored |= fitted_scale(told)
    print(json.dumps(stored))
    write(json.loads(before) if options.show and before else stored)


@dataclass(frozen=True)
class Told:
    """One article: its candidates, 1 right, 0 wrong or None where gold leaves it open, and what none of them is."""

    candidates: list[Candidate]
    labels: list[int | None]
    lost: int
    weight: float


def fitted_scale(told: Sequence[Told]) -> dict[str, Any]:
    """The weights of both looks, and the least probability; prints how well they hold on articles held out."""
    folds = [n % GROUPS for n in range(len(told))]
    plain = [[c.signs for c in article.candidates] for article in told]
    first, weights = held_out(told, plain, folds)
    around = [
        [(*c.signs, *more) for c, more in zip(article.candidates, context(article.candidates, p), strict=True)]
        for article, p in zip(told, first, strict=True)
    ]
    second, again = held_out(told, around, folds)
    rows = [
        (p, label, article.weight)
        for article, probabilities in zip(told, second, strict=True)
        for p, label in zip(probabilities, article.labels, strict=True)
        if label is not None
    ]
    held, y, w = (np.array(column) for column in zip(*rows, strict=True))
    missed = sum(article.lost * article.weight for article in told)
    least = best_least(held, y, w, missed)
    taken = held >= least
    precision, recall = np.average(y[taken], weights=w[taken]), (y * w)[taken].sum() / ((y * w).sum() + missed)
    print(f"{len(y)} candidates, {y.sum()} right, {missed:.0f} (weighted) positions that are no candidate")
    print(f"articles held out: least {least:.2f}, precision {precision:.3f}, recall {recall:.3f}")
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (held >= low) & (held < low + 0.1)
        if inside.any():
            said, right_ones = held[inside].mean(), y[inside].mean()
            print(f"  {low:.1f}: {inside.sum():4d} candidates, mean {said:.2f}, {right_ones:.2f} right")
    return {
        "weights": dict(zip(SIGNS, weights, strict=True)),
        "again": dict(zip((*SIGNS, *CONTEXT), again, strict=True)),
        "least": round(float(least), 2),
    }


def held_out(
    told: Sequence[Told], rows: Sequence[Sequence[tuple[float, ...]]], folds: Sequence[int]
) -> tuple[list[list[float]], list[float]]:
    """Each candidate's probability by a fit that did not see its article, and the weights of a fit on all."""
    found: list[list[float]] = [[] for _ in told]
    for fold in range(GROUPS):
        model = fitted(*table(told, rows, [f != fold for f in folds]))
        for n, table_of in enumerate(rows):
            if folds[n] == fold and table_of:
                found[n] = model.predict_proba(np.array(table_of))[:, 1].tolist()
    return found, fitted(*table(told, rows, [True] * len(told))).coef_[0].round(4).tolist()


def table(
    told: Sequence[Told], rows: Sequence[Sequence[tuple[float, ...]]], wanted: Sequence[bool]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Signs, labels and weights of the candidates that gold tells right or wrong."""
    kept = [
        (row, label, article.weight)
        for article, table_of, want in zip(told, rows, wanted, strict=True)
        if want
        for row, label in zip(table_of, article.labels, strict=True)
        if label is not None
    ]
    x, y, w = zip(*kept, strict=True)
    return np.array(x), np.array(y), np.array(w)


def write(stored: dict[str, Any]) -> None:
    """Store the scale where the reader looks for it."""
    TARGET.write_text(json.dumps(stored, indent=1) + "\n")
    scale.cache_clear()


class Remembering(StanceModel):
    """The judge, asked once for each passage."""

    def __init__(self) -> None:
        model = stance_model()
        assert model is not None
        self.model = model
        self.known: dict[Any, Any] = {}

    def glance(self, passage: Passage, issues: Sequence[str], case: Case) -> Any:
        """As the model's own."""
        return self.model.glance(passage, issues, case)

    def judge(self, passage: Passage, issues: Sequence[str], case: Case) -> Any:
        """As the model's own."""
        key = (case.name, passage, tuple(issues))
        if key not in self.known:
            self.known[key] = self.model.judge(passage, issues, case)
        return self.known[key]


Choice = tuple[np.ndarray, int]  # clues (3 polarities, CLUES), the right one


def polarities(gold: Gold, scene: Scene, ruled: Sequence[Statement], model: StanceModel) -> Iterator[Choice]:
    """Candidates whose holder and issue are right, with what speaks for each polarity."""
    wanted = placed(gold, scene)
    for candidate in candidates(scene, ruled, model):
        told = {
            p.polarity
            for p, frames in wanted
            if (p.holder, p.issue) == (candidate.holder, candidate.issue) and within(span_of(scene, candidate), frames)
        }
        if len(told) == 1:
            yield np.array(candidate.clues), POLARITIES.index(told.pop())


def fitted_polarity(choices: Sequence[Choice], weights: Sequence[float]) -> list[float]:
    """Weights of the clues: a conditional logit with a pull towards the judge alone."""
    x, y = np.stack([c for c, _ in choices]), np.array([k for _, k in choices])
    counts = np.array(weights)
    start = np.zeros(len(CLUES))
    start[0] = 1.0

    def loss(w: np.ndarray) -> float:
        scores = x @ w
        top = scores.max(axis=1, keepdims=True)
        logs = scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
        return -(logs[np.arange(len(y)), y] * counts).sum() + STRENGTH * ((w - start) ** 2).sum()

    return [round(float(w), 4) for w in minimize(loss, start).x]


def chosen(stored: dict[str, Any], choice: Choice) -> bool:
    weights = np.array([stored["polarity"][clue] for clue in CLUES])
    return int((choice[0] @ weights).argmax()) == choice[1]


def fitted(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=1.0 / STRENGTH, fit_intercept=False, max_iter=2000).fit(x, y, sample_weight=w)


def best_least(held: np.ndarray, y: np.ndarray, w: np.ndarray, missed: float) -> float:
    """The middle of the thresholds with nearly the best F1."""

    def f1(least: float) -> float:
        taken = held >= least
        return 2 * (y * w)[taken].sum() / max(1, w[taken].sum() + (y * w).sum() + missed)

    scores = [(f1(least), least) for least in np.arange(0.25, 0.7, 0.01)]
    return float(np.median([least for score, least in scores if score >= max(scores)[0] - NEARLY]))


def scenes() -> Iterator[tuple[Gold, Scene, float]]:
    """Each gold file with its article, read up to the statements, and its weight."""
    for bed in beds():
        if bed.name.endswith("test"):
            continue
        for path in gold_paths(bed.gold):
            gold = read_gold(path)
            if gold.positions is None:
                continue  # nobody said what stands in it
            case: Case = load_case(gold.case) if gold.case else case_beside(path.parent)
            article = dated_by(gold, Finder(bed.articles).article(gold, path.parent, case))
            doc = next(iter(parse([article.text])))
            weight = REAL if bed.real else 1.0
            yield gold, scene_of(Scene(article=article, case=case, doc=doc)), weight


def placed(gold: Gold, scene: Scene) -> list[tuple[GoldPosition, list[Span]]]:
    """The positions of the gold with the sentences of their evidence."""
    places = Places(scene.article.text)
    return [(p, [places.sentences_of(span) for span in places.all_of(p.evidence)]) for p in gold.positions or ()]


def span_of(scene: Scene, candidate: Candidate) -> Span:
    """The sentence of a candidate."""
    sentence = scene.sentences[candidate.sentence]
    return sentence.start_char, sentence.end_char


def labelled(
    gold: Gold, scene: Scene, ruled: Sequence[Statement], model: StanceModel
) -> tuple[list[Candidate], list[int | None], int]:
    """Candidates, with 1 where gold has them, 0 where not, None where it may; how many positions none of them is."""
    wanted = placed(gold, scene)
    found = candidates(scene, ruled, model)
    labels: list[int | None] = []
    hit: set[int] = set()
    for candidate in found:
        triple = (candidate.holder, candidate.issue, candidate.polarity)
        same = [
            n for n, (p, frames) in enumerate(wanted)
            if same_triple((p.holder, p.issue, p.polarity), triple) and within(span_of(scene, candidate), frames)
        ]  # fmt: skip
        hit.update(same)
        needed = any(not wanted[n][0].optional for n in same)
        labels.append(1 if needed else None if same else 0)
    return found, labels, sum(1 for n, (p, _) in enumerate(wanted) if n not in hit and not p.optional)


if __name__ == "__main__":
    main()
