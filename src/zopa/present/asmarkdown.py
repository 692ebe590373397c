"""The brief as Markdown: tables and lists that any viewer shows, every line pointing to numbered evidence below.

Words of articles are escaped, so nothing in them becomes a link, an image, HTML or another heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.evidence import Numbers
from zopa.present.outline import heading, shown
from zopa.present.parts import Cell, Line, Section, Table, id_of, place_of
from zopa.present.safe import markdown, one_line


def markdown_text(brief: Brief, sections: Sequence[Section] | None = None) -> str:
    """The whole brief (or some sections of it), ending in a line break."""
    numbers = Numbers(brief)
    case = brief.knowledge.case
    lines = [f"# {markdown(case.title or case.name)}", "", markdown(heading(brief)), ""]
    for section in shown(brief) if sections is None else sections:
        lines += [f"## {markdown(section.title)}", "", *_section(section, numbers)]
    used = list(numbers.used())
    if used:
        lines += ["## Evidence", ""]
        lines += [
            f'{number}. <a id="e{number}"></a>{markdown(w.quoted(one_line(finding.text, 400)))} '
            f"{markdown(place_of(brief, finding))}, "
            f"characters {finding.start} to {finding.end}{id_of(finding)}"
            for number, finding in used
        ]
    return "\n".join(lines).rstrip() + "\n"


def _section(section: Section, numbers: Numbers) -> Iterator[str]:
    if section.table:
        yield from _table(section.table, numbers)
        yield ""
    for line in section.lines:
        yield from _line(line, numbers, 0)
    if section.lines:
        yield ""
    for remark in (section.note, section.gap):
        if remark:
            yield f"*{markdown(remark)}*"
            yield ""


def _line(line: Line, numbers: Numbers, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {markdown(line.text)}{_refs(numbers.of(line.findings))}"
    for under in line.lines:
        yield from _line(under, numbers, depth + 1)


def _refs(found: list[int]) -> str:
    return "".join(f" [\\[{number}\\]](#e{number})" for number in found)


def _table(table: Table, numbers: Numbers) -> Iterator[str]:
    yield f"| {' | '.join(markdown(column) for column in table.columns)} |"
    yield f"|{'---|' * len(table.columns)}"
    for row in table.rows:
        yield f"| {' | '.join(_cell(cell, numbers) for cell in row)} |"


def _cell(cell: Cell, numbers: Numbers) -> str:
    if cell.tone == "head":
        return f"**{markdown(cell.text)}**"
    if not cell.text:
        return ""
    level = f" {cell.level:.2f}" if cell.level is not None else ""
    mark = " **red line**" if cell.red_line else ""
    beside = f" ({markdown(cell.beside)})" if cell.beside else ""
    return f"{markdown(cell.text)}{level}{mark}{beside}{_refs(numbers.of(cell.findings, 1))}"
