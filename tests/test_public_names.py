"""The public face of zopa: short, pinned, complete and free."""

from __future__ import annotations

import sys

import zopa
from tests.process import python

NAMES = [
    "Article", "Brief", "Case", "Knowledge", "Ledger", "Negotiation", "Reading", "ZopaError", "brief", "ingest",
    "load_case", "read_articles", "render", "solve", "unlock",
]  # fmt: skip


def test_the_names_are_these_and_no_more_than_25() -> None:
    assert sorted(zopa.__all__) == sorted(NAMES)
    assert len(zopa.__all__) <= 25


def test_every_name_is_there_and_an_unknown_one_is_not() -> None:
    for name in zopa.__all__:
        assert getattr(zopa, name) is not None
        assert name in dir(zopa)
    assert not hasattr(zopa, "nonsense")


def test_importing_zopa_loads_no_stage_and_no_library() -> None:
    code = "import sys; before = set(sys.modules); import zopa; print(*set(sys.modules) - before)"
    roots = {name.split(".")[0] for name in python(code).split()} - sys.stdlib_module_names
    assert roots == {"zopa"}
    assert "zopa.read" not in python(code)


def test_help_is_quick() -> None:
    code = "import time, zopa.cli; zopa.cli.main(['--help']); print(time.process_time())"
    spent = min(float(python(code).split()[-1]) for _ in range(3))
    assert spent < 0.6  # seconds of processor time; a machine at rest needs a third of it


def test_names_that_are_packages_too_can_be_called_again_and_again() -> None:
    for _ in range(2):
        assert callable(zopa.ingest)
        assert callable(zopa.solve)
