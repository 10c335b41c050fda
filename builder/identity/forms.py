"""The names that one thing may go by in a report: with and without brackets, in short and in full, by its level or its division."""

from __future__ import annotations

import re

from jigou.builder.drafts import Mention
from jigou.builder.identity.names import RELATIVE
from jigou.builder.knowledge.lexicons import Lexicon
from jigou.ontology import EntityType

_QUOTES = re.compile(r"[“”‘’《》<>]")
_LEAGUE = "中国共产主义青年团"
_BRACKETED = re.compile(r"\([^()]*\)")


def plain(name: str) -> str:
    """A name without quotation marks and brackets' shapes, by which names are compared.

    >>> plain("“协商于民”政协委员工作站")
    '协商于民政协委员工作站'
    """
    return _QUOTES.sub("", name)


def unbracketed(name: str) -> str:
    """A name without what stands in brackets.

    >>> unbracketed("市政协办公厅(研究室)")
    '市政协办公厅'
    """
    return _BRACKETED.sub("", name)


def _consultative(name: str) -> list[str]:
    """The short names of a committee of the 政协 that is named by its place and term.

    >>> _consultative("政协兰河区第八届委员会常务委员会")
    ['区政协常委会', '兰河区政协常委会']
    """
    match = re.match(
        r"(?:中国人民政治协商会议|政协)(?P<place>\w{1,8}?[省市区县州盟旗])(?:第\w{1,4}届)?委员会(?P<rest>常务委员会|常委会|)$",
        name,
    )
    if match is None:
        return []
    organ = "政协常委会" if match.group("rest") else "政协"
    place = match.group("place")
    return [place[-1] + organ, place + organ]


class Forms:
    """The forms of names in a report of one body; made for one report and thrown away."""

    def __init__(self, reporting: Mention, jurisdiction: str, lex: Lexicon) -> None:
        self.reporting = reporting
        self.jurisdiction = jurisdiction
        self.lex = lex
        self._organs: dict[str, list[str]] = {}

    def of(self, mention: Mention) -> list[str]:
        """The names under which a mention is looked up and found, the fullest first."""
        forms = [mention.name, *mention.aliases]
        forms.extend(self.lex.aliases[form] for form in tuple(forms) if form in self.lex.aliases)
        if mention.type is EntityType.BODY:
            forms.extend(self._body_forms(mention))
        elif mention.type in (EntityType.EVENT, EntityType.INITIATIVE):
            quoted = re.search(r"“([^“”]{3,})”", mention.name)
            if quoted and mention.name.startswith("“"):
                forms.append(quoted.group(1))
        return list(dict.fromkeys(forms))

    def _body_forms(self, mention: Mention) -> list[str]:
        """Other names of a body: without brackets, by its division's level or full name, by its organ's short or full name."""
        name = mention.name
        forms: list[str] = []
        bare = unbracketed(name)
        if bare != name and len(bare) >= 3:
            forms.append(bare)
        party = name.startswith("中共") and len(name) > 4
        if name.endswith(("街道", "街道办事处")) and len(name) > 3:
            stem = name.removesuffix("办事处")
            return [form for form in (stem, stem + "办事处", "街道办事处", "办事处", "街道") if form != name]
        community = re.match(r"(?:\w+?街道)?(?P<stem>\w+?(?:社区|村))(?:居民|村民)?(?:委员会|居委会|村委会)$", name)
        if community is not None:
            return [community.group("stem"), *([forms[0]] if forms else [])]
        forms.extend(_consultative(name))
        if name.startswith(_LEAGUE):
            name = "共青团" + name.removeprefix(_LEAGUE)
            forms.append(name)
        begin, rest = self._divided(name[2:] if party else name)
        begins = self._beginnings(begin)
        for organ in self._organ_names(rest):
            forms.extend(first + organ for first in begins)
        base = self.reporting.name
        if (
            mention is not self.reporting
            and name.startswith(base)
            and len(name) > len(base) + 1
            and base.endswith("机关")
        ):
            forms.append("机关" + name[len(base) :])
        if mention is self.reporting and base.endswith("机关"):
            forms.append("机关")
            whole = base.removesuffix("机关")
            if whole.endswith(("办公厅", "办公室", "委员会")):
                # 省政协办公厅机关 is the 办公厅 that reports.
                begin, rest = self._divided(whole)
                forms.extend([*(first + rest for first in self._beginnings(begin)), whole[-3:]])
        if mention is self.reporting:
            forms.extend(self._own_forms(base))
        if mention is self.reporting and self.jurisdiction:
            forms.extend(self._league_forms(base, self.jurisdiction[-1]))
        return [form for form in forms if form != name and len(form) > 1]

    def _own_forms(self, base: str) -> list[str]:
        """What a report calls its own body: 集团党委 for 鼎晟能源集团有限公司党委, 局党组 for 海州市司法局党组."""
        if base.startswith("中共") and base.endswith("委员会"):
            # 中共…有限公司委员会 is the 党委 of the company.
            base = base[2:-3] + "党委"
            return ["党委", *(word + "党委" for word in self.lex.classes["own word"] if word in base)]
        organ = next((o for o in self.lex.classes["own organ"] if base.endswith(o) and len(base) > len(o) + 2), "")
        if not organ:
            return []
        return [word + organ for word in self.lex.classes["own word"] if word in base[: -len(organ)]]

    def _league_forms(self, base: str, level: str) -> list[str]:
        """The short names of a democratic party's committee that reports (社市委, 民盟市委, 市委会)."""
        league = next((name for name in self.lex.classes["league"] if base.startswith(name)), "")
        if not league:
            return []
        short = "社" if league == "九三学社" else league
        last = ["盟" + level + "委"] if league == "民盟" else []
        return [f"{short}{level}委", f"{league}{level}委", f"{level}委会", *last]

    def _divided(self, name: str) -> tuple[str, str]:
        """A name's division or level, where it is the report's own, and what comes after."""
        division = self.jurisdiction
        if division:
            if name.startswith("共青团" + division) and name.endswith(("委", "委员会")):
                return division, "团委"
            for begin in (division, division[:-1] if len(division) > 2 else division):
                if name.startswith(begin) and len(name) > len(begin):
                    return division, name[len(begin) :]
            if name.startswith("团" + division[-1] + "委"):
                return division, "团委" + name[3:]
            if name[0] == division[-1] and (RELATIVE.match(name) or name[1:] in self.lex.organs):
                return division, name[1:]
        return "", name

    def _beginnings(self, begin: str) -> list[str]:
        if not begin:
            return [""]
        short = [begin[:-1]] if len(begin) > 2 else []
        return [begin[-1], begin, *short]

    def _organ_names(self, rest: str) -> list[str]:
        """The short and full names of the organ that a name ends with, that first which the name has."""
        found = [rest]
        for size in range(min(len(rest), 14), 0, -1):
            ending = rest[-size:]
            full = self.lex.organs.get(ending, ("", ""))[0] or (ending if ending in self._full_organs() else "")
            if full and not (size < 3 and len(rest) > size):
                found.extend(rest[:-size] + other for other in (full, *self._full_organs().get(full, ())))
                break
        return list(dict.fromkeys(found))

    def _full_organs(self) -> dict[str, list[str]]:
        if not self._organs:
            for short, (full, _) in self.lex.organs.items():
                self._organs.setdefault(full, []).append(short)
        return self._organs
