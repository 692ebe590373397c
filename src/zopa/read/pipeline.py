"""Article to findings: one pass over the parsed text, every kind of finding from its own reader.

Owns the order of reading and the seam for another reader: `read_articles(articles, case)`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import replace

from zopa.cases import Case
from zopa.ingest import Article
from zopa.read.actors import find_mentions, resolve_first_person
from zopa.read.acts import read_acts
from zopa.read.arithmetic import one_thread
from zopa.read.changes import read_changes
from zopa.read.dates import read_dates
from zopa.read.estimates import read_estimates
from zopa.read.events import read_events
from zopa.read.figures import read_figures
from zopa.read.holdings import read_holdings
from zopa.read.options_named import with_options
from zopa.read.own_words import author_of, in_own_words
from zopa.read.parse import parse
from zopa.read.processes import batches, processes_at_most, read_apart, worthwhile
from zopa.read.quotes import read_quotes
from zopa.read.reading import Reading
from zopa.read.reasons import read_reasons
from zopa.read.roles import Roles
from zopa.read.scales import chosen_scale
from zopa.read.scene import Scene
from zopa.read.shifts import read_shifts
from zopa.read.stance_judge import judged
from zopa.read.stance_model import stance_model
from zopa.read.statements import read_statements
from zopa.read.swaps import read_swaps
from zopa.read.ties import read_ties
from zopa.read.told_when import dated
from zopa.read.walkbacks import linked


def read_articles(
    articles: Iterable[Article], case: Case, scale: str | None = None, *, processes: int | None = None
) -> Generator[Reading]:
    """The findings of each article, in order; memory does not grow with the number of articles.

    `scale` names the table that turns words of probability into numbers (see `zopa.read.scales.chosen_scale`). At most
    `processes` read side by side (None: the setting ZOPA_PROCESSES, else the processors that this process may use);
    few articles are read right here, since a process has to load its models first.
    Raises `UsageError` for a scale that is not there, `ReadingError` when a reading process is killed.
    """
    scale = chosen_scale(scale)
    number, waiting = worthwhile(iter(articles), processes_at_most(processes))
    if number > 1:
        yield from read_apart(waiting, case, scale, number)
    else:
        yield from read_here(waiting, case, scale)


def read_here(articles: Iterable[Article], case: Case, scale: str) -> Generator[Reading]:
    """The same in this process."""
    for batch in batches(articles):
        with one_thread():
            docs = parse(article.text for article in batch)
            scenes = (Scene(article=a, case=case, doc=doc) for a, doc in zip(batch, docs, strict=True))
            readings = [_read_scene(scene, scale) for scene in scenes]
        yield from readings


def scene_of(scene: Scene) -> Scene:
    """The scene with its dates, mentions and quotes found."""
    period = (scene.case.period.first, scene.case.period.last)
    scene = replace(scene, moments=read_dates(scene.doc, scene.article.published, period))
    scene = replace(scene, mentions=find_mentions(scene.doc, scene.article, scene.case, scene.moments))
    quotes = read_quotes(scene)
    author = author_of(scene, quotes)
    if author is not None:
        quotes, mentions = in_own_words(scene, quotes, author)
        scene = replace(scene, mentions=mentions)
    return replace(scene, quotes=tuple(quotes), mentions=resolve_first_person(scene.mentions, quotes))


def _read_scene(scene: Scene, scale: str) -> Reading:
    scene = scene_of(scene)
    statements = read_statements(scene)
    model = stance_model()
    if model is not None:
        statements = judged(scene, statements, model)
    statements = linked(scene, dated(scene, with_options(scene.case, statements)))
    roles = Roles(scene)
    figures = tuple(read_figures(roles))
    return Reading(
        article=scene.article,
        statements=tuple(statements),
        quotes=tuple(scene.quotes),
        estimates=tuple(read_estimates(roles, scale)),
        figures=figures,
        events=tuple(read_events(roles)),
        acts=tuple(read_acts(roles)),
        shifts=tuple(read_shifts(roles, statements)),
        reasons=tuple(read_reasons(roles, statements)),
        ties=tuple(read_ties(roles)),
        changes=tuple(read_changes(roles)),
        holdings=tuple(read_holdings(roles, figures)),
        swaps=tuple(read_swaps(roles)),
    )
