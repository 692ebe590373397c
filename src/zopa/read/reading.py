"""What reading an article gives, and the name that it is filed under; knowing these loads no model.

Reading         all that was found in one article
reader_name()   name and version of the reader as it is set
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from zopa.errors import UsageError
from zopa.ingest import Article
from zopa.read.kinds import Findings

STANCES_SETTING: Final = "ZOPA_STANCES"  # `rules`: positions by grammar alone, some six times as fast
DATA: Final = Path(str(resources.files("zopa.read") / "data"))
JUDGE: Final = {  # files of the judge of stances
    "apart": "stance-apart.onnx",
    "glance": "stance-glance.onnx",
    "together": "stance-together.onnx",
    "head": "stance-head.onnx",
    "words": "stance-words.npz",
    "tokens": "stance-tokens.json",
}
_VERSION: Final = "built-in 30"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Findings):
    """All that was found in one article."""

    article: Article


def reader_name() -> str:
    """Name and version of the reader as it is set: a ledger reads its articles again when this changes."""
    return _VERSION if judge_is_set() else f"{_VERSION}, rules alone"


def judge_is_set() -> bool:
    """Whether the judge of stances reads along: its files are there and the setting does not say `rules`.

    Raises `UsageError` for a setting that is not known.
    """
    chosen = os.environ.get(STANCES_SETTING) or "judge"
    if chosen not in ("judge", "rules"):
        raise UsageError(f"{STANCES_SETTING} is '{chosen}'", mend="use judge or rules")
    return chosen == "judge" and all((DATA / name).is_file() for name in JUDGE.values())
