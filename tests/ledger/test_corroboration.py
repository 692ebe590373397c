"""Who carries a claim: copies, wires and rewordings once, lone outlets named, contradictions with both sides."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.build import act, article, day, estimate, event, figure, known, quote, said
from tests.ledger.forms_build import holding
from zopa.ingest import Article
from zopa.ledger import Carried, Independence, contradictions, corroboration
from zopa.read import Finding

WIRE = """The dockers' union walked out of the harbour talks on Monday after the port refused to raise wages by a tenth.
Its chairwoman told reporters that no member would work another night shift under the present contract.
The port's managers answered that automated cranes were the only way to keep the harbour open beyond next winter.
A mediator sent by the city had spent eleven hours with both delegations before the meeting broke up.
Ships from Rotterdam and Antwerp were sent on to other harbours during the evening."""
REWORDED = """On Monday the union of dockers left the talks in the harbour: the port would not raise wages by a tenth.
The chairwoman said to reporters that under the present contract not one member was going to work a further night shift.
Managers of the port replied automated cranes were the sole way of keeping the harbour open past next winter.
Eleven hours had been spent with the two delegations by a mediator whom the city sent, before the meeting broke up.
During the evening ships from Antwerp and Rotterdam were sent to other harbours."""
APART = """Wages are what keeps the two sides in the harbour from an agreement, and neither expects one this week.
Dockers gathered before the gates on Monday with banners that asked the city to take over the cranes.
For the port a rise of a tenth is more than its owners earned in the last two years taken together.
Residents of the old town hope that the quiet nights will last."""


def claims(articles: Sequence[Article], findings: Sequence[Finding]) -> tuple[Carried, ...]:
    base = known(list(articles), list(findings))
    return corroboration(base, contradictions(base))


def raised(where: Article) -> Finding:
    return said(where, "a tenth" if "a tenth" in where.text else where.text, "Dockers", "wages", "for")


def test_articles_written_apart_are_independent() -> None:
    a, b = article("a", WIRE, "2025-03-01"), article("b", APART, "2025-03-01")
    (one,) = claims([a, b], [raised(a), raised(b)])
    assert [s.articles for s in one.sources] == [("a",), ("b",)]
    assert (one.kind, one.disputed) == ("position", ())


@pytest.mark.parametrize(
    ("text", "more", "bond"),
    [
        (WIRE, {"duplicate_of": "a"}, "reprint"),
        (REWORDED, {}, "reworded"),
        (APART, {"outlet": "The Gazette"}, "one outlet"),
    ],
)
def test_copies_rewordings_and_one_outlet_count_once(text: str, more: dict[str, str], bond: str) -> None:
    a, b = article("a", WIRE, "2025-03-01", outlet="Gazette"), article("b", text, "2025-03-02", **more)
    (one,) = claims([a, b], [raised(a), raised(b)])
    assert [(s.articles, s.bonds) for s in one.sources] == [(("a", "b"), (bond,))]


def test_one_agency_is_one_source_and_so_is_the_agency_itself() -> None:
    wire = article("w", "Dockers insist.", "2025-03-01", outlet="Harbour Wire")
    a = article("a", "Dockers want more, Harbour Wire says.", "2025-03-01", outlet="Gazette")
    b = article("b", "More pay, or else, the dockers told Harbour Wire.", "2025-03-01", outlet="Letter")
    via = ("the Harbour Wire",)
    told = [
        said(wire, "insist", "Dockers", "wages", "for"),
        said(a, "want more", "Dockers", "wages", "for", via=via),
        said(b, "More pay", "Dockers", "wages", "for", via=via),
    ]
    (one,) = claims([wire, a, b], told)
    assert [s.bonds for s in one.sources] == [("one carrier",)]
    assert one.sources[0].outlets == ("Harbour Wire", "Gazette", "Letter")


@pytest.mark.parametrize("via", ["a person with knowledge of the talks", "Dockers"])
def test_nameless_persons_and_the_parties_themselves_are_no_carriers(via: str) -> None:
    a, b = article("a", "One.", outlet="Gazette"), article("b", "Two.", outlet="Letter")
    told = [said(x, x.text, "Port", "wages", "against", via=(via,)) for x in (a, b)]
    (one,) = claims([a, b], told)
    assert len(one.sources) == 2


def test_a_sentence_taken_over_word_for_word_counts_once() -> None:
    line = "The port will not raise wages by a tenth this year, whatever the dockers threaten to do about it."
    a, b = article("a", f"Long ago. {line} And more."), article("b", f"{line} Elsewhere the sun shone.")
    told = [said(x, "will not raise wages", "Port", "wages", "against") for x in (a, b)]
    (one,) = claims([a, b], told)
    assert [s.bonds for s in one.sources] == [("same wording",)]


def test_a_red_line_is_told_apart_from_the_stand() -> None:
    a, b = article("a", "Never.", outlet="Gazette"), article("b", "No.", outlet="Letter")
    line = said(a, "Never.", "Port", "hours", "against", red_line=True)
    found = claims([a, b], [line, said(b, "No.", "Port", "hours", "against")])
    assert [(c.kind, len(c.sources)) for c in found] == [("position", 2), ("red line", 1)]
    assert [c.kind for c in claims([a], [line])] == ["red line"]


def test_figures_shares_events_acts_estimates_and_quotes() -> None:
    a = article("a", "200 ships wait. “We will not load another ship,” she said. Half is ours, 1 in 4.", "2025-03-01")
    b = article("b", "Some 205 ships wait. “will not load another ship”. They hold half. 25% chance.", "2025-03-02")
    found = claims(
        [a, b],
        [
            figure(a, "200 ships", 200, "ship", "ships that wait"),
            figure(b, "205 ships", 205, "ship", "ships that wait", approximate=True),
            holding(a, "Half is ours", "Dockers", "the quay", 0.5, 0.5),
            holding(b, "hold half", "Dockers", "the quay", 0.5, 0.5),
            event(a, "wait", "strike", "2025-02-28", participants=("Dockers", "Port")),
            event(b, "wait", "strike", "2025-02-28", participants=("Port", "Dockers")),
            act(a, "said", "Dockers", "threat", toward="Port"),
            act(b, "They", "Dockers", "threat", toward="Port"),
            estimate(a, "1 in 4", "25%", 0.25, 0.25, holder="Port"),
            estimate(b, "25% chance", "25%", 0.25, 0.25, holder="Port"),
            quote(a, "“We will not load another ship,”", speaker="Ann"),
            quote(b, "“will not load another ship”", speaker="Ann"),
        ],
    )
    assert sorted((c.kind, len(c.sources)) for c in found) == [
        (kind, 2) for kind in ("act", "estimate", "event", "figure", "quote", "share")
    ]


def test_threats_weeks_apart_are_two_claims() -> None:
    a, b = article("a", "It threatens.", "2025-03-01"), article("b", "It threatens.", "2025-03-20")
    found = claims([a, b], [act(x, "threatens", "Dockers", "threat", toward="Port") for x in (a, b)])
    assert [(c.first, c.last) for c in found] == [(day(d), day(d)) for d in ("2025-03-01", "2025-03-20")]


def test_both_sides_of_a_contradiction_are_in_dispute() -> None:
    a, b = article("a", "For it.", "2025-03-01"), article("b", "Against it.", "2025-03-02")
    told = [said(a, "For", "Port", "wages", "for"), said(b, "Against", "Port", "wages", "against")]
    base = known([a, b], list(told))
    (one,) = contradictions(base)
    found = corroboration(base, [one])
    assert [c.disputed for c in found] == [(one.id,), (one.id,)]
    assert not any(c.inside for c in found)


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3))
def test_every_telling_is_in_one_source_and_reprints_never_add_one(where: list[str]) -> None:
    texts = [WIRE, REWORDED, APART, "Short.", "Shorter.", "Shortest of all."]
    articles = {k: article(k, t) for k, t in zip("abcdef", texts, strict=True)}
    told = [said(articles[k], articles[k].text[i : i + 3], "Dockers", "wages", "for") for i, k in enumerate(where)]
    base = known(list(articles.values()), list(told))
    found = Independence(base).sources(told)
    kept = [f for source in found for f in source.findings]
    assert sorted(kept) == sorted({f.id for f in told})
    assert len(kept) == len(set(kept))
    copy = article("z", articles[where[0]].text, duplicate_of=where[0])
    more = [*told, said(copy, copy.text[:3], "Dockers", "wages", "for")]
    again = Independence(known([*articles.values(), copy], list(more))).sources(more)
    assert len(again) == len(found)
