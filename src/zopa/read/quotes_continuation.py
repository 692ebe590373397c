"""Quotations that go on without a new cue: after the reporting clause, and in the paragraphs that follow."""

from __future__ import annotations

from zopa.read.quotes_tree import Tokens, Tree


def continuation(tree: Tree, cue: int, parts: tuple[Tokens, ...]) -> tuple[list[Tokens], list[Tokens]]:
    """Quotations that follow the reported one without a new cue: `"A," X said. "B."`.

    Gives those of the same paragraph, and with them those that fill the paragraphs after it.
    """
    if not any(tree.quote_at[k] >= 0 for a, b in parts for k in (a, b - 1)) or tree.quote_at[cue] >= 0:
        return [], []
    near: list[Tokens] = []
    far: list[Tokens] = []
    end = max(cue + 1, parts[-1][1])
    position = _next_quotation(tree, cue, end) if end > parts[-1][1] or tree.tag[end - 1] not in ("``", "''") else end
    open_ended = unclosed_before(tree, parts[-1][1])
    while position is not None and position < tree.n:
        new_paragraph = False
        while position < tree.n and tree.tag[position] == "_SP":
            new_paragraph = new_paragraph or "\n" in tree.lower[position]
            position += 1
        if position >= tree.n or tree.quote_at[position] < 0:
            break
        span = tree.quote_tokens[tree.quote_at[position]]
        if span[0] != position or not ends_sentence(tree, span):
            break
        if new_paragraph and not open_ended:
            if not _fills_paragraph(tree, span):
                break
            far.append(span)
        elif far:
            far.append(span)
        else:
            near.append(span)
        position = span[1]
        open_ended = unclosed_before(tree, position)
    return near, [*near, *far] if far else []


def _next_quotation(tree: Tree, cue: int, position: int) -> int | None:
    """Where the first quotation after the reporting clause begins, if it opens right after a stop or a comma."""
    stop = tree.sents[tree.sent[cue]][1] + 2
    for i in range(position, min(stop, tree.n)):
        if tree.tag[i] == "_SP" and "\n" in tree.lower[i]:
            return i
        k = tree.quote_at[i]
        if k >= 0:
            starts = tree.quote_tokens[k][0] == i and i > 0 and tree.lower[i - 1][-1:] in ".,:;?!"
            return i if starts or (tree.tag[i - 1] == "_SP") else None
    return min(stop - 2, tree.n)


def _fills_paragraph(tree: Tree, span: Tokens) -> bool:
    return span[1] >= tree.n or tree.tag[span[1]] == "_SP" or tree.quote_at[span[1]] >= 0


def unclosed_before(tree: Tree, stop: int) -> bool:
    """Whether the quotation that ends before `stop` lacks its closing mark: by custom the next paragraph goes on."""
    k = tree.quote_at[stop - 1]
    return k >= 0 and not tree.quoted[k].closed


def ends_sentence(tree: Tree, span: Tokens) -> bool:
    """Whether a quotation closes with its sentence, so that no `he said` can follow in it."""
    last = span[1] - 1
    if tree.tag[last] in ("``", "''") and last > span[0]:
        last -= 1
    after = span[1]
    at_end = after >= tree.n or tree.tag[after] == "_SP"
    return at_end or (tree.lower[last][-1:] in ".!?…" and not tree.text[tree.start[after]].islower())
