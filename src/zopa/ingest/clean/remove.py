"""Decides which units of a page are not the article and takes them out, every piece recorded.

Three zones: the head (before the first paragraph of prose), the body, the tail (after the last one). Furniture goes
from head and tail by its wording and by its neighbours, from the body only where the wording leaves no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from zopa.ingest.article import Removed
from zopa.ingest.clean.ending import after_the_end
from zopa.ingest.clean.furniture import Mark, mark_of
from zopa.ingest.clean.repeats import closest, covered, repeated, same_headline
from zopa.ingest.clean.units import STOPWORDS, Unit, units_of

_SUMMARY = re.compile(
    r"(?:(?:key|main) (?:takeaways?|points?|facts|findings)|summary|in (?:short|brief|summary)|tl;?dr|"
    r"(?:ai[- ])?(?:generated )?(?:summary|overview)|highlights|at a glance|the gist|bottom line)\s*:?",
    re.I,
)  # fmt: skip
_METADATA = re.compile(r"^by\b|\d|@|:$", re.I)  # lines of author and date stay: they say who wrote when
_ROUNDS = 3
_MOST_POINTS = 25  # a longer list is no summary
_COMMENTS = re.compile(
    r"(?:\d+|no) (?:comments?|replies|responses)(?: on .*)?|comments?(?: \(\d+\))?|(?:leave|post) a (?:reply|comment)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The article on a page; `removed` restores the page."""

    text: str
    removed: tuple[Removed, ...]


def clean(page: str, title: str | None = None) -> Cleaned:
    """The page without its furniture and repetitions. All of it stays where nothing would be left.

    `title` is the headline where it is known from elsewhere; the page need not open with it again.
    """
    units = units_of(page)
    gone = _opening_title(units, title) if title else {}
    for _ in range(_ROUNDS):  # a summary that goes can bare a footer before it, and the other way round
        before = len(gone)
        for step in (_furniture, _repetitions):
            for index, reason in step(units, gone).items():
                gone.setdefault(index, reason)
        if len(gone) == before:
            break
    if len(gone) == len(units):
        return Cleaned(page, ())
    return _cut(page, units, gone)


def _opening_title(units: Sequence[Unit], title: str) -> dict[int, str]:
    known = Unit(-1, 0, 0, title)
    for unit in units[:3]:
        if not unit.solid and (unit.key == known.key or same_headline(known, unit) or same_headline(unit, known)):
            return {unit.index: "repeated headline"}
    return {}


def _furniture(units: Sequence[Unit], known: dict[int, str]) -> dict[int, str]:
    marks = _marks(units)
    gone = {unit.index: mark.reason for unit, mark in zip(units, marks, strict=True) if mark and mark.sure == 3}
    prose = [
        unit.index
        for unit, mark in zip(units, marks, strict=True)
        if unit.solid and unit.index not in known and not (mark and mark.sure > 1)
    ]
    if not prose:
        return gone
    first, last = prose[0], prose[-1]
    for unit, mark in zip(units, marks, strict=True):
        if mark is None or mark.sure != 2 or first < unit.index < last or not _fits(units, marks, unit):
            continue
        if not mark.opens or unit.index < first:
            gone.setdefault(unit.index, mark.reason)
    gone.update(_menus(units[:first], gone))
    gone.update(_tail(units, marks, last))
    gone.update(_inner_teasers(units, marks, first, last))
    for index, reason in after_the_end(units, marks, prose).items():
        gone.setdefault(index, reason)
    return gone


def _fits(units: Sequence[Unit], marks: Sequence[Mark | None], unit: Unit) -> bool:
    """Whether the neighbours bear a mark out: an address between lines of text may belong to them."""
    mark = marks[unit.index]
    if mark is None or mark.reason != "link":
        return True
    before, after = unit.index - 1, unit.index + 1
    return (
        after == len(units) or before < 0 or marks[before] is not None or marks[after] is not None
    )  # fmt: skip


def _marks(units: Sequence[Unit]) -> list[Mark | None]:
    marks = [mark_of(unit) for unit in units]
    other = sum(len(unit.text) for unit in units if unit.foreign_share > 0.5)
    if other * 4 > sum(len(unit.text) for unit in units):  # the article itself is in another script
        marks = [None if mark and mark.reason == "other script" else mark for mark in marks]
    return marks


def _menus(head: Sequence[Unit], gone: dict[int, str]) -> dict[int, str]:
    """Runs of very short lines before the article: four of one to three words, or seven of up to five."""
    found: dict[int, str] = {}
    run: list[Unit] = []
    for unit in [*head, None]:
        if unit is not None and len(unit.words) <= 5 and not unit.stops and not _METADATA.search(unit.text):
            run.append(unit)
            continue
        tiny = [u for u in run if len(u.words) <= 3]
        known = sum(u.index in gone for u in run)
        if len(tiny) >= 4 and (len(run) >= 7 or len(tiny) == len(run) or 2 * known >= len(run)):
            found.update({u.index: "menu" for u in run if u.index not in gone})
        elif len(run) >= 2 and 2 * known >= len(run):
            found.update({u.index: "menu" for u in tiny if u.index not in gone})
        run = []
    return found


def _tail(units: Sequence[Unit], marks: Sequence[Mark | None], last: int) -> dict[int, str]:
    """After the last paragraph of prose: lists of links below their openers, and the openers themselves."""
    found: dict[int, str] = {}
    under = ""
    for unit in units[last + 1 :]:
        mark = marks[unit.index]
        if mark and mark.opens:
            under = mark.reason
            found[unit.index] = mark.reason
        elif mark:
            under = "comment" if _COMMENTS.fullmatch(unit.text) else under
        elif under and (under == "comment" or not unit.stops):
            found[unit.index] = under
    found.update(_link_list(units[last + 1 :], units[last]))
    return found


def _link_list(rest: Sequence[Unit], before: Unit) -> dict[int, str]:
    """List items written as headlines, three or more, that no paragraph introduces."""
    for at, unit in enumerate(rest):
        items = list(takewhile(lambda u: u.is_item and not u.stops and _title_case(u.text), rest[at:]))
        if len(items) >= 3:
            return {} if before.text.endswith(":") else {item.index: "teaser" for item in items}
        before = unit
    return {}


def _title_case(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]+", text) if word.lower() not in STOPWORDS]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def _inner_teasers(units: Sequence[Unit], marks: Sequence[Mark | None], first: int, last: int) -> dict[int, str]:
    """Inside the body: `Read also:` and the headlines below it, up to the next sentence."""
    found: dict[int, str] = {}
    for unit in units[first + 1 : last]:
        mark = marks[unit.index]
        if not (mark and mark.opens and mark.reason == "teaser"):
            continue
        follow: list[Unit] = []
        for other in units[unit.index + 1 : last]:
            if other.stops or len(other.words) < 4 or len(other.words) > 25 or other.text.endswith(":"):
                break
            follow.append(other)
        if follow and len(follow) <= 6:
            # the last line may be a subheading of the article, so a lone run keeps its openers' list only
            found[unit.index] = mark.reason
            found.update({u.index: mark.reason for u in follow})
        elif re.match(
            r"(?:read|see|watch) (?:also|more|next)|related|recommended|also read|most read", unit.text, re.I
        ):
            found[unit.index] = mark.reason
    return found


def _repetitions(units: Sequence[Unit], gone: dict[int, str]) -> dict[int, str]:
    left = [unit for unit in units if unit.index not in gone]
    if not left:
        return {}
    numbered = [Unit(i, u.start, u.end, u.text) for i, u in enumerate(left)]
    head = next((u.index for u in numbered if u.solid), len(numbered) - 1)
    again = repeated(numbered, head)
    found = {left[i].index: reason for i, reason in again.items()}
    rest = [unit for unit in left if unit.index not in found]
    found.update(_summary(rest))
    return found


def _summary(units: Sequence[Unit]) -> dict[int, str]:
    """Points at the end that only reword the article, with their label and what is reworded once more below them."""
    floor = max(3, len(units) // 3)  # an article shorter than its own summary is no article
    end = len(units)
    while end > floor and not units[end - 1].is_item and len(units) - end < 4:
        end -= 1
    start = end
    while start > floor and units[start - 1].is_item:
        start -= 1
    label = next((at for at in range(floor, len(units)) if _SUMMARY.fullmatch(units[at].text)), None)
    if end - start >= 3 and not (units[start - 1].text.endswith(":") and label != start - 1):
        first, points, below = start, units[start:end], units[end:]
    elif label is not None and 2 <= len(units) - label - 1 <= 12:
        first, points, below = label + 1, units[label + 1 :], ()
    else:
        return {}
    before = units[:first]
    if not _rewords(points, before, labelled=label == first - 1):
        return {}
    if not all(covered(unit, before) >= 0.6 and closest(unit, before) >= 0.4 for unit in below):
        return {}
    found = {unit.index: "summary of the article" for unit in points}
    found.update({unit.index: "rewords the article" for unit in below})
    if label == first - 1:
        found[units[first - 1].index] = "summary of the article"
    return found


def _rewords(run: Sequence[Unit], before: Sequence[Unit], *, labelled: bool) -> bool:
    """Whether every point only says again what stands before: no new number, no new name, hardly a new word.

    Under a label such as `Key takeaways` less is asked for.
    """
    words = sum(len(unit.words) for unit in run)
    if len(run) > _MOST_POINTS or words < 12 * len(run) or words > 0.8 * sum(len(unit.words) for unit in before):
        return False
    shares = [covered(unit, before) for unit in run]
    near = [closest(unit, before) for unit in run]
    least, mean = (0.4, 0.55) if labelled else (0.5, 0.7)
    return min(shares) >= least and sum(shares) >= mean * len(run) and sum(near) >= 0.4 * len(run)


def _cut(page: str, units: Sequence[Unit], gone: dict[int, str]) -> Cleaned:
    """Takes units out with the blanks behind them; neighbours with one reason go as one piece."""

    def line_start(unit: Unit) -> int:
        return page.rfind("\n", 0, unit.start) + 1

    removed: list[Removed] = []
    kept: list[str] = []
    at = 0
    while at < len(units):
        if at not in gone:
            at += 1
            continue
        stop = at
        while stop < len(units) and gone.get(stop) == gone[at]:
            stop += 1
        to_the_end = all(index in gone for index in range(stop, len(units)))
        start = line_start(units[at])
        if at == 0 or (removed and at - 1 in gone):
            start = removed[-1].end if at else 0
        elif to_the_end:
            start = units[at - 1].end
        end = line_start(units[stop]) if stop < len(units) else len(page)
        kept.append(page[removed[-1].end if removed else 0 : start])
        removed.append(Removed(start, end, page[start:end], gone[at]))
        at = stop
    kept.append(page[removed[-1].end if removed else 0 :])
    return Cleaned("".join(kept), tuple(removed))
