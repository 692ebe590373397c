"""Probabilities in graded nouns: `a slim chance`, `prospects are dim`, `rated the likelihood of X as low`."""

from __future__ import annotations

from typing import Final

from zopa.read.estimates_ground import Found
from zopa.read.estimates_minds import Minds

RAISING: Final = frozenset(
    "very highly extremely exceedingly exceptionally most overwhelmingly increasingly quite pretty extraordinarily "
    "vanishingly deeply really all".split()
)
OUTER: Final = {
    "likely": "very_likely", "probable": "very_likely", "unlikely": "very_unlikely", "improbable": "very_unlikely",
    "possible": "realistic_possibility", "very_unlikely": "almost_no_chance", "certain": "certain",
    "better_than_even": "very_good_chance",
}  # fmt: skip
NEARLY: Final = frozenset("almost nearly virtually practically basically all-but effectively near".split())
_NOUN_GRADES: Final = {
    "no": "impossible", "zero": "impossible", "little": "little_chance", "slim": "very_unlikely",
    "slight": "little_chance", "faint": "little_chance", "small": "little_chance", "remote": "remote_chance",
    "low": "unlikely", "poor": "unlikely", "bleak": "very_unlikely", "dim": "very_unlikely", "minimal": "very_unlikely",
    "negligible": "almost_no_chance", "scant": "little_chance", "tiny": "remote_chance", "minuscule": "remote_chance",
    "outside": "little_chance", "long": "unlikely", "limited": "unlikely", "fair": "realistic_possibility",
    "reasonable": "realistic_possibility", "real": "realistic_possibility", "decent": "better_than_even",
    "good": "very_good_chance", "strong": "very_likely", "high": "likely", "great": "very_likely", "even": "even",
    "excellent": "very_likely", "better": "better_than_even", "realistic": "realistic_possibility",
    "distinct": "realistic_possibility", "serious": "realistic_possibility", "grim": "very_unlikely",
    "favourable": "likely", "favorable": "likely", "cautious": "possible", "fading": "unlikely",
    "vanishing": "almost_no_chance", "thin": "very_unlikely", "diminishing": "unlikely", "substantial": "likely",
    "renewed": "better_than_even", "growing": "better_than_even", "huge": "very_likely", "minor": "little_chance",
    "every": "likely", "infinitesimal": "almost_no_chance", "fifty-fifty": "even", "sporting": "realistic_possibility",
}  # fmt: skip
_SOFT: Final = frozenset("hope optimism".split())  # count only with a grade: `slim hopes`, not `hopes for peace`
_RATING: Final = frozenset("rate assess describe view regard see characterise characterize judge".split())
_DENIED: Final = frozenset("likely very_likely very_good_chance better_than_even".split())  # grades that `not` turns
_STANDING: Final = frozenset("be have see stand remain".split())
_FADING: Final = frozenset(
    "fade dim recede evaporate dwindle shrink diminish wane ebb crumble vanish disappear".split()
)


class GradedNouns(Minds):
    """Estimates whose word is a noun of chance with a grade."""

    def noun(self, i: int) -> Found | None:
        """The estimate that the noun of chance at `i` gives, where something grades it."""
        tree = self.tree
        lemma = tree.lemma[i]
        grade = grade_at = None
        for c in tree.children[i]:
            if c < i and tree.lower[c] in _NOUN_GRADES:
                grade, grade_at = _NOUN_GRADES[tree.lower[c]], c
        verb = tree.head[i]
        if grade is None and tree.dep[i] in ("nsubj", "nsubjpass"):
            as_what = [g for c in tree.children[verb] if tree.lower[c] == "as" for g in tree.children[c]]
            for c in as_what:
                if tree.lower[c] in _NOUN_GRADES:
                    grade, grade_at = _NOUN_GRADES[tree.lower[c]], c  # `chances were rated as slim`
            for c in tree.children[verb]:
                if (tree.dep[c] in ("acomp", "oprd", "attr") and tree.lower[c] in _NOUN_GRADES) or (
                    tree.tag[c][:2] == "JJ" and tree.lower[c] in ("slim", "remote", "high", "low", "dim", "bleak")
                ):
                    grade, grade_at = _NOUN_GRADES[tree.lower[c]], c
        if grade is None and tree.lemma[verb] in _RATING:
            for k in range(i + 1, tree.sents[tree.sent[i]][1] - 1):
                if tree.lower[k] == "as" and tree.lower[k + 1] in _NOUN_GRADES:  # `rated the likelihood of X as low`
                    grade, grade_at = _NOUN_GRADES[tree.lower[k + 1]], k + 1
        if grade is None and lemma == "chance":
            # `chances of a deal before the summit are slim`: the parser takes `before` for a conjunction
            for c in tree.children[i]:
                if c > i and tree.dep[c] == "advcl" and tree.lower[c] in ("are", "were", "remain", "look", "remained"):
                    for g in tree.children[c]:
                        if tree.dep[g] == "acomp" and tree.lower[g] in _NOUN_GRADES:
                            grade, grade_at = _NOUN_GRADES[tree.lower[g]], g
        if lemma in ("odds", "chance") and grade is None:
            told = self._odds_are(i)
            if told is not None:
                return told
        if grade is None and tree.dep[i] == "nsubj" and tree.lemma[verb] in _FADING:
            grade, grade_at = "unlikely", verb
        if grade is None or grade_at is None:
            return None
        if grade_at > i and any(tree.dep[c] == "neg" for c in tree.children[verb]):
            if grade not in _DENIED:
                return None  # `is not zero` leaves everything else
            grade = "unlikely"
        if lemma == "risk" and grade not in (
            "likely",
            "very_likely",
            "unlikely",
            "little_chance",
            "realistic_possibility",
        ):
            return None
        if lemma in _SOFT and tree.lower[grade_at] in (
            "high",
            "great",
            "good",
            "strong",
            "real",
            "long",
            "no",
            "small",
            "fair",
            "limited",
        ):
            return None
        if lemma in ("prospect", "chance", "possibility") and tree.lower[grade_at] in (
            "great",
            "long",
            "better",
            "limited",
            "new",
            "second",
        ):
            return None
        about = self._of_noun(i)
        if about is None and tree.dep[i] in ("attr", "oprd") and lemma in ("possibility", "prospect", "likelihood"):
            about = self._said_of(i)  # `a return to war is a real possibility`
        if about is None and (
            lemma in ("prospect", "risk", "possibility")
            or (lemma == "chance" and tree.lower[grade_at] in ("good", "great", "fair", "real"))
        ):
            return None
        if tree.lower[grade_at] == "every" and (about is None or tree.lemma[verb] not in _STANDING):
            return None  # `gave him every chance to resign`
        first, last = min(i, grade_at), max(i, grade_at) + 1
        if grade_at > i:
            first = grade_at
        if grade == "impossible" and tree.lower[grade_at - 1 : grade_at] and tree.lower[grade_at - 1] in NEARLY:
            grade, first = "almost_no_chance", min(first, grade_at - 1)
        raised = {tree.lower[c] for c in tree.children[grade_at]} & (RAISING - {"increasingly", "quite", "pretty"})
        if raised:
            grade = OUTER.get(grade, grade)
            first = min(first, *[c for c in tree.children[grade_at] if tree.lower[c] in raised])
        low, high, scale = self.reading(grade)
        return Found(first, last, low, high, scale, about, None, self._putter(i))

    def _odds_are(self, i: int) -> Found | None:
        """`Odds are the union will vote no`: likely."""
        tree = self.tree
        verb = tree.head[i]
        clause = next((c for c in tree.children[verb] if tree.dep[c] == "ccomp" and c > i), None)
        if tree.dep[i] != "nsubj" or tree.lemma[verb] != "be" or clause is None or tree.children[i]:
            return None
        low, high, scale = self.reading("likely")
        return Found(i, verb + 1, low, high, scale, tree.subtree(clause), None, None)

    def _said_of(self, i: int) -> tuple[int, int] | None:
        tree = self.tree
        verb = tree.head[i]
        wanted = ("nsubj",) if tree.lemma[verb] in ("be", "remain", "look", "seem") else ("dobj", "nsubj")
        subject = next((c for c in tree.children[verb] if tree.dep[c] in wanted and c < i), None)
        if subject is None or tree.lower[subject] in ("it", "there"):
            return None
        return tree.subtree(subject) if tree.lemma[verb] in ("be", "remain", "look", "seem", "consider") else None
