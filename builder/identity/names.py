"""How a thing is named beyond its report: the canonical name within its jurisdiction, and the key of its IRI.

Two reports that speak of one thing give one key; things that only share a name do not. A body of the state is told by its division
(市委 in a report from Shanghai is 上海市委), an inner unit by the body that it belongs to (上海市政协机关办公厅), an event
by the body and year that report it, a titled document by its title alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jigou.ontology import EntityType

LEVELS = "省市区县州盟旗镇乡"
RELATIVE = re.compile(
    rf"^[{LEVELS}](?=[^{LEVELS}内外场民级政][\w(])|^[{LEVELS}](?=政府|政协|民政|级机关)|^[{LEVELS}]委$"
)
_OF_THE_STATE = re.compile(
    rf"^(?:中共|中央|党中央|全国|国家|国务院|最高|共青团|[{LEVELS}](?![{LEVELS}]))|^[\u4e00-\u9fff]{{2,9}}?[省市区县州盟旗](?!级)"
)
_CHIEF = re.compile(rf"^(?:分管|常务|主管)*副?(?P<level>[{LEVELS}])长$")
_INNER_KINDS = frozenset({"office", "party", "committee", "leading_group", "working_office", "workstation", "other"})
_SHARED_INITIATIVES = frozenset({"campaign", "reform", "plan"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Where a report speaks from: its division, its reporting body by canonical name, its year."""

    jurisdiction: str
    body: str
    year: int | None

    def canonical(self, name: str, type_: EntityType, kind: str) -> str:
        """A name made whole: by the division where it begins with a bare level, by the reporting body for its inner units.

        >>> here = Naming(jurisdiction="上海市", body="上海市政协机关", year=2021)
        >>> here.canonical("市委", EntityType.BODY, "party"), here.canonical("办公厅", EntityType.BODY, "office")
        ('上海市委', '上海市政协机关办公厅')
        """
        if type_ not in (EntityType.BODY, EntityType.POST, EntityType.EVENT):
            return name
        division = self.jurisdiction
        if division and RELATIVE.match(name) and name[0] == division[-1]:
            return division + name[1:]
        chief = _CHIEF.match(name) if type_ is EntityType.POST else None
        if chief is not None:
            # 副市长 in the report of a bureau is the city's, not the bureau's.
            return division + name if division and chief.group("level") == division[-1] else name
        inner = type_ is EntityType.POST or (type_ is EntityType.BODY and kind in ("office", "party"))
        if inner and self.body and not _OF_THE_STATE.match(name) and name != self.body:
            return joined(self.body, name)
        return name

    def key(self, canonical: str, type_: EntityType, kind: str, *, generic: bool, about: str, titled: bool) -> str:
        """The local name of the thing's IRI: its canonical name and, where that would not do, what sets it apart."""
        report = f"{self.body}{self.year}" if self.year else self.body
        if generic:
            return "·".join(part for part in (canonical, report, about) if part)
        if type_ is EntityType.EVENT:
            return canonical if kind == "party-congress" else f"{canonical}·{report}"
        if type_ is EntityType.INITIATIVE and kind not in _SHARED_INITIATIVES:
            return f"{canonical}·{self.body}"
        if type_ is EntityType.DOCUMENT and not titled:
            return f"{canonical}·{report}"
        if type_ is EntityType.BODY and kind in _INNER_KINDS and not self._told(canonical):
            return f"{canonical}·{self.body}"
        if (
            type_ is EntityType.PLACE
            and self.jurisdiction
            and not canonical.endswith(("省", "市", "县", "州", "自治区"))
        ):
            return f"{canonical}·{self.jurisdiction}"
        return canonical

    def _told(self, canonical: str) -> bool:
        """Whether a body's canonical name says by itself whose it is."""
        return canonical.startswith(self.body) or bool(_OF_THE_STATE.match(canonical)) or len(canonical) > 24


def joined(body: str, name: str) -> str:
    """A unit's name under its body's, what both share said once.

    >>> joined("上海市政协机关", "机关党委"), joined("锦屏市民政局", "局党组")
    ('上海市政协机关党委', '锦屏市民政局党组')
    """
    for size in range(min(len(body), len(name)), 0, -1):
        if body.endswith(name[:size]):
            return body + name[size:]
    return body + name
