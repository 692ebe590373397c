"""Words that tell of a shift: verbs, nouns and idioms of changing, wavering and holding a stance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zopa.read.findings import ShiftKind


def _table(**words: str) -> dict[str, ShiftKind]:
    return {word: kind for kind, listed in words.items() for word in listed.split()}  # type: ignore[misc]


# what can shift
STANCES: Final = frozenset(
    "stance position line tone rhetoric attitude approach posture demand resolve message messaging language policy "
    "view opinion thinking opposition support objection insistence refusal outlook mood expectation goal aim priority "
    "term condition requirement commitment signal stand".split()
)
# of these `for` and `to` say what about: `its demand for a toll`, `opposition to a toll`
WANTING: Final = frozenset("demand opposition objection support insistence condition resistance".split())
# verbs that tell it of a stance as their subject, or of a party that goes `from X to Y`
VERBS: Final = _table(
    wavering="oscillate fluctuate waver vacillate zigzag alternate seesaw wobble vary flip-flop flipflop equivocate",
    turned="shift change evolve swing reverse switch flip pivot veer lurch move turn go transform backtrack backpedal "
    "backpaddle recant",
    hardening="harden stiffen toughen strengthen sharpen escalate",
    softening="soften ease relax mellow moderate weaken relent loosen dilute",
    converging="align converge approximate reconcile harmonise harmonize",
    diverging="diverge",
)
# the same with the stance as their object: `dropped its demand`, `raised its demands`
OF_STANCES: Final = _table(
    turned="revise alter rethink overturn abandon ditch scrap",
    softening="drop lower scale_back tone_down temper water_down reduce",
    hardening="raise reinforce step_up ratchet_up",
    steady="maintain reaffirm reiterate keep hold retain",
)
# of these a party alone is enough: nobody else wavers or backtracks
HOLDING: Final = frozenset(
    "waver vacillate oscillate zigzag flip-flop flipflop equivocate wobble backtrack backpedal backpaddle recant "
    "relent".split()
)
# idioms: verb, and the particle or object with it
TAKEN: Final[Mapping[tuple[str, str], ShiftKind]] = {
    **{("change", what): "turned" for what in ("course", "mind", "tack", "tune", "heart")},
    **{("reverse", what): "turned" for what in ("course", "itself", "himself", "herself", "themselves")},
    ("switch", "sides"): "turned",
    **{("back", how): "softening" for how in ("down", "off", "away")},
    ("climb", "down"): "softening",
    ("dig", "in"): "hardening",
    ("double", "down"): "hardening",
    ("stand", "firm"): "steady",
    ("hold", "firm"): "steady",
}
TURNS: Final = ("u-turn", "about-face", "volte-face", "u-turns", "turnaround", "flip-flop", "climbdown")
NOUNS: Final = _table(
    turned="shift change reversal turnaround evolution pivot turn switch swing about-face u-turn",
    hardening="hardening stiffening toughening",
    softening="softening easing moderation",
    wavering="oscillation fluctuation vacillation wavering zigzag inconsistency",
    converging="convergence alignment",
    diverging="divergence",
)
BECOMING: Final = frozenset("be remain stay become grow get turn seem appear look stand".split())
HELD: Final = frozenset(
    "steadfast unchanged firm consistent constant unwavering resolute unyielding unshaken unaltered immovable "
    "inflexible adamant".split()
)
COMPARED: Final = _table(
    hardening="harder tougher firmer stricter harsher sterner sharper",
    softening="softer milder gentler laxer conciliatory",
    wavering="inconsistent erratic contradictory mixed ambiguous ambivalent unpredictable volatile",
)
GAPS: Final = frozenset("gap difference distance divide disagreement rift gulf".split())
OF_GAPS: Final = _table(converging="narrow bridge close reduce shrink overcome", diverging="widen deepen grow")
SENDING: Final = frozenset("send offer give signal issue deliver emit make put show transmit".split())
SIGNALS: Final = frozenset("signal message statement cue sign remark comment".split())
MIXED: Final = frozenset("conflicting mixed contradictory inconsistent ambiguous contrasting confusing".split())
ABOUT: Final = frozenset("on over about regarding concerning toward towards as_to in_regard".split())
# what is only possible, wanted or asked
POSSIBLE: Final = frozenset(
    "may might could would should can must will ca wo 'll ’ll 'd ’d if unless whether until shall".split()
)
# verbs that leave what follows as it is: `began to soften`, `seems to have changed`
ASPECTS: Final = frozenset("begin start seem appear continue come happen proceed tend prove refuse decline".split())
# a shift that is the object of these did not take place
COUNTERED: Final = frozenset(
    "urge demand want seek await need expect rule deny prevent avoid call hope require predict oppose request "
    "encourage prompt".split()
)
# verbs whose clause did not happen
DENIED: Final = frozenset("deny doubt dispute reject dismiss rebut".split())
# lengths of time, in days
TIMES: Final[Mapping[str, int]] = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "quarter": 91, "year": 365}
