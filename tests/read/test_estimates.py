"""Estimates: phrases, numbers, holders, scales; and what gives no probability."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.scenes import case, reading
from zopa.errors import UsageError
from zopa.ingest import Article
from zopa.present.estimates import about
from zopa.read.estimates import read_estimates
from zopa.read.findings import Estimate
from zopa.read.parse import parse
from zopa.read.roles import Roles
from zopa.read.scales import RUNGS, chosen_scale, interval, scales
from zopa.read.scales import reading as reading_of
from zopa.read.scene import Scene


def estimates(text: str) -> tuple[Estimate, ...]:
    return reading(text).estimates


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("He put the odds at 60%.", 0.6, 0.6),
        ("The chance of that, Petra Lindqvist remarked, was about one in ten.", 0.1, 0.1),
        ("With it, the probability may be 60 or 70 percent.", 0.6, 0.7),
        ("Lula put the likelihood of a deal at less than 20 percent.", 0.0, 0.2),
        ("I'd say it's 70-30 that we sign.", 0.7, 0.7),
        ("Bookmakers offer odds of 5-to-1 against a breakthrough.", 0.166667, 0.166667),
        ("There is a 25% chance that the talks fail.", 0.25, 0.25),
        ('She saw a "25 percent chance" of a deal.', 0.25, 0.25),
        ("There is a 60 to 70 percent chance of a strike.", 0.6, 0.7),
        ("Analysts gave it a one in four chance.", 0.25, 0.25),
        ("Analysts gave the deal one chance in four.", 0.25, 0.25),
        ("She gave it a chance in ten.", 0.1, 0.1),
        ("Analysts gave it a one-in-four chance of passing.", 0.25, 0.25),
        ("The chances of a deal are 50-50.", 0.5, 0.5),
        ("It is a fifty-fifty call whether they sign.", 0.5, 0.5),
        ("There is less than a 10% chance of peace.", 0.0, 0.1),
        ("The probability of a default is 30 percent.", 0.3, 0.3),
        ("He rated the odds of a deal at three to one on.", 0.75, 0.75),
        ("The bank sees a 35% probability of recession.", 0.35, 0.35),
    ],
)
def test_stated(text: str, low: float, high: float) -> None:
    found = estimates(text)
    assert [(e.low, e.high, e.scale) for e in found] == [(pytest.approx(low), pytest.approx(high), "stated")]


@pytest.mark.parametrize(
    ("text", "phrase", "rung"),
    [
        ("A deal is unlikely.", "unlikely", "unlikely"),
        ("It is very unlikely that the union will accept.", "very unlikely", "very_unlikely"),
        ("It was always highly improbable that they would agree.", "highly improbable", "very_unlikely"),
        ("The company is likely to appeal.", "likely", "likely"),
        ("The company is highly likely to appeal.", "highly likely", "very_likely"),
        ("Whether the truce holds is doubtful.", "doubtful", "unlikely"),
        ("It is doubtful that the truce will hold.", "doubtful", "unlikely"),
        ("The chances of an accord are slim.", "slim", "very_unlikely"),
        ("There is little chance of an accord.", "little chance", "little_chance"),
        ("There is no chance of an accord.", "no chance", "impossible"),
        ("There is a good chance of an accord.", "good chance", "very_good_chance"),
        ("There is only a remote chance of an accord.", "remote chance", "remote_chance"),
        ("An accord is almost certain.", "almost certain", "almost_certain"),
        ("The bill is certain to fail.", "certain", "certain"),
        ("The bill is bound to fail.", "bound", "almost_certain"),
        ("The visit is sure to infuriate the rebels.", "sure", "certain"),
        ("The strike will probably go ahead.", "probably", "probable"),
        ("A new war is inevitable.", "inevitable", "virtually_certain"),
        ("A deal by Christmas is now impossible.", "impossible", "impossible"),
        ("A deal by Christmas is practically impossible.", "practically impossible", "almost_no_chance"),
        ("It is not likely that they will meet.", "not likely", "unlikely"),
        ("It is unclear whether the Senate will act.", "unclear", "unknown"),
        ("The prospects for peace are bleak.", "bleak", "very_unlikely"),
        ("It is more likely than not that they sign.", "more likely than not", "better_than_even"),
        ("Diplomats gave the plan a less than even chance.", "less than even", "unlikely"),
        ("It is not impossible that Tehran will return to the accord.", "not impossible", "possible"),
        ("There is almost no prospect of a settlement.", "almost no prospect", "almost_no_chance"),
        ("Hopes for a quick end to the walkout are fading.", "fading", "unlikely"),
        ("Nobody believes the ceasefire will hold.", "Nobody believes", "very_unlikely"),
        ("Few expect a breakthrough at the summit.", "Few expect", "unlikely"),
        ("The government is all but certain to fall.", "all but certain", "almost_certain"),
        ("Success is far from certain.", "far from certain", "unknown"),
        ("Chances of that were rated as slim.", "slim", "very_unlikely"),
        ("A deal by the end of the year is a long shot.", "long shot", "very_unlikely"),
        ("It remains to be seen whether the rebels will honour it.", "remains to be seen", "unknown"),
        ("The accord could well collapse.", "could well", "better_than_even"),
        ("I would be surprised if they came back to the table.", "surprised", "unlikely"),
        ("The union does not expect an offer.", "not expect", "unlikely"),
    ],
)
def test_in_words(text: str, phrase: str, rung: str) -> None:
    found = estimates(text)
    assert [(e.phrase, (e.low, e.high), e.scale) for e in found] == [
        (phrase, interval(rung, "icd203"), reading_of(rung, "icd203")[2])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The likely outcome is a strike.",
        "A deal is more likely now.",
        "They may agree.",
        "They could meet in May.",
        "Everything possible was done.",
        "He is not sure what she meant.",
        "They wasted the chance.",
        "It is impossible to verify the claim.",
        "Certain members left.",
        "They split the money 50-50.",
        "They have high hopes.",
        "He gave her a second chance.",
        "Security risks were low on the agenda.",
        "The odds and ends were sold.",
        "He guessed the number.",
        "The team won 70-30 in the end.",
        "They did well.",
        "Moscow is not bound to stop.",
        "The two sides are expected to sign on Friday.",
    ],
)
def test_no_probability(text: str) -> None:
    assert [(e.phrase, e.text) for e in estimates(text)] == []


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ('"My guess is that we will reach a deal," Petra Lindqvist said.', "Petra Lindqvist"),
        ("Petra Lindqvist said a strike was unlikely.", "Petra Lindqvist"),
        ("Tomas Arendt doubts that the rebels will keep their word.", "Tomas Arendt"),
        ("A strike is unlikely.", None),
    ],
)
def test_holder(text: str, holder: str | None) -> None:
    assert [e.holder for e in estimates(text)] == [holder]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("It is unlikely that the union will accept.", "that the union will accept"),
        ("The union is unlikely to accept.", "The union to accept"),
        ("There is a 25% chance of a breakthrough.", "a breakthrough"),
        ("Tomas Arendt doubts that the rebels will keep their word.", "that the rebels will keep their word"),
    ],
)
def test_about(text: str, about: str) -> None:
    assert [e.about for e in estimates(text)] == [about]


def test_horizon_and_day() -> None:
    (found,) = estimates("On Thursday Petra Lindqvist said that a deal by 30 September was unlikely.")
    assert found.date == date(2025, 8, 14)
    (found,) = estimates("It is unlikely that they will sign before 30 September.")
    assert found.horizon == date(2025, 9, 30)


def test_the_analyst_chooses_the_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A deal is unlikely."
    (doc,) = parse([text])
    roles = Roles(Scene(article=Article(id="a", text=text), case=case(), doc=doc))
    got = {name: [(e.low, e.high, e.scale) for e in read_estimates(roles, name)] for name in scales()}
    assert got["ipcc-ar5"] == [(0.0, 0.33, "ipcc-ar5")]
    assert got["kent-1964"] == [(0.2, 0.4, "kent-1964")]
    assert got["survey"] == [(0.1, 0.25, "survey")]
    monkeypatch.setenv("ZOPA_SCALE", "phia")
    assert [e.scale for e in read_estimates(roles)] == ["phia"]
    monkeypatch.setenv("ZOPA_SCALE", "nonsense")
    with pytest.raises(UsageError, match="no scale named 'nonsense'; use one of: icd203"):
        chosen_scale()


@pytest.mark.parametrize("scale", sorted(scales()))
def test_every_scale_has_an_interval_for_every_rung(scale: str) -> None:
    for rung in RUNGS:
        low, high = interval(rung, scale)
        assert 0 <= low <= high <= 1
    order = ["very_unlikely", "unlikely", "likely", "very_likely"]
    middles = [sum(interval(rung, scale)) for rung in order]
    assert middles == sorted(middles)


_pieces = st.sampled_from(
    'likely unlikely to that very not 25% 50-50 chance of one in four " “ ” odds at 3 is are the deal doubt guess My '
    "👍 é \n , . slim no hope bound sure certain 0 in 0 chance 200% he said".split(" ")
)


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(_pieces, max_size=25).map(" ".join)))
def test_any_text(text: str) -> None:
    for e in estimates(text):
        assert text[e.start : e.end] == e.text
        assert 0 <= e.low <= e.high <= 1
        assert e.phrase


def test_the_reference_page_shows_every_scale() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "scales.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip(): line for line in page.splitlines() if line.startswith("| ")}
    for scale, rungs in scales().items():
        assert f"| `{scale}` |" in page
        for rung, (low, high) in rungs.items():
            assert f" {low * 100:g}–{high * 100:g} |" in rows[rung.replace("_", " ")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Analysts put the odds of a strike at 3 to 1.", ("Analysts", "a strike", 0.25, 0.25)),
        ("Bookmakers give the merger a 20% chance.", ("Bookmakers", "the merger", 0.2, 0.2)),
        ("Ivanov put the probability of a default at between 10 and 15 percent.", ("Ivanov", "a default", 0.1, 0.15)),
        ("The chances of a pact before the summit are slim.", (None, "a pact", 0.05, 0.2)),
        ("The odds are 60-40 that they sign, Lee said.", ("Lee", "that they sign", 0.6, 0.6)),
    ],
)
def test_who_gives_which_chance_of_what(text: str, wanted: tuple[str | None, str, float, float]) -> None:
    (one,) = estimates(text)
    assert (one.holder, one.about, one.low, one.high) == wanted


def test_odds_told_with_a_dash() -> None:
    (one,) = estimates("The odds are 5-2 against a settlement.")
    assert (one.phrase, one.low) == ("5-2", round(2 / 7, 6))


def test_the_day_by_which_it_would_happen_may_stand_behind_the_chance() -> None:
    (one,) = estimates("The minister sees a 60 to 70 percent chance of agreement by the end of March.")
    assert one.horizon is not None
    assert (one.horizon.month, one.horizon.day) == (3, 31)


def test_it_stands_for_what_the_estimate_before_is_about() -> None:
    said, given_to = estimates('A truce was likely, Mira Osman said. Petra Lindqvist gave it "one chance in three".')
    assert (said.about, given_to.about, given_to.holder) == ("A truce", "A truce", "Petra Lindqvist")
    far = estimates("A truce was likely. It rained. It snowed. It froze. Petra Lindqvist gave it one chance in three.")
    assert far[1].about != "A truce"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The chances of a strike are no better than 50-50.", [("50-50", 0.0, 0.5)]),
        ("Lee put the odds of a pact before Aug. 4 at “maybe one in three”.", [("one in three", 0.3333, 0.3333)]),
        ("She said the probability of a deal was “less than 20 per cent”.", [("20 per cent", 0.0, 0.2)]),
        ("She saw the chances at one in five, max.", [("one in five", 0.0, 0.2)]),
        ("I would give it two chances in ten.", [("two chances in ten", 0.2, 0.2)]),
        ("Economists cut their odds of a default in the next 12 months to 35% from 45%.", [("35%", 0.35, 0.35)]),
        ("The analyst rated the chances as “no more than even”.", [("no more than even", 0.0, 0.5)]),
        (
            "Northbank puts the probability of a default at 60 per cent, Corvane at 50%.",
            [("60 per cent", 0.6, 0.6), ("50%", 0.5, 0.5)],
        ),
        (
            "She gave a 60 percent chance of a pact on Friday, rising to 90 percent if talks run on.",
            [("60 percent chance", 0.6, 0.6), ("90 percent", 0.9, 0.9)],
        ),
        (
            "What are the odds of a strike? “A hundred to one,” Dana Mertens said.",
            [("A hundred to one", 0.0099, 0.0099)],
        ),
        ("How likely is a truce? If you want a number, 30 or 40 per cent.", [("30 or 40 per cent", 0.3, 0.4)]),
        ("How many agreed? “30 percent,” Dana Mertens said.", []),
        ("The share of the odds and ends sold rose to 35% from 20%.", []),
    ],
)
def test_numbers_whose_chance_stands_elsewhere(text: str, wanted: list[tuple[str, float, float]]) -> None:
    found = [(e.phrase, round(e.low, 4), round(e.high, 4)) for e in estimates(text)]
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Petra Lindqvist was pretty sure there would be an agreement.",
            ("pretty sure", "Petra Lindqvist", "very_likely"),
        ),
        ("The union is confident that members will accept.", ("confident", "Rail Union", "likely")),
        ("Will it last? Doubtful.", ("Doubtful", None, "unlikely")),
        ("“Will they sign?” Highly unlikely.", ("Highly unlikely", None, "very_unlikely")),
    ],
)
def test_how_sure_somebody_is(text: str, wanted: tuple[str, str | None, str]) -> None:
    (one,) = estimates(text)
    phrase, holder, rung = wanted
    assert (one.phrase, one.holder, (one.low, one.high)) == (phrase, holder, interval(rung, "icd203"))


@pytest.mark.parametrize("text", ["He is not sure that they will sign.", "I am confident we can.", "It did. Certain."])
def test_a_state_of_mind_alone_is_no_probability(text: str) -> None:
    assert estimates(text) == ()


def test_the_second_bank_holds_its_own_chance() -> None:
    one, two = estimates("Northbank puts the probability of a default at 60 per cent, Corvane at 50%.")
    assert (one.holder, two.holder, one.about, two.about) == ("Northbank", "Corvane", "a default", "a default")


def test_who_calls_a_thing_unlikely_is_not_what_is_unlikely() -> None:
    first, second = estimates("A ceasefire is likely, the mayor said. A Western diplomat called that highly unlikely.")
    assert (second.phrase, second.holder, second.about) == ("highly unlikely", "A Western diplomat", first.about)
    assert second.text == "A Western diplomat called that highly unlikely"


def test_a_bare_pronoun_is_not_shown_as_what_an_estimate_is_of() -> None:
    (found,) = estimates("Chances of that were rated as slim only a month ago.")
    assert (found.about, about(found)) == ("that", "of what is not told")
