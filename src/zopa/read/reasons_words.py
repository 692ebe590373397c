"""Words that mark a reason, by what they do; which of them stand where is for `zopa.read.reasons` to say."""

from __future__ import annotations

from typing import Final

from zopa.read.findings import ReasonKind

FIRST_PERSON: Final = frozenset("i we us me our my".split())
PREVENTING: Final = frozenset("prevent avoid avert forestall deter stop forgo preclude escape".split())
SERVING: Final = frozenset(
    "protect ensure secure guarantee preserve keep save defend force press pressure end help allow enable win gain "
    "restore maintain stabilise stabilize create strengthen weaken bring show prove buy cover achieve reach build "
    "reduce raise fund finance punish compel persuade convince reassure safeguard uphold respect".split()
)
ARGUING: Final = frozenset("argue contend reason maintain claim insist warn stress note point cite believe".split())
HOLDING: Final = frozenset("argue contend reason maintain believe".split())  # finite: said as a view of one's own
FEARING: Final = frozenset("fear worry dread".split())
AFRAID: Final = frozenset("afraid worried concerned anxious alarmed fearful wary".split())
SAYING: Final = frozenset(
    "say tell add write ask reply state announce note warn declare according demand insist report read call quote "
    "speak word include mean follow list".split()
)
# prepositions and conjunctions of several words: words, kind; the last word governs the reason
PHRASES: Final[tuple[tuple[tuple[str, ...], ReasonKind], ...]] = (
    (("because", "of"), "cause"),
    (("due", "to"), "cause"),
    (("owing", "to"), "cause"),
    (("in", "response", "to"), "cause"),
    (("in", "retaliation", "for"), "cause"),
    (("in", "view", "of"), "cause"),
    (("in", "the", "light", "of"), "cause"),
    (("in", "light", "of"), "cause"),
    (("for", "the", "sake", "of"), "purpose"),
    (("in", "the", "name", "of"), "purpose"),
    (("in", "the", "interest", "of"), "purpose"),
    (("in", "the", "interests", "of"), "purpose"),
    (("with", "the", "aim", "of"), "purpose"),
    (("for", "fear", "of"), "prevention"),
    (("for", "fear", "that"), "prevention"),
    (("out", "of", "fear"), "prevention"),
    (("out", "of", "concern"), "prevention"),
    (("on", "the", "grounds", "that"), "argument"),
    (("on", "the", "ground", "that"), "argument"),
    (("on", "grounds", "of"), "argument"),
    (("on", "the", "basis", "that"), "argument"),
    (("on", "account", "of"), "cause"),
    (("for", "reasons", "of"), "cause"),
    (("in", "an", "effort", "to"), "purpose"),
    (("in", "an", "attempt", "to"), "purpose"),
    (("in", "a", "bid", "to"), "purpose"),
    (("with", "a", "view", "to"), "purpose"),
    (("in", "the", "hope", "that"), "purpose"),
    (("in", "the", "hope", "of"), "purpose"),
    (("in", "hopes", "of"), "purpose"),
    (("in", "hope", "of"), "purpose"),
    (("in", "order", "to"), "purpose"),
    (("in", "order", "that"), "purpose"),
    (("so", "as", "to"), "purpose"),
    (("so", "that"), "purpose"),
    (("given", "that"), "cause"),
)
FIRST_WORDS: Final = frozenset(words[0] for words, _ in PHRASES)
STANDING: Final = frozenset("would will could can cannot may might must should wo ca is are has have does do".split())
BARRED: Final = frozenset("cannot not n't n’t never must ca".split())
BY_NOUN: Final = frozenset("over amid amidst on".split())
FRONTED: Final = frozenset("fearing dreading citing".split())
WORRIES: Final = frozenset("fear concern worry anxiety alarm".split())
NOT: Final = frozenset("not n't n’t never".split())
ABLE: Final = frozenset("can could ca".split())
# `cannot sign without consulting parliament` tells a condition, not what is feared
AGREEING: Final = frozenset("consult ask have get receive see know hear include involve obtain secure agree".split())
