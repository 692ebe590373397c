"""The worked examples: what their pages say is what the engine finds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from zopa.model import model_from_text, model_to_text, read_model
from zopa.solve import Status, solve, unlock

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_the_openness_regulation_is_on_the_front_and_outside_the_zone() -> None:
    model = read_model(EXAMPLES / "openness-2001" / "model.yaml")
    adopted = {"reach": "all_three", "exceptions": "few", "classified": "small_circle", "national": "consult"}
    result = solve(model)
    assert result.zone.count.low == 2
    assert result.front is not None
    assert adopted in [deal.outcome for deal in result.front.deals]
    worth = np.array(list(model.utility(adopted).values()))
    short = [name for name, lost in zip(model.parties, worth < model.reservations, strict=True) if lost]
    assert "Germany" in short


def test_kyoto_is_opened_cheapest_by_the_united_states() -> None:
    model = read_model(EXAMPLES / "kyoto-1997" / "model.yaml")
    answer = unlock(model, priced_by="loss")
    assert answer.status is Status.EMPTY
    assert len(answer.keys) == 9
    assert {c.party for c in answer.keys[0].clauses} == {"United States"}
    deal = answer.keys[0].deal
    assert deal is not None
    assert deal.outcome["developing"] == "nothing"
    assert deal.outcome["gases"] == "six"
    assert {c.party for c in answer.certificates[0].clauses} == {"United States", "Group of 77 and China"}


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/model.yaml")), ids=lambda p: p.parent.name)
def test_every_example_model_solves(path: Path) -> None:
    assert solve(read_model(path)).exact


def test_the_model_on_the_reference_page_is_one() -> None:
    page = (EXAMPLES.parent / "docs" / "reference" / "model-file.md").read_text(encoding="utf-8")
    text = page.split("```yaml\n")[1].split("```")[0]
    model = model_from_text(text)
    assert model_from_text(model_to_text(model)) == model
    assert solve(model).permitted is not None


def test_the_python_on_the_how_to_page_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (EXAMPLES.parent / "docs" / "how-to" / "solve-a-model.md").read_text(encoding="utf-8")
    monkeypatch.chdir(EXAMPLES.parent)
    exec(page.split("```python\n")[1].split("```")[0], {})
    assert "empty" in capsys.readouterr().out
