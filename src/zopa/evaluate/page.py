"""What ingest made of the page, judged by gold: the date of publication, and the boilerplate taken out.

| kind | right | missed | wrong |
|---|---|---|---|
| published | the date found is the gold's, give or take a day | no date was found | another date was found |
| cleaning | a string of `not_in_body` is gone, one of `repeated` stands at most once | it is not | |
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from zopa.evaluate.goldfile import Gold
from zopa.evaluate.judge import Mistake
from zopa.evaluate.match import Count
from zopa.evaluate.place import Places
from zopa.ingest import Article

PAGE_KINDS: Final = ("published", "cleaning")
_NEAR = timedelta(days=1)  # a page of the night before and one of the morning after tell the same day


def judge_page(gold: Gold, article: Article) -> tuple[dict[str, Count], list[Mistake]]:
    """Counts of the page's kinds, and what went wrong."""
    counts: dict[str, Count] = {}
    mistakes: list[Mistake] = []
    day = gold.published_day
    if day is not None:
        found = article.published
        if found is None:
            counts["published"] = Count(missed=1)
        elif abs(found - day) <= _NEAR:
            counts["published"] = Count(right=1)
        else:
            counts["published"] = Count(missed=1, wrong=1)
        if not counts["published"].right:
            got = f"{found} (from {article.published_from})" if found else None
            mistakes.append(Mistake("published", str(day), got, ""))
    if gold.not_in_body or gold.repeated:
        places = Places(article.text)
        left = [words for words in gold.not_in_body if places.all_of(words)]
        twice = [words for words in gold.repeated if len(places.all_of(words)) > 1]
        asked = len(gold.not_in_body) + len(gold.repeated)
        counts["cleaning"] = Count(right=asked - len(left) - len(twice), missed=len(left) + len(twice))
        for words in left:
            mistakes.append(Mistake("cleaning", f"'{words}' removed", None, ""))
        for words in twice:
            mistakes.append(Mistake("cleaning", f"'{words}' once", None, ""))
    return counts, mistakes
