"""Who organizes together: only whom one event of one report, or one sentence, names together."""

from __future__ import annotations

import hashlib

from jigou.builder import read
from jigou.graphs import view_of
from jigou.graphs.nodes import iri
from jigou.ontology import Document
from jigou.ontology.terms import JG


def report(name: str, text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(name=name, text=text, digest=digest, file_digest=digest, encoding="utf-8")


def pairs(*documents: Document) -> set[frozenset[str]]:
    view = view_of(read(document) for document in documents)
    found = ((quad.subject, quad.object) for quad in view.quads(None, iri(JG.coOrganizerWith)))
    return {frozenset(term.value.rsplit("/", 1)[1] for term in pair) for pair in found}  # type: ignore[union-attr]  # bodies are named


COUNTIES = ("青川县", "平武县", "松潘县", "茂县")


def test_counties_that_each_carry_out_a_campaign_have_none() -> None:
    documents = [
        report(f"{county}.txt", f"{county}人民政府2021年工作总结\n\n{county}人民政府开展党史学习教育。\n")
        for county in COUNTIES
    ]
    campaign = view_of(map(read, documents))
    organizers = {quad.subject for quad in campaign.quads(None, iri(JG.organizes))}
    assert len(organizers) == len(COUNTIES)  # else the case says nothing
    assert pairs(*documents) == set()


def test_bodies_that_each_carry_out_a_campaign_in_one_report_have_none() -> None:
    text = "青川县人民政府2021年工作总结\n\n青川县教育局开展党史学习教育。\n\n青川县民政局开展党史学习教育。\n"
    assert pairs(report("one.txt", text)) == set()


def test_bureaus_that_hold_one_forum_are_one_pair() -> None:
    text = "青川县人民政府2021年工作总结\n\n青川县教育局、青川县民政局联合举办“青山”论坛。\n"
    assert pairs(report("one.txt", text)) == {frozenset(("青川县教育局", "青川县民政局"))}


def test_bodies_that_one_sentence_names_for_one_campaign_are_a_pair() -> None:
    text = "青川县人民政府2021年工作总结\n\n青川县教育局会同青川县民政局开展“清河”专项行动。\n"
    assert pairs(report("one.txt", text)) == {frozenset(("青川县教育局", "青川县民政局"))}
