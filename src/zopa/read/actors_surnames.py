"""Surnames alone: whom they mean by the article's full names, else by who is in office.

Also brings unknown full names that are spellings of a known person, or of each other, together.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from zopa.read import knowledge
from zopa.read.actors_directory import Directory
from zopa.read.actors_forms import SPEECH, Named, name_words, title_start
from zopa.read.actors_lexicon import Entity, fold, spelling, split_name
from zopa.read.actors_roles import HEADS_OF_STATE
from zopa.read.actors_words import Words

_MANY_HOLD = frozenset(["senator", "representative", "lawmaker", "mayor", "official", "negotiator"])
_MONTHS = frozenset(["may", "march", "april", "june", "august"])


def resolve_persons(directory: Directory, found: list[Named]) -> None:
    """Unknown full names that are spelling variants of known persons, or of each other, become one person."""
    known: dict[tuple[str, str], Entity] = {}
    for named in found:
        if not named.person or named.entity.terms or named.entity.from_case:
            continue
        parts = [fold(p) for p in split_name(named.entity.name)]
        # initials say nothing about who it is: John A. Boehner is John Boehner
        parts = [p for n, p in enumerate(parts) if n in (0, len(parts) - 1) or len(p) > 1]
        first, last = parts[0], parts[-1]
        for persons in (directory.short.get(last, ()), directory.short_by_spelling(last)):
            match = next((p for p in persons if _same_given(first, p)), None)
            if match is not None:
                named.entity = match
                break
        else:
            key = (first, spelling(last))
            named.entity = known.setdefault(key, named.entity)


def _same_given(first: str, person: Entity) -> bool:
    given = fold(split_name(person.name)[0])
    return (
        given == first
        or spelling(given) == spelling(first)
        or first in _nicknames().get(given, ())
        or given in _nicknames().get(first, ())
    )


@lru_cache(maxsize=1)
def _nicknames() -> dict[str, tuple[str, ...]]:
    return knowledge.words("nick")


def surnames_over_bodies(words: Words, found: list[Named]) -> None:
    """After `Rep. Ann Wagner`, `Wagner` is she and not the armed group; after `Jim Jordan`, `Jordan` is no kingdom."""
    persons = {fold(split_name(n.entity.name)[-1]): n for n in found if n.person and n.end - n.core > 1}
    kin = {n.entity.name for n in found if n.form in ("adjective", "people", "capital")}
    for named in found:
        bearer = persons.get(words.folds[named.start]) if named.end - named.start == 1 and not named.person else None
        if bearer is None or named.entity.from_case or named.form not in ("name", "capital"):
            continue
        if named.entity.kind != "state" or (named.entity.name not in kin and named.start > bearer.start):
            named.entity, named.form = bearer.entity, "short"


def surnames(words: Words, directory: Directory, found: list[Named], on: date | None) -> list[Named]:
    """Surnames alone: of a person named in full in the article, else of a well-known person in office."""
    lists = name_words()
    in_article: dict[str, Entity] = {}
    taken = [False] * (len(words) + 1)
    for named in found:
        for i in range(named.start, named.end):
            taken[i] = True
        if named.person:
            last = [p for p in split_name(named.entity.name) if fold(p) not in ("jr", "sr", "ii", "iii")][-1]
            in_article.setdefault(fold(last), named.entity)
            in_article.setdefault(words.folds[named.end - 1], named.entity)
            for short, persons in directory.shorts_of(named.entity):
                if len(persons) > 0:
                    in_article[short] = named.entity
    in_article |= _given_names(found, in_article)
    result: list[Named] = []
    i = 0
    while i < len(words):
        if taken[i] or (not words.texts[i][0].isupper() and words.folds[i] not in lists.particles):
            i += 1
            continue
        end, entity = _surname_at(words, directory, in_article, i, on)
        if entity is not None:
            if not words.capital(i) and not any(words.capital(k) for k in range(i, end)):
                i += 1
                continue
            result.append(Named(i, end, i, entity, "short"))
            i = end
        else:
            i += 1
    return result


def _given_names(found: list[Named], known: dict[str, Entity]) -> dict[str, Entity]:
    """`Phairoj said` after `Phairoj Suwannarat`: given names of one bearer only, that are no other person's surname."""
    bearers: dict[str, list[Entity]] = {}
    for named in found:
        if named.person and named.end - named.core > 1:
            given = fold(split_name(named.entity.name)[0])
            if named.entity not in bearers.setdefault(given, []):
                bearers[given].append(named.entity)
    common = name_words().common | name_words().title_starts
    return {
        given: persons[0]
        for given, persons in bearers.items()
        if len(persons) == 1 and given not in known and given not in common and len(given) > 2 and "." not in given
    }


def _surname_at(
    words: Words, directory: Directory, in_article: dict[str, Entity], i: int, on: date | None
) -> tuple[int, Entity | None]:
    folds = words.folds
    for length in (3, 2, 1):
        parts = [folds[k] for k in range(i, min(i + length + 2, len(folds))) if folds[k] != "-"][:length]
        if len(parts) < length:
            continue
        end = i
        seen = 0
        while seen < length:
            if folds[end] != "-":
                seen += 1
            end += 1
        key = " ".join(parts)
        if length == 1 and key in _MONTHS and _dated(words, i):
            continue
        entity = in_article.get(key)
        if entity is None and length == 1 and len(key) > 4 and words.tags[i] == "NNP":
            entity = next((e for k, e in in_article.items() if k[:1] == key[:1] and spelling(k) == spelling(key)), None)
        if entity is None:
            entity = _well_known(words, directory, key, i, end, on)
        elif length == 1 and key in name_words().common and not _name_like(words, i):
            entity = None
        if entity is not None:
            return end, entity
    return i + 1, None


def _well_known(words: Words, directory: Directory, key: str, i: int, end: int, on: date | None) -> Entity | None:
    persons = directory.short.get(key) or (directory.short_by_spelling(key) if end - i == 1 and len(key) > 4 else ())
    if not persons:
        return None
    cased = [p for p in persons if p.from_case]
    titled = title_start(words, i) < i
    if not cased and key in name_words().common and not titled:
        return _head_of_a_party_here(words, directory, persons, i, on)
    if (
        end < len(words)
        and words.capital(end)
        and words.tags[end] == "NNP"
        and words.folds[end] not in name_words().not_persons
    ):
        return None  # Harris Teeter, Biden Foundation
    if (
        i > 0
        and words.capital(i - 1)
        and words.tags[i - 1] == "NNP"
        and not titled
        and words.sentence[i - 1] == words.sentence[i]
    ):
        return None  # somebody else's surname
    if cased:
        return cased[0]
    terms = {p.name: directory.term(p, on) for p in persons}
    persons = tuple(p for p in persons if titled or (term := terms[p.name]) is None or term.office not in _MANY_HOLD)
    serving = [p for p in persons if terms[p.name] is not None]
    if len(serving) == 1:
        return serving[0]
    if len(persons) != 1 or (key in name_words().common and not titled):
        return None
    # out of office nobody is known by a surname alone, unless the sentence treats it as a person's
    root = words.root(i, end)
    speaks = words.deps[root] == "nsubj" and words.lemmas[words.heads[root]] in SPEECH
    return persons[0] if titled or speaks or words.deps[root] == "poss" or on is None else None


def _head_of_a_party_here(
    words: Words, directory: Directory, persons: tuple[Entity, ...], i: int, on: date | None
) -> Entity | None:
    """`Kim` where North Korea is spoken of: a common surname, but of somebody who leads a party that the text names."""
    if words.tags[i] != "NNP" or (i and words.tags[i - 1] == "NNP") or on is None:
        return None
    found = []
    for one in persons:
        term = directory.term(one, on)
        if term is not None and (term.office in HEADS_OF_STATE or term.office == "foreign minister"):
            named = directory.words_of(term.party)
            if named & words.vocabulary:
                found.append(one)
    return found[0] if len(found) == 1 else None


def _name_like(words: Words, i: int) -> bool:
    """Whether a capitalised word that is also a common word is a name here: not first in its sentence, and a noun."""
    return words.tags[i].startswith("NNP") or (words.tags[i].startswith("N") and i > words.sentence_start[i])


def _dated(words: Words, i: int) -> bool:
    before = words.folds[i - 1] if i else ""
    after = words.texts[i + 1] if i + 1 < len(words) else ""
    return (
        before in ("in", "last", "next", "since", "until", "by", "this", "early", "late", "of", "mid")
        or after.isdigit()
    )
