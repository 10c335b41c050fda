"""The SHACL shapes: a good graph conforms, and each shape rejects what it is there to reject."""

from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SH

from jigou.ontology.files import ontology_text, shapes_text
from jigou.ontology.terms import CLASS_OF_KIND, CONCEPT_OF_KIND, JG

EXAMPLE = Path(__file__).parent / "ontology" / "example.ttl"
SHAPE = "https://w3id.org/jigou/shape#"
PREFIXES = "\n".join(line for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line.startswith("@prefix"))
PREFIXES += "\n@prefix zx: <https://w3id.org/jigou/id/report/zx/> ."


def graph(text: str) -> Graph:
    return Graph().parse(data=text, format="turtle")


ONTOLOGY, SHAPES = graph(ontology_text()), graph(shapes_text())
WHOLES = {part: set(SHAPES.subjects(SH.property, part)) or {part} for part in SHAPES.subjects()}
NODES = sorted(str(shape) for shape in SHAPES.subjects(RDF.type, SH.NodeShape))
OF_A_KIND = {
    f"{SHAPE}{class_.removeprefix(JG.namespace)}": (class_, type_, kind)
    for (type_, kind), class_ in CLASS_OF_KIND.items()
    if (class_.startswith(JG.namespace) and kind != "other") or class_.startswith(f"{JG.namespace}Other")
}


def violations(data: Graph) -> set[tuple[str, str, str]]:
    """Which shape rejects which node on which path; the path is empty where the node itself offends."""
    _, report, _ = pyshacl.validate(data, shacl_graph=SHAPES, ont_graph=ONTOLOGY)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        path = report.value(result, SH.resultPath)
        for shape in WHOLES[report.value(result, SH.sourceShape)]:
            node, on = str(report.value(result, SH.focusNode)), str(path) if isinstance(path, URIRef) else ""
            found.add((str(shape).removeprefix(SHAPE), node, on))
    return found


def example(*, without: str = "", with_: str = "") -> Graph:
    """The good example, less the triples of one Turtle text, plus those of another; both know its prefixes."""
    data = Graph().parse(EXAMPLE)
    data -= graph(f"{PREFIXES}\n{without}")
    data += graph(f"{PREFIXES}\n{with_}")
    return data


def iri(name: str) -> str:
    """A prefixed name of the example in full."""
    return str(next(iter(graph(f"{PREFIXES}\n{name} a {name} .")))[0])


def test_the_example_conforms():
    assert violations(example()) == set()


def test_an_empty_graph_conforms():
    assert violations(Graph()) == set()


BAD = [
    ("Body", "body:上海市政协机关", "skos:prefLabel", "", 'body:上海市政协机关 skos:prefLabel "又一个"@zh .'),
    ("Body", "body:上海市政协机关", "skos:prefLabel", "", 'body:上海市政协机关 skos:altLabel "上海市政协机关"@zh .'),
    ("Body", "body:上海市政协机关", "skos:altLabel", "", 'body:上海市政协机关 skos:altLabel "无语言" .'),
    ("Body", "body:领导小组", "prov:wasDerivedFrom", "body:领导小组 prov:wasDerivedFrom report:zx .", ""),
    ("Body", "body:领导小组", "jg:kind", "body:领导小组 jg:kind kind:body-leading_group .", ""),
    ("Body", "body:领导小组", "jg:status", "", 'body:领导小组 jg:status "maybe" .'),
    ("Body", "body:领导小组", "jg:partOf", "", "body:领导小组 jg:partOf place:中共一大会址 ."),
    ("Body", "body:领导小组", "jg:leads", "", "body:领导小组 jg:leads document:实施方案 ."),
    ("Body", "body:领导小组", "jg:implements", "", "body:领导小组 jg:implements event:第三届“初心论坛” ."),
    ("Activity", "event:第三届“初心论坛”", "", "", "event:第三届“初心论坛” a jg:Initiative ."),
    ("Activity", "zx:x", "", "", "zx:x a jg:Activity ."),
    (
        "Initiative",
        "initiative:“初心论坛”",
        "jg:subActivityOf",
        "",
        "initiative:“初心论坛” jg:subActivityOf body:领导小组 .",
    ),
    ("Event", "event:第三届“初心论坛”", "jg:edition", "", "event:第三届“初心论坛” jg:edition 0 ."),
    ("Event", "event:第三届“初心论坛”", "jg:time", "", "event:第三届“初心论坛” jg:time 2021 ."),
    ("Document", "document:实施方案", "jg:key", 'document:实施方案 jg:key "实施方案" .', ""),
    ("Post", "post:市政协秘书长", "jg:headOf", "", "post:市政协秘书长 jg:headOf person:张三 ."),
    ("Person", "person:张三", "jg:participatesIn", "", "person:张三 jg:participatesIn body:领导小组 ."),
    ("Place", "place:中共一大会址", "jg:kind", "", "place:中共一大会址 jg:kind kind:post-other ."),
    ("Theme", "theme:从这里出发", "skos:prefLabel", 'theme:从这里出发 skos:prefLabel "从这里出发"@zh .', ""),
    (
        "ProperInterval",
        "<https://w3id.org/jigou/id/time/2021>",
        "jg:firstDay",
        '<https://w3id.org/jigou/id/time/2021> jg:firstDay "2021-01-01"^^xsd:date .',
        '<https://w3id.org/jigou/id/time/2021> jg:firstDay "2022-01-01"^^xsd:date .',
    ),
    ("Measure", "<https://w3id.org/jigou/id/report/zx/measure/1>", "jg:value", "", "zx:measure\\/1 jg:value 71.0 ."),
    ("Measure", "zx:measure\\/1", "jg:approximation", "", 'zx:measure\\/1 jg:approximation "circa" .'),
    ("Measure", "zx:measure\\/1", "", "event:第三届“初心论坛” jg:measure zx:measure\\/1 .", ""),
    ("Report", "report:zx", "jg:digest", "", 'report:zx jg:digest "E3B0" .'),
    ("Report", "report:zx", "jg:reportingYear", "", "report:zx jg:reportingYear 2022 ."),
    ("Section", "zx:section\\/1", "jg:level", "zx:section\\/1 jg:level 1 .", "zx:section\\/1 jg:level 0 ."),
    (
        "Passage",
        "zx:passage\\/20-37",
        "oa:start",
        "zx:passage\\/20-37 oa:start 20 .",
        "zx:passage\\/20-37 oa:start 37 .",
    ),
    (
        "Passage",
        "zx:passage\\/20-37",
        "oa:start",
        "zx:passage\\/20-37 oa:start 20 .",
        "zx:passage\\/20-37 oa:start -1 .",
    ),
    (
        "Passage",
        "zx:passage\\/20-37",
        "oa:start",
        "zx:passage\\/20-37 oa:start 20 .",
        'zx:passage\\/20-37 oa:start "20" .',
    ),
    (
        "Passage",
        "zx:passage\\/20-37",
        "oa:exact",
        'zx:passage\\/20-37 oa:exact "2021年举办第三届“初心论坛”。" .',
        'zx:passage\\/20-37 oa:exact "" .',
    ),
    ("Passage", "zx:passage\\/20-37", "jg:report", "zx:passage\\/20-37 jg:report report:zx .", ""),
    ("Claim", "zx:claim\\/1", "rdf:subject", "", "zx:claim\\/1 rdf:subject body:领导小组 ."),
    ("Claim", "zx:claim\\/1", "rdf:predicate", "zx:claim\\/1 rdf:predicate jg:organizesDirectly .", ""),
    ("Claim", "zx:claim\\/1", "rdf:object", "", 'zx:claim\\/1 rdf:object "论坛" .'),
    ("Claim", "zx:claim\\/1", "jg:evidence", "zx:claim\\/1 jg:evidence zx:passage\\/20-37 .", ""),
    ("Claim", "zx:claim\\/1", "jg:evidence", "", "zx:claim\\/1 jg:evidence zx:section\\/1 ."),
    ("Claim", "zx:claim\\/1", "jg:rule", 'zx:claim\\/1 jg:rule "organizes" .', ""),
    ("Claim", "zx:claim\\/1", "jg:confidence", "zx:claim\\/1 jg:confidence 0.9 .", "zx:claim\\/1 jg:confidence 1.1 ."),
    ("Claim", "zx:claim\\/1", "jg:confidence", "zx:claim\\/1 jg:confidence 0.9 .", "zx:claim\\/1 jg:confidence -0.1 ."),
    ("Refusal", "zx:refusal\\/1", "jg:reason", 'zx:refusal\\/1 jg:reason "a bare head" .', ""),
]


@pytest.mark.parametrize(
    ("shape", "node", "path", "without", "with_"), BAD, ids=[f"{row[0]} {row[2]}".strip() for row in BAD]
)
def test_a_shape_rejects_what_is_wrong(shape, node, path, without, with_):
    assert (shape, iri(node), iri(path) if path else "") in violations(example(without=without, with_=with_))


def test_every_shape_has_something_that_it_rejects():
    assert {SHAPE + row[0] for row in BAD} | set(OF_A_KIND) == set(NODES)


def test_each_class_must_agree_with_its_kind():
    wrong = Graph()
    for class_, type_, kind in OF_A_KIND.values():
        other = next(CONCEPT_OF_KIND[key] for key in CONCEPT_OF_KIND if key[0] == type_ and key[1] != kind)
        node = URIRef(f"https://w3id.org/jigou/id/x/{type_}-{kind}")
        wrong.add((node, RDF.type, URIRef(class_)))
        wrong.add((node, URIRef(JG.kind), URIRef(other)))
    assert {SHAPE + shape for shape, _, path in violations(wrong) if path == JG.kind} >= set(OF_A_KIND)


def test_a_blank_node_is_rejected():
    data = example(with_='[] a jg:Place ; skos:prefLabel "某"@zh ; jg:key "x" ; prov:wasDerivedFrom report:zx .')
    assert ("Place", "") in {(shape, path) for shape, _, path in violations(data)}


def test_shapes_are_sparql_free():
    assert not [term for triple in SHAPES for term in triple if str(term).startswith(f"{SH}sparql")]


@pytest.mark.parametrize("shape", sorted({str(s) for s in SHAPES.subjects(SH.path, None)} | {SHAPE + "Activity"}))
def test_a_message_is_in_both_languages(shape):
    node = next(s for s in SHAPES.subjects() if str(s) == shape)
    assert sorted(message.language for message in SHAPES.objects(node, SH.message)) == ["en", "zh"]
