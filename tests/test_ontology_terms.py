import pytest

from jigou.ontology import KINDS, RelationType, Role
from jigou.ontology.terms import CLASS_OF_KIND, CONCEPT_OF_KIND, FOAF, JG, PROPERTY_OF_RELATION, PROPERTY_OF_ROLE
from jigou.ontology.values import EntityType


def test_a_term_is_its_iri():
    assert JG.LeadingGroup == "https://w3id.org/jigou/ontology#LeadingGroup"


def test_a_term_that_does_not_exist_raises():
    with pytest.raises(AttributeError):
        _ = JG.Initiatve


def test_a_term_cannot_be_added():
    with pytest.raises(AttributeError, match="JG is closed"):
        JG.Invented = "x"


def test_a_vocabulary_holds_its_terms_and_no_others():
    assert JG.partOf in JG
    assert JG.namespace + "Initiatve" not in JG
    assert FOAF.Person not in JG


@pytest.mark.parametrize("map_", [CLASS_OF_KIND, CONCEPT_OF_KIND])
def test_every_kind_is_mapped(map_):
    assert set(map_) == {(type_, kind) for type_, kinds in KINDS.items() for kind in kinds}


def test_each_kind_has_a_class_of_its_own():
    assert len(set(CLASS_OF_KIND.values())) == len(CLASS_OF_KIND)


@pytest.mark.parametrize(
    ("type_", "kind", "class_"),
    [
        (EntityType.BODY, "cppcc", JG.Conference),
        (EntityType.BODY, "working_office", JG.WorkingOffice),
        (EntityType.BODY, "other", JG.OtherBody),
        (EntityType.INITIATIVE, "plan", JG.PlanInitiative),
        (EntityType.INITIATIVE, "platform", JG.Platform),
        (EntityType.EVENT, "research", JG.FieldResearch),
        (EntityType.EVENT, "competition", JG.Competition),
        (EntityType.DOCUMENT, "plan", JG.Plan),
        (EntityType.DOCUMENT, "report", JG.ReportDocument),
        (EntityType.POST, "other", JG.Post),
        (EntityType.PERSON, "other", FOAF.Person),
    ],
)
def test_a_kind_maps_to_its_class(type_, kind, class_):
    assert CLASS_OF_KIND[type_, kind] == class_


def test_a_kind_maps_to_its_concept():
    assert CONCEPT_OF_KIND[EntityType.BODY, "leading_group"] == "https://w3id.org/jigou/kind#body-leading_group"


def test_every_relation_and_role_has_its_own_property():
    assert len(set(PROPERTY_OF_RELATION.values())) == len(RelationType)
    assert len(set(PROPERTY_OF_ROLE.values())) == len(Role)
