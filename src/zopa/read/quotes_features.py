"""What the learned judge looks at: named features of a cue, of a content and of a source, and the words beside them.

Features are strings, so a model can be read; positions name the words whose vectors (the parser's own) go in as well,
-1 where there is none. Shared by `scripts/train_attribution.py` and `quotes_model`.
"""

from __future__ import annotations

from zopa.read.quotes_candidates import Content
from zopa.read.quotes_sources import Source
from zopa.read.quotes_tree import Tree

_CONTENT_DEPS = ("ccomp", "xcomp", "dobj", "oprd", "acl", "attr", "acomp", "prep", "pcomp", "advcl")
_PRONOUNS = ("PRP", "PRP$", "WP", "WDT", "WP$", "DT", "EX")


def cue_features(tree: Tree, i: int) -> tuple[list[str], tuple[int, ...]]:
    """Features of the word at `i` as a cue, and five positions: itself, head, subject, content, the next word."""
    lemma, tag, dep, lower = tree.lemma[i].lower(), tree.tag[i], tree.dep[i], tree.lower[i]
    h = tree.head[i]
    head = tree.lemma[h].lower()
    last = tree.n - 1
    names = [
        "b", "l=" + lemma, "t=" + tag, "d=" + dep, f"lt={lemma}|{tag}", f"ld={lemma}|{dep}", "h=" + head,
        f"dh={dep}|{head}", f"lh={lemma}|{head}", "ht=" + tree.tag[h], f"dht={dep}|{tree.tag[h]}", "s3=" + lemma[-3:],
        "w=" + lower, "n=" + tree.lower[min(i + 1, last)], "nt=" + tree.tag[min(i + 1, last)],
        f"ln={lemma}|{tree.lower[min(i + 1, last)]}", "p=" + tree.lower[max(i - 1, 0)],
        "pt=" + tree.tag[max(i - 1, 0)], f"lp={lemma}|{tree.lower[max(i - 1, 0)]}",
    ]  # fmt: skip
    subject, content = -1, -1
    seen: set[str] = set()
    for k in tree.children[i]:
        d, word = tree.dep[k], tree.lower[k]
        side = "<" if k < i else ">"
        if d in ("punct", "det"):
            continue
        if d in ("nsubj", "nsubjpass", "poss", "expl"):
            subject = k
            t = tree.tag[k]
            kind = word if t in _PRONOUNS else t
            names += [f"c={d}|{kind}", f"lc={lemma}|{d}", "sl=" + tree.lemma[k].lower()]
        elif d == "prep" or d == "prt" or d == "mark" or d == "agent" or d == "neg":
            names += [f"c={d}|{word}", f"lc={lemma}|{d}|{word}"]
        elif d == "aux" or d == "auxpass":
            names.append(f"a={d}|{tree.lemma[k].lower()}")
        else:
            seen.add(side + d)
            names.append(f"lc={lemma}|{side}{d}")
            if d in ("dobj", "advmod", "acomp", "attr", "oprd"):
                names += [f"cl={d}|{tree.lemma[k].lower()}", f"lcl={lemma}|{d}|{tree.lemma[k].lower()}"]
        if content < 0 and k > i and d in _CONTENT_DEPS:
            content = k
    names += ["k=" + d for d in seen]
    names.append("K=" + ",".join(sorted(seen)))
    own = tree.quote_at[i]
    a, b = tree.sents[tree.sent[i]]
    names.append("q" if own >= 0 else "nq")
    if own >= 0:
        first, stop = tree.quote_tokens[own]
        names.append(f"ql={min(30, stop - first) // 5}")
    else:
        before = max(tree.quote_at[max(a - 1, 0) : i], default=-1) >= 0
        after = max(tree.quote_at[i + 1 : b + 1], default=-1) >= 0
        quoted = f"Q={before:d}{after:d}"
        names += [quoted, f"{quoted}|{lemma}", f"{quoted}|{dep}"]
    names.append(f"first={tree.sent[i] == 0:d}")
    names.append(f"len={min(b - a, 60) // 10}")
    names.append("e=" + tree.lower[max(a, b - 1)][:1])
    if subject < 0:
        names += ["nosub", f"nosub|{dep}|{tag}"]
    return names, (i, h if h != i else -1, subject, content, i + 1 if i < last else -1)


def content_features(tree: Tree, cue: int, candidates: list[Content]) -> list[tuple[list[str], tuple[int, ...]]]:
    """For each candidate of a cue its features and positions: first and last word, the word before, the word after."""
    lemma, tag, dep = tree.lemma[cue].lower(), tree.tag[cue], tree.dep[cue]
    passive = any(tree.dep[c] == "auxpass" for c in tree.children[cue])
    s0, s1 = tree.sents[tree.sent[cue]]
    others = {c.how for c in candidates if "-" not in c.how}
    own = tree.quote_at[cue] >= 0
    top = tree.sent[cue] == 0
    up = tree.tag[tree.head[cue]]
    shared = ["b", "l=" + lemma, "t=" + tag]
    n = tree.n
    found: list[tuple[list[str], tuple[int, ...]]] = []
    for k, content in enumerate(candidates):
        how = content.how
        first, stop = content.parts[0][0], content.parts[-1][1]
        before, after = max(first - 1, 0), min(stop, n - 1)
        start = min(first + 1, stop - 1) if tree.tag[first] in ("``", "''") else first
        side = "L" if stop <= cue else "R" if first > cue else "B"
        size = _size(sum(b - a for a, b in content.parts))
        base = how.split("-")[0]
        left, left_tag, rest = tree.lower[start], tree.tag[start], _size(max(0, s1 - stop))
        following = tree.lower[after]
        marked = _marked(tree, cue, content)
        inside = _insides(tree, content)
        names = [
            *shared, "w=" + how, f"wl={how}|{lemma}", f"wt={how}|{tag}", f"wd={how}|{dep}", f"bl={base}|{lemma}",
            "s=" + side, f"sl={side}|{lemma}", f"k={k}", "n=" + size, f"wn={how}|{size}", f"p={len(content.parts)}",
            "f=" + left, "ft=" + left_tag, f"fl={left}|{lemma}", f"wf={base}|{left}", f"ftl={left_tag}|{lemma}",
            "u=" + tree.lower[before], f"ul={tree.lower[before]}|{lemma}", "x=" + following, "xt=" + tree.tag[after],
            f"wx={how}|{following}", f"g={_size(max(0, first - cue - 1) if side == 'R' else max(0, cue - stop))}",
            f"wp={how}|{passive:d}", "z=" + tree.tag[stop - 1], f"wht={how}|{up}", "r=" + rest, f"wr={base}|{rest}",
            f"i={_size(max(0, first - s0))}", "m=" + marked, f"wm={how}|{marked}", f"ml={marked}|{lemma}",
            f"q={own:d}|{how}", f"first={top:d}|{base}", "v=" + inside, f"wv={base}|{inside}",
            f"ic={base}|{_inner_cue(tree, content)}", *[f"o={base}|{o}" for o in others],
        ]  # fmt: skip
        edges = (start, max(start, stop - 1), first - 1 if first > 0 else -1, stop if stop < n else -1)
        found.append((names, edges))
    return found


def _insides(tree: Tree, content: Content) -> str:
    """How many verbs and subjects the content has, up to three of each."""
    verbs = subjects = 0
    for a, b in content.parts:
        b = min(b, a + 40)
        verbs += tree.verbs[b] - tree.verbs[a]
        subjects += tree.subjects[b] - tree.subjects[a]
    return f"{min(verbs, 3)}{min(subjects, 3)}"


def _inner_cue(tree: Tree, content: Content) -> str:
    """The first word in the content that itself takes a clause: contents often end or begin with another report."""
    for a, b in content.parts:
        deps = tree.dep[a:b]
        if "ccomp" not in deps:
            continue
        for j in range(a, b):
            if tree.dep[j] == "ccomp" and a <= tree.head[j] < b:
                return tree.lemma[tree.head[j]].lower()
    return "-"


def _size(n: int) -> str:
    return str(n) if n < 4 else "4" if n < 7 else "7" if n < 12 else "12" if n < 20 else "20" if n < 35 else "35"


def _marked(tree: Tree, cue: int, content: Content) -> str:
    """How the content lies to quotation marks: all inside whole quotations, cutting one, mixed, or none."""
    own = tree.quote_at[cue]
    inside = outside = cut = 0
    for a, b in content.parts:
        marks = tree.quote_at[a:b]
        free = marks.count(-1) + (marks.count(own) if own >= 0 else 0)
        outside += free
        inside += b - a - free
        for edge in (a, b - 1):
            q = tree.quote_at[edge]
            if q >= 0 and q != own:
                first, stop = tree.quote_tokens[q]
                cut += first < a or stop > b
    if not inside:
        return "none"
    share = "all" if not outside else "most" if outside <= inside else "some"
    return f"{share}{'cut' if cut else ''}"


def source_features(
    tree: Tree, cue: int, content: Content, candidates: list[Source]
) -> list[tuple[list[str], tuple[int, ...]]]:
    """For naming nobody, then for each source candidate: its features and positions, its head and the cue."""
    lemma, tag, dep = tree.lemma[cue].lower(), tree.tag[cue], tree.dep[cue]
    hows = {c.how for c in candidates}
    passive = any(tree.dep[c] == "auxpass" for c in tree.children[cue])
    kind = f"{tag}{'p' if passive else ''}"
    names = ["none", f"none|{lemma}", f"none|{kind}", f"none|{dep}", f"none|{content.how}", f"none|{len(hows)}"]
    names += [f"none|{h}" for h in hows] + [f"none|{kind}|{h}" for h in hows]
    found: list[tuple[list[str], tuple[int, ...]]] = [(names, (-1, cue))]
    first, stop = content.parts[0][0], content.parts[-1][1]
    for k, source in enumerate(candidates):
        how, i = source.how, source.head
        within = any(a <= i < b for a, b in content.parts)
        place = "in" if within else "left" if i < first else "right" if i >= stop else "gap"
        side = "<" if i < cue else ">"
        distance = _size(abs(i - cue))
        names = [
            "b", "w=" + how, f"wl={how}|{lemma}", f"wt={how}|{kind}", f"wc={how}|{content.how}", f"k={k}", "p=" + place,
            f"wp={how}|{place}", "g=" + distance, f"gs={side}{distance}", "h=" + tree.lemma[i].lower(),
            "t=" + tree.tag[i], f"wg={how}|{tree.tag[i]}", f"hw={tree.lower[i]}|{how}", f"n={len(candidates)}",
            f"d={tree.dep[i]}", f"wd={how}|{dep}", f"q={(tree.quote_at[i] == tree.quote_at[cue]):d}",
            f"z={_size(source.span[1] - source.span[0])}", *[f"o={how}|{h}" for h in hows],
        ]  # fmt: skip
        found.append((names, (i, cue)))
    return found
