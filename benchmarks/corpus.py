"""What a corpus costs: CPU of reading and of writing, bytes on disk, memory, several processes against one, a changed report, questions.

The corpus is generated: bodies, places, years, counts and wording vary with a seed, 5,000 characters a report. ``python benchmarks/corpus.py
[REPORTS] [FOLDER]``; with a folder its reports are taken instead. Aims: writing at most 1.0 times the CPU of reading, two processes 1.8 times as
fast as one, the folder 20 times the text, one changed report 2 % of a full build, any question under 10 s.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from jigou import graphs
from jigou.builder import read
from jigou.builder.formats import documents
from jigou.graphs.pieces import piece
from jigou.ontology.errors import UnreadableReport

JIGOU = Path(sys.executable).parent / "jigou"
CHARACTERS = 5_000
PLACES = [f"{a}{b}{c}" for a in "青平松茂汶安江南北东" for b in "川武潘河山阳陵口源宁" for c in "县市区"]
BODIES = [
    "教育局",
    "民政局",
    "财政局",
    "水利局",
    "审计局",
    "司法局",
    "文化和旅游局",
    "卫生健康委员会",
    "总工会",
    "残疾人联合会",
]
NAMES = ["清河", "春风", "护苗", "暖冬", "阳光", "金桥", "远航", "初心", "明灯", "同行"]
SENTENCES = [
    "{body}牵头开展“{name}”专项行动，检查企业{n}家，整改问题{m}个。",
    "成立{place}“{name}”工作领导小组，由副{level}长任组长，办公室设在{place}{body}。",
    "{place}{body}、{other}联合举办“{name}”论坛，{n}人次参加。",
    "{month}月{day}日，召开全{level}{topic}工作会议，印发《{place}{topic}工作实施方案》。",
    "组织“{name}”培训班{m}期，培训干部{n}人次。",
    "{other}配合{body}完成{topic}改革，受理申请{n}件。",
    "全年开展专题调研{m}次，形成调研报告{m}篇，提出意见建议{n}条。",
    "建成“{name}”志愿服务站{m}个，服务群众{n}人次。",
]
TOPICS = ["乡村振兴", "营商环境", "基层治理", "安全生产", "养老服务", "水环境治理", "数字政务", "义务教育"]


def report(number: int, chance: random.Random) -> tuple[str, str]:
    """The name and the text of a report."""
    place, body, year = PLACES[number % len(PLACES)], chance.choice(BODIES), 2010 + number // len(PLACES) % 15
    lines = [f"{place}{body}{year}年工作总结", ""]
    section = 0
    while sum(map(len, lines)) < CHARACTERS:
        section += 1
        lines.append(f"{'一二三四五六七八九十'[section % 10]}、{chance.choice(TOPICS)}")
        lines.append("".join(sentence(place, body, chance) for _ in range(chance.randint(4, 9))))
    return f"{place}-{body}-{year}-{number}.txt", "\n".join(lines) + "\n"


def sentence(place: str, body: str, chance: random.Random) -> str:
    """A sentence of a report."""
    return chance.choice(SENTENCES).format(
        place=place,
        level=place[-1],
        body=body,
        other=chance.choice(BODIES),
        name=chance.choice(NAMES) + chance.choice(NAMES),
        topic=chance.choice(TOPICS),
        n=chance.randint(20, 9_000),
        m=chance.randint(2, 60),
        month=chance.randint(1, 12),
        day=chance.randint(1, 28),
    )


def generate(folder: Path, count: int) -> None:
    """Write a corpus; the same count gives the same files."""
    chance = random.Random(12)
    for number in range(count):
        name, text = report(number, chance)
        (folder / name).write_text(text, "utf-8")


def build(source: Path, graph: Path, *options: str) -> tuple[float, float]:
    """Build a graph with the command; seconds that passed, and the most memory of one process in MB."""
    start = perf_counter()
    done = subprocess.run(
        ["/usr/bin/time", "-f", "%M", JIGOU, "build", source, "-o", graph, "--skip-unreadable", *options],
        capture_output=True,
        check=False,
        text=True,
    )
    return perf_counter() - start, int(done.stderr.split()[-1]) / 1_000


def split(source: Path, most: int = 40) -> tuple[float, float]:
    """CPU of reading some reports, and of what comes after it: quads, packing, loading."""
    reading = 0.0
    files = sorted(path for path in source.rglob("*.txt") if path.is_file())
    with tempfile.TemporaryDirectory() as folder:
        read(documents(files[0])[0])  # tables are loaded once
        start = process_time()
        with graphs.Writer(Path(folder) / "graph") as writer:
            for path in files[:: max(1, len(files) // most)]:
                try:
                    found = documents(path)
                except UnreadableReport:
                    continue
                before = process_time()
                readings = [read(document) for document in found]
                reading += process_time() - before
                for one in readings:
                    writer.put(piece(one))
        return reading, process_time() - start - reading


def size(folder: Path) -> int:
    """The bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Measure and print a line for each aim."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / "in"
        source.mkdir()
        if len(sys.argv) > 2:
            source = Path(sys.argv[2])
        else:
            generate(source, count)
        text = sum(path.stat().st_size for path in source.rglob("*.txt"))
        reading, writing = split(source)
        print(f"CPU: reading {reading:.2f} s, writing {writing:.2f} s, ratio {writing / reading:.2f}")
        two, memory = build(source, Path(work) / "graph")
        print(f"{count} reports, {text / 1e6:.1f} MB of text: {two:.1f} s with all processors, {memory:.0f} MB")
        if count <= 300:
            one, _ = build(source, Path(work) / "one", "--jobs", "1")
            print(f"one process {one:.1f} s, ratio {one / two:.2f}")
        folder = size(Path(work) / "graph")
        print(f"folder {folder / 1e6:.1f} MB, {folder / text:.0f} times the text")
        if len(sys.argv) <= 2:
            changed = next(source.iterdir())
            changed.write_text(changed.read_text("utf-8") + "召开座谈会3次。\n", "utf-8")
            again, _ = build(source, Path(work) / "graph")
            print(f"one changed report {again:.1f} s, {again / two:.1%} of a full build")
        with graphs.open(Path(work) / "graph") as view:
            for question in graphs.questions():
                start = perf_counter()
                rows = len(graphs.ask(view, question.name, timeout=120))
                print(f"{question.name}: {rows} rows in {perf_counter() - start:.2f} s")
        print(f"most memory of a child {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000:.0f} MB")


if __name__ == "__main__":
    main()
