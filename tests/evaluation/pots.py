"""A small suite for tests of the evals: one client that sells pots, and cases written as JSON."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ACCOUNTS = """number,name,type,detail_type,parent,active,balance,description
1200,Inventory,Other Current Asset,Inventory,,true,100.00,
1290,Inventory reserve,Other Current Asset,Inventory,,true,-10.00,
5000,Cost of goods sold,Cost of Goods Sold,,,true,,
5100,Inventory shrinkage,Cost of Goods Sold,,,true,,
5050,Breakage and damage,Cost of Goods Sold,,,true,,
6000,Inventory write-off expense,Expense,,,true,,
6900,Old write-offs,Expense,,,false,,
"""
ITEMS = """sku,name,location,quantity,unit,units_per_case,unit_cost,asset_account
POT-1,Clay pot,Shop,40,each,12,2.50,1200
VASE-1,Tall vase,Shop,10,each,,8.00,1200
"""
CLIENT = """{"name": "Pots & Sons", "currency": "USD", "date_order": "MDY", "policy": {"routine_limit": "500"}}"""
Json = dict[str, Any]


def entry(
    debit: str = "5050", amount: str = "30.00", units: str = "12", reason: str = "damaged", day: str = "2026-10-02"
) -> Json:
    return {
        "date": day,
        "kind": "write_off",
        "reason": reason,
        "items": [{"sku": "POT-1", "quantity": units}],
        "lines": [
            {"side": "debit", "accounts": [debit], "amount": amount},
            {"side": "credit", "accounts": ["1200"], "amount": amount},
        ],
    }


def draft(**said: str) -> Json:
    return {"outcome": "draft", "entries": [entry(**said)]}


@dataclass(frozen=True)
class PotsSuite:
    """The suite's folder; its cases are those last `wrote`."""

    folder: Path

    @property
    def cases(self) -> Path:
        return self.folder / "cases.jsonl"

    def wrote(self, *cases: tuple[str, str, Json], **more: Any) -> None:
        """Cases as (id, text, what is expected)."""
        told = [
            {"id": name, "client": "pots", "today": "2026-10-02", "text": text, "tags": ["qty"], **more, "expect": expect}
            for name, text, expect in cases
        ]
        self.cases.write_text("".join(f"{json.dumps(case)}\n" for case in told), encoding="utf-8")


def pots_suite(root: Path, name: str = "mini-1") -> PotsSuite:
    folder = root / name / "clients" / "pots"
    folder.mkdir(parents=True)
    for file, said in {"client.json": CLIENT, "accounts.csv": ACCOUNTS, "items.csv": ITEMS}.items():
        (folder / file).write_text(said, encoding="utf-8")
    return PotsSuite(root / name)
