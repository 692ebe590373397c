"""zopa (zone of possible agreement): who wants what and how firmly, and where a deal could be.

The public names; each is loaded when it is first used, so that importing zopa costs nothing.

    brief, Brief, render     files in, the brief out
    ingest, Article          bytes to articles
    read_articles, Reading   articles to findings
    Ledger, Knowledge        what was found and judged, on disk and in memory
    Case, load_case          the negotiation under study
    Negotiation              a model of it: parties, issues, options, what each wants and refuses
    solve, unlock            where a deal could be; what blocks one and what would open it
    ZopaError                the base of every error raised on purpose
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from zopa.cases import Case, load_case
    from zopa.errors import ZopaError
    from zopa.ingest import Article, ingest
    from zopa.ledger import Knowledge, Ledger
    from zopa.model import Negotiation
    from zopa.present import Brief, render
    from zopa.project import brief
    from zopa.read import Reading, read_articles
    from zopa.solve import solve, unlock

__all__ = [
    "Article",
    "Brief",
    "Case",
    "Knowledge",
    "Ledger",
    "Negotiation",
    "Reading",
    "ZopaError",
    "brief",
    "ingest",
    "load_case",
    "read_articles",
    "render",
    "solve",
    "unlock",
]

_HOME: Final = {
    "Article": "zopa.ingest",
    "Brief": "zopa.present",
    "Case": "zopa.cases",
    "Knowledge": "zopa.ledger",
    "Ledger": "zopa.ledger",
    "Negotiation": "zopa.model",
    "Reading": "zopa.read",
    "ZopaError": "zopa.errors",
    "brief": "zopa.project",
    "ingest": "zopa.ingest",
    "load_case": "zopa.cases",
    "read_articles": "zopa.read",
    "render": "zopa.present",
    "solve": "zopa.solve",
    "unlock": "zopa.solve",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'zopa' has no attribute '{name}'")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
