"""Someone in QuickBooks who is at work while an app is: what they do to the latest transaction, and that the app is not told."""

import pytest

from tests.practice.desk import Desk, Json


def met(desk: Desk, fault: str) -> tuple[Json, list[Json]]:
    """What an app is answered about its entry, and all entries once someone was at it."""
    desk.running.script({"on": "journalentry", "fault": fault})
    return desk.posted(desk.breakage(10, DocNumber="WO-1", PrivateNote="two mugs")), desk.rows("SELECT * FROM JournalEntry")


def test_a_memo_is_rewritten(desk: Desk) -> None:
    answered, (kept,) = met(desk, "someone_notes")
    assert (answered["PrivateNote"], answered["SyncToken"]) == ("two mugs", "0")
    assert kept["PrivateNote"] != "two mugs"
    assert (kept["SyncToken"], kept["Line"]) == ("1", answered["Line"])


def test_amounts_are_doubled(desk: Desk) -> None:
    _, (kept,) = met(desk, "someone_edits")
    assert [line["Amount"] for line in kept["Line"]] == [20, 20]
    assert desk.balances("1200") == [980]


def test_it_is_deleted(desk: Desk) -> None:
    answered, kept = met(desk, "someone_deletes")
    assert (answered["DocNumber"], kept) == ("WO-1", [])
    assert desk.balances("1200") == [1000]


def test_the_same_is_entered_once_more(desk: Desk) -> None:
    _, (first, second) = met(desk, "someone_enters")
    assert (first["DocNumber"], second["DocNumber"]) == ("WO-1", f"OWN-{first['Id']}")
    assert [line["Amount"] for line in second["Line"]] == [10, 10]
    assert desk.balances("1200") == [980]


def test_an_adjustment_is_doubled_with_its_goods(desk: Desk) -> None:
    desk.running.script({"on": "inventoryadjustment", "fault": "someone_edits"})
    (mug,) = desk.rows("SELECT * FROM Item WHERE Type = 'Inventory'")
    line = {
        "DetailType": "ItemAdjustmentLineDetail",
        "ItemAdjustmentLineDetail": {"ItemRef": {"value": mug["Id"]}, "QtyDiff": -2},
    }
    body = {"AdjustAccountRef": {"value": desk.id_of("5050")}, "TxnDate": "2026-11-20", "Line": [line]}
    assert desk.post("inventoryadjustment", body).status == 200
    (mug,) = desk.rows("SELECT * FROM Item WHERE Type = 'Inventory'")
    assert mug["QtyOnHand"] == 8


@pytest.mark.parametrize("fault", ["someone_notes", "someone_edits", "someone_deletes", "someone_enters"])
def test_where_an_app_wrote_nothing_nothing_is_touched(desk: Desk, fault: str) -> None:
    desk.running.script({"on": "query", "fault": fault})
    assert desk.rows("SELECT * FROM JournalEntry") == []
    assert desk.running.log()["requests"][-1]["fault"] == fault
