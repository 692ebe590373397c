"""A suggestion as the text of a case file, with the evidence as comments beside every line an analyst may change."""

from __future__ import annotations

import yaml

from zopa.read.suggest import Suggestion

EXAMPLE_CHARS = 160


def suggested_case(found: Suggestion, *, name: str = "draft", title: str | None = None) -> str:
    """YAML that `zopa.cases.case_from_text` reads; comments say what each proposal rests on."""
    lines = [
        f"# A draft made from {_count(found.articles, 'article')}: strike out what is not on the table, name what is "
        "missing.",
        "# `for` and `against` will refer to the proposition of each issue, so write it as a plain sentence.",
        "zopa: 1",
        f"case: {_value(name)}",
    ]
    if title:
        lines.append(f"title: {_value(title)}")
    if found.first and found.last:
        why = f"  # {_comment(found.fits)}" if found.fits else ""
        lines.append(f"period: {{from: {found.first.isoformat()}, to: {found.last.isoformat()}}}{why}")
    elif found.fits:
        lines.append(f"# period: {{from: 2000-01-01, to: 2000-12-31}}  # {_comment(found.fits)}")
    lines.append("parties:" if found.parties else "parties: {}")
    for party in found.parties:
        seen = f"{_count(party.mentions, 'mention')}, {party.voices} of them speaking"
        known = "; known without a case file" if party.known else ""
        lines.append(f"  {_value(party.name)}:  # {seen}{known}")
        more = [(key, values) for key, values in (("names", party.names), ("people", party.people)) if values]
        if not more:
            lines[-1] = lines[-1].replace(":  #", ": {}  #", 1)
        lines += [f"    {key}: [{', '.join(_value(v) for v in values)}]" for key, values in more]
    lines.append("issues:" if found.issues else "issues: {}")
    for issue in found.issues:
        who = f" by {_comment(', '.join(issue.holders))}" if issue.holders else ""
        lines += [
            f"  {_value(issue.key)}:  # {_count(issue.seen, 'statement')}{who}",
            f"    # {_comment(issue.example)}",
            f"    title: {_value(issue.title)}",
            f"    proposition: {_value(issue.proposition)}",
            f"    cues: [{', '.join(_value(cue) for cue in issue.cues)}]",
        ]
    return "\n".join(lines) + "\n"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _value(text: str) -> str:
    """The text as a YAML scalar on one line, quoted where it has to be."""
    clean = "".join(c if c.isprintable() else " " for c in text).strip() or "x"
    dumped = yaml.safe_dump([clean], default_flow_style=True, allow_unicode=True, width=10_000)
    return dumped.strip().removeprefix("[").removesuffix("]")


def _comment(text: str) -> str:
    clean = "".join(c if c.isprintable() else " " for c in text)
    return clean if len(clean) <= EXAMPLE_CHARS else f"{clean[: EXAMPLE_CHARS - 1]}…"
