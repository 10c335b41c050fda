import runpy
from pathlib import Path

from jigou.ontology.terms import JG

DOCS = Path(__file__).parent.parent / "docs"


def test_the_page_is_what_the_files_give():
    made = runpy.run_path(str(DOCS / "make_ontology.py"))["page"]()
    assert made == (DOCS / "ontology.md").read_text(encoding="utf-8"), "run: python docs/make_ontology.py"


def test_the_page_has_every_term():
    headings = {
        line.removeprefix("### ").strip("`")
        for line in (DOCS / "ontology.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("### ")
    }
    assert headings == {f"jg:{iri.removeprefix(JG.namespace)}" for iri in JG}
