"""GENIUS (Lin, Kraus, Baarslag and others 2014): a folder with a domain XML and one utility-space XML per party.

Two readings of `evaluation` are in use. GENIUS itself divides every evaluation by the highest one of its issue, then
weighs; NegMAS and data sets converted by it weigh the evaluations as they are written. Where the issues of a profile
peak at different evaluations the two differ, and so does the Pareto front. `GeniusFormat(evaluations=...)` chooses:
`written` (the default, equal to NegMAS) or `per-issue` (equal to GENIUS). What zopa writes means the same in both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from zopa import limits
from zopa.errors import InputError, LimitError, ZopaError
from zopa.exchange.base import Exported, Format, Imported, Note
from zopa.exchange.files import file_names, files_below, number
from zopa.exchange.safe_xml import read_xml
from zopa.exchange.utilities import REAL_POINTS, Utility, beyond_utilities, certain, grid, label, scaled_party
from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_terms import Party

Evaluations = Literal["written", "per-issue"]


@dataclass(frozen=True, slots=True)
class _Issue:
    name: str
    index: str
    options: tuple[str, ...]
    numbers: tuple[float, ...] | None  # what each option is worth as a number; None for words


class GeniusFormat(Format):
    """GENIUS folders, both directions."""

    name: ClassVar[str] = "genius"
    title: ClassVar[str] = "GENIUS folder (XML domain and utility spaces)"

    def __init__(self, evaluations: Evaluations = "written") -> None:
        self.evaluations: Evaluations = evaluations

    def recognises(self, path: Path) -> bool:
        try:
            files = (path,) if path.is_file() else files_below(path, ".xml")[:200]
            return any(f.suffix.lower() in (".xml",) and _kind(f) is not None for f in files)
        except ZopaError:
            return False

    def read(self, path: Path) -> Imported:
        domains: list[tuple[Path, Element]] = []
        spaces: list[tuple[Path, Element]] = []
        notes: list[Note] = []
        for file in files_below(path, ".xml"):
            try:
                root = read_xml(file)
            except InputError as error:
                notes.append(Note("skipped", file.name, error.what))
                continue
            if root.tag == "negotiation_template":
                domains.append((file, root))
            elif root.tag == "utility_space":
                spaces.append((file, root))
            else:
                notes.append(Note("skipped", file.name, f"holds <{root.tag}>, which is neither domain nor profile"))
        if path.is_file():
            domains = [pair for pair in domains if pair[0] == path] or domains
        if len(domains) > 1:
            names = ", ".join(file.name for file, _ in domains)
            raise InputError(f"{len(domains)} domain files: {names}", where=str(path), mend="name one of these files")
        if not spaces:
            raise InputError("no utility space of any party", where=str(path), mend="add the profiles' XML files")
        if not domains:
            notes.append(Note("changed", spaces[0][0].name, "there is no domain file: its issues are taken"))
        where, root = domains[0] if domains else spaces[0]
        issues = _domain(root, where, notes)
        options = {issue.name: issue.options for issue in issues}
        parties: dict[str, Party] = {}
        for file, space in spaces:
            utility = _Profile(file, file.stem, issues, self.evaluations, notes).utility(space)
            parties[file.stem], more = scaled_party(utility, options)
            notes += more
        name = where.stem.removesuffix("_domain").removesuffix("-domain") or where.stem
        negotiation = Negotiation(issues=options, parties=parties, name=name)
        used = tuple(file for file, _ in (*domains, *spaces))
        return Imported(negotiation, self.name, used, tuple(notes))

    def write(self, negotiation: Negotiation) -> Exported:
        notes = certain(negotiation) + beyond_utilities(negotiation)
        domain = Element("negotiation_template")
        space = SubElement(domain, "utility_space", number_of_issues=str(len(negotiation.issues)))
        _write_issues(_objective(space, negotiation.name), negotiation, None)
        files = {"domain.xml": _text(domain)}
        for p, (party, file) in enumerate(file_names(negotiation.parties, ".xml", files).items()):
            root = Element("utility_space")
            objective = _objective(root, negotiation.name)
            tables = [values[:, p] for values in negotiation.values]
            # every issue peaks at 1, so that GENIUS's own reading and the plain one mean the same
            peaks = [float(table.max()) for table in tables]
            weights = [float(w) * peak for w, peak in zip(negotiation.weights[p], peaks, strict=True)]
            total = sum(weights)
            if total <= 0:
                notes.append(Note("changed", party, "is indifferent between all outcomes: every evaluation is 0"))
            elif abs(total - 1) > 1e-9:
                notes.append(Note("changed", party, f"utilities are rescaled: theirs = ours / {total:.6g}"))
            scaled = [
                [float(v) / peak if peak > 0 else 0.0 for v in table] for table, peak in zip(tables, peaks, strict=True)
            ]
            _write_issues(objective, negotiation, scaled)
            for k, weight in enumerate(weights, start=1):
                share = weight / total if total > 0 else 1 / len(weights)
                SubElement(objective, "weight", index=str(k), value=repr(share))
            SubElement(root, "discount_factor", value="1.0")
            reservation = float(negotiation.reservations[p]) / (total if total > 0 else 1.0)
            if reservation > 1 + 1e-9:
                notes.append(Note("changed", party, "the reservation value lies above every outcome: written as 1"))
            SubElement(root, "reservation", value=repr(min(1.0, reservation)))
            files[file] = _text(root)
        return Exported(self.name, files, tuple(notes))


def _kind(file: Path) -> str | None:
    """`negotiation_template` or `utility_space` if the file's first bytes name one of them."""
    try:
        with file.open("rb") as stream:
            head = stream.read(4096)
    except OSError:
        return None
    return next((tag for tag in ("negotiation_template", "utility_space") if f"<{tag}".encode() in head), None)


def _issues_of(root: Element) -> tuple[list[tuple[Element, float]], dict[str, float]]:
    """Every issue element below the objectives, with the product of the weights of the objectives above it."""
    found: list[tuple[Element, float]] = []
    weights: dict[str, float] = {}

    def walk(node: Element, above: float) -> None:
        own = {w.get("index", ""): w.get("value", "") for w in node.findall("weight")}
        for index, value in own.items():
            weights[index] = above * number(value, "weight", "weight")
        for child in node:
            if child.tag == "issue":
                found.append((child, above))
            elif child.tag in ("objective", "utility_space"):
                index = child.get("index", "")
                walk(child, above * number(own[index], "weight", "weight") if index in own else above)

    walk(root, 1.0)
    return found, weights


def _domain(root: Element, file: Path, notes: list[Note]) -> tuple[_Issue, ...]:
    issues: dict[str, _Issue] = {}
    for element, _ in _issues_of(root)[0]:
        name = (element.get("name") or element.get("index") or "").strip()
        where = f"{file}, issue '{name}'"
        if name in issues:
            raise InputError("an issue stands twice", where=where, mend="rename one")
        kind = element.get("type") or element.get("etype") or element.get("vtype") or "discrete"
        numbers: tuple[float, ...] | None = None
        if kind in ("integer", "real"):
            low, high = (number(_bound(element, key), where, key) for key in ("lowerbound", "upperbound"))
            if high < low:
                raise InputError(f"its range {low:g} to {high:g} is empty", where=where, mend="swap the bounds")
            if kind == "integer":
                if high - low >= limits.MODEL_OPTIONS:
                    what = f"{high - low + 1:.0f} options, the limit is {limits.MODEL_OPTIONS}"
                    raise LimitError(what, where=where, mend="use coarser steps")
                numbers = tuple(float(v) for v in range(int(low), int(high) + 1))
            else:
                numbers = tuple(grid(low, high, REAL_POINTS))
                what = f"real numbers {low:g} to {high:g} became {len(numbers)} evenly spaced options"
                notes.append(Note("changed", name, what))
            options = tuple(label(v) for v in numbers)
        else:
            words = [(item.get("value") or item.get("index") or "").strip() for item in element.findall("item")]
            options = tuple(dict.fromkeys(words))
            if len(options) < len(words):
                notes.append(Note("changed", f"{file.name}, {name}", "an option that stands twice counts once"))
        if not options:
            raise InputError("has no options", where=where, mend="add items, or remove the issue")
        issues[name] = _Issue(name, element.get("index") or str(len(issues) + 1), options, numbers)
    if not issues:
        raise InputError("no issues", where=str(file), mend="name a folder with a complete domain file")
    return tuple(issues.values())


def _bound(element: Element, key: str) -> str | None:
    inner = element.find("range")
    return element.get(key) or (inner.get(key) if inner is not None else None)


class _Profile:
    """Reads one utility space against the issues of its domain."""

    def __init__(
        self, file: Path, party: str, issues: Iterable[_Issue], evaluations: Evaluations, notes: list[Note]
    ) -> None:
        self.file, self.party, self.issues, self.notes = file, party, tuple(issues), notes
        self.evaluations = evaluations

    def utility(self, root: Element) -> Utility:
        if root.get("type") == "nonlinear" or root.find(".//hyperRectangle") is not None:
            what = (
                "values ranges of several issues together (hyper-rectangles), which weights and values cannot express"
            )
            raise InputError(what, where=str(self.file), mend="import a domain with additive utilities")
        elements, weights = _issues_of(root)
        by_name = {(e.get("name") or "").strip(): e for e, _ in elements}
        by_index = {e.get("index", ""): e for e, _ in elements}
        values: dict[str, dict[str, float]] = {}
        own_weights: dict[str, float] = {}
        for issue in self.issues:
            element = by_name.pop(issue.name, None)
            if element is None and issue.index in by_index:
                element = by_index[issue.index]
                by_name.pop((element.get("name") or "").strip(), None)
                self._note("changed", issue.name, f"the profile calls it '{element.get('name')}'; matched by its index")
            if element is None:
                self._note("changed", issue.name, "the profile says nothing on it: it counts nothing")
                values[issue.name], own_weights[issue.name] = dict.fromkeys(issue.options, 0.0), 0.0
                continue
            values[issue.name] = self._values(element, issue)
            index = element.get("index", "")
            if index not in weights:
                self._note("changed", issue.name, "has no weight: it counts nothing")
            weight = weights.get(index, 0.0)
            if weight < 0:
                where = f"{self.file}, issue '{issue.name}'"
                raise InputError(f"weight {weight:g} is below 0", where=where, mend="give a weight from 0 up")
            own_weights[issue.name] = weight
        for name in by_name:
            self._note("lost", name, "stands in the profile, not in the domain")
        peaks = {name: max(own.values()) for name, own in values.items()}
        if self.evaluations == "per-issue":
            for name, own in values.items():
                values[name] = {o: v / peaks[name] if peaks[name] > 1e-5 else 0.0 for o, v in own.items()}
        elif len({round(peaks[n], 9) for n, w in own_weights.items() if w > 0}) > 1:
            what = "issues peak at different evaluations; they count as written (GENIUS divides by each issue's peak)"
            self._note("changed", "", what)
        best = sum(weight * max(values[name].values()) for name, weight in own_weights.items())
        reservation = self._extra(root, "reservation")
        discount = self._extra(root, "discount_factor")
        if discount is not None and discount not in (0.0, 1.0):
            self._note("lost", "", f"discount factor {discount:g}: here utilities do not shrink with time")
        # GENIUS states the reservation value as a share of the best utility, which its own scale makes 1
        share = None if reservation is None else reservation * best
        return Utility(self.party, own_weights, values, reservation=share)

    def _values(self, element: Element, issue: _Issue) -> dict[str, float]:
        where = f"{self.file}, issue '{issue.name}'"
        evaluator = element.find("evaluator")
        if evaluator is not None and issue.numbers is not None:
            return self._evaluated(evaluator, issue, where)
        found: dict[str, float] = {}
        for item in element.findall("item"):
            option = (item.get("value") or item.get("index") or "").strip()
            value = number(item.get("evaluation"), f"{where}, option '{option}'", "evaluation")
            if option not in issue.options:
                self._note("lost", issue.name, f"option '{option}' stands in the profile, not in the domain")
                continue
            if option in found and found[option] != value:
                self._note(
                    "changed", issue.name, f"option '{option}' stands twice: {value:g} counts, not {found[option]:g}"
                )
            found[option] = value
        missing = [o for o in issue.options if o not in found]
        if missing:
            self._note("changed", issue.name, f"no evaluation for {', '.join(missing)}: 0 counts")
        return {o: found.get(o, 0.0) for o in issue.options}

    def _evaluated(self, evaluator: Element, issue: _Issue, where: str) -> dict[str, float]:
        """A linear or constant evaluator; with slope and offset GENIUS counts from the issue's lower bound."""
        assert issue.numbers is not None
        kind = (evaluator.get("ftype") or "linear").lower()
        if kind not in ("linear", "constant"):
            raise InputError(f"evaluator '{kind}' is not known", where=where, mend="use linear, or items")
        parameters = evaluator.get("parameter0") is not None
        offset = number(evaluator.get("offset") or evaluator.get("parameter0") or 0, where, "offset")
        slope = 0.0
        if kind == "linear":
            slope = number(evaluator.get("slope") or evaluator.get("parameter1") or 0, where, "slope")
        start = 0.0 if parameters else issue.numbers[0]
        raw = [offset + slope * (v - start) for v in issue.numbers]
        clipped = [min(1.0, max(0.0, v)) for v in raw]
        if any(abs(a - b) > 1e-9 for a, b in zip(raw, clipped, strict=True)) and self.evaluations == "written":
            self._note(
                "changed",
                issue.name,
                f"evaluations {min(raw):g} to {max(raw):g} count as they are; GENIUS cuts at 0 and 1",
            )
            clipped = raw
        return dict(zip(issue.options, clipped, strict=True))

    def _extra(self, root: Element, tag: str) -> float | None:
        element = root.find(tag)
        if element is None or element.get("value") is None:
            return None
        return number(element.get("value"), str(self.file), tag)

    def _note(self, kind: Literal["lost", "changed"], issue: str, what: str) -> None:
        self.notes.append(Note(kind, f"{self.party}, {issue}" if issue else self.party, what))


def _objective(parent: Element, name: str) -> Element:
    return SubElement(
        parent, "objective", {"type": "objective", "etype": "objective", "index": "0", "name": _clean(name)}
    )


def _write_issues(objective: Element, negotiation: Negotiation, values: list[list[float]] | None) -> None:
    for i, (issue, options) in enumerate(negotiation.issues.items()):
        kind = {"type": "discrete", "etype": "discrete", "vtype": "discrete"}
        element = SubElement(objective, "issue", {"index": str(i + 1), "name": _clean(issue)} | kind)
        for k, option in enumerate(options):
            item = SubElement(element, "item", index=str(k + 1), value=_clean(option))
            if values is not None:
                item.set("evaluation", repr(values[i][k]))


def _clean(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )


def _text(root: Element) -> str:
    indent(root)
    return tostring(root, encoding="unicode") + "\n"
