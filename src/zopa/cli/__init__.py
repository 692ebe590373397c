"""The command line: `main()` runs one command and turns every failure into one line and an exit status.

Exit status: 0 done; 1 something asked for could not be done; 2 wrong usage. What was asked for goes to standard
output, everything else to standard error.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence

from typer.exceptions import TyperException

from zopa.cli.app import app
from zopa.cli.text import printable
from zopa.errors import ZopaError

__all__ = ["COMMANDS", "app", "load_commands", "main"]

COMMANDS: tuple[str, ...] = (  # modules of this package that register commands, in the order of `zopa --help`
    "brief",
    "projects",
    "forms",
    "sources",
    "judge",
    "estimate",
    "case",
    "model",
    "solve",
    "talks",
    "forecast",
    "scenario",
    "pact",
    "exchange",
    "evaluate",
)

# a brief makes hundreds of thousands of small objects that live to its end: there is nothing to collect among them
OBJECTS_BETWEEN_COLLECTIONS = 100_000
_TYPER_INTERRUPTED = 130  # what typer makes of Ctrl-C inside a command


def load_commands() -> None:
    """Import every module that registers a command."""
    for name in COMMANDS:
        importlib.import_module(f"zopa.cli.{name}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run zopa with `arguments` (the process's own if None) and return the exit status."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 100)
    try:
        load_commands()
        result = app(args=arguments, prog_name="zopa", standalone_mode=False)
        sys.stdout.flush()
        if result == _TYPER_INTERRUPTED:
            raise KeyboardInterrupt
        return result if isinstance(result, int) else 0
    except ZopaError as error:
        return _fail(str(error), error.exit_status)
    except TyperException as error:
        message = error.format_message().replace("Value error, ", "")
        if message.startswith("Usage:"):  # no command at all: typer's message is the help page
            print(message, file=sys.stderr)  # noqa: T201 - the command line's own output
            return error.exit_code
        return _fail(f"{' '.join(message.split()).rstrip('.')}; see `zopa --help`", error.exit_code)
    except BrokenPipeError:
        # the reader of our output has seen enough; Python would complain once more while it flushes at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail("interrupted; what was read is kept in the ledger, if one was named", 1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"{where}{error.strerror or error}", 1)


def _fail(line: str, status: int) -> int:
    try:
        print(f"zopa: {printable(line)}", file=sys.stderr)  # noqa: T201 - the command line's own output
    except OSError:
        return status  # standard error is closed: the status has to say it alone
    return status
