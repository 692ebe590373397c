"""What a brief says, section by section, in words: the one source of terminal, Markdown and HTML."""

from __future__ import annotations

from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.judgements import judgements_section
from zopa.present.parts import Line, Section
from zopa.present.sections_changes import changes_sections
from zopa.present.sections_estimates import estimates_section
from zopa.present.sections_facts import (
    clock_section,
    contradictions_section,
    islands_section,
    sources_section,
)
from zopa.present.sections_forms import icebergs_section, space_section
from zopa.present.sections_network import network_section, rounds_section
from zopa.present.sections_positions import common_section, matrix_section, sticking_section
from zopa.present.sections_sources import carried_section
from zopa.present.sections_territory import territory_section
from zopa.present.sections_time import convergence_section, moves_section
from zopa.present.summary import summary


def outline(brief: Brief) -> tuple[Section, ...]:
    """All sections of the brief, in reading order; what changed comes first where it was asked for."""
    return (
        *changes_sections(brief),
        _standing(brief),
        matrix_section(brief),
        sticking_section(brief),
        common_section(brief),
        *islands_section(brief),
        icebergs_section(brief),
        space_section(brief),
        network_section(brief),
        rounds_section(brief),
        territory_section(brief),
        moves_section(brief),
        convergence_section(brief),
        clock_section(brief),
        estimates_section(brief),
        carried_section(brief),
        contradictions_section(brief),
        sources_section(brief),
        *judgements_section(brief),
    )


def shown(brief: Brief) -> tuple[Section, ...]:
    """What a page to read from top to bottom holds: the changes alone where they were asked for, else all."""
    return changes_sections(brief) or outline(brief)


def heading(brief: Brief) -> str:
    """What the brief covers, in one line."""
    extent = brief.extent
    if extent is None:
        return w.count(len(brief.knowledge.articles), "article")
    parts = [w.count(extent.articles, "article")]
    if extent.reprints:
        parts.append(f"{w.count(extent.reprints, 'reprint')} among them")
    undated = "none of them dated" if extent.articles > 1 else "not dated"
    parts.append(w.span(extent.first, extent.last) if extent.first else undated)
    told = ", ".join(parts)
    if extent.facts_from:
        told += f"; facts (contradictions, islands, estimates, clock) from the {extent.facts:,} since "
        told += w.day(extent.facts_from)
    if extent.waiting:
        told += f"; {extent.waiting:,} of them wait to be read: run “zopa read”"
    return told


def _standing(brief: Brief) -> Section:
    lines = tuple(Line(text, findings) for text, findings in summary(brief))
    return Section("standing", "Where things stand", lines=lines)
