"""Which function resolves which rule of `zopa.read.dates_grammar`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from zopa.read import dates_days as days
from zopa.read import dates_feasts as feasts
from zopa.read import dates_lengths as lengths
from zopa.read import dates_spans as spans
from zopa.read.dates_parts import Parts, Resolved

RESOLVERS: Final[dict[str, Callable[[Parts], Resolved | None]]] = {
    "iso": days.iso,
    "numeric": days.numeric,
    "month_day_range": days.month_day_range,
    "month_to_month": days.month_to_month,
    "day_range_month": days.month_day_range,
    "day_month_to": days.month_to_month,
    "month_day": days.month_day,
    "day_month": days.month_day,
    "named_day": feasts.named_day,
    "week_of_month": days.week_of_month,
    "week_of_day": days.week_of_day,
    "weekday_the": days.weekday_the,
    "month_range": days.month_range,
    "month_of_year": days.month_of_year,
    "month_rel_year": days.month_rel_year,
    "rel_month": days.rel_month,
    "month": days.month_alone,
    "week_from": days.week_from,
    "weekday_rel_week": days.weekday_rel_week,
    "weekday_range": days.weekday_range,
    "weekday": days.weekday,
    "weekdays": days.weekdays,
    "day_beyond": days.day_beyond,
    "today": days.today,
    "quarter_of": spans.quarter_of,
    "quarter": spans.quarter,
    "q_number": spans.q_number,
    "half_of": spans.half_of,
    "season_of": spans.season_of,
    "rel_season": spans.rel_season,
    "season": spans.season_alone,
    "decade": spans.decade,
    "century": spans.century,
    "end_of": spans.end_of,
    "end_of_year": spans.end_of_year,
    "unit_end": spans.unit_end,
    "mid_unit": spans.mid_unit,
    "ago": lengths.ago,
    "time_hence": lengths.time_hence,
    "year_ago": lengths.year_ago,
    "past_units": lengths.past_units,
    "first_units": lengths.first_units,
    "rel_unit": lengths.rel_unit,
    "in_unit": lengths.in_unit,
    "rel_part": days.rel_part,
    "fiscal": spans.fiscal,
    "fixed": lengths.fixed,
    "vague_ref": lengths.vague_ref,
    "these_days": lengths.these_days,
    "set": lengths.set_of,
    "length": lengths.length,
    "units_ahead": lengths.units_ahead,
    "holiday": feasts.holiday,
    "year_range": spans.year_range,
    "part_clock": days.part_clock,
    "part_year": spans.year_alone,
    "named_year": spans.named_year,
    "spoken_year": spans.spoken_year,
    "year": spans.year_alone,
    "the_unit": lengths.the_unit,
    "vague_units": lengths.vague_units,
    "the_part": days.the_part,
}
