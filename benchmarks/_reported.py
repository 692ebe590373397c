"""Hand-made answers on real articles that are no part of this project, laid over them where they are present.

A file of `benchmarks/reported` holds a case and who stands where between which characters of an article of the data
sets beside the checkout; nothing of the article's text. `dev` was looked at while the reader was built and its scale
fitted on it; `test` is for reporting only.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import yaml

REPORTED = Path(__file__).resolve().parent / "reported"


def text_of(folder: Path, article: str) -> str | None:
    """The text of an article of the data sets in `folder`, None where it is not there.

    TimeML gives its words without their marks; `FILE#KEY` is the body of one page of an extraction benchmark.
    """
    name, _, key = article.partition("#")
    source = folder / name
    if not source.is_file():
        return None
    if key:
        page: dict[str, str] = json.loads(source.read_text(encoding="utf-8")).get(key, {})
        return page["articleBody"].strip() if "articleBody" in page else None
    if source.suffix == ".tml":
        text = ElementTree.parse(source).getroot().find("TEXT")
        return "" if text is None else "".join(text.itertext()).strip()
    return source.read_text(encoding="utf-8", errors="replace")


@lru_cache(maxsize=8)
def _room(part: str) -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix=f"zopa-reported-{part}-")


def laid_out(part: str, articles: Path, answers: Path = REPORTED) -> tuple[Path, ...]:
    """Folders, one for each article of `part` that lies in `articles`: its text, its case file and its gold file.

    They are gone when the program ends. An article whose text is not the one that was annotated is left out.
    """
    return tuple(
        folder for path in sorted((answers / part).glob("*.yaml"))
        if (folder := _laid(path, articles, Path(_room(part).name))) is not None
    )  # fmt: skip


def _laid(path: Path, articles: Path, room: Path) -> Path | None:
    stored: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    text = text_of(articles, stored["article"])
    if text is None or hashlib.sha256(text.encode()).hexdigest() != stored["sha256"]:
        return None
    positions = []
    for told in stored["positions"]:
        start, end = told.pop("at")
        positions.append(told | {"evidence": text[start:end]})
    folder = room / path.stem
    folder.mkdir(exist_ok=True)
    gold = {"document": "text.txt", "published": stored["published"], "positions": positions}
    for name, content in (("case.yaml", stored["case"]), ("gold.yaml", gold)):
        written = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(written, encoding="utf-8")
    (folder / "text.txt").write_text(text, encoding="utf-8")
    return folder
