"""Whom a pronoun means: the heaviest trace that agrees with it and that binding allows.

Weights by grammatical role, distance and paragraph, after the idea of Lappin and Leass (1994, An algorithm for
pronominal anaphora resolution), set by hand.
"""

from __future__ import annotations

from zopa.read.actors_forms import Named
from zopa.read.actors_memory import SUBJECTS, Memory, Referent, person
from zopa.read.actors_naming import likely_gender
from zopa.read.actors_people import People
from zopa.read.knowledge import Gender

HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
IT = frozenset(["it", "its", "itself"])
FIRST = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
RELATIVE = frozenset(["who", "which", "that", "whose"])
_REFLEXIVE = frozenset(["himself", "herself", "themselves", "itself"])
_REACH = 4  # sentences back that a pronoun can look
_ANIMATE = frozenset(
    "say insist want believe think demand refuse agree hope fear feel argue claim warn tell ask seek reject "
    "accept oppose decide plan know expect intend vow promise threaten negotiate discuss meet speak talk offer "
    "propose suggest add note acknowledge admit deny complain urge call accuse blame praise criticise "
    "criticize condemn mock recall describe support back sign try vote strike win".split()
)
_MINDED = frozenset(
    "opposed ready willing prepared unwilling reluctant determined committed eager hesitant loath keen open".split()
)
_FAVOUR = frozenset(["favour", "favor"])
_LEAVE_IT = frozenset(["let", "make", "made", "find", "found", "take", "took", "put"])
_WEATHER = frozenset(
    ["seem", "appear", "rain", "take", "turn", "happen", "matter", "remain", "become", "relate", "come"]
)


class Pronouns:
    """Resolves the pronouns of one article; `name_at` are its names by head token."""

    def __init__(self, memory: Memory, people: People, name_at: dict[int, Named]) -> None:
        self._memory = memory
        self._words = memory.words
        self._people = people
        self._name_at = name_at

    def resolve(self, i: int) -> Referent | None:
        """The referent of the pronoun at token `i`, remembered; None where nothing fits."""
        words = self._words
        word = words.folds[i]
        found: Referent | None = None
        if word in HE:
            found = self._best(i, human=True, gender="m" if HE[word] == "m" else "f")
        elif word in THEY:
            found = self._best(i, human=False, gender=None)
        elif word in IT:
            found = self._it(i)
        elif word in RELATIVE:
            verb = words.heads[i] if word != "whose" else words.heads[words.heads[i]]
            if words.deps[verb] == "relcl":
                found = self._memory.at.get(words.heads[verb])
                if found is not None and found.thing and found.actor is None:
                    found = None
        if found is not None:
            self._memory.at[i] = found
        return found

    def _it(self, i: int) -> Referent | None:
        words = self._words
        if words.folds[i] == "it":
            if words.deps[i] not in ("nsubj", "nsubjpass") or (i and words.folds[i - 1] in _LEAVE_IT):
                return None
            verb = words.heads[i]
            passive = words.deps[i] == "nsubjpass"
            if not passive and words.lemmas[verb] in ("be", *_WEATHER) and not self._minded(verb):
                return None  # it is clear, it seems: stands for a clause, or for a thing
            if passive and any(words.deps[c] in ("ccomp", "xcomp", "csubj") for c in words.children(verb)):
                return None
            if words.deps[i] == "expl":
                return None
        return self._best(i, human=None, gender=None)

    def _minded(self, verb: int) -> bool:
        """Whether a verb like `be` says what somebody is ready for, opposed to or in favour of."""
        words = self._words
        for k in words.children(verb):
            inner = [c for c in words.children(k) if c > k]
            if words.folds[k] in _MINDED and any(words.deps[c] == "xcomp" or words.folds[c] == "to" for c in inner):
                return True
            if words.deps[k] == "prep" and (words.folds[k] == "against" or _FAVOUR & {words.folds[c] for c in inner}):
                return True
        return False

    def _best(self, i: int, *, human: bool | None, gender: Gender | None) -> Referent | None:
        """The heaviest trace that agrees: `human` True for he and she, False for they, None for it."""
        words = self._words
        sentence = words.sentence[i]
        excluded = self._excluded(i)
        subject = words.deps[i] in SUBJECTS
        owner = words.deps[i] == "poss"
        paragraph = words.paragraph[i]
        above = self._subjects_above(i)
        speaker = self._last_speaker(i) if self._memory.quoted[i] and human else None
        animate = subject and (words.lemmas[words.heads[i]] in _ANIMATE or self._minded(words.heads[i]))
        lifeless = human is None and subject and not animate
        weights: dict[object, float] = {}
        referents: dict[object, Referent] = {}
        for trace in reversed(self._memory.traces):
            back = sentence - trace.sentence
            if back > _REACH:
                break
            referent = trace.referent
            agrees = self._agreement(referent, human, gender)
            if agrees is not None and human is not True and not owner:
                # objects and subjects of verbs that things can do are things more often
                if not subject:
                    agrees += 0.4 if referent.thing else -0.6 if not referent.plural else 0.0
                elif lifeless:
                    agrees += 0.4 if referent.thing else 0.0
            if agrees is None or referent.key in excluded or trace.token >= i or (animate and referent.thing):
                continue
            weight = 3.9 if back == 0 else 2.3 * 0.65 ** (back - 1)
            weight += {"topic": 1.5, "subject": 1.0, "owner": 0.45, "object": 0.45, "other": 0.15, "modifier": -0.6}[
                trace.role
            ]
            if back == 0 and owner and trace.role in ("subject", "topic"):
                weight += 0.6
            if subject and trace.role in ("subject", "topic"):
                weight += 0.4
            if trace.quoted != self._memory.quoted[i]:
                weight -= 0.5
            if words.paragraph[trace.token] != paragraph:
                weight -= 0.4
            if lifeless and back and not (back == 1 and trace.role == "topic"):
                continue
            weight += above.get(trace.token, 0.0)
            if self._memory.quoted[i] and not trace.quoted and referent.key == speaker:
                weight -= 2.2
            weight += agrees
            key = referent.key
            if weight > weights.get(key, -9.0):
                weights[key] = weight
            referents.setdefault(key, referent)
        if not weights:
            return self._ahead(i, gender) if human and not self._memory.quoted[i] else None
        for key, referent in referents.items():
            if referent.actor is not None:
                weights[key] += 0.08 * min(self._memory.count.get(referent.actor, 0), 6)
        chosen = referents[max(weights, key=lambda k: weights[k])]
        return None if chosen.thing else chosen

    def _subjects_above(self, i: int) -> dict[int, float]:
        """Subjects of the verbs that a word hangs from, the nearest weighing most: they own what is said below them."""
        words = self._words
        found: dict[int, float] = {}
        at, weight = i, 1.2
        for _ in range(8):
            head = words.heads[at]
            if head == at:
                break
            if words.tags[head].startswith("V") or words.tags[head] == "MD":
                subjects = [c for c in words.children(head) if words.deps[c] in SUBJECTS and c < i]
                found.update(dict.fromkeys(subjects, weight))
                weight *= 0.5 if subjects else 1.0
            at = head
        return found

    def _last_speaker(self, i: int) -> object:
        """Whoever spoke last outside quotation marks: a quote that follows is likely theirs, and `he` in it is not."""
        words = self._words
        for trace in reversed(self._memory.traces):
            if words.sentence[i] - trace.sentence > 2:
                return None
            if trace.role in ("subject", "topic") and not trace.quoted and trace.referent.person:
                return trace.referent.key if words.lemmas[words.heads[trace.token]] in _ANIMATE else None
        return None

    def _agreement(self, referent: Referent, human: bool | None, gender: Gender | None) -> float | None:
        """0 for full agreement, less where something is unknown, None where it cannot be."""
        if human is True:
            if not referent.person or referent.plural:
                return None
            if referent.gender is None:
                guess = likely_gender(referent.actor) if referent.actor else None
                return -0.6 if guess is None else -0.3 if guess == gender else -1.4
            return 0.0 if referent.gender == gender else None
        if human is False:
            if referent.person:
                return None
            if referent.plural:
                return 0.0
            return -0.9 if referent.actor is not None and not referent.thing else None
        if referent.person or (referent.plural and (referent.entity is None or referent.entity.kind not in
                                                   ("group", "faction", "party"))):  # fmt: skip
            return None
        return -0.2 if referent.plural else 0.0

    def _excluded(self, i: int) -> set[object]:
        """Whom binding forbids: the subject for an object pronoun, the owned for its owner, a quote's own speaker."""
        words = self._words
        found: set[object] = set()
        head = words.heads[i]
        if words.deps[i] == "poss":
            if head in self._memory.at:
                found.add(self._memory.at[head].key)
            if head in self._people.beside:  # `Ann Vane, her minister`: nobody is her own
                known = self._people.of(self._people.beside[head])
                found.add(person(known.entity, known.parties).key)
        elif words.deps[i] not in SUBJECTS and words.folds[i] not in _REFLEXIVE:
            verb = head
            steps = 0
            while words.tags[verb][:1] != "V" and words.tags[verb] != "MD" and words.heads[verb] != verb and steps < 6:
                verb = words.heads[verb]
                steps += 1
            while not any(words.deps[c] in SUBJECTS for c in words.children(verb)):
                if words.deps[verb] not in ("xcomp", "conj") or words.heads[verb] == verb:
                    break
                verb = words.heads[verb]  # agreed to free them: the subject of agreed
            for child in words.children(verb):
                if words.deps[child] in SUBJECTS and child in self._memory.at:
                    found.add(self._memory.at[child].key)
        elif words.deps[i] in SUBJECTS:
            found |= self._named_below(i)
        speaks = words.deps[i] == "nsubj" and words.lemmas[words.heads[i]] in _ANIMATE
        if speaks and not self._memory.quoted[i] and words.folds[i] in HE:
            # "He has been to Detroit," he said: nobody whom the quote speaks of speaks it
            for trace in reversed(self._memory.traces):
                if words.paragraph[trace.token] != words.paragraph[i]:
                    break
                if trace.quoted and trace.referent.person:
                    found.add(trace.referent.key)
        if self._memory.quoted[i] and words.folds[i] in HE:
            start = words.sentence_start[i]
            for k in range(start, min(start + 80, len(words))):
                if words.sentence[k] != words.sentence[i]:
                    break
                if not self._memory.quoted[k] and words.deps[k] in SUBJECTS:
                    if k in self._memory.at:
                        found.add(self._memory.at[k].key)
                    elif k in self._name_at and self._name_at[k].person:
                        known = self._people.of(self._name_at[k])
                        found.add(person(known.entity, known.parties).key)
        return found

    def _named_below(self, i: int) -> set[object]:
        """Persons named in the clause of a subject behind it: in `he praised Vane's plan`, he is not Vane."""
        words = self._words
        verb = words.heads[i]
        clauses = {c for c in words.children(verb) if words.deps[c] in ("conj", "parataxis", "advcl")}
        found: set[object] = set()
        for k in range(i + 1, words.doc[verb].right_edge.i + 1):
            named = self._name_at.get(k)
            if named is None or not named.person or (named.modifier and words.deps[k] != "poss"):
                continue
            if self._memory.quoted[k] == self._memory.quoted[i] and not clauses & set(self._up_to(k, verb)):
                found.add(person(named.entity, self._people.of(named).parties).key)
        return found

    def _up_to(self, i: int, verb: int) -> list[int]:
        """A word and those that it hangs from, up to `verb`."""
        found = [i]
        while i not in (verb, self._words.heads[i]):
            i = self._words.heads[i]
            found.append(i)
        return found

    def _ahead(self, i: int, gender: Gender | None) -> Referent | None:
        """`In his speech, Putin said`: the subject that follows in the same sentence."""
        words = self._words
        for named in self._people.names_after(i):
            if words.sentence[named.core] != words.sentence[i]:
                break
            if words.deps[words.root(named.core, named.end)] in SUBJECTS and named.entity.gender in (gender, None):
                return person(named.entity, self._people.of(named).parties)
        return None
