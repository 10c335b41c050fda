"""Terms of our namespaces that the ontology does not have are told, with the nearest that it has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jigou.graphs.asking import questions
from jigou.graphs.hints import unknown_terms, vocabulary

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * { ?b a jg:bodi }", ["jg:bodi is no term of the ontology; the nearest is jg:Body"]),
        (
            "PREFIX x: <https://w3id.org/jigou/ontology#> ASK { ?s x:organises ?o }",
            ["x:organises is no term of the ontology; the nearest is x:organizes"],
        ),
        (
            "ASK { ?s <https://w3id.org/jigou/ontology#leds> ?o }",
            [
                "<https://w3id.org/jigou/ontology#leds> is no term of the ontology; the nearest is "
                "<https://w3id.org/jigou/ontology#leads>"
            ],
        ),
        ("ASK { ?s jg:qqqqzzzz ?o }", ["jg:qqqqzzzz is no term of the ontology"]),
        ("ASK { ?s jg:Bdy ?o ; jg:Bdy ?p }", ["jg:Bdy is no term of the ontology; the nearest is jg:Body"]),
        ("ASK { ?s jg:leads 'jg:Bdy' } # jg:Bdy", []),
        ("PREFIX jg: <http://example.org/> ASK { ?s jg:Bdy ?o }", []),
        ("ASK { ?s skos:prefLable ?o }", []),
    ],
)
def test_unknown_terms_are_told(query: str, told: list[str]) -> None:
    assert list(unknown_terms(query)) == told


def test_named_questions_name_no_unknown_term() -> None:
    assert [hint for question in questions() for hint in unknown_terms(question.query)] == []


def test_pages_know_the_terms_of_the_ontology() -> None:
    shipped = json.loads((ROOT / "explorer/src/vocabulary.json").read_text(encoding="utf-8"))
    assert {part["namespace"]: tuple(part["terms"]) for part in shipped.values()} == dict(vocabulary())
