"""The contract of an exchange format: a suite that the tests of every format inherit.

A subclass names its format and says what the format keeps: `KEEPS` is `utilities` (up to scale), `ideals` (each
party's best option and weights) or `order` (each party's order of outcomes).
"""

from __future__ import annotations

from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zopa.errors import FileError, ZopaError
from zopa.exchange.base import Format, Note
from zopa.exchange.files import file_names
from zopa.exchange.formats import recognise
from zopa.model.negotiation import Negotiation

NAMES = ["price", "days of leave", "a > b", "é & <tag>", "yes", "1", 'quo"te', "semi: colon", "Ümlaut", "x;y"]


@st.composite
def negotiations(draw: st.DrawFn) -> Negotiation:
    """Small models with certain numbers, awkward names and any reservation values."""
    issues = {}
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)):
        issues[name] = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    share = st.sampled_from([0, 0.1, 0.25, 1 / 3, 0.5, 0.7, 0.95, 1])
    parties = {}
    for party in draw(st.lists(st.sampled_from(["North", "South", "Île", "a/b"]), min_size=1, max_size=3, unique=True)):
        parties[party] = {
            "weights": {issue: draw(st.sampled_from([0.1, 0.5, 1, 2])) for issue in issues},
            "values": {issue: {option: draw(share) for option in options} for issue, options in issues.items()},
            "reservation": draw(share),
        }
    return Negotiation.of({"issues": issues, "parties": parties})


class ExchangeContract:
    """Inherit, set `format` and `KEEPS`."""

    format: ClassVar[Format]
    KEEPS: ClassVar[Literal["utilities", "ideals", "order"]] = "utilities"

    def written(self, negotiation: Negotiation, folder: Path) -> tuple[Path, tuple[Note, ...]]:
        """The path to read back after writing."""
        exported = self.format.write(negotiation)
        paths = exported.write(folder)
        return (folder if len(paths) > 1 else paths[0]), exported.notes

    # the property is a function inside the test: one shared by all subclasses would mix their failures
    def test_round_trip(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        @settings(max_examples=40, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
        @given(model=negotiations())
        def check(model: Negotiation) -> None:
            path, _ = self.written(model, tmp_path_factory.mktemp("trip") / "out")
            back = in_order(self.format.read(path).negotiation, model)
            assert len(back.parties) == len(model.parties)
            getattr(self, f"same_{self.KEEPS}")(model, back)

        check()

    def same_utilities(self, model: Negotiation, back: Negotiation) -> None:
        assert [len(o) for o in back.issues.values()] == [len(o) for o in model.issues.values()]
        outcomes = np.array(list(product(*(range(c) for c in model.counts))))
        ours, theirs = model.utilities(outcomes), back.utilities(outcomes)
        for p in range(len(model.parties)):
            best = ours[:, p].max()
            if best > 0:
                scale = theirs[:, p].max() / best
                assert np.allclose(theirs[:, p], ours[:, p] * scale, atol=1e-7)
            else:
                assert np.ptp(theirs[:, p]) == 0

    def same_order(self, model: Negotiation, back: Negotiation) -> None:
        def ranks(negotiation: Negotiation) -> list[list[float]]:
            outcomes = np.array(list(product(*(range(c) for c in negotiation.counts))))
            found = np.round(negotiation.utilities(outcomes), 10)
            return [sorted(np.unique(found[:, p], return_counts=True)[1].tolist()) for p in range(found.shape[1])]

        assert ranks(back) == ranks(model)

    def same_ideals(self, model: Negotiation, back: Negotiation) -> None:
        for p in range(len(model.parties)):
            for i, (ours, theirs) in enumerate(zip(model.values, back.values, strict=True)):
                if len(ours) == len(theirs):
                    assert theirs[int(ours[:, p].argmax()), p] == theirs[:, p].max(), i
        assert np.allclose(back.weights, model.weights, atol=1e-9)

    def test_what_cannot_be_said_is_told(self, tmp_path: Path) -> None:
        _, notes = self.written(rich(), tmp_path / "out")
        told = "\n".join(map(str, notes))
        for word in ("no land: none", "unless", "never land: all", "2025-06-01", "evidence"):
            assert word in told
        assert all(note.kind in ("lost", "changed") for note in notes)

    def test_reads_what_it_writes_and_knows_it(self, tmp_path: Path) -> None:
        path, _ = self.written(rich(), tmp_path / "out")
        assert self.format.recognises(path)
        assert type(recognise(path)) is type(self.format)

    def test_never_overwrites(self, tmp_path: Path) -> None:
        exported = self.format.write(rich())
        exported.write(tmp_path / "out")
        with pytest.raises(FileError, match="exists already"):
            exported.write(tmp_path / "out")

    @pytest.mark.parametrize(
        "damage", ["", "\x00\x01\x02", "{", "<a><b>", "#A;x\n#D;x", "[]", "a,b\n1", "issues: [1]\n"]
    )
    def test_rubbish_is_refused_in_one_line(self, tmp_path: Path, damage: str) -> None:
        path, _ = self.written(rich(), tmp_path / "out")
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        for file in files:
            file.write_text(damage, encoding="utf-8")
        with pytest.raises(ZopaError) as caught:
            self.format.read(path)
        assert "\n" not in str(caught.value)
        assert caught.value.mend

    def test_damaged_files_never_crash(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        @settings(max_examples=40, deadline=None, database=None)
        @given(data=st.data())
        def check(data: st.DataObject) -> None:
            path, _ = self.written(rich(), tmp_path_factory.mktemp("harm") / "out")
            files = sorted(path.iterdir()) if path.is_dir() else [path]
            file = data.draw(st.sampled_from(files))
            text = file.read_text(encoding="utf-8")
            at, cut = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 30))
            harmed = text[:at] + data.draw(st.text(max_size=5)) + text[at + cut :]
            file.write_text(harmed, encoding="utf-8", errors="replace")
            with suppress(ZopaError):
                self.format.read(path)

        check()

    def test_a_missing_path_is_a_file_error(self, tmp_path: Path) -> None:
        with pytest.raises(ZopaError):
            self.format.read(tmp_path / "nothing")


def in_order(back: Negotiation, model: Negotiation) -> Negotiation:
    """`back` with its parties in the order of `model`; a format of one file per party may name them by the file."""
    files = file_names(model.parties, "")
    order = [name if name in back.parties else files[name] for name in model.parties]
    return Negotiation(issues=back.issues, parties={name: back.parties[name] for name in order}, links=back.links)


def rich() -> Negotiation:
    """A model that uses everything a model can say."""
    from datetime import date

    return Negotiation.of(
        {
            "model": "everything",
            "issues": {"land": ["none", "half", "all"], "troops": ["stay", "leave"]},
            "parties": {
                "East": {
                    "power": 2.0,
                    "weights": {"land": [0.4, 0.6], "troops": 0.5},
                    "values": {"land": "all > half > none", "troops": {"stay": 1, "leave": [0, 0.2]}},
                    "red_lines": [{"land": ["none"]}, {"troops": ["leave"], "unless": {"land": ["all"]}}],
                    "reservation": [{"value": 0.3}, {"from": date(2025, 6, 1), "value": 0.2}],
                },
                "West": {"values": {"land": {"none": 1, "half": 0.5, "all": 0}, "troops": {"stay": 0, "leave": 1}}},
            },
            "links": [{"land": ["all"], "troops": ["stay"]}],
            "status_quo": {"land": "half", "troops": "stay"},
            "evidence": {"East.land": ["s1"]},
        }
    )
