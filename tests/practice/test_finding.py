"""Documents looked up: by number, by day, by when they changed, page by page; and what may not be asked."""

import pytest

from tests.practice.desk import Clock
from tests.practice.stockroom import Stockroom


def numbers(room: Stockroom, where: str = "", entity: str = "InventoryAdjustment") -> list[str]:
    return [row["DocNumber"] for row in room.rows(f"SELECT * FROM {entity} {where}")]


@pytest.fixture
def full(room: Stockroom, clock: Clock) -> Stockroom:
    for number, day in (("WO-1", "2026-10-01"), ("WO-2", "2026-10-15"), ("wo-1", "2026-11-01")):
        room.adjust(("Bowl", -1), DocNumber=number, date=day)
        clock.seconds += 600
    return room


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("WHERE DocNumber = 'WO-1'", ["WO-1"]),
        ("WHERE DocNumber IN ('WO-1', 'WO-2', 'WO-9')", ["WO-1", "WO-2"]),
        ("WHERE DocNumber LIKE 'wo-%'", ["WO-1", "WO-2", "wo-1"]),
        ("WHERE TxnDate >= '2026-10-15' AND TxnDate <= '2026-11-01'", ["WO-2", "wo-1"]),
        ("WHERE TxnDate > '2026-10-15'", ["wo-1"]),
        ("WHERE TxnDate < '2026-10-15'", ["WO-1"]),
        ("WHERE TxnDate = '2026-10-15' AND DocNumber = 'WO-1'", []),
        ("WHERE TxnDate >= '2026-10-01' ORDERBY TxnDate DESC", ["wo-1", "WO-2", "WO-1"]),
        ("WHERE MetaData.LastUpdatedTime > '2026-11-21T04:05:00-08:00'", ["WO-2", "wo-1"]),
        ("WHERE MetaData.LastUpdatedTime < '2026-11-21T04:05:00-08:00'", ["WO-1"]),
        ("STARTPOSITION 2 MAXRESULTS 1", ["WO-2"]),
        ("STARTPOSITION 4 MAXRESULTS 1000", []),
    ],
)
def test_documents_are_found(full: Stockroom, where: str, found: list[str]) -> None:
    assert numbers(full, where) == found


def test_documents_are_found_by_id_and_counted(full: Stockroom) -> None:
    ids = [row["Id"] for row in full.rows("SELECT * FROM InventoryAdjustment")]
    assert numbers(full, f"WHERE Id = '{ids[1]}'") == ["WO-2"]
    assert numbers(full, f"WHERE Id IN ('{ids[2]}', '{ids[0]}')") == ["WO-1", "wo-1"]
    counted = full.query("SELECT COUNT(*) FROM InventoryAdjustment WHERE TxnDate < '2026-11-01'").json["QueryResponse"]
    assert counted == {"totalCount": 2}


def test_opening_stock_is_no_document_that_may_be_asked_for(room: Stockroom) -> None:
    assert room.query("SELECT * FROM InventoryStartingValue").code == "4001"
    assert room.get("inventorystartingvalue/1").code == "500"


@pytest.mark.parametrize(
    "where",
    ["WHERE PrivateNote = 'x'", "WHERE AdjustAccountRef = '1'", "WHERE TotalAmt = '1'"],
)
def test_what_of_an_adjustment_cannot_be_asked(room: Stockroom, where: str) -> None:
    assert room.query(f"SELECT * FROM InventoryAdjustment {where}").code == "4001"


def test_vendors_cannot_be_asked_about_on_a_credit(room: Stockroom) -> None:
    assert room.query("SELECT * FROM VendorCredit WHERE VendorRef = '1'").code == "4001"
    kept = room.made("vendorcredit", room.purchase(("Bowl", 1, 4.00), DocNumber="C-1"))
    where = f"WHERE APAccountRef = '{kept['APAccountRef']['value']}' AND TotalAmt >= '4'"
    assert numbers(room, where, "VendorCredit") == ["C-1"]
