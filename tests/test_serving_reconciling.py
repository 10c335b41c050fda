"""OpenRefine's column of names against the graph; answers are validated by the specification's schemas where these are there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource
from served import client
from starlette.testclient import TestClient

from jigou.cli.serving.limits import Limits

SCHEMAS = Path(__file__).parent.parent.parent / "shared/suites/reconciliation-0.2/0.2/schemas"
OFFICE = "body/上海市政协机关"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(tmp_path_factory.mktemp("served")) as found:
        yield found


def conforms(answer: Any, schema: str) -> None:
    if not SCHEMAS.is_dir():
        return
    found = json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8"))
    kind = Resource.from_contents(json.loads((SCHEMAS / "type.json").read_text("utf-8")), jsonschema_default())
    security = Resource.from_contents(
        {"definitions": {"securityDefinitions": {"additionalProperties": True}}}, jsonschema_default()
    )
    home = found["$id"].rpartition("/")[0]
    registry = Registry().with_resources([(f"{home}/type.json", kind), ("http://swagger.io/v2/schema.json", security)])
    jsonschema.Draft7Validator(found, registry=registry).validate(answer)


def jsonschema_default() -> Any:
    from referencing.jsonschema import DRAFT7

    return DRAFT7


def match(served: TestClient, **query: Any) -> list[dict[str, Any]]:
    queries = {"q0": query}
    conforms(queries, "reconciliation-query-batch")
    answer = served.post("/reconcile", data={"queries": json.dumps(queries)}).json()
    conforms(answer, "reconciliation-result-batch")
    found: list[dict[str, Any]] = answer["q0"]["result"]
    return found


def test_manifest_conforms(served: TestClient) -> None:
    answer = served.get("/reconcile").json()
    conforms(answer, "manifest")
    assert "0.2" in answer["versions"]


def test_very_name_is_a_match(served: TestClient) -> None:
    best = match(served, query="上海市政协机关", type="Body")[0]
    assert (best["id"], best["match"], best["score"]) == (OFFICE, True, 100.0)


@pytest.mark.parametrize("words", ["市政協機關", "shanghai shi zhengxie jiguan", "上海市政协机关（办公厅）"])
def test_other_spelling_is_among_the_candidates(served: TestClient, words: str) -> None:
    assert OFFICE in [found["id"] for found in match(served, query=words)]


def test_type_narrows_the_candidates(served: TestClient) -> None:
    assert match(served, query="上海市政协机关", type="Document") == []


def test_limit_narrows_the_candidates(served: TestClient) -> None:
    assert len(match(served, query="政协", limit=2)) == 2


def test_nothing_like_it_gives_no_candidate(served: TestClient) -> None:
    assert match(served, query="qqqq") == []


def test_other_columns_raise_the_score(served: TestClient) -> None:
    with_right = match(
        served, query="政协机关", properties=[{"pid": "kind", "v": "x"}, {"pid": "prefLabel", "v": "上海市政协机关"}]
    )
    with_wrong = match(served, query="政协机关", properties=[{"pid": "kind", "v": "x"}, {"pid": "prefLabel", "v": "y"}])
    score = {found["id"]: found["score"] for found in with_wrong}
    assert next(found["score"] for found in with_right if found["id"] == OFFICE) == pytest.approx(score[OFFICE] + 10)


def test_batch_has_an_answer_for_each_query(served: TestClient) -> None:
    queries = {f"q{n}": {"query": name} for n, name in enumerate(["市委", "市政协", "?"])}
    answer = served.get("/reconcile", params={"queries": json.dumps(queries)}).json()
    assert list(answer) == ["q0", "q1", "q2"]


@pytest.mark.parametrize(
    "queries", ["{", "[]", '{"q0": 1}', json.dumps({f"q{n}": {"query": "x"} for n in range(60)}), "[" * 5000]
)
def test_batch_that_is_none_is_refused(served: TestClient, queries: str) -> None:
    assert served.post("/reconcile", data={"queries": queries}).status_code == 400


@pytest.mark.parametrize(
    ("what", "prefix", "id_", "schema"),
    [
        ("entity", "上海市政协机", OFFICE, "suggest-entities-response"),
        ("type", "机构", "Body", "suggest-types-response"),
        ("type", "bod", "Body", "suggest-types-response"),
        ("property", "organizes", "organizes", "suggest-properties-response"),
    ],
)
def test_suggestions_conform_and_hold_what_is_meant(
    served: TestClient, what: str, prefix: str, id_: str, schema: str
) -> None:
    answer = served.get(f"/reconcile/suggest/{what}", params={"prefix": prefix}).json()
    conforms(answer, schema)
    assert id_ in [found["id"] for found in answer["result"]]


def test_suggestion_of_something_else_is_not_there(served: TestClient) -> None:
    assert served.get("/reconcile/suggest/page", params={"prefix": "x"}).status_code == 404


def test_preview_may_be_framed(served: TestClient) -> None:
    answer = served.get("/reconcile/preview", params={"id": OFFICE})
    assert "上海市政协机关" in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]


def test_flyout_is_the_preview(served: TestClient) -> None:
    assert "上海市政协机关" in served.get("/reconcile/flyout", params={"id": OFFICE}).json()["html"]


def test_properties_are_proposed_for_a_type(served: TestClient) -> None:
    answer = served.get("/reconcile/properties", params={"type": "Body", "limit": "20"}).json()
    conforms(answer, "data-extension-property-proposal")
    assert {"prefLabel", "organizes"} <= {found["id"] for found in answer["properties"]}


def test_extension_gives_values_by_their_types(served: TestClient) -> None:
    wanted = {
        "ids": [OFFICE, "body/没有"],
        "properties": [{"id": "prefLabel"}, {"id": "kind"}, {"id": "organizes", "settings": {"limit": 1}}],
    }
    conforms(wanted, "data-extension-query")
    answer = served.post("/reconcile", data={"extend": json.dumps(wanted)}).json()
    conforms(answer, "data-extension-response")
    assert answer["rows"][OFFICE]["prefLabel"] == [{"str": "上海市政协机关"}]
    assert len(answer["rows"][OFFICE]["organizes"]) == 1
    assert answer["rows"]["body/没有"] == {"prefLabel": [], "kind": [], "organizes": []}


def test_extension_gives_numbers_as_numbers(served: TestClient) -> None:
    hits = served.get("/reconcile/suggest/entity", params={"prefix": "第三届“初心论坛”"}).json()["result"]
    wanted = {"ids": [hits[0]["id"]], "properties": [{"id": "edition"}]}
    answer = served.post("/reconcile", data={"extend": json.dumps(wanted)}).json()
    assert answer["rows"][hits[0]["id"]]["edition"] == [{"int": 3}]


def test_extension_that_is_none_is_refused(served: TestClient) -> None:
    assert served.post("/reconcile", data={"extend": "[]"}).status_code == 400


def test_request_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    queries = {f"q{n}": {"query": "上海市政协机关党组办公厅"} for n in range(50)}
    wanted = {"ids": [OFFICE] * 500, "properties": [{"id": "organizes"}, {"id": "prefLabel"}]}
    with client(tmp_path, Limits(seconds=0.005)) as served:
        for data in ({"queries": json.dumps(queries)}, {"extend": json.dumps(wanted)}):
            answer = served.post("/reconcile", data=data)
            assert (answer.status_code, "took longer than" in answer.text) == (503, True)
