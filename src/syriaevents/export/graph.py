"""GraphML: actors as nodes; who said, did or offered what to whom as edges with dates and evidence.

A known actor is one node over all articles. An actor that only its article knows is a node of that article,
``article/actor``, and so is a mention that leads to no actor. A graph is one thing: unlike every other format it stands
in memory whole while it is made, some kilobytes a record.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from syriaevents.export.parties import Record, records
from syriaevents.export.shapes import storable
from syriaevents.extras import needing
from syriaevents.schema import Actor, Extraction, MilitaryMovement, Ref, Statement

if TYPE_CHECKING:
    import networkx as nx

Node = tuple[str, dict[str, Any]]
"""The id of a node, and what is known about it."""

_CONTROL, _NO_XML = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f]"), re.compile("[\ufffe\uffff]")
_PICTURES = 0x2400  # Unicode's pictures of the control characters start here


def write_file(results: Iterable[Extraction], out: Path) -> dict[str, int]:
    """The graph; return how many nodes and edges it has. Raises ConfigError without networkx."""
    with needing("export", "GraphML"):
        import networkx as nx
    graph = graph_of(results)
    nx.write_graphml_lxml(graph, str(out))
    return {"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}


def graph_of(results: Iterable[Extraction]) -> "nx.MultiDiGraph[str]":
    """The graph itself, for networkx. Raises ConfigError without networkx.

    Nodes have ``name``, ``kind``, ``country`` and ``known``; edges ``relation`` (the act or action), ``record_type``,
    the record's dates and state, its article and its evidence. What is not known has no attribute.
    """
    with needing("export", "A graph"):
        import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for result in results:
        nodes = {actor.id: _node(actor, result) for actor in result.actors}
        graph.add_nodes_from(nodes.values())
        for kind, record in records(result):
            told = _told(result, kind, record)
            for number, (relation, source, target) in enumerate(_deeds(record), 1):
                ends = [nodes.get(ref.actor_id or "") or _unknown(ref, result) for ref in (source, target)]
                graph.add_nodes_from(ends)
                key = xml_text(f"{result.article.id}/{record.id}/{number}")
                graph.add_edge(ends[0][0], ends[1][0], key, relation=relation, **told)
    return graph


def xml_text(text: str) -> str:
    """The text, of the same length, as XML can hold it: control characters become their pictures."""
    pictured = _CONTROL.sub(lambda match: chr(_PICTURES + ord(match[0])), storable(text))
    return _NO_XML.sub("�", pictured)


def _deeds(record: Record) -> Iterator[tuple[str, Ref, Ref]]:
    """What is done, who does it, to whom; nothing where the record names one side only."""
    if isinstance(record, Statement):
        yield from ((record.act.value, record.speaker, ref) for ref in (record.addressee,) if ref)
    elif isinstance(record, MilitaryMovement):
        yield from ((record.action.value, record.actor, ref) for ref in (record.target,) if ref)
    else:
        for source, target in product(record.initiators, record.counterparts):
            yield record.action.value, source, target
        for target in (*record.initiators, *record.counterparts) if record.mediator else ():
            assert record.mediator
            yield "mediate", record.mediator, target


def _node(actor: Actor, result: Extraction) -> Node:
    known = actor.resolution is not None
    about = {"name": actor.name, "kind": actor.kind.value, "country": actor.country}
    return xml_text(actor.id if known else f"{result.article.id}/{actor.id}"), {"known": known, **_filled(about)}


def _unknown(ref: Ref, result: Extraction) -> Node:
    about = {"known": False, "name": xml_text(ref.mention), "kind": "unknown"}
    return xml_text(f"{result.article.id}/“{ref.mention}”"), about


def _told(result: Extraction, kind: str, record: Record) -> dict[str, Any]:
    """What an edge says about its record."""
    article, date = result.article, record.date
    if isinstance(record, Statement):
        state = None
    else:
        state = (record.assertion if isinstance(record, MilitaryMovement) else record.status).value
    return _filled(
        {
            "record_type": kind,
            "article_id": article.id,
            "record_id": record.id,
            "state": state,
            "date_start": date.start.isoformat() if date and date.start else None,
            "date_end": date.end.isoformat() if date and date.end else None,
            "published": article.published.isoformat() if article.published else None,
            "plover": record.codes.plover,
            "confidence": record.confidence,
            "source": article.source,
            "url": article.url,
            "evidence": " ".join(span.text for span in record.evidence),
        }
    )


def _filled(attributes: dict[str, Any]) -> dict[str, Any]:
    """Only what is known; texts as XML can hold them."""
    return {
        name: xml_text(value) if isinstance(value, str) else value
        for name, value in attributes.items()
        if value is not None
    }
