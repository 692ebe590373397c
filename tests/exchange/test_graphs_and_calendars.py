"""The network and the clock in files of other tools, read back by their own libraries."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import icalendar
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.build import act, article, day, event, known
from tests.ledger.forms_build import change
from tests.ledger.test_forms import base
from zopa.exchange.calendar import calendar_text
from zopa.exchange.graphs import graph_text
from zopa.ledger import clock, network

TEXT = "They will strike by Monday. The deadline was extended. They meet on Friday."


def test_graphml_comes_back_whole() -> None:
    net = network(base())
    graph = nx.read_graphml(io.BytesIO(graph_text(net, "graphml").encode()), force_multigraph=True)
    assert set(graph.nodes) == {n.name for n in net.nodes}
    told = {(a, d["kind"], b): d["findings"].split() for a, b, d in graph.edges(data=True)}
    assert told == {(e.source, e.kind, e.target): list(e.findings) for e in net.edges}


def test_gexf_comes_back_and_two_writings_are_the_same() -> None:
    net = network(base())
    text = graph_text(net, "gexf")
    assert text == graph_text(net, "gexf")
    assert "lastmodified" not in text
    graph = nx.read_gexf(io.BytesIO(text.encode()))
    assert graph.number_of_edges() == len(net.edges)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_names_of_any_characters(one: str, other: str) -> None:
    a = article("a", TEXT, "2025-03-05")
    k = known([a], [act(a, "will strike", one, "threat", toward=other)])
    for form in ("graphml", "gexf"):
        ET.fromstring(graph_text(network(k), form).encode("utf-8", "replace"))


def ticks(published: str = "2025-03-05") -> tuple[str, int]:
    a = article("a", TEXT, published, outlet="Harbour News")
    k = known(
        [a],
        [
            act(a, "will strike by Monday", "Dockers", "ultimatum", toward="Port", deadline=day("2025-03-10")),
            change(a, "deadline was extended", "extended", "deadline", until="2025-03-20"),
            event(a, "They meet on Friday", "meeting", "2025-03-07", status="planned", participants=("Port", "City")),
        ],
    )
    return calendar_text(k, clock(k)), len(clock(k))


def test_the_calendar_comes_back() -> None:
    text, number = ticks()
    calendar = icalendar.Calendar.from_ical(text)
    events = {str(e["summary"]): e for e in calendar.walk("VEVENT")}
    assert len(events) == number == 2
    moved = events["Ultimatum: Dockers toward Port (extended)"]
    assert moved["dtstart"].dt == day("2025-03-20")
    assert moved["dtend"].dt == day("2025-03-21")
    assert "Moved from 2025-03-10" in moved["description"]
    assert "Harbour News" in moved["description"]
    assert "extended (2025-03-05): deadline was extended" in moved["description"]


def test_uids_stay_and_lines_are_short() -> None:
    text, _ = ticks()
    assert text == ticks()[0]
    uids = [line for line in text.splitlines() if line.startswith("UID")]
    later = [line for line in ticks("2025-03-06")[0].splitlines() if line.startswith("UID")]
    assert uids == later
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@pytest.mark.parametrize("words", ["x\nEND:VEVENT\nBEGIN:VEVENT", "a\r\nATTENDEE:b", "\x00\x1b[2J"])
def test_words_cannot_break_out_of_their_line(words: str) -> None:
    a = article("a", f"{words} by Monday", "2025-03-05", outlet=words)
    k = known([a], [act(a, words, words, "threat", deadline=day("2025-03-10"))])
    calendar = icalendar.Calendar.from_ical(calendar_text(k, clock(k)))
    assert len(calendar.walk("VEVENT")) == 1
    assert "attendee" not in calendar.walk("VEVENT")[0]
