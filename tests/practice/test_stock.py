"""Whatever is bought, sold, adjusted, changed and deleted: the layers, the valuation and the ledger agree, to the cent."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.practice import statements, valuation
from assistant.practice.company import PracticeCompany
from assistant.practice.seeding import seed as open_seed
from assistant.practice.store import Store
from tests.practice.desk import Json
from tests.practice.stockroom import seed

NOW = 1_795_262_400.0
DAYS = st.integers(1, 20).map(lambda day: f"2026-11-{day:02d}")
VERBS = st.sampled_from(("buy", "buy", "sell", "adjust", "adjust", "credit", "change", "delete"))
STEPS = st.lists(st.tuples(VERBS, st.integers(1, 9), st.integers(1, 40), DAYS, st.integers(0, 30)), min_size=1, max_size=14)


@dataclass(frozen=True)
class Kept:
    """A document of jugs: `count` in above zero, out below; `price` a unit, for what comes in."""

    resource: str
    key: str
    count: int
    price: int
    day: str


@contextmanager
def company(**traits: object) -> Iterator[PracticeCompany]:
    store = Store(None)
    open_seed(store, seed(**traits), NOW)
    yield PracticeCompany(store, "9130", NOW)
    store.close()


def keys(company: PracticeCompany) -> dict[str, str]:
    rows = [*company.query("SELECT * FROM Account")["Account"], *company.query("SELECT * FROM Item")["Item"]]
    return {row["Name"]: row["Id"] for row in rows}


def document(ids: dict[str, str], verb: str, count: int, price: int, day: str) -> tuple[str, Json, int]:
    """The entity, its page, and how many units it adds."""
    item = {"ItemRef": {"value": ids["Jug"]}}
    goods: Json = {**item, "Qty": count, "UnitPrice": price}
    if verb == "adjust":
        line: Json = {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": {**item, "QtyDiff": -count}}
        return "InventoryAdjustment", {"AdjustAccountRef": {"value": ids["Breakage"]}, "Line": [line], "TxnDate": day}, -count
    if verb == "sell":
        line = {"DetailType": "SalesItemLineDetail", "Amount": count * price, "SalesItemLineDetail": goods}
        return "Invoice", {"CustomerRef": {"value": "1"}, "Line": [line], "TxnDate": day}, -count
    line = {"DetailType": "ItemBasedExpenseLineDetail", "Amount": count * price, "ItemBasedExpenseLineDetail": goods}
    page = {"VendorRef": {"value": "1"}, "Line": [line], "TxnDate": day}
    return ("VendorCredit", page, -count) if verb == "credit" else ("Bill", page, count)


def play(company: PracticeCompany, steps: list[tuple[str, int, int, str, int]]) -> list[Kept]:
    """Does the steps, and answers what is left, in the order it was entered or last changed."""
    ids, left = keys(company), list[Kept]()
    for verb, count, price, day, pick in steps:
        with company.store.transaction():
            if verb in ("change", "delete") and left:
                kept = left.pop(pick % len(left))
                version = {"Id": kept.key, "SyncToken": company.read(kept.resource, kept.key)["SyncToken"]}
                if verb == "delete":
                    company.delete(kept.resource, version)
                    continue
                old = {"Bill": "buy", "Invoice": "sell", "VendorCredit": "credit", "InventoryAdjustment": "adjust"}
                entity, page, added = document(ids, old[kept.resource], count, price, kept.day)
                made = company.write(entity, {**page, **version, "sparse": True})
                left.append(Kept(entity, made["Id"], added, price, kept.day))
                continue
            entity, page, added = document(ids, verb if verb not in ("change", "delete") else "buy", count, price, day)
            left.append(Kept(entity, company.write(entity, page)["Id"], added, price, day))
    return left


def report_cells(report: Json) -> dict[str, list[str]]:
    """Each row's figures by what stands first in it, whatever it lies below."""
    found: dict[str, list[str]] = {}
    rows: list[Any] = [report["Rows"]]
    while rows:
        for row in rows.pop().get("Row", []):
            for cells in (row.get("ColData"), row.get("Summary", {}).get("ColData")):
                found |= {cells[0]["value"]: [cell["value"] for cell in cells[1:]]} if cells else {}
            rows.append(row.get("Rows", {}))
    return found


def agree(company: PracticeCompany, left: list[Kept]) -> None:
    """The valuation is the inventory account, the balance sheet balances, and the quantity is what the documents say."""
    with company.store.transaction():
        valued = report_cells(valuation.summary(company.store, company.realm, {"report_date": "2026-12-31"}, NOW))
        sheet = report_cells(statements.balance_sheet(company.store, company.realm, {"end_date": "2026-12-31"}, NOW))
        trial = report_cells(statements.trial_balance(company.store, company.realm, {"end_date": "2026-12-31"}, NOW))
        jugs = company.query("SELECT * FROM Item WHERE Name = 'Jug'")["Item"][0]
    assert valued["TOTAL"][2] == sheet["Inventory"][0]
    assert sheet["TOTAL ASSETS"] == sheet["TOTAL LIABILITIES AND EQUITY"]
    assert trial["TOTAL"][0] == trial["TOTAL"][1]
    assert jugs["QtyOnHand"] == sum(kept.count for kept in left)
    if jugs["QtyOnHand"]:
        assert Decimal(valued["Jug"][1]) == jugs["QtyOnHand"]


@pytest.mark.parametrize("costing", ["fifo", "average"])
@pytest.mark.parametrize("costs_again", [False, True])
@pytest.mark.parametrize("vendor_credit_cost", ["layers", "price"])
@settings(max_examples=25)
@given(steps=STEPS)
def test_the_books_agree_after_anything(
    costing: str, costs_again: bool, vendor_credit_cost: str, steps: list[tuple[str, int, int, str, int]]
) -> None:
    with company(costing=costing, costs_again=costs_again, vendor_credit_cost=vendor_credit_cost) as opened:
        agree(opened, play(opened, steps))


@settings(max_examples=60)
@given(steps=STEPS)
def test_costed_again_each_cost_is_first_in_first_out_by_day(steps: list[tuple[str, int, int, str, int]]) -> None:
    with company(costs_again=True) as opened:
        left = play(opened, steps)
        ids = keys(opened)
        sql = "SELECT tx, quantity, value FROM movement WHERE item = ? ORDER BY day, id"
        rows = [
            (str(tx), Decimal(count) / 100_000, Decimal(value) / 100_000)
            for tx, count, value in opened.store.run(sql, (ids["Jug"],))
        ]
    prices = {kept.key: kept.price for kept in left}
    units = [Decimal(prices[tx]) for tx, count, _ in rows if count > 0 for _ in range(int(count))]
    last = units[-1] if units else Decimal(7)
    for tx, count, value in rows:
        if count > 0:
            assert value == count * prices[tx]
            continue
        taken, units = units[: int(-count)], units[int(-count) :]
        assert -value == sum(taken) + last * (-count - len(taken)), (tx, rows)
