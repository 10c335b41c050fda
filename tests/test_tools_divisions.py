import importlib.util
from pathlib import Path

import pytest

SPEC = importlib.util.spec_from_file_location("tools_divisions", Path(__file__).parents[1] / "tools" / "divisions.py")
assert SPEC is not None
assert SPEC.loader is not None
recipe = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(recipe)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("上海市", "上海"),
        ("内蒙古自治区", "内蒙古"),
        ("广西壮族自治区", "广西"),
        ("浦东新区", "浦东"),
        ("清新区", "清新"),
        ("和县", "和县"),
        ("城区", "城区"),
        ("东乡族自治县", "东乡"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
    ],
)
def test_short_names_are_those_of_daily_use(name: str, short: str) -> None:
    assert recipe.short(name) == short


def test_townships_headings_and_zones_of_statistics_are_left_out() -> None:
    rows = [
        {"code": "310000", "name": "上海市", "town": 0},
        {"code": "310101", "name": "黄浦区", "town": 0},
        {"code": "310101", "name": "外滩街道", "town": "002"},
        {"code": "130101", "name": "市辖区", "town": 0},
        {"code": "419000", "name": "河南省-省直辖县级行政区划", "town": 0},
        {"code": "130171", "name": "高新技术产业开发区", "town": 0},
    ]
    assert list(recipe.kept(rows)) == [("310000", "上海市", "上海"), ("310101", "黄浦区", "黄浦")]
