"""A scene is the same whether it comes from readings or from their graph."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jigou.graphs.store import view_of
from jigou.ontology import Reading, Span
from jigou.viz import Citation, Link, Node, Report, Scene, scene_from_readings, scene_from_view


@pytest.fixture(scope="module")
def from_view(gold: Callable[..., Reading]) -> Scene:
    return scene_from_view(view_of([gold("zx-shanghai-2021")]))


def test_graph_and_reading_give_the_same_nodes(from_view: Scene, shanghai: Scene) -> None:
    def told(scene: Scene) -> set[tuple[object, ...]]:
        return {
            (node.id, node.type, node.kind, node.name, frozenset(node.names), frozenset(node.citations))
            for node in scene.nodes
        }

    assert told(from_view) == told(shanghai)


def test_graph_and_reading_give_the_same_links(from_view: Scene, shanghai: Scene) -> None:
    def told(scene: Scene) -> set[tuple[object, ...]]:
        return {(link.type, link.source, link.target, link.role, frozenset(link.citations)) for link in scene.links}

    assert told(from_view) == told(shanghai)


def test_graph_and_reading_give_the_same_numbers(from_view: Scene, shanghai: Scene) -> None:
    def told(scene: Scene) -> set[tuple[object, ...]]:
        return {
            (count.of, count.value, count.unit, count.what, count.approx, frozenset(count.citations))
            for count in scene.counts
        }

    assert told(from_view) == told(shanghai)


def test_graph_keeps_headings_and_sentences(from_view: Scene, shanghai: Scene) -> None:
    def told(scene: Scene, kind: str) -> list[tuple[int, int]]:
        return [(one.span.start, one.span.end) for one in scene.reports[0].segments if one.kind == kind]

    assert told(from_view, "heading") == told(shanghai, "heading")
    assert told(from_view, "sentence") == told(shanghai, "sentence")


def test_graph_keeps_the_report(from_view: Scene, shanghai: Scene) -> None:
    one, other = from_view.reports[0], shanghai.reports[0]
    assert (one.id, one.text, one.year, one.body, one.refusals) == (
        other.id,
        other.text,
        other.year,
        other.body,
        other.refusals,
    )


def test_two_reports_of_one_name_share_nodes(gold: Callable[..., Reading]) -> None:
    scene = scene_from_readings([gold("zx-shanghai-2021"), gold("zx-shanghai-2021", year=2022)])
    assert len(scene.nodes) == 167
    assert {one.report for node in scene.nodes for one in node.citations} == {0, 1}


def test_scene_refuses_a_link_to_nothing() -> None:
    node = Node(id="a", type="Body", kind="other", name="甲")
    with pytest.raises(ValueError, match="no node"):
        Scene(title="", nodes=(node,), links=(Link(type="partOf", source="a", target="b"),))


def test_scene_refuses_a_citation_outside_its_text() -> None:
    cited = Citation(report=0, span=Span(start=0, end=9))
    with pytest.raises(ValueError, match="leaves"):
        Scene(
            title="",
            nodes=(Node(id="a", type="Body", kind="other", name="甲", citations=(cited,)),),
            reports=(Report(id="r", name="r", text="短", digest=""),),
        )


def test_scene_holds_all_that_is_claimed_of_two_things_a_time_or_a_number(
    from_view: Scene, gold: Callable[..., Reading]
) -> None:
    """The facts of the graph less what things are, who organizes with whom, and the titles of reports."""
    view = view_of([gold("zx-shanghai-2021")])
    claimed = "SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } %s }"
    others = view.query(claimed % "FILTER(?p IN (rdf:type, jg:coOrganizerWith, dcterms:title))")
    shown = len(from_view.links) + len(from_view.moments) + len(from_view.counts)
    assert view.manifest.counts["facts"] == shown + sum(1 for _ in others)
