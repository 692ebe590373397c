"""Every exchange format keeps the contract; the formats' own quirks are below."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contracts.exchange_format import ExchangeContract
from zopa.errors import FileError, InputError, UsageError
from zopa.exchange.base import Format
from zopa.exchange.decide import DecideFormat
from zopa.exchange.formats import FORMATS, format_named, import_from, recognise
from zopa.exchange.genius import GeniusFormat
from zopa.exchange.geniusweb import GeniusWebFormat
from zopa.exchange.gmcr import GmcrFormat
from zopa.exchange.ktab import KtabFormat
from zopa.exchange.negmas import NegmasFormat
from zopa.model.negotiation import Negotiation


class TestGenius(ExchangeContract):
    format = GeniusFormat()


class TestGeniusPerIssue(ExchangeContract):
    format = GeniusFormat("per-issue")


class TestGeniusWeb(ExchangeContract):
    format = GeniusWebFormat()


class TestNegmas(ExchangeContract):
    format = NegmasFormat()


class TestKtab(ExchangeContract):
    format = KtabFormat()
    KEEPS = "ideals"


class TestDecide(ExchangeContract):
    format = DecideFormat()
    KEEPS = "ideals"


class TestGmcr(ExchangeContract):
    format = GmcrFormat()
    KEEPS = "order"


def test_every_format_keeps_the_contract() -> None:
    tested = {type(c.format) for c in ExchangeContract.__subclasses__()}
    assert tested == set(FORMATS)


def test_unknown_formats_and_paths(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="formats: decide"):
        format_named("excel")
    with pytest.raises(FileError, match="no such"):
        import_from(tmp_path / "nothing")
    (tmp_path / "a.csv").write_text("hello,world\n1,2\n")
    with pytest.raises(InputError, match="none of the formats"):
        recognise(tmp_path / "a.csv")


@pytest.mark.parametrize("kind", FORMATS)
def test_a_folder_that_was_exported_to_is_imported_by_its_name(kind: type[Format], tmp_path: Path) -> None:
    table = {"values": {"tax": {"none": 0, "low": 1}}}
    model = Negotiation.of({"issues": {"tax": ["none", "low"]}, "parties": {"A": table, "B": table}})
    for name, text in kind().write(model).files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    back = import_from(tmp_path)
    assert back.format == kind.name
    assert [len(options) for options in back.negotiation.issues.values()] == [2]
