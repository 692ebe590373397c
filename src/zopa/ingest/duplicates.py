"""Reprints: articles that carry the same copy, found by MinHash and proved by their shared word runs.

    Origins          groups articles that arrive together
    bands_of(text)   numbers of which texts that are one copy share at least one, to be kept for later arrivals
    share(a, b)      how much two texts share, 0 where they are not one copy

`Origins.add(text)` is called once for each article in order; it costs about the same however many went before, since
only copies that differ are kept for comparison. `Origins.groups()` then tells which articles go together.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

_WORD = re.compile(r"[^\W_]+")
_RUN: Final = 3  # words in a shingle
_HASHES: Final = 64
_BANDS: Final = (16, 4)  # bands, rows: a pair that shares 0.5 of its runs is compared at 64 in 100, 0.7 at 98 in 100
_SAME: Final = 0.55  # Jaccard share of runs that makes two texts one copy
_WITHIN: Final = 0.8  # share of the shorter text's runs that makes it an excerpt of the longer one
_FEWEST: Final = 30  # runs; shorter texts are one copy only when equal
_MOST_COMPARED: Final = 8


class Origins:
    """Groups texts by origin. `text_of(i)` gives the text that was added as number i, for proof."""

    def __init__(self, text_of: Callable[[int], str]) -> None:
        from datasketch import MinHashLSH  # it loads scipy, which no `zopa --help` should wait for

        self._text_of = text_of
        self._lsh = MinHashLSH(num_perm=_HASHES, params=_BANDS)
        self._parent: list[int] = []
        self._equal: dict[bytes, int] = {}

    def add(self, text: str) -> int:
        """Adds a text and returns its number."""
        number = len(self._parent)
        self._parent.append(number)
        words = _WORD.findall(text.lower())
        whole = _digest(words)
        first = self._equal.setdefault(whole, number)
        if first != number:
            self._join(first, number)
            return number
        runs = _runs(words)
        if len(runs) < _FEWEST:
            return number
        signature = _signature(runs)
        close = False
        for other in sorted(self._lsh.query(signature))[:_MOST_COMPARED]:
            shared = _alike(runs, _runs(_WORD.findall(self._text_of(other).lower())))
            if shared > 0:
                self._join(other, number)
                close = close or shared > 0.9
        if not close:
            self._lsh.insert(number, signature, check_duplication=False)
        return number

    def groups(self) -> list[list[int]]:
        """Numbers of the articles of one origin, for every origin with more than one."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self._parent)):
            found[self._root(number)].append(number)
        return [group for group in found.values() if len(group) > 1]

    def _root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._parent[second] = first


def bands_of(text: str) -> tuple[int, ...]:
    """Numbers below 2**63: two texts of one copy share at least one (with the chance that `_BANDS` says)."""
    words = _WORD.findall(text.lower())
    runs = _runs(words)
    if len(runs) < _FEWEST:
        return (_number(_digest(words)),)
    bands, rows = _BANDS
    values = _signature(runs).hashvalues
    return tuple(_number(bytes([k]) + values[k * rows : (k + 1) * rows].astype("<u8").tobytes()) for k in range(bands))


def share(one: str, other: str) -> float:
    """How much two texts share, 0 where they are not one copy; texts of few words are one copy only when equal."""
    first, second = _WORD.findall(one.lower()), _WORD.findall(other.lower())
    if first == second:
        return 1.0
    runs, more = _runs(first), _runs(second)
    return 0.0 if min(len(runs), len(more)) < _FEWEST else _alike(runs, more)


@cache
def _permutations() -> tuple[Any, Any]:
    """Drawn once: drawing them costs more than hashing a text."""
    from datasketch import MinHash

    drawn = MinHash(num_perm=_HASHES, seed=1)
    return drawn.permutations, drawn.scheme


def _signature(runs: set[int]) -> Any:
    from datasketch import MinHash

    permutations, scheme = _permutations()
    made = MinHash(num_perm=_HASHES, hashfunc=_same, permutations=permutations, scheme=scheme)
    made.update_batch(runs)
    return made


def _number(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1


def _digest(words: Sequence[str]) -> bytes:
    return hashlib.blake2b(" ".join(words).encode(errors="surrogatepass"), digest_size=12).digest()


def _runs(words: Sequence[str]) -> set[int]:
    codes = [zlib.crc32(word.encode(errors="surrogatepass")) for word in words]
    return {(a * 1_000_003 ^ b * 8_191 ^ c) & 0xFFFFFFFF for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)}


def _same(value: int) -> int:
    return value


def _alike(one: set[int], other: set[int]) -> float:
    """How much two texts share, 0 where they are not one copy."""
    shared = len(one & other)
    jaccard = shared / max(len(one | other), 1)
    if jaccard >= _SAME:
        return jaccard
    return 0.5 if shared >= _WITHIN * min(len(one), len(other)) else 0.0
