"""Who is mentioned where in an article, and for which party each of them speaks.

`find_mentions` finds names, titles, groups and pronouns and ties them to actors. An actor nobody could tell stays
None; a person who is not known to speak for a party has no parties.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc

from zopa.cases import Case
from zopa.ingest import Article
from zopa.read.actors_directory import Directory
from zopa.read.actors_names import Named, find_names
from zopa.read.actors_words import Words
from zopa.read.scene import Mention, Moment


def find_mentions(doc: Doc, article: Article, case: Case, moments: Sequence[Moment] = ()) -> list[Mention]:
    """Every mention of an actor in a parsed article, in order of start; inner mentions after the outer ones.

    `moments` are the article's time expressions: `May` in one of them is no person.
    """
    directory = Directory.for_case(case)
    on = article.published or case.period.last or case.period.first
    words = Words(doc)
    dated = _dated(moments)
    mentions = []
    for named in find_names(words, directory, on):
        start = words.starts[named.start]
        if start in dated and not named.person:
            continue
        mention = _mention(words, directory, named, on)
        if mention is not None:
            mentions.append(mention)
    mentions.sort(key=lambda m: (m.start, -m.end))
    return mentions


def _mention(words: Words, directory: Directory, named: Named, on: date | None) -> Mention | None:
    if named.place and named.form in ("capital", "seat"):
        return None
    parties = directory.parties(named.entity, on)
    return Mention(
        start=words.starts[named.start],
        end=words.ends[named.end - 1],
        head=words.root(named.core, named.end),
        kind="name",
        actor=directory.actor_name(named.entity),
        parties=parties,
        modifier=named.modifier or named.place,
        person=named.person,
    )


def _dated(moments: Sequence[Moment]) -> frozenset[int]:
    return frozenset(m.start for m in moments)
