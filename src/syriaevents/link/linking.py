"""Records of many articles → events. Deterministic: the same articles, in any order, give the same events.

Only features of records are kept, never texts: about 2 kB a record.
"""

from collections.abc import Iterable, Iterator

from syriaevents.link.blocking import candidates
from syriaevents.link.clustering import groups, ties
from syriaevents.link.denials import Denials
from syriaevents.link.events import event_of
from syriaevents.link.traits import Trait, traits_of
from syriaevents.schema import Event, Extraction, text_digest


def link(results: Iterable[Extraction]) -> Iterator[Event]:
    """The events that the records of some articles tell of, by their first article's day of publication.

    Every record is in one event; most events have one record. An article that comes twice, by id and text, counts once.
    ``results`` is gone through once, and nothing of it is kept but what comparing needs.
    """
    traits = sorted(_traits(results), key=lambda trait: trait.order)
    denials = Denials.among(traits)
    for group in groups(traits, ties(traits, candidates(traits))):
        yield event_of(group, traits, denials)


def _traits(results: Iterable[Extraction]) -> Iterator[Trait]:
    met: set[tuple[str, str]] = set()
    for result in results:
        article = result.article.id, text_digest(result.article.text)
        if article not in met:
            met.add(article)
            yield from traits_of(result)
