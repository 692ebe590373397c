"""Commands that neither read nor solve start without the libraries that reading and solving need."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.test_large import daily, reading
from tests.process import python
from zopa import project as facade
from zopa.ledger import Ledger

READING = {"spacy", "thinc", "onnxruntime", "tokenizers", "trafilatura", "lxml", "datasketch", "dateparser"}
SOLVING = {"scipy", "ortools", "numba", "highspy", "pandas"}
DRAWING = {"networkx", "jinja2", "matplotlib"}
HARBOUR = """\
zopa: 1
case: harbour
parties: {Dockers: {}, Port: {}}
issues:
  robots: {proposition: Cranes run without drivers, options: {never: {}, some: {}, all: {}}}
"""
HEAVY = READING | SOLVING | DRAWING


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with findings of several days, filed under the reader's own name."""
    where = tmp_path_factory.mktemp("project") / "talks"
    case = where.with_suffix(".yaml")
    case.write_text(HARBOUR, encoding="utf-8")
    project = facade.Project.create(where, case)
    key = facade.key_of(project.case)
    with Ledger.open(where / facade.Project.LEDGER) as book:
        run = book.begin_run("test", "1")
        book.add_articles(daily(6), [], run)
        list(book.record(map(reading, book.pending(key)), key, run))
        book.end_run(run)
    return where


def loaded(*commands: list[str]) -> set[str]:
    """The packages that these commands load, one after the other in one process."""
    code = (
        "import sys, io, contextlib; from zopa.cli import main\n"
        f"for command in {list(commands)!r}:\n"
        "    with contextlib.redirect_stdout(io.StringIO()) as out:\n"
        "        assert main(command) == 0, command\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    return set(python(code).split())


def test_bookkeeping_loads_no_library_of_numbers(folder: Path) -> None:
    place = ["-p", str(folder)]
    found = loaded(["status", *place], ["search", *place, "dockers"], ["judge", "list", *place])
    assert not found & (HEAVY | {"numpy"})


def test_questions_load_nothing_that_reads_or_solves(folder: Path) -> None:
    place = ["-p", str(folder)]
    plain = ["matrix", "timeline", "quotes", "clock", "rounds", "iceberg", "network", "territory"]
    found = loaded(
        ["brief", str(folder)],
        ["brief", str(folder), "--since", "yesterday"],
        *([name, *place] for name in plain),
        ["compare", *place, "Dockers", "Port"],
        ["estimate", "list", *place],
    )
    assert not found & HEAVY


def test_models_are_built_without_solving(folder: Path) -> None:
    assert not loaded(["model", "build", "-p", str(folder)]) & (HEAVY - {"scipy"})
