"""Which mentions are one thing: names brought together within a report, and named so that reports can share them.

Surfaces stay as they were read. A canonical name resolves relative names by the report's jurisdiction (市委 in a report from
Shanghai is 上海市委), and the key of an IRI is that canonical name, with what sets it apart where the name alone
would not (``gold/GUIDELINES.md``, Names).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jigou.builder.drafts import DraftMeasure, DraftRelation, Mention
from jigou.builder.identity.clusters import Cluster, Tails
from jigou.builder.identity.forms import Forms, plain, unbracketed
from jigou.builder.identity.names import LEVELS, Naming
from jigou.builder.identity.parts import ANOTHERS, parts
from jigou.builder.knowledge.confidence import confidence
from jigou.builder.knowledge.lexicons import Lexicon
from jigou.builder.text.spelling import spelling
from jigou.ontology import Entity, EntityType, Evidence, Header, Measure, Relation, Span
from jigou.ontology.values import Status


class Resolver:
    """Brings the mentions of one report together; made for one report and thrown away."""

    def __init__(self, header: Header, reporting: Mention, lex: Lexicon) -> None:
        self.header = header
        self.reporting = reporting
        self.lex = lex
        self.jurisdiction = header.jurisdiction or ""
        self.clusters: list[Cluster] = []
        self.by_form: dict[tuple[EntityType, str], Cluster] = {}
        self.of: dict[int, Cluster] = {}
        whole = Naming(jurisdiction=self.jurisdiction, body="", year=None)
        self.naming = Naming(
            jurisdiction=self.jurisdiction,
            body=whole.canonical(spelling(reporting.name), EntityType.BODY, reporting.kind),
            year=header.year,
        )
        self.tails = Tails()
        self.forms = Forms(reporting, self.jurisdiction, lex)

    def add(self, mentions: Iterable[Mention]) -> None:
        """Take in mentions, the reporting body first, then the others in the order of the text."""
        for mention in mentions:
            cluster = self._find(mention)
            if cluster is None:
                cluster = Cluster(type=mention.type, number=len(self.clusters))
                self.clusters.append(cluster)
            cluster.mentions.append(mention)
            self.of[id(mention)] = cluster
            for form in self.forms.of(mention):
                if form not in cluster.forms:
                    cluster.forms[form] = None
                    if cluster.type is EntityType.BODY:
                        self.tails.add(cluster.number, plain(unbracketed(form)))
                if not mention.generic:
                    self.by_form.setdefault((mention.type, plain(form)), cluster)
            if mention.generic:
                self.by_form.setdefault((mention.type, plain(mention.name) + "|" + mention.about), cluster)

    def _find(self, mention: Mention) -> Cluster | None:
        if mention.own:
            return self._own(mention)
        if mention.generic:
            return self.by_form.get((mention.type, plain(mention.name) + "|" + mention.about))
        for form in self.forms.of(mention):
            found = self.by_form.get((mention.type, plain(form)))
            if found is not None and not _other_edition(mention, found):
                return found
        if mention.type is not EntityType.BODY:
            return None
        return self._tail_of(mention) or self._head_of(mention)

    def _head_of(self, mention: Mention) -> Cluster | None:
        """A body named before by its head alone (专门委员会 before 市政协专门委员会, 事业单位 before 办公厅所属事业单位)."""
        name = plain(unbracketed(mention.name))
        found = self.by_form.get((EntityType.BODY, mention.head)) if name.endswith(mention.head) else None
        if found is None or name == mention.head or found.mentions[0].name != mention.head:
            return None
        rest = re.sub(r"(?:所属|直属|下属|内设)$", "", name[: -len(mention.head)])
        return found if (EntityType.BODY, rest) in self.by_form or rest in LEVELS else None

    def _tail_of(self, mention: Mention) -> Cluster | None:
        """A body named before by its full name (专门委员会 after 市政协专门委员会, 领导小组 after the group founded last)."""
        if ANOTHERS.match(mention.name) or len(mention.name) < 3:
            return None
        wanted = plain(unbracketed(mention.name))
        if len(wanted) < 2:
            return None
        home = self.of.get(id(self.reporting))
        if mention.head == mention.name and home is not None and any(form.endswith(wanted) for form in home.forms):
            # 常委会 in a report of 县人大常委会, whatever other 常委会 was named since.
            return home
        for number, wholes in self.tails.latest(wanted):
            for whole in wholes:
                if not whole.endswith(wanted) or whole == wanted:
                    continue
                rest = whole[: -len(wanted)]
                if mention.head == mention.name or (EntityType.BODY, rest) in self.by_form or rest in LEVELS:
                    return self.clusters[number]
        return None

    def _own(self, mention: Mention) -> Cluster | None:
        """我局, 本院: the reporting body; 我局党组: a body of its own, under the reporting body's name."""
        home = self.of.get(id(self.reporting))
        if mention.head == mention.name and (
            mention.name[-1] not in "市区县省州旗镇乡" or self.reporting.name.endswith("政府")
        ):
            return home
        return self.by_form.get((mention.type, plain(mention.name)))

    def parts(self) -> list[DraftRelation]:
        """Which bodies are part of which, by their names."""
        return parts(self.clusters, self.of[id(self.reporting)], self.reporting, self.jurisdiction)

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
        self, cluster: Cluster, id_: str, keys: dict[tuple[EntityType, str], int], digest: str, version: str
    ) -> Entity:
        first = cluster.mentions[0]
        names = self._names(cluster)
        kind = self._kind(cluster)
        canonical = self.naming.canonical(spelling(names[0]), cluster.type, kind)
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

    def _names(self, cluster: Cluster) -> list[str]:
        """The surfaces of a thing, the fullest first, spelt as the report spells them; then the forms that it implies."""
        spelt: dict[str, str] = {}
        for mention in cluster.mentions:
            if mention.surface:
                spelt.setdefault(spelling(mention.surface), mention.surface)
        surfaces = [m.name for m in cluster.mentions if not m.own or m is self.reporting]
        surfaces = surfaces or [m.name for m in cluster.mentions]
        told = next((self.lex.aliases[name] for name in surfaces if name in self.lex.aliases), None)
        best = told or max(surfaces, key=len)
        out = [best, *surfaces, *cluster.forms, *(mention.surface for mention in cluster.mentions)]
        return [name for name in dict.fromkeys(spelt.get(spelling(name), name) for name in dict.fromkeys(out)) if name]

    def _kind(self, cluster: Cluster) -> str:
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


_NTH = re.compile(r"第([0-9]+|[一二三四五六七八九十百]+)")
_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"两": 2}


def ordinal(words: str) -> int | None:
    """The number of an edition: 第三届 is 3, 首届 is 1; None where there is none.

    >>> ordinal("第十二届")
    12
    """
    if words.startswith("首"):
        return 1
    match = _NTH.match(words)
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


def _other_edition(mention: Mention, cluster: Cluster) -> bool:
    """Whether a mention is of another edition than a cluster (首届辣椒节, 第二届辣椒节), although they share the name without it."""
    number = ordinal(mention.edition) if mention.edition else None
    if number is None:
        return False
    others = (ordinal(other.edition) for other in cluster.mentions if other.edition)
    return any(other is not None and other != number for other in others)


def _status(mentions: Sequence[Mention]) -> Status | None:
    """What was done wins over what was only planned."""
    order = (Status.DONE, Status.UNDER_WAY, Status.PLANNED, Status.PROPOSED)
    found = {mention.status for mention in mentions}
    return next((status for status in order if status in found), None)
