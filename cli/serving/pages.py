"""The server's own pages for people, in HTML without script, but for the query page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from jigou.graphs.entries import Entry, citations, name_of
from jigou.graphs.view import View
from jigou.graphs.words import word
from jigou.ontology.terms import JG, RDF, SKOS

_HIDDEN = (RDF.type, SKOS.prefLabel, SKOS.altLabel, JG.key, JG.text)
_SAFE = "/%!$&'()*+,;=:@-._~"
_SHOWN = 300
"""The values of one property that a page lists."""


def page(title: str, body: Iterable[str]) -> str:
    """A page of the server: the title, the ways to the others, a body."""
    return (
        '<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n"
        '<link rel="icon" href="data:,">\n<link rel="stylesheet" href="/static/serving.css">\n</head>\n<body>\n'
        '<nav><a href="/">图谱 Explorer</a> <a href="/search">检索 Search</a> <a href="/query">查询 SPARQL</a> '
        '<a href="/about">数据集 Dataset</a></nav>\n'
        f"<main>\n{''.join(body)}</main>\n</body>\n</html>\n"
    )


def path_of(view: View, node: str, folder: str = "id") -> str | None:
    """The path on this server of a thing's IRI; None where it is not beneath the graph's base.

    What an IRI has beyond ASCII is percent-encoded (RFC 3987, section 3.1); what is encoded already stays.
    """
    if not node.startswith(view.base):
        return None
    return f"/{folder}/{quote(node.removeprefix(view.base), safe=_SAFE)}"


def entry_page(view: View, entry: Entry) -> str:
    """The page of a thing: its names, what it is related to, and the sentences that speak of it."""
    return page(entry.name, _entry(view, entry))


def preview_page(view: View, entry: Entry) -> str:
    """A thing in a few lines, to be shown within another page."""
    kinds = "、".join(dict.fromkeys(word(type_) for type_ in entry.types))
    first = "".join(f"<blockquote><p>{escape(one.sentence)}</p></blockquote>" for one in citations(view, entry, most=1))
    return (
        '<!doctype html>\n<html lang="zh-Hans"><head><meta charset="utf-8">'
        f'<title>{escape(entry.name)}</title><link rel="stylesheet" href="/static/serving.css"></head>\n'
        f"<body><p><strong>{escape(entry.name)}</strong> <small>{escape(kinds)}</small></p>"
        f"<p>{escape('、'.join(entry.names))}</p>{first}</body></html>\n"
    )


def search_page(view: View, text: str, found: Iterable[tuple[str, str]]) -> str:
    """The page of a search and the things that it found, each its IRI and its name."""
    hits = "".join(
        f"<li>{_link(view, node, name)} <small>{escape(_kind(view, node))}</small></li>\n" for node, name in found
    )
    body = (
        "<h1>检索 Search</h1>\n"
        '<form action="/search" role="search"><label>名称:汉字、拼音、繁體 Name, in Chinese or pinyin '
        f'<input type="search" name="q" value="{escape(text)}" maxlength="100"></label> <button>检索 Search</button></form>\n'
    )
    return page(
        "检索 Search", (body, f"<ul>\n{hits}</ul>\n" if hits else "<p>没有找到 Nothing found</p>\n" if text else "")
    )


def about_page(title: str, citation: str, counts: Iterable[tuple[str, int]]) -> str:
    """The page about the dataset."""
    rows = "".join(f"<tr><th>{escape(what)}</th><td>{count:,}</td></tr>\n" for what, count in counts)
    body = (
        f"<h1>{escape(title)}</h1>\n<p>{escape(citation)}</p>\n<table>\n{rows}</table>\n"
        '<p>SPARQL: <a href="/sparql">/sparql</a>. VoID: <a href="/void">/void</a>. '
        'OpenRefine: <a href="/reconcile">/reconcile</a>. <a href="/citation.cff">CITATION.cff</a></p>\n'
    )
    return page(title, (body,))


def query_page() -> str:
    """The page where queries are written; its script, which is served with it, does the rest."""
    return files("jigou.cli.serving").joinpath("static", "query.html").read_text(encoding="utf-8")


def _entry(view: View, entry: Entry) -> Iterator[str]:
    kinds = "、".join(dict.fromkeys(word(type_) for type_ in entry.types))
    yield f"<h1>{escape(entry.name)}</h1>\n<p>{escape(kinds)} <code>{escape(entry.node)}</code></p>\n"
    if entry.names:
        yield f"<p>又称 Also: {escape('、'.join(entry.names))}</p>\n"
    own: dict[str, list[str]] = {}
    for predicate, value in entry.facts:
        if predicate not in _HIDDEN:
            own.setdefault(predicate, []).append(_value(view, value))
    yield from _facts("事实 Facts", own)
    inverse: dict[str, list[str]] = {}
    for predicate, subject in entry.inverse:
        inverse.setdefault(predicate, []).append(_value(view, NamedNode(subject)))
    yield from _facts("反向 Inverse", inverse)
    found = citations(view, entry)
    if found:
        yield "<h2>原文 Evidence</h2>\n"
    for citation in found:
        marked = escape(citation.sentence).replace(escape(citation.words), f"<mark>{escape(citation.words)}</mark>", 1)
        source = _link(view, citation.report, name_of(view, citation.report))
        place = f"{citation.span.start}–{citation.span.end}"
        yield f"<blockquote><p>{marked}</p><footer>{source}, {place}, {escape(citation.rule)}</footer></blockquote>\n"
    path = path_of(view, entry.node, "data")
    formats = (("Turtle", "ttl"), ("JSON-LD", "jsonld"), ("N-Triples", "nt"), ("RDF/XML", "rdf"))
    links = " ".join(f'<a href="{escape(path or "")}.{ending}">{name}</a>' for name, ending in formats)
    yield f"<p>数据 Data: {links}</p>\n"


def _facts(title: str, values: dict[str, list[str]]) -> Iterator[str]:
    if not values:
        return
    yield f"<h2>{title}</h2>\n<table>\n"
    for predicate in sorted(values):
        cells = values[predicate]
        more = f"<li>… {len(cells) - _SHOWN:,}</li>" if len(cells) > _SHOWN else ""
        listed = "".join(f"<li>{cell}</li>" for cell in cells[:_SHOWN])
        names = f"{escape(word(predicate))} <small>{escape(word(predicate, 'en'))}</small>"
        yield f"<tr><th>{names}</th><td><ul>{listed}{more}</ul></td></tr>\n"
    yield "</table>\n"


def _value(view: View, term: object) -> str:
    if isinstance(term, NamedNode):
        return _link(view, term.value, name_of(view, term.value))
    return escape(term.value if isinstance(term, Literal) else str(term))


def _link(view: View, node: str, name: str) -> str:
    path = path_of(view, node)
    if path is None:
        return f'<span title="{escape(node)}">{escape(word(node) if "#" in node else name)}</span>'
    return f'<a href="{escape(path)}">{escape(name)}</a>'


def _kind(view: View, node: str) -> str:
    kinds = (quad.object for quad in view.quads(NamedNode(node), NamedNode(JG.kind)))
    return min((word(kind.value) for kind in kinds if isinstance(kind, NamedNode)), default="")
