"""Tables of decided issues: both shapes, missing positions as in the source, faults in one line."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from tests.solve.forecast.build import SHARED, decided_in_europe, needs_shared
from zopa.errors import ZopaError
from zopa.exchange.decided import read_decided, read_power

LONG = """dossier,issue,actor,position,salience,power,outcome,low,high
wages,rise,Union,10,80,2,4,0,10
wages,rise,Firm,0,40,1,4,0,10
wages,rise,City,,0,1,4,0,10
hours,shift,Union,100,50,2,,,
hours,shift,Firm,0,,1,,,
"""
WIDE = """prnrnmc,isnrnmc,pcom,pat,pbe,rp,out,scom,sat,sbe
1,1,100,40,,0,50,80,20,0
1,2,,,,,30,0,0,0
2,3,0,100,50,,,10,20,30
"""


def written(folder: Path, text: str, name: str = "data.csv") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_a_row_for_each_actor(tmp_path: Path) -> None:
    wages, hours = read_decided(written(tmp_path, LONG))
    rise = wages.questions[0]
    assert (wages.name, rise.name, rise.actors) == ("wages", "rise", ("Union", "Firm"))
    assert rise.saliences.tolist() == [0.8, 0.4]
    assert rise.powers.tolist() == [2, 1]
    assert (rise.low, rise.high, rise.outcome) == (0, 10, 4)
    shift = hours.questions[0]
    assert shift.outcome is None
    assert shift.saliences.tolist() == [0.5, 0]  # no salience: no weight, but a position all the same


def test_the_wide_table(tmp_path: Path) -> None:
    first, second = read_decided(written(tmp_path, WIDE))
    assert [q.name for q in first.questions] == ["1"]  # nobody has a position on issue 2
    one = first.questions[0]
    assert one.actors == ("com", "at")
    assert (one.reference, one.outcome) == (0, 50)
    assert one.saliences.tolist() == [0.8, 0.2]
    assert second.questions[0].outcome is None


@pytest.mark.parametrize("nothing", ["NA", ".", "nan", " "])
def test_words_for_nothing(tmp_path: Path, nothing: str) -> None:
    first, _ = read_decided(written(tmp_path, WIDE.replace("100,40,,0", f"100,40,{nothing},0")))
    assert first.questions[0].actors == ("com", "at")


def test_power_from_a_file_leaves_out_whom_it_does_not_name(tmp_path: Path) -> None:
    power = read_power(written(tmp_path, "abbr,weights\nat,4\nbe,5\n", "power.csv"))
    first, _ = read_decided(written(tmp_path, WIDE), power)
    assert first.questions[0].actors == ("at",)
    assert first.questions[0].powers.tolist() == [4]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no rows"),
        ("a,b\n1,2\n", "neither"),
        (LONG.replace("Union,10", "Union,ten"), "'ten' is not a number"),
        (LONG.replace("Firm,0,40", "Union,0,40"), "two positions"),
        (LONG.replace("0,40,1,4", "0,40,1,5"), "two values of outcome"),
        (LONG.replace(",80,", ",-80,"), "below 0"),
        (LONG.replace("0,10\n", "10,10\n"), "no width"),
        (WIDE.replace("100,40", "inf,40"), "give a finite number"),
        (WIDE.replace("100,40", '"100,40'), "broken CSV"),
    ],
)
def test_faults_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ZopaError, match=words) as caught:
        read_decided(written(tmp_path, text))
    assert "\n" not in str(caught.value)


@needs_shared
def test_averages_equal_a_computation_from_the_raw_table() -> None:
    path = SHARED / "deu" / "deu1_issues.csv"
    found = {case.question.name: case.forecasts for case in decided_in_europe().cases}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    checked = 0
    for row in rows:
        stands = []
        for column, cell in row.items():
            if column.startswith("p") and f"s{column[1:]}" in row and cell != "":
                stands.append((float(cell), float(row[f"s{column[1:]}"])))
        if row["out"] == "":
            assert row["isnrnmc"] not in found
            continue
        own = found[row["isnrnmc"]]
        total = sum(s for _, s in stands)
        assert own["mean"] == pytest.approx(sum(x for x, _ in stands) / len(stands), abs=1e-9)
        assert own["compromise"] == pytest.approx(sum(x * s for x, s in stands) / total, abs=1e-9)
        below = {x: sum(s for y, s in stands if y < x) for x, _ in stands}
        above = {x: sum(s for y, s in stands if y > x) for x, _ in stands}
        middle = [x for x in below if below[x] <= total / 2 and above[x] <= total / 2 and _heavy(x, stands)]
        assert own["weighted_median"] == pytest.approx((min(middle) + max(middle)) / 2, abs=1e-9)
        assert own["median"] == pytest.approx(float(np.median([x for x, _ in stands])), abs=1e-9)
        checked += 1
    assert checked == len(found) == 172


def _heavy(point: float, stands: list[tuple[float, float]]) -> bool:
    return any(s > 0 for x, s in stands if x == point)
