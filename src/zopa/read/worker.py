"""The far side of `zopa.read.processes`: reads what comes on standard input, answers on what was standard output.

Questions and answers are pickles: articles with their case and scale, answered by the readings or by the exception that
reading raised. The end of the questions is the end of the process.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress

from zopa.cases import Case
from zopa.errors import ZopaError
from zopa.ingest import Article
from zopa.read.parse import language_model
from zopa.read.pipeline import read_here
from zopa.read.reading import Reading


def serve() -> None:
    """Answer until there are no more questions, or nobody who hears the answers."""
    questions = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not come between the answers
    with suppress(EOFError, BrokenPipeError):
        with suppress(ZopaError):  # told with the first answer
            language_model()
        gc.freeze()  # models stay for good: the collector need not look through them again
        while True:
            pickle.dump(_answer(*pickle.load(questions)), answers, protocol=pickle.HIGHEST_PROTOCOL)
            answers.flush()
    os._exit(0)  # nothing is left to write, and a closed pipe must not be complained about


def _answer(articles: Sequence[Article], case: Case, scale: str) -> list[Reading] | Exception:
    try:
        return list(read_here(articles, case, scale))
    except Exception as error:  # noqa: BLE001 - raised again by the parent
        return _portable(error)


def _portable(error: Exception) -> Exception:
    """The exception with its story told in words, as one that can be sent."""
    if not isinstance(error, ZopaError):
        error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - an exception that asks for more than its message cannot be unpickled
        return RuntimeError("".join(traceback.format_exception(error)))
    return error
