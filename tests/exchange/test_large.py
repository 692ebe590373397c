"""Domains of unusual size are read in reasonable time."""

from __future__ import annotations

import time
from pathlib import Path

from zopa.exchange.negmas import NegmasFormat


def test_an_issue_of_fifty_thousand_options(tmp_path: Path) -> None:
    (tmp_path / "d.yml").write_text("issues:\n- {name: sum, type: ContiguousIssue, values: [0, 49999]}\n")
    for name, slope in (("a", 0.00002), ("b", -0.00002)):
        function = f"{{type: AffineFun, slope: {slope}, bias: {0 if slope > 0 else 1}}}"
        (tmp_path / f"{name}.yml").write_text(
            f"type: LinearAdditiveUtilityFunction\nweights: [1]\nvalues: [{function}]\n"
        )
    start = time.process_time()
    model = NegmasFormat().read(tmp_path).negotiation
    assert model.size == 50_000
    assert time.process_time() - start < 5
