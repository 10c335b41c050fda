"""Graphs in Python: rdflib's Dataset, networkx's graph, and that the room can be used as its page says."""

from __future__ import annotations

import sys
from dataclasses import replace

import networkx
import pytest
import rdflib
from gold_readings import gold_reading
from pyoxigraph import DefaultGraph, NamedNode

from jigou import graphs
from jigou.graphs import View
from jigou.ontology import MissingExtra
from jigou.ontology.terms import JG

# rdflib's own queries call what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

ID = "https://w3id.org/jigou/id/"
STAFF, CONFERENCE = f"{ID}body/上海市政协机关", f"{ID}body/上海市政协"


@pytest.fixture(scope="module")
def view() -> View:
    return graphs.view_of([gold_reading()])


def test_dataset_has_the_quads_of_the_view(view: View) -> None:
    dataset = graphs.dataset(view)
    assert sum(1 for _ in dataset.quads()) == len(view)
    assert len(dataset.default_graph) == sum(1 for _ in view.facts())


def test_dataset_of_a_reading_is_that_of_its_view(view: View) -> None:
    assert set(graphs.dataset(gold_reading()).quads()) == set(graphs.dataset(view).quads())


def test_dataset_is_asked_with_the_usual_prefixes(view: View) -> None:
    rows = graphs.dataset(view).query("SELECT ?body { ?body jg:partOf+ body:上海市政协 } ORDER BY ?body")
    names = {str(row[0]).rpartition("/")[2] for row in rows}  # type: ignore[index]  # rows of a SELECT
    assert {"上海市政协机关", "办公厅", "机关党组党史学习教育领导小组办公室"} <= names


def test_dataset_gives_a_fact_once_though_two_graphs_hold_it(view: View) -> None:
    dataset = graphs.dataset(view)
    rows = list(dataset.query("SELECT ?whole { body:上海市政协机关 jg:partOf ?whole }"))
    assert [str(row[0]) for row in rows] == [CONFERENCE]  # type: ignore[index]  # rows of a SELECT


def test_literals_keep_their_datatypes(view: View) -> None:
    dataset = graphs.dataset(view)
    (year,) = dataset.default_graph.objects(None, rdflib.URIRef(JG.reportingYear))
    assert year == rdflib.Literal("2021", datatype=rdflib.XSD.gYear)


def test_network_has_typed_nodes(view: View) -> None:
    network = graphs.network(view)
    assert network.nodes[STAFF] == {"type": "Body", "kind": "cppcc", "label": "上海市政协机关"}
    assert {type_ for _, type_ in network.nodes(data="type")} == {
        "Body", "Initiative", "Event", "Document", "Post", "Person", "Place", "Theme",
    }  # fmt: skip


def test_network_has_one_edge_for_a_fact_with_its_sentences(view: View) -> None:
    network = graphs.network(view)
    event = f"{ID}event/沪港合作与发展研讨会"
    assert list(network[STAFF][event]) == ["supports"]
    edge = network[STAFF][event]["supports"]
    assert edge["property"] == JG.supports
    assert edge["confidence"] == 1.0
    assert [sentence[:14] for sentence in edge["sentences"]] == ["协调举办沪港合作与发展研讨会"]


def test_network_keeps_the_broad_property_where_there_is_no_narrow_one() -> None:
    reading = gold_reading()
    first = next(relation for relation in reading.relations if relation.role)
    network = graphs.network(graphs.view_of([replace(reading, relations=(replace(first, role=None),))]))
    assert [key for _, _, key in network.edges(keys=True)] == ["organizes"]


def test_network_of_parts_is_a_hierarchy(view: View) -> None:
    network = graphs.network(view)
    parts = networkx.DiGraph(
        (source, target) for source, target, key in network.edges(keys=True) if key.endswith("OrganizationOf")
    )
    assert networkx.is_directed_acyclic_graph(parts)
    assert networkx.has_path(parts, f"{ID}body/机关党组党史学习教育领导小组办公室", CONFERENCE)


def test_edges_of_the_network_are_facts_of_the_graph(view: View) -> None:
    facts = {str(triple) for triple in view.facts()}
    network = graphs.network(view)
    stated = [(source, data["property"], target) for source, target, data in network.edges(data=True)]
    missing = [s for s in stated if f"<{s[0]}> <{s[1]}> <{s[2]}>" not in facts]
    assert missing == []
    assert all(data["sentences"] for _, _, data in network.edges(data=True))


def test_mentions_of_a_theme_are_where_it_is_given(view: View) -> None:
    forum = NamedNode(f"{ID}event/第三届“初心论坛”")
    (quad,) = view.quads(forum, NamedNode(JG.theme), None, DefaultGraph())
    assert isinstance(quad.object, NamedNode)
    assert "为主题,举办第三届“初心论坛”" in view.mentions(quad.object.value)[0].words


def test_frame_without_pandas_says_how_to_install_it(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra, match=r"pip install 'jigou\[pandas\]'"):
        view.query("SELECT * { ?s a jg:Body }").to_pandas()
