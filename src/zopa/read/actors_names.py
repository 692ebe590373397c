"""Names in a text: known ones by the directory, unknown persons and organisations by their shape.

`find_names` returns spans of tokens with the entity they name. Places of meetings are left out, and a name inside a
longer one (`Washington Post`, `Michael Jordan`) is not taken for itself.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from zopa.read import knowledge
from zopa.read.actors_directory import Directory
from zopa.read.actors_forms import (
    Named,
    gender_by_given,
    name_text,
    name_words,
    person_shape,
    proper,
    title_start,
    to_its_subject,
    unknown,
)
from zopa.read.actors_lexicon import Entity, Entry
from zopa.read.actors_surnames import resolve_persons, surnames, surnames_over_bodies
from zopa.read.actors_words import Words


def find_names(words: Words, directory: Directory, on: date | None) -> list[Named]:
    """Every name in the article, in order, none overlapping another."""
    found = _known_and_shaped(words, directory)
    found.extend(unknown(words, found, full_names=True))
    found.sort(key=lambda n: n.start)
    resolve_persons(directory, found)
    surnames_over_bodies(words, found)
    found.extend(surnames(words, directory, found, on))
    found.extend(unknown(words, found, full_names=False))
    found.sort(key=lambda n: (n.start, -n.end))
    kept: list[Named] = []
    for named in found:
        if kept and named.start < kept[-1].end:
            continue
        kept.append(named)
    kept = [n for n in kept if n.entity.from_case or not _homonym(words, n.entity.name)]
    _persons_over_parties(words, directory, kept)
    _organs_of_states(words, directory, kept)
    for named in kept:
        if named.person:
            named.start = title_start(words, named.core)
        root = words.root(named.core, named.end)
        named.modifier = words.modifies(named.core, named.end, root)
        named.place = not named.person and (words.is_place(root) or words.is_dateline(named.start, named.end))
    return kept


def _organs_of_states(words: Words, directory: Directory, found: list[Named]) -> None:
    """A body that no list has is its state's: `the Foreign Ministry of Russia`, `Ukraine's Defence Ministry`."""
    bodies = _state_bodies()
    for before, named in zip([None, *found], found, strict=False):
        if named.entity.kind != "unknown":
            continue
        ofs = [i for i in range(named.start + 1, named.end - 1) if words.folds[i] == "of"]
        state = None
        if ofs and any(words.folds[i] in bodies for i in range(named.start, ofs[0])):
            at = ofs[-1] + 2 if words.folds[ofs[-1] + 1] == "the" else ofs[-1] + 1
            hit = directory.lexicon.match(words.texts, words.folds, at)
            state = hit[1].entity if hit is not None and hit[0] == named.end else None
        elif before is not None and before.end == named.start - 1 and words.tags[before.end] == "POS":
            state = before.entity if words.folds[named.end - 1] in bodies else None
        if state is not None and not state.person and (state.from_case or state.kind == "state"):
            named.entity = Entity(named.entity.name, "organ", directory.parties(state))


@lru_cache(maxsize=1)
def _state_bodies() -> frozenset[str]:
    return frozenset(knowledge.words("role")["state"]) & name_words().institutions


def _persons_over_parties(words: Words, directory: Directory, found: list[Named]) -> None:
    """Where a party bears the name of one of its people, as a candidate's does, the name means that person.

    Of several who bear it, the first one whom the article names in full, else the first one listed.
    """
    in_full = {named.entity.name for named in found if named.person}
    titles = name_words().title_starts
    for named in found:
        if named.entity.from_case and named.entity.kind == "party":
            core = next((i for i in range(named.start, named.end) if words.folds[i] not in titles), named.start)
            bearers = directory.namesakes(named.entity.name, name_text(words, core, named.end))
            bearers.sort(key=lambda one: one.name not in in_full)
            if bearers:
                named.core, named.entity, named.form = core, bearers[0], "short"


def _homonym(words: Words, name: str) -> bool:
    """Whether a state's name is that of another place here: Georgia among senators and Republicans."""
    if not any(name in n for n in _homonyms()):
        return False
    cues = _homonyms()
    here = words.vocabulary
    return bool(here & cues[name]) and not here & cues[f"{name}.kept"]


@lru_cache(maxsize=1)
def _homonyms() -> dict[str, frozenset[str]]:
    return {name: frozenset(cues) for name, cues in knowledge.words("homonym").items()}


def _known_and_shaped(words: Words, directory: Directory) -> list[Named]:
    lexicon, lists = directory.lexicon, name_words()
    found: list[Named] = []
    i, n = 0, len(words)
    while i < n:
        if not words.texts[i][0].isalpha():
            i += 1
            continue
        hit = lexicon.match(words.texts, words.folds, i) if lexicon.starts(words.folds[i]) else None
        if hit is not None and hit[1].form == "short" and not _definite(words, i, hit[1]):
            hit = None
        if hit is not None and hit[1].entity.person:
            found.append(Named(i, hit[0], i, hit[1].entity, hit[1].form))
            i = hit[0]
            continue
        person_end = person_shape(words, i, hit[0] if hit else 0)
        if person_end:
            name = name_text(words, i, person_end)
            gender = gender_by_given(words.folds[i], lists)
            found.append(Named(i, person_end, i, Entity(name, "person", (), gender), "name"))
            i = person_end
            continue
        if hit is not None:
            end, entry = hit
            named = _in_longer_name(words, directory, i, end, Named(i, end, i, entry.entity, entry.form))
            if named is not None and named.entity.kind != "block":
                found.append(named)
            i = named.end if named is not None else end
            continue
        i += 1
    return found


def _definite(words: Words, i: int, entry: Entry) -> bool:
    """Whether a word that names a party only for short does so here: `the Front`, or its very key, also in capitals."""
    if words.texts[i] in (entry.entity.name, entry.entity.name.upper()):
        return True
    return i > 0 and words.folds[i - 1] == "the" and not (i + 1 < len(words) and words.modifies(i, i + 1, i))


def _in_longer_name(words: Words, directory: Directory, i: int, end: int, named: Named) -> Named | None:
    """A known name that goes on in capitals is part of a longer one: of an institution of its state, or of a thing."""
    entity = named.entity
    if entity.from_case or entity.kind in ("block", "outlet", "organ", "faction", "plural", "organisation", "group"):
        return named
    lists = name_words()
    stop = end
    while stop < len(words) and words.capital(stop) and words.tags[stop].startswith(("NNP", "NN", "JJ")):
        fold_ = words.folds[stop]
        if (
            fold_ in lists.title_starts
            or fold_ in lists.not_persons
            or (stop > end and directory.lexicon.starts(fold_))
        ):
            break
        if fold_ in lists.male or fold_ in lists.female or fold_ in directory.short:
            break
        stop += 1
    if stop == end:
        stray = named.form == "capital" and i > 0 and proper(words, i - 1) and words.heads[i - 1] == i
        if stray and not directory.lexicon.starts(words.folds[i - 1]) and words.folds[i - 1] not in lists.title_starts:
            return None  # Denzel Washington
        if named.form in ("capital", "seat") and end < len(words) and words.folds[end] in lists.things:
            return None
        return named
    last = words.folds[stop - 1]
    longer = to_its_subject(words, stop) if last in lists.institutions else stop
    if longer > stop and words.folds[stop] == "on":  # a think tank, no organ of its state
        return Named(i, longer, i, Entity(name_text(words, i, longer), "unknown"), "name")
    if last in lists.institutions and entity.parties == (entity.name,):
        name = name_text(words, i, stop)
        return Named(i, stop, i, Entity(name, "organ", entity.parties), "name")
    if last in lists.organisations:
        stop = to_its_subject(words, stop)
        return Named(i, stop, i, Entity(name_text(words, i, stop), "unknown"), "name")
    return None if named.form == "capital" else named
