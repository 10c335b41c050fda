"""Which bodies are part of which, told by their names alone: 市委组织部 is part of 市委, 办公厅 of the body that reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jigou.builder.drafts import DraftRelation, Mention
from jigou.builder.identity.clusters import Cluster
from jigou.builder.identity.names import LEVELS
from jigou.ontology import EntityType, RelationType

_INNER_UNIT = re.compile(
    r"(?:支社|党组|党委|党工委|党总支|党支部|支部|纪委|纪工委|纪检监察组|中心组|委员会|办公厅|研究室|办公室|[处科室庭办部]|处室|科室|部门\)|内设机构|政治部|机构)$"
)
_SQUAD = re.compile(r"[\u4e00-\u9fff]{2,}(?:支队|大队|中队)$")
ANOTHERS = re.compile(r"^(?:中共|中央|全国|国家|[省市区县州](?!级?机关))|^党中央")
"""Names that begin like those of bodies of another level or another division."""


def parts(clusters: Iterable[Cluster], home: Cluster, reporting: Mention, jurisdiction: str) -> list[DraftRelation]:
    """Which bodies are part of which, by their names: a unit named inside its parent's name (市委组织部)."""
    out: list[DraftRelation] = []
    bodies = [c for c in clusters if c.type is EntityType.BODY and c.firm]
    by_form = _by_form(bodies, jurisdiction)
    for cluster in bodies:
        parent = _parent(cluster, by_form)
        if parent is None:
            continue
        child = cluster.mentions[0]
        out.append(
            DraftRelation(
                type=RelationType.PART_OF, source=child, target=parent.mentions[0], span=child.span,
                rule="name-in-name", confidence=0.8,
            )
        )  # fmt: skip
    out.extend(_inner_units(bodies, home, {id(draft.source) for draft in out}, reporting, jurisdiction))
    return out


def _inner_units(
    bodies: Sequence[Cluster], home: Cluster, placed: set[int], reporting: Mention, jurisdiction: str
) -> Iterator[DraftRelation]:
    """Inner units without their parent's name (办公厅, 机关党委) are the reporting body's."""
    local = reporting.name.endswith(("街道办事处", "人民政府", "街道"))
    for cluster in bodies:
        first = cluster.mentions[0]
        if cluster is home or id(first) in placed or (first.name.startswith(("街道", "镇", "乡")) and not local):
            continue
        if _under_own_head(first, reporting, jurisdiction):
            yield DraftRelation(
                type=RelationType.PART_OF, source=first, target=home.mentions[0], span=first.span,
                rule="own-head", confidence=0.75,
            )  # fmt: skip
            continue
        if _SQUAD.search(first.name) and reporting.head.endswith("局") and not ANOTHERS.match(first.name):
            yield DraftRelation(
                type=RelationType.PART_OF, source=first, target=home.mentions[0], span=first.span,
                rule="inner-unit", confidence=0.75,
            )  # fmt: skip
            continue
        if first.kind not in ("party", "office", "committee", "working_office"):
            continue
        if _INNER_UNIT.search(first.name) and not ANOTHERS.match(first.name):
            yield DraftRelation(
                type=RelationType.PART_OF, source=first, target=home.mentions[0], span=first.span,
                rule="inner-unit", confidence=0.75,
            )  # fmt: skip


def _under_own_head(mention: Mention, reporting: Mention, jurisdiction: str) -> bool:
    """Whether a name begins with what the reporting body is (学院党委 of a 学院, 校团委 of a school, 镇文化站 of a 镇)."""
    head, name = reporting.head, mention.name
    if len(name) <= len(head) or mention.rule == "body-in-name":
        return False
    if len(head) >= 2 and name.startswith(head[-2:]) and head[-2:] in ("学院", "学校", "医院", "中心", "公司", "集团"):
        return True
    if name.startswith("校") and head.endswith(("学校", "学院", "大学", "中学", "小学")):
        return True
    town = jurisdiction[-1:] in ("镇", "乡") and reporting.name.endswith("人民政府")
    return (
        town
        and name.startswith(jurisdiction[-1:])
        and mention.kind in ("institution", "government", "office", "workstation")
    )


def _by_form(bodies: Sequence[Cluster], jurisdiction: str) -> dict[str, list[Cluster]]:
    """The bodies by each of their names with which another's may begin."""
    found: dict[str, list[Cluster]] = {}
    for body in bodies:
        for form in body.forms:
            if len(form) >= 2 and form != jurisdiction and form[-1] not in LEVELS:
                found.setdefault(form, []).append(body)
    return found


def _parent(cluster: Cluster, by_form: Mapping[str, Sequence[Cluster]]) -> Cluster | None:
    """The body with the longest name that one of a body's names begins with; at least two characters follow it."""
    best, parent = 1, None
    for name in cluster.forms:
        for size in range(len(name) - 2, best, -1):
            other = next((other for other in by_form.get(name[:size], ()) if other is not cluster), None)
            if other is not None:
                best, parent = size, other
                break
    return parent
