"""Figures to geometry: bars that are as long as their numbers, in a drawing of any width."""

from decimal import Decimal

import pytest

from assistant.surfaces.render.charts import Figure, Shared, columns_chart, round_step, rows_chart, shares_chart


def figure(number: str, label: str = "x") -> Figure:
    return Figure(label, Decimal(number), number)


def test_a_bar_is_as_long_as_its_number() -> None:
    chart = rows_chart([figure("200"), figure("50"), figure("0")])
    assert [str(bar.width) for bar in chart.bars] == ["100.00", "25.00", "0"]
    assert {chart.zero, *(bar.x for bar in chart.bars)} == {Decimal(0)}
    assert len({bar.y for bar in chart.bars}) == 3
    assert chart.height > max(bar.y + bar.height for bar in chart.bars)


def test_what_came_back_goes_to_the_left_of_zero() -> None:
    more, less = rows_chart([figure("75"), figure("-25")]).bars
    assert (str(more.x), str(more.width), more.tone) == ("25.00", "75.00", "more")
    assert (str(less.x), str(less.width), less.tone) == ("0.00", "25.00", "less")


def test_little_beside_much_can_still_be_seen() -> None:
    chart = rows_chart([figure("1000000"), figure("0.01"), figure("-0.01")])
    assert all(bar.width >= Decimal("0.4") for bar in chart.bars)
    assert all(bar.x >= 0 and bar.x + bar.width <= Decimal("100.5") for bar in chart.bars)


def test_columns_stand_between_round_lines() -> None:
    chart = columns_chart([figure("120", "2026-09"), figure("-30", "2026-10"), figure("0", "2026-11")])
    up, down, none = chart.bars
    assert [tick.told for tick in chart.ticks] == ["150", "100", "50", "0", "-50"]
    assert up.y + up.height == down.y == int(chart.zero)
    assert abs(up.height - 4 * down.height) <= 4
    assert (none.height, up.tone, down.tone) == (0, "more", "less")
    assert [bar.label for bar in chart.bars] == ["2026-09", "2026-10", "2026-11"]


def test_of_many_columns_only_some_bear_their_label() -> None:
    chart = columns_chart([figure("1", f"{n}") for n in range(60)])
    assert 0 < sum(bool(bar.label) for bar in chart.bars) <= 16
    assert all(bar.x >= 0 and bar.x + bar.width <= 100 for bar in chart.bars)


def test_nothing_to_show_is_no_mistake() -> None:
    assert (rows_chart([]).bars, columns_chart([]).bars, shares_chart([]).bars) == ((), (), ())
    assert columns_chart([figure("0")]).bars[0].height == 0


@pytest.mark.parametrize(
    ("span", "step"), [("0", "0"), ("0.03", "0.01"), ("1", "0.5"), ("7", "2"), ("97", "50"), ("1093.20", "500"), ("8000", "2000")]
)
def test_a_step_is_round_and_the_lines_are_few(span: str, step: str) -> None:
    assert round_step(Decimal(span)) == Decimal(step)


def test_parts_make_a_whole_and_the_mark_stands_where_it_was_said() -> None:
    row = Shared("0.90 to 0.95", "18 of 20", (("as_drafted", 18), ("revised", 0), ("rejected", 2)), 0.93)
    chart = shares_chart([row, Shared("none", "0 of 0", (("as_drafted", 0),), 0.5)])
    kept, rejected = chart.bars
    assert (kept.tone, str(kept.x), str(kept.width)) == ("as_drafted", "0.00", "90.00")
    assert (rejected.tone, str(rejected.x), str(rejected.width)) == ("rejected", "90.00", "10.00")
    assert (kept.label, rejected.told) == ("0.90 to 0.95: 18 of 20", "rejected: 2 of 20")
    assert [str(tick.at) for tick in chart.ticks] == ["93.00"]
