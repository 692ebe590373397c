"""When an article was published, where that is known, and from what.

`published(...)` is the only door: metadata, then the file's name, then the text with the case's period and events.
"""

from zopa.ingest.dates.published import Dated, published

__all__ = ["Dated", "published"]
