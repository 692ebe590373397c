"""Who is mentioned where in an article, and for which party each of them speaks.

`find_mentions` finds names, titles, groups and pronouns and ties them to actors. An actor nobody could tell stays
None; a person who is not known to speak for a party has no parties. `resolve_first_person` follows once the quotes
are known, since `I` and `we` stand for whoever is quoted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zopa.cases import Case
from zopa.ingest import Article
from zopa.read.actors_directory import Directory
from zopa.read.actors_discourse import Discourse
from zopa.read.actors_names import find_names
from zopa.read.actors_nominals import find_nominals
from zopa.read.actors_people import People
from zopa.read.actors_words import Words
from zopa.read.document import Doc
from zopa.read.findings import Quote
from zopa.read.scene import Mention, Moment

_SINGULAR = frozenset(["i", "me", "my", "mine", "myself"])
_PLURAL = frozenset(["we", "us", "our", "ours", "ourselves"])


def find_mentions(doc: Doc, article: Article, case: Case, moments: Sequence[Moment] = ()) -> list[Mention]:
    """Every mention of an actor in a parsed article, in order of start; inner mentions after the outer ones.

    `moments` are the article's time expressions: `May` in one of them is no person. Places of events (`in Kyiv`) are
    left out; states that are only where something is (`troops in Ukraine`) are modifiers.
    """
    directory = Directory.for_case(case)
    on = article.published or case.period.last or case.period.first
    words = Words(doc)
    names = find_names(words, directory, on)
    if moments:
        dated = {m.start for m in moments}
        names = [n for n in names if words.starts[n.core] not in dated or n.end - n.core > 1]
    nominals = find_nominals(words, names)
    people = People(words, directory, names, nominals, on)
    mentions = Discourse(words, directory, people, names, nominals, on).read()
    mentions.sort(key=lambda m: (m.start, -m.end))
    return [m for m in mentions if not doc.text[max(0, m.start - 5) : m.start].lower().endswith(_SIDED)]


_SIDED = ("pro-", "anti-")  # `the pro-British majority` is not British


def resolve_first_person(mentions: Sequence[Mention], quotes: Sequence[Quote]) -> list[Mention]:
    """`I` and `we` inside a quote made to stand for its speaker and the speaker's party; all else unchanged.

    `quotes` are the article's own; with quotes inside quotes the innermost one decides.
    """
    spoken = sorted((q for q in quotes if q.speaker or q.party), key=lambda q: q.end - q.start)
    found = []
    for mention in mentions:
        if mention.kind == "pronoun" and mention.actor is None and not mention.parties:
            mention = _spoken(mention, spoken)
        found.append(mention)
    return found


def _spoken(mention: Mention, quotes: Sequence[Quote]) -> Mention:
    for quote in quotes:
        if quote.start <= mention.start and mention.end <= quote.end and quote.kind != "indirect":
            word = quote.text[mention.start - quote.start : mention.end - quote.start].lower()
            return first_person(mention, word, quote.speaker, (quote.party,) if quote.party else ())
    return mention


def first_person(
    mention: Mention, word: str, speaker: str | None, parties: tuple[str, ...], *, person: bool = True
) -> Mention:
    """The mention of `word` (small letters) as whoever says it: `I` is the speaker, `we` the party spoken for."""
    if word in _SINGULAR:
        return replace(mention, actor=speaker, parties=parties, person=person)
    if word in _PLURAL:
        # where nobody knows for whom, the speaker and those beside
        return replace(mention, actor=parties[0] if len(parties) == 1 else speaker, parties=parties)
    return mention
