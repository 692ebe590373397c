"""The day on which a told length of time ends, counted from a day: `within six months`, `48 hours`."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from zopa.read.dates_calendar import Grain, shift_date
from zopa.read.scene import Moment

_LENGTH: Final = re.compile(r"P(T?)(\d+)([DWMYH])")
_GRAINS: Final[dict[str, Grain]] = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def end_of(moment: Moment, start: date | None) -> date | None:
    """The last day of a length that begins on `start`; None for other expressions, minutes, and lengths without a
    number. Hours are whole days, a part of one counted as one."""
    match = _LENGTH.fullmatch(moment.value) if moment.kind == "duration" and start is not None else None
    if match is None or start is None:
        return None
    count = int(match[2])
    try:
        if match[1]:
            return shift_date(start, -(-count // 24), "day") if match[3] == "H" else None
        return shift_date(start, count, _GRAINS[match[3]]) if match[3] in _GRAINS else None
    except OverflowError:
        return None
