"""The co-mention network: what joins two actors, in what order it is told, and the GraphML read back."""

from __future__ import annotations

import random
from collections.abc import Collection
from xml.etree import ElementTree

import pytest

from cablegram.actors.network import Edge, Network, co_mentions, graphml
from cablegram.actors.records import Actor

FR = Actor(id="state:FR", name="France", kind="state", state="FR")
GR = Actor(id="state:GR", name="Greece", kind="state", state="GR")
OSCE = Actor(id="body:osce", name="Organization for <Security> & Co-operation", kind="body")
DOE = Actor(id="person:doe", name="Jane \x00 Doe \u00e9", kind="person")
KNOWN = {actor.id: actor for actor in (FR, GR, OSCE, DOE)}
DOCUMENTS: list[list[Collection[str]]] = [
    [{"state:FR", "state:GR"}, {"state:FR", "body:osce"}],  # two paragraphs
    [["state:FR", "state:GR", "state:GR"]],
    [{"person:doe"}],
    [{"state:FR", "place:nowhere"}],  # who is not known is passed over
    [],
]


def test_two_are_joined_by_what_names_both() -> None:
    made = co_mentions(DOCUMENTS, KNOWN)
    assert made.edges == (Edge("body:osce", "state:FR", 1), Edge("state:FR", "state:GR", 2))
    assert [(node.actor.id, node.documents) for node in made.nodes] == [
        ("body:osce", 1), ("person:doe", 1), ("state:FR", 3), ("state:GR", 2),
    ]  # fmt: skip


def test_few_documents_can_be_left_out() -> None:
    made = co_mentions(DOCUMENTS, KNOWN, least=2)
    assert made.edges == (Edge("state:FR", "state:GR", 2),)
    assert [node.actor.id for node in made.nodes] == ["state:FR", "state:GR"]


def test_the_order_of_documents_changes_nothing() -> None:
    want = graphml(co_mentions(DOCUMENTS, KNOWN))
    for seed in range(5):
        mixed = list(DOCUMENTS)
        random.Random(seed).shuffle(mixed)
        assert graphml(co_mentions(mixed, dict(reversed(KNOWN.items())))) == want


@pytest.mark.parametrize("made", [Network((), ()), co_mentions(DOCUMENTS, KNOWN)])
def test_the_network_is_read_back(made: Network) -> None:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.fromstring(graphml(made))
    assert root.tag == f"{space}graphml"
    keys = {
        key.get("id"): (key.get("for"), key.get("attr.name"), key.get("attr.type")) for key in root.iter(f"{space}key")
    }
    assert keys["node-label"] == ("node", "label", "string")
    assert keys["edge-weight"] == ("edge", "weight", "double")

    def told(element: ElementTree.Element) -> dict[str | None, str | None]:
        found = {data.get("key"): data.text for data in element.iter(f"{space}data")}
        assert set(found) <= set(keys)
        return found

    nodes = {node.get("id"): told(node) for node in root.iter(f"{space}node")}
    edges = [
        (nodes[edge.get("source")]["node-actor"], nodes[edge.get("target")]["node-actor"], told(edge)["edge-weight"])
        for edge in root.iter(f"{space}edge")
    ]
    assert [(one["node-actor"], one["node-documents"]) for one in nodes.values()] == [
        (node.actor.id, str(node.documents)) for node in made.nodes
    ]
    assert edges == [(edge.first, edge.second, str(edge.documents)) for edge in made.edges]
    labels = {one["node-actor"]: one["node-label"] for one in nodes.values()}
    if labels:
        assert labels["body:osce"] == OSCE.name
        assert labels["person:doe"] == "Jane \ufffd Doe \u00e9"  # what XML cannot have is shown
        assert "node-state" not in nodes["n0"]
