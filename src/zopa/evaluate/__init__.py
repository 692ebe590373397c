"""Accuracy against gold files: precision, recall and F1 by kind, with every miss and every wrong finding.

Owns the gold file's format, what counts as a match, and the way from gold files to scores: `evaluate(paths)`.
"""

from zopa.evaluate import show
from zopa.evaluate.goldfile import Gold, read_gold
from zopa.evaluate.judge import KINDS, Mistake, Verdict, judge
from zopa.evaluate.match import Count
from zopa.evaluate.score import Bin, Evaluation, evaluate, evaluate_readings, reliability, summary, to_json

__all__ = [
    "KINDS",
    "Bin",
    "Count",
    "Evaluation",
    "Gold",
    "Mistake",
    "Verdict",
    "evaluate",
    "evaluate_readings",
    "judge",
    "read_gold",
    "reliability",
    "show",
    "summary",
    "to_json",
]
