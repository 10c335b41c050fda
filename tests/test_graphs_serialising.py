"""Turtle, TriG and N-Quads: the same quads back from every parser, the same bytes from every run."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from gold_readings import gold_reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse
from strategies import WORDS, readings

from jigou.graphs.merging import merged
from jigou.graphs.quads import quads
from jigou.graphs.serialising import nquads, trig, turtle
from jigou.ontology import Reading
from jigou.ontology.iris import entity_iri
from jigou.ontology.terms import JG, XSD

# rdflib's own parsers call what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

NODES = WORDS.map(lambda words: NamedNode(entity_iri("body", words)))
LITERALS = st.one_of(
    st.text(st.characters(codec="utf-8")).map(Literal),
    st.text(st.characters(codec="utf-8")).map(lambda words: Literal(words, language="zh")),
    st.integers().map(lambda number: Literal(str(number), datatype=NamedNode(XSD.integer))),
    st.sampled_from(["0", "87.5", "-0.25", "139"]).map(lambda number: Literal(number, datatype=NamedNode(XSD.decimal))),
    st.dates().map(lambda day: Literal(day.isoformat(), datatype=NamedNode(XSD.date))),
)
TRIPLES = st.lists(st.builds(Triple, NODES, st.sampled_from(list(JG)).map(NamedNode), NODES | LITERALS), max_size=8)


def from_rdflib(dataset: rdflib.Dataset | rdflib.Graph) -> set[Quad]:
    """The quads that rdflib holds, as Oxigraph's terms."""

    def term(node: object) -> NamedNode | Literal:
        if isinstance(node, rdflib.Literal):
            if node.language:
                return Literal(str(node), language=node.language)
            return Literal(str(node), datatype=NamedNode(str(node.datatype or XSD.string)))
        return NamedNode(str(node))

    rows = dataset.quads() if isinstance(dataset, rdflib.Dataset) else ((*row, None) for row in dataset)
    default = (None, rdflib.graph.DATASET_DEFAULT_GRAPH_ID)
    return {
        Quad(term(s), term(p), term(o), DefaultGraph() if g in default else NamedNode(str(g)))  # type: ignore[arg-type]  # no blank nodes
        for s, p, o, g in rows
    }


def all_quads(reading: Reading) -> set[Quad]:
    found = quads(reading)
    return {*found, *(Quad(*triple) for triple in merged(found))}


@pytest.fixture(scope="module")
def shanghai() -> set[Quad]:
    return all_quads(gold_reading())


def test_report_in_turtle_is_read_back_by_both_libraries() -> None:
    facts = merged(quads(gold_reading()))
    text = "".join(turtle(facts))
    expected = {Quad(*triple) for triple in facts}
    assert set(parse(text, RdfFormat.TURTLE)) == expected
    assert from_rdflib(rdflib.Graph().parse(data=text, format="turtle")) == expected


def test_report_in_trig_is_read_back_by_both_libraries(shanghai: set[Quad]) -> None:
    text = "".join(trig(shanghai))
    assert set(parse(text, RdfFormat.TRIG)) == shanghai
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="trig")
    assert from_rdflib(dataset) == shanghai


def test_report_in_nquads_is_read_back_by_both_libraries(shanghai: set[Quad]) -> None:
    text = "".join(nquads(shanghai))
    assert set(parse(text, RdfFormat.N_QUADS)) == shanghai
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="nquads")
    assert from_rdflib(dataset) == shanghai


def test_store_gives_back_the_literals_that_were_written(shanghai: set[Quad]) -> None:
    store = Store()
    store.bulk_extend(shanghai)
    assert set(store) == shanghai


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(readings())
def test_any_reading_survives_every_format_and_the_store(reading: Reading) -> None:
    expected = all_quads(reading)
    assert set(parse("".join(trig(expected)), RdfFormat.TRIG)) == expected
    assert set(parse("".join(nquads(expected)), RdfFormat.N_QUADS)) == expected
    store = Store()
    store.bulk_extend(expected)
    assert set(store) == expected


@settings(max_examples=150, deadline=None)
@given(TRIPLES)
def test_any_triples_in_turtle_are_read_back_by_both_libraries(triples: list[Triple]) -> None:
    text = "".join(turtle(triples))
    expected = {Quad(*triple) for triple in triples}
    assert set(parse(text, RdfFormat.TURTLE)) == expected
    assert from_rdflib(rdflib.Graph().parse(data=text, format="turtle")) == expected


@settings(max_examples=50, deadline=None)
@given(TRIPLES, st.randoms(use_true_random=False))
def test_order_and_repetition_of_triples_make_no_difference(triples: list[Triple], random: object) -> None:
    shuffled = list(triples)
    shuffled += triples[:3]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert "".join(turtle(shuffled)) == "".join(turtle(triples))


def test_turtle_is_pretty() -> None:
    body, other = NamedNode(entity_iri("body", "市政协机关")), NamedNode(entity_iri("body", "“协商于民”工作站"))
    triples = [
        Triple(body, NamedNode(JG.partOf), other),
        Triple(body, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode(JG.Body)),
        Triple(body, NamedNode("http://www.w3.org/2004/02/skos/core#altLabel"), Literal("机关", language="zh")),
        Triple(body, NamedNode("http://www.w3.org/2004/02/skos/core#altLabel"), Literal("政协机关", language="zh")),
        Triple(other, NamedNode(JG.level), Literal("2", datatype=NamedNode(XSD.integer))),
    ]
    assert "".join(turtle(triples)) == (
        "@prefix body: <https://w3id.org/jigou/id/body/> .\n"
        "@prefix jg: <https://w3id.org/jigou/ontology#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "\n"
        "<https://w3id.org/jigou/id/body/“协商于民”工作站> jg:level 2 .\n"
        "\n"
        "body:市政协机关 a jg:Body ;\n"
        "    skos:altLabel\n"
        '        "政协机关"@zh ,\n'
        '        "机关"@zh ;\n'
        "    jg:partOf <https://w3id.org/jigou/id/body/“协商于民”工作站> .\n"
    )


def test_language_tags_are_written_in_lower_case() -> None:
    triple = Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal("jīgòu", language="zh-Latn"))
    assert "".join(turtle([triple])) == '\n<urn:a> <urn:b> "jīgòu"@zh-latn .\n'


_PROGRAM = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from gold_readings import NAMES, gold_reading
from jigou.graphs import nquads, trig, turtle, view_of
view = view_of(gold_reading(name) for name in NAMES)
for text in (turtle(view.facts()), trig(view.quads()), nquads(view.quads())):
    print(hashlib.sha256("".join(text).encode()).hexdigest())
"""


def test_bytes_are_equal_over_hash_seeds_locales_and_time_zones() -> None:
    tests = str(Path(__file__).parent)

    def digests(seed: str, locale: str, zone: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, tests], env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    first = digests("1", "C", "UTC")
    assert len(first.splitlines()) == 3
    assert digests("4242", "zh_CN.UTF-8", "Asia/Shanghai") == first


def test_two_runs_of_one_process_give_the_same_bytes(shanghai: set[Quad]) -> None:
    digests = {hashlib.sha256("".join(trig(shanghai)).encode()).hexdigest() for _ in range(2)}
    assert len(digests) == 1
