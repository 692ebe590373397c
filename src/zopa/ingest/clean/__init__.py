"""A page to the article on it: what is not the article's own text goes, every piece recorded.

`clean(page)` is the only door. Precision comes first: a unit goes only where its wording, its place and its
neighbours say that no sentence of the article is in it; what repeats goes only where the words stay elsewhere.
"""

from zopa.ingest.clean.remove import Cleaned, clean

__all__ = ["Cleaned", "clean"]
