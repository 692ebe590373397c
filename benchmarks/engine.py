"""The engine beside NegMAS 0.16: the same domains, the same machine, the same run.

Random additive domains (seed 1, ten options an issue, weights drawn evenly from the simplex), then the ANAC domains
where they are at hand (ZOPA_SHARED, or a folder `shared` beside the checkout). Times are seconds of the processor, so
that what else the machine does counts for neither; medians of five warm runs of front and four solutions, model
preparation included; NegMAS runs once, within a limit (ZOPA_BENCH_LIMIT). Front sizes are of distinct utility vectors,
as NegMAS counts them. Where they differ on an ANAC domain, NegMAS gets the same utilities once more as binary
fractions, which add without rounding: sums that only rounding told apart are then equal.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from zopa.errors import ZopaError
from zopa.model import Interval, Negotiation, Party, RedLine, Reservation
from zopa.solve import Result, Status, solve, unlock
from zopa.solve.counting import count_zone
from zopa.solve.space import prepare, whole_tables

HERE = Path(__file__).resolve().parent
PEER_LIMIT = int(os.environ.get("ZOPA_BENCH_LIMIT", "120"))  # seconds of the processor that NegMAS has for one domain
PEER_TOTAL = int(os.environ.get("ZOPA_BENCH_TOTAL", "600"))  # seconds it may take for all domains of one table


def run() -> None:
    """Print the tables."""
    peer = _peer_python()
    _fronts(peer)
    _zones()
    _keys()
    _anac(peer)


def domain(parties: int, issues: int, options: int, reservation: float, seed: int = 1) -> Negotiation:
    """A random additive domain."""
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(issues), parties)
    names = {f"i{k}": tuple(f"o{o}" for o in range(options)) for k in range(issues)}
    built = {}
    for p in range(parties):
        values = {}
        for issue, opts in names.items():
            v = rng.random(options)
            v = (v - v.min()) / (v.max() - v.min())
            values[issue] = {o: Interval.of(float(x)) for o, x in zip(opts, v, strict=True)}
        weight = {i: Interval.of(float(w)) for i, w in zip(names, weights[p], strict=True)}
        built[f"P{p}"] = Party(values, weight, (), Reservation.of(reservation))
    return Negotiation(names, built)


def blocked(seed: int, reservation: float) -> Negotiation:
    """Six parties, 1e10 outcomes, eight red lines across two issues each, mostly without a deal."""
    model, rng = domain(6, 10, 10, reservation, seed), np.random.default_rng(seed + 100)
    for _ in range(8):
        pair, p = rng.choice(10, 2, replace=False), int(rng.integers(6))
        worst = {int(i): np.argsort(model.values[i][:, p])[:6] for i in pair}
        line = RedLine({f"i{i}": tuple(f"o{o}" for o in options) for i, options in worst.items()})
        model = model.with_red_line(f"P{p}", line)
    return model


def _fronts(peer: Path | None) -> None:
    print(f"{'front + four solutions':28}{'zopa s':>10}{'NegMAS s':>12}{'times':>8}{'vectors':>9}  same front")
    jobs = [(4, 6, True), (4, 7, False), (6, 6, True), (3, 10, False), (4, 10, False), (2, 20, False)]
    for parties, issues, with_peer in jobs:
        model = domain(parties, issues, 10, 0.0)
        seconds, result = _median(lambda m=model: _solved(m))
        assert result.front is not None
        theirs = _ask(peer, [model], PEER_LIMIT)[0] if with_peer and peer else None
        name = f"{parties} parties, 1e{issues} outcomes"
        line = f"{name:28}{seconds:10.4f}"
        if theirs and theirs["seconds"]:
            same = "yes" if theirs["front"] == result.front.vectors else f"no: {theirs['front']}"
            line += f"{theirs['seconds']:12.2f}{theirs['seconds'] / seconds:8.0f}{result.front.vectors:9}  {same}"
        else:
            line += f"{'not run':>12}{'':>8}{result.front.vectors:9}"
        print(line + ("" if result.exact else "  (not exact)"))
    print(f"peak memory of zopa, 4 parties, 1e6: {_peak():.0f} MB in all, in a process of its own")


def _solved(model: Negotiation) -> Result:
    fresh = Negotiation(model.issues, model.parties, model.links)  # nothing kept from the run before
    return solve(fresh, count=False, binding=False, listed=0)


def _zones() -> None:
    print(f"\n{'zone':34}{'seconds':>9}{'by clock':>10}  count")
    jobs = [(4, 8, 0.5, 1), (4, 9, 0.55, 1), (3, 20, 0.7, 1)]
    jobs += [(4, 12, reservation, seed) for seed in (1, 2, 3) for reservation in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)]
    count_zone(prepare(domain(4, 12, 10, 0.7)))  # everything compiled
    for parties, issues, reservation, seed in jobs:
        space = prepare(domain(parties, issues, 10, reservation, seed))
        clock, start = time.monotonic(), time.process_time()
        count = count_zone(space)
        seconds, clock = time.process_time() - start, time.monotonic() - clock
        said = f"{count.low} exact"
        if not count.exact:
            error = count.error / count.estimate
            said = f"{count.estimate:.4g} +- {error:.2%}, proven {count.low:.3g} to {count.high:.3g}"
        name = f"{parties} parties, 1e{issues}, at {reservation}, seed {seed}"
        print(f"{name:34}{seconds:9.3f}{clock:10.2f}  {said}")


def _keys() -> None:
    print(f"\n{'keys, 6 parties, 1e10':28}{'seconds':>10}  found")
    times, seed = [], 0
    unlock(blocked(1, 0.8))  # everything warm
    while len(times) < 20:
        seed += 1
        model = blocked(seed, 0.75 if seed % 2 else 0.8)
        start = time.process_time()
        found = unlock(model)
        if found.status is not Status.EMPTY:
            continue
        times.append(time.process_time() - start)
        proof = "all, proven" if found.complete else f"not all; others cost at least {found.bound}"
        said = f"{len(found.keys)} keys ({proof}), {len(found.certificates)} certificates"
        print(f"{f'seed {seed}':28}{times[-1]:10.2f}  {said}")
    print(f"{'median, longest':28}{statistics.median(times):10.2f}{max(times):10.2f}")


def _anac(peer: Path | None) -> None:
    root = Path(os.environ.get("ZOPA_SHARED", HERE.parent.parent / "shared")) / "data" / "anac"
    if not root.is_dir():
        print("\nANAC domains: not at hand, so left out")
        return
    from zopa.exchange.formats import read_any

    read, refused = [], []
    for folder in sorted({f.parent for f in root.rglob("*") if f.suffix in (".xml", ".yaml", ".yml")}):
        try:
            read.append((folder.relative_to(root), read_any(folder)[0]))
        except ZopaError as error:
            refused.append((folder.relative_to(root), error.what))
    print(f"\nANAC: {len(read)} domains read, {len(refused)} refused with a reason")
    for place, why in refused:
        print(f"  {place}: {why[:90]}")
    results = [_solved(model) for _, model in read]  # everything warm
    times = [_median(lambda m=model: _solved(m), times=1)[0] for _, model in read]
    print(f"zopa, all {len(read)}: {sum(times):.2f} s; exact {sum(r.exact for r in results)}")
    if peer is None:
        return
    order = sorted(range(len(read)), key=lambda k: read[k][1].size)
    answers = dict(zip(order, _ask(peer, [read[k][1] for k in order], PEER_LIMIT), strict=True))
    done = [k for k in order if answers[k]["seconds"] is not None]  # a coarse clock may say 0
    ours, theirs = (sum(x) for x in zip(*((times[k], answers[k]["seconds"]) for k in done), strict=True))
    print(f"both finish {len(done)}: zopa {ours:.2f} s, NegMAS {theirs:.1f} s, {theirs / ours:.0f} times")
    late = [k for k in order if "limit" in answers[k]]
    for k in late:
        what = f"zopa {times[k]:.2f} s, {results[k].front.vectors} vectors"  # type: ignore[union-attr]
        print(f"  {read[k][0]}: NegMAS not done within {PEER_LIMIT} s; {what}")
    if late:
        ours, theirs = ours + sum(times[k] for k in late), theirs + PEER_LIMIT * len(late)
        print(f"with those at the limit: zopa {ours:.2f} s, NegMAS over {theirs:.0f} s, over {theirs / ours:.0f} times")
    for k in order:
        if k not in done and k not in late:
            print(f"  {read[k][0]}: NegMAS: {answers[k].get('error')}")

    def equal(k: int, answer: dict[str, Any]) -> bool:
        front = results[k].front
        return front is not None and front.vectors == answer["front"]

    differ = [k for k in done if not equal(k, answers[k])]
    again = dict(zip(differ, _ask(peer, [read[k][1] for k in differ], PEER_LIMIT, binary=True), strict=True))
    still = [k for k in differ if again[k]["seconds"] is None or not equal(k, again[k])]
    print(f"front sizes equal: {len(done) - len(differ)} of {len(done)} as the numbers stand;")
    print(f"  {len(differ) - len(still)} of the other {len(differ)} once NegMAS adds without rounding")
    for k in still:
        size = results[k].front.vectors  # type: ignore[union-attr]
        print(f"  {read[k][0]}: zopa {size}, NegMAS {answers[k]['front']}, then {again[k].get('front')}")
    worse = [read[k][0] for k in done if not _ks_as_good(read[k][1], results[k], answers[k]["ks"])]
    as_good = len(done) - len(worse)
    print(f"Kalai-Smorodinsky at least as good by its definition: {as_good} of {len(done)} {worse or ''}")


def _ks_as_good(model: Negotiation, result: Result, theirs: Sequence[Sequence[float]]) -> bool:
    """Whether our smallest ratio of gain to ideal gain is no smaller than NegMAS's."""
    if not result.solutions:
        return True
    ideal = np.array(list(result.zone.slack.values()))
    movers = ideal > 1e-9
    if not movers.any() or not theirs:
        return True
    ratios = [((np.array(point) - model.reservations)[movers] / ideal[movers]).min() for point in theirs]
    return result.solutions["kalai_smorodinsky"].value >= max(ratios) - 1e-9


def _median(work: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    work()
    spent, result = [], None
    for _ in range(times):
        start = time.process_time()
        result = work()
        spent.append(time.process_time() - start)
    return statistics.median(spent), result


def _peak() -> float:
    code = (
        "import resource; from benchmarks.engine import _solved, domain; _solved(domain(4, 6, 10, 0.0));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HERE.parent)
    return float(done.stdout)


def _ask(peer: Path | None, models: Sequence[Negotiation], limit: int, *, binary: bool = False) -> list[dict[str, Any]]:
    """NegMAS's answers, one for each model, until PEER_TOTAL seconds have gone."""
    answers: list[dict[str, Any]] = []
    start = time.monotonic()
    with subprocess.Popen(
        [str(peer), str(HERE / "_negmas_peer.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for job in _jobs(models, limit, binary):
            if time.monotonic() - start > PEER_TOTAL:
                break
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
            while line and not line.startswith("{"):
                line = process.stdout.readline()
            answers.append(json.loads(line) if line else {"seconds": None, "error": "no answer"})
        process.stdin.close()
    return answers + [{"seconds": None, "error": "no time left"}] * (len(models) - len(answers))


def _jobs(models: Sequence[Negotiation], limit: int, binary: bool) -> Iterator[dict[str, Any]]:
    """Weights and values as they stand, or (`binary`) their products as fractions of a power of two."""
    for model in models:
        weights, values, reservations = model.weights, list(model.values), model.reservations
        if binary:
            tables, scale, _ = whole_tables(model)
            power = 2.0 ** np.ceil(np.log2(scale))
            weights, values = np.ones_like(weights), [table / power for table in tables]
            reservations = reservations * scale / power
        parties = [
            {
                "weights": weights[p].tolist(),
                "values": [table[:, p].tolist() for table in values],
                "reservation": float(reservations[p]),
            }
            for p in range(len(model.parties))
        ]
        yield {"issues": [list(o) for o in model.issues.values()], "parties": parties, "limit": limit}


def _peer_python() -> Path | None:
    """A Python that has NegMAS: ZOPA_PEER_PYTHON, else an environment made here once; None with one line why not."""
    named = os.environ.get("ZOPA_PEER_PYTHON")
    if named:
        return Path(named)
    home = HERE.parent / ".bench-venv"
    python = home / "bin" / "python"
    if not (home / ".ready").exists():
        try:
            venv.create(home, with_pip=True)
            command = [str(python), "-m", "pip", "install", "--quiet", "-r", str(HERE / "requirements.txt")]
            subprocess.run(command, check=True, capture_output=True, timeout=900)
            (home / ".ready").touch()
        except (OSError, subprocess.SubprocessError) as error:
            print(f"NegMAS cannot be installed here ({type(error).__name__}), so that zopa runs alone")
            return None
    return python
