"""Writes docs/reference/commands.md from the commands themselves: `python -m scripts.commands_page`.

A test compares the page with what this would write, so no command or option can stay undocumented.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import typer.main

import zopa.cli

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "commands.md"

INTRODUCTION = """# Commands

<!-- Written by `python -m scripts.commands_page` from the commands themselves; change their help, not this page. -->

What was asked for goes to standard output (or to the file after `-o`); progress and warnings go to standard error.
`--format json` prints one JSON object and nothing else. Colours appear on a terminal only.

| exit status | means |
|---|---|
| 0 | done |
| 1 | something asked for could not be done; one line on standard error says what, where, and how to mend it |
| 2 | wrong usage |

`zopa --version` prints the version; `-h` or `--help` after any command shows its options.
"""


def page() -> str:
    """The whole page."""
    zopa.cli.load_commands()
    root: Any = typer.main.get_command(zopa.cli.app)
    parts = [INTRODUCTION]
    for name, command in root.commands.items():
        deeper = getattr(command, "commands", None)
        if deeper is None:
            parts.append(section(f"zopa {name}", command))
        else:
            parts += [section(f"zopa {name} {inner}", sub) for inner, sub in deeper.items()]
    return "\n".join(parts)


def section(title: str, command: Any) -> str:
    """One command: its usage, what it does, its arguments and options."""
    arguments = [p for p in command.params if not p.opts[0].startswith("-")]
    options = [p for p in command.params if p.opts[0].startswith("-") and p.name != "help"]
    usage = " ".join([title, *("[OPTIONS]" if options else "",), *(shown(p) for p in arguments)]).replace("  ", " ")
    lines = [f"## `{title}`", "", f"    {usage}", "", clean(command.help or ""), ""]
    if arguments or options:
        lines += ["| | |", "|---|---|"]
        lines += [f"| `{shown(p)}` | {clean(getattr(p, 'help', None) or '')} |" for p in arguments]
        lines += [f"| {names(p)} | {clean(p.help or '')}{default(p)} |" for p in options]
        lines.append("")
    return "\n".join(lines)


def shown(parameter: Any) -> str:
    """How an argument stands in the usage line."""
    name = str(parameter.metavar or parameter.name.upper())
    return f"{name if parameter.required else f'[{name}]'}{'...' if parameter.nargs == -1 else ''}"


def names(parameter: Any) -> str:
    """The option's names and what follows them."""
    every = ", ".join(f"`{opt}`" for opt in [*parameter.opts, *parameter.secondary_opts])
    choices = getattr(parameter, "choices", None) or getattr(getattr(parameter, "type", None), "choices", None)
    after = parameter.metavar or (",".join(map(str, choices)) if choices else "")
    return f"{every} {after}".replace("|", "\\|").strip()


def default(parameter: Any) -> str:
    """The default, where it says something."""
    value = parameter.default
    if value in (None, False, True, (), [], "") or callable(value) or str(value) == ".":
        return ""
    return f" Default: `{getattr(value, 'value', value)}`."


def clean(text: str) -> str:
    """The help as one paragraph of Markdown."""
    return re.sub(r"\s+", " ", text).strip().replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE}", file=sys.stderr)
