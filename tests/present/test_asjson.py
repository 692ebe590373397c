"""The JSON brief keeps its contract: the keys, their types, and ids that lead somewhere."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.present.build import attack_brief, harbour_brief
from zopa.present import render


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return json.loads(render(harbour_brief(), "json"))


def test_the_keys_of_the_contract_are_all_there(made: dict[str, Any]) -> None:
    lists = ["articles", "statements", "quotes", "estimates", "figures", "events", "acts", "contradictions"]
    lists += ["positions", "sticking_points", "clock"]
    assert made["zopa"] == 1
    assert made["case"] == "harbour"
    assert all(isinstance(made[key], list) and made[key] for key in lists)
    assert set(made["islands"]) == {"facts_agreed", "facts_contested", "norms_shared", "norms_divergent"}


def test_every_finding_stands_in_its_article(made: dict[str, Any]) -> None:
    texts = {a["id"]: a["text"] for a in made["articles"]}
    for kind in ("statements", "quotes", "estimates", "figures", "events", "acts"):
        for finding in made[kind]:
            assert texts[finding["article"]][finding["start"] : finding["end"]] == finding["text"]


def test_every_id_leads_to_a_finding(made: dict[str, Any]) -> None:
    kinds = ("statements", "quotes", "estimates", "figures", "events", "acts")
    known = {finding["id"] for kind in kinds for finding in made[kind]}

    def ids(value: object, key: str = "") -> list[str]:
        if isinstance(value, dict):
            return [i for k, v in value.items() for i in ids(v, k)]
        if isinstance(value, list):
            return [i for v in value for i in ids(v, key)]
        return [str(value)] if key in ("findings", "statements", "before", "after", "a", "b", "red_line_ids") else []

    views = ("summary", "contradictions", "positions", "common_ground", "islands", "moves", "clock")
    found = [i for view in views for i in ids(made[view])]
    assert found
    assert set(found) <= known


def test_a_position_has_the_fields_of_the_contract(made: dict[str, Any]) -> None:
    row = next(r for r in made["positions"] if (r["party"], r["issue"]) == ("Port", "hours"))
    assert {
        "party",
        "issue",
        "polarity",
        "red_line",
        "firmness",
        "statements",
        "outlets",
        "first",
        "last",
        "trend",
    } <= set(row)
    assert (row["polarity"], row["red_line"], row["outlets"], row["first"], row["last"]) == (
        "for", False, 1, "2025-03-01", "2025-03-02",
    )  # fmt: skip


def test_events_write_from_and_to(made: dict[str, Any]) -> None:
    (event,) = made["events"]
    assert (event["from"], event["to"], event["status"]) == ("2025-03-12", "2025-03-12", "planned")


def test_hostile_text_stays_data() -> None:
    text = render(attack_brief(), "json")
    assert json.loads(text)["unread"][0]["path"].startswith("</script>")
    assert "\x1b" not in text
