"""Networks made from a graph for those who count: who works with whom, who belongs to whom, who does what, what is about what.

Each edge keeps its weight and the years of the reports that state it; each node what its place in the network is.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import networkx
from pyoxigraph import DefaultGraph, NamedNode

from jigou.graphs.entries import name_of
from jigou.graphs.merging import FACTS
from jigou.graphs.nodes import iri
from jigou.graphs.tabulating import Table
from jigou.graphs.view import View
from jigou.ontology.errors import UnknownName
from jigou.ontology.terms import CLASS_OF_TYPE, JG, PROPERTY_OF_ROLE, RDF

Network = networkx.Graph

_MANY = 2_000
"""From so many nodes on, betweenness is estimated from a sample of 500 of them (Brandes and Pich 2007)."""

_TYPES = {**{class_: type_.value for type_, class_ in CLASS_OF_TYPE.items()}, JG.Theme: "Theme"}
_CREATOR = re.compile("<creator>[^<]*</creator>")
_NAME = re.compile('(<graph [^>]*?) name="[^"]*"')
_DAY = re.compile(r' lastmodifieddate="[^"]*"')


def projection(view: View, name: str) -> Network[str]:
    """One of the networks PROJECTIONS, its nodes and edges in the order of their IRIs.

    Nodes have ``label``, ``type``, ``degree`` (in edges), ``strength`` (in weights), ``centrality`` (degree, 0..1), ``betweenness`` (0..1),
    ``core`` (k-core) and ``community`` (Louvain, 0 the largest). Edges have ``weight``, ``years`` (``2021;2022``), ``first``, ``last``
    and, for what bodies do, ``role``. Raises UnknownName.
    """
    if name not in PROJECTIONS:
        raise UnknownName(f"there is no network {name}; there are: {', '.join(PROJECTIONS)}")
    network, edges = PROJECTIONS[name](view)
    for source, target in sorted(edges):
        network.add_edge(source, target, **edges[source, target])
    return _measured(view, network)


def measured(network: Network[str]) -> Mapping[str, Mapping[str, float]]:
    """What the place of each node in a network is; directions do not count."""
    plain: Network[str] = networkx.Graph()
    plain.add_nodes_from(sorted(network))
    for source, target, weight in sorted(network.edges(data="weight", default=1)):
        if source != target:
            plain.add_edge(min(source, target), max(source, target), weight=weight)
    sample = 500 if len(plain) > _MANY else None
    groups = networkx.community.louvain_communities(plain, seed=0) if len(plain) else []
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    community = {node: place for place, group in enumerate(ordered) for node in group}
    between = networkx.betweenness_centrality(plain, k=sample, seed=0)
    centrality, core = networkx.degree_centrality(plain), networkx.core_number(plain)
    degree, strength = dict(plain.degree()), dict(plain.degree(weight="weight"))
    return {
        node: {
            "degree": degree[node],
            "strength": strength[node],
            "centrality": round(float(centrality[node]), 6),
            "betweenness": round(float(between[node]), 6),
            "core": core[node],
            "community": community[node],
        }
        for node in plain
    }


def graphml(network: Network[str]) -> bytes:
    """A network as GraphML, which Gephi, Cytoscape and igraph open."""
    out = io.BytesIO()
    networkx.write_graphml_xml(network, out)
    return out.getvalue()


def gexf(network: Network[str]) -> bytes:
    """A network as GEXF 1.2, which Gephi opens; the day on which it was written and by which version of what is left out."""
    out = io.BytesIO()
    networkx.write_gexf(network, out, version="1.2draft")
    text = _CREATOR.sub("<creator>jigou</creator>", _DAY.sub("", out.getvalue().decode("utf-8")), count=1)
    # networkx gives the graph a name, which the schema of GEXF does not have.
    return _NAME.sub(r"\1", text, count=1).encode("utf-8")


def nodes(network: Network[str]) -> Table:
    """The nodes of a network as a table."""
    columns = {
        "id": str, "label": str, "type": str, "degree": int, "strength": float, "centrality": float,
        "betweenness": float, "core": int, "community": int,
    }  # fmt: skip
    rows = tuple((node, *(data[name] for name in columns if name != "id")) for node, data in network.nodes(data=True))
    return Table(name="nodes", columns=columns, rows=rows)


def edges(network: Network[str]) -> Table:
    """The edges of a network as a table."""
    columns = {"source": str, "target": str, "weight": int, "role": str, "years": str, "first": int, "last": int}
    rows = tuple(
        (source, target, *(data.get(name, "" if columns[name] is str else None) for name in list(columns)[2:]))
        for source, target, data in network.edges(data=True)
    )
    return Table(name="edges", columns=columns, rows=rows)


_Edges = dict[tuple[str, str], dict[str, Any]]
_Stated = dict[tuple[str, str], set[str]]


def _co_organizers(view: View) -> tuple[Network[str], _Edges]:
    """Bodies that a report tells together; the weight is the number of activities that it says both to organize."""
    organizers: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for (body, activity), reports in _stated(view, JG.organizes).items():
        organizers[body][activity] = reports
    years = _years(view)
    found: _Edges = {}
    for (one, other), reports in _stated(view, JG.coOrganizerWith).items():
        if one < other:
            both = organizers[one].keys() & organizers[other].keys()
            shared = [name for name in both if organizers[one][name] & organizers[other][name] & reports]
            found[one, other] = {"weight": max(1, len(shared)), **_dated(reports, years)}
    return networkx.Graph(), found


def _bodies(view: View) -> tuple[Network[str], _Edges]:
    """Bodies and those of which they are a part; the weight is the number of reports that say so."""
    return networkx.DiGraph(), _weighted(view, _stated(view, JG.partOf))


def _body_initiative(view: View) -> tuple[Network[str], _Edges]:
    """Bodies and what they organize or take part in, with the roles."""
    roles: dict[tuple[str, str], set[str]] = defaultdict(set)
    stated: _Stated = defaultdict(set)
    for name, role in {
        **{name: role.value for role, name in PROPERTY_OF_ROLE.items()},
        JG.participatesIn: "participate",
    }.items():
        for pair, reports in _stated(view, name).items():
            roles[pair].add(role)
            stated[pair] |= reports
    for pair, reports in _stated(view, JG.organizes).items():
        stated[pair] |= reports
    found = _weighted(view, stated)
    return networkx.DiGraph(), {pair: {**data, "role": ";".join(sorted(roles[pair]))} for pair, data in found.items()}


def _initiative_theme(view: View) -> tuple[Network[str], _Edges]:
    """Initiatives, events and documents and their themes."""
    return networkx.DiGraph(), _weighted(view, _stated(view, JG.theme))


PROJECTIONS: Mapping[str, Callable[[View], tuple[Network[str], _Edges]]] = {
    "co-organizers": _co_organizers,
    "bodies": _bodies,
    "body-initiative": _body_initiative,
    "initiative-theme": _initiative_theme,
}
"""The networks that can be made, by their names."""


def _stated(view: View, predicate: str) -> _Stated:
    """The pairs that a property relates, each with the reports that say so; none for a graph without its reports."""
    found: _Stated = {}
    for quad in view.quads(None, iri(predicate)):
        if not (isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)):
            continue
        reports = found.setdefault((quad.subject.value, quad.object.value), set())
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.endswith(FACTS):
            reports.add(quad.graph_name.value.removesuffix(FACTS))
    return found


def _weighted(view: View, stated: _Stated) -> _Edges:
    years = _years(view)
    return {pair: {"weight": max(1, len(reports)), **_dated(reports, years)} for pair, reports in stated.items()}


def _years(view: View) -> Mapping[str, int]:
    return {report.iri: report.year for report in view.reports if report.year is not None}


def _dated(reports: set[str], years: Mapping[str, int]) -> Mapping[str, Any]:
    found = sorted({years[report] for report in reports if report in years})
    return {"years": ";".join(map(str, found)), **({"first": found[0], "last": found[-1]} if found else {})}


def _measured(view: View, network: Network[str]) -> Network[str]:
    """The network with its nodes in order, and what is known of each."""
    result: Network[str] = type(network)()
    places = measured(network)
    for node in sorted(network):
        result.add_node(node, label=name_of(view, node), type=next(_types(view, node), ""), **places[node])
    result.add_edges_from(sorted(network.edges(data=True), key=lambda edge: edge[:2]))
    return result


def _types(view: View, node: str) -> Iterator[str]:
    found = {
        quad.object.value
        for quad in view.quads(iri(node), iri(RDF.type), None, DefaultGraph())
        if isinstance(quad.object, NamedNode)
    }
    return (type_ for class_, type_ in _TYPES.items() if class_ in found)
