"""Who is named together with whom: a network of actors, and the network as GraphML.

Two actors are joined where one document (or one paragraph of it) names both; the weight is the number of such documents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from xml.etree import ElementTree

from msgspec import Struct

from cablegram.actors.records import Actor

_SPACE = "http://graphml.graphdrawing.org/xmlns"
# What is told of nodes and edges: the key, its type in GraphML.
_NODE = {"label": "string", "actor": "string", "kind": "string", "state": "string", "documents": "int"}
_EDGE = {"weight": "double", "documents": "int"}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Node(Struct, frozen=True):
    """An actor, with the number of documents that name it."""

    actor: Actor
    documents: int


class Edge(Struct, frozen=True):
    """Two actors by their ids, the smaller first, with the number of documents that name them together."""

    first: str
    second: str
    documents: int


class Network(Struct, frozen=True):
    """Actors by their ids, and their edges: the same order whatever the order of the documents."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def co_mentions(documents: Iterable[Iterable[Collection[str]]], actors: Mapping[str, Actor], least: int = 1) -> Network:
    """The network of documents. Each gives the groups (paragraphs, or itself as one) of the ids that stand together.

    Ids that ``actors`` does not have are passed over. Edges of fewer than ``least`` documents are left out, and with
    ``least`` above 1 the actors that have none.
    """
    named: Counter[str] = Counter()
    joined: Counter[tuple[str, str]] = Counter()
    for groups in documents:
        here: set[str] = set()
        pairs: set[tuple[str, str]] = set()
        for group in groups:
            known = sorted(name for name in set(group) if name in actors)
            here.update(known)
            pairs.update(combinations(known, 2))
        named.update(here)
        joined.update(pairs)
    edges = tuple(Edge(*pair, count) for pair, count in sorted(joined.items()) if count >= least)
    ends = {name for edge in edges for name in (edge.first, edge.second)}
    nodes = tuple(Node(actors[name], named[name]) for name in sorted(named) if least <= 1 or name in ends)
    return Network(nodes, edges)


def graphml(network: Network) -> bytes:
    """A network as a GraphML document (UTF-8) that Gephi, yEd, igraph and networkx read; nodes are labelled."""
    ElementTree.register_namespace("", _SPACE)
    root = ElementTree.Element(_tag("graphml"))
    for what, keys in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in keys.items():
            told = {"id": f"{what}-{name}", "for": what, "attr.name": name, "attr.type": kind}
            ElementTree.SubElement(root, _tag("key"), told)
    graph = ElementTree.SubElement(root, _tag("graph"), {"edgedefault": "undirected"})
    numbers = {node.actor.id: f"n{number}" for number, node in enumerate(network.nodes)}
    for node in network.nodes:
        actor = node.actor
        values = (actor.name, actor.id, actor.kind, actor.state, str(node.documents))
        _put(graph, "node", {"id": numbers[actor.id]}, dict(zip(_NODE, values, strict=True)))
    for edge in network.edges:
        ends = {"source": numbers[edge.first], "target": numbers[edge.second]}
        _put(graph, "edge", ends, dict.fromkeys(_EDGE, str(edge.documents)))
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _tag(name: str) -> str:
    return f"{{{_SPACE}}}{name}"


def _put(graph: ElementTree.Element, what: str, attributes: dict[str, str], values: dict[str, str]) -> None:
    element = ElementTree.SubElement(graph, _tag(what), attributes)
    for name, value in values.items():
        if value:
            data = ElementTree.SubElement(element, _tag("data"), {"key": f"{what}-{name}"})
            data.text = _NO_XML.sub("\ufffd", value)
