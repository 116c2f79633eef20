"""At the command line: what QuickBooks holds already, how it compares with the books, and what a person says of it."""

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from tests.surfaces.cli.test_qbo_pull import Someone, someone
from tests.terminal import Ran, Terminal

__all__ = ["someone"]
SCHEMA: dict[str, Any] = json.loads((files("assistant.surfaces.render") / "schema.json").read_text(encoding="utf-8"))
LOST = "write off 12 MUG-01 at the warehouse, dropped by the forklift"


def shaped(ran: Ran, shape: str) -> dict[str, Any]:
    """The document, of the shape that the schema gives it."""
    jsonschema.Draft202012Validator({"$ref": f"#/$defs/{shape}", "$defs": SCHEMA["$defs"]}).validate(ran.document)
    return ran.document


@pytest.fixture
def ids(writeoff: Terminal) -> dict[tuple[str, str], str]:
    """Connected and confirmed; kind and key of ours to the Id there."""
    assert writeoff("qbo", "connect").code == 0
    assert writeoff("qbo", "confirm").code == 0
    linked = writeoff("qbo", "pull", "--json").document["links"]
    return {(link["kind"], link["ours"]): link["remote_id"] for link in linked}


@pytest.fixture
def theirs(someone: Someone, ids: dict[tuple[str, str], str]) -> str:
    """Someone there took twelve mugs out already; the Id."""
    detail = {"ItemRef": {"value": ids["item", "MUG-01"]}, "QtyDiff": -12}
    line = {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}
    against = {"value": ids["account", "5050"]}
    made = someone(
        "create", "InventoryAdjustment", TxnDate="2026-10-01", PrivateNote="forklift \x1b[31m", AdjustAccountRef=against,
        Line=[line],
    )  # fmt: skip
    return str(made["Id"])


@pytest.fixture
def there(writeoff: Terminal, ids: dict[tuple[str, str], str]) -> str:
    """Twelve mugs, posted here and sent; the Id."""
    assert ids
    writeoff("draft", LOST)
    assert writeoff("approve", "D-1").code == 0
    return str(writeoff("sync", "--json").document["synced"][0]["remote_id"])


# ── Found there ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_found_at_approval_and_answered(writeoff: Terminal, theirs: str) -> None:
    writeoff("draft", LOST)
    refused = writeoff("approve", "D-1", "--json")
    assert (refused.code, refused.document["refused"][0]["problems"][0]["code"]) == (1, "found_in_quickbooks")
    shown = writeoff("show", "D-1")
    assert "In QuickBooks" in shown.out
    assert f"(Id {theirs}) of 2026-10-01" in shown.out
    assert "\x1b" not in shown.out
    (found,) = shaped(writeoff("show", "D-1", "--json"), "draft")["found"]
    assert (found["remote_id"], found["verdict"]) == (theirs, "open")
    assert writeoff("qbo", "found", "D-1").code == 5
    answered = writeoff("qbo", "found", "d-1", "--theirs", "--json")
    assert (answered.code, shaped(answered, "qbo_found")["found"][0]["verdict"]) == (0, "theirs")
    assert writeoff("approve", "D-1").code == 0
    assert "stands for it" in writeoff("show", "D-1").out
    assert writeoff("sync").code == 0
    assert writeoff("qbo", "reconcile").code == 0


def test_offline_the_entry_is_held_instead(writeoff: Terminal, theirs: str) -> None:
    writeoff("draft", LOST)
    assert writeoff("approve", "D-1", "--offline").code == 0
    held = writeoff("sync", "--json")
    assert (held.code, held.document["held"][0]["reason"]) == (1, "found_there")
    assert writeoff("qbo", "found", "WO-1001", "--both", "--document", theirs).code == 0
    assert writeoff("sync").code == 0


@pytest.mark.usefixtures("theirs")
def test_what_cannot_be_said_of_it(writeoff: Terminal) -> None:
    assert writeoff("qbo", "found", "D-1").code == 2
    assert writeoff("qbo", "found", "D-1", "--document", "7").code == 2
    assert writeoff("qbo", "found", "D-1", "--ours").code == 2
    writeoff("user", "add", "eve", "--role", "auditor")
    assert writeoff("qbo", "found", "D-1", "--ours", person="eve").code == 3


# ── Reconcile ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("there")
def test_in_agreement_it_says_how_much_was_compared(writeoff: Terminal) -> None:
    clean = writeoff("qbo", "reconcile")
    assert clean.code == 0
    assert clean.out.startswith("In agreement: 1 document of 1 entry, 38 items and 1 account compared, as of 20")
    told = shaped(writeoff("qbo", "reconcile", "--json"), "qbo_reconcile")
    assert (told["clean"], told["compared"]["documents"], told["differences"]) == (True, 1, [])


def test_each_difference_has_a_name_a_cause_and_a_mend(writeoff: Terminal, there: str, someone: Someone) -> None:
    someone("delete", "InventoryAdjustment", Id=there)
    page = writeoff("qbo", "reconcile")
    assert page.code == 1
    assert page.out.startswith("1 difference: ")
    assert "Deleted there [deleted]\n  WO-1001  InventoryAdjustment WO-1001-A-" in page.out
    told = shaped(writeoff("qbo", "reconcile", "--json"), "qbo_reconcile")
    (difference,) = told["differences"]
    assert (difference["name"], difference["mend"]) == ("deleted", "writeoff qbo accept WO-1001, or restore, or reverse")
    assert told["counts"] == {"deleted": 1}


@pytest.mark.usefixtures("there")
def test_only_the_days_asked_about(writeoff: Terminal) -> None:
    later = writeoff("qbo", "reconcile", "--from", "2026-10-03", "--json").document
    assert (later["clean"], later["compared"]["documents"], later["compared"]["items"]) == (True, 0, 38)
    assert writeoff("qbo", "reconcile", "--from", "2026-10-03", "--to", "2026-10-01").code == 2
    assert writeoff("qbo", "reconcile", "--to", "never").code == 2


def test_without_a_company_there_is_nothing_to_compare_with(writeoff: Terminal) -> None:
    assert "connected to no QuickBooks company" in writeoff("qbo", "reconcile").err
    assert writeoff("qbo", "accept", "WO-1").code == 1


def test_goods_are_carried_as_quickbooks_carries_them(
    writeoff: Terminal, ids: dict[tuple[str, str], str], someone: Someone
) -> None:
    vendor = someone("create", "Vendor", DisplayName="Acme Pottery")["Id"]
    detail = {"ItemRef": {"value": ids["item", "MUG-01"]}, "Qty": 10, "UnitPrice": 5}
    bought = {"DetailType": "ItemBasedExpenseLineDetail", "Amount": 50, "ItemBasedExpenseLineDetail": detail}
    someone("create", "Bill", TxnDate="2026-10-01", VendorRef={"value": vendor}, Line=[bought])
    detail = {"ItemRef": {"value": ids["item", "MUG-01"]}, "QtyDiff": -10}
    gone = {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}
    against = {"value": ids["account", "5060"]}
    someone("create", "InventoryAdjustment", TxnDate="2026-10-01", AdjustAccountRef=against, Line=[gone])
    assert "writeoff qbo revalue MUG-01" in writeoff("qbo", "reconcile").out
    told = shaped(writeoff("qbo", "revalue", "mug-01", "--json"), "receipt")
    assert (told["entry"]["kind"], told["entry"]["items"][0]["quantity"]) == ("cost_variance", "0")
    assert writeoff("qbo", "revalue").code == 1
    assert writeoff("sync").code == 0
    assert writeoff("qbo", "reconcile").code == 0


# ── Accept, restore, reverse ─────────────────────────────────────────────────────────────────────────────────────────


def test_accepted_the_books_follow(writeoff: Terminal, there: str, someone: Someone) -> None:
    someone("delete", "InventoryAdjustment", Id=there)
    writeoff("qbo", "reconcile")
    accepted = shaped(writeoff("qbo", "accept", "WO-1001", "--json"), "qbo_disposed")
    (draft,) = accepted["drafts"]
    assert (draft["reverses"], draft["plan"]["documents"]) == ("WO-1001", [])
    assert writeoff("approve", draft["id"]).code == 0
    assert writeoff("sync").code == 0
    assert writeoff("qbo", "reconcile").code == 0


def test_restored_it_is_there_once(writeoff: Terminal, there: str, someone: Someone) -> None:
    someone("delete", "InventoryAdjustment", Id=there)
    unseen = writeoff("qbo", "restore", "WO-1001")
    assert (unseen.code, "otherwise than it was last seen" in unseen.err) == (1, True)
    assert "goes out again as WO-1001-A-" in writeoff("qbo", "restore", "wo-1001").out
    assert writeoff("sync").code == 0
    assert writeoff("qbo", "reconcile").code == 0


def test_reversed_it_is_gone_on_both_sides(writeoff: Terminal, there: str, someone: Someone) -> None:
    someone("update", "InventoryAdjustment", Id=there, TxnDate="2026-09-30")
    assert "[edited]" in writeoff("qbo", "reconcile").out
    reversed_ = writeoff("qbo", "reverse", "WO-1001")
    assert (reversed_.code, "was deleted in QuickBooks" in reversed_.out) == (0, True)
    assert writeoff("approve", "D-2").code == 0
    assert writeoff("qbo", "reconcile").code == 1  # the reversal waits to be worked off, though nothing of it is sent
    assert writeoff("sync").code == 0
    assert writeoff("qbo", "reconcile").code == 0


@pytest.mark.usefixtures("there")
def test_what_nobody_touched_is_left_alone(writeoff: Terminal) -> None:
    for command in ("accept", "restore", "reverse"):
        refused = writeoff("qbo", command, "WO-1001", "--json")
        assert (refused.code, refused.document["error"]["code"]) == (1, "refused")
