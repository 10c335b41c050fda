"""The tokens of SPARQL: enough to tell a word of the language from the same letters in a string, a comment or a name.

Source: SPARQL 1.1 Query Language, section 19.8 (terminals), longest match first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = f"{_LETTER}_0-9\u00b7\u0300-\u036f\u203f\u2040"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PREFIX = f"(?:[{_LETTER}](?:[{_NAME}.-]*[{_NAME}-])?)?"
_LOCAL = f"(?:(?:[{_LETTER}_:0-9]|{_ESCAPED})(?:(?:[{_NAME}.:-]|{_ESCAPED})*(?:[{_NAME}:-]|{_ESCAPED}))?)?"

_TOKEN = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in {
            "space": r"[\x20\t\r\n]+",
            "comment": r"#[^\r\n]*",
            "iri": r'<(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>',
            "string": (
                r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""'
                r"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"
                r'|"(?:[^"\\\r\n]|\\.)*"'
                r"|'(?:[^'\\\r\n]|\\.)*'"
            ),
            "variable": f"[?$][{_LETTER}_0-9][{_NAME}]*",
            "language": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
            "blank": f"_:[{_LETTER}_0-9](?:[{_NAME}.-]*[{_NAME}-])?",
            "name": f"{_PREFIX}:{_LOCAL}",
            "number": r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+",
            "word": f"[{_LETTER}_][{_NAME}]*",
            "sign": r".",
        }.items()
    ),
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token: its kind (``iri``, ``string``, ``variable``, ``language``, ``blank``, ``name``, ``number``, ``word``, ``sign``),
    its text, and where it begins.
    """

    kind: str
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query without its white space and comments; what is no token of SPARQL comes as signs.

    >>> [token.text for token in tokens("ASK { ?s ex:service 'SERVICE' } # SERVICE")]
    ['ASK', '{', '?s', 'ex:service', "'SERVICE'", '}']
    """
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup
        assert kind is not None
        if kind not in ("space", "comment"):
            yield Token(kind=kind, text=match[0], start=match.start())
