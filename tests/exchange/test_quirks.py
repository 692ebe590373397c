"""What each format does in its own way, on small files written here, and all of the shared domains."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from tests.contracts.exchange_format import rich
from zopa.errors import InputError, LimitError, ZopaError
from zopa.exchange.base import Format
from zopa.exchange.decide import DecideFormat
from zopa.exchange.formats import import_from, read_any
from zopa.exchange.genius import GeniusFormat
from zopa.exchange.geniusweb import GeniusWebFormat
from zopa.exchange.gmcr import GmcrFormat
from zopa.exchange.ktab import KtabFormat
from zopa.exchange.negmas import NegmasFormat
from zopa.exchange.safe_json import parse_json
from zopa.exchange.safe_xml import parse_xml
from zopa.exchange.utilities import Utility, scaled_party
from zopa.model.modelfile import model_to_text
from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_terms import Order

SHARED = Path(os.environ.get("ZOPA_SHARED", Path(__file__).resolve().parents[2].parent / "shared")) / "data"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="needs the shared data folder")

DOMAIN = """<negotiation_template><utility_space><objective index="0" name="root">
<issue index="1" name="pay" type="discrete"><item index="1" value="low"/><item index="2" value="high"/></issue>
<issue index="2" name="hours" type="integer" lowerbound="30" upperbound="40"/>
</objective></utility_space></negotiation_template>"""
PROFILE = """<utility_space><objective index="0" name="root">
<issue index="1" name="pay" type="discrete"><item index="1" value="low" evaluation="5"/>
<item index="2" value="high" evaluation="20"/></issue>
<issue index="2" name="hours" type="integer" lowerbound="30" upperbound="40">
<evaluator ftype="linear" slope="-0.1" offset="1.0"/></issue>
<weight index="1" value="0.5"/><weight index="2" value="0.5"/></objective>
<discount_factor value="0.9"/><reservation value="0.4"/></utility_space>"""


def folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return path


def notes(found) -> str:  # type: ignore[no-untyped-def]
    return "\n".join(map(str, found.notes))


class TestGenius:
    def test_two_readings_of_evaluations(self, tmp_path: Path) -> None:
        path = folder(tmp_path, domain__xml=DOMAIN, staff__xml=PROFILE)
        own = GeniusFormat("per-issue").read(path)
        utility = own.negotiation.utility({"pay": "low", "hours": "30"})["staff"]
        assert utility == pytest.approx(0.5 * 5 / 20 + 0.5 * 1.0)
        assert own.negotiation.reservations[0] == pytest.approx(0.4)
        written = GeniusFormat().read(path)
        low, high = (written.negotiation.utility({"pay": p, "hours": "30"})["staff"] for p in ("low", "high"))
        assert low / high == pytest.approx((0.5 * 5 + 0.5) / (0.5 * 20 + 0.5))
        assert "peak at different evaluations" in notes(written)
        assert "discount factor 0.9" in notes(written)

    def test_entities_and_external_definitions_are_refused(self, tmp_path: Path) -> None:
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><utility_space>&b;</utility_space>'
        with pytest.raises(InputError, match="document type"):
            parse_xml(bomb.encode())
        outside = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><utility_space/>'
        with pytest.raises(InputError, match="document type"):
            parse_xml(outside.encode())
        path = folder(tmp_path, domain__xml=DOMAIN, staff__xml=PROFILE, bomb__xml=bomb)
        assert "skipped: bomb.xml" in notes(GeniusFormat().read(path))

    def test_depth_has_a_ceiling(self) -> None:
        with pytest.raises(LimitError, match="too deep"):
            parse_xml(b"<a>" * 100 + b"</a>" * 100)

    def test_utilities_over_several_issues_together_say_why_not(self, tmp_path: Path) -> None:
        bent = "<objective><utility><ufun><hyperRectangle/></ufun></utility></objective>"
        bent = f'<utility_space type="nonlinear">{bent}</utility_space>'
        with pytest.raises(InputError, match="hyper-rectangles"):
            GeniusFormat().read(folder(tmp_path, domain__xml=DOMAIN, staff__xml=bent))

    def test_huge_ranges_are_a_limit_not_a_crash(self, tmp_path: Path) -> None:
        huge = DOMAIN.replace('upperbound="40"', 'upperbound="999999999"')
        with pytest.raises(LimitError, match="options, the limit is"):
            GeniusFormat().read(folder(tmp_path, domain__xml=huge, staff__xml=PROFILE))

    def test_more_outcomes_than_atoms_load_at_once(self, tmp_path: Path) -> None:
        items = "".join(f'<item index="{k}" value="v{k}" evaluation="{k}"/>' for k in range(1, 11))
        issues = "".join(f'<issue index="{i}" name="i{i}" type="discrete">{items}</issue>' for i in range(1, 101))
        weights = "".join(f'<weight index="{i}" value="0.01"/>' for i in range(1, 101))
        profile = f"<utility_space><objective>{issues}{weights}</objective></utility_space>"
        space = f"<utility_space><objective>{issues}</objective></utility_space>"
        template = f"<negotiation_template>{space}</negotiation_template>"
        start = time.process_time()
        found = GeniusFormat().read(folder(tmp_path, d__xml=template, a__xml=profile, b__xml=profile))
        assert found.negotiation.size == 10**100
        assert time.process_time() - start < 2

    def test_an_issue_may_be_called_price(self, tmp_path: Path) -> None:
        path = folder(tmp_path, d__xml=DOMAIN.replace('"pay"', '"price"'), s__xml=PROFILE.replace('"pay"', '"price"'))
        found = GeniusFormat().read(path)
        assert tuple(found.negotiation.issues) == ("price", "hours")
        file = tmp_path / "model.yaml"
        file.write_text(model_to_text(found.negotiation), encoding="utf-8")
        assert read_any(file) == (found.negotiation, ())


class TestGeniusWeb:
    def test_both_spellings_ranges_and_reservation_bids(self, tmp_path: Path) -> None:
        domain = {
            "name": "d",
            "issuesValues": {"pay": {"values": ["low", "high"]}, "hours": {"range": ["30", "40", "5"]}},
        }
        old = {"pay": {"discreteutils": {"valueUtilities": {"low": 0.2, "high": 1}}}}
        line = {"lowValue": 30, "lowUtility": 1.0, "highValue": 40, "highUtility": 0.0}
        space = {
            "name": "staff",
            "issueWeights": {"pay": 0.6, "hours": 0.4},
            "issueUtilities": old | {"hours": {"NumberValueSetUtilities": line}},
            "reservationBid": {"issuevalues": {"pay": "low", "hours": "40"}},
        }
        files = {"d__json": json.dumps(domain), "p__json": json.dumps({"LinearAdditiveUtilitySpace": space})}
        found = GeniusWebFormat().read(folder(tmp_path, **files)).negotiation
        assert found.issues["hours"] == ("30", "35", "40")
        assert found.utility({"pay": "high", "hours": "35"})["staff"] == pytest.approx(0.6 + 0.4 * 0.5)
        assert found.reservations[0] == pytest.approx(0.12)
        assert found.status_quo == {"pay": "low", "hours": "40"}

    def test_weights_are_written_to_sum_to_exactly_one(self) -> None:
        from decimal import Decimal

        thirds = {"values": {i: {"a": 1, "b": 0} for i in "xyz"}}
        model = Negotiation.of({"issues": {i: ["a", "b"] for i in "xyz"}, "parties": {"P": thirds}})
        text = next(text for name, text in GeniusWebFormat().write(model).files.items() if name.startswith("P"))
        weights = json.loads(text, parse_float=Decimal)["LinearAdditiveUtilitySpace"]["issueWeights"]
        assert sum(weights.values()) == 1

    def test_partial_orders_are_listed(self, tmp_path: Path) -> None:
        path = folder(
            tmp_path,
            d__json='{"name": "d", "issuesValues": {"pay": {"values": ["low"]}}}',
            o__json='{"DefaultPartialOrdering": {"name": "o"}}',
        )
        with pytest.raises(InputError, match="no linear additive profile"):
            GeniusWebFormat().read(path)

    @pytest.mark.parametrize("text", ['{"a": NaN}', '{"a": 1, "a": 2}', "[" * 100_000])
    def test_json_that_is_not_strict_is_refused(self, text: str) -> None:
        with pytest.raises(InputError):
            parse_json(text)


class TestNegmas:
    def test_value_functions(self, tmp_path: Path) -> None:
        domain = "issues:\n- {name: x, type: ContiguousIssue, values: [0, 4]}\n- {name: y, values: [u, v]}\n"
        path = folder(
            tmp_path,
            d__yml=domain,
            a__yml="type: LinearAdditiveUtilityFunction\nreserved_value: -.inf\nweights: [2, 1]\nvalues:\n"
            "- {type: AffineFun, slope: -1, bias: 4}\n- {type: TableFun, mapping: {u: 0, v: 3}}\n",
            b__yml="type: negmas.preferences.ExpDiscountedUFun\ndiscount: 0.8\nufun:\n  reserved_value: 3\n"
            "  type: LinearAdditiveUtilityFunction\n  weights: [1, 1]\n  values:\n"
            "  - {type: TriangularFun, start: 0, middle: 2, end: 4}\n  - {type: TableFun, mapping: {u: 1, v: 5}}\n",
        )
        found = NegmasFormat().read(path)
        model = found.negotiation
        utility = {x: model.utility({"x": x, "y": "v"}) for x in ("0", "2", "4")}
        assert utility["0"]["a"] == pytest.approx(1)
        assert utility["4"]["a"] == pytest.approx(3 / 11)
        assert utility["2"]["b"] == pytest.approx(1)
        assert "discount 0.8" in notes(found)
        assert model.parties["a"].reservation is None
        assert model.reservations[1] == pytest.approx(3 / 6)

    def test_tables_over_outcomes_when_they_add_up(self, tmp_path: Path) -> None:
        domain = "issues:\n- {name: x, values: [p, q]}\n- {name: y, values: [u, v]}\n"
        rows = [[["p", "u"], 0], [["p", "v"], 1], [["q", "u"], 2], [["q", "v"], 3]]
        good = f"type: MappingUtilityFunction\nmapping: {json.dumps(rows)}\n"
        model = NegmasFormat().read(folder(tmp_path, d__yml=domain, a__yml=good)).negotiation
        assert model.utility({"x": "q", "y": "u"})["a"] == pytest.approx(2 / 3)
        rows[3][1] = 4
        bad = f"type: MappingUtilityFunction\nmapping: {json.dumps(rows)}\n"
        with pytest.raises(InputError, match="not a sum over issues"):
            NegmasFormat().read(folder(tmp_path, a__yml=bad))

    def test_words_and_numbers_that_yaml_reads_otherwise(self, tmp_path: Path) -> None:
        path = folder(
            tmp_path,
            d__yml="issues:\n- {name: x, values: [yes, no]}\n- {name: y, values: [1.0, 2.0]}\n",
            a__yml="__python_class__: negmas.preferences.LinearAdditiveUtilityFunction\nweights: [1, 1]\nvalues:\n"
            "- {__python_class__: negmas.TableFun, mapping: {yes: 1, no: 0}}\n- {mapping: {1.0: 0, 2.0: 1}}\n",
        )
        found = NegmasFormat().read(path)
        assert found.negotiation.issues == {"x": ("yes", "no"), "y": ("1", "2")}
        assert found.negotiation.utility({"x": "yes", "y": "2"})["a"] == pytest.approx(1)
        assert found.negotiation.utility({"x": "no", "y": "2"})["a"] == pytest.approx(0.5)
        assert not [note for note in found.notes if note.kind == "lost"]

    def test_code_in_yaml_is_refused(self, tmp_path: Path) -> None:
        path = folder(tmp_path, d__yml="issues: !!python/object/apply:os.system ['true']\n")
        with pytest.raises(ZopaError):
            NegmasFormat().read(path)


class TestPositions:
    KTAB = (
        "Oil, a, b, 2, 1,\nActor,Description,Influence,Price Position,Price Salience,\n"
        "A,first, one,100,20,60,\nB,,50,80,40,\n"
    )

    def test_ktab_counts_columns_from_the_end(self, tmp_path: Path) -> None:
        found = KtabFormat().read(folder(tmp_path, k__csv=self.KTAB) / "k.csv")
        model = found.negotiation
        assert model.issues == {"Price": ("0", "20", "80", "100")}
        assert model.parties["A"].power == 100
        assert model.utility({"Price": "80"}) == pytest.approx({"A": 0.4, "B": 1.0})
        assert "first, one" in notes(found)

    def test_decide_in_both_dialects(self, tmp_path: Path) -> None:
        rows = ["#A|US", "#A|EU", "#P|aid", "#M|aid|0|none", "#M|aid|50|half", "#M|aid|100|full"]
        rows += ["#D|US|aid|50|0.5|1", "#D|EU|aid|100|1|0.5"]
        semicolons = "#O;Talks\n" + "\n".join(row.replace("|", ";;"[:1]) for row in rows)
        tabs = "\n".join("\t".join(f"'{cell}'" for cell in row.split("|")) for row in rows)
        path = folder(tmp_path, a__csv=semicolons, b__csv=tabs)
        first, second = (DecideFormat().read(path / f"{n}.csv").negotiation for n in "ab")
        assert first.issues == second.issues == {"aid": ("0 none", "50 half", "100 full")}
        assert (first.name, second.name) == ("Talks", "b")
        assert first.utility({"aid": "0 none"}) == pytest.approx({"US": 0.5, "EU": 0.0})

    def test_positions_survive_the_trip_through_decide(self, tmp_path: Path) -> None:
        before = KtabFormat().read(folder(tmp_path, k__csv=self.KTAB) / "k.csv").negotiation
        exported = DecideFormat().write(before)
        (path,) = exported.write(tmp_path / "out")
        after = DecideFormat().read(path).negotiation
        assert after.issues == before.issues
        assert np.allclose(after.tables[0], before.tables[0])
        assert "divided by 100" in "\n".join(map(str, exported.notes))

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("#D;US;aid;50;2;1", "salience 2"),
            ("#D;US;aid;x;1;1", "not a number"),
            ("#D;XX;aid;50;1;1", "no #A line"),
            ("#D;US;war;50;1;1", "no #P line"),
            ("#D;US;aid;50", "needs 5"),
        ],
    )
    def test_faults_name_the_line(self, tmp_path: Path, line: str, words: str) -> None:
        path = folder(tmp_path, a__csv=f"#A;US\n#P;aid\n{line}\n") / "a.csv"
        with pytest.raises(InputError, match=words) as caught:
            DecideFormat().read(path)
        assert "line 3" in str(caught.value)


CHICKEN = {
    "options": [{"name": "A swerves", "permittedDirection": "both"}, {"name": "B swerves"}],
    "decisionMakers": [
        {"name": "A", "options": [0], "preferences": [[[1, "Y"]], [[0, "N"]]]},
        {"name": "B", "options": [1], "preferences": [[[0, "Y"]], [[1, "N"]]]},
    ],
    "infeasibles": [],
}


class TestGraphModels:
    def test_statements_on_single_options_keep_the_order_of_states(self, tmp_path: Path) -> None:
        found = GmcrFormat().read(folder(tmp_path, g__json=json.dumps(CHICKEN)) / "g.json")
        model = found.negotiation
        score = {
            s: model.utility({"A swerves": s[0], "B swerves": s[1]})["A"] for s in product(("no", "yes"), repeat=2)
        }
        assert sorted(score, key=score.__getitem__, reverse=True) == [
            ("no", "yes"),
            ("yes", "yes"),
            ("no", "no"),
            ("yes", "no"),
        ]
        assert "controls A swerves" in notes(found)

    def test_joint_statements_and_rankings_become_orders_of_states(self, tmp_path: Path) -> None:
        data = json.loads(json.dumps(CHICKEN))
        data["decisionMakers"][0]["preferences"] = [[[0, "N"], [1, "Y"]], [[0, "Y"], [1, "Y"]]]
        data["decisionMakers"][1] = {"name": "B", "options": [1], "ranking": ["YN", ["YY", "NY"]]}
        data["infeasibles"] = [[[0, "N"], [1, "N"]]]
        model = GmcrFormat().read(folder(tmp_path, g__json=json.dumps(data)) / "g.json").negotiation
        order = model.parties["B"].values["state"]
        assert isinstance(order, Order)
        assert order.ranks[0] == ("A swerves: Y; B swerves: N",)
        assert len(model.issues["state"]) == 3

    def test_faults_are_named(self, tmp_path: Path) -> None:
        for change, words in (({"infeasibles": [[[7, "Y"]]]}, "no answer"), ({"options": []}, "options are missing")):
            path = folder(tmp_path, g__json=json.dumps(CHICKEN | change)) / "g.json"
            with pytest.raises(InputError, match=words):
                GmcrFormat().read(path)


def test_scaling_keeps_the_order_of_all_outcomes() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        issues = {f"i{k}": tuple("abc") for k in range(3)}
        table = {i: dict(zip("abc", rng.normal(size=3).round(1).tolist(), strict=True)) for i in issues}
        weights = {i: float(w) for i, w in zip(issues, rng.choice([-1.0, 0.5, 2.0], 3), strict=True)}
        constant = float(rng.normal())
        party, _ = scaled_party(Utility("P", weights, table, constant, 0.1), issues)
        model = Negotiation(issues=issues, parties={"P": party})
        theirs = [
            sum(weights[i] * table[i][o] for i, o in zip(issues, out, strict=True)) for out in product("abc", repeat=3)
        ]
        ours = [model.utility(dict(zip(issues, out, strict=True)))["P"] for out in product("abc", repeat=3)]
        if np.ptp(theirs) > 0:
            slope, offset = np.polyfit(theirs, ours, 1)
            assert slope > 0
            assert np.allclose(np.polyval((slope, offset), theirs), ours, atol=1e-9)


@needs_shared
def test_every_shared_domain_loads_or_says_why_not() -> None:
    folders = [d for d, _, files in os.walk(SHARED / "anac") if any(f.endswith((".xml", ".yml")) for f in files)]
    assert len(folders) >= 100
    refused = {}
    for path in folders:
        try:
            import_from(path)
        except ZopaError as error:
            refused[Path(path).name] = str(error)
    assert not any("\n" in why for why in refused.values())
    assert all("hyper-rectangles" in why for why in refused.values())
    assert len(refused) <= 6


@needs_shared
@pytest.mark.parametrize(
    ("file", "parties", "issues"),
    [
        ("cop/cop21.csv", 15, 13),
        ("cop/copenhagen.csv", 11, 7),
        ("ktab/SOE-Pol-Comp.csv", 13, 2),
        ("bdm/Sultan.csv", 17, 1),
    ],
)
def test_shared_position_files(file: str, parties: int, issues: int) -> None:
    model = import_from(SHARED / file).negotiation
    assert (len(model.parties), len(model.issues)) == (parties, issues)


def nodes(data: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """The path of every node."""
    found = [path]
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, child in children:
        found += nodes(child, (*path, key))
    return found


def changed(data: Any, path: tuple[Any, ...], value: object) -> Any:
    """A copy with another value at a path."""
    if not path:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = changed(copy[path[0]], path[1:], value)
    return copy


@pytest.mark.parametrize("kind", [NegmasFormat, GeniusWebFormat, GmcrFormat])
def test_a_value_of_any_other_type_anywhere_is_no_crash(kind: type[Format], tmp_path: Path) -> None:
    texts = kind().write(rich()).files
    if kind is GmcrFormat:
        texts = {"g.json": json.dumps(CHICKEN | {"infeasibles": [[[0, "N"], [1, "N"]]]})}
    tried = 0
    for name, text in texts.items():
        data = yaml.safe_load(text)
        for path in nodes(data):
            for value in (None, True, "x", [[1]], {"a": []}):
                for other, original in texts.items():
                    (tmp_path / other).write_text(original, encoding="utf-8")
                broken = changed(data, path, value)
                written = json.dumps(broken) if name.endswith("json") else yaml.safe_dump(broken)
                (tmp_path / name).write_text(written, encoding="utf-8")
                tried += 1
                with suppress(ZopaError):
                    kind().read(tmp_path / name if kind is GmcrFormat else tmp_path)
    assert tried > 100
