"""Case files: the negotiation under study, as its analyst wrote it down, and the cases that ship with zopa.

Owns the `Case` type and the way from a file or a shipped name to it.
"""

from zopa.cases.casefile import (
    Case,
    CaseEvent,
    CaseIssue,
    CaseOption,
    CaseParty,
    Period,
    bare_name,
    case_from_text,
    case_text,
    load_case,
    shipped_cases,
)

__all__ = [
    "Case",
    "CaseEvent",
    "CaseIssue",
    "CaseOption",
    "CaseParty",
    "Period",
    "bare_name",
    "case_from_text",
    "case_text",
    "load_case",
    "shipped_cases",
]
