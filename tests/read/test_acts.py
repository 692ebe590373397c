"""Acts: who threatens, promises, presses, appeals to, criticises or praises whom."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.scenes import reading
from zopa.read.findings import Act


def acts(text: str) -> tuple[Act, ...]:
    return reading(text).acts


@pytest.mark.parametrize(
    ("text", "kind", "actor", "toward"),
    [
        # criticism
        ("China accused Japan of provocation.", "criticism", "China", "Japan"),
        ("Japan was accused by China of provocation.", "criticism", "China", "Japan"),
        ("Dana Mertens criticised Northline.", "criticism", "Rail Union", "Northline"),
        ("France condemned Russia's attack.", "criticism", "France", "Russia"),
        ("Iran lashed out at Israel.", "criticism", "Iran", "Israel"),
        ("Northline blamed the union for the delay.", "criticism", "Northline", "Rail Union"),
        ("Egypt denounced Israel over the raid.", "criticism", "Egypt", "Israel"),
        ("Turkey drew criticism from Greece.", "criticism", "Greece", "Turkey"),
        ("The union blasted Northline's offer as insulting.", "criticism", "Rail Union", "Northline"),
        ("Japan lodged a protest with China.", "criticism", "Japan", "China"),
        ("Poland summoned the Russian ambassador.", "criticism", "Poland", "Russia"),
        ("Macron was criticised by Italy.", "criticism", "Italy", "France"),
        ("Russia dismissed Germany's plans as clumsy.", "criticism", "Russia", "Germany"),
        ("India protested that the step was unfair.", "criticism", "India", None),
        # praise
        ("Brazil praised Mexico.", "praise", "Brazil", "Mexico"),
        ("Ukraine thanked Poland for its help.", "praise", "Ukraine", "Poland"),
        ("India welcomed the decision.", "praise", "India", None),
        ("Spain paid tribute to Portugal.", "praise", "Spain", "Portugal"),
        ("Kenya expressed gratitude to Uganda.", "praise", "Kenya", "Uganda"),
        # appeals
        ("Germany urged Israel to let aid in.", "appeal", "Germany", "Israel"),
        ("Qatar called on the rebels to free the hostages.", "appeal", "Qatar", "Delta Front"),
        ("Pakistan appealed to India to hold its fire.", "appeal", "Pakistan", "India"),
        ("Kenya asked Sudan to open the border.", "appeal", "Kenya", "Sudan"),
        ("Norway called for restraint.", "appeal", "Norway", None),
        ("Sudan was urged by Kenya to open the border.", "appeal", "Kenya", "Sudan"),
        # pressure
        ("The United States pressed Israel to accept a truce.", "pressure", "United States", "Israel"),
        ("Israel faces pressure from the United States.", "pressure", "United States", "Israel"),
        ("The union put pressure on Northline.", "pressure", "Rail Union", "Northline"),
        ("The United States imposed sanctions on Iran.", "pressure", "United States", "Iran"),
        # threats
        ("Russia threatened Ukraine with new strikes.", "threat", "Russia", "Ukraine"),
        ("The union threatened to strike unless Northline pays.", "threat", "Rail Union", "Northline"),
        ("The United States threatened to impose tariffs on Canada.", "threat", "United States", "Canada"),
        ("The United States plans to impose tariffs on Canada.", "threat", "United States", "Canada"),
        ("Iran vowed to punish Israel.", "threat", "Iran", "Israel"),
        ("Iran said there would be severe consequences if Israel attacked.", "threat", "Iran", "Israel"),
        ("China warned Japan of serious consequences.", "threat", "China", "Japan"),
        ("South Korea warned that it would retaliate if Japan restricted exports.", "threat", "South Korea", "Japan"),
        ("Northline says it will sack strikers unless they return by Monday.", "threat", "Northline", None),
        ('"If Russia does not stop, we will arm Ukraine," said Petra Lindqvist.', "threat", "Northline", "Russia"),
        ("Venezuela rejected US threats.", "threat", "United States", "Venezuela"),
        ("Washington will impose sanctions on Belarus.", "threat", "United States", "Belarus"),
        ("He said Iran had promised Israel severe consequences.", "threat", "Iran", "Israel"),
        ("Russia warned Ukraine of a strike if talks fail.", "threat", "Russia", "Ukraine"),
        ("Russia warned Germany of a military response.", "threat", "Russia", "Germany"),
        # promises
        ("Germany pledged to send arms to Ukraine.", "promise", "Germany", None),
        ("Tomas Arendt promised the rebels safe passage.", "promise", "Kessaria", "Delta Front"),
        # ultimatums
        ("Poland must choose or face fines, the European Commission said.", "ultimatum", "European Union", "Poland"),
        ("The United States gave Russia ten days to stop the war.", "ultimatum", "United States", "Russia"),
        ("Kessaria gave the rebels until Friday to free the captives.", "ultimatum", "Kessaria", "Delta Front"),
        ("Kessaria issued an ultimatum to the rebels.", "ultimatum", "Kessaria", "Delta Front"),
    ],
)
def test_found(text: str, kind: str, actor: str, toward: str | None) -> None:
    assert [(a.kind, a.actor, a.toward) for a in acts(text)] == [(kind, actor, toward)]


@pytest.mark.parametrize(
    "text",
    [
        "China refused to condemn Russia.",
        "China did not criticise Russia.",
        "France could condemn Russia.",
        "Nobody threatened Ukraine.",
        "The storm threatens the harvest.",
        "Germany asked a question.",
        "China warned of heavy rain.",
        "The army attacked the village.",
        "Poland warned Germany of an attack if Russia is not stopped.",
        "Egypt dropped its threat.",
        "They praised the weather.",
        "Norway neither condemned nor praised Israel.",
        "Germany has no intention of pressing Kyiv.",
        "Moscow dismissed the proposal.",
        "Asked whether he would punish Russia, Tomas Arendt smiled.",
    ],
)
def test_no_act(text: str) -> None:
    assert [(a.kind, a.text) for a in acts(text)] == []


def test_condition_and_deadline() -> None:
    (threat,) = acts("The union threatened to walk out if Northline closes the offices.")
    assert threat.condition == "if Northline closes the offices"
    (appeal,) = acts("Germany urged Iran to answer by 31 August.")
    assert appeal.deadline == date(2025, 8, 31)


def test_first_person_is_the_speaker() -> None:
    (act,) = acts('"We condemn Russia," said Petra Lindqvist of Northline.')
    assert (act.actor, act.toward) == ("Northline", "Russia")


_pieces = st.sampled_from(
    'France urged Germany to threaten Iran with sanctions if by Friday " said we \n 👍 é , . pressure on from '
    "criticism of or face".split(" ")
)


@settings(max_examples=30, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(_pieces, max_size=25).map(" ".join)))
def test_any_text(text: str) -> None:
    for a in acts(text):
        assert text[a.start : a.end] == a.text
        assert a.actor
        assert a.toward != a.actor
