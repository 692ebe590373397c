"""Fit the scale that turns what rules and the learned judge say of a sentence into a probability.

    python -m scripts.fit_statements            fit on the gold of the repository and write the scale
    python -m scripts.fit_statements --also FOLDER ...   with the gold of these folders too, as hand-made answers
    python -m scripts.fit_statements --show     print what it would write, and how it does on held-out negotiations

The gold is that of `examples/`, of `benchmarks/negotiations/dev` and `plain-dev`, with the hand-made answers beside the
checkout where they are present (they were for the scale that ships); what trained the judge is not among them.
`benchmarks/negotiations/test` and `plain-test` are never read here.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.statements import SHARED, Bed, beds
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
from zopa.read.stance_judge import CLUES, POLARITIES, SIGNS, Candidate, candidates, scale
from zopa.read.stance_model import StanceModel, stance_model
from zopa.read.stance_passages import Passage
from zopa.read.statements import read_statements

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "zopa" / "read" / "data" / "stance-scale.json"
STRENGTH = 0.5  # of the pull towards zero: there are some hundred positions to fit a dozen weights to
REAL = 6.0  # weight of an article of real reporting beside an invented one: there are far fewer
NEARLY = 0.005  # F1 given up for a higher threshold
GROUPS = 5  # negotiations held out in turn


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--also", nargs="*", type=Path, default=[], metavar="FOLDER")
    asked = parser.parse_args()
    show: bool = asked.show
    before = TARGET.read_text() if TARGET.is_file() else ""
    model = Remembering()
    read = [(gold, scene, read_statements(scene), weight) for gold, scene, weight in scenes(asked.also)]
    stored = {"weights": dict.fromkeys(SIGNS, 0.0), "polarity": {"judge": 1.0, "rule": 2.0}, "least": 0.5}

    weighed = [(c, weight) for gold, scene, ruled, weight in read for c in polarities(gold, scene, ruled, model)]
    choices = [choice for choice, _ in weighed]
    stored["polarity"] = dict(zip(CLUES, fitted_polarity(choices, [w for _, w in weighed]), strict=True))
    write(stored)
    rows, right, group, weights, missed = [], [], [], [], 0.0
    for number, (gold, scene, ruled, weight) in enumerate(read):
        labels, lost = labelled(gold, scene, ruled, model)
        missed += lost * weight
        weights += [weight] * len(labels)
        rows += [candidate.signs for candidate, _ in labels]
        right += [label for _, label in labels]
        group += [number] * len(labels)
    x, y, w, folds = np.array(rows), np.array(right), np.array(weights), np.array(group) % GROUPS
    held = np.zeros(len(y))
    for fold in range(GROUPS):
        rest = folds != fold
        held[~rest] = fitted(x[rest], y[rest], w[rest]).predict_proba(x[~rest])[:, 1]
    least = best_least(held, y, w, missed)
    taken = held >= least
    precision, recall = np.average(y[taken], weights=w[taken]), (y * w)[taken].sum() / ((y * w).sum() + missed)
    print(f"{len(choices)} polarities, {sum(chosen(stored, c) for c in choices) / len(choices):.3f} right")
    print(f"{len(y)} candidates, {y.sum()} right, {missed:.0f} (weighted) positions that are no candidate")
    print(f"articles held out: least {least:.2f}, precision {precision:.3f}, recall {recall:.3f}")
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (held >= low) & (held < low + 0.1)
        if inside.any():
            told, right_ones = held[inside].mean(), y[inside].mean()
            print(f"  {low:.1f}: {inside.sum():4d} candidates, mean {told:.2f}, {right_ones:.2f} right")
    stored["weights"] = dict(zip(SIGNS, fitted(x, y, w).coef_[0].round(4).tolist(), strict=True))
    stored["least"] = round(float(least), 2)
    print(json.dumps(stored))
    write(json.loads(before) if show and before else stored)


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

    def screen(self, passage: Passage, issues: Sequence[str], case: Case) -> Any:
        """As the model's own."""
        return self.model.screen(passage, issues, case)

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
    """The highest threshold with nearly the best F1: a wrong finding costs an analyst more than a missed one."""

    def f1(least: float) -> float:
        taken = held >= least
        return 2 * (y * w)[taken].sum() / max(1, w[taken].sum() + (y * w).sum() + missed)

    scores = [(f1(least), least) for least in np.arange(0.25, 0.7, 0.01)]
    return max(least for score, least in scores if score >= max(scores)[0] - NEARLY)


def scenes(also: Sequence[Path] = ()) -> Iterator[tuple[Gold, Scene, float]]:
    """Each gold file that has positions with its article, read up to the statements, and its weight."""
    more = [Bed(f"{folder.name}, by hand", (folder,), (SHARED / "seeds", folder)) for folder in also]
    for bed in (*beds(), *more):
        if bed.name.endswith("test"):
            continue
        for path in gold_paths(bed.gold):
            gold = read_gold(path)
            if gold.positions is None:
                continue  # nobody said what stands in it
            case: Case = load_case(gold.case) if gold.case else case_beside(path.parent)
            article = dated_by(gold, Finder(bed.articles).article(gold, path.parent, case))
            doc = next(iter(parse([article.text])))
            weight = REAL if bed.name.endswith("by hand") else 1.0
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
) -> tuple[list[tuple[Candidate, int]], int]:
    """Candidates with 1 where gold has them, 0 where it has not (optional ones left out); positions never proposed."""
    wanted = placed(gold, scene)
    found: list[tuple[Candidate, int]] = []
    hit: set[int] = set()
    for candidate in candidates(scene, ruled, model):
        triple = (candidate.holder, candidate.issue, candidate.polarity)
        same = [
            n for n, (p, frames) in enumerate(wanted)
            if same_triple((p.holder, p.issue, p.polarity), triple) and within(span_of(scene, candidate), frames)
        ]  # fmt: skip
        hit.update(same)
        needed = [n for n in same if not wanted[n][0].optional]
        if needed or not same:
            found.append((candidate, 1 if needed else 0))
    return found, sum(1 for n, (p, _) in enumerate(wanted) if n not in hit and not p.optional)


if __name__ == "__main__":
    main()
