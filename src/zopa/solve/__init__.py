"""The engine: from a `Negotiation` to every deal that could hold, what blocks the rest, and the keys.

Answers are frozen data that say which method ran and whether they are exact; an empty zone is an answer.
"""

import sys
from types import ModuleType
from typing import Any

from zopa.solve.engine import solve
from zopa.solve.keys import PRICINGS, Pricing, unlock
from zopa.solve.results import (
    Binding,
    Certificate,
    Closing,
    Count,
    Deal,
    Front,
    Key,
    Result,
    Solution,
    Status,
    Unlocking,
    Zone,
)

__all__ = [
    "PRICINGS",
    "Binding",
    "Certificate",
    "Closing",
    "Count",
    "Deal",
    "Front",
    "Key",
    "Pricing",
    "Result",
    "Solution",
    "Status",
    "Unlocking",
    "Zone",
    "solve",
    "unlock",
]


class _Callable(ModuleType):
    """`zopa.solve` names this package and the function in it: whichever is meant, calling it solves."""

    def __call__(self, model: Any, **options: Any) -> Result:
        return solve(model, **options)


sys.modules[__name__].__class__ = _Callable
