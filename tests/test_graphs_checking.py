"""Checks against the shapes: what conforms, and what is said of what does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from gold_readings import NAMES, gold_reading
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from rdflib.namespace import SH

from jigou import graphs
from jigou.graphs import View, checking
from jigou.ontology import Status
from jigou.ontology.terms import JG, RDF, SKOS

ID = "https://w3id.org/jigou/id/"
BODY = f"{ID}body/上海市政协机关"
DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """A graph of a few things of the report, so that each check is quick."""
    reading, kept = gold_reading(), ("e1", "e10", "e58", "e67", "e77")
    small = replace(
        reading,
        entities=tuple(entity for entity in reading.entities if entity.id in kept),
        relations=tuple(it for it in reading.relations if it.source in kept and it.target in kept),
        measures=tuple(measure for measure in reading.measures if measure.of == "e67"),
    )
    return list(graphs.nquads(graphs.view_of([small]).quads()))


def opened(tmp_path: Path, lines: list[str]) -> View:
    (tmp_path / "graph.nq").write_text("".join(lines), "utf-8")
    return graphs.open(tmp_path / "graph.nq")


@pytest.mark.parametrize("name", NAMES)
def test_annotated_report_conforms(name: str) -> None:
    assert graphs.check(graphs.view_of([gold_reading(name)])) == ()


def test_report_is_checked_in_less_than_ten_seconds() -> None:
    view = graphs.view_of([gold_reading()])
    start = process_time()
    graphs.check(view)
    assert process_time() - start < 10


def test_violation_names_the_node_the_shape_and_the_sentence(tmp_path: Path, lines: list[str]) -> None:
    kept = [line for line in lines if not line.startswith(f"<{BODY}> <{JG.key}>")]
    (violation,) = graphs.check(opened(tmp_path, kept))
    assert (violation.node, violation.path, violation.value) == (BODY, JG.key, "")
    assert violation.shape == "https://w3id.org/jigou/shape#Body"
    assert violation.message == "must have exactly one key"
    (first,) = {citation.sentence for citation in violation.citations if "市政协机关由办公厅" in citation.words}
    assert first.startswith("市政协机关由办公厅、研究室")


def test_violation_is_told_in_chinese(tmp_path: Path, lines: list[str]) -> None:
    kept = [line for line in lines if not line.startswith(f"<{BODY}> <{JG.key}>")]
    (violation,) = graphs.check(opened(tmp_path, kept), language="zh")
    assert violation.message == "须有且只有一个键"


def test_violation_of_a_value_shows_the_sentence_of_that_value(tmp_path: Path, lines: list[str]) -> None:
    event = f"{ID}event/沪港合作与发展研讨会"
    kept = [line for line in lines if not (line.startswith(f"<{event}> <{RDF.type}>"))]
    found = graphs.check(opened(tmp_path, kept))
    (violation,) = (violation for violation in found if violation.path == JG.supports)
    assert (violation.node, violation.value) == (BODY, event)
    assert [citation.words for citation in violation.citations] == ["协调举办沪港合作与发展研讨会"]


def test_violation_of_a_measure_shows_where_it_is_given(tmp_path: Path, lines: list[str]) -> None:
    changed = [line.replace(f'"813"^^<{DECIMAL}>', '"many"') for line in lines]
    (violation,) = graphs.check(opened(tmp_path, changed))
    assert violation.message == "must have exactly one value, a decimal"
    assert [citation.words for citation in violation.citations] == ["委员813人次参加"]


def test_violation_of_a_claim_shows_its_passage(tmp_path: Path, lines: list[str]) -> None:
    claim = next(line.split(" ", 1)[0] for line in lines if '"gold-heads"' in line)
    kept = [line for line in lines if not line.startswith(f"{claim} <{JG.confidence}>")]
    (violation,) = graphs.check(opened(tmp_path, kept))
    assert violation.shape == "https://w3id.org/jigou/shape#Claim"
    assert "书记" in violation.citations[0].words


def test_passage_without_its_start_is_told_and_does_no_harm(tmp_path: Path, lines: list[str]) -> None:
    passage = next(line.split(" ", 1)[0] for line in lines if '"139次视察监督活动"' in line)
    kept = [line for line in lines if not line.startswith(f"{passage} <http://www.w3.org/ns/oa#start>")]
    (violation,) = graphs.check(opened(tmp_path, kept))
    assert violation.path == "http://www.w3.org/ns/oa#start"


def test_file_of_facts_alone_is_checked_too(tmp_path: Path) -> None:
    view = graphs.view_of([gold_reading()])
    (tmp_path / "facts.ttl").write_text("".join(graphs.turtle(view.facts())), "utf-8")
    assert graphs.check(graphs.open(tmp_path / "facts.ttl")) == ()


def test_blank_nodes_do_not_conform(tmp_path: Path) -> None:
    (tmp_path / "facts.ttl").write_text(f"[] a <{JG.Place}> .", "utf-8")
    found = graphs.check(graphs.open(tmp_path / "facts.ttl"))
    assert "must be named by an IRI, not a blank node" in {violation.message for violation in found}


def test_two_reports_that_differ_on_a_status_both_conform() -> None:
    reading = gold_reading(NAMES[0])
    later = replace(
        reading,
        document=replace(reading.document, name="later.txt"),
        entities=tuple(replace(entity, status=Status.DONE) for entity in reading.entities),
    )
    sooner = replace(reading, entities=tuple(replace(it, status=Status.PLANNED) for it in reading.entities))
    assert graphs.check(graphs.view_of([sooner, later])) == ()


def test_two_names_of_one_thing_are_no_two_preferred_names() -> None:
    reading = gold_reading()
    other = replace(
        reading,
        document=replace(reading.document, name="other.txt"),
        entities=tuple(replace(it, canonical=f"{it.canonical}等", key=it.key) for it in reading.entities),
    )
    view = graphs.view_of([reading, other])
    names = {quad.object for quad in view.quads(NamedNode(BODY), NamedNode(SKOS.prefLabel))}
    assert len(names) == 2
    assert graphs.check(view) == ()


@pytest.mark.parametrize("said", ["start", "end"])
def test_offset_that_is_a_blank_node_does_not_conform(tmp_path: Path, lines: list[str], said: str) -> None:
    """It is found at fault, though blank nodes have no order."""
    offset = f" <http://www.w3.org/ns/oa#{said}> "
    at, line = next((at, line) for at, line in enumerate(lines) if offset in line)
    old = line.split(" ", 3)[2]
    view = opened(tmp_path, [*lines[:at], line.replace(f"{offset}{old}", f"{offset}_:b1", 1), *lines[at + 1 :]])
    assert f"http://www.w3.org/ns/oa#{said}" in {found.path for found in graphs.check(view)}


OBJECTS = [
    '"x"', '"x"@en', '""@zh', '"第二"@zh', '"-1"^^<http://www.w3.org/2001/XMLSchema#integer>',
    '"9999999"^^<http://www.w3.org/2001/XMLSchema#integer>', '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    '"2021-13-01"^^<http://www.w3.org/2001/XMLSchema#date>', '"1999-01-01"^^<http://www.w3.org/2001/XMLSchema#date>',
    f"<{BODY}>", f"<{JG.Body}>", f"<{JG.Event}>", f"<{JG.Office}>", "<http://example.org/x>", "_:b1",
]  # fmt: skip


@given(
    st.lists(
        st.tuples(st.integers(0, 10_000), st.sampled_from(["drop", "swap", "change", "add"]), st.sampled_from(OBJECTS)),
        min_size=1,
        max_size=12,
    )
)
@settings(
    max_examples=25,
    phases=[Phase.generate],  # to shrink a graph takes minutes
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_is_cleared_without_pyshacl_conforms(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], changes: list[tuple[int, str, str]]
) -> None:
    """Damage a graph at random: the check finds what it finds when pyshacl is asked about every node."""
    damaged = list(lines)
    for place, kind, new in changes:
        # Whatever is said in several graphs is changed in all of them.
        subject, predicate, _ = damaged[place % len(damaged)].split(" ", 2)
        rest = damaged[place % len(damaged)].removeprefix(f"{subject} {predicate} ")
        object_ = rest.rpartition(" <https://w3id.org/jigou/id/report/")[0] or rest.removesuffix(" .\n")
        fact = f"{subject} {predicate} {object_} "
        if kind == "add":
            damaged.append(f"{subject} {predicate} {new} .\n")
        elif kind == "drop":
            damaged = [line for line in damaged if not line.startswith(fact)] or damaged
        else:
            put = new if kind == "change" else damaged[(place * 7) % len(damaged)].split(" ", 1)[0]
            damaged = [line.replace(fact, f"{subject} {predicate} {put} ", 1) for line in damaged]
    view = opened(tmp_path_factory.mktemp("damaged"), damaged)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "suspects", lambda view, *_: {quad.subject for quad in view.quads()})
        wanted = checking.check(view)
    assert checking.check(view) == wanted


def test_shapes_have_no_targets_but_classes() -> None:
    """What is cleared without pyshacl is cleared by the classes of the nodes."""
    shapes = checking._shapes()
    others = (SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)
    assert [target for target in others if next(shapes.subjects(target), None)] == []
