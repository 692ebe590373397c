"""The language of an article's main text, told from its commonest words, and by py3langid where these are few."""

from __future__ import annotations

import re
from typing import Final

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE: Final = 6000  # characters
_COMMON: Final = frozenset(
    """
    the of and to in that is was for it with as his on be at by this had not are but from or have an they which were
    he has said who will would their been its after
    """.split()
)
_SURE: Final = 0.2  # share of common words above which no other language is possible
_NEVER: Final = 0.06
_FEW: Final = 12  # words; below, nothing can be told from letters or words
_NAMES: Final = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def language_of(text: str) -> str | None:
    """ISO 639-1 code; None for text too short to tell."""
    sample = _sample(text)
    words = [word.lower() for word in _WORD.findall(sample)]
    share = sum(word in _COMMON for word in words) / len(words) if words else 0.0
    if share >= _SURE and len(words) >= _FEW:
        return "en"
    latin = sum(char.isascii() for word in words for char in word)
    total = sum(len(word) for word in words)
    if not total:
        return None
    if len(words) < _FEW and latin > total * 0.9:
        return "en" if share else None
    import py3langid

    code = str(py3langid.classify(sample)[0])
    if code == "en" or share < _NEVER or len(words) >= 4 * _FEW:
        return code
    return "en" if share >= _SURE / 2 else code


def language_name(code: str) -> str:
    """The English name of a language code, else what it is."""
    return _NAMES.get(code, f"a language with the code '{code}'")


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    third = _SAMPLE // 3
    middle = len(text) // 2
    return text[:third] + "\n" + text[middle : middle + third] + "\n" + text[-third:]
