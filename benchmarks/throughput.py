"""How fast articles are read, from files on disk to every kind of finding, beside spaCy's own pipeline alone.

First real reporting: the 84 political articles of PolNeAR's dev part, where they are beside the checkout
(`ZOPA_SHARED`), with a case of their election campaign, `benchmarks/campaign-2016.yaml`; one run. No article comes
twice, and most sentences name a party of the case, so this is what to expect of one's own clippings.

Then articles composed (seed 1) of paragraphs of the examples and of the invented negotiations, half of them from the
example that the case is about, in random order and with other numbers in them. The pool is small: at larger sizes many
count as reprints (their number is printed; they are read all the same). Each reader in a process of its own with its
models loaded, on one processor; medians of three runs (one run from 5,000 articles on). `2 x zopa` reads in two more
processes that load their models each time, which is counted. Passages that come again in a run are judged
once, so reporting without repetitions is read more slowly than this. The peer reads the same files with all
components of the same model, names included, and nothing more: no cleaning, no dates, no findings. `growth` is the
processor time for a word beside that in the smallest set: 1 is linear. `peak` adds up all processes.
ZOPA_BENCH_ARTICLES sets the sizes (`100,1000,10000`), ZOPA_BENCH_WORDS the least words of an article.
"""

from __future__ import annotations

import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parents[1]
CASE: Final = "ukraine-2025"
SHARED = Path(os.environ.get("ZOPA_SHARED") or ROOT.parent / "shared")
REAL = SHARED / "data" / "polnear" / "data" / "dev" / "text"
CAMPAIGN = ROOT / "benchmarks" / "campaign-2016.yaml"
READERS: Final = {"zopa": 1, "2 x zopa": 2, "spaCy": 0}  # reading processes of ours; 0 is the peer
ABOUT: Final = "alaska-2025"
SIZES = tuple(int(n) for n in os.environ.get("ZOPA_BENCH_ARTICLES", "100,1000").split(","))
WORDS = int(os.environ.get("ZOPA_BENCH_WORDS", "80"))
MANY: Final = 5000  # articles from which one run is enough
RUNS: Final = 3

_NUMBER = re.compile(r"(?<![\d.,:-])[2-9]\d?(?![\d.,:-])")


def run() -> None:
    """Print the table."""
    head = ("articles", "words", "reader", "words/s", "per CPU s", "peak MiB", "growth")
    print("".join(f"{name:>10}" for name in head) + "  found")
    if REAL.is_dir():
        paths, base = list(REAL.glob("*.txt")), dict[str, float]()
        words = sum(len(path.read_text(encoding="utf-8").split()) for path in paths)
        for reader in READERS:
            _row(len(paths), words, reader, _timed(reader, REAL, 1, str(CAMPAIGN)), base)
    base = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            words = compose(folder, size, WORDS)
            for reader in READERS:
                _row(size, words, reader, _timed(reader, folder, 1 if size >= MANY else RUNS), base)


def compose(folder: Path, articles: int, words: int, seed: int = 1) -> int:
    """Write so many articles of at least so many words into `folder`; their words in all."""
    rng = random.Random(seed)
    about, others = (_paragraphs(paths) for paths in _sources())
    total = 0
    for number in range(articles):
        parts: list[str] = []
        size = 0
        while size < words:
            part = _renumbered(rng.choice(about if len(parts) % 2 == 0 else others), rng)
            if part not in parts:
                parts.append(part)
                size += len(part.split())
        rng.shuffle(parts)
        text = "\n\n".join(parts) + "\n"
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
        total += len(text.split())
    return total


def _sources() -> tuple[list[Path], list[Path]]:
    every = [*ROOT.glob("examples/*/articles/*.txt"), *ROOT.glob("benchmarks/negotiations/*/*/*.txt")]
    about = sorted(path for path in every if ABOUT in path.parts)
    return about, sorted(path for path in every if ABOUT not in path.parts)


def _paragraphs(paths: list[Path]) -> list[str]:
    blocks = [block.strip() for path in paths for block in path.read_text(encoding="utf-8").split("\n\n")]
    return [block for block in blocks if len(block.split()) >= 10]


def _renumbered(text: str, rng: random.Random) -> str:
    return _NUMBER.sub(lambda _: str(rng.randint(2, 29)), text)


def _timed(reader: str, folder: Path, runs: int, case: str = CASE) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks._throughput_child", reader, str(folder), str(runs), case]
    done = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _environment() -> dict[str, str]:
    paths = [str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return os.environ | single | {"PYTHONPATH": os.pathsep.join(paths)}


def _row(size: int, words: int, reader: str, timed: dict[str, Any], base: dict[str, float]) -> None:
    wall, cpu = statistics.median(timed["wall"]), statistics.median(timed["cpu"])
    ratio = cpu / words / base.setdefault(reader, cpu / words)
    found = f"{timed['found']} findings, {timed['reprints']} reprints" if READERS[reader] else f"{timed['found']} names"
    cells = (size, words, reader, f"{words / wall:.0f}", f"{words / cpu:.0f}", f"{timed['peak']:.0f}", f"{ratio:.2f}")
    print("".join(f"{cell:>10}" for cell in cells) + "  " + found)
