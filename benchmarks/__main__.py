"""`python -m benchmarks [name...]`: run the named benchmarks, or all of them; each module has `run()`.

Several run one after the other in a process each, so that none counts another's memory as its own, and one that fails
leaves the rest. `--write FILE` also puts what they print into that file, one section each, as soon as it is there;
sections of others stay as they are. The exit status is 1 where one failed.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import pkgutil
import platform
import re
import subprocess
import sys
from pathlib import Path

import benchmarks

HEAD = """# How accurate it is, measured

Written by `python -m benchmarks --write docs/accuracy.md`; nothing here is typed by hand. What is measured and beside
which peers stands with each section. Measure on your own articles: docs/how-to/measure-accuracy.md.
"""
_SECTION = re.compile(r"^## (\w+)\n(.*?)(?=^## |\Z)", re.M | re.S)


class _Both(io.TextIOBase):
    """Writes to the terminal and keeps a copy."""

    def __init__(self) -> None:
        self.kept = io.StringIO()
        self._out = sys.stdout

    def write(self, text: str) -> int:
        self._out.write(text)
        self._out.flush()
        return self.kept.write(text)


def known() -> list[str]:
    """Names of the benchmarks."""
    return sorted(m.name for m in pkgutil.iter_modules(benchmarks.__path__) if not m.name.startswith("_"))


def section(about: str, printed: str) -> str:
    """The section of one benchmark: its docstring, what it printed, and on what."""
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return f"{about.strip()}\n\n```\n{printed.strip()}\n```\n\n{machine}\n"


def written(old: str, new: dict[str, str]) -> str:
    """The file with the sections of `new` replaced or added, in the order of names."""
    sections = {found[1]: found[2].strip() + "\n" for found in _SECTION.finditer(old)} | new
    return HEAD + "".join(f"\n## {name}\n\n{sections[name].strip()}\n" for name in sorted(sections))


def main(arguments: list[str]) -> int:
    """Runs what is asked for; the exit status."""
    target: Path | None = None
    if "--write" in arguments:
        at = arguments.index("--write")
        if at + 1 == len(arguments):
            print("--write needs a file", file=sys.stderr)
            return 2
        target = Path(arguments[at + 1])
        arguments = [*arguments[:at], *arguments[at + 2 :]]
    unknown = [name for name in arguments if name not in known()]
    if unknown:
        print(f"no benchmark named {', '.join(unknown)}; known: {', '.join(known())}", file=sys.stderr)
        return 2
    failed = []
    names = arguments or known()
    for name in names:
        try:
            printed = _printed(name) if len(names) == 1 else _apart(name)
        except subprocess.CalledProcessError as error:
            print(f"{name} failed with status {error.returncode}; its section is left as it was", file=sys.stderr)
            failed.append(name)
            continue
        if target is not None:
            old = target.read_text(encoding="utf-8") if target.exists() else ""
            target.write_text(written(old, {name: section(_about(name), printed)}), encoding="utf-8")
    return 1 if failed else 0


def _about(name: str) -> str:
    """The docstring of a benchmark; read, since what is imported here would count as the memory of the next one."""
    source = Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(source)) or ""


def _printed(name: str) -> str:
    """What one benchmark prints, shown as it comes."""
    print(f"== {name}", flush=True)
    module = importlib.import_module(f"benchmarks.{name}")
    both = _Both()
    with contextlib.redirect_stdout(both):
        module.run()
    return both.kept.getvalue()


def _apart(name: str) -> str:
    """The same, run in a process of its own. Raises `CalledProcessError`."""
    command = [sys.executable, "-m", "benchmarks", name]
    kept = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            kept.append(line)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return "".join(kept[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
