"""What is known, for people and programs: terminal, Markdown, one-file HTML report, JSON.

brief_of(knowledge)   every view as data (`Brief`)
render(brief, form)   the brief as text in one of the formats
"""

from zopa.present.brief import Brief, brief_of
from zopa.present.formats import BriefFormat, render

__all__ = ["Brief", "BriefFormat", "brief_of", "render"]
