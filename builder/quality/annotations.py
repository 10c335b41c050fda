"""A reading as W3C Web Annotations: each fact a JSON-LD annotation on the words that state it.

Source: Web Annotation Data Model (W3C Recommendation, 23 February 2017), sections 3.2 (bodies and targets) and 4.2.4, 4.2.5
(text quote and text position selectors). Positions are code points, as the recommendation asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from jigou.ontology import Reading, Span
from jigou.ontology.iris import ONTOLOGY, entity_iri, report_iri

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 24
"""How many characters before and after the words a quote selector gives."""


def to_web_annotations(reading: Reading) -> Iterator[str]:
    """The lines of one JSON-LD document: an annotation collection's page with an annotation for each fact."""
    report = report_iri(reading.document.name, reading.document.digest)
    page = {
        "@context": [CONTEXT, {"jg": ONTOLOGY}],
        "id": f"{report}/annotations",
        "type": "AnnotationPage",
        "items": list(_annotations(reading, report)),
    }
    yield json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _annotations(reading: Reading, report: str) -> Iterator[dict[str, Any]]:
    iris = {entity.id: entity_iri(entity.type, entity.key) for entity in reading.entities}
    for entity in reading.entities:
        yield {
            "id": f"{report}/annotations/{entity.id}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": {
                "type": "SpecificResource",
                "source": iris[entity.id],
                "purpose": "identifying",
                "jg:type": entity.type.value,
                "jg:kind": entity.kind,
                "jg:label": entity.names[0],
            },
            "target": [_target(reading, report, mention.span) for mention in entity.mentions],
        }
    for number, relation in enumerate(reading.relations, 1):
        yield {
            "id": f"{report}/annotations/r{number}",
            "type": "Annotation",
            "motivation": "linking",
            "body": {
                "type": "Dataset",
                "jg:relation": relation.type.value,
                "jg:subject": iris[relation.source],
                "jg:object": iris.get(relation.target, relation.target),
                **({"jg:role": relation.role.value} if relation.role else {}),
            },
            "target": _target(reading, report, relation.evidence.span),
        }
    for number, measure in enumerate(reading.measures, 1):
        yield {
            "id": f"{report}/annotations/m{number}",
            "type": "Annotation",
            "motivation": "describing",
            "body": {
                "type": "TextualBody",
                "value": f"{measure.value} {measure.unit} {measure.what}",
                "format": "text/plain",
                "language": "zh",
                "jg:subject": iris[measure.of],
            },
            "target": _target(reading, report, measure.evidence.span),
        }


def _target(reading: Reading, report: str, span: Span) -> dict[str, Any]:
    text = reading.document.text
    return {
        "source": report,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[span.start : span.end],
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }
