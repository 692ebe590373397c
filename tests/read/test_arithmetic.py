"""The reader's matrix products are those of spaCy, and its networks use them."""

from __future__ import annotations

import numpy as np
from thinc.api import NumpyOps
from threadpoolctl import threadpool_info

from zopa.read.arithmetic import PlainOps, one_thread
from zopa.read.parse import language_model


def test_products_are_those_of_spacy() -> None:
    random = np.random.default_rng(1)
    left = random.standard_normal((7, 5)).astype("f")
    right = random.standard_normal((5, 3)).astype("f")
    theirs, ours = NumpyOps(), PlainOps()
    for x, y, trans1, trans2 in (
        (left, right, False, False),
        (left.T.copy(), right, True, False),
        (left, right.T.copy(), False, True),
        (left.T.copy(), right.T.copy(), True, True),
    ):
        wanted = theirs.gemm(x, y, trans1=trans1, trans2=trans2)
        out = np.zeros((7, 3), dtype="f")
        np.testing.assert_allclose(ours.gemm(x, y, trans1=trans1, trans2=trans2), wanted, rtol=1e-5)
        ours.gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        np.testing.assert_allclose(out, wanted, rtol=1e-5)


def test_networks_of_the_pipeline_use_them() -> None:
    networks = [component.model for _, component in language_model().pipeline if hasattr(component, "model")]
    assert networks
    assert all(isinstance(node.ops, PlainOps) for network in networks for node in network.walk())


def test_numpy_keeps_to_one_thread_and_gets_the_others_back() -> None:
    before = [pool["num_threads"] for pool in threadpool_info()]
    with one_thread():
        assert {pool["num_threads"] for pool in threadpool_info()} <= {1}
    assert [pool["num_threads"] for pool in threadpool_info()] == before
