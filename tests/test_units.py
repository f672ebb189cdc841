"""Who answers for a clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.units import units

UNITS = st.lists(st.text("省市县科技教育财政农业税务厅局委", min_size=2, max_size=9), min_size=1, max_size=6)


@given(UNITS, UNITS, st.sampled_from(["（）：；", "():;"]), st.sampled_from("、，,"))
def test_names_come_back_as_printed_in_either_width(lead, supporting, marks, comma) -> None:
    opening, closing, colon, semicolon = marks
    bracket = f"牵头单位{colon}{comma.join(lead)}{semicolon}配合单位{colon}{comma.join(supporting)}"
    assert units(f"1. 支持创业。给予补贴。{opening}{bracket}{closing}") == (tuple(lead), tuple(supporting))


@pytest.mark.parametrize(
    ("bracket", "lead", "supporting"),
    [
        ("（牵头单位：甲厅）", ["甲厅"], []),
        ("（责任单位：甲厅、乙局）", ["甲厅", "乙局"], []),
        ("（甲厅牵头，乙局、丙委配合）", ["甲厅"], ["乙局", "丙委"]),
        ("（由甲厅牵头负责）", ["甲厅"], []),
        ("（甲厅、乙局按职责分工负责）", ["甲厅", "乙局"], []),
        ("（牵头单位：甲厅、乙局（丙办、丁办））", ["甲厅", "乙局（丙办、丁办）"], []),
        ("（牵头单位：甲厅；配合单位：乙局）。", ["甲厅"], ["乙局"]),
        ("\n（牵头部门：甲厅；配合部门：乙局）", ["甲厅"], ["乙局"]),
    ],
)
def test_the_ways_to_name_units(bracket: str, lead: list[str], supporting: list[str]) -> None:
    assert units("支持创业。" + bracket) == (tuple(lead), tuple(supporting))


@pytest.mark.parametrize(
    "text", ["", "支持创业。", "支持创业（见附件）", "（牵头单位：甲厅）以上要落实。", "支持（含技工院校）深化融合。"]
)
def test_no_closing_bracket_with_units_means_none(text: str) -> None:
    assert units(text) == ((), ())


@pytest.mark.parametrize("name", ["各市、县人民政府", "各市、县（区）人民政府"])
def test_a_name_that_lists_kinds_of_places_stays_one(name: str) -> None:
    assert units(f"支持创业。（牵头单位：甲厅；配合单位：{name}）").supporting == (name,)
