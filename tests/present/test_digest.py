"""The brief of a large ledger is kept: what is kept equals what is computed afresh, whatever came before."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.build import CASE
from tests.ledger.test_large import KEY, daily, keep
from zopa import project as facade
from zopa.ledger import Ledger, amounts, counts
from zopa.present import digest, kept_rows, terminal
from zopa.present.brief import Brief, brief_of
from zopa.present.formats import render
from zopa.present.terminal import wrapped

VIEWS = [f.name for f in fields(Brief) if f.name not in ("knowledge", "changes", "extent")]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["add", "arrive"]), st.integers(1, 3)),
        st.tuples(st.sampled_from(["withdraw", "accept"]), st.integers(0, 20)),
        st.tuples(st.just("undo"), st.integers(1, 4)),
    ),
    max_size=6,
)


@settings(max_examples=15, deadline=None)
@given(STEPS)
def test_what_is_kept_is_what_would_be_computed(tmp_path_factory: pytest.TempPathFactory, steps: list[object]) -> None:
    pages = daily(9)
    with Ledger.open(tmp_path_factory.mktemp("kept") / "x.zopa") as book:
        keep(book, *pages[:4])
        taken = 4
        for step in steps:
            what, number = step  # type: ignore[misc]
            if what == "add":
                keep(book, *pages[taken : taken + number])
                taken += number
            elif what == "arrive":
                book.add_articles(pages[taken : taken + number], [], book.begin_run("add", "1"))
                taken += number
            elif what == "undo":
                standing = [j.id for j in book.judgements() if j.undone is None]
                if standing:
                    book.undo(standing[number % len(standing)])
            else:
                known = book.knowledge(CASE, KEY).statements
                if known:
                    book.judge(known[number % len(known)].id, what, by="ana")
            digest.digest_of(book, CASE, KEY, None, "1")
        kept = digest.digest_of(book, CASE, KEY, None, "1")
        fresh = digest.shorter_views(digest.computed(book, CASE, KEY))
        assert kept.extent is not None
        assert kept.extent.articles == book.size()
        whole = fresh if book.waiting(KEY) else digest.shorter_views(brief_of(book.knowledge(CASE, KEY)))
        for name in VIEWS:
            assert getattr(kept, name) == fresh[name]
            assert getattr(kept, name) == whole[name]  # the latest days are all days here


def test_articles_that_wait_to_be_read_are_told_and_move_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facade, "LARGE", 3)
    monkeypatch.setattr(facade, "key_of", lambda *_: KEY)
    (tmp_path / "case.yaml").write_text(
        "zopa: 1\ncase: harbour\nissues:\n  robots: {proposition: Cranes run without drivers}\n", encoding="utf-8"
    )
    pages = daily(12)  # the strike of 9 March lies ahead of the first eight days alone
    with Ledger.open(tmp_path / facade.Project.LEDGER) as book:
        keep(book, *pages[:16])
        project = facade.Project(tmp_path)
        before = project.brief()
        assert before.clock[0].state == "ahead"
        book.add_articles(pages[16:], [], book.begin_run("add", "1"))
        with monkeypatch.context() as patch:
            patch.setattr(digest, "computed", lambda *_: pytest.fail("what nobody read was computed"))
            after = project.brief("yesterday")
        assert {name: getattr(after, name) for name in VIEWS} == {name: getattr(before, name) for name in VIEWS}
        assert (after.knowledge.as_of, after.extent) == (
            before.knowledge.as_of,
            replace(before.extent, articles=24, last=pages[-1].published, waiting=8),  # type: ignore[type-var]
        )
        assert after.changes is not None
        assert set(after.changes.articles) == {page.id for page in pages[22:]}
        keep(book)
        assert project.brief().clock[0].state != "ahead"


def test_a_page_of_a_large_ledger_says_what_it_covers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facade, "LARGE", 3)
    monkeypatch.setattr(digest, "RECENT", 4)
    monkeypatch.setattr(digest, "DAYS", 1)
    monkeypatch.setattr(digest, "NEWEST", 2)
    monkeypatch.setattr(facade, "key_of", lambda *_: KEY)
    (tmp_path / "case.yaml").write_text(
        "zopa: 1\ncase: harbour\nissues:\n  robots: {proposition: Cranes run without drivers}\n", encoding="utf-8"
    )
    with Ledger.open(tmp_path / facade.Project.LEDGER) as book:
        keep(book, *daily(8))
    project = facade.Project(tmp_path)
    brief, whole = project.brief(), project.brief(whole=True)
    assert brief.extent is not None
    assert brief.extent.facts_from is not None
    assert brief.positions[0].said == len(whole.positions[0].statements) == 16
    for form in ("terminal", "markdown"):
        page = render(brief, form)  # type: ignore[arg-type]
        assert "16 articles" in page
        assert "from the 4 since 7 March 2025" in " ".join(page.split())
        assert "14 earlier articles are not listed" in " ".join(page.split())
    html = render(brief, "html")
    assert html.count('<script type="application/json"') >= 2
    changed = project.brief("yesterday").changes
    assert changed is not None
    assert len(changed.articles) == 2
    assert changed.positions == ()


def test_a_long_list_of_evidence_keeps_its_ends() -> None:
    ids = tuple(str(i) for i in range(100))
    cut = kept_rows.shorter(ids)
    assert len(cut) == kept_rows.KEPT
    assert (cut[0], cut[-1]) == ("0", "99")
    assert kept_rows.shorter(ids[: kept_rows.KEPT]) == ids[: kept_rows.KEPT]


def test_letters_taken_for_narrow_are_one_cell_wide() -> None:
    from rich.cells import cell_len

    letters = [chr(code) for code in range(32, 0x3000) if terminal._NARROW.fullmatch(chr(code))]
    assert {"“", "–", "é"} <= set(letters)
    assert all(cell_len(letter) == 1 for letter in letters)


@given(st.text(st.sampled_from("ab cdéö-–\u4e2d "), max_size=80), st.integers(5, 40))
def test_wrapped_lines_fit_and_lose_no_letter(words: str, width: int) -> None:
    from rich.cells import cell_len

    lines = wrapped(words, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


def test_questions_to_a_large_ledger_find_all_that_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from zopa.cli import main

    monkeypatch.setattr(facade, "LARGE", 3)
    monkeypatch.setattr(facade, "NEWEST", 2)
    monkeypatch.setattr(digest, "RECENT", 4)
    monkeypatch.setattr(digest, "DAYS", 1)
    monkeypatch.setattr(facade, "key_of", lambda *_: KEY)
    (tmp_path / "case.yaml").write_text(
        "zopa: 1\ncase: harbour\nissues:\n  robots: {proposition: Cranes run without drivers}\n", encoding="utf-8"
    )
    with Ledger.open(tmp_path / facade.Project.LEDGER) as book:
        keep(book, *daily(8))

    def answer(*arguments: str) -> tuple[str, str]:
        assert main([*arguments, "-p", str(tmp_path)]) == 0
        told = capsys.readouterr()
        return told.out, told.err

    page, told = answer("timeline")
    assert page.count(": Dockers against") == 2
    assert "from the newest 2 of 16 articles" in told
    page, told = answer("timeline", "--party", "dockers")
    assert page.count(": Dockers against") == 16
    assert told == ""
    for command in ("matrix", "timeline"):
        assert len(json.loads(answer(command, "--format", "json")[0])["statements"]) == 16
    assert json.loads(answer("status", "--format", "json")[0])["statements"] == 16


def test_counts_go_on_from_what_was_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amounts, "COUNTED_AGAIN", 0)
    with Ledger.open(None) as book:
        for first in range(0, 8, 2):
            keep(book, *daily(8)[first : first + 2])
            assert counts(book, KEY)["statements"] == counts(book, KEY)["acts"] == first + 2
