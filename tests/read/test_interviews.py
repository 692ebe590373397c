"""Interviews and transcripts in the layouts that papers print: answers and what they hold belong to who is asked."""

from __future__ import annotations

import pytest

from tests.read.scenes import reading

LETTERS = """Dana Mertens has led the Rail Union for six years. She spoke to Leo Marsh in Port Hale.

Q: Will the trains run on Monday?
A: I'd say there is a 30 percent chance. We have made our offer.

Q: Some say a 70 percent chance of a lockout is more realistic. Are they right?
A: No. We do not want a lockout.

And we never did.
"""
OUTLET = """Northline's Petra Lindqvist on wages, night trains and her rival Dana Mertens

SPIEGEL: Ms Lindqvist, how likely is a deal before the winter?

Lindqvist: It is more likely than not. I have said so to the union.

They know our price.

SPIEGEL: Dana Mertens calls that price absurd.

Lindqvist: She would. The chance of a strike is close to zero.
"""
AFTERWARDS = """Interviewer: Are the talks over?

Answer: They are not. We expect a deal by June.

Interviewer: Who stands in the way?

Answer: The board does. The odds are one in four, no better.

Dana Mertens, 58, is president of the Rail Union. She was interviewed by Leo Marsh.
"""
BARE = """In an interview with the Daily Bell, the union's president, Dana Mertens, speaks of nights and of money.

Madam President, is the truce dead?

It is not dead. I think it is unlikely to last, but we keep it.

Why do you keep it, then?

Because we gave our word. Our drivers know that.

What would make you leave?

A lockout. I would leave the same day.
"""
EMPHASISED = """**Dana Mertens, president of the Rail Union, on nights and on money**

*By Leo Marsh*

**Ms Mertens, is the truce dead?**

It is not dead. I think it is unlikely to last, but we keep it.

**Northline says that you wanted it to fail.**

Nobody wanted that. Our drivers gave their word.

**And without a truce?**

A lockout. I would leave the same day.
"""
SUBHEADINGS = """Night on the rails

**Where it began**

I have driven trains for nine years, and my father did before me.

**What Northline wants**

The company wants shorter nights. I saw its letter.

**What comes next**

We shall see, says Dana Mertens.
"""
ON_LINES = """An exchange with the head of the pilots' guild, Mara Linn.

Daily Bell

What do you want?

Linn

We want the fee halved. I put the chance of a strike at 60 percent.

Daily Bell

And the company?

Linn

It offered us nothing.
"""
INITIALS = """The mediator Tomas Rel talked to our reporter Pia Noor.

PN: Is the union ready to sign?

TR: Ready, no. There is a 40 percent chance that it signs by May.

PN: What does Dana Mertens tell you?

TR: She says that the bonus must stay. I believe her.
"""
TWO_GUESTS = """DAILY BELL: Are you both ready?

DANA MERTENS: We are. The odds of peace are three in four.

PETRA LINDQVIST: I am less sure. I'd say it is unlikely this year.

DAILY BELL: Why?

PETRA LINDQVIST: Because the fee still stands.
"""
BRIEFING = """Transcript of the briefing by the ministry.

SPOKESPERSON: Good morning. We have nothing new on the fee.

QUESTION: Is a deal likely before June?

SPOKESPERSON: We think it is very unlikely.

QUESTION: Thank you.
"""
THE_BELL = """Union president Dana Mertens spoke to Tessa Holm and Leo Marsh about war and money.

The Bell: You lost two members of the board.

Dana Mertens: They left. I did not ask them to.

The Bell: Will more go?

Dana Mertens: I doubt that any will.
"""
LOST_TYPE = """A conversation with Mara Linn, who leads the pilots' guild.

You have called this the last round. Why?

Because our members are tired. We cannot go on.

What do you tell the company?

I tell it that the price is fair. They know me.

Will there be a strike in September?

It is likely. I put it at 70 percent.

Mara Linn was interviewed in Port Hale.
"""
FACTS = """Talks at a glance

Where: Geneva

When: Friday

Status: The Rail Union says there is a 20 percent chance of a deal. We do not know more.

Status: open
"""
OWN_QUESTIONS = """The strike, explained

Q: What is the fight about?
A: Wages. The company offered 2 percent.

Q: Is a deal near?
A: Mediators see a 40 percent chance.
"""


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (LETTERS, "We have made our offer", "Dana Mertens"),
        (LETTERS, "And we never did", "Dana Mertens"),
        (OUTLET, "They know our price", "Petra Lindqvist"),
        (OUTLET, "She would", "Petra Lindqvist"),
        (AFTERWARDS, "The board does", "Dana Mertens"),
        (BARE, "we gave our word", "Dana Mertens"),
        (BARE, "A lockout", "Dana Mertens"),
        (ON_LINES, "It offered us nothing", "Mara Linn"),
        (INITIALS, "I believe her", "Tomas Rel"),
        (TWO_GUESTS, "We are.", "Dana Mertens"),
        (TWO_GUESTS, "Because the fee", "Petra Lindqvist"),
        (THE_BELL, "They left", "Dana Mertens"),
        (LOST_TYPE, "our members are tired", "Mara Linn"),
        (LOST_TYPE, "They know me", "Mara Linn"),
        (INITIALS, "the bonus must stay", "Dana Mertens"),
        (EMPHASISED, "we keep it", "Dana Mertens"),
        (EMPHASISED, "Nobody wanted that", "Dana Mertens"),
        (EMPHASISED, "the same day", "Dana Mertens"),
    ],
)
def test_an_answer_is_the_interviewees(text: str, words: str, speaker: str) -> None:
    start = text.index(words)
    holding = [q for q in reading(text).quotes if q.kind != "scare" and q.start <= start < q.end]
    innermost = min(holding, key=lambda q: q.end - q.start)
    assert innermost.speaker == speaker
    assert text[innermost.start : innermost.end] == innermost.text


@pytest.mark.parametrize(
    ("text", "question", "speaker"),
    [
        (LETTERS, "Will the trains run", None),
        (OUTLET, "how likely is a deal", "SPIEGEL"),
        (AFTERWARDS, "Who stands in the way", "Interviewer"),
        (BARE, "is the truce dead", None),
        (INITIALS, "Is the union ready", "Pia Noor"),
    ],
)
def test_a_question_is_the_interviewers_or_nobodys(text: str, question: str, speaker: str | None) -> None:
    start = text.index(question)
    found = {q.speaker for q in reading(text).quotes if q.start <= start < q.end}
    assert found == ({speaker} if speaker else set())


@pytest.mark.parametrize(
    ("text", "phrase", "holder"),
    [
        (LETTERS, "30 percent chance", "Dana Mertens"),
        (LETTERS, "70 percent chance", None),
        (OUTLET, "more likely than not", "Petra Lindqvist"),
        (OUTLET, "close to zero", "Petra Lindqvist"),
        (AFTERWARDS, "one in four", "Dana Mertens"),
        (BARE, "unlikely", "Dana Mertens"),
        (ON_LINES, "60 percent", "Mara Linn"),
        (INITIALS, "40 percent chance", "Tomas Rel"),
        (TWO_GUESTS, "three in four", "Dana Mertens"),
        (TWO_GUESTS, "unlikely", "Petra Lindqvist"),
        (BRIEFING, "very unlikely", "SPOKESPERSON"),
        (LOST_TYPE, "70 percent", "Mara Linn"),
    ],
)
def test_an_estimate_in_an_answer_is_the_interviewees(text: str, phrase: str, holder: str | None) -> None:
    found = [e.holder for e in reading(text).estimates if e.phrase == phrase]
    assert found == [holder]


def test_a_question_gives_no_chance() -> None:
    assert [e.phrase for e in reading(BRIEFING).estimates] == ["very unlikely"]


@pytest.mark.parametrize("text", [FACTS, OWN_QUESTIONS, SUBHEADINGS])
def test_boxes_of_facts_and_a_papers_own_questions_are_nobodys_words(text: str) -> None:
    assert not [q for q in reading(text).quotes if q.kind == "direct"]
