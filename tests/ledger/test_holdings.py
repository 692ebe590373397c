"""How much somebody holds of a place, told apart; and the day of one-time events."""

from __future__ import annotations

from tests.ledger.build import CASE, article, event, known
from tests.ledger.forms_build import holding
from zopa.cases import case_from_text
from zopa.ingest import Article
from zopa.ledger import contradictions
from zopa.read import Finding

LAND = case_from_text("zopa: 1\ncase: land\nparties: {Freedonia: {names: [Fredville]}, Sylvania: {}}\n")
ALL, PART = (1.0, 1.0), (0.01, 0.99)


def _told(where: Article, shares: dict[str, tuple[float, float]], *, plain: bool = True) -> list[Finding]:
    return [holding(where, of, "Freedonia", of, low, high, plain=plain) for of, (low, high) in shares.items()]


def test_all_of_some_places_against_part_of_them() -> None:
    a = article("a", "They spoke of Ardal and Belt, the regions that are controlled by Freedonia.", "2025-03-01")
    b = article("b", "Freedonia wants the areas it partially occupies, Ardal and Belt.", "2025-03-02")
    loose = _told(a, {"Ardal": ALL, "Belt": ALL}, plain=False)
    part = _told(b, {"Ardal": PART, "Belt": PART})
    (one,) = contradictions(known([a, b], [*loose, *part], LAND))
    assert (one.kind, one.about) == ("figure", "how much Freedonia holds of Ardal, Belt")
    assert {one.a, one.b} <= {f.id for f in (*loose, *part)}
    far = article("c", b.text, "2025-09-02")
    assert contradictions(known([a, far], [*loose, *_told(far, {"Ardal": PART, "Belt": PART})], LAND)) == ()


def test_one_place_is_disputed_only_where_both_name_a_share() -> None:
    a, b = article("a", "Ardal is held.", "2025-03-01"), article("b", "Ardal is held in part.", "2025-03-02")
    part = _told(b, {"Ardal": PART})
    assert contradictions(known([a, b], [*_told(a, {"Ardal": ALL}, plain=False), *part], LAND)) == ()
    assert len(contradictions(known([a, b], [*_told(a, {"Ardal": ALL}), *part], LAND))) == 1


def test_reprints_and_shares_that_overlap_are_no_dispute() -> None:
    a = article("a", "Ardal is held.", "2025-03-01")
    copy = article("b", "Ardal is held.", "2025-03-02", duplicate_of="a")
    later = article("c", "Ardal, three quarters, is held.", "2025-03-02")
    findings = [*_told(a, {"Ardal": ALL}), *_told(copy, {"Ardal": PART})]
    assert contradictions(known([a, copy], findings, LAND)) == ()
    near = [*_told(a, {"Ardal": PART}), *_told(later, {"Ardal": (0.75, 0.75)})]
    assert contradictions(known([a, later], near, LAND)) == ()


def test_references_that_lead_nowhere() -> None:
    base = known([article("a", "text")], [])
    assert base.find("nothing") is None
    assert base.find("a:x-y") is None
    assert base.find("b:0-1") is None


def test_one_annexation_in_two_years_contradicts_and_two_do_not() -> None:
    text = "The 2022 annexation of Corra followed. Corra, annexed in 2014, is calm. The 2022 annexation of Belt too."
    a = article("a", text, "2025-03-01")
    first = event(a, "2022 annexation", "annexation", "2022-01-01", last="2022-12-31", of="Corra")
    second = event(a, "annexed in 2014", "annexation", "2014-01-01", last="2014-12-31", of="Corra")
    (one,) = contradictions(known([a], [first, second], CASE))
    assert (one.kind, one.about) == ("date", "annexation of Corra")
