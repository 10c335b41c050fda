"""A graph as a file: each exporter takes a view and yields the file in pieces, the same bytes for the same graph.

They stand behind the entry points ``jigou.exporters``, and so may those of other distributions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from jigou.graphs import formats, serialising, tabulating
from jigou.graphs.describing import about
from jigou.graphs.jsonld import jsonld_of
from jigou.graphs.merging import FACTS
from jigou.graphs.nodes import iri
from jigou.graphs.publication import publication
from jigou.graphs.spooling import spooled
from jigou.graphs.view import View
from jigou.graphs.workbooks import write_xlsx
from jigou.ontology.terms import JG, RDF

Exporter = Callable[[View], Iterator[str] | Iterator[bytes]]
"""What a plug-in of ``jigou.exporters`` is."""

_PARTS = (RDF.subject, RDF.predicate, RDF.object)
_REIFIES = f"{RDF.namespace}reifies"


def turtle(view: View) -> Iterator[str]:
    """The facts of all reports, each once, as Turtle."""
    return serialising.turtle(view.facts(), base=view.base)


def trig(view: View) -> Iterator[str]:
    """Everything, the graphs of each report with their claims, as TriG."""
    return serialising.trig(view.quads(), base=view.base)


def nquads(view: View) -> Iterator[str]:
    """Everything as N-Quads."""
    return serialising.nquads(view.quads())


def ntriples(view: View) -> Iterator[str]:
    """The facts of all reports as N-Triples."""
    return (f"{triple} .\n" for triple in view.sorted_triples(DefaultGraph()))


def jsonld(view: View) -> Iterator[str]:
    """Everything as JSON-LD with the context of the ontology, an object for each thing."""
    return jsonld_of(view)


def rdfxml(view: View) -> Iterator[bytes]:
    """The facts of all reports as RDF/XML."""
    return spooled(partial(formats.write_rdfxml, view.sorted_triples(DefaultGraph()), base=view.base))


def turtle12(view: View) -> Iterator[str]:
    """Facts and claims as RDF 1.2 Turtle: each claim reifies its fact (``rdf:reifies``), which the facts hold too."""
    claims = {quad.subject for quad in view.quads(None, iri(RDF.type), iri(JG.Claim))}
    told = (quad.triple for quad in view.quads() if quad.graph_name != DefaultGraph() and _is_claimed(quad))
    plain = (triple for triple in told if triple.subject not in claims or triple.predicate.value not in _PARTS)
    return serialising.turtle(chain(view.facts(), plain, _reified(view, claims)), base=view.base)


def dataset(view: View) -> Iterator[str]:
    """The graph as a dataset (DCAT, VoID) in Turtle, with what ``dataset.toml`` in its folder says of it."""
    return serialising.turtle(about(view.manifest, f"{view.base}dataset", publication(view)), base=view.base)


def citation(view: View) -> Iterator[str]:
    """The ``CITATION.cff`` of the dataset."""
    yield publication(view).cff(view.manifest)


def entities_csv(view: View) -> Iterator[str]:
    """The entities as CSV."""
    return tabulating.csv_pieces(tabulating.entities(view))


def facts_csv(view: View) -> Iterator[str]:
    """The facts as CSV."""
    return tabulating.csv_pieces(tabulating.facts(view))


def evidence_csv(view: View) -> Iterator[str]:
    """What proves the facts as CSV."""
    return tabulating.csv_pieces(tabulating.evidence(view))


def xlsx(view: View) -> Iterator[bytes]:
    """Entities, facts and evidence as the sheets of a workbook."""
    return spooled(partial(write_xlsx, [table(view) for table in tabulating.TABLES.values()]))


def entities_parquet(view: View) -> Iterator[bytes]:
    """The entities as Parquet."""
    return spooled(partial(tabulating.write_parquet, tabulating.entities(view)))


def facts_parquet(view: View) -> Iterator[bytes]:
    """The facts as Parquet."""
    return spooled(partial(tabulating.write_parquet, tabulating.facts(view)))


def evidence_parquet(view: View) -> Iterator[bytes]:
    """What proves the facts as Parquet."""
    return spooled(partial(tabulating.write_parquet, tabulating.evidence(view)))


def _is_claimed(quad: Quad) -> bool:
    return not str(quad.graph_name).endswith(f"{FACTS}>")


def _reified(view: View, claims: set[NamedNode | BlankNode | Triple]) -> Iterator[Triple]:
    for claim in sorted(claims, key=str):
        if isinstance(claim, NamedNode):
            parts = [next((q.object for q in view.quads(claim, iri(name))), None) for name in _PARTS]
            subject, predicate, object_ = parts
            if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and object_ is not None:
                yield Triple(claim, iri(_REIFIES), Triple(subject, predicate, object_))
