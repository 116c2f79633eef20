"""What changed since a moment, the deleted included."""

import pytest

from tests.practice.desk import Clock, Desk, Json

AN_HOUR_LATER = "2026-11-21T05:00:00-08:00"


def changes(desk: Desk, entities: str, since: str) -> list[Json]:
    reply = desk.get("cdc", entities=entities, changedSince=since)
    assert reply.status == 200, reply.text
    found: list[Json] = reply.json["CDCResponse"][0]["QueryResponse"]
    return found


def test_entries_made_changed_and_deleted(desk: Desk, clock: Clock) -> None:
    old = desk.posted(desk.breakage(DocNumber="WO-0"))
    doomed = desk.posted(desk.breakage(DocNumber="WO-1"))
    clock.seconds += 3500
    desk.tokens = Desk(desk.running).tokens
    clock.seconds += 100
    new = desk.posted(desk.breakage(DocNumber="WO-2"))
    desk.post("journalentry", {"Id": doomed["Id"], "SyncToken": "0"}, operation="delete")
    entries, accounts = changes(desk, "JournalEntry,Account", AN_HOUR_LATER)
    gone, made = entries["JournalEntry"]
    assert gone == {
        "Id": doomed["Id"],
        "domain": "QBO",
        "status": "Deleted",
        "MetaData": {"LastUpdatedTime": AN_HOUR_LATER},
    }
    assert made == new
    assert (entries["startPosition"], entries["maxResults"]) == (1, 2)
    assert accounts == {}, "a balance that moves is no change of the account"
    (everything,) = changes(desk, "JournalEntry", "2026-11-21T12:00:00Z")
    assert [row["Id"] for row in everything["JournalEntry"]] == [old["Id"], doomed["Id"], new["Id"]]


def test_an_account_made_inactive_is_a_change(desk: Desk, clock: Clock) -> None:
    clock.seconds += 3600
    desk.tokens = Desk(desk.running).tokens
    desk.post("account", {"Id": desk.id_of("Theft"), "SyncToken": "0", "sparse": True, "Active": False})
    (accounts,) = changes(desk, "Account", AN_HOUR_LATER)
    assert [(row["Name"], row["Active"]) for row in accounts["Account"]] == [("Theft", False)]


def test_a_thousand_objects_at_most(desk: Desk) -> None:
    for number in range(500):
        for resource in ("vendor", "customer"):
            assert desk.post(resource, {"DisplayName": f"{resource} {number}"}).status == 200
    vendors, customers = changes(desk, "Vendor,Customer", "2026-11-01T00:00:00-08:00")
    assert (vendors["maxResults"], customers["maxResults"]) == (501, 499)


@pytest.mark.parametrize(
    ("entities", "since", "code"),
    [
        ("JournalEntry", "2026-10-21T00:00:00-08:00", "6000"),
        ("JournalEntry", "yesterday", "2010"),
        ("JournalEntry", "", "2010"),
        ("Nonsense", "2026-11-20T00:00:00-08:00", "2170"),
        (" , ", "2026-11-20T00:00:00-08:00", "2020"),
    ],
)
def test_what_cannot_be_told(desk: Desk, entities: str, since: str, code: str) -> None:
    assert desk.get("cdc", entities=entities, changedSince=since).code == code
