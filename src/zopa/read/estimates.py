"""Estimates: somebody's probability that something happens, in numbers (`a 25% chance`) or in words (`doubtful`).

`read_estimates(roles, scale)` finds them; words become intervals by the named scale (`zopa.read.scales`), numbers
stand as stated. The holder is who says the words; None is the article's own voice. Comparisons (`more likely`),
bare modals (`may`, `could`) and adjectives before a noun (`the likely outcome`) give no probability and are left.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from zopa.read.estimates_answers import Answers
from zopa.read.estimates_ground import Found
from zopa.read.estimates_markets import Markets
from zopa.read.estimates_stated import StatedChances
from zopa.read.estimates_words import WordedChances
from zopa.read.findings import Estimate, finding_id
from zopa.read.lapses import end_of
from zopa.read.roles import Roles
from zopa.read.scales import chosen_scale
from zopa.read.scene import Moment

REFERS: Final = 2  # sentences back to the estimate whose thing a pronoun can stand for
_PRONOUNS: Final = frozenset(("it", "that", "this"))
_LIMIT: Final = re.compile(r"\b(?:by|before|until|within)(?: the)? $", re.IGNORECASE)

_ASKING: Final = frozenset(["be", "do", "have"])
_TELLING: Final = frozenset(
    "say estimate reckon believe think calculate predict forecast warn write add judge project conclude note".split()
)
_BEFORE: Final = re.compile(r"\bbefore(?: the)? $", re.IGNORECASE)
_ENDING: Final = re.compile(r"(?:the )?end\b", re.IGNORECASE)
_JOINED: Final = re.compile(r" (?:on |in )?")
_LENGTH_AHEAD: Final = re.compile(
    r"\b(?:within|inside|(?:in|over|during) the (?:next|coming|following))(?: the)?(?: next| coming)? $", re.IGNORECASE
)
_TOLD_OF: Final = re.compile(r"[^.;\n\"“]*?[A-Z]\w+ (?:of|about) ((?:the|an?|any|his|her|its|their) [^.;,\n\"“]+)")
_ASKED_WHETHER: Final = re.compile(
    r"[^.;\n\"“]*?\basked (?:whether|if|about|how likely)(?: it was that)? ([^.;\n\"“]+)"
)


def read_estimates(roles: Roles, scale: str | None = None) -> list[Estimate]:
    """The estimates of the article, in text order, words read by `scale` (see `zopa.read.scales.chosen_scale`)."""
    scale = chosen_scale(scale)
    numbers = StatedChances(roles, scale)
    found = [*numbers.stated(), *numbers.idioms()]
    found += _beside(Markets(roles, scale).priced(), found)
    answers = Answers(roles, scale)
    found += answers.answers(found)
    worded = WordedChances(roles, scale)
    found += answers.worded(worded.rung, worded.graded)
    taken = [(f.first, f.last) for f in found]
    for i in range(roles.tree.n):
        if not worded.may_be(i):
            continue
        new = worded.at(i) if not _asked(roles, i) else None
        if (
            new is not None
            and not any(a < new.last and new.first < b for a, b in taken)
            and not _told_in(roles, new, taken)
        ):
            found.append(new)
            taken.append((new.first, new.last))
    found.sort(key=lambda f: (f.first, f.last))
    return _referring(roles, found, [_estimate(roles, f) for f in found])


def _asked(roles: Roles, i: int) -> bool:
    """Whether a word stands in a question that leaves it open: `Is a deal likely?`."""
    tree = roles.tree
    first, last = tree.sents[tree.sent[i]]
    first = next((k + 1 for k in range(first, min(first + 4, i)) if tree.lower[k] == ":"), first)
    words = [k for k in range(first, last) if tree.tag[k] not in ("_SP", "``", "''", "-LRB-", "-RRB-", ":", ",")]
    if not words or tree.lower[words[-1]] != "?":
        return False
    asking = [k for k in words if k <= i and (tree.lemma[k] in _ASKING or tree.tag[k] in ("MD", "WRB", "WP"))]
    subject = next((k for k in words if tree.dep[k] in ("nsubj", "expl", "nsubjpass")), last)
    return bool(asking) and asking[0] < subject


def _told_in(roles: Roles, f: Found, taken: list[tuple[int, int]]) -> bool:
    """Whether a verb of thinking only tells of a chance that stands in its clause: `reckon there is a one in six
    chance`."""
    verbal = roles.tree.tag[f.last - 1][:2] == "VB" and f.about is not None
    return verbal and f.about is not None and any(f.about[0] <= a and b <= f.about[1] for a, b in taken)


def _beside(new: list[Found], found: list[Found]) -> list[Found]:
    """Those of `new` that overlap none of `found`."""
    return [f for f in new if not any(k.first < f.last and f.first < k.last for k in found)]


def _referring(roles: Roles, found: list[Found], made: list[Estimate]) -> list[Estimate]:
    """`A truce was likely, she said. He gave it one chance in three`: `it` is what the estimate before is about."""
    sent = roles.tree.sent
    for k in range(1, len(made)):
        near = sent[found[k].first] - sent[found[k - 1].first] <= REFERS
        if (made[k].about or "").lower() in _PRONOUNS and made[k - 1].about and near:
            made[k] = replace(made[k], about=made[k - 1].about)
    return made


def _estimate(roles: Roles, f: Found) -> Estimate:
    tree = roles.tree
    spans = [s for s in (f.about, f.subject) if s is not None]
    f = _called(roles, f)
    phrase_start, phrase_end = tree.start[f.first], tree.end[f.last - 1]
    about = _about(roles, f)
    sentence = tree.sents[tree.sent[f.first]]
    start = min([f.first, *[s[0] for s in spans if s[0] >= sentence[0]]])
    end = max([f.last, *[s[1] for s in spans if s[1] <= sentence[1]]])
    span = tree.trim((start, end)) or (f.first, f.last)
    start_char, end_char = tree.chars(span)
    start_char, end_char = min(start_char, phrase_start), max(end_char, phrase_end)
    holder = roles.speaker_at(phrase_start, phrase_end)
    if f.told or (holder is None and f.holder is not None):
        holder = f.holder
    if holder is None:
        holder = _teller(roles, f)
    article = roles.scene.article
    return Estimate(
        id=finding_id("estimate", article.id, start_char, end_char, phrase_start, f.low, f.high),
        article=article.id,
        start=start_char,
        end=end_char,
        text=tree.text[start_char:end_char],
        phrase=" ".join(tree.text[phrase_start:phrase_end].split()),
        holder=holder,
        about=about,
        low=round(f.low, 6),
        high=round(f.high, 6),
        scale=f.scale,
        date=_said(roles, f.first),
        horizon=_horizon(roles, f, end_char),
    )


def _teller(roles: Roles, f: Found) -> str | None:
    """Who says so at the end of the sentence, where no quotation was found: `..., engineers at Hydra estimate.`"""
    tree = roles.tree
    b = tree.sents[tree.sent[f.first]][1]
    verb = next((k for k in range(b - 1, max(f.last, b - 6), -1) if tree.lemma[k] in _TELLING), None)
    if verb is None or tree.tag[verb] not in ("VBD", "VBZ", "VBP") or roles.quote_at(tree.start[verb], tree.end[verb]):
        return None
    comma = next((k for k in range(verb - 1, f.last - 1, -1) if tree.lower[k] == ","), None)
    if comma is None or any(tree.tag[k] in ("VBD", "VBZ", "VBP", "MD", "WP", "IN") and tree.dep[k] != "prep"
                            for k in range(comma + 1, verb)):  # fmt: skip
        return None
    subject = next((c for c in tree.children[verb] if tree.dep[c] == "nsubj" and comma < c), None)
    return None if subject is None else roles.actor(subject) or roles.words(comma + 1, verb)


def _called(roles: Roles, f: Found) -> Found:
    """`A diplomat called that highly unlikely`: `that` is what it is about, and the diplomat only says so."""
    tree = roles.tree
    calling = f.first > 0 and tree.lower[f.first] == "that" and tree.tag[f.first - 1][:2] == "VB"
    if not calling or f.last - f.first < 2:
        return f
    return replace(f, first=f.first + 1, about=(f.first, f.first + 1), subject=None)


def _about(roles: Roles, f: Found) -> str | None:
    words = roles.words(*f.about) if f.about else None
    subject = roles.words(*f.subject) if f.subject else None
    if not subject and (words or "it").lower() in _PRONOUNS:
        return _told_of(roles, f) or words
    if words and subject:
        return f"{subject} {words}"
    return words or subject


def _told_of(roles: Roles, f: Found) -> str | None:
    """What a quotation is said of: `"It's 50-50," said X of a truce`."""
    tree = roles.tree
    quote = roles.quote_at(tree.start[f.first], tree.end[f.last - 1])
    if quote is None or quote.cue_span is None or quote.cue_span[0] < quote.end:
        return None
    at = quote.cue_span[1]
    found = _ASKED_WHETHER.match(tree.text, at) or _TOLD_OF.match(tree.text, at)
    return " ".join(found[1].split()) if found else None


def _horizon(roles: Roles, f: Found, end: int) -> date | None:
    """The day by which it would happen, from the day of publication on.

    A date inside what the estimate is about, or behind it in the same sentence after `by`, `before`, `until`, `within`.
    """
    tree, whole = roles.tree, f.about or f.subject
    if whole is None:
        return None
    first, last = tree.start[whole[0]], max(tree.end[whole[1] - 1], end)
    _, stop = roles.sentence(f.first)
    published = roles.scene.article.published
    days = [
        day
        for m in roles.scene.moments_in(first, max(last, stop))
        if (day := _limit(tree.text, m, published)) is not None
        and (published is None or day >= published)
        and (m.end <= last or _JOINED.fullmatch(tree.text, last, m.start) or _LIMIT.search(tree.text[: m.start][-12:]))
    ]
    return days[-1] if days else None


def _limit(text: str, moment: Moment, published: date | None) -> date | None:
    """The last day of a time expression: of a length, counted from the day of publication; of what it is before, the
    first."""
    before = text[max(moment.start - 24, 0) : moment.start]
    if moment.last is None:
        return end_of(moment, published) if _LENGTH_AHEAD.search(before) else None
    if moment.first is not None and _BEFORE.search(before) and not _ENDING.match(text, moment.start):
        return moment.first  # before March ends with February
    return moment.last


def _said(roles: Roles, i: int) -> date | None:
    """The day on which it was said: a single day told before the phrase in the same sentence (`On Thursday, he
    estimated`)."""
    start, _ = roles.sentence(i)
    published = roles.scene.article.published
    before = roles.scene.moments_in(start, roles.tree.start[i])
    days = [m.first for m in before if m.first is not None and m.first == m.last]
    told = [d for d in days if published is None or d <= published]
    return told[-1] if told else None
