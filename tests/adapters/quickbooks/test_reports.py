"""QuickBooks' own cost of what moved goods, read from its reports: few of them, whole, and each row where it belongs."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.adapters.quickbooks.asking import Asking
from assistant.adapters.quickbooks.faults import NoAnswer
from assistant.adapters.quickbooks.reports import movements, values
from assistant.books.record import Movement
from tests.adapters.quickbooks.window import Window, inside
from tests.practice.stockroom import seed

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def window() -> Window:
    return inside(seed())


def test_an_adjustment_costs_what_its_layers_gave(window: Window) -> None:
    """10 bowls at 4.00 and 2 at 5.00: two rows of the report, one movement."""
    _, record = window.kept(window.adjustment())
    (moved,) = window.quickbooks.movements([window.item("Bowl")], *NOVEMBER)
    assert moved == Movement(
        window.item("Bowl"), "Inventory Qty Adjust", record.id, "WO-2-A", "2026-11-20", Decimal(-12), Decimal("-50.00")
    )


def test_one_report_tells_of_many_documents(window: Window) -> None:
    for n in range(8):
        window.kept(window.adjustment(f"WO-{n}-A", units="-1"))
    window.kept(window.credit("WO-9-A"))
    before = window.reads()
    moved = window.quickbooks.movements([], *NOVEMBER)
    assert window.reads() == before + 1
    assert [(each.number, each.quantity, each.cost) for each in moved] == [
        *((f"WO-{n}-A", Decimal(-1), Decimal(-4)) for n in range(8)),
        ("WO-9-A", Decimal(-2), Decimal(-8)),
    ]


def test_other_items_and_other_days_stay_out(window: Window) -> None:
    window.kept(window.adjustment())
    assert window.quickbooks.movements([window.item("Mug")], *NOVEMBER) == ()
    assert window.quickbooks.movements([], date(2026, 11, 21), date(2026, 11, 30)) == ()
    (that_day,) = window.quickbooks.movements([], date(2026, 11, 20), date(2026, 11, 20))
    assert that_day.number == "WO-2-A"


def test_a_long_time_is_asked_for_in_parts_of_six_months(window: Window) -> None:
    window.kept(window.adjustment())
    bowl, before = window.item("Bowl"), window.reads()
    moved = window.quickbooks.movements([bowl], date(2024, 12, 1), date(2026, 11, 30))
    assert window.reads() == before + 4
    assert [(each.kind, each.quantity, each.cost) for each in moved] == [
        ("Inventory Starting Value", Decimal(10), Decimal(40)),
        ("Inventory Starting Value", Decimal(10), Decimal(50)),
        ("Inventory Qty Adjust", Decimal(-12), Decimal(-50)),
    ]


def test_values_are_those_of_the_valuation(window: Window) -> None:
    window.kept(window.adjustment())
    assert window.quickbooks.pull(at=window.now()).values == {
        window.item("Bowl"): Decimal("40.00"),
        window.item("Mug"): Decimal("49.80"),
    }


# ── Odd reports ──────────────────────────────────────────────────────────────────────────────────────────────────────


class Told(Asking):
    """A company that answers with reports written down here, by the days of November that are asked for; else with one."""

    def __init__(self, otherwise: dict[str, Any], **days: dict[str, Any]) -> None:
        self.otherwise, self.days = otherwise, days

    def get(self, path: str, **params: str) -> dict[str, Any]:
        first, last = params.get("start_date", ""), params.get("end_date", "")
        return self.days.get(f"from_{first[-2:]}_to_{last[-2:]}", self.otherwise)


def report(*rows: Any, keys: tuple[str, ...] = ("tx_date", "txn_type", "doc_num", "quantity", "home_amount")) -> dict[str, Any]:
    return {"Columns": {"Column": [{"ColType": key} for key in keys]}, "Rows": {"Row": list(rows)}}


def section(item: str, *rows: Any) -> dict[str, Any]:
    return {"Header": {"ColData": [{"value": "Bowl", "id": item}]}, "Rows": {"Row": list(rows)}, "Summary": {"ColData": [{}]}}


def row(on: str, id_: str, quantity: str, cost: str) -> dict[str, Any]:
    texts = ({"value": on}, {"value": "Bill", "id": id_}, {"value": "7"}, {"value": quantity}, {"value": cost})
    return {"ColData": list(texts), "type": "Data"}


CUT = report({"ColData": [{"value": "Unable to display more data. Please reduce the date range."}]})


def test_a_report_that_was_cut_short_is_asked_for_in_halves() -> None:
    told = Told(
        CUT,
        from_03_to_04=report(section("19", row("2026-11-04", "9", "1,200.00", "4,800.00"))),
        from_01_to_02=report(section("19", row("2026-11-01", "7", "", "0.50"), row("2026-11-02", "8", "1.00", "4.00"))),
    )
    moved = movements(told, (), date(2026, 11, 1), date(2026, 11, 4))
    assert [(each.id, each.quantity, each.cost) for each in moved] == [
        ("7", Decimal(0), Decimal("0.50")),
        ("8", Decimal(1), Decimal(4)),
        ("9", Decimal(1200), Decimal(4800)),
    ]


def test_a_day_that_is_too_long_is_no_answer() -> None:
    with pytest.raises(NoAnswer, match="longer than it will show for 2026-11-01 alone"):
        movements(Told(CUT), (), date(2026, 11, 1), date(2026, 11, 2))
    with pytest.raises(NoAnswer, match="valuation of stock is longer"):
        values(Told(CUT), date(2026, 11, 1))


def test_a_report_without_costs_is_no_answer_and_one_without_rows_is_empty() -> None:
    columns = ("tx_date", "txn_type", "doc_num", "quantity")
    with pytest.raises(NoAnswer, match="no column home_amount"):
        movements(Told(report(section("19", row("2026-11-01", "8", "1", "4")), keys=columns)), (), *NOVEMBER)
    assert movements(Told({"Columns": {}, "Rows": {}}), (), *NOVEMBER) == ()
    assert values(Told({"Rows": {}}), date(2026, 11, 1)) == {}


def test_goods_under_a_parent_are_valued_each_by_itself() -> None:
    """Titles in the company's own language: the value stands before the average cost."""
    child = {"ColData": [{"value": "Red", "id": "20"}, {"value": "R-1"}, {"value": "2.00"}, {"value": "9.50"}, {"value": "4.75"}]}
    parent = {
        "Header": {"ColData": [{"value": "Bowls", "id": "19"}, {}, {}, {"value": ""}, {}]},
        "Rows": {"Row": [child]},
        "Summary": {"ColData": [{"value": "Total Bowls"}, {}, {"value": "2.00"}, {"value": "9.50"}]},
    }
    total = {"ColData": [{"value": "TOTAL"}, {}, {}, {"value": "9.50"}, {}], "group": "GrandTotal"}
    titles = ("", "SKU", "Menge", "Vermögenswert", "Durchschnitt")
    told = {"Columns": {"Column": [{"ColTitle": title} for title in titles]}, "Rows": {"Row": [parent, total]}}
    assert values(Told(told), date(2026, 11, 1)) == {"20": Decimal("9.50")}
