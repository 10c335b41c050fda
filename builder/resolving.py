"""Which mentions are one thing: names brought together within a report, and named so that reports can share them.

Surfaces stay as they were read. A canonical name resolves relative names by the report's jurisdiction (市委 in a report from
Shanghai is 上海市委), and the key of an IRI is that canonical name, with what sets it apart where the name alone
would not (``gold/GUIDELINES.md``, Names).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jigou.builder.confidence import confidence
from jigou.builder.drafts import DraftMeasure, DraftRelation, Mention
from jigou.builder.lexicons import Lexicon
from jigou.builder.naming import LEVELS, RELATIVE, Naming
from jigou.builder.normalising import normalise
from jigou.ontology import Entity, EntityType, Evidence, Header, Measure, Relation, RelationType, Span
from jigou.ontology.values import Status

_QUOTES = re.compile(r"[“”‘’《》<>]")
_BRACKETED = re.compile(r"\([^()]*\)")


_INNER_UNIT = re.compile(
    r"(?:支社|党组|党委|党工委|党总支|党支部|支部|纪委|纪工委|纪检监察组|中心组|委员会|办公厅|研究室|办公室|[处科室庭办部]|处室|科室|部门\)|内设机构|政治部|机构)$"
)
_ANOTHERS = re.compile(r"^(?:中共|中央|全国|国家|[省市区县州](?!级?机关))|^党中央")


@dataclass(slots=True)
class _Cluster:
    """Mentions of one thing, in the order of the text."""

    type: EntityType
    mentions: list[Mention] = field(default_factory=list)
    forms: dict[str, None] = field(default_factory=dict)
    implied: list[str] = field(default_factory=list)

    @property
    def firm(self) -> bool:
        return any(mention.firm for mention in self.mentions)


class Resolver:
    """Brings the mentions of one report together; made for one report and thrown away."""

    def __init__(self, header: Header, reporting: Mention, lex: Lexicon) -> None:
        self.header = header
        self.reporting = reporting
        self.lex = lex
        self.jurisdiction = header.jurisdiction or ""
        self.clusters: list[_Cluster] = []
        self.by_form: dict[tuple[EntityType, str], _Cluster] = {}
        self.of: dict[int, _Cluster] = {}
        whole = Naming(jurisdiction=self.jurisdiction, body="", year=None)
        self.naming = Naming(
            jurisdiction=self.jurisdiction,
            body=whole.canonical(_spelling(reporting.name), EntityType.BODY, reporting.kind),
            year=header.year,
        )
        self._organs: dict[str, list[str]] = {}

    def add(self, mentions: Iterable[Mention]) -> None:
        """Take in mentions, the reporting body first, then the others in the order of the text."""
        for mention in mentions:
            cluster = self._find(mention)
            if cluster is None:
                cluster = _Cluster(type=mention.type)
                self.clusters.append(cluster)
            cluster.mentions.append(mention)
            self.of[id(mention)] = cluster
            for form in self._forms(mention):
                cluster.forms.setdefault(form)
                if not mention.generic:
                    self.by_form.setdefault((mention.type, plain(form)), cluster)
            if mention.generic:
                self.by_form.setdefault((mention.type, plain(mention.name) + "|" + mention.about), cluster)

    def _find(self, mention: Mention) -> _Cluster | None:
        if mention.own:
            return self._own(mention)
        if mention.generic:
            return self.by_form.get((mention.type, plain(mention.name) + "|" + mention.about))
        for form in self._forms(mention):
            found = self.by_form.get((mention.type, plain(form)))
            if found is not None:
                return found
        if mention.type is not EntityType.BODY:
            return None
        return self._tail_of(mention) or self._head_of(mention)

    def _head_of(self, mention: Mention) -> _Cluster | None:
        """A body named before by its head alone (专门委员会 before 市政协专门委员会, 事业单位 before 办公厅所属事业单位)."""
        name = plain(_BRACKETED.sub("", mention.name))
        found = self.by_form.get((EntityType.BODY, mention.head)) if name.endswith(mention.head) else None
        if found is None or name == mention.head or found.mentions[0].name != mention.head:
            return None
        rest = re.sub(r"(?:所属|直属|下属|内设)$", "", name[: -len(mention.head)])
        return found if (EntityType.BODY, rest) in self.by_form or rest in LEVELS else None

    def _tail_of(self, mention: Mention) -> _Cluster | None:
        """A body named before by its full name (专门委员会 after 市政协专门委员会, 领导小组 after the group founded last)."""
        if _ANOTHERS.match(mention.name) or len(mention.name) < 3:
            return None
        wanted = plain(_BRACKETED.sub("", mention.name))
        for cluster in reversed(self.clusters):
            if cluster.type is not EntityType.BODY:
                continue
            for form in cluster.forms:
                whole = plain(_BRACKETED.sub("", form))
                if not whole.endswith(wanted) or whole == wanted:
                    continue
                rest = whole[: -len(wanted)]
                if mention.head == mention.name or (EntityType.BODY, rest) in self.by_form or rest in LEVELS:
                    return cluster
        return None

    def _own(self, mention: Mention) -> _Cluster | None:
        """我局, 本院: the reporting body; 我局党组: a body of its own, under the reporting body's name."""
        home = self.of.get(id(self.reporting))
        if mention.head == mention.name and (
            mention.name[-1] not in "市区县省州旗镇乡" or self.reporting.name.endswith("政府")
        ):
            return home
        return self.by_form.get((mention.type, plain(mention.name)))

    def _forms(self, mention: Mention) -> list[str]:
        """The names under which a mention is looked up and found, the fullest first."""
        forms = [mention.name, *mention.aliases]
        forms.extend(self.lex.aliases[form] for form in tuple(forms) if form in self.lex.aliases)
        if mention.type is EntityType.BODY:
            forms.extend(self._body_forms(mention))
        elif mention.type in (EntityType.EVENT, EntityType.INITIATIVE):
            quoted = re.search(r"“([^“”]{3,})”", mention.name)
            if quoted and mention.name.startswith("“"):
                forms.append(quoted.group(1))
        return list(dict.fromkeys(forms))

    def _body_forms(self, mention: Mention) -> list[str]:
        """Other names of a body: without brackets, by its division's level or full name, by its organ's short or full name."""
        name = mention.name
        forms: list[str] = []
        bare = _BRACKETED.sub("", name)
        if bare != name and len(bare) >= 3:
            forms.append(bare)
        party = name.startswith("中共") and len(name) > 4
        if name.endswith(("街道", "街道办事处")) and len(name) > 3:
            stem = name.removesuffix("办事处")
            return [form for form in (stem, stem + "办事处", "街道办事处", "办事处", "街道") if form != name]
        community = re.match(r"(?:\w+?街道)?(?P<stem>\w+?(?:社区|村))(?:居民|村民)?(?:委员会|居委会|村委会)$", name)
        if community is not None:
            return [community.group("stem"), *([forms[0]] if forms else [])]
        begin, rest = self._divided(name[2:] if party else name)
        begins = self._beginnings(begin)
        for organ in self._organ_names(rest):
            forms.extend(first + organ for first in begins)
        base = self.reporting.name
        if (
            mention is not self.reporting
            and name.startswith(base)
            and len(name) > len(base) + 1
            and base.endswith("机关")
        ):
            forms.append("机关" + name[len(base) :])
        if mention is self.reporting and base.endswith("机关"):
            forms.append("机关")
        if mention is self.reporting:
            forms.extend(self._own_forms(base))
        if mention is self.reporting and self.jurisdiction:
            forms.extend(self._league_forms(base, self.jurisdiction[-1]))
        return [form for form in forms if form != name and len(form) > 1]

    def _own_forms(self, base: str) -> list[str]:
        """What a report calls its own body: 集团党委 for 鼎晟能源集团有限公司党委, 局党组 for 海州市司法局党组."""
        organ = next((o for o in self.lex.classes["own organ"] if base.endswith(o) and len(base) > len(o) + 2), "")
        if not organ:
            return []
        return [word + organ for word in self.lex.classes["own word"] if word in base[: -len(organ)]]

    def _league_forms(self, base: str, level: str) -> list[str]:
        """The short names of a democratic party's committee that reports (社市委, 民盟市委, 市委会)."""
        league = next((name for name in self.lex.classes["league"] if base.startswith(name)), "")
        if not league:
            return []
        short = "社" if league == "九三学社" else league
        last = ["盟" + level + "委"] if league == "民盟" else []
        return [f"{short}{level}委", f"{league}{level}委", f"{level}委会", *last]

    def _divided(self, name: str) -> tuple[str, str]:
        """A name's division or level, where it is the report's own, and what comes after."""
        division = self.jurisdiction
        if division:
            if name.startswith("共青团" + division) and name.endswith(("委", "委员会")):
                return division, "团委"
            for begin in (division, division[:-1] if len(division) > 2 else division):
                if name.startswith(begin) and len(name) > len(begin):
                    return division, name[len(begin) :]
            if name.startswith("团" + division[-1] + "委"):
                return division, "团委"
            if name[0] == division[-1] and (RELATIVE.match(name) or name[1:] in self.lex.organs):
                return division, name[1:]
        return "", name

    def _beginnings(self, begin: str) -> list[str]:
        if not begin:
            return [""]
        short = [begin[:-1]] if len(begin) > 2 else []
        return [begin[-1], begin, *short]

    def _organ_names(self, rest: str) -> list[str]:
        """The short and full names of the organ that a name ends with, that first which the name has."""
        found = [rest]
        for size in range(min(len(rest), 14), 0, -1):
            ending = rest[-size:]
            full = self.lex.organs.get(ending, ("", ""))[0] or (ending if ending in self._full_organs() else "")
            if full and not (size < 3 and len(rest) > size):
                found.extend(rest[:-size] + other for other in (full, *self._full_organs().get(full, ())))
                break
        return list(dict.fromkeys(found))

    def _full_organs(self) -> dict[str, list[str]]:
        if not self._organs:
            for short, (full, _) in self.lex.organs.items():
                self._organs.setdefault(full, []).append(short)
        return self._organs

    # --- entities

    def entities(self, digest: str, version: str) -> list[Entity]:
        """The entities in the order of their first mention, the reporting body first."""
        keys: dict[tuple[EntityType, str], int] = {}
        out: list[Entity] = []
        for cluster in self.clusters:
            if not cluster.firm:
                continue
            out.append(self._entity(cluster, f"e{len(out) + 1}", keys, digest, version))
        self.ids = {
            id(cluster): entity.id for cluster, entity in zip([c for c in self.clusters if c.firm], out, strict=True)
        }
        return out

    def _entity(
        self, cluster: _Cluster, id_: str, keys: dict[tuple[EntityType, str], int], digest: str, version: str
    ) -> Entity:
        first = cluster.mentions[0]
        names = self._names(cluster)
        kind = self._kind(cluster)
        canonical = self.naming.canonical(_spelling(names[0]), cluster.type, kind)
        key = self.naming.key(
            canonical,
            cluster.type,
            "party-congress" if first.rule == "party-congress" else kind,
            generic=first.generic,
            about="" if first.about.isdigit() else first.about,
            titled=cluster.type is EntityType.DOCUMENT and "《" in names[0],
        )
        count = keys.get((cluster.type, key), 0)
        keys[cluster.type, key] = count + 1
        if count:
            key = f"{key}·{count + 1}"
        spans: dict[Span, Mention] = {}
        for mention in cluster.mentions:
            spans.setdefault(mention.span, mention)
        edition = next((n for m in cluster.mentions if (n := ordinal(m.edition)) is not None), None)
        return Entity(
            id=id_, type=cluster.type, kind=kind, names=tuple(names), canonical=canonical, key=key,
            mentions=tuple(
                Evidence(source=digest, span=span, rule=mention.rule, version=version)
                for span, mention in sorted(spans.items(), key=lambda item: item[0])
            ),
            confidence=confidence(
                "entity", cluster.type.value, first.rule, round(max(mention.confidence for mention in cluster.mentions), 2)
            ),
            status=_status(cluster.mentions), edition=edition,
        )  # fmt: skip

    def _names(self, cluster: _Cluster) -> list[str]:
        """The surfaces of a thing, the fullest first, spelt as the report spells them; then the forms that it implies."""
        spelt: dict[str, str] = {}
        for mention in cluster.mentions:
            if mention.surface:
                spelt.setdefault(_spelling(mention.surface), mention.surface)
        surfaces = [m.name for m in cluster.mentions if not m.own or m is self.reporting]
        surfaces = surfaces or [m.name for m in cluster.mentions]
        told = next((self.lex.aliases[name] for name in surfaces if name in self.lex.aliases), None)
        best = told or max(surfaces, key=lambda name: (len(name), -surfaces.index(name)))
        out = [best, *surfaces, *cluster.forms, *(mention.surface for mention in cluster.mentions)]
        return [name for name in dict.fromkeys(spelt.get(_spelling(name), name) for name in out) if name]

    def _kind(self, cluster: _Cluster) -> str:
        kinds = [m.kind for m in cluster.mentions if m.kind != "other"] or [m.kind for m in cluster.mentions]
        return kinds[0]

    def relations(self, drafts: Sequence[DraftRelation], digest: str, version: str) -> list[Relation]:
        """The relations between entities, each stated once per sentence, in the order of the text."""
        out: dict[tuple[object, ...], Relation] = {}
        for draft in drafts:
            source = self._id(draft.source)
            target = draft.target if isinstance(draft.target, str) else self._id(draft.target)
            if source is None or target is None or source == target:
                continue
            key = (draft.type, source, target)
            if key in out:
                continue
            out[key] = Relation(
                type=draft.type, source=source, target=target, role=draft.role, status=draft.status, words=draft.words,
                confidence=confidence("relation", draft.type.value, draft.rule, draft.confidence),
                evidence=Evidence(source=digest, span=draft.span, rule=draft.rule, version=version),
            )  # fmt: skip
        return list(out.values())

    def measures(self, drafts: Sequence[DraftMeasure], digest: str, version: str) -> list[Measure]:
        """The measures of entities, each stated once."""
        out: dict[tuple[object, ...], Measure] = {}
        for draft in drafts:
            of = self._id(draft.of)
            if of is None:
                continue
            out.setdefault(
                (of, draft.value, draft.unit, draft.what),
                Measure(
                    of=of, value=draft.value, unit=draft.unit, what=draft.what, approx=draft.approx,
                    confidence=confidence("measure", "measure", draft.rule, draft.confidence),
                    evidence=Evidence(source=digest, span=draft.span, rule=draft.rule, version=version),
                ),
            )  # fmt: skip
        return list(out.values())

    def _id(self, mention: Mention) -> str | None:
        cluster = self.of.get(id(mention))
        return self.ids.get(id(cluster)) if cluster is not None else None

    def parts(self) -> list[DraftRelation]:
        """Which bodies are part of which, by their names: a unit named inside its parent's name (市委组织部)."""
        out: list[DraftRelation] = []
        bodies = [c for c in self.clusters if c.type is EntityType.BODY and c.firm]
        home = self.of[id(self.reporting)]
        for cluster in bodies:
            parent = self._parent(cluster, bodies)
            if parent is None:
                continue
            child = cluster.mentions[0]
            out.append(
                DraftRelation(
                    type=RelationType.PART_OF, source=child, target=parent.mentions[0], span=child.span,
                    rule="name-in-name", confidence=0.8,
                )
            )  # fmt: skip
        out.extend(self._inner_units(bodies, home, {id(draft.source) for draft in out}))
        return out

    def _inner_units(self, bodies: Sequence[_Cluster], home: _Cluster, placed: set[int]) -> Iterable[DraftRelation]:
        """Inner units without their parent's name (办公厅, 机关党委) are the reporting body's."""
        local = self.reporting.name.endswith(("街道办事处", "人民政府", "街道"))
        for cluster in bodies:
            first = cluster.mentions[0]
            if cluster is home or id(first) in placed or (first.name.startswith(("街道", "镇", "乡")) and not local):
                continue
            if self._under_own_head(first):
                yield DraftRelation(
                    type=RelationType.PART_OF, source=first, target=home.mentions[0], span=first.span,
                    rule="own-head", confidence=0.75,
                )  # fmt: skip
                continue
            if first.kind not in ("party", "office", "committee", "working_office"):
                continue
            if _INNER_UNIT.search(first.name) and not _ANOTHERS.match(first.name):
                yield DraftRelation(
                    type=RelationType.PART_OF, source=first, target=home.mentions[0], span=first.span,
                    rule="inner-unit", confidence=0.75,
                )  # fmt: skip

    def _under_own_head(self, mention: Mention) -> bool:
        """Whether a name begins with what the reporting body is (学院党委 of a 学院, 校团委 of a school, 镇文化站 of a 镇)."""
        head, name = self.reporting.head, mention.name
        if len(name) <= len(head) or mention.rule == "body-in-name":
            return False
        if (
            len(head) >= 2
            and name.startswith(head[-2:])
            and head[-2:] in ("学院", "学校", "医院", "中心", "公司", "集团")
        ):
            return True
        if name.startswith("校") and head.endswith(("学校", "学院", "大学", "中学", "小学")):
            return True
        town = self.jurisdiction[-1:] in ("镇", "乡") and self.reporting.name.endswith("人民政府")
        return (
            town and name.startswith(self.jurisdiction[-1:]) and mention.kind in ("institution", "government", "office")
        )

    def _parent(self, cluster: _Cluster, bodies: Sequence[_Cluster]) -> _Cluster | None:
        best: tuple[int, _Cluster] | None = None
        for name in cluster.forms:
            for other in bodies:
                if other is cluster:
                    continue
                for form in other.forms:
                    if form == self.jurisdiction or form[-1:] in LEVELS:
                        continue
                    if (
                        len(form) >= 2
                        and name.startswith(form)
                        and len(name) > len(form) + 1
                        and (best is None or len(form) > best[0])
                    ):
                        best = (len(form), other)
        return best[1] if best else None


def _spelling(name: str) -> str:
    """A name in the one spelling in which names are compared."""
    return normalise(name, Span(start=0, end=len(name))).text if name else ""


def plain(name: str) -> str:
    """A name without quotation marks and brackets' shapes, by which names are compared.

    >>> plain("“协商于民”政协委员工作站")
    '协商于民政协委员工作站'
    """
    return _QUOTES.sub("", name)


_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"两": 2}


def ordinal(words: str) -> int | None:
    """The number of an edition: 第三届 is 3, 首届 is 1; None where there is none.

    >>> ordinal("第十二届")
    12
    """
    if words.startswith("首"):
        return 1
    match = re.match(r"第([0-9]+|[一二三四五六七八九十百]+)", words)
    if match is None:
        return None
    number = match.group(1)
    if number.isdigit():
        return int(number)
    value, digit = 0, 0
    for char in number:
        if char == "十":
            value += (digit or 1) * 10
            digit = 0
        elif char == "百":
            value += (digit or 1) * 100
            digit = 0
        else:
            digit = _DIGITS[char]
    return value + digit


def _status(mentions: Sequence[Mention]) -> Status | None:
    """What was done wins over what was only planned."""
    order = (Status.DONE, Status.UNDER_WAY, Status.PLANNED, Status.PROPOSED)
    found = {mention.status for mention in mentions}
    return next((status for status in order if status in found), None)
