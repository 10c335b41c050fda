import pytest
from hypothesis import given
from hypothesis import strategies as st

from jigou.builder.text.spelling import normalise
from jigou.ontology import Span

SOUP = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "工作报告会议政协机关，。、；：？！“”‘’「」『』《》〈〉＜＞（）()<>\"' \n\u3000\t\u200b\ufeff１２a-Zé.,;⼯"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=80,
)


def whole(text: str) -> str:
    return normalise(text, Span(start=0, end=len(text))).text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("２０２１年，（一）；：？！", "2021年,(一);:?!"),
        ("ＡＢ％", "AB%"),
        ("工作。会议、活动", "工作。会议、活动"),
        ('开展"一件事"改革和"两张网"建设', "开展“一件事”改革和“两张网”建设"),
        ("「初心」『论坛』", "“初心”‘论坛’"),
        ("”八大行动”和”两区”", "“八大行动”和“两区”"),
        ("《关于印发〈方案〉的通知》", "《关于印发<方案>的通知》"),
        ("《关于印发＜方案＞的通知》", "《关于印发<方案>的通知》"),
        ("工 作 总\u3000结", "工作总结"),
        ("共 139 次", "共139次"),
        ("市政协\n机关", "市政协机关"),
        ("New  York\nTimes", "New York Times"),
        ("Smith, John", "Smith, John"),
        ("会议, 2021年", "会议,2021年"),
        ("共1\n39次", "共139次"),
        ("严格执\n\n- 1 -\n\n行程序", "严格执行程序"),
        ("政\u200b协\ufeff", "政协"),
        ("⼯作", "工作"),
        ("  \n ", ""),
    ],
)
def test_normalise_gives_one_spelling(raw: str, expected: str) -> None:
    assert whole(raw) == expected


def test_span_of_a_normalised_range_covers_what_vanished_inside() -> None:
    text = "召开市政\n协（会）议"
    view = normalise(text, Span(start=2, end=len(text)))
    start = view.text.index("市政协")
    span = view.span(start, start + 3)
    assert text[span.start : span.end] == "市政\n协"


def test_half_and_full_width_read_alike() -> None:
    assert whole("召开会议（第３次），共５人；“完”") == whole('召开会议(第3次),共5人;"完"')


@given(SOUP, st.data())
def test_every_character_has_a_growing_offset_within_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start=start, end=data.draw(st.integers(start + 1, len(text))))
    view = normalise(text, span)
    assert len(view.offsets) == len(view.text)
    assert all(offset in span for offset in view.offsets)
    assert all(a < b for a, b in zip(view.offsets, view.offsets[1:], strict=False))
