"""The terms of the ontology in Python: closed classes of plain IRI strings, and the maps from the values to them.

A term that does not exist is an AttributeError when it is used and an error for a type checker before that. A test
compares ``JG`` and ``KIND`` with the shipped files in both directions, and every foreign term with its vocabulary.
Nothing is imported here but the standard library, so that a command line that only prints its help stays quick.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from jigou.ontology.iris import ONTOLOGY
from jigou.ontology.values import KINDS, EntityType, RelationType, Role

KIND_NAMESPACE = "https://w3id.org/jigou/kind#"


class Closed(type):
    """A class whose annotated names are its terms, each its namespace and its name; it has no others and takes none."""

    namespace: str

    def __init__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> None:
        super().__init__(name, bases, body)
        for term in cls.__annotations__:
            super().__setattr__(term, cls.namespace + term)

    def __setattr__(cls, name: str, value: object) -> None:
        raise AttributeError(f"{cls.__name__} is closed: {name!r} cannot be set")

    def __iter__(cls) -> Iterator[str]:
        """The IRIs of all terms, in the order of the source."""
        return (cls.namespace + term for term in cls.__annotations__)

    def __contains__(cls, iri: object) -> bool:
        return iri in tuple(cls)


class JG(metaclass=Closed):
    """The terms of the ontology of jigou (``jigou.ttl``)."""

    namespace = ONTOLOGY

    # Bodies, one class for each kind.
    Body: str
    PartyOrganization: str
    Government: str
    Congress: str
    Conference: str
    Court: str
    Procuratorate: str
    Office: str
    Committee: str
    LeadingGroup: str
    WorkingOffice: str
    PublicInstitution: str
    Workstation: str
    Association: str
    Enterprise: str
    MilitaryBody: str
    MediaBody: str
    InternationalBody: str
    OtherBody: str

    # What bodies do: initiatives and events are activities.
    Activity: str
    Initiative: str
    Campaign: str
    Project: str
    Mechanism: str
    Study: str
    Series: str
    Reform: str
    PlanInitiative: str
    Platform: str
    OtherInitiative: str
    Event: str
    Meeting: str
    Training: str
    Lecture: str
    Forum: str
    FieldResearch: str
    Supervision: str
    Visit: str
    Exhibition: str
    Ceremony: str
    Consultation: str
    Competition: str
    OtherEvent: str

    # Instruments.
    Document: str
    Plan: str
    Measures: str
    Opinion: str
    Notice: str
    ReportDocument: str
    Law: str
    Agreement: str
    OtherDocument: str

    # The rest of what a report speaks of. Persons are foaf:Person, times time:ProperInterval.
    Post: str
    Place: str
    Theme: str
    Measure: str

    # The report and what is said of its facts.
    Report: str
    Section: str
    Passage: str
    Claim: str
    Refusal: str

    # Bodies and bodies.
    partOf: str
    subOrganizationOf: str
    partyOrganizationOf: str
    coOrganizerWith: str

    # Bodies (and posts, and persons) and what they do.
    organizes: str
    leads: str
    organizesDirectly: str
    hosts: str
    supports: str
    organizer: str
    participatesIn: str
    participant: str
    establishes: str
    establishedBy: str
    issues: str
    issuedBy: str
    implements: str
    guides: str
    headOf: str

    # Activities and their circumstances.
    subActivityOf: str
    theme: str
    place: str
    time: str
    status: str
    edition: str

    # Every entity.
    kind: str
    kindClass: str
    key: str

    # Times: the object of ``time`` is a time:ProperInterval, whose IRI ends in its ISO 8601 value.
    date: str
    firstDay: str
    lastDay: str
    year: str

    # Measures.
    measure: str
    value: str
    unit: str
    counted: str
    approximation: str

    # Reports; their title and publication date are dcterms:title and dcterms:issued.
    reportingBody: str
    reportingYear: str
    jurisdiction: str
    sourceLine: str
    digest: str
    fileDigest: str
    fileName: str
    encoding: str
    text: str

    # Sections and passages; where they are in the text is oa:start, oa:end and, for passages, oa:exact.
    sectionOf: str
    outerSection: str
    section: str
    sentence: str
    heading: str
    number: str
    level: str
    position: str

    # Claims and refusals; what a claim says is rdf:subject, rdf:predicate and rdf:object.
    evidence: str
    report: str
    rule: str
    ruleVersion: str
    confidence: str
    words: str
    reason: str


class RDF(metaclass=Closed):
    """The terms of RDF 1.1 that are used."""

    namespace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

    type: str
    subject: str
    predicate: str
    object: str


class RDFS(metaclass=Closed):
    """The terms of RDF Schema 1.1 that are used."""

    namespace = "http://www.w3.org/2000/01/rdf-schema#"

    label: str
    subClassOf: str
    subPropertyOf: str


class XSD(metaclass=Closed):
    """The datatypes of XML Schema 1.1 that are used."""

    namespace = "http://www.w3.org/2001/XMLSchema#"

    date: str
    decimal: str
    gYear: str
    gYearMonth: str
    integer: str
    string: str


class SKOS(metaclass=Closed):
    """The terms of SKOS that are used."""

    namespace = "http://www.w3.org/2004/02/skos/core#"

    Concept: str
    altLabel: str
    notation: str
    prefLabel: str


class PROV(metaclass=Closed):
    """The terms of PROV-O that are used."""

    namespace = "http://www.w3.org/ns/prov#"

    wasAttributedTo: str
    wasDerivedFrom: str


class ORG(metaclass=Closed):
    """The terms of the Organization Ontology that are used."""

    namespace = "http://www.w3.org/ns/org#"

    FormalOrganization: str
    Organization: str
    OrganizationalCollaboration: str
    OrganizationalUnit: str
    Post: str
    subOrganizationOf: str


class FOAF(metaclass=Closed):
    """The terms of FOAF that are used."""

    namespace = "http://xmlns.com/foaf/0.1/"

    Document: str
    Person: str


class DCTERMS(metaclass=Closed):
    """The DCMI metadata terms that are used."""

    namespace = "http://purl.org/dc/terms/"

    issued: str
    title: str


class TIME(metaclass=Closed):
    """The terms of OWL-Time that are used."""

    namespace = "http://www.w3.org/2006/time#"

    ProperInterval: str


class OA(metaclass=Closed):
    """The terms of the Web Annotation vocabulary that are used; offsets are code points, the end is not included."""

    namespace = "http://www.w3.org/ns/oa#"

    start: str
    end: str
    exact: str


CLASS_OF_TYPE: MappingProxyType[EntityType, str] = MappingProxyType({
    EntityType.BODY: JG.Body,
    EntityType.INITIATIVE: JG.Initiative,
    EntityType.EVENT: JG.Event,
    EntityType.DOCUMENT: JG.Document,
    EntityType.POST: JG.Post,
    EntityType.PERSON: FOAF.Person,
    EntityType.PLACE: JG.Place,
})  # fmt: skip
"""The class of each type of entity."""

_CLASSES: dict[EntityType, tuple[str, ...]] = {
    EntityType.BODY: (
        JG.PartyOrganization, JG.Government, JG.Congress, JG.Conference, JG.Court, JG.Procuratorate, JG.Office,
        JG.Committee, JG.LeadingGroup, JG.WorkingOffice, JG.PublicInstitution, JG.Workstation, JG.Association,
        JG.Enterprise, JG.MilitaryBody, JG.MediaBody, JG.InternationalBody, JG.OtherBody,
    ),
    EntityType.INITIATIVE: (
        JG.Campaign, JG.Project, JG.Mechanism, JG.Study, JG.Series, JG.Reform, JG.PlanInitiative, JG.Platform,
        JG.OtherInitiative,
    ),
    EntityType.EVENT: (
        JG.Meeting, JG.Training, JG.Lecture, JG.Forum, JG.FieldResearch, JG.Supervision, JG.Visit, JG.Exhibition,
        JG.Ceremony, JG.Consultation, JG.Competition, JG.OtherEvent,
    ),
    EntityType.DOCUMENT: (
        JG.Plan, JG.Measures, JG.Opinion, JG.Notice, JG.ReportDocument, JG.Law, JG.Agreement, JG.OtherDocument,
    ),
    EntityType.POST: (JG.Post,),
    EntityType.PERSON: (FOAF.Person,),
    EntityType.PLACE: (JG.Place,),
}  # fmt: skip

CLASS_OF_KIND: MappingProxyType[tuple[EntityType, str], str] = MappingProxyType({
    (type_, kind): class_ for type_, kinds in KINDS.items() for kind, class_ in zip(kinds, _CLASSES[type_], strict=True)
})  # fmt: skip
"""The narrowest class of each kind of each type; for posts, persons and places it is the type's own."""

CONCEPT_OF_KIND: MappingProxyType[tuple[EntityType, str], str] = MappingProxyType({
    (type_, kind): f"{KIND_NAMESPACE}{type_.lower()}-{kind}" for type_, kind in CLASS_OF_KIND
})  # fmt: skip
"""The SKOS concept of each kind (``kinds.ttl``), the object of ``JG.kind``."""

PROPERTY_OF_RELATION: MappingProxyType[RelationType, str] = MappingProxyType({
    **{relation: getattr(JG, relation.value) for relation in RelationType if relation.value not in ("participates", "heads")},
    RelationType.PARTICIPATES: JG.participatesIn,
    RelationType.HEADS: JG.headOf,
})  # fmt: skip
"""The property of each type of relation: that of its name, but for two."""

PROPERTY_OF_ROLE: MappingProxyType[Role, str] = MappingProxyType({
    Role.LEAD: JG.leads,
    Role.ORGANIZE: JG.organizesDirectly,
    Role.HOST: JG.hosts,
    Role.SUPPORT: JG.supports,
})  # fmt: skip
"""The sub-property of ``JG.organizes`` for each role."""
