"""A company pulled, confirmed and placed at the command line, in which someone works meanwhile."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from assistant.adapters.quickbooks.seeding import realm_of
from assistant.connections import practice_server
from assistant.settings import read_settings
from assistant.wiring import open_store
from tests.terminal import Terminal

Someone = Callable[..., dict[str, Any]]


@pytest.fixture
def someone(books: Path) -> Someone:
    """What a person does in the shop's practice company."""

    def act(operation: str, entity: str, **body: object) -> dict[str, Any]:
        store = open_store(str(books), create=False)
        settings = read_settings(os.environ, system_user="ana", home=Path.home())
        told = {"realm": realm_of("shop"), "operation": operation, "entity": entity, "body": body}
        try:
            with practice_server(store, "shop", settings) as where:
                asked = Request(f"{where.api}/practice/someone", json.dumps(told).encode(), {"Content-Type": "application/json"})
                with urlopen(asked) as answer:
                    made: dict[str, Any] = json.load(answer)
        finally:
            store.close()
        return made

    return act


@pytest.fixture
def mugs(writeoff: Terminal, someone: Someone) -> str:
    """Connected and confirmed; then someone there found twelve mugs. Their Id."""
    assert writeoff("qbo", "connect").code == 0
    assert writeoff("qbo", "confirm").code == 0
    linked = writeoff("qbo", "pull", "--json").document["links"]
    ids = {(link["kind"], link["ours"]): link["remote_id"] for link in linked}
    detail = {"ItemRef": {"value": ids["item", "MUG-01"]}, "QtyDiff": 12}
    line = {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}
    against = {"value": ids["account", "5060"]}
    someone("create", "InventoryAdjustment", TxnDate="2026-10-01", AdjustAccountRef=against, Line=[line])
    return str(ids["item", "MUG-01"])


@pytest.mark.usefixtures("mugs")
def test_what_came_in_there_is_placed_here(writeoff: Terminal) -> None:
    assert "Unplaced" not in writeoff("stock", "MUG-01").out  # nobody asked QuickBooks since
    pulled = writeoff("qbo", "pull")
    assert (pulled.code, "writeoff qbo place MUG-01=12 --at PLACE" in pulled.out) == (5, True)
    shown = writeoff("stock", "MUG-01").out
    assert ["MUG-01", "Stoneware", "Coffee", "Mug", "Unplaced", "12", "each"] in [line.split() for line in shown.splitlines()]
    assert "Unplaced is as QuickBooks had it on 20" in shown
    assert "Unplaced" not in writeoff("stock", "HAM-16").out
    nowhere = writeoff("qbo", "place", "MUG-01=12", "--at", "Moon")
    assert (nowhere.code, "Places are: " in nowhere.err) == (2, True)
    placed = writeoff("qbo", "place", "MUG-01=12", "--at", "store")
    assert (placed.code, "+12 each  MUG-01  @ Store" in placed.out) == (0, True)
    assert "Unplaced" not in writeoff("stock", "MUG-01").out
    assert writeoff("qbo", "pull").code == 0
    assert "what comes in here is not sent" in writeoff("sync").out


@pytest.mark.parametrize("goods", ["MUG-01", "MUG-01=x", "=3", "MUG-01="])
def test_what_is_no_number_of_goods(writeoff: Terminal, goods: str) -> None:
    assert writeoff("qbo", "place", goods, "--at", "Store").code == 2


def test_what_is_done_there_is_shown_and_taken_only_where_asked(writeoff: Terminal, mugs: str, someone: Someone) -> None:
    someone("update", "Item", Id=mugs, Name="Mug, \x1b[31mstoneware")
    shown = writeoff("qbo", "pull").out
    assert ("is now called 'Mug, " in shown, "\x1b" in shown) == (True, False)
    assert "Stoneware Coffee Mug" in writeoff("stock", "MUG-01").out
    assert "Item MUG-01 is now called Mug, " in writeoff("qbo", "pull", "--take").out
    assert "Stoneware Coffee Mug" not in writeoff("stock", "MUG-01").out


def test_links_that_are_named_and_refused(writeoff: Terminal) -> None:
    writeoff("qbo", "connect")
    assert writeoff("qbo", "confirm", "--account", "5050").code == 2
    assert writeoff("qbo", "confirm", "--task", "WO-1=5", "--not", "5050").code == 2
    assert writeoff("qbo", "confirm", "--task", "WO-1=5").code == 2
    named = writeoff("qbo", "confirm", "--account", "5050=Inventory Shrinkage", "--json")
    assert [(link["ours"], link["remote_name"]) for link in named.document["confirmed"]] == [("5050", "Inventory Shrinkage")]
    assert "5060" in {row["ours"] for row in named.document["not_there"]}


def test_its_past_is_offered_when_it_is_connected(writeoff: Terminal, someone: Someone) -> None:
    ids = {}
    writeoff("qbo", "connect")
    for link in writeoff("qbo", "pull", "--json").document["links"]:
        ids[link["kind"], link["ours"]] = {"value": link["remote_id"]}
    for units in (-5, -2):
        detail = {"ItemRef": ids["item", "MUG-01"], "QtyDiff": units}
        someone(
            "create", "InventoryAdjustment", TxnDate="2026-09-01", AdjustAccountRef=ids["account", "5060"],
            PrivateNote="mugs dropped and smashed",
            Line=[{"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}],
        )  # fmt: skip
    offered = writeoff("qbo", "warm")
    assert (
        offered.code,
        "damaged.routine  damaged, within the limit: 5060 Inventory Shrinkage (2 documents)" in offered.out,
    ) == (5, True)
    assert writeoff("qbo", "warm", "--confirm", "lost.routine").code == 2
    assert writeoff("qbo", "warm", "--confirm", "x", "--all").code == 2
    assert "These count from now on:" in writeoff("qbo", "warm", "--all").out
    assert writeoff("policy", "show", "--json").document["accounts_by_reason"]["damaged"]["routine"] == "5060"
    assert writeoff("qbo", "warm").out.endswith("Nothing to offer.\n")
