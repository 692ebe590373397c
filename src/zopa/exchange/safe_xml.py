"""XML from strangers: no DTD, no entities, nothing fetched, and a ceiling on size, depth and number of elements."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from zopa import limits
from zopa.errors import InputError, LimitError
from zopa.exchange.files import read_bytes


def read_xml(path: Path) -> Element:
    """The root element of an XML file. Raises `FileError`, `InputError` (broken XML) or `LimitError`."""
    return parse_xml(read_bytes(path, limits.XML_BYTES), where=str(path))


def parse_xml(data: bytes, *, where: str = "text") -> Element:
    """The root element of XML bytes. Raises `InputError` or `LimitError`."""
    root: Element | None = None
    depth = elements = 0
    # some writers put blank lines before the declaration, which XML forbids and their own readers forgive
    source = BytesIO(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    try:
        for event, element in iterparse(source, ("start", "end"), forbid_dtd=True):
            if event == "end":
                depth -= 1
                continue
            root = element if root is None else root
            depth, elements = depth + 1, elements + 1
            if depth > limits.XML_DEPTH or elements > limits.XML_ELEMENTS:
                raise LimitError("XML nests too deep or holds too many elements", where=where, mend="split the file")
    except DefusedXmlException:
        what = "XML with a document type or entities is refused, because it can reach outside the file"
        raise InputError(what, where=where, mend="remove the <!DOCTYPE ...> part") from None
    except (ParseError, ValueError, LookupError) as error:
        raise InputError(f"broken XML ({error})", where=where, mend="mend the file or leave it out") from None
    if root is None:
        raise InputError("holds no XML element", where=where, mend="name another file")
    return root
