"""What a query may ask: it reads, and it reads this graph only.

The store's own parser takes queries and no updates, and it is the judge of the syntax. This module says in plain words why an
update is refused, refuses ``SERVICE``, and sees which graphs ``FROM`` names, so that one which the store lacks is an error
and not an empty answer. Beneath it, the process that answers can open no file and no connection (``answering.py``),
so nothing hangs on this module alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from jigou.graphs.lexing import Token, tokens
from jigou.ontology.errors import RefusedQuery

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A query that may be answered: its text, its form (one of FORMS), and the graphs of its FROM and FROM NAMED.

    ``order`` is for ``SELECT *`` only: the variables as they first come.
    """

    text: str
    form: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    order: tuple[str, ...] = ()

    def arranged(self, variables: Sequence[str]) -> tuple[tuple[str, ...], list[int]]:
        """The variables of an answer as people expect them, as they come in the query, and the places where the store has them.

        For ``SELECT *`` the store gives the variables by the alphabet.
        """
        present = set(variables)
        names = tuple(name for name in dict.fromkeys([*self.order, *variables]) if name in present)
        return names, [variables.index(name) for name in names]


def checked(text: str, graphs: Collection[str], prefixes: Mapping[str, str]) -> Checked:
    """The query of a text, where it may be answered from the named ``graphs``.

    ``prefixes`` are those that it need not declare. Raises RefusedQuery for an update, for SERVICE, for FROM of a graph that
    is not there, and for what is no query at all. Errors of syntax beyond that are found by the store.
    """
    found = list(tokens(text))
    form = _form(found)
    if _has_service(found, text):
        raise RefusedQuery("SERVICE is refused: a query reads this graph only")
    default, named = _dataset(found, dict(prefixes))
    refuse_absent((*default, *named), graphs)
    return Checked(text=text, form=form, default=default, named=named, order=_order(found))


def refuse_absent(names: Iterable[str], graphs: Collection[str]) -> None:
    """Raise RefusedQuery for the first of the names that is no graph of the store."""
    for name in names:
        if name not in graphs:
            raise RefusedQuery(
                f"FROM <{name}> is refused: the graph is not in the store, and none is loaded from elsewhere"
            )


def told(error: str, kind: str) -> str:
    """What the store says of a query that it did not answer; of what it would have accepted, only the beginning."""
    if kind != "syntax":
        return f"the query cannot be answered: {error}"
    place = _PLACE.match(error)
    said = f"line {place[1]}, column {place[2]}: {place[3]}" if place else error
    return f"not a query of SPARQL: {said if len(said) <= 120 else said[:119] + '…'}"


def _form(found: list[Token]) -> str:
    """The first word of the language after the prologue."""
    words = (token.text.upper() for token in found if token.kind == "word")
    for word in words:
        if word in FORMS:
            return word
        if word in _UPDATES:
            raise RefusedQuery(f"{word} is refused: a graph is read-only; build it again to change it")
        if word not in ("BASE", "PREFIX", "VERSION"):
            break
    raise RefusedQuery(
        f"not a query of SPARQL: it must begin with {', '.join(FORMS[:-1])} or {FORMS[-1]}", kind="syntax"
    )


def _order(found: list[Token]) -> tuple[str, ...]:
    """The variables of ``SELECT *`` in the order in which they first come; none for other queries."""
    for place, token in enumerate(found):
        if token.text.upper() == "SELECT":
            rest = found[place + 1 :]
            starred = next((token for token in rest if token.text.upper() not in ("DISTINCT", "REDUCED")), None)
            if starred is not None and starred.text == "*":
                return tuple(dict.fromkeys(token.text[1:] for token in rest if token.kind == "variable"))
            break
    return ()


def _has_service(found: list[Token], text: str) -> bool:
    """Whether the store could find SERVICE in a query.

    Its parser knows no tokens. It takes ``SERVICESILENT`` for two words, so any word with these letters counts. And where an
    operand comes before ``<`` within parentheses it sees a comparison, although the standard sees an IRI if there is
    a ``>`` to end it; when such an IRI holds what would begin a string or a comment or move the parentheses, nothing after
    it is sure, and these letters count wherever they are.
    """
    open_brackets: list[str] = []
    before: Token | None = None
    for token in found:
        if token.kind == "word" and "SERVICE" in token.text.upper():
            return True
        is_doubtful = token.kind == "iri" and open_brackets[-1:] == ["("] and _ends_operand(before)
        if is_doubtful and set(token.text) & set("()'#"):
            return "SERVICE" in text.upper()
        if token.text in ("(", "{", "["):
            open_brackets.append(token.text)
        elif token.text in (")", "}", "]") and open_brackets:
            open_brackets.pop()
        before = token
    return False


def _ends_operand(token: Token | None) -> bool:
    return token is not None and (token.kind != "sign" or token.text == ")")


def _dataset(found: list[Token], prefixes: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The IRIs after FROM and after FROM NAMED, with prefixes and base resolved."""
    base = ""
    default: list[str] = []
    named: list[str] = []
    for place, token in enumerate(found):
        word = token.text.upper() if token.kind == "word" else ""
        following = found[place + 1 : place + 3]
        if word == "BASE" and following and following[0].kind == "iri":
            base = urljoin(base, following[0].text[1:-1])
        elif word == "PREFIX" and len(following) == 2 and following[1].kind == "iri":
            prefixes[following[0].text.removesuffix(":")] = urljoin(base, following[1].text[1:-1])
        elif word == "FROM" and following:
            is_named = following[0].text.upper() == "NAMED" and len(following) == 2
            graph = _iri(following[1] if is_named else following[0], base, prefixes)
            if graph is not None:
                (named if is_named else default).append(graph)
    return tuple(default), tuple(named)


def _iri(token: Token, base: str, prefixes: Mapping[str, str]) -> str | None:
    """The IRI that a token stands for; None where it is none, which the store will say."""
    if token.kind == "iri":
        return urljoin(base, token.text[1:-1]) if base else token.text[1:-1]
    prefix, colon, local = token.text.partition(":")
    if token.kind == "name" and colon and prefix in prefixes:
        return prefixes[prefix] + local.replace("\\", "")
    return None
