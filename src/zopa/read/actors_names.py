"""Names in a text: known ones by the directory, unknown persons and organisations by their shape.

`find_names` returns spans of tokens with the entity they name. Places of meetings are left out, and a name inside a
longer one (`Washington Post`, `Michael Jordan`) is not taken for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from zopa.read import knowledge
from zopa.read.actors_directory import Directory
from zopa.read.actors_lexicon import Entity, EntityKind, Form, fold, spelling, split_name
from zopa.read.actors_words import Words


@dataclass(slots=True)
class Named:
    """Words [start, end) of the document that name `entity`; `core` is where the name starts, after any titles."""

    start: int
    end: int
    core: int
    entity: Entity
    form: Form
    modifier: bool = False
    place: bool = False

    @property
    def person(self) -> bool:
        """Whether a person is named."""
        return self.entity.person


@dataclass(frozen=True, slots=True)
class NameWords:
    """Word lists that tell what a capitalised word is."""

    titles: frozenset[tuple[str, ...]]
    title_starts: frozenset[str]
    female_titles: frozenset[str]
    male_titles: frozenset[str]
    particles: frozenset[str]
    not_persons: frozenset[str]
    institutions: frozenset[str]
    organisations: frozenset[str]
    things: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    common: frozenset[str]


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """The lists of `words.tsv`, folded."""

    def folded(name: str) -> frozenset[str]:
        return frozenset(fold(w) for w in knowledge.words(name)[name])

    titles = frozenset(tuple(fold(p) for p in split_name(t)) for t in knowledge.words("title")["title"])
    return NameWords(
        titles=titles,
        title_starts=frozenset(t[0] for t in titles),
        female_titles=_sub("title", "female"),
        male_titles=_sub("title", "male"),
        particles=folded("particle"),
        not_persons=folded("notperson"),
        institutions=folded("institution"),
        organisations=folded("organisation"),
        things=folded("thing"),
        male=_sub("given", "m"),
        female=_sub("given", "f"),
        common=folded("common"),
    )


def _sub(name: str, part: str) -> frozenset[str]:
    return frozenset(fold(w) for w in knowledge.words(name)[part])


_SPEECH = frozenset(
    [
        "say",
        "tell",
        "add",
        "note",
        "argue",
        "warn",
        "claim",
        "state",
        "explain",
        "insist",
        "write",
        "announce",
        "declare",
        "reply",
        "suggest",
        "acknowledge",
        "admit",
        "believe",
        "think",
        "tweet",
        "ask",
        "call",
        "vow",
        "stress",
        "recall",
        "continue",
        "agree",
        "refuse",
        "reject",
        "want",
    ]
)


_HUMAN = _SPEECH | frozenset(
    "meet speak talk walk lead serve know feel love hope fear decide plan seek urge demand threaten oppose support "
    "back accept confront arrive sit resign win lose vote negotiate discuss sign promise describe recall see use run "
    "work live die grow join leave visit call watch smile shrug laugh cry wait ring".split()
)


def find_names(words: Words, directory: Directory, on: date | None) -> list[Named]:
    """Every name in the article, in order, none overlapping another."""
    found = _known_and_shaped(words, directory)
    found.extend(_unknown(words, found, full_names=True))
    found.sort(key=lambda n: n.start)
    _resolve_persons(directory, found)
    _surnames_over_bodies(words, found)
    found.extend(_surnames(words, directory, found, on))
    found.extend(_unknown(words, found, full_names=False))
    found.sort(key=lambda n: (n.start, -n.end))
    kept: list[Named] = []
    for named in found:
        if kept and named.start < kept[-1].end:
            continue
        kept.append(named)
    for named in kept:
        if named.person:
            named.start = _title_start(words, named.core)
        root = words.root(named.core, named.end)
        named.modifier = words.modifies(named.core, named.end, root)
        named.place = not named.person and (words.is_place(root) or words.is_dateline(named.start, named.end))
    return kept


def _known_and_shaped(words: Words, directory: Directory) -> list[Named]:
    lexicon, lists = directory.lexicon, name_words()
    found: list[Named] = []
    i, n = 0, len(words)
    while i < n:
        if not words.texts[i][0].isalpha():
            i += 1
            continue
        hit = lexicon.match(words.texts, words.folds, i) if lexicon.starts(words.folds[i]) else None
        if hit is not None and hit[1].entity.person:
            found.append(Named(i, hit[0], i, hit[1].entity, hit[1].form))
            i = hit[0]
            continue
        person_end = _person_shape(words, i, hit[0] if hit else 0)
        if person_end:
            name = _text(words, i, person_end)
            gender = _gender(words.folds[i], lists)
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


def _person_shape(words: Words, i: int, known_end: int) -> int:
    """The end of an unknown person's full name that starts at `i`, or 0."""
    lists = name_words()
    texts, folds = words.texts, words.folds
    if not words.capital(i) or folds[i] in lists.not_persons:
        return 0
    given = folds[i] in lists.male or folds[i] in lists.female
    initial = len(texts[i]) == 2 and texts[i][1] == "."
    if not given and not initial:
        return 0
    if known_end > i + 1:
        return 0
    end = i + 1
    surname = False
    while end < len(words) and end - i < 7:
        text = texts[end]
        if text == "-" and words.starts[end] == words.ends[end - 1]:
            end += 1
            continue
        if (
            folds[end] in lists.particles
            and end + 1 < len(words)
            and texts[end + 1][0].isalpha()
            and not text[0].isupper()
        ):
            end += 1
            continue
        if not text[0].isupper() or not words.tags[end].startswith(("NN", "JJ", "VB", "MD", "FW", "UH", "IN", "RB")):
            break
        if folds[end] in lists.not_persons or folds[end] in lists.things or folds[end] in lists.organisations:
            break
        if folds[end] in lists.title_starts and end > i + 1:
            break
        if len(text) > 2 or text[-1] != ".":
            surname = True
        end += 1
    while end > i and ((folds[end - 1] in lists.particles and texts[end - 1].islower()) or texts[end - 1] == "-"):
        end -= 1
    if not surname or end - i < 2:
        return 0
    if end < len(words) and folds[end] in lists.organisations and words.capital(end):
        return 0
    return end


def _unknown(words: Words, found: list[Named], *, full_names: bool) -> list[Named]:
    """Capitalised names that no list knows: persons and bodies by what stands around them."""
    lists = name_words()
    taken = {i for named in found for i in range(named.start, named.end)}
    result = []
    i, n = 0, len(words)
    while i < n:
        starts = _proper(words, i) and (words.folds[i] not in lists.not_persons or words.folds[i] in _FIRST_OF_BODY)
        if i in taken or not starts:
            i += 1
            continue
        end = i + 1
        while end < n and end not in taken and words.sentence[end] == words.sentence[i]:
            if (
                (words.texts[end] == "-" and words.starts[end] == words.ends[end - 1])
                or _proper(words, end)
                or (words.folds[end] in lists.particles and end + 1 < n and _proper(words, end + 1))
            ):
                end += 1
            else:
                break
        while end > i + 1 and not words.texts[end - 1][0].isalnum():
            end -= 1
        core = i
        while core < end and (words.folds[core],) in lists.titles:
            core += 1
        kind = _unknown_kind(words, i, core, end) if core < end else None
        if full_names and (end - core < 2 or kind != "person"):
            kind = None  # surnames of the persons found so far come before lone unknown words
        if kind is not None:
            name = _text(words, core, end)
            gender = _gender(words.folds[core], lists) if kind == "person" else None
            result.append(Named(core, end, core, Entity(name, kind, (), gender), "name"))
        i = end
    return result


_FIRST_OF_BODY = frozenset(
    ["new", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"]
)


def _proper(words: Words, i: int) -> bool:
    return words.tags[i] in ("NNP", "NNPS") and words.texts[i][0].isupper()


def _unknown_kind(words: Words, start: int, core: int, end: int) -> EntityKind | None:
    """What an unknown capitalised name is, by the words around it; None where nothing tells."""
    lists = name_words()
    last = words.folds[end - 1]
    if last in lists.organisations and (
        end - core > 1 or (last in _PAPERS and core and words.folds[core - 1] == "the")
    ):
        return "unknown"
    opens = core == 0 or words.texts[core - 1] in ("“", '"') or "\n" in words.texts[core - 1]
    if opens and end < len(words) and words.texts[end] == ":" and end - core <= 3 and last not in _roles():
        return "unknown"  # a transcript's WALLACE:
    if last in lists.title_starts or last in _roles():
        return None
    if last in lists.things or (words.texts[core].isupper() and len(words.texts[core]) > 5):
        return None
    root = words.root(core, end)
    dep, head = words.deps[root], words.heads[root]
    if core > start:
        return "person"
    speaks = dep == "nsubj" and words.lemmas[head] in (_SPEECH if end - core == 1 else _HUMAN)
    owner = core > 1 and words.tags[core - 1] == "POS" and words.tags[core - 2].startswith("NNP")
    signed = core > 0 and words.texts[core - 1] in ("―", "—", "–", "--") and _line_ends(words, end)
    if end - core >= 2 and (signed or (owner and dep in ("nsubj", "pobj", "dobj", "nsubjpass"))):
        return "person"
    beside = any(words.deps[c] == "appos" and words.lemmas[c] in _roles() for c in words.children(root))
    beside = beside or (dep == "appos" and words.lemmas[head] in _roles())
    described = core > 0 and words.lemmas[core - 1] in _roles() and words.tags[core - 1] == "NN"
    aged = end + 1 < len(words) and words.texts[end] == "," and words.texts[end + 1].isdigit()
    if end - core >= 2 and (speaks or beside or described or aged) and words.tags[root] == "NNP":
        return "person"
    if speaks and end - core == 1 and (words.folds[core] in lists.male or words.folds[core] in lists.female):
        return "person"
    if speaks or (dep == "pobj" and words.folds[head] == "to" and words.folds[words.heads[head]] == "according"):
        return "unknown"
    return None


_PAPERS = frozenset(["times", "post", "journal", "guardian", "tribune", "herald", "telegraph", "globe", "independent"])


def _line_ends(words: Words, end: int) -> bool:
    """Whether nothing but an opening quote follows in the line."""
    return end >= len(words) or not words.texts[end][0].isalnum()


@lru_cache(maxsize=1)
def _roles() -> frozenset[str]:
    lists = knowledge.words("role")
    return frozenset(lists["speaks"]) | frozenset(lists["other"])


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
        stray = named.form == "capital" and i > 0 and _proper(words, i - 1) and words.heads[i - 1] == i
        if stray and not directory.lexicon.starts(words.folds[i - 1]) and words.folds[i - 1] not in lists.title_starts:
            return None  # Denzel Washington
        if named.form in ("capital", "seat") and end < len(words) and words.folds[end] in lists.things:
            return None
        return named
    last = words.folds[stop - 1]
    if last in lists.institutions and entity.parties == (entity.name,):
        name = _text(words, i, stop)
        return Named(i, stop, i, Entity(name, "organ", entity.parties), "name")
    if last in lists.organisations:
        return Named(i, stop, i, Entity(_text(words, i, stop), "unknown"), "name")
    return None if named.form == "capital" else named


def _resolve_persons(directory: Directory, found: list[Named]) -> None:
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


def _surnames_over_bodies(words: Words, found: list[Named]) -> None:
    """After `Rep. Ann Wagner`, `Wagner` is she and not the armed group; after `Jim Jordan`, `Jordan` is no kingdom."""
    persons = {fold(split_name(n.entity.name)[-1]): n for n in found if n.person and n.end - n.core > 1}
    kin = {n.entity.name for n in found if n.form in ("adjective", "people", "capital")}
    for named in found:
        bearer = persons.get(words.folds[named.start]) if named.end - named.start == 1 and not named.person else None
        if bearer is None or named.entity.from_case or named.form not in ("name", "capital"):
            continue
        if named.entity.kind != "state" or (named.entity.name not in kin and named.start > bearer.start):
            named.entity, named.form = bearer.entity, "short"


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


def _surnames(words: Words, directory: Directory, found: list[Named], on: date | None) -> list[Named]:
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
        if entity is None:
            entity = _well_known(words, directory, key, i, end, on)
        elif length == 1 and key in name_words().common and not _name_like(words, i):
            entity = None
        if entity is not None:
            return end, entity
    return i + 1, None


_MONTHS = frozenset(["may", "march", "april", "june", "august"])


def _dated(words: Words, i: int) -> bool:
    before = words.folds[i - 1] if i else ""
    after = words.texts[i + 1] if i + 1 < len(words) else ""
    return (
        before in ("in", "last", "next", "since", "until", "by", "this", "early", "late", "of", "mid")
        or after.isdigit()
    )


def _name_like(words: Words, i: int) -> bool:
    """Whether a capitalised word that is also a common word is a name here: not first in its sentence, and a noun."""
    return words.tags[i].startswith("NNP") or (words.tags[i].startswith("N") and i > words.sentence_start[i])


def _well_known(words: Words, directory: Directory, key: str, i: int, end: int, on: date | None) -> Entity | None:
    persons = directory.short.get(key) or (directory.short_by_spelling(key) if end - i == 1 and len(key) > 4 else ())
    if not persons:
        return None
    cased = [p for p in persons if p.from_case]
    titled = _title_start(words, i) < i
    if not cased and key in name_words().common and not titled:
        return None
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
    serving = [p for p in persons if directory.term(p, on) is not None]
    if len(serving) == 1:
        return serving[0]
    if len(persons) != 1 or (key in name_words().common and not titled):
        return None
    # out of office nobody is known by a surname alone, unless the sentence treats it as a person's
    root = words.root(i, end)
    speaks = words.deps[root] == "nsubj" and words.lemmas[words.heads[root]] in _SPEECH
    return persons[0] if titled or speaks or words.deps[root] == "poss" or on is None else None


def _title_start(words: Words, core: int) -> int:
    """Where the titles before a name begin: `U.S. President Donald Trump` starts at `President`."""
    lists = name_words()
    start = core
    while start > 0:
        moved = False
        for length in (3, 2, 1):
            first = start - length
            if first < 0:
                continue
            if tuple(words.folds[first:start]) in lists.titles and words.sentence[first] == words.sentence[core]:
                if not words.capital(first) and words.deps[first] not in ("compound", "nmod", "amod"):
                    continue
                start = first
                moved = True
                if length == 1 and words.folds[first] in _OF_SOMETHING and first > 0 and _department(words, first - 1):
                    start = first - 1
                break
        if not moved:
            break
    return start


_OF_SOMETHING = frozenset(["minister", "secretary", "commissioner", "ministers"])


def _department(words: Words, i: int) -> bool:
    """`Transport` in `Transport Minister Helena Brandt`."""
    return _proper(words, i) and words.deps[i] == "compound" and words.folds[i].isalpha() and len(words.texts[i]) > 3


def _gender(given: str, lists: NameWords) -> knowledge.Gender | None:
    male, female = given in lists.male, given in lists.female
    return None if male == female else "m" if male else "f"


def _text(words: Words, start: int, end: int) -> str:
    return words.doc.text[words.starts[start] : words.ends[end - 1]].replace("\n", " ")
