"""Run by benchmarks.engine inside the peers' environment: one JSON job a line in, one JSON answer a line out.

A job is {"issues": [[option, ...], ...], "parties": [{"weights": [...], "values": [[...], ...], "reservation": r}],
"limit": seconds}; the answer has the seconds of the processor that NegMAS took for its front and four solutions, and
what it found.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import time


class OutOfTimeError(Exception):
    """The limit of the job has passed."""


def _stop(*_: object) -> None:
    raise OutOfTimeError


def answer(job: dict) -> dict:
    from negmas import make_issue
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.preferences.ops import kalai_points, ks_points, max_welfare_points, nash_points, pareto_frontier
    from negmas.preferences.value_fun import TableFun

    issues = [make_issue(list(options), f"i{k}") for k, options in enumerate(job["issues"])]
    functions = [
        LinearAdditiveUtilityFunction(
            values=[TableFun(dict(zip(o, v, strict=True))) for o, v in zip(job["issues"], p["values"], strict=True)],
            weights=p["weights"],
            issues=issues,
            reserved_value=0.0,  # else NegMAS leaves out of its front what lies below
        )
        for p in job["parties"]
    ]
    signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, job["limit"])
    start = time.process_time()
    try:
        front, _ = pareto_frontier(functions, issues=issues)
        for function, party in zip(functions, job["parties"], strict=True):
            function.reserved_value = party["reservation"]
        ranges = [(0.0, 1.0)] * len(functions)
        nash = nash_points(functions, front, ranges=ranges)
        kalai = kalai_points(functions, front, ranges=ranges)
        smorodinsky = ks_points(functions, front, ranges=ranges)
        welfare = max_welfare_points(functions, front, ranges=ranges)
    except OutOfTimeError:
        return {"seconds": None, "limit": job["limit"]}
    except Exception as error:  # noqa: BLE001 - the peer's own failures are part of the comparison
        return {"seconds": None, "error": f"{type(error).__name__}: {error}"[:200]}
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return {
        "seconds": time.process_time() - start,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "front": len(front),
        "ks": [list(map(float, point)) for point, _ in smorodinsky],
        "found": [len(nash), len(kalai), len(welfare)],
    }


for line in sys.stdin:
    try:
        result = answer(json.loads(line))
    except Exception as error:  # noqa: BLE001 - as above
        result = {"seconds": None, "error": f"{type(error).__name__}: {error}"[:200]}
    print(json.dumps(result), flush=True)
