"""The grammar of English time expressions: named rules over the letters of `zopa.read.dates_words`.

`first_match(letters, at)` gives the next expression: which rule, and where its named parts stand. Rules are tried
in order at each place, so a longer reading stands before the shorter one that it contains.
"""

from __future__ import annotations

import re
from typing import Final

# `{num}` is a number in words or digits, or a vague one (`a few`); `{apos}` the possessive of `last year's`
_PARTS = {
    "num": r"(?:A?(?:N|D)(?:-?N|aN|-D)*o?|Y|A)(?:aAN)?",
    "apos": r"(?:'s|')?",
    "year": r",?o?(?P<y>Y)(?![-]?D\))",
    "part": r"(?P<e>[e])-?",
    "unit": r"(?P<unit>[UQ])",
    "rel": r"(?P<rel>[tlxgc])",
    "clock": r"(?:P?(?P<clock>K|D|N)(?P<k>k)?|(?P<noon>P))(?:Z|dt)?",
}

_RULES: Final[tuple[tuple[str, str], ...]] = (
    ("iso", r"(?P<y>Y)[-.](?P<mo>D|N)[-.](?P<d>D|N)"),
    ("numeric", r"I"),
    # days
    ("month_day_range", r"(?P<mo>M)\.?(?P<d>D|O)(?:[-]|r|a)(?P<d2>D|O)(?![-]?U)(?:,?(?P<y>Y))?"),
    ("month_to_month", r"(?P<mo>M)\.?(?P<d>D|O)(?:[-]|r|a)(?P<mo2>M)\.?(?P<d2>D|O)(?:,?(?P<y>Y))?"),
    ("day_range_month", r"d?(?P<d>D|O)(?:[-]|r|a)d?(?P<d2>D|O)o?(?P<mo>M)\.?(?:,?(?P<y>Y))?"),
    ("day_month_to", r"d?(?P<d>D|O)o?(?P<mo>M)\.?(?:[-]|r|a)d?(?P<d2>D|O)o?(?P<mo2>M)\.?(?:,?(?P<y>Y))?"),
    ("month_day", r"(?:[tx]*{part})?(?:{clock},?n?)?(?:[txl]*(?P<w>W)\.?,?P?,?d?)?"
     r"(?P<mo>M)\.?d?(?P<d>D|O)(?!-?[UQ]|[k$])(?:,?(?P<y>Y))?"),
    ("day_month", r"(?:{clock},?n?)?(?:[txl]*(?P<w>W)\.?,?d?)?d?(?P<d>D|O)(?:dayo|o)?(?P<mo>M)\.?(?:,?(?P<y>Y))?"),
    ("named_day", r"(?P<h>h)(?:(?P<w>W)|(?P<unit>U)(?:'s)?(?P<m>m)?U?)(?:,?(?P<y>Y))?"),
    ("week_of_month", r"d?(?P<n>O|l)(?P<unit>U)o(?P<mo>M)\.?(?:,?o?(?P<y>Y))?"),
    ("week_of_day", r"d?(?P<unit>U)o(?P<mo>M)\.?(?P<d>D|O)(?!-?[UQ])(?:,?(?P<y>Y))?"),
    ("weekday_the", r"(?P<w>W),?d(?P<d>O)(?!-?[UQo])"),
    # months
    ("month_range", r"(?P<mo>M)\.?(?:-|r|a)(?P<mo2>M)\.?(?:,?o?(?P<y>Y))?"),
    ("month_of_year", r"(?:d?(?P<m>m)o)?(?:{part})?(?P<mo>M)\.?,?o?(?P<y>Y)"),
    ("month_rel_year", r"(?:d?(?P<m>m)o)?(?:{part})?(?P<mo>M)\.?o?(?:n)?(?P<rel>[tlxg])(?P<unit>U)"),
    ("rel_month", r"(?:d?(?P<m>m)o)?(?:{part})?d?(?P<rel>[tlxg])(?P<mo>M)\.?(?![D])"),
    ("month", r"(?:d?(?P<m>m)o)?(?:{part})?(?P<mo>M)\.?"),
    # weekdays
    ("week_from", r"A(?P<unit>U)(?:f|n|i|r)(?P<rel>[tlxg])?(?P<w>W)"),
    ("weekday_rel_week", r"(?P<w>W)(?P<p>P)?o?(?P<rel>[tlxg])(?P<unit>U)"),
    ("weekday_range", r"(?P<w>W)(?:-|r)(?P<w2>W)"),
    ("weekday", r"(?:{part})?(?:{clock},?n?)?(?:(?P<el>E)n?)?(?:d?(?P<rel>[tlxg])+)?(?P<w>W)\.?{apos}"
     r"(?:(?P<e2>e))?(?P<p>P)?(?:n?(?P<k2>K|D)k?)?(?!-[UQ])"),
    ("weekdays", r"(?:n)?(?P<w>w)(?:aw)?(?P<p>P)?|(?P<v>v)(?:O)?(?P<w2>W)(?P<p2>P)?"),
    # today and its kin
    ("day_beyond", r"d?(?P<unit>U)(?P<b>B)(?P<r>R)"),
    ("today", r"(?:{part}|(?P<el>E))?(?:{clock},?n?)?(?P<r>R)(?:'s)?(?P<p>P)?"),
    # quarters, halves
    ("quarter_of", r"d?(?:(?P<y0>Y)|(?P<rel0>[tlxgc])(?:(?P<unit0>U)(?:'s)?))?y?-?(?P<n>O)-?y?(?P<half>N)?"
     r"(?P<q>Q)?(?:o?n?(?P<y>Y)|o?(?P<rel>[tlxgc])(?P<unit>U))"),
    ("quarter", r"d?(?:(?P<y0>Y)|(?P<rel0>[tlxgc])(?P<unit0>U)(?:'s)?)?y?-?(?P<n>O)-?y?(?P<q>Q)"),
    ("q_number", r"(?P<q>q)-?(?:o?(?P<y>Y))?|(?P<y2>Y)-?(?P<q2>q)"),
    ("half_of", r"d?(?P<n>O|l)(?P<half>N)o(?P<y>Y|(?P<rel>[tlxgc])(?P<unit>U)|d(?P<unit2>U))"),
    # seasons
    ("season_of", r"(?:d)?(?:{part})?(?P<s>S)(?:o|,)?(?:(?P<y>Y)|(?P<rel>[tlxg])(?P<unit>U))"),
    ("rel_season", r"(?:{part}|(?P<el>E))?(?P<rel>[tlxg])+(?P<s>S)"),
    ("season", r"d?(?:{part})?(?P<s>S)(?=[^_]|_)"),
    # decades, centuries
    ("decade", r"d?(?:{part})?d?'?(?P<c>C)"),
    ("century", r"d?(?:{part})?(?P<n>O)-?(?P<unit>U)"),
    # ends of things
    ("end_of", r"d?(?P<m>m)-?o-?(?:(?P<rel>[tlxgc])|d)?(?P<unit>U|Q|z)(?!{apos}G)"),
    ("end_of_year", r"d?(?P<m>m)o(?P<y>Y)"),
    ("unit_end", r"d?(?:n)?(?P<unit>U){apos}-?(?P<m>m)(?!o)"),
    ("mid_unit", r"{part}(?P<unit>U)"),
    # ago, earlier, later, from now
    ("ago", r"(?P<num>{num})(?:(?:-|r|j)(?P<num2>{num}))?-?[u]?{unit}(?:ju+)?(?:jso)?(?P<dir>G|E(?![d])|H|fF)"),
    ("time_hence", r"i(?P<num>{num})[u]?{unit}'s?(?P<z>z)"),
    ("year_ago", r"d?(?P<unit>U)-(?P<dir>G|E)(?:(?P<n>O)?(?P<q>Q)|z)?"),
    # relative stretches of several units: the past three weeks
    ("past_units", r"(?:d|t|o)?(?P<rel>[lxgm]|[O])-?(?P<num>A?[NYD](?:-?[NDo])*(?:(?:r|j|-)[ND])?)-?[u]?{unit}"),
    ("first_units", r"d(?P<num>[ND](?:-?N)*)-?{unit}"),
    # one unit: last week, later this month, the following year
    ("rel_unit", r"(?:(?P<el>E)(?:i|n)?|{part})?d?(?P<rel>[tlxgc])+[uy]*(?P<unit>[UQ]|z)(?:'s)?(?P<q0>Q)?"),
    ("in_unit", r"(?P<el>E)i?d(?P<unit>U)"),
    ("rel_part", r"(?:(?P<el>E)|{part})?(?P<rel>[tlxg])(?P<p>P)"),
    ("fiscal", r"d?(?P<rel>[tlxgc])?y(?:(?P<unit>U))?(?P<y>Y)?"),
    ("fixed", r"(?P<f>F)"),
    ("vague_ref", r"d?(?P<p>p)(?P<unit>U|Q)?|(?P<c>c)(?![a-zA-TV-Z])|d(?P<l>l)(?![_A-Za-z])"),
    ("these_days", r"t(?P<unit>U)"),
    # sets and lengths
    ("set", r"(?P<v>v)(?:(?P<num>N|O|D))?-?(?P<unit>U|Q|P|S|M)|(?P<daily>V)"),
    ("length", r"(?:d)?(?P<num>{num})(?:(?:-|r|j)(?P<num2>{num}))?-?[u]*-?{unit}(?:-?(?P<old>J))?(?:(?P<tail>aAN))?"),
    ("units_ahead", r"d?(?P<unit>U)(?P<dir>H|G)"),
    ("holiday", r"(?P<h>L)(?P<m>m)?U?,?(?P<y>Y)?"),
    ("year_range", r"(?:f|b)?(?P<y>Y)(?:-|r|a)(?P<y2>Y|D|N)"),
    ("part_clock", r"(?:{part})(?P<p>P)|(?P<clock>K)(?P<k>k)?(?:Z)?|(?P<clock2>[DN])(?:\.[DN])?(?P<k2>k)(?:Z)?"),
    ("part_year", r"(?:{part})(?P<y>Y)"),
    ("named_year", r"d?(?P<unit>U)(?P<y>Y)(?!-?[UQ])"),
    ("spoken_year", r"(?:dU)?(?P<hi>N)-?(?P<lo>N)(?:-?(?P<lo2>N))?"),
    ("year", r"(?P<y>Y)"),
    ("the_unit", r"d(?P<unit>U|Q)"),
    ("vague_units", r"(?P<unit>U)(?P<more>aU|jU)?"),
    ("the_part", r"d(?P<p>P)|(?P<p2>P)"),
)  # fmt: skip


def _expand(pattern: str) -> str:
    for _ in range(2):
        for name, part in _PARTS.items():
            pattern = pattern.replace("{" + name + "}", part)
    return pattern


_COMPILED: Final = tuple((name, re.compile(_expand(pattern))) for name, pattern in _RULES)
_ANY: Final = re.compile(
    "|".join("(?:" + re.sub(r"\(\?P<\w+>", "(?:", _expand(pattern)) + ")" for _, pattern in _RULES)
)


def matches_at(letters: str, at: int) -> list[tuple[str, re.Match[str]]]:
    """Every rule that reads an expression at `at`, in the order of preference."""
    return [(name, match) for name, rule in _COMPILED if (match := rule.match(letters, at)) and match.end() > at]


def next_start(letters: str, at: int) -> int:
    """Where the next expression can start, at or after `at`; -1 when there is none."""
    match = _ANY.search(letters, at)
    return match.start() if match else -1
