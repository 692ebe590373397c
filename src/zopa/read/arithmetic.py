"""Matrix products of the reader: numpy's own, on one thread.

On many processors those that come with spaCy take two to three times as long. Left alone, numpy wakes a thread for
each processor; for matrices as small as these that spends far more processor time than it saves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController


class PlainOps(NumpyOps):  # type: ignore[misc]  # compiled, without types
    """spaCy's operations with numpy's matrix product."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices, either of them transposed first, written to `out` where it is given."""
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


def multiply_plainly(nlp: Language) -> None:
    """Let the pipeline's networks use `PlainOps`; those that bring operations of their own keep them."""
    ops = PlainOps()
    networks = [component.model for _, component in nlp.pipeline if hasattr(component, "model")]
    for network in networks:
        for node in network.walk():
            if type(node.ops) is NumpyOps:
                node.ops = ops


@lru_cache(maxsize=1)
def _controller() -> Any:
    return ThreadpoolController()


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep numpy to one thread inside the block."""
    with _controller().limit(limits=1):
        yield
