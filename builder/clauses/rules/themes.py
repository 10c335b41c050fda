"""Themes: the words after 围绕, 聚焦, 就 and within 以…为主题, and what is counted inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jigou.builder.clauses.moves import Step, in_sentence, sentence
from jigou.builder.clauses.sentence import ACTIVITIES
from jigou.builder.clauses.view import View
from jigou.builder.knowledge.lexicons import Act
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType, RelationType

_THEME = re.compile(r"以(“[^”]+”)为(?:活动|会议|学习|论坛)?(?:主题|题|主线|主要内容|内容)")
_ABOUT = re.compile(r"主题为(“[^”]+”)")


def named_themes(here: View) -> Iterator[Step]:
    """以“…”为主题, 主题为“…”: themes by their words."""
    patterns = [pattern for cue, pattern in (("以“", _THEME), ("主题为“", _ABOUT)) if cue in here.text]
    for pattern in patterns:
        for match in pattern.finditer(here.text):
            yield in_sentence(themes=(match.group(1)[1:-1], match.start()), covered=(match.start(1), match.end(1)))


def about(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """The text after 围绕, 聚焦 or 就 to the end of the clause, or to the verb that does something about it."""
    start = phrase.end
    end = start
    for later in here.phrases[index + 1 :]:
        if later.sort is PhraseSort.COMMA:
            break
        if (
            later.sort is PhraseSort.VERB
            and later.verb is not None
            and later.verb.strong
            and later.verb.act in (Act.ORGANIZES, Act.AIM, Act.PARTICIPATES)
            and later.start > start
            and later.verb.weight > 0
        ):
            break
        if later.verb is not None and later.verb.act is Act.DEED and later.start > start:
            break
        if later.sort is PhraseSort.VERB and later.text in ("组织", "邀请", "召集") and later.start > start:
            break
        end = later.end + len(later.tail)
    words = here.text[start:end]
    trimmed = re.sub(r"(?:等(?:方面|内容|主题|议题|工作|课题|问题)?|分别|共同|先后|,)$", "", words)
    trimmed = re.sub(r"(?<=”)(?:这一|的)?主题$", "", trimmed)
    if trimmed.startswith("“") and trimmed.endswith("”") and trimmed.count("“") == 1:
        trimmed = trimmed[1:-1]
    in_label = here.text.startswith("【") and start < here.text.find("】")
    if len(trimmed) >= 3 and not in_label:
        yield in_sentence(themes=(trimmed, start), covered=(start, end))
        yield sentence(listed=(index, end))
    yield from counted_in_theme(here)


def counted_in_theme(here: View) -> Iterator[Step]:
    """围绕甲、乙、丙等16项工程…: what is counted within a theme is a record, and the items before it are part of it."""
    begin, end = here.listed
    yield sentence(listed=(0, 0))
    items: list[Phrase] = []
    for position in range(begin + 1, len(here.phrases)):
        phrase = here.phrases[position]
        if phrase.start >= end:
            return
        before = here.phrases[position - 1]
        if phrase.sort in (PhraseSort.NAME, PhraseSort.WORD) and before.sort is not PhraseSort.COUNT:
            items.append(phrase)
        if phrase.sort is PhraseSort.NAME and phrase.type is EntityType.INITIATIVE and before.sort is PhraseSort.COUNT:
            whole = here.mention(phrase, "counted-in-theme", 0.75)
            yield whole
            for item in _joined(items, here.text):
                part = here.mention(
                    replace(item, sort=PhraseSort.NAME, type=EntityType.INITIATIVE, kind="project"),
                    "item-of-counted",
                    0.65,
                )
                yield part
                yield here.relation(RelationType.SUB_ACTIVITY_OF, part, whole, "item-of-counted", 0.7)
            return


def late_theme(here: View) -> Iterator[Step]:
    """A theme that comes after its activity (…课题调研,聚焦…等问题深入调研)."""
    for theme, start in here.themes:
        activities = [m for m in here.activities if m.type in ACTIVITIES]
        if activities and not any(here.position(m) > start for m in activities):
            last = activities[-1]
            cue = here.text[max(0, start - 2) : start]
            if (cue in ("聚焦", "围绕", "紧扣") or here.text[start] == "以") and here.position(last) < start:
                yield here.relation(RelationType.THEME, last, theme, "theme-after", 0.7)


def _joined(items: Sequence[Phrase], text: str) -> Iterator[Phrase]:
    """The items of a list as they stand between its marks, phrases that touch taken together."""
    start = -1
    last: Phrase | None = None
    for item in items:
        if last is not None and "、" in text[last.end : item.start]:
            yield replace(last, start=start, text=text[start : last.end], token=None)
            start = -1
        start = item.start if start < 0 else start
        last = item
    if last is not None:
        yield replace(last, start=start, text=text[start : last.end], token=None)
