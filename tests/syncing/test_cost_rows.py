"""The report's rows of a document to what its goods cost there, once all of its units show."""

from decimal import Decimal

import pytest

from assistant.books.money import Money
from assistant.books.record import Movement
from assistant.stages.rail.plan import plan
from assistant.syncing.variance import costs_read
from tests.stages.rail.company import entry, shop

COUNT = """
count_adjustment lost
-2 MUG @ Shop 8.30
2 MUG @ Depot 8.30
Dr 1200 8.30
Dr 5050 8.30
Cr 1200 8.30
Cr 5050 8.30"""
LOST = "write_off lost\n-3 MUG @ Shop 12.45\nDr 5050 12.45\nCr 1200 12.45"


def row(units: str, cost: str, item: str = "TMUG", id_: str = "7") -> Movement:
    return Movement(item, "Inventory Qty Adjust", id_, "WO-1-A", "2026-10-02", Decimal(units), Decimal(cost))


@pytest.mark.parametrize(
    ("page", "rows", "cost"),
    [
        (LOST, [row("-1", "-4.00"), row("-2", "-9.00")], "13.00"),  # units of two layers are two rows
        (LOST, [row("-1", "-4.00")], None),
        (LOST, [row("-3", "-12.45", id_="8")], None),
        (LOST, [row("-3", "-12.45", item="TTEA")], None),
        (COUNT, [], None),  # short here and over there: no units in all, and still nothing to be seen
        (COUNT, [row("-2", "-8.00"), row("2", "9.00")], "-1.00"),
    ],
)
def test_a_cost_is_known_once_all_units_show(page: str, rows: list[Movement], cost: str | None) -> None:
    books = shop()
    (document,) = plan(entry(page), books).documents
    assert books.connected is not None
    found = costs_read(document, "7", rows, books.connected, "USD")
    assert found == ({"MUG": Money.parse(cost, "USD")} if cost is not None else None)
