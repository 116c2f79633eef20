"""A company that tells what cannot be: it is said, or waits for a person, and never stops the others or counts as nothing."""

import json
import re
from collections.abc import Callable
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter

from tests.syncing.bakery import broken, spilt
from tests.syncing.harness import Bench


class Spoiling(BaseAdapter):
    """Answers of queries and reports, spoilt on their way."""

    def __init__(self, inner: BaseAdapter, spoil: Callable[[str], str]) -> None:
        super().__init__()
        self._inner, self._spoil = inner, spoil

    def send(self, request: PreparedRequest, *args: Any, **options: Any) -> Response:
        answer = self._inner.send(request, *args, **options)
        if re.search("/(query|reports)\\b", str(request.url)):
            answer._content = self._spoil(answer.text).encode()
        return answer

    def close(self) -> None:
        self._inner.close()


def _spoil(bench: Bench, spoil: Callable[[str], str]) -> None:
    assert bench.transport is not None
    bench.transport = Spoiling(bench.transport, spoil)  # type: ignore[assignment]


def test_a_cost_that_cannot_be_waits_and_is_taken_over_once_it_can(bench: Bench) -> None:
    bench.post(broken(bench.books(), "WO-1001"), spilt(bench.books(), "WO-1002"))
    sound = bench.transport
    _spoil(bench, lambda told: re.sub(r'"-?\d+\.\d\d"', '"-99999999999999999999.00"', told))
    receipt = bench.sync(looks=False)
    assert [(row.entry, row.reason) for row in receipt.failed] == [("WO-1001", "quickbooks_silent")]
    assert bench.waiting() == ("WO-1001",)
    bench.transport = sound
    bench.run_to_the_end()
    assert bench.judge({"WO-1001": ("InventoryAdjustment",), "WO-1002": ("JournalEntry",)}) == []


def test_a_document_of_no_day_is_shown_all_the_same(bench: Bench) -> None:
    bench.post(broken(bench.books(), "WO-1001"))
    detail = {"ItemRef": {"value": _id_of(bench, "MUG")}, "QtyDiff": -3}
    line = {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}
    account = {"value": _id_of(bench, "5050", "Account", "AcctNum")}
    bench.someone("create", "InventoryAdjustment", TxnDate="2026-11-18", AdjustAccountRef=account, Line=[line])
    _spoil(bench, lambda told: told.replace('"2026-11-18"', json.dumps("2026-11-1z")))
    (held,) = bench.sync().held
    assert held.reason == "found_there"
    assert "2026-11-1z" in held.says


def _id_of(bench: Bench, name: str, kind: str = "Item", field: str = "Sku") -> str:
    with bench.practice.store.transaction():
        rows = bench.practice.store.all(bench.realm, kind)
    return next(str(row.body["Id"]) for row in rows if row.body.get(field) == name)
