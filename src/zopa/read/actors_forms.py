"""The shapes of names: what titles, given names and the words around a capitalised word tell about it.

Owns the type `Named` and the lists of `words.tsv` that shapes are judged by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from zopa.read import knowledge
from zopa.read.actors_lexicon import Entity, EntityKind, Form, fold, split_name
from zopa.read.actors_words import Words

SPEECH = frozenset(
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
_HUMAN = SPEECH | frozenset(
    "meet speak talk walk lead serve know feel love hope fear decide plan seek urge demand threaten oppose support "
    "back accept confront arrive sit resign win lose vote negotiate discuss sign promise describe recall see use run "
    "work live die grow join leave visit call watch smile shrug laugh cry wait ring".split()
)
_FIRST_OF_BODY = frozenset(
    ["new", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"]
)
_PAPERS = frozenset(["times", "post", "journal", "guardian", "tribune", "herald", "telegraph", "globe", "independent"])
_SURNAMES_TOO = frozenset(
    "major king prince pope bishop marshal judge justice baron lord dean father speaker count".split()
)
_OF_SOMETHING = frozenset(["minister", "secretary", "commissioner", "ministers", "representative"])


_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}")


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


def person_shape(words: Words, i: int, known_end: int) -> int:
    """The end of an unknown person's full name that starts at `i`, or 0."""
    lists = name_words()
    texts, folds = words.texts, words.folds
    if not words.capital(i) or folds[i] in lists.not_persons:
        return 0
    given = folds[i] in lists.male or folds[i] in lists.female
    initial = _INITIALS.fullmatch(texts[i]) is not None and (len(texts[i]) == 2 or not known_end)  # not `U.S.`
    if not given and not initial:
        return 0
    if known_end > i + 1 or (i and folds[i - 1] in ("the", "a", "an") and not initial):
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
        if folds[end] in lists.title_starts and folds[end] not in _SURNAMES_TOO:
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


def unknown(words: Words, found: list[Named], *, full_names: bool) -> list[Named]:
    """Capitalised names that no list knows: persons and bodies by what stands around them."""
    lists = name_words()
    taken = {i for named in found for i in range(named.start, named.end)}
    result = []
    i, n = 0, len(words)
    while i < n:
        starts = proper(words, i) and (words.folds[i] not in lists.not_persons or words.folds[i] in _FIRST_OF_BODY)
        if i in taken or not starts:
            i += 1
            continue
        end = i + 1
        while end < n and end not in taken and words.sentence[end] == words.sentence[i]:
            if (
                (words.texts[end] == "-" and words.starts[end] == words.ends[end - 1])
                or proper(words, end)
                or (words.folds[end] in lists.particles and end + 1 < n and proper(words, end + 1))
            ):
                end += 1
            else:
                break
        while end > i + 1 and not words.texts[end - 1][0].isalnum():
            end -= 1
        titles = [
            k
            for k in range(i, end - 1)
            if (words.folds[k],) in lists.titles
            and (words.folds[k] not in _SURNAMES_TOO or (k == i and end - i > 2))  # Bishop Anselm Vane
        ]
        core = titles[-1] + 1 if titles else i
        kind = _unknown_kind(words, i, core, end) if core < end else None
        if full_names and (end - core < 2 or kind != "person"):
            kind = None  # surnames of the persons found so far come before lone unknown words
        if kind == "unknown" and words.folds[end - 1] in lists.organisations | lists.institutions:
            end = to_its_subject(words, end)
        if kind is not None:
            name = name_text(words, core, end)
            gender = gender_by_given(words.folds[core], lists) if kind == "person" else None
            result.append(Named(core, end, core, Entity(name, kind, (), gender), "name"))
        i = end
    return result


def to_its_subject(words: Words, stop: int) -> int:
    """The end of a name that goes on: `Council on Foreign Relations`, `Institute for the Study of War`."""
    n = len(words)
    while stop + 1 < n and words.folds[stop] in ("on", "for", "of"):
        after = stop + 2 if words.folds[stop + 1] == "the" else stop + 1
        first = after
        while after < n and proper(words, after):
            after += 1
        if after == first:
            break
        stop = after
    return stop


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
    speaks = dep == "nsubj" and words.lemmas[head] in (SPEECH if end - core == 1 else _HUMAN)
    owner = core > 1 and words.tags[core - 1] == "POS" and words.tags[core - 2].startswith("NNP")
    signed = core > 0 and words.texts[core - 1] in ("―", "—", "–", "--") and _line_ends(words, end)
    if end - core >= 2 and (signed or (owner and dep in ("nsubj", "pobj", "dobj", "nsubjpass"))):
        return "person"
    beside = any(words.deps[c] == "appos" and words.lemmas[c] in _roles() for c in words.children(root))
    beside = beside or (dep == "appos" and words.lemmas[head] in _roles())
    described = core > 0 and words.lemmas[core - 1] in _roles() and words.tags[core - 1] == "NN"
    aged = end + 1 < len(words) and words.texts[end] == "," and words.texts[end + 1].isdigit()
    told_of = end + 1 < len(words) and words.texts[end] == "," and words.folds[end + 1] in ("who", "whose")
    asked = dep == "nsubjpass" and words.lemmas[head] in ("interview", "quote")
    personal = speaks or beside or described or aged or told_of or asked
    if end - core >= 2 and personal and words.tags[root] == "NNP":
        return "person"
    if speaks and end - core == 1 and (words.folds[core] in lists.male or words.folds[core] in lists.female):
        return "person"
    if speaks or (dep == "pobj" and words.folds[head] == "to" and words.folds[words.heads[head]] == "according"):
        return "unknown"
    return None


def proper(words: Words, i: int) -> bool:
    return words.tags[i] in ("NNP", "NNPS") and words.texts[i][0].isupper()


def _line_ends(words: Words, end: int) -> bool:
    """Whether nothing but an opening quote follows in the line."""
    return end >= len(words) or not words.texts[end][0].isalnum()


@lru_cache(maxsize=1)
def _roles() -> frozenset[str]:
    lists = knowledge.words("role")
    return frozenset(lists["speaks"]) | frozenset(lists["other"])


def title_start(words: Words, core: int) -> int:
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


def _department(words: Words, i: int) -> bool:
    """`Transport` in `Transport Minister Helena Brandt`."""
    return proper(words, i) and words.deps[i] == "compound" and words.folds[i].isalpha() and len(words.texts[i]) > 3


def gender_by_given(given: str, lists: NameWords) -> knowledge.Gender | None:
    male, female = given in lists.male, given in lists.female
    return None if male == female else "m" if male else "f"


def name_text(words: Words, start: int, end: int) -> str:
    return words.doc[start:end].text.replace("\n", " ")
