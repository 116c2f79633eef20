"""What holds for every kind of transaction: once, versions, closed periods, changes, inactive names, one sequence of Ids."""

from collections.abc import Callable

import pytest

from tests.practice.desk import Clock, Json
from tests.practice.stockroom import Stockroom

Page = Callable[[Stockroom], Json]
KINDS: dict[str, tuple[str, Page]] = {
    "JournalEntry": ("journalentry", lambda room: room.page(("Dr", "5050", 4), ("Cr", "1000", 4), date="2026-11-02")),
    "InventoryAdjustment": ("inventoryadjustment", lambda room: room.adjustment(("Bowl", -1))),
    "VendorCredit": ("vendorcredit", lambda room: room.purchase(("Bowl", 1, 4.00))),
    "Bill": ("bill", lambda room: room.purchase(("Bowl", 1, 4.00))),
    "Purchase": (
        "purchase",
        lambda room: {
            **{key: value for key, value in room.purchase(("Bowl", 1, 4.00)).items() if key != "VendorRef"},
            "AccountRef": {"value": room.id_of("1000")},
            "PaymentType": "Cash",
        },
    ),
    "Invoice": ("invoice", lambda room: room.sale("Bowl", 1, 4.00)),
    "SalesReceipt": ("salesreceipt", lambda room: room.sale("Bowl", 1, 4.00)),
}
EVERY = pytest.mark.parametrize("entity", KINDS)
SINCE = "2026-11-21T00:00:00-08:00"


def balances(room: Stockroom) -> dict[str, float]:
    return {row["Name"]: row["CurrentBalance"] for row in room.rows("SELECT * FROM Account")}


@EVERY
def test_made_read_found_told_of_changed_and_deleted(room: Stockroom, clock: Clock, entity: str) -> None:
    resource, page = KINDS[entity]
    before = balances(room)
    body = {**page(room), "DocNumber": "WO-1", "PrivateNote": "one"}
    kept = room.made(resource, body, requestid="r-1")
    assert room.post(resource, {**body, "PrivateNote": "two"}, requestid="r-1").json[entity] == kept
    assert room.get(f"{resource}/{kept['Id']}").json[entity] == kept
    assert room.rows(f"SELECT * FROM {entity} WHERE DocNumber = 'WO-1' AND TxnDate = '2026-11-02'") == [kept]
    (told,) = room.get("cdc", entities=entity, changedSince=SINCE).json["CDCResponse"][0]["QueryResponse"]
    assert told[entity] == [kept]
    clock.seconds += 60
    changed = room.made(resource, {"Id": kept["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "three"})
    times = changed.pop("MetaData")
    assert (changed, times["CreateTime"]) == (
        {**{key: value for key, value in kept.items() if key != "MetaData"}, "SyncToken": "1", "PrivateNote": "three"},
        kept["MetaData"]["CreateTime"],
    )
    assert room.drop(resource, kept).code == "5010"
    assert room.drop(resource, changed).json[entity] == {"Id": kept["Id"], "domain": "QBO", "status": "Deleted"}
    assert balances(room) == before
    assert room.stock("Bowl") == ("20.00", "90.00")
    (told,) = room.get("cdc", entities=entity, changedSince=SINCE).json["CDCResponse"][0]["QueryResponse"]
    assert [(row["Id"], row["status"]) for row in told[entity]] == [(kept["Id"], "Deleted")]


@EVERY
def test_a_closed_day_takes_none(room: Stockroom, entity: str) -> None:
    resource, page = KINDS[entity]
    room.running.set_preferences(room.realm, AccountingInfoPrefs={"BookCloseDate": "2026-11-02"})
    assert room.post(resource, page(room)).code == "6210"
    assert room.post(resource, {**page(room), "TxnDate": "2026-11-03"}).status == 200


@EVERY
def test_what_the_schema_does_not_have_is_refused(room: Stockroom, entity: str) -> None:
    resource, page = KINDS[entity]
    assert room.post(resource, {**page(room), "Colour": "red"}).code == "2010"
    assert room.post(resource, {**page(room), "DocNumber": "x" * 22}).code == "2050"


@EVERY
def test_what_became_inactive_takes_no_more(room: Stockroom, entity: str) -> None:
    resource, page = KINDS[entity]
    body = page(room)
    rows = [("item", room.key("Item", "Bowl")), ("account", room.id_of("5050")), ("vendor", "1"), ("customer", "1")]
    for kind, key in rows:
        room.made(kind, {"Id": key, "SyncToken": "0", "sparse": True, "Active": False})
    assert room.post(resource, body).code == "610"


@pytest.mark.parametrize("entity", [entity for entity in KINDS if entity != "InventoryAdjustment"])
def test_where_there_are_several_currencies_it_is_named(room: Stockroom, entity: str) -> None:
    resource, page = KINDS[entity]
    room.running.set_preferences(room.realm, CurrencyPrefs={"MultiCurrencyEnabled": True, "HomeCurrency": {"value": "USD"}})
    assert room.post(resource, page(room)).code == "2020"
    assert room.made(resource, {**page(room), "CurrencyRef": {"value": "USD"}})["CurrencyRef"] == {"value": "USD"}


def test_a_quantity_has_no_currency(room: Stockroom) -> None:
    room.running.set_preferences(room.realm, CurrencyPrefs={"MultiCurrencyEnabled": True, "HomeCurrency": {"value": "USD"}})
    assert "CurrencyRef" not in room.adjust(("Bowl", -1))


def test_all_kinds_share_their_ids_and_none_is_used_twice(room: Stockroom) -> None:
    made = [room.made(resource, page(room)) for resource, page in KINDS.values()]
    ids = [int(kept["Id"]) for kept in made]
    assert ids == list(range(ids[0], ids[0] + len(KINDS)))
    room.drop("salesreceipt", made[-1])
    assert int(room.adjust(("Bowl", -1))["Id"]) == ids[-1] + 1
