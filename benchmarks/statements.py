"""Statements (who is for, against or open on which issue), quotes and confidence, beside a naive baseline.

The baseline takes a party that is the subject of a verb, every issue whose proposition shares a word with the sentence
and no other shares more, and `against` where the sentence has a word of refusal. Sets: the examples, the invented
negotiations (`dev` was looked at while the reader was built, `test` only for these figures), and, where they are beside
the checkout, the hand-made answers there and answers of ours (`benchmarks/reported`) on real articles of 1989 to 2019.
A statement counts where holder, issue and polarity agree and it stands in the sentence of the evidence; the matrix
counts each distinct position of an article once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import tee
from pathlib import Path

from benchmarks._reported import laid_out
from zopa.cases import Case
from zopa.evaluate import Evaluation, evaluate
from zopa.ingest import Article
from zopa.read import Reading, Statement, finding_id, read_articles
from zopa.read.document import Doc, Span
from zopa.read.parse import parse

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("ZOPA_SHARED") or ROOT.parent / "shared")
HEAD = ("set", "articles", "reader", "precision", "recall", "F1", "matrix F1", "quotes F1")

_REFUSALS = frozenset(
    ["not", "no", "never", "refuse", "reject", "oppose", "against", "deny", "rule", "decline", "without", "nor"]
)  # fmt: skip
_IDLE = frozenset(["PRON", "DET", "ADP", "AUX", "CCONJ", "SCONJ", "PART", "PUNCT", "SPACE", "NUM"])


@dataclass(frozen=True)
class Bed:
    """A set of gold files and where their articles lie."""

    name: str
    gold: tuple[Path, ...]
    articles: tuple[Path, ...] = ()
    real: bool = False  # reporting that nobody invented


@dataclass(frozen=True)
class Row:
    """One reader on one set."""

    bed: str
    articles: int
    reader: str
    evaluation: Evaluation


def beds() -> list[Bed]:
    """The sets that are present on this machine."""
    mine = ROOT / "benchmarks" / "negotiations"
    found = [
        Bed("examples", tuple(sorted((ROOT / "examples").glob("*/gold")))),
        Bed("negotiations, dev", (mine / "dev",)),
        Bed("negotiations, test", (mine / "test",)),
        Bed("plain reporting, dev", (mine / "plain-dev",)),
        Bed("plain reporting, test", (mine / "plain-test",)),
    ]
    if (SHARED / "gold").is_dir():
        found.append(Bed("ukraine-2025, by hand", (SHARED / "gold" / "ukraine-2025",), (SHARED / "seeds",), real=True))
        found.append(Bed("fiscal-cliff-2012, by hand", (SHARED / "gold" / "fiscal-cliff-2012",), real=True))
    for part in ("dev", "test"):
        real = laid_out(part, SHARED / "data")
        if real:
            found.append(Bed(f"real reporting, {part}", real, real=True))
    return found


def naive(articles: Iterable[Article], case: Case) -> Iterator[Reading]:
    """The baseline as a reader."""
    kept, texts = tee(articles)
    holders = _holders(case)
    issues = {key: _words(issue.proposition) for key, issue in case.issues.items()}
    for article, doc in zip(kept, parse(article.text for article in texts), strict=True):
        yield Reading(article=article, statements=tuple(_naive_statements(article, doc, holders, issues)))


def _holders(case: Case) -> dict[str, str]:
    """Last words of the names of parties and people, lower case, each with its party."""
    return {
        name.split()[-1].lower(): key
        for key, party in case.parties.items()
        for name in (*party.people, *party.bodies, *party.names, key)
    }


@cache
def _words(text: str) -> frozenset[str]:
    (doc,) = parse([text])
    return frozenset(token.lemma_.lower() for token in doc if token.pos_ not in _IDLE)


def _naive_statements(
    article: Article, doc: Doc, holders: dict[str, str], issues: dict[str, frozenset[str]]
) -> Iterator[Statement]:
    for sentence in doc.sents:
        words = {token.lemma_.lower() for token in sentence}
        shared = {key: len(words & wanted) for key, wanted in issues.items()}
        most = max(1, *shared.values()) if shared else 1
        about = [key for key, count in shared.items() if count == most]
        subjects = {holders[t.lower_] for t in sentence if t.dep_ in ("nsubj", "nsubjpass") and t.lower_ in holders}
        for holder in sorted(subjects):
            for issue in about:
                yield _statement(article, sentence, holder, issue, bool(words & _REFUSALS))


def _statement(article: Article, sentence: Span, holder: str, issue: str, against: bool) -> Statement:
    start, end = sentence.start_char, sentence.end_char
    return Statement(
        id=finding_id("statement", article.id, start, end, holder, issue),
        article=article.id,
        start=start,
        end=end,
        text=article.text[start:end],
        holder=holder,
        issue=issue,
        polarity="against" if against else "for",
        act="oppose" if against else "support",
    )


def rows() -> Iterator[Row]:
    """Each set read by zopa and by the baseline."""
    for bed in beds():
        for name, reader in (("zopa", read_articles), ("baseline", naive)):
            found = evaluate(bed.gold, articles=bed.articles, reader=reader)
            yield Row(bed.name, len(found.verdicts), name, found)


def cells(row: Row) -> tuple[str, ...]:
    """One line of the table."""
    total = row.evaluation.total
    counts = total["statement"]
    shares = [counts.precision, counts.recall, counts.f1, total["matrix"].f1]
    shares.append(total["quote"].f1 if row.reader == "zopa" and "quote" in total else None)
    return row.bed, str(row.articles), row.reader, *("–" if s is None else f"{s:.2f}" for s in shares)


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Columns in line: the first left, the others right."""
    lines = [tuple(head), *map(tuple, lines)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    sides = ["<" if i in (0, 2) else ">" for i in range(len(head))]
    return "\n".join(
        "  ".join(f"{cell:{side}{width}}" for cell, side, width in zip(line, sides, widths, strict=True)).rstrip()
        for line in lines
    )


def run() -> None:
    """Prints the table, and the reliability of zopa's confidence over all sets but `dev`."""
    found = list(rows())
    print(table(HEAD, map(cells, found)))
    print("\nconfidence of zopa's statements: mean confidence and share right, by bin")
    for row in found:
        if row.reader == "zopa":
            bins = (f"{b.confidence:.2f}: {b.right:.2f} of {b.count}" for b in row.evaluation.reliability)
            print(f"  {row.bed}: {'; '.join(bins) or 'no statements'}")
