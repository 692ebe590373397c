"""Positions read by the rules alone from sentences of very different negotiations, each with its exact words."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zopa.cases import Case, case_from_text
from zopa.ingest import Article
from zopa.read import Statement
from zopa.read.parse import parse
from zopa.read.pipeline import scene_of
from zopa.read.scene import Scene
from zopa.read.statements import read_statements

PORT = """\
zopa: 1
case: port
parties:
  Dockers' Union: {names: [the dockers, the union], people: [Ana Lund]}
  Harbour Company: {names: [the company, Harbour Co], people: [Jon Beck]}
  Government: {names: [the government], people: [Mia Voss]}
issues:
  wages: {proposition: "Wages go up"}
  night_work: {proposition: "Dockers work at night"}
  automation: {proposition: "Cranes are automated"}
  pensions: {proposition: "Pensions are cut"}
  arbitration: {proposition: "A mediator settles the dispute"}
"""
SEA = """\
zopa: 1
case: sea
parties:
  Norland: {people: [Erik Dahl]}
  Sudland: {people: [Maria Costa]}
  Fishing League: {names: [the fishermen]}
issues:
  quota: {proposition: "The cod quota is lowered"}
  access: {proposition: "Sudland's boats fish in Norland's waters"}
  reef: {proposition: "Norland gives up the reef to Sudland"}
  tariffs: {proposition: "Tariffs on fish are lifted"}
  inspectors: {proposition: "Inspectors are stationed on the boats"}
  ceasefire: {proposition: "The fighting stops"}
  atoll: {proposition: "The atoll remains Sudlandic"}
  garrison: {proposition: "Foreign soldiers are stationed on the islands"}
"""

LEAGUES = """\
zopa: 1
case: leagues
parties:
  Norvia: {people: [Erik Dahl, Anna Berg]}
  Castria: {people: [Luis Vega, Marta Ruiz]}
  Eastern League: {names: [EL]}
issues:
  island: {proposition: "Norvia hands the Sorn islands over to Castria"}
  valley: {proposition: "Norvia cedes land to Castria"}
  army: {proposition: "The Norvian army is limited in size"}
  court: {proposition: "Disputes go to an international court"}
  carbon: {proposition: "A border tax on carbon is introduced"}
  visas: {proposition: "Castrian workers need no visa"}
  fishing: {proposition: "Foreign boats may fish in Norvian waters"}
  layoffs: {proposition: "No worker is dismissed"}
  league: {proposition: "Norvia joins the Eastern League"}
  talks: {proposition: "Norvia takes part in the negotiations"}
regions:
  Belmark: {tile: [0, 0]}
  Ostry: {tile: [1, 0]}
"""

MARSH = """\
zopa: 1
case: marsh
parties:
  Oberland: {names: [the highlanders], people: [Ida Frey]}
  Unterland: {names: [the lowlanders], people: [Max Holt]}
  Canal Owners: {}
issues:
  levy: {proposition: "Unterland lifts the levy on grain"}
  price: {proposition: "The price of water is raised"}
  dredging: {proposition: "Dredging of the old canal stops"}
  town: {proposition: "The lowlanders leave the town of Senn"}
  armies: {proposition: "Both armies withdraw from the marsh"}
  watch: {proposition: "Independent observers monitor the truce"}
  term: {proposition: "The treaty runs for twelve years"}
  pensions: {proposition: "The rise in the pension age is suspended"}
  wardens: {proposition: "The wardens get more money"}
"""

SENTENCES = [
    # whose a thing is, by whichever of a party's names
    (MARSH, "Holt said his men would not leave Senn.", {("Unterland", "town", "against")}),
    (MARSH, '"We are staying in Senn," Holt said.', {("Unterland", "town", "against")}),
    (MARSH, "Frey said Oberland would not withdraw its army from the marsh.", {("Oberland", "armies", "against")}),
    (MARSH, "Only Oberland is against giving the wardens more money.", {("Oberland", "wardens", "against")}),
    # what a proposition ends, what a rise is in, who watches
    (MARSH, "Oberland called on Unterland to stop dredging the old canal.", {("Oberland", "dredging", "for")}),
    (MARSH, "Frey opposes any rise in the pension age.", {("Oberland", "pensions", "for")}),
    (MARSH, "Unterland accepts observers from abroad.", {("Unterland", "watch", "for")}),
    (MARSH, "Holt welcomed the truce.", set()),
    # a condition of an offer, wishes seen, demands told in passing, shouted, or given as a deadline
    (MARSH, "Frey is ready to open the canal if the levy is lifted.", {("Oberland", "levy", "for")}),
    (MARSH, "Frey would like to see Unterland lift the levy.", {("Oberland", "levy", "for")}),
    (
        MARSH,
        "Holt may yet agree to Oberland's demand to lift the levy.",
        {("Oberland", "levy", "for"), ("Unterland", "levy", "for")},
    ),
    (MARSH, "Frey said that Oberland was in favour of lifting the levy.", {("Oberland", "levy", "for")}),
    (MARSH, '"Lift the levy," the highlanders chanted.', {("Oberland", "levy", "for")}),
    (MARSH, "Frey pushed the lowlanders to lift the levy.", {("Oberland", "levy", "for")}),
    # duties told by `have to`, threats, the least
    (MARSH, "Frey said the levy on grain had to go.", {("Oberland", "levy", "for")}),
    (MARSH, "Frey said the levy broke the rules and must be lifted.", {("Oberland", "levy", "for")}),
    (MARSH, "Frey threatened to sue if the levy was kept.", {("Oberland", "levy", "for")}),
    (MARSH, "Holt would leave the talks if the levy was lifted.", {("Unterland", "levy", "against")}),
    (MARSH, "Frey will not settle for anything less than an end to the levy.", {("Oberland", "levy", "for")}),
    (MARSH, "Frey said the levy would be lifted if Oberland opened the canal.", {("Oberland", "levy", "for")}),
    (MARSH, "Frey said Unterland would need to lift the levy.", {("Oberland", "levy", "for")}),
    (
        MARSH,
        "Frey criticised Unterland for refusing to lift the levy.",
        {("Oberland", "levy", "for"), ("Unterland", "levy", "against")},
    ),
    (
        MARSH,
        "Holt was blamed by Oberland for refusing to lift the levy.",
        {("Oberland", "levy", "for"), ("Unterland", "levy", "against")},
    ),
    # what leaves a matter open
    (MARSH, "Oberland has no preference on how long the treaty runs.", {("Oberland", "term", "open")}),
    (MARSH, "Holt has not decided whether to lift the levy.", {("Unterland", "levy", "open")}),
    (MARSH, "Unterland is not against lifting the levy.", {("Unterland", "levy", "open")}),
    (MARSH, "Frey said the levy could be lifted.", {("Oberland", "levy", "open")}),
    # plans given up
    (MARSH, "Holt gave up his plan to lift the levy.", {("Unterland", "levy", "against")}),
    (MARSH, "Unterland poured cold water on a higher price of water.", {("Unterland", "price", "against")}),
    (MARSH, "Frey called a higher price of water a non-starter.", {("Oberland", "price", "against")}),
    (MARSH, "Oberland has not made up its mind on the price of water.", {("Oberland", "price", "open")}),
    (MARSH, "Frey made clear that the levy would stay.", {("Oberland", "levy", "against")}),
    (
        MARSH,
        "Oberland wants the price of water raised. Holt brushed aside the request. The canal owners have not decided.",
        {("Oberland", "price", "for"), ("Unterland", "price", "against"), ("Canal Owners", "price", "open")},
    ),
    # names of plain words
    (MARSH, "The canal owners want a higher price of water.", {("Canal Owners", "price", "for")}),
    # what was said before, taken up
    (
        MARSH,
        "Oberland wants the price of water raised. Unterland rejected the increase.",
        {("Oberland", "price", "for"), ("Unterland", "price", "against")},
    ),
    (
        MARSH,
        "Oberland wants the price of water raised. The canal owners could accept it. Unterland rejects the idea.",
        {("Oberland", "price", "for"), ("Canal Owners", "price", "for"), ("Unterland", "price", "against")},
    ),
    (
        MARSH,
        "Unterland proposed lifting the levy. Oberland supported it.",
        {("Unterland", "levy", "for"), ("Oberland", "levy", "for")},
    ),
    (
        MARSH,
        "A draft says the levy would be lifted. Oberland supported it, while Unterland rejected it.",
        {("Oberland", "levy", "for"), ("Unterland", "levy", "against")},
    ),
    (
        MARSH,
        "The mediators proposed that the levy be lifted. Unterland rejected the proposal.",
        {("Unterland", "levy", "against")},
    ),
    (
        MARSH,
        "Unterland keeps a levy on grain. Frey wants it scrapped.",
        {("Oberland", "levy", "for")},
    ),
    (
        MARSH,
        "Oberland proposed that the price of water be raised, and Unterland rejected the idea.",
        {("Oberland", "price", "for"), ("Unterland", "price", "against")},
    ),
    # a region of the case is land, where somebody would have it or give it away
    (LEAGUES, "Vega wants the whole of Belmark.", {("Castria", "valley", "for")}),
    (LEAGUES, "Dahl said he would not hand Ostry to anyone.", {("Norvia", "valley", "against")}),
    (LEAGUES, "Castria insists that Norvia withdraw from Belmark and Ostry.", {("Castria", "valley", "for")}),
    (LEAGUES, "Berg met farmers in Belmark and praised their bread.", set()),
    # the same thing of another party is not at issue
    (LEAGUES, "Vega wants the towns that his army has failed to take.", set()),
    (LEAGUES, "Castria wants the Norvian army cut in size.", {("Castria", "army", "for")}),
    # the end of an attitude is not its opposite
    (LEAGUES, "Norvia no longer insists on a carbon tax.", {("Norvia", "carbon", "open")}),
    (LEAGUES, "Castria does not oppose the carbon tax any more.", {("Castria", "carbon", "open")}),
    (LEAGUES, "Norvia no longer backs the carbon tax.", {("Norvia", "carbon", "against")}),
    # threats and what would end them
    (
        LEAGUES,
        "Vega threatened Norvia with tariffs if it did not agree to a carbon tax.",
        {("Castria", "carbon", "for")},
    ),
    (LEAGUES, "Asked whether he would insist on a carbon tax, Dahl smiled.", set()),
    # one `no` counts once, and what a proposition denies is what is refused
    (LEAGUES, "Castria plans to dismiss two thousand workers.", {("Castria", "layoffs", "against")}),
    (LEAGUES, "Dahl said that no carbon tax would be introduced.", {("Norvia", "carbon", "against")}),
    # own boats are foreign elsewhere
    (LEAGUES, "Castria ruled out sending Castrian boats into Norvian waters.", {("Castria", "fishing", "against")}),
    # out of, free of
    (LEAGUES, "Norvia wants foreign boats out of its waters.", {("Norvia", "fishing", "against")}),
    (LEAGUES, "Castria supports visa-free entry for its workers.", {("Castria", "visas", "for")}),
    # what is said of a thing
    (LEAGUES, "Dahl called the carbon tax unrealistic.", {("Norvia", "carbon", "against")}),
    (LEAGUES, "Ruiz said a carbon tax made no sense.", {("Castria", "carbon", "against")}),
    (LEAGUES, "The carbon tax is in everyone's interest, Dahl said.", {("Norvia", "carbon", "for")}),
    (LEAGUES, "Dahl said there would be a carbon tax.", {("Norvia", "carbon", "for")}),
    # the gerund, the short name, the table
    (LEAGUES, "Berg ruled out introducing a carbon tax.", {("Norvia", "carbon", "against")}),
    (LEAGUES, "Vega rejects Norvia's entry into the EL.", {("Castria", "league", "against")}),
    (LEAGUES, "Vega insisted that Norvia must be at the table.", {("Castria", "talks", "for")}),
    (LEAGUES, "Dahl dropped his demand for a court.", {("Norvia", "court", "open")}),
    # plain attitudes
    (PORT, "The dockers demand higher wages.", {("Dockers' Union", "wages", "for")}),
    (PORT, "Harbour Co opposes any increase in wages.", {("Harbour Company", "wages", "against")}),
    (PORT, "The company rejected a pay rise.", {("Harbour Company", "wages", "against")}),
    (PORT, "Ana Lund welcomed the wage increase.", {("Dockers' Union", "wages", "for")}),
    (PORT, "The government backs automated cranes.", {("Government", "automation", "for")}),
    # the direction of what is wanted
    (PORT, "The company wants lower wages.", {("Harbour Company", "wages", "against")}),
    (PORT, "The dockers oppose pension cuts.", {("Dockers' Union", "pensions", "against")}),
    (PORT, "The government proposed to raise pensions.", {("Government", "pensions", "against")}),
    (PORT, "The union demands an end to night work.", {("Dockers' Union", "night_work", "against")}),
    (SEA, "Norland wants the cod quota to be raised.", {("Norland", "quota", "against")}),
    (SEA, "Sudland called for the lifting of tariffs on fish.", {("Sudland", "tariffs", "for")}),
    (SEA, "Sudland is against lifting the tariffs.", {("Sudland", "tariffs", "against")}),
    # negation
    (PORT, "The company does not want wages to rise.", {("Harbour Company", "wages", "against")}),
    (PORT, "The company has no objection to higher wages.", {("Harbour Company", "wages", "open")}),
    (PORT, "The union showed no willingness to accept night work.", {("Dockers' Union", "night_work", "against")}),
    (PORT, "The union will never accept night work.", {("Dockers' Union", "night_work", "against")}),
    (SEA, "Norland ruled out a lower cod quota.", {("Norland", "quota", "against")}),
    # nested attitudes
    (PORT, "The company refused to consider higher wages.", {("Harbour Company", "wages", "against")}),
    (PORT, "The company is willing to accept higher wages.", {("Harbour Company", "wages", "for")}),
    (PORT, "The company is not ready to accept higher wages.", {("Harbour Company", "wages", "against")}),
    (PORT, "The union refused to rule out night work.", {("Dockers' Union", "night_work", "open")}),
    (PORT, "The government urged the company to accept higher wages.", {("Government", "wages", "for")}),
    (PORT, "The company dropped its objection to higher wages.", {("Harbour Company", "wages", "for")}),
    # nominalisations
    (PORT, "The company's opposition to higher wages is well known.", {("Harbour Company", "wages", "against")}),
    (PORT, "The union repeated its demand for higher wages.", {("Dockers' Union", "wages", "for")}),
    (SEA, "Talks failed over Sudland's refusal to lower the cod quota.", {("Sudland", "quota", "against")}),
    (
        PORT,
        "The company rejected the union's demand for higher wages.",
        {("Harbour Company", "wages", "against"), ("Dockers' Union", "wages", "for")},
    ),
    # passives and relative clauses
    (PORT, "Night work was rejected by the union.", {("Dockers' Union", "night_work", "against")}),
    (PORT, "Higher wages, which the company rejects, are on the agenda.", {("Harbour Company", "wages", "against")}),
    # judgements
    (PORT, "Night work is unacceptable to the dockers.", {("Dockers' Union", "night_work", "against")}),
    (PORT, "Ana Lund called the pension cuts unacceptable.", {("Dockers' Union", "pensions", "against")}),
    (PORT, "Jon Beck said automated cranes were essential.", {("Harbour Company", "automation", "for")}),
    # what ought to be, by whom it is said
    (PORT, "Ana Lund said that wages must go up.", {("Dockers' Union", "wages", "for")}),
    (PORT, "Mia Voss said the company should raise wages.", {("Government", "wages", "for")}),
    # who holds the thing afterwards
    (SEA, "Norland refuses to give up the reef.", {("Norland", "reef", "against")}),
    (SEA, "Norland insists on keeping the reef.", {("Norland", "reef", "against")}),
    (SEA, "Sudland demands control over the reef.", {("Sudland", "reef", "for")}),
    (SEA, "Norland offered to cede the reef.", {("Norland", "reef", "for")}),
    # who holds a thing, where nobody is said to: who wants it wants to hold it
    (SEA, "Sudland demands the reef.", {("Sudland", "reef", "for")}),
    (SEA, "Norland wants the reef back.", {("Norland", "reef", "against")}),
    (SEA, "Norland ruled out any talk of the reef.", {("Norland", "reef", "against")}),
    (SEA, "Sudland expects Norland to walk away from the reef.", {("Sudland", "reef", "for")}),
    (SEA, "Costa said Norland will not get the atoll back.", {("Sudland", "atoll", "for")}),
    (SEA, "Erik Dahl refused to bring his soldiers home.", set()),
    # who is judged for an attitude, and who judges him
    (
        SEA,
        "Sudland criticised Norland for refusing to cede the reef.",
        {("Norland", "reef", "against"), ("Sudland", "reef", "for")},
    ),
    (
        SEA,
        "Sudland praised Norland for offering to cede the reef.",
        {("Norland", "reef", "for"), ("Sudland", "reef", "for")},
    ),
    (
        SEA,
        "Norland accused Sudland of rejecting a ceasefire.",
        {("Sudland", "ceasefire", "against"), ("Norland", "ceasefire", "for")},
    ),
    (SEA, "Norland will not give the reef to its neighbour.", {("Norland", "reef", "against")}),
    # conditions
    (
        PORT,
        "The union said there would be no deal without higher wages.",
        {("Dockers' Union", "wages", "for")},
    ),
    # words that carry a direction of their own
    (SEA, "Norland demands a ceasefire.", {("Norland", "ceasefire", "for")}),
    (SEA, "Norland rejects a truce.", {("Norland", "ceasefire", "against")}),
    # coordination
    (
        SEA,
        "Norland and Sudland agreed to lower the cod quota.",
        {("Norland", "quota", "for"), ("Sudland", "quota", "for")},
    ),
    (
        PORT,
        "The union demands higher wages, but it rejects night work.",
        {("Dockers' Union", "wages", "for"), ("Dockers' Union", "night_work", "against")},
    ),
    (
        PORT,
        "The union flatly refuses to accept night work and wants higher wages.",
        {("Dockers' Union", "night_work", "against"), ("Dockers' Union", "wages", "for")},
    ),
    # what was said before
    (
        PORT,
        "The company wants night work. The union called the idea unacceptable.",
        {("Harbour Company", "night_work", "for"), ("Dockers' Union", "night_work", "against")},
    ),
    # no position
    (PORT, "Ana Lund and Jon Beck met in the harbour on Monday.", set()),
    (PORT, "Wages rose by two percent last year.", set()),
    (PORT, "The history of night work fills a book.", set()),
]


@lru_cache
def _case(text: str) -> Case:
    return case_from_text(text)


def _read(case: str, text: str) -> tuple[Statement, ...]:
    (doc,) = parse([text])
    return tuple(read_statements(scene_of(Scene(article=Article(id="a", text=text), case=_case(case), doc=doc))))


@pytest.mark.parametrize(("case", "text", "expected"), SENTENCES, ids=[s[1][:60] for s in SENTENCES])
def test_a_sentence_tells_these_positions(case: str, text: str, expected: set[tuple[str, str, str]]) -> None:
    found = _read(case, text)
    assert {(s.holder, s.issue, s.polarity) for s in found} == expected
    for statement in found:
        assert text[statement.start : statement.end] == statement.text
        assert 0 < statement.confidence <= 1


def test_a_firm_refusal_is_a_red_line_and_a_wish_is_none() -> None:
    assert all(s.red_line for s in _read(PORT, "The union flatly rejects night work."))
    assert not any(s.red_line for s in _read(PORT, "The union hopes for higher wages."))


def test_a_reported_position_names_who_reported_it() -> None:
    (statement,) = _read(PORT, "Mia Voss said the union rejects night work.")
    assert (statement.holder, statement.polarity, statement.via) == ("Dockers' Union", "against", ("Mia Voss",))


def test_cues_find_what_the_proposition_does_not_name() -> None:
    cued = PORT.replace('"Cranes are automated"', '"Cranes are automated", cues: [robot lifts]')
    (statement,) = _read(cued, "The union rejects robot lifts.")
    assert (statement.issue, statement.polarity) == ("automation", "against")


def test_the_cue_of_an_option_names_the_option() -> None:
    with_options = PORT.replace(
        '"Wages go up"', '"Wages go up", options: {freeze: {cues: [zero round]}, rise: {cues: [inflation plus]}}'
    )
    found = _read(with_options, "The company insists on a zero round.")
    assert [s.option for s in found] == ["freeze"]


def test_reading_twice_gives_the_same_findings() -> None:
    text = " ".join(sentence for case, sentence, _ in SENTENCES if case is PORT)
    assert _read(PORT, text) == _read(PORT, text)


@settings(max_examples=25)
@given(st.lists(st.sampled_from([s[1] for s in SENTENCES]), min_size=1, max_size=4), st.text(max_size=30))
def test_the_words_of_a_statement_stand_where_it_says(sentences: list[str], noise: str) -> None:
    text = f"\r\n{noise}\n".join(sentences)
    for statement in _read(SEA, text):
        assert text[statement.start : statement.end] == statement.text
