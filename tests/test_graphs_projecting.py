"""Networks: who is joined to whom, with which weights and years, and how they are written."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import networkx
import pytest
from gold_readings import gold_reading

from jigou import graphs
from jigou.graphs import View, projecting, tabulating
from jigou.graphs.nodes import iri
from jigou.graphs.projecting import PROJECTIONS, projection
from jigou.ontology import EntityType, Role, UnknownName
from jigou.ontology.terms import JG


@pytest.fixture(scope="module")
def view() -> View:
    reading = gold_reading()
    later = replace(
        reading, document=replace(reading.document, name="later.txt"), header=replace(reading.header, year=2022)
    )
    return graphs.view_of([replace(reading, header=replace(reading.header, year=2021)), later])


def test_unknown_network_lists_those_there_are(view: View) -> None:
    with pytest.raises(UnknownName, match="co-organizers"):
        projection(view, "x")


def test_tree_of_bodies_has_the_parts(view: View) -> None:
    pairs = {(q.subject.value, q.object.value) for q in view.quads(None, iri(JG.partOf))}  # type: ignore[union-attr]  # parts are named
    assert set(projection(view, "bodies").edges) == pairs


def test_edges_keep_their_weight_and_years(view: View) -> None:
    for _, _, data in projection(view, "body-initiative").edges(data=True):
        assert (data["weight"], data["years"], data["first"], data["last"]) == (2, "2021;2022", 2021, 2022)


def test_roles_of_bodies_are_kept(view: View) -> None:
    roles = {
        role for _, _, data in projection(view, "body-initiative").edges(data=True) for role in data["role"].split(";")
    }
    assert {"lead", "organize", "support"} <= roles


def test_co_organizers_are_those_of_the_graph(view: View) -> None:
    told = {frozenset((q.subject.value, q.object.value)) for q in view.quads(None, iri(JG.coOrganizerWith))}  # type: ignore[union-attr]  # bodies are named
    assert {frozenset(edge) for edge in projection(view, "co-organizers").edges} == told


def test_bodies_of_two_reports_are_no_co_organizers() -> None:
    """One report says that a body leads an activity, another that a second body supports it."""
    reading = gold_reading()
    support = next(one for one in reading.relations if one.role is Role.SUPPORT)
    first = replace(reading, relations=(support,), measures=())
    body = next(one for one in reading.entities if one.type is EntityType.BODY and one.id != support.source)
    second = replace(
        first,
        document=replace(reading.document, name="other.txt"),
        relations=(replace(support, source=body.id, role=Role.LEAD),),
    )
    view = graphs.view_of([first, second])
    assert not list(view.quads(None, iri(JG.coOrganizerWith)))
    assert not projection(view, "co-organizers").edges


def test_themes_are_at_the_end_of_their_edges(view: View) -> None:
    network = projection(view, "initiative-theme")
    assert {network.nodes[target]["type"] for _, target in network.edges} == {"Theme"}


def test_places_in_a_known_network() -> None:
    star = networkx.Graph([("a", "b"), ("a", "c"), ("a", "d"), ("c", "d")])
    found = projecting.measured(star)
    assert {node: data["core"] for node, data in found.items()} == {"a": 2, "b": 1, "c": 2, "d": 2}
    assert found["a"]["betweenness"] == pytest.approx(2 / 3, abs=1e-5)
    assert found["a"]["centrality"] == 1.0


@pytest.mark.parametrize("name", PROJECTIONS)
def test_graphml_and_gexf_come_back(view: View, name: str) -> None:
    network = projection(view, name)
    for again in (
        networkx.read_graphml(io.BytesIO(projecting.graphml(network))),
        networkx.read_gexf(io.BytesIO(projecting.gexf(network))),
    ):
        assert set(again.nodes) == set(network.nodes)
        weights = {frozenset(edge[:2]): edge[2] for edge in again.edges(data="weight")}
        assert weights == {frozenset(edge[:2]): edge[2] for edge in network.edges(data="weight")}


def test_gexf_has_no_day_and_no_version_of_a_library(view: View) -> None:
    found = projecting.gexf(projection(view, "bodies"))
    assert b"lastmodifieddate" not in found
    assert b"NetworkX" not in found


ALLOWED = {
    "gexf": {"version", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"},
    "meta": set(), "creator": set(), "nodes": {"count"}, "edges": {"count"}, "attvalues": set(),
    "graph": {"timeformat", "start", "startopen", "end", "endopen", "defaultedgetype", "idtype", "mode"},
    "attributes": {"class", "mode", "start", "startopen", "end", "endopen"},
    "attribute": {"id", "title", "type"},
    "node": {"id", "label", "start", "startopen", "end", "endopen", "pid"},
    "edge": {"id", "source", "target", "weight", "type", "label", "start", "startopen", "end", "endopen"},
    "attvalue": {"for", "value", "start", "startopen", "end", "endopen"},
}  # fmt: skip
"""The elements that a network needs and the attributes that the schema of GEXF 1.2 gives them (gexf.xsd, data.xsd)."""

TYPES = {"string": str, "long": int, "integer": int, "double": float, "float": float, "boolean": bool}


@pytest.mark.parametrize("name", PROJECTIONS)
def test_gexf_is_as_its_schema_has_it(view: View, name: str) -> None:
    root = ElementTree.fromstring(projecting.gexf(projection(view, name)))
    space = "{http://www.gexf.net/1.2draft}"
    for element in root.iter():
        tag = element.tag.removeprefix(space)
        assert element.tag == f"{space}{tag}"
        assert set(element.attrib) <= ALLOWED[tag]
    nodes = [node.attrib["id"] for node in root.iter(f"{space}node")]
    assert len(nodes) == len(set(nodes))
    for edge in root.iter(f"{space}edge"):
        assert {edge.attrib["source"], edge.attrib["target"]} <= set(nodes)
    for class_ in ("node", "edge"):
        declared = {
            attribute.attrib["id"]: TYPES[attribute.attrib["type"]]
            for attributes in root.iter(f"{space}attributes")
            if attributes.attrib["class"] == class_
            for attribute in attributes
        }
        for value in (value for element in root.iter(f"{space}{class_}") for value in element.iter(f"{space}attvalue")):
            declared[value.attrib["for"]](value.attrib["value"])


@pytest.mark.parametrize("name", PROJECTIONS)
def test_graphml_is_as_its_schema_has_it(view: View, name: str) -> None:
    root = ElementTree.fromstring(projecting.graphml(projection(view, name)))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert {element.tag for element in root.iter()} <= {f"{space}{tag}" for tag in ("graphml", "key", "graph", "node", "edge", "data")}  # fmt: skip
    keys = {(key.attrib["for"], key.attrib["id"]): TYPES[key.attrib["attr.type"]] for key in root.iter(f"{space}key")}
    assert len({id_ for _, id_ in keys}) == len(keys)
    (graph,) = root.iter(f"{space}graph")
    assert graph.attrib["edgedefault"] in ("directed", "undirected")
    nodes = {node.attrib["id"] for node in root.iter(f"{space}node")}
    for element in graph:
        tag = element.tag.removeprefix(space)
        if tag == "edge":
            assert {element.attrib["source"], element.attrib["target"]} <= nodes
        for data in element:
            keys[tag, data.attrib["key"]](data.text or "")


def test_same_graph_gives_the_same_bytes(view: View) -> None:
    assert projecting.gexf(projection(view, "body-initiative")) == projecting.gexf(projection(view, "body-initiative"))


def test_tables_are_asked_with_duckdb(view: View, tmp_path: Path) -> None:
    network = projection(view, "body-initiative")
    for table in (projecting.nodes(network), projecting.edges(network)):
        (tmp_path / f"{table.name}.parquet").write_bytes(tabulating.to_parquet(table))
    found = duckdb.sql(
        f"SELECT n.label, sum(e.weight) w FROM '{tmp_path}/edges.parquet' e JOIN '{tmp_path}/nodes.parquet' n ON e.source = n.id "
        "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
    ).fetchall()
    strongest = max(network, key=lambda node: (network.out_degree(node, weight="weight"), node))
    assert found[0][1] == network.out_degree(strongest, weight="weight")
