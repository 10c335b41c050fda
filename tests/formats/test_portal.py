"""A report as a portal shows it, saved as text: what is the portal's (hits, summary, other regions' reports, tags) is none of the report's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from jigou.builder.reading import read
from jigou.builder.text.encoding import decode_bytes
from jigou.builder.text.spelling import spelling
from jigou.ontology import Reading, SegmentKind

CORPUS = Path(__file__).parent.parent.parent.parent / "shared" / "corpus"
TWINS = sorted(path.name for path in (CORPUS / "portal").glob("*.txt"))
ALIKE = 0.97

PORTAL = """工作报告
2021年云麓县政府工作报告
时间：2022-11-22 \t\t作者：某某县域 \t\t来源：政府官网 \t\t阅读：
162
评论：
0
内容摘要：
2022年1月11日在云麓县第十六届人民代表大会第四次会议上 各位代表： 现在，我代表云麓县人民政府，向大会报告工作。??&emsp......
2022年1月11日在云麓县第十六届人民代表大会第四次会议上
云麓县人民政府县长 朱明新
各位代表：
现在，我代表云麓县人民政府，向大会报告工作，请予审议。
一、2021年工作回顾
一年来，县政府召开社会救助工作推进会，印发《社会救助办法》，举办护理员培训班6期，开展“暖冬行动”，各项工作都有了新的进展。
二、2022年工作安排
扎实做好各项工作。
分享到：
QQ空间
上一篇：
2020年海州县政府工作报告
相关文章
11-22
2020年青岚县政府工作报告
标签云
工作报告
青岚市
人民政府
"""


def facts(reading: Reading) -> Counter[tuple[object, ...]]:
    names = {entity.id: (entity.type, spelling(entity.canonical)) for entity in reading.entities}

    def every() -> Iterator[tuple[object, ...]]:
        yield from names.values()
        for relation in reading.relations:
            yield relation.type, names[relation.source], names.get(relation.target, relation.target)
        yield from ((names[measure.of], measure.value, measure.unit, measure.what) for measure in reading.measures)

    return Counter(every())


def test_what_is_the_portals_is_none_of_the_reports() -> None:
    reading = read(decode_bytes(PORTAL.encode(), "a.txt"))
    header = reading.header
    assert (header.title, header.source, header.published) == ("2021年云麓县政府工作报告", "政府官网", "2022-11-22")
    assert header.body == "云麓县政府"
    assert "朱明新" in {entity.canonical for entity in reading.entities}
    prose = [reading.words(segment.span) for segment in reading.segments if segment.kind is SegmentKind.PARAGRAPH]
    assert prose[0] == "各位代表："
    assert prose[-1] == "扎实做好各项工作。"
    assert not [
        entity.canonical for entity in reading.entities if "海州" in entity.canonical or "青岚" in entity.canonical
    ]


def test_a_title_that_is_the_only_one_stays() -> None:
    text = "工作报告\n来源：云麓县民政局\n2021年，云麓县民政局召开会议4次，各项工作取得新的进展。\n"
    assert read(decode_bytes(text.encode(), "a.txt")).header.title == "工作报告"


@pytest.mark.skipif(not TWINS, reason="the corpus is not shipped")
@pytest.mark.parametrize("name", TWINS or ["none"])
def test_a_portals_text_reads_like_its_clean_twin(name: str) -> None:
    shown, clean = read(CORPUS / "portal" / name), read(CORPUS / "county" / name)
    one, other = facts(shown), facts(clean)
    assert 2 * (one & other).total() >= ALIKE * (one.total() + other.total())
    assert shown.header.body == clean.header.body
    bodies = [{entity.canonical for entity in reading.entities if entity.type == "Body"} for reading in (shown, clean)]
    assert bodies[0] <= bodies[1]
