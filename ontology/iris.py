"""How things are named: readable IRIs minted from a type and a name, legal in Turtle and HTTP.

Source: RFC 3987 (IRIs), section 2.2; the Turtle 1.1 production IRIREF.
"""

from __future__ import annotations

import unicodedata

from jigou.ontology.values import EntityType

ONTOLOGY = "https://w3id.org/jigou/ontology#"
BASE = "https://w3id.org/jigou/id/"

_BRACKETS = {"(": "（", ")": "）", "<": "〈", ">": "〉", '"': "″", "'": "′", "[": "〔", "]": "〕"}
_KEPT = set("-_.~·—–（）〈〉《》“”‘’「」『』〔〕【】、，；：″′×＋+")


def local_name(name: str) -> str:
    """A name as the last step of an IRI: NFC, white space as ``_``, everything that an IRI cannot hold as ``%XX``.

    Letters, digits and the punctuation of Chinese names stay as they are, half-width brackets become full-width, so that
    both spellings of one name give one IRI.

    >>> local_name("上海市政协机关")
    '上海市政协机关'
    >>> local_name("专门委员会(指导组)")
    '专门委员会（指导组）'
    """
    out: list[str] = []
    for char in unicodedata.normalize("NFC", name.strip()):
        char = _BRACKETS.get(char, {",": "，", ";": "；", ":": "："}.get(char, char))
        if char.isspace():
            out.append("_")
        elif char.isalnum() or char in _KEPT:
            out.append(char)
        else:
            out.extend(f"%{byte:02X}" for byte in char.encode("utf-8"))
    return "".join(out)


def entity_iri(type_: EntityType | str, key: str, *, base: str = BASE) -> str:
    """The IRI of an entity: its type in lower case and its key.

    >>> entity_iri(EntityType.BODY, "上海市政协机关")
    'https://w3id.org/jigou/id/body/上海市政协机关'
    """
    return f"{base}{str(type_).lower()}/{local_name(key)}"


def report_key(name: str, digest: str) -> str:
    """The key of a report: its file's stem, and the first eight digits of its text's digest so that two files of one name differ.

    >>> report_key("zx-shanghai-2021.txt", "0123456789abcdef")
    'zx-shanghai-2021-01234567'
    """
    stem = name.rsplit(".", 1)[0] if "." in name.strip(".") else name
    return f"{stem}-{digest[:8]}"


def report_iri(name: str, digest: str, *, base: str = BASE) -> str:
    """The IRI of a report; its graphs, sections and passages are beneath it."""
    return f"{base}report/{local_name(report_key(name, digest))}"
