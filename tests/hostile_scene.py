"""Words that would be markup, script or formula, in every field of a scene: pages and sites show them as words."""

from __future__ import annotations

from decimal import Decimal

from jigou.ontology import Refusal, Segment, SegmentKind, Span
from jigou.viz import Citation, Count, Link, Moment, Node, Question, Report, Scene

HOSTILE = (
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    '"><svg onload=window.pwned=1>',
    "</style><style>*{display:none}</style>",
    "</title><h1 id=born>",
    "javascript:window.pwned=1",
    "<!--<script>",
    "__proto__",
    "\u2028\u2029\u202e😀𠮷&lt;b&gt;",
    '=HYPERLINK("http://example.org")',
)


def hostile_scene() -> Scene:
    """Hostile words in every field of a scene."""
    text = "。".join(HOSTILE) + "。"
    span = Span(start=0, end=len(HOSTILE[0]))
    cited = (Citation(report=0, span=span, rule=HOSTILE[1], confidence=0.5),)
    nodes = tuple(
        Node(
            id=f"https://w3id.org/jigou/id/body/{words}",
            type=words if i == 0 else "Body",
            kind=words,
            name=words,
            names=HOSTILE,
            citations=cited,
            status=words,
        )
        for i, words in enumerate(HOSTILE)
    )
    first = nodes[0].id
    return Scene(
        title=HOSTILE[0] + HOSTILE[4],
        nodes=nodes,
        links=tuple(Link(type=words, source=first, target=node.id, role=words, status=words, citations=cited) for words, node in zip(HOSTILE, nodes, strict=True)),
        moments=tuple(Moment(of=first, value=words, words=words, citations=cited) for words in HOSTILE),
        counts=tuple(Count(of=first, value=Decimal(1), unit=words, what=words, approx=words, citations=cited) for words in HOSTILE),
        reports=(
            Report(
                id="https://w3id.org/jigou/id/report/" + HOSTILE[2], name=HOSTILE[1], text=text, digest=HOSTILE[2], title=HOSTILE[0], source=HOSTILE[1],
                published=HOSTILE[2], year=2021, jurisdiction=HOSTILE[3], body=first,
                segments=(Segment(index=0, kind=SegmentKind.HEADING, span=span, level=1, label=HOSTILE[1]),),
                refusals=(Refusal(span=span, words=HOSTILE[0], rule=HOSTILE[1], reason=HOSTILE[2]),),
            ),
        ),
        questions=tuple(Question(name=words, title_zh=words, title_en=words, query=words) for words in HOSTILE),
    )  # fmt: skip
