"""What a brief says, section by section, in words: the one source of terminal, Markdown and HTML."""

from __future__ import annotations

from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.judgements import judgements_section
from zopa.present.parts import Line, Section
from zopa.present.sections_changes import changes_sections
from zopa.present.sections_facts import (
    clock_section,
    contradictions_section,
    estimates_section,
    islands_section,
    sources_section,
)
from zopa.present.sections_forms import icebergs_section, space_section
from zopa.present.sections_network import network_section, rounds_section
from zopa.present.sections_positions import common_section, matrix_section, sticking_section
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
        contradictions_section(brief),
        sources_section(brief),
        *judgements_section(brief),
    )


def shown(brief: Brief) -> tuple[Section, ...]:
    """What a page to read from top to bottom holds: the changes alone where they were asked for, else all."""
    return changes_sections(brief) or outline(brief)


def heading(brief: Brief) -> str:
    """What the brief covers, in one line."""
    articles = brief.knowledge.articles
    origins = {brief.knowledge.origin(a.id) for a in articles}
    dates = [a.published for a in articles if a.published]
    reprints = len(articles) - len(origins)
    parts = [w.count(len(articles), "article")]
    if reprints:
        parts.append(f"{w.count(reprints, 'reprint')} among them")
    parts.append(w.span(min(dates), max(dates)) if dates else "none of them dated")
    return ", ".join(parts)


def _standing(brief: Brief) -> Section:
    lines = tuple(Line(text, findings) for text, findings in summary(brief))
    return Section("standing", "Where things stand", lines=lines)
