#!/usr/bin/env bash
# Store.quads_for_pattern of Oxigraph on disk finds other integers for one whose last byte is FF: for 255 it gives 256 to 510 too; in memory, and
# in SPARQL, it does not.
# Seen with pyoxigraph 0.5.13 (RocksDB store); fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q "pyoxigraph==0.5.13"
"$work/venv/bin/python" - "$work/store" <<'PY'
import sys
from pyoxigraph import Literal, NamedNode, Quad, Store, __version__

p = NamedNode("http://example.org/p")
quads = [Quad(NamedNode(f"http://example.org/s{n}"), p, Literal(n)) for n in range(1000)]
found = {}
for name, store in (("memory", Store()), ("disk", Store(sys.argv[1]))):
    store.extend(quads)
    found[name] = len(list(store.quads_for_pattern(None, p, Literal(255), None)))
    found[f"{name}, SPARQL"] = len(list(store.query("SELECT ?s { ?s <http://example.org/p> 255 }")))
print(f"pyoxigraph {__version__}: things whose value is 255: {found}")
assert found["memory"] == found["memory, SPARQL"] == found["disk, SPARQL"] == 1
assert found["disk"] > 1, "the behaviour has changed"
PY
