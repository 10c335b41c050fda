"""The named questions: a file of SPARQL each, with its titles, its parameters and an example answer in its head.

A file begins with comments of the form ``# field: value``::

    # number: 4
    # title@zh: 设立了哪些工作站/平台?
    # title@en: Which workstations or platforms exist?
    # parameter report (text) = : part of the name of the report's file; empty for all
    # example: report=shanghai
    #   name                      number  unit
    #   ------------------------  ------  ----

which is the beginning of the answer with that parameter. The query uses a parameter as the variable ``$report``. A value
takes the variable's place as a term of RDF, by the tokens of the query, so that no value can end a string and go on as SPARQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from jigou.graphs.lexing import tokens
from jigou.graphs.nodes import decimal, integer, prefixes, text
from jigou.graphs.querying import LIMIT, TIMEOUT
from jigou.graphs.results import Result
from jigou.graphs.view import View
from jigou.ontology.errors import InvalidRecord, RefusedQuery, UnknownName

TYPES = ("text", "integer", "decimal", "iri")
"""What a parameter can be."""

_FIELD = re.compile(r"# (number|title@zh|title@en|parameter|example):? ?(.*)")
_PARAMETER = re.compile(rf"(\w+) \(({'|'.join(TYPES)})\) = (.*?): (.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a question: its name, its type (one of TYPES), what it is when it is not given, and what it is for."""

    name: str
    type: str
    default: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A named question: its number in the list of what researchers ask, its titles, its parameters.

    ``example`` is the beginning of an answer as a table, to the question with the parameters ``asked``.
    """

    name: str
    number: int
    title_zh: str
    title_en: str
    parameters: tuple[Parameter, ...]
    example: str
    asked: Mapping[str, str]
    query: str

    def filled(self, values: Mapping[str, str], known: Mapping[str, str]) -> str:
        """The query with values in the place of its parameters; ``known`` are prefixes for a parameter that is an IRI.

        Raises UnknownName for a parameter that it does not have, RefusedQuery for a value of another type.
        """
        names = [parameter.name for parameter in self.parameters]
        for name in values:
            if name not in names:
                has = f"its parameters are {', '.join(names)}" if names else "it has none"
                raise UnknownName(f"the question {self.name} has no parameter {name}; {has}")
        terms = {
            parameter.name: _term(parameter, values.get(parameter.name, parameter.default), known)
            for parameter in self.parameters
        }
        return "".join(_pieces(self.query, terms))


def questions() -> tuple[Question, ...]:
    """The questions that come with jigou, by their numbers."""
    return _shipped()


def question(name: str) -> Question:
    """The question of a name.

    Raises UnknownName, which lists the names there are.
    """
    for found in questions():
        if found.name == name:
            return found
    raise UnknownName(f"there is no question {name}; there are: {', '.join(found.name for found in questions())}")


def ask(
    view: View,
    name: str,
    params: Mapping[str, str] | None = None,
    *,
    timeout: float = TIMEOUT,
    limit: int = LIMIT,
) -> Result:
    """The answer of a graph to a named question.

    Raises UnknownName for a question or a parameter that there is not, RefusedQuery for a value of the wrong type and past
    the limits, as ``View.query`` does.
    """
    query = question(name).filled(params or {}, prefixes(view.base))
    return view.query(query, timeout=timeout, limit=limit)


def read_question(name: str, content: str) -> Question:
    """The question of a file's content.

    Raises InvalidRecord where its head lacks a field or has a line that is none.
    """
    fields: dict[str, str] = {}
    parameters: list[Parameter] = []
    example: list[str] = []
    for number, line in enumerate(content.splitlines(), 1):
        if not line.startswith("#"):
            break
        if "example" in fields:
            example.append(line.removeprefix("#").removeprefix("   "))
        elif match := _FIELD.fullmatch(line):
            if match[1] == "parameter":
                parameters.append(_parameter(name, match[2], number))
            else:
                fields[match[1]] = match[2]
        else:
            raise InvalidRecord(f"{name}.rq", f"not a field of the head: {line!r}", line=number)
    try:
        return Question(
            name=name,
            number=int(fields["number"]),
            title_zh=fields["title@zh"],
            title_en=fields["title@en"],
            parameters=tuple(parameters),
            example="\n".join(example) + "\n",
            asked=dict(pair.split("=", 1) for pair in fields["example"].split()),
            query=content,
        )
    except (KeyError, ValueError) as error:
        raise InvalidRecord(f"{name}.rq", f"the head lacks {error}") from error


def _parameter(name: str, words: str, line: int) -> Parameter:
    match = _PARAMETER.fullmatch(words)
    if not match:
        raise InvalidRecord(f"{name}.rq", f"not a parameter: {words!r}", line=line)
    return Parameter(name=match[1], type=match[2], default=match[3], help=match[4])


@cache
def _shipped() -> tuple[Question, ...]:
    folder = files("jigou.graphs").joinpath("queries")
    found = (
        read_question(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".rq")
    )
    return tuple(sorted(found, key=lambda question: question.number))


def _term(parameter: Parameter, value: str, known: Mapping[str, str]) -> NamedNode | Literal:
    """A value as a term of the parameter's type.

    Raises RefusedQuery where it is not of that type.
    """
    try:
        if parameter.type == "integer":
            return integer(int(value))
        if parameter.type == "decimal":
            return _decimal(value)
        if parameter.type == "iri":
            prefix, _, local = value.partition(":")
            return NamedNode(known[prefix] + local if prefix in known else value)
    except (ValueError, ArithmeticError) as error:
        raise RefusedQuery(f"the parameter {parameter.name} is {parameter.type}, not {value!r}") from error
    return text(value)


def _decimal(value: str) -> Literal:
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(value)
    return decimal(number)


def _pieces(query: str, terms: Mapping[str, NamedNode | Literal]) -> Iterator[str]:
    """The text of a query in pieces, terms in the place of the ``$`` variables that are parameters."""
    end = 0
    for token in tokens(query):
        if token.kind == "variable" and token.text[0] == "$" and token.text[1:] in terms:
            yield query[end : token.start]
            yield str(terms[token.text[1:]])
            end = token.start + len(token.text)
    yield query[end:]
