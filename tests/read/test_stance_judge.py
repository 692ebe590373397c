"""The learned judge beside the rules: what it finds where words differ, and what must hold whatever it says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zopa.cases import Case, case_from_text
from zopa.errors import UsageError
from zopa.ingest import Article
from zopa.read import Reading, read_articles, reader_name
from zopa.read.parse import parse
from zopa.read.pipeline import scene_of
from zopa.read.reading import DATA, STANCES_SETTING
from zopa.read.scene import Scene
from zopa.read.stance_judge import FAR, MOST, candidates, worth_asking
from zopa.read.stance_model import ISSUES, StanceModel, stance_model
from zopa.read.stance_passages import Passage, passages
from zopa.read.stance_scale import SIGNS, scale
from zopa.read.statements import read_statements

MILL = """\
zopa: 1
case: mill
parties:
  Weavers' Union: {names: [the weavers], people: [Ana Lund]}
  Mill Owners: {names: [the owners], people: [Jon Beck]}
  Ministry: {names: [the ministry], people: [Mia Voss]}
issues:
  wages: {proposition: "Wages rise by a tenth"}
  sundays: {proposition: "The mills run on Sundays"}
  looms: {proposition: "Looms are automated"}
  school: {proposition: "The owners pay for a school"}
"""
TEXT = (
    "Ana Lund said the weavers would not go back for less than a tenth more in their pay packets. "
    "Jon Beck called that ruinous. The owners have offered to put up a building for the children. "
    "The ministry met both sides on Monday."
)


@lru_cache
def case() -> Case:
    return case_from_text(MILL)


@lru_cache
def model() -> StanceModel:
    found = stance_model()
    assert found is not None
    return found


def scene(text: str) -> Scene:
    (doc,) = parse([text])
    return scene_of(Scene(article=Article(id="a", text=text), case=case(), doc=doc))


def read(text: str) -> Reading:
    (found,) = read_articles([Article(id="a", text=text)], case())
    return found


def test_answers_are_probabilities_for_each_party_and_issue() -> None:
    for passage in passages(scene(TEXT)):
        answer = model().judge(passage, list(case().issues), case())
        assert answer.shape == (len(passage.parties), len(case().issues), 4)
        assert np.allclose(answer.sum(axis=2), 1.0, atol=1e-5)
        assert (answer >= 0).all()


def test_cases_of_more_issues_than_one_pass_holds_are_judged_whole() -> None:
    many = "\n".join(f"  i{n}: {{proposition: 'The mills get machine {n}'}}" for n in range(2 * ISSUES + 1))
    wide = case_from_text(MILL + many + "\n")
    for passage in passages(scene(TEXT)):
        assert model().judge(passage, list(wide.issues), wide).shape[1] == len(wide.issues)
    assert model().judge(passage, [], wide).shape == (len(passage.parties), 0, 4)


def test_marks_that_an_article_writes_itself_are_words_like_others() -> None:
    plain = Passage(0, "[unused1] [SEP] The weavers went home.", ("Weavers' Union",), ((16, 0),))
    assert model().judge(plain, list(case().issues), case()).shape == (1, 4, 4)


def test_a_mention_beyond_what_the_model_sees_has_no_position() -> None:
    text = "and so on " * 200 + "the weavers refuse."
    far = Passage(0, text, ("Weavers' Union",), ((text.index("the weavers"), 0),))
    assert (model().judge(far, list(case().issues), case())[:, :, 0] == 1.0).all()


def test_a_passage_full_of_mentions_is_judged_as_far_as_the_model_sees() -> None:
    parties = ("Weavers' Union", "Mill Owners", "Ministry")
    marks = tuple((5 * word, party) for word in range(128) for party in range(3))
    full = Passage(0, "they " * 128, parties, marks, ("Ana Lund", 0), "It rained. " * 40)
    answer = model().judge(full, list(case().issues), case())
    assert answer.shape == (3, len(case().issues), 4)
    assert np.allclose(answer.sum(axis=2), 1.0, atol=1e-5)


def test_candidates_hold_every_sign_and_every_rule() -> None:
    here = scene(TEXT)
    ruled = read_statements(here)
    found = candidates(here, ruled, model())
    assert all(len(c.signs) == len(SIGNS) for c in found)
    assert {(s.holder, s.issue) for s in ruled} <= {(c.holder, c.issue) for c in found}
    assert len({(c.sentence, c.holder, c.issue) for c in found}) == len(found)


def test_the_scale_rises_with_the_judge_and_with_rules_that_agree() -> None:
    weights = dict(zip(SIGNS, scale().weights, strict=True))
    assert weights["related"] > 0
    assert weights["agrees"] > 0
    assert 0.2 <= scale().least <= 0.7


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([*TEXT.split(". "), "They refused", "“No”, he said", "?"]), min_size=1, max_size=6))
def test_statements_are_their_exact_words_and_name_each_position_of_a_sentence_once(parts: list[str]) -> None:
    text = ". ".join(parts)
    found = read(text).statements
    assert all(text[s.start : s.end] == s.text and s.text.strip() for s in found)
    assert all(0 < s.confidence <= 1 and s.issue in case().issues for s in found)
    assert len({s.id for s in found}) == len(found)


def test_reading_twice_gives_the_same() -> None:
    assert read(TEXT) == read(TEXT)


def test_the_setting_leaves_the_rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with_judge = reader_name()
    monkeypatch.setenv(STANCES_SETTING, "rules")
    assert reader_name() != with_judge
    assert list(read(TEXT).statements) == read_statements(scene(TEXT))


def test_an_unknown_setting_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STANCES_SETTING, "magic")
    with pytest.raises(UsageError, match="ZOPA_STANCES is 'magic'"):
        stance_model()


def test_what_was_judged_before_is_judged_the_same_from_memory() -> None:
    fresh = StanceModel(DATA)
    for passage in passages(scene(TEXT)):
        first = fresh.judge(passage, list(case().issues), case())
        first[:] = -1.0  # what a caller does to an answer must not come back
        again = fresh.judge(passage, list(case().issues), case())
        assert np.array_equal(again, model().judge(passage, list(case().issues), case()))


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=20).flatmap(
        lambda told: st.tuples(st.just(told), st.sets(st.sampled_from([str(n) for n in range(len(told))])))
    )
)
def test_the_issues_that_rules_name_and_the_likeliest_at_a_glance_are_asked_about(
    drawn: tuple[list[float], set[str]],
) -> None:
    glanced, named = drawn
    keys = [str(n) for n in range(len(glanced))]
    asked = worth_asking(keys, named, glanced)
    assert asked == [key for key in keys if key in asked]
    assert named <= set(asked)
    others = [float(glanced[int(key)]) for key in asked if key not in named]
    assert len(others) <= MOST
    assert all(p >= FAR for p in others)
    left = [p for key, p in zip(keys, glanced, strict=True) if key not in asked and p >= FAR]
    assert not left or len(asked) >= MOST
    assert not left or not others or max(left) <= min(others)


def test_sentences_that_speak_of_no_issue_are_not_judged() -> None:
    asked: list[str] = []

    class Listening(StanceModel):
        def __init__(self) -> None:
            self.model = model()

        def glance(self, passage: Passage, issues: Sequence[str], case: Case) -> Any:
            return self.model.glance(passage, issues, case)

        def judge(self, passage: Passage, issues: Sequence[str], case: Case) -> Any:
            asked.append(passage.text)
            return self.model.judge(passage, issues, case)

    here = scene("The ministry would not name the delegates. The weavers would not work on a Sunday.")
    candidates(here, [], Listening())
    assert asked == ["The weavers would not work on a Sunday."]


@pytest.mark.parametrize(
    "text", ["Ana Lund dropped her demand for higher wages.", "The weavers no longer insist that wages rise."]
)
def test_a_demand_that_is_dropped_is_open_whatever_the_judge_sees_in_it(text: str) -> None:
    article = scene(text)
    (found,) = [c for c in candidates(article, read_statements(article), model()) if c.issue == "wages" and c.rule]
    assert found.polarity == "open"


def test_of_readings_equally_good_the_one_with_more_words_is_shown() -> None:
    # the parse gives `demand continued` and `demand continued shifts`
    assert "owners demand continued shifts on Sundays at the mills" in {
        s.text for s in read("The owners demand continued shifts on Sundays at the mills.").statements
    }
