"""Hostile queries by the grammar: forms, clauses that reach outside, endless joins and paths, deep nests, odd characters."""

from __future__ import annotations

from hypothesis import strategies as st

_NODE = st.sampled_from(
    [
        "?a",
        "?b",
        "?c",
        "<file:///etc/passwd>",
        "jg:Body",
        "'x'",
        "[]",
        "_:b",
        "<http://127.0.0.1:9/>",
        "'\\u0000'",
        "()",
    ]
)
_VERB = st.sampled_from(["?p", "a", "jg:partOf*", "(jg:partOf|^jg:partOf)+", "!jg:partOf", "skos:prefLabel", "(a/a?)*"])
_CALL = st.sampled_from(
    ["REGEX(STR(?a), '(a+)+$')", "STRLEN(CONCAT(STR(?a), STR(?a)))", "<file:///etc/passwd>(?a)", "IRI('file:///x')", "BNODE()",
     "REPLACE(STR(?a), '.', '$0$0')", "1/0", "xsd:integer('x')", "EXISTS { ?a ?p ?c }", "RAND() < 2"]
)  # fmt: skip
_TRIPLE = st.builds("{} {} {} .".format, _NODE, _VERB, _NODE)


def _wider(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{{ {} }} UNION {{ {} }}".format, inner, inner),
        st.builds("OPTIONAL {{ {} }}".format, inner),
        st.builds("MINUS {{ {} }}".format, inner),
        st.builds("SERVICE <http://127.0.0.1:9/> {{ {} }}".format, inner),
        st.builds("SERVICE SILENT ?a {{ {} }}".format, inner),
        st.builds("GRAPH <file:///etc/passwd> {{ {} }}".format, inner),
        st.builds("{{ SELECT * {{ {} }} }}".format, inner),
        st.builds("{} FILTER({})".format, inner, _CALL),
        st.builds("{} BIND({} AS ?new)".format, inner, _CALL),
        st.builds("{} {}".format, inner, inner),
    )


_GROUP = st.recursive(_TRIPLE, _wider, max_leaves=8)
HOSTILE = st.one_of(
    st.builds("{} {{ {} }}".format, st.sampled_from(["SELECT *", "SELECT (COUNT(*) AS ?n)", "ASK", "DESCRIBE ?a", "CONSTRUCT WHERE"]), _GROUP),
    st.builds("SELECT * {} <{}> {{ {} }}".format, st.sampled_from(["FROM", "FROM NAMED"]), st.sampled_from(["file:///etc/passwd", "http://127.0.0.1:9/", "x"]), _GROUP),
    st.builds("{} {{ {} }}".format, st.sampled_from(["INSERT DATA", "DELETE WHERE", "LOAD <file:///etc/passwd> ;"]), _GROUP),
    st.builds("BASE <file:///etc/> PREFIX : <passwd> {}{}".format, st.text(max_size=10), _GROUP),
    st.text(max_size=60),
)  # fmt: skip
