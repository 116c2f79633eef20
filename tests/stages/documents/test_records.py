"""QuickBooks' JSON of every kind of transaction that is read, and what is kept of it."""

import json
from decimal import Decimal
from typing import Any

import pytest

from assistant.books.record import Record, RecordLine
from assistant.stages.documents.records import record_of


def read(kind: str, text: str) -> Record:
    kept: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return record_of(kind, kept)


def test_a_journal_entry_has_sides_parties_classes_and_departments() -> None:
    record = read(
        "JournalEntry",
        """{"Id": "7", "SyncToken": "0", "DocNumber": "WO-1-B", "TxnDate": "2026-01-05", "PrivateNote": "WO-1 insured",
            "MetaData": {"CreateTime": "2026-01-05T09:00:00-08:00", "LastUpdatedTime": "2026-01-06T09:00:00-08:00"},
            "Line": [
             {"DetailType": "JournalEntryLineDetail", "Amount": 19.90, "JournalEntryLineDetail":
               {"PostingType": "Debit", "AccountRef": {"value": "95"},
                "ClassRef": {"value": "5"}, "DepartmentRef": {"value": "2"}}},
             {"DetailType": "DescriptionOnly", "Description": "the forklift"},
             {"DetailType": "JournalEntryLineDetail", "Amount": 19.9, "JournalEntryLineDetail":
               {"PostingType": "Credit", "AccountRef": {"value": "33"},
                "Entity": {"Type": "Vendor", "EntityRef": {"value": "30"}}}}]}""",
    )
    assert record == Record(
        kind="JournalEntry",
        id="7",
        sync_token="0",
        number="WO-1-B",
        on="2026-01-05",
        lines=(
            RecordLine(side="Debit", account="95", amount=Decimal("19.90"), klass="5", department="2"),
            RecordLine(side="Credit", account="33", amount=Decimal("19.9"), party="30"),
        ),
        note="WO-1 insured",
        made="2026-01-05T09:00:00-08:00",
        changed="2026-01-06T09:00:00-08:00",
    )


def test_an_adjustment_has_quantities_and_no_amount() -> None:
    record = read(
        "InventoryAdjustment",
        """{"Id": "8", "SyncToken": "1", "TxnDate": "2026-01-05", "AdjustAccountRef": {"value": "91"},
            "DepartmentRef": {"value": "2"}, "Line": [
             {"DetailType": "ItemAdjustmentLineDetail",
              "ItemAdjustmentLineDetail": {"ItemRef": {"value": "19"}, "QtyDiff": -2.5}},
             {"DetailType": "ItemAdjustmentLineDetail",
              "ItemAdjustmentLineDetail": {"ItemRef": {"value": "20"}, "NewQty": 4}}]}""",
    )
    assert (record.number, record.account) == ("", "91")
    assert record.lines == (
        RecordLine(item="19", quantity=Decimal("-2.5"), department="2"),
        RecordLine(item="20", department="2"),
    )


@pytest.mark.parametrize(
    ("kind", "head", "moves"),
    [
        ("VendorCredit", '"VendorRef": {"value": "30"}, "APAccountRef": {"value": "33"}', "-10"),
        ("Bill", '"VendorRef": {"value": "30"}, "APAccountRef": {"value": "33"}', "10"),
        ("Purchase", '"EntityRef": {"value": "30", "type": "Vendor"}, "AccountRef": {"value": "33"}', "10"),
        ("Purchase", '"Credit": true, "EntityRef": {"value": "30"}, "AccountRef": {"value": "33"}', "-10"),
    ],
)
def test_goods_bought_come_in_and_goods_sent_back_leave(kind: str, head: str, moves: str) -> None:
    record = read(
        kind,
        f"""{{"Id": "9", {head}, "Line": [
             {{"DetailType": "ItemBasedExpenseLineDetail", "Amount": 40.00, "ItemBasedExpenseLineDetail":
               {{"ItemRef": {{"value": "19"}}, "Qty": 10, "UnitPrice": 4.00, "ClassRef": {{"value": "5"}}}}}},
             {{"DetailType": "AccountBasedExpenseLineDetail", "Amount": -5.00,
               "AccountBasedExpenseLineDetail": {{"AccountRef": {{"value": "8"}}}}}}]}}""",
    )
    assert (record.party, record.account) == ("30", "33")
    assert record.lines == (
        RecordLine(item="19", amount=Decimal(40), quantity=Decimal(moves), klass="5"),
        RecordLine(account="8", amount=Decimal(-5)),
    )


@pytest.mark.parametrize(("kind", "moves"), [("Invoice", "-3"), ("SalesReceipt", "-3"), ("CreditMemo", "3")])
def test_goods_sold_leave_and_goods_returned_come_back(kind: str, moves: str) -> None:
    record = read(
        kind,
        """{"Id": "10", "CustomerRef": {"value": "12"}, "Line": [
             {"DetailType": "SalesItemLineDetail", "Amount": 30, "SalesItemLineDetail": {"ItemRef": {"value": "19"}, "Qty": 3}},
             {"DetailType": "SubTotalLineDetail", "Amount": 30, "SubTotalLineDetail": {}}]}""",
    )
    assert record.party == "12"
    assert record.lines == (RecordLine(item="19", amount=Decimal(30), quantity=Decimal(moves)),)


def test_what_is_odd_is_read_as_far_as_it_goes() -> None:
    assert read("JournalEntry", '{"Line": [{"DetailType": "JournalEntryLineDetail"}, {}], "MetaData": null}').lines == ()
