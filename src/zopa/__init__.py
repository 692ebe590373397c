"""zopa (zone of possible agreement): who wants what and how firmly, and where a deal could be."""

from zopa.errors import ZopaError

__all__ = ["ZopaError"]
